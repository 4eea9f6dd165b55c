/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Searching everything, and lists of which only the rows that are shown are read. */

#include "config.h"

#include "amends-escalation-store.h"
#include "amends-finder.h"
#include "amends-interaction-store.h"
#include "amends-search-terms.h"
#include "storage-fixture.h"

static gboolean
find_func (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  gpointer *slots = data;

  slots[1] = amends_finder_run (connection, slots[0], 5, error);
  return slots[1] != NULL;
}

static GPtrArray *
find (AmendsDatabase *database, const char *text)
{
  gpointer slots[2] = { (gpointer) text, NULL };
  g_autoptr (GError) error = NULL;

  amends_database_read (database, find_func, slots, NULL, &error);
  g_assert_no_error (error);
  return slots[1];
}

/* (transfer none) (nullable) */
static AmendsMatch *
get (GPtrArray *found, AmendsMatchKind kind)
{
  for (guint i = 0; i < found->len; i++)
    if (AMENDS_MATCH (found->pdata[i])->kind == (int) kind)
      return found->pdata[i];
  return NULL;
}

static void
test_kinds (void)
{
  char *folder = fixture_make_folder ();
  AmendsDatabase *database = fixture_open (folder);
  g_autoptr (AmendsCase) one = fixture_make_case ("Acme Rail", "At the café: ORDER取消订单。");
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GPtrArray) middle = NULL;
  g_autoptr (GPtrArray) chinese = NULL;

  fixture_store_case (database, one);
  found = find (database, "acme");
  g_assert_cmpint (get (found, AMENDS_MATCH_CASE)->place, ==, AMENDS_MATCH_IN_ACCOUNT_NAME);
  g_assert_cmpstr (get (found, AMENDS_MATCH_ACCOUNT)->account, ==, "Acme Rail");
  g_assert_cmpint (get (found, AMENDS_MATCH_ACCOUNT)->open, ==, 1);

  /* Names are found by their middle as well; each account comes once. */
  middle = find (database, "ail");
  g_assert_nonnull (get (middle, AMENDS_MATCH_ACCOUNT));
  g_assert_cmpuint (middle->len, ==, 1);

  chinese = find (database, "消订");
  g_assert_cmpint (get (chinese, AMENDS_MATCH_CASE)->place, ==, AMENDS_MATCH_IN_STATEMENT);
  g_assert_cmpstr (get (chinese, AMENDS_MATCH_CASE)->snippet, ==,
                   "At the café: ORDER取\001消订\002单。");
  g_assert_null (get (chinese, AMENDS_MATCH_ACCOUNT));
  g_assert_finalize_object (database);
  fixture_remove_folder (folder);
}

static gboolean
interactions_func (AmendsConnection *connection,
                   gpointer data,
                   GCancellable *cancellable,
                   GError **error)
{
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (AmendsInteraction) one = amends_record_new (AMENDS_TYPE_INTERACTION);

      amends_record_set (one, "account-id", data, "at", (gint64) 1000 + i, "subject",
                         "Quarterly call", "text", "The turbine export 导出失败 again", NULL);
      if (!amends_interaction_store_save (connection, one, error))
        return FALSE;
    }
  return TRUE;
}

/* What was said outside the cases: each of it, the newest first, with its account alone. */
static void
test_interactions (void)
{
  char *folder = fixture_make_folder ();
  AmendsDatabase *database = fixture_open (folder);
  g_autoptr (AmendsCase) one = fixture_make_case ("Acme Rail", "Nothing.");
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GPtrArray) chinese = NULL;
  g_autoptr (GPtrArray) none = NULL;
  g_autoptr (GError) error = NULL;
  AmendsMatch *first;

  fixture_store_case (database, one);
  amends_database_write (database, interactions_func, one->account->id, NULL, &error);
  g_assert_no_error (error);
  found = find (database, "turbine exp");
  g_assert_cmpuint (found->len, ==, 3);
  first = found->pdata[0];
  g_assert_cmpint (first->kind, ==, AMENDS_MATCH_INTERACTION);
  g_assert_cmpint (first->place, ==, AMENDS_MATCH_IN_INTERACTION);
  g_assert_cmpstr (first->snippet, ==, "The \001turbine\002 \001export\002 导出失败 again");
  g_assert_cmpstr (first->name, ==, "Quarterly call");
  g_assert_cmpstr (first->account, ==, "Acme Rail");
  g_assert_cmpstr (first->account_id, ==, one->account->id);
  g_assert_null (first->escalation_id);
  g_assert_cmpint (first->number, ==, 0);
  g_assert_cmpint (first->at, ==, 1002);
  chinese = find (database, "导出");
  g_assert_cmpuint (chinese->len, ==, 3);
  none = find (database, "turbine zebra");
  g_assert_cmpuint (none->len, ==, 0);
  g_assert_finalize_object (database);
  fixture_remove_folder (folder);
}

static gboolean
query_func (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  gpointer *slots = data;

  return amends_search_build_query_for (connection, AMENDS_SEARCH_CASES, slots[0],
                                        (char **) &slots[1], error);
}

/* A long beginning becomes the words that begin with it; whatever else is left as it was. */
static void
test_words (void)
{
  static const struct
  {
    const char *text;
    const char *query;
  } cases[] = {
    { "exp", "\"exp\" *" },
    { "expo", "(\"export\" OR \"exporting\")" },
    { "EXPÓRT", "(\"export\" OR \"exporting\")" },
    { "the exporti", "\"the\" AND (\"exporting\")" },
    { "nosuchword", "\"nosuchword\" *" },
    { "ex-port", "\"ex-port\" *" },
    { "取消订单", "\"取消订单\" *" },
    { "exp\"o", "\"exp\"\"o\" *" },
    { "", NULL },
    { " ", NULL },
  };
  char *folder = fixture_make_folder ();
  AmendsDatabase *database = fixture_open (folder);
  g_autoptr (AmendsCase) one = fixture_make_case ("Acme", "The export; exporting. 取消订单");

  fixture_store_case (database, one);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gpointer slots[2] = { (gpointer) cases[i].text, NULL };
      g_autoptr (GError) error = NULL;

      amends_database_read (database, query_func, slots, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (slots[1], ==, cases[i].query);
      g_free (slots[1]);
    }
  g_assert_finalize_object (database);
  fixture_remove_folder (folder);
}

/* Whatever looks like syntax is text, for names as for words. */
static void
test_injection (void)
{
  static const char *const texts[] = { "'; DROP TABLE account; --",
                                       "%",
                                       "_",
                                       "a%",
                                       "?1",
                                       "\"a",
                                       "NEAR(a)",
                                       "\xff\xfe z",
                                       "expo\" OR \"x",
                                       "*",
                                       "a b c d e f g" };
  char *folder = fixture_make_folder ();
  AmendsDatabase *database = fixture_open (folder);
  g_autoptr (AmendsCase) one = fixture_make_case ("Acme", "export");

  fixture_store_case (database, one);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GPtrArray) found = find (database, texts[i]);

      g_assert_null (get (found, AMENDS_MATCH_ACCOUNT));
    }
  g_assert_cmpint (fixture_query (database, "SELECT count(*) FROM account"), ==, 1);
  g_assert_finalize_object (database);
  fixture_remove_folder (folder);
}

typedef struct
{
  AmendsEscalationFilter filter;
  GArray *keys;
  GPtrArray *rows;
} List;

static gboolean
list_func (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  List *list = data;

  list->keys = amends_escalation_store_list_keys (connection, &list->filter, error);
  if (list->keys == NULL)
    return FALSE;
  list->rows = amends_escalation_store_read_rows (connection, (AmendsCaseKey *) list->keys->data,
                                                  list->keys->len, list->filter.text, error);
  return list->rows != NULL;
}

static void
assert_list (AmendsDatabase *database, List *list, guint n)
{
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&list->keys, g_array_unref);
  g_clear_pointer (&list->rows, g_ptr_array_unref);
  amends_database_read (database, list_func, list, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (list->keys->len, ==, n);
  g_assert_cmpuint (list->rows->len, ==, n);
}

static void
test_keys (void)
{
  char *folder = fixture_make_folder ();
  AmendsDatabase *database = fixture_open (folder);
  g_autoptr (AmendsCase) one = fixture_make_case ("Acme", "the export");
  g_autoptr (AmendsCase) two = fixture_make_case ("Zeta", "取消订单");
  List list = { .filter = { .sort = AMENDS_SORT_ACCOUNT } };
  gint64 first;

  fixture_store_case (database, one);
  fixture_store_case (database, two);
  assert_list (database, &list, 2);
  first = g_array_index (list.keys, AmendsCaseKey, 0).row;
  list.filter.reversed = TRUE;
  assert_list (database, &list, 2);
  g_assert_cmpint (g_array_index (list.keys, AmendsCaseKey, 1).row, ==, first);
  list.filter.sort = AMENDS_SORT_ARR;
  assert_list (database, &list, 2);

  list.filter.text = "消订";
  assert_list (database, &list, 1);
  g_assert_cmpstr (AMENDS_CASE_ROW (list.rows->pdata[0])->summary->account, ==, "Zeta");
  g_assert_cmpint (AMENDS_CASE_ROW (list.rows->pdata[0])->place, ==, AMENDS_MATCH_IN_STATEMENT);
  list.filter.text = NULL;
  list.filter.account_ids = (const char *const[]){ one->account->id, "nobody", NULL };
  assert_list (database, &list, 1);
  list.filter.account_ids = NULL;
  list.filter.owners = (const char *const[]){ "Nobody", NULL };
  assert_list (database, &list, 0);
  g_array_unref (list.keys);
  g_ptr_array_unref (list.rows);
  g_assert_finalize_object (database);
  fixture_remove_folder (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/storage/finder/kinds", test_kinds);
  g_test_add_func ("/storage/finder/interactions", test_interactions);
  g_test_add_func ("/storage/finder/words", test_words);
  g_test_add_func ("/storage/finder/injection", test_injection);
  g_test_add_func ("/storage/finder/keys", test_keys);
  return g_test_run ();
}
