/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How fast past cases that are like a new one are found among many: 50,000 unless told otherwise.
 * Usage: bench-similar PLAYBOOKS FOLDER [CASES]. A folder that is filled already is only measured.
 * The words of a text are as unevenly common as those of a language (Zipf). */

#include "config.h"

#include "amends-case-store.h"
#include "amends-database.h"
#include "amends-session.h"

#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#define ROUNDS 300
#define BATCH 2000
#define WORDS 60000

static guint32 state = 1;

static double
next_random (void)
{
  state = state * 1664525u + 1013904223u;
  return (state >> 8) / 16777216.0;
}

/* The word of a rank drawn as Zipf has it: its letters are its number. */
static void
append_word (GString *text, gboolean chinese)
{
  guint rank = (guint) exp (next_random () * log (WORDS));

  for (guint n = rank + 17; n > 0; n /= 20)
    if (chinese)
      g_string_append_unichar (text, 0x4E00 + n % 400);
    else
      g_string_append_c (text, "bcdfghjklmnpqrtvwxzo"[n % 20]);
  if (!chinese)
    g_string_append_c (text, ' ');
}

static char *
make_text (guint words, gboolean chinese)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < words; i++)
    append_word (text, chinese);
  return g_string_free (text, FALSE);
}

typedef struct
{
  guint from, until;
} Range;

static gboolean
fill (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Range *range = data;

  for (guint i = range->from; i < range->until; i++)
    {
      gboolean chinese = i % 5 == 0;
      g_autofree char *name = g_strdup_printf ("Account %u", i % 5000);
      g_autofree char *title = make_text (6, chinese);
      g_autofree char *statement = make_text (90, chinese);
      g_autoptr (AmendsAccount) account = amends_record_new (AMENDS_TYPE_ACCOUNT);
      g_autoptr (AmendsEscalation) escalation = amends_record_new (AMENDS_TYPE_ESCALATION);
      g_autoptr (AmendsCase) one = NULL;
      AmendsInstant at = 1700000000000 + (AmendsInstant) i * 100000;

      amends_record_set (account, "name", name, NULL);
      amends_record_set (escalation, "title", title, "statement", statement, "received", at,
                         "updated", at, "severity", 1 + i % 4, "status", AMENDS_STATUS_CLOSED,
                         "resolved-at", at + AMENDS_DAY, NULL);
      one = amends_case_new (escalation, account, NULL);
      if (!amends_case_store_save (connection, NULL, one, error))
        return FALSE;
    }
  return TRUE;
}

static void
check (gboolean done, GError **error)
{
  if (done)
    return;
  fprintf (stderr, "%s\n", (*error)->message);
  exit (1);
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static GAsyncResult *
wait (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

static int
compare_times (const void *a, const void *b)
{
  const double *one = a, *two = b;

  return (*one > *two) - (*one < *two);
}

static void
report (const char *name, double *times)
{
  qsort (times, ROUNDS, sizeof times[0], compare_times);
  printf ("%-28s median %6.2f ms  p95 %6.2f ms  max %6.2f ms\n", name, times[ROUNDS / 2],
          times[ROUNDS * 95 / 100], times[ROUNDS - 1]);
}

static void
measure_texts (AmendsSession *session, guint words)
{
  double times[ROUNDS];
  g_autofree char *name = g_strdup_printf ("similar, %u words", words);

  for (guint i = 0; i < ROUNDS; i++)
    {
      g_autofree char *title = make_text (6, i % 5 == 0);
      g_autofree char *text = make_text (words, i % 5 == 0);
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GPtrArray) found = NULL;
      gint64 start = g_get_monotonic_time ();
      GError *error = NULL;

      amends_session_find_similar_async (session, title, text, 10, NULL, done_cb, &result);
      found = amends_session_find_similar_finish (session, wait (&result), &error);
      check (found != NULL, &error);
      times[i] = (double) (g_get_monotonic_time () - start) / 1000;
    }
  report (name, times);
}

static void
measure_cases (AmendsSession *session, guint cases)
{
  double times[ROUNDS];

  for (guint i = 0; i < ROUNDS; i++)
    {
      g_autofree char *number = g_strdup_printf ("%u", 1 + (i * 7919) % cases);
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (AmendsLookBack) found = NULL;
      gint64 start = g_get_monotonic_time ();
      GError *error = NULL;

      amends_session_look_back_async (session, number, NULL, done_cb, &result);
      found = amends_session_look_back_finish (session, wait (&result), &error);
      check (found != NULL, &error);
      times[i] = (double) (g_get_monotonic_time () - start) / 1000;
    }
  report ("look back on a case", times);
}

int
main (int argc, char **argv)
{
  guint cases = argc > 3 ? (guint) atoi (argv[3]) : 50000;
  g_autoptr (AmendsTimeSource) now = NULL;
  g_autoptr (AmendsSession) session = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  AmendsDatabase *database;
  GError *error = NULL;
  gboolean fresh;

  setlocale (LC_ALL, "");
  if (argc < 3)
    {
      fprintf (stderr, "Usage: bench-similar PLAYBOOKS FOLDER [CASES]\n");
      return 2;
    }
  fresh = !g_file_test (argv[2], G_FILE_TEST_IS_DIR);
  database = amends_database_open (argv[2], AMENDS_DATABASE_NONE, &error);
  check (database != NULL, &error);
  if (fresh)
    {
      gint64 start = g_get_monotonic_time ();

      for (guint i = 0; i < cases; i += BATCH)
        {
          Range range = { i, MIN (i + BATCH, cases) };

          check (amends_database_write (database, fill, &range, NULL, &error), &error);
        }
      printf ("fill: %u cases in %.1f s\n", cases,
              (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC);
    }
  amends_database_close (database);
  g_object_unref (database);

  g_setenv ("AMENDS_DATA_DIR", argv[1], TRUE);
  now = amends_time_source_new_fixed (1700000000000 + (AmendsInstant) cases * 100000);
  session = amends_session_new (argv[2], now);
  amends_session_open_async (session, NULL, done_cb, &result);
  check (amends_session_open_finish (session, wait (&result), &error), &error);
  measure_texts (session, 20);
  measure_texts (session, 100);
  measure_texts (session, 1000);
  measure_cases (session, cases);
  amends_session_close (session);
  return 0;
}
