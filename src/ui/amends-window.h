/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * AmendsWindow:
 * The one window of a workspace: home, wizard, case and first run, one at a time.
 *
 * Actions for any widget inside (amends-feedback.h has functions for the first two):
 * "win.toast" (su): a text and the token for Undo, 0 for none
 * "win.open-case" (ss): the case's id and the page, "" for the first
 * "win.toast-action" (sss): a text, the label of a button, and the window's action it takes
 * "win.open-account" (s): the account's id; "win.new-for" (s): the wizard for that account
 * "win.new", "win.new-account", "win.search", "win.search-for" (s), "win.place" (s), "win.back",
 * "win.undo", "win.redo", "win.undo-list"
 */
#define AMENDS_TYPE_WINDOW (amends_window_get_type ())
G_DECLARE_FINAL_TYPE (AmendsWindow, amends_window, AMENDS, WINDOW, AdwApplicationWindow)

AmendsWindow *amends_window_new (AdwApplication *application);

/* Shows the open workspace; first run when nothing is in it. */
void amends_window_set_session (AmendsWindow *self, AmendsSession *session);

/* Presents the window once what is due is in it, or after a moment without. */
void amends_window_present_when_filled (AmendsWindow *self);

/* Whether a call goes on, in view or not: then nothing may pop up. The signal "calling" tells when
 * that changes. */
gboolean amends_window_is_in_call (AmendsWindow *self);

/* Says that the workspace could not be opened, and why. */
void amends_window_show_failure (AmendsWindow *self, const GError *error);

G_END_DECLS
