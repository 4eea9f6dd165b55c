/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A draft in the list, with how it stands in one line. */

#include "config.h"

#include "amends-draft-row.h"

#include <glib/gi18n-lib.h>

#include "amends-draft-check.h"
#include "amends-format.h"
#include "amends-text.h"

struct _AmendsDraftRow
{
  GtkListBoxRow parent_instance;

  GtkLabel *title;
  GtkImage *icon;
  GtkLabel *state;

  AmendsSession *session; /* (owned) */
  AmendsCase *case_;      /* (owned) */
  AmendsDraft *draft;     /* (owned) */
  AmendsDraftGroup group;
};

G_DEFINE_FINAL_TYPE (AmendsDraftRow, amends_draft_row, GTK_TYPE_LIST_BOX_ROW)

static void
amends_draft_row_dispose (GObject *object)
{
  AmendsDraftRow *self = AMENDS_DRAFT_ROW (object);

  g_clear_object (&self->session);
  g_clear_object (&self->case_);
  g_clear_object (&self->draft);

  G_OBJECT_CLASS (amends_draft_row_parent_class)->dispose (object);
}

static void
amends_draft_row_class_init (AmendsDraftRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amends_draft_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               AMENDS_CASE_TEMPLATE ("amends-draft-row.ui"));
  gtk_widget_class_bind_template_child (widget_class, AmendsDraftRow, title);
  gtk_widget_class_bind_template_child (widget_class, AmendsDraftRow, icon);
  gtk_widget_class_bind_template_child (widget_class, AmendsDraftRow, state);
}

static void
amends_draft_row_init (AmendsDraftRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
amends_draft_row_new (AmendsSession *session, AmendsCase *case_, AmendsDraft *draft)
{
  AmendsDraftRow *self = g_object_new (AMENDS_TYPE_DRAFT_ROW, NULL);

  self->session = g_object_ref (session);
  self->case_ = g_object_ref (case_);
  self->draft = g_object_ref (draft);
  amends_draft_row_update (self);
  return GTK_WIDGET (self);
}

static char *
dup_sent (AmendsDraftRow *self)
{
  g_autofree char *moment =
      amends_format_moment (self->draft->sent_at, amends_session_now (self->session),
                            amends_session_get_zone (self->session));

  /* TRANSLATORS: %s is when it was sent, such as "09:18" */
  return g_strdup_printf (_ ("Sent %s"), moment);
}

static char *
dup_ready (AmendsDraftRow *self)
{
  const char *body = self->draft->body != NULL ? self->draft->body : "";
  const char *recipient = self->draft->recipient;
  guint words = amends_text_count_words (body);

  if (self->group == AMENDS_DRAFT_INTERNAL && amends_text_counts_characters (body))
    /* TRANSLATORS: how long a Chinese draft is that has nothing left to mend */
    return g_strdup_printf (ngettext ("Ready, %u character", "Ready, %u characters", words), words);
  if (self->group == AMENDS_DRAFT_INTERNAL)
    /* TRANSLATORS: how long a draft is that has nothing left to mend */
    return g_strdup_printf (ngettext ("Ready, %u word", "Ready, %u words", words), words);
  if (recipient != NULL && *recipient != '\0' && self->case_->contact != NULL &&
      g_strcmp0 (recipient, self->case_->contact->name) != 0)
    /* TRANSLATORS: %s is whom a draft is for that has nothing left to mend */
    return g_strdup_printf (_ ("Ready, for %s"), recipient);
  return g_strdup (_ ("Ready"));
}

static void
show_state (AmendsDraftRow *self, const char *icon, const char *style, const char *text)
{
  GtkWidget *colored[] = { GTK_WIDGET (self->icon), GTK_WIDGET (self->state) };
  g_autofree char *spoken = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (colored); i++)
    {
      gtk_widget_remove_css_class (colored[i], "error");
      gtk_widget_remove_css_class (colored[i], "warning");
      gtk_widget_remove_css_class (colored[i], "dim-label");
      gtk_widget_add_css_class (colored[i], style);
    }
  gtk_image_set_from_icon_name (self->icon, icon);
  gtk_label_set_text (self->state, text);
  /* TRANSLATORS: a draft and how it stands, read aloud: "First response, ready" */
  spoken = g_strdup_printf (_ ("%1$s, %2$s"), gtk_label_get_text (self->title), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

static void
update_open (AmendsDraftRow *self)
{
  AmendsDraft *draft = self->draft;
  g_autoptr (GPtrArray) findings = NULL;
  AmendsFindingCounts counts = { 0 };
  g_autofree char *text = NULL;

  findings = amends_draft_check (self->session, self->case_, draft, NULL);
  amends_case_count_findings (findings, &counts);
  if (counts.unfilled > 0 && counts.unfilled == counts.block)
    {
      /* TRANSLATORS: how many places of a draft still wait for a fact */
      text = g_strdup_printf (ngettext ("%u field to fill", "%u fields to fill", counts.unfilled),
                              counts.unfilled);
      show_state (self, "document-edit-symbolic", "dim-label", text);
      return;
    }
  text = amends_case_format_counts (&counts);
  if (counts.block > 0)
    show_state (self, "action-unavailable-symbolic", "error", text);
  else if (counts.warn > 0)
    show_state (self, "dialog-warning-symbolic", "warning", text);
  else
    {
      text = dup_ready (self);
      show_state (self, "object-select-symbolic", "dim-label", text);
    }
}

void
amends_draft_row_update (AmendsDraftRow *self)
{
  g_autofree char *title = NULL;
  g_autofree char *sent = NULL;

  g_return_if_fail (AMENDS_IS_DRAFT_ROW (self));

  self->group = amends_case_get_draft_group (self->session, self->case_, self->draft);
  title = amends_case_dup_draft_title (self->draft);
  gtk_label_set_text (self->title, title);
  if (self->group != AMENDS_DRAFT_SENT)
    {
      update_open (self);
      return;
    }
  sent = dup_sent (self);
  show_state (self, "mail-send-symbolic", "dim-label", sent);
}

AmendsDraft *
amends_draft_row_get_draft (AmendsDraftRow *self)
{
  g_return_val_if_fail (AMENDS_IS_DRAFT_ROW (self), NULL);

  return self->draft;
}

AmendsDraftGroup
amends_draft_row_get_group (AmendsDraftRow *self)
{
  g_return_val_if_fail (AMENDS_IS_DRAFT_ROW (self), AMENDS_DRAFT_LATER);

  return self->group;
}
