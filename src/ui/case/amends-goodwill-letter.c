/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The text with which to ask an approver. */

#include "config.h"

#include "amends-goodwill-letter.h"

#include <glib/gi18n-lib.h>

#include "amends-case-tools.h"
#include "amends-draft-mail.h"
#include "amends-feedback.h"
#include "amends-text-area.h"
#include "amends-weak.h"

struct _AmendsGoodwillLetter
{
  AdwWindow parent_instance;

  AdwActionRow *to;
  GtkEditable *subject;
  GtkTextView *body;
  GtkWidget *copy;
  GtkWidget *save;

  AmendsSession *session; /* (owned) */
  AmendsCase *case_;      /* (owned) */
  AmendsDraft *letter;    /* (owned) (nullable): until it is written */
  char *plain;            /* (owned) (nullable): its text without marks, as shown */
  GtkWidget *from;        /* (owned) */
};

G_DEFINE_FINAL_TYPE (AmendsGoodwillLetter, amends_goodwill_letter, ADW_TYPE_WINDOW)

/* As it was written, with its bold passages, unless something was changed. */
static char *
dup_body (AmendsGoodwillLetter *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->body);
  g_autofree char *text = NULL;
  GtkTextIter start;
  GtkTextIter end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
  return g_strcmp0 (text, self->plain) == 0 ? g_strdup (self->letter->body)
                                            : g_steal_pointer (&text);
}

static void
copy_cb (AmendsGoodwillLetter *self)
{
  g_autofree char *body = dup_body (self);

  /* A toast in the window behind: this one has none. */
  amends_draft_mail_copy (self->from, self->session, body);
}

static void
save_cb (AmendsGoodwillLetter *self)
{
  g_autofree char *body = dup_body (self);

  amends_draft_mail_compose (self->from, self->session, self->case_, self->letter,
                             gtk_editable_get_text (self->subject), body);
  gtk_window_close (GTK_WINDOW (self));
}

static void
amends_goodwill_letter_dispose (GObject *object)
{
  AmendsGoodwillLetter *self = AMENDS_GOODWILL_LETTER (object);

  g_clear_pointer (&self->plain, g_free);
  g_clear_object (&self->letter);
  g_clear_object (&self->case_);
  g_clear_object (&self->session);
  g_clear_object (&self->from);

  G_OBJECT_CLASS (amends_goodwill_letter_parent_class)->dispose (object);
}

static void
amends_goodwill_letter_class_init (AmendsGoodwillLetterClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amends_goodwill_letter_dispose;

  g_type_ensure (AMENDS_TYPE_TEXT_AREA);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               AMENDS_CASE_TEMPLATE ("amends-goodwill-letter.ui"));
  gtk_widget_class_bind_template_child (widget_class, AmendsGoodwillLetter, to);
  gtk_widget_class_bind_template_child (widget_class, AmendsGoodwillLetter, subject);
  gtk_widget_class_bind_template_child (widget_class, AmendsGoodwillLetter, body);
  gtk_widget_class_bind_template_child (widget_class, AmendsGoodwillLetter, copy);
  gtk_widget_class_bind_template_child (widget_class, AmendsGoodwillLetter, save);
  gtk_widget_class_bind_template_callback (widget_class, copy_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
amends_goodwill_letter_init (AmendsGoodwillLetter *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_sensitive (self->copy, FALSE);
  gtk_widget_set_sensitive (self->save, FALSE);
}

static void
fill (AmendsGoodwillLetter *self)
{
  AmendsDraft *letter = self->letter;
  const char *name = letter->recipient != NULL ? letter->recipient : "";
  const char *address = amends_session_find_address (self->session, name);
  g_autofree char *title = NULL;
  g_autofree char *to = NULL;

  /* TRANSLATORS: %s is a person or a role */
  title = g_strdup_printf (_ ("Ask %s"), name);
  to = amends_case_join (name, address != NULL ? address : _ ("no address known"));
  gtk_window_set_title (GTK_WINDOW (self), title);
  adw_action_row_set_subtitle (self->to, to);
  gtk_editable_set_text (self->subject, letter->subject != NULL ? letter->subject : "");
  self->plain =
      amends_session_draft_to_plain (self->session, letter->body != NULL ? letter->body : "");
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->body), self->plain, -1);
  gtk_widget_set_sensitive (self->copy, TRUE);
  gtk_widget_set_sensitive (self->save, TRUE);
  gtk_widget_grab_focus (self->save);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AmendsGoodwillLetter) self = amends_weak_take (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (AmendsDraft) letter =
      amends_session_write_goodwill_letter_finish (AMENDS_SESSION (source), result, &error);

  /* Closed meanwhile. */
  if (self == NULL || self->session == NULL)
    return;
  if (letter == NULL)
    {
      amends_feedback_error (self->from, _ ("The request could not be put into words."), error);
      gtk_window_close (GTK_WINDOW (self));
      return;
    }
  self->letter = g_steal_pointer (&letter);
  fill (self);
}

void
amends_goodwill_letter_present (GtkWidget *from,
                                AmendsSession *session,
                                AmendsCase *case_,
                                AmendsGoodwill *goodwill)
{
  AmendsGoodwillLetter *self;

  g_return_if_fail (GTK_IS_WIDGET (from));
  g_return_if_fail (AMENDS_IS_GOODWILL (goodwill));

  self = g_object_new (AMENDS_TYPE_GOODWILL_LETTER, "transient-for", gtk_widget_get_root (from),
                       "title", _ ("Ask for the approval"), NULL);
  self->session = g_object_ref (session);
  self->case_ = g_object_ref (case_);
  self->from = g_object_ref (from);
  amends_session_write_goodwill_letter_async (session, case_, goodwill->id, NULL, written_cb,
                                              amends_weak_new (self));
  gtk_window_present (GTK_WINDOW (self));
}
