/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-case.h"

G_BEGIN_DECLS

/**
 * AmendsHandoverFile:
 * A whole case in one file, for a colleague; see data/schema/case.json.
 */
typedef struct
{
  AmendsInstant exported;
  char *from_name;     /* (owned) (nullable) */
  char *from_email;    /* (owned) (nullable) */
  char *digest;        /* (owned): of the case in canonical JSON */
  AmendsCase *case_;   /* (owned) */
  GPtrArray *people;   /* (owned) (element-type AmendsPerson): of their side, whom the case names */
  GPtrArray *versions; /* (owned) (element-type AmendsDraft): earlier texts, the first ones first */
} AmendsHandoverFile;

/* (transfer full): empty. */
AmendsHandoverFile *amends_handover_file_new (void);
void amends_handover_file_free (AmendsHandoverFile *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmendsHandoverFile, amends_handover_file_free)

/* (transfer full): the file's bytes; completes the digest. Any thread. */
GBytes *amends_handover_file_write (AmendsHandoverFile *self);

/**
 * amends_handover_file_read:
 * @name: of the file, for messages
 * @now: a case from the future is refused
 * @warnings: (out) (transfer full) (element-type utf8): what is in the file and not known
 *
 * Any thread. Returns: (transfer full): or NULL with AMENDS_INPUT_ERROR naming file, line and
 * field: no JSON, cut off, another kind of file, of a newer form, altered, or damaged
 */
AmendsHandoverFile *amends_handover_file_read (GBytes *bytes,
                                               const char *name,
                                               AmendsInstant now,
                                               GPtrArray **warnings,
                                               GError **error);

/* The lists of a case, by the name they have in the file; for what goes through all of them. */
guint amends_handover_count_lists (void);
const char *amends_handover_get_list_name (guint index);
GListStore *amends_handover_get_list (AmendsCase *case_, guint index);

G_END_DECLS
