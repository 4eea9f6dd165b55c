/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where all of it is kept, in how many copies, and for how long. */

#include "config.h"

#include "amends-data-page.h"

#include "amends-feedback.h"
#include "amends-file-dialog.h"
#include "amends-format.h"
#include "amends-launch.h"
#include "amends-message-dialog.h"
#include "amends-preferences-window.h"
#include "amends-session-data.h"

#include <glib/gi18n-lib.h>

struct _AmendsDataPage
{
  AdwPreferencesPage parent_instance;

  AdwActionRow *folder;
  AdwExpanderRow *copies;
  AdwActionRow *log;
  GtkWidget *verify;
  GtkSpinner *spinner;
  AdwComboRow *keep;
  GtkWidget *sample;
  GtkWidget *restore;

  AmendsSession *session; /* (owned) (nullable) until it is set */
  GPtrArray *rows;        /* (owned) (element-type GtkWidget): of copies */
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (AmendsDataPage, amends_data_page, ADW_TYPE_PREFERENCES_PAGE)

/* For how many months, in the order of the list; the first is "for good". */
static const guint months[] = { 0, 12, 24, 36, 60, 84, 120 };

static void refresh (AmendsDataPage *self);

/* --- The folder ------------------------------------------------------------------------------ */

static void
open_folder_cb (AmendsDataPage *self)
{
  g_autofree char *uri = g_filename_to_uri (amends_session_get_folder (self->session), NULL, NULL);

  if (uri != NULL)
    amends_launch_uri (GTK_WIDGET (self), uri);
}

static void
exported_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AmendsDataPage) self = AMENDS_DATA_PAGE (user_data);
  g_autoptr (GError) error = NULL;

  if (amends_session_export_finish (AMENDS_SESSION (source), result, &error))
    amends_feedback_show (GTK_WIDGET (self), _ ("Everything is in the file now."));
  else
    amends_feedback_error (GTK_WIDGET (self), _ ("Nothing was exported."), error);
}

static void
export_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  AmendsDataPage *self = AMENDS_DATA_PAGE (source);
  g_autoptr (GFile) file = amends_file_dialog_finish (result, NULL);

  if (file != NULL && self->session != NULL)
    amends_session_export_all_async (self->session, file, NULL, exported_cb, g_object_ref (self));
}

static void
export_cb (AmendsDataPage *self)
{
  amends_file_dialog_save_async (GTK_WIDGET (self), _ ("Export everything"), "amends.json", NULL,
                                 export_chosen_cb, NULL);
}

/* --- Copies ---------------------------------------------------------------------------------- */

static void
restore (AmendsDataPage *self, const char *path)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkApplication *application =
      gtk_window_get_application (gtk_window_get_transient_for (GTK_WINDOW (root)) != NULL
                                      ? gtk_window_get_transient_for (GTK_WINDOW (root))
                                      : GTK_WINDOW (root));

  if (application != NULL)
    g_action_group_activate_action (G_ACTION_GROUP (application), "restore",
                                    g_variant_new_string (path));
}

static void
restore_agreed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree char *path = user_data;

  if (amends_message_dialog_ask_finish (result, NULL))
    restore (AMENDS_DATA_PAGE (source), path);
}

static void
ask_restore (AmendsDataPage *self, const char *path)
{
  amends_message_dialog_ask_async (
      GTK_WIDGET (self), _ ("Go back to this copy?"),
      _ ("What was written since then is set aside beside it, not deleted. The window closes and "
         "opens again."),
      _ ("_Restore"), TRUE, NULL, restore_agreed_cb, g_strdup (path));
}

static void
restore_row_cb (GtkWidget *button, AmendsDataPage *self)
{
  ask_restore (self, g_object_get_data (G_OBJECT (button), "path"));
}

static void
restore_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  AmendsDataPage *self = AMENDS_DATA_PAGE (source);
  g_autoptr (GFile) file = amends_file_dialog_finish (result, NULL);
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (path != NULL && self->session != NULL)
    ask_restore (self, path);
}

static void
restore_cb (AmendsDataPage *self)
{
  amends_file_dialog_open_async (GTK_WIDGET (self), _ ("Restore a copy"), NULL, NULL,
                                 restore_chosen_cb, NULL);
}

static void
backed_up_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AmendsDataPage) self = AMENDS_DATA_PAGE (user_data);
  g_autoptr (GError) error = NULL;

  if (amends_session_workspace_finish (AMENDS_SESSION (source), result, &error))
    amends_feedback_show (GTK_WIDGET (self), _ ("The copy is complete."));
  else
    amends_feedback_error (GTK_WIDGET (self), _ ("No copy was made."), error);
}

static void
backup_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  AmendsDataPage *self = AMENDS_DATA_PAGE (source);
  g_autoptr (GFile) file = amends_file_dialog_finish (result, NULL);
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (path != NULL && self->session != NULL)
    amends_session_backup_async (self->session, path, NULL, backed_up_cb, g_object_ref (self));
}

static void
backup_cb (AmendsDataPage *self)
{
  g_autofree char *day =
      amends_instant_format (amends_session_now (self->session),
                             amends_session_get_zone (self->session), "amends-%Y-%m-%d.db");

  amends_file_dialog_save_async (GTK_WIDGET (self), _ ("Back up now"), day, NULL, backup_chosen_cb,
                                 NULL);
}

static void
add_copy (AmendsDataPage *self, AmendsCopy *copy)
{
  AmendsInstant now = amends_session_now (self->session);
  g_autofree char *when =
      amends_format_moment_full (copy->at, now, amends_session_get_zone (self->session));
  g_autofree char *size = g_format_size ((guint64) copy->size);
  GtkWidget *row = amends_preferences_row_new (when, size);
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_Restore…"));
  /* TRANSLATORS: %s is when a copy was made */
  g_autofree char *name = g_strdup_printf (_ ("Restore the copy of %s"), when);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data_full (G_OBJECT (button), "path", g_strdup (copy->path), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (restore_row_cb), self, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_expander_row_add_row (self->copies, row);
  g_ptr_array_add (self->rows, row);
}

static void
copies_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AmendsDataPage) self = AMENDS_DATA_PAGE (user_data);
  g_autoptr (GPtrArray) copies =
      amends_session_list_copies_finish (AMENDS_SESSION (source), result, NULL);
  g_autofree char *subtitle = NULL;

  if (self->session == NULL)
    return;
  for (guint i = 0; i < self->rows->len; i++)
    adw_expander_row_remove (self->copies, self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; copies != NULL && i < copies->len; i++)
    add_copy (self, copies->pdata[i]);
  if (self->rows->len > 0)
    {
      AmendsCopy *last = copies->pdata[0];
      g_autofree char *when = amends_format_moment_full (
          last->at, amends_session_now (self->session), amends_session_get_zone (self->session));

      subtitle = g_strdup_printf (
          /* TRANSLATORS: how many copies, and when the last one was made */
          g_dngettext (GETTEXT_PACKAGE, "%1$u copy, made %2$s", "%1$u copies, the last %2$s",
                       self->rows->len),
          self->rows->len, when);
    }
  adw_expander_row_set_subtitle (self->copies,
                                 subtitle != NULL ? subtitle : _ ("The first is made today"));
  adw_expander_row_set_enable_expansion (self->copies, self->rows->len > 0);
}

/* --- The log --------------------------------------------------------------------------------- */

static void
verified_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AmendsDataPage) self = AMENDS_DATA_PAGE (user_data);
  g_auto (AmendsVerification) found = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  gtk_spinner_set_spinning (self->spinner, FALSE);
  gtk_widget_set_sensitive (self->verify, TRUE);
  if (!amends_session_verify_finish (AMENDS_SESSION (source), result, &found, &error))
    {
      amends_feedback_error (GTK_WIDGET (self), _ ("The check could not be made."), error);
      return;
    }
  if (found.problem != NULL)
    text = g_strdup (found.problem);
  else
    text = g_strdup_printf (
        /* TRANSLATORS: entries of the log */
        _ ("All in order: %1$lld entries in their place, of which the words of %2$lld were "
           "erased."),
        (long long) (found.entries + found.erased), (long long) found.erased);
  adw_action_row_set_subtitle (self->log, text);
}

static void
verify_cb (AmendsDataPage *self)
{
  gtk_spinner_set_spinning (self->spinner, TRUE);
  gtk_widget_set_sensitive (self->verify, FALSE);
  amends_session_verify_async (self->session, NULL, verified_cb, g_object_ref (self));
}

/* --- For how long ---------------------------------------------------------------------------- */

static void
show_keep (AmendsDataPage *self)
{
  guint kept = amends_session_get_keep_months (self->session);
  gboolean filling = self->filling;

  self->filling = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (months); i++)
    if (months[i] == kept)
      adw_combo_row_set_selected (self->keep, i);
  self->filling = filling;
}

static void
old_removed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AmendsDataPage) self = AMENDS_DATA_PAGE (user_data);
  g_autoptr (GError) error = NULL;

  amends_session_count_finish (AMENDS_SESSION (source), result, &error);
  if (error != NULL)
    amends_feedback_error (GTK_WIDGET (self), _ ("The old cases are still there."), error);
}

static void
keep_agreed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  AmendsDataPage *self = AMENDS_DATA_PAGE (source);

  if (self->session == NULL)
    return;
  if (!amends_message_dialog_ask_finish (result, NULL))
    {
      show_keep (self);
      return;
    }
  amends_session_set_keep_months (self->session, GPOINTER_TO_UINT (user_data));
  amends_session_remove_old_async (self->session, NULL, old_removed_cb, g_object_ref (self));
}

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AmendsDataPage) self = AMENDS_DATA_PAGE (user_data);
  guint wanted = months[adw_combo_row_get_selected (self->keep)];
  g_autofree char *body = NULL;
  int count = amends_session_count_finish (AMENDS_SESSION (source), result, NULL);

  if (self->session == NULL)
    return;
  if (count <= 0)
    {
      amends_session_set_keep_months (self->session, wanted);
      return;
    }
  body = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE,
                   "%d closed case is older and is removed now, with its words in the log. This "
                   "cannot be undone.",
                   "%d closed cases are older and are removed now, with their words in the log. "
                   "This cannot be undone.",
                   (gulong) count),
      count);
  amends_message_dialog_ask_async (GTK_WIDGET (self), _ ("Remove older cases?"), body,
                                   _ ("_Remove"), TRUE, NULL, keep_agreed_cb,
                                   GUINT_TO_POINTER (wanted));
}

static void
keep_cb (AmendsDataPage *self)
{
  guint chosen = adw_combo_row_get_selected (self->keep);

  if (self->filling || self->session == NULL || chosen >= G_N_ELEMENTS (months))
    return;
  if (months[chosen] == 0)
    amends_session_set_keep_months (self->session, 0);
  else if (months[chosen] != amends_session_get_keep_months (self->session))
    amends_session_count_old_async (self->session, months[chosen], NULL, counted_cb,
                                    g_object_ref (self));
}

static void
sample_removed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AmendsDataPage) self = AMENDS_DATA_PAGE (user_data);
  g_autoptr (GError) error = NULL;

  if (!amends_session_workspace_finish (AMENDS_SESSION (source), result, &error))
    amends_feedback_error (GTK_WIDGET (self), _ ("The sample data are still there."), error);
  else
    amends_feedback_show (GTK_WIDGET (self), _ ("The sample data are gone."));
}

static void
remove_sample_cb (AmendsDataPage *self)
{
  amends_session_remove_sample_async (self->session, NULL, sample_removed_cb, g_object_ref (self));
}

/* --- Life ------------------------------------------------------------------------------------ */

static void
refresh (AmendsDataPage *self)
{
  gtk_widget_set_visible (self->sample, amends_session_has_sample (self->session));
  show_keep (self);
  amends_session_list_copies_async (self->session, NULL, copies_cb, g_object_ref (self));
}

static void
fill_keep (AmendsDataPage *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (months); i++)
    {
      g_autofree char *text = months[i] == 0
                                  /* TRANSLATORS: closed cases are kept for good */
                                  ? g_strdup (_ ("For good"))
                                  : g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u year",
                                                                  "%u years", months[i] / 12),
                                                     months[i] / 12);

      gtk_string_list_append (names, text);
    }
  self->filling = TRUE;
  adw_combo_row_set_model (self->keep, G_LIST_MODEL (names));
  self->filling = FALSE;
}

static void
amends_data_page_dispose (GObject *object)
{
  AmendsDataPage *self = AMENDS_DATA_PAGE (object);

  g_clear_object (&self->session);

  G_OBJECT_CLASS (amends_data_page_parent_class)->dispose (object);
}

static void
amends_data_page_finalize (GObject *object)
{
  AmendsDataPage *self = AMENDS_DATA_PAGE (object);

  g_ptr_array_unref (self->rows);

  G_OBJECT_CLASS (amends_data_page_parent_class)->finalize (object);
}

static void
amends_data_page_class_init (AmendsDataPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = amends_data_page_dispose;
  object_class->finalize = amends_data_page_finalize;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/dev/amends/Amends/preferences/amends-data-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AmendsDataPage, folder);
  gtk_widget_class_bind_template_child (widget_class, AmendsDataPage, copies);
  gtk_widget_class_bind_template_child (widget_class, AmendsDataPage, log);
  gtk_widget_class_bind_template_child (widget_class, AmendsDataPage, verify);
  gtk_widget_class_bind_template_child (widget_class, AmendsDataPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, AmendsDataPage, keep);
  gtk_widget_class_bind_template_child (widget_class, AmendsDataPage, sample);
  gtk_widget_class_bind_template_child (widget_class, AmendsDataPage, restore);
  gtk_widget_class_bind_template_callback (widget_class, open_folder_cb);
  gtk_widget_class_bind_template_callback (widget_class, export_cb);
  gtk_widget_class_bind_template_callback (widget_class, backup_cb);
  gtk_widget_class_bind_template_callback (widget_class, restore_cb);
  gtk_widget_class_bind_template_callback (widget_class, verify_cb);
  gtk_widget_class_bind_template_callback (widget_class, keep_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_sample_cb);
}

static void
amends_data_page_init (AmendsDataPage *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  fill_keep (self);
}

static void
session_changed_cb (AmendsDataPage *self, const char *id)
{
  if (id == NULL && self->session != NULL)
    refresh (self);
}

void
amends_data_page_set_session (AmendsDataPage *self, AmendsSession *session)
{
  g_return_if_fail (AMENDS_IS_DATA_PAGE (self));

  if (!g_set_object (&self->session, session))
    return;
  g_signal_connect_object (session, "changed", G_CALLBACK (session_changed_cb), self,
                           G_CONNECT_SWAPPED);
  adw_action_row_set_subtitle (self->folder, amends_session_get_folder (session));
  gtk_widget_set_sensitive (GTK_WIDGET (self->keep), !amends_session_is_read_only (session));
  gtk_widget_set_sensitive (self->restore, !amends_session_is_read_only (session));
  refresh (self);
}
