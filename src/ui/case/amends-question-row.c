/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A missing fact, below the draft. */

#include "config.h"

#include "amends-question-row.h"

#include <glib/gi18n-lib.h>

#include "amends-case-tools.h"

struct _AmendsQuestionRow
{
  GtkListBoxRow parent_instance;

  GtkLabel *question;
  GtkWidget *answer;
};

G_DEFINE_FINAL_TYPE (AmendsQuestionRow, amends_question_row, GTK_TYPE_LIST_BOX_ROW)

static void
amends_question_row_class_init (AmendsQuestionRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               AMENDS_CASE_TEMPLATE ("amends-question-row.ui"));
  gtk_widget_class_bind_template_child (widget_class, AmendsQuestionRow, question);
  gtk_widget_class_bind_template_child (widget_class, AmendsQuestionRow, answer);
}

static void
amends_question_row_init (AmendsQuestionRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
amends_question_row_new (void)
{
  return g_object_new (AMENDS_TYPE_QUESTION_ROW, NULL);
}

/* The old target does not suit the new action, nor the other way round. */
static void
set_action (AmendsQuestionRow *self, const char *action, GVariant *target)
{
  GtkActionable *answer = GTK_ACTIONABLE (self->answer);

  if (g_strcmp0 (gtk_actionable_get_action_name (answer), action) != 0)
    gtk_actionable_set_action_name (answer, NULL);
  gtk_actionable_set_action_target_value (answer, target);
  gtk_actionable_set_action_name (answer, action);
}

void
amends_question_row_show (AmendsQuestionRow *self, const char *question, const char *path)
{
  g_autofree char *spoken = NULL;

  g_return_if_fail (AMENDS_IS_QUESTION_ROW (self));
  g_return_if_fail (question != NULL);

  gtk_label_set_text (self->question, question);
  gtk_widget_set_visible (self->answer, path != NULL);
  gtk_button_set_label (GTK_BUTTON (self->answer), _ ("Fill in…"));
  set_action (self, "draft.answer", g_variant_new_string (path != NULL ? path : ""));
  /* TRANSLATORS: read aloud: a fact that is not known, as a question */
  spoken = g_strdup_printf (_ ("Fill in: %s"), question);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->answer), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  spoken, -1);
}

void
amends_question_row_show_action (AmendsQuestionRow *self,
                                 const char *text,
                                 const char *label,
                                 const char *action)
{
  g_return_if_fail (AMENDS_IS_QUESTION_ROW (self));

  gtk_label_set_text (self->question, text);
  gtk_widget_set_visible (self->answer, TRUE);
  gtk_button_set_label (GTK_BUTTON (self->answer), label);
  set_action (self, action, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->answer), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
}
