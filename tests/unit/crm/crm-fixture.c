/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A stand-in server and a connector to it. */

#include "config.h"

#include "crm-fixture.h"

#include "amends-json.h"

/* More pages than this and a list goes round. */
#define MAX_PAGES 3000

void
crm_fixture_connect (CrmFixture *self, const char *changes)
{
  g_autofree char *name = g_strconcat (self->type, ".json", NULL);
  g_autofree char *file = g_build_filename (g_getenv ("AMENDS_DATA_DIR"), "crm", name, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  AmendsConnectorSettings settings = { .type = self->type,
                                       .url = self->url,
                                       .user = (char *) "robin@vendor.example",
                                       .database = (char *) "acme",
                                       .secret_name = (char *) "crm.key" };

  g_clear_object (&self->connector);
  g_clear_object (&self->map);
  g_file_get_contents (file, &text, NULL, &error);
  g_assert_no_error (error);
  if (!self->polite)
    {
      g_autoptr (GString) hasty = g_string_new (text);

      g_string_replace (hasty, "\"search_interval\": \"250\"", "\"search_interval\": \"0\"", 0);
      g_free (text);
      text = g_strdup (hasty->str);
    }
  self->map = amends_field_map_new (text, name, changes, &error);
  g_assert_no_error (error);
  self->connector = amends_connector_new (&settings, self->map, self->http, self->secrets,
                                          self->time_source, &error);
  g_assert_no_error (error);
}

CrmFixture *
crm_fixture_new (const char *type, const char *changes)
{
  CrmFixture *self = g_new0 (CrmFixture, 1);
  g_autofree char *name = g_strconcat (type, ".py", NULL);
  g_autofree char *file = g_build_filename (g_getenv ("AMENDS_PEERS"), name, NULL);
  g_autoptr (GDataInputStream) output = NULL;
  g_autofree char *port = NULL;
  g_autoptr (GError) error = NULL;

  /* Nobody's keyring. */
  if (g_getenv ("PYTHONDONTWRITEBYTECODE") == NULL)
    {
      g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent", TRUE);
      g_setenv ("PYTHONDONTWRITEBYTECODE", "1", TRUE);
    }
  self->process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE,
                                    &error, "python3", file, "--until-stdin-closes", NULL);
  g_assert_no_error (error);
  output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (output), FALSE);
  port = g_data_input_stream_read_line (output, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (port);
  self->type = g_strdup (type);
  self->url = g_strdup_printf ("http://127.0.0.1:%s", port);
  self->time_source = amends_time_source_new_system ();
  self->http = amends_http_new (self->time_source);
  amends_http_set_timeouts (self->http, 1, 2);
  amends_http_set_patience (self->http, 1, 10);
  self->control = amends_http_new (self->time_source);
  self->secrets = amends_secrets_new ("test");
  amends_secrets_store (self->secrets, "crm.key", "test-key", NULL, &error);
  g_assert_no_error (error);
  crm_fixture_connect (self, changes);
  return self;
}

void
crm_fixture_free (CrmFixture *self)
{
  g_clear_object (&self->connector);
  g_clear_object (&self->map);
  g_clear_object (&self->http);
  g_clear_object (&self->control);
  g_clear_object (&self->secrets);
  g_clear_object (&self->time_source);
  g_subprocess_force_exit (self->process);
  g_subprocess_wait (self->process, NULL, NULL);
  g_clear_object (&self->process);
  g_free (self->type);
  g_free (self->url);
  g_free (self);
}

JsonObject *
crm_fixture_object (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = amends_json_parse (text, strlen (text), "test", &error);

  g_assert_no_error (error);
  return json_object_ref (json_node_get_object (node));
}

JsonObject *
crm_fixture_steer (CrmFixture *self, const char *method, const char *verb, const char *body)
{
  g_autofree char *url = g_strdup_printf ("%s/_peer/%s", self->url, verb);
  g_autoptr (AmendsHttpRequest) request = amends_http_request_new (method, url);
  g_autoptr (AmendsHttpResponse) response = NULL;
  g_autoptr (GError) error = NULL;
  JsonNode *root;

  if (body != NULL)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));

      amends_http_request_set_body (request, "application/json", bytes);
    }
  response = amends_http_send (self->control, request, NULL, &error);
  g_assert_no_error (error);
  root = amends_http_response_get_json (response, &error);
  g_assert_no_error (error);
  if (amends_http_response_get_status (response) != 200)
    g_error ("The stand-in failed at %s: %s", verb,
             (const char *) g_bytes_get_data (amends_http_response_get_body (response), NULL));
  return json_object_ref (json_node_get_object (root));
}

void
crm_fixture_fault (CrmFixture *self, const char *body)
{
  json_object_unref (crm_fixture_steer (self, "POST", "fault", body));
}

void
crm_fixture_no_faults (CrmFixture *self)
{
  json_object_unref (crm_fixture_steer (self, "DELETE", "fault", NULL));
}

gint64
crm_fixture_count (CrmFixture *self, const char *method, const char *path)
{
  g_autofree char *escaped = g_uri_escape_string (path != NULL ? path : "", NULL, FALSE);
  g_autofree char *verb = g_strdup_printf ("log?method=%s&path=%s", method, escaped);
  g_autoptr (JsonObject) log = crm_fixture_steer (self, "GET", verb, NULL);

  return json_object_get_int_member (log, "count");
}

void
crm_fixture_clear_log (CrmFixture *self)
{
  json_object_unref (crm_fixture_steer (self, "DELETE", "log", NULL));
}

gint64
crm_fixture_records (CrmFixture *self, const char *entity)
{
  g_autofree char *verb = g_strdup_printf ("state?entity=%s", entity);
  g_autoptr (JsonObject) state = crm_fixture_steer (self, "GET", verb, NULL);

  return json_object_get_int_member (state, "count");
}

char *
crm_fixture_put (CrmFixture *self, const char *body)
{
  g_autoptr (JsonObject) record = crm_fixture_steer (self, "POST", "put", body);

  return g_strdup (json_object_get_string_member (record, "id"));
}

GHashTable *
crm_fixture_pull (CrmFixture *self, AmendsRemoteKind kind, char **cursor)
{
  GHashTable *rows = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                            (GDestroyNotify) amends_remote_row_unref);
  gboolean more = TRUE;

  for (guint pages = 0; more; pages++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (AmendsRemotePage) page =
          amends_connector_list_changes (self->connector, kind, *cursor, NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (pages, <, MAX_PAGES);
      for (guint i = 0; i < page->rows->len; i++)
        {
          AmendsRemoteRow *row = amends_remote_row_ref (g_ptr_array_index (page->rows, i));

          g_hash_table_replace (rows, row->id, row);
        }
      g_free (*cursor);
      *cursor = g_strdup (page->cursor);
      more = page->more;
    }
  return rows;
}
