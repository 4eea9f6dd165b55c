/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Chips for the kinds of what stands in a timeline. */

#include "config.h"

#include "amends-timeline-filter.h"

#include <glib/gi18n-lib.h>

struct _AmendsTimelineFilter
{
  AdwBin parent_instance;

  GtkFlowBox *box;
  GtkToggleButton *chips[AMENDS_TIMELINE_N_KINDS]; /* (unowned) */
  gboolean clearing;
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AmendsTimelineFilter, amends_timeline_filter, ADW_TYPE_BIN)

static void
toggled_cb (AmendsTimelineFilter *self)
{
  if (!self->clearing)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
amends_timeline_filter_class_init (AmendsTimelineFilterClass *klass)
{
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
amends_timeline_filter_init (AmendsTimelineFilter *self)
{
  self->box = GTK_FLOW_BOX (gtk_flow_box_new ());
  gtk_flow_box_set_selection_mode (self->box, GTK_SELECTION_NONE);
  gtk_flow_box_set_max_children_per_line (self->box, AMENDS_TIMELINE_N_KINDS);
  gtk_flow_box_set_column_spacing (self->box, 6);
  gtk_flow_box_set_row_spacing (self->box, 6);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->box), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Show only"), -1);
  for (guint i = 0; i < AMENDS_TIMELINE_N_KINDS; i++)
    {
      GtkWidget *chip = gtk_toggle_button_new_with_label (amends_timeline_get_kind_label (i));

      self->chips[i] = GTK_TOGGLE_BUTTON (chip);
      gtk_widget_add_css_class (chip, "chip");
      g_signal_connect_object (chip, "toggled", G_CALLBACK (toggled_cb), self, G_CONNECT_SWAPPED);
      gtk_flow_box_insert (self->box, chip, -1);
      /* The chip takes the focus, not the place it stands in. */
      gtk_widget_set_focusable (gtk_widget_get_parent (chip), FALSE);
    }
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->box));
  amends_timeline_filter_set_narrow (self, TRUE);
}

void
amends_timeline_filter_set_narrow (AmendsTimelineFilter *self, gboolean narrow)
{
  g_return_if_fail (AMENDS_IS_TIMELINE_FILTER (self));

  /* In one row, or in columns over the whole width. */
  gtk_flow_box_set_max_children_per_line (self->box, narrow ? 3 : AMENDS_TIMELINE_N_KINDS);
  gtk_flow_box_set_min_children_per_line (self->box, narrow ? 0 : AMENDS_TIMELINE_N_KINDS);
  gtk_widget_set_halign (GTK_WIDGET (self->box), narrow ? GTK_ALIGN_FILL : GTK_ALIGN_START);
}

void
amends_timeline_filter_set_present (AmendsTimelineFilter *self, guint present)
{
  g_return_if_fail (AMENDS_IS_TIMELINE_FILTER (self));

  for (guint i = 0; i < AMENDS_TIMELINE_N_KINDS; i++)
    gtk_widget_set_visible (gtk_widget_get_parent (GTK_WIDGET (self->chips[i])),
                            (present & (1U << i)) != 0 ||
                                gtk_toggle_button_get_active (self->chips[i]));
}

gboolean
amends_timeline_filter_is_on (AmendsTimelineFilter *self)
{
  g_return_val_if_fail (AMENDS_IS_TIMELINE_FILTER (self), FALSE);

  for (guint i = 0; i < AMENDS_TIMELINE_N_KINDS; i++)
    if (gtk_toggle_button_get_active (self->chips[i]))
      return TRUE;
  return FALSE;
}

gboolean
amends_timeline_filter_lets (AmendsTimelineFilter *self, AmendsTimelineKind kind)
{
  g_return_val_if_fail (AMENDS_IS_TIMELINE_FILTER (self), TRUE);

  return gtk_toggle_button_get_active (self->chips[kind]) || !amends_timeline_filter_is_on (self);
}

void
amends_timeline_filter_clear (AmendsTimelineFilter *self)
{
  g_return_if_fail (AMENDS_IS_TIMELINE_FILTER (self));

  self->clearing = TRUE;
  for (guint i = 0; i < AMENDS_TIMELINE_N_KINDS; i++)
    gtk_toggle_button_set_active (self->chips[i], FALSE);
  self->clearing = FALSE;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}
