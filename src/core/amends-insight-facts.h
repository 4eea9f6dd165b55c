/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-enums.h"
#include "amends-instant.h"

#include <glib-object.h>

G_BEGIN_DECLS

/* The written sections of a debrief, as bits of `sections`. */
typedef enum
{
  AMENDS_INSIGHT_SUMMARY = 1 << 0,
  AMENDS_INSIGHT_WENT_WELL = 1 << 1,
  AMENDS_INSIGHT_DIFFERENTLY = 1 << 2,
  AMENDS_INSIGHT_CAUSE = 1 << 3,
  AMENDS_INSIGHT_REACTION = 1 << 4,
  AMENDS_INSIGHT_CHANGE = 1 << 5,
  AMENDS_INSIGHT_REACH = 1 << 6,
  AMENDS_INSIGHT_OUTCOME = 1 << 7,
} AmendsInsightSections;

/* An account as the metrics see it. Strings belong to the facts. */
typedef struct
{
  const char *id;
  const char *name;
  AmendsSegment segment;
  gint64 arr;             /* minor units; AMENDS_MONEY_UNKNOWN */
  const char *currency;   /* (nullable): without one its ARR is left out */
  gboolean vip;           /* of the first tier of the VIP matrix */
  gboolean at_risk;       /* now, by its risk */
  AmendsInstant renewed;  /* when it last renewed; none: not recorded */
  AmendsInstant churned;  /* when it left */
  gboolean churn_support; /* because of support */
} AmendsInsightAccount;

/* A case as the metrics see it. */
typedef struct
{
  const char *id;
  int number;
  guint account; /* index among the accounts */
  const char *title;
  const char *subject; /* (nullable): what it is about, folded: two with the same are about the same
                          thing */
  const char *subject_title; /* (nullable): as it was written */
  const char *owner;         /* (nullable) */
  AmendsSeverity severity;
  AmendsCategory category;
  AmendsReason reason;
  AmendsStatus status;
  AmendsTrigger trigger;
  AmendsInstant received;
  AmendsInstant resolved; /* none: open, or reopened since */
  int cycle;
  gboolean paused;           /* its clocks are */
  AmendsInstant answered;    /* the first answer of the first cycle */
  AmendsInstant substantive; /* likewise the first with substance */
  guint clocks;              /* that have been decided: met, or late by now */
  guint missed;              /* of them those missed */
  AmendsClockKind worst;     /* of those missed the one that is latest */
  int worst_minutes;         /* its allowance */
  gint64 late;               /* how late, milliseconds */
  int satisfaction;          /* AMENDS_UNKNOWN */
  int scale;                 /* 5 or 10 */
  gboolean debriefed;        /* there is a debrief */
  guint sections;            /* AmendsInsightSections that are written */
  int stress;                /* 1 to 5; AMENDS_UNKNOWN */
} AmendsInsightCase;

/* An early warning as the metrics see it. */
typedef struct
{
  const char *id;
  guint account;
  AmendsInstant at;
  AmendsInstant decided;
  AmendsWarningState state;
} AmendsInsightWarning;

/**
 * AmendsInsightFacts:
 * Everything the metrics count. Filled once, sealed, then only read by any thread.
 */
#define AMENDS_TYPE_INSIGHT_FACTS (amends_insight_facts_get_type ())
G_DECLARE_FINAL_TYPE (AmendsInsightFacts, amends_insight_facts, AMENDS, INSIGHT_FACTS, GObject)

struct _AmendsInsightFacts
{
  GObject parent_instance;

  GArray *accounts;  /* (owned) (element-type AmendsInsightAccount) */
  GArray *cases;     /* (owned) (element-type AmendsInsightCase): by `received` once sealed */
  GArray *warnings;  /* (owned) (element-type AmendsInsightWarning): by `at` once sealed */
  gboolean has_risk; /* `at_risk` of the accounts was filled in */

  /*< private >*/
  GHashTable *by_account; /* id → index + 1 */
  GHashTable *by_case;    /* id → index + 1; until it is sealed */
  GStringChunk *strings;
  GArray *by_resolved;    /* of guint: cases that are resolved, by `resolved` */
  GPtrArray *of_account;  /* GArray of guint: cases of each account, by `received` */
  GPtrArray *warnings_of; /* GArray of guint: likewise the warnings */
};

AmendsInsightFacts *amends_insight_facts_new (void);
/* (transfer none) (nullable): a copy that lives as long as the facts; equal texts share one. */
const char *amends_insight_facts_keep (AmendsInsightFacts *self, const char *text);
/* Strings of what is given have to be kept ones. */
void amends_insight_facts_add_account (AmendsInsightFacts *self,
                                       const AmendsInsightAccount *account);
void amends_insight_facts_add_case (AmendsInsightFacts *self, const AmendsInsightCase *case_);
void amends_insight_facts_add_warning (AmendsInsightFacts *self,
                                       const AmendsInsightWarning *warning);
/* FALSE when there is none. */
gboolean amends_insight_facts_find_account (AmendsInsightFacts *self, const char *id, guint *index);
/* (nullable): valid until the next case is added or the facts are sealed. */
AmendsInsightCase *amends_insight_facts_find_case (AmendsInsightFacts *self, const char *id);
/* Sorts and indexes. */
void amends_insight_facts_seal (AmendsInsightFacts *self);

/* --- Once sealed --- */

const AmendsInsightAccount *amends_insight_facts_get_account (AmendsInsightFacts *self,
                                                              guint index);
const AmendsInsightCase *amends_insight_facts_get_case (AmendsInsightFacts *self, guint index);

G_END_DECLS
