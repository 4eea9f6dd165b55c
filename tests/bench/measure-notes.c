/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How many of the events of incident reports are found: reads every text of a folder and compares
 * the moments with those marked by hand. Usage: measure-notes FOLDER [TRUTH.json]; without the
 * truth it lists what it finds. TRUTH: {"file name": ["2018-03-13T07:28:00+01:00", …], …}.
 * measure-notes --speed reads a megabyte of each of what has been slow or might become so.
 */

#include "config.h"

#include "amends-json.h"
#include "amends-note-reader.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct
{
  guint files;
  guint bytes;
  guint events;
  guint found;
  guint extra;
  gint64 microseconds;
} Count;

static void
list_entries (const char *name, GPtrArray *entries, GTimeZone *zone)
{
  printf ("%s: %u\n", name, entries->len);
  for (guint i = 0; i < entries->len; i++)
    {
      AmendsLogEntry *entry = entries->pdata[i];
      g_autofree char *at = amends_instant_format_rfc3339 (entry->at, zone);

      printf ("  %s %.110s\n", at, entry->text);
    }
}

/* Each event counts once, an entry at a moment already taken is one too many. */
static void
compare (const char *name, GPtrArray *entries, JsonArray *truth, Count *count)
{
  g_autofree gboolean *taken = g_new0 (gboolean, entries->len + 1);

  for (guint t = 0; t < json_array_get_length (truth); t++)
    {
      AmendsInstant at;
      gboolean found = FALSE;

      if (!amends_instant_parse (json_array_get_string_element (truth, t), &at, NULL))
        {
          fprintf (stderr, "%s: event %u has no proper time\n", name, t + 1);
          exit (1);
        }
      for (guint i = 0; i < entries->len && !found; i++)
        if (!taken[i] && AMENDS_LOG_ENTRY (entries->pdata[i])->at == at)
          found = taken[i] = TRUE;
      count->events++;
      count->found += found;
      if (!found)
        printf ("missed: %s %s\n", name, json_array_get_string_element (truth, t));
    }
  for (guint i = 0; i < entries->len; i++)
    if (!taken[i])
      {
        count->extra++;
        printf ("false:  %s %.90s\n", name, AMENDS_LOG_ENTRY (entries->pdata[i])->text);
      }
}

static void
read_file (const char *folder, const char *name, JsonObject *truth, Count *count)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *text = NULL;
  gsize length;
  g_autoptr (GError) error = NULL;
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (GPtrArray) entries = NULL;
  gint64 start;

  if (!g_file_get_contents (path, &text, &length, &error))
    {
      fprintf (stderr, "%s\n", error->message);
      exit (1);
    }
  start = g_get_monotonic_time ();
  entries = amends_note_reader_read (text, g_get_real_time () / 1000, zone);
  count->microseconds += g_get_monotonic_time () - start;
  count->files++;
  count->bytes += length;
  if (!truth)
    list_entries (name, entries, zone);
  else if (json_object_has_member (truth, name))
    compare (name, entries, json_object_get_array_member (truth, name), count);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

static void
measure_speed (void)
{
  static const char *const pieces[] = {
    "14:10 a\n",
    "- ",
    "[",
    "(",
    "<",
    "1. ",
    "14:10 ",
    "a\nb\n",
    "a, ",
    "上午",
    "下午两点",
    "\xff\xfe",
    "times in ",
    "2026-03-02 ",
    "Ben 14:10\n",
    "14:10 Europe/Aaa\n",
    "The job stopped at 14:10 and nobody saw it. ",
    "T+5 a\n",
  };
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();

  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (GPtrArray) entries = NULL;
      g_autofree char *label = g_strescape (pieces[i], NULL);
      gint64 start;

      while (text->len < 1 << 20)
        g_string_append (text, pieces[i]);
      start = g_get_monotonic_time ();
      entries = amends_note_reader_read (text->str, g_get_real_time () / 1000, zone);
      printf ("%6.2f s %7u entries  \"%s\"\n", (g_get_monotonic_time () - start) / 1e6,
              entries->len, label);
    }
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) folder = NULL;
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (JsonNode) truth = NULL;
  g_autofree char *json = NULL;
  gsize length;
  const char *name;
  Count count = { 0 };

  if (argc == 2 && strcmp (argv[1], "--speed") == 0)
    {
      measure_speed ();
      return 0;
    }
  if (argc < 2 || !(folder = g_dir_open (argv[1], 0, &error)))
    {
      fprintf (stderr, "%s\n",
               error ? error->message : "usage: measure-notes FOLDER [TRUTH.json] | --speed");
      return 2;
    }
  if (argc > 2 && (!g_file_get_contents (argv[2], &json, &length, &error) ||
                   !(truth = amends_json_parse (json, length, argv[2], &error))))
    {
      fprintf (stderr, "%s\n", error->message);
      return 2;
    }
  while ((name = g_dir_read_name (folder)))
    if (g_str_has_suffix (name, ".md") || g_str_has_suffix (name, ".txt"))
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i < names->len; i++)
    read_file (argv[1], names->pdata[i], truth ? json_node_get_object (truth) : NULL, &count);

  printf ("texts %u, %u bytes, %.1f MB/s\n", count.files, count.bytes,
          count.microseconds ? (double) count.bytes / count.microseconds : 0.0);
  if (truth)
    printf ("events %u, found %u (%.1f %%), false %u (%.1f %%)\n", count.events, count.found,
            count.events ? 100.0 * count.found / count.events : 0.0, count.extra,
            count.found + count.extra ? 100.0 * count.extra / (count.found + count.extra) : 0.0);
  return 0;
}
