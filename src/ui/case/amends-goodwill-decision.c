/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records what an approver has decided, from his reply. */

#include "config.h"

#include "amends-goodwill-decision.h"

#include <glib/gi18n-lib.h>

#include "amends-case-tools.h"
#include "amends-feedback.h"
#include "amends-file-dialog.h"
#include "amends-format.h"
#include "amends-goodwill-text.h"
#include "amends-weak.h"

/* What is larger is no reply. */
#define LARGEST_MAIL (32 * 1024 * 1024)

struct _AmendsGoodwillDecision
{
  AdwWindow parent_instance;

  GtkLabel *title;
  GtkLabel *offer;
  GtkWidget *drop;
  GtkImage *mail_icon;
  GtkLabel *mail_title;
  GtkLabel *mail_detail;
  GtkLabel *words;
  GtkButton *choose;
  GtkCheckButton *approved;
  GtkCheckButton *declined;
  GtkLabel *problem;
  GtkWidget *save;

  AmendsSession *session;    /* (owned) */
  AmendsCase *case_;         /* (owned) */
  AmendsGoodwill *goodwill;  /* (owned) */
  char *approver;            /* (owned) */
  GtkWidget *from;           /* (owned) */
  GCancellable *cancellable; /* (owned) (nullable): the file that is being read */
  char *name;                /* (owned) (nullable): of the file */
  GBytes *mail;              /* (owned) (nullable): once it is read */
  AmendsReplyView *reply;    /* (owned) (nullable): of @mail */
  gboolean saving;
};

G_DEFINE_FINAL_TYPE (AmendsGoodwillDecision, amends_goodwill_decision, ADW_TYPE_WINDOW)

/* (transfer none) (nullable): why what is chosen does not follow from the reply. */
static const char *
get_fault (AmendsGoodwillDecision *self)
{
  if (self->reply == NULL)
    return NULL;
  if (gtk_check_button_get_active (self->approved))
    return self->reply->approve_refused;
  if (gtk_check_button_get_active (self->declined))
    return self->reply->decline_refused;
  /* Wrong either way. */
  if (self->reply->approve_refused != NULL && self->reply->decline_refused != NULL)
    return self->reply->decline_refused;
  return NULL;
}

static void
changed_cb (AmendsGoodwillDecision *self)
{
  const char *fault = get_fault (self);
  gboolean chosen =
      gtk_check_button_get_active (self->approved) || gtk_check_button_get_active (self->declined);

  amends_case_set_text (self->problem, fault);
  gtk_image_set_from_icon_name (self->mail_icon, fault != NULL         ? "dialog-warning-symbolic"
                                                 : self->reply != NULL ? "object-select-symbolic"
                                                                       : "amends-message-symbolic");
  gtk_widget_set_css_classes (GTK_WIDGET (self->mail_icon),
                              (const char *[]){ fault != NULL         ? "error"
                                                : self->reply != NULL ? "success"
                                                                      : "dim-label",
                                                NULL });
  gtk_widget_set_sensitive (self->save,
                            self->reply != NULL && chosen && fault == NULL && !self->saving);
}

/* --- The reply -------------------------------------------------------------------------------- */

static void
forget_reply (AmendsGoodwillDecision *self)
{
  g_clear_pointer (&self->mail, g_bytes_unref);
  g_clear_pointer (&self->reply, amends_reply_view_free);
  g_clear_pointer (&self->name, g_free);
}

static void
show_no_reply (AmendsGoodwillDecision *self, const char *problem)
{
  /* TRANSLATORS: %s is a person or a role */
  g_autofree char *title = g_strdup_printf (_ ("Reply of %s"), self->approver);

  forget_reply (self);
  gtk_label_set_text (self->mail_title, title);
  gtk_label_set_text (self->mail_detail,
                      _ ("Save it in your mail program and drop the file here, or choose it."));
  amends_case_set_text (self->words, NULL);
  changed_cb (self);
  amends_case_set_text (self->problem, problem);
}

static void
show_reply (AmendsGoodwillDecision *self)
{
  AmendsReplyView *reply = self->reply;
  const char *sender = reply->sender != NULL ? reply->sender : reply->address;
  g_autofree char *when = NULL;
  g_autofree char *detail = NULL;
  g_autofree char *quoted = NULL;

  if (reply->date != AMENDS_INSTANT_NONE)
    when = amends_format_moment_full (reply->date, amends_session_now (self->session),
                                      amends_session_get_zone (self->session));
  detail = amends_case_join (reply->address, when);
  /* TRANSLATORS: somebody's words in quotation marks */
  quoted = *reply->words != '\0' ? g_strdup_printf (_ ("“%s”"), reply->words) : NULL;
  gtk_label_set_text (self->mail_title, sender != NULL ? sender : _ ("Nobody is named as sender"));
  gtk_label_set_text (self->mail_detail, detail);
  amends_case_set_text (self->words, quoted);
  gtk_button_set_label (self->choose, _ ("_Other file…"));
  if (reply->answer == AMENDS_GOODWILL_ANSWER_YES)
    gtk_check_button_set_active (self->approved, TRUE);
  else if (reply->answer == AMENDS_GOODWILL_ANSWER_NO)
    gtk_check_button_set_active (self->declined, TRUE);
  changed_cb (self);
}

static void
reply_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AmendsGoodwillDecision) self = amends_weak_take (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (AmendsReplyView) reply =
      amends_session_read_reply_finish (AMENDS_SESSION (source), result, &error);

  if (self == NULL || self->session == NULL ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (reply == NULL)
    {
      show_no_reply (self, error->message);
      return;
    }
  self->reply = g_steal_pointer (&reply);
  show_reply (self);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AmendsGoodwillDecision) self = amends_weak_take (user_data);
  g_autoptr (GError) error = NULL;
  char *contents = NULL;
  gsize length = 0;

  if (!g_file_load_contents_finish (G_FILE (source), result, &contents, &length, NULL, &error))
    {
      if (self != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        show_no_reply (self, error->message);
      return;
    }
  if (self == NULL || self->session == NULL)
    {
      g_free (contents);
      return;
    }
  self->mail = g_bytes_new_take (contents, length);
  amends_session_read_reply_async (self->session, self->case_, self->goodwill->id, self->mail,
                                   self->name, self->cancellable, reply_read_cb,
                                   amends_weak_new (self));
}

static void
sized_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AmendsGoodwillDecision) self = amends_weak_take (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileInfo) info = g_file_query_info_finish (G_FILE (source), result, &error);

  if (self == NULL || self->session == NULL ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (info == NULL)
    show_no_reply (self, error->message);
  else if (g_file_info_get_size (info) > LARGEST_MAIL)
    show_no_reply (self, _ ("This file is too large to be a reply."));
  else
    g_file_load_contents_async (G_FILE (source), self->cancellable, loaded_cb,
                                amends_weak_new (self));
}

void
amends_goodwill_decision_load (AmendsGoodwillDecision *self, GFile *file)
{
  g_return_if_fail (AMENDS_IS_GOODWILL_DECISION (self));
  g_return_if_fail (G_IS_FILE (file));

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  show_no_reply (self, NULL);
  self->name = g_file_get_basename (file);
  g_file_query_info_async (file, G_FILE_ATTRIBUTE_STANDARD_SIZE, G_FILE_QUERY_INFO_NONE,
                           G_PRIORITY_DEFAULT, self->cancellable, sized_cb, amends_weak_new (self));
}

static void
chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AmendsGoodwillDecision) self = user_data;
  g_autoptr (GFile) file = amends_file_dialog_finish (result, NULL);

  if (file != NULL && self->session != NULL)
    amends_goodwill_decision_load (self, file);
}

static void
choose_cb (AmendsGoodwillDecision *self)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _ ("Mails"));
  gtk_file_filter_add_mime_type (filter, "message/rfc822");
  gtk_file_filter_add_suffix (filter, "eml");
  amends_file_dialog_open_async (GTK_WIDGET (self), _ ("Choose the reply"), filter, NULL, chosen_cb,
                                 g_object_ref (self));
}

static gboolean
drop_cb (AmendsGoodwillDecision *self, const GValue *value)
{
  GSList *files = G_VALUE_HOLDS (value, GDK_TYPE_FILE_LIST) ? g_value_get_boxed (value) : NULL;

  if (files == NULL)
    return FALSE;
  amends_goodwill_decision_load (self, files->data);
  return TRUE;
}

/* --- Recording -------------------------------------------------------------------------------- */

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AmendsGoodwillDecision) self = user_data;
  g_autoptr (GError) error = NULL;

  self->saving = FALSE;
  if (amends_session_change_finish (AMENDS_SESSION (source), result, NULL, &error))
    {
      if (self->session == NULL)
        return;
      amends_feedback_show (self->from, gtk_check_button_get_active (self->approved)
                                            ? _ ("Approval recorded. The drafts follow.")
                                            : _ ("Refusal recorded."));
      gtk_window_close (GTK_WINDOW (self));
      return;
    }
  if (self->session == NULL)
    return;
  changed_cb (self);
  amends_case_set_text (self->problem, error->message);
}

static void
save_cb (AmendsGoodwillDecision *self)
{
  self->saving = TRUE;
  gtk_widget_set_sensitive (self->save, FALSE);
  amends_session_decide_goodwill_async (self->session, self->case_, self->goodwill->id,
                                        gtk_check_button_get_active (self->approved), self->mail,
                                        self->name, NULL, saved_cb, g_object_ref (self));
}

/* --- The window ------------------------------------------------------------------------------- */

static void
amends_goodwill_decision_dispose (GObject *object)
{
  AmendsGoodwillDecision *self = AMENDS_GOODWILL_DECISION (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  forget_reply (self);
  g_clear_pointer (&self->approver, g_free);
  g_clear_object (&self->goodwill);
  g_clear_object (&self->case_);
  g_clear_object (&self->session);
  g_clear_object (&self->from);

  G_OBJECT_CLASS (amends_goodwill_decision_parent_class)->dispose (object);
}

#define CHILD(name)                                                                                \
  gtk_widget_class_bind_template_child (widget_class, AmendsGoodwillDecision, name)

static void
amends_goodwill_decision_class_init (AmendsGoodwillDecisionClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amends_goodwill_decision_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, AMENDS_CASE_TEMPLATE ("amends-goodwill-decision.ui"));
  CHILD (title);
  CHILD (offer);
  CHILD (drop);
  CHILD (mail_icon);
  CHILD (mail_title);
  CHILD (mail_detail);
  CHILD (words);
  CHILD (choose);
  CHILD (approved);
  CHILD (declined);
  CHILD (problem);
  CHILD (save);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, choose_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
amends_goodwill_decision_init (AmendsGoodwillDecision *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

void
amends_goodwill_decision_present (GtkWidget *from,
                                  AmendsSession *session,
                                  AmendsCase *case_,
                                  AmendsGoodwill *goodwill,
                                  const char *approver,
                                  AmendsGoodwillAnswer meant,
                                  GFile *file)
{
  AmendsGoodwillDecision *self;
  g_autofree char *title = NULL;

  g_return_if_fail (GTK_IS_WIDGET (from));
  g_return_if_fail (AMENDS_IS_GOODWILL (goodwill));

  title = amends_goodwill_text_title (goodwill->kind, goodwill->amount, goodwill->currency,
                                      goodwill->months, goodwill->text);
  self = g_object_new (AMENDS_TYPE_GOODWILL_DECISION, "transient-for", gtk_widget_get_root (from),
                       "title", _ ("Record decision"), NULL);
  self->session = g_object_ref (session);
  self->case_ = g_object_ref (case_);
  self->goodwill = g_object_ref (goodwill);
  self->approver = g_strdup (approver);
  self->from = g_object_ref (from);
  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->offer, goodwill->text != NULL ? goodwill->text : "");
  if (meant == AMENDS_GOODWILL_ANSWER_YES)
    gtk_check_button_set_active (self->approved, TRUE);
  else if (meant == AMENDS_GOODWILL_ANSWER_NO)
    gtk_check_button_set_active (self->declined, TRUE);
  if (file != NULL)
    amends_goodwill_decision_load (self, file);
  else
    show_no_reply (self, NULL);
  gtk_window_present (GTK_WINDOW (self));
}
