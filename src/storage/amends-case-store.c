/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cases: an escalation with all that belongs to it, loaded and saved as one. */

#include "config.h"

#include "amends-case-store.h"

#include "amends-account-store.h"
#include "amends-crm-store.h"
#include "amends-draft-store.h"
#include "amends-enum-types.h"
#include "amends-event-log.h"
#include "amends-record-table.h"
#include "amends-statement.h"
#include "amends-storage-error.h"

#include <glib/gi18n-lib.h>

/* The lists of a case and where they are stored. */
static const struct
{
  gsize offset;
  const AmendsRecordTable *table;
} parts[] = {
  { G_STRUCT_OFFSET (AmendsCase, clocks), &amends_clock_table },
  { G_STRUCT_OFFSET (AmendsCase, pauses), &amends_pause_table },
  { G_STRUCT_OFFSET (AmendsCase, drafts), &amends_draft_table },
  { G_STRUCT_OFFSET (AmendsCase, checkpoints), &amends_checkpoint_table },
  { G_STRUCT_OFFSET (AmendsCase, actions), &amends_action_table },
  { G_STRUCT_OFFSET (AmendsCase, messages), &amends_message_table },
  { G_STRUCT_OFFSET (AmendsCase, commitments), &amends_commitment_table },
  { G_STRUCT_OFFSET (AmendsCase, stakeholders), &amends_stakeholder_table },
  { G_STRUCT_OFFSET (AmendsCase, goodwill), &amends_goodwill_table },
};

#define PART(self, i) G_STRUCT_MEMBER (GListStore *, self, parts[i].offset)

static void
fill_list (GListStore *list, GPtrArray *records)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (list));

  g_list_store_splice (list, 0, n, records->pdata, records->len);
}

/* The one record of a case in @table, if any. */
static gboolean
load_single (AmendsConnection *connection,
             const AmendsRecordTable *table,
             const char *escalation_id,
             gpointer *record,
             GError **error)
{
  g_autoptr (GPtrArray) records =
      amends_record_table_list (table, connection, "escalation_id", escalation_id, error);

  if (records == NULL)
    return FALSE;
  g_clear_object ((GObject **) record);
  if (records->len > 0)
    *record = g_object_ref (g_ptr_array_index (records, 0));
  return TRUE;
}

static gboolean
load_parts (AmendsConnection *connection, AmendsCase *self, GError **error)
{
  const char *id = self->escalation->id;
  g_autoptr (GPtrArray) events = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autoptr (GPtrArray) records =
          amends_record_table_list (parts[i].table, connection, "escalation_id", id, error);

      if (records == NULL)
        return FALSE;
      fill_list (PART (self, i), records);
    }
  events = amends_event_log_list (connection, id, error);
  if (events == NULL)
    return FALSE;
  fill_list (self->events, events);
  return load_single (connection, &amends_plan_table, id, (gpointer *) &self->plan, error) &&
         load_single (connection, &amends_debrief_table, id, (gpointer *) &self->debrief, error);
}

AmendsCase *
amends_case_store_load (AmendsConnection *connection, const char *escalation_id, GError **error)
{
  g_autoptr (AmendsEscalation) escalation = NULL;
  g_autoptr (AmendsAccount) account = NULL;
  g_autoptr (AmendsContact) contact = NULL;
  g_autoptr (AmendsCase) self = NULL;

  escalation = amends_record_table_get (&amends_escalation_table, connection, escalation_id, error);
  if (escalation == NULL)
    return NULL;
  account = amends_account_store_get (connection, escalation->account_id, error);
  if (account == NULL)
    return NULL;
  if (escalation->contact_id)
    {
      contact = amends_contact_store_get (connection, escalation->contact_id, error);
      if (contact == NULL)
        return NULL;
    }
  self = amends_case_new (escalation, account, contact);
  if (!load_parts (connection, self, error))
    return NULL;
  return g_steal_pointer (&self);
}

/* Every part says which case it belongs to. */
static void
adopt_parts (AmendsCase *self)
{
  const char *id = self->escalation->id;
  GListModel *lists[G_N_ELEMENTS (parts) + 1];

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    lists[i] = G_LIST_MODEL (PART (self, i));
  lists[G_N_ELEMENTS (parts)] = G_LIST_MODEL (self->events);
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    for (guint k = 0; k < g_list_model_get_n_items (lists[i]); k++)
      {
        g_autoptr (GObject) record = g_list_model_get_item (lists[i], k);

        amends_record_set (record, "escalation-id", id, NULL);
      }
  amends_record_set (self->escalation, "account-id", self->account->id, "contact-id",
                     self->contact ? self->contact->id : NULL, NULL);
  if (self->contact && self->contact->account_id == NULL)
    amends_record_set (self->contact, "account-id", self->account->id, NULL);
  if (self->plan)
    amends_record_set (self->plan, "escalation-id", id, NULL);
  if (self->debrief)
    amends_record_set (self->debrief, "escalation-id", id, NULL);
}

static gboolean
is_number_free (AmendsConnection *connection, int number, gboolean *is_free, GError **error)
{
  g_autoptr (AmendsStatement) statement =
      amends_statement_new (connection, "SELECT 1 FROM escalation WHERE number = ?1", error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  amends_statement_bind_int (statement, 1, number);
  if (!amends_statement_step (statement, &row, error))
    return FALSE;
  *is_free = !row;
  return TRUE;
}

/* The write lock makes this safe among processes. */
static gboolean
assign_number (AmendsConnection *connection, AmendsEscalation *escalation, GError **error)
{
  gboolean is_free = FALSE;
  gint64 number;

  if (escalation->number > 0 && !is_number_free (connection, escalation->number, &is_free, error))
    return FALSE;
  if (is_free)
    return TRUE;
  if (!amends_connection_query_int (
          connection,
          "UPDATE counter SET value ="
          " max (value, (SELECT ifnull (max (number), 0) FROM escalation)) + 1"
          " WHERE name = 'escalation' RETURNING value",
          &number, error))
    return FALSE;
  amends_record_set (escalation, "number", (int) number, NULL);
  return TRUE;
}

typedef gboolean (*SaveFunc) (AmendsConnection *connection, gpointer record, GError **error);

static gboolean
save_if_changed (AmendsConnection *connection,
                 gpointer before,
                 gpointer after,
                 SaveFunc save,
                 GError **error)
{
  return after == NULL || amends_record_equal (before, after) || save (connection, after, error);
}

static gboolean
save_single (AmendsConnection *connection,
             const AmendsRecordTable *table,
             gpointer before,
             gpointer after,
             GError **error)
{
  if (before && (after == NULL ||
                 g_strcmp0 (amends_record_get_id (before), amends_record_get_id (after)) != 0))
    {
      if (!amends_record_table_remove (table, connection, amends_record_get_id (before), error))
        return FALSE;
      before = NULL;
    }
  return after == NULL || amends_record_equal (before, after) ||
         amends_record_table_put (table, connection, after, 0, error);
}

static gboolean
has_other_text (AmendsDraft *before, AmendsDraft *after)
{
  return before == NULL || g_strcmp0 (before->subject, after->subject) != 0 ||
         g_strcmp0 (before->body, after->body) != 0;
}

/* New drafts get their first version after their row; the others before it, for the row holds the
 * number of the version. A change that raises the number itself asks for a version of its own. */
static gboolean
keep_versions (AmendsConnection *connection,
               AmendsCase *before,
               AmendsCase *after,
               gboolean new_ones,
               GError **error)
{
  GListModel *drafts = G_LIST_MODEL (after->drafts);

  for (guint i = 0; i < g_list_model_get_n_items (drafts); i++)
    {
      g_autoptr (AmendsDraft) draft = g_list_model_get_item (drafts, i);
      AmendsDraft *old =
          before ? amends_record_list_find (G_LIST_MODEL (before->drafts), draft->id) : NULL;
      AmendsInstant at = draft->updated ? draft->updated : after->escalation->updated;
      int version = 1;
      gboolean anew = old != NULL && draft->version > old->version;

      if (old == NULL && !new_ones)
        amends_record_set (draft, "version", version, NULL);
      if (anew && !has_other_text (old, draft))
        amends_record_set (draft, "version", old->version, NULL);
      if (new_ones != (old == NULL) || !has_other_text (old, draft))
        continue;
      if (!(anew ? amends_draft_store_keep_new_version : amends_draft_store_keep_version) (
              connection, draft->id, at, draft->subject, draft->body, &version, error))
        return FALSE;
      amends_record_set (draft, "version", version, NULL);
    }
  return TRUE;
}

static gboolean
is_paused (AmendsCase *self)
{
  GListModel *pauses = G_LIST_MODEL (self->pauses);

  for (guint i = 0; i < g_list_model_get_n_items (pauses); i++)
    {
      g_autoptr (AmendsPause) pause = g_list_model_get_item (pauses, i);

      if (pause->end == AMENDS_INSTANT_NONE)
        return TRUE;
    }
  return FALSE;
}

typedef struct
{
  AmendsClock *next; /* (unowned) (nullable) */
  gboolean paused;
  AmendsClock *last; /* (unowned) (nullable): decided last */
} ClockDigest;

static AmendsInstant
decided_at (AmendsClock *clock)
{
  return clock->met_at ? clock->met_at : clock->breached_at;
}

/* A clock that stands still comes after all that run. */
static ClockDigest
digest_clocks (AmendsCase *self)
{
  GListModel *clocks = G_LIST_MODEL (self->clocks);
  gboolean live = amends_status_is_live (self->escalation->status);
  gboolean waiting = is_paused (self);
  ClockDigest digest = { 0 };

  for (guint i = 0; i < g_list_model_get_n_items (clocks); i++)
    {
      g_autoptr (AmendsClock) clock = g_list_model_get_item (clocks, i);
      gboolean still = waiting && clock->kind == AMENDS_CLOCK_RESOLVE;

      if (live && !clock->closed && clock->due &&
          (digest.next == NULL || (digest.paused && !still) ||
           (digest.paused == still && clock->due < digest.next->due)))
        {
          digest.next = clock;
          digest.paused = still;
        }
      if (clock->closed && decided_at (clock) &&
          (digest.last == NULL || decided_at (clock) > decided_at (digest.last)))
        digest.last = clock;
    }
  return digest;
}

static gboolean
save_summary (AmendsConnection *connection, AmendsCase *self, GError **error)
{
  ClockDigest digest = digest_clocks (self);
  g_autoptr (AmendsStatement) s =
      amends_statement_new (connection,
                            "UPDATE escalation SET next_clock = ?2, next_due = ?3,"
                            " next_started = ?4, paused = ?5, last_met = ?6, last_due = ?7,"
                            " account_name = (SELECT name FROM account WHERE id = account_id),"
                            " account_fold = (SELECT fold FROM account WHERE id = account_id),"
                            " contact_name = ?8 WHERE id = ?1",
                            error);
  g_autofree char *contact = NULL;

  if (s == NULL)
    return FALSE;
  if (self->contact)
    contact = amends_contact_dup_shown_name (self->contact);
  amends_statement_bind_text (s, 1, self->escalation->id);
  if (digest.next)
    {
      amends_statement_bind_enum (s, 2, AMENDS_TYPE_CLOCK_KIND, digest.next->kind);
      amends_statement_bind_instant (s, 3, digest.next->due);
      amends_statement_bind_instant (s, 4, digest.next->started);
    }
  amends_statement_bind_int (s, 5, digest.paused);
  if (digest.last)
    {
      amends_statement_bind_instant (s, 6, digest.last->met_at);
      amends_statement_bind_instant (s, 7, digest.last->due);
    }
  amends_statement_bind_text (s, 8, contact);
  return amends_statement_run (s, error);
}

static gboolean
append_events (AmendsConnection *connection, AmendsCase *self, GError **error)
{
  GListModel *events = G_LIST_MODEL (self->events);

  for (guint i = 0; i < g_list_model_get_n_items (events); i++)
    {
      g_autoptr (AmendsEvent) event = g_list_model_get_item (events, i);

      if (event->seq == 0 && !amends_event_log_append (connection, event, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
save_parts (AmendsConnection *connection, AmendsCase *before, AmendsCase *after, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (!amends_record_table_sync (parts[i].table, connection,
                                   before ? G_LIST_MODEL (PART (before, i)) : NULL,
                                   G_LIST_MODEL (PART (after, i)), error))
      return FALSE;
  return save_single (connection, &amends_plan_table, before ? before->plan : NULL, after->plan,
                      error) &&
         save_single (connection, &amends_debrief_table, before ? before->debrief : NULL,
                      after->debrief, error);
}

/* The row of a case that somebody else has removed must not come back by a save. */
static gboolean
check_exists (AmendsConnection *connection, AmendsCase *before, GError **error)
{
  g_autoptr (AmendsEscalation) stored = NULL;

  if (before == NULL)
    return TRUE;
  stored =
      amends_record_table_get (&amends_escalation_table, connection, before->escalation->id, error);
  return stored != NULL;
}

gboolean
amends_case_store_save (AmendsConnection *connection,
                        AmendsCase *before,
                        AmendsCase *after,
                        GError **error)
{
  g_return_val_if_fail (AMENDS_IS_CASE (after), FALSE);
  g_return_val_if_fail (after->escalation != NULL && after->account != NULL, FALSE);

  adopt_parts (after);
  return check_exists (connection, before, error) &&
         (before != NULL || assign_number (connection, after->escalation, error)) &&
         save_if_changed (connection, before ? before->account : NULL, after->account,
                          (SaveFunc) amends_account_store_save, error) &&
         save_if_changed (connection, before ? before->contact : NULL, after->contact,
                          (SaveFunc) amends_contact_store_save, error) &&
         save_single (connection, &amends_escalation_table, before ? before->escalation : NULL,
                      after->escalation, error) &&
         keep_versions (connection, before, after, FALSE, error) &&
         save_parts (connection, before, after, error) &&
         keep_versions (connection, before, after, TRUE, error) &&
         save_summary (connection, after, error) && append_events (connection, after, error);
}

gboolean
amends_case_store_remove (AmendsConnection *connection, const char *escalation_id, GError **error)
{
  return amends_event_log_erase_case (connection, escalation_id, error) &&
         amends_crm_store_forget_record (connection, escalation_id, error) &&
         amends_record_table_remove (&amends_escalation_table, connection, escalation_id, error);
}

char *
amends_case_store_find (AmendsConnection *connection, const char *reference, GError **error)
{
  g_autoptr (AmendsStatement) statement = amends_statement_new (
      connection, "SELECT id FROM escalation WHERE id = ?1 OR number = ?2", error);
  gboolean row;

  if (statement == NULL)
    return NULL;
  amends_statement_bind_text (statement, 1, reference);
  amends_statement_bind_int (statement, 2, amends_escalation_parse_number (reference));
  if (!amends_statement_step (statement, &row, error))
    return NULL;
  if (!row)
    {
      g_set_error (error, AMENDS_STORAGE_ERROR, AMENDS_STORAGE_ERROR_NOT_FOUND,
                   /* Translators: %s is what the user gave as the number of an escalation. */
                   _ ("There is no escalation “%s”. Give its number, such as ESC-0042."),
                   reference);
      return NULL;
    }
  return amends_statement_dup_text (statement, 0);
}

gboolean
amends_sample_remove (AmendsConnection *connection, GError **error)
{
  return amends_connection_execute (
      connection,
      "UPDATE event SET payload = NULL, summary = NULL, erased = 1"
      " WHERE escalation_id IN (SELECT id FROM escalation WHERE sample = 1);"
      "DELETE FROM interaction WHERE sample = 1;"
      "DELETE FROM warning WHERE sample = 1;"
      "DELETE FROM usage_sample WHERE account_id IN (SELECT id FROM account WHERE sample = 1);"
      "DELETE FROM risk_history WHERE account_id IN (SELECT id FROM account WHERE sample = 1);"
      "DELETE FROM escalation WHERE sample = 1;"
      "UPDATE escalation SET contact_id = NULL, contact_name = NULL,"
      " body = json_remove (body, '$.contact_id')"
      " WHERE contact_id IN (SELECT id FROM contact WHERE sample = 1);"
      "UPDATE interaction SET contact_id = NULL, body = json_remove (body, '$.contact_id')"
      " WHERE contact_id IN (SELECT id FROM contact WHERE sample = 1);"
      "DELETE FROM contact WHERE sample = 1;"
      "DELETE FROM account WHERE sample = 1"
      " AND id NOT IN (SELECT account_id FROM escalation)"
      " AND id NOT IN (SELECT account_id FROM contact)"
      " AND id NOT IN (SELECT account_id FROM interaction);"
      "DELETE FROM person WHERE sample = 1;",
      error);
}

gboolean
amends_sample_exists (AmendsConnection *connection, gboolean *exists, GError **error)
{
  gint64 found;

  if (!amends_connection_query_int (connection,
                                    "SELECT EXISTS (SELECT 1 FROM account WHERE sample = 1)"
                                    " OR EXISTS (SELECT 1 FROM person WHERE sample = 1)",
                                    &found, error))
    return FALSE;
  *exists = found != 0;
  return TRUE;
}
