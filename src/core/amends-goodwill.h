/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-enums.h"
#include "amends-record.h"

G_BEGIN_DECLS

/**
 * AmendsGoodwill:
 * A goodwill request and its approval.
 *
 * `state` is what was last decided; whether an approval still counts depends on the time and on
 * what has been changed since, see amends_goodwill_get_state().
 */
#define AMENDS_TYPE_GOODWILL (amends_goodwill_get_type ())
G_DECLARE_FINAL_TYPE (AmendsGoodwill, amends_goodwill, AMENDS, GOODWILL, AmendsRecord)

struct _AmendsGoodwill
{
  AmendsRecord parent_instance;

  char *id;
  char *escalation_id;
  AmendsGoodwillKind kind;
  gint64 amount;
  char *currency;
  int months;
  char *text;
  char *reason;
  char *recipient;
  AmendsGoodwillState state;
  char *requested_by;    /* name */
  char *requested_by_id; /* of the person; NULL when nobody had said who is at the machine */
  char *changed_by_id;   /* of the person who changed what is asked for last; NULL: nobody did */
  AmendsInstant requested_at; /* or when it was last changed: an approval must be later */
  AmendsRole approver_role;
  char *decided_by;
  char *decided_by_id;
  AmendsInstant decided_at;
  char *evidence; /* for people */
  AmendsGoodwillEvidence evidence_kind;
  char *evidence_message; /* identifier of the mail */
  char *evidence_digest;  /* SHA-256 of the mail as it was read */
  char *recorded_by;      /* name: who attached the evidence */
  char *hash;             /* of what was approved */
  AmendsInstant expires;
  gboolean sample;
};

/**
 * amends_goodwill_compute_hash:
 *
 * Of what an approval covers: kind, amount with currency, months, text and recipient. What is not
 * said counts like an empty text.
 *
 * Returns: (transfer full): lower-case hex SHA-256
 */
char *amends_goodwill_compute_hash (AmendsGoodwill *self);

/* Whether it was approved, is what was approved, and has not expired at @now. */
gboolean amends_goodwill_is_valid (AmendsGoodwill *self, AmendsInstant now);

/* How it stands at @now: an approval that no longer counts is VOID or EXPIRED. */
AmendsGoodwillState amends_goodwill_get_state (AmendsGoodwill *self, AmendsInstant now);

/* Whether it waits for a decision: asked for, or changed since it was approved. */
gboolean amends_goodwill_is_open (AmendsGoodwill *self, AmendsInstant now);

G_END_DECLS
