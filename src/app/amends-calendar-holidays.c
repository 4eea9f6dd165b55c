/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Brings the days off of a calendar file into working hours. */

#include "config.h"

#include "amends-calendar-holidays.h"

#include "amends-deadline.h"
#include "amends-holiday-reader.h"

AmendsCalendar *
amends_calendar_holidays_import (AmendsCalendar *calendar,
                                 GBytes *bytes,
                                 const char *file,
                                 AmendsInstant from,
                                 GPtrArray **warnings,
                                 GError **error)
{
  g_autoptr (AmendsHolidays) holidays = NULL;
  g_autoptr (GDateTime) start = NULL;
  GTimeZone *zone;
  GDate first, last;

  g_return_val_if_fail (AMENDS_IS_CALENDAR (calendar), NULL);
  g_return_val_if_fail (bytes != NULL, NULL);

  zone = amends_calendar_get_zone (calendar);
  start = amends_instant_to_date_time (from, zone);
  g_date_clear (&first, 1);
  g_date_set_dmy (&first, (GDateDay) g_date_time_get_day_of_month (start),
                  g_date_time_get_month (start), (GDateYear) g_date_time_get_year (start));
  last = first;
  g_date_add_days (&last, AMENDS_DEADLINE_MAX_YEARS * 366 + 1);
  holidays = amends_holidays_read (bytes, file, zone, &first, &last, error);
  if (holidays == NULL)
    return NULL;
  if (warnings != NULL)
    *warnings = g_steal_pointer (&holidays->warnings);
  return amends_calendar_with_holidays (calendar, (const char *const *) holidays->dates,
                                        (const char *const *) holidays->names, error);
}
