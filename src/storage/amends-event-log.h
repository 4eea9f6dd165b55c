/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-connection.h"
#include "amends-event.h"

G_BEGIN_DECLS

/*
 * The append-only log of the whole workspace. Every entry has
 *   digest = SHA-256 of the payload in canonical JSON, a NUL byte, and the summary
 *   hash   = SHA-256 of the hash before, a line feed, and the canonical JSON of
 *            actor, at, digest, escalation_id, id, kind, recorded, seq
 * so that the words of an entry can be erased while its place in the chain still holds. The
 * database refuses any change of an entry but its erasure.
 *
 * What the chain can prove: that no entry was altered, inserted or removed in the middle by
 * accident, by another program or by a careless edit. What it cannot: that nobody who can write
 * the file has computed the whole chain anew, or has cut off its end. For that its head must be
 * kept elsewhere; amends_event_log_get_head() gives it.
 */

/**
 * amends_event_log_append:
 * @event: completed in place: seq, digest, previous, hash; id and recorded if missing. The payload
 *   must be NULL or JSON and is made canonical; for a note its member "text" is searched.
 *
 * Within a write.
 */
gboolean amends_event_log_append (AmendsConnection *connection, AmendsEvent *event, GError **error);

/* (transfer full) (element-type AmendsEvent): of a case, in order of the log; NULL with @error.
 * @escalation_id NULL stands for entries that belong to no case. */
GPtrArray *
amends_event_log_list (AmendsConnection *connection, const char *escalation_id, GError **error);

/* The latest @limit entries of the workspace before @before_seq (0: from the end), newest first. */
GPtrArray *amends_event_log_list_recent (AmendsConnection *connection,
                                         gint64 before_seq,
                                         guint limit,
                                         GError **error);

/* Removes the words of the entries; chain and kinds stay. Cannot be undone. */
gboolean
amends_event_log_erase (AmendsConnection *connection, const char *event_id, GError **error);
gboolean amends_event_log_erase_case (AmendsConnection *connection,
                                      const char *escalation_id,
                                      GError **error);

/* @hash: (out) (transfer full) (nullable): of the last entry. */
gboolean
amends_event_log_get_head (AmendsConnection *connection, gint64 *seq, char **hash, GError **error);

/**
 * AmendsEventReport:
 * @ok: entries whose words and place hold
 * @erased: entries whose place holds and whose words were erased
 * @broken: entries that do not fit
 * @first_broken: seq of the first, 0 if none
 * @reason: (owned) (nullable): what is wrong with it, a sentence for people
 */
typedef struct
{
  gint64 ok;
  gint64 erased;
  gint64 broken;
  gint64 first_broken;
  char *reason;
} AmendsEventReport;

void amends_event_report_clear (AmendsEventReport *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AmendsEventReport, amends_event_report_clear)

/* Walks the whole chain. Returns: FALSE with @error only if it could not be read. */
gboolean
amends_event_log_verify (AmendsConnection *connection, AmendsEventReport *report, GError **error);

G_END_DECLS
