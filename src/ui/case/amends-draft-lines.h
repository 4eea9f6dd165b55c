/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session.h"

G_BEGIN_DECLS

/* What is said of a draft in one line. Main thread. */

/* (transfer full): whom it is for, with the title of the contact; "" when nobody is named. */
char *amends_draft_dup_recipient (AmendsCase *case_, AmendsDraft *draft);

/* (transfer full) (nullable): a sentence on when it was last saved. */
char *amends_draft_dup_saved (AmendsSession *session, AmendsDraft *draft);

G_END_DECLS
