/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/*
 * Toasts of a window. What could be undone gives way to news: it can still be undone with Ctrl+Z,
 * and news of what was done now does not wait. Texts are plain: markup is escaped here.
 */

void amends_toasts_show (AdwToastOverlay *overlay, const char *text);

/* With a button that activates @action of the window. */
void amends_toasts_show_action (AdwToastOverlay *overlay,
                                const char *text,
                                const char *label,
                                const char *action);

/* With Undo: @undo is called with @token and @user_data, which must live as long as @overlay. */
typedef void (*AmendsToastUndoFunc) (guint token, gpointer user_data);
void amends_toasts_show_undo (AdwToastOverlay *overlay,
                              const char *text,
                              guint token,
                              AmendsToastUndoFunc undo,
                              gpointer user_data);

G_END_DECLS
