/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-playbook.h"

G_BEGIN_DECLS

/**
 * AmendsAccountRules:
 * How facts of an account are put into words: accounts.json of a playbook. Immutable; any thread.
 */
#define AMENDS_TYPE_ACCOUNT_RULES (amends_account_rules_get_type ())
G_DECLARE_FINAL_TYPE (AmendsAccountRules, amends_account_rules, AMENDS, ACCOUNT_RULES, GObject)

/* How much something asks for attention. */
typedef enum
{
  AMENDS_TONE_PLAIN,
  AMENDS_TONE_WARNING,
  AMENDS_TONE_ERROR,
} AmendsTone;

/* (transfer full): NULL with AMENDS_INPUT_ERROR naming file, line and field. */
AmendsAccountRules *amends_account_rules_new (AmendsPlaybook *playbook, GError **error);

/**
 * amends_account_rules_get_health:
 * @health: 0 to 100
 * @language: "en" or "zh-CN"
 * @tone: (out) (optional)
 *
 * Returns: (transfer none): the word for it
 */
const char *amends_account_rules_get_health (AmendsAccountRules *self,
                                             int health,
                                             const char *language,
                                             AmendsTone *tone);

/* A renewal within so many days stands out. */
int amends_account_rules_get_renewal_soon (AmendsAccountRules *self);

G_END_DECLS
