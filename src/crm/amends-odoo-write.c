/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing to Odoo. */

#include "config.h"

#include "amends-odoo-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "amends-parts-cursor.h"

/* From here on message_post escapes a body unless it is told that it is HTML. */
#define FIRST_ESCAPING 17

/* (transfer full) (nullable): the id of the one active user of that name or login. 0: nobody, or
 * several; -1 with @error. */
static gint64
ask_user (AmendsOdoo *self, const char *name, GCancellable *cancellable, GError **error)
{
  static const char *const by[] = { "name", "login" };
  g_autoptr (JsonArray) fields = json_array_new ();

  json_array_add_string_element (fields, "active");
  for (guint i = 0; i < G_N_ELEMENTS (by); i++)
    {
      g_autoptr (JsonArray) domain = json_array_new ();
      g_autoptr (JsonArray) users = NULL;

      amends_odoo_add_condition (domain, by[i], "=", amends_odoo_node_string (name));
      amends_odoo_add_condition (domain, "active", "=", amends_odoo_node_boolean (TRUE));
      users = amends_odoo_search (self, "res.users", domain, fields, "id", 2, cancellable, error);
      if (users == NULL)
        return -1;
      if (json_array_get_length (users) == 1)
        return amends_json_peek_int (amends_json_peek_element (users, 0), "id", 0);
    }
  return 0;
}

/* [[6, 0, [id]]] for several people, the id for one. (transfer full) */
static JsonNode *
build_people (JsonObject *field, gint64 user)
{
  JsonNode *node = json_node_alloc ();
  JsonArray *commands;
  JsonArray *command;
  JsonArray *ids;

  if (g_strcmp0 (amends_json_peek_string (field, "type"), "many2many") != 0)
    return json_node_init_int (node, user);
  commands = json_array_new ();
  command = json_array_new ();
  ids = json_array_new ();
  json_array_add_int_element (ids, user);
  json_array_add_int_element (command, 6);
  json_array_add_int_element (command, 0);
  json_array_add_array_element (command, ids);
  json_array_add_array_element (commands, command);
  json_node_init_array (node, commands);
  json_array_unref (commands);
  return node;
}

/* Names of people become users. Nobody of that name: left alone in a new record, a fault in a
 * change. */
static gboolean
resolve_people (AmendsOdoo *self,
                const AmendsOdooList *list,
                gboolean strict,
                JsonObject *values,
                GCancellable *cancellable,
                GError **error)
{
  g_autoptr (GPtrArray) mappings = amends_field_map_list (list->map, list->kind);

  for (guint i = 0; i < mappings->len; i++)
    {
      const AmendsMapping *mapping = g_ptr_array_index (mappings, i);
      g_autofree char *name = NULL;
      gint64 user;

      if (strcmp (mapping->type, "person") != 0 || mapping->remote == NULL ||
          amends_json_peek_string (values, mapping->remote) == NULL)
        continue;
      name = g_strdup (amends_json_peek_string (values, mapping->remote));
      json_object_remove_member (values, mapping->remote);
      user = ask_user (self, name, cancellable, error);
      if (user < 0)
        return FALSE;
      if (user > 0)
        json_object_set_member (
            values, mapping->remote,
            build_people (amends_json_peek_object (list->fields, mapping->remote), user));
      else if (strict)
        {
          amends_crm_error_set (error, AMENDS_CRM_ERROR_INVALID, AMENDS_INSTANT_NONE, NULL,
                                mapping->neutral,
                                /* Translators: %s is a person's name. */
                                _ ("Odoo has no user “%s”, or more than one"), name);
          return FALSE;
        }
    }
  return TRUE;
}

/* What the model has not got would have the whole record refused; a day has no time. */
static void
fit_fields (AmendsOdoo *self, const AmendsOdooList *list, JsonObject *values)
{
  g_autoptr (GList) names = json_object_get_members (values);

  for (GList *l = names; l != NULL; l = l->next)
    {
      JsonObject *field = amends_json_peek_object (list->fields, l->data);

      if (field == NULL)
        {
          g_debug ("%s has no field %s", list->model, (const char *) l->data);
          json_object_remove_member (values, l->data);
        }
      else if (g_strcmp0 (amends_json_peek_string (field, "type"), "date") == 0)
        amends_day_cut (values, l->data, self->zone);
    }
}

static JsonObject *
copy_object (JsonObject *from)
{
  JsonObject *copy = json_object_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, from);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    json_object_set_member (copy, name, json_node_copy (node));
  return copy;
}

/* Account and contact are one field over there: a contact says which company it is of, and none
 * leaves the company. (transfer full) */
static JsonObject *
without_empty_contact (JsonObject *fields)
{
  JsonObject *copy = copy_object (fields);

  if (amends_json_peek_string (copy, "contact") == NULL)
    json_object_remove_member (copy, "contact");
  return copy;
}

/* (transfer full) (nullable): @fields in Odoo's names. */
static JsonObject *
build_values (AmendsOdoo *self,
              const AmendsOdooList *list,
              JsonObject *fields,
              gboolean creates,
              GCancellable *cancellable,
              GError **error)
{
  g_autoptr (JsonObject) kept = without_empty_contact (fields);
  g_autoptr (JsonObject) values = amends_field_map_write (list->map, list->kind, kept);
  JsonObject *constants = amends_field_map_get_constants (list->map, list->kind);
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (creates && constants != NULL)
    {
      json_object_iter_init (&iter, constants);
      while (json_object_iter_next (&iter, &name, &node))
        if (!json_object_has_member (values, name))
          json_object_set_member (values, name, json_node_copy (node));
    }
  if (!resolve_people (self, list, !creates, values, cancellable, error))
    return NULL;
  fit_fields (self, list, values);
  /* Doing it is a call of its own. */
  if (amends_odoo_list_is_activities (list))
    json_object_remove_member (values, "active");
  return g_steal_pointer (&values);
}

/* @fields with the mark in the text. (transfer full) */
static JsonObject *
add_mark (const AmendsOdooList *list, JsonObject *fields, const char *client_key)
{
  const char *name = amends_odoo_list_get_text_field (list);
  g_autofree char *text = amends_mark_add (amends_json_peek_string (fields, name), client_key);
  JsonObject *marked = copy_object (fields);

  json_object_set_string_member (marked, name, text);
  return marked;
}

/* After a write, an answer that does not come must not look as if nothing had been written. */
static AmendsRemoteRow *
keep_unknown (AmendsRemoteRow *row, gboolean created, GError *fault, GError **error)
{
  g_autoptr (GError) taken = fault;

  if (row != NULL)
    return row;
  if (taken == NULL)
    amends_connector_set_unreadable (AMENDS_CALL_WRITE, error);
  else if (taken->domain == AMENDS_CRM_ERROR && (created || taken->code != AMENDS_CRM_ERROR_GONE))
    amends_crm_error_set (error, AMENDS_CRM_ERROR_UNKNOWN, AMENDS_INSTANT_NONE, NULL, NULL,
                          /* Translators: %s is a sentence on what went wrong. */
                          _ ("The record was saved but could not be read back: %s"),
                          taken->message);
  else
    g_propagate_error (error, g_steal_pointer (&taken));
  return NULL;
}

/* The records that messages and activities belong to. (transfer full) (nullable) */
static JsonArray *
read_parent (JsonObject *fields, GError **error)
{
  const char *id = amends_json_peek_string (fields, "case");
  guint64 number;
  JsonArray *ids;

  if (id == NULL || !g_ascii_string_to_unsigned (id, 10, 1, G_MAXINT64, &number, NULL))
    {
      amends_crm_error_set (error, AMENDS_CRM_ERROR_INVALID, AMENDS_INSTANT_NONE, NULL, "case",
                            _ ("The case this belongs to is not in Odoo"));
      return NULL;
    }
  ids = json_array_new ();
  json_array_add_int_element (ids, number);
  return ids;
}

static const char *
get_parent_model (const AmendsOdooList *list)
{
  const char *on = amends_field_map_get_option (list->map, list->kind, "on");

  return on != NULL ? on : "project.task";
}

/* An e-mail's receivers have no field in a message: they are a line of it. */
static JsonObject *
with_receivers (const AmendsOdooList *list, JsonObject *fields)
{
  const char *to = amends_json_peek_string (fields, "to");
  const char *text = amends_json_peek_string (fields, "text");
  const AmendsMapping *mapping = amends_field_map_find (list->map, list->kind, "to");
  g_autofree char *joined = NULL;
  JsonObject *copy;

  if (list->kind != AMENDS_REMOTE_EMAIL || to == NULL || *to == '\0' ||
      (mapping != NULL && mapping->remote != NULL))
    return json_object_ref (fields);
  /* Translators: %s are the addresses an e-mail went to, then its text. */
  joined = g_strdup_printf (_ ("To: %s\n\n%s"), to, text != NULL ? text : "");
  copy = copy_object (fields);
  json_object_set_string_member (copy, "text", joined);
  return copy;
}

/* Posts as an internal note, so that no follower is sent an e-mail of it. */
static JsonNode *
post_message (AmendsOdoo *self,
              const AmendsOdooList *list,
              JsonObject *fields,
              const char *client_key,
              GCancellable *cancellable,
              GError **error)
{
  const char *type = amends_field_map_get_option (list->map, list->kind, "message_type");
  g_autofree char *message_id = amends_odoo_build_message_id (client_key);
  g_autoptr (JsonArray) ids = read_parent (fields, error);
  g_autoptr (JsonObject) full = NULL;
  g_autoptr (JsonObject) values = NULL;
  const AmendsMapping *parent;

  if (ids == NULL)
    return NULL;
  full = with_receivers (list, fields);
  values = build_values (self, list, full, TRUE, cancellable, error);
  if (values == NULL)
    return NULL;
  parent = amends_field_map_find (list->map, list->kind, "case");
  if (parent != NULL && parent->remote != NULL)
    json_object_remove_member (values, parent->remote);
  json_object_set_string_member (values, "message_id", message_id);
  json_object_set_string_member (values, "message_type", type != NULL ? type : "comment");
  json_object_set_string_member (values, "subtype_xmlid", "mail.mt_note");
  if (self->major >= FIRST_ESCAPING)
    json_object_set_boolean_member (values, "body_is_html", TRUE);
  return amends_odoo_call (self, get_parent_model (list), "message_post", ids, values,
                           AMENDS_CALL_WRITE, cancellable, error);
}

static JsonNode *
schedule_activity (AmendsOdoo *self,
                   const AmendsOdooList *list,
                   JsonObject *fields,
                   const char *client_key,
                   GCancellable *cancellable,
                   GError **error)
{
  const char *type = amends_field_map_get_option (list->map, list->kind, "activity_type");
  g_autoptr (JsonObject) marked = add_mark (list, fields, client_key);
  g_autoptr (JsonArray) ids = read_parent (fields, error);
  g_autoptr (JsonObject) values = NULL;
  const AmendsMapping *parent;

  if (ids == NULL)
    return NULL;
  values = build_values (self, list, marked, TRUE, cancellable, error);
  if (values == NULL)
    return NULL;
  parent = amends_field_map_find (list->map, list->kind, "case");
  if (parent != NULL && parent->remote != NULL)
    json_object_remove_member (values, parent->remote);
  json_object_set_string_member (values, "act_type_xmlid",
                                 type != NULL ? type : "mail.mail_activity_data_todo");
  return amends_odoo_call (self, get_parent_model (list), "activity_schedule", ids, values,
                           AMENDS_CALL_WRITE, cancellable, error);
}

/* Puts the project that the field map names into a new task; without one only its maker sees it. */
static gboolean
add_project (AmendsOdoo *self,
             const AmendsOdooList *list,
             JsonObject *values,
             GCancellable *cancellable,
             GError **error)
{
  const char *name = amends_field_map_get_option (list->map, list->kind, "project");
  g_autoptr (JsonArray) domain = json_array_new ();
  g_autoptr (JsonArray) fields = json_array_new ();
  g_autoptr (JsonArray) projects = NULL;

  if (name == NULL || json_object_has_member (values, "project_id"))
    return TRUE;
  amends_odoo_add_condition (domain, "name", "=", amends_odoo_node_string (name));
  amends_odoo_add_condition (domain, "active", "=", amends_odoo_node_boolean (TRUE));
  json_array_add_string_element (fields, "name");
  projects =
      amends_odoo_search (self, "project.project", domain, fields, "id", 1, cancellable, error);
  if (projects == NULL)
    return FALSE;
  if (json_array_get_length (projects) > 0)
    json_object_set_int_member (values, "project_id",
                                amends_json_peek_int (amends_json_peek_element (projects, 0), "id",
                                                      0));
  return TRUE;
}

static JsonNode *
create_record (AmendsOdoo *self,
               const AmendsOdooList *list,
               JsonObject *fields,
               const char *client_key,
               GCancellable *cancellable,
               GError **error)
{
  const char *key = amends_odoo_list_get_key_field (list);
  g_autoptr (JsonObject) marked =
      key == NULL ? add_mark (list, fields, client_key) : json_object_ref (fields);
  g_autoptr (JsonObject) values = build_values (self, list, marked, TRUE, cancellable, error);
  g_autoptr (JsonObject) arguments = json_object_new ();
  JsonArray *all;

  if (values == NULL || !add_project (self, list, values, cancellable, error))
    return NULL;
  if (key != NULL)
    json_object_set_string_member (values, key, client_key);
  all = json_array_new ();
  json_array_add_object_element (all, json_object_ref (values));
  json_object_set_array_member (arguments, "vals_list", all);
  return amends_odoo_call (self, list->model, "create", NULL, arguments, AMENDS_CALL_WRITE,
                           cancellable, error);
}

/* What cannot be told to be ours afterwards is not made, since it might be made twice. */
static gboolean
check_recognisable (const AmendsOdooList *list, GError **error)
{
  const char *name = amends_odoo_list_get_text_field (list);
  const AmendsMapping *text = amends_field_map_find (list->map, list->kind, name);

  if (list->fields == NULL)
    amends_crm_error_set (error, AMENDS_CRM_ERROR_SETUP, AMENDS_INSTANT_NONE, NULL, NULL,
                          /* Translators: %s is a model of Odoo, such as "project.task". */
                          _ ("This Odoo has no “%s”, or you may not see it"), list->model);
  else if (!amends_odoo_list_is_messages (list) && amends_odoo_list_get_key_field (list) == NULL &&
           (text == NULL || text->remote == NULL || !text->writable))
    amends_crm_error_set (error, AMENDS_CRM_ERROR_SETUP, AMENDS_INSTANT_NONE, NULL, name,
                          /* Translators: %s is a model of Odoo, such as "project.task". */
                          _ ("%s needs a field for the key of Amends or for the text in the field "
                             "map, or a record could be made twice"),
                          list->model);
  else
    return TRUE;
  return FALSE;
}

AmendsRemoteRow *
amends_odoo_create (AmendsConnector *connector,
                    AmendsRemoteKind kind,
                    JsonObject *fields,
                    const char *client_key,
                    GCancellable *cancellable,
                    GError **error)
{
  AmendsOdoo *self = AMENDS_ODOO (connector);
  g_auto (AmendsOdooList) list = { 0 };
  g_autoptr (JsonNode) answer = NULL;
  g_autofree char *id = NULL;
  GError *fault = NULL;
  AmendsRemoteRow *row;

  if (!amends_odoo_list_init (&list, self, kind, 0, cancellable, error) ||
      !check_recognisable (&list, error))
    return NULL;
  if (amends_odoo_list_is_messages (&list))
    answer = post_message (self, &list, fields, client_key, cancellable, error);
  else if (amends_odoo_list_is_activities (&list))
    answer = schedule_activity (self, &list, fields, client_key, cancellable, error);
  else
    answer = create_record (self, &list, fields, client_key, cancellable, error);
  if (answer == NULL)
    return NULL;
  /* Before 18 activity_schedule does not return a number, so what was made is looked for. */
  if (amends_odoo_read_id (answer) == 0)
    row = amends_odoo_find (connector, kind, client_key, fields, cancellable, &fault);
  else
    {
      id = g_strdup_printf ("%" G_GINT64_FORMAT, amends_odoo_read_id (answer));
      row = amends_odoo_get (connector, kind, id, cancellable, &fault);
    }
  return keep_unknown (row, TRUE, fault, error);
}

/* A task is done by feedback on the activity, which then is gone or archived. */
static AmendsRemoteRow *
finish_activity (AmendsOdoo *self,
                 AmendsRemoteKind kind,
                 AmendsRemoteRow *now,
                 JsonArray *ids,
                 GCancellable *cancellable,
                 GError **error)
{
  g_autoptr (JsonObject) nothing = json_object_new ();
  g_autoptr (JsonNode) answer = amends_odoo_call (self, "mail.activity", "action_feedback", ids,
                                                  nothing, AMENDS_CALL_WRITE, cancellable, error);
  GError *fault = NULL;
  AmendsRemoteRow *row;

  if (answer == NULL)
    return NULL;
  row = amends_odoo_get (AMENDS_CONNECTOR (self), kind, now->id, cancellable, &fault);
  if (g_error_matches (fault, AMENDS_CRM_ERROR, AMENDS_CRM_ERROR_GONE))
    {
      g_error_free (fault);
      row = amends_remote_row_ref (now);
      json_object_set_boolean_member (row->fields, "done", TRUE);
      return row;
    }
  return keep_unknown (row, FALSE, fault, error);
}

AmendsRemoteRow *
amends_odoo_update (AmendsConnector *connector,
                    AmendsRemoteKind kind,
                    const char *id,
                    JsonObject *changed,
                    const char *version,
                    GCancellable *cancellable,
                    GError **error)
{
  AmendsOdoo *self = AMENDS_ODOO (connector);
  g_auto (AmendsOdooList) list = { 0 };
  g_autoptr (AmendsRemoteRow) now = amends_odoo_get (connector, kind, id, cancellable, error);
  g_autoptr (JsonObject) marked = NULL;
  g_autoptr (JsonObject) values = NULL;
  g_autoptr (JsonObject) arguments = json_object_new ();
  g_autoptr (JsonArray) ids = json_array_new ();
  GError *fault = NULL;
  gboolean has_text;

  if (now == NULL || !amends_odoo_list_init (&list, self, kind, 0, cancellable, error))
    return NULL;
  if (version != NULL &&
      (now->version == NULL || !amends_row_version_agrees (version, now->version)))
    {
      amends_crm_error_set (error, AMENDS_CRM_ERROR_CONFLICT, AMENDS_INSTANT_NONE, now, NULL,
                            _ ("The record has been changed in Odoo meanwhile"));
      return NULL;
    }
  json_array_add_int_element (ids, amends_odoo_list_read_id (&list, id));
  has_text = json_object_has_member (changed, amends_odoo_list_get_text_field (&list));
  marked = has_text && now->client_key != NULL && amends_odoo_list_get_key_field (&list) == NULL &&
                   !amends_odoo_list_is_messages (&list)
               ? add_mark (&list, changed, now->client_key)
               : json_object_ref (changed);
  values = build_values (self, &list, marked, FALSE, cancellable, error);
  if (values == NULL)
    return NULL;
  if (amends_odoo_list_is_activities (&list) && !amends_json_peek_boolean (changed, "done", TRUE) &&
      amends_json_peek_boolean (now->fields, "done", FALSE))
    json_object_set_boolean_member (values, "active", TRUE);
  if (json_object_get_size (values) > 0)
    {
      g_autoptr (JsonNode) answer = NULL;

      json_object_set_object_member (arguments, "vals", json_object_ref (values));
      answer = amends_odoo_call (self, list.model, "write", ids, arguments, AMENDS_CALL_WRITE,
                                 cancellable, error);
      if (answer == NULL)
        return NULL;
      g_clear_pointer (&now, amends_remote_row_unref);
      now = keep_unknown (amends_odoo_get (connector, kind, id, cancellable, &fault), FALSE, fault,
                          error);
      if (now == NULL)
        return NULL;
    }
  if (amends_odoo_list_is_activities (&list) && amends_json_peek_boolean (changed, "done", FALSE) &&
      !amends_json_peek_boolean (now->fields, "done", FALSE))
    return finish_activity (self, kind, now, ids, cancellable, error);
  return g_steal_pointer (&now);
}
