/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Documents about accounts: the VIP matrix, the hand-off, the account risk report. */

#include "config.h"

#include "amends-session-risk-private.h"

#include "amends-enum-types.h"
#include "amends-labels.h"
#include "amends-money.h"
#include "amends-paths.h"
#include "amends-playbook-edit.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define N_TIERS 3
#define N_PRIORITIES 4
/* The factors that matter most, and what a page holds. */
#define MOST_RANKED 5
#define MOST_QUOTES 8
#define MOST_LATELY 15
#define MONTH 30
#define WEEK 7

/* --- The matrix ---------------------------------------------------------------------------------
 */

static void
tier_free (gpointer data)
{
  AmendsTierView *tier = data;

  g_free (tier->title);
  g_free (tier->arr);
  g_strfreev (tier->names);
  g_free (tier);
}

void
amends_vip_view_free (AmendsVipView *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->tiers);
  g_free (self->playbook);
  g_free (self);
}

static int
compare_strings (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

/* (transfer full): by currency, "$4,100,000 · €250,000": nothing is converted in silence. */
static char *
sum_arr (AmendsRiskJob *job, int tier)
{
  g_autoptr (GHashTable) sums = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  GString *out = g_string_new (NULL);
  GHashTableIter iter;
  gpointer key;

  for (guint i = 0; i < job->world->histories->len; i++)
    {
      const AmendsAccountHistory *history = job->world->histories->pdata[i];
      AmendsAccount *account = history->account;
      gint64 *sum;

      if (history->tier != tier || account->arr == AMENDS_MONEY_UNKNOWN || account->arr < 0 ||
          account->currency == NULL || !amends_currency_is_valid (account->currency))
        continue;
      sum = g_hash_table_lookup (sums, account->currency);
      if (sum == NULL)
        {
          sum = g_new0 (gint64, 1);
          g_hash_table_insert (sums, g_strdup (account->currency), sum);
        }
      *sum += account->arr;
    }
  g_hash_table_iter_init (&iter, sums);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_ptr_array_add (names, key);
  g_ptr_array_sort (names, compare_strings);
  for (guint i = 0; i < names->len; i++)
    {
      gint64 *sum = g_hash_table_lookup (sums, names->pdata[i]);
      g_autofree char *money = amends_money_format (*sum, names->pdata[i], job->language);

      g_string_append_printf (out, "%s%s", i > 0 ? " · " : "", money);
    }
  return g_string_free (out, FALSE);
}

static AmendsTierView *
make_tier (AmendsRiskJob *job, int tier)
{
  AmendsTierView *view = g_new0 (AmendsTierView, 1);
  GPtrArray *names = g_ptr_array_new ();

  view->tier = tier;
  view->title = g_strdup (amends_risk_rules_get_tier_name (job->world->rules, tier, job->language));
  view->arr = sum_arr (job, tier);
  for (guint i = 0; i < job->world->histories->len; i++)
    {
      const AmendsAccountHistory *history = job->world->histories->pdata[i];

      if (history->tier == tier)
        g_ptr_array_add (names, g_strdup (history->account->name));
    }
  view->accounts = names->len;
  g_ptr_array_sort (names, compare_strings);
  g_ptr_array_add (names, NULL);
  view->names = (char **) g_ptr_array_free (names, FALSE);
  return view;
}

static GPtrArray *
make_tiers (AmendsRiskJob *job)
{
  GPtrArray *tiers = g_ptr_array_new_with_free_func (tier_free);

  for (int tier = 1; tier <= N_TIERS; tier++)
    g_ptr_array_add (tiers, make_tier (job, tier));
  return tiers;
}

static gboolean
make_vip_view (AmendsRiskJob *job,
               AmendsConnection *connection,
               GCancellable *cancellable,
               GError **error)
{
  AmendsVipView *view = g_new0 (AmendsVipView, 1);

  view->tiers = make_tiers (job);
  view->playbook =
      g_strdup (amends_playbook_get_name (job->world->engines->playbook, job->language));
  view->editable = job->data != NULL;
  job->result = view;
  job->destroy = (GDestroyNotify) amends_vip_view_free;
  return TRUE;
}

/* Playbooks of the user's own are kept apart from those that came with the program. */
static gboolean
is_own_playbook (AmendsSession *self)
{
  g_auto (GStrv) folders = amends_paths_list_playbooks ();
  g_autofree char *path = g_build_filename (
      folders[0], amends_playbook_get_id (self->engines->playbook), "playbook.json", NULL);

  return g_file_test (path, G_FILE_TEST_IS_REGULAR);
}

void
amends_session_read_vip_async (AmendsSession *self,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  AmendsRiskJob *job = amends_risk_job_new (self, task, NULL, make_vip_view);

  g_task_set_source_tag (task, amends_session_read_vip_async);
  if (job == NULL)
    {
      g_object_unref (task);
      return;
    }
  job->data = GINT_TO_POINTER (is_own_playbook (self));
  amends_risk_job_read (self, job, task);
}

AmendsVipView *
amends_session_read_vip_finish (AmendsSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- Changing a cell ----------------------------------------------------------------------------
 */

typedef struct
{
  int tier;
  AmendsPriority priority;
  AmendsVipCell *cell;
} CellChange;

static void
cell_change_free (gpointer data)
{
  CellChange *change = data;

  amends_vip_cell_free (change->cell);
  g_free (change);
}

static JsonNode *
cell_to_json (const AmendsVipCell *cell)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  JsonArray *notify = json_array_new ();

  if (cell->response >= 0)
    json_object_set_int_member (object, "minutes", cell->response);
  json_object_set_string_member (object, "handler", cell->handler);
  for (guint i = 0; i < cell->n_notify; i++)
    json_array_add_string_element (notify,
                                   amends_enum_get_nick (AMENDS_TYPE_ROLE, (int) cell->notify[i]));
  json_object_set_array_member (object, "notify", notify);
  json_node_take_object (node, object);
  return node;
}

static void
cell_saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (amends_playbook_edit_save_finish (AMENDS_PLAYBOOK_EDIT (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* (transfer none) (nullable): the member of @object that is an object. */
static JsonObject *
get_object (JsonObject *object, const char *member)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, member) : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static void
edit_opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  const CellChange *change = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (AmendsPlaybookEdit) edit = amends_playbook_edit_open_finish (result, &error);
  g_autoptr (JsonNode) document =
      edit != NULL ? amends_playbook_edit_dup_document (edit, "risk") : NULL;
  g_autofree char *tier = g_strdup_printf ("%d", change->tier);
  GCancellable *cancellable;
  JsonObject *row;

  if (edit == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  row = document != NULL && JSON_NODE_HOLDS_OBJECT (document)
            ? get_object (
                  get_object (get_object (json_node_get_object (document), "vip"), "matrix"), tier)
            : NULL;
  if (row == NULL)
    {
      g_task_return_new_error (task, AMENDS_SESSION_ERROR, AMENDS_SESSION_ERROR_REFUSED,
                               _ ("The matrix in the playbook cannot be read."));
      return;
    }
  json_object_set_member (row, amends_enum_get_nick (AMENDS_TYPE_PRIORITY, (int) change->priority),
                          cell_to_json (change->cell));
  amends_playbook_edit_set_document (edit, "risk", document, NULL);
  cancellable = g_task_get_cancellable (task);
  amends_playbook_edit_save_async (edit, cancellable, cell_saved_cb, g_steal_pointer (&task));
}

void
amends_session_set_vip_cell_async (AmendsSession *self,
                                   int tier,
                                   AmendsPriority priority,
                                   const AmendsVipCell *cell,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  CellChange *change;

  g_return_if_fail (tier >= 1 && tier <= N_TIERS);
  g_return_if_fail (priority >= AMENDS_PRIORITY_P1 && priority <= AMENDS_PRIORITY_P4);

  g_task_set_source_tag (task, amends_session_set_vip_cell_async);
  if (!amends_session_can_write (self, task))
    return;
  if (!is_own_playbook (self))
    {
      g_task_return_new_error (task, AMENDS_SESSION_ERROR, AMENDS_SESSION_ERROR_REFUSED,
                               _ ("This playbook came with the program. Make a copy of it in the "
                                  "preferences, and change that."));
      return;
    }
  change = g_new0 (CellChange, 1);
  change->tier = tier;
  change->priority = priority;
  change->cell = amends_vip_cell_copy (cell);
  g_task_set_task_data (task, change, cell_change_free);
  amends_playbook_edit_open_async (self, amends_playbook_get_id (self->engines->playbook),
                                   cancellable, edit_opened_cb, g_steal_pointer (&task));
}

gboolean
amends_session_set_vip_cell_finish (AmendsSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* --- Documents ----------------------------------------------------------------------------------
 */

static AmendsDocument *
new_document (AmendsRiskJob *job, const char *title)
{
  AmendsDocument *document = amends_document_new (title, job->language);

  amends_document_set_author (document, job->me->name);
  amends_document_set_audience (document, "internal");
  amends_document_set_created (document, job->world->now, job->world->zone);
  return document;
}

static gboolean
give (AmendsRiskJob *job, AmendsDocument *document)
{
  amends_document_seal (document);
  job->result = document;
  job->destroy = g_object_unref;
  return TRUE;
}

static void
add_list (AmendsDocument *document, AmendsRiskJob *job, const char *heading, const char *name)
{
  const char *const *items = amends_risk_rules_get_list (job->world->rules, name, job->language);

  amends_document_add_heading (document, 2, heading);
  for (guint i = 0; items[i] != NULL; i++)
    amends_document_add_bullet (document, 0, items[i]);
}

static void
add_matrix (AmendsDocument *document, AmendsRiskJob *job)
{
  amends_document_add_heading (document, 2, _ ("Tier and priority"));
  amends_document_begin_table (document);
  amends_document_add_column (document, _ ("Tier"), 2, AMENDS_ALIGN_START);
  for (guint i = 0; i < N_PRIORITIES; i++)
    amends_document_add_column (document, amends_enum_get_label (AMENDS_TYPE_PRIORITY, (int) i + 1),
                                3, AMENDS_ALIGN_START);
  for (int tier = 1; tier <= N_TIERS; tier++)
    {
      g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);

      g_ptr_array_add (cells, g_strdup (amends_risk_rules_get_tier_name (job->world->rules, tier,
                                                                         job->language)));
      for (int priority = AMENDS_PRIORITY_P1; priority <= AMENDS_PRIORITY_P4; priority++)
        g_ptr_array_add (cells, amends_risk_rules_describe_cell (
                                    job->world->rules,
                                    amends_risk_rules_get_cell (job->world->rules, tier,
                                                                (AmendsPriority) priority),
                                    job->language));
      g_ptr_array_add (cells, NULL);
      amends_document_add_row_strv (document, (const char *const *) cells->pdata);
    }
  amends_document_end_table (document);
}

static gboolean
make_vip_document (AmendsRiskJob *job,
                   AmendsConnection *connection,
                   GCancellable *cancellable,
                   GError **error)
{
  AmendsDocument *document = new_document (job, _ ("How VIPs are handled"));
  g_autoptr (GPtrArray) tiers = make_tiers (job);

  add_matrix (document, job);
  amends_document_add_heading (document, 2, _ ("Who belongs to which tier"));
  for (guint i = 0; i < tiers->len; i++)
    {
      const AmendsTierView *tier = tiers->pdata[i];
      g_autofree char *names = g_strjoinv (C_ ("list separator", ", "), tier->names);
      g_autofree char *n = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u account",
                                                         "%u accounts", tier->accounts),
                                            tier->accounts);

      amends_document_add_heading (document, 3, tier->title);
      amends_document_add_key_value (document, _ ("Accounts"), n);
      if (*tier->arr != '\0')
        amends_document_add_key_value (document, _ ("ARR"), tier->arr);
      amends_document_add_paragraph (document, names);
    }
  add_list (document, job, _ ("Triggers"), "triggers");
  add_list (document, job, _ ("Words to listen for"), "keywords");
  add_list (document, job, _ ("When an executive is in touch"), "executive");
  add_list (document, job, _ ("When the renewal is near"), "renewal");
  add_list (document, job, _ ("Figures to watch"), "figures");
  return give (job, document);
}

/* --- Parts of account documents -----------------------------------------------------------------
 */

static void
add_facts (AmendsDocument *document, AmendsRiskJob *job, AmendsAccountRisk *risk)
{
  AmendsAccount *account = risk->account;
  g_autofree char *tier = g_strdup_printf (
      "%s", amends_risk_rules_get_tier_name (job->world->rules, risk->tier, job->language));
  g_autofree char *arr = account->arr != AMENDS_MONEY_UNKNOWN && account->currency != NULL &&
                                 amends_currency_is_valid (account->currency)
                             ? amends_money_format (account->arr, account->currency, job->language)
                             : NULL;
  g_autofree char *health =
      account->health != AMENDS_UNKNOWN ? g_strdup_printf ("%d", account->health) : NULL;

  amends_document_add_key_value (document, _ ("Account"), account->name);
  amends_document_add_key_value (document, _ ("Tier"), tier);
  if (arr != NULL)
    amends_document_add_key_value (document, _ ("ARR"), arr);
  if (account->renewal != NULL)
    amends_document_add_key_value (document, _ ("Renewal"), account->renewal);
  if (health != NULL)
    amends_document_add_key_value (document, _ ("Health"), health);
  if (account->csm != NULL)
    amends_document_add_key_value (document, _ ("CSM"), account->csm);
  if (account->account_manager != NULL)
    amends_document_add_key_value (document, _ ("Account manager"), account->account_manager);
  if (account->executive_sponsor != NULL)
    amends_document_add_key_value (document, _ ("Executive sponsor"), account->executive_sponsor);
}

static void
add_score (AmendsDocument *document, AmendsRiskJob *job, AmendsAccountRisk *risk)
{
  g_autofree char *text = NULL;

  amends_document_add_heading (document, 2, _ ("Level"));
  if (risk->score == AMENDS_UNKNOWN)
    {
      amends_document_add_paragraph (document, risk->headline);
      amends_document_add_paragraph (document, risk->reason);
      return;
    }
  text = g_strdup_printf (
      /* Translators: a score, and the word for it, such as "74 of 100, medium". */
      _ ("%1$d of 100: %2$s"), risk->score,
      amends_risk_rules_get_level_name (job->world->rules, risk->level, job->language, NULL));
  amends_document_add_paragraph (document, text);
  amends_document_add_paragraph (document, risk->reason);
  for (guint i = 0; risk->notes[i] != NULL; i++)
    amends_document_add_callout (document, AMENDS_CALLOUT_INFO, risk->notes[i]);
}

static void
add_ranked (AmendsDocument *document, AmendsAccountRisk *risk)
{
  guint n = 0;

  if (risk->score == AMENDS_UNKNOWN)
    return;
  amends_document_add_heading (document, 2, _ ("What weighs most"));
  for (guint i = 0; i < risk->factors->len && n < MOST_RANKED; i++)
    {
      const AmendsRiskFactor *factor = risk->factors->pdata[i];
      g_autofree char *text = NULL;

      if (factor->points < 1)
        continue;
      n++;
      text = g_strdup_printf (
          /* Translators: a factor, its points, the most it can have, and what it rests on. */
          _ ("%1$s, %2$.0f of %3$.0f points: %4$s"), factor->title, factor->points, factor->most,
          factor->summary);
      amends_document_add_numbered (document, 0, text);
    }
}

static void
add_patterns (AmendsDocument *document, AmendsRiskJob *job, AmendsAccountRisk *risk)
{
  g_autoptr (GPtrArray) patterns = amends_risk_list_patterns (job->world->rules, job->history, risk,
                                                              job->world->now, job->language);

  amends_document_add_heading (document, 2, _ ("What recurs"));
  for (guint i = 0; i < patterns->len; i++)
    amends_document_add_bullet (document, 0, patterns->pdata[i]);
  if (patterns->len == 0)
    amends_document_add_paragraph (document, _ ("Nothing comes up often enough to call it so."));
}

static void
add_approach (AmendsDocument *document, AmendsRiskJob *job, AmendsAccountRisk *risk)
{
  g_autoptr (GPtrArray) approach =
      amends_risk_list_approach (job->world->rules, risk, job->language);

  amends_document_add_heading (document, 2, _ ("How to approach them"));
  for (guint i = 0; i < approach->len; i++)
    {
      const AmendsApproach *one = approach->pdata[i];

      amends_document_begin_bullet (document, 0);
      amends_document_add_run (document, AMENDS_RUN_STRONG, one->title);
      amends_document_add_run (document, AMENDS_RUN_PLAIN, _ (": "));
      amends_document_add_run (document, AMENDS_RUN_PLAIN, one->why);
      amends_document_end_runs (document);
    }
  if (approach->len == 0)
    amends_document_add_paragraph (document, _ ("Nothing calls for anything but the usual care."));
}

static void
add_people (AmendsDocument *document, AmendsRiskJob *job)
{
  g_autoptr (GPtrArray) people =
      amends_risk_list_engagement (job->world->rules, job->history, job->world->now, job->language);

  amends_document_add_heading (document, 2, _ ("People"));
  for (guint i = 0; i < people->len; i++)
    {
      const AmendsEngagement *one = people->pdata[i];
      g_autofree char *text =
          one->contact->concerns != NULL
              /* Translators: how a person is engaged, then what concerns them. */
              ? g_strdup_printf (_ ("%1$s. %2$s"), one->text, one->contact->concerns)
              : g_strdup (one->text);

      amends_document_add_key_value (document, one->contact->name, text);
    }
}

/* In the last thirty days, and in the thirty before. */
static void
add_trend (AmendsDocument *document,
           AmendsRiskJob *job,
           const char *label,
           gboolean (*counts) (const AmendsReading *reading))
{
  guint now = 0, was = 0;
  g_autofree char *text = NULL;

  for (guint i = 0; i < job->history->readings->len; i++)
    {
      const AmendsReading *reading = job->history->readings->pdata[i];
      AmendsInstant age = job->world->now - reading->at;

      if (age < 0 || age > 2 * MONTH * AMENDS_DAY || !counts (reading))
        continue;
      if (age <= MONTH * AMENDS_DAY)
        now++;
      else
        was++;
    }
  /* Translators: two numbers, such as of tickets. */
  text = g_strdup_printf (_ ("%1$u in the last 30 days, %2$u in the 30 before"), now, was);
  amends_document_add_key_value (document, label, text);
}

static gboolean
is_any (const AmendsReading *reading)
{
  return reading->direction != AMENDS_DIRECTION_INTERNAL;
}

static gboolean
is_ticket (const AmendsReading *reading)
{
  return reading->kind == AMENDS_INTERACTION_TICKET;
}

static gboolean
is_severe (const AmendsReading *reading)
{
  return is_ticket (reading) &&
         (reading->priority == AMENDS_PRIORITY_P1 || reading->priority == AMENDS_PRIORITY_P2);
}

static gboolean
is_negative (const AmendsReading *reading)
{
  return reading->negative >= 0.6;
}

static void
add_trends (AmendsDocument *document, AmendsRiskJob *job)
{
  amends_document_add_heading (document, 2, _ ("Trends"));
  add_trend (document, job, _ ("Interactions"), is_any);
  add_trend (document, job, _ ("Tickets"), is_ticket);
  add_trend (document, job, _ ("Tickets of P1 or P2"), is_severe);
  add_trend (document, job, _ ("Negative messages"), is_negative);
}

static void
add_quotes (AmendsDocument *document, AmendsRiskJob *job, AmendsAccountRisk *risk)
{
  guint n = 0;

  for (guint i = 0; i < risk->factors->len && n < MOST_QUOTES; i++)
    {
      const AmendsRiskFactor *factor = risk->factors->pdata[i];

      for (guint j = 0; j < factor->evidence->len && n < MOST_QUOTES; j++)
        {
          const AmendsRiskEvidence *evidence = factor->evidence->pdata[j];
          g_autofree char *day = NULL;

          if (!evidence->quote || factor->rule)
            continue;
          if (n++ == 0)
            amends_document_add_heading (document, 2, _ ("In their own words"));
          day = evidence->at != AMENDS_INSTANT_NONE
                    ? amends_risk_dup_day (evidence->at, job->world->zone)
                    : NULL;
          amends_document_add_quote (document, evidence->text, day);
        }
    }
}

static void
add_lately (AmendsDocument *document, AmendsRiskJob *job, const char *heading, gboolean tickets)
{
  guint n = 0;

  amends_document_add_heading (document, 2, heading);
  for (guint i = job->history->readings->len; i-- > 0 && n < MOST_LATELY;)
    {
      const AmendsReading *reading = job->history->readings->pdata[i];
      g_autofree char *day = NULL;
      g_autofree char *text = NULL;

      if (reading->at > job->world->now || reading->gist == NULL || is_ticket (reading) != tickets)
        continue;
      n++;
      day = amends_risk_dup_day (reading->at, job->world->zone);
      text = g_strdup_printf (
          /* Translators: a day; what it was, such as Call or High; what it was about. */
          _ ("%1$s %2$s: %3$s"), day,
          amends_enum_get_label (AMENDS_TYPE_INTERACTION_KIND, (int) reading->kind), reading->gist);
      amends_document_add_bullet (document, 0, text);
    }
  if (n == 0)
    amends_document_add_paragraph (document, _ ("None is known."));
}

/* --- Hand-off -----------------------------------------------------------------------------------
 */

static void
add_last_executive_meeting (AmendsDocument *document, AmendsRiskJob *job)
{
  for (guint i = job->history->readings->len; i-- > 0;)
    {
      const AmendsReading *reading = job->history->readings->pdata[i];
      g_autofree char *day = NULL;
      g_autofree char *text = NULL;

      if (reading->at > job->world->now || reading->contact_id == NULL ||
          (reading->kind != AMENDS_INTERACTION_MEETING &&
           reading->kind != AMENDS_INTERACTION_CALL) ||
          !g_hash_table_contains (job->history->executives, reading->contact_id))
        continue;
      day = amends_risk_dup_day (reading->at, job->world->zone);
      text = g_strdup_printf (_ ("%1$s: %2$s"), day, reading->gist != NULL ? reading->gist : "");
      amends_document_add_key_value (document, _ ("Last meeting with an executive"), text);
      return;
    }
  amends_document_add_key_value (document, _ ("Last meeting with an executive"),
                                 _ ("None is known."));
}

static void
add_cases (AmendsDocument *document, AmendsRiskJob *job)
{
  amends_document_add_heading (document, 2, _ ("Escalations"));
  for (guint i = job->history->cases->len; i-- > 0;)
    {
      const AmendsPastEscalation *past = job->history->cases->pdata[i];
      g_autofree char *day = amends_risk_dup_day (past->at, job->world->zone);
      g_autofree char *text =
          g_strdup_printf (_ ("%1$s %2$s: %3$s"), day,
                           amends_enum_get_label (AMENDS_TYPE_SEVERITY, (int) past->severity),
                           past->title != NULL ? past->title : "");

      amends_document_add_bullet (document, 0, text);
    }
  if (job->history->cases->len == 0)
    amends_document_add_paragraph (document, _ ("None is known."));
}

static gboolean
make_handoff (AmendsRiskJob *job,
              AmendsConnection *connection,
              GCancellable *cancellable,
              GError **error)
{
  g_autoptr (AmendsAccountRisk) risk =
      amends_risk_world_judge (job->world, job->history, job->language);
  /* Translators: %s is the name of an account. */
  g_autofree char *title = g_strdup_printf (_ ("Hand-off: %s"), risk->account->name);
  AmendsDocument *document = new_document (job, title);

  amends_document_add_heading (document, 2, _ ("Account"));
  add_facts (document, job, risk);
  add_last_executive_meeting (document, job);
  add_score (document, job, risk);
  add_ranked (document, risk);
  add_approach (document, job, risk);
  add_people (document, job);
  add_lately (document, job, _ ("Tickets"), TRUE);
  add_patterns (document, job, risk);
  add_cases (document, job);
  if (risk->account->notes != NULL)
    {
      amends_document_add_heading (document, 2, _ ("Notes"));
      amends_document_add_paragraph (document, risk->account->notes);
    }
  add_lately (document, job, _ ("Lately"), FALSE);
  return give (job, document);
}

/* --- Account risk report ------------------------------------------------------------------------
 */

static void
add_actions (AmendsDocument *document, AmendsRiskJob *job, AmendsAccountRisk *risk)
{
  g_autoptr (GPtrArray) approach =
      amends_risk_list_approach (job->world->rules, risk, job->language);

  amends_document_add_heading (document, 2, _ ("What to do"));
  amends_document_add_heading (document, 3, _ ("Now"));
  for (guint i = 0; i < risk->actions->len; i++)
    amends_document_add_check (document, FALSE,
                               ((AmendsRiskAction *) risk->actions->pdata[i])->title);
  if (risk->actions->len == 0)
    amends_document_add_paragraph (document, risk->headline);
  amends_document_add_heading (document, 3, _ ("This week"));
  for (guint i = 0; i < approach->len; i++)
    amends_document_add_check (document, FALSE, ((AmendsApproach *) approach->pdata[i])->title);
  if (approach->len == 0)
    amends_document_add_paragraph (document, _ ("Nothing calls for anything but the usual care."));
  amends_document_add_heading (document, 3, _ ("This month"));
  for (guint i = 0; i < MIN (3, risk->factors->len); i++)
    {
      const AmendsRiskFactor *factor = risk->factors->pdata[i];
      g_autofree char *text = NULL;

      if (factor->points < 1 || factor->rule)
        continue;
      /* Translators: a factor of risk, such as Usage. */
      text = g_strdup_printf (_ ("See whether this has changed: %s"), factor->title);
      amends_document_add_check (document, FALSE, text);
    }
  if (risk->ahead != NULL)
    amends_document_add_paragraph (document, risk->ahead);
}

static void
add_whom_to_tell (AmendsDocument *document, AmendsRiskJob *job, AmendsAccountRisk *risk)
{
  const AmendsVipCell *cell =
      amends_risk_rules_get_cell (job->world->rules, risk->tier, AMENDS_PRIORITY_P1);
  g_autofree char *handling =
      amends_risk_rules_describe_cell (job->world->rules, cell, job->language);

  amends_document_add_heading (document, 2, _ ("Whom to tell"));
  if (risk->account->csm != NULL)
    amends_document_add_key_value (document, _ ("CSM"), risk->account->csm);
  if (risk->level >= AMENDS_RISK_HIGH && risk->account->executive_sponsor != NULL)
    amends_document_add_key_value (document, _ ("Executive sponsor"),
                                   risk->account->executive_sponsor);
  amends_document_add_key_value (document, _ ("Should it become a P1"), handling);
}

/* Mails that were pasted in are judged like the others, as of now. */
static void
add_excerpts (AmendsRiskJob *job)
{
  g_autoptr (AmendsInteraction) mail = NULL;
  AmendsClassifier *classifier;
  AmendsReading *reading;

  if (job->text == NULL || *g_strstrip (job->text) == '\0')
    return;
  classifier = amends_engines_get_classifier (job->world->engines, NULL);
  if (classifier == NULL)
    return;
  mail = amends_record_new (AMENDS_TYPE_INTERACTION);
  mail->account_id = g_strdup (job->history->account->id);
  mail->kind = AMENDS_INTERACTION_E_MAIL;
  mail->direction = AMENDS_DIRECTION_INBOUND;
  mail->at = job->world->now;
  mail->text = g_strdup (job->text);
  reading = amends_account_read_interaction (classifier, job->world->rules, mail);
  /* It is here already; it does not wait for an answer. */
  reading->asks = FALSE;
  amends_account_history_add_reading (job->history, reading);
  amends_account_history_seal (job->history);
}

static gboolean
make_report (AmendsRiskJob *job,
             AmendsConnection *connection,
             GCancellable *cancellable,
             GError **error)
{
  g_autoptr (AmendsAccountRisk) risk = NULL;
  g_autofree char *title = NULL;
  AmendsDocument *document;

  add_excerpts (job);
  risk = amends_risk_world_judge (job->world, job->history, job->language);
  /* Translators: %s is the name of an account. */
  title = g_strdup_printf (_ ("Account risk: %s"), risk->account->name);
  document = new_document (job, title);
  add_facts (document, job, risk);
  add_score (document, job, risk);
  add_ranked (document, risk);
  add_trends (document, job);
  add_quotes (document, job, risk);
  add_patterns (document, job, risk);
  add_actions (document, job, risk);
  add_approach (document, job, risk);
  add_people (document, job);
  add_whom_to_tell (document, job, risk);
  return give (job, document);
}

/* --- Starting -----------------------------------------------------------------------------------
 */

static void
start (AmendsSession *self,
       const char *account,
       const char *text,
       AmendsRiskJobFunc work,
       GCancellable *cancellable,
       GAsyncReadyCallback callback,
       gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  AmendsRiskJob *job = amends_risk_job_new (self, task, account, work);

  if (job == NULL)
    {
      g_object_unref (task);
      return;
    }
  job->text = g_strdup (text);
  amends_risk_job_read (self, job, task);
}

void
amends_session_vip_document_async (AmendsSession *self,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  start (self, NULL, NULL, make_vip_document, cancellable, callback, user_data);
}

void
amends_session_handoff_document_async (AmendsSession *self,
                                       const char *account,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data)
{
  start (self, account, NULL, make_handoff, cancellable, callback, user_data);
}

void
amends_session_risk_document_async (AmendsSession *self,
                                    const char *account,
                                    const char *excerpts,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  start (self, account, excerpts, make_report, cancellable, callback, user_data);
}

AmendsDocument *
amends_session_risk_document_finish (AmendsSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
