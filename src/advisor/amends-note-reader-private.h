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

/* "-08:00" or "-0800" right behind the seconds of a log. Returns: (transfer none) (nullable). */
GTimeZone *amends_note_zones_scan_offset (AmendsNoteZones *self, const char **p);

/* The zone that a line declares for the rest of the text ("All times in CET", "Time (UTC)", or
 * 时间均为北京时间). Returns: (transfer none) (nullable). */
GTimeZone *amends_note_zones_find_declared (AmendsNoteZones *self, const char *line);

typedef enum
{
  AMENDS_NOTE_MERIDIEM_NONE,
  AMENDS_NOTE_MERIDIEM_AM,
  AMENDS_NOTE_MERIDIEM_PM,
} AmendsNoteMeridiem;

typedef enum
{
  AMENDS_NOTE_PART_NONE,
  AMENDS_NOTE_PART_SMALL_HOURS,
  AMENDS_NOTE_PART_MORNING,
  AMENDS_NOTE_PART_NOON,
  AMENDS_NOTE_PART_AFTERNOON,
  AMENDS_NOTE_PART_EVENING,
  AMENDS_NOTE_PART_NIGHT, /* goes on past midnight */
} AmendsNotePart;

/* Which of the days of one name. */
typedef enum
{
  AMENDS_NOTE_WEEK_NEAR,   /* "Thursday" */
  AMENDS_NOTE_WEEK_LAST,   /* "last Thursday": before today */
  AMENDS_NOTE_WEEK_THIS,   /* 本周四 */
  AMENDS_NOTE_WEEK_BEFORE, /* 上周四 */
} AmendsNoteWeek;

/* A time as it is written at the beginning of a line, not yet a moment. */
typedef struct
{
  guint length;   /* bytes, with what parts it from the words */
  guint end;      /* bytes, of the time alone */
  gboolean led;   /* "At 14:10", "On 2 March" */
  gboolean apart; /* a dash, colon or bracket, or nothing, follows */

  gboolean has_clock;
  int hour; /* as written, 0 to 24 */
  int minute;
  int second;
  AmendsNoteMeridiem meridiem;
  gboolean padded;   /* "07:33": not of a clock of twelve hours */
  gboolean plain;    /* only figures: nothing shows that it is a time and no ratio */
  gboolean nominal;  /* only a part of the day is said */
  gboolean next_day; /* "last night at 1:30" */
  GTimeZone *zone;   /* (unowned) (nullable) */

  int year; /* 0: not said; so the next two */
  int month;
  int day;
  gboolean either; /* "3/10/2026": day and month may change places */
  int weekday;     /* 1 Monday to 7; 0: not said */
  gboolean has_relative;
  int relative; /* days from today: yesterday is -1 */
  AmendsNoteWeek week;
  AmendsNotePart part;
  gboolean has_offset; /* "T+15min" */
  int offset;          /* minutes from the beginning */
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

/* 两, 十二, 三十五: what is written in Chinese figures. Returns: FALSE if there is none. */
gboolean amends_note_scan_numeral (const char **p, int *value);
/* "morning", 下午 at @p, which moves behind it. */
AmendsNotePart amends_note_scan_part (const char **p);
/* "half past ten", "noon": fills hour, minute and what they imply. */
gboolean amends_note_scan_spoken (const char **p, AmendsNoteStamp *stamp);
/* "T+15min", "T+1h10", "+20 min". */
gboolean amends_note_scan_offset (const char **p, AmendsNoteStamp *stamp);
/* What the part of the day says about the hour; without an hour it gives one. */
void amends_note_apply_part (AmendsNoteStamp *stamp);

/* A date at @p, which moves behind it. */
gboolean amends_note_scan_date (const char **p, AmendsNoteStamp *stamp);
/* A time that begins @line. FALSE also for what only looks like one: "5:00 minutes". */
gboolean amends_note_scan_stamp (const char *line, AmendsNoteZones *zones, AmendsNoteStamp *stamp);
/* A date anywhere in @line, such as a title: with a year, or with the name of a month. */
gboolean amends_note_find_date (const char *line, AmendsNoteStamp *stamp);

/* Names and labels in front of the time: "Jane Miller  10:42 AM" above what she wrote, "Ticket 7,
 * opened 2026-03-02 08:14: …". @label: bytes of it. */
gboolean amends_note_scan_labelled (const char *line,
                                    const char *next,
                                    AmendsNoteZones *zones,
                                    AmendsNoteStamp *stamp,
                                    gsize *label);
/* Whether @text is short and looks like the name of a person. */
gboolean amends_note_is_name (const char *text, gsize length);

/* (transfer full): @line without its emphasis, code marks, links and images. */
char *amends_note_strip_markup (const char *line);
/* Cuts @text, at the end of a sentence if one is near, to what a log entry can hold. */
void amends_note_shorten (GString *text);
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
  gboolean bare;     /* there was nothing but the time on its line */
  gboolean quotes;   /* has nothing but lines of code */
  gboolean loose;    /* prose, whose times are still to be looked for */
  AmendsNoteStamp stamp;
  GString *text; /* (owned) (nullable) */
} AmendsNoteMark;

/* (transfer full) (element-type AmendsNoteMark): empty, owns the texts of its marks */
GArray *amends_note_marks_new (void);

/* Settles which marks are entries once all are known. */
void amends_note_marks_settle (GArray *marks);

/* (transfer full) (element-type AmendsNoteMark): in order, with what has no time in front as loose
 * ones; @code: read code blocks, too */
GArray *amends_note_marks_find (const char *text, AmendsNoteZones *zones, gboolean code);

/* (transfer full) (element-type AmendsNoteMark): @marks that begin with a time; takes their texts
 */
GArray *amends_note_marks_without_prose (GArray *marks);

/* (transfer full) (element-type AmendsNoteMark): @marks with every sentence that tells a time
 * within as a mark of its own; takes the texts out of @marks */
GArray *amends_note_prose_split (GArray *marks, AmendsNoteZones *zones);

/* (transfer full) (element-type AmendsInstant): one for each mark, NONE where it is no entry */
GArray *amends_note_marks_resolve (GArray *marks, AmendsInstant reference, GTimeZone *zone);

G_END_DECLS
