/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session-approval.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * AmendsApprovalRow:
 * A goodwill request in a list: what, for whom, how it stands.
 */
#define AMENDS_TYPE_APPROVAL_ROW (amends_approval_row_get_type ())
G_DECLARE_FINAL_TYPE (AmendsApprovalRow, amends_approval_row, AMENDS, APPROVAL_ROW, GtkListBoxRow)

/* @in_case: the list is that of one case, which need not be named. */
GtkWidget *
amends_approval_row_new (AmendsSession *session, AmendsGoodwillRow *request, gboolean in_case);

/* Follows its record; the passing of time is told to it. */
void amends_approval_row_update (AmendsApprovalRow *self);

/* (transfer none) */
AmendsGoodwillRow *amends_approval_row_get_request (AmendsApprovalRow *self);

/* Under which heading it stands, in their order. */
typedef enum
{
  AMENDS_APPROVAL_GROUP_MINE,
  AMENDS_APPROVAL_GROUP_WAITING,
  AMENDS_APPROVAL_GROUP_DECIDED,
  AMENDS_APPROVAL_GROUP_SUGGESTED,
} AmendsApprovalGroup;

AmendsApprovalGroup amends_approval_get_group (AmendsSession *session, AmendsGoodwillRow *request);

/* For gtk_list_box_set_header_func(): a heading before each group. */
void amends_approval_row_header_cb (GtkListBoxRow *row, GtkListBoxRow *before, gpointer user_data);

G_END_DECLS
