/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The listener to which a browser comes back from a sign-in. Browsers open connections ahead and
 * ask for pictures, so several are served at once and only one counts. */

#include "config.h"

#include "amends-oauth-listener.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "amends-net-wait.h"
#include "amends-secrets.h"
#include "amends-text.h"

#define PATH "/callback"
#define MOST_BYTES 16384
#define MOST_VISITORS 16
#define VISIT_SECONDS 10

struct _AmendsOAuthListener
{
  GMainContext *context;   /* (owned) */
  GSocketService *service; /* (owned) */
  guint16 port;
  GPtrArray *visitors; /* (owned) (element-type Visitor) */
  const char *state;   /* (nullable): while waiting */
  GCancellable *inner; /* (owned): ends every visit */
  gboolean done;
  char *code;    /* (owned) (nullable) */
  GError *error; /* (owned) (nullable) */
};

typedef struct
{
  AmendsOAuthListener *listener;
  GSocketConnection *connection; /* (owned) */
  GByteArray *head;              /* (owned): of the request */
  char *answer;                  /* (owned) (nullable) */
  gboolean ends;                 /* this was the one */
  char block[2048];
} Visitor;

static void
visitor_free (Visitor *self)
{
  g_io_stream_close (G_IO_STREAM (self->connection), NULL, NULL);
  g_clear_object (&self->connection);
  explicit_bzero (self->head->data, self->head->len);
  explicit_bzero (self->block, sizeof self->block);
  g_byte_array_unref (self->head);
  g_free (self->answer);
  g_free (self);
}

/* --- Answers --- */

/* (transfer full): a page of one sentence. */
static char *
make_answer (const char *status, const char *sentence)
{
  g_autofree char *text = g_markup_escape_text (sentence, -1);
  g_autofree char *title = g_markup_escape_text (_ ("Amends"), -1);
  g_autofree char *page =
      g_strdup_printf ("<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><title>%s</title>"
                       "</head><body><p>%s</p></body></html>\n",
                       title, text);

  return g_strdup_printf ("HTTP/1.1 %s\r\n"
                          "Content-Type: text/html; charset=utf-8\r\n"
                          "Content-Length: %" G_GSIZE_FORMAT "\r\n"
                          "Cache-Control: no-store\r\n"
                          "Referrer-Policy: no-referrer\r\n"
                          "Content-Security-Policy: default-src 'none'\r\n"
                          "X-Content-Type-Options: nosniff\r\n"
                          "Connection: close\r\n\r\n%s",
                          status, strlen (page), page);
}

static void
wrote_cb (GObject *stream, GAsyncResult *result, gpointer user_data)
{
  Visitor *self = user_data;
  AmendsOAuthListener *listener = self->listener;
  gboolean ends = self->ends;

  /* Whether the browser still listens does not matter: what it brought has been read. */
  g_output_stream_write_all_finish (G_OUTPUT_STREAM (stream), result, NULL, NULL);
  g_socket_shutdown (g_socket_connection_get_socket (self->connection), FALSE, TRUE, NULL);
  g_ptr_array_remove (listener->visitors, self);
  if (ends)
    listener->done = TRUE;
}

static void
answer (Visitor *self, const char *status, const char *sentence)
{
  g_free (self->answer);
  self->answer = make_answer (status, sentence);
  g_output_stream_write_all_async (g_io_stream_get_output_stream (G_IO_STREAM (self->connection)),
                                   self->answer, strlen (self->answer), G_PRIORITY_DEFAULT,
                                   self->listener->inner, wrote_cb, self);
}

/* --- What a request says --- */

/* In a time that does not tell how much of it was right. */
static gboolean
is_equal (const char *a, const char *b)
{
  gsize length = strlen (a);
  guint difference = strlen (b) != length;

  for (gsize i = 0; i < length && b[i] != '\0'; i++)
    difference |= (guchar) a[i] ^ (guchar) b[i];
  return difference == 0;
}

/* (transfer full) (nullable): NULL when there is not exactly one of this name. */
static char *
dup_parameter (char **parameters, const char *name)
{
  char *found = NULL;

  for (guint i = 0; parameters[i] != NULL; i++)
    {
      g_auto (GStrv) pair = g_strsplit (parameters[i], "=", 2);

      if (pair[0] == NULL || pair[1] == NULL || strcmp (pair[0], name) != 0)
        continue;
      if (found != NULL)
        {
          g_free (found);
          return NULL;
        }
      g_strdelimit (pair[1], "+", ' ');
      found = g_uri_unescape_string (pair[1], NULL);
      if (found == NULL || !g_utf8_validate (found, -1, NULL))
        {
          g_free (found);
          return NULL;
        }
    }
  return found;
}

static void
take_refusal (Visitor *self, char **parameters, const char *code)
{
  g_autofree char *description = dup_parameter (parameters, "error_description");
  g_autofree char *said = amends_text_one_line (description != NULL ? description : code, 200);

  if (strcmp (code, "access_denied") == 0)
    g_set_error_literal (&self->listener->error, AMENDS_NET_ERROR, AMENDS_NET_ERROR_AUTH,
                         _ ("The sign-in was declined in the browser"));
  else
    /* Translators: %s is what the server said, often in English. */
    g_set_error (&self->listener->error, AMENDS_NET_ERROR, AMENDS_NET_ERROR_AUTH,
                 _ ("The server refused the sign-in: %s"), said);
  self->ends = TRUE;
  answer (self, "200 OK", _ ("The sign-in was not completed. You can close this window."));
}

/* The request with the right path: the one, or one that is not from our sign-in. */
static void
judge (Visitor *self, const char *query)
{
  AmendsOAuthListener *listener = self->listener;
  g_auto (GStrv) parameters = g_strsplit (query, "&", 64);
  g_autofree char *state = dup_parameter (parameters, "state");
  g_autofree char *refusal = dup_parameter (parameters, "error");
  char *code = dup_parameter (parameters, "code");

  if (state == NULL || (code == NULL) == (refusal == NULL))
    answer (self, "404 Not Found", _ ("There is nothing here."));
  else if (!is_equal (listener->state, state))
    {
      g_set_error_literal (&listener->error, AMENDS_NET_ERROR, AMENDS_NET_ERROR_AUTH,
                           _ ("The browser came back from another sign-in; start again"));
      self->ends = TRUE;
      answer (self, "400 Bad Request",
              _ ("This belongs to another sign-in. Go back to Amends and start again."));
    }
  else if (refusal != NULL)
    take_refusal (self, parameters, refusal);
  else
    {
      listener->code = g_steal_pointer (&code);
      self->ends = TRUE;
      answer (self, "200 OK",
              _ ("You are signed in. You can close this window and go back to Amends."));
    }
  amends_secrets_free_value (code);
  for (guint i = 0; parameters[i] != NULL; i++)
    explicit_bzero (parameters[i], strlen (parameters[i]));
}

/* A page elsewhere can make a browser come here under a name of its own; it must be ours. */
static gboolean
is_host_ours (AmendsOAuthListener *self, char **lines)
{
  g_autofree char *host = g_strdup_printf ("127.0.0.1:%u", self->port);
  guint found = 0;

  for (guint i = 1; lines[i] != NULL; i++)
    {
      if (g_ascii_strncasecmp (lines[i], "host:", 5) != 0)
        continue;
      if (strcmp (g_strstrip (lines[i] + 5), host) != 0)
        return FALSE;
      found++;
    }
  return found == 1;
}

static void
take_request (Visitor *self)
{
  g_autofree char *text = g_strndup ((const char *) self->head->data, self->head->len);
  g_auto (GStrv) lines = g_strsplit (text, "\r\n", -1);
  g_auto (GStrv) words = g_strsplit (lines[0], " ", 4);
  const char *query = NULL;

  if (g_strv_length (words) == 3 && strcmp (words[0], "GET") == 0 &&
      g_str_has_prefix (words[1], PATH "?"))
    query = words[1] + strlen (PATH "?");

  if (self->listener->done || self->listener->code != NULL || self->listener->error != NULL ||
      query == NULL || !is_host_ours (self->listener, lines))
    answer (self, "404 Not Found", _ ("There is nothing here."));
  else
    judge (self, query);
  explicit_bzero (text, strlen (text));
  for (guint i = 0; words[i] != NULL; i++)
    explicit_bzero (words[i], strlen (words[i]));
  explicit_bzero (lines[0], strlen (lines[0]));
}

static void read_more (Visitor *self);

static void
read_cb (GObject *stream, GAsyncResult *result, gpointer user_data)
{
  Visitor *self = user_data;
  gssize size = g_input_stream_read_finish (G_INPUT_STREAM (stream), result, NULL);

  if (size <= 0 || self->head->len + size > MOST_BYTES)
    {
      g_ptr_array_remove (self->listener->visitors, self);
      return;
    }
  g_byte_array_append (self->head, (const guint8 *) self->block, size);
  if (g_strstr_len ((const char *) self->head->data, self->head->len, "\r\n\r\n") != NULL)
    take_request (self);
  else
    read_more (self);
}

static void
read_more (Visitor *self)
{
  g_input_stream_read_async (g_io_stream_get_input_stream (G_IO_STREAM (self->connection)),
                             self->block, sizeof self->block, G_PRIORITY_DEFAULT,
                             self->listener->inner, read_cb, self);
}

static gboolean
incoming_cb (GSocketService *service,
             GSocketConnection *connection,
             GObject *source,
             gpointer user_data)
{
  AmendsOAuthListener *self = user_data;
  Visitor *visitor;

  if (self->visitors->len >= MOST_VISITORS)
    return TRUE;
  g_socket_set_timeout (g_socket_connection_get_socket (connection), VISIT_SECONDS);
  visitor = g_new0 (Visitor, 1);
  visitor->listener = self;
  visitor->connection = g_object_ref (connection);
  visitor->head = g_byte_array_sized_new (MOST_BYTES);
  g_ptr_array_add (self->visitors, visitor);
  read_more (visitor);
  return TRUE;
}

/* --- The wait --- */

AmendsOAuthListener *
amends_oauth_listener_new (GError **error)
{
  g_autoptr (AmendsOAuthListener) self = g_new0 (AmendsOAuthListener, 1);
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) bound = NULL;
  g_autoptr (GError) local = NULL;

  self->context = g_main_context_new ();
  self->inner = g_cancellable_new ();
  self->visitors = g_ptr_array_new_with_free_func ((GDestroyNotify) visitor_free);
  g_main_context_push_thread_default (self->context);
  self->service = g_socket_service_new ();
  g_signal_connect (self->service, "incoming", G_CALLBACK (incoming_cb), self);
  if (g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), any, G_SOCKET_TYPE_STREAM,
                                     G_SOCKET_PROTOCOL_TCP, NULL, &bound, &local))
    self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
  g_main_context_pop_thread_default (self->context);
  if (local != NULL)
    {
      /* Translators: %s is what the system says. */
      g_set_error (error, AMENDS_NET_ERROR, AMENDS_NET_ERROR_AUTH,
                   _ ("The answer of the browser cannot be waited for: %s"), local->message);
      return NULL;
    }
  return g_steal_pointer (&self);
}

void
amends_oauth_listener_free (AmendsOAuthListener *self)
{
  g_main_context_push_thread_default (self->context);
  g_cancellable_cancel (self->inner);
  if (self->service != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->service, self);
      g_socket_service_stop (self->service);
      g_socket_listener_close (G_SOCKET_LISTENER (self->service));
    }
  /* The visits end one by one, each in its own callback. */
  while (self->visitors->len > 0)
    g_main_context_iteration (self->context, TRUE);
  g_clear_object (&self->service);
  while (g_main_context_iteration (self->context, FALSE))
    ;
  g_main_context_pop_thread_default (self->context);
  g_ptr_array_unref (self->visitors);
  g_main_context_unref (self->context);
  g_object_unref (self->inner);
  amends_secrets_free_value (self->code);
  g_clear_error (&self->error);
  g_free (self);
}

char *
amends_oauth_listener_dup_address (AmendsOAuthListener *self)
{
  return g_strdup_printf ("http://127.0.0.1:%u" PATH, self->port);
}

static gboolean
over_cb (gpointer user_data)
{
  AmendsOAuthListener *self = user_data;

  if (self->error == NULL && self->code == NULL)
    g_set_error_literal (&self->error, AMENDS_NET_ERROR, AMENDS_NET_ERROR_AUTH,
                         _ ("The sign-in was not completed in time; start again"));
  self->done = TRUE;
  return G_SOURCE_REMOVE;
}

char *
amends_oauth_listener_wait (AmendsOAuthListener *self,
                            const char *state,
                            guint seconds,
                            GCancellable *cancellable,
                            GError **error)
{
  g_autoptr (GSource) timer = g_timeout_source_new_seconds (seconds);

  self->state = state;
  g_main_context_push_thread_default (self->context);
  g_source_set_callback (timer, over_cb, self, NULL);
  g_source_attach (timer, self->context);
  amends_net_wait (self->context, &self->done, cancellable);
  g_source_destroy (timer);
  g_main_context_pop_thread_default (self->context);

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  if (self->error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&self->error));
      return NULL;
    }
  return g_steal_pointer (&self->code);
}
