/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-planner.h"
#include "amends-template-words.h"

G_BEGIN_DECLS

/**
 * amends_plan_vet:
 * @draft: a letter to the customer, just written
 * @questions: (element-type utf8): what is left out is added, each as a question
 *
 * Facts that people typed can hold what must not go out: a colleague's name, a date nobody has
 * confirmed, an amount nobody has approved. The sentence or point with it is left out of the letter
 * and becomes a question, so that what the planner writes passes the send gate.
 */
void amends_plan_vet (AmendsDraft *draft,
                      const AmendsPlannerContext *context,
                      AmendsTemplateWords *words,
                      GPtrArray *questions);

G_END_DECLS
