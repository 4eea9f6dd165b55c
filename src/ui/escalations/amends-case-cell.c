/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A part of a row in the list of escalations. */

#include "config.h"

#include "amends-case-cell.h"

#include "amends-case.h"
#include "amends-clock-glyph.h"
#include "amends-enum-types.h"
#include "amends-format.h"
#include "amends-labels.h"
#include "amends-marks.h"
#include "amends-money.h"
#include "amends-row-name.h"
#include "amends-severity-bars.h"
#include "amends-track-tag.h"

#include <glib/gi18n-lib.h>

struct _AmendsCaseCell
{
  AdwBin parent_instance;

  AmendsSession *session; /* (owned) */
  AmendsCaseRow *row;     /* (owned) (nullable) */
  AmendsCaseCellKind kind;
  gulong handler;
  char *words; /* (owned) (nullable) */

  /* Those that its kind has; (unowned) (nullable) */
  AmendsSeverityBars *bars;
  AmendsTrackTag *tag;
  GtkImage *icon;
  AmendsClockGlyph *glyph;
  GtkLabel *first;
  GtkLabel *second;
  GtkLabel *clock;
};

G_DEFINE_FINAL_TYPE (AmendsCaseCell, amends_case_cell, ADW_TYPE_BIN)

/* --- What it says -------------------------------------------------------------------------------
 */

static const char *
get_status_icon (AmendsStatus status)
{
  switch (status)
    {
    case AMENDS_STATUS_OPEN:
      return "amends-open-symbolic";
    case AMENDS_STATUS_IN_PROGRESS:
      return "media-playback-start-symbolic";
    case AMENDS_STATUS_WAITING:
      return "amends-waiting-symbolic";
    case AMENDS_STATUS_RESOLVED:
      return "object-select-symbolic";
    case AMENDS_STATUS_CLOSED:
    case AMENDS_STATUS_DUPLICATE:
    case AMENDS_STATUS_WITHDRAWN:
    default:
      return "changes-prevent-symbolic";
    }
}

/* "ESC-0042  Dispatch export down", or the passage in which the words were found and where it
 * stands. */
static char *
format_issue (AmendsCaseRow *row, const char *words)
{
  g_autofree char *number = amends_escalation_format_number (row->summary->number);
  g_autofree char *text = NULL;
  const char *place = amends_marks_place ((AmendsMatchPlace) row->place);

  if (words == NULL || *words == '\0' || row->snippet == NULL)
    {
      text = amends_marks_words (row->summary->title, words);
      return g_strdup_printf ("%s  %s", number, text);
    }
  text = amends_marks_passage (row->snippet);
  /* TRANSLATORS: %1$s is the number of a case, %2$s a place such as "in a draft", %3$s the passage
   * found there */
  return g_strdup_printf (_ ("%1$s  %2$s: “%3$s”"), number, place, text);
}

static void
update_clock (AmendsCaseCell *self)
{
  AmendsSummary *summary = self->row->summary;
  AmendsInstant now = amends_session_now (self->session);
  g_autofree char *words = NULL;
  AmendsClockState state;
  double fraction;
  gboolean runs = amends_summary_view_clock (summary, now, &state, &fraction);

  gtk_widget_set_visible (GTK_WIDGET (self->glyph), runs);
  if (!runs)
    {
      gtk_label_set_label (self->clock, NULL);
      return;
    }
  words = amends_format_summary_clock (summary, now, amends_session_get_zone (self->session));
  gtk_label_set_label (self->clock, words);
  amends_clock_glyph_set_clock (self->glyph, state, fraction);
  amends_clock_state_style (GTK_WIDGET (self->clock), state);
  if (state == AMENDS_CLOCK_RUNNING && !summary->paused)
    gtk_widget_remove_css_class (GTK_WIDGET (self->clock), "dim-label");
}

static void
update_issue (AmendsCaseCell *self)
{
  g_autofree char *account = amends_marks_words (self->row->summary->account, self->words);
  g_autofree char *issue = format_issue (self->row, self->words);

  gtk_label_set_markup (self->first, account);
  gtk_label_set_markup (self->second, issue);
}

/* One cell speaks for its row. */
static void
name_row (AmendsCaseCell *self)
{
  AmendsSummary *summary = self->row->summary;
  AmendsInstant now = amends_session_now (self->session);
  g_autofree char *clock = NULL;
  AmendsClockState state;
  double fraction;

  if (amends_summary_view_clock (summary, now, &state, &fraction))
    clock = amends_format_summary_clock (summary, now, amends_session_get_zone (self->session));
  {
    const char *words[] = {
      summary->account,
      gtk_label_get_text (self->second),
      amends_enum_get_label (AMENDS_TYPE_SEVERITY, summary->severity),
      amends_enum_get_label (AMENDS_TYPE_STATUS, summary->status),
      clock,
    };

    amends_row_set_name (GTK_WIDGET (self), words, G_N_ELEMENTS (words));
  }
}

static void
update_received (AmendsCaseCell *self)
{
  AmendsInstant received = self->row->summary->received;
  g_autofree char *text =
      received != AMENDS_INSTANT_NONE
          ? amends_format_moment_short (received, amends_session_now (self->session),
                                        amends_session_get_zone (self->session))
          : NULL;

  gtk_label_set_label (self->first, text);
}

static void
update_arr (AmendsCaseCell *self)
{
  g_autofree char *text = self->row->arr != AMENDS_MONEY_UNKNOWN && self->row->currency != NULL
                              ? amends_money_format (self->row->arr, self->row->currency, _ ("en"))
                              : NULL;

  gtk_label_set_label (self->first, text);
}

static void
update_severity (AmendsCaseCell *self)
{
  AmendsSeverity severity = self->row->summary->severity;

  amends_severity_bars_set_severity (self->bars, severity);
  gtk_label_set_label (self->first, amends_enum_get_label (AMENDS_TYPE_SEVERITY, severity));
  amends_severity_style (GTK_WIDGET (self->first), severity);
}

static void
update (AmendsCaseCell *self)
{
  AmendsSummary *summary = self->row != NULL ? self->row->summary : NULL;

  /* Nothing is shown of a row still to be read, rather than what was there before. */
  gtk_widget_set_opacity (adw_bin_get_child (ADW_BIN (self)), summary != NULL ? 1 : 0);
  if (summary == NULL)
    return;
  switch (self->kind)
    {
    case AMENDS_CASE_CELL_SEVERITY:
      update_severity (self);
      break;
    case AMENDS_CASE_CELL_ISSUE:
      update_issue (self);
      name_row (self);
      break;
    case AMENDS_CASE_CELL_TRACK:
      amends_track_tag_set_track (self->tag, summary->track);
      break;
    case AMENDS_CASE_CELL_STATUS:
      gtk_image_set_from_icon_name (self->icon, get_status_icon (summary->status));
      gtk_label_set_label (self->first,
                           amends_enum_get_label (AMENDS_TYPE_STATUS, summary->status));
      break;
    case AMENDS_CASE_CELL_RECEIVED:
      update_received (self);
      break;
    case AMENDS_CASE_CELL_ARR:
      update_arr (self);
      break;
    case AMENDS_CASE_CELL_CLOCK:
      update_clock (self);
      break;
    case AMENDS_CASE_CELL_OWNER:
      gtk_label_set_label (self->first, summary->owner);
      break;
    case AMENDS_CASE_CELL_WHOLE:
      amends_severity_bars_set_severity (self->bars, summary->severity);
      update_issue (self);
      update_clock (self);
      name_row (self);
      break;
    }
}

/* --- What it is made of --------------------------------------------------------------------------
 */

static GtkLabel *
add_label (GtkWidget *box, const char *first_class, const char *second_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (first_class != NULL)
    gtk_widget_add_css_class (label, first_class);
  if (second_class != NULL)
    gtk_widget_add_css_class (label, second_class);
  gtk_box_append (GTK_BOX (box), label);
  return GTK_LABEL (label);
}

static GtkWidget *
add_lines (AmendsCaseCell *self, GtkWidget *box)
{
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  gtk_widget_set_valign (lines, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (lines, TRUE);
  self->first = add_label (lines, "heading", NULL);
  self->second = add_label (lines, "caption", "dim-label");
  gtk_label_set_ellipsize (self->first, PANGO_ELLIPSIZE_END);
  gtk_label_set_ellipsize (self->second, PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), lines);
  return lines;
}

static void
add_clock (AmendsCaseCell *self, GtkWidget *box)
{
  self->glyph = g_object_new (AMENDS_TYPE_CLOCK_GLYPH, "size", 16, NULL);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->glyph));
  self->clock = add_label (box, "numeric", NULL);
}

static void
add_bars (AmendsCaseCell *self, GtkWidget *box)
{
  self->bars =
      g_object_new (AMENDS_TYPE_SEVERITY_BARS, "accessible-role",
                    self->kind == AMENDS_CASE_CELL_SEVERITY ? GTK_ACCESSIBLE_ROLE_PRESENTATION
                                                            : GTK_ACCESSIBLE_ROLE_IMG,
                    NULL);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->bars));
}

static void
build_whole (AmendsCaseCell *self, GtkWidget *box)
{
  GtkWidget *clock = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *lines;

  gtk_box_set_spacing (GTK_BOX (box), 12);
  add_bars (self, box);
  lines = add_lines (self, box);
  add_clock (self, clock);
  gtk_label_set_ellipsize (self->clock, PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (GTK_WIDGET (self->clock), "caption");
  gtk_box_append (GTK_BOX (lines), clock);
}

static void
build (AmendsCaseCell *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  adw_bin_set_child (ADW_BIN (self), box);
  switch (self->kind)
    {
    case AMENDS_CASE_CELL_SEVERITY:
      add_bars (self, box);
      self->first = add_label (box, NULL, NULL);
      break;
    case AMENDS_CASE_CELL_ISSUE:
      add_lines (self, box);
      break;
    case AMENDS_CASE_CELL_TRACK:
      self->tag = g_object_new (AMENDS_TYPE_TRACK_TAG, "valign", GTK_ALIGN_CENTER, NULL);
      gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->tag));
      break;
    case AMENDS_CASE_CELL_STATUS:
      self->icon =
          g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
      gtk_widget_add_css_class (GTK_WIDGET (self->icon), "status-icon");
      gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->icon));
      self->first = add_label (box, NULL, NULL);
      break;
    case AMENDS_CASE_CELL_CLOCK:
      add_clock (self, box);
      break;
    case AMENDS_CASE_CELL_OWNER:
      self->first = add_label (box, "dim-label", NULL);
      gtk_label_set_ellipsize (self->first, PANGO_ELLIPSIZE_END);
      gtk_label_set_width_chars (self->first, 8);
      gtk_label_set_max_width_chars (self->first, 14);
      break;
    case AMENDS_CASE_CELL_RECEIVED:
    case AMENDS_CASE_CELL_ARR:
      self->first = add_label (box, "numeric", NULL);
      break;
    case AMENDS_CASE_CELL_WHOLE:
      build_whole (self, box);
      break;
    }
}

/* --- Life ----------------------------------------------------------------------------------------
 */

static void
amends_case_cell_dispose (GObject *object)
{
  AmendsCaseCell *self = AMENDS_CASE_CELL (object);

  g_clear_signal_handler (&self->handler, self->row);
  g_clear_object (&self->row);
  g_clear_object (&self->session);
  g_clear_pointer (&self->words, g_free);

  G_OBJECT_CLASS (amends_case_cell_parent_class)->dispose (object);
}

static void
amends_case_cell_class_init (AmendsCaseCellClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = amends_case_cell_dispose;
}

static void
amends_case_cell_init (AmendsCaseCell *self)
{
}

GtkWidget *
amends_case_cell_new (AmendsSession *session, AmendsCaseCellKind kind)
{
  AmendsCaseCell *self = g_object_new (AMENDS_TYPE_CASE_CELL, NULL);

  self->session = g_object_ref (session);
  self->kind = kind;
  build (self);
  return GTK_WIDGET (self);
}

static gboolean
has_words (AmendsCaseCell *self)
{
  return self->kind == AMENDS_CASE_CELL_ISSUE || self->kind == AMENDS_CASE_CELL_WHOLE;
}

static gboolean
take_words (AmendsCaseCell *self, const char *words)
{
  if (g_strcmp0 (self->words, words) == 0)
    return FALSE;
  g_free (self->words);
  self->words = g_strdup (words);
  return TRUE;
}

void
amends_case_cell_set_row (AmendsCaseCell *self, AmendsCaseRow *row, const char *words)
{
  g_return_if_fail (AMENDS_IS_CASE_CELL (self));

  if (self->row != NULL)
    g_clear_signal_handler (&self->handler, self->row);
  g_set_object (&self->row, row);
  if (row == NULL)
    return;
  /* What changes in a case comes as a new summary; what was found in it may change alone. */
  self->handler = g_signal_connect_swapped (row, has_words (self) ? "notify" : "notify::summary",
                                            G_CALLBACK (update), self);
  take_words (self, words);
  update (self);
}

AmendsCaseRow *
amends_case_cell_get_row (AmendsCaseCell *self)
{
  g_return_val_if_fail (AMENDS_IS_CASE_CELL (self), NULL);

  return self->row;
}

void
amends_case_cell_set_words (AmendsCaseCell *self, const char *words)
{
  g_return_if_fail (AMENDS_IS_CASE_CELL (self));

  if (take_words (self, words) && has_words (self))
    update (self);
}

void
amends_case_cell_update (AmendsCaseCell *self)
{
  g_return_if_fail (AMENDS_IS_CASE_CELL (self));

  /* Only these say how long is left, or which day it is. */
  if (self->kind == AMENDS_CASE_CELL_CLOCK || self->kind == AMENDS_CASE_CELL_WHOLE ||
      self->kind == AMENDS_CASE_CELL_RECEIVED)
    update (self);
}
