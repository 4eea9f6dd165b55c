/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A server on the loopback that does what a test says. */

#include "config.h"

#include "net-server.h"

#include <string.h>

struct _NetServer
{
  GSocketService *service;
  GMainContext *context;
  GMainLoop *loop;
  GThread *thread;
  guint16 port;
  GTlsCertificate *certificate;
  GCancellable *stop;
  NetServerFunc func;
  gpointer user_data;
  int count;
  int connections;
  int running;
  GMutex mutex;
  GString *seen;
  char *last_head;
};

/* (transfer full) (nullable) */
static GIOStream *
wrap (NetServer *self, GSocketConnection *connection)
{
  g_autoptr (GIOStream) secure = NULL;

  if (self->certificate == NULL)
    return G_IO_STREAM (g_object_ref (connection));
  secure = g_tls_server_connection_new (G_IO_STREAM (connection), self->certificate, NULL);
  if (!g_tls_connection_handshake (G_TLS_CONNECTION (secure), self->stop, NULL))
    return NULL;
  return g_steal_pointer (&secure);
}

static gboolean
run_cb (GThreadedSocketService *service,
        GSocketConnection *connection,
        GObject *source,
        gpointer user_data)
{
  NetServer *self = user_data;
  g_autoptr (GIOStream) stream = NULL;

  g_atomic_int_inc (&self->running);
  g_atomic_int_inc (&self->connections);
  stream = wrap (self, connection);
  if (stream != NULL)
    {
      NetPeer peer = { self, g_io_stream_get_input_stream (stream),
                       g_io_stream_get_output_stream (stream), 0 };

      self->func (&peer, self->user_data);
    }
  g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
  g_atomic_int_add (&self->running, -1);
  return TRUE;
}

static gpointer
serve (gpointer user_data)
{
  NetServer *self = user_data;

  g_main_context_push_thread_default (self->context);
  g_socket_service_start (self->service);
  g_main_loop_run (self->loop);
  g_main_context_pop_thread_default (self->context);
  return NULL;
}

NetServer *
net_server_new (NetServerFunc func, gpointer user_data, GTlsCertificate *certificate)
{
  NetServer *self = g_new0 (NetServer, 1);
  g_autoptr (GInetAddress) address = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new (address, 0);
  g_autoptr (GSocketAddress) bound = NULL;
  g_autoptr (GError) error = NULL;

  g_mutex_init (&self->mutex);
  self->seen = g_string_new (NULL);
  self->func = func;
  self->user_data = user_data;
  self->certificate = certificate != NULL ? g_object_ref (certificate) : NULL;
  self->stop = g_cancellable_new ();
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);

  g_main_context_push_thread_default (self->context);
  self->service = g_threaded_socket_service_new (32);
  g_socket_service_stop (self->service);
  g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), any, G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_TCP, NULL, &bound, &error);
  g_assert_no_error (error);
  g_signal_connect (self->service, "run", G_CALLBACK (run_cb), self);
  g_main_context_pop_thread_default (self->context);

  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
  self->thread = g_thread_new ("server", serve, self);
  return self;
}

static gboolean
quit_cb (gpointer user_data)
{
  NetServer *self = user_data;

  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  g_main_loop_quit (self->loop);
  return G_SOURCE_REMOVE;
}

void
net_server_free (NetServer *self)
{
  g_cancellable_cancel (self->stop);
  g_main_context_invoke (self->context, quit_cb, self);
  g_thread_join (self->thread);
  while (g_atomic_int_get (&self->running) > 0)
    g_usleep (1000);
  g_thread_pool_stop_unused_threads ();
  while (g_main_context_iteration (self->context, FALSE))
    ;
  g_clear_object (&self->service);
  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);
  g_clear_object (&self->certificate);
  g_clear_object (&self->stop);
  g_mutex_clear (&self->mutex);
  g_string_free (self->seen, TRUE);
  g_free (self->last_head);
  g_free (self);
}

guint16
net_server_get_port (NetServer *self)
{
  return self->port;
}

char *
net_server_dup_url (NetServer *self, const char *path)
{
  return g_strdup_printf ("%s://localhost:%u%s", self->certificate != NULL ? "https" : "http",
                          self->port, path);
}

guint
net_server_get_count (NetServer *self)
{
  return g_atomic_int_get (&self->count);
}

guint
net_server_get_connections (NetServer *self)
{
  return g_atomic_int_get (&self->connections);
}

char *
net_server_dup_seen (NetServer *self)
{
  char *seen;

  g_mutex_lock (&self->mutex);
  seen = g_strdup (self->seen->str);
  g_mutex_unlock (&self->mutex);
  return seen;
}

char *
net_server_dup_last_head (NetServer *self)
{
  char *head;

  g_mutex_lock (&self->mutex);
  head = g_strdup (self->last_head);
  g_mutex_unlock (&self->mutex);
  return head;
}

/* Up to the blank line; FALSE at the end of the connection. */
static gboolean
read_head (NetPeer *self, GString *head)
{
  for (;;)
    {
      char c;
      gssize n = g_input_stream_read (self->input, &c, 1, self->server->stop, NULL);

      if (n <= 0)
        return FALSE;
      g_mutex_lock (&self->server->mutex);
      g_string_append_c (self->server->seen, c);
      g_mutex_unlock (&self->server->mutex);
      g_string_append_c (head, c);
      if (g_str_has_suffix (head->str, "\r\n\r\n"))
        return TRUE;
    }
}

static gsize
get_length (const char *head)
{
  g_auto (GStrv) lines = g_strsplit (head, "\r\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (g_ascii_strncasecmp (lines[i], "content-length:", 15) == 0)
        return g_ascii_strtoull (lines[i] + 15, NULL, 10);
    }
  return 0;
}

NetRequest *
net_peer_read (NetPeer *self)
{
  NetServer *server = self->server;
  g_autoptr (GString) head = g_string_new (NULL);
  g_autofree char *body = NULL;
  g_auto (GStrv) words = NULL;
  NetRequest *request;
  gsize length;
  gsize taken = 0;

  if (!read_head (self, head))
    return NULL;
  length = get_length (head->str);
  body = g_malloc0 (length + 1);
  if (!g_input_stream_read_all (self->input, body, length, &taken, server->stop, NULL) ||
      taken < length)
    return NULL;

  g_mutex_lock (&server->mutex);
  g_string_append (server->seen, body);
  g_free (server->last_head);
  server->last_head = g_strdup (head->str);
  g_mutex_unlock (&server->mutex);
  g_atomic_int_inc (&server->count);
  self->requests++;

  words = g_strsplit (head->str, " ", 3);
  request = g_new0 (NetRequest, 1);
  request->method = g_strdup (words[0]);
  request->target = g_strdup (words[1]);
  request->head = g_strdup (head->str);
  request->body = g_steal_pointer (&body);
  return request;
}

void
net_request_free (NetRequest *self)
{
  if (self == NULL)
    return;
  g_free (self->method);
  g_free (self->target);
  g_free (self->head);
  g_free (self->body);
  g_free (self);
}

gboolean
net_peer_write (NetPeer *self, const char *data, gssize length)
{
  return g_output_stream_write_all (self->output, data, length < 0 ? strlen (data) : (gsize) length,
                                    NULL, self->server->stop, NULL);
}

void
net_peer_hang (NetPeer *self)
{
  char block[256];

  while (g_input_stream_read (self->input, block, sizeof block, self->server->stop, NULL) > 0)
    ;
}
