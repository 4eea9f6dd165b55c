/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was acknowledged survives a kill; two processes write at once. */

#include "config.h"

#include "amends-case-store.h"
#include "amends-event-log.h"
#include "storage-fixture.h"

#include <stdio.h>
#include <unistd.h>

#define KILLS 50
#define EACH 60

static gboolean
append_func (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (AmendsEvent) event = amends_record_new (AMENDS_TYPE_EVENT);

  amends_record_set (event, "kind", AMENDS_EVENT_NOTE, "at", (AmendsInstant) 1, "summary", data,
                     NULL);
  return amends_event_log_append (connection, event, error);
}

/* Says each number once it is committed. @limit 0: until killed. */
static int
child_write (const char *folder, guint limit)
{
  g_autoptr (AmendsDatabase) database = fixture_open (folder);

  for (guint i = 1; limit == 0 || i <= limit; i++)
    {
      g_autofree char *summary = g_strdup_printf ("%d/%u", (int) getpid (), i);
      g_autoptr (GError) error = NULL;

      amends_database_write (database, append_func, summary, NULL, &error);
      g_assert_no_error (error);
      printf ("%s\n", summary);
      fflush (stdout);
    }
  return 0;
}

static gboolean
verify_func (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  return amends_event_log_verify (connection, data, error);
}

static gboolean
list_func (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  GPtrArray *events = amends_event_log_list (connection, NULL, error);
  GHashTable *found = data;

  for (guint i = 0; events && i < events->len; i++)
    {
      AmendsEvent *event = g_ptr_array_index (events, i);

      g_assert_true (g_hash_table_add (found, g_strdup (event->summary)));
    }
  g_clear_pointer (&events, g_ptr_array_unref);
  return TRUE;
}

/* Everything in @acknowledged is there, and the chain holds. */
static void
check_all (const char *folder, GPtrArray *acknowledged)
{
  AmendsDatabase *database = fixture_open (folder);
  g_autoptr (GHashTable) found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_auto (AmendsEventReport) report = { 0 };
  g_autoptr (GError) error = NULL;

  amends_database_read (database, list_func, found, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < acknowledged->len; i++)
    g_assert_true (g_hash_table_contains (found, g_ptr_array_index (acknowledged, i)));
  amends_database_read (database, verify_func, &report, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (report.broken, ==, 0);
  g_assert_cmpint (report.ok, ==, g_hash_table_size (found));
  g_assert_true (amends_database_check (database, NULL, &error));
  g_assert_finalize_object (database);
}

static void
read_lines (GSubprocess *child, GPtrArray *lines)
{
  g_autoptr (GDataInputStream) stream =
      g_data_input_stream_new (g_subprocess_get_stdout_pipe (child));
  char *line;

  while ((line = g_data_input_stream_read_line (stream, NULL, NULL, NULL)))
    g_ptr_array_add (lines, line);
}

/* A line that was cut is none. */
static void
drop_partial (GPtrArray *lines, const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "\n", -1);
  guint n = g_strv_length (parts);

  for (guint i = 0; i + 1 < n; i++)
    g_ptr_array_add (lines, g_strdup (parts[i]));
}

static void
test_kill (void)
{
  char *folder = fixture_make_folder ();
  g_autoptr (GPtrArray) acknowledged = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < KILLS; i++)
    {
      g_autoptr (GSubprocess) child = fixture_spawn ("--write", folder, "0");
      GInputStream *pipe = g_subprocess_get_stdout_pipe (child);
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (GError) error = NULL;
      char buffer[4096];
      gssize size;

      /* Some are killed while they open, most while they write. */
      if (i % 5 != 0)
        {
          size = g_input_stream_read (pipe, buffer, sizeof buffer, NULL, &error);
          g_assert_no_error (error);
          g_string_append_len (text, buffer, size);
        }
      g_usleep ((gulong) g_test_rand_int_range (0, 12000));
      g_subprocess_force_exit (child);
      g_subprocess_wait (child, NULL, &error);
      g_assert_no_error (error);
      while ((size = g_input_stream_read (pipe, buffer, sizeof buffer, NULL, NULL)) > 0)
        g_string_append_len (text, buffer, size);
      drop_partial (acknowledged, text->str);
      if (i % 10 == 9)
        check_all (folder, acknowledged);
    }
  g_assert_cmpuint (acknowledged->len, >, KILLS / 2);
  fixture_remove_folder (folder);
}

static void
test_two_writers (void)
{
  char *folder = fixture_make_folder ();
  g_autoptr (GPtrArray) acknowledged = g_ptr_array_new_with_free_func (g_free);
  GSubprocess *children[3];

  for (guint i = 0; i < G_N_ELEMENTS (children); i++)
    children[i] = fixture_spawn ("--write", folder, G_STRINGIFY (EACH));
  for (guint i = 0; i < G_N_ELEMENTS (children); i++)
    {
      g_autoptr (GError) error = NULL;

      read_lines (children[i], acknowledged);
      g_subprocess_wait_check (children[i], NULL, &error);
      g_assert_no_error (error);
      g_object_unref (children[i]);
    }
  g_assert_cmpuint (acknowledged->len, ==, G_N_ELEMENTS (children) * EACH);
  check_all (folder, acknowledged);
  fixture_remove_folder (folder);
}

int
main (int argc, char **argv)
{
  if (argc == 4 && g_str_equal (argv[1], "--write"))
    return child_write (argv[2], (guint) g_ascii_strtoull (argv[3], NULL, 10));
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/kill/acknowledged", test_kill);
  g_test_add_func ("/kill/two-writers", test_two_writers);
  return g_test_run ();
}
