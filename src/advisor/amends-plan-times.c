/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The times a plan announces: offsets, working hours, rounding. */

#include "config.h"

#include "amends-plan-facts.h"

/* A search for working time gives up after this long: the calendar is then closed for good. */
#define SEARCH_DAYS 21

static gboolean
in_hours (const AmendsPlanSetting *setting, AmendsInstant at)
{
  const AmendsPlannerContext *context = setting->context;
  g_autoptr (GDateTime) when = NULL;
  int minute;

  if (context->in_hours != NULL)
    return context->in_hours (at, context->in_hours_data);
  when = amends_instant_to_date_time (at, context->zone);
  minute = g_date_time_get_hour (when) * 60 + g_date_time_get_minute (when);
  return g_date_time_get_day_of_week (when) <= 5 && minute >= setting->rules->day_start &&
         minute < setting->rules->day_end;
}

/* A call at the very minute the office opens is one nobody has prepared: an hour later. */
static AmendsInstant
into_hours (const AmendsPlanSetting *setting, AmendsInstant at)
{
  const AmendsInstant step = 30 * AMENDS_MINUTE;
  AmendsInstant moved = at;

  for (guint i = 0; i < SEARCH_DAYS * 48 && !in_hours (setting, moved); i++)
    moved = (moved / step + 1) * step;
  if (moved != at && in_hours (setting, moved + AMENDS_HOUR))
    moved += AMENDS_HOUR;
  return moved;
}

static gboolean
is_working_day (const AmendsPlanSetting *setting, GDateTime *day)
{
  g_autoptr (GDateTime) ten =
      g_date_time_new (setting->context->zone, g_date_time_get_year (day),
                       g_date_time_get_month (day), g_date_time_get_day_of_month (day), 10, 30, 0);

  return in_hours (setting, amends_instant_from_date_time (ten));
}

AmendsInstant
amends_plan_offset_apply (const AmendsPlanOffset *offset,
                          const AmendsPlanSetting *setting,
                          AmendsInstant base,
                          GTimeZone *zone,
                          gboolean hours)
{
  g_autoptr (GDateTime) day = NULL;
  AmendsInstant at;

  if (offset->days == 0 && offset->clock < 0)
    {
      AmendsInstant grain = (offset->minutes >= 60 ? 15 : 5) * AMENDS_MINUTE;

      at = base + offset->minutes * AMENDS_MINUTE;
      at = MAX (at / grain * grain, base);
      return hours ? into_hours (setting, at) : at;
    }
  day = amends_instant_to_date_time (base, zone);
  for (int left = offset->days, i = 0; left > 0 && i < offset->days * 4 + SEARCH_DAYS; i++)
    {
      g_autoptr (GDateTime) next = g_date_time_add_days (day, 1);

      g_date_time_unref (day);
      day = g_steal_pointer (&next);
      if (!offset->working || is_working_day (setting, day))
        left--;
    }
  if (offset->clock >= 0)
    {
      g_autoptr (GDateTime) then =
          g_date_time_new (zone, g_date_time_get_year (day), g_date_time_get_month (day),
                           g_date_time_get_day_of_month (day), offset->clock / 60,
                           offset->clock % 60, 0);

      at = amends_instant_from_date_time (then);
    }
  else
    at = amends_instant_from_date_time (day) / (15 * AMENDS_MINUTE) * (15 * AMENDS_MINUTE);
  return hours ? into_hours (setting, at) : at;
}

static AmendsInstant
find_due (AmendsCase *the_case, AmendsClockKind kind)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (the_case->clocks));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AmendsClock) clock = g_list_model_get_item (G_LIST_MODEL (the_case->clocks), i);

      if (clock->kind == kind && !clock->closed && clock->cycle == the_case->escalation->cycle)
        return clock->due;
    }
  return AMENDS_INSTANT_NONE;
}

/* A clock that runs out earlier than our habit decides, unless it leaves no time to act. */
static AmendsInstant
not_after (AmendsInstant at, AmendsInstant due, AmendsInstant base)
{
  const AmendsInstant grain = 5 * AMENDS_MINUTE;

  if (due == AMENDS_INSTANT_NONE || due >= at || due < base + 20 * AMENDS_MINUTE)
    return at;
  return MAX (due / grain * grain, base + grain);
}

/* The first of the promises to the customer that are still to be kept, after @base. */
static AmendsInstant
find_promised (AmendsCase *the_case, AmendsInstant base)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (the_case->commitments));
  AmendsInstant first = AMENDS_INSTANT_NONE;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AmendsCommitment) c =
          g_list_model_get_item (G_LIST_MODEL (the_case->commitments), i);

      if (c->state == AMENDS_COMMITMENT_OPEN && c->due > base &&
          (first == AMENDS_INSTANT_NONE || c->due < first))
        first = c->due;
    }
  return first;
}

/* Short of a standstill nobody is called at night: in the evening before, or in the morning. */
static AmendsInstant
at_civil_hour (AmendsInstant at, AmendsInstant base, GTimeZone *zone)
{
  g_autoptr (GDateTime) when = amends_instant_to_date_time (at, zone);
  int minute = g_date_time_get_hour (when) * 60 + g_date_time_get_minute (when);
  AmendsInstant midnight = at - minute * AMENDS_MINUTE;
  AmendsInstant evening = midnight + (minute < 8 * 60 ? -270 : 1170) * AMENDS_MINUTE;

  if (minute >= 8 * 60 && minute < 20 * 60)
    return at;
  if (evening > base + 30 * AMENDS_MINUTE)
    return evening;
  return midnight + (minute < 8 * 60 ? 9 : 33) * AMENDS_HOUR;
}

/* Who has an executive waiting does not take the days that a small matter may take. */
static const AmendsPlanRhythm *
get_rhythm (const AmendsPlanSetting *setting)
{
  AmendsEscalation *escalation = setting->the_case->escalation;
  AmendsSeverity severity = escalation->severity;

  if (escalation->track == AMENDS_TRACK_P1)
    severity = MAX (severity, AMENDS_SEVERITY_MEDIUM);
  return &setting->rules->rhythm[severity];
}

/* "since yesterday" is true on the day it was written. */
static void
set_since_known (AmendsFacts *facts, AmendsInstant base, AmendsInstant received, GTimeZone *zone)
{
  g_autofree char *today = amends_instant_format (base, zone, "%F");
  g_autofree char *then =
      received != AMENDS_INSTANT_NONE ? amends_instant_format (received, zone, "%F") : NULL;

  if (amends_facts_is_true (amends_facts_get (facts, "since_relative")))
    amends_facts_set_boolean (facts, "since_known", g_strcmp0 (today, then) == 0);
}

void
amends_plan_facts_set_times (AmendsFacts *facts,
                             const AmendsPlanSetting *setting,
                             AmendsInstant base)
{
  AmendsEscalation *escalation = setting->the_case->escalation;
  const AmendsPlanRules *rules = setting->rules;
  const AmendsPlanRhythm *rhythm = get_rhythm (setting);
  GTimeZone *zone = setting->customer_zone;
  AmendsInstant promised = find_promised (setting->the_case, base);
  AmendsInstant first, update, internal = escalation->internal_by;

  first = amends_plan_offset_apply (&rhythm->first, setting, base, zone, !rhythm->always);
  update = amends_plan_offset_apply (&rhythm->update, setting, base, zone, !rhythm->always);
  update = not_after (update, find_due (setting->the_case, AMENDS_CLOCK_UPDATE), base);
  if (escalation->severity != AMENDS_SEVERITY_CRITICAL)
    {
      first = at_civil_hour (first, base, zone);
      update = at_civil_hour (update, base, zone);
    }
  /* No text announces a time later than one that was promised already. */
  first = not_after (first, promised, base);
  update = not_after (update, promised, base);
  if (internal == AMENDS_INSTANT_NONE || internal < base)
    internal = amends_plan_offset_apply (&rules->internal, setting, base, setting->context->zone,
                                         !rhythm->always);
  /* What we need from colleagues we need before we speak to the customer. */
  if (internal >= first && first > base + 30 * AMENDS_MINUTE)
    internal = first - 15 * AMENDS_MINUTE;

  set_since_known (facts, base, escalation->received, zone);
  amends_facts_set_instant (facts, "next.contact", first);
  amends_facts_set_instant (facts, "next.update", update);
  amends_facts_set_instant (facts, "next.internal", internal);
  if (rhythm->update.minutes > 0)
    amends_facts_set_number (facts, "next.interval", rhythm->update.minutes);
  amends_facts_set_instant (facts, "next.executive",
                            amends_plan_offset_apply (&rhythm->executive, setting, base, zone,
                                                      TRUE));
  amends_facts_set_instant (facts, "next.followup",
                            amends_plan_offset_apply (&rules->follow_up, setting, base, zone,
                                                      TRUE));
  amends_facts_set_instant (facts, "next.week_call",
                            amends_plan_offset_apply (&rules->week_call, setting, base, zone,
                                                      TRUE));
  amends_facts_set_instant (facts, "next.month_check",
                            amends_plan_offset_apply (&rules->month_check, setting, base, zone,
                                                      TRUE));
}
