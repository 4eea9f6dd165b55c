/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui-fixture.h"

G_BEGIN_DECLS

/*
 * What somebody meets who cannot see or point: the name and role of everything that takes the
 * focus, and where Tab leads. What is wrong is gathered, so that one run tells all of it.
 */
typedef struct
{
  GPtrArray *problems; /* of char*, each once */
  guint n_widgets;     /* that were looked at */
  guint n_roots;
} UiWalk;

void ui_walk_init (UiWalk *self);
/* Fails the test with every problem found, then forgets them. */
void ui_walk_end (UiWalk *self);

/* (printf format): one more problem, unless it is known already. */
void ui_walk_problem (UiWalk *self, const char *format, ...) G_GNUC_PRINTF (2, 3);

/* Names, roles and Tab of all that is shown in @window; @where says what is shown. */
void ui_walk_window (UiWalk *self, GtkWindow *window, const char *where);

/* What the menu buttons below @root open; what they open is closed again. */
void ui_walk_popovers (UiWalk *self, GtkWidget *root, const char *where);

/* @widget can be as narrow as a phone. */
void ui_walk_width (UiWalk *self, GtkWidget *widget, const char *where);

/* Activates @action, with a string when @target is not NULL, at the first shown widget at or below
 * @root that has it. Returns: whether there is one. */
gboolean ui_walk_activate (GtkWidget *root, const char *action, const char *target);

/* (transfer full): every window that is open now. */
GPtrArray *ui_walk_list_windows (void);
/* (transfer none) (nullable): the window that has come since @before, once it is shown. */
GtkWindow *ui_walk_wait_for_window (GPtrArray *before);

G_END_DECLS
