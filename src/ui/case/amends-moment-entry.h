/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-instant.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * AmendsMomentEntry:
 * A date and a time of day to fill in.
 *
 * Property: "valid" (readable): both can be read. A time that a clock change leaves out counts as
 * the one after it.
 */
#define AMENDS_TYPE_MOMENT_ENTRY (amends_moment_entry_get_type ())
G_DECLARE_FINAL_TYPE (AmendsMomentEntry, amends_moment_entry, AMENDS, MOMENT_ENTRY, AdwBin)

/* @zone: (transfer none): in which it is read and written. */
void amends_moment_entry_set (AmendsMomentEntry *self, AmendsInstant instant, GTimeZone *zone);
/* AMENDS_INSTANT_NONE while it cannot be read. */
AmendsInstant amends_moment_entry_get (AmendsMomentEntry *self);

G_END_DECLS
