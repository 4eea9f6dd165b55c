/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* (transfer full): a random UUID, the identity of a record here and towards a CRM. */
char *amends_id_new (void);
gboolean amends_id_is_valid (const char *id);

/* (transfer full): lower-case hex SHA-256 of @text. */
char *amends_digest (const char *text, gssize length);

G_END_DECLS
