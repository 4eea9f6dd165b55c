/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-account.h"
#include "amends-enums.h"
#include "amends-playbook.h"

G_BEGIN_DECLS

/**
 * AmendsStakeholderRules:
 * Who takes part in an escalation and why, compiled from a playbook's stakeholders.json: the
 * escalation path of each severity, the owners of each category, triggers, and for each role what
 * it is there for and asked. Immutable; any thread.
 */
#define AMENDS_TYPE_STAKEHOLDER_RULES (amends_stakeholder_rules_get_type ())
G_DECLARE_FINAL_TYPE (AmendsStakeholderRules,
                      amends_stakeholder_rules,
                      AMENDS,
                      STAKEHOLDER_RULES,
                      GObject)

/* The facts of a case that decide. All pointers are (nullable) and borrowed. */
typedef struct
{
  AmendsSeverity severity;
  AmendsCategory category;
  gboolean executive;   /* an executive of the customer is involved */
  gboolean churn;       /* an explicit threat to leave */
  gboolean engineering; /* engineering is needed */
  gboolean billing;
  gboolean contract;
  gboolean product_gap;
  const char *const *triggers; /* further ones of the playbook, by name */
  double unresolved_hours;     /* since received; 0 once resolved */
  AmendsAccount *account;      /* its CSM, account manager and executive sponsor */
  const char *owner;           /* name of the CSM who owns the case */
  GListModel *people;          /* of AmendsPerson: our side */
  const char *language;        /* of the texts: "en" or "zh-CN" */
  AmendsInstant deadline;      /* by when answers are needed; AMENDS_INSTANT_NONE: not said */
} AmendsStakeholderInput;

/**
 * amends_stakeholder_rules_new:
 * @warnings: (out) (optional) (transfer full) (element-type utf8): unknown members
 *
 * Returns: (transfer full): the rules of @playbook, or NULL with AMENDS_INPUT_ERROR
 */
AmendsStakeholderRules *
amends_stakeholder_rules_new (AmendsPlaybook *playbook, GPtrArray **warnings, GError **error);

/* (transfer full) (nullable): of the object @reader stands on; NULL once it has failed. */
AmendsStakeholderRules *amends_stakeholder_rules_read (AmendsJsonReader *reader);

/**
 * amends_stakeholder_rules_build:
 *
 * The matrix for a case: the path of its severity, then the owners of its category, then what its
 * triggers add. A role, and a person who fills several, comes once, with every source.
 *
 * Returns: (transfer full) (element-type AmendsStakeholder): without escalation-id
 */
GPtrArray *amends_stakeholder_rules_build (AmendsStakeholderRules *self,
                                           const AmendsStakeholderInput *input);

/* Steps of the escalation path of @severity; step 0 is there from the start. */
guint amends_stakeholder_rules_count_steps (AmendsStakeholderRules *self, AmendsSeverity severity);

/* (transfer full) (element-type int): the AmendsRole of step @step, as @people can fill it. */
GArray *amends_stakeholder_rules_list_step (AmendsStakeholderRules *self,
                                            AmendsSeverity severity,
                                            guint step,
                                            GListModel *people);

/* After how many hours unresolved step @step falls due; 0: at once. */
int amends_stakeholder_rules_get_step_hours (AmendsStakeholderRules *self,
                                             AmendsSeverity severity,
                                             guint step);
/* Within how many hours somebody who was told should answer. */
int amends_stakeholder_rules_get_answer_hours (AmendsStakeholderRules *self);

/* Titles and asks in @language; (transfer none), "" for a role the playbook does not describe. */
const char *amends_stakeholder_rules_get_title (AmendsStakeholderRules *self,
                                                AmendsRole role,
                                                const char *language);
const char *amends_stakeholder_rules_get_ask (AmendsStakeholderRules *self,
                                              AmendsRole role,
                                              const char *language);

G_END_DECLS
