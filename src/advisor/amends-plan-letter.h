/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-plan-facts.h"

G_BEGIN_DECLS

/*
 * Notes are made by colleagues for colleagues. Before a letter speaks of them they are put in
 * order: what is not in the language of its readers is left out, what is said once is not said
 * twice.
 */

/* Whether @text (nullable) is a sentence in a language that the readers of @words do not read;
 * names pass. */
gboolean amends_plan_letter_is_foreign (const char *text, AmendsTemplateWords *words);
/* Sets "over", "missed_several", "asked_several", "workaround_told", the place of each promise and
 * ban in its list; for a customer it also leaves out foreign notes and addresses the others. */
void amends_plan_letter_fit (AmendsFacts *facts,
                             const AmendsPlanSetting *setting,
                             AmendsTemplateWords *words,
                             gboolean for_customer);

G_END_DECLS
