/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a message to a plan. */

#include "config.h"

#include "amends-wizard.h"

#include "amends-enum-types.h"
#include "amends-feedback.h"
#include "amends-format.h"
#include "amends-labels.h"
#include "amends-message-dialog.h"
#include "amends-wizard-facts.h"
#include "amends-wizard-keep.h"
#include "amends-wizard-message.h"
#include "amends-wizard-offer.h"
#include "amends-wizard-review.h"
#include "amends-wizard-side.h"
#include "amends-wizard-steps.h"
#include "amends-wizard-sums.h"

#include <glib/gi18n-lib.h>

struct _AmendsWizard
{
  AdwBin parent_instance;

  AmendsSession *session;               /* (owned) */
  AmendsIntake *intake;                 /* (owned): its records stay the same objects */
  AmendsIntake *derived;                /* (owned) (nullable): what the words alone gave */
  AmendsClassification *classification; /* (owned) (nullable) */
  AmendsCase *preview;                  /* (owned) (nullable) */
  GHashTable *reasons;                  /* (owned): field changed by hand → why */
  GCancellable *previewing;             /* (owned) (nullable) */
  guint refresh;                        /* source */
  gboolean loaded;
  gboolean narrow;
  gboolean logging;

  AdwWindowTitle *title;
  GtkWidget *back;
  GtkButton *primary;
  GtkStack *steps_stack;
  GtkStack *layout;
  AmendsWizardSteps *steps;
  AmendsWizardMessage *message;
  AmendsWizardFacts *facts;
  AmendsWizardOffer *offer;
  AmendsWizardSide *side;
  AmendsWizardReview *review;
  AmendsWizardSums *bar;
};

enum
{
  PROP_0,
  PROP_NARROW,
  N_PROPS
};

enum
{
  CLOSED,
  LOGGED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AmendsWizard, amends_wizard, ADW_TYPE_BIN)

/* A pause in writing after which everything is judged anew and kept. */
#define PAUSE 120

static gboolean
has_words (AmendsWizard *self)
{
  const char *statement = self->intake->escalation->statement;
  const char *issue = self->intake->escalation->underlying_issue;

  return (statement != NULL && *statement != '\0') || (issue != NULL && *issue != '\0');
}

/* --- Judging as it is written ----------------------------------------------------------------- */

static void
show_judgement (AmendsWizard *self)
{
  amends_wizard_side_show (self->side, self->session, self->intake, self->classification,
                           self->preview);
  amends_wizard_sums_show (self->bar, self->session, self->classification, self->preview);
  gtk_widget_set_visible (GTK_WIDGET (self->bar), self->narrow && self->classification != NULL);
  amends_wizard_review_show (self->review, self->session, self->preview, self->reasons);
}

static void
previewed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AmendsWizard) self = AMENDS_WIZARD (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (AmendsCase) preview =
      amends_session_preview_finish (AMENDS_SESSION (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (preview == NULL)
    {
      /* Until the account is named this is what one would expect, and says nothing new. */
      if (self->intake->step == AMENDS_WIZARD_N_STEPS)
        amends_feedback_error (GTK_WIDGET (self), _ ("There is no preview."), error);
      else
        g_debug ("No preview: %s", error->message);
    }
  g_set_object (&self->preview, preview);
  show_judgement (self);
}

static void
begin_preview (AmendsWizard *self)
{
  g_autoptr (AmendsIntake) intake = amends_wizard_dup_intake (self->intake);

  g_cancellable_cancel (self->previewing);
  g_clear_object (&self->previewing);
  self->previewing = g_cancellable_new ();
  amends_session_preview_async (self->session, intake, self->previewing, previewed_cb,
                                g_object_ref (self));
}

static void
show_origin (AmendsWizard *self)
{
  AmendsEscalation *escalation = self->intake->escalation;
  GTimeZone *zone = amends_session_get_zone (self->session);
  g_autofree char *day = amends_format_day (escalation->received, zone);
  g_autofree char *time = amends_format_time (escalation->received, zone);
  g_autofree char *origin = NULL;

  if (escalation->channel == AMENDS_CHANNEL_UNKNOWN)
    /* TRANSLATORS: day and time at which the message came */
    origin = g_strdup_printf (_ ("Received %1$s, %2$s"), day, time);
  else
    /* TRANSLATORS: channel, day and time, as in "E-mail, Tuesday 10 March, 08:52" */
    origin = g_strdup_printf (_ ("%1$s, %2$s, %3$s"),
                              amends_enum_get_label (AMENDS_TYPE_CHANNEL, escalation->channel), day,
                              time);
  amends_wizard_message_set_origin (self->message, origin);
}

static void
refresh (AmendsWizard *self)
{
  g_autoptr (AmendsIntake) intake = amends_wizard_dup_intake (self->intake);
  const char *statement = self->intake->escalation->statement;

  g_clear_object (&self->classification);
  if (has_words (self))
    {
      g_autoptr (AmendsRecognised) recognised =
          amends_session_recognise (self->session, statement != NULL ? statement : "");

      self->classification = amends_session_classify (self->session, intake);
      amends_wizard_message_mark (self->message, recognised, self->classification);
      begin_preview (self);
    }
  else
    {
      g_clear_object (&self->preview);
    }
  show_origin (self);
  show_judgement (self);
  amends_wizard_keep (self->session, self->intake, self->reasons);
}

static gboolean
refresh_cb (gpointer user_data)
{
  AmendsWizard *self = AMENDS_WIZARD (user_data);

  self->refresh = 0;
  refresh (self);
  return G_SOURCE_REMOVE;
}

static void
queue_refresh (AmendsWizard *self)
{
  if (!self->loaded)
    return;
  g_clear_handle_id (&self->refresh, g_source_remove);
  self->refresh = g_timeout_add (PAUSE, refresh_cb, self);
}

static void
derive (AmendsWizard *self)
{
  const char *statement = self->intake->escalation->statement;
  g_autoptr (AmendsIntake) fresh =
      amends_session_intake_from_text (self->session, statement != NULL ? statement : "");

  amends_wizard_take_over (self->intake, self->derived, fresh);
  g_set_object (&self->derived, fresh);
}

static void
words_changed_cb (AmendsWizard *self)
{
  g_autofree char *text = amends_wizard_message_dup_text (self->message);

  amends_record_set (self->intake->escalation, "statement", *text != '\0' ? text : NULL, NULL);
  derive (self);
  queue_refresh (self);
}

static void
file_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AmendsWizard) self = AMENDS_WIZARD (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (AmendsIntake) intake =
      amends_session_read_intake_finish (AMENDS_SESSION (source), result, &error);

  if (intake == NULL)
    {
      amends_feedback_error (GTK_WIDGET (self), _ ("The file could not be read."), error);
      return;
    }
  amends_wizard_replace (self->intake, intake);
  amends_wizard_message_set_text (self->message, self->intake->escalation->statement);
  g_clear_object (&self->derived);
  derive (self);
  queue_refresh (self);
}

static void
dropped_cb (AmendsWizard *self, GFile *file)
{
  amends_session_read_intake_async (self->session, file, NULL, file_read_cb, g_object_ref (self));
}

/* --- Steps ----------------------------------------------------------------------------------- */

static void
update_header (AmendsWizard *self)
{
  int step = self->intake != NULL ? self->intake->step : 1;
  gboolean last = step == AMENDS_WIZARD_N_STEPS;
  const char *account = self->intake != NULL ? self->intake->account->name : NULL;
  g_autofree char *subtitle = NULL;

  if (self->narrow)
    /* TRANSLATORS: where one is in the wizard: number, how many, name */
    subtitle = g_strdup_printf (_ ("Step %1$d of %2$d: %3$s"), step, AMENDS_WIZARD_N_STEPS,
                                amends_wizard_steps_get_title (step));
  else
    subtitle = g_strdup (last && account != NULL ? account : _ ("Saved as you go"));
  adw_window_title_set_subtitle (self->title, subtitle);
  gtk_widget_set_visible (self->back, step > 1);
  if (last)
    gtk_button_set_label (self->primary, _ ("Create plan"));
  else
    gtk_button_set_label (self->primary, self->narrow ? _ ("Next") : _ ("Continue"));
  gtk_widget_set_sensitive (GTK_WIDGET (self->primary), !self->logging);
}

static void
go_to_step (AmendsWizard *self, int step)
{
  static const char *const names[] = { "message", "facts", "offer", "review" };

  step = CLAMP (step, 1, AMENDS_WIZARD_N_STEPS);
  amends_record_set (self->intake, "step", step, NULL);
  amends_wizard_steps_set_step (self->steps, step);
  if (step < AMENDS_WIZARD_N_STEPS)
    gtk_stack_set_visible_child_name (self->steps_stack, names[step - 1]);
  gtk_stack_set_visible_child_name (self->layout, step < AMENDS_WIZARD_N_STEPS ? "work" : "review");
  update_header (self);
  if (step == 1)
    amends_wizard_message_focus (self->message);
  else if (step < AMENDS_WIZARD_N_STEPS)
    gtk_widget_child_focus (gtk_stack_get_visible_child (self->steps_stack), GTK_DIR_TAB_FORWARD);
  queue_refresh (self);
}

static void
step_chosen_cb (AmendsWizard *self, int step)
{
  go_to_step (self, step);
}

static void
edit_cb (AmendsWizard *self, const char *fact)
{
  go_to_step (self, 2);
  amends_wizard_facts_edit (self->facts, fact);
}

static void
tone_chosen_cb (AmendsWizard *self, int emotion)
{
  amends_record_set (self->intake->escalation, "emotion", emotion, NULL);
}

static void
changed_by_hand_cb (AmendsWizard *self, const char *field, int value, const char *why)
{
  amends_record_set (self->intake->escalation, field, value, NULL);
  g_hash_table_insert (self->reasons, g_strdup (field), g_strdup (why));
  queue_refresh (self);
}

/* --- Logging --------------------------------------------------------------------------------- */

static void
reset (AmendsWizard *self)
{
  g_clear_handle_id (&self->refresh, g_source_remove);
  g_cancellable_cancel (self->previewing);
  g_hash_table_remove_all (self->reasons);
  g_clear_object (&self->derived);
  g_clear_object (&self->classification);
  g_clear_object (&self->preview);
  self->loaded = FALSE;
  amends_wizard_clear (self->intake);
  amends_wizard_message_set_text (self->message, NULL);
  amends_wizard_keep (self->session, NULL, NULL);
}

static void
reason_noted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AmendsWizard) self = AMENDS_WIZARD (user_data);
  g_autoptr (GError) error = NULL;

  if (!amends_session_change_finish (AMENDS_SESSION (source), result, NULL, &error))
    amends_feedback_error (GTK_WIDGET (self), _ ("The reason of a change was not logged."), error);
}

/* What was changed by hand is in the case; why goes into its log. */
static void
note_reasons (AmendsWizard *self, AmendsCase *case_)
{
  GHashTableIter iter;
  gpointer field;
  gpointer why;

  g_hash_table_iter_init (&iter, self->reasons);
  while (g_hash_table_iter_next (&iter, &field, &why))
    {
      g_autofree char *text = amends_wizard_describe_change (case_->escalation, field, why);

      amends_session_add_event_async (self->session, case_, AMENDS_DIRECTION_INTERNAL,
                                      AMENDS_CHANNEL_UNKNOWN, amends_session_now (self->session),
                                      text, NULL, reason_noted_cb, g_object_ref (self));
    }
}

static void
logged_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AmendsWizard) self = AMENDS_WIZARD (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (AmendsCase) case_ =
      amends_session_log_finish (AMENDS_SESSION (source), result, &error);

  self->logging = FALSE;
  update_header (self);
  if (case_ == NULL)
    {
      amends_feedback_error (GTK_WIDGET (self), _ ("The escalation was not logged."), error);
      return;
    }
  note_reasons (self, case_);
  reset (self);
  g_signal_emit (self, signals[LOGGED], 0, case_);
}

static void
create_plan (AmendsWizard *self)
{
  g_autoptr (AmendsIntake) intake = amends_wizard_dup_intake (self->intake);

  if (self->intake->account->name == NULL)
    {
      edit_cb (self, "account");
      amends_feedback_show (GTK_WIDGET (self), _ ("Name the account first."));
      return;
    }
  if (!has_words (self))
    {
      go_to_step (self, 1);
      amends_feedback_show (GTK_WIDGET (self), _ ("Paste what the customer said first."));
      return;
    }
  self->logging = TRUE;
  update_header (self);
  amends_session_log_async (self->session, intake, NULL, logged_cb, g_object_ref (self));
}

static void
continue_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AmendsWizard *self = AMENDS_WIZARD (widget);

  if (self->logging)
    return;
  if (self->intake->step < AMENDS_WIZARD_N_STEPS)
    go_to_step (self, self->intake->step + 1);
  else
    create_plan (self);
}

static void
back_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  amends_wizard_back (AMENDS_WIZARD (widget));
}

static void
close_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AmendsWizard *self = AMENDS_WIZARD (widget);

  amends_wizard_save (self);
  g_signal_emit (self, signals[CLOSED], 0);
}

static void
start_over_asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AmendsWizard) self = AMENDS_WIZARD (user_data);

  if (!amends_message_dialog_ask_finish (result, NULL))
    return;
  reset (self);
  amends_wizard_begin (self);
}

static void
start_over_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  amends_message_dialog_ask_async (widget, _ ("Start over?"),
                                   _ ("What you have written here is thrown away."),
                                   _ ("_Start over"), TRUE, NULL, start_over_asked_cb,
                                   g_object_ref (widget));
}

/* --- Life ------------------------------------------------------------------------------------ */

static GtkOrientation
get_orientation (GObject *object, gboolean narrow)
{
  return narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL;
}

static int
get_side_width (GObject *object, gboolean narrow)
{
  return narrow ? -1 : 340;
}

/* Below the text it is as wide as the text. */
static int
get_side_limit (GObject *object, gboolean narrow)
{
  return narrow ? 1200 : 340;
}

static int
get_margin (GObject *object, gboolean narrow)
{
  return narrow ? 12 : 24;
}

static void
amends_wizard_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_NARROW)
    g_value_set_boolean (value, AMENDS_WIZARD (object)->narrow);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
amends_wizard_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  AmendsWizard *self = AMENDS_WIZARD (object);

  if (id != PROP_NARROW)
    {
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      return;
    }
  self->narrow = g_value_get_boolean (value);
  gtk_widget_set_visible (GTK_WIDGET (self->bar), self->narrow && self->classification != NULL);
  update_header (self);
  g_object_notify_by_pspec (object, pspec);
}

static void
amends_wizard_dispose (GObject *object)
{
  AmendsWizard *self = AMENDS_WIZARD (object);

  g_clear_handle_id (&self->refresh, g_source_remove);
  g_cancellable_cancel (self->previewing);
  g_clear_object (&self->previewing);
  g_clear_object (&self->preview);
  g_clear_object (&self->classification);
  g_clear_object (&self->derived);
  g_clear_object (&self->intake);
  g_clear_object (&self->session);
  g_clear_pointer (&self->reasons, g_hash_table_unref);

  G_OBJECT_CLASS (amends_wizard_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (AMENDS_TYPE_WIZARD_STEPS);
  g_type_ensure (AMENDS_TYPE_WIZARD_MESSAGE);
  g_type_ensure (AMENDS_TYPE_WIZARD_FACTS);
  g_type_ensure (AMENDS_TYPE_WIZARD_OFFER);
  g_type_ensure (AMENDS_TYPE_WIZARD_SIDE);
  g_type_ensure (AMENDS_TYPE_WIZARD_REVIEW);
  g_type_ensure (AMENDS_TYPE_WIZARD_SUMS);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/dev/amends/Amends/ui/amends-wizard.ui");
  gtk_widget_class_bind_template_child (widget_class, AmendsWizard, title);
  gtk_widget_class_bind_template_child (widget_class, AmendsWizard, back);
  gtk_widget_class_bind_template_child (widget_class, AmendsWizard, primary);
  gtk_widget_class_bind_template_child (widget_class, AmendsWizard, steps_stack);
  gtk_widget_class_bind_template_child (widget_class, AmendsWizard, layout);
  gtk_widget_class_bind_template_child (widget_class, AmendsWizard, steps);
  gtk_widget_class_bind_template_child (widget_class, AmendsWizard, message);
  gtk_widget_class_bind_template_child (widget_class, AmendsWizard, facts);
  gtk_widget_class_bind_template_child (widget_class, AmendsWizard, offer);
  gtk_widget_class_bind_template_child (widget_class, AmendsWizard, side);
  gtk_widget_class_bind_template_child (widget_class, AmendsWizard, review);
  gtk_widget_class_bind_template_child (widget_class, AmendsWizard, bar);
  gtk_widget_class_bind_template_callback (widget_class, words_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, dropped_cb);
  gtk_widget_class_bind_template_callback (widget_class, step_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, edit_cb);
  gtk_widget_class_bind_template_callback (widget_class, tone_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_by_hand_cb);
  gtk_widget_class_bind_template_callback (widget_class, get_orientation);
  gtk_widget_class_bind_template_callback (widget_class, get_side_width);
  gtk_widget_class_bind_template_callback (widget_class, get_side_limit);
  gtk_widget_class_bind_template_callback (widget_class, get_margin);
}

static void
amends_wizard_class_init (AmendsWizardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = amends_wizard_dispose;
  object_class->get_property = amends_wizard_get_property;
  object_class->set_property = amends_wizard_set_property;
  properties[PROP_NARROW] =
      g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                            G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[CLOSED] = g_signal_new ("closed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);
  signals[LOGGED] = g_signal_new ("logged", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, AMENDS_TYPE_CASE);

  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "wizard.continue", NULL, continue_cb);
  gtk_widget_class_install_action (widget_class, "wizard.back", NULL, back_cb);
  gtk_widget_class_install_action (widget_class, "wizard.close", NULL, close_cb);
  gtk_widget_class_install_action (widget_class, "wizard.start-over", NULL, start_over_cb);
}

static void
amends_wizard_init (AmendsWizard *self)
{
  self->reasons = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
}

AmendsWizard *
amends_wizard_new (AmendsSession *session)
{
  AmendsWizard *self = g_object_new (AMENDS_TYPE_WIZARD, NULL);
  AmendsRecord *records[3];

  self->session = g_object_ref (session);
  self->intake = amends_wizard_new_intake ();
  records[0] = AMENDS_RECORD (self->intake->account);
  records[1] = AMENDS_RECORD (self->intake->contact);
  records[2] = AMENDS_RECORD (self->intake->escalation);
  for (guint i = 0; i < G_N_ELEMENTS (records); i++)
    g_signal_connect_object (records[i], "notify", G_CALLBACK (queue_refresh), self,
                             G_CONNECT_SWAPPED);
  amends_wizard_facts_set_intake (self->facts, session, self->intake);
  amends_wizard_offer_set_intake (self->offer, session, self->intake);
  return self;
}

void
amends_wizard_begin (AmendsWizard *self)
{
  g_return_if_fail (AMENDS_IS_WIZARD (self));

  if (!self->loaded)
    {
      if (!amends_wizard_bring_back (self->session, self->intake, self->reasons))
        amends_wizard_set_beginning (self->session, self->intake);
      amends_wizard_message_set_text (self->message, self->intake->escalation->statement);
      self->derived = amends_session_intake_from_text (
          self->session,
          self->intake->escalation->statement != NULL ? self->intake->escalation->statement : "");
      self->loaded = TRUE;
    }
  go_to_step (self, self->intake->step);
  refresh (self);
}

gboolean
amends_wizard_begin_for (AmendsWizard *self, AmendsAccount *account)
{
  const char *statement;
  const char *name;

  g_return_val_if_fail (AMENDS_IS_WIZARD (self), FALSE);

  amends_wizard_begin (self);
  statement = self->intake->escalation->statement;
  name = self->intake->account->name;
  if ((statement != NULL && *statement != '\0') ||
      (name != NULL && *name != '\0' && g_strcmp0 (name, account->name) != 0))
    return g_strcmp0 (name, account->name) == 0;
  amends_record_assign (self->intake->account, account);
  refresh (self);
  return TRUE;
}

void
amends_wizard_back (AmendsWizard *self)
{
  g_return_if_fail (AMENDS_IS_WIZARD (self));

  if (self->intake->step > 1)
    go_to_step (self, self->intake->step - 1);
  else
    close_cb (GTK_WIDGET (self), NULL, NULL);
}

void
amends_wizard_save (AmendsWizard *self)
{
  g_return_if_fail (AMENDS_IS_WIZARD (self));

  if (self->loaded)
    amends_wizard_keep (self->session, self->intake, self->reasons);
}
