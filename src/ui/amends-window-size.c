/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The size of a window, from one time to the next. */

#include "config.h"

#include "amends-window-size.h"

typedef struct
{
  GtkWindow *window;   /* (unowned): this lives in its signals */
  GSettings *settings; /* (owned) */
  guint saving;        /* source */
} Keeper;

static void
keeper_free (gpointer data)
{
  Keeper *keeper = data;

  g_clear_handle_id (&keeper->saving, g_source_remove);
  g_object_unref (keeper->settings);
  g_free (keeper);
}

static gboolean
save_cb (gpointer user_data)
{
  Keeper *keeper = user_data;
  int width;
  int height;

  keeper->saving = 0;
  gtk_window_get_default_size (keeper->window, &width, &height);
  g_settings_set (keeper->settings, "window-size", "(ii)", width, height);
  g_settings_set_boolean (keeper->settings, "window-maximized",
                          gtk_window_is_maximized (keeper->window));
  return G_SOURCE_REMOVE;
}

static void
size_cb (Keeper *keeper)
{
  if (keeper->saving == 0)
    keeper->saving = g_timeout_add_seconds (1, save_cb, keeper);
}

static gboolean
close_cb (Keeper *keeper)
{
  g_clear_handle_id (&keeper->saving, g_source_remove);
  save_cb (keeper);
  return GDK_EVENT_PROPAGATE;
}

void
amends_window_size_keep (GtkWindow *window, GSettings *settings)
{
  Keeper *keeper = g_new0 (Keeper, 1);
  int width;
  int height;

  g_settings_get (settings, "window-size", "(ii)", &width, &height);
  gtk_window_set_default_size (window, width, height);
  if (g_settings_get_boolean (settings, "window-maximized"))
    gtk_window_maximize (window);

  keeper->window = window;
  keeper->settings = g_object_ref (settings);
  g_object_set_data_full (G_OBJECT (window), "amends-window-size", keeper, keeper_free);
  g_signal_connect_swapped (window, "notify::default-width", G_CALLBACK (size_cb), keeper);
  g_signal_connect_swapped (window, "notify::default-height", G_CALLBACK (size_cb), keeper);
  g_signal_connect_swapped (window, "notify::maximized", G_CALLBACK (size_cb), keeper);
  g_signal_connect_swapped (window, "close-request", G_CALLBACK (close_cb), keeper);
}
