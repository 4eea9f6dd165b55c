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

/* A stretch of a merged text: either all agree, or both sides changed it and someone must choose.
 */
typedef struct
{
  char *text;      /* (nullable): what stands, when there is nothing to choose */
  char *edited;    /* as the CSM has it; "" when it was taken out */
  char *generated; /* as the facts have it now; "" when they drop it */
} AmendsMergePart;

void amends_merge_part_free (AmendsMergePart *part);

/**
 * amends_plan_merge_parts:
 *
 * The same with nothing decided where both sides changed. All texts one after the other, blanks
 * included, are the merged text.
 *
 * Returns: (transfer full) (element-type AmendsMergePart): in order
 */
GPtrArray *amends_plan_merge_parts (const char *base, const char *edited, const char *fresh);

G_END_DECLS
