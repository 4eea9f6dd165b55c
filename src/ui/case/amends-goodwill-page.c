/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What may be given to the customer of a case. */

#include "config.h"

#include "amends-goodwill-page.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "amends-approval-row.h"
#include "amends-case-tools.h"
#include "amends-feedback.h"
#include "amends-goodwill-detail.h"
#include "amends-goodwill-dialog.h"
#include "amends-goodwill-text.h"
#include "amends-weak.h"

/* A suggestion is made anew at each look; its row stays. */
#define SUGGESTION_PREFIX "suggestion-"

struct _AmendsGoodwillPage
{
  AmendsCaseSubpage parent_instance;

  GtkWidget *back;
  AdwWindowTitle *window_title;
  GtkStack *stack;
  AdwLeaflet *leaflet;
  GtkWidget *list_pane;
  GtkListBox *list;
  AmendsGoodwillDetail *detail;
  AdwStatusPage *empty;

  GListStore *rows;     /* (owned): of AmendsGoodwillRow, as shown */
  GPtrArray *suggested; /* (owned) (nullable): of AmendsGoodwill, once they are known */
  int n_requests;       /* that the list was last filled with; -1: never */
  gboolean syncing;     /* the list selects, not the user */
};

G_DEFINE_FINAL_TYPE (AmendsGoodwillPage, amends_goodwill_page, AMENDS_TYPE_CASE_SUBPAGE)

static AmendsCase *
get_case (AmendsGoodwillPage *self)
{
  return amends_case_subpage_get_case (AMENDS_CASE_SUBPAGE (self));
}

static AmendsSession *
get_session (AmendsGoodwillPage *self)
{
  return amends_case_subpage_get_session (AMENDS_CASE_SUBPAGE (self));
}

/* --- The header ------------------------------------------------------------------------------ */

static gboolean
is_on_detail (AmendsGoodwillPage *self)
{
  return adw_leaflet_get_folded (self->leaflet) &&
         adw_leaflet_get_visible_child (self->leaflet) == GTK_WIDGET (self->detail);
}

static void
place_changed_cb (AmendsGoodwillPage *self)
{
  AmendsCase *case_ = get_case (self);
  gboolean folded = amends_case_subpage_get_folded (AMENDS_CASE_SUBPAGE (self));

  gtk_widget_set_visible (self->back, is_on_detail (self) || folded);
  adw_window_title_set_subtitle (self->window_title, case_ != NULL && is_on_detail (self) &&
                                                             case_->account->name != NULL
                                                         ? case_->account->name
                                                         : "");
}

static void
back_cb (AmendsGoodwillPage *self)
{
  if (!amends_goodwill_page_go_back (self))
    gtk_widget_activate_action (GTK_WIDGET (self), "case.back", NULL);
}

/* --- The list -------------------------------------------------------------------------------- */

/* A case that has ended takes no request any more. */
static gboolean
takes_goodwill (AmendsGoodwillPage *self)
{
  AmendsStatus status = get_case (self)->escalation->status;

  return !amends_session_is_read_only (get_session (self)) &&
         (amends_status_is_live (status) || status == AMENDS_STATUS_RESOLVED);
}

/* Whether one of its kind is asked for or approved: then it needs no suggestion. */
static gboolean
is_asked_for (AmendsGoodwillPage *self, AmendsGoodwillKind kind)
{
  GListModel *all = G_LIST_MODEL (get_case (self)->goodwill);
  AmendsInstant now = amends_session_now (get_session (self));

  for (guint i = 0; i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr (AmendsGoodwill) one = g_list_model_get_item (all, i);

      if (one->kind == kind &&
          (amends_goodwill_is_open (one, now) || amends_goodwill_is_valid (one, now)))
        return TRUE;
    }
  return FALSE;
}

static AmendsGoodwillRow *
make_suggestion (AmendsGoodwillPage *self, guint index)
{
  AmendsGoodwill *one = self->suggested->pdata[index];
  AmendsGoodwillRow *row =
      amends_session_get_goodwill_row (get_session (self), get_case (self), one);
  g_autofree char *id = g_strdup_printf (SUGGESTION_PREFIX "%u", index);

  amends_record_set (row, "id", id, NULL);
  return row;
}

static int
compare_rows (gconstpointer a, gconstpointer b, gpointer user_data)
{
  AmendsGoodwillRow *one = *(AmendsGoodwillRow *const *) a;
  AmendsGoodwillRow *other = *(AmendsGoodwillRow *const *) b;
  AmendsApprovalGroup group = amends_approval_get_group (user_data, one);
  AmendsApprovalGroup other_group = amends_approval_get_group (user_data, other);

  if (group != other_group)
    return group < other_group ? -1 : 1;
  if (one->requested_at == other->requested_at)
    return g_strcmp0 (one->id, other->id);
  return one->requested_at > other->requested_at ? -1 : 1;
}

static GPtrArray *
collect_rows (AmendsGoodwillPage *self)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (g_object_unref);
  GListModel *all = G_LIST_MODEL (get_case (self)->goodwill);

  for (guint i = 0; i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr (AmendsGoodwill) one = g_list_model_get_item (all, i);

      g_ptr_array_add (rows,
                       amends_session_get_goodwill_row (get_session (self), get_case (self), one));
    }
  for (guint i = 0; self->suggested != NULL && takes_goodwill (self) && i < self->suggested->len;
       i++)
    if (!is_asked_for (self, ((AmendsGoodwill *) self->suggested->pdata[i])->kind))
      g_ptr_array_add (rows, make_suggestion (self, i));
  g_ptr_array_sort_with_data (rows, compare_rows, get_session (self));
  return rows;
}

/* (transfer none) (nullable): what @row stands for. */
static AmendsGoodwill *
find_goodwill (AmendsGoodwillPage *self, AmendsGoodwillRow *row)
{
  if (g_str_has_prefix (row->id, SUGGESTION_PREFIX))
    {
      guint64 index = g_ascii_strtoull (row->id + strlen (SUGGESTION_PREFIX), NULL, 10);

      return self->suggested != NULL && index < self->suggested->len ? self->suggested->pdata[index]
                                                                     : NULL;
    }
  return amends_record_list_find (G_LIST_MODEL (get_case (self)->goodwill), row->id);
}

static void
show_row (AmendsGoodwillPage *self, GtkListBoxRow *row)
{
  AmendsGoodwill *goodwill =
      row != NULL
          ? find_goodwill (self, amends_approval_row_get_request (AMENDS_APPROVAL_ROW (row)))
          : NULL;

  self->syncing = TRUE;
  gtk_list_box_select_row (self->list, row);
  self->syncing = FALSE;
  amends_goodwill_detail_show (self->detail, get_session (self), get_case (self), goodwill);
  place_changed_cb (self);
}

static void
row_selected_cb (AmendsGoodwillPage *self, GtkListBoxRow *row)
{
  if (row != NULL && !self->syncing && !adw_leaflet_get_folded (self->leaflet))
    show_row (self, row);
}

static void
row_activated_cb (AmendsGoodwillPage *self, GtkListBoxRow *row)
{
  show_row (self, row);
  if (adw_leaflet_get_folded (self->leaflet))
    adw_leaflet_set_visible_child (self->leaflet, GTK_WIDGET (self->detail));
}

static GtkWidget *
create_row_cb (gpointer item, gpointer user_data)
{
  return amends_approval_row_new (get_session (user_data), item, TRUE);
}

/* --- The page -------------------------------------------------------------------------------- */

static void
request_action (GtkWidget *widget, const char *action, GVariant *target)
{
  AmendsGoodwillPage *self = AMENDS_GOODWILL_PAGE (widget);

  if (get_case (self) != NULL)
    amends_goodwill_dialog_present (widget, get_session (self), get_case (self), NULL, FALSE);
}

/* What was just asked for is looked at; else what was looked at before; else the first. */
static GtkListBoxRow *
choose_row (AmendsGoodwillPage *self, gboolean grown)
{
  GtkListBoxRow *row = grown ? NULL : gtk_list_box_get_selected_row (self->list);

  return row != NULL ? row : gtk_list_box_get_row_at_index (self->list, 0);
}

static void
fill (AmendsGoodwillPage *self)
{
  g_autoptr (GPtrArray) rows = collect_rows (self);
  int n_requests = (int) g_list_model_get_n_items (G_LIST_MODEL (get_case (self)->goodwill));
  gboolean grown = self->n_requests >= 0 && n_requests > self->n_requests;
  GtkListBoxRow *row;

  self->syncing = TRUE;
  amends_record_list_merge (self->rows, rows);
  self->syncing = FALSE;
  self->n_requests = n_requests;
  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    amends_approval_row_update (AMENDS_APPROVAL_ROW (row));
  gtk_list_box_invalidate_headers (self->list);
  gtk_stack_set_visible_child (self->stack, rows->len > 0 ? GTK_WIDGET (self->leaflet)
                                                          : GTK_WIDGET (self->empty));
  show_row (self, choose_row (self, grown));
}

static void
suggested_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AmendsGoodwillPage) self = amends_weak_take (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) suggested =
      amends_session_suggest_goodwill_finish (AMENDS_SESSION (source), result, &error);

  if (self == NULL || get_case (self) == NULL)
    return;
  if (suggested == NULL)
    {
      amends_feedback_error (GTK_WIDGET (self), _ ("What is in proportion could not be read."),
                             error);
      return;
    }
  g_clear_pointer (&self->suggested, g_ptr_array_unref);
  self->suggested = g_steal_pointer (&suggested);
  fill (self);
}

static void
amends_goodwill_page_refresh (AmendsCaseSubpage *subpage)
{
  AmendsGoodwillPage *self = AMENDS_GOODWILL_PAGE (subpage);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "goodwill.new", takes_goodwill (self));
  adw_status_page_set_description (
      self->empty, takes_goodwill (self)
                       ? _ ("Nothing has been asked for, and the playbook suggests nothing here.")
                       : _ ("Nothing was asked for in this case."));
  if (self->suggested != NULL)
    fill (self);
  amends_session_suggest_goodwill_async (get_session (self), get_case (self), NULL, suggested_cb,
                                         amends_weak_new (self));
}

static void
amends_goodwill_page_leave (AmendsCaseSubpage *subpage)
{
  AmendsGoodwillPage *self = AMENDS_GOODWILL_PAGE (subpage);

  amends_goodwill_detail_show (self->detail, NULL, NULL, NULL);
  self->syncing = TRUE;
  g_list_store_remove_all (self->rows);
  self->syncing = FALSE;
  g_clear_pointer (&self->suggested, g_ptr_array_unref);
  self->n_requests = -1;
  adw_leaflet_set_visible_child (self->leaflet, self->list_pane);
}

static void
amends_goodwill_page_dispose (GObject *object)
{
  AmendsGoodwillPage *self = AMENDS_GOODWILL_PAGE (object);

  g_clear_object (&self->rows);
  g_clear_pointer (&self->suggested, g_ptr_array_unref);

  G_OBJECT_CLASS (amends_goodwill_page_parent_class)->dispose (object);
}

static void
amends_goodwill_page_class_init (AmendsGoodwillPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amends_goodwill_page_dispose;
  AMENDS_CASE_SUBPAGE_CLASS (klass)->refresh = amends_goodwill_page_refresh;
  AMENDS_CASE_SUBPAGE_CLASS (klass)->leave = amends_goodwill_page_leave;

  g_type_ensure (AMENDS_TYPE_GOODWILL_DETAIL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               AMENDS_CASE_TEMPLATE ("amends-goodwill-page.ui"));
  gtk_widget_class_bind_template_child (widget_class, AmendsGoodwillPage, back);
  gtk_widget_class_bind_template_child (widget_class, AmendsGoodwillPage, window_title);
  gtk_widget_class_bind_template_child (widget_class, AmendsGoodwillPage, stack);
  gtk_widget_class_bind_template_child (widget_class, AmendsGoodwillPage, leaflet);
  gtk_widget_class_bind_template_child (widget_class, AmendsGoodwillPage, list_pane);
  gtk_widget_class_bind_template_child (widget_class, AmendsGoodwillPage, list);
  gtk_widget_class_bind_template_child (widget_class, AmendsGoodwillPage, detail);
  gtk_widget_class_bind_template_child (widget_class, AmendsGoodwillPage, empty);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
  gtk_widget_class_bind_template_callback (widget_class, place_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_install_action (widget_class, "goodwill.new", NULL, request_action);
}

static void
amends_goodwill_page_init (AmendsGoodwillPage *self)
{
  self->rows = g_list_store_new (AMENDS_TYPE_GOODWILL_ROW);
  self->n_requests = -1;
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_header_func (self->list, amends_approval_row_header_cb, NULL, NULL);
  gtk_list_box_bind_model (self->list, G_LIST_MODEL (self->rows), create_row_cb, self, NULL);
  g_signal_connect (self, "notify::folded", G_CALLBACK (place_changed_cb), NULL);
  place_changed_cb (self);
}

gboolean
amends_goodwill_page_go_back (AmendsGoodwillPage *self)
{
  g_return_val_if_fail (AMENDS_IS_GOODWILL_PAGE (self), FALSE);

  if (!is_on_detail (self))
    return FALSE;
  adw_leaflet_set_visible_child (self->leaflet, self->list_pane);
  return TRUE;
}
