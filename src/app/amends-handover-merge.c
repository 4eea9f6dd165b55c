/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A case from another workspace, brought into this one. */

#include "config.h"

#include "amends-handover-merge.h"

#include "amends-account-store.h"
#include "amends-case-store.h"
#include "amends-crm-queue.h"
#include "amends-draft-store.h"
#include "amends-enum-types.h"
#include "amends-event-log.h"
#include "amends-id.h"
#include "amends-input-error.h"
#include "amends-person-store.h"
#include "amends-record-table.h"
#include "amends-storage-error.h"

#include <glib/gi18n-lib.h>

/* In the order of amends_handover_get_list(), which has the events last. */
static const AmendsRecordTable *const tables[] = {
  &amends_clock_table,      &amends_pause_table,       &amends_draft_table,
  &amends_checkpoint_table, &amends_action_table,      &amends_message_table,
  &amends_commitment_table, &amends_stakeholder_table, &amends_goodwill_table,
};

void
amends_handover_merge_clear (AmendsHandoverMerge *merge)
{
  g_clear_object (&merge->case_);
  g_clear_pointer (&merge->added, g_ptr_array_unref);
}

/* A thing that is not there is no failure here. */
static gboolean
clear_not_found (GError **fault)
{
  if (!g_error_matches (*fault, AMENDS_STORAGE_ERROR, AMENDS_STORAGE_ERROR_NOT_FOUND))
    return FALSE;
  g_clear_error (fault);
  return TRUE;
}

/* --- People, account, contact -------------------------------------------------------------------
 */

/* (transfer full) (nullable): by one of the addresses; without any, by name. */
static AmendsPerson *
find_person (AmendsConnection *connection, AmendsPerson *person, GError **error)
{
  g_autoptr (GPtrArray) all = NULL;

  for (guint i = 0; person->emails && person->emails[i]; i++)
    {
      GError *fault = NULL;
      AmendsPerson *known = amends_person_store_find (connection, person->emails[i], &fault);

      if (known || fault)
        {
          if (fault)
            g_propagate_error (error, fault);
          return known;
        }
    }
  if (person->emails && person->emails[0])
    return NULL;
  all = amends_person_store_list (connection, error);
  for (guint i = 0; all && i < all->len; i++)
    {
      AmendsPerson *one = g_ptr_array_index (all, i);

      if (g_strcmp0 (one->name, person->name) == 0)
        return g_object_ref (one);
    }
  return NULL;
}

/* @ids: theirs → ours. Those who are new keep their id and are added to @fresh. */
static gboolean
map_people (AmendsHandoverMerge *merge, GHashTable *ids, GPtrArray *fresh, GError **error)
{
  for (guint i = 0; i < merge->file->people->len; i++)
    {
      AmendsPerson *person = g_ptr_array_index (merge->file->people, i);
      GError *fault = NULL;
      g_autoptr (AmendsPerson) known = find_person (merge->connection, person, &fault);

      if (fault)
        {
          g_propagate_error (error, fault);
          return FALSE;
        }
      g_hash_table_insert (ids, g_strdup (person->id), g_strdup (known ? known->id : person->id));
      if (known == NULL)
        g_ptr_array_add (fresh, g_object_ref (person));
    }
  return TRUE;
}

static gboolean
save_people (AmendsHandoverMerge *merge, GHashTable *ids, GPtrArray *fresh, GError **error)
{
  for (guint i = 0; i < fresh->len; i++)
    {
      AmendsPerson *person = g_ptr_array_index (fresh, i);
      const char *manager =
          person->manager_id ? g_hash_table_lookup (ids, person->manager_id) : NULL;

      amends_record_set (person, "me", FALSE, "manager-id", manager, NULL);
      if (!amends_person_store_save (merge->connection, person, error))
        return FALSE;
      g_ptr_array_add (merge->added, g_strdup (person->name));
    }
  return TRUE;
}

static void
map_goodwill (AmendsCase *case_, GHashTable *ids)
{
  static const char *const fields[] = { "requested-by-id", "changed-by-id", "decided-by-id" };
  GListModel *all = G_LIST_MODEL (case_->goodwill);

  for (guint i = 0; i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr (GObject) goodwill = g_list_model_get_item (all, i);

      for (guint k = 0; k < G_N_ELEMENTS (fields); k++)
        {
          g_autofree char *id = NULL;
          const char *ours;

          g_object_get (goodwill, fields[k], &id, NULL);
          ours = id ? g_hash_table_lookup (ids, id) : NULL;
          if (ours)
            amends_record_set (goodwill, fields[k], ours, NULL);
        }
    }
}

/* Ours stays as it is: the CRM owns the facts of an account. */
static gboolean
settle_account (AmendsHandoverMerge *merge, GError **error)
{
  AmendsCase *case_ = merge->file->case_;
  GError *fault = NULL;
  g_autoptr (AmendsAccount) known =
      amends_account_store_get (merge->connection, case_->account->id, &fault);

  if (known == NULL && clear_not_found (&fault))
    known = amends_account_store_find (merge->connection, case_->account->name, &fault);
  if (fault)
    {
      g_propagate_error (error, fault);
      return FALSE;
    }
  if (known)
    g_set_object (&case_->account, known);
  return TRUE;
}

static gboolean
settle_contact (AmendsHandoverMerge *merge, GError **error)
{
  AmendsCase *case_ = merge->file->case_;
  AmendsContact *contact = case_->contact;
  GError *fault = NULL;
  g_autoptr (AmendsContact) known = NULL;

  if (contact == NULL)
    return TRUE;
  amends_record_set (contact, "account-id", case_->account->id, NULL);
  if (contact->email && *contact->email)
    known = amends_contact_store_find (merge->connection, contact->email, &fault);
  if (known == NULL && fault == NULL)
    {
      known = amends_contact_store_get (merge->connection, contact->id, &fault);
      if (known == NULL && clear_not_found (&fault) && contact->name)
        known = amends_contact_store_find_named (merge->connection, case_->account->id,
                                                 contact->name, &fault);
    }
  if (fault)
    {
      g_propagate_error (error, fault);
      return FALSE;
    }
  /* Somebody of another account with the same address is somebody else's contact. */
  if (known && g_strcmp0 (known->account_id, case_->account->id) == 0)
    g_set_object (&case_->contact, known);
  else if (known && g_strcmp0 (known->id, contact->id) == 0)
    {
      g_autofree char *id = amends_id_new ();

      amends_record_set (contact, "id", id, NULL);
    }
  return TRUE;
}

/* A part of another case of ours must not move to this one because a file says so. */
static gboolean
check_owners (AmendsHandoverMerge *merge, GError **error)
{
  const char *case_id = merge->file->case_->escalation->id;

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      GListModel *list = G_LIST_MODEL (amends_handover_get_list (merge->file->case_, i));

      for (guint k = 0; k < g_list_model_get_n_items (list); k++)
        {
          g_autoptr (GObject) record = g_list_model_get_item (list, k);
          g_autofree char *owner = NULL;
          g_autoptr (GObject) ours = NULL;
          GError *fault = NULL;

          ours = amends_record_table_get (tables[i], merge->connection,
                                          amends_record_get_id (record), &fault);
          if (ours == NULL && !clear_not_found (&fault))
            {
              g_propagate_error (error, fault);
              return FALSE;
            }
          if (ours == NULL)
            continue;
          g_object_get (ours, "escalation-id", &owner, NULL);
          if (g_strcmp0 (owner, case_id) == 0)
            continue;
          amends_input_error_set (error, AMENDS_INPUT_ERROR_DUPLICATE, NULL, 0,
                                  amends_handover_get_list_name (i),
                                  _ ("A part of this case belongs to another case here."));
          return FALSE;
        }
    }
  return TRUE;
}

/* --- Which side knows more ----------------------------------------------------------------------
 */

/* (transfer full): ids of events. Imports are of one side only and say nothing of the case. */
static GHashTable *
list_event_ids (GListModel *events)
{
  GHashTable *ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < g_list_model_get_n_items (events); i++)
    {
      g_autoptr (AmendsEvent) event = g_list_model_get_item (events, i);

      if (event->kind != AMENDS_EVENT_IMPORT_BATCH)
        g_hash_table_add (ids, g_strdup (event->id));
    }
  return ids;
}

static gboolean
has_more (GHashTable *one, GHashTable *other)
{
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, one);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    if (!g_hash_table_contains (other, id))
      return TRUE;
  return FALSE;
}

typedef struct
{
  AmendsHandoverMerge *merge;
  AmendsChange change; /* whose case is ours, being changed */
  gboolean ours_more, theirs_more;
  AmendsInstant ours_updated, theirs_updated;
} Sides;

/* When something last happened to @record, as far as it says. */
static AmendsInstant
find_time (gpointer record)
{
  static const char *const names[] = { "updated", "decided-at",  "requested-at",
                                       "done-at", "notified-at", "acknowledged-at",
                                       "met-at",  "breached-at", "end",
                                       "start" };
  AmendsInstant latest = AMENDS_INSTANT_NONE;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const AmendsField *field = amends_record_find_field (record, names[i]);
      AmendsInstant at = AMENDS_INSTANT_NONE;

      if (field == NULL || field->type != AMENDS_FIELD_INSTANT)
        continue;
      g_object_get (record, names[i], &at, NULL);
      latest = MAX (latest, at);
    }
  return latest;
}

/* Whether theirs is the one to keep. */
static gboolean
is_newer (const Sides *sides, gpointer ours, gpointer theirs)
{
  AmendsInstant one = find_time (ours), two = find_time (theirs);

  /* Autosaved texts change without an entry in the log; they have a time of their own. */
  if (!AMENDS_IS_DRAFT (ours) && sides->ours_more != sides->theirs_more)
    return sides->theirs_more;
  if (one != two)
    return two > one;
  if (sides->ours_more != sides->theirs_more)
    return sides->theirs_more;
  return sides->theirs_updated > sides->ours_updated;
}

/* --- Bringing both together ----------------------------------------------------------------------
 */

static const char *
name_record (gpointer record)
{
  static const char *const names[] = { "title", "text", "name", "subject" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const AmendsField *field = amends_record_find_field (record, names[i]);
      const char *text;

      if (field == NULL || field->type != AMENDS_FIELD_STRING)
        continue;
      text = G_STRUCT_MEMBER (char *, record, field->offset);
      if (text && *text)
        return text;
    }
  return G_OBJECT_TYPE_NAME (record);
}

static gboolean
has_other_text (AmendsDraft *one, AmendsDraft *two)
{
  return g_strcmp0 (one->subject, two->subject) != 0 || g_strcmp0 (one->body, two->body) != 0;
}

/* The text that does not stay becomes a version, see write_drafts(); anything else that both sides
 * changed goes into the log. */
static void
keep_other (Sides *sides, gpointer loser, gpointer winner)
{
  if (!(sides->ours_more && sides->theirs_more))
    return;
  sides->merge->kept++;
  if (AMENDS_IS_DRAFT (loser) && has_other_text (loser, winner))
    amends_change_log (&sides->change, AMENDS_EVENT_NOTE, AMENDS_INSTANT_NONE,
                       amends_change_payload ("draft", amends_record_get_id (loser)),
                       /* Translators: %s is the title of a draft. */
                       _ ("Both sides had changed “%s”. The newer text stays, the other is kept as "
                          "an earlier version."),
                       name_record (winner));
  else
    amends_change_log_diff (&sides->change, AMENDS_EVENT_NOTE, loser, winner,
                            /* Translators: %s is what a record is called. */
                            _ ("Both sides had changed “%s”. The newer stays; the other is in this "
                               "entry."),
                            name_record (winner));
}

/* @ours takes what @theirs says, if that is newer. */
static void
merge_record (Sides *sides, gpointer ours, gpointer theirs)
{
  g_autoptr (GObject) was = NULL;

  /* Numbers of this workspace. */
  if (AMENDS_IS_DRAFT (ours))
    amends_record_set (theirs, "version", AMENDS_DRAFT (ours)->version, NULL);
  if (AMENDS_IS_ESCALATION (ours))
    amends_record_set (theirs, "number", AMENDS_ESCALATION (ours)->number, "updated",
                       AMENDS_ESCALATION (ours)->updated, NULL);
  if (amends_record_equal (ours, theirs))
    return;
  if (is_newer (sides, ours, theirs))
    {
      was = amends_record_copy (ours);
      amends_record_assign (ours, theirs);
      keep_other (sides, was, ours);
    }
  else
    keep_other (sides, theirs, ours);
}

static void
merge_list (Sides *sides, guint index)
{
  GListStore *ours = amends_handover_get_list (sides->change.case_, index);
  GListModel *theirs = G_LIST_MODEL (amends_handover_get_list (sides->merge->file->case_, index));
  gboolean keeps_all = index >= G_N_ELEMENTS (tables) || tables[index] == &amends_draft_table ||
                       tables[index] == &amends_message_table;

  for (guint i = 0; i < g_list_model_get_n_items (theirs); i++)
    {
      g_autoptr (GObject) record = g_list_model_get_item (theirs, i);
      gpointer known = amends_record_list_find (G_LIST_MODEL (ours), amends_record_get_id (record));

      if (known)
        merge_record (sides, known, record);
      /* What only they have is new, unless we took it out and they did nothing since. */
      else if (sides->theirs_more || keeps_all)
        g_list_store_append (ours, record);
    }
  if (sides->ours_more || keeps_all)
    return;
  for (guint i = g_list_model_get_n_items (G_LIST_MODEL (ours)); i > 0; i--)
    {
      g_autoptr (GObject) record = g_list_model_get_item (G_LIST_MODEL (ours), i - 1);

      if (sides->theirs_more && !amends_record_list_find (theirs, amends_record_get_id (record)))
        g_list_store_remove (ours, i - 1);
    }
}

static void
merge_single (Sides *sides, gpointer ours, gpointer theirs)
{
  GObject **mine = ours;
  GObject *record = theirs;

  if (record == NULL)
    return;
  if (*mine == NULL)
    *mine = g_object_ref (record);
  else if (g_strcmp0 (amends_record_get_id (*mine), amends_record_get_id (record)) == 0)
    merge_record (sides, *mine, record);
  else if (is_newer (sides, *mine, record))
    {
      g_autoptr (GObject) was = g_object_ref (*mine);

      g_set_object (mine, record);
      keep_other (sides, was, record);
    }
}

/* --- The log ------------------------------------------------------------------------------------
 */

/* Entries keep who, what and when; their place in the chain is of this workspace. */
static gboolean
bring_events (AmendsHandoverMerge *merge, AmendsCase *to, GError **error)
{
  GListModel *theirs = G_LIST_MODEL (merge->file->case_->events);
  g_autoptr (GPtrArray) stored =
      amends_event_log_list (merge->connection, merge->file->case_->escalation->id, error);
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);

  if (stored == NULL)
    return FALSE;
  for (guint i = 0; i < stored->len; i++)
    g_hash_table_add (known, ((AmendsEvent *) g_ptr_array_index (stored, i))->id);
  for (guint i = 0; i < g_list_model_get_n_items (theirs); i++)
    {
      g_autoptr (AmendsEvent) event = g_list_model_get_item (theirs, i);

      if (g_hash_table_contains (known, event->id))
        continue;
      event->seq = 0;
      g_list_store_append (to->events, event);
      merge->events++;
    }
  return TRUE;
}

static void
log_import (AmendsHandoverMerge *merge, AmendsChange *change)
{
  AmendsHandoverFile *file = merge->file;
  g_autofree char *exported = amends_instant_format_utc (file->exported);
  JsonNode *payload = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "digest", file->digest);
  json_object_set_string_member (object, "exported", exported);
  json_object_set_int_member (object, "events", merge->events);
  json_object_set_int_member (object, "kept", merge->kept);
  if (file->from_name)
    json_object_set_string_member (object, "from", file->from_name);
  if (file->from_email)
    json_object_set_string_member (object, "from_email", file->from_email);
  json_node_take_object (payload, object);
  amends_change_log (change, AMENDS_EVENT_IMPORT_BATCH, AMENDS_INSTANT_NONE, payload,
                     /* Translators: %s is the name of a person. */
                     _ ("Handed over by %s"), file->from_name ? file->from_name : "–");
}

/* --- Drafts with their versions ------------------------------------------------------------------
 */

/* As a version of its own, whenever the one before began. */
static gboolean
keep_apart (AmendsConnection *connection,
            const char *draft_id,
            AmendsInstant at,
            const char *subject,
            const char *body,
            int *number,
            GError **error)
{
  g_autoptr (GPtrArray) versions = amends_draft_store_list_versions (connection, draft_id, error);
  AmendsDraftVersion *latest;

  if (versions == NULL)
    return FALSE;
  latest = versions->len > 0 ? g_ptr_array_index (versions, 0) : NULL;
  if (latest)
    at = MAX (at, latest->at + AMENDS_DRAFT_SITTING);
  return amends_draft_store_keep_version (connection, draft_id, at, subject, body, number, error);
}

static gboolean
is_among (GPtrArray *versions, AmendsDraft *text)
{
  for (guint i = 0; i < versions->len; i++)
    {
      AmendsDraftVersion *one = g_ptr_array_index (versions, i);

      if (g_strcmp0 (one->subject, text->subject ? text->subject : "") == 0 &&
          g_strcmp0 (one->body, text->body ? text->body : "") == 0)
        return TRUE;
    }
  return FALSE;
}

/* Their earlier texts that we do not have, then the one they had last, then what stays. */
static gboolean
write_texts (AmendsHandoverMerge *merge, AmendsDraft *draft, gpointer theirs, GError **error)
{
  GPtrArray *texts = merge->file->versions;
  g_autoptr (GPtrArray) known =
      amends_draft_store_list_versions (merge->connection, draft->id, error);
  int number = draft->version;

  if (known == NULL)
    return FALSE;
  for (guint i = 0; i <= texts->len; i++)
    {
      AmendsDraft *text = i < texts->len ? g_ptr_array_index (texts, i) : theirs;

      if (text == NULL || g_strcmp0 (text->id, draft->id) != 0 || is_among (known, text))
        continue;
      if (!keep_apart (merge->connection, draft->id, text->updated, text->subject, text->body, NULL,
                       error))
        return FALSE;
    }
  if (!keep_apart (merge->connection, draft->id, draft->updated, draft->subject, draft->body,
                   &number, error))
    return FALSE;
  amends_record_set (draft, "version", number, NULL);
  return TRUE;
}

/* The first text of each draft that is not stored yet. */
static void
take_first_texts (AmendsHandoverMerge *merge, AmendsCase *first, AmendsCase *before)
{
  GListModel *drafts = G_LIST_MODEL (first->drafts);

  for (guint i = 0; i < g_list_model_get_n_items (drafts); i++)
    {
      g_autoptr (AmendsDraft) draft = g_list_model_get_item (drafts, i);
      AmendsDraft *ours =
          before ? amends_record_list_find (G_LIST_MODEL (before->drafts), draft->id) : NULL;

      for (guint k = 0; ours == NULL && k < merge->file->versions->len; k++)
        {
          AmendsDraft *version = g_ptr_array_index (merge->file->versions, k);

          if (g_strcmp0 (version->id, draft->id) == 0)
            ours = version;
        }
      if (ours)
        amends_record_set (draft, "subject", ours->subject, "body", ours->body, "updated",
                           ours->updated, NULL);
    }
}

/*
 * In two steps, for a version belongs to a draft that is there: the case with the first texts,
 * then each later one, then the case as it shall be.
 */
static gboolean
write_case (AmendsHandoverMerge *merge,
            AmendsCase *before,
            AmendsCase *after,
            GPtrArray *last_texts,
            GError **error)
{
  g_autoptr (AmendsCase) first = amends_case_copy (after);
  GListModel *drafts = G_LIST_MODEL (after->drafts);

  /* The log is written once, at the end. */
  for (guint i = g_list_model_get_n_items (G_LIST_MODEL (first->events)); i > 0; i--)
    {
      g_autoptr (AmendsEvent) event = g_list_model_get_item (G_LIST_MODEL (first->events), i - 1);

      if (event->seq == 0)
        g_list_store_remove (first->events, i - 1);
    }
  take_first_texts (merge, first, before);
  if (!amends_case_store_save (merge->connection, before, first, error))
    return FALSE;
  amends_record_set (after->escalation, "number", first->escalation->number, NULL);
  for (guint i = 0; i < g_list_model_get_n_items (drafts); i++)
    {
      g_autoptr (AmendsDraft) draft = g_list_model_get_item (drafts, i);
      gpointer theirs = NULL;

      for (guint k = 0; k < last_texts->len && theirs == NULL; k++)
        if (g_strcmp0 (amends_record_get_id (g_ptr_array_index (last_texts, k)), draft->id) == 0)
          theirs = g_ptr_array_index (last_texts, k);
      if (!write_texts (merge, draft, theirs, error))
        return FALSE;
    }
  return amends_case_store_save (merge->connection, first, after, error) &&
         amends_crm_queue_add_case (merge->connection, merge->engines, before, after, merge->me,
                                    merge->now, AMENDS_INSTANT_NONE, error);
}

/* (transfer full) (element-type AmendsDraft): copies, as they came. */
static GPtrArray *
copy_drafts (AmendsCase *case_)
{
  GPtrArray *copies = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (case_->drafts)); i++)
    {
      g_autoptr (AmendsDraft) draft = g_list_model_get_item (G_LIST_MODEL (case_->drafts), i);

      g_ptr_array_add (copies, amends_record_copy (draft));
    }
  return copies;
}

/* --- The two ways in -----------------------------------------------------------------------------
 */

static AmendsChange
make_change (AmendsHandoverMerge *merge, AmendsCase *before, AmendsCase *case_)
{
  return (AmendsChange){ .engines = merge->engines,
                         .before = before,
                         .case_ = case_,
                         .me = merge->me,
                         .now = merge->now,
                         .connection = merge->connection };
}

static gboolean
add_case (AmendsHandoverMerge *merge, GError **error)
{
  g_autoptr (AmendsCase) after = amends_case_copy (merge->file->case_);
  g_autoptr (GPtrArray) texts = copy_drafts (after);
  AmendsChange change = make_change (merge, NULL, after);

  g_list_store_remove_all (after->events);
  if (!bring_events (merge, after, error))
    return FALSE;
  log_import (merge, &change);
  if (!write_case (merge, NULL, after, texts, error))
    return FALSE;
  merge->is_new = TRUE;
  merge->case_ = g_steal_pointer (&after);
  return TRUE;
}

static gboolean
update_case (AmendsHandoverMerge *merge, AmendsCase *before, GError **error)
{
  AmendsCase *theirs = merge->file->case_;
  g_autoptr (AmendsCase) after = amends_case_copy (before);
  g_autoptr (GHashTable) our_events = list_event_ids (G_LIST_MODEL (before->events));
  g_autoptr (GHashTable) their_events = list_event_ids (G_LIST_MODEL (theirs->events));
  g_autoptr (GPtrArray) texts = copy_drafts (theirs);
  Sides sides = {
    .merge = merge,
    .change = make_change (merge, before, after),
    .ours_more = has_more (our_events, their_events),
    .theirs_more = has_more (their_events, our_events),
    .ours_updated = before->escalation->updated,
    .theirs_updated = theirs->escalation->updated,
  };

  if (!bring_events (merge, after, error))
    return FALSE;
  merge_record (&sides, after->escalation, theirs->escalation);
  merge_single (&sides, &after->plan, theirs->plan);
  merge_single (&sides, &after->debrief, theirs->debrief);
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    merge_list (&sides, i);
  if (sides.theirs_more && theirs->contact && after->contact == NULL)
    g_set_object (&after->contact, theirs->contact);

  merge->unchanged = amends_case_equal (before, after);
  if (merge->unchanged)
    {
      merge->case_ = g_steal_pointer (&after);
      return TRUE;
    }
  amends_record_set (after->escalation, "updated", MAX (sides.ours_updated, sides.theirs_updated),
                     NULL);
  log_import (merge, &sides.change);
  if (!write_case (merge, before, after, texts, error))
    return FALSE;
  merge->case_ = g_steal_pointer (&after);
  return TRUE;
}

gboolean
amends_handover_merge_run (AmendsHandoverMerge *merge, GError **error)
{
  AmendsCase *theirs = merge->file->case_;
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GPtrArray) fresh = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (AmendsCase) before = NULL;
  GError *fault = NULL;

  amends_handover_merge_clear (merge);
  merge->is_new = merge->unchanged = FALSE;
  merge->events = merge->kept = 0;
  merge->added = g_ptr_array_new_with_free_func (g_free);
  if (!settle_account (merge, error) || !settle_contact (merge, error) ||
      !check_owners (merge, error) || !map_people (merge, ids, fresh, error))
    return FALSE;
  map_goodwill (theirs, ids);
  amends_record_set (theirs->escalation, "account-id", theirs->account->id, "contact-id",
                     theirs->contact ? theirs->contact->id : NULL, NULL);

  before = amends_case_store_load (merge->connection, theirs->escalation->id, &fault);
  if (before == NULL && !clear_not_found (&fault))
    {
      g_propagate_error (error, fault);
      return FALSE;
    }
  if (!(before ? update_case (merge, before, error) : add_case (merge, error)))
    return FALSE;
  return merge->unchanged || save_people (merge, ids, fresh, error);
}
