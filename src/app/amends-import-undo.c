/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Taking an import back. */

#include "config.h"

#include "amends-import-run.h"

#include "amends-account-store.h"
#include "amends-crm-store.h"
#include "amends-event-log.h"
#include "amends-id.h"
#include "amends-import-store.h"
#include "amends-interaction-store.h"
#include "amends-json.h"
#include "amends-session.h"
#include "amends-storage-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define CHUNK_ROWS 2000

typedef struct
{
  const char *id;
  AmendsPerson *me;
  AmendsInstant now;
  AmendsImport *import; /* (unowned) (nullable) */
  GPtrArray *imports;
  GPtrArray *rows; /* AmendsImportRow, those that hang on others first */
  guint next;
  guint kept;
  guint chunk_kept;
} Undo;

/* What hangs on an account goes before it. */
static int
get_rank (const AmendsImportRow *row)
{
  static const char *const order[] = { "usage", "interaction", "contact", "account" };

  for (int i = 0; i < (int) G_N_ELEMENTS (order); i++)
    if (g_str_equal (order[i], row->kind))
      return i;
  return (int) G_N_ELEMENTS (order);
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  return get_rank (*(AmendsImportRow *const *) a) - get_rank (*(AmendsImportRow *const *) b);
}

static gboolean
load_import (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Undo *undo = data;

  g_clear_pointer (&undo->imports, g_ptr_array_unref);
  g_clear_pointer (&undo->rows, g_ptr_array_unref);
  undo->import = NULL;
  undo->imports = amends_import_store_list (connection, error);
  if (undo->imports == NULL)
    return FALSE;
  for (guint i = 0; i < undo->imports->len; i++)
    if (g_str_equal (((AmendsImport *) undo->imports->pdata[i])->id, undo->id))
      undo->import = undo->imports->pdata[i];
  if (undo->import == NULL || undo->import->undone)
    {
      g_set_error (error, AMENDS_SESSION_ERROR,
                   undo->import == NULL ? AMENDS_SESSION_ERROR_NOT_FOUND
                                        : AMENDS_SESSION_ERROR_TOO_LATE,
                   "%s",
                   undo->import == NULL ? _ ("There is no such import.")
                                        : _ ("This import was taken back already."));
      return FALSE;
    }
  undo->rows = amends_import_store_list_rows (connection, undo->id, error);
  if (undo->rows == NULL)
    return FALSE;
  g_ptr_array_sort (undo->rows, compare_rows);
  return TRUE;
}

/* --- One record ------------------------------------------------------------------------------- */

/* (nullable): without an error when it is gone. */
static gpointer
load_record (AmendsConnection *connection, const AmendsImportRow *row, GError **error)
{
  GError *local = NULL;
  gpointer record = NULL;

  if (g_str_equal (row->kind, "account"))
    record = amends_account_store_get (connection, row->record_id, &local);
  else if (g_str_equal (row->kind, "contact"))
    record = amends_contact_store_get (connection, row->record_id, &local);
  else
    record = amends_interaction_store_find (connection, row->record_id, &local);
  if (g_error_matches (local, AMENDS_STORAGE_ERROR, AMENDS_STORAGE_ERROR_NOT_FOUND))
    g_clear_error (&local);
  else if (local != NULL)
    g_propagate_error (error, local);
  return record;
}

/* Something else hangs on it by now, which would go with it. */
static gboolean
is_needed (AmendsConnection *connection, const char *id, gboolean *needed, GError **error)
{
  g_autoptr (GPtrArray) contacts = amends_contact_store_list (connection, id, error);
  g_autoptr (GPtrArray) interactions = NULL;
  g_autoptr (GPtrArray) usage = NULL;

  if (contacts == NULL)
    return FALSE;
  interactions = amends_interaction_store_list (connection, id, AMENDS_INSTANT_NONE,
                                                AMENDS_INSTANT_NONE, 1, error);
  usage = interactions != NULL ? amends_usage_store_list (connection, id, NULL, error) : NULL;
  if (usage == NULL)
    return FALSE;
  *needed = contacts->len > 0 || interactions->len > 0 || usage->len > 0;
  return TRUE;
}

static gboolean
forget_number (AmendsConnection *connection, const char *id, GError **error)
{
  GError *local = NULL;
  g_autoptr (AmendsCrmLink) link =
      amends_crm_store_find_local (connection, AMENDS_IMPORT_LINK, id, &local);

  if (local != NULL)
    {
      g_propagate_error (error, local);
      return FALSE;
    }
  return link == NULL ||
         amends_crm_store_remove_link (connection, AMENDS_IMPORT_LINK, link->remote_id, error);
}

static gboolean
drop_account (Undo *undo, AmendsConnection *connection, const char *id, GError **error)
{
  gboolean needed = FALSE;
  g_autoptr (GError) local = NULL;

  if (!is_needed (connection, id, &needed, error))
    return FALSE;
  if (!needed && amends_account_store_remove (connection, id, &local))
    return forget_number (connection, id, error);
  if (!needed && !g_error_matches (local, AMENDS_STORAGE_ERROR, AMENDS_STORAGE_ERROR_CONSTRAINT))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  undo->chunk_kept++; /* it has cases, contacts or a history by now */
  return TRUE;
}

static gboolean
drop_record (Undo *undo, AmendsConnection *connection, const AmendsImportRow *row, GError **error)
{
  if (g_str_equal (row->kind, "account"))
    return drop_account (undo, connection, row->record_id, error);
  if (g_str_equal (row->kind, "contact"))
    return amends_contact_store_remove (connection, row->record_id, error);
  return amends_interaction_store_remove (connection, row->record_id, error);
}

static gboolean
restore_record (AmendsConnection *connection,
                const AmendsImportRow *row,
                GType type,
                GError **error)
{
  g_autoptr (GObject) record = amends_record_from_text (type, row->before, row->kind, error);

  if (record == NULL)
    return FALSE;
  if (g_str_equal (row->kind, "account"))
    return amends_account_store_save (connection, (gpointer) record, error);
  if (g_str_equal (row->kind, "contact"))
    return amends_contact_store_save (connection, (gpointer) record, error);
  return amends_interaction_store_save (connection, (gpointer) record, error);
}

static gboolean
is_as_imported (gpointer record, const AmendsImportRow *row)
{
  g_autofree char *text = amends_record_to_text (record);
  g_autofree char *digest = amends_digest (text, -1);

  return g_str_equal (digest, row->digest);
}

static gboolean
take_back (Undo *undo, AmendsConnection *connection, const AmendsImportRow *row, GError **error)
{
  GError *local = NULL;
  g_autoptr (GObject) record = load_record (connection, row, &local);

  if (local != NULL)
    {
      g_propagate_error (error, local);
      return FALSE;
    }
  if (record == NULL)
    return TRUE;
  if (!is_as_imported (record, row))
    {
      undo->chunk_kept++;
      return TRUE;
    }
  return row->before != NULL ? restore_record (connection, row, G_OBJECT_TYPE (record), error)
                             : drop_record (undo, connection, row, error);
}

/* --- Figures ---------------------------------------------------------------------------------- */

/* The figure that @row is about: its id is account, metric and day. (transfer full) (nullable) */
static AmendsUsageSample *
find_figure (AmendsConnection *connection, const AmendsImportRow *row, GError **error)
{
  const char *metric = strchr (row->record_id, '/');
  const char *day = strrchr (row->record_id, '/');
  g_autofree char *account = NULL;
  g_autofree char *name = NULL;
  g_autoptr (GPtrArray) samples = NULL;

  if (metric == NULL || metric == day)
    return NULL;
  account = g_strndup (row->record_id, (gsize) (metric - row->record_id));
  name = g_strndup (metric + 1, (gsize) (day - metric - 1));
  samples = amends_usage_store_list (connection, account, day + 1, error);
  for (guint i = 0; samples != NULL && i < samples->len; i++)
    {
      AmendsUsageSample *sample = samples->pdata[i];

      if (g_str_equal (sample->metric, name) && g_str_equal (sample->day, day + 1))
        return g_object_ref (sample);
    }
  return NULL;
}

static gboolean
take_back_figure (Undo *undo,
                  AmendsConnection *connection,
                  const AmendsImportRow *row,
                  GError **error)
{
  GError *local = NULL;
  g_autoptr (AmendsUsageSample) sample = find_figure (connection, row, &local);
  g_autoptr (AmendsUsageSample) before = NULL;

  if (local != NULL)
    {
      g_propagate_error (error, local);
      return FALSE;
    }
  if (sample == NULL)
    return TRUE;
  if (!is_as_imported (sample, row))
    {
      undo->chunk_kept++;
      return TRUE;
    }
  if (row->before == NULL)
    return amends_usage_store_remove (connection, sample->account_id, sample->metric, sample->day,
                                      error);
  before = amends_record_from_text (AMENDS_TYPE_USAGE_SAMPLE, row->before, row->kind, error);
  return before != NULL && amends_usage_store_save (connection, before, error);
}

/* --- The whole -------------------------------------------------------------------------------- */

static gboolean
take_back_some (AmendsConnection *connection,
                gpointer data,
                GCancellable *cancellable,
                GError **error)
{
  Undo *undo = data;
  guint end = MIN (undo->next + CHUNK_ROWS, undo->rows->len);

  undo->chunk_kept = 0;
  for (guint i = undo->next; i < end; i++)
    {
      const AmendsImportRow *row = undo->rows->pdata[i];

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (!(g_str_equal (row->kind, "usage") ? take_back_figure (undo, connection, row, error)
                                             : take_back (undo, connection, row, error)))
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_end (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Undo *undo = data;
  g_autoptr (AmendsEvent) event = amends_record_new (AMENDS_TYPE_EVENT);
  g_autoptr (JsonNode) payload = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "import", undo->id);
  json_object_set_int_member (object, "kept", undo->kept);
  json_node_take_object (payload, object);
  event->kind = AMENDS_EVENT_UNDO;
  event->at = event->recorded = undo->now;
  event->actor = g_strdup (undo->me != NULL ? undo->me->name : NULL);
  /* Translators: %s is the name of a file. */
  event->summary = g_strdup_printf (_ ("Import of %s taken back"), undo->import->file);
  event->payload = amends_json_to_canonical (payload);
  undo->import->undone = TRUE;
  return amends_import_store_save (connection, undo->import, error) &&
         amends_event_log_append (connection, event, error);
}

gboolean
amends_import_undo (AmendsDatabase *database,
                    const char *id,
                    AmendsPerson *me,
                    AmendsInstant now,
                    guint *kept,
                    GCancellable *cancellable,
                    GError **error)
{
  Undo undo = { .id = id, .me = me, .now = now };
  gboolean done = amends_database_read (database, load_import, &undo, cancellable, error);

  while (done && undo.next < undo.rows->len)
    {
      done = amends_database_write (database, take_back_some, &undo, cancellable, error);
      undo.next += CHUNK_ROWS;
      undo.kept += undo.chunk_kept;
    }
  done = done && amends_database_write (database, write_end, &undo, NULL, error);
  *kept = undo.kept;
  g_clear_pointer (&undo.imports, g_ptr_array_unref);
  g_clear_pointer (&undo.rows, g_ptr_array_unref);
  return done;
}
