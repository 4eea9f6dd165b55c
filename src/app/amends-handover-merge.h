/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-handover-file.h"
#include "amends-session-private.h"

G_BEGIN_DECLS

/* An import on its way. The pointers are borrowed, but for those marked. */
typedef struct
{
  AmendsConnection *connection;
  AmendsEngines *engines;
  AmendsHandoverFile *file; /* its records are changed: ids follow those of this workspace */
  AmendsPerson *me;
  AmendsInstant now;

  AmendsCase *case_; /* (owned): as it is now stored */
  gboolean is_new;
  gboolean unchanged;
  guint events;
  guint kept;
  GPtrArray *added; /* (owned) (element-type utf8): names of people who were not known */
} AmendsHandoverMerge;

void amends_handover_merge_clear (AmendsHandoverMerge *merge);

/**
 * amends_handover_merge_run:
 *
 * Brings the file's case into the workspace. Blocking; within a write.
 *
 * Returns: FALSE with @error; then the transaction must be rolled back
 */
gboolean amends_handover_merge_run (AmendsHandoverMerge *merge, GError **error);

G_END_DECLS
