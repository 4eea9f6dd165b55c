/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The small parts of the call view: points, answers, notes. */

#include "config.h"

#include "amends-call-parts.h"

#include <glib/gi18n-lib.h>

#include "amends-case-tools.h"
#include "amends-clock-glyph.h"
#include "amends-format.h"

char *
amends_call_format_span (gint64 span)
{
  gint64 seconds = ABS (span) / AMENDS_SECOND;
  const char *sign = span < 0 ? "−" : "";

  if (seconds >= 3600)
    return g_strdup_printf ("%s%d:%02d:%02d", sign, (int) (seconds / 3600),
                            (int) (seconds / 60 % 60), (int) (seconds % 60));
  return g_strdup_printf ("%s%d:%02d", sign, (int) (seconds / 60), (int) (seconds % 60));
}

/* --- A point --- */

struct _AmendsCallPointRow
{
  GtkListBoxRow parent_instance;

  AmendsClockGlyph *glyph;
  GtkLabel *title;
  GtkLabel *time;
};

G_DEFINE_FINAL_TYPE (AmendsCallPointRow, amends_call_point_row, GTK_TYPE_LIST_BOX_ROW)

static void
amends_call_point_row_class_init (AmendsCallPointRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (AMENDS_TYPE_CLOCK_GLYPH);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               AMENDS_CALL_TEMPLATE ("amends-call-point-row.ui"));
  gtk_widget_class_bind_template_child (widget_class, AmendsCallPointRow, glyph);
  gtk_widget_class_bind_template_child (widget_class, AmendsCallPointRow, title);
  gtk_widget_class_bind_template_child (widget_class, AmendsCallPointRow, time);
}

static void
amends_call_point_row_init (AmendsCallPointRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static char *
dup_point_time (AmendsCall *call, guint at, int minutes, gint64 spent)
{
  g_autofree char *used = amends_call_format_span (spent);

  if (at == amends_call_get_current (call) && minutes > 0)
    /* TRANSLATORS: time used, and minutes planned: "2:02 of 4" */
    return g_strdup_printf (_ ("%1$s of %2$d"), used, minutes);
  if (spent > 0 || amends_call_is_done (call, at) || at == amends_call_get_current (call))
    return g_steal_pointer (&used);
  if (minutes > 0)
    return g_strdup_printf (ngettext ("%d min", "%d min", minutes), minutes);
  return g_strdup ("");
}

void
amends_call_point_row_set (AmendsCallPointRow *self, AmendsCall *call, guint at)
{
  AmendsCallPoint *point = g_ptr_array_index (amends_call_get_plan (call)->points, at);
  gint64 spent = amends_call_get_spent (call, at);
  double fraction =
      point->minutes > 0 ? (double) spent / (double) (point->minutes * AMENDS_MINUTE) : 0;
  gboolean current = at == amends_call_get_current (call);
  gboolean done = amends_call_is_done (call, at);
  g_autofree char *time = dup_point_time (call, at, point->minutes, spent);
  g_autofree char *name = NULL;

  if (current)
    amends_clock_glyph_set_clock (self->glyph,
                                  amends_call_get_paused (call) ? AMENDS_CLOCK_PAUSED
                                  : fraction >= 1               ? AMENDS_CLOCK_DUE_SOON
                                                                : AMENDS_CLOCK_RUNNING,
                                  MIN (fraction, 1));
  else if (done)
    amends_clock_glyph_set_clock (self->glyph, AMENDS_CLOCK_MET, 1);
  else
    amends_clock_glyph_set_planned (self->glyph);
  gtk_label_set_text (self->title, point->title != NULL ? point->title : "");
  gtk_label_set_text (self->time, time);
  gtk_widget_set_css_classes (GTK_WIDGET (self->title), (const char *[]){ current ? "heading"
                                                                          : done  ? "dim-label"
                                                                                  : "plain",
                                                                          NULL });
  name = amends_case_join (point->title, time);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/* --- An answer --- */

struct _AmendsCallCard
{
  GtkToggleButton parent_instance;

  GtkLabel *number;
  GtkLabel *title;
  GtkLabel *text;
  GtkWidget *cue_box;
  GtkLabel *cue;
};

G_DEFINE_FINAL_TYPE (AmendsCallCard, amends_call_card, GTK_TYPE_TOGGLE_BUTTON)

static void
amends_call_card_class_init (AmendsCallCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               AMENDS_CALL_TEMPLATE ("amends-call-card.ui"));
  gtk_widget_class_bind_template_child (widget_class, AmendsCallCard, number);
  gtk_widget_class_bind_template_child (widget_class, AmendsCallCard, title);
  gtk_widget_class_bind_template_child (widget_class, AmendsCallCard, text);
  gtk_widget_class_bind_template_child (widget_class, AmendsCallCard, cue_box);
  gtk_widget_class_bind_template_child (widget_class, AmendsCallCard, cue);
}

static void
amends_call_card_init (AmendsCallCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
amends_call_card_new (guint number, const AmendsCallPoint *answer)
{
  AmendsCallCard *self = g_object_new (AMENDS_TYPE_CALL_CARD, NULL);
  g_autofree char *digit = g_strdup_printf ("%u", number);
  g_autofree char *name =
      /* TRANSLATORS: an answer read aloud: its key, the question, the answer, what to avoid */
      g_strdup_printf (_ ("%1$u: %2$s %3$s %4$s"), number, answer->title ? answer->title : "",
                       answer->text ? answer->text : "", answer->cue ? answer->cue : "");

  gtk_label_set_text (self->number, digit);
  amends_case_set_text (self->title, answer->title);
  amends_case_set_text (self->text, answer->text);
  amends_case_set_text (self->cue, answer->cue);
  gtk_widget_set_visible (self->cue_box, answer->cue != NULL && *answer->cue != '\0');
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return GTK_WIDGET (self);
}

/* --- A note --- */

struct _AmendsCallNote
{
  GtkListBoxRow parent_instance;

  GtkLabel *text;
  GtkLabel *due;

  AmendsCall *call;          /* (owned) */
  AmendsCommitment *promise; /* (owned) */
};

G_DEFINE_FINAL_TYPE (AmendsCallNote, amends_call_note, GTK_TYPE_LIST_BOX_ROW)

static void
remove_cb (AmendsCallNote *self)
{
  g_autoptr (AmendsCall) call = g_object_ref (self->call);
  g_autoptr (AmendsCommitment) promise = g_object_ref (self->promise);

  amends_call_take_back (call, promise);
}

static void
amends_call_note_dispose (GObject *object)
{
  AmendsCallNote *self = AMENDS_CALL_NOTE (object);

  g_clear_object (&self->call);
  g_clear_object (&self->promise);

  G_OBJECT_CLASS (amends_call_note_parent_class)->dispose (object);
}

static void
amends_call_note_class_init (AmendsCallNoteClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amends_call_note_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               AMENDS_CALL_TEMPLATE ("amends-call-note.ui"));
  gtk_widget_class_bind_template_child (widget_class, AmendsCallNote, text);
  gtk_widget_class_bind_template_child (widget_class, AmendsCallNote, due);
  gtk_widget_class_bind_template_callback (widget_class, remove_cb);
}

static void
amends_call_note_init (AmendsCallNote *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
amends_call_note_new (AmendsCall *call, AmendsCommitment *promise)
{
  AmendsCallNote *self = g_object_new (AMENDS_TYPE_CALL_NOTE, NULL);
  AmendsSession *session = amends_call_get_session (call);
  g_autofree char *due = NULL;
  g_autofree char *name = NULL;

  self->call = g_object_ref (call);
  self->promise = g_object_ref (promise);
  if (promise->due != AMENDS_INSTANT_NONE)
    due = amends_format_moment (promise->due, amends_session_now (session),
                                amends_session_get_zone (session));
  gtk_label_set_text (self->text, promise->text);
  amends_case_set_text (self->due, due);
  name = amends_case_join (promise->text, due);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return GTK_WIDGET (self);
}
