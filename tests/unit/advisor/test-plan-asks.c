/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is asked what, and when: asks from the matter, triggers, times that are civil and apart. */

#include "config.h"

#include "amends-planner.h"
#include "plan-case.h"

#include <string.h>

static AmendsPlanner *planner;
static GPtrArray *paths;

static const char *
find_path (const char *name)
{
  for (guint i = 0; i < paths->len; i++)
    {
      if (g_str_has_suffix (g_ptr_array_index (paths, i), name))
        return g_ptr_array_index (paths, i);
    }
  g_error ("there is no case “%s”", name);
}

static void
generate (PlanCase *fixture)
{
  AmendsPlannerContext context = plan_case_get_context (fixture);
  g_autoptr (GError) error = NULL;

  amends_planner_generate (planner, fixture->the_case, &context, &error);
  g_assert_no_error (error);
}

/* (transfer none): in the case, without an ask. */
static AmendsStakeholder *
add_role (PlanCase *fixture, AmendsRole role, const char *name)
{
  g_autoptr (AmendsStakeholder) one = amends_record_new (AMENDS_TYPE_STAKEHOLDER);

  amends_record_set (one, "role", role, "name", name, NULL);
  g_list_store_append (fixture->the_case->stakeholders, one);
  return one;
}

static guint
count_briefings (PlanCase *fixture)
{
  GListModel *drafts = G_LIST_MODEL (fixture->the_case->drafts);
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (drafts); i++)
    {
      g_autoptr (AmendsDraft) draft = g_list_model_get_item (drafts, i);

      n += g_str_equal (draft->kind, "briefing");
    }
  return n;
}

static void
test_follow (void)
{
  PlanCase fixture;
  AmendsStakeholder *engineering, *support;
  g_autofree char *before = NULL;

  plan_case_load (&fixture, find_path ("/in-school-fixed.json"));
  amends_record_set (fixture.the_case->escalation, "fix-text", NULL, "fix-confirmed-by", NULL,
                     "root-cause", NULL, NULL);
  g_list_store_remove_all (fixture.the_case->escalation->actions_taken);
  g_list_store_remove_all (fixture.the_case->stakeholders);
  engineering = add_role (&fixture, AMENDS_ROLE_ENGINEERING, NULL);
  support = add_role (&fixture, AMENDS_ROLE_SUPPORT, NULL);
  generate (&fixture);
  g_assert_nonnull (engineering->ask);
  g_assert_nonnull (strstr (engineering->ask, "attendance"));
  g_assert_cmpstr (engineering->ask, ==, engineering->generated_ask);

  /* What nobody touched follows the facts, what somebody wrote stays. */
  before = g_strdup (engineering->ask);
  amends_record_set (support, "ask", "Stay on the line with their help desk", NULL);
  amends_record_set (fixture.the_case->escalation, "root-cause",
                     "The nightly index job ran into school hours", NULL);
  generate (&fixture);
  g_assert_cmpstr (engineering->ask, !=, before);
  g_assert_nonnull (strstr (engineering->ask, "nightly index job"));
  g_assert_cmpstr (support->ask, ==, "Stay on the line with their help desk");
  plan_case_clear (&fixture);
}

static void
test_idle (void)
{
  PlanCase fixture;
  AmendsStakeholder *cro;

  plan_case_load (&fixture, find_path ("/in-framer-invoice.json"));
  g_list_store_remove_all (fixture.the_case->stakeholders);
  cro = add_role (&fixture, AMENDS_ROLE_CRO, NULL);
  generate (&fixture);
  g_assert_null (cro->ask);
  g_assert_cmpuint (count_briefings (&fixture), ==, 0);
  amends_record_set (cro, "ask", "Know of it", NULL);
  generate (&fixture);
  g_assert_cmpuint (count_briefings (&fixture), ==, 1);
  plan_case_clear (&fixture);
}

static char **
list_triggers (const char *name)
{
  g_autoptr (GError) error = NULL;
  PlanCase fixture;
  AmendsPlannerContext context;
  char **triggers;

  plan_case_load (&fixture, find_path (name));
  context = plan_case_get_context (&fixture);
  triggers = amends_planner_list_triggers (planner, fixture.the_case, &context, &error);
  g_assert_no_error (error);
  plan_case_clear (&fixture);
  return triggers;
}

static void
test_triggers (void)
{
  static const struct
  {
    const char *name;
    const char *trigger;
    gboolean pulled;
  } cases[] = {
    { "/in-payslips.json", "exposure", TRUE },
    { "/in-payslips.json", "notice", FALSE },
    { "/in-notary-notice.json", "notice", TRUE },
    { "/in-notary-notice.json", "exposure", FALSE },
    { "/in-tea-box.json", "cancelled", TRUE },
    { "/in-school-fixed.json", "cancelled", FALSE },
    { "/in-framer-invoice.json", "asked-engineering", FALSE },
    { "/in-zh-notice-end.json", "cancelled", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (GStrv) triggers = list_triggers (cases[i].name);
      gboolean pulled = g_strv_contains ((const char *const *) triggers, cases[i].trigger);

      if (pulled != cases[i].pulled)
        g_error ("%s: %s", cases[i].name, cases[i].trigger);
    }
}

static void
test_bad_zone (void)
{
  g_autoptr (GError) error = NULL;
  PlanCase fixture;
  AmendsPlannerContext context;

  plan_case_load (&fixture, find_path ("/in-payslips.json"));
  context = plan_case_get_context (&fixture);
  amends_record_set (fixture.the_case->account, "time-zone", "Nowhere/Else", NULL);
  g_assert_null (amends_planner_list_triggers (planner, fixture.the_case, &context, &error));
  g_assert_nonnull (error);
  plan_case_clear (&fixture);
}

static gboolean
reaches_customer (AmendsCheckpoint *step)
{
  return step->audience == AMENDS_AUDIENCE_CUSTOMER ||
         step->audience == AMENDS_AUDIENCE_CUSTOMER_EXECUTIVE;
}

static gboolean
has_risk (PlanCase *fixture, const char *kind)
{
  GListModel *risks = G_LIST_MODEL (fixture->the_case->plan->risks);

  for (guint i = 0; i < g_list_model_get_n_items (risks); i++)
    {
      g_autoptr (AmendsRisk) risk = g_list_model_get_item (risks, i);

      if (g_strcmp0 (risk->kind, kind) == 0)
        return TRUE;
    }
  return FALSE;
}

/* Nobody hears from us twice within half an hour; a matter that can wait waits for Monday. */
static void
test_apart (void)
{
  for (guint i = 0; i < paths->len; i++)
    {
      PlanCase fixture;
      GListModel *steps;
      AmendsInstant last = AMENDS_INSTANT_NONE;
      gboolean exposed;

      plan_case_load (&fixture, g_ptr_array_index (paths, i));
      generate (&fixture);
      exposed = has_risk (&fixture, "exposure");
      steps = G_LIST_MODEL (fixture.the_case->checkpoints);
      for (guint k = 0; k < g_list_model_get_n_items (steps); k++)
        {
          g_autoptr (AmendsCheckpoint) step = g_list_model_get_item (steps, k);
          g_autoptr (GDateTime) when = amends_instant_to_date_time (step->at, fixture.zone);

          if (!reaches_customer (step))
            continue;
          if (last != AMENDS_INSTANT_NONE && step->at < last + 30 * AMENDS_MINUTE)
            g_error ("%s: %s at %s is close upon another", fixture.name, step->key,
                     step->wall_time);
          if (fixture.the_case->escalation->severity <= AMENDS_SEVERITY_MEDIUM && !exposed &&
              g_date_time_get_day_of_week (when) > 5 && k > 2)
            g_error ("%s: %s at %s is at a weekend", fixture.name, step->key, step->wall_time);
          last = step->at;
        }
      plan_case_clear (&fixture);
    }
}

static gboolean
has_step (PlanCase *fixture, const char *key)
{
  GListModel *steps = G_LIST_MODEL (fixture->the_case->checkpoints);

  for (guint k = 0; k < g_list_model_get_n_items (steps); k++)
    {
      g_autoptr (AmendsCheckpoint) step = g_list_model_get_item (steps, k);

      if (g_strcmp0 (step->key, key) == 0)
        return TRUE;
    }
  return FALSE;
}

static void
test_done (void)
{
  PlanCase fixture;

  plan_case_load (&fixture, find_path ("/in-hospital-lab.json"));
  generate (&fixture);
  g_assert_false (has_step (&fixture, "acknowledge"));
  plan_case_clear (&fixture);

  plan_case_load (&fixture, find_path ("/in-hospital-lab.json"));
  g_list_store_remove_all (fixture.the_case->escalation->actions_taken);
  fixture.the_case->escalation->severity = AMENDS_SEVERITY_HIGH;
  generate (&fixture);
  g_assert_true (has_step (&fixture, "acknowledge"));
  plan_case_clear (&fixture);
}

/* What is kept with the case is read on other days. */
static void
check_dated (const char *where, const char *text, const char *input)
{
  static const char *const relative[] = { "today at", "tomorrow at", "by tomorrow",
                                          "今天 ",    "明天 ",       "yesterday at" };

  for (guint i = 0; text != NULL && i < G_N_ELEMENTS (relative); i++)
    {
      if (strstr (text, relative[i]) != NULL && strstr (input, relative[i]) == NULL)
        g_error ("%s: “%s” in: %s", where, relative[i], text);
    }
}

static void
test_dated (void)
{
  for (guint i = 0; i < paths->len; i++)
    {
      PlanCase fixture;
      GListModel *agendas, *people;

      plan_case_load (&fixture, g_ptr_array_index (paths, i));
      add_role (&fixture, AMENDS_ROLE_LEGAL, NULL);
      generate (&fixture);
      check_dated (fixture.name, fixture.the_case->plan->situation, fixture.input);
      agendas = G_LIST_MODEL (fixture.the_case->plan->agendas);
      for (guint k = 0; k < g_list_model_get_n_items (agendas); k++)
        {
          g_autoptr (AmendsAgenda) agenda = g_list_model_get_item (agendas, k);
          g_autofree char *bounds = g_strjoinv ("\n", agenda->can);

          check_dated (fixture.name, bounds, fixture.input);
          for (guint n = 0; n < g_list_model_get_n_items (G_LIST_MODEL (agenda->items)); n++)
            {
              g_autoptr (AmendsAgendaItem) item =
                  g_list_model_get_item (G_LIST_MODEL (agenda->items), n);

              check_dated (fixture.name, item->text, fixture.input);
            }
        }
      people = G_LIST_MODEL (fixture.the_case->stakeholders);
      for (guint k = 0; k < g_list_model_get_n_items (people); k++)
        {
          g_autoptr (AmendsStakeholder) one = g_list_model_get_item (people, k);

          check_dated (fixture.name, one->ask, fixture.input);
        }
      plan_case_clear (&fixture);
    }
}

int
main (int argc, char **argv)
{
  g_autofree char *folder = g_build_filename (g_getenv ("AMENDS_DATA_DIR"), "playbooks", NULL);
  const char *folders[] = { folder, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (AmendsPlaybook) playbook = NULL;
  int result;

  g_test_init (&argc, &argv, NULL);
  playbook = amends_playbook_load (folders, "standard", NULL, &error);
  g_assert_no_error (error);
  planner = amends_planner_new (playbook, &error);
  g_assert_no_error (error);
  paths = plan_case_list ();

  g_test_add_func ("/plan-asks/follow", test_follow);
  g_test_add_func ("/plan-asks/idle", test_idle);
  g_test_add_func ("/plan-asks/triggers", test_triggers);
  g_test_add_func ("/plan-asks/bad-zone", test_bad_zone);
  g_test_add_func ("/plan-asks/apart", test_apart);
  g_test_add_func ("/plan-asks/done", test_done);
  g_test_add_func ("/plan-asks/dated", test_dated);
  result = g_test_run ();
  g_ptr_array_unref (paths);
  g_object_unref (planner);
  return result;
}
