/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The next clock of a case in a list, or the whole of it as one row. */

#include "config.h"

#include "amends-summary-cell.h"

#include "amends-clock-glyph.h"
#include "amends-enum-types.h"
#include "amends-format.h"
#include "amends-labels.h"
#include "amends-severity-bars.h"

#include <glib/gi18n-lib.h>

struct _AmendsSummaryCell
{
  AdwBin parent_instance;

  AmendsSession *session; /* (owned) */
  AmendsSummary *summary; /* (owned) (nullable) */
  gulong handler;

  AmendsSeverityBars *bars;
  GtkWidget *words;
  GtkLabel *account;
  GtkLabel *issue;
  AmendsClockGlyph *glyph;
  GtkLabel *clock;
};

G_DEFINE_FINAL_TYPE (AmendsSummaryCell, amends_summary_cell, ADW_TYPE_BIN)

/* Where the words of a search stand in @text, compared without case; byte ranges. */
static gboolean
find_word (const char *text, const char *word, gsize *start, gsize *end)
{
  glong length = g_utf8_strlen (word, -1);
  g_autofree char *wanted = g_utf8_casefold (word, -1);

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      const char *stop = at;
      g_autofree char *here = NULL;

      for (glong i = 0; i < length && *stop != '\0'; i++)
        stop = g_utf8_next_char (stop);
      here = g_utf8_casefold (at, stop - at);
      if (g_str_equal (here, wanted))
        {
          *start = at - text;
          *end = stop - text;
          return TRUE;
        }
    }
  return FALSE;
}

static char *
underline (const char *text, const char *words)
{
  g_auto (GStrv) list = g_strsplit_set (words != NULL ? words : "", " \t", -1);

  for (char **word = list; *word != NULL; word++)
    {
      gsize start;
      gsize end;

      if (**word != '\0' && find_word (text, *word, &start, &end))
        {
          g_autofree char *before = g_markup_escape_text (text, start);
          g_autofree char *hit = g_markup_escape_text (text + start, end - start);
          g_autofree char *after = g_markup_escape_text (text + end, -1);

          return g_strdup_printf ("%s<u><b>%s</b></u>%s", before, hit, after);
        }
    }
  return g_markup_escape_text (text, -1);
}

/* A passage found by the search comes with control characters around the words it found. */
static char *
underline_marks (const char *snippet)
{
  g_autoptr (GString) markup = g_string_new (NULL);
  const char *at = snippet;

  while (*at != '\0')
    {
      gsize plain = strcspn (at, "\001\002");
      g_autofree char *escaped = g_markup_escape_text (at, plain);

      g_string_append (markup, escaped);
      at += plain;
      if (*at == '\001')
        g_string_append (markup, "<u><b>");
      else if (*at == '\002')
        g_string_append (markup, "</b></u>");
      if (*at != '\0')
        at++;
    }
  return g_string_free (g_steal_pointer (&markup), FALSE);
}

/* Where the hit is: in the title, else in the passage the search found. */
char *
amends_summary_format_issue (AmendsSummary *summary, const char *words)
{
  g_autofree char *number = amends_escalation_format_number (summary->number);
  const char *title = summary->title != NULL ? summary->title : "";
  g_autofree char *marked = underline (title, words);
  g_autofree char *passage = NULL;

  if (summary->snippet == NULL || *summary->snippet == '\0' || strstr (marked, "<u>") != NULL)
    return g_strdup_printf ("%s  %s", number, marked);
  passage = underline_marks (summary->snippet);
  g_strdelimit (passage, "\n\t", ' ');
  return g_strdup_printf ("%s  “%s”", number, passage);
}

static void
update_clock (AmendsSummaryCell *self)
{
  AmendsInstant now = amends_session_now (self->session);
  g_autofree char *words = NULL;
  AmendsClockState state;
  double fraction;
  gboolean runs = amends_summary_view_clock (self->summary, now, &state, &fraction);

  gtk_widget_set_visible (GTK_WIDGET (self->glyph), runs);
  if (!runs)
    {
      gtk_label_set_label (self->clock, NULL);
      return;
    }
  words = amends_format_summary_clock (self->summary, now, amends_session_get_zone (self->session));
  gtk_label_set_label (self->clock, words);
  amends_clock_glyph_set_clock (self->glyph, state, fraction);
  amends_clock_state_style (GTK_WIDGET (self->clock), state);
  if (state == AMENDS_CLOCK_RUNNING && !self->summary->paused)
    gtk_widget_remove_css_class (GTK_WIDGET (self->clock), "dim-label");
}

static void
amends_summary_cell_dispose (GObject *object)
{
  AmendsSummaryCell *self = AMENDS_SUMMARY_CELL (object);

  g_clear_signal_handler (&self->handler, self->summary);
  g_clear_object (&self->summary);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (amends_summary_cell_parent_class)->dispose (object);
}

static void
amends_summary_cell_class_init (AmendsSummaryCellClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = amends_summary_cell_dispose;

  g_type_ensure (AMENDS_TYPE_SEVERITY_BARS);
  g_type_ensure (AMENDS_TYPE_CLOCK_GLYPH);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/dev/amends/Amends/ui/amends-summary-cell.ui");
  gtk_widget_class_bind_template_child (widget_class, AmendsSummaryCell, bars);
  gtk_widget_class_bind_template_child (widget_class, AmendsSummaryCell, words);
  gtk_widget_class_bind_template_child (widget_class, AmendsSummaryCell, account);
  gtk_widget_class_bind_template_child (widget_class, AmendsSummaryCell, issue);
  gtk_widget_class_bind_template_child (widget_class, AmendsSummaryCell, glyph);
  gtk_widget_class_bind_template_child (widget_class, AmendsSummaryCell, clock);
}

static void
amends_summary_cell_init (AmendsSummaryCell *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
amends_summary_cell_new (AmendsSession *session, gboolean full)
{
  AmendsSummaryCell *self = g_object_new (AMENDS_TYPE_SUMMARY_CELL, NULL);

  self->session = g_object_ref (session);
  gtk_widget_set_visible (GTK_WIDGET (self->bars), full);
  gtk_widget_set_visible (self->words, full);
  if (full)
    gtk_widget_add_css_class (GTK_WIDGET (self->clock), "caption");
  else
    gtk_label_set_ellipsize (self->clock, PANGO_ELLIPSIZE_NONE);
  return GTK_WIDGET (self);
}

void
amends_summary_cell_set_summary (AmendsSummaryCell *self, AmendsSummary *summary)
{
  g_return_if_fail (AMENDS_IS_SUMMARY_CELL (self));

  g_clear_signal_handler (&self->handler, self->summary);
  g_set_object (&self->summary, summary);
  if (summary == NULL)
    return;
  self->handler =
      g_signal_connect_swapped (summary, "notify", G_CALLBACK (amends_summary_cell_update), self);
  amends_summary_cell_update (self);
}

void
amends_summary_cell_update (AmendsSummaryCell *self)
{
  g_autofree char *issue = NULL;

  g_return_if_fail (AMENDS_IS_SUMMARY_CELL (self));

  if (self->summary == NULL)
    return;
  update_clock (self);
  issue = amends_summary_format_issue (self->summary, NULL);
  gtk_label_set_label (self->account, self->summary->account);
  gtk_label_set_markup (self->issue, issue);
  amends_severity_bars_set_severity (self->bars, self->summary->severity);
}
