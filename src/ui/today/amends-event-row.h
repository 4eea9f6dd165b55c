/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Whether an event is news to someone who was away, rather than the program's own bookkeeping. */
gboolean amends_event_is_news (AmendsEvent *event);

/**
 * amends_event_row_new:
 * @account: (nullable): name of the customer
 *
 * Returns: (transfer floating): a row with what happened and when
 */
GtkWidget *amends_event_row_new (AmendsSession *session, AmendsEvent *event, const char *account);

G_END_DECLS
