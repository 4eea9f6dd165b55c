/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* JSON merge patches (RFC 7396): how a playbook says what differs from the one it extends. Pure;
 * any thread. */

/* (transfer full) (nullable): what makes @after of @before, both objects; NULL if nothing does. */
JsonNode *amends_json_patch_make (JsonNode *before, JsonNode *after);

/* (transfer full): @target with @patch laid over it. */
JsonNode *amends_json_patch_apply (JsonNode *target, JsonNode *patch);

G_END_DECLS
