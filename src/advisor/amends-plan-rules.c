/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads plan.json. */

#include "config.h"

#include "amends-plan-rules.h"

#include "amends-enum-types.h"
#include "amends-input-error.h"
#include "amends-labels.h"
#include "amends-plan-pattern.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean
parse_clock (const char *text, int *minutes)
{
  char *end = NULL;
  gint64 hour, minute;

  hour = g_ascii_strtoll (text, &end, 10);
  if (end == text || *end != ':')
    return FALSE;
  text = end + 1;
  minute = g_ascii_strtoll (text, &end, 10);
  if (end != text + 2 || *end != '\0' || hour < 0 || hour > 24 || minute < 0 || minute > 59)
    return FALSE;
  *minutes = (int) (hour * 60 + minute);
  return TRUE;
}

gboolean
amends_plan_offset_parse (const char *text, AmendsPlanOffset *offset)
{
  char *unit = NULL;
  gint64 n = g_ascii_strtoll (text, &unit, 10);

  *offset = (AmendsPlanOffset){ 0, 0, FALSE, -1 };
  if (unit == text || n < 0 || n > 100000)
    return FALSE;
  if (g_str_equal (unit, "m") || g_str_equal (unit, "h"))
    {
      offset->minutes = *unit == 'h' ? n * 60 : n;
      return TRUE;
    }
  offset->days = (int) n;
  offset->working = *unit == 'w';
  unit += offset->working ? 1 : 0;
  if (*unit++ != 'd')
    return FALSE;
  if (*unit == '\0')
    return TRUE;
  return *unit == ' ' && parse_clock (unit + 1, &offset->clock);
}

static void
read_offset (AmendsJsonReader *reader,
             const char *member,
             AmendsJsonNeed need,
             AmendsPlanOffset *offset)
{
  g_autofree char *text = amends_json_reader_dup_string (reader, member, need);

  *offset = (AmendsPlanOffset){ 0, 0, FALSE, -1 };
  if (text != NULL && !amends_plan_offset_parse (text, offset))
    amends_json_reader_fail (reader, member, AMENDS_INPUT_ERROR_VALUE,
                             _ ("expected a time such as “45m”, “4h”, “1d 10:00” or “2wd 12:00”"));
}

static AmendsTemplateCondition *
read_condition (AmendsJsonReader *reader)
{
  g_autofree char *text = amends_json_reader_dup_string (reader, "when", AMENDS_JSON_OPTIONAL);
  g_autofree char *message = NULL;
  AmendsTemplateCondition *condition;

  if (text == NULL)
    return NULL;
  condition = amends_template_condition_parse (text, &message);
  if (condition == NULL)
    amends_json_reader_fail (reader, "when", AMENDS_INPUT_ERROR_SYNTAX, "%s", message);
  return condition;
}

static void
level_rule_free (gpointer data)
{
  AmendsPlanLevelRule *rule = data;

  amends_template_condition_free (rule->when);
  g_free (rule);
}

static GPtrArray *
read_levels (AmendsJsonReader *reader, const char *member)
{
  GPtrArray *levels;

  if (!amends_json_reader_enter_array (reader, member, AMENDS_JSON_OPTIONAL))
    return NULL;
  levels = g_ptr_array_new_with_free_func (level_rule_free);
  for (guint i = 0; i < amends_json_reader_get_count (reader); i++)
    {
      AmendsPlanLevelRule *rule;

      if (!amends_json_reader_at (reader, i))
        continue;
      rule = g_new0 (AmendsPlanLevelRule, 1);
      rule->when = read_condition (reader);
      rule->level = amends_json_reader_get_enum (reader, "level", AMENDS_JSON_REQUIRED,
                                                 amends_level_get_type (), AMENDS_LEVEL_LOW);
      g_ptr_array_add (levels, rule);
      amends_json_reader_leave (reader);
    }
  amends_json_reader_leave (reader);
  return levels;
}

static void
rule_free (gpointer data)
{
  AmendsPlanRule *rule = data;

  g_free (rule->key);
  amends_template_condition_free (rule->when);
  g_strfreev (rule->severities);
  g_free (rule->stage);
  g_strfreev (rule->owner);
  g_free (rule->draft);
  g_free (rule->recipient);
  g_free (rule->moment);
  g_clear_pointer (&rule->done_by, g_ptr_array_unref);
  g_clear_pointer (&rule->items, g_ptr_array_unref);
  g_clear_pointer (&rule->probability, g_ptr_array_unref);
  g_clear_pointer (&rule->impact, g_ptr_array_unref);
  g_free (rule);
}

static void
check_nicks (AmendsJsonReader *reader, const char *member, GType type, char **nicks)
{
  for (guint i = 0; nicks != NULL && nicks[i] != NULL; i++)
    {
      int value;

      if (!amends_enum_from_nick (type, nicks[i], &value))
        amends_json_reader_fail (reader, member, AMENDS_INPUT_ERROR_VALUE,
                                 /* Translators: %s is an identifier of the file. */
                                 _ ("“%s” is not known here"), nicks[i]);
    }
}

/* One of the times that amends_plan_facts_set_times() sets. */
static char *
read_moment (AmendsJsonReader *reader)
{
  static const char *const moments[] = { "contact",  "update", "executive",
                                         "followup", "needed", NULL };
  char *moment = amends_json_reader_dup_string (reader, "moment", AMENDS_JSON_OPTIONAL);

  if (moment != NULL && !g_strv_contains (moments, moment))
    amends_json_reader_fail (reader, "moment", AMENDS_INPUT_ERROR_VALUE,
                             _ ("“%s” is not known here"), moment);
  return moment;
}

static GPtrArray *read_rules (AmendsJsonReader *reader, const char *member, AmendsJsonNeed need);

static AmendsPlanRule *
read_rule (AmendsJsonReader *reader)
{
  AmendsPlanRule *rule = g_new0 (AmendsPlanRule, 1);

  rule->key = amends_json_reader_dup_string (reader, "key", AMENDS_JSON_REQUIRED);
  rule->when = read_condition (reader);
  rule->severities = amends_json_reader_dup_strv (reader, "severities", AMENDS_JSON_OPTIONAL);
  check_nicks (reader, "severities", amends_severity_get_type (), rule->severities);
  rule->audience =
      amends_json_reader_get_enum (reader, "audience", AMENDS_JSON_OPTIONAL,
                                   amends_audience_get_type (), AMENDS_AUDIENCE_INTERNAL);
  rule->channel = amends_json_reader_get_enum (reader, "channel", AMENDS_JSON_OPTIONAL,
                                               amends_channel_get_type (), AMENDS_CHANNEL_UNKNOWN);
  rule->horizon =
      amends_json_reader_get_enum (reader, "horizon", AMENDS_JSON_OPTIONAL,
                                   amends_horizon_get_type (), AMENDS_HORIZON_IMMEDIATE);
  rule->stage = amends_json_reader_dup_string (reader, "stage", AMENDS_JSON_OPTIONAL);
  rule->owner = amends_json_reader_dup_strv (reader, "owner", AMENDS_JSON_OPTIONAL);
  check_nicks (reader, "owner", amends_role_get_type (), rule->owner);
  rule->draft = amends_json_reader_dup_string (reader, "draft", AMENDS_JSON_OPTIONAL);
  rule->recipient = amends_json_reader_dup_string (reader, "recipient", AMENDS_JSON_OPTIONAL);
  read_offset (reader, "at", AMENDS_JSON_OPTIONAL, &rule->at);
  rule->moment = read_moment (reader);
  rule->from_received = amends_json_reader_get_boolean (reader, "from_received", FALSE);
  rule->recovery = amends_json_reader_get_boolean (reader, "recovery", FALSE);
  rule->silence = amends_json_reader_get_boolean (reader, "silence", FALSE);
  read_offset (reader, "repeat", AMENDS_JSON_OPTIONAL, &rule->repeat);
  rule->times = (int) amends_json_reader_get_int (reader, "times", AMENDS_JSON_OPTIONAL, 1, 100, 1);
  rule->later = amends_json_reader_get_boolean (reader, "later", FALSE);
  rule->yields = amends_json_reader_get_boolean (reader, "yields", FALSE);
  if (amends_json_reader_has (reader, "done_by"))
    rule->done_by = amends_plan_patterns_read (reader, "done_by");
  rule->minutes =
      (int) amends_json_reader_get_int (reader, "minutes", AMENDS_JSON_OPTIONAL, 0, 480, 0);
  rule->scenario = amends_json_reader_get_boolean (reader, "scenario", FALSE);
  rule->items = read_rules (reader, "items", AMENDS_JSON_OPTIONAL);
  rule->probability = read_levels (reader, "probability");
  rule->impact = read_levels (reader, "impact");
  return rule;
}

static GPtrArray *
read_rules (AmendsJsonReader *reader, const char *member, AmendsJsonNeed need)
{
  GPtrArray *rules = g_ptr_array_new_with_free_func (rule_free);

  if (!amends_json_reader_enter_array (reader, member, need))
    return rules;
  for (guint i = 0; i < amends_json_reader_get_count (reader); i++)
    {
      if (!amends_json_reader_at (reader, i))
        continue;
      g_ptr_array_add (rules, read_rule (reader));
      amends_json_reader_leave (reader);
    }
  amends_json_reader_leave (reader);
  return rules;
}

static void
read_rhythm (AmendsPlanRules *self, AmendsJsonReader *reader)
{
  if (!amends_json_reader_enter_object (reader, "rhythm", AMENDS_JSON_REQUIRED))
    return;
  for (int severity = AMENDS_SEVERITY_LOW; severity <= AMENDS_SEVERITY_CRITICAL; severity++)
    {
      AmendsPlanRhythm *rhythm = &self->rhythm[severity];
      const char *nick = amends_enum_get_nick (amends_severity_get_type (), severity);

      if (!amends_json_reader_enter_object (reader, nick, AMENDS_JSON_REQUIRED))
        continue;
      read_offset (reader, "first", AMENDS_JSON_REQUIRED, &rhythm->first);
      read_offset (reader, "update", AMENDS_JSON_REQUIRED, &rhythm->update);
      read_offset (reader, "executive", AMENDS_JSON_REQUIRED, &rhythm->executive);
      read_offset (reader, "follow_up", AMENDS_JSON_OPTIONAL, &rhythm->follow_up);
      read_offset (reader, "week_call", AMENDS_JSON_OPTIONAL, &rhythm->week_call);
      rhythm->always = amends_json_reader_get_boolean (reader, "always", FALSE);
      amends_json_reader_leave (reader);
    }
  amends_json_reader_leave (reader);
  self->rhythm[AMENDS_SEVERITY_UNKNOWN] = self->rhythm[AMENDS_SEVERITY_MEDIUM];
}

static void
read_hours (AmendsJsonReader *reader, const char *member, int *start, int *end)
{
  g_auto (GStrv) hours = amends_json_reader_dup_strv (reader, member, AMENDS_JSON_REQUIRED);

  if (hours == NULL)
    return;
  if (g_strv_length (hours) != 2 || !parse_clock (hours[0], start) ||
      !parse_clock (hours[1], end) || *start >= *end)
    amends_json_reader_fail (reader, member, AMENDS_INPUT_ERROR_VALUE,
                             _ ("expected two times such as “09:00” and “17:30”"));
}

/* A length of time that no weekend stretches. */
static gint64
read_minutes (AmendsJsonReader *reader, const char *member)
{
  AmendsPlanOffset offset;

  read_offset (reader, member, AMENDS_JSON_REQUIRED, &offset);
  return offset.minutes;
}

static int
read_days (AmendsJsonReader *reader, const char *member, int most)
{
  return (int) amends_json_reader_get_int (reader, member, AMENDS_JSON_REQUIRED, 0, most, 0);
}

AmendsPlanRules *
amends_plan_rules_read (AmendsJsonReader *reader)
{
  AmendsPlanRules *self = g_new0 (AmendsPlanRules, 1);

  read_rhythm (self, reader);
  read_hours (reader, "hours", &self->day_start, &self->day_end);
  read_offset (reader, "follow_up", AMENDS_JSON_REQUIRED, &self->follow_up);
  read_offset (reader, "week_call", AMENDS_JSON_REQUIRED, &self->week_call);
  read_offset (reader, "month_check", AMENDS_JSON_REQUIRED, &self->month_check);
  read_offset (reader, "internal", AMENDS_JSON_REQUIRED, &self->internal);
  read_offset (reader, "apart", AMENDS_JSON_REQUIRED, &self->apart);
  read_offset (reader, "near", AMENDS_JSON_REQUIRED, &self->near);
  self->notice = read_minutes (reader, "notice");
  self->logging = read_minutes (reader, "logging");
  self->sent_now = read_minutes (reader, "sent_now");
  read_hours (reader, "phone_hours", &self->phone_start, &self->phone_end);
  self->open_days = read_days (reader, "open_days", 30);
  self->urgent_days = read_days (reader, "urgent_days", 30);
  self->renewal_days = read_days (reader, "renewal_days", 3650);
  self->round_the_clock = amends_plan_patterns_read (reader, "round_the_clock");
  self->sums = amends_plan_patterns_read (reader, "sums");
  self->derived = read_rules (reader, "derived", AMENDS_JSON_OPTIONAL);
  self->triggers = read_rules (reader, "triggers", AMENDS_JSON_REQUIRED);
  self->drafts = read_rules (reader, "drafts", AMENDS_JSON_REQUIRED);
  self->timeline = read_rules (reader, "timeline", AMENDS_JSON_REQUIRED);
  self->actions = read_rules (reader, "actions", AMENDS_JSON_REQUIRED);
  self->stages = read_rules (reader, "stages", AMENDS_JSON_REQUIRED);
  self->communication = read_rules (reader, "communication", AMENDS_JSON_REQUIRED);
  self->risks = read_rules (reader, "risks", AMENDS_JSON_REQUIRED);
  self->limits = read_rules (reader, "limits", AMENDS_JSON_REQUIRED);
  self->can = read_rules (reader, "can", AMENDS_JSON_REQUIRED);
  self->agendas = read_rules (reader, "agendas", AMENDS_JSON_REQUIRED);
  self->scripts = read_rules (reader, "scripts", AMENDS_JSON_REQUIRED);
  return self;
}

void
amends_plan_rules_free (AmendsPlanRules *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->round_the_clock);
  g_ptr_array_unref (self->sums);
  g_ptr_array_unref (self->derived);
  g_ptr_array_unref (self->triggers);
  g_ptr_array_unref (self->drafts);
  g_ptr_array_unref (self->timeline);
  g_ptr_array_unref (self->actions);
  g_ptr_array_unref (self->stages);
  g_ptr_array_unref (self->communication);
  g_ptr_array_unref (self->risks);
  g_ptr_array_unref (self->limits);
  g_ptr_array_unref (self->can);
  g_ptr_array_unref (self->agendas);
  g_ptr_array_unref (self->scripts);
  g_free (self);
}
