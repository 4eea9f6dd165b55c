/* SPDX-License-Identifier: GPL-3.0-or-later */
/* API keys and tokens, in the Secret Service or for as long as the process lives. */

#include "config.h"

#include "amends-secrets.h"

#include <glib/gi18n-lib.h>
#include <libsecret/secret.h>
#include <string.h>

#include "amends-net-wait.h"

/* Long enough to type the password of a keyring that asks, short enough that a keyring whose
 * question nobody can see does not stop the work for good. */
#define DEFAULT_PATIENCE 120

static const SecretSchema schema = {
  APP_ID ".Secret",
  SECRET_SCHEMA_NONE,
  {
      { "workspace", SECRET_SCHEMA_ATTRIBUTE_STRING },
      { "name", SECRET_SCHEMA_ATTRIBUTE_STRING },
  },
};

struct _AmendsSecrets
{
  GObject parent_instance;

  char *workspace; /* (owned) */
  guint patience;  /* seconds */

  GMutex mutex;    /* of what follows */
  GHashTable *own; /* (owned): name to SecretValue, whose memory is not paged out */
  gboolean lasting;
};

G_DEFINE_FINAL_TYPE (AmendsSecrets, amends_secrets, G_TYPE_OBJECT)

static void
amends_secrets_finalize (GObject *object)
{
  AmendsSecrets *self = AMENDS_SECRETS (object);

  g_free (self->workspace);
  g_hash_table_unref (self->own);
  g_mutex_clear (&self->mutex);

  G_OBJECT_CLASS (amends_secrets_parent_class)->finalize (object);
}

static void
amends_secrets_class_init (AmendsSecretsClass *class)
{
  G_OBJECT_CLASS (class)->finalize = amends_secrets_finalize;
}

static void
amends_secrets_init (AmendsSecrets *self)
{
  g_mutex_init (&self->mutex);
  self->own = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, secret_value_unref);
  self->patience = DEFAULT_PATIENCE;
}

AmendsSecrets *
amends_secrets_new (const char *workspace)
{
  AmendsSecrets *self;

  g_return_val_if_fail (workspace != NULL, NULL);

  self = g_object_new (AMENDS_TYPE_SECRETS, NULL);
  self->workspace = g_strdup (workspace);
  return self;
}

void
amends_secrets_set_patience (AmendsSecrets *self, guint seconds)
{
  g_return_if_fail (AMENDS_IS_SECRETS (self));

  self->patience = seconds;
}

gboolean
amends_secrets_is_lasting (AmendsSecrets *self)
{
  gboolean lasting;

  g_return_val_if_fail (AMENDS_IS_SECRETS (self), FALSE);

  g_mutex_lock (&self->mutex);
  lasting = self->lasting;
  g_mutex_unlock (&self->mutex);
  return lasting;
}

static void
set_lasting (AmendsSecrets *self, gboolean lasting)
{
  g_mutex_lock (&self->mutex);
  self->lasting = lasting;
  g_mutex_unlock (&self->mutex);
}

/* @value: (nullable) */
static void
keep_own (AmendsSecrets *self, const char *name, const char *value)
{
  g_mutex_lock (&self->mutex);
  if (value != NULL)
    g_hash_table_replace (self->own, g_strdup (name), secret_value_new (value, -1, "text/plain"));
  else
    g_hash_table_remove (self->own, name);
  g_mutex_unlock (&self->mutex);
}

/* (transfer full) (nullable) */
static char *
dup_own (AmendsSecrets *self, const char *name)
{
  SecretValue *value;
  char *text = NULL;

  g_mutex_lock (&self->mutex);
  value = g_hash_table_lookup (self->own, name);
  if (value != NULL)
    text = g_strdup (secret_value_get_text (value));
  g_mutex_unlock (&self->mutex);
  return text;
}

/* --- A call that ends in time --- */

typedef struct
{
  GMainContext *context;
  GCancellable *inner;
  GCancellable *cancellable; /* (nullable): the caller's */
  GSource *timer;
  GAsyncResult *result;
  gboolean done;
  gboolean expired;
} Call;

static gboolean
expired_cb (gpointer user_data)
{
  Call *call = user_data;

  call->expired = TRUE;
  g_cancellable_cancel (call->inner);
  return G_SOURCE_REMOVE;
}

static void
result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Call *call = user_data;

  call->result = g_object_ref (result);
  call->done = TRUE;
}

static void
call_begin (Call *call, AmendsSecrets *self, GCancellable *cancellable)
{
  *call = (Call){
    .context = g_main_context_new (),
    .inner = g_cancellable_new (),
    .cancellable = cancellable,
    .timer = g_timeout_source_new_seconds (self->patience),
  };
  g_source_set_callback (call->timer, expired_cb, call, NULL);
  g_source_attach (call->timer, call->context);
  g_main_context_push_thread_default (call->context);
}

static GAsyncResult *
call_wait (Call *call)
{
  if (!amends_net_wait (call->context, &call->done, call->cancellable))
    {
      g_cancellable_cancel (call->inner);
      amends_net_wait (call->context, &call->done, NULL);
    }
  return call->result;
}

/* @error: (inout): what the call gave; G_IO_ERROR_TIMED_OUT if it was given up on */
static void
call_end (Call *call, GError **error)
{
  if (call->expired && *error != NULL)
    {
      g_clear_error (error);
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "");
    }
  g_source_destroy (call->timer);
  g_source_unref (call->timer);
  g_clear_object (&call->result);
  while (g_main_context_iteration (call->context, FALSE))
    ;
  g_main_context_pop_thread_default (call->context);
  g_main_context_unref (call->context);
  g_object_unref (call->inner);
}

/* --- What the keyring said --- */

/* Nobody is there, as against somebody who refuses. */
static gboolean
is_absent (const GError *error)
{
  if (error->domain == G_DBUS_ERROR)
    return error->code == G_DBUS_ERROR_SERVICE_UNKNOWN ||
           error->code == G_DBUS_ERROR_NAME_HAS_NO_OWNER || error->code == G_DBUS_ERROR_NO_SERVER ||
           error->code == G_DBUS_ERROR_DISCONNECTED || error->code == G_DBUS_ERROR_FILE_NOT_FOUND ||
           (error->code >= G_DBUS_ERROR_SPAWN_EXEC_FAILED &&
            error->code <= G_DBUS_ERROR_SPAWN_NO_MEMORY);
  if (error->domain == G_IO_ERROR)
    return error->code == G_IO_ERROR_NOT_FOUND || error->code == G_IO_ERROR_CONNECTION_REFUSED ||
           error->code == G_IO_ERROR_CLOSED || error->code == G_IO_ERROR_FAILED ||
           error->code == G_IO_ERROR_INVALID_ARGUMENT;
  return FALSE;
}

/* TRUE if there is nobody to ask; FALSE with CANCELLED or KEYRING. @local: (nullable): a question
 * of the keyring that is dismissed, or cannot be shown, ends with nothing or as if cancelled. */
static gboolean
judge (const GError *local, GCancellable *cancellable, GError **error)
{
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (local != NULL && is_absent (local))
    {
      g_debug ("No keyring: %s %d", g_quark_to_string (local->domain), local->code);
      return TRUE;
    }
  if (local == NULL || g_error_matches (local, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_set_error_literal (error, AMENDS_NET_ERROR, AMENDS_NET_ERROR_KEYRING,
                         _ ("The keyring was not opened"));
  else if (g_error_matches (local, G_IO_ERROR, G_IO_ERROR_TIMED_OUT) ||
           g_error_matches (local, G_DBUS_ERROR, G_DBUS_ERROR_NO_REPLY) ||
           g_error_matches (local, G_DBUS_ERROR, G_DBUS_ERROR_TIMEOUT))
    g_set_error_literal (error, AMENDS_NET_ERROR, AMENDS_NET_ERROR_KEYRING,
                         _ ("The keyring did not answer in time"));
  else if (g_error_matches (local, SECRET_ERROR, SECRET_ERROR_IS_LOCKED))
    g_set_error_literal (error, AMENDS_NET_ERROR, AMENDS_NET_ERROR_KEYRING,
                         _ ("The keyring is locked"));
  else
    /* Translators: %s is what the system says. */
    g_set_error (error, AMENDS_NET_ERROR, AMENDS_NET_ERROR_KEYRING, _ ("The keyring refused: %s"),
                 local->message);
  return FALSE;
}

static gboolean
store_in_keyring (AmendsSecrets *self,
                  const char *name,
                  const char *value,
                  GCancellable *cancellable,
                  GError **error)
{
  /* Translators: what the user sees in the list of a keyring; %s is a technical name. */
  g_autofree char *label = g_strdup_printf (_ ("Amends: %s"), name);
  Call call;
  gboolean stored;

  call_begin (&call, self, cancellable);
  secret_password_store (&schema, SECRET_COLLECTION_DEFAULT, label, value, call.inner, result_cb,
                         &call, "workspace", self->workspace, "name", name, NULL);
  stored = secret_password_store_finish (call_wait (&call), error);
  call_end (&call, error);
  return stored;
}

/* A locked secret whose keyring was not opened looks to libsecret like none. Asked after nothing
 * was found: FALSE with @error if there is one. */
static gboolean
check_absence (AmendsSecrets *self, const char *name, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) local = NULL;
  GList *items;
  gboolean found;
  Call call;

  call_begin (&call, self, cancellable);
  secret_password_search (&schema, SECRET_SEARCH_NONE, call.inner, result_cb, &call, "workspace",
                          self->workspace, "name", name, NULL);
  items = secret_password_search_finish (call_wait (&call), &local);
  found = items != NULL;
  /* While there is still a context in which they can let go of the bus. */
  g_list_free_full (items, g_object_unref);
  call_end (&call, &local);
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else if (found)
    g_set_error_literal (error, SECRET_ERROR, SECRET_ERROR_IS_LOCKED, "");
  else
    return TRUE;
  return FALSE;
}

/* TRUE also if there was nothing to forget. */
static gboolean
clear_in_keyring (AmendsSecrets *self, const char *name, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) local = NULL;
  gboolean cleared;
  Call call;

  call_begin (&call, self, cancellable);
  secret_password_clear (&schema, call.inner, result_cb, &call, "workspace", self->workspace,
                         "name", name, NULL);
  cleared = secret_password_clear_finish (call_wait (&call), &local);
  call_end (&call, &local);
  if (local == NULL)
    return cleared || check_absence (self, name, cancellable, error);
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

gboolean
amends_secrets_store (AmendsSecrets *self,
                      const char *name,
                      const char *value,
                      GCancellable *cancellable,
                      GError **error)
{
  g_autoptr (GError) local = NULL;
  gboolean done;

  g_return_val_if_fail (AMENDS_IS_SECRETS (self), FALSE);
  g_return_val_if_fail (name != NULL, FALSE);

  /* First here, so that nothing is lost whatever the keyring does. */
  keep_own (self, name, value);
  if (value != NULL)
    done = store_in_keyring (self, name, value, cancellable, &local);
  else
    done = clear_in_keyring (self, name, cancellable, &local);
  set_lasting (self, done);
  if (done)
    {
      keep_own (self, name, NULL);
      return TRUE;
    }
  return judge (local, cancellable, error);
}

char *
amends_secrets_look_up (AmendsSecrets *self,
                        const char *name,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autoptr (GError) local = NULL;
  char *found;
  char *value;
  Call call;

  g_return_val_if_fail (AMENDS_IS_SECRETS (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  value = dup_own (self, name);
  if (value != NULL)
    return value;

  call_begin (&call, self, cancellable);
  secret_password_lookup (&schema, call.inner, result_cb, &call, "workspace", self->workspace,
                          "name", name, NULL);
  found = secret_password_lookup_nonpageable_finish (call_wait (&call), &local);
  call_end (&call, &local);
  if (found == NULL && local == NULL)
    check_absence (self, name, cancellable, &local);
  set_lasting (self, local == NULL);
  if (local != NULL)
    {
      judge (local, cancellable, error);
      return NULL;
    }
  value = g_strdup (found);
  secret_password_free (found);
  return value;
}

void
amends_secrets_free_value (char *value)
{
  if (value == NULL)
    return;
  explicit_bzero (value, strlen (value));
  g_free (value);
}
