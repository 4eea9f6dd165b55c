/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sqlite3.h>

#include <glib.h>

G_BEGIN_DECLS

/**
 * amends_terms_tokenizer_register:
 * Registers the FTS5 tokenizer "amends_terms", which gives what amends_terms_foreach() gives. For
 * indexes that keep no positions: it tells none.
 *
 * Returns: a result code of SQLite
 */
int amends_terms_tokenizer_register (sqlite3 *handle);

G_END_DECLS
