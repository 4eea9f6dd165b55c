/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A draft for an account: changed, copied, opened in mail. */

#include "config.h"

#include "amends-account-draft.h"

#include "amends-account-text.h"
#include "amends-case-tools.h"
#include "amends-draft-mail.h"
#include "amends-draft-text.h"
#include "amends-feedback.h"
#include "amends-text-area.h"
#include "amends-weak.h"

#include <glib/gi18n-lib.h>

struct _AmendsAccountDraft
{
  AdwWindow parent_instance;

  AmendsSession *session;    /* (owned) (nullable) */
  AmendsDraft *draft;        /* (owned) (nullable) until it is written */
  GtkWidget *from;           /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned) */
  char *account_id;          /* (owned) (nullable) */
  char *kind;                /* (owned) (nullable) */

  AdwWindowTitle *window_title;
  GtkStack *stack;
  GtkDropDown *language;
  GtkLabel *recipient;
  GtkWidget *missing;
  GtkBox *questions;
  AdwEntryRow *subject;
  GtkTextView *text;
  GtkWidget *copy;
  GtkWidget *mail;
};

G_DEFINE_FINAL_TYPE (AmendsAccountDraft, amends_account_draft, ADW_TYPE_WINDOW)

/* In the order of the drop-down. */
static const char *const languages[] = { "en", "zh-CN" };

static void
show_questions (AmendsAccountDraft *self)
{
  GtkWidget *child;
  char **questions = self->draft->questions;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->questions))) != NULL)
    gtk_box_remove (self->questions, child);
  for (guint i = 0; questions != NULL && questions[i] != NULL; i++)
    {
      GtkWidget *label = gtk_label_new (questions[i]);

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
      gtk_box_append (self->questions, label);
    }
  gtk_widget_set_visible (self->missing, questions != NULL && questions[0] != NULL);
}

static void
show_draft (AmendsAccountDraft *self)
{
  AmendsDraft *draft = self->draft;
  g_autofree char *to = NULL;

  if (draft->recipient != NULL && *draft->recipient != '\0')
    /* TRANSLATORS: %s is a person or a role, the recipient of a text */
    to = g_strdup_printf (_ ("To %s"), draft->recipient);
  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    if (g_strcmp0 (languages[i], draft->language) == 0)
      gtk_drop_down_set_selected (self->language, i);
  if (draft->title != NULL)
    adw_window_title_set_title (self->window_title, draft->title);
  amends_case_set_text (self->recipient, to);
  gtk_editable_set_text (GTK_EDITABLE (self->subject),
                         draft->subject != NULL ? draft->subject : "");
  amends_draft_text_load (gtk_text_view_get_buffer (self->text),
                          draft->body != NULL ? draft->body : "");
  show_questions (self);
  gtk_widget_set_sensitive (self->copy, TRUE);
  gtk_widget_set_sensitive (self->mail, TRUE);
  gtk_stack_set_visible_child_name (self->stack, "draft");
  gtk_widget_grab_focus (GTK_WIDGET (self->text));
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AmendsAccountDraft) self = amends_weak_take (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (AmendsDraft) draft =
      amends_session_draft_for_account_finish (AMENDS_SESSION (source), result, &error);

  if (self == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (draft == NULL)
    {
      amends_feedback_error (self->from, _ ("The draft could not be written."), error);
      gtk_window_close (GTK_WINDOW (self));
      return;
    }
  g_set_object (&self->draft, draft);
  show_draft (self);
}

static void
write_draft (AmendsAccountDraft *self, const char *language)
{
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  amends_session_draft_for_account_async (self->session, self->account_id, self->kind, language,
                                          self->cancellable, written_cb, amends_weak_new (self));
}

static void
language_cb (AmendsAccountDraft *self)
{
  guint at = gtk_drop_down_get_selected (self->language);

  if (self->draft == NULL || at >= G_N_ELEMENTS (languages) ||
      g_strcmp0 (self->draft->language, languages[at]) == 0)
    return;
  write_draft (self, languages[at]);
}

static void
copy_cb (AmendsAccountDraft *self)
{
  g_autofree char *text = amends_draft_text_dup (gtk_text_view_get_buffer (self->text));

  amends_draft_mail_copy (self->from, self->session, text);
}

static void
mail_cb (AmendsAccountDraft *self)
{
  g_autofree char *text = amends_draft_text_dup (gtk_text_view_get_buffer (self->text));

  amends_draft_mail_compose (self->from, self->session, NULL, self->draft,
                             gtk_editable_get_text (GTK_EDITABLE (self->subject)), text);
}

static void
amends_account_draft_dispose (GObject *object)
{
  AmendsAccountDraft *self = AMENDS_ACCOUNT_DRAFT (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->from);
  g_clear_object (&self->draft);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (amends_account_draft_parent_class)->dispose (object);
}

static void
amends_account_draft_finalize (GObject *object)
{
  AmendsAccountDraft *self = AMENDS_ACCOUNT_DRAFT (object);

  g_free (self->account_id);
  g_free (self->kind);

  G_OBJECT_CLASS (amends_account_draft_parent_class)->finalize (object);
}

static void
amends_account_draft_class_init (AmendsAccountDraftClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = amends_account_draft_dispose;
  object_class->finalize = amends_account_draft_finalize;
  g_type_ensure (AMENDS_TYPE_TEXT_AREA);
  gtk_widget_class_set_template_from_resource (
      widget_class, AMENDS_ACCOUNTS_TEMPLATE ("amends-account-draft.ui"));
  gtk_widget_class_bind_template_child (widget_class, AmendsAccountDraft, window_title);
  gtk_widget_class_bind_template_child (widget_class, AmendsAccountDraft, stack);
  gtk_widget_class_bind_template_child (widget_class, AmendsAccountDraft, language);
  gtk_widget_class_bind_template_child (widget_class, AmendsAccountDraft, recipient);
  gtk_widget_class_bind_template_child (widget_class, AmendsAccountDraft, missing);
  gtk_widget_class_bind_template_child (widget_class, AmendsAccountDraft, questions);
  gtk_widget_class_bind_template_child (widget_class, AmendsAccountDraft, subject);
  gtk_widget_class_bind_template_child (widget_class, AmendsAccountDraft, text);
  gtk_widget_class_bind_template_child (widget_class, AmendsAccountDraft, copy);
  gtk_widget_class_bind_template_child (widget_class, AmendsAccountDraft, mail);
  gtk_widget_class_bind_template_callback (widget_class, language_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_cb);
  gtk_widget_class_bind_template_callback (widget_class, mail_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
amends_account_draft_init (AmendsAccountDraft *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  amends_draft_text_init (gtk_text_view_get_buffer (self->text));
}

AmendsAccountDraft *
amends_account_draft_present (GtkWidget *from,
                              AmendsSession *session,
                              const char *account_id,
                              const char *kind)
{
  GtkRoot *root = gtk_widget_get_root (from);
  AmendsAccountDraft *self;

  g_return_val_if_fail (GTK_IS_WINDOW (root), NULL);

  self = g_object_new (AMENDS_TYPE_ACCOUNT_DRAFT, "transient-for", root, NULL);
  self->session = g_object_ref (session);
  self->from = g_object_ref (from);
  self->account_id = g_strdup (account_id);
  self->kind = g_strdup (kind);
  write_draft (self, NULL);
  gtk_window_present (GTK_WINDOW (self));
  return self;
}

AmendsDraft *
amends_account_draft_get_draft (AmendsAccountDraft *self)
{
  g_return_val_if_fail (AMENDS_IS_ACCOUNT_DRAFT (self), NULL);

  return self->draft;
}
