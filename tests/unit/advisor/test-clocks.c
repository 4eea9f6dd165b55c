/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The clocks of a case, from the case files and through the life of one. */

#include "config.h"

#include <string.h>

#include "amends-clocks.h"
#include "amends-deadline.h"
#include "amends-enum-types.h"
#include "amends-input-error.h"
#include "amends-labels.h"

#define OFFICE                                                                                     \
  "{\"time_zone\":\"UTC\",\"hours\":{\"mon\":[[\"09:00\",\"17:00\"]],\"tue\":[[\"09:00\","         \
  "\"17:00\"]],\"wed\":[[\"09:00\",\"17:00\"]],\"thu\":[[\"09:00\",\"17:00\"]],\"fri\":"           \
  "[[\"09:00\",\"17:00\"]]}}"

static AmendsSla *
load_sla (const char *id)
{
  g_autofree char *folder = g_build_filename (g_getenv ("AMENDS_DATA_DIR"), "playbooks", NULL);
  const char *folders[] = { folder, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (AmendsPlaybook) playbook = amends_playbook_load (folders, id, NULL, &error);
  AmendsSla *sla;

  g_assert_no_error (error);
  sla = amends_sla_new (playbook, NULL, &error);
  g_assert_no_error (error);
  return sla;
}

static AmendsInstant
at (const char *text)
{
  AmendsInstant instant = 0;

  g_assert_true (amends_instant_parse (text, &instant, NULL));
  return instant;
}

static GListStore *
read_pauses (AmendsJsonReader *reader)
{
  GListStore *pauses = g_list_store_new (AMENDS_TYPE_PAUSE);
  guint n;

  if (!amends_json_reader_enter_array (reader, "pauses", AMENDS_JSON_OPTIONAL))
    return pauses;
  n = amends_json_reader_get_count (reader);
  for (guint i = 0; i < n && amends_json_reader_at (reader, i); i++)
    {
      g_auto (GStrv) ends = amends_json_reader_dup_strv (reader, NULL, AMENDS_JSON_REQUIRED);
      g_autoptr (AmendsPause) pause = amends_record_new (AMENDS_TYPE_PAUSE);

      pause->start = at (ends[0]);
      pause->end = at (ends[1]);
      g_list_store_append (pauses, pause);
      amends_json_reader_leave (reader);
    }
  amends_json_reader_leave (reader);
  return pauses;
}

/* The answer to the input of the case; (transfer full) (nullable). */
static GPtrArray *
ask (AmendsJsonReader *reader, GError **error)
{
  g_autofree char *playbook = NULL;
  g_autoptr (AmendsCalendar) calendar = NULL;
  g_autoptr (AmendsSla) sla = NULL;
  g_autoptr (GListStore) pauses = NULL;
  AmendsClockQuestion question = { 0 };
  AmendsClockPolicy policy = { 0 };

  g_assert_true (amends_json_reader_enter_object (reader, "input", AMENDS_JSON_REQUIRED));
  playbook = amends_json_reader_dup_string (reader, "playbook", AMENDS_JSON_OPTIONAL);
  question.facts.severity = (AmendsSeverity) amends_json_reader_get_enum (
      reader, "severity", AMENDS_JSON_OPTIONAL, amends_severity_get_type (), 0);
  question.facts.executive = amends_json_reader_get_boolean (reader, "executive", FALSE);
  question.facts.vip_tier =
      (int) amends_json_reader_get_int (reader, "vip_tier", AMENDS_JSON_OPTIONAL, 1, 3, 3);
  question.facts.priority =
      (AmendsPriority) amends_json_reader_get_enum (reader, "priority", AMENDS_JSON_OPTIONAL,
                                                    amends_priority_get_type (),
                                                    AMENDS_PRIORITY_UNKNOWN);
  question.received = amends_json_reader_get_instant (reader, "received", AMENDS_JSON_REQUIRED);
  question.now = question.received;
  if (amends_json_reader_enter_object (reader, "calendar", AMENDS_JSON_OPTIONAL))
    {
      calendar = amends_calendar_read (reader);
      amends_json_reader_leave (reader);
    }
  pauses = read_pauses (reader);
  amends_json_reader_leave (reader);

  sla = load_sla (playbook != NULL ? playbook : "standard");
  question.pauses = G_LIST_MODEL (pauses);
  policy.sla = sla;
  policy.calendar = calendar;
  return amends_clocks_answer (&policy, &question, error);
}

static void
check_answers (AmendsJsonReader *reader, GPtrArray *answers)
{
  g_assert_nonnull (answers);
  g_assert_cmpuint (amends_json_reader_get_count (reader), ==, answers->len);
  for (guint i = 0; i < answers->len; i++)
    {
      const AmendsClockAnswer *answer = answers->pdata[i];
      g_auto (GStrv) wanted = amends_json_reader_dup_strv (
          reader, amends_enum_get_nick (amends_clock_kind_get_type (), (int) answer->kind),
          AMENDS_JSON_REQUIRED);
      g_autofree char *due = amends_instant_format_utc (answer->due);
      g_autofree char *wanted_due = NULL;
      double minutes = 0;

      g_assert_nonnull (wanted);
      wanted_due = amends_instant_format_utc (at (wanted[0]));
      g_assert_cmpstr (due, ==, wanted_due);
      g_assert_cmpstr (answer->rule, ==, wanted[1]);
      for (guint j = 0; j < answer->ledger->len; j++)
        minutes += ((AmendsLedgerLine *) answer->ledger->pdata[j])->minutes;
      g_assert_cmpfloat_with_epsilon (minutes, (double) answer->minutes, 1e-6);
    }
}

static void
test_case_file (gconstpointer data)
{
  g_autofree char *text = NULL;
  gsize length;
  g_autoptr (GError) error = NULL;
  g_autoptr (AmendsJsonReader) reader = NULL;
  g_autoptr (GPtrArray) answers = NULL;
  g_autoptr (GPtrArray) warnings = NULL;
  g_autofree char *what = NULL;

  g_assert_true (g_file_get_contents (data, &text, &length, NULL));
  reader = amends_json_reader_new (text, length, data, &error);
  g_assert_no_error (error);
  what = amends_json_reader_dup_string (reader, "what", AMENDS_JSON_REQUIRED);
  answers = ask (reader, &error);
  g_assert_true (amends_json_reader_enter_object (reader, "expected", AMENDS_JSON_REQUIRED));
  if (amends_json_reader_has (reader, "error"))
    {
      g_autofree char *field =
          amends_json_reader_dup_string (reader, "error", AMENDS_JSON_REQUIRED);

      g_assert_null (answers);
      g_assert_cmpstr (amends_input_error_get_field (error), ==, field);
      g_clear_error (&error);
    }
  else
    {
      g_assert_no_error (error);
      check_answers (reader, answers);
    }
  amends_json_reader_leave (reader);
  g_assert_true (amends_json_reader_finish (reader, &warnings, &error));
  g_assert_cmpuint (warnings->len, ==, 0);
}

static void
add_case_files (void)
{
  g_autofree char *folder =
      g_build_filename (g_getenv ("AMENDS_FIXTURES"), "..", "cases", "clocks", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n = 0;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_strdup_printf ("/advisor/clocks/case/%s", name);

      g_test_add_data_func_full (path, g_build_filename (folder, name, NULL), test_case_file,
                                 g_free);
      n++;
    }
  g_assert_cmpuint (n, >=, 32);
}

typedef struct
{
  AmendsSla *sla;
  AmendsCalendar *calendar;
  AmendsClockPolicy policy;
  AmendsCase *self;
} Fixture;

/* Tuesday 10 March 2026, 09:00, medium. */
static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AmendsEscalation) escalation = amends_record_new (AMENDS_TYPE_ESCALATION);
  g_autoptr (AmendsAccount) account = amends_record_new (AMENDS_TYPE_ACCOUNT);
  g_autoptr (GError) error = NULL;

  escalation->severity = AMENDS_SEVERITY_MEDIUM;
  escalation->received = at ("2026-03-10T09:00:00Z");
  escalation->cycle = 1;
  escalation->cycle_started = escalation->received;
  fixture->sla = load_sla ("standard");
  fixture->calendar = amends_calendar_parse (OFFICE, strlen (OFFICE), NULL, NULL, &error);
  g_assert_no_error (error);
  fixture->policy = (AmendsClockPolicy){ fixture->sla, fixture->calendar, "en" };
  fixture->self = amends_case_new (escalation, account, NULL);
  g_assert_true (
      amends_clocks_start (fixture->self, &fixture->policy, escalation->received, &error));
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->self);
  g_object_unref (fixture->sla);
  g_object_unref (fixture->calendar);
}

/* The last clock of @kind; (transfer none) (nullable): the case keeps it. */
static AmendsClock *
get_clock (Fixture *fixture, AmendsClockKind kind)
{
  AmendsClock *found = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (fixture->self->clocks)); i++)
    {
      g_autoptr (AmendsClock) clock =
          g_list_model_get_item (G_LIST_MODEL (fixture->self->clocks), i);

      if (clock->kind == kind)
        found = clock;
    }
  return found;
}

static AmendsClockState
get_state (Fixture *fixture, AmendsClockKind kind, const char *now, gint64 *remaining)
{
  return amends_clocks_get_state (get_clock (fixture, kind), G_LIST_MODEL (fixture->self->pauses),
                                  &fixture->policy, at (now), NULL, remaining);
}

static guint
count_clocks (Fixture *fixture)
{
  return g_list_model_get_n_items (G_LIST_MODEL (fixture->self->clocks));
}

static void
test_states (Fixture *fixture, gconstpointer data)
{
  gint64 remaining;
  g_autoptr (AmendsClock) next = NULL;
  g_autoptr (GPtrArray) breached = NULL;
  g_autoptr (GPtrArray) again = NULL;

  g_assert_cmpuint (count_clocks (fixture), ==, 4);
  g_assert_cmpint (get_state (fixture, AMENDS_CLOCK_ACKNOWLEDGE, "2026-03-10T09:44:59Z", NULL), ==,
                   AMENDS_CLOCK_RUNNING);
  g_assert_cmpint (get_state (fixture, AMENDS_CLOCK_ACKNOWLEDGE, "2026-03-10T09:45:00Z", NULL), ==,
                   AMENDS_CLOCK_DUE_SOON);
  g_assert_cmpint (get_state (fixture, AMENDS_CLOCK_ACKNOWLEDGE, "2026-03-10T10:00:00Z",
                              &remaining),
                   ==, AMENDS_CLOCK_BREACHED);
  g_assert_cmpint (remaining, ==, 0);
  g_assert_cmpint (amends_clocks_get_next_change (fixture->self, &fixture->policy,
                                                  at ("2026-03-10T09:00:00Z")),
                   ==, at ("2026-03-10T09:45:00Z"));
  next = amends_clocks_get_next (fixture->self, &fixture->policy, at ("2026-03-10T09:00:00Z"));
  g_assert_cmpint (next->kind, ==, AMENDS_CLOCK_ACKNOWLEDGE);

  breached =
      amends_clocks_note_breaches (fixture->self, &fixture->policy, at ("2026-03-10T10:30:00Z"));
  g_assert_cmpuint (breached->len, ==, 1);
  again =
      amends_clocks_note_breaches (fixture->self, &fixture->policy, at ("2026-03-10T10:31:00Z"));
  g_assert_cmpuint (again->len, ==, 0);
}

static void
test_meet (Fixture *fixture, gconstpointer data)
{
  AmendsCase *self = fixture->self;
  g_autoptr (GError) error = NULL;
  gint64 remaining;

  /* What the customer writes meets nothing. */
  g_assert_true (amends_clocks_meet_by_message (self, &fixture->policy, AMENDS_DIRECTION_INBOUND,
                                                NULL, at ("2026-03-10T09:10:00Z"), &error));
  g_assert_cmpint (get_clock (fixture, AMENDS_CLOCK_ACKNOWLEDGE)->met_at, ==, AMENDS_INSTANT_NONE);

  g_assert_true (amends_clocks_meet_by_message (self, &fixture->policy, AMENDS_DIRECTION_OUTBOUND,
                                                "first-response", at ("2026-03-10T09:40:00Z"),
                                                &error));
  g_assert_cmpint (get_state (fixture, AMENDS_CLOCK_ACKNOWLEDGE, "2026-03-12T00:00:00Z",
                              &remaining),
                   ==, AMENDS_CLOCK_MET);
  g_assert_cmpint (remaining, ==, 20 * AMENDS_MINUTE);
  g_assert_cmpint (get_clock (fixture, AMENDS_CLOCK_SUBSTANTIVE)->met_at, !=, AMENDS_INSTANT_NONE);
  g_assert_cmpint (get_clock (fixture, AMENDS_CLOCK_RESOLVE)->met_at, ==, AMENDS_INSTANT_NONE);
  /* The next update counts from the message: two days of eight hours. */
  g_assert_cmpuint (count_clocks (fixture), ==, 5);
  g_assert_cmpint (get_clock (fixture, AMENDS_CLOCK_UPDATE)->due, ==, at ("2026-03-12T09:40:00Z"));

  /* An earlier call, told later, moves the acknowledgement but not the update. */
  g_assert_true (amends_clocks_meet_by_message (self, &fixture->policy, AMENDS_DIRECTION_TWO_WAY,
                                                NULL, at ("2026-03-10T09:20:00Z"), &error));
  g_assert_cmpint (get_clock (fixture, AMENDS_CLOCK_ACKNOWLEDGE)->met_at, ==,
                   at ("2026-03-10T09:20:00Z"));
  g_assert_cmpuint (count_clocks (fixture), ==, 5);
}

static void
test_late (Fixture *fixture, gconstpointer data)
{
  gint64 remaining;

  g_assert_true (amends_clocks_meet (fixture->self, &fixture->policy,
                                     AMENDS_CLOCK_BIT (AMENDS_CLOCK_ACKNOWLEDGE),
                                     at ("2026-03-10T10:30:00Z"), NULL));
  g_assert_cmpint (get_state (fixture, AMENDS_CLOCK_ACKNOWLEDGE, "2026-03-10T11:00:00Z",
                              &remaining),
                   ==, AMENDS_CLOCK_MET);
  g_assert_cmpint (remaining, ==, -30 * AMENDS_MINUTE);
  g_assert_cmpint (get_clock (fixture, AMENDS_CLOCK_ACKNOWLEDGE)->breached_at, ==,
                   at ("2026-03-10T10:30:00Z"));
}

static void
test_reclassify (Fixture *fixture, gconstpointer data)
{
  AmendsCase *self = fixture->self;
  AmendsInstant now = at ("2026-03-10T11:00:00Z");

  /* Acknowledge has run out by now, substantive has not. */
  amends_record_set (self->escalation, "severity", AMENDS_SEVERITY_CRITICAL, "executive", TRUE,
                     NULL);
  g_assert_true (amends_clocks_recompute (self, &fixture->policy, now, NULL));
  g_assert_cmpint (get_clock (fixture, AMENDS_CLOCK_SUBSTANTIVE)->due, ==,
                   at ("2026-03-10T10:00:00Z"));
  g_assert_cmpstr (get_clock (fixture, AMENDS_CLOCK_RESOLVE)->rule, ==, "resolve-critical");
  g_assert_cmpint (get_clock (fixture, AMENDS_CLOCK_RESOLVE)->due, ==, at ("2026-03-11T09:00:00Z"));
  g_assert_nonnull (get_clock (fixture, AMENDS_CLOCK_NOTIFY));
  g_assert_cmpuint (count_clocks (fixture), ==, 5);

  /* Back again: what has run out stays. The executive's clock has run out too, and stays. */
  amends_record_set (self->escalation, "severity", AMENDS_SEVERITY_LOW, "executive", FALSE, NULL);
  g_assert_true (amends_clocks_recompute (self, &fixture->policy, now, NULL));
  g_assert_cmpint (get_clock (fixture, AMENDS_CLOCK_SUBSTANTIVE)->due, ==,
                   at ("2026-03-10T10:00:00Z"));
  g_assert_cmpstr (get_clock (fixture, AMENDS_CLOCK_RESOLVE)->rule, ==, "resolve-low");
  g_assert_nonnull (get_clock (fixture, AMENDS_CLOCK_NOTIFY));
}

static void
test_life (Fixture *fixture, gconstpointer data)
{
  AmendsCase *self = fixture->self;
  g_autoptr (GError) error = NULL;
  AmendsInstant due = get_clock (fixture, AMENDS_CLOCK_RESOLVE)->due;
  AmendsInstant when;

  g_assert_true (amends_case_set_status (self, AMENDS_STATUS_IN_PROGRESS,
                                         at ("2026-03-10T09:05:00Z"), &error));
  when = at ("2026-03-10T15:00:00Z");
  g_assert_true (amends_case_set_status (self, AMENDS_STATUS_WAITING, when, &error));
  g_assert_true (amends_clocks_follow_status (self, &fixture->policy, when, &error));
  g_assert_cmpint (get_state (fixture, AMENDS_CLOCK_RESOLVE, "2026-03-11T10:00:00Z", NULL), ==,
                   AMENDS_CLOCK_PAUSED);
  g_assert_cmpint (get_state (fixture, AMENDS_CLOCK_UPDATE, "2026-03-11T10:00:00Z", NULL), ==,
                   AMENDS_CLOCK_RUNNING);

  /* Two hours of Tuesday and one of Wednesday. */
  when = at ("2026-03-11T10:00:00Z");
  g_assert_true (amends_case_set_status (self, AMENDS_STATUS_IN_PROGRESS, when, &error));
  g_assert_true (amends_clocks_follow_status (self, &fixture->policy, when, &error));
  g_assert_cmpint (due, ==, at ("2026-03-16T17:00:00Z"));
  g_assert_cmpint (get_clock (fixture, AMENDS_CLOCK_RESOLVE)->due, ==, at ("2026-03-17T12:00:00Z"));

  when = at ("2026-03-12T09:00:00Z");
  g_assert_true (amends_case_set_status (self, AMENDS_STATUS_RESOLVED, when, &error));
  g_assert_true (amends_clocks_follow_status (self, &fixture->policy, when, &error));
  g_assert_cmpint (get_clock (fixture, AMENDS_CLOCK_RESOLVE)->met_at, ==, when);
  g_assert_null (amends_clocks_get_next (self, &fixture->policy, when));
  g_assert_cmpint (amends_clocks_get_next_change (self, &fixture->policy, when), ==,
                   AMENDS_INSTANT_NONE);

  when = at ("2026-03-13T12:00:00Z");
  g_assert_true (amends_case_set_status (self, AMENDS_STATUS_IN_PROGRESS, when, &error));
  g_assert_true (amends_clocks_follow_status (self, &fixture->policy, when, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_clocks (fixture), ==, 4 + 3);
  g_assert_cmpint (get_clock (fixture, AMENDS_CLOCK_ACKNOWLEDGE)->due, ==,
                   at ("2026-03-13T13:00:00Z"));
  g_assert_cmpint (get_clock (fixture, AMENDS_CLOCK_SUBSTANTIVE)->cycle, ==, 1);
  g_assert_cmpint (get_clock (fixture, AMENDS_CLOCK_RESOLVE)->cycle, ==, 2);
  g_assert_true (amends_clocks_start (self, &fixture->policy, when, &error));
  g_assert_cmpuint (count_clocks (fixture), ==, 7);
}

/* Waiting ends at Resolved: what the wait moved is judged by where it moved to. */
static void
test_resolved_while_waiting (Fixture *fixture, gconstpointer data)
{
  AmendsCase *self = fixture->self;
  AmendsClock *resolve = get_clock (fixture, AMENDS_CLOCK_RESOLVE);
  AmendsInstant when = at ("2026-03-11T09:00:00Z");
  gint64 remaining;

  g_assert_true (amends_case_set_status (self, AMENDS_STATUS_IN_PROGRESS, when, NULL));
  g_assert_true (amends_case_set_status (self, AMENDS_STATUS_WAITING, when, NULL));
  g_assert_true (amends_clocks_follow_status (self, &fixture->policy, when, NULL));
  g_assert_cmpint (resolve->due, ==, at ("2026-03-16T17:00:00Z"));

  /* Five working days of waiting; a day had passed before. */
  when = at ("2026-03-18T09:00:00Z");
  g_assert_true (amends_case_set_status (self, AMENDS_STATUS_RESOLVED, when, NULL));
  g_assert_true (amends_clocks_follow_status (self, &fixture->policy, when, NULL));
  g_assert_cmpint (resolve->due, ==, at ("2026-03-23T17:00:00Z"));
  g_assert_cmpint (resolve->met_at, ==, when);
  g_assert_cmpint (resolve->breached_at, ==, AMENDS_INSTANT_NONE);
  g_assert_cmpint (get_state (fixture, AMENDS_CLOCK_RESOLVE, "2026-03-20T00:00:00Z", &remaining),
                   ==, AMENDS_CLOCK_MET);
  g_assert_cmpint (remaining, ==, 4 * 8 * AMENDS_HOUR);
}

/* "At once" is due at once, and late only when its grace is over. */
static void
test_at_once (Fixture *fixture, gconstpointer data)
{
  AmendsCase *self = fixture->self;
  AmendsInstant start = at ("2026-03-10T09:00:00Z");
  g_autoptr (GPtrArray) none = NULL;
  g_autoptr (GPtrArray) breached = NULL;
  AmendsClock *notify;
  gint64 remaining;

  amends_record_set (self->account, "segment", AMENDS_SEGMENT_ENTERPRISE, NULL);
  amends_record_set (self->escalation, "severity", AMENDS_SEVERITY_HIGH, NULL);
  g_assert_true (amends_clocks_recompute (self, &fixture->policy, start, NULL));
  notify = get_clock (fixture, AMENDS_CLOCK_NOTIFY);
  g_assert_cmpint (notify->due, ==, start);
  g_assert_cmpint (amends_clocks_get_late_from (notify, &fixture->policy), ==,
                   start + 5 * AMENDS_MINUTE);

  g_assert_cmpint (get_state (fixture, AMENDS_CLOCK_NOTIFY, "2026-03-10T09:00:00Z", &remaining), ==,
                   AMENDS_CLOCK_DUE_SOON);
  g_assert_cmpint (remaining, ==, 0);
  g_assert_cmpint (get_state (fixture, AMENDS_CLOCK_NOTIFY, "2026-03-10T09:04:59Z", &remaining), ==,
                   AMENDS_CLOCK_DUE_SOON);
  g_assert_cmpint (remaining, ==, 0);
  g_assert_cmpint (get_state (fixture, AMENDS_CLOCK_NOTIFY, "2026-03-10T09:05:00Z", &remaining), ==,
                   AMENDS_CLOCK_BREACHED);
  g_assert_cmpint (remaining, ==, -5 * AMENDS_MINUTE);
  g_assert_cmpint (amends_clocks_get_next_change (self, &fixture->policy, start), ==,
                   start + 5 * AMENDS_MINUTE);
  none = amends_clocks_note_breaches (self, &fixture->policy, start + 4 * AMENDS_MINUTE);
  g_assert_cmpuint (none->len, ==, 0);
  breached = amends_clocks_note_breaches (self, &fixture->policy, start + 6 * AMENDS_MINUTE);
  g_assert_cmpuint (breached->len, ==, 1);

  /* The CSM was told in time, and said so later. */
  g_assert_true (amends_clocks_meet_by_message (self, &fixture->policy, AMENDS_DIRECTION_INTERNAL,
                                                NULL, start + 5 * AMENDS_MINUTE, NULL));
  g_assert_cmpint (get_state (fixture, AMENDS_CLOCK_NOTIFY, "2026-03-10T12:00:00Z", &remaining), ==,
                   AMENDS_CLOCK_MET);
  g_assert_cmpint (remaining, ==, 0);
  g_assert_cmpint (notify->breached_at, ==, AMENDS_INSTANT_NONE);
}

/* What meets a clock at its very due is in time; a millisecond later it is late. */
static void
test_edge (Fixture *fixture, gconstpointer data)
{
  AmendsClock *clock = get_clock (fixture, AMENDS_CLOCK_ACKNOWLEDGE);
  AmendsInstant due = clock->due;

  g_assert_true (amends_clocks_meet (fixture->self, &fixture->policy,
                                     AMENDS_CLOCK_BIT (AMENDS_CLOCK_ACKNOWLEDGE), due + 1, NULL));
  g_assert_cmpint (clock->breached_at, ==, due + 1);
  g_assert_true (amends_clocks_meet (fixture->self, &fixture->policy,
                                     AMENDS_CLOCK_BIT (AMENDS_CLOCK_ACKNOWLEDGE), due, NULL));
  g_assert_cmpint (clock->met_at, ==, due);
  g_assert_cmpint (clock->breached_at, ==, AMENDS_INSTANT_NONE);
}

/* A met clock stays as it was whatever the case is called later. */
static void
test_met_stays (Fixture *fixture, gconstpointer data)
{
  AmendsCase *self = fixture->self;
  AmendsInstant now = at ("2026-03-10T09:30:00Z");
  AmendsClock *substantive = get_clock (fixture, AMENDS_CLOCK_SUBSTANTIVE);
  AmendsInstant due = substantive->due;

  g_assert_true (amends_clocks_meet_by_message (self, &fixture->policy, AMENDS_DIRECTION_OUTBOUND,
                                                "first-response", now, NULL));
  amends_record_set (self->escalation, "severity", AMENDS_SEVERITY_CRITICAL, NULL);
  g_assert_true (amends_clocks_recompute (self, &fixture->policy, now, NULL));
  g_assert_cmpint (substantive->due, ==, due);
  g_assert_cmpstr (substantive->rule, ==, "substantive-medium");
  g_assert_cmpint (substantive->met_at, ==, now);
  /* The next update counts from the message, by the new rule; resolve from the receipt. */
  g_assert_cmpint (get_clock (fixture, AMENDS_CLOCK_UPDATE)->due, ==, now + 4 * AMENDS_HOUR);
  g_assert_cmpint (get_clock (fixture, AMENDS_CLOCK_RESOLVE)->due, ==, at ("2026-03-11T09:00:00Z"));
}

static void
test_json (Fixture *fixture, gconstpointer data)
{
  AmendsClockQuestion question = { .facts = { .severity = AMENDS_SEVERITY_HIGH },
                                   .received = at ("2026-03-10T09:00:00Z") };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) answers = amends_clocks_answer (&fixture->policy, &question, &error);
  g_autoptr (GTimeZone) zone = amends_zone_load ("Europe/Berlin", NULL);
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  node = amends_clocks_answer_to_json (answers, zone);
  text = json_to_string (node, FALSE);
  g_assert_nonnull (strstr (text, "\"clock\":\"substantive\",\"due\":\"2026-03-10T13:00:00Z\","
                                  "\"rule\":\"substantive-high\""));
  g_assert_nonnull (strstr (text,
                            "{\"from\":\"2026-03-10T09:00:00Z\",\"to\":\"2026-03-10T13:00:00Z\","
                            "\"minutes\":240,\"kind\":\"round-the-clock\",\"note\":"
                            "\"Round the clock\",\"text\":\"Tue 2026-03-10 10:00"));
  g_assert_nonnull (strstr (text, "\"time_zone\":\"Europe/Berlin\""));
  g_assert_null (strstr (text, "grace_minutes"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add (name, Fixture, NULL, set_up, func, tear_down)
  ADD ("/advisor/clocks/states", test_states);
  ADD ("/advisor/clocks/meet", test_meet);
  ADD ("/advisor/clocks/late", test_late);
  ADD ("/advisor/clocks/reclassify", test_reclassify);
  ADD ("/advisor/clocks/life", test_life);
  ADD ("/advisor/clocks/resolved-while-waiting", test_resolved_while_waiting);
  ADD ("/advisor/clocks/at-once", test_at_once);
  ADD ("/advisor/clocks/edge", test_edge);
  ADD ("/advisor/clocks/met-stays", test_met_stays);
  ADD ("/advisor/clocks/json", test_json);
#undef ADD
  add_case_files ();
  return g_test_run ();
}
