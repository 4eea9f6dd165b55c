/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The clocks of a playbook. */

#include "config.h"

#include "amends-sla.h"

#include <glib/gi18n-lib.h>

#include "amends-deadline.h"
#include "amends-enum-types.h"
#include "amends-input-error.h"
#include "amends-labels.h"
#include "amends-policy-reading.h"
#include "amends-translations.h"

#define MAX_MINUTES (366 * 24 * 60)
#define MAX_DAYS 366
#define MAX_GRACE 60
#define LOWEST_TIER 3
#define N_SEVERITIES (AMENDS_SEVERITY_CRITICAL + 1)
#define N_SEGMENTS (AMENDS_SEGMENT_SMB + 1)

struct _AmendsSlaRule
{
  char *id;                 /* (owned) */
  AmendsTranslations *text; /* (owned) */
  guint severities;         /* bits; 0: any */
  guint priorities;         /* bits; 0: any */
  guint tiers;              /* bits; 0: any */
  gboolean executive;       /* only when an executive is involved */
  gboolean working_hours;
  gint64 minutes; /* when working_days is 0 */
  int working_days;
  int grace; /* minutes */
};

struct _AmendsSla
{
  GObject parent_instance;

  GPtrArray *rules[AMENDS_N_CLOCKS]; /* (owned) (element-type AmendsSlaRule) */
  char **drafts[AMENDS_N_CLOCKS];    /* (owned) (nullable): draft kinds, with * for any ending */
  guint directions[AMENDS_N_CLOCKS]; /* bits of AmendsDirection */
  guint resolving;                   /* clocks, as the functions of the same names */
  guint restarting;
  guint reopening;
  guint pausable;
  double due_soon;
  AmendsPriority priorities[N_SEVERITIES];
  int segment_tiers[N_SEGMENTS];
  int strategic_tier;
};

G_DEFINE_FINAL_TYPE (AmendsSla, amends_sla, G_TYPE_OBJECT)

static void
rule_free (gpointer data)
{
  AmendsSlaRule *rule = data;

  g_free (rule->id);
  g_clear_pointer (&rule->text, amends_translations_free);
  g_free (rule);
}

static void
amends_sla_finalize (GObject *object)
{
  AmendsSla *self = AMENDS_SLA (object);

  for (guint i = 0; i < AMENDS_N_CLOCKS; i++)
    {
      g_clear_pointer (&self->rules[i], g_ptr_array_unref);
      g_clear_pointer (&self->drafts[i], g_strfreev);
    }
  G_OBJECT_CLASS (amends_sla_parent_class)->finalize (object);
}

static void
amends_sla_class_init (AmendsSlaClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = amends_sla_finalize;
}

static void
amends_sla_init (AmendsSla *self)
{
  for (guint i = 0; i < AMENDS_N_CLOCKS; i++)
    self->rules[i] = g_ptr_array_new_with_free_func (rule_free);
  for (guint i = 0; i < N_SEGMENTS; i++)
    self->segment_tiers[i] = LOWEST_TIER;
  self->strategic_tier = LOWEST_TIER;
}

static guint
read_tiers (AmendsJsonReader *reader)
{
  guint tiers = 0;
  guint n;

  if (!amends_json_reader_enter_array (reader, "vip_tier", AMENDS_JSON_OPTIONAL))
    return 0;
  n = amends_json_reader_get_count (reader);
  for (guint i = 0; i < n && amends_json_reader_at (reader, i); i++)
    {
      tiers |=
          1u << amends_json_reader_get_int (reader, NULL, AMENDS_JSON_REQUIRED, 1, LOWEST_TIER, 0);
      amends_json_reader_leave (reader);
    }
  amends_json_reader_leave (reader);
  return tiers;
}

/* "minutes" or "hours", either round the clock or in working hours, or "working_days". */
static void
read_allowance (AmendsJsonReader *reader, AmendsSlaRule *rule)
{
  gboolean in_days = amends_json_reader_has (reader, "working_days");
  gboolean in_hours = amends_json_reader_has (reader, "hours");
  gboolean in_minutes = amends_json_reader_has (reader, "minutes");

  if (in_days + in_hours + in_minutes != 1)
    {
      amends_json_reader_fail (reader, NULL, AMENDS_INPUT_ERROR_VALUE,
                               _ ("A rule has one of “minutes”, “hours” and “working_days”."));
      return;
    }
  if (in_days)
    {
      rule->working_hours = TRUE;
      rule->working_days = (int) amends_json_reader_get_int (reader, "working_days",
                                                             AMENDS_JSON_REQUIRED, 1, MAX_DAYS, 1);
      if (amends_json_reader_has (reader, "working_hours") &&
          !amends_json_reader_get_boolean (reader, "working_hours", TRUE))
        amends_json_reader_fail (reader, "working_hours", AMENDS_INPUT_ERROR_VALUE,
                                 _ ("Working days always run in working hours."));
      return;
    }
  rule->working_hours = amends_json_reader_get_boolean (reader, "working_hours", FALSE);
  if (in_hours)
    rule->minutes = 60 * amends_json_reader_get_int (reader, "hours", AMENDS_JSON_REQUIRED, 1,
                                                     MAX_MINUTES / 60, 1);
  else
    rule->minutes =
        amends_json_reader_get_int (reader, "minutes", AMENDS_JSON_REQUIRED, 0, MAX_MINUTES, 0);
}

static void
read_rule (AmendsSla *self, AmendsJsonReader *reader, AmendsClockKind kind, const char *id)
{
  AmendsSlaRule *rule;

  if (!amends_json_reader_enter_object (reader, id, AMENDS_JSON_REQUIRED))
    return;
  rule = g_new0 (AmendsSlaRule, 1);
  rule->id = g_strdup (id);
  g_ptr_array_add (self->rules[kind], rule);
  rule->severities = amends_policy_read_enum_set (reader, "severity", amends_severity_get_type ());
  rule->priorities = amends_policy_read_enum_set (reader, "priority", amends_priority_get_type ());
  rule->tiers = read_tiers (reader);
  rule->executive = amends_json_reader_get_boolean (reader, "executive", FALSE);
  rule->text = amends_translations_read (reader, "text", AMENDS_JSON_REQUIRED);
  read_allowance (reader, rule);
  rule->grace = (int) amends_json_reader_get_int (reader, "grace_minutes", AMENDS_JSON_OPTIONAL, 0,
                                                  MAX_GRACE, 0);
  amends_json_reader_leave (reader);
}

static void
read_rules (AmendsSla *self, AmendsJsonReader *reader, AmendsClockKind kind)
{
  g_autoptr (GPtrArray) ids = NULL;

  if (!amends_json_reader_enter_object (reader, "rules", AMENDS_JSON_REQUIRED))
    return;
  ids = amends_json_reader_list_members (reader);
  if (ids->len == 0)
    amends_json_reader_fail (reader, NULL, AMENDS_INPUT_ERROR_MISSING,
                             _ ("A clock needs at least one rule."));
  for (guint i = 0; i < ids->len; i++)
    {
      if (amends_json_reader_has (reader, ids->pdata[i]))
        read_rule (self, reader, kind, ids->pdata[i]);
    }
  amends_json_reader_leave (reader);
}

static void
read_flag (AmendsJsonReader *reader, const char *member, AmendsClockKind kind, guint *clocks)
{
  if (amends_json_reader_get_boolean (reader, member, FALSE))
    *clocks |= AMENDS_CLOCK_BIT (kind);
}

static void
read_clock (AmendsSla *self, AmendsJsonReader *reader, AmendsClockKind kind)
{
  const char *nick = amends_enum_get_nick (amends_clock_kind_get_type (), kind);

  if (!amends_json_reader_enter_object (reader, nick, AMENDS_JSON_REQUIRED))
    return;
  self->drafts[kind] = amends_json_reader_dup_strv (reader, "met_by_drafts", AMENDS_JSON_OPTIONAL);
  self->directions[kind] =
      amends_policy_read_enum_set (reader, "met_by_contact", amends_direction_get_type ());
  read_flag (reader, "met_by_resolving", kind, &self->resolving);
  read_flag (reader, "restarts", kind, &self->restarting);
  read_flag (reader, "on_reopening", kind, &self->reopening);
  read_flag (reader, "pausable", kind, &self->pausable);
  read_rules (self, reader, kind);
  amends_json_reader_leave (reader);
}

static void
read_priorities (AmendsSla *self, AmendsJsonReader *reader)
{
  if (!amends_json_reader_enter_object (reader, "default_priority", AMENDS_JSON_REQUIRED))
    return;
  for (guint i = AMENDS_SEVERITY_LOW; i < N_SEVERITIES; i++)
    self->priorities[i] = amends_json_reader_get_enum (
        reader, amends_enum_get_nick (amends_severity_get_type (), (int) i), AMENDS_JSON_REQUIRED,
        amends_priority_get_type (), AMENDS_PRIORITY_UNKNOWN);
  amends_json_reader_leave (reader);
}

static void
read_vip_tiers (AmendsSla *self, AmendsJsonReader *reader)
{
  if (!amends_json_reader_enter_object (reader, "vip_tiers", AMENDS_JSON_REQUIRED))
    return;
  self->strategic_tier = (int) amends_json_reader_get_int (
      reader, "strategic", AMENDS_JSON_REQUIRED, 1, LOWEST_TIER, LOWEST_TIER);
  for (guint i = AMENDS_SEGMENT_ENTERPRISE; i < N_SEGMENTS; i++)
    self->segment_tiers[i] = (int) amends_json_reader_get_int (
        reader, amends_enum_get_nick (amends_segment_get_type (), (int) i), AMENDS_JSON_REQUIRED, 1,
        LOWEST_TIER, LOWEST_TIER);
  amends_json_reader_leave (reader);
}

AmendsSla *
amends_sla_read (AmendsJsonReader *reader)
{
  g_autoptr (AmendsSla) self = g_object_new (AMENDS_TYPE_SLA, NULL);

  g_return_val_if_fail (reader != NULL, NULL);

  self->due_soon =
      amends_json_reader_get_double (reader, "due_soon", AMENDS_JSON_REQUIRED, 0.0, 1.0, 1.0);
  read_priorities (self, reader);
  read_vip_tiers (self, reader);
  if (amends_json_reader_enter_object (reader, "clocks", AMENDS_JSON_REQUIRED))
    {
      for (int kind = 0; kind < AMENDS_N_CLOCKS; kind++)
        read_clock (self, reader, (AmendsClockKind) kind);
      amends_json_reader_leave (reader);
    }
  return amends_json_reader_failed (reader) ? NULL : g_steal_pointer (&self);
}

AmendsSla *
amends_sla_new (AmendsPlaybook *playbook, GPtrArray **warnings, GError **error)
{
  g_autoptr (AmendsJsonReader) reader = NULL;
  g_autoptr (AmendsSla) self = NULL;

  g_return_val_if_fail (AMENDS_IS_PLAYBOOK (playbook), NULL);

  reader = amends_playbook_read (playbook, "sla", error);
  if (reader == NULL)
    return NULL;
  self = amends_sla_read (reader);
  if (!amends_json_reader_finish (reader, warnings, error))
    return NULL;
  return g_steal_pointer (&self);
}

static gboolean
applies (const AmendsSlaRule *rule, const AmendsSlaFacts *facts, AmendsPriority priority)
{
  int tier = facts->vip_tier > 0 ? facts->vip_tier : LOWEST_TIER;

  return (rule->severities == 0 || (rule->severities & (1u << facts->severity)) != 0) &&
         (rule->priorities == 0 || (rule->priorities & (1u << priority)) != 0) &&
         (rule->tiers == 0 || (rule->tiers & (1u << tier)) != 0) &&
         (!rule->executive || facts->executive);
}

GPtrArray *
amends_sla_list_rules (AmendsSla *self, AmendsClockKind kind, const AmendsSlaFacts *facts)
{
  GPtrArray *found = g_ptr_array_new ();
  AmendsPriority priority;

  g_return_val_if_fail (AMENDS_IS_SLA (self), found);
  g_return_val_if_fail (kind < AMENDS_N_CLOCKS, found);
  g_return_val_if_fail (facts != NULL, found);

  priority = facts->priority != AMENDS_PRIORITY_UNKNOWN
                 ? facts->priority
                 : amends_sla_get_default_priority (self, facts->severity);
  for (guint i = 0; i < self->rules[kind]->len; i++)
    {
      if (applies (self->rules[kind]->pdata[i], facts, priority))
        g_ptr_array_add (found, self->rules[kind]->pdata[i]);
    }
  return found;
}

const AmendsSlaRule *
amends_sla_get_rule (AmendsSla *self,
                     AmendsClockKind kind,
                     const AmendsSlaFacts *facts,
                     AmendsCalendar *calendar,
                     GListModel *pauses,
                     AmendsInstant start,
                     AmendsInstant now,
                     AmendsInstant *due,
                     GError **error)
{
  g_autoptr (GPtrArray) rules = amends_sla_list_rules (self, kind, facts);
  g_autoptr (GError) beyond = NULL;
  const AmendsSlaRule *strictest = NULL;

  g_return_val_if_fail (due != NULL, NULL);

  *due = AMENDS_INSTANT_NONE;
  if ((self->pausable & AMENDS_CLOCK_BIT (kind)) == 0)
    pauses = NULL;
  for (guint i = 0; i < rules->len; i++)
    {
      const AmendsSlaRule *rule = rules->pdata[i];
      AmendsInstant at;

      /* A deadline beyond the horizon is never the strictest beside one that can be found. */
      if (!amends_deadline_find (rule->working_hours ? calendar : NULL, pauses, start,
                                 amends_sla_rule_get_minutes (rule, calendar, start), now, &at,
                                 NULL, beyond == NULL ? &beyond : NULL))
        continue;
      if (strictest == NULL || at < *due)
        {
          strictest = rule;
          *due = at;
        }
    }
  if (strictest == NULL && beyond != NULL)
    g_propagate_error (error, g_steal_pointer (&beyond));
  return strictest;
}

const AmendsSlaRule *
amends_sla_find_rule (AmendsSla *self, AmendsClockKind kind, const char *id)
{
  g_return_val_if_fail (AMENDS_IS_SLA (self), NULL);
  g_return_val_if_fail (kind < AMENDS_N_CLOCKS, NULL);

  for (guint i = 0; i < self->rules[kind]->len; i++)
    {
      const AmendsSlaRule *rule = self->rules[kind]->pdata[i];

      if (g_strcmp0 (rule->id, id) == 0)
        return rule;
    }
  return NULL;
}

const char *
amends_sla_rule_get_id (const AmendsSlaRule *rule)
{
  return rule->id;
}

const char *
amends_sla_rule_get_text (const AmendsSlaRule *rule, const char *language)
{
  return amends_translations_get (rule->text, language);
}

gboolean
amends_sla_rule_is_in_working_hours (const AmendsSlaRule *rule)
{
  return rule->working_hours;
}

gint64
amends_sla_rule_get_minutes (const AmendsSlaRule *rule, AmendsCalendar *calendar, AmendsInstant at)
{
  if (rule->working_days == 0)
    return rule->minutes;
  return (gint64) rule->working_days * amends_calendar_get_day_minutes (calendar, at);
}

int
amends_sla_rule_get_grace (const AmendsSlaRule *rule)
{
  return rule->grace;
}

double
amends_sla_get_due_soon (AmendsSla *self)
{
  g_return_val_if_fail (AMENDS_IS_SLA (self), 1.0);

  return self->due_soon;
}

guint
amends_sla_list_met_by_draft (AmendsSla *self, const char *draft_kind)
{
  guint clocks = 0;

  g_return_val_if_fail (AMENDS_IS_SLA (self), 0);

  for (guint kind = 0; draft_kind != NULL && kind < AMENDS_N_CLOCKS; kind++)
    {
      for (char **pattern = self->drafts[kind]; pattern != NULL && *pattern != NULL; pattern++)
        {
          if (g_pattern_match_simple (*pattern, draft_kind))
            clocks |= AMENDS_CLOCK_BIT (kind);
        }
    }
  return clocks;
}

guint
amends_sla_list_met_by_contact (AmendsSla *self, AmendsDirection direction)
{
  guint clocks = 0;

  g_return_val_if_fail (AMENDS_IS_SLA (self), 0);

  for (guint kind = 0; kind < AMENDS_N_CLOCKS; kind++)
    {
      if ((self->directions[kind] & (1u << direction)) != 0)
        clocks |= AMENDS_CLOCK_BIT (kind);
    }
  return clocks;
}

guint
amends_sla_list_met_by_resolving (AmendsSla *self)
{
  g_return_val_if_fail (AMENDS_IS_SLA (self), 0);

  return self->resolving;
}

guint
amends_sla_list_restarting (AmendsSla *self)
{
  g_return_val_if_fail (AMENDS_IS_SLA (self), 0);

  return self->restarting;
}

guint
amends_sla_list_reopening (AmendsSla *self)
{
  g_return_val_if_fail (AMENDS_IS_SLA (self), 0);

  return self->reopening;
}

guint
amends_sla_list_pausable (AmendsSla *self)
{
  g_return_val_if_fail (AMENDS_IS_SLA (self), 0);

  return self->pausable;
}

AmendsPriority
amends_sla_get_default_priority (AmendsSla *self, AmendsSeverity severity)
{
  g_return_val_if_fail (AMENDS_IS_SLA (self), AMENDS_PRIORITY_UNKNOWN);
  g_return_val_if_fail (severity < N_SEVERITIES, AMENDS_PRIORITY_UNKNOWN);

  return self->priorities[severity];
}

int
amends_sla_get_vip_tier (AmendsSla *self, AmendsAccount *account)
{
  int tier = LOWEST_TIER;

  g_return_val_if_fail (AMENDS_IS_SLA (self), LOWEST_TIER);

  if (account == NULL)
    return tier;
  if (account->segment < N_SEGMENTS)
    tier = self->segment_tiers[account->segment];
  return account->strategic ? MIN (tier, self->strategic_tier) : tier;
}
