/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-account.h"
#include "amends-contact.h"

G_BEGIN_DECLS

/*
 * Whether the facts of a customer can be kept. Texts are tidied in place: one line where one line
 * is meant, nothing instead of empty. FALSE with AMENDS_INPUT_ERROR that names the field as the
 * record does, such as "renewal". Any thread.
 */
gboolean amends_account_check (AmendsAccount *account, GError **error);
gboolean amends_contact_check (AmendsContact *contact, GError **error);

G_END_DECLS
