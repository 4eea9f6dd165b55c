/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Undo and redo as people meet them. */

#include "config.h"

#include "amends-undo.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "amends-feedback.h"
#include "amends-session-undo.h"

typedef struct
{
  GtkWidget *from; /* (owned) */
  char *case_id;   /* (owned) (nullable) */
  guint left;      /* how many more to take back */
} Taking;

static void
taking_free (Taking *taking)
{
  g_object_unref (taking->from);
  g_free (taking->case_id);
  g_free (taking);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Taking, taking_free)

static Taking *
taking_new (GtkWidget *from, const char *case_id)
{
  Taking *taking = g_new0 (Taking, 1);

  taking->from = g_object_ref (from);
  taking->case_id = g_strdup (case_id);
  return taking;
}

/* With the case, when it is not the one in view. */
static char *
dup_words (Taking *taking, AmendsUndoStep *step)
{
  if (taking->case_id == NULL || step->escalation_id == NULL ||
      g_str_equal (taking->case_id, step->escalation_id))
    return g_strdup (step->what);
  /* TRANSLATORS: a change, and the number of the case in which it was made */
  return g_strdup_printf (_ ("%1$s, in %2$s"), step->what, step->number);
}

static void
say (Taking *taking, const char *text, const char *button, const char *action)
{
  gtk_widget_activate_action (taking->from, "win.toast-action", "(sss)", text, button, action);
}

static void
undone_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Taking) taking = user_data;
  AmendsSession *session = AMENDS_SESSION (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (AmendsUndoStep) step = NULL;
  g_autofree char *words = NULL;
  g_autofree char *text = NULL;

  if (!amends_session_undo_finish_step (session, result, &step, &error))
    {
      /* What cannot be undone says so itself. */
      if (g_error_matches (error, AMENDS_SESSION_ERROR, AMENDS_SESSION_ERROR_TOO_LATE))
        amends_feedback_show (taking->from, error->message);
      else
        amends_feedback_error (taking->from, _ ("It could not be undone."), error);
      return;
    }
  if (taking->left > 0)
    {
      taking->left--;
      amends_session_undo_async (session, 0, NULL, undone_cb, g_steal_pointer (&taking));
      return;
    }
  words = dup_words (taking, step);
  /* TRANSLATORS: %s is a change, such as "move of “Progress update”" */
  text = g_strdup_printf (_ ("Undone: %s"), words);
  say (taking, text, _ ("Redo"), "win.redo");
}

static void
redone_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Taking) taking = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AmendsUndoStep) step = NULL;
  g_autofree char *words = NULL;
  g_autofree char *text = NULL;

  if (!amends_session_redo_finish (AMENDS_SESSION (source), result, &step, &error))
    {
      if (g_error_matches (error, AMENDS_SESSION_ERROR, AMENDS_SESSION_ERROR_TOO_LATE))
        amends_feedback_show (taking->from, error->message);
      else
        amends_feedback_error (taking->from, _ ("It could not be redone."), error);
      return;
    }
  words = dup_words (taking, step);
  /* TRANSLATORS: %s is a change, such as "move of “Progress update”" */
  text = g_strdup_printf (_ ("Redone: %s"), words);
  say (taking, text, _ ("Undo"), "win.undo");
}

static gboolean
can_change (GtkWidget *from, AmendsSession *session)
{
  if (!amends_session_is_read_only (session))
    return TRUE;
  amends_feedback_show (from, _ ("This workspace can only be read."));
  return FALSE;
}

void
amends_undo_back (GtkWidget *from, AmendsSession *session, guint token, const char *case_id)
{
  g_return_if_fail (GTK_IS_WIDGET (from));

  if (can_change (from, session))
    amends_session_undo_async (session, token, NULL, undone_cb, taking_new (from, case_id));
}

void
amends_undo_again (GtkWidget *from, AmendsSession *session, const char *case_id)
{
  g_return_if_fail (GTK_IS_WIDGET (from));

  if (can_change (from, session))
    amends_session_redo_async (session, NULL, redone_cb, taking_new (from, case_id));
}

/* --- Menu and list ------------------------------------------------------------------------------
 */

/* The titles are people's words: an underscore in them is no mnemonic. */
static char *
dup_item (const char *format, AmendsUndoStep *step)
{
  g_auto (GStrv) parts = g_strsplit (step->what, "_", -1);
  g_autofree char *escaped = g_strjoinv ("__", parts);

  return g_strdup_printf (format, escaped);
}

void
amends_undo_fill_menu (GMenu *section, AmendsSession *session)
{
  g_autoptr (AmendsUndoStep) undo = amends_session_dup_undo_step (session);
  g_autoptr (AmendsUndoStep) redo = amends_session_dup_redo_step (session);

  g_menu_remove_all (section);
  if (undo != NULL)
    {
      /* TRANSLATORS: menu item; %s is a change, such as "move of “Progress update”" */
      g_autofree char *label = dup_item (_ ("_Undo: %s"), undo);

      g_menu_append (section, label, "win.undo");
    }
  if (redo != NULL)
    {
      /* TRANSLATORS: menu item; %s is a change, such as "move of “Progress update”" */
      g_autofree char *label = dup_item (_ ("R_edo: %s"), redo);

      g_menu_append (section, label, "win.redo");
    }
  if (undo != NULL)
    g_menu_append (section, _ ("Undo _list…"), "win.undo-list");
}

typedef struct
{
  GtkWindow *dialog;      /* (unowned): owns this */
  GtkWidget *from;        /* (owned) */
  AmendsSession *session; /* (owned) */
} List;

static void
list_free (gpointer data)
{
  List *list = data;

  g_object_unref (list->from);
  g_object_unref (list->session);
  g_free (list);
}

static void
row_activated_cb (GtkListBox *box, GtkListBoxRow *row, gpointer user_data)
{
  List *list = user_data;
  Taking *taking = taking_new (list->from, NULL);

  taking->left = (guint) gtk_list_box_row_get_index (row);
  if (can_change (list->from, list->session))
    amends_session_undo_async (list->session, 0, NULL, undone_cb, taking);
  else
    taking_free (taking);
  gtk_window_close (list->dialog);
}

static GtkWidget *
create_row (AmendsUndoStep *step, gboolean reachable)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *title = g_markup_escape_text (step->what, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row),
                               step->is_final ? _ ("An approval cannot be undone.") : step->number);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), reachable);
  gtk_widget_set_sensitive (row, reachable);
  return row;
}

static GtkWidget *
create_list (GPtrArray *steps)
{
  GtkWidget *box = gtk_list_box_new ();
  gboolean reachable = TRUE;

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (box), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (box, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (box), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Changes, the last first"), -1);
  for (guint i = 0; i < steps->len; i++)
    {
      AmendsUndoStep *step = steps->pdata[i];

      reachable = reachable && !step->is_final;
      gtk_list_box_append (GTK_LIST_BOX (box), create_row (step, reachable));
    }
  return box;
}

void
amends_undo_present_list (GtkWidget *from, AmendsSession *session)
{
  g_autoptr (GPtrArray) steps = amends_session_list_undo (session);
  GtkWidget *window = adw_window_new ();
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *page = adw_preferences_page_new ();
  GtkWidget *group = adw_preferences_group_new ();
  GtkEventController *keys = gtk_shortcut_controller_new ();
  GtkWidget *box = create_list (steps);
  List *list = g_new0 (List, 1);

  g_return_if_fail (GTK_IS_WIDGET (from));

  list->dialog = GTK_WINDOW (window);
  list->from = g_object_ref (from);
  list->session = g_object_ref (session);
  g_object_set_data_full (G_OBJECT (window), "amends-undo-list", list, list_free);
  g_signal_connect (box, "row-activated", G_CALLBACK (row_activated_cb), list);

  adw_preferences_group_set_description (
      ADW_PREFERENCES_GROUP (group), steps->len > 0
                                         ? _ ("Choose a change: it and all after it are undone.")
                                         : _ ("There is nothing left to undo."));
  gtk_widget_set_visible (box, steps->len > 0);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), box);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));
  gtk_widget_set_vexpand (page, TRUE);
  gtk_box_append (GTK_BOX (content), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (content), page);
  adw_window_set_content (ADW_WINDOW (window), content);

  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys), gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0),
                                                        gtk_named_action_new ("window.close")));
  gtk_widget_add_controller (window, keys);
  gtk_window_set_title (GTK_WINDOW (window), _ ("Undo list"));
  gtk_window_set_default_size (GTK_WINDOW (window), 420, 480);
  gtk_window_set_transient_for (GTK_WINDOW (window), GTK_WINDOW (gtk_widget_get_root (from)));
  gtk_window_set_modal (GTK_WINDOW (window), TRUE);
  gtk_window_present (GTK_WINDOW (window));
}
