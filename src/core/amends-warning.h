/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-enums.h"
#include "amends-record.h"

G_BEGIN_DECLS

/**
 * AmendsWarning:
 * That an account was found at risk before anybody escalated, and what was made of it.
 */
#define AMENDS_TYPE_WARNING (amends_warning_get_type ())
G_DECLARE_FINAL_TYPE (AmendsWarning, amends_warning, AMENDS, WARNING, AmendsRecord)

struct _AmendsWarning
{
  AmendsRecord parent_instance;

  char *id; /* UUID */
  char *account_id;
  AmendsInstant at;
  int score;      /* 0 to 100, at that moment */
  char *rule;     /* what raised it: a threshold or a rule of the playbook */
  char *reason;   /* one line */
  char *action;   /* proposed, identifier of the playbook */
  char *evidence; /* JSON: factors with points and what they rest on */
  AmendsWarningState state;
  AmendsInstant until; /* of a snooze */
  AmendsInstant decided_at;
  char *note;
  gboolean sample;
};

G_END_DECLS
