/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-intervention.h"
#include "amends-record.h"
#include "amends-similar-case.h"

G_BEGIN_DECLS

/**
 * AmendsLookBack:
 * What the past says of a case. What too few cases bear out is left unknown, with how many there
 * are.
 */
#define AMENDS_TYPE_LOOK_BACK (amends_look_back_get_type ())
G_DECLARE_FINAL_TYPE (AmendsLookBack, amends_look_back, AMENDS, LOOK_BACK, AmendsRecord)

struct _AmendsLookBack
{
  AmendsRecord parent_instance;

  char *escalation_id;    /* (nullable): of the case; NULL for a text */
  GListStore *cases;      /* the most similar, whatever became of them */
  int n_settled;          /* similar ones that are over */
  int n_times;            /* of these, whose time is known and counted */
  gboolean same_severity; /* only those of the same severity are counted */
  gint64 time_low;        /* lower quartile of the time to resolve, milliseconds; 0: too few */
  gint64 time_median;
  gint64 time_high; /* upper quartile */
  int n_known;      /* settled cases whose end can be judged */
  int n_well;       /* of these, that ended well */
  gboolean has_likelihood;
  double likelihood;     /* n_well of n_known */
  double likelihood_low; /* ends of the interval of confidence */
  double likelihood_high;
  int stronger; /* relationships, as the debriefs have them */
  int unchanged;
  int fragile;
  int n_sentiment;         /* cases with words of the customer at both ends */
  double sentiment_before; /* mean */
  double sentiment_after;
  GListStore *interventions; /* what worked best first */
  gboolean lags;             /* the case takes longer than three of four similar ones did */
  gint64 age;                /* of the case, milliseconds */
  int days;                  /* the window of what follows */
  GListStore *recurrences;   /* the same on this account, latest first */
  GListStore *elsewhere;     /* the same on other accounts, latest first */
  int n_elsewhere;           /* all of these; the list may be shorter */
  int n_accounts;            /* other accounts that have it */
  gboolean systemic;         /* it has reached another account */
};

G_END_DECLS
