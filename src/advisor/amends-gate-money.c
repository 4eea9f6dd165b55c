/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Amounts in a text, and the offers that someone must have approved. */

#include "config.h"

#include "amends-gate-private.h"

#include "amends-money.h"

#include <math.h>
#include <string.h>

/*
 * The longest mark of @marks that stands at token @index, and the token after it in @next. Words
 * and signs must be the whole token ("$", "eur"); Chinese ones are read as characters.
 */
static const AmendsGateMark *
mark_at (const GPtrArray *marks, const AmendsGateTokens *tokens, guint index, guint *next)
{
  const AmendsGateMark *best = NULL;
  const AmendsGateToken *token;
  const char *start;

  if (index >= tokens->tokens->len)
    return NULL;
  token = amends_gate_tokens_at (tokens, index);
  start = tokens->text + token->start;
  for (guint i = 0; i < marks->len; i++)
    {
      const AmendsGateMark *mark = marks->pdata[i];
      gboolean fits = token->kind == AMENDS_GATE_TOKEN_CJK
                          ? g_str_has_prefix (start, mark->word)
                          : amends_gate_tokens_is (tokens, index, mark->word);

      if (fits && !(mark->close && token->spaced) &&
          (best == NULL || strlen (mark->word) > strlen (best->word)))
        best = mark;
    }
  if (best)
    *next = index + (token->kind == AMENDS_GATE_TOKEN_CJK ? g_utf8_strlen (best->word, -1) : 1);
  return best;
}

/* Half of the last place written: "540" → 0.5, "0.54" → 0.005, "1,200,000" → 0.5. */
static double
half_place (const char *start, const char *end, double value)
{
  const char *mark = NULL;

  for (const char *p = end - 1; p >= start && mark == NULL; p--)
    if (*p == '.' || *p == ',')
      mark = p;
  if (mark == NULL || value == floor (value))
    return 0.5;
  return 0.5 * pow (10, -(double) (end - mark - 1));
}

static gboolean
read_amount (const AmendsGate *self,
             const AmendsGateTokens *tokens,
             guint index,
             AmendsGateAmount *amount)
{
  const AmendsGateToken *token = amends_gate_tokens_at (tokens, index);
  const char *start = tokens->text + token->start, *end = tokens->text + token->end;
  const AmendsGateMark *mark, *currency = NULL;
  guint next = index + 1, beyond;

  if (token->kind != AMENDS_GATE_TOKEN_NUMBER || token->quoted ||
      !amends_gate_parse_number (start, end, &amount->value))
    return FALSE;
  amount->precision = half_place (start, end, amount->value);
  amount->first = index;
  if (index > 0 && (currency = mark_at (self->currencies, tokens, index - 1, &beyond)) != NULL)
    amount->first = index - 1;
  if ((mark = mark_at (self->scales, tokens, next, &next)) != NULL)
    {
      amount->value *= mark->factor;
      amount->precision *= mark->factor;
      amount->marked = TRUE;
    }
  if (currency == NULL)
    currency = mark_at (self->currencies, tokens, next, &next);
  amount->last = next - 1;
  if (currency)
    {
      g_strlcpy (amount->currency, currency->currency, sizeof amount->currency);
      amount->marked = TRUE;
    }
  else if (next < tokens->tokens->len &&
           amends_gate_word_at (self, AMENDS_GATE_WORDS_PERCENT,
                                tokens->text + amends_gate_tokens_at (tokens, next)->start))
    {
      amount->percent = TRUE;
      amount->last = next;
    }
  return TRUE;
}

GArray *
amends_gate_find_amounts (const AmendsGate *self, const AmendsGateTokens *tokens)
{
  GArray *amounts = g_array_new (FALSE, FALSE, sizeof (AmendsGateAmount));

  for (guint i = 0; i < tokens->tokens->len; i++)
    {
      AmendsGateAmount amount = { 0 };

      if (read_amount (self, tokens, i, &amount))
        {
          g_array_append_val (amounts, amount);
          i = MAX (i, amount.last);
        }
    }
  return amounts;
}

/* Whether an approved offer speaks of @amount: by its sum, its months or in its text. */
static gboolean
covers_amount (const AmendsGate *gate, const AmendsGoodwill *offer, const AmendsGateAmount *amount)
{
  const char *text = offer->text ? offer->text : "";

  if (!amount->percent && offer->amount > 0 && offer->amount != AMENDS_MONEY_UNKNOWN &&
      offer->currency &&
      (*amount->currency == '\0' || g_str_equal (amount->currency, offer->currency)))
    {
      double approved = amends_money_to_major (offer->amount, offer->currency);

      if (fabs (approved - amount->value) < 0.005)
        return TRUE;
    }
  if (!amount->marked && !amount->percent && offer->months > 0 && offer->months == amount->value)
    return TRUE;
  if (*text)
    {
      g_autoptr (AmendsGateTokens) tokens = amends_gate_tokens_new (text, NULL);
      g_autoptr (GArray) stated = amends_gate_find_amounts (gate, tokens);

      for (guint i = 0; i < stated->len; i++)
        {
          const AmendsGateAmount *one = &g_array_index (stated, AmendsGateAmount, i);

          if (one->percent == amount->percent && fabs (one->value - amount->value) < 0.005)
            return TRUE;
        }
    }
  return FALSE;
}

static gboolean
is_approved (const AmendsGateScan *self, AmendsGoodwill *offer)
{
  return amends_goodwill_is_valid (offer, self->context->now);
}

typedef enum
{
  OFFER_NONE,
  OFFER_OTHER,
  OFFER_APPROVED,
} OfferState;

static gboolean
part_of_time (const AmendsGateScan *self, const AmendsGateAmount *amount)
{
  for (guint i = 0; i < self->times->len; i++)
    {
      const AmendsTimePhrase *phrase = &g_array_index (self->times, AmendsTimePhrase, i);

      if (phrase->first > amount->last)
        return FALSE;
      if (phrase->last >= amount->first)
        /* "3 months" is a length that an offer may have. */
        return phrase->kind != AMENDS_TIME_DURATION || phrase->duration < 28 * AMENDS_DAY;
    }
  return FALSE;
}

/* Every amount of the sentence must be covered by one approved offer. */
static OfferState
judge_sentence (const AmendsGateScan *self,
                const GArray *amounts,
                guint first,
                guint last,
                AmendsGoodwill **other)
{
  GListModel *offers = self->context->case_ ? G_LIST_MODEL (self->context->case_->goodwill) : NULL;
  guint n = offers ? g_list_model_get_n_items (offers) : 0;
  OfferState state = OFFER_NONE;

  *other = NULL;
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AmendsGoodwill) offer = g_list_model_get_item (offers, i);
      gboolean covered = TRUE;

      if (!is_approved (self, offer))
        continue;
      for (guint j = 0; j < amounts->len && covered; j++)
        {
          const AmendsGateAmount *amount = &g_array_index (amounts, AmendsGateAmount, j);

          if (amount->first >= first && amount->last <= last && !part_of_time (self, amount))
            covered = covers_amount (self->gate, offer, amount);
        }
      if (covered)
        return OFFER_APPROVED;
      state = OFFER_OTHER;
      *other = offer;
    }
  return state;
}

static char *
describe_offer (const AmendsGateScan *self, const AmendsGoodwill *offer)
{
  if (offer->amount > 0 && offer->currency)
    return amends_money_format (offer->amount, offer->currency,
                                amends_gate_language (self->context));
  return g_strdup (offer->text ? offer->text : "");
}

static void
report_offer (AmendsGateScan *self, guint first, guint last, const AmendsGoodwill *other)
{
  g_autofree char *offer = other ? describe_offer (self, other) : NULL;

  amends_gate_scan_report (self, AMENDS_GATE_RULE_GOODWILL, other ? "other" : NULL,
                           amends_gate_tokens_at (self->tokens, first)->char_start,
                           amends_gate_tokens_at (self->tokens, last)->char_end, NULL, NULL, FALSE,
                           "offer", offer ? offer : "", NULL);
}

void
amends_gate_check_goodwill (AmendsGateScan *self, const GArray *amounts)
{
  const GArray *hits = self->hits[AMENDS_GATE_GOODWILL];
  guint reported = 0; /* tokens before this are part of a finding */

  for (guint i = 0; i < hits->len; i++)
    {
      const AmendsGateHit *hit = &g_array_index (hits, AmendsGateHit, i);
      guint first, last, from, to;
      AmendsGoodwill *other;

      /* 免费赠送: one offer in two words. */
      if (reported && hit->first == reported)
        {
          reported = hit->last + 1;
          continue;
        }
      amends_gate_scan_sentence (self, hit->first, &first, &last);
      if (amends_gate_scan_negated (self, hit->first) ||
          amends_gate_scan_find (self, AMENDS_GATE_ASKED, first, last) ||
          judge_sentence (self, amounts, first, last, &other) == OFFER_APPROVED)
        continue;
      /* The offer with its sum, where they stand together. */
      from = hit->first;
      to = hit->last;
      for (guint j = 0; j < amounts->len; j++)
        {
          const AmendsGateAmount *amount = &g_array_index (amounts, AmendsGateAmount, j);

          if (amount->last < from && from - amount->last <= 4 && amount->first >= first &&
              amount->first >= reported)
            from = amount->first;
          if (amount->first > to && amount->first - to <= 3 && amount->last <= last &&
              !part_of_time (self, amount))
            to = amount->last;
        }
      report_offer (self, from, to, other);
      reported = to + 1;
    }
}
