/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Accounts and contacts through the session: lists, changes, undo, erasing, bad input. */

#include "config.h"

#include "amends-account-store.h"
#include "amends-customer-check.h"
#include "amends-database.h"
#include "amends-input-error.h"
#include "amends-intake-reader.h"
#include "amends-session-accounts.h"
#include "amends-session-undo.h"

#include <stdlib.h>
#include <string.h>

#define NOW ((AmendsInstant) 1773143880000) /* 2026-03-10T11:58:00Z */

typedef struct
{
  char *folder;
  AmendsTimeSource *time;
  AmendsSession *session;
  AmendsCase *case_;
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
log_case (Fixture *fixture)
{
  static const char text[] =
      "{\"account\":{\"name\":\"Northway Freight\",\"arr\":540000,\"currency\":\"USD\","
      "\"segment\":\"enterprise\"},\"contact\":{\"name\":\"Pieter van Dalen\","
      "\"title\":\"CTO\",\"email\":\"p.vandalen@northway.example\"},"
      "\"received\":\"2026-03-10T08:52:00+01:00\","
      "\"statement\":\"Since 06:40 none of our 212 dispatchers can export. Trucks wait.\"}";
  g_autoptr (GError) error = NULL;
  g_autoptr (AmendsIntake) intake =
      amends_intake_read_json (text, strlen (text), "x", NULL, &error);
  g_autoptr (GAsyncResult) result = NULL;

  g_assert_no_error (error);
  amends_session_log_async (fixture->session, intake, NULL, done_cb, &result);
  fixture->case_ = amends_session_log_finish (fixture->session, wait_for (&result), &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("amends-accounts-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->time = amends_time_source_new_fixed (NOW);
  fixture->session = amends_session_new (fixture->folder, fixture->time);
  amends_session_open_async (fixture->session, NULL, done_cb, &result);
  g_assert_true (amends_session_open_finish (fixture->session, wait_for (&result), &error));
  log_case (fixture);
}

/* What goes on in the background after a change. */
static void
settle (Fixture *fixture)
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

  settle (fixture);
  g_clear_object (&fixture->case_);
  amends_session_close (fixture->session);
  g_clear_object (&fixture->session);
  g_assert_finalize_object (fixture->time);
  g_assert_cmpint (system (command), ==, 0);
  g_free (fixture->folder);
}

static AmendsAccountFile *
read_file (Fixture *fixture, const char *name)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  AmendsAccountFile *file;

  amends_session_read_account_async (fixture->session, name, NULL, done_cb, &result);
  file = amends_session_read_account_finish (fixture->session, wait_for (&result), &error);
  g_assert_no_error (error);
  return file;
}

static GPtrArray *
list (Fixture *fixture, const char *text)
{
  const AmendsAccountFilter filter = { .text = text };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *rows;

  amends_session_list_accounts_async (fixture->session, &filter, NULL, done_cb, &result);
  rows = amends_session_list_accounts_finish (fixture->session, wait_for (&result), &error);
  g_assert_no_error (error);
  return rows;
}

/* TRUE with @token, or FALSE with @field that is at fault. */
static gboolean
save (Fixture *fixture, gpointer base, gpointer changed, guint *token, char **field)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gboolean saved;

  if (AMENDS_IS_ACCOUNT (changed))
    amends_session_save_account_async (fixture->session, base, changed, NULL, done_cb, &result);
  else
    amends_session_save_contact_async (fixture->session, base, changed, NULL, done_cb, &result);
  saved = amends_session_customer_finish (fixture->session, wait_for (&result), token, &error);
  g_assert_true (saved == (error == NULL));
  if (field != NULL)
    *field = g_strdup (error != NULL ? amends_input_error_get_field (error) : NULL);
  return saved;
}

static gboolean
undo (Fixture *fixture, guint token)
{
  g_autoptr (GAsyncResult) result = NULL;

  amends_session_undo_async (fixture->session, token, NULL, done_cb, &result);
  return amends_session_undo_finish (fixture->session, wait_for (&result), NULL);
}

static gboolean
redo (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;

  amends_session_redo_async (fixture->session, NULL, done_cb, &result);
  return amends_session_redo_finish (fixture->session, wait_for (&result), NULL, NULL);
}

static void
verify (Fixture *fixture, gint64 *erased)
{
  g_auto (AmendsVerification) found = { 0 };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  amends_session_verify_async (fixture->session, NULL, done_cb, &result);
  amends_session_verify_finish (fixture->session, wait_for (&result), &found, &error);
  g_assert_no_error (error);
  g_assert_cmpint (found.broken_at, ==, 0);
  *erased = found.erased;
}

/* The words of the last entry of the log, and what it is of. */
static char *
dup_last_entry (Fixture *fixture, AmendsEventKind *kind)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) events = NULL;
  AmendsEvent *event;

  amends_session_list_recent_async (fixture->session, AMENDS_INSTANT_NONE, 1, NULL, done_cb,
                                    &result);
  events = amends_session_list_recent_finish (fixture->session, wait_for (&result), NULL);
  g_assert_cmpuint (events->len, ==, 1);
  event = events->pdata[0];
  *kind = event->kind;
  return g_strdup (event->summary);
}

/* --- Tests ----------------------------------------------------------------------------------- */

static void
test_list (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) all = list (fixture, NULL);
  g_autoptr (GPtrArray) found = list (fixture, "PIETER north");
  g_autoptr (GPtrArray) none = list (fixture, "pieter south");
  AmendsAccountRow *row = all->pdata[0];

  g_assert_cmpuint (all->len, ==, 1);
  g_assert_cmpuint (found->len, ==, 1);
  g_assert_cmpuint (none->len, ==, 0);
  g_assert_cmpstr (row->name, ==, "Northway Freight");
  g_assert_cmpint (row->open, ==, 1);
  g_assert_cmpint (row->health, ==, AMENDS_UNKNOWN);
  g_assert_cmpint (row->arr, ==, 54000000);
  g_assert_cmpint (row->last_contact, ==, 1773129120000);
}

static void
test_change_and_undo (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AmendsAccountFile) file = read_file (fixture, "northway freight");
  g_autoptr (AmendsAccount) changed = amends_record_copy (file->account);
  g_autoptr (AmendsAccountFile) after = NULL;
  g_autofree char *summary = NULL;
  g_autofree char *undone = NULL;
  AmendsEventKind kind;
  guint token = 0;

  amends_record_set (changed, "name", "Northway  Freight BV ", "health", 46, "renewal",
                     "2026-04-24", NULL);
  g_assert_true (save (fixture, file->account, changed, &token, NULL));
  g_assert_cmpuint (token, !=, 0);
  after = read_file (fixture, file->account->id);
  g_assert_cmpstr (after->account->name, ==, "Northway Freight BV");
  g_assert_cmpint (after->account->health, ==, 46);
  summary = dup_last_entry (fixture, &kind);
  g_assert_cmpint (kind, ==, AMENDS_EVENT_ACCOUNT_CHANGED);
  g_assert_nonnull (strstr (summary, "Northway Freight BV"));
  /* A case that is open follows. */
  settle (fixture);
  g_assert_cmpstr (fixture->case_->account->name, ==, "Northway Freight BV");

  g_assert_true (undo (fixture, token));
  g_clear_object (&after);
  after = read_file (fixture, file->account->id);
  g_assert_true (amends_record_equal (after->account, file->account));
  undone = dup_last_entry (fixture, &kind);
  g_assert_cmpint (kind, ==, AMENDS_EVENT_UNDO);
  g_assert_true (redo (fixture));
  g_clear_object (&after);
  after = read_file (fixture, file->account->id);
  g_assert_cmpint (after->account->health, ==, 46);
  g_assert_true (undo (fixture, 0));
}

static void
test_nothing_changed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AmendsAccountFile) file = read_file (fixture, "Northway Freight");
  guint token = 1;

  g_assert_true (save (fixture, file->account, file->account, &token, NULL));
  g_assert_cmpuint (token, ==, 0);
}

static void
test_changed_elsewhere (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AmendsAccountFile) file = read_file (fixture, "Northway Freight");
  g_autoptr (AmendsAccount) theirs = amends_record_copy (file->account);
  g_autoptr (AmendsAccount) other = amends_record_copy (file->account);
  g_autoptr (AmendsAccount) mine = amends_record_copy (file->account);
  g_autoptr (AmendsAccountFile) after = NULL;
  guint token = 0;

  amends_record_set (theirs, "health", 30, NULL);
  amends_record_set (mine, "health", 80, NULL);
  amends_record_set (other, "nps", -20, NULL);
  g_assert_true (save (fixture, file->account, theirs, &token, NULL));
  g_assert_false (save (fixture, file->account, mine, NULL, NULL));
  /* Another fact is laid over what came in between. */
  g_assert_true (save (fixture, file->account, other, NULL, NULL));
  after = read_file (fixture, file->account->id);
  g_assert_cmpint (after->account->health, ==, 30);
  g_assert_cmpint (after->account->nps, ==, -20);
  g_assert_true (undo (fixture, token));
  g_assert_false (undo (fixture, token));
}

static void
expect_fault (Fixture *fixture,
              AmendsAccount *base,
              const char *wanted,
              const char *first,
              gpointer value)
{
  g_autoptr (AmendsAccount) changed = amends_record_copy (base);
  g_autofree char *field = NULL;

  amends_record_set (changed, first, value, NULL);
  g_assert_false (save (fixture, base, changed, NULL, &field));
  g_assert_cmpstr (field, ==, wanted);
}

static void
test_bad_facts (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AmendsAccountFile) file = read_file (fixture, "Northway Freight");
  g_autoptr (AmendsAccount) changed = amends_record_copy (file->account);
  g_autoptr (AmendsAccount) twin = amends_record_new (AMENDS_TYPE_ACCOUNT);
  g_autoptr (AmendsAccountFile) after = NULL;
  g_autofree char *long_text = g_strnfill (70000, 'x');
  g_autofree char *field = NULL;
  g_autoptr (GError) error = NULL;

  expect_fault (fixture, file->account, "name", "name", (gpointer) " \t ");
  expect_fault (fixture, file->account, "renewal", "renewal", (gpointer) "24.4.2026");
  expect_fault (fixture, file->account, "renewal", "renewal", (gpointer) "2026-02-30");
  expect_fault (fixture, file->account, "time-zone", "time-zone", (gpointer) "Mars/Olympus");
  expect_fault (fixture, file->account, "currency", "currency", (gpointer) "XYZ1");
  expect_fault (fixture, file->account, "language", "language", (gpointer) "fr");
  expect_fault (fixture, file->account, "notes", "notes", long_text);
  amends_record_set (changed, "health", 101, NULL);
  g_assert_false (amends_account_check (changed, &error));
  g_assert_cmpstr (amends_input_error_get_field (error), ==, "health");
  g_clear_error (&error);
  amends_record_set (changed, "health", 0, "nps", -101, NULL);
  g_assert_false (amends_account_check (changed, &error));
  g_assert_cmpstr (amends_input_error_get_field (error), ==, "nps");
  g_clear_error (&error);
  amends_record_set (changed, "nps", -100, "contract-start", "2026-05-01", "renewal", "2026-05-01",
                     NULL);
  g_assert_false (amends_account_check (changed, &error));
  g_assert_cmpstr (amends_input_error_get_field (error), ==, "renewal");
  g_clear_error (&error);
  amends_record_set (changed, "renewal", "2027-05-01", "currency", "eur", "arr", (gint64) -1, NULL);
  g_assert_false (amends_account_check (changed, &error));
  g_assert_cmpstr (amends_input_error_get_field (error), ==, "arr");

  amends_record_set (twin, "name", "NORTHWAY freight", NULL);
  g_assert_false (save (fixture, NULL, twin, NULL, &field));
  g_assert_cmpstr (field, ==, "name");
  after = read_file (fixture, file->account->id);
  g_assert_true (amends_record_equal (after->account, file->account));
}

static void
test_new_account (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AmendsAccount) account = amends_record_new (AMENDS_TYPE_ACCOUNT);
  const char *products[] = { "Routes", "routes ", "", "Yard", NULL };
  g_autoptr (AmendsAccountFile) file = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  guint token = 0;

  amends_record_set (account, "name", "<b>O'Brien & Söhne</b> 王\n", "products", products, NULL);
  g_assert_true (save (fixture, NULL, account, &token, NULL));
  file = read_file (fixture, account->id);
  g_assert_cmpstr (file->account->name, ==, "<b>O'Brien & Söhne</b> 王");
  g_assert_cmpuint (g_strv_length (file->account->products), ==, 2);
  g_assert_true (undo (fixture, token));
  rows = list (fixture, NULL);
  g_assert_cmpuint (rows->len, ==, 1);
}

static void
test_contacts (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AmendsAccountFile) file = read_file (fixture, "Northway Freight");
  g_autoptr (AmendsContact) ann = amends_record_new (AMENDS_TYPE_CONTACT);
  g_autoptr (AmendsContact) pieter = g_list_model_get_item (G_LIST_MODEL (file->contacts), 0);
  g_autoptr (AmendsAccountFile) after = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *field = NULL;
  guint token = 0;

  amends_record_set (ann, "account-id", file->account->id, "email", "not an address", NULL);
  g_assert_false (save (fixture, NULL, ann, NULL, &field));
  g_assert_cmpstr (field, ==, "name");
  g_clear_pointer (&field, g_free);
  amends_record_set (ann, "name", "Ann Other", NULL);
  g_assert_false (save (fixture, NULL, ann, NULL, &field));
  g_assert_cmpstr (field, ==, "email");
  amends_record_set (ann, "email", "ann@northway.example", NULL);
  g_assert_true (save (fixture, NULL, ann, NULL, NULL));

  /* Removed, the escalation loses them; undone, it has them again. */
  amends_session_remove_contact_async (fixture->session, pieter, NULL, done_cb, &result);
  amends_session_customer_finish (fixture->session, wait_for (&result), &token, &error);
  g_assert_no_error (error);
  /* The case that is open is read anew behind the change. */
  while (fixture->case_->escalation->contact_id != NULL)
    settle (fixture);
  g_assert_true (undo (fixture, token));
  while (fixture->case_->escalation->contact_id == NULL)
    settle (fixture);
  g_assert_cmpstr (fixture->case_->escalation->contact_id, ==, pieter->id);
  after = read_file (fixture, file->account->id);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (after->contacts)), ==, 2);
}

static void
test_erase_contact (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AmendsAccountFile) file = read_file (fixture, "Northway Freight");
  g_autoptr (AmendsContact) pieter = g_list_model_get_item (G_LIST_MODEL (file->contacts), 0);
  g_autoptr (AmendsContact) changed = amends_record_copy (pieter);
  g_autofree char *path = g_build_filename (fixture->folder, "person.json", NULL);
  g_autofree char *stored = NULL;
  g_autoptr (GAsyncResult) exported = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GError) error = NULL;
  gint64 erased = 0;
  guint mentions = 0;

  amends_record_set (changed, "concerns", "Trucks", NULL);
  g_assert_true (save (fixture, pieter, changed, NULL, NULL));
  amends_session_export_contact_async (fixture->session, pieter->id, path, NULL, done_cb,
                                       &exported);
  amends_session_export_finish (fixture->session, wait_for (&exported), &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &stored, NULL, &error));
  g_assert_nonnull (strstr (stored, "p.vandalen@northway.example"));
  g_assert_nonnull (strstr (stored, "Trucks"));

  amends_session_erase_contact_async (fixture->session, pieter->id, NULL, done_cb, &result);
  amends_session_erase_finish (fixture->session, wait_for (&result), &mentions, &error);
  g_assert_no_error (error);
  verify (fixture, &erased);
  g_assert_cmpint (erased, >, 0);
  found = list (fixture, "pieter");
  g_assert_cmpuint (found->len, ==, 0);
  /* What was written to him is the company's own text, and is counted. */
  g_assert_cmpuint (mentions, >, 0);
  g_assert_false (undo (fixture, 0));
}

static void
test_erase_account (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AmendsAccountFile) file = read_file (fixture, "Northway Freight");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) read = NULL;
  g_autoptr (GAsyncResult) again = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GError) error = NULL;
  gint64 erased = 0;

  g_clear_object (&fixture->case_);
  amends_session_erase_account_async (fixture->session, file->account->id, NULL, done_cb, &result);
  amends_session_erase_finish (fixture->session, wait_for (&result), NULL, &error);
  g_assert_no_error (error);
  rows = list (fixture, NULL);
  g_assert_cmpuint (rows->len, ==, 0);
  verify (fixture, &erased);
  g_assert_cmpint (erased, >, 0);
  amends_session_read_account_async (fixture->session, file->account->id, NULL, done_cb, &read);
  g_assert_null (amends_session_read_account_finish (fixture->session, wait_for (&read), &error));
  g_assert_error (error, AMENDS_SESSION_ERROR, AMENDS_SESSION_ERROR_NOT_FOUND);
  g_clear_error (&error);
  amends_session_erase_account_async (fixture->session, file->account->id, NULL, done_cb, &again);
  g_assert_false (amends_session_erase_finish (fixture->session, wait_for (&again), NULL, &error));
  g_assert_nonnull (error);
}

static gboolean
write_many (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  for (int i = 0; i < 5000; i++)
    {
      g_autoptr (AmendsAccount) account = amends_record_new (AMENDS_TYPE_ACCOUNT);
      g_autofree char *name = g_strdup_printf ("Customer %04d", i);

      amends_record_set (account, "name", name, "segment", 1 + i % 3, "arr", (gint64) i * 100,
                         "currency", "EUR", "health", i % 101, NULL);
      if (!amends_account_store_save (connection, account, error))
        return FALSE;
    }
  return TRUE;
}

static void
test_many (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AmendsDatabase) database =
      amends_database_open (fixture->folder, AMENDS_DATABASE_NONE, &error);
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GPtrArray) found = NULL;
  gint64 start;

  g_assert_no_error (error);
  g_assert_true (amends_database_write (database, write_many, NULL, NULL, &error));
  amends_database_close (database);
  start = g_get_monotonic_time ();
  rows = list (fixture, NULL);
  g_test_message ("5,000 accounts listed in %.1f ms",
                  (double) (g_get_monotonic_time () - start) / 1000);
  g_assert_cmpuint (rows->len, ==, 5001);
  g_assert_cmpstr (((AmendsAccountRow *) rows->pdata[0])->name, ==, "Customer 0000");
  found = list (fixture, "4999");
  g_assert_cmpuint (found->len, ==, 1);
}

static void
test_words (Fixture *fixture, gconstpointer data)
{
  AmendsTone tone;
  const char *poor = amends_session_get_health_word (fixture->session, 0, &tone);

  g_assert_cmpint (tone, ==, AMENDS_TONE_WARNING);
  g_assert_cmpstr (poor, !=, amends_session_get_health_word (fixture->session, 100, &tone));
  g_assert_cmpint (tone, ==, AMENDS_TONE_PLAIN);
  g_assert_cmpstr (amends_session_get_health_word (fixture->session, AMENDS_UNKNOWN, NULL), ==, "");
  g_assert_true (amends_session_is_renewal_soon (fixture->session, 0));
  g_assert_false (amends_session_is_renewal_soon (fixture->session, -1));
  g_assert_false (amends_session_is_renewal_soon (fixture->session, 4000));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/accounts/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("list", test_list);
  ADD ("change-and-undo", test_change_and_undo);
  ADD ("nothing-changed", test_nothing_changed);
  ADD ("changed-elsewhere", test_changed_elsewhere);
  ADD ("bad-facts", test_bad_facts);
  ADD ("new-account", test_new_account);
  ADD ("contacts", test_contacts);
  ADD ("erase-contact", test_erase_contact);
  ADD ("erase-account", test_erase_account);
  ADD ("many", test_many);
  ADD ("words", test_words);
  return g_test_run ();
}
