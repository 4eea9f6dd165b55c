/* SPDX-License-Identifier: GPL-3.0-or-later */
/* This side of a sync: cases, and what hangs on them. */

#include "config.h"

#include "amends-sync-side-private.h"

#include "amends-case-builder.h"
#include "amends-case-store.h"
#include "amends-contact.h"
#include "amends-account-store.h"
#include "amends-enum-types.h"
#include "amends-event-log.h"
#include "amends-json.h"
#include "amends-labels.h"
#include "amends-record-table.h"
#include "amends-session.h"
#include "amends-statement.h"
#include "amends-storage-error.h"
#include "amends-text.h"

#include <glib/gi18n-lib.h>

/* Characters of a line in the log, and of a title. */
#define LONGEST_LINE 300
#define LONGEST_TITLE 250

/* --- Reading ---------------------------------------------------------------------------------- */

/* (transfer full) (nullable): NULL without @error when it is gone. */
static gpointer
find (AmendsConnection *connection, const AmendsRecordTable *table, const char *id, GError **error)
{
  g_autoptr (GError) local = NULL;
  gpointer record = amends_record_table_get (table, connection, id, &local);

  if (record == NULL &&
      !g_error_matches (local, AMENDS_STORAGE_ERROR, AMENDS_STORAGE_ERROR_NOT_FOUND))
    g_propagate_error (error, g_steal_pointer (&local));
  return record;
}

static void
add_part (GString *text, const char *label, const char *value)
{
  if (value == NULL || *value == '\0')
    return;
  if (text->len > 0)
    g_string_append (text, "\n\n");
  if (label != NULL)
    g_string_append_printf (text, "%s: ", label);
  g_string_append (text, value);
}

/* What colleagues read of the case in the CRM; plan, drafts and clocks stay here. */
static char *
dup_summary (AmendsEscalation *escalation, const char *account)
{
  GString *text = g_string_new (NULL);
  g_autofree char *number = amends_escalation_format_number (escalation->number);

  add_part (text, _ ("Account"), account);
  add_part (text, NULL, escalation->statement);
  /* Translators: what the problem means for the customer's business. */
  add_part (text, _ ("Impact"), escalation->impact);
  add_part (text, _ ("Underlying issue"), escalation->underlying_issue);
  add_part (text, "Amends", number);
  return g_string_free (text, FALSE);
}

static gboolean
put_summary (AmendsConnection *connection,
             AmendsEscalation *escalation,
             JsonObject *fields,
             GError **error)
{
  GError *local = NULL;
  g_autoptr (AmendsAccount) account =
      find (connection, &amends_account_table, escalation->account_id, &local);
  g_autofree char *summary = NULL;

  if (local != NULL)
    {
      g_propagate_error (error, local);
      return FALSE;
    }
  summary = dup_summary (escalation, account != NULL ? account->name : NULL);
  amends_side_put_text (fields, "description", summary);
  return TRUE;
}

static gboolean
read_case (AmendsConnection *connection, const char *id, JsonObject **fields, GError **error)
{
  GError *local = NULL;
  g_autoptr (AmendsEscalation) escalation = find (connection, &amends_escalation_table, id, &local);
  g_autoptr (AmendsCrmLink) link = NULL;

  if (escalation != NULL && !escalation->sample)
    link = amends_crm_store_find_local (connection, "case", id, &local);
  if (local != NULL)
    {
      g_propagate_error (error, local);
      return FALSE;
    }
  if (escalation == NULL || escalation->sample)
    return TRUE;
  *fields = json_object_new ();
  amends_side_put_text (*fields, "account", escalation->account_id);
  amends_side_put_text (*fields, "contact", escalation->contact_id);
  amends_side_put_text (*fields, "subject", escalation->title);
  amends_side_put_text (*fields, "status",
                        amends_enum_get_nick (AMENDS_TYPE_STATUS, escalation->status));
  amends_side_put_text (*fields, "severity",
                        escalation->severity != AMENDS_SEVERITY_UNKNOWN
                            ? amends_enum_get_nick (AMENDS_TYPE_SEVERITY, escalation->severity)
                            : NULL);
  amends_side_put_text (*fields, "owner", escalation->owner);
  /* Told once; from then on it is the CRM's, where colleagues write on in it. */
  return link != NULL || put_summary (connection, escalation, *fields, error);
}

static void
put_checkpoint (JsonObject *fields, AmendsCheckpoint *checkpoint)
{
  amends_side_put_text (fields, "case", checkpoint->escalation_id);
  amends_side_put_text (fields, "subject", checkpoint->title);
  amends_side_put_text (fields, "description", checkpoint->purpose);
  amends_side_put_instant (fields, "due", checkpoint->at);
  json_object_set_boolean_member (fields, "done", checkpoint->step != AMENDS_STEP_PLANNED);
  amends_side_put_text (fields, "owner", checkpoint->owner);
}

static void
put_action (JsonObject *fields, AmendsAction *action)
{
  g_autofree char *title =
      action->text != NULL ? amends_text_one_line (action->text, LONGEST_TITLE) : NULL;

  amends_side_put_text (fields, "case", action->escalation_id);
  amends_side_put_text (fields, "subject", title);
  amends_side_put_text (fields, "description", action->note);
  amends_side_put_instant (fields, "due", action->due);
  json_object_set_boolean_member (fields, "done", action->step != AMENDS_STEP_PLANNED);
  amends_side_put_text (fields, "owner", action->owner);
}

/* (transfer full) (nullable): a checkpoint or an action. */
static gpointer
find_task (AmendsConnection *connection, const char *id, GError **error)
{
  GError *local = NULL;
  gpointer record = find (connection, &amends_checkpoint_table, id, &local);

  if (record == NULL && local == NULL)
    record = find (connection, &amends_action_table, id, &local);
  if (local != NULL)
    g_propagate_error (error, local);
  return record;
}

static gboolean
read_task (AmendsConnection *connection, const char *id, JsonObject **fields, GError **error)
{
  GError *local = NULL;
  g_autoptr (GObject) record = find_task (connection, id, &local);
  gboolean sample = FALSE;

  if (local != NULL)
    {
      g_propagate_error (error, local);
      return FALSE;
    }
  if (record != NULL)
    g_object_get (record, "sample", &sample, NULL);
  if (record == NULL || sample)
    return TRUE;
  *fields = json_object_new ();
  if (AMENDS_IS_CHECKPOINT (record))
    put_checkpoint (*fields, AMENDS_CHECKPOINT (record));
  else
    put_action (*fields, AMENDS_ACTION (record));
  return TRUE;
}

void
amends_note_clear (AmendsNote *self)
{
  g_clear_pointer (&self->case_id, g_free);
  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->actor, g_free);
}

gboolean
amends_note_read (AmendsNote *self, AmendsConnection *connection, const char *id, GError **error)
{
  g_autoptr (AmendsStatement) statement =
      amends_statement_new (connection,
                            "SELECT escalation_id, note, actor, at FROM event"
                            " WHERE id = ?1 AND erased = 0",
                            error);
  gboolean row;

  amends_note_clear (self);
  if (statement == NULL)
    return FALSE;
  amends_statement_bind_text (statement, 1, id);
  if (!amends_statement_step (statement, &row, error))
    return FALSE;
  if (!row)
    return TRUE;
  self->case_id = amends_statement_dup_text (statement, 0);
  self->text = amends_statement_dup_text (statement, 1);
  self->actor = amends_statement_dup_text (statement, 2);
  self->at = amends_statement_get_instant (statement, 3);
  return TRUE;
}

gboolean
amends_note_find (AmendsConnection *connection,
                  const char *id,
                  char **case_id,
                  char **line,
                  GError **error)
{
  g_auto (AmendsNote) note = { 0 };

  if (!amends_note_read (&note, connection, id, error))
    return FALSE;
  *case_id = g_steal_pointer (&note.case_id);
  *line = note.text != NULL ? amends_text_one_line (note.text, 80) : NULL;
  return TRUE;
}

static gboolean
read_note (AmendsConnection *connection, const char *id, JsonObject **fields, GError **error)
{
  g_auto (AmendsNote) note = { 0 };

  if (!amends_note_read (&note, connection, id, error))
    return FALSE;
  if (note.case_id == NULL || note.text == NULL)
    return TRUE;
  *fields = json_object_new ();
  amends_side_put_text (*fields, "case", note.case_id);
  amends_side_put_text (*fields, "text", note.text);
  amends_side_put_instant (*fields, "at", note.at);
  return TRUE;
}

static gboolean
read_message (AmendsConnection *connection, const char *id, JsonObject **fields, GError **error)
{
  GError *local = NULL;
  g_autoptr (AmendsMessage) message = find (connection, &amends_message_table, id, &local);

  if (local != NULL)
    {
      g_propagate_error (error, local);
      return FALSE;
    }
  if (message == NULL || message->sample)
    return TRUE;
  *fields = json_object_new ();
  amends_side_put_text (*fields, "case", message->escalation_id);
  amends_side_put_text (*fields, "subject", message->subject);
  amends_side_put_text (*fields, "text", message->body);
  amends_side_put_text (*fields, "from", message->sender);
  amends_side_put_text (*fields, "to", message->recipient);
  amends_side_put_instant (*fields, "at", message->at);
  amends_side_put_text (*fields, "direction",
                        amends_enum_get_nick (AMENDS_TYPE_DIRECTION, message->direction));
  return TRUE;
}

static gboolean
read_report (AmendsConnection *connection, const char *id, JsonObject **fields, GError **error)
{
  GError *local = NULL;
  g_autoptr (AmendsDebrief) debrief = find (connection, &amends_debrief_table, id, &local);
  GString *text;

  if (local != NULL)
    {
      g_propagate_error (error, local);
      return FALSE;
    }
  if (debrief == NULL || debrief->sample)
    return TRUE;
  text = g_string_new (NULL);
  add_part (text, _ ("Debrief"), debrief->summary);
  add_part (text, _ ("Went well"), debrief->went_well);
  add_part (text, _ ("Should have been done differently"), debrief->differently);
  add_part (text, _ ("Root cause"), debrief->root_cause);
  add_part (text, _ ("Process change"), debrief->change_text);
  add_part (text, _ ("Outcome"), debrief->outcome);
  *fields = json_object_new ();
  amends_side_put_text (*fields, "case", debrief->escalation_id);
  amends_side_put_text (*fields, "text", text->str);
  g_string_free (text, TRUE);
  return TRUE;
}

gboolean
amends_side_read_case (AmendsWorkspaceSide *self,
                       AmendsConnection *connection,
                       AmendsRemoteKind kind,
                       const char *local_id,
                       JsonObject **fields,
                       GError **error)
{
  switch (kind)
    {
    case AMENDS_REMOTE_CASE:
      return read_case (connection, local_id, fields, error);
    case AMENDS_REMOTE_TASK:
      return read_task (connection, local_id, fields, error);
    case AMENDS_REMOTE_NOTE:
      return read_note (connection, local_id, fields, error);
    case AMENDS_REMOTE_EMAIL:
      return read_message (connection, local_id, fields, error);
    case AMENDS_REMOTE_REPORT:
      return read_report (connection, local_id, fields, error);
    case AMENDS_REMOTE_ACCOUNT:
    case AMENDS_REMOTE_CONTACT:
    case AMENDS_REMOTE_INTERACTION:
    case AMENDS_REMOTE_SURVEY:
    default:
      return TRUE;
    }
}

/* --- A colleague's change --------------------------------------------------------------------- */

/* Logged under the name of who made it. */
static AmendsPerson *
dup_actor (AmendsWorkspaceSide *self, AmendsRemoteRow *row)
{
  AmendsPerson *actor = amends_record_copy (self->me);

  amends_record_set (actor, "name",
                     row->modified_by != NULL && *row->modified_by != '\0'
                         ? row->modified_by
                         /* Translators: stands for a person whose name is not known. */
                         : _ ("Somebody in the CRM"),
                     NULL);
  return actor;
}

typedef gboolean (*TakeFunc) (AmendsWorkspaceSide *self,
                              AmendsChange *change,
                              JsonObject *changed,
                              const char *local_id,
                              GError **error);

/* As amends_session_change_async() does, within the transaction of the page, and with nothing for
 * the queue: what came from there does not go back. */
static gboolean
change_case (AmendsWorkspaceSide *self,
             AmendsConnection *connection,
             AmendsRemoteRow *row,
             const char *case_id,
             TakeFunc take,
             JsonObject *changed,
             const char *local_id,
             GError **error)
{
  g_autoptr (AmendsCase) case_ = amends_case_store_load (connection, case_id, error);
  g_autoptr (AmendsCase) before = case_ != NULL ? amends_case_copy (case_) : NULL;
  g_autoptr (AmendsPerson) actor = dup_actor (self, row);
  AmendsChange change = {
    .engines = self->engines,
    .before = before,
    .case_ = case_,
    .me = actor,
    .people = self->people,
    .now = amends_time_source_now (self->time_source),
    .connection = connection,
  };
  gboolean done;

  if (case_ == NULL)
    return FALSE;
  done = take (self, &change, changed, local_id, error);
  case_ = change.case_; /* a refused step is taken back by putting a copy in its place */
  if (!done || amends_case_equal (before, case_))
    return done;
  amends_record_set (case_->escalation, "updated", change.now, NULL);
  g_hash_table_add (self->cases, g_strdup (case_id));
  return amends_case_store_save (connection, before, case_, error);
}

/* What the rules do not allow is no fault of the sync: the engine holds it for the user. */
static gboolean
is_refusal (const GError *error)
{
  return error->domain == AMENDS_CORE_ERROR || error->domain == AMENDS_SESSION_ERROR;
}

/* A CRM goes from any status to any other; here some are a step away: what waits for the customer
 * was begun first, and what is closed was resolved. */
static gboolean
move_status (AmendsChange *change, AmendsStatus to, GError **error)
{
  static const AmendsStatus between[] = { AMENDS_STATUS_IN_PROGRESS, AMENDS_STATUS_RESOLVED };
  AmendsStatus from = change->case_->escalation->status;

  if (from == to)
    return TRUE;
  /* Begun work cannot be not begun again. */
  if (to == AMENDS_STATUS_OPEN && amends_escalation_can_become (from, AMENDS_STATUS_IN_PROGRESS))
    return amends_change_set_status (change, AMENDS_STATUS_IN_PROGRESS, NULL, error);
  for (guint i = 0; i < G_N_ELEMENTS (between) && !amends_escalation_can_become (from, to); i++)
    if (amends_escalation_can_become (from, between[i]) &&
        amends_escalation_can_become (between[i], to))
      {
        if (!amends_change_set_status (change, between[i], NULL, error))
          return FALSE;
        break;
      }
  return amends_change_set_status (change, to, NULL, error);
}

static gboolean
take_status (AmendsChange *change, AmendsStatus status, GError **error)
{
  g_autoptr (AmendsCase) kept = amends_case_copy (change->case_);
  g_autoptr (GError) local = NULL;

  if (move_status (change, status, &local))
    return TRUE;
  if (!is_refusal (local))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  g_set_object (&change->case_, kept);
  amends_change_log (
      change, AMENDS_EVENT_SYNC_CONFLICT, AMENDS_INSTANT_NONE,
      amends_change_payload ("status", amends_enum_get_nick (AMENDS_TYPE_STATUS, (int) status)),
      /* Translators: a status such as "Closed", then why it cannot be. */
      _ ("“%1$s” in the CRM was not taken over: %2$s"),
      amends_enum_get_label (AMENDS_TYPE_STATUS, (int) status), local->message);
  return TRUE;
}

static gboolean
take_severity (AmendsChange *change, AmendsSeverity severity, GError **error)
{
  AmendsEscalation *escalation = change->case_->escalation;
  g_autoptr (AmendsEscalation) before = amends_record_copy (escalation);

  if (escalation->severity == severity)
    return TRUE;
  amends_record_set (escalation, "severity", severity, NULL);
  amends_change_log_diff (change, AMENDS_EVENT_ESCALATION_RECLASSIFIED, before, escalation,
                          /* Translators: a severity such as Critical. */
                          _ ("Severity in the CRM: %s"),
                          amends_enum_get_label (AMENDS_TYPE_SEVERITY, (int) severity));
  return amends_change_recompute_clocks (change, error) &&
         amends_case_builder_replan (change, error);
}

static void
take_owner (AmendsChange *change, const char *owner)
{
  AmendsEscalation *escalation = change->case_->escalation;

  if (owner == NULL || g_strcmp0 (escalation->owner, owner) == 0)
    return;
  amends_record_set (escalation, "owner", owner, NULL);
  amends_change_log (change, AMENDS_EVENT_ESCALATION_OWNER, change->now,
                     amends_change_payload ("owner", owner),
                     /* Translators: who looks after the case from now on. */
                     _ ("Owner: %s"), owner);
}

static void
take_subject (AmendsChange *change, const char *subject)
{
  AmendsEscalation *escalation = change->case_->escalation;
  g_autoptr (AmendsEscalation) before = amends_record_copy (escalation);
  g_autofree char *title = subject != NULL ? amends_text_one_line (subject, LONGEST_TITLE) : NULL;

  if (title == NULL || *title == '\0')
    return;
  amends_record_set (escalation, "title", title, NULL);
  amends_change_log_diff (change, AMENDS_EVENT_ESCALATION_CHANGED, before, escalation,
                          _ ("Facts changed"));
}

static gboolean
take_contact (AmendsChange *change, const char *contact_id, GError **error)
{
  g_autoptr (AmendsContact) contact = NULL;

  if (contact_id == NULL || g_strcmp0 (change->case_->escalation->contact_id, contact_id) == 0)
    return TRUE;
  contact = amends_contact_store_get (change->connection, contact_id, error);
  if (contact == NULL)
    return FALSE;
  if (g_strcmp0 (contact->account_id, change->case_->account->id) == 0)
    g_set_object (&change->case_->contact, contact);
  return TRUE;
}

static gboolean
take_case (AmendsWorkspaceSide *self,
           AmendsChange *change,
           JsonObject *changed,
           const char *local_id,
           GError **error)
{
  const char *status = amends_side_get_text (changed, "status");
  const char *severity = amends_side_get_text (changed, "severity");
  int value;

  take_subject (change, amends_side_get_text (changed, "subject"));
  take_owner (change, amends_side_get_text (changed, "owner"));
  if (!take_contact (change, amends_side_get_text (changed, "contact"), error))
    return FALSE;
  if (severity != NULL && amends_enum_from_nick (AMENDS_TYPE_SEVERITY, severity, &value) &&
      !take_severity (change, (AmendsSeverity) value, error))
    return FALSE;
  return status == NULL || !amends_enum_from_nick (AMENDS_TYPE_STATUS, status, &value) ||
         take_status (change, (AmendsStatus) value, error);
}

/* --- Tasks ------------------------------------------------------------------------------------ */

static void
move_checkpoint (AmendsChange *change, AmendsCheckpoint *checkpoint, AmendsInstant due)
{
  g_autoptr (GTimeZone) usual = amends_change_dup_zone (change->engines, change->case_);
  g_autoptr (GTimeZone) own =
      checkpoint->time_zone != NULL ? amends_zone_load (checkpoint->time_zone, NULL) : NULL;
  g_autofree char *wall = amends_instant_format (due, own != NULL ? own : usual, "%Y-%m-%dT%H:%M");

  amends_record_set (checkpoint, "at", due, "wall-time", wall, "touched", TRUE, NULL);
  if (own == NULL)
    amends_record_set (checkpoint, "time-zone", g_time_zone_get_identifier (usual), NULL);
}

static void
take_due (AmendsChange *change, gpointer step, AmendsInstant due)
{
  g_autoptr (GObject) before = amends_record_copy (step);
  gboolean is_action = AMENDS_IS_ACTION (step);

  if (is_action)
    amends_record_set (step, "due", due, "touched", TRUE, NULL);
  else
    move_checkpoint (change, step, due);
  amends_change_log_diff (
      change, is_action ? AMENDS_EVENT_ACTION_CHANGED : AMENDS_EVENT_CHECKPOINT_MOVED, before, step,
      /* Translators: %s is what was planned. */
      _ ("Moved: %s"), is_action ? AMENDS_ACTION (step)->text : AMENDS_CHECKPOINT (step)->title);
}

static void
take_title (AmendsChange *change, gpointer step, const char *title)
{
  g_autoptr (GObject) before = amends_record_copy (step);
  gboolean is_action = AMENDS_IS_ACTION (step);

  amends_record_set (step, is_action ? "text" : "title", title, "touched", TRUE, NULL);
  amends_change_log_diff (change,
                          is_action ? AMENDS_EVENT_ACTION_CHANGED : AMENDS_EVENT_CHECKPOINT_CHANGED,
                          before, step,
                          /* Translators: %s is what was planned. */
                          _ ("Changed: %s"), title);
}

static gboolean
take_task (AmendsWorkspaceSide *self,
           AmendsChange *change,
           JsonObject *changed,
           const char *local_id,
           GError **error)
{
  gpointer step = amends_record_list_find (G_LIST_MODEL (change->case_->checkpoints), local_id);
  const char *title = amends_side_get_text (changed, "subject");
  const char *text = amends_side_get_text (changed, "description");
  const char *owner = amends_side_get_text (changed, "owner");
  AmendsInstant due;
  gboolean done;

  if (step == NULL)
    step = amends_record_list_find (G_LIST_MODEL (change->case_->actions), local_id);
  if (step == NULL)
    return TRUE;
  if (title != NULL)
    take_title (change, step, title);
  if (text != NULL)
    amends_record_set (step, AMENDS_IS_ACTION (step) ? "note" : "purpose", text, NULL);
  if (owner != NULL)
    amends_record_set (step, "owner", owner, NULL);
  if (amends_side_get_instant (changed, "due", &due))
    take_due (change, step, due);
  if (!json_object_has_member (changed, "done"))
    return TRUE;
  done = amends_side_get_boolean (changed, "done");
  return amends_change_set_step (change, local_id, done ? AMENDS_STEP_DONE : AMENDS_STEP_PLANNED,
                                 error);
}

static gboolean
apply_task (AmendsWorkspaceSide *self,
            AmendsConnection *connection,
            AmendsRemoteRow *row,
            JsonObject *changed,
            const char *local_id,
            GError **error)
{
  GError *local = NULL;
  g_autoptr (GObject) record = find_task (connection, local_id, &local);
  g_autofree char *case_id = NULL;

  if (local != NULL)
    {
      g_propagate_error (error, local);
      return FALSE;
    }
  if (record == NULL)
    return TRUE;
  g_object_get (record, "escalation-id", &case_id, NULL);
  return change_case (self, connection, row, case_id, take_task, changed, local_id, error);
}

/* --- Notes ------------------------------------------------------------------------------------ */

/* The log is only ever added to: what was changed there is a further entry. */
static gboolean
add_note (AmendsWorkspaceSide *self,
          AmendsConnection *connection,
          AmendsRemoteRow *row,
          JsonObject *fields,
          const char *case_id,
          char **applied_id,
          GError **error)
{
  g_autoptr (AmendsEvent) event = NULL;
  g_autoptr (AmendsPerson) actor = dup_actor (self, row);
  g_autoptr (JsonNode) payload = NULL;
  const char *given = amends_side_get_text (fields, "text");
  g_autofree char *text = given != NULL ? amends_text_clean (given, -1) : NULL;

  if (text == NULL)
    return TRUE;
  event = amends_record_new (AMENDS_TYPE_EVENT);
  payload = amends_change_payload ("text", text);
  event->kind = AMENDS_EVENT_NOTE;
  event->escalation_id = g_strdup (case_id);
  event->recorded = amends_time_source_now (self->time_source);
  event->at = event->recorded;
  amends_side_get_instant (fields, "at", &event->at);
  event->actor = g_strdup (actor->name);
  event->summary = amends_text_one_line (text, LONGEST_LINE);
  event->payload = amends_json_to_canonical (payload);
  *applied_id = g_strdup (event->id);
  g_hash_table_add (self->cases, g_strdup (case_id));
  return amends_event_log_append (connection, event, error);
}

static gboolean
is_case (AmendsConnection *connection, const char *case_id, gboolean *known, GError **error)
{
  GError *local = NULL;
  g_autoptr (AmendsEscalation) escalation =
      find (connection, &amends_escalation_table, case_id, &local);

  *known = escalation != NULL;
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, local);
  return FALSE;
}

static gboolean
apply_note (AmendsWorkspaceSide *self,
            AmendsConnection *connection,
            AmendsRemoteRow *row,
            JsonObject *changed,
            const char *local_id,
            char **applied_id,
            GError **error)
{
  g_auto (AmendsNote) note = { 0 };
  g_autofree char *added = NULL;
  const char *case_id = amends_side_get_text (changed, "case");
  gboolean known = FALSE;

  if (local_id != NULL && !amends_note_read (&note, connection, local_id, error))
    return FALSE;
  if (local_id != NULL)
    case_id = note.case_id;
  if (case_id == NULL)
    return TRUE; /* of something that is no case of ours */
  if (!is_case (connection, case_id, &known, error))
    return FALSE;
  if (!known)
    return TRUE;
  if (!add_note (self, connection, row, changed, case_id, &added, error))
    return FALSE;
  *applied_id = local_id != NULL ? g_strdup (local_id) : g_steal_pointer (&added);
  return TRUE;
}

/* --- All of them ------------------------------------------------------------------------------ */

gboolean
amends_side_apply_case (AmendsWorkspaceSide *self,
                        AmendsConnection *connection,
                        AmendsRemoteRow *row,
                        JsonObject *changed,
                        const char *local_id,
                        char **applied_id,
                        GError **error)
{
  if (row->kind == AMENDS_REMOTE_NOTE)
    return apply_note (self, connection, row, changed, local_id, applied_id, error);
  /* Somebody logged it in the CRM alone; what was sent or reported does not change. */
  if (local_id == NULL)
    return TRUE;
  *applied_id = g_strdup (local_id);
  if (row->kind == AMENDS_REMOTE_CASE)
    return change_case (self, connection, row, local_id, take_case, changed, local_id, error);
  if (row->kind == AMENDS_REMOTE_TASK)
    return apply_task (self, connection, row, changed, local_id, error);
  return TRUE;
}
