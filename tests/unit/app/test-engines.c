/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Everything compiled from one playbook, in steps. */

#include "config.h"

#include "amends-engines-load.h"

#include "amends-input-error.h"
#include "amends-paths.h"

#include <glib/gstdio.h>
#include <string.h>

#define HEAD                                                                                       \
  "{\"format\": 1, \"id\": \"mine\", \"version\": 1, \"name\": {\"en\": \"Mine\"}, "               \
  "\"extends\": \"standard\"}"

/* (transfer full): with a playbook "mine", whose plan is @plan. */
static char *
make_root (const char *plan)
{
  g_autoptr (GError) error = NULL;
  char *root = g_dir_make_tmp ("amends-engines-XXXXXX", &error);
  g_autofree char *folder = NULL;
  g_autofree char *head = NULL;
  g_autofree char *file = NULL;

  g_assert_no_error (error);
  folder = g_build_filename (root, "mine", NULL);
  head = g_build_filename (folder, "playbook.json", NULL);
  file = g_build_filename (folder, "plan.json", NULL);
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (head, HEAD, -1, &error));
  g_assert_true (g_file_set_contents (file, plan, -1, &error));
  return root;
}

static void
remove_root (char *root)
{
  g_autofree char *folder = g_build_filename (root, "mine", NULL);
  g_autofree char *head = g_build_filename (folder, "playbook.json", NULL);
  g_autofree char *file = g_build_filename (folder, "plan.json", NULL);

  g_assert_cmpint (g_unlink (head), ==, 0);
  g_assert_cmpint (g_unlink (file), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
  g_assert_cmpint (g_rmdir (root), ==, 0);
  g_free (root);
}

static AmendsEngines *
load_basis (const char *root, const char *id)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) known = amends_paths_list_playbooks ();
  const char *folders[] = { root != NULL ? root : known[0], known[0], known[1], NULL };
  AmendsEngines *self = amends_engines_load_basis (folders, id, "Europe/Amsterdam", NULL, &error);

  g_assert_no_error (error);
  return self;
}

static void
test_steps (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AmendsEngines) self = load_basis (NULL, AMENDS_DEFAULT_PLAYBOOK);
  g_autoptr (AmendsEngines) early = amends_engines_with_calendar (self, self->calendar);
  g_autoptr (AmendsEngines) late = NULL;
  AmendsPlanner *planner;

  g_assert_nonnull (self->sla);
  g_assert_null (self->planner);

  amends_engines_complete (self, &error);
  g_assert_no_error (error);
  g_assert_true (AMENDS_IS_PLANNER (self->planner));
  g_assert_true (AMENDS_IS_EXPERIENCE (self->experience));
  planner = self->planner;
  g_assert_true (amends_engines_complete (self, &error));
  g_assert_true (self->planner == planner);

  /* What was made of them meanwhile goes its own way; what is made of them now shares. */
  g_assert_null (early->planner);
  g_assert_true (amends_engines_complete (early, &error));
  g_assert_true (AMENDS_IS_GATE (early->gate));
  late = amends_engines_with_calendar (self, self->calendar);
  g_assert_true (late->planner == planner);
}

static void
test_classifier_completes (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AmendsEngines) self = load_basis (NULL, AMENDS_DEFAULT_PLAYBOOK);

  g_assert_nonnull (amends_engines_get_classifier (self, &error));
  g_assert_no_error (error);
  g_assert_true (AMENDS_IS_PLANNER (self->planner));
}

static gpointer
complete_thread (gpointer data)
{
  return GINT_TO_POINTER (amends_engines_complete (data, NULL));
}

static void
test_threads (void)
{
  g_autoptr (AmendsEngines) self = load_basis (NULL, AMENDS_DEFAULT_PLAYBOOK);
  GThread *threads[4];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("complete", complete_thread, self);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_assert_true (GPOINTER_TO_INT (g_thread_join (threads[i])));
}

static void
test_fault (void)
{
  char *root = make_root ("{\"follow_up\": 7}");
  g_autoptr (AmendsEngines) self = load_basis (root, "mine");
  g_autoptr (AmendsEngines) twin = NULL;
  g_autoptr (GError) first = NULL;
  g_autoptr (GError) second = NULL;
  g_autoptr (GError) third = NULL;
  g_autoptr (GError) whole = NULL;
  g_auto (GStrv) known = amends_paths_list_playbooks ();
  const char *folders[] = { root, known[0], known[1], NULL };

  g_assert_false (amends_engines_complete (self, &first));
  g_assert_true (first->domain == AMENDS_INPUT_ERROR);
  g_assert_nonnull (strstr (amends_input_error_get_file (first), "plan.json"));
  g_assert_false (amends_engines_complete (self, &second));
  g_assert_cmpstr (second->message, ==, first->message);
  g_assert_null (amends_engines_get_classifier (self, &third));
  g_assert_cmpstr (third->message, ==, first->message);
  twin = amends_engines_with_calendar (self, self->calendar);
  g_assert_false (amends_engines_complete (twin, NULL));
  g_assert_null (amends_engines_load_from (folders, "mine", "UTC", NULL, &whole));
  g_assert_cmpstr (whole->message, ==, first->message);
  remove_root (root);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engines/steps", test_steps);
  g_test_add_func ("/engines/classifier-completes", test_classifier_completes);
  g_test_add_func ("/engines/threads", test_threads);
  g_test_add_func ("/engines/fault", test_fault);
  return g_test_run ();
}
