/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What waits here goes out: in order, each once, looked up whenever its outcome is not known. */

#include "config.h"

#include "amends-sync-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* What is done with a row of the queue next. */
typedef enum
{
  NEXT_ROW,  /* it is settled, waits or was refused */
  ONCE_MORE, /* look at it anew */
  STOP,      /* the run ends here, with an error */
} Step;

/* One row on its way. */
typedef struct
{
  AmendsSyncRun *run;
  AmendsOutboxRow *row; /* (unowned) */
  AmendsRemoteKind kind;
  gboolean only_unknown;

  /* As it was read. */
  AmendsCrmLink *link;    /* (owned) (nullable) */
  JsonObject *fields;     /* (owned) (nullable): as they are here, references as remote ids */
  JsonObject *difference; /* (owned) (nullable): what the CRM does not know yet */
  JsonObject *sent;       /* (owned) (nullable): what went out before, without an answer */
  char *by;               /* (owned) (nullable) */
  gboolean waits;         /* for another record to be in the CRM */

  /* What came of it. */
  AmendsRemoteRow *remote; /* (owned) (nullable) */
  AmendsMergeMode mode;
  char *failure; /* (owned) (nullable) */
  AmendsInstant retry_at;
  gboolean clear;  /* it is certain that nothing was done */
  gboolean unlink; /* the CRM has it no longer */
  gboolean moved;  /* something was done with it in this run */
} Push;

static void
push_forget (Push *self)
{
  g_clear_pointer (&self->link, amends_crm_link_free);
  g_clear_pointer (&self->fields, json_object_unref);
  g_clear_pointer (&self->difference, json_object_unref);
  g_clear_pointer (&self->sent, json_object_unref);
  g_clear_pointer (&self->by, g_free);
}

static void
push_clear (Push *self)
{
  push_forget (self);
  g_clear_pointer (&self->remote, amends_remote_row_unref);
  g_clear_pointer (&self->failure, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Push, push_clear)

gboolean
amends_sync_kind_from_row (const char *text, AmendsRemoteKind *kind)
{
  g_autofree char *name = NULL;

  /* Rows of a version that knew cases alone. */
  if (g_strcmp0 (text, "escalation.push") == 0)
    {
      *kind = AMENDS_REMOTE_CASE;
      return TRUE;
    }
  if (text == NULL || !g_str_has_suffix (text, ".push"))
    return FALSE;
  name = g_strndup (text, strlen (text) - strlen (".push"));
  return amends_remote_kind_from_string (name, kind);
}

static AmendsSyncCounts *
get_counts (Push *self)
{
  return &self->run->report->counts[self->kind];
}

/* --- Reading ---------------------------------------------------------------------------------- */

static gboolean
may_send (Push *self, const char *field)
{
  const AmendsMapping *mapping;

  if (amends_sync_is_internal (field))
    return FALSE;
  mapping = amends_field_map_find (self->run->map, self->kind, field);
  return mapping != NULL && mapping->remote != NULL && mapping->writable;
}

/* Of a record that is there: what has changed here since both agreed. Of a new one: all there is.
 */
static void
find_difference (Push *self)
{
  g_auto (AmendsSyncBase) base = { 0 };
  JsonObjectIter iter;
  const char *field;
  JsonNode *value;

  self->difference = json_object_new ();
  amends_sync_base_init (&base, self->link != NULL ? self->link->base : NULL);
  json_object_iter_init (&iter, self->fields);
  while (json_object_iter_next (&iter, &field, &value))
    {
      gboolean wanted =
          self->link == NULL
              ? !amends_sync_value_is_empty (value) && !amends_sync_is_internal (field)
              : may_send (self, field) &&
                    !amends_sync_values_match (NULL, self->kind, field, value,
                                               amends_sync_base_get_ours (&base, field));

      if (wanted)
        json_object_set_member (self->difference, field, json_node_copy (value));
    }
}

/* What hangs on a case cannot go before it. */
static gboolean
find_parent (Push *self, AmendsConnection *connection, GError **error)
{
  JsonNode *node = json_object_get_member (self->fields, "case");
  g_autoptr (AmendsCrmLink) parent = NULL;
  GError *local = NULL;

  if (amends_sync_value_is_empty (node))
    return TRUE;
  parent = amends_crm_store_find_local (connection, "case", json_node_get_string (node), &local);
  self->waits = parent == NULL;
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, local);
  return FALSE;
}

static void
read_payload (Push *self)
{
  g_autoptr (JsonObject) payload = amends_sync_object_from_text (self->row->payload);
  JsonNode *node = payload != NULL ? json_object_get_member (payload, "sent") : NULL;

  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    self->sent = json_node_dup_object (node);
  node = payload != NULL ? json_object_get_member (payload, "by") : NULL;
  if (node != NULL && json_node_get_value_type (node) == G_TYPE_STRING)
    self->by = g_strdup (json_node_get_string (node));
}

static gboolean
read_push (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Push *self = data;
  GError *local = NULL;

  push_forget (self);
  self->waits = FALSE;
  read_payload (self);
  self->link = amends_crm_store_find_local (connection, amends_remote_kind_to_string (self->kind),
                                            self->row->record_id, &local);
  if (local != NULL)
    {
      g_propagate_error (error, local);
      return FALSE;
    }
  if (!amends_sync_side_read (self->run->side, connection, self->kind, self->row->record_id,
                              &self->fields, error))
    return FALSE;
  if (self->fields == NULL)
    return TRUE;
  if (!find_parent (self, connection, error) ||
      !amends_sync_delocalise (connection, self->fields, error))
    return FALSE;
  find_difference (self);
  return TRUE;
}

/* --- Bookkeeping ------------------------------------------------------------------------------ */

static gboolean
write_sending (AmendsConnection *connection,
               gpointer data,
               GCancellable *cancellable,
               GError **error)
{
  Push *self = data;
  g_autoptr (JsonObject) payload = json_object_new ();
  g_autofree char *text = NULL;

  if (self->by != NULL)
    json_object_set_string_member (payload, "by", self->by);
  json_object_set_object_member (payload, "sent", json_object_ref (self->difference));
  text = amends_sync_object_to_text (payload);
  return amends_outbox_rewrite_payload (connection, self->row->seq, text, error) &&
         amends_outbox_mark_sending (connection, self->row->seq, error);
}

static gboolean
write_settled (AmendsConnection *connection,
               gpointer data,
               GCancellable *cancellable,
               GError **error)
{
  Push *self = data;

  return amends_outbox_settle (connection, self->row->seq, error);
}

/* The answer, or what was found: the link and what is agreed now. */
static gboolean
write_remote (AmendsConnection *connection,
              gpointer data,
              GCancellable *cancellable,
              GError **error)
{
  Push *self = data;
  JsonObject *sent = self->mode == AMENDS_MERGE_ANSWER ? self->difference : self->sent;
  AmendsSyncCounts before = *get_counts (self);
  AmendsMerged merged;

  if (amends_sync_merge (self->run, connection, self->remote, self->mode, sent,
                         self->row->record_id, &merged, error) &&
      (self->mode == AMENDS_MERGE_ANSWER
           ? amends_outbox_settle (connection, self->row->seq, error)
           : amends_outbox_clear_look_up (connection, self->row->seq, error)))
    return TRUE;
  *get_counts (self) = before;
  return FALSE;
}

static gboolean
write_failure (AmendsConnection *connection,
               gpointer data,
               GCancellable *cancellable,
               GError **error)
{
  Push *self = data;

  return (!self->clear || amends_outbox_clear_look_up (connection, self->row->seq, error)) &&
         (!self->unlink || self->link == NULL ||
          amends_crm_store_remove_link (connection, self->link->kind, self->link->remote_id,
                                        error)) &&
         (self->failure == NULL || amends_outbox_postpone (connection, self->row->seq,
                                                           self->failure, self->retry_at, error));
}

static gboolean
keep_books (Push *self, AmendsWriteFunc func, GError **error)
{
  return amends_sync_run_write (self->run, func, self, TRUE, error);
}

static Step
note_failure (Push *self, Step step, GError **error)
{
  if (!keep_books (self, write_failure, error))
    step = STOP;
  g_clear_pointer (&self->failure, g_free);
  self->clear = self->unlink = FALSE;
  return step;
}

/* --- Errors ----------------------------------------------------------------------------------- */

/* The user decides. */
static Step
refuse (Push *self, const char *why, gboolean unlink, GError **error)
{
  self->failure = g_strdup (why);
  self->retry_at = AMENDS_INSTANT_NONE;
  self->clear = TRUE;
  self->unlink = unlink;
  get_counts (self)->refused++;
  self->moved = TRUE;
  return note_failure (self, NEXT_ROW, error);
}

/* Later, by itself; unless the server has been in trouble for too long. */
static Step
put_off (Push *self, GError *taken, GError **error)
{
  g_autoptr (GError) fault = taken;
  int attempts = MAX (1, self->row->attempts);

  self->failure = g_strdup (fault->message);
  self->retry_at = amends_crm_error_get_until (fault);
  if (self->retry_at == AMENDS_INSTANT_NONE)
    self->retry_at =
        amends_sync_run_now (self->run) + amends_sync_policy_get_wait (self->run->policy, attempts);
  get_counts (self)->waiting++;
  if (note_failure (self, NEXT_ROW, error) == STOP)
    return STOP;
  if (++self->run->failures < self->run->policy->patience)
    return NEXT_ROW;
  g_propagate_error (error, g_steal_pointer (&fault));
  return STOP;
}

static Step
stop (Push *self, GError *taken, gboolean certain, GError **error)
{
  g_autoptr (GError) fault = taken;
  GError *other = NULL;

  if (certain)
    {
      self->clear = TRUE;
      if (note_failure (self, STOP, &other) == STOP && other != NULL)
        {
          g_propagate_error (error, other);
          return STOP;
        }
    }
  g_propagate_error (error, g_steal_pointer (&fault));
  return STOP;
}

static Step
meet_conflict (Push *self, GError *fault, GError **error)
{
  AmendsRemoteRow *remote = amends_crm_error_get_remote (fault);
  GError *local = NULL;

  g_clear_pointer (&self->remote, amends_remote_row_unref);
  if (remote != NULL)
    self->remote = amends_remote_row_ref (remote);
  else if (self->link != NULL)
    self->remote = amends_connector_get (self->run->connector, self->kind, self->link->remote_id,
                                         self->run->cancellable, &local);
  if (local != NULL)
    {
      g_propagate_error (error, local);
      return STOP;
    }
  if (self->remote == NULL)
    return refuse (self, fault->message, FALSE, error);
  /* Nothing of ours was written. */
  self->mode = AMENDS_MERGE_PULLED;
  g_clear_pointer (&self->sent, json_object_unref);
  if (!keep_books (self, write_remote, error))
    return STOP;
  self->row->look_up = FALSE;
  return ONCE_MORE;
}

/* @writing: whether it was a request to change something */
static Step
handle (Push *self, GError *taken, gboolean writing, GError **error)
{
  g_autoptr (GError) fault = taken;

  if (fault->domain != AMENDS_CRM_ERROR)
    return stop (self, g_steal_pointer (&fault), FALSE, error);
  switch ((AmendsCrmError) fault->code)
    {
    case AMENDS_CRM_ERROR_NOT_SENT:
    case AMENDS_CRM_ERROR_RATE_LIMITED:
    case AMENDS_CRM_ERROR_LOCKED_OUT:
    case AMENDS_CRM_ERROR_AUTH_EXPIRED:
    case AMENDS_CRM_ERROR_SETUP:
      return stop (self, g_steal_pointer (&fault), writing, error);
    case AMENDS_CRM_ERROR_UNKNOWN:
    case AMENDS_CRM_ERROR_PROTOCOL:
      if (!writing)
        return put_off (self, g_steal_pointer (&fault), error);
      self->row->look_up = TRUE;
      return ONCE_MORE;
    case AMENDS_CRM_ERROR_SERVER:
      return put_off (self, g_steal_pointer (&fault), error);
    case AMENDS_CRM_ERROR_GONE:
      return refuse (self,
                     self->link != NULL
                         ? _ ("The CRM no longer has this record. It is kept here. Try again to "
                              "make it there anew, or discard the change.")
                         : fault->message,
                     self->link != NULL, error);
    case AMENDS_CRM_ERROR_CONFLICT:
      return meet_conflict (self, fault, error);
    case AMENDS_CRM_ERROR_FORBIDDEN:
    case AMENDS_CRM_ERROR_INVALID:
    default:
      return refuse (self, fault->message, FALSE, error);
    }
}

/* --- Sending ---------------------------------------------------------------------------------- */

static gboolean
was_all_done (Push *self)
{
  JsonObjectIter iter;
  const char *field;
  JsonNode *value;

  if (self->sent == NULL)
    return FALSE;
  json_object_iter_init (&iter, self->sent);
  while (json_object_iter_next (&iter, &field, &value))
    {
      JsonNode *theirs = json_object_get_member (self->remote->fields, field);

      if (theirs != NULL &&
          !amends_sync_values_match (self->run->map, self->kind, field, theirs, value))
        return FALSE;
    }
  return TRUE;
}

/* Before anything is sent a second time. */
static Step
look_up (Push *self, GError **error)
{
  GError *fault = NULL;

  g_clear_pointer (&self->remote, amends_remote_row_unref);
  if (self->link != NULL)
    self->remote = amends_connector_get (self->run->connector, self->kind, self->link->remote_id,
                                         self->run->cancellable, &fault);
  else
    self->remote = amends_connector_find (self->run->connector, self->kind, self->row->record_id,
                                          self->sent != NULL ? self->sent : self->difference,
                                          self->run->cancellable, &fault);
  if (fault != NULL)
    return handle (self, fault, FALSE, error);
  self->run->failures = 0;
  self->row->look_up = FALSE;
  if (self->remote == NULL)
    {
      self->clear = TRUE;
      return note_failure (self, ONCE_MORE, error);
    }
  if (self->link == NULL || was_all_done (self))
    get_counts (self)->found++;
  self->mode = AMENDS_MERGE_FOUND;
  self->moved = TRUE;
  return keep_books (self, write_remote, error) ? ONCE_MORE : STOP;
}

static Step
send (Push *self, GError **error)
{
  gboolean is_new = self->link == NULL;
  GError *fault = NULL;

  if (!keep_books (self, write_sending, error))
    return STOP;
  self->row->attempts++;
  g_free (self->row->payload);
  self->row->payload = NULL;
  g_clear_pointer (&self->remote, amends_remote_row_unref);
  if (is_new)
    self->remote = amends_connector_create (self->run->connector, self->kind, self->difference,
                                            self->row->record_id, self->run->cancellable, &fault);
  else
    self->remote = amends_connector_update (self->run->connector, self->kind, self->link->remote_id,
                                            self->difference, self->link->version,
                                            self->run->cancellable, &fault);
  if (fault != NULL)
    {
      g_autoptr (JsonObject) payload = json_object_new ();

      if (self->by != NULL)
        json_object_set_string_member (payload, "by", self->by);
      json_object_set_object_member (payload, "sent", json_object_ref (self->difference));
      self->row->payload = amends_sync_object_to_text (payload);
      return handle (self, fault, TRUE, error);
    }
  self->run->failures = 0;
  self->mode = AMENDS_MERGE_ANSWER;
  self->moved = TRUE;
  if (!keep_books (self, write_remote, error))
    return STOP;
  if (is_new)
    get_counts (self)->pushed++;
  else
    get_counts (self)->sent++;
  return NEXT_ROW;
}

static Step
settle (Push *self, GError **error)
{
  self->moved = TRUE;
  return keep_books (self, write_settled, error) ? NEXT_ROW : STOP;
}

/* Customers are the CRM's own and are never made there. */
static gboolean
has_place (Push *self)
{
  return amends_field_map_get_entity (self->run->map, self->kind) != NULL &&
         (self->link != NULL || self->kind >= AMENDS_REMOTE_CASE);
}

static Step
take_step (Push *self, GError **error)
{
  if (g_cancellable_set_error_if_cancelled (self->run->cancellable, error) ||
      !amends_database_read (self->run->database, read_push, self, self->run->cancellable, error))
    return STOP;
  /* It is no longer here, or the CRM has no place for it. */
  if (self->fields == NULL || !has_place (self))
    return settle (self, error);
  if (self->waits)
    {
      get_counts (self)->waiting++;
      return NEXT_ROW;
    }
  if (self->row->look_up)
    return look_up (self, error);
  if (self->only_unknown)
    return json_object_get_size (self->difference) == 0 ? settle (self, error) : NEXT_ROW;
  if (json_object_get_size (self->difference) == 0)
    return settle (self, error);
  return send (self, error);
}

/* In a dry run: what it would do. */
static gboolean
judge (Push *self, GError **error)
{
  AmendsSyncCounts *counts = get_counts (self);

  if (!amends_database_read (self->run->database, read_push, self, self->run->cancellable, error))
    return FALSE;
  if (self->fields == NULL || !has_place (self) || json_object_get_size (self->difference) == 0)
    return TRUE;
  if (self->link != NULL)
    counts->sent++;
  else
    counts->pushed++;
  return TRUE;
}

static gboolean
push_row (Push *self, GError **error)
{
  Step step = ONCE_MORE;

  if (self->run->flags & AMENDS_SYNC_DRY_RUN)
    return judge (self, error);
  for (guint i = 0; step == ONCE_MORE && i < self->run->policy->attempts * 2; i++)
    step = take_step (self, error);
  if (step != ONCE_MORE)
    return step != STOP;
  /* Others change it as fast as we look. */
  self->failure = g_strdup (_ ("The record keeps changing in the CRM."));
  self->retry_at = amends_sync_run_now (self->run) +
                   amends_sync_policy_get_wait (self->run->policy, self->row->attempts);
  get_counts (self)->waiting++;
  return note_failure (self, NEXT_ROW, error) != STOP;
}

/* --- The queue -------------------------------------------------------------------------------- */

typedef struct
{
  AmendsSyncRun *run;
  GPtrArray *rows; /* (owned) (nullable) */
} Queue;

static gboolean
read_queue (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Queue *self = data;

  g_clear_pointer (&self->rows, g_ptr_array_unref);
  self->rows = amends_outbox_list (connection, amends_sync_run_now (self->run), 0, error);
  return self->rows != NULL;
}

/* @moved: how many rows were settled, found or refused; what waited for them may go now */
static gboolean
push_rows (AmendsSyncRun *run, GPtrArray *rows, gboolean only_unknown, guint *moved, GError **error)
{
  for (guint i = 0; i < rows->len; i++)
    {
      g_auto (Push) push = { .run = run, .row = rows->pdata[i], .only_unknown = only_unknown };

      if (!amends_sync_kind_from_row (push.row->kind, &push.kind) || push.row->record_id == NULL ||
          (only_unknown && !push.row->look_up))
        continue;
      if (!push_row (&push, error))
        return FALSE;
      *moved += push.moved ? 1 : 0;
      amends_sync_run_tell (run, push.kind, TRUE, i + 1, rows->len);
    }
  return TRUE;
}

static void
forget_waiting (AmendsSyncRun *run)
{
  for (guint i = 0; i < AMENDS_REMOTE_N_KINDS; i++)
    run->report->counts[i].waiting = 0;
}

gboolean
amends_sync_push (AmendsSyncRun *self, gboolean only_unknown, GError **error)
{
  guint moved = 0;

  /* What waited for a row that has gone out can go in the next round. */
  do
    {
      Queue queue = { self, NULL };
      g_autoptr (GPtrArray) rows = NULL;

      if (!amends_database_read (self->database, read_queue, &queue, self->cancellable, error))
        return FALSE;
      rows = queue.rows;
      moved = 0;
      forget_waiting (self);
      if (!push_rows (self, rows, only_unknown, &moved, error))
        return FALSE;
    }
  while (moved > 0 && !only_unknown && (self->flags & AMENDS_SYNC_DRY_RUN) == 0);
  return TRUE;
}
