/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Connects the fields of records with the rows that edit them. */

#include "config.h"

#include "amends-form.h"

#include "amends-instant.h"
#include "amends-labels.h"

#include <glib/gi18n-lib.h>

/* --- Transformations ------------------------------------------------------------------------- */

static gboolean
text_to_editor (GBinding *binding, const GValue *from, GValue *to, gpointer user_data)
{
  const char *text = g_value_get_string (from);

  g_value_set_string (to, text != NULL ? text : "");
  return TRUE;
}

static gboolean
editor_to_text (GBinding *binding, const GValue *from, GValue *to, gpointer user_data)
{
  const char *text = g_value_get_string (from);

  g_value_set_string (to, text != NULL && *text != '\0' ? text : NULL);
  return TRUE;
}

static void
mark (GBinding *binding, gboolean valid)
{
  g_autoptr (GObject) editor = g_binding_dup_target (binding);

  if (!GTK_IS_WIDGET (editor))
    return;
  if (valid)
    gtk_widget_remove_css_class (GTK_WIDGET (editor), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (editor), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (editor), GTK_ACCESSIBLE_STATE_INVALID,
                               valid ? GTK_ACCESSIBLE_INVALID_FALSE : GTK_ACCESSIBLE_INVALID_TRUE,
                               -1);
}

static gboolean
number_to_editor (GBinding *binding, const GValue *from, GValue *to, gpointer user_data)
{
  int number = g_value_get_int (from);

  if (number == AMENDS_UNKNOWN)
    g_value_set_string (to, "");
  else
    g_value_take_string (to, g_strdup_printf ("%d", number));
  return TRUE;
}

static gboolean
editor_to_number (GBinding *binding, const GValue *from, GValue *to, gpointer user_data)
{
  g_autofree char *text = g_strstrip (g_value_dup_string (from));
  gint64 number = AMENDS_UNKNOWN;
  gboolean valid =
      *text == '\0' || g_ascii_string_to_signed (text, 10, 0, G_MAXINT32, &number, NULL);

  mark (binding, valid);
  if (valid)
    g_value_set_int (to, number);
  return valid;
}

static gboolean
moment_to_editor (GBinding *binding, const GValue *from, GValue *to, gpointer user_data)
{
  AmendsInstant instant = g_value_get_int64 (from);

  if (instant == AMENDS_INSTANT_NONE)
    g_value_set_string (to, "");
  else
    g_value_take_string (to, amends_instant_format (instant, user_data, "%Y-%m-%d %H:%M"));
  return TRUE;
}

static gboolean
editor_to_moment (GBinding *binding, const GValue *from, GValue *to, gpointer user_data)
{
  g_autofree char *text = g_strstrip (g_value_dup_string (from));
  g_auto (GStrv) parts = g_regex_split_simple ("[ T]+", text, 0, 0);
  g_autoptr (GDateTime) moment = NULL;
  int hour = 0;
  int minute = 0;
  char rest;
  GDate date;

  if (*text == '\0')
    {
      mark (binding, TRUE);
      g_value_set_int64 (to, AMENDS_INSTANT_NONE);
      return TRUE;
    }
  if (g_strv_length (parts) == 2 && amends_date_parse (parts[0], &date, NULL) &&
      sscanf (parts[1], "%2d:%2d%c", &hour, &minute, &rest) == 2)
    moment = g_date_time_new (user_data, g_date_get_year (&date), g_date_get_month (&date),
                              g_date_get_day (&date), hour, minute, 0);
  mark (binding, moment != NULL);
  if (moment == NULL)
    return FALSE;
  g_value_set_int64 (to, amends_instant_from_date_time (moment));
  return TRUE;
}

static gboolean
state_to_editor (GBinding *binding, const GValue *from, GValue *to, gpointer user_data)
{
  g_value_set_uint (to, g_value_get_enum (from));
  return TRUE;
}

static gboolean
editor_to_state (GBinding *binding, const GValue *from, GValue *to, gpointer user_data)
{
  guint selected = g_value_get_uint (from);

  if (selected == GTK_INVALID_LIST_POSITION)
    return FALSE;
  g_value_set_enum (to, selected);
  return TRUE;
}

static gboolean
lines_to_editor (GBinding *binding, const GValue *from, GValue *to, gpointer user_data)
{
  char **lines = g_value_get_boxed (from);

  g_value_take_string (to, lines != NULL ? g_strjoinv ("\n", lines) : g_strdup (""));
  return TRUE;
}

static gboolean
editor_to_lines (GBinding *binding, const GValue *from, GValue *to, gpointer user_data)
{
  g_auto (GStrv) lines = g_strsplit (g_value_get_string (from), "\n", -1);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) kept = NULL;

  for (char **line = lines; *line != NULL; line++)
    if (*g_strstrip (*line) != '\0')
      g_strv_builder_add (builder, *line);
  kept = g_strv_builder_end (builder);
  g_value_set_boxed (to, kept[0] != NULL ? kept : NULL);
  return TRUE;
}

static void
fill_combo (AdwComboRow *row, GType type)
{
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);
  g_autoptr (GEnumClass) states = g_type_class_ref (type);

  for (guint i = 0; i < states->n_values; i++)
    gtk_string_list_append (words, amends_enum_get_label (type, states->values[i].value));
  adw_combo_row_set_model (row, G_LIST_MODEL (words));
}

void
amends_form_bind (GtkWidget *editor, gpointer record, const char *field, GTimeZone *zone)
{
  const AmendsField *known = amends_record_find_field (record, field);
  GObject *target = G_OBJECT (editor);
  const char *property = "text";
  GBindingTransformFunc to = text_to_editor;
  GBindingTransformFunc back = editor_to_text;
  gpointer data = NULL;
  GDestroyNotify destroy = NULL;

  g_return_if_fail (known != NULL);

  if (ADW_IS_PREFERENCES_ROW (editor))
    adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (editor), FALSE);
  if (GTK_IS_TEXT_VIEW (editor))
    target = G_OBJECT (gtk_text_view_get_buffer (GTK_TEXT_VIEW (editor)));
  if (known->type == AMENDS_FIELD_INT)
    {
      to = number_to_editor;
      back = editor_to_number;
    }
  else if (known->type == AMENDS_FIELD_INSTANT)
    {
      to = moment_to_editor;
      back = editor_to_moment;
      data = g_time_zone_ref (zone);
      destroy = (GDestroyNotify) g_time_zone_unref;
    }
  else if (known->type == AMENDS_FIELD_ENUM)
    {
      fill_combo (ADW_COMBO_ROW (editor), known->of ());
      property = "selected";
      to = state_to_editor;
      back = editor_to_state;
    }
  else if (known->type == AMENDS_FIELD_STRV)
    {
      to = lines_to_editor;
      back = editor_to_lines;
    }
  g_object_bind_property_full (record, field, target, property,
                               G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE, to, back, data,
                               destroy);
}

/* --- Completion ------------------------------------------------------------------------------ */

#define MOST_OFFERS 6

typedef struct
{
  AdwEntryRow *entry; /* (unowned): it owns this */
  GListModel *model;  /* (owned) */
  char *property;     /* (owned) */
  AmendsCompletionFunc picked;
  gpointer user_data;
  GtkPopover *popover; /* (unowned): a child of the entry */
  GtkListBox *list;    /* (unowned) */
  gboolean picking;
} Completion;

static void
completion_free (gpointer data)
{
  Completion *self = data;

  g_object_unref (self->model);
  g_free (self->property);
  g_free (self);
}

static void
clear_offers (Completion *self)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
}

static void
add_offer (Completion *self, GObject *item, const char *name)
{
  GtkWidget *label = gtk_label_new (name);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  g_object_set_data_full (G_OBJECT (label), "item", g_object_ref (item), g_object_unref);
  gtk_list_box_append (self->list, label);
}

static void
offer (Completion *self)
{
  g_autofree char *wanted =
      g_utf8_casefold (gtk_editable_get_text (GTK_EDITABLE (self->entry)), -1);
  guint n = g_list_model_get_n_items (self->model);
  guint offers = 0;
  gboolean exact = FALSE;

  clear_offers (self);
  for (guint i = 0; i < n && offers < MOST_OFFERS && *wanted != '\0'; i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (self->model, i);
      g_autofree char *name = NULL;
      g_autofree char *folded = NULL;

      g_object_get (item, self->property, &name, NULL);
      folded = g_utf8_casefold (name != NULL ? name : "", -1);
      if (strstr (folded, wanted) == NULL)
        continue;
      exact = exact || g_str_equal (folded, wanted);
      add_offer (self, item, name);
      offers++;
    }
  if (offers > 0 && !exact)
    gtk_popover_popup (self->popover);
  else
    gtk_popover_popdown (self->popover);
}

static void
entry_changed_cb (Completion *self)
{
  GtkWidget *entry = GTK_WIDGET (self->entry);

  if (!self->picking && (gtk_widget_get_state_flags (entry) & GTK_STATE_FLAG_FOCUS_WITHIN))
    offer (self);
}

static void
offer_activated_cb (Completion *self, GtkListBoxRow *row)
{
  g_autoptr (GObject) item =
      g_object_ref (g_object_get_data (G_OBJECT (gtk_list_box_row_get_child (row)), "item"));

  gtk_popover_popdown (self->popover);
  self->picking = TRUE;
  self->picked (item, self->user_data);
  self->picking = FALSE;
}

static gboolean
entry_key_cb (Completion *self, guint key)
{
  GtkListBoxRow *first = gtk_list_box_get_row_at_index (self->list, 0);

  if (!gtk_widget_get_visible (GTK_WIDGET (self->popover)) || first == NULL)
    return GDK_EVENT_PROPAGATE;
  if (key == GDK_KEY_Down)
    return gtk_widget_grab_focus (GTK_WIDGET (first));
  if (key == GDK_KEY_Escape)
    {
      gtk_popover_popdown (self->popover);
      return GDK_EVENT_STOP;
    }
  return GDK_EVENT_PROPAGATE;
}

static void
entry_destroy_cb (Completion *self)
{
  g_clear_pointer ((GtkWidget **) &self->popover, gtk_widget_unparent);
}

void
amends_form_complete (AdwEntryRow *entry,
                      GListModel *model,
                      const char *property,
                      AmendsCompletionFunc picked,
                      gpointer user_data)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  Completion *self = g_new0 (Completion, 1);

  self->entry = entry;
  self->model = g_object_ref (model);
  self->property = g_strdup (property);
  self->picked = picked;
  self->user_data = user_data;
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  self->popover = GTK_POPOVER (gtk_popover_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Known names"), -1);
  gtk_popover_set_child (self->popover, GTK_WIDGET (self->list));
  gtk_popover_set_autohide (self->popover, FALSE);
  gtk_popover_set_has_arrow (self->popover, FALSE);
  gtk_widget_set_parent (GTK_WIDGET (self->popover), GTK_WIDGET (entry));

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (entry_key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (entry), keys);
  g_signal_connect_swapped (entry, "changed", G_CALLBACK (entry_changed_cb), self);
  g_signal_connect_swapped (entry, "destroy", G_CALLBACK (entry_destroy_cb), self);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (offer_activated_cb), self);
  g_object_set_data_full (G_OBJECT (entry), "amends-completion", self, completion_free);
}
