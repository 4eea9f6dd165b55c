/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plans over the cases of tests/cases/plan: nothing unfilled, nothing invented, limits kept. */

#include "config.h"

#include "amends-gate.h"
#include "amends-planner.h"
#include "amends-text.h"
#include "plan-case.h"

#include <string.h>

static AmendsPlanner *planner;
static AmendsGate *gate;

/* What a template leaves behind must not be there, unless the case itself brought it. */
static void
check_text (const char *where, const char *text, const char *input)
{
  static const char *const leftovers[] = { "{{", "}}", "{%", "[[",   "]]", "(null)", "  ",
                                           " .", " ,", "..", "。。", "!!", "，。",   "：。" };

  g_assert_nonnull (text);
  g_assert_true (g_utf8_validate (text, -1, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (leftovers); i++)
    {
      if (strstr (text, leftovers[i]) != NULL && strstr (input, leftovers[i]) == NULL)
        g_error ("%s: “%s” in: %s", where, leftovers[i], text);
    }
  for (const char *p = text; *p != '\0'; p++)
    g_assert_true ((guchar) *p >= 0x20 || *p == '\n');
}

static guint
count_sentences (const char *text)
{
  g_autoptr (GArray) sentences = amends_text_split_sentences (text);

  return sentences->len;
}

static guint
check_gate (PlanCase *fixture, const char *name, AmendsDraft *draft)
{
  gboolean customer = draft->audience == AMENDS_AUDIENCE_CUSTOMER ||
                      draft->audience == AMENDS_AUDIENCE_CUSTOMER_EXECUTIVE;
  g_autoptr (GTimeZone) theirs = plan_case_dup_customer_zone (fixture);
  AmendsGateContext context = {
    .kind = customer ? AMENDS_TEXT_CUSTOMER : AMENDS_TEXT_BRIEF,
    .case_ = fixture->the_case,
    .now = customer ? MAX (fixture->now, draft->due) : fixture->now,
    .zone = customer ? theirs : fixture->zone,
    .draft_kind = draft->kind,
  };
  g_autoptr (GPtrArray) findings = amends_gate_check (gate, draft->body, &context);

  for (guint i = 0; i < findings->len; i++)
    {
      AmendsFinding *finding = g_ptr_array_index (findings, i);

      g_test_message ("%s: %s: %s %s “%s”", name, draft->kind, finding->rule,
                      finding->level == AMENDS_GATE_BLOCK ? "BLOCK" : "warn", finding->text);
    }
  /* What looks like a placeholder is one for the gate, even if the customer wrote it. */
  return amends_gate_blocks (findings) && strstr (fixture->input, "{{") == NULL ? 1 : 0;
}

static void
check_draft (PlanCase *fixture, const char *name, AmendsDraft *draft)
{
  g_autofree char *where = g_strconcat (name, ": ", draft->kind, NULL);

  g_assert_cmpstr (draft->subject, !=, "");
  g_assert_cmpstr (draft->body, !=, "");
  g_assert_cmpstr (draft->title, !=, "");
  check_text (where, draft->subject, fixture->input);
  check_text (where, draft->body, fixture->input);
  if (g_str_equal (draft->kind, "internal-brief"))
    g_assert_cmpuint (amends_text_count_words (draft->body), <,
                      amends_text_counts_characters (draft->body) ? 500 : 300);
  if (draft->audience == AMENDS_AUDIENCE_CUSTOMER)
    g_assert_null (strstr (draft->subject, "ESCALATION"));
  g_assert_cmpuint (check_gate (fixture, name, draft), ==, 0);
}

static void
test_case (gconstpointer path)
{
  g_autoptr (GError) error = NULL;
  PlanCase fixture = { 0 };
  AmendsPlannerContext context;
  const char *name;
  GListModel *drafts, *checkpoints;
  AmendsPlan *plan;
  guint n;

  plan_case_load (&fixture, path);
  name = fixture.name;
  context = plan_case_get_context (&fixture);
  g_assert_true (amends_planner_generate (planner, fixture.the_case, &context, &error));
  g_assert_no_error (error);
  plan = fixture.the_case->plan;
  check_text (name, plan->situation, fixture.input);
  g_assert_cmpuint (count_sentences (plan->situation), ==, 2);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (plan->limits)), >=, 2);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (plan->stages)), ==, 5);

  drafts = G_LIST_MODEL (fixture.the_case->drafts);
  n = g_list_model_get_n_items (drafts);
  g_assert_cmpuint (n, >=, 7);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AmendsDraft) draft = g_list_model_get_item (drafts, i);

      check_draft (&fixture, name, draft);
    }

  checkpoints = G_LIST_MODEL (fixture.the_case->checkpoints);
  for (guint i = 0; i < g_list_model_get_n_items (checkpoints); i++)
    {
      g_autoptr (AmendsCheckpoint) checkpoint = g_list_model_get_item (checkpoints, i);

      check_text (name, checkpoint->title, fixture.input);
      g_assert_nonnull (checkpoint->owner ? checkpoint->owner : checkpoint->title);
    }

  /* Made again from the same facts, nothing changes and nothing doubles. */
  g_assert_true (amends_planner_generate (planner, fixture.the_case, &context, &error));
  g_assert_cmpuint (g_list_model_get_n_items (drafts), ==, n);
  plan_case_clear (&fixture);
}

static void
test_regenerate (gconstpointer path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) collisions = NULL;
  g_autoptr (GPtrArray) later = NULL;
  g_autoptr (GString) edited = NULL;
  PlanCase fixture = { 0 };
  AmendsPlannerContext context;
  AmendsDraft *draft;

  plan_case_load (&fixture, path);
  context = plan_case_get_context (&fixture);
  g_assert_true (amends_planner_generate (planner, fixture.the_case, &context, &error));
  draft = plan_case_find_draft (fixture.the_case, "first-response");
  edited = g_string_new (draft->body);
  g_string_replace (edited, "Pieter,", "Dear Pieter,", 1);
  g_string_append (edited, "\n\nMy own line.");
  amends_record_set (draft, "body", edited->str, NULL);

  /* A fact changes where nobody edited: the text follows, the edits stay. */
  amends_record_set (fixture.the_case->escalation, "impact", "Three depots wait", NULL);
  g_assert_true (amends_planner_regenerate_draft (planner, fixture.the_case, draft, &context,
                                                  &collisions, &error));
  g_assert_nonnull (strstr (draft->body, "depots wait"));
  g_assert_null (strstr (draft->body, "212 dispatchers"));
  g_assert_nonnull (strstr (draft->body, "Dear Pieter,"));
  g_assert_nonnull (strstr (draft->body, "My own line."));
  g_assert_cmpuint (collisions->len, ==, 0);

  /* Both change the same sentence: the edit stands, and the other text is reported. */
  g_string_assign (edited, draft->body);
  g_string_replace (edited, "depots wait", "all your depots wait", 1);
  amends_record_set (draft, "body", edited->str, NULL);
  amends_record_set (fixture.the_case->escalation, "impact", "Four depots wait", NULL);
  g_assert_true (
      amends_planner_regenerate_draft (planner, fixture.the_case, draft, &context, &later, &error));
  g_assert_nonnull (strstr (draft->body, "all your depots wait"));
  g_assert_cmpuint (later->len, ==, 1);
  g_assert_nonnull (
      strstr (((AmendsPlannerCollision *) g_ptr_array_index (later, 0))->generated, "our depots"));
  plan_case_clear (&fixture);
}

static void
test_bad_zone (gconstpointer path)
{
  g_autoptr (GError) error = NULL;
  PlanCase fixture = { 0 };
  AmendsPlannerContext context;

  plan_case_load (&fixture, path);
  context = plan_case_get_context (&fixture);
  amends_record_set (fixture.the_case->account, "time-zone", "America/Nowhere", NULL);
  g_assert_false (amends_planner_generate (planner, fixture.the_case, &context, &error));
  g_assert_nonnull (error);
  plan_case_clear (&fixture);
}

/* Equal facts give equal words: nothing is drawn by lot. How long it takes is for the bench. */
static void
test_repeatable (gconstpointer path)
{
  g_autoptr (GError) error = NULL;
  PlanCase fixture = { 0 };
  AmendsPlannerContext context;
  g_autoptr (AmendsCase) one = NULL;
  g_autoptr (AmendsCase) two = NULL;
  guint n;

  plan_case_load (&fixture, path);
  context = plan_case_get_context (&fixture);
  one = amends_case_copy (fixture.the_case);
  two = amends_case_copy (fixture.the_case);
  g_assert_true (amends_planner_generate (planner, one, &context, &error));
  g_assert_true (amends_planner_generate (planner, two, &context, &error));
  n = g_list_model_get_n_items (G_LIST_MODEL (one->drafts));
  g_assert_cmpuint (n, >, 10);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (two->drafts)), ==, n);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AmendsDraft) a = g_list_model_get_item (G_LIST_MODEL (one->drafts), i);
      g_autoptr (AmendsDraft) b = g_list_model_get_item (G_LIST_MODEL (two->drafts), i);

      g_assert_cmpstr (a->subject, ==, b->subject);
      g_assert_cmpstr (a->body, ==, b->body);
    }
  plan_case_clear (&fixture);
}

int
main (int argc, char **argv)
{
  g_autofree char *playbooks = g_build_filename (g_getenv ("AMENDS_DATA_DIR"), "playbooks", NULL);
  const char *folders[] = { playbooks, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (AmendsPlaybook) playbook = NULL;
  g_autoptr (GPtrArray) paths = plan_case_list ();
  const char *northway = NULL;
  int result;

  g_test_init (&argc, &argv, NULL);
  playbook = amends_playbook_load (folders, "standard", NULL, &error);
  g_assert_no_error (error);
  planner = amends_planner_new (playbook, &error);
  g_assert_no_error (error);
  gate = amends_gate_new (playbook, &error);
  g_assert_no_error (error);
  plan_case_vet_with (gate);

  for (guint i = 0; i < paths->len; i++)
    {
      const char *path = g_ptr_array_index (paths, i);
      g_autofree char *name = g_path_get_basename (path);
      g_autofree char *test = g_strconcat ("/planner/case/", name, NULL);

      g_test_add_data_func (test, path, test_case);
      if (g_str_equal (name, "northway.json"))
        northway = path;
    }
  g_assert_cmpuint (paths->len, >=, 60);
  g_test_add_data_func ("/planner/regenerate", northway, test_regenerate);
  g_test_add_data_func ("/planner/bad-zone", northway, test_bad_zone);
  g_test_add_data_func ("/planner/repeatable", northway, test_repeatable);
  result = g_test_run ();
  g_object_unref (planner);
  g_object_unref (gate);
  return result;
}
