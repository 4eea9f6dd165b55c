/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session-lists.h"

G_BEGIN_DECLS

/**
 * AmendsCaseModel:
 * A #GListModel of #AmendsCaseRow that knows how many there are and reads those that are asked for.
 * A row not read yet has no summary; it is notified when it has.
 */
#define AMENDS_TYPE_CASE_MODEL (amends_case_model_get_type ())
G_DECLARE_FINAL_TYPE (AmendsCaseModel, amends_case_model, AMENDS, CASE_MODEL, GObject)

AmendsCaseModel *amends_case_model_new (void);

/* Shows @list from now on. Each row says what now stands in its place. */
void
amends_case_model_set_list (AmendsCaseModel *self, AmendsSession *session, AmendsCaseList *list);

/* (transfer none) (nullable) */
AmendsCaseList *amends_case_model_get_list (AmendsCaseModel *self);

/* How many rows were read since the beginning; for measuring. */
guint amends_case_model_get_n_read (AmendsCaseModel *self);

G_END_DECLS
