/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What has changed in the CRM comes in: each page with its cursor in one transaction. */

#include "config.h"

#include "amends-sync-private.h"

#include "amends-statement.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Those that others make come before those that refer to them. */
static const AmendsRemoteKind kinds[] = {
  AMENDS_REMOTE_ACCOUNT, AMENDS_REMOTE_CONTACT, AMENDS_REMOTE_INTERACTION, AMENDS_REMOTE_SURVEY,
  AMENDS_REMOTE_CASE,    AMENDS_REMOTE_TASK,    AMENDS_REMOTE_NOTE,
};

/* A restored server is recognised by the records that were told last. */
#define WITNESSES 3
/* A server's times may lose their fraction on the way. */
#define SAME_MOMENT (2 * AMENDS_SECOND)

typedef struct
{
  AmendsSyncRun *run;
  AmendsRemoteKind kind;
  GPtrArray *extra; /* (owned): rows that those of the page refer to, to go before them */
  GPtrArray *rows;
  AmendsMergeMode mode;
  const char *cursor; /* (nullable): not to be stored */
  GPtrArray *older;   /* (owned): AmendsRemoteRow to be asked for once more */
  GPtrArray *gone;    /* (owned): AmendsCrmLink of what the CRM says was deleted */
  GString *taken;     /* (owned): for the digest */
  guint n_taken;
} Page;

static void
page_clear (Page *self)
{
  g_clear_pointer (&self->extra, g_ptr_array_unref);
  g_clear_pointer (&self->older, g_ptr_array_unref);
  g_clear_pointer (&self->gone, g_ptr_array_unref);
  if (self->taken != NULL)
    g_string_free (g_steal_pointer (&self->taken), TRUE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Page, page_clear)

static void
page_init (Page *self, AmendsSyncRun *run, AmendsRemoteKind kind)
{
  *self = (Page){ .run = run, .kind = kind, .mode = AMENDS_MERGE_PULLED };
  self->extra = g_ptr_array_new_with_free_func ((GDestroyNotify) amends_remote_row_unref);
  self->older = g_ptr_array_new_with_free_func ((GDestroyNotify) amends_remote_row_unref);
  self->gone = g_ptr_array_new_with_free_func ((GDestroyNotify) amends_crm_link_free);
  self->taken = g_string_new (NULL);
}

/* --- One row ---------------------------------------------------------------------------------- */

static gboolean
note_deleted (Page *self, AmendsConnection *connection, AmendsRemoteRow *row, GError **error)
{
  GError *local = NULL;
  AmendsCrmLink *link = amends_crm_store_find_remote (
      connection, amends_remote_kind_to_string (row->kind), row->id, &local);

  if (link != NULL)
    g_ptr_array_add (self->gone, link);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, local);
  return FALSE;
}

/* What a request of ours that has not been answered may have written. */
static gboolean
find_sent (AmendsConnection *connection, AmendsRemoteRow *row, JsonObject **sent, GError **error)
{
  g_autoptr (AmendsCrmLink) link = NULL;
  g_autoptr (AmendsOutboxRow) waiting = NULL;
  g_autoptr (JsonObject) payload = NULL;
  GError *local = NULL;
  const char *local_id;
  JsonNode *node;

  link = amends_crm_store_find_remote (connection, amends_remote_kind_to_string (row->kind),
                                       row->id, &local);
  local_id = link != NULL ? link->local_id : row->client_key;
  if (local == NULL && local_id != NULL)
    waiting = amends_outbox_find_record (connection, NULL, local_id, &local);
  if (local != NULL)
    {
      g_propagate_error (error, local);
      return FALSE;
    }
  if (waiting == NULL || !waiting->look_up)
    return TRUE;
  payload = amends_sync_object_from_text (waiting->payload);
  node = payload != NULL ? json_object_get_member (payload, "sent") : NULL;
  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    *sent = json_node_dup_object (node);
  return TRUE;
}

static void
count (Page *self, AmendsRemoteRow *row, AmendsMerged merged)
{
  AmendsSyncCounts *counts = &self->run->report->counts[row->kind];

  switch (merged)
    {
    case AMENDS_MERGED_NEW:
      counts->pulled++;
      break;
    case AMENDS_MERGED_CHANGED:
      counts->updated++;
      break;
    case AMENDS_MERGED_OLDER:
      g_ptr_array_add (self->older, amends_remote_row_ref (row));
      return;
    case AMENDS_MERGED_UNCHANGED:
    case AMENDS_MERGED_NO_USE:
    default:
      counts->unchanged++;
      return;
    }
  self->n_taken++;
  g_string_append_printf (self->taken, "%s %s %s\n", amends_remote_kind_to_string (row->kind),
                          row->id, row->modified_text != NULL ? row->modified_text : "");
}

static gboolean
has_outbox (AmendsConnection *connection, gboolean *some, GError **error)
{
  gint64 n;

  if (!amends_connection_query_int (
          connection, "SELECT EXISTS (SELECT 1 FROM outbox WHERE look_up = 1)", &n, error))
    return FALSE;
  *some = n != 0;
  return TRUE;
}

static gboolean
merge_rows (Page *self,
            AmendsConnection *connection,
            GPtrArray *rows,
            gboolean unanswered,
            GCancellable *cancellable,
            GError **error)
{
  for (guint i = 0; i < rows->len; i++)
    {
      AmendsRemoteRow *row = rows->pdata[i];
      g_autoptr (JsonObject) sent = NULL;
      AmendsMerged merged;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (row->deleted)
        {
          if (!note_deleted (self, connection, row, error))
            return FALSE;
          continue;
        }
      if ((unanswered && !find_sent (connection, row, &sent, error)) ||
          !amends_sync_merge (self->run, connection, row, self->mode, sent, NULL, &merged, error))
        return FALSE;
      count (self, row, merged);
    }
  return TRUE;
}

/* May be done over: whatever it counts begins where it began. */
static gboolean
write_page (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Page *self = data;
  AmendsSyncReport *report = self->run->report;
  AmendsSyncCounts before[AMENDS_REMOTE_N_KINDS];
  gboolean unanswered;

  memcpy (before, report->counts, sizeof before);
  g_hash_table_remove_all (self->run->known);
  if (!amends_sync_side_flush (self->run->side, NULL, error))
    return FALSE;
  g_ptr_array_set_size (self->older, 0);
  g_ptr_array_set_size (self->gone, 0);
  g_string_truncate (self->taken, 0);
  self->n_taken = 0;
  if (has_outbox (connection, &unanswered, error) &&
      merge_rows (self, connection, self->extra, unanswered, cancellable, error) &&
      merge_rows (self, connection, self->rows, unanswered, cancellable, error) &&
      amends_sync_side_flush (self->run->side, connection, error) &&
      (self->cursor == NULL ||
       amends_crm_store_set_cursor (connection, amends_remote_kind_to_string (self->kind),
                                    self->cursor, amends_sync_run_now (self->run), error)))
    return TRUE;
  memcpy (report->counts, before, sizeof before);
  return FALSE;
}

static gboolean
store_page (Page *self, GError **error)
{
  if (!amends_sync_run_write (self->run, write_page, self, FALSE, error))
    return FALSE;
  g_checksum_update (self->run->digest, (const guchar *) self->taken->str,
                     (gssize) self->taken->len);
  self->run->taken += self->n_taken;
  return TRUE;
}

/* --- What the rows refer to ------------------------------------------------------------------- */

typedef struct
{
  GPtrArray *rows;
  GPtrArray *missing; /* "kind\nid" */
} References;

static gboolean
find_missing (AmendsConnection *connection,
              gpointer data,
              GCancellable *cancellable,
              GError **error)
{
  References *self = data;
  static const char *const fields[] = { "account", "contact" };
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  g_ptr_array_set_size (self->missing, 0);
  for (guint i = 0; i < self->rows->len; i++)
    for (guint k = 0; k < G_N_ELEMENTS (fields); k++)
      {
        AmendsRemoteRow *row = self->rows->pdata[i];
        JsonNode *node = json_object_get_member (row->fields, fields[k]);
        g_autoptr (AmendsCrmLink) link = NULL;
        g_autofree char *key = NULL;
        GError *local = NULL;

        if (row->deleted || amends_sync_value_is_empty (node) ||
            json_node_get_value_type (node) != G_TYPE_STRING)
          continue;
        key = g_strdup_printf ("%s\n%s", fields[k], json_node_get_string (node));
        if (!g_hash_table_add (seen, g_strdup (key)))
          continue;
        link = amends_crm_store_find_remote (connection, fields[k], json_node_get_string (node),
                                             &local);
        if (local != NULL)
          {
            g_propagate_error (error, local);
            return FALSE;
          }
        if (link == NULL)
          g_ptr_array_add (self->missing, g_steal_pointer (&key));
      }
  return TRUE;
}

/* A contact may come before the account it was made with, which the last look could not see. */
static gboolean
fetch_missing (Page *self, GError **error)
{
  g_autoptr (GPtrArray) missing = g_ptr_array_new_with_free_func (g_free);
  References references = { self->rows, missing };

  /* In a trial nothing is linked, so that everything would be missing. */
  if (self->kind == AMENDS_REMOTE_ACCOUNT || self->kind > AMENDS_REMOTE_SURVEY ||
      (self->run->flags & AMENDS_SYNC_DRY_RUN) != 0)
    return TRUE;
  if (!amends_database_read (self->run->database, find_missing, &references, self->run->cancellable,
                             error))
    return FALSE;
  for (guint i = 0; i < missing->len; i++)
    {
      g_auto (GStrv) parts = g_strsplit (missing->pdata[i], "\n", 2);
      g_autoptr (GError) local = NULL;
      AmendsRemoteKind kind = AMENDS_REMOTE_ACCOUNT;
      AmendsRemoteRow *row;

      amends_remote_kind_from_string (parts[0], &kind);
      row = amends_connector_get (self->run->connector, kind, parts[1], self->run->cancellable,
                                  &local);
      if (row != NULL)
        g_ptr_array_insert (self->extra, kind == AMENDS_REMOTE_ACCOUNT ? 0 : -1, row);
      else if (!g_error_matches (local, AMENDS_CRM_ERROR, AMENDS_CRM_ERROR_GONE) &&
               !g_error_matches (local, AMENDS_CRM_ERROR, AMENDS_CRM_ERROR_FORBIDDEN))
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
    }
  return TRUE;
}

/* --- A server that was restored --------------------------------------------------------------- */

static void
tell_restored (AmendsSyncRun *run)
{
  if (run->report->restored)
    return;
  run->report->restored = TRUE;
  g_ptr_array_insert (
      run->report->problems, 0,
      g_strdup (_ ("The CRM shows older facts than before: it seems to have been restored from a "
                   "backup. Nothing was overwritten or removed here; where the two differ, both "
                   "values are kept for you to choose.")));
}

/* Rows that are older than what was told before: an index that lags, or a server that was
 * restored. The record itself knows. */
static gboolean
ask_again (Page *self, GError **error)
{
  g_autoptr (GPtrArray) older = g_steal_pointer (&self->older);
  g_auto (Page) again = { 0 };
  g_auto (Page) last = { 0 };
  g_autoptr (GPtrArray) fresh =
      g_ptr_array_new_with_free_func ((GDestroyNotify) amends_remote_row_unref);

  self->older = g_ptr_array_new_with_free_func ((GDestroyNotify) amends_remote_row_unref);
  for (guint i = 0; i < older->len; i++)
    {
      AmendsRemoteRow *old = older->pdata[i];
      g_autoptr (GError) local = NULL;
      AmendsRemoteRow *row = amends_connector_get (self->run->connector, old->kind, old->id,
                                                   self->run->cancellable, &local);

      if (row != NULL)
        g_ptr_array_add (fresh, row);
      else if (!g_error_matches (local, AMENDS_CRM_ERROR, AMENDS_CRM_ERROR_GONE))
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
    }
  page_init (&again, self->run, self->kind);
  again.rows = fresh;
  if (!store_page (&again, error))
    return FALSE;
  if (again.older->len == 0)
    return TRUE;
  tell_restored (self->run);
  page_init (&last, self->run, self->kind);
  last.mode = AMENDS_MERGE_RESTORED;
  last.rows = again.older;
  return store_page (&last, error);
}

typedef struct
{
  const char *kind;
  GPtrArray *ids;   /* (owned) */
  GArray *modified; /* (owned): AmendsInstant */
} Witnesses;

static gboolean
read_witnesses (AmendsConnection *connection,
                gpointer data,
                GCancellable *cancellable,
                GError **error)
{
  Witnesses *self = data;
  g_autoptr (AmendsStatement) statement =
      amends_statement_new (connection,
                            "SELECT remote_id, modified FROM crm_link WHERE kind = ?1"
                            " AND modified IS NOT NULL ORDER BY modified DESC LIMIT ?2",
                            error);
  gboolean row;

  g_ptr_array_set_size (self->ids, 0);
  g_array_set_size (self->modified, 0);
  if (statement == NULL)
    return FALSE;
  amends_statement_bind_text (statement, 1, self->kind);
  amends_statement_bind_int (statement, 2, WITNESSES);
  while (amends_statement_step (statement, &row, error))
    {
      AmendsInstant modified;

      if (!row)
        return TRUE;
      modified = amends_statement_get_instant (statement, 1);
      g_ptr_array_add (self->ids, amends_statement_dup_text (statement, 0));
      g_array_append_val (self->modified, modified);
    }
  return FALSE;
}

/* Where a watermark lies in the future of the server nothing would ever come again. */
static gboolean
was_restored (AmendsSyncRun *run, AmendsRemoteKind kind, gboolean *restored, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) modified = g_array_new (FALSE, FALSE, sizeof (AmendsInstant));
  Witnesses witnesses = { amends_remote_kind_to_string (kind), ids, modified };
  guint gone = 0;

  *restored = FALSE;
  if (!amends_database_read (run->database, read_witnesses, &witnesses, run->cancellable, error))
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr (GError) local = NULL;
      g_autoptr (AmendsRemoteRow) row =
          amends_connector_get (run->connector, kind, ids->pdata[i], run->cancellable, &local);

      if (row != NULL)
        {
          *restored = row->modified != AMENDS_INSTANT_NONE &&
                      row->modified + SAME_MOMENT < g_array_index (modified, AmendsInstant, i);
          break;
        }
      if (!g_error_matches (local, AMENDS_CRM_ERROR, AMENDS_CRM_ERROR_GONE))
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
      gone++;
    }
  /* The newest are deleted by people now and then, but hardly all of them and nothing else. */
  if (gone == WITNESSES)
    *restored = TRUE;
  return TRUE;
}

/* --- One kind --------------------------------------------------------------------------------- */

typedef struct
{
  const char *kind;
  char *cursor; /* (owned) (nullable) */
  gint64 links;
} Start;

static gboolean
read_start (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Start *self = data;

  g_clear_pointer (&self->cursor, g_free);
  self->links = amends_crm_store_count_links (connection, self->kind, error);
  return self->links >= 0 &&
         amends_crm_store_get_cursor (connection, self->kind, &self->cursor, error);
}

static gboolean
pull_page (AmendsSyncRun *run,
           AmendsRemoteKind kind,
           AmendsRemotePage *remote,
           GPtrArray *gone,
           GError **error)
{
  g_auto (Page) page = { 0 };

  page_init (&page, run, kind);
  page.rows = remote->rows;
  page.cursor = remote->cursor;
  if (!fetch_missing (&page, error) || !store_page (&page, error) ||
      (page.older->len > 0 && !ask_again (&page, error)))
    return FALSE;
  while (page.gone->len > 0)
    g_ptr_array_add (gone, g_ptr_array_steal_index (page.gone, page.gone->len - 1));
  return TRUE;
}

/* @came: how many rows there were */
static gboolean
pull_pages (AmendsSyncRun *run,
            AmendsRemoteKind kind,
            const char *from,
            guint *came,
            GPtrArray *gone,
            GError **error)
{
  g_autofree char *cursor = g_strdup (from);
  gboolean more = TRUE;

  while (more)
    {
      g_autoptr (AmendsRemotePage) page =
          amends_connector_list_changes (run->connector, kind, cursor, run->cancellable, error);

      if (page == NULL || !pull_page (run, kind, page, gone, error))
        return FALSE;
      *came += page->rows->len;
      more = page->more;
      if (more && g_strcmp0 (cursor, page->cursor) == 0)
        {
          amends_crm_error_set (error, AMENDS_CRM_ERROR_PROTOCOL, AMENDS_INSTANT_NONE, NULL, NULL,
                                _ ("The CRM sends the same page again and again."));
          return FALSE;
        }
      g_free (cursor);
      cursor = g_strdup (page->cursor);
      amends_sync_run_tell (run, kind, FALSE, *came, 0);
    }
  return TRUE;
}

static gboolean
pull_kind (AmendsSyncRun *run, AmendsRemoteKind kind, GError **error)
{
  Start start = { .kind = amends_remote_kind_to_string (kind) };
  g_autoptr (GPtrArray) gone =
      g_ptr_array_new_with_free_func ((GDestroyNotify) amends_crm_link_free);
  g_autofree char *cursor = NULL;
  gboolean restored = FALSE;
  guint came = 0;

  if (!amends_database_read (run->database, read_start, &start, run->cancellable, error))
    return FALSE;
  cursor = start.cursor;
  amends_sync_run_tell (run, kind, FALSE, 0, 0);
  if (!pull_pages (run, kind, cursor, &came, gone, error))
    return FALSE;
  /* The overlap brings the newest again each time: that nothing comes at all is strange. */
  if (came == 0 && cursor != NULL && start.links > 0 && kind != AMENDS_REMOTE_NOTE &&
      !was_restored (run, kind, &restored, error))
    return FALSE;
  if (restored)
    {
      tell_restored (run);
      if (!pull_pages (run, kind, NULL, &came, gone, error))
        return FALSE;
    }
  return gone->len == 0 || amends_sync_let_go (run, kind, gone, (guint) start.links, error);
}

gboolean
amends_sync_pull (AmendsSyncRun *self, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (GError) local = NULL;

      if (pull_kind (self, kinds[i], &local))
        continue;
      if (!g_error_matches (local, AMENDS_CRM_ERROR, AMENDS_CRM_ERROR_FORBIDDEN))
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
      /* What this user may not read is left out, and the rest is read. */
      self->report->counts[kinds[i]].problems++;
      amends_sync_run_add_problem (self, g_strdup (local->message));
    }
  return TRUE;
}
