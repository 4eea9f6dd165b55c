/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-call-plan.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * AmendsCallSheetRow:
 * A point of a call to read beforehand.
 */
#define AMENDS_TYPE_CALL_SHEET_ROW (amends_call_sheet_row_get_type ())
G_DECLARE_FINAL_TYPE (AmendsCallSheetRow,
                      amends_call_sheet_row,
                      AMENDS,
                      CALL_SHEET_ROW,
                      GtkListBoxRow)

GtkWidget *amends_call_sheet_row_new (const AmendsCallPoint *point);

/* (transfer full) (nullable): "Say: … · …" and "Not: … · …" of a point. */
char *amends_call_point_dup_say (const AmendsCallPoint *point);
char *amends_call_point_dup_avoid (const AmendsCallPoint *point);

G_END_DECLS
