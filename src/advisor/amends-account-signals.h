/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-account.h"
#include "amends-contact.h"
#include "amends-reading.h"
#include "amends-risk-rules.h"
#include "amends-usage-sample.h"

G_BEGIN_DECLS

/* An escalation of the account, as far as risk is concerned. */
typedef struct
{
  char *id;
  char *title;
  AmendsInstant at;
  AmendsInstant over; /* resolved; AMENDS_INSTANT_NONE: open */
  AmendsSeverity severity;
} AmendsPastEscalation;

/* Figures of one kind, by day. */
typedef struct
{
  int day; /* days since 1970-01-01 */
  double value;
} AmendsUsagePoint;

typedef struct
{
  const char *metric; /* interned */
  GArray *points;     /* (owned) (element-type AmendsUsagePoint): by day, each once */
} AmendsUsageLine;

/**
 * AmendsAccountHistory:
 * All that is known of an account, in the form in which it is judged. Filled once; then only read,
 * so that a backtest can judge it as of any day from several threads.
 */
typedef struct
{
  AmendsAccount *account; /* (owned) */
  int tier;
  GPtrArray *contacts;    /* (owned) (element-type AmendsContact) */
  GPtrArray *readings;    /* (owned) (element-type AmendsReading): by time */
  GPtrArray *usage;       /* (owned) (element-type AmendsUsageLine): "usage" first */
  GPtrArray *cases;       /* (owned) (element-type AmendsPastEscalation): by time */
  GHashTable *executives; /* (owned) (element-type utf8): ids of the contacts who are */
  guint dropped;          /* samples and interactions that made no sense and were left out */
} AmendsAccountHistory;

AmendsAccountHistory *amends_account_history_new (AmendsAccount *account, int tier);
void amends_account_history_free (AmendsAccountHistory *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmendsAccountHistory, amends_account_history_free)

/* Adding, in any order; amends_account_history_seal() sorts and leaves out what is there twice. */
void amends_account_history_add_contact (AmendsAccountHistory *self,
                                         AmendsContact *contact,
                                         gboolean executive);
/* @reading: (transfer full) */
void amends_account_history_add_reading (AmendsAccountHistory *self, AmendsReading *reading);
/* A negative or infinite value, and a day that is none, are left out and counted. */
void amends_account_history_add_usage (AmendsAccountHistory *self,
                                       const char *metric,
                                       const char *day,
                                       double value);
void amends_account_history_add_case (AmendsAccountHistory *self,
                                      const char *id,
                                      const char *title,
                                      AmendsInstant at,
                                      AmendsInstant over,
                                      AmendsSeverity severity);
void amends_account_history_seal (AmendsAccountHistory *self);

/**
 * AmendsAccountSign:
 * A sign found: what it is and how much it counts today. Figures are kept apart from words, so that
 * a backtest need not word anything.
 */
typedef struct
{
  const AmendsRiskSign *rule;        /* (unowned): lives with the rules */
  double strength;                   /* 0 to 1, aged */
  AmendsInstant at;                  /* AMENDS_INSTANT_NONE: holds now */
  const AmendsReading *reading;      /* (unowned) (nullable) */
  const AmendsReadingHit *hit;       /* (unowned) (nullable): its words */
  const AmendsPastEscalation *case_; /* (unowned) (nullable) */
  AmendsContact *contact;            /* (unowned) (nullable) */
  const char *metric;                /* (unowned) (nullable) */
  double now;                        /* the figure, */
  double was;                        /* and what it was or should be; NAN: not said */
} AmendsAccountSign;

/* When and how a history is looked at. */
typedef struct
{
  AmendsInstant now;
  GTimeZone *zone;
  gboolean strict; /* for a backtest: leaves out what cannot be dated, such as account facts */
} AmendsSignsView;

/* What was found, and what could not be used. */
typedef struct
{
  GArray *signs; /* (owned) (element-type AmendsAccountSign) */
  gboolean known[AMENDS_N_FACTORS];
  gboolean judged;  /* enough is known */
  int renewal_days; /* AMENDS_UNKNOWN */
  int champion_silent;
  guint negatives;
  double sentiment;     /* NAN */
  const char *notes[8]; /* paths of texts of the rules */
  guint n_notes;
} AmendsSigns;

void amends_signs_clear (AmendsSigns *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AmendsSigns, amends_signs_clear)

/**
 * amends_account_signs_find:
 *
 * Pure: facts, policy and clock give the signs. Linear in what lies within the last half year.
 *
 * Each kind counts once for each interaction; the same words twice count once.
 */
void amends_account_signs_find (const AmendsAccountHistory *history,
                                AmendsRiskRules *rules,
                                const AmendsSignsView *view,
                                AmendsSigns *signs);

/* (transfer full): the quote, or the figures in words. */
char *amends_account_sign_dup_text (const AmendsAccountSign *self,
                                    AmendsRiskRules *rules,
                                    const AmendsSignsView *view,
                                    const char *language);

G_END_DECLS
