/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records and the rows that edit them stay equal; what cannot be read changes nothing. */

#include "config.h"

#include "amends-escalation.h"
#include "amends-form.h"

static void
test_text (void)
{
  g_autoptr (AmendsEscalation) escalation = amends_record_new (AMENDS_TYPE_ESCALATION);
  g_autoptr (GtkWidget) row = g_object_ref_sink (adw_entry_row_new ());

  amends_record_set (escalation, "title", "Export down", NULL);
  amends_form_bind (row, escalation, "title", NULL);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, "Export down");
  gtk_editable_set_text (GTK_EDITABLE (row), "R&D <b>down");
  g_assert_cmpstr (escalation->title, ==, "R&D <b>down");
  gtk_editable_set_text (GTK_EDITABLE (row), "");
  g_assert_null (escalation->title);
}

static void
test_number (void)
{
  g_autoptr (AmendsEscalation) escalation = amends_record_new (AMENDS_TYPE_ESCALATION);
  g_autoptr (GtkWidget) row = g_object_ref_sink (adw_entry_row_new ());

  amends_form_bind (row, escalation, "users-affected", NULL);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, "");
  gtk_editable_set_text (GTK_EDITABLE (row), " 212 ");
  g_assert_cmpint (escalation->users_affected, ==, 212);
  gtk_editable_set_text (GTK_EDITABLE (row), "many");
  g_assert_cmpint (escalation->users_affected, ==, 212);
  g_assert_true (gtk_widget_has_css_class (row, "error"));
  gtk_editable_set_text (GTK_EDITABLE (row), "");
  g_assert_cmpint (escalation->users_affected, ==, AMENDS_UNKNOWN);
  g_assert_false (gtk_widget_has_css_class (row, "error"));
}

static void
test_moment (void)
{
  g_autoptr (AmendsEscalation) escalation = amends_record_new (AMENDS_TYPE_ESCALATION);
  g_autoptr (GTimeZone) zone = amends_zone_load ("Europe/Amsterdam", NULL);
  g_autoptr (GtkWidget) row = g_object_ref_sink (adw_entry_row_new ());
  g_autofree char *utc = NULL;

  amends_form_bind (row, escalation, "needed-by", zone);
  gtk_editable_set_text (GTK_EDITABLE (row), "2026-03-12 17:00");
  utc = amends_instant_format_utc (escalation->needed_by);
  g_assert_cmpstr (utc, ==, "2026-03-12T16:00:00Z");
  gtk_editable_set_text (GTK_EDITABLE (row), "2026-03-12 25:61");
  g_assert_true (gtk_widget_has_css_class (row, "error"));
  gtk_editable_set_text (GTK_EDITABLE (row), "soon");
  g_assert_true (gtk_widget_has_css_class (row, "error"));
  gtk_editable_set_text (GTK_EDITABLE (row), "");
  g_assert_cmpint (escalation->needed_by, ==, AMENDS_INSTANT_NONE);
}

static void
test_state (void)
{
  g_autoptr (AmendsEscalation) escalation = amends_record_new (AMENDS_TYPE_ESCALATION);
  g_autoptr (GtkWidget) row = g_object_ref_sink (adw_combo_row_new ());

  amends_record_set (escalation, "workaround", AMENDS_WORKAROUND_HARD, NULL);
  amends_form_bind (row, escalation, "workaround", NULL);
  g_assert_cmpuint (adw_combo_row_get_selected (ADW_COMBO_ROW (row)), ==, AMENDS_WORKAROUND_HARD);
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), AMENDS_WORKAROUND_EASY);
  g_assert_cmpint (escalation->workaround, ==, AMENDS_WORKAROUND_EASY);
}

static void
test_lines (void)
{
  g_autoptr (AmendsEscalation) escalation = amends_record_new (AMENDS_TYPE_ESCALATION);
  g_autoptr (GtkWidget) view = g_object_ref_sink (gtk_text_view_new ());
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));

  amends_form_bind (view, escalation, "offer", NULL);
  gtk_text_buffer_set_text (buffer, "A call at 16:00\n\n  A written cause  \n", -1);
  g_assert_cmpuint (g_strv_length (escalation->offer), ==, 2);
  g_assert_cmpstr (escalation->offer[1], ==, "A written cause");
  gtk_text_buffer_set_text (buffer, "\n", -1);
  g_assert_true (escalation->offer == NULL || escalation->offer[0] == NULL);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/ui/form/text", test_text);
  g_test_add_func ("/ui/form/number", test_number);
  g_test_add_func ("/ui/form/moment", test_moment);
  g_test_add_func ("/ui/form/state", test_state);
  g_test_add_func ("/ui/form/lines", test_lines);
  return g_test_run ();
}
