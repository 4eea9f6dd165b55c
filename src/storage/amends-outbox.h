/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-connection.h"
#include "amends-instant.h"

G_BEGIN_DECLS

/*
 * What must still reach the CRM, written in the transaction of the change. Rows are only made
 * while a CRM is connected: setting "crm.connected" is "1".
 */

#define AMENDS_SETTING_CRM_CONNECTED "crm.connected"

typedef enum
{
  AMENDS_OUTBOX_WAITING,
  AMENDS_OUTBOX_FAILED, /* refused; waits for the user */
} AmendsOutboxState;

typedef struct
{
  gint64 seq;
  char *key;       /* idempotency key, a UUID */
  char *kind;      /* what is to be done, such as "escalation.push" */
  char *record_id; /* (nullable) */
  char *payload;   /* JSON */
  AmendsInstant not_before;
  int attempts;
  char *last_error; /* (nullable) */
  AmendsOutboxState state;
  gboolean look_up; /* after a restore: ask the CRM whether it was done before doing it */
} AmendsOutboxRow;

void amends_outbox_row_free (AmendsOutboxRow *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmendsOutboxRow, amends_outbox_row_free)

/**
 * amends_outbox_add:
 * @not_before: earliest time to send, or AMENDS_INSTANT_NONE
 *
 * Within the write of the change. Does nothing, and succeeds, while no CRM is connected. A waiting
 * row of the same kind and record that was never tried takes the new payload and keeps its key.
 */
gboolean amends_outbox_add (AmendsConnection *connection,
                            const char *kind,
                            const char *record_id,
                            const char *payload,
                            AmendsInstant not_before,
                            GError **error);

/* Takes back waiting rows of this kind and record that were never tried, for undo. */
gboolean amends_outbox_cancel (AmendsConnection *connection,
                               const char *kind,
                               const char *record_id,
                               GError **error);

/* (transfer full) (element-type AmendsOutboxRow): waiting and ready at @now, oldest first. */
GPtrArray *
amends_outbox_list (AmendsConnection *connection, AmendsInstant now, guint limit, GError **error);

/* The bookkeeping after an attempt. What is settled is gone; @retry_at AMENDS_INSTANT_NONE with
 * @failure gives up. */
gboolean amends_outbox_settle (AmendsConnection *connection, gint64 seq, GError **error);
gboolean amends_outbox_postpone (AmendsConnection *connection,
                                 gint64 seq,
                                 const char *failure,
                                 AmendsInstant retry_at,
                                 GError **error);

/* Number of rows that wait or have failed; -1 with @error. */
int amends_outbox_count (AmendsConnection *connection, GError **error);

G_END_DECLS
