/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The workspace as a whole: intake from files, sample data, backup, people. */

#include "config.h"

#include "amends-case-builder.h"
#include "amends-intake-reader.h"
#include "amends-sample.h"
#include "amends-session-private.h"

#include "amends-backup.h"
#include "amends-case-store.h"
#include "amends-input-error.h"
#include "amends-mail-reader.h"
#include "amends-person-store.h"
#include "amends-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A mail with its thread is seldom over a megabyte; this is a limit against mistakes. */
#define MAX_FILE_BYTES (16 * 1024 * 1024)
#define MAX_TEXT_BYTES (4 * 1024 * 1024)

/* --- Intake from files --- */

typedef struct
{
  GFile *file;
  char *name;
  AmendsInstant now;
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_object_unref (reading->file);
  g_free (reading->name);
  g_free (reading);
}

static AmendsIntake *
intake_from_mail (GBytes *bytes, const char *name, AmendsInstant now, GError **error)
{
  g_autoptr (AmendsMail) mail = amends_mail_read (bytes, name, error);
  AmendsIntake *intake;

  if (mail == NULL)
    return NULL;
  intake = amends_intake_new_empty ();
  amends_record_set (intake->escalation, "subject", mail->subject, "statement", mail->body,
                     "channel", AMENDS_CHANNEL_E_MAIL, NULL);
  /* A date from the future is a wrong clock on the way, not a reason to refuse the mail. */
  if (mail->date != AMENDS_INSTANT_NONE && mail->date <= now)
    amends_record_set (intake->escalation, "received", mail->date, NULL);
  if (mail->from_name || mail->from_email)
    {
      intake->contact = amends_record_new (AMENDS_TYPE_CONTACT);
      amends_record_set (intake->contact, "name",
                         mail->from_name ? mail->from_name : mail->from_email, "email",
                         mail->from_email, NULL);
    }
  return intake;
}

static AmendsIntake *
intake_from_plain_text (const char *text, gsize length, const char *name, GError **error)
{
  g_autofree char *clean = NULL;
  AmendsIntake *intake;

  if (length > MAX_TEXT_BYTES)
    {
      amends_input_error_set (error, AMENDS_INPUT_ERROR_TOO_LARGE, name, 0, NULL,
                              /* Translators: two sizes in megabytes. */
                              _ ("The text is %.1f MB long; at most %d MB are read. Paste the part "
                                 "that matters."),
                              (double) length / (1024 * 1024), MAX_TEXT_BYTES / (1024 * 1024));
      return NULL;
    }
  clean = amends_text_clean (text, (gssize) length);
  if (*g_strstrip (clean) == '\0')
    {
      amends_input_error_set (error, AMENDS_INPUT_ERROR_MISSING, name, 0, NULL,
                              _ ("There is no text in it; the customer’s words are expected."));
      return NULL;
    }
  intake = amends_intake_new_empty ();
  amends_record_set (intake->escalation, "statement", clean, NULL);
  return intake;
}

static AmendsIntake *
parse_intake (GBytes *bytes, const char *name, AmendsInstant now, GError **error)
{
  gsize length = 0;
  const char *text = g_bytes_get_data (bytes, &length);
  gsize first = 0;

  while (first < length && g_ascii_isspace (text[first]))
    first++;
  if (g_str_has_suffix (name, ".json") || (first < length && text[first] == '{'))
    {
      g_autoptr (GPtrArray) warnings = NULL;
      AmendsIntake *intake =
          amends_intake_read_json (text ? text : "", length, name, &warnings, error);

      for (guint i = 0; warnings && i < warnings->len; i++)
        g_message ("%s", (char *) g_ptr_array_index (warnings, i));
      return intake;
    }
  if (g_str_has_suffix (name, ".eml") || amends_mail_looks_like (text ? text : "", length))
    return intake_from_mail (bytes, name, now, error);
  return intake_from_plain_text (text ? text : "", length, name, error);
}

static GBytes *
load_limited (GFile *file, const char *name, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFileInputStream) stream = g_file_read (file, cancellable, error);
  g_autoptr (GByteArray) all = g_byte_array_new ();
  gssize n;
  guint8 chunk[65536];

  if (stream == NULL)
    return NULL;
  while ((n = g_input_stream_read (G_INPUT_STREAM (stream), chunk, sizeof chunk, cancellable,
                                   error)) > 0)
    {
      if (all->len + (gsize) n > MAX_FILE_BYTES)
        {
          amends_input_error_set (error, AMENDS_INPUT_ERROR_TOO_LARGE, name, 0, NULL,
                                  _ ("The file is larger than %d MB and was not read."),
                                  MAX_FILE_BYTES / (1024 * 1024));
          return NULL;
        }
      g_byte_array_append (all, chunk, (guint) n);
    }
  return n < 0 ? NULL : g_byte_array_free_to_bytes (g_steal_pointer (&all));
}

static void
read_intake_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Reading *reading = data;
  GError *error = NULL;
  g_autoptr (GBytes) bytes = load_limited (reading->file, reading->name, cancellable, &error);
  AmendsIntake *intake = bytes ? parse_intake (bytes, reading->name, reading->now, &error) : NULL;

  if (intake)
    g_task_return_pointer (task, intake, g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
ready_to_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  AmendsSession *self = AMENDS_SESSION (source);
  GError *error = NULL;

  if (amends_session_prepare_finish (self, result, &error))
    amends_work_queue_push (self->worker, task, read_intake_thread);
  else
    g_task_return_error (task, error);
}

void
amends_session_read_intake_async (AmendsSession *self,
                                  GFile *file,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Reading *reading = g_new0 (Reading, 1);
  g_autofree char *base = g_file_get_basename (file);

  reading->file = g_object_ref (file);
  reading->name = g_filename_display_name (base);
  reading->now = amends_session_now (self);
  g_task_set_task_data (task, reading, reading_free);
  amends_session_prepare_async (self, cancellable, ready_to_read_cb, task);
}

AmendsIntake *
amends_session_read_intake_finish (AmendsSession *self, GAsyncResult *result, GError **error)
{
  AmendsIntake *intake = g_task_propagate_pointer (G_TASK (result), error);

  if (intake)
    amends_session_complete_intake (self, intake);
  return intake;
}

/* --- Work on the database that is no change of a case --- */

static void
reloaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  AmendsSession *self = AMENDS_SESSION (source);
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_error (task, error);
      return;
    }
  if (self->bus)
    amends_workspace_bus_tell (self->bus, NULL);
  g_task_return_boolean (task, TRUE);
}

static void
workspace_written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  AmendsSession *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (amends_database_write_finish (AMENDS_DATABASE (source), result, &error))
    amends_session_reload_async (self, reloaded_cb, g_steal_pointer (&task));
  else
    g_task_return_error (task, error);
}

static void
write_workspace (AmendsSession *self, GTask *task, AmendsWriteFunc func, gpointer data)
{
  if (!amends_session_can_write (self, task))
    {
      g_object_unref (task);
      return;
    }
  amends_database_write_async (self->database, func, data, NULL, g_task_get_cancellable (task),
                               workspace_written_cb, task);
}

gboolean
amends_session_workspace_finish (AmendsSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* --- Sample --- */

typedef struct
{
  AmendsEngines *engines;
  AmendsInstant now;
} SampleTask;

static void
sample_task_free (gpointer data)
{
  SampleTask *sample = data;

  amends_engines_unref (sample->engines);
  g_free (sample);
}

static gboolean
write_sample (AmendsConnection *connection,
              gpointer data,
              GCancellable *cancellable,
              GError **error)
{
  SampleTask *sample = data;

  return amends_engines_complete (sample->engines, error) &&
         amends_sample_load (connection, sample->engines, sample->now, error);
}

void
amends_session_load_sample_async (AmendsSession *self,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  SampleTask *sample = g_new0 (SampleTask, 1);

  sample->engines = amends_engines_ref (self->engines);
  sample->now = amends_session_now (self);
  g_task_set_task_data (task, sample, sample_task_free);
  write_workspace (self, task, write_sample, sample);
}

static gboolean
erase_sample (AmendsConnection *connection,
              gpointer data,
              GCancellable *cancellable,
              GError **error)
{
  return amends_sample_remove (connection, error);
}

void
amends_session_remove_sample_async (AmendsSession *self,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  /* What was undone must not bring sample records back. */
  g_ptr_array_set_size (self->undo, 0);
  g_ptr_array_set_size (self->redo, 0);
  write_workspace (self, g_task_new (self, cancellable, callback, user_data), erase_sample, NULL);
}

/* --- Backup --- */

typedef struct
{
  AmendsDatabase *database;
  char *path;
} BackupTask;

static void
backup_task_free (gpointer data)
{
  BackupTask *backup = data;

  g_object_unref (backup->database);
  g_free (backup->path);
  g_free (backup);
}

static void
backup_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  BackupTask *backup = data;
  GError *error = NULL;

  if (amends_backup_write (backup->database, backup->path, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
amends_session_backup_async (AmendsSession *self,
                             const char *path,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  BackupTask *backup;

  if (!amends_session_can_read (self, task))
    return;
  backup = g_new0 (BackupTask, 1);
  backup->database = g_object_ref (self->database);
  backup->path = g_canonicalize_filename (path, NULL);
  g_task_set_task_data (task, backup, backup_task_free);
  amends_work_queue_push (self->worker, task, backup_thread);
}

/* --- People --- */

static gboolean
write_person (AmendsConnection *connection,
              gpointer data,
              GCancellable *cancellable,
              GError **error)
{
  return amends_person_store_save (connection, data, error);
}

void
amends_session_save_person_async (AmendsSession *self,
                                  AmendsPerson *person,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  AmendsPerson *copy = amends_record_copy (person);

  if (person->me)
    g_set_object (&self->me, person);
  g_task_set_task_data (task, copy, g_object_unref);
  write_workspace (self, task, write_person, copy);
}
