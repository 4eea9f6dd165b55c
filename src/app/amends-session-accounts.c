/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Accounts and contacts: lists, the page of one, changes, erasing. */

#include "config.h"

#include "amends-session-accounts.h"

#include "amends-account-file-store.h"
#include "amends-crm-queue.h"
#include "amends-customer-change.h"
#include "amends-escalation-store.h"
#include "amends-event-log.h"
#include "amends-goodwill-ledger.h"
#include "amends-goodwill-year.h"
#include "amends-json.h"
#include "amends-session-customers-private.h"
#include "amends-session-goodwill-private.h"
#include "amends-session-private.h"
#include "amends-storage-error.h"
#include "amends-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The page of an account is an overview; the messages of a case are all on its own page. */
#define MOST_MESSAGES 200

/* A read on its way. */
typedef struct
{
  AmendsAccountFilter filter;
  char *text; /* (owned) (nullable): folded */
  char *name; /* (owned) */
  char *path; /* (owned) */
  AmendsInstant now;
  AmendsGoodwillRules *rules; /* (owned) (nullable) */
  GPtrArray *rows;
  AmendsAccountFile *file;
} Read;

static void
read_free (gpointer data)
{
  Read *read = data;

  g_free (read->text);
  g_free (read->name);
  g_free (read->path);
  g_clear_object (&read->rules);
  g_clear_pointer (&read->rows, g_ptr_array_unref);
  g_clear_object (&read->file);
  g_free (read);
}

static void
start_read (AmendsSession *self,
            GTask *task,
            Read *read,
            AmendsReadFunc func,
            GAsyncReadyCallback done)
{
  g_task_set_task_data (task, read, read_free);
  if (!amends_session_can_read (self, task))
    {
      g_object_unref (task);
      return;
    }
  amends_database_read_async (self->database, func, read, NULL, g_task_get_cancellable (task), done,
                              task);
}

/* --- The list --------------------------------------------------------------------------------
 */

static gboolean
passes (Read *read, AmendsAccountRow *row)
{
  return (read->filter.segments == 0 || (read->filter.segments & (1u << row->segment)) != 0) &&
         amends_account_row_matches (row, read->text);
}

static gboolean
read_list (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Read *read = data;
  g_autoptr (GPtrArray) all = amends_account_file_store_list (connection, error);
  guint limit = read->filter.limit > 0 ? read->filter.limit : G_MAXUINT;

  if (all == NULL)
    return FALSE;
  g_clear_pointer (&read->rows, g_ptr_array_unref);
  read->rows = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < all->len && read->rows->len < limit; i++)
    if (passes (read, all->pdata[i]))
      g_ptr_array_add (read->rows, g_object_ref (all->pdata[i]));
  return TRUE;
}

static void
list_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Read *read = g_task_get_task_data (task);
  GError *error = NULL;

  if (amends_database_read_finish (AMENDS_DATABASE (source), result, &error))
    g_task_return_pointer (task, g_steal_pointer (&read->rows), (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

void
amends_session_list_accounts_async (AmendsSession *self,
                                    const AmendsAccountFilter *filter,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Read *read = g_new0 (Read, 1);

  g_task_set_source_tag (task, amends_session_list_accounts_async);
  read->filter = *filter;
  read->text = filter->text != NULL ? amends_text_fold (filter->text) : NULL;
  start_read (self, task, read, read_list, list_cb);
}

GPtrArray *
amends_session_list_accounts_finish (AmendsSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- One account ------------------------------------------------------------------------------
 */

static void
take (GListStore *list, GPtrArray *records)
{
  g_list_store_splice (list, 0, 0, records->pdata, records->len);
}

/* (transfer full) (nullable): by id or by name. */
static AmendsAccount *
find_account (AmendsConnection *connection, const char *name, GError **error)
{
  g_autoptr (GError) local = NULL;
  AmendsAccount *account = amends_account_store_get (connection, name, &local);

  if (account != NULL)
    return account;
  if (!g_error_matches (local, AMENDS_STORAGE_ERROR, AMENDS_STORAGE_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  g_clear_error (&local);
  account = amends_account_store_find (connection, name, &local);
  if (account == NULL && local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else if (account == NULL)
    g_set_error (error, AMENDS_SESSION_ERROR, AMENDS_SESSION_ERROR_NOT_FOUND,
                 /* Translators: %s is what was given as the name of an account. */
                 _ ("There is no account “%s”."), name);
  return account;
}

static gboolean
read_cases (AmendsConnection *connection, AmendsAccountFile *file, GError **error)
{
  AmendsEscalationFilter filter = { .account_id = file->account->id, .sort = AMENDS_SORT_RECEIVED };
  g_autoptr (GPtrArray) summaries = amends_escalation_store_list (connection, &filter, error);
  g_autoptr (GPtrArray) all = NULL;

  if (summaries == NULL)
    return FALSE;
  all = amends_record_table_list (&amends_escalation_table, connection, "account_id",
                                  file->account->id, error);
  if (all == NULL)
    return FALSE;
  take (file->summaries, summaries);
  take (file->escalations, all);
  return TRUE;
}

static gboolean
read_part (AmendsConnection *connection,
           AmendsAccountFile *file,
           const AmendsRecordTable *table,
           GListStore *list,
           guint limit,
           GError **error)
{
  g_autoptr (GPtrArray) records =
      amends_account_file_store_list_parts (connection, table, file->account->id, limit, error);

  if (records == NULL)
    return FALSE;
  take (list, records);
  return TRUE;
}

static gboolean
read_goodwill (AmendsConnection *connection, Read *read, AmendsAccountFile *file, GError **error)
{
  g_autoptr (GPtrArray) given =
      amends_goodwill_list_given (connection, file->account, NULL, read->now, error);

  if (given == NULL)
    return FALSE;
  file->given = amends_goodwill_sum_given (given, file->account);
  if (read->rules != NULL)
    file->limit = amends_goodwill_rules_get_year_limit (read->rules, file->account);
  return read_part (connection, file, &amends_goodwill_table, file->goodwill, 0, error);
}

static gboolean
read_file (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Read *read = data;
  g_autoptr (AmendsAccount) account = find_account (connection, read->name, error);
  g_autoptr (GPtrArray) contacts = NULL;
  AmendsAccountFile *file;

  if (account == NULL)
    return FALSE;
  g_clear_object (&read->file);
  file = read->file = amends_account_file_new (account);
  contacts = amends_contact_store_list (connection, account->id, error);
  if (contacts == NULL)
    return FALSE;
  take (file->contacts, contacts);
  return read_cases (connection, file, error) && read_goodwill (connection, read, file, error) &&
         read_part (connection, file, &amends_commitment_table, file->commitments, 0, error) &&
         read_part (connection, file, &amends_message_table, file->messages, MOST_MESSAGES, error);
}

static void
file_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Read *read = g_task_get_task_data (task);
  GError *error = NULL;

  if (amends_database_read_finish (AMENDS_DATABASE (source), result, &error))
    g_task_return_pointer (task, g_steal_pointer (&read->file), g_object_unref);
  else
    g_task_return_error (task, error);
}

void
amends_session_read_account_async (AmendsSession *self,
                                   const char *name,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Read *read = g_new0 (Read, 1);
  GError *error = NULL;

  g_task_set_source_tag (task, amends_session_read_account_async);
  read->name = g_strdup (name);
  read->now = amends_session_now (self);
  read->rules = amends_session_get_goodwill_rules (self, &error);
  if (read->rules == NULL)
    {
      read_free (read);
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  g_object_ref (read->rules);
  start_read (self, task, read, read_file, file_cb);
}

AmendsAccountFile *
amends_session_read_account_finish (AmendsSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- Writing ----------------------------------------------------------------------------------
 */

/* A write on its way. */
typedef struct
{
  AmendsCustomerChange *change; /* (owned) (nullable) */
  AmendsCustomerStep step;
  char *id; /* (owned) (nullable): to be erased */
  char *account_id;
  AmendsPerson *me; /* (owned) */
  AmendsInstant now;
  guint mentions;
  guint token;
  gboolean keep; /* the change can be undone */
} Write;

static void
write_free (gpointer data)
{
  Write *write = data;

  g_clear_pointer (&write->change, amends_customer_change_free);
  g_clear_object (&write->me);
  g_free (write->id);
  g_free (write->account_id);
  g_free (write);
}

static void
refresh_cases (AmendsSession *self, const char *account_id)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  GHashTableIter iter;
  gpointer id;
  gpointer place;

  g_hash_table_iter_init (&iter, self->live);
  while (g_hash_table_iter_next (&iter, &id, &place))
    {
      g_autoptr (AmendsCase) case_ = g_weak_ref_get (place);

      if (case_ != NULL && g_strcmp0 (case_->account->id, account_id) == 0)
        g_ptr_array_add (ids, g_strdup (id));
    }
  for (guint i = 0; i < ids->len; i++)
    amends_session_refresh (self, ids->pdata[i]);
}

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
written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  AmendsSession *self = g_task_get_source_object (task);
  Write *write = g_task_get_task_data (task);
  GError *error = NULL;

  if (!amends_database_write_finish (AMENDS_DATABASE (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  if (write->change != NULL && !write->change->changed)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  if (write->change == NULL)
    {
      /* What is undone must not bring back what was erased. */
      g_ptr_array_set_size (self->undo, 0);
      g_ptr_array_set_size (self->redo, 0);
    }
  refresh_cases (self, write->change != NULL ? write->change->account_id : write->account_id);
  if (write->keep)
    write->token = amends_session_remember_customer (self, g_steal_pointer (&write->change));
  amends_session_reload_async (self, reloaded_cb, g_steal_pointer (&task));
}

static void
start_write (AmendsSession *self, GTask *task, Write *write, AmendsWriteFunc func)
{
  write->me = amends_session_copy_me (self);
  write->now = amends_session_now (self);
  g_task_set_task_data (task, write, write_free);
  if (!amends_session_can_write (self, task))
    {
      g_object_unref (task);
      return;
    }
  amends_database_write_async (self->database, func, write, NULL, g_task_get_cancellable (task),
                               written_cb, task);
}

static gboolean
write_change (AmendsConnection *connection,
              gpointer data,
              GCancellable *cancellable,
              GError **error)
{
  Write *write = data;
  const AmendsCustomerActor actor = { write->me, write->now };

  return amends_customer_change_apply (write->change, connection, write->step, &actor, error) &&
         (!write->change->changed ||
          amends_crm_queue_add_customer (connection,
                                         write->step == AMENDS_CUSTOMER_UNDO ? write->change->before
                                                                             : write->change->after,
                                         write->me, write->now, error));
}

void
amends_session_apply_customer_async (AmendsSession *self,
                                     AmendsCustomerChange *change,
                                     AmendsCustomerStep step,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Write *write = g_new0 (Write, 1);

  g_task_set_source_tag (task, amends_session_apply_customer_async);
  write->change = change;
  write->step = step;
  write->keep = step == AMENDS_CUSTOMER_MAKE;
  start_write (self, task, write, write_change);
}

AmendsCustomerChange *
amends_session_steal_customer (GAsyncResult *result)
{
  Write *write = g_task_get_task_data (G_TASK (result));

  return g_steal_pointer (&write->change);
}

void
amends_session_save_account_async (AmendsSession *self,
                                   AmendsAccount *base,
                                   AmendsAccount *changed,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  amends_session_apply_customer_async (self, amends_customer_change_new (base, changed),
                                       AMENDS_CUSTOMER_MAKE, cancellable, callback, user_data);
}

void
amends_session_save_contact_async (AmendsSession *self,
                                   AmendsContact *base,
                                   AmendsContact *changed,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  amends_session_apply_customer_async (self, amends_customer_change_new (base, changed),
                                       AMENDS_CUSTOMER_MAKE, cancellable, callback, user_data);
}

void
amends_session_remove_contact_async (AmendsSession *self,
                                     AmendsContact *contact,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  amends_session_apply_customer_async (self, amends_customer_change_new (contact, NULL),
                                       AMENDS_CUSTOMER_MAKE, cancellable, callback, user_data);
}

gboolean
amends_session_customer_finish (AmendsSession *self,
                                GAsyncResult *result,
                                guint *undo,
                                GError **error)
{
  Write *write = g_task_get_task_data (G_TASK (result));

  if (undo != NULL)
    *undo = write != NULL ? write->token : 0;
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* --- Erasing ----------------------------------------------------------------------------------
 */

static gboolean
erase_account (AmendsConnection *connection,
               gpointer data,
               GCancellable *cancellable,
               GError **error)
{
  Write *write = data;
  const AmendsCustomerActor actor = { write->me, write->now };
  g_autoptr (AmendsAccount) account = amends_account_store_get (connection, write->id, error);

  return account != NULL && amends_account_erase (connection, account->id, error) &&
         amends_customer_log (connection, &actor, AMENDS_EVENT_ACCOUNT_CHANGED, account->id, NULL,
                              NULL, _ ("An account was erased with all that was stored on it"),
                              error);
}

void
amends_session_erase_account_async (AmendsSession *self,
                                    const char *account_id,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Write *write = g_new0 (Write, 1);

  g_task_set_source_tag (task, amends_session_erase_account_async);
  write->id = g_strdup (account_id);
  start_write (self, task, write, erase_account);
}

static gboolean
erase_contact (AmendsConnection *connection,
               gpointer data,
               GCancellable *cancellable,
               GError **error)
{
  Write *write = data;
  const AmendsCustomerActor actor = { write->me, write->now };
  g_autoptr (AmendsContact) contact = amends_contact_store_get (connection, write->id, error);

  if (contact == NULL)
    return FALSE;
  g_free (write->account_id);
  write->account_id = g_strdup (contact->account_id);
  return amends_contact_erase (connection, contact, &write->mentions, error) &&
         amends_customer_log (connection, &actor, AMENDS_EVENT_CONTACT_CHANGED, contact->account_id,
                              contact->id, NULL, _ ("A contact was erased"), error);
}

void
amends_session_erase_contact_async (AmendsSession *self,
                                    const char *contact_id,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Write *write = g_new0 (Write, 1);

  g_task_set_source_tag (task, amends_session_erase_contact_async);
  write->id = g_strdup (contact_id);
  start_write (self, task, write, erase_contact);
}

gboolean
amends_session_erase_finish (AmendsSession *self,
                             GAsyncResult *result,
                             guint *mentions,
                             GError **error)
{
  Write *write = g_task_get_task_data (G_TASK (result));

  if (mentions != NULL)
    *mentions = write != NULL ? write->mentions : 0;
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* --- What is stored on a person ---------------------------------------------------------------
 */

static gboolean
is_theirs (const char *text, AmendsContact *contact)
{
  return text != NULL && *text != '\0' &&
         (g_strcmp0 (text, contact->name) == 0 ||
          (contact->email != NULL && strstr (text, contact->email) != NULL));
}

static void
add_messages (JsonObject *object, GPtrArray *messages, AmendsContact *contact)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < messages->len; i++)
    {
      AmendsMessage *message = messages->pdata[i];

      if (is_theirs (message->sender, contact) || is_theirs (message->recipient, contact))
        json_array_add_element (array, amends_record_to_json (message));
    }
  json_object_set_array_member (object, "messages", array);
}

static void
add_records (JsonObject *object, const char *member, GPtrArray *records, const char *contact_id)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < records->len; i++)
    if (AMENDS_IS_EVENT (records->pdata[i])
            ? AMENDS_EVENT (records->pdata[i])->payload != NULL &&
                  strstr (AMENDS_EVENT (records->pdata[i])->payload, contact_id) != NULL
            : g_strcmp0 (AMENDS_ESCALATION (records->pdata[i])->contact_id, contact_id) == 0)
      json_array_add_element (array, amends_record_to_json (records->pdata[i]));
  json_object_set_array_member (object, member, array);
}

static gboolean
write_person (AmendsConnection *connection,
              gpointer data,
              GCancellable *cancellable,
              GError **error)
{
  Read *read = data;
  g_autoptr (AmendsContact) contact = amends_contact_store_get (connection, read->name, error);
  g_autoptr (GPtrArray) cases = NULL;
  g_autoptr (GPtrArray) messages = NULL;
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *text = NULL;
  JsonObject *object = json_object_new ();

  json_node_take_object (node, object);
  if (contact == NULL ||
      (cases = amends_record_table_list (&amends_escalation_table, connection, "contact_id",
                                         contact->id, error)) == NULL ||
      (messages = amends_account_file_store_list_parts (connection, &amends_message_table,
                                                        contact->account_id, 0, error)) == NULL ||
      (events = amends_event_log_list (connection, NULL, error)) == NULL)
    return FALSE;
  json_object_set_member (object, "contact", amends_record_to_json (contact));
  add_records (object, "escalations", cases, contact->id);
  add_messages (object, messages, contact);
  add_records (object, "events", events, contact->id);
  text = amends_json_to_pretty (node);
  return g_file_set_contents_full (read->path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600,
                                   error);
}

static void
exported_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (amends_database_read_finish (AMENDS_DATABASE (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
amends_session_export_contact_async (AmendsSession *self,
                                     const char *contact_id,
                                     const char *path,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Read *read = g_new0 (Read, 1);

  g_task_set_source_tag (task, amends_session_export_contact_async);
  read->name = g_strdup (contact_id);
  read->path = g_strdup (path);
  start_read (self, task, read, write_person, exported_cb);
}

/* --- Words ------------------------------------------------------------------------------------
 */

/* (transfer none) (nullable): compiled once for a playbook. */
static AmendsAccountRules *
get_rules (AmendsSession *self)
{
  static const char key[] = "amends-account-rules";
  GObject *playbook = G_OBJECT (self->engines->playbook);
  AmendsAccountRules *rules = g_object_get_data (playbook, key);
  g_autoptr (GError) error = NULL;

  if (rules != NULL || g_object_get_data (playbook, "amends-account-rules-fault") != NULL)
    return rules;
  rules = amends_account_rules_new (self->engines->playbook, &error);
  if (rules != NULL)
    {
      g_object_set_data_full (playbook, key, rules, g_object_unref);
      return rules;
    }
  /* Said once: figures are shown without words. */
  amends_session_emit_problem (self, error);
  g_object_set_data (playbook, "amends-account-rules-fault", playbook);
  return NULL;
}

const char *
amends_session_get_health_word (AmendsSession *self, int health, AmendsTone *tone)
{
  AmendsAccountRules *rules;

  g_return_val_if_fail (AMENDS_IS_SESSION (self), "");

  if (tone != NULL)
    *tone = AMENDS_TONE_PLAIN;
  rules = health != AMENDS_UNKNOWN ? get_rules (self) : NULL;
  return rules != NULL
             ? amends_account_rules_get_health (rules, health, amends_change_get_language (), tone)
             : "";
}

gboolean
amends_session_is_renewal_soon (AmendsSession *self, int days)
{
  AmendsAccountRules *rules;

  g_return_val_if_fail (AMENDS_IS_SESSION (self), FALSE);

  rules = get_rules (self);
  return rules != NULL && days >= 0 && days <= amends_account_rules_get_renewal_soon (rules);
}

gboolean
amends_session_is_executive (AmendsSession *self, AmendsContact *contact)
{
  AmendsClassifier *classifier;

  g_return_val_if_fail (AMENDS_IS_SESSION (self), FALSE);

  if (contact->executive != AMENDS_EXECUTIVE_DERIVED)
    return contact->executive == AMENDS_EXECUTIVE_YES;
  classifier = self->prepared ? amends_engines_get_classifier (self->engines, NULL) : NULL;
  return classifier != NULL && amends_classifier_is_executive (classifier, contact);
}
