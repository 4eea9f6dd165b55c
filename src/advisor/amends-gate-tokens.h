/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-text.h"

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  AMENDS_GATE_TOKEN_WORD,   /* letters, with apostrophes inside */
  AMENDS_GATE_TOKEN_NUMBER, /* digits, with , and . between digits */
  AMENDS_GATE_TOKEN_CJK,    /* one character */
  AMENDS_GATE_TOKEN_PUNCT,  /* one character */
} AmendsGateTokenKind;

/* One word, number or character of a text. */
typedef struct
{
  guint start; /* bytes */
  guint end;
  guint char_start; /* code points */
  guint char_end;
  guint sentence;
  guint id; /* in the vocabulary asked, 0 when not in it */
  gunichar c;
  AmendsGateTokenKind kind;
  guint quoted : 1; /* someone else's words */
  guint spaced : 1; /* white space before */
  guint capital : 1;
  guint upper : 1;      /* two letters or more, all capitals */
  guint first : 1;      /* of its sentence */
  guint line_first : 1; /* of its line */
} AmendsGateToken;

/**
 * AmendsGateTokens:
 * A text cut into tokens, with its sentences and the words it quotes. Immutable once made.
 */
typedef struct
{
  char *text;        /* (owned): the input, invalid bytes made U+FFFD */
  GArray *tokens;    /* (owned) (element-type AmendsGateToken) */
  GArray *sentences; /* (owned) (element-type AmendsSpan): bytes */
} AmendsGateTokens;

/**
 * amends_gate_tokens_new:
 * @vocabulary: (nullable): folded word → GUINT_TO_POINTER (id)
 *
 * Quoted are: lines that begin with ">", and what stands between “ ”, " " (within a paragraph),
 * 「 」, 『 』, « » or „ “. Any thread.
 *
 * Returns: (transfer full)
 */
AmendsGateTokens *amends_gate_tokens_new (const char *text, GHashTable *vocabulary);
void amends_gate_tokens_free (AmendsGateTokens *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmendsGateTokens, amends_gate_tokens_free)

static inline const AmendsGateToken *
amends_gate_tokens_at (const AmendsGateTokens *self, guint index)
{
  return &g_array_index (self->tokens, AmendsGateToken, index);
}

/* Folds the word at @start..@end into @word: lower case, straight apostrophe; cut at @size. */
void amends_gate_fold_word (const char *start, const char *end, char *word, gsize size);
/* As above for a token of @self. */
void amends_gate_tokens_fold (const AmendsGateTokens *self, guint index, char *word, gsize size);
/* Whether token @index is the folded @word. */
gboolean amends_gate_tokens_is (const AmendsGateTokens *self, guint index, const char *word);
/* (transfer full): the text from the start of token @first to the end of token @last. */
char *amends_gate_tokens_dup (const AmendsGateTokens *self, guint first, guint last);
/* Number of code points before byte @offset. */
guint amends_gate_tokens_char_at (const AmendsGateTokens *self, guint offset);

/**
 * amends_gate_parse_number:
 * Reads digits with grouping or a decimal mark: "540,000", "1.250,50", "3.5".
 *
 * Returns: FALSE if it is none ("10.03.2026")
 */
gboolean amends_gate_parse_number (const char *start, const char *end, double *value);

G_END_DECLS
