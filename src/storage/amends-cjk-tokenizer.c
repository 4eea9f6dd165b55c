/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The FTS5 tokenizer "amends": unicode61, with overlapping pairs for CJK runs. */

#include "config.h"

#include "amends-cjk-tokenizer.h"

#include "amends-text.h"

typedef int (*TokenFunc) (void *data, int flags, const char *token, int length, int start, int end);

typedef struct
{
  fts5_tokenizer words; /* unicode61 */
  Fts5Tokenizer *inner; /* (owned) */
} Tokenizer;

/* Tokens of a part of the text, moved to where the part stands. */
typedef struct
{
  TokenFunc func;
  void *data;
  int offset;
} Shift;

static int
make_tokenizer (void *context, const char **args, int n_args, Fts5Tokenizer **out)
{
  static const char *const inner_args[] = { "remove_diacritics", "2" };
  fts5_api *api = context;
  Tokenizer *self = g_new0 (Tokenizer, 1);
  void *inner_context = NULL;
  int code = api->xFindTokenizer (api, "unicode61", &inner_context, &self->words);

  if (code == SQLITE_OK)
    code = self->words.xCreate (inner_context, (const char **) inner_args,
                                G_N_ELEMENTS (inner_args), &self->inner);
  if (code != SQLITE_OK)
    {
      g_free (self);
      return code;
    }
  *out = (Fts5Tokenizer *) self;
  return SQLITE_OK;
}

static void
free_tokenizer (Fts5Tokenizer *tokenizer)
{
  Tokenizer *self = (Tokenizer *) tokenizer;

  self->words.xDelete (self->inner);
  g_free (self);
}

/* Bytes of the character at @at; what is not UTF-8 counts as one byte that is no character. */
static int
read_char (const char *text, int length, int at, gunichar *c)
{
  gunichar value = g_utf8_get_char_validated (text + at, length - at);

  if (value == (gunichar) -1 || value == (gunichar) -2 || value == 0)
    {
      *c = 0;
      return 1;
    }
  *c = value;
  return g_utf8_skip[(guchar) text[at]];
}

static gboolean
is_cjk_letter (gunichar c)
{
  return c >= 0x1100 && amends_text_is_cjk (c) && g_unichar_isalnum (c);
}

static int
shift_cb (void *data, int flags, const char *token, int length, int start, int end)
{
  Shift *shift = data;

  return shift->func (shift->data, flags, token, length, start + shift->offset,
                      end + shift->offset);
}

/*
 * A run from @start to @end: every pair of neighbours is a token. In a document the last character
 * is one as well; in a query of several characters it is not, for the phrase of pairs must match
 * inside longer runs.
 */
static int
emit_run (const char *text, int start, int end, gboolean query, TokenFunc func, void *data)
{
  int at = start;
  int code = SQLITE_OK;

  while (code == SQLITE_OK && at < end)
    {
      int first = g_utf8_skip[(guchar) text[at]];
      int second = at + first < end ? g_utf8_skip[(guchar) text[at + first]] : 0;

      if (second > 0 || !query || at == start)
        code = func (data, 0, text + at, first + second, at, at + first + second);
      at += first;
    }
  return code;
}

static int
tokenize (Fts5Tokenizer *tokenizer,
          void *data,
          int flags,
          const char *text,
          int length,
          TokenFunc func)
{
  Tokenizer *self = (Tokenizer *) tokenizer;
  gboolean query = (flags & FTS5_TOKENIZE_QUERY) != 0;
  int at = 0;

  while (at < length)
    {
      int start = at;
      int code;
      gunichar c;
      int size = read_char (text, length, at, &c);
      gboolean cjk = is_cjk_letter (c);

      do
        at += size;
      while (at < length && (size = read_char (text, length, at, &c), is_cjk_letter (c) == cjk));

      if (cjk)
        code = emit_run (text, start, at, query, func, data);
      else
        {
          Shift shift = { func, data, start };

          code = self->words.xTokenize (self->inner, &shift, flags, text + start, at - start,
                                        shift_cb);
        }
      if (code != SQLITE_OK)
        return code;
    }
  return SQLITE_OK;
}

int
amends_cjk_tokenizer_register (sqlite3 *handle)
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
  return api->xCreateTokenizer (api, "amends", api, &methods, NULL);
}
