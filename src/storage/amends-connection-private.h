/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-connection.h"

#include <sqlite3.h>

G_BEGIN_DECLS

sqlite3 *amends_connection_get_handle (AmendsConnection *self);

/* Takes a statement out of the cache or prepares it; NULL with @error. */
sqlite3_stmt *amends_connection_take (AmendsConnection *self, const char *sql, GError **error);
/* Puts it back, reset and without values. */
void amends_connection_give_back (AmendsConnection *self, sqlite3_stmt *statement);

/* For work outside statements. */
gboolean amends_connection_is_cancelled (AmendsConnection *self);

/* Turns the last failure on the handle into @error; cancellation becomes G_IO_ERROR_CANCELLED. */
void amends_connection_set_error (AmendsConnection *self, int code, GError **error);

G_END_DECLS
