/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A clock of a case, as a button that opens its ledger. */

#include "config.h"

#include "amends-clock-row.h"

#include <glib/gi18n-lib.h>

#include "amends-case-tools.h"
#include "amends-clock-glyph.h"
#include "amends-enum-types.h"
#include "amends-format.h"
#include "amends-labels.h"
#include "amends-ledger-popover.h"

struct _AmendsClockRow
{
  GtkListBoxRow parent_instance;

  GtkMenuButton *button;
  AmendsClockGlyph *glyph;
  GtkLabel *name;
  GtkLabel *state;
  GtkLabel *side; /* the due time, or the state when all is in one line */

  AmendsSession *session; /* (owned) */
  AmendsCase *case_;      /* (owned) */
  AmendsClock *clock;     /* (owned) */
  gboolean stacked;
};

G_DEFINE_FINAL_TYPE (AmendsClockRow, amends_clock_row, GTK_TYPE_LIST_BOX_ROW)

static void
create_popover_cb (GtkMenuButton *button, gpointer user_data)
{
  AmendsClockRow *self = user_data;
  GtkWidget *popover = amends_ledger_popover_new ();

  amends_ledger_popover_show (AMENDS_LEDGER_POPOVER (popover), self->session, self->case_,
                              self->clock);
  gtk_menu_button_set_popover (button, popover);
  /* After the button, which would have it below. */
  gtk_popover_set_position (GTK_POPOVER (popover), self->stacked ? GTK_POS_RIGHT : GTK_POS_BOTTOM);
}

static void
amends_clock_row_dispose (GObject *object)
{
  AmendsClockRow *self = AMENDS_CLOCK_ROW (object);

  g_clear_object (&self->session);
  g_clear_object (&self->case_);
  g_clear_object (&self->clock);

  G_OBJECT_CLASS (amends_clock_row_parent_class)->dispose (object);
}

static void
amends_clock_row_class_init (AmendsClockRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amends_clock_row_dispose;

  g_type_ensure (AMENDS_TYPE_CLOCK_GLYPH);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               AMENDS_CASE_TEMPLATE ("amends-clock-row.ui"));
  gtk_widget_class_bind_template_child (widget_class, AmendsClockRow, button);
  gtk_widget_class_bind_template_child (widget_class, AmendsClockRow, glyph);
  gtk_widget_class_bind_template_child (widget_class, AmendsClockRow, name);
  gtk_widget_class_bind_template_child (widget_class, AmendsClockRow, state);
  gtk_widget_class_bind_template_child (widget_class, AmendsClockRow, side);
}

static void
amends_clock_row_init (AmendsClockRow *self)
{
  self->stacked = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  /* GtkMenuButton centres its child in a box of its own. */
  gtk_widget_set_halign (gtk_widget_get_parent (gtk_menu_button_get_child (self->button)),
                         GTK_ALIGN_FILL);
  gtk_menu_button_set_create_popup_func (self->button, create_popover_cb, self, NULL);
}

GtkWidget *
amends_clock_row_new (AmendsSession *session, AmendsCase *case_, AmendsClock *clock)
{
  AmendsClockRow *self = g_object_new (AMENDS_TYPE_CLOCK_ROW, NULL);

  self->session = g_object_ref (session);
  self->case_ = g_object_ref (case_);
  self->clock = g_object_ref (clock);
  amends_clock_row_update (self);
  return GTK_WIDGET (self);
}

void
amends_clock_row_update (AmendsClockRow *self)
{
  const char *name;
  g_autofree char *words = NULL;
  g_autofree char *due = NULL;
  g_autofree char *spoken = NULL;
  AmendsClockView view;

  g_return_if_fail (AMENDS_IS_CLOCK_ROW (self));

  amends_session_view_clock (self->session, self->case_, self->clock, &view);
  name = amends_enum_get_label (AMENDS_TYPE_CLOCK_KIND, (int) self->clock->kind);
  words = amends_format_clock (view.state, view.remaining);
  due = amends_format_moment (view.state == AMENDS_CLOCK_MET && self->clock->met_at != 0
                                  ? self->clock->met_at
                                  : self->clock->due,
                              amends_session_now (self->session),
                              amends_session_get_zone (self->session));
  amends_clock_glyph_set_clock (self->glyph, view.state, view.fraction);
  gtk_label_set_text (self->name, name);
  gtk_label_set_text (self->state, words);
  gtk_label_set_text (self->side, self->stacked ? due : words);
  gtk_widget_set_visible (GTK_WIDGET (self->state), self->stacked);
  amends_clock_state_style (GTK_WIDGET (self->state), view.state);
  if (view.state == AMENDS_CLOCK_RUNNING)
    gtk_widget_remove_css_class (GTK_WIDGET (self->state), "dim-label");
  if (self->stacked)
    amends_clock_state_style (GTK_WIDGET (self->side), AMENDS_CLOCK_MET);
  else
    amends_clock_state_style (GTK_WIDGET (self->side), view.state);

  /* TRANSLATORS: name of a clock, its state, and when it is due, read aloud */
  spoken =
      g_strdup_printf (_ ("%1$s, %2$s, %3$s. Opens how the time came about."), name, words, due);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  spoken, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

void
amends_clock_row_set_stacked (AmendsClockRow *self, gboolean stacked)
{
  g_return_if_fail (AMENDS_IS_CLOCK_ROW (self));

  if (self->stacked == stacked)
    return;
  self->stacked = stacked;
  amends_clock_row_update (self);
}
