/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-playbook.h"
#include "amends-translations.h"

G_BEGIN_DECLS

/* The form of the files that this program reads; playbook.json says which one it is in. */
#define AMENDS_PLAYBOOK_FORMAT 1

/* One file on disk. */
typedef struct
{
  char *path; /* (owned) */
  char *text; /* (owned) */
  gsize length;
  JsonNode *root; /* (owned) (nullable): NULL for a template, and for phrases until they are read */
} AmendsPlaybookFile;

AmendsPlaybookFile *amends_playbook_file_new (const char *path, char *text, gsize length);
void amends_playbook_file_free (AmendsPlaybookFile *file);
/* (transfer full): the object in it, or NULL with what is wrong with it. Any thread. */
JsonNode *amends_playbook_file_parse (const AmendsPlaybookFile *file, GError **error);

/**
 * amends_playbook_new:
 * @documents: (transfer full) (element-type utf8 GPtrArray): name ("sla", "phrases/en/gate") to
 *   its files (element-type AmendsPlaybookFile), the playbook's own first, then what it extends
 * @templates: (transfer full) (element-type utf8 AmendsPlaybookFile): by "en/first-response"
 */
AmendsPlaybook *amends_playbook_new (const char *id,
                                     int version,
                                     AmendsTranslations *name,
                                     GHashTable *documents,
                                     GHashTable *templates);

G_END_DECLS
