/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-calendar.h"

G_BEGIN_DECLS

/**
 * amends_calendar_holidays_import:
 * @calendar: working hours
 * @bytes: an .ics file
 * @file: (nullable): its name for messages
 * @from: from the day of this instant on, as far as any deadline from there can reach
 * @warnings: (out) (optional) (transfer full) (element-type utf8): what was left out
 *
 * The days off of a calendar file, added to working hours. amends_calendar_to_json() of the result
 * keeps them. Blocking; any thread.
 *
 * Returns: (transfer full): the hours with these days off, or NULL with AMENDS_INPUT_ERROR naming
 *   file, line and field
 */
AmendsCalendar *amends_calendar_holidays_import (AmendsCalendar *calendar,
                                                 GBytes *bytes,
                                                 const char *file,
                                                 AmendsInstant from,
                                                 GPtrArray **warnings,
                                                 GError **error);

G_END_DECLS
