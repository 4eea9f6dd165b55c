/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The CRM: how the sync stands, what waits, and what both sides have changed. */

#include "config.h"

#include "amends-sync-page.h"

#include "amends-adaptive-bin.h"
#include "amends-case-tools.h"
#include "amends-crm-dialog.h"
#include "amends-differences-pane.h"
#include "amends-feedback.h"
#include "amends-field-map-dialog.h"
#include "amends-format.h"
#include "amends-message-dialog.h"
#include "amends-minute.h"
#include "amends-sync-item.h"
#include "amends-sync-row.h"
#include "amends-weak.h"

#include <glib/gi18n-lib.h>

struct _AmendsSyncPage
{
  AdwBin parent_instance;

  AmendsSession *session;   /* (owned) (nullable) */
  AmendsSyncState *state;   /* (owned) (nullable) */
  AmendsCrmConnection *crm; /* (owned) (nullable) */
  GPtrArray *queue;         /* (owned) (nullable): of AmendsQueueRow, on the way into the list */
  GListStore *items;        /* (owned): of AmendsSyncItem, as listed */
  char *selected;           /* (owned) (nullable): key of the row that is looked at */
  GCancellable *listing;    /* (owned) (nullable) */
  GCancellable *running;    /* (owned) (nullable): the sync that was asked for here */
  gboolean wants_focus;     /* as soon as there are rows */
  gboolean filling;         /* the list selects, not the user */

  AmendsAdaptiveBin *bin;
  AdwLeaflet *leaflet;
  GtkWidget *list_pane;
  GtkWidget *detail_pane;
  GtkLabel *name;
  GtkLabel *line;
  GtkListBox *list;
  AdwWindowTitle *title;
  GtkStack *stack;
  AmendsDifferencesPane *differences;
  GtkInfoBar *offline_bar;
  GtkLabel *offline_text;
  GtkLabel *state_title;
  GtkLabel *state_text;
  GtkWidget *problem_card;
  GtkLabel *problem;
  GtkWidget *removal_card;
  GtkLabel *removal;
  GtkProgressBar *progress;
  GtkWidget *stop;
  AdwActionRow *server_row;
  AdwActionRow *user_row;
  AdwActionRow *last_row;
  AdwActionRow *next_row;
  AdwActionRow *queue_row;
  AdwActionRow *decide_row;
  GtkLabel *change_title;
  GtkLabel *change_where;
  GtkLabel *change_state;
  GtkLabel *change_problem;
  GtkBox *change_buttons;
  GtkWidget *change_case;
  GtkButton *change_retry;
  GtkWidget *connect;
};

enum
{
  LEFT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AmendsSyncPage, amends_sync_page, ADW_TYPE_BIN)

const char *
amends_sync_get_crm_name (const char *type)
{
  static const char *const names[][2] = {
    { "espocrm", "EspoCRM" },
    { "hubspot", "HubSpot" },
    { "salesforce", "Salesforce" },
    { "odoo", "Odoo" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_strcmp0 (names[i][0], type) == 0)
      return names[i][1];
  return "CRM";
}

char *
amends_sync_dup_line (const AmendsSyncState *state)
{
  if (state->offline && !state->running && state->queued > 0)
    return g_strdup_printf (ngettext ("Offline, %u change waits", "Offline, %u changes wait",
                                      state->queued),
                            state->queued);
  return g_strdup (state->line);
}

static const char *
get_name (AmendsSyncPage *self)
{
  return amends_sync_get_crm_name (self->crm != NULL ? self->crm->type : NULL);
}

/* (transfer none) (nullable) */
static AmendsSyncItem *
get_selected (AmendsSyncPage *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  return row != NULL ? amends_sync_row_get_item (AMENDS_SYNC_ROW (row)) : NULL;
}

/* --- The detail ------------------------------------------------------------------------------- */

static void
set_row (AdwActionRow *row, const char *text)
{
  adw_action_row_set_subtitle (row, text != NULL && *text != '\0' ? text : "–");
}

static char *
format_moment (AmendsSyncPage *self, AmendsInstant at, const char *otherwise)
{
  return at != AMENDS_INSTANT_NONE ? amends_format_moment (at, amends_session_now (self->session),
                                                           amends_session_get_zone (self->session))
                                   : g_strdup (otherwise);
}

/* Said on every page of the CRM: what is written now waits. */
static void
show_offline (AmendsSyncPage *self)
{
  const AmendsSyncState *state = self->state;
  /* Translators: %s is the name of a CRM. */
  g_autofree char *nothing = g_strdup_printf (
      _ ("Offline: %s cannot be reached. What you change waits here until it can."),
      get_name (self));
  g_autofree char *waiting = g_strdup_printf (
      /* Translators: the number of changes, and the name of a CRM. */
      ngettext ("Offline: %1$u change waits here until %2$s can be reached.",
                "Offline: %1$u changes wait here until %2$s can be reached.", state->queued),
      state->queued, get_name (self));

  gtk_label_set_label (self->offline_text, state->queued > 0 ? waiting : nothing);
  gtk_info_bar_set_revealed (self->offline_bar, state->connected && state->offline);
}

/* (transfer full) (nullable): what needs the user, NULL for nothing. */
static char *
describe_decisions (const AmendsSyncState *state)
{
  g_autofree char *fields = g_strdup_printf (
      ngettext ("%u field differs", "%u fields differ", state->conflicts), state->conflicts);
  g_autofree char *refused = g_strdup_printf (ngettext ("%u change was refused",
                                                        "%u changes were refused", state->refused),
                                              state->refused);

  if (state->conflicts > 0 && state->refused > 0)
    /* Translators: joins "2 fields differ" and "3 changes were refused". */
    return g_strdup_printf (C_ ("decisions", "%1$s, %2$s"), fields, refused);
  if (state->conflicts > 0)
    return g_steal_pointer (&fields);
  return state->refused > 0 ? g_steal_pointer (&refused) : NULL;
}

static void
show_state (AmendsSyncPage *self)
{
  const AmendsSyncState *state = self->state;
  g_autofree char *last = format_moment (self, state->last, _ ("Not yet"));
  guint interval = self->crm->interval;
  g_autofree char *often =
      g_strdup_printf (ngettext ("Every %u minute", "Every %u minutes", interval), interval);
  g_autofree char *next =
      format_moment (self, state->next, interval > 0 ? often : _ ("When you ask for it"));
  g_autofree char *queued =
      g_strdup_printf (ngettext ("%u change", "%u changes", state->queued), state->queued);
  g_autofree char *decide = describe_decisions (state);
  g_autofree char *line = amends_sync_dup_line (state);
  g_autofree char *removal = NULL;

  gtk_label_set_label (self->state_title, line);
  gtk_label_set_label (self->state_text, state->progress != NULL ? state->progress : "");
  gtk_widget_set_visible (GTK_WIDGET (self->state_text), state->progress != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), state->running);
  gtk_widget_set_visible (self->stop, state->running && self->running != NULL);
  if (state->running && state->fraction >= 0)
    gtk_progress_bar_set_fraction (self->progress, state->fraction);
  else if (state->running)
    gtk_progress_bar_pulse (self->progress);
  gtk_widget_set_visible (self->problem_card, state->problem != NULL);
  gtk_label_set_label (self->problem, state->problem != NULL ? state->problem : "");
  gtk_widget_set_visible (self->removal_card, state->asks_removal > 0);
  removal =
      g_strdup_printf (ngettext ("%u record is no longer in the CRM. Here it is still kept.",
                                 "%u records are no longer in the CRM. Here they are still kept.",
                                 state->asks_removal),
                       state->asks_removal);
  gtk_label_set_label (self->removal, removal);
  set_row (self->server_row, self->crm->url);
  set_row (self->user_row, self->crm->user);
  gtk_widget_set_visible (GTK_WIDGET (self->user_row),
                          self->crm->user != NULL && *self->crm->user != '\0');
  set_row (self->last_row, last);
  set_row (self->next_row, next);
  set_row (self->queue_row, queued);
  set_row (self->decide_row, decide);
  gtk_widget_set_visible (GTK_WIDGET (self->decide_row), decide != NULL);
}

static void
show_change (AmendsSyncPage *self, const AmendsQueueRow *change)
{
  gtk_label_set_label (self->change_title, change->title);
  gtk_label_set_label (self->change_where, change->where != NULL ? change->where : "");
  gtk_label_set_label (self->change_state, change->state);
  gtk_label_set_label (self->change_problem, change->problem != NULL ? change->problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->change_problem), change->problem != NULL);
  gtk_widget_set_visible (self->change_case, change->case_id != NULL);
  gtk_button_set_label (self->change_retry, change->refused ? _ ("Try again") : _ ("Send now"));
  if (change->refused)
    gtk_widget_add_css_class (GTK_WIDGET (self->change_state), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->change_state), "error");
}

static void
show_selected (AmendsSyncPage *self)
{
  AmendsSyncItem *item = get_selected (self);

  if (self->state == NULL || !self->state->connected)
    {
      gtk_stack_set_visible_child_name (self->stack, "none");
      /* There is no list to begin with. */
      adw_leaflet_set_visible_child (self->leaflet, self->detail_pane);
      adw_window_title_set_title (self->title, _ ("CRM"));
      return;
    }
  g_free (self->selected);
  self->selected = g_strdup (item != NULL ? item->key : NULL);
  if (item != NULL && item->differences != NULL)
    {
      amends_differences_pane_show (self->differences, self->session, item->differences,
                                    get_name (self));
      gtk_stack_set_visible_child_name (self->stack, "differences");
      adw_window_title_set_title (self->title, _ ("Differences"));
    }
  else if (item != NULL && item->change != NULL)
    {
      show_change (self, item->change);
      gtk_stack_set_visible_child_name (self->stack, "change");
      adw_window_title_set_title (self->title, _ ("Waiting to be sent"));
    }
  else
    {
      show_state (self);
      gtk_stack_set_visible_child_name (self->stack, "state");
      adw_window_title_set_title (self->title, _ ("State"));
    }
}

static void
row_selected_cb (AmendsSyncPage *self, GtkListBoxRow *row)
{
  if (row != NULL && !self->filling)
    show_selected (self);
}

static void
row_activated_cb (AmendsSyncPage *self, GtkListBoxRow *row)
{
  if (!adw_leaflet_get_folded (self->leaflet))
    return;
  adw_leaflet_set_visible_child (self->leaflet, self->detail_pane);
  gtk_widget_child_focus (self->detail_pane, GTK_DIR_TAB_FORWARD);
}

/* --- The list --------------------------------------------------------------------------------- */

static GtkWidget *
create_row_cb (gpointer item, gpointer user_data)
{
  return amends_sync_row_new (item, AMENDS_SYNC_PAGE (user_data)->state);
}

/* (transfer full): all rows; takes what is in @queue and @conflicts. */
static GPtrArray *
create_items (GPtrArray *queue, GPtrArray *conflicts)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);
  AmendsSyncItem *last = NULL;

  g_ptr_array_add (items, amends_sync_item_new_state ());
  while (conflicts->len > 0)
    {
      AmendsConflictRow *conflict = g_ptr_array_steal_index (conflicts, 0);

      if (last != NULL && amends_sync_item_holds (last, conflict))
        {
          g_ptr_array_add (last->differences, conflict);
          continue;
        }
      last = amends_sync_item_new_differences (conflict);
      g_ptr_array_add (items, last);
    }
  while (queue->len > 0)
    g_ptr_array_add (items, amends_sync_item_new_change (g_ptr_array_steal_index (queue, 0)));
  return items;
}

static void
fill (AmendsSyncPage *self, GPtrArray *items)
{
  GtkListBoxRow *row;

  self->filling = TRUE;
  g_list_store_splice (self->items, 0, g_list_model_get_n_items (G_LIST_MODEL (self->items)),
                       items->pdata, items->len);
  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (g_strcmp0 (amends_sync_row_get_item (AMENDS_SYNC_ROW (row))->key, self->selected) == 0)
      break;
  if (row == NULL)
    row = gtk_list_box_get_row_at_index (self->list, 0);
  gtk_list_box_select_row (self->list, row);
  self->filling = FALSE;
  show_selected (self);
  if (self->wants_focus)
    amends_sync_page_focus (self);
}

static void
conflicts_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AmendsSyncPage) self = amends_weak_take (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) conflicts =
      amends_session_list_conflicts_finish (AMENDS_SESSION (source), result, &error);
  g_autoptr (GPtrArray) items = NULL;

  if (self == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (conflicts == NULL)
    {
      amends_feedback_error (GTK_WIDGET (self), _ ("The differences could not be read."), error);
      return;
    }
  items = create_items (self->queue, conflicts);
  fill (self, items);
}

static void
queue_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AmendsSyncPage) self = amends_weak_take (user_data);
  AmendsSession *session = AMENDS_SESSION (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) queue = amends_session_list_queue_finish (session, result, &error);

  if (self == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (queue == NULL)
    {
      amends_feedback_error (GTK_WIDGET (self), _ ("What waits could not be read."), error);
      return;
    }
  g_clear_pointer (&self->queue, g_ptr_array_unref);
  self->queue = g_steal_pointer (&queue);
  amends_session_list_conflicts_async (session, self->listing, conflicts_listed_cb,
                                       amends_weak_new (self));
}

static void
reload (AmendsSyncPage *self)
{
  gboolean connected;
  g_autofree char *line = NULL;

  if (self->session == NULL)
    return;
  g_cancellable_cancel (self->listing);
  g_clear_object (&self->listing);
  self->listing = g_cancellable_new ();
  g_clear_pointer (&self->state, amends_sync_state_free);
  g_clear_pointer (&self->crm, amends_crm_connection_free);
  self->state = amends_session_get_sync_state (self->session);
  self->crm = amends_session_get_crm (self->session);
  connected = self->state->connected;

  gtk_label_set_label (self->name, connected ? get_name (self) : _ ("No CRM"));
  line = amends_sync_dup_line (self->state);
  gtk_label_set_label (self->line, line);
  show_offline (self);
  gtk_widget_set_visible (GTK_WIDGET (self->list), connected);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "sync.now", connected && !self->state->running);
  if (connected)
    amends_session_list_queue_async (self->session, self->listing, queue_listed_cb,
                                     amends_weak_new (self));
  else
    {
      g_list_store_remove_all (self->items);
      show_selected (self);
    }
}

/* Times age, and a change that waits may have been tried. */
static void
minute_cb (GtkWidget *widget)
{
  reload (AMENDS_SYNC_PAGE (widget));
}

/* --- Commands --------------------------------------------------------------------------------- */

static void
synced_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AmendsSyncPage) self = amends_weak_take (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) report =
      amends_session_sync_finish (AMENDS_SESSION (source), result, &error);

  if (self == NULL)
    return;
  g_clear_object (&self->running);
  if (report == NULL)
    amends_feedback_error (GTK_WIDGET (self), _ ("The sync did not finish."), error);
  reload (self);
}

static void
run (AmendsSyncPage *self, AmendsSyncWish wish)
{
  if (self->running != NULL || self->state->running)
    return;
  self->running = g_cancellable_new ();
  amends_session_sync_async (self->session, wish, self->running, synced_cb, amends_weak_new (self));
  reload (self);
}

static void
now_action (GtkWidget *widget, const char *action, GVariant *target)
{
  run (AMENDS_SYNC_PAGE (widget), AMENDS_SYNC_NOW);
}

static void
everything_action (GtkWidget *widget, const char *action, GVariant *target)
{
  run (AMENDS_SYNC_PAGE (widget), AMENDS_SYNC_EVERYTHING);
}

static void
let_go_action (GtkWidget *widget, const char *action, GVariant *target)
{
  run (AMENDS_SYNC_PAGE (widget), AMENDS_SYNC_EVERYTHING | AMENDS_SYNC_LET_GO);
}

static void
stop_action (GtkWidget *widget, const char *action, GVariant *target)
{
  g_cancellable_cancel (AMENDS_SYNC_PAGE (widget)->running);
}

static void
connect_action (GtkWidget *widget, const char *action, GVariant *target)
{
  amends_crm_dialog_present (widget, AMENDS_SYNC_PAGE (widget)->session);
}

static void
fields_action (GtkWidget *widget, const char *action, GVariant *target)
{
  amends_field_map_dialog_present (widget, AMENDS_SYNC_PAGE (widget)->session);
}

static void
disconnected_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AmendsSyncPage) self = amends_weak_take (user_data);
  g_autoptr (GError) error = NULL;

  if (!amends_session_disconnect_crm_finish (AMENDS_SESSION (source), result, &error) &&
      self != NULL)
    amends_feedback_error (GTK_WIDGET (self), _ ("The CRM is still connected."), error);
}

static void
disconnect_answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AmendsSyncPage) self = amends_weak_take (user_data);

  if (self != NULL && amends_message_dialog_ask_finish (result, NULL))
    amends_session_disconnect_crm_async (self->session, NULL, disconnected_cb,
                                         amends_weak_new (self));
}

static void
disconnect_action (GtkWidget *widget, const char *action, GVariant *target)
{
  AmendsSyncPage *self = AMENDS_SYNC_PAGE (widget);
  /* Translators: %s is the name of a CRM. */
  g_autofree char *heading = g_strdup_printf (_ ("Disconnect %s?"), get_name (self));

  amends_message_dialog_ask_async (
      widget, heading,
      _ ("Everything stays here. What waits to be sent is kept and goes out when the same CRM is "
         "connected again. The key is forgotten."),
      _ ("_Disconnect"), TRUE, NULL, disconnect_answered_cb, amends_weak_new (self));
}

static void
discarded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AmendsSyncPage) self = amends_weak_take (user_data);
  g_autoptr (GError) error = NULL;

  if (!amends_session_settle_queue_finish (AMENDS_SESSION (source), result, &error) && self != NULL)
    amends_feedback_error (GTK_WIDGET (self), _ ("The queue is as it was."), error);
}

/* It goes out with the next sync, which is now. */
static void
retried_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AmendsSyncPage) self = amends_weak_take (user_data);
  g_autoptr (GError) error = NULL;
  gboolean done = amends_session_settle_queue_finish (AMENDS_SESSION (source), result, &error);

  if (self == NULL)
    return;
  if (done)
    run (self, AMENDS_SYNC_NOW);
  else
    amends_feedback_error (GTK_WIDGET (self), _ ("The queue is as it was."), error);
}

static void
settle_change (AmendsSyncPage *self, gboolean retry)
{
  AmendsSyncItem *item = get_selected (self);

  if (item != NULL && item->change != NULL)
    amends_session_settle_queue_async (self->session, item->change->seq, retry, NULL,
                                       retry ? retried_cb : discarded_cb, amends_weak_new (self));
}

static void
retry_action (GtkWidget *widget, const char *action, GVariant *target)
{
  settle_change (AMENDS_SYNC_PAGE (widget), TRUE);
}

static void
discard_answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AmendsSyncPage) self = amends_weak_take (user_data);

  if (self != NULL && amends_message_dialog_ask_finish (result, NULL))
    settle_change (self, FALSE);
}

static void
discard_action (GtkWidget *widget, const char *action, GVariant *target)
{
  amends_message_dialog_ask_async (widget, _ ("Not send this change?"),
                                   _ ("It stays here, and the CRM never hears of it."),
                                   _ ("_Do not send"), TRUE, NULL, discard_answered_cb,
                                   amends_weak_new (widget));
}

static void
open_case_action (GtkWidget *widget, const char *action, GVariant *target)
{
  AmendsSyncItem *item = get_selected (AMENDS_SYNC_PAGE (widget));

  if (item != NULL && item->change != NULL && item->change->case_id != NULL)
    amends_feedback_open_case (widget, item->change->case_id, NULL);
}

static void
back_action (GtkWidget *widget, const char *action, GVariant *target)
{
  amends_sync_page_go_back (AMENDS_SYNC_PAGE (widget));
}

static void
narrow_cb (AmendsSyncPage *self)
{
  gboolean narrow = amends_adaptive_bin_get_narrow (self->bin);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->change_buttons),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  if (narrow)
    gtk_widget_add_css_class (GTK_WIDGET (self), "narrow");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "narrow");
}

static void
later_cb (AmendsSyncPage *self)
{
  if (adw_leaflet_get_folded (self->leaflet))
    adw_leaflet_set_visible_child (self->leaflet, self->list_pane);
  gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, 0));
  amends_sync_page_focus (self);
}

/* --- The page --------------------------------------------------------------------------------- */

static void
amends_sync_page_dispose (GObject *object)
{
  AmendsSyncPage *self = AMENDS_SYNC_PAGE (object);

  g_cancellable_cancel (self->listing);
  g_clear_object (&self->listing);
  g_clear_object (&self->running);
  g_clear_object (&self->items);
  g_clear_pointer (&self->queue, g_ptr_array_unref);
  g_clear_pointer (&self->state, amends_sync_state_free);
  g_clear_pointer (&self->crm, amends_crm_connection_free);
  g_clear_pointer (&self->selected, g_free);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (amends_sync_page_parent_class)->dispose (object);
}

#define CHILD(name) gtk_widget_class_bind_template_child (widget_class, AmendsSyncPage, name)

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/dev/amends/Amends/sync/amends-sync-page.ui");
  CHILD (bin);
  CHILD (leaflet);
  CHILD (list_pane);
  CHILD (detail_pane);
  CHILD (name);
  CHILD (line);
  CHILD (list);
  CHILD (title);
  CHILD (stack);
  CHILD (differences);
  CHILD (offline_bar);
  CHILD (offline_text);
  CHILD (state_title);
  CHILD (state_text);
  CHILD (problem_card);
  CHILD (problem);
  CHILD (removal_card);
  CHILD (removal);
  CHILD (progress);
  CHILD (stop);
  CHILD (server_row);
  CHILD (user_row);
  CHILD (last_row);
  CHILD (next_row);
  CHILD (queue_row);
  CHILD (decide_row);
  CHILD (change_title);
  CHILD (change_where);
  CHILD (change_state);
  CHILD (change_problem);
  CHILD (change_buttons);
  CHILD (change_case);
  CHILD (change_retry);
  CHILD (connect);
  gtk_widget_class_bind_template_callback (widget_class, row_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, later_cb);
  gtk_widget_class_bind_template_callback (widget_class, narrow_cb);
  amends_case_bind_invert (widget_class);
}

static void
amends_sync_page_class_init (AmendsSyncPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  static const struct
  {
    const char *name;
    GtkWidgetActionActivateFunc activate;
  } actions[] = {
    { "sync.back", back_action },
    { "sync.now", now_action },
    { "sync.everything", everything_action },
    { "sync.let-go", let_go_action },
    { "sync.stop", stop_action },
    { "sync.connect", connect_action },
    { "sync.fields", fields_action },
    { "sync.disconnect", disconnect_action },
    { "sync.retry", retry_action },
    { "sync.discard", discard_action },
    { "sync.open-case", open_case_action },
  };

  G_OBJECT_CLASS (klass)->dispose = amends_sync_page_dispose;

  signals[LEFT] = g_signal_new ("left", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 0);

  g_type_ensure (AMENDS_TYPE_ADAPTIVE_BIN);
  g_type_ensure (AMENDS_TYPE_DIFFERENCES_PANE);
  bind_template (widget_class);
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, NULL, actions[i].activate);
}

static void
amends_sync_page_init (AmendsSyncPage *self)
{
  self->items = g_list_store_new (AMENDS_TYPE_SYNC_ITEM);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_header_func (self->list, amends_sync_row_header_cb, NULL, NULL);
  gtk_list_box_bind_model (self->list, G_LIST_MODEL (self->items), create_row_cb, self, NULL);
}

void
amends_sync_page_set_session (AmendsSyncPage *self, AmendsSession *session)
{
  g_return_if_fail (AMENDS_IS_SYNC_PAGE (self));
  g_return_if_fail (AMENDS_IS_SESSION (session));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "sync-changed", G_CALLBACK (reload), self, G_CONNECT_SWAPPED);
  amends_minute_follow (GTK_WIDGET (self), minute_cb);
  reload (self);
}

static void
synced_elsewhere_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) from = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) report =
      amends_session_sync_finish (AMENDS_SESSION (source), result, &error);

  if (report == NULL)
    amends_feedback_error (from, _ ("The sync did not finish."), error);
}

gboolean
amends_sync_page_sync (GtkWidget *from, AmendsSession *session)
{
  g_autoptr (AmendsSyncState) state = amends_session_get_sync_state (session);

  if (state->connected && !state->running)
    amends_session_sync_async (session, AMENDS_SYNC_NOW, NULL, synced_elsewhere_cb,
                               g_object_ref (from));
  return state->connected;
}

void
amends_sync_page_focus (AmendsSyncPage *self)
{
  GtkListBoxRow *row;

  g_return_if_fail (AMENDS_IS_SYNC_PAGE (self));

  row = gtk_list_box_get_selected_row (self->list);
  self->wants_focus = row == NULL && self->state != NULL && self->state->connected;
  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
  else
    gtk_widget_grab_focus (self->connect);
}

void
amends_sync_page_go_back (AmendsSyncPage *self)
{
  g_return_if_fail (AMENDS_IS_SYNC_PAGE (self));

  if (adw_leaflet_get_folded (self->leaflet) && self->state != NULL && self->state->connected &&
      adw_leaflet_get_visible_child (self->leaflet) == self->detail_pane)
    {
      adw_leaflet_set_visible_child (self->leaflet, self->list_pane);
      amends_sync_page_focus (self);
    }
  else
    g_signal_emit (self, signals[LEFT], 0);
}
