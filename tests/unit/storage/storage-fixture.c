/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of the storage share: folders, cases, shorthands. */

#include "config.h"

#include "storage-fixture.h"

#include "amends-case-store.h"

#include <glib/gstdio.h>

char *
fixture_make_folder (void)
{
  g_autoptr (GError) error = NULL;
  char *folder = g_dir_make_tmp ("amends-storage-XXXXXX", &error);

  g_assert_no_error (error);
  return folder;
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir && (name = g_dir_read_name (dir)))
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        remove_tree (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

void
fixture_remove_folder (char *folder)
{
  remove_tree (folder);
  g_free (folder);
}

AmendsDatabase *
fixture_open (const char *folder)
{
  g_autoptr (GError) error = NULL;
  AmendsDatabase *database = amends_database_open (folder, AMENDS_DATABASE_NONE, &error);

  g_assert_no_error (error);
  g_assert_nonnull (database);
  return database;
}

static gpointer
add (GListStore *list, GType type)
{
  gpointer record = amends_record_new (type);

  g_list_store_append (list, record);
  g_object_unref (record);
  return record;
}

AmendsCase *
fixture_make_case (const char *account_name, const char *words)
{
  g_autoptr (AmendsAccount) account = amends_record_new (AMENDS_TYPE_ACCOUNT);
  g_autoptr (AmendsContact) contact = amends_record_new (AMENDS_TYPE_CONTACT);
  g_autoptr (AmendsEscalation) escalation = amends_record_new (AMENDS_TYPE_ESCALATION);
  AmendsInstant received = G_GINT64_CONSTANT (1773129120000);
  AmendsCase *self;

  amends_record_set (account, "name", account_name, "arr", (gint64) 12000000, "currency", "EUR",
                     NULL);
  amends_record_set (contact, "name", "Jane Doe", "title", "CTO", "email", "Jane.Doe@Example.com",
                     "account-id", account->id, NULL);
  amends_record_set (escalation, "title", "Export fails", "statement", words, "received", received,
                     "updated", received, "severity", AMENDS_SEVERITY_HIGH, "owner", "Ana", NULL);
  self = amends_case_new (escalation, account, contact);

  amends_record_set (add (self->clocks, AMENDS_TYPE_CLOCK), "kind", AMENDS_CLOCK_RESOLVE, "started",
                     received, "due", received + 48 * AMENDS_HOUR, NULL);
  amends_record_set (add (self->clocks, AMENDS_TYPE_CLOCK), "kind", AMENDS_CLOCK_UPDATE, "started",
                     received, "due", received + 24 * AMENDS_HOUR, NULL);
  amends_record_set (add (self->drafts, AMENDS_TYPE_DRAFT), "kind", "first-response", "subject",
                     "About your export", "body", "Dear Jane, we are sorry.", NULL);
  amends_record_set (add (self->checkpoints, AMENDS_TYPE_CHECKPOINT), "title", "First response",
                     "at", received + 2 * AMENDS_HOUR, "draft-kind", "first-response", NULL);
  amends_record_set (add (self->actions, AMENDS_TYPE_ACTION), "text", "Call engineering", "due",
                     received + AMENDS_HOUR, NULL);
  amends_record_set (add (self->messages, AMENDS_TYPE_MESSAGE), "subject", "Outage", "body",
                     "Nothing works since Monday", "at", received, NULL);
  amends_record_set (add (self->events, AMENDS_TYPE_EVENT), "kind", AMENDS_EVENT_ESCALATION_CREATED,
                     "at", received, "actor", "Ana", "summary", "Logged the zebra case", "payload",
                     "{ \"b\": 1, \"a\": [true] }", NULL);
  self->plan = amends_record_new (AMENDS_TYPE_PLAN);
  amends_record_set (self->plan, "situation", "An export fails.", NULL);
  return self;
}

typedef struct
{
  AmendsCase *before;
  AmendsCase *after;
  const char *id;
  const char *sql;
  gint64 number;
} Work;

static gboolean
save_func (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Work *work = data;

  return amends_case_store_save (connection, work->before, work->after, error);
}

static gboolean
load_func (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Work *work = data;

  work->after = amends_case_store_load (connection, work->id, error);
  return work->after != NULL;
}

static gboolean
execute_func (AmendsConnection *connection,
              gpointer data,
              GCancellable *cancellable,
              GError **error)
{
  Work *work = data;

  return amends_connection_execute (connection, work->sql, error);
}

static gboolean
query_func (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Work *work = data;

  return amends_connection_query_int (connection, work->sql, &work->number, error);
}

void
fixture_change_case (AmendsDatabase *database, AmendsCase *before, AmendsCase *after)
{
  Work work = { before, after };
  g_autoptr (GError) error = NULL;

  amends_database_write (database, save_func, &work, NULL, &error);
  g_assert_no_error (error);
}

const char *
fixture_store_case (AmendsDatabase *database, AmendsCase *self)
{
  fixture_change_case (database, NULL, self);
  return self->escalation->id;
}

AmendsCase *
fixture_load_case (AmendsDatabase *database, const char *id)
{
  Work work = { .id = id };
  g_autoptr (GError) error = NULL;

  amends_database_read (database, load_func, &work, NULL, &error);
  g_assert_no_error (error);
  return work.after;
}

void
fixture_execute (AmendsDatabase *database, const char *sql)
{
  Work work = { .sql = sql };
  g_autoptr (GError) error = NULL;

  amends_database_write (database, execute_func, &work, NULL, &error);
  g_assert_no_error (error);
}

gint64
fixture_query (AmendsDatabase *database, const char *sql)
{
  Work work = { .sql = sql };
  g_autoptr (GError) error = NULL;

  amends_database_read (database, query_func, &work, NULL, &error);
  g_assert_no_error (error);
  return work.number;
}

GSubprocess *
fixture_spawn (const char *mode, const char *folder, const char *extra)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *self = g_file_read_link ("/proc/self/exe", &error);
  GSubprocess *child;

  g_assert_no_error (error);
  child =
      g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, self, mode, folder, extra, NULL);
  g_assert_no_error (error);
  return child;
}
