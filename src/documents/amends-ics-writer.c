/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Checkpoints and calls as a calendar file.
 */

#include "config.h"

#include "amends-ics-writer.h"

#include <string.h>

#include <glib/gi18n-lib.h>
#include <libical/ical.h>

#include "amends-input-error.h"
#include "amends-text.h"

static struct icaltimetype
to_ical_time (AmendsInstant instant)
{
  return icaltime_from_timet_with_zone ((time_t) (instant / AMENDS_SECOND), 0,
                                        icaltimezone_get_utc_timezone ());
}

static gboolean
is_empty (const char *text)
{
  return text == NULL || *text == '\0';
}

static gboolean
check_event (const AmendsIcsEvent *event, guint index, GError **error)
{
  g_autofree char *field = g_strdup_printf ("events[%u]", index);
  g_autoptr (GError) zone_error = NULL;
  g_autoptr (GTimeZone) zone = NULL;

  if (is_empty (event->uid) || is_empty (event->summary) || event->start == AMENDS_INSTANT_NONE)
    {
      amends_input_error_set (error, AMENDS_INPUT_ERROR_MISSING, NULL, 0, field,
                              _ ("A calendar event needs an identifier, a title and a start."));
      return FALSE;
    }
  if (event->end != AMENDS_INSTANT_NONE && event->end < event->start)
    {
      amends_input_error_set (error, AMENDS_INPUT_ERROR_RANGE, NULL, 0, field,
                              _ ("The event ends before it starts."));
      return FALSE;
    }
  if (event->zone == NULL)
    return TRUE;
  zone = amends_zone_load (event->zone, error);
  return zone != NULL;
}

static void
add_text (icalcomponent *component, icalproperty_kind kind, const char *text)
{
  g_autofree char *clean = amends_text_clean (text, -1);
  icalproperty *property = icalproperty_new (kind);

  icalproperty_set_value (property, icalvalue_new_text (clean));
  icalcomponent_add_property (component, property);
}

/* Identifiers and names are one line. */
static void
add_line (icalcomponent *component, icalproperty_kind kind, const char *text)
{
  g_autofree char *clean = amends_text_clean (text, -1);

  add_text (component, kind, g_strstrip (g_strdelimit (clean, "\n\t", ' ')));
}

static void
add_x_property (icalcomponent *component, const char *name, const char *text)
{
  g_autofree char *clean = amends_text_clean (text, -1);
  icalproperty *property = icalproperty_new (ICAL_X_PROPERTY);

  icalproperty_set_x_name (property, name);
  icalproperty_set_value (property, icalvalue_new_text (g_strdelimit (clean, "\n\t", ' ')));
  icalcomponent_add_property (component, property);
}

static icalcomponent *
create_alarm (const AmendsIcsEvent *event)
{
  icalcomponent *alarm = icalcomponent_new (ICAL_VALARM_COMPONENT);
  struct icaltriggertype trigger = icaltriggertype_from_int (-60 * event->alarm_minutes);

  icalcomponent_add_property (alarm, icalproperty_new_action (ICAL_ACTION_DISPLAY));
  add_line (alarm, ICAL_DESCRIPTION_PROPERTY, event->summary);
  icalcomponent_add_property (alarm, icalproperty_new_trigger (trigger));
  return alarm;
}

static icalcomponent *
create_event (const AmendsIcsEvent *event, AmendsInstant created)
{
  icalcomponent *component = icalcomponent_new (ICAL_VEVENT_COMPONENT);
  AmendsInstant end = event->end != AMENDS_INSTANT_NONE
                          ? event->end
                          : event->start + event->duration_minutes * AMENDS_MINUTE;

  add_line (component, ICAL_UID_PROPERTY, event->uid);
  icalcomponent_add_property (component, icalproperty_new_dtstamp (to_ical_time (created)));
  icalcomponent_add_property (component, icalproperty_new_dtstart (to_ical_time (event->start)));
  /* DTEND must lie after DTSTART; an event without one is a moment. */
  if (end > event->start)
    icalcomponent_add_property (component, icalproperty_new_dtend (to_ical_time (end)));
  add_line (component, ICAL_SUMMARY_PROPERTY, event->summary);
  if (!is_empty (event->description))
    add_text (component, ICAL_DESCRIPTION_PROPERTY, event->description);
  if (!is_empty (event->location))
    add_line (component, ICAL_LOCATION_PROPERTY, event->location);
  if (event->alarm_minutes >= 0)
    icalcomponent_add_component (component, create_alarm (event));
  return component;
}

GBytes *
amends_ics_writer_write (const AmendsIcsEvent *events,
                         guint n_events,
                         const char *name,
                         AmendsInstant created,
                         GError **error)
{
  icalcomponent *calendar;
  char *ical;
  GBytes *bytes;
  guint i;

  g_return_val_if_fail (events != NULL || n_events == 0, NULL);
  for (i = 0; i < n_events; i++)
    if (!check_event (&events[i], i, error))
      return NULL;

  calendar = icalcomponent_new (ICAL_VCALENDAR_COMPONENT);
  icalcomponent_add_property (calendar, icalproperty_new_version ("2.0"));
  icalcomponent_add_property (calendar, icalproperty_new_prodid ("-//Amends//Amends//EN"));
  icalcomponent_add_property (calendar, icalproperty_new_method (ICAL_METHOD_PUBLISH));
  if (!is_empty (name))
    add_x_property (calendar, "X-WR-CALNAME", name);
  if (n_events > 0 && events[0].zone != NULL)
    add_x_property (calendar, "X-WR-TIMEZONE", events[0].zone);
  for (i = 0; i < n_events; i++)
    icalcomponent_add_component (calendar, create_event (&events[i], created));

  ical = icalcomponent_as_ical_string_r (calendar);
  bytes = g_bytes_new (ical, strlen (ical));
  icalmemory_free_buffer (ical);
  icalcomponent_free (calendar);
  return bytes;
}
