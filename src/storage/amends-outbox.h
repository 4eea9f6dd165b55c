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
  gboolean look_up;      /* it may have been done already: ask the CRM before doing it */
  char *depends;         /* (nullable): record that must be in the CRM first */
  AmendsInstant created; /* AMENDS_INSTANT_NONE: not known */
} AmendsOutboxRow;

void amends_outbox_row_free (AmendsOutboxRow *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmendsOutboxRow, amends_outbox_row_free)

/**
 * amends_outbox_add_full:
 * @record_id: (nullable): rows of one record are sent in their order
 * @depends: (nullable): another record, whose rows that are there already are sent first
 * @payload: (nullable): JSON; NULL for an empty object
 * @created: when the change was made
 * @not_before: earliest time to send, or AMENDS_INSTANT_NONE
 *
 * Within the write of the change. Does nothing, and succeeds, while no CRM is connected. A waiting
 * row of the same kind and record that was never tried, and is not to be looked up, takes the new
 * payload, @not_before and, if given, @depends; it keeps its key, its place and its age.
 */
gboolean amends_outbox_add_full (AmendsConnection *connection,
                                 const char *kind,
                                 const char *record_id,
                                 const char *depends,
                                 const char *payload,
                                 AmendsInstant created,
                                 AmendsInstant not_before,
                                 GError **error);
/* The same for what depends on nothing and whose age is not known. */
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

/**
 * amends_outbox_list:
 * @limit: 0 for all
 *
 * What can be sent at @now, oldest first: of each record at most its first row that is not settled.
 * A row that has failed or is put off holds back the later ones of its record, and the later ones
 * that depend on its record.
 *
 * Returns: (transfer full) (element-type AmendsOutboxRow): NULL with @error
 */
GPtrArray *
amends_outbox_list (AmendsConnection *connection, AmendsInstant now, guint limit, GError **error);

/**
 * amends_outbox_list_all:
 * @after: `seq` of the last row of the page before; 0 for the first page
 * @limit: 0 for all
 *
 * Returns: (transfer full) (element-type AmendsOutboxRow): every row, also those that failed,
 * oldest first; NULL with @error
 */
GPtrArray *
amends_outbox_list_all (AmendsConnection *connection, gint64 after, guint limit, GError **error);

/* (transfer full) (nullable): the first row of @record_id that is not settled, of @kind (nullable:
 * any); NULL without @error if there is none. */
AmendsOutboxRow *amends_outbox_find_record (AmendsConnection *connection,
                                            const char *kind,
                                            const char *record_id,
                                            GError **error);

/**
 * amends_outbox_mark_sending:
 * Counts an attempt and notes that the row must be looked up before it is sent again. To be
 * committed before the request goes out: whatever happens then, a crash or an answer that never
 * comes, the row cannot be sent twice unseen. Nothing else counts attempts.
 */
gboolean amends_outbox_mark_sending (AmendsConnection *connection, gint64 seq, GError **error);
/* It is certain that the CRM has not done it: refused, or looked up and not found. */
gboolean amends_outbox_clear_look_up (AmendsConnection *connection, gint64 seq, GError **error);

/* The bookkeeping after an attempt. What is settled is gone; @retry_at AMENDS_INSTANT_NONE with
 * @failure gives up. */
gboolean amends_outbox_settle (AmendsConnection *connection, gint64 seq, GError **error);
gboolean amends_outbox_postpone (AmendsConnection *connection,
                                 gint64 seq,
                                 const char *failure,
                                 AmendsInstant retry_at,
                                 GError **error);

/* @payload: JSON that is sent instead, for a row that was refused. */
gboolean amends_outbox_rewrite_payload (AmendsConnection *connection,
                                        gint64 seq,
                                        const char *payload,
                                        GError **error);

/* What the user decides on a row; nothing if it is gone by now. Retried, it is ready at once. */
gboolean amends_outbox_retry (AmendsConnection *connection, gint64 seq, GError **error);
gboolean amends_outbox_discard (AmendsConnection *connection, gint64 seq, GError **error);

/* Number of rows that wait or have failed; -1 with @error. */
int amends_outbox_count (AmendsConnection *connection, GError **error);

G_END_DECLS
