/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-intake.h"

G_BEGIN_DECLS

/**
 * amends_intake_new_empty:
 * Returns: (transfer full): an intake whose account and escalation exist and say nothing
 */
AmendsIntake *amends_intake_new_empty (void);

/**
 * amends_intake_read_json:
 * @file: (nullable): name for messages
 * @warnings: (out) (optional) (transfer full) (element-type utf8)
 *
 * The JSON form of an escalation (data/schema/intake.json): everything but the account's name and
 * the customer's statement may be missing. Any thread.
 *
 * Returns: (transfer full): or NULL with AMENDS_INPUT_ERROR naming line and field
 */
AmendsIntake *amends_intake_read_json (const char *text,
                                       gsize length,
                                       const char *file,
                                       GPtrArray **warnings,
                                       GError **error);

G_END_DECLS
