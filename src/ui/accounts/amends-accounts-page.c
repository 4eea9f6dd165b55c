/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of accounts. */

#include "config.h"

#include "amends-accounts-page.h"

#include "amends-account-cell.h"
#include "amends-account-text.h"
#include "amends-adaptive-bin.h"
#include "amends-enum-types.h"
#include "amends-feedback.h"
#include "amends-filter-button.h"
#include "amends-minute.h"
#include "amends-text.h"
#include "amends-warning-list.h"
#include "amends-weak.h"

#include <glib/gi18n-lib.h>

struct _AmendsAccountsPage
{
  AdwBin parent_instance;

  AmendsSession *session;    /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned) (nullable): the listing that runs */
  GListStore *store;         /* (owned): of AmendsAccountRow, all there are */
  GtkFilter *filter;         /* (owned) (nullable) */
  GListModel *shown;         /* (owned) (nullable): what the filter lets through, sorted */
  GHashTable *cells;         /* (owned) (element-type AmendsAccountCell): bound, (unowned) */
  char *words;               /* (owned) (nullable): folded */
  guint search;              /* tick callback of a search about to begin */
  gboolean narrow;
  gboolean listed;
  gboolean outdated; /* changed while it was not seen */

  AmendsAdaptiveBin *bin;
  AmendsWarningList *warnings;
  GtkSearchEntry *entry;
  AmendsFilterButton *segment_filter;
  GtkToggleButton *open_filter;
  GtkToggleButton *renewal_filter;
  GtkToggleButton *mine_filter;
  GtkWidget *clear;
  GtkStack *stack;
  GtkColumnView *table;
  GtkListView *rows;
  GtkLabel *footer;
  GtkColumnViewColumn *columns[AMENDS_N_ACCOUNT_FACTS]; /* (unowned) */
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

G_DEFINE_FINAL_TYPE (AmendsAccountsPage, amends_accounts_page, ADW_TYPE_BIN)

static const int segments[] = { AMENDS_SEGMENT_ENTERPRISE, AMENDS_SEGMENT_MID_MARKET,
                                AMENDS_SEGMENT_SMB, AMENDS_SEGMENT_UNKNOWN };

/* --- Order ----------------------------------------------------------------------------------- */

static int
compare_names (gconstpointer a, gconstpointer b, gpointer data)
{
  const AmendsAccountRow *one = a;
  const AmendsAccountRow *two = b;

  return g_utf8_collate (one->name != NULL ? one->name : "", two->name != NULL ? two->name : "");
}

/* What cannot be judged is no low risk; it stands at the end of what needs looking at. */
static int
compare_risk (gconstpointer a, gconstpointer b, gpointer data)
{
  AmendsAccountRisk *one = amends_account_row_get_risk ((AmendsAccountRow *) a);
  AmendsAccountRisk *two = amends_account_row_get_risk ((AmendsAccountRow *) b);
  int first = one != NULL && one->score != AMENDS_UNKNOWN ? one->score : -1;
  int second = two != NULL && two->score != AMENDS_UNKNOWN ? two->score : -1;

  return first - second;
}

static int
compare_arr (gconstpointer a, gconstpointer b, gpointer data)
{
  gint64 one = ((const AmendsAccountRow *) a)->arr;
  gint64 two = ((const AmendsAccountRow *) b)->arr;

  return (one > two) - (one < two);
}

/* What is not known stands at the end of what needs looking at. */
static int
compare_renewals (gconstpointer a, gconstpointer b, gpointer data)
{
  const char *one = ((const AmendsAccountRow *) a)->renewal;
  const char *two = ((const AmendsAccountRow *) b)->renewal;

  return g_strcmp0 (one != NULL ? one : "9999", two != NULL ? two : "9999");
}

static int
compare_health (gconstpointer a, gconstpointer b, gpointer data)
{
  int one = ((const AmendsAccountRow *) a)->health;
  int two = ((const AmendsAccountRow *) b)->health;

  one = one != AMENDS_UNKNOWN ? one : G_MAXINT;
  two = two != AMENDS_UNKNOWN ? two : G_MAXINT;
  return (one > two) - (one < two);
}

static int
compare_open (gconstpointer a, gconstpointer b, gpointer data)
{
  return ((const AmendsAccountRow *) a)->open - ((const AmendsAccountRow *) b)->open;
}

static int
compare_contact (gconstpointer a, gconstpointer b, gpointer data)
{
  AmendsInstant one = ((const AmendsAccountRow *) a)->last_contact;
  AmendsInstant two = ((const AmendsAccountRow *) b)->last_contact;

  return (one > two) - (one < two);
}

static int
compare_csm (gconstpointer a, gconstpointer b, gpointer data)
{
  const char *one = ((const AmendsAccountRow *) a)->csm;
  const char *two = ((const AmendsAccountRow *) b)->csm;

  return g_utf8_collate (one != NULL ? one : "", two != NULL ? two : "");
}

/* The columns in order; @first is the direction that puts first what is looked for. */
static const struct
{
  const char *name;
  const char *title; /* to be translated */
  GCompareDataFunc compare;
  GtkSortType first;
} columns[AMENDS_N_ACCOUNT_FACTS] = {
  [AMENDS_ACCOUNT_FACT_NAME] = { "name", N_ ("Account"), compare_names, GTK_SORT_ASCENDING },
  [AMENDS_ACCOUNT_FACT_RISK] = { "risk", N_ ("Risk"), compare_risk, GTK_SORT_DESCENDING },
  [AMENDS_ACCOUNT_FACT_ARR] = { "arr", N_ ("ARR"), compare_arr, GTK_SORT_DESCENDING },
  [AMENDS_ACCOUNT_FACT_RENEWAL] = { "renewal", N_ ("Renewal"), compare_renewals,
                                    GTK_SORT_ASCENDING },
  [AMENDS_ACCOUNT_FACT_HEALTH] = { "health", N_ ("Health"), compare_health, GTK_SORT_ASCENDING },
  [AMENDS_ACCOUNT_FACT_OPEN] = { "open", NC_ ("escalations", "Open"), compare_open,
                                 GTK_SORT_DESCENDING },
  [AMENDS_ACCOUNT_FACT_CONTACT] = { "contact", N_ ("Last contact"), compare_contact,
                                    GTK_SORT_ASCENDING },
  [AMENDS_ACCOUNT_FACT_CSM] = { "csm", N_ ("CSM"), compare_csm, GTK_SORT_ASCENDING },
};

static void
sort_action (GtkWidget *widget, const char *action, GVariant *target)
{
  AmendsAccountsPage *self = AMENDS_ACCOUNTS_PAGE (widget);

  for (guint i = 0; i < AMENDS_N_ACCOUNT_FACTS; i++)
    if (self->columns[i] != NULL &&
        g_str_equal (columns[i].name, g_variant_get_string (target, NULL)))
      gtk_column_view_sort_by_column (self->table, self->columns[i], columns[i].first);
}

/* --- What is shown --------------------------------------------------------------------------- */

static gboolean
is_filtered (AmendsAccountsPage *self)
{
  return amends_filter_button_get_mask (self->segment_filter) != 0 ||
         gtk_toggle_button_get_active (self->open_filter) ||
         gtk_toggle_button_get_active (self->renewal_filter) ||
         gtk_toggle_button_get_active (self->mine_filter) ||
         (self->words != NULL && *self->words != '\0');
}

static gboolean
is_soon (AmendsAccountsPage *self, AmendsAccountRow *row)
{
  GDate date;

  return row->renewal != NULL && amends_date_parse (row->renewal, &date, NULL) &&
         amends_session_is_renewal_soon (
             self->session, amends_date_days_until (&date, amends_session_now (self->session),
                                                    amends_session_get_zone (self->session)));
}

static gboolean
passes (gpointer item, gpointer user_data)
{
  AmendsAccountsPage *self = AMENDS_ACCOUNTS_PAGE (user_data);
  AmendsAccountRow *row = AMENDS_ACCOUNT_ROW (item);
  guint mask = amends_filter_button_get_mask (self->segment_filter);

  if (self->session == NULL || (mask != 0 && (mask & (1u << row->segment)) == 0))
    return FALSE;
  if (gtk_toggle_button_get_active (self->open_filter) && row->open <= 0)
    return FALSE;
  if (gtk_toggle_button_get_active (self->mine_filter) &&
      g_strcmp0 (row->csm, amends_session_get_me (self->session)->name) != 0)
    return FALSE;
  if (gtk_toggle_button_get_active (self->renewal_filter) && !is_soon (self, row))
    return FALSE;
  return amends_account_row_matches (row, self->words);
}

static void
update_place (AmendsAccountsPage *self)
{
  guint all = g_list_model_get_n_items (G_LIST_MODEL (self->store));
  guint n = self->shown != NULL ? g_list_model_get_n_items (self->shown) : 0;
  g_autofree char *footer = NULL;
  const char *place = self->narrow ? "rows" : "table";

  if (self->listed && n == 0)
    place = all > 0 ? "no-match" : "empty";
  gtk_stack_set_visible_child_name (self->stack, place);
  gtk_widget_set_visible (self->clear, is_filtered (self));
  if (n < all)
    /* TRANSLATORS: how many accounts the filters let through, and how many there are */
    footer = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%1$u of %2$u account",
                                           "%1$u of %2$u accounts", all),
                              n, all);
  else
    /* TRANSLATORS: %u is how many accounts the list shows */
    footer = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u account", "%u accounts", n), n);
  gtk_label_set_label (self->footer, footer);
}

static void
filter_changed_cb (AmendsAccountsPage *self)
{
  if (self->filter == NULL)
    return;
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
  update_place (self);
}

static gboolean
search_tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  AmendsAccountsPage *self = AMENDS_ACCOUNTS_PAGE (widget);

  self->search = 0;
  g_free (self->words);
  self->words = amends_text_fold (gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  g_strstrip (self->words);
  filter_changed_cb (self);
  return G_SOURCE_REMOVE;
}

/* Keys that arrive within one frame make one search. */
static void
search_changed_cb (AmendsAccountsPage *self)
{
  if (self->search == 0)
    self->search = gtk_widget_add_tick_callback (GTK_WIDGET (self), search_tick_cb, NULL, NULL);
}

static void
clear_cb (AmendsAccountsPage *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  g_clear_pointer (&self->words, g_free);
  amends_filter_button_clear (self->segment_filter);
  gtk_toggle_button_set_active (self->open_filter, FALSE);
  gtk_toggle_button_set_active (self->renewal_filter, FALSE);
  gtk_toggle_button_set_active (self->mine_filter, FALSE);
  filter_changed_cb (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

/* --- Risk ------------------------------------------------------------------------------------ */

static void
update_cells (AmendsAccountsPage *self)
{
  GHashTableIter iter;
  gpointer cell;

  g_hash_table_iter_init (&iter, self->cells);
  while (g_hash_table_iter_next (&iter, &cell, NULL))
    amends_account_cell_update (cell);
}

static void
risks_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AmendsAccountsPage) self = amends_weak_take (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) risks =
      amends_session_list_risks_finish (AMENDS_SESSION (source), result, &error);
  g_autoptr (GHashTable) by_account = NULL;
  GListModel *rows;

  if (self == NULL || self->session == NULL)
    return;
  if (risks == NULL)
    {
      amends_feedback_error (GTK_WIDGET (self), _ ("The risk could not be worked out."), error);
      return;
    }
  by_account = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < risks->len; i++)
    {
      AmendsAccountRisk *risk = risks->pdata[i];

      g_hash_table_insert (by_account, risk->account->id, risk);
    }
  rows = G_LIST_MODEL (self->store);
  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (AmendsAccountRow) row = g_list_model_get_item (rows, i);

      amends_account_row_set_risk (row, g_hash_table_lookup (by_account, row->id));
    }
  gtk_sorter_changed (gtk_column_view_column_get_sorter (self->columns[AMENDS_ACCOUNT_FACT_RISK]),
                      GTK_SORTER_CHANGE_DIFFERENT);
  update_cells (self);
}

/* --- Listing --------------------------------------------------------------------------------- */

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AmendsAccountsPage) self = amends_weak_take (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found =
      amends_session_list_accounts_finish (AMENDS_SESSION (source), result, &error);

  if (self == NULL)
    return;
  if (found == NULL)
    amends_feedback_error (GTK_WIDGET (self), _ ("The accounts could not be read."), error);
  else
    {
      self->listed = TRUE;
      amends_record_list_merge (self->store, found);
      /* A row that stays is assigned in place, and may pass now. */
      filter_changed_cb (self);
      amends_session_list_risks_async (self->session, self->cancellable, risks_listed_cb,
                                       amends_weak_new (self));
    }
  g_signal_emit (self, signals[LISTED], 0);
}

static void
reload (AmendsAccountsPage *self)
{
  const AmendsAccountFilter all = { 0 };

  self->outdated = FALSE;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  amends_session_list_accounts_async (self->session, &all, self->cancellable, listed_cb,
                                      amends_weak_new (self));
}

/* A list that nobody sees is read again when somebody does. */
static void
session_changed_cb (AmendsAccountsPage *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    reload (self);
  else
    self->outdated = TRUE;
}

static void
amends_accounts_page_map (GtkWidget *widget)
{
  AmendsAccountsPage *self = AMENDS_ACCOUNTS_PAGE (widget);

  GTK_WIDGET_CLASS (amends_accounts_page_parent_class)->map (widget);
  if (self->outdated && self->session != NULL)
    reload (self);
}

/* --- Rows ------------------------------------------------------------------------------------ */

static void
open_at (AmendsAccountsPage *self, guint position)
{
  g_autoptr (AmendsAccountRow) row =
      self->shown != NULL ? g_list_model_get_item (self->shown, position) : NULL;

  if (row != NULL)
    amends_account_open (GTK_WIDGET (self), row->id);
}

static void
activated_cb (AmendsAccountsPage *self, guint position)
{
  open_at (self, position);
}

/* Enter in the search opens the first account found. */
static void
search_activated_cb (AmendsAccountsPage *self)
{
  open_at (self, 0);
}

/* Down leaves the search for the list. */
static gboolean
entry_key_cb (AmendsAccountsPage *self, guint key)
{
  if (key != GDK_KEY_Down)
    return GDK_EVENT_PROPAGATE;
  return gtk_widget_child_focus (gtk_stack_get_visible_child (self->stack), GTK_DIR_TAB_FORWARD);
}

static AmendsAccountFact
get_fact (GtkListItemFactory *factory)
{
  return (AmendsAccountFact) GPOINTER_TO_INT (g_object_get_data (G_OBJECT (factory), "fact"));
}

static void
setup_cb (AmendsAccountsPage *self, GtkListItem *item, GtkListItemFactory *factory)
{
  gtk_list_item_set_child (item, amends_account_cell_new (self->session, get_fact (factory)));
}

static void
bind_cb (AmendsAccountsPage *self, GtkListItem *item)
{
  AmendsAccountCell *cell = AMENDS_ACCOUNT_CELL (gtk_list_item_get_child (item));

  amends_account_cell_set_row (cell, gtk_list_item_get_item (item));
  g_hash_table_add (self->cells, cell);
}

static void
unbind_cb (AmendsAccountsPage *self, GtkListItem *item)
{
  AmendsAccountCell *cell = AMENDS_ACCOUNT_CELL (gtk_list_item_get_child (item));

  g_hash_table_remove (self->cells, cell);
  amends_account_cell_set_row (cell, NULL);
}

static GtkListItemFactory *
new_factory (AmendsAccountsPage *self, AmendsAccountFact fact)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_object_set_data (G_OBJECT (factory), "fact", GINT_TO_POINTER (fact));
  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, G_CONNECT_SWAPPED);
  return factory;
}

static void
add_columns (AmendsAccountsPage *self)
{
  for (guint i = 0; i < AMENDS_N_ACCOUNT_FACTS; i++)
    {
      const char *title =
          i == AMENDS_ACCOUNT_FACT_OPEN ? C_ ("escalations", "Open") : _ (columns[i].title);
      g_autoptr (GtkColumnViewColumn) column =
          gtk_column_view_column_new (title, new_factory (self, (AmendsAccountFact) i));
      g_autoptr (GtkSorter) sorter =
          GTK_SORTER (gtk_custom_sorter_new (columns[i].compare, NULL, NULL));

      gtk_column_view_column_set_sorter (column, sorter);
      gtk_column_view_column_set_expand (column, i == AMENDS_ACCOUNT_FACT_NAME);
      gtk_column_view_append_column (self->table, column);
      self->columns[i] = column;
    }
}

/* Beside a sidebar not every column has its place; the page of the account has the rest. */
static void
room_changed_cb (AmendsAccountsPage *self)
{
  gboolean wide = !amends_adaptive_bin_get_narrow (self->bin);

  if (self->columns[AMENDS_ACCOUNT_FACT_CSM] == NULL)
    return;
  gtk_column_view_column_set_visible (self->columns[AMENDS_ACCOUNT_FACT_CSM], wide);
  gtk_column_view_column_set_visible (self->columns[AMENDS_ACCOUNT_FACT_CONTACT], wide);
}

static gboolean
invert (GObject *object, gboolean value)
{
  return !value;
}

/* --- Life ------------------------------------------------------------------------------------ */

static void
minute_cb (GtkWidget *widget)
{
  update_cells (AMENDS_ACCOUNTS_PAGE (widget));
}

static void
amends_accounts_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_NARROW)
    g_value_set_boolean (value, AMENDS_ACCOUNTS_PAGE (object)->narrow);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
amends_accounts_page_set_property (GObject *object,
                                   guint id,
                                   const GValue *value,
                                   GParamSpec *pspec)
{
  AmendsAccountsPage *self = AMENDS_ACCOUNTS_PAGE (object);

  if (id != PROP_NARROW)
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  else if (self->narrow != g_value_get_boolean (value))
    {
      self->narrow = g_value_get_boolean (value);
      /* On a phone they would leave no room for the list. */
      amends_warning_list_set_open (self->warnings, !self->narrow);
      update_place (self);
      g_object_notify_by_pspec (object, pspec);
    }
}

static void
amends_accounts_page_dispose (GObject *object)
{
  AmendsAccountsPage *self = AMENDS_ACCOUNTS_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->shown);
  g_clear_object (&self->filter);
  g_clear_object (&self->store);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (amends_accounts_page_parent_class)->dispose (object);
}

static void
amends_accounts_page_finalize (GObject *object)
{
  AmendsAccountsPage *self = AMENDS_ACCOUNTS_PAGE (object);

  g_hash_table_unref (self->cells);
  g_free (self->words);

  G_OBJECT_CLASS (amends_accounts_page_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (AMENDS_TYPE_ADAPTIVE_BIN);
  g_type_ensure (AMENDS_TYPE_FILTER_BUTTON);
  g_type_ensure (AMENDS_TYPE_WARNING_LIST);
  gtk_widget_class_set_template_from_resource (
      widget_class, AMENDS_ACCOUNTS_TEMPLATE ("amends-accounts-page.ui"));
  gtk_widget_class_bind_template_child (widget_class, AmendsAccountsPage, bin);
  gtk_widget_class_bind_template_child (widget_class, AmendsAccountsPage, warnings);
  gtk_widget_class_bind_template_child (widget_class, AmendsAccountsPage, entry);
  gtk_widget_class_bind_template_child (widget_class, AmendsAccountsPage, segment_filter);
  gtk_widget_class_bind_template_child (widget_class, AmendsAccountsPage, open_filter);
  gtk_widget_class_bind_template_child (widget_class, AmendsAccountsPage, renewal_filter);
  gtk_widget_class_bind_template_child (widget_class, AmendsAccountsPage, mine_filter);
  gtk_widget_class_bind_template_child (widget_class, AmendsAccountsPage, clear);
  gtk_widget_class_bind_template_child (widget_class, AmendsAccountsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, AmendsAccountsPage, table);
  gtk_widget_class_bind_template_child (widget_class, AmendsAccountsPage, rows);
  gtk_widget_class_bind_template_child (widget_class, AmendsAccountsPage, footer);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_key_cb);
  gtk_widget_class_bind_template_callback (widget_class, filter_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, room_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, clear_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, invert);
}

static void
amends_accounts_page_class_init (AmendsAccountsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = amends_accounts_page_dispose;
  object_class->finalize = amends_accounts_page_finalize;
  object_class->get_property = amends_accounts_page_get_property;
  object_class->set_property = amends_accounts_page_set_property;
  widget_class->map = amends_accounts_page_map;
  properties[PROP_NARROW] =
      g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                            G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[LISTED] = g_signal_new ("listed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_install_action (widget_class, "accounts.sort", "s", sort_action);
  bind_template (widget_class);
}

static void
amends_accounts_page_init (AmendsAccountsPage *self)
{
  self->store = g_list_store_new (AMENDS_TYPE_ACCOUNT_ROW);
  self->cells = g_hash_table_new (NULL, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  amends_filter_button_set_values (self->segment_filter, AMENDS_TYPE_SEGMENT, segments,
                                   G_N_ELEMENTS (segments));
  gtk_search_entry_set_key_capture_widget (self->entry, GTK_WIDGET (self));
  amends_minute_follow (GTK_WIDGET (self), minute_cb);
}

void
amends_accounts_page_set_session (AmendsAccountsPage *self, AmendsSession *session)
{
  GListModel *filtered;
  g_autoptr (GtkListItemFactory) factory = NULL;
  g_autoptr (GtkSelectionModel) selection = NULL;

  g_return_if_fail (AMENDS_IS_ACCOUNTS_PAGE (self));

  if (!g_set_object (&self->session, session))
    return;
  add_columns (self);
  room_changed_cb (self);
  self->filter = GTK_FILTER (gtk_custom_filter_new (passes, self, NULL));
  filtered = G_LIST_MODEL (gtk_filter_list_model_new (G_LIST_MODEL (g_object_ref (self->store)),
                                                      g_object_ref (self->filter)));
  self->shown = G_LIST_MODEL (
      gtk_sort_list_model_new (filtered, g_object_ref (gtk_column_view_get_sorter (self->table))));
  gtk_column_view_sort_by_column (self->table, self->columns[AMENDS_ACCOUNT_FACT_NAME],
                                  GTK_SORT_ASCENDING);
  selection = GTK_SELECTION_MODEL (gtk_single_selection_new (g_object_ref (self->shown)));
  factory = new_factory (self, AMENDS_N_ACCOUNT_FACTS);
  gtk_list_view_set_factory (self->rows, factory);
  gtk_column_view_set_model (self->table, selection);
  gtk_list_view_set_model (self->rows, selection);
  g_signal_connect_object (session, "changed", G_CALLBACK (session_changed_cb), self,
                           G_CONNECT_SWAPPED);
  amends_warning_list_set_session (self->warnings, session);
  reload (self);
}

void
amends_accounts_page_focus (AmendsAccountsPage *self)
{
  g_return_if_fail (AMENDS_IS_ACCOUNTS_PAGE (self));

  gtk_widget_child_focus (gtk_stack_get_visible_child (self->stack), GTK_DIR_TAB_FORWARD);
}
