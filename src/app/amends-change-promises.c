/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Promises to the customer, kept and missed by what is said to them and when. */

#include "config.h"

#include "amends-change.h"

#include "amends-commitments.h"

#include <glib/gi18n-lib.h>

static void
set_state (AmendsChange *change,
           AmendsCommitment *promise,
           AmendsCommitmentState state,
           AmendsInstant at)
{
  gboolean kept = state == AMENDS_COMMITMENT_KEPT;

  amends_record_set (promise, "state", state, NULL);
  amends_change_log (change, kept ? AMENDS_EVENT_COMMITMENT_KEPT : AMENDS_EVENT_COMMITMENT_MISSED,
                     at, amends_change_payload ("commitment", promise->id),
                     /* Translators: %s is a promise in the sender's words. */
                     kept ? _ ("Kept: %s")
                          /* Translators: %s is a promise in the sender's words. */
                          : _ ("Not kept: %s"),
                     promise->text);
}

/*
 * Whether a contact at @at can be the one promised for @due: not in the first half of the time from
 * the promise to its moment, which belongs to what comes before, and not beyond the grace.
 */
static gboolean
is_in_time (AmendsChange *change, AmendsCommitment *promise, AmendsInstant at)
{
  AmendsMessage *made =
      amends_record_list_find (G_LIST_MODEL (change->case_->messages), promise->message_id);
  AmendsInstant from = made ? made->at + (promise->due - made->at) / 2 : promise->due - AMENDS_DAY;

  return at >= from && (made == NULL || at > made->at) &&
         at <= promise->due + amends_commitments_get_grace (change->engines->gate);
}

static gboolean
is_overdue (AmendsChange *change, AmendsCommitment *promise, AmendsInstant at)
{
  return at > promise->due + amends_commitments_get_grace (change->engines->gate);
}

void
amends_change_settle_promises (AmendsChange *change, gboolean spoken, AmendsInstant at)
{
  AmendsGate *gate = change->engines->gate;
  GListModel *promises = G_LIST_MODEL (change->case_->commitments);

  for (guint i = 0; i < g_list_model_get_n_items (promises); i++)
    {
      g_autoptr (AmendsCommitment) promise = g_list_model_get_item (promises, i);
      gboolean by_this;

      if (promise->state == AMENDS_COMMITMENT_KEPT || promise->due == AMENDS_INSTANT_NONE ||
          promise->text == NULL)
        continue;
      by_this = amends_commitments_met_by (gate, promise->text, spoken);
      /* A call that is noted late may still have been made in time. */
      if (by_this && is_in_time (change, promise, at))
        set_state (change, promise, AMENDS_COMMITMENT_KEPT, at);
      else if (promise->state == AMENDS_COMMITMENT_OPEN && is_overdue (change, promise, at) &&
               (by_this || amends_commitments_met_by (gate, promise->text, !spoken)))
        set_state (change, promise, AMENDS_COMMITMENT_MISSED, at);
    }
}

void
amends_change_end_promises (AmendsChange *change, AmendsInstant at)
{
  AmendsGate *gate = change->engines->gate;
  GListModel *promises = G_LIST_MODEL (change->case_->commitments);

  for (guint i = 0; i < g_list_model_get_n_items (promises); i++)
    {
      g_autoptr (AmendsCommitment) promise = g_list_model_get_item (promises, i);

      if (promise->state == AMENDS_COMMITMENT_OPEN && promise->due != AMENDS_INSTANT_NONE &&
          promise->text != NULL && is_overdue (change, promise, at) &&
          (amends_commitments_met_by (gate, promise->text, TRUE) ||
           amends_commitments_met_by (gate, promise->text, FALSE)))
        set_state (change, promise, AMENDS_COMMITMENT_MISSED, at);
    }
}
