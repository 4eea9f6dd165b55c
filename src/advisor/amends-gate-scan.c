/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One text under check: its tokens, times and phrases, and what governs what in a sentence. */

#include "config.h"

#include "amends-gate-private.h"

#include <string.h>

/* A negation reaches this many tokens ahead within its clause. */
#define NEGATION_REACH 14
/* A time further from a word than this is not its time. */
#define GOVERN_REACH 30
/* What a clause boundary counts for, in tokens. */
#define BREAK_COST 6
/* A signature has so many words or Chinese characters at most. */
#define LONGEST_NAME 4

static int
compare_hits (gconstpointer a, gconstpointer b)
{
  const AmendsGateHit *one = a, *two = b;

  if (one->first != two->first)
    return one->first < two->first ? -1 : 1;
  return one->last > two->last ? -1 : one->last < two->last;
}

static gboolean
excepted (const AmendsGateHit *hit, const GArray *exceptions)
{
  for (guint i = 0; i < exceptions->len; i++)
    {
      const AmendsGateHit *other = &g_array_index (exceptions, AmendsGateHit, i);

      if (other->first <= hit->last && other->last >= hit->first)
        return TRUE;
      if (other->first > hit->last)
        break;
    }
  return FALSE;
}

/* Sorts the hits into their lists; within a list the longest at a place stays. */
static void
sort_hits (AmendsGateScan *self, GArray *all)
{
  GArray *exceptions[AMENDS_GATE_N_LISTS];

  for (guint i = 0; i < AMENDS_GATE_N_LISTS; i++)
    {
      self->hits[i] = g_array_new (FALSE, FALSE, sizeof (AmendsGateHit));
      exceptions[i] = g_array_new (FALSE, FALSE, sizeof (AmendsGateHit));
    }
  g_array_sort (all, compare_hits);
  for (guint i = 0; i < all->len; i++)
    {
      const AmendsGateHit *hit = &g_array_index (all, AmendsGateHit, i);

      if (hit->list >= AMENDS_GATE_N_LISTS)
        g_array_append_vals (exceptions[hit->list - AMENDS_GATE_N_LISTS], hit, 1);
    }
  for (guint i = 0; i < all->len; i++)
    {
      const AmendsGateHit *hit = &g_array_index (all, AmendsGateHit, i);
      GArray *list;

      if (hit->list >= AMENDS_GATE_N_LISTS || excepted (hit, exceptions[hit->list]))
        continue;
      list = self->hits[hit->list];
      if (list->len == 0 || g_array_index (list, AmendsGateHit, list->len - 1).last < hit->first)
        g_array_append_vals (list, hit, 1);
    }
  for (guint i = 0; i < AMENDS_GATE_N_LISTS; i++)
    g_array_unref (exceptions[i]);
}

static void
find_times (AmendsGateScan *self)
{
  g_autoptr (GArray) all =
      amends_time_phrases_find_in (self->tokens, self->context->now, self->zone);

  self->times = g_array_new (FALSE, FALSE, sizeof (AmendsTimePhrase));
  for (guint i = 0; i < all->len; i++)
    {
      const AmendsTimePhrase *phrase = &g_array_index (all, AmendsTimePhrase, i);

      if (!amends_gate_tokens_at (self->tokens, phrase->first)->quoted)
        g_array_append_vals (self->times, phrase, 1);
    }
}

/*
 * A last line of a few words without a stop, set apart from what stands before it, is a name: a
 * signature without a formula. Returns its first token, or the number of tokens.
 */
static guint
find_bare_name (const AmendsGateScan *self)
{
  const AmendsGateTokens *tokens = self->tokens;
  guint n = tokens->tokens->len, i = n, characters = 0;

  while (i > 0 && n - i <= LONGEST_NAME)
    {
      const AmendsGateToken *token = amends_gate_tokens_at (tokens, --i);

      if (token->quoted || (token->kind != AMENDS_GATE_TOKEN_CJK &&
                            !(token->kind == AMENDS_GATE_TOKEN_WORD && token->capital)))
        return n;
      characters++;
      if (token->line_first)
        return i > 0 && characters <= LONGEST_NAME &&
                       amends_gate_tokens_at (tokens, i - 1)->kind == AMENDS_GATE_TOKEN_PUNCT
                   ? i
                   : n;
    }
  return n;
}

/* The signature begins at a line that opens with a closing formula; the last such line counts. */
static guint
find_body_end (const AmendsGateScan *self)
{
  const GPtrArray *closings = self->gate->words[AMENDS_GATE_WORDS_CLOSING];
  const AmendsGateTokens *tokens = self->tokens;
  guint found = tokens->tokens->len;

  for (guint i = 0; i < tokens->tokens->len; i++)
    {
      const AmendsGateToken *token = amends_gate_tokens_at (tokens, i);
      const char *line = tokens->text + token->start;

      if (!token->line_first || token->quoted)
        continue;
      for (guint j = 0; j < closings->len; j++)
        {
          gsize length = strlen (closings->pdata[j]);

          /* Alone on its line but for a comma. */
          if (g_ascii_strncasecmp (line, closings->pdata[j], length) == 0 &&
              strcspn (line + length, "\n") <= 4)
            found = i;
        }
    }
  return found < tokens->tokens->len ? found : find_bare_name (self);
}

void
amends_gate_scan_init (AmendsGateScan *self,
                       AmendsGate *gate,
                       const char *text,
                       const AmendsGateContext *context)
{
  g_autoptr (GArray) spans = g_array_new (FALSE, FALSE, sizeof (AmendsGateTokenSpan));
  g_autoptr (GArray) hits = NULL;

  *self = (AmendsGateScan){ .gate = gate, .context = context };
  self->zone = context->zone ? g_time_zone_ref (context->zone) : g_time_zone_new_utc ();
  self->severity = context->severity;
  if (self->severity == AMENDS_SEVERITY_UNKNOWN && context->case_)
    self->severity = context->case_->escalation->severity;
  self->tokens =
      amends_gate_tokens_new (text, amends_gate_patterns_get_vocabulary (gate->patterns));
  find_times (self);
  for (guint i = 0; i < self->times->len; i++)
    {
      const AmendsTimePhrase *phrase = &g_array_index (self->times, AmendsTimePhrase, i);
      AmendsGateTokenSpan span = { phrase->first, phrase->last };

      g_array_append_val (spans, span);
    }
  hits = amends_gate_patterns_match (gate->patterns, self->tokens, spans);
  sort_hits (self, hits);
  self->body_end = find_body_end (self);
  self->findings = g_ptr_array_new_with_free_func (g_object_unref);
}

void
amends_gate_scan_clear (AmendsGateScan *self)
{
  for (guint i = 0; i < AMENDS_GATE_N_LISTS; i++)
    g_array_unref (self->hits[i]);
  g_array_unref (self->times);
  amends_gate_tokens_free (self->tokens);
  g_time_zone_unref (self->zone);
  g_clear_pointer (&self->findings, g_ptr_array_unref);
}

void
amends_gate_scan_sentence (const AmendsGateScan *self, guint token, guint *first, guint *last)
{
  guint sentence = amends_gate_tokens_at (self->tokens, token)->sentence;

  *first = *last = token;
  while (*first > 0 && amends_gate_tokens_at (self->tokens, *first - 1)->sentence == sentence)
    (*first)--;
  while (*last + 1 < self->tokens->tokens->len &&
         amends_gate_tokens_at (self->tokens, *last + 1)->sentence == sentence)
    (*last)++;
}

/* Index of the first hit that ends at @token or later: hits are in order and do not overlap. */
static guint
first_from (const GArray *hits, guint token)
{
  guint low = 0, high = hits->len;

  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (g_array_index (hits, AmendsGateHit, middle).last < token)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

const AmendsGateHit *
amends_gate_scan_find (const AmendsGateScan *self, AmendsGateList list, guint first, guint last)
{
  const GArray *hits = self->hits[list];
  guint i = first_from (hits, first);

  if (i == hits->len || g_array_index (hits, AmendsGateHit, i).first > last)
    return NULL;
  return &g_array_index (hits, AmendsGateHit, i);
}

static gboolean
is_break (const AmendsGateToken *token)
{
  switch (token->c)
    {
    case ',':
    case ';':
    case ':':
    case 0x2014: /* — */
    case 0x2013: /* – */
    case 0xFF0C: /* ， */
    case 0xFF1B: /* ； */
    case 0xFF1A: /* ： */
      return token->kind == AMENDS_GATE_TOKEN_PUNCT;
    default:
      return FALSE;
    }
}

/* A mark inside a time ("Thursday, 12 March", 16:00) parts nothing. */
static gboolean
in_time (const AmendsGateScan *self, guint token)
{
  guint low = 0, high = self->times->len;

  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (g_array_index (self->times, AmendsTimePhrase, middle).last < token)
        low = middle + 1;
      else
        high = middle;
    }
  return low < self->times->len &&
         g_array_index (self->times, AmendsTimePhrase, low).first <= token;
}

static gboolean
breaks_at (const AmendsGateScan *self, guint token)
{
  return (is_break (amends_gate_tokens_at (self->tokens, token)) && !in_time (self, token)) ||
         amends_gate_scan_find (self, AMENDS_GATE_BREAK, token, token) != NULL;
}

guint
amends_gate_scan_breaks (const AmendsGateScan *self, guint a, guint b)
{
  gboolean before = FALSE;
  guint n = 0;

  /* ", and will" is one new clause, not three. */
  for (guint i = a + 1; i < b; i++)
    {
      gboolean here = breaks_at (self, i);

      n += here && !before;
      before = here;
    }
  return n;
}

void
amends_gate_scan_clause (const AmendsGateScan *self, guint token, guint *first, guint *last)
{
  guint from, to;

  amends_gate_scan_sentence (self, token, &from, &to);
  for (*first = token; *first > from && !breaks_at (self, *first - 1);)
    (*first)--;
  for (*last = token; *last < to && !breaks_at (self, *last + 1);)
    (*last)++;
}

gboolean
amends_gate_scan_negated (const AmendsGateScan *self, guint token)
{
  const GArray *hits = self->hits[AMENDS_GATE_NEGATION];
  guint sentence = amends_gate_tokens_at (self->tokens, token)->sentence;

  for (guint i = first_from (hits, token > NEGATION_REACH ? token - NEGATION_REACH : 0);
       i < hits->len; i++)
    {
      const AmendsGateHit *hit = &g_array_index (hits, AmendsGateHit, i);

      if (hit->first >= token)
        return FALSE;
      if (amends_gate_tokens_at (self->tokens, hit->first)->sentence == sentence &&
          token - hit->last <= NEGATION_REACH &&
          amends_gate_scan_breaks (self, hit->last, token) == 0)
        return TRUE;
    }
  return FALSE;
}

gboolean
amends_gate_scan_is_request (const AmendsGateScan *self, guint token)
{
  guint first, last;

  amends_gate_scan_clause (self, token, &first, &last);
  return amends_gate_scan_find (self, AMENDS_GATE_REQUEST, first, token) != NULL;
}

gboolean
amends_gate_scan_is_past (const AmendsGateScan *self, const AmendsTimePhrase *phrase)
{
  const AmendsGateHit *news;
  guint first, last;
  gboolean future, past;

  if (phrase->relation == AMENDS_TIME_RELATION_AGO ||
      phrase->relation == AMENDS_TIME_RELATION_SINCE)
    return TRUE;
  if (phrase->kind == AMENDS_TIME_POINT && !phrase->assumed && phrase->latest < self->context->now)
    return TRUE;
  /* "Tomorrow" is not past, whatever else the sentence tells. */
  if (phrase->kind == AMENDS_TIME_POINT && !phrase->assumed &&
      phrase->earliest > self->context->now)
    return FALSE;
  amends_gate_scan_clause (self, phrase->first, &first, &last);
  if (phrase->last > last)
    last = phrase->last;
  future = amends_gate_scan_find (self, AMENDS_GATE_FUTURE, first, last) != NULL;
  /* 15:00我打电话告诉您查到了什么: what the news will be about may be past. */
  news = phrase->last < last
             ? amends_gate_scan_find (self, AMENDS_GATE_CONTACT, phrase->last + 1, last)
             : NULL;
  past = amends_gate_scan_find (self, AMENDS_GATE_PAST, first, news ? news->last : last) != NULL;
  if (future)
    return FALSE;
  return past || (phrase->kind == AMENDS_TIME_POINT && phrase->latest < self->context->now);
}

typedef struct
{
  const AmendsGateHit *hit;
  AmendsGateList list;
  int cost;
} Governor;

/* In English what comes before a time governs it, in Chinese mostly what comes after. */
static int
distance (const AmendsGateScan *self, const AmendsTimePhrase *phrase, const AmendsGateHit *hit)
{
  gboolean chinese =
      amends_gate_tokens_at (self->tokens, hit->first)->kind == AMENDS_GATE_TOKEN_CJK;
  int cost;

  if (hit->last < phrase->first)
    cost = phrase->first - hit->last - 1 +
           BREAK_COST * amends_gate_scan_breaks (self, hit->last, phrase->first) +
           (chinese ? 3 : 0);
  else if (hit->first > phrase->last)
    cost = hit->first - phrase->last - 1 +
           BREAK_COST * amends_gate_scan_breaks (self, phrase->last, hit->first) +
           (chinese ? 0 : 3);
  else
    cost = 0;
  return cost;
}

static void
consider (const AmendsGateScan *self,
          const AmendsTimePhrase *phrase,
          AmendsGateList list,
          guint first,
          guint last,
          Governor *best)
{
  const GArray *hits = self->hits[list];

  for (guint i = first_from (hits, first); i < hits->len; i++)
    {
      const AmendsGateHit *hit = &g_array_index (hits, AmendsGateHit, i);
      int cost;

      if (hit->first > last)
        return;
      cost = distance (self, phrase, hit);
      if (cost <= GOVERN_REACH && (best->hit == NULL || cost < best->cost))
        *best = (Governor){ hit, list, cost };
    }
}

/*
 * "I will tell you by Thursday when it will be fixed" promises news, "I can confirm that it will be
 * fixed by Thursday" a fix: what depends on the news is asserted only by a verb of its own.
 */
static const AmendsGateHit *
find_news (const AmendsGateScan *self,
           const AmendsTimePhrase *phrase,
           const AmendsGateHit *fix,
           guint first)
{
  const GArray *hits = self->hits[AMENDS_GATE_CONTACT];
  guint until = MIN (fix->first, phrase->first);

  for (guint i = first_from (hits, first); i < hits->len; i++)
    {
      const AmendsGateHit *hit = &g_array_index (hits, AmendsGateHit, i);
      guint end = MAX (fix->first, phrase->first);

      if (hit->last >= fix->first)
        return NULL;
      if (amends_gate_scan_breaks (self, hit->last, MAX (until, hit->last + 1)))
        continue;
      if (amends_gate_scan_find (self, AMENDS_GATE_ABOUT, hit->last, fix->first) ||
          (amends_gate_scan_breaks (self, hit->last, end) == 0 &&
           !amends_gate_scan_find (self, AMENDS_GATE_MODAL, hit->last + 1, end)))
        return hit;
    }
  return NULL;
}

const AmendsGateHit *
amends_gate_scan_govern (const AmendsGateScan *self, const AmendsTimePhrase *phrase)
{
  Governor best = { NULL, AMENDS_GATE_N_LISTS, 0 };
  guint first, last;

  amends_gate_scan_sentence (self, phrase->first, &first, &last);
  consider (self, phrase, AMENDS_GATE_CONTACT, first, last, &best);
  if (best.hit == NULL || amends_gate_scan_breaks (self, MIN (best.hit->last, phrase->last),
                                                   MAX (best.hit->first, phrase->first)) > 0)
    consider (self, phrase, AMENDS_GATE_FIX_NOUN, first, last, &best);
  consider (self, phrase, AMENDS_GATE_FIX, first, last, &best);
  if (best.hit && best.list != AMENDS_GATE_CONTACT)
    {
      const AmendsGateHit *news = find_news (self, phrase, best.hit, first);

      if (news)
        return news;
    }
  return best.hit;
}
