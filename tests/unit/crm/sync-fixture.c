/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One client of a CRM in memory. */

#include "config.h"

#include "sync-fixture.h"

#include "amends-crm-error.h"
#include "amends-outbox.h"

#include <glib/gstdio.h>
#include <string.h>

#define NOW G_GINT64_CONSTANT (1773143880000) /* 2026-03-10T11:58:00Z */

AmendsSyncPolicy *sync_policy;

void
sync_policy_load (void)
{
  static const char text[] = "{\"removal\":{\"share\":0.2,\"free\":3,\"most\":500},"
                             "\"ladder_seconds\":[60,300],\"patience\":3,\"attempts\":4,"
                             "\"sweep_hours\":24,\"interval_minutes\":15}";
  g_autoptr (GError) error = NULL;

  sync_policy = amends_sync_policy_new (text, strlen (text), "test", &error);
  g_assert_no_error (error);
}

typedef struct
{
  const char *sql;
  gint64 value;
} Query;

static gboolean
execute (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  return amends_connection_execute (connection, data, error);
}

static void
run_sql (SyncClient *self, const char *sql)
{
  g_autoptr (GError) error = NULL;

  amends_database_write (self->database, execute, (gpointer) sql, NULL, &error);
  g_assert_no_error (error);
}

/* In memory where the system has it: the disk is not what is tested. */
static char *
make_folder (void)
{
  g_autoptr (GError) error = NULL;
  char *folder = g_strdup ("/dev/shm/amends-sync-XXXXXX");

  if (g_file_test ("/dev/shm", G_FILE_TEST_IS_DIR) && g_mkdtemp (folder) != NULL)
    return folder;
  g_free (folder);
  folder = g_dir_make_tmp ("amends-sync-XXXXXX", &error);
  g_assert_no_error (error);
  return folder;
}

void
sync_client_init (SyncClient *self, FakeServer *server)
{
  g_autoptr (GError) error = NULL;

  self->folder = make_folder ();
  self->database = amends_database_open (self->folder, AMENDS_DATABASE_NONE, &error);
  g_assert_no_error (error);
  self->time_source = amends_time_source_new_fixed (NOW);
  self->side = NULL;
  self->crm = NULL;
  sync_client_reset (self, server);
}

void
sync_client_reset (SyncClient *self, FakeServer *server)
{
  g_clear_object (&self->side);
  g_clear_object (&self->crm);
  self->side = fake_side_new ();
  self->crm = fake_crm_new (server);
  amends_time_source_set_fixed (self->time_source, NOW);
  run_sql (self, "DELETE FROM crm_link; DELETE FROM crm_cursor; DELETE FROM crm_conflict;"
                 "DELETE FROM crm_run; DELETE FROM outbox; DELETE FROM setting;"
                 "INSERT INTO setting VALUES ('crm.connected', '1')");
}

static void
remove_folder (const char *path)
{
  GDir *folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *inner = g_build_filename (path, name, NULL);

      if (g_file_test (inner, G_FILE_TEST_IS_DIR))
        remove_folder (inner);
      else
        g_remove (inner);
    }
  g_clear_pointer (&folder, g_dir_close);
  g_rmdir (path);
}

void
sync_client_clear (SyncClient *self)
{
  g_clear_object (&self->side);
  g_clear_object (&self->crm);
  amends_database_close (self->database);
  g_clear_object (&self->database);
  g_clear_object (&self->time_source);
  remove_folder (self->folder);
  g_clear_pointer (&self->folder, g_free);
}

AmendsInstant
sync_now (SyncClient *self)
{
  return amends_time_source_now (self->time_source);
}

typedef struct
{
  AmendsRemoteKind kind;
  const char *id;
  const char *field;
  const char *value;
  AmendsInstant now;
} Edit;

static gboolean
edit (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Edit *one = data;

  return fake_side_edit (connection, one->kind, one->id, one->field, one->value, one->now, error);
}

void
sync_edit (SyncClient *self,
           AmendsRemoteKind kind,
           const char *id,
           const char *field,
           const char *value)
{
  Edit one = { kind, id, field, value, sync_now (self) };
  g_autoptr (GError) error = NULL;

  amends_database_write (self->database, edit, &one, NULL, &error);
  g_assert_no_error (error);
}

AmendsSyncReport *
sync_try (SyncClient *self, AmendsSyncFlags flags, GCancellable *cancellable, int *code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AmendsSyncReport) partial = NULL;
  AmendsSyncReport *report =
      amends_sync_run (self->database, AMENDS_CONNECTOR (self->crm), AMENDS_SYNC_SIDE (self->side),
                       self->time_source, sync_policy, flags, NULL, NULL, &partial, cancellable,
                       &error);

  g_assert_true ((report != NULL) == (error == NULL));
  g_assert_true ((partial != NULL) == (error != NULL));
  if (error == NULL)
    return report;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    *code = FAKE_KILLED;
  else if (error->domain == AMENDS_CRM_ERROR)
    *code = error->code;
  else
    g_error ("%s", error->message);
  return NULL;
}

AmendsSyncReport *
sync_run (SyncClient *self, AmendsSyncFlags flags)
{
  int code = -1;
  AmendsSyncReport *report = sync_try (self, flags, NULL, &code);

  g_assert_cmpint (code, ==, -1);
  return report;
}

static gboolean
query (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Query *one = data;

  return amends_connection_query_int (connection, one->sql, &one->value, error);
}

gint64
sync_query (SyncClient *self, const char *sql)
{
  Query one = { sql, 0 };
  g_autoptr (GError) error = NULL;

  amends_database_read (self->database, query, &one, NULL, &error);
  g_assert_no_error (error);
  return one.value;
}

typedef struct
{
  const char *local_id;
  GPtrArray *all;
} Conflicts;

static gboolean
read_conflicts (AmendsConnection *connection,
                gpointer data,
                GCancellable *cancellable,
                GError **error)
{
  Conflicts *conflicts = data;

  conflicts->all = amends_crm_store_list_conflicts (connection, conflicts->local_id, error);
  return conflicts->all != NULL;
}

GPtrArray *
sync_conflicts (SyncClient *self, const char *local_id)
{
  Conflicts conflicts = { local_id, NULL };
  g_autoptr (GError) error = NULL;

  amends_database_read (self->database, read_conflicts, &conflicts, NULL, &error);
  g_assert_no_error (error);
  return conflicts.all;
}

typedef struct
{
  SyncClient *client;
  const char *id;
  gboolean ours;
} Settle;

static gboolean
settle (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Settle *one = data;

  return amends_sync_settle_conflict (connection, AMENDS_SYNC_SIDE (one->client->side), one->id,
                                      one->ours, sync_now (one->client), error);
}

void
sync_settle (SyncClient *self, const char *conflict_id, gboolean ours)
{
  Settle one = { self, conflict_id, ours };
  g_autoptr (GError) error = NULL;

  amends_database_write (self->database, settle, &one, NULL, &error);
  g_assert_no_error (error);
}

static gboolean
retry (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  return amends_outbox_retry (connection, *(gint64 *) data, error);
}

void
sync_retry (SyncClient *self, gint64 seq)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (seq, >, 0);
  amends_database_write (self->database, retry, &seq, NULL, &error);
  g_assert_no_error (error);
}

void
sync_assert_value (SyncClient *self,
                   AmendsRemoteKind kind,
                   const char *id,
                   const char *field,
                   const char *value)
{
  g_autofree char *is = fake_side_get (self->database, kind, id, field);

  g_assert_cmpstr (is, ==, value);
}
