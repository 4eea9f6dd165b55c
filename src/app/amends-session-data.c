/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is stored: its copies, all of it as a file, and for how long it is kept. */

#include "config.h"

#include "amends-session-data.h"

#include "amends-account-store.h"
#include "amends-backup.h"
#include "amends-case-store.h"
#include "amends-escalation-store.h"
#include "amends-event-log.h"
#include "amends-handover-file.h"
#include "amends-interaction-store.h"
#include "amends-json.h"
#include "amends-person-store.h"
#include "amends-session-private.h"
#include "amends-warning-store.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define KEY_KEEP "data.keep-months"
#define FORMAT 1
/* Longer than anybody keeps anything, and short enough for a date. */
#define MOST_MONTHS 1200

/* --- Copies ---------------------------------------------------------------------------------- */

void
amends_copy_free (AmendsCopy *self)
{
  g_free (self->path);
  g_free (self);
}

static void
copies_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GPtrArray *copies = g_ptr_array_new_with_free_func ((GDestroyNotify) amends_copy_free);
  GError *error = NULL;
  g_autoptr (GPtrArray) found = amends_backup_list (data, &error);

  for (guint i = 0; found != NULL && i < found->len; i++)
    {
      AmendsBackupInfo *info = found->pdata[i];
      AmendsCopy *copy = g_new0 (AmendsCopy, 1);

      copy->path = g_strdup (info->path);
      copy->at = info->at;
      copy->size = info->size;
      g_ptr_array_add (copies, copy);
    }
  if (found != NULL)
    {
      g_task_return_pointer (task, copies, (GDestroyNotify) g_ptr_array_unref);
      return;
    }
  g_ptr_array_unref (copies);
  g_task_return_error (task, error);
}

void
amends_session_list_copies_async (AmendsSession *self,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_task_data (task, g_strdup (self->folder), g_free);
  amends_work_queue_push (self->worker, task, copies_thread);
}

GPtrArray *
amends_session_list_copies_finish (AmendsSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- Everything as a file -------------------------------------------------------------------- */

typedef struct
{
  AmendsDatabase *database;
  GFile *file;
  AmendsInstant now;
  JsonBuilder *builder;
} Export;

static void
export_free (gpointer data)
{
  Export *work = data;

  g_object_unref (work->database);
  g_object_unref (work->file);
  g_clear_object (&work->builder);
  g_free (work);
}

static void
put_record (JsonBuilder *builder, const char *member, gpointer record)
{
  if (record == NULL)
    return;
  json_builder_set_member_name (builder, member);
  json_builder_add_value (builder, amends_record_to_json (record));
}

/* Takes @records. */
static gboolean
put_records (JsonBuilder *builder, const char *member, GPtrArray *records)
{
  if (records == NULL)
    return FALSE;
  json_builder_set_member_name (builder, member);
  json_builder_begin_array (builder);
  for (guint i = 0; i < records->len; i++)
    json_builder_add_value (builder, amends_record_to_json (records->pdata[i]));
  json_builder_end_array (builder);
  g_ptr_array_unref (records);
  return TRUE;
}

static void
put_list (JsonBuilder *builder, const char *member, GListModel *list)
{
  guint n = g_list_model_get_n_items (list);

  json_builder_set_member_name (builder, member);
  json_builder_begin_array (builder);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GObject) record = g_list_model_get_item (list, i);

      json_builder_add_value (builder, amends_record_to_json (record));
    }
  json_builder_end_array (builder);
}

static void
put_case (JsonBuilder *builder, AmendsCase *case_)
{
  json_builder_begin_object (builder);
  put_record (builder, "escalation", case_->escalation);
  put_record (builder, "plan", case_->plan);
  put_record (builder, "debrief", case_->debrief);
  for (guint i = 0; i < amends_handover_count_lists (); i++)
    put_list (builder, amends_handover_get_list_name (i),
              G_LIST_MODEL (amends_handover_get_list (case_, i)));
  json_builder_end_object (builder);
}

static gboolean
put_cases (JsonBuilder *builder,
           AmendsConnection *connection,
           GCancellable *cancellable,
           GError **error)
{
  AmendsEscalationFilter filter = { .sort = AMENDS_SORT_NUMBER };
  g_autoptr (GPtrArray) all = amends_escalation_store_list (connection, &filter, error);

  if (all == NULL)
    return FALSE;
  json_builder_set_member_name (builder, "cases");
  json_builder_begin_array (builder);
  for (guint i = 0; i < all->len; i++)
    {
      AmendsSummary *summary = all->pdata[i];
      g_autoptr (AmendsCase) case_ = NULL;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      case_ = amends_case_store_load (connection, summary->id, error);
      if (case_ == NULL)
        return FALSE;
      put_case (builder, case_);
    }
  json_builder_end_array (builder);
  return TRUE;
}

static gboolean
read_all (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Export *work = data;
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autofree char *now = amends_instant_format_rfc3339 (work->now, utc);
  JsonBuilder *builder;

  g_clear_object (&work->builder);
  builder = work->builder = json_builder_new ();
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "kind");
  json_builder_add_string_value (builder, "amends-workspace");
  json_builder_set_member_name (builder, "format");
  json_builder_add_int_value (builder, FORMAT);
  json_builder_set_member_name (builder, "exported");
  json_builder_add_string_value (builder, now);
  if (!put_records (builder, "people", amends_person_store_list (connection, error)) ||
      !put_records (builder, "accounts",
                    amends_account_store_list (connection, NULL, NULL, 0, error)) ||
      !put_records (builder, "contacts", amends_contact_store_list (connection, NULL, error)) ||
      !put_records (builder, "interactions",
                    amends_interaction_store_list (connection, NULL, AMENDS_INSTANT_NONE,
                                                   AMENDS_INSTANT_NONE, 0, error)) ||
      !put_records (builder, "usage", amends_usage_store_list (connection, NULL, NULL, error)) ||
      !put_records (builder, "warnings", amends_warning_store_list (connection, NULL, error)) ||
      !put_cases (builder, connection, cancellable, error) ||
      !put_records (builder, "log", amends_event_log_list (connection, NULL, error)))
    return FALSE;
  json_builder_end_object (builder);
  return TRUE;
}

static void
export_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Export *work = data;
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *text = NULL;
  GError *error = NULL;

  if (amends_database_read (work->database, read_all, work, cancellable, &error))
    {
      root = json_builder_get_root (work->builder);
      text = amends_json_to_pretty (root);
    }
  if (text != NULL &&
      g_file_replace_contents (work->file, text, strlen (text), NULL, FALSE,
                               G_FILE_CREATE_PRIVATE | G_FILE_CREATE_REPLACE_DESTINATION, NULL,
                               cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
amends_session_export_all_async (AmendsSession *self,
                                 GFile *file,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Export *work;

  if (!amends_session_can_read (self, task))
    return;
  work = g_new0 (Export, 1);
  work->database = g_object_ref (self->database);
  work->file = g_object_ref (file);
  work->now = amends_session_now (self);
  g_task_set_task_data (task, work, export_free);
  amends_work_queue_push (self->worker, task, export_thread);
}

/* --- For how long ---------------------------------------------------------------------------- */

guint
amends_session_get_keep_months (AmendsSession *self)
{
  const char *text = amends_session_get_setting (self, KEY_KEEP);
  guint64 months = 0;

  if (text == NULL || !g_ascii_string_to_unsigned (text, 10, 0, MOST_MONTHS, &months, NULL))
    return 0;
  return (guint) months;
}

void
amends_session_set_keep_months (AmendsSession *self, guint months)
{
  g_autofree char *text = g_strdup_printf ("%u", MIN (months, MOST_MONTHS));

  amends_session_set_setting (self, KEY_KEEP, months > 0 ? text : NULL);
}

typedef struct
{
  AmendsInstant before; /* closed earlier than that */
  gboolean erase;
  int count;
} Old;

static AmendsInstant
months_ago (AmendsSession *self, guint months)
{
  g_autoptr (GDateTime) now = amends_instant_to_date_time (amends_session_now (self), self->zone);
  g_autoptr (GDateTime) then = g_date_time_add_months (now, -(int) months);

  return g_date_time_to_unix (then) * AMENDS_SECOND;
}

static gboolean
find_old (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Old *old = data;
  g_autoptr (GPtrArray) settled = amends_escalation_store_list_settled (connection, 0, error);

  old->count = 0;
  for (guint i = 0; settled != NULL && i < settled->len; i++)
    {
      AmendsEscalation *one = settled->pdata[i];

      if (one->closed_at == AMENDS_INSTANT_NONE || one->closed_at >= old->before)
        continue;
      old->count++;
      if (old->erase && !amends_case_store_remove (connection, one->id, error))
        return FALSE;
    }
  return settled != NULL;
}

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Old *old = g_task_get_task_data (task);
  GError *error = NULL;

  if (amends_database_read_finish (AMENDS_DATABASE (source), result, &error))
    g_task_return_int (task, old->count);
  else
    g_task_return_error (task, error);
}

void
amends_session_count_old_async (AmendsSession *self,
                                guint months,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Old *old = g_new0 (Old, 1);

  old->before = months_ago (self, months);
  g_task_set_task_data (task, old, g_free);
  if (!amends_session_can_read (self, task))
    return;
  amends_database_read_async (self->database, find_old, old, NULL, cancellable, counted_cb,
                              g_steal_pointer (&task));
}

static void
reloaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  AmendsSession *self = AMENDS_SESSION (source);
  Old *old = g_task_get_task_data (task);
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_error (task, error);
      return;
    }
  if (self->bus)
    amends_workspace_bus_tell (self->bus, NULL);
  g_task_return_int (task, old->count);
}

static void
removed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  AmendsSession *self = g_task_get_source_object (task);
  Old *old = g_task_get_task_data (task);
  GError *error = NULL;

  if (!amends_database_write_finish (AMENDS_DATABASE (source), result, &error))
    g_task_return_error (task, error);
  else if (old->count == 0 || self->database == NULL)
    g_task_return_int (task, old->count);
  else
    amends_session_reload_async (self, reloaded_cb, g_steal_pointer (&task));
}

void
amends_session_remove_old_async (AmendsSession *self,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  guint months = amends_session_get_keep_months (self);
  Old *old;

  if (!amends_session_can_write (self, task))
    return;
  if (months == 0)
    {
      g_task_return_int (task, 0);
      return;
    }
  old = g_new0 (Old, 1);
  old->before = months_ago (self, months);
  old->erase = TRUE;
  g_task_set_task_data (task, old, g_free);
  amends_database_write_async (self->database, find_old, old, NULL, cancellable, removed_cb,
                               g_steal_pointer (&task));
}

int
amends_session_count_finish (AmendsSession *self, GAsyncResult *result, GError **error)
{
  return (int) g_task_propagate_int (G_TASK (result), error);
}
