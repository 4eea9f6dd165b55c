/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * amends_case_menu_popup:
 * @parent: a widget of the window
 * @x, @y: where, in @parent
 *
 * What can be done with a case of a list without opening it first: open it at a page, put off what
 * comes next, copy its number. The menu goes when it is closed.
 */
void amends_case_menu_popup (GtkWidget *parent,
                             AmendsSession *session,
                             AmendsSummary *summary,
                             double x,
                             double y);

G_END_DECLS
