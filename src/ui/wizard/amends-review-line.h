/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * AmendsReviewLine:
 * One result of the classification: its value, the words or facts behind it, and a menu to change
 * it.
 *
 * Signal "chosen" with the new value.
 */
#define AMENDS_TYPE_REVIEW_LINE (amends_review_line_get_type ())
G_DECLARE_FINAL_TYPE (AmendsReviewLine, amends_review_line, AMENDS, REVIEW_LINE, GtkListBoxRow)

/**
 * amends_review_line_new:
 * @title: "Severity"
 * @type: of the values
 * @target: as in the rules, "severity"
 */
GtkWidget *amends_review_line_new (const char *title, GType type, const char *target);

/* @why: (nullable): the reason of a change by hand, which then stands instead of the rules */
void amends_review_line_show (AmendsReviewLine *self,
                              int value,
                              AmendsClassification *classification,
                              const char *why);

const char *amends_review_line_get_target (AmendsReviewLine *self);

G_END_DECLS
