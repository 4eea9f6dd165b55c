/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether two versions of a draft, English and Chinese, say the same numbers, dates and names. */

#include "config.h"

#include "amends-gate-private.h"

#include <math.h>
#include <string.h>

/* One of the two texts, with what must be in the other as well. */
typedef struct
{
  const AmendsGateTokens *tokens;
  GArray *times;   /* (owned) of AmendsTimePhrase */
  GArray *amounts; /* (owned) of AmendsGateAmount */
} Side;

static void
side_init (Side *self, const AmendsGateScan *scan, const AmendsGateTokens *tokens)
{
  self->tokens = tokens;
  self->times = amends_time_phrases_find_in (tokens, scan->context->now, scan->zone);
  self->amounts = amends_gate_find_amounts (scan->gate, tokens);
}

static void
side_clear (Side *self)
{
  g_array_unref (self->times);
  g_array_unref (self->amounts);
}

static gboolean
same_time (const AmendsTimePhrase *a, const AmendsTimePhrase *b)
{
  if (a->kind == AMENDS_TIME_DURATION || b->kind == AMENDS_TIME_DURATION)
    return a->duration == b->duration;
  if (a->kind == AMENDS_TIME_RECURRING || b->kind == AMENDS_TIME_RECURRING)
    return a->kind == b->kind && a->duration == b->duration &&
           (!a->has_time || !b->has_time || a->latest == b->latest);
  return a->latest == b->latest;
}

static gboolean
has_time (const Side *self, const AmendsTimePhrase *phrase)
{
  for (guint i = 0; i < self->times->len; i++)
    if (same_time (&g_array_index (self->times, AmendsTimePhrase, i), phrase))
      return TRUE;
  return FALSE;
}

static gboolean
in_time (const Side *self, guint first, guint last)
{
  for (guint i = 0; i < self->times->len; i++)
    {
      const AmendsTimePhrase *phrase = &g_array_index (self->times, AmendsTimePhrase, i);

      if (phrase->first <= last && phrase->last >= first)
        return TRUE;
    }
  return FALSE;
}

/* Numbers in words count as well: "three" for 三 or 3. */
static gboolean
says_in_words (const AmendsGate *gate, const Side *self, double value)
{
  GHashTableIter iter;
  gpointer word, number;

  g_hash_table_iter_init (&iter, gate->numbers);
  while (g_hash_table_iter_next (&iter, &word, &number))
    {
      if (GPOINTER_TO_INT (number) != value)
        continue;
      if (*(const guchar *) word >= 0x80 && strstr (self->tokens->text, word))
        return TRUE;
      for (guint i = 0; i < self->tokens->tokens->len; i++)
        if (amends_gate_tokens_is (self->tokens, i, word))
          return TRUE;
    }
  return FALSE;
}

static gboolean
has_amount (const AmendsGate *gate, const Side *self, const AmendsGateAmount *amount)
{
  for (guint i = 0; i < self->amounts->len; i++)
    {
      const AmendsGateAmount *other = &g_array_index (self->amounts, AmendsGateAmount, i);

      if (fabs (other->value - amount->value) < 0.005)
        return TRUE;
    }
  return says_in_words (gate, self, amount->value);
}

/* Findings are of the text that is checked: what it lacks has no place in it but the end. */
static void
report (AmendsGateScan *scan, gboolean own, const AmendsGateTokens *tokens, guint first, guint last)
{
  g_autofree char *words = amends_gate_tokens_dup (tokens, first, last);
  guint n = scan->tokens->tokens->len;
  guint end = n ? amends_gate_tokens_at (scan->tokens, n - 1)->char_end : 0;

  amends_gate_scan_report (scan, AMENDS_GATE_RULE_PARITY, own ? NULL : "missing",
                           own ? amends_gate_tokens_at (tokens, first)->char_start : end,
                           own ? amends_gate_tokens_at (tokens, last)->char_end : end, words, NULL,
                           FALSE, NULL);
}

static void
compare (AmendsGateScan *scan, const Side *from, const Side *to, gboolean own)
{
  for (guint i = 0; i < from->times->len; i++)
    {
      const AmendsTimePhrase *phrase = &g_array_index (from->times, AmendsTimePhrase, i);

      if (!has_time (to, phrase))
        report (scan, own, from->tokens, phrase->first, phrase->last);
    }
  for (guint i = 0; i < from->amounts->len; i++)
    {
      const AmendsGateAmount *amount = &g_array_index (from->amounts, AmendsGateAmount, i);

      if (!in_time (from, amount->first, amount->last) && !has_amount (scan->gate, to, amount))
        report (scan, own, from->tokens, amount->first, amount->last);
    }
}

/*
 * Names: what the Chinese version writes in Latin letters with a capital must stand in the English
 * one. The other way a name may be translated (王总), and cannot be told from other words.
 */
static void
compare_names (AmendsGateScan *scan, const Side *chinese, const Side *english, gboolean own)
{
  for (guint i = 0; i < chinese->tokens->tokens->len; i++)
    {
      const AmendsGateToken *token = amends_gate_tokens_at (chinese->tokens, i);
      gboolean found = FALSE;
      char word[64];

      if (token->kind != AMENDS_GATE_TOKEN_WORD || !token->capital ||
          token->end - token->start < 2 || in_time (chinese, i, i))
        continue;
      amends_gate_tokens_fold (chinese->tokens, i, word, sizeof word);
      for (guint j = 0; j < english->tokens->tokens->len && !found; j++)
        found = amends_gate_tokens_is (english->tokens, j, word);
      if (!found)
        report (scan, own, chinese->tokens, i, i);
    }
}

void
amends_gate_check_parity (AmendsGateScan *self)
{
  g_autoptr (AmendsGateTokens) tokens = amends_gate_tokens_new (self->context->counterpart, NULL);
  Side own, other;
  double own_share = amends_text_cjk_share (self->tokens->text);
  double other_share = amends_text_cjk_share (tokens->text);

  side_init (&own, self, self->tokens);
  side_init (&other, self, tokens);
  compare (self, &own, &other, TRUE);
  compare (self, &other, &own, FALSE);
  if (own_share > other_share)
    compare_names (self, &own, &other, TRUE);
  else if (other_share > own_share)
    compare_names (self, &other, &own, FALSE);
  side_clear (&own);
  side_clear (&other);
}
