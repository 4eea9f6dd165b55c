/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether an approver's answer says yes or no, and the signs of money in it. */

#include "config.h"

#include "amends-goodwill-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "amends-input-error.h"
#include "amends-money.h"
#include "amends-text.h"

typedef enum
{
  LIST_DECLINE_WORDS,   /* a whole clause */
  LIST_DECLINE_PHRASES, /* anywhere */
  LIST_NOT_DECLINE,     /* look like declining and are not */
  LIST_APPROVE_WORDS,
  LIST_APPROVE_PHRASES,
  LIST_MONTHS,
  N_LISTS,
} List;

static const char *const list_names[N_LISTS] = {
  "decline_words", "decline_phrases", "not_decline",
  "approve_words", "approve_phrases", "month_words",
};

typedef struct
{
  char *word;       /* (owned): folded */
  char currency[4]; /* "" for a multiple */
  double factor;
} Mark;

struct _AmendsGoodwillWords
{
  GPtrArray *lists[N_LISTS]; /* (owned) (element-type utf8): folded */
  GArray *marks;             /* (owned) (element-type Mark) */
};

static void
clear_mark (gpointer data)
{
  g_free (((Mark *) data)->word);
}

void
amends_goodwill_words_free (AmendsGoodwillWords *self)
{
  for (guint i = 0; i < N_LISTS; i++)
    g_ptr_array_unref (self->lists[i]);
  g_array_unref (self->marks);
  g_free (self);
}

/* Straight apostrophes, so that "can’t" is "can't". */
static char *
fold (const char *text)
{
  g_autofree char *folded = amends_text_fold (text);
  GString *out = g_string_new (folded);

  g_string_replace (out, "’", "'", 0);
  return g_string_free (out, FALSE);
}

/* --- Reading ---------------------------------------------------------------------------------- */

AmendsGoodwillWords *
amends_goodwill_words_read (AmendsJsonReader *reader)
{
  AmendsGoodwillWords *self = g_new0 (AmendsGoodwillWords, 1);
  gboolean entered = amends_json_reader_enter_object (reader, "reply", AMENDS_JSON_REQUIRED);

  self->marks = g_array_new (FALSE, FALSE, sizeof (Mark));
  g_array_set_clear_func (self->marks, clear_mark);
  for (guint i = 0; i < N_LISTS; i++)
    {
      g_auto (GStrv) words = NULL;

      self->lists[i] = g_ptr_array_new_with_free_func (g_free);
      if (entered)
        words = amends_json_reader_dup_strv (reader, list_names[i], AMENDS_JSON_REQUIRED);
      for (guint j = 0; words && words[j]; j++)
        g_ptr_array_add (self->lists[i], fold (words[j]));
    }
  if (entered)
    amends_json_reader_leave (reader);
  return self;
}

static void
add_mark (AmendsGoodwillWords *self, const char *word, const char *currency, double factor)
{
  Mark mark = { .word = fold (word), .factor = factor };

  g_strlcpy (mark.currency, currency, sizeof mark.currency);
  g_array_append_val (self->marks, mark);
}

void
amends_goodwill_words_read_marks (AmendsGoodwillWords *self, AmendsJsonReader *reader)
{
  g_autoptr (GPtrArray) codes = NULL;
  guint n;

  if (amends_json_reader_enter_object (reader, "currencies", AMENDS_JSON_REQUIRED))
    {
      codes = amends_json_reader_list_members (reader);
      for (guint i = 0; i < codes->len; i++)
        {
          const char *code = g_ptr_array_index (codes, i);
          g_auto (GStrv) signs = amends_json_reader_dup_strv (reader, code, AMENDS_JSON_REQUIRED);

          for (guint j = 0; signs && signs[j]; j++)
            add_mark (self, signs[j], code, 1.0);
        }
      amends_json_reader_leave (reader);
    }
  if (!amends_json_reader_enter_array (reader, "multiples", AMENDS_JSON_REQUIRED))
    return;
  n = amends_json_reader_get_count (reader);
  for (guint i = 0; i < n && amends_json_reader_at (reader, i); i++)
    {
      g_autofree char *word = amends_json_reader_dup_string (reader, "word", AMENDS_JSON_REQUIRED);

      if (word)
        add_mark (self, word, "",
                  amends_json_reader_get_double (reader, "factor", AMENDS_JSON_REQUIRED, 1.0, 1e12,
                                                 1.0));
      amends_json_reader_leave (reader);
    }
  amends_json_reader_leave (reader);
}

/* --- Finding ---------------------------------------------------------------------------------- */

/* Letters that are written without spaces between words have no ends of words. */
static gboolean
ends_word (gunichar before, gunichar after)
{
  return !g_unichar_isalnum (before) || !g_unichar_isalnum (after) || amends_text_is_cjk (before) ||
         amends_text_is_cjk (after);
}

static gboolean
stands_alone (const char *text, const char *at, gsize length)
{
  const char *end = at + length;
  gunichar first = g_utf8_get_char (at);
  gunichar last = g_utf8_get_char (g_utf8_prev_char (end));

  return (at == text || ends_word (g_utf8_get_char (g_utf8_prev_char (at)), first)) &&
         (*end == '\0' || ends_word (last, g_utf8_get_char (end)));
}

/* (transfer none) (nullable): where @phrase stands in @text as words. */
static const char *
find_phrase (const char *text, const char *phrase)
{
  gsize length = strlen (phrase);

  for (const char *at = strstr (text, phrase); at; at = strstr (at + 1, phrase))
    if (stands_alone (text, at, length))
      return at;
  return NULL;
}

static const char *
find_any (const GPtrArray *phrases, const char *text)
{
  for (guint i = 0; i < phrases->len; i++)
    if (find_phrase (text, g_ptr_array_index (phrases, i)))
      return g_ptr_array_index (phrases, i);
  return NULL;
}

/* (transfer full): @text without what only looks like declining. */
static char *
mask (const GPtrArray *phrases, const char *text)
{
  char *masked = g_strdup (text);

  for (guint i = 0; i < phrases->len; i++)
    {
      const char *phrase = g_ptr_array_index (phrases, i);
      const char *at;

      while ((at = find_phrase (masked, phrase)) != NULL)
        memset (masked + (at - masked), '~', strlen (phrase));
    }
  return masked;
}

static gboolean
is_stop (gunichar c)
{
  return c == '\n' || (g_unichar_ispunct (c) && c != '\'' && c != '~');
}

/* A clause of @text that is one of @words and nothing else; (transfer none) (nullable). */
static const char *
find_clause (const GPtrArray *words, const char *text)
{
  const char *start = text;

  while (*start)
    {
      const char *end = start;
      g_autofree char *clause = NULL;

      while (*end && !is_stop (g_utf8_get_char (end)))
        end = g_utf8_next_char (end);
      clause = g_strstrip (g_strndup (start, (gsize) (end - start)));
      for (guint i = 0; i < words->len; i++)
        if (g_str_equal (clause, g_ptr_array_index (words, i)))
          return g_ptr_array_index (words, i);
      start = *end ? g_utf8_next_char (end) : end;
    }
  return NULL;
}

static AmendsGoodwillAnswer
read_sentence (AmendsGoodwillWords *self, const char *sentence, const char **words)
{
  g_autofree char *text = fold (sentence);
  g_autofree char *masked = mask (self->lists[LIST_NOT_DECLINE], text);

  *words = find_any (self->lists[LIST_DECLINE_PHRASES], masked);
  if (*words == NULL)
    *words = find_clause (self->lists[LIST_DECLINE_WORDS], masked);
  if (*words)
    return AMENDS_GOODWILL_ANSWER_NO;
  /* "Approved?" asks. */
  if (g_str_has_suffix (g_strchomp (text), "?"))
    return AMENDS_GOODWILL_ANSWER_UNCLEAR;
  *words = find_any (self->lists[LIST_APPROVE_PHRASES], text);
  if (*words == NULL)
    *words = find_clause (self->lists[LIST_APPROVE_WORDS], text);
  return *words ? AMENDS_GOODWILL_ANSWER_YES : AMENDS_GOODWILL_ANSWER_UNCLEAR;
}

AmendsGoodwillAnswer
amends_goodwill_words_read_answer (AmendsGoodwillWords *self, const char *text, char **words)
{
  g_autoptr (GArray) sentences = amends_text_split_sentences (text);

  if (words)
    *words = NULL;
  for (guint i = 0; i < sentences->len; i++)
    {
      const AmendsSpan *span = &g_array_index (sentences, AmendsSpan, i);
      g_autofree char *sentence = g_strndup (text + span->start, span->end - span->start);
      const char *found = NULL;
      AmendsGoodwillAnswer answer = read_sentence (self, sentence, &found);

      if (answer == AMENDS_GOODWILL_ANSWER_UNCLEAR)
        continue;
      if (words)
        *words = g_strdup (found);
      return answer;
    }
  return AMENDS_GOODWILL_ANSWER_UNCLEAR;
}

gboolean
amends_goodwill_words_is_month (AmendsGoodwillWords *self, const char *word)
{
  for (guint i = 0; i < self->lists[LIST_MONTHS]->len; i++)
    {
      const char *month = g_ptr_array_index (self->lists[LIST_MONTHS], i);

      if (g_str_has_prefix (word, month) && stands_alone (word, word, strlen (month)))
        return TRUE;
    }
  return FALSE;
}

const char *
amends_goodwill_words_find_mark (AmendsGoodwillWords *self,
                                 const char *word,
                                 double *factor,
                                 gsize *length)
{
  const Mark *best = NULL;

  for (guint i = 0; i < self->marks->len; i++)
    {
      const Mark *mark = &g_array_index (self->marks, Mark, i);
      gsize n = strlen (mark->word);

      if (g_str_has_prefix (word, mark->word) && stands_alone (word, word, n) &&
          (best == NULL || n > strlen (best->word)))
        best = mark;
    }
  if (best == NULL)
    return NULL;
  *factor = best->factor;
  *length = strlen (best->word);
  return best->currency;
}
