/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Odoo: what is read there, and how its records become rows. */

#include "config.h"

#include "amends-odoo-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "amends-id.h"
#include "amends-json.h"
#include "amends-parts-cursor.h"

/* Where the field map does not say; the overlap is longer than a transaction may take, since the
 * time stamp is that of its beginning. */
#define PAGE_SIZE 200
#define SWEEP_SIZE 2000
#define OVERLAP 300

/* RFC 5322, 3.6.4; RFC 2606: a host that nobody has. */
#define MESSAGE_ID_HOST "@amends.invalid>"

G_DEFINE_FINAL_TYPE (AmendsOdoo, amends_odoo, AMENDS_TYPE_CONNECTOR)

static guint
get_number (AmendsFieldMap *map, const char *name, guint fallback)
{
  const char *text = amends_field_map_get_setting (map, name);
  guint64 number;

  return text != NULL && g_ascii_string_to_unsigned (text, 10, 1, 100000, &number, NULL)
             ? (guint) number
             : fallback;
}

/* The lists */

void
amends_odoo_list_clear (AmendsOdooList *self)
{
  g_clear_object (&self->map);
}

gboolean
amends_odoo_list_init (AmendsOdooList *self,
                       AmendsOdoo *odoo,
                       AmendsRemoteKind kind,
                       guint index,
                       GCancellable *cancellable,
                       GError **error)
{
  AmendsFieldMap *whole = amends_connector_get_map (AMENDS_CONNECTOR (odoo));

  self->kind = kind;
  self->index = index;
  self->map = amends_field_map_pick (whole, kind, index);
  self->model = amends_field_map_get_entity (self->map, kind);
  return amends_odoo_get_fields (odoo, self->model, &self->fields, cancellable, error);
}

static gboolean
has_field (const AmendsOdooList *self, const char *name)
{
  return self->fields != NULL && name != NULL && json_object_has_member (self->fields, name);
}

const char *
amends_odoo_list_get_key_field (const AmendsOdooList *self)
{
  const AmendsMapping *mapping = amends_field_map_find (self->map, self->kind, "client_key");

  return mapping != NULL && has_field (self, mapping->remote) ? mapping->remote : NULL;
}

gboolean
amends_odoo_list_is_messages (const AmendsOdooList *self)
{
  return strcmp (self->model, "mail.message") == 0;
}

gboolean
amends_odoo_list_is_activities (const AmendsOdooList *self)
{
  return strcmp (self->model, "mail.activity") == 0;
}

const char *
amends_odoo_list_get_text_field (const AmendsOdooList *self)
{
  return self->kind == AMENDS_REMOTE_CASE || self->kind == AMENDS_REMOTE_TASK ? "description"
                                                                              : "text";
}

char *
amends_odoo_build_message_id (const char *client_key)
{
  return g_strconcat ("<", client_key, MESSAGE_ID_HOST, NULL);
}

/* Two lists of a kind may have the same numbers. (transfer full) */
static char *
build_id (const AmendsOdooList *self, gint64 number)
{
  return self->index == 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, number)
                          : g_strdup_printf ("%s,%" G_GINT64_FORMAT, self->model, number);
}

gint64
amends_odoo_list_read_id (const AmendsOdooList *self, const char *id)
{
  const char *comma = strchr (id, ',');
  const char *digits = comma != NULL ? comma + 1 : id;
  guint64 number;

  if (comma != NULL ? strncmp (id, self->model, comma - id) != 0 ||
                          strlen (self->model) != (gsize) (comma - id)
                    : self->index != 0)
    return 0;
  return g_ascii_string_to_unsigned (digits, 10, 1, G_MAXINT64, &number, NULL) ? (gint64) number
                                                                               : 0;
}

/* (transfer full): the conditions of the list's own, without those on fields it has not got. */
static JsonArray *
build_domain (const AmendsOdooList *self)
{
  const char *text = amends_field_map_get_option (self->map, self->kind, "filter");
  g_autoptr (JsonNode) root =
      text != NULL ? amends_json_parse (text, strlen (text), NULL, NULL) : NULL;
  JsonArray *filter =
      root != NULL && JSON_NODE_HOLDS_ARRAY (root) ? json_node_get_array (root) : NULL;
  JsonArray *domain = json_array_new ();

  for (guint i = 0; filter != NULL && i < json_array_get_length (filter); i++)
    {
      JsonNode *node = json_array_get_element (filter, i);
      JsonArray *condition = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

      if (condition != NULL && json_array_get_length (condition) == 3 &&
          has_field (self, json_array_get_string_element (condition, 0)))
        json_array_add_element (domain, json_node_copy (node));
    }
  return domain;
}

/* (transfer full) */
static JsonArray *
build_fields (const AmendsOdooList *self)
{
  static const char *const always[] = { "write_date", "write_uid", "active", "message_id",
                                        "author_id" };
  g_autoptr (GPtrArray) names = amends_field_map_list_remote (self->map, self->kind);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  JsonArray *fields = json_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (always); i++)
    if (has_field (self, always[i]) && g_hash_table_add (seen, (gpointer) always[i]))
      json_array_add_string_element (fields, always[i]);
  for (guint i = 0; i < names->len; i++)
    if (has_field (self, g_ptr_array_index (names, i)) &&
        g_hash_table_add (seen, g_ptr_array_index (names, i)))
      json_array_add_string_element (fields, g_ptr_array_index (names, i));
  return fields;
}

/* Records as rows */

static gboolean
load_users (AmendsOdoo *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (JsonArray) domain = json_array_new ();
  g_autoptr (JsonArray) fields = json_array_new ();
  g_autoptr (JsonArray) users = NULL;

  if (self->users != NULL)
    return TRUE;
  json_array_add_string_element (fields, "name");
  users = amends_odoo_search (self, "res.users", domain, fields, "id", 5000, cancellable, error);
  if (users == NULL)
    return FALSE;
  self->users = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; i < json_array_get_length (users); i++)
    {
      JsonObject *user = amends_json_peek_element (users, i);
      const char *name = amends_json_peek_string (user, "name");

      if (name != NULL)
        g_hash_table_insert (self->users,
                             g_strdup_printf ("%" G_GINT64_FORMAT,
                                              amends_json_peek_int (user, "id", 0)),
                             g_strdup (name));
    }
  return TRUE;
}

/* Several people where we have one: the first, as [id, name]. */
static gboolean
name_people (AmendsOdoo *self,
             const AmendsOdooList *list,
             JsonObject *record,
             GCancellable *cancellable,
             GError **error)
{
  g_autoptr (GPtrArray) mappings = amends_field_map_list (list->map, list->kind);

  for (guint i = 0; i < mappings->len; i++)
    {
      const AmendsMapping *mapping = g_ptr_array_index (mappings, i);
      JsonObject *field = mapping->remote != NULL && list->fields != NULL
                              ? amends_json_peek_object (list->fields, mapping->remote)
                              : NULL;
      JsonArray *ids =
          amends_json_peek_array (record, mapping->remote != NULL ? mapping->remote : "");
      g_autofree char *id = NULL;
      JsonArray *pair;
      const char *name;

      if (strcmp (mapping->type, "person") != 0 || ids == NULL ||
          g_strcmp0 (amends_json_peek_string (field, "type"), "many2many") != 0 ||
          json_array_get_length (ids) == 0)
        continue;
      if (!load_users (self, cancellable, error))
        return FALSE;
      id = g_strdup_printf ("%" G_GINT64_FORMAT,
                            amends_odoo_read_id (json_array_get_element (ids, 0)));
      name = g_hash_table_lookup (self->users, id);
      pair = json_array_new ();
      json_array_add_string_element (pair, id);
      json_array_add_string_element (pair, name != NULL ? name : id);
      json_object_set_array_member (record, mapping->remote, pair);
    }
  return TRUE;
}

/* (nullable): the name in [id, name]. */
static const char *
peek_name (JsonObject *record, const char *member)
{
  JsonArray *pair = amends_json_peek_array (record, member);

  return pair != NULL && json_array_get_length (pair) == 2 &&
                 JSON_NODE_HOLDS_VALUE (json_array_get_element (pair, 1))
             ? json_array_get_string_element (pair, 1)
             : NULL;
}

/* (transfer full) (nullable): our key in a Message-ID. */
static char *
dup_message_key (JsonObject *record)
{
  const char *id = amends_json_peek_string (record, "message_id");
  g_autofree char *key = NULL;

  if (id == NULL || *id != '<' || !g_str_has_suffix (id, MESSAGE_ID_HOST))
    return NULL;
  key = g_strndup (id + 1, strlen (id) - 1 - strlen (MESSAGE_ID_HOST));
  return amends_id_is_valid (key) ? g_steal_pointer (&key) : NULL;
}

/* Stars of 5 and the like become our 0 to 100. */
static void
scale_score (const AmendsOdooList *list, AmendsRemoteRow *row)
{
  const char *scale = amends_field_map_get_option (list->map, list->kind, "csat_scale");
  JsonNode *node = scale != NULL ? json_object_get_member (row->fields, "csat") : NULL;

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return;
  json_object_set_int_member (
      row->fields, "csat",
      (gint64) CLAMP (json_node_get_double (node) * g_ascii_strtod (scale, NULL) + 0.5, 0, 100));
}

static AmendsRemoteRow *
row_new (AmendsOdoo *self,
         const AmendsOdooList *list,
         JsonObject *record,
         GCancellable *cancellable,
         GError **error)
{
  g_autofree char *id = build_id (list, amends_json_peek_int (record, "id", 0));
  g_autoptr (AmendsRemoteRow) row = amends_remote_row_new (list->kind, id);
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  const char *stamp = amends_json_peek_string (record, "write_date");
  const char *key = amends_odoo_list_get_key_field (list);

  if (!name_people (self, list, record, cancellable, error))
    return NULL;
  row->modified_by = g_strdup (
      peek_name (record, amends_odoo_list_is_messages (list) ? "author_id" : "write_uid"));
  if (key != NULL)
    row->client_key = g_strdup (amends_json_peek_string (record, key));
  else if (amends_odoo_list_is_messages (list))
    row->client_key = dup_message_key (record);
  amends_field_map_read (list->map, record, NULL, row, problems);
  for (guint i = 0; i < problems->len; i++)
    g_message ("%s", (const char *) g_ptr_array_index (problems, i));
  amends_mark_take (row, amends_odoo_list_get_text_field (list));
  scale_score (list, row);
  /* The map reads whether it is active; what we want to know is the opposite. Where activities are
   * deleted once they are done, one that is there is not. */
  if (amends_odoo_list_is_activities (list))
    json_object_set_boolean_member (row->fields, "done",
                                    !amends_json_peek_boolean (record, "active", TRUE));
  if (stamp != NULL && amends_remote_instant_parse (stamp, NULL, &row->modified))
    {
      row->modified_text = g_strdup (stamp);
      row->version = amends_row_version_new (stamp, row->fields);
    }
  return g_steal_pointer (&row);
}

/* Asks for the companies of all partners in @ids at once: id → company's id, as text. */
static GHashTable *
ask_companies (AmendsOdoo *self, JsonArray *ids, GCancellable *cancellable, GError **error)
{
  g_autoptr (GHashTable) companies =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (JsonArray) domain = json_array_new ();
  g_autoptr (JsonArray) fields = json_array_new ();
  g_autoptr (JsonArray) partners = NULL;
  JsonNode *list = json_node_alloc ();

  json_node_init_array (list, ids);
  amends_odoo_add_condition (domain, "id", "in", list);
  json_array_add_string_element (fields, "commercial_partner_id");
  partners = amends_odoo_search (self, "res.partner", domain, fields, "id",
                                 MAX (json_array_get_length (ids), 1), cancellable, error);
  if (partners == NULL)
    return NULL;
  for (guint i = 0; i < json_array_get_length (partners); i++)
    {
      JsonObject *partner = amends_json_peek_element (partners, i);
      JsonNode *company = json_object_get_member (partner, "commercial_partner_id");
      gint64 number = company != NULL ? amends_odoo_read_id (company) : 0;

      if (number > 0)
        g_hash_table_insert (companies,
                             g_strdup_printf ("%" G_GINT64_FORMAT,
                                              amends_json_peek_int (partner, "id", 0)),
                             g_strdup_printf ("%" G_GINT64_FORMAT, number));
    }
  return g_steal_pointer (&companies);
}

/*
 * Odoo has companies and people in one model, and a record points at either. Ours point at the
 * company as the account and, where it was a person, at that as the contact.
 */
static gboolean
settle_partners (AmendsOdoo *self, GPtrArray *rows, GCancellable *cancellable, GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) companies = NULL;
  g_autoptr (JsonArray) ids = json_array_new ();

  for (guint i = 0; i < rows->len; i++)
    {
      AmendsRemoteRow *row = g_ptr_array_index (rows, i);
      const char *account = amends_json_peek_string (row->fields, "account");

      if (row->kind != AMENDS_REMOTE_CONTACT && account != NULL &&
          g_hash_table_add (seen, (gpointer) account))
        json_array_add_int_element (ids, g_ascii_strtoll (account, NULL, 10));
    }
  if (json_array_get_length (ids) == 0)
    return TRUE;
  companies = ask_companies (self, ids, cancellable, error);
  if (companies == NULL)
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    {
      AmendsRemoteRow *row = g_ptr_array_index (rows, i);
      g_autofree char *partner = g_strdup (amends_json_peek_string (row->fields, "account"));
      const char *company = partner != NULL ? g_hash_table_lookup (companies, partner) : NULL;
      g_autofree char *version = g_steal_pointer (&row->version);

      if (company != NULL)
        json_object_set_string_member (row->fields, "account", company);
      if (company != NULL && strcmp (company, partner) != 0)
        json_object_set_string_member (row->fields, "contact", partner);
      else if (g_strcmp0 (partner, amends_json_peek_string (row->fields, "contact")) == 0 &&
               partner != NULL)
        json_object_set_null_member (row->fields, "contact");
      if (row->modified_text != NULL)
        row->version = amends_row_version_new (row->modified_text, row->fields);
    }
  return TRUE;
}

/* (transfer full) (element-type AmendsRemoteRow) */
static GPtrArray *
ask_rows (AmendsOdoo *self,
          const AmendsOdooList *list,
          JsonArray *domain,
          guint limit,
          GCancellable *cancellable,
          GError **error)
{
  g_autoptr (JsonArray) fields = build_fields (list);
  g_autoptr (JsonArray) records =
      amends_odoo_search (self, list->model, domain, fields, "id", limit, cancellable, error);
  g_autoptr (GPtrArray) rows =
      g_ptr_array_new_with_free_func ((GDestroyNotify) amends_remote_row_unref);

  if (records == NULL)
    return NULL;
  for (guint i = 0; i < json_array_get_length (records); i++)
    {
      AmendsRemoteRow *row =
          row_new (self, list, amends_json_peek_element (records, i), cancellable, error);

      if (row == NULL)
        return NULL;
      g_ptr_array_add (rows, row);
    }
  return settle_partners (self, rows, cancellable, error) ? g_steal_pointer (&rows) : NULL;
}

AmendsRemoteRow *
amends_odoo_look_up (AmendsOdoo *self,
                     const AmendsOdooList *list,
                     JsonArray *domain,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autoptr (GPtrArray) rows = NULL;

  if (list->fields == NULL)
    return NULL;
  rows = ask_rows (self, list, domain, 1, cancellable, error);
  return rows != NULL && rows->len > 0 ? amends_remote_row_ref (g_ptr_array_index (rows, 0)) : NULL;
}

/* Reading */

static gboolean
is_stamp (const char *text)
{
  AmendsInstant instant;

  return text != NULL && strlen (text) == 19 && amends_remote_instant_parse (text, NULL, &instant);
}

/* (transfer full): @stamp, which is one, less the overlap. */
static char *
step_back (AmendsFieldMap *map, const char *stamp)
{
  AmendsInstant instant = AMENDS_INSTANT_NONE;

  amends_remote_instant_parse (stamp, NULL, &instant);
  return amends_remote_instant_format_plain (instant -
                                             get_number (map, "overlap", OVERLAP) * AMENDS_SECOND);
}

/*
 * A reading goes through the records by id, since times are shown to the second only and change
 * under way. How far it has read is then the latest time there was when it began: what changes
 * meanwhile, behind its back, is later than that.
 */
static gboolean
begin_reading (AmendsOdoo *self,
               const AmendsOdooList *list,
               JsonObject *part,
               GCancellable *cancellable,
               GError **error)
{
  g_autoptr (JsonArray) domain = build_domain (list);
  g_autoptr (JsonArray) fields = json_array_new ();
  g_autoptr (JsonArray) records = NULL;
  const char *from = amends_json_peek_string (part, "from");
  const char *latest;

  json_array_add_string_element (fields, "write_date");
  records = amends_odoo_search (self, list->model, domain, fields, "write_date desc, id desc", 1,
                                cancellable, error);
  if (records == NULL)
    return FALSE;
  latest = json_array_get_length (records) > 0
               ? amends_json_peek_string (amends_json_peek_element (records, 0), "write_date")
               : NULL;
  if (latest != NULL && !is_stamp (latest))
    {
      amends_connector_set_unreadable (AMENDS_CALL_READ, error);
      return FALSE;
    }
  if (is_stamp (from) && latest != NULL)
    {
      g_autofree char *least = step_back (list->map, from);

      if (strcmp (latest, least) < 0)
        {
          g_message ("Everything in %s is older than it was: it is read anew", list->model);
          json_object_remove_member (part, "from");
        }
    }
  json_object_remove_member (part, "id");
  if (latest != NULL)
    json_object_set_string_member (part, "mark", latest);
  return TRUE;
}

/* (transfer full): what the page that @part leads to must meet. */
static JsonArray *
build_page_domain (const AmendsOdooList *list, JsonObject *part)
{
  JsonArray *domain = build_domain (list);
  const char *from = amends_json_peek_string (part, "from");
  gint64 id = amends_json_peek_int (part, "id", 0);

  if (is_stamp (from))
    {
      g_autofree char *least = step_back (list->map, from);

      amends_odoo_add_condition (domain, "write_date", ">=", amends_odoo_node_string (least));
    }
  if (id > 0)
    amends_odoo_add_condition (domain, "id", ">", amends_odoo_node_int (id));
  return domain;
}

static gboolean
is_pushed_only (const AmendsOdooList *list)
{
  return g_strcmp0 (amends_field_map_get_option (list->map, list->kind, "list"), "no") == 0;
}

static AmendsRemotePage *
amends_odoo_list_changes (AmendsConnector *connector,
                          AmendsRemoteKind kind,
                          const char *cursor,
                          GCancellable *cancellable,
                          GError **error)
{
  AmendsOdoo *self = AMENDS_ODOO (connector);
  g_autoptr (AmendsPartsCursor) at = amends_parts_cursor_new (
      cursor, amends_field_map_count_entities (amends_connector_get_map (connector), kind));
  g_autoptr (AmendsRemotePage) page = amends_remote_page_new (NULL);
  g_auto (AmendsOdooList) list = { 0 };
  gboolean goes_on = FALSE;

  if (!amends_odoo_list_init (&list, self, kind, at->index, cancellable, error))
    return NULL;
  if (list.fields != NULL && !is_pushed_only (&list))
    {
      guint size = get_number (list.map, "page", PAGE_SIZE);
      g_autoptr (JsonArray) domain = NULL;
      g_autoptr (GPtrArray) rows = NULL;

      if (!amends_json_peek_boolean (at->part, "more", FALSE) &&
          !begin_reading (self, &list, at->part, cancellable, error))
        return NULL;
      domain = build_page_domain (&list, at->part);
      rows = ask_rows (self, &list, domain, size, cancellable, error);
      if (rows == NULL)
        return NULL;
      goes_on = rows->len >= size;
      if (goes_on)
        {
          const AmendsRemoteRow *last = g_ptr_array_index (rows, rows->len - 1);

          json_object_set_int_member (at->part, "id", amends_odoo_list_read_id (&list, last->id));
        }
      else
        {
          const char *mark = amends_json_peek_string (at->part, "mark");
          g_autofree char *kept = g_strdup (mark);

          json_object_remove_member (at->part, "id");
          json_object_remove_member (at->part, "mark");
          if (kept != NULL)
            json_object_set_string_member (at->part, "from", kept);
        }
      json_object_set_boolean_member (at->part, "more", goes_on);
      g_ptr_array_extend_and_steal (page->rows, g_steal_pointer (&rows));
    }
  page->cursor = amends_parts_cursor_move_on (at, goes_on, &page->more);
  return g_steal_pointer (&page);
}

static AmendsRemotePage *
amends_odoo_sweep (AmendsConnector *connector,
                   AmendsRemoteKind kind,
                   const char *cursor,
                   GCancellable *cancellable,
                   GError **error)
{
  AmendsOdoo *self = AMENDS_ODOO (connector);
  g_autoptr (AmendsPartsCursor) at = amends_parts_cursor_new (
      cursor, amends_field_map_count_entities (amends_connector_get_map (connector), kind));
  g_autoptr (AmendsRemotePage) page = amends_remote_page_new (NULL);
  g_autoptr (JsonArray) fields = json_array_new ();
  g_autoptr (JsonArray) domain = NULL;
  g_autoptr (JsonArray) records = NULL;
  g_auto (AmendsOdooList) list = { 0 };
  gint64 last = amends_json_peek_int (at->part, "id", 0);

  if (!amends_odoo_list_init (&list, self, kind, at->index, cancellable, error))
    return NULL;
  if (list.fields == NULL)
    {
      /* That nothing can be seen of them does not say that the records are gone. */
      amends_crm_error_set (error, AMENDS_CRM_ERROR_FORBIDDEN, AMENDS_INSTANT_NONE, NULL, NULL,
                            /* Translators: %s is a model of Odoo, such as "project.task". */
                            _ ("This Odoo has no “%s”, or you may not see it"), list.model);
      return NULL;
    }
  domain = build_domain (&list);
  json_array_add_string_element (fields, "id");
  if (last > 0)
    amends_odoo_add_condition (domain, "id", ">", amends_odoo_node_int (last));
  records =
      amends_odoo_search (self, list.model, domain, fields, "id", SWEEP_SIZE, cancellable, error);
  if (records == NULL)
    return NULL;
  for (guint i = 0; i < json_array_get_length (records); i++)
    {
      last = amends_json_peek_int (amends_json_peek_element (records, i), "id", 0);
      g_ptr_array_add (page->ids, build_id (&list, last));
    }
  json_object_set_int_member (at->part, "id", last);
  page->cursor = amends_parts_cursor_move_on (at, page->ids->len >= SWEEP_SIZE, &page->more);
  return g_steal_pointer (&page);
}

AmendsRemoteRow *
amends_odoo_get (AmendsConnector *connector,
                 AmendsRemoteKind kind,
                 const char *id,
                 GCancellable *cancellable,
                 GError **error)
{
  AmendsOdoo *self = AMENDS_ODOO (connector);
  guint n = amends_field_map_count_entities (amends_connector_get_map (connector), kind);

  for (guint i = 0; i < n; i++)
    {
      g_auto (AmendsOdooList) list = { 0 };
      g_autoptr (JsonArray) domain = json_array_new ();
      g_autoptr (AmendsRemoteRow) row = NULL;
      g_autoptr (GError) fault = NULL;
      gint64 number;

      if (!amends_odoo_list_init (&list, self, kind, i, cancellable, error))
        return NULL;
      number = amends_odoo_list_read_id (&list, id);
      if (number == 0)
        continue;
      amends_odoo_add_condition (domain, "id", "=", amends_odoo_node_int (number));
      row = amends_odoo_look_up (self, &list, domain, cancellable, &fault);
      if (fault != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&fault));
          return NULL;
        }
      if (row != NULL)
        return g_steal_pointer (&row);
    }
  amends_crm_error_set (error, AMENDS_CRM_ERROR_GONE, AMENDS_INSTANT_NONE, NULL, NULL,
                        _ ("The record is no longer in Odoo"));
  return NULL;
}

/* An activity that was done has left a message on the record it was for, with its note. It counts
 * as made and gone. */
static AmendsRemoteRow *
find_done (AmendsOdoo *self,
           const AmendsOdooList *list,
           const char *client_key,
           GCancellable *cancellable,
           GError **error)
{
  g_autoptr (JsonArray) domain = json_array_new ();
  g_autoptr (JsonArray) fields = json_array_new ();
  g_autoptr (JsonArray) records = NULL;
  g_autofree char *id = NULL;
  AmendsRemoteRow *row;

  amends_odoo_add_condition (domain, "body", "ilike", amends_odoo_node_string (client_key));
  amends_odoo_add_condition (domain, "mail_activity_type_id",
                             "!=", amends_odoo_node_boolean (FALSE));
  json_array_add_string_element (fields, "write_date");
  records = amends_odoo_search (self, "mail.message", domain, fields, "id", 1, cancellable, error);
  if (records == NULL || json_array_get_length (records) == 0)
    return NULL;
  id = g_strdup_printf ("mail.message,%" G_GINT64_FORMAT,
                        amends_json_peek_int (amends_json_peek_element (records, 0), "id", 0));
  row = amends_remote_row_new (list->kind, id);
  row->client_key = g_strdup (client_key);
  row->deleted = TRUE;
  json_object_set_boolean_member (row->fields, "done", TRUE);
  return row;
}

AmendsRemoteRow *
amends_odoo_find (AmendsConnector *connector,
                  AmendsRemoteKind kind,
                  const char *client_key,
                  JsonObject *fields,
                  GCancellable *cancellable,
                  GError **error)
{
  AmendsOdoo *self = AMENDS_ODOO (connector);
  g_auto (AmendsOdooList) list = { 0 };
  g_autoptr (JsonArray) domain = json_array_new ();
  g_autoptr (AmendsRemoteRow) row = NULL;
  g_autoptr (GError) fault = NULL;
  const AmendsMapping *text;
  const char *key;

  if (!amends_odoo_list_init (&list, self, kind, 0, cancellable, error))
    return NULL;
  key = amends_odoo_list_get_key_field (&list);
  text = amends_field_map_find (list.map, kind, amends_odoo_list_get_text_field (&list));
  if (amends_odoo_list_is_messages (&list))
    {
      g_autofree char *id = amends_odoo_build_message_id (client_key);

      amends_odoo_add_condition (domain, "message_id", "=", amends_odoo_node_string (id));
    }
  else if (key != NULL)
    amends_odoo_add_condition (domain, key, "=", amends_odoo_node_string (client_key));
  else if (text != NULL && text->remote != NULL)
    amends_odoo_add_condition (domain, text->remote, "ilike", amends_odoo_node_string (client_key));
  else
    return NULL;
  row = amends_odoo_look_up (self, &list, domain, cancellable, &fault);
  if (row == NULL && fault == NULL && amends_odoo_list_is_activities (&list))
    row = find_done (self, &list, client_key, cancellable, &fault);
  if (fault != NULL)
    g_propagate_error (error, g_steal_pointer (&fault));
  return g_steal_pointer (&row);
}

static void
amends_odoo_finalize (GObject *object)
{
  AmendsOdoo *self = AMENDS_ODOO (object);

  g_clear_pointer (&self->models, g_hash_table_unref);
  g_clear_pointer (&self->users, g_hash_table_unref);
  g_clear_pointer (&self->release, g_free);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  G_OBJECT_CLASS (amends_odoo_parent_class)->finalize (object);
}

static void
amends_odoo_class_init (AmendsOdooClass *class)
{
  AmendsConnectorClass *connector = AMENDS_CONNECTOR_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = amends_odoo_finalize;
  connector->probe = amends_odoo_probe;
  connector->list_fields = amends_odoo_list_fields;
  connector->list_changes = amends_odoo_list_changes;
  connector->sweep = amends_odoo_sweep;
  connector->get = amends_odoo_get;
  connector->find = amends_odoo_find;
  connector->create = amends_odoo_create;
  connector->update = amends_odoo_update;
}

static void
unref_object (gpointer object)
{
  if (object != NULL)
    json_object_unref (object);
}

static void
amends_odoo_init (AmendsOdoo *self)
{
  self->models = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, unref_object);
}

AmendsConnector *
amends_odoo_new (const AmendsConnectorSettings *settings,
                 AmendsFieldMap *map,
                 AmendsHttp *http,
                 AmendsSecrets *secrets,
                 AmendsTimeSource *time_source,
                 GError **error)
{
  return amends_connector_construct (AMENDS_TYPE_ODOO, settings, map, http, secrets, time_source);
}
