/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of escalations. */

#include "config.h"

#include "amends-escalations-page.h"

#include "amends-enum-types.h"
#include "amends-feedback.h"
#include "amends-filter-button.h"
#include "amends-format.h"
#include "amends-labels.h"
#include "amends-minute.h"
#include "amends-severity-bars.h"
#include "amends-summary-cell.h"
#include "amends-track-tag.h"
#include "amends-weak.h"

#include <glib/gi18n-lib.h>

struct _AmendsEscalationsPage
{
  AdwBin parent_instance;

  AmendsSession *session;    /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned) (nullable): the listing that runs */
  GListStore *store;         /* (owned): of AmendsSummary */
  GHashTable *cells;         /* (owned) (element-type AmendsSummaryCell): bound, (unowned) */
  char *words;               /* (owned): what the rows shown were searched for */
  guint search;              /* tick callback of a search about to begin */
  gboolean narrow;
  gboolean listed;
  gboolean outdated; /* changed while it was not seen */

  GtkSearchEntry *entry;
  AmendsFilterButton *status_filter;
  AmendsFilterButton *severity_filter;
  AmendsFilterButton *track_filter;
  GtkButton *clear;
  GtkStack *stack;
  GtkColumnView *table;
  GtkListView *rows;
  GtkColumnViewColumn *issue_column;
  GtkColumnViewColumn *clock_column;
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

static const int statuses[] = { AMENDS_STATUS_OPEN,     AMENDS_STATUS_IN_PROGRESS,
                                AMENDS_STATUS_WAITING,  AMENDS_STATUS_RESOLVED,
                                AMENDS_STATUS_CLOSED,   AMENDS_STATUS_DUPLICATE,
                                AMENDS_STATUS_WITHDRAWN };
static const int severities[] = { AMENDS_SEVERITY_CRITICAL, AMENDS_SEVERITY_HIGH,
                                  AMENDS_SEVERITY_MEDIUM, AMENDS_SEVERITY_LOW };
static const int tracks[] = { AMENDS_TRACK_P1, AMENDS_TRACK_P2, AMENDS_TRACK_P3 };

/* --- Listing --------------------------------------------------------------------------------- */

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
         amends_filter_button_get_mask (self->track_filter) != 0;
}

static void
update_footer (AmendsEscalationsPage *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->store));
  g_autofree char *text = NULL;

  if (self->words != NULL && *self->words != '\0')
    text = g_strdup_printf (
        /* TRANSLATORS: %1$u is how many escalations were found, %2$s the words searched for */
        g_dngettext (GETTEXT_PACKAGE, "%1$u matches “%2$s”, in titles, messages, drafts and notes",
                     "%1$u match “%2$s”, in titles, messages, drafts and notes", n),
        n, self->words);
  else
    text = g_strdup_printf (
        /* TRANSLATORS: %u is how many escalations the list shows */
        g_dngettext (GETTEXT_PACKAGE, "%u escalation, ordered by the next clock",
                     "%u escalations, ordered by the next clock", n),
        n);
  gtk_label_set_label (self->footer, text);
}

static void
update_place (AmendsEscalationsPage *self)
{
  gboolean searched = self->words != NULL && *self->words != '\0';
  const char *place = self->narrow ? "rows" : "table";

  if (self->listed && g_list_model_get_n_items (G_LIST_MODEL (self->store)) == 0)
    place = searched || is_filtered (self) ? "no-match" : "empty";
  gtk_stack_set_visible_child_name (self->stack, place);
  gtk_widget_set_visible (GTK_WIDGET (self->clear), searched || is_filtered (self));
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AmendsEscalationsPage) self = amends_weak_take (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found =
      amends_session_list_finish (AMENDS_SESSION (source), result, &error);
  g_autofree char *words = self != NULL ? dup_words (self) : NULL;

  if (self == NULL)
    return;
  if (found == NULL)
    {
      amends_feedback_error (GTK_WIDGET (self), _ ("The escalations could not be read."), error);
      g_signal_emit (self, signals[LISTED], 0);
      return;
    }
  self->listed = TRUE;
  if (g_strcmp0 (words, self->words) != 0)
    {
      g_free (self->words);
      self->words = g_steal_pointer (&words);
      /* The hits are marked anew: rows are bound again. */
      g_list_store_splice (self->store, 0, g_list_model_get_n_items (G_LIST_MODEL (self->store)),
                           found->pdata, found->len);
    }
  else
    {
      amends_record_list_merge (self->store, found);
    }
  update_place (self);
  update_footer (self);
  g_signal_emit (self, signals[LISTED], 0);
}

static void
reload (AmendsEscalationsPage *self)
{
  g_autofree char *words = NULL;
  AmendsListFilter filter = { 0 };

  if (self->session == NULL)
    return;
  self->outdated = FALSE;
  words = dup_words (self);
  filter.statuses = amends_filter_button_get_mask (self->status_filter);
  filter.severities = amends_filter_button_get_mask (self->severity_filter);
  filter.tracks = amends_filter_button_get_mask (self->track_filter);
  filter.text = *words != '\0' ? words : NULL;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  amends_session_list_async (self->session, &filter, self->cancellable, listed_cb,
                             amends_weak_new (self));
}

/* A list that nobody sees is read again when somebody does. */
static void
session_changed_cb (AmendsEscalationsPage *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    reload (self);
  else
    self->outdated = TRUE;
}

static void
amends_escalations_page_map (GtkWidget *widget)
{
  AmendsEscalationsPage *self = AMENDS_ESCALATIONS_PAGE (widget);

  GTK_WIDGET_CLASS (amends_escalations_page_parent_class)->map (widget);
  if (self->outdated)
    reload (self);
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
clear_cb (AmendsEscalationsPage *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  amends_filter_button_clear (self->status_filter);
  amends_filter_button_clear (self->severity_filter);
  amends_filter_button_clear (self->track_filter);
  reload (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

/* --- Rows ------------------------------------------------------------------------------------ */

static void
open_at (AmendsEscalationsPage *self, guint position)
{
  g_autoptr (AmendsSummary) summary = g_list_model_get_item (G_LIST_MODEL (self->store), position);

  if (summary != NULL)
    amends_feedback_open_case (GTK_WIDGET (self), summary->id, NULL);
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
setup_cell (AmendsEscalationsPage *self, GtkListItem *item, gboolean full)
{
  gtk_list_item_set_child (item, amends_summary_cell_new (self->session, full));
}

static void
clock_setup_cb (AmendsEscalationsPage *self, GtkListItem *item)
{
  setup_cell (self, item, FALSE);
}

static void
row_setup_cb (AmendsEscalationsPage *self, GtkListItem *item)
{
  setup_cell (self, item, TRUE);
}

static void
cell_bind_cb (AmendsEscalationsPage *self, GtkListItem *item)
{
  AmendsSummaryCell *cell = AMENDS_SUMMARY_CELL (gtk_list_item_get_child (item));

  amends_summary_cell_set_summary (cell, gtk_list_item_get_item (item));
  g_hash_table_add (self->cells, cell);
}

static void
cell_unbind_cb (AmendsEscalationsPage *self, GtkListItem *item)
{
  AmendsSummaryCell *cell = AMENDS_SUMMARY_CELL (gtk_list_item_get_child (item));

  g_hash_table_remove (self->cells, cell);
  amends_summary_cell_set_summary (cell, NULL);
}

static void
issue_setup_cb (AmendsEscalationsPage *self, GtkListItem *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *account = gtk_label_new (NULL);
  GtkWidget *issue = gtk_label_new (NULL);
  GtkWidget *const labels[] = { account, issue };

  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    {
      gtk_label_set_xalign (GTK_LABEL (labels[i]), 0);
      gtk_label_set_ellipsize (GTK_LABEL (labels[i]), PANGO_ELLIPSIZE_END);
      gtk_box_append (GTK_BOX (box), labels[i]);
    }
  gtk_widget_add_css_class (account, "heading");
  gtk_widget_add_css_class (issue, "caption");
  gtk_widget_add_css_class (issue, "dim-label");
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_list_item_set_child (item, box);
}

static void
issue_bind_cb (AmendsEscalationsPage *self, GtkListItem *item)
{
  AmendsSummary *summary = gtk_list_item_get_item (item);
  GtkWidget *account = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  g_autofree char *issue = amends_summary_format_issue (summary, self->words);

  gtk_label_set_label (GTK_LABEL (account), summary->account);
  gtk_label_set_markup (GTK_LABEL (gtk_widget_get_next_sibling (account)), issue);
}

static char *
get_severity_word (GObject *object, AmendsSeverity severity)
{
  return g_strdup (amends_enum_get_label (AMENDS_TYPE_SEVERITY, severity));
}

static char **
get_severity_classes (GObject *object, AmendsSeverity severity)
{
  const char *const late[] = { "error", NULL };
  const char *const soon[] = { "warning", NULL };
  const char *const plain[] = { NULL };

  if (severity == AMENDS_SEVERITY_CRITICAL)
    return g_strdupv ((char **) late);
  return g_strdupv ((char **) (severity == AMENDS_SEVERITY_HIGH ? soon : plain));
}

static char *
get_status_word (GObject *object, AmendsStatus status)
{
  return g_strdup (amends_enum_get_label (AMENDS_TYPE_STATUS, status));
}

static char *
get_status_icon (GObject *object, AmendsStatus status)
{
  switch (status)
    {
    case AMENDS_STATUS_OPEN:
      return g_strdup ("amends-open-symbolic");
    case AMENDS_STATUS_IN_PROGRESS:
      return g_strdup ("media-playback-start-symbolic");
    case AMENDS_STATUS_WAITING:
      return g_strdup ("amends-waiting-symbolic");
    case AMENDS_STATUS_RESOLVED:
      return g_strdup ("object-select-symbolic");
    case AMENDS_STATUS_CLOSED:
    case AMENDS_STATUS_DUPLICATE:
    case AMENDS_STATUS_WITHDRAWN:
    default:
      return g_strdup ("changes-prevent-symbolic");
    }
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
  AmendsEscalationsPage *self = AMENDS_ESCALATIONS_PAGE (widget);
  GHashTableIter iter;
  gpointer cell;

  g_hash_table_iter_init (&iter, self->cells);
  while (g_hash_table_iter_next (&iter, &cell, NULL))
    amends_summary_cell_update (cell);
}

static void
add_factory (AmendsEscalationsPage *self,
             gpointer to,
             void (*setup) (AmendsEscalationsPage *, GtkListItem *),
             void (*bind) (AmendsEscalationsPage *, GtkListItem *),
             void (*unbind) (AmendsEscalationsPage *, GtkListItem *))
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  g_signal_connect_object (factory, "setup", G_CALLBACK (setup), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind), self, G_CONNECT_SWAPPED);
  if (unbind != NULL)
    g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind), self, G_CONNECT_SWAPPED);
  g_object_set (to, "factory", factory, NULL);
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
  g_clear_object (&self->store);
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

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (AMENDS_TYPE_FILTER_BUTTON);
  g_type_ensure (AMENDS_TYPE_SEVERITY_BARS);
  g_type_ensure (AMENDS_TYPE_TRACK_TAG);
  g_type_ensure (AMENDS_TYPE_SUMMARY);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/dev/amends/Amends/ui/amends-escalations-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AmendsEscalationsPage, entry);
  gtk_widget_class_bind_template_child (widget_class, AmendsEscalationsPage, status_filter);
  gtk_widget_class_bind_template_child (widget_class, AmendsEscalationsPage, severity_filter);
  gtk_widget_class_bind_template_child (widget_class, AmendsEscalationsPage, track_filter);
  gtk_widget_class_bind_template_child (widget_class, AmendsEscalationsPage, clear);
  gtk_widget_class_bind_template_child (widget_class, AmendsEscalationsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, AmendsEscalationsPage, table);
  gtk_widget_class_bind_template_child (widget_class, AmendsEscalationsPage, rows);
  gtk_widget_class_bind_template_child (widget_class, AmendsEscalationsPage, issue_column);
  gtk_widget_class_bind_template_child (widget_class, AmendsEscalationsPage, clock_column);
  gtk_widget_class_bind_template_child (widget_class, AmendsEscalationsPage, footer);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_key_cb);
  gtk_widget_class_bind_template_callback (widget_class, reload);
  gtk_widget_class_bind_template_callback (widget_class, clear_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, invert);
  gtk_widget_class_bind_template_callback (widget_class, get_severity_word);
  gtk_widget_class_bind_template_callback (widget_class, get_severity_classes);
  gtk_widget_class_bind_template_callback (widget_class, get_status_word);
  gtk_widget_class_bind_template_callback (widget_class, get_status_icon);
}

static void
amends_escalations_page_class_init (AmendsEscalationsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = amends_escalations_page_dispose;
  object_class->finalize = amends_escalations_page_finalize;
  object_class->get_property = amends_escalations_page_get_property;
  object_class->set_property = amends_escalations_page_set_property;
  GTK_WIDGET_CLASS (klass)->map = amends_escalations_page_map;
  properties[PROP_NARROW] =
      g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                            G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[LISTED] = g_signal_new ("listed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);

  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
amends_escalations_page_init (AmendsEscalationsPage *self)
{
  self->store = g_list_store_new (AMENDS_TYPE_SUMMARY);
  self->cells = g_hash_table_new (NULL, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  amends_filter_button_set_values (self->status_filter, AMENDS_TYPE_STATUS, statuses,
                                   G_N_ELEMENTS (statuses));
  amends_filter_button_set_values (self->severity_filter, AMENDS_TYPE_SEVERITY, severities,
                                   G_N_ELEMENTS (severities));
  amends_filter_button_set_values (self->track_filter, AMENDS_TYPE_TRACK, tracks,
                                   G_N_ELEMENTS (tracks));
  gtk_search_entry_set_key_capture_widget (self->entry, GTK_WIDGET (self));
  amends_minute_follow (GTK_WIDGET (self), minute_cb);
}

void
amends_escalations_page_set_session (AmendsEscalationsPage *self, AmendsSession *session)
{
  g_autoptr (GtkSelectionModel) selection = NULL;

  g_return_if_fail (AMENDS_IS_ESCALATIONS_PAGE (self));

  if (!g_set_object (&self->session, session))
    return;
  add_factory (self, self->issue_column, issue_setup_cb, issue_bind_cb, NULL);
  add_factory (self, self->clock_column, clock_setup_cb, cell_bind_cb, cell_unbind_cb);
  add_factory (self, self->rows, row_setup_cb, cell_bind_cb, cell_unbind_cb);
  selection =
      GTK_SELECTION_MODEL (gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->store))));
  gtk_column_view_set_model (self->table, selection);
  gtk_list_view_set_model (self->rows, selection);
  g_signal_connect_object (session, "changed", G_CALLBACK (session_changed_cb), self,
                           G_CONNECT_SWAPPED);
  reload (self);
}

void
amends_escalations_page_search (AmendsEscalationsPage *self)
{
  g_return_if_fail (AMENDS_IS_ESCALATIONS_PAGE (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

void
amends_escalations_page_focus (AmendsEscalationsPage *self)
{
  g_return_if_fail (AMENDS_IS_ESCALATIONS_PAGE (self));

  gtk_widget_child_focus (gtk_stack_get_visible_child (self->stack), GTK_DIR_TAB_FORWARD);
}
