/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The weights of the factors of risk, as shipped and as learned. */

#include "config.h"

#include "amends-risk-weights.h"

#include "amends-account-text.h"
#include "amends-case-section.h"
#include "amends-case-tools.h"
#include "amends-feedback.h"
#include "amends-message-dialog.h"
#include "amends-weak.h"

#include <glib/gi18n-lib.h>

struct _AmendsRiskWeights
{
  AdwWindow parent_instance;

  AmendsSession *session;    /* (owned) (nullable) */
  GtkWidget *from;           /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned) */

  GtkLabel *text;
  GtkLabel *counts;
  AmendsCaseSection *weights;
  GtkWidget *reset;
};

G_DEFINE_FINAL_TYPE (AmendsRiskWeights, amends_risk_weights, ADW_TYPE_WINDOW)

static void
set_row (AdwActionRow *row, const AmendsWeight *weight)
{
  gboolean changed = ABS (weight->now - weight->shipped) >= 0.05;
  g_autofree char *title = g_markup_escape_text (weight->title, -1);
  g_autofree char *below = NULL;
  g_autofree char *now = g_strdup_printf ("%.1f", weight->now);
  GtkLabel *label = g_object_get_data (G_OBJECT (row), "amends-now");

  if (label == NULL)
    {
      label = GTK_LABEL (gtk_label_new (NULL));
      gtk_widget_add_css_class (GTK_WIDGET (label), "numeric");
      adw_action_row_add_suffix (row, GTK_WIDGET (label));
      g_object_set_data (G_OBJECT (row), "amends-now", label);
    }
  if (changed)
    /* TRANSLATORS: points of the playbook, and between which learning can move them */
    below = g_strdup_printf (_ ("%1$.1f in the playbook; learning stays between %2$.1f and %3$.1f"),
                             weight->shipped, weight->least, weight->most);
  else
    /* TRANSLATORS: between how many points learning can move a weight */
    below = g_strdup_printf (_ ("As in the playbook; learning stays between %1$.1f and %2$.1f"),
                             weight->least, weight->most);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (row, below);
  gtk_label_set_label (label, now);
  if (changed)
    gtk_widget_add_css_class (GTK_WIDGET (label), "heading");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (label), "heading");
}

static void
show_weights (AmendsRiskWeights *self, AmendsWeights *weights)
{
  /* TRANSLATORS: how many warnings were right, how many wrong, and how many answers learning takes
   */
  g_autofree char *counts =
      g_strdup_printf (_ ("%1$u right, %2$u wrong; learning begins with %3$u"), weights->right,
                       weights->wrong, weights->needed);

  gtk_label_set_label (self->text, weights->text != NULL ? weights->text : "");
  gtk_label_set_label (self->counts, counts);
  for (guint i = 0; i < weights->weights->len; i++)
    set_row (amends_case_section_get_row (self->weights, i, ADW_TYPE_ACTION_ROW),
             weights->weights->pdata[i]);
  amends_case_section_trim (self->weights, weights->weights->len);
  gtk_widget_set_visible (GTK_WIDGET (self->weights), weights->weights->len > 0);
  gtk_widget_set_sensitive (self->reset, weights->right + weights->wrong > 0 &&
                                             !amends_session_is_read_only (self->session));
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AmendsRiskWeights) self = amends_weak_take (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (AmendsWeights) weights =
      amends_session_read_weights_finish (AMENDS_SESSION (source), result, &error);

  if (self == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (weights == NULL)
    {
      amends_feedback_error (self->from, _ ("The weights could not be read."), error);
      gtk_window_close (GTK_WINDOW (self));
      return;
    }
  show_weights (self, weights);
}

static void
reload (AmendsRiskWeights *self)
{
  amends_session_read_weights_async (self->session, self->cancellable, read_cb,
                                     amends_weak_new (self));
}

static void
reset_done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AmendsRiskWeights) self = amends_weak_take (user_data);
  g_autoptr (GError) error = NULL;
  gboolean done = amends_session_reset_weights_finish (AMENDS_SESSION (source), result, &error);

  if (self == NULL || self->from == NULL)
    return;
  if (!done)
    amends_feedback_error (self->from, _ ("The weights were not reset."), error);
  else
    amends_feedback_show (self->from, _ ("The weights are those of the playbook again."));
  reload (self);
}

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AmendsRiskWeights) self = amends_weak_take (user_data);

  if (amends_message_dialog_ask_finish (result, NULL) && self != NULL && self->session != NULL)
    amends_session_reset_weights_async (self->session, NULL, reset_done_cb, amends_weak_new (self));
}

static void
reset_cb (AmendsRiskWeights *self)
{
  amends_message_dialog_ask_async (
      GTK_WIDGET (self), _ ("Go back to the weights of the playbook?"),
      _ ("Answers given so far no longer count. Answers given from now on do."), _ ("_Go back"),
      FALSE, NULL, asked_cb, amends_weak_new (self));
}

static void
amends_risk_weights_dispose (GObject *object)
{
  AmendsRiskWeights *self = AMENDS_RISK_WEIGHTS (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->from);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (amends_risk_weights_parent_class)->dispose (object);
}

static void
amends_risk_weights_class_init (AmendsRiskWeightsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amends_risk_weights_dispose;
  g_type_ensure (AMENDS_TYPE_CASE_SECTION);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               AMENDS_ACCOUNTS_TEMPLATE ("amends-risk-weights.ui"));
  gtk_widget_class_bind_template_child (widget_class, AmendsRiskWeights, text);
  gtk_widget_class_bind_template_child (widget_class, AmendsRiskWeights, counts);
  gtk_widget_class_bind_template_child (widget_class, AmendsRiskWeights, weights);
  gtk_widget_class_bind_template_child (widget_class, AmendsRiskWeights, reset);
  gtk_widget_class_bind_template_callback (widget_class, reset_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
amends_risk_weights_init (AmendsRiskWeights *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

AmendsRiskWeights *
amends_risk_weights_present (GtkWidget *from, AmendsSession *session)
{
  AmendsRiskWeights *self =
      g_object_new (AMENDS_TYPE_RISK_WEIGHTS, "transient-for", gtk_widget_get_root (from), NULL);

  self->session = g_object_ref (session);
  self->from = g_object_ref (from);
  reload (self);
  gtk_window_present (GTK_WINDOW (self));
  return self;
}
