/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Julian day, as GDate counts, of 1970-01-01. */
#define AMENDS_HOLIDAY_EPOCH 719163

/**
 * amends_holiday_scan:
 * @data: the text of a calendar file, which need not end in NUL
 * @file: (nullable): name for messages
 *
 * Looks at the frame of a calendar file before anything is taken from it: the library that reads
 * it makes the best of a file that is cut off, and keeps no lines.
 *
 * Returns: (transfer full) (element-type guint): the line of each BEGIN:VEVENT, in order, or NULL
 *   with AMENDS_INPUT_ERROR
 */
GArray *amends_holiday_scan (const char *data, gsize length, const char *file, GError **error);

G_END_DECLS
