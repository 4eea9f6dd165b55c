/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long a plan takes and how many words its drafts have, over the cases of tests/cases/plan.
 *
 *   measure-plan                      the figures
 *   measure-plan [--letters] FILE…    case files and their whole plans, or only the letters to the
 *                                     customer, as Markdown, for reading; then, of a case with
 *                                     "resolved", the letters after it
 */

#include "config.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>

#include "amends-enum-types.h"
#include "amends-labels.h"
#include "amends-text.h"
#include "plan-case.h"

#define ROUNDS 5

typedef struct
{
  guint drafts;
  guint words;
  guint most;
} Count;

static AmendsPlanner *
load_planner (void)
{
  g_autofree char *folder = g_build_filename (g_getenv ("AMENDS_DATA_DIR"), "playbooks", NULL);
  const char *folders[] = { folder, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (AmendsPlaybook) playbook = amends_playbook_load (folders, "standard", NULL, &error);
  AmendsPlanner *planner = playbook != NULL ? amends_planner_new (playbook, &error) : NULL;

  AmendsGate *gate = planner != NULL ? amends_gate_new (playbook, &error) : NULL;

  if (gate == NULL)
    g_error ("%s", error->message);
  /* Kept until the program ends. */
  plan_case_vet_with (gate);
  return planner;
}

static void
print_strv (const char *label, char **texts)
{
  for (guint i = 0; texts != NULL && texts[i] != NULL; i++)
    printf ("  - %s%s\n", label, texts[i]);
}

static void
print_agendas (AmendsPlan *plan)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (plan->agendas)); i++)
    {
      g_autoptr (AmendsAgenda) agenda = g_list_model_get_item (G_LIST_MODEL (plan->agendas), i);

      printf ("\n### %s (%d min)\n\n", agenda->title, agenda->minutes);
      for (guint k = 0; k < g_list_model_get_n_items (G_LIST_MODEL (agenda->items)); k++)
        {
          g_autoptr (AmendsAgendaItem) item =
              g_list_model_get_item (G_LIST_MODEL (agenda->items), k);

          printf ("- %d min **%s** %s%s%s%s\n", item->minutes, item->title,
                  item->text != NULL ? item->text : "", item->cue != NULL ? " _" : "",
                  item->cue != NULL ? item->cue : "", item->cue != NULL ? "_" : "");
        }
      if (i > 0)
        continue;
      print_strv ("can: ", agenda->can);
      print_strv ("cannot: ", agenda->cannot);
    }
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (plan->scripts)); i++)
    {
      g_autoptr (AmendsScript) script = g_list_model_get_item (G_LIST_MODEL (plan->scripts), i);

      printf ("\n### %s\n\n", script->title);
      for (guint k = 0; k < g_list_model_get_n_items (G_LIST_MODEL (script->parts)); k++)
        {
          g_autoptr (AmendsScriptPart) part =
              g_list_model_get_item (G_LIST_MODEL (script->parts), k);

          printf ("- **%s** %s\n", part->title, part->text != NULL ? part->text : "");
          print_strv ("say: ", part->say);
          print_strv ("avoid: ", part->avoid);
        }
    }
}

static void
print_fact (const char *label, const char *text)
{
  if (text != NULL && *text != '\0')
    printf ("- %s: %s\n", label, text);
}

static void
print_time (const char *label, AmendsInstant at, GTimeZone *zone)
{
  g_autofree char *text =
      at != AMENDS_INSTANT_NONE ? amends_instant_format (at, zone, "%a %Y-%m-%d %H:%M") : NULL;

  print_fact (label, text);
}

/* What the writer of the letters had before him. */
static void
print_case (PlanCase *fixture)
{
  AmendsCase *c = fixture->the_case;
  AmendsEscalation *e = c->escalation;

  printf ("# %s\n\n## The case\n\n", fixture->name);
  print_fact ("account", c->account->name);
  print_fact ("contact", c->contact != NULL ? c->contact->name : NULL);
  print_fact ("contact's title", c->contact != NULL ? c->contact->title : NULL);
  print_time ("written at", fixture->now, fixture->zone);
  print_time ("received", e->received, fixture->zone);
  print_fact ("severity", amends_enum_get_nick (amends_severity_get_type (), e->severity));
  print_fact ("reason", amends_enum_get_nick (amends_reason_get_type (), e->reason));
  print_fact ("topic", e->topic);
  print_fact ("scenario", amends_enum_get_nick (amends_scenario_get_type (), e->scenario));
  print_fact ("trigger", amends_enum_get_nick (amends_trigger_get_type (), e->trigger));
  print_fact ("subject", e->subject);
  print_fact ("affected", e->affected_feature);
  print_fact ("impact", e->impact);
  print_fact ("since", e->since);
  print_fact ("cause", e->root_cause);
  print_fact ("fix", e->fix_text);
  print_fact ("fix confirmed by", e->fix_confirmed_by);
  print_time ("fix confirmed for", e->fix_eta, fixture->zone);
  print_fact ("workaround", e->workaround_text);
  print_time ("needed by", e->needed_by, fixture->zone);
  print_strv ("offered: ", e->offer);
  print_strv ("cannot: ", e->cannot_offer);
  print_strv ("ticket: ", e->tickets);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (e->actions_taken)); i++)
    {
      g_autoptr (AmendsLogEntry) entry = g_list_model_get_item (G_LIST_MODEL (e->actions_taken), i);
      g_autofree char *label = g_strdup_printf ("done, %s", entry->text);

      print_time (label, entry->at, fixture->zone);
    }
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (c->commitments)); i++)
    {
      g_autoptr (AmendsCommitment) p = g_list_model_get_item (G_LIST_MODEL (c->commitments), i);
      g_autofree char *label = g_strdup_printf ("promised, “%s”", p->text);

      print_time (label, p->due, fixture->zone);
    }
  if (e->statement != NULL)
    printf ("\nThe customer: “%s”\n", e->statement);
}

static void
print_drafts (AmendsCase *c, gboolean all, const char *const *kinds)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (c->drafts)); i++)
    {
      g_autoptr (AmendsDraft) draft = g_list_model_get_item (G_LIST_MODEL (c->drafts), i);

      if ((!all && !plan_case_is_for_customer (draft)) ||
          (kinds != NULL && !g_strv_contains (kinds, draft->kind)))
        continue;
      printf ("\n### %s → %s\n\n**%s**\n\n%s\n", draft->kind,
              draft->recipient != NULL ? draft->recipient : "?", draft->subject, draft->body);
      if (draft->questions != NULL && draft->questions[0] != NULL)
        printf ("\nAsked of the CSM beside it:\n");
      print_strv ("", draft->questions);
    }
}

static void
print_after (AmendsPlanner *planner, PlanCase *fixture)
{
  static const char *const kinds[] = { "resolution", "follow-up", "vip-recovery", "one-month-check",
                                       NULL };
  AmendsPlannerContext context;

  if (!plan_case_resolve (fixture))
    return;
  context = plan_case_get_context (fixture);
  if (!amends_planner_generate (planner, fixture->the_case, &context, NULL))
    g_error ("%s", fixture->name);
  printf ("\n## After it was resolved\n\n");
  print_time ("resolved", fixture->resolved_at, fixture->zone);
  print_fact ("cause", fixture->the_case->escalation->root_cause);
  print_fact ("fix", fixture->the_case->escalation->fix_text);
  print_drafts (fixture->the_case, FALSE, kinds);
}

static void
print_plan (PlanCase *fixture)
{
  AmendsCase *c = fixture->the_case;
  AmendsPlan *plan = c->plan;

  printf ("\n## Situation\n\n%s\n\n## Timeline\n\n", plan->situation);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (c->checkpoints)); i++)
    {
      g_autoptr (AmendsCheckpoint) step = g_list_model_get_item (G_LIST_MODEL (c->checkpoints), i);

      printf ("- %s %s %s (%s). %s\n", step->wall_time, step->time_zone, step->title,
              step->owner != NULL ? step->owner : "nobody", step->purpose);
    }
  printf ("\n## Actions\n\n");
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (c->actions)); i++)
    {
      g_autoptr (AmendsAction) action = g_list_model_get_item (G_LIST_MODEL (c->actions), i);
      g_autofree char *due = amends_instant_format (action->due, fixture->zone, "%Y-%m-%d %H:%M");

      printf ("- %s %s (%s)\n", due, action->text,
              action->owner != NULL ? action->owner : "nobody");
    }
  printf ("\n## Stages\n");
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (plan->stages)); i++)
    {
      g_autoptr (AmendsStage) stage = g_list_model_get_item (G_LIST_MODEL (plan->stages), i);

      printf ("\n### %s\n\n", stage->title);
      print_strv ("", stage->checklist);
      print_strv ("? ", stage->questions);
    }
  printf ("\n## Communication\n\n");
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (plan->communication)); i++)
    {
      g_autoptr (AmendsCommunication) row =
          g_list_model_get_item (G_LIST_MODEL (plan->communication), i);

      printf ("- %s: %s. %s\n", row->who, row->message, row->timing);
    }
  printf ("\n## Risks\n\n");
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (plan->risks)); i++)
    {
      g_autoptr (AmendsRisk) risk = g_list_model_get_item (G_LIST_MODEL (plan->risks), i);

      printf ("- %s (%d, %d). %s %s\n", risk->title, risk->probability, risk->impact,
              risk->why != NULL ? risk->why : "", risk->mitigation);
    }
  printf ("\n## Do not commit\n\n");
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (plan->limits)); i++)
    {
      g_autoptr (AmendsLimit) limit = g_list_model_get_item (G_LIST_MODEL (plan->limits), i);

      printf ("- %s: %s\n", limit->text, limit->why);
    }
  printf ("\n## To ask\n\n");
  print_strv ("", plan->questions);
  printf ("\n## Calls\n");
  print_agendas (plan);
}

static void
count_drafts (GHashTable *counts, AmendsCase *the_case)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (the_case->drafts)); i++)
    {
      g_autoptr (AmendsDraft) draft = g_list_model_get_item (G_LIST_MODEL (the_case->drafts), i);
      g_autofree char *key = g_strconcat (draft->kind, " ", draft->language, NULL);
      Count *count = g_hash_table_lookup (counts, key);
      guint words = amends_text_count_words (draft->body);

      if (count == NULL)
        {
          count = g_new0 (Count, 1);
          g_hash_table_insert (counts, g_steal_pointer (&key), count);
        }
      count->drafts++;
      count->words += words;
      count->most = MAX (count->most, words);
    }
}

static void
print_counts (GHashTable *counts)
{
  g_autoptr (GList) keys = g_list_sort (g_hash_table_get_keys (counts), (GCompareFunc) g_strcmp0);

  printf ("%-40s %6s %6s %6s\n", "kind", "drafts", "mean", "most");
  for (GList *k = keys; k != NULL; k = k->next)
    {
      Count *count = g_hash_table_lookup (counts, k->data);

      printf ("%-40s %6u %6u %6u\n", (char *) k->data, count->drafts, count->words / count->drafts,
              count->most);
    }
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  gint64 one = *(const gint64 *) a, two = *(const gint64 *) b;

  return one < two ? -1 : one > two;
}

static void
measure (AmendsPlanner *planner)
{
  g_autoptr (GPtrArray) paths = plan_case_list ();
  g_autoptr (GHashTable) counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < paths->len; i++)
    for (guint round = 0; round < ROUNDS; round++)
      {
        PlanCase fixture;
        AmendsPlannerContext context;
        gint64 start, took;

        plan_case_load (&fixture, g_ptr_array_index (paths, i));
        context = plan_case_get_context (&fixture);
        start = g_get_monotonic_time ();
        if (!amends_planner_generate (planner, fixture.the_case, &context, NULL))
          g_error ("%s", fixture.name);
        took = g_get_monotonic_time () - start;
        if (round > 0)
          g_array_append_val (times, took);
        else
          count_drafts (counts, fixture.the_case);
        plan_case_clear (&fixture);
      }
  g_array_sort (times, compare_times);
  printf ("%u plans: median %.1f ms, 95th %.1f ms, longest %.1f ms\n\n", times->len,
          g_array_index (times, gint64, times->len / 2) / 1000.0,
          g_array_index (times, gint64, times->len * 95 / 100) / 1000.0,
          g_array_index (times, gint64, times->len - 1) / 1000.0);
  print_counts (counts);
}

int
main (int argc, char **argv)
{
  g_autoptr (AmendsPlanner) planner = NULL;

  setlocale (LC_ALL, "");
  if (g_getenv ("AMENDS_DATA_DIR") == NULL)
    {
      fprintf (stderr, "set AMENDS_DATA_DIR to the data folder of the source tree\n");
      return EXIT_FAILURE;
    }
  planner = load_planner ();
  if (argc == 1)
    measure (planner);
  for (int i = 1; i < argc; i++)
    {
      gboolean letters = g_str_equal (argv[1], "--letters");
      g_autoptr (GError) error = NULL;
      PlanCase fixture;
      AmendsPlannerContext context;

      if (i == 1 && letters)
        continue;
      plan_case_load (&fixture, argv[i]);
      context = plan_case_get_context (&fixture);
      if (!amends_planner_generate (planner, fixture.the_case, &context, &error))
        g_error ("%s", error->message);
      print_case (&fixture);
      if (!letters)
        print_plan (&fixture);
      printf ("\n## Drafts\n");
      print_drafts (fixture.the_case, !letters, NULL);
      print_after (planner, &fixture);
      printf ("\n");
      plan_case_clear (&fixture);
    }
  return EXIT_SUCCESS;
}
