/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* AmendsQuestionRow: a fact that a draft would need, as a question to whoever writes it. Its button
 * activates "draft.answer" with the path of the fact. */
#define AMENDS_TYPE_QUESTION_ROW (amends_question_row_get_type ())
G_DECLARE_FINAL_TYPE (AmendsQuestionRow, amends_question_row, AMENDS, QUESTION_ROW, GtkListBoxRow)

GtkWidget *amends_question_row_new (void);

/* @path: (nullable): of the fact; NULL when it cannot be filled in here. */
void amends_question_row_show (AmendsQuestionRow *self, const char *question, const char *path);

/* Instead of a question: @text with a button that activates @action. */
void amends_question_row_show_action (AmendsQuestionRow *self,
                                      const char *text,
                                      const char *label,
                                      const char *action);

G_END_DECLS
