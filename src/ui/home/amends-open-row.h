/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * AmendsOpenRow:
 * An open case in the sidebar: severity, customer, next clock. Follows its record; the passing of
 * time is told to it.
 */
#define AMENDS_TYPE_OPEN_ROW (amends_open_row_get_type ())
G_DECLARE_FINAL_TYPE (AmendsOpenRow, amends_open_row, AMENDS, OPEN_ROW, AdwBin)

GtkWidget *amends_open_row_new (AmendsSession *session, AmendsSummary *summary);

/* (transfer none) */
AmendsSummary *amends_open_row_get_summary (AmendsOpenRow *self);

/* A minute has passed. */
void amends_open_row_update (AmendsOpenRow *self);

G_END_DECLS
