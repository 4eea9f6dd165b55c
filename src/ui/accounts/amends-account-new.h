/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* @id: of the account; @from: the widget that asked */
typedef void (*AmendsAccountNewFunc) (const char *id, gpointer from);

/* Asks for the name of a new account and adds it; @added is called once it is stored, and not when
 * the user thinks better of it. What goes wrong is told in the window of @from. */
void amends_account_new_ask (GtkWidget *from, AmendsSession *session, AmendsAccountNewFunc added);

G_END_DECLS
