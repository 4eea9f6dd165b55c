/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session.h"
#include "amends-window.h"

G_BEGIN_DECLS

/**
 * AmendsService:
 * What the application does besides showing a window, and without one: it reminds, answers the
 * search of the desktop, and stays for that if the user wants it to. It adds these actions to the
 * application, which wait until the workspace is open: "open-case" (ss), "open-account" (s),
 * "place" (s), "search" (s), "reminder-done" (ssi), "reminder-later" (ssb).
 */
#define AMENDS_TYPE_SERVICE (amends_service_get_type ())
G_DECLARE_FINAL_TYPE (AmendsService, amends_service, AMENDS, SERVICE, GObject)

AmendsService *amends_service_new (GtkApplication *application);

/* Before the name of the application is taken. @path: of the application on the bus */
gboolean amends_service_export (AmendsService *self,
                                GDBusConnection *connection,
                                const char *path,
                                GError **error);
void amends_service_unexport (AmendsService *self);

/* The application has started up. */
void amends_service_start (AmendsService *self);

/* @session: (nullable): open; NULL when it could not be opened or is about to be closed. */
void amends_service_set_session (AmendsService *self, AmendsSession *session);

/* @window shows the open session: what was asked for before is done in it. */
void amends_service_set_window (AmendsService *self, AmendsWindow *window);

/* The user has had enough: it does not stay once the window is closed. */
void amends_service_leave (AmendsService *self);

G_END_DECLS
