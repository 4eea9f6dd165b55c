/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A point of a call to read beforehand. */

#include "config.h"

#include "amends-call-sheet-row.h"

#include <glib/gi18n-lib.h>

#include "amends-case-tools.h"

struct _AmendsCallSheetRow
{
  GtkListBoxRow parent_instance;

  GtkLabel *title;
  GtkLabel *minutes;
  GtkLabel *text;
  GtkLabel *cue;
  GtkLabel *say;
  GtkLabel *avoid;
};

G_DEFINE_FINAL_TYPE (AmendsCallSheetRow, amends_call_sheet_row, GTK_TYPE_LIST_BOX_ROW)

static void
amends_call_sheet_row_class_init (AmendsCallSheetRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               AMENDS_CASE_TEMPLATE ("amends-call-sheet-row.ui"));
  gtk_widget_class_bind_template_child (widget_class, AmendsCallSheetRow, title);
  gtk_widget_class_bind_template_child (widget_class, AmendsCallSheetRow, minutes);
  gtk_widget_class_bind_template_child (widget_class, AmendsCallSheetRow, text);
  gtk_widget_class_bind_template_child (widget_class, AmendsCallSheetRow, cue);
  gtk_widget_class_bind_template_child (widget_class, AmendsCallSheetRow, say);
  gtk_widget_class_bind_template_child (widget_class, AmendsCallSheetRow, avoid);
}

static void
amends_call_sheet_row_init (AmendsCallSheetRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

char *
amends_call_point_dup_say (const AmendsCallPoint *point)
{
  g_autofree char *all = NULL;

  if (point->say == NULL || point->say[0] == NULL)
    return NULL;
  all = g_strjoinv (" · ", point->say);
  /* TRANSLATORS: what helps in a hard moment of a call */
  return g_strdup_printf (_ ("Helps: %s"), all);
}

char *
amends_call_point_dup_avoid (const AmendsCallPoint *point)
{
  g_autofree char *all = NULL;

  if (point->avoid == NULL || point->avoid[0] == NULL)
    return NULL;
  all = g_strjoinv (" · ", point->avoid);
  /* TRANSLATORS: what must not be said or done in a hard moment of a call */
  return g_strdup_printf (_ ("Avoid: %s"), all);
}

GtkWidget *
amends_call_sheet_row_new (const AmendsCallPoint *point)
{
  AmendsCallSheetRow *self = g_object_new (AMENDS_TYPE_CALL_SHEET_ROW, NULL);
  g_autofree char *minutes = NULL;
  g_autofree char *say = amends_call_point_dup_say (point);
  g_autofree char *avoid = amends_call_point_dup_avoid (point);

  if (point->minutes > 0)
    /* TRANSLATORS: length of a point of an agenda */
    minutes = g_strdup_printf (ngettext ("%d min", "%d min", point->minutes), point->minutes);
  amends_case_set_text (self->title, point->title);
  amends_case_set_text (self->minutes, minutes);
  amends_case_set_text (self->text, point->text);
  amends_case_set_text (self->cue, point->cue);
  amends_case_set_text (self->say, say);
  amends_case_set_text (self->avoid, avoid);
  return GTK_WIDGET (self);
}
