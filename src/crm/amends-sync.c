/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One pass of the sync: look up what is not known, take over, send, look for what has gone. */

#include "config.h"

#include "amends-sync-private.h"

#include "amends-json.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MOST_PROBLEMS 100

G_DEFINE_INTERFACE (AmendsSyncSide, amends_sync_side, G_TYPE_OBJECT)

static void
amends_sync_side_default_init (AmendsSyncSideInterface *iface)
{
}

gboolean
amends_sync_side_read (AmendsSyncSide *self,
                       AmendsConnection *connection,
                       AmendsRemoteKind kind,
                       const char *local_id,
                       JsonObject **fields,
                       GError **error)
{
  *fields = NULL;
  return AMENDS_SYNC_SIDE_GET_IFACE (self)->read (self, connection, kind, local_id, fields, error);
}

gboolean
amends_sync_side_apply (AmendsSyncSide *self,
                        AmendsConnection *connection,
                        AmendsRemoteRow *row,
                        JsonObject *changed,
                        const char *local_id,
                        char **applied_id,
                        GError **error)
{
  *applied_id = NULL;
  return AMENDS_SYNC_SIDE_GET_IFACE (self)->apply (self, connection, row, changed, local_id,
                                                   applied_id, error);
}

gboolean
amends_sync_side_remove (AmendsSyncSide *self,
                         AmendsConnection *connection,
                         AmendsRemoteKind kind,
                         const char *local_id,
                         GError **error)
{
  return AMENDS_SYNC_SIDE_GET_IFACE (self)->remove (self, connection, kind, local_id, error);
}

gboolean
amends_sync_side_match (AmendsSyncSide *self,
                        AmendsConnection *connection,
                        AmendsRemoteRow *row,
                        JsonObject *fields,
                        char **local_id,
                        GError **error)
{
  *local_id = NULL;
  return AMENDS_SYNC_SIDE_GET_IFACE (self)->match == NULL ||
         AMENDS_SYNC_SIDE_GET_IFACE (self)->match (self, connection, row, fields, local_id, error);
}

gboolean
amends_sync_side_flush (AmendsSyncSide *self, AmendsConnection *connection, GError **error)
{
  return AMENDS_SYNC_SIDE_GET_IFACE (self)->flush == NULL ||
         AMENDS_SYNC_SIDE_GET_IFACE (self)->flush (self, connection, error);
}

/* --- The report ------------------------------------------------------------------------------- */

static AmendsSyncReport *
report_new (gboolean dry_run)
{
  AmendsSyncReport *self = g_new0 (AmendsSyncReport, 1);

  self->problems = g_ptr_array_new_with_free_func (g_free);
  self->retry_at = AMENDS_INSTANT_NONE;
  self->dry_run = dry_run;
  return self;
}

AmendsSyncReport *
amends_sync_report_copy (const AmendsSyncReport *self)
{
  AmendsSyncReport *copy = report_new (self->dry_run);
  g_autoptr (GPtrArray) problems = g_steal_pointer (&copy->problems);

  *copy = *self;
  copy->problems = g_steal_pointer (&problems);
  for (guint i = 0; i < self->problems->len; i++)
    g_ptr_array_add (copy->problems, g_strdup (self->problems->pdata[i]));
  return copy;
}

void
amends_sync_report_free (AmendsSyncReport *self)
{
  g_ptr_array_unref (self->problems);
  g_free (self);
}

static JsonObject *
counts_to_json (const AmendsSyncCounts *counts)
{
  const struct
  {
    const char *member;
    guint n;
  } members[] = {
    { "pulled", counts->pulled },       { "updated", counts->updated },
    { "unchanged", counts->unchanged }, { "removed", counts->removed },
    { "pushed", counts->pushed },       { "sent", counts->sent },
    { "found", counts->found },         { "waiting", counts->waiting },
    { "refused", counts->refused },     { "conflicts", counts->conflicts },
    { "problems", counts->problems },
  };
  JsonObject *object = json_object_new ();

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    json_object_set_int_member (object, members[i].member, members[i].n);
  return object;
}

JsonNode *
amends_sync_report_to_json (const AmendsSyncReport *self)
{
  static const AmendsSyncCounts none = { 0 };
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  JsonObject *kinds = json_object_new ();
  JsonArray *problems = json_array_new ();
  guint conflicts = 0;

  for (guint i = 0; i < AMENDS_REMOTE_N_KINDS; i++)
    {
      conflicts += self->counts[i].conflicts;
      if (memcmp (&self->counts[i], &none, sizeof none) != 0)
        json_object_set_object_member (kinds, amends_remote_kind_to_string (i),
                                       counts_to_json (&self->counts[i]));
    }
  for (guint i = 0; i < self->problems->len; i++)
    json_array_add_string_element (problems, self->problems->pdata[i]);
  json_object_set_boolean_member (object, "dry_run", self->dry_run);
  json_object_set_boolean_member (object, "swept", self->swept);
  json_object_set_boolean_member (object, "restored", self->restored);
  json_object_set_object_member (object, "kinds", kinds);
  json_object_set_int_member (object, "conflicts", conflicts);
  json_object_set_int_member (object, "ask_removal", self->ask_removal);
  json_object_set_array_member (object, "problems", problems);
  if (self->retry_at != AMENDS_INSTANT_NONE)
    {
      g_autofree char *at = amends_instant_format_utc (self->retry_at);

      json_object_set_string_member (object, "retry_at", at);
    }
  else
    json_object_set_null_member (object, "retry_at");
  json_node_take_object (node, object);
  return node;
}

/* --- Helpers of the parts --------------------------------------------------------------------- */

AmendsInstant
amends_sync_run_now (AmendsSyncRun *self)
{
  return amends_time_source_now (self->time_source);
}

void
amends_sync_run_tell (AmendsSyncRun *self,
                      AmendsRemoteKind kind,
                      gboolean pushing,
                      guint done,
                      guint total)
{
  if (self->progress != NULL)
    self->progress (kind, pushing, done, total, self->progress_data);
}

void
amends_sync_run_add_problem (AmendsSyncRun *self, char *text)
{
  if (self->report->problems->len < MOST_PROBLEMS)
    g_ptr_array_add (self->report->problems, text);
  else
    g_free (text);
}

typedef struct
{
  AmendsWriteFunc func;
  gpointer data;
  gboolean done;
} Trial;

static gboolean
try_write (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Trial *trial = data;

  trial->done = trial->func (connection, trial->data, cancellable, error);
  if (trial->done)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "taken back");
  return FALSE;
}

gboolean
amends_sync_run_write (AmendsSyncRun *self,
                       AmendsWriteFunc func,
                       gpointer data,
                       gboolean bookkeeping,
                       GError **error)
{
  Trial trial = { func, data, FALSE };
  GError *local = NULL;

  if ((self->flags & AMENDS_SYNC_DRY_RUN) == 0)
    return amends_database_write (self->database, func, data,
                                  bookkeeping ? NULL : self->cancellable, error);
  amends_database_write (self->database, try_write, &trial, self->cancellable, &local);
  if (trial.done)
    g_clear_error (&local);
  else
    g_propagate_error (error, local);
  return trial.done;
}

/* --- The run ---------------------------------------------------------------------------------- */

static gboolean
read_sweeps (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  AmendsSyncRun *self = data;
  gint64 next;

  if (!amends_connection_query_int (connection, "SELECT ifnull (max (sweep), 0) + 1 FROM crm_link",
                                    &next, error))
    return FALSE;
  for (guint i = 0; i < AMENDS_REMOTE_N_KINDS; i++)
    {
      g_autofree char *key = g_strconcat ("sweep:", amends_remote_kind_to_string (i), NULL);
      g_autofree char *text = NULL;
      g_autoptr (JsonObject) state = NULL;

      if (!amends_crm_store_get_cursor (connection, key, &text, error))
        return FALSE;
      state = amends_sync_object_from_text (text);
      self->sweep[i] = state != NULL && json_object_has_member (state, "number")
                           ? json_object_get_int_member (state, "number")
                           : next;
    }
  return TRUE;
}

static guint
count_sent (const AmendsSyncReport *report)
{
  guint n = 0;

  for (guint i = 0; i < AMENDS_REMOTE_N_KINDS; i++)
    n += report->counts[i].pushed + report->counts[i].sent;
  return n;
}

/* One entry for all of it: what was taken over, told by its digest. */
static gboolean
write_batch (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  AmendsSyncRun *self = data;
  g_autoptr (GChecksum) digest = g_checksum_copy (self->digest);
  g_autoptr (JsonNode) counts = amends_sync_report_to_json (self->report);
  g_autoptr (JsonObject) payload = json_object_new ();
  g_autofree char *summary = NULL;
  guint sent = count_sent (self->report);

  json_object_set_string_member (payload, "digest", g_checksum_get_string (digest));
  json_object_set_member (
      payload, "counts",
      json_node_copy (json_object_get_member (json_node_get_object (counts), "kinds")));
  /* Translators: how many records were taken over from the CRM, and how many were sent to it. */
  summary =
      g_strdup_printf (_ ("Synced with the CRM: %1$u taken over, %2$u sent"), self->taken, sent);
  return amends_sync_log (connection, AMENDS_EVENT_SYNC_BATCH, AMENDS_REMOTE_ACCOUNT, NULL,
                          amends_sync_run_now (self), NULL, payload, summary, error);
}

static gboolean
run_parts (AmendsSyncRun *self, GError **error)
{
  gboolean dry_run = (self->flags & AMENDS_SYNC_DRY_RUN) != 0;

  return amends_database_read (self->database, read_sweeps, self, self->cancellable, error) &&
         (dry_run || amends_sync_push (self, TRUE, error)) && amends_sync_pull (self, error) &&
         amends_sync_push (self, FALSE, error) &&
         (dry_run || (self->flags & AMENDS_SYNC_SWEEP) == 0 || amends_sync_sweep (self, error));
}

/* When it is worth coming again, where the server did not say. */
static void
note_retry (AmendsSyncRun *self, const GError *error)
{
  if (error->domain != AMENDS_CRM_ERROR)
    return;
  self->report->retry_at = amends_crm_error_get_until (error);
  if (self->report->retry_at == AMENDS_INSTANT_NONE &&
      (error->code == AMENDS_CRM_ERROR_NOT_SENT || error->code == AMENDS_CRM_ERROR_RATE_LIMITED ||
       error->code == AMENDS_CRM_ERROR_SERVER || error->code == AMENDS_CRM_ERROR_UNKNOWN))
    self->report->retry_at =
        amends_sync_run_now (self) + amends_sync_policy_get_wait (self->policy, 1);
}

AmendsSyncReport *
amends_sync_run (AmendsDatabase *database,
                 AmendsConnector *connector,
                 AmendsSyncSide *side,
                 AmendsTimeSource *time_source,
                 const AmendsSyncPolicy *policy,
                 AmendsSyncFlags flags,
                 AmendsSyncProgressFunc progress,
                 gpointer data,
                 AmendsSyncReport **partial,
                 GCancellable *cancellable,
                 GError **error)
{
  g_autoptr (AmendsSyncReport) report = report_new ((flags & AMENDS_SYNC_DRY_RUN) != 0);
  g_autoptr (GChecksum) digest = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  AmendsSyncRun run = {
    .database = database,
    .connector = connector,
    .side = side,
    .time_source = time_source,
    .policy = policy,
    .map = amends_connector_get_map (connector),
    .flags = flags,
    .progress = progress,
    .progress_data = data,
    .cancellable = cancellable,
    .report = report,
    .digest = digest,
    .known = known,
  };
  g_autoptr (GError) fault = NULL;
  gboolean logged = TRUE;

  if (!run_parts (&run, &fault))
    note_retry (&run, fault);
  /* What was done is logged however the run ended. */
  if ((run.taken > 0 || count_sent (report) > 0) && (flags & AMENDS_SYNC_DRY_RUN) == 0)
    logged = amends_database_write (database, write_batch, &run, NULL, fault ? NULL : &fault);
  if (fault == NULL && logged)
    return g_steal_pointer (&report);
  if (partial != NULL)
    *partial = g_steal_pointer (&report);
  g_propagate_error (error, g_steal_pointer (&fault));
  return NULL;
}

/* --- Settling --------------------------------------------------------------------------------- */

typedef struct
{
  AmendsConnection *connection;
  AmendsSyncSide *side;
  AmendsConflict *conflict; /* (owned) */
  AmendsRemoteKind kind;
  AmendsCrmLink *link; /* (owned) (nullable) */
  JsonNode *ours;      /* (owned) (nullable) */
  JsonNode *theirs;    /* (owned) (nullable) */
} Settling;

static void
settling_clear (Settling *self)
{
  g_clear_pointer (&self->conflict, amends_conflict_free);
  g_clear_pointer (&self->link, amends_crm_link_free);
  g_clear_pointer (&self->ours, json_node_unref);
  g_clear_pointer (&self->theirs, json_node_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Settling, settling_clear)

static JsonNode *
parse_value (const char *text)
{
  return text != NULL ? amends_json_parse (text, strlen (text), NULL, NULL) : NULL;
}

/* (transfer full) (nullable): what the field is here now, a reference as a remote id. */
static gboolean
read_value (Settling *self, JsonNode **value, GError **error)
{
  g_autoptr (JsonObject) fields = NULL;

  *value = NULL;
  if (!amends_sync_side_read (self->side, self->connection, self->kind, self->conflict->local_id,
                              &fields, error))
    return FALSE;
  if (fields == NULL)
    return TRUE;
  if (!amends_sync_delocalise (self->connection, fields, error))
    return FALSE;
  if (json_object_has_member (fields, self->conflict->field))
    *value = json_node_copy (json_object_get_member (fields, self->conflict->field));
  return TRUE;
}

/* Puts @value in place; refused by the rules here it is an error that says so. */
static gboolean
put_value (Settling *self, JsonNode *value, GError **error)
{
  g_autoptr (AmendsRemoteRow) row =
      amends_remote_row_new (self->kind, self->link != NULL ? self->link->remote_id : "");
  g_autoptr (JsonObject) changed = json_object_new ();
  g_autoptr (JsonNode) now = NULL;
  g_autofree char *applied = NULL;

  json_object_set_member (changed, self->conflict->field,
                          json_node_copy (amends_sync_value_or_null (value)));
  if (!amends_sync_localise (self->connection, NULL, changed, error) ||
      !amends_sync_side_apply (self->side, self->connection, row, changed, self->conflict->local_id,
                               &applied, error) ||
      !read_value (self, &now, error))
    return FALSE;
  if (amends_sync_values_match (NULL, self->kind, self->conflict->field, now, value))
    return TRUE;
  amends_crm_error_set (error, AMENDS_CRM_ERROR_INVALID, AMENDS_INSTANT_NONE, NULL,
                        self->conflict->field,
                        _ ("The rules of the case do not allow this value yet. Do first what they "
                           "ask for, then choose again."));
  return FALSE;
}

/* From now on it counts as a change of ours, which goes out. */
static gboolean
make_ours (Settling *self, AmendsInstant now, GError **error)
{
  g_autofree char *kind = g_strconcat (self->conflict->kind, ".push", NULL);
  g_autoptr (JsonObject) payload = json_object_new ();
  g_autofree char *text = NULL;

  if (!put_value (self, self->ours, error))
    return FALSE;
  if (self->link != NULL)
    {
      g_auto (AmendsSyncBase) base = { 0 };

      amends_sync_base_init (&base, self->link->base);
      amends_sync_base_set (&base, self->conflict->field,
                            json_object_get_member (base.theirs, self->conflict->field), NULL);
      g_free (self->link->base);
      self->link->base = amends_sync_base_to_text (&base);
      if (!amends_crm_store_save_link (self->connection, self->link, error))
        return FALSE;
    }
  if (self->conflict->ours_by != NULL)
    json_object_set_string_member (payload, "by", self->conflict->ours_by);
  text = amends_sync_object_to_text (payload);
  return amends_outbox_add_full (self->connection, kind, self->conflict->local_id, NULL, text, now,
                                 AMENDS_INSTANT_NONE, error);
}

/* Already so, unless the rules here stood against it, or it was changed here once more. */
static gboolean
make_theirs (Settling *self, GError **error)
{
  g_autoptr (JsonNode) now = NULL;

  if (!read_value (self, &now, error))
    return FALSE;
  if (!amends_sync_values_match (NULL, self->kind, self->conflict->field, now, self->ours))
    return TRUE;
  return put_value (self, self->theirs, error);
}

static gboolean
log_settled (Settling *self, gboolean ours, AmendsInstant now, GError **error)
{
  g_autoptr (JsonObject) payload = json_object_new ();

  json_object_set_string_member (payload, "kind", self->conflict->kind);
  json_object_set_string_member (payload, "record", self->conflict->local_id);
  json_object_set_string_member (payload, "field", self->conflict->field);
  json_object_set_string_member (payload, "chosen", ours ? "ours" : "theirs");
  return amends_sync_log (self->connection, AMENDS_EVENT_SYNC_RESOLVED, self->kind,
                          self->conflict->local_id, now, NULL, payload,
                          ours ? _ ("The value from here is used and goes to the CRM")
                               : _ ("The CRM’s value stays"),
                          error);
}

gboolean
amends_sync_settle_conflict (AmendsConnection *connection,
                             AmendsSyncSide *side,
                             const char *conflict_id,
                             gboolean ours,
                             AmendsInstant now,
                             GError **error)
{
  g_auto (Settling) self = { .connection = connection, .side = side };
  GError *local = NULL;

  self.conflict = amends_crm_store_find_conflict (connection, conflict_id, &local);
  if (self.conflict != NULL && amends_remote_kind_from_string (self.conflict->kind, &self.kind))
    self.link = amends_crm_store_find_local (connection, self.conflict->kind,
                                             self.conflict->local_id, &local);
  if (local != NULL)
    {
      g_propagate_error (error, local);
      return FALSE;
    }
  if (self.conflict == NULL || self.conflict->choice != AMENDS_CONFLICT_OPEN)
    {
      amends_crm_error_set (error, AMENDS_CRM_ERROR_GONE, AMENDS_INSTANT_NONE, NULL, NULL,
                            _ ("This difference has been settled already."));
      return FALSE;
    }
  self.ours = parse_value (self.conflict->ours);
  self.theirs = parse_value (self.conflict->theirs);
  self.conflict->choice = ours ? AMENDS_CONFLICT_OURS : AMENDS_CONFLICT_THEIRS;
  return (ours ? make_ours (&self, now, error) : make_theirs (&self, error)) &&
         amends_crm_store_save_conflict (connection, self.conflict, error) &&
         log_settled (&self, ours, now, error);
}
