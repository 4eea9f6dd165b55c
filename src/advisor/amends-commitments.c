/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Promises in a message that was sent. */

#include "config.h"

#include "amends-commitments.h"

#include "amends-gate-private.h"

/* Who is to keep it, when the text says so: "our engineers will", 工程师会; else NULL. */
static char *
dup_owner (const AmendsGateScan *scan, const AmendsGateHit *promise)
{
  const AmendsGateHit *modal;
  guint last = promise->last;

  /* Neither the writer, nor the thing that is promised. */
  if (promise->list != AMENDS_GATE_PROMISE_OTHER ||
      amends_gate_scan_find (scan, AMENDS_GATE_OURSELVES, promise->first, promise->last) ||
      amends_gate_scan_find (scan, AMENDS_GATE_ACT_DELIVER, promise->first, promise->last))
    return NULL;
  modal = amends_gate_scan_find (scan, AMENDS_GATE_MODAL, promise->first, promise->last);
  if (modal && modal->first == promise->first)
    return NULL;
  if (modal)
    last = modal->first - 1;
  return amends_gate_tokens_dup (scan->tokens, promise->first, last);
}

GPtrArray *
amends_commitments_find (AmendsGate *gate, const char *text, AmendsInstant sent, GTimeZone *zone)
{
  AmendsGateContext context = { .kind = AMENDS_TEXT_CUSTOMER, .now = sent, .zone = zone };
  GPtrArray *found = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GArray) promises = NULL;
  AmendsGateScan scan;

  amends_gate_scan_init (&scan, gate, text, &context);
  promises = amends_gate_find_promises (&scan);
  for (guint i = 0; i < promises->len; i++)
    {
      const AmendsGatePromise *promise = &g_array_index (promises, AmendsGatePromise, i);
      AmendsCommitment *commitment = amends_record_new (AMENDS_TYPE_COMMITMENT);

      commitment->text = amends_gate_tokens_dup (scan.tokens, promise->first, promise->last);
      commitment->due = promise->phrase->latest;
      commitment->owner = dup_owner (&scan, promise->promise);
      commitment->state = AMENDS_COMMITMENT_OPEN;
      g_ptr_array_add (found, commitment);
    }
  amends_gate_scan_clear (&scan);
  return found;
}

static gboolean
has_any (const AmendsGateScan *scan, AmendsGateList list)
{
  return scan->hits[list]->len > 0;
}

gboolean
amends_commitments_met_by (AmendsGate *gate, const char *text, gboolean spoken)
{
  AmendsGateContext context = { .kind = AMENDS_TEXT_CUSTOMER, .now = AMENDS_DAY };
  AmendsGateScan scan;
  gboolean talk, news, thing;

  amends_gate_scan_init (&scan, gate, text, &context);
  talk = has_any (&scan, AMENDS_GATE_ACT_CALL) || has_any (&scan, AMENDS_GATE_ACT_MEET);
  news = has_any (&scan, AMENDS_GATE_ACT_WRITE) || has_any (&scan, AMENDS_GATE_CONTACT);
  thing = has_any (&scan, AMENDS_GATE_ACT_DELIVER);
  amends_gate_scan_clear (&scan);
  return spoken ? talk || news : !talk && (news || thing);
}

AmendsInstant
amends_commitments_get_grace (AmendsGate *gate)
{
  return gate->promise_grace;
}
