/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-metrics.h"

G_BEGIN_DECLS

/* What the cases of a group have in common. */
typedef struct
{
  char *title; /* "Segment: Enterprise" */
  guint n;     /* of how many of the cases */
} AmendsSystemicCommon;

/* A group of cases that rose. */
typedef struct
{
  char *kind;  /* "Category", "Reason", "About" */
  char *title; /* "Implementation" */
  guint now;
  guint before;
  double percent;    /* by how much it rose; NAN: there were none before */
  GPtrArray *common; /* (owned) (element-type AmendsSystemicCommon): the most frequent first */
  char *advice;      /* (nullable): what the playbook recommends */
  char **cases;      /* (owned): "ESC-0031": the latest first */
} AmendsSystemicRise;

typedef struct
{
  GPtrArray *rises; /* (owned) (element-type AmendsSystemicRise): the greatest first */
  guint now;        /* cases in the range */
  guint before;     /* in the equally long time before */
  gboolean silent;  /* too few cases to say whether anything rose */
  guint needed;     /* how many it takes */
} AmendsSystemic;

void amends_systemic_free (AmendsSystemic *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmendsSystemic, amends_systemic_free)

/**
 * amends_systemic_find:
 *
 * What rose against the equally long time before, by category, reason and subject, and what those
 * cases have in common. It counts; it says nothing where there are too few. Pure.
 *
 * Returns: (transfer full)
 */
AmendsSystemic *amends_systemic_find (AmendsInsightFacts *facts,
                                      AmendsMetricRules *rules,
                                      const AmendsInsightWindow *window);

G_END_DECLS
