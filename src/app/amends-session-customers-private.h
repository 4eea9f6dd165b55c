/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-customer-change.h"
#include "amends-session.h"

G_BEGIN_DECLS

/* Changes of customers in the account of what can be undone. Main thread. */

/* @change: (transfer full). Finishes with amends_session_customer_finish(). */
void amends_session_apply_customer_async (AmendsSession *self,
                                          AmendsCustomerChange *change,
                                          AmendsCustomerStep step,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);

/* (transfer full): the change that @result is of, once more. */
AmendsCustomerChange *amends_session_steal_customer (GAsyncResult *result);

/* @change: (transfer full): was made and can be undone. Returns its token. */
guint amends_session_remember_customer (AmendsSession *self, AmendsCustomerChange *change);

G_END_DECLS
