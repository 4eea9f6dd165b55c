/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A section of the debrief and how it stands. */

#include "config.h"

#include "amends-debrief-state-row.h"

#include <glib/gi18n-lib.h>

#include "amends-case-tools.h"

struct _AmendsDebriefStateRow
{
  GtkListBoxRow parent_instance;

  GtkImage *icon;
  GtkLabel *title;
  GtkLabel *word;
};

G_DEFINE_FINAL_TYPE (AmendsDebriefStateRow, amends_debrief_state_row, GTK_TYPE_LIST_BOX_ROW)

static void
amends_debrief_state_row_class_init (AmendsDebriefStateRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (
      widget_class, AMENDS_CASE_TEMPLATE ("amends-debrief-state-row.ui"));
  gtk_widget_class_bind_template_child (widget_class, AmendsDebriefStateRow, icon);
  gtk_widget_class_bind_template_child (widget_class, AmendsDebriefStateRow, title);
  gtk_widget_class_bind_template_child (widget_class, AmendsDebriefStateRow, word);
}

static void
amends_debrief_state_row_init (AmendsDebriefStateRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
amends_debrief_state_row_new (const char *title)
{
  AmendsDebriefStateRow *self = g_object_new (AMENDS_TYPE_DEBRIEF_STATE_ROW, NULL);

  gtk_label_set_text (self->title, title);
  return GTK_WIDGET (self);
}

void
amends_debrief_state_row_set_state (AmendsDebriefStateRow *self,
                                    AmendsDebriefState state,
                                    gboolean mandatory)
{
  g_autofree char *spoken = NULL;

  g_return_if_fail (AMENDS_IS_DEBRIEF_STATE_ROW (self));

  amends_debrief_state_show (state, self->icon);
  amends_debrief_state_say (state, mandatory, self->word);
  /* TRANSLATORS: of a row, for a screen reader: a section and how it stands */
  spoken = g_strdup_printf (_ ("%1$s, %2$s"), gtk_label_get_text (self->title),
                            amends_debrief_state_get_spoken (state, mandatory));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}
