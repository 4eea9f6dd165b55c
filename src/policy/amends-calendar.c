/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When a team or an account works. */

#include "config.h"

#include "amends-calendar.h"

#include <string.h>

#include "amends-calendar-private.h"
#include "amends-input-error.h"

/* Julian day, as GDate counts, of 1970-01-01. */
#define EPOCH_JULIAN 719163
#define DAY_SECONDS (AMENDS_DAY / AMENDS_SECOND)

struct _AmendsCalendar
{
  GObject parent_instance;

  char *name;           /* (owned) (nullable) */
  GTimeZone *zone;      /* (owned) */
  GHashTable *holidays; /* (owned): Julian day to name, for all versions */
  GPtrArray *versions;  /* (owned) (element-type AmendsCalendarVersion): the first from 0 */
};

G_DEFINE_FINAL_TYPE (AmendsCalendar, amends_calendar, G_TYPE_OBJECT)

GHashTable *
amends_calendar_holidays_new (void)
{
  return g_hash_table_new_full (NULL, NULL, NULL, g_free);
}

AmendsCalendarVersion *
amends_calendar_version_new (guint32 from)
{
  AmendsCalendarVersion *version = g_new0 (AmendsCalendarVersion, 1);

  version->from = from;
  for (guint i = 0; i < G_N_ELEMENTS (version->hours); i++)
    version->hours[i] = g_array_new (FALSE, FALSE, sizeof (AmendsHours));
  version->holidays = amends_calendar_holidays_new ();
  return version;
}

void
amends_calendar_version_free (AmendsCalendarVersion *version)
{
  for (guint i = 0; i < G_N_ELEMENTS (version->hours); i++)
    g_array_unref (version->hours[i]);
  g_hash_table_unref (version->holidays);
  g_free (version);
}

static void
add_holidays (GHashTable *to, GHashTable *from, guint32 first_day)
{
  GHashTableIter iter;
  gpointer day, name;

  g_hash_table_iter_init (&iter, from);
  while (g_hash_table_iter_next (&iter, &day, &name))
    {
      if (GPOINTER_TO_UINT (day) >= first_day && !g_hash_table_contains (to, day))
        g_hash_table_insert (to, day, g_strdup (name));
    }
}

static AmendsCalendarVersion *
copy_version (const AmendsCalendarVersion *version)
{
  AmendsCalendarVersion *copy = amends_calendar_version_new (version->from);

  for (guint i = 0; i < G_N_ELEMENTS (copy->hours); i++)
    g_array_append_vals (copy->hours[i], version->hours[i]->data, version->hours[i]->len);
  add_holidays (copy->holidays, version->holidays, 0);
  copy->day_minutes = version->day_minutes;
  copy->day_minutes_given = version->day_minutes_given;
  return copy;
}

static AmendsCalendar *
copy_calendar (AmendsCalendar *self)
{
  g_autoptr (GPtrArray) versions =
      g_ptr_array_new_with_free_func ((GDestroyNotify) amends_calendar_version_free);
  g_autoptr (GHashTable) holidays = amends_calendar_holidays_new ();

  for (guint i = 0; i < self->versions->len; i++)
    g_ptr_array_add (versions, copy_version (self->versions->pdata[i]));
  add_holidays (holidays, self->holidays, 0);
  return amends_calendar_new (self->name, g_time_zone_ref (self->zone), g_steal_pointer (&holidays),
                              g_steal_pointer (&versions));
}

static void
amends_calendar_finalize (GObject *object)
{
  AmendsCalendar *self = AMENDS_CALENDAR (object);

  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_clear_pointer (&self->holidays, g_hash_table_unref);
  g_clear_pointer (&self->versions, g_ptr_array_unref);

  G_OBJECT_CLASS (amends_calendar_parent_class)->finalize (object);
}

static void
amends_calendar_class_init (AmendsCalendarClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = amends_calendar_finalize;
}

static void
amends_calendar_init (AmendsCalendar *self)
{
}

AmendsCalendar *
amends_calendar_new (const char *name, GTimeZone *zone, GHashTable *holidays, GPtrArray *versions)
{
  AmendsCalendar *self = g_object_new (AMENDS_TYPE_CALENDAR, NULL);

  self->name = g_strdup (name);
  self->zone = zone;
  self->holidays = holidays;
  self->versions = versions;
  return self;
}

GPtrArray *
amends_calendar_peek_versions (AmendsCalendar *self)
{
  return self->versions;
}

GHashTable *
amends_calendar_peek_holidays (AmendsCalendar *self)
{
  return self->holidays;
}

static const AmendsCalendarVersion *
find_version (AmendsCalendar *self, guint32 day)
{
  guint i = self->versions->len - 1;

  while (i > 0 && ((AmendsCalendarVersion *) self->versions->pdata[i])->from > day)
    i--;
  return self->versions->pdata[i];
}

/* (transfer none) (nullable): "" for a holiday without a name, NULL for a common day. */
static const char *
find_holiday (AmendsCalendar *self, const AmendsCalendarVersion *version, guint32 day)
{
  const char *own = g_hash_table_lookup (version->holidays, GUINT_TO_POINTER (day));
  const char *all = g_hash_table_lookup (self->holidays, GUINT_TO_POINTER (day));

  return own == NULL || (*own == '\0' && all != NULL) ? all : own;
}

/* The zone's offset at @second since 1970, and which of its intervals that falls into. */
static gint64
get_offset (AmendsCalendar *self, gint64 second, int *interval)
{
  *interval = g_time_zone_find_interval (self->zone, G_TIME_TYPE_UNIVERSAL, second);
  return g_time_zone_get_offset (self->zone, *interval);
}

/* The first second after @from, at most @to, that is in another interval of the zone than @from. */
static gint64
find_change (AmendsCalendar *self, gint64 from, gint64 to)
{
  int before, other;

  get_offset (self, from, &before);
  get_offset (self, to, &other);
  if (other == before)
    return to;
  while (to - from > 1)
    {
      gint64 middle = from + (to - from) / 2;

      get_offset (self, middle, &other);
      if (other == before)
        from = middle;
      else
        to = middle;
    }
  return to;
}

static gint64
floor_divide (gint64 value, gint64 by)
{
  return value / by - (value % by < 0 ? 1 : 0);
}

static void
add_span (GArray *spans,
          AmendsInstant *at,
          AmendsInstant to,
          AmendsLedgerKind kind,
          const char *note)
{
  AmendsCalendarSpan span = { .from = *at, .to = to, .kind = kind, .note = note };

  if (to <= *at)
    return;
  g_array_append_val (spans, span);
  *at = to;
}

void
amends_calendar_list_from (AmendsCalendar *self, AmendsInstant at, GArray *spans)
{
  gint64 second = floor_divide (at, AMENDS_SECOND);
  int interval;
  gint64 offset = get_offset (self, second, &interval);
  gint64 day = floor_divide (second + offset, DAY_SECONDS);
  gint64 midnight = day * DAY_SECONDS - offset;
  AmendsInstant end = find_change (self, second, midnight + DAY_SECONDS) * AMENDS_SECOND;
  guint32 julian = (guint32) (day + EPOCH_JULIAN);
  const AmendsCalendarVersion *version = find_version (self, julian);
  const char *holiday = find_holiday (self, version, julian);
  const GArray *hours = version->hours[(julian - 1) % 7];

  g_array_set_size (spans, 0);
  if (holiday != NULL)
    {
      add_span (spans, &at, end, AMENDS_LEDGER_HOLIDAY, *holiday != '\0' ? holiday : NULL);
      return;
    }

  for (guint i = 0; i < hours->len; i++)
    {
      const AmendsHours *one = &g_array_index (hours, AmendsHours, i);
      AmendsInstant from = midnight * AMENDS_SECOND + one->start * AMENDS_MINUTE;
      AmendsInstant to = midnight * AMENDS_SECOND + one->end * AMENDS_MINUTE;

      add_span (spans, &at, MIN (from, end), AMENDS_LEDGER_CLOSED, NULL);
      add_span (spans, &at, MIN (to, end), AMENDS_LEDGER_WORK, NULL);
    }
  add_span (spans, &at, end, AMENDS_LEDGER_CLOSED, NULL);
}

guint32
amends_calendar_get_day (AmendsCalendar *self, AmendsInstant instant)
{
  gint64 second = floor_divide (instant, AMENDS_SECOND);
  int interval;

  second += get_offset (self, second, &interval);
  return (guint32) (floor_divide (second, DAY_SECONDS) + EPOCH_JULIAN);
}

AmendsCalendar *
amends_calendar_in_zone (AmendsCalendar *self, const char *zone_name, GError **error)
{
  AmendsCalendar *copy;
  GTimeZone *zone;

  g_return_val_if_fail (AMENDS_IS_CALENDAR (self), NULL);

  zone = amends_zone_load (zone_name, error);
  if (zone == NULL)
    return NULL;
  copy = copy_calendar (self);
  g_time_zone_unref (copy->zone);
  copy->zone = zone;
  return copy;
}

AmendsCalendar *
amends_calendar_with_holidays (AmendsCalendar *self,
                               const char *const *dates,
                               const char *const *names,
                               GError **error)
{
  g_autoptr (AmendsCalendar) copy = NULL;

  g_return_val_if_fail (AMENDS_IS_CALENDAR (self), NULL);
  g_return_val_if_fail (dates != NULL, NULL);
  g_return_val_if_fail (
      names == NULL || g_strv_length ((char **) names) == g_strv_length ((char **) dates), NULL);

  copy = copy_calendar (self);
  for (guint i = 0; dates[i] != NULL; i++)
    {
      const char *known;
      GDate date;
      gpointer day;

      if (!amends_date_parse (dates[i], &date, error))
        return NULL;
      day = GUINT_TO_POINTER (g_date_get_julian (&date));
      known = g_hash_table_lookup (copy->holidays, day);
      if (known == NULL || *known == '\0')
        g_hash_table_insert (copy->holidays, day, g_strdup (names != NULL ? names[i] : ""));
    }
  return g_steal_pointer (&copy);
}

AmendsCalendar *
amends_calendar_with_version (AmendsCalendar *self, const GDate *from, AmendsCalendar *newer)
{
  AmendsCalendar *copy;
  AmendsCalendarVersion *version;
  guint32 day;

  g_return_val_if_fail (AMENDS_IS_CALENDAR (self), NULL);
  g_return_val_if_fail (from != NULL && g_date_valid (from), NULL);
  g_return_val_if_fail (AMENDS_IS_CALENDAR (newer), NULL);

  copy = copy_calendar (self);
  day = g_date_get_julian (from);
  while (copy->versions->len > 1 &&
         ((AmendsCalendarVersion *) copy->versions->pdata[copy->versions->len - 1])->from >= day)
    g_ptr_array_set_size (copy->versions, (int) copy->versions->len - 1);

  version = copy_version (find_version (newer, day));
  version->from = day;
  add_holidays (version->holidays, newer->holidays, day);
  g_ptr_array_add (copy->versions, version);
  return copy;
}

const char *
amends_calendar_get_name (AmendsCalendar *self)
{
  g_return_val_if_fail (AMENDS_IS_CALENDAR (self), NULL);

  return self->name;
}

const char *
amends_calendar_get_zone_name (AmendsCalendar *self)
{
  g_return_val_if_fail (AMENDS_IS_CALENDAR (self), NULL);

  return g_time_zone_get_identifier (self->zone);
}

GTimeZone *
amends_calendar_get_zone (AmendsCalendar *self)
{
  g_return_val_if_fail (AMENDS_IS_CALENDAR (self), NULL);

  return self->zone;
}

int
amends_calendar_get_day_minutes (AmendsCalendar *self, AmendsInstant at)
{
  g_return_val_if_fail (self == NULL || AMENDS_IS_CALENDAR (self), AMENDS_DAY_MINUTES);

  if (self == NULL)
    return AMENDS_DAY_MINUTES;
  return find_version (self, amends_calendar_get_day (self, at))->day_minutes;
}
