/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Zones as people write them in notes. Abbreviations of one offset mean that offset, also in the
 * other half of the year ("PST" in July is what was written); those of a region ("PT", "Eastern
 * time") follow its seasons. IST is read as Indian, CST as Chinese where the reader's own zone is
 * eight hours ahead of UTC, BST as British summer time.
 */

#include "config.h"

#include "amends-note-reader-private.h"

#include <string.h>

/* Names cost a look at the disk; a text that names more than this is not notes. */
#define MOST_ZONES 64

struct _AmendsNoteZones
{
  GHashTable *by_name; /* (owned) name → GTimeZone, NULL if there is none */
  GTimeZone *given;    /* (owned) */
  gboolean chinese;
};

typedef struct
{
  const char *name;
  int minutes;
  const char *region; /* (nullable): instead of the offset */
  gboolean any_case;  /* no word when written small */
} Abbreviation;

static const Abbreviation abbreviations[] = {
  { "UTC", 0, NULL, TRUE },
  { "GMT", 0, NULL, TRUE },
  { "Z", 0, NULL, FALSE },
  { "WET", 0, NULL, FALSE },
  { "WEST", 60, NULL, FALSE },
  { "BST", 60, NULL, TRUE },
  { "CET", 60, NULL, FALSE },
  { "MEZ", 60, NULL, FALSE },
  { "CEST", 120, NULL, TRUE },
  { "MESZ", 120, NULL, TRUE },
  { "EET", 120, NULL, FALSE },
  { "SAST", 120, NULL, FALSE },
  { "EEST", 180, NULL, FALSE },
  { "MSK", 180, NULL, FALSE },
  { "GST", 240, NULL, FALSE },
  { "IST", 330, NULL, FALSE },
  { "SGT", 480, NULL, FALSE },
  { "HKT", 480, NULL, FALSE },
  { "AWST", 480, NULL, FALSE },
  { "JST", 540, NULL, FALSE },
  { "KST", 540, NULL, FALSE },
  { "AEST", 600, NULL, FALSE },
  { "AEDT", 660, NULL, FALSE },
  { "NZST", 720, NULL, FALSE },
  { "NZDT", 780, NULL, FALSE },
  { "BRT", -180, NULL, FALSE },
  { "EDT", -240, NULL, TRUE },
  { "EST", -300, NULL, FALSE },
  { "CDT", -300, NULL, FALSE },
  { "CST", -360, NULL, FALSE },
  { "MDT", -360, NULL, FALSE },
  { "MST", -420, NULL, FALSE },
  { "PDT", -420, NULL, TRUE },
  { "PST", -480, NULL, TRUE },
  { "AKDT", -480, NULL, FALSE },
  { "AKST", -540, NULL, FALSE },
  { "HST", -600, NULL, FALSE },
  { "ET", 0, "America/New_York", FALSE },
  { "CT", 0, "America/Chicago", FALSE },
  { "MT", 0, "America/Denver", FALSE },
  { "PT", 0, "America/Los_Angeles", FALSE },
};

typedef struct
{
  const char *words;
  const char *region; /* NULL: the zone given */
  gboolean clear;     /* a zone even where none was announced */
} Name;

static const Name names[] = {
  { "us pacific|pacific standard time|pacific daylight time|pacific time", "America/Los_Angeles",
    TRUE },
  { "us eastern|eastern standard time|eastern daylight time|eastern time", "America/New_York",
    TRUE },
  { "us mountain|mountain standard time|mountain daylight time|mountain time", "America/Denver",
    TRUE },
  { "central european summer time|central european time|berlin time|zurich time|paris time",
    "Europe/Berlin", TRUE },
  { "us central|central standard time|central daylight time|central time", "America/Chicago",
    TRUE },
  { "china standard time|beijing time|shanghai time|北京时间|北京時間|中国时间", "Asia/Shanghai",
    TRUE },
  { "british summer time|uk time|london time", "Europe/London", TRUE },
  { "india standard time|indian time", "Asia/Kolkata", TRUE },
  { "local time|当地时间|本地时间", NULL, TRUE },
  { "pacific", "America/Los_Angeles", FALSE },
  { "eastern", "America/New_York", FALSE },
  { "mountain", "America/Denver", FALSE },
  { "central", "America/Chicago", FALSE },
};

static const char areas[] = "africa|america|antarctica|arctic|asia|atlantic|australia|europe|"
                            "indian|pacific|etc|us|uc";

/* Words that may stand between "times" and the zone. */
static const char fillers[] = "below|here|are|is|were|shown|given|listed|noted|reported|stated|"
                              "recorded|in|the|local|zone|event|stamps|of|events|and|dates|"
                              "均为|均以|都是|均|都|为|采用|以|按|使用|是";

static void
zone_free (GTimeZone *zone)
{
  if (zone)
    g_time_zone_unref (zone);
}

static GTimeZone *
load_zone (AmendsNoteZones *self, const char *name)
{
  GTimeZone *zone;
  gpointer found;

  if (g_hash_table_lookup_extended (self->by_name, name, NULL, &found))
    return found;
  if (g_hash_table_size (self->by_name) >= MOST_ZONES)
    return NULL;

  /* A name that is none is ordinary here: "and/or" is tried as well. */
  zone = amends_zone_load (name, NULL);
  g_hash_table_insert (self->by_name, g_strdup (name), zone);
  return zone;
}

static GTimeZone *
load_offset (AmendsNoteZones *self, int minutes)
{
  char name[16];
  GTimeZone *zone;

  g_snprintf (name, sizeof name, "%c%02d:%02d", minutes < 0 ? '-' : '+', ABS (minutes) / 60,
              ABS (minutes) % 60);
  zone = g_hash_table_lookup (self->by_name, name);
  if (!zone)
    {
      zone = g_time_zone_new_offset (minutes * 60);
      g_hash_table_insert (self->by_name, g_strdup (name), zone);
    }
  return zone;
}

AmendsNoteZones *
amends_note_zones_new (GTimeZone *given, AmendsInstant reference)
{
  AmendsNoteZones *self = g_new0 (AmendsNoteZones, 1);
  int interval =
      g_time_zone_find_interval (given, G_TIME_TYPE_UNIVERSAL, reference / AMENDS_SECOND);

  self->by_name =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) zone_free);
  self->given = g_time_zone_ref (given);
  self->chinese = interval >= 0 && g_time_zone_get_offset (given, interval) == 8 * 60 * 60;
  return self;
}

void
amends_note_zones_free (AmendsNoteZones *self)
{
  g_hash_table_unref (self->by_name);
  g_time_zone_unref (self->given);
  g_free (self);
}

/* "+1", "+05:30", "-0500" at @p. A minus with a colon is as likely a range of times, so it counts
 * only behind "UTC". */
static gboolean
scan_offset (const char **p, gboolean named, int *minutes)
{
  const char *at = *p;
  const char *rest;
  gboolean minus = FALSE;
  int digits, value, more = 0;

  if (*at == '+')
    at++;
  else if (*at == '-' || g_str_has_prefix (at, "−"))
    {
      minus = TRUE;
      at += *at == '-' ? 1 : strlen ("−");
    }
  else
    return FALSE;

  digits = amends_note_scan_number (&at, 4, &value);
  if (digits == 4)
    {
      more = value % 100;
      value /= 100;
    }
  else if (digits == 3 || digits == 0)
    return FALSE;
  else if (*at == ':' && (named || !minus))
    {
      rest = at + 1;
      if (amends_note_scan_number (&rest, 2, &more) != 2)
        return FALSE;
      at = rest;
    }
  else if (!named)
    return FALSE;
  if (value > 14 || more > 59 || g_ascii_isdigit (*at))
    return FALSE;

  *minutes = (value * 60 + more) * (minus ? -1 : 1);
  *p = at;
  return TRUE;
}

GTimeZone *
amends_note_zones_scan_offset (AmendsNoteZones *self, const char **p)
{
  const char *at = *p;
  int minutes;

  /* One or two figures alone, or a colon behind, are a range. */
  if (!scan_offset (&at, TRUE, &minutes) || at - *p < 5 || *at == ':')
    return NULL;
  *p = at;
  return load_offset (self, minutes);
}

/* "Europe/Berlin", "US/Pacific". */
static GTimeZone *
scan_path (AmendsNoteZones *self, const char **p)
{
  const char *at = *p;
  const char *end;
  g_autofree char *name = NULL;
  const char *last;
  GTimeZone *zone;

  if (!amends_note_skip_word (&at, areas) || *at != '/')
    return NULL;
  for (end = at; g_ascii_isalnum (*end) || strchr ("/_+-", *end); end++)
    if (*end == '\0' || end - *p > 40)
      break;
  name = g_strndup (*p, end - *p);
  last = strrchr (name, '/') + 1;

  /* The old names of the United States are not on every system. */
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (!names[i].clear && g_ascii_strcasecmp (names[i].words, last) == 0)
      {
        *p = end;
        return load_zone (self, names[i].region);
      }
  zone = load_zone (self, name);
  if (zone)
    *p = end;
  return zone;
}

static GTimeZone *
scan_abbreviation (AmendsNoteZones *self, const char **p)
{
  const char *at = *p;
  gsize length = 0;
  int minutes;

  while (length < 6 && g_ascii_isalpha (at[length]))
    length++;
  if (length == 0 || length == 6 || g_ascii_isdigit (at[length]) || at[length] == '_')
    return NULL;

  for (guint i = 0; i < G_N_ELEMENTS (abbreviations); i++)
    {
      const Abbreviation *entry = &abbreviations[i];

      if (strlen (entry->name) != length ||
          (entry->any_case ? g_ascii_strncasecmp (at, entry->name, length)
                           : strncmp (at, entry->name, length)) != 0)
        continue;
      at += length;
      minutes = entry->minutes;
      if (i < 2)
        {
          const char *rest = *at == ' ' ? at + 1 : at;

          if (scan_offset (&rest, TRUE, &minutes))
            at = rest;
        }
      *p = at;
      if (strcmp (entry->name, "CST") == 0 && self->chinese)
        minutes = 480;
      return entry->region ? load_zone (self, entry->region) : load_offset (self, minutes);
    }
  return NULL;
}

static GTimeZone *
scan_name (AmendsNoteZones *self, const char **p, gboolean announced)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if ((names[i].clear || announced) && amends_note_skip_word (p, names[i].words))
      return names[i].region ? load_zone (self, names[i].region) : self->given;
  return NULL;
}

GTimeZone *
amends_note_zones_scan (AmendsNoteZones *self, const char **p, gboolean announced)
{
  const char *at = *p;
  const char *inner;
  GTimeZone *zone;
  GTimeZone *better = NULL;
  int minutes;

  if (scan_offset (&at, FALSE, &minutes))
    {
      *p = at;
      return load_offset (self, minutes);
    }
  if (!(zone = scan_path (self, &at)) && !(zone = scan_name (self, &at, announced)) &&
      !(zone = scan_abbreviation (self, &at)))
    return NULL;
  *p = at;

  /* "PST (UTC-7)": the figure is meant. "Central European Time (CET)" says the same twice. */
  inner = amends_note_skip_space (at);
  if (*inner == '(')
    {
      inner++;
      if (g_ascii_strncasecmp (inner, "UTC", 3) == 0 || g_ascii_strncasecmp (inner, "GMT", 3) == 0)
        better = scan_abbreviation (self, &inner);
      else if (!scan_abbreviation (self, &inner) && !scan_name (self, &inner, TRUE))
        return zone;
      if (*inner == ')')
        {
          *p = inner + 1;
          return better ? better : zone;
        }
    }
  return zone;
}

/* The zone behind @p, over words that may stand between; NULL if anything else does. */
static GTimeZone *
scan_behind (AmendsNoteZones *self, const char *p)
{
  for (guint words = 0; words < 12; words++)
    {
      GTimeZone *zone;

      while (*p &&
             (strchr (" \t:(,=", *p) || g_str_has_prefix (p, "：") || g_str_has_prefix (p, "（")))
        p = g_utf8_next_char (p);
      zone = amends_note_zones_scan (self, &p, TRUE);
      if (zone)
        return zone;
      if (!amends_note_skip_word (&p, fillers))
        return NULL;
    }
  return NULL;
}

GTimeZone *
amends_note_zones_find_declared (AmendsNoteZones *self, const char *line)
{
  gboolean word = FALSE;
  const char *p = line;

  for (; *p && p - line < 300; p = g_utf8_next_char (p))
    {
      const char *at = p;
      GTimeZone *zone = NULL;

      if (!word && amends_note_skip_word (&at, "times|timestamps|timezone|timezones|time zone"))
        zone = scan_behind (self, at);
      /* "the time in CET" in prose declares nothing, "Time (UTC)" of a table does. */
      else if (!word && amends_note_skip_word (&at, "time|timeline|clock"))
        {
          at = amends_note_skip_space (at);
          zone = *at == '(' ? scan_behind (self, at) : NULL;
        }
      else if (amends_note_skip_word (&at, "时间|時間|时区|時區"))
        zone = scan_behind (self, at);
      if (zone)
        return zone;
      word = g_ascii_isalnum (*p);
    }
  return NULL;
}
