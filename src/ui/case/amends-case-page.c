/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One escalation: the sidebar that says which, the pages beside it, and the commands on it. */

#include "config.h"

#include "amends-case-page.h"

#include <glib/gi18n-lib.h>

#include "amends-adaptive-bin.h"
#include "amends-calls-page.h"
#include "amends-change-news.h"
#include "amends-case-export.h"
#include "amends-case-sidebar.h"
#include "amends-case-tools.h"
#include "amends-debrief-page.h"
#include "amends-drafts-page.h"
#include "amends-enum-types.h"
#include "amends-facts-dialog.h"
#include "amends-feedback.h"
#include "amends-goodwill-page.h"
#include "amends-labels.h"
#include "amends-log-page.h"
#include "amends-message-dialog.h"
#include "amends-note-dialog.h"
#include "amends-plan-page.h"
#include "amends-reclassify-dialog.h"
#include "amends-resolve-dialog.h"
#include "amends-stakeholders-page.h"
#include "amends-timeline-page.h"

struct _AmendsCasePage
{
  AdwBin parent_instance;

  AdwLeaflet *leaflet;
  AmendsCaseSubpage *sidebar;
  GtkStack *stack;
  AmendsDraftsPage *drafts;
  AmendsCallsPage *calls;
  AmendsGoodwillPage *goodwill;

  AmendsSession *session; /* (owned) (nullable) */
  AmendsCase *case_;      /* (owned) (nullable) */
  GSignalGroup *signals;  /* (owned) */
  GCancellable *looking;  /* (owned) (nullable): for what the past says of the case */
};

enum
{
  SIGNAL_BACK,
  SIGNAL_SHOWN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AmendsCasePage, amends_case_page, ADW_TYPE_BIN)

/* In the order of the keys Alt+1 to Alt+8. */
static const char *const page_names[] = { "plan",     "drafts", "timeline", "stakeholders",
                                          "goodwill", "calls",  "debrief",  "log" };

static const struct
{
  const char *action;
  AmendsStatus status;
} status_actions[] = {
  { "case.start", AMENDS_STATUS_IN_PROGRESS },   { "case.wait", AMENDS_STATUS_WAITING },
  { "case.resolve", AMENDS_STATUS_RESOLVED },    { "case.close", AMENDS_STATUS_CLOSED },
  { "case.duplicate", AMENDS_STATUS_DUPLICATE }, { "case.withdraw", AMENDS_STATUS_WITHDRAWN },
};

static void
update_actions (AmendsCasePage *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean writable = self->case_ != NULL && !amends_session_is_read_only (self->session);

  for (guint i = 0; i < G_N_ELEMENTS (status_actions); i++)
    gtk_widget_action_set_enabled (
        widget, status_actions[i].action,
        writable && amends_escalation_can_become (self->case_->escalation->status,
                                                  status_actions[i].status));
  gtk_widget_action_set_enabled (widget, "case.reclassify",
                                 writable &&
                                     amends_status_is_live (self->case_->escalation->status));
  gtk_widget_action_set_enabled (widget, "case.edit-facts", writable);
  gtk_widget_action_set_enabled (widget, "case.add-note", writable);
  gtk_widget_action_set_enabled (widget, "case.customer-wrote", writable);
}

static void
changed_cb (AmendsCasePage *self)
{
  update_actions (self);
}

static void
show_page (AmendsCasePage *self, const char *name)
{
  gtk_stack_set_visible_child_name (self->stack, name);
  g_object_set (self->sidebar, "page", name, NULL);
  adw_leaflet_set_visible_child (self->leaflet, GTK_WIDGET (self->stack));
  g_signal_emit (self, signals[SIGNAL_SHOWN], 0, name);
}

static void
show_page_action (GtkWidget *widget, const char *action, GVariant *target)
{
  show_page (AMENDS_CASE_PAGE (widget), g_variant_get_string (target, NULL));
}

static void
open_draft_action (GtkWidget *widget, const char *action, GVariant *target)
{
  AmendsCasePage *self = AMENDS_CASE_PAGE (widget);

  show_page (self, "drafts");
  amends_drafts_page_open (self->drafts, g_variant_get_string (target, NULL));
}

static void
show_overview_action (GtkWidget *widget, const char *action, GVariant *target)
{
  AmendsCasePage *self = AMENDS_CASE_PAGE (widget);

  adw_leaflet_set_visible_child (self->leaflet, GTK_WIDGET (self->sidebar));
}

static void
back_action (GtkWidget *widget, const char *action, GVariant *target)
{
  AmendsCasePage *self = AMENDS_CASE_PAGE (widget);
  gboolean on_page = adw_leaflet_get_folded (self->leaflet) &&
                     adw_leaflet_get_visible_child (self->leaflet) == GTK_WIDGET (self->stack);

  if (on_page && gtk_stack_get_visible_child (self->stack) == GTK_WIDGET (self->drafts) &&
      amends_drafts_page_go_back (self->drafts))
    return;
  if (on_page && gtk_stack_get_visible_child (self->stack) == GTK_WIDGET (self->calls) &&
      amends_calls_page_go_back (self->calls))
    return;
  if (on_page && gtk_stack_get_visible_child (self->stack) == GTK_WIDGET (self->goodwill) &&
      amends_goodwill_page_go_back (self->goodwill))
    return;
  if (on_page)
    adw_leaflet_set_visible_child (self->leaflet, GTK_WIDGET (self->sidebar));
  else
    g_signal_emit (self, signals[SIGNAL_BACK], 0);
}

static void
set_status (AmendsCasePage *self, AmendsStatus status, const char *why)
{
  g_autofree char *done = NULL;

  /* TRANSLATORS: %s is a status, such as "In progress" */
  done =
      g_strdup_printf (_ ("Status: %s."), amends_enum_get_label (AMENDS_TYPE_STATUS, (int) status));
  amends_session_set_status_async (
      self->session, self->case_, status, why, NULL, amends_change_news_case_cb,
      amends_change_news_new (GTK_WIDGET (self), done, _ ("The status could not be changed.")));
}

static void
status_action (GtkWidget *widget, const char *action, GVariant *target)
{
  AmendsCasePage *self = AMENDS_CASE_PAGE (widget);

  /* The debrief decides whether the case may be closed: what is being written counts. */
  if (g_str_equal (action, "case.close"))
    {
      amends_debrief_page_close_case (
          AMENDS_DEBRIEF_PAGE (gtk_stack_get_child_by_name (self->stack, "debrief")));
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (status_actions); i++)
    if (g_str_equal (action, status_actions[i].action))
      set_status (self, status_actions[i].status, NULL);
}

typedef struct
{
  AmendsCasePage *page; /* (owned) */
  AmendsCase *case_;    /* (owned) */
  AmendsStatus status;
} Ending;

static void
ending_free (Ending *ending)
{
  g_object_unref (ending->page);
  g_object_unref (ending->case_);
  g_free (ending);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Ending, ending_free)

static void
ending_reason_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Ending) ending = user_data;
  g_autofree char *why = amends_message_dialog_ask_text_finish (result, NULL);

  if (why != NULL && ending->page->case_ == ending->case_)
    set_status (ending->page, ending->status, why);
}

/* A case that ends without a resolution says why. */
static void
end_action (GtkWidget *widget, const char *action, GVariant *target)
{
  AmendsCasePage *self = AMENDS_CASE_PAGE (widget);
  Ending *ending = g_new0 (Ending, 1);
  gboolean duplicate = g_strcmp0 (action, "case.duplicate") == 0;

  ending->page = g_object_ref (self);
  ending->case_ = g_object_ref (self->case_);
  ending->status = duplicate ? AMENDS_STATUS_DUPLICATE : AMENDS_STATUS_WITHDRAWN;
  amends_message_dialog_ask_text_async (
      widget, duplicate ? _ ("Close as duplicate") : _ ("Close as withdrawn"),
      duplicate ? _ ("Its clocks stop. Say which case goes on, so that anyone can follow.")
                : _ ("Its clocks stop. Say who withdrew it and why."),
      duplicate ? _ ("Goes on in") : _ ("Reason"), _ ("Close case"), NULL, ending_reason_cb,
      ending);
}

static void
resolve_action (GtkWidget *widget, const char *action, GVariant *target)
{
  AmendsCasePage *self = AMENDS_CASE_PAGE (widget);

  amends_resolve_dialog_present (widget, self->session, self->case_);
}

static void
reclassify_action (GtkWidget *widget, const char *action, GVariant *target)
{
  AmendsCasePage *self = AMENDS_CASE_PAGE (widget);

  amends_reclassify_dialog_present (widget, self->session, self->case_);
}

static void
edit_facts_action (GtkWidget *widget, const char *action, GVariant *target)
{
  AmendsCasePage *self = AMENDS_CASE_PAGE (widget);

  amends_facts_dialog_present (widget, self->session, self->case_);
}

static void
note_action (GtkWidget *widget, const char *action, GVariant *target)
{
  AmendsCasePage *self = AMENDS_CASE_PAGE (widget);

  amends_note_dialog_present (widget, self->session, self->case_,
                              g_strcmp0 (action, "case.customer-wrote") == 0
                                  ? AMENDS_DIRECTION_INBOUND
                                  : AMENDS_DIRECTION_INTERNAL);
}

static void
open_account_action (GtkWidget *widget, const char *action, GVariant *target)
{
  AmendsCasePage *self = AMENDS_CASE_PAGE (widget);

  if (self->case_ != NULL)
    gtk_widget_activate_action (widget, "win.open-account", "s", self->case_->account->id);
}

static void
export_action (GtkWidget *widget, const char *action, GVariant *target)
{
  AmendsCasePage *self = AMENDS_CASE_PAGE (widget);

  if (self->case_ != NULL)
    amends_case_export (widget, self->session, self->case_, g_variant_get_string (target, NULL));
}

static void
amends_case_page_dispose (GObject *object)
{
  AmendsCasePage *self = AMENDS_CASE_PAGE (object);

  if (self->leaflet != NULL)
    amends_case_page_leave (self);
  g_clear_object (&self->signals);
  self->leaflet = NULL;

  G_OBJECT_CLASS (amends_case_page_parent_class)->dispose (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "case.back", NULL, back_action);
  gtk_widget_class_install_action (widget_class, "case.overview", NULL, show_overview_action);
  gtk_widget_class_install_action (widget_class, "case.show-page", "s", show_page_action);
  gtk_widget_class_install_action (widget_class, "case.open-draft", "s", open_draft_action);
  gtk_widget_class_install_action (widget_class, "case.start", NULL, status_action);
  gtk_widget_class_install_action (widget_class, "case.wait", NULL, status_action);
  gtk_widget_class_install_action (widget_class, "case.close", NULL, status_action);
  gtk_widget_class_install_action (widget_class, "case.duplicate", NULL, end_action);
  gtk_widget_class_install_action (widget_class, "case.withdraw", NULL, end_action);
  gtk_widget_class_install_action (widget_class, "case.resolve", NULL, resolve_action);
  gtk_widget_class_install_action (widget_class, "case.reclassify", NULL, reclassify_action);
  gtk_widget_class_install_action (widget_class, "case.edit-facts", NULL, edit_facts_action);
  gtk_widget_class_install_action (widget_class, "case.add-note", NULL, note_action);
  gtk_widget_class_install_action (widget_class, "case.customer-wrote", NULL, note_action);
  gtk_widget_class_install_action (widget_class, "case.export", "s", export_action);
  gtk_widget_class_install_action (widget_class, "case.open-account", NULL, open_account_action);
}

static void
install_shortcuts (GtkWidgetClass *widget_class)
{
  for (guint i = 0; i < G_N_ELEMENTS (page_names); i++)
    gtk_widget_class_add_binding_action (widget_class, GDK_KEY_1 + i, GDK_ALT_MASK,
                                         "case.show-page", "s", page_names[i]);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK, "case.back", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "case.back", NULL);
}

static void
amends_case_page_class_init (AmendsCasePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amends_case_page_dispose;

  signals[SIGNAL_SHOWN] = g_signal_new ("shown", AMENDS_TYPE_CASE_PAGE, G_SIGNAL_RUN_LAST, 0, NULL,
                                        NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_BACK] = g_signal_new ("back", AMENDS_TYPE_CASE_PAGE, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (AMENDS_TYPE_ADAPTIVE_BIN);
  g_type_ensure (AMENDS_TYPE_CASE_SIDEBAR);
  g_type_ensure (AMENDS_TYPE_PLAN_PAGE);
  g_type_ensure (AMENDS_TYPE_DRAFTS_PAGE);
  g_type_ensure (AMENDS_TYPE_TIMELINE_PAGE);
  g_type_ensure (AMENDS_TYPE_STAKEHOLDERS_PAGE);
  g_type_ensure (AMENDS_TYPE_GOODWILL_PAGE);
  g_type_ensure (AMENDS_TYPE_CALLS_PAGE);
  g_type_ensure (AMENDS_TYPE_DEBRIEF_PAGE);
  g_type_ensure (AMENDS_TYPE_LOG_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               AMENDS_CASE_TEMPLATE ("amends-case-page.ui"));
  gtk_widget_class_bind_template_child (widget_class, AmendsCasePage, leaflet);
  gtk_widget_class_bind_template_child (widget_class, AmendsCasePage, sidebar);
  gtk_widget_class_bind_template_child (widget_class, AmendsCasePage, stack);
  gtk_widget_class_bind_template_child (widget_class, AmendsCasePage, drafts);
  gtk_widget_class_bind_template_child (widget_class, AmendsCasePage, calls);
  gtk_widget_class_bind_template_child (widget_class, AmendsCasePage, goodwill);
  amends_case_bind_invert (widget_class);
  install_actions (widget_class);
  install_shortcuts (widget_class);
}

static void
amends_case_page_init (AmendsCasePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->signals = g_signal_group_new (AMENDS_TYPE_SESSION);
  g_signal_group_connect_swapped (self->signals, "changed", G_CALLBACK (changed_cb), self);
  update_actions (self);
}

AmendsCasePage *
amends_case_page_new (void)
{
  return g_object_new (AMENDS_TYPE_CASE_PAGE, NULL);
}

static void
looked_back_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  /* The case has it now, and the pages hear that it has changed. */
  g_autoptr (AmendsLookBack) look_back =
      amends_session_look_back_finish (AMENDS_SESSION (source), result, &error);

  if (look_back == NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_message ("What the past says of a case could not be read: %s", error->message);
}

static void
look_back (AmendsCasePage *self)
{
  if (self->looking != NULL)
    g_cancellable_cancel (self->looking);
  g_clear_object (&self->looking);
  if (self->case_ == NULL)
    return;
  self->looking = g_cancellable_new ();
  amends_session_look_back_async (self->session, self->case_->escalation->id, self->looking,
                                  looked_back_cb, NULL);
}

static void
set_case (AmendsCasePage *self, AmendsSession *session, AmendsCase *case_)
{
  g_autoptr (GtkSelectionModel) pages = gtk_stack_get_pages (self->stack);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (pages));

  g_set_object (&self->session, session);
  g_set_object (&self->case_, case_);
  g_signal_group_set_target (self->signals, session);
  amends_case_subpage_set_case (self->sidebar, session, case_);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GObject) page = g_list_model_get_item (G_LIST_MODEL (pages), i);

      amends_case_subpage_set_case (
          AMENDS_CASE_SUBPAGE (gtk_stack_page_get_child (GTK_STACK_PAGE (page))), session, case_);
    }
  update_actions (self);
  look_back (self);
}

void
amends_case_page_show (AmendsCasePage *self,
                       AmendsSession *session,
                       AmendsCase *case_,
                       const char *page)
{
  g_return_if_fail (AMENDS_IS_CASE_PAGE (self));
  g_return_if_fail (AMENDS_IS_SESSION (session));
  g_return_if_fail (AMENDS_IS_CASE (case_));

  set_case (self, session, case_);
  show_page (self, page != NULL ? page : "plan");
  if (page == NULL)
    adw_leaflet_set_visible_child (self->leaflet, GTK_WIDGET (self->sidebar));
}

void
amends_case_page_leave (AmendsCasePage *self)
{
  g_return_if_fail (AMENDS_IS_CASE_PAGE (self));

  set_case (self, NULL, NULL);
}

AmendsCase *
amends_case_page_get_case (AmendsCasePage *self)
{
  g_return_val_if_fail (AMENDS_IS_CASE_PAGE (self), NULL);

  return self->case_;
}

const char *
amends_case_page_get_page (AmendsCasePage *self)
{
  g_return_val_if_fail (AMENDS_IS_CASE_PAGE (self), NULL);

  return gtk_stack_get_visible_child_name (self->stack);
}
