/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rules for risk and VIPs: risk.json, read and checked. */

#include "config.h"

#include "amends-risk-rules-private.h"

#include "amends-enum-types.h"
#include "amends-input-error.h"
#include "amends-labels.h"
#include "amends-money.h"
#include "amends-policy-reading.h"
#include "amends-text.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

static const char *const level_ids[AMENDS_N_RISK_LEVELS] = {
  [AMENDS_RISK_LOW] = "low",
  [AMENDS_RISK_MEDIUM] = "medium",
  [AMENDS_RISK_HIGH] = "high",
  [AMENDS_RISK_CRITICAL] = "critical",
};

/* Numbers that the program asks for by name. */
static const char *const number_names[] = {
  "champion_days",         "champion_usual_factor",
  "champion_usual_from",   "usage_gap_days",
  "usage_least",           "feature_days",
  "admins_days",           "burst_tickets",
  "burst_hours",           "usual_weeks",
  "severe_days",           "vip_severe_days",
  "negative_least",        "late_tier_2",
  "late_tier_3",           "late_default_minutes",
  "late_latest_days",      "unanswered_latest_days",
  "shorter_last",          "shorter_before",
  "new_contact_days",      "new_contact_history_days",
  "history_days",          "floor_contacts",
  "floor_contacts_days",   "floor_usage",
  "floor_usage_days",      "warning_margin",
  "warning_cooldown_days", "warning_evidence",
  "warning_snooze_days",   "learn_bound",
  "learn_needed",          "learn_needed_each",
  "learn_strength",        "learn_slope",
  "learn_late_days",       "backtest_hours_least",
  "backtest_hours_most",   "backtest_goal",
  "backtest_fresh_days",   "backtest_aftermath_days",
  "backtest_warm_days",    "backtest_least",
  "backtest_shuffles",
};

/* --- Reading ------------------------------------------------------------------------------------
 */

static double
read_share (AmendsJsonReader *reader, const char *member, AmendsJsonNeed need, double fallback)
{
  return amends_json_reader_get_double (reader, member, need, 0, 1, fallback);
}

/* (nullable): interned. */
static const char *
read_id (AmendsJsonReader *reader, const char *member, AmendsJsonNeed need)
{
  g_autofree char *id = amends_json_reader_dup_string (reader, member, need);

  return id != NULL ? g_intern_string (id) : NULL;
}

static AmendsTone
read_tone (AmendsJsonReader *reader)
{
  static const char *const tones[] = { "plain", "warning", "error" };
  const char *tone = read_id (reader, "tone", AMENDS_JSON_REQUIRED);

  for (guint i = 0; tone != NULL && i < G_N_ELEMENTS (tones); i++)
    if (g_str_equal (tone, tones[i]))
      return (AmendsTone) i;
  if (tone != NULL)
    amends_json_reader_fail (reader, "tone", AMENDS_INPUT_ERROR_VALUE,
                             _ ("“%s” is not known; plain, warning or error is expected."), tone);
  return AMENDS_TONE_PLAIN;
}

static void
read_points (AmendsJsonReader *reader, AmendsRiskCurve *curve)
{
  for (guint i = 0; i < curve->n && amends_json_reader_at (reader, i); i++)
    {
      if (amends_json_reader_get_count (reader) != 2)
        amends_json_reader_fail (reader, NULL, AMENDS_INPUT_ERROR_VALUE,
                                 _ ("A point is two numbers: a figure, and a share from 0 to 1."));
      if (amends_json_reader_at (reader, 0))
        {
          curve->x[i] =
              amends_json_reader_get_double (reader, NULL, AMENDS_JSON_REQUIRED, 0, 1e12, 0);
          amends_json_reader_leave (reader);
        }
      if (amends_json_reader_at (reader, 1))
        {
          curve->y[i] = read_share (reader, NULL, AMENDS_JSON_REQUIRED, 0);
          amends_json_reader_leave (reader);
        }
      if (i > 0 && curve->x[i] <= curve->x[i - 1])
        amends_json_reader_fail (reader, NULL, AMENDS_INPUT_ERROR_RANGE,
                                 _ ("The figures of a curve must rise."));
      amends_json_reader_leave (reader);
    }
}

static void
read_curve (AmendsJsonReader *reader,
            const char *member,
            AmendsJsonNeed need,
            AmendsRiskCurve *curve)
{
  if (!amends_json_reader_enter_array (reader, member, need))
    return;
  curve->n = amends_json_reader_get_count (reader);
  curve->x = g_new0 (double, curve->n);
  curve->y = g_new0 (double, curve->n);
  read_points (reader, curve);
  if (curve->n < 2)
    amends_json_reader_fail (reader, NULL, AMENDS_INPUT_ERROR_MISSING,
                             _ ("A curve has at least two points."));
  amends_json_reader_leave (reader);
}

static void
read_factors (AmendsRiskRules *self, AmendsJsonReader *reader)
{
  double sum = 0;

  if (!amends_json_reader_enter_object (reader, "factors", AMENDS_JSON_REQUIRED))
    return;
  for (guint i = 0; i < AMENDS_N_FACTORS; i++)
    {
      if (!amends_json_reader_enter_object (reader, amends_risk_factor_get_id (i),
                                            AMENDS_JSON_REQUIRED))
        continue;
      self->factors[i].points =
          amends_json_reader_get_double (reader, "points", AMENDS_JSON_REQUIRED, 0, ALL_POINTS, 0);
      self->factors[i].title = amends_translations_read (reader, "name", AMENDS_JSON_REQUIRED);
      sum += self->factors[i].points;
      amends_json_reader_leave (reader);
    }
  if (!amends_json_reader_failed (reader) && fabs (sum - ALL_POINTS) > 1e-6)
    amends_json_reader_fail (reader, NULL, AMENDS_INPUT_ERROR_RANGE,
                             /* Translators: %g is a sum such as 95. */
                             _ ("The points of all factors are %g; they must be 100."), sum);
  amends_json_reader_leave (reader);
}

static void
read_levels (AmendsRiskRules *self, AmendsJsonReader *reader)
{
  int before = -1;

  if (!amends_json_reader_enter_object (reader, "levels", AMENDS_JSON_REQUIRED))
    return;
  for (guint i = AMENDS_RISK_LOW; i < AMENDS_N_RISK_LEVELS; i++)
    {
      AmendsRiskLevelRule *level = &self->levels[i];

      if (!amends_json_reader_enter_object (reader, level_ids[i], AMENDS_JSON_REQUIRED))
        continue;
      level->from =
          (int) amends_json_reader_get_int (reader, "from", AMENDS_JSON_REQUIRED, 0, 100, 0);
      level->tone = read_tone (reader);
      level->name = amends_translations_read (reader, "name", AMENDS_JSON_REQUIRED);
      if (level->from <= before || (i == AMENDS_RISK_LOW && level->from != 0))
        amends_json_reader_fail (reader, "from", AMENDS_INPUT_ERROR_RANGE,
                                 _ ("The levels rise from low, which begins at 0, to critical."));
      before = level->from;
      amends_json_reader_leave (reader);
    }
  amends_json_reader_leave (reader);
}

static void
read_actions (AmendsRiskRules *self, AmendsJsonReader *reader)
{
  g_autoptr (GPtrArray) members = NULL;

  if (!amends_json_reader_enter_object (reader, "actions", AMENDS_JSON_REQUIRED))
    return;
  members = amends_json_reader_list_members (reader);
  for (guint i = 0; i < members->len; i++)
    {
      AmendsRiskActionRule action = { .id = g_intern_string (members->pdata[i]) };

      if (!amends_json_reader_enter_object (reader, action.id, AMENDS_JSON_REQUIRED))
        break;
      action.title = amends_translations_read (reader, "title", AMENDS_JSON_REQUIRED);
      action.draft = read_id (reader, "draft", AMENDS_JSON_OPTIONAL);
      action.customer = amends_json_reader_get_boolean (reader, "customer", FALSE);
      g_array_append_val (self->actions, action);
      amends_json_reader_leave (reader);
    }
  amends_json_reader_leave (reader);
}

static const char *
read_action (AmendsRiskRules *self, AmendsJsonReader *reader)
{
  const char *id = read_id (reader, "action", AMENDS_JSON_REQUIRED);

  if (id != NULL && amends_risk_rules_find_action (self, id) == NULL)
    amends_json_reader_fail (reader, "action", AMENDS_INPUT_ERROR_VALUE,
                             /* Translators: %s is an identifier such as check-in. */
                             _ ("There is no action “%s” under actions."), id);
  return id;
}

static void
read_thresholds (AmendsRiskRules *self, AmendsJsonReader *reader)
{
  int before = 0;
  guint n;

  if (!amends_json_reader_enter_array (reader, "thresholds", AMENDS_JSON_REQUIRED))
    return;
  n = amends_json_reader_get_count (reader);
  for (guint i = 0; i < n && amends_json_reader_at (reader, i); i++)
    {
      AmendsRiskThreshold threshold = { 0 };

      threshold.from =
          (int) amends_json_reader_get_int (reader, "from", AMENDS_JSON_REQUIRED, 1, 100, 1);
      threshold.action = read_action (self, reader);
      threshold.headline = amends_translations_read (reader, "headline", AMENDS_JSON_REQUIRED);
      threshold.ahead = amends_translations_read (reader, "ahead", AMENDS_JSON_REQUIRED);
      if (threshold.from <= before)
        amends_json_reader_fail (reader, "from", AMENDS_INPUT_ERROR_RANGE,
                                 _ ("The thresholds go from the lowest score to the highest."));
      before = threshold.from;
      g_array_append_val (self->thresholds, threshold);
      amends_json_reader_leave (reader);
    }
  if (n == 0)
    amends_json_reader_fail (reader, NULL, AMENDS_INPUT_ERROR_MISSING,
                             _ ("At least one threshold is needed."));
  amends_json_reader_leave (reader);
}

static void
read_sign (AmendsJsonReader *reader, AmendsRiskSign *sign)
{
  g_autofree char *factor = amends_json_reader_dup_string (reader, "factor", AMENDS_JSON_REQUIRED);
  g_auto (GStrv) words = amends_json_reader_dup_strv (reader, "words", AMENDS_JSON_OPTIONAL);

  if (factor != NULL && !amends_risk_factor_from_id (factor, &sign->factor))
    amends_json_reader_fail (reader, "factor", AMENDS_INPUT_ERROR_VALUE,
                             _ ("“%s” is not a factor."), factor);
  if (words != NULL)
    {
      sign->words = g_new0 (const char *, g_strv_length (words) + 1);
      for (guint i = 0; words[i] != NULL; i++)
        sign->words[i] = g_intern_string (words[i]);
    }
  sign->title = amends_translations_read (reader, "name", AMENDS_JSON_REQUIRED);
  sign->reason = amends_translations_read (reader, "reason", AMENDS_JSON_REQUIRED);
  sign->reason_one = amends_translations_read (reader, "reason_one", AMENDS_JSON_OPTIONAL);
  sign->text = amends_translations_read (reader, "text", AMENDS_JSON_OPTIONAL);
  sign->least = read_share (reader, "least", AMENDS_JSON_OPTIONAL, 0);
  sign->negative = read_share (reader, "least_negative", AMENDS_JSON_OPTIONAL, 0);
  sign->strength = read_share (reader, "strength", AMENDS_JSON_REQUIRED, 0);
  sign->half_life =
      amends_json_reader_get_double (reader, "half_life_days", AMENDS_JSON_REQUIRED, 0, 3660, 0);
  read_curve (reader, "curve", AMENDS_JSON_OPTIONAL, &sign->curve);
  sign->direct = amends_json_reader_get_boolean (reader, "direct", FALSE);
}

static void
read_signs (AmendsRiskRules *self, AmendsJsonReader *reader)
{
  g_autoptr (GPtrArray) members = NULL;

  if (!amends_json_reader_enter_object (reader, "signs", AMENDS_JSON_REQUIRED))
    return;
  members = amends_json_reader_list_members (reader);
  for (guint i = 0; i < members->len; i++)
    {
      AmendsRiskSign sign = { .id = g_intern_string (members->pdata[i]) };

      if (!amends_json_reader_enter_object (reader, sign.id, AMENDS_JSON_REQUIRED))
        break;
      read_sign (reader, &sign);
      g_array_append_val (self->signs, sign);
      g_hash_table_insert (self->by_sign, (gpointer) sign.id, GUINT_TO_POINTER (self->signs->len));
      for (guint j = 0; sign.words != NULL && sign.words[j] != NULL; j++)
        if (!g_hash_table_insert (self->by_word, (gpointer) sign.words[j],
                                  GUINT_TO_POINTER (self->signs->len)))
          amends_json_reader_fail (reader, "words", AMENDS_INPUT_ERROR_DUPLICATE,
                                   /* Translators: %s is a kind of phrases. */
                                   _ ("“%s” belongs to another sign already."), sign.words[j]);
      amends_json_reader_leave (reader);
    }
  amends_json_reader_leave (reader);
}

/* (transfer container) (nullable): interned. */
static const char **
read_sign_list (AmendsRiskRules *self, AmendsJsonReader *reader)
{
  g_auto (GStrv) signs = amends_json_reader_dup_strv (reader, "signs", AMENDS_JSON_REQUIRED);
  const char **list = NULL;

  if (signs == NULL)
    return NULL;
  list = g_new0 (const char *, g_strv_length (signs) + 1);
  for (guint i = 0; signs[i] != NULL; i++)
    {
      list[i] = g_intern_string (signs[i]);
      if (amends_risk_rules_find_sign (self, signs[i]) == NULL)
        amends_json_reader_fail (reader, "signs", AMENDS_INPUT_ERROR_VALUE,
                                 /* Translators: %s is an identifier such as usage-drop. */
                                 _ ("There is no sign “%s” under signs."), signs[i]);
    }
  return list;
}

static void
read_approaches (AmendsRiskRules *self, AmendsJsonReader *reader)
{
  guint n;

  if (!amends_json_reader_enter_array (reader, "approach", AMENDS_JSON_REQUIRED))
    return;
  n = amends_json_reader_get_count (reader);
  for (guint i = 0; i < n && amends_json_reader_at (reader, i); i++)
    {
      AmendsRiskApproach approach = { 0 };

      approach.signs = read_sign_list (self, reader);
      approach.title = amends_translations_read (reader, "title", AMENDS_JSON_REQUIRED);
      g_array_append_val (self->approaches, approach);
      amends_json_reader_leave (reader);
    }
  amends_json_reader_leave (reader);
}

static void
read_rules (AmendsRiskRules *self, AmendsJsonReader *reader)
{
  g_autoptr (GPtrArray) members = NULL;

  if (!amends_json_reader_enter_object (reader, "rules", AMENDS_JSON_REQUIRED))
    return;
  members = amends_json_reader_list_members (reader);
  for (guint i = 0; i < members->len; i++)
    {
      AmendsRiskRule rule = { .id = g_intern_string (members->pdata[i]) };

      if (!amends_json_reader_enter_object (reader, rule.id, AMENDS_JSON_REQUIRED))
        break;
      rule.title = amends_translations_read (reader, "name", AMENDS_JSON_REQUIRED);
      rule.signs = read_sign_list (self, reader);
      rule.least = read_share (reader, "least", AMENDS_JSON_REQUIRED, 0);
      rule.together = (guint) amends_json_reader_get_int (reader, "together", AMENDS_JSON_OPTIONAL,
                                                          1, AMENDS_N_FACTORS, 1);
      rule.tier = (int) amends_json_reader_get_int (reader, "tier", AMENDS_JSON_OPTIONAL, 1, 3, 0);
      rule.floor =
          (int) amends_json_reader_get_int (reader, "floor", AMENDS_JSON_OPTIONAL, 0, 100, 0);
      rule.action = read_action (self, reader);
      g_array_append_val (self->rules, rule);
      amends_json_reader_leave (reader);
    }
  amends_json_reader_leave (reader);
}

static void
read_numbers (AmendsRiskRules *self, AmendsJsonReader *reader)
{
  if (!amends_json_reader_enter_object (reader, "numbers", AMENDS_JSON_REQUIRED))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (number_names); i++)
    {
      double value =
          amends_json_reader_get_double (reader, number_names[i], AMENDS_JSON_REQUIRED, 0, 1e9, 0);

      g_hash_table_insert (self->numbers, g_strdup (number_names[i]),
                           g_memdup2 (&value, sizeof value));
    }
  amends_json_reader_leave (reader);
}

static void
read_texts (AmendsJsonReader *reader, const char *member, GHashTable *texts, GPtrArray *names)
{
  g_autoptr (GPtrArray) members = NULL;

  if (!amends_json_reader_enter_object (reader, member, AMENDS_JSON_REQUIRED))
    return;
  members = amends_json_reader_list_members (reader);
  for (guint i = 0; i < members->len; i++)
    {
      const char *name = members->pdata[i];
      AmendsTranslations *text = amends_translations_read (reader, name, AMENDS_JSON_REQUIRED);

      if (text == NULL)
        break;
      if (names != NULL)
        g_ptr_array_add (names, g_strdup (name));
      g_hash_table_insert (texts, g_strdup (name), text);
    }
  amends_json_reader_leave (reader);
}

static void
read_rates (AmendsRiskRules *self, AmendsJsonReader *reader)
{
  g_autoptr (GPtrArray) members = NULL;

  if (!amends_json_reader_enter_object (reader, "rates", AMENDS_JSON_OPTIONAL))
    return;
  members = amends_json_reader_list_members (reader);
  for (guint i = 0; i < members->len; i++)
    {
      const char *name = members->pdata[i];
      double rate =
          amends_json_reader_get_double (reader, name, AMENDS_JSON_REQUIRED, 1e-9, 1e9, 1);

      if (!amends_currency_is_valid (name))
        amends_json_reader_fail (reader, name, AMENDS_INPUT_ERROR_VALUE,
                                 _ ("“%s” is not a currency."), name);
      g_hash_table_insert (self->rates, g_strdup (name), g_memdup2 (&rate, sizeof rate));
    }
  amends_json_reader_leave (reader);
}

static void
read_value (AmendsRiskRules *self, AmendsJsonReader *reader)
{
  if (!amends_json_reader_enter_object (reader, "value", AMENDS_JSON_REQUIRED))
    return;
  self->currency = amends_json_reader_dup_string (reader, "currency", AMENDS_JSON_REQUIRED);
  if (self->currency != NULL && !amends_currency_is_valid (self->currency))
    amends_json_reader_fail (reader, "currency", AMENDS_INPUT_ERROR_VALUE,
                             _ ("“%s” is not a currency."), self->currency);
  read_curve (reader, "curve", AMENDS_JSON_REQUIRED, &self->value);
  read_rates (self, reader);
  if (amends_json_reader_enter_object (reader, "segments", AMENDS_JSON_REQUIRED))
    {
      for (guint i = 1; i < N_SEGMENTS; i++)
        self->segments[i] = read_share (reader, amends_enum_get_nick (AMENDS_TYPE_SEGMENT, (int) i),
                                        AMENDS_JSON_REQUIRED, 0);
      amends_json_reader_leave (reader);
    }
  amends_json_reader_leave (reader);
}

/* --- Reading the matrix -------------------------------------------------------------------------
 */

static AmendsVipCell *
read_cell (AmendsRiskRules *self, AmendsJsonReader *reader)
{
  AmendsVipCell *cell = g_new0 (AmendsVipCell, 1);
  g_autoptr (GArray) roles =
      amends_policy_read_enum_list (reader, "notify", AMENDS_JSON_REQUIRED, AMENDS_TYPE_ROLE);

  cell->response = (int) amends_json_reader_get_int (reader, "minutes", AMENDS_JSON_OPTIONAL, 0,
                                                     60 * 24 * 30, -1);
  cell->handler = amends_json_reader_dup_string (reader, "handler", AMENDS_JSON_REQUIRED);
  if (cell->handler != NULL && !g_hash_table_contains (self->handlers, cell->handler))
    amends_json_reader_fail (reader, "handler", AMENDS_INPUT_ERROR_VALUE,
                             /* Translators: %s is an identifier such as priority-queue. */
                             _ ("There is no “%s” under handlers."), cell->handler);
  cell->n_notify = roles->len;
  cell->notify = g_new0 (AmendsRole, MAX (roles->len, 1));
  for (guint i = 0; i < roles->len; i++)
    cell->notify[i] = (AmendsRole) g_array_index (roles, int, i);
  return cell;
}

static void
read_matrix (AmendsRiskRules *self, AmendsJsonReader *reader)
{
  static const char *const tiers[N_TIERS] = { "1", "2", "3" };

  if (!amends_json_reader_enter_object (reader, "matrix", AMENDS_JSON_REQUIRED))
    return;
  for (guint i = 0; i < N_TIERS; i++)
    {
      if (!amends_json_reader_enter_object (reader, tiers[i], AMENDS_JSON_REQUIRED))
        continue;
      for (guint j = 0; j < N_PRIORITIES; j++)
        if (amends_json_reader_enter_object (
                reader, amends_enum_get_nick (AMENDS_TYPE_PRIORITY, (int) j + 1),
                AMENDS_JSON_REQUIRED))
          {
            self->cells[i][j] = read_cell (self, reader);
            amends_json_reader_leave (reader);
          }
      amends_json_reader_leave (reader);
    }
  amends_json_reader_leave (reader);
}

static void
read_tiers (AmendsRiskRules *self, AmendsJsonReader *reader)
{
  static const char *const tiers[N_TIERS] = { "1", "2", "3" };

  if (!amends_json_reader_enter_object (reader, "tiers", AMENDS_JSON_REQUIRED))
    return;
  for (guint i = 0; i < N_TIERS; i++)
    if (amends_json_reader_enter_object (reader, tiers[i], AMENDS_JSON_REQUIRED))
      {
        self->tiers[i] = amends_translations_read (reader, "name", AMENDS_JSON_REQUIRED);
        amends_json_reader_leave (reader);
      }
  amends_json_reader_leave (reader);
}

static void
read_lists (AmendsRiskRules *self, AmendsJsonReader *reader)
{
  g_autoptr (GPtrArray) members = NULL;

  if (!amends_json_reader_enter_object (reader, "lists", AMENDS_JSON_REQUIRED))
    return;
  members = amends_json_reader_list_members (reader);
  for (guint i = 0; i < members->len; i++)
    {
      AmendsRiskList *list = g_new0 (AmendsRiskList, 1);

      list->name = g_strdup (members->pdata[i]);
      g_ptr_array_add (self->lists, list);
      if (!amends_json_reader_enter_object (reader, list->name, AMENDS_JSON_REQUIRED))
        break;
      list->english = amends_json_reader_dup_strv (reader, "en", AMENDS_JSON_REQUIRED);
      list->chinese = amends_json_reader_dup_strv (reader, "zh-CN", AMENDS_JSON_OPTIONAL);
      amends_json_reader_leave (reader);
    }
  amends_json_reader_leave (reader);
}

static void
read_vip (AmendsRiskRules *self, AmendsJsonReader *reader)
{
  if (!amends_json_reader_enter_object (reader, "vip", AMENDS_JSON_REQUIRED))
    return;
  read_tiers (self, reader);
  read_texts (reader, "handlers", self->handlers, self->handler_ids);
  read_matrix (self, reader);
  read_lists (self, reader);
  amends_json_reader_leave (reader);
}

static void
read_boilerplate (AmendsRiskRules *self, AmendsJsonReader *reader)
{
  if (!amends_json_reader_enter_object (reader, "templates", AMENDS_JSON_REQUIRED))
    return;
  self->boilerplate = amends_json_reader_dup_strv (reader, "phrases", AMENDS_JSON_REQUIRED);
  for (guint i = 0; self->boilerplate != NULL && self->boilerplate[i] != NULL; i++)
    {
      char *folded = amends_text_fold (self->boilerplate[i]);

      g_free (self->boilerplate[i]);
      self->boilerplate[i] = folded;
    }
  amends_json_reader_leave (reader);
}

AmendsRiskRules *
amends_risk_rules_new (AmendsPlaybook *playbook, GPtrArray **warnings, GError **error)
{
  g_autoptr (AmendsRiskRules) self = g_object_new (AMENDS_TYPE_RISK_RULES, NULL);
  g_autoptr (AmendsJsonReader) reader = amends_playbook_read (playbook, "risk", error);

  if (reader == NULL)
    return NULL;
  self->sla = amends_sla_new (playbook, NULL, error);
  if (self->sla == NULL)
    return NULL;
  read_factors (self, reader);
  read_levels (self, reader);
  read_actions (self, reader);
  read_thresholds (self, reader);
  read_signs (self, reader);
  read_rules (self, reader);
  read_approaches (self, reader);
  read_value (self, reader);
  read_numbers (self, reader);
  read_boilerplate (self, reader);
  read_vip (self, reader);
  read_texts (reader, "texts", self->texts, NULL);
  return amends_json_reader_finish (reader, warnings, error) ? g_steal_pointer (&self) : NULL;
}
