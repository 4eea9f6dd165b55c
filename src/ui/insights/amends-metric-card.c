/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One number as a card. */

#include "config.h"

#include "amends-metric-card.h"

struct _AmendsMetricCard
{
  GtkFlowBoxChild parent_instance;

  AmendsInsights *insights;   /* (owned) (nullable) */
  const AmendsMetric *metric; /* (unowned) (nullable): of the insights */

  GtkLabel *title;
  GtkLabel *value;
  GtkImage *icon;
  GtkLabel *verdict;
  GtkLabel *basis;
};

G_DEFINE_FINAL_TYPE (AmendsMetricCard, amends_metric_card, GTK_TYPE_FLOW_BOX_CHILD)

static void
amends_metric_card_dispose (GObject *object)
{
  g_clear_object (&AMENDS_METRIC_CARD (object)->insights);

  G_OBJECT_CLASS (amends_metric_card_parent_class)->dispose (object);
}

static void
amends_metric_card_class_init (AmendsMetricCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amends_metric_card_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/dev/amends/Amends/insights/amends-metric-card.ui");
  gtk_widget_class_bind_template_child (widget_class, AmendsMetricCard, title);
  gtk_widget_class_bind_template_child (widget_class, AmendsMetricCard, value);
  gtk_widget_class_bind_template_child (widget_class, AmendsMetricCard, icon);
  gtk_widget_class_bind_template_child (widget_class, AmendsMetricCard, verdict);
  gtk_widget_class_bind_template_child (widget_class, AmendsMetricCard, basis);
}

static void
amends_metric_card_init (AmendsMetricCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static const char *
get_icon (AmendsMetricState state)
{
  switch (state)
    {
    case AMENDS_METRIC_ON_TARGET:
      return "amends-approvals-symbolic";
    case AMENDS_METRIC_OFF_TARGET:
      return "dialog-warning-symbolic";
    case AMENDS_METRIC_NO_TARGET:
      return "list-remove-symbolic";
    case AMENDS_METRIC_TOO_FEW:
      return "content-loading-symbolic";
    case AMENDS_METRIC_NOT_RECORDED:
    default:
      return "action-unavailable-symbolic";
    }
}

static const char *
get_class (const AmendsMetric *metric)
{
  switch (metric->state)
    {
    case AMENDS_METRIC_ON_TARGET:
      return "success";
    case AMENDS_METRIC_OFF_TARGET:
      return metric->tone == AMENDS_TONE_ERROR ? "error" : "warning";
    case AMENDS_METRIC_NO_TARGET:
    case AMENDS_METRIC_TOO_FEW:
    case AMENDS_METRIC_NOT_RECORDED:
    default:
      return "dim-label";
    }
}

/* (transfer full): what it was counted over, else what stands against it. */
static char *
describe_basis (const AmendsMetric *metric)
{
  if (metric->state == AMENDS_METRIC_NOT_RECORDED && metric->record != NULL)
    return g_strdup (metric->record);
  if (metric->basis == NULL || *metric->basis == '\0' || metric->before == NULL)
    return g_strdup (metric->before != NULL ? metric->before : metric->basis);
  return g_strconcat (metric->basis, " · ", metric->before, NULL);
}

GtkWidget *
amends_metric_card_new (AmendsInsights *insights, const AmendsMetric *metric)
{
  AmendsMetricCard *self = g_object_new (AMENDS_TYPE_METRIC_CARD, NULL);
  g_autofree char *basis = describe_basis (metric);
  g_autofree char *spoken = NULL;

  self->insights = g_object_ref (insights);
  self->metric = metric;
  gtk_label_set_label (self->title, metric->title);
  gtk_label_set_label (self->value, metric->value);
  gtk_label_set_label (self->verdict, metric->verdict);
  gtk_image_set_from_icon_name (self->icon, get_icon (metric->state));
  gtk_widget_add_css_class (GTK_WIDGET (self->icon), get_class (metric));
  gtk_widget_add_css_class (GTK_WIDGET (self->verdict), get_class (metric));
  gtk_label_set_label (self->basis, basis);
  gtk_widget_set_visible (GTK_WIDGET (self->basis), basis != NULL && *basis != '\0');
  spoken = g_strdup_printf ("%s: %s. %s. %s", metric->title, metric->value, metric->verdict,
                            basis != NULL ? basis : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  return GTK_WIDGET (self);
}

const AmendsMetric *
amends_metric_card_get_metric (AmendsMetricCard *self)
{
  g_return_val_if_fail (AMENDS_IS_METRIC_CARD (self), NULL);

  return self->metric;
}
