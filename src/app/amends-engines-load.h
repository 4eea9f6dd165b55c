/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-engines.h"

G_BEGIN_DECLS

/**
 * amends_engines_load_from:
 * @folders: (array zero-terminated=1): where playbooks are looked for, first match wins
 * @zone_name: IANA name of the zone in which the team works
 * @calendar: (nullable): the team's hours; NULL for those of the playbook, read in @zone_name
 *
 * As amends_engines_load(). Blocking; for a worker.
 */
AmendsEngines *amends_engines_load_from (const char *const *folders,
                                         const char *id,
                                         const char *zone_name,
                                         AmendsCalendar *calendar,
                                         GError **error);

/* As amends_engines_load_from(), but only the basis: amends_engines_complete() has yet to come. */
AmendsEngines *amends_engines_load_basis (const char *const *folders,
                                          const char *id,
                                          const char *zone_name,
                                          AmendsCalendar *calendar,
                                          GError **error);

/* (transfer full): the same engines with other hours. Any thread, at once. */
AmendsEngines *amends_engines_with_calendar (AmendsEngines *self, AmendsCalendar *calendar);

G_END_DECLS
