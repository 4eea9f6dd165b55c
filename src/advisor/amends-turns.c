/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A linear model over turns of phrase. */

#include "config.h"

#include "amends-turns.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "amends-input-error.h"

/* A turn has at most so many words. */
#define MAX_WORDS 3
/* A text of more words than LONG is read in parts of at least PART. */
#define LONG 60
#define PART 12
/* No turn decides more than a whole message. */
#define MAX_WEIGHT 100.0f
/* Longer words are told apart by their beginning. */
#define MAX_LETTERS 32

static const char *const turn_names[AMENDS_N_TURNS] = {
  "leave",      "complaint",    "anger",     "severity", "technical",
  "commercial", "relationship", "executive", "legal",
};

/* The turns of one language, in an open hash table. */
typedef struct
{
  guint64 *keys;                    /* (owned); 0: free */
  float (*weights)[AMENDS_N_TURNS]; /* (owned): beside the keys */
  guint n_slots;                    /* a power of two */
  double bias[AMENDS_N_TURNS];
} Model;

struct _AmendsTurns
{
  Model *models[2]; /* (owned) (nullable): of words, of Chinese */
};

/* One word of the text that takes part. */
typedef struct
{
  guint64 hash;
  guint token;
  guint sentence;
} Unit;

static void
model_free (Model *model)
{
  g_free (model->keys);
  g_free (model->weights);
  g_free (model);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Model, model_free)

void
amends_turns_free (AmendsTurns *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->models); i++)
    g_clear_pointer (&self->models[i], model_free);
  g_free (self);
}

/* --- Words --- */

static guint
trim (const gunichar *letters, guint n, const char *ending, guint at_least)
{
  guint length = strlen (ending);

  if (n < at_least + length)
    return n;
  for (guint i = 0; i < length; i++)
    if (letters[n - length + i] != (gunichar) ending[i])
      return n;
  return n - length;
}

/* The letters by which a token is known: folded, without English endings. */
static guint
read_letters (const AmendsLexiconText *text, const AmendsLexiconToken *token, gunichar *letters)
{
  guint n = 0, whole;

  if (token->type == AMENDS_LEXICON_TOKEN_NUMBER)
    {
      letters[0] = '#';
      return 1;
    }
  for (guint i = token->start; i < token->end && n < MAX_LETTERS; i++)
    letters[n++] = amends_lexicon_fold (text->chars[i]);
  if (token->type != AMENDS_LEXICON_TOKEN_WORD)
    return n;
  whole = n;
  n = trim (letters, n, "s", 3);
  if (n < whole && letters[n - 1] == 's')
    n = whole;
  whole = n;
  n = trim (letters, n, "ing", 3);
  if (n == whole)
    n = trim (letters, n, "ed", 3);
  return trim (letters, n, "e", 3);
}

static guint64
hash_letters (const gunichar *letters, guint n)
{
  guint64 hash = G_GUINT64_CONSTANT (14695981039346656037);

  for (guint i = 0; i < n; i++)
    hash = (hash ^ letters[i]) * G_GUINT64_CONSTANT (1099511628211);
  return hash;
}

/* The hash of a turn from those of its words, never 0. */
static guint64
join (guint64 turn, guint64 word)
{
  turn = (turn ^ (word + G_GUINT64_CONSTANT (0x9e3779b97f4a7c15) + (turn << 6) + (turn >> 2))) *
         G_GUINT64_CONSTANT (0xff51afd7ed558ccd);
  return turn ^ (turn >> 33) ? turn ^ (turn >> 33) : 1;
}

static gboolean
takes_part (const AmendsLexiconText *text, const AmendsLexiconToken *token)
{
  if (token->silent || token->type == AMENDS_LEXICON_TOKEN_COMMA)
    return FALSE;
  /* Of the marks only those that carry a tone. */
  return token->type != AMENDS_LEXICON_TOKEN_STOP ||
         strchr ("?!", (int) MIN (amends_lexicon_fold (text->chars[token->start]), 0x7f)) != NULL;
}

/* (transfer full) (element-type Unit) */
static GArray *
list_units (const AmendsLexiconText *text)
{
  GArray *units = g_array_sized_new (FALSE, FALSE, sizeof (Unit), text->n_tokens);

  for (guint i = 0; i < text->n_tokens; i++)
    {
      const AmendsLexiconToken *token = &text->tokens[i];
      gunichar letters[MAX_LETTERS];
      Unit unit = { .token = i, .sentence = token->sentence };

      if (!takes_part (text, token))
        continue;
      unit.hash = hash_letters (letters, read_letters (text, token, letters));
      g_array_append_val (units, unit);
    }
  return units;
}

GPtrArray *
amends_turns_list (const AmendsLexiconText *text)
{
  GPtrArray *turns = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) units = list_units (text);

  for (guint i = 0; i < units->len; i++)
    {
      g_autoptr (GString) turn = g_string_new (NULL);

      for (guint k = i; k < units->len && k < i + MAX_WORDS; k++)
        {
          const Unit *unit = &g_array_index (units, Unit, k);
          gunichar letters[MAX_LETTERS];
          guint n = read_letters (text, &text->tokens[unit->token], letters);

          if (unit->sentence != g_array_index (units, Unit, i).sentence)
            break;
          if (k > i)
            g_string_append_c (turn, ' ');
          for (guint c = 0; c < n; c++)
            g_string_append_unichar (turn, letters[c]);
          g_ptr_array_add (turns, g_strdup (turn->str));
        }
    }
  return turns;
}

/* --- The model --- */

static guint64
hash_turn (const char *turn)
{
  g_auto (GStrv) words = g_strsplit (turn, " ", -1);
  guint64 hash = 0;

  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autofree gunichar *letters = g_utf8_to_ucs4_fast (words[i], -1, NULL);
      guint n = g_utf8_strlen (words[i], -1);

      hash = join (hash, hash_letters (letters, n));
    }
  return hash;
}

static const float *
find_turn (const Model *model, guint64 key)
{
  guint mask = model->n_slots - 1;

  for (guint slot = key & mask; model->keys[slot] != 0; slot = (slot + 1) & mask)
    if (model->keys[slot] == key)
      return model->weights[slot];
  return NULL;
}

static float *
add_turn (Model *model, guint64 key)
{
  guint mask = model->n_slots - 1;
  guint slot = key & mask;

  while (model->keys[slot] != 0 && model->keys[slot] != key)
    slot = (slot + 1) & mask;
  model->keys[slot] = key;
  return model->weights[slot];
}

/* One number for each of the model's scores. */
static void
read_weights (AmendsJsonReader *reader, const char *member, double *weights)
{
  if (!amends_json_reader_enter_array (reader, member, AMENDS_JSON_REQUIRED))
    return;
  for (guint i = 0; i < AMENDS_N_TURNS && amends_json_reader_at (reader, i); i++)
    {
      weights[i] = amends_json_reader_get_double (reader, NULL, AMENDS_JSON_REQUIRED, -MAX_WEIGHT,
                                                  MAX_WEIGHT, 0);
      amends_json_reader_leave (reader);
    }
  amends_json_reader_leave (reader);
}

static void
check_scores (AmendsJsonReader *reader)
{
  g_auto (GStrv) names = amends_json_reader_dup_strv (reader, "scores", AMENDS_JSON_REQUIRED);
  g_autofree char *wanted = g_strjoinv (", ", (char **) turn_names);

  /* Names stand for columns: another order would mix them up. */
  if (names != NULL && !(g_strv_length (names) == AMENDS_N_TURNS &&
                         g_strv_equal ((const char *const *) names, turn_names)))
    amends_json_reader_fail (reader, "scores", AMENDS_INPUT_ERROR_VALUE,
                             /* Translators: %s is a list of words of the file format. */
                             _ ("These scores are expected, in this order: %s."), wanted);
}

/* "our contract = 1.2 0 0.3 …": the turn, then one weight for each score. */
static gboolean
read_turn (Model *model, const char *line)
{
  const char *end = g_strrstr (line, " = ");
  g_autofree char *turn = end ? g_strndup (line, end - line) : NULL;
  float *weights;

  if (turn == NULL || *turn == '\0')
    return FALSE;
  weights = add_turn (model, hash_turn (turn));
  end += strlen (" =");
  for (guint i = 0; i < AMENDS_N_TURNS; i++)
    {
      char *next = NULL;

      weights[i] = (float) g_ascii_strtod (end, &next);
      if (next == end || !(fabsf (weights[i]) <= MAX_WEIGHT))
        return FALSE;
      end = next;
    }
  return *end == '\0';
}

static Model *
read_model (AmendsJsonReader *reader)
{
  Model *model = g_new0 (Model, 1);
  g_autofree char *origin = amends_json_reader_dup_string (reader, "origin", AMENDS_JSON_REQUIRED);
  g_auto (GStrv) turns = NULL;
  guint n;

  check_scores (reader);
  read_weights (reader, "bias", model->bias);
  turns = amends_json_reader_dup_strv (reader, "turns", AMENDS_JSON_REQUIRED);
  n = turns != NULL ? g_strv_length (turns) : 0;
  model->n_slots = 16;
  while (model->n_slots < 2 * n)
    model->n_slots *= 2;
  model->keys = g_new0 (guint64, model->n_slots);
  model->weights = g_malloc0_n (model->n_slots, sizeof *model->weights);
  for (guint i = 0; i < n; i++)
    if (!read_turn (model, turns[i]))
      {
        amends_json_reader_fail (reader, "turns", AMENDS_INPUT_ERROR_VALUE,
                                 /* Translators: %1$d counts from 1; %2$s is what stands there. */
                                 _ ("Entry %1$d, “%2$s”: a turn of phrase, “ = ” and %3$d numbers "
                                    "are expected."),
                                 (int) i + 1, turns[i], AMENDS_N_TURNS);
        break;
      }
  return model;
}

static gboolean
load_model (AmendsTurns *self, AmendsPlaybook *playbook, const char *language, GError **error)
{
  g_autofree char *file = g_strdup_printf ("phrases/%s/turns", language);
  g_autoptr (GError) missing = NULL;
  g_autoptr (AmendsJsonReader) reader = amends_playbook_read (playbook, file, &missing);
  Model **place = &self->models[g_str_has_prefix (language, "zh")];

  if (reader == NULL)
    {
      if (g_error_matches (missing, AMENDS_INPUT_ERROR, AMENDS_INPUT_ERROR_NOT_FOUND))
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&missing));
      return FALSE;
    }
  g_clear_pointer (place, model_free);
  *place = read_model (reader);
  return amends_json_reader_finish (reader, NULL, error);
}

AmendsTurns *
amends_turns_new (AmendsPlaybook *playbook, GError **error)
{
  g_autoptr (AmendsTurns) self = g_new0 (AmendsTurns, 1);
  const char *const *languages = amends_playbook_get_languages (playbook);

  for (guint i = 0; languages[i] != NULL; i++)
    if (!load_model (self, playbook, languages[i], error))
      return NULL;
  return g_steal_pointer (&self);
}

/* --- Judging --- */

typedef struct
{
  double logits[AMENDS_N_TURNS];
  double quote_weight;
  guint first;
  guint last;
} Part;

static void
judge_part (const Model *model, const GArray *units, guint from, guint to, Part *part)
{
  guint n = 0;

  *part = (Part){ 0 };
  for (guint i = from; i < to; i++)
    {
      const Unit *begin = &g_array_index (units, Unit, i);
      guint64 key = 0;

      for (guint k = i; k < to && k < i + MAX_WORDS; k++)
        {
          const Unit *end = &g_array_index (units, Unit, k);
          const float *weights;

          if (end->sentence != begin->sentence)
            break;
          key = join (key, end->hash);
          n++;
          weights = find_turn (model, key);
          for (guint s = 0; weights != NULL && s < AMENDS_N_TURNS; s++)
            part->logits[s] += weights[s];
          if (weights != NULL && weights[AMENDS_TURN_LEAVE] > part->quote_weight)
            {
              part->quote_weight = weights[AMENDS_TURN_LEAVE];
              part->first = begin->token;
              part->last = end->token;
            }
        }
    }
  for (guint s = 0; s < AMENDS_N_TURNS; s++)
    part->logits[s] = model->bias[s] + (n > 0 ? part->logits[s] / sqrt (n) : 0);
}

/* The end of the part that begins at @from: whole sentences, as far as they are not endless. */
static guint
find_end (const GArray *units, guint from)
{
  guint end = from + 1;

  if (units->len <= LONG)
    return units->len;
  while (end < units->len && end - from < LONG &&
         (end - from < PART || g_array_index (units, Unit, end).sentence ==
                                   g_array_index (units, Unit, end - 1).sentence))
    end++;
  return end;
}

void
amends_turns_judge (const AmendsTurns *self,
                    const AmendsLexiconText *text,
                    gboolean chinese,
                    AmendsTurnResult *result)
{
  const Model *model = self->models[chinese];
  g_autoptr (GArray) units = model != NULL ? list_units (text) : NULL;
  guint end;

  *result = (AmendsTurnResult){ 0 };
  for (guint from = 0; units != NULL && from < units->len; from = end)
    {
      Part part;

      end = find_end (units, from);
      judge_part (model, units, from, end, &part);
      for (guint s = 0; s < AMENDS_TURN_TECHNICAL; s++)
        if (!result->known || part.logits[s] > result->logits[s])
          {
            result->logits[s] = part.logits[s];
            if (s == AMENDS_TURN_LEAVE)
              {
                result->quoted = part.quote_weight > 0;
                result->first = part.first;
                result->last = part.last;
              }
          }
      for (guint s = AMENDS_TURN_TECHNICAL; s < AMENDS_N_TURNS; s++)
        result->logits[s] += part.logits[s] * (end - from) / units->len;
      result->known = TRUE;
    }
  if (result->known)
    memcpy (result->usual, model->bias, sizeof result->usual);
}

double
amends_turns_get (const AmendsTurnResult *result, AmendsTurn turn)
{
  return result->known ? 1 / (1 + exp (-result->logits[turn])) : 0;
}
