/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One fact of a plan with what stands behind it. */

#include "config.h"

#include "amends-fact-row.h"

#include <glib/gi18n-lib.h>

#include "amends-case-tools.h"

struct _AmendsFactRow
{
  GtkListBoxRow parent_instance;

  GtkImage *icon;
  GtkLabel *title;
  GtkLabel *value;
  GtkLabel *text;
  GtkLabel *detail;
};

G_DEFINE_FINAL_TYPE (AmendsFactRow, amends_fact_row, GTK_TYPE_LIST_BOX_ROW)

static const struct
{
  const char *icon;
  const char *css_class;
} marks[] = {
  [AMENDS_FACT_PLAIN] = { NULL, "dim-label" },
  [AMENDS_FACT_YES] = { "object-select-symbolic", "success" },
  [AMENDS_FACT_NO] = { "amends-blocked-symbolic", "error" },
  [AMENDS_FACT_QUESTION] = { "dialog-question-symbolic", "dim-label" },
};

static void
set_mark (AmendsFactRow *self, AmendsFactMark mark)
{
  const char *classes[] = { marks[mark].css_class, NULL };

  gtk_widget_set_visible (GTK_WIDGET (self->icon), marks[mark].icon != NULL);
  gtk_image_set_from_icon_name (self->icon, marks[mark].icon);
  gtk_widget_set_css_classes (GTK_WIDGET (self->icon), classes);
}

static char *
dup_name (AmendsFactMark mark,
          const char *title,
          const char *value,
          const char *text,
          const char *detail)
{
  g_autofree char *first = amends_case_join (title, value);
  g_autofree char *second = amends_case_join (text, detail);
  g_autofree char *all = amends_case_join (first, second);

  /* The icon says so only to those who see it. */
  if (mark == AMENDS_FACT_YES)
    /* TRANSLATORS: read aloud before something that may be said or promised */
    return g_strdup_printf (_ ("Yes: %s"), all);
  if (mark == AMENDS_FACT_NO)
    /* TRANSLATORS: read aloud before something that must not be said or promised */
    return g_strdup_printf (_ ("No: %s"), all);
  return g_steal_pointer (&all);
}

static void
amends_fact_row_class_init (AmendsFactRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               AMENDS_CASE_TEMPLATE ("amends-fact-row.ui"));
  gtk_widget_class_bind_template_child (widget_class, AmendsFactRow, icon);
  gtk_widget_class_bind_template_child (widget_class, AmendsFactRow, title);
  gtk_widget_class_bind_template_child (widget_class, AmendsFactRow, value);
  gtk_widget_class_bind_template_child (widget_class, AmendsFactRow, text);
  gtk_widget_class_bind_template_child (widget_class, AmendsFactRow, detail);
}

static void
amends_fact_row_init (AmendsFactRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
amends_fact_row_new (void)
{
  return g_object_new (AMENDS_TYPE_FACT_ROW, NULL);
}

void
amends_fact_row_set (AmendsFactRow *self,
                     AmendsFactMark mark,
                     const char *title,
                     const char *value,
                     const char *text,
                     const char *detail)
{
  g_autofree char *name = NULL;

  g_return_if_fail (AMENDS_IS_FACT_ROW (self));

  set_mark (self, mark);
  amends_case_set_text (self->title, title);
  amends_case_set_text (self->value, value);
  amends_case_set_text (self->text, text);
  amends_case_set_text (self->detail, detail);
  if (text != NULL && *text != '\0')
    gtk_widget_add_css_class (GTK_WIDGET (self->title), "heading");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->title), "heading");
  name = dup_name (mark, title, value, text, detail);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}
