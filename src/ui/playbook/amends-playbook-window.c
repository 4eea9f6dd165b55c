/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A playbook of the user's own to edit. */

#include "config.h"

#include "amends-playbook-window.h"

#include "amends-adaptive-bin.h"
#include "amends-clocks-pane.h"
#include "amends-input-error.h"
#include "amends-limits-pane.h"
#include "amends-message-dialog.h"
#include "amends-paths-pane.h"
#include "amends-phrases-pane.h"
#include "amends-playbook-edit.h"
#include "amends-texts-pane.h"

#include <glib/gi18n-lib.h>

/* Long enough to finish a word, short enough to see what it does. */
#define CHECK_DELAY_MS 400

struct _AmendsPlaybookWindow
{
  AdwWindow parent_instance;

  AdwViewSwitcherTitle *title;
  AdwToastOverlay *toasts;
  AdwViewStack *stack;
  AmendsClocksPane *clocks;
  AmendsTextsPane *texts;
  AmendsPhrasesPane *phrases;
  AmendsPathsPane *paths;
  AmendsLimitsPane *limits;
  GtkWidget *undo;
  GtkWidget *redo;
  GtkWidget *save;
  GtkImage *state_icon;
  GtkLabel *state;
  GtkWidget *show;
  GtkSpinner *spinner;

  AmendsSession *session;    /* (owned) */
  AmendsPlaybookEdit *edit;  /* (owned) (nullable) until it is read */
  GCancellable *cancellable; /* (owned) (nullable): a check on its way */
  GError *fault;             /* (owned) (nullable): of the last check */
  char *id;                  /* (owned) */
  guint pending;
  gboolean right; /* what is written can be used */
  gboolean saving;
  gboolean closing; /* without saving */
};

G_DEFINE_FINAL_TYPE (AmendsPlaybookWindow, amends_playbook_window, ADW_TYPE_WINDOW)

static void
show_toast (AmendsPlaybookWindow *self, const char *text)
{
  g_autofree char *markup = g_markup_escape_text (text, -1);

  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (markup));
}

static void
update (AmendsPlaybookWindow *self)
{
  gboolean dirty = self->edit != NULL && amends_playbook_edit_is_dirty (self->edit);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "playbook.undo",
                                 self->edit != NULL && amends_playbook_edit_can_undo (self->edit));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "playbook.redo",
                                 self->edit != NULL && amends_playbook_edit_can_redo (self->edit));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "playbook.save",
                                 dirty && self->right && !self->saving);
}

static void
show_state (AmendsPlaybookWindow *self, const char *icon, const char *style, const char *text)
{
  GtkWidget *widgets[] = { GTK_WIDGET (self->state_icon), GTK_WIDGET (self->state) };

  gtk_image_set_from_icon_name (self->state_icon, icon);
  gtk_label_set_text (self->state, text);
  for (guint i = 0; i < G_N_ELEMENTS (widgets); i++)
    {
      gtk_widget_remove_css_class (widgets[i], "error");
      gtk_widget_remove_css_class (widgets[i], "success");
      if (style != NULL && (i == 0 || g_str_equal (style, "error")))
        gtk_widget_add_css_class (widgets[i], style);
    }
}

/* --- Checking -------------------------------------------------------------------------------- */

/* (transfer full): "sla.json, line 12, clocks.update: …" */
static char *
describe_fault (const GError *error)
{
  const char *text = amends_input_error_get_text (error);
  const char *file = amends_input_error_get_file (error);
  guint line = amends_input_error_get_line (error);

  if (text == NULL || file == NULL)
    return g_strdup (error->message);
  if (line == 0)
    return g_strdup_printf ("%s: %s", file, text);
  /* TRANSLATORS: a file, a line of it, and what is wrong there */
  return g_strdup_printf (_ ("%1$s, line %2$u: %3$s"), file, line, text);
}

static void
checked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AmendsPlaybookWindow) self = AMENDS_PLAYBOOK_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (AmendsEngines) engines =
      amends_playbook_edit_check_finish (AMENDS_PLAYBOOK_EDIT (source), result, &error);

  if (self->edit == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  gtk_spinner_set_spinning (self->spinner, FALSE);
  g_clear_error (&self->fault);
  self->right = engines != NULL;
  amends_texts_pane_show_check (self->texts, engines, error);
  if (engines != NULL)
    {
      show_state (self, "object-select-symbolic", "success",
                  amends_playbook_edit_is_dirty (self->edit)
                      ? _ ("All of it can be used. Save to use it.")
                      : _ ("Saved. All of it can be used."));
    }
  else
    {
      g_autofree char *text = describe_fault (error);

      show_state (self, "dialog-error-symbolic", "error", text);
      self->fault = g_steal_pointer (&error);
    }
  gtk_widget_set_visible (self->show,
                          self->fault != NULL && amends_input_error_get_file (self->fault) != NULL);
  update (self);
}

static gboolean
check_cb (gpointer user_data)
{
  AmendsPlaybookWindow *self = AMENDS_PLAYBOOK_WINDOW (user_data);

  self->pending = 0;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  gtk_spinner_set_spinning (self->spinner, TRUE);
  amends_playbook_edit_check_async (self->edit, self->cancellable, checked_cb, g_object_ref (self));
  return G_SOURCE_REMOVE;
}

static void
changed_cb (AmendsPlaybookWindow *self, const char *path)
{
  self->right = self->right && path == NULL;
  g_clear_handle_id (&self->pending, g_source_remove);
  self->pending = g_timeout_add (CHECK_DELAY_MS, check_cb, self);
  update (self);
}

/* Where the fault is. */
static void
show_cb (AmendsPlaybookWindow *self)
{
  static const struct
  {
    const char *prefix;
    const char *page;
  } places[] = {
    { "sla.json", "clocks" },      { "templates/", "texts" },        { "phrases/", "phrases" },
    { "goodwill.json", "limits" }, { "stakeholders.json", "paths" },
  };
  const char *file = self->fault != NULL ? amends_input_error_get_file (self->fault) : NULL;

  for (guint i = 0; file != NULL && i < G_N_ELEMENTS (places); i++)
    if (g_str_has_prefix (file, places[i].prefix))
      adw_view_stack_set_visible_child_name (self->stack, places[i].page);
  if (file != NULL && g_str_has_prefix (file, "templates/"))
    amends_texts_pane_open (self->texts, file, amends_input_error_get_line (self->fault));
}

/* --- Commands -------------------------------------------------------------------------------- */

static void
undo_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  amends_playbook_edit_undo (AMENDS_PLAYBOOK_WINDOW (widget)->edit);
}

static void
redo_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  amends_playbook_edit_redo (AMENDS_PLAYBOOK_WINDOW (widget)->edit);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AmendsPlaybookWindow) self = AMENDS_PLAYBOOK_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  gboolean done = amends_playbook_edit_save_finish (AMENDS_PLAYBOOK_EDIT (source), result, &error);

  self->saving = FALSE;
  if (self->edit == NULL)
    return;
  if (!done)
    {
      g_autofree char *text = describe_fault (error);

      show_state (self, "dialog-error-symbolic", "error", text);
    }
  else
    {
      show_toast (self,
                  _ ("Saved. New cases follow it if this playbook is in use; drafts offer the "
                     "new texts when they are written anew."));
      show_state (self, "object-select-symbolic", "success", _ ("Saved. All of it can be used."));
    }
  update (self);
}

static void
save_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AmendsPlaybookWindow *self = AMENDS_PLAYBOOK_WINDOW (widget);

  self->saving = TRUE;
  update (self);
  amends_playbook_edit_save_async (self->edit, NULL, saved_cb, g_object_ref (self));
}

/* --- Life ------------------------------------------------------------------------------------ */

static void
discard_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  AmendsPlaybookWindow *self = AMENDS_PLAYBOOK_WINDOW (source);

  if (!amends_message_dialog_ask_finish (result, NULL))
    return;
  self->closing = TRUE;
  gtk_window_close (GTK_WINDOW (self));
}

static gboolean
amends_playbook_window_close_request (GtkWindow *window)
{
  AmendsPlaybookWindow *self = AMENDS_PLAYBOOK_WINDOW (window);

  if (!self->closing && self->edit != NULL && amends_playbook_edit_is_dirty (self->edit))
    {
      amends_message_dialog_ask_async (
          GTK_WIDGET (self), _ ("Close without saving?"),
          _ ("What you changed in this playbook since it was saved would be gone."),
          _ ("_Discard changes"), TRUE, NULL, discard_cb, NULL);
      return TRUE;
    }
  return GTK_WINDOW_CLASS (amends_playbook_window_parent_class)->close_request (window);
}

static void
amends_playbook_window_dispose (GObject *object)
{
  AmendsPlaybookWindow *self = AMENDS_PLAYBOOK_WINDOW (object);

  g_clear_handle_id (&self->pending, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->edit);
  g_clear_object (&self->session);
  g_clear_error (&self->fault);
  g_clear_pointer (&self->id, g_free);

  G_OBJECT_CLASS (amends_playbook_window_parent_class)->dispose (object);
}

static void
amends_playbook_window_class_init (AmendsPlaybookWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amends_playbook_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = amends_playbook_window_close_request;

  g_type_ensure (AMENDS_TYPE_ADAPTIVE_BIN);
  g_type_ensure (AMENDS_TYPE_CLOCKS_PANE);
  g_type_ensure (AMENDS_TYPE_TEXTS_PANE);
  g_type_ensure (AMENDS_TYPE_PHRASES_PANE);
  g_type_ensure (AMENDS_TYPE_PATHS_PANE);
  g_type_ensure (AMENDS_TYPE_LIMITS_PANE);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/dev/amends/Amends/playbook/amends-playbook-window.ui");
  gtk_widget_class_bind_template_child (widget_class, AmendsPlaybookWindow, title);
  gtk_widget_class_bind_template_child (widget_class, AmendsPlaybookWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, AmendsPlaybookWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, AmendsPlaybookWindow, clocks);
  gtk_widget_class_bind_template_child (widget_class, AmendsPlaybookWindow, texts);
  gtk_widget_class_bind_template_child (widget_class, AmendsPlaybookWindow, phrases);
  gtk_widget_class_bind_template_child (widget_class, AmendsPlaybookWindow, paths);
  gtk_widget_class_bind_template_child (widget_class, AmendsPlaybookWindow, limits);
  gtk_widget_class_bind_template_child (widget_class, AmendsPlaybookWindow, undo);
  gtk_widget_class_bind_template_child (widget_class, AmendsPlaybookWindow, redo);
  gtk_widget_class_bind_template_child (widget_class, AmendsPlaybookWindow, save);
  gtk_widget_class_bind_template_child (widget_class, AmendsPlaybookWindow, state_icon);
  gtk_widget_class_bind_template_child (widget_class, AmendsPlaybookWindow, state);
  gtk_widget_class_bind_template_child (widget_class, AmendsPlaybookWindow, show);
  gtk_widget_class_bind_template_child (widget_class, AmendsPlaybookWindow, spinner);
  gtk_widget_class_bind_template_callback (widget_class, show_cb);
  gtk_widget_class_install_action (widget_class, "playbook.undo", NULL, undo_cb);
  gtk_widget_class_install_action (widget_class, "playbook.redo", NULL, redo_cb);
  gtk_widget_class_install_action (widget_class, "playbook.save", NULL, save_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK, "playbook.undo",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK,
                                       "playbook.redo", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "playbook.save",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_w, GDK_CONTROL_MASK, "window.close",
                                       NULL);
}

static void
amends_playbook_window_init (AmendsPlaybookWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  update (self);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AmendsPlaybookWindow) self = AMENDS_PLAYBOOK_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (AmendsPlaybookEdit) edit = amends_playbook_edit_open_finish (result, &error);
  g_autofree char *name = NULL;

  if (self->session == NULL)
    return;
  if (edit == NULL)
    {
      show_state (self, "dialog-error-symbolic", "error", error->message);
      return;
    }
  self->edit = g_steal_pointer (&edit);
  name = amends_playbook_edit_dup_name (self->edit);
  adw_view_switcher_title_set_title (self->title, name);
  gtk_window_set_title (GTK_WINDOW (self), name);
  amends_clocks_pane_set_edit (self->clocks, self->edit);
  amends_texts_pane_set_edit (self->texts, self->session, self->edit);
  amends_phrases_pane_set_edit (self->phrases, self->edit);
  amends_paths_pane_set_edit (self->paths, self->edit);
  amends_limits_pane_set_edit (self->limits, self->edit);
  g_signal_connect_object (self->edit, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  check_cb (self);
}

void
amends_playbook_window_present (GtkWindow *parent, AmendsSession *session, const char *id)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();
  AmendsPlaybookWindow *self;

  for (GList *l = windows; l != NULL; l = l->next)
    if (AMENDS_IS_PLAYBOOK_WINDOW (l->data) &&
        g_strcmp0 (AMENDS_PLAYBOOK_WINDOW (l->data)->id, id) == 0)
      {
        gtk_window_present (GTK_WINDOW (l->data));
        return;
      }
  self = g_object_new (AMENDS_TYPE_PLAYBOOK_WINDOW, "transient-for", parent, NULL);
  self->session = g_object_ref (session);
  self->id = g_strdup (id);
  amends_playbook_edit_open_async (session, id, NULL, opened_cb, g_object_ref (self));
  gtk_window_present (GTK_WINDOW (self));
}
