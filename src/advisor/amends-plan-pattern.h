/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-json-reader.h"

G_BEGIN_DECLS

/*
 * Patterns that the readers of a case have as data: members of a phrases file. They match without
 * regard to case. A member that is missing or no pattern is noted as a fault of @reader.
 */

/* (transfer full) (nullable): NULL when @text is no pattern, and the fault is noted. */
GRegex *
amends_plan_pattern_compile (AmendsJsonReader *reader, const char *member, const char *text);
/* (transfer full) (element-type GRegex): the array of texts at @member. */
GPtrArray *amends_plan_patterns_read (AmendsJsonReader *reader, const char *member);
gboolean amends_plan_patterns_match (GPtrArray *patterns, const char *text);
/* (transfer full) (nullable): the first group, or the whole, of the first pattern that matches. */
char *amends_plan_patterns_find (GPtrArray *patterns, const char *text);

/* (transfer full): the array of { "pattern", "say" } at @member; "say" has groups of the pattern.
 */
GPtrArray *amends_plan_rewrites_read (AmendsJsonReader *reader, const char *member);
/* (transfer full) (nullable): how the first rule that matches says it. */
char *amends_plan_rewrites_say (GPtrArray *rules, const char *text);
/* (transfer full): @text with the first rule that matches put in the place of what it matches. */
char *amends_plan_rewrites_replace (GPtrArray *rules, const char *text);

G_END_DECLS
