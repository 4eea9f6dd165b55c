/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the marks of a text mean together: which are titles, days above hours, times below words. */

#include "config.h"

#include "amends-note-reader-private.h"

static void
mark_clear (AmendsNoteMark *mark)
{
  if (mark->text)
    g_string_free (mark->text, TRUE);
}

/* The heading on top names the day of all; it is an event only if it has an hour and nothing
 * else has. */
static void
settle_title (GArray *marks)
{
  AmendsNoteMark *title;
  guint alike = 0, others = 0;

  if (!marks->len)
    return;
  title = &g_array_index (marks, AmendsNoteMark, 0);
  if (title->loose || title->carrier || title->declares ||
      !amends_note_stamp_has_date (&title->stamp))
    return;
  for (guint i = 1; i < marks->len; i++)
    {
      const AmendsNoteMark *mark = &g_array_index (marks, AmendsNoteMark, i);

      if (!mark->text || mark->loose)
        continue;
      others++;
      alike += mark->block == title->block && mark->level == title->level;
    }
  if (title->block == AMENDS_NOTE_HEADING && title->level == 1)
    title->carrier = title->stamp.has_clock ? others && !alike : !alike;
}

/* A day above hours ("### 2 March", then "14:10 …") is where they belong, no event. */
static void
settle_days (GArray *marks)
{
  for (guint i = 0; i + 1 < marks->len; i++)
    {
      AmendsNoteMark *mark = &g_array_index (marks, AmendsNoteMark, i);
      const AmendsNoteMark *next = &g_array_index (marks, AmendsNoteMark, i + 1);

      if (!mark->text || mark->loose || mark->stamp.has_clock || mark->stamp.has_offset ||
          !next->text || amends_note_stamp_has_date (&next->stamp))
        continue;
      if (mark->text->len == 0 || (i == 0 && !next->loose) ||
          (mark->block == AMENDS_NOTE_HEADING &&
           (next->block != AMENDS_NOTE_HEADING || next->level > mark->level)))
        mark->carrier = TRUE;
    }
}

/* Status pages put the time below what they say. */
static void
settle_below (GArray *marks)
{
  guint first;
  AmendsNoteMark *mark = NULL;

  for (first = 0; first < marks->len; first++)
    {
      mark = &g_array_index (marks, AmendsNoteMark, first);
      if (mark->text && !mark->carrier)
        break;
    }
  if (!mark || !mark->loose || !marks->len)
    return;
  mark = &g_array_index (marks, AmendsNoteMark, marks->len - 1);
  if (mark->loose || mark->carrier || !mark->text || mark->text->len)
    return;
  for (guint i = first + 1; i < marks->len; i++)
    {
      mark = &g_array_index (marks, AmendsNoteMark, i);
      if (mark->loose || mark->carrier || !mark->text || !mark->bare)
        return;
    }
  for (guint i = marks->len - 1; i > first; i--)
    {
      AmendsNoteMark *above = &g_array_index (marks, AmendsNoteMark, i - 1);

      mark = &g_array_index (marks, AmendsNoteMark, i);
      g_string_assign (mark->text, above->text->str);
    }
  g_string_truncate (g_array_index (marks, AmendsNoteMark, first).text, 0);
}

GArray *
amends_note_marks_new (void)
{
  GArray *marks = g_array_new (FALSE, TRUE, sizeof (AmendsNoteMark));

  g_array_set_clear_func (marks, (GDestroyNotify) mark_clear);
  return marks;
}

void
amends_note_marks_settle (GArray *marks)
{
  settle_below (marks);
  settle_title (marks);
  settle_days (marks);
}

GArray *
amends_note_marks_without_prose (GArray *marks)
{
  GArray *out = amends_note_marks_new ();

  for (guint i = 0; i < marks->len; i++)
    {
      AmendsNoteMark *mark = &g_array_index (marks, AmendsNoteMark, i);

      if (mark->loose)
        continue;
      g_array_append_val (out, *mark);
      mark->text = NULL;
    }
  return out;
}
