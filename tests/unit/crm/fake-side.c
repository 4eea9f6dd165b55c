/* SPDX-License-Identifier: GPL-3.0-or-later */
/* This side, as simple as can be. */

#include "config.h"

#include "fake-side.h"

#include "amends-id.h"
#include "amends-json.h"
#include "amends-outbox.h"
#include "amends-setting-store.h"

#include <string.h>

struct _FakeSide
{
  GObject parent_instance;

  char *forbidden;
};

static void side_iface_init (AmendsSyncSideInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FakeSide,
                               fake_side,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (AMENDS_TYPE_SYNC_SIDE, side_iface_init))

static char *
make_key (AmendsRemoteKind kind, const char *id)
{
  return g_strdup_printf ("rec.%s.%s", amends_remote_kind_to_string (kind), id);
}

static gboolean
load (AmendsConnection *connection,
      AmendsRemoteKind kind,
      const char *id,
      JsonObject **fields,
      GError **error)
{
  g_autofree char *key = make_key (kind, id);
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) node = NULL;

  *fields = NULL;
  if (!amends_setting_store_get (connection, key, &text, error))
    return FALSE;
  if (text != NULL)
    {
      node = amends_json_parse (text, strlen (text), NULL, error);
      *fields = json_node_dup_object (node);
    }
  return TRUE;
}

static gboolean
store (AmendsConnection *connection,
       AmendsRemoteKind kind,
       const char *id,
       JsonObject *fields,
       GError **error)
{
  g_autofree char *key = make_key (kind, id);
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  json_node_set_object (node, fields);
  text = amends_json_to_canonical (node);
  return amends_setting_store_set (connection, key, text, error);
}

static gboolean
side_read (AmendsSyncSide *side,
           AmendsConnection *connection,
           AmendsRemoteKind kind,
           const char *local_id,
           JsonObject **fields,
           GError **error)
{
  return load (connection, kind, local_id, fields, error);
}

static gboolean
side_apply (AmendsSyncSide *side,
            AmendsConnection *connection,
            AmendsRemoteRow *row,
            JsonObject *changed,
            const char *local_id,
            char **applied_id,
            GError **error)
{
  FakeSide *self = FAKE_SIDE (side);
  g_autofree char *id = local_id != NULL          ? g_strdup (local_id)
                        : row->client_key != NULL ? g_strdup (row->client_key)
                                                  : amends_id_new ();
  g_autoptr (JsonObject) fields = NULL;
  JsonObjectIter iter;
  const char *member;
  JsonNode *value;

  if (row->kind == AMENDS_REMOTE_CONTACT && local_id == NULL &&
      (!json_object_has_member (changed, "account") ||
       JSON_NODE_HOLDS_NULL (json_object_get_member (changed, "account"))))
    return TRUE;
  if (!load (connection, row->kind, id, &fields, error))
    return FALSE;
  if (fields == NULL)
    fields = json_object_new ();
  json_object_iter_init (&iter, changed);
  while (json_object_iter_next (&iter, &member, &value))
    if (self->forbidden == NULL || !g_str_equal (member, "status") ||
        g_strcmp0 (json_node_get_string (value), self->forbidden) != 0)
      json_object_set_member (fields, member, json_node_copy (value));
  if (!store (connection, row->kind, id, fields, error))
    return FALSE;
  *applied_id = g_steal_pointer (&id);
  return TRUE;
}

static gboolean
side_remove (AmendsSyncSide *side,
             AmendsConnection *connection,
             AmendsRemoteKind kind,
             const char *local_id,
             GError **error)
{
  g_autofree char *key = make_key (kind, local_id);

  return amends_setting_store_set (connection, key, NULL, error);
}

static gboolean
side_match (AmendsSyncSide *side,
            AmendsConnection *connection,
            AmendsRemoteRow *row,
            JsonObject *fields,
            char **local_id,
            GError **error)
{
  g_autoptr (JsonObject) known = NULL;

  if (row->client_key == NULL)
    return TRUE;
  if (!load (connection, row->kind, row->client_key, &known, error))
    return FALSE;
  *local_id = known != NULL ? g_strdup (row->client_key) : NULL;
  return TRUE;
}

static void
side_iface_init (AmendsSyncSideInterface *iface)
{
  iface->read = side_read;
  iface->apply = side_apply;
  iface->remove = side_remove;
  iface->match = side_match;
}

static void
fake_side_finalize (GObject *object)
{
  g_free (FAKE_SIDE (object)->forbidden);
  G_OBJECT_CLASS (fake_side_parent_class)->finalize (object);
}

static void
fake_side_class_init (FakeSideClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fake_side_finalize;
}

static void
fake_side_init (FakeSide *self)
{
}

FakeSide *
fake_side_new (void)
{
  return g_object_new (FAKE_TYPE_SIDE, NULL);
}

void
fake_side_forbid (FakeSide *self, const char *status)
{
  g_free (self->forbidden);
  self->forbidden = g_strdup (status);
}

gboolean
fake_side_edit (AmendsConnection *connection,
                AmendsRemoteKind kind,
                const char *id,
                const char *field,
                const char *value,
                AmendsInstant now,
                GError **error)
{
  g_autoptr (JsonObject) fields = NULL;
  g_autofree char *push = g_strconcat (amends_remote_kind_to_string (kind), ".push", NULL);
  const char *parent;

  if (!load (connection, kind, id, &fields, error))
    return FALSE;
  if (fields == NULL)
    fields = json_object_new ();
  json_object_set_string_member (fields, field, value);
  parent = json_object_has_member (fields, "case") ? json_object_get_string_member (fields, "case")
                                                   : NULL;
  return store (connection, kind, id, fields, error) &&
         amends_outbox_add_full (connection, push, id, parent, "{\"by\":\"Me\"}", now,
                                 AMENDS_INSTANT_NONE, error);
}

typedef struct
{
  char *key;
  char *value;
  GHashTable *all;
} Reading;

static gboolean
read_one (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Reading *reading = data;

  return amends_setting_store_get (connection, reading->key, &reading->value, error);
}

char *
fake_side_get (AmendsDatabase *database, AmendsRemoteKind kind, const char *id, const char *field)
{
  Reading reading = { make_key (kind, id), NULL, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = NULL;
  JsonNode *value;

  amends_database_read (database, read_one, &reading, NULL, &error);
  g_assert_no_error (error);
  g_free (reading.key);
  if (reading.value == NULL)
    return NULL;
  node = amends_json_parse (reading.value, strlen (reading.value), NULL, &error);
  g_assert_no_error (error);
  g_free (reading.value);
  value = json_object_get_member (json_node_get_object (node), field);
  return value != NULL && json_node_get_value_type (value) == G_TYPE_STRING
             ? g_strdup (json_node_get_string (value))
             : NULL;
}

static gboolean
read_all (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Reading *reading = data;

  reading->all = amends_setting_store_list (connection, reading->key, error);
  return reading->all != NULL;
}

char **
fake_side_list (AmendsDatabase *database, AmendsRemoteKind kind)
{
  Reading reading = { make_key (kind, ""), NULL, NULL };
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GError) error = NULL;
  GHashTableIter iter;
  gpointer key;

  amends_database_read (database, read_all, &reading, NULL, &error);
  g_assert_no_error (error);
  g_hash_table_iter_init (&iter, reading.all);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_strv_builder_add (builder, (const char *) key + strlen (reading.key));
  g_hash_table_unref (reading.all);
  g_free (reading.key);
  return g_strv_builder_end (builder);
}
