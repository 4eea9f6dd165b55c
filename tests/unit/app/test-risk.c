/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Risk through the session: list, page, warnings, learning, drafts that pass the gate, documents.
 */

#include "config.h"

#include "amends-finding.h"
#include "amends-session-risk.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define NOW ((AmendsInstant) 1773143880000) /* 2026-03-10T11:58:00Z, a Tuesday */

typedef struct
{
  char *folder;
  AmendsTimeSource *time;
  AmendsSession *session;
} Fixture;

static void
done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) opened = NULL;
  g_autoptr (GAsyncResult) loaded = NULL;
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("amends-risk-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->time = amends_time_source_new_fixed (NOW);
  fixture->session = amends_session_new (fixture->folder, fixture->time);
  amends_session_open_async (fixture->session, NULL, done_cb, &opened);
  g_assert_true (amends_session_open_finish (fixture->session, wait_for (&opened), &error));
  amends_session_load_sample_async (fixture->session, NULL, done_cb, &loaded);
  g_assert_true (amends_session_workspace_finish (fixture->session, wait_for (&loaded), &error));
  g_assert_no_error (error);
}

static void
settle (void)
{
  for (int i = 0; i < 50; i++)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (1000);
    }
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autofree char *command = g_strdup_printf ("rm -rf '%s'", fixture->folder);

  settle ();
  amends_session_close (fixture->session);
  g_clear_object (&fixture->session);
  g_assert_finalize_object (fixture->time);
  g_assert_cmpint (system (command), ==, 0);
  g_free (fixture->folder);
}

static GPtrArray *
list_risks (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *risks;

  amends_session_list_risks_async (fixture->session, NULL, done_cb, &result);
  risks = amends_session_list_risks_finish (fixture->session, wait_for (&result), &error);
  g_assert_no_error (error);
  return risks;
}

static AmendsRiskFile *
read_risk (Fixture *fixture, const char *name)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  AmendsRiskFile *file;

  amends_session_read_risk_async (fixture->session, name, NULL, done_cb, &result);
  file = amends_session_read_risk_finish (fixture->session, wait_for (&result), &error);
  g_assert_no_error (error);
  return file;
}

static int
watch (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  int raised;

  amends_session_watch_async (fixture->session, NULL, done_cb, &result);
  raised = amends_session_watch_finish (fixture->session, wait_for (&result), &error);
  g_assert_no_error (error);
  return raised;
}

static GPtrArray *
list_warnings (Fixture *fixture, gboolean open_only)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *rows;

  amends_session_list_warnings_async (fixture->session, NULL, open_only, NULL, done_cb, &result);
  rows = amends_session_list_warnings_finish (fixture->session, wait_for (&result), &error);
  g_assert_no_error (error);
  return rows;
}

static void
answer (Fixture *fixture, AmendsWarningRow *row, AmendsWarningAnswer what)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  amends_session_answer_warning_async (fixture->session, row->warning->id, what,
                                       AMENDS_INSTANT_NONE, NULL, NULL, done_cb, &result);
  g_assert_true (
      amends_session_answer_warning_finish (fixture->session, wait_for (&result), &error));
  g_assert_no_error (error);
}

/* --- Lists and pages ----------------------------------------------------------------------------
 */

static void
test_list (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) risks = list_risks (fixture);
  g_autoptr (GPtrArray) again = list_risks (fixture);
  g_autoptr (GPtrArray) renewals = amends_risks_list_renewals (risks, 60);
  AmendsAccountRisk *top = risks->pdata[0];

  g_assert_cmpuint (risks->len, ==, 12);
  g_assert_cmpstr (top->account->name, ==, "Marisol Retail");
  /* Nothing has changed: nothing was computed. */
  g_assert_true (again->pdata[0] == risks->pdata[0]);
  amends_session_get_risk_word (fixture->session, top->level, NULL);
  g_assert_cmpint (((AmendsAccountRisk *) risks->pdata[11])->score, ==, AMENDS_UNKNOWN);
  g_assert_cmpuint (renewals->len, ==, 3);
  for (guint i = 1; i < renewals->len; i++)
    g_assert_cmpint (((AmendsRenewal *) renewals->pdata[i])->days, >=,
                     ((AmendsRenewal *) renewals->pdata[i - 1])->days);
}

static void
test_page (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AmendsRiskFile) file = NULL;
  g_autoptr (AmendsRiskFile) empty = read_risk (fixture, "Tiergarten Klinikum");

  watch (fixture);
  amends_time_source_set_fixed (fixture->time, NOW + 2 * AMENDS_DAY);
  file = read_risk (fixture, "Marisol Retail");
  g_assert_cmpuint (file->history->points->len, ==, 2);
  g_assert_cmpuint (file->usage->len, ==, 4);
  g_assert_cmpstr (((AmendsRiskSeries *) file->usage->pdata[0])->id, ==, "usage");
  g_assert_cmpuint (file->interactions->len, >=, 18);
  g_assert_cmpuint (file->signals->len, >, 5);
  g_assert_cmpuint (file->engagement->len, ==, 2);
  g_assert_true (((AmendsEngagement *) file->engagement->pdata[0])->champion);
  g_assert_cmpuint (file->approach->len, >, 1);
  g_assert_cmpuint (file->patterns->len, >, 0);
  g_assert_cmpuint (file->warnings->len, >, 0);
  g_assert_cmpstr (file->sentiment->latest, ==, "Negative");
  g_assert_nonnull (file->handling);
  /* Quotes stand where they say they stand. */
  for (guint i = 0; i < file->signals->len; i++)
    {
      const AmendsRiskEvidence *evidence = file->signals->pdata[i];

      for (guint j = 0; evidence->quote && j < file->interactions->len; j++)
        {
          AmendsInteraction *interaction = file->interactions->pdata[j];

          if (g_strcmp0 (interaction->id, evidence->interaction_id) == 0)
            g_assert_cmpuint (evidence->end, <=, g_utf8_strlen (interaction->text, -1));
        }
    }
  g_assert_cmpint (empty->risk->score, ==, AMENDS_UNKNOWN);
  g_assert_cmpuint (empty->history->points->len, ==, 0);
  g_assert_null (empty->sentiment->latest);
}

static void
test_not_found (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  amends_session_read_risk_async (fixture->session, "Nobody", NULL, done_cb, &result);
  g_assert_null (amends_session_read_risk_finish (fixture->session, wait_for (&result), &error));
  g_assert_error (error, AMENDS_SESSION_ERROR, AMENDS_SESSION_ERROR_NOT_FOUND);
}

/* --- Warnings and learning ----------------------------------------------------------------------
 */

static void
test_warnings (Fixture *fixture, gconstpointer data)
{
  int raised = watch (fixture);
  g_autoptr (GPtrArray) rows = list_warnings (fixture, TRUE);
  g_autoptr (GPtrArray) left = NULL;
  g_autoptr (GPtrArray) later = NULL;
  AmendsWarningRow *first = rows->pdata[0];

  g_assert_cmpint (raised, >, 0);
  g_assert_cmpuint (rows->len, ==, (guint) raised);
  g_assert_cmpint (watch (fixture), ==, 0);
  g_assert_nonnull (first->draft);
  g_assert_cmpstr (first->account, ==, "Marisol Retail");
  answer (fixture, first, AMENDS_ANSWER_SNOOZE);
  left = list_warnings (fixture, TRUE);
  g_assert_cmpuint (left->len, ==, rows->len - 1);
  amends_time_source_set_fixed (fixture->time, NOW + 3 * AMENDS_DAY + AMENDS_HOUR);
  later = list_warnings (fixture, TRUE);
  g_assert_cmpuint (later->len, ==, rows->len);
  answer (fixture, first, AMENDS_ANSWER_RIGHT);
  answer (fixture, first, AMENDS_ANSWER_TAKE_BACK);
}

static void
test_weights (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AmendsWeights) weights = NULL;
  g_autoptr (GAsyncResult) read = NULL;
  g_autoptr (GAsyncResult) reset = NULL;
  g_autoptr (GAsyncResult) again = NULL;
  g_autoptr (AmendsWeights) after = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GError) error = NULL;
  double sum = 0;

  watch (fixture);
  rows = list_warnings (fixture, TRUE);
  answer (fixture, rows->pdata[0], AMENDS_ANSWER_RIGHT);
  answer (fixture, rows->pdata[1], AMENDS_ANSWER_FALSE_ALARM);
  amends_session_read_weights_async (fixture->session, NULL, done_cb, &read);
  weights = amends_session_read_weights_finish (fixture->session, wait_for (&read), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (weights->right, ==, 1);
  g_assert_cmpuint (weights->wrong, ==, 1);
  g_assert_nonnull (strstr (weights->text, "so far there are 2"));
  for (guint i = 0; i < weights->weights->len; i++)
    sum += ((AmendsWeight *) weights->weights->pdata[i])->now;
  g_assert_cmpfloat (fabs (sum - 100), <, 0.01);
  amends_session_reset_weights_async (fixture->session, NULL, done_cb, &reset);
  g_assert_true (amends_session_reset_weights_finish (fixture->session, wait_for (&reset), &error));
  amends_session_read_weights_async (fixture->session, NULL, done_cb, &again);
  after = amends_session_read_weights_finish (fixture->session, wait_for (&again), &error);
  g_assert_cmpuint (after->right + after->wrong, ==, 0);
}

/* --- Texts --------------------------------------------------------------------------------------
 */

static AmendsDraft *
draft (Fixture *fixture, const char *account, const char *kind, const char *language)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  AmendsDraft *made;

  amends_session_draft_for_account_async (fixture->session, account, kind, language, NULL, done_cb,
                                          &result);
  made = amends_session_draft_for_account_finish (fixture->session, wait_for (&result), &error);
  g_assert_no_error (error);
  return made;
}

/* Whatever the account: no hole, nothing that the gate stops. */
static void
test_drafts_pass_the_gate (Fixture *fixture, gconstpointer data)
{
  static const char *const kinds[] = { "account-check-in", "account-room", "account-leadership",
                                       "account-executive-brief", "account-outreach" };
  static const char *const languages[] = { "en", "zh-CN" };
  g_autoptr (GPtrArray) risks = list_risks (fixture);
  g_autoptr (GAsyncResult) prepared = NULL;
  guint blocked = 0;

  amends_session_prepare_async (fixture->session, NULL, done_cb, &prepared);
  g_assert_true (amends_session_prepare_finish (fixture->session, wait_for (&prepared), NULL));
  for (guint i = 0; i < risks->len; i++)
    for (guint j = 0; j < G_N_ELEMENTS (kinds); j++)
      for (guint k = 0; k < G_N_ELEMENTS (languages); k++)
        {
          AmendsAccountRisk *risk = risks->pdata[i];
          g_autoptr (AmendsDraft) made = draft (fixture, risk->account->id, kinds[j], languages[k]);
          gboolean customer = made->audience == AMENDS_AUDIENCE_CUSTOMER ||
                              made->audience == AMENDS_AUDIENCE_CUSTOMER_EXECUTIVE;
          g_autoptr (GPtrArray) findings =
              amends_session_check (fixture->session, made->body,
                                    customer ? AMENDS_TEXT_CUSTOMER : AMENDS_TEXT_BRIEF, NULL,
                                    NULL);

          if (i == 0 || g_test_verbose ())
            g_test_message ("%s %s\n%s\n\n%s", made->kind, made->language, made->subject,
                            made->body);
          g_assert_cmpstr (made->subject, !=, "");
          g_assert_cmpuint (strlen (made->body), >, 60);
          g_assert_null (strstr (made->body, "{{"));
          for (guint l = 0; l < findings->len; l++)
            {
              AmendsFinding *finding = findings->pdata[l];

              if (finding->level == AMENDS_GATE_BLOCK || customer)
                g_test_message ("%s %s %s: %s “%s”", risk->account->name, made->kind,
                                made->language, finding->rule, finding->text);
              blocked += finding->level == AMENDS_GATE_BLOCK;
            }
        }
  g_assert_cmpuint (blocked, ==, 0);
}

static void
test_friday_draft (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AmendsDraft) made = draft (fixture, "Marisol Retail", "account-check-in", NULL);

  g_assert_cmpstr (made->recipient, ==, "Lucía Ferrer");
  g_assert_nonnull (strstr (made->body, "$12"));
  g_assert_nonnull (strstr (made->body, "sorry"));
  g_assert_nonnull (strstr (made->body, "Lucía"));
  g_assert_null (strstr (made->body, "380"));
}

static AmendsDocument *
document (Fixture *fixture, int which, const char *excerpts)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  AmendsDocument *made;

  if (which == 0)
    amends_session_vip_document_async (fixture->session, NULL, done_cb, &result);
  else if (which == 1)
    amends_session_handoff_document_async (fixture->session, "Marisol Retail", NULL, done_cb,
                                           &result);
  else
    amends_session_risk_document_async (fixture->session, "Fjordline Ferries", excerpts, NULL,
                                        done_cb, &result);
  made = amends_session_risk_document_finish (fixture->session, wait_for (&result), &error);
  g_assert_no_error (error);
  return made;
}

static char *
write_document (Fixture *fixture, AmendsDocument *made)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (fixture->folder, "out.md", NULL);
  char *text = NULL;

  amends_session_write_document_async (fixture->session, made, path, NULL, done_cb, &result);
  g_assert_true (amends_session_export_finish (fixture->session, wait_for (&result), &error));
  g_assert_true (g_file_get_contents (path, &text, NULL, &error));
  return text;
}

static void
test_documents (Fixture *fixture, gconstpointer data)
{
  static const char *const expected[] = { "senior agent", "Last meeting with an executive",
                                          "looking at alternatives" };

  for (int i = 0; i < 3; i++)
    {
      g_autoptr (AmendsDocument) made =
          document (fixture, i, i == 2 ? "Hello, we are looking at alternatives." : NULL);
      g_autofree char *text = write_document (fixture, made);
      g_autofree char *lower = g_utf8_strdown (text, -1);
      g_autofree char *word = g_utf8_strdown (expected[i], -1);

      g_test_message ("%s", text);
      g_assert_nonnull (strstr (lower, word));
    }
}

static void
test_matrix (Fixture *fixture, gconstpointer data)
{
  AmendsRiskRules *rules = amends_session_get_risk_rules (fixture->session);
  g_autoptr (GAsyncResult) read = NULL;
  g_autoptr (GAsyncResult) changed = NULL;
  g_autoptr (AmendsVipView) view = NULL;
  g_autoptr (GError) error = NULL;

  amends_session_read_vip_async (fixture->session, NULL, done_cb, &read);
  view = amends_session_read_vip_finish (fixture->session, wait_for (&read), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (view->tiers->len, ==, 3);
  g_assert_false (view->editable);
  g_assert_cmpint (amends_risk_rules_get_cell (rules, 1, AMENDS_PRIORITY_P4)->response, ==, 30);
  g_assert_cmpint (amends_risk_rules_get_cell (rules, 3, AMENDS_PRIORITY_P4)->response, ==, -1);
  amends_session_set_vip_cell_async (fixture->session, 1, AMENDS_PRIORITY_P1,
                                     amends_risk_rules_get_cell (rules, 1, AMENDS_PRIORITY_P1),
                                     NULL, done_cb, &changed);
  g_assert_false (
      amends_session_set_vip_cell_finish (fixture->session, wait_for (&changed), &error));
  g_assert_error (error, AMENDS_SESSION_ERROR, AMENDS_SESSION_ERROR_REFUSED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/risk/list", Fixture, NULL, set_up, test_list, tear_down);
  g_test_add ("/risk/page", Fixture, NULL, set_up, test_page, tear_down);
  g_test_add ("/risk/not-found", Fixture, NULL, set_up, test_not_found, tear_down);
  g_test_add ("/risk/warnings", Fixture, NULL, set_up, test_warnings, tear_down);
  g_test_add ("/risk/weights", Fixture, NULL, set_up, test_weights, tear_down);
  g_test_add ("/risk/drafts", Fixture, NULL, set_up, test_drafts_pass_the_gate, tear_down);
  g_test_add ("/risk/friday", Fixture, NULL, set_up, test_friday_draft, tear_down);
  g_test_add ("/risk/documents", Fixture, NULL, set_up, test_documents, tear_down);
  g_test_add ("/risk/matrix", Fixture, NULL, set_up, test_matrix, tear_down);
  return g_test_run ();
}
