/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cases: saved, loaded, changed, listed; versions of drafts; samples. */

#include "config.h"

#include "amends-account-store.h"
#include "amends-case-store.h"
#include "amends-draft-store.h"
#include "amends-due-store.h"
#include "amends-escalation-store.h"
#include "amends-person-store.h"
#include "amends-setting-store.h"
#include "amends-storage-error.h"
#include "storage-fixture.h"

typedef struct
{
  char *folder;
  AmendsDatabase *database;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = fixture_make_folder ();
  fixture->database = fixture_open (fixture->folder);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->database);
  fixture_remove_folder (fixture->folder);
}

static void
assert_lists_equal (GListStore *a, GListStore *b)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (a));

  g_assert_cmpuint (n, ==, g_list_model_get_n_items (G_LIST_MODEL (b)));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GObject) one = g_list_model_get_item (G_LIST_MODEL (a), i);
      g_autoptr (GObject) two = g_list_model_get_item (G_LIST_MODEL (b), i);
      g_autofree char *one_text = amends_record_to_text (one);
      g_autofree char *two_text = amends_record_to_text (two);

      g_assert_cmpstr (one_text, ==, two_text);
    }
}

static void
test_round_trip (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AmendsCase) made = fixture_make_case ("Acme", "It \"fails\"; DROP TABLE event; 取消");
  g_autoptr (AmendsCase) read = NULL;

  fixture_store_case (fixture->database, made);
  g_assert_cmpint (made->escalation->number, ==, 1);
  read = fixture_load_case (fixture->database, made->escalation->id);
  g_assert_true (amends_record_equal (made->escalation, read->escalation));
  g_assert_true (amends_record_equal (made->account, read->account));
  g_assert_true (amends_record_equal (made->contact, read->contact));
  g_assert_true (amends_record_equal (made->plan, read->plan));
  g_assert_null (read->debrief);
  assert_lists_equal (made->clocks, read->clocks);
  assert_lists_equal (made->drafts, read->drafts);
  assert_lists_equal (made->checkpoints, read->checkpoints);
  assert_lists_equal (made->actions, read->actions);
  assert_lists_equal (made->messages, read->messages);
  assert_lists_equal (made->events, read->events);
}

static void
test_change (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AmendsCase) made = fixture_make_case ("Acme", "x");
  g_autoptr (AmendsCase) before = NULL;
  g_autoptr (AmendsCase) after = NULL;
  g_autoptr (AmendsCase) read = NULL;
  g_autoptr (AmendsAction) first = amends_record_new (AMENDS_TYPE_ACTION);
  gint64 untouched;

  fixture_store_case (fixture->database, made);
  before = fixture_load_case (fixture->database, made->escalation->id);
  after = amends_case_copy (before);
  amends_record_set (first, "text", "Before all else", NULL);
  g_list_store_insert (after->actions, 0, first);
  g_list_store_remove_all (after->checkpoints);
  amends_record_set (after->escalation, "title", "Export is slow", NULL);
  /* What is not changed must not be written. */
  fixture_execute (fixture->database, "CREATE TEMP TABLE written (id TEXT);"
                                      "CREATE TEMP TRIGGER watch AFTER UPDATE ON main.clock"
                                      " BEGIN INSERT INTO written VALUES (new.id); END");
  fixture_change_case (fixture->database, before, after);
  fixture_execute (fixture->database, "CREATE TABLE result AS SELECT count (*) AS n FROM written");
  untouched = fixture_query (fixture->database, "SELECT n FROM result");
  g_assert_cmpint (untouched, ==, 0);

  read = fixture_load_case (fixture->database, made->escalation->id);
  g_assert_cmpstr (read->escalation->title, ==, "Export is slow");
  assert_lists_equal (read->actions, after->actions);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (read->checkpoints)), ==, 0);
}

static gboolean
save_func (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  AmendsCase **cases = data;

  return amends_case_store_save (connection, cases[0], cases[1], error);
}

static void
test_removed_meanwhile (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AmendsCase) made = fixture_make_case ("Acme", "x");
  g_autoptr (AmendsCase) after = NULL;
  g_autoptr (GError) error = NULL;
  AmendsCase *cases[2];

  fixture_store_case (fixture->database, made);
  after = amends_case_copy (made);
  fixture_execute (fixture->database, "DELETE FROM escalation");
  cases[0] = made;
  cases[1] = after;
  g_assert_false (amends_database_write (fixture->database, save_func, cases, NULL, &error));
  g_assert_error (error, AMENDS_STORAGE_ERROR, AMENDS_STORAGE_ERROR_NOT_FOUND);
}

static gboolean
find_func (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  char **reference = data;
  char *found = amends_case_store_find (connection, *reference, error);

  *reference = found;
  return found != NULL;
}

static void
test_numbers (Fixture *fixture, gconstpointer data)
{
  static const char *const good[] = { "ESC-0002", "esc-2", "2" };
  static const char *const bad[] = { "ESC-0009", "0", "-2", "", "' OR 1=1 --" };
  g_autoptr (AmendsCase) one = fixture_make_case ("Acme", "x");
  g_autoptr (AmendsCase) two = fixture_make_case ("Bolt", "x");
  g_autoptr (AmendsCase) three = fixture_make_case ("Cord", "x");

  fixture_store_case (fixture->database, one);
  fixture_store_case (fixture->database, two);
  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      char *reference = (char *) good[i];
      g_autoptr (GError) error = NULL;

      amends_database_read (fixture->database, find_func, &reference, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (reference, ==, two->escalation->id);
      g_free (reference);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      char *reference = (char *) bad[i];
      g_autoptr (GError) error = NULL;

      g_assert_false (
          amends_database_read (fixture->database, find_func, &reference, NULL, &error));
      g_assert_error (error, AMENDS_STORAGE_ERROR, AMENDS_STORAGE_ERROR_NOT_FOUND);
    }
  /* A number is not used again. */
  fixture_execute (fixture->database, "DELETE FROM escalation WHERE number = 2");
  fixture_store_case (fixture->database, three);
  g_assert_cmpint (three->escalation->number, ==, 3);
}

static gboolean
versions_func (AmendsConnection *connection,
               gpointer data,
               GCancellable *cancellable,
               GError **error)
{
  GPtrArray **versions = data;
  g_autofree char *id = g_strdup ((char *) *versions);

  *versions = amends_draft_store_list_versions (connection, id, error);
  return *versions != NULL;
}

static void
test_draft_versions (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AmendsCase) current = fixture_make_case ("Acme", "x");
  g_autoptr (AmendsDraft) draft = g_list_model_get_item (G_LIST_MODEL (current->drafts), 0);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) versions = NULL;
  gpointer slot = draft->id;
  AmendsDraftVersion *newest, *oldest;
  AmendsInstant begin = current->escalation->received;

  fixture_store_case (fixture->database, current);
  for (guint i = 0; i < 30; i++)
    {
      g_autoptr (AmendsCase) next = amends_case_copy (current);
      g_autoptr (AmendsDraft) edited = g_list_model_get_item (G_LIST_MODEL (next->drafts), 0);
      g_autofree char *body = g_strdup_printf ("Text %u", i);

      amends_record_set (edited, "body", body, "updated", begin + i * AMENDS_DRAFT_SITTING, NULL);
      fixture_change_case (fixture->database, current, next);
      g_assert_cmpint (edited->version, ==, (int) i + 2);
      /* The same text again makes no version. */
      fixture_change_case (fixture->database, next, next);
      g_set_object (&current, next);
    }
  amends_database_read (fixture->database, versions_func, &slot, NULL, &error);
  g_assert_no_error (error);
  versions = slot;
  g_assert_cmpuint (versions->len, ==, AMENDS_DRAFT_VERSIONS);
  newest = g_ptr_array_index (versions, 0);
  oldest = g_ptr_array_index (versions, versions->len - 1);
  g_assert_cmpint (newest->version, ==, 31);
  g_assert_cmpstr (newest->body, ==, "Text 29");
  g_assert_cmpint (oldest->version, ==, 1);
  g_assert_cmpstr (oldest->body, ==, "Dear Jane, we are sorry.");
}

static gboolean
list_func (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  gpointer *slots = data;

  slots[1] = amends_escalation_store_list (connection, slots[0], error);
  return slots[1] != NULL;
}

static GPtrArray *
list (AmendsDatabase *database, AmendsEscalationFilter *filter)
{
  gpointer slots[2] = { filter, NULL };
  g_autoptr (GError) error = NULL;

  amends_database_read (database, list_func, slots, NULL, &error);
  g_assert_no_error (error);
  return slots[1];
}

static void
test_pages (Fixture *fixture, gconstpointer data)
{
  const guint n = 23;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = g_strdup_printf ("Account %c", 'A' + (i * 7) % 5);
      g_autoptr (AmendsCase) one = fixture_make_case (name, i % 2 ? "billing" : "outage 取消订单");

      amends_record_set (one->escalation, "severity", 1 + i % 4, "received",
                         (AmendsInstant) (1773129120000 + i % 3), "updated",
                         (AmendsInstant) (i % 4), NULL);
      if (i % 3 == 0)
        g_list_store_remove_all (one->clocks);
      fixture_store_case (fixture->database, one);
    }
  for (AmendsSort sort = AMENDS_SORT_DUE; sort <= AMENDS_SORT_ACCOUNT; sort++)
    for (gboolean reversed = FALSE; reversed <= TRUE; reversed++)
      {
        AmendsEscalationFilter all = { .sort = sort, .reversed = reversed };
        g_autoptr (GPtrArray) whole = list (fixture->database, &all);
        AmendsEscalationFilter paged = { .sort = sort, .reversed = reversed, .limit = 4 };
        g_autoptr (AmendsSummary) last = NULL;
        guint seen = 0;

        g_assert_cmpuint (whole->len, ==, n);
        while (TRUE)
          {
            g_autoptr (GPtrArray) page = list (fixture->database, &paged);

            for (guint i = 0; i < page->len; i++, seen++)
              g_assert_true (amends_record_equal (g_ptr_array_index (page, i), whole->pdata[seen]));
            if (page->len == 0)
              break;
            g_set_object (&last, g_ptr_array_index (page, page->len - 1));
            paged.after = last;
          }
        g_assert_cmpuint (seen, ==, n);
      }
}

static void
test_filters (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AmendsCase) one = fixture_make_case ("Acme", "billing is wrong");
  g_autoptr (AmendsCase) two = fixture_make_case ("Bolt", "我们要取消合同");
  AmendsEscalationFilter critical = { .severities = AMENDS_MASK (AMENDS_SEVERITY_CRITICAL) };
  AmendsEscalationFilter live = { .statuses = AMENDS_MASK_LIVE };
  AmendsEscalationFilter text = { .text = "取消" };
  AmendsEscalationFilter elsewhere = { .text = "monday" };
  AmendsEscalationFilter owner = { .owner = "Nobody" };
  g_autoptr (GPtrArray) rows = NULL;
  AmendsSummary *row;

  amends_record_set (two->escalation, "severity", AMENDS_SEVERITY_CRITICAL, "status",
                     AMENDS_STATUS_CLOSED, NULL);
  fixture_store_case (fixture->database, one);
  fixture_store_case (fixture->database, two);

  rows = list (fixture->database, &critical);
  g_assert_cmpuint (rows->len, ==, 1);
  g_clear_pointer (&rows, g_ptr_array_unref);
  rows = list (fixture->database, &live);
  g_assert_cmpuint (rows->len, ==, 1);
  row = g_ptr_array_index (rows, 0);
  g_assert_cmpstr (row->id, ==, one->escalation->id);
  g_assert_cmpstr (row->account, ==, "Acme");
  g_assert_cmpstr (row->contact, ==, "Jane Doe, CTO");
  g_assert_cmpint (row->next_clock, ==, AMENDS_CLOCK_UPDATE);
  g_clear_pointer (&rows, g_ptr_array_unref);
  rows = list (fixture->database, &text);
  g_assert_cmpuint (rows->len, ==, 1);
  row = g_ptr_array_index (rows, 0);
  g_assert_cmpstr (row->snippet, ==, "我们要\001取消\002合同");
  g_assert_cmpint (row->next_due, ==, AMENDS_INSTANT_NONE);
  g_clear_pointer (&rows, g_ptr_array_unref);
  rows = list (fixture->database, &elsewhere);
  g_assert_cmpuint (rows->len, ==, 2);
  g_clear_pointer (&rows, g_ptr_array_unref);
  rows = list (fixture->database, &owner);
  g_assert_cmpuint (rows->len, ==, 0);
}

static gboolean
stores_func (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  AmendsCase *stored = data;
  g_autoptr (AmendsAccount) account = amends_account_store_find (connection, "ａCME", error);
  g_autoptr (AmendsAccount) none = amends_account_store_find (connection, "Acm", error);
  g_autoptr (AmendsContact) contact =
      amends_contact_store_find (connection, "jane.doe@example.COM", error);
  g_autoptr (AmendsPerson) me = amends_record_new (AMENDS_TYPE_PERSON);
  g_autoptr (AmendsPerson) other = amends_record_new (AMENDS_TYPE_PERSON);
  g_autoptr (AmendsPerson) found = NULL;
  g_autoptr (AmendsSummary) summary = NULL;
  g_autoptr (GPtrArray) accounts = amends_account_store_list (connection, "ac", NULL, 0, error);
  g_autoptr (GPtrArray) page = NULL;
  g_autofree char *value = NULL;
  AmendsEscalationCounts counts;

  g_assert_nonnull (account);
  g_assert_null (none);
  g_assert_cmpstr (contact->id, ==, stored->contact->id);
  g_assert_cmpuint (accounts->len, ==, 1);
  page = amends_account_store_list (connection, NULL, account, 5, error);
  g_assert_cmpuint (page->len, ==, 0);

  /* A new name reaches lists and search. */
  amends_record_set (account, "name", "Zenith", NULL);
  g_assert_true (amends_account_store_save (connection, account, error));
  summary = amends_escalation_store_get (connection, stored->escalation->id, error);
  g_assert_cmpstr (summary->account, ==, "Zenith");
  g_assert_cmpint (amends_escalation_store_count (
                       connection, &(AmendsEscalationFilter){ .text = "zenith" }, error),
                   ==, 1);
  g_assert_cmpint (amends_escalation_store_count (
                       connection, &(AmendsEscalationFilter){ .text = "acme" }, error),
                   ==, 0);

  amends_record_set (me, "name", "Ana", "me", TRUE, "emails", (const char *[]){ "ana@x.org", NULL },
                     NULL);
  amends_record_set (other, "name", "Bo", "me", TRUE, NULL);
  g_assert_true (amends_person_store_save (connection, me, error));
  g_assert_true (amends_person_store_save (connection, other, error));
  found = amends_person_store_get_me (connection, error);
  g_assert_cmpstr (found->id, ==, other->id);
  g_clear_object (&found);
  found = amends_person_store_find (connection, "ANA@x.org", error);
  g_assert_cmpstr (found->id, ==, me->id);

  g_assert_true (amends_setting_store_set (connection, "a", "1", error));
  g_assert_true (amends_setting_store_set (connection, "a", "2", error));
  g_assert_true (amends_setting_store_get (connection, "a", &value, error));
  g_assert_cmpstr (value, ==, "2");
  g_assert_true (amends_escalation_store_get_counts (
      connection, stored->escalation->received + 30 * AMENDS_HOUR, &counts, error));
  g_assert_cmpint (counts.all, ==, 1);
  g_assert_cmpint (counts.overdue, ==, 1);
  g_assert_cmpint (counts.live_by_severity[AMENDS_SEVERITY_HIGH], ==, 1);

  g_assert_true (amends_contact_store_remove (connection, contact->id, error));
  return TRUE;
}

static void
test_stores (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AmendsCase) made = fixture_make_case ("Acme", "x");
  g_autoptr (AmendsCase) read = NULL;
  g_autoptr (GError) error = NULL;

  fixture_store_case (fixture->database, made);
  amends_database_write (fixture->database, stores_func, made, NULL, &error);
  g_assert_no_error (error);
  /* The case outlives its contact. */
  read = fixture_load_case (fixture->database, made->escalation->id);
  g_assert_null (read->contact);
}

/* Autosaves a few seconds apart are one version, and never overwrite the first. */
static void
test_draft_sitting (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AmendsCase) current = fixture_make_case ("Acme", "x");
  AmendsInstant begin = current->escalation->received;
  static const struct
  {
    AmendsInstant after;
    int version;
  } saves[] = { { 0, 2 },
                { 2 * AMENDS_SECOND, 2 },
                { AMENDS_MINUTE, 2 },
                { AMENDS_DRAFT_SITTING, 3 },
                { AMENDS_DRAFT_SITTING + AMENDS_SECOND, 3 } };

  fixture_store_case (fixture->database, current);
  for (guint i = 0; i < G_N_ELEMENTS (saves); i++)
    {
      g_autoptr (AmendsCase) next = amends_case_copy (current);
      g_autoptr (AmendsDraft) edited = g_list_model_get_item (G_LIST_MODEL (next->drafts), 0);
      g_autofree char *body = g_strdup_printf ("Text %u", i);

      amends_record_set (edited, "body", body, "updated", begin + saves[i].after, NULL);
      fixture_change_case (fixture->database, current, next);
      g_assert_cmpint (edited->version, ==, saves[i].version);
      g_set_object (&current, next);
    }
}

static gboolean
due_func (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  AmendsInstant received = *(AmendsInstant *) data;
  g_autoptr (GPtrArray) all = amends_due_store_list (connection, 0, 0, NULL, 0, error);
  g_autoptr (GPtrArray) some = amends_due_store_list (connection, received + AMENDS_HOUR,
                                                      received + 3 * AMENDS_HOUR, "Ana", 0, error);
  g_autoptr (GPtrArray) others = amends_due_store_list (connection, 0, 0, "Bo", 0, error);
  AmendsDueRow *row;

  g_assert_cmpuint (all->len, ==, 4);
  row = g_ptr_array_index (all, 0);
  g_assert_cmpint (row->kind, ==, AMENDS_DUE_ACTION);
  row = g_ptr_array_index (all, 3);
  g_assert_cmpint (row->kind, ==, AMENDS_DUE_CLOCK);
  g_assert_cmpint (row->clock_kind, ==, AMENDS_CLOCK_RESOLVE);
  g_assert_cmpuint (some->len, ==, 2);
  row = g_ptr_array_index (some, 1);
  g_assert_cmpint (row->kind, ==, AMENDS_DUE_CHECKPOINT);
  g_assert_cmpstr (row->draft_kind, ==, "first-response");
  g_assert_cmpstr (row->account, ==, "Acme");
  g_assert_cmpuint (others->len, ==, 0);
  return TRUE;
}

static void
test_due (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AmendsCase) made = fixture_make_case ("Acme", "x");
  g_autoptr (GError) error = NULL;

  fixture_store_case (fixture->database, made);
  amends_database_read (fixture->database, due_func, &made->escalation->received, NULL, &error);
  g_assert_no_error (error);
}

static gboolean
sample_func (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  gboolean exists = FALSE;

  g_assert_true (amends_sample_exists (connection, &exists, error));
  g_assert_true (exists);
  g_assert_true (amends_sample_remove (connection, error));
  g_assert_true (amends_sample_exists (connection, &exists, error));
  g_assert_false (exists);
  return TRUE;
}

static void
test_sample (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AmendsCase) real = fixture_make_case ("Acme", "x");
  g_autoptr (AmendsCase) sample = fixture_make_case ("Sample", "y");
  g_autoptr (GError) error = NULL;

  amends_record_set (sample->escalation, "sample", TRUE, NULL);
  amends_record_set (sample->account, "sample", TRUE, NULL);
  amends_record_set (sample->contact, "sample", TRUE, NULL);
  fixture_store_case (fixture->database, real);
  fixture_store_case (fixture->database, sample);
  amends_database_write (fixture->database, sample_func, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (fixture_query (fixture->database, "SELECT count (*) FROM escalation"), ==, 1);
  g_assert_cmpint (fixture_query (fixture->database, "SELECT count (*) FROM draft"), ==, 1);
  g_assert_cmpint (fixture_query (fixture->database, "SELECT count (*) FROM account"), ==, 1);
  g_assert_cmpint (fixture_query (fixture->database, "SELECT sum (erased) FROM event"), ==, 1);
  g_assert_true (amends_database_check (fixture->database, NULL, &error));
}

#define ADD(name, func) g_test_add ("/case-store/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("round-trip", test_round_trip);
  ADD ("change", test_change);
  ADD ("removed-meanwhile", test_removed_meanwhile);
  ADD ("numbers", test_numbers);
  ADD ("draft-versions", test_draft_versions);
  ADD ("draft-sitting", test_draft_sitting);
  ADD ("pages", test_pages);
  ADD ("filters", test_filters);
  ADD ("stores", test_stores);
  ADD ("due", test_due);
  ADD ("sample", test_sample);
  return g_test_run ();
}
