/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers over a range and what is behind them. */

#include "config.h"

#include "amends-insights-page.h"

#include <glib/gi18n-lib.h>

#include "amends-adaptive-bin.h"
#include "amends-enum-types.h"
#include "amends-feedback.h"
#include "amends-filter-button.h"
#include "amends-insights-charts.h"
#include "amends-insights-export.h"
#include "amends-metric-card.h"
#include "amends-metric-detail.h"
#include "amends-range-dialog.h"
#include "amends-session-insights.h"
#include "amends-session-lists.h"
#include "amends-weak.h"

struct _AmendsInsightsPage
{
  AdwBin parent_instance;

  AmendsSession *session;    /* (owned) (nullable) */
  AmendsInsights *insights;  /* (owned) (nullable): as shown */
  GCancellable *cancellable; /* (owned) (nullable): the question that runs */
  GSimpleAction *range;      /* (owned): "month", "quarter", "year", "days" */
  GDate first;               /* of "days" */
  GDate last;
  GPtrArray *flows;    /* (owned) (element-type GtkFlowBox, unowned): headlines first */
  GPtrArray *sections; /* (owned) (element-type GtkWidget, unowned): what holds the other flows */
  gboolean window_narrow;
  gboolean few_accepted; /* numbers of few cases were asked for */
  gboolean stale;        /* something changed while nobody looked */
  int frames;            /* until what was selected has its place */
  gboolean syncing;      /* the page selects or fills, not the user */

  AmendsAdaptiveBin *bin;
  GtkScrolledWindow *scroll;
  GtkBox *head;
  GtkLabel *title;
  GtkLabel *summary;
  GtkBox *filters;
  AmendsFilterButton *segment_filter;
  AmendsFilterButton *severity_filter;
  AmendsFilterButton *category_filter;
  GtkDropDown *owner_filter;
  GtkStringList *owners;
  GtkWidget *clear;
  GtkMenuButton *export_button;
  GtkStack *stack;
  AdwStatusPage *few;
  GtkBox *numbers;
  GtkFlowBox *headlines;
  AmendsInsightsCharts *charts;
  AmendsMetricDetail *detail;
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

G_DEFINE_FINAL_TYPE (AmendsInsightsPage, amends_insights_page, ADW_TYPE_BIN)

static const int segments[] = { AMENDS_SEGMENT_ENTERPRISE, AMENDS_SEGMENT_MID_MARKET,
                                AMENDS_SEGMENT_SMB };
static const int severities[] = { AMENDS_SEVERITY_CRITICAL, AMENDS_SEVERITY_HIGH,
                                  AMENDS_SEVERITY_MEDIUM, AMENDS_SEVERITY_LOW };
static const int categories[] = { AMENDS_CATEGORY_TECHNICAL, AMENDS_CATEGORY_COMMERCIAL,
                                  AMENDS_CATEGORY_RELATIONSHIP, AMENDS_CATEGORY_EXECUTIVE,
                                  AMENDS_CATEGORY_LEGAL };

#define MOST_COLUMNS 4
/* Pixels of the detail that come into view with a click. */
#define REVEALED 170.0f

/* --- What is selected ------------------------------------------------------------------------- */

/* The detail stands below the numbers it is of; for the headlines below the charts beside them,
 * unless those are long. */
static void
place_detail (AmendsInsightsPage *self, GtkWidget *flow)
{
  GtkWidget *after = flow;

  if (flow != GTK_WIDGET (self->headlines))
    after = gtk_widget_get_parent (flow);
  else if (!amends_adaptive_bin_get_narrow (self->bin))
    after = GTK_WIDGET (self->charts);
  if (gtk_widget_get_prev_sibling (GTK_WIDGET (self->detail)) != after)
    gtk_box_reorder_child_after (self->numbers, GTK_WIDGET (self->detail), after);
}

/* (transfer none) (nullable) */
static AmendsMetricCard *
find_selected (AmendsInsightsPage *self, GtkWidget **flow)
{
  for (guint i = 0; i < self->flows->len; i++)
    {
      g_autoptr (GList) chosen = gtk_flow_box_get_selected_children (self->flows->pdata[i]);

      if (chosen != NULL)
        {
          *flow = self->flows->pdata[i];
          return chosen->data;
        }
    }
  return NULL;
}

static void
show_selected (AmendsInsightsPage *self)
{
  GtkWidget *flow = NULL;
  AmendsMetricCard *card = find_selected (self, &flow);

  if (card == NULL)
    {
      amends_metric_detail_show (self->detail, NULL, NULL);
      return;
    }
  amends_metric_detail_show (self->detail, self->insights, amends_metric_card_get_metric (card));
  place_detail (self, flow);
}

/* One number in all is selected. */
static void
selection_cb (AmendsInsightsPage *self, GtkFlowBox *flow)
{
  g_autoptr (GList) chosen = NULL;

  if (self->syncing)
    return;
  chosen = gtk_flow_box_get_selected_children (flow);
  if (chosen != NULL)
    {
      self->syncing = TRUE;
      for (guint i = 0; i < self->flows->len; i++)
        if (self->flows->pdata[i] != flow)
          gtk_flow_box_unselect_all (self->flows->pdata[i]);
      self->syncing = FALSE;
    }
  show_selected (self);
}

/* What came of a click may be out of sight: as much of it as tells what it is comes into view. */
static gboolean
reveal_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  AmendsInsightsPage *self = AMENDS_INSIGHTS_PAGE (widget);
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroll);
  graphene_rect_t area;

  /* The first frame lays it out. */
  if (self->frames-- > 0)
    return G_SOURCE_CONTINUE;
  if (gtk_widget_get_visible (GTK_WIDGET (self->detail)) &&
      gtk_widget_compute_bounds (GTK_WIDGET (self->detail), GTK_WIDGET (self->scroll), &area))
    {
      double end = area.origin.y + MIN (area.size.height, REVEALED);
      double beyond = end - gtk_widget_get_height (GTK_WIDGET (self->scroll));

      if (beyond > 0)
        gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + beyond);
    }
  return G_SOURCE_REMOVE;
}

static void
activated_cb (AmendsInsightsPage *self)
{
  self->frames = 1;
  gtk_widget_add_tick_callback (GTK_WIDGET (self), reveal_cb, NULL, NULL);
}

gboolean
amends_insights_page_select (AmendsInsightsPage *self, const char *metric)
{
  g_return_val_if_fail (AMENDS_IS_INSIGHTS_PAGE (self), FALSE);

  for (guint i = 0; i < self->flows->len; i++)
    {
      GtkFlowBox *flow = self->flows->pdata[i];
      GtkFlowBoxChild *child;

      for (int at = 0; (child = gtk_flow_box_get_child_at_index (flow, at)) != NULL; at++)
        if (g_strcmp0 (amends_metric_card_get_metric (AMENDS_METRIC_CARD (child))->id, metric) == 0)
          {
            gtk_flow_box_select_child (flow, child);
            return TRUE;
          }
    }
  return FALSE;
}

/* --- Numbers ---------------------------------------------------------------------------------- */

static void
add_flow (AmendsInsightsPage *self, GtkFlowBox *flow)
{
  g_ptr_array_add (self->flows, flow);
  g_signal_connect_object (flow, "selected-children-changed", G_CALLBACK (selection_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (flow, "child-activated", G_CALLBACK (activated_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
remove_cards (AmendsInsightsPage *self)
{
  GtkFlowBoxChild *child;

  while ((child = gtk_flow_box_get_child_at_index (self->headlines, 0)) != NULL)
    gtk_flow_box_remove (self->headlines, GTK_WIDGET (child));
  for (guint i = 0; i < self->sections->len; i++)
    gtk_box_remove (self->numbers, self->sections->pdata[i]);
  g_ptr_array_set_size (self->sections, 0);
  g_ptr_array_set_size (self->flows, 1);
}

/* (transfer none): the numbers of a group below its heading, the last of all. */
static GtkFlowBox *
add_section (AmendsInsightsPage *self, const char *group)
{
  const char *title = amends_insights_get_group_title (self->insights, group);
  GtkWidget *section = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *heading = gtk_label_new (title);
  GtkWidget *flow = gtk_flow_box_new ();

  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_widget_add_css_class (heading, "heading");
  gtk_flow_box_set_homogeneous (GTK_FLOW_BOX (flow), TRUE);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (flow), MOST_COLUMNS);
  gtk_flow_box_set_column_spacing (GTK_FLOW_BOX (flow), 12);
  gtk_flow_box_set_row_spacing (GTK_FLOW_BOX (flow), 12);
  gtk_widget_add_css_class (flow, "metric-cards");
  gtk_accessible_update_property (GTK_ACCESSIBLE (flow), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_box_append (GTK_BOX (section), heading);
  gtk_box_append (GTK_BOX (section), flow);
  gtk_box_append (self->numbers, section);
  g_ptr_array_add (self->sections, section);
  add_flow (self, GTK_FLOW_BOX (flow));
  return GTK_FLOW_BOX (flow);
}

static void
fill_cards (AmendsInsightsPage *self)
{
  GPtrArray *metrics = amends_insights_get_metrics (self->insights);
  g_autoptr (GHashTable) flows = g_hash_table_new (g_str_hash, g_str_equal);

  remove_cards (self);
  for (guint i = 0; i < metrics->len; i++)
    {
      const AmendsMetric *metric = metrics->pdata[i];
      GtkWidget *card = amends_metric_card_new (self->insights, metric);
      GtkFlowBox *flow = self->headlines;

      if (!metric->headline)
        {
          flow = g_hash_table_lookup (flows, metric->group);
          if (flow == NULL)
            {
              flow = add_section (self, metric->group);
              g_hash_table_insert (flows, (gpointer) metric->group, flow);
            }
        }
      gtk_flow_box_insert (flow, card, -1);
    }
}

static void
show_numbers (AmendsInsightsPage *self)
{
  const char *few = amends_insights_get_too_few (self->insights);
  g_autofree char *selected = g_strdup (amends_metric_detail_get_id (self->detail));
  g_autofree char *summary = NULL;

  gtk_label_set_label (self->title, amends_insights_get_title (self->insights));
  /* TRANSLATORS: %s is a sentence such as "61 escalations in 88 accounts." */
  summary = g_strdup_printf (_ ("%s Select a number to see the cases behind it."),
                             amends_insights_get_summary (self->insights));
  gtk_label_set_label (self->summary, few != NULL && !self->few_accepted
                                          ? amends_insights_get_summary (self->insights)
                                          : summary);
  self->syncing = TRUE;
  amends_metric_detail_show (self->detail, NULL, NULL);
  fill_cards (self);
  amends_insights_charts_show (self->charts, self->insights);
  self->syncing = FALSE;
  if (selected != NULL)
    amends_insights_page_select (self, selected);
  show_selected (self);
  if (few != NULL)
    adw_status_page_set_title (self->few, few);
  gtk_stack_set_visible_child (self->stack, few != NULL && !self->few_accepted
                                                ? GTK_WIDGET (self->few)
                                                : GTK_WIDGET (self->numbers));
}

static void
accept_few_cb (AmendsInsightsPage *self)
{
  self->few_accepted = TRUE;
  if (self->insights == NULL)
    return;
  show_numbers (self);
  amends_insights_page_focus (self);
}

/* --- Asking ----------------------------------------------------------------------------------- */

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AmendsInsightsPage) self = amends_weak_take (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (AmendsInsights) insights =
      amends_session_insights_finish (AMENDS_SESSION (source), result, &error);

  if (self == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (insights == NULL)
    amends_feedback_error (GTK_WIDGET (self), _ ("The numbers could not be read."), error);
  else
    {
      g_set_object (&self->insights, insights);
      show_numbers (self);
    }
  g_signal_emit (self, signals[LISTED], 0);
}

static AmendsInstant
get_midnight (AmendsInsightsPage *self, const GDate *date)
{
  g_autoptr (GDateTime) begin =
      g_date_time_new (amends_session_get_zone (self->session), g_date_get_year (date),
                       (int) g_date_get_month (date), g_date_get_day (date), 0, 0, 0);

  return amends_instant_from_date_time (begin);
}

static void
fill_range (AmendsInsightsPage *self, AmendsInsightsQuery *query)
{
  g_autoptr (GVariant) state = g_action_get_state (G_ACTION (self->range));
  const char *range = g_variant_get_string (state, NULL);

  if (g_str_equal (range, "days"))
    {
      GDate after = self->last;

      g_date_add_days (&after, 1);
      query->from = get_midnight (self, &self->first);
      query->until = get_midnight (self, &after);
      return;
    }
  amends_session_get_range (self->session,
                            g_str_equal (range, "month")     ? AMENDS_RANGE_MONTH
                            : g_str_equal (range, "quarter") ? AMENDS_RANGE_QUARTER
                                                             : AMENDS_RANGE_YEAR,
                            &query->from, &query->until);
}

/* (transfer none) (nullable): NULL: anyone. */
static const char *
get_owner (AmendsInsightsPage *self)
{
  guint selected = gtk_drop_down_get_selected (self->owner_filter);

  return selected == 0 || selected == GTK_INVALID_LIST_POSITION
             ? NULL
             : gtk_string_list_get_string (self->owners, selected);
}

static void
reload (AmendsInsightsPage *self)
{
  AmendsInsightsQuery query = { .from = AMENDS_INSTANT_NONE, .until = AMENDS_INSTANT_NONE };

  if (self->session == NULL)
    return;
  self->stale = FALSE;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  fill_range (self, &query);
  query.segments = amends_filter_button_get_mask (self->segment_filter);
  query.severities = amends_filter_button_get_mask (self->severity_filter);
  query.categories = amends_filter_button_get_mask (self->category_filter);
  query.owner = get_owner (self);
  gtk_widget_set_visible (self->clear, query.segments != 0 || query.severities != 0 ||
                                           query.categories != 0 || query.owner != NULL);
  amends_session_insights_async (self->session, &query, self->cancellable, answered_cb,
                                 amends_weak_new (self));
}

static void
filter_changed_cb (AmendsInsightsPage *self)
{
  if (!self->syncing)
    reload (self);
}

static void
clear_cb (AmendsInsightsPage *self)
{
  self->syncing = TRUE;
  amends_filter_button_clear (self->segment_filter);
  amends_filter_button_clear (self->severity_filter);
  amends_filter_button_clear (self->category_filter);
  gtk_drop_down_set_selected (self->owner_filter, 0);
  self->syncing = FALSE;
  reload (self);
}

/* The names after the first, which stands for anyone; who is chosen stays so. */
static void
owners_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AmendsInsightsPage) self = amends_weak_take (user_data);
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) names =
      amends_session_list_owners_finish (AMENDS_SESSION (source), result, &error);
  g_autofree char *chosen = NULL;

  if (self == NULL)
    return;
  if (names == NULL)
    {
      amends_feedback_error (GTK_WIDGET (self), _ ("The owners could not be read."), error);
      return;
    }
  chosen = g_strdup (get_owner (self));
  self->syncing = TRUE;
  gtk_string_list_splice (self->owners, 1,
                          g_list_model_get_n_items (G_LIST_MODEL (self->owners)) - 1,
                          (const char *const *) names);
  gtk_drop_down_set_selected (self->owner_filter, 0);
  for (guint i = 0; chosen != NULL && names[i] != NULL; i++)
    if (g_str_equal (names[i], chosen))
      gtk_drop_down_set_selected (self->owner_filter, i + 1);
  self->syncing = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (self->owner_filter), names[0] != NULL);
  if (chosen != NULL && get_owner (self) == NULL)
    reload (self);
}

static void
refresh (AmendsInsightsPage *self)
{
  reload (self);
  amends_session_list_owners_async (self->session, NULL, owners_cb, amends_weak_new (self));
}

/* Nothing is counted while nobody looks. */
static void
session_changed_cb (AmendsInsightsPage *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    refresh (self);
  else
    self->stale = TRUE;
}

/* --- Range ------------------------------------------------------------------------------------ */

void
amends_insights_page_set_days (AmendsInsightsPage *self, const GDate *first, const GDate *last)
{
  g_return_if_fail (AMENDS_IS_INSIGHTS_PAGE (self));
  g_return_if_fail (g_date_compare (first, last) <= 0);

  self->first = *first;
  self->last = *last;
  g_simple_action_set_state (self->range, g_variant_new_string ("days"));
  reload (self);
}

static void
days_chosen_cb (AmendsInsightsPage *self, AmendsRangeDialog *dialog)
{
  GDate first;
  GDate last;

  if (amends_range_dialog_get (dialog, &first, &last))
    amends_insights_page_set_days (self, &first, &last);
}

static void
ask_days (AmendsInsightsPage *self)
{
  GTimeZone *zone = amends_session_get_zone (self->session);
  AmendsInsightsQuery query = { 0 };
  AmendsRangeDialog *dialog;
  g_autofree char *first = NULL;
  g_autofree char *last = NULL;

  fill_range (self, &query);
  first = amends_instant_format (query.from, zone, "%Y-%m-%d");
  /* The end is not in the range. */
  last = amends_instant_format (query.until - 1, zone, "%Y-%m-%d");
  dialog = amends_range_dialog_present (GTK_WIDGET (self), first, last);
  g_signal_connect_object (dialog, "chosen", G_CALLBACK (days_chosen_cb), self, G_CONNECT_SWAPPED);
}

static void
range_cb (AmendsInsightsPage *self, GVariant *parameter)
{
  if (self->session == NULL)
    return;
  if (g_str_equal (g_variant_get_string (parameter, NULL), "days"))
    {
      ask_days (self);
      return;
    }
  g_simple_action_set_state (self->range, parameter);
  reload (self);
}

/* --- Export ----------------------------------------------------------------------------------- */

static void
export_action (GtkWidget *widget, const char *action, GVariant *target)
{
  AmendsInsightsPage *self = AMENDS_INSIGHTS_PAGE (widget);
  const char *what = g_variant_get_string (target, NULL);
  const char *metric = amends_metric_detail_get_id (self->detail);

  if (self->insights == NULL)
    return;
  if (!g_str_equal (what, "cases"))
    amends_insights_export (widget, self->session, self->insights, what);
  else if (metric != NULL)
    amends_insights_export_cases (widget, self->session, self->insights, metric);
  else
    amends_feedback_show (widget, _ ("Select a number first."));
}

static void
report_action (GtkWidget *widget, const char *action, GVariant *target)
{
  AmendsInsightsPage *self = AMENDS_INSIGHTS_PAGE (widget);
  gboolean weekly = g_str_equal (g_variant_get_string (target, NULL), "weekly");

  if (self->session != NULL)
    amends_insights_export_report (widget, self->session,
                                   weekly ? AMENDS_REPORT_WEEKLY : AMENDS_REPORT_QUARTERLY);
}

static void
export_menu_action (GtkWidget *widget, const char *action, GVariant *target)
{
  gtk_menu_button_popup (AMENDS_INSIGHTS_PAGE (widget)->export_button);
}

static void
filters_action (GtkWidget *widget, const char *action, GVariant *target)
{
  gtk_widget_child_focus (GTK_WIDGET (AMENDS_INSIGHTS_PAGE (widget)->filters), GTK_DIR_TAB_FORWARD);
}

/* --- The page --------------------------------------------------------------------------------- */

static void
room_changed_cb (AmendsInsightsPage *self)
{
  gboolean narrow = amends_adaptive_bin_get_narrow (self->bin);
  GtkOrientation beside = narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL;
  GtkWidget *flow = NULL;

  if (narrow)
    gtk_widget_add_css_class (GTK_WIDGET (self), "narrow");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "narrow");
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->head), beside);
  amends_insights_charts_set_narrow (self->charts, narrow);
  amends_metric_detail_set_narrow (self->detail, narrow);
  if (find_selected (self, &flow) != NULL)
    place_detail (self, flow);
}

static void
amends_insights_page_map (GtkWidget *widget)
{
  AmendsInsightsPage *self = AMENDS_INSIGHTS_PAGE (widget);

  GTK_WIDGET_CLASS (amends_insights_page_parent_class)->map (widget);
  if (self->stale)
    refresh (self);
}

static void
amends_insights_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_NARROW)
    g_value_set_boolean (value, AMENDS_INSIGHTS_PAGE (object)->window_narrow);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
amends_insights_page_set_property (GObject *object,
                                   guint id,
                                   const GValue *value,
                                   GParamSpec *pspec)
{
  if (id == PROP_NARROW)
    AMENDS_INSIGHTS_PAGE (object)->window_narrow = g_value_get_boolean (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
amends_insights_page_dispose (GObject *object)
{
  AmendsInsightsPage *self = AMENDS_INSIGHTS_PAGE (object);

  self->syncing = TRUE;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->insights);
  g_clear_object (&self->session);
  g_clear_object (&self->range);

  G_OBJECT_CLASS (amends_insights_page_parent_class)->dispose (object);
}

static void
amends_insights_page_finalize (GObject *object)
{
  g_ptr_array_unref (AMENDS_INSIGHTS_PAGE (object)->flows);
  g_ptr_array_unref (AMENDS_INSIGHTS_PAGE (object)->sections);

  G_OBJECT_CLASS (amends_insights_page_parent_class)->finalize (object);
}

#define CHILD(name) gtk_widget_class_bind_template_child (widget_class, AmendsInsightsPage, name)

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (AMENDS_TYPE_ADAPTIVE_BIN);
  g_type_ensure (AMENDS_TYPE_FILTER_BUTTON);
  g_type_ensure (AMENDS_TYPE_INSIGHTS_CHARTS);
  g_type_ensure (AMENDS_TYPE_METRIC_DETAIL);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/dev/amends/Amends/insights/amends-insights-page.ui");
  CHILD (bin);
  CHILD (scroll);
  CHILD (head);
  CHILD (title);
  CHILD (summary);
  CHILD (filters);
  CHILD (segment_filter);
  CHILD (severity_filter);
  CHILD (category_filter);
  CHILD (owner_filter);
  CHILD (owners);
  CHILD (clear);
  CHILD (export_button);
  CHILD (stack);
  CHILD (few);
  CHILD (numbers);
  CHILD (headlines);
  CHILD (charts);
  CHILD (detail);
  gtk_widget_class_bind_template_callback (widget_class, room_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, filter_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, clear_cb);
  gtk_widget_class_bind_template_callback (widget_class, accept_few_cb);
}

static void
amends_insights_page_class_init (AmendsInsightsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = amends_insights_page_get_property;
  object_class->set_property = amends_insights_page_set_property;
  object_class->dispose = amends_insights_page_dispose;
  object_class->finalize = amends_insights_page_finalize;
  widget_class->map = amends_insights_page_map;
  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[LISTED] = g_signal_new ("listed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "insights.export", "s", export_action);
  gtk_widget_class_install_action (widget_class, "insights.report", "s", report_action);
  gtk_widget_class_install_action (widget_class, "insights.export-menu", NULL, export_menu_action);
  gtk_widget_class_install_action (widget_class, "insights.filters", NULL, filters_action);
}

static void
amends_insights_page_init (AmendsInsightsPage *self)
{
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();

  self->flows = g_ptr_array_new ();
  self->sections = g_ptr_array_new ();
  self->range =
      g_simple_action_new_stateful ("range", G_VARIANT_TYPE_STRING, g_variant_new_string ("year"));
  g_signal_connect_object (self->range, "activate", G_CALLBACK (range_cb), self, G_CONNECT_SWAPPED);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (self->range));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "numbers", G_ACTION_GROUP (group));
  gtk_widget_init_template (GTK_WIDGET (self));
  amends_filter_button_set_values (self->segment_filter, AMENDS_TYPE_SEGMENT, segments,
                                   G_N_ELEMENTS (segments));
  amends_filter_button_set_values (self->severity_filter, AMENDS_TYPE_SEVERITY, severities,
                                   G_N_ELEMENTS (severities));
  amends_filter_button_set_values (self->category_filter, AMENDS_TYPE_CATEGORY, categories,
                                   G_N_ELEMENTS (categories));
  add_flow (self, self->headlines);
  room_changed_cb (self);
}

void
amends_insights_page_set_session (AmendsInsightsPage *self, AmendsSession *session)
{
  g_return_if_fail (AMENDS_IS_INSIGHTS_PAGE (self));

  if (!g_set_object (&self->session, session))
    return;
  g_signal_connect_object (session, "changed", G_CALLBACK (session_changed_cb), self,
                           G_CONNECT_SWAPPED);
  refresh (self);
}

void
amends_insights_page_focus (AmendsInsightsPage *self)
{
  GtkFlowBoxChild *first;

  g_return_if_fail (AMENDS_IS_INSIGHTS_PAGE (self));

  first = gtk_flow_box_get_child_at_index (self->headlines, 0);
  if (first != NULL && gtk_widget_get_mapped (GTK_WIDGET (first)))
    gtk_widget_grab_focus (GTK_WIDGET (first));
  else
    gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}
