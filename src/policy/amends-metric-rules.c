/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which metrics there are: metrics.json. */

#include "config.h"

#include "amends-metric-rules.h"

#include "amends-enum-types.h"
#include "amends-input-error.h"

#include <glib/gi18n-lib.h>
#include <math.h>

struct _AmendsMetricRules
{
  GObject parent_instance;

  GPtrArray *metrics; /* (owned) (element-type AmendsMetricRule) */
  GHashTable *groups; /* (owned): id → AmendsTranslations */
  GHashTable *advice; /* (owned): nick → AmendsTranslations */
  guint sections;
  int numbers[AMENDS_N_METRIC_NUMBERS];
};

G_DEFINE_FINAL_TYPE (AmendsMetricRules, amends_metric_rules, G_TYPE_OBJECT)

static const struct
{
  const char *name;
  AmendsMetricUnit unit;
} measures[AMENDS_N_MEASURES] = {
  [AMENDS_MEASURE_RESOLVE] = { "resolve", AMENDS_METRIC_MINUTES },
  [AMENDS_MEASURE_SLA] = { "sla", AMENDS_METRIC_PERCENT },
  [AMENDS_MEASURE_RESPONSE] = { "first-response", AMENDS_METRIC_MINUTES },
  [AMENDS_MEASURE_SUBSTANTIVE] = { "substantive", AMENDS_METRIC_MINUTES },
  [AMENDS_MEASURE_PER_ACCOUNTS] = { "per-accounts", AMENDS_METRIC_RATE },
  [AMENDS_MEASURE_REOPENED] = { "reopened", AMENDS_METRIC_PERCENT },
  [AMENDS_MEASURE_SATISFACTION] = { "satisfaction", AMENDS_METRIC_SCORE },
  [AMENDS_MEASURE_SATISFACTION_SHARE] = { "satisfaction-share", AMENDS_METRIC_SCORE },
  [AMENDS_MEASURE_CHURN_AFTER] = { "churn-after", AMENDS_METRIC_PERCENT },
  [AMENDS_MEASURE_DOCUMENTATION] = { "documentation", AMENDS_METRIC_PERCENT },
  [AMENDS_MEASURE_RECURRENCE] = { "recurrence", AMENDS_METRIC_PERCENT },
  [AMENDS_MEASURE_PREVENTED] = { "prevented", AMENDS_METRIC_PERCENT },
  [AMENDS_MEASURE_ARR_AT_RISK] = { "arr-at-risk", AMENDS_METRIC_MONEY },
  [AMENDS_MEASURE_RETAINED] = { "retained", AMENDS_METRIC_PERCENT },
  [AMENDS_MEASURE_RETAINED_ARR] = { "retained-arr", AMENDS_METRIC_PERCENT },
  [AMENDS_MEASURE_CHURN_SUPPORT] = { "churn-support", AMENDS_METRIC_PERCENT },
  [AMENDS_MEASURE_SAVED] = { "saved", AMENDS_METRIC_COUNT },
  [AMENDS_MEASURE_SAVED_ARR] = { "saved-arr", AMENDS_METRIC_MONEY },
  [AMENDS_MEASURE_PROACTIVE] = { "proactive", AMENDS_METRIC_PERCENT },
  [AMENDS_MEASURE_RENEWALS] = { "renewals", AMENDS_METRIC_PERCENT },
  [AMENDS_MEASURE_STRESS] = { "stress", AMENDS_METRIC_SCORE },
};

static const char *const number_names[AMENDS_N_METRIC_NUMBERS] = {
  [AMENDS_METRIC_NEEDED_CASES] = "needed_cases",
  [AMENDS_METRIC_CHURN_DAYS] = "churn_days",
  [AMENDS_METRIC_RECURRENCE_DAYS] = "recurrence_days",
  [AMENDS_METRIC_PREVENTED_DAYS] = "prevented_days",
  [AMENDS_METRIC_PROACTIVE_DAYS] = "proactive_days",
  [AMENDS_METRIC_RISE_PERCENT] = "rise_percent",
  [AMENDS_METRIC_RISE_CASES] = "rise_cases",
  [AMENDS_METRIC_RISE_LEAST] = "rise_least",
  [AMENDS_METRIC_COMMON_PERCENT] = "common_percent",
  [AMENDS_METRIC_RECURRING_LEAST] = "recurring_least",
  [AMENDS_METRIC_SHOWN] = "shown",
};

/* In the order of the bits. */
static const char *const section_names[] = { "summary",  "went_well", "differently", "root_cause",
                                             "reaction", "change",    "reach",       "outcome" };

static void
rule_free (gpointer data)
{
  AmendsMetricRule *rule = data;

  g_clear_pointer (&rule->title, amends_translations_free);
  g_clear_pointer (&rule->definition, amends_translations_free);
  g_clear_pointer (&rule->claim, amends_translations_free);
  g_clear_pointer (&rule->record, amends_translations_free);
  g_free (rule);
}

static void
amends_metric_rules_finalize (GObject *object)
{
  AmendsMetricRules *self = AMENDS_METRIC_RULES (object);

  g_ptr_array_unref (self->metrics);
  g_hash_table_unref (self->groups);
  g_hash_table_unref (self->advice);
  G_OBJECT_CLASS (amends_metric_rules_parent_class)->finalize (object);
}

static void
amends_metric_rules_class_init (AmendsMetricRulesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = amends_metric_rules_finalize;
}

static void
amends_metric_rules_init (AmendsMetricRules *self)
{
  self->metrics = g_ptr_array_new_with_free_func (rule_free);
  self->groups = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                        (GDestroyNotify) amends_translations_free);
  self->advice = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                        (GDestroyNotify) amends_translations_free);
}

/* --- Reading --- */

static void
fail_unknown (AmendsJsonReader *reader, const char *member, const char *value)
{
  amends_json_reader_fail (reader, member, AMENDS_INPUT_ERROR_VALUE,
                           /* Translators: %s is a word of a policy file. */
                           _ ("“%s” is not known here."), value);
}

/* Interned; NULL when absent. */
static const char *
read_id (AmendsJsonReader *reader, const char *member, AmendsJsonNeed need)
{
  g_autofree char *id = amends_json_reader_dup_string (reader, member, need);

  return g_intern_string (id);
}

static void
read_groups (AmendsMetricRules *self, AmendsJsonReader *reader)
{
  guint n;

  if (!amends_json_reader_enter_array (reader, "groups", AMENDS_JSON_REQUIRED))
    return;
  n = amends_json_reader_get_count (reader);
  for (guint i = 0; i < n && amends_json_reader_at (reader, i); i++)
    {
      char *id = amends_json_reader_dup_string (reader, "id", AMENDS_JSON_REQUIRED);
      AmendsTranslations *title = amends_translations_read (reader, "title", AMENDS_JSON_REQUIRED);

      if (id != NULL && title != NULL)
        g_hash_table_replace (self->groups, g_steal_pointer (&id), g_steal_pointer (&title));
      g_free (id);
      g_clear_pointer (&title, amends_translations_free);
      amends_json_reader_leave (reader);
    }
  amends_json_reader_leave (reader);
}

static void
read_sections (AmendsMetricRules *self, AmendsJsonReader *reader)
{
  g_auto (GStrv) names =
      amends_json_reader_dup_strv (reader, "documentation", AMENDS_JSON_REQUIRED);

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      guint at = 0;

      while (at < G_N_ELEMENTS (section_names) && !g_str_equal (section_names[at], names[i]))
        at++;
      if (at == G_N_ELEMENTS (section_names))
        fail_unknown (reader, "documentation", names[i]);
      else
        self->sections |= 1u << at;
    }
  if (names != NULL && names[0] == NULL)
    amends_json_reader_fail (reader, "documentation", AMENDS_INPUT_ERROR_MISSING,
                             _ ("At least one section is needed."));
}

static void
read_numbers (AmendsMetricRules *self, AmendsJsonReader *reader)
{
  if (!amends_json_reader_enter_object (reader, "numbers", AMENDS_JSON_REQUIRED))
    return;
  for (guint i = 0; i < AMENDS_N_METRIC_NUMBERS; i++)
    self->numbers[i] = (int) amends_json_reader_get_int (reader, number_names[i],
                                                         AMENDS_JSON_REQUIRED, 1, 3660, 1);
  amends_json_reader_leave (reader);
}

static AmendsMeasure
read_measure (AmendsJsonReader *reader)
{
  g_autofree char *name = amends_json_reader_dup_string (reader, "measure", AMENDS_JSON_REQUIRED);

  for (guint i = 0; name != NULL && i < AMENDS_N_MEASURES; i++)
    if (g_str_equal (measures[i].name, name))
      return (AmendsMeasure) i;
  if (name != NULL)
    fail_unknown (reader, "measure", name);
  return AMENDS_MEASURE_RESOLVE;
}

static gboolean
read_better (AmendsJsonReader *reader)
{
  g_autofree char *better = amends_json_reader_dup_string (reader, "better", AMENDS_JSON_REQUIRED);

  if (better != NULL && !g_str_equal (better, "lower") && !g_str_equal (better, "higher"))
    fail_unknown (reader, "better", better);
  return g_strcmp0 (better, "lower") == 0;
}

static AmendsMetricRule *
read_metric (AmendsMetricRules *self, AmendsJsonReader *reader)
{
  AmendsMetricRule *rule = g_new0 (AmendsMetricRule, 1);

  rule->id = read_id (reader, "id", AMENDS_JSON_REQUIRED);
  rule->group = read_id (reader, "group", AMENDS_JSON_REQUIRED);
  rule->measure = read_measure (reader);
  rule->headline = amends_json_reader_get_boolean (reader, "headline", FALSE);
  rule->severity = (AmendsSeverity) amends_json_reader_get_enum (
      reader, "severity", AMENDS_JSON_OPTIONAL, AMENDS_TYPE_SEVERITY, AMENDS_SEVERITY_UNKNOWN);
  rule->segment = (AmendsSegment) amends_json_reader_get_enum (
      reader, "segment", AMENDS_JSON_OPTIONAL, AMENDS_TYPE_SEGMENT, AMENDS_SEGMENT_UNKNOWN);
  rule->vip = amends_json_reader_get_boolean (reader, "vip", FALSE);
  rule->scale = (int) amends_json_reader_get_int (reader, "scale", AMENDS_JSON_OPTIONAL, 5, 10, 0);
  rule->target =
      amends_json_reader_has (reader, "target")
          ? amends_json_reader_get_double (reader, "target", AMENDS_JSON_REQUIRED, 0, 1e9, 0)
          : NAN;
  rule->lower = read_better (reader);
  rule->least =
      (int) amends_json_reader_get_int (reader, "at_least", AMENDS_JSON_REQUIRED, 1, 100000, 1);
  rule->against = read_id (reader, "against", AMENDS_JSON_OPTIONAL);
  rule->title = amends_translations_read (reader, "title", AMENDS_JSON_REQUIRED);
  rule->definition = amends_translations_read (reader, "definition", AMENDS_JSON_REQUIRED);
  rule->claim = amends_translations_read (reader, "claim", AMENDS_JSON_OPTIONAL);
  rule->record = amends_translations_read (reader, "record", AMENDS_JSON_OPTIONAL);
  if (rule->group != NULL && !g_hash_table_contains (self->groups, rule->group))
    fail_unknown (reader, "group", rule->group);
  return rule;
}

static void
read_metrics (AmendsMetricRules *self, AmendsJsonReader *reader)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  guint n;

  if (!amends_json_reader_enter_array (reader, "metrics", AMENDS_JSON_REQUIRED))
    return;
  n = amends_json_reader_get_count (reader);
  for (guint i = 0; i < n && amends_json_reader_at (reader, i); i++)
    {
      AmendsMetricRule *rule = read_metric (self, reader);

      g_ptr_array_add (self->metrics, rule);
      if (rule->id != NULL && !g_hash_table_add (seen, (gpointer) rule->id))
        amends_json_reader_fail (reader, "id", AMENDS_INPUT_ERROR_VALUE, _ ("“%s” is there twice."),
                                 rule->id);
      amends_json_reader_leave (reader);
    }
  amends_json_reader_leave (reader);
}

static void
read_advice (AmendsMetricRules *self, AmendsJsonReader *reader)
{
  g_autoptr (GPtrArray) names = NULL;

  if (!amends_json_reader_enter_object (reader, "advice", AMENDS_JSON_OPTIONAL))
    return;
  names = amends_json_reader_list_members (reader);
  for (guint i = 0; i < names->len; i++)
    {
      AmendsTranslations *text =
          amends_translations_read (reader, names->pdata[i], AMENDS_JSON_REQUIRED);

      if (text != NULL)
        g_hash_table_replace (self->advice, g_strdup (names->pdata[i]), text);
    }
  amends_json_reader_leave (reader);
}

AmendsMetricRules *
amends_metric_rules_new (AmendsPlaybook *playbook, GError **error)
{
  g_autoptr (AmendsMetricRules) self = g_object_new (AMENDS_TYPE_METRIC_RULES, NULL);
  g_autoptr (AmendsJsonReader) reader = amends_playbook_read (playbook, "metrics", error);

  if (reader == NULL)
    return NULL;
  read_groups (self, reader);
  read_sections (self, reader);
  read_numbers (self, reader);
  read_metrics (self, reader);
  read_advice (self, reader);
  return amends_json_reader_finish (reader, NULL, error) ? g_steal_pointer (&self) : NULL;
}

/* --- Asking --- */

AmendsMetricUnit
amends_measure_get_unit (AmendsMeasure measure)
{
  return measures[measure].unit;
}

guint
amends_metric_rules_get_n (AmendsMetricRules *self)
{
  return self->metrics->len;
}

const AmendsMetricRule *
amends_metric_rules_get (AmendsMetricRules *self, guint index)
{
  return self->metrics->pdata[index];
}

const char *
amends_metric_rules_get_group_title (AmendsMetricRules *self,
                                     const char *group,
                                     const char *language)
{
  return amends_translations_get (g_hash_table_lookup (self->groups, group), language);
}

guint
amends_metric_rules_get_sections (AmendsMetricRules *self)
{
  return self->sections;
}

int
amends_metric_rules_get_number (AmendsMetricRules *self, AmendsMetricNumber number)
{
  return self->numbers[number];
}

const char *
amends_metric_rules_get_advice (AmendsMetricRules *self, const char *nick, const char *language)
{
  return amends_translations_get (g_hash_table_lookup (self->advice, nick), language);
}
