/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-enums.h"
#include "amends-record.h"

G_BEGIN_DECLS

/**
 * AmendsDueRow:
 * Something that is due, across all cases: a row of Today, a reminder to come.
 */
#define AMENDS_TYPE_DUE_ROW (amends_due_row_get_type ())
G_DECLARE_FINAL_TYPE (AmendsDueRow, amends_due_row, AMENDS, DUE_ROW, AmendsRecord)

struct _AmendsDueRow
{
  AmendsRecord parent_instance;

  char *id; /* of what is due; of the escalation for a debrief not begun */
  AmendsDueKind kind;
  char *escalation_id;
  int number;
  char *account_id;
  char *account; /* name */
  char *contact; /* name and title */
  AmendsSeverity severity;
  AmendsTrack track;
  AmendsStatus status;
  char *case_title;
  char *title; /* as planned; NULL for a clock */
  char *purpose;
  AmendsClockKind clock_kind; /* if it is a clock */
  AmendsInstant started;      /* of a clock, else AMENDS_INSTANT_NONE */
  AmendsInstant due;
  gboolean paused; /* a resolve clock that stands still */
  char *draft_kind;
  AmendsAudience audience;
  AmendsChannel channel;
  char *owner;
  gboolean sample;
};

G_END_DECLS
