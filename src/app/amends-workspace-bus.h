/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * AmendsWorkspaceBus:
 * Tells other processes on the session bus that a workspace has changed, and hears it from them,
 * so that nobody polls. Without a bus it is silent: the next start sees everything anyway.
 *
 * Signal ::changed (const char *escalation_id, nullable): another process has written.
 */
#define AMENDS_TYPE_WORKSPACE_BUS (amends_workspace_bus_get_type ())
G_DECLARE_FINAL_TYPE (AmendsWorkspaceBus, amends_workspace_bus, AMENDS, WORKSPACE_BUS, GObject)

AmendsWorkspaceBus *amends_workspace_bus_new (const char *folder);
/* @escalation_id: (nullable). The message holds ids only, never words. */
void amends_workspace_bus_tell (AmendsWorkspaceBus *self, const char *escalation_id);
/* Blocks until what was told has left this process. For the end of a short one. */
void amends_workspace_bus_flush (AmendsWorkspaceBus *self);

G_END_DECLS
