/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session-private.h"

G_BEGIN_DECLS

#define AMENDS_SETTING_PLAYBOOK "playbook"
#define AMENDS_SETTING_ZONE "team.time-zone"
#define AMENDS_SETTING_HOURS "team.hours"
/* Another one after each change of the files of the playbook in use. */
#define AMENDS_SETTING_REVISION "playbook.revision"

/**
 * amends_policy_load:
 * @settings: of the workspace
 * @problem: (out) (transfer full) (nullable): a sentence, when the playbook chosen could not be
 *   read and the shipped one is used instead, or the hours kept could not
 *
 * Blocking; for a worker. (transfer full): NULL with an error when not even that can be read.
 */
AmendsEngines *amends_policy_load (GHashTable *settings, char **problem, GError **error);

/* (transfer full): what the engines of @settings depend on, to compare. */
char *amends_policy_dup_key (GHashTable *settings);

/* For opening: what the engines came from. @problem: (transfer full) (nullable). */
void amends_session_took_policy (AmendsSession *self, char *problem);

/* The settings were read again: another process may have chosen another policy. */
void amends_session_follow_policy (AmendsSession *self);

/* The files of the playbook in use have changed: all processes read them again. Finishes with
 * amends_session_policy_finish(). */
void amends_session_reload_playbook_async (AmendsSession *self,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer user_data);

G_END_DECLS
