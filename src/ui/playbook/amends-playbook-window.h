/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * AmendsPlaybookWindow:
 * A playbook of the user's own to edit. It is read as the program reads it while it is written;
 * what cannot be used is said with its place, and is not saved.
 */
#define AMENDS_TYPE_PLAYBOOK_WINDOW (amends_playbook_window_get_type ())
G_DECLARE_FINAL_TYPE (AmendsPlaybookWindow,
                      amends_playbook_window,
                      AMENDS,
                      PLAYBOOK_WINDOW,
                      AdwWindow)

/* One window for each playbook. */
void amends_playbook_window_present (GtkWindow *parent, AmendsSession *session, const char *id);

G_END_DECLS
