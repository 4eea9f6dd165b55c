/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is known of accounts between escalations: kept, listed, refused, erased. */

#include "config.h"

#include "amends-account-file-store.h"
#include "amends-case-store.h"
#include "amends-crm-store.h"
#include "amends-import-store.h"
#include "amends-interaction-store.h"
#include "amends-outbox.h"
#include "amends-setting-store.h"
#include "amends-storage-error.h"
#include "amends-warning-store.h"
#include "storage-fixture.h"

#include <math.h>

#define DAY0 G_GINT64_CONSTANT (1773129120000)

typedef struct
{
  char *folder;
  AmendsDatabase *database;
  AmendsCase *case_;
  const char *account; /* (unowned): id */
  guint mentions;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = fixture_make_folder ();
  fixture->database = fixture_open (fixture->folder);
  fixture->case_ = fixture_make_case ("Acme", "Nothing works.");
  fixture_store_case (fixture->database, fixture->case_);
  fixture->account = fixture->case_->account->id;
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_object_unref (fixture->case_);
  g_assert_finalize_object (fixture->database);
  fixture_remove_folder (fixture->folder);
}

static void
write_all (Fixture *fixture, AmendsWriteFunc func)
{
  g_autoptr (GError) error = NULL;

  amends_database_write (fixture->database, func, fixture, NULL, &error);
  g_assert_no_error (error);
}

static AmendsInteraction *
make (Fixture *fixture, int day, const char *reference, const char *subject)
{
  AmendsInteraction *one = amends_record_new (AMENDS_TYPE_INTERACTION);

  amends_record_set (one, "account-id", fixture->account, "kind", AMENDS_INTERACTION_TICKET, "at",
                     day < 0 ? AMENDS_INSTANT_NONE : DAY0 + day * AMENDS_DAY, "subject", subject,
                     "reference", reference, "source", "csv", NULL);
  return one;
}

static void
save (Fixture *fixture,
      AmendsConnection *connection,
      int day,
      const char *reference,
      const char *subject)
{
  g_autoptr (AmendsInteraction) one = make (fixture, day, reference, subject);
  g_autoptr (GError) error = NULL;

  amends_interaction_store_save (connection, one, &error);
  g_assert_no_error (error);
}

/* The subjects of a list, as one word. */
static char *
subjects (AmendsConnection *connection, const char *account_id, int since, int until, guint limit)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = amends_interaction_store_list (
      connection, account_id, since < 0 ? AMENDS_INSTANT_NONE : DAY0 + since * AMENDS_DAY,
      until < 0 ? AMENDS_INSTANT_NONE : DAY0 + until * AMENDS_DAY, limit, &error);
  GString *word = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < list->len; i++)
    g_string_append (word, AMENDS_INTERACTION (list->pdata[i])->subject);
  return g_string_free (word, FALSE);
}

#define ASSERT_SUBJECTS(expected, ...)                                                             \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *word = subjects (connection, __VA_ARGS__);                                    \
    g_assert_cmpstr (word, ==, expected);                                                          \
  }                                                                                                \
  G_STMT_END

static gboolean
list_func (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Fixture *fixture = data;

  save (fixture, connection, 1, "T-1", "B");
  save (fixture, connection, 0, "T-2", "A");
  save (fixture, connection, 2, NULL, "C");
  save (fixture, connection, 2, NULL, "D");
  save (fixture, connection, -1, NULL, "U");
  /* The latest first, of the same moment the last written; without a time at the end. */
  ASSERT_SUBJECTS ("DCBAU", fixture->account, -1, -1, 0);
  ASSERT_SUBJECTS ("DCBAU", NULL, -1, -1, 0);
  ASSERT_SUBJECTS ("DC", fixture->account, -1, -1, 2);
  /* From the first moment on, up to the last one exclusive. */
  ASSERT_SUBJECTS ("BA", NULL, 0, 2, 0);
  ASSERT_SUBJECTS ("DCB", fixture->account, 1, -1, 0);
  ASSERT_SUBJECTS ("A", fixture->account, -1, 1, 0);
  ASSERT_SUBJECTS ("", "nobody", -1, -1, 0);
  return TRUE;
}

static void
test_list (Fixture *fixture, gconstpointer data)
{
  write_all (fixture, list_func);
  g_assert_cmpint (fixture_query (fixture->database, "SELECT count (*) FROM interaction"), ==, 5);
}

static gboolean
reference_func (AmendsConnection *connection,
                gpointer data,
                GCancellable *cancellable,
                GError **error)
{
  Fixture *fixture = data;
  g_autoptr (AmendsInteraction) found = NULL;
  g_autoptr (AmendsInteraction) again = NULL;
  g_autoptr (AmendsInteraction) other = make (fixture, 3, "T-1", "Other");
  g_autoptr (GError) fault = NULL;

  save (fixture, connection, 0, "T-1", "First");
  found = amends_interaction_store_find_reference (connection, "csv", "T-1", error);
  g_assert_cmpstr (found->subject, ==, "First");
  g_assert_null (amends_interaction_store_find_reference (connection, "crm", "T-1", error));
  g_assert_null (amends_interaction_store_find_reference (connection, "csv", "T-2", error));
  g_assert_null (amends_interaction_store_find_reference (connection, NULL, "T-1", error));
  g_assert_no_error (*error);

  /* The same thing changes; another with its number is refused. */
  amends_record_set (found, "subject", "Changed", "csat", 20, "text", "It fails “again”", NULL);
  g_assert_true (amends_interaction_store_save (connection, found, error));
  again = amends_interaction_store_find (connection, found->id, error);
  g_assert_true (amends_record_equal (found, again));
  g_assert_false (amends_interaction_store_save (connection, other, &fault));
  g_assert_error (fault, AMENDS_STORAGE_ERROR, AMENDS_STORAGE_ERROR_CONSTRAINT);
  g_clear_error (&fault);
  /* From another place the number means something else. */
  amends_record_set (other, "source", "crm", NULL);
  g_assert_true (amends_interaction_store_save (connection, other, error));

  g_assert_null (amends_interaction_store_find (connection, "nobody", error));
  g_assert_no_error (*error);
  g_assert_true (amends_interaction_store_remove (connection, other->id, error));
  g_assert_false (amends_interaction_store_remove (connection, other->id, &fault));
  g_assert_error (fault, AMENDS_STORAGE_ERROR, AMENDS_STORAGE_ERROR_NOT_FOUND);
  return TRUE;
}

static void
test_reference (Fixture *fixture, gconstpointer data)
{
  write_all (fixture, reference_func);
  /* The index of words has followed. */
  g_assert_cmpint (fixture_query (fixture->database, "SELECT count (*) FROM search_interaction"
                                                     " WHERE search_interaction MATCH 'changed'"),
                   ==, 1);
  g_assert_cmpint (fixture_query (fixture->database, "SELECT count (*) FROM search_interaction"
                                                     " WHERE search_interaction MATCH 'first'"),
                   ==, 0);
  g_assert_true (amends_database_check (fixture->database, NULL, NULL));
}

static gboolean
unknown_func (AmendsConnection *connection,
              gpointer data,
              GCancellable *cancellable,
              GError **error)
{
  Fixture *fixture = data;
  g_autoptr (AmendsInteraction) one = make (fixture, 0, NULL, "X");

  amends_record_set (one, "account-id", "nobody", NULL);
  return amends_interaction_store_save (connection, one, error);
}

static void
test_unknown_account (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (amends_database_write (fixture->database, unknown_func, fixture, NULL, &error));
  g_assert_error (error, AMENDS_STORAGE_ERROR, AMENDS_STORAGE_ERROR_CONSTRAINT);
}

/* --- Usage ----------------------------------------------------------------------------------- */

static gboolean
save_usage (AmendsConnection *connection,
            const char *account_id,
            const char *metric,
            const char *day,
            double value,
            GError **error)
{
  g_autoptr (AmendsUsageSample) sample = amends_record_new (AMENDS_TYPE_USAGE_SAMPLE);

  amends_record_set (sample, "account-id", account_id, "metric", metric, "day", day, NULL);
  sample->value = value;
  return amends_usage_store_save (connection, sample, error);
}

static gboolean
usage_func (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Fixture *fixture = data;
  static const struct
  {
    const char *account, *metric, *day;
    double value;
  } bad[] = {
    { NULL, "usage", "2026-03-01", -1 },    { NULL, "usage", "2026-03-01", -0.001 },
    { NULL, "usage", "2026-03-01", NAN },   { NULL, "usage", "2026-03-01", INFINITY },
    { NULL, "usage", "1 March", 1 },        { NULL, "usage", NULL, 1 },
    { NULL, "", "2026-03-01", 1 },          { NULL, NULL, "2026-03-01", 1 },
    { "nobody", "usage", "2026-03-01", 1 },
  };
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GPtrArray) late = NULL;
  AmendsUsageSample *sample;

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) fault = NULL;

      g_assert_false (save_usage (connection, bad[i].account ? bad[i].account : fixture->account,
                                  bad[i].metric, bad[i].day, bad[i].value, &fault));
      /* SQLite holds a foreign key against the statement, like the rest. */
      g_assert_error (fault, AMENDS_STORAGE_ERROR, AMENDS_STORAGE_ERROR_CONSTRAINT);
    }
  g_assert_true (save_usage (connection, fixture->account, "usage", "2026-03-02", 0, error));
  g_assert_true (save_usage (connection, fixture->account, "usage", "2026-03-01", 10, error));
  g_assert_true (save_usage (connection, fixture->account, "logins", "2026-03-03", 2.5, error));
  g_assert_true (save_usage (connection, fixture->account, "usage", "2026-03-01", 12, error));
  all = amends_usage_store_list (connection, fixture->account, NULL, error);
  g_assert_cmpuint (all->len, ==, 3);
  sample = all->pdata[0];
  g_assert_cmpstr (sample->metric, ==, "logins");
  g_assert_cmpfloat (sample->value, ==, 2.5);
  sample = all->pdata[1];
  g_assert_cmpstr (sample->day, ==, "2026-03-01");
  g_assert_cmpfloat (sample->value, ==, 12);
  g_assert_cmpstr (sample->account_id, ==, fixture->account);
  late = amends_usage_store_list (connection, NULL, "2026-03-02", error);
  g_assert_cmpuint (late->len, ==, 2);
  g_assert_true (
      amends_usage_store_remove (connection, fixture->account, "usage", "2026-03-02", error));
  /* It is gone: what was wanted. */
  g_assert_true (
      amends_usage_store_remove (connection, fixture->account, "usage", "2026-03-02", error));
  return TRUE;
}

static void
test_usage (Fixture *fixture, gconstpointer data)
{
  write_all (fixture, usage_func);
  g_assert_cmpint (fixture_query (fixture->database, "SELECT count (*) FROM usage_sample"), ==, 2);
}

/* --- Warnings -------------------------------------------------------------------------------- */

static gboolean
warning_func (AmendsConnection *connection,
              gpointer data,
              GCancellable *cancellable,
              GError **error)
{
  Fixture *fixture = data;
  g_autoptr (AmendsWarning) first = amends_record_new (AMENDS_TYPE_WARNING);
  g_autoptr (AmendsWarning) second = amends_record_new (AMENDS_TYPE_WARNING);
  g_autoptr (AmendsWarning) lost = amends_record_new (AMENDS_TYPE_WARNING);
  g_autoptr (AmendsWarning) found = NULL;
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GPtrArray) course = NULL;
  g_autoptr (GError) fault = NULL;
  AmendsRiskPoint *point;

  amends_record_set (first, "account-id", fixture->account, "at", DAY0, "score", 64, "reason",
                     "Usage fell", NULL);
  amends_record_set (second, "account-id", fixture->account, "at", DAY0 + AMENDS_DAY, NULL);
  g_assert_true (amends_warning_store_save (connection, first, error));
  g_assert_true (amends_warning_store_save (connection, second, error));
  g_assert_false (amends_warning_store_save (connection, lost, &fault));
  g_assert_error (fault, AMENDS_STORAGE_ERROR, AMENDS_STORAGE_ERROR_CONSTRAINT);
  g_clear_error (&fault);
  amends_record_set (first, "state", AMENDS_WARNING_FALSE_ALARM, NULL);
  g_assert_true (amends_warning_store_save (connection, first, error));
  found = amends_warning_store_find (connection, first->id, error);
  g_assert_true (amends_record_equal (found, first));
  g_assert_null (amends_warning_store_find (connection, "nobody", error));
  g_assert_no_error (*error);
  list = amends_warning_store_list (connection, fixture->account, error);
  g_assert_cmpuint (list->len, ==, 2);
  g_assert_cmpstr (amends_record_get_id (list->pdata[0]), ==, second->id);

  g_assert_true (
      amends_risk_store_save (connection, fixture->account, "2026-03-02", 40, "{}", error));
  g_assert_true (
      amends_risk_store_save (connection, fixture->account, "2026-03-01", 30, "{}", error));
  g_assert_true (amends_risk_store_save (connection, fixture->account, "2026-03-02", 45,
                                         "{\"usage\":20}", error));
  g_assert_false (amends_risk_store_save (connection, fixture->account, "", 45, "{}", &fault));
  g_assert_error (fault, AMENDS_STORAGE_ERROR, AMENDS_STORAGE_ERROR_CONSTRAINT);
  course = amends_risk_store_list (connection, fixture->account, NULL, error);
  g_assert_cmpuint (course->len, ==, 2);
  point = course->pdata[1];
  g_assert_cmpint (point->score, ==, 45);
  g_assert_cmpstr (point->factors, ==, "{\"usage\":20}");
  g_clear_pointer (&course, g_ptr_array_unref);
  course = amends_risk_store_list (connection, fixture->account, "2026-03-02", error);
  g_assert_cmpuint (course->len, ==, 1);
  return TRUE;
}

static void
test_warnings (Fixture *fixture, gconstpointer data)
{
  write_all (fixture, warning_func);
}

/* --- Imports --------------------------------------------------------------------------------- */

static gboolean
import_func (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  AmendsImport first = { (char *) "i1", (char *) "interaction", (char *) "a.csv", DAY0, 2, 0, 1 };
  AmendsImport second = { (char *) "i2", (char *) "usage", (char *) "b.csv", DAY0, 1, 1, 0 };
  AmendsImportRow row = { (char *) "interaction", (char *) "r1", NULL, (char *) "d1" };
  AmendsImportRow again = { (char *) "interaction", (char *) "r1", (char *) "{}", (char *) "d2" };
  g_autoptr (GPtrArray) imports = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GError) fault = NULL;
  const AmendsImport *import;
  const AmendsImportRow *read;

  g_assert_false (amends_import_store_add_row (connection, "i1", &row, &fault));
  g_assert_error (fault, AMENDS_STORAGE_ERROR, AMENDS_STORAGE_ERROR_CONSTRAINT);
  g_assert_true (amends_import_store_save (connection, &first, error));
  g_assert_true (amends_import_store_save (connection, &second, error));
  g_assert_true (amends_import_store_add_row (connection, "i1", &row, error));
  /* Twice in one file: it was not there before the file, and is as the last of them wrote it. */
  g_assert_true (amends_import_store_add_row (connection, "i1", &again, error));
  first.undone = TRUE;
  g_assert_true (amends_import_store_save (connection, &first, error));

  imports = amends_import_store_list (connection, error);
  g_assert_cmpuint (imports->len, ==, 2);
  import = imports->pdata[0];
  g_assert_cmpstr (import->id, ==, "i2");
  g_assert_false (import->undone);
  import = imports->pdata[1];
  g_assert_true (import->undone);
  g_assert_cmpuint (import->added, ==, 2);
  g_assert_cmpuint (import->refused, ==, 1);
  g_assert_cmpstr (import->file, ==, "a.csv");
  rows = amends_import_store_list_rows (connection, "i1", error);
  g_assert_cmpuint (rows->len, ==, 1);
  read = rows->pdata[0];
  g_assert_null (read->before);
  g_assert_cmpstr (read->digest, ==, "d2");
  return TRUE;
}

static void
test_imports (Fixture *fixture, gconstpointer data)
{
  write_all (fixture, import_func);
}

/* --- Erasing --------------------------------------------------------------------------------- */

static gboolean
fill_func (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  static const char *const people[] = {
    "Bo Ray", "DOE, Jane (CTO)", "jane doe (CTO)", "Jane Doering", "j <jane.doe@example.com>", NULL
  };
  Fixture *fixture = data;
  g_autoptr (AmendsInteraction) one = make (fixture, 0, "T-1", "Call");
  g_autoptr (AmendsWarning) warning = amends_record_new (AMENDS_TYPE_WARNING);
  const char *contact = fixture->case_->contact->id;
  const char *escalation = fixture->case_->escalation->id;
  g_autofree char *usage = g_strconcat (fixture->account, " usage 2026-03-01", NULL);
  AmendsImport import = { (char *) "i", (char *) "interaction", (char *) "a.csv", DAY0, 2, 0, 1 };
  AmendsImportRow rows[] = {
    { (char *) "contact", (char *) contact, NULL, (char *) "d" },
    { (char *) "interaction", one->id, (char *) "{\"people\":[\"Jane Doe\"]}", (char *) "d" },
    { (char *) "usage", usage, (char *) "{}", (char *) "d" },
    { (char *) "usage", (char *) "other usage", (char *) "{}", (char *) "d" },
  };
  AmendsCrmLink links[] = {
    { (char *) "contact", (char *) "c", (char *) contact, (char *) "{\"name\":\"Jane Doe\"}",
      (char *) "3", 5, 1 },
    { (char *) "case", (char *) "e", (char *) escalation,
      (char *) "{\"a\":[1],\"contact\":\"Jane Doe\",\"live\":true,\"n\":2,\"o\":{\"x\":null}}",
      (char *) "4", 6, 1 },
  };
  AmendsConflict conflict = {
    (char *) "x", (char *) "case",         (char *) escalation,  (char *) "contact",
    NULL,         (char *) "\"Jane Doe\"", (char *) "\"Bo Ray\""
  };

  amends_record_set (one, "contact-id", contact, "people", people, "text", "Jane Doe is cross",
                     NULL);
  amends_record_set (warning, "account-id", fixture->account, "reason", "Usage fell", NULL);
  g_assert_true (amends_interaction_store_save (connection, one, error));
  g_assert_true (save_usage (connection, fixture->account, "usage", "2026-03-01", 3, error));
  g_assert_true (amends_warning_store_save (connection, warning, error));
  g_assert_true (
      amends_risk_store_save (connection, fixture->account, "2026-03-01", 3, "{}", error));
  g_assert_true (amends_import_store_save (connection, &import, error));
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_true (amends_import_store_add_row (connection, "i", &rows[i], error));
  for (guint i = 0; i < G_N_ELEMENTS (links); i++)
    g_assert_true (amends_crm_store_save_link (connection, &links[i], error));
  g_assert_true (amends_crm_store_save_conflict (connection, &conflict, error));
  g_assert_true (amends_setting_store_set (connection, AMENDS_SETTING_CRM_CONNECTED, "1", error));
  return amends_outbox_add (connection, "contact.push", contact, NULL, 0, error) &&
         amends_outbox_add (connection, "escalation.push", escalation, "{\"to\":\"Jane Doe\"}", 0,
                            error);
}

static gboolean
erase_contact_func (AmendsConnection *connection,
                    gpointer data,
                    GCancellable *cancellable,
                    GError **error)
{
  Fixture *fixture = data;

  return amends_contact_erase (connection, fixture->case_->contact, &fixture->mentions, error);
}

static void
assert_count (Fixture *fixture, const char *table, gint64 expected)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM %s", table);

  g_test_message ("%s", table);
  g_assert_cmpint (fixture_query (fixture->database, sql), ==, expected);
}

static void
test_erase_contact (Fixture *fixture, gconstpointer data)
{
  write_all (fixture, fill_func);
  write_all (fixture, erase_contact_func);
  /* The text of the interaction and of the waiting push; nothing else. */
  g_assert_cmpuint (fixture->mentions, ==, 2);
  assert_count (fixture,
                "interaction WHERE contact_id IS NULL"
                " AND json_extract (body, '$.contact_id') IS NULL"
                " AND json_extract (body, '$.people') ="
                " '[\"Bo Ray\",\"DOE, Jane (CTO)\",\"Jane Doering\"]'",
                1);
  assert_count (fixture, "import_row", 2);
  assert_count (fixture, "crm_conflict", 0);
  assert_count (fixture, "crm_link WHERE kind = 'contact' AND base = '{}' AND version IS NULL", 1);
  /* The other members are what they were, also those that are no text. */
  assert_count (fixture,
                "crm_link WHERE kind = 'case' AND version = '4'"
                " AND base = '{\"a\":[1],\"live\":true,\"n\":2,\"o\":{\"x\":null}}'",
                1);
  assert_count (fixture, "outbox", 1);
  assert_count (fixture, "usage_sample", 1);
}

static gboolean
erase_account_func (AmendsConnection *connection,
                    gpointer data,
                    GCancellable *cancellable,
                    GError **error)
{
  Fixture *fixture = data;

  return amends_account_erase (connection, fixture->account, error);
}

static void
test_erase_account (Fixture *fixture, gconstpointer data)
{
  static const char *const empty[] = { "interaction",  "usage_sample", "warning", "risk_history",
                                       "crm_conflict", "outbox",       "contact", "escalation" };

  write_all (fixture, fill_func);
  write_all (fixture, erase_account_func);
  for (guint i = 0; i < G_N_ELEMENTS (empty); i++)
    assert_count (fixture, empty[i], 0);
  /* That of another account. */
  assert_count (fixture, "import_row", 1);
  /* Sync still knows what not to bring back. */
  assert_count (fixture, "crm_link WHERE base = '{}' AND version IS NULL", 2);
  g_assert_true (amends_database_check (fixture->database, NULL, NULL));
}

static gboolean
detach_func (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Fixture *fixture = data;
  AmendsContact *contact = fixture->case_->contact;
  g_auto (GStrv) ids = amends_contact_list_cases (connection, contact->id, error);

  g_assert_cmpuint (g_strv_length (ids), ==, 2);
  g_assert_true (amends_contact_store_remove (connection, contact->id, error));
  g_assert_true (amends_contact_store_save (connection, contact, error));
  return amends_contact_attach_cases (connection, contact, ids, error);
}

/* Removing a contact and taking it back: the interactions are theirs again. */
static void
test_attach (Fixture *fixture, gconstpointer data)
{
  write_all (fixture, fill_func);
  write_all (fixture, detach_func);
  assert_count (fixture, "interaction WHERE json_extract (body, '$.contact_id') = contact_id", 1);
  assert_count (fixture, "escalation WHERE json_extract (body, '$.contact_id') = contact_id", 1);
}

static gboolean
sample_func (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Fixture *fixture = data;
  g_autoptr (AmendsInteraction) sample = make (fixture, 0, "S-1", "Sample");
  g_autoptr (AmendsInteraction) real = make (fixture, 0, "R-1", "Real");
  g_autoptr (AmendsWarning) warning = amends_record_new (AMENDS_TYPE_WARNING);

  amends_record_set (fixture->case_->account, "sample", TRUE, NULL);
  amends_record_set (fixture->case_->contact, "sample", TRUE, NULL);
  g_assert_true (amends_account_store_save (connection, fixture->case_->account, error));
  g_assert_true (amends_contact_store_save (connection, fixture->case_->contact, error));
  g_assert_true (amends_connection_execute (connection, "DELETE FROM escalation", error));
  amends_record_set (sample, "sample", TRUE, NULL);
  amends_record_set (warning, "sample", TRUE, "account-id", fixture->account, NULL);
  amends_record_set (real, "contact-id", fixture->case_->contact->id, NULL);
  g_assert_true (amends_interaction_store_save (connection, sample, error));
  g_assert_true (amends_interaction_store_save (connection, real, error));
  g_assert_true (amends_warning_store_save (connection, warning, error));
  g_assert_true (save_usage (connection, fixture->account, "usage", "2026-03-01", 3, error));
  return amends_sample_remove (connection, error);
}

static gboolean
sample_again_func (AmendsConnection *connection,
                   gpointer data,
                   GCancellable *cancellable,
                   GError **error)
{
  return amends_connection_execute (connection, "DELETE FROM interaction", error) &&
         amends_sample_remove (connection, error);
}

static void
test_sample (Fixture *fixture, gconstpointer data)
{
  write_all (fixture, sample_func);
  /* What is real stays, with the account that it is of and without the person that is not. */
  assert_count (fixture, "interaction WHERE subject = 'Real' AND contact_id IS NULL", 1);
  assert_count (fixture, "interaction", 1);
  assert_count (fixture, "account", 1);
  assert_count (fixture, "warning", 0);
  assert_count (fixture, "usage_sample", 0);
  write_all (fixture, sample_again_func);
  assert_count (fixture, "account", 0);
}

#define ADD(name, func)                                                                            \
  g_test_add ("/interaction-store/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("list", test_list);
  ADD ("reference", test_reference);
  ADD ("unknown-account", test_unknown_account);
  ADD ("usage", test_usage);
  ADD ("warnings", test_warnings);
  ADD ("imports", test_imports);
  ADD ("erase-contact", test_erase_contact);
  ADD ("erase-account", test_erase_account);
  ADD ("attach", test_attach);
  ADD ("sample", test_sample);
  return g_test_run ();
}
