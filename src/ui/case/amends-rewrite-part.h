/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-plan-merge.h"
#include "amends-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * AmendsRewritePart:
 * A place of a draft that was edited and that the facts have changed as well: both texts, and
 * nothing chosen at first.
 *
 * Signal "chosen": there is a choice, or another one.
 */
#define AMENDS_TYPE_REWRITE_PART (amends_rewrite_part_get_type ())
G_DECLARE_FINAL_TYPE (AmendsRewritePart, amends_rewrite_part, AMENDS, REWRITE_PART, GtkBox)

/* @part: (transfer none): must live longer. @title: such as "1 of 3". @before: what stands in front
 * of it, "" at the beginning. */
GtkWidget *amends_rewrite_part_new (AmendsSession *session,
                                    AmendsMergePart *part,
                                    const char *title,
                                    const char *before);

/* (transfer none) (nullable): the text that was chosen; NULL as long as nothing is. */
const char *amends_rewrite_part_get_choice (AmendsRewritePart *self);

G_END_DECLS
