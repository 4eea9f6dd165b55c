/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is behind a number. */

#include "config.h"

#include "amends-metric-detail.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "amends-bar-chart.h"
#include "amends-case-tools.h"
#include "amends-feedback.h"
#include "amends-metric-bars.h"
#include "amends-severity-bars.h"

/* So many before all are asked for; more than the most nobody reads, and the export has them. */
#define FIRST_ROWS 8
#define MOST_ROWS 200

struct _AmendsMetricDetail
{
  AdwBin parent_instance;

  AmendsInsights *insights;   /* (owned) (nullable) */
  const AmendsMetric *metric; /* (unowned) (nullable): of the insights */
  GPtrArray *cases;           /* (owned) (nullable) (element-type AmendsMetricCase): as listed */
  gboolean narrow;
  gboolean all; /* rows were asked for */

  GtkBox *head;
  GtkLabel *title;
  GtkLabel *basis;
  GtkLabel *definition;
  GtkLabel *claim;
  GtkBox *columns;
  GtkWidget *trend_card;
  AmendsBarChart *trend;
  GtkWidget *split_card;
  GtkDropDown *dimension;
  GtkGrid *split;
  GtkListBox *list;
  GtkWidget *more;
  GtkLabel *rest;
};

G_DEFINE_FINAL_TYPE (AmendsMetricDetail, amends_metric_detail, ADW_TYPE_BIN)

/* --- Rows ------------------------------------------------------------------------------------- */

static GtkWidget *
create_label (const char *text, float xalign, const char *class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "numeric");
  if (class != NULL)
    gtk_widget_add_css_class (label, class);
  return label;
}

static GtkWidget *
create_outcome (const AmendsMetricCase *item)
{
  GtkWidget *outcome = create_label (item->outcome, 1, NULL);

  gtk_label_set_ellipsize (GTK_LABEL (outcome), PANGO_ELLIPSIZE_NONE);
  gtk_label_set_wrap (GTK_LABEL (outcome), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (outcome), 18);
  if (item->tone != AMENDS_TONE_PLAIN)
    gtk_widget_add_css_class (outcome, item->tone == AMENDS_TONE_ERROR ? "error" : "warning");
  return outcome;
}

/* Side by side where there is room, else in two lines. */
static GtkWidget *
create_words (AmendsMetricDetail *self, const AmendsMetricCase *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *account = create_label (item->account, 0, NULL);
  GtkWidget *number = create_label (item->number, 0, "dim-label");
  GtkWidget *detail = create_label (item->detail, self->narrow ? 0 : 1, "dim-label");

  gtk_widget_set_hexpand (account, TRUE);
  gtk_widget_set_visible (number, *item->number != '\0');
  gtk_label_set_ellipsize (GTK_LABEL (number), PANGO_ELLIPSIZE_NONE);
  gtk_box_append (GTK_BOX (box), number);
  gtk_box_append (GTK_BOX (box), account);
  gtk_widget_set_hexpand (box, TRUE);
  if (self->narrow)
    {
      GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

      gtk_widget_set_hexpand (lines, TRUE);
      gtk_widget_add_css_class (detail, "caption");
      gtk_box_append (GTK_BOX (lines), box);
      gtk_box_append (GTK_BOX (lines), detail);
      return lines;
    }
  gtk_box_append (GTK_BOX (box), detail);
  return box;
}

static GtkWidget *
create_row (AmendsMetricDetail *self, const AmendsMetricCase *item)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *next = gtk_image_new_from_icon_name ("go-next-symbolic");
  g_autofree char *spoken = NULL;

  if (item->escalation_id != NULL)
    gtk_box_append (GTK_BOX (box), amends_severity_bars_new (item->severity));
  gtk_box_append (GTK_BOX (box), create_words (self, item));
  if (item->outcome != NULL && *item->outcome != '\0')
    gtk_box_append (GTK_BOX (box), create_outcome (item));
  gtk_box_append (GTK_BOX (box), next);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_widget_add_css_class (row, "metric-case");
  gtk_widget_set_tooltip_text (row, item->title);
  spoken = g_strdup_printf ("%s %s, %s, %s", item->account, item->number, item->detail,
                            item->outcome != NULL ? item->outcome : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  return row;
}

static void
row_activated_cb (AmendsMetricDetail *self, GtkListBoxRow *row)
{
  const AmendsMetricCase *item = self->cases->pdata[gtk_list_box_row_get_index (row)];

  if (item->escalation_id != NULL)
    amends_feedback_open_case (GTK_WIDGET (self), item->escalation_id, NULL);
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "win.open-account", "s", item->account_id);
}

/* Below the list: how to see the others. */
static void
update_rest (AmendsMetricDetail *self, guint n)
{
  guint left = self->cases->len - n;
  g_autofree char *text = NULL;

  gtk_widget_set_visible (self->more, left > 0 && !self->all);
  gtk_widget_set_visible (GTK_WIDGET (self->rest), n == 0 || (left > 0 && self->all));
  if (n == 0)
    gtk_label_set_label (self->rest, _ ("No case stands behind this number."));
  else if (left > 0 && self->all)
    {
      /* TRANSLATORS: below a list; %u is how many are not in it */
      text = g_strdup_printf (ngettext ("%u more is in the export of these cases.",
                                        "%u more are in the export of these cases.", left),
                              left);
      gtk_label_set_label (self->rest, text);
    }
  else if (left > 0)
    {
      /* TRANSLATORS: a button below the first rows of a list; %u is how many there are */
      text = g_strdup_printf (_ ("Show all %u"), self->cases->len);
      gtk_button_set_label (GTK_BUTTON (self->more), text);
    }
}

static void
fill_list (AmendsMetricDetail *self)
{
  GtkListBoxRow *row;
  guint n;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  n = MIN (self->cases->len, self->all ? MOST_ROWS : FIRST_ROWS);
  for (guint i = 0; i < n; i++)
    gtk_list_box_append (self->list, create_row (self, self->cases->pdata[i]));
  gtk_widget_set_visible (GTK_WIDGET (self->list), n > 0);
  update_rest (self, n);
}

static void
more_cb (AmendsMetricDetail *self)
{
  GtkListBoxRow *row;

  self->all = TRUE;
  fill_list (self);
  /* The button is gone; the focus goes on where the list was cut. */
  row = gtk_list_box_get_row_at_index (self->list, FIRST_ROWS);
  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}

/* --- Trend and split -------------------------------------------------------------------------- */

static guint
count_points (const AmendsMetric *metric)
{
  guint n = 0;

  for (guint i = 0; i < metric->trend->len; i++)
    n += !isnan (((AmendsMetricPoint *) metric->trend->pdata[i])->value);
  return n;
}

static char *
describe_trend (const AmendsMetric *metric)
{
  g_autoptr (GString) text = g_string_new (metric->title);

  for (guint i = 0; i < metric->trend->len; i++)
    {
      const AmendsMetricPoint *point = metric->trend->pdata[i];

      g_string_append_printf (text, "\n%s: %s", point->label, point->text);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
fill_trend (AmendsMetricDetail *self)
{
  const AmendsMetric *metric = self->metric;
  g_autofree char *description = describe_trend (metric);
  /* One point alone is no trend. */
  gboolean shown = count_points (metric) > 1;

  gtk_widget_set_visible (self->trend_card, shown);
  if (shown)
    amends_bar_chart_set (self->trend, &metric, 1, metric->target, description);
}

static gboolean
says_something (GPtrArray *bars)
{
  for (guint i = 0; i < bars->len; i++)
    if (!isnan (((AmendsMetricBar *) bars->pdata[i])->number))
      return TRUE;
  return FALSE;
}

static void
fill_split (AmendsMetricDetail *self)
{
  guint chosen = gtk_drop_down_get_selected (self->dimension);
  gboolean any = FALSE;

  if (self->metric == NULL)
    return;
  for (guint i = AMENDS_METRIC_BY_SEGMENT; i <= AMENDS_METRIC_BY_OWNER; i++)
    {
      g_autoptr (GPtrArray) bars = amends_insights_split (self->insights, self->metric->id, i);

      any = any || says_something (bars);
      if (i == chosen)
        amends_metric_bars_fill (self->split, bars, self->narrow);
    }
  gtk_widget_set_visible (self->split_card, any);
}

static void
dimension_cb (AmendsMetricDetail *self)
{
  fill_split (self);
}

/* --- Widget ----------------------------------------------------------------------------------- */

static void
amends_metric_detail_dispose (GObject *object)
{
  AmendsMetricDetail *self = AMENDS_METRIC_DETAIL (object);

  self->metric = NULL;
  g_clear_object (&self->insights);
  g_clear_pointer (&self->cases, g_ptr_array_unref);

  G_OBJECT_CLASS (amends_metric_detail_parent_class)->dispose (object);
}

#define CHILD(name) gtk_widget_class_bind_template_child (widget_class, AmendsMetricDetail, name)

static void
amends_metric_detail_class_init (AmendsMetricDetailClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amends_metric_detail_dispose;

  g_type_ensure (AMENDS_TYPE_BAR_CHART);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/dev/amends/Amends/insights/amends-metric-detail.ui");
  CHILD (head);
  CHILD (title);
  CHILD (basis);
  CHILD (definition);
  CHILD (claim);
  CHILD (columns);
  CHILD (trend_card);
  CHILD (trend);
  CHILD (split_card);
  CHILD (dimension);
  CHILD (split);
  CHILD (list);
  CHILD (more);
  CHILD (rest);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, dimension_cb);
  gtk_widget_class_bind_template_callback (widget_class, more_cb);
}

static void
amends_metric_detail_init (AmendsMetricDetail *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
amends_metric_detail_show (AmendsMetricDetail *self,
                           AmendsInsights *insights,
                           const AmendsMetric *metric)
{
  g_return_if_fail (AMENDS_IS_METRIC_DETAIL (self));

  self->metric = metric;
  self->all = FALSE;
  g_set_object (&self->insights, insights);
  gtk_widget_set_visible (GTK_WIDGET (self), metric != NULL);
  if (metric == NULL)
    return;
  gtk_label_set_label (self->title, metric->title);
  amends_case_set_text (self->basis, metric->basis);
  amends_case_set_text (self->definition, metric->definition);
  amends_case_set_text (self->claim, metric->claim);
  g_clear_pointer (&self->cases, g_ptr_array_unref);
  self->cases = amends_insights_list_cases (insights, metric->id, FALSE, 0);
  fill_trend (self);
  fill_split (self);
  fill_list (self);
}

void
amends_metric_detail_set_narrow (AmendsMetricDetail *self, gboolean narrow)
{
  g_return_if_fail (AMENDS_IS_METRIC_DETAIL (self));

  if (self->narrow == narrow)
    return;
  self->narrow = narrow;
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->head),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_box_set_spacing (self->head, narrow ? 2 : 9);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->columns),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  if (self->metric == NULL)
    return;
  fill_split (self);
  fill_list (self);
}

const char *
amends_metric_detail_get_id (AmendsMetricDetail *self)
{
  g_return_val_if_fail (AMENDS_IS_METRIC_DETAIL (self), NULL);

  return self->metric != NULL ? self->metric->id : NULL;
}
