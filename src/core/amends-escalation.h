/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-classification.h"
#include "amends-enums.h"
#include "amends-log-entry.h"
#include "amends-record.h"

G_BEGIN_DECLS

/**
 * AmendsEscalation:
 * One escalation: what the customer said, what it means, what can honestly be done.
 */
#define AMENDS_TYPE_ESCALATION (amends_escalation_get_type ())
G_DECLARE_FINAL_TYPE (AmendsEscalation, amends_escalation, AMENDS, ESCALATION, AmendsRecord)

struct _AmendsEscalation
{
  AmendsRecord parent_instance;

  char *id;   /* UUID, also the client key towards a CRM */
  int number; /* ESC-0001 is 1 */
  char *account_id;
  char *contact_id;
  char *title; /* the issue in one line */
  AmendsChannel channel;
  AmendsInstant received;
  char *time_zone; /* IANA, in which it was received */
  AmendsTrigger trigger;
  char *subject;
  char *statement; /* the customer's own words, verbatim */
  AmendsEmotion emotion;
  char *impact;
  int users_affected;
  char *since; /* as given */
  char *underlying_issue;
  AmendsWorkaround workaround;
  char *workaround_text;
  char *fix_text; /* what can honestly be fixed */
  AmendsInstant fix_eta;
  char *fix_confirmed_by; /* who confirmed it technically */
  AmendsInstant fix_confirmed_at;
  char **offer;
  char **cannot_offer;
  AmendsCategory category;
  AmendsReason reason;
  gboolean executive;
  AmendsSeverity severity;
  AmendsTrack track;
  AmendsScenario scenario;
  char *topic;
  AmendsPriority priority; /* the customer's */
  AmendsInstant needed_by;
  AmendsInstant internal_by; /* answer needed internally */
  GListStore *actions_taken; /* of AmendsLogEntry */
  char **open_items;
  char *affected_feature;
  char *use_case;
  char *objective;
  char *root_cause; /* first assessment */
  char *root_cause_category;
  char **factors; /* contributing */
  char *owner;    /* primary, name */
  char *technical_owner;
  char *executive_owner;
  AmendsStatus status;
  char **tickets; /* linked */
  AmendsRelationship relationship;
  char *outcome;
  char *language; /* of the customer */
  char *playbook; /* pinned id */
  int playbook_version;
  int cycle;                   /* 1 at first, one more for each reopening */
  AmendsInstant cycle_started; /* received, or the reopening */
  AmendsInstant resolved_at;
  AmendsInstant customer_confirmed_at;
  AmendsInstant closed_at;
  int satisfaction;
  int satisfaction_scale; /* 5 or 10 */
  AmendsInstant satisfaction_due;
  AmendsClassification *classification; /* as it was when logged or last reclassified */
  AmendsInstant created;
  AmendsInstant updated;
  gboolean sample;
};

G_END_DECLS
