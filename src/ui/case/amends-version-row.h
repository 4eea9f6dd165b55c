/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* AmendsVersionRow: a version of a draft: its number, when and by whom it came about. */
#define AMENDS_TYPE_VERSION_ROW (amends_version_row_get_type ())
G_DECLARE_FINAL_TYPE (AmendsVersionRow, amends_version_row, AMENDS, VERSION_ROW, GtkListBoxRow)

/* @version: from amends_session_list_versions_finish(); @current: it is what stands now. */
GtkWidget *amends_version_row_new (AmendsSession *session,
                                   AmendsCase *case_,
                                   AmendsDraft *version,
                                   gboolean current);

AmendsDraft *amends_version_row_get_version (AmendsVersionRow *self);

G_END_DECLS
