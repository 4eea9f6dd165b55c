/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-look-back.h"
#include "amends-past-case.h"
#include "amends-playbook.h"

G_BEGIN_DECLS

/**
 * AmendsExperience:
 * What similar past cases teach: how long it takes, how often it ends well, what helped, whether
 * it has come back or reached others. It counts and never guesses: where too few cases bear
 * something out, it stays silent. Compiled from "experience" and "recurrence" of memory.json.
 * Immutable; any thread.
 */
#define AMENDS_TYPE_EXPERIENCE (amends_experience_get_type ())
G_DECLARE_FINAL_TYPE (AmendsExperience, amends_experience, AMENDS, EXPERIENCE, GObject)

/* Returns: (transfer full): or NULL with AMENDS_INPUT_ERROR (file, line, field). */
AmendsExperience *amends_experience_new (AmendsPlaybook *playbook, GError **error);

/* The window in which a case counts as a recurrence, in days. */
int amends_experience_get_days (AmendsExperience *self);
/* How many similar cases there is anything to learn from. */
guint amends_experience_get_cases (AmendsExperience *self);

/**
 * amends_experience_look_back:
 * @present: (nullable): the case itself; NULL for a text
 * @matches: (element-type AmendsSimilarMatch): the most similar first
 * @past: (element-type utf8 AmendsPastCase): the cases matched, by id; others are not looked at
 * @now: until when a case that is still open is counted
 * @language: of the names of interventions, "en" or "zh-CN"
 *
 * Returns: (transfer full)
 */
AmendsLookBack *amends_experience_look_back (AmendsExperience *self,
                                             AmendsPastCase *present,
                                             GPtrArray *matches,
                                             GHashTable *past,
                                             AmendsInstant now,
                                             const char *language);

G_END_DECLS
