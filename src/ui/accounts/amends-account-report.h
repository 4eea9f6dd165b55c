/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session-risk.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Documents on accounts that are written to a file the user chooses. */
typedef enum
{
  AMENDS_ACCOUNT_REPORT_RISK,    /* the account risk report */
  AMENDS_ACCOUNT_REPORT_HANDOFF, /* for whom takes the account over */
  AMENDS_ACCOUNT_REPORT_VIP,     /* how VIPs are handled; of no account */
} AmendsAccountReport;

/**
 * amends_account_report_save:
 * @from: any widget in the window
 * @account: (nullable): of whom
 *
 * Asks for a file, whose ending says the format, and writes it. What comes of it is said in the
 * window of @from. Main thread.
 */
void amends_account_report_save (GtkWidget *from,
                                 AmendsSession *session,
                                 AmendsAccount *account,
                                 AmendsAccountReport report);

G_END_DECLS
