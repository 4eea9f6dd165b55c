/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The append-only log and its chain of hashes. */

#include "config.h"

#include "amends-event-log.h"

#include "amends-enum-types.h"
#include "amends-id.h"
#include "amends-json.h"
#include "amends-statement.h"
#include "amends-storage-error.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#define EVENT_COLUMNS                                                                              \
  "seq, id, escalation_id, kind, at, recorded, actor, summary, payload, digest, previous, hash, "  \
  "erased"

enum
{
  COLUMN_SEQ,
  COLUMN_ID,
  COLUMN_ESCALATION,
  COLUMN_KIND,
  COLUMN_AT,
  COLUMN_RECORDED,
  COLUMN_ACTOR,
  COLUMN_SUMMARY,
  COLUMN_PAYLOAD,
  COLUMN_DIGEST,
  COLUMN_PREVIOUS,
  COLUMN_HASH,
  COLUMN_ERASED,
};

static char *
make_digest (const char *payload, const char *summary)
{
  g_autoptr (GString) text = g_string_new (payload);

  g_string_append_c (text, '\0');
  g_string_append (text, summary ? summary : "");
  return amends_digest (text->str, text->len);
}

static void
add_text (JsonObject *object, const char *name, const char *text)
{
  if (text && *text)
    json_object_set_string_member (object, name, text);
  else
    json_object_set_null_member (object, name);
}

/* @kind as it is stored: verifying must not depend on this program knowing it. */
static char *
make_hash (const char *previous, AmendsEvent *event, const char *kind)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autoptr (JsonObject) object = json_object_new ();
  g_autofree char *canonical = NULL;
  g_autofree char *text = NULL;

  json_object_set_int_member (object, "seq", event->seq);
  add_text (object, "id", event->id);
  add_text (object, "escalation_id", event->escalation_id);
  add_text (object, "kind", kind);
  json_object_set_int_member (object, "at", event->at);
  json_object_set_int_member (object, "recorded", event->recorded);
  add_text (object, "actor", event->actor);
  add_text (object, "digest", event->digest);
  json_node_set_object (node, object);
  canonical = amends_json_to_canonical (node);
  text = g_strconcat (previous, "\n", canonical, NULL);
  return amends_digest (text, -1);
}

static void
replace (char **where, char *text)
{
  g_free (*where);
  *where = text;
}

static gboolean
make_payload_canonical (AmendsEvent *event, GError **error)
{
  g_autoptr (JsonNode) node = NULL;

  if (event->payload == NULL)
    return TRUE;
  node = amends_json_parse (event->payload, strlen (event->payload), "event", error);
  if (node == NULL)
    return FALSE;
  replace (&event->payload, amends_json_to_canonical (node));
  return TRUE;
}

static gboolean
insert_event (AmendsConnection *connection, AmendsEvent *event, GError **error)
{
  g_autoptr (AmendsStatement) s =
      amends_statement_new (connection,
                            "INSERT INTO event (" EVENT_COLUMNS
                            ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, 0)",
                            error);

  if (s == NULL)
    return FALSE;
  amends_statement_bind_int (s, COLUMN_SEQ + 1, event->seq);
  amends_statement_bind_text (s, COLUMN_ID + 1, event->id);
  amends_statement_bind_text (s, COLUMN_ESCALATION + 1, event->escalation_id);
  amends_statement_bind_enum (s, COLUMN_KIND + 1, AMENDS_TYPE_EVENT_KIND, event->kind);
  amends_statement_bind_instant (s, COLUMN_AT + 1, event->at);
  amends_statement_bind_instant (s, COLUMN_RECORDED + 1, event->recorded);
  amends_statement_bind_text (s, COLUMN_ACTOR + 1, event->actor);
  amends_statement_bind_text (s, COLUMN_SUMMARY + 1, event->summary);
  amends_statement_bind_text (s, COLUMN_PAYLOAD + 1, event->payload);
  amends_statement_bind_text (s, COLUMN_DIGEST + 1, event->digest);
  amends_statement_bind_text (s, COLUMN_PREVIOUS + 1, event->previous);
  amends_statement_bind_text (s, COLUMN_HASH + 1, event->hash);
  return amends_statement_run (s, error);
}

gboolean
amends_event_log_append (AmendsConnection *connection, AmendsEvent *event, GError **error)
{
  g_autoptr (GEnumClass) kinds = g_type_class_ref (AMENDS_TYPE_EVENT_KIND);
  g_autofree char *previous = NULL;
  gint64 last;

  g_return_val_if_fail (AMENDS_IS_EVENT (event), FALSE);

  if (!make_payload_canonical (event, error) ||
      !amends_event_log_get_head (connection, &last, &previous, error))
    return FALSE;
  if (event->id == NULL)
    event->id = amends_id_new ();
  if (event->recorded == AMENDS_INSTANT_NONE)
    event->recorded = g_get_real_time () / 1000;
  event->seq = last + 1;
  event->erased = FALSE;
  replace (&event->digest, make_digest (event->payload, event->summary));
  replace (&event->previous, previous ? g_steal_pointer (&previous) : g_strdup (""));
  replace (&event->hash,
           make_hash (event->previous, event, g_enum_get_value (kinds, event->kind)->value_nick));
  return insert_event (connection, event, error);
}

static AmendsEvent *
read_event (AmendsStatement *s)
{
  AmendsEvent *event = g_object_new (AMENDS_TYPE_EVENT, NULL);

  event->seq = amends_statement_get_int (s, COLUMN_SEQ);
  event->id = amends_statement_dup_text (s, COLUMN_ID);
  event->escalation_id = amends_statement_dup_text (s, COLUMN_ESCALATION);
  event->kind =
      amends_statement_get_enum (s, COLUMN_KIND, AMENDS_TYPE_EVENT_KIND, AMENDS_EVENT_NOTE);
  event->at = amends_statement_get_instant (s, COLUMN_AT);
  event->recorded = amends_statement_get_instant (s, COLUMN_RECORDED);
  event->actor = amends_statement_dup_text (s, COLUMN_ACTOR);
  event->summary = amends_statement_dup_text (s, COLUMN_SUMMARY);
  event->payload = amends_statement_dup_text (s, COLUMN_PAYLOAD);
  event->digest = amends_statement_dup_text (s, COLUMN_DIGEST);
  event->previous = amends_statement_dup_text (s, COLUMN_PREVIOUS);
  event->hash = amends_statement_dup_text (s, COLUMN_HASH);
  event->erased = amends_statement_get_int (s, COLUMN_ERASED) != 0;
  return event;
}

static GPtrArray *
read_events (AmendsStatement *statement, GError **error)
{
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func (g_object_unref);
  gboolean row;

  while (TRUE)
    {
      if (!amends_statement_step (statement, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&events);
      g_ptr_array_add (events, read_event (statement));
    }
}

GPtrArray *
amends_event_log_list (AmendsConnection *connection, const char *escalation_id, GError **error)
{
  g_autoptr (AmendsStatement) statement = amends_statement_new (
      connection, "SELECT " EVENT_COLUMNS " FROM event WHERE escalation_id IS ?1 ORDER BY seq",
      error);

  if (statement == NULL)
    return NULL;
  amends_statement_bind_text (statement, 1, escalation_id);
  return read_events (statement, error);
}

GPtrArray *
amends_event_log_list_recent (AmendsConnection *connection,
                              gint64 before_seq,
                              guint limit,
                              GError **error)
{
  g_autoptr (AmendsStatement) statement = amends_statement_new (
      connection, "SELECT " EVENT_COLUMNS " FROM event WHERE seq < ?1 ORDER BY seq DESC LIMIT ?2",
      error);

  if (statement == NULL)
    return NULL;
  amends_statement_bind_int (statement, 1, before_seq > 0 ? before_seq : G_MAXINT64);
  amends_statement_bind_int (statement, 2, limit);
  return read_events (statement, error);
}

static gboolean
erase (AmendsConnection *connection, const char *sql, const char *id, GError **error)
{
  g_autoptr (AmendsStatement) statement = amends_statement_new (connection, sql, error);

  if (statement == NULL)
    return FALSE;
  amends_statement_bind_text (statement, 1, id);
  return amends_statement_run (statement, error);
}

gboolean
amends_event_log_erase (AmendsConnection *connection, const char *event_id, GError **error)
{
  if (!erase (connection,
              "UPDATE event SET payload = NULL, summary = NULL, erased = 1 WHERE id = ?1", event_id,
              error))
    return FALSE;
  if (amends_connection_get_changes (connection) == 0)
    {
      g_set_error_literal (error, AMENDS_STORAGE_ERROR, AMENDS_STORAGE_ERROR_NOT_FOUND,
                           _ ("There is no such entry in the log."));
      return FALSE;
    }
  return TRUE;
}

gboolean
amends_event_log_erase_case (AmendsConnection *connection,
                             const char *escalation_id,
                             GError **error)
{
  return erase (connection,
                "UPDATE event SET payload = NULL, summary = NULL, erased = 1"
                " WHERE escalation_id = ?1",
                escalation_id, error);
}

gboolean
amends_event_log_get_head (AmendsConnection *connection, gint64 *seq, char **hash, GError **error)
{
  g_autoptr (AmendsStatement) statement = amends_statement_new (
      connection, "SELECT seq, hash FROM event ORDER BY seq DESC LIMIT 1", error);
  gboolean row;

  if (statement == NULL || !amends_statement_step (statement, &row, error))
    return FALSE;
  *seq = row ? amends_statement_get_int (statement, 0) : 0;
  *hash = row ? amends_statement_dup_text (statement, 1) : NULL;
  return TRUE;
}

void
amends_event_report_clear (AmendsEventReport *self)
{
  g_clear_pointer (&self->reason, g_free);
}

/* (transfer full) (nullable): what is wrong with the entry the statement stands on. */
static char *
find_fault (AmendsStatement *s, AmendsEvent *event, gint64 seq, const char *previous)
{
  g_autofree char *digest = make_digest (event->payload, event->summary);
  g_autofree char *hash =
      make_hash (event->previous, event, amends_statement_get_text (s, COLUMN_KIND));

  if (event->seq != seq)
    return g_strdup_printf (
        /* Translators: %1$lld and %2$lld are numbers of entries of the log. */
        _ ("Entry %1$lld follows where entry %2$lld should be: entries are missing."),
        (long long) event->seq, (long long) seq);
  if (g_strcmp0 (event->previous, previous) != 0)
    return g_strdup_printf (_ ("Entry %lld does not continue the entry before it."),
                            (long long) event->seq);
  if (g_strcmp0 (event->hash, hash) != 0)
    return g_strdup_printf (_ ("Entry %lld was changed after it was written."),
                            (long long) event->seq);
  if (event->erased ? event->payload || event->summary : g_strcmp0 (event->digest, digest) != 0)
    return g_strdup_printf (_ ("The words of entry %lld were changed after it was written."),
                            (long long) event->seq);
  return NULL;
}

gboolean
amends_event_log_verify (AmendsConnection *connection, AmendsEventReport *report, GError **error)
{
  g_autoptr (AmendsStatement) statement =
      amends_statement_new (connection, "SELECT " EVENT_COLUMNS " FROM event ORDER BY seq", error);
  g_autofree char *previous = g_strdup ("");
  gint64 seq = 1;
  gboolean row;

  memset (report, 0, sizeof *report);
  if (statement == NULL)
    return FALSE;
  while (TRUE)
    {
      g_autoptr (AmendsEvent) event = NULL;
      g_autofree char *fault = NULL;

      if (!amends_statement_step (statement, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      event = read_event (statement);
      fault = find_fault (statement, event, seq, previous);
      if (fault == NULL)
        event->erased ? report->erased++ : report->ok++;
      else if (report->broken++ == 0)
        {
          report->first_broken = event->seq;
          report->reason = g_steal_pointer (&fault);
        }
      seq = event->seq + 1;
      replace (&previous, g_strdup (event->hash));
    }
}
