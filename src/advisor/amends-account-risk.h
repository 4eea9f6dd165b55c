/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-account-signals.h"

G_BEGIN_DECLS

/**
 * AmendsRiskEvidence:
 * What a point of risk rests on: a quote or a figure, each once.
 */
typedef struct
{
  const char *kind;     /* (unowned, interned): of the signal, "usage-drop", "churn-cancel" */
  char *title;          /* what it is: "Speaks of leaving", "Usage has fallen" */
  char *text;           /* the quote without quotation marks, or the figures; one line */
  gboolean quote;       /* @text is somebody's words */
  AmendsInstant at;     /* when it happened; AMENDS_INSTANT_NONE: it holds now */
  char *interaction_id; /* (nullable): where it is from */
  char *escalation_id;  /* (nullable) */
  char *contact_id;     /* (nullable): whose */
  guint start;          /* of the quote in the text of the interaction: code points, half-open */
  guint end;
  double strength; /* 0 to 1, as it counts today: fresh things count more */
  double points;   /* its share of the points of the factor */
} AmendsRiskEvidence;

/**
 * AmendsRiskFactor:
 * One of the weighted factors, or (@rule) points that a rule adds so that a clear sign is never
 * lost among quiet ones.
 */
typedef struct
{
  const char *id; /* (unowned, interned): "tickets", "sentiment", "usage", "value", "champion",
                     "renewal", "executive"; for a rule its identifier */
  char *title;
  char *summary;  /* one line: "1,210 a day, was 1,860 two weeks ago" */
  double value;   /* 0 to 1 */
  double points;  /* value × most; all of them together are the score */
  double most;    /* what it can reach for this account */
  gboolean known; /* FALSE: there are no data, and its points are spread over the others */
  gboolean rule;
  GPtrArray *evidence; /* (owned) (element-type AmendsRiskEvidence): the weightiest first */
} AmendsRiskFactor;

/* What should be done at this score, or because a rule asks for it. */
typedef struct
{
  const char *id;    /* (unowned, interned): "check-in", "csm-now", "room", "leadership",
                        "executive-notice", "executive-outreach" */
  char *title;       /* "Write a check-in today" */
  const char *draft; /* (nullable) (interned): kind for amends_session_draft_for_account_async() */
  gboolean customer; /* the draft is for the customer */
  int from;          /* the score that asks for it; -1: a rule does */
} AmendsRiskAction;

/* A rule that fires whatever the total. */
typedef struct
{
  const char *id;     /* (unowned, interned) */
  char *title;        /* "Usage below its threshold" */
  char *text;         /* the figures, one line */
  const char *action; /* (interned): identifier of the action */
} AmendsRiskRuleHit;

/**
 * AmendsAccountRisk:
 * How much an account is at risk at one moment, with all reasons. Immutable once made; texts are in
 * the language it was made for.
 */
#define AMENDS_TYPE_ACCOUNT_RISK (amends_account_risk_get_type ())
G_DECLARE_FINAL_TYPE (AmendsAccountRisk, amends_account_risk, AMENDS, ACCOUNT_RISK, GObject)

struct _AmendsAccountRisk
{
  GObject parent_instance;

  AmendsAccount *account; /* (owned): a copy */
  AmendsInstant at;
  int score; /* 0 to 100; AMENDS_UNKNOWN: not enough to judge */
  AmendsRiskLevel level;
  int tier;         /* 1 to 3, of the VIP matrix */
  int change;       /* since seven days ago; AMENDS_UNKNOWN when there is no figure from then */
  char *reason;     /* one line: "Usage down 35 %, 4 negative tickets this week, champion silent 9
                       days, renewal in 45 days"; what is missing when it cannot be judged */
  char *headline;   /* "Over 70: act today"; the level when no threshold is reached */
  char *ahead;      /* (nullable): "At 80 an internal room opens, with context and owner." */
  int renewal_days; /* AMENDS_UNKNOWN: no usable date; negative: it has passed */
  int champion_silent; /* days; AMENDS_UNKNOWN: no champion, or never heard of */
  int negatives;       /* negative tickets and messages of the last seven days */
  double sentiment;    /* -1 to 1 over the last 30 days; NAN: nothing written */
  GPtrArray *factors;  /* (owned) (element-type AmendsRiskFactor): by points, the highest first */
  GPtrArray *actions;  /* (owned) (element-type AmendsRiskAction): the most urgent first */
  GPtrArray *rules;    /* (owned) (element-type AmendsRiskRuleHit) */
  char **notes; /* (owned): what could not be used and why, sentences: "The renewal date lies before
                   the start of the contract and is left out." Empty when all is well */
};

/**
 * amends_account_risk_new:
 * @weights: (nullable) (array fixed-size=7): points of each factor, together 100; NULL: those of
 *   the playbook
 * @language: of the texts, "en" or "zh-CN"
 *
 * Pure: history, policy and clock give the risk. Any thread.
 *
 * Returns: (transfer full): `change` is not known yet
 */
AmendsAccountRisk *amends_account_risk_new (const AmendsAccountHistory *history,
                                            AmendsRiskRules *rules,
                                            const double *weights,
                                            const AmendsSignsView *view,
                                            const char *language);

/* (transfer none) (nullable) */
const AmendsRiskFactor *amends_account_risk_find_factor (AmendsAccountRisk *self, const char *id);

/* One slider. */
typedef struct
{
  const char *factor; /* identifier */
  double points;      /* instead of its points; cut at what it can reach */
} AmendsRiskWhatIf;

/**
 * amends_account_risk_what_if:
 * What the score would be with other points for some factors; all else stays, rules included.
 * Pure and instant: for every movement of a slider.
 *
 * @level: (out) (optional)
 *
 * Returns: 0 to 100; AMENDS_UNKNOWN when the account cannot be judged
 */
int amends_account_risk_what_if (AmendsAccountRisk *self,
                                 AmendsRiskRules *rules,
                                 const AmendsRiskWhatIf *changes,
                                 guint n_changes,
                                 AmendsRiskLevel *level);

/* (transfer full): the stored form of factors and evidence, for a warning. */
char *amends_account_risk_dup_evidence (AmendsAccountRisk *self);
/* (transfer full) (element-type AmendsRiskFactor): what was stored with a warning, as it was then.
 * Damaged text gives an empty list. */
GPtrArray *amends_account_risk_parse_evidence (const char *evidence);

/* (transfer full) {"account","score","level","reason","factors":[…],…}: see
 * data/schema/account-risk.json
 */
JsonNode *amends_account_risk_to_json (AmendsAccountRisk *self);

/* For the engine and for reading back. (transfer full) */
AmendsRiskFactor *amends_risk_factor_new (const char *id);
void amends_risk_factor_free (AmendsRiskFactor *self);
void amends_risk_evidence_free (AmendsRiskEvidence *self);
void amends_risk_action_free (AmendsRiskAction *self);
void amends_risk_rule_hit_free (AmendsRiskRuleHit *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmendsRiskFactor, amends_risk_factor_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmendsRiskEvidence, amends_risk_evidence_free)

G_END_DECLS
