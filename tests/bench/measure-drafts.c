/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long a keystroke in a draft of 5,000 words takes, and what runs behind it. Run on a screen of
 * its own: tests/ui/run-under-xvfb.sh measure-drafts */

#include "config.h"

#include "ui-fixture.h"

#include <stdlib.h>

#include "amends-case-page.h"
#include "amends-draft-editor.h"
#include "amends-draft-row.h"
#include "amends-draft-text.h"
#include "amends-session-versions.h"
#include "amends-speller.h"

#define CASE "ESC-0007"
#define WORDS 5000
#define KEYS 300
/* Microseconds */
#define FRAME 32000

static gboolean
has_rows (gpointer data)
{
  return ui_count (data, AMENDS_TYPE_DRAFT_ROW) > 0;
}

static gboolean
is_read (gpointer data)
{
  return amends_speller_get_state (amends_speller_get_default (), "en") != AMENDS_SPELLER_LOADING;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  gint64 one = *(const gint64 *) a;
  gint64 other = *(const gint64 *) b;

  return one < other ? -1 : one > other;
}

static void
print_times (const char *what, GArray *times)
{
  g_array_sort (times, compare);
  g_print ("%-28s p50 %6.2f ms   p95 %6.2f ms   most %6.2f ms\n", what,
           (double) g_array_index (times, gint64, times->len / 2) / 1000.0,
           (double) g_array_index (times, gint64, times->len * 95 / 100) / 1000.0,
           (double) g_array_index (times, gint64, times->len - 1) / 1000.0);
}

static char *
make_text (void)
{
  static const char *const words[] = { "the",   "export",      "of",   "your",   "routes",
                                       "waits", "for",         "a",    "locked", "table",
                                       "and",   "dispatchers", "print" };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < WORDS; i++)
    {
      g_string_append (text, i % 40 == 0 ? "**What we know.** " : "");
      g_string_append (text, words[(i * 7) % G_N_ELEMENTS (words)]);
      g_string_append (text, i % 80 == 79 ? ".\n\n" : i % 12 == 11 ? ". " : " ");
    }
  g_string_append (text, "Your next update comes at 13:30.\n");
  return g_string_free (text, FALSE);
}

static void
type (GtkTextBuffer *buffer)
{
  g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) turns = g_array_new (FALSE, FALSE, sizeof (gint64));
  GtkTextIter middle;
  guint n_late = 0;

  gtk_text_buffer_get_iter_at_offset (buffer, &middle, gtk_text_buffer_get_char_count (buffer) / 2);
  gtk_text_buffer_place_cursor (buffer, &middle);
  for (guint i = 0; i < KEYS; i++)
    {
      gint64 start = g_get_monotonic_time ();
      gint64 end;

      gtk_text_buffer_insert_at_cursor (buffer, i % 6 == 5 ? " " : "e", 1);
      end = g_get_monotonic_time () - start;
      g_array_append_val (keys, end);
      /* Ten letters a second: layout, drawing, the checks and the saves come in between. */
      start = g_get_monotonic_time ();
      while (g_get_monotonic_time () - start < 100000)
        {
          gint64 turn = g_get_monotonic_time ();

          if (!g_main_context_iteration (NULL, FALSE))
            g_usleep (500);
          turn = g_get_monotonic_time () - turn;
          g_array_append_val (turns, turn);
          n_late += turn > FRAME ? 1 : 0;
        }
    }
  print_times ("keystroke", keys);
  print_times ("turn of the main loop", turns);
  g_print ("%-28s %u of %u keys\n", "turns over 32 ms", n_late, KEYS);
}

int
main (int argc, char **argv)
{
  UiFixture fixture = { NULL };
  AmendsCase *case_;
  AmendsDraft *draft = NULL;
  GtkWidget *page;
  GtkTextBuffer *buffer;
  g_autofree char *text = make_text ();
  gint64 start;

  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  ui_fixture_set_up (&fixture, TRUE);
  gtk_window_set_default_size (GTK_WINDOW (fixture.window), 1200, 800);
  gtk_widget_activate_action (GTK_WIDGET (fixture.window), "win.open-case", "(ss)", CASE, "drafts");
  ui_wait (has_rows, fixture.window);
  page = ui_find (fixture.window, AMENDS_TYPE_CASE_PAGE);
  case_ = amends_case_page_get_case (AMENDS_CASE_PAGE (page));
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (case_->drafts)); i++)
    {
      g_autoptr (AmendsDraft) one = g_list_model_get_item (G_LIST_MODEL (case_->drafts), i);

      if (one->sent_at == AMENDS_INSTANT_NONE && g_str_equal (one->kind, "progress-update"))
        draft = one;
    }
  gtk_widget_activate_action (page, "case.open-draft", "s", draft->id);
  gtk_test_widget_wait_for_draw (page);
  buffer = gtk_text_view_get_buffer (
      GTK_TEXT_VIEW (ui_find (ui_find (page, AMENDS_TYPE_DRAFT_EDITOR), GTK_TYPE_TEXT_VIEW)));
  ui_wait (is_read, NULL);
  gtk_text_buffer_set_text (buffer, text, -1);
  gtk_test_widget_wait_for_draw (page);
  type (buffer);

  start = g_get_monotonic_time ();
  g_ptr_array_unref (
      amends_session_check (fixture.session, text, AMENDS_TEXT_CUSTOMER, case_, draft));
  g_print ("%-28s %6.2f ms\n", "send gate", (double) (g_get_monotonic_time () - start) / 1000.0);
  start = g_get_monotonic_time ();
  g_array_unref (amends_speller_find (amends_speller_get_default (), "en", text, NULL));
  g_print ("%-28s %6.2f ms\n", "spelling", (double) (g_get_monotonic_time () - start) / 1000.0);
  start = g_get_monotonic_time ();
  amends_rewrite_free (amends_session_preview_rewrite (fixture.session, case_, draft, NULL));
  g_print ("%-28s %6.2f ms\n", "written anew, to compare",
           (double) (g_get_monotonic_time () - start) / 1000.0);
  ui_fixture_tear_down (&fixture);
  return EXIT_SUCCESS;
}
