/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * AmendsGoodwillBar:
 * How much of a year's limit is given (faint) and how much a request would add (full); what is
 * beyond the limit is red. The words beside it say the same.
 */
#define AMENDS_TYPE_GOODWILL_BAR (amends_goodwill_bar_get_type ())
G_DECLARE_FINAL_TYPE (AmendsGoodwillBar, amends_goodwill_bar, AMENDS, GOODWILL_BAR, GtkWidget)

/* Shares of the limit. @words: for screen readers. */
void
amends_goodwill_bar_set (AmendsGoodwillBar *self, double given, double asked, const char *words);

G_END_DECLS
