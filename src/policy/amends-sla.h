/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-account.h"
#include "amends-calendar.h"
#include "amends-enums.h"
#include "amends-playbook.h"

G_BEGIN_DECLS

/**
 * AmendsSla:
 * The clocks of a playbook, compiled from its sla.json: for each clock the rules with their
 * conditions, and what meets, restarts or pauses it. Immutable; any thread.
 */
#define AMENDS_TYPE_SLA (amends_sla_get_type ())
G_DECLARE_FINAL_TYPE (AmendsSla, amends_sla, AMENDS, SLA, GObject)

#define AMENDS_N_CLOCKS (AMENDS_CLOCK_RESOLVE + 1)
/* Clocks as a set: a guint with this bit for each. */
#define AMENDS_CLOCK_BIT(kind) (1u << (kind))

/* What decides which rules apply. */
typedef struct
{
  AmendsSeverity severity;
  gboolean executive;      /* an executive of the customer is involved */
  int vip_tier;            /* 1 to 3; 0: not known, like 3 */
  AmendsPriority priority; /* the customer's; unknown: as the severity implies */
} AmendsSlaFacts;

/* One rule; lives with its AmendsSla. */
typedef struct _AmendsSlaRule AmendsSlaRule;

/**
 * amends_sla_new:
 * @warnings: (out) (optional) (transfer full) (element-type utf8): unknown members
 *
 * Returns: (transfer full): the clocks of @playbook, or NULL with AMENDS_INPUT_ERROR
 */
AmendsSla *amends_sla_new (AmendsPlaybook *playbook, GPtrArray **warnings, GError **error);

/* (transfer full) (nullable): of the object @reader stands on; NULL once it has failed. */
AmendsSla *amends_sla_read (AmendsJsonReader *reader);

/* (transfer container) (element-type AmendsSlaRule): those that apply, in the playbook's order. */
GPtrArray *
amends_sla_list_rules (AmendsSla *self, AmendsClockKind kind, const AmendsSlaFacts *facts);

/**
 * amends_sla_get_rule:
 * @calendar: (nullable): for rules in working hours; NULL counts round the clock
 * @pauses: (nullable) (element-type AmendsPause): of the case; they count for pausable clocks only
 * @start: from when the clock runs
 * @now: a pause that lasts is taken to end then
 * @due: (out): when it runs out
 *
 * Of the rules that apply the strictest: the one due first, found by computing, since 24 hours and
 * two working days cannot be compared otherwise. Of equals the first in the playbook.
 *
 * Returns: (transfer none) (nullable): the rule; NULL without @error if none applies, NULL with
 *   AMENDS_INPUT_ERROR_RANGE if the calendar can hold the deadline of none
 */
const AmendsSlaRule *amends_sla_get_rule (AmendsSla *self,
                                          AmendsClockKind kind,
                                          const AmendsSlaFacts *facts,
                                          AmendsCalendar *calendar,
                                          GListModel *pauses,
                                          AmendsInstant start,
                                          AmendsInstant now,
                                          AmendsInstant *due,
                                          GError **error);

/* (transfer none) (nullable): by identifier. */
const AmendsSlaRule *amends_sla_find_rule (AmendsSla *self, AmendsClockKind kind, const char *id);

const char *amends_sla_rule_get_id (const AmendsSlaRule *rule);
const char *amends_sla_rule_get_text (const AmendsSlaRule *rule, const char *language);
/* FALSE: round the clock. */
gboolean amends_sla_rule_is_in_working_hours (const AmendsSlaRule *rule);
/* The allowance; working days become minutes by the @calendar's day as of @at. */
gint64
amends_sla_rule_get_minutes (const AmendsSlaRule *rule, AmendsCalendar *calendar, AmendsInstant at);

/* For how many minutes after its due what this rule asks for is done in time all the same. "At
 * once" is due the moment it begins; without this nobody could ever keep it. */
int amends_sla_rule_get_grace (const AmendsSlaRule *rule);

/* Share of the allowance, 0 to 1, from which a clock is due soon. */
double amends_sla_get_due_soon (AmendsSla *self);

/* Clocks met by sending a draft of @draft_kind ("first-response"), beside those met by contact. */
guint amends_sla_list_met_by_draft (AmendsSla *self, const char *draft_kind);
/* Clocks met by any message or call of @direction. */
guint amends_sla_list_met_by_contact (AmendsSla *self, AmendsDirection direction);
guint amends_sla_list_met_by_resolving (AmendsSla *self);
/* Clocks that start anew when they have been met, that start at a reopening, that pauses stop. */
guint amends_sla_list_restarting (AmendsSla *self);
guint amends_sla_list_reopening (AmendsSla *self);
guint amends_sla_list_pausable (AmendsSla *self);

/* The priority that @severity implies when the customer has given none. */
AmendsPriority amends_sla_get_default_priority (AmendsSla *self, AmendsSeverity severity);

/* 1 to 3, from segment and strategic flag; @account is (nullable), then the lowest tier. */
int amends_sla_get_vip_tier (AmendsSla *self, AmendsAccount *account);

G_END_DECLS
