/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-enums.h"
#include "amends-record.h"

G_BEGIN_DECLS

/**
 * AmendsPastCase:
 * A case of the past, as far as another one can learn from it.
 */
#define AMENDS_TYPE_PAST_CASE (amends_past_case_get_type ())
G_DECLARE_FINAL_TYPE (AmendsPastCase, amends_past_case, AMENDS, PAST_CASE, AmendsRecord)

struct _AmendsPastCase
{
  AmendsRecord parent_instance;

  char *id; /* of the escalation */
  int number;
  char *account_id;
  char *account; /* name */
  char *title;
  char *subject; /* of the first message */
  char *text;    /* what is compared beside title, subject and feature */
  char *feature; /* affected */
  char *topic;
  AmendsCategory category;
  AmendsReason reason;
  AmendsSeverity severity;
  AmendsStatus status;
  AmendsInstant received;
  AmendsInstant resolved_at;
  int cycle;                             /* above 1: reopened */
  AmendsRelationship relationship;       /* when it began */
  AmendsRelationship relationship_after; /* as the debrief has it */
  int satisfaction;
  int satisfaction_scale;
  gint64 arr_lost;
  gboolean has_sentiment;       /* of the first words */
  double sentiment;             /* -1 to 1 */
  char *last_words;             /* the last that the customer wrote; NULL if only the first */
  gboolean has_sentiment_after; /* of the last words */
  double sentiment_after;
  char *fix;     /* what was done */
  char **traces; /* what was tried: "goodwill:credit", "draft:executive-outreach", "channel:call",
                    "action:long-term" */
};

G_END_DECLS
