/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All goodwill that waits for a decision. */

#include "config.h"

#include "amends-approvals-page.h"

#include "amends-approval-row.h"
#include "amends-feedback.h"
#include "amends-goodwill-detail.h"
#include "amends-minute.h"
#include "amends-weak.h"

#include <glib/gi18n-lib.h>

/* What was decided is shown for so long. */
#define RECENTLY (60 * AMENDS_DAY)

struct _AmendsApprovalsPage
{
  AdwBin parent_instance;

  AmendsSession *session; /* (owned) (nullable) */
  GListStore *rows;       /* (owned): of AmendsGoodwillRow, as shown */
  GCancellable *listing;  /* (owned) (nullable) */
  GCancellable *opening;  /* (owned) (nullable): the case of the row that is looked at */
  gboolean narrow;
  gboolean syncing; /* the list selects, not the user */

  GtkStack *stack;
  AdwLeaflet *leaflet;
  GtkWidget *list_pane;
  GtkListBox *list;
  GtkWidget *detail_pane;
  GtkWidget *back;
  AmendsGoodwillDetail *detail;
  GtkWidget *empty;
};

enum
{
  PROP_0,
  PROP_NARROW,
  N_PROPS
};

enum
{
  LISTED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AmendsApprovalsPage, amends_approvals_page, ADW_TYPE_BIN)

/* --- The request that is looked at ------------------------------------------------------------ */

/* (transfer none) (nullable) */
static AmendsGoodwillRow *
get_selected (AmendsApprovalsPage *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  return row != NULL ? amends_approval_row_get_request (AMENDS_APPROVAL_ROW (row)) : NULL;
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AmendsApprovalsPage) self = amends_weak_take (user_data);
  AmendsSession *session = AMENDS_SESSION (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (AmendsCase) case_ = amends_session_get_case_finish (session, result, &error);
  AmendsGoodwillRow *row;

  if (self == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  row = get_selected (self);
  if (case_ == NULL)
    amends_feedback_error (GTK_WIDGET (self), _ ("The request could not be opened."), error);
  else if (row != NULL && g_strcmp0 (row->escalation_id, case_->escalation->id) == 0)
    amends_goodwill_detail_show (self->detail, session, case_,
                                 amends_record_list_find (G_LIST_MODEL (case_->goodwill), row->id));
}

static void
show_selected (AmendsApprovalsPage *self)
{
  AmendsGoodwillRow *row = get_selected (self);

  g_cancellable_cancel (self->opening);
  g_clear_object (&self->opening);
  if (row == NULL)
    {
      amends_goodwill_detail_show (self->detail, NULL, NULL, NULL);
      return;
    }
  self->opening = g_cancellable_new ();
  amends_session_get_case_async (self->session, row->escalation_id, self->opening, opened_cb,
                                 amends_weak_new (self));
}

static void
row_selected_cb (AmendsApprovalsPage *self, GtkListBoxRow *row)
{
  if (row != NULL && !self->syncing)
    show_selected (self);
}

static void
row_activated_cb (AmendsApprovalsPage *self, GtkListBoxRow *row)
{
  if (!adw_leaflet_get_folded (self->leaflet))
    return;
  adw_leaflet_set_visible_child (self->leaflet, self->detail_pane);
  gtk_widget_child_focus (self->detail_pane, GTK_DIR_TAB_FORWARD);
}

/* --- The list --------------------------------------------------------------------------------- */

static int
compare_rows (gconstpointer a, gconstpointer b, gpointer user_data)
{
  return (int) amends_approval_get_group (user_data, *(AmendsGoodwillRow *const *) a) -
         (int) amends_approval_get_group (user_data, *(AmendsGoodwillRow *const *) b);
}

static void
update_rows (AmendsApprovalsPage *self)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    amends_approval_row_update (AMENDS_APPROVAL_ROW (row));
  gtk_list_box_invalidate_headers (self->list);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AmendsApprovalsPage) self = amends_weak_take (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows =
      amends_session_list_goodwill_finish (AMENDS_SESSION (source), result, &error);

  if (self == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (rows == NULL)
    {
      amends_feedback_error (GTK_WIDGET (self), _ ("The requests could not be read."), error);
      g_signal_emit (self, signals[LISTED], 0);
      return;
    }
  /* The sort is stable: within a group they stay as the session has them. */
  g_ptr_array_sort_with_data (rows, compare_rows, self->session);
  self->syncing = TRUE;
  amends_record_list_merge (self->rows, rows);
  update_rows (self);
  if (gtk_list_box_get_selected_row (self->list) == NULL)
    gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, 0));
  self->syncing = FALSE;
  gtk_stack_set_visible_child (self->stack,
                               rows->len > 0 ? GTK_WIDGET (self->leaflet) : self->empty);
  show_selected (self);
  g_signal_emit (self, signals[LISTED], 0);
}

static void
reload (AmendsApprovalsPage *self)
{
  if (self->session == NULL)
    return;
  g_cancellable_cancel (self->listing);
  g_clear_object (&self->listing);
  self->listing = g_cancellable_new ();
  amends_session_list_goodwill_async (self->session, amends_session_now (self->session) - RECENTLY,
                                      self->listing, listed_cb, amends_weak_new (self));
}

/* An approval may have expired; all of them have aged. */
static void
minute_cb (GtkWidget *widget)
{
  reload (AMENDS_APPROVALS_PAGE (widget));
}

static GtkWidget *
create_row_cb (gpointer item, gpointer user_data)
{
  return amends_approval_row_new (AMENDS_APPROVALS_PAGE (user_data)->session, item, FALSE);
}

/* --- The page --------------------------------------------------------------------------------- */

static void
place_changed_cb (AmendsApprovalsPage *self)
{
  gtk_widget_set_visible (self->back, adw_leaflet_get_folded (self->leaflet));
}

static void
back_action (GtkWidget *widget, const char *action, GVariant *target)
{
  AmendsApprovalsPage *self = AMENDS_APPROVALS_PAGE (widget);

  if (amends_approvals_page_go_back (self))
    amends_approvals_page_focus (self);
}

static void
amends_approvals_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_NARROW)
    g_value_set_boolean (value, AMENDS_APPROVALS_PAGE (object)->narrow);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
amends_approvals_page_set_property (GObject *object,
                                    guint id,
                                    const GValue *value,
                                    GParamSpec *pspec)
{
  AmendsApprovalsPage *self = AMENDS_APPROVALS_PAGE (object);

  if (id != PROP_NARROW)
    {
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      return;
    }
  if (self->narrow == g_value_get_boolean (value))
    return;
  self->narrow = g_value_get_boolean (value);
  g_object_notify_by_pspec (object, pspec);
}

static void
amends_approvals_page_dispose (GObject *object)
{
  AmendsApprovalsPage *self = AMENDS_APPROVALS_PAGE (object);

  g_cancellable_cancel (self->listing);
  g_clear_object (&self->listing);
  g_cancellable_cancel (self->opening);
  g_clear_object (&self->opening);
  g_clear_object (&self->rows);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (amends_approvals_page_parent_class)->dispose (object);
}

#define CHILD(name) gtk_widget_class_bind_template_child (widget_class, AmendsApprovalsPage, name)

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
      widget_class, "/dev/amends/Amends/approvals/amends-approvals-page.ui");
  CHILD (stack);
  CHILD (leaflet);
  CHILD (list_pane);
  CHILD (list);
  CHILD (detail_pane);
  CHILD (back);
  CHILD (detail);
  CHILD (empty);
  gtk_widget_class_bind_template_callback (widget_class, row_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, place_changed_cb);
}

static void
amends_approvals_page_class_init (AmendsApprovalsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = amends_approvals_page_dispose;
  object_class->get_property = amends_approvals_page_get_property;
  object_class->set_property = amends_approvals_page_set_property;
  properties[PROP_NARROW] =
      g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                            G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[LISTED] = g_signal_new ("listed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (AMENDS_TYPE_GOODWILL_DETAIL);
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "approvals.back", NULL, back_action);
}

static void
amends_approvals_page_init (AmendsApprovalsPage *self)
{
  self->rows = g_list_store_new (AMENDS_TYPE_GOODWILL_ROW);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_header_func (self->list, amends_approval_row_header_cb, NULL, NULL);
  gtk_list_box_bind_model (self->list, G_LIST_MODEL (self->rows), create_row_cb, self, NULL);
  place_changed_cb (self);
}

void
amends_approvals_page_set_session (AmendsApprovalsPage *self, AmendsSession *session)
{
  g_return_if_fail (AMENDS_IS_APPROVALS_PAGE (self));
  g_return_if_fail (AMENDS_IS_SESSION (session));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "changed", G_CALLBACK (reload), self, G_CONNECT_SWAPPED);
  amends_minute_follow (GTK_WIDGET (self), minute_cb);
  reload (self);
}

void
amends_approvals_page_focus (AmendsApprovalsPage *self)
{
  GtkListBoxRow *row;

  g_return_if_fail (AMENDS_IS_APPROVALS_PAGE (self));

  row = gtk_list_box_get_selected_row (self->list);
  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}

gboolean
amends_approvals_page_go_back (AmendsApprovalsPage *self)
{
  g_return_val_if_fail (AMENDS_IS_APPROVALS_PAGE (self), FALSE);

  if (!adw_leaflet_get_folded (self->leaflet) ||
      adw_leaflet_get_visible_child (self->leaflet) != self->detail_pane)
    return FALSE;
  adw_leaflet_set_visible_child (self->leaflet, self->list_pane);
  return TRUE;
}
