/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * AmendsLedgerPopover:
 * How the due time of a clock came about, day by day, with its rule; can be copied.
 */
#define AMENDS_TYPE_LEDGER_POPOVER (amends_ledger_popover_get_type ())
G_DECLARE_FINAL_TYPE (AmendsLedgerPopover,
                      amends_ledger_popover,
                      AMENDS,
                      LEDGER_POPOVER,
                      GtkPopover)

GtkWidget *amends_ledger_popover_new (void);

void amends_ledger_popover_show (AmendsLedgerPopover *self,
                                 AmendsSession *session,
                                 AmendsCase *case_,
                                 AmendsClock *clock);

G_END_DECLS
