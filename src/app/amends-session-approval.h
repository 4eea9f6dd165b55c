/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session.h"

G_BEGIN_DECLS

/* --- Goodwill as it is shown: what the limits say, whose decision it is, what a reply says -------
 */

/* Where the person at the machine stands to a request. */
typedef enum
{
  AMENDS_APPROVAL_OTHERS, /* somebody else asked, and somebody else decides */
  AMENDS_APPROVAL_ASKED,  /* asked for it, or changed it last: never decides it */
  AMENDS_APPROVAL_DECIDES,
} AmendsApprovalPart;

/* All that is shown of a request besides itself. */
typedef struct
{
  AmendsGoodwillRules *rules; /* (owned) */
  AmendsGoodwillRuling ruling;
  gint64 given;      /* approved in the last 365 days, without this; the account's currency */
  gint64 year_limit; /* AMENDS_MONEY_UNKNOWN when it cannot be said */
  char *approver;    /* (owned): name, or the role when nobody has it */
  gboolean has_name; /* whether that is the name of somebody */
  AmendsApprovalPart part;
  char *crm_only; /* (owned) (nullable): a sentence: why a reply by mail does not count */
} AmendsApproval;

void amends_approval_clear (AmendsApproval *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AmendsApproval, amends_approval_clear)

/**
 * amends_session_view_approval_async:
 * @goodwill: (transfer none): a request of @case_, or one that has not been made yet
 */
void amends_session_view_approval_async (AmendsSession *self,
                                         AmendsCase *case_,
                                         AmendsGoodwill *goodwill,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
/* @approval: (out caller-allocates): to be cleared; untouched when FALSE is returned. */
gboolean amends_session_view_approval_finish (AmendsSession *self,
                                              GAsyncResult *result,
                                              AmendsApproval *approval,
                                              GError **error);

/* (transfer full): a request of @case_ as a list of all cases shows it. Main thread. */
AmendsGoodwillRow *
amends_session_get_goodwill_row (AmendsSession *self, AmendsCase *case_, AmendsGoodwill *goodwill);

/* For a list: whether it waits for the person at the machine by name. Others further up may decide
 * as well, which the view of a request says. AMENDS_APPROVAL_OTHERS for one that is decided. Main
 * thread. */
AmendsApprovalPart amends_session_get_approval_part (AmendsSession *self, AmendsGoodwillRow *row);

/* What a mail says that somebody attaches as the evidence of a decision. All strings are owned. */
typedef struct
{
  char *sender;       /* (nullable): name: of our side, else as the mail has it */
  char *address;      /* (nullable) */
  AmendsInstant date; /* AMENDS_INSTANT_NONE when there is none that can be believed */
  char *words;        /* the beginning of what the sender himself wrote */
  AmendsGoodwillAnswer answer;
  char *approve_refused; /* (nullable): a sentence: why it is no evidence of an approval */
  char *decline_refused; /* (nullable): a sentence: why it is no evidence of a refusal */
} AmendsReplyView;

void amends_reply_view_free (AmendsReplyView *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmendsReplyView, amends_reply_view_free)

/**
 * amends_session_read_reply_async:
 * @id: of a request of @case_
 * @mail: an .eml
 * @file: (nullable): its name, for messages
 *
 * Reads a reply as recording it would, so that what is wrong with it is said before. Nothing is
 * stored, and recording it checks anew.
 */
void amends_session_read_reply_async (AmendsSession *self,
                                      AmendsCase *case_,
                                      const char *id,
                                      GBytes *mail,
                                      const char *file,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
/* (transfer full): or NULL with AMENDS_INPUT_ERROR when it is no mail. */
AmendsReplyView *
amends_session_read_reply_finish (AmendsSession *self, GAsyncResult *result, GError **error);

G_END_DECLS
