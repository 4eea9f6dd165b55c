/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Changes how a case is judged, with a reason that is logged. */

#include "config.h"

#include "amends-reclassify-dialog.h"

#include <glib/gi18n-lib.h>

#include "amends-change-news.h"
#include "amends-case-tools.h"
#include "amends-enum-types.h"

struct _AmendsReclassifyDialog
{
  AdwWindow parent_instance;

  AdwComboRow *severity;
  AdwComboRow *track;
  AdwComboRow *category;
  AdwComboRow *reason;
  AdwComboRow *scenario;
  GtkEditable *why;
  GtkWidget *save;

  AmendsSession *session; /* (owned) */
  AmendsCase *case_;      /* (owned) */
};

G_DEFINE_FINAL_TYPE (AmendsReclassifyDialog, amends_reclassify_dialog, ADW_TYPE_WINDOW)

/* (transfer full): the escalation as chosen. */
static AmendsEscalation *
dup_changed (AmendsReclassifyDialog *self)
{
  AmendsEscalation *changed = amends_record_copy (self->case_->escalation);

  amends_record_set (changed, "severity", (int) adw_combo_row_get_selected (self->severity),
                     "track", (int) adw_combo_row_get_selected (self->track), "category",
                     (int) adw_combo_row_get_selected (self->category), "reason",
                     (int) adw_combo_row_get_selected (self->reason), "scenario",
                     (int) adw_combo_row_get_selected (self->scenario), NULL);
  return changed;
}

static void
changed_cb (AmendsReclassifyDialog *self)
{
  g_autoptr (AmendsEscalation) changed = NULL;
  g_autofree char *why = g_strdup (gtk_editable_get_text (self->why));

  if (self->case_ == NULL)
    return;
  changed = dup_changed (self);
  gtk_widget_set_sensitive (self->save,
                            *g_strstrip (why) != '\0' &&
                                !amends_record_equal (changed, self->case_->escalation));
}

static void
save_cb (AmendsReclassifyDialog *self)
{
  g_autoptr (AmendsEscalation) changed = dup_changed (self);

  amends_session_reclassify_async (
      self->session, self->case_, changed, gtk_editable_get_text (self->why), NULL,
      amends_change_news_case_cb,
      amends_change_news_new (GTK_WIDGET (self), _ ("Reclassified. Open clocks are counted anew."),
                              _ ("The case could not be reclassified.")));
  gtk_window_close (GTK_WINDOW (self));
}

static void
amends_reclassify_dialog_dispose (GObject *object)
{
  AmendsReclassifyDialog *self = AMENDS_RECLASSIFY_DIALOG (object);

  g_clear_object (&self->session);
  g_clear_object (&self->case_);

  G_OBJECT_CLASS (amends_reclassify_dialog_parent_class)->dispose (object);
}

static void
amends_reclassify_dialog_class_init (AmendsReclassifyDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amends_reclassify_dialog_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, AMENDS_CASE_TEMPLATE ("amends-reclassify-dialog.ui"));
  gtk_widget_class_bind_template_child (widget_class, AmendsReclassifyDialog, severity);
  gtk_widget_class_bind_template_child (widget_class, AmendsReclassifyDialog, track);
  gtk_widget_class_bind_template_child (widget_class, AmendsReclassifyDialog, category);
  gtk_widget_class_bind_template_child (widget_class, AmendsReclassifyDialog, reason);
  gtk_widget_class_bind_template_child (widget_class, AmendsReclassifyDialog, scenario);
  gtk_widget_class_bind_template_child (widget_class, AmendsReclassifyDialog, why);
  gtk_widget_class_bind_template_child (widget_class, AmendsReclassifyDialog, save);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
amends_reclassify_dialog_init (AmendsReclassifyDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
fill (AdwComboRow *row, GType type, int selected)
{
  g_autoptr (GListModel) model = amends_case_enum_model (type);

  adw_combo_row_set_model (row, model);
  adw_combo_row_set_selected (row, (guint) selected);
}

void
amends_reclassify_dialog_present (GtkWidget *from, AmendsSession *session, AmendsCase *case_)
{
  AmendsReclassifyDialog *self;
  AmendsEscalation *escalation;

  g_return_if_fail (GTK_IS_WIDGET (from));

  escalation = case_->escalation;
  self = g_object_new (AMENDS_TYPE_RECLASSIFY_DIALOG, "transient-for", gtk_widget_get_root (from),
                       NULL);
  fill (self->severity, AMENDS_TYPE_SEVERITY, (int) escalation->severity);
  fill (self->track, AMENDS_TYPE_TRACK, (int) escalation->track);
  fill (self->category, AMENDS_TYPE_CATEGORY, (int) escalation->category);
  fill (self->reason, AMENDS_TYPE_REASON, (int) escalation->reason);
  fill (self->scenario, AMENDS_TYPE_SCENARIO, (int) escalation->scenario);
  self->session = g_object_ref (session);
  self->case_ = g_object_ref (case_);
  gtk_window_present (GTK_WINDOW (self));
}
