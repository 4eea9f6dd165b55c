/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-engines.h"
#include "amends-session.h"

G_BEGIN_DECLS

/**
 * AmendsPlaybookEdit:
 * A playbook of the user's own while it is edited. Documents are those that hold, with what is
 * extended underneath; what differs from that is what is written. Nothing reaches the disk before
 * amends_playbook_edit_save_async(), and then only what the program can use.
 *
 * Main thread. Signal ::changed (const char *path): a file of it is different, "sla.json" or
 * "templates/en/first-response.md"; NULL: what is saved, undone or redone has changed.
 */
#define AMENDS_TYPE_PLAYBOOK_EDIT (amends_playbook_edit_get_type ())
G_DECLARE_FINAL_TYPE (AmendsPlaybookEdit, amends_playbook_edit, AMENDS, PLAYBOOK_EDIT, GObject)

void amends_playbook_edit_open_async (AmendsSession *session,
                                      const char *id,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
/* (transfer full): NULL with AMENDS_INPUT_ERROR when its files cannot be read. */
AmendsPlaybookEdit *amends_playbook_edit_open_finish (GAsyncResult *result, GError **error);

const char *amends_playbook_edit_get_id (AmendsPlaybookEdit *self);
/* (transfer full) */
char *amends_playbook_edit_dup_name (AmendsPlaybookEdit *self);
/* The name of the playbook it extends; (transfer full) (nullable). */
char *amends_playbook_edit_dup_base_name (AmendsPlaybookEdit *self);

/* (transfer full): a document such as "sla" or "phrases/en/gate", to be changed at will; NULL if
 * there is none, or what is written there is no JSON. */
JsonNode *amends_playbook_edit_dup_document (AmendsPlaybookEdit *self, const char *key);
/**
 * amends_playbook_edit_set_document:
 * @tag: (nullable): what is being changed; changes in a row with the same tag are undone as one
 */
void amends_playbook_edit_set_document (AmendsPlaybookEdit *self,
                                        const char *key,
                                        JsonNode *document,
                                        const char *tag);

/* (transfer none) (nullable): the text that holds. */
const char *amends_playbook_edit_get_template (AmendsPlaybookEdit *self,
                                               const char *language,
                                               const char *name);
/* What is extended has; (transfer none) (nullable). */
const char *amends_playbook_edit_get_base_template (AmendsPlaybookEdit *self,
                                                    const char *language,
                                                    const char *name);
void amends_playbook_edit_set_template (AmendsPlaybookEdit *self,
                                        const char *language,
                                        const char *name,
                                        const char *text);
/* (transfer full) (element-type utf8): names, sorted. */
GPtrArray *amends_playbook_edit_list_templates (AmendsPlaybookEdit *self, const char *language);

/* Whether @path says something of its own. */
gboolean amends_playbook_edit_is_own (AmendsPlaybookEdit *self, const char *path);
/* From here on @path is as in the playbook that is extended. */
void amends_playbook_edit_reset (AmendsPlaybookEdit *self, const char *path);

/* Since it was opened or saved. */
gboolean amends_playbook_edit_is_dirty (AmendsPlaybookEdit *self);
gboolean amends_playbook_edit_can_undo (AmendsPlaybookEdit *self);
gboolean amends_playbook_edit_can_redo (AmendsPlaybookEdit *self);
void amends_playbook_edit_undo (AmendsPlaybookEdit *self);
void amends_playbook_edit_redo (AmendsPlaybookEdit *self);

/* Reads it as the program will. */
void amends_playbook_edit_check_async (AmendsPlaybookEdit *self,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
/* (transfer full): what it compiles to; or NULL with AMENDS_INPUT_ERROR whose file is the path
 * inside the playbook, with line and field. */
AmendsEngines *
amends_playbook_edit_check_finish (AmendsPlaybookEdit *self, GAsyncResult *result, GError **error);

/* Checks it, writes it as a new version and, if the workspace uses it, uses it from then on. One
 * that has been saved elsewhere meanwhile is AMENDS_SESSION_ERROR_REFUSED. */
void amends_playbook_edit_save_async (AmendsPlaybookEdit *self,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
gboolean
amends_playbook_edit_save_finish (AmendsPlaybookEdit *self, GAsyncResult *result, GError **error);

G_END_DECLS
