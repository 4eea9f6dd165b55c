/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The text of a draft as it is shown while it is edited. */

#include "config.h"

#include "amends-draft-text.h"

#include <string.h>

#include "amends-draw.h"
#include "amends-finding.h"
#include "amends-text.h"

#define BOLD "bold"
#define MARK "mark"
#define BLOCK "block"
#define WARN "warn"
#define MISSPELLED "misspelled"

/* A mark of bold takes less than a pixel. */
#define MARK_SCALE 0.02

static GtkTextTag *
get_tag (GtkTextBuffer *buffer, const char *name)
{
  return gtk_text_tag_table_lookup (gtk_text_buffer_get_tag_table (buffer), name);
}

/* --- Bold ------------------------------------------------------------------------------------ */

static void
apply (GtkTextBuffer *buffer, const char *tag, int start, int end)
{
  GtkTextIter from;
  GtkTextIter to;

  gtk_text_buffer_get_iter_at_offset (buffer, &from, start);
  gtk_text_buffer_get_iter_at_offset (buffer, &to, end);
  gtk_text_buffer_apply_tag_by_name (buffer, tag, &from, &to);
}

/* The byte after the passage that opens at @open (behind its mark); NULL if it does not close. */
static const char *
find_close (const char *open)
{
  if (*open == '\0' || *open == '*' || g_ascii_isspace (*open))
    return NULL;
  for (const char *p = open; *p != '\0' && *p != '\n'; p++)
    if (p[0] == '*' && p[1] == '*' && !g_ascii_isspace (p[-1]))
      return p;
  return NULL;
}

/* How many characters make the line at @p a heading: "## " is 3; 0 if it is none. */
static int
get_heading_mark (const char *p)
{
  int length = (int) strspn (p, "#");

  return length > 0 && length <= 6 && p[length] == ' ' ? length + 1 : 0;
}

/* A passage ends with its line: what stands in other lines need not be looked at again. */
static void
show_bold (GtkTextBuffer *buffer, const GtkTextIter *from, const GtkTextIter *to)
{
  GtkTextIter start = *from;
  GtkTextIter end = *to;
  g_autofree char *text = NULL;
  const char *p;
  int at;

  gtk_text_iter_set_line_offset (&start, 0);
  if (!gtk_text_iter_ends_line (&end))
    gtk_text_iter_forward_to_line_end (&end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
  at = gtk_text_iter_get_offset (&start);
  gtk_text_buffer_remove_tag_by_name (buffer, BOLD, &start, &end);
  gtk_text_buffer_remove_tag_by_name (buffer, MARK, &start, &end);
  for (p = text; *p != '\0';)
    {
      const char *close = p[0] == '*' && p[1] == '*' ? find_close (p + 2) : NULL;
      int length = p == text || p[-1] == '\n' ? get_heading_mark (p) : 0;

      if (length > 0)
        {
          apply (buffer, MARK, at, at + length);
          apply (buffer, BOLD, at + length, at + (int) g_utf8_strlen (p, strcspn (p, "\n")));
          p += length;
          at += length;
          continue;
        }
      if (close == NULL)
        {
          p = g_utf8_next_char (p);
          at++;
          continue;
        }
      length = (int) g_utf8_strlen (p, close - p);
      apply (buffer, MARK, at, at + 2);
      apply (buffer, BOLD, at + 2, at + length);
      apply (buffer, MARK, at + length, at + length + 2);
      p = close + 2;
      at += length + 2;
    }
}

/* --- The buffer ------------------------------------------------------------------------------ */

/* What cannot be kept, such as a control character, does not get in. */
static void
insert_text_cb (GtkTextBuffer *buffer, GtkTextIter *at, const char *text, int length)
{
  g_autofree char *clean = amends_text_clean (text, length);

  if (strlen (clean) == (gsize) length && memcmp (clean, text, (gsize) length) == 0)
    return;
  g_signal_stop_emission_by_name (buffer, "insert-text");
  gtk_text_buffer_insert (buffer, at, clean, -1);
}

static void
text_inserted_cb (GtkTextBuffer *buffer, GtkTextIter *at, const char *text, int length)
{
  GtkTextIter start = *at;

  gtk_text_iter_backward_chars (&start, (int) g_utf8_strlen (text, length));
  show_bold (buffer, &start, at);
}

static void
range_deleted_cb (GtkTextBuffer *buffer, GtkTextIter *start, GtkTextIter *end)
{
  show_bold (buffer, start, end);
}

void
amends_draft_text_init (GtkTextBuffer *buffer)
{
  /* Of nothing at all, Pango makes the usual colour. */
  const GdkRGBA none = { 0, 0, 0, 0.004f };

  g_return_if_fail (GTK_IS_TEXT_BUFFER (buffer));

  gtk_text_buffer_create_tag (buffer, BOLD, "weight", PANGO_WEIGHT_BOLD, NULL);
  /* Not "invisible": a click on a line with invisible text ends GTK 4.8. */
  gtk_text_buffer_create_tag (buffer, MARK, "scale", MARK_SCALE, "foreground-rgba", &none, NULL);
  gtk_text_buffer_create_tag (buffer, MISSPELLED, "underline", PANGO_UNDERLINE_SINGLE, NULL);
  gtk_text_buffer_create_tag (buffer, WARN, "underline", PANGO_UNDERLINE_ERROR, NULL);
  /* The last one wins where two findings meet. */
  gtk_text_buffer_create_tag (buffer, BLOCK, "underline", PANGO_UNDERLINE_ERROR, NULL);
  g_signal_connect (buffer, "insert-text", G_CALLBACK (insert_text_cb), NULL);
  g_signal_connect_after (buffer, "insert-text", G_CALLBACK (text_inserted_cb), NULL);
  g_signal_connect_after (buffer, "delete-range", G_CALLBACK (range_deleted_cb), NULL);
}

static void
color_tag (GtkTextBuffer *buffer, GtkWidget *widget, const char *tag, const char *color_name)
{
  GdkRGBA color;
  GdkRGBA tint;

  amends_draw_lookup (widget, color_name, &color);
  tint = color;
  tint.alpha = 0.2f;
  g_object_set (get_tag (buffer, tag), "underline-rgba", &color, "background-rgba", &tint, NULL);
}

void
amends_draft_text_color (GtkTextBuffer *buffer, GtkWidget *widget)
{
  GdkRGBA accent;

  g_return_if_fail (GTK_IS_TEXT_BUFFER (buffer));

  color_tag (buffer, widget, BLOCK, "error_color");
  color_tag (buffer, widget, WARN, "warning_color");
  amends_draw_lookup (widget, "accent_color", &accent);
  g_object_set (get_tag (buffer, MISSPELLED), "underline-rgba", &accent, NULL);
}

char *
amends_draft_text_dup (GtkTextBuffer *buffer)
{
  GtkTextIter start;
  GtkTextIter end;

  g_return_val_if_fail (GTK_IS_TEXT_BUFFER (buffer), NULL);

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
}

void
amends_draft_text_load (GtkTextBuffer *buffer, const char *text)
{
  GtkTextIter start;

  g_return_if_fail (GTK_IS_TEXT_BUFFER (buffer));

  gtk_text_buffer_begin_irreversible_action (buffer);
  gtk_text_buffer_set_text (buffer, text != NULL ? text : "", -1);
  gtk_text_buffer_end_irreversible_action (buffer);
  gtk_text_buffer_get_start_iter (buffer, &start);
  gtk_text_buffer_place_cursor (buffer, &start);
}

/* Code points that are equal at the beginning of @a and @b, and at the end of what remains. */
static void
find_equal_ends (const char *a, const char *b, glong *head, glong *tail)
{
  const char *p = a;
  const char *q = b;
  const char *a_end = a + strlen (a);
  const char *b_end = b + strlen (b);

  *head = 0;
  *tail = 0;
  while (*p != '\0' && g_utf8_get_char (p) == g_utf8_get_char (q))
    {
      p = g_utf8_next_char (p);
      q = g_utf8_next_char (q);
      (*head)++;
    }
  while (a_end > p && b_end > q)
    {
      a_end = g_utf8_prev_char (a_end);
      b_end = g_utf8_prev_char (b_end);
      if (g_utf8_get_char (a_end) != g_utf8_get_char (b_end))
        break;
      (*tail)++;
    }
}

void
amends_draft_text_replace (GtkTextBuffer *buffer, const char *text)
{
  g_autofree char *old = amends_draft_text_dup (buffer);
  g_autofree char *changed = NULL;
  glong old_length;
  glong length;
  glong head;
  glong tail;

  g_return_if_fail (text != NULL);

  if (strcmp (old, text) == 0)
    return;
  find_equal_ends (old, text, &head, &tail);
  old_length = g_utf8_strlen (old, -1);
  length = g_utf8_strlen (text, -1);
  changed = g_utf8_substring (text, head, length - tail);
  amends_draft_text_replace_span (buffer, (int) head, (int) (old_length - tail), changed);
}

void
amends_draft_text_replace_span (GtkTextBuffer *buffer, int start, int end, const char *text)
{
  GtkTextIter from;
  GtkTextIter to;

  g_return_if_fail (GTK_IS_TEXT_BUFFER (buffer));
  g_return_if_fail (start <= end);
  g_return_if_fail (text != NULL);

  gtk_text_buffer_begin_user_action (buffer);
  gtk_text_buffer_get_iter_at_offset (buffer, &from, start);
  gtk_text_buffer_get_iter_at_offset (buffer, &to, end);
  gtk_text_buffer_delete (buffer, &from, &to);
  gtk_text_buffer_insert (buffer, &from, text, -1);
  gtk_text_buffer_end_user_action (buffer);
}

/* --- Marks ----------------------------------------------------------------------------------- */

/* (transfer full): the ranges that carry @tag, of AmendsSpan. */
static GArray *
list_ranges (GtkTextBuffer *buffer, GtkTextTag *tag)
{
  GArray *ranges = g_array_new (FALSE, FALSE, sizeof (AmendsSpan));
  GtkTextIter iter;

  gtk_text_buffer_get_start_iter (buffer, &iter);
  if (!gtk_text_iter_starts_tag (&iter, tag) && !gtk_text_iter_forward_to_tag_toggle (&iter, tag))
    return ranges;
  do
    {
      AmendsSpan span = { .start = (guint) gtk_text_iter_get_offset (&iter) };

      gtk_text_iter_forward_to_tag_toggle (&iter, tag);
      span.end = (guint) gtk_text_iter_get_offset (&iter);
      g_array_append_val (ranges, span);
    }
  while (gtk_text_iter_forward_to_tag_toggle (&iter, tag));
  return ranges;
}

static int
compare_spans (gconstpointer a, gconstpointer b)
{
  const AmendsSpan *one = a;
  const AmendsSpan *other = b;

  return one->start < other->start ? -1 : one->start > other->start;
}

/* In order, and one where several overlap. */
static void
join_spans (GArray *spans)
{
  guint n = 0;

  g_array_sort (spans, compare_spans);
  for (guint i = 0; i < spans->len; i++)
    {
      AmendsSpan span = g_array_index (spans, AmendsSpan, i);
      AmendsSpan *last = n > 0 ? &g_array_index (spans, AmendsSpan, n - 1) : NULL;

      if (span.start == span.end)
        continue;
      if (last != NULL && span.start <= last->end)
        last->end = MAX (last->end, span.end);
      else
        g_array_index (spans, AmendsSpan, n++) = span;
    }
  g_array_set_size (spans, n);
}

static gboolean
has_span (GArray *spans, const AmendsSpan *span, guint *from)
{
  while (*from < spans->len && g_array_index (spans, AmendsSpan, *from).start < span->start)
    (*from)++;
  return *from < spans->len && g_array_index (spans, AmendsSpan, *from).start == span->start &&
         g_array_index (spans, AmendsSpan, *from).end == span->end;
}

/* Tags move with their text: only what differs is touched, and only its lines are laid out anew. */
static void
sync_tag (GtkTextBuffer *buffer, const char *name, GArray *wanted)
{
  g_autoptr (GArray) present = list_ranges (buffer, get_tag (buffer, name));
  guint from = 0;

  join_spans (wanted);
  for (guint i = 0; i < present->len; i++)
    {
      AmendsSpan *span = &g_array_index (present, AmendsSpan, i);
      GtkTextIter start;
      GtkTextIter end;

      if (has_span (wanted, span, &from))
        continue;
      gtk_text_buffer_get_iter_at_offset (buffer, &start, (int) span->start);
      gtk_text_buffer_get_iter_at_offset (buffer, &end, (int) span->end);
      gtk_text_buffer_remove_tag_by_name (buffer, name, &start, &end);
    }
  from = 0;
  for (guint i = 0; i < wanted->len; i++)
    {
      AmendsSpan *span = &g_array_index (wanted, AmendsSpan, i);

      if (!has_span (present, span, &from))
        apply (buffer, name, (int) span->start, (int) span->end);
    }
}

void
amends_draft_text_show_findings (GtkTextBuffer *buffer, GPtrArray *findings)
{
  g_autoptr (GArray) warn = g_array_new (FALSE, FALSE, sizeof (AmendsSpan));
  g_autoptr (GArray) block = g_array_new (FALSE, FALSE, sizeof (AmendsSpan));

  g_return_if_fail (GTK_IS_TEXT_BUFFER (buffer));

  for (guint i = 0; i < findings->len; i++)
    {
      AmendsFinding *finding = findings->pdata[i];
      AmendsSpan span = { (guint) finding->start, (guint) finding->end };

      g_array_append_val (finding->level == AMENDS_GATE_BLOCK ? block : warn, span);
    }
  sync_tag (buffer, WARN, warn);
  sync_tag (buffer, BLOCK, block);
}

void
amends_draft_text_show_misspelled (GtkTextBuffer *buffer, GArray *spans)
{
  g_return_if_fail (GTK_IS_TEXT_BUFFER (buffer));

  sync_tag (buffer, MISSPELLED, spans);
}

gboolean
amends_draft_text_get_misspelled (GtkTextBuffer *buffer,
                                  const GtkTextIter *at,
                                  GtkTextIter *start,
                                  GtkTextIter *end)
{
  GtkTextTag *tag;

  g_return_val_if_fail (GTK_IS_TEXT_BUFFER (buffer), FALSE);

  tag = get_tag (buffer, MISSPELLED);
  if (!gtk_text_iter_has_tag (at, tag) && !gtk_text_iter_ends_tag (at, tag))
    return FALSE;
  *start = *at;
  *end = *at;
  if (!gtk_text_iter_starts_tag (start, tag))
    gtk_text_iter_backward_to_tag_toggle (start, tag);
  if (!gtk_text_iter_ends_tag (end, tag))
    gtk_text_iter_forward_to_tag_toggle (end, tag);
  return TRUE;
}
