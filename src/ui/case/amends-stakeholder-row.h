/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * AmendsStakeholderRow:
 * One person of the matrix: part, ask and why, deadline, and whether they know. In a wide list it
 * is a line of a table; in a narrow one its cells stand below each other.
 */
#define AMENDS_TYPE_STAKEHOLDER_ROW (amends_stakeholder_row_get_type ())
G_DECLARE_FINAL_TYPE (AmendsStakeholderRow,
                      amends_stakeholder_row,
                      AMENDS,
                      STAKEHOLDER_ROW,
                      GtkListBoxRow)

enum
{
  AMENDS_STAKEHOLDER_PERSON,
  AMENDS_STAKEHOLDER_RACI,
  AMENDS_STAKEHOLDER_DEADLINE,
  AMENDS_STAKEHOLDER_NOTIFIED,
  AMENDS_STAKEHOLDER_ACKNOWLEDGED,
  AMENDS_STAKEHOLDER_COLUMNS,
};

/* @columns: (transfer none): AMENDS_STAKEHOLDER_COLUMNS size groups, which keep the cells of all
 * rows below each other. */
GtkWidget *amends_stakeholder_row_new (GtkSizeGroup *const *columns);

/* The first line, with the names of the columns; nothing can be done with it. */
void amends_stakeholder_row_set_header (AmendsStakeholderRow *self);
void amends_stakeholder_row_set (AmendsStakeholderRow *self,
                                 AmendsSession *session,
                                 AmendsCase *case_,
                                 AmendsStakeholder *stakeholder);
void amends_stakeholder_row_set_narrow (AmendsStakeholderRow *self, gboolean narrow);
/* (transfer none) (nullable): NULL for the header. */
AmendsStakeholder *amends_stakeholder_row_get (AmendsStakeholderRow *self);

/* (transfer full): "VP CS", or the role with the title the playbook gives it. */
char *amends_stakeholder_dup_who (AmendsSession *session, AmendsStakeholder *stakeholder);

G_END_DECLS
