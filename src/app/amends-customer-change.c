/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Changes of accounts and contacts. */

#include "config.h"

#include "amends-customer-change.h"

#include "amends-account-file-store.h"
#include "amends-customer-check.h"
#include "amends-event-log.h"
#include "amends-input-error.h"
#include "amends-json.h"
#include "amends-session.h"
#include "amends-storage-error.h"

#include <glib/gi18n-lib.h>

AmendsCustomerChange *
amends_customer_change_new (gpointer base, gpointer wanted)
{
  AmendsCustomerChange *self = g_new0 (AmendsCustomerChange, 1);

  self->type = G_OBJECT_TYPE (base != NULL ? base : wanted);
  self->base = base != NULL ? amends_record_copy (base) : NULL;
  self->wanted = wanted != NULL ? amends_record_copy (wanted) : NULL;
  return self;
}

void
amends_customer_change_free (AmendsCustomerChange *self)
{
  g_clear_object (&self->base);
  g_clear_object (&self->wanted);
  g_clear_object (&self->before);
  g_clear_object (&self->after);
  g_strfreev (self->cases);
  g_free (self->account_id);
  g_free (self->what);
  g_free (self);
}

/* --- One of the two -------------------------------------------------------------------------- */

static gboolean
is_account (AmendsCustomerChange *self)
{
  return self->type == AMENDS_TYPE_ACCOUNT;
}

static const char *
get_name (gpointer record)
{
  const char *name =
      AMENDS_IS_ACCOUNT (record) ? AMENDS_ACCOUNT (record)->name : AMENDS_CONTACT (record)->name;

  return name != NULL ? name : "";
}

static const char *
get_account_id (gpointer record)
{
  return AMENDS_IS_ACCOUNT (record) ? AMENDS_ACCOUNT (record)->id
                                    : AMENDS_CONTACT (record)->account_id;
}

static gpointer
load (AmendsCustomerChange *self, AmendsConnection *connection, const char *id, GError **error)
{
  g_autoptr (GError) local = NULL;
  gpointer record = is_account (self)
                        ? (gpointer) amends_account_store_get (connection, id, &local)
                        : (gpointer) amends_contact_store_get (connection, id, &local);

  if (g_error_matches (local, AMENDS_STORAGE_ERROR, AMENDS_STORAGE_ERROR_NOT_FOUND))
    g_set_error (error, AMENDS_SESSION_ERROR, AMENDS_SESSION_ERROR_NOT_FOUND, "%s",
                 is_account (self) ? _ ("This account is no longer there.")
                                   : _ ("This contact is no longer there."));
  else if (record == NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return record;
}

/* Two accounts of one name could not be told apart in a list, nor found by it. */
static gboolean
check_name (AmendsConnection *connection, AmendsAccount *account, GError **error)
{
  GError *local = NULL;
  g_autoptr (AmendsAccount) known = amends_account_store_find (connection, account->name, &local);

  if (local != NULL)
    {
      g_propagate_error (error, local);
      return FALSE;
    }
  if (known == NULL || g_strcmp0 (known->id, account->id) == 0)
    return TRUE;
  amends_input_error_set (error, AMENDS_INPUT_ERROR_DUPLICATE, NULL, 0, "name",
                          _ ("There is already an account named “%s”."), known->name);
  return FALSE;
}

static gboolean
store (AmendsCustomerChange *self, AmendsConnection *connection, gpointer record, GError **error)
{
  if (is_account (self))
    return amends_account_check (record, error) && check_name (connection, record, error) &&
           amends_account_store_save (connection, record, error);
  return amends_contact_check (record, error) &&
         amends_contact_store_save (connection, record, error);
}

static gboolean
drop (AmendsCustomerChange *self, AmendsConnection *connection, gpointer record, GError **error)
{
  const char *id = amends_record_get_id (record);
  g_autoptr (GError) local = NULL;

  if (!is_account (self))
    {
      g_strfreev (self->cases);
      self->cases = amends_contact_list_cases (connection, id, error);
      return self->cases != NULL && amends_contact_store_remove (connection, id, error);
    }
  if (amends_account_store_remove (connection, id, &local))
    return TRUE;
  if (g_error_matches (local, AMENDS_STORAGE_ERROR, AMENDS_STORAGE_ERROR_CONSTRAINT))
    g_set_error (error, AMENDS_SESSION_ERROR, AMENDS_SESSION_ERROR_TOO_LATE,
                 _ ("The account has escalations by now and stays."));
  else
    g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* --- The log --------------------------------------------------------------------------------- */

gboolean
amends_customer_log (AmendsConnection *connection,
                     const AmendsCustomerActor *actor,
                     AmendsEventKind kind,
                     const char *account_id,
                     const char *contact_id,
                     JsonNode *differences,
                     const char *summary,
                     GError **error)
{
  g_autoptr (AmendsEvent) event = amends_record_new (AMENDS_TYPE_EVENT);
  g_autoptr (JsonNode) payload = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "account", account_id);
  if (contact_id != NULL)
    json_object_set_string_member (object, "contact", contact_id);
  if (differences != NULL)
    json_object_set_member (object, "changes", differences);
  json_node_take_object (payload, object);
  event->kind = kind;
  event->at = event->recorded = actor->now;
  event->actor = g_strdup (actor->me != NULL ? actor->me->name : NULL);
  event->summary = g_strdup (summary);
  event->payload = amends_json_to_canonical (payload);
  return amends_event_log_append (connection, event, error);
}

static char *
dup_summary (AmendsCustomerChange *self, AmendsCustomerStep step)
{
  const char *name = get_name (self->after != NULL ? self->after : self->before);

  if (step == AMENDS_CUSTOMER_UNDO)
    /* Translators: %s is a change, such as "move of “Progress update”". */
    return g_strdup_printf (_ ("Undone: %s"), self->what);
  if (step == AMENDS_CUSTOMER_REDO)
    /* Translators: %s is a change, such as "move of “Progress update”". */
    return g_strdup_printf (_ ("Redone: %s"), self->what);
  if (is_account (self))
    /* Translators: %s is the name of an account. */
    return g_strdup_printf (
        self->before == NULL ? _ ("Account added: %s") : _ ("Account changed: %s"), name);
  if (self->before == NULL)
    /* Translators: %s is the name of a contact. */
    return g_strdup_printf (_ ("Contact added: %s"), name);
  if (self->after == NULL)
    /* Translators: %s is the name of a contact. */
    return g_strdup_printf (_ ("Contact removed: %s"), name);
  /* Translators: %s is the name of a contact. */
  return g_strdup_printf (_ ("Contact changed: %s"), name);
}

static AmendsEventKind
get_kind (AmendsCustomerChange *self, AmendsCustomerStep step)
{
  if (step != AMENDS_CUSTOMER_MAKE)
    return AMENDS_EVENT_UNDO;
  if (is_account (self))
    return self->before == NULL ? AMENDS_EVENT_ACCOUNT_CREATED : AMENDS_EVENT_ACCOUNT_CHANGED;
  return self->before == NULL ? AMENDS_EVENT_CONTACT_CREATED : AMENDS_EVENT_CONTACT_CHANGED;
}

/* Something that is gone differs from nothing in all it had. */
static JsonNode *
dup_differences (AmendsCustomerChange *self, gpointer was, gpointer is)
{
  g_autoptr (GObject) nothing = g_object_new (self->type, NULL);

  return amends_record_diff (was != NULL ? was : nothing, is != NULL ? is : nothing);
}

static gboolean
write_log (AmendsCustomerChange *self,
           AmendsConnection *connection,
           AmendsCustomerStep step,
           const AmendsCustomerActor *actor,
           gpointer was,
           gpointer is,
           GError **error)
{
  g_autofree char *summary = dup_summary (self, step);
  gpointer record = is != NULL ? is : was;

  return amends_customer_log (connection, actor, get_kind (self, step), self->account_id,
                              is_account (self) ? NULL : amends_record_get_id (record),
                              dup_differences (self, was, is), summary, error);
}

/* --- Applying -------------------------------------------------------------------------------- */

/* What the user changed is laid over what is there now. */
static gboolean
lay_over (AmendsCustomerChange *self,
          gpointer record,
          gpointer from,
          gpointer to,
          gboolean partly,
          GError **error)
{
  g_autoptr (GObject) was = amends_record_copy (record);
  guint left = amends_record_revert (record, to, from);

  if (left == 0 || (partly && !amends_record_equal (was, record)))
    return TRUE;
  g_set_error (error, AMENDS_SESSION_ERROR, AMENDS_SESSION_ERROR_TOO_LATE, "%s",
               partly ? _ ("This was changed again since and was left as it is.")
                      : _ ("This was changed elsewhere in the meantime. Look at what it is now, "
                           "and change it again."));
  return FALSE;
}

static void
set_what (AmendsCustomerChange *self)
{
  const char *name = get_name (self->after != NULL ? self->after : self->before);

  g_free (self->what);
  if (self->before == NULL)
    /* Translators: follows "Undo: "; %s is the name of a customer or a contact. */
    self->what = g_strdup_printf (_ ("new “%s”"), name);
  else if (self->after == NULL)
    /* Translators: follows "Undo: "; %s is the name of a contact. */
    self->what = g_strdup_printf (_ ("removal of “%s”"), name);
  else
    /* Translators: follows "Undo: "; %s is the name of a customer or a contact. */
    self->what = g_strdup_printf (_ ("changes to “%s”"), name);
}

static gboolean
move (AmendsCustomerChange *self,
      AmendsConnection *connection,
      AmendsCustomerStep step,
      gpointer from,
      gpointer to,
      const AmendsCustomerActor *actor,
      GError **error)
{
  const char *id = amends_record_get_id (from != NULL ? from : to);
  g_autoptr (GObject) now = from != NULL ? load (self, connection, id, error) : NULL;
  g_autoptr (GObject) then = NULL;

  if (from != NULL && now == NULL)
    return FALSE;
  then = to == NULL ? NULL : amends_record_copy (now != NULL ? (gpointer) now : to);
  if (now != NULL && then != NULL &&
      !lay_over (self, then, from, to, step != AMENDS_CUSTOMER_MAKE, error))
    return FALSE;
  g_free (self->account_id);
  self->account_id = g_strdup (get_account_id (now != NULL ? (gpointer) now : then));
  if (then == NULL ? !drop (self, connection, now, error) : !store (self, connection, then, error))
    return FALSE;
  if (now == NULL && self->cases != NULL &&
      !amends_contact_attach_cases (connection, AMENDS_CONTACT (then), self->cases, error))
    return FALSE;
  self->changed = now == NULL || then == NULL || !amends_record_equal (now, then);
  if (step == AMENDS_CUSTOMER_MAKE)
    {
      g_set_object ((GObject **) &self->before, now);
      g_set_object ((GObject **) &self->after, then);
      set_what (self);
    }
  return !self->changed || write_log (self, connection, step, actor, now, then, error);
}

gboolean
amends_customer_change_apply (AmendsCustomerChange *self,
                              AmendsConnection *connection,
                              AmendsCustomerStep step,
                              const AmendsCustomerActor *actor,
                              GError **error)
{
  switch (step)
    {
    case AMENDS_CUSTOMER_MAKE:
      return move (self, connection, step, self->base, self->wanted, actor, error);
    case AMENDS_CUSTOMER_UNDO:
      return move (self, connection, step, self->after, self->before, actor, error);
    case AMENDS_CUSTOMER_REDO:
    default:
      return move (self, connection, step, self->before, self->after, actor, error);
    }
}
