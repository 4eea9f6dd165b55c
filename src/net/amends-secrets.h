/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-net-error.h"

G_BEGIN_DECLS

/**
 * AmendsSecrets:
 * API keys and tokens: in the Secret Service under the workspace's id and a name, or, where there
 * is none, in this process alone until it ends. Thread-safe; blocking.
 */
#define AMENDS_TYPE_SECRETS (amends_secrets_get_type ())
G_DECLARE_FINAL_TYPE (AmendsSecrets, amends_secrets, AMENDS, SECRETS, GObject)

/* @workspace: an id that does not change when the folder moves */
AmendsSecrets *amends_secrets_new (const char *workspace);

/* How long a keyring that asks for its password may take; the default is 120 seconds. */
void amends_secrets_set_patience (AmendsSecrets *self, guint seconds);

/* Whether what is stored outlives the process; known after the first store or look-up, FALSE
 * before. */
gboolean amends_secrets_is_lasting (AmendsSecrets *self);

/**
 * amends_secrets_store:
 * @value: (nullable): NULL forgets it
 *
 * Stores for the session alone where there is no keyring; a keyring that refuses is
 * AMENDS_NET_ERROR_KEYRING and the value is kept for the session all the same.
 */
gboolean amends_secrets_store (AmendsSecrets *self,
                               const char *name,
                               const char *value,
                               GCancellable *cancellable,
                               GError **error);

/* (transfer full) (nullable): NULL without @error when there is none. Wipe with
 * amends_secrets_free_value(). */
char *amends_secrets_look_up (AmendsSecrets *self,
                              const char *name,
                              GCancellable *cancellable,
                              GError **error);

/* Overwrites, then frees. @value: (nullable) */
void amends_secrets_free_value (char *value);

G_END_DECLS
