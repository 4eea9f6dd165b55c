/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-instant.h"

G_BEGIN_DECLS

/* The zones of one text, each loaded once. */
typedef struct _AmendsNoteZones AmendsNoteZones;

AmendsNoteZones *amends_note_zones_new (GTimeZone *given, AmendsInstant reference);
void amends_note_zones_free (AmendsNoteZones *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmendsNoteZones, amends_note_zones_free)

/* Reads a zone at @p, which moves behind it; @announced: the text said that a zone follows, so that
 * "Pacific" alone is one. Returns: (transfer none) (nullable). */
GTimeZone *amends_note_zones_scan (AmendsNoteZones *self, const char **p, gboolean announced);

/* The zone that a line declares for the rest of the text ("All times in CET", "Time (UTC)", or
 * 时间均为北京时间). Returns: (transfer none) (nullable). */
GTimeZone *amends_note_zones_find_declared (AmendsNoteZones *self, const char *line);

typedef enum
{
  AMENDS_NOTE_MERIDIEM_NONE,
  AMENDS_NOTE_MERIDIEM_AM,
  AMENDS_NOTE_MERIDIEM_PM,
} AmendsNoteMeridiem;

/* A time as it is written at the beginning of a line, not yet a moment. */
typedef struct
{
  guint length;   /* bytes, with what parts it from the words */
  gboolean led;   /* "At 14:10", "On 2 March" */
  gboolean apart; /* a dash, colon or bracket, or nothing, follows */

  gboolean has_clock;
  int hour; /* as written, 0 to 24 */
  int minute;
  int second;
  AmendsNoteMeridiem meridiem;
  gboolean padded; /* "07:33": not of a clock of twelve hours */
  GTimeZone *zone; /* (unowned) (nullable) */

  int year; /* 0: not said; so the next two */
  int month;
  int day;
  gboolean either; /* "3/10/2026": day and month may change places */
  int weekday;     /* 1 Monday to 7; 0: not said */
  gboolean has_relative;
  int relative; /* days from today: yesterday is -1 */
} AmendsNoteStamp;

static inline gboolean
amends_note_stamp_has_date (const AmendsNoteStamp *stamp)
{
  return stamp->day != 0 || stamp->weekday != 0 || stamp->has_relative;
}

/* White space and marks of direction, which have no width. */
const char *amends_note_skip_space (const char *p);
/* If one of @words, parted by "|", stands at @p and no letter follows, moves @p behind it. ASCII
 * letters match in both cases. Returns: its place from 1, or 0. */
int amends_note_skip_word (const char **p, const char *words);

/* Up to @max decimal digits of any script. Returns: how many; @p moves behind them. */
int amends_note_scan_number (const char **p, int max, int *value);

/* A date at @p, which moves behind it. */
gboolean amends_note_scan_date (const char **p, AmendsNoteStamp *stamp);
/* A time that begins @line. FALSE also for what only looks like one: "5:00 minutes". */
gboolean amends_note_scan_stamp (const char *line, AmendsNoteZones *zones, AmendsNoteStamp *stamp);
/* A date anywhere in @line, such as a title: with a year, or with the name of a month. */
gboolean amends_note_find_date (const char *line, AmendsNoteStamp *stamp);

/* (transfer full): @line without its emphasis, code marks, links and images. */
char *amends_note_strip_markup (const char *line);
/* Adds @piece to @text with what parts them: a space within a paragraph, else a stop. */
void amends_note_join (GString *text, const char *piece, gboolean same_paragraph, gboolean heading);

typedef enum
{
  AMENDS_NOTE_LINE,
  AMENDS_NOTE_ITEM,
  AMENDS_NOTE_HEADING,
} AmendsNoteBlock;

/* A place in the text that says when. */
typedef struct
{
  AmendsNoteBlock block;
  int level;         /* of a heading from 1; of an item its indentation */
  gboolean carrier;  /* tells the date of what follows, is no entry itself */
  gboolean declares; /* only the zone of the rest */
  AmendsNoteStamp stamp;
  GString *text; /* (owned) (nullable) */
} AmendsNoteMark;

/* (transfer full) (element-type AmendsNoteMark): in order; @code: read code blocks, too */
GArray *amends_note_marks_find (const char *text, AmendsNoteZones *zones, gboolean code);

/* (transfer full) (element-type AmendsInstant): one for each mark, NONE where it is no entry */
GArray *amends_note_marks_resolve (GArray *marks, AmendsInstant reference, GTimeZone *zone);

G_END_DECLS
