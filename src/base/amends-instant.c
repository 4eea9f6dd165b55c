/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Moments, calendar dates and zones: strict in what is read, one form in what is written. */
#include "config.h"

#include "amends-instant.h"

#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <unistd.h>

#include "amends-input-error.h"
#include "amends-text.h"

#define SHOWN_CHARACTERS 60
/* Julian day, as GDate counts, of 1970-01-01. */
#define EPOCH_JULIAN 719163
/* Years 1 to 9999, less a day at each end so that no offset leads out of what GDateTime holds. */
#define EARLIEST (G_GINT64_CONSTANT (-62135596800) * 1000 + AMENDS_DAY)
#define LATEST (G_GINT64_CONSTANT (253402300799) * 1000 - AMENDS_DAY)

static const char *const zone_directories[] = {
  "/usr/share/zoneinfo",
  "/usr/lib/zoneinfo",
  "/usr/share/lib/zoneinfo",
};

/* In zoneinfo, but not zones: the first two depend on the machine, the others count leap seconds
 * or repeat what stands elsewhere. */
static const char *const not_zones[] = { "localtime", "posixrules", "right/", "posix/", "Factory" };

static gboolean
zone_name_is_plain (const char *name)
{
  if (!g_ascii_isalpha (name[0]) || strlen (name) > 64)
    return FALSE;
  for (const char *p = name; *p != '\0'; p++)
    {
      if (!g_ascii_isalnum (*p) && strchr ("_+-/", *p) == NULL)
        return FALSE;
      if (p[0] == '/' && (p[1] == '/' || p[1] == '\0'))
        return FALSE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (not_zones); i++)
    {
      if (g_str_has_prefix (name, not_zones[i]))
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_zone_file (const char *path)
{
  char magic[4];
  gboolean found;
  int fd = open (path, O_RDONLY | O_CLOEXEC);

  if (fd < 0)
    return FALSE;
  found = read (fd, magic, sizeof magic) == sizeof magic && memcmp (magic, "TZif", 4) == 0;
  close (fd);

  return found;
}

/* GLib also takes POSIX rules and offsets for names; only what IANA names may pass. */
static gboolean
zone_exists (const char *name)
{
  if (!zone_name_is_plain (name))
    return FALSE;
  if (strcmp (name, "UTC") == 0)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (zone_directories); i++)
    {
      g_autofree char *path = g_build_filename (zone_directories[i], name, NULL);

      if (is_zone_file (path))
        return TRUE;
    }
  return FALSE;
}

GTimeZone *
amends_zone_load (const char *name, GError **error)
{
  g_autoptr (GTimeZone) zone = NULL;

  if (name != NULL && zone_exists (name))
    zone = g_time_zone_new_identifier (name);

  if (zone == NULL)
    {
      g_autofree char *clean = amends_text_clean (name != NULL ? name : "", -1);
      g_autofree char *shown = amends_text_one_line (clean, SHOWN_CHARACTERS);

      amends_input_error_set (error, AMENDS_INPUT_ERROR_VALUE, NULL, 0, NULL,
                              /* Translators: %s is what was written where a time zone is due. */
                              _ ("“%s” is not a known time zone. Write it as Europe/Amsterdam."),
                              shown);
    }

  return g_steal_pointer (&zone);
}

char *
amends_zone_dup_local_name (void)
{
  g_autoptr (GTimeZone) local = g_time_zone_new_local ();
  const char *name = g_time_zone_get_identifier (local);

  if (name == NULL || !zone_exists (name))
    return g_strdup ("UTC");
  return g_strdup (name);
}

/* Reads exactly @digits digits; moves @p only on success. */
static gboolean
take_number (const char **p, guint digits, int *number)
{
  int value = 0;

  for (guint i = 0; i < digits; i++)
    {
      if (!g_ascii_isdigit ((*p)[i]))
        return FALSE;
      value = value * 10 + ((*p)[i] - '0');
    }
  *p += digits;
  *number = value;
  return TRUE;
}

static gboolean
take_char (const char **p, const char *allowed)
{
  if (**p == '\0' || strchr (allowed, **p) == NULL)
    return FALSE;
  (*p)++;
  return TRUE;
}

/* Moves @p past "2026-04-24" and gives the day as GDate counts; 0 if there is no such day. */
static guint32
take_date (const char **p, int *year)
{
  int month, day;
  GDate date;

  if (!take_number (p, 4, year) || !take_char (p, "-") || !take_number (p, 2, &month) ||
      !take_char (p, "-") || !take_number (p, 2, &day) ||
      !g_date_valid_dmy ((GDateDay) day, month, (GDateYear) *year))
    return 0;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) day, month, (GDateYear) *year);
  return g_date_get_julian (&date);
}

/* Moves @p past "08:52", "08:52:00" or "08:52:00.123" and gives milliseconds; -1 if there is none.
 * What is finer than a millisecond is cut off. */
static gint64
take_time (const char **p)
{
  int hour, minute, second = 0;
  gint64 fraction = 0;

  if (!take_number (p, 2, &hour) || !take_char (p, ":") || !take_number (p, 2, &minute))
    return -1;
  if (take_char (p, ":"))
    {
      if (!take_number (p, 2, &second))
        return -1;
      if (take_char (p, "."))
        {
          gint64 unit = 100;

          if (!g_ascii_isdigit (**p))
            return -1;
          for (; g_ascii_isdigit (**p); (*p)++, unit /= 10)
            fraction += (**p - '0') * unit;
        }
    }
  if (hour > 23 || minute > 59 || second > 59)
    return -1;

  return hour * AMENDS_HOUR + minute * AMENDS_MINUTE + second * AMENDS_SECOND + fraction;
}

static gboolean
take_offset (const char **p, gint64 *offset)
{
  int hours, minutes, sign;

  *offset = 0;
  if (take_char (p, "Zz"))
    return TRUE;

  sign = **p == '-' ? -1 : 1;
  if (!take_char (p, "+-") || !take_number (p, 2, &hours) || !take_char (p, ":") ||
      !take_number (p, 2, &minutes) || hours > 23 || minutes > 59)
    return FALSE;
  *offset = sign * (hours * AMENDS_HOUR + minutes * AMENDS_MINUTE);
  return TRUE;
}

static gboolean
refuse (GError **error, AmendsInputError code, const char *format, const char *text)
{
  g_autofree char *clean = amends_text_clean (text != NULL ? text : "", -1);
  g_autofree char *shown = amends_text_one_line (clean, SHOWN_CHARACTERS);

  amends_input_error_set (error, code, NULL, 0, NULL, format, shown);
  return FALSE;
}

gboolean
amends_instant_parse (const char *text, AmendsInstant *instant, GError **error)
{
  const char *p = text;
  int year;
  guint32 day;
  gint64 time, offset, result;

  g_return_val_if_fail (instant != NULL, FALSE);

  if (text == NULL || (day = take_date (&p, &year)) == 0 || !take_char (&p, "Tt ") ||
      (time = take_time (&p)) < 0)
    return refuse (error, AMENDS_INPUT_ERROR_VALUE,
                   /* Translators: %s is what was written where a time is due. */
                   _ ("“%s” is not a time. Write it as 2026-03-10T08:52:00+01:00."), text);
  if (*p == '\0')
    return refuse (error, AMENDS_INPUT_ERROR_VALUE,
                   /* Translators: %s is a time as it was written. */
                   _ ("“%s” does not say its offset from UTC. "
                      "Write it as 2026-03-10T08:52:00+01:00."),
                   text);
  if (!take_offset (&p, &offset) || *p != '\0')
    return refuse (error, AMENDS_INPUT_ERROR_VALUE,
                   /* Translators: %s is a time as it was written. */
                   _ ("“%s” does not end in an offset from UTC. "
                      "Write it as 2026-03-10T08:52:00+01:00."),
                   text);

  result = ((gint64) day - EPOCH_JULIAN) * AMENDS_DAY + time - offset;
  if (year < 2000 || year > 2100)
    return refuse (error, AMENDS_INPUT_ERROR_RANGE,
                   /* Translators: %s is a time as it was written. */
                   _ ("“%s” is not between the years 2000 and 2100."), text);

  *instant = result;
  return TRUE;
}

GDateTime *
amends_instant_to_date_time (AmendsInstant instant, GTimeZone *zone)
{
  gint64 clamped = CLAMP (instant, EARLIEST, LATEST);
  gint64 fraction = ((clamped % AMENDS_SECOND) + AMENDS_SECOND) % AMENDS_SECOND;
  g_autoptr (GDateTime) whole = NULL;
  g_autoptr (GDateTime) utc = NULL;

  g_return_val_if_fail (zone != NULL, NULL);

  whole = g_date_time_new_from_unix_utc ((clamped - fraction) / AMENDS_SECOND);
  utc = g_date_time_add (whole, fraction * G_TIME_SPAN_MILLISECOND);

  return g_date_time_to_timezone (utc, zone);
}

AmendsInstant
amends_instant_from_date_time (GDateTime *date_time)
{
  g_return_val_if_fail (date_time != NULL, AMENDS_INSTANT_NONE);

  return g_date_time_to_unix (date_time) * AMENDS_SECOND +
         g_date_time_get_microsecond (date_time) / 1000;
}

/* The date and time, without offset. */
static GString *
write_date_time (GDateTime *date_time)
{
  GString *text = g_string_sized_new (32);
  int milliseconds = g_date_time_get_microsecond (date_time) / 1000;

  g_string_append_printf (text, "%04d-%02d-%02dT%02d:%02d:%02d", g_date_time_get_year (date_time),
                          g_date_time_get_month (date_time),
                          g_date_time_get_day_of_month (date_time),
                          g_date_time_get_hour (date_time), g_date_time_get_minute (date_time),
                          g_date_time_get_second (date_time));
  if (milliseconds != 0)
    g_string_append_printf (text, ".%03d", milliseconds);

  return text;
}

char *
amends_instant_format_utc (AmendsInstant instant)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) date_time = amends_instant_to_date_time (instant, utc);
  GString *text = write_date_time (date_time);

  g_string_append_c (text, 'Z');
  return g_string_free (text, FALSE);
}

char *
amends_instant_format_rfc3339 (AmendsInstant instant, GTimeZone *zone)
{
  g_autoptr (GDateTime) date_time = NULL;
  GString *text;
  int minutes;

  g_return_val_if_fail (zone != NULL, NULL);

  date_time = amends_instant_to_date_time (instant, zone);
  text = write_date_time (date_time);
  minutes = (int) (g_date_time_get_utc_offset (date_time) / G_TIME_SPAN_MINUTE);
  if (minutes == 0)
    g_string_append_c (text, 'Z');
  else
    g_string_append_printf (text, "%c%02d:%02d", minutes < 0 ? '-' : '+', ABS (minutes) / 60,
                            ABS (minutes) % 60);

  return g_string_free (text, FALSE);
}

char *
amends_instant_format (AmendsInstant instant, GTimeZone *zone, const char *format)
{
  g_autoptr (GDateTime) date_time = NULL;
  char *text;

  g_return_val_if_fail (zone != NULL, NULL);
  g_return_val_if_fail (format != NULL, NULL);

  date_time = amends_instant_to_date_time (instant, zone);
  text = g_date_time_format (date_time, format);
  /* Formats are translated: a slip in one must not take the moment away. */
  return text != NULL ? text : amends_instant_format_rfc3339 (instant, zone);
}

gboolean
amends_date_parse (const char *text, GDate *date, GError **error)
{
  const char *p = text;
  int year;
  guint32 day;

  g_return_val_if_fail (date != NULL, FALSE);

  if (text == NULL || (day = take_date (&p, &year)) == 0 || *p != '\0')
    return refuse (error, AMENDS_INPUT_ERROR_VALUE,
                   /* Translators: %s is what was written where a date is due. */
                   _ ("“%s” is not a date. Write it as 2026-04-24."), text);
  if (year < 1900 || year > 2200)
    return refuse (error, AMENDS_INPUT_ERROR_RANGE,
                   /* Translators: %s is a date as it was written. */
                   _ ("“%s” is not between the years 1900 and 2200."), text);

  g_date_clear (date, 1);
  g_date_set_julian (date, day);
  return TRUE;
}

int
amends_date_days_until (const GDate *date, AmendsInstant instant, GTimeZone *zone)
{
  g_autoptr (GDateTime) date_time = NULL;
  GDate today;

  g_return_val_if_fail (date != NULL && g_date_valid (date), 0);
  g_return_val_if_fail (zone != NULL, 0);

  date_time = amends_instant_to_date_time (instant, zone);
  g_date_clear (&today, 1);
  g_date_set_dmy (&today, (GDateDay) g_date_time_get_day_of_month (date_time),
                  g_date_time_get_month (date_time), (GDateYear) g_date_time_get_year (date_time));

  return g_date_days_between (&today, date);
}
