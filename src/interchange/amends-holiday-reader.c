/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads days off from a calendar file (.ics) with libical. */

#include "config.h"

#include "amends-holiday-reader.h"

#include "amends-holiday-scan.h"
#include "amends-input-error.h"
#include "amends-instant.h"
#include "amends-text.h"

#include <glib/gi18n-lib.h>
#include <libical/ical.h>
#include <string.h>

#define MAX_BYTES (8 * 1024 * 1024)
/* Repetitions walked through in one file. A day off for every day of two hundred years fits. */
#define MAX_STEPS 500000
/* A rule that no day can meet costs libical a while; a file may hold thousands of them. */
#define MAX_SECONDS 5
#define MAX_NAME 80
#define DAY_MINUTES 1440

G_DEFINE_AUTOPTR_CLEANUP_FUNC (icalcomponent, icalcomponent_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (icalrecur_iterator, icalrecur_iterator_free)

/* One reading of one file. */
typedef struct
{
  const char *file;      /* (unowned) (nullable) */
  GTimeZone *zone;       /* (unowned) */
  guint32 from, to;      /* Julian days, both wanted */
  GArray *lines;         /* (owned) (element-type guint): where each VEVENT begins */
  guint event;           /* number of the VEVENT at hand, from 1 */
  GHashTable *overrides; /* (owned): UID to GArray of icaltimetype, changed instances */
  GHashTable *days;      /* (owned): Julian day to name */
  gint64 until;          /* monotonic time at which to give up */
  guint steps;
  guint too_short; /* events that fill no day */
} Reading;

static void
reading_clear (Reading *self)
{
  g_clear_pointer (&self->lines, g_array_unref);
  g_clear_pointer (&self->overrides, g_hash_table_unref);
  g_clear_pointer (&self->days, g_hash_table_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reading, reading_clear)

void
amends_holidays_free (AmendsHolidays *self)
{
  g_return_if_fail (self != NULL);

  g_strfreev (self->dates);
  g_strfreev (self->names);
  g_clear_pointer (&self->warnings, g_ptr_array_unref);
  g_free (self);
}

/* (transfer full): the summary of @event, fit to be shown. */
static char *
dup_name (icalcomponent *event)
{
  const char *summary = icalcomponent_get_summary (event);
  g_autofree char *clean = amends_text_clean (summary != NULL ? summary : "", -1);

  return amends_text_one_line (clean, MAX_NAME);
}

/* Fails at the event at hand. @message is a whole translated sentence. */
static gboolean
fail (Reading *self,
      icalcomponent *event,
      AmendsInputError code,
      const char *property,
      const char *message,
      GError **error)
{
  guint line =
      self->event <= self->lines->len ? g_array_index (self->lines, guint, self->event - 1) : 0;
  g_autofree char *name = dup_name (event);
  g_autofree char *field = *name != '\0' ? g_strdup_printf ("VEVENT “%s” %s", name, property)
                                         : g_strdup_printf ("VEVENT %s", property);

  amends_input_error_set (error, code, self->file, line, field, "%s", message);
  return FALSE;
}

/* What libical could not read it has taken out and noted. Only what decides on days matters here.
 */
static gboolean
check_properties (Reading *self, icalcomponent *event, GError **error)
{
  static const char *const needed[] = { "DTSTART", "DTEND",  "DURATION",      "RRULE",
                                        "RDATE",   "EXDATE", "RECURRENCE-ID", NULL };

  for (icalproperty *p = icalcomponent_get_first_property (event, ICAL_XLICERROR_PROPERTY);
       p != NULL; p = icalcomponent_get_next_property (event, ICAL_XLICERROR_PROPERTY))
    {
      const char *text = icalproperty_get_xlicerror (p);

      for (guint i = 0; text != NULL && needed[i] != NULL; i++)
        {
          g_autofree char *mark = g_strdup_printf (" %s property", needed[i]);

          if (strstr (text, mark) != NULL)
            return fail (self, event, AMENDS_INPUT_ERROR_VALUE, needed[i],
                         _ ("This is not a value that a calendar file can have here. A date is "
                            "written as 20260403."),
                         error);
        }
    }
  return TRUE;
}

static gint64
floor_divide (gint64 value, gint64 by)
{
  return value / by - (value % by < 0 ? 1 : 0);
}

/* Minutes of the wall clock since the Julian day 0; FALSE if there is no such day. */
static gboolean
get_wall (struct icaltimetype time, gint64 *wall)
{
  GDate date;

  if (time.year < 1 || time.year > 9999 ||
      !g_date_valid_dmy ((GDateDay) CLAMP (time.day, 0, 255), time.month, (GDateYear) time.year))
    return FALSE;
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) time.day, time.month, (GDateYear) time.year);
  *wall = (gint64) g_date_get_julian (&date) * DAY_MINUTES;
  if (!time.is_date)
    *wall += time.hour * 60 + time.minute;
  return TRUE;
}

/* @wall, which is UTC, as the wall clock of the working hours shows it. */
static gint64
shift_from_utc (Reading *self, gint64 wall)
{
  gint64 second = (wall - (gint64) AMENDS_HOLIDAY_EPOCH * DAY_MINUTES) * 60;
  int interval = g_time_zone_find_interval (self->zone, G_TIME_TYPE_UNIVERSAL, second);

  return wall + g_time_zone_get_offset (self->zone, interval) / 60;
}

/* The days that @start to @end covers from midnight to midnight; 23:59 is written for midnight. */
static gboolean
get_days (gint64 start, gint64 end, gint64 *first, gint64 *after)
{
  *first = floor_divide (start + DAY_MINUTES - 1, DAY_MINUTES);
  *after = floor_divide (end + 1, DAY_MINUTES);
  return *after > *first;
}

/* What an event is before it is repeated. */
typedef struct
{
  struct icaltimetype start;
  gint64 length; /* minutes */
  char *name;    /* (owned) */
} Event;

static void
event_clear (Event *event)
{
  g_free (event->name);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Event, event_clear)

/* Whether one instance of @event, which starts at @start, fills a day; the first and the day after
 * the last. */
static gboolean
get_instance_days (Reading *self,
                   const Event *event,
                   struct icaltimetype start,
                   gint64 *first,
                   gint64 *after)
{
  gint64 wall;

  if (!get_wall (start, &wall))
    return FALSE;
  if (!start.is_date && icaltime_is_utc (start) &&
      get_days (shift_from_utc (self, wall), shift_from_utc (self, wall + event->length), first,
                after))
    return TRUE;
  return get_days (wall, wall + event->length, first, after);
}

static void
add_instance (Reading *self, const Event *event, struct icaltimetype start)
{
  gint64 first, after;

  if (!get_instance_days (self, event, start, &first, &after))
    return;
  first = MAX (first, (gint64) self->from);
  after = MIN (after, (gint64) self->to + 1);
  for (gint64 day = first; day < after; day++)
    {
      const char *known = g_hash_table_lookup (self->days, GUINT_TO_POINTER (day));

      if (known == NULL || *known == '\0')
        g_hash_table_insert (self->days, GUINT_TO_POINTER (day), g_strdup (event->name));
    }
}

static struct icaltimetype
get_time (icalcomponent *event, icalproperty *property)
{
  return icalproperty_get_datetime_with_component (property, event);
}

/* Julian day of @time on the wall clock of @like; 0 if there is none. */
static guint32
get_day_like (struct icaltimetype time, struct icaltimetype like)
{
  gint64 wall;

  if (!time.is_date && !like.is_date && time.zone != NULL && like.zone != NULL)
    time = icaltime_convert_to_zone (time, (icaltimezone *) like.zone);
  return get_wall (time, &wall) ? (guint32) (wall / DAY_MINUTES) : 0;
}

/* The days on which an instance of @event is taken out or written anew elsewhere. */
static GHashTable *
list_excluded (Reading *self, icalcomponent *component, const Event *event)
{
  GHashTable *days = g_hash_table_new (NULL, NULL);
  const char *uid = icalcomponent_get_uid (component);
  GArray *overrides = uid != NULL ? g_hash_table_lookup (self->overrides, uid) : NULL;

  for (icalproperty *p = icalcomponent_get_first_property (component, ICAL_EXDATE_PROPERTY);
       p != NULL; p = icalcomponent_get_next_property (component, ICAL_EXDATE_PROPERTY))
    g_hash_table_add (days,
                      GUINT_TO_POINTER (get_day_like (get_time (component, p), event->start)));
  for (guint i = 0; overrides != NULL && i < overrides->len; i++)
    g_hash_table_add (days, GUINT_TO_POINTER (get_day_like (
                                g_array_index (overrides, struct icaltimetype, i), event->start)));
  return days;
}

static void
add_unless_excluded (Reading *self,
                     const Event *event,
                     struct icaltimetype start,
                     GHashTable *excluded)
{
  guint32 day = get_day_like (start, event->start);

  if (!g_hash_table_contains (excluded, GUINT_TO_POINTER (day)))
    add_instance (self, event, start);
}

/* Walks through one rule as far as the range goes. */
static gboolean
repeat (Reading *self,
        icalcomponent *component,
        const Event *event,
        struct icalrecurrencetype rule,
        GHashTable *excluded,
        GError **error)
{
  g_autoptr (icalrecur_iterator) iterator = NULL;
  struct icaltimetype at;

  if (rule.freq < ICAL_DAILY_RECURRENCE || rule.freq > ICAL_YEARLY_RECURRENCE)
    return fail (self, component, AMENDS_INPUT_ERROR_VALUE, "RRULE",
                 _ ("A day off repeats daily, weekly, monthly or yearly."), error);
  iterator = icalrecur_iterator_new (rule, event->start);
  if (iterator == NULL)
    return fail (self, component, AMENDS_INPUT_ERROR_VALUE, "RRULE", _ ("No day meets this rule."),
                 error);
  for (at = icalrecur_iterator_next (iterator); !icaltime_is_null_time (at);
       at = icalrecur_iterator_next (iterator))
    {
      gint64 wall;

      if (++self->steps > MAX_STEPS)
        return fail (self, component, AMENDS_INPUT_ERROR_TOO_LARGE, "RRULE",
                     _ ("The events of this file repeat too often to be days off."), error);
      /* A day more: the instance may be written in UTC. */
      if (!get_wall (at, &wall) || wall / DAY_MINUTES > (gint64) self->to + 1)
        break;
      add_unless_excluded (self, event, at, excluded);
    }
  return TRUE;
}

static void
add_further_dates (Reading *self,
                   icalcomponent *component,
                   const Event *event,
                   GHashTable *excluded)
{
  for (icalproperty *p = icalcomponent_get_first_property (component, ICAL_RDATE_PROPERTY);
       p != NULL; p = icalcomponent_get_next_property (component, ICAL_RDATE_PROPERTY))
    {
      struct icaldatetimeperiodtype value = icalproperty_get_rdate (p);

      if (icaltime_is_null_time (value.time))
        add_unless_excluded (self, event, value.period.start, excluded);
      else
        add_unless_excluded (self, event, value.time, excluded);
    }
}

/* Start, length and name; FALSE with @error. */
static gboolean
read_event (Reading *self, icalcomponent *component, Event *event, GError **error)
{
  icalproperty *start = icalcomponent_get_first_property (component, ICAL_DTSTART_PROPERTY);
  icalproperty *end = icalcomponent_get_first_property (component, ICAL_DTEND_PROPERTY);
  icalproperty *length = icalcomponent_get_first_property (component, ICAL_DURATION_PROPERTY);
  gint64 from, to;

  event->name = dup_name (component);
  if (start == NULL)
    return fail (self, component, AMENDS_INPUT_ERROR_MISSING, "DTSTART",
                 _ ("The event does not say when it begins."), error);
  event->start = get_time (component, start);
  if (!get_wall (event->start, &from))
    return fail (self, component, AMENDS_INPUT_ERROR_VALUE, "DTSTART",
                 _ ("There is no such day. A date is written as 20260403."), error);

  if (end != NULL)
    {
      if (!get_wall (get_time (component, end), &to))
        return fail (self, component, AMENDS_INPUT_ERROR_VALUE, "DTEND",
                     _ ("There is no such day. A date is written as 20260403."), error);
      event->length = to - from;
    }
  else if (length != NULL)
    event->length = icaldurationtype_as_int (icalproperty_get_duration (length)) / 60;
  if (event->length < 0)
    return fail (self, component, AMENDS_INPUT_ERROR_VALUE, end != NULL ? "DTEND" : "DURATION",
                 _ ("The event ends before it starts."), error);
  if (event->length == 0 && event->start.is_date)
    event->length = DAY_MINUTES;
  return TRUE;
}

static gboolean
is_in_time (Reading *self, icalcomponent *component, GError **error)
{
  if (g_get_monotonic_time () < self->until)
    return TRUE;
  return fail (self, component, AMENDS_INPUT_ERROR_TOO_LARGE, "RRULE",
               _ ("The rules of this file take too long to follow."), error);
}

static gboolean
read_component (Reading *self, icalcomponent *component, GError **error)
{
  gboolean changed =
      icalcomponent_get_first_property (component, ICAL_RECURRENCEID_PROPERTY) != NULL;
  g_autoptr (GHashTable) excluded = NULL;
  g_auto (Event) event = { 0 };
  gint64 first, after;

  if (icalcomponent_get_status (component) == ICAL_STATUS_CANCELLED)
    return TRUE;
  if (!check_properties (self, component, error) || !read_event (self, component, &event, error))
    return FALSE;
  if (!get_instance_days (self, &event, event.start, &first, &after))
    {
      self->too_short++;
      return TRUE;
    }
  if (changed)
    {
      add_instance (self, &event, event.start);
      return TRUE;
    }

  excluded = list_excluded (self, component, &event);
  if (icalcomponent_get_first_property (component, ICAL_RRULE_PROPERTY) == NULL)
    add_unless_excluded (self, &event, event.start, excluded);
  for (icalproperty *p = icalcomponent_get_first_property (component, ICAL_RRULE_PROPERTY);
       p != NULL; p = icalcomponent_get_next_property (component, ICAL_RRULE_PROPERTY))
    {
      if (!is_in_time (self, component, error) ||
          !repeat (self, component, &event, icalproperty_get_rrule (p), excluded, error))
        return FALSE;
    }
  add_further_dates (self, component, &event, excluded);
  return TRUE;
}

/* Notes which instance of a repeated event @component replaces or cancels. */
static gboolean
note_override (Reading *self, icalcomponent *component, GError **error)
{
  icalproperty *id = icalcomponent_get_first_property (component, ICAL_RECURRENCEID_PROPERTY);
  const char *uid = icalcomponent_get_uid (component);
  struct icaltimetype time;
  GArray *all;

  if (id == NULL || uid == NULL)
    return TRUE;
  all = g_hash_table_lookup (self->overrides, uid);
  if (all == NULL)
    {
      all = g_array_new (FALSE, FALSE, sizeof (struct icaltimetype));
      g_hash_table_insert (self->overrides, g_strdup (uid), all);
    }
  time = get_time (component, id);
  g_array_append_val (all, time);
  return TRUE;
}

typedef gboolean (*ComponentFunc) (Reading *self, icalcomponent *component, GError **error);

/* Calls @func with each event in @root, in the order of the file. */
static gboolean
each_event (Reading *self, icalcomponent *root, ComponentFunc func, GError **error)
{
  for (icalcomponent *one = icalcomponent_get_first_component (root, ICAL_ANY_COMPONENT);
       one != NULL; one = icalcomponent_get_next_component (root, ICAL_ANY_COMPONENT))
    {
      if (icalcomponent_isa (one) == ICAL_VCALENDAR_COMPONENT &&
          !each_event (self, one, func, error))
        return FALSE;
      if (icalcomponent_isa (one) != ICAL_VEVENT_COMPONENT)
        continue;
      self->event++;
      if (!func (self, one, error))
        return FALSE;
    }
  return TRUE;
}

static int
compare_days (gconstpointer a, gconstpointer b)
{
  guint one = GPOINTER_TO_UINT (a);
  guint two = GPOINTER_TO_UINT (b);

  return one < two ? -1 : one > two;
}

static AmendsHolidays *
collect (Reading *self)
{
  AmendsHolidays *holidays = g_new0 (AmendsHolidays, 1);
  g_autoptr (GList) days = g_list_sort (g_hash_table_get_keys (self->days), compare_days);
  g_autoptr (GStrvBuilder) dates = g_strv_builder_new ();
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  for (GList *l = days; l != NULL; l = l->next)
    {
      char text[16];
      GDate date;

      g_date_clear (&date, 1);
      g_date_set_julian (&date, GPOINTER_TO_UINT (l->data));
      g_snprintf (text, sizeof text, "%04d-%02d-%02d", g_date_get_year (&date),
                  (int) g_date_get_month (&date), g_date_get_day (&date));
      g_strv_builder_add (dates, text);
      g_strv_builder_add (names, g_hash_table_lookup (self->days, l->data));
    }
  holidays->dates = g_strv_builder_end (dates);
  holidays->names = g_strv_builder_end (names);
  holidays->warnings = g_ptr_array_new_with_free_func (g_free);
  if (self->too_short > 0)
    g_ptr_array_add (holidays->warnings,
                     g_strdup_printf (
                         /* Translators: %d is a number of events in a calendar file. */
                         ngettext ("%d event fills no whole day and was not taken for a day off.",
                                   "%d events fill no whole day and were not taken for days off.",
                                   self->too_short),
                         self->too_short));
  if (days == NULL)
    g_ptr_array_add (holidays->warnings,
                     g_strdup (_ ("No day off of this file falls into the time that matters.")));
  return holidays;
}

AmendsHolidays *
amends_holidays_read (GBytes *bytes,
                      const char *file,
                      GTimeZone *zone,
                      const GDate *from,
                      const GDate *to,
                      GError **error)
{
  g_auto (Reading) self = { .file = file, .zone = zone };
  g_autoptr (icalcomponent) root = NULL;
  g_autofree char *text = NULL;
  gsize length;
  const char *data;

  g_return_val_if_fail (bytes != NULL, NULL);
  g_return_val_if_fail (zone != NULL, NULL);
  g_return_val_if_fail (from != NULL && g_date_valid (from), NULL);
  g_return_val_if_fail (to != NULL && g_date_valid (to), NULL);

  data = g_bytes_get_data (bytes, &length);
  if (length > MAX_BYTES)
    {
      amends_input_error_set (error, AMENDS_INPUT_ERROR_TOO_LARGE, file, 0, NULL,
                              /* Translators: %d is a number of megabytes. */
                              _ ("The calendar file is larger than %d MB and was not read."),
                              MAX_BYTES / (1024 * 1024));
      return NULL;
    }
  self.lines = amends_holiday_scan (data, length, file, error);
  if (self.lines == NULL)
    return NULL;
  self.from = g_date_get_julian (from);
  self.to = MIN (g_date_get_julian (to), self.from + AMENDS_HOLIDAYS_MAX_YEARS * 366);
  self.until = g_get_monotonic_time () + MAX_SECONDS * G_USEC_PER_SEC;
  self.overrides =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);
  self.days = g_hash_table_new_full (NULL, NULL, NULL, g_free);

  text = g_strndup (data, length);
  root = icalparser_parse_string (g_str_has_prefix (text, "\xef\xbb\xbf") ? text + 3 : text);
  if (root == NULL)
    {
      amends_input_error_set (error, AMENDS_INPUT_ERROR_SYNTAX, file, 1, NULL,
                              _ ("This is not a calendar file (.ics)."));
      return NULL;
    }
  if (icalcomponent_isa (root) == ICAL_VCALENDAR_COMPONENT)
    {
      icalcomponent *outer = icalcomponent_new (ICAL_XROOT_COMPONENT);

      icalcomponent_add_component (outer, g_steal_pointer (&root));
      root = outer;
    }
  if (!each_event (&self, root, note_override, error))
    return NULL;
  self.event = 0;
  if (!each_event (&self, root, read_component, error))
    return NULL;
  return collect (&self);
}
