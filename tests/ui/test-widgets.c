/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every template can be made; drawn widgets have names; nothing needs more than a phone. */

#include "config.h"

#include "ui-fixture.h"

#include "amends-adaptive-bin.h"
#include "amends-clock-glyph.h"
#include "amends-enum-types.h"
#include "amends-filter-button.h"
#include "amends-severity-bars.h"
#include "amends-track-tag.h"
#include "amends-today-section.h"
#include "amends-wizard-facts.h"
#include "amends-wizard-message.h"
#include "amends-wizard-offer.h"
#include "amends-wizard-review.h"
#include "amends-wizard-side.h"
#include "amends-wizard-steps.h"
#include "amends-wizard-sums.h"

static void
test_glyph (void)
{
  g_autoptr (GtkWidget) glyph = g_object_ref_sink (amends_clock_glyph_new (20));
  AmendsClockGlyph *self = AMENDS_CLOCK_GLYPH (glyph);
  int minimum;

  gtk_test_accessible_assert_role (glyph, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_test_accessible_assert_property (glyph, GTK_ACCESSIBLE_PROPERTY_LABEL, "Clock running");
  amends_clock_glyph_set_clock (self, AMENDS_CLOCK_BREACHED, 7.0);
  gtk_test_accessible_assert_property (glyph, GTK_ACCESSIBLE_PROPERTY_LABEL, "Clock late");
  amends_clock_glyph_set_planned (self);
  gtk_test_accessible_assert_property (glyph, GTK_ACCESSIBLE_PROPERTY_LABEL, "Planned");
  gtk_widget_measure (glyph, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, ==, 20);
}

static void
test_bars (void)
{
  g_autoptr (GtkWidget) bars =
      g_object_ref_sink (amends_severity_bars_new (AMENDS_SEVERITY_CRITICAL));

  gtk_test_accessible_assert_property (bars, GTK_ACCESSIBLE_PROPERTY_LABEL, "Severity: Critical");
  amends_severity_bars_set_severity (AMENDS_SEVERITY_BARS (bars), AMENDS_SEVERITY_LOW);
  gtk_test_accessible_assert_property (bars, GTK_ACCESSIBLE_PROPERTY_LABEL, "Severity: Low");
}

static void
test_tag (void)
{
  g_autoptr (GtkWidget) tag = g_object_ref_sink (amends_track_tag_new (AMENDS_TRACK_UNKNOWN));

  g_assert_false (gtk_widget_get_visible (tag));
  amends_track_tag_set_track (AMENDS_TRACK_TAG (tag), AMENDS_TRACK_P1);
  g_assert_true (gtk_widget_get_visible (tag));
  gtk_test_accessible_assert_property (tag, GTK_ACCESSIBLE_PROPERTY_LABEL, "P1, executive level");
}

static void
test_filter (void)
{
  const int values[] = { AMENDS_SEVERITY_CRITICAL, AMENDS_SEVERITY_HIGH };
  g_autoptr (GtkWidget) button =
      g_object_ref_sink (g_object_new (AMENDS_TYPE_FILTER_BUTTON, "title", "Severity", NULL));
  AmendsFilterButton *self = AMENDS_FILTER_BUTTON (button);

  amends_filter_button_set_values (self, AMENDS_TYPE_SEVERITY, values, G_N_ELEMENTS (values));
  g_assert_cmpuint (amends_filter_button_get_mask (self), ==, 0);
  amends_filter_button_clear (self);
  g_assert_cmpuint (amends_filter_button_get_mask (self), ==, 0);
}

static void
test_templates (void)
{
  const GType types[] = {
    AMENDS_TYPE_ADAPTIVE_BIN,  AMENDS_TYPE_FILTER_BUTTON, AMENDS_TYPE_TODAY_SECTION,
    AMENDS_TYPE_WIZARD_FACTS,  AMENDS_TYPE_WIZARD_OFFER,  AMENDS_TYPE_WIZARD_MESSAGE,
    AMENDS_TYPE_WIZARD_REVIEW, AMENDS_TYPE_WIZARD_SIDE,   AMENDS_TYPE_WIZARD_STEPS,
    AMENDS_TYPE_WIZARD_SUMS,
  };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      GtkWidget *widget = g_object_ref_sink (g_object_new (types[i], NULL));
      int minimum;

      if (g_object_class_find_property (G_OBJECT_GET_CLASS (widget), "narrow") != NULL &&
          types[i] != AMENDS_TYPE_ADAPTIVE_BIN)
        g_object_set (widget, "narrow", TRUE, NULL);
      gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
      g_test_message ("%s: %d", g_type_name (types[i]), minimum);
      g_assert_cmpint (minimum, <=, 336);
      g_assert_finalize_object (widget);
    }
}

static void
test_known_complaint (void)
{
  ui_follow_log ();
  g_log ("Gdk", G_LOG_LEVEL_CRITICAL,
         "gdk_monitor_get_geometry: assertion 'GDK_IS_MONITOR (monitor)' failed");
}

/* Every other one ends the test, whichever way it comes. */
static void
test_complaint (gconstpointer data)
{
  gboolean structured = GPOINTER_TO_INT (data);

  if (!g_test_subprocess ())
    {
      g_test_trap_subprocess (NULL, 0, 0);
      g_test_trap_assert_failed ();
      return;
    }
  ui_follow_log ();
  if (structured)
    g_warning ("gdk_monitor_get_geometry is another matter here");
  else
    g_log ("Gdk", G_LOG_LEVEL_CRITICAL,
           "gdk_monitor_get_scale_factor: assertion 'GDK_IS_MONITOR (monitor)' failed");
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/ui/widgets/glyph", test_glyph);
  g_test_add_func ("/ui/widgets/bars", test_bars);
  g_test_add_func ("/ui/widgets/tag", test_tag);
  g_test_add_func ("/ui/widgets/filter", test_filter);
  g_test_add_func ("/ui/widgets/templates", test_templates);
  g_test_add_func ("/ui/widgets/known-complaint", test_known_complaint);
  g_test_add_data_func ("/ui/widgets/complaint", GINT_TO_POINTER (FALSE), test_complaint);
  g_test_add_data_func ("/ui/widgets/structured-complaint", GINT_TO_POINTER (TRUE), test_complaint);
  return g_test_run ();
}
