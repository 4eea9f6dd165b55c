/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A call of the plan in the list of calls. */

#include "config.h"

#include "amends-call-row.h"

#include "amends-case-tools.h"

struct _AmendsCallRow
{
  GtkListBoxRow parent_instance;

  GtkLabel *title;
  GtkLabel *note;

  char *key;   /* (owned) */
  char *group; /* (owned) */
};

G_DEFINE_FINAL_TYPE (AmendsCallRow, amends_call_row, GTK_TYPE_LIST_BOX_ROW)

static void
amends_call_row_finalize (GObject *object)
{
  AmendsCallRow *self = AMENDS_CALL_ROW (object);

  g_free (self->key);
  g_free (self->group);

  G_OBJECT_CLASS (amends_call_row_parent_class)->finalize (object);
}

static void
amends_call_row_class_init (AmendsCallRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = amends_call_row_finalize;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               AMENDS_CASE_TEMPLATE ("amends-call-row.ui"));
  gtk_widget_class_bind_template_child (widget_class, AmendsCallRow, title);
  gtk_widget_class_bind_template_child (widget_class, AmendsCallRow, note);
}

static void
amends_call_row_init (AmendsCallRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
amends_call_row_new (const char *key, const char *group, const char *title, const char *note)
{
  AmendsCallRow *self = g_object_new (AMENDS_TYPE_CALL_ROW, NULL);
  g_autofree char *name = amends_case_join (title, note);

  self->key = g_strdup (key);
  self->group = g_strdup (group);
  gtk_label_set_text (self->title, title != NULL ? title : "");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->title), title);
  amends_case_set_text (self->note, note);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return GTK_WIDGET (self);
}

const char *
amends_call_row_get_key (AmendsCallRow *self)
{
  g_return_val_if_fail (AMENDS_IS_CALL_ROW (self), NULL);

  return self->key;
}

const char *
amends_call_row_get_group (AmendsCallRow *self)
{
  g_return_val_if_fail (AMENDS_IS_CALL_ROW (self), NULL);

  return self->group;
}
