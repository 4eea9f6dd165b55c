/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Promises in a message that was sent. */

#include "config.h"

#include "amends-commitments.h"

#include "amends-gate-private.h"

/* The promise that @phrase is the time of: in its sentence, not parted from it by a new clause. */
static const AmendsGateHit *
find_promise (const AmendsGateScan *scan, const AmendsTimePhrase *phrase, guint first, guint last)
{
  const GArray *hits = scan->hits[AMENDS_GATE_PROMISE];
  const AmendsGateHit *best = NULL;

  for (guint i = 0; i < hits->len; i++)
    {
      const AmendsGateHit *hit = &g_array_index (hits, AmendsGateHit, i);

      if (hit->last < first || hit->first > last || amends_gate_scan_negated (scan, hit->first) ||
          amends_gate_scan_negated (scan, hit->last + 1))
        continue;
      /* The nearest before the time, or else the first behind it. */
      if (best == NULL || hit->first <= phrase->first)
        best = hit;
    }
  return best;
}

/* From the promise or its time to the next promise of the sentence, or its end. */
static char *
dup_clause (const AmendsGateScan *scan,
            const AmendsTimePhrase *phrase,
            const AmendsGateHit *promise,
            guint last)
{
  const GArray *hits = scan->hits[AMENDS_GATE_PROMISE];
  guint from = MIN (promise->first, phrase->first), to = last;

  for (guint i = 0; i < hits->len; i++)
    {
      const AmendsGateHit *hit = &g_array_index (hits, AmendsGateHit, i);

      if (hit->first > phrase->last && hit->first > promise->last && hit->first <= to)
        {
          to = hit->first - 1;
          break;
        }
    }
  /* Without the "and" and the marks that join or close it. */
  while (to > phrase->last && to > promise->last &&
         (amends_gate_tokens_at (scan->tokens, to)->kind == AMENDS_GATE_TOKEN_PUNCT ||
          amends_gate_tokens_is (scan->tokens, to, "and")))
    to--;
  return amends_gate_tokens_dup (scan->tokens, from, to);
}

GPtrArray *
amends_commitments_find (AmendsGate *gate, const char *text, AmendsInstant sent, GTimeZone *zone)
{
  AmendsGateContext context = { .kind = AMENDS_TEXT_CUSTOMER, .now = sent, .zone = zone };
  GPtrArray *found = g_ptr_array_new_with_free_func (g_object_unref);
  AmendsGateScan scan;

  amends_gate_scan_init (&scan, gate, text, &context);
  for (guint i = 0; i < scan.times->len; i++)
    {
      const AmendsTimePhrase *phrase = &g_array_index (scan.times, AmendsTimePhrase, i);
      const AmendsGateHit *promise;
      AmendsCommitment *commitment;
      guint first, last;

      if (phrase->relation == AMENDS_TIME_RELATION_FOR || phrase->latest <= sent ||
          phrase->first >= scan.body_end || amends_gate_scan_is_past (&scan, phrase) ||
          amends_gate_scan_is_request (&scan, phrase->first))
        continue;
      amends_gate_scan_sentence (&scan, phrase->first, &first, &last);
      promise = find_promise (&scan, phrase, first, last);
      if (promise == NULL)
        continue;
      commitment = amends_record_new (AMENDS_TYPE_COMMITMENT);
      commitment->text = dup_clause (&scan, phrase, promise, last);
      commitment->due = phrase->latest;
      commitment->state = AMENDS_COMMITMENT_OPEN;
      g_ptr_array_add (found, commitment);
    }
  amends_gate_scan_clear (&scan);
  return found;
}
