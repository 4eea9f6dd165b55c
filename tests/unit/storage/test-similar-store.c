/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Candidates for comparison: found by their terms, and the index in step with the cases. */

#include "config.h"

#include "amends-similar-store.h"
#include "storage-fixture.h"

typedef struct
{
  const char *const *terms;
  const char *id;
  AmendsSimilarCandidates found;
} Ask;

static gboolean
ask (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  static const AmendsSimilarBounds bounds = { 100, 1000, 10 };
  Ask *query = data;

  amends_similar_candidates_clear (&query->found);
  return amends_similar_store_find (connection, query->terms, query->id, &bounds, &query->found,
                                    error);
}

static guint
count (AmendsDatabase *database, const char *id, const char *term)
{
  const char *terms[] = { term, NULL };
  Ask query = { terms, id, { 0 } };
  g_autoptr (GError) error = NULL;
  guint n;

  amends_database_read (database, ask, &query, NULL, &error);
  g_assert_no_error (error);
  n = query.found.cases->len;
  amends_similar_candidates_clear (&query.found);
  return n;
}

static void
test_find (void)
{
  char *folder = fixture_make_folder ();
  AmendsDatabase *database = fixture_open (folder);
  g_autoptr (AmendsCase) one =
      fixture_make_case ("Acme", "Giraffes escaped; readTimeout; 取消订单");
  g_autoptr (AmendsCase) two = fixture_make_case ("Beta", "elephants");
  g_autoptr (AmendsCase) after = NULL;
  const char *id = fixture_store_case (database, one);

  fixture_store_case (database, two);
  g_assert_cmpuint (count (database, NULL, "giraff"), ==, 1);
  g_assert_cmpuint (count (database, NULL, "readtimeout"), ==, 1);
  g_assert_cmpuint (count (database, NULL, "timeout"), ==, 1);
  g_assert_cmpuint (count (database, NULL, "消订"), ==, 1);
  g_assert_cmpuint (count (database, NULL, "elephant"), ==, 1);
  g_assert_cmpuint (count (database, NULL, "zebra"), ==, 0);
  g_assert_cmpuint (count (database, id, "giraff"), ==, 0);
  /* Whatever looks like syntax is a term. */
  g_assert_cmpuint (count (database, NULL, "\"giraff"), ==, 0);
  g_assert_cmpuint (count (database, NULL, "giraff OR elephant"), ==, 0);
  g_assert_cmpuint (count (database, NULL, "*"), ==, 0);

  after = amends_case_copy (one);
  amends_record_set (after->escalation, "statement", "Lions.", NULL);
  fixture_change_case (database, one, after);
  g_assert_cmpuint (count (database, NULL, "giraff"), ==, 0);
  g_assert_cmpuint (count (database, NULL, "lion"), ==, 1);
  fixture_execute (database, "DELETE FROM escalation");
  g_assert_cmpuint (count (database, NULL, "lion"), ==, 0);
  g_assert_cmpuint (count (database, NULL, "elephant"), ==, 0);
  g_assert_finalize_object (database);
  fixture_remove_folder (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/similar-store/find", test_find);
  return g_test_run ();
}
