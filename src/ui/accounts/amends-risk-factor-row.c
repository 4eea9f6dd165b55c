/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A factor of a risk score, and what its points rest on. */

#include "config.h"

#include "amends-risk-factor-row.h"

#include "amends-account-text.h"
#include "amends-case-tools.h"
#include "amends-format.h"

#include <glib/gi18n-lib.h>

struct _AmendsRiskFactorRow
{
  GtkListBoxRow parent_instance;

  AmendsSession *session; /* (owned) (nullable) */
  GPtrArray *contacts;    /* (owned) (nullable) */
  const char *id;         /* interned */
  gboolean narrow;

  GtkLabel *title;
  GtkProgressBar *bar;
  GtkLabel *points;
  GtkLabel *summary;
  GtkLabel *below;
  GtkImage *arrow;
  GtkRevealer *revealer;
  GtkBox *evidence;
};

enum
{
  PROP_0,
  PROP_NARROW,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (AmendsRiskFactorRow, amends_risk_factor_row, GTK_TYPE_LIST_BOX_ROW)

static void
update_layout (AmendsRiskFactorRow *self)
{
  const char *text = gtk_label_get_label (self->summary);

  gtk_widget_set_visible (GTK_WIDGET (self->summary), !self->narrow);
  gtk_widget_set_visible (GTK_WIDGET (self->below), self->narrow && *text != '\0');
  gtk_widget_set_hexpand (GTK_WIDGET (self->title), self->narrow);
  gtk_widget_set_size_request (GTK_WIDGET (self->title), self->narrow ? -1 : 132, -1);
  gtk_widget_set_size_request (GTK_WIDGET (self->bar), self->narrow ? 64 : 110, -1);
}

static void
amends_risk_factor_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_NARROW)
    g_value_set_boolean (value, AMENDS_RISK_FACTOR_ROW (object)->narrow);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
amends_risk_factor_row_set_property (GObject *object,
                                     guint id,
                                     const GValue *value,
                                     GParamSpec *pspec)
{
  AmendsRiskFactorRow *self = AMENDS_RISK_FACTOR_ROW (object);

  if (id != PROP_NARROW)
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  else if (self->narrow != g_value_get_boolean (value))
    {
      self->narrow = g_value_get_boolean (value);
      update_layout (self);
      g_object_notify_by_pspec (object, pspec);
    }
}

static void
amends_risk_factor_row_dispose (GObject *object)
{
  AmendsRiskFactorRow *self = AMENDS_RISK_FACTOR_ROW (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->contacts, g_ptr_array_unref);

  G_OBJECT_CLASS (amends_risk_factor_row_parent_class)->dispose (object);
}

static void
amends_risk_factor_row_class_init (AmendsRiskFactorRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = amends_risk_factor_row_dispose;
  object_class->get_property = amends_risk_factor_row_get_property;
  object_class->set_property = amends_risk_factor_row_set_property;
  properties[PROP_NARROW] =
      g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                            G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_template_from_resource (
      widget_class, AMENDS_ACCOUNTS_TEMPLATE ("amends-risk-factor-row.ui"));
  gtk_widget_class_bind_template_child (widget_class, AmendsRiskFactorRow, title);
  gtk_widget_class_bind_template_child (widget_class, AmendsRiskFactorRow, bar);
  gtk_widget_class_bind_template_child (widget_class, AmendsRiskFactorRow, points);
  gtk_widget_class_bind_template_child (widget_class, AmendsRiskFactorRow, summary);
  gtk_widget_class_bind_template_child (widget_class, AmendsRiskFactorRow, below);
  gtk_widget_class_bind_template_child (widget_class, AmendsRiskFactorRow, arrow);
  gtk_widget_class_bind_template_child (widget_class, AmendsRiskFactorRow, revealer);
  gtk_widget_class_bind_template_child (widget_class, AmendsRiskFactorRow, evidence);
}

static void
amends_risk_factor_row_init (AmendsRiskFactorRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  update_layout (self);
}

/* --- Evidence -------------------------------------------------------------------------------- */

static GtkLabel *
add_label (GtkBox *box, const char *text, const char *class_name)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (class_name != NULL)
    gtk_widget_add_css_class (label, class_name);
  gtk_box_append (box, label);
  return GTK_LABEL (label);
}

static const char *
find_name (AmendsRiskFactorRow *self, const char *contact_id)
{
  for (guint i = 0; contact_id != NULL && self->contacts != NULL && i < self->contacts->len; i++)
    {
      const AmendsEngagement *one = self->contacts->pdata[i];

      if (g_strcmp0 (one->contact->id, contact_id) == 0)
        return one->contact->name;
    }
  return NULL;
}

/* (transfer full): "1 March · Lucía Ferrer · 3.2 points" */
static char *
format_source (AmendsRiskFactorRow *self, const AmendsRiskEvidence *evidence)
{
  g_autofree char *when =
      evidence->at != AMENDS_INSTANT_NONE
          ? amends_format_moment (evidence->at, amends_session_now (self->session),
                                  amends_session_get_zone (self->session))
          : NULL;
  g_autofree char *first = amends_case_join (when, find_name (self, evidence->contact_id));
  g_autofree char *points = NULL;

  if (evidence->points >= 0.05)
    /* TRANSLATORS: the share of something in a score: "3.2 points" */
    points = g_strdup_printf (_ ("%.1f points"), evidence->points);
  return amends_case_join (first, points);
}

static void
add_button (GtkBox *box, const char *label, const char *action, GVariant *target)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "row-action");
  gtk_widget_set_valign (button, GTK_ALIGN_START);
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (button), target);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_box_append (box, button);
}

static GtkWidget *
new_evidence (AmendsRiskFactorRow *self, const AmendsRiskEvidence *evidence)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  g_autofree char *source = format_source (self, evidence);

  gtk_widget_set_hexpand (lines, TRUE);
  gtk_box_append (GTK_BOX (box), lines);
  add_label (GTK_BOX (lines), evidence->title, "caption-heading");
  if (evidence->quote)
    {
      /* TRANSLATORS: quotation marks around somebody's words */
      g_autofree char *quoted = g_strdup_printf (_ ("“%s”"), evidence->text);

      gtk_widget_add_css_class (GTK_WIDGET (add_label (GTK_BOX (lines), quoted, "quote")),
                                "dense-text");
    }
  else if (evidence->text != NULL && *evidence->text != '\0')
    gtk_widget_add_css_class (
        GTK_WIDGET (add_label (GTK_BOX (lines), evidence->text, "dense-text")), "numeric");
  if (*source != '\0')
    {
      GtkLabel *label = add_label (GTK_BOX (lines), source, "caption");

      gtk_widget_add_css_class (GTK_WIDGET (label), "dim-label");
      gtk_widget_add_css_class (GTK_WIDGET (label), "numeric");
    }
  if (evidence->interaction_id != NULL)
    add_button (GTK_BOX (box), _ ("Show"), "account.show-interaction",
                g_variant_new_string (evidence->interaction_id));
  else if (evidence->escalation_id != NULL)
    add_button (GTK_BOX (box), _ ("Show"), "win.open-case",
                g_variant_new ("(ss)", evidence->escalation_id, ""));
  return box;
}

static void
set_open (AmendsRiskFactorRow *self, gboolean open)
{
  gtk_revealer_set_reveal_child (self->revealer, open);
  gtk_image_set_from_icon_name (self->arrow, open ? "pan-down-symbolic" : "pan-end-symbolic");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_EXPANDED, open, -1);
}

static void
update_evidence (AmendsRiskFactorRow *self, const AmendsRiskFactor *factor)
{
  GtkWidget *child;
  guint n = factor->evidence != NULL ? factor->evidence->len : 0;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->evidence))) != NULL)
    gtk_box_remove (self->evidence, child);
  for (guint i = 0; i < n; i++)
    gtk_box_append (self->evidence, new_evidence (self, factor->evidence->pdata[i]));
  if (n == 0)
    add_label (self->evidence,
               factor->known ? _ ("Nothing speaks for a risk here.")
                             : _ ("There are no data on this; the other factors weigh more."),
               "dim-label");
}

/* --- The row --------------------------------------------------------------------------------- */

void
amends_risk_factor_row_set (AmendsRiskFactorRow *self,
                            AmendsSession *session,
                            const AmendsRiskFactor *factor,
                            GPtrArray *contacts)
{
  g_autofree char *points = NULL;
  g_autofree char *name = NULL;
  const char *summary;

  g_return_if_fail (AMENDS_IS_RISK_FACTOR_ROW (self));
  g_return_if_fail (factor != NULL);

  g_set_object (&self->session, session);
  if (contacts != self->contacts)
    {
      g_clear_pointer (&self->contacts, g_ptr_array_unref);
      self->contacts = contacts != NULL ? g_ptr_array_ref (contacts) : NULL;
    }
  if (self->id != factor->id)
    set_open (self, FALSE);
  self->id = factor->id;
  if (!factor->known)
    points = g_strdup (_ ("no data"));
  else if (factor->rule)
    /* TRANSLATORS: points that a rule adds to a score */
    points = g_strdup_printf (_ ("+%.0f"), factor->points);
  else
    /* TRANSLATORS: points of a factor, and how many it can have */
    points = g_strdup_printf (_ ("%1$.0f of %2$.0f"), factor->points, factor->most);
  summary = factor->summary != NULL ? factor->summary : "";
  gtk_label_set_label (self->title, factor->title);
  gtk_label_set_label (self->points, points);
  gtk_label_set_label (self->summary, summary);
  gtk_label_set_label (self->below, summary);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->summary), *summary != '\0' ? summary : NULL);
  gtk_progress_bar_set_fraction (
      self->bar, factor->most > 0 ? CLAMP (factor->points / factor->most, 0, 1) : 0);
  gtk_widget_set_opacity (GTK_WIDGET (self->bar), factor->known && !factor->rule ? 1 : 0);
  update_evidence (self, factor);
  update_layout (self);
  /* TRANSLATORS: a factor of a risk score, its points, and what they rest on */
  name = g_strdup_printf (_ ("%1$s, %2$s: %3$s"), factor->title, points, summary);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

const char *
amends_risk_factor_row_get_id (AmendsRiskFactorRow *self)
{
  g_return_val_if_fail (AMENDS_IS_RISK_FACTOR_ROW (self), NULL);

  return self->id;
}

void
amends_risk_factor_row_toggle (AmendsRiskFactorRow *self)
{
  g_return_if_fail (AMENDS_IS_RISK_FACTOR_ROW (self));

  set_open (self, !gtk_revealer_get_reveal_child (self->revealer));
}
