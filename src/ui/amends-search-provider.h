/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * AmendsSearchProvider:
 * Answers the search of the desktop (org.gnome.Shell.SearchProvider2) with cases and accounts.
 * Looking happens on the threads of the database. What was found is opened by the application's
 * actions "open-case" (ss), "open-account" (s) and "search" (s).
 */
#define AMENDS_TYPE_SEARCH_PROVIDER (amends_search_provider_get_type ())
G_DECLARE_FINAL_TYPE (AmendsSearchProvider,
                      amends_search_provider,
                      AMENDS,
                      SEARCH_PROVIDER,
                      GObject)

AmendsSearchProvider *amends_search_provider_new (GApplication *application);

gboolean amends_search_provider_export (AmendsSearchProvider *self,
                                        GDBusConnection *connection,
                                        const char *path,
                                        GError **error);
void amends_search_provider_unexport (AmendsSearchProvider *self);

/* @session: (nullable): open, or NULL when it could not be opened. Until this is called questions
 * wait for their answer. */
void amends_search_provider_set_session (AmendsSearchProvider *self, AmendsSession *session);

G_END_DECLS
