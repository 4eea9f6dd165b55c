/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The FTS5 tokenizer "amends_terms": terms by which texts are compared. */

#include "config.h"

#include "amends-terms-tokenizer.h"

#include "amends-terms.h"

#include <string.h>

typedef int (*TokenFunc) (void *data, int flags, const char *token, int length, int start, int end);

typedef struct
{
  TokenFunc func;
  void *data;
  int code;
} Emit;

/* It has no state; SQLite wants an address for it. */
static const char instance;

static int
make_tokenizer (void *context, const char **args, int n_args, Fts5Tokenizer **out)
{
  *out = (Fts5Tokenizer *) (gpointer) &instance;
  return SQLITE_OK;
}

static void
free_tokenizer (Fts5Tokenizer *tokenizer)
{
}

static void
emit_cb (const char *term, const char *word, AmendsTermKind kind, gpointer data)
{
  Emit *emit = data;

  if (emit->code == SQLITE_OK)
    emit->code = emit->func (emit->data, 0, term, (int) strlen (term), 0, 0);
}

static int
tokenize (Fts5Tokenizer *tokenizer,
          void *data,
          int flags,
          const char *text,
          int length,
          TokenFunc func)
{
  Emit emit = { func, data, SQLITE_OK };

  /* A query is one term, ready-made: a stem must not be cut again. */
  if (flags & FTS5_TOKENIZE_QUERY)
    return func (data, 0, text, length, 0, length);
  if (length > 0)
    amends_terms_foreach (text, length, emit_cb, &emit);
  return emit.code;
}

int
amends_terms_tokenizer_register (sqlite3 *handle)
{
  fts5_tokenizer methods = { make_tokenizer, free_tokenizer, tokenize };
  sqlite3_stmt *statement = NULL;
  fts5_api *api = NULL;
  int code = sqlite3_prepare_v2 (handle, "SELECT fts5 (?1)", -1, &statement, NULL);

  if (code != SQLITE_OK)
    return code;
  sqlite3_bind_pointer (statement, 1, &api, "fts5_api_ptr", NULL);
  sqlite3_step (statement);
  code = sqlite3_finalize (statement);
  if (code != SQLITE_OK)
    return code;
  if (api == NULL)
    return SQLITE_ERROR;
  return api->xCreateTokenizer (api, "amends_terms", api, &methods, NULL);
}
