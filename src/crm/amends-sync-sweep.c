/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What has gone from the CRM: known only after all that is there has been seen. */

#include "config.h"

#include "amends-sync-private.h"

#include <glib/gi18n-lib.h>

/* Cases and what hangs on them are our own work and stay, whatever the CRM has. */
static const AmendsRemoteKind kinds[] = { AMENDS_REMOTE_ACCOUNT, AMENDS_REMOTE_CONTACT,
                                          AMENDS_REMOTE_INTERACTION, AMENDS_REMOTE_SURVEY };

typedef struct
{
  AmendsSyncRun *run;
  AmendsRemoteKind kind;
  char *key; /* (owned): of the cursor */
  gint64 number;
  char *cursor; /* (owned) (nullable) */
  GPtrArray *ids;
  GPtrArray *links; /* (owned) (nullable): that were not seen */
  gint64 all;
} Sweep;

static void
sweep_clear (Sweep *self)
{
  g_clear_pointer (&self->key, g_free);
  g_clear_pointer (&self->cursor, g_free);
  g_clear_pointer (&self->links, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Sweep, sweep_clear)

/* --- Letting go ------------------------------------------------------------------------------- */

typedef struct
{
  AmendsSyncRun *run;
  GPtrArray *links;
  guint removed;
} Removal;

static gboolean
write_removal (AmendsConnection *connection,
               gpointer data,
               GCancellable *cancellable,
               GError **error)
{
  Removal *self = data;

  self->removed = 0;
  for (guint i = 0; i < self->links->len; i++)
    {
      AmendsCrmLink *link = self->links->pdata[i];
      AmendsRemoteKind kind;

      if (!amends_remote_kind_from_string (link->kind, &kind))
        continue;
      if (!amends_sync_side_remove (self->run->side, connection, kind, link->local_id, error) ||
          !amends_crm_store_remove_link (connection, link->kind, link->remote_id, error))
        return FALSE;
      self->removed++;
    }
  return TRUE;
}

gboolean
amends_sync_let_go (AmendsSyncRun *self,
                    AmendsRemoteKind kind,
                    GPtrArray *links,
                    guint all,
                    GError **error)
{
  Removal removal = { self, links, 0 };
  gboolean own = kind > AMENDS_REMOTE_SURVEY;

  if (own || links->len == 0)
    return TRUE;
  if ((self->flags & AMENDS_SYNC_ALLOW_REMOVAL) == 0 &&
      (self->report->restored || !amends_sync_policy_lets_go (self->policy, links->len, all)))
    {
      self->report->ask_removal += links->len;
      return TRUE;
    }
  if (!amends_sync_run_write (self, write_removal, &removal, FALSE, error))
    return FALSE;
  self->report->counts[kind].removed += removal.removed;
  return TRUE;
}

/* A record may have come after the place where the sweep was: it is asked for by name. */
static gboolean
keep_those_that_are_there (Sweep *self, GError **error)
{
  /* So many cannot be asked for one by one, nor will they go without a word. */
  if (self->links->len > self->run->policy->removal_most)
    return TRUE;
  for (guint i = self->links->len; i > 0; i--)
    {
      AmendsCrmLink *link = self->links->pdata[i - 1];
      g_autoptr (GError) local = NULL;
      g_autoptr (AmendsRemoteRow) row = amends_connector_get (
          self->run->connector, self->kind, link->remote_id, self->run->cancellable, &local);

      if (row != NULL)
        g_ptr_array_remove_index (self->links, i - 1);
      else if (!g_error_matches (local, AMENDS_CRM_ERROR, AMENDS_CRM_ERROR_GONE))
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
    }
  return TRUE;
}

/* --- Seeing all ------------------------------------------------------------------------------- */

/* {"number":7,"cursor":"…"}: one that was broken off goes on. */
static gboolean
read_state (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Sweep *self = data;
  g_autofree char *text = NULL;
  g_autoptr (JsonObject) state = NULL;
  JsonNode *cursor;

  g_clear_pointer (&self->cursor, g_free);
  if (!amends_crm_store_get_cursor (connection, self->key, &text, error) ||
      !amends_connection_query_int (connection, "SELECT ifnull (max (sweep), 0) + 1 FROM crm_link",
                                    &self->number, error))
    return FALSE;
  state = amends_sync_object_from_text (text);
  if (state == NULL || !json_object_has_member (state, "number"))
    return TRUE;
  self->number = json_object_get_int_member (state, "number");
  cursor = json_object_get_member (state, "cursor");
  if (cursor != NULL && json_node_get_value_type (cursor) == G_TYPE_STRING)
    self->cursor = g_strdup (json_node_get_string (cursor));
  return TRUE;
}

static gboolean
write_page (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Sweep *self = data;
  g_autoptr (JsonObject) state = json_object_new ();
  g_autofree char *text = NULL;

  for (guint i = 0; self->ids != NULL && i < self->ids->len; i++)
    if (!amends_crm_store_mark_swept (connection, amends_remote_kind_to_string (self->kind),
                                      self->ids->pdata[i], self->number, error))
      return FALSE;
  json_object_set_int_member (state, "number", self->number);
  if (self->cursor != NULL)
    json_object_set_string_member (state, "cursor", self->cursor);
  text = amends_sync_object_to_text (state);
  return amends_crm_store_set_cursor (connection, self->key, text, amends_sync_run_now (self->run),
                                      error);
}

static gboolean
read_unswept (AmendsConnection *connection,
              gpointer data,
              GCancellable *cancellable,
              GError **error)
{
  Sweep *self = data;
  const char *kind = amends_remote_kind_to_string (self->kind);

  g_clear_pointer (&self->links, g_ptr_array_unref);
  self->links = amends_crm_store_list_unswept (connection, kind, self->number, error);
  self->all = amends_crm_store_count_links (connection, kind, error);
  return self->links != NULL && self->all >= 0;
}

static gboolean
write_end (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Sweep *self = data;

  return amends_crm_store_set_cursor (connection, self->key, NULL, AMENDS_INSTANT_NONE, error);
}

static gboolean
see_all (Sweep *self, GError **error)
{
  AmendsSyncRun *run = self->run;
  guint seen = 0;
  gboolean more = TRUE;

  while (more)
    {
      g_autoptr (AmendsRemotePage) page = amends_connector_sweep (
          run->connector, self->kind, self->cursor, run->cancellable, error);
      gboolean same;

      if (page == NULL)
        return FALSE;
      same = g_strcmp0 (page->cursor, self->cursor) == 0;
      more = page->more;
      g_free (self->cursor);
      self->cursor = g_strdup (page->cursor);
      self->ids = page->ids;
      if (!amends_sync_run_write (run, write_page, self, FALSE, error))
        return FALSE;
      self->ids = NULL;
      if (more && same)
        {
          amends_crm_error_set (error, AMENDS_CRM_ERROR_PROTOCOL, AMENDS_INSTANT_NONE, NULL, NULL,
                                _ ("The CRM sends the same page again and again."));
          return FALSE;
        }
      seen += page->ids != NULL ? page->ids->len : 0;
      amends_sync_run_tell (run, self->kind, FALSE, seen, 0);
    }
  return TRUE;
}

static gboolean
sweep_kind (AmendsSyncRun *run, AmendsRemoteKind kind, GError **error)
{
  g_auto (Sweep) sweep = { .run = run, .kind = kind };

  sweep.key = g_strconcat ("sweep:", amends_remote_kind_to_string (kind), NULL);
  return amends_database_read (run->database, read_state, &sweep, run->cancellable, error) &&
         see_all (&sweep, error) &&
         amends_database_read (run->database, read_unswept, &sweep, run->cancellable, error) &&
         keep_those_that_are_there (&sweep, error) &&
         amends_sync_let_go (run, kind, sweep.links, (guint) sweep.all, error) &&
         amends_sync_run_write (run, write_end, &sweep, FALSE, error);
}

gboolean
amends_sync_sweep (AmendsSyncRun *self, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (GError) local = NULL;

      if (amends_field_map_get_entity (self->map, kinds[i]) == NULL)
        continue;
      if (sweep_kind (self, kinds[i], &local))
        continue;
      if (!g_error_matches (local, AMENDS_CRM_ERROR, AMENDS_CRM_ERROR_FORBIDDEN))
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
      self->report->counts[kinds[i]].problems++;
      amends_sync_run_add_problem (self, g_strdup (local->message));
    }
  self->report->swept = TRUE;
  return TRUE;
}
