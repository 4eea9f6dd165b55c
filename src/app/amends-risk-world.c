/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads what is needed to judge accounts. */

#include "config.h"

#include "amends-risk-world.h"

#include "amends-account-store.h"
#include "amends-reading-store.h"
#include "amends-setting-store.h"
#include "amends-warning-store.h"

/* Usage further back says nothing of today, and the backtest goes no further. */
#define USAGE_DAYS 800

AmendsRiskWorld *
amends_risk_world_new (AmendsEngines *engines,
                       AmendsRiskRules *rules,
                       GTimeZone *zone,
                       AmendsInstant now)
{
  AmendsRiskWorld *self = g_new0 (AmendsRiskWorld, 1);

  self->engines = amends_engines_ref (engines);
  self->rules = g_object_ref (rules);
  self->zone = g_time_zone_ref (zone);
  self->now = now;
  self->histories = g_ptr_array_new_with_free_func ((GDestroyNotify) amends_account_history_free);
  self->by_account = g_hash_table_new (g_str_hash, g_str_equal);
  self->fresh = g_ptr_array_new_with_free_func ((GDestroyNotify) amends_reading_free);
  return self;
}

void
amends_risk_world_free (AmendsRiskWorld *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->by_account);
  g_ptr_array_unref (self->histories);
  g_ptr_array_unref (self->fresh);
  g_clear_pointer (&self->warnings, g_ptr_array_unref);
  g_time_zone_unref (self->zone);
  g_object_unref (self->rules);
  amends_engines_unref (self->engines);
  g_free (self);
}

/* --- Parts --------------------------------------------------------------------------------------
 */

static gboolean
load_accounts (AmendsRiskWorld *self,
               AmendsConnection *connection,
               const char *account_id,
               GError **error)
{
  g_autoptr (GPtrArray) accounts = NULL;

  if (account_id != NULL)
    {
      AmendsAccount *account = amends_account_store_get (connection, account_id, error);

      if (account == NULL)
        return FALSE;
      accounts = g_ptr_array_new_with_free_func (g_object_unref);
      g_ptr_array_add (accounts, account);
    }
  else
    accounts = amends_account_store_list (connection, NULL, NULL, 0, error);
  if (accounts == NULL)
    return FALSE;
  for (guint i = 0; i < accounts->len; i++)
    {
      AmendsAccount *account = accounts->pdata[i];
      AmendsAccountHistory *history =
          amends_account_history_new (account, amends_risk_rules_get_tier (self->rules, account));

      g_ptr_array_add (self->histories, history);
      g_hash_table_insert (self->by_account, account->id, history);
    }
  return TRUE;
}

static gboolean
load_contacts (AmendsRiskWorld *self,
               AmendsConnection *connection,
               AmendsClassifier *classifier,
               const char *account_id,
               GError **error)
{
  g_autoptr (GPtrArray) contacts = amends_contact_store_list (connection, account_id, error);

  if (contacts == NULL)
    return FALSE;
  for (guint i = 0; i < contacts->len; i++)
    {
      AmendsContact *contact = contacts->pdata[i];
      AmendsAccountHistory *history = g_hash_table_lookup (self->by_account, contact->account_id);

      if (history != NULL)
        amends_account_history_add_contact (history, contact,
                                            amends_classifier_is_executive (classifier, contact));
    }
  return TRUE;
}

static void
take_reading (AmendsReading *reading, gpointer data)
{
  AmendsRiskWorld *self = data;
  AmendsAccountHistory *history = reading->account_id != NULL
                                      ? g_hash_table_lookup (self->by_account, reading->account_id)
                                      : NULL;

  if (history != NULL)
    amends_account_history_add_reading (history, reading);
  else
    amends_reading_free (reading);
}

/* (transfer full): another one whenever readings would come out differently. */
static char *
dup_stamp (AmendsRiskWorld *self)
{
  return g_strdup_printf ("%s:%d:%d", amends_playbook_get_id (self->engines->playbook),
                          amends_playbook_get_version (self->engines->playbook),
                          AMENDS_READING_FORMAT);
}

static gboolean
load_readings (AmendsRiskWorld *self,
               AmendsConnection *connection,
               AmendsClassifier *classifier,
               const char *account_id,
               GCancellable *cancellable,
               GError **error)
{
  g_autofree char *stamp = dup_stamp (self);
  g_autoptr (GPtrArray) missing = NULL;

  if (!amends_reading_store_foreach (connection, account_id, stamp, take_reading, self, error))
    return FALSE;
  missing = amends_reading_store_list_missing (connection, account_id, stamp, 0, error);
  if (missing == NULL)
    return FALSE;
  for (guint i = 0; i < missing->len; i++)
    {
      AmendsReading *reading =
          amends_account_read_interaction (classifier, self->rules, missing->pdata[i]);

      g_ptr_array_add (self->fresh, amends_reading_copy (reading));
      take_reading (reading, self);
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
    }
  return TRUE;
}

static void
take_usage (const char *account_id,
            const char *metric,
            const char *day,
            double value,
            gpointer data)
{
  AmendsRiskWorld *self = data;
  AmendsAccountHistory *history = g_hash_table_lookup (self->by_account, account_id);

  if (history != NULL)
    amends_account_history_add_usage (history, metric, day, value);
}

static void
take_trouble (const char *account_id,
              const char *id,
              const char *title,
              AmendsInstant received,
              AmendsInstant resolved,
              AmendsSeverity severity,
              gpointer data)
{
  AmendsRiskWorld *self = data;
  AmendsAccountHistory *history = g_hash_table_lookup (self->by_account, account_id);

  if (history != NULL)
    amends_account_history_add_case (history, id, title, received, resolved, severity);
}

/* --- Weights ------------------------------------------------------------------------------------
 */

/* When something happened to each account, for warnings that nobody has answered. */
static void
note_trouble (const char *account_id,
              const char *id,
              const char *title,
              AmendsInstant received,
              AmendsInstant resolved,
              AmendsSeverity severity,
              gpointer data)
{
  GHashTable *times = data;
  GArray *list = g_hash_table_lookup (times, account_id);

  if (list == NULL)
    {
      list = g_array_new (FALSE, FALSE, sizeof (AmendsInstant));
      g_hash_table_insert (times, g_strdup (account_id), list);
    }
  g_array_append_val (list, received);
}

static gboolean
came_true (AmendsRiskWorld *self, AmendsWarning *warning, GHashTable *times)
{
  GArray *list = g_hash_table_lookup (times, warning->account_id);
  AmendsInstant late =
      (AmendsInstant) (amends_risk_rules_get_number (self->rules, "learn_late_days") * AMENDS_DAY);

  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      AmendsInstant at = g_array_index (list, AmendsInstant, i);

      if (at > warning->at && at <= warning->at + late && at <= self->now)
        return TRUE;
    }
  return FALSE;
}

static void
add_answer (GArray *answers, AmendsWarning *warning, gboolean right)
{
  g_autoptr (GPtrArray) factors = amends_account_risk_parse_evidence (warning->evidence);
  AmendsRiskAnswer answer;

  memset (&answer, 0, sizeof answer);
  answer.right = right;
  for (guint i = 0; i < factors->len; i++)
    {
      const AmendsRiskFactor *factor = factors->pdata[i];
      AmendsFactor which;

      if (amends_risk_factor_from_id (factor->id, &which))
        answer.values[which] = factor->value;
    }
  if (factors->len > 0)
    g_array_append_val (answers, answer);
}

/* What a person said counts; for what nobody answered, what came of it. */
static gboolean
load_weights (AmendsRiskWorld *self, AmendsConnection *connection, GError **error)
{
  g_autoptr (GArray) answers = g_array_new (FALSE, TRUE, sizeof (AmendsRiskAnswer));
  g_autoptr (GHashTable) times =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);
  g_autofree char *text = NULL;
  AmendsInstant since = AMENDS_INSTANT_NONE;

  if (!amends_setting_store_get (connection, AMENDS_RISK_LEARN_SINCE, &text, error) ||
      !amends_trouble_foreach (connection, NULL, note_trouble, times, error))
    return FALSE;
  if (text != NULL)
    since = g_ascii_strtoll (text, NULL, 10);
  for (guint i = 0; i < self->warnings->len; i++)
    {
      AmendsWarning *warning = self->warnings->pdata[i];
      AmendsInstant told = MAX (warning->decided_at, warning->at);

      if (told <= since)
        continue;
      if (warning->state == AMENDS_WARNING_ACCEPTED)
        add_answer (answers, warning, TRUE);
      else if (warning->state == AMENDS_WARNING_FALSE_ALARM)
        add_answer (answers, warning, FALSE);
      else if (came_true (self, warning, times))
        add_answer (answers, warning, TRUE);
    }
  amends_risk_learn (self->rules, answers, &self->weights);
  return TRUE;
}

/* --- All ----------------------------------------------------------------------------------------
 */

gboolean
amends_risk_world_load (AmendsRiskWorld *self,
                        AmendsConnection *connection,
                        const char *account_id,
                        GCancellable *cancellable,
                        GError **error)
{
  AmendsClassifier *classifier = amends_engines_get_classifier (self->engines, error);
  g_autoptr (GDateTime) now = amends_instant_to_date_time (self->now, self->zone);
  g_autoptr (GDateTime) first = g_date_time_add_days (now, -USAGE_DAYS);
  g_autofree char *since = g_date_time_format (first, "%Y-%m-%d");

  if (classifier == NULL)
    return FALSE;
  /* A read may be tried again on another snapshot. */
  g_hash_table_remove_all (self->by_account);
  g_ptr_array_set_size (self->histories, 0);
  g_ptr_array_set_size (self->fresh, 0);
  g_clear_pointer (&self->warnings, g_ptr_array_unref);
  if (!load_accounts (self, connection, account_id, error) ||
      !load_contacts (self, connection, classifier, account_id, error) ||
      !load_readings (self, connection, classifier, account_id, cancellable, error) ||
      !amends_usage_store_foreach (connection, account_id, since, take_usage, self, error) ||
      !amends_trouble_foreach (connection, account_id, take_trouble, self, error) ||
      (self->warnings = amends_warning_store_list (connection, NULL, error)) == NULL ||
      !load_weights (self, connection, error))
    return FALSE;
  for (guint i = 0; i < self->histories->len; i++)
    amends_account_history_seal (self->histories->pdata[i]);
  return TRUE;
}

gboolean
amends_risk_world_save (AmendsRiskWorld *self, AmendsConnection *connection, GError **error)
{
  g_autofree char *stamp = dup_stamp (self);

  for (guint i = 0; i < self->fresh->len; i++)
    if (!amends_reading_store_save (connection, self->fresh->pdata[i], stamp, error))
      return FALSE;
  return TRUE;
}

AmendsAccountRisk *
amends_risk_world_judge (AmendsRiskWorld *self,
                         const AmendsAccountHistory *history,
                         const char *language)
{
  const AmendsSignsView view = { self->now, self->zone, FALSE };

  return amends_account_risk_new (history, self->rules, self->weights.weights, &view, language);
}
