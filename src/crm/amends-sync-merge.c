/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Three ways come together, field by field: what both agreed on, what is here, what is there. */

#include "config.h"

#include "amends-sync-private.h"

#include "amends-event-log.h"
#include "amends-id.h"
#include "amends-json.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A server's times may lose their fraction on the way. */
#define SAME_MOMENT (2 * AMENDS_SECOND)

/* One row being merged. */
typedef struct
{
  AmendsSyncRun *run;
  AmendsConnection *connection;
  AmendsRemoteRow *row;
  AmendsMergeMode mode;
  AmendsCrmLink *link; /* (owned) (nullable) until it is made */
  gboolean is_new;     /* there was no link */
  AmendsSyncBase base;
  AmendsSyncBase before; /* the base as it was, for people to see */
  JsonObject *ours;      /* (owned) (nullable): as it is here, references as remote ids */
  JsonObject *changed;   /* (owned): to be taken over, references as remote ids */
  char *ours_by;         /* (owned) (nullable): who made the change that waits */
  AmendsInstant ours_at;
} Merge;

static void
merge_clear (Merge *self)
{
  g_clear_pointer (&self->link, amends_crm_link_free);
  amends_sync_base_clear (&self->base);
  amends_sync_base_clear (&self->before);
  g_clear_pointer (&self->ours, json_object_unref);
  g_clear_pointer (&self->changed, json_object_unref);
  g_clear_pointer (&self->ours_by, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Merge, merge_clear)

static const char *
get_kind (Merge *self)
{
  return amends_remote_kind_to_string (self->row->kind);
}

static gboolean
match (Merge *self, const char *field, JsonNode *a, JsonNode *b)
{
  return amends_sync_values_match (self->run->map, self->row->kind, field, a, b);
}

/* --- The log ---------------------------------------------------------------------------------- */

gboolean
amends_sync_log (AmendsConnection *connection,
                 AmendsEventKind event_kind,
                 AmendsRemoteKind kind,
                 const char *local_id,
                 AmendsInstant now,
                 const char *actor,
                 JsonObject *payload,
                 const char *summary,
                 GError **error)
{
  g_autoptr (AmendsEvent) event = amends_record_new (AMENDS_TYPE_EVENT);

  event->kind = event_kind;
  event->at = event->recorded = now;
  event->actor = g_strdup (actor);
  event->summary = g_strdup (summary);
  event->payload = amends_sync_object_to_text (payload);
  event->escalation_id = kind == AMENDS_REMOTE_CASE ? g_strdup (local_id) : NULL;
  return amends_event_log_append (connection, event, error);
}

/* --- Conflicts -------------------------------------------------------------------------------- */

static char *
node_to_text (JsonNode *node)
{
  return node != NULL && !JSON_NODE_HOLDS_NULL (node) ? amends_json_to_canonical (node) : NULL;
}

/* A value of ours that is held already and is another one stays to be seen beside the new one. */
static gboolean
put_aside_older (Merge *self, const char *field, const char *ours, GError **error)
{
  g_autoptr (GPtrArray) all =
      amends_crm_store_list_conflicts (self->connection, self->link->local_id, error);

  for (guint i = 0; all != NULL && i < all->len; i++)
    {
      AmendsConflict *known = all->pdata[i];

      if (known->choice != AMENDS_CONFLICT_OPEN || g_strcmp0 (known->kind, get_kind (self)) != 0 ||
          g_strcmp0 (known->field, field) != 0 || g_strcmp0 (known->ours, ours) == 0)
        continue;
      known->choice = AMENDS_CONFLICT_THEIRS;
      if (!amends_crm_store_save_conflict (self->connection, known, error))
        return FALSE;
    }
  return all != NULL;
}

static gboolean
log_conflict (Merge *self, const AmendsConflict *conflict, GError **error)
{
  g_autoptr (JsonObject) payload = json_object_new ();

  json_object_set_string_member (payload, "kind", conflict->kind);
  json_object_set_string_member (payload, "record", conflict->local_id);
  json_object_set_string_member (payload, "field", conflict->field);
  json_object_set_string_member (payload, "ours", conflict->ours != NULL ? conflict->ours : "");
  json_object_set_string_member (payload, "theirs",
                                 conflict->theirs != NULL ? conflict->theirs : "");
  return amends_sync_log (self->connection, AMENDS_EVENT_SYNC_CONFLICT, self->row->kind,
                          conflict->local_id, conflict->found, conflict->theirs_by, payload,
                          _ ("Changed here and in the CRM. The CRM’s value is used; the other is "
                             "kept until somebody chooses."),
                          error);
}

static gboolean
hold (Merge *self, const char *field, JsonNode *ours, JsonNode *theirs, GError **error)
{
  g_autoptr (AmendsConflict) conflict = g_new0 (AmendsConflict, 1);

  conflict->id = amends_id_new ();
  conflict->kind = g_strdup (get_kind (self));
  conflict->local_id = g_strdup (self->link->local_id);
  conflict->field = g_strdup (field);
  conflict->base = node_to_text (amends_sync_base_get_ours (&self->before, field));
  conflict->ours = node_to_text (ours);
  conflict->theirs = node_to_text (theirs);
  conflict->ours_by = g_strdup (self->ours_by);
  conflict->ours_at = self->ours_at;
  conflict->theirs_by = g_strdup (self->row->modified_by);
  conflict->theirs_at = self->row->modified;
  conflict->found = amends_sync_run_now (self->run);
  self->run->report->counts[self->row->kind].conflicts++;
  return put_aside_older (self, field, conflict->ours, error) &&
         amends_crm_store_save_conflict (self->connection, conflict, error) &&
         log_conflict (self, conflict, error);
}

/* --- What we have written --------------------------------------------------------------------- */

/* A field of ours that the server has as we sent it, or as it wrote it down, is agreed. */
static void
agree_on_sent (Merge *self, JsonObject *sent)
{
  JsonObjectIter iter;
  const char *field;
  JsonNode *value;

  if (sent == NULL)
    return;
  json_object_iter_init (&iter, sent);
  while (json_object_iter_next (&iter, &field, &value))
    {
      JsonNode *theirs = json_object_get_member (self->row->fields, field);

      if (self->mode == AMENDS_MERGE_ANSWER)
        amends_sync_base_set (&self->base, field, theirs != NULL ? theirs : value, value);
      else if (theirs != NULL && match (self, field, theirs, value))
        amends_sync_base_set (&self->base, field, theirs, value);
      else if (self->mode == AMENDS_MERGE_FOUND && self->is_new)
        /* The create has put it there, and somebody has changed it since. */
        amends_sync_base_set (&self->base, field, value, NULL);
    }
}

/* The server's answer to a create also says what it filled in itself; that is nobody's change. */
static void
agree_on_rest (Merge *self)
{
  JsonObjectIter iter;
  const char *field;
  JsonNode *theirs;

  json_object_iter_init (&iter, self->row->fields);
  while (json_object_iter_next (&iter, &field, &theirs))
    {
      JsonNode *ours = self->ours != NULL ? json_object_get_member (self->ours, field) : NULL;

      if (amends_sync_is_internal (field) || json_object_has_member (self->base.theirs, field))
        continue;
      amends_sync_base_set (&self->base, field, theirs, ours);
    }
}

/* --- One field -------------------------------------------------------------------------------- */

static void
take (Merge *self, const char *field, JsonNode *theirs)
{
  json_object_set_member (self->changed, field, json_node_copy (theirs));
  amends_sync_base_set (&self->base, field, theirs, NULL);
}

static gboolean
merge_field (Merge *self, const char *field, JsonNode *theirs, GError **error)
{
  gboolean known = json_object_has_member (self->base.theirs, field);
  JsonNode *agreed = amends_sync_base_get_ours (&self->base, field);
  JsonNode *ours = json_object_get_member (self->ours, field);

  if (ours == NULL)
    {
      /* Nothing that this side keeps. */
      amends_sync_base_set (&self->base, field, theirs, NULL);
      return TRUE;
    }
  if (match (self, field, theirs, ours))
    {
      amends_sync_base_set (&self->base, field, theirs, ours);
      return TRUE;
    }
  if (self->mode != AMENDS_MERGE_RESTORED &&
      (known ? match (self, field, ours, agreed) : amends_sync_value_is_empty (ours)))
    {
      take (self, field, theirs);
      return TRUE;
    }
  if (!known && amends_sync_value_is_empty (theirs))
    {
      amends_sync_base_set (&self->base, field, theirs, NULL);
      return TRUE;
    }
  if (!hold (self, field, ours, theirs, error))
    return FALSE;
  take (self, field, theirs);
  return TRUE;
}

/* (transfer full) (element-type utf8): fields that are not there as they were agreed on. */
static GPtrArray *
list_changed (Merge *self)
{
  GPtrArray *changed = g_ptr_array_new_with_free_func (g_free);
  JsonObjectIter iter;
  const char *field;
  JsonNode *theirs;

  json_object_iter_init (&iter, self->row->fields);
  while (json_object_iter_next (&iter, &field, &theirs))
    {
      JsonNode *agreed = json_object_get_member (self->base.theirs, field);

      if (!amends_sync_is_internal (field) &&
          (agreed == NULL || !match (self, field, theirs, agreed)))
        g_ptr_array_add (changed, g_strdup (field));
    }
  return changed;
}

static gboolean
read_ours (Merge *self, GError **error)
{
  g_clear_pointer (&self->ours, json_object_unref);
  return amends_sync_side_read (self->run->side, self->connection, self->row->kind,
                                self->link->local_id, &self->ours, error) &&
         (self->ours == NULL || amends_sync_delocalise (self->connection, self->ours, error));
}

/* Who changed it here, and when: the first change that waits. */
static gboolean
read_waiting (Merge *self, GError **error)
{
  GError *local = NULL;
  g_autoptr (AmendsOutboxRow) waiting =
      amends_outbox_find_record (self->connection, NULL, self->link->local_id, &local);
  g_autoptr (JsonObject) payload = NULL;
  JsonNode *by;

  if (local != NULL)
    {
      g_propagate_error (error, local);
      return FALSE;
    }
  if (waiting == NULL)
    return TRUE;
  self->ours_at = waiting->created;
  payload = amends_sync_object_from_text (waiting->payload);
  by = payload != NULL ? json_object_get_member (payload, "by") : NULL;
  if (by != NULL && json_node_get_value_type (by) == G_TYPE_STRING)
    self->ours_by = g_strdup (json_node_get_string (by));
  return TRUE;
}

/* --- Taking over ------------------------------------------------------------------------------ */

/* What the rules here do not allow stays as it was and is held like any other conflict. */
static gboolean
check_taken (Merge *self, GError **error)
{
  g_autoptr (JsonObject) was = g_steal_pointer (&self->ours);
  JsonObjectIter iter;
  const char *field;
  JsonNode *theirs;

  if (!read_ours (self, error))
    return FALSE;
  if (self->ours == NULL)
    return TRUE;
  json_object_iter_init (&iter, self->changed);
  while (json_object_iter_next (&iter, &field, &theirs))
    {
      JsonNode *before = json_object_get_member (was, field);
      JsonNode *now = json_object_get_member (self->ours, field);

      if (now == NULL || match (self, field, now, theirs))
        continue;
      if (match (self, field, now, before) && !hold (self, field, now, theirs, error))
        return FALSE;
      /* As near as the rules let it come: no change of ours. */
      amends_sync_base_set (&self->base, field, theirs, now);
    }
  return TRUE;
}

static gboolean
apply (Merge *self, GError **error)
{
  g_autoptr (JsonObject) fields = amends_sync_object_copy (self->changed);
  g_autofree char *applied = NULL;

  return amends_sync_localise (self->connection, self->run->known, fields, error) &&
         amends_sync_side_apply (self->run->side, self->connection, self->row, fields,
                                 self->link->local_id, &applied, error) &&
         ((self->row->kind != AMENDS_REMOTE_CASE && self->row->kind != AMENDS_REMOTE_TASK) ||
          check_taken (self, error));
}

static gboolean
save_link (Merge *self, GError **error)
{
  AmendsCrmLink *link = self->link;

  g_free (link->base);
  link->base = amends_sync_base_to_text (&self->base);
  if (self->row->version != NULL)
    {
      g_free (link->version);
      link->version = g_strdup (self->row->version);
    }
  if (self->row->modified != AMENDS_INSTANT_NONE)
    link->modified = self->row->modified;
  return amends_crm_store_save_link (self->connection, link, error);
}

static AmendsCrmLink *
make_link (Merge *self, const char *local_id)
{
  AmendsCrmLink *link = g_new0 (AmendsCrmLink, 1);

  link->kind = g_strdup (get_kind (self));
  link->remote_id = g_strdup (self->row->id);
  link->local_id = g_strdup (local_id);
  link->sweep = self->run->sweep[self->row->kind];
  return link;
}

/* The server has told newer facts than these. */
static gboolean
is_older (Merge *self)
{
  return self->mode == AMENDS_MERGE_PULLED && !self->is_new &&
         self->row->modified != AMENDS_INSTANT_NONE &&
         self->link->modified != AMENDS_INSTANT_NONE &&
         self->row->modified + SAME_MOMENT < self->link->modified;
}

static gboolean
merge_known (Merge *self, JsonObject *sent, AmendsMerged *merged, GError **error)
{
  g_autoptr (GPtrArray) changed = NULL;

  if (!read_waiting (self, error) || (self->is_new && !read_ours (self, error)))
    return FALSE;
  agree_on_sent (self, sent);
  if (self->is_new && self->mode == AMENDS_MERGE_ANSWER)
    agree_on_rest (self);
  self->before.theirs = amends_sync_object_copy (self->base.theirs);
  self->before.ours = amends_sync_object_copy (self->base.ours);
  changed = list_changed (self);
  *merged = self->is_new ? AMENDS_MERGED_NEW : AMENDS_MERGED_UNCHANGED;
  if (changed->len > 0 && is_older (self))
    {
      *merged = AMENDS_MERGED_OLDER;
      return TRUE;
    }
  if (changed->len > 0 && !self->is_new && !read_ours (self, error))
    return FALSE;
  /* Somebody has removed it here since: it does not come back by itself, and nothing of it is
   * kept. */
  if (changed->len > 0 && self->ours == NULL)
    {
      amends_sync_base_clear (&self->base);
      amends_sync_base_init (&self->base, NULL);
    }
  for (guint i = 0; self->ours != NULL && i < changed->len; i++)
    if (!merge_field (self, changed->pdata[i],
                      json_object_get_member (self->row->fields, changed->pdata[i]), error))
      return FALSE;
  if (json_object_get_size (self->changed) > 0)
    {
      if (!apply (self, error))
        return FALSE;
      if (!self->is_new)
        *merged = AMENDS_MERGED_CHANGED;
    }
  return save_link (self, error);
}

/* --- New here --------------------------------------------------------------------------------- */

/* @fields: of the row, references as local ids */
static gboolean
merge_new (Merge *self, JsonObject *fields, AmendsMerged *merged, GError **error)
{
  g_autofree char *applied = NULL;

  if (!amends_sync_side_apply (self->run->side, self->connection, self->row, fields, NULL, &applied,
                               error))
    return FALSE;
  *merged = applied != NULL ? AMENDS_MERGED_NEW : AMENDS_MERGED_NO_USE;
  if (applied == NULL)
    return TRUE;
  self->link = make_link (self, applied);
  self->base.theirs = amends_sync_object_copy (self->row->fields);
  self->base.ours = json_object_new ();
  if (json_object_has_member (self->base.theirs, "client_key"))
    json_object_remove_member (self->base.theirs, "client_key");
  return save_link (self, error);
}

/* There is no link: what it is here, if anything. @local_id: (inout) (nullable) */
static gboolean
merge_unlinked (Merge *self, char **local_id, AmendsMerged *merged, GError **error)
{
  g_autoptr (JsonObject) fields = amends_sync_object_copy (self->row->fields);

  if (json_object_has_member (fields, "client_key"))
    json_object_remove_member (fields, "client_key");
  return amends_sync_localise (self->connection, self->run->known, fields, error) &&
         amends_sync_side_match (self->run->side, self->connection, self->row, fields, local_id,
                                 error) &&
         (*local_id != NULL || merge_new (self, fields, merged, error));
}

/* What the CRM has is exactly what was agreed on: by far the most common, and cheap to see. */
static gboolean
is_as_agreed (Merge *self)
{
  g_autofree char *text = NULL;

  if (self->link->base == NULL || self->mode != AMENDS_MERGE_PULLED ||
      g_strcmp0 (self->link->version, self->row->version) != 0 ||
      self->link->modified != self->row->modified)
    return FALSE;
  text = amends_sync_object_to_text (self->row->fields);
  return g_str_equal (text, self->link->base);
}

gboolean
amends_sync_merge (AmendsSyncRun *self,
                   AmendsConnection *connection,
                   AmendsRemoteRow *row,
                   AmendsMergeMode mode,
                   JsonObject *sent,
                   const char *local_id,
                   AmendsMerged *merged,
                   GError **error)
{
  g_auto (Merge) merge = { .run = self, .connection = connection, .row = row, .mode = mode };
  g_autofree char *matched = g_strdup (local_id);
  GError *local = NULL;

  merge.changed = json_object_new ();
  merge.link = amends_crm_store_find_remote (connection, amends_remote_kind_to_string (row->kind),
                                             row->id, &local);
  if (local != NULL)
    {
      g_propagate_error (error, local);
      return FALSE;
    }
  if (merge.link != NULL && is_as_agreed (&merge))
    {
      *merged = AMENDS_MERGED_UNCHANGED;
      return TRUE;
    }
  merge.is_new = merge.link == NULL;
  if (merge.is_new && matched == NULL)
    {
      if (!merge_unlinked (&merge, &matched, merged, error))
        return FALSE;
      if (matched == NULL)
        return TRUE;
    }
  if (merge.is_new)
    merge.link = make_link (&merge, matched);
  amends_sync_base_init (&merge.base, merge.link->base);
  return merge_known (&merge, sent, merged, error);
}
