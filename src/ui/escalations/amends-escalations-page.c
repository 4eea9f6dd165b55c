/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of escalations. */

#include "config.h"

#include "amends-escalations-page.h"

#include "amends-case-cell.h"
#include "amends-case-menu.h"
#include "amends-case-model.h"
#include "amends-enum-types.h"
#include "amends-feedback.h"
#include "amends-filter-button.h"
#include "amends-labels.h"
#include "amends-minute.h"
#include "amends-pick-button.h"
#include "amends-weak.h"

#include <glib/gi18n-lib.h>

struct _AmendsEscalationsPage
{
  AdwBin parent_instance;

  AmendsSession *session;        /* (owned) (nullable) */
  GCancellable *cancellable;     /* (owned) (nullable): the listing that runs */
  AmendsCaseModel *model;        /* (owned) */
  GtkSingleSelection *selection; /* (owned) */
  GtkStringList *owners;         /* (owned): who has cases */
  GHashTable *cells;             /* (owned) (element-type AmendsCaseCell): bound, (unowned) */
  GSimpleAction *sort_action;    /* (owned) */
  GSimpleAction *reverse_action; /* (owned) */
  char *words;                   /* (owned): what the rows shown were searched for */
  AmendsCaseSort sort;
  int probed;   /* which column a sorter was asked for first */
  guint search; /* tick callback of a search about to begin */
  gboolean reversed;
  gboolean sorting; /* the heading follows, rather than is followed */
  gboolean narrow;
  gboolean listed;
  gboolean outdated; /* changed while it was not seen */
  gboolean clearing;
  gboolean asked; /* for another list, rather than for what has changed in this one */

  GtkSearchEntry *entry;
  AmendsFilterButton *status_filter;
  AmendsFilterButton *severity_filter;
  AmendsFilterButton *category_filter;
  AmendsPickButton *owner_filter;
  AmendsPickButton *account_filter;
  AmendsFilterButton *track_filter;
  GtkMenuButton *sort_button;
  GtkButton *clear;
  GtkStack *stack;
  GtkColumnView *table;
  GtkListView *rows;
  GtkColumnViewColumn *severity_column;
  GtkColumnViewColumn *issue_column;
  GtkColumnViewColumn *track_column;
  GtkColumnViewColumn *status_column;
  GtkColumnViewColumn *received_column;
  GtkColumnViewColumn *arr_column;
  GtkColumnViewColumn *clock_column;
  GtkColumnViewColumn *owner_column;
  GtkLabel *footer;
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

G_DEFINE_FINAL_TYPE (AmendsEscalationsPage, amends_escalations_page, ADW_TYPE_BIN)

/* Two screens of rows come with the list. */
#define FIRST_ROWS 60

static const int statuses[] = { AMENDS_STATUS_OPEN,     AMENDS_STATUS_IN_PROGRESS,
                                AMENDS_STATUS_WAITING,  AMENDS_STATUS_RESOLVED,
                                AMENDS_STATUS_CLOSED,   AMENDS_STATUS_DUPLICATE,
                                AMENDS_STATUS_WITHDRAWN };
static const int severities[] = { AMENDS_SEVERITY_CRITICAL, AMENDS_SEVERITY_HIGH,
                                  AMENDS_SEVERITY_MEDIUM, AMENDS_SEVERITY_LOW };
static const int categories[] = { AMENDS_CATEGORY_TECHNICAL, AMENDS_CATEGORY_COMMERCIAL,
                                  AMENDS_CATEGORY_RELATIONSHIP, AMENDS_CATEGORY_EXECUTIVE,
                                  AMENDS_CATEGORY_LEGAL };
static const int tracks[] = { AMENDS_TRACK_P1, AMENDS_TRACK_P2, AMENDS_TRACK_P3 };

/* The ways to sort, by AmendsCaseSort. */
static const struct
{
  const char *name;
  const char *words; /* to be translated */
} sorts[] = {
  [AMENDS_CASE_SORT_CLOCK] = { "clock", N_ ("ordered by the next clock") },
  [AMENDS_CASE_SORT_RECEIVED] = { "received", N_ ("the latest first") },
  [AMENDS_CASE_SORT_SEVERITY] = { "severity", N_ ("the most severe first") },
  [AMENDS_CASE_SORT_ARR] = { "arr", N_ ("the largest accounts first") },
  [AMENDS_CASE_SORT_ACCOUNT] = { "account", N_ ("ordered by customer") },
};

static void reload (AmendsEscalationsPage *self);

/* --- Listing --------------------------------------------------------------------------------- */

static guint
get_length (AmendsEscalationsPage *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->model));
}

static char *
dup_words (AmendsEscalationsPage *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));
}

static gboolean
is_filtered (AmendsEscalationsPage *self)
{
  return amends_filter_button_get_mask (self->status_filter) != 0 ||
         amends_filter_button_get_mask (self->severity_filter) != 0 ||
         amends_filter_button_get_mask (self->category_filter) != 0 ||
         amends_filter_button_get_mask (self->track_filter) != 0 ||
         amends_pick_button_get_chosen (self->owner_filter) != NULL ||
         amends_pick_button_get_chosen (self->account_filter) != NULL;
}

static char *
describe_order (AmendsEscalationsPage *self)
{
  const char *words = _ (sorts[self->sort].words);

  /* TRANSLATORS: %s is how a list is ordered, as in "the latest first" */
  return self->reversed ? g_strdup_printf (_ ("%s, reversed"), words) : g_strdup (words);
}

static void
update_footer (AmendsEscalationsPage *self)
{
  guint n = get_length (self);
  guint total = amends_case_list_get_total (amends_case_model_get_list (self->model));
  g_autofree char *order = describe_order (self);
  g_autofree char *text = NULL;

  if (self->words != NULL && *self->words != '\0')
    text = g_strdup_printf (
        /* TRANSLATORS: %1$u is how many escalations were found, %2$u of how many, %3$s the words
           searched for */
        g_dngettext (GETTEXT_PACKAGE,
                     "%1$u of %2$u matches “%3$s”, in titles, messages, drafts and notes",
                     "%1$u of %2$u match “%3$s”, in titles, messages, drafts and notes", n),
        n, total, self->words);
  else if (is_filtered (self))
    /* TRANSLATORS: %1$u is how many escalations the list shows, %2$u of how many, %3$s in which
       order */
    text = g_strdup_printf (_ ("%1$u of %2$u escalations, %3$s"), n, total, order);
  else
    text = g_strdup_printf (
        /* TRANSLATORS: %1$u is how many escalations the list shows, %2$s in which order */
        g_dngettext (GETTEXT_PACKAGE, "%1$u escalation, %2$s", "%1$u escalations, %2$s", n), n,
        order);
  gtk_label_set_label (self->footer, text);
}

static void
update_place (AmendsEscalationsPage *self)
{
  gboolean searched = self->words != NULL && *self->words != '\0';
  const char *place = self->narrow ? "rows" : "table";

  if (self->listed && get_length (self) == 0)
    place = searched || is_filtered (self) ? "no-match" : "empty";
  gtk_stack_set_visible_child_name (self->stack, place);
  gtk_widget_set_visible (GTK_WIDGET (self->clear), searched || is_filtered (self));
}

static void
update_cells (AmendsEscalationsPage *self)
{
  GHashTableIter iter;
  gpointer cell;

  g_hash_table_iter_init (&iter, self->cells);
  while (g_hash_table_iter_next (&iter, &cell, NULL))
    amends_case_cell_update (cell);
}

static void
update_words (AmendsEscalationsPage *self)
{
  GHashTableIter iter;
  gpointer cell;

  g_hash_table_iter_init (&iter, self->cells);
  while (g_hash_table_iter_next (&iter, &cell, NULL))
    amends_case_cell_set_words (cell, self->words);
}

/* The first row of another search or order comes into view; after a change elsewhere one stays
 * where one was. */
static void
show_list (AmendsEscalationsPage *self, AmendsCaseList *list)
{
  GtkScrollable *const views[] = { GTK_SCROLLABLE (self->table), GTK_SCROLLABLE (self->rows) };

  if (self->asked)
    {
      gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
      for (guint i = 0; i < G_N_ELEMENTS (views); i++)
        gtk_adjustment_set_value (gtk_scrollable_get_vadjustment (views[i]), 0);
    }
  self->asked = FALSE;
  amends_case_model_set_list (self->model, self->session, list);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AmendsEscalationsPage) self = amends_weak_take (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (AmendsCaseList) list =
      amends_session_list_cases_finish (AMENDS_SESSION (source), result, &error);
  g_autofree char *words = NULL;

  if (self == NULL)
    return;
  if (list == NULL)
    {
      amends_feedback_error (GTK_WIDGET (self), _ ("The escalations could not be read."), error);
      /* Whoever cancels it lists anew. */
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_signal_emit (self, signals[LISTED], 0);
      return;
    }
  words = dup_words (self);
  self->listed = TRUE;
  g_free (self->words);
  self->words = g_steal_pointer (&words);
  /* Rows that are others now come with the words; those that stay get them. */
  show_list (self, list);
  update_words (self);
  update_place (self);
  update_footer (self);
  g_signal_emit (self, signals[LISTED], 0);
}

static void
owners_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AmendsEscalationsPage) self = amends_weak_take (user_data);
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) names =
      amends_session_list_owners_finish (AMENDS_SESSION (source), result, &error);

  if (self != NULL && names != NULL)
    gtk_string_list_splice (self->owners, 0, g_list_model_get_n_items (G_LIST_MODEL (self->owners)),
                            (const char *const *) names);
  else if (self != NULL)
    amends_feedback_error (GTK_WIDGET (self), _ ("The owners could not be read."), error);
}

static void
list_again (AmendsEscalationsPage *self)
{
  g_autofree char *words = NULL;
  AmendsCaseFilter filter = { 0 };

  if (self->session == NULL || self->clearing)
    return;
  self->outdated = FALSE;
  words = dup_words (self);
  filter.statuses = amends_filter_button_get_mask (self->status_filter);
  filter.severities = amends_filter_button_get_mask (self->severity_filter);
  filter.categories = amends_filter_button_get_mask (self->category_filter);
  filter.tracks = amends_filter_button_get_mask (self->track_filter);
  filter.owners = amends_pick_button_get_chosen (self->owner_filter);
  filter.account_ids = amends_pick_button_get_chosen (self->account_filter);
  filter.text = *words != '\0' ? words : NULL;
  filter.sort = self->sort;
  filter.reversed = self->reversed;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  amends_session_list_cases_async (self->session, &filter, FIRST_ROWS, self->cancellable, listed_cb,
                                   amends_weak_new (self));
}

/* For another list than there was. */
static void
reload (AmendsEscalationsPage *self)
{
  self->asked = TRUE;
  list_again (self);
}

static void
read_owners (AmendsEscalationsPage *self)
{
  amends_session_list_owners_async (self->session, NULL, owners_listed_cb, amends_weak_new (self));
}

/* A list that nobody sees is read again when somebody does. */
static void
session_changed_cb (AmendsEscalationsPage *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    {
      list_again (self);
      read_owners (self);
    }
  else
    {
      self->outdated = TRUE;
    }
}

static void
amends_escalations_page_map (GtkWidget *widget)
{
  AmendsEscalationsPage *self = AMENDS_ESCALATIONS_PAGE (widget);

  GTK_WIDGET_CLASS (amends_escalations_page_parent_class)->map (widget);
  if (self->outdated)
    {
      list_again (self);
      read_owners (self);
    }
}

static gboolean
search_tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  AmendsEscalationsPage *self = AMENDS_ESCALATIONS_PAGE (widget);

  self->search = 0;
  reload (self);
  return G_SOURCE_REMOVE;
}

/* Keys that arrive within one frame make one search. */
static void
search_changed_cb (AmendsEscalationsPage *self)
{
  if (self->search == 0)
    self->search = gtk_widget_add_tick_callback (GTK_WIDGET (self), search_tick_cb, NULL, NULL);
}

static void
clear_filters (AmendsEscalationsPage *self)
{
  self->clearing = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  amends_filter_button_clear (self->status_filter);
  amends_filter_button_clear (self->severity_filter);
  amends_filter_button_clear (self->category_filter);
  amends_filter_button_clear (self->track_filter);
  amends_pick_button_clear (self->owner_filter);
  amends_pick_button_clear (self->account_filter);
  self->clearing = FALSE;
}

static void
clear_cb (AmendsEscalationsPage *self)
{
  clear_filters (self);
  reload (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

/* --- Order ----------------------------------------------------------------------------------- */

static GtkColumnViewColumn *
get_sort_column (AmendsEscalationsPage *self, AmendsCaseSort sort)
{
  GtkColumnViewColumn *const columns[] = {
    [AMENDS_CASE_SORT_CLOCK] = self->clock_column,
    [AMENDS_CASE_SORT_RECEIVED] = self->received_column,
    [AMENDS_CASE_SORT_SEVERITY] = self->severity_column,
    [AMENDS_CASE_SORT_ARR] = self->arr_column,
    [AMENDS_CASE_SORT_ACCOUNT] = self->issue_column,
  };

  return columns[sort];
}

static void
set_order (AmendsEscalationsPage *self, AmendsCaseSort sort, gboolean reversed)
{
  self->sort = sort;
  self->reversed = reversed;
  g_simple_action_set_state (self->sort_action, g_variant_new_string (sorts[sort].name));
  g_simple_action_set_state (self->reverse_action, g_variant_new_boolean (reversed));

  /* What the list is ordered by can be seen in it. */
  gtk_column_view_column_set_visible (self->received_column, sort == AMENDS_CASE_SORT_RECEIVED);
  gtk_column_view_column_set_visible (self->arr_column, sort == AMENDS_CASE_SORT_ARR);
  self->sorting = TRUE;
  gtk_column_view_sort_by_column (self->table, NULL, GTK_SORT_ASCENDING);
  gtk_column_view_sort_by_column (self->table, get_sort_column (self, sort),
                                  reversed ? GTK_SORT_DESCENDING : GTK_SORT_ASCENDING);
  self->sorting = FALSE;
  reload (self);
}

/* Rows are ordered where they are stored. The heading only says by which column: whose sorter is
 * asked first, and whether its answer is turned round. */
static int
probe_cb (gconstpointer a, gconstpointer b, gpointer user_data)
{
  GtkColumnViewColumn *column = user_data;
  GtkWidget *table = GTK_WIDGET (gtk_column_view_column_get_column_view (column));
  AmendsEscalationsPage *self =
      table != NULL
          ? AMENDS_ESCALATIONS_PAGE (gtk_widget_get_ancestor (table, AMENDS_TYPE_ESCALATIONS_PAGE))
          : NULL;

  for (guint i = 0; self != NULL && self->probed < 0 && i < G_N_ELEMENTS (sorts); i++)
    if (get_sort_column (self, (AmendsCaseSort) i) == column)
      self->probed = (int) i;
  return GTK_ORDERING_SMALLER;
}

static void
heading_changed_cb (AmendsEscalationsPage *self)
{
  GtkSorter *sorter = gtk_column_view_get_sorter (self->table);
  g_autoptr (AmendsCaseRow) one = NULL;
  g_autoptr (AmendsCaseRow) other = NULL;
  GtkOrdering answer;

  /* The table forgets its columns when it goes. */
  if (self->sorting || self->sort_action == NULL)
    return;
  one = g_object_new (AMENDS_TYPE_CASE_ROW, NULL);
  other = g_object_new (AMENDS_TYPE_CASE_ROW, NULL);
  self->probed = -1;
  answer = gtk_sorter_compare (sorter, one, other);
  if (self->probed >= 0)
    set_order (self, (AmendsCaseSort) self->probed, answer == GTK_ORDERING_LARGER);
  else
    set_order (self, AMENDS_CASE_SORT_CLOCK, FALSE);
}

static void
sort_changed_cb (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  AmendsEscalationsPage *self = AMENDS_ESCALATIONS_PAGE (user_data);

  for (guint i = 0; i < G_N_ELEMENTS (sorts); i++)
    if (g_str_equal (g_variant_get_string (value, NULL), sorts[i].name))
      set_order (self, (AmendsCaseSort) i, self->reversed);
}

static void
reverse_changed_cb (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  AmendsEscalationsPage *self = AMENDS_ESCALATIONS_PAGE (user_data);

  set_order (self, self->sort, g_variant_get_boolean (value));
}

static void
add_order_actions (AmendsEscalationsPage *self)
{
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();

  self->sort_action = g_simple_action_new_stateful (
      "sort", G_VARIANT_TYPE_STRING, g_variant_new_string (sorts[AMENDS_CASE_SORT_CLOCK].name));
  self->reverse_action =
      g_simple_action_new_stateful ("reverse", NULL, g_variant_new_boolean (FALSE));
  g_signal_connect_object (self->sort_action, "change-state", G_CALLBACK (sort_changed_cb), self,
                           0);
  g_signal_connect_object (self->reverse_action, "change-state", G_CALLBACK (reverse_changed_cb),
                           self, 0);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (self->sort_action));
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (self->reverse_action));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "list", G_ACTION_GROUP (group));
}

static void
add_sorters (AmendsEscalationsPage *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (sorts); i++)
    {
      GtkColumnViewColumn *column = get_sort_column (self, (AmendsCaseSort) i);
      g_autoptr (GtkSorter) sorter = GTK_SORTER (gtk_custom_sorter_new (probe_cb, column, NULL));

      gtk_column_view_column_set_sorter (column, sorter);
    }
  g_signal_connect_object (gtk_column_view_get_sorter (self->table), "changed",
                           G_CALLBACK (heading_changed_cb), self, G_CONNECT_SWAPPED);
}

/* --- Rows ------------------------------------------------------------------------------------ */

static void
open_at (AmendsEscalationsPage *self, guint position)
{
  g_autoptr (AmendsCaseRow) row = g_list_model_get_item (G_LIST_MODEL (self->model), position);

  if (row != NULL && row->summary != NULL)
    amends_feedback_open_case (GTK_WIDGET (self), row->summary->id, NULL);
}

static void
activated_cb (AmendsEscalationsPage *self, guint position)
{
  open_at (self, position);
}

/* Enter in the search opens the first hit. */
static void
search_activated_cb (AmendsEscalationsPage *self)
{
  open_at (self, 0);
}

/* Down leaves the search for the list. */
static gboolean
entry_key_cb (AmendsEscalationsPage *self, guint key)
{
  if (key != GDK_KEY_Down)
    return GDK_EVENT_PROPAGATE;
  return gtk_widget_child_focus (gtk_stack_get_visible_child (self->stack), GTK_DIR_TAB_FORWARD);
}

static void
cell_setup_cb (AmendsEscalationsPage *self, GtkListItem *item, GtkListItemFactory *factory)
{
  AmendsCaseCellKind kind = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (factory), "kind"));

  gtk_list_item_set_child (item, amends_case_cell_new (self->session, kind));
}

static void
cell_bind_cb (AmendsEscalationsPage *self, GtkListItem *item)
{
  AmendsCaseCell *cell = AMENDS_CASE_CELL (gtk_list_item_get_child (item));

  amends_case_cell_set_row (cell, gtk_list_item_get_item (item), self->words);
  g_hash_table_add (self->cells, cell);
}

static void
cell_unbind_cb (AmendsEscalationsPage *self, GtkListItem *item)
{
  AmendsCaseCell *cell = AMENDS_CASE_CELL (gtk_list_item_get_child (item));

  g_hash_table_remove (self->cells, cell);
  amends_case_cell_set_row (cell, NULL, NULL);
}

static void
add_factory (AmendsEscalationsPage *self, gpointer to, AmendsCaseCellKind kind)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  g_object_set_data (G_OBJECT (factory), "kind", GINT_TO_POINTER (kind));
  g_signal_connect_object (factory, "setup", G_CALLBACK (cell_setup_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (cell_bind_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (cell_unbind_cb), self, G_CONNECT_SWAPPED);
  g_object_set (to, "factory", factory, NULL);
}

static void
add_factories (AmendsEscalationsPage *self)
{
  add_factory (self, self->severity_column, AMENDS_CASE_CELL_SEVERITY);
  add_factory (self, self->issue_column, AMENDS_CASE_CELL_ISSUE);
  add_factory (self, self->track_column, AMENDS_CASE_CELL_TRACK);
  add_factory (self, self->status_column, AMENDS_CASE_CELL_STATUS);
  add_factory (self, self->received_column, AMENDS_CASE_CELL_RECEIVED);
  add_factory (self, self->arr_column, AMENDS_CASE_CELL_ARR);
  add_factory (self, self->clock_column, AMENDS_CASE_CELL_CLOCK);
  add_factory (self, self->owner_column, AMENDS_CASE_CELL_OWNER);
  add_factory (self, self->rows, AMENDS_CASE_CELL_WHOLE);
}

/* (transfer none) (nullable) */
static AmendsCaseCell *
find_cell (GtkWidget *widget)
{
  if (AMENDS_IS_CASE_CELL (widget))
    return AMENDS_CASE_CELL (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      AmendsCaseCell *cell = find_cell (child);

      if (cell != NULL)
        return cell;
    }
  return NULL;
}

static void
open_menu (AmendsEscalationsPage *self, AmendsCaseCell *cell, double x, double y)
{
  AmendsCaseRow *row = cell != NULL ? amends_case_cell_get_row (cell) : NULL;

  if (row != NULL && row->summary != NULL)
    amends_case_menu_popup (GTK_WIDGET (self), self->session, row->summary, x, y);
}

/* The menu of the row that has the focus, below it. */
static void
menu_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AmendsEscalationsPage *self = AMENDS_ESCALATIONS_PAGE (widget);
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));
  double x;
  double y;

  if (focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self->stack)))
    return;
  gtk_widget_translate_coordinates (focus, widget, 48, gtk_widget_get_height (focus), &x, &y);
  open_menu (self, find_cell (focus), x, y);
}

static void
pressed_cb (AmendsEscalationsPage *self, int n_press, double x, double y)
{
  GtkWidget *picked = gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT);

  for (; picked != NULL && picked != GTK_WIDGET (self->stack);
       picked = gtk_widget_get_parent (picked))
    {
      AmendsCaseCell *cell = find_cell (picked);

      if (cell != NULL)
        {
          open_menu (self, cell, x, y);
          return;
        }
    }
}

static void
filters_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_widget_child_focus (GTK_WIDGET (AMENDS_ESCALATIONS_PAGE (widget)->status_filter),
                          GTK_DIR_TAB_FORWARD);
}

/* --- Life ------------------------------------------------------------------------------------ */

static void
minute_cb (GtkWidget *widget)
{
  update_cells (AMENDS_ESCALATIONS_PAGE (widget));
}

static void
amends_escalations_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_NARROW)
    g_value_set_boolean (value, AMENDS_ESCALATIONS_PAGE (object)->narrow);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
amends_escalations_page_set_property (GObject *object,
                                      guint id,
                                      const GValue *value,
                                      GParamSpec *pspec)
{
  AmendsEscalationsPage *self = AMENDS_ESCALATIONS_PAGE (object);

  if (id != PROP_NARROW)
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  else if (self->narrow != g_value_get_boolean (value))
    {
      self->narrow = g_value_get_boolean (value);
      update_place (self);
      g_object_notify_by_pspec (object, pspec);
    }
}

static void
amends_escalations_page_dispose (GObject *object)
{
  AmendsEscalationsPage *self = AMENDS_ESCALATIONS_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->selection);
  g_clear_object (&self->model);
  g_clear_object (&self->owners);
  g_clear_object (&self->sort_action);
  g_clear_object (&self->reverse_action);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (amends_escalations_page_parent_class)->dispose (object);
}

static void
amends_escalations_page_finalize (GObject *object)
{
  AmendsEscalationsPage *self = AMENDS_ESCALATIONS_PAGE (object);

  g_hash_table_unref (self->cells);
  g_free (self->words);

  G_OBJECT_CLASS (amends_escalations_page_parent_class)->finalize (object);
}

#define BIND(child)                                                                                \
  gtk_widget_class_bind_template_child (widget_class, AmendsEscalationsPage, child)

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (AMENDS_TYPE_FILTER_BUTTON);
  g_type_ensure (AMENDS_TYPE_PICK_BUTTON);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/dev/amends/Amends/ui/amends-escalations-page.ui");
  BIND (entry);
  BIND (status_filter);
  BIND (severity_filter);
  BIND (category_filter);
  BIND (owner_filter);
  BIND (account_filter);
  BIND (track_filter);
  BIND (sort_button);
  BIND (clear);
  BIND (stack);
  BIND (table);
  BIND (rows);
  BIND (severity_column);
  BIND (issue_column);
  BIND (track_column);
  BIND (status_column);
  BIND (received_column);
  BIND (arr_column);
  BIND (clock_column);
  BIND (owner_column);
  BIND (footer);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_key_cb);
  gtk_widget_class_bind_template_callback (widget_class, reload);
  gtk_widget_class_bind_template_callback (widget_class, clear_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, pressed_cb);
}

static void
amends_escalations_page_class_init (AmendsEscalationsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = amends_escalations_page_dispose;
  object_class->finalize = amends_escalations_page_finalize;
  object_class->get_property = amends_escalations_page_get_property;
  object_class->set_property = amends_escalations_page_set_property;
  widget_class->map = amends_escalations_page_map;
  properties[PROP_NARROW] =
      g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                            G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[LISTED] = g_signal_new ("listed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);

  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "escalations.menu", NULL, menu_cb);
  gtk_widget_class_install_action (widget_class, "escalations.filters", NULL, filters_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK,
                                       "escalations.menu", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Menu, 0, "escalations.menu", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_l, GDK_CONTROL_MASK,
                                       "escalations.filters", NULL);
}

static const char *
get_string (gpointer item)
{
  return gtk_string_object_get_string (item);
}

static const char *
get_account_id (gpointer item)
{
  return AMENDS_ACCOUNT (item)->id;
}

static const char *
get_account_name (gpointer item)
{
  return AMENDS_ACCOUNT (item)->name;
}

static void
amends_escalations_page_init (AmendsEscalationsPage *self)
{
  self->model = amends_case_model_new ();
  self->cells = g_hash_table_new (NULL, NULL);
  self->owners = gtk_string_list_new (NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  amends_filter_button_set_values (self->status_filter, AMENDS_TYPE_STATUS, statuses,
                                   G_N_ELEMENTS (statuses));
  amends_filter_button_set_values (self->severity_filter, AMENDS_TYPE_SEVERITY, severities,
                                   G_N_ELEMENTS (severities));
  amends_filter_button_set_values (self->category_filter, AMENDS_TYPE_CATEGORY, categories,
                                   G_N_ELEMENTS (categories));
  amends_filter_button_set_values (self->track_filter, AMENDS_TYPE_TRACK, tracks,
                                   G_N_ELEMENTS (tracks));
  amends_pick_button_set_model (self->owner_filter, G_LIST_MODEL (self->owners), get_string,
                                get_string);
  gtk_search_entry_set_key_capture_widget (self->entry, GTK_WIDGET (self));
  add_order_actions (self);
  amends_minute_follow (GTK_WIDGET (self), minute_cb);
}

void
amends_escalations_page_set_session (AmendsEscalationsPage *self, AmendsSession *session)
{
  g_return_if_fail (AMENDS_IS_ESCALATIONS_PAGE (self));

  if (!g_set_object (&self->session, session))
    return;
  amends_pick_button_set_model (self->account_filter, amends_session_get_accounts (session),
                                get_account_id, get_account_name);
  add_factories (self);
  add_sorters (self);
  self->selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->model)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_column_view_set_model (self->table, GTK_SELECTION_MODEL (self->selection));
  gtk_list_view_set_model (self->rows, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (session, "changed", G_CALLBACK (session_changed_cb), self,
                           G_CONNECT_SWAPPED);
  set_order (self, AMENDS_CASE_SORT_CLOCK, FALSE);
  read_owners (self);
}

void
amends_escalations_page_search_for (AmendsEscalationsPage *self, const char *words)
{
  g_return_if_fail (AMENDS_IS_ESCALATIONS_PAGE (self));

  clear_filters (self);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), words);
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  reload (self);
}

void
amends_escalations_page_show_account (AmendsEscalationsPage *self, const char *id, const char *name)
{
  g_return_if_fail (AMENDS_IS_ESCALATIONS_PAGE (self));

  clear_filters (self);
  amends_pick_button_choose (self->account_filter, id, name);
}

void
amends_escalations_page_focus (AmendsEscalationsPage *self)
{
  g_return_if_fail (AMENDS_IS_ESCALATIONS_PAGE (self));

  gtk_widget_child_focus (gtk_stack_get_visible_child (self->stack), GTK_DIR_TAB_FORWARD);
}
