/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the risk of an account would be, with sliders. */

#include "config.h"

#include "amends-what-if.h"

#include "amends-account-text.h"

#include <glib/gi18n-lib.h>

struct _AmendsWhatIf
{
  AdwWindow parent_instance;

  AmendsSession *session;  /* (owned) (nullable) */
  AmendsAccountRisk *risk; /* (owned) (nullable) */
  GPtrArray *scales;       /* (owned) (element-type GtkRange): each with its factor */
  int score;

  AdwWindowTitle *window_title;
  GtkLabel *figure;
  GtkLabel *words;
  GtkBox *sliders;
};

G_DEFINE_FINAL_TYPE (AmendsWhatIf, amends_what_if, ADW_TYPE_WINDOW)

#define FACTOR "amends-factor"

static const AmendsRiskFactor *
get_factor (gpointer scale)
{
  return g_object_get_data (scale, FACTOR);
}

/* (transfer full): "High, 9 less than now" */
static char *
format_words (AmendsWhatIf *self, const char *level)
{
  int change = self->score - self->risk->score;

  if (change == 0)
    /* TRANSLATORS: %s is a level of risk, such as "High" */
    return g_strdup_printf (_ ("%s, as now"), level);
  if (change > 0)
    /* TRANSLATORS: a level of risk, and how many points more a score would have */
    return g_strdup_printf (_ ("%1$s, %2$d more than now"), level, change);
  /* TRANSLATORS: a level of risk, and how many points less a score would have */
  return g_strdup_printf (_ ("%1$s, %2$d less than now"), level, -change);
}

static void
update (AmendsWhatIf *self)
{
  AmendsRiskRules *rules = amends_session_get_risk_rules (self->session);
  g_autofree AmendsRiskWhatIf *changes = g_new0 (AmendsRiskWhatIf, self->scales->len + 1);
  g_autofree char *figure = NULL;
  g_autofree char *words = NULL;
  AmendsRiskLevel level;
  AmendsTone tone;
  guint n = 0;

  if (rules == NULL)
    return;
  for (guint i = 0; i < self->scales->len; i++)
    {
      const AmendsRiskFactor *factor = get_factor (self->scales->pdata[i]);
      double points = gtk_range_get_value (self->scales->pdata[i]);

      /* What was not touched keeps its exact points. */
      if (ABS (points - factor->points) < 0.5)
        continue;
      changes[n].factor = factor->id;
      changes[n++].points = points;
    }
  self->score = amends_account_risk_what_if (self->risk, rules, changes, n, &level);
  figure = g_strdup_printf ("%d", self->score);
  words = format_words (self, amends_session_get_risk_word (self->session, level, &tone));
  gtk_label_set_label (self->figure, figure);
  gtk_label_set_label (self->words, words);
  amends_account_set_tone (GTK_WIDGET (self->words), tone);
}

static void
moved_cb (AmendsWhatIf *self, GtkRange *scale)
{
  const AmendsRiskFactor *factor = get_factor (scale);
  GtkLabel *label = g_object_get_data (G_OBJECT (scale), "amends-label");
  /* TRANSLATORS: points of a factor, and how many it can have */
  g_autofree char *points =
      g_strdup_printf (_ ("%1$.0f of %2$.0f"), gtk_range_get_value (scale), factor->most);

  gtk_label_set_label (label, points);
  gtk_accessible_update_property (GTK_ACCESSIBLE (scale), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT,
                                  points, -1);
  update (self);
}

static void
add_slider (AmendsWhatIf *self, const AmendsRiskFactor *factor)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *title = gtk_label_new (factor->title);
  GtkWidget *points = gtk_label_new (NULL);
  GtkWidget *scale =
      gtk_scale_new_with_range (GTK_ORIENTATION_HORIZONTAL, 0, MAX (factor->most, 1), 1);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_wrap (GTK_LABEL (title), TRUE);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_widget_add_css_class (points, "numeric");
  gtk_widget_add_css_class (points, "dim-label");
  gtk_box_append (GTK_BOX (head), title);
  gtk_box_append (GTK_BOX (head), points);
  gtk_scale_set_draw_value (GTK_SCALE (scale), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (scale), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  factor->title, -1);
  g_object_set_data (G_OBJECT (scale), FACTOR, (gpointer) factor);
  g_object_set_data (G_OBJECT (scale), "amends-label", points);
  gtk_range_set_value (GTK_RANGE (scale), factor->points);
  g_ptr_array_add (self->scales, scale);
  gtk_box_append (GTK_BOX (box), head);
  gtk_box_append (GTK_BOX (box), scale);
  gtk_box_append (self->sliders, box);
  g_signal_connect_object (scale, "value-changed", G_CALLBACK (moved_cb), self, G_CONNECT_SWAPPED);
}

static void
reset_cb (AmendsWhatIf *self)
{
  for (guint i = 0; i < self->scales->len; i++)
    gtk_range_set_value (self->scales->pdata[i], get_factor (self->scales->pdata[i])->points);
}

static void
amends_what_if_dispose (GObject *object)
{
  AmendsWhatIf *self = AMENDS_WHAT_IF (object);

  g_ptr_array_set_size (self->scales, 0);
  g_clear_object (&self->risk);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (amends_what_if_parent_class)->dispose (object);
}

static void
amends_what_if_finalize (GObject *object)
{
  g_ptr_array_unref (AMENDS_WHAT_IF (object)->scales);

  G_OBJECT_CLASS (amends_what_if_parent_class)->finalize (object);
}

static void
amends_what_if_class_init (AmendsWhatIfClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amends_what_if_dispose;
  G_OBJECT_CLASS (klass)->finalize = amends_what_if_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               AMENDS_ACCOUNTS_TEMPLATE ("amends-what-if.ui"));
  gtk_widget_class_bind_template_child (widget_class, AmendsWhatIf, window_title);
  gtk_widget_class_bind_template_child (widget_class, AmendsWhatIf, figure);
  gtk_widget_class_bind_template_child (widget_class, AmendsWhatIf, words);
  gtk_widget_class_bind_template_child (widget_class, AmendsWhatIf, sliders);
  gtk_widget_class_bind_template_callback (widget_class, reset_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
amends_what_if_init (AmendsWhatIf *self)
{
  self->scales = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

AmendsWhatIf *
amends_what_if_present (GtkWidget *from, AmendsSession *session, AmendsAccountRisk *risk)
{
  AmendsWhatIf *self;

  g_return_val_if_fail (AMENDS_IS_ACCOUNT_RISK (risk), NULL);

  self = g_object_new (AMENDS_TYPE_WHAT_IF, "transient-for", gtk_widget_get_root (from), NULL);
  self->session = g_object_ref (session);
  self->risk = g_object_ref (risk);
  adw_window_title_set_subtitle (self->window_title,
                                 risk->account->name != NULL ? risk->account->name : "");
  for (guint i = 0; i < risk->factors->len; i++)
    {
      const AmendsRiskFactor *factor = risk->factors->pdata[i];

      if (!factor->rule && factor->known)
        add_slider (self, factor);
    }
  for (guint i = 0; i < self->scales->len; i++)
    moved_cb (self, self->scales->pdata[i]);
  gtk_window_present (GTK_WINDOW (self));
  return self;
}

int
amends_what_if_get_score (AmendsWhatIf *self)
{
  g_return_val_if_fail (AMENDS_IS_WHAT_IF (self), 0);

  return self->score;
}
