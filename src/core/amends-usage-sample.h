/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-record.h"

G_BEGIN_DECLS

/**
 * AmendsUsageSample:
 * One figure of a customer's use of the product on one day.
 */
#define AMENDS_TYPE_USAGE_SAMPLE (amends_usage_sample_get_type ())
G_DECLARE_FINAL_TYPE (AmendsUsageSample, amends_usage_sample, AMENDS, USAGE_SAMPLE, AmendsRecord)

struct _AmendsUsageSample
{
  AmendsRecord parent_instance;

  char *account_id;
  char *day;    /* "2026-03-09" */
  char *metric; /* "usage", "logins", "admins", "feature:export" */
  double value; /* never negative */
};

G_END_DECLS
