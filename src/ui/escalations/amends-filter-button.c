/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A filter as a pill with a menu of check buttons. */

#include "config.h"

#include "amends-filter-button.h"

#include "amends-labels.h"

#include <glib/gi18n-lib.h>

struct _AmendsFilterButton
{
  AdwBin parent_instance;

  char *title; /* (owned) (nullable) */
  GType type;
  guint mask;
  gboolean clearing;

  GtkMenuButton *button;
  GtkBox *choices;
};

enum
{
  PROP_0,
  PROP_TITLE,
  PROP_MASK,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (AmendsFilterButton, amends_filter_button, ADW_TYPE_BIN)

static int
get_value (GtkWidget *check)
{
  return GPOINTER_TO_INT (g_object_get_data (G_OBJECT (check), "value"));
}

static char *
list_chosen (AmendsFilterButton *self)
{
  g_autoptr (GString) chosen = g_string_new (NULL);
  GtkWidget *check;

  for (check = gtk_widget_get_first_child (GTK_WIDGET (self->choices)); check != NULL;
       check = gtk_widget_get_next_sibling (check))
    {
      if ((self->mask & (1u << get_value (check))) == 0)
        continue;
      if (chosen->len > 0)
        /* TRANSLATORS: between the items of a list */
        g_string_append (chosen, C_ ("list separator", ", "));
      g_string_append (chosen, gtk_check_button_get_label (GTK_CHECK_BUTTON (check)));
    }
  return g_string_free (g_steal_pointer (&chosen), FALSE);
}

static void
update_label (AmendsFilterButton *self)
{
  g_autofree char *chosen = list_chosen (self);
  g_autofree char *label = NULL;

  if (self->mask == 0)
    {
      /* TRANSLATORS: a filter that lets everything through; %s is "Status" or the like */
      label = g_strdup_printf (_ ("%s: any"), self->title);
      gtk_widget_remove_css_class (GTK_WIDGET (self), "chosen");
    }
  else
    {
      /* TRANSLATORS: a filter and what it lets through, as in "Status: Open, In progress" */
      label = g_strdup_printf (_ ("%1$s: %2$s"), self->title, chosen);
      gtk_widget_add_css_class (GTK_WIDGET (self), "chosen");
    }
  gtk_menu_button_set_label (self->button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
}

static void
set_mask (AmendsFilterButton *self, guint mask)
{
  if (self->mask == mask)
    return;
  self->mask = mask;
  update_label (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MASK]);
}

static void
toggled_cb (AmendsFilterButton *self, GtkCheckButton *check)
{
  guint bit = 1u << get_value (GTK_WIDGET (check));

  if (self->clearing)
    return;
  set_mask (self, gtk_check_button_get_active (check) ? self->mask | bit : self->mask & ~bit);
}

static void
amends_filter_button_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  AmendsFilterButton *self = AMENDS_FILTER_BUTTON (object);

  switch (id)
    {
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case PROP_MASK:
      g_value_set_uint (value, self->mask);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
amends_filter_button_set_property (GObject *object,
                                   guint id,
                                   const GValue *value,
                                   GParamSpec *pspec)
{
  AmendsFilterButton *self = AMENDS_FILTER_BUTTON (object);

  if (id != PROP_TITLE)
    {
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      return;
    }
  g_free (self->title);
  self->title = g_value_dup_string (value);
  update_label (self);
}

static void
amends_filter_button_finalize (GObject *object)
{
  g_free (AMENDS_FILTER_BUTTON (object)->title);

  G_OBJECT_CLASS (amends_filter_button_parent_class)->finalize (object);
}

static void
amends_filter_button_class_init (AmendsFilterButtonClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->finalize = amends_filter_button_finalize;
  object_class->get_property = amends_filter_button_get_property;
  object_class->set_property = amends_filter_button_set_property;
  properties[PROP_TITLE] =
      g_param_spec_string ("title", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_MASK] =
      g_param_spec_uint ("mask", NULL, NULL, 0, G_MAXUINT, 0,
                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_css_name (widget_class, "filterbutton");
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/dev/amends/Amends/ui/amends-filter-button.ui");
  gtk_widget_class_bind_template_child (widget_class, AmendsFilterButton, button);
  gtk_widget_class_bind_template_child (widget_class, AmendsFilterButton, choices);
}

static void
amends_filter_button_init (AmendsFilterButton *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
amends_filter_button_set_values (AmendsFilterButton *self,
                                 GType type,
                                 const int *values,
                                 guint n_values)
{
  g_return_if_fail (AMENDS_IS_FILTER_BUTTON (self));

  self->type = type;
  for (guint i = 0; i < n_values; i++)
    {
      GtkWidget *check = gtk_check_button_new_with_label (amends_enum_get_label (type, values[i]));

      g_object_set_data (G_OBJECT (check), "value", GINT_TO_POINTER (values[i]));
      g_signal_connect_object (check, "toggled", G_CALLBACK (toggled_cb), self, G_CONNECT_SWAPPED);
      gtk_box_append (self->choices, check);
    }
}

guint
amends_filter_button_get_mask (AmendsFilterButton *self)
{
  g_return_val_if_fail (AMENDS_IS_FILTER_BUTTON (self), 0);

  return self->mask;
}

void
amends_filter_button_clear (AmendsFilterButton *self)
{
  GtkWidget *check;

  g_return_if_fail (AMENDS_IS_FILTER_BUTTON (self));

  self->clearing = TRUE;
  for (check = gtk_widget_get_first_child (GTK_WIDGET (self->choices)); check != NULL;
       check = gtk_widget_get_next_sibling (check))
    gtk_check_button_set_active (GTK_CHECK_BUTTON (check), FALSE);
  self->clearing = FALSE;
  set_mask (self, 0);
}
