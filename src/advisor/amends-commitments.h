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
 * What we promise in the message with a time: "I will call you at 16:00", "our engineers will have
 * a written cause by Thursday", 每天17:00前更新. What is quoted, denied or only holds under a
 * condition is none, nor is what the customer will do or what the trouble leads to; without a time
 * there is nothing to keep track of. The text is the clause, due the latest moment that keeps it
 * (for a daily promise the first), state open, owner whoever the text names ("our engineers") and
 * NULL for the writer; ids are fresh; message and who confirmed it are the caller's to fill in.
 * Any thread.
 *
 * Returns: (transfer full) (element-type AmendsCommitment): in the order of the text
 */
GPtrArray *
amends_commitments_find (AmendsGate *gate, const char *text, AmendsInstant sent, GTimeZone *zone);

/**
 * amends_commitments_met_by:
 * @text: a commitment's
 * @spoken: the customer was spoken to, not written to
 *
 * Whether such a contact is what was promised: a call is kept by a call only, news by either, a
 * document by a message. What is promised of the product ("it will be deployed at 18:00") is kept
 * by neither. Any thread.
 */
gboolean amends_commitments_met_by (AmendsGate *gate, const char *text, gboolean spoken);

/* How long after its time a promise still counts as kept. */
AmendsInstant amends_commitments_get_grace (AmendsGate *gate);

G_END_DECLS
