/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-goodwill-rules.h"
#include "amends-mail-reader.h"
#include "amends-person.h"

G_BEGIN_DECLS

/**
 * AmendsGoodwillReply:
 * An approver's mail as evidence of a decision on goodwill.
 */
typedef struct
{
  AmendsMail *mail; /* (owned) */
  char *own_text;   /* (owned): without quoted mails and signature */
  char *digest;     /* (owned): SHA-256 of the file */
} AmendsGoodwillReply;

/**
 * amends_goodwill_reply_read:
 * @file: (nullable): name for messages
 *
 * Returns: (transfer full): or NULL with AMENDS_INPUT_ERROR if this is no mail
 */
AmendsGoodwillReply *amends_goodwill_reply_read (GBytes *bytes, const char *file, GError **error);
void amends_goodwill_reply_free (AmendsGoodwillReply *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmendsGoodwillReply, amends_goodwill_reply_free)

/* What a reply is held against. All pointers are borrowed. */
typedef struct
{
  AmendsGoodwillRules *rules;
  AmendsGoodwill *goodwill;
  GListModel *people; /* of AmendsPerson: our side */
  AmendsRole needed;  /* who has to approve */
  gboolean approve;
  AmendsInstant now;
  GTimeZone *zone;
  const char *language;
} AmendsGoodwillCheck;

/**
 * amends_goodwill_reply_check:
 *
 * Whether the reply can stand for the decision: from somebody of our side who may decide and did
 * not ask for it, not older than the request, not plainly saying the opposite, and not speaking of
 * another amount. Whether it really means it, whoever records it asserts.
 *
 * Returns: (transfer none): the person who sent it, or NULL with AMENDS_SESSION_ERROR_REFUSED
 */
AmendsPerson *amends_goodwill_reply_check (AmendsGoodwillReply *self,
                                           const AmendsGoodwillCheck *check,
                                           GError **error);

/* Whether @person asked for @goodwill, or changed it last. */
gboolean
amends_goodwill_is_requester (AmendsGoodwill *goodwill, AmendsPerson *person, GListModel *people);

G_END_DECLS
