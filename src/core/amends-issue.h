/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-enums.h"
#include "amends-record.h"

G_BEGIN_DECLS

/**
 * AmendsIssue:
 * One of the matters that a message raises.
 */
#define AMENDS_TYPE_ISSUE (amends_issue_get_type ())
G_DECLARE_FINAL_TYPE (AmendsIssue, amends_issue, AMENDS, ISSUE, AmendsRecord)

struct _AmendsIssue
{
  AmendsRecord parent_instance;

  char *topic; /* (nullable): trigger topic; NULL when only the category is known */
  AmendsCategory category;
  AmendsReason reason;
  char *phrase; /* the words as written */
  int start;    /* code points from the start of the text */
  int end;      /* half-open */
};

G_END_DECLS
