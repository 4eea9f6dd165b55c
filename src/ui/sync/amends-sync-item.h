/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session-sync.h"

G_BEGIN_DECLS

/* Where a row of the sync page stands, in this order. */
typedef enum
{
  AMENDS_SYNC_GROUP_STATE,  /* how things are */
  AMENDS_SYNC_GROUP_DECIDE, /* a record that both sides have changed */
  AMENDS_SYNC_GROUP_SEND,   /* a change on its way */
} AmendsSyncGroup;

/**
 * AmendsSyncItem:
 * A row of the sync page: the state, a record with its differences, or a change on its way.
 */
#define AMENDS_TYPE_SYNC_ITEM (amends_sync_item_get_type ())
G_DECLARE_FINAL_TYPE (AmendsSyncItem, amends_sync_item, AMENDS, SYNC_ITEM, GObject)

struct _AmendsSyncItem
{
  GObject parent_instance;

  AmendsSyncGroup group;
  char *key;              /* the same thing has the same one the next time */
  GPtrArray *differences; /* (owned) (nullable): of AmendsConflictRow, of one record */
  AmendsQueueRow *change; /* (owned) (nullable) */
};

AmendsSyncItem *amends_sync_item_new_state (void);
/* Of the record that @first belongs to; takes @first. */
AmendsSyncItem *amends_sync_item_new_differences (AmendsConflictRow *first);
/* Takes @change. */
AmendsSyncItem *amends_sync_item_new_change (AmendsQueueRow *change);

/* Whether @conflict is of the same record. */
gboolean amends_sync_item_holds (AmendsSyncItem *self, const AmendsConflictRow *conflict);

G_END_DECLS
