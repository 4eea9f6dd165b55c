/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * AmendsInsightsPage:
 * Every metric of a range as a card, charts, and behind the one that is selected what it means and
 * its cases.
 *
 * Property: "narrow" (the window is). Signal: "listed": the numbers are there.
 */
#define AMENDS_TYPE_INSIGHTS_PAGE (amends_insights_page_get_type ())
G_DECLARE_FINAL_TYPE (AmendsInsightsPage, amends_insights_page, AMENDS, INSIGHTS_PAGE, AdwBin)

/* To be called once. */
void amends_insights_page_set_session (AmendsInsightsPage *self, AmendsSession *session);

/* Focus to the first number. */
void amends_insights_page_focus (AmendsInsightsPage *self);

/* Selects the number @metric; FALSE when there is no such. */
gboolean amends_insights_page_select (AmendsInsightsPage *self, const char *metric);

/* The days from @first to @last, both in the range. */
void
amends_insights_page_set_days (AmendsInsightsPage *self, const GDate *first, const GDate *last);

G_END_DECLS
