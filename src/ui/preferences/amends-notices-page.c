/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is announced, and when not. */

#include "config.h"

#include "amends-notices-page.h"

#include "amends-preferences-window.h"
#include "amends-team-hours.h"

#include <glib/gi18n-lib.h>

struct _AmendsNoticesPage
{
  AdwPreferencesPage parent_instance;

  AdwPreferencesGroup *kinds;
  GtkSpinButton *ahead;
  AdwExpanderRow *quiet;
  GtkWidget *hours;
  GtkSwitch *background;

  GSettings *settings; /* (owned) (nullable): not installed */
  gboolean writing;
};

G_DEFINE_FINAL_TYPE (AmendsNoticesPage, amends_notices_page, ADW_TYPE_PREFERENCES_PAGE)

static void
add_kind (AmendsNoticesPage *self, const char *key, const char *title, const char *subtitle)
{
  GtkWidget *row = amends_preferences_row_new (title, subtitle);
  GtkWidget *toggle = gtk_switch_new ();

  gtk_widget_set_valign (toggle, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (toggle), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), toggle);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), toggle);
  adw_preferences_group_add (self->kinds, row);
  g_settings_bind (self->settings, key, toggle, "active", G_SETTINGS_BIND_DEFAULT);
}

static void
show_hours (AmendsNoticesPage *self)
{
  guint from = g_settings_get_uint (self->settings, "quiet-from");
  guint until = g_settings_get_uint (self->settings, "quiet-until");
  g_autofree char *text =
      g_strdup_printf ("%02u:%02u–%02u:%02u", from / 60, from % 60, until / 60, until % 60);

  self->writing = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->hours), text);
  self->writing = FALSE;
}

/* "20:00–08:00": from the first to the second, over midnight where it is earlier. */
static void
hours_cb (AmendsNoticesPage *self)
{
  guint from = 0;
  guint until = 0;
  gboolean right;

  if (self->writing)
    return;
  right = amends_team_hours_read_clocks (gtk_editable_get_text (GTK_EDITABLE (self->hours)), &from,
                                         &until);
  amends_preferences_mark (self->hours, right ? NULL : _ ("Write two times, like 20:00–08:00."));
  if (!right)
    return;
  g_settings_set_uint (self->settings, "quiet-from", from);
  g_settings_set_uint (self->settings, "quiet-until", until);
}

static void
amends_notices_page_dispose (GObject *object)
{
  g_clear_object (&AMENDS_NOTICES_PAGE (object)->settings);

  G_OBJECT_CLASS (amends_notices_page_parent_class)->dispose (object);
}

static void
amends_notices_page_class_init (AmendsNoticesPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amends_notices_page_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/dev/amends/Amends/preferences/amends-notices-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AmendsNoticesPage, kinds);
  gtk_widget_class_bind_template_child (widget_class, AmendsNoticesPage, ahead);
  gtk_widget_class_bind_template_child (widget_class, AmendsNoticesPage, quiet);
  gtk_widget_class_bind_template_child (widget_class, AmendsNoticesPage, hours);
  gtk_widget_class_bind_template_child (widget_class, AmendsNoticesPage, background);
  gtk_widget_class_bind_template_callback (widget_class, hours_cb);
}

static void
bind (AmendsNoticesPage *self)
{
  add_kind (self, "remind-clocks-soon", _ ("Clocks that are nearly due"),
            _ ("Once three quarters of the time have gone"));
  add_kind (self, "remind-clocks-late", _ ("Clocks that are late"),
            _ ("And when somebody further up is to be told"));
  add_kind (self, "remind-checkpoints", _ ("Checkpoints"), _ ("When a step of a plan falls due"));
  add_kind (self, "remind-promises", _ ("Promises"),
            _ ("Before something falls due that was promised"));
  add_kind (self, "remind-approvals", _ ("Approvals"),
            _ ("What waits for you, and what is about to expire"));
  g_settings_bind (self->settings, "remind-ahead", gtk_spin_button_get_adjustment (self->ahead),
                   "value", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "quiet-hours", self->quiet, "enable-expansion",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "background", self->background, "active",
                   G_SETTINGS_BIND_DEFAULT);
  show_hours (self);
}

static void
amends_notices_page_init (AmendsNoticesPage *self)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = NULL;

  self->writing = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->writing = FALSE;
  /* A program run from its build folder has no installed schema. */
  if (source != NULL)
    schema = g_settings_schema_source_lookup (source, APP_ID, TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self), schema != NULL);
  if (schema == NULL)
    return;
  self->settings = g_settings_new (APP_ID);
  bind (self);
}
