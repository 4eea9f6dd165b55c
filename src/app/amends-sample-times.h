/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-instant.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* For messages. */
#define AMENDS_SAMPLE_FILE "sample.json"

/* "2d 3h 5m" in milliseconds; -1 for anything else. */
gint64 amends_sample_parse_duration (const char *text);

/**
 * amends_sample_expand:
 * @zone: in which times of day and dates are said
 * @chinese: the language of days and dates
 *
 * Fills in the times that stand in the texts of @node: "{-4h 30m time}" is 09:40, "{45d day}" is
 * 24 April, "{2d weekday}" Thursday; "date" and "instant" are for fields.
 *
 * Returns: (transfer full): a copy, or NULL with AMENDS_INPUT_ERROR_VALUE quoting the passage
 */
JsonNode *amends_sample_expand (JsonNode *node,
                                AmendsInstant now,
                                GTimeZone *zone,
                                gboolean chinese,
                                GError **error);

G_END_DECLS
