/* SPDX-License-Identifier: GPL-3.0-or-later */
/* HubSpot: lists of records and what hangs together. */

#include "config.h"

#include <string.h>

#include "amends-hubspot-private.h"
#include "amends-list-round.h"
#include "amends-parts-cursor.h"

/* What is searched for is an index that may be minutes behind the records. */
#define OVERLAP (10 * AMENDS_MINUTE)
#define DEFAULT_PAGE 100
#define MAX_PAGE 200

/* Links */

/* (transfer full) (nullable): the id that the record is linked to; of several the one whose kind of
 * link is @type (nullable), else the first. */
static char *
choose_link (JsonArray *targets, const char *type)
{
  g_autofree char *chosen = NULL;

  for (guint i = 0; targets != NULL && i < json_array_get_length (targets); i++)
    {
      JsonObject *target = amends_json_peek_element (targets, i);
      JsonArray *types = amends_json_peek_array (target, "associationTypes");
      gint64 id = amends_json_peek_int (target, "toObjectId", -1);

      if (id < 0)
        continue;
      for (guint j = 0; type != NULL && types != NULL && j < json_array_get_length (types); j++)
        if (amends_json_peek_int (amends_json_peek_element (types, j), "typeId", -1) ==
            g_ascii_strtoll (type, NULL, 10))
          return g_strdup_printf ("%" G_GINT64_FORMAT, id);
      if (chosen == NULL)
        chosen = g_strdup_printf ("%" G_GINT64_FORMAT, id);
    }
  return g_steal_pointer (&chosen);
}

static void
take_links (JsonArray *results,
            AmendsHubspotPart *part,
            GPtrArray *rows,
            const char *neutral,
            const char *type)
{
  g_autoptr (GHashTable) by_id = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < rows->len; i++)
    {
      AmendsRemoteRow *row = g_ptr_array_index (rows, i);

      json_object_set_null_member (row->fields, neutral);
      g_hash_table_insert (by_id, row->id + strlen (part->prefix), row);
    }
  for (guint i = 0; i < json_array_get_length (results); i++)
    {
      JsonObject *result = amends_json_peek_element (results, i);
      const char *from = amends_json_peek_string (amends_json_peek_object (result, "from"), "id");
      AmendsRemoteRow *row = from != NULL ? g_hash_table_lookup (by_id, from) : NULL;
      g_autofree char *to = choose_link (amends_json_peek_array (result, "to"), type);

      if (row != NULL && to != NULL)
        json_object_set_string_member (row->fields, neutral, to);
    }
}

static gboolean
add_link (AmendsHubspot *self,
          AmendsHubspotPart *part,
          GPtrArray *rows,
          const char *neutral,
          GCancellable *cancellable,
          GError **error)
{
  g_autofree char *from_option = g_strconcat (neutral, "_from", NULL);
  g_autofree char *type_option = g_strconcat (neutral, "_type", NULL);
  const char *target = amends_field_map_get_option (part->map, part->kind, from_option);
  const char *type = amends_field_map_get_option (part->map, part->kind, type_option);
  g_autoptr (JsonObject) answer = NULL;
  JsonObject *body;
  JsonArray *inputs;
  JsonArray *results;
  AmendsHttpRequest *request;

  if (target == NULL || rows->len == 0)
    return TRUE;
  request = amends_hubspot_request (self, cancellable, error, "POST", "associations", part->type,
                                    target, "batch", "read", NULL);
  if (request == NULL)
    return FALSE;
  body = json_object_new ();
  inputs = json_array_new ();
  for (guint i = 0; i < rows->len; i++)
    {
      AmendsRemoteRow *row = g_ptr_array_index (rows, i);
      JsonObject *input = json_object_new ();

      json_object_set_string_member (input, "id", row->id + strlen (part->prefix));
      json_array_add_object_element (inputs, input);
    }
  json_object_set_array_member (body, "inputs", inputs);
  amends_hubspot_set_body (request, body);
  answer = amends_hubspot_call (self, request, part, AMENDS_CALL_READ, NULL, cancellable, error);
  if (answer == NULL)
    return FALSE;
  results = amends_json_peek_array (answer, "results");
  if (results == NULL)
    {
      amends_connector_set_unreadable (AMENDS_CALL_READ, error);
      return FALSE;
    }
  take_links (results, part, rows, neutral, type);
  return TRUE;
}

gboolean
amends_hubspot_add_links (AmendsHubspot *self,
                          AmendsHubspotPart *part,
                          GPtrArray *rows,
                          GCancellable *cancellable,
                          GError **error)
{
  return add_link (self, part, rows, "account", cancellable, error) &&
         add_link (self, part, rows, "contact", cancellable, error) &&
         add_link (self, part, rows, "case", cancellable, error);
}

/* Searching */

static void
add_filter (JsonArray *filters, const char *property, const char *operator, const char * value)
{
  JsonObject *filter = json_object_new ();

  json_object_set_string_member (filter, "propertyName", property);
  json_object_set_string_member (filter, "operator", operator);
  if (value != NULL)
    json_object_set_string_member (filter, "value", value);
  json_array_add_object_element (filters, filter);
}

/* Which records of the type are of the kind at all. */
static void
add_scope (AmendsHubspot *self, AmendsHubspotPart *part, JsonArray *filters)
{
  AmendsFieldMap *map = amends_connector_get_map (AMENDS_CONNECTOR (self));
  const AmendsMapping *key = amends_field_map_find (map, AMENDS_REMOTE_CASE, "client_key");
  const AmendsMapping *text = amends_field_map_find (part->map, part->kind, part->text);

  if (part->kind == AMENDS_REMOTE_CASE || part->kind == AMENDS_REMOTE_TASK)
    {
      if (part->key_property != NULL)
        add_filter (filters, part->key_property, "HAS_PROPERTY", NULL);
      else if (text != NULL && text->remote != NULL)
        add_filter (filters, text->remote, "CONTAINS_TOKEN", "Amends");
    }
  else if (part->kind == AMENDS_REMOTE_INTERACTION && key != NULL && key->remote != NULL &&
           part->properties != NULL && json_object_has_member (part->properties, key->remote) &&
           g_strcmp0 (amends_field_map_get_entity (map, AMENDS_REMOTE_CASE), part->type) == 0)
    add_filter (filters, key->remote, "NOT_HAS_PROPERTY", NULL);
}

/* Whether @row belongs to the kind, where the server could not be asked. */
static gboolean
is_of_kind (AmendsHubspotPart *part, AmendsRemoteRow *row)
{
  g_autofree char *mark = NULL;

  if (part->kind == AMENDS_REMOTE_CASE || part->kind == AMENDS_REMOTE_TASK)
    return row->client_key != NULL;
  if (part->kind == AMENDS_REMOTE_NOTE)
    return amends_json_peek_string (row->fields, "case") != NULL;
  mark = amends_mark_dup_key (amends_json_peek_string (row->fields, "text"));
  return part->kind != AMENDS_REMOTE_INTERACTION || mark == NULL;
}

/* Not more often than the server allows, all kinds together. */
static void
wait_turn (AmendsHubspot *self)
{
  const char *text = amends_field_map_get_setting (
      amends_connector_get_map (AMENDS_CONNECTOR (self)), "search_interval");
  gint64 interval = text != NULL ? g_ascii_strtoll (text, NULL, 10) * 1000 : 0;
  gint64 wait = self->last_search + CLAMP (interval, 0, G_USEC_PER_SEC) - g_get_monotonic_time ();

  if (self->last_search > 0 && wait > 0)
    g_usleep (wait);
  self->last_search = g_get_monotonic_time ();
}

/* (transfer full): "results" of a search by @filters (taken), NULL with @error. */
static JsonArray *
search (AmendsHubspot *self,
        AmendsHubspotPart *part,
        JsonArray *filters,
        const char *sort,
        const char *direction,
        guint limit,
        AmendsInstant *date,
        GCancellable *cancellable,
        GError **error)
{
  AmendsHttpRequest *request = amends_hubspot_request (self, cancellable, error, "POST", "objects",
                                                       part->type, "search", NULL);
  g_autoptr (JsonArray) owned = filters;
  g_autoptr (GPtrArray) names = amends_hubspot_list_properties (part);
  g_autoptr (JsonObject) answer = NULL;
  JsonObject *body = NULL;
  JsonObject *object;
  JsonArray *array;

  if (request == NULL)
    return NULL;
  body = json_object_new ();
  array = json_array_new ();
  if (json_array_get_length (owned) > 0)
    {
      object = json_object_new ();
      json_object_set_array_member (object, "filters", json_array_ref (owned));
      json_array_add_object_element (array, object);
    }
  json_object_set_array_member (body, "filterGroups", array);
  object = json_object_new ();
  json_object_set_string_member (object, "propertyName", sort);
  json_object_set_string_member (object, "direction", direction);
  array = json_array_new ();
  json_array_add_object_element (array, object);
  json_object_set_array_member (body, "sorts", array);
  array = json_array_new ();
  for (guint i = 0; i < names->len; i++)
    json_array_add_string_element (array, g_ptr_array_index (names, i));
  json_object_set_array_member (body, "properties", array);
  json_object_set_int_member (body, "limit", limit);
  json_object_set_string_member (body, "after", "0");
  amends_hubspot_set_body (request, body);
  wait_turn (self);
  answer = amends_hubspot_call (self, request, part, AMENDS_CALL_READ, date, cancellable, error);
  if (answer == NULL)
    return NULL;
  array = amends_json_peek_array (answer, "results");
  if (array == NULL)
    {
      amends_connector_set_unreadable (AMENDS_CALL_READ, error);
      return NULL;
    }
  return json_array_ref (array);
}

static const char *
get_modified_property (AmendsHubspotPart *part)
{
  const char *name = amends_field_map_get_option (part->map, part->kind, "modified");

  return name != NULL ? name : "hs_lastmodifieddate";
}

/* Begins a round. FALSE with @error, or without when there is nothing to read. */
static gboolean
begin_round (AmendsHubspot *self,
             AmendsHubspotPart *part,
             JsonObject *state,
             GCancellable *cancellable,
             GError **error)
{
  JsonArray *filters = json_array_new ();
  AmendsInstant date = AMENDS_INSTANT_NONE;
  AmendsInstant modified = AMENDS_INSTANT_NONE;
  g_autoptr (JsonArray) results = NULL;
  JsonObject *newest;
  const char *id;
  const char *text;

  add_scope (self, part, filters);
  results = search (self, part, filters, get_modified_property (part), "DESCENDING", 1, &date,
                    cancellable, error);
  if (results == NULL || json_array_get_length (results) == 0)
    return FALSE;
  newest = amends_json_peek_element (results, 0);
  id = amends_json_peek_string (newest, "id");
  text = amends_json_peek_string (newest, "updatedAt");
  if (id == NULL || text == NULL || !amends_remote_instant_parse (text, NULL, &modified))
    {
      amends_connector_set_unreadable (AMENDS_CALL_READ, error);
      return FALSE;
    }
  amends_round_begin (state, modified, id, date, OVERLAP);
  return TRUE;
}

static guint
get_page_size (AmendsHubspot *self)
{
  const char *text =
      amends_field_map_get_setting (amends_connector_get_map (AMENDS_CONNECTOR (self)), "page");
  guint64 size = text != NULL ? g_ascii_strtoull (text, NULL, 10) : 0;

  return size > 0 && size <= MAX_PAGE ? (guint) size : DEFAULT_PAGE;
}

/* One page of the round; -1 with @error, else whether there is more. */
static int
read_page (AmendsHubspot *self,
           AmendsHubspotPart *part,
           JsonObject *state,
           AmendsRemotePage *page,
           GCancellable *cancellable,
           GError **error)
{
  guint size = get_page_size (self);
  g_autofree char *last = g_strdup (amends_round_get_last (state));
  AmendsInstant low = amends_round_get_low (state);
  JsonArray *filters = json_array_new ();
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) rows =
      g_ptr_array_new_with_free_func ((GDestroyNotify) amends_remote_row_unref);
  g_autoptr (JsonArray) results = NULL;

  if (low != AMENDS_INSTANT_NONE)
    {
      g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, low);

      add_filter (filters, get_modified_property (part), "GTE", text);
    }
  if (*last != '\0')
    add_filter (filters, "hs_object_id", "GT", last);
  add_scope (self, part, filters);
  results =
      search (self, part, filters, "hs_object_id", "ASCENDING", size, NULL, cancellable, error);
  if (results == NULL)
    return -1;
  for (guint i = 0; i < json_array_get_length (results); i++)
    {
      JsonObject *record = amends_json_peek_element (results, i);
      g_autoptr (AmendsRemoteRow) row =
          amends_hubspot_read_row (self, part, record, problems, cancellable, error);

      if (row == NULL)
        return -1;
      if (amends_round_take (state, row->id + strlen (part->prefix), row->modified, record))
        g_ptr_array_add (rows, g_steal_pointer (&row));
    }
  if (problems->len > 0)
    g_message ("%u values do not fit the field map; the first: %s", problems->len,
               (const char *) g_ptr_array_index (problems, 0));
  /* A server that does not know the condition on ids would go round for ever. */
  if (json_array_get_length (results) > 0 && g_strcmp0 (last, amends_round_get_last (state)) == 0)
    {
      amends_connector_set_unreadable (AMENDS_CALL_READ, error);
      return -1;
    }
  if (!amends_hubspot_add_links (self, part, rows, cancellable, error))
    return -1;
  for (guint i = 0; i < rows->len; i++)
    if (is_of_kind (part, g_ptr_array_index (rows, i)))
      g_ptr_array_add (page->rows, amends_remote_row_ref (g_ptr_array_index (rows, i)));
  return json_array_get_length (results) >= size;
}

AmendsRemotePage *
amends_hubspot_list_changes (AmendsConnector *connector,
                             AmendsRemoteKind kind,
                             const char *cursor,
                             GCancellable *cancellable,
                             GError **error)
{
  AmendsHubspot *self = AMENDS_HUBSPOT (connector);
  guint count = amends_field_map_count_entities (amends_connector_get_map (connector), kind);
  g_autoptr (AmendsPartsCursor) parts = amends_parts_cursor_new (cursor, count);
  g_autoptr (AmendsRemotePage) page = amends_remote_page_new (NULL);
  g_autoptr (AmendsHubspotPart) part =
      amends_hubspot_get_part (self, kind, parts->index, cancellable, error);
  g_autoptr (GError) fault = NULL;
  int more = 0;

  if (part == NULL)
    return NULL;
  /* What the key does not allow to read is empty; the probe has said so. */
  if (part->properties != NULL &&
      g_strcmp0 (amends_field_map_get_option (part->map, kind, "list"), "no") != 0 &&
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
amends_hubspot_sweep (AmendsConnector *connector,
                      AmendsRemoteKind kind,
                      const char *cursor,
                      GCancellable *cancellable,
                      GError **error)
{
  AmendsHubspot *self = AMENDS_HUBSPOT (connector);
  guint count = amends_field_map_count_entities (amends_connector_get_map (connector), kind);
  g_autoptr (AmendsPartsCursor) parts = amends_parts_cursor_new (cursor, count);
  g_autoptr (AmendsRemotePage) page = amends_remote_page_new (NULL);
  g_autoptr (AmendsHubspotPart) part =
      amends_hubspot_get_part (self, kind, parts->index, cancellable, error);
  g_autoptr (JsonObject) answer = NULL;
  const char *after;
  JsonArray *results;
  AmendsHttpRequest *request;

  if (part == NULL)
    return NULL;
  /* Of several types one that the key does not allow to read is left out. */
  if (part->properties == NULL && *part->prefix != '\0')
    {
      page->cursor = amends_parts_cursor_move_on (parts, FALSE, &page->more);
      return g_steal_pointer (&page);
    }
  /* The list, not the search: what is missing in an index that lags has not gone. */
  request = amends_hubspot_request (self, cancellable, error, "GET", "objects", part->type, NULL);
  if (request == NULL)
    return NULL;
  after = amends_json_peek_string (parts->part, "after");
  amends_http_request_add_query (request, "limit", "100");
  amends_http_request_add_query (request, "properties", "hs_object_id");
  if (after != NULL)
    amends_http_request_add_query (request, "after", after);
  answer = amends_hubspot_call (self, request, part, AMENDS_CALL_READ, NULL, cancellable, error);
  if (answer == NULL)
    return NULL;
  results = amends_json_peek_array (answer, "results");
  for (guint i = 0; results != NULL && i < json_array_get_length (results); i++)
    {
      const char *id = amends_json_peek_string (amends_json_peek_element (results, i), "id");

      if (id != NULL)
        g_ptr_array_add (page->ids, g_strconcat (part->prefix, id, NULL));
    }
  after = amends_json_peek_string (
      amends_json_peek_object (amends_json_peek_object (answer, "paging"), "next"), "after");
  if (results == NULL ||
      (after != NULL && g_strcmp0 (after, amends_json_peek_string (parts->part, "after")) == 0))
    {
      amends_connector_set_unreadable (AMENDS_CALL_READ, error);
      return NULL;
    }
  if (after != NULL)
    json_object_set_string_member (parts->part, "after", after);
  page->cursor = amends_parts_cursor_move_on (parts, after != NULL, &page->more);
  return g_steal_pointer (&page);
}
