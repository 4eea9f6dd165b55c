/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the lists cost the window in a large workspace made by bench-storage: how long it is busy at
 * a stretch while one types and scrolls, and from a keystroke to its result. On a screen nobody
 * sees: run-under-xvfb.sh bench-lists FOLDER. Busy is the time between two polls of the main loop,
 * which is what a frame waits for. */

#include "config.h"

#include "amends-escalations-page.h"
#include "amends-search-page.h"
#include "amends-window.h"

#include <stdio.h>
#include <stdlib.h>

typedef struct
{
  AmendsSession *session;
  GtkWidget *window;
  GArray *busy; /* of double: milliseconds of each turn of the main loop */
  gint64 woken; /* when the poll before this turn ended */
  GPollFunc poll;
  gboolean done;
} Bench;

static Bench bench;

static void
note_turn (void)
{
  double taken = (double) (g_get_monotonic_time () - bench.woken) / 1000;

  if (bench.woken > 0)
    g_array_append_val (bench.busy, taken);
}

static int
poll_cb (GPollFD *fds, guint n_fds, int timeout)
{
  int result;

  note_turn ();
  result = bench.poll (fds, n_fds, timeout);
  bench.woken = g_get_monotonic_time ();
  return result;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  double one = *(const double *) a;
  double two = *(const double *) b;

  return one < two ? -1 : one > two;
}

static double
get_share (GArray *values, guint percent)
{
  return values->len > 0 ? g_array_index (values, double, (values->len - 1) * percent / 100) : 0;
}

static void
print (const char *name, GArray *values)
{
  g_array_sort (values, compare);
  printf ("%-34s median %7.2f ms  p95 %7.2f ms  most %7.2f ms  (%u)\n", name,
          get_share (values, 50), get_share (values, 95), get_share (values, 100), values->len);
}

static void
set_done_cb (void)
{
  bench.done = TRUE;
}

static gboolean
late_cb (gpointer user_data)
{
  bench.done = TRUE;
  return G_SOURCE_REMOVE;
}

static void
wait (guint most_ms)
{
  guint source = g_timeout_add (most_ms, late_cb, NULL);

  bench.done = FALSE;
  while (!bench.done)
    g_main_context_iteration (NULL, TRUE);
  if (g_main_context_find_source_by_id (NULL, source) != NULL)
    g_source_remove (source);
}

static void
settle (void)
{
  wait (700);
  g_array_set_size (bench.busy, 0);
}

static GtkWidget *
find (GtkWidget *root, GType type)
{
  GtkWidget *found = g_type_is_a (G_OBJECT_TYPE (root), type) ? root : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find (child, type);
  return found;
}

/* Letter by letter, each when the one before has its answer. */
static void
type (GtkWidget *page, const char *signal, const char *text, const char *name)
{
  GtkEditable *entry = GTK_EDITABLE (find (page, GTK_TYPE_SEARCH_ENTRY));
  g_autoptr (GArray) answers = g_array_new (FALSE, FALSE, sizeof (double));
  g_autofree char *busy = g_strdup_printf ("%s, busy", name);
  gulong handler = g_signal_connect (page, signal, G_CALLBACK (set_done_cb), NULL);

  settle ();
  for (const char *at = g_utf8_next_char (text);; at = g_utf8_next_char (at))
    {
      g_autofree char *typed = g_strndup (text, at - text);
      gint64 start = g_get_monotonic_time ();
      double taken;

      gtk_editable_set_text (entry, typed);
      wait (5000);
      taken = (double) (g_get_monotonic_time () - start) / 1000;
      g_array_append_val (answers, taken);
      wait (60);
      if (*at == '\0')
        break;
    }
  g_signal_handler_disconnect (page, handler);
  print (name, answers);
  print (busy, bench.busy);
  gtk_editable_set_text (entry, "");
  settle ();
}

typedef struct
{
  GtkAdjustment *adjustment;
  GArray *frames; /* of double: milliseconds from one frame to the next */
  gint64 before;
  double step;
  guint left;
} Scroll;

static gboolean
scroll_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  Scroll *scroll = user_data;
  gint64 now = g_get_monotonic_time ();
  double taken = (double) (now - scroll->before) / 1000;

  if (scroll->before > 0)
    g_array_append_val (scroll->frames, taken);
  scroll->before = now;
  gtk_adjustment_set_value (scroll->adjustment,
                            gtk_adjustment_get_value (scroll->adjustment) + scroll->step);
  if (--scroll->left > 0)
    return G_SOURCE_CONTINUE;
  bench.done = TRUE;
  return G_SOURCE_REMOVE;
}

static void
scroll (GtkWidget *page, double step, const char *name)
{
  GtkWidget *table = find (page, GTK_TYPE_COLUMN_VIEW);
  Scroll data = { gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (table)),
                  g_array_new (FALSE, FALSE, sizeof (double)), 0, step, 120 };
  g_autofree char *busy = g_strdup_printf ("%s, busy", name);

  settle ();
  gtk_widget_add_tick_callback (table, scroll_cb, &data, NULL);
  wait (60000);
  print (name, data.frames);
  print (busy, bench.busy);
  g_array_unref (data.frames);
}

static void
sort (GtkWidget *page, const char *by)
{
  g_autofree char *name = g_strdup_printf ("list by %s", by);
  g_autofree char *busy = g_strdup_printf ("%s, busy", name);
  g_autoptr (GArray) answers = g_array_new (FALSE, FALSE, sizeof (double));
  gulong handler = g_signal_connect (page, "listed", G_CALLBACK (set_done_cb), NULL);
  gint64 start;
  double taken;

  settle ();
  start = g_get_monotonic_time ();
  gtk_widget_activate_action (page, "list.sort", "s", by);
  wait (5000);
  taken = (double) (g_get_monotonic_time () - start) / 1000;
  g_array_append_val (answers, taken);
  wait (100);
  g_signal_handler_disconnect (page, handler);
  print (name, answers);
  print (busy, bench.busy);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!amends_session_open_finish (AMENDS_SESSION (source), result, &error))
    {
      fprintf (stderr, "%s\n", error->message);
      exit (1);
    }
  bench.done = TRUE;
}

int
main (int argc, char **argv)
{
  g_autoptr (AmendsTimeSource) time_source = NULL;
  GtkWidget *page;

  if (argc < 2)
    {
      fprintf (stderr, "Usage: %s FOLDER\n", argv[0]);
      return 2;
    }
  gtk_init ();
  adw_init ();
  bench.busy = g_array_new (FALSE, FALSE, sizeof (double));
  bench.poll = g_main_context_get_poll_func (NULL);
  g_main_context_set_poll_func (NULL, poll_cb);
  time_source = amends_time_source_new_system ();
  bench.session = amends_session_new (argv[1], time_source);
  amends_session_open_async (bench.session, NULL, opened_cb, NULL);
  wait (600000);
  bench.window = GTK_WIDGET (g_object_ref_sink (amends_window_new (NULL)));
  amends_window_set_session (AMENDS_WINDOW (bench.window), bench.session);
  gtk_window_present (GTK_WINDOW (bench.window));
  wait (3000);

  gtk_widget_activate_action (bench.window, "win.place", "s", "escalations");
  page = find (bench.window, AMENDS_TYPE_ESCALATIONS_PAGE);
  wait (1500);
  scroll (page, 40, "scroll, a wheel's pace");
  scroll (page, 4000, "scroll, as by the bar");
  sort (page, "account");
  sort (page, "severity");
  sort (page, "clock");
  type (page, "listed", "export", "list, export");
  type (page, "listed", "问题反复", "list, 问题反复");
  gtk_widget_activate_action (bench.window, "win.search", NULL);
  page = find (bench.window, AMENDS_TYPE_SEARCH_PAGE);
  wait (500);
  type (page, "found", "export", "search, export");
  type (page, "found", "Account 47", "search, Account 47");
  type (page, "found", "问题反复", "search, 问题反复");

  gtk_window_destroy (GTK_WINDOW (bench.window));
  amends_session_close (bench.session);
  return 0;
}
