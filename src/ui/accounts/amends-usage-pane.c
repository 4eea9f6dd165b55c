/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How much an account uses the product. */

#include "config.h"

#include "amends-usage-pane.h"

#include "amends-account-text.h"
#include "amends-series-card.h"

struct _AmendsUsagePane
{
  AdwBin parent_instance;

  GtkFlowBox *cards;
  GtkWidget *none;
};

G_DEFINE_FINAL_TYPE (AmendsUsagePane, amends_usage_pane, ADW_TYPE_BIN)

static void
amends_usage_pane_class_init (AmendsUsagePaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               AMENDS_ACCOUNTS_TEMPLATE ("amends-usage-pane.ui"));
  gtk_widget_class_bind_template_child (widget_class, AmendsUsagePane, cards);
  gtk_widget_class_bind_template_child (widget_class, AmendsUsagePane, none);
}

static void
amends_usage_pane_init (AmendsUsagePane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
amends_usage_pane_set_file (AmendsUsagePane *self, AmendsSession *session, AmendsRiskFile *file)
{
  GtkFlowBoxChild *child;

  g_return_if_fail (AMENDS_IS_USAGE_PANE (self));
  g_return_if_fail (AMENDS_IS_RISK_FILE (file));

  for (guint i = 0; i < file->usage->len; i++)
    {
      child = gtk_flow_box_get_child_at_index (self->cards, (int) i);
      if (child == NULL)
        {
          gtk_flow_box_append (self->cards, amends_series_card_new ());
          child = gtk_flow_box_get_child_at_index (self->cards, (int) i);
          /* There is nothing to do in a card. */
          gtk_widget_set_focusable (GTK_WIDGET (child), FALSE);
        }
      amends_series_card_set (AMENDS_SERIES_CARD (gtk_flow_box_child_get_child (child)), session,
                              file->usage->pdata[i]);
    }
  while ((child = gtk_flow_box_get_child_at_index (self->cards, (int) file->usage->len)) != NULL)
    gtk_flow_box_remove (self->cards, GTK_WIDGET (child));
  gtk_widget_set_visible (GTK_WIDGET (self->cards), file->usage->len > 0);
  gtk_widget_set_visible (self->none, file->usage->len == 0);
}
