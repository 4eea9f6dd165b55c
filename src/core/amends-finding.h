/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-enums.h"
#include "amends-record.h"

G_BEGIN_DECLS

/**
 * AmendsFinding:
 * Something the send gate found.
 */
#define AMENDS_TYPE_FINDING (amends_finding_get_type ())
G_DECLARE_FINAL_TYPE (AmendsFinding, amends_finding, AMENDS, FINDING, AmendsRecord)

struct _AmendsFinding
{
  AmendsRecord parent_instance;

  char *rule;
  AmendsGateLevel level;
  int start; /* code points */
  int end;
  char *text;        /* the words found */
  char *title;       /* the problem in a few words */
  char *message;     /* what is wrong, in a sentence */
  char *fix;         /* replacement for the words, or what to do */
  gboolean replaces; /* fix can be put in place of the words */
};

G_END_DECLS
