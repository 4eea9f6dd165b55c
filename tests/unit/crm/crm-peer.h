/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Short words for what the tests of Salesforce and Odoo do often. */

#include "crm-fixture.h"

#define PEER_KEY "0b6c4e0e-1f7a-4a53-9a47-6a3f0f3f7c21"

/* Steers the server; @body is JSON with ' for ". */
static G_GNUC_UNUSED void
peer_tell (CrmFixture *peer, const char *verb, const char *body)
{
  g_autofree char *quoted = g_strdup (body);

  json_object_unref (crm_fixture_steer (peer, "POST", verb, g_strdelimit (quoted, "'", '"')));
}

/* (transfer full): the record as the server has it. */
static G_GNUC_UNUSED JsonObject *
peer_record (CrmFixture *peer, const char *entity, const char *id)
{
  g_autofree char *verb = g_strdup_printf ("state?entity=%s&id=%s", entity, id);
  g_autoptr (JsonObject) answer = crm_fixture_steer (peer, "GET", verb, NULL);
  JsonArray *records = json_object_get_array_member (answer, "records");

  g_assert_cmpuint (json_array_get_length (records), ==, 1);
  return json_object_ref (json_array_get_object_element (records, 0));
}

/* (transfer full): neutral fields from JSON with ' for ". */
static G_GNUC_UNUSED JsonObject *
peer_fields (const char *text)
{
  g_autofree char *quoted = g_strdup (text);

  return crm_fixture_object (g_strdelimit (quoted, "'", '"'));
}

/* (transfer full): a set of all ids that a sweep shows, each once. */
static G_GNUC_UNUSED GHashTable *
peer_sweep (CrmFixture *peer, AmendsRemoteKind kind)
{
  GHashTable *ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *cursor = NULL;
  gboolean more = TRUE;

  while (more)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (AmendsRemotePage) page =
          amends_connector_sweep (peer->connector, kind, cursor, NULL, &error);

      g_assert_no_error (error);
      for (guint i = 0; i < page->ids->len; i++)
        g_assert_true (g_hash_table_add (ids, g_strdup (g_ptr_array_index (page->ids, i))));
      g_free (cursor);
      cursor = g_strdup (page->cursor);
      more = page->more;
    }
  return ids;
}

/* (transfer none) (nullable) */
static G_GNUC_UNUSED const char *
peer_text (AmendsRemoteRow *row, const char *field)
{
  JsonNode *node = json_object_get_member (row->fields, field);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) &&
                 json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node)
             : NULL;
}
