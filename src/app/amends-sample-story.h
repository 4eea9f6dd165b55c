/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-change.h"

G_BEGIN_DECLS

/**
 * AmendsSampleStory:
 * A case of the sample while it is told. @change.case_ and what @change needs beside it are set by
 * the caller; its time moves on with each entry.
 */
typedef struct
{
  AmendsChange change;
  AmendsInstant now; /* from which the times of the entries count */
} AmendsSampleStory;

void amends_sample_story_clear (AmendsSampleStory *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AmendsSampleStory, amends_sample_story_clear)

/**
 * amends_sample_story_tell:
 * @reader: stands on the case; faults of the file stick to it
 *
 * Applies the entries of "then", each at its time.
 *
 * Returns: FALSE with @error when an entry could not be applied; what is wrong with the file itself
 *   is for amends_json_reader_finish()
 */
gboolean
amends_sample_story_tell (AmendsSampleStory *self, AmendsJsonReader *reader, GError **error);

/* Moves on to @until: what fell due until then was done when it was due, promises were kept, and a
 * clock that ran out was noticed. */
gboolean
amends_sample_story_pass_time (AmendsSampleStory *self, AmendsInstant until, GError **error);

/* "ago" of the object the reader stands on; AMENDS_INSTANT_NONE once @reader has failed. */
AmendsInstant amends_sample_read_ago (AmendsJsonReader *reader, AmendsInstant now);
/* (transfer full): a record of @type as it is stored, with an id of its own, marked as sample. */
gpointer amends_sample_read_record (GType type, AmendsJsonReader *reader);
/* Lays the members of the object the reader stands on over @record. */
void amends_sample_read_over (gpointer record, AmendsJsonReader *reader);

G_END_DECLS
