/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-account.h"
#include "amends-commitment.h"
#include "amends-contact.h"
#include "amends-escalation.h"
#include "amends-goodwill.h"
#include "amends-message.h"
#include "amends-summary.h"

G_BEGIN_DECLS

/**
 * AmendsAccountFile:
 * An account with what has happened there: what its page shows. A snapshot; reading it again and
 * merging keeps the identity of every record that stays. Main thread once it is handed out.
 */
#define AMENDS_TYPE_ACCOUNT_FILE (amends_account_file_get_type ())
G_DECLARE_FINAL_TYPE (AmendsAccountFile, amends_account_file, AMENDS, ACCOUNT_FILE, GObject)

struct _AmendsAccountFile
{
  GObject parent_instance;

  /* All (owned). */
  AmendsAccount *account;
  GListStore *contacts;    /* AmendsContact, by name */
  GListStore *summaries;   /* AmendsSummary, the latest first */
  GListStore *escalations; /* AmendsEscalation, in the same order */
  GListStore *goodwill;    /* AmendsGoodwill, the latest first */
  GListStore *commitments; /* AmendsCommitment, the latest first */
  GListStore *messages;    /* AmendsMessage, the latest first, as many as a page holds */

  gint64 given; /* goodwill that counts in 365 days; minor units of the account's currency */
  gint64 limit; /* what may be given in that time; AMENDS_MONEY_UNKNOWN without an ARR */
};

/* @account: (transfer none) */
AmendsAccountFile *amends_account_file_new (AmendsAccount *account);

/* Makes @self equal to @fresh in place. */
void amends_account_file_merge (AmendsAccountFile *self, AmendsAccountFile *fresh);

/* (transfer none) (nullable) */
AmendsEscalation *amends_account_file_find_case (AmendsAccountFile *self, const char *id);

/* Promises of all cases by how they stand. */
guint amends_account_file_count_promises (AmendsAccountFile *self, AmendsCommitmentState state);

G_END_DECLS
