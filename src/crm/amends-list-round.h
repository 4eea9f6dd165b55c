/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-remote-row.h"

G_BEGIN_DECLS

/*
 * A round of reading what has changed, for servers that can be asked for "modified since T" and "id
 * above X". It reads everything changed since the mark of the round before, less an overlap, by id:
 * a record that is changed meanwhile keeps its id and so its place. The mark of the next round is
 * the newest time of change when this one began, and never later than the server's own clock then.
 * Records of the overlap that were handed over are known by a digest and do not come again, unless
 * they differ. A server whose clock or data have gone back is read from the beginning.
 *
 * @state is what the cursor remembers of one list.
 */

/* Whether a round is under way. */
gboolean amends_round_is_open (JsonObject *state);

/* @newest, @id: of the record that was changed last; @date: the server's clock, or
 * AMENDS_INSTANT_NONE; @overlap in milliseconds */
void amends_round_begin (JsonObject *state,
                         AmendsInstant newest,
                         const char *id,
                         AmendsInstant date,
                         AmendsInstant overlap);

/* From where the round reads: AMENDS_INSTANT_NONE for everything. Whole seconds. */
AmendsInstant amends_round_get_low (JsonObject *state);
/* The last id that was read, "" at the start. */
const char *amends_round_get_last (JsonObject *state);

/**
 * amends_round_take:
 * @id: of the record in the order of the list
 * @record: as the server gave it
 *
 * Returns: FALSE if it was handed over before, as it is
 */
gboolean
amends_round_take (JsonObject *state, const char *id, AmendsInstant modified, JsonObject *record);

/* The list has ended. If what was newest at the start has not come, the list was not whole: the
 * mark stays, and the next round reads it again. */
void amends_round_end (JsonObject *state);

/* Of a state as above: (AMENDS_INSTANT_NONE) removes it. Whole seconds. */
AmendsInstant amends_round_get_instant (JsonObject *state, const char *member);
void amends_round_set_instant (JsonObject *state, const char *member, AmendsInstant instant);
/* Whether the server's clock or its data are behind what they were. */
gboolean amends_round_went_back (AmendsInstant before, AmendsInstant now, AmendsInstant overlap);

G_END_DECLS
