/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-engines.h"
#include "amends-person.h"
#include "amends-sync.h"
#include "amends-time-source.h"

G_BEGIN_DECLS

/**
 * AmendsWorkspaceSide:
 * This side of a sync: what the records of a workspace are in neutral terms, and how a colleague's
 * change becomes one of ours, by the same functions as a change made here. Of the sync thread.
 */
#define AMENDS_TYPE_WORKSPACE_SIDE (amends_workspace_side_get_type ())
G_DECLARE_FINAL_TYPE (AmendsWorkspaceSide, amends_workspace_side, AMENDS, WORKSPACE_SIDE, GObject)

/* (transfer full). The lists and records are of this thread from now on. */
AmendsWorkspaceSide *amends_workspace_side_new (AmendsEngines *engines,
                                                AmendsPerson *me,
                                                GListModel *people,
                                                AmendsTimeSource *time_source);

/* (transfer full) (element-type utf8): ids of the cases that have changed since the last call. */
GPtrArray *amends_workspace_side_take_cases (AmendsWorkspaceSide *self);
/* Whether accounts or contacts have changed since the last call. */
gboolean amends_workspace_side_take_customers (AmendsWorkspaceSide *self);

/* A note of the log. @case_id, @line: (out) (transfer full) (nullable): NULL if it is gone. */
gboolean amends_note_find (AmendsConnection *connection,
                           const char *id,
                           char **case_id,
                           char **line,
                           GError **error);

G_END_DECLS
