/* SPDX-License-Identifier: GPL-3.0-or-later */
/* EspoCRM: who we are there, single records, and what its answers mean. */

#include "config.h"

#include "amends-espocrm.h"

#include <glib/gi18n-lib.h>

#include "amends-espocrm-private.h"
#include "amends-parts-cursor.h"

/* After some ten bad keys the server refuses an address, good keys included, for so long. */
#define LOCK_OUT AMENDS_MINUTE

G_DEFINE_FINAL_TYPE (AmendsEspocrm, amends_espocrm, AMENDS_TYPE_CONNECTOR)

/* Requests */

AmendsHttpRequest *
amends_espocrm_request (AmendsEspocrm *self,
                        GCancellable *cancellable,
                        GError **error,
                        const char *method,
                        ...)
{
  AmendsConnector *connector = AMENDS_CONNECTOR (self);
  const char *path = amends_field_map_get_setting (amends_connector_get_map (connector), "path");
  g_autofree char *base =
      amends_connector_build_url (connector, path != NULL ? path : "api/v1", NULL);
  g_autoptr (GString) url = g_string_new (base);
  AmendsHttpRequest *request;
  const char *segment;
  char *key;
  va_list args;

  va_start (args, method);
  while ((segment = va_arg (args, const char *)) != NULL)
    {
      g_string_append_c (url, '/');
      g_string_append_uri_escaped (url, segment, NULL, FALSE);
    }
  va_end (args);
  request = amends_http_request_new (method, url->str);
  if (amends_connector_get_settings (connector)->oauth != NULL)
    return request;
  key = amends_connector_dup_secret (connector, cancellable, error);
  if (key == NULL)
    {
      amends_http_request_free (request);
      return NULL;
    }
  amends_http_request_add_secret_header (request, "X-Api-Key", key);
  amends_secrets_free_value (key);
  return request;
}

/* (transfer none) (nullable): our name of the CRM's @remote, else its own. */
static const char *
name_field (AmendsEspocrmPart *part, const char *remote)
{
  g_autoptr (GPtrArray) mappings = NULL;
  const char *name = remote;

  if (part == NULL || remote == NULL)
    return remote;
  mappings = amends_field_map_list (part->map, part->kind);
  for (guint i = 0; i < mappings->len; i++)
    {
      const AmendsMapping *mapping = g_ptr_array_index (mappings, i);

      if (mapping->remote != NULL && g_str_has_prefix (mapping->remote, remote))
        name = mapping->neutral; /* interned: it outlives the list */
    }
  return name;
}

/* What a 400 says: a field, and what is wrong with it. */
static void
judge_invalid (AmendsConnector *connector,
               AmendsHttpResponse *response,
               AmendsEspocrmPart *part,
               AmendsCall call,
               const char *reason,
               GError **error)
{
  JsonNode *root = amends_http_response_get_json (response, NULL);
  JsonObject *object =
      root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  JsonObject *data =
      amends_json_peek_object (amends_json_peek_object (object, "messageTranslation"), "data");
  const char *field = amends_json_peek_string (data, "field");
  const char *type = amends_json_peek_string (data, "type");
  g_autofree char *said =
      field != NULL && type != NULL ? g_strdup_printf ("%s: %s", field, type) : g_strdup (reason);

  amends_connector_judge (connector, response, call, said, name_field (part, field), error);
}

AmendsHttpResponse *
amends_espocrm_call (AmendsEspocrm *self,
                     AmendsHttpRequest *request,
                     AmendsEspocrmPart *part,
                     AmendsCall call,
                     GCancellable *cancellable,
                     GError **error)
{
  AmendsConnector *connector = AMENDS_CONNECTOR (self);
  g_autoptr (AmendsHttpRequest) owned = request;
  g_autoptr (AmendsHttpResponse) response =
      amends_connector_ask (connector, owned, call, cancellable, error);
  const char *reason;
  guint status;

  if (response == NULL)
    return NULL;
  status = amends_http_response_get_status (response);
  reason = amends_http_response_get_header (response, "X-Status-Reason");
  if (status >= 200 && status < 300)
    return g_steal_pointer (&response);
  if (status == 403 && reason == NULL &&
      g_bytes_get_size (amends_http_response_get_body (response)) == 0)
    amends_crm_error_set (
        error, AMENDS_CRM_ERROR_LOCKED_OUT,
        amends_time_source_now (amends_connector_get_time_source (connector)) + LOCK_OUT, NULL,
        NULL, _ ("The CRM has locked this address out for a minute, after too many bad sign-ins"));
  else if (status == 400)
    judge_invalid (connector, response, part, call, reason, error);
  else
    amends_connector_judge (connector, response, call, reason, NULL, error);
  return NULL;
}

JsonObject *
amends_espocrm_fetch (AmendsEspocrm *self,
                      AmendsHttpRequest *request,
                      AmendsEspocrmPart *part,
                      AmendsCall call,
                      GCancellable *cancellable,
                      GError **error)
{
  g_autoptr (AmendsHttpResponse) response =
      amends_espocrm_call (self, request, part, call, cancellable, error);
  JsonObject *object =
      response != NULL ? amends_connector_read_object (response, call, error) : NULL;

  return object != NULL ? json_object_ref (object) : NULL;
}

/* What the entities are made of */

/* (transfer full): null is how the server answers for what it does not show; NULL with @error. */
static JsonObject *
fetch_schema (AmendsEspocrm *self, const char *entity, GCancellable *cancellable, GError **error)
{
  g_autofree char *key = g_strconcat ("entityDefs.", entity, NULL);
  AmendsHttpRequest *request =
      amends_espocrm_request (self, cancellable, error, "GET", "Metadata", NULL);
  g_autoptr (AmendsHttpResponse) response = NULL;
  JsonNode *root;

  if (request == NULL)
    return NULL;
  amends_http_request_add_query (request, "key", key);
  response = amends_espocrm_call (self, request, NULL, AMENDS_CALL_READ, cancellable, error);
  root = response != NULL ? amends_connector_read_json (response, AMENDS_CALL_READ, error) : NULL;
  if (root == NULL)
    return NULL;
  if (JSON_NODE_HOLDS_NULL (root))
    return json_object_new ();
  if (JSON_NODE_HOLDS_OBJECT (root))
    return json_object_ref (json_node_get_object (root));
  amends_connector_set_unreadable (AMENDS_CALL_READ, error);
  return NULL;
}

/* (transfer none): empty if it is not shown to us; NULL with @error. */
static JsonObject *
get_schema (AmendsEspocrm *self, const char *entity, GCancellable *cancellable, GError **error)
{
  JsonObject *schema = g_hash_table_lookup (self->schemas, entity);
  g_autoptr (GError) fault = NULL;

  if (schema != NULL)
    return schema;
  schema = fetch_schema (self, entity, cancellable, &fault);
  if (g_error_matches (fault, AMENDS_CRM_ERROR, AMENDS_CRM_ERROR_FORBIDDEN) ||
      g_error_matches (fault, AMENDS_CRM_ERROR, AMENDS_CRM_ERROR_GONE))
    schema = json_object_new ();
  else if (fault != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&fault));
      return NULL;
    }
  g_hash_table_insert (self->schemas, g_strdup (entity), schema);
  return schema;
}

/* Whether an entity with @fields has @attribute: of a link, an amount or a time there are several
 * attributes to one field. */
static gboolean
has_attribute (JsonObject *fields, const char *attribute)
{
  static const char *const suffixes[] = { "Id", "Name", "Type", "Ids", "Date", "Currency" };

  if (json_object_has_member (fields, attribute) || strcmp (attribute, "id") == 0)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    if (g_str_has_suffix (attribute, suffixes[i]))
      {
        g_autofree char *field = g_strndup (attribute, strlen (attribute) - strlen (suffixes[i]));

        if (json_object_has_member (fields, field))
          return TRUE;
      }
  return FALSE;
}

AmendsEspocrmPart *
amends_espocrm_get_part (AmendsEspocrm *self,
                         AmendsRemoteKind kind,
                         guint index,
                         GCancellable *cancellable,
                         GError **error)
{
  AmendsFieldMap *map = amends_connector_get_map (AMENDS_CONNECTOR (self));
  g_autoptr (AmendsEspocrmPart) part = g_new0 (AmendsEspocrmPart, 1);
  const AmendsMapping *key;
  JsonObject *schema;

  part->kind = kind;
  part->map = amends_field_map_pick (map, kind, index);
  part->entity = amends_field_map_get_entity (part->map, kind);
  part->prefix = amends_field_map_count_entities (map, kind) > 1
                     ? g_strconcat (part->entity, ":", NULL)
                     : g_strdup ("");
  part->text = amends_field_map_get_option (part->map, kind, "text");
  if (part->text == NULL)
    part->text = "description";
  schema = get_schema (self, part->entity, cancellable, error);
  if (schema == NULL)
    return NULL;
  part->fields = amends_json_peek_object (schema, "fields");
  part->versions = amends_json_peek_boolean (schema, "optimisticConcurrencyControl", FALSE);
  key = amends_field_map_find (part->map, kind, "client_key");
  if (key != NULL && key->remote != NULL && part->fields != NULL &&
      has_attribute (part->fields, key->remote))
    part->key_field = key->remote;
  return g_steal_pointer (&part);
}

void
amends_espocrm_part_free (AmendsEspocrmPart *self)
{
  g_clear_object (&self->map);
  g_free (self->prefix);
  g_free (self);
}

void
amends_espocrm_add_select (AmendsHttpRequest *request, AmendsEspocrmPart *part)
{
  static const char *const always[] = { "id", "createdAt", "modifiedAt", "createdByName",
                                        "modifiedByName" };
  g_autoptr (GPtrArray) names = amends_field_map_list_remote (part->map, part->kind);
  g_autoptr (GString) list = g_string_new (NULL);

  /* Without the definition everything is asked for: a name the server does not know is worse. */
  if (part->fields == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (always); i++)
    g_string_append_printf (list, "%s%s", i > 0 ? "," : "", always[i]);
  if (part->versions)
    g_string_append (list, ",versionNumber");
  for (guint i = 0; i < names->len; i++)
    if (has_attribute (part->fields, g_ptr_array_index (names, i)))
      g_string_append_printf (list, ",%s", (const char *) g_ptr_array_index (names, i));
  amends_http_request_add_query (request, "select", list->str);
}

/* Rows */

AmendsRemoteRow *
amends_espocrm_read_row (AmendsEspocrmPart *part, JsonObject *record, GPtrArray *problems)
{
  const char *id = amends_json_peek_string (record, "id");
  const char *modified = amends_json_peek_string (record, "modifiedAt");
  const char *by = amends_json_peek_string (record, "modifiedByName");
  gint64 number = amends_json_peek_int (record, "versionNumber", -1);
  g_autofree char *full = NULL;
  AmendsRemoteRow *row;

  if (id == NULL || *id == '\0')
    return NULL;
  full = g_strconcat (part->prefix, id, NULL);
  row = amends_remote_row_new (part->kind, full);
  amends_field_map_read (part->map, record, NULL, row, problems);
  if (modified == NULL)
    modified = amends_json_peek_string (record, "createdAt");
  if (modified != NULL && !amends_remote_instant_parse (modified, NULL, &row->modified))
    row->modified = AMENDS_INSTANT_NONE;
  row->modified_text = g_strdup (modified);
  row->modified_by = g_strdup (by != NULL ? by : amends_json_peek_string (record, "createdByName"));
  row->client_key = g_strdup (amends_json_peek_string (row->fields, "client_key"));
  row->deleted = amends_json_peek_boolean (record, "deleted", FALSE);
  amends_mark_take (row, part->text);
  row->version = number >= 0
                     ? g_strdup_printf ("%" G_GINT64_FORMAT, number)
                     : amends_row_version_new (modified != NULL ? modified : "", row->fields);
  return row;
}

AmendsRemoteRow *
amends_espocrm_read_single (AmendsEspocrmPart *part,
                            JsonObject *record,
                            AmendsCall call,
                            GError **error)
{
  AmendsRemoteRow *row = amends_espocrm_read_row (part, record, NULL);

  if (row == NULL)
    amends_connector_set_unreadable (call, error);
  return row;
}

AmendsEspocrmPart *
amends_espocrm_part_of_id (AmendsEspocrm *self,
                           AmendsRemoteKind kind,
                           const char *id,
                           const char **bare,
                           GCancellable *cancellable,
                           GError **error)
{
  AmendsFieldMap *map = amends_connector_get_map (AMENDS_CONNECTOR (self));
  guint count = amends_field_map_count_entities (map, kind);

  *bare = id;
  if (count == 1)
    return amends_espocrm_get_part (self, kind, 0, cancellable, error);
  for (guint i = 0; i < count; i++)
    {
      g_autoptr (AmendsEspocrmPart) part =
          amends_espocrm_get_part (self, kind, i, cancellable, error);

      if (part == NULL)
        return NULL;
      if (g_str_has_prefix (id, part->prefix))
        {
          *bare = id + strlen (part->prefix);
          return g_steal_pointer (&part);
        }
    }
  amends_crm_error_set (error, AMENDS_CRM_ERROR_GONE, AMENDS_INSTANT_NONE, NULL, NULL,
                        _ ("The field map no longer has the kind of record this one is"));
  return NULL;
}

AmendsRemoteRow *
amends_espocrm_get_row (AmendsEspocrm *self,
                        AmendsEspocrmPart *part,
                        const char *id,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autoptr (JsonObject) record = NULL;
  AmendsHttpRequest *request =
      amends_espocrm_request (self, cancellable, error, "GET", part->entity, id, NULL);

  if (request == NULL)
    return NULL;
  record = amends_espocrm_fetch (self, request, part, AMENDS_CALL_READ, cancellable, error);
  return record != NULL ? amends_espocrm_read_single (part, record, AMENDS_CALL_READ, error) : NULL;
}

static AmendsRemoteRow *
amends_espocrm_get (AmendsConnector *connector,
                    AmendsRemoteKind kind,
                    const char *id,
                    GCancellable *cancellable,
                    GError **error)
{
  AmendsEspocrm *self = AMENDS_ESPOCRM (connector);
  const char *bare;
  g_autoptr (AmendsEspocrmPart) part =
      amends_espocrm_part_of_id (self, kind, id, &bare, cancellable, error);

  return part != NULL ? amends_espocrm_get_row (self, part, bare, cancellable, error) : NULL;
}

/* Who we are */

JsonObject *
amends_espocrm_get_identity (AmendsEspocrm *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (AmendsHttpResponse) response = NULL;
  AmendsHttpRequest *request;
  JsonObject *object;

  if (self->identity != NULL)
    return self->identity;
  request = amends_espocrm_request (self, cancellable, error, "GET", "App", "user", NULL);
  if (request == NULL)
    return NULL;
  response = amends_espocrm_call (self, request, NULL, AMENDS_CALL_READ, cancellable, error);
  object =
      response != NULL ? amends_connector_read_object (response, AMENDS_CALL_READ, error) : NULL;
  if (object == NULL)
    return NULL;
  if (amends_json_peek_string (amends_json_peek_object (object, "user"), "id") == NULL)
    {
      amends_connector_set_unreadable (AMENDS_CALL_READ, error);
      return NULL;
    }
  self->identity = json_object_ref (object);
  self->seen_at = amends_http_response_get_date (response);
  return self->identity;
}

gboolean
amends_espocrm_may_read (JsonObject *identity, const char *entity)
{
  JsonObject *table = amends_json_peek_object (amends_json_peek_object (identity, "acl"), "table");
  JsonObject *rights = amends_json_peek_object (table, entity);

  /* What is not in the table at all is not restricted; false stands for nothing allowed. */
  return rights != NULL ? g_strcmp0 (amends_json_peek_string (rights, "read"), "no") != 0
                        : table == NULL || !json_object_has_member (table, entity);
}

static gboolean
may_create_cases (JsonObject *identity, const char *entity)
{
  JsonObject *user = amends_json_peek_object (identity, "user");
  JsonObject *table = amends_json_peek_object (amends_json_peek_object (identity, "acl"), "table");
  const char *create = amends_json_peek_string (amends_json_peek_object (table, entity), "create");

  return g_strcmp0 (amends_json_peek_string (user, "type"), "admin") == 0 ||
         g_strcmp0 (create, "yes") == 0;
}

/* Which fields the map names and the CRM does not have. */
static void
list_missing (AmendsEspocrmPart *part, GPtrArray *missing)
{
  g_autoptr (GPtrArray) mappings = amends_field_map_list (part->map, part->kind);

  if (part->fields == NULL)
    {
      g_ptr_array_add (missing,
                       /* Translators: %s is the name of an entity of the CRM, such as "Case". */
                       g_strdup_printf (_ ("This user may not see how “%s” is made up, so its own "
                                           "fields cannot be used."),
                                        part->entity));
      return;
    }
  for (guint i = 0; i < mappings->len; i++)
    {
      const AmendsMapping *mapping = g_ptr_array_index (mappings, i);

      if (mapping->remote == NULL || has_attribute (part->fields, mapping->remote))
        continue;
      if (strcmp (mapping->neutral, "client_key") == 0)
        g_ptr_array_add (
            missing,
            /* Translators: the name of a field and of an entity of the CRM. */
            g_strdup_printf (_ ("There is no field “%s” on “%s”. What Amends makes is then "
                                "recognised by a line at the end of its description; a text field "
                                "of that name is safer."),
                             mapping->remote, part->entity));
      else
        g_ptr_array_add (
            missing,
            /* Translators: a field, an entity of the CRM, and our name of the field. */
            g_strdup_printf (_ ("There is no field “%s” on “%s”; “%s” stays empty."),
                             mapping->remote, part->entity, mapping->neutral));
    }
}

static AmendsProbe *
amends_espocrm_probe (AmendsConnector *connector, GCancellable *cancellable, GError **error)
{
  AmendsEspocrm *self = AMENDS_ESPOCRM (connector);
  AmendsFieldMap *map = amends_connector_get_map (connector);
  g_autoptr (AmendsProbe) probe = g_new0 (AmendsProbe, 1);
  JsonObject *user;
  const char *text;

  g_clear_pointer (&self->identity, json_object_unref);
  g_hash_table_remove_all (self->schemas);
  if (amends_espocrm_get_identity (self, cancellable, error) == NULL)
    return NULL;
  if (self->seen_at != AMENDS_INSTANT_NONE)
    probe->skew =
        self->seen_at - amends_time_source_now (amends_connector_get_time_source (connector));
  user = amends_json_peek_object (self->identity, "user");
  text = amends_json_peek_string (amends_json_peek_object (self->identity, "settings"), "version");
  probe->product = text != NULL ? g_strdup_printf ("EspoCRM %s", text) : g_strdup ("EspoCRM");
  text = amends_json_peek_string (user, "name");
  probe->user = g_strdup (text != NULL ? text : amends_json_peek_string (user, "userName"));
  probe->user_id = g_strdup (amends_json_peek_string (user, "id"));
  probe->missing = g_ptr_array_new_with_free_func (g_free);
  if (may_create_cases (self->identity, amends_field_map_get_entity (map, AMENDS_REMOTE_CASE)))
    probe->abilities |= AMENDS_CONNECTOR_WRITES;
  if (amends_field_map_get_entity (map, AMENDS_REMOTE_SURVEY) != NULL)
    probe->abilities |= AMENDS_CONNECTOR_SURVEYS;
  for (guint kind = 0; kind < AMENDS_REMOTE_N_KINDS; kind++)
    for (guint i = 0; i < amends_field_map_count_entities (map, kind); i++)
      {
        g_autoptr (AmendsEspocrmPart) part =
            amends_espocrm_get_part (self, kind, i, cancellable, error);

        if (part == NULL)
          return NULL;
        /* The stream has no definition of its own worth checking. */
        if (!amends_espocrm_may_read (self->identity, part->entity))
          g_ptr_array_add (
              probe->missing,
              /* Translators: %s is the name of an entity of the CRM, such as "Call". */
              g_strdup_printf (_ ("This user may not read “%s”, so it is left out."),
                               part->entity));
        else if (strcmp (part->entity, "Note") != 0)
          list_missing (part, probe->missing);
        if (kind == AMENDS_REMOTE_CASE && part->key_field != NULL)
          probe->abilities |= AMENDS_CONNECTOR_CLIENT_KEYS;
        if (kind == AMENDS_REMOTE_CASE && part->versions)
          probe->abilities |= AMENDS_CONNECTOR_VERSIONS;
      }
  return g_steal_pointer (&probe);
}

static AmendsRemoteField *
field_new (const char *name, const char *suffix, JsonObject *definition)
{
  AmendsRemoteField *field = g_new0 (AmendsRemoteField, 1);
  JsonArray *options = amends_json_peek_array (definition, "options");
  const char *label = amends_json_peek_string (definition, "label");

  field->name = g_strconcat (name, suffix, NULL);
  field->label = g_strdup (label != NULL ? label : field->name);
  field->type = g_strdup (amends_json_peek_string (definition, "type"));
  field->custom = amends_json_peek_boolean (definition, "isCustom", FALSE);
  field->writable = !amends_json_peek_boolean (definition, "readOnly", FALSE);
  if (options != NULL)
    {
      g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

      for (guint i = 0; i < json_array_get_length (options); i++)
        if (JSON_NODE_HOLDS_VALUE (json_array_get_element (options, i)) &&
            json_node_get_value_type (json_array_get_element (options, i)) == G_TYPE_STRING)
          g_strv_builder_add (builder, json_array_get_string_element (options, i));
      field->options = g_strv_builder_end (builder);
    }
  return field;
}

static GPtrArray *
amends_espocrm_list_fields (AmendsConnector *connector,
                            AmendsRemoteKind kind,
                            GCancellable *cancellable,
                            GError **error)
{
  g_autoptr (AmendsEspocrmPart) part =
      amends_espocrm_get_part (AMENDS_ESPOCRM (connector), kind, 0, cancellable, error);
  g_autoptr (GPtrArray) list = NULL;
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (part == NULL)
    return NULL;
  list = g_ptr_array_new_with_free_func ((GDestroyNotify) amends_remote_field_free);
  if (part->fields == NULL)
    return g_steal_pointer (&list);
  json_object_iter_init_ordered (&iter, part->fields);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    {
      JsonObject *definition = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      const char *type = amends_json_peek_string (definition, "type");

      if (type == NULL)
        continue;
      if (strcmp (type, "link") == 0 || strcmp (type, "linkParent") == 0)
        {
          g_ptr_array_add (list, field_new (name, "Id", definition));
          g_ptr_array_add (list, field_new (name, "Name", definition));
        }
      else
        g_ptr_array_add (list, field_new (name, "", definition));
      if (strcmp (type, "currency") == 0)
        g_ptr_array_add (list, field_new (name, "Currency", definition));
    }
  return g_steal_pointer (&list);
}

/* The object */

static void
amends_espocrm_finalize (GObject *object)
{
  AmendsEspocrm *self = AMENDS_ESPOCRM (object);

  g_hash_table_unref (self->schemas);
  g_clear_pointer (&self->identity, json_object_unref);
  G_OBJECT_CLASS (amends_espocrm_parent_class)->finalize (object);
}

static void
amends_espocrm_class_init (AmendsEspocrmClass *class)
{
  AmendsConnectorClass *connector_class = AMENDS_CONNECTOR_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = amends_espocrm_finalize;
  connector_class->probe = amends_espocrm_probe;
  connector_class->list_fields = amends_espocrm_list_fields;
  connector_class->list_changes = amends_espocrm_list_changes;
  connector_class->sweep = amends_espocrm_sweep;
  connector_class->get = amends_espocrm_get;
  connector_class->find = amends_espocrm_find;
  connector_class->create = amends_espocrm_create;
  connector_class->update = amends_espocrm_update;
}

static void
amends_espocrm_init (AmendsEspocrm *self)
{
  self->schemas =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) json_object_unref);
}

AmendsConnector *
amends_espocrm_new (const AmendsConnectorSettings *settings,
                    AmendsFieldMap *map,
                    AmendsHttp *http,
                    AmendsSecrets *secrets,
                    AmendsTimeSource *time_source,
                    GError **error)
{
  return amends_connector_construct (AMENDS_TYPE_ESPOCRM, settings, map, http, secrets,
                                     time_source);
}
