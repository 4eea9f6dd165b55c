/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-record.h"

G_BEGIN_DECLS

/**
 * AmendsIntervention:
 * Something that was tried in past cases, and how often it went well.
 */
#define AMENDS_TYPE_INTERVENTION (amends_intervention_get_type ())
G_DECLARE_FINAL_TYPE (AmendsIntervention, amends_intervention, AMENDS, INTERVENTION, AmendsRecord)

struct _AmendsIntervention
{
  AmendsRecord parent_instance;

  char *id;
  char *name; /* in the language asked for */
  int n;      /* cases in which it was tried */
  int well;   /* of those, that ended well */
};

G_END_DECLS
