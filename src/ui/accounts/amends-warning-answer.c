/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said to an early warning, and how it is taken back. */

#include "config.h"

#include "amends-warning-answer.h"

#include "amends-feedback.h"
#include "amends-format.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

typedef struct
{
  GtkWidget *from;        /* (owned) */
  AmendsSession *session; /* (owned) */
  char *id;               /* (owned) */
  AmendsWarningAnswer answer;
} Answer;

static void
answer_free (Answer *answer)
{
  g_object_unref (answer->from);
  g_object_unref (answer->session);
  g_free (answer->id);
  g_free (answer);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Answer, answer_free)

static Answer *
answer_new (GtkWidget *from, AmendsSession *session, const char *id, AmendsWarningAnswer answer)
{
  Answer *self = g_new0 (Answer, 1);

  self->from = g_object_ref (from);
  self->session = g_object_ref (session);
  self->id = g_strdup (id);
  self->answer = answer;
  return self;
}

static void
take_back_cb (AdwToast *toast, gpointer data)
{
  Answer *answer = data;

  amends_warning_answer_give (answer->from, answer->session, answer->id, AMENDS_ANSWER_TAKE_BACK);
}

static void
free_closure (gpointer data, GClosure *closure)
{
  answer_free (data);
}

/* With Undo: an answer is taken back by another, so that there is no token for it. */
static void
show_done (Answer *answer, const char *text)
{
  GtkWidget *overlay = gtk_widget_get_ancestor (answer->from, ADW_TYPE_TOAST_OVERLAY);
  AdwToast *toast;

  if (overlay == NULL)
    {
      amends_feedback_show (answer->from, text);
      return;
    }
  toast = adw_toast_new (text);
  adw_toast_set_button_label (toast, _ ("_Undo"));
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (take_back_cb),
                         answer_new (answer->from, answer->session, answer->id, answer->answer),
                         free_closure, G_CONNECT_DEFAULT);
  adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay), toast);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Answer) answer = user_data;
  g_autoptr (GError) error = NULL;

  if (!amends_session_answer_warning_finish (AMENDS_SESSION (source), result, &error))
    amends_feedback_error (answer->from, _ ("The answer was not stored."), error);
  else if (answer->answer == AMENDS_ANSWER_RIGHT)
    show_done (answer, _ ("Noted as right. The weights learn from it."));
  else if (answer->answer == AMENDS_ANSWER_FALSE_ALARM)
    show_done (answer, _ ("Noted as a false alarm. The weights learn from it."));
  else if (answer->answer == AMENDS_ANSWER_SNOOZE)
    show_done (answer, _ ("The warning comes back later."));
  else
    amends_feedback_show (answer->from, _ ("The answer was taken back."));
}

void
amends_warning_answer_give (GtkWidget *from,
                            AmendsSession *session,
                            const char *warning_id,
                            AmendsWarningAnswer answer)
{
  g_return_if_fail (GTK_IS_WIDGET (from));
  g_return_if_fail (AMENDS_IS_SESSION (session));

  if (amends_session_is_read_only (session))
    {
      amends_feedback_show (from, _ ("This workspace can only be read."));
      return;
    }
  amends_session_answer_warning_async (session, warning_id, answer, AMENDS_INSTANT_NONE, NULL, NULL,
                                       answered_cb, answer_new (from, session, warning_id, answer));
}

AmendsWarningAnswer
amends_warning_answer_from_name (const char *name)
{
  if (g_str_equal (name, "right"))
    return AMENDS_ANSWER_RIGHT;
  if (g_str_equal (name, "false-alarm"))
    return AMENDS_ANSWER_FALSE_ALARM;
  return g_str_equal (name, "snooze") ? AMENDS_ANSWER_SNOOZE : AMENDS_ANSWER_TAKE_BACK;
}

char *
amends_warning_answer_format (AmendsSession *session, AmendsWarningRow *row)
{
  AmendsInstant now = amends_session_now (session);
  GTimeZone *zone = amends_session_get_zone (session);
  g_autofree char *when = NULL;

  if (row->due)
    return NULL;
  if (row->warning->state == AMENDS_WARNING_SNOOZED)
    {
      when = amends_format_moment_full (row->warning->until, now, zone);
      /* TRANSLATORS: %s is a day and a time */
      return g_strdup_printf (_ ("Snoozed until %s"), when);
    }
  if (row->warning->state == AMENDS_WARNING_PAST)
    return g_strdup (_ ("The account recovered before anybody answered"));
  when = amends_format_moment (row->warning->decided_at, now, zone);
  if (row->warning->state == AMENDS_WARNING_ACCEPTED)
    /* TRANSLATORS: %s is a day or a time */
    return g_strdup_printf (_ ("Found right, %s"), when);
  /* TRANSLATORS: %s is a day or a time */
  return g_strdup_printf (_ ("False alarm, %s"), when);
}

static const struct
{
  const char *kind;
  const char *label; /* to be translated */
} labels[] = {
  { "account-check-in", N_ ("Open check-in draft") },
  { "account-room", N_ ("Open context for the room") },
  { "account-leadership", N_ ("Open leadership brief") },
  { "account-executive-brief", N_ ("Open executive brief") },
  { "account-outreach", N_ ("Open executive letter") },
};

const char *
amends_warning_get_draft_label (const char *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    if (g_strcmp0 (labels[i].kind, kind) == 0)
      return _ (labels[i].label);
  return _ ("Open draft");
}
