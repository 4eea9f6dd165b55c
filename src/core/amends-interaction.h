/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-enums.h"
#include "amends-record.h"

G_BEGIN_DECLS

/**
 * AmendsInteraction:
 * One contact between a customer and us, outside the cases of Amends: a ticket, a call, a survey.
 */
#define AMENDS_TYPE_INTERACTION (amends_interaction_get_type ())
G_DECLARE_FINAL_TYPE (AmendsInteraction, amends_interaction, AMENDS, INTERACTION, AmendsRecord)

struct _AmendsInteraction
{
  AmendsRecord parent_instance;

  char *id; /* UUID */
  char *account_id;
  char *contact_id; /* (nullable) */
  AmendsInteractionKind kind;
  AmendsInstant at;
  AmendsDirection direction;
  char **people; /* names as given, where they are not contacts */
  char *subject;
  char *text;
  AmendsPriority priority;
  AmendsInstant closed_at; /* when it was solved; the time to resolve is from `at` */
  int csat;                /* 0 to 100 */
  int nps;                 /* 0 to 10, as answered */
  char *reference;         /* number or id where it comes from: the same again is the same thing */
  char *source;            /* "csv", "crm", "hand" */
  gboolean sample;
};

G_END_DECLS
