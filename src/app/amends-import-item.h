/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-import-plan.h"

G_BEGIN_DECLS

/* A row of a file as a record: what it says, before anybody has looked whether it is known. */
typedef struct
{
  guint line;
  char *cells; /* (owned): as read, each with its NUL */
  guint n_cells;
  char *fault; /* (owned) (nullable): a sentence: why it cannot be taken */

  gpointer record; /* (owned) (nullable): only what the row says */
  guint64 set;     /* bits of the fields of the record that it says */
  char *account;   /* (owned) (nullable): as named */
  char *account_id;
  char *contact;
  char *contact_email;
  char *external_id;
  double arr; /* major units; NAN: not said */
  double expansion;
  const char *currency; /* (nullable): static */
} AmendsImportItem;

void amends_import_item_free (AmendsImportItem *self);

/* Whether the row says the field of its record. */
gboolean amends_import_item_says (const AmendsImportItem *self, const char *property);

/* Puts what the row says over @record, of the same type. Money needs its currency: see below. */
void amends_import_item_apply (const AmendsImportItem *self, gpointer record);

/* The amounts of an account in its currency: the row's, or else the one it has. FALSE with
 * AMENDS_INPUT_ERROR that names the field. */
gboolean
amends_import_item_apply_money (const AmendsImportItem *self, gpointer account, GError **error);

/* How the columns of a plan become fields. */
typedef struct _AmendsImportLayout AmendsImportLayout;

/* @plan and @style must outlive it. */
AmendsImportLayout *amends_import_layout_new (const AmendsImportPlan *plan,
                                              const AmendsImportStyle *style);
void amends_import_layout_free (AmendsImportLayout *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmendsImportLayout, amends_import_layout_free)

/* Appends to @items (element-type AmendsImportItem) what @row says: one record, or a figure for
 * each column of figures. */
void
amends_import_layout_read (AmendsImportLayout *self, const AmendsCsvRow *row, GPtrArray *items);

G_END_DECLS
