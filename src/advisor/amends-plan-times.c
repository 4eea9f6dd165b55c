/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The times a plan announces: offsets, working hours, rounding. */

#include "config.h"

#include "amends-plan-facts.h"
#include "amends-plan-pattern.h"

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

gboolean
amends_plan_is_round_the_clock (const AmendsPlanSetting *setting)
{
  AmendsEscalation *e = setting->the_case->escalation;
  const char *const texts[] = { setting->the_case->account->name, e->impact, e->use_case,
                                e->affected_feature, e->statement };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      if (texts[i] != NULL &&
          amends_plan_patterns_match (setting->rules->round_the_clock, texts[i]))
        return TRUE;
    }
  return FALSE;
}

/* Whether nights and weekends count as any other time for @offset. */
static gboolean
is_open (const AmendsPlanSetting *setting, const AmendsPlanOffset *offset)
{
  AmendsSeverity severity = setting->the_case->escalation->severity;

  if (severity == AMENDS_SEVERITY_CRITICAL && offset->days <= setting->rules->urgent_days)
    return TRUE;
  return severity >= AMENDS_SEVERITY_HIGH && offset->days <= setting->rules->open_days &&
         setting->round_the_clock;
}

AmendsInstant
amends_plan_offset_apply (const AmendsPlanOffset *offset,
                          const AmendsPlanSetting *setting,
                          AmendsInstant base,
                          GTimeZone *zone,
                          gboolean hours)
{
  g_autoptr (GDateTime) day = NULL;
  gboolean open = (offset->working || hours) && is_open (setting, offset);
  AmendsInstant at;

  hours = hours && !open;
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
      if (!offset->working || open || is_working_day (setting, day))
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

  if (due == AMENDS_INSTANT_NONE || due >= at || due < base + 30 * AMENDS_MINUTE)
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

/* Whether @at is no time to ring: the night, or a day off of somebody who has them. */
static gboolean
is_quiet (const AmendsPlanSetting *setting, AmendsInstant at)
{
  g_autoptr (GDateTime) when = amends_instant_to_date_time (at, setting->customer_zone);
  int minute = g_date_time_get_hour (when) * 60 + g_date_time_get_minute (when);

  return minute < setting->rules->phone_start || minute >= setting->rules->phone_end ||
         (!setting->round_the_clock && g_date_time_get_day_of_week (when) > 5);
}

/* A call that nothing burns for waits for a working day, at the same hour. */
static AmendsInstant
on_working_day (const AmendsPlanSetting *setting, AmendsInstant at)
{
  for (guint i = 0; i < SEARCH_DAYS; i++)
    {
      g_autoptr (GDateTime) when = amends_instant_to_date_time (at, setting->context->zone);

      if (is_working_day (setting, when))
        break;
      at += AMENDS_DAY;
    }
  return at;
}

/* No word is announced for after the hour by which they need it. */
static AmendsInstant
before_need (AmendsInstant at, AmendsInstant needed, AmendsInstant base)
{
  const AmendsInstant grain = 5 * AMENDS_MINUTE;

  if (needed == AMENDS_INSTANT_NONE || needed >= at || needed <= base + grain)
    return at;
  return needed - base > AMENDS_HOUR ? needed - 15 * AMENDS_MINUTE : needed;
}

/* Who has an executive waiting, or data in the wrong hands, does not take the days that a small
 * matter may take. */
static const AmendsPlanRhythm *
get_rhythm (const AmendsPlanSetting *setting, AmendsFacts *facts)
{
  AmendsEscalation *escalation = setting->the_case->escalation;
  AmendsSeverity severity = escalation->severity;

  if (escalation->track == AMENDS_TRACK_P1)
    severity = MAX (severity, AMENDS_SEVERITY_MEDIUM);
  if (amends_facts_get (facts, "exposure") != NULL)
    severity = MAX (severity, AMENDS_SEVERITY_HIGH);
  return &setting->rules->rhythm[severity];
}

/* "since yesterday" and "this morning" are true on the day they were written. */
static void
set_said_that_day (AmendsFacts *facts, AmendsInstant base, AmendsInstant received, GTimeZone *zone)
{
  g_autofree char *today = amends_instant_format (base, zone, "%F");
  g_autofree char *then =
      received != AMENDS_INSTANT_NONE ? amends_instant_format (received, zone, "%F") : NULL;
  gboolean same = g_strcmp0 (today, then) == 0;
  AmendsFacts *impact = amends_facts_get (facts, "impact_that_day");

  if (amends_facts_is_true (amends_facts_get (facts, "since_relative")))
    amends_facts_set_boolean (facts, "since_known", same);
  if (impact != NULL)
    amends_facts_set (facts, "impact", same ? impact : NULL);
}

/* A solution announced for an hour that has passed when the text is read is nothing to announce. */
static void
set_eta (AmendsFacts *facts, const AmendsEscalation *e, AmendsInstant base)
{
  gboolean confirmed = amends_facts_is_true (amends_facts_get (facts, "fix.confirmed"));
  gboolean ahead = confirmed && e->fix_eta > base;

  amends_facts_set_instant (facts, "fix.eta", ahead ? e->fix_eta : AMENDS_INSTANT_NONE);
  amends_facts_set_instant (facts, "fix.was",
                            confirmed && !ahead && e->fix_eta >= e->received &&
                                    e->resolved_at == AMENDS_INSTANT_NONE
                                ? e->fix_eta
                                : AMENDS_INSTANT_NONE);
}

/* Nobody knows today whether a promise for tomorrow will have been kept the day after; and what is
 * promised for @next is the next contact itself. */
static void
set_promise_states (AmendsFacts *facts, AmendsInstant now, AmendsInstant base, AmendsInstant next)
{
  AmendsFacts *promised = amends_facts_get (facts, "promised");

  for (guint i = 0; i < (promised != NULL ? amends_facts_get_count (promised) : 0); i++)
    {
      AmendsFacts *item = amends_facts_get_item (promised, i);
      const char *state = amends_facts_get_text (amends_facts_get (item, "state"));
      AmendsInstant due = amends_facts_get_number (amends_facts_get (item, "due"));

      if (due != 0 && due >= now && !g_str_equal (state, "kept") && !g_str_equal (state, "missed"))
        amends_facts_set_text (item, "state",
                               due < base    ? "unsure"
                               : due == next ? "next"
                                             : "open");
    }
}

/* What a severity says of itself goes before what the plan says of all. */
static const AmendsPlanOffset *
choose (const AmendsPlanOffset *own, const AmendsPlanOffset *other)
{
  return own->days > 0 || own->minutes > 0 ? own : other;
}

/* A call that is not for the emergency itself: at an hour when people take one. */
static void
set_offset (AmendsFacts *facts,
            const char *path,
            const AmendsPlanOffset *offset,
            const AmendsPlanSetting *setting,
            AmendsInstant base)
{
  GTimeZone *zone = setting->customer_zone;
  AmendsInstant at = amends_plan_offset_apply (offset, setting, base, zone, TRUE);

  at = at_civil_hour (at, base, zone);
  if (setting->the_case->escalation->resolved_at != AMENDS_INSTANT_NONE ||
      !setting->round_the_clock)
    at = on_working_day (setting, at);
  amends_facts_set_instant (facts, path, at);
}

/* Our executive does not ring while somebody else of us is on the line: an hour later, or after
 * the next day's call. */
static void
part_executive (AmendsFacts *facts, const AmendsPlanSetting *setting, AmendsInstant first)
{
  AmendsInstant apart = setting->rules->apart.minutes * AMENDS_MINUTE;
  AmendsInstant at = amends_facts_get_number (amends_facts_get (facts, "next.executive"));
  AmendsInstant call = amends_facts_get_number (amends_facts_get (facts, "next.followup"));
  AmendsInstant later = first + AMENDS_HOUR;

  if (ABS (at - first) >= apart && ABS (at - call) >= apart)
    return;
  if (ABS (at - first) >= apart || at_civil_hour (later, first, setting->customer_zone) != later)
    later = call + AMENDS_HOUR;
  amends_facts_set_instant (facts, "next.executive", later);
}

void
amends_plan_facts_set_times (AmendsFacts *facts,
                             const AmendsPlanSetting *setting,
                             AmendsInstant base)
{
  AmendsEscalation *escalation = setting->the_case->escalation;
  const AmendsPlanRules *rules = setting->rules;
  const AmendsPlanRhythm *rhythm = get_rhythm (setting, facts);
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
  if (promised >= base + rules->notice * AMENDS_MINUTE)
    first = not_after (first, promised, base);
  update = not_after (update, promised, base);
  if (internal == AMENDS_INSTANT_NONE || internal < base)
    internal = amends_plan_offset_apply (&rules->internal, setting, base, setting->context->zone,
                                         !rhythm->always);
  /* What they need by a time they have before it, and we before that. */
  first = before_need (first, escalation->needed_by, base);
  update = before_need (update, escalation->needed_by, base);
  if (escalation->needed_by != AMENDS_INSTANT_NONE && internal >= escalation->needed_by)
    internal = not_after (internal, escalation->needed_by - 30 * AMENDS_MINUTE, base);
  /* What we need from colleagues we need before we speak to the customer. */
  if (internal >= first && first > base + 30 * AMENDS_MINUTE)
    internal = first - 15 * AMENDS_MINUTE;

  set_said_that_day (facts, base, escalation->received, zone);
  set_eta (facts, escalation, base);
  set_promise_states (facts, setting->context->now, base, first);
  amends_facts_set_instant (facts, "next.contact", first);
  amends_facts_set_instant (facts, "next.update", update);
  amends_facts_set_boolean (facts, "next.quiet", is_quiet (setting, first));
  amends_facts_set_boolean (facts, "next.update_quiet", is_quiet (setting, update));
  amends_facts_set_instant (facts, "next.internal", internal);
  if (rhythm->update.minutes > 0)
    amends_facts_set_number (facts, "next.interval", rhythm->update.minutes);
  set_offset (facts, "next.executive", &rhythm->executive, setting, base);
  set_offset (facts, "next.followup", choose (&rhythm->follow_up, &rules->follow_up), setting,
              base);
  part_executive (facts, setting, first);
  set_offset (facts, "next.week_call", choose (&rhythm->week_call, &rules->week_call), setting,
              base);
  set_offset (facts, "next.month_check", &rules->month_check, setting, base);
  amends_facts_set_instant (facts, "next.needed",
                            escalation->needed_by > base ? escalation->needed_by
                                                         : AMENDS_INSTANT_NONE);
}
