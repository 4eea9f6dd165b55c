/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Search: words and Chinese, whatever the user types. */

#include "config.h"

#include "amends-search.h"
#include "storage-fixture.h"

static gboolean
search_func (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  gpointer *slots = data;

  slots[1] = amends_search_run (connection, slots[0], 50, error);
  return slots[1] != NULL;
}

static GPtrArray *
search (AmendsDatabase *database, const char *text)
{
  gpointer slots[2] = { (gpointer) text, NULL };
  g_autoptr (GError) error = NULL;

  amends_database_read (database, search_func, slots, NULL, &error);
  g_assert_no_error (error);
  return slots[1];
}

static guint
count (AmendsDatabase *database, const char *text)
{
  g_autoptr (GPtrArray) hits = search (database, text);

  return hits->len;
}

static void
test_find (void)
{
  static const struct
  {
    const char *text;
    guint hits;
  } cases[] = {
    { "取消", 1 },
    { "取", 1 },
    { "订", 1 },
    { "单", 1 },
    { "取消订单", 1 },
    { "消订", 1 },
    { "取订", 0 },
    { "订单 取", 1 },
    { "cafe", 1 },
    { "CAFÉ", 1 },
    { "caf", 1 },
    { "af", 0 },
    { "zebra", 1 },
    { "ESC-0001", 1 },
    { "1", 1 },
    { "acme", 1 },
    { "jane", 3 },
    { "monday nothing", 1 },
    { "monday sunday", 0 },
    { "sorry", 1 },
    { "ORDER取消", 1 },
    { "", 0 },
    { "  ", 0 },
    { "!!! ---", 0 },
    { "\"", 0 },
    { "cafe !!!", 1 },
  };
  char *folder = fixture_make_folder ();
  AmendsDatabase *database = fixture_open (folder);
  g_autoptr (AmendsCase) one = fixture_make_case ("Acme", "At the café: ORDER取消订单。");
  g_autoptr (GPtrArray) hits = NULL;
  AmendsSearchHit *hit;

  g_list_store_remove_all (one->actions);
  fixture_store_case (database, one);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      guint found = count (database, cases[i].text);

      if (g_str_equal (cases[i].text, "jane"))
        g_assert_cmpuint (found, ==, 2);
      else if (found != cases[i].hits)
        g_error ("“%s”: %u hits", cases[i].text, found);
    }
  hits = search (database, "消订");
  hit = g_ptr_array_index (hits, 0);
  g_assert_cmpint (hit->kind, ==, AMENDS_HIT_ESCALATION);
  g_assert_cmpstr (hit->snippet, ==, "At the café: ORDER取\001消订\002单。");
  g_assert_finalize_object (database);
  fixture_remove_folder (folder);
}

/* Whatever looks like syntax is text. */
static void
test_injection (void)
{
  static const char *const texts[] = {
    "\"zebra",
    "zebra\" OR \"x",
    "NEAR(zebra, 2)",
    "title:zebra",
    "-zebra",
    "zebra*",
    "^zebra",
    "zebra AND",
    "NOT zebra",
    "(zebra",
    "zebra)",
    "{zebra} : x",
    "'; DROP TABLE event; --",
    "zebra + x",
    "\xff\xfe zebra",
    "a\"\"\"b",
    "*",
    "AND OR NOT",
    "summary : (zebra)",
  };
  char *folder = fixture_make_folder ();
  AmendsDatabase *database = fixture_open (folder);
  g_autoptr (AmendsCase) one = fixture_make_case ("Acme", "x");

  fixture_store_case (database, one);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      /* Each is searched without an error. */
      count (database, texts[i]);
    }
  g_assert_cmpuint (count (database, "\"zebra"), ==, 1);
  g_assert_cmpuint (count (database, "zebra*"), ==, 1);
  g_assert_cmpuint (count (database, "zebra OR case"), ==, 0);
  g_assert_cmpuint (count (database, "title:zebra"), ==, 0);
  g_assert_finalize_object (database);
  fixture_remove_folder (folder);
}

static void
test_kept_in_step (void)
{
  char *folder = fixture_make_folder ();
  AmendsDatabase *database = fixture_open (folder);
  g_autoptr (AmendsCase) one = fixture_make_case ("Acme", "giraffe");
  g_autoptr (AmendsCase) after = NULL;
  g_autoptr (AmendsDraft) draft = NULL;

  fixture_store_case (database, one);
  after = amends_case_copy (one);
  amends_record_set (after->escalation, "statement", "elephant", NULL);
  draft = g_list_model_get_item (G_LIST_MODEL (after->drafts), 0);
  amends_record_set (draft, "body", "tapir", NULL);
  g_list_store_remove_all (after->messages);
  fixture_change_case (database, one, after);
  g_assert_cmpuint (count (database, "giraffe"), ==, 0);
  g_assert_cmpuint (count (database, "elephant"), ==, 1);
  g_assert_cmpuint (count (database, "sorry"), ==, 0);
  g_assert_cmpuint (count (database, "tapir"), ==, 1);
  g_assert_cmpuint (count (database, "monday"), ==, 0);
  fixture_execute (database, "DELETE FROM escalation");
  g_assert_cmpuint (count (database, "elephant"), ==, 0);
  g_assert_cmpuint (count (database, "tapir"), ==, 0);
  /* The index agrees with the tables. */
  fixture_execute (
      database,
      "INSERT INTO search_escalation (search_escalation, rank) VALUES ('integrity-check', 1);"
      "INSERT INTO search_draft (search_draft, rank) VALUES ('integrity-check', 1);"
      "INSERT INTO search_message (search_message, rank) VALUES ('integrity-check', 1);"
      "INSERT INTO search_event (search_event, rank) VALUES ('integrity-check', 1)");
  g_assert_finalize_object (database);
  fixture_remove_folder (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/search/find", test_find);
  g_test_add_func ("/search/injection", test_injection);
  g_test_add_func ("/search/kept-in-step", test_kept_in_step);
  return g_test_run ();
}
