/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A case of the sample as it went: entry by entry, through the changes a person makes. */

#include "config.h"

#include "amends-sample-story.h"

#include "amends-case-builder.h"
#include "amends-enum-types.h"
#include "amends-id.h"
#include "amends-input-error.h"
#include "amends-labels.h"
#include "amends-sample-times.h"

#include <glib/gi18n-lib.h>

void
amends_sample_story_clear (AmendsSampleStory *self)
{
  g_clear_object (&self->change.before);
  g_clear_object (&self->change.case_);
}

/* --- Reading --------------------------------------------------------------------------------- */

gpointer
amends_sample_read_record (GType type, AmendsJsonReader *reader)
{
  g_autoptr (AmendsRecord) record = amends_record_from_json (type, reader);

  if (amends_record_get_id (record) == NULL)
    {
      g_autofree char *id = amends_id_new ();

      amends_record_set (record, "id", id, NULL);
    }
  amends_record_set (record, "sample", TRUE, NULL);
  return g_steal_pointer (&record);
}

/* --- Time ------------------------------------------------------------------------------------ */

/* From here on it is @now. */
static void
begin_moment (AmendsSampleStory *self, AmendsInstant now)
{
  g_clear_object (&self->change.before);
  self->change.before = amends_case_copy (self->change.case_);
  self->change.now = now;
}

static void
note_breaches (AmendsSampleStory *self)
{
  AmendsChange *change = &self->change;
  g_autoptr (AmendsCalendar) calendar =
      amends_change_dup_calendar (change->engines, change->case_->account);
  g_autoptr (GPtrArray) breached = NULL;
  AmendsClockPolicy policy;

  amends_change_get_clock_policy (change->engines, calendar, &policy);
  breached = amends_clocks_note_breaches (change->case_, &policy, change->now);
  for (guint i = 0; i < breached->len; i++)
    {
      AmendsClock *clock = g_ptr_array_index (breached, i);

      amends_change_log (change, AMENDS_EVENT_CLOCK_BREACHED, AMENDS_INSTANT_NONE,
                         amends_change_payload ("clock", clock->id),
                         /* Translators: %s is a clock such as "Acknowledge". */
                         _ ("%s: overdue"),
                         amends_enum_get_label (AMENDS_TYPE_CLOCK_KIND, clock->kind));
    }
}

/* Whether the customer has heard from us after @promise was made. */
static gboolean
has_followed (AmendsCase *case_, AmendsCommitment *promise)
{
  GListModel *messages = G_LIST_MODEL (case_->messages);
  AmendsMessage *made = amends_record_list_find (messages, promise->message_id);

  for (guint i = 0; made && i < g_list_model_get_n_items (messages); i++)
    {
      g_autoptr (AmendsMessage) message = g_list_model_get_item (messages, i);

      if (message->at > made->at && (message->direction == AMENDS_DIRECTION_OUTBOUND ||
                                     message->direction == AMENDS_DIRECTION_TWO_WAY))
        return TRUE;
    }
  return FALSE;
}

static void
keep_promises (AmendsSampleStory *self)
{
  AmendsChange *change = &self->change;
  GListModel *promises = G_LIST_MODEL (change->case_->commitments);

  for (guint i = 0; i < g_list_model_get_n_items (promises); i++)
    {
      g_autoptr (AmendsCommitment) promise = g_list_model_get_item (promises, i);

      if (promise->state != AMENDS_COMMITMENT_OPEN || promise->due == AMENDS_INSTANT_NONE ||
          promise->due > change->now || !has_followed (change->case_, promise))
        continue;
      amends_record_set (promise, "state", AMENDS_COMMITMENT_KEPT, NULL);
      amends_change_log (change, AMENDS_EVENT_COMMITMENT_KEPT, AMENDS_INSTANT_NONE,
                         amends_change_payload ("commitment", promise->id),
                         /* Translators: %s is a promise in the sender's words. */
                         _ ("Kept: %s"), promise->text);
    }
}

static gboolean
is_customer_message (AmendsCheckpoint *checkpoint)
{
  return checkpoint->draft_kind && (checkpoint->audience == AMENDS_AUDIENCE_CUSTOMER ||
                                    checkpoint->audience == AMENDS_AUDIENCE_CUSTOMER_EXECUTIVE);
}

/* The step that fell due first by @until. A message to the customer that was planned but not sent
 * by then was not needed. */
static gboolean
find_due_step (AmendsSampleStory *self,
               AmendsInstant until,
               char **id,
               AmendsStep *step,
               AmendsInstant *due)
{
  AmendsCase *case_ = self->change.case_;
  GListModel *checkpoints = G_LIST_MODEL (case_->checkpoints);
  GListModel *actions = G_LIST_MODEL (case_->actions);
  gboolean live = amends_status_is_live (case_->escalation->status);

  *due = until + 1;
  for (guint i = 0; i < g_list_model_get_n_items (checkpoints); i++)
    {
      g_autoptr (AmendsCheckpoint) one = g_list_model_get_item (checkpoints, i);

      if (one->step != AMENDS_STEP_PLANNED || one->at >= *due)
        continue;
      *due = one->at;
      *step = !is_customer_message (one) ? AMENDS_STEP_DONE
              : live                     ? AMENDS_STEP_SKIPPED
                                         : AMENDS_STEP_SUPERSEDED;
      *id = (g_free (*id), g_strdup (one->id));
    }
  for (guint i = 0; live && i < g_list_model_get_n_items (actions); i++)
    {
      g_autoptr (AmendsAction) one = g_list_model_get_item (actions, i);

      if (one->step != AMENDS_STEP_PLANNED || one->due == AMENDS_INSTANT_NONE || one->due >= *due)
        continue;
      *due = one->due;
      *step = AMENDS_STEP_DONE;
      *id = (g_free (*id), g_strdup (one->id));
    }
  return *due <= until;
}

/* What fell due until @until was done when it was due. */
gboolean
amends_sample_story_pass_time (AmendsSampleStory *self, AmendsInstant until, GError **error)
{
  for (;;)
    {
      g_autofree char *id = NULL;
      AmendsStep step = AMENDS_STEP_DONE;
      AmendsInstant due;

      if (!find_due_step (self, until, &id, &step, &due))
        break;
      begin_moment (self, MAX (due, self->change.now));
      note_breaches (self);
      if (step == AMENDS_STEP_SUPERSEDED)
        {
          amends_record_set (
              amends_record_list_find (G_LIST_MODEL (self->change.case_->checkpoints), id), "step",
              step, NULL);
          continue;
        }
      if (!amends_change_set_step (&self->change, id, step, error))
        return FALSE;
    }
  begin_moment (self, until);
  note_breaches (self);
  keep_promises (self);
  return TRUE;
}

static AmendsDraft *
find_draft (AmendsCase *case_, const char *kind)
{
  GListModel *drafts = G_LIST_MODEL (case_->drafts);

  for (guint i = 0; i < g_list_model_get_n_items (drafts); i++)
    {
      g_autoptr (AmendsDraft) draft = g_list_model_get_item (drafts, i);

      if (draft->sent_at == AMENDS_INSTANT_NONE && g_strcmp0 (draft->kind, kind) == 0)
        return draft;
    }
  return NULL;
}

/* The draft as the facts of the moment have it, written if there is none. (transfer none) */
static AmendsDraft *
bring_up_to_date (AmendsSampleStory *self, const char *kind, GError **error)
{
  AmendsChange *change = &self->change;
  AmendsCase *case_ = change->case_;
  AmendsDraft *draft = find_draft (case_, kind);
  g_autoptr (GTimeZone) zone = amends_change_dup_zone (change->engines, case_);
  g_autoptr (AmendsDraft) written = NULL;
  AmendsPlannerContext context;

  amends_change_get_planner_context (change, zone, &context);
  if (draft)
    return amends_planner_regenerate_draft (change->engines->planner, case_, draft, &context, NULL,
                                            error)
               ? draft
               : NULL;
  written = amends_planner_write_draft (change->engines->planner, case_, kind,
                                        case_->escalation->language, &context, error);
  if (written == NULL)
    return NULL;
  amends_record_set (written, "escalation-id", case_->escalation->id, NULL);
  g_list_store_append (case_->drafts, written);
  return written;
}

static gboolean
send (AmendsSampleStory *self, const char *kind, AmendsJsonReader *reader, GError **error)
{
  AmendsChange *change = &self->change;
  g_autofree char *body = amends_json_reader_dup_string (reader, "set", AMENDS_JSON_OPTIONAL);
  g_autofree char *override =
      amends_json_reader_dup_string (reader, "override", AMENDS_JSON_OPTIONAL);
  AmendsDraft *draft = bring_up_to_date (self, kind, error);

  if (draft == NULL)
    return FALSE;
  if (body)
    {
      amends_record_set (draft, "body", body, "updated", change->now, NULL);
      amends_change_log (change, AMENDS_EVENT_DRAFT_EDITED, AMENDS_INSTANT_NONE,
                         amends_change_payload ("draft", draft->id),
                         /* Translators: %s is the title of a draft. */
                         _ ("Edited: %s"), draft->title);
    }
  return amends_change_send (change, draft->id, change->now, override, error);
}

static gboolean
hear (AmendsSampleStory *self,
      AmendsDirection direction,
      const char *member,
      AmendsJsonReader *reader,
      GError **error)
{
  g_autofree char *text = amends_json_reader_dup_string (reader, member, AMENDS_JSON_REQUIRED);
  int channel = amends_json_reader_get_enum (reader, "channel", AMENDS_JSON_OPTIONAL,
                                             AMENDS_TYPE_CHANNEL, AMENDS_CHANNEL_UNKNOWN);

  return amends_change_add_event (&self->change, direction, (AmendsChannel) channel,
                                  self->change.now, text, error);
}

static gboolean
finish_steps (AmendsSampleStory *self, const char *key, GError **error)
{
  AmendsCase *case_ = self->change.case_;
  GListModel *lists[] = { G_LIST_MODEL (case_->checkpoints), G_LIST_MODEL (case_->actions) };

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    for (guint j = 0; j < g_list_model_get_n_items (lists[i]); j++)
      {
        g_autoptr (AmendsRecord) one = g_list_model_get_item (lists[i], j);
        g_autofree char *found = NULL;
        int step;

        g_object_get (one, "key", &found, "step", &step, NULL);
        if (step == AMENDS_STEP_PLANNED && g_strcmp0 (found, key) == 0)
          return amends_change_set_step (&self->change, amends_record_get_id (one),
                                         AMENDS_STEP_DONE, error);
      }
  amends_input_error_set (error, AMENDS_INPUT_ERROR_NOT_FOUND, AMENDS_SAMPLE_FILE, 0, "done",
                          /* Translators: %s is the name of a step of a plan. */
                          _ ("The plan has no open step “%s”."), key);
  return FALSE;
}

void
amends_sample_read_over (gpointer record, AmendsJsonReader *reader)
{
  g_autoptr (AmendsRecord) given = amends_record_from_json (G_OBJECT_TYPE (record), reader);
  guint n;
  const AmendsField *fields = amends_record_get_fields (record, &n);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *member = g_strdelimit (g_strdup (fields[i].name), "-", '_');
      g_auto (GValue) value = G_VALUE_INIT;

      if (!amends_json_reader_has (reader, member))
        continue;
      g_object_get_property (G_OBJECT (given), fields[i].name, &value);
      g_object_set_property (G_OBJECT (record), fields[i].name, &value);
    }
}

static gboolean
learn_facts (AmendsSampleStory *self, AmendsJsonReader *reader, GError **error)
{
  AmendsChange *change = &self->change;
  g_autoptr (AmendsEscalation) before = amends_record_copy (change->case_->escalation);

  amends_sample_read_over (change->case_->escalation, reader);
  if (!amends_escalation_validate (change->case_->escalation, change->now, error))
    return FALSE;
  amends_change_log_diff (change, AMENDS_EVENT_ESCALATION_CHANGED, before,
                          change->case_->escalation, _ ("Facts changed"));
  return amends_case_builder_replan (change, error);
}

static gboolean
reclassify (AmendsSampleStory *self, AmendsJsonReader *reader, GError **error)
{
  AmendsChange *change = &self->change;
  g_autofree char *why = amends_json_reader_dup_string (reader, "why", AMENDS_JSON_REQUIRED);
  g_autoptr (AmendsEscalation) before = amends_record_copy (change->case_->escalation);

  amends_sample_read_over (change->case_->escalation, reader);
  amends_change_log_diff (change, AMENDS_EVENT_ESCALATION_RECLASSIFIED, before,
                          change->case_->escalation,
                          /* Translators: %s is the reason that was given. */
                          _ ("Reclassified: %s"), why);
  return amends_change_recompute_clocks (change, error) &&
         amends_case_builder_replan (change, error);
}

static gboolean
resolve (AmendsSampleStory *self, AmendsJsonReader *reader, GError **error)
{
  g_autofree char *fix = amends_json_reader_dup_string (reader, "fix", AMENDS_JSON_REQUIRED);
  g_autofree char *cause = amends_json_reader_dup_string (reader, "cause", AMENDS_JSON_OPTIONAL);
  AmendsResolution resolution = {
    .fix = fix,
    .cause = cause,
    .customer_confirmed = amends_json_reader_get_boolean (reader, "confirmed", FALSE),
    .at = self->change.now,
  };

  return amends_change_resolve (&self->change, &resolution, error);
}

static gboolean
write_debrief (AmendsSampleStory *self, AmendsJsonReader *reader, GError **error)
{
  AmendsChange *change = &self->change;
  g_autoptr (GTimeZone) zone = amends_change_dup_zone (change->engines, change->case_);
  g_autoptr (AmendsDebrief) debrief = amends_debriefer_prepare (
      change->engines->debriefer, change->case_, change->now, zone, amends_change_get_language ());

  amends_sample_read_over (debrief, reader);
  return amends_change_save_debrief (change, debrief, error);
}

static gboolean
ask_for_goodwill (AmendsSampleStory *self, AmendsJsonReader *reader, GError **error)
{
  AmendsChange *change = &self->change;
  g_autoptr (AmendsGoodwill) goodwill = amends_sample_read_record (AMENDS_TYPE_GOODWILL, reader);

  amends_record_set (goodwill, "escalation-id", change->case_->escalation->id, "state",
                     AMENDS_GOODWILL_REQUESTED, "requested-by", change->me->name, "requested-by-id",
                     change->me->id, "requested-at", change->now, NULL);
  g_list_store_append (change->case_->goodwill, goodwill);
  amends_change_log_diff (change, AMENDS_EVENT_GOODWILL_REQUESTED, NULL, goodwill,
                          /* Translators: %s is what is asked for, such as a service credit. */
                          _ ("Requested: %s"), goodwill->text);
  return amends_case_builder_replan (change, error);
}

static gboolean
approve_goodwill (AmendsSampleStory *self, AmendsJsonReader *reader, GError **error)
{
  AmendsChange *change = &self->change;
  GListModel *all = G_LIST_MODEL (change->case_->goodwill);
  guint n = g_list_model_get_n_items (all);
  g_autoptr (AmendsGoodwill) goodwill = n > 0 ? g_list_model_get_item (all, n - 1) : NULL;
  g_autoptr (AmendsGoodwill) before = NULL;
  g_autofree char *hash = NULL;

  if (goodwill == NULL)
    {
      amends_input_error_set (error, AMENDS_INPUT_ERROR_NOT_FOUND, AMENDS_SAMPLE_FILE, 0, "approve",
                              "%s", _ ("Nothing has been asked for that could be approved."));
      return FALSE;
    }
  before = amends_record_copy (goodwill);
  amends_sample_read_over (goodwill, reader);
  hash = amends_goodwill_compute_hash (goodwill);
  amends_record_set (goodwill, "state", AMENDS_GOODWILL_APPROVED, "decided-at", change->now,
                     "evidence-kind", AMENDS_GOODWILL_EVIDENCE_REPLY, "recorded-by",
                     change->me->name, "hash", hash, NULL);
  amends_change_log_diff (change, AMENDS_EVENT_GOODWILL_DECIDED, before, goodwill,
                          /* Translators: what is granted, and by whom. */
                          _ ("Approved: %s (%s)"), goodwill->text, goodwill->decided_by);
  return amends_case_builder_replan (change, error);
}

static gboolean
change_status (AmendsSampleStory *self, AmendsJsonReader *reader, GError **error)
{
  int status =
      amends_json_reader_get_enum (reader, "status", AMENDS_JSON_REQUIRED, AMENDS_TYPE_STATUS, 0);
  g_autofree char *why = amends_json_reader_dup_string (reader, "why", AMENDS_JSON_OPTIONAL);

  if (amends_json_reader_failed (reader))
    return TRUE;
  return amends_change_set_status (&self->change, (AmendsStatus) status, why, error);
}

static gboolean
notify (AmendsSampleStory *self, AmendsJsonReader *reader, GError **error)
{
  gint64 step = amends_json_reader_get_int (reader, "notify", AMENDS_JSON_REQUIRED, 1, 9, 1);

  return amends_change_notify_step (&self->change, (guint) step - 1, error);
}

typedef gboolean (*ObjectFunc) (AmendsSampleStory *self, AmendsJsonReader *reader, GError **error);

/* What the entry tells; faults of the file stick to @reader. */
static gboolean
tell (AmendsSampleStory *self, AmendsJsonReader *reader, GError **error)
{
  static const struct
  {
    const char *member;
    ObjectFunc func;
  } objects[] = {
    { "facts", learn_facts },     { "reclassify", reclassify },     { "resolve", resolve },
    { "debrief", write_debrief }, { "goodwill", ask_for_goodwill }, { "approve", approve_goodwill },
  };
  static const struct
  {
    const char *member;
    AmendsDirection direction;
  } words[] = {
    { "note", AMENDS_DIRECTION_INTERNAL },
    { "inbound", AMENDS_DIRECTION_INBOUND },
    { "outbound", AMENDS_DIRECTION_OUTBOUND },
    { "talk", AMENDS_DIRECTION_TWO_WAY },
  };
  g_autofree char *kind = amends_json_reader_dup_string (reader, "send", AMENDS_JSON_OPTIONAL);
  g_autofree char *key = amends_json_reader_dup_string (reader, "done", AMENDS_JSON_OPTIONAL);

  for (guint i = 0; i < G_N_ELEMENTS (objects); i++)
    if (amends_json_reader_enter_object (reader, objects[i].member, AMENDS_JSON_OPTIONAL))
      {
        gboolean told = objects[i].func (self, reader, error);

        amends_json_reader_leave (reader);
        return told;
      }
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (amends_json_reader_has (reader, words[i].member))
      return hear (self, words[i].direction, words[i].member, reader, error);
  if (kind)
    return send (self, kind, reader, error);
  if (key)
    return finish_steps (self, key, error);
  if (amends_json_reader_has (reader, "notify"))
    return notify (self, reader, error);
  return change_status (self, reader, error);
}

AmendsInstant
amends_sample_read_ago (AmendsJsonReader *reader, AmendsInstant now)
{
  g_autofree char *ago = amends_json_reader_dup_string (reader, "ago", AMENDS_JSON_REQUIRED);
  gint64 length = ago ? amends_sample_parse_duration (ago) : -1;

  if (ago && length < 0)
    amends_json_reader_fail (reader, "ago", AMENDS_INPUT_ERROR_VALUE,
                             _ ("“%s” is not a duration such as 2d 3h 5m."), ago);
  return length < 0 ? AMENDS_INSTANT_NONE : now - length;
}

gboolean
amends_sample_story_tell (AmendsSampleStory *self, AmendsJsonReader *reader, GError **error)
{
  guint n;

  if (!amends_json_reader_enter_array (reader, "then", AMENDS_JSON_REQUIRED))
    return TRUE;
  n = amends_json_reader_get_count (reader);
  for (guint i = 0; i < n && amends_json_reader_at (reader, i); i++)
    {
      AmendsInstant at = amends_sample_read_ago (reader, self->now);

      if (at != AMENDS_INSTANT_NONE && at < self->change.now)
        amends_json_reader_fail (reader, "ago", AMENDS_INPUT_ERROR_VALUE, "%s",
                                 _ ("An entry comes before the one above it."));
      if (amends_json_reader_failed (reader))
        break;
      if (!amends_sample_story_pass_time (self, at, error) || !tell (self, reader, error))
        {
          g_prefix_error (error, "%s, %u: ", self->change.case_->account->name, i + 1);
          return FALSE;
        }
      keep_promises (self);
      amends_json_reader_leave (reader);
    }
  if (!amends_json_reader_failed (reader))
    amends_json_reader_leave (reader);
  return TRUE;
}
