/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which field of the CRM is which here. */

#include "config.h"

#include "amends-field-map-dialog.h"

#include "amends-weak.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _AmendsFieldMapDialog
{
  AdwWindow parent_instance;

  AmendsSession *session;    /* (owned) */
  GCancellable *cancellable; /* (owned) */

  GtkStack *stack;
  GtkBox *groups;
  GtkLabel *fault;
};

G_DEFINE_FINAL_TYPE (AmendsFieldMapDialog, amends_field_map_dialog, ADW_TYPE_WINDOW)

/* What a row sets. */
typedef struct
{
  char *kind;
  char *neutral;
  char **names; /* of the CRM's fields, as the row lists them; the first is "" for none */
} Mapping;

static void
mapping_free (gpointer data, GClosure *closure)
{
  Mapping *mapping = data;

  g_free (mapping->kind);
  g_free (mapping->neutral);
  g_strfreev (mapping->names);
  g_free (mapping);
}

static void
show_fault (AmendsFieldMapDialog *self, const GError *error)
{
  gtk_label_set_label (self->fault, error != NULL ? error->message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->fault), error != NULL);
}

static void
set_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AmendsFieldMapDialog) self = amends_weak_take (user_data);
  g_autoptr (GError) error = NULL;
  gboolean done = amends_session_set_map_finish (AMENDS_SESSION (source), result, &error);

  if (self != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_fault (self, done ? NULL : error);
}

static void
chosen_cb (AdwComboRow *row, GParamSpec *pspec, Mapping *mapping)
{
  GtkWidget *root = GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (row)));
  guint at = adw_combo_row_get_selected (row);
  AmendsFieldMapDialog *self;

  if (!AMENDS_IS_FIELD_MAP_DIALOG (root) || at == GTK_INVALID_LIST_POSITION)
    return;
  self = AMENDS_FIELD_MAP_DIALOG (root);
  amends_session_set_map_async (self->session, mapping->kind, mapping->neutral,
                                at > 0 ? mapping->names[at] : NULL, self->cancellable, set_cb,
                                amends_weak_new (self));
}

/* @choices: (nullable) (element-type utf8): "name\tlabel" of the CRM's fields. The one that is
 * mapped is among them even if the CRM could not be asked. */
static GtkWidget *
create_row (const AmendsMapRow *row, GPtrArray *choices)
{
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  GtkWidget *combo = adw_combo_row_new ();
  Mapping *mapping = g_new0 (Mapping, 1);
  g_autofree char *example = NULL;
  guint selected = 0;
  guint count = 1;

  gtk_string_list_append (words, _ ("Not read"));
  g_strv_builder_add (names, "");
  for (guint i = 0; choices != NULL && i < choices->len; i++, count++)
    {
      g_auto (GStrv) parts = g_strsplit (g_ptr_array_index (choices, i), "\t", 2);

      gtk_string_list_append (words, parts[1] != NULL ? parts[1] : parts[0]);
      g_strv_builder_add (names, parts[0]);
      if (g_strcmp0 (parts[0], row->remote) == 0)
        selected = count;
    }
  if (selected == 0 && row->remote != NULL)
    {
      gtk_string_list_append (words, row->remote);
      g_strv_builder_add (names, row->remote);
      selected = count;
    }

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (combo), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (combo), row->label);
  if (row->example != NULL && *row->example != '\0')
    {
      /* Translators: what a field of the CRM holds in one record. */
      example = g_strdup_printf (_ ("For example: %s"), row->example);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (combo), example);
    }
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (combo), 1);
  adw_combo_row_set_model (ADW_COMBO_ROW (combo), G_LIST_MODEL (words));
  adw_combo_row_set_selected (ADW_COMBO_ROW (combo), selected);
  mapping->kind = g_strdup (row->kind);
  mapping->neutral = g_strdup (row->neutral);
  mapping->names = g_strv_builder_end (names);
  g_signal_connect_data (combo, "notify::selected", G_CALLBACK (chosen_cb), mapping, mapping_free,
                         0);
  return combo;
}

/* A kind of record of a CRM, as a heading. */
static const char *
get_heading (const char *kind)
{
  static const char *const words[][2] = {
    { "account", N_ ("Accounts") },
    { "contact", N_ ("Contacts") },
    { "interaction", N_ ("Interactions") },
    { "survey", N_ ("Surveys") },
    { "case", N_ ("Escalations") },
    { "task", N_ ("Tasks") },
    { "note", N_ ("Notes") },
    { "e-mail", N_ ("E-mails") },
    { "report", N_ ("Reports") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_strcmp0 (words[i][0], kind) == 0)
      return _ (words[i][1]);
  return kind;
}

static void
fill (AmendsFieldMapDialog *self, GPtrArray *rows, GHashTable *choices)
{
  AdwPreferencesGroup *group = NULL;
  const char *kind = NULL;

  for (guint i = 0; i < rows->len; i++)
    {
      const AmendsMapRow *row = g_ptr_array_index (rows, i);

      if (g_strcmp0 (kind, row->kind) != 0)
        {
          kind = row->kind;
          group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
          adw_preferences_group_set_title (group, get_heading (kind));
          gtk_box_append (self->groups, GTK_WIDGET (group));
        }
      adw_preferences_group_add (
          group, create_row (row, choices != NULL ? g_hash_table_lookup (choices, kind) : NULL));
    }
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AmendsFieldMapDialog) self = amends_weak_take (user_data);
  g_autoptr (GHashTable) choices = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows =
      amends_session_list_map_finish (AMENDS_SESSION (source), result, &choices, &error);

  if (self == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  gtk_stack_set_visible_child_name (self->stack, "fields");
  if (rows == NULL)
    show_fault (self, error);
  else
    fill (self, rows, choices);
}

static void
amends_field_map_dialog_dispose (GObject *object)
{
  AmendsFieldMapDialog *self = AMENDS_FIELD_MAP_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (amends_field_map_dialog_parent_class)->dispose (object);
}

static void
amends_field_map_dialog_class_init (AmendsFieldMapDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amends_field_map_dialog_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/dev/amends/Amends/sync/amends-field-map-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AmendsFieldMapDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, AmendsFieldMapDialog, groups);
  gtk_widget_class_bind_template_child (widget_class, AmendsFieldMapDialog, fault);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
amends_field_map_dialog_init (AmendsFieldMapDialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
amends_field_map_dialog_present (GtkWidget *from, AmendsSession *session)
{
  AmendsFieldMapDialog *self;
  GtkRoot *root = gtk_widget_get_root (from);

  g_return_if_fail (GTK_IS_WINDOW (root));
  g_return_if_fail (AMENDS_IS_SESSION (session));

  self = g_object_new (AMENDS_TYPE_FIELD_MAP_DIALOG, "transient-for", root, NULL);
  self->session = g_object_ref (session);
  amends_session_list_map_async (session, self->cancellable, listed_cb, amends_weak_new (self));
  gtk_window_present (GTK_WINDOW (self));
}
