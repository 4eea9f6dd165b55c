/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The status machine, pauses, cycles, and what any escalation must meet. */

#include "config.h"

#include "amends-case.h"
#include "amends-input-error.h"

#define NOW ((AmendsInstant) 1773140280000)

static AmendsCase *
make_case (void)
{
  g_autoptr (AmendsEscalation) escalation = amends_record_new (AMENDS_TYPE_ESCALATION);
  g_autoptr (AmendsAccount) account = amends_record_new (AMENDS_TYPE_ACCOUNT);

  amends_record_set (escalation, "statement", "Nothing works.", "received", NOW - AMENDS_HOUR,
                     "cycle", 1, NULL);
  return amends_case_new (escalation, account, NULL);
}

static void
move (AmendsCase *case_, AmendsStatus status, AmendsInstant at)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (amends_case_set_status (case_, status, at, &error));
  g_assert_no_error (error);
}

static void
test_machine (void)
{
  /* Rows: from; columns: to, in the order of the enum. */
  static const gboolean table[7][7] = {
    [AMENDS_STATUS_OPEN] = { 0, 1, 0, 1, 0, 1, 1 },
    [AMENDS_STATUS_IN_PROGRESS] = { 0, 0, 1, 1, 0, 1, 1 },
    [AMENDS_STATUS_WAITING] = { 0, 1, 0, 1, 0, 1, 1 },
    [AMENDS_STATUS_RESOLVED] = { 0, 1, 0, 0, 1, 0, 0 },
    [AMENDS_STATUS_CLOSED] = { 0, 1, 0, 0, 0, 0, 0 },
  };

  for (int from = 0; from < 7; from++)
    for (int to = 0; to < 7; to++)
      g_assert_cmpint (amends_escalation_can_become (from, to), ==, table[from][to]);
}

static void
test_refused_changes_nothing (void)
{
  g_autoptr (AmendsCase) case_ = make_case ();
  g_autoptr (AmendsEscalation) before = amends_record_copy (case_->escalation);
  g_autoptr (GError) error = NULL;

  g_assert_false (amends_case_set_status (case_, AMENDS_STATUS_CLOSED, NOW, &error));
  g_assert_error (error, AMENDS_CORE_ERROR, AMENDS_CORE_ERROR_TRANSITION);
  g_assert_true (amends_record_equal (before, case_->escalation));
}

static void
test_waiting_pauses (void)
{
  g_autoptr (AmendsCase) case_ = make_case ();
  g_autoptr (AmendsPause) pause = NULL;

  move (case_, AMENDS_STATUS_IN_PROGRESS, NOW);
  move (case_, AMENDS_STATUS_WAITING, NOW + AMENDS_HOUR);
  pause = g_list_model_get_item (G_LIST_MODEL (case_->pauses), 0);
  g_assert_cmpint (pause->start, ==, NOW + AMENDS_HOUR);
  g_assert_cmpint (pause->end, ==, AMENDS_INSTANT_NONE);
  move (case_, AMENDS_STATUS_RESOLVED, NOW + 3 * AMENDS_HOUR);
  g_assert_cmpint (pause->end, ==, NOW + 3 * AMENDS_HOUR);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (case_->pauses)), ==, 1);
}

static void
test_reopening_starts_a_cycle (void)
{
  g_autoptr (AmendsCase) case_ = make_case ();

  move (case_, AMENDS_STATUS_RESOLVED, NOW);
  g_assert_cmpint (case_->escalation->resolved_at, ==, NOW);
  move (case_, AMENDS_STATUS_CLOSED, NOW + 1);
  move (case_, AMENDS_STATUS_IN_PROGRESS, NOW + AMENDS_DAY);
  g_assert_cmpint (case_->escalation->cycle, ==, 2);
  g_assert_cmpint (case_->escalation->cycle_started, ==, NOW + AMENDS_DAY);
  g_assert_cmpint (case_->escalation->resolved_at, ==, AMENDS_INSTANT_NONE);
}

static void
test_copy_and_merge (void)
{
  g_autoptr (AmendsCase) case_ = make_case ();
  g_autoptr (AmendsDraft) draft = amends_record_new (AMENDS_TYPE_DRAFT);
  g_autoptr (AmendsCase) copy = NULL;
  g_autoptr (AmendsDraft) twin = NULL;

  amends_record_set (draft, "body", "One", NULL);
  g_list_store_append (case_->drafts, draft);
  copy = amends_case_copy (case_);
  twin = g_list_model_get_item (G_LIST_MODEL (copy->drafts), 0);
  g_assert_true (twin != draft);
  amends_record_set (twin, "body", "Two", NULL);
  g_assert_cmpstr (draft->body, ==, "One");
  amends_case_merge (case_, copy);
  g_assert_cmpstr (draft->body, ==, "Two");
}

static void
test_revert (void)
{
  g_autoptr (AmendsCase) now = make_case ();
  g_autoptr (AmendsCase) before = NULL;
  g_autoptr (AmendsCase) after = NULL;
  g_autoptr (AmendsCheckpoint) kept = amends_record_new (AMENDS_TYPE_CHECKPOINT);
  g_autoptr (AmendsCheckpoint) made = amends_record_new (AMENDS_TYPE_CHECKPOINT);

  amends_record_set (kept, "title", "Update", "at", NOW, NULL);
  g_list_store_append (now->checkpoints, kept);
  before = amends_case_copy (now);
  amends_record_set (kept, "at", NOW + AMENDS_HOUR, "step", AMENDS_STEP_DONE, NULL);
  amends_record_set (now->escalation, "title", "Export down", NULL);
  g_list_store_append (now->checkpoints, made);
  after = amends_case_copy (now);

  /* Someone has changed one of the fields again: that one stays. */
  amends_record_set (kept, "at", NOW + AMENDS_DAY, NULL);
  g_assert_cmpuint (amends_case_revert (now, before, after), ==, 1);
  g_assert_cmpint (kept->at, ==, NOW + AMENDS_DAY);
  g_assert_cmpint (kept->step, ==, AMENDS_STEP_PLANNED);
  g_assert_null (now->escalation->title);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (now->checkpoints)), ==, 1);

  /* And back again: what the change removed returns. */
  g_assert_cmpuint (amends_case_revert (now, after, before), ==, 1);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (now->checkpoints)), ==, 2);
  g_assert_cmpstr (now->escalation->title, ==, "Export down");
}

static void
test_numbers (void)
{
  g_autofree char *name = amends_escalation_format_number (42);

  g_assert_cmpstr (name, ==, "ESC-0042");
  g_assert_cmpint (amends_escalation_parse_number ("ESC-0042"), ==, 42);
  g_assert_cmpint (amends_escalation_parse_number ("esc-12345"), ==, 12345);
  g_assert_cmpint (amends_escalation_parse_number ("7"), ==, 7);
  g_assert_cmpint (amends_escalation_parse_number ("7x"), ==, 0);
  g_assert_cmpint (amends_escalation_parse_number ("-7"), ==, 0);
  g_assert_cmpint (amends_escalation_parse_number ("ESC-"), ==, 0);
  g_assert_cmpint (amends_escalation_parse_number ("99999999999"), ==, 0);
}

static void
assert_invalid (AmendsEscalation *escalation, const char *field)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (amends_escalation_validate (escalation, NOW, &error));
  g_assert_true (error->domain == AMENDS_INPUT_ERROR);
  if (field)
    g_assert_cmpstr (amends_input_error_get_field (error), ==, field);
}

static void
test_validate (void)
{
  g_autoptr (AmendsCase) case_ = make_case ();
  AmendsEscalation *escalation = case_->escalation;
  g_autoptr (GError) error = NULL;

  g_assert_true (amends_escalation_validate (escalation, NOW, &error));
  g_assert_no_error (error);

  amends_record_set (escalation, "received", NOW + AMENDS_HOUR, NULL);
  assert_invalid (escalation, "received");
  amends_record_set (escalation, "received", NOW, "users-affected", -3, NULL);
  assert_invalid (escalation, "users_affected");
  amends_record_set (escalation, "users-affected", 3, "time-zone", "Mars/Olympus", NULL);
  assert_invalid (escalation, NULL);
  amends_record_set (escalation, "time-zone", "Europe/Amsterdam", "statement", "", NULL);
  assert_invalid (escalation, "statement");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/case/machine", test_machine);
  g_test_add_func ("/case/refused-changes-nothing", test_refused_changes_nothing);
  g_test_add_func ("/case/waiting-pauses", test_waiting_pauses);
  g_test_add_func ("/case/reopening-starts-a-cycle", test_reopening_starts_a_cycle);
  g_test_add_func ("/case/copy-and-merge", test_copy_and_merge);
  g_test_add_func ("/case/revert", test_revert);
  g_test_add_func ("/case/numbers", test_numbers);
  g_test_add_func ("/case/validate", test_validate);
  return g_test_run ();
}
