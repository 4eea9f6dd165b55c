/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Gives windows of @klass, a #GtkApplicationWindow, the action "win.show-help-overlay", which shows
 * the keyboard shortcuts. Unlike the one that the toolkit installs by itself, they are not built
 * with every window, but when somebody asks for them. */
void amends_help_install (GtkWidgetClass *klass);

G_END_DECLS
