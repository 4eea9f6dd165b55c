/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * AmendsTodayPage:
 * What is due, in order: overdue, today, later.
 *
 * Property: "narrow". Signals: "counts-changed"; "listed": the rows are there, or could not be
 * read.
 */
#define AMENDS_TYPE_TODAY_PAGE (amends_today_page_get_type ())
G_DECLARE_FINAL_TYPE (AmendsTodayPage, amends_today_page, AMENDS, TODAY_PAGE, AdwBin)

void amends_today_page_set_session (AmendsTodayPage *self, AmendsSession *session);

/* @overdue, @due: (out): how many are late, and how many more are due today. */
void amends_today_page_get_counts (AmendsTodayPage *self, guint *overdue, guint *due);

G_END_DECLS
