/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long the search and the list of escalations take in a workspace made by bench-storage. Each
 * is asked as a person types it, letter by letter, in both languages. Usage: bench-search FOLDER */

#include "config.h"

#include "amends-database.h"
#include "amends-escalation-store.h"
#include "amends-finder.h"

#include <stdio.h>
#include <stdlib.h>

#define ROUNDS 20

typedef struct
{
  const char *text;
  AmendsEscalationFilter filter;
  guint hits;
} Probe;

static gboolean
find (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Probe *probe = data;
  g_autoptr (GPtrArray) found = amends_finder_run (connection, probe->text, 6, error);

  if (found != NULL)
    probe->hits = found->len;
  return found != NULL;
}

static gboolean
list (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Probe *probe = data;
  g_autoptr (GArray) keys = amends_escalation_store_list_keys (connection, &probe->filter, error);
  g_autoptr (GPtrArray) rows = NULL;

  if (keys == NULL)
    return FALSE;
  probe->hits = keys->len;
  rows = amends_escalation_store_read_rows (connection, (AmendsCaseKey *) keys->data,
                                            MIN (keys->len, 60), probe->filter.text, error);
  return rows != NULL;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  double one = *(const double *) a;
  double two = *(const double *) b;

  return one < two ? -1 : one > two;
}

static void
measure (AmendsDatabase *database, const char *name, AmendsReadFunc func, Probe *probe, GArray *all)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; i < ROUNDS; i++)
    {
      gint64 start = g_get_monotonic_time ();
      g_autoptr (GError) error = NULL;
      double taken;

      if (!amends_database_read (database, func, probe, NULL, &error))
        {
          fprintf (stderr, "%s\n", error->message);
          exit (1);
        }
      taken = (double) (g_get_monotonic_time () - start) / 1000;
      g_array_append_val (times, taken);
      if (all != NULL)
        g_array_append_val (all, taken);
    }
  g_array_sort (times, compare);
  printf ("%-36s median %7.2f ms  p95 %7.2f ms  (%u)\n", name,
          g_array_index (times, double, ROUNDS / 2),
          g_array_index (times, double, ROUNDS * 95 / 100), probe->hits);
}

/* A word as it grows under the fingers. */
static void
measure_typing (AmendsDatabase *database, const char *text, GArray *all)
{
  for (const char *at = g_utf8_next_char (text);; at = g_utf8_next_char (at))
    {
      g_autofree char *typed = g_strndup (text, at - text);
      g_autofree char *name = g_strdup_printf ("find %s", typed);
      Probe probe = { .text = typed };

      measure (database, name, find, &probe, all);
      if (*at == '\0')
        return;
    }
}

int
main (int argc, char **argv)
{
  static const char *const texts[] = { "export bill",  "Account 47", "ref4711",
                                       "问题反复出现", "取消 续约",  "nosuchword" };
  static const struct
  {
    const char *name;
    AmendsEscalationFilter filter;
  } lists[] = {
    { "list all by next clock", { .sort = AMENDS_SORT_DUE } },
    { "list all by received", { .sort = AMENDS_SORT_RECEIVED } },
    { "list all by severity", { .sort = AMENDS_SORT_SEVERITY } },
    { "list all by ARR", { .sort = AMENDS_SORT_ARR } },
    { "list all by account", { .sort = AMENDS_SORT_ACCOUNT } },
    { "list live", { .statuses = AMENDS_MASK_LIVE } },
    { "list closed, high", { .statuses = 1 << AMENDS_STATUS_CLOSED, .severities = 8 } },
    { "list export", { .text = "export" } },
    { "list ref4711", { .text = "ref4711" } },
    { "list 问题反复", { .text = "问题反复" } },
    { "list live, export", { .statuses = AMENDS_MASK_LIVE, .text = "export" } },
  };
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (AmendsDatabase) database = NULL;
  g_autoptr (GError) error = NULL;

  if (argc < 2)
    {
      fprintf (stderr, "Usage: %s FOLDER\n", argv[0]);
      return 2;
    }
  database = amends_database_open (argv[1], AMENDS_DATABASE_NONE, &error);
  if (database == NULL)
    {
      fprintf (stderr, "%s\n", error->message);
      return 1;
    }
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    measure_typing (database, texts[i], all);
  g_array_sort (all, compare);
  printf ("%-36s median %7.2f ms  p95 %7.2f ms  (%u keystrokes)\n", "find, all of them",
          g_array_index (all, double, all->len / 2),
          g_array_index (all, double, all->len * 95 / 100), all->len);
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      Probe probe = { .filter = lists[i].filter };

      measure (database, lists[i].name, list, &probe, NULL);
    }
  return 0;
}
