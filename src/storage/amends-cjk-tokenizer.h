/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sqlite3.h>

#include <glib.h>

G_BEGIN_DECLS

/**
 * amends_cjk_tokenizer_register:
 * Registers the FTS5 tokenizer "amends": `unicode61` for words, and overlapping pairs for runs of
 * Chinese, Japanese and Korean characters, which have no spaces between words. The last character
 * of a run is indexed alone as well, so that a query of one character, searched as a beginning,
 * finds it anywhere.
 *
 * Returns: a result code of SQLite
 */
int amends_cjk_tokenizer_register (sqlite3 *handle);

G_END_DECLS
