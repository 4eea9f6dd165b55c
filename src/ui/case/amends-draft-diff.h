/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The difference between two texts, to be read. Main thread. */

/**
 * amends_draft_diff_show:
 * @view: shows what is struck out of @before and, underlined, what @after adds; its buffer belongs
 *   to this function
 * @n_added: (out): words
 * @n_removed: (out): words
 */
void amends_draft_diff_show (GtkTextView *view,
                             const char *before,
                             const char *after,
                             guint *n_added,
                             guint *n_removed);

/* (transfer full): attributes that underline what of @text is not in @other, unless that is most
 * of it. @widget: gives the colours. */
PangoAttrList *amends_draft_diff_mark (GtkWidget *widget, const char *other, const char *text);

G_END_DECLS
