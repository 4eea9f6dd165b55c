/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Playbook, hours, people and data of a workspace: what is refused, what follows, what a second
 * process sees. */

#include "config.h"

#include "amends-input-error.h"
#include "amends-intake-reader.h"
#include "amends-json.h"
#include "amends-playbook-edit.h"
#include "amends-playbook-files.h"
#include "amends-session-data.h"
#include "amends-session-playbooks.h"
#include "amends-session-policy.h"
#include "amends-session-team.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define NOW ((AmendsInstant) 1773143880000) /* 2026-03-10T11:58:00Z, a Tuesday */

static char *config_folder;

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

static AmendsSession *
open_session (Fixture *fixture)
{
  AmendsSession *session = amends_session_new (fixture->folder, fixture->time);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  amends_session_open_async (session, NULL, done_cb, &result);
  amends_session_open_finish (session, wait_for (&result), &error);
  g_assert_no_error (error);
  return session;
}

static void
remove_tree (const char *folder)
{
  g_autofree char *command = g_strdup_printf ("rm -rf '%s'", folder);

  g_assert_cmpint (system (command), ==, 0);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("amends-policy-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->time = amends_time_source_new_fixed (NOW);
  fixture->session = open_session (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autofree char *own = amends_playbook_files_dup_folder ();

  amends_session_close (fixture->session);
  g_clear_object (&fixture->session);
  g_clear_object (&fixture->time);
  remove_tree (fixture->folder);
  remove_tree (own);
  g_free (fixture->folder);
}

static AmendsCase *
log_case (Fixture *fixture)
{
  static const char text[] =
      "{\"account\":{\"name\":\"Northway Freight\",\"time_zone\":\"Europe/Amsterdam\"},"
      "\"contact\":{\"name\":\"Pieter van Dalen\",\"title\":\"Planner\"},"
      "\"received\":\"2026-03-10T08:52:00+01:00\",\"affected_feature\":\"route export\","
      "\"severity\":\"medium\","
      "\"statement\":\"The export has a wrong column. There is a workaround we can use.\"}";
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (AmendsIntake) intake = NULL;
  g_autoptr (GError) error = NULL;
  AmendsCase *case_;

  intake = amends_intake_read_json (text, strlen (text), "x", NULL, &error);
  g_assert_no_error (error);
  amends_session_log_async (fixture->session, intake, NULL, done_cb, &result);
  case_ = amends_session_log_finish (fixture->session, wait_for (&result), &error);
  g_assert_no_error (error);
  return case_;
}

static AmendsInstant
get_due (AmendsCase *case_, AmendsClockKind kind)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (case_->clocks));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AmendsClock) clock = g_list_model_get_item (G_LIST_MODEL (case_->clocks), i);

      if (clock->kind == kind && !clock->closed)
        return clock->due;
    }
  g_assert_not_reached ();
}

static gboolean
choose (Fixture *fixture, const char *id, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  amends_session_choose_playbook_async (fixture->session, id, NULL, done_cb, &result);
  return amends_session_policy_finish (fixture->session, wait_for (&result), error);
}

static char *
copy_playbook (Fixture *fixture, const char *id, const char *name, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  amends_session_copy_playbook_async (fixture->session, id, name, NULL, done_cb, &result);
  return amends_session_new_playbook_finish (fixture->session, wait_for (&result), error);
}

static AmendsPlaybookEdit *
open_edit (Fixture *fixture, const char *id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  AmendsPlaybookEdit *edit;

  amends_playbook_edit_open_async (fixture->session, id, NULL, done_cb, &result);
  edit = amends_playbook_edit_open_finish (wait_for (&result), &error);
  g_assert_no_error (error);
  return edit;
}

static gboolean
save_edit (AmendsPlaybookEdit *edit, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  amends_playbook_edit_save_async (edit, NULL, done_cb, &result);
  return amends_playbook_edit_save_finish (edit, wait_for (&result), error);
}

/* --- Hours ----------------------------------------------------------------------------------- */

static void
test_days (void)
{
  static const struct
  {
    const char *text;
    const char *tidy; /* NULL: refused */
    int minutes;
  } days[] = {
    { "", "", 0 },
    { "9-17", "09:00–17:00", 480 },
    { "13:30 – 17:00, 9:00—12:30", "09:00–12:30, 13:30–17:00", 420 },
    { "0900-1700", "09:00–17:00", 480 },
    { "９", NULL, 0 },
    { "9：00～12：00、13：00至18：00", "09:00–12:00, 13:00–18:00", 480 },
    { "0-24", "00:00–24:00", 1440 },
    { "17-9", NULL, 0 },
    { "9-12, 11-17", NULL, 0 },
    { "9-25", NULL, 0 },
    { "nine to five", NULL, 0 },
    { "9:60-17", NULL, 0 },
    { "9", NULL, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *tidy = NULL;
      int minutes = -1;

      if (!amends_team_hours_check_day (days[i].text, &tidy, &minutes, &error))
        {
          g_assert_null (days[i].tidy);
          g_assert_true (error->domain == AMENDS_INPUT_ERROR);
          continue;
        }
      g_assert_cmpstr (tidy, ==, days[i].tidy);
      g_assert_cmpint (minutes, ==, days[i].minutes);
    }
}

static void
test_hours_move_clocks (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AmendsCase) case_ = log_case (fixture);
  g_autoptr (AmendsCalendar) before = g_object_ref (amends_session_get_calendar (fixture->session));
  g_autoptr (AmendsTeamHours) hours = amends_team_hours_new (before, NOW);
  g_autoptr (AmendsPolicyEffect) effect = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  AmendsInstant due = get_due (case_, AMENDS_CLOCK_UPDATE);
  GDate tomorrow;

  g_date_clear (&tomorrow, 1);
  g_date_set_dmy (&tomorrow, 11, 3, 2026);
  g_free (hours->days[2]);
  hours->days[2] = g_strdup ("");
  amends_session_preview_hours_async (fixture->session, hours, &tomorrow, NULL, done_cb, &result);
  effect = amends_session_preview_policy_finish (fixture->session, wait_for (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (effect->open, ==, 1);
  g_assert_cmpuint (effect->moves->len, >, 0);
  g_assert_cmpint (get_due (case_, AMENDS_CLOCK_UPDATE), ==, due);
  g_clear_object (&result);

  amends_session_set_hours_async (fixture->session, hours, &tomorrow, NULL, done_cb, &result);
  amends_session_policy_finish (fixture->session, wait_for (&result), &error);
  g_assert_no_error (error);
  while (get_due (case_, AMENDS_CLOCK_UPDATE) == due)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (get_due (case_, AMENDS_CLOCK_UPDATE), >, due);
  g_clear_object (&result);

  /* And back. */
  amends_session_set_calendar_async (fixture->session, before, NULL, done_cb, &result);
  amends_session_policy_finish (fixture->session, wait_for (&result), &error);
  g_assert_no_error (error);
  while (get_due (case_, AMENDS_CLOCK_UPDATE) != due)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_bad_zone (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AmendsTeamHours) hours =
      amends_team_hours_new (amends_session_get_calendar (fixture->session), NOW);
  g_autoptr (GPtrArray) zones = amends_session_list_zones ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GDate day;

  g_assert_true (g_ptr_array_find_with_equal_func (zones, "Asia/Shanghai", g_str_equal, NULL));
  g_date_clear (&day, 1);
  g_date_set_dmy (&day, 10, 3, 2026);
  g_free (hours->zone);
  hours->zone = g_strdup ("America/Nowhere");
  amends_session_set_hours_async (fixture->session, hours, &day, NULL, done_cb, &result);
  g_assert_false (amends_session_policy_finish (fixture->session, wait_for (&result), &error));
  g_assert_true (error->domain == AMENDS_INPUT_ERROR);
  g_assert_cmpstr (amends_input_error_get_field (error), ==, "zone");
}

static void
test_second_session_follows (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AmendsTeamHours) hours =
      amends_team_hours_new (amends_session_get_calendar (fixture->session), NOW);
  g_autoptr (AmendsSession) other = NULL;
  g_autoptr (AmendsTeamHours) seen = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GDate day;

  g_date_clear (&day, 1);
  g_date_set_dmy (&day, 10, 3, 2026);
  g_free (hours->zone);
  hours->zone = g_strdup ("Asia/Shanghai");
  amends_team_hours_add_day_off (hours, "2026-05-01", "Labour Day", &error);
  g_assert_no_error (error);
  g_assert_false (amends_team_hours_add_day_off (hours, "2026-02-30", "", &error));
  g_clear_error (&error);
  amends_session_set_hours_async (fixture->session, hours, &day, NULL, done_cb, &result);
  amends_session_policy_finish (fixture->session, wait_for (&result), &error);
  g_assert_no_error (error);

  other = open_session (fixture);
  seen = amends_team_hours_new (amends_session_get_calendar (other), NOW);
  g_assert_true (amends_team_hours_equal (hours, seen));
  amends_session_close (other);
}

static void
test_holidays (Fixture *fixture, gconstpointer data)
{
  static const char good[] = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:a\r\n"
                             "DTSTART;VALUE=DATE:20261225\r\nSUMMARY:Christmas Day\r\n"
                             "RRULE:FREQ=YEARLY\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
  g_autoptr (AmendsTeamHours) hours =
      amends_team_hours_new (amends_session_get_calendar (fixture->session), NOW);
  g_autofree char *path = g_build_filename (fixture->folder, "days.ics", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (AmendsHolidayImport) import = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, good, -1, NULL));
  amends_session_read_holidays_async (fixture->session, file, hours, NULL, done_cb, &result);
  import = amends_session_read_holidays_finish (fixture->session, wait_for (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (import->added, >=, 5);
  g_assert_cmpuint (import->known, ==, 0);
  g_assert_cmpstr (((AmendsDayOff *) import->hours->off->pdata[0])->date, ==, "2026-12-25");
  g_clear_object (&result);

  g_assert_true (g_file_set_contents (path, "not a calendar at all", -1, NULL));
  amends_session_read_holidays_async (fixture->session, file, hours, NULL, done_cb, &result);
  g_assert_null (
      amends_session_read_holidays_finish (fixture->session, wait_for (&result), &error));
  g_assert_true (error->domain == AMENDS_INPUT_ERROR);
}

/* --- Playbooks ------------------------------------------------------------------------------- */

static void
set_hours_of_rule (AmendsPlaybookEdit *edit, int value)
{
  g_autoptr (JsonNode) sla = amends_playbook_edit_dup_document (edit, "sla");
  JsonObject *clocks = json_object_get_object_member (json_node_get_object (sla), "clocks");
  JsonObject *rules = json_object_get_object_member (
      json_object_get_object_member (clocks, "substantive"), "rules");

  json_object_set_int_member (json_object_get_object_member (rules, "substantive-medium"), "hours",
                              value);
  amends_playbook_edit_set_document (edit, "sla", sla, NULL);
}

static void
test_edit (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AmendsCase) case_ = log_case (fixture);
  g_autoptr (GError) error = NULL;
  g_autofree char *id = copy_playbook (fixture, "standard", "EMEA: Enterprise", &error);
  g_autoptr (AmendsPlaybookEdit) edit = NULL;
  g_autoptr (AmendsPlaybookEdit) rival = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (AmendsPolicyEffect) effect = NULL;
  AmendsInstant due = get_due (case_, AMENDS_CLOCK_SUBSTANTIVE);

  g_assert_no_error (error);
  g_assert_cmpstr (id, ==, "emea-enterprise");
  g_assert_true (choose (fixture, id, &error));
  g_assert_cmpstr (amends_playbook_get_id (amends_session_get_playbook (fixture->session)), ==, id);

  edit = open_edit (fixture, id);
  rival = open_edit (fixture, id);
  g_assert_false (amends_playbook_edit_is_dirty (edit));
  set_hours_of_rule (edit, 2);
  g_assert_true (amends_playbook_edit_is_dirty (edit));
  g_assert_true (amends_playbook_edit_is_own (edit, "sla.json"));
  amends_playbook_edit_undo (edit);
  g_assert_false (amends_playbook_edit_is_dirty (edit));
  g_assert_false (amends_playbook_edit_is_own (edit, "sla.json"));
  amends_playbook_edit_redo (edit);
  g_assert_true (save_edit (edit, &error));
  g_assert_no_error (error);
  g_assert_false (amends_playbook_edit_is_dirty (edit));

  /* Who opened it before must not overwrite that. */
  set_hours_of_rule (rival, 3);
  g_assert_false (save_edit (rival, &error));
  g_assert_error (error, AMENDS_SESSION_ERROR, AMENDS_SESSION_ERROR_REFUSED);
  g_clear_error (&error);

  /* The case keeps its deadline until it is brought up to date. */
  g_assert_cmpint (get_due (case_, AMENDS_CLOCK_SUBSTANTIVE), ==, due);
  amends_session_preview_engines_async (fixture->session, NULL, NULL, done_cb, &result);
  effect = amends_session_preview_policy_finish (fixture->session, wait_for (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (effect->behind, ==, 1);
  g_assert_cmpuint (effect->moves->len, ==, 1);
  g_clear_object (&result);
  amends_session_upgrade_cases_async (fixture->session, NULL, done_cb, &result);
  g_assert_true (amends_session_policy_finish (fixture->session, wait_for (&result), &error));
  while (get_due (case_, AMENDS_CLOCK_SUBSTANTIVE) == due)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (get_due (case_, AMENDS_CLOCK_SUBSTANTIVE), <, due);
  g_assert_cmpstr (case_->escalation->playbook, ==, id);
}

static void
test_broken_template_is_not_saved (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *id = copy_playbook (fixture, "standard", "Mine", &error);
  g_autoptr (AmendsPlaybookEdit) edit = open_edit (fixture, id);
  g_autofree char *folder = amends_playbook_files_dup_folder ();
  g_autofree char *path =
      g_build_filename (folder, id, "templates", "en", "first-response.md", NULL);

  amends_playbook_edit_set_template (edit, "en", "first-response",
                                     "---\ntitle: x\nsubject: y\naudience: customer\n---\n"
                                     "Dear {{ customer.nobody\n");
  g_assert_false (save_edit (edit, &error));
  g_assert_true (error->domain == AMENDS_INPUT_ERROR);
  g_assert_cmpstr (amends_input_error_get_file (error), ==, "templates/en/first-response.md");
  g_assert_cmpuint (amends_input_error_get_line (error), ==, 6);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_true (amends_playbook_edit_is_dirty (edit));
}

static void
test_damaged_playbook (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *id = copy_playbook (fixture, "standard", "Mine", &error);
  g_autofree char *folder = amends_playbook_files_dup_folder ();
  g_autofree char *path = g_build_filename (folder, id, "sla.json", NULL);

  g_assert_true (choose (fixture, id, &error));
  g_assert_null (amends_session_get_policy_problem (fixture->session));
  g_assert_true (g_file_set_contents (path, "{ \"clocks\": [", -1, NULL));
  amends_session_close (fixture->session);
  g_object_unref (fixture->session);
  fixture->session = open_session (fixture);
  g_assert_nonnull (amends_session_get_policy_problem (fixture->session));
  g_assert_cmpstr (amends_playbook_get_id (amends_session_get_playbook (fixture->session)), ==,
                   "standard");
  g_assert_false (choose (fixture, id, &error));
  g_assert_true (error->domain == AMENDS_INPUT_ERROR);
}

static void
test_export_import (Fixture *fixture, gconstpointer data)
{
  static const char evil[] = "{\"kind\":\"amends-playbook\",\"format\":1,\"id\":\"x\",\"files\":{"
                             "\"playbook.json\":\"{}\",\"../../escape.json\":\"{}\"}}";
  g_autoptr (GError) error = NULL;
  g_autofree char *id = copy_playbook (fixture, "standard", "团队", &error);
  g_autofree char *path = g_build_filename (fixture->folder, "team.json", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GHashTable) files = NULL;
  g_autofree char *again = NULL;

  g_assert_cmpstr (id, ==, "team");
  amends_session_export_playbook_async (fixture->session, id, file, NULL, done_cb, &result);
  g_assert_true (amends_session_export_finish (fixture->session, wait_for (&result), &error));
  g_clear_object (&result);
  amends_session_import_playbook_async (fixture->session, file, NULL, done_cb, &result);
  again = amends_session_new_playbook_finish (fixture->session, wait_for (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (again, ==, "team-2");
  g_clear_object (&result);

  amends_session_remove_playbook_async (fixture->session, again, NULL, done_cb, &result);
  files = amends_session_remove_playbook_finish (fixture->session, wait_for (&result), &error);
  g_assert_no_error (error);
  g_assert_false (amends_playbook_files_is_own (again));
  g_clear_object (&result);

  g_assert_true (g_file_set_contents (path, evil, -1, NULL));
  amends_session_import_playbook_async (fixture->session, file, NULL, done_cb, &result);
  g_assert_null (amends_session_new_playbook_finish (fixture->session, wait_for (&result), &error));
  g_assert_true (error->domain == AMENDS_INPUT_ERROR);
}

static void
test_read_only_folder (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = amends_playbook_files_dup_folder ();
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;

  /* A file where the folder should be stands in for a place that cannot be written: the
   * permissions of folders mean nothing to root. */
  g_assert_cmpint (g_mkdir_with_parents (config_folder, 0700), ==, 0);
  g_rmdir (folder);
  {
    g_autofree char *parent = g_path_get_dirname (folder);

    g_assert_cmpint (g_mkdir_with_parents (parent, 0700), ==, 0);
  }
  g_assert_true (g_file_set_contents (folder, "", -1, NULL));
  id = copy_playbook (fixture, "standard", "Mine", &error);
  g_assert_null (id);
  g_assert_true (error->domain == AMENDS_INPUT_ERROR);
  g_assert_cmpint (g_unlink (folder), ==, 0);
}

/* --- People and data ------------------------------------------------------------------------- */

static gboolean
put (Fixture *fixture, AmendsPerson *person, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  amends_session_put_person_async (fixture->session, person, NULL, done_cb, &result);
  return amends_session_workspace_finish (fixture->session, wait_for (&result), error);
}

static AmendsPerson *
make_person (const char *name, const char *email, const char *manager)
{
  AmendsPerson *person = amends_record_new (AMENDS_TYPE_PERSON);
  const char *emails[] = { email, NULL };

  amends_record_set (person, "name", name, "emails", emails, "manager-id", manager, "role",
                     AMENDS_ROLE_CS_MANAGER, NULL);
  return person;
}

static void
test_people (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AmendsPerson) ruth = make_person ("Ruth Okafor", "ruth@example.com", NULL);
  g_autoptr (AmendsPerson) tom = make_person ("Tom", "RUTH@example.com", ruth->id);
  g_autoptr (GPtrArray) may = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  AmendsPerson *left;

  g_assert_true (put (fixture, ruth, &error));
  g_assert_false (put (fixture, tom, &error));
  g_assert_cmpstr (amends_input_error_get_field (error), ==, "emails");
  g_clear_error (&error);
  g_strfreev (tom->emails);
  tom->emails = g_strsplit ("tom@example.com", ",", -1);
  g_assert_true (put (fixture, tom, &error));

  /* Nobody is the manager of his own manager. */
  amends_record_set (ruth, "manager-id", tom->id, NULL);
  g_assert_false (put (fixture, ruth, &error));
  g_assert_cmpstr (amends_input_error_get_field (error), ==, "manager-id");
  g_clear_error (&error);

  may = amends_session_describe_approvals (fixture->session, AMENDS_ROLE_CS_MANAGER);
  g_assert_cmpuint (may->len, ==, 1);
  g_assert_nonnull (strstr (may->pdata[0], "5,000"));

  amends_session_remove_person_async (fixture->session, ruth, NULL, done_cb, &result);
  g_assert_true (amends_session_workspace_finish (fixture->session, wait_for (&result), &error));
  left = amends_record_list_find (amends_session_get_people (fixture->session), tom->id);
  g_assert_null (left->manager_id);
}

static void
test_export_all (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AmendsCase) case_ = log_case (fixture);
  g_autofree char *path = g_build_filename (fixture->folder, "all.json", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;
  GStatBuf status;

  amends_session_export_all_async (fixture->session, file, NULL, done_cb, &result);
  g_assert_true (amends_session_export_finish (fixture->session, wait_for (&result), &error));
  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  node = amends_json_parse (text, length, path, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (
      json_array_get_length (json_object_get_array_member (json_node_get_object (node), "cases")),
      ==, 1);
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
}

static void
test_keep_months (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (amends_session_get_keep_months (fixture->session), ==, 0);
  amends_session_remove_old_async (fixture->session, NULL, done_cb, &result);
  g_assert_cmpint (amends_session_count_finish (fixture->session, wait_for (&result), &error), ==,
                   0);
  amends_session_set_keep_months (fixture->session, 24);
  g_assert_cmpuint (amends_session_get_keep_months (fixture->session), ==, 24);
}

#define ADD(path, func) g_test_add ("/policy/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  int code;

  g_test_init (&argc, &argv, NULL);
  config_folder = g_dir_make_tmp ("amends-config-XXXXXX", NULL);
  g_setenv ("XDG_CONFIG_HOME", config_folder, TRUE);

  g_test_add_func ("/policy/days", test_days);
  ADD ("hours-move-clocks", test_hours_move_clocks);
  ADD ("bad-zone", test_bad_zone);
  ADD ("second-session-follows", test_second_session_follows);
  ADD ("holidays", test_holidays);
  ADD ("edit", test_edit);
  ADD ("broken-template-is-not-saved", test_broken_template_is_not_saved);
  ADD ("damaged-playbook", test_damaged_playbook);
  ADD ("export-import", test_export_import);
  ADD ("read-only-folder", test_read_only_folder);
  ADD ("people", test_people);
  ADD ("export-all", test_export_all);
  ADD ("keep-months", test_keep_months);
  code = g_test_run ();
  remove_tree (config_folder);
  g_free (config_folder);
  return code;
}
