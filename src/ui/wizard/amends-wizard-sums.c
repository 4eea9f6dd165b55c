/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The result so far in two lines. */

#include "config.h"

#include "amends-wizard-sums.h"

#include "amends-clock-glyph.h"
#include "amends-enum-types.h"
#include "amends-format.h"
#include "amends-labels.h"
#include "amends-severity-bars.h"
#include "amends-track-tag.h"

#include <glib/gi18n-lib.h>

struct _AmendsWizardSums
{
  AdwBin parent_instance;

  AmendsSeverityBars *bars;
  GtkLabel *severity;
  AmendsTrackTag *track;
  GtkLabel *category;
  GtkLabel *confidence;
  GtkWidget *clock_box;
  AmendsClockGlyph *glyph;
  GtkLabel *clock;
};

G_DEFINE_FINAL_TYPE (AmendsWizardSums, amends_wizard_sums, ADW_TYPE_BIN)

static void
amends_wizard_sums_class_init (AmendsWizardSumsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (AMENDS_TYPE_SEVERITY_BARS);
  g_type_ensure (AMENDS_TYPE_TRACK_TAG);
  g_type_ensure (AMENDS_TYPE_CLOCK_GLYPH);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/dev/amends/Amends/ui/amends-wizard-sums.ui");
  gtk_widget_class_bind_template_child (widget_class, AmendsWizardSums, bars);
  gtk_widget_class_bind_template_child (widget_class, AmendsWizardSums, severity);
  gtk_widget_class_bind_template_child (widget_class, AmendsWizardSums, track);
  gtk_widget_class_bind_template_child (widget_class, AmendsWizardSums, category);
  gtk_widget_class_bind_template_child (widget_class, AmendsWizardSums, confidence);
  gtk_widget_class_bind_template_child (widget_class, AmendsWizardSums, clock_box);
  gtk_widget_class_bind_template_child (widget_class, AmendsWizardSums, glyph);
  gtk_widget_class_bind_template_child (widget_class, AmendsWizardSums, clock);
}

static void
amends_wizard_sums_init (AmendsWizardSums *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

AmendsClock *
amends_wizard_find_first_clock (AmendsSession *session, AmendsCase *case_)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (case_->clocks));
  AmendsClock *first = NULL;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AmendsClock) clock = g_list_model_get_item (G_LIST_MODEL (case_->clocks), i);

      /* The case keeps the clock alive. */
      if (!clock->closed && clock->kind != AMENDS_CLOCK_NOTIFY &&
          clock->due != AMENDS_INSTANT_NONE && (first == NULL || clock->due < first->due))
        first = clock;
    }
  return first;
}

static void
show_clock (AmendsWizardSums *self, AmendsSession *session, AmendsCase *preview)
{
  AmendsClock *clock = preview != NULL ? amends_wizard_find_first_clock (session, preview) : NULL;
  g_autofree char *time = NULL;
  g_autofree char *words = NULL;
  g_autofree char *text = NULL;
  AmendsClockView view;

  gtk_widget_set_visible (self->clock_box, clock != NULL);
  if (clock == NULL)
    return;
  amends_session_view_clock (session, preview, clock, &view);
  time = amends_format_moment_full (clock->due, amends_session_now (session),
                                    amends_session_get_zone (session));
  words = amends_format_clock (view.state, view.remaining);
  /* TRANSLATORS: clock, time, how long is left, as in "Acknowledge by 09:52, 54 min left" */
  text = g_strdup_printf (_ ("%1$s by %2$s, %3$s"), amends_format_clock_verb (clock->kind), time,
                          words);
  gtk_label_set_label (self->clock, text);
  amends_clock_glyph_set_clock (self->glyph, view.state, view.fraction);
}

void
amends_wizard_sums_show (AmendsWizardSums *self,
                         AmendsSession *session,
                         AmendsClassification *classification,
                         AmendsCase *preview)
{
  AmendsEscalation *escalation = preview != NULL ? preview->escalation : NULL;
  AmendsSeverity severity = AMENDS_SEVERITY_UNKNOWN;
  g_autofree char *confidence = NULL;

  g_return_if_fail (AMENDS_IS_WIZARD_SUMS (self));

  gtk_widget_set_visible (GTK_WIDGET (self), classification != NULL);
  if (classification == NULL)
    return;
  severity = escalation != NULL ? escalation->severity : classification->severity;
  amends_severity_bars_set_severity (self->bars, severity);
  gtk_label_set_label (self->severity, amends_enum_get_label (AMENDS_TYPE_SEVERITY, severity));
  amends_severity_style (GTK_WIDGET (self->severity), severity);
  amends_track_tag_set_track (self->track,
                              escalation != NULL ? escalation->track : classification->track);
  gtk_label_set_label (self->category,
                       amends_enum_get_label (AMENDS_TYPE_CATEGORY,
                                              escalation != NULL ? escalation->category
                                                                 : classification->category));
  /* TRANSLATORS: how sure the program is of its judgement, in percent */
  confidence = g_strdup_printf (_ ("Confidence %d %%"), (int) (classification->confidence * 100));
  gtk_label_set_label (self->confidence, confidence);
  show_clock (self, session, preview);
}
