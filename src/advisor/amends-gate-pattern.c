/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Phrases compiled to small programs over tokens. Every program is indexed by the tokens that it
 * can begin with, so that a text of ordinary words starts very few of them.
 */

#include "config.h"

#include "amends-gate-pattern.h"

#include <string.h>

/* A phrase that branches so much at one place is given up there: a keystroke must not wait. */
#define MAX_STEPS 4000

typedef enum
{
  OP_TOKEN,  /* argument: vocabulary id */
  OP_ANY,    /* any unquoted token */
  OP_TIME,   /* a time phrase */
  OP_NUMBER, /* digits */
  OP_ING,    /* a word in -ing */
  OP_WORD,   /* a word or Chinese character */
  OP_NAME,   /* a word that begins with a capital */
  OP_SPLIT,  /* both next and argument */
  OP_JUMP,   /* argument */
  OP_MATCH,
} Op;

typedef struct
{
  Op op;
  guint argument;
} Code;

typedef struct
{
  guint list;
  guint start; /* in the code */
} Program;

struct _AmendsGatePatterns
{
  GArray *code;           /* of Code */
  GArray *programs;       /* of Program */
  GHashTable *vocabulary; /* folded word → id */
  GPtrArray *by_token;    /* id → GArray of program numbers */
  GArray *by_number;      /* programs that can begin with digits */
  GArray *by_time;        /* … with a time phrase */
  GArray *by_word;        /* … with any word: tried everywhere */
};

typedef struct
{
  AmendsGatePatterns *self;
  const char *p;
  char *message;
  guint depth;
} Parser;

static void
free_list (gpointer list)
{
  if (list)
    g_array_unref (list);
}

AmendsGatePatterns *
amends_gate_patterns_new (void)
{
  AmendsGatePatterns *self = g_new0 (AmendsGatePatterns, 1);

  self->code = g_array_new (FALSE, FALSE, sizeof (Code));
  self->programs = g_array_new (FALSE, FALSE, sizeof (Program));
  self->vocabulary = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->by_token = g_ptr_array_new_with_free_func (free_list);
  self->by_number = g_array_new (FALSE, FALSE, sizeof (guint));
  self->by_time = g_array_new (FALSE, FALSE, sizeof (guint));
  self->by_word = g_array_new (FALSE, FALSE, sizeof (guint));
  g_ptr_array_add (self->by_token, NULL);
  return self;
}

void
amends_gate_patterns_free (AmendsGatePatterns *self)
{
  g_array_unref (self->code);
  g_array_unref (self->programs);
  g_hash_table_unref (self->vocabulary);
  g_ptr_array_unref (self->by_token);
  g_array_unref (self->by_number);
  g_array_unref (self->by_time);
  g_array_unref (self->by_word);
  g_free (self);
}

GHashTable *
amends_gate_patterns_get_vocabulary (AmendsGatePatterns *self)
{
  return self->vocabulary;
}

static guint
emit (Parser *parser, Op op, guint argument)
{
  Code code = { op, argument };

  g_array_append_val (parser->self->code, code);
  return parser->self->code->len - 1;
}

static Code *
code_at (AmendsGatePatterns *self, guint at)
{
  return &g_array_index (self->code, Code, at);
}

static void
emit_word (Parser *parser, const AmendsGateTokens *tokens, guint index)
{
  AmendsGatePatterns *self = parser->self;
  char word[64];
  guint id;

  amends_gate_tokens_fold (tokens, index, word, sizeof word);
  id = GPOINTER_TO_UINT (g_hash_table_lookup (self->vocabulary, word));
  if (id == 0)
    {
      id = self->by_token->len;
      g_hash_table_insert (self->vocabulary, g_strdup (word), GUINT_TO_POINTER (id));
      g_ptr_array_add (self->by_token, NULL);
    }
  emit (parser, OP_TOKEN, id);
}

static void
parse_literal (Parser *parser)
{
  gsize length = strcspn (parser->p, "()[]|<");
  const char *gap = g_strstr_len (parser->p, length, "..");
  g_autofree char *words = NULL;
  g_autoptr (AmendsGateTokens) tokens = NULL;

  if (gap)
    length = gap - parser->p;
  words = g_strndup (parser->p, length);
  tokens = amends_gate_tokens_new (words, NULL);
  for (guint i = 0; i < tokens->tokens->len; i++)
    emit_word (parser, tokens, i);
  parser->p += length;
}

static void
parse_gap (Parser *parser)
{
  guint most = parser->p[2] == '.' ? 8 : 4;

  parser->p += most == 8 ? 3 : 2;
  for (guint i = 0; i < most; i++)
    {
      guint split = emit (parser, OP_SPLIT, 0);

      emit (parser, OP_ANY, 0);
      code_at (parser->self, split)->argument = parser->self->code->len;
    }
}

static void
parse_class (Parser *parser)
{
  static const struct
  {
    const char *name;
    Op op;
  } classes[] = { { "<time>", OP_TIME },
                  { "<number>", OP_NUMBER },
                  { "<ing>", OP_ING },
                  { "<word>", OP_WORD },
                  { "<name>", OP_NAME } };

  for (gsize i = 0; i < G_N_ELEMENTS (classes); i++)
    if (g_str_has_prefix (parser->p, classes[i].name))
      {
        emit (parser, classes[i].op, 0);
        parser->p += strlen (classes[i].name);
        return;
      }
  parser->message = g_strdup_printf ("unknown class at “%s”", parser->p);
}

static void parse_sequence (Parser *parser);

/* An alternative is reached by a split; each but the last jumps to the end. */
static void
parse_group (Parser *parser, char closing)
{
  GArray *jumps = g_array_new (FALSE, FALSE, sizeof (guint));
  gboolean optional = closing == ']';
  gboolean more = TRUE;

  parser->p++;
  if (++parser->depth > 16)
    parser->message = g_strdup ("groups are nested too deep");
  while (more && parser->message == NULL)
    {
      guint split = emit (parser, OP_SPLIT, 0);
      guint jump;

      parse_sequence (parser);
      more = *parser->p == '|';
      jump = emit (parser, OP_JUMP, 0);
      g_array_append_val (jumps, jump);
      code_at (parser->self, split)->argument = parser->self->code->len;
      if (more)
        parser->p++;
    }
  if (parser->message == NULL && *parser->p != closing)
    parser->message = g_strdup_printf ("“%c” is missing", closing);
  else if (parser->message == NULL)
    parser->p++;
  if (!optional)
    /* Where no alternative fits, the last split leads here: a token that nothing has. */
    emit (parser, OP_TOKEN, G_MAXUINT);
  for (guint i = 0; i < jumps->len; i++)
    code_at (parser->self, g_array_index (jumps, guint, i))->argument = parser->self->code->len;
  parser->depth--;
  g_array_unref (jumps);
}

static void
parse_sequence (Parser *parser)
{
  while (*parser->p && parser->message == NULL)
    switch (*parser->p)
      {
      case '|':
      case ')':
      case ']':
        return;
      case '(':
        parse_group (parser, ')');
        break;
      case '[':
        parse_group (parser, ']');
        break;
      case '<':
        parse_class (parser);
        break;
      case '.':
        if (parser->p[1] == '.')
          {
            parse_gap (parser);
            break;
          }
        parse_literal (parser);
        break;
      default:
        parse_literal (parser);
      }
}

static void
file_under (GArray *list, guint number)
{
  if (list->len == 0 || g_array_index (list, guint, list->len - 1) != number)
    g_array_append_val (list, number);
}

/* Files the program under every token that it can begin with; FALSE if it can match nothing. */
static gboolean
index_program (AmendsGatePatterns *self, guint number, guint at, GHashTable *seen)
{
  const Code *code = code_at (self, at);

  if (!g_hash_table_add (seen, GUINT_TO_POINTER (at)))
    return TRUE;
  switch (code->op)
    {
    case OP_MATCH:
      return FALSE;
    case OP_TOKEN:
      if (code->argument != G_MAXUINT)
        {
          if (g_ptr_array_index (self->by_token, code->argument) == NULL)
            self->by_token->pdata[code->argument] = g_array_new (FALSE, FALSE, sizeof (guint));
          file_under (g_ptr_array_index (self->by_token, code->argument), number);
        }
      return TRUE;
    case OP_SPLIT:
      return index_program (self, number, at + 1, seen) &&
             index_program (self, number, code->argument, seen);
    case OP_JUMP:
      return index_program (self, number, code->argument, seen);
    case OP_NUMBER:
      file_under (self->by_number, number);
      return TRUE;
    case OP_TIME:
      file_under (self->by_time, number);
      return TRUE;
    case OP_ANY:
    case OP_ING:
    case OP_WORD:
    case OP_NAME:
      file_under (self->by_word, number);
      return TRUE;
    }
  return FALSE;
}

int
amends_gate_patterns_add (AmendsGatePatterns *self, guint list, const char *phrase, char **message)
{
  Parser parser = { self, phrase, NULL, 0 };
  Program program = { list, self->code->len };
  guint number = self->programs->len;
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  parse_sequence (&parser);
  if (parser.message == NULL && *parser.p)
    parser.message = g_strdup_printf ("“%c” closes nothing", *parser.p);
  emit (&parser, OP_MATCH, 0);
  if (parser.message == NULL && !index_program (self, number, program.start, seen))
    parser.message = g_strdup ("the phrase can be empty");
  if (parser.message)
    {
      *message = parser.message;
      return -1;
    }
  g_array_append_val (self->programs, program);
  return number;
}

typedef struct
{
  AmendsGatePatterns *self;
  const AmendsGateTokens *tokens;
  const guint *time_last; /* per token: 1 + last token of the time phrase that begins there */
  guint sentence;
  guint best; /* 1 + last token of the longest match */
  guint steps;
} Matcher;

static gboolean
ends_in_ing (const AmendsGateTokens *tokens, const AmendsGateToken *token)
{
  return token->kind == AMENDS_GATE_TOKEN_WORD && token->end - token->start > 4 &&
         g_ascii_strncasecmp (tokens->text + token->end - 3, "ing", 3) == 0;
}

/* @next: first token not yet used. */
static void
run (Matcher *m, guint at, guint next)
{
  for (;;)
    {
      const Code *code = code_at (m->self, at);
      const AmendsGateToken *token;
      gboolean fits;

      if (++m->steps > MAX_STEPS)
        return;
      switch (code->op)
        {
        case OP_MATCH:
          m->best = MAX (m->best, next);
          return;
        case OP_SPLIT:
          run (m, at + 1, next);
          at = code->argument;
          continue;
        case OP_JUMP:
          at = code->argument;
          continue;
        default:
          break;
        }
      if (next >= m->tokens->tokens->len)
        return;
      token = amends_gate_tokens_at (m->tokens, next);
      if (token->quoted || token->sentence != m->sentence)
        return;
      if (code->op == OP_TIME)
        {
          if (m->time_last[next] == 0)
            return;
          next = m->time_last[next];
          at++;
          continue;
        }
      fits = code->op == OP_TOKEN    ? token->id == code->argument
             : code->op == OP_NUMBER ? token->kind == AMENDS_GATE_TOKEN_NUMBER
             : code->op == OP_ING    ? ends_in_ing (m->tokens, token)
             : code->op == OP_WORD   ? token->kind != AMENDS_GATE_TOKEN_PUNCT
             : code->op == OP_NAME   ? token->capital && !token->upper
                                     : TRUE;
      if (!fits)
        return;
      next++;
      at++;
    }
}

static void
try_programs (Matcher *m, const GArray *numbers, guint first, GArray *hits)
{
  for (guint i = 0; numbers && i < numbers->len; i++)
    {
      guint number = g_array_index (numbers, guint, i);
      const Program *program = &g_array_index (m->self->programs, Program, number);

      m->best = 0;
      m->steps = 0;
      run (m, program->start, first);
      if (m->best > first)
        {
          AmendsGateHit hit = { program->list, number, first, m->best - 1 };
          g_array_append_val (hits, hit);
        }
    }
}

GArray *
amends_gate_patterns_match (AmendsGatePatterns *self,
                            const AmendsGateTokens *tokens,
                            const GArray *times)
{
  GArray *hits = g_array_new (FALSE, FALSE, sizeof (AmendsGateHit));
  guint n = tokens->tokens->len;
  g_autofree guint *time_last = g_new0 (guint, n + 1);
  Matcher m = { self, tokens, time_last, 0, 0, 0 };

  for (guint i = 0; i < times->len; i++)
    {
      const AmendsGateTokenSpan *span = &g_array_index (times, AmendsGateTokenSpan, i);
      time_last[span->first] = span->last + 1;
    }
  for (guint i = 0; i < n; i++)
    {
      const AmendsGateToken *token = amends_gate_tokens_at (tokens, i);

      if (token->quoted)
        continue;
      m.sentence = token->sentence;
      if (token->id)
        try_programs (&m, g_ptr_array_index (self->by_token, token->id), i, hits);
      if (token->kind == AMENDS_GATE_TOKEN_NUMBER)
        try_programs (&m, self->by_number, i, hits);
      if (time_last[i])
        try_programs (&m, self->by_time, i, hits);
      if (token->kind != AMENDS_GATE_TOKEN_PUNCT)
        try_programs (&m, self->by_word, i, hits);
    }
  return hits;
}
