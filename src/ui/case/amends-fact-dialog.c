/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A fact that a draft asks for, filled in. */

#include "config.h"

#include "amends-fact-dialog.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "amends-change-news.h"
#include "amends-case-tools.h"
#include "amends-form.h"
#include "amends-session-languages.h"

/* Which fields of an escalation the facts of the templates stand for. */
static const struct
{
  const char *path;
  const char *field;
  const char *title;
  const char *second_field; /* (nullable) */
  const char *second_title;
} facts[] = {
  { "feature", "affected-feature", N_ ("What is affected"), NULL, NULL },
  { "impact", "impact", N_ ("What it stops them from doing"), NULL, NULL },
  { "users", "users-affected", N_ ("Users affected"), NULL, NULL },
  { "since", "since", N_ ("Since"), NULL, NULL },
  { "root_cause", "root-cause", N_ ("Cause"), NULL, NULL },
  { "fix.text", "fix-text", N_ ("What is fixed"), "fix-confirmed-by", N_ ("Confirmed by") },
  { "fix.eta", "fix-eta", N_ ("Fixed by (year-month-day hour:minute)"), "fix-confirmed-by",
    N_ ("Confirmed by") },
  { "workaround_text", "workaround-text", N_ ("Workaround"), NULL, NULL },
  { "objective", "objective", N_ ("What they want to achieve"), NULL, NULL },
  { "sponsor.name", "executive-owner", N_ ("Who of our leadership"), NULL, NULL },
};

struct _AmendsFactDialog
{
  AdwWindow parent_instance;

  AdwPreferencesGroup *group;
  GtkWidget *first;
  GtkWidget *second;
  GtkWidget *save;

  AmendsSession *session;   /* (owned) */
  AmendsCase *case_;        /* (owned) */
  AmendsEscalation *edited; /* (owned): a copy */
};

G_DEFINE_FINAL_TYPE (AmendsFactDialog, amends_fact_dialog, ADW_TYPE_WINDOW)

static void
changed_cb (AmendsFactDialog *self)
{
  gtk_widget_set_sensitive (self->save,
                            *gtk_editable_get_text (GTK_EDITABLE (self->first)) != '\0' &&
                                !gtk_widget_has_css_class (self->first, "error"));
}

static void
save_cb (AmendsFactDialog *self)
{
  AmendsEscalation *edited = self->edited;
  AmendsEscalation *before = self->case_->escalation;

  /* A time someone vouches for is confirmed from now on. */
  if (edited->fix_confirmed_by != NULL && *edited->fix_confirmed_by != '\0' &&
      (g_strcmp0 (edited->fix_confirmed_by, before->fix_confirmed_by) != 0 ||
       edited->fix_eta != before->fix_eta))
    amends_record_set (edited, "fix-confirmed-at", amends_session_now (self->session), NULL);
  amends_session_edit_facts_async (
      self->session, self->case_, edited, NULL, amends_change_news_case_cb,
      amends_change_news_new (GTK_WIDGET (self), _ ("Kept. The drafts follow; your words stay."),
                              _ ("The fact could not be kept.")));
  gtk_window_close (GTK_WINDOW (self));
}

static void
amends_fact_dialog_dispose (GObject *object)
{
  AmendsFactDialog *self = AMENDS_FACT_DIALOG (object);

  g_clear_object (&self->edited);
  g_clear_object (&self->case_);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (amends_fact_dialog_parent_class)->dispose (object);
}

static void
amends_fact_dialog_class_init (AmendsFactDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amends_fact_dialog_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               AMENDS_CASE_TEMPLATE ("amends-fact-dialog.ui"));
  gtk_widget_class_bind_template_child (widget_class, AmendsFactDialog, group);
  gtk_widget_class_bind_template_child (widget_class, AmendsFactDialog, first);
  gtk_widget_class_bind_template_child (widget_class, AmendsFactDialog, second);
  gtk_widget_class_bind_template_child (widget_class, AmendsFactDialog, save);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
amends_fact_dialog_init (AmendsFactDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* The language of the interface, as the playbook calls it. */
static const char *
get_own_language (AmendsSession *session)
{
  const char *const *languages = amends_session_get_draft_languages (session);
  const char *const *names = g_get_language_names ();

  for (guint i = 0; names[i] != NULL; i++)
    for (guint k = 0; languages[k] != NULL; k++)
      if (strncmp (names[i], languages[k], 2) == 0)
        return languages[k];
  return "en";
}

const char *
amends_fact_dialog_find (AmendsSession *session,
                         const char *language,
                         const char *question,
                         const char **asked)
{
  g_return_val_if_fail (AMENDS_IS_SESSION (session) && question != NULL, NULL);

  *asked = question;
  for (guint i = 0; language != NULL && i < G_N_ELEMENTS (facts); i++)
    {
      const char *own;

      if (g_strcmp0 (amends_session_get_question (session, language, facts[i].path), question) != 0)
        continue;
      own = amends_session_get_question (session, get_own_language (session), facts[i].path);
      if (own != NULL)
        *asked = own;
      return facts[i].path;
    }
  return NULL;
}

static void
show_field (AmendsFactDialog *self, GtkWidget *row, const char *field, const char *title)
{
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), g_dgettext (GETTEXT_PACKAGE, title));
  amends_form_bind (row, self->edited, field, amends_session_get_zone (self->session));
}

void
amends_fact_dialog_present (GtkWidget *from,
                            AmendsSession *session,
                            AmendsCase *case_,
                            const char *path)
{
  AmendsFactDialog *self;
  const char *question;

  g_return_if_fail (GTK_IS_WIDGET (from));
  g_return_if_fail (AMENDS_IS_CASE (case_) && path != NULL);

  self = g_object_new (AMENDS_TYPE_FACT_DIALOG, "transient-for", gtk_widget_get_root (from), NULL);
  self->session = g_object_ref (session);
  self->case_ = g_object_ref (case_);
  self->edited = amends_record_copy (case_->escalation);
  question = amends_session_get_question (session, get_own_language (session), path);
  adw_preferences_group_set_description (self->group, question != NULL ? question : "");
  for (guint i = 0; i < G_N_ELEMENTS (facts); i++)
    if (g_str_equal (facts[i].path, path))
      {
        show_field (self, self->first, facts[i].field, facts[i].title);
        gtk_widget_set_visible (self->second, facts[i].second_field != NULL);
        if (facts[i].second_field != NULL)
          show_field (self, self->second, facts[i].second_field, facts[i].second_title);
      }
  changed_cb (self);
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_grab_focus (self->first);
}
