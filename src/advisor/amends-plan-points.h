/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-facts.h"
#include "amends-json-reader.h"

G_BEGIN_DECLS

/**
 * AmendsPlanPoints:
 * How one language asks and forbids: the members "points", "rhetorical", "asks", "answers" and
 * "forbid_kinds" of phrases/LANGUAGE/message.json. Immutable, thread-safe.
 */
typedef struct _AmendsPlanPoints AmendsPlanPoints;

/* (transfer full): faults are noted at @reader. */
AmendsPlanPoints *amends_plan_points_read (AmendsJsonReader *reader);
void amends_plan_points_free (AmendsPlanPoints *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmendsPlanPoints, amends_plan_points_free)

/**
 * amends_plan_points_set_facts:
 * @languages: (element-type AmendsPlanPoints): all that are known; a message may mix them
 * @own: what the customer says now, without quoted history and signature
 *
 * Sets "asked", what they want of us in their order and words, each with "text", "kind" ("when",
 * "cause", …, "other"), "owner" (the role that has the answer), "number" (their own numbering),
 * "question" (not a wish), "timed" and "also"; "asks.count" and "asks.numbered"; "forbids", what
 * they ask us not to do, each with "text" and, when it is known, "kind", which "forbidden.KIND"
 * repeats; and "answer_timed". What is only said in anger is none of it.
 */
void amends_plan_points_set_facts (GPtrArray *languages, AmendsFacts *facts, const char *own);

/* Sets "answer" of each question in "asked" that a fact of @facts answers for certain: its kind. */
void amends_plan_points_set_answers (GPtrArray *languages, AmendsFacts *facts);

G_END_DECLS
