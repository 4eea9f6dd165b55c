/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-account.h"
#include "amends-action.h"
#include "amends-checkpoint.h"
#include "amends-clock.h"
#include "amends-commitment.h"
#include "amends-contact.h"
#include "amends-debrief.h"
#include "amends-draft.h"
#include "amends-escalation.h"
#include "amends-event.h"
#include "amends-goodwill.h"
#include "amends-look-back.h"
#include "amends-message.h"
#include "amends-pause.h"
#include "amends-person.h"
#include "amends-plan.h"
#include "amends-stakeholder.h"

G_BEGIN_DECLS

/**
 * AmendsCase:
 * An escalation with all that belongs to it. The window shows one; the session changes copies in a
 * transaction and merges the result, so that widgets bound to the records follow.
 */
#define AMENDS_TYPE_CASE (amends_case_get_type ())
G_DECLARE_FINAL_TYPE (AmendsCase, amends_case, AMENDS, CASE, GObject)

struct _AmendsCase
{
  GObject parent_instance;

  /* All (owned); never NULL once the case is complete, except as noted. */
  AmendsEscalation *escalation;
  AmendsAccount *account;
  AmendsContact *contact; /* (nullable) */
  AmendsPlan *plan;       /* (nullable) before the plan is made */
  AmendsDebrief *debrief; /* (nullable) before it is begun */
  /* (nullable): what the past says of it; not stored, kept while fresh records are merged */
  AmendsLookBack *look_back;

  GListStore *clocks;
  GListStore *pauses;
  GListStore *drafts;
  GListStore *checkpoints;
  GListStore *actions;
  GListStore *messages;
  GListStore *commitments;
  GListStore *stakeholders;
  GListStore *goodwill;
  GListStore *events; /* in order of the log */
};

/* The records are (transfer none); @contact is (nullable). */
AmendsCase *
amends_case_new (AmendsEscalation *escalation, AmendsAccount *account, AmendsContact *contact);

/* (transfer full): a deep copy. */
AmendsCase *amends_case_copy (AmendsCase *self);

/* Makes @self equal to @fresh in place, keeping the identity of every record that stays. */
void amends_case_merge (AmendsCase *self, AmendsCase *fresh);

/* Whether all records are equal, events included. */
gboolean amends_case_equal (AmendsCase *a, AmendsCase *b);

/**
 * amends_case_revert:
 * @self: as it is now
 * @before, @after: as it was around a change
 *
 * Takes the change back: fields return, records that it made go, records that it removed come
 * again. What has changed once more since then is left alone. Events are never taken back.
 *
 * Returns: how many fields or records had to be left alone
 */
guint amends_case_revert (AmendsCase *self, AmendsCase *before, AmendsCase *after);

/* "ESC-0042"; (transfer full). */
char *amends_escalation_format_number (int number);
/* The number in "ESC-0042", "esc-42" or "42"; 0 if it is none. */
int amends_escalation_parse_number (const char *text);

/**
 * amends_escalation_can_become:
 * The status machine: Open → In progress ↔ Waiting; any of these → Resolved; Resolved → Closed;
 * Resolved or Closed → In progress (a reopening); any live one → Duplicate or Withdrawn.
 * Whether a debrief is complete enough to close is for the caller, who has it.
 */
gboolean amends_escalation_can_become (AmendsStatus from, AmendsStatus to);
/* Open, in progress or waiting. */
gboolean amends_status_is_live (AmendsStatus status);

/**
 * amends_case_set_status:
 * @now: the time of the change
 *
 * Moves the status with all it entails inside the record: Waiting opens a pause, leaving it closes
 * the pause, Resolved stamps resolved-at, reopening starts a new cycle.
 *
 * Returns: FALSE with AMENDS_CORE_ERROR_TRANSITION and nothing changed if the machine forbids it
 */
gboolean
amends_case_set_status (AmendsCase *self, AmendsStatus status, AmendsInstant now, GError **error);

typedef enum
{
  AMENDS_CORE_ERROR_TRANSITION,
  AMENDS_CORE_ERROR_INVARIANT,
} AmendsCoreError;

#define AMENDS_CORE_ERROR (amends_core_error_quark ())
GQuark amends_core_error_quark (void);

/**
 * amends_escalation_validate:
 * The invariants that any source must meet: a statement or issue, a known zone, times in order
 * (received not after @now by more than a minute, confirmed-at not after @now), users not negative.
 *
 * Returns: FALSE with AMENDS_INPUT_ERROR naming the field
 */
gboolean amends_escalation_validate (AmendsEscalation *self, AmendsInstant now, GError **error);

G_END_DECLS
