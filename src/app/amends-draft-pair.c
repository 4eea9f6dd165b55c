/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which two drafts are one message in two languages. */

#include "config.h"

#include "amends-draft-pair.h"

static gboolean
is_sent (AmendsDraft *draft)
{
  return draft->sent_at != AMENDS_INSTANT_NONE;
}

/* How far two drafts are from being for the same moment; sent and unsent ones are far apart. */
static gint64
get_distance (AmendsDraft *one, AmendsDraft *other)
{
  AmendsInstant at = is_sent (one) ? one->sent_at : one->due;
  AmendsInstant other_at = is_sent (other) ? other->sent_at : other->due;

  return ABS (at - other_at) + (is_sent (one) != is_sent (other) ? G_MAXINT64 / 4 : 0);
}

static AmendsDraft *
find_nearest (AmendsCase *case_, AmendsDraft *draft)
{
  GListModel *drafts = G_LIST_MODEL (case_->drafts);
  AmendsDraft *best = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (drafts); i++)
    {
      g_autoptr (AmendsDraft) other = g_list_model_get_item (drafts, i);

      if (other != draft && g_strcmp0 (other->kind, draft->kind) == 0 &&
          g_strcmp0 (other->recipient, draft->recipient) == 0 && draft->language != NULL &&
          other->language != NULL && g_strcmp0 (other->language, draft->language) != 0 &&
          (best == NULL || get_distance (draft, other) < get_distance (draft, best)))
        best = other;
    }
  return best;
}

AmendsDraft *
amends_draft_pair_find (AmendsCase *case_, AmendsDraft *draft)
{
  AmendsDraft *other;

  g_return_val_if_fail (AMENDS_IS_CASE (case_) && AMENDS_IS_DRAFT (draft), NULL);

  other = find_nearest (case_, draft);
  return other != NULL && find_nearest (case_, other) == draft ? other : NULL;
}

gboolean
amends_draft_pair_follow (AmendsChange *change, const AmendsPlannerContext *context, GError **error)
{
  AmendsCase *case_ = change->case_;
  GListModel *drafts = G_LIST_MODEL (case_->drafts);

  for (guint i = 0; i < g_list_model_get_n_items (drafts); i++)
    {
      g_autoptr (AmendsDraft) first = g_list_model_get_item (drafts, i);
      AmendsDraft *second = is_sent (first) ? NULL : amends_draft_pair_find (case_, first);
      guint position;

      if (second == NULL || is_sent (second) ||
          !g_list_store_find (case_->drafts, second, &position) || position < i)
        continue;
      if (!amends_planner_regenerate_draft (change->engines->planner, case_, second, context, NULL,
                                            error))
        return FALSE;
      amends_record_set (second, "due", first->due, "meets", first->meets, NULL);
    }
  return TRUE;
}
