/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When the people of a case work. */

#include "config.h"

#include "amends-session-hours.h"

#include "amends-deadline.h"
#include "amends-session-private.h"

#include <glib/gi18n-lib.h>

GArray *
amends_session_list_hours (AmendsSession *self,
                           AmendsCase *case_,
                           AmendsInstant from,
                           AmendsInstant to)
{
  GArray *spans = g_array_new (FALSE, FALSE, sizeof (AmendsSpan));
  g_autoptr (AmendsCalendar) calendar = NULL;
  g_autoptr (GPtrArray) ledger = NULL;

  g_return_val_if_fail (AMENDS_IS_SESSION (self), spans);

  calendar = amends_change_dup_calendar (self->engines, case_->account);
  amends_deadline_get_elapsed (calendar, NULL, from, to, &ledger);
  for (guint i = 0; ledger != NULL && i < ledger->len; i++)
    {
      AmendsLedgerLine *line = ledger->pdata[i];
      AmendsSpan span = { line->from, line->to };

      if (line->minutes > 0)
        g_array_append_val (spans, span);
    }
  return spans;
}

AmendsInstant
amends_session_find_working (AmendsSession *self, AmendsCase *case_, AmendsInstant at)
{
  g_autoptr (AmendsCalendar) calendar = NULL;
  AmendsInstant working = at;

  g_return_val_if_fail (AMENDS_IS_SESSION (self), at);

  calendar = amends_change_dup_calendar (self->engines, case_->account);
  return amends_deadline_next_working (calendar, at, &working, NULL) ? working : at;
}

/* (transfer full) (nullable): from which day on the hours are valid that hold at @at; NULL for
 * those that have held from the beginning. */
static char *
dup_version (AmendsCalendar *calendar, AmendsInstant at)
{
  g_autoptr (JsonNode) node = amends_calendar_to_json (calendar);
  g_autofree char *day = amends_instant_format (at, amends_calendar_get_zone (calendar), "%F");
  JsonObject *object = json_node_get_object (node);
  JsonArray *versions;
  const char *from = NULL;

  if (!json_object_has_member (object, "versions"))
    return NULL;
  versions = json_object_get_array_member (object, "versions");
  for (guint i = 0; i < json_array_get_length (versions); i++)
    {
      const char *since =
          json_object_get_string_member (json_array_get_object_element (versions, i), "from");

      if (strcmp (since, day) <= 0)
        from = since;
    }
  return g_strdup (from);
}

char *
amends_session_describe_hours (AmendsSession *self, AmendsCase *case_, AmendsClock *clock)
{
  g_autoptr (AmendsCalendar) calendar = NULL;
  g_autofree char *from = NULL;
  const char *name;

  g_return_val_if_fail (AMENDS_IS_SESSION (self), NULL);

  if (!clock->working_hours)
    return g_strdup (_ ("It counts round the clock."));
  calendar = amends_change_dup_calendar (self->engines, case_->account);
  name = amends_calendar_get_name (calendar);
  if (name == NULL || *name == '\0')
    name = amends_calendar_get_zone_name (calendar);
  from = dup_version (calendar, clock->started);
  if (from == NULL)
    /* Translators: %s is the name of a calendar with working hours, or of its zone. */
    return g_strdup_printf (_ ("Calendar %s."), name);
  /* Translators: the name of a calendar with working hours, and a day such as 2026-01-01. */
  return g_strdup_printf (_ ("Calendar %1$s, valid since %2$s."), name, from);
}
