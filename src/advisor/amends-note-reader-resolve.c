/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From what each line says to moments: days and zones carry over, a clock that falls back by hours
 * has passed midnight, and a text without any date is placed just before it is read.
 */

#include "config.h"

#include "amends-note-reader-private.h"
#include "amends-text.h"

/* Less than this back is an entry out of order, more is the next day. */
#define BACK_MINUTES (4 * 60)
#define DAY_MINUTES (24 * 60)

typedef struct
{
  guint day;   /* Julian */
  int minutes; /* of the day */
  int seconds;
  GTimeZone *zone;  /* (unowned); NULL: no entry */
  gboolean assumed; /* the day is not said anywhere */
} Place;

typedef struct
{
  AmendsInstant reference;
  GTimeZone *given;    /* (unowned) */
  GTimeZone *declared; /* (unowned) (nullable) */
  GTimeZone *carried;  /* (unowned) (nullable) */
  GArray *places;      /* of Place */
  gboolean chinese;    /* 3/2 is 3月2日 */
  gboolean backward;   /* the newest comes first */
  gboolean twelve;     /* no time shows that the clock has 24 hours */
  gboolean known;      /* a day has been said */
  gboolean fresh;      /* since the last entry */
  guint day;
  int last;    /* index of the last entry, -1 */
  int anchor;  /* index of the entry from which offsets count, -1 */
  guint first; /* assumed entry */
} Resolve;

static guint
day_of (AmendsInstant instant, GTimeZone *zone)
{
  g_autoptr (GDateTime) date_time = amends_instant_to_date_time (instant, zone);
  int year, month, day;
  GDate date;

  g_date_time_get_ymd (date_time, &year, &month, &day);
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, day, month, year);
  return g_date_get_julian (&date);
}

static AmendsInstant
instant_of (const Place *place)
{
  g_autoptr (GDateTime) date_time = NULL;
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_julian (&date, place->day);
  date_time = g_date_time_new (place->zone, g_date_get_year (&date), g_date_get_month (&date),
                               g_date_get_day (&date), place->minutes / 60, place->minutes % 60,
                               place->seconds);
  return date_time ? amends_instant_from_date_time (date_time) : AMENDS_INSTANT_NONE;
}

static guint
julian (int year, int month, int day)
{
  GDate date;

  g_date_clear (&date, 1);
  if (!g_date_valid_dmy (day, month, year))
    day = 28; /* 29 February of a year that has none */
  g_date_set_dmy (&date, day, month, year);
  return g_date_get_julian (&date);
}

static int
year_of (guint day)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_julian (&date, day);
  return g_date_get_year (&date);
}

static int
minutes_of (const AmendsNoteStamp *stamp)
{
  int hour = stamp->hour;

  if (stamp->meridiem == AMENDS_NOTE_MERIDIEM_PM && hour < 12)
    hour += 12;
  else if (stamp->meridiem == AMENDS_NOTE_MERIDIEM_AM && hour == 12)
    hour = 0;
  return hour * 60 + stamp->minute;
}

/* American zones write the month first. */
static gboolean
is_american (GTimeZone *zone, AmendsInstant reference)
{
  int interval = g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, reference / AMENDS_SECOND);
  int offset = interval < 0 ? 0 : g_time_zone_get_offset (zone, interval);

  return offset <= -4 * 60 * 60 && offset >= -10 * 60 * 60;
}

static guint
day_said (Resolve *self, const AmendsNoteStamp *stamp, GTimeZone *zone)
{
  guint today = day_of (self->reference, zone);
  guint near = self->known ? self->day : today;
  int month = stamp->month, day = stamp->day, year;
  guint found;

  if (stamp->has_relative)
    return today + stamp->relative;
  if (stamp->weekday && stamp->week != AMENDS_NOTE_WEEK_NEAR)
    {
      int back = ((int) ((today - 1) % 7) - (stamp->weekday - 1) + 7) % 7;
      guint monday = today - (today - 1) % 7;

      if (stamp->week == AMENDS_NOTE_WEEK_LAST)
        return today - (back ? back : 7);
      return monday + stamp->weekday - 1 - (stamp->week == AMENDS_NOTE_WEEK_BEFORE ? 7 : 0);
    }
  if (stamp->weekday)
    {
      int ahead = (stamp->weekday - 1 - (int) ((near - 1) % 7) + 7) % 7;

      return self->known && !self->backward ? near + ahead : near - (7 - ahead) % 7;
    }
  if (stamp->either && (self->chinese || is_american (zone, self->reference)))
    {
      month = stamp->day;
      day = stamp->month;
    }
  if (stamp->year)
    return julian (stamp->year, month, day);
  year = year_of (near);
  found = julian (year, month, day);
  if (!self->known)
    return found > today ? julian (year - 1, month, day) : found;
  if (found + 180 < near)
    return julian (year + 1, month, day);
  return found > near + 180 ? julian (year - 1, month, day) : found;
}

/* The day of a clock alone: that of the entry before, or its neighbour. */
static void
follow (Resolve *self, const AmendsNoteStamp *stamp, Place *place)
{
  const Place *last = &g_array_index (self->places, Place, self->last);
  AmendsInstant before = instant_of (last);
  g_autoptr (GDateTime) wall = amends_instant_to_date_time (before, place->zone);
  int passed = g_date_time_get_hour (wall) * 60 + g_date_time_get_minute (wall);

  place->day = day_of (before, place->zone);
  if (self->backward)
    {
      if (place->minutes > passed + BACK_MINUTES)
        place->day--;
      return;
    }
  if (place->minutes >= passed - BACK_MINUTES)
    return;
  /* "5:37 PM", then "5:45": the afternoon goes on. */
  if (self->twelve && !stamp->meridiem && place->minutes + DAY_MINUTES / 2 >= passed)
    place->minutes += DAY_MINUTES / 2;
  else
    place->day++;
  if (place->minutes >= DAY_MINUTES)
    {
      place->minutes -= DAY_MINUTES;
      place->day++;
    }
}

/* Entries before any date end just before @limit. */
static void
settle_assumed (Resolve *self, AmendsInstant limit)
{
  AmendsInstant latest = G_MININT64;
  gint64 days;

  for (guint i = self->first; i < self->places->len; i++)
    {
      const Place *place = &g_array_index (self->places, Place, i);

      if (place->zone && place->assumed)
        latest = MAX (latest, instant_of (place));
    }
  days = latest > limit         ? (latest - limit + AMENDS_DAY - 1) / AMENDS_DAY
         : latest == G_MININT64 ? 0
                                : -((limit - latest) / AMENDS_DAY);
  for (guint i = self->first; i < self->places->len; i++)
    {
      Place *place = &g_array_index (self->places, Place, i);

      if (place->zone && place->assumed)
        place->day -= days;
    }
  self->first = self->places->len;
}

/* "T+15min" counts from the last entry that says its hour before the first of the kind. */
static void
follow_anchor (Resolve *self, const AmendsNoteStamp *stamp, Place *place)
{
  const Place *anchor;
  int minutes;

  if (self->anchor < 0)
    self->anchor = self->last;
  anchor = &g_array_index (self->places, Place, self->anchor);
  minutes = anchor->minutes + stamp->offset;
  place->day = anchor->day + (minutes >= 0 ? minutes / DAY_MINUTES : -1);
  place->minutes = (minutes % DAY_MINUTES + DAY_MINUTES) % DAY_MINUTES;
  place->seconds = anchor->seconds;
  place->zone = anchor->zone;
}

static void
place_entry (Resolve *self, const AmendsNoteMark *mark)
{
  const AmendsNoteStamp *stamp = &mark->stamp;
  gboolean dated = amends_note_stamp_has_date (stamp);
  Place place = { .seconds = stamp->second };

  place.zone = stamp->zone      ? stamp->zone
               : self->declared ? self->declared
               : self->carried  ? self->carried
                                : self->given;
  if (stamp->zone)
    self->carried = stamp->zone;
  place.minutes = stamp->has_clock ? minutes_of (stamp) : 0;

  if (stamp->has_offset)
    follow_anchor (self, stamp, &place);
  else if (dated)
    place.day = day_said (self, stamp, place.zone);
  else if (self->fresh)
    place.day = self->day;
  else if (self->last >= 0)
    follow (self, stamp, &place);
  else
    place.day = day_of (self->reference, place.zone);
  place.day += stamp->next_day;
  if (place.minutes >= DAY_MINUTES)
    {
      place.minutes -= DAY_MINUTES;
      place.day++;
    }
  /* "Monday 18:00", read on a Monday at noon, was a week ago. */
  if (dated && stamp->weekday && !self->known && instant_of (&place) > self->reference)
    place.day -= 7;

  if ((dated || self->fresh) && !self->known)
    settle_assumed (self, instant_of (&place));
  self->known = self->known || dated;
  place.assumed = !self->known;
  self->day = place.day;
  self->fresh = FALSE;
  self->last = self->places->len;
  g_array_append_val (self->places, place);
}

static void
place_mark (Resolve *self, const AmendsNoteMark *mark)
{
  Place none = { 0 };

  if (mark->stamp.has_offset && self->last < 0)
    {
      /* There is nothing to count from. */
      g_array_append_val (self->places, none);
      return;
    }
  if (!mark->carrier && !mark->declares)
    {
      place_entry (self, mark);
      return;
    }
  if (mark->declares)
    self->declared = mark->stamp.zone;
  else
    {
      GTimeZone *zone = self->declared ? self->declared : self->given;

      self->day = day_said (self, &mark->stamp, zone);
      if (!self->known && self->last >= 0)
        {
          Place start = { .day = self->day, .zone = zone };

          settle_assumed (self, instant_of (&start) + AMENDS_DAY);
        }
      self->known = self->fresh = TRUE;
    }
  g_array_append_val (self->places, none);
}

static gboolean
has_chinese (const char *text)
{
  for (; *text; text = g_utf8_next_char (text))
    if (amends_text_is_cjk (g_utf8_get_char (text)))
      return TRUE;
  return FALSE;
}

/* Which way the text runs, and by which kind of clock. */
static void
survey (Resolve *self, GArray *marks)
{
  int before = -1;
  guint up = 0, down = 0;

  self->twelve = TRUE;
  for (guint i = 0; i < marks->len; i++)
    {
      const AmendsNoteMark *mark = &g_array_index (marks, AmendsNoteMark, i);
      int minutes;

      self->chinese = self->chinese || (mark->text && has_chinese (mark->text->str));
      if (!mark->stamp.has_clock || mark->carrier)
        continue;
      if (!mark->stamp.meridiem && (mark->stamp.padded || mark->stamp.hour > 12))
        self->twelve = FALSE;
      minutes = minutes_of (&mark->stamp);
      if (before >= 0 && !amends_note_stamp_has_date (&mark->stamp))
        {
          up += minutes > before;
          down += minutes < before;
        }
      before = minutes;
    }
  self->backward = down >= 2 && down > up;
}

GArray *
amends_note_marks_resolve (GArray *marks, AmendsInstant reference, GTimeZone *zone)
{
  Resolve self = { .reference = reference, .given = zone, .last = -1, .anchor = -1 };
  GArray *instants = g_array_sized_new (FALSE, TRUE, sizeof (AmendsInstant), marks->len);

  self.places = g_array_sized_new (FALSE, TRUE, sizeof (Place), marks->len);
  survey (&self, marks);
  for (guint i = 0; i < marks->len; i++)
    place_mark (&self, &g_array_index (marks, AmendsNoteMark, i));
  if (!self.known)
    settle_assumed (&self, reference);
  for (guint i = 0; i < self.places->len; i++)
    {
      const Place *place = &g_array_index (self.places, Place, i);
      AmendsInstant at = place->zone ? instant_of (place) : AMENDS_INSTANT_NONE;

      g_array_append_val (instants, at);
    }
  g_array_unref (self.places);
  return instants;
}
