/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who joins, step by step, by severity. */

#include "config.h"

#include "amends-paths-pane.h"

#include "amends-enum-types.h"
#include "amends-labels.h"
#include "amends-playbook-pane.h"
#include "amends-preferences-window.h"

#include <glib/gi18n-lib.h>

#define FILE_KEY "stakeholders"

struct _AmendsPathsPane
{
  AdwPreferencesPage parent_instance;

  AmendsPlaybookEdit *edit; /* (owned) (nullable) until it is set */
  GPtrArray *groups;        /* (owned) (element-type GtkWidget) */
  gboolean writing;
};

G_DEFINE_FINAL_TYPE (AmendsPathsPane, amends_paths_pane, ADW_TYPE_PREFERENCES_PAGE)

/* Somebody on a step, or not. */
typedef struct
{
  AmendsPathsPane *pane; /* (unowned) */
  const char *severity;  /* static */
  const char *role;      /* static */
  guint step;
  AdwExpanderRow *row;
} Place;

static JsonArray *
get_steps (JsonNode *document, const char *severity)
{
  JsonObject *all = document != NULL ? amends_pane_walk (document, "severity") : NULL;

  return all != NULL && json_object_has_member (all, severity)
             ? json_object_get_array_member (all, severity)
             : NULL;
}

/* (transfer full): "CSM, CS Manager" */
static char *
describe (JsonArray *roles)
{
  g_autoptr (GEnumClass) known = g_type_class_ref (AMENDS_TYPE_ROLE);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (roles); i++)
    {
      const char *nick = json_array_get_string_element (roles, i);
      GEnumValue *value = g_enum_get_value_by_nick (known, nick);

      g_string_append_printf (text, "%s%s", i > 0 ? _ (", ") : "",
                              value != NULL ? amends_enum_get_label (AMENDS_TYPE_ROLE, value->value)
                                            : nick);
    }
  return g_string_free (text, FALSE);
}

static void
role_cb (GtkCheckButton *check, Place *place)
{
  AmendsPathsPane *self = place->pane;
  g_autoptr (JsonNode) document = NULL;
  g_autofree char *text = NULL;
  JsonArray *steps;
  JsonArray *roles;
  gboolean active = gtk_check_button_get_active (check);

  if (self->writing)
    return;
  document = amends_playbook_edit_dup_document (self->edit, FILE_KEY);
  steps = get_steps (document, place->severity);
  if (steps == NULL)
    return;
  roles =
      json_object_get_array_member (json_array_get_object_element (steps, place->step), "roles");
  for (guint i = json_array_get_length (roles); i > 0; i--)
    if (g_str_equal (json_array_get_string_element (roles, i - 1), place->role))
      json_array_remove_element (roles, i - 1);
  if (active)
    json_array_add_string_element (roles, place->role);
  text = describe (roles);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (place->row), text);
  self->writing = TRUE;
  amends_playbook_edit_set_document (self->edit, FILE_KEY, document, NULL);
  self->writing = FALSE;
}

static void
add_step (AmendsPathsPane *self,
          AdwPreferencesGroup *group,
          const char *severity,
          guint index,
          JsonObject *step)
{
  g_autoptr (GEnumClass) known = g_type_class_ref (AMENDS_TYPE_ROLE);
  JsonArray *roles = json_object_get_array_member (step, "roles");
  g_autofree char *title = describe (roles);
  GtkWidget *expander = adw_expander_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (expander), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (expander), title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (expander), amends_pane_pick (step, "text"));
  for (int role = 1; role < AMENDS_ROLE_CUSTOMER; role++)
    {
      const char *label = amends_enum_get_label (AMENDS_TYPE_ROLE, role);
      GtkWidget *row = amends_preferences_row_new (label, NULL);
      GtkWidget *check = gtk_check_button_new ();
      Place *place = g_new0 (Place, 1);

      place->pane = self;
      place->severity = severity;
      place->role = g_enum_get_value (known, role)->value_nick;
      place->step = index;
      place->row = ADW_EXPANDER_ROW (expander);
      for (guint i = 0; i < json_array_get_length (roles); i++)
        if (g_str_equal (json_array_get_string_element (roles, i), place->role))
          gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
      gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                      -1);
      adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
      adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
      g_signal_connect_data (check, "toggled", G_CALLBACK (role_cb), place,
                             (GClosureNotify) (GCallback) g_free, 0);
      adw_expander_row_add_row (ADW_EXPANDER_ROW (expander), row);
    }
  adw_preferences_group_add (group, expander);
}

static void
fill (AmendsPathsPane *self)
{
  static const AmendsSeverity order[] = { AMENDS_SEVERITY_CRITICAL, AMENDS_SEVERITY_HIGH,
                                          AMENDS_SEVERITY_MEDIUM, AMENDS_SEVERITY_LOW };
  g_autoptr (JsonNode) document = amends_playbook_edit_dup_document (self->edit, FILE_KEY);
  g_autoptr (GEnumClass) known = g_type_class_ref (AMENDS_TYPE_SEVERITY);

  self->writing = TRUE;
  amends_pane_clear (ADW_PREFERENCES_PAGE (self), self->groups);
  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    {
      const char *nick = g_enum_get_value (known, (int) order[i])->value_nick;
      JsonArray *steps = get_steps (document, nick);
      AdwPreferencesGroup *group;

      if (steps == NULL)
        continue;
      group = amends_pane_add_group (ADW_PREFERENCES_PAGE (self), self->groups,
                                     amends_enum_get_label (AMENDS_TYPE_SEVERITY, (int) order[i]),
                                     i == 0 ? _ ("From the start, then step by step as a deadline "
                                                 "comes into sight.")
                                            : NULL);
      for (guint j = 0; j < json_array_get_length (steps); j++)
        add_step (self, group, nick, j, json_array_get_object_element (steps, j));
    }
  self->writing = FALSE;
}

static void
changed_cb (AmendsPathsPane *self, const char *path)
{
  if (!self->writing && g_strcmp0 (path, FILE_KEY ".json") == 0)
    fill (self);
}

static void
amends_paths_pane_dispose (GObject *object)
{
  g_clear_object (&AMENDS_PATHS_PANE (object)->edit);

  G_OBJECT_CLASS (amends_paths_pane_parent_class)->dispose (object);
}

static void
amends_paths_pane_finalize (GObject *object)
{
  g_ptr_array_unref (AMENDS_PATHS_PANE (object)->groups);

  G_OBJECT_CLASS (amends_paths_pane_parent_class)->finalize (object);
}

static void
amends_paths_pane_class_init (AmendsPathsPaneClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = amends_paths_pane_dispose;
  G_OBJECT_CLASS (klass)->finalize = amends_paths_pane_finalize;
}

static void
amends_paths_pane_init (AmendsPathsPane *self)
{
  self->groups = g_ptr_array_new ();
}

void
amends_paths_pane_set_edit (AmendsPathsPane *self, AmendsPlaybookEdit *edit)
{
  g_return_if_fail (AMENDS_IS_PATHS_PANE (self));

  g_set_object (&self->edit, edit);
  g_signal_connect_object (edit, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  fill (self);
}
