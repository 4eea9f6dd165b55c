/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * amends_window_size_keep:
 * Gives @window the size it had the last time and keeps its size in @settings from then on: soon
 * after it changes, since a crash asks nobody, and at once when the window closes.
 */
void amends_window_size_keep (GtkWindow *window, GSettings *settings);

G_END_DECLS
