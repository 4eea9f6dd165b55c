/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-account-rules.h"
#include "amends-account.h"
#include "amends-enums.h"
#include "amends-playbook.h"
#include "amends-translations.h"

G_BEGIN_DECLS

/* How much an account is at risk. Ordered: a higher value is worse. */
typedef enum
{
  AMENDS_RISK_UNKNOWN, /* not enough to judge */
  AMENDS_RISK_LOW,
  AMENDS_RISK_MEDIUM,
  AMENDS_RISK_HIGH,
  AMENDS_RISK_CRITICAL,
  AMENDS_N_RISK_LEVELS
} AmendsRiskLevel;

/* What the score is made of. */
typedef enum
{
  AMENDS_FACTOR_TICKETS,
  AMENDS_FACTOR_SENTIMENT,
  AMENDS_FACTOR_USAGE,
  AMENDS_FACTOR_VALUE,
  AMENDS_FACTOR_CHAMPION,
  AMENDS_FACTOR_RENEWAL,
  AMENDS_FACTOR_EXECUTIVE,
  AMENDS_N_FACTORS
} AmendsFactor;

/**
 * AmendsRiskRules:
 * What makes an account a risk, what is done about it, and how VIPs are handled: risk.json of a
 * playbook. Mechanisms are in the program, every number, word list and wording is here. Immutable;
 * any thread.
 */
#define AMENDS_TYPE_RISK_RULES (amends_risk_rules_get_type ())
G_DECLARE_FINAL_TYPE (AmendsRiskRules, amends_risk_rules, AMENDS, RISK_RULES, GObject)

/* A line of straight pieces through points; flat before the first and after the last. */
typedef struct
{
  double *x; /* (owned): rising */
  double *y; /* (owned): 0 to 1 */
  guint n;
} AmendsRiskCurve;

double amends_risk_curve_at (const AmendsRiskCurve *self, double x);

/* A kind of sign. */
typedef struct
{
  const char *id; /* interned */
  AmendsFactor factor;
  AmendsTranslations *title;      /* (owned) */
  AmendsTranslations *reason;     /* (owned): in a few words, with {placeholders} */
  AmendsTranslations *reason_one; /* (owned) (nullable): the same for exactly one */
  AmendsTranslations *text; /* (owned) (nullable): the figures in one line; NULL: it is a quote */
  const char **words;       /* (owned array of interned) (nullable): kinds of phrases that are it */
  double least;             /* strength of words from which they count */
  double negative;          /* 0 to 1: the message is at least so negative */
  double strength;          /* 0 to 1 of one at its freshest, or times the curve */
  double half_life;         /* in days; 0: it holds as long as it holds */
  AmendsRiskCurve curve;    /* of the figure; empty: none */
  gboolean direct;          /* says outright that they may go */
} AmendsRiskSign;

/* At this score, and above. */
typedef struct
{
  int from;
  const char *action;           /* interned */
  AmendsTranslations *headline; /* (owned): "Over 70: act today" */
  AmendsTranslations *ahead;    /* (owned): "At 70 the CSM acts the same day." */
} AmendsRiskThreshold;

typedef struct
{
  const char *id;            /* interned */
  AmendsTranslations *title; /* (owned) */
  const char *draft;         /* interned (nullable) */
  gboolean customer;
} AmendsRiskActionRule;

/* Fires whatever the total: when a sign is at least so strong, or signs of several factors are. */
typedef struct
{
  const char *id;            /* interned */
  AmendsTranslations *title; /* (owned) */
  const char **signs;        /* (owned array of interned), any of them; NULL-terminated */
  double least;              /* strength today */
  int tier;                  /* at most this tier; 0: all */
  guint together;            /* of so many different factors at once; 1: any sign will do */
  int floor;                 /* the score is then at least this; 0: left alone */
  const char *action;        /* interned */
} AmendsRiskRule;

/* How to approach an account that shows one of the signs. */
typedef struct
{
  const char **signs;        /* (owned array of interned); NULL-terminated */
  AmendsTranslations *title; /* (owned) */
} AmendsRiskApproach;

/* One cell of the VIP matrix. */
typedef struct
{
  int response;       /* minutes; 0: at once; -1: the playbook's clocks hold */
  char *handler;      /* (owned): identifier of `handlers`, such as "senior-agent" */
  AmendsRole *notify; /* (owned): who is told */
  guint n_notify;
} AmendsVipCell;

AmendsVipCell *amends_vip_cell_copy (const AmendsVipCell *self);
void amends_vip_cell_free (AmendsVipCell *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmendsVipCell, amends_vip_cell_free)

/* (transfer full): or NULL with AMENDS_INPUT_ERROR naming file, line and field. */
AmendsRiskRules *
amends_risk_rules_new (AmendsPlaybook *playbook, GPtrArray **warnings, GError **error);

/* --- Score --- */

const char *amends_risk_factor_get_id (AmendsFactor factor);
/* FALSE when no factor has it. */
gboolean amends_risk_factor_from_id (const char *id, AmendsFactor *factor);
const char *amends_risk_rules_get_factor_title (AmendsRiskRules *self,
                                                AmendsFactor factor,
                                                const char *language);
/* Points; together 100. */
double amends_risk_rules_get_weight (AmendsRiskRules *self, AmendsFactor factor);
/* 1 to 99, the lowest first. */
guint amends_risk_rules_get_n_thresholds (AmendsRiskRules *self);
const AmendsRiskThreshold *amends_risk_rules_get_threshold (AmendsRiskRules *self, guint index);
/* (nullable): the highest reached. */
const AmendsRiskThreshold *amends_risk_rules_find_threshold (AmendsRiskRules *self, int score);
const AmendsRiskActionRule *amends_risk_rules_find_action (AmendsRiskRules *self, const char *id);
AmendsRiskLevel amends_risk_rules_get_level (AmendsRiskRules *self, int score);
const char *amends_risk_rules_get_level_name (AmendsRiskRules *self,
                                              AmendsRiskLevel level,
                                              const char *language,
                                              AmendsTone *tone);
guint amends_risk_rules_get_n_rules (AmendsRiskRules *self);
const AmendsRiskRule *amends_risk_rules_get_rule (AmendsRiskRules *self, guint index);
/* (nullable): a rule by identifier. */
const AmendsRiskRule *amends_risk_rules_find_rule (AmendsRiskRules *self, const char *id);
guint amends_risk_rules_get_n_signs (AmendsRiskRules *self);
const AmendsRiskSign *amends_risk_rules_get_sign (AmendsRiskRules *self, guint index);
/* (nullable): NULL: the playbook has switched it off. */
const AmendsRiskSign *amends_risk_rules_find_sign (AmendsRiskRules *self, const char *id);
/* (nullable): the sign that phrases of @kind are; @kind is interned. */
const AmendsRiskSign *amends_risk_rules_find_word (AmendsRiskRules *self, const char *kind);
guint amends_risk_rules_get_n_approaches (AmendsRiskRules *self);
const AmendsRiskApproach *amends_risk_rules_get_approach (AmendsRiskRules *self, guint index);
/* One of "numbers", such as "champion_days"; those that the program reads are required in the file,
 * so there is always one. */
double amends_risk_rules_get_number (AmendsRiskRules *self, const char *name);
/* One of "texts", with {placeholders}; "" when there is none. */
const char *
amends_risk_rules_get_text (AmendsRiskRules *self, const char *name, const char *language);
/* (transfer full): @text with its holes filled: pairs of name and value, then NULL. */
char *amends_risk_rules_fill (const char *text, ...) G_GNUC_NULL_TERMINATED;
/* (transfer none): words that only an answer out of a drawer has, in all languages, folded. */
const char *const *amends_risk_rules_get_boilerplate (AmendsRiskRules *self);
/* 0 to 1 of the contract value; its currency is converted by the rates of the playbook, and one
 * without a rate goes by segment. @used: (out) (optional): FALSE when only the segment was. */
double amends_risk_rules_rate_value (AmendsRiskRules *self, AmendsAccount *account, gboolean *used);

/* --- VIPs --- */

/* 1 to 3. */
int amends_risk_rules_get_tier (AmendsRiskRules *self, AmendsAccount *account);
const char *amends_risk_rules_get_tier_name (AmendsRiskRules *self, int tier, const char *language);
/* (transfer none): never NULL for tier 1 to 3 and P1 to P4. */
const AmendsVipCell *
amends_risk_rules_get_cell (AmendsRiskRules *self, int tier, AmendsPriority priority);
/* (transfer none): "Senior agent and CSM, at once"; the words for a handler. */
const char *
amends_risk_rules_get_handler_name (AmendsRiskRules *self, const char *id, const char *language);
/* (transfer full) (element-type utf8): identifiers, for a choice. */
GPtrArray *amends_risk_rules_list_handlers (AmendsRiskRules *self);
/* (transfer full): a cell in one line: "Senior agent, at once; told: CSM". */
char *amends_risk_rules_describe_cell (AmendsRiskRules *self,
                                       const AmendsVipCell *cell,
                                       const char *language);
/* (transfer none) NULL-terminated lists for people, of the export: "triggers", "keywords",
 * "executive", "renewal", "figures". */
const char *const *
amends_risk_rules_get_list (AmendsRiskRules *self, const char *name, const char *language);

G_END_DECLS
