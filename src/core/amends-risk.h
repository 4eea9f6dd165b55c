/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-enums.h"
#include "amends-record.h"

G_BEGIN_DECLS

/**
 * AmendsRisk:
 * One row of the risk assessment.
 */
#define AMENDS_TYPE_RISK (amends_risk_get_type ())
G_DECLARE_FINAL_TYPE (AmendsRisk, amends_risk, AMENDS, RISK, AmendsRecord)

struct _AmendsRisk
{
  AmendsRecord parent_instance;

  char *kind; /* "churn", "escalation", "public" */
  char *title;
  AmendsLevel probability;
  AmendsLevel impact;
  char *why; /* the facts */
  char *mitigation;
};

G_END_DECLS
