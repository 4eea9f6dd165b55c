/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-window.h"

G_BEGIN_DECLS

/* For the parts of the window that have files of their own. Main thread. */

/* (transfer none) (nullable): NULL until the workspace is open. */
AmendsSession *amends_window_get_session (AmendsWindow *self);
/* (transfer none) */
AdwToastOverlay *amends_window_get_toasts (AmendsWindow *self);
/* (transfer none) (nullable): id of the case in view. */
const char *amends_window_get_shown_id (AmendsWindow *self);

/* What is said in toasts, and undo and redo: their actions and keys. */
void amends_window_news_install (GtkWidgetClass *klass);

G_END_DECLS
