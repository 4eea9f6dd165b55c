/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The text of a draft as it is shown while it is edited. */

#include "config.h"

#include "amends-draft-text.h"

#include <string.h>

#include "amends-draw.h"
#include "amends-finding.h"

#define BOLD "bold"
#define MARK "mark"
#define BLOCK "block"
#define WARN "warn"

/* A mark of bold takes less than a pixel. */
#define MARK_SCALE 0.02

static GtkTextTag *
get_tag (GtkTextBuffer *buffer, const char *name)
{
  return gtk_text_tag_table_lookup (gtk_text_buffer_get_tag_table (buffer), name);
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
  gtk_text_buffer_create_tag (buffer, WARN, "underline", PANGO_UNDERLINE_ERROR, NULL);
  /* The last one wins where two findings meet. */
  gtk_text_buffer_create_tag (buffer, BLOCK, "underline", PANGO_UNDERLINE_ERROR, NULL);
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
  g_return_if_fail (GTK_IS_TEXT_BUFFER (buffer));

  color_tag (buffer, widget, BLOCK, "error_color");
  color_tag (buffer, widget, WARN, "warning_color");
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

static void
apply (GtkTextBuffer *buffer, const char *tag, int start, int end)
{
  GtkTextIter from;
  GtkTextIter to;

  gtk_text_buffer_get_iter_at_offset (buffer, &from, start);
  gtk_text_buffer_get_iter_at_offset (buffer, &to, end);
  gtk_text_buffer_apply_tag_by_name (buffer, tag, &from, &to);
}

static void
clear (GtkTextBuffer *buffer, const char *tag)
{
  GtkTextIter start;
  GtkTextIter end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  gtk_text_buffer_remove_tag_by_name (buffer, tag, &start, &end);
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

void
amends_draft_text_show_bold (GtkTextBuffer *buffer)
{
  g_autofree char *text = amends_draft_text_dup (buffer);
  const char *p = text;
  int at = 0;

  clear (buffer, BOLD);
  clear (buffer, MARK);
  while (*p != '\0')
    {
      const char *close = p[0] == '*' && p[1] == '*' ? find_close (p + 2) : NULL;
      int length;

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

void
amends_draft_text_show_findings (GtkTextBuffer *buffer, GPtrArray *findings)
{
  g_return_if_fail (GTK_IS_TEXT_BUFFER (buffer));

  clear (buffer, WARN);
  clear (buffer, BLOCK);
  for (guint i = 0; i < findings->len; i++)
    {
      AmendsFinding *finding = findings->pdata[i];

      apply (buffer, finding->level == AMENDS_GATE_BLOCK ? BLOCK : WARN, finding->start,
             finding->end);
    }
}
