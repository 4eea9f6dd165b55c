/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A heading with a list below it. */

#include "config.h"

#include "amends-case-section.h"

#include "amends-case-tools.h"

struct _AmendsCaseSection
{
  AdwBin parent_instance;

  GtkLabel *heading;
  GtkLabel *note;
  GtkListBox *list;
  gboolean compact;
};

enum
{
  PROP_0,
  PROP_TITLE,
  PROP_COMPACT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (AmendsCaseSection, amends_case_section, ADW_TYPE_BIN)

static void
set_compact (AmendsCaseSection *self, gboolean compact)
{
  static const char *const compact_classes[] = { "card", "contents", "compact-facts", NULL };
  static const char *const list_classes[] = { "boxed-list", NULL };

  self->compact = compact;
  gtk_widget_set_css_classes (GTK_WIDGET (self->list),
                              (const char **) (compact ? compact_classes : list_classes));
}

static void
amends_case_section_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  AmendsCaseSection *self = AMENDS_CASE_SECTION (object);

  switch (id)
    {
    case PROP_TITLE:
      g_value_set_string (value, gtk_label_get_label (self->heading));
      break;
    case PROP_COMPACT:
      g_value_set_boolean (value, self->compact);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
amends_case_section_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  AmendsCaseSection *self = AMENDS_CASE_SECTION (object);

  switch (id)
    {
    case PROP_TITLE:
      amends_case_section_set_title (self, g_value_get_string (value));
      break;
    case PROP_COMPACT:
      set_compact (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
amends_case_section_class_init (AmendsCaseSectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = amends_case_section_get_property;
  object_class->set_property = amends_case_section_set_property;

  properties[PROP_TITLE] =
      g_param_spec_string ("title", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_COMPACT] = g_param_spec_boolean ("compact", NULL, NULL, FALSE,
                                                   G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               AMENDS_CASE_TEMPLATE ("amends-case-section.ui"));
  gtk_widget_class_bind_template_child (widget_class, AmendsCaseSection, heading);
  gtk_widget_class_bind_template_child (widget_class, AmendsCaseSection, note);
  gtk_widget_class_bind_template_child (widget_class, AmendsCaseSection, list);
}

static void
amends_case_section_init (AmendsCaseSection *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkListBox *
amends_case_section_get_list (AmendsCaseSection *self)
{
  g_return_val_if_fail (AMENDS_IS_CASE_SECTION (self), NULL);

  return self->list;
}

void
amends_case_section_set_title (AmendsCaseSection *self, const char *title)
{
  g_return_if_fail (AMENDS_IS_CASE_SECTION (self));

  gtk_label_set_label (self->heading, title != NULL ? title : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  title != NULL ? title : "", -1);
}

void
amends_case_section_set_note (AmendsCaseSection *self, const char *note)
{
  g_return_if_fail (AMENDS_IS_CASE_SECTION (self));

  amends_case_set_text (self->note, note);
}

gpointer
amends_case_section_get_row (AmendsCaseSection *self, guint index, GType type)
{
  GtkListBoxRow *row;

  g_return_val_if_fail (AMENDS_IS_CASE_SECTION (self), NULL);

  row = gtk_list_box_get_row_at_index (self->list, (int) index);
  if (row == NULL)
    {
      row = g_object_new (type, NULL);
      gtk_list_box_append (self->list, GTK_WIDGET (row));
    }
  return row;
}

void
amends_case_section_push_rows (AmendsCaseSection *self, guint n, GType type)
{
  g_return_if_fail (AMENDS_IS_CASE_SECTION (self));

  for (guint i = 0; i < n; i++)
    gtk_list_box_prepend (self->list, g_object_new (type, NULL));
}

void
amends_case_section_trim (AmendsCaseSection *self, guint n)
{
  GtkListBoxRow *row;

  g_return_if_fail (AMENDS_IS_CASE_SECTION (self));

  while ((row = gtk_list_box_get_row_at_index (self->list, (int) n)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  gtk_widget_set_visible (GTK_WIDGET (self), n > 0);
}
