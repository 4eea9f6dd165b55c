/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-enums.h"
#include "amends-record.h"

G_BEGIN_DECLS

/* What was found, in the order in which results are shown. */
typedef enum
{
  AMENDS_MATCH_CASE,
  AMENDS_MATCH_ACCOUNT,
  AMENDS_MATCH_CONTACT,
  AMENDS_MATCH_MESSAGE,
  AMENDS_MATCH_INTERACTION, /* with an account, outside the cases */
  AMENDS_MATCH_DRAFT,
  AMENDS_MATCH_EVENT,
} AmendsMatchKind;

#define AMENDS_N_MATCH_KINDS (AMENDS_MATCH_EVENT + 1)

/* Where the words stand. */
typedef enum
{
  AMENDS_MATCH_NOWHERE,
  AMENDS_MATCH_IN_NUMBER,
  AMENDS_MATCH_IN_TITLE,
  AMENDS_MATCH_IN_ACCOUNT_NAME,
  AMENDS_MATCH_IN_CONTACT_NAME,
  AMENDS_MATCH_IN_STATEMENT, /* what the customer said when the case was logged */
  AMENDS_MATCH_IN_INBOUND,   /* a message of the customer */
  AMENDS_MATCH_IN_OUTBOUND,  /* a message of ours, or a talk with the customer */
  AMENDS_MATCH_IN_INTERNAL,
  AMENDS_MATCH_IN_DRAFT,
  AMENDS_MATCH_IN_NOTE,
  AMENDS_MATCH_IN_LOG,
  AMENDS_MATCH_IN_INTERACTION,
} AmendsMatchPlace;

/* Around the words found in a passage: cannot occur in stored text. */
#define AMENDS_MATCH_MARK_START '\001'
#define AMENDS_MATCH_MARK_END '\002'

/**
 * AmendsMatch:
 * One thing that a search found, with what a row needs to show of it.
 */
#define AMENDS_TYPE_MATCH (amends_match_get_type ())
G_DECLARE_FINAL_TYPE (AmendsMatch, amends_match, AMENDS, MATCH, AmendsRecord)

struct _AmendsMatch
{
  AmendsRecord parent_instance;

  char *id;            /* of the case, account, contact, message, interaction, draft or event */
  int kind;            /* AmendsMatchKind */
  int place;           /* AmendsMatchPlace */
  char *escalation_id; /* NULL for an account, a contact or an interaction */
  int number;          /* of the case, 0 for none */
  char *title;         /* of the case, else (nullable) the title of a contact */
  char *name;          /* of the contact, or the subject (nullable) */
  char *account_id;
  char *account; /* name */
  AmendsSeverity severity;
  AmendsStatus status;
  int open; /* escalations of an account that are live */
  AmendsInstant at;
  char *snippet; /* (nullable): words around the find, with the marks */
};

G_END_DECLS
