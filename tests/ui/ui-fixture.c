/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of the window share. */

#include "config.h"

#include "ui-fixture.h"

#include <glib/gstdio.h>

static gboolean
is_set (gpointer data)
{
  return *(gboolean *) data;
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  amends_session_open_finish (AMENDS_SESSION (source), result, &error);
  g_assert_no_error (error);
  *(gboolean *) user_data = TRUE;
}

static void
prepared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  amends_session_prepare_finish (AMENDS_SESSION (source), result, &error);
  g_assert_no_error (error);
  *(gboolean *) user_data = TRUE;
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  amends_session_workspace_finish (AMENDS_SESSION (source), result, &error);
  g_assert_no_error (error);
  *(gboolean *) user_data = TRUE;
}

static gboolean
late_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
  return G_SOURCE_CONTINUE;
}

void
ui_wait_for (const char *file,
             int line,
             const char *function,
             const char *what,
             gboolean (*done) (gpointer data),
             gpointer data)
{
  gboolean late = FALSE;
  guint source = g_timeout_add_seconds (60, late_cb, &late);

  while (!done (data) && !late)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (source);
  if (!done (data))
    {
      g_autofree char *message = g_strconcat ("did not come: ", what, NULL);

      g_assertion_message (G_LOG_DOMAIN, file, line, function, message);
    }
}

/* What GTK says that is not ours to mend, by name. Everything else ends the test. */
static const struct
{
  const char *name;
  const char *pattern;
} known_complaints[] = {
  /* GTK 4.8 rounds the height of wrapped text up or down, depending on the width asked for. */
  { "rounded heights", "reports a minimum height of \\d+, but minimum height for width of \\d+" },
  /* GDK 4.8 asks for the screen below a popover whose place has just scrolled away. */
  { "popover without a screen",
    "^gdk_monitor_get_geometry: assertion 'GDK_IS_MONITOR \\(monitor\\)' failed$" },
};

/* Complaints that do not go through the writer, such as those of g_return_if_fail(). */
static GLogFunc print_complaint;

static gboolean
is_known (const char *message)
{
  for (gsize i = 0; i < G_N_ELEMENTS (known_complaints); i++)
    if (g_regex_match_simple (known_complaints[i].pattern, message, 0, 0))
      return TRUE;
  return FALSE;
}

static GLogWriterOutput
write_log (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer user_data)
{
  for (gsize i = 0; i < n_fields; i++)
    if (g_str_equal (fields[i].key, "MESSAGE") && is_known (fields[i].value))
      return G_LOG_WRITER_HANDLED;
  return g_log_writer_default (level, fields, n_fields, user_data);
}

static void
handle_log (const char *domain, GLogLevelFlags level, const char *message, gpointer user_data)
{
  /* The handler of the test framework would bail out before is_fatal() is asked. */
  if (!is_known (message))
    print_complaint (domain, level, message, user_data);
}

static gboolean
is_fatal (const char *domain, GLogLevelFlags level, const char *message, gpointer user_data)
{
  return !is_known (message);
}

void
ui_follow_log (void)
{
  static gsize once = 0;

  /* Each test case begins without it. */
  g_test_log_set_fatal_handler (is_fatal, NULL);
  if (!g_once_init_enter (&once))
    return;
  g_log_set_writer_func (write_log, NULL, NULL);
  print_complaint = g_log_set_default_handler (handle_log, NULL);
  g_once_init_leave (&once, 1);
}

void
ui_fixture_set_up (UiFixture *self, gboolean sample)
{
  g_autoptr (AmendsTimeSource) time_source = NULL;
  g_autoptr (GError) error = NULL;
  AmendsInstant now;
  gboolean done = FALSE;

  ui_follow_log ();
  g_assert_true (amends_instant_parse ("2026-03-10T12:58:00Z", &now, NULL));
  self->folder = g_dir_make_tmp ("amends-ui-XXXXXX", &error);
  g_assert_no_error (error);
  time_source = amends_time_source_new_fixed (now);
  self->session = amends_session_new (self->folder, time_source);
  amends_session_open_async (self->session, NULL, opened_cb, &done);
  ui_wait (is_set, &done);
  if (sample)
    {
      done = FALSE;
      amends_session_load_sample_async (self->session, NULL, loaded_cb, &done);
      ui_wait (is_set, &done);
    }
  done = FALSE;
  amends_session_prepare_async (self->session, NULL, prepared_cb, &done);
  ui_wait (is_set, &done);
  self->window = g_object_ref_sink (amends_window_new (NULL));
  amends_window_set_session (self->window, self->session);
  gtk_window_present (GTK_WINDOW (self->window));
  ui_settle (self->window);
}

void
ui_fixture_tear_down (UiFixture *self)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_clear_object (&self->window);
  amends_session_close (self->session);
  /* What was being read when the window went still holds parts of it. */
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_clear_object (&self->session);
  g_free (self->folder);
}

typedef struct
{
  GtkWidget *widget;
  gboolean drawn;
} Frame;

static gboolean
frame_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
  return G_SOURCE_CONTINUE;
}

static gboolean
is_drawn_or_gone (gpointer data)
{
  Frame *frame = data;

  /* Nothing is drawn for what is not shown any more. */
  return frame->drawn || !gtk_widget_get_mapped (frame->widget);
}

void
ui_settle (gpointer widget)
{
  g_autoptr (GtkWidget) kept = g_object_ref (widget);
  Frame frame = { kept, FALSE };
  guint tick = gtk_widget_add_tick_callback (kept, frame_cb, &frame.drawn, NULL);

  ui_wait (is_drawn_or_gone, &frame);
  gtk_widget_remove_tick_callback (kept, tick);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
}

static GtkWidget *
find (GtkWidget *root, GType type, const char *label)
{
  if (!gtk_widget_get_visible (root))
    return NULL;
  if (g_type_is_a (G_OBJECT_TYPE (root), type) &&
      (label == NULL || g_strcmp0 (gtk_button_get_label (GTK_BUTTON (root)), label) == 0))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, type, label);

      if (found != NULL)
        return found;
    }
  return NULL;
}

GtkWidget *
ui_find (gpointer root, GType type)
{
  GtkWidget *found = find (GTK_WIDGET (root), type, NULL);

  g_assert_nonnull (found);
  return found;
}

GtkWidget *
ui_find_button (gpointer root, const char *label)
{
  GtkWidget *found = find (GTK_WIDGET (root), GTK_TYPE_BUTTON, label);

  g_assert_nonnull (found);
  return found;
}

guint
ui_count (gpointer root, GType type)
{
  guint count = g_type_is_a (G_OBJECT_TYPE (root), type);

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (root)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    count += ui_count (child, type);
  return count;
}

static gboolean
needs_name (GtkWidget *widget)
{
  /* The toolkit names the parts of its own widgets. */
  if (GTK_IS_WINDOW_CONTROLS (gtk_widget_get_parent (widget)) ||
      GTK_IS_MENU_BUTTON (gtk_widget_get_parent (widget)) ||
      gtk_widget_get_ancestor (widget, GTK_TYPE_DROP_DOWN) != NULL ||
      gtk_widget_get_ancestor (widget, ADW_TYPE_COMBO_ROW) != NULL)
    return FALSE;
  if (GTK_IS_TEXT_VIEW (widget) || GTK_IS_SEARCH_ENTRY (widget))
    return TRUE;
  if (GTK_IS_MENU_BUTTON (widget))
    return gtk_menu_button_get_label (GTK_MENU_BUTTON (widget)) == NULL;
  return G_OBJECT_TYPE (widget) == GTK_TYPE_BUTTON &&
         gtk_button_get_icon_name (GTK_BUTTON (widget)) != NULL &&
         gtk_widget_get_ancestor (widget, ADW_TYPE_ENTRY_ROW) == NULL;
}

void
ui_assert_names (gpointer root)
{
  GtkAccessible *accessible = GTK_ACCESSIBLE (root);

  if (needs_name (GTK_WIDGET (root)) &&
      !gtk_test_accessible_has_property (accessible, GTK_ACCESSIBLE_PROPERTY_LABEL) &&
      !gtk_test_accessible_has_relation (accessible, GTK_ACCESSIBLE_RELATION_LABELLED_BY))
    g_error ("A %s in a %s has no name", G_OBJECT_TYPE_NAME (root),
             G_OBJECT_TYPE_NAME (gtk_widget_get_parent (root)));
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (root)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    ui_assert_names (child);
}
