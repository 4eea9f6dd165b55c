/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session-accounts.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Facts of an account in words. Strings are (transfer full), "" when a fact is not known. Main
 * thread. */

/* The resource of a template in this folder. */
#define AMENDS_ACCOUNTS_TEMPLATE(name) "/dev/amends/Amends/accounts/" name

/* "$540,000" */
char *amends_account_format_money (gint64 minor, const char *currency);
/* "24 April, in 45 days"; @tone: (out) (optional): whether it stands out */
char *amends_account_format_renewal (AmendsSession *session, const char *renewal, AmendsTone *tone);
/* "Fair, 52" */
char *amends_account_format_health (AmendsSession *session, int health, AmendsTone *tone);
/* "today", "2 days ago", "3 March" */
char *amends_account_format_contact (AmendsSession *session, AmendsInstant last);
/* "Enterprise, strategic" */
char *amends_account_format_segment (AmendsSegment segment, gboolean strategic);
/* "Utrecht, 14:02 there", from the zone; NULL without one or when it is that of the user */
char *amends_account_format_zone (AmendsSession *session, const char *time_zone);

/* Gives @widget the colour of @tone. */
void amends_account_set_tone (GtkWidget *widget, AmendsTone tone);

/* Shows the account named @id in the window that holds @from. */
void amends_account_open (GtkWidget *from, const char *id);

G_END_DECLS
