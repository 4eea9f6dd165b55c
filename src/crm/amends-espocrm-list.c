/* SPDX-License-Identifier: GPL-3.0-or-later */
/* EspoCRM: lists of records, so that none is missed. */

#include "config.h"

#include <string.h>

#include "amends-espocrm-private.h"
#include "amends-list-round.h"
#include "amends-parts-cursor.h"

/* Longer than a transaction of the server or the difference between its clocks. */
#define OVERLAP (5 * AMENDS_MINUTE)
#define DEFAULT_PAGE 200
/* Lists cut texts to so many characters. */
#define CUT_TEXT 10000
/* Cases whose streams make up one page of notes. */
#define STREAMS_A_PAGE 20

/* Appends a condition to the query. @value: (nullable) for conditions without one. */
static void
add_where (AmendsHttpRequest *request,
           guint *count,
           const char *type,
           const char *attribute,
           const char *value)
{
  const char *const names[] = { "type", "attribute", "value" };
  const char *const values[] = { type, attribute, value };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (values[i] != NULL)
      {
        g_autofree char *name = g_strdup_printf ("where[%u][%s]", *count, names[i]);

        amends_http_request_add_query (request, name, values[i]);
      }
  (*count)++;
}

static guint
get_page_size (AmendsEspocrm *self)
{
  const char *text =
      amends_field_map_get_setting (amends_connector_get_map (AMENDS_CONNECTOR (self)), "page");
  guint64 size = text != NULL ? g_ascii_strtoull (text, NULL, 10) : 0;

  return size > 0 && size <= DEFAULT_PAGE ? (guint) size : DEFAULT_PAGE;
}

/* (transfer full): array "list" of the answer; NULL with @error. Takes @request. @date: (out)
 * (optional): the server's clock, AMENDS_INSTANT_NONE if it does not say */
static JsonArray *
fetch_list (AmendsEspocrm *self,
            AmendsHttpRequest *request,
            AmendsEspocrmPart *part,
            AmendsInstant *date,
            GCancellable *cancellable,
            GError **error)
{
  g_autoptr (AmendsHttpResponse) response =
      amends_espocrm_call (self, request, part, AMENDS_CALL_READ, cancellable, error);
  JsonObject *object =
      response != NULL ? amends_connector_read_object (response, AMENDS_CALL_READ, error) : NULL;
  JsonArray *list = amends_json_peek_array (object, "list");

  if (object == NULL)
    return NULL;
  if (list == NULL)
    {
      amends_connector_set_unreadable (AMENDS_CALL_READ, error);
      return NULL;
    }
  if (date != NULL)
    *date = amends_http_response_get_date (response);
  return json_array_ref (list);
}

/* Which records of the entity are of the kind at all. */
static void
add_scope (AmendsEspocrm *self, AmendsEspocrmPart *part, AmendsHttpRequest *request, guint *count)
{
  AmendsFieldMap *map = amends_connector_get_map (AMENDS_CONNECTOR (self));
  const char *parent = amends_field_map_get_option (part->map, part->kind, "parent");
  const AmendsMapping *key = amends_field_map_find (map, AMENDS_REMOTE_CASE, "client_key");

  if (parent != NULL)
    add_where (request, count, "equals", "parentType", parent);
  if (part->kind == AMENDS_REMOTE_CASE || part->kind == AMENDS_REMOTE_TASK)
    {
      if (part->key_field != NULL)
        add_where (request, count, "isNotNull", part->key_field, NULL);
      else
        add_where (request, count, "contains", "description", "Amends ");
    }
  else if (part->kind == AMENDS_REMOTE_INTERACTION && part->fields != NULL && key != NULL &&
           key->remote != NULL && json_object_has_member (part->fields, key->remote) &&
           g_strcmp0 (amends_field_map_get_entity (map, AMENDS_REMOTE_CASE), part->entity) == 0)
    add_where (request, count, "isNull", key->remote, NULL);
}

/* Whether @row belongs to the kind, where the server could not be asked. */
static gboolean
is_of_kind (AmendsEspocrmPart *part, AmendsRemoteRow *row)
{
  if (part->kind == AMENDS_REMOTE_CASE || part->kind == AMENDS_REMOTE_TASK)
    return row->client_key != NULL;
  if (part->kind == AMENDS_REMOTE_INTERACTION)
    {
      g_autofree char *key = amends_mark_dup_key (amends_json_peek_string (row->fields, "text"));

      return key == NULL && row->client_key == NULL;
    }
  return TRUE;
}

/* The newest record there is: (nullable), NULL with or without @error. */
static AmendsRemoteRow *
get_newest (AmendsEspocrm *self,
            AmendsEspocrmPart *part,
            AmendsInstant *date,
            GCancellable *cancellable,
            GError **error)
{
  AmendsHttpRequest *request =
      amends_espocrm_request (self, cancellable, error, "GET", part->entity, NULL);
  g_autoptr (JsonArray) list = NULL;
  JsonObject *first;
  guint count = 0;

  if (request == NULL)
    return NULL;
  amends_http_request_add_query (request, "select", "id,modifiedAt,createdAt");
  amends_http_request_add_query (request, "orderBy", "modifiedAt");
  amends_http_request_add_query (request, "order", "desc");
  amends_http_request_add_query (request, "maxSize", "1");
  add_scope (self, part, request, &count);
  list = fetch_list (self, request, part, date, cancellable, error);
  if (list == NULL || (first = amends_json_peek_element (list, 0)) == NULL)
    return NULL;
  return amends_espocrm_read_row (part, first, NULL);
}

/* Begins a round in @state. FALSE with @error, or without when there is nothing to read. */
static gboolean
begin_round (AmendsEspocrm *self,
             AmendsEspocrmPart *part,
             JsonObject *state,
             GCancellable *cancellable,
             GError **error)
{
  AmendsInstant date = AMENDS_INSTANT_NONE;
  g_autoptr (AmendsRemoteRow) newest = get_newest (self, part, &date, cancellable, error);

  if (newest == NULL)
    return FALSE;
  amends_round_begin (state, newest->modified, newest->id + strlen (part->prefix), date, OVERLAP);
  return TRUE;
}

/* A text as long as lists give at most is asked for by itself. */
static gboolean
is_cut (AmendsRemoteRow *row)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, row->fields);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING &&
        g_utf8_strlen (json_node_get_string (node), -1) >= CUT_TEXT)
      return TRUE;
  return FALSE;
}

/* Puts the whole record in the place of @row if a list has cut it, NULL if it has gone meanwhile.
 * FALSE with @error. */
static gboolean
complete_row (AmendsEspocrm *self,
              AmendsEspocrmPart *part,
              AmendsRemoteRow **row,
              GCancellable *cancellable,
              GError **error)
{
  g_autoptr (GError) fault = NULL;
  AmendsRemoteRow *whole;

  if (!is_cut (*row))
    return TRUE;
  whole =
      amends_espocrm_get_row (self, part, (*row)->id + strlen (part->prefix), cancellable, &fault);
  if (whole == NULL && !g_error_matches (fault, AMENDS_CRM_ERROR, AMENDS_CRM_ERROR_GONE))
    {
      g_propagate_error (error, g_steal_pointer (&fault));
      return FALSE;
    }
  amends_remote_row_unref (*row);
  *row = whole;
  return TRUE;
}

/* Adds the row for @record; FALSE with @error. */
static gboolean
take_record (AmendsEspocrm *self,
             AmendsEspocrmPart *part,
             JsonObject *state,
             JsonObject *record,
             AmendsRemotePage *page,
             GPtrArray *problems,
             GCancellable *cancellable,
             GError **error)
{
  g_autoptr (AmendsRemoteRow) row = amends_espocrm_read_row (part, record, problems);

  if (row == NULL)
    {
      amends_connector_set_unreadable (AMENDS_CALL_READ, error);
      return FALSE;
    }
  if (!amends_round_take (state, row->id + strlen (part->prefix), row->modified, record))
    return TRUE;
  if (!complete_row (self, part, &row, cancellable, error))
    return FALSE;
  if (row != NULL && is_of_kind (part, row))
    g_ptr_array_add (page->rows, g_steal_pointer (&row));
  return TRUE;
}

/* One page of the round; -1 with @error, else whether there is more. */
static int
read_page (AmendsEspocrm *self,
           AmendsEspocrmPart *part,
           JsonObject *state,
           AmendsRemotePage *page,
           GCancellable *cancellable,
           GError **error)
{
  guint size = get_page_size (self);
  g_autofree char *size_text = g_strdup_printf ("%u", size);
  g_autofree char *last = g_strdup (amends_round_get_last (state));
  AmendsInstant low = amends_round_get_low (state);
  AmendsHttpRequest *request =
      amends_espocrm_request (self, cancellable, error, "GET", part->entity, NULL);
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (JsonArray) list = NULL;
  guint count = 0;

  if (request == NULL)
    return -1;
  amends_espocrm_add_select (request, part);
  amends_http_request_add_query (request, "orderBy", "id");
  amends_http_request_add_query (request, "order", "asc");
  amends_http_request_add_query (request, "maxSize", size_text);
  if (low != AMENDS_INSTANT_NONE)
    {
      g_autofree char *text = amends_remote_instant_format_plain (low);

      add_where (request, &count, "greaterThanOrEquals", "modifiedAt", text);
    }
  if (*last != '\0')
    add_where (request, &count, "greaterThan", "id", last);
  add_scope (self, part, request, &count);
  list = fetch_list (self, request, part, NULL, cancellable, error);
  if (list == NULL)
    return -1;
  for (guint i = 0; i < json_array_get_length (list); i++)
    if (!take_record (self, part, state, amends_json_peek_element (list, i), page, problems,
                      cancellable, error))
      return -1;
  if (problems->len > 0)
    g_message ("%u values do not fit the field map; the first: %s", problems->len,
               (const char *) g_ptr_array_index (problems, 0));
  /* A server that does not know the condition on ids would go round for ever. */
  if (json_array_get_length (list) > 0 && g_strcmp0 (last, amends_round_get_last (state)) == 0)
    {
      amends_connector_set_unreadable (AMENDS_CALL_READ, error);
      return -1;
    }
  return json_array_get_length (list) >= size;
}

/* Notes: the streams of our cases */

/* Posts of one case since the mark. */
static gboolean
read_stream (AmendsEspocrm *self,
             AmendsEspocrmPart *notes,
             const char *case_id,
             JsonObject *state,
             AmendsRemotePage *page,
             GCancellable *cancellable,
             GError **error)
{
  const char *case_entity = amends_field_map_get_entity (
      amends_connector_get_map (AMENDS_CONNECTOR (self)), AMENDS_REMOTE_CASE);
  AmendsInstant low = amends_round_get_instant (state, "low");
  guint size = get_page_size (self);

  for (guint offset = 0;; offset += size)
    {
      g_autofree char *size_text = g_strdup_printf ("%u", size);
      g_autofree char *offset_text = g_strdup_printf ("%u", offset);
      AmendsHttpRequest *request = amends_espocrm_request (self, cancellable, error, "GET",
                                                           case_entity, case_id, "stream", NULL);
      g_autoptr (JsonArray) list = NULL;
      gboolean old = FALSE;

      if (request == NULL)
        return FALSE;
      amends_http_request_add_query (request, "filter", "posts");
      amends_http_request_add_query (request, "maxSize", size_text);
      amends_http_request_add_query (request, "offset", offset_text);
      list = fetch_list (self, request, notes, NULL, cancellable, error);
      if (list == NULL)
        return FALSE;
      for (guint i = 0; i < json_array_get_length (list); i++)
        {
          JsonObject *record = amends_json_peek_element (list, i);
          g_autoptr (AmendsRemoteRow) row =
              record != NULL && g_strcmp0 (amends_json_peek_string (record, "type"), "Post") == 0
                  ? amends_espocrm_read_row (notes, record, NULL)
                  : NULL;

          if (row == NULL)
            continue;
          old |= low != AMENDS_INSTANT_NONE && row->modified < low;
          if (old || !amends_round_take (state, row->id, row->modified, record))
            continue;
          if (!complete_row (self, notes, &row, cancellable, error))
            return FALSE;
          if (row == NULL)
            continue;
          json_object_set_string_member (row->fields, "case", case_id);
          g_ptr_array_add (page->rows, g_steal_pointer (&row));
        }
      if (old || json_array_get_length (list) < size)
        return TRUE;
    }
}

/* The notes of some cases; -1 with @error, else whether there is more. */
static int
read_streams (AmendsEspocrm *self,
              AmendsEspocrmPart *notes,
              JsonObject *state,
              AmendsRemotePage *page,
              GCancellable *cancellable,
              GError **error)
{
  g_autoptr (AmendsEspocrmPart) cases =
      amends_espocrm_get_part (self, AMENDS_REMOTE_CASE, 0, cancellable, error);
  AmendsInstant date = AMENDS_INSTANT_NONE;
  gboolean begins = !amends_round_is_open (state);
  g_autofree char *last = g_strdup (amends_round_get_last (state));
  g_autoptr (JsonArray) list = NULL;
  AmendsHttpRequest *request;
  guint count = 0;

  if (cases == NULL || (request = amends_espocrm_request (self, cancellable, error, "GET",
                                                          cases->entity, NULL)) == NULL)
    return -1;
  amends_http_request_add_query (request, "select", "id,modifiedAt");
  amends_http_request_add_query (request, "orderBy", "id");
  amends_http_request_add_query (request, "order", "asc");
  amends_http_request_add_query (request, "maxSize", G_STRINGIFY (STREAMS_A_PAGE));
  if (*last != '\0')
    add_where (request, &count, "greaterThan", "id", last);
  add_scope (self, cases, request, &count);
  list = fetch_list (self, request, cases, &date, cancellable, error);
  if (list == NULL)
    return -1;
  /* A post does not change its case: there is no newest one to ask for, only the server's clock. */
  if (begins)
    {
      amends_round_begin (state, date, "", date, OVERLAP);
      json_object_set_boolean_member (state, "met", json_array_get_length (list) > 0);
    }
  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      const char *id = amends_json_peek_string (amends_json_peek_element (list, i), "id");
      g_autoptr (GError) fault = NULL;

      if (id == NULL)
        {
          amends_connector_set_unreadable (AMENDS_CALL_READ, error);
          return -1;
        }
      if (!read_stream (self, notes, id, state, page, cancellable, &fault))
        {
          /* The case may have been deleted since the list was made. */
          if (!g_error_matches (fault, AMENDS_CRM_ERROR, AMENDS_CRM_ERROR_GONE))
            {
              g_propagate_error (error, g_steal_pointer (&fault));
              return -1;
            }
        }
      json_object_set_string_member (state, "last", id);
    }
  return json_array_get_length (list) >= STREAMS_A_PAGE;
}

/* Whether the entity is one of several and this user may not read it: the others still count. -1
 * with @error. */
static int
is_left_out (AmendsEspocrm *self,
             AmendsEspocrmPart *part,
             GCancellable *cancellable,
             GError **error)
{
  JsonObject *identity;

  if (*part->prefix == '\0')
    return FALSE;
  identity = amends_espocrm_get_identity (self, cancellable, error);
  return identity != NULL ? !amends_espocrm_may_read (identity, part->entity) : -1;
}

AmendsRemotePage *
amends_espocrm_list_changes (AmendsConnector *connector,
                             AmendsRemoteKind kind,
                             const char *cursor,
                             GCancellable *cancellable,
                             GError **error)
{
  AmendsEspocrm *self = AMENDS_ESPOCRM (connector);
  guint count = amends_field_map_count_entities (amends_connector_get_map (connector), kind);
  g_autoptr (AmendsPartsCursor) parts = amends_parts_cursor_new (cursor, count);
  g_autoptr (AmendsRemotePage) page = amends_remote_page_new (NULL);
  g_autoptr (AmendsEspocrmPart) part =
      amends_espocrm_get_part (self, kind, parts->index, cancellable, error);
  g_autoptr (GError) fault = NULL;
  const char *how;
  int more = 0;
  int left_out;

  if (part == NULL || (left_out = is_left_out (self, part, cancellable, error)) < 0)
    return NULL;
  how = amends_field_map_get_option (part->map, kind, "list");
  if (g_strcmp0 (how, "streams") == 0)
    more = read_streams (self, part, parts->part, page, cancellable, &fault);
  else if (!left_out && g_strcmp0 (how, "no") != 0 &&
           (amends_round_is_open (parts->part) ||
            begin_round (self, part, parts->part, cancellable, &fault)))
    more = read_page (self, part, parts->part, page, cancellable, &fault);
  if (fault != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&fault));
      return NULL;
    }
  if (more == 0)
    amends_round_end (parts->part);
  page->cursor = amends_parts_cursor_move_on (parts, more == 1, &page->more);
  return g_steal_pointer (&page);
}

AmendsRemotePage *
amends_espocrm_sweep (AmendsConnector *connector,
                      AmendsRemoteKind kind,
                      const char *cursor,
                      GCancellable *cancellable,
                      GError **error)
{
  AmendsEspocrm *self = AMENDS_ESPOCRM (connector);
  guint entities = amends_field_map_count_entities (amends_connector_get_map (connector), kind);
  guint size = get_page_size (self);
  g_autofree char *size_text = g_strdup_printf ("%u", size);
  g_autoptr (AmendsPartsCursor) parts = amends_parts_cursor_new (cursor, entities);
  g_autoptr (AmendsRemotePage) page = amends_remote_page_new (NULL);
  g_autoptr (AmendsEspocrmPart) part =
      amends_espocrm_get_part (self, kind, parts->index, cancellable, error);
  g_autoptr (JsonArray) list = NULL;
  g_autofree char *last = NULL;
  AmendsHttpRequest *request;
  guint count = 0;
  int left_out;

  if (part == NULL || (left_out = is_left_out (self, part, cancellable, error)) < 0)
    return NULL;
  if (left_out)
    {
      page->cursor = amends_parts_cursor_move_on (parts, FALSE, &page->more);
      return g_steal_pointer (&page);
    }
  request = amends_espocrm_request (self, cancellable, error, "GET", part->entity, NULL);
  if (request == NULL)
    return NULL;
  last = g_strdup (amends_json_peek_string (parts->part, "last"));
  amends_http_request_add_query (request, "select", "id");
  amends_http_request_add_query (request, "orderBy", "id");
  amends_http_request_add_query (request, "order", "asc");
  amends_http_request_add_query (request, "maxSize", size_text);
  if (last != NULL)
    add_where (request, &count, "greaterThan", "id", last);
  add_scope (self, part, request, &count);
  list = fetch_list (self, request, part, NULL, cancellable, error);
  if (list == NULL)
    return NULL;
  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      const char *id = amends_json_peek_string (amends_json_peek_element (list, i), "id");

      if (id == NULL || g_strcmp0 (id, last) == 0)
        {
          amends_connector_set_unreadable (AMENDS_CALL_READ, error);
          return NULL;
        }
      g_ptr_array_add (page->ids, g_strconcat (part->prefix, id, NULL));
      json_object_set_string_member (parts->part, "last", id);
    }
  page->cursor =
      amends_parts_cursor_move_on (parts, json_array_get_length (list) >= size, &page->more);
  return g_steal_pointer (&page);
}

/* What a create has made */

/* (transfer full) (nullable): in the stream of the case. */
static AmendsRemoteRow *
find_in_stream (AmendsEspocrm *self,
                AmendsEspocrmPart *part,
                const char *client_key,
                const char *case_id,
                GCancellable *cancellable,
                GError **error)
{
  g_autoptr (AmendsRemotePage) page = amends_remote_page_new (NULL);
  g_autoptr (JsonObject) everything = json_object_new ();

  if (!read_stream (self, part, case_id, everything, page, cancellable, error))
    return NULL;
  for (guint i = 0; i < page->rows->len; i++)
    {
      AmendsRemoteRow *row = g_ptr_array_index (page->rows, i);

      if (g_strcmp0 (row->client_key, client_key) == 0)
        return amends_remote_row_ref (row);
    }
  return NULL;
}

/* (transfer full) (nullable): by its key, or by the line in its text. */
static AmendsRemoteRow *
find_in_list (AmendsEspocrm *self,
              AmendsEspocrmPart *part,
              const char *client_key,
              const char *case_id,
              GCancellable *cancellable,
              GError **error)
{
  const AmendsMapping *text = amends_field_map_find (part->map, part->kind, part->text);
  AmendsHttpRequest *request =
      amends_espocrm_request (self, cancellable, error, "GET", part->entity, NULL);
  g_autoptr (JsonArray) list = NULL;
  guint count = 0;

  if (request == NULL)
    return NULL;
  amends_espocrm_add_select (request, part);
  amends_http_request_add_query (request, "orderBy", "createdAt");
  amends_http_request_add_query (request, "order", "asc");
  amends_http_request_add_query (request, "maxSize", "20");
  if (part->key_field != NULL)
    add_where (request, &count, "equals", part->key_field, client_key);
  else if (text != NULL && text->remote != NULL)
    add_where (request, &count, "contains", text->remote, client_key);
  if (part->key_field == NULL && case_id != NULL)
    add_where (request, &count, "equals", "parentId", case_id);
  list = fetch_list (self, request, part, NULL, cancellable, error);
  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    {
      JsonObject *record = amends_json_peek_element (list, i);
      g_autoptr (AmendsRemoteRow) row =
          record != NULL ? amends_espocrm_read_row (part, record, NULL) : NULL;

      if (row != NULL && !complete_row (self, part, &row, cancellable, error))
        return NULL;
      if (row != NULL && g_strcmp0 (row->client_key, client_key) == 0)
        return g_steal_pointer (&row);
    }
  return NULL;
}

AmendsRemoteRow *
amends_espocrm_find (AmendsConnector *connector,
                     AmendsRemoteKind kind,
                     const char *client_key,
                     JsonObject *fields,
                     GCancellable *cancellable,
                     GError **error)
{
  AmendsEspocrm *self = AMENDS_ESPOCRM (connector);
  guint count = amends_field_map_count_entities (amends_connector_get_map (connector), kind);
  const char *case_id = amends_json_peek_string (fields, "case");

  for (guint i = 0; i < count; i++)
    {
      g_autoptr (AmendsEspocrmPart) part =
          amends_espocrm_get_part (self, kind, i, cancellable, error);
      g_autoptr (GError) fault = NULL;
      AmendsRemoteRow *row = NULL;

      if (part == NULL)
        return NULL;
      if (strcmp (part->entity, "Note") != 0)
        row = find_in_list (self, part, client_key, case_id, cancellable, &fault);
      else if (case_id != NULL)
        row = find_in_stream (self, part, client_key, case_id, cancellable, &fault);
      if (row != NULL)
        return row;
      /* The case itself is gone, and what hung on it with it. */
      if (fault != NULL && !g_error_matches (fault, AMENDS_CRM_ERROR, AMENDS_CRM_ERROR_GONE))
        {
          g_propagate_error (error, g_steal_pointer (&fault));
          return NULL;
        }
    }
  return NULL;
}
