/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-engines.h"

G_BEGIN_DECLS

/*
 * The files of a playbook of the user's own, as a table: path inside its folder ("sla.json",
 * "templates/en/first-response.md") to text. Nothing reaches the user's folder that the loader and
 * every mechanism have not accepted. All block: for a worker.
 */

/* (transfer full): the folder of the user's own playbooks. */
char *amends_playbook_files_dup_folder (void);
/* Whether @id is a playbook of the user's own. */
gboolean amends_playbook_files_is_own (const char *id);

/* (transfer full) (element-type utf8 utf8): what is in @folder, or NULL with AMENDS_INPUT_ERROR. */
GHashTable *amends_playbook_files_read (const char *folder, GError **error);
/* (transfer full): a copy of the table. */
GHashTable *amends_playbook_files_copy (GHashTable *files);

/**
 * amends_playbook_files_check:
 * @id: the playbook's
 * @zone_name: in which the team works
 *
 * Reads the files as the program will: every document, phrase and template, in every mechanism.
 *
 * Returns: (transfer full): what was compiled from them, or NULL with AMENDS_INPUT_ERROR whose file
 *   is the path inside the playbook
 */
AmendsEngines *amends_playbook_files_check (const char *id,
                                            GHashTable *files,
                                            const char *zone_name,
                                            GError **error);

/* Puts the files in place of what is there, all or none. They have to be checked before. */
gboolean amends_playbook_files_install (const char *id, GHashTable *files, GError **error);
/* Moves the playbook out of the way: what it was is returned and can be installed again. */
GHashTable *amends_playbook_files_remove (const char *id, GError **error);

/* (transfer full): all of them as one JSON file to give to somebody. */
char *amends_playbook_files_to_bundle (const char *id, GHashTable *files);
/**
 * amends_playbook_files_from_bundle:
 * @name: of the file, for messages
 * @id: (out) (transfer full): what it is called there
 *
 * Returns: (transfer full): or NULL with AMENDS_INPUT_ERROR: no JSON, another kind of file, a path
 *   that leads elsewhere
 */
GHashTable *amends_playbook_files_from_bundle (const char *text,
                                               gsize length,
                                               const char *name,
                                               char **id,
                                               GError **error);

/* (transfer full): a name for a folder like "emea-enterprise" out of what a person wrote, that no
 * playbook of @taken (element-type utf8) has. */
char *amends_playbook_files_make_id (const char *name, GPtrArray *taken);

/* Sets members of the head, playbook.json: @id, @extends, @name are (nullable): as they are;
 * @version 0 likewise. FALSE with AMENDS_INPUT_ERROR if it is no JSON object. */
gboolean amends_playbook_files_set_head (GHashTable *files,
                                         const char *id,
                                         const char *extends,
                                         const char *name,
                                         int version,
                                         GError **error);
/* 0 when there is no head, or none that can be read. */
int amends_playbook_files_get_version (GHashTable *files);

G_END_DECLS
