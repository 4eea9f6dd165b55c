/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row of the sync page. */

#include "config.h"

#include "amends-sync-item.h"

G_DEFINE_FINAL_TYPE (AmendsSyncItem, amends_sync_item, G_TYPE_OBJECT)

static void
amends_sync_item_finalize (GObject *object)
{
  AmendsSyncItem *self = AMENDS_SYNC_ITEM (object);

  g_free (self->key);
  g_clear_pointer (&self->differences, g_ptr_array_unref);
  g_clear_pointer (&self->change, amends_queue_row_free);

  G_OBJECT_CLASS (amends_sync_item_parent_class)->finalize (object);
}

static void
amends_sync_item_class_init (AmendsSyncItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = amends_sync_item_finalize;
}

static void
amends_sync_item_init (AmendsSyncItem *self)
{
}

AmendsSyncItem *
amends_sync_item_new_state (void)
{
  AmendsSyncItem *self = g_object_new (AMENDS_TYPE_SYNC_ITEM, NULL);

  self->group = AMENDS_SYNC_GROUP_STATE;
  self->key = g_strdup ("state");
  return self;
}

AmendsSyncItem *
amends_sync_item_new_differences (AmendsConflictRow *first)
{
  AmendsSyncItem *self = g_object_new (AMENDS_TYPE_SYNC_ITEM, NULL);

  self->group = AMENDS_SYNC_GROUP_DECIDE;
  self->key = g_strdup_printf ("record %s", first->record);
  self->differences = g_ptr_array_new_with_free_func ((GDestroyNotify) amends_conflict_row_free);
  g_ptr_array_add (self->differences, first);
  return self;
}

AmendsSyncItem *
amends_sync_item_new_change (AmendsQueueRow *change)
{
  AmendsSyncItem *self = g_object_new (AMENDS_TYPE_SYNC_ITEM, NULL);

  self->group = AMENDS_SYNC_GROUP_SEND;
  self->key = g_strdup_printf ("change %" G_GINT64_FORMAT, change->seq);
  self->change = change;
  return self;
}

gboolean
amends_sync_item_holds (AmendsSyncItem *self, const AmendsConflictRow *conflict)
{
  const AmendsConflictRow *first;

  if (self->differences == NULL)
    return FALSE;
  first = g_ptr_array_index (self->differences, 0);
  return g_strcmp0 (first->record, conflict->record) == 0 &&
         g_strcmp0 (first->case_id, conflict->case_id) == 0;
}
