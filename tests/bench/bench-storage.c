/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How fast a large workspace answers: 50,000 cases and 1,000,000 events unless told otherwise.
 * Usage: bench-storage FOLDER [CASES [EVENTS]]. A folder that is filled already is only measured.
 */

#include "config.h"

#include "amends-case-store.h"
#include "amends-database.h"
#include "amends-due-store.h"
#include "amends-escalation-store.h"
#include "amends-event-log.h"
#include "amends-search.h"

#include <stdio.h>
#include <stdlib.h>

#define ROUNDS 40
#define BATCH 2000

static const char *const words[] = {
  "export",    "billing", "outage",   "login",    "invoice",  "renewal", "migration",    "latency",
  "dashboard", "report",  "customer", "engineer", "response", "update",  "contract",     "pipeline",
  "取消",      "续约",    "故障",     "发票",     "评估",     "降级",    "问题反复出现", "高管团队",
};

static guint32 state = 1;

static guint
next_random (guint n)
{
  state = state * 1664525u + 1013904223u;
  return (state >> 8) % n;
}

static char *
make_text (guint n, guint64 unique)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%s ", words[next_random (G_N_ELEMENTS (words))]);
  g_string_append_printf (text, "ref%" G_GUINT64_FORMAT, unique);
  return g_string_free (text, FALSE);
}

typedef struct
{
  guint from;
  guint until;
  GPtrArray *ids;
} Range;

static gboolean
fill_cases (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Range *range = data;

  for (guint i = range->from; i < range->until; i++)
    {
      g_autofree char *name = g_strdup_printf ("Account %u", i % 5000);
      g_autofree char *title = make_text (6, i);
      g_autofree char *statement = make_text (60, i);
      g_autoptr (AmendsAccount) account = amends_record_new (AMENDS_TYPE_ACCOUNT);
      g_autoptr (AmendsEscalation) escalation = amends_record_new (AMENDS_TYPE_ESCALATION);
      g_autoptr (AmendsClock) clock = amends_record_new (AMENDS_TYPE_CLOCK);
      g_autoptr (AmendsCase) one = NULL;
      AmendsInstant at = 1700000000000 + (AmendsInstant) i * 100000;

      amends_record_set (account, "name", name, NULL);
      amends_record_set (escalation, "title", title, "statement", statement, "received", at,
                         "updated", at, "severity", 1 + i % 4, "owner", "Ana", "status",
                         i % 250 ? AMENDS_STATUS_CLOSED : AMENDS_STATUS_OPEN, NULL);
      amends_record_set (clock, "due", at + AMENDS_DAY, "started", at, "closed", i % 250 != 0,
                         NULL);
      one = amends_case_new (escalation, account, NULL);
      g_list_store_append (one->clocks, clock);
      if (!amends_case_store_save (connection, NULL, one, error))
        return FALSE;
      g_ptr_array_add (range->ids, g_strdup (escalation->id));
    }
  return TRUE;
}

static gboolean
fill_events (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Range *range = data;

  for (guint i = range->from; i < range->until; i++)
    {
      g_autoptr (AmendsEvent) event = amends_record_new (AMENDS_TYPE_EVENT);
      g_autofree char *summary = make_text (10, i);

      amends_record_set (event, "escalation-id",
                         g_ptr_array_index (range->ids, next_random (range->ids->len)), "kind",
                         AMENDS_EVENT_DRAFT_EDITED, "at", (AmendsInstant) 1700000000000 + i,
                         "actor", "Ana", "summary", summary, "payload", "{\"field\":[1,2]}", NULL);
      if (!amends_event_log_append (connection, event, error))
        return FALSE;
    }
  return TRUE;
}

static void
check (gboolean done, GError *error)
{
  if (done)
    return;
  fprintf (stderr, "%s\n", error->message);
  exit (1);
}

static void
fill (AmendsDatabase *database, AmendsWriteFunc func, GPtrArray *ids, guint n, const char *what)
{
  gint64 start = g_get_monotonic_time ();

  for (guint i = 0; i < n; i += BATCH)
    {
      Range range = { i, MIN (i + BATCH, n), ids };
      GError *error = NULL;

      check (amends_database_write (database, func, &range, NULL, &error), error);
    }
  printf ("fill %s: %u in %.1f s\n", what, n,
          (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC);
}

typedef struct
{
  const char *text;
  AmendsEscalationFilter *filter;
  guint found;
} Probe;

static gboolean
search_func (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Probe *probe = data;
  g_autoptr (GPtrArray) hits = amends_search_run (connection, probe->text, 50, error);

  probe->found = hits ? hits->len : 0;
  return hits != NULL;
}

static gboolean
page_func (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Probe *probe = data;
  g_autoptr (GPtrArray) rows = amends_escalation_store_list (connection, probe->filter, error);

  probe->found = rows ? rows->len : 0;
  if (rows && rows->len > 0)
    g_set_object (&probe->filter->after, g_ptr_array_index (rows, rows->len - 1));
  return rows != NULL;
}

static gboolean
due_func (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Probe *probe = data;
  g_autoptr (GPtrArray) rows = amends_due_store_list (connection, 0, 0, NULL, 100, error);

  probe->found = rows ? rows->len : 0;
  return rows != NULL;
}

static gboolean
counts_func (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  AmendsEscalationCounts counts;
  Probe *probe = data;

  if (!amends_escalation_store_get_counts (connection, 1, &counts, error))
    return FALSE;
  probe->found = (guint) counts.all;
  return TRUE;
}

static int
compare_times (const void *a, const void *b)
{
  const double *one = a, *two = b;

  return (*one > *two) - (*one < *two);
}

static void
measure (AmendsDatabase *database, const char *name, AmendsReadFunc func, Probe *probe)
{
  double times[ROUNDS];

  for (guint i = 0; i < ROUNDS; i++)
    {
      gint64 start = g_get_monotonic_time ();
      GError *error = NULL;

      check (amends_database_read (database, func, probe, NULL, &error), error);
      times[i] = (double) (g_get_monotonic_time () - start) / 1000.0;
    }
  qsort (times, ROUNDS, sizeof times[0], compare_times);
  printf ("%-32s median %7.2f ms  p95 %7.2f ms  (%u)\n", name, times[ROUNDS / 2],
          times[ROUNDS * 95 / 100], probe->found);
}

int
main (int argc, char **argv)
{
  static const char *const texts[] = {
    "e",          "ex",       "export",         "ref4711",          "取消",
    "取",         "问题反复", "export billing", "故障 续约 outage", "ESC-42",
    "nosuchword", "re"
  };
  static const char *const sorts[] = {
    "due", "updated", "received", "number", "severity", "account"
  };
  guint cases = argc > 2 ? (guint) atoi (argv[2]) : 50000;
  guint events = argc > 3 ? (guint) atoi (argv[3]) : 1000000;
  GError *error = NULL;
  AmendsDatabase *database;
  Probe probe = { 0 };

  if (argc < 2)
    {
      fprintf (stderr, "Usage: bench-storage FOLDER [CASES [EVENTS]]\n");
      return 2;
    }
  database = amends_database_open (argv[1], AMENDS_DATABASE_NONE, &error);
  check (database != NULL, error);
  check (amends_database_read (database, counts_func, &probe, NULL, &error), error);
  if (probe.found == 0)
    {
      g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);

      fill (database, fill_cases, ids, cases, "cases");
      fill (database, fill_events, ids, events, "events");
    }
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *name = g_strdup_printf ("search %s", texts[i]);

      probe.text = texts[i];
      measure (database, name, search_func, &probe);
    }
  for (guint i = 0; i < G_N_ELEMENTS (sorts); i++)
    {
      AmendsEscalationFilter filter = { .sort = (AmendsSort) i, .limit = 50 };
      g_autofree char *name = g_strdup_printf ("page by %s", sorts[i]);

      probe.filter = &filter;
      measure (database, name, page_func, &probe);
      g_clear_object (&filter.after);
    }
  {
    AmendsEscalationFilter filter = { .statuses = AMENDS_MASK_LIVE, .limit = 50 };
    AmendsEscalationFilter text = { .text = "export", .limit = 50 };

    probe.filter = &filter;
    measure (database, "page live by due", page_func, &probe);
    g_clear_object (&filter.after);
    probe.filter = &text;
    measure (database, "page with text", page_func, &probe);
    g_clear_object (&text.after);
  }
  measure (database, "due", due_func, &probe);
  measure (database, "counts", counts_func, &probe);
  g_object_unref (database);
  return 0;
}
