/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-enums.h"
#include "amends-record.h"

G_BEGIN_DECLS

/**
 * AmendsAccount:
 * A customer: the facts the CRM knows of it.
 */
#define AMENDS_TYPE_ACCOUNT (amends_account_get_type ())
G_DECLARE_FINAL_TYPE (AmendsAccount, amends_account, AMENDS, ACCOUNT, AmendsRecord)

struct _AmendsAccount
{
  AmendsRecord parent_instance;

  char *id; /* UUID */
  char *name;
  AmendsSegment segment;
  gint64 arr;     /* a year, minor units of currency */
  char *currency; /* ISO 4217 */
  char *contract_start;
  char *renewal;
  char *renewed;         /* when it last renewed */
  char *churned;         /* when it left */
  gboolean left_support; /* and that it left because of support */
  int health;            /* 0 to 100 */
  int nps;               /* -100 to 100 */
  int csat;              /* 0 to 100 */
  char **products;
  gboolean strategic;
  gint64 expansion;        /* open expansion, minor units */
  char *csm;               /* name */
  char *account_manager;   /* name */
  char *executive_sponsor; /* name */
  char **competitors;
  char *time_zone; /* IANA; NULL: the team's */
  char *language;  /* "en" or "zh-CN" */
  char *notes;
  gboolean sample; /* of the sample workspace */
};

G_END_DECLS
