/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Judgement on what is at hand: pure and fast, on the main thread. */

#include "config.h"

#include "amends-session-private.h"

#include "amends-intake-reader.h"
#include "amends-ledger-line.h"
#include "amends-log-entry.h"
#include "amends-note-reader.h"
#include "amends-recognise.h"
#include "amends-text.h"

/* Those who come here have prepared the session, so that there is one and nobody waits. */
static AmendsClassifier *
get_classifier (AmendsSession *self)
{
  AmendsClassifier *classifier = amends_engines_get_classifier (self->engines, NULL);

  g_assert (classifier != NULL);
  return classifier;
}

AmendsRecognised *
amends_session_recognise (AmendsSession *self, const char *text)
{
  return amends_recognise (get_classifier (self), text, G_LIST_MODEL (self->accounts),
                           G_LIST_MODEL (self->contacts));
}

AmendsClassification *
amends_session_classify (AmendsSession *self, AmendsIntake *intake)
{
  AmendsClassifierInput input = {
    .subject = intake->escalation->subject,
    .statement = intake->escalation->statement ? intake->escalation->statement : "",
    .account = intake->account,
    .contact = intake->contact,
    .escalation = intake->escalation,
    .now = amends_session_now (self),
    .language = amends_change_get_language (),
  };

  return amends_classifier_classify (get_classifier (self), &input);
}

AmendsIntake *
amends_session_intake_from_text (AmendsSession *self, const char *text)
{
  AmendsIntake *intake = amends_intake_new_empty ();
  g_autofree char *clean = amends_text_clean (text, -1);

  amends_record_set (intake->escalation, "statement", clean, NULL);
  amends_session_complete_intake (self, intake);
  return intake;
}

/* What the words themselves say, where nothing was given. */
void
amends_session_complete_intake (AmendsSession *self, AmendsIntake *intake)
{
  AmendsEscalation *escalation = intake->escalation;
  g_autoptr (AmendsRecognised) recognised =
      amends_session_recognise (self, escalation->statement ? escalation->statement : "");

  if (intake->account->name == NULL && recognised->account)
    amends_record_assign (intake->account, recognised->account);

  if (intake->contact == NULL && recognised->contact)
    intake->contact = amends_record_copy (recognised->contact);
  else if (intake->contact == NULL && recognised->name)
    {
      intake->contact = amends_record_new (AMENDS_TYPE_CONTACT);
      amends_record_set (intake->contact, "name", recognised->name, "title", recognised->title,
                         "email", recognised->email, NULL);
    }
  else if (intake->contact && intake->contact->title == NULL && recognised->title)
    amends_record_set (intake->contact, "title", recognised->title, NULL);

  if (escalation->subject == NULL)
    amends_record_set (escalation, "subject", recognised->subject, NULL);
  if (escalation->title == NULL && escalation->subject == NULL &&
      escalation->affected_feature == NULL)
    amends_record_set (escalation, "title", recognised->issue, NULL);
  if (escalation->users_affected == AMENDS_UNKNOWN)
    amends_record_set (escalation, "users-affected", recognised->users_affected, NULL);
  if (escalation->since == NULL)
    amends_record_set (escalation, "since", recognised->since, NULL);
  if (escalation->language == NULL && intake->account->language == NULL)
    amends_record_set (escalation, "language", amends_session_get_setting (self, "drafts.language"),
                       NULL);
}

GPtrArray *
amends_session_check (AmendsSession *self,
                      const char *text,
                      AmendsTextKind kind,
                      AmendsCase *case_,
                      AmendsDraft *draft)
{
  AmendsGateContext context;
  g_autoptr (GTimeZone) zone =
      case_ ? amends_change_dup_zone (self->engines, case_) : g_time_zone_ref (self->zone);

  amends_change_get_gate_context (self->engines, case_, draft, amends_session_now (self), zone,
                                  &context);
  context.kind = kind;
  return amends_gate_check (self->engines->gate, text, &context);
}

GListModel *
amends_session_read_notes (AmendsSession *self, AmendsCase *case_, const char *text)
{
  GListStore *entries = g_list_store_new (AMENDS_TYPE_LOG_ENTRY);
  g_autoptr (GTimeZone) zone = amends_change_dup_zone (self->engines, case_);
  g_autoptr (GPtrArray) found = amends_note_reader_read (text, amends_session_now (self), zone);

  for (guint i = 0; i < found->len; i++)
    g_list_store_append (entries, g_ptr_array_index (found, i));
  return G_LIST_MODEL (entries);
}

/* --- Clocks --- */

void
amends_session_view_clock (AmendsSession *self,
                           AmendsCase *case_,
                           AmendsClock *clock,
                           AmendsClockView *view)
{
  g_autoptr (AmendsCalendar) calendar = amends_change_dup_calendar (self->engines, case_->account);
  AmendsClockPolicy policy;

  amends_change_get_clock_policy (self->engines, calendar, &policy);
  view->state =
      amends_clocks_get_state (clock, G_LIST_MODEL (case_->pauses), &policy,
                               amends_session_now (self), &view->fraction, &view->remaining);
}

GPtrArray *
amends_session_get_ledger (AmendsSession *self, AmendsCase *case_, AmendsClock *clock)
{
  g_autoptr (AmendsCalendar) calendar = amends_change_dup_calendar (self->engines, case_->account);
  AmendsClockPolicy policy;

  amends_change_get_clock_policy (self->engines, calendar, &policy);
  return amends_clocks_get_ledger (clock, G_LIST_MODEL (case_->pauses), &policy,
                                   amends_session_now (self));
}

char *
amends_session_format_ledger (AmendsSession *self, AmendsCase *case_, AmendsClock *clock)
{
  g_autoptr (GPtrArray) lines = amends_session_get_ledger (self, case_, clock);
  g_autoptr (GTimeZone) zone = amends_change_dup_zone (self->engines, case_);
  g_autofree char *ledger = amends_ledger_to_text (lines, zone);
  g_autofree char *due = amends_instant_format (clock->due, zone, "%Y-%m-%d %H:%M %Z");

  return g_strdup_printf ("%s · %s\n%s", clock->rule_text, due, ledger);
}

/* --- What next --- */

static void
offer_next (AmendsNext *next, AmendsDueKind kind, gpointer record, AmendsInstant due)
{
  if (due == AMENDS_INSTANT_NONE || (next->record && next->due <= due))
    return;
  next->kind = kind;
  next->record = record;
  next->due = due;
}

static void
look_at_steps (AmendsNext *next, GListModel *steps, AmendsDueKind kind, const char *time_field)
{
  for (guint i = 0; i < g_list_model_get_n_items (steps); i++)
    {
      g_autoptr (GObject) step = g_list_model_get_item (steps, i);
      AmendsStep state;
      AmendsInstant due;

      g_object_get (step, "step", &state, time_field, &due, NULL);
      if (state == AMENDS_STEP_PLANNED)
        offer_next (next, kind, step, due);
    }
}

static gboolean
does (AmendsSession *self, AmendsDraft *draft, gpointer record)
{
  if (AMENDS_IS_CHECKPOINT (record))
    return g_strcmp0 (AMENDS_CHECKPOINT (record)->draft_kind, draft->kind) == 0;
  return AMENDS_IS_CLOCK (record) &&
         (amends_sla_list_met_by_draft (self->engines->sla, draft->kind) &
          AMENDS_CLOCK_BIT (AMENDS_CLOCK (record)->kind));
}

/* Any word to the customer meets some clocks: then the message that is due first. */
static gboolean
is_met_by_any_message (AmendsSession *self, gpointer record)
{
  return AMENDS_IS_CLOCK (record) &&
         (amends_sla_list_met_by_contact (self->engines->sla, AMENDS_DIRECTION_OUTBOUND) &
          AMENDS_CLOCK_BIT (AMENDS_CLOCK (record)->kind));
}

/* How far the draft's own time is from @due. */
static gint64
get_distance (AmendsDraft *draft, AmendsInstant due)
{
  return draft->due != AMENDS_INSTANT_NONE ? ABS (draft->due - due) : G_MAXINT64;
}

/* The draft that does what is due: the one a checkpoint names, or, of those whose sending meets
 * the clock, the one meant for that time; (transfer none) (nullable). */
static AmendsDraft *
find_draft_for (AmendsSession *self, AmendsCase *case_, AmendsNext *next)
{
  GListModel *drafts = G_LIST_MODEL (case_->drafts);
  AmendsDraft *best = NULL;
  AmendsDraft *first = NULL;

  for (guint i = 0; next->record && i < g_list_model_get_n_items (drafts); i++)
    {
      g_autoptr (AmendsDraft) draft = g_list_model_get_item (drafts, i);

      if (draft->sent_at != AMENDS_INSTANT_NONE)
        continue;
      if (does (self, draft, next->record))
        {
          if (best == NULL || get_distance (draft, next->due) < get_distance (best, next->due))
            best = draft;
        }
      else if (draft->audience == AMENDS_AUDIENCE_CUSTOMER && draft->due != AMENDS_INSTANT_NONE &&
               (first == NULL || draft->due < first->due))
        first = draft;
    }
  if (best)
    return best;
  return next->record && is_met_by_any_message (self, next->record) ? first : NULL;
}

void
amends_session_get_next (AmendsSession *self, AmendsCase *case_, AmendsNext *next)
{
  g_autoptr (AmendsCalendar) calendar = amends_change_dup_calendar (self->engines, case_->account);
  g_autoptr (AmendsClock) clock = NULL;
  AmendsClockPolicy policy;

  *next = (AmendsNext){ 0 };
  amends_change_get_clock_policy (self->engines, calendar, &policy);
  clock = amends_clocks_get_next (case_, &policy, amends_session_now (self));
  if (clock)
    offer_next (next, AMENDS_DUE_CLOCK, clock, clock->due);
  look_at_steps (next, G_LIST_MODEL (case_->checkpoints), AMENDS_DUE_CHECKPOINT, "at");
  look_at_steps (next, G_LIST_MODEL (case_->actions), AMENDS_DUE_ACTION, "due");
  next->draft = find_draft_for (self, case_, next);
}
