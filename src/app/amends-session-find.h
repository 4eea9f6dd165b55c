/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-match.h"
#include "amends-session.h"

G_BEGIN_DECLS

/**
 * amends_session_find_async:
 * @text: as typed; nothing in it is syntax
 * @limit: most results of each kind
 *
 * Looks everywhere: cases, accounts, contacts, messages, drafts and the log, in this order. A
 * search that is no longer wanted is cancelled, which ends it within a millisecond.
 */
void amends_session_find_async (AmendsSession *self,
                                const char *text,
                                guint limit,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
/* (transfer full) (element-type AmendsMatch) */
GPtrArray *amends_session_find_finish (AmendsSession *self, GAsyncResult *result, GError **error);

G_END_DECLS
