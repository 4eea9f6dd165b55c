/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tells other processes that a workspace has changed. */

#include "config.h"

#include "amends-workspace-bus.h"

#include "amends-id.h"

#define INTERFACE "dev.amends.Amends.Workspace"
#define OBJECT_PATH "/dev/amends/Amends/Workspace"

struct _AmendsWorkspaceBus
{
  GObject parent_instance;

  char *folder_digest; /* which workspace, without its path on the bus */
  GDBusConnection *connection;
  GCancellable *cancellable;
  guint subscription;
  GPtrArray *pending; /* told before the bus was there */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AmendsWorkspaceBus, amends_workspace_bus, G_TYPE_OBJECT)

static void
emit (AmendsWorkspaceBus *self, const char *escalation_id)
{
  g_autoptr (GError) error = NULL;

  if (!g_dbus_connection_emit_signal (self->connection, NULL, OBJECT_PATH, INTERFACE, "Changed",
                                      g_variant_new ("(ss)", self->folder_digest, escalation_id),
                                      &error))
    g_debug ("Other windows were not told: %s", error->message);
}

static void
changed_cb (GDBusConnection *connection,
            const char *sender,
            const char *path,
            const char *interface,
            const char *signal,
            GVariant *parameters,
            gpointer data)
{
  AmendsWorkspaceBus *self = data;
  const char *digest, *id;

  if (g_strcmp0 (sender, g_dbus_connection_get_unique_name (connection)) == 0 ||
      !g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(ss)")))
    return;
  g_variant_get (parameters, "(&s&s)", &digest, &id);
  if (g_str_equal (digest, self->folder_digest))
    g_signal_emit (self, signals[CHANGED], 0, *id ? id : NULL);
}

static void
bus_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) connection = g_bus_get_finish (result, &error);
  AmendsWorkspaceBus *self = data;

  if (connection == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_debug ("No session bus: %s", error->message);
      return;
    }
  self->connection = g_steal_pointer (&connection);
  self->subscription =
      g_dbus_connection_signal_subscribe (self->connection, NULL, INTERFACE, "Changed", OBJECT_PATH,
                                          NULL, G_DBUS_SIGNAL_FLAGS_NONE, changed_cb, self, NULL);
  for (guint i = 0; i < self->pending->len; i++)
    emit (self, g_ptr_array_index (self->pending, i));
  g_ptr_array_set_size (self->pending, 0);
}

static void
amends_workspace_bus_dispose (GObject *object)
{
  AmendsWorkspaceBus *self = AMENDS_WORKSPACE_BUS (object);

  g_cancellable_cancel (self->cancellable);
  if (self->subscription)
    g_dbus_connection_signal_unsubscribe (self->connection, self->subscription);
  self->subscription = 0;
  g_clear_object (&self->connection);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (amends_workspace_bus_parent_class)->dispose (object);
}

static void
amends_workspace_bus_finalize (GObject *object)
{
  AmendsWorkspaceBus *self = AMENDS_WORKSPACE_BUS (object);

  g_free (self->folder_digest);
  g_ptr_array_unref (self->pending);

  G_OBJECT_CLASS (amends_workspace_bus_parent_class)->finalize (object);
}

static void
amends_workspace_bus_class_init (AmendsWorkspaceBusClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = amends_workspace_bus_dispose;
  object_class->finalize = amends_workspace_bus_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
amends_workspace_bus_init (AmendsWorkspaceBus *self)
{
  self->cancellable = g_cancellable_new ();
  self->pending = g_ptr_array_new_with_free_func (g_free);
}

AmendsWorkspaceBus *
amends_workspace_bus_new (const char *folder)
{
  AmendsWorkspaceBus *self = g_object_new (AMENDS_TYPE_WORKSPACE_BUS, NULL);
  g_autofree char *canonical = g_canonicalize_filename (folder, NULL);

  self->folder_digest = amends_digest (canonical, -1);
  g_bus_get (G_BUS_TYPE_SESSION, self->cancellable, bus_cb, self);
  return self;
}

void
amends_workspace_bus_tell (AmendsWorkspaceBus *self, const char *escalation_id)
{
  const char *id = escalation_id ? escalation_id : "";

  if (self->connection)
    emit (self, id);
  else
    g_ptr_array_add (self->pending, g_strdup (id));
}

void
amends_workspace_bus_flush (AmendsWorkspaceBus *self)
{
  g_autoptr (GError) error = NULL;

  if (self->connection == NULL && self->pending->len > 0)
    {
      self->connection = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, &error);
      if (self->connection == NULL)
        {
          g_debug ("No session bus: %s", error->message);
          return;
        }
      for (guint i = 0; i < self->pending->len; i++)
        emit (self, g_ptr_array_index (self->pending, i));
      g_ptr_array_set_size (self->pending, 0);
    }
  if (self->connection && !g_dbus_connection_flush_sync (self->connection, NULL, &error))
    g_debug ("Other windows were not told: %s", error->message);
}
