/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a change here means for the CRM. */

#include "config.h"

#include "amends-crm-queue.h"

#include "amends-account.h"
#include "amends-case-store.h"
#include "amends-crm-store.h"
#include "amends-escalation-store.h"
#include "amends-json.h"
#include "amends-outbox.h"
#include "amends-session-private.h"
#include "amends-setting-store.h"

#include <string.h>

#define CASE_PUSH "case.push"
#define TASK_PUSH "task.push"
#define NOTE_PUSH "note.push"
#define EMAIL_PUSH "e-mail.push"
#define REPORT_PUSH "report.push"

typedef struct
{
  AmendsConnection *connection;
  AmendsCase *before; /* (nullable) */
  AmendsCase *after;
  AmendsPerson *me; /* (nullable) */
  AmendsInstant now;
  AmendsInstant not_before;
} Queue;

static gboolean
is_connected (AmendsConnection *connection, gboolean *connected, GError **error)
{
  g_autofree char *value = NULL;

  if (!amends_setting_store_get (connection, AMENDS_SETTING_CRM_CONNECTED, &value, error))
    return FALSE;
  *connected = g_strcmp0 (value, "1") == 0;
  return TRUE;
}

static char *
format_payload (AmendsPerson *me)
{
  g_autoptr (JsonNode) node =
      amends_change_payload ("by", me != NULL && me->name != NULL ? me->name : "");

  return amends_json_to_canonical (node);
}

/* A change that the CRM has refused goes out again once it is another one. */
static gboolean
revive (AmendsConnection *connection, const char *kind, const char *id, GError **error)
{
  GError *local = NULL;
  g_autoptr (AmendsOutboxRow) row = amends_outbox_find_record (connection, kind, id, &local);

  if (local != NULL)
    {
      g_propagate_error (error, local);
      return FALSE;
    }
  return row == NULL || row->state != AMENDS_OUTBOX_FAILED ||
         amends_outbox_retry (connection, row->seq, error);
}

static gboolean
add (Queue *self, const char *kind, const char *id, AmendsInstant not_before, GError **error)
{
  g_autofree char *payload = format_payload (self->me);
  gboolean is_case = g_str_equal (kind, CASE_PUSH);

  return revive (self->connection, kind, id, error) &&
         amends_outbox_add_full (self->connection, kind, id,
                                 is_case ? NULL : self->after->escalation->id, payload, self->now,
                                 not_before, error);
}

/* --- What differs ----------------------------------------------------------------------------- */

static gboolean
has_other_facts (AmendsEscalation *before, AmendsEscalation *after)
{
  return before == NULL || g_strcmp0 (before->title, after->title) != 0 ||
         before->status != after->status || before->severity != after->severity ||
         g_strcmp0 (before->owner, after->owner) != 0 ||
         g_strcmp0 (before->contact_id, after->contact_id) != 0;
}

static gboolean
has_other_checkpoint (AmendsCheckpoint *before, AmendsCheckpoint *after)
{
  if (before == NULL)
    return after->step == AMENDS_STEP_PLANNED;
  return g_strcmp0 (before->title, after->title) != 0 ||
         g_strcmp0 (before->purpose, after->purpose) != 0 || before->at != after->at ||
         before->step != after->step || g_strcmp0 (before->owner, after->owner) != 0;
}

static gboolean
has_other_action (AmendsAction *before, AmendsAction *after)
{
  if (before == NULL)
    return after->step == AMENDS_STEP_PLANNED && after->due != AMENDS_INSTANT_NONE;
  return after->due != AMENDS_INSTANT_NONE &&
         (g_strcmp0 (before->text, after->text) != 0 ||
          g_strcmp0 (before->note, after->note) != 0 || before->due != after->due ||
          before->step != after->step || g_strcmp0 (before->owner, after->owner) != 0);
}

typedef gboolean (*DifferFunc) (gpointer before, gpointer after);

static gboolean
add_tasks (Queue *self, GListStore *was, GListStore *is, DifferFunc differ, GError **error)
{
  GListModel *records = G_LIST_MODEL (is);

  for (guint i = 0; i < g_list_model_get_n_items (records); i++)
    {
      g_autoptr (GObject) record = g_list_model_get_item (records, i);
      const char *id = amends_record_get_id (record);
      gpointer old = was != NULL ? amends_record_list_find (G_LIST_MODEL (was), id) : NULL;

      if (differ (old, record) && !add (self, TASK_PUSH, id, AMENDS_INSTANT_NONE, error))
        return FALSE;
    }
  return TRUE;
}

/* Entries are only ever added, so that new ones are at the end. */
static gboolean
add_notes (Queue *self, GError **error)
{
  GListModel *events = G_LIST_MODEL (self->after->events);
  guint first =
      self->before != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->before->events)) : 0;

  for (guint i = first; i < g_list_model_get_n_items (events); i++)
    {
      g_autoptr (AmendsEvent) event = g_list_model_get_item (events, i);

      if (event->kind == AMENDS_EVENT_NOTE && event->payload != NULL &&
          strstr (event->payload, "\"text\":") != NULL &&
          !add (self, NOTE_PUSH, event->id, AMENDS_INSTANT_NONE, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
add_messages (Queue *self, GError **error)
{
  GListModel *after = G_LIST_MODEL (self->after->messages);
  GListModel *before = self->before != NULL ? G_LIST_MODEL (self->before->messages) : NULL;

  for (guint i = 0; i < g_list_model_get_n_items (after); i++)
    {
      g_autoptr (AmendsMessage) message = g_list_model_get_item (after, i);

      if (message->direction == AMENDS_DIRECTION_OUTBOUND &&
          message->channel == AMENDS_CHANNEL_E_MAIL &&
          (before == NULL || amends_record_list_find (before, message->id) == NULL) &&
          !add (self, EMAIL_PUSH, message->id, self->not_before, error))
        return FALSE;
    }
  for (guint i = 0; before != NULL && i < g_list_model_get_n_items (before); i++)
    {
      g_autoptr (AmendsMessage) message = g_list_model_get_item (before, i);

      /* Taken back in time. */
      if (amends_record_list_find (after, message->id) == NULL &&
          !amends_outbox_cancel (self->connection, EMAIL_PUSH, message->id, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
add_report (Queue *self, AmendsEngines *engines, GError **error)
{
  AmendsDebrief *debrief = self->after->debrief;
  AmendsDebrief *old = self->before != NULL ? self->before->debrief : NULL;
  g_auto (AmendsCompleteness) completeness = { 0 };

  if (debrief == NULL || engines == NULL || engines->debriefer == NULL ||
      (old != NULL && amends_record_equal (old, debrief)))
    return TRUE;
  amends_change_rate_debrief (engines, self->after, debrief, self->now, &completeness);
  return completeness.percent < 100 ||
         add (self, REPORT_PUSH, debrief->id, AMENDS_INSTANT_NONE, error);
}

/* A case from before the CRM was connected goes there once something of it must. */
static gboolean
is_unknown_there (Queue *self, gboolean *unknown, GError **error)
{
  const char *id = self->after->escalation->id;
  GError *local = NULL;
  g_autoptr (AmendsCrmLink) link =
      amends_crm_store_find_local (self->connection, "case", id, &local);
  g_autoptr (AmendsOutboxRow) waiting =
      link == NULL && local == NULL
          ? amends_outbox_find_record (self->connection, CASE_PUSH, id, &local)
          : NULL;

  *unknown = link == NULL && waiting == NULL;
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, local);
  return FALSE;
}

static gboolean
has_work (Queue *self)
{
  AmendsCase *before = self->before, *after = self->after;

  return before == NULL || has_other_facts (before->escalation, after->escalation) ||
         !amends_record_list_equal (G_LIST_MODEL (before->checkpoints),
                                    G_LIST_MODEL (after->checkpoints)) ||
         !amends_record_list_equal (G_LIST_MODEL (before->actions),
                                    G_LIST_MODEL (after->actions)) ||
         g_list_model_get_n_items (G_LIST_MODEL (before->events)) !=
             g_list_model_get_n_items (G_LIST_MODEL (after->events)) ||
         g_list_model_get_n_items (G_LIST_MODEL (before->messages)) !=
             g_list_model_get_n_items (G_LIST_MODEL (after->messages)) ||
         (after->debrief != NULL && !amends_record_equal (before->debrief, after->debrief));
}

/* The case goes first: what hangs on it waits for its place in the queue. */
static gboolean
add_all (Queue *self, AmendsEngines *engines, GError **error)
{
  AmendsCase *before = self->before, *after = self->after;
  gboolean unknown = FALSE;

  if (!has_work (self))
    return TRUE;
  if (!is_unknown_there (self, &unknown, error))
    return FALSE;
  if ((unknown ||
       has_other_facts (before != NULL ? before->escalation : NULL, after->escalation)) &&
      !add (self, CASE_PUSH, after->escalation->id, AMENDS_INSTANT_NONE, error))
    return FALSE;
  return add_tasks (self, before != NULL ? before->checkpoints : NULL, after->checkpoints,
                    (DifferFunc) has_other_checkpoint, error) &&
         add_tasks (self, before != NULL ? before->actions : NULL, after->actions,
                    (DifferFunc) has_other_action, error) &&
         add_notes (self, error) && add_messages (self, error) && add_report (self, engines, error);
}

gboolean
amends_crm_queue_add_case (AmendsConnection *connection,
                           AmendsEngines *engines,
                           AmendsCase *before,
                           AmendsCase *after,
                           AmendsPerson *me,
                           AmendsInstant now,
                           AmendsInstant not_before,
                           GError **error)
{
  Queue queue = { connection, before, after, me, now, not_before };
  gboolean connected = FALSE;

  if (!is_connected (connection, &connected, error))
    return FALSE;
  return !connected || after->escalation->sample || add_all (&queue, engines, error);
}

gboolean
amends_crm_queue_add_open (AmendsConnection *connection,
                           AmendsPerson *me,
                           AmendsInstant now,
                           GError **error)
{
  AmendsEscalationFilter filter = { .statuses = AMENDS_MASK_LIVE,
                                    .sort = AMENDS_SORT_NUMBER,
                                    .reversed = TRUE };
  g_autoptr (GPtrArray) all = amends_escalation_store_list (connection, &filter, error);

  for (guint i = 0; all != NULL && i < all->len; i++)
    {
      g_autoptr (AmendsCase) case_ =
          amends_case_store_load (connection, ((AmendsSummary *) all->pdata[i])->id, error);
      Queue queue = { connection, NULL, case_, me, now, AMENDS_INSTANT_NONE };

      if (case_ == NULL)
        return FALSE;
      if (case_->escalation->sample)
        continue;
      if (!add (&queue, CASE_PUSH, case_->escalation->id, AMENDS_INSTANT_NONE, error) ||
          !add_tasks (&queue, NULL, case_->checkpoints, (DifferFunc) has_other_checkpoint, error) ||
          !add_tasks (&queue, NULL, case_->actions, (DifferFunc) has_other_action, error))
        return FALSE;
    }
  return all != NULL;
}

gboolean
amends_crm_queue_add_customer (AmendsConnection *connection,
                               gpointer record,
                               AmendsPerson *me,
                               AmendsInstant now,
                               GError **error)
{
  const char *kind = AMENDS_IS_ACCOUNT (record) ? "account" : "contact";
  const char *push = AMENDS_IS_ACCOUNT (record) ? "account.push" : "contact.push";
  const char *id = record != NULL ? amends_record_get_id (record) : NULL;
  g_autoptr (AmendsCrmLink) link = NULL;
  g_autofree char *payload = NULL;
  GError *local = NULL;

  if (id == NULL)
    return TRUE;
  link = amends_crm_store_find_local (connection, kind, id, &local);
  if (local != NULL)
    {
      g_propagate_error (error, local);
      return FALSE;
    }
  if (link == NULL)
    return TRUE;
  payload = format_payload (me);
  return revive (connection, push, id, error) &&
         amends_outbox_add_full (connection, push, id, NULL, payload, now, AMENDS_INSTANT_NONE,
                                 error);
}
