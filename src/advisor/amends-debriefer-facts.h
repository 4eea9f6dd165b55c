/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-case.h"
#include "amends-facts.h"

G_BEGIN_DECLS

/* How much of other people's wording gets into the facts. */
typedef enum
{
  AMENDS_DEBRIEFER_WORDING_FULL,
  /* Names without stops ("Yahoo Inc"). */
  AMENDS_DEBRIEFER_WORDING_PLAIN_NAMES,
  /* No free text either: for a sentence that must stay one sentence. */
  AMENDS_DEBRIEFER_WORDING_SAFE,
} AmendsDebriefWording;

/* Paths that the texts of debrief.json may name. */
gboolean amends_debriefer_facts_is_known (const char *path);

/**
 * amends_debriefer_facts_new:
 * @clause_words: (nullable) (array zero-terminated=1): verbs that show an English text to be a
 *   clause ("a field was renamed") rather than a name for a thing ("a renamed field")
 *
 * What the records of @case_ show as of @now. Durations are minutes rounded as one would say them.
 *
 * Returns: (transfer full)
 */
AmendsFacts *amends_debriefer_facts_new (AmendsCase *case_,
                                         AmendsInstant now,
                                         AmendsDebriefWording wording,
                                         const char *const *clause_words);

G_END_DECLS
