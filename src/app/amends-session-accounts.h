/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-account-file.h"
#include "amends-account-row.h"
#include "amends-account-rules.h"
#include "amends-session.h"

G_BEGIN_DECLS

/*
 * Accounts and contacts: lists, the page of one account, changes with undo, erasing. Main thread.
 * Every change is one transaction with its event "account.…" or "contact.…".
 */

/* Which accounts a list shows. Zeroed means all. */
typedef struct
{
  const char *text; /* (nullable): words, all of which must be found */
  guint segments;   /* bits 1 << AmendsSegment; 0: all */
  guint limit;      /* 0: all */
} AmendsAccountFilter;

/* (transfer full) (element-type AmendsAccountRow): by name. */
void amends_session_list_accounts_async (AmendsSession *self,
                                         const AmendsAccountFilter *filter,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
GPtrArray *
amends_session_list_accounts_finish (AmendsSession *self, GAsyncResult *result, GError **error);

/* @name: the id of an account, or its name. (transfer full): AMENDS_SESSION_ERROR_NOT_FOUND if
 * there is none. */
void amends_session_read_account_async (AmendsSession *self,
                                        const char *name,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
AmendsAccountFile *
amends_session_read_account_finish (AmendsSession *self, GAsyncResult *result, GError **error);

/* --- Changes ------------------------------------------------------------------------------------
 * All finish with amends_session_customer_finish(), with AMENDS_INPUT_ERROR naming the field that
 * cannot be kept, or AMENDS_SESSION_ERROR_TOO_LATE when the same facts were changed elsewhere since
 * they were read.
 */

/* @base: (nullable): as it was read; NULL for a new one. @changed: an edited copy. */
void amends_session_save_account_async (AmendsSession *self,
                                        AmendsAccount *base,
                                        AmendsAccount *changed,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
void amends_session_save_contact_async (AmendsSession *self,
                                        AmendsContact *base,
                                        AmendsContact *changed,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
/* Escalations that name them lose the name, and have it again with undo. */
void amends_session_remove_contact_async (AmendsSession *self,
                                          AmendsContact *contact,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);
/* @undo: (out) (optional): token for amends_session_undo_async(); 0 when nothing was changed. */
gboolean amends_session_customer_finish (AmendsSession *self,
                                         GAsyncResult *result,
                                         guint *undo,
                                         GError **error);

/* --- Erasing, which cannot be undone ------------------------------------------------------------
 */

/* With its contacts and escalations; the words of their entries in the log are erased. */
void amends_session_erase_account_async (AmendsSession *self,
                                         const char *account_id,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
void amends_session_erase_contact_async (AmendsSession *self,
                                         const char *contact_id,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
/* @mentions: (out) (optional): how many texts, such as messages, still hold the name. */
gboolean amends_session_erase_finish (AmendsSession *self,
                                      GAsyncResult *result,
                                      guint *mentions,
                                      GError **error);

/* Everything that is stored on a contact, as a JSON file at @path. Finishes with
 * amends_session_export_finish(). */
void amends_session_export_contact_async (AmendsSession *self,
                                          const char *contact_id,
                                          const char *path,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);

/* --- Words --------------------------------------------------------------------------------------
 */

/* (transfer none): the word for a health score; "" when it is not known. @tone: (optional) */
const char *amends_session_get_health_word (AmendsSession *self, int health, AmendsTone *tone);
/* Whether a renewal in so many days stands out. */
gboolean amends_session_is_renewal_soon (AmendsSession *self, int days);
/* Whether a contact is an executive: as somebody said, else by title, which needs a prepared
 * session. */
gboolean amends_session_is_executive (AmendsSession *self, AmendsContact *contact);

G_END_DECLS
