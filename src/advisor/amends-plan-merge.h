/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-planner.h"

G_BEGIN_DECLS

/**
 * amends_plan_merge:
 * @base: as generated last
 * @edited: as it stands
 * @fresh: as generated now
 * @collisions: (nullable) (element-type AmendsPlannerCollision): gets where both changed
 *
 * Three-way merge by sentences and paragraph breaks. Where both sides changed the same place, the
 * edit stands.
 *
 * Returns: (transfer full)
 */
char *
amends_plan_merge (const char *base, const char *edited, const char *fresh, GPtrArray *collisions);

G_END_DECLS
