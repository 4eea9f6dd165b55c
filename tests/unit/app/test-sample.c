/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sample workspace: complete, in order, passing its own gate, and gone when removed. */

#include "config.h"

#include "amends-account-store.h"
#include "amends-case-store.h"
#include "amends-change.h"
#include "amends-database.h"
#include "amends-due-store.h"
#include "amends-enum-types.h"
#include "amends-escalation-store.h"
#include "amends-event-log.h"
#include "amends-labels.h"
#include "amends-person-store.h"
#include "amends-sample.h"
#include "amends-sample-times.h"
#include "amends-session.h"

#include <glib/gstdio.h>
#include <string.h>

/* A Tuesday at noon, a Saturday night, new year, the night in which clocks go forward. */
static const char *const moments[] = {
  "2026-03-10T12:58:00+01:00",
  "2026-03-14T23:40:00+01:00",
  "2027-01-01T00:05:00+01:00",
  "2026-03-29T03:10:00+02:00",
};

/* Where the team works then: west and east of its customers. */
static const char *const zones[] = { "Europe/Amsterdam", "Asia/Shanghai", "America/Los_Angeles",
                                     "UTC" };

typedef struct
{
  char *folder;
  AmendsDatabase *database;
  AmendsEngines *engines;
  AmendsInstant now;
} Fixture;

static AmendsInstant
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  AmendsInstant instant = AMENDS_INSTANT_NONE;

  amends_instant_parse (text, &instant, &error);
  g_assert_no_error (error);
  return instant;
}

static void
set_up (Fixture *fixture, gconstpointer moment)
{
  g_autoptr (GError) error = NULL;
  const char *zone = zones[0];

  for (guint i = 0; i < G_N_ELEMENTS (moments); i++)
    if (moment == moments[i])
      zone = zones[i];
  fixture->now = parse (moment ? moment : moments[0]);
  fixture->folder = g_dir_make_tmp ("amends-sample-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->database = amends_database_open (fixture->folder, AMENDS_DATABASE_NONE, &error);
  g_assert_no_error (error);
  fixture->engines = amends_engines_load (AMENDS_DEFAULT_PLAYBOOK, zone, &error);
  g_assert_no_error (error);
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir && (name = g_dir_read_name (dir)))
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        remove_tree (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

static void
tear_down (Fixture *fixture, gconstpointer moment)
{
  amends_database_close (fixture->database);
  g_object_unref (fixture->database);
  amends_engines_unref (fixture->engines);
  remove_tree (fixture->folder);
  g_free (fixture->folder);
}

static gboolean
load (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Fixture *fixture = data;

  return amends_sample_load (connection, fixture->engines, fixture->now, error);
}

static void
load_sample (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  amends_database_write (fixture->database, load, fixture, NULL, &error);
  g_assert_no_error (error);
}

static void
run (Fixture *fixture, AmendsReadFunc func)
{
  g_autoptr (GError) error = NULL;

  amends_database_read (fixture->database, func, fixture, NULL, &error);
  g_assert_no_error (error);
}

typedef void (*CaseFunc) (Fixture *fixture, AmendsCase *case_);

static void
for_each_case (Fixture *fixture, AmendsConnection *connection, CaseFunc func)
{
  AmendsEscalationFilter filter = { .sort = AMENDS_SORT_NUMBER, .reversed = TRUE };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) summaries = amends_escalation_store_list (connection, &filter, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (summaries->len, ==, 8);
  for (guint i = 0; i < summaries->len; i++)
    {
      AmendsSummary *summary = g_ptr_array_index (summaries, i);
      g_autoptr (AmendsCase) case_ = amends_case_store_load (connection, summary->id, &error);

      g_assert_no_error (error);
      func (fixture, case_);
    }
}

/* --- What is there -----------------------------------------------------------------------------
 */

typedef struct
{
  const char *account;
  AmendsStatus status;
  AmendsSeverity severity;
  int cycle;
} Expected;

static const Expected expected[] = {
  { "Tiergarten Klinikum", AMENDS_STATUS_CLOSED, AMENDS_SEVERITY_HIGH, 1 },
  { "Pellworm Energy", AMENDS_STATUS_IN_PROGRESS, AMENDS_SEVERITY_MEDIUM, 2 },
  { "Fjordline Ferries", AMENDS_STATUS_RESOLVED, AMENDS_SEVERITY_HIGH, 1 },
  { "Calder & Rowe Insurance", AMENDS_STATUS_WAITING, AMENDS_SEVERITY_MEDIUM, 1 },
  { "华东精密制造", AMENDS_STATUS_IN_PROGRESS, AMENDS_SEVERITY_MEDIUM, 1 },
  { "St. Brigid Hospital Group", AMENDS_STATUS_IN_PROGRESS, AMENDS_SEVERITY_HIGH, 1 },
  { "Northway Freight", AMENDS_STATUS_IN_PROGRESS, AMENDS_SEVERITY_CRITICAL, 1 },
  { "Aldous Pharma Logistics", AMENDS_STATUS_OPEN, AMENDS_SEVERITY_HIGH, 1 },
};

static void
check_marked (GListStore *list)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (list)); i++)
    {
      g_autoptr (AmendsRecord) record = g_list_model_get_item (G_LIST_MODEL (list), i);
      gboolean sample = TRUE;

      if (amends_record_find_field (record, "sample"))
        g_object_get (record, "sample", &sample, NULL);
      g_assert_true (sample);
    }
}

static void
check_case (Fixture *fixture, AmendsCase *case_)
{
  AmendsEscalation *escalation = case_->escalation;
  const Expected *one = &expected[escalation->number - 1];

  g_assert_cmpint (escalation->number, <=, (int) G_N_ELEMENTS (expected));
  g_assert_cmpstr (case_->account->name, ==, one->account);
  g_assert_cmpint (escalation->status, ==, one->status);
  g_assert_cmpint (escalation->severity, ==, one->severity);
  g_assert_cmpint (escalation->cycle, ==, one->cycle);
  g_assert_true (escalation->sample);
  g_assert_true (case_->account->sample);
  g_assert_nonnull (case_->contact);
  g_assert_nonnull (case_->plan);
  check_marked (case_->clocks);
  check_marked (case_->drafts);
  check_marked (case_->checkpoints);
  check_marked (case_->actions);
  check_marked (case_->messages);
  check_marked (case_->stakeholders);
  check_marked (case_->goodwill);
  g_assert_null (strchr (escalation->statement, '{'));
}

static gboolean
check_states (AmendsConnection *connection,
              gpointer data,
              GCancellable *cancellable,
              GError **error)
{
  g_autoptr (GPtrArray) people = amends_person_store_list (connection, error);
  g_autoptr (GPtrArray) accounts = amends_account_store_list (connection, NULL, NULL, 0, error);
  g_autoptr (AmendsPerson) me = amends_person_store_get_me (connection, error);

  g_assert_cmpuint (people->len, ==, 12);
  g_assert_cmpuint (accounts->len, ==, 12);
  g_assert_cmpstr (me->name, ==, "Maya Lindqvist");
  g_assert_nonnull (me->manager_id);
  for (guint i = 0; i < accounts->len; i++)
    {
      AmendsAccount *account = g_ptr_array_index (accounts, i);
      g_autoptr (GPtrArray) contacts = amends_contact_store_list (connection, account->id, error);

      g_assert_cmpuint (contacts->len, >=, 2);
      g_assert_nonnull (account->renewal);
    }
  for_each_case (data, connection, check_case);
  return TRUE;
}

static void
test_states (Fixture *fixture, gconstpointer moment)
{
  load_sample (fixture);
  run (fixture, check_states);
}

/* --- In order ------------------------------------------------------------------------------------
 */

static void
check_order (Fixture *fixture, AmendsCase *case_)
{
  GListModel *events = G_LIST_MODEL (case_->events);
  g_autoptr (GHashTable) met = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  AmendsInstant last = AMENDS_INSTANT_NONE;

  for (guint i = 0; i < g_list_model_get_n_items (events); i++)
    {
      g_autoptr (AmendsEvent) event = g_list_model_get_item (events, i);

      g_assert_cmpint (event->recorded, >=, last);
      g_assert_cmpint (event->at, <=, event->recorded);
      g_assert_cmpint (event->at, >=, case_->escalation->received);
      g_assert_cmpint (event->recorded, <=, fixture->now);
      g_assert_nonnull (event->summary);
      /* A clock is met once. */
      if (event->kind == AMENDS_EVENT_CLOCK_MET)
        g_assert_true (g_hash_table_add (met, g_strdup (event->payload)));
      last = event->recorded;
    }
}

static gboolean
check_log (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  g_auto (AmendsEventReport) report = { 0 };

  for_each_case (data, connection, check_order);
  g_assert_true (amends_event_log_verify (connection, &report, error));
  g_assert_cmpint (report.broken, ==, 0);
  g_assert_cmpint (report.ok, >, 100);
  return TRUE;
}

static void
test_order (Fixture *fixture, gconstpointer moment)
{
  g_autoptr (GError) error = NULL;

  load_sample (fixture);
  run (fixture, check_log);
  amends_database_check (fixture->database, NULL, &error);
  g_assert_no_error (error);
}

/* --- What went to customers ----------------------------------------------------------------------
 */

static gboolean
was_overridden (AmendsCase *case_, AmendsInstant at)
{
  GListModel *events = G_LIST_MODEL (case_->events);

  for (guint i = 0; i < g_list_model_get_n_items (events); i++)
    {
      g_autoptr (AmendsEvent) event = g_list_model_get_item (events, i);

      if (event->kind == AMENDS_EVENT_GATE_OVERRIDDEN && event->at == at)
        return TRUE;
    }
  return FALSE;
}

static guint n_sent, n_overridden;

static void
check_sent (Fixture *fixture, AmendsCase *case_)
{
  g_autoptr (GTimeZone) zone = amends_change_dup_zone (fixture->engines, case_);
  GListModel *drafts = G_LIST_MODEL (case_->drafts);

  for (guint i = 0; i < g_list_model_get_n_items (drafts); i++)
    {
      g_autoptr (AmendsDraft) draft = g_list_model_get_item (drafts, i);
      g_autoptr (GPtrArray) findings = NULL;
      AmendsGateContext context;

      if (draft->sent_at == AMENDS_INSTANT_NONE)
        continue;
      amends_change_get_gate_context (fixture->engines, case_, draft, draft->sent_at, zone,
                                      &context);
      findings = amends_gate_check (fixture->engines->gate, draft->body, &context);
      n_sent++;
      if (was_overridden (case_, draft->sent_at))
        n_overridden++;
      else if (amends_gate_blocks (findings))
        {
          AmendsFinding *finding = g_ptr_array_index (findings, 0);

          g_error ("%s, %s: “%s”: %s", case_->account->name, draft->kind, finding->text,
                   finding->message);
        }
    }
}

static gboolean
check_messages (AmendsConnection *connection,
                gpointer data,
                GCancellable *cancellable,
                GError **error)
{
  n_sent = n_overridden = 0;
  for_each_case (data, connection, check_sent);
  g_assert_cmpuint (n_sent, >=, 15);
  g_assert_cmpuint (n_overridden, ==, 1);
  return TRUE;
}

static void
test_sent (Fixture *fixture, gconstpointer moment)
{
  load_sample (fixture);
  run (fixture, check_messages);
}

/* --- What Today shows
 * ------------------------------------------------------------------------------
 */

static gboolean
check_due (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Fixture *fixture = data;
  g_autoptr (GPtrArray) late =
      amends_due_store_list (connection, AMENDS_INSTANT_NONE, fixture->now, NULL, 0, error);
  g_autoptr (GPtrArray) soon = amends_due_store_list (
      connection, fixture->now, fixture->now + 6 * AMENDS_HOUR, NULL, 0, error);
  guint clocks = 0;

  for (guint i = 0; i < late->len; i++)
    {
      AmendsDueRow *row = g_ptr_array_index (late, i);

      g_test_message ("late: %s, kind %d, clock %d, %s", row->account, row->kind, row->clock_kind,
                      row->title ? row->title : "–");
      /* A debrief that is owed is due from the resolution on; what is paused is not late. */
      if (row->kind != AMENDS_DUE_DEBRIEF && !row->paused)
        {
          g_assert_cmpstr (row->account, ==, "St. Brigid Hospital Group");
          clocks += row->kind == AMENDS_DUE_CLOCK;
        }
    }
  g_assert_cmpuint (clocks, ==, 1);
  g_assert_cmpuint (soon->len, >=, 4);
  return TRUE;
}

static void
test_today (Fixture *fixture, gconstpointer moment)
{
  load_sample (fixture);
  run (fixture, check_due);
}

/* --- Goodwill and debriefs
 * ------------------------------------------------------------------------
 */

static void
check_end (Fixture *fixture, AmendsCase *case_)
{
  g_auto (AmendsCompleteness) completeness = { 0 };
  g_autoptr (AmendsGoodwill) goodwill = g_list_model_get_item (G_LIST_MODEL (case_->goodwill), 0);

  amends_debriefer_rate (fixture->engines->debriefer, case_, case_->debrief, fixture->now, "en",
                         &completeness);
  if (case_->escalation->status == AMENDS_STATUS_CLOSED)
    g_assert_cmpint (completeness.percent, ==, 100);
  else if (case_->escalation->status == AMENDS_STATUS_RESOLVED)
    {
      g_assert_cmpint (completeness.percent, >, 30);
      g_assert_cmpint (completeness.percent, <, 100);
    }
  if (g_str_equal (case_->account->name, "Northway Freight"))
    g_assert_cmpint (goodwill->state, ==, AMENDS_GOODWILL_REQUESTED);
  else if (g_str_equal (case_->account->name, "St. Brigid Hospital Group"))
    {
      g_assert_cmpint (goodwill->state, ==, AMENDS_GOODWILL_APPROVED);
      g_assert_cmpstr (goodwill->requested_by, !=, goodwill->decided_by);
    }
  else
    g_assert_null (goodwill);
}

static gboolean
check_ends (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  for_each_case (data, connection, check_end);
  return TRUE;
}

static void
test_ends (Fixture *fixture, gconstpointer moment)
{
  load_sample (fixture);
  run (fixture, check_ends);
}

/* --- Twice, and gone
 * ------------------------------------------------------------------------------
 */

static void
test_twice (Fixture *fixture, gconstpointer moment)
{
  g_autoptr (GError) error = NULL;

  load_sample (fixture);
  g_assert_false (amends_database_write (fixture->database, load, fixture, NULL, &error));
  g_assert_error (error, AMENDS_SESSION_ERROR, AMENDS_SESSION_ERROR_REFUSED);
  run (fixture, check_states);
}

static gboolean
erase (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  return amends_sample_remove (connection, error);
}

static gboolean
check_gone (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  static const char *const tables[] = { "account",    "contact",     "person",  "escalation",
                                        "clock",      "pause",       "draft",   "draft_version",
                                        "checkpoint", "action",      "message", "commitment",
                                        "goodwill",   "stakeholder", "plan",    "debrief" };
  g_auto (AmendsEventReport) report = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM %s", tables[i]);
      gint64 rows = -1;

      g_assert_true (amends_connection_query_int (connection, sql, &rows, error));
      g_assert_cmpint (rows, ==, 0);
    }
  g_assert_true (amends_event_log_verify (connection, &report, error));
  g_assert_cmpint (report.broken, ==, 0);
  g_assert_cmpint (report.ok, ==, 0);
  return TRUE;
}

static void
test_removal (Fixture *fixture, gconstpointer moment)
{
  g_autoptr (GError) error = NULL;

  load_sample (fixture);
  amends_database_write (fixture->database, erase, NULL, NULL, &error);
  g_assert_no_error (error);
  run (fixture, check_gone);
  load_sample (fixture);
}

static gboolean
save_me (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  return amends_person_store_save (connection, data, error);
}

static gboolean
check_me (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (AmendsPerson) me = amends_person_store_get_me (connection, error);

  g_assert_cmpstr (me->name, ==, "Robin Hale");
  return TRUE;
}

static void
test_keeps_me (Fixture *fixture, gconstpointer moment)
{
  g_autoptr (AmendsPerson) me = amends_record_new (AMENDS_TYPE_PERSON);
  g_autoptr (GError) error = NULL;

  amends_record_set (me, "name", "Robin Hale", "role", AMENDS_ROLE_CSM, "me", TRUE, NULL);
  amends_database_write (fixture->database, save_me, me, NULL, &error);
  g_assert_no_error (error);
  load_sample (fixture);
  run (fixture, check_me);
  amends_database_write (fixture->database, erase, NULL, NULL, &error);
  g_assert_no_error (error);
  run (fixture, check_me);
}

/* --- Times relative to now
 * ------------------------------------------------------------------------
 */

static char *
expand (const char *text, gboolean chinese, GError **error)
{
  g_autoptr (GTimeZone) zone = amends_zone_load ("Europe/Amsterdam", NULL);
  g_autoptr (JsonNode) node = json_node_init_string (json_node_alloc (), text);
  g_autoptr (JsonNode) result =
      amends_sample_expand (node, parse (moments[0]), zone, chinese, error);

  return result ? g_strdup (json_node_get_string (result)) : NULL;
}

static void
test_times (void)
{
  static const struct
  {
    const char *text;
    gboolean chinese;
    const char *result;
  } cases[] = {
    { "since {-6h 20m time}, again", FALSE, "since 06:35, again" },
    { "{45d day} and {1d weekday}", FALSE, "24 April and Wednesday" },
    { "{45d day}{1d weekday}", TRUE, "4月24日周三" },
    { "{45d date}", FALSE, "2026-04-24" },
    { "{-1h instant}", FALSE, "2026-03-10T10:58:00Z" },
    { "{0m time}", FALSE, "12:55" },
    { "nothing", FALSE, "nothing" },
  };
  static const char *const bad[] = { "{}", "{2d", "{time}", "{2x time}", "{-- time}", "{2d noon}" };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *result = expand (cases[i].text, cases[i].chinese, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (result, ==, cases[i].result);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (expand (bad[i], FALSE, &error));
      g_assert_nonnull (error);
    }
}

static void
test_durations (void)
{
  g_assert_cmpint (amends_sample_parse_duration ("4h 6m"), ==, 4 * AMENDS_HOUR + 6 * AMENDS_MINUTE);
  g_assert_cmpint (amends_sample_parse_duration ("2d"), ==, 2 * AMENDS_DAY);
  g_assert_cmpint (amends_sample_parse_duration (""), ==, -1);
  g_assert_cmpint (amends_sample_parse_duration ("4"), ==, -1);
  g_assert_cmpint (amends_sample_parse_duration ("4hours"), ==, -1);
  g_assert_cmpint (amends_sample_parse_duration ("-4h"), ==, -1);
  g_assert_cmpint (amends_sample_parse_duration ("4h  6m"), ==, -1);
}

/* A sample that is damaged leaves the workspace as it was. */
static void
test_damaged (Fixture *fixture, gconstpointer text)
{
  g_autofree char *given = g_strdup (g_getenv ("AMENDS_DATA_DIR"));
  g_autofree char *folder = g_build_filename (fixture->folder, "sample", NULL);
  g_autofree char *file = g_build_filename (folder, "sample.json", NULL);
  static const char *const damaged[] = {
    "",
    "[]",
    "{\"people\": 5}",
    "{\"people\": [], \"accounts\": [3]}",
    "{\"people\": [], \"accounts\": [{\"name\": \"A\", \"renewal\": \"{soon date}\"}]}",
    "{\"people\": [], \"accounts\": [], \"cases\": [{\"account\": \"Nobody\"}]}",
    "{\"people\": [], \"accounts\": [{\"name\": \"A\", \"contacts\": []}],"
    " \"cases\": [{\"account\": \"A\", \"contact\": \"B\", \"received\": {\"ago\": \"soon\"},"
    " \"intake\": {\"statement\": \"It is down.\"}, \"then\": []}]}",
    "{\"people\": [], \"accounts\": [{\"name\": \"A\", \"contacts\": []}],"
    " \"cases\": [{\"account\": \"A\", \"contact\": \"B\", \"received\": {\"ago\": \"2h\"},"
    " \"intake\": {\"statement\": \"It is down.\"}, \"then\": [{\"ago\": \"3h\","
    " \"note\": \"too early\"}]}]}",
  };

  g_mkdir (folder, 0700);
  g_setenv ("AMENDS_DATA_DIR", fixture->folder, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (damaged); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_true (g_file_set_contents (file, damaged[i], -1, NULL));
      g_assert_false (amends_database_write (fixture->database, load, fixture, NULL, &error));
      g_assert_nonnull (error);
      g_test_message ("%s", error->message);
    }
  g_setenv ("AMENDS_DATA_DIR", given, TRUE);
  load_sample (fixture);
}

static void
add (const char *name, const char *moment, void (*func) (Fixture *, gconstpointer))
{
  g_test_add (name, Fixture, moment, set_up, func, tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (moments); i++)
    {
      g_autofree char *states = g_strdup_printf ("/sample/states/%u", i);
      g_autofree char *order = g_strdup_printf ("/sample/order/%u", i);
      g_autofree char *sent = g_strdup_printf ("/sample/sent/%u", i);
      g_autofree char *today = g_strdup_printf ("/sample/today/%u", i);

      add (states, moments[i], test_states);
      add (order, moments[i], test_order);
      add (sent, moments[i], test_sent);
      add (today, moments[i], test_today);
    }
  add ("/sample/ends", NULL, test_ends);
  add ("/sample/twice", NULL, test_twice);
  add ("/sample/removal", NULL, test_removal);
  add ("/sample/keeps-me", NULL, test_keeps_me);
  add ("/sample/damaged", NULL, test_damaged);
  g_test_add_func ("/sample/times", test_times);
  g_test_add_func ("/sample/durations", test_durations);
  return g_test_run ();
}
