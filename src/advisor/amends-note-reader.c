/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pasted notes as dated entries: lines are marked, their times resolved, and both put together. */

#include "config.h"

#include "amends-note-reader.h"

#include "amends-note-reader-private.h"
#include "amends-text.h"

/* So many times in front of their lines make a log, in whose words no more events are looked for.
 */
#define LEAST_OF_LOG 3

/* @lines: only those that are set apart, as in a log. */
static guint
count_entries (GArray *marks, gboolean lines)
{
  guint count = 0;

  for (guint i = 0; i < marks->len; i++)
    {
      const AmendsNoteMark *mark = &g_array_index (marks, AmendsNoteMark, i);

      count += mark->text && !mark->carrier && (!lines || !mark->loose) &&
               (!lines || mark->block != AMENDS_NOTE_LINE || !mark->stamp.led || mark->stamp.apart);
    }
  return count;
}

/* Times in front of lines, else also those within sentences, else those in code. */
static GArray *
find_marks (const char *text, AmendsNoteZones *zones)
{
  g_autoptr (GArray) all = amends_note_marks_find (text, zones, FALSE);
  GArray *marks = count_entries (all, TRUE) < LEAST_OF_LOG ? amends_note_prose_split (all, zones)
                                                           : amends_note_marks_without_prose (all);

  if (!count_entries (marks, FALSE))
    {
      g_autoptr (GArray) code = amends_note_marks_find (text, zones, TRUE);

      g_array_unref (marks);
      marks = amends_note_marks_without_prose (code);
    }
  return marks;
}

GPtrArray *
amends_note_reader_read (const char *text, AmendsInstant reference, GTimeZone *zone)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *clean = NULL;
  g_autoptr (AmendsNoteZones) zones = NULL;
  g_autoptr (GArray) marks = NULL;
  g_autoptr (GArray) instants = NULL;

  g_return_val_if_fail (text != NULL && zone != NULL, NULL);

  clean = amends_text_clean (text, -1);
  zones = amends_note_zones_new (zone, reference);
  marks = find_marks (clean, zones);
  instants = amends_note_marks_resolve (marks, reference, zone);

  for (guint i = 0; i < marks->len; i++)
    {
      const AmendsNoteMark *mark = &g_array_index (marks, AmendsNoteMark, i);
      AmendsInstant at = g_array_index (instants, AmendsInstant, i);

      if (mark->carrier || !mark->text || !mark->text->len || at == AMENDS_INSTANT_NONE)
        continue;
      /* What a sentence says of the future is a plan. */
      if ((mark->loose && at > reference) || (mark->stamp.has_relative && mark->stamp.relative > 0))
        continue;
      amends_note_shorten (mark->text);
      g_ptr_array_add (entries, g_object_new (AMENDS_TYPE_LOG_ENTRY, "at", at, "text",
                                              mark->text->str, NULL));
    }
  return g_steal_pointer (&entries);
}
