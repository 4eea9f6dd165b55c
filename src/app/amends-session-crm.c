/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which CRM is connected: testing, signing in, connecting, disconnecting. */

#include "config.h"

#include "amends-session-sync-private.h"

#include "amends-crm-error.h"
#include "amends-crm-queue.h"
#include "amends-crm-store.h"
#include "amends-escalation-store.h"
#include "amends-id.h"
#include "amends-outbox.h"
#include "amends-setting-store.h"

#include <glib/gi18n-lib.h>

/* A clock that is wrong by less is nobody's trouble. */
#define WRONG_CLOCK (5 * AMENDS_MINUTE)
#define MOST_MINUTES (7 * 24 * 60)

void
amends_crm_connection_free (AmendsCrmConnection *self)
{
  g_free (self->type);
  g_free (self->url);
  g_free (self->user);
  g_free (self->database);
  g_free (self->version);
  g_free (self->client_id);
  g_free (self);
}

void
amends_crm_check_free (AmendsCrmCheck *self)
{
  g_free (self->product);
  g_free (self->user);
  g_free (self->clock);
  g_strfreev (self->reads);
  g_strfreev (self->writes);
  g_strfreev (self->missing);
  g_free (self);
}

static char *
dup_setting (AmendsSession *self, const char *key)
{
  const char *value = amends_session_get_setting (self, key);

  return value != NULL && *value != '\0' ? g_strdup (value) : NULL;
}

AmendsCrmConnection *
amends_session_get_crm (AmendsSession *self)
{
  AmendsCrmConnection *connection = g_new0 (AmendsCrmConnection, 1);
  const char *interval;
  guint64 minutes = 0;

  g_return_val_if_fail (AMENDS_IS_SESSION (self), connection);

  if (g_strcmp0 (amends_session_get_setting (self, AMENDS_SETTING_CRM_CONNECTED), "1") != 0)
    return connection;
  connection->type = dup_setting (self, AMENDS_SETTING_CRM_TYPE);
  connection->url = dup_setting (self, AMENDS_SETTING_CRM_URL);
  connection->user = dup_setting (self, AMENDS_SETTING_CRM_USER);
  connection->database = dup_setting (self, AMENDS_SETTING_CRM_DATABASE);
  connection->version = dup_setting (self, AMENDS_SETTING_CRM_VERSION);
  connection->client_id = dup_setting (self, AMENDS_SETTING_CRM_CLIENT_ID);
  interval = amends_session_get_setting (self, AMENDS_SETTING_CRM_INTERVAL);
  if (interval != NULL &&
      g_ascii_string_to_unsigned (interval, 10, 0, MOST_MINUTES, &minutes, NULL))
    connection->interval = (guint) minutes;
  return connection;
}

/* --- A task with a secret --------------------------------------------------------------------- */

typedef struct
{
  AmendsCrmWork *work;
  char *secret; /* (nullable) */
  gboolean first_push;
  gboolean forget; /* another CRM than before */
  AmendsCrmCheck *check;
  AmendsOpenFunc open;
  gpointer open_data;
} CrmTask;

static void
crm_task_free (gpointer data)
{
  CrmTask *task = data;

  g_clear_pointer (&task->work, amends_crm_work_free);
  g_clear_pointer (&task->check, amends_crm_check_free);
  amends_secrets_free_value (task->secret);
  g_free (task);
}

/* (transfer full) (nullable): NULL when @task has been told why it cannot be done. */
static CrmTask *
start (AmendsSession *self, GTask *task, const AmendsCrmConnection *connection, const char *secret)
{
  CrmTask *crm;

  if (!amends_session_can_write (self, task))
    return NULL;
  crm = g_new0 (CrmTask, 1);
  crm->work = amends_crm_work_new (self, connection);
  crm->secret = secret != NULL && *secret != '\0' ? g_strdup (secret) : NULL;
  g_task_set_task_data (task, crm, crm_task_free);
  return crm;
}

static void
return_result (GTask *task, gboolean done, GError *error)
{
  if (done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, amends_crm_explain (error));
}

/* --- Testing ---------------------------------------------------------------------------------- */

static char *
describe_clock (gint64 skew)
{
  g_autofree char *amount = NULL;
  gint64 minutes = ABS (skew) / AMENDS_MINUTE;

  if (ABS (skew) < WRONG_CLOCK)
    return NULL;
  amount = minutes < 120 ? g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u minute", "%u minutes",
                                                         (gulong) minutes),
                                            (guint) minutes)
                         : g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u hour", "%u hours",
                                                         (gulong) (minutes / 60)),
                                            (guint) (minutes / 60));
  if (skew > 0)
    /* Translators: %s is a span of time, such as "3 hours". */
    return g_strdup_printf (_ ("The clock of the server is %s ahead of this machine’s. Sync does "
                               "not depend on it."),
                            amount);
  /* Translators: %s is a span of time, such as "3 hours". */
  return g_strdup_printf (_ ("The clock of the server is %s behind this machine’s. Sync does not "
                             "depend on it."),
                          amount);
}

static guint
count_mapped (AmendsFieldMap *map, AmendsRemoteKind kind, gboolean writable)
{
  g_autoptr (GPtrArray) all = amends_field_map_list (map, kind);
  guint n = 0;

  for (guint i = 0; i < all->len; i++)
    {
      const AmendsMapping *mapping = all->pdata[i];

      if (mapping->remote != NULL && (!writable || mapping->writable))
        n++;
    }
  return n;
}

static char **
list_kinds (AmendsFieldMap *map, AmendsRemoteKind first, AmendsRemoteKind last, gboolean writable)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint kind = first; kind <= last; kind++)
    {
      guint n =
          amends_field_map_get_entity (map, kind) != NULL ? count_mapped (map, kind, writable) : 0;
      g_autofree char *line = NULL;

      if (n == 0)
        continue;
      line = g_strdup_printf (
          /* Translators: records such as "Accounts", then how many fields of each. */
          g_dngettext (GETTEXT_PACKAGE, "%1$s: %2$u field", "%1$s: %2$u fields", n),
          amends_crm_kinds_label (kind), n);
      g_strv_builder_add (builder, line);
    }
  return g_strv_builder_end (builder);
}

/* A key that is only being tried is kept under another name, and forgotten again. */
static AmendsConnector *
connect_with (CrmTask *crm, GCancellable *cancellable, GError **error)
{
  g_autofree char *id = NULL;

  if (crm->secret == NULL)
    return amends_crm_work_connect (crm->work, error);
  id = amends_id_new ();
  g_object_unref (crm->work->secrets);
  crm->work->secrets = amends_secrets_new (id);
  crm->work->signed_in = FALSE;
  /* A keyring that refuses leaves the key for the session, which is all that is needed here. */
  amends_secrets_store (crm->work->secrets, AMENDS_SECRET_CRM, crm->secret, cancellable, NULL);
  return amends_crm_work_connect (crm->work, error);
}

static gboolean
run_test (CrmTask *crm, GCancellable *cancellable, GError **error)
{
  g_autoptr (AmendsFieldMap) map = amends_crm_work_load_map (crm->work, error);
  g_autoptr (AmendsConnector) connector =
      map != NULL ? connect_with (crm, cancellable, error) : NULL;
  g_autoptr (AmendsProbe) probe =
      connector != NULL ? amends_connector_probe (connector, cancellable, error) : NULL;
  AmendsCrmCheck *check;

  if (probe == NULL)
    return FALSE;
  check = crm->check = g_new0 (AmendsCrmCheck, 1);
  check->product = g_strdup (probe->product);
  check->user = g_strdup (probe->user);
  check->clock = describe_clock (probe->skew);
  check->reads = list_kinds (map, AMENDS_REMOTE_ACCOUNT, AMENDS_REMOTE_SURVEY, FALSE);
  check->writes = probe->abilities & AMENDS_CONNECTOR_WRITES
                      ? list_kinds (map, AMENDS_REMOTE_CASE, AMENDS_REMOTE_REPORT, TRUE)
                      : g_new0 (char *, 1);
  g_ptr_array_add (probe->missing, NULL);
  check->missing = g_strdupv ((char **) probe->missing->pdata);
  check->lasting = amends_secrets_is_lasting (crm->work->secrets);
  return TRUE;
}

static void
test_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  CrmTask *crm = data;
  GError *error = NULL;
  gboolean done = run_test (crm, cancellable, &error);

  if (crm->secret != NULL)
    amends_secrets_store (crm->work->secrets, AMENDS_SECRET_CRM, NULL, NULL, NULL);
  return_result (task, done, error);
}

void
amends_session_test_crm_async (AmendsSession *self,
                               const AmendsCrmConnection *connection,
                               const char *secret,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, amends_session_test_crm_async);
  if (start (self, task, connection, secret) != NULL)
    amends_work_queue_push (self->sync->queue, task, test_thread);
}

AmendsCrmCheck *
amends_session_test_crm_finish (AmendsSession *self, GAsyncResult *result, GError **error)
{
  CrmTask *crm = g_task_get_task_data (G_TASK (result));

  return g_task_propagate_boolean (G_TASK (result), error) ? g_steal_pointer (&crm->check) : NULL;
}

/* --- Signing in ------------------------------------------------------------------------------- */

typedef struct
{
  GTask *task;
  char *url;
} Opening;

static void
opening_free (gpointer data)
{
  Opening *opening = data;

  g_object_unref (opening->task);
  g_free (opening->url);
  g_free (opening);
}

static gboolean
open_cb (gpointer data)
{
  Opening *opening = data;
  CrmTask *crm = g_task_get_task_data (opening->task);

  crm->open (opening->url, crm->open_data);
  return G_SOURCE_REMOVE;
}

/* Sync thread. */
static void
open_in_main (const char *url, gpointer data)
{
  Opening *opening = g_new0 (Opening, 1);

  opening->task = g_object_ref (data);
  opening->url = g_strdup (url);
  g_idle_add_full (G_PRIORITY_DEFAULT, open_cb, opening, opening_free);
}

static gboolean
run_sign_in (GTask *task, CrmTask *crm, GCancellable *cancellable, GError **error)
{
  g_autoptr (AmendsSyncPolicy) policy = amends_crm_work_load_policy (crm->work, error);
  g_autoptr (AmendsOAuth) oauth = NULL;
  g_autoptr (JsonNode) answer = NULL;
  AmendsOAuthSettings *settings;

  if (policy == NULL)
    return FALSE;
  settings = amends_crm_work_dup_oauth (crm->work, policy);
  if (settings == NULL)
    {
      amends_crm_error_set (error, AMENDS_CRM_ERROR_SETUP, AMENDS_INSTANT_NONE, NULL, "client_id",
                            _ ("This CRM is not signed in to in a browser, or the client id is "
                               "missing."));
      return FALSE;
    }
  oauth = amends_oauth_new (settings, amends_crm_work_get_http (crm->work), crm->work->secrets,
                            crm->work->time_source);
  amends_crm_work_free_oauth (settings);
  answer = amends_oauth_sign_in (oauth, open_in_main, task, cancellable, error);
  return answer != NULL;
}

static void
sign_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  gboolean done = run_sign_in (task, data, cancellable, &error);

  return_result (task, done, error);
}

void
amends_session_sign_in_crm_async (AmendsSession *self,
                                  const AmendsCrmConnection *connection,
                                  AmendsOpenFunc open,
                                  gpointer open_data,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  CrmTask *crm;

  g_task_set_source_tag (task, amends_session_sign_in_crm_async);
  crm = start (self, task, connection, NULL);
  if (crm == NULL)
    return;
  crm->open = open;
  crm->open_data = open_data;
  amends_work_queue_push (self->sync->queue, task, sign_in_thread);
}

gboolean
amends_session_sign_in_crm_finish (AmendsSession *self, GAsyncResult *result, GError **error)
{
  CrmTask *crm = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  if (self->database != NULL)
    amends_session_set_setting (self, AMENDS_SETTING_CRM_SIGNED_IN, crm->work->connection->url);
  return TRUE;
}

/* --- Connecting ------------------------------------------------------------------------------- */

static char *
format_place (const AmendsCrmConnection *connection)
{
  return g_strjoin ("\n", connection->type, connection->url != NULL ? connection->url : "",
                    connection->database != NULL ? connection->database : "", NULL);
}

static gboolean
set_all (AmendsConnection *connection, const AmendsCrmConnection *crm, GError **error)
{
  g_autofree char *interval = g_strdup_printf ("%u", crm->interval);
  g_autofree char *place = format_place (crm);
  const char *const values[][2] = {
    { AMENDS_SETTING_CRM_TYPE, crm->type },       { AMENDS_SETTING_CRM_URL, crm->url },
    { AMENDS_SETTING_CRM_USER, crm->user },       { AMENDS_SETTING_CRM_DATABASE, crm->database },
    { AMENDS_SETTING_CRM_VERSION, crm->version }, { AMENDS_SETTING_CRM_CLIENT_ID, crm->client_id },
    { AMENDS_SETTING_CRM_INTERVAL, interval },    { AMENDS_SETTING_CRM_LAST, place },
    { AMENDS_SETTING_CRM_CONNECTED, "1" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    if (!amends_setting_store_set (connection, values[i][0], values[i][1], error))
      return FALSE;
  return TRUE;
}

/* What links and queue are of another CRM means nothing to this one. */
static gboolean
forget (AmendsConnection *connection, GError **error)
{
  g_autoptr (GPtrArray) rows = NULL;

  if (!amends_crm_store_forget (connection, error) ||
      !amends_setting_store_set (connection, AMENDS_SETTING_CRM_MAP, NULL, error) ||
      !amends_setting_store_set (connection, "crm.swept", NULL, error))
    return FALSE;
  rows = amends_outbox_list_all (connection, 0, 0, error);
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    if (!amends_outbox_discard (connection, ((AmendsOutboxRow *) rows->pdata[i])->seq, error))
      return FALSE;
  return rows != NULL;
}

static gboolean
write_connection (AmendsConnection *connection,
                  gpointer data,
                  GCancellable *cancellable,
                  GError **error)
{
  CrmTask *crm = data;
  g_autofree char *last = NULL;
  g_autofree char *place = format_place (crm->work->connection);

  if (!amends_setting_store_get (connection, AMENDS_SETTING_CRM_LAST, &last, error))
    return FALSE;
  crm->forget = last != NULL && g_strcmp0 (last, place) != 0;
  return (!crm->forget || forget (connection, error)) &&
         set_all (connection, crm->work->connection, error) &&
         (!crm->first_push ||
          amends_crm_queue_add_open (connection, crm->work->me,
                                     amends_time_source_now (crm->work->time_source), error));
}

static void
connect_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  CrmTask *crm = data;
  AmendsCrmWork *work = crm->work;
  GError *error = NULL;
  g_autoptr (AmendsConnector) connector = NULL;

  /* An address that cannot be used is found before anything is kept. */
  connector = amends_crm_work_connect (work, &error);
  if (connector == NULL)
    {
      return_result (task, FALSE, error);
      return;
    }
  if (crm->secret != NULL)
    {
      g_autoptr (GError) keyring = NULL;

      /* It is kept for the session all the same; the check has said so. */
      if (!amends_secrets_store (work->secrets, AMENDS_SECRET_CRM, crm->secret, cancellable,
                                 &keyring))
        g_message ("%s", keyring->message);
    }
  return_result (task,
                 amends_database_write (work->database, write_connection, crm, cancellable, &error),
                 error);
}

static void
settings_changed (AmendsSession *self)
{
  if (self->bus)
    amends_workspace_bus_tell (self->bus, NULL);
  amends_session_sync_plan (self, AMENDS_INSTANT_NONE);
  amends_session_sync_count (self);
}

static void
reloaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) outer = data;
  AmendsSession *self = AMENDS_SESSION (source);
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_error (outer, error);
      return;
    }
  if (self->database != NULL)
    settings_changed (self);
  g_task_return_boolean (outer, TRUE);
}

/* The settings in memory follow before anybody is told. */
static void
stored_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  AmendsSession *self = AMENDS_SESSION (source);
  GTask *outer = data;
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_error (outer, error);
      g_object_unref (outer);
    }
  else
    amends_session_reload_async (self, reloaded_cb, outer);
}

void
amends_session_connect_crm_async (AmendsSession *self,
                                  const AmendsCrmConnection *connection,
                                  const char *secret,
                                  gboolean first_push,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  GTask *outer = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GTask) inner = NULL;
  CrmTask *crm;

  g_task_set_source_tag (outer, amends_session_connect_crm_async);
  if (!amends_session_can_write (self, outer))
    {
      g_object_unref (outer);
      return;
    }
  inner = g_task_new (self, cancellable, stored_cb, outer);
  crm = start (self, inner, connection, secret);
  if (crm == NULL)
    return;
  crm->first_push = first_push;
  /* What has been stored stays stored. */
  g_task_set_check_cancellable (inner, FALSE);
  amends_work_queue_push (self->sync->queue, inner, connect_thread);
}

gboolean
amends_session_connect_crm_finish (AmendsSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
use_key_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  CrmTask *crm = data;
  g_autoptr (GError) keyring = NULL;

  /* A keyring that refuses leaves it for the session, which is what was asked for. */
  if (!amends_secrets_store (crm->work->secrets, AMENDS_SECRET_CRM, crm->secret, cancellable,
                             &keyring))
    g_message ("%s", keyring->message);
  g_task_return_boolean (task, TRUE);
}

void
amends_session_use_crm_key (AmendsSession *self, const char *secret)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, NULL, NULL);

  if (start (self, task, NULL, secret) != NULL)
    amends_work_queue_push (self->sync->queue, task, use_key_thread);
}

/* --- Disconnecting ---------------------------------------------------------------------------- */

static gboolean
write_end (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  return amends_setting_store_set (connection, AMENDS_SETTING_CRM_CONNECTED, NULL, error) &&
         amends_setting_store_set (connection, AMENDS_SETTING_CRM_SIGNED_IN, NULL, error);
}

static void
disconnect_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  static const char *const names[] = { AMENDS_SECRET_CRM, "crm.access-token", "crm.refresh-token" };
  CrmTask *crm = data;
  GError *error = NULL;
  gboolean done = amends_database_write (crm->work->database, write_end, NULL, cancellable, &error);

  /* Disconnected it is all the same; that a key has stayed behind is said. */
  for (guint i = 0; done && i < G_N_ELEMENTS (names); i++)
    done = amends_secrets_store (crm->work->secrets, names[i], NULL, cancellable, &error);
  return_result (task, done, error);
}

void
amends_session_disconnect_crm_async (AmendsSession *self,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  GTask *outer = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GTask) inner = NULL;

  g_task_set_source_tag (outer, amends_session_disconnect_crm_async);
  if (!amends_session_can_write (self, outer))
    {
      g_object_unref (outer);
      return;
    }
  inner = g_task_new (self, cancellable, stored_cb, outer);
  g_task_set_check_cancellable (inner, FALSE);
  if (start (self, inner, NULL, NULL) != NULL)
    amends_work_queue_push (self->sync->queue, inner, disconnect_thread);
}

gboolean
amends_session_disconnect_crm_finish (AmendsSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
