/* SPDX-License-Identifier: GPL-3.0-or-later */
/* amends risk, warnings, backtest, vip */

#include "config.h"

#include "amends-cli-commands.h"
#include "amends-change.h"
#include "amends-cli-json.h"
#include "amends-enum-types.h"
#include "amends-labels.h"
#include "amends-session-risk.h"

#include <glib/gi18n-lib.h>
#include <math.h>

static void
put_string (JsonObject *object, const char *member, const char *value)
{
  if (value != NULL)
    json_object_set_string_member (object, member, value);
  else
    json_object_set_null_member (object, member);
}

/* --- risk ---------------------------------------------------------------------------------------
 */

static void
print_line (AmendsAccountRisk *risk)
{
  g_autofree char *score =
      risk->score != AMENDS_UNKNOWN ? g_strdup_printf ("%d", risk->score) : g_strdup ("–");

  amends_cli_print ("%3s  %s: %s", score, risk->account->name, risk->reason);
}

static void
print_evidence (const AmendsRiskEvidence *evidence)
{
  g_autofree char *at =
      evidence->at != AMENDS_INSTANT_NONE ? amends_instant_format_utc (evidence->at) : NULL;

  amends_cli_print (evidence->quote ? "      %4.1f  %s: “%s”%s%s%s" : "      %4.1f  %s: %s%s%s%s",
                    evidence->points, evidence->title, evidence->text, at != NULL ? " (" : "",
                    at != NULL ? at : "", at != NULL ? ")" : "");
}

static void
print_risk (AmendsAccountRisk *risk)
{
  print_line (risk);
  amends_cli_print ("     %s", risk->headline);
  for (guint i = 0; i < risk->factors->len; i++)
    {
      const AmendsRiskFactor *factor = risk->factors->pdata[i];

      amends_cli_print ("  %5.1f / %4.1f  %s", factor->points, factor->most, factor->title);
      for (guint j = 0; j < factor->evidence->len; j++)
        print_evidence (factor->evidence->pdata[j]);
    }
  for (guint i = 0; i < risk->rules->len; i++)
    amends_cli_print ("  ! %s: %s", ((AmendsRiskRuleHit *) risk->rules->pdata[i])->title,
                      ((AmendsRiskRuleHit *) risk->rules->pdata[i])->text);
  for (guint i = 0; i < risk->actions->len; i++)
    amends_cli_print ("  > %s", ((AmendsRiskAction *) risk->actions->pdata[i])->title);
  for (guint i = 0; risk->notes[i] != NULL; i++)
    amends_cli_print ("  - %s", risk->notes[i]);
}

static int
show_one (AmendsCli *cli, const char *name, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (AmendsRiskFile) file = NULL;

  amends_session_read_risk_async (cli->session, name, NULL, amends_cli_done_cb, &result);
  file = amends_session_read_risk_finish (cli->session, amends_cli_wait (&result), error);
  if (file == NULL)
    return AMENDS_EXIT_FAILED;
  if (cli->json)
    amends_cli_print_json (amends_account_risk_to_json (file->risk));
  else
    print_risk (file->risk);
  return AMENDS_EXIT_DONE;
}

int
amends_cli_risk (AmendsCli *cli, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) risks = NULL;
  g_autoptr (GPtrArray) nodes = g_ptr_array_new_with_free_func ((GDestroyNotify) json_node_unref);

  if (!amends_cli_parse (cli, NULL, "[ACCOUNT]", 0, 1, error))
    return AMENDS_EXIT_FAILED;
  if (!amends_cli_open (cli, error))
    return AMENDS_EXIT_FAILED;
  if (cli->arguments[0] != NULL)
    return show_one (cli, cli->arguments[0], error);
  amends_session_list_risks_async (cli->session, NULL, amends_cli_done_cb, &result);
  risks = amends_session_list_risks_finish (cli->session, amends_cli_wait (&result), error);
  if (risks == NULL)
    return AMENDS_EXIT_FAILED;
  for (guint i = 0; i < risks->len; i++)
    if (cli->json)
      g_ptr_array_add (nodes, amends_account_risk_to_json (risks->pdata[i]));
    else
      print_line (risks->pdata[i]);
  if (cli->json)
    amends_cli_print_json (amends_cli_list_to_json ("accounts", nodes));
  return AMENDS_EXIT_DONE;
}

/* --- warnings -----------------------------------------------------------------------------------
 */

static JsonNode *
warning_to_json (AmendsWarningRow *row)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  AmendsWarning *warning = row->warning;
  g_autofree char *at = amends_instant_format_utc (warning->at);
  g_autofree char *until =
      warning->until != AMENDS_INSTANT_NONE ? amends_instant_format_utc (warning->until) : NULL;

  put_string (object, "id", warning->id);
  put_string (object, "account", warning->account_id);
  put_string (object, "name", row->account);
  put_string (object, "at", at);
  json_object_set_int_member (object, "score", warning->score);
  put_string (object, "rule", warning->rule);
  put_string (object, "title", row->title);
  put_string (object, "reason", warning->reason);
  put_string (object, "action", warning->action);
  put_string (object, "action_title", row->action_title);
  put_string (object, "draft", row->draft);
  put_string (object, "state",
              amends_enum_get_nick (AMENDS_TYPE_WARNING_STATE, (int) warning->state));
  put_string (object, "until", until);
  put_string (object, "note", warning->note);
  json_object_set_boolean_member (object, "due", row->due);
  json_node_take_object (node, object);
  return node;
}

/* Answers one; FALSE with @error. */
static gboolean
answer (AmendsCli *cli, const char *id, AmendsWarningAnswer what, const char *note, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  amends_session_answer_warning_async (cli->session, id, what, AMENDS_INSTANT_NONE, note, NULL,
                                       amends_cli_done_cb, &result);
  return amends_session_answer_warning_finish (cli->session, amends_cli_wait (&result), error);
}

static gboolean
find_answer (const char *word, AmendsWarningAnswer *what)
{
  static const char *const words[] = { "accept", "snooze", "false-alarm", "take-back" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_strcmp0 (word, words[i]) == 0)
      {
        *what = (AmendsWarningAnswer) i;
        return TRUE;
      }
  return FALSE;
}

static int
show_warnings (AmendsCli *cli, gboolean all, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GPtrArray) nodes = g_ptr_array_new_with_free_func ((GDestroyNotify) json_node_unref);

  amends_session_list_warnings_async (cli->session, NULL, !all, NULL, amends_cli_done_cb, &result);
  rows = amends_session_list_warnings_finish (cli->session, amends_cli_wait (&result), error);
  if (rows == NULL)
    return AMENDS_EXIT_FAILED;
  for (guint i = 0; i < rows->len; i++)
    {
      AmendsWarningRow *row = rows->pdata[i];

      if (cli->json)
        g_ptr_array_add (nodes, warning_to_json (row));
      else
        amends_cli_print ("%s  %3d  %s, %s: %s\n     %s > %s", row->warning->id,
                          row->warning->score, row->account, row->title, row->warning->reason,
                          amends_enum_get_label (AMENDS_TYPE_WARNING_STATE,
                                                 (int) row->warning->state),
                          row->action_title);
    }
  if (cli->json)
    amends_cli_print_json (amends_cli_list_to_json ("warnings", nodes));
  return AMENDS_EXIT_DONE;
}

int
amends_cli_warnings (AmendsCli *cli, GError **error)
{
  gboolean all = FALSE;
  g_autofree char *note = NULL;
  const GOptionEntry entries[] = {
    { "all", 0, 0, G_OPTION_ARG_NONE, &all, N_ ("Answered and past ones as well"), NULL },
    { "note", 0, 0, G_OPTION_ARG_STRING, &note, N_ ("Why"), N_ ("TEXT") },
    { NULL },
  };
  g_autoptr (GAsyncResult) result = NULL;
  AmendsWarningAnswer what = AMENDS_ANSWER_RIGHT;

  if (!amends_cli_parse (cli, entries, "[accept|snooze|false-alarm|take-back ID]", 0, 2, error))
    return AMENDS_EXIT_FAILED;
  if (cli->arguments[0] != NULL &&
      (cli->arguments[1] == NULL || !find_answer (cli->arguments[0], &what)))
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   _ ("accept, snooze, false-alarm or take-back is expected, and the id of a "
                      "warning."));
      return AMENDS_EXIT_USAGE;
    }
  if (!amends_cli_open (cli, error))
    return AMENDS_EXIT_FAILED;
  if (cli->arguments[0] != NULL)
    return answer (cli, cli->arguments[1], what, note, error) ? AMENDS_EXIT_DONE
                                                              : AMENDS_EXIT_FAILED;
  if (!amends_session_is_read_only (cli->session))
    {
      amends_session_watch_async (cli->session, NULL, amends_cli_done_cb, &result);
      if (amends_session_watch_finish (cli->session, amends_cli_wait (&result), error) < 0)
        return AMENDS_EXIT_FAILED;
    }
  return show_warnings (cli, all, error);
}

/* --- backtest -----------------------------------------------------------------------------------
 */

static void
print_row (const AmendsBacktestRow *row)
{
  if (isnan (row->share))
    amends_cli_print ("%9d  %5u  %4u  %6u  %5s          %6u", row->threshold, row->early, row->late,
                      row->missed, "–", row->false_alarms);
  else
    amends_cli_print ("%9d  %5u  %4u  %6u  %3.0f %% (%.0f–%.0f)  %6u  %.2f", row->threshold,
                      row->early, row->late, row->missed, row->share * 100, row->low * 100,
                      row->high * 100, row->false_alarms, row->alarms);
}

int
amends_cli_backtest (AmendsCli *cli, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (AmendsBacktest) test = NULL;

  if (!amends_cli_parse (cli, NULL, "", 0, 0, error) || !amends_cli_open (cli, error))
    return AMENDS_EXIT_FAILED;
  amends_session_backtest_async (cli->session, NULL, NULL, NULL, amends_cli_done_cb, &result);
  test = amends_session_backtest_finish (cli->session, amends_cli_wait (&result), error);
  if (test == NULL)
    return AMENDS_EXIT_FAILED;
  if (cli->json)
    {
      amends_cli_print_json (
          amends_backtest_to_json (test, amends_session_get_zone (cli->session)));
      return AMENDS_EXIT_DONE;
    }
  amends_cli_print ("%s", test->text);
  amends_cli_print ("%s", _ ("threshold  early  late  missed  share (95 %)  false  a month"));
  for (guint i = 0; i < test->rows->len; i++)
    print_row (test->rows->pdata[i]);
  return AMENDS_EXIT_DONE;
}

/* --- vip ----------------------------------------------------------------------------------------
 */

static JsonNode *
vip_to_json (AmendsCli *cli, const AmendsVipView *view)
{
  AmendsRiskRules *rules = amends_session_get_risk_rules (cli->session);
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  JsonArray *tiers = json_array_new ();

  for (guint i = 0; i < view->tiers->len; i++)
    {
      const AmendsTierView *tier = view->tiers->pdata[i];
      JsonObject *row = json_object_new (), *cells = json_object_new ();
      JsonArray *names = json_array_new ();

      json_object_set_int_member (row, "tier", tier->tier);
      json_object_set_string_member (row, "title", tier->title);
      json_object_set_int_member (row, "count", tier->accounts);
      json_object_set_string_member (row, "arr", tier->arr);
      for (guint j = 0; tier->names[j] != NULL; j++)
        json_array_add_string_element (names, tier->names[j]);
      json_object_set_array_member (row, "accounts", names);
      for (int priority = AMENDS_PRIORITY_P1; priority <= AMENDS_PRIORITY_P4; priority++)
        {
          const AmendsVipCell *cell =
              amends_risk_rules_get_cell (rules, tier->tier, (AmendsPriority) priority);
          JsonObject *one = json_object_new ();
          JsonArray *told = json_array_new ();

          if (cell->response >= 0)
            json_object_set_int_member (one, "minutes", cell->response);
          else
            json_object_set_null_member (one, "minutes");
          json_object_set_string_member (one, "handler", cell->handler);
          for (guint k = 0; k < cell->n_notify; k++)
            json_array_add_string_element (told, amends_enum_get_nick (AMENDS_TYPE_ROLE,
                                                                       (int) cell->notify[k]));
          json_object_set_array_member (one, "notify", told);
          json_object_set_object_member (
              cells, amends_enum_get_nick (AMENDS_TYPE_PRIORITY, priority), one);
        }
      json_object_set_object_member (row, "matrix", cells);
      json_array_add_object_element (tiers, row);
    }
  json_object_set_array_member (object, "tiers", tiers);
  json_node_take_object (node, object);
  return node;
}

static void
print_vip (AmendsCli *cli, const AmendsVipView *view)
{
  AmendsRiskRules *rules = amends_session_get_risk_rules (cli->session);

  for (guint i = 0; i < view->tiers->len; i++)
    {
      const AmendsTierView *tier = view->tiers->pdata[i];

      amends_cli_print ("%s (%u%s%s)", tier->title, tier->accounts, *tier->arr ? ", " : "",
                        tier->arr);
      for (int priority = AMENDS_PRIORITY_P1; priority <= AMENDS_PRIORITY_P4; priority++)
        {
          g_autofree char *text = amends_risk_rules_describe_cell (
              rules, amends_risk_rules_get_cell (rules, tier->tier, (AmendsPriority) priority),
              amends_change_get_language ());

          amends_cli_print ("  %s  %s", amends_enum_get_label (AMENDS_TYPE_PRIORITY, priority),
                            text);
        }
    }
}

static gboolean
export_vip (AmendsCli *cli, const char *path, GError **error)
{
  g_autoptr (GAsyncResult) made = NULL;
  g_autoptr (GAsyncResult) written = NULL;
  g_autoptr (AmendsDocument) document = NULL;

  amends_session_vip_document_async (cli->session, NULL, amends_cli_done_cb, &made);
  document = amends_session_risk_document_finish (cli->session, amends_cli_wait (&made), error);
  if (document == NULL)
    return FALSE;
  amends_session_write_document_async (cli->session, document, path, NULL, amends_cli_done_cb,
                                       &written);
  return amends_session_export_finish (cli->session, amends_cli_wait (&written), error);
}

int
amends_cli_vip (AmendsCli *cli, GError **error)
{
  g_autofree char *path = NULL;
  const GOptionEntry entries[] = {
    { "export", 0, 0, G_OPTION_ARG_FILENAME, &path, N_ ("Write the matrix as a document"),
      N_ ("FILE") },
    { NULL },
  };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (AmendsVipView) view = NULL;

  if (!amends_cli_parse (cli, entries, "", 0, 0, error) || !amends_cli_open (cli, error))
    return AMENDS_EXIT_FAILED;
  if (path != NULL)
    return export_vip (cli, path, error) ? AMENDS_EXIT_DONE : AMENDS_EXIT_FAILED;
  amends_session_read_vip_async (cli->session, NULL, amends_cli_done_cb, &result);
  view = amends_session_read_vip_finish (cli->session, amends_cli_wait (&result), error);
  if (view == NULL)
    return AMENDS_EXIT_FAILED;
  if (cli->json)
    amends_cli_print_json (vip_to_json (cli, view));
  else
    print_vip (cli, view);
  return AMENDS_EXIT_DONE;
}
