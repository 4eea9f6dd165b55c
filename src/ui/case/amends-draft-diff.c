/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Differences between texts: removed words are struck out, new ones underlined. */

#include "config.h"

#include "amends-draft-diff.h"

#include <string.h>

#include "amends-diff.h"
#include "amends-draft-text.h"
#include "amends-draw.h"
#include "amends-text.h"

#define ADDED "added"
#define REMOVED "removed"
/* Of the colour behind the words, as in the text of a draft. */
#define TINT 0.2f
/* From this share of new words on, a text is another one. */
#define OTHER_TEXT 0.7

/* (transfer none): with what makes bold passages look so. */
static GtkTextBuffer *
prepare_buffer (GtkTextView *view)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);

  if (gtk_text_tag_table_get_size (gtk_text_buffer_get_tag_table (buffer)) == 0)
    amends_draft_text_init (buffer);
  return buffer;
}

static void
make_tag (GtkTextView *view, const char *name, const char *color_name)
{
  GtkTextTagTable *table = gtk_text_buffer_get_tag_table (gtk_text_view_get_buffer (view));
  GtkTextTag *tag = gtk_text_tag_table_lookup (table, name);
  GdkRGBA color;

  if (tag == NULL)
    tag = gtk_text_buffer_create_tag (gtk_text_view_get_buffer (view), name, NULL);
  amends_draw_lookup (GTK_WIDGET (view), color_name, &color);
  if (g_str_equal (name, ADDED))
    g_object_set (tag, "underline", PANGO_UNDERLINE_SINGLE, "underline-rgba", &color, NULL);
  else
    g_object_set (tag, "strikethrough", TRUE, "strikethrough-rgba", &color, NULL);
  color.alpha = TINT;
  g_object_set (tag, "background-rgba", &color, NULL);
}

static guint
count_words (const char *text, AmendsSpan span)
{
  g_autofree char *words = g_strndup (text + span.start, span.end - span.start);

  return amends_text_count_words (words);
}

static void
add_run (GtkTextBuffer *buffer, const char *text, const AmendsDiffRun *run)
{
  GtkTextIter end;
  const char *tag = run->kind == AMENDS_DIFF_ADDED     ? ADDED
                    : run->kind == AMENDS_DIFF_REMOVED ? REMOVED
                                                       : NULL;

  gtk_text_buffer_get_end_iter (buffer, &end);
  gtk_text_buffer_insert_with_tags_by_name (buffer, &end, text + run->span.start,
                                            (int) (run->span.end - run->span.start), tag, NULL);
}

void
amends_draft_diff_show (GtkTextView *view,
                        const char *before,
                        const char *after,
                        guint *n_added,
                        guint *n_removed)
{
  GtkTextBuffer *buffer;
  g_autoptr (GArray) runs = NULL;

  g_return_if_fail (GTK_IS_TEXT_VIEW (view));
  g_return_if_fail (before != NULL && after != NULL);

  buffer = prepare_buffer (view);
  make_tag (view, ADDED, "success_color");
  make_tag (view, REMOVED, "error_color");
  runs = amends_diff_words (before, after);
  *n_added = *n_removed = 0;
  gtk_text_buffer_set_text (buffer, "", 0);
  for (guint i = 0; i < runs->len; i++)
    {
      AmendsDiffRun *run = &g_array_index (runs, AmendsDiffRun, i);
      const char *text = run->kind == AMENDS_DIFF_REMOVED ? before : after;

      add_run (buffer, text, run);
      if (run->kind == AMENDS_DIFF_ADDED)
        *n_added += count_words (text, run->span);
      else if (run->kind == AMENDS_DIFF_REMOVED)
        *n_removed += count_words (text, run->span);
    }
}

static void
add_attribute (PangoAttrList *list, PangoAttribute *attribute, AmendsSpan span)
{
  attribute->start_index = span.start;
  attribute->end_index = span.end;
  pango_attr_list_insert (list, attribute);
}

/* Of two texts with little in common, nothing is gained by marking all of one. */
static gboolean
is_other_text (GArray *runs, const char *text)
{
  gsize added = 0;

  for (guint i = 0; i < runs->len; i++)
    {
      AmendsDiffRun *run = &g_array_index (runs, AmendsDiffRun, i);

      added += run->kind == AMENDS_DIFF_ADDED ? run->span.end - run->span.start : 0;
    }
  return added > strlen (text) * OTHER_TEXT;
}

PangoAttrList *
amends_draft_diff_mark (GtkWidget *widget, const char *other, const char *text)
{
  PangoAttrList *list = pango_attr_list_new ();
  g_autoptr (GArray) runs = NULL;
  GdkRGBA color;

  g_return_val_if_fail (GTK_IS_WIDGET (widget), list);
  g_return_val_if_fail (other != NULL && text != NULL, list);

  amends_draw_lookup (widget, "accent_color", &color);
  runs = amends_diff_words (other, text);
  if (is_other_text (runs, text))
    return list;
  for (guint i = 0; i < runs->len; i++)
    {
      AmendsDiffRun *run = &g_array_index (runs, AmendsDiffRun, i);

      if (run->kind != AMENDS_DIFF_ADDED)
        continue;
      add_attribute (list, pango_attr_underline_new (PANGO_UNDERLINE_SINGLE), run->span);
      add_attribute (list,
                     pango_attr_background_new ((guint16) (color.red * 65535),
                                                (guint16) (color.green * 65535),
                                                (guint16) (color.blue * 65535)),
                     run->span);
      add_attribute (list, pango_attr_background_alpha_new ((guint16) (TINT * 65535)), run->span);
    }
  return list;
}
