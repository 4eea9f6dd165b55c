/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-plan-rules.h"
#include "amends-playbook.h"
#include "amends-template.h"

G_BEGIN_DECLS

/**
 * AmendsPlanLanguage:
 * The templates and the short texts of one language, compiled. Immutable, thread-safe.
 */
typedef struct _AmendsPlanLanguage AmendsPlanLanguage;

/**
 * amends_plan_language_load:
 * Compiles all texts and checks them: every include and fact exists, every draft and every rule of
 * @rules has its words.
 *
 * Returns: (transfer full): or NULL with AMENDS_INPUT_ERROR
 */
AmendsPlanLanguage *amends_plan_language_load (AmendsPlaybook *playbook,
                                               const char *language,
                                               const AmendsPlanRules *rules,
                                               GError **error);
void amends_plan_language_free (AmendsPlanLanguage *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmendsPlanLanguage, amends_plan_language_free)

AmendsTemplateWords *amends_plan_language_get_words (AmendsPlanLanguage *self);
/* (nullable): the template of a draft, or one to include. */
AmendsTemplate *amends_plan_language_get_template (AmendsPlanLanguage *self, const char *name);
/* As AmendsTemplateFind. */
AmendsTemplate *amends_plan_language_find (const char *name, gpointer language);
/* (nullable): a short text of words.json. */
AmendsTemplate *amends_plan_language_get_text (AmendsPlanLanguage *self, const char *path);

G_END_DECLS
