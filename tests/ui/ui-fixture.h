/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session.h"
#include "amends-window.h"

G_BEGIN_DECLS

/* An open workspace in a folder of its own, on Tuesday 10 March 2026 at 12:58 UTC, with a window.
 */
typedef struct
{
  char *folder;
  AmendsSession *session;
  AmendsWindow *window;
} UiFixture;

/* From now until the end of the test case every complaint ends the test, but for the known ones of
 * the libraries themselves. */
void ui_follow_log (void);

void ui_fixture_set_up (UiFixture *self, gboolean sample);
void ui_fixture_tear_down (UiFixture *self);

/* Runs the main loop until @done, at most a minute; fails the test after that, saying what did not
 * come and who waited for it. */
#define ui_wait(done, data) ui_wait_for (__FILE__, __LINE__, G_STRFUNC, #done, done, data)
void ui_wait_for (const char *file,
                  int line,
                  const char *function,
                  const char *what,
                  gboolean (*done) (gpointer data),
                  gpointer data);

/* Lets what is shown be drawn and what is under way come to rest; @widget may go meanwhile. */
void ui_settle (gpointer widget);

/* The first widget of @type below @root that is shown; fails when there is none. */
GtkWidget *ui_find (gpointer root, GType type);
/* How many widgets of @type are below @root. */
guint ui_count (gpointer root, GType type);
/* The button below @root with this label; fails when there is none. */
GtkWidget *ui_find_button (gpointer root, const char *label);

/* Every button that shows only an icon, every text to fill in, has a name. */
void ui_assert_names (gpointer root);

G_END_DECLS
