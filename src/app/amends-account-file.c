/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An account with what has happened there. */

#include "config.h"

#include "amends-account-file.h"

G_DEFINE_FINAL_TYPE (AmendsAccountFile, amends_account_file, G_TYPE_OBJECT)

static void
amends_account_file_finalize (GObject *object)
{
  AmendsAccountFile *self = AMENDS_ACCOUNT_FILE (object);

  g_clear_object (&self->account);
  g_clear_object (&self->contacts);
  g_clear_object (&self->summaries);
  g_clear_object (&self->escalations);
  g_clear_object (&self->goodwill);
  g_clear_object (&self->commitments);
  g_clear_object (&self->messages);

  G_OBJECT_CLASS (amends_account_file_parent_class)->finalize (object);
}

static void
amends_account_file_class_init (AmendsAccountFileClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = amends_account_file_finalize;
}

static void
amends_account_file_init (AmendsAccountFile *self)
{
  self->contacts = g_list_store_new (AMENDS_TYPE_CONTACT);
  self->summaries = g_list_store_new (AMENDS_TYPE_SUMMARY);
  self->escalations = g_list_store_new (AMENDS_TYPE_ESCALATION);
  self->goodwill = g_list_store_new (AMENDS_TYPE_GOODWILL);
  self->commitments = g_list_store_new (AMENDS_TYPE_COMMITMENT);
  self->messages = g_list_store_new (AMENDS_TYPE_MESSAGE);
}

AmendsAccountFile *
amends_account_file_new (AmendsAccount *account)
{
  AmendsAccountFile *self = g_object_new (AMENDS_TYPE_ACCOUNT_FILE, NULL);

  self->account = g_object_ref (account);
  self->limit = AMENDS_MONEY_UNKNOWN;
  return self;
}

static void
merge (GListStore *list, GListStore *fresh)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (fresh)); i++)
    g_ptr_array_add (records, g_list_model_get_item (G_LIST_MODEL (fresh), i));
  amends_record_list_merge (list, records);
}

void
amends_account_file_merge (AmendsAccountFile *self, AmendsAccountFile *fresh)
{
  g_return_if_fail (AMENDS_IS_ACCOUNT_FILE (self));

  amends_record_assign (self->account, fresh->account);
  merge (self->contacts, fresh->contacts);
  merge (self->summaries, fresh->summaries);
  merge (self->escalations, fresh->escalations);
  merge (self->goodwill, fresh->goodwill);
  merge (self->commitments, fresh->commitments);
  merge (self->messages, fresh->messages);
  self->given = fresh->given;
  self->limit = fresh->limit;
}

AmendsEscalation *
amends_account_file_find_case (AmendsAccountFile *self, const char *id)
{
  g_return_val_if_fail (AMENDS_IS_ACCOUNT_FILE (self), NULL);

  return amends_record_list_find (G_LIST_MODEL (self->escalations), id);
}

guint
amends_account_file_count_promises (AmendsAccountFile *self, AmendsCommitmentState state)
{
  GListModel *list = G_LIST_MODEL (self->commitments);
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (AmendsCommitment) one = g_list_model_get_item (list, i);

      n += one->state == state;
    }
  return n;
}
