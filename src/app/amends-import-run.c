/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An import from its first row to its last, some thousands at a time. */

#include "config.h"

#include "amends-import-run.h"

#include "amends-event-log.h"
#include "amends-id.h"
#include "amends-import-fields.h"
#include "amends-import-match.h"
#include "amends-input-error.h"
#include "amends-json.h"
#include "amends-storage-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Rows of one transaction: long enough to be fast, short enough for others to come in between. */
#define CHUNK_ROWS 2000
#define SHOWN_PROBLEMS 20

/* A row that was not taken. */
typedef struct
{
  AmendsImportItem *item; /* (unowned) */
  char *reason;
} Refusal;

typedef struct
{
  const AmendsImportJob *job;
  AmendsImportStyle style;
  AmendsImportMatch *match;
  AmendsImport head;
  gboolean has_head; /* the import is in the database */
  guint unchanged;
  guint accounts;
  GPtrArray *problems;
  char *errors_path; /* (nullable): of the file that was begun */
  GOutputStream *errors;

  /* The transaction at hand. */
  GPtrArray *items;
  GArray *refusals;
  guint counts[3];
  guint new_accounts;
} Run;

static void
clear_refusal (gpointer data)
{
  g_free (((Refusal *) data)->reason);
}

static void
run_clear (Run *run)
{
  g_clear_pointer (&run->match, amends_import_match_free);
  g_free (run->head.id);
  g_free (run->head.kind);
  g_free (run->head.file);
  g_clear_pointer (&run->problems, g_ptr_array_unref);
  g_clear_pointer (&run->items, g_ptr_array_unref);
  g_clear_pointer (&run->refusals, g_array_unref);
  g_clear_object (&run->errors);
  g_free (run->errors_path);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Run, run_clear)

/* --- What was refused ------------------------------------------------------------------------- */

static void
refuse (Run *run, AmendsImportItem *item, const char *reason)
{
  Refusal refusal = { item, g_strdup (reason) };

  g_array_append_val (run->refusals, refusal);
}

static char *
dup_errors_path (Run *run)
{
  g_autofree char *stem = NULL;
  g_autofree char *name = NULL;
  char *dot;

  if (run->job->errors != NULL)
    return g_strdup (run->job->errors);
  if (run->job->folder == NULL || run->job->trial)
    return NULL;
  stem = g_strdup (run->head.file);
  dot = strrchr (stem, '.');
  if (dot != NULL && dot != stem)
    *dot = '\0';
  name = g_strdup_printf ("%s-%.8s.csv", stem, run->head.id);
  return g_build_filename (run->job->folder, "refused", name, NULL);
}

static gboolean
put (Run *run, const char *text, gsize length, GError **error)
{
  return g_output_stream_write_all (run->errors, text, length, NULL, NULL, error);
}

/* Customer data: for its owner only. */
static gboolean
begin_errors (Run *run, GError **error)
{
  g_autofree char *path = dup_errors_path (run);
  g_autofree char *folder = path != NULL ? g_path_get_dirname (path) : NULL;
  g_autoptr (GFile) file = path != NULL ? g_file_new_for_path (path) : NULL;
  /* The mark tells spreadsheets that it is UTF-8. */
  g_autoptr (GString) row = g_string_new ("\xef\xbb\xbf");

  if (path == NULL)
    return TRUE;
  if (run->job->errors == NULL && g_mkdir_with_parents (folder, 0700) != 0)
    {
      GError *fault = amends_storage_error_from_errno (errno, folder);

      g_propagate_error (error, fault);
      return FALSE;
    }
  run->errors = G_OUTPUT_STREAM (g_file_replace (
      file, NULL, FALSE, G_FILE_CREATE_PRIVATE | G_FILE_CREATE_REPLACE_DESTINATION, NULL, error));
  if (run->errors == NULL)
    return FALSE;
  run->errors_path = g_steal_pointer (&path);
  for (guint i = 0; i < run->job->plan->columns->len; i++)
    {
      amends_csv_append_cell (row,
                              ((AmendsImportColumn *) run->job->plan->columns->pdata[i])->title);
      g_string_append_c (row, ',');
    }
  /* Translators: titles of two columns: the number of a line, and why it was refused. */
  amends_csv_append_cell (row, _ ("Line"));
  g_string_append_c (row, ',');
  amends_csv_append_cell (row, _ ("Reason"));
  g_string_append (row, "\r\n");
  return put (run, row->str, row->len, error);
}

static gboolean
write_refusal (Run *run, const Refusal *refusal, GString *row, GError **error)
{
  const char *cell = refusal->item->cells;
  guint columns = MAX (run->job->plan->columns->len, refusal->item->n_cells);

  g_string_truncate (row, 0);
  for (guint i = 0; i < columns; i++)
    {
      if (i < refusal->item->n_cells)
        {
          amends_csv_append_cell (row, amends_import_skip_mark (cell));
          cell += strlen (cell) + 1;
        }
      g_string_append_c (row, ',');
    }
  g_string_append_printf (row, "%u,", refusal->item->line);
  amends_csv_append_cell (row, refusal->reason);
  g_string_append (row, "\r\n");
  return put (run, row->str, row->len, error);
}

static gboolean
flush_refusals (Run *run, GError **error)
{
  g_autoptr (GString) row = g_string_new (NULL);

  for (guint i = 0; i < run->refusals->len; i++)
    {
      const Refusal *refusal = &g_array_index (run->refusals, Refusal, i);

      if (run->problems->len < SHOWN_PROBLEMS)
        g_ptr_array_add (run->problems,
                         /* Translators: number of a line of a file; what is wrong, a sentence. */
                         g_strdup_printf (_ ("Line %1$u: %2$s"), refusal->item->line,
                                          refusal->reason));
      if (run->errors == NULL && run->errors_path == NULL && !begin_errors (run, error))
        return FALSE;
      if (run->errors != NULL && !write_refusal (run, refusal, row, error))
        return FALSE;
    }
  g_array_set_size (run->refusals, 0);
  return TRUE;
}

/* --- A transaction ---------------------------------------------------------------------------- */

static gboolean
save_head (Run *run, AmendsConnection *connection, GError **error)
{
  run->has_head = TRUE;
  return amends_import_store_save (connection, &run->head, error);
}

/* (nullable): the title of the column that holds @field. */
static const char *
find_title (const AmendsImportPlan *plan, const char *field)
{
  for (guint i = 0; field != NULL && i < plan->columns->len; i++)
    if (g_strcmp0 (((AmendsImportColumn *) plan->columns->pdata[i])->field, field) == 0)
      return ((AmendsImportColumn *) plan->columns->pdata[i])->title;
  return NULL;
}

/* What is wrong with this one row; FALSE with @error for anything else. */
static gboolean
take_fault (Run *run, AmendsImportItem *item, GError *fault, GError **error)
{
  g_autofree char *reason = NULL;
  const char *text;
  const char *title;

  if (fault->domain != AMENDS_INPUT_ERROR &&
      !g_error_matches (fault, AMENDS_STORAGE_ERROR, AMENDS_STORAGE_ERROR_CONSTRAINT))
    {
      g_propagate_error (error, fault);
      return FALSE;
    }
  text = amends_input_error_get_text (fault);
  title = find_title (run->job->plan, amends_input_error_get_field (fault));
  if (title != NULL)
    /* Translators: the title of a column; what is wrong in it, a sentence. */
    reason = g_strdup_printf (_ ("“%1$s”: %2$s"), title, text);
  else
    reason = g_strdup (text != NULL ? text : fault->message);
  refuse (run, item, reason);
  g_error_free (fault);
  return TRUE;
}

static gboolean
take_items (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Run *run = data;

  memset (run->counts, 0, sizeof run->counts);
  g_array_set_size (run->refusals, 0);
  amends_import_match_begin (run->match, connection);
  if (!run->job->trial && !save_head (run, connection, error))
    return FALSE;
  for (guint i = 0; i < run->items->len; i++)
    {
      AmendsImportItem *item = run->items->pdata[i];
      AmendsImportOutcome outcome = AMENDS_IMPORT_UNCHANGED;
      GError *fault = NULL;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (item->fault != NULL)
        refuse (run, item, item->fault);
      else if (amends_import_match_take (run->match, item, &outcome, &fault))
        run->counts[outcome]++;
      else if (!take_fault (run, item, fault, error))
        return FALSE;
    }
  run->new_accounts = amends_import_match_count_accounts (run->match);
  if (run->job->trial)
    return TRUE;
  run->head.added += run->counts[AMENDS_IMPORT_ADDED];
  run->head.changed += run->counts[AMENDS_IMPORT_CHANGED];
  run->head.refused += run->refusals->len;
  return amends_import_store_save (connection, &run->head, error);
}

static gboolean
flush (Run *run, GCancellable *cancellable, GError **error)
{
  const AmendsImportJob *job = run->job;
  AmendsImport before = run->head;

  if (run->items->len == 0)
    return TRUE;
  if (!(job->trial ? amends_database_read (job->database, take_items, run, cancellable, error)
                   : amends_database_write (job->database, take_items, run, cancellable, error)))
    {
      run->head = before;
      return FALSE;
    }
  if (job->trial)
    {
      run->head.added += run->counts[AMENDS_IMPORT_ADDED];
      run->head.changed += run->counts[AMENDS_IMPORT_CHANGED];
      run->head.refused += run->refusals->len;
    }
  run->unchanged += run->counts[AMENDS_IMPORT_UNCHANGED];
  run->accounts += run->new_accounts;
  if (!flush_refusals (run, error))
    return FALSE;
  g_ptr_array_set_size (run->items, 0);
  return TRUE;
}

/* --- The whole -------------------------------------------------------------------------------- */

static gboolean
read_rows (Run *run, GCancellable *cancellable, GError **error)
{
  const AmendsImportJob *job = run->job;
  g_autoptr (AmendsCsvReader) reader = amends_import_plan_open (job->plan, cancellable, error);
  g_autoptr (AmendsImportLayout) layout = amends_import_layout_new (job->plan, &run->style);
  AmendsCsvRow row;
  GError *fault = NULL;
  gboolean header = job->plan->header;
  guint rows = 0;

  if (reader == NULL)
    return FALSE;
  while (amends_csv_reader_next (reader, &row, cancellable, &fault))
    {
      if (header)
        {
          header = FALSE;
          continue;
        }
      rows++;
      amends_import_layout_read (layout, &row, run->items);
      if (run->items->len < CHUNK_ROWS)
        continue;
      if (!flush (run, cancellable, error))
        return FALSE;
      if (job->progress != NULL)
        job->progress (job->plan->bytes > 0 ? (double) amends_csv_reader_get_offset (reader) /
                                                  (double) job->plan->bytes
                                            : 1.0,
                       rows, job->data);
    }
  /* A row without an end: what stands before it is taken. */
  if (g_error_matches (fault, AMENDS_INPUT_ERROR, AMENDS_INPUT_ERROR_TOO_LARGE))
    {
      const AmendsCsvRow empty = { NULL, 0, amends_input_error_get_line (fault),
                                   (char *) amends_input_error_get_text (fault) };

      amends_import_layout_read (layout, &empty, run->items);
      g_clear_error (&fault);
    }
  if (fault != NULL)
    {
      g_propagate_error (error, fault);
      return FALSE;
    }
  return flush (run, cancellable, error);
}

static char *
digest_file (const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, cancellable, error);
  guint8 bytes[65536];
  gssize length;

  if (stream == NULL)
    return NULL;
  while ((length = g_input_stream_read (G_INPUT_STREAM (stream), bytes, sizeof bytes, cancellable,
                                        error)) > 0)
    g_checksum_update (checksum, bytes, length);
  return length == 0 ? g_strdup (g_checksum_get_string (checksum)) : NULL;
}

typedef struct
{
  Run *run;
  const char *digest;
} Closing;

static gboolean
write_event (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Closing *closing = data;
  Run *run = closing->run;
  g_autoptr (AmendsEvent) event = amends_record_new (AMENDS_TYPE_EVENT);
  g_autoptr (JsonNode) payload = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "import", run->head.id);
  json_object_set_string_member (object, "kind", run->head.kind);
  json_object_set_string_member (object, "file", run->head.file);
  if (closing->digest != NULL)
    json_object_set_string_member (object, "sha256", closing->digest);
  json_object_set_int_member (object, "added", run->head.added);
  json_object_set_int_member (object, "changed", run->head.changed);
  json_object_set_int_member (object, "unchanged", run->unchanged);
  json_object_set_int_member (object, "refused", run->head.refused);
  json_node_take_object (payload, object);
  event->kind = AMENDS_EVENT_IMPORT_BATCH;
  event->at = event->recorded = run->job->now;
  event->actor = g_strdup (run->job->me != NULL ? run->job->me->name : NULL);
  /* Translators: the name of a file, and three numbers of rows. */
  event->summary =
      g_strdup_printf (_ ("Import of %1$s: %2$u added, %3$u changed, %4$u refused"), run->head.file,
                       run->head.added, run->head.changed, run->head.refused);
  event->payload = amends_json_to_canonical (payload);
  return amends_import_store_save (connection, &run->head, error) &&
         amends_event_log_append (connection, event, error);
}

/* What is written stays, so its entry is written even when the rest was stopped. */
static gboolean
close_import (Run *run, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autofree char *digest = NULL;
  Closing closing = { run, NULL };

  if (run->errors != NULL && !g_output_stream_close (run->errors, NULL, error))
    return FALSE;
  if (run->job->trial || !run->has_head)
    return TRUE;
  digest = digest_file (run->job->plan->path, NULL, &local);
  /* The file may be gone by now; the rows are not. */
  if (digest == NULL)
    g_message ("The imported file could not be read again: %s", local->message);
  closing.digest = digest;
  return amends_database_write (run->job->database, write_event, &closing, NULL, error);
}

static AmendsImportResult *
make_result (Run *run, gboolean stopped)
{
  AmendsImportResult *result = g_new0 (AmendsImportResult, 1);

  if (!run->job->trial && (run->head.added > 0 || run->head.changed > 0 || run->accounts > 0))
    result->id = g_strdup (run->head.id);
  result->added = run->head.added;
  result->changed = run->head.changed;
  result->unchanged = run->unchanged;
  result->refused = run->head.refused;
  result->accounts = run->accounts;
  result->errors = g_strdup (run->errors_path);
  g_ptr_array_add (run->problems, NULL);
  result->problems = (char **) g_ptr_array_free (g_steal_pointer (&run->problems), FALSE);
  result->stopped = stopped;
  return result;
}

static gboolean
refuse_plan (const AmendsImportPlan *plan, GError **error)
{
  g_auto (GStrv) problems = amends_import_list_problems (plan->kind, plan->columns);

  if (problems == NULL)
    return TRUE;
  amends_input_error_set (error, AMENDS_INPUT_ERROR_MISSING, plan->path, 0, NULL, "%s",
                          problems[0]);
  return FALSE;
}

AmendsImportResult *
amends_import_run (const AmendsImportJob *job, GCancellable *cancellable, GError **error)
{
  g_auto (Run) run = { .job = job, .style.zone = job->zone };
  GError *fault = NULL;
  gboolean stopped;

  run.head.id = amends_id_new ();
  run.head.kind = g_strdup (amends_import_kind_get_record_name (job->plan->kind));
  run.head.file = g_path_get_basename (job->plan->path);
  run.head.at = job->now;
  run.problems = g_ptr_array_new_with_free_func (g_free);
  run.items = g_ptr_array_new_with_free_func ((GDestroyNotify) amends_import_item_free);
  run.refusals = g_array_new (FALSE, FALSE, sizeof (Refusal));
  g_array_set_clear_func (run.refusals, clear_refusal);
  run.match = amends_import_match_new (job->plan, run.head.id, job->trial);
  if (!refuse_plan (job->plan, error) ||
      !amends_import_plan_judge (job->plan, job->words, &run.style, cancellable, error))
    return NULL;
  read_rows (&run, cancellable, &fault);
  stopped = g_error_matches (fault, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  if (fault != NULL && !stopped)
    {
      g_autoptr (GError) second = NULL;

      if (!close_import (&run, &second))
        g_message ("The entry of the import could not be written: %s", second->message);
      g_propagate_error (error, fault);
      return NULL;
    }
  g_clear_error (&fault);
  return close_import (&run, error) ? make_result (&run, stopped) : NULL;
}
