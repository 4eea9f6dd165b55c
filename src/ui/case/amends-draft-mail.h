/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The ways a draft leaves the program. @from: any widget in the window. Main thread. */

/* Puts @body on the clipboard as plain and as rich text, and says so. */
void amends_draft_mail_copy (GtkWidget *from, AmendsSession *session, const char *body);

/**
 * amends_draft_mail_compose:
 * @case_: (nullable): knows the addresses of the customer; without one the user fills it in
 * @draft: says to whom
 *
 * Opens a new message in the user's mail program, through the portal where there is one, else as a
 * mailto: address. What fails is said in a toast.
 */
void amends_draft_mail_compose (GtkWidget *from,
                                AmendsSession *session,
                                AmendsCase *case_,
                                AmendsDraft *draft,
                                const char *subject,
                                const char *body);

G_END_DECLS
