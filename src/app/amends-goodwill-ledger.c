/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was given to an account, and which evidence has been used. */

#include "config.h"

#include "amends-goodwill-ledger.h"

#include "amends-escalation-store.h"
#include "amends-record-table.h"

#define YEAR (365 * AMENDS_DAY)

/* (transfer full) (element-type utf8): ids of the account's escalations, as a set. */
static GHashTable *
list_cases (AmendsConnection *connection, AmendsAccount *account, GError **error)
{
  AmendsEscalationFilter filter = { .account_id = account->id };
  g_autoptr (GPtrArray) summaries = amends_escalation_store_list (connection, &filter, error);
  GHashTable *ids;

  if (summaries == NULL)
    return NULL;
  ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < summaries->len; i++)
    {
      AmendsSummary *summary = g_ptr_array_index (summaries, i);

      g_hash_table_add (ids, g_strdup (summary->id));
    }
  return ids;
}

GPtrArray *
amends_goodwill_list_given (AmendsConnection *connection,
                            AmendsAccount *account,
                            const char *except,
                            AmendsInstant now,
                            GError **error)
{
  g_autoptr (GHashTable) cases = list_cases (connection, account, error);
  g_autoptr (GPtrArray) approved = NULL;
  GPtrArray *given;

  if (cases == NULL)
    return NULL;
  approved =
      amends_record_table_list (&amends_goodwill_table, connection, "state", "approved", error);
  if (approved == NULL)
    return NULL;
  given = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < approved->len; i++)
    {
      AmendsGoodwill *one = g_ptr_array_index (approved, i);

      if (g_hash_table_contains (cases, one->escalation_id) && one->decided_at > now - YEAR &&
          g_strcmp0 (one->id, except) != 0 &&
          amends_goodwill_get_state (one, now) != AMENDS_GOODWILL_VOID)
        g_ptr_array_add (given, g_object_ref (one));
    }
  return given;
}

gint64
amends_goodwill_sum_given (GPtrArray *given, AmendsAccount *account)
{
  gint64 sum = 0;

  for (guint i = 0; i < given->len; i++)
    {
      AmendsGoodwill *one = g_ptr_array_index (given, i);

      if (one->amount != AMENDS_MONEY_UNKNOWN && one->amount > 0 &&
          g_strcmp0 (one->currency, account->currency) == 0)
        sum += one->amount;
    }
  return sum;
}

AmendsGoodwill *
amends_goodwill_find_evidence (AmendsConnection *connection,
                               const char *digest,
                               const char *message_id,
                               const char *except,
                               GError **error)
{
  g_autoptr (GPtrArray) all =
      amends_record_table_list (&amends_goodwill_table, connection, NULL, NULL, error);

  for (guint i = 0; all && i < all->len; i++)
    {
      AmendsGoodwill *one = g_ptr_array_index (all, i);

      if (g_strcmp0 (one->id, except) != 0 &&
          (g_strcmp0 (one->evidence_digest, digest) == 0 ||
           (message_id && g_strcmp0 (one->evidence_message, message_id) == 0)))
        return g_object_ref (one);
    }
  return NULL;
}
