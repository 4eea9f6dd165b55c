/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session-approval.h"

G_BEGIN_DECLS

/* How the window writes a goodwill request. Main thread; every char * is (transfer full). */

/* "Service credit, $13,500"; of something else what it is. @currency, @text: (nullable). */
char *amends_goodwill_text_title (AmendsGoodwillKind kind,
                                  gint64 amount,
                                  const char *currency,
                                  int months,
                                  const char *text);

/* "2.5 % of ARR"; NULL when it cannot be said. */
char *amends_goodwill_text_share (double share);

/* How it stands in a line: "Waiting for Ruth Okafor, 2 h". */
char *amends_goodwill_text_state (AmendsSession *session,
                                  AmendsGoodwillRow *row,
                                  AmendsApprovalPart part);

/* (transfer none): the name of an icon, and the style class of words beside it. */
const char *amends_goodwill_text_icon (AmendsGoodwillState state, AmendsApprovalPart part);
const char *amends_goodwill_text_style (AmendsGoodwillState state);

/* Whether it waits for a decision. */
gboolean amends_goodwill_text_is_open (AmendsGoodwillState state);

/* "Ruth" of "Ruth Okafor"; a name without a space as it is. */
char *amends_goodwill_text_first_name (const char *name);

G_END_DECLS
