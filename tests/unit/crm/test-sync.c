/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sync engine against a CRM in memory: nothing lost, nothing doubled, the user told. */

#include "config.h"

#include "sync-fixture.h"

#include "amends-crm-error.h"
#include "amends-id.h"

#include <string.h>

#define SERVER_NOON G_GINT64_CONSTANT (1773144000000)
#define KEY "11111111-2222-4333-8444-555555555555"

typedef struct
{
  FakeServer *server;
  SyncClient client;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->server = fake_server_new (SERVER_NOON);
  sync_client_init (&self->client, self->server);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  sync_client_clear (&self->client);
  fake_server_free (self->server);
}

static void
sync_quietly (Fixture *self)
{
  g_autoptr (AmendsSyncReport) report = sync_run (&self->client, AMENDS_SYNC_NONE);
}

static guint
count_conflicts (Fixture *self, const char *id)
{
  g_autoptr (GPtrArray) all = sync_conflicts (&self->client, id);

  return all->len;
}

static char *
only_id (Fixture *self, AmendsRemoteKind kind)
{
  g_auto (GStrv) ids = fake_side_list (self->client.database, kind);

  g_assert_cmpuint (g_strv_length (ids), ==, 1);
  return g_strdup (ids[0]);
}

/* --- Taking over ------------------------------------------------------------------------------ */

static void
test_pull (Fixture *self, gconstpointer data)
{
  g_autoptr (AmendsSyncReport) first = NULL;
  g_autoptr (AmendsSyncReport) second = NULL;
  g_auto (GStrv) ids = NULL;

  /* All with one time: ties go over several pages. */
  self->server->step = GPOINTER_TO_INT (data);
  for (guint i = 0; i < 23; i++)
    fake_server_add (self->server, AMENDS_REMOTE_ACCOUNT, "name", "Northway", NULL);
  first = sync_run (&self->client, AMENDS_SYNC_NONE);
  g_assert_cmpuint (first->counts[AMENDS_REMOTE_ACCOUNT].pulled, ==, 23);
  ids = fake_side_list (self->client.database, AMENDS_REMOTE_ACCOUNT);
  g_assert_cmpuint (g_strv_length (ids), ==, 23);

  second = sync_run (&self->client, AMENDS_SYNC_NONE);
  g_assert_cmpuint (second->counts[AMENDS_REMOTE_ACCOUNT].pulled, ==, 0);
  g_assert_cmpuint (second->counts[AMENDS_REMOTE_ACCOUNT].updated, ==, 0);
  g_assert_cmpint (sync_query (&self->client,
                               "SELECT count (*) FROM event WHERE kind LIKE 'sync%batch'"),
                   ==, 1);
}

static void
edit_first (gpointer data)
{
  Fixture *self = data;

  if (self->server->records[AMENDS_REMOTE_ACCOUNT]->len > 0 && self->server->page == 5)
    fake_server_edit (self->server, self->server->records[AMENDS_REMOTE_ACCOUNT]->pdata[6], "name",
                      "Moved", "Colleague");
}

static void
test_edited_between_pages (Fixture *self, gconstpointer data)
{
  g_auto (GStrv) ids = NULL;
  guint moved = 0;

  for (guint i = 0; i < 12; i++)
    fake_server_add (self->server, AMENDS_REMOTE_ACCOUNT, "name", "Northway", NULL);
  /* The record moves to the end each time a page is read, as in a list that others work in. */
  fake_crm_set_between (self->client.crm, edit_first, self);
  self->server->step = 10;
  for (guint i = 0; i < 2; i++)
    {
      fake_crm_set_between (self->client.crm, i == 0 ? edit_first : NULL, self);
      self->server->page = i == 0 ? 5 : 6;
      if (i == 0)
        {
          int code = -1;
          GCancellable *cancellable = g_cancellable_new ();
          g_autoptr (AmendsSyncReport) report = NULL;

          fake_crm_cancel_at (self->client.crm, cancellable, 4);
          report = sync_try (&self->client, AMENDS_SYNC_NONE, cancellable, &code);
          fake_crm_cancel_at (self->client.crm, NULL, 0);
          g_object_unref (cancellable);
        }
      else
        sync_quietly (self);
    }
  ids = fake_side_list (self->client.database, AMENDS_REMOTE_ACCOUNT);
  g_assert_cmpuint (g_strv_length (ids), ==, 12);
  for (guint i = 0; ids[i] != NULL; i++)
    {
      g_autofree char *name =
          fake_side_get (self->client.database, AMENDS_REMOTE_ACCOUNT, ids[i], "name");

      moved += g_strcmp0 (name, "Moved") == 0;
    }
  g_assert_cmpuint (moved, ==, 1);
}

/* A contact whose account was made after accounts were read comes with it. */
static void
add_pair (gpointer data)
{
  Fixture *self = data;
  static guint calls;

  if (calls++ == 1)
    {
      FakeRecord *account =
          fake_server_add (self->server, AMENDS_REMOTE_ACCOUNT, "name", "Late", NULL);

      fake_server_add (self->server, AMENDS_REMOTE_CONTACT, "name", "Pieter", "account",
                       account->id, NULL);
    }
}

static void
test_reference_not_seen_yet (Fixture *self, gconstpointer data)
{
  g_autofree char *account = NULL;
  g_autofree char *contact = NULL;

  fake_crm_set_between (self->client.crm, add_pair, self);
  sync_quietly (self);
  account = only_id (self, AMENDS_REMOTE_ACCOUNT);
  contact = only_id (self, AMENDS_REMOTE_CONTACT);
  sync_assert_value (&self->client, AMENDS_REMOTE_CONTACT, contact, "account", account);
}

static void
test_server_clock (Fixture *self, gconstpointer data)
{
  g_autofree char *id = NULL;
  FakeRecord *record;

  /* Hours behind or ahead of this machine. */
  self->server->clock += GPOINTER_TO_INT (data) * AMENDS_HOUR;
  record = fake_server_add (self->server, AMENDS_REMOTE_ACCOUNT, "name", "One", NULL);
  sync_quietly (self);
  fake_server_edit (self->server, record, "name", "Two", "Colleague");
  sync_quietly (self);
  id = only_id (self, AMENDS_REMOTE_ACCOUNT);
  sync_assert_value (&self->client, AMENDS_REMOTE_ACCOUNT, id, "name", "Two");
}

/* --- Three ways ------------------------------------------------------------------------------- */

/* A case that both have, with status open and owner Ada. */
static FakeRecord *
share_case (Fixture *self)
{
  sync_edit (&self->client, AMENDS_REMOTE_CASE, KEY, "status", "open");
  sync_edit (&self->client, AMENDS_REMOTE_CASE, KEY, "owner", "Ada");
  sync_quietly (self);
  g_assert_cmpuint (fake_server_count (self->server, AMENDS_REMOTE_CASE), ==, 1);
  return fake_server_find_key (self->server, AMENDS_REMOTE_CASE, KEY);
}

static void
test_only_theirs (Fixture *self, gconstpointer data)
{
  FakeRecord *record = share_case (self);

  fake_server_edit (self->server, record, "status", "waiting", "Bo");
  sync_quietly (self);
  sync_assert_value (&self->client, AMENDS_REMOTE_CASE, KEY, "status", "waiting");
  g_assert_cmpuint (count_conflicts (self, KEY), ==, 0);
  g_assert_cmpint (sync_query (&self->client, "SELECT count (*) FROM outbox"), ==, 0);
  g_assert_cmpint (record->version, ==, 2);
}

static void
test_different_fields (Fixture *self, gconstpointer data)
{
  FakeRecord *record = share_case (self);

  fake_server_edit (self->server, record, "status", "waiting", "Bo");
  sync_edit (&self->client, AMENDS_REMOTE_CASE, KEY, "owner", "Cy");
  sync_quietly (self);
  sync_assert_value (&self->client, AMENDS_REMOTE_CASE, KEY, "status", "waiting");
  g_assert_cmpstr (fake_record_get (record, "owner"), ==, "Cy");
  g_assert_cmpstr (fake_record_get (record, "status"), ==, "waiting");
  g_assert_cmpuint (count_conflicts (self, KEY), ==, 0);
}

static void
test_same_value (Fixture *self, gconstpointer data)
{
  FakeRecord *record = share_case (self);

  fake_server_edit (self->server, record, "status", "waiting", "Bo");
  sync_edit (&self->client, AMENDS_REMOTE_CASE, KEY, "status", "waiting");
  sync_quietly (self);
  g_assert_cmpuint (count_conflicts (self, KEY), ==, 0);
  g_assert_cmpint (record->version, ==, 2);
}

static AmendsConflict *
make_conflict (Fixture *self, FakeRecord *record, GPtrArray **all)
{
  AmendsConflict *conflict;

  fake_server_edit (self->server, record, "status", "waiting", "Bo");
  sync_edit (&self->client, AMENDS_REMOTE_CASE, KEY, "status", "closed");
  sync_quietly (self);
  *all = sync_conflicts (&self->client, KEY);
  g_assert_cmpuint ((*all)->len, ==, 1);
  conflict = (*all)->pdata[0];
  g_assert_cmpstr (conflict->field, ==, "status");
  g_assert_cmpstr (conflict->base, ==, "\"open\"");
  g_assert_cmpstr (conflict->ours, ==, "\"closed\"");
  g_assert_cmpstr (conflict->theirs, ==, "\"waiting\"");
  g_assert_cmpstr (conflict->ours_by, ==, "Me");
  g_assert_cmpstr (conflict->theirs_by, ==, "Bo");
  g_assert_cmpint (conflict->ours_at, ==, sync_now (&self->client));
  g_assert_cmpint (conflict->theirs_at, ==, record->modified);
  return conflict;
}

static void
test_conflict (Fixture *self, gconstpointer data)
{
  FakeRecord *record = share_case (self);
  g_autoptr (GPtrArray) all = NULL;
  AmendsConflict *conflict = make_conflict (self, record, &all);
  gboolean ours = GPOINTER_TO_INT (data);

  /* The CRM's is used, and nothing of it goes back. */
  sync_assert_value (&self->client, AMENDS_REMOTE_CASE, KEY, "status", "waiting");
  g_assert_cmpstr (fake_record_get (record, "status"), ==, "waiting");
  sync_quietly (self);
  g_assert_cmpstr (fake_record_get (record, "status"), ==, "waiting");

  sync_settle (&self->client, conflict->id, ours);
  sync_quietly (self);
  g_assert_cmpstr (fake_record_get (record, "status"), ==, ours ? "closed" : "waiting");
  sync_assert_value (&self->client, AMENDS_REMOTE_CASE, KEY, "status", ours ? "closed" : "waiting");
  g_assert_cmpint (
      sync_query (&self->client, "SELECT count (*) FROM crm_conflict WHERE chosen IS NULL"), ==, 0);
}

/* A second value of ours in the same field does not take the place of the first. */
static void
test_conflict_twice (Fixture *self, gconstpointer data)
{
  FakeRecord *record = share_case (self);
  g_autoptr (GPtrArray) first = NULL;
  g_autoptr (GPtrArray) second = NULL;

  make_conflict (self, record, &first);
  fake_server_edit (self->server, record, "status", "resolved", "Bo");
  sync_edit (&self->client, AMENDS_REMOTE_CASE, KEY, "status", "withdrawn");
  sync_quietly (self);
  second = sync_conflicts (&self->client, KEY);
  g_assert_cmpuint (second->len, ==, 2);
  sync_assert_value (&self->client, AMENDS_REMOTE_CASE, KEY, "status", "resolved");
}

/* What the rules here forbid stays as it is, is shown, and does not go to the CRM by itself. */
static void
test_refused_here (Fixture *self, gconstpointer data)
{
  FakeRecord *record = share_case (self);
  g_autoptr (GPtrArray) all = NULL;

  fake_side_forbid (self->client.side, "closed");
  fake_server_edit (self->server, record, "status", "closed", "Bo");
  sync_quietly (self);
  sync_assert_value (&self->client, AMENDS_REMOTE_CASE, KEY, "status", "open");
  sync_edit (&self->client, AMENDS_REMOTE_CASE, KEY, "owner", "Cy");
  sync_quietly (self);
  g_assert_cmpstr (fake_record_get (record, "status"), ==, "closed");
  g_assert_cmpstr (fake_record_get (record, "owner"), ==, "Cy");
  all = sync_conflicts (&self->client, KEY);
  g_assert_cmpuint (all->len, ==, 1);
  sync_settle (&self->client, ((AmendsConflict *) all->pdata[0])->id, TRUE);
  sync_quietly (self);
  g_assert_cmpstr (fake_record_get (record, "status"), ==, "open");
}

static void
test_normalising_server (Fixture *self, gconstpointer data)
{
  FakeRecord *record;

  self->server->normalises = TRUE;
  record = share_case (self);
  g_assert_cmpstr (fake_record_get (record, "status"), ==, "OPEN");
  sync_quietly (self);
  sync_edit (&self->client, AMENDS_REMOTE_CASE, KEY, "owner", "cy ");
  sync_quietly (self);
  sync_quietly (self);
  g_assert_cmpuint (count_conflicts (self, KEY), ==, 0);
  sync_assert_value (&self->client, AMENDS_REMOTE_CASE, KEY, "status", "open");
  g_assert_cmpint (record->version, ==, 2);
  /* A real change of theirs still comes in. */
  fake_server_edit (self->server, record, "status", "CLOSED", "Bo");
  sync_quietly (self);
  sync_assert_value (&self->client, AMENDS_REMOTE_CASE, KEY, "status", "CLOSED");
  g_assert_cmpuint (count_conflicts (self, KEY), ==, 0);
}

/* --- Answers that do not come ----------------------------------------------------------------- */

typedef struct
{
  const char *call;
  FakeWhen when;
  int code;
  guint times; /* how often */
} Fault;

static FakeWhen
fault_cb (const char *call, guint n, int *code, gpointer data)
{
  Fault *fault = data;

  if (fault->times == 0 || !g_str_equal (call, fault->call))
    return FAKE_FINE;
  fault->times--;
  *code = fault->code;
  return fault->when;
}

static const AmendsRemoteKind pushed[] = { AMENDS_REMOTE_CASE, AMENDS_REMOTE_TASK,
                                           AMENDS_REMOTE_NOTE, AMENDS_REMOTE_EMAIL,
                                           AMENDS_REMOTE_REPORT };

/* The answer to every create is lost after the write: 1,000 times, and each is there once. */
static void
test_lost_answers (Fixture *self, gconstpointer data)
{
  Fault fault = { "create", FAKE_AFTER, GPOINTER_TO_INT (data), G_MAXUINT };
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  guint rounds = 0;

  for (guint i = 0; i < 1000; i++)
    {
      char *id = amends_id_new ();

      g_ptr_array_add (ids, id);
      sync_edit (&self->client, pushed[i % G_N_ELEMENTS (pushed)], id, "subject", id);
    }
  fake_crm_set_fault (self->client.crm, fault_cb, &fault);
  while (sync_query (&self->client, "SELECT count (*) FROM outbox") > 0)
    {
      int code = -1;
      g_autoptr (AmendsSyncReport) report = sync_try (&self->client, AMENDS_SYNC_NONE, NULL, &code);

      g_assert_cmpuint (++rounds, <, 1100);
    }
  g_assert_cmpuint (self->server->creates, ==, 1000);
  for (guint i = 0; i < ids->len; i++)
    g_assert_nonnull (
        fake_server_find_key (self->server, pushed[i % G_N_ELEMENTS (pushed)], ids->pdata[i]));
  g_assert_cmpint (sync_query (&self->client, "SELECT count (*) FROM crm_link"), ==, 1000);
}

/* The write had succeeded; that we see our own value there is no conflict, also if the record has
 * been edited here once more since. */
static void
test_no_false_conflict (Fixture *self, gconstpointer data)
{
  Fault fault = { "update", FAKE_AFTER, FAKE_KILLED, 1 };
  FakeRecord *record = share_case (self);
  g_autoptr (AmendsSyncReport) none = NULL;
  g_autoptr (AmendsSyncReport) report = NULL;
  int code = -1;

  fake_crm_set_fault (self->client.crm, fault_cb, &fault);
  sync_edit (&self->client, AMENDS_REMOTE_CASE, KEY, "status", "waiting");
  none = sync_try (&self->client, AMENDS_SYNC_NONE, NULL, &code);
  g_assert_cmpint (code, ==, FAKE_KILLED);
  g_assert_cmpstr (fake_record_get (record, "status"), ==, "waiting");
  sync_edit (&self->client, AMENDS_REMOTE_CASE, KEY, "status", "resolved");
  if (GPOINTER_TO_INT (data))
    fake_server_edit (self->server, record, "owner", "Bo", "Bo");
  report = sync_run (&self->client, AMENDS_SYNC_NONE);
  g_assert_cmpuint (report->counts[AMENDS_REMOTE_CASE].found, ==, 1);
  g_assert_cmpuint (count_conflicts (self, KEY), ==, 0);
  g_assert_cmpstr (fake_record_get (record, "status"), ==, "resolved");
  sync_assert_value (&self->client, AMENDS_REMOTE_CASE, KEY, "status", "resolved");
  sync_assert_value (&self->client, AMENDS_REMOTE_CASE, KEY, "owner",
                     GPOINTER_TO_INT (data) ? "Bo" : "Ada");
}

/* Stopped before or after the request, and right between the two commits. */
static void
test_killed_while_sending (Fixture *self, gconstpointer data)
{
  Fault fault = { "create", (FakeWhen) GPOINTER_TO_INT (data), FAKE_KILLED, 1 };
  g_autoptr (AmendsSyncReport) none = NULL;
  int code = -1;

  fake_crm_set_fault (self->client.crm, fault_cb, &fault);
  sync_edit (&self->client, AMENDS_REMOTE_CASE, KEY, "status", "open");
  none = sync_try (&self->client, AMENDS_SYNC_NONE, NULL, &code);
  g_assert_null (none);
  g_assert_cmpint (sync_query (&self->client, "SELECT look_up FROM outbox"), ==, 1);
  sync_quietly (self);
  g_assert_cmpuint (fake_server_count (self->server, AMENDS_REMOTE_CASE), ==, 1);
  g_assert_cmpint (sync_query (&self->client, "SELECT count (*) FROM outbox"), ==, 0);
}

static void
fill (Fixture *self)
{
  for (guint i = 0; i < 7; i++)
    {
      FakeRecord *account =
          fake_server_add (self->server, AMENDS_REMOTE_ACCOUNT, "name", "A", NULL);

      fake_server_add (self->server, AMENDS_REMOTE_CONTACT, "name", "C", "account", account->id,
                       NULL);
    }
  for (guint i = 0; i < 4; i++)
    {
      g_autofree char *id = g_strdup_printf ("00000000-0000-4000-8000-00000000000%u", i);
      g_autofree char *task = g_strdup_printf ("00000000-0000-4000-9000-00000000000%u", i);

      sync_edit (&self->client, AMENDS_REMOTE_CASE, id, "status", "open");
      sync_edit (&self->client, AMENDS_REMOTE_TASK, task, "case", id);
    }
}

/* Cancelled at the n-th call, for every n, and then gone on with. */
static void
test_cancel_anywhere (Fixture *self, gconstpointer data)
{
  guint calls;

  fill (self);
  sync_quietly (self);
  calls = fake_crm_get_calls (self->client.crm);
  g_assert_cmpuint (calls, >, 15);
  for (guint n = 0; n < calls; n++)
    {
      FakeServer *server = fake_server_new (SERVER_NOON);
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autoptr (AmendsSyncReport) stopped = NULL;
      int code = -1;

      fake_server_free (self->server);
      self->server = server;
      sync_client_reset (&self->client, server);
      fill (self);
      fake_crm_cancel_at (self->client.crm, cancellable, n);
      stopped = sync_try (&self->client, AMENDS_SYNC_NONE, cancellable, &code);
      g_assert_cmpint (code, ==, FAKE_KILLED);
      fake_crm_cancel_at (self->client.crm, NULL, 0);
      sync_quietly (self);
      g_assert_cmpuint (fake_server_count (server, AMENDS_REMOTE_CASE), ==, 4);
      g_assert_cmpuint (fake_server_count (server, AMENDS_REMOTE_TASK), ==, 4);
      g_assert_cmpint (sync_query (&self->client, "SELECT count (*) FROM crm_link"), ==, 22);
      g_assert_cmpint (sync_query (&self->client, "SELECT count (*) FROM outbox"), ==, 0);
    }
}

/* --- Errors ----------------------------------------------------------------------------------- */

static const struct
{
  int code;
  gboolean stops;
  gboolean refuses;
} outcomes[] = {
  { AMENDS_CRM_ERROR_NOT_SENT, TRUE, FALSE },   { AMENDS_CRM_ERROR_RATE_LIMITED, TRUE, FALSE },
  { AMENDS_CRM_ERROR_LOCKED_OUT, TRUE, FALSE }, { AMENDS_CRM_ERROR_AUTH_EXPIRED, TRUE, FALSE },
  { AMENDS_CRM_ERROR_SETUP, TRUE, FALSE },      { AMENDS_CRM_ERROR_FORBIDDEN, FALSE, TRUE },
  { AMENDS_CRM_ERROR_INVALID, FALSE, TRUE },    { AMENDS_CRM_ERROR_SERVER, FALSE, FALSE },
  { AMENDS_CRM_ERROR_UNKNOWN, FALSE, FALSE },   { AMENDS_CRM_ERROR_PROTOCOL, FALSE, FALSE },
};

/* One change meets the error once; the other goes on, or the run stops; then all is well. */
static void
test_errors (Fixture *self, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (outcomes); i++)
    {
      Fault fault = { "create", FAKE_BEFORE, outcomes[i].code, 1 };
      g_autoptr (AmendsSyncReport) report = NULL;
      int code = -1;

      fake_server_free (self->server);
      self->server = fake_server_new (SERVER_NOON);
      sync_client_reset (&self->client, self->server);
      fake_crm_set_fault (self->client.crm, fault_cb, &fault);
      sync_edit (&self->client, AMENDS_REMOTE_CASE, KEY, "status", "open");
      sync_edit (&self->client, AMENDS_REMOTE_CASE, "00000000-0000-4000-8000-000000000001",
                 "status", "open");
      report = sync_try (&self->client, AMENDS_SYNC_NONE, NULL, &code);
      g_assert_cmpint (code, ==, outcomes[i].stops ? outcomes[i].code : -1);
      if (outcomes[i].stops)
        g_assert_cmpint (sync_query (&self->client, "SELECT sum (look_up) FROM outbox"), ==, 0);
      else
        g_assert_nonnull (fake_server_find_key (self->server, AMENDS_REMOTE_CASE,
                                                "00000000-0000-4000-8000-000000000001"));
      g_assert_cmpint (sync_query (&self->client, "SELECT total (failed) FROM outbox"), ==,
                       outcomes[i].refuses);
      if (outcomes[i].refuses)
        continue;
      amends_time_source_set_fixed (self->client.time_source,
                                    sync_now (&self->client) + AMENDS_DAY);
      sync_quietly (self);
      g_assert_cmpuint (fake_server_count (self->server, AMENDS_REMOTE_CASE), ==, 2);
      g_assert_cmpint (sync_query (&self->client, "SELECT count (*) FROM outbox"), ==, 0);
    }
}

/* A server in lasting trouble is left alone after a few tries. */
static void
test_patience (Fixture *self, gconstpointer data)
{
  Fault fault = { "create", FAKE_BEFORE, AMENDS_CRM_ERROR_SERVER, G_MAXUINT };
  g_autoptr (AmendsSyncReport) none = NULL;
  int code = -1;
  guint before;

  for (guint i = 0; i < 50; i++)
    {
      g_autofree char *id = amends_id_new ();

      sync_edit (&self->client, AMENDS_REMOTE_CASE, id, "status", "open");
    }
  fake_crm_set_fault (self->client.crm, fault_cb, &fault);
  before = fake_crm_get_calls (self->client.crm);
  none = sync_try (&self->client, AMENDS_SYNC_NONE, NULL, &code);
  g_assert_cmpint (code, ==, AMENDS_CRM_ERROR_SERVER);
  g_assert_cmpuint (fake_crm_get_calls (self->client.crm) - before, <, 15);
  g_assert_cmpint (sync_query (&self->client, "SELECT count (*) FROM outbox"), ==, 50);
}

static void
test_gone_there (Fixture *self, gconstpointer data)
{
  FakeRecord *record = share_case (self);
  g_autoptr (AmendsSyncReport) report = NULL;

  fake_server_delete (self->server, AMENDS_REMOTE_CASE, record);
  sync_edit (&self->client, AMENDS_REMOTE_CASE, KEY, "status", "waiting");
  report = sync_run (&self->client, AMENDS_SYNC_NONE);
  g_assert_cmpuint (report->counts[AMENDS_REMOTE_CASE].refused, ==, 1);
  sync_assert_value (&self->client, AMENDS_REMOTE_CASE, KEY, "status", "waiting");
  g_assert_cmpint (sync_query (&self->client, "SELECT failed FROM outbox"), ==, 1);
  g_assert_cmpuint (fake_server_count (self->server, AMENDS_REMOTE_CASE), ==, 0);
}

static void
test_stale_version (Fixture *self, gconstpointer data)
{
  FakeRecord *record = share_case (self);

  sync_edit (&self->client, AMENDS_REMOTE_CASE, KEY, "owner", "Cy");
  /* Between the pull and the push. */
  fake_crm_set_between (self->client.crm, NULL, NULL);
  record->version += 5;
  json_object_set_string_member (record->fields, "status", "waiting");
  sync_quietly (self);
  g_assert_cmpstr (fake_record_get (record, "owner"), ==, "Cy");
  g_assert_cmpstr (fake_record_get (record, "status"), ==, "waiting");
  sync_assert_value (&self->client, AMENDS_REMOTE_CASE, KEY, "status", "waiting");
}

/* --- Order ------------------------------------------------------------------------------------ */

static void
test_dependants_wait (Fixture *self, gconstpointer data)
{
  Fault fault = { "create", FAKE_BEFORE, AMENDS_CRM_ERROR_INVALID, 1 };
  FakeRecord *task;

  fake_crm_set_fault (self->client.crm, fault_cb, &fault);
  sync_edit (&self->client, AMENDS_REMOTE_CASE, KEY, "status", "open");
  sync_edit (&self->client, AMENDS_REMOTE_TASK, "00000000-0000-4000-9000-000000000001", "case",
             KEY);
  sync_quietly (self);
  g_assert_cmpuint (fake_server_count (self->server, AMENDS_REMOTE_TASK), ==, 0);
  /* The user has another go. */
  sync_retry (&self->client, sync_query (&self->client, "SELECT seq FROM outbox WHERE failed = 1"));
  sync_quietly (self);
  task = fake_server_find_key (self->server, AMENDS_REMOTE_TASK,
                               "00000000-0000-4000-9000-000000000001");
  g_assert_nonnull (task);
  g_assert_cmpstr (fake_record_get (task, "case"), ==,
                   fake_server_find_key (self->server, AMENDS_REMOTE_CASE, KEY)->id);
}

static void
test_month_offline (Fixture *self, gconstpointer data)
{
  gint64 start;

  for (guint i = 0; i < 2500; i++)
    {
      g_autofree char *id = amends_id_new ();
      g_autofree char *task = amends_id_new ();

      sync_edit (&self->client, AMENDS_REMOTE_CASE, id, "status", "open");
      sync_edit (&self->client, AMENDS_REMOTE_TASK, task, "case", id);
    }
  start = g_get_monotonic_time ();
  sync_quietly (self);
  g_test_message ("5,000 queued changes: %.2f s",
                  (g_get_monotonic_time () - start) / (double) G_USEC_PER_SEC);
  g_assert_cmpuint (fake_server_count (self->server, AMENDS_REMOTE_CASE), ==, 2500);
  g_assert_cmpuint (fake_server_count (self->server, AMENDS_REMOTE_TASK), ==, 2500);
  g_assert_cmpint (sync_query (&self->client, "SELECT count (*) FROM outbox"), ==, 0);
}

/* --- What has gone ---------------------------------------------------------------------------- */

static void
test_removal (Fixture *self, gconstpointer data)
{
  GPtrArray *accounts = self->server->records[AMENDS_REMOTE_ACCOUNT];
  g_autoptr (AmendsSyncReport) few = NULL;
  g_autoptr (AmendsSyncReport) all = NULL;
  g_autoptr (AmendsSyncReport) agreed = NULL;

  for (guint i = 0; i < 20; i++)
    fake_server_add (self->server, AMENDS_REMOTE_ACCOUNT, "name", "A", NULL);
  sync_quietly (self);
  g_ptr_array_set_size (accounts, 18);
  /* Without a sweep nobody looks. */
  sync_quietly (self);
  g_assert_cmpint (sync_query (&self->client, "SELECT count (*) FROM crm_link"), ==, 20);
  few = sync_run (&self->client, AMENDS_SYNC_SWEEP);
  g_assert_cmpuint (few->counts[AMENDS_REMOTE_ACCOUNT].removed, ==, 2);
  g_assert_cmpuint (few->ask_removal, ==, 0);
  /* An empty list, or the most of it, is asked about. */
  g_ptr_array_set_size (accounts, GPOINTER_TO_INT (data));
  all = sync_run (&self->client, AMENDS_SYNC_SWEEP);
  g_assert_cmpuint (all->ask_removal, ==, 18 - GPOINTER_TO_UINT (data));
  g_assert_cmpint (sync_query (&self->client, "SELECT count (*) FROM crm_link"), ==, 18);
  agreed = sync_run (&self->client, AMENDS_SYNC_SWEEP | AMENDS_SYNC_ALLOW_REMOVAL);
  g_assert_cmpuint (agreed->counts[AMENDS_REMOTE_ACCOUNT].removed, ==,
                    18 - GPOINTER_TO_UINT (data));
}

/* Broken off in the middle nothing goes, and what comes meanwhile is not taken for gone. */
static void
test_sweep_goes_on (Fixture *self, gconstpointer data)
{
  Fault fault = { "sweep", FAKE_BEFORE, AMENDS_CRM_ERROR_NOT_SENT, 0 };
  g_autoptr (AmendsSyncReport) none = NULL;
  g_autoptr (AmendsSyncReport) report = NULL;
  int code = -1;

  for (guint i = 0; i < 20; i++)
    fake_server_add (self->server, AMENDS_REMOTE_ACCOUNT, "name", "A", NULL);
  sync_quietly (self);
  fake_crm_set_fault (self->client.crm, fault_cb, &fault);
  fake_crm_set_between (self->client.crm, NULL, NULL);
  {
    g_autoptr (GCancellable) cancellable = g_cancellable_new ();

    fake_crm_cancel_at (self->client.crm, cancellable, 9);
    none = sync_try (&self->client, AMENDS_SYNC_SWEEP, cancellable, &code);
    g_assert_cmpint (code, ==, FAKE_KILLED);
    fake_crm_cancel_at (self->client.crm, NULL, 0);
  }
  g_assert_cmpint (sync_query (&self->client, "SELECT count (*) FROM crm_cursor"
                                              " WHERE kind = 'sweep:account'"),
                   ==, 1);
  fake_server_add (self->server, AMENDS_REMOTE_ACCOUNT, "name", "New", NULL);
  report = sync_run (&self->client, AMENDS_SYNC_SWEEP);
  g_assert_cmpuint (report->counts[AMENDS_REMOTE_ACCOUNT].removed, ==, 0);
  g_assert_cmpint (sync_query (&self->client, "SELECT count (*) FROM crm_link"), ==, 21);
}

static void
test_restored_server (Fixture *self, gconstpointer data)
{
  FakeRecord *record;
  g_autoptr (FakeServer) backup = NULL;
  FakeServer *live;
  g_autoptr (AmendsSyncReport) report = NULL;
  g_autofree char *id = NULL;
  g_autoptr (GPtrArray) all = NULL;

  record = fake_server_add (self->server, AMENDS_REMOTE_ACCOUNT, "name", "Old", NULL);
  sync_quietly (self);
  id = only_id (self, AMENDS_REMOTE_ACCOUNT);
  backup = fake_server_copy (self->server);
  self->server->clock += AMENDS_DAY;
  fake_server_edit (self->server, record, "name", "New", "Colleague");
  for (guint i = 0; i < 9; i++)
    fake_server_add (self->server, AMENDS_REMOTE_ACCOUNT, "name", "Younger", NULL);
  sync_quietly (self);
  sync_assert_value (&self->client, AMENDS_REMOTE_ACCOUNT, id, "name", "New");

  live = self->server;
  g_clear_object (&self->client.crm);
  self->client.crm = fake_crm_new (backup);
  report = sync_run (&self->client, AMENDS_SYNC_SWEEP);
  g_assert_true (report->restored);
  g_assert_cmpuint (report->problems->len, ==, 1);
  g_assert_cmpuint (report->counts[AMENDS_REMOTE_ACCOUNT].removed, ==, 0);
  g_assert_cmpuint (report->ask_removal, ==, 9);
  all = sync_conflicts (&self->client, id);
  g_assert_cmpuint (all->len, ==, 1);
  g_assert_cmpstr (((AmendsConflict *) all->pdata[0])->ours, ==, "\"New\"");
  g_assert_cmpstr (((AmendsConflict *) all->pdata[0])->theirs, ==, "\"Old\"");
  g_assert_true (live == self->server);
}

/* --- Trying out ------------------------------------------------------------------------------- */

static void
test_dry_run (Fixture *self, gconstpointer data)
{
  g_autoptr (AmendsSyncReport) report = NULL;
  guint creates;

  fill (self);
  creates = self->server->creates;
  report = sync_run (&self->client, AMENDS_SYNC_DRY_RUN);
  g_assert_true (report->dry_run);
  g_assert_cmpuint (report->counts[AMENDS_REMOTE_ACCOUNT].pulled, ==, 7);
  g_assert_cmpuint (report->counts[AMENDS_REMOTE_CASE].pushed, ==, 4);
  g_assert_cmpuint (self->server->creates, ==, creates);
  g_assert_cmpint (sync_query (&self->client, "SELECT count (*) FROM crm_link"), ==, 0);
  g_assert_cmpint (sync_query (&self->client, "SELECT count (*) FROM crm_cursor"), ==, 0);
  g_assert_cmpint (sync_query (&self->client, "SELECT count (*) FROM outbox"), ==, 8);
}

static void
test_policy (void)
{
  static const char *const bad[] = {
    "{}",
    "[]",
    "{\"removal\":{\"share\":2,\"free\":3,\"most\":500},\"ladder_seconds\":[60],\"patience\":3,"
    "\"attempts\":4,\"sweep_hours\":24,\"interval_minutes\":15}",
    "{\"removal\":{\"share\":0.2,\"free\":3,\"most\":500},\"ladder_seconds\":[],\"patience\":3,"
    "\"attempts\":4,\"sweep_hours\":24,\"interval_minutes\":15}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (amends_sync_policy_new (bad[i], strlen (bad[i]), "bad", &error));
      g_assert_nonnull (error);
    }
  g_assert_true (amends_sync_policy_lets_go (sync_policy, 3, 10));
  g_assert_true (amends_sync_policy_lets_go (sync_policy, 20, 100));
  g_assert_false (amends_sync_policy_lets_go (sync_policy, 21, 100));
  g_assert_false (amends_sync_policy_lets_go (sync_policy, 2, 2));
  g_assert_false (amends_sync_policy_lets_go (sync_policy, 501, 100000));
  g_assert_cmpint (amends_sync_policy_get_wait (sync_policy, 1), ==, 60 * AMENDS_SECOND);
  g_assert_cmpint (amends_sync_policy_get_wait (sync_policy, 9), ==, 300 * AMENDS_SECOND);
}

#define ADD(path, data, func)                                                                      \
  g_test_add ("/sync/" path, Fixture, GINT_TO_POINTER (data), set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  sync_policy_load ();
  g_test_add_func ("/sync/policy", test_policy);
  ADD ("pull", 700, test_pull);
  ADD ("pull-ties", 0, test_pull);
  ADD ("edited-between-pages", 0, test_edited_between_pages);
  ADD ("reference-not-seen-yet", 0, test_reference_not_seen_yet);
  ADD ("server-clock-behind", -10, test_server_clock);
  ADD ("server-clock-ahead", 10, test_server_clock);
  ADD ("only-theirs", 0, test_only_theirs);
  ADD ("different-fields", 0, test_different_fields);
  ADD ("same-value", 0, test_same_value);
  ADD ("conflict-theirs", FALSE, test_conflict);
  ADD ("conflict-ours", TRUE, test_conflict);
  ADD ("conflict-twice", 0, test_conflict_twice);
  ADD ("refused-here", 0, test_refused_here);
  ADD ("normalising-server", 0, test_normalising_server);
  ADD ("lost-answers", AMENDS_CRM_ERROR_UNKNOWN, test_lost_answers);
  ADD ("no-false-conflict", FALSE, test_no_false_conflict);
  ADD ("no-false-conflict-colleague", TRUE, test_no_false_conflict);
  ADD ("killed-before-request", FAKE_BEFORE, test_killed_while_sending);
  ADD ("killed-after-request", FAKE_AFTER, test_killed_while_sending);
  ADD ("cancel-anywhere", 0, test_cancel_anywhere);
  ADD ("errors", 0, test_errors);
  ADD ("patience", 0, test_patience);
  ADD ("gone-there", 0, test_gone_there);
  ADD ("stale-version", 0, test_stale_version);
  ADD ("dependants-wait", 0, test_dependants_wait);
  ADD ("month-offline", 0, test_month_offline);
  ADD ("removal-most", 2, test_removal);
  ADD ("removal-all", 0, test_removal);
  ADD ("sweep-goes-on", 0, test_sweep_goes_on);
  ADD ("restored-server", 0, test_restored_server);
  ADD ("dry-run", 0, test_dry_run);
  return g_test_run ();
}
