/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks for two days. */

#include "config.h"

#include "amends-range-dialog.h"

#include <glib/gi18n-lib.h>

#include "amends-instant.h"

struct _AmendsRangeDialog
{
  AdwWindow parent_instance;

  GtkEditable *first;
  GtkEditable *last;
  GtkLabel *problem;
  GtkWidget *apply;
};

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AmendsRangeDialog, amends_range_dialog, ADW_TYPE_WINDOW)

static gboolean
read_day (GtkEditable *entry, GDate *date, GError **error)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (entry)));
  gboolean valid = amends_date_parse (text, date, error);

  if (valid)
    gtk_widget_remove_css_class (GTK_WIDGET (entry), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (entry), "error");
  return valid;
}

/* (transfer full) (nullable): why it is no range. */
static char *
find_problem (AmendsRangeDialog *self, GDate *first, GDate *last)
{
  g_autoptr (GError) first_error = NULL;
  g_autoptr (GError) last_error = NULL;
  gboolean first_valid = read_day (self->first, first, &first_error);
  gboolean last_valid = read_day (self->last, last, &last_error);

  if (!first_valid)
    return g_strdup (first_error->message);
  if (!last_valid)
    return g_strdup (last_error->message);
  if (g_date_compare (first, last) > 0)
    return g_strdup (_ ("The last day is before the first."));
  return NULL;
}

static void
changed_cb (AmendsRangeDialog *self)
{
  GDate first;
  GDate last;
  g_autofree char *problem = find_problem (self, &first, &last);

  gtk_label_set_label (self->problem, problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), problem != NULL);
  gtk_widget_set_sensitive (self->apply, problem == NULL);
}

static void
apply_cb (AmendsRangeDialog *self)
{
  g_signal_emit (self, signals[CHOSEN], 0);
  gtk_window_close (GTK_WINDOW (self));
}

static void
amends_range_dialog_class_init (AmendsRangeDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/dev/amends/Amends/insights/amends-range-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AmendsRangeDialog, first);
  gtk_widget_class_bind_template_child (widget_class, AmendsRangeDialog, last);
  gtk_widget_class_bind_template_child (widget_class, AmendsRangeDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, AmendsRangeDialog, apply);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, apply_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
amends_range_dialog_init (AmendsRangeDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

AmendsRangeDialog *
amends_range_dialog_present (GtkWidget *from, const char *first, const char *last)
{
  AmendsRangeDialog *self;

  g_return_val_if_fail (GTK_IS_WIDGET (from), NULL);

  self = g_object_new (AMENDS_TYPE_RANGE_DIALOG, "transient-for", gtk_widget_get_root (from), NULL);
  gtk_editable_set_text (self->first, first);
  gtk_editable_set_text (self->last, last);
  gtk_widget_grab_focus (GTK_WIDGET (self->first));
  gtk_window_present (GTK_WINDOW (self));
  return self;
}

gboolean
amends_range_dialog_get (AmendsRangeDialog *self, GDate *first, GDate *last)
{
  g_autofree char *problem = NULL;

  g_return_val_if_fail (AMENDS_IS_RANGE_DIALOG (self), FALSE);

  problem = find_problem (self, first, last);
  return problem == NULL;
}
