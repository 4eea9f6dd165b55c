/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-commitment.h"
#include "amends-gate.h"

G_BEGIN_DECLS

/**
 * amends_commitments_find:
 * @text: a message that was sent to a customer
 * @sent: when
 * @zone: (nullable): in which its times are read; NULL: UTC
 *
 * What the message promises with a time: "I will call you at 16:00", "you will have a written
 * cause by Thursday", 每天17:00前更新. The text is the clause, due the latest moment that keeps
 * it (for a daily promise the first), state open; ids are fresh; message, owner and who confirmed
 * it are the caller's to fill in. Any thread.
 *
 * Returns: (transfer full) (element-type AmendsCommitment): in the order of the text
 */
GPtrArray *
amends_commitments_find (AmendsGate *gate, const char *text, AmendsInstant sent, GTimeZone *zone);

G_END_DECLS
