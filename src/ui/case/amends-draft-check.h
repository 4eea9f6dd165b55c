/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session.h"

G_BEGIN_DECLS

/*
 * What the send gate finds in a draft, kept with it: the list, the sidebar and the editor ask for
 * the same at each change of a case. Main thread.
 */

/**
 * amends_draft_check:
 * @text: (nullable): as it is being written; NULL for what is stored
 *
 * The gate runs anew when the text, its other language or the case have changed since. While a
 * draft is being written, what is stored has the findings of the last check.
 *
 * Returns: (transfer full) (element-type AmendsFinding): in order of the text
 */
GPtrArray *amends_draft_check (AmendsSession *session,
                               AmendsCase *case_,
                               AmendsDraft *draft,
                               const char *text);

/* Whether letters are coming: a check of the text is due in a moment. */
void amends_draft_check_set_writing (AmendsDraft *draft, gboolean writing);

G_END_DECLS
