/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What may be given to a customer, and who approves it. */

#include "config.h"

#include "amends-limits-pane.h"

#include "amends-enum-types.h"
#include "amends-labels.h"
#include "amends-playbook-pane.h"
#include "amends-preferences-window.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define FILE_KEY "goodwill"

struct _AmendsLimitsPane
{
  AdwPreferencesPage parent_instance;

  AmendsPlaybookEdit *edit; /* (owned) (nullable) until it is set */
  GPtrArray *groups;        /* (owned) (element-type GtkWidget) */
  gboolean writing;
};

G_DEFINE_FINAL_TYPE (AmendsLimitsPane, amends_limits_pane, ADW_TYPE_PREFERENCES_PAGE)

static void
store (AmendsLimitsPane *self, JsonNode *document, const char *tag, gboolean rebuild)
{
  self->writing = !rebuild;
  amends_playbook_edit_set_document (self->edit, FILE_KEY, document, tag);
  self->writing = FALSE;
}

/* --- Numbers that stand alone ---------------------------------------------------------------- */

typedef struct
{
  AmendsLimitsPane *pane; /* (unowned) */
  char *path;             /* (owned): of the object; "" for the document */
  const char *member;     /* static */
  double scale;           /* what is shown is so many times what is stored */
  gboolean whole;
} Number;

static void
number_free (gpointer data, GClosure *closure)
{
  g_free (((Number *) data)->path);
  g_free (data);
}

static JsonObject *
walk (JsonNode *document, const char *path)
{
  if (document == NULL)
    return NULL;
  return *path != '\0' ? amends_pane_walk (document, path) : json_node_get_object (document);
}

static void
number_cb (GtkSpinButton *spin, Number *number)
{
  AmendsLimitsPane *self = number->pane;
  g_autoptr (JsonNode) document = NULL;
  g_autofree char *tag = g_strconcat (number->path, "/", number->member, NULL);
  double value = gtk_spin_button_get_value (spin) / number->scale;
  JsonObject *object;

  if (self->writing)
    return;
  document = amends_playbook_edit_dup_document (self->edit, FILE_KEY);
  object = walk (document, number->path);
  if (object == NULL)
    return;
  if (number->whole)
    json_object_set_int_member (object, number->member, (gint64) (value + 0.5));
  else
    json_object_set_double_member (object, number->member, value);
  store (self, document, tag, FALSE);
}

static void
add_number (AmendsLimitsPane *self,
            AdwPreferencesGroup *group,
            const char *title,
            const char *subtitle,
            const char *path,
            const char *member,
            JsonObject *object,
            double scale,
            double upper)
{
  Number *number = g_new0 (Number, 1);
  GtkSpinButton *spin;

  number->pane = self;
  number->path = g_strdup (path);
  number->member = member;
  number->scale = scale;
  number->whole = scale == 1;
  adw_preferences_group_add (
      group, amends_pane_number_row_new (
                 title, subtitle, 0, upper, 1, number->whole ? 0 : 1,
                 json_object_get_double_member_with_default (object, member, 0) * scale, &spin));
  g_signal_connect_data (spin, "value-changed", G_CALLBACK (number_cb), number, number_free, 0);
}

/* --- Approvers ------------------------------------------------------------------------------- */

typedef struct
{
  AmendsLimitsPane *pane; /* (unowned) */
  char *path;             /* (owned): of the kind */
  guint index;
  AdwComboRow *role;
  GtkSpinButton *limit; /* (nullable): the last has none */
} Approver;

static void
approver_free (gpointer data, GClosure *closure)
{
  g_free (((Approver *) data)->path);
  g_free (data);
}

static JsonArray *
get_approvers (JsonNode *document, const char *path)
{
  JsonObject *kind = document != NULL ? amends_pane_walk (document, path) : NULL;

  return kind != NULL && json_object_has_member (kind, "approvers")
             ? json_object_get_array_member (kind, "approvers")
             : NULL;
}

static void
approver_cb (Approver *approver)
{
  AmendsLimitsPane *self = approver->pane;
  g_autoptr (GEnumClass) roles = g_type_class_ref (AMENDS_TYPE_ROLE);
  g_autoptr (JsonNode) document = NULL;
  g_autofree char *tag = g_strdup_printf ("%s/%u", approver->path, approver->index);
  JsonArray *list;
  JsonObject *one;
  GEnumValue *role;

  if (self->writing)
    return;
  document = amends_playbook_edit_dup_document (self->edit, FILE_KEY);
  list = get_approvers (document, approver->path);
  role = g_enum_get_value (roles, (int) adw_combo_row_get_selected (approver->role) + 1);
  if (list == NULL || role == NULL)
    return;
  one = json_array_get_object_element (list, approver->index);
  json_object_set_string_member (one, "role", role->value_nick);
  if (approver->limit != NULL)
    json_object_set_double_member (one, "up_to", gtk_spin_button_get_value (approver->limit));
  store (self, document, tag, FALSE);
}

static void
remove_approver_cb (Approver *approver)
{
  AmendsLimitsPane *self = approver->pane;
  g_autoptr (JsonNode) document = amends_playbook_edit_dup_document (self->edit, FILE_KEY);
  JsonArray *list = get_approvers (document, approver->path);

  if (list == NULL)
    return;
  json_array_remove_element (list, approver->index);
  store (self, document, NULL, TRUE);
}

/* A step before the last, with a limit of its own. */
static void
add_approver_cb (GtkButton *button, AmendsLimitsPane *self)
{
  const char *path = g_object_get_data (G_OBJECT (button), "path");
  g_autoptr (JsonNode) document = amends_playbook_edit_dup_document (self->edit, FILE_KEY);
  JsonArray *list = get_approvers (document, path);
  JsonArray *longer = json_array_new ();
  JsonObject *kind = document != NULL ? amends_pane_walk (document, path) : NULL;
  JsonObject *step = json_object_new ();
  double limit = 1000;
  guint n = list != NULL ? json_array_get_length (list) : 0;

  for (guint i = 0; i + 1 < n; i++)
    {
      JsonObject *one = json_array_get_object_element (list, i);

      limit = json_object_get_double_member_with_default (one, "up_to", limit) * 2;
      json_array_add_object_element (longer, json_object_ref (one));
    }
  json_object_set_string_member (step, "role", "cs-manager");
  json_object_set_double_member (step, "up_to", limit);
  json_array_add_object_element (longer, step);
  if (n > 0)
    json_array_add_object_element (longer,
                                   json_object_ref (json_array_get_object_element (list, n - 1)));
  if (kind == NULL)
    {
      json_array_unref (longer);
      return;
    }
  json_object_set_array_member (kind, "approvers", longer);
  store (self, document, NULL, TRUE);
}

/* A row of its own: beside a number it would not fit a narrow window. */
static GtkWidget *
make_role_row (const char *title, const char *nick)
{
  g_autoptr (GEnumClass) roles = g_type_class_ref (AMENDS_TYPE_ROLE);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  GEnumValue *value = g_enum_get_value_by_nick (roles, nick);
  GtkWidget *row = adw_combo_row_new ();

  for (int role = 1; role < AMENDS_ROLE_CUSTOMER; role++)
    gtk_string_list_append (names, amends_enum_get_label (AMENDS_TYPE_ROLE, role));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (names));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row),
                              value != NULL && value->value > 0 ? (guint) value->value - 1 : 0);
  return row;
}

static void
add_limit_row (Approver *approver, AdwPreferencesGroup *group, double limit)
{
  GtkWidget *button =
      amends_preferences_icon_button_new ("user-trash-symbolic", _ ("Remove this limit"));
  GtkWidget *row =
      amends_pane_number_row_new (_ ("Up to"), NULL, 0, 100000000, 500, 0, limit, &approver->limit);

  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (remove_approver_cb), approver);
  g_signal_connect_swapped (approver->limit, "value-changed", G_CALLBACK (approver_cb), approver);
  adw_preferences_group_add (group, row);
}

static void
add_approver (AmendsLimitsPane *self,
              AdwPreferencesGroup *group,
              const char *path,
              JsonObject *one,
              guint index,
              guint n)
{
  Approver *approver = g_new0 (Approver, 1);
  gboolean last = index + 1 == n;
  const char *title = !last   ? _ ("Approved by")
                      : n > 1 ? _ ("Above that, approved by")
                              : _ ("Any amount, approved by");
  GtkWidget *row =
      make_role_row (title, json_object_get_string_member_with_default (one, "role", "vp-cs"));

  approver->pane = self;
  approver->path = g_strdup (path);
  approver->index = index;
  approver->role = ADW_COMBO_ROW (row);
  if (!last)
    add_limit_row (approver, group, json_object_get_double_member_with_default (one, "up_to", 0));
  g_signal_connect_data (row, "notify::selected", G_CALLBACK (approver_cb), approver, approver_free,
                         G_CONNECT_SWAPPED);
  adw_preferences_group_add (group, row);
}

static void
add_kind (AmendsLimitsPane *self, const char *name, JsonObject *kind)
{
  g_autofree char *path = g_strconcat ("kinds/", name, NULL);
  AdwPreferencesGroup *group = amends_pane_add_group (ADW_PREFERENCES_PAGE (self), self->groups,
                                                      amends_pane_pick (kind, "name"), NULL);
  JsonArray *approvers = json_object_has_member (kind, "approvers")
                             ? json_object_get_array_member (kind, "approvers")
                             : NULL;
  guint n = approvers != NULL ? json_array_get_length (approvers) : 0;
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_Add a limit"));

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_object_set_data_full (G_OBJECT (button), "path", g_strdup (path), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (add_approver_cb), self, 0);
  adw_preferences_group_set_header_suffix (group, button);
  for (guint i = 0; i < n; i++)
    add_approver (self, group, path, json_array_get_object_element (approvers, i), i, n);
  if (json_object_has_member (kind, "max_months"))
    add_number (self, group, _ ("At most, in months"), NULL, path, "max_months", kind, 1, 120);
}

/* --- What holds for all ---------------------------------------------------------------------- */

static void
crm_cb (GtkSwitch *toggle, GParamSpec *pspec, AmendsLimitsPane *self)
{
  g_autoptr (JsonNode) document = NULL;

  if (self->writing)
    return;
  document = amends_playbook_edit_dup_document (self->edit, FILE_KEY);
  if (document == NULL)
    return;
  json_object_set_boolean_member (json_node_get_object (document), "require_crm_confirmation",
                                  gtk_switch_get_active (toggle));
  store (self, document, NULL, FALSE);
}

static void
currency_cb (GtkEditable *entry, AmendsLimitsPane *self)
{
  const char *text = gtk_editable_get_text (entry);
  g_autofree char *code = g_ascii_strup (text, -1);
  g_autoptr (JsonNode) document = NULL;
  gboolean right = strlen (code) == 3;

  for (const char *p = code; *p != '\0'; p++)
    right = right && g_ascii_isupper (*p);
  amends_preferences_mark (GTK_WIDGET (entry),
                           right ? NULL : _ ("Three letters, such as USD, EUR or CNY."));
  if (self->writing || !right)
    return;
  document = amends_playbook_edit_dup_document (self->edit, FILE_KEY);
  if (document == NULL)
    return;
  json_object_set_string_member (json_node_get_object (document), "currency", code);
  store (self, document, "currency", FALSE);
}

static void
add_general (AmendsLimitsPane *self, JsonObject *root)
{
  AdwPreferencesGroup *group =
      amends_pane_add_group (ADW_PREFERENCES_PAGE (self), self->groups, _ ("For all"),
                             _ ("Nobody approves a request of their own, whatever stands here."));
  GtkWidget *currency = amends_pane_text_row_new (
      _ ("Currency of the limits"),
      json_object_get_string_member_with_default (root, "currency", "USD"));
  GtkWidget *row =
      amends_preferences_row_new (_ ("Only in the CRM"), _ ("A reply by mail is not enough"));
  GtkWidget *toggle = gtk_switch_new ();

  adw_preferences_group_add (group, currency);
  g_signal_connect_object (currency, "changed", G_CALLBACK (currency_cb), self, 0);
  add_number (self, group, _ ("Limit for 365 days, in percent of the ARR"), _ ("For one account"),
              "", "year_limit_share_of_arr", root, 100, 100);
  add_number (self, group, _ ("Days until an approval expires"), NULL, "", "expires_after_days",
              root, 1, 3650);
  gtk_widget_set_valign (toggle, GTK_ALIGN_CENTER);
  gtk_switch_set_active (GTK_SWITCH (toggle), json_object_get_boolean_member_with_default (
                                                  root, "require_crm_confirmation", FALSE));
  gtk_accessible_update_property (GTK_ACCESSIBLE (toggle), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Only in the CRM"), -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), toggle);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), toggle);
  g_signal_connect_object (toggle, "notify::active", G_CALLBACK (crm_cb), self, 0);
  adw_preferences_group_add (group, row);
}

static void
fill (AmendsLimitsPane *self)
{
  g_autoptr (JsonNode) document = amends_playbook_edit_dup_document (self->edit, FILE_KEY);
  JsonObject *kinds;
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  self->writing = TRUE;
  amends_pane_clear (ADW_PREFERENCES_PAGE (self), self->groups);
  kinds = document != NULL ? amends_pane_walk (document, "kinds") : NULL;
  if (kinds != NULL)
    {
      add_general (self, json_node_get_object (document));
      json_object_iter_init_ordered (&iter, kinds);
      while (json_object_iter_next_ordered (&iter, &name, &node))
        if (JSON_NODE_HOLDS_OBJECT (node))
          add_kind (self, name, json_node_get_object (node));
    }
  self->writing = FALSE;
}

static void
changed_cb (AmendsLimitsPane *self, const char *path)
{
  if (!self->writing && g_strcmp0 (path, FILE_KEY ".json") == 0)
    fill (self);
}

static void
amends_limits_pane_dispose (GObject *object)
{
  g_clear_object (&AMENDS_LIMITS_PANE (object)->edit);

  G_OBJECT_CLASS (amends_limits_pane_parent_class)->dispose (object);
}

static void
amends_limits_pane_finalize (GObject *object)
{
  g_ptr_array_unref (AMENDS_LIMITS_PANE (object)->groups);

  G_OBJECT_CLASS (amends_limits_pane_parent_class)->finalize (object);
}

static void
amends_limits_pane_class_init (AmendsLimitsPaneClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = amends_limits_pane_dispose;
  G_OBJECT_CLASS (klass)->finalize = amends_limits_pane_finalize;
}

static void
amends_limits_pane_init (AmendsLimitsPane *self)
{
  self->groups = g_ptr_array_new ();
}

void
amends_limits_pane_set_edit (AmendsLimitsPane *self, AmendsPlaybookEdit *edit)
{
  g_return_if_fail (AMENDS_IS_LIMITS_PANE (self));

  g_set_object (&self->edit, edit);
  g_signal_connect_object (edit, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  fill (self);
}
