/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a text promises, by whom and for when. */

#include "config.h"

#include "amends-gate-private.h"

static gboolean
has_hit (const AmendsGateScan *self, AmendsGateList list, guint first, guint last)
{
  return first <= last && amends_gate_scan_find (self, list, first, last) != NULL;
}

/* The first thing that one of us can do behind the start of @promise; (nullable). */
static const AmendsGateHit *
find_act (const AmendsGateScan *self, const AmendsGateHit *promise, guint last)
{
  static const AmendsGateList lists[] = { AMENDS_GATE_CONTACT, AMENDS_GATE_DELIVER, AMENDS_GATE_FIX,
                                          AMENDS_GATE_FIX_NOUN };
  const AmendsGateHit *first = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      const AmendsGateHit *hit = amends_gate_scan_find (self, lists[i], promise->first, last);

      if (hit && (first == NULL || hit->first < first->first))
        first = hit;
    }
  return first;
}

/*
 * "They will" and 我们 alone promise nothing: what follows must be ours to do, and no one else may
 * come between as the one who does it.
 */
static gboolean
is_ours (const AmendsGateScan *self, const AmendsGateHit *promise, guint first, guint last)
{
  const AmendsGateHit *act;
  guint clause, end;

  if (promise->list == AMENDS_GATE_PROMISE)
    return TRUE;
  act = find_act (self, promise, last);
  if (act == NULL ||
      amends_gate_scan_breaks (self, promise->last, MAX (act->first, promise->last + 1)) > 1)
    return FALSE;
  if (act->first > promise->last + 1 &&
      has_hit (self, AMENDS_GATE_THEIRS, promise->last + 1, act->first - 1))
    return FALSE;
  amends_gate_scan_clause (self, promise->first, &clause, &end);
  return promise->first == clause ||
         !has_hit (self, AMENDS_GATE_THEIRS, clause, promise->first - 1);
}

/* A clause that holds @phrase but not the promise must have no actor and no course of its own. */
static gboolean
is_bare (const AmendsGateScan *self, guint first, guint last)
{
  return !has_hit (self, AMENDS_GATE_THEIRS, first, last) &&
         !has_hit (self, AMENDS_GATE_IMPACT, first, last);
}

/* "I will not", 我们无法承诺: no promise. */
static gboolean
is_denied (const AmendsGateScan *self, const AmendsGateHit *hit, guint last)
{
  const AmendsGateHit *act = find_act (self, hit, last);
  guint until = hit->last + 1;

  if (act && act->first > until && amends_gate_scan_breaks (self, hit->last, act->first) == 0)
    until = act->first - 1;
  return amends_gate_scan_negated (self, hit->first) ||
         has_hit (self, AMENDS_GATE_NEGATION, hit->last + 1, MIN (until, last));
}

static gboolean
is_promise (const AmendsGateScan *self, const AmendsGateHit *hit, guint first, guint last)
{
  return hit->first >= first && hit->last <= last && !is_denied (self, hit, last) &&
         is_ours (self, hit, first, last);
}

/* How far @hit is from the time: in its clause, before it, behind it. */
static guint
rank (const AmendsGateHit *hit, const AmendsTimePhrase *phrase, guint first, guint last)
{
  if (hit->last >= first && hit->first <= last)
    return hit->first <= phrase->first ? 0 : 1;
  return hit->first <= phrase->first ? 2 : 3;
}

/* The promise that @phrase is the time of, in the sentence @first..@last; (nullable). */
static const AmendsGateHit *
find_promise (const AmendsGateScan *self, const AmendsTimePhrase *phrase, guint first, guint last)
{
  static const AmendsGateList lists[] = { AMENDS_GATE_PROMISE, AMENDS_GATE_PROMISE_OTHER };
  const AmendsGateHit *best = NULL;
  guint clause_first, clause_last, best_rank = G_MAXUINT;

  amends_gate_scan_clause (self, phrase->first, &clause_first, &clause_last);
  clause_last = MAX (clause_last, phrase->last);
  for (gsize j = 0; j < G_N_ELEMENTS (lists); j++)
    for (guint from = first; from <= last;)
      {
        const AmendsGateHit *hit = amends_gate_scan_find (self, lists[j], from, last);
        guint r;

        if (hit == NULL)
          break;
        from = MAX (hit->last, from) + 1;
        if (!is_promise (self, hit, first, last))
          continue;
        r = rank (hit, phrase, clause_first, clause_last);
        /* Of those before the time the last, of those behind it the first. */
        if (r < best_rank || (r == best_rank && (r % 2 == 0) == (hit->first > best->first)))
          {
            best = hit;
            best_rank = r;
          }
      }
  return best_rank < 2 || is_bare (self, clause_first, clause_last) ? best : NULL;
}

/* From the promise or its time to the next promise of the sentence, or its end. */
static void
find_extent (const AmendsGateScan *self, AmendsGatePromise *found, guint last)
{
  static const AmendsGateList lists[] = { AMENDS_GATE_PROMISE, AMENDS_GATE_PROMISE_OTHER };
  guint least = MAX (found->phrase->last, found->promise->last), to = last, clause, end;
  char word[48];

  for (gsize j = 0; j < G_N_ELEMENTS (lists) && least < to; j++)
    for (guint from = least + 1; from <= to;)
      {
        const AmendsGateHit *hit = amends_gate_scan_find (self, lists[j], from, to);

        if (hit == NULL)
          break;
        amends_gate_scan_clause (self, hit->first, &clause, &end);
        from = MAX (hit->last, from) + 1;
        /* What stands in the clause of the time is part of the same promise. */
        if (clause > least)
          {
            to = clause - 1;
            break;
          }
        if (hit->list == AMENDS_GATE_PROMISE && hit->first > least)
          {
            to = hit->first - 1;
            break;
          }
      }
  for (; to > least; to--)
    {
      amends_gate_tokens_fold (self->tokens, to, word, sizeof word);
      if (amends_gate_tokens_at (self->tokens, to)->kind != AMENDS_GATE_TOKEN_PUNCT &&
          !amends_gate_has_word (self->gate, AMENDS_GATE_WORDS_JOINER, word))
        break;
    }
  found->first = MIN (found->promise->first, found->phrase->first);
  found->last = to;
  /* 我们每天…: the one who does it is part of it. */
  amends_gate_scan_clause (self, found->first, &clause, &end);
  for (gsize j = 0; j < G_N_ELEMENTS (lists); j++)
    {
      const AmendsGateHit *hit = amends_gate_scan_find (self, lists[j], clause, found->first);

      if (hit && hit->first >= clause)
        found->first = MIN (found->first, hit->first);
    }
}

GArray *
amends_gate_find_promises (const AmendsGateScan *self)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (AmendsGatePromise));

  for (guint i = 0; i < self->times->len; i++)
    {
      const AmendsTimePhrase *phrase = &g_array_index (self->times, AmendsTimePhrase, i);
      AmendsGatePromise promise = { phrase, NULL, 0, 0 };
      guint first, last;

      if (phrase->relation == AMENDS_TIME_RELATION_FOR || phrase->latest <= self->context->now ||
          phrase->first >= self->body_end || amends_gate_scan_is_past (self, phrase) ||
          amends_gate_scan_is_request (self, phrase->first))
        continue;
      amends_gate_scan_sentence (self, phrase->first, &first, &last);
      if (has_hit (self, AMENDS_GATE_CONDITION, first, last))
        continue;
      promise.promise = find_promise (self, phrase, first, last);
      if (promise.promise == NULL)
        continue;
      find_extent (self, &promise, last);
      g_array_append_val (found, promise);
    }
  return found;
}
