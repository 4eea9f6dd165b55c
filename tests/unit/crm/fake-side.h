/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-sync.h"

G_BEGIN_DECLS

/* This side, as simple as can be: records are settings "rec.<kind>.<id>", so that they take part in
 * the transactions. Everything that comes is of use. */
#define FAKE_TYPE_SIDE (fake_side_get_type ())
G_DECLARE_FINAL_TYPE (FakeSide, fake_side, FAKE, SIDE, GObject)

FakeSide *fake_side_new (void);
/* From now on "status" may not become this. */
void fake_side_forbid (FakeSide *self, const char *status);

/* The user's doing, with its row in the queue: within a write. */
gboolean fake_side_edit (AmendsConnection *connection,
                         AmendsRemoteKind kind,
                         const char *id,
                         const char *field,
                         const char *value,
                         AmendsInstant now,
                         GError **error);
/* (transfer full) (nullable) */
char *
fake_side_get (AmendsDatabase *database, AmendsRemoteKind kind, const char *id, const char *field);
/* (transfer full): ids of the records of a kind. */
char **fake_side_list (AmendsDatabase *database, AmendsRemoteKind kind);

G_END_DECLS
