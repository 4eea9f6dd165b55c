/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Choosing between edits and new facts. */

#include "config.h"

#include "amends-rewrite-dialog.h"

#include <glib/gi18n-lib.h>

#include "amends-change-news.h"
#include "amends-case-tools.h"
#include "amends-feedback.h"
#include "amends-rewrite-part.h"
#include "amends-text.h"

#define BEFORE_CHARACTERS 90

struct _AmendsRewriteDialog
{
  AdwWindow parent_instance;

  AdwWindowTitle *window_title;
  GtkBox *parts;
  GtkLabel *count;
  GtkWidget *apply;

  AmendsSession *session; /* (owned) */
  AmendsCase *case_;      /* (owned) */
  AmendsDraft *draft;     /* (owned) */
  AmendsRewrite *rewrite; /* (owned) */
  GPtrArray *choices;     /* (owned): AmendsRewritePart, the subject's first */
};

G_DEFINE_FINAL_TYPE (AmendsRewriteDialog, amends_rewrite_dialog, ADW_TYPE_WINDOW)

/* --- Putting it in place --------------------------------------------------------------------- */

/* (transfer full): @choices from *@next on; without any, what was edited. */
static char *
join (GPtrArray *parts, GPtrArray *choices, guint *next)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < parts->len; i++)
    {
      AmendsMergePart *part = g_ptr_array_index (parts, i);

      g_string_append (text, part->text != NULL
                                 ? part->text
                                 : amends_rewrite_part_get_choice (choices->pdata[(*next)++]));
    }
  return g_string_free (text, FALSE);
}

static void
put (GtkWidget *from,
     AmendsSession *session,
     AmendsCase *case_,
     AmendsDraft *draft,
     AmendsRewrite *rewrite,
     GPtrArray *choices)
{
  guint next = 0;
  g_autofree char *subject = join (rewrite->subject, choices, &next);
  g_autofree char *body = join (rewrite->body, choices, &next);

  amends_session_rewrite_async (
      session, case_, draft->id, rewrite, subject, body, NULL, amends_change_news_case_cb,
      amends_change_news_new (from,
                              next > 0 ? _ ("Written anew as you chose. Both texts stay versions.")
                                       : _ ("Written anew. What you had changed stayed."),
                              _ ("The draft could not be written anew.")));
}

static void
update (AmendsRewriteDialog *self)
{
  guint chosen = 0;
  g_autofree char *text = NULL;

  for (guint i = 0; i < self->choices->len; i++)
    chosen += amends_rewrite_part_get_choice (self->choices->pdata[i]) != NULL ? 1 : 0;
  /* TRANSLATORS: how many of how many choices have been made */
  text = g_strdup_printf (_ ("%1$u of %2$u chosen"), chosen, self->choices->len);
  gtk_label_set_text (self->count, text);
  gtk_widget_set_sensitive (self->apply, chosen == self->choices->len);
}

static void
apply_cb (AmendsRewriteDialog *self)
{
  put (GTK_WIDGET (self), self->session, self->case_, self->draft, self->rewrite, self->choices);
  gtk_window_close (GTK_WINDOW (self));
}

/* --- The dialog ------------------------------------------------------------------------------ */

static void
amends_rewrite_dialog_dispose (GObject *object)
{
  AmendsRewriteDialog *self = AMENDS_REWRITE_DIALOG (object);

  g_clear_object (&self->draft);
  g_clear_object (&self->case_);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (amends_rewrite_dialog_parent_class)->dispose (object);
}

static void
amends_rewrite_dialog_finalize (GObject *object)
{
  AmendsRewriteDialog *self = AMENDS_REWRITE_DIALOG (object);

  g_ptr_array_unref (self->choices);
  g_clear_pointer (&self->rewrite, amends_rewrite_free);

  G_OBJECT_CLASS (amends_rewrite_dialog_parent_class)->finalize (object);
}

static void
amends_rewrite_dialog_class_init (AmendsRewriteDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amends_rewrite_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = amends_rewrite_dialog_finalize;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               AMENDS_CASE_TEMPLATE ("amends-rewrite-dialog.ui"));
  gtk_widget_class_bind_template_child (widget_class, AmendsRewriteDialog, window_title);
  gtk_widget_class_bind_template_child (widget_class, AmendsRewriteDialog, parts);
  gtk_widget_class_bind_template_child (widget_class, AmendsRewriteDialog, count);
  gtk_widget_class_bind_template_child (widget_class, AmendsRewriteDialog, apply);
  gtk_widget_class_bind_template_callback (widget_class, apply_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
amends_rewrite_dialog_init (AmendsRewriteDialog *self)
{
  self->choices = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* (transfer full): the end of what stands before a choice, in one line. */
static char *
dup_before (AmendsRewriteDialog *self, GPtrArray *parts, guint position)
{
  AmendsMergePart *before = position > 0 ? g_ptr_array_index (parts, position - 1) : NULL;
  g_autoptr (GArray) sentences = NULL;
  g_autofree char *last = NULL;
  g_autofree char *plain = NULL;
  g_autofree char *line = NULL;
  AmendsSpan *span;

  if (before == NULL || before->text == NULL)
    return g_strdup ("");
  sentences = amends_text_split_sentences (before->text);
  if (sentences->len == 0)
    return g_strdup ("");
  span = &g_array_index (sentences, AmendsSpan, sentences->len - 1);
  last = g_strndup (before->text + span->start, span->end - span->start);
  plain = amends_session_draft_to_plain (self->session, last);
  line = amends_text_one_line (plain, BEFORE_CHARACTERS);
  /* TRANSLATORS: %s is the sentence that stands before a passage */
  return g_strdup_printf (_ ("After “%s”"), line);
}

static void
add_choices (AmendsRewriteDialog *self, GPtrArray *parts, gboolean is_subject)
{
  for (guint i = 0; i < parts->len; i++)
    {
      AmendsMergePart *part = g_ptr_array_index (parts, i);
      g_autofree char *title = NULL;
      g_autofree char *before = NULL;
      GtkWidget *row;

      if (part->text != NULL)
        continue;
      before = is_subject ? g_strdup ("") : dup_before (self, parts, i);
      /* TRANSLATORS: which of how many choices */
      title = is_subject ? g_strdup (_ ("Subject"))
                         : g_strdup_printf (_ ("%1$u of %2$u"), self->choices->len + 1,
                                            self->rewrite->n_choices);
      row = amends_rewrite_part_new (self->session, part, title, before);
      g_signal_connect_object (row, "chosen", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
      gtk_box_append (self->parts, row);
      g_ptr_array_add (self->choices, row);
    }
}

/* No wider than the window it belongs to: on a small screen that is all there is. */
static void
fit (GtkWindow *dialog)
{
  GtkWindow *parent = gtk_window_get_transient_for (dialog);
  int width = parent != NULL ? gtk_widget_get_width (GTK_WIDGET (parent)) : 0;
  int wanted;
  int height;

  gtk_window_get_default_size (dialog, &wanted, &height);
  if (width > 0)
    gtk_window_set_default_size (dialog, MIN (wanted, width), height);
}

void
amends_rewrite_dialog_start (GtkWidget *from,
                             AmendsSession *session,
                             AmendsCase *case_,
                             AmendsDraft *draft)
{
  g_autoptr (AmendsRewrite) rewrite = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *title = NULL;
  AmendsRewriteDialog *self;

  g_return_if_fail (GTK_IS_WIDGET (from));
  g_return_if_fail (AMENDS_IS_DRAFT (draft));

  rewrite = amends_session_preview_rewrite (session, case_, draft, &error);
  if (rewrite == NULL)
    {
      amends_feedback_error (from, _ ("The draft could not be written anew."), error);
      return;
    }
  if (rewrite->n_choices == 0)
    {
      put (from, session, case_, draft, rewrite, NULL);
      return;
    }
  self =
      g_object_new (AMENDS_TYPE_REWRITE_DIALOG, "transient-for", gtk_widget_get_root (from), NULL);
  self->session = g_object_ref (session);
  self->case_ = g_object_ref (case_);
  self->draft = g_object_ref (draft);
  self->rewrite = g_steal_pointer (&rewrite);
  title = amends_case_dup_draft_title (draft);
  adw_window_title_set_subtitle (self->window_title, title);
  add_choices (self, self->rewrite->subject, TRUE);
  add_choices (self, self->rewrite->body, FALSE);
  update (self);
  fit (GTK_WINDOW (self));
  gtk_window_present (GTK_WINDOW (self));
}
