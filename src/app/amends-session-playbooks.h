/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session.h"

G_BEGIN_DECLS

/*
 * The playbooks there are. Those that come with the program never change; a copy extends one of
 * them and says only what differs.
 */

/* A playbook to choose. */
typedef struct
{
  char *id;
  char *name;    /* in the language of the interface */
  char *summary; /* "" for none */
  char *extends; /* (nullable) */
  int version;
  gboolean own;
  char *problem; /* (nullable): why it cannot be used, a sentence */
} AmendsPlaybookEntry;

void amends_playbook_entry_free (AmendsPlaybookEntry *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmendsPlaybookEntry, amends_playbook_entry_free)

/* (transfer full) (element-type AmendsPlaybookEntry): shipped ones first. */
void amends_session_list_playbooks_async (AmendsSession *self,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);
GPtrArray *
amends_session_list_playbooks_finish (AmendsSession *self, GAsyncResult *result, GError **error);

/* A copy of @id called @name, that extends it if it came with the program. */
void amends_session_copy_playbook_async (AmendsSession *self,
                                         const char *id,
                                         const char *name,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
/* @file: one that was exported, or the folder of a playbook. It is checked before it is kept; one
 * whose name is taken gets another. */
void amends_session_import_playbook_async (AmendsSession *self,
                                           GFile *file,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer user_data);
/* Of both: (transfer full): the id it has now. */
char *
amends_session_new_playbook_finish (AmendsSession *self, GAsyncResult *result, GError **error);

/* One of the user's own that is not in use and that none of them extends. */
void amends_session_remove_playbook_async (AmendsSession *self,
                                           const char *id,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer user_data);
/* (transfer full): what it was, to be kept with amends_session_keep_playbook_async(). */
GHashTable *
amends_session_remove_playbook_finish (AmendsSession *self, GAsyncResult *result, GError **error);
/* Takes a removal back. Finishes with amends_session_new_playbook_finish(). */
void amends_session_keep_playbook_async (AmendsSession *self,
                                         const char *id,
                                         GHashTable *files,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);

/* One of the user's own as one file. Finishes with amends_session_export_finish(). */
void amends_session_export_playbook_async (AmendsSession *self,
                                           const char *id,
                                           GFile *file,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer user_data);

/**
 * amends_session_try_template:
 * @engines: of the playbook that has it
 * @kind: such as "progress-update"
 * @subject: (out) (optional) (transfer full)
 *
 * What a draft of this kind would say in @case_. Main thread, no disk, some milliseconds.
 *
 * Returns: (transfer full): as light Markdown, or NULL with AMENDS_INPUT_ERROR
 */
char *amends_session_try_template (AmendsSession *self,
                                   AmendsEngines *engines,
                                   AmendsCase *case_,
                                   const char *kind,
                                   const char *language,
                                   char **subject,
                                   GError **error);

G_END_DECLS
