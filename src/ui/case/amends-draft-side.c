/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The other language beside a draft. */

#include "config.h"

#include "amends-draft-side.h"

#include <glib/gi18n-lib.h>

#include "amends-case-tools.h"
#include "amends-draft-languages.h"
#include "amends-draft-text.h"
#include "amends-session-languages.h"

#define PARITY "parity"

struct _AmendsDraftSide
{
  AdwBin parent_instance;

  GtkStack *stack;
  GtkLabel *language;
  GtkLabel *state;
  GtkLabel *subject;
  GtkTextView *view;
  GtkTextBuffer *buffer;
  GtkWidget *text_page;
  GtkWidget *none_page;
  GtkWidget *write;
};

G_DEFINE_FINAL_TYPE (AmendsDraftSide, amends_draft_side, ADW_TYPE_BIN)

static void
color (AmendsDraftSide *self)
{
  amends_draft_text_color (self->buffer, GTK_WIDGET (self->view));
}

static void
amends_draft_side_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (amends_draft_side_parent_class)->map (widget);

  color (AMENDS_DRAFT_SIDE (widget));
}

static void
amends_draft_side_class_init (AmendsDraftSideClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->map = amends_draft_side_map;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               AMENDS_CASE_TEMPLATE ("amends-draft-side.ui"));
  gtk_widget_class_bind_template_child (widget_class, AmendsDraftSide, stack);
  gtk_widget_class_bind_template_child (widget_class, AmendsDraftSide, language);
  gtk_widget_class_bind_template_child (widget_class, AmendsDraftSide, state);
  gtk_widget_class_bind_template_child (widget_class, AmendsDraftSide, subject);
  gtk_widget_class_bind_template_child (widget_class, AmendsDraftSide, view);
  gtk_widget_class_bind_template_child (widget_class, AmendsDraftSide, buffer);
  gtk_widget_class_bind_template_child (widget_class, AmendsDraftSide, text_page);
  gtk_widget_class_bind_template_child (widget_class, AmendsDraftSide, none_page);
  gtk_widget_class_bind_template_child (widget_class, AmendsDraftSide, write);
}

static void
amends_draft_side_init (AmendsDraftSide *self)
{
  AdwStyleManager *style = adw_style_manager_get_default ();

  gtk_widget_init_template (GTK_WIDGET (self));
  amends_draft_text_init (self->buffer);
  g_signal_connect_object (style, "notify::dark", G_CALLBACK (color), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (style, "notify::high-contrast", G_CALLBACK (color), self,
                           G_CONNECT_SWAPPED);
}

static void
show_missing (AmendsDraftSide *self, const char *language)
{
  g_autofree char *title = NULL;
  g_autofree char *label = NULL;

  /* TRANSLATORS: %s is a language, such as "Chinese" */
  title = g_strdup_printf (_ ("Not written in %s yet"), amends_draft_language_get_name (language));
  /* TRANSLATORS: %s is a language, such as "Chinese" */
  label = g_strdup_printf (_ ("Write it in %s"), amends_draft_language_get_name (language));
  adw_status_page_set_title (ADW_STATUS_PAGE (self->none_page), title);
  gtk_button_set_label (GTK_BUTTON (self->write), label);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->write), "s", language);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->write), "draft.language");
  gtk_stack_set_visible_child (self->stack, self->none_page);
}

/* Only what differs between the two: the rest is said where this version is edited. */
static GPtrArray *
find_differences (AmendsSession *session, AmendsCase *case_, AmendsDraft *other, const char *text)
{
  g_autoptr (GPtrArray) findings = NULL;
  GPtrArray *differences = g_ptr_array_new_with_free_func (g_object_unref);

  if (other->sent_at != AMENDS_INSTANT_NONE)
    return differences;
  findings = amends_session_check_pair (session, other->body != NULL ? other->body : "",
                                        amends_case_get_text_kind (other), case_, other, text);
  for (guint i = 0; i < findings->len; i++)
    {
      AmendsFinding *finding = findings->pdata[i];

      if (g_strcmp0 (finding->rule, PARITY) == 0 && finding->start < finding->end)
        g_ptr_array_add (differences, g_object_ref (finding));
    }
  return differences;
}

void
amends_draft_side_show (AmendsDraftSide *self,
                        AmendsSession *session,
                        AmendsCase *case_,
                        AmendsDraft *draft,
                        AmendsDraft *other,
                        const char *language,
                        const char *text)
{
  g_autoptr (GPtrArray) differences = NULL;
  g_autofree char *present = NULL;
  g_autofree char *state = NULL;

  g_return_if_fail (AMENDS_IS_DRAFT_SIDE (self));
  g_return_if_fail (AMENDS_IS_DRAFT (draft) && text != NULL);

  if (other == NULL)
    {
      show_missing (self, language);
      return;
    }
  differences = find_differences (session, case_, other, text);
  if (differences->len > 0)
    /* TRANSLATORS: how many numbers, times or names only the other language's version has */
    state = g_strdup_printf (ngettext ("%u place differs", "%u places differ", differences->len),
                             differences->len);
  gtk_label_set_text (self->language, amends_draft_language_get_name (other->language));
  amends_case_set_text (self->state, state);
  gtk_label_set_text (self->subject, other->subject != NULL ? other->subject : "");
  present = amends_draft_text_dup (self->buffer);
  if (g_strcmp0 (present, other->body) != 0)
    amends_draft_text_load (self->buffer, other->body);
  amends_draft_text_show_findings (self->buffer, differences);
  gtk_stack_set_visible_child (self->stack, self->text_page);
}
