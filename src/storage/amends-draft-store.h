/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-connection.h"
#include "amends-instant.h"

G_BEGIN_DECLS

#define AMENDS_DRAFT_VERSIONS 20
/* Changes within this time after a version began go into it. */
#define AMENDS_DRAFT_SITTING (3 * AMENDS_MINUTE)

/**
 * AmendsDraftVersion:
 * A text a draft once had. Version 1 is the one first generated.
 */
typedef struct
{
  char *draft_id;
  int version;
  AmendsInstant at;
  char *subject;
  char *body;
} AmendsDraftVersion;

void amends_draft_version_free (AmendsDraftVersion *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmendsDraftVersion, amends_draft_version_free)

/* (transfer full) (element-type AmendsDraftVersion): newest first; NULL with @error. */
GPtrArray *amends_draft_store_list_versions (AmendsConnection *connection,
                                             const char *draft_id,
                                             GError **error);

/* (transfer full): NULL with NOT_FOUND. */
AmendsDraftVersion *amends_draft_store_get_version (AmendsConnection *connection,
                                                    const char *draft_id,
                                                    int version,
                                                    GError **error);

/**
 * amends_draft_store_keep_version:
 * @version: (out) (optional): number of the version that now holds this text
 *
 * Adds a version unless the latest already has this text or has only just begun, and drops the
 * oldest but the first when there are more than AMENDS_DRAFT_VERSIONS. Saving a case does this;
 * within a write.
 */
gboolean amends_draft_store_keep_version (AmendsConnection *connection,
                                          const char *draft_id,
                                          AmendsInstant at,
                                          const char *subject,
                                          const char *body,
                                          int *version,
                                          GError **error);

/* The same, but the latest version stays even when it has only just begun. */
gboolean amends_draft_store_keep_new_version (AmendsConnection *connection,
                                              const char *draft_id,
                                              AmendsInstant at,
                                              const char *subject,
                                              const char *body,
                                              int *version,
                                              GError **error);

G_END_DECLS
