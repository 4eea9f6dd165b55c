/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Somebody of our side, to fill in or to change. */

#include "config.h"

#include "amends-person-dialog.h"

#include "amends-enum-types.h"
#include "amends-feedback.h"
#include "amends-form.h"
#include "amends-input-error.h"
#include "amends-labels.h"
#include "amends-preferences-window.h"
#include "amends-session-team.h"

#include <glib/gi18n-lib.h>

struct _AmendsPersonDialog
{
  AdwWindow parent_instance;

  GtkWidget *name;
  GtkWidget *emails;
  GtkWidget *role;
  GtkWidget *title_entry;
  AdwComboRow *manager;
  GtkWidget *crm_user;
  GtkLabel *approves;
  GtkSwitch *is_me;
  GtkWidget *is_me_row;
  GtkLabel *fault;
  GtkWidget *remove;
  GtkWidget *save;

  AmendsSession *session; /* (owned) */
  AmendsPerson *before;   /* (owned) (nullable): a new one */
  AmendsPerson *person;   /* (owned): the copy that is edited */
  GPtrArray *managers;    /* (owned) (element-type AmendsPerson): in the order of the list */
  GtkWidget *from;        /* (owned): where news of it is shown */
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (AmendsPersonDialog, amends_person_dialog, ADW_TYPE_WINDOW)

/* --- Taking it back -------------------------------------------------------------------------- */

typedef struct
{
  AmendsSession *session;
  AmendsPerson *before; /* (nullable): there was nobody */
  AmendsPerson *after;  /* (nullable): there is nobody */
  GtkWidget *from;
} Change;

static void
change_free (Change *change)
{
  g_object_unref (change->session);
  g_clear_object (&change->before);
  g_clear_object (&change->after);
  g_object_unref (change->from);
  g_free (change);
}

static void
undone_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) from = GTK_WIDGET (user_data);
  g_autoptr (GError) error = NULL;

  if (!amends_session_workspace_finish (AMENDS_SESSION (source), result, &error))
    amends_feedback_error (from, _ ("It could not be undone."), error);
}

static void
undo_cb (Change *change)
{
  if (change->before != NULL)
    amends_session_put_person_async (change->session, change->before, NULL, undone_cb,
                                     g_object_ref (change->from));
  else
    amends_session_remove_person_async (change->session, change->after, NULL, undone_cb,
                                        g_object_ref (change->from));
}

static void
offer_undo (Change *change, const char *text)
{
  amends_preferences_offer_undo (change->from, text, G_CALLBACK (undo_cb), change,
                                 (GClosureNotify) (GCallback) change_free);
}

static Change *
change_new (AmendsPersonDialog *self)
{
  Change *change = g_new0 (Change, 1);

  change->session = g_object_ref (self->session);
  change->before = self->before != NULL ? amends_record_copy (self->before) : NULL;
  change->after = g_object_ref (self->person);
  change->from = g_object_ref (self->from);
  return change;
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Change *change = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (!amends_session_workspace_finish (AMENDS_SESSION (source), result, &error))
    {
      amends_feedback_error (change->from, _ ("The person could not be saved."), error);
      change_free (change);
      return;
    }
  text = change->before != NULL
             /* TRANSLATORS: %s is a person's name */
             ? g_strdup_printf (_ ("%s changed."), change->after->name)
             /* TRANSLATORS: %s is a person's name */
             : g_strdup_printf (_ ("%s added."), change->after->name);
  offer_undo (change, text);
}

static void
removed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Change *change = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (!amends_session_workspace_finish (AMENDS_SESSION (source), result, &error))
    {
      amends_feedback_error (change->from, _ ("The person could not be removed."), error);
      change_free (change);
      return;
    }
  /* TRANSLATORS: %s is a person's name */
  text = g_strdup_printf (_ ("%s removed."), change->after->name);
  offer_undo (change, text);
}

/* --- The form -------------------------------------------------------------------------------- */

/* (transfer full) (nullable): what stands between commas, spaces and semicolons. */
static char **
split_addresses (const char *text)
{
  g_auto (GStrv) parts = g_strsplit_set (text, ",; ，；\n", -1);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  char **list;

  for (guint i = 0; parts[i] != NULL; i++)
    if (*parts[i] != '\0')
      g_strv_builder_add (builder, parts[i]);
  list = g_strv_builder_end (builder);
  if (list[0] == NULL)
    g_clear_pointer (&list, g_strfreev);
  return list;
}

static const char *
get_text (GtkWidget *entry)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (entry));

  return *text != '\0' ? text : NULL;
}

static void
show_approvals (AmendsPersonDialog *self)
{
  g_autoptr (GPtrArray) may = amends_session_describe_approvals (self->session, self->person->role);
  g_autofree char *list = NULL;
  g_autofree char *text = NULL;

  if (may->len > 0)
    {
      g_ptr_array_add (may, NULL);
      list = g_strjoinv (_ (", "), (char **) may->pdata);
      /* TRANSLATORS: %s is a list such as "Service credit up to 5,000 USD, Something else" */
      text =
          g_strdup_printf (_ ("By the playbook this role approves: %s. The limits are changed in "
                              "the playbook."),
                           list);
    }
  gtk_label_set_text (self->approves,
                      text != NULL ? text : _ ("By the playbook this role approves no goodwill."));
}

static void
changed_cb (AmendsPersonDialog *self)
{
  g_auto (GStrv) emails = NULL;
  g_autoptr (GError) error = NULL;
  const char *field;
  guint manager;

  if (self->filling || self->session == NULL)
    return;
  emails = split_addresses (gtk_editable_get_text (GTK_EDITABLE (self->emails)));
  manager = adw_combo_row_get_selected (self->manager);
  amends_record_set (self->person, "name", get_text (self->name), "emails", emails, "role",
                     (int) adw_combo_row_get_selected (ADW_COMBO_ROW (self->role)), "title",
                     get_text (self->title_entry), "crm-user", get_text (self->crm_user),
                     "manager-id",
                     manager > 0 && manager <= self->managers->len
                         ? ((AmendsPerson *) self->managers->pdata[manager - 1])->id
                         : NULL,
                     "me", gtk_switch_get_active (self->is_me), NULL);
  show_approvals (self);

  amends_session_check_person (self->session, self->person, &error);
  field = amends_input_error_get_field (error);
  amends_preferences_mark (
      self->emails, g_strcmp0 (field, "emails") == 0 ? amends_input_error_get_text (error) : NULL);
  /* Nobody needs to be told that an empty form is empty. */
  gtk_label_set_text (self->fault, error != NULL && g_strcmp0 (field, "name") != 0
                                       ? amends_input_error_get_text (error)
                                       : "");
  gtk_widget_set_visible (GTK_WIDGET (self->fault), *gtk_label_get_text (self->fault) != '\0');
  gtk_widget_set_sensitive (self->save,
                            error == NULL && !amends_session_is_read_only (self->session));
}

static void
save_cb (AmendsPersonDialog *self)
{
  if (self->before == NULL || !amends_record_equal (self->before, self->person))
    amends_session_put_person_async (self->session, self->person, NULL, saved_cb,
                                     change_new (self));
  gtk_window_close (GTK_WINDOW (self));
}

static void
remove_cb (AmendsPersonDialog *self)
{
  amends_session_remove_person_async (self->session, self->person, NULL, removed_cb,
                                      change_new (self));
  gtk_window_close (GTK_WINDOW (self));
}

static void
set_text (GtkWidget *entry, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (entry), text != NULL ? text : "");
}

static void
fill_managers (AmendsPersonDialog *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  GListModel *people = amends_session_get_people (self->session);
  guint chosen = 0;

  gtk_string_list_append (names, C_ ("manager of a person", "Nobody"));
  for (guint i = 0; i < g_list_model_get_n_items (people); i++)
    {
      g_autoptr (AmendsPerson) other = g_list_model_get_item (people, i);

      if (g_strcmp0 (other->id, self->person->id) == 0)
        continue;
      gtk_string_list_append (names, other->name);
      if (g_strcmp0 (other->id, self->person->manager_id) == 0)
        chosen = self->managers->len + 1;
      g_ptr_array_add (self->managers, g_steal_pointer (&other));
    }
  adw_combo_row_set_model (self->manager, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->manager, chosen);
}

static void
fill_roles (AmendsPersonDialog *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  /* The customer is on the other side. */
  for (int role = 0; role < AMENDS_ROLE_CUSTOMER; role++)
    {
      const char *label = amends_enum_get_label (AMENDS_TYPE_ROLE, role);

      gtk_string_list_append (names, label != NULL && *label != '\0' ? label : _ ("Another role"));
    }
  adw_combo_row_set_model (ADW_COMBO_ROW (self->role), G_LIST_MODEL (names));
  adw_combo_row_set_selected (ADW_COMBO_ROW (self->role), (guint) self->person->role);
}

static void
fill (AmendsPersonDialog *self)
{
  g_autofree char *emails =
      self->person->emails != NULL ? g_strjoinv (", ", self->person->emails) : NULL;

  self->filling = TRUE;
  set_text (self->name, self->person->name);
  set_text (self->emails, emails);
  set_text (self->title_entry, self->person->title);
  set_text (self->crm_user, self->person->crm_user);
  fill_roles (self);
  fill_managers (self);
  gtk_switch_set_active (self->is_me, self->person->me);
  /* One is always me: somebody else takes it over, nobody gives it up. */
  gtk_widget_set_visible (self->is_me_row, !self->person->me);
  gtk_widget_set_visible (self->remove, self->before != NULL && !self->person->me &&
                                            !amends_session_is_read_only (self->session));
  self->filling = FALSE;
  changed_cb (self);
}

static void
amends_person_dialog_dispose (GObject *object)
{
  AmendsPersonDialog *self = AMENDS_PERSON_DIALOG (object);

  g_clear_object (&self->session);
  g_clear_object (&self->before);
  g_clear_object (&self->person);
  g_clear_object (&self->from);
  g_clear_pointer (&self->managers, g_ptr_array_unref);

  G_OBJECT_CLASS (amends_person_dialog_parent_class)->dispose (object);
}

static void
amends_person_dialog_class_init (AmendsPersonDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amends_person_dialog_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/dev/amends/Amends/preferences/amends-person-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AmendsPersonDialog, name);
  gtk_widget_class_bind_template_child (widget_class, AmendsPersonDialog, emails);
  gtk_widget_class_bind_template_child (widget_class, AmendsPersonDialog, role);
  gtk_widget_class_bind_template_child (widget_class, AmendsPersonDialog, title_entry);
  gtk_widget_class_bind_template_child (widget_class, AmendsPersonDialog, manager);
  gtk_widget_class_bind_template_child (widget_class, AmendsPersonDialog, crm_user);
  gtk_widget_class_bind_template_child (widget_class, AmendsPersonDialog, approves);
  gtk_widget_class_bind_template_child (widget_class, AmendsPersonDialog, is_me);
  gtk_widget_class_bind_template_child (widget_class, AmendsPersonDialog, is_me_row);
  gtk_widget_class_bind_template_child (widget_class, AmendsPersonDialog, fault);
  gtk_widget_class_bind_template_child (widget_class, AmendsPersonDialog, remove);
  gtk_widget_class_bind_template_child (widget_class, AmendsPersonDialog, save);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
amends_person_dialog_init (AmendsPersonDialog *self)
{
  self->managers = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
amends_person_dialog_present (GtkWidget *parent, AmendsSession *session, AmendsPerson *person)
{
  AmendsPersonDialog *self =
      g_object_new (AMENDS_TYPE_PERSON_DIALOG, "transient-for", gtk_widget_get_root (parent),
                    "title", person != NULL ? _ ("Person") : _ ("Add a person"), NULL);

  self->session = g_object_ref (session);
  self->from = g_object_ref (parent);
  self->before = person != NULL ? amends_record_copy (person) : NULL;
  self->person =
      person != NULL ? amends_record_copy (person) : amends_record_new (AMENDS_TYPE_PERSON);
  fill (self);
  gtk_window_present (GTK_WINDOW (self));
}
