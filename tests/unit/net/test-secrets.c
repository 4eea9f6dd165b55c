/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Secrets with a keyring, with none, with one that is locked, and with one that says nothing. Each
 * in a process of its own: a process has one session bus. */

#include "config.h"

#include "amends-secrets.h"

#include <glib/gstdio.h>
#include <libsecret/secret.h>
#include <string.h>

#define CANARY "canary-5a77e0c3d196"

static void
check (AmendsSecrets *secrets, const char *name, const char *expected)
{
  g_autoptr (GError) error = NULL;
  char *value = amends_secrets_look_up (secrets, name, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (value, ==, expected);
  amends_secrets_free_value (value);
}

static void
store (AmendsSecrets *secrets, const char *name, const char *value)
{
  g_autoptr (GError) error = NULL;
  gboolean stored = amends_secrets_store (secrets, name, value, NULL, &error);

  g_assert_no_error (error);
  g_assert_true (stored);
}

static void
pass_in_subprocess (const char *path)
{
  g_test_trap_subprocess (path, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_passed ();
}

/* --- None --- */

static void
test_none (void)
{
  pass_in_subprocess ("/secrets/none/subprocess");
}

static void
run_none (void)
{
  g_autoptr (AmendsSecrets) secrets = NULL;
  g_autoptr (AmendsSecrets) other = NULL;

  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent", TRUE);
  secrets = amends_secrets_new ("one");
  other = amends_secrets_new ("one");
  g_assert_false (amends_secrets_is_lasting (secrets));
  check (secrets, "crm.key", NULL);
  store (secrets, "crm.key", CANARY);
  store (secrets, "crm.other", "\303\251\n\"'");
  g_assert_false (amends_secrets_is_lasting (secrets));
  check (secrets, "crm.key", CANARY);
  check (secrets, "crm.other", "\303\251\n\"'");
  check (secrets, "crm", NULL);
  check (other, "crm.key", NULL);
  store (secrets, "crm.key", "new");
  check (secrets, "crm.key", "new");
  store (secrets, "crm.key", NULL);
  check (secrets, "crm.key", NULL);
  store (secrets, "crm.key", NULL);
  check (secrets, "crm.other", "\303\251\n\"'");
}

/* --- A bus and a keyring --- */

static char *folder;
static GTestDBus *bus;
static GSubprocess *daemon_process;
static GDBusConnection *connection;
static int leaks;

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR) && !g_file_test (child, G_FILE_TEST_IS_SYMLINK))
        remove_tree (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

/* Whatever goes over the bus in either direction. */
static GDBusMessage *
watch (GDBusConnection *on, GDBusMessage *message, gboolean incoming, gpointer user_data)
{
  gsize size;
  g_autofree guchar *blob =
      g_dbus_message_to_blob (message, &size, G_DBUS_CAPABILITY_FLAGS_UNIX_FD_PASSING, NULL);

  if (blob != NULL && g_strstr_len ((char *) blob, size, CANARY) != NULL)
    g_atomic_int_inc (&leaks);
  for (gsize i = 0; blob != NULL && i + strlen (CANARY) <= size; i++)
    {
      if (memcmp (blob + i, CANARY, strlen (CANARY)) == 0)
        g_atomic_int_inc (&leaks);
    }
  return message;
}

static void
start_bus (void)
{
  static const char *const variables[] = { "HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME",
                                           "XDG_CACHE_HOME", "XDG_RUNTIME_DIR" };
  g_autoptr (GError) error = NULL;

  folder = g_dir_make_tmp ("amends-keyring-XXXXXX", NULL);
  g_chmod (folder, 0700);
  for (guint i = 0; i < G_N_ELEMENTS (variables); i++)
    g_setenv (variables[i], folder, TRUE);
  g_unsetenv ("DISPLAY");
  g_unsetenv ("WAYLAND_DISPLAY");
  bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (bus);
  connection = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, &error);
  g_assert_no_error (error);
  g_dbus_connection_set_exit_on_close (connection, FALSE);
  g_dbus_connection_add_filter (connection, watch, NULL, NULL);
}

static gboolean
is_owned (void)
{
  g_autoptr (GVariant) result =
      g_dbus_connection_call_sync (connection, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                                   "org.freedesktop.DBus", "NameHasOwner",
                                   g_variant_new ("(s)", "org.freedesktop.secrets"), NULL,
                                   G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL);
  gboolean owned = FALSE;

  if (result != NULL)
    g_variant_get (result, "(b)", &owned);
  return owned;
}

/* The daemon takes its name before it has unlocked anything. */
static gboolean
is_unlocked (void)
{
  g_autoptr (GVariant) result =
      g_dbus_connection_call_sync (connection, "org.freedesktop.secrets",
                                   "/org/freedesktop/secrets", "org.freedesktop.Secret.Service",
                                   "ReadAlias", g_variant_new ("(s)", "default"), NULL,
                                   G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, NULL, NULL);
  const char *path = "/";

  if (result != NULL)
    g_variant_get (result, "(&o)", &path);
  return strcmp (path, "/") != 0;
}

static void
start_keyring (void)
{
  g_autoptr (GSubprocessLauncher) launcher = NULL;
  g_autoptr (GError) error = NULL;
  GOutputStream *input;

  launcher =
      g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_SILENCE |
                                 G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  /* What makes this test strict must not make the daemon so. */
  g_subprocess_launcher_unsetenv (launcher, "G_DEBUG");
  g_subprocess_launcher_unsetenv (launcher, "MALLOC_PERTURB_");
  daemon_process =
      g_subprocess_launcher_spawn (launcher, &error, "gnome-keyring-daemon", "--unlock",
                                   "--components=secrets", "--foreground", NULL);
  g_assert_no_error (error);
  input = g_subprocess_get_stdin_pipe (daemon_process);
  g_output_stream_write_all (input, "test", 4, NULL, NULL, NULL);
  g_output_stream_close (input, NULL, NULL);
  for (guint i = 0; i < 500 && !is_unlocked (); i++)
    g_usleep (10 * 1000);
  g_assert_true (is_unlocked ());
}

static void
stop_all (void)
{
  if (daemon_process != NULL)
    {
      g_subprocess_force_exit (daemon_process);
      g_subprocess_wait (daemon_process, NULL, NULL);
      g_clear_object (&daemon_process);
    }
  g_assert_cmpint (leaks, ==, 0);
  secret_service_disconnect ();
  g_clear_object (&connection);
  /* Not unreferenced: that would wait for libsecret to let go of the connection. */
  g_test_dbus_stop (bus);
  remove_tree (folder);
  g_clear_pointer (&folder, g_free);
}

static gboolean
skip_without (const char *program)
{
  g_autofree char *path = g_find_program_in_path (program);
  g_autofree char *reason = g_strdup_printf ("%s is not installed", program);

  if (path == NULL)
    g_test_skip (reason);
  return path == NULL;
}

static void
test_keyring (void)
{
  if (!skip_without ("dbus-daemon") && !skip_without ("gnome-keyring-daemon"))
    pass_in_subprocess ("/secrets/keyring/subprocess");
}

static void
run_keyring (void)
{
  g_autoptr (AmendsSecrets) secrets = amends_secrets_new ("one");
  g_autoptr (AmendsSecrets) again = amends_secrets_new ("one");
  g_autoptr (AmendsSecrets) other = amends_secrets_new ("two");
  g_autofree char *large = g_strnfill (100000, 'x');

  start_bus ();
  start_keyring ();
  check (secrets, "crm.key", NULL);
  store (secrets, "crm.key", CANARY);
  g_assert_true (amends_secrets_is_lasting (secrets));
  check (secrets, "crm.key", CANARY);
  check (again, "crm.key", CANARY);
  check (again, "crm.other", NULL);
  check (other, "crm.key", NULL);
  store (other, "crm.key", "theirs");
  store (again, "crm.key", "new\303\251\n");
  check (secrets, "crm.key", "new\303\251\n");
  store (secrets, "crm.large", large);
  check (again, "crm.large", large);
  store (secrets, "crm.key", NULL);
  check (again, "crm.key", NULL);
  store (secrets, "crm.key", NULL);
  check (other, "crm.key", "theirs");
  stop_all ();
}

/* --- Locked --- */

static void
test_locked (void)
{
  if (!skip_without ("dbus-daemon") && !skip_without ("gnome-keyring-daemon"))
    pass_in_subprocess ("/secrets/locked/subprocess");
}

static void
lock_keyring (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SecretService) service =
      secret_service_get_sync (SECRET_SERVICE_LOAD_COLLECTIONS, NULL, &error);
  g_autolist (SecretCollection) collections = NULL;

  g_assert_no_error (error);
  collections = secret_service_get_collections (service);
  g_assert_cmpint (secret_service_lock_sync (service, collections, NULL, NULL, &error), >, 0);
  g_assert_no_error (error);
}

/* There is nobody to show the question: the value is not lost, and nobody waits for good. */
static void
run_locked (void)
{
  g_autoptr (AmendsSecrets) secrets = amends_secrets_new ("one");
  g_autoptr (AmendsSecrets) again = amends_secrets_new ("one");
  g_autoptr (GError) error = NULL;
  gint64 started;

  start_bus ();
  start_keyring ();
  store (secrets, "crm.key", "old");
  lock_keyring ();
  amends_secrets_set_patience (secrets, 1);
  amends_secrets_set_patience (again, 1);

  started = g_get_monotonic_time ();
  g_assert_false (amends_secrets_store (secrets, "crm.key", CANARY, NULL, &error));
  g_assert_error (error, AMENDS_NET_ERROR, AMENDS_NET_ERROR_KEYRING);
  g_assert_null (strstr (error->message, CANARY));
  g_assert_cmpint (g_get_monotonic_time () - started, <, 3 * G_USEC_PER_SEC);
  g_assert_false (amends_secrets_is_lasting (secrets));
  check (secrets, "crm.key", CANARY);
  g_clear_error (&error);

  /* Locked is not the same as none. */
  g_assert_null (amends_secrets_look_up (again, "crm.key", NULL, &error));
  g_assert_error (error, AMENDS_NET_ERROR, AMENDS_NET_ERROR_KEYRING);
  g_clear_error (&error);
  g_assert_false (amends_secrets_store (again, "crm.key", NULL, NULL, &error));
  g_assert_error (error, AMENDS_NET_ERROR, AMENDS_NET_ERROR_KEYRING);
  stop_all ();
}

/* --- Silent --- */

static void
ignore_call (GDBusConnection *on,
             const char *sender,
             const char *path,
             const char *interface,
             const char *method,
             GVariant *parameters,
             GDBusMethodInvocation *invocation,
             gpointer user_data)
{
  GPtrArray *kept = user_data;

  g_ptr_array_add (kept, invocation);
}

/* Takes the name and every call, and never answers. */
static void
start_silent_service (GPtrArray *kept)
{
  static const char xml[] =
      "<node><interface name='org.freedesktop.Secret.Service'>"
      "<method name='OpenSession'><arg type='s' direction='in'/><arg type='v' direction='in'/>"
      "<arg type='v' direction='out'/><arg type='o' direction='out'/></method>"
      "<method name='SearchItems'><arg type='a{ss}' direction='in'/>"
      "<arg type='ao' direction='out'/><arg type='ao' direction='out'/></method>"
      "</interface></node>";
  static const GDBusInterfaceVTable table = { .method_call = ignore_call };
  g_autoptr (GDBusNodeInfo) node = NULL;
  g_autoptr (GDBusConnection) own = NULL;
  g_autoptr (GVariant) result = NULL;
  g_autoptr (GError) error = NULL;

  node = g_dbus_node_info_new_for_xml (xml, &error);
  g_assert_no_error (error);
  own = g_dbus_connection_new_for_address_sync (g_test_dbus_get_bus_address (bus),
                                                G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                                                    G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                                NULL, NULL, &error);
  g_assert_no_error (error);
  g_dbus_connection_register_object (own, "/org/freedesktop/secrets", node->interfaces[0], &table,
                                     kept, NULL, &error);
  g_assert_no_error (error);
  result = g_dbus_connection_call_sync (own, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                                        "org.freedesktop.DBus", "RequestName",
                                        g_variant_new ("(su)", "org.freedesktop.secrets", 0), NULL,
                                        G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
  g_assert_no_error (error);
  g_object_set_data_full (G_OBJECT (connection), "silent", g_steal_pointer (&own), g_object_unref);
}

static void
test_silent (void)
{
  if (!skip_without ("dbus-daemon"))
    pass_in_subprocess ("/secrets/silent/subprocess");
}

static gpointer
cancel_soon (gpointer user_data)
{
  g_usleep (100 * 1000);
  g_cancellable_cancel (user_data);
  return NULL;
}

static void
run_silent (void)
{
  g_autoptr (AmendsSecrets) secrets = amends_secrets_new ("one");
  g_autoptr (GPtrArray) kept = g_ptr_array_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  gint64 started;
  GThread *canceller;

  start_bus ();
  start_silent_service (kept);
  g_assert_true (is_owned ());
  amends_secrets_set_patience (secrets, 1);
  started = g_get_monotonic_time ();
  g_assert_false (amends_secrets_store (secrets, "crm.key", CANARY, NULL, &error));
  g_assert_error (error, AMENDS_NET_ERROR, AMENDS_NET_ERROR_KEYRING);
  g_assert_cmpint (g_get_monotonic_time () - started, <, 2 * G_USEC_PER_SEC);
  check (secrets, "crm.key", CANARY);
  g_clear_error (&error);

  amends_secrets_set_patience (secrets, 30);
  canceller = g_thread_new ("cancel", cancel_soon, cancellable);
  started = g_get_monotonic_time ();
  g_assert_null (amends_secrets_look_up (secrets, "crm.other", cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (g_get_monotonic_time () - started, <, G_USEC_PER_SEC);
  g_thread_join (canceller);
  g_clear_error (&error);

  /* Cancelled, it is still not lost. */
  g_assert_false (amends_secrets_store (secrets, "crm.third", "x", cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  check (secrets, "crm.third", "x");
  stop_all ();
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/secrets/none", test_none);
  g_test_add_func ("/secrets/none/subprocess", run_none);
  g_test_add_func ("/secrets/keyring", test_keyring);
  g_test_add_func ("/secrets/keyring/subprocess", run_keyring);
  g_test_add_func ("/secrets/locked", test_locked);
  g_test_add_func ("/secrets/locked/subprocess", run_locked);
  g_test_add_func ("/secrets/silent", test_silent);
  g_test_add_func ("/secrets/silent/subprocess", run_silent);

  return g_test_run ();
}
