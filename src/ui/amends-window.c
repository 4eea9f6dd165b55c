/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Holds the places of the program and moves between them. */

#include "config.h"

#include "amends-window.h"

#include "amends-account-new.h"
#include "amends-account-page.h"
#include "amends-adaptive-bin.h"
#include "amends-call-view.h"
#include "amends-case-page.h"
#include "amends-feedback.h"
#include "amends-first-run-page.h"
#include "amends-help.h"
#include "amends-home.h"
#include "amends-message-dialog.h"
#include "amends-search-page.h"
#include "amends-restore.h"
#include "amends-session-accounts.h"
#include "amends-session-settle.h"
#include "amends-import-dialog.h"
#include "amends-sync-page.h"
#include "amends-window-private.h"
#include "amends-window-size.h"
#include "amends-wizard.h"

#include <glib/gi18n-lib.h>

struct _AmendsWindow
{
  AdwApplicationWindow parent_instance;

  AmendsSession *session;          /* (owned) (nullable) until it is open */
  GSettings *settings;             /* (owned) (nullable): not installed */
  GCancellable *opening;           /* (owned) (nullable): a case being read */
  AmendsCasePage *case_page;       /* (unowned) (nullable) until a case is first shown */
  AmendsAccountPage *account_page; /* (unowned) (nullable) until an account is first shown */
  gboolean account_from_case;      /* it was opened from the case in view, and leads back there */
  gboolean case_from_account;      /* the other way round; never both */
  char *new_for;                   /* (owned) (nullable): the account the wizard is to begin with */
  AmendsWizard *wizard;            /* (unowned) (nullable) until first needed */
  AmendsCallView *call_view;       /* (unowned) (nullable) until the first call */
  AmendsSyncPage *sync_page;       /* (unowned) (nullable) until first shown */
  AmendsSearchPage *search_page;   /* (unowned) (nullable) until first searched */
  char *searched_from;             /* (owned) (nullable): the place the search leads back to */
  GtkWidget *first_run;            /* (unowned) (nullable) until first needed */
  guint waiting;                   /* for what the first frame shows */
  gboolean filled;
  gboolean painted;    /* the first frame that shows what is due */
  gboolean prepared;   /* what judging words needs has been asked for */
  gboolean restoring;  /* what is shown is not where the window was */
  gboolean beginning;  /* a new case, once words can be judged */
  AmendsCase *current; /* (owned) (nullable): what the case page shows */

  AmendsAdaptiveBin *bin;
  AdwToastOverlay *toasts;
  GtkStack *stack;
  AmendsHome *home;
};

G_DEFINE_FINAL_TYPE (AmendsWindow, amends_window, ADW_TYPE_APPLICATION_WINDOW)

enum
{
  CALLING,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

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

/* --- Places ---------------------------------------------------------------------------------- */

static void
back_from_case_cb (AmendsWindow *self)
{
  if (self->case_from_account && self->account_page != NULL)
    {
      self->case_from_account = FALSE;
      go (self, "account");
      return;
    }
  go (self, "home");
  amends_home_grab_focus (self->home);
}

/* Where the window is stands in the workspace at once: it opens there again, even after a crash,
 * and another workspace has its own. */
static void
remember_cb (AmendsWindow *self)
{
  const char *view = gtk_stack_get_visible_child_name (self->stack);

  if (self->session == NULL || self->restoring || amends_session_is_read_only (self->session))
    return;
  if (is_at (self, "case") && self->current != NULL)
    amends_restore_keep (self->session, view, self->current->escalation->id,
                         amends_case_page_get_page (self->case_page));
  else
    amends_restore_keep (self->session, view, NULL, amends_home_get_place (self->home));
}

static void
show_case (AmendsWindow *self, AmendsCase *case_, const char *page)
{
  if (self->case_page == NULL)
    {
      self->case_page = amends_case_page_new ();
      g_signal_connect_object (self->case_page, "back", G_CALLBACK (back_from_case_cb), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (self->case_page, "shown", G_CALLBACK (remember_cb), self,
                               G_CONNECT_SWAPPED);
      gtk_stack_add_named (self->stack, GTK_WIDGET (self->case_page), "case");
    }
  if (!is_at (self, "case"))
    self->case_from_account = is_at (self, "account");
  if (self->case_from_account)
    self->account_from_case = FALSE;
  g_set_object (&self->current, case_);
  amends_case_page_show (self->case_page, self->session, case_,
                         page != NULL && *page != '\0' ? page : "plan");
  go (self, "case");
}

typedef struct
{
  AmendsWindow *window; /* (owned) */
  char *page;           /* (owned) */
  gboolean again;       /* where the window was the last time */
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

  if (opening->again)
    opening->window->restoring = FALSE;
  /* It may be gone since, and somebody may have gone on already. */
  if (opening->again && (case_ == NULL || !is_at (opening->window, "home")))
    return;
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

/* --- An account ------------------------------------------------------------------------------ */

static void
back_from_account_cb (AmendsWindow *self)
{
  if (self->account_from_case && self->current != NULL)
    {
      go (self, "case");
      return;
    }
  go (self, "home");
  amends_home_grab_focus (self->home);
}

static void
show_account (AmendsWindow *self, const char *id, const char *page)
{
  if (self->account_page == NULL)
    {
      self->account_page = amends_account_page_new ();
      g_signal_connect_object (self->account_page, "back", G_CALLBACK (back_from_account_cb), self,
                               G_CONNECT_SWAPPED);
      gtk_stack_add_named (self->stack, GTK_WIDGET (self->account_page), "account");
    }
  if (!is_at (self, "account"))
    self->account_from_case = is_at (self, "case");
  if (self->account_from_case)
    self->case_from_account = FALSE;
  go (self, "account");
  amends_account_page_show (self->account_page, self->session, id, page,
                            self->account_from_case ? _ ("Escalation") : _ ("Accounts"));
}

static void
open_account_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AmendsWindow *self = AMENDS_WINDOW (widget);

  if (self->session != NULL)
    show_account (self, g_variant_get_string (parameter, NULL), NULL);
}

static void
account_added_cb (const char *id, gpointer window)
{
  show_account (AMENDS_WINDOW (window), id, "facts");
}

static void
new_account_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AmendsWindow *self = AMENDS_WINDOW (widget);

  if (self->session != NULL)
    amends_account_new_ask (widget, self->session, account_added_cb);
}

static void
crm_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AmendsWindow *self = AMENDS_WINDOW (widget);

  if (self->session == NULL)
    return;
  if (self->sync_page == NULL)
    {
      self->sync_page = g_object_new (AMENDS_TYPE_SYNC_PAGE, NULL);
      g_signal_connect_object (self->sync_page, "left", G_CALLBACK (go_home), self,
                               G_CONNECT_SWAPPED);
      amends_sync_page_set_session (self->sync_page, self->session);
      gtk_stack_add_named (self->stack, GTK_WIDGET (self->sync_page), "sync");
    }
  go (self, "sync");
  amends_sync_page_focus (self->sync_page);
}

/* Without a CRM, to where one is connected. */
static void
sync_now_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AmendsWindow *self = AMENDS_WINDOW (widget);

  if (self->session != NULL && !amends_sync_page_sync (widget, self->session))
    crm_cb (widget, name, parameter);
}

static void
import_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AmendsWindow *self = AMENDS_WINDOW (widget);

  if (self->session != NULL)
    amends_import_dialog_ask (widget, self->session);
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
  g_signal_emit (self, signals[CALLING], 0);
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
  g_signal_emit (self, signals[CALLING], 0);
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
begin_wizard (AmendsWindow *self)
{
  g_autofree char *id = g_steal_pointer (&self->new_for);
  AmendsAccount *account =
      id != NULL ? amends_record_list_find (amends_session_get_accounts (self->session), id) : NULL;

  if (account == NULL)
    amends_wizard_begin (self->wizard);
  else if (!amends_wizard_begin_for (self->wizard, account))
    amends_feedback_show (
        GTK_WIDGET (self),
        _ ("This escalation was begun before. Log it or start over, and then begin the new one."));
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
  begin_wizard (self);
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

/* Begins the wizard; for an account if one was asked for. */
static void
start_new (GtkWidget *widget)
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
new_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_clear_pointer (&AMENDS_WINDOW (widget)->new_for, g_free);
  start_new (widget);
}

static void
new_for_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AmendsWindow *self = AMENDS_WINDOW (widget);

  g_free (self->new_for);
  self->new_for = g_variant_dup_string (parameter, NULL);
  start_new (widget);
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

/* --- Search ---------------------------------------------------------------------------------- */

static void
searched_cb (AmendsWindow *self)
{
  g_autofree char *place = g_steal_pointer (&self->searched_from);

  go (self, place != NULL ? place : "home");
  if (is_at (self, "home"))
    amends_home_grab_focus (self->home);
}

static void
search_listed_cb (AmendsWindow *self, const char *words)
{
  go (self, "home");
  amends_home_search_for (self->home, words);
}

static void
show_search (AmendsWindow *self)
{
  if (self->search_page == NULL)
    {
      self->search_page = amends_search_page_new (self->session);
      g_signal_connect_object (self->search_page, "back", G_CALLBACK (searched_cb), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (self->search_page, "list", G_CALLBACK (search_listed_cb), self,
                               G_CONNECT_SWAPPED);
      gtk_stack_add_named (self->stack, GTK_WIDGET (self->search_page), "search");
    }
  if (!is_at (self, "search"))
    {
      g_free (self->searched_from);
      self->searched_from = g_strdup (gtk_stack_get_visible_child_name (self->stack));
    }
  go (self, "search");
}

static void
search_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AmendsWindow *self = AMENDS_WINDOW (widget);

  if (self->session == NULL)
    return;
  show_search (self);
  amends_search_page_begin (self->search_page);
}

static void
search_for_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AmendsWindow *self = AMENDS_WINDOW (widget);

  if (self->session == NULL)
    return;
  show_search (self);
  amends_search_page_search_for (self->search_page, g_variant_get_string (parameter, NULL));
}

/* Whoever just types at home searches. */
static gboolean
home_key_cb (AmendsWindow *self,
             guint key,
             guint code,
             GdkModifierType state,
             GtkEventControllerKey *keys)
{
  gunichar c = gdk_keyval_to_unicode (key);

  if (self->session == NULL || !is_at (self, "home") || !g_unichar_isgraph (c) ||
      (state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  show_search (self);
  return amends_search_page_forward (self->search_page, keys);
}

static void
back_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AmendsWindow *self = AMENDS_WINDOW (widget);

  if (is_at (self, "case"))
    back_from_case_cb (self);
  else if (is_at (self, "account"))
    amends_account_page_go_back (self->account_page);
  else if (is_at (self, "sync"))
    amends_sync_page_go_back (self->sync_page);
  else if (is_at (self, "wizard"))
    amends_wizard_back (self->wizard);
  else if (is_at (self, "call"))
    call_left_cb (self);
  else if (is_at (self, "search"))
    searched_cb (self);
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

/* What judging words needs takes as much memory as the rest of the program: whoever only looks at
 * what is due does without. */
static void
prepare (AmendsWindow *self)
{
  if (!self->painted || self->prepared || self->session == NULL)
    return;
  self->prepared = TRUE;
  amends_session_prepare_async (self->session, NULL, prepared_cb, g_object_ref (self));
}

static void
prepare_when_needed (AmendsWindow *self)
{
  if (!is_at (self, "failure") &&
      !(is_at (self, "home") && g_str_equal (amends_home_get_place (self->home), "today")))
    prepare (self);
}

/* The first frame that shows what is due is out: the rest is done behind it. */
static void
painted_cb (AmendsWindow *self, GdkFrameClock *clock)
{
  g_signal_handlers_disconnect_by_func (clock, painted_cb, self);
  g_debug ("The first frame with what is due is painted");
  self->painted = TRUE;
  if (self->session != NULL)
    amends_session_settle (self->session);
  prepare_when_needed (self);
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

  if (self->wizard != NULL)
    amends_wizard_save (self->wizard);
  if (self->call_view != NULL)
    amends_call_view_save (self->call_view);
  if (self->settings != NULL)
    g_settings_set_string (self->settings, "place", amends_home_get_place (self->home));
  return GTK_WINDOW_CLASS (amends_window_parent_class)->close_request (window);
}

static void
restore (AmendsWindow *self)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = NULL;
  g_autofree char *place = NULL;

  /* A program run from its build folder has no installed schema, and needs none. */
  if (source != NULL)
    schema = g_settings_schema_source_lookup (source, APP_ID, TRUE);
  if (schema == NULL)
    return;
  self->settings = g_settings_new (APP_ID);
  amends_window_size_keep (GTK_WINDOW (self), self->settings);
  place = g_settings_get_string (self->settings, "place");
  amends_home_set_place (self->home, place);
}

static void
amends_window_dispose (GObject *object)
{
  AmendsWindow *self = AMENDS_WINDOW (object);

  g_clear_handle_id (&self->waiting, g_source_remove);
  g_cancellable_cancel (self->opening);
  g_clear_object (&self->opening);
  g_clear_pointer (&self->new_for, g_free);
  g_clear_object (&self->session);
  g_clear_object (&self->settings);
  g_clear_object (&self->current);
  g_clear_pointer (&self->searched_from, g_free);

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
  signals[CALLING] = g_signal_new ("calling", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (AMENDS_TYPE_ADAPTIVE_BIN);
  g_type_ensure (AMENDS_TYPE_HOME);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/dev/amends/Amends/ui/amends-window.ui");
  gtk_widget_class_bind_template_child (widget_class, AmendsWindow, bin);
  gtk_widget_class_bind_template_child (widget_class, AmendsWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, AmendsWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, AmendsWindow, home);
  gtk_widget_class_bind_template_callback (widget_class, filled_cb);
  gtk_widget_class_bind_template_callback (widget_class, prepare);
  gtk_widget_class_bind_template_callback (widget_class, prepare_when_needed);
  gtk_widget_class_bind_template_callback (widget_class, home_key_cb);

  amends_help_install (widget_class);
  amends_window_news_install (widget_class);
  gtk_widget_class_install_action (widget_class, "win.open-case", "(ss)", open_case_cb);
  gtk_widget_class_install_action (widget_class, "win.open-account", "s", open_account_cb);
  gtk_widget_class_install_action (widget_class, "win.new", NULL, new_cb);
  gtk_widget_class_install_action (widget_class, "win.new-for", "s", new_for_cb);
  gtk_widget_class_install_action (widget_class, "win.new-account", NULL, new_account_cb);
  gtk_widget_class_install_action (widget_class, "win.crm", NULL, crm_cb);
  gtk_widget_class_install_action (widget_class, "win.sync-now", NULL, sync_now_cb);
  gtk_widget_class_install_action (widget_class, "win.import", NULL, import_cb);
  gtk_widget_class_install_action (widget_class, "win.call", "s", call_cb);
  gtk_widget_class_install_action (widget_class, "win.search", NULL, search_cb);
  gtk_widget_class_install_action (widget_class, "win.search-for", "s", search_for_cb);
  gtk_widget_class_install_action (widget_class, "win.place", "s", place_cb);
  gtk_widget_class_install_action (widget_class, "win.back", NULL, back_cb);
  gtk_widget_class_install_action (widget_class, "win.toggle-sidebar", NULL, toggle_sidebar_cb);
  gtk_widget_class_install_action (widget_class, "win.toggle-fullscreen", NULL,
                                   toggle_fullscreen_cb);
  gtk_widget_class_install_action (widget_class, "win.remove-sample", NULL, remove_sample_cb);

  /* These bubble up: a popover that can close comes first. */
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_r, GDK_CONTROL_MASK, "win.sync-now",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "win.back", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK, "win.back", NULL);
}

static void
amends_window_init (AmendsWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.remove-sample", FALSE);
  restore (self);
  g_signal_connect_object (self->stack, "notify::visible-child-name", G_CALLBACK (remember_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->stack, "notify::visible-child-name",
                           G_CALLBACK (prepare_when_needed), self, G_CONNECT_SWAPPED);
}

AmendsWindow *
amends_window_new (AdwApplication *application)
{
  return g_object_new (AMENDS_TYPE_WINDOW, "application", application, NULL);
}

/* Where the window was in this workspace the last time. */
static void
go_back_again (AmendsWindow *self)
{
  g_autofree char *view = NULL;
  g_autofree char *case_id = NULL;
  g_autofree char *page = NULL;
  Opening *opening;

  if (amends_restore_read (self->session, &view, &case_id, &page) && is_at (self, "home"))
    {
      if (g_str_equal (view, "case") && case_id != NULL)
        {
          opening = g_new0 (Opening, 1);
          opening->window = g_object_ref (self);
          opening->page = g_steal_pointer (&page);
          opening->again = TRUE;
          amends_session_get_case_async (self->session, case_id, NULL, case_read_cb, opening);
          return;
        }
      if (page != NULL)
        amends_home_set_place (self->home, page);
      self->restoring = FALSE;
      if (g_str_equal (view, "wizard"))
        gtk_widget_activate_action (GTK_WIDGET (self), "win.new", NULL);
    }
  self->restoring = FALSE;
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
  self->restoring = TRUE;
  go_home (self);
  go_back_again (self);
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

AmendsSession *
amends_window_get_session (AmendsWindow *self)
{
  return self->session;
}

AdwToastOverlay *
amends_window_get_toasts (AmendsWindow *self)
{
  return self->toasts;
}

const char *
amends_window_get_shown_id (AmendsWindow *self)
{
  return is_at (self, "case") && self->current != NULL ? self->current->escalation->id : NULL;
}

gboolean
amends_window_is_in_call (AmendsWindow *self)
{
  g_return_val_if_fail (AMENDS_IS_WINDOW (self), FALSE);

  /* A window that is going has none any more. */
  return !gtk_widget_in_destruction (GTK_WIDGET (self)) && get_call (self) != NULL;
}

void
amends_window_show_failure (AmendsWindow *self, const GError *error)
{
  g_autofree char *markup = g_markup_escape_text (error->message, -1);
  g_autoptr (GtkBuilder) builder =
      gtk_builder_new_from_resource ("/dev/amends/Amends/ui/amends-failure-page.ui");
  GtkWidget *before = gtk_stack_get_child_by_name (self->stack, "failure");

  g_return_if_fail (AMENDS_IS_WINDOW (self));

  adw_status_page_set_description (ADW_STATUS_PAGE (gtk_builder_get_object (builder, "status")),
                                   markup);
  if (before != NULL)
    gtk_stack_remove (self->stack, before);
  gtk_stack_add_named (self->stack, GTK_WIDGET (gtk_builder_get_object (builder, "page")),
                       "failure");
  go (self, "failure");
  present (self);
}
