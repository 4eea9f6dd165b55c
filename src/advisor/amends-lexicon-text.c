/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cuts a text into the tokens that the lexicon is matched against. */

#include "config.h"

#include "amends-lexicon-text.h"

#include <string.h>

#include "amends-text.h"

/* A longer run of letters is no word of any vocabulary. */
#define WORD_BYTES 64

struct _AmendsVocabulary
{
  guint *slots; /* (owned): number of a word, 0 for free; a power of two of them */
  guint n_slots;
  GPtrArray *words; /* (owned) (element-type utf8): by number - AMENDS_LEXICON_ID_FIRST */
  GArray *lengths;  /* (owned) (element-type gsize) */
  GArray *numbers;  /* (owned) (element-type double): what a word counts, by number; may be short */
};

typedef struct
{
  AmendsLexiconText *text;
  const AmendsVocabulary *vocabulary;
  gunichar *folded; /* (owned) */
  guint room;       /* for tokens */
  guint clause;
  guint sentence;
} Cutter;

/* What a contraction stands for; the second part begins after the first @split letters. */
typedef struct
{
  const char *form;
  const char *first;
  const char *second;
  guint split;
} Contraction;

static const Contraction contractions[] = {
  { "can't", "can", "not", 3 },     { "cant", "can", "not", 3 },
  { "cannot", "can", "not", 3 },    { "won't", "will", "not", 2 },
  { "wont", "will", "not", 2 },     { "dont", "do", "not", 2 },
  { "doesnt", "does", "not", 4 },   { "didnt", "did", "not", 3 },
  { "isnt", "is", "not", 2 },       { "arent", "are", "not", 3 },
  { "wasnt", "was", "not", 3 },     { "werent", "were", "not", 4 },
  { "havent", "have", "not", 4 },   { "hasnt", "has", "not", 3 },
  { "hadnt", "had", "not", 3 },     { "shouldnt", "should", "not", 6 },
  { "wouldnt", "would", "not", 5 }, { "couldnt", "could", "not", 5 },
  { "shan't", "shall", "not", 3 },  { "ain't", "is", "not", 2 },
  { "aint", "is", "not", 2 },       { "im", "i", "am", 1 },
  { "ive", "i", "have", 1 },        { "gonna", "going", "to", 3 },
  { "wanna", "want", "to", 3 },     { "gotta", "got", "to", 3 },
  { "youre", "you", "are", 3 },     { "theyre", "they", "are", 4 },
  { "let's", "let", "us", 3 },
};

/* What follows the apostrophe, and the word it stands for. */
static const struct
{
  const char *form;
  const char *word;
} endings[] = {
  { "m", "am" },    { "re", "are" }, { "ve", "have" }, { "ll", "will" },
  { "d", "would" }, { "s", "'s" },   { "s", "is" },
};

/* After these "'s" is "is"; after others it may be a genitive. */
static const char *const before_is[] = {
  "it", "that", "there", "this", "what", "he", "she", "here", "who", "how", "where", "nothing",
};

static guint
hash_bytes (const char *word, gsize length)
{
  guint hash = 2166136261u;

  for (gsize i = 0; i < length; i++)
    hash = (hash ^ (guchar) word[i]) * 16777619u;
  return hash ^ (hash >> 15);
}

/* The slot that holds @word, or the free one where it belongs. */
static guint
find_slot (const AmendsVocabulary *self, const char *word, gsize length)
{
  guint slot = hash_bytes (word, length) & (self->n_slots - 1);

  while (self->slots[slot] != 0)
    {
      guint index = self->slots[slot] - AMENDS_LEXICON_ID_FIRST;

      if (g_array_index (self->lengths, gsize, index) == length &&
          memcmp (g_ptr_array_index (self->words, index), word, length) == 0)
        return slot;
      slot = (slot + 1) & (self->n_slots - 1);
    }
  return slot;
}

AmendsVocabulary *
amends_vocabulary_new (void)
{
  AmendsVocabulary *self = g_new0 (AmendsVocabulary, 1);

  self->n_slots = 4096;
  self->slots = g_new0 (guint, self->n_slots);
  self->words = g_ptr_array_new_with_free_func (g_free);
  self->lengths = g_array_new (FALSE, FALSE, sizeof (gsize));
  self->numbers = g_array_new (FALSE, TRUE, sizeof (double));
  /* What contractions stand for must have its number before any contraction is seen. */
  for (guint i = 0; i < G_N_ELEMENTS (contractions); i++)
    {
      amends_vocabulary_add (self, contractions[i].first, strlen (contractions[i].first));
      amends_vocabulary_add (self, contractions[i].second, strlen (contractions[i].second));
    }
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    amends_vocabulary_add (self, endings[i].word, strlen (endings[i].word));
  return self;
}

void
amends_vocabulary_free (AmendsVocabulary *self)
{
  if (self == NULL)
    return;
  g_free (self->slots);
  g_ptr_array_unref (self->words);
  g_array_unref (self->lengths);
  g_array_unref (self->numbers);
  g_free (self);
}

guint
amends_vocabulary_lookup (const AmendsVocabulary *self, const char *word, gsize length)
{
  return self->slots[find_slot (self, word, length)];
}

static void
grow (AmendsVocabulary *self)
{
  g_free (self->slots);
  self->n_slots *= 2;
  self->slots = g_new0 (guint, self->n_slots);
  for (guint i = 0; i < self->words->len; i++)
    {
      guint slot = find_slot (self, g_ptr_array_index (self->words, i),
                              g_array_index (self->lengths, gsize, i));

      self->slots[slot] = AMENDS_LEXICON_ID_FIRST + i;
    }
}

guint
amends_vocabulary_add (AmendsVocabulary *self, const char *word, gsize length)
{
  guint slot = find_slot (self, word, length);

  if (self->slots[slot] != 0)
    return self->slots[slot];
  g_ptr_array_add (self->words, g_strndup (word, length));
  g_array_append_val (self->lengths, length);
  self->slots[slot] = AMENDS_LEXICON_ID_FIRST + self->words->len - 1;
  if (self->words->len * 2 > self->n_slots)
    grow (self);
  return AMENDS_LEXICON_ID_FIRST + self->words->len - 1;
}

void
amends_vocabulary_set_number (AmendsVocabulary *self, const char *word, double number)
{
  guint index = amends_vocabulary_add (self, word, strlen (word)) - AMENDS_LEXICON_ID_FIRST;

  if (self->numbers->len <= index)
    g_array_set_size (self->numbers, index + 1);
  g_array_index (self->numbers, double, index) = number;
}

/* What the word @id counts; 0 when it is no number. */
static double
number_of (const AmendsVocabulary *self, guint id)
{
  guint index = id - AMENDS_LEXICON_ID_FIRST;

  return id >= AMENDS_LEXICON_ID_FIRST && index < self->numbers->len
             ? g_array_index (self->numbers, double, index)
             : 0;
}

gunichar
amends_lexicon_fold (gunichar c)
{
  if (c < 0x80)
    return c >= 'A' && c <= 'Z' ? c + 32 : c;
  if (c == 0x2018 || c == 0x2019 || c == 0x02BC || c == 0x00B4)
    return '\'';
  if (c >= 0xFF01 && c <= 0xFF5E)
    return amends_lexicon_fold (c - 0xFEE0);
  if (c == 0x3000 || c == 0x00A0)
    return ' ';
  return g_unichar_tolower (c);
}

static void
decode (AmendsLexiconText *self, const char *text, Cutter *cutter)
{
  gsize length = strlen (text);
  const char *end = text + length;

  self->chars = g_new (gunichar, length + 1);
  cutter->folded = g_new (gunichar, length + 1);
  for (const char *p = text; p < end;)
    {
      gunichar c = (guchar) *p;

      if (c < 0x80)
        p++;
      else
        {
          c = g_utf8_get_char_validated (p, end - p);
          if (c == (gunichar) -1 || c == (gunichar) -2)
            {
              c = 0xFFFD;
              p++;
            }
          else
            p = g_utf8_next_char (p);
        }
      self->chars[self->n_chars] = c;
      cutter->folded[self->n_chars++] = amends_lexicon_fold (c);
    }
  self->chars[self->n_chars] = cutter->folded[self->n_chars] = 0;
}

static AmendsLexiconToken *
add_token (Cutter *cutter, AmendsLexiconTokenType type, guint start, guint end)
{
  AmendsLexiconText *text = cutter->text;
  AmendsLexiconToken *token;

  if (text->n_tokens == cutter->room)
    {
      cutter->room = cutter->room * 2 + 32;
      text->tokens = g_renew (AmendsLexiconToken, text->tokens, cutter->room);
    }
  token = &text->tokens[text->n_tokens++];
  *token = (AmendsLexiconToken){
    .start = start,
    .end = end,
    .type = type,
    .clause = cutter->clause,
    .sentence = cutter->sentence,
  };
  if (type == AMENDS_LEXICON_TOKEN_COMMA || type == AMENDS_LEXICON_TOKEN_STOP)
    cutter->clause++;
  if (type == AMENDS_LEXICON_TOKEN_STOP)
    cutter->sentence++;
  return token;
}

static void
add_known (Cutter *cutter, const char *word, guint start, guint end)
{
  AmendsLexiconToken *token = add_token (cutter, AMENDS_LEXICON_TOKEN_WORD, start, end);

  token->id = amends_vocabulary_lookup (cutter->vocabulary, word, strlen (word));
}

static const char *
find_ending (const char *first, const char *rest)
{
  if (g_str_equal (rest, "s"))
    {
      for (guint i = 0; i < G_N_ELEMENTS (before_is); i++)
        if (g_str_equal (before_is[i], first))
          return "is";
      return "'s";
    }
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_str_equal (endings[i].form, rest))
      return endings[i].word;
  return rest;
}

/* "don't", "we'll", "that's" as two words each; FALSE if @word is no contraction. */
static gboolean
add_contraction (Cutter *cutter, const char *word, gsize length, guint start, guint end)
{
  const char *apostrophe = memchr (word, '\'', length);
  g_autofree char *first = NULL;
  const char *rest;

  for (guint i = 0; i < G_N_ELEMENTS (contractions); i++)
    {
      const Contraction *known = &contractions[i];

      if (*known->form != *word || strcmp (known->form, word) != 0)
        continue;
      add_known (cutter, known->first, start, start + known->split);
      add_known (cutter, known->second, start + known->split, end);
      return TRUE;
    }
  if (apostrophe == NULL || apostrophe == word || length - (apostrophe - word) > 4)
    return FALSE;

  rest = apostrophe + 1;
  if (g_str_equal (rest, "t") && apostrophe[-1] == 'n' && apostrophe - word > 1)
    {
      first = g_strndup (word, apostrophe - word - 1);
      add_known (cutter, first, start, end - 3);
      add_known (cutter, "not", end - 3, end);
      return TRUE;
    }
  first = g_strndup (word, apostrophe - word);
  add_known (cutter, first, start, end - strlen (rest) - 1);
  add_known (cutter, find_ending (first, rest), end - strlen (rest) - 1, end);
  return TRUE;
}

static gboolean
is_letter (gunichar c)
{
  if (c < 0x80)
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  return !amends_text_is_cjk (c) && (g_unichar_isalnum (c) || g_unichar_ismark (c));
}

static gboolean
is_digit (gunichar c)
{
  return c >= '0' && c <= '9';
}

/* What stands between spaces is an address: "http://…", "www.…", "@name", "a@b.c". */
static gboolean
is_address (const Cutter *cutter, guint at, guint *end)
{
  const gunichar *c = cutter->folded;
  gboolean address = c[at] == '@';

  for (*end = at; c[*end] != 0 && c[*end] < 0x2E80 && !g_unichar_isspace (c[*end]); *end += 1)
    {
      if ((c[*end] == '@' && *end > at) || (c[*end] == ':' && c[*end + 1] == '/'))
        address = TRUE;
    }
  return address || (c[at] == 'w' && c[at + 1] == 'w' && c[at + 2] == 'w' && c[at + 3] == '.');
}

static guint
cut_number (Cutter *cutter, guint at)
{
  const gunichar *c = cutter->folded;
  guint end = at;
  char word[WORD_BYTES];
  gsize length = 0;
  AmendsLexiconToken *token;

  while (is_digit (c[end]) || ((c[end] == ',' || c[end] == '.') && is_digit (c[end + 1])))
    {
      if (length < sizeof word)
        word[length++] = (char) c[end];
      end++;
    }
  token = add_token (cutter, AMENDS_LEXICON_TOKEN_NUMBER, at, end);
  token->id = amends_vocabulary_lookup (cutter->vocabulary, word, length);
  return end;
}

static guint
cut_word (Cutter *cutter, guint at)
{
  const gunichar *c = cutter->folded;
  char word[WORD_BYTES + 8];
  gsize length = 0;
  guint end = at;
  guint upper = 0;

  while (is_letter (c[end]) || (c[end] == '\'' && end > at && is_letter (c[end + 1])))
    {
      if (length < WORD_BYTES)
        length += c[end] < 0x80 ? (word[length] = (char) c[end], 1)
                                : g_unichar_to_utf8 (c[end], word + length);
      upper += g_unichar_isupper (cutter->text->chars[end]) ? 1 : 0;
      end++;
    }
  word[length] = '\0';
  cutter->text->n_words++;

  if (!add_contraction (cutter, word, length, at, end))
    {
      AmendsLexiconToken *token = add_token (cutter, AMENDS_LEXICON_TOKEN_WORD, at, end);

      token->id = amends_vocabulary_lookup (cutter->vocabulary, word, length);
      token->upper = upper >= 3 && upper == end - at;
      cutter->text->n_upper += token->upper;
    }
  return end;
}

/* One character that stands for itself. */
static guint
cut_character (Cutter *cutter, AmendsLexiconTokenType type, guint at)
{
  char word[8];
  gsize length = g_unichar_to_utf8 (cutter->folded[at], word);
  AmendsLexiconToken *token = add_token (cutter, type, at, at + 1);

  token->id = amends_vocabulary_lookup (cutter->vocabulary, word, length);
  return at + 1;
}

/* ":(" and its kin, as ":(" or ":)"; 0 if there is none at @at. */
static guint
cut_emoticon (Cutter *cutter, guint at)
{
  const gunichar *c = cutter->folded;
  guint mouth = at + 1;
  gboolean sad, glad;

  if (c[at] != ':' && c[at] != ';' && c[at] != '=')
    return 0;
  if (c[mouth] == '-' || c[mouth] == '\'')
    mouth++;
  sad = c[mouth] == '(' || (c[mouth] == '/' && c[mouth + 1] != '/') || c[mouth] == '@';
  glad = c[mouth] == ')' || (c[mouth] == 'd' && !is_letter (c[mouth + 1]));
  if (!sad && !glad)
    return 0;
  add_token (cutter, AMENDS_LEXICON_TOKEN_SYMBOL, at, mouth + 1)->id =
      amends_vocabulary_lookup (cutter->vocabulary, sad ? ":(" : ":)", 2);
  return mouth + 1;
}

/* "2. " and "2) " number an item; "06:40" at the start of a wrapped line does not. */
static gboolean
is_list_number (const gunichar *c)
{
  guint n = 0;

  while (is_digit (c[n]))
    n++;
  return n > 0 && (c[n] == '.' || c[n] == ')' || c[n] == 0x3001) && !is_digit (c[n + 1]);
}

/* A line break ends a sentence when a blank line, a list item or a quotation follows. */
static guint
cut_break (Cutter *cutter, guint at)
{
  const gunichar *c = cutter->folded;
  guint next = at + 1;

  while (c[next] == ' ' || c[next] == '\t' || c[next] == '\r')
    next++;
  if (c[next] == '\n' || c[next] == '-' || c[next] == '*' || c[next] == '>' || c[next] == 0x2022 ||
      is_list_number (c + next))
    add_token (cutter, AMENDS_LEXICON_TOKEN_STOP, at, at + 1);
  return at + 1;
}

static guint
cut_punctuation (Cutter *cutter, guint at)
{
  const gunichar *c = cutter->folded;
  guint end = cut_emoticon (cutter, at);

  if (end > 0)
    return end;
  switch (c[at])
    {
    case '\n':
      return cut_break (cutter, at);
    case '!':
      cutter->text->n_exclamations++;
      add_token (cutter, AMENDS_LEXICON_TOKEN_STOP, at, at + 1);
      break;
    case '?':
      cutter->text->n_questions++;
      add_token (cutter, AMENDS_LEXICON_TOKEN_STOP, at, at + 1);
      break;
    case '.':
    case ';':
    case 0x3002: /* 。 */
    case 0x2026: /* … */
      add_token (cutter, AMENDS_LEXICON_TOKEN_STOP, at, at + 1);
      break;
    case ',':
    case ':':
    case '(':
    case ')':
    case 0x3001: /* 、 */
    case 0x2014: /* — */
      add_token (cutter, AMENDS_LEXICON_TOKEN_COMMA, at, at + 1);
      break;
    default:
      if (c[at] >= 0x1F300 || (c[at] >= 0x2600 && c[at] <= 0x27BF))
        return cut_character (cutter, AMENDS_LEXICON_TOKEN_SYMBOL, at);
    }
  return at + 1;
}

void
amends_lexicon_text_init (AmendsLexiconText *self,
                          const char *text,
                          const AmendsVocabulary *vocabulary)
{
  Cutter cutter = { .text = self, .vocabulary = vocabulary };
  const gunichar *c;
  guint at = 0;

  memset (self, 0, sizeof *self);
  decode (self, text, &cutter);
  c = cutter.folded;
  while (at < self->n_chars)
    {
      gboolean starts = at == 0 || !is_letter (c[at - 1]);
      guint end;

      if (starts && (is_letter (c[at]) || c[at] == '@') && is_address (&cutter, at, &end))
        {
          add_token (&cutter, AMENDS_LEXICON_TOKEN_WORD, at, end);
          at = end;
        }
      else if (is_digit (c[at]))
        at = cut_number (&cutter, at);
      else if (is_letter (c[at]))
        at = cut_word (&cutter, at);
      else if (c[at] >= 0x2E80 && g_unichar_isalpha (c[at]) && amends_text_is_cjk (c[at]))
        {
          self->n_words++;
          self->n_cjk++;
          at = cut_character (&cutter, AMENDS_LEXICON_TOKEN_CJK, at);
        }
      else
        at = cut_punctuation (&cutter, at);
    }
  g_free (cutter.folded);
}

void
amends_lexicon_text_clear (AmendsLexiconText *self)
{
  g_clear_pointer (&self->chars, g_free);
  g_clear_pointer (&self->tokens, g_free);
  self->n_chars = self->n_tokens = 0;
}

/* Digits with grouping, and the letter that multiplies: "3,500", "50k". */
static double
read_digits (const AmendsLexiconText *self, const AmendsLexiconToken *token)
{
  char digits[32];
  guint n = 0;
  double number;
  gunichar after;

  for (guint k = token->start; k < token->end && n + 1 < sizeof digits; k++)
    {
      gunichar c = amends_lexicon_fold (self->chars[k]);

      /* A comma groups thousands unless fewer than three digits follow. */
      if (c == ',' && token->end - k > 3)
        continue;
      digits[n++] = c == ',' ? '.' : (char) c;
    }
  digits[n] = '\0';
  number = g_ascii_strtod (digits, NULL);
  after = token->end < self->n_chars ? amends_lexicon_fold (self->chars[token->end]) : 0;
  return after == 'k' ? number * 1e3 : after == 'm' ? number * 1e6 : number;
}

guint
amends_lexicon_text_number_length (const AmendsLexiconText *self,
                                   const AmendsVocabulary *vocabulary,
                                   guint token)
{
  guint at = token;

  for (; at < self->n_tokens; at++)
    {
      const AmendsLexiconToken *here = &self->tokens[at];

      if (here->type == AMENDS_LEXICON_TOKEN_NUMBER ? at > token
                                                    : number_of (vocabulary, here->id) <= 0)
        break;
    }
  return at - token;
}

double
amends_lexicon_text_read_number (const AmendsLexiconText *self,
                                 const AmendsVocabulary *vocabulary,
                                 guint token)
{
  guint n = amends_lexicon_text_number_length (self, vocabulary, token);
  double total = 0, section = 0, pending = 0;

  for (guint i = token; i < token + n; i++)
    {
      const AmendsLexiconToken *here = &self->tokens[i];
      gboolean han = here->type == AMENDS_LEXICON_TOKEN_CJK;
      double value = here->type == AMENDS_LEXICON_TOKEN_NUMBER ? read_digits (self, here)
                                                               : number_of (vocabulary, here->id);

      /* "Thousand" closes what stands before it, 万 does; "hundred", 十, 百 and 千 multiply. */
      if (here->type != AMENDS_LEXICON_TOKEN_NUMBER && value >= (han ? 1e4 : 1e3))
        {
          total += MAX (section + pending, 1) * value;
          section = pending = 0;
        }
      else if (here->type != AMENDS_LEXICON_TOKEN_NUMBER && value >= (han ? 10 : 100))
        {
          section += MAX (pending, 1) * value;
          pending = 0;
        }
      else
        pending += value;
    }
  return total + section + pending;
}

char *
amends_lexicon_text_dup (const AmendsLexiconText *self, guint start, guint end)
{
  g_return_val_if_fail (start <= end && end <= self->n_chars, NULL);

  return g_ucs4_to_utf8 (self->chars + start, end - start, NULL, NULL, NULL);
}
