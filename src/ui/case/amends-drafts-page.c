/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which drafts there are, and the one being edited. */

#include "config.h"

#include "amends-drafts-page.h"

#include <glib/gi18n-lib.h>

#include "amends-case-tools.h"
#include "amends-draft-editor.h"
#include "amends-draft-row.h"
#include "amends-session-languages.h"

struct _AmendsDraftsPage
{
  AmendsCaseSubpage parent_instance;

  AdwLeaflet *leaflet;
  GtkWidget *back;
  AdwWindowTitle *window_title;
  GtkWidget *list_pane;
  GtkListBox *list;
  AmendsDraftEditor *editor;

  GListStore *drafts; /* (owned): of AmendsDraft, as shown */
  gboolean syncing;   /* the list selects, not the user */
};

G_DEFINE_FINAL_TYPE (AmendsDraftsPage, amends_drafts_page, AMENDS_TYPE_CASE_SUBPAGE)

/* --- The header ------------------------------------------------------------------------------ */

static gboolean
is_on_editor (AmendsDraftsPage *self)
{
  return adw_leaflet_get_folded (self->leaflet) &&
         adw_leaflet_get_visible_child (self->leaflet) == GTK_WIDGET (self->editor);
}

static void
place_changed_cb (AmendsDraftsPage *self)
{
  AmendsCase *case_ = amends_case_subpage_get_case (AMENDS_CASE_SUBPAGE (self));
  AmendsDraft *draft = amends_draft_editor_get_draft (self->editor);
  g_autofree char *title = NULL;

  gtk_widget_set_visible (self->back, is_on_editor (self) || amends_case_subpage_get_folded (
                                                                 AMENDS_CASE_SUBPAGE (self)));
  if (case_ == NULL || draft == NULL || !is_on_editor (self))
    {
      adw_window_title_set_title (self->window_title, _ ("Drafts"));
      adw_window_title_set_subtitle (self->window_title, "");
      return;
    }
  title = amends_case_dup_draft_title (draft);
  adw_window_title_set_title (self->window_title, title);
  adw_window_title_set_subtitle (self->window_title,
                                 case_->account->name != NULL ? case_->account->name : "");
}

static void
back_cb (AmendsDraftsPage *self)
{
  if (!amends_drafts_page_go_back (self))
    gtk_widget_activate_action (GTK_WIDGET (self), "case.back", NULL);
}

/* --- The list -------------------------------------------------------------------------------- */

typedef struct
{
  AmendsSession *session;
  AmendsCase *case_;
} Order;

/* By group; what is due first comes first, what was sent last comes first. */
static int
compare_drafts (gconstpointer a, gconstpointer b, gpointer user_data)
{
  AmendsDraft *one = *(AmendsDraft *const *) a;
  AmendsDraft *other = *(AmendsDraft *const *) b;
  Order *order = user_data;
  AmendsDraftGroup group = amends_case_get_draft_group (order->session, order->case_, one);
  AmendsDraftGroup other_group = amends_case_get_draft_group (order->session, order->case_, other);

  if (group != other_group)
    return group < other_group ? -1 : 1;
  if (group == AMENDS_DRAFT_SENT)
    return one->sent_at == other->sent_at ? 0 : one->sent_at > other->sent_at ? -1 : 1;
  if (one->due == other->due)
    return 0;
  if (one->due == AMENDS_INSTANT_NONE || other->due == AMENDS_INSTANT_NONE)
    return one->due == AMENDS_INSTANT_NONE ? 1 : -1;
  return one->due < other->due ? -1 : 1;
}

/* Of a message in two languages the list shows the first, which the plan wrote. */
static AmendsDraft *
get_listed (AmendsCase *case_, AmendsDraft *draft)
{
  AmendsDraft *other = amends_session_find_translation (case_, draft);
  guint position = 0;
  guint other_position = 0;

  if (other == NULL || !g_list_store_find (case_->drafts, draft, &position) ||
      !g_list_store_find (case_->drafts, other, &other_position))
    return draft;
  return other_position < position ? other : draft;
}

static GPtrArray *
collect_drafts (AmendsSession *session, AmendsCase *case_)
{
  GPtrArray *wanted = g_ptr_array_new_with_free_func (g_object_unref);
  Order order = { session, case_ };

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (case_->drafts)); i++)
    {
      g_autoptr (AmendsDraft) draft = g_list_model_get_item (G_LIST_MODEL (case_->drafts), i);

      if (get_listed (case_, draft) == draft)
        g_ptr_array_add (wanted, g_steal_pointer (&draft));
    }
  g_ptr_array_sort_with_data (wanted, compare_drafts, &order);
  return wanted;
}

static const char *
get_group_title (AmendsDraftGroup group)
{
  switch (group)
    {
    case AMENDS_DRAFT_NEXT:
      return C_ ("drafts", "Next");
    case AMENDS_DRAFT_INTERNAL:
      return C_ ("drafts", "Internal");
    case AMENDS_DRAFT_SENT:
      return C_ ("drafts", "Sent");
    case AMENDS_DRAFT_LATER:
    default:
      return C_ ("drafts", "Later");
    }
}

static void
header_cb (GtkListBoxRow *row, GtkListBoxRow *before, gpointer user_data)
{
  AmendsDraftGroup group = amends_draft_row_get_group (AMENDS_DRAFT_ROW (row));
  const char *title = get_group_title (group);
  GtkWidget *header = gtk_list_box_row_get_header (row);

  if (before != NULL && amends_draft_row_get_group (AMENDS_DRAFT_ROW (before)) == group)
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  if (header == NULL)
    {
      header = gtk_label_new (NULL);
      gtk_label_set_xalign (GTK_LABEL (header), 0);
      gtk_widget_add_css_class (header, "list-heading");
      gtk_list_box_row_set_header (row, header);
    }
  gtk_label_set_text (GTK_LABEL (header), title);
}

static GtkWidget *
create_row_cb (gpointer item, gpointer user_data)
{
  AmendsCaseSubpage *subpage = user_data;

  return amends_draft_row_new (amends_case_subpage_get_session (subpage),
                               amends_case_subpage_get_case (subpage), item);
}

static AmendsDraftRow *
find_row (AmendsDraftsPage *self, AmendsDraft *draft)
{
  AmendsCase *case_ = amends_case_subpage_get_case (AMENDS_CASE_SUBPAGE (self));
  AmendsDraft *listed = case_ != NULL ? get_listed (case_, draft) : draft;
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (amends_draft_row_get_draft (AMENDS_DRAFT_ROW (row)) == listed)
      return AMENDS_DRAFT_ROW (row);
  return NULL;
}

static void
select_row (AmendsDraftsPage *self, AmendsDraft *draft)
{
  AmendsDraftRow *row = draft != NULL ? find_row (self, draft) : NULL;

  self->syncing = TRUE;
  gtk_list_box_select_row (self->list, row != NULL ? GTK_LIST_BOX_ROW (row) : NULL);
  self->syncing = FALSE;
}

static void
show_draft (AmendsDraftsPage *self, AmendsDraft *draft)
{
  AmendsCaseSubpage *subpage = AMENDS_CASE_SUBPAGE (self);

  amends_draft_editor_show (self->editor, amends_case_subpage_get_session (subpage),
                            amends_case_subpage_get_case (subpage), draft);
  select_row (self, draft);
  place_changed_cb (self);
}

/* Two texts side by side need the room of the list. */
static gboolean
is_list_shown (gpointer object, gboolean folded, gboolean beside)
{
  return folded || !beside;
}

static void
row_selected_cb (AmendsDraftsPage *self, GtkListBoxRow *row)
{
  if (row != NULL && !self->syncing && !adw_leaflet_get_folded (self->leaflet))
    show_draft (self, amends_draft_row_get_draft (AMENDS_DRAFT_ROW (row)));
}

static void
row_activated_cb (AmendsDraftsPage *self, GtkListBoxRow *row)
{
  show_draft (self, amends_draft_row_get_draft (AMENDS_DRAFT_ROW (row)));
  adw_leaflet_set_visible_child (self->leaflet, GTK_WIDGET (self->editor));
}

static void
checked_cb (AmendsDraftsPage *self)
{
  AmendsDraft *draft = amends_draft_editor_get_draft (self->editor);
  AmendsDraftRow *row = draft != NULL ? find_row (self, draft) : NULL;

  if (row != NULL)
    amends_draft_row_update (row);
}

static void
step_action (GtkWidget *widget, const char *action, GVariant *target)
{
  AmendsDraftsPage *self = AMENDS_DRAFTS_PAGE (widget);
  AmendsDraft *draft = amends_draft_editor_get_draft (self->editor);
  AmendsDraftRow *row = draft != NULL ? find_row (self, draft) : NULL;
  int step = g_strcmp0 (action, "drafts.next") == 0 ? 1 : -1;
  GtkListBoxRow *other;

  if (row == NULL)
    return;
  other = gtk_list_box_get_row_at_index (
      self->list, gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row)) + step);
  if (other != NULL)
    show_draft (self, amends_draft_row_get_draft (AMENDS_DRAFT_ROW (other)));
}

/* --- The page -------------------------------------------------------------------------------- */

static gboolean
holds (AmendsCase *case_, AmendsDraft *draft)
{
  return draft != NULL && g_list_store_find (case_->drafts, draft, NULL);
}

static void
amends_drafts_page_refresh (AmendsCaseSubpage *subpage)
{
  AmendsDraftsPage *self = AMENDS_DRAFTS_PAGE (subpage);
  AmendsSession *session = amends_case_subpage_get_session (subpage);
  AmendsCase *case_ = amends_case_subpage_get_case (subpage);
  g_autoptr (GPtrArray) wanted = collect_drafts (session, case_);
  AmendsDraft *shown = amends_draft_editor_get_draft (self->editor);
  GtkListBoxRow *row;

  self->syncing = TRUE;
  amends_case_sync_list (self->drafts, wanted);
  self->syncing = FALSE;
  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    amends_draft_row_update (AMENDS_DRAFT_ROW (row));
  gtk_list_box_invalidate_headers (self->list);

  if (!holds (case_, shown))
    {
      AmendsNext next = { 0 };

      amends_session_get_next (session, case_, &next);
      shown = next.draft;
    }
  if (!holds (case_, shown))
    shown = wanted->len > 0 ? wanted->pdata[0] : NULL;
  show_draft (self, shown);
}

static void
amends_drafts_page_leave (AmendsCaseSubpage *subpage)
{
  AmendsDraftsPage *self = AMENDS_DRAFTS_PAGE (subpage);

  amends_draft_editor_show (self->editor, NULL, NULL, NULL);
  self->syncing = TRUE;
  g_list_store_remove_all (self->drafts);
  self->syncing = FALSE;
  adw_leaflet_set_visible_child (self->leaflet, self->list_pane);
}

static void
amends_drafts_page_dispose (GObject *object)
{
  g_clear_object (&AMENDS_DRAFTS_PAGE (object)->drafts);

  G_OBJECT_CLASS (amends_drafts_page_parent_class)->dispose (object);
}

static void
amends_drafts_page_class_init (AmendsDraftsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amends_drafts_page_dispose;
  AMENDS_CASE_SUBPAGE_CLASS (klass)->refresh = amends_drafts_page_refresh;
  AMENDS_CASE_SUBPAGE_CLASS (klass)->leave = amends_drafts_page_leave;

  g_type_ensure (AMENDS_TYPE_DRAFT_EDITOR);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               AMENDS_CASE_TEMPLATE ("amends-drafts-page.ui"));
  gtk_widget_class_bind_template_child (widget_class, AmendsDraftsPage, leaflet);
  gtk_widget_class_bind_template_child (widget_class, AmendsDraftsPage, back);
  gtk_widget_class_bind_template_child (widget_class, AmendsDraftsPage, window_title);
  gtk_widget_class_bind_template_child (widget_class, AmendsDraftsPage, list_pane);
  gtk_widget_class_bind_template_child (widget_class, AmendsDraftsPage, list);
  gtk_widget_class_bind_template_child (widget_class, AmendsDraftsPage, editor);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
  gtk_widget_class_bind_template_callback (widget_class, checked_cb);
  gtk_widget_class_bind_template_callback (widget_class, is_list_shown);
  gtk_widget_class_bind_template_callback (widget_class, place_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_install_action (widget_class, "drafts.next", NULL, step_action);
  gtk_widget_class_install_action (widget_class, "drafts.previous", NULL, step_action);
}

static void
amends_drafts_page_init (AmendsDraftsPage *self)
{
  self->drafts = g_list_store_new (AMENDS_TYPE_DRAFT);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_header_func (self->list, header_cb, NULL, NULL);
  gtk_list_box_bind_model (self->list, G_LIST_MODEL (self->drafts), create_row_cb, self, NULL);
  g_signal_connect (self, "notify::folded", G_CALLBACK (place_changed_cb), NULL);
  place_changed_cb (self);
}

void
amends_drafts_page_open (AmendsDraftsPage *self, const char *id)
{
  AmendsCase *case_;
  AmendsDraft *draft;

  g_return_if_fail (AMENDS_IS_DRAFTS_PAGE (self));

  case_ = amends_case_subpage_get_case (AMENDS_CASE_SUBPAGE (self));
  draft = case_ != NULL ? amends_record_list_find (G_LIST_MODEL (case_->drafts), id) : NULL;
  if (draft == NULL)
    return;
  show_draft (self, draft);
  adw_leaflet_set_visible_child (self->leaflet, GTK_WIDGET (self->editor));
}

gboolean
amends_drafts_page_go_back (AmendsDraftsPage *self)
{
  g_return_val_if_fail (AMENDS_IS_DRAFTS_PAGE (self), FALSE);

  if (!is_on_editor (self))
    return FALSE;
  adw_leaflet_set_visible_child (self->leaflet, self->list_pane);
  return TRUE;
}
