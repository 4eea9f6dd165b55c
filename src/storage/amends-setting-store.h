/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-connection.h"

G_BEGIN_DECLS

/* Settings of the workspace, by key; those of the machine and the window are in GSettings. Never
 * a secret. */

/* @value: (out) (transfer full) (nullable): NULL when it is not set. */
gboolean amends_setting_store_get (AmendsConnection *connection,
                                   const char *key,
                                   char **value,
                                   GError **error);
/* @value NULL removes it. */
gboolean amends_setting_store_set (AmendsConnection *connection,
                                   const char *key,
                                   const char *value,
                                   GError **error);
/* (transfer full): key → value of all whose key begins with @prefix; NULL with @error. */
GHashTable *
amends_setting_store_list (AmendsConnection *connection, const char *prefix, GError **error);

G_END_DECLS
