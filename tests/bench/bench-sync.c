/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long 100,000 records of a CRM take, against downloading the same pages, parsing them and
 * inserting the rows into a table with the same indexes.
 * Usage: bench-sync [RECORDS]; AMENDS_PEERS and AMENDS_DATA_DIR as for the tests. */

#include "config.h"

#include "crm-fixture.h"

#include "amends-session-sync.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define PAGE 200

/* Seconds of this process, of all its threads: the server is another. */
static double
used (void)
{
  return (double) clock () / CLOCKS_PER_SEC;
}

static double
wall (void)
{
  return (double) g_get_monotonic_time () / G_USEC_PER_SEC;
}

static void
fill (CrmFixture *peer, guint records)
{
  g_autofree char *id = crm_fixture_put (
      peer, "{\"entity\":\"Account\",\"record\":{\"name\":\"Northway Freight\"},\"by\":\"Robin\"}");
  g_autofree char *calls = g_strdup_printf (
      "{\"entity\":\"Call\",\"count\":%u,\"ties\":3,\"fields\":{\"name\":\"Call about ticket {n}\","
      "\"accountId\":\"%s\",\"direction\":\"Inbound\",\"dateStart\":\"2026-03-01 10:00:00\","
      "\"description\":\"The export of the day's routes stops halfway, since Monday, for all who "
      "sign in from the depots. They call again tomorrow if nothing happens. Case {n}.\"}}",
      records, id);

  json_object_unref (crm_fixture_steer (peer, "POST", "seed", calls));
}

/* --- Bare ------------------------------------------------------------------------------------- */

static const char schema[] =
    "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
    "CREATE TABLE interaction (rid INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,"
    " account_id TEXT NOT NULL, contact_id TEXT, kind TEXT NOT NULL, at INTEGER, subject TEXT,"
    " source TEXT, reference TEXT, sample INTEGER NOT NULL, body TEXT NOT NULL, text TEXT);"
    "CREATE INDEX interaction_by_account ON interaction (account_id, at);"
    "CREATE INDEX interaction_by_contact ON interaction (contact_id, at);"
    "CREATE INDEX interaction_by_at ON interaction (at);"
    "CREATE UNIQUE INDEX interaction_by_reference ON interaction (source, reference)"
    " WHERE reference IS NOT NULL;"
    "CREATE VIRTUAL TABLE search USING fts5 (subject, text, content = 'interaction',"
    " content_rowid = 'rid', tokenize = 'unicode61', prefix = '1 2 3');";

static void
run_sql (sqlite3 *database, const char *sql)
{
  char *message = NULL;

  if (sqlite3_exec (database, sql, NULL, NULL, &message) != SQLITE_OK)
    g_error ("%s: %s", sql, message);
}

static void
bind (sqlite3_stmt *insert, int index, JsonObject *row, const char *member)
{
  const char *text = json_object_get_string_member_with_default (row, member, NULL);

  sqlite3_bind_text (insert, index, text, -1, SQLITE_TRANSIENT);
}

static void
insert_row (sqlite3 *database, sqlite3_stmt *insert, sqlite3_stmt *index, JsonObject *row)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *body = NULL;

  json_node_set_object (node, row);
  body = json_to_string (node, FALSE);
  bind (insert, 1, row, "id");
  bind (insert, 2, row, "accountId");
  bind (insert, 3, row, "name");
  bind (insert, 4, row, "description");
  sqlite3_bind_text (insert, 5, body, -1, SQLITE_TRANSIENT);
  if (sqlite3_step (insert) != SQLITE_DONE)
    g_error ("%s", sqlite3_errmsg (database));
  sqlite3_reset (insert);
  sqlite3_bind_int64 (index, 1, sqlite3_last_insert_rowid (database));
  bind (index, 2, row, "name");
  bind (index, 3, row, "description");
  if (sqlite3_step (index) != SQLITE_DONE)
    g_error ("%s", sqlite3_errmsg (database));
  sqlite3_reset (index);
}

static void
run_bare (CrmFixture *peer, const char *folder, guint records)
{
  g_autofree char *path = g_build_filename (folder, "bare.db", NULL);
  sqlite3 *database = NULL;
  sqlite3_stmt *insert = NULL;
  sqlite3_stmt *index = NULL;
  guint got = 0;

  g_assert_cmpint (sqlite3_open (path, &database), ==, SQLITE_OK);
  run_sql (database, schema);
  sqlite3_prepare_v2 (database,
                      "INSERT INTO interaction (id, account_id, kind, at, subject, source,"
                      " reference, sample, text, body)"
                      " VALUES (?1, ?2, 'call', 1, ?3, 'crm', ?1, 0, ?4, ?5)",
                      -1, &insert, NULL);
  sqlite3_prepare_v2 (database, "INSERT INTO search (rowid, subject, text) VALUES (?1, ?2, ?3)", -1,
                      &index, NULL);
  while (got < records)
    {
      g_autofree char *url = g_strdup_printf ("%s/api/v1/Call", peer->url);
      g_autofree char *offset = g_strdup_printf ("%u", got);
      g_autoptr (AmendsHttpRequest) request = amends_http_request_new ("GET", url);
      g_autoptr (AmendsHttpResponse) answer = NULL;
      g_autoptr (GError) error = NULL;
      JsonArray *list;

      amends_http_request_add_secret_header (request, "X-Api-Key", "test-key");
      amends_http_request_add_query (request, "maxSize", G_STRINGIFY (PAGE));
      amends_http_request_add_query (request, "offset", offset);
      amends_http_request_add_query (request, "orderBy", "modifiedAt");
      answer = amends_http_send (peer->control, request, NULL, &error);
      g_assert_no_error (error);
      list = json_object_get_array_member (
          json_node_get_object (amends_http_response_get_json (answer, &error)), "list");
      g_assert_cmpuint (json_array_get_length (list), >, 0);
      run_sql (database, "BEGIN");
      for (guint i = 0; i < json_array_get_length (list); i++)
        insert_row (database, insert, index, json_array_get_object_element (list, i));
      run_sql (database, "COMMIT");
      got += json_array_get_length (list);
    }
  sqlite3_finalize (insert);
  sqlite3_finalize (index);
  sqlite3_close (database);
}

/* --- Ours ------------------------------------------------------------------------------------- */

static void
done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

static AmendsSession *
open_session (CrmFixture *peer, const char *folder, AmendsTimeSource *time_source)
{
  AmendsSession *session = amends_session_new (folder, time_source);
  AmendsCrmConnection connection = { .type = (char *) "espocrm", .url = peer->url };
  g_autoptr (GAsyncResult) opened = NULL;
  g_autoptr (GAsyncResult) connected = NULL;
  g_autoptr (GError) error = NULL;

  amends_session_open_async (session, NULL, done_cb, &opened);
  amends_session_open_finish (session, wait_for (&opened), &error);
  g_assert_no_error (error);
  amends_session_connect_crm_async (session, &connection, "test-key", FALSE, NULL, done_cb,
                                    &connected);
  amends_session_connect_crm_finish (session, wait_for (&connected), &error);
  g_assert_no_error (error);
  return session;
}

static void
run_sync (AmendsSession *session)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) report = NULL;

  amends_session_sync_async (session, AMENDS_SYNC_NOW, NULL, done_cb, &result);
  report = amends_session_sync_finish (session, wait_for (&result), &error);
  g_assert_no_error (error);
}

int
main (int argc, char **argv)
{
  guint records = argc > 1 ? (guint) atoi (argv[1]) : 100000;
  CrmFixture *peer = crm_fixture_new ("espocrm", NULL);
  g_autofree char *folder = g_dir_make_tmp ("amends-bench-XXXXXX", NULL);
  g_autofree char *workspace = g_build_filename (folder, "workspace", NULL);
  g_autofree char *clean = g_strdup_printf ("rm -rf '%s'", folder);
  g_autoptr (AmendsTimeSource) time_source = amends_time_source_new_fixed (1773143880000);
  AmendsSession *session = open_session (peer, workspace, time_source);
  double cpu[4], real[4];

  fill (peer, records);
  cpu[0] = used (), real[0] = wall ();
  run_bare (peer, folder, records);
  cpu[1] = used (), real[1] = wall ();
  run_sync (session);
  cpu[2] = used (), real[2] = wall ();
  run_sync (session);
  cpu[3] = used (), real[3] = wall ();
  printf ("bare   %7.2f s   processor %7.2f s\n", real[1] - real[0], cpu[1] - cpu[0]);
  printf ("sync   %7.2f s   processor %7.2f s\n", real[2] - real[1], cpu[2] - cpu[1]);
  printf ("again  %7.2f s   processor %7.2f s\n", real[3] - real[2], cpu[3] - cpu[2]);
  printf ("ratio  %7.2f     processor %7.2f\n", (real[2] - real[1]) / (real[1] - real[0]),
          (cpu[2] - cpu[1]) / (cpu[1] - cpu[0]));
  amends_session_close (session);
  g_object_unref (session);
  crm_fixture_free (peer);
  return system (clean);
}
