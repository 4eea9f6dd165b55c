/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A place in a sidebar. */

#include "config.h"

#include "amends-place-row.h"

#include <glib/gi18n-lib.h>

#include "amends-case-tools.h"

struct _AmendsPlaceRow
{
  GtkListBoxRow parent_instance;

  GtkWidget *warning;
  GtkLabel *badge;

  char *page;      /* (owned) */
  char *title;     /* (owned) */
  char *icon_name; /* (owned) */
  gboolean folded;
};

enum
{
  PROP_0,
  PROP_PAGE,
  PROP_TITLE,
  PROP_ICON_NAME,
  PROP_FOLDED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (AmendsPlaceRow, amends_place_row, GTK_TYPE_LIST_BOX_ROW)

static void
amends_place_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  AmendsPlaceRow *self = AMENDS_PLACE_ROW (object);

  switch (id)
    {
    case PROP_PAGE:
      g_value_set_string (value, self->page);
      break;
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case PROP_ICON_NAME:
      g_value_set_string (value, self->icon_name);
      break;
    case PROP_FOLDED:
      g_value_set_boolean (value, self->folded);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
amends_place_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  AmendsPlaceRow *self = AMENDS_PLACE_ROW (object);

  switch (id)
    {
    case PROP_PAGE:
      self->page = g_value_dup_string (value);
      break;
    case PROP_TITLE:
      self->title = g_value_dup_string (value);
      break;
    case PROP_ICON_NAME:
      self->icon_name = g_value_dup_string (value);
      break;
    case PROP_FOLDED:
      if (self->folded == g_value_get_boolean (value))
        break;
      self->folded = g_value_get_boolean (value);
      g_object_notify_by_pspec (object, pspec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
amends_place_row_constructed (GObject *object)
{
  G_OBJECT_CLASS (amends_place_row_parent_class)->constructed (object);

  amends_place_row_set_badge (AMENDS_PLACE_ROW (object), NULL, NULL, FALSE);
}

static void
amends_place_row_finalize (GObject *object)
{
  AmendsPlaceRow *self = AMENDS_PLACE_ROW (object);

  g_free (self->page);
  g_free (self->title);
  g_free (self->icon_name);

  G_OBJECT_CLASS (amends_place_row_parent_class)->finalize (object);
}

static void
amends_place_row_class_init (AmendsPlaceRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = amends_place_row_get_property;
  object_class->set_property = amends_place_row_set_property;
  object_class->constructed = amends_place_row_constructed;
  object_class->finalize = amends_place_row_finalize;

  properties[PROP_PAGE] =
      g_param_spec_string ("page", NULL, NULL, NULL, flags | G_PARAM_CONSTRUCT_ONLY);
  properties[PROP_TITLE] =
      g_param_spec_string ("title", NULL, NULL, NULL, flags | G_PARAM_CONSTRUCT_ONLY);
  properties[PROP_ICON_NAME] =
      g_param_spec_string ("icon-name", NULL, NULL, NULL, flags | G_PARAM_CONSTRUCT_ONLY);
  properties[PROP_FOLDED] =
      g_param_spec_boolean ("folded", NULL, NULL, FALSE, flags | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               AMENDS_CASE_TEMPLATE ("amends-place-row.ui"));
  gtk_widget_class_bind_template_child (widget_class, AmendsPlaceRow, warning);
  gtk_widget_class_bind_template_child (widget_class, AmendsPlaceRow, badge);
}

static void
amends_place_row_init (AmendsPlaceRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

const char *
amends_place_row_get_page (AmendsPlaceRow *self)
{
  g_return_val_if_fail (AMENDS_IS_PLACE_ROW (self), NULL);

  return self->page;
}

void
amends_place_row_set_badge (AmendsPlaceRow *self,
                            const char *text,
                            const char *spoken,
                            gboolean warn)
{
  g_autofree char *name = NULL;

  g_return_if_fail (AMENDS_IS_PLACE_ROW (self));

  amends_case_set_text (self->badge, text);
  gtk_widget_set_visible (self->warning, text != NULL && warn);
  gtk_widget_set_css_classes (GTK_WIDGET (self->badge),
                              (const char *[]){ "numeric", warn ? "warning" : "badge", NULL });
  if (spoken != NULL)
    /* TRANSLATORS: a page of the case and what is open there, read aloud: "Plan, 3 open" */
    name = g_strdup_printf (_ ("%1$s, %2$s"), self->title, spoken);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name != NULL ? name : self->title, -1);
}

void
amends_place_row_set_late (AmendsPlaceRow *self, gboolean late)
{
  g_return_if_fail (AMENDS_IS_PLACE_ROW (self));

  if (late)
    gtk_widget_add_css_class (GTK_WIDGET (self->badge), "late");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->badge), "late");
}
