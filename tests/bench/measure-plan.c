/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long a plan takes and how many words its drafts have, over the cases of tests/cases/plan.
 *
 *   measure-plan            the figures
 *   measure-plan FILE…      the whole plans of case files, as Markdown, for reading
 */

#include "config.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>

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

  if (planner == NULL)
    g_error ("%s", error->message);
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
print_plan (PlanCase *fixture)
{
  AmendsCase *c = fixture->the_case;
  AmendsPlan *plan = c->plan;

  printf ("# %s\n\n%s\n\n## Timeline\n\n", fixture->name, plan->situation);
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
  printf ("\n## Drafts\n");
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (c->drafts)); i++)
    {
      g_autoptr (AmendsDraft) draft = g_list_model_get_item (G_LIST_MODEL (c->drafts), i);

      printf ("\n### %s → %s\n\n**%s**\n\n%s\n", draft->kind,
              draft->recipient != NULL ? draft->recipient : "?", draft->subject, draft->body);
    }
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
      g_autoptr (GError) error = NULL;
      PlanCase fixture;
      AmendsPlannerContext context;

      plan_case_load (&fixture, argv[i]);
      context = plan_case_get_context (&fixture);
      if (!amends_planner_generate (planner, fixture.the_case, &context, &error))
        g_error ("%s", error->message);
      print_plan (&fixture);
      plan_case_clear (&fixture);
    }
  return EXIT_SUCCESS;
}
