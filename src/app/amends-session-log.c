/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Logging a case: previewed for the wizard, or stored with everything that belongs to it. */

#include "config.h"

#include "amends-case-builder.h"
#include "amends-session-private.h"

#include "amends-account-store.h"

#include <glib/gi18n-lib.h>

/* --- Preview ------------------------------------------------------------------------------------
 */

typedef struct
{
  AmendsEngines *engines;
  AmendsIntake *intake;
  AmendsAccount *account;
  AmendsContact *contact;
  AmendsPerson *me;
  GListModel *people;
  AmendsInstant now;
} Preview;

static void
preview_free (gpointer data)
{
  Preview *preview = data;

  amends_engines_unref (preview->engines);
  g_object_unref (preview->intake);
  g_clear_object (&preview->account);
  g_clear_object (&preview->contact);
  g_object_unref (preview->me);
  g_object_unref (preview->people);
  g_free (preview);
}

static void
preview_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Preview *preview = data;
  AmendsCase *case_ = NULL;
  GError *error = NULL;

  if (amends_engines_complete (preview->engines, &error))
    case_ = amends_case_builder_build (preview->engines, preview->intake, preview->account,
                                       preview->contact, preview->me, preview->people, preview->now,
                                       &error);

  if (case_)
    g_task_return_pointer (task, case_, g_object_unref);
  else
    g_task_return_error (task, error);
}

static gpointer
copy_or_null (gpointer record)
{
  return record ? amends_record_copy (record) : NULL;
}

/* Known by id, or by name without regard to case; (transfer none) (nullable). */
static AmendsAccount *
find_account (AmendsSession *self, AmendsAccount *wanted)
{
  GListModel *accounts = G_LIST_MODEL (self->accounts);
  AmendsAccount *found = amends_record_list_find (accounts, wanted->id);
  g_autofree char *folded = wanted->name ? g_utf8_casefold (wanted->name, -1) : NULL;

  for (guint i = 0; found == NULL && folded && i < g_list_model_get_n_items (accounts); i++)
    {
      g_autoptr (AmendsAccount) account = g_list_model_get_item (accounts, i);
      g_autofree char *name = g_utf8_casefold (account->name, -1);

      if (g_str_equal (name, folded))
        found = account;
    }
  return found;
}

static AmendsContact *
find_contact (AmendsSession *self, AmendsContact *wanted, AmendsAccount *account)
{
  GListModel *contacts = G_LIST_MODEL (self->contacts);

  for (guint i = 0; i < g_list_model_get_n_items (contacts); i++)
    {
      g_autoptr (AmendsContact) contact = g_list_model_get_item (contacts, i);
      gboolean same_mail = wanted->email && contact->email &&
                           g_ascii_strcasecmp (wanted->email, contact->email) == 0;
      gboolean same_name = g_strcmp0 (contact->account_id, account->id) == 0 &&
                           g_strcmp0 (wanted->name, contact->name) == 0;

      if (g_strcmp0 (wanted->id, contact->id) == 0 || same_mail || same_name)
        return contact;
    }
  return NULL;
}

void
amends_session_preview_async (AmendsSession *self,
                              AmendsIntake *intake,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Preview *preview = g_new0 (Preview, 1);
  AmendsAccount *account = find_account (self, intake->account);

  g_task_set_source_tag (task, amends_session_preview_async);
  preview->engines = amends_engines_ref (self->engines);
  preview->intake = amends_record_copy (intake);
  preview->account = copy_or_null (account);
  if (account && intake->contact)
    preview->contact = copy_or_null (find_contact (self, intake->contact, account));
  preview->me = amends_session_copy_me (self);
  preview->people = amends_session_copy_people (self);
  preview->now = amends_session_now (self);
  g_task_set_task_data (task, preview, preview_free);
  amends_work_queue_push (self->worker, task, preview_thread);
}

AmendsCase *
amends_session_preview_finish (AmendsSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- Logging --- */

/* As stored at this moment, in the transaction: another process may have added it meanwhile. */
static gboolean
find_stored (AmendsConnection *connection,
             AmendsIntake *intake,
             AmendsAccount **account,
             AmendsContact **contact,
             GError **error)
{
  GError *local = NULL;

  if (intake->account->name == NULL)
    return TRUE;
  *account = amends_account_store_find (connection, intake->account->name, &local);
  if (local)
    {
      g_propagate_error (error, local);
      return FALSE;
    }
  if (*account == NULL || intake->contact == NULL)
    return TRUE;
  if (intake->contact->email)
    *contact = amends_contact_store_find (connection, intake->contact->email, &local);
  if (*contact == NULL && local == NULL && intake->contact->name)
    *contact =
        amends_contact_store_find_named (connection, (*account)->id, intake->contact->name, &local);
  if (local)
    {
      g_propagate_error (error, local);
      return FALSE;
    }
  /* The address of someone at another customer: not the same person here. */
  if (*contact && g_strcmp0 ((*contact)->account_id, (*account)->id) != 0)
    g_clear_object (contact);
  return TRUE;
}

static gboolean
log_case (AmendsChange *change, gpointer data, GError **error)
{
  AmendsIntake *intake = data;
  g_autoptr (AmendsAccount) account = NULL;
  g_autoptr (AmendsContact) contact = NULL;

  if (!find_stored (amends_change_get_connection (change), intake, &account, &contact, error))
    return FALSE;
  change->case_ = amends_case_builder_build (change->engines, intake, account, contact, change->me,
                                             change->people, change->now, error);
  return change->case_ != NULL;
}

void
amends_session_log_async (AmendsSession *self,
                          AmendsIntake *intake,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  amends_session_create_async (self, log_case, amends_record_copy (intake), g_object_unref,
                               cancellable, callback, user_data);
}

AmendsCase *
amends_session_log_finish (AmendsSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
