/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Holds the places of the program and moves between them. */

#include "config.h"

#include "amends-window.h"

#include "amends-adaptive-bin.h"
#include "amends-call-view.h"
#include "amends-case-page.h"
#include "amends-feedback.h"
#include "amends-first-run-page.h"
#include "amends-home.h"
#include "amends-wizard.h"

#include <glib/gi18n-lib.h>

struct _AmendsWindow
{
  AdwApplicationWindow parent_instance;

  AmendsSession *session;    /* (owned) (nullable) until it is open */
  GSettings *settings;       /* (owned) (nullable): not installed */
  GCancellable *opening;     /* (owned) (nullable): a case being read */
  AmendsCasePage *case_page; /* (unowned) (nullable) until a case is first shown */
  AmendsWizard *wizard;      /* (unowned) (nullable) until first needed */
  AmendsCallView *call_view; /* (unowned) (nullable) until the first call */
  GtkWidget *first_run;      /* (unowned) (nullable) until first needed */
  guint waiting;             /* for what the first frame shows */
  gboolean filled;
  gboolean beginning;  /* a new case, once words can be judged */
  AmendsCase *current; /* (owned) (nullable): what the case page shows */

  AmendsAdaptiveBin *bin;
  AdwToastOverlay *toasts;
  AdwToast *undo_toast; /* (weak) (nullable): that can be undone, shown or waiting */
  GtkStack *stack;
  AmendsHome *home;
  AdwStatusPage *failure;
};

G_DEFINE_FINAL_TYPE (AmendsWindow, amends_window, ADW_TYPE_APPLICATION_WINDOW)

/* A window that takes longer comes without what is due in it. */
#define LONGEST_WAIT_MS 700

static void
go (AmendsWindow *self, const char *place)
{
  gtk_stack_set_visible_child_name (self->stack, place);
}

static gboolean
is_at (AmendsWindow *self, const char *place)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), place) == 0;
}

static void
first_run_done_cb (AmendsWindow *self)
{
  go (self, "home");
  amends_home_grab_focus (self->home);
}

static void
go_to_first_run (AmendsWindow *self)
{
  if (self->first_run == NULL)
    {
      self->first_run = g_object_new (AMENDS_TYPE_FIRST_RUN_PAGE, NULL);
      g_signal_connect_object (self->first_run, "done", G_CALLBACK (first_run_done_cb), self,
                               G_CONNECT_SWAPPED);
      amends_first_run_page_set_session (AMENDS_FIRST_RUN_PAGE (self->first_run), self->session);
      gtk_stack_add_named (self->stack, self->first_run, "first-run");
    }
  go (self, "first-run");
}

/* Home, or the first run while there is nothing to come home to. */
static void
go_home (AmendsWindow *self)
{
  if (amends_session_is_empty (self->session))
    go_to_first_run (self);
  else
    go (self, "home");
}

/* --- Toasts ---------------------------------------------------------------------------------- */

static void
undone_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AmendsWindow) self = AMENDS_WINDOW (user_data);
  g_autoptr (GError) error = NULL;

  if (!amends_session_undo_finish (AMENDS_SESSION (source), result, &error))
    amends_feedback_error (GTK_WIDGET (self), _ ("It could not be undone."), error);
}

static void
undo (AmendsWindow *self, guint token)
{
  if (self->session == NULL || !amends_session_can_undo (self->session))
    return;
  amends_session_undo_async (self->session, token, NULL, undone_cb, g_object_ref (self));
}

static void
toast_undo_cb (AdwToast *toast, AmendsWindow *self)
{
  undo (self, GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (toast), "token")));
}

static void
toast_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AmendsWindow *self = AMENDS_WINDOW (widget);
  g_autofree char *markup = NULL;
  AdwToast *toast;
  const char *text;
  guint token;

  g_variant_get (parameter, "(&su)", &text, &token);
  markup = g_markup_escape_text (text, -1);
  toast = adw_toast_new (markup);
  /* What came before can still be undone with Ctrl+Z; news of what was done now does not wait. */
  if (self->undo_toast != NULL)
    adw_toast_dismiss (self->undo_toast);
  g_set_weak_pointer (&self->undo_toast, token != 0 ? toast : NULL);
  if (token != 0)
    {
      adw_toast_set_button_label (toast, _ ("Undo"));
      /* As long as a sent message can be taken back. */
      adw_toast_set_timeout (toast, 10);
      g_object_set_data (G_OBJECT (toast), "token", GUINT_TO_POINTER (token));
      g_signal_connect_object (toast, "button-clicked", G_CALLBACK (toast_undo_cb), self, 0);
    }
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void
undo_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  undo (AMENDS_WINDOW (widget), 0);
}

/* --- Places ---------------------------------------------------------------------------------- */

static void
back_from_case_cb (AmendsWindow *self)
{
  go (self, "home");
  amends_home_grab_focus (self->home);
}

static void
show_case (AmendsWindow *self, AmendsCase *case_, const char *page)
{
  if (self->case_page == NULL)
    {
      self->case_page = amends_case_page_new ();
      g_signal_connect_object (self->case_page, "back", G_CALLBACK (back_from_case_cb), self,
                               G_CONNECT_SWAPPED);
      gtk_stack_add_named (self->stack, GTK_WIDGET (self->case_page), "case");
    }
  g_set_object (&self->current, case_);
  amends_case_page_show (self->case_page, self->session, case_,
                         page != NULL && *page != '\0' ? page : "plan");
  go (self, "case");
}

typedef struct
{
  AmendsWindow *window; /* (owned) */
  char *page;           /* (owned) */
} Opening;

static void
opening_free (Opening *opening)
{
  g_object_unref (opening->window);
  g_free (opening->page);
  g_free (opening);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Opening, opening_free)

static void
case_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Opening) opening = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AmendsCase) case_ =
      amends_session_get_case_finish (AMENDS_SESSION (source), result, &error);

  if (case_ == NULL)
    amends_feedback_error (GTK_WIDGET (opening->window), _ ("The case could not be opened."),
                           error);
  else
    show_case (opening->window, case_, opening->page);
}

static void
open_case_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AmendsWindow *self = AMENDS_WINDOW (widget);
  Opening *opening;
  const char *id;
  const char *page;

  if (self->session == NULL)
    return;
  g_variant_get (parameter, "(&s&s)", &id, &page);
  opening = g_new0 (Opening, 1);
  opening->window = g_object_ref (self);
  opening->page = g_strdup (page);
  g_cancellable_cancel (self->opening);
  g_clear_object (&self->opening);
  self->opening = g_cancellable_new ();
  amends_session_get_case_async (self->session, id, self->opening, case_read_cb, opening);
}

/* --- A call ---------------------------------------------------------------------------------- */

/* (transfer none) (nullable): what goes on, in view or not. */
static AmendsCall *
get_call (AmendsWindow *self)
{
  return self->call_view != NULL ? amends_call_view_get_call (self->call_view) : NULL;
}

static void
call_left_cb (AmendsWindow *self)
{
  AmendsCall *call = get_call (self);

  if (call != NULL)
    show_case (self, amends_call_get_case (call), "calls");
}

static void
call_ended_cb (AmendsWindow *self, const char *draft_id)
{
  g_autoptr (AmendsCase) case_ = g_object_ref (amends_call_get_case (get_call (self)));

  amends_call_view_set_call (self->call_view, NULL);
  show_case (self, case_, draft_id != NULL ? "drafts" : "plan");
  if (draft_id != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self->case_page), "case.open-draft", "s", draft_id);
}

static void
show_call (AmendsWindow *self, AmendsCall *call)
{
  if (self->call_view == NULL)
    {
      self->call_view = amends_call_view_new ();
      g_signal_connect_object (self->call_view, "left", G_CALLBACK (call_left_cb), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (self->call_view, "ended", G_CALLBACK (call_ended_cb), self,
                               G_CONNECT_SWAPPED);
      gtk_stack_add_named (self->stack, GTK_WIDGET (self->call_view), "call");
    }
  if (amends_call_view_get_call (self->call_view) != call)
    amends_call_view_set_call (self->call_view, call);
  go (self, "call");
  amends_call_view_grab_focus (self->call_view);
}

static void
call_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AmendsWindow *self = AMENDS_WINDOW (widget);
  g_autoptr (AmendsCall) call = NULL;

  if (self->session == NULL || self->current == NULL)
    return;
  if (get_call (self) != NULL)
    {
      if (amends_call_get_case (get_call (self)) != self->current)
        amends_feedback_show (widget, _ ("Another call is still on. End it first."));
      show_call (self, get_call (self));
      return;
    }
  call = amends_call_new (self->session, self->current, g_variant_get_string (parameter, NULL));
  if (call != NULL)
    show_call (self, call);
}

static void
kept_call_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AmendsWindow) self = AMENDS_WINDOW (user_data);
  AmendsSession *session = AMENDS_SESSION (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (AmendsCase) case_ = amends_session_get_case_finish (session, result, &error);
  g_autoptr (AmendsCall) call = case_ != NULL ? amends_call_new_kept (session, case_) : NULL;

  if (call != NULL && get_call (self) == NULL)
    {
      show_call (self, call);
      return;
    }
  if (error != NULL &&
      !g_error_matches (error, AMENDS_SESSION_ERROR, AMENDS_SESSION_ERROR_NOT_FOUND))
    amends_feedback_error (GTK_WIDGET (self), _ ("The call could not be opened again."), error);
  else
    amends_call_forget (session);
}

/* A call that was on when the window closed is on again. */
static void
resume_call (AmendsWindow *self)
{
  g_autofree char *kept = amends_call_dup_kept_case (self->session);

  if (kept != NULL && !amends_session_is_read_only (self->session))
    amends_session_get_case_async (self->session, kept, NULL, kept_call_cb, g_object_ref (self));
}

static void
wizard_logged_cb (AmendsWindow *self, AmendsCase *case_)
{
  show_case (self, case_, "plan");
}

static void
begin (AmendsWindow *self)
{
  if (self->wizard == NULL)
    {
      self->wizard = amends_wizard_new (self->session);
      g_object_bind_property (self->bin, "narrow", self->wizard, "narrow", G_BINDING_SYNC_CREATE);
      g_signal_connect_object (self->wizard, "closed", G_CALLBACK (go_home), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (self->wizard, "logged", G_CALLBACK (wizard_logged_cb), self,
                               G_CONNECT_SWAPPED);
      gtk_stack_add_named (self->stack, GTK_WIDGET (self->wizard), "wizard");
    }
  go (self, "wizard");
  amends_wizard_begin (self->wizard);
}

static void
prepared_to_begin_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AmendsWindow) self = AMENDS_WINDOW (user_data);
  g_autoptr (GError) error = NULL;

  self->beginning = FALSE;
  if (!amends_session_prepare_finish (AMENDS_SESSION (source), result, &error))
    amends_feedback_error (GTK_WIDGET (self), _ ("A message cannot be judged."), error);
  else if (self->session != NULL)
    begin (self);
}

static void
new_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AmendsWindow *self = AMENDS_WINDOW (widget);

  if (self->session == NULL)
    return;
  if (amends_session_is_read_only (self->session))
    {
      amends_feedback_show (widget, _ ("This workspace can only be read."));
      return;
    }
  if (amends_session_is_prepared (self->session))
    begin (self);
  else if (!self->beginning)
    {
      self->beginning = TRUE;
      amends_session_prepare_async (self->session, NULL, prepared_to_begin_cb, g_object_ref (self));
    }
}

static void
place_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AmendsWindow *self = AMENDS_WINDOW (widget);

  if (self->session == NULL)
    return;
  amends_home_set_place (self->home, g_variant_get_string (parameter, NULL));
  go (self, "home");
  amends_home_grab_focus (self->home);
}

static void
search_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AmendsWindow *self = AMENDS_WINDOW (widget);

  if (self->session == NULL)
    return;
  go (self, "home");
  amends_home_search (self->home);
}

static void
back_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AmendsWindow *self = AMENDS_WINDOW (widget);

  if (is_at (self, "case"))
    back_from_case_cb (self);
  else if (is_at (self, "wizard"))
    amends_wizard_back (self->wizard);
  else if (is_at (self, "call"))
    call_left_cb (self);
}

static void
toggle_sidebar_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  amends_home_toggle_sidebar (AMENDS_WINDOW (widget)->home);
}

static void
toggle_fullscreen_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  if (gtk_window_is_fullscreen (GTK_WINDOW (widget)))
    gtk_window_unfullscreen (GTK_WINDOW (widget));
  else
    gtk_window_fullscreen (GTK_WINDOW (widget));
}

static void
sample_removed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AmendsWindow) self = AMENDS_WINDOW (user_data);
  g_autoptr (GError) error = NULL;

  if (!amends_session_workspace_finish (AMENDS_SESSION (source), result, &error))
    amends_feedback_error (GTK_WIDGET (self), _ ("The sample data are still there."), error);
  else if (amends_session_is_empty (self->session))
    go_to_first_run (self);
}

static void
remove_sample_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AmendsWindow *self = AMENDS_WINDOW (widget);

  if (self->session != NULL)
    amends_session_remove_sample_async (self->session, NULL, sample_removed_cb,
                                        g_object_ref (self));
}

/* --- Life ------------------------------------------------------------------------------------ */

static void
session_changed_cb (AmendsWindow *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.remove-sample",
                                 amends_session_has_sample (self->session));
}

static void
prepared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AmendsWindow) self = AMENDS_WINDOW (user_data);
  g_autoptr (GError) error = NULL;

  if (!amends_session_prepare_finish (AMENDS_SESSION (source), result, &error))
    amends_feedback_error (GTK_WIDGET (self), _ ("A message cannot be judged."), error);
}

/* The first frame that shows what is due is out: what judging words needs is read behind it. */
static void
painted_cb (AmendsWindow *self, GdkFrameClock *clock)
{
  g_signal_handlers_disconnect_by_func (clock, painted_cb, self);
  g_debug ("The first frame with what is due is painted");
  if (self->session != NULL)
    amends_session_prepare_async (self->session, NULL, prepared_cb, g_object_ref (self));
}

static void
present (AmendsWindow *self)
{
  if (self->waiting == 0)
    return;
  g_clear_handle_id (&self->waiting, g_source_remove);
  gtk_window_present (GTK_WINDOW (self));
}

static gboolean
waited_cb (gpointer user_data)
{
  present (AMENDS_WINDOW (user_data));
  return G_SOURCE_REMOVE;
}

static void
filled_cb (AmendsWindow *self)
{
  if (self->filled)
    return;
  self->filled = TRUE;
  present (self);
  gtk_widget_realize (GTK_WIDGET (self));
  g_signal_connect_object (gtk_widget_get_frame_clock (GTK_WIDGET (self)), "after-paint",
                           G_CALLBACK (painted_cb), self, G_CONNECT_SWAPPED);
}

static void
session_problem_cb (AmendsWindow *self, const char *message)
{
  amends_feedback_show (GTK_WIDGET (self), message);
}

static gboolean
amends_window_close_request (GtkWindow *window)
{
  AmendsWindow *self = AMENDS_WINDOW (window);
  int width;
  int height;

  if (self->wizard != NULL)
    amends_wizard_save (self->wizard);
  if (self->call_view != NULL)
    amends_call_view_save (self->call_view);
  if (self->settings != NULL)
    {
      gtk_window_get_default_size (window, &width, &height);
      g_settings_set (self->settings, "window-size", "(ii)", width, height);
      g_settings_set_boolean (self->settings, "window-maximized", gtk_window_is_maximized (window));
      g_settings_set_string (self->settings, "place", amends_home_get_place (self->home));
    }
  return GTK_WINDOW_CLASS (amends_window_parent_class)->close_request (window);
}

static void
restore (AmendsWindow *self)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = NULL;
  g_autofree char *place = NULL;
  int width;
  int height;

  /* A program run from its build folder has no installed schema, and needs none. */
  if (source != NULL)
    schema = g_settings_schema_source_lookup (source, APP_ID, TRUE);
  if (schema == NULL)
    return;
  self->settings = g_settings_new (APP_ID);
  g_settings_get (self->settings, "window-size", "(ii)", &width, &height);
  gtk_window_set_default_size (GTK_WINDOW (self), width, height);
  if (g_settings_get_boolean (self->settings, "window-maximized"))
    gtk_window_maximize (GTK_WINDOW (self));
  place = g_settings_get_string (self->settings, "place");
  amends_home_set_place (self->home, place);
}

static void
amends_window_dispose (GObject *object)
{
  AmendsWindow *self = AMENDS_WINDOW (object);

  g_clear_handle_id (&self->waiting, g_source_remove);
  g_clear_weak_pointer (&self->undo_toast);
  g_cancellable_cancel (self->opening);
  g_clear_object (&self->opening);
  g_clear_object (&self->session);
  g_clear_object (&self->settings);
  g_clear_object (&self->current);

  G_OBJECT_CLASS (amends_window_parent_class)->dispose (object);
}

static void
amends_window_class_init (AmendsWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GtkWindowClass *window_class = GTK_WINDOW_CLASS (klass);

  object_class->dispose = amends_window_dispose;
  window_class->close_request = amends_window_close_request;

  g_type_ensure (AMENDS_TYPE_ADAPTIVE_BIN);
  g_type_ensure (AMENDS_TYPE_HOME);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/dev/amends/Amends/ui/amends-window.ui");
  gtk_widget_class_bind_template_child (widget_class, AmendsWindow, bin);
  gtk_widget_class_bind_template_child (widget_class, AmendsWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, AmendsWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, AmendsWindow, home);
  gtk_widget_class_bind_template_child (widget_class, AmendsWindow, failure);
  gtk_widget_class_bind_template_callback (widget_class, filled_cb);

  gtk_widget_class_install_action (widget_class, "win.toast", "(su)", toast_cb);
  gtk_widget_class_install_action (widget_class, "win.open-case", "(ss)", open_case_cb);
  gtk_widget_class_install_action (widget_class, "win.new", NULL, new_cb);
  gtk_widget_class_install_action (widget_class, "win.call", "s", call_cb);
  gtk_widget_class_install_action (widget_class, "win.search", NULL, search_cb);
  gtk_widget_class_install_action (widget_class, "win.place", "s", place_cb);
  gtk_widget_class_install_action (widget_class, "win.back", NULL, back_cb);
  gtk_widget_class_install_action (widget_class, "win.undo", NULL, undo_cb);
  gtk_widget_class_install_action (widget_class, "win.toggle-sidebar", NULL, toggle_sidebar_cb);
  gtk_widget_class_install_action (widget_class, "win.toggle-fullscreen", NULL,
                                   toggle_fullscreen_cb);
  gtk_widget_class_install_action (widget_class, "win.remove-sample", NULL, remove_sample_cb);

  /* These bubble up: a text that can undo, or a popover that can close, comes first. */
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK, "win.undo", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "win.back", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK, "win.back", NULL);
}

static void
amends_window_init (AmendsWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.remove-sample", FALSE);
  restore (self);
}

AmendsWindow *
amends_window_new (AdwApplication *application)
{
  return g_object_new (AMENDS_TYPE_WINDOW, "application", application, NULL);
}

void
amends_window_set_session (AmendsWindow *self, AmendsSession *session)
{
  g_return_if_fail (AMENDS_IS_WINDOW (self));
  g_return_if_fail (AMENDS_IS_SESSION (session));

  if (!g_set_object (&self->session, session))
    return;
  g_signal_connect_object (session, "changed", G_CALLBACK (session_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "problem", G_CALLBACK (session_problem_cb), self,
                           G_CONNECT_SWAPPED);
  amends_home_set_session (self->home, session);
  session_changed_cb (self);
  go_home (self);
  resume_call (self);
  if (amends_session_is_read_only (session))
    amends_feedback_show (GTK_WIDGET (self), _ ("This workspace can only be read."));
}

void
amends_window_present_when_filled (AmendsWindow *self)
{
  g_return_if_fail (AMENDS_IS_WINDOW (self));

  if (self->waiting == 0)
    self->waiting = g_timeout_add (LONGEST_WAIT_MS, waited_cb, self);
}

void
amends_window_show_failure (AmendsWindow *self, const GError *error)
{
  g_autofree char *markup = g_markup_escape_text (error->message, -1);

  g_return_if_fail (AMENDS_IS_WINDOW (self));

  adw_status_page_set_description (self->failure, markup);
  go (self, "failure");
  present (self);
}
