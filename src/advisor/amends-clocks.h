/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-case.h"
#include "amends-sla.h"

G_BEGIN_DECLS

/*
 * The clocks of a case: started, met, recomputed and read. Pure: what is given in is all that
 * counts, and "now" is a parameter. The functions that change clocks expect a case of the caller's
 * own (a copy in a transaction).
 *
 * A clock has run out at its due instant; what meets it at that very instant is still in time. A
 * rule may give a grace ("at once", five minutes to do it): until it is over the clock is due, not
 * breached, and what meets it is in time.
 */

/* By what clocks run; borrowed. */
typedef struct
{
  AmendsSla *sla;
  AmendsCalendar *calendar; /* (nullable): the account's or the team's; NULL: round the clock */
  const char *language;     /* (nullable): of rule texts; NULL: English */
} AmendsClockPolicy;

/* What decides the rules for @self as it is now. */
void amends_clocks_get_facts (AmendsCase *self, AmendsSla *sla, AmendsSlaFacts *facts);

/**
 * amends_clocks_start:
 *
 * Ends the clocks of earlier cycles and adds those of the current one that are missing: all of them
 * in the first cycle, counted from "received"; after a reopening those the playbook names, from the
 * reopening. Calling it again changes nothing.
 *
 * Returns: FALSE with AMENDS_INPUT_ERROR_RANGE and nothing added if the calendar cannot hold one
 */
gboolean amends_clocks_start (AmendsCase *self,
                              const AmendsClockPolicy *policy,
                              AmendsInstant now,
                              GError **error);

/**
 * amends_clocks_recompute:
 *
 * After reclassifying, or when a pause has begun or ended: open clocks get rule and due anew from
 * the instant they count from. What was met or has run out by @now stays as it is. A clock to which
 * no rule applies any more goes; one to which a rule applies now comes.
 *
 * Returns: FALSE with AMENDS_INPUT_ERROR_RANGE and nothing changed if the calendar cannot hold one
 */
gboolean amends_clocks_recompute (AmendsCase *self,
                                  const AmendsClockPolicy *policy,
                                  AmendsInstant now,
                                  GError **error);

/**
 * amends_clocks_follow_status:
 *
 * After amends_case_set_status(): Resolved meets what resolving meets and ends the rest, Closed,
 * Duplicate and Withdrawn end all, a live status starts a new cycle's clocks and recomputes.
 */
gboolean amends_clocks_follow_status (AmendsCase *self,
                                      const AmendsClockPolicy *policy,
                                      AmendsInstant now,
                                      GError **error);

/**
 * amends_clocks_meet:
 * @clocks: set of AMENDS_CLOCK_BIT()
 * @at: when it happened, which may lie before now; clocks that started later are left alone
 *
 * An earlier time than the one recorded moves the record back. A clock that restarts (the next
 * update) gets a successor from @at while the case is live.
 *
 * Returns: FALSE with AMENDS_INPUT_ERROR_RANGE if the successor's deadline cannot be found
 */
gboolean amends_clocks_meet (AmendsCase *self,
                             const AmendsClockPolicy *policy,
                             guint clocks,
                             AmendsInstant at,
                             GError **error);

/* As above with the clocks that a message meets; @draft_kind is (nullable). */
gboolean amends_clocks_meet_by_message (AmendsCase *self,
                                        const AmendsClockPolicy *policy,
                                        AmendsDirection direction,
                                        const char *draft_kind,
                                        AmendsInstant at,
                                        GError **error);

/**
 * amends_clocks_note_breaches:
 *
 * Stamps breached-at on every open clock that has run out by @now and has no stamp yet, so that a
 * breach is told once, also one that came while the program slept.
 *
 * Returns: (transfer full) (element-type AmendsClock): those just stamped
 */
GPtrArray *
amends_clocks_note_breaches (AmendsCase *self, const AmendsClockPolicy *policy, AmendsInstant now);

/* When @clock, unless met before, counts as breached: its due, and later by the grace of its rule.
 */
AmendsInstant amends_clocks_get_late_from (AmendsClock *clock, const AmendsClockPolicy *policy);

/**
 * amends_clocks_get_state:
 * @pauses: (nullable): of the case
 * @fraction: (out) (optional): 0 to 1, how much of the allowance is used up
 * @remaining: (out) (optional): milliseconds of counted time left; negative: how much too late.
 *   For a clock that was met: how early or late it was. 0 within the grace of its rule
 *
 * A clock that its cycle ended unmet is "breached" if it had run out, else "met".
 */
AmendsClockState amends_clocks_get_state (AmendsClock *clock,
                                          GListModel *pauses,
                                          const AmendsClockPolicy *policy,
                                          AmendsInstant now,
                                          double *fraction,
                                          gint64 *remaining);

/* (transfer full) (nullable): the open clock that runs out first or has run out longest ago; one
 * that is paused at @now does not count. */
AmendsClock *
amends_clocks_get_next (AmendsCase *self, const AmendsClockPolicy *policy, AmendsInstant now);

/* When the state of a clock changes next by itself (due soon, run out); AMENDS_INSTANT_NONE if
 * none does. For the one timer that is needed. */
AmendsInstant amends_clocks_get_next_change (AmendsCase *self,
                                             const AmendsClockPolicy *policy,
                                             AmendsInstant now);

/* (transfer full) (element-type AmendsLedgerLine): how the due of @clock comes about. */
GPtrArray *amends_clocks_get_ledger (AmendsClock *clock,
                                     GListModel *pauses,
                                     const AmendsClockPolicy *policy,
                                     AmendsInstant now);

/* A case known only by the facts that clocks need. */
typedef struct
{
  AmendsSlaFacts facts;
  AmendsInstant received;
  GListModel *pauses; /* (nullable): of AmendsPause */
  AmendsInstant now;  /* until when a pause that lasts is counted */
} AmendsClockQuestion;

typedef struct
{
  AmendsClockKind kind;
  AmendsInstant due;
  char *rule;      /* (owned): identifier */
  char *rule_text; /* (owned) */
  gint64 minutes;
  int grace; /* minutes after the due in which it is in time all the same */
  gboolean working_hours;
  GPtrArray *ledger; /* (owned) (element-type AmendsLedgerLine) */
} AmendsClockAnswer;

void amends_clock_answer_free (AmendsClockAnswer *answer);

/**
 * amends_clocks_answer:
 *
 * Returns: (transfer full) (element-type AmendsClockAnswer): one for each clock that a rule applies
 *   to, in the order of the kinds; NULL with AMENDS_INPUT_ERROR naming the field at fault
 */
GPtrArray *amends_clocks_answer (const AmendsClockPolicy *policy,
                                 const AmendsClockQuestion *question,
                                 GError **error);

/**
 * amends_clocks_answer_to_json:
 * @zone: in which "text" is written
 *
 * {"clocks": [{"clock", "due", "rule", "rule_text", "minutes", "grace_minutes", "working_hours",
 * "ledger": [{"from", "to", "minutes", "kind", "note", "text"}]}], "time_zone"}. Times are in UTC;
 * "note" is the name of the holiday, else what kind of time this is; "text" the line for people;
 * "grace_minutes" is only there when the rule has one.
 *
 * Returns: (transfer full)
 */
JsonNode *amends_clocks_answer_to_json (GPtrArray *answers, GTimeZone *zone);

G_END_DECLS
