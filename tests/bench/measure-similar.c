/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Measures how well duplicates are found among reports that nobody of this project wrote.
 *
 *   measure-similar PLAYBOOKS DOCS QRELS
 *
 * DOCS has lines of id, title and text, QRELS of an id and the id of its duplicate, both after a
 * line of headings and parted by tabs. The data are not part of the project. */

#include "config.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>

#include "amends-similar.h"

static void
check (gboolean done, GError **error)
{
  if (done)
    return;
  fprintf (stderr, "%s\n", (*error)->message);
  exit (1);
}

/* (transfer full) (element-type GStrv): cells of the lines after the first. */
static GPtrArray *
read_table (const char *path, int cells)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  GError *error = NULL;

  check (g_file_get_contents (path, &text, NULL, &error), &error);
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 1; lines[i]; i++)
    {
      char **row = g_strsplit (g_strchomp (lines[i]), "\t", cells);

      if (g_strv_length (row) >= 2)
        g_ptr_array_add (rows, row);
      else
        g_strfreev (row);
    }
  return rows;
}

static guint
find_rank (GPtrArray *matches, GPtrArray *wanted)
{
  for (guint i = 0; i < matches->len; i++)
    {
      AmendsSimilarMatch *match = g_ptr_array_index (matches, i);

      if (g_ptr_array_find_with_equal_func (wanted, match->id, g_str_equal, NULL))
        return i + 1;
    }
  return 0;
}

int
main (int argc, char **argv)
{
  g_autoptr (GPtrArray) docs = NULL;
  g_autoptr (GPtrArray) qrels = NULL;
  g_autoptr (GHashTable) wanted = NULL;
  g_autoptr (GHashTable) rows = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (AmendsPlaybook) playbook = NULL;
  g_autoptr (AmendsSimilar) similar = NULL;
  g_autoptr (AmendsSimilarIndex) index = NULL;
  const char *folders[2] = { argc > 1 ? argv[1] : NULL, NULL };
  guint n = 0, first = 0, five = 0, ten = 0;
  GHashTableIter iter;
  gpointer key, value;
  gint64 start;
  GError *error = NULL;

  setlocale (LC_ALL, "");
  if (argc != 4)
    {
      fprintf (stderr, "Usage: measure-similar PLAYBOOKS DOCS QRELS\n");
      return 2;
    }
  playbook = amends_playbook_load (folders, "standard", NULL, &error);
  check (playbook != NULL, &error);
  similar = amends_similar_new (playbook, &error);
  check (similar != NULL, &error);
  docs = read_table (argv[2], 3);
  qrels = read_table (argv[3], 2);

  index = amends_similar_index_new (similar);
  start = g_get_monotonic_time ();
  for (guint i = 0; i < docs->len; i++)
    {
      char **row = g_ptr_array_index (docs, i);

      amends_similar_index_add (index, row[0], row[1], row[2]);
      g_hash_table_insert (rows, row[0], row);
    }
  wanted =
      g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_ptr_array_unref);
  for (guint i = 0; i < qrels->len; i++)
    {
      char **row = g_ptr_array_index (qrels, i);
      GPtrArray *list = g_hash_table_lookup (wanted, row[0]);

      if (list == NULL)
        g_hash_table_insert (wanted, row[0], list = g_ptr_array_new ());
      g_ptr_array_add (list, row[1]);
    }
  g_ptr_array_unref (amends_similar_index_find (index, NULL, "warm", NULL, NULL, 1));
  printf ("index: %u texts in %.0f ms\n", docs->len,
          (double) (g_get_monotonic_time () - start) / 1000);

  start = g_get_monotonic_time ();
  g_hash_table_iter_init (&iter, wanted);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      char **row = g_hash_table_lookup (rows, key);
      g_autoptr (GPtrArray) matches =
          amends_similar_index_find (index, key, row[1], row[2], NULL, 10);
      guint rank = find_rank (matches, value);

      n++;
      first += rank == 1;
      five += rank > 0 && rank <= 5;
      ten += rank > 0;
      if (rank == 0 && g_getenv ("AMENDS_BENCH_MISSES"))
        printf ("missed: %s %s\n", row[0], row[1]);
    }
  printf ("queries: %u in %.0f ms\n", n, (double) (g_get_monotonic_time () - start) / 1000);
  printf ("recall@1 %.3f  recall@5 %.3f  recall@10 %.3f\n", (double) first / n, (double) five / n,
          (double) ten / n);
  return 0;
}
