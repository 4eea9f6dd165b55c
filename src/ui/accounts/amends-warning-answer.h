/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session-risk.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What is said to an early warning, wherever it is shown. Main thread. */

/* Stores the answer, says so in the window of @from and offers to take it back. */
void amends_warning_answer_give (GtkWidget *from,
                                 AmendsSession *session,
                                 const char *warning_id,
                                 AmendsWarningAnswer answer);

/* For actions: "right", "false-alarm" or "snooze"; everything else takes an answer back. */
AmendsWarningAnswer amends_warning_answer_from_name (const char *name);

/* (transfer full) (nullable): what was said to it and when: "You said it is right, today"; NULL
 * while it waits for an answer. */
char *amends_warning_answer_format (AmendsSession *session, AmendsWarningRow *row);

/* (transfer none): the words of the button that opens the draft of @kind: "Open check-in draft". */
const char *amends_warning_get_draft_label (const char *kind);

G_END_DECLS
