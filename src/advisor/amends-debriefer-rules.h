/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-debriefer.h"
#include "amends-template-condition.h"

G_BEGIN_DECLS

/* A sentence that may be said, and when. */
typedef struct
{
  char *text;                    /* name under "texts" of the phrases */
  char *each;                    /* (nullable): a list of facts; one sentence for each item */
  AmendsTemplateCondition *when; /* (nullable): always */
} AmendsDebriefRule;

/**
 * AmendsDebrieferRules:
 * debrief.json: what is mandatory, what is filled in, what is suggested. Immutable, thread-safe.
 */
typedef struct
{
  guint mandatory[AMENDS_SEVERITY_CRITICAL + 1]; /* bit (1 << section); by severity */
  guint summary_sentences;
  guint most_suggestions;
  guint prefilled;                     /* bit (1 << section) */
  GPtrArray *rules[AMENDS_N_SECTIONS]; /* (owned) (element-type AmendsDebriefRule) */
} AmendsDebrieferRules;

/* Returns: (transfer full): or NULL with AMENDS_INPUT_ERROR. */
AmendsDebrieferRules *amends_debriefer_rules_load (AmendsPlaybook *playbook, GError **error);
void amends_debriefer_rules_free (AmendsDebrieferRules *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmendsDebrieferRules, amends_debriefer_rules_free)

G_END_DECLS
