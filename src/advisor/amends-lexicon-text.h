/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Ids below this one are not words of a vocabulary. */
typedef enum
{
  AMENDS_LEXICON_ID_UNKNOWN,
  AMENDS_LEXICON_ID_GAP,    /* up to four words or six characters */
  AMENDS_LEXICON_ID_NUMBER, /* digits */
  AMENDS_LEXICON_ID_FIRST,
} AmendsLexiconId;

typedef enum
{
  AMENDS_LEXICON_TOKEN_WORD,
  AMENDS_LEXICON_TOKEN_NUMBER,
  AMENDS_LEXICON_TOKEN_CJK,    /* one character */
  AMENDS_LEXICON_TOKEN_SYMBOL, /* emoji, emoticon */
  AMENDS_LEXICON_TOKEN_COMMA,  /* ends a clause */
  AMENDS_LEXICON_TOKEN_STOP,   /* ends a sentence */
} AmendsLexiconTokenType;

typedef struct
{
  guint start; /* code points of the text */
  guint end;
  guint id;
  guint clause;
  guint sentence;
  guint8 type;   /* AmendsLexiconTokenType */
  guint8 upper;  /* a word of three letters or more, all capitals */
  guint8 silent; /* not the writer's own words now: quoted history, signature */
} AmendsLexiconToken;

/**
 * AmendsLexiconText:
 * A text cut into words, numbers and Chinese characters. Offsets are code points of the text as it
 * came; every code point is folded by itself, so that they hold.
 */
typedef struct
{
  gunichar *chars; /* (owned): as written; an invalid byte is U+FFFD */
  guint n_chars;
  AmendsLexiconToken *tokens; /* (owned) */
  guint n_tokens;
  guint n_words; /* words and Chinese characters */
  guint n_upper;
  guint n_cjk;
  guint n_exclamations;
  guint n_questions;
} AmendsLexiconText;

/**
 * AmendsVocabulary:
 * Words and their numbers. Filled by one thread, then only read.
 */
typedef struct _AmendsVocabulary AmendsVocabulary;

AmendsVocabulary *amends_vocabulary_new (void);
void amends_vocabulary_free (AmendsVocabulary *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmendsVocabulary, amends_vocabulary_free)
/* The id of the folded @word, AMENDS_LEXICON_ID_UNKNOWN when it is not in it. */
guint amends_vocabulary_lookup (const AmendsVocabulary *self, const char *word, gsize length);
guint amends_vocabulary_add (AmendsVocabulary *self, const char *word, gsize length);

/* @word stands for @number: "twelve", "百". */
void amends_vocabulary_set_number (AmendsVocabulary *self, const char *word, double number);

/* Lower case, full-width to ASCII, curly to straight quotes: one code point for one. */
gunichar amends_lexicon_fold (gunichar c);

/**
 * amends_lexicon_text_init:
 * @self: (out caller-allocates): to be cleared with amends_lexicon_text_clear()
 * @vocabulary: gives the tokens their ids
 *
 * Contractions are taken apart ("don't" is "do" and "not", each with its own offsets) and URLs,
 * mail addresses and @names are one unknown word. Linear in the length. Any thread.
 */
void amends_lexicon_text_init (AmendsLexiconText *self,
                               const char *text,
                               const AmendsVocabulary *vocabulary);
void amends_lexicon_text_clear (AmendsLexiconText *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AmendsLexiconText, amends_lexicon_text_clear)

/* How many tokens from @token on make up one number, in digits or words; 0 when none begins. */
guint amends_lexicon_text_number_length (const AmendsLexiconText *self,
                                         const AmendsVocabulary *vocabulary,
                                         guint token);
/* The number that begins at @token: "3,500", "50k", "2万", "three hundred and twenty", "二十四". */
double amends_lexicon_text_read_number (const AmendsLexiconText *self,
                                        const AmendsVocabulary *vocabulary,
                                        guint token);

/* (transfer full): the characters from @start to @end as UTF-8. */
char *amends_lexicon_text_dup (const AmendsLexiconText *self, guint start, guint end);

G_END_DECLS
