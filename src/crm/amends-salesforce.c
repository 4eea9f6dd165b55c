/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Salesforce: what is read there, and how its records become rows. */

#include "config.h"

#include "amends-salesforce.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "amends-parts-cursor.h"
#include "amends-salesforce-private.h"
#include "amends-soql.h"

/* Where the field map does not say: a batch of the server, and longer than a transaction there
 * may take between its time stamp and its commit. */
#define PAGE_SIZE 1000
#define SWEEP_SIZE 2000
#define OVERLAP 300

G_DEFINE_FINAL_TYPE (AmendsSalesforce, amends_salesforce, AMENDS_TYPE_CONNECTOR)

static guint
get_number (AmendsFieldMap *map, const char *name, guint fallback)
{
  const char *text = amends_field_map_get_setting (map, name);
  guint64 number;

  return text != NULL && g_ascii_string_to_unsigned (text, 10, 1, 100000, &number, NULL)
             ? (guint) number
             : fallback;
}

/* The field of our key, if the map names one and the object has it; (nullable). */
const char *
amends_salesforce_get_key_field (AmendsFieldMap *map,
                                 AmendsRemoteKind kind,
                                 AmendsSalesforceObject *object)
{
  const AmendsMapping *mapping = amends_field_map_find (map, kind, "client_key");

  return mapping != NULL && mapping->remote != NULL &&
                 amends_salesforce_object_has (object, mapping->remote)
             ? mapping->remote
             : NULL;
}

/* The neutral field whose text carries the mark where there is no field for the key. */
const char *
amends_salesforce_get_text_field (AmendsRemoteKind kind)
{
  return kind == AMENDS_REMOTE_CASE || kind == AMENDS_REMOTE_TASK ? "description" : "text";
}

/* Whether a record can be told to be ours: by a field, or by the mark in a text that is read. What
 * cannot is not made, since it might be made twice. */
gboolean
amends_salesforce_check_recognisable (AmendsFieldMap *map,
                                      AmendsRemoteKind kind,
                                      AmendsSalesforceObject *object,
                                      GError **error)
{
  const AmendsMapping *text =
      amends_field_map_find (map, kind, amends_salesforce_get_text_field (kind));

  if (amends_salesforce_get_key_field (map, kind, object) != NULL ||
      (text != NULL && text->remote != NULL && text->writable &&
       amends_salesforce_object_has (object, text->remote)))
    return TRUE;
  amends_crm_error_set (error, AMENDS_CRM_ERROR_SETUP, AMENDS_INSTANT_NONE, NULL,
                        amends_salesforce_get_text_field (kind),
                        /* Translators: %s is an object of the CRM, such as "Case". */
                        _ ("%s needs a field for the key of Amends or for the text in the field "
                           "map, or a record could be made twice"),
                        amends_field_map_get_entity (map, kind));
  return FALSE;
}

/* Records as rows */

static char *
dup_select (AmendsFieldMap *map, AmendsRemoteKind kind, AmendsSalesforceObject *object)
{
  g_autoptr (GPtrArray) names = amends_field_map_list_remote (map, kind);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  GString *select = g_string_new ("SELECT Id, SystemModstamp");
  const char *always[] = { "IsDeleted", "LastModifiedBy.Name",
                           amends_salesforce_get_key_field (map, kind, object) };

  g_hash_table_add (seen, (gpointer) "Id");
  g_hash_table_add (seen, (gpointer) "SystemModstamp");
  for (guint i = 0; i < G_N_ELEMENTS (always); i++)
    if (always[i] != NULL && amends_salesforce_object_has (object, always[i]) &&
        g_hash_table_add (seen, (gpointer) always[i]))
      g_string_append_printf (select, ", %s", always[i]);
  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);

      /* A field that this organisation has not got would spoil the whole query. */
      if (amends_salesforce_object_has (object, name) && g_hash_table_add (seen, (gpointer) name))
        g_string_append_printf (select, ", %s", name);
    }
  g_string_append_printf (select, " FROM %s", amends_field_map_get_entity (map, kind));
  return g_string_free (select, FALSE);
}

/* A choice of ours may be a tick over there. */
static void
spell_ticks (AmendsFieldMap *map, AmendsRemoteKind kind, JsonObject *record)
{
  g_autoptr (GPtrArray) list = amends_field_map_list (map, kind);

  for (guint i = 0; i < list->len; i++)
    {
      const AmendsMapping *mapping = g_ptr_array_index (list, i);
      JsonNode *node = mapping->remote != NULL && strcmp (mapping->type, "choice") == 0
                           ? json_object_get_member (record, mapping->remote)
                           : NULL;

      if (node != NULL && JSON_NODE_HOLDS_VALUE (node) &&
          json_node_get_value_type (node) == G_TYPE_BOOLEAN)
        json_object_set_string_member (record, mapping->remote,
                                       json_node_get_boolean (node) ? "true" : "false");
    }
}

static AmendsRemoteRow *
row_new (AmendsFieldMap *map,
         AmendsRemoteKind kind,
         AmendsSalesforceObject *object,
         JsonObject *record)
{
  AmendsRemoteRow *row = amends_remote_row_new (kind, amends_json_peek_string (record, "Id"));
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  const char *stamp = amends_json_peek_string (record, "SystemModstamp");
  const char *key = amends_salesforce_get_key_field (map, kind, object);
  JsonObject *by = amends_json_peek_object (record, "LastModifiedBy");

  row->deleted = amends_json_peek_boolean (record, "IsDeleted", FALSE);
  row->modified_by = g_strdup (amends_json_peek_string (by, "Name"));
  if (key != NULL)
    row->client_key = g_strdup (amends_json_peek_string (record, key));
  spell_ticks (map, kind, record);
  amends_field_map_read (map, record, NULL, row, problems);
  for (guint i = 0; i < problems->len; i++)
    g_message ("%s", (const char *) g_ptr_array_index (problems, i));
  amends_mark_take (row, amends_salesforce_get_text_field (kind));
  if (stamp != NULL && amends_remote_instant_parse (stamp, NULL, &row->modified))
    {
      row->modified_text = g_strdup (stamp);
      row->version = amends_row_version_new (stamp, row->fields);
    }
  return row;
}

/* (transfer full) (nullable): the first record of @where, whether deleted or not; NULL without
 * @error if there is none. */
static AmendsRemoteRow *
look_up (AmendsSalesforce *self,
         AmendsFieldMap *map,
         AmendsRemoteKind kind,
         const char *where,
         GCancellable *cancellable,
         GError **error)
{
  AmendsSalesforceObject *object = amends_salesforce_describe (self, map, kind, cancellable, error);
  g_autofree char *select = NULL;
  g_autofree char *soql = NULL;
  g_autoptr (JsonArray) records = NULL;

  if (object == NULL)
    return NULL;
  select = dup_select (map, kind, object);
  /* What is there comes before what was thrown away. */
  soql = g_strdup_printf ("%s WHERE %s ORDER BY IsDeleted, Id LIMIT 1", select, where);
  records = amends_salesforce_query (self, map, kind, soql, TRUE, NULL, cancellable, error);
  if (records == NULL || json_array_get_length (records) == 0)
    return NULL;
  return row_new (map, kind, object, amends_json_peek_element (records, 0));
}

/* Reading */

/* (transfer full) (nullable): which records of the object are of @kind. Those that carry our key,
 * where they can: an escalation stays one though somebody takes the tick out over there. */
static char *
dup_filter (AmendsFieldMap *map, AmendsRemoteKind kind, AmendsSalesforceObject *object)
{
  const char *key = amends_salesforce_get_key_field (map, kind, object);
  const char *others = amends_field_map_get_option (map, kind, "escalations");

  if (key != NULL && (kind == AMENDS_REMOTE_CASE || kind == AMENDS_REMOTE_TASK))
    return g_strdup_printf ("%s != null", key);
  if (others != NULL && amends_salesforce_object_has (object, others))
    return g_strdup_printf ("%s = null", others);
  return g_strdup (amends_field_map_get_option (map, kind, "filter"));
}

static gboolean
is_pushed_only (AmendsFieldMap *map, AmendsRemoteKind kind)
{
  return g_strcmp0 (amends_field_map_get_option (map, kind, "list"), "no") == 0;
}

/* (transfer full): the condition of the page that @part leads to. */
static char *
dup_condition (AmendsFieldMap *map,
               AmendsRemoteKind kind,
               AmendsSalesforceObject *object,
               JsonObject *part)
{
  g_autofree char *filter = dup_filter (map, kind, object);
  const char *time = amends_json_peek_string (part, "time");
  const char *id = amends_json_peek_string (part, "id");
  g_autofree char *since = NULL;

  if (amends_soql_is_time (time) && amends_soql_is_id (id))
    {
      g_autofree char *back = amends_soql_step_back (time, get_number (map, "overlap", OVERLAP));

      if (amends_json_peek_boolean (part, "more", FALSE))
        since = g_strdup_printf ("((SystemModstamp = %s AND Id > '%s') OR SystemModstamp > %s)",
                                 time, id, time);
      else if (back != NULL)
        since = g_strdup_printf ("SystemModstamp >= %s", back);
    }
  if (filter == NULL && since == NULL)
    return g_strdup ("");
  if (filter == NULL || since == NULL)
    return g_strconcat (" WHERE ", since != NULL ? since : filter, NULL);
  return g_strdup_printf (" WHERE (%s) AND %s", filter, since);
}

/*
 * Moves @part past what has come. A reading begins a little before the record that the last one
 * ended with, so that record comes again; if it does not, the server's data are not those it had
 * then (a backup was restored), and everything is read anew.
 */
static void
note_page (JsonObject *part, JsonArray *records, gboolean goes_on)
{
  const char *watch = amends_json_peek_string (part, "watch");
  gboolean begins = !amends_json_peek_boolean (part, "more", FALSE);
  guint n = json_array_get_length (records);
  gboolean seen;

  if (begins)
    watch = amends_json_peek_string (part, "id");
  seen = watch == NULL;
  for (guint i = 0; i < n && !seen; i++)
    seen =
        strcmp (amends_json_peek_string (amends_json_peek_element (records, i), "Id"), watch) == 0;
  if (!seen && !goes_on)
    {
      g_message ("The record that the last reading ended with is gone: everything is read anew");
      json_object_remove_member (part, "time");
      json_object_remove_member (part, "id");
      json_object_remove_member (part, "watch");
      json_object_set_boolean_member (part, "more", FALSE);
      json_object_set_boolean_member (part, "anew", TRUE);
      return;
    }
  json_object_remove_member (part, "anew");
  if (seen)
    json_object_remove_member (part, "watch");
  else if (begins)
    {
      g_autofree char *kept = g_strdup (watch);

      json_object_set_string_member (part, "watch", kept);
    }
  if (n > 0)
    {
      JsonObject *last = amends_json_peek_element (records, n - 1);

      json_object_set_string_member (part, "time",
                                     amends_json_peek_string (last, "SystemModstamp"));
      json_object_set_string_member (part, "id", amends_json_peek_string (last, "Id"));
    }
  json_object_set_boolean_member (part, "more", goes_on);
}

static gboolean
check_stamps (JsonArray *records, GError **error)
{
  for (guint i = 0; i < json_array_get_length (records); i++)
    if (!amends_soql_is_time (
            amends_json_peek_string (amends_json_peek_element (records, i), "SystemModstamp")))
      {
        amends_connector_set_unreadable (AMENDS_CALL_READ, error);
        return FALSE;
      }
  return TRUE;
}

static AmendsRemotePage *
amends_salesforce_list_changes (AmendsConnector *connector,
                                AmendsRemoteKind kind,
                                const char *cursor,
                                GCancellable *cancellable,
                                GError **error)
{
  AmendsSalesforce *self = AMENDS_SALESFORCE (connector);
  AmendsFieldMap *whole = amends_connector_get_map (connector);
  g_autoptr (AmendsPartsCursor) at =
      amends_parts_cursor_new (cursor, amends_field_map_count_entities (whole, kind));
  g_autoptr (AmendsFieldMap) map = amends_field_map_pick (whole, kind, at->index);
  guint size = get_number (map, "page", PAGE_SIZE);
  g_autofree char *condition = NULL;
  g_autofree char *select = NULL;
  g_autofree char *soql = NULL;
  g_autoptr (JsonArray) records = NULL;
  g_autoptr (AmendsRemotePage) page = NULL;
  g_autoptr (GError) fault = NULL;
  AmendsSalesforceObject *object;
  gboolean done;
  gboolean anew;

  if (is_pushed_only (map, kind))
    return amends_remote_page_new (cursor);
  object = amends_salesforce_describe (self, map, kind, cancellable, &fault);
  if (g_error_matches (fault, AMENDS_CRM_ERROR, AMENDS_CRM_ERROR_GONE))
    {
      /* Not every organisation has every object; the probe has said so. */
      page = amends_remote_page_new (NULL);
      page->cursor = amends_parts_cursor_move_on (at, FALSE, &page->more);
      return g_steal_pointer (&page);
    }
  if (object == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&fault));
      return NULL;
    }
  condition = dup_condition (map, kind, object, at->part);
  select = dup_select (map, kind, object);
  soql = g_strdup_printf ("%s%s ORDER BY SystemModstamp, Id LIMIT %u", select, condition, size);
  records = amends_salesforce_query (self, map, kind, soql, TRUE, &done, cancellable, error);
  if (records == NULL || !check_stamps (records, error))
    return NULL;
  page = amends_remote_page_new (NULL);
  for (guint i = 0; i < json_array_get_length (records); i++)
    g_ptr_array_add (page->rows,
                     row_new (map, kind, object, amends_json_peek_element (records, i)));
  note_page (at->part, records, page->rows->len > 0 && (!done || page->rows->len >= size));
  anew = amends_json_peek_boolean (at->part, "anew", FALSE);
  page->cursor = amends_parts_cursor_move_on (
      at, anew || amends_json_peek_boolean (at->part, "more", FALSE), &page->more);
  return g_steal_pointer (&page);
}

static AmendsRemotePage *
amends_salesforce_sweep (AmendsConnector *connector,
                         AmendsRemoteKind kind,
                         const char *cursor,
                         GCancellable *cancellable,
                         GError **error)
{
  AmendsSalesforce *self = AMENDS_SALESFORCE (connector);
  AmendsFieldMap *whole = amends_connector_get_map (connector);
  g_autoptr (AmendsPartsCursor) at =
      amends_parts_cursor_new (cursor, amends_field_map_count_entities (whole, kind));
  g_autoptr (AmendsFieldMap) map = amends_field_map_pick (whole, kind, at->index);
  g_autoptr (GError) fault = NULL;
  AmendsSalesforceObject *object;
  g_autofree char *filter = NULL;
  const char *last = amends_json_peek_string (at->part, "id");
  g_autoptr (GString) soql = g_string_new (NULL);
  g_autoptr (JsonArray) records = NULL;
  g_autoptr (AmendsRemotePage) page = NULL;
  gboolean done;
  guint n;

  object = amends_salesforce_describe (self, map, kind, cancellable, &fault);
  /* That nothing can be seen of them does not say that the records are gone. */
  if (g_error_matches (fault, AMENDS_CRM_ERROR, AMENDS_CRM_ERROR_GONE))
    fault->code = AMENDS_CRM_ERROR_FORBIDDEN;
  if (object == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&fault));
      return NULL;
    }
  filter = dup_filter (map, kind, object);
  g_string_printf (soql, "SELECT Id FROM %s", amends_field_map_get_entity (map, kind));
  if (filter != NULL)
    g_string_append_printf (soql, " WHERE (%s)", filter);
  if (amends_soql_is_id (last))
    g_string_append_printf (soql, "%s Id > '%s'", filter != NULL ? " AND" : " WHERE", last);
  g_string_append_printf (soql, " ORDER BY Id LIMIT %u", SWEEP_SIZE);
  records = amends_salesforce_query (self, map, kind, soql->str, FALSE, &done, cancellable, error);
  if (records == NULL)
    return NULL;
  page = amends_remote_page_new (NULL);
  n = json_array_get_length (records);
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (page->ids, g_strdup (amends_json_peek_string (
                                    amends_json_peek_element (records, i), "Id")));
  if (n > 0)
    json_object_set_string_member (at->part, "id", g_ptr_array_index (page->ids, n - 1));
  page->cursor = amends_parts_cursor_move_on (at, n > 0 && (!done || n >= SWEEP_SIZE), &page->more);
  return g_steal_pointer (&page);
}

static void
set_gone (GError **error)
{
  amends_crm_error_set (error, AMENDS_CRM_ERROR_GONE, AMENDS_INSTANT_NONE, NULL, NULL,
                        _ ("The record is no longer in Salesforce"));
}

AmendsRemoteRow *
amends_salesforce_get (AmendsConnector *connector,
                       AmendsRemoteKind kind,
                       const char *id,
                       GCancellable *cancellable,
                       GError **error)
{
  AmendsSalesforce *self = AMENDS_SALESFORCE (connector);
  AmendsFieldMap *whole = amends_connector_get_map (connector);
  g_autofree char *where = g_strdup_printf ("Id = '%s'", id);

  if (!amends_soql_is_id (id))
    {
      set_gone (error);
      return NULL;
    }
  for (guint i = 0; i < amends_field_map_count_entities (whole, kind); i++)
    {
      g_autoptr (AmendsFieldMap) map = amends_field_map_pick (whole, kind, i);
      g_autoptr (GError) fault = NULL;
      g_autoptr (AmendsRemoteRow) row = look_up (self, map, kind, where, cancellable, &fault);

      if (fault != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&fault));
          return NULL;
        }
      if (row != NULL && !row->deleted)
        return g_steal_pointer (&row);
      if (row != NULL)
        break;
    }
  set_gone (error);
  return NULL;
}

/* Records of @kind below the parent in @fields, the newest first, searched for the mark in their
 * text: long texts cannot be asked for in a query. */
static AmendsRemoteRow *
find_by_mark (AmendsSalesforce *self,
              AmendsFieldMap *map,
              AmendsRemoteKind kind,
              AmendsSalesforceObject *object,
              const char *client_key,
              JsonObject *fields,
              GCancellable *cancellable,
              GError **error)
{
  const AmendsMapping *parent = amends_field_map_find (map, kind, "case");
  const char *above = amends_json_peek_string (fields, "case");
  g_autofree char *select = dup_select (map, kind, object);
  g_autofree char *last = NULL;
  gboolean done = FALSE;

  if (parent == NULL || parent->remote == NULL ||
      !amends_salesforce_object_has (object, parent->remote) || !amends_soql_is_id (above))
    parent = NULL;
  while (!done)
    {
      g_autoptr (GString) soql = g_string_new (select);
      g_autoptr (JsonArray) records = NULL;
      guint n;

      if (parent != NULL)
        g_string_append_printf (soql, " WHERE %s = '%s'", parent->remote, above);
      if (last != NULL)
        g_string_append_printf (soql, " %s Id < '%s'", parent != NULL ? "AND" : "WHERE", last);
      g_string_append_printf (soql, " ORDER BY Id DESC LIMIT %u",
                              get_number (map, "page", PAGE_SIZE));
      records =
          amends_salesforce_query (self, map, kind, soql->str, TRUE, &done, cancellable, error);
      if (records == NULL)
        return NULL;
      n = json_array_get_length (records);
      for (guint i = 0; i < n; i++)
        {
          g_autoptr (AmendsRemoteRow) row =
              row_new (map, kind, object, amends_json_peek_element (records, i));

          if (g_strcmp0 (row->client_key, client_key) == 0)
            return g_steal_pointer (&row);
          g_free (last);
          last = g_strdup (row->id);
        }
      done = n == 0 || (done && n < get_number (map, "page", PAGE_SIZE));
    }
  return NULL;
}

static AmendsRemoteRow *
amends_salesforce_find (AmendsConnector *connector,
                        AmendsRemoteKind kind,
                        const char *client_key,
                        JsonObject *fields,
                        GCancellable *cancellable,
                        GError **error)
{
  AmendsSalesforce *self = AMENDS_SALESFORCE (connector);
  AmendsFieldMap *map = amends_connector_get_map (connector);
  AmendsSalesforceObject *object = amends_salesforce_describe (self, map, kind, cancellable, error);
  const char *key;
  g_autofree char *quoted = NULL;
  g_autofree char *where = NULL;

  if (object == NULL || !amends_salesforce_check_recognisable (map, kind, object, error))
    return NULL;
  key = amends_salesforce_get_key_field (map, kind, object);
  if (key == NULL)
    return find_by_mark (self, map, kind, object, client_key, fields, cancellable, error);
  quoted = amends_soql_quote (client_key);
  where = g_strdup_printf ("%s = %s", key, quoted);
  return look_up (self, map, kind, where, cancellable, error);
}

static void
amends_salesforce_finalize (GObject *object)
{
  AmendsSalesforce *self = AMENDS_SALESFORCE (object);

  g_clear_pointer (&self->objects, g_hash_table_unref);
  g_clear_pointer (&self->version, g_free);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  G_OBJECT_CLASS (amends_salesforce_parent_class)->finalize (object);
}

static void
amends_salesforce_class_init (AmendsSalesforceClass *class)
{
  AmendsConnectorClass *connector = AMENDS_CONNECTOR_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = amends_salesforce_finalize;
  connector->probe = amends_salesforce_probe;
  connector->list_fields = amends_salesforce_list_fields;
  connector->list_changes = amends_salesforce_list_changes;
  connector->sweep = amends_salesforce_sweep;
  connector->get = amends_salesforce_get;
  connector->find = amends_salesforce_find;
  connector->create = amends_salesforce_create;
  connector->update = amends_salesforce_update;
}

static void
amends_salesforce_init (AmendsSalesforce *self)
{
  self->objects = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                         (GDestroyNotify) amends_salesforce_object_free);
}

AmendsConnector *
amends_salesforce_new (const AmendsConnectorSettings *settings,
                       AmendsFieldMap *map,
                       AmendsHttp *http,
                       AmendsSecrets *secrets,
                       AmendsTimeSource *time_source,
                       GError **error)
{
  const char *version =
      settings->version != NULL ? settings->version : amends_field_map_get_setting (map, "version");
  AmendsConnector *self;

  if (version == NULL || version[0] != 'v' || !g_ascii_isdigit (version[1]) ||
      strspn (version + 1, "0123456789.") != strlen (version + 1))
    {
      amends_crm_error_set (error, AMENDS_CRM_ERROR_SETUP, AMENDS_INSTANT_NONE, NULL, NULL,
                            _ ("The version of Salesforce's interface must look like v60.0"));
      return NULL;
    }
  self = amends_connector_construct (AMENDS_TYPE_SALESFORCE, settings, map, http, secrets,
                                     time_source);
  AMENDS_SALESFORCE (self)->version = g_strdup (version);
  return self;
}
