/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * AmendsPreferencesWindow:
 * Who we are, when we work, by what rules, and where it is all kept. One for a window of the
 * program; changes hold at once, and each can be taken back.
 */
#define AMENDS_TYPE_PREFERENCES_WINDOW (amends_preferences_window_get_type ())
G_DECLARE_FINAL_TYPE (AmendsPreferencesWindow,
                      amends_preferences_window,
                      AMENDS,
                      PREFERENCES_WINDOW,
                      AdwPreferencesWindow)

/* @page: (nullable): "team", "hours", "playbook", "notices", "data" */
void
amends_preferences_window_present (GtkWindow *parent, AmendsSession *session, const char *page);

/* A toast in the window that @from is in, with Undo, which calls @undo with @data. */
void amends_preferences_offer_undo (GtkWidget *from,
                                    const char *text,
                                    GCallback undo,
                                    gpointer data,
                                    GClosureNotify destroy);

/* A plain row: no markup in its texts. (transfer floating) */
GtkWidget *amends_preferences_row_new (const char *title, const char *subtitle);
/* A flat button that shows an icon, named for who does not see it. */
GtkWidget *amends_preferences_icon_button_new (const char *icon, const char *name);
/* Marks an entry as wrong, and says why; NULL: it is right. */
void amends_preferences_mark (GtkWidget *entry, const char *why);

G_END_DECLS
