/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-case.h"
#include "amends-clocks.h"
#include "amends-engines.h"
#include "amends-session.h"

G_BEGIN_DECLS

/**
 * AmendsChange:
 * A change to a case while it is made: in the writer's thread, inside its transaction. The change
 * works on @case_ and logs what it did; what differs from @before is then written.
 */
typedef struct
{
  AmendsEngines *engines;
  AmendsCase *before; /* (nullable) for a case being logged */
  AmendsCase *case_;
  AmendsPerson *me;
  GListModel *people;
  AmendsInstant now;

  /*< private >*/
  gpointer connection; /* of storage; for the session's own files */
} AmendsChange;

/* Returns FALSE with @error to leave everything as it was. */
typedef gboolean (*AmendsChangeFunc) (AmendsChange *change, gpointer data, GError **error);

/**
 * amends_change_log:
 * @at: when it happened, AMENDS_INSTANT_NONE for now
 * @payload: (transfer full) (nullable): an object node
 * @summary: one line for people, translated
 *
 * Adds an event to the case; it enters the log with the change.
 */
void amends_change_log (AmendsChange *change,
                        AmendsEventKind kind,
                        AmendsInstant at,
                        JsonNode *payload,
                        const char *summary,
                        ...) G_GNUC_PRINTF (5, 6);

/* As above with the differences between the records as payload; nothing if there are none. */
void amends_change_log_diff (AmendsChange *change,
                             AmendsEventKind kind,
                             gpointer before,
                             gpointer after,
                             const char *summary,
                             ...) G_GNUC_PRINTF (5, 6);

/* (transfer full): a payload of one text member. */
JsonNode *amends_change_payload (const char *member, const char *text);

/* The calendar of the case's account: the team's, read in the account's zone. (transfer full) */
AmendsCalendar *amends_change_dup_calendar (AmendsEngines *engines, AmendsAccount *account);
/* The zone in which the customer reads times. (transfer full) */
GTimeZone *amends_change_dup_zone (AmendsEngines *engines, AmendsCase *case_);

/* "en" or "zh-CN": the language of the interface, in which our side reads. Static. */
const char *amends_change_get_language (void);

/* Contexts for the engines; what they point to lives as long as @change. */
/* @zone: of the case, must outlive the use: all texts of a case are in one zone. */
void amends_change_get_planner_context (AmendsChange *change,
                                        GTimeZone *zone,
                                        AmendsPlannerContext *context);
/* @case_, @draft: (nullable). @zone must outlive the use. */
void amends_change_get_gate_context (AmendsEngines *engines,
                                     AmendsCase *case_,
                                     AmendsDraft *draft,
                                     AmendsInstant now,
                                     GTimeZone *zone,
                                     AmendsGateContext *context);
/* @calendar: from amends_change_dup_calendar(), must outlive the use. */
void amends_change_get_clock_policy (AmendsEngines *engines,
                                     AmendsCalendar *calendar,
                                     AmendsClockPolicy *policy);

/**
 * amends_change_contact:
 * @draft_kind: (nullable): what was sent
 *
 * What a message or call means for the case: clocks it meets, an open case that is now in progress,
 * a wait that the customer has ended. Logs each.
 */
gboolean amends_change_contact (AmendsChange *change,
                                AmendsDirection direction,
                                const char *draft_kind,
                                AmendsInstant at,
                                GError **error);

/**
 * amends_change_settle_promises:
 * @spoken: the customer was spoken to, not written to
 * @at: when
 *
 * What a contact with the customer means for the open promises of the case: those it was promised
 * as become kept, those that wait for another kind of contact and are past their time become
 * missed. A promise stays open, and overdue, until the customer hears from us or the case is
 * resolved. Logs each.
 */
void amends_change_settle_promises (AmendsChange *change, gboolean spoken, AmendsInstant at);

/* The same at the end of a case, when nothing more will be said. */
void amends_change_end_promises (AmendsChange *change, AmendsInstant at);

/*
 * The changes themselves, as the session makes them and the sample is made of. Each is an
 * AmendsChangeFunc in all but name: FALSE with @error leaves everything as it was.
 */
gboolean amends_change_send (AmendsChange *change,
                             const char *draft_id,
                             AmendsInstant at,
                             const char *override,
                             GError **error);
gboolean amends_change_set_status (AmendsChange *change,
                                   AmendsStatus status,
                                   const char *why,
                                   GError **error);
gboolean
amends_change_resolve (AmendsChange *change, const AmendsResolution *resolution, GError **error);
gboolean amends_change_add_event (AmendsChange *change,
                                  AmendsDirection direction,
                                  AmendsChannel channel,
                                  AmendsInstant at,
                                  const char *text,
                                  GError **error);
/* @id: of a checkpoint or an action. */
gboolean
amends_change_set_step (AmendsChange *change, const char *id, AmendsStep step, GError **error);
/* @step: of the escalation path, from 0: all its people that nobody has told are told now. */
gboolean amends_change_notify_step (AmendsChange *change, guint step, GError **error);
gboolean amends_change_save_debrief (AmendsChange *change, AmendsDebrief *debrief, GError **error);

/* The clocks after the status, or what decides their rules, has changed. Log what was met. */
gboolean amends_change_follow_status (AmendsChange *change, GError **error);
gboolean amends_change_recompute_clocks (AmendsChange *change, GError **error);

G_END_DECLS
