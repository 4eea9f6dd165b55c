/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-record.h"

G_BEGIN_DECLS

/* What a stretch of time is to a clock. */
typedef enum
{
  AMENDS_LEDGER_UNKNOWN,
  AMENDS_LEDGER_WORK,            /* counts: inside working hours */
  AMENDS_LEDGER_ROUND_THE_CLOCK, /* counts: the clock knows no hours */
  AMENDS_LEDGER_CLOSED,          /* outside working hours */
  AMENDS_LEDGER_HOLIDAY,
  AMENDS_LEDGER_PAUSE, /* would count, but the clock stands still */
} AmendsLedgerKind;

#define AMENDS_TYPE_LEDGER_KIND (amends_ledger_kind_get_type ())
GType amends_ledger_kind_get_type (void);

/**
 * AmendsLedgerLine:
 * One line of how a deadline came about: a half-open stretch of time and what of it counted.
 */
#define AMENDS_TYPE_LEDGER_LINE (amends_ledger_line_get_type ())
G_DECLARE_FINAL_TYPE (AmendsLedgerLine, amends_ledger_line, AMENDS, LEDGER_LINE, AmendsRecord)

struct _AmendsLedgerLine
{
  AmendsRecord parent_instance;

  AmendsInstant from;
  AmendsInstant to;
  AmendsLedgerKind kind;
  double minutes; /* counted; 0 when closed, on a holiday or paused */
  char *note;     /* (nullable): name of the holiday */
};

/* (transfer full): "Working hours", "Holiday: Good Friday", in the language of the interface. */
char *amends_ledger_line_describe (AmendsLedgerLine *self);

/**
 * amends_ledger_line_to_text:
 * @zone: in which times are written
 *
 * "Tue 2026-03-10 09:00 – 12:30 · 3 h 30 min · Working hours"
 *
 * Returns: (transfer full): one line, without a newline
 */
char *amends_ledger_line_to_text (AmendsLedgerLine *self, GTimeZone *zone);

/**
 * amends_ledger_to_text:
 * @lines: (element-type AmendsLedgerLine): in order
 *
 * All lines and what they count together, to be copied.
 *
 * Returns: (transfer full): lines that each end in a newline; "" for an empty ledger
 */
char *amends_ledger_to_text (GPtrArray *lines, GTimeZone *zone);

/* (transfer full): "3 h 30 min", "45 min", "2 h", "30 s"; of minutes, rounded to seconds. */
char *amends_ledger_format_minutes (double minutes);

G_END_DECLS
