/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the check has found in a section of the debrief. */

#include "config.h"

#include "amends-debrief-finding.h"

#include <glib/gi18n-lib.h>

#include "amends-case-tools.h"
#include "amends-debrief-state.h"

struct _AmendsDebriefFinding
{
  AdwBin parent_instance;

  GtkImage *icon;
  GtkLabel *title;
  GtkLabel *message;
  GtkWidget *use;
  GtkLabel *use_label;

  AmendsFinding *finding; /* (owned) */
};

enum
{
  SIGNAL_USE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AmendsDebriefFinding, amends_debrief_finding, ADW_TYPE_BIN)

static void
use_cb (AmendsDebriefFinding *self)
{
  g_signal_emit (self, signals[SIGNAL_USE], 0);
}

static void
amends_debrief_finding_dispose (GObject *object)
{
  g_clear_object (&AMENDS_DEBRIEF_FINDING (object)->finding);

  G_OBJECT_CLASS (amends_debrief_finding_parent_class)->dispose (object);
}

static void
amends_debrief_finding_class_init (AmendsDebriefFindingClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amends_debrief_finding_dispose;

  signals[SIGNAL_USE] = g_signal_new ("use", AMENDS_TYPE_DEBRIEF_FINDING, G_SIGNAL_RUN_LAST, 0,
                                      NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               AMENDS_CASE_TEMPLATE ("amends-debrief-finding.ui"));
  gtk_widget_class_bind_template_child (widget_class, AmendsDebriefFinding, icon);
  gtk_widget_class_bind_template_child (widget_class, AmendsDebriefFinding, title);
  gtk_widget_class_bind_template_child (widget_class, AmendsDebriefFinding, message);
  gtk_widget_class_bind_template_child (widget_class, AmendsDebriefFinding, use);
  gtk_widget_class_bind_template_child (widget_class, AmendsDebriefFinding, use_label);
  gtk_widget_class_bind_template_callback (widget_class, use_cb);
}

static void
amends_debrief_finding_init (AmendsDebriefFinding *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
amends_debrief_finding_new (AmendsFinding *finding, gboolean writable)
{
  AmendsDebriefFinding *self;
  g_autofree char *use = NULL;
  g_autofree char *message = NULL;
  gboolean has_fix;
  gboolean block;

  g_return_val_if_fail (AMENDS_IS_FINDING (finding), NULL);

  self = g_object_new (AMENDS_TYPE_DEBRIEF_FINDING, NULL);
  self->finding = g_object_ref (finding);
  block = finding->level == AMENDS_GATE_BLOCK;
  has_fix = finding->fix != NULL && *finding->fix != '\0';
  amends_debrief_state_show (block ? AMENDS_DEBRIEF_MUST_FIX : AMENDS_DEBRIEF_INCOMPLETE,
                             self->icon);
  gtk_widget_add_css_class (GTK_WIDGET (self), block ? "block" : "warn");
  gtk_label_set_text (self->title, finding->title != NULL ? finding->title : finding->rule);
  if (has_fix && !finding->replaces)
    /* TRANSLATORS: two sentences: what is wrong, and what to do */
    message = g_strdup_printf (C_ ("sentences", "%1$s %2$s"),
                               finding->message != NULL ? finding->message : "", finding->fix);
  amends_case_set_text (self->message, message != NULL ? message : finding->message);
  /* TRANSLATORS: a button that puts a better sentence in place; %s is the sentence */
  use = g_strdup_printf (_ ("Use: %s"), has_fix ? finding->fix : "");
  gtk_label_set_text (self->use_label, use);
  gtk_widget_set_visible (self->use, has_fix && finding->replaces && writable);
  return GTK_WIDGET (self);
}

AmendsFinding *
amends_debrief_finding_get_finding (AmendsDebriefFinding *self)
{
  g_return_val_if_fail (AMENDS_IS_DEBRIEF_FINDING (self), NULL);

  return self->finding;
}
