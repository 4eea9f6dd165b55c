/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pasted notes as dated entries: lines are marked, their times resolved, and both put together. */

#include "config.h"

#include "amends-note-reader.h"

#include "amends-note-reader-private.h"
#include "amends-text.h"

static gboolean
has_entries (GArray *marks)
{
  for (guint i = 0; i < marks->len; i++)
    {
      const AmendsNoteMark *mark = &g_array_index (marks, AmendsNoteMark, i);

      if (mark->text && !mark->carrier)
        return TRUE;
    }
  return FALSE;
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
  marks = amends_note_marks_find (clean, zones, FALSE);
  if (!has_entries (marks))
    {
      g_array_unref (marks);
      marks = amends_note_marks_find (clean, zones, TRUE);
    }
  instants = amends_note_marks_resolve (marks, reference, zone);

  for (guint i = 0; i < marks->len; i++)
    {
      const AmendsNoteMark *mark = &g_array_index (marks, AmendsNoteMark, i);
      AmendsInstant at = g_array_index (instants, AmendsInstant, i);

      if (mark->carrier || !mark->text || !mark->text->len || at == AMENDS_INSTANT_NONE)
        continue;
      g_ptr_array_add (entries, g_object_new (AMENDS_TYPE_LOG_ENTRY, "at", at, "text",
                                              mark->text->str, NULL));
    }
  return g_steal_pointer (&entries);
}
