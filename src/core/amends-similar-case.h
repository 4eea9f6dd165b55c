/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-enums.h"
#include "amends-record.h"

G_BEGIN_DECLS

/**
 * AmendsSimilarCase:
 * A case that is like another, and what came of it.
 */
#define AMENDS_TYPE_SIMILAR_CASE (amends_similar_case_get_type ())
G_DECLARE_FINAL_TYPE (AmendsSimilarCase, amends_similar_case, AMENDS, SIMILAR_CASE, AmendsRecord)

struct _AmendsSimilarCase
{
  AmendsRecord parent_instance;

  char *id; /* of the escalation */
  int number;
  char *account_id;
  char *account; /* name */
  char *title;
  AmendsSeverity severity;
  AmendsStatus status;
  AmendsInstant received;
  AmendsInstant resolved_at;
  gint64 took;      /* milliseconds; 0: not resolved, or not known */
  gboolean settled; /* resolved or closed: the next two are known */
  gboolean ended_well;
  char *worked;  /* what was done, when it ended well */
  double score;  /* 0 to 1 */
  char **shared; /* words that stand in both */
};

G_END_DECLS
