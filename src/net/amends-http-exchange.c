/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One try: one request sent at most once, one answer read, and the truth on what became of it.
 *
 * libsoup 3.2 sends a request again by itself when a kept connection turns out to be closed and the
 * method is one that RFC 9110 calls idempotent, PUT and DELETE among them; POST and PATCH always
 * get a new connection unless they are marked. What must not be sent twice therefore never goes
 * over a connection on which libsoup could repeat it, and should libsoup begin to all the same, it
 * is stopped before the first byte. */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "amends-http-private.h"
#include "amends-net-wait.h"

#define BLOCK 65536
/* libsoup 3.2 reads headers without end; later ones stop at 100 KiB and call it a cut. */
#define MOST_HEADER_BYTES (64 * 1024)
#define TICK_MS 50

typedef enum
{
  STOP_NONE,
  STOP_CANCELLED,
  STOP_IDLE,
  STOP_WHOLE,
  STOP_HEADERS,
  STOP_REPEATED,
} Stop;

typedef struct
{
  AmendsHttpExchange *exchange;
  SoupMessage *message;
  GCancellable *cancellable; /* (nullable): the caller's */
  GCancellable *inner;       /* stops what runs now, for any of the reasons */
  Stop stop;
  gboolean sent;    /* every byte of the request */
  gboolean refused; /* by the caller's function */
  gboolean done;
  GInputStream *stream;
  gssize size;       /* of the last read */
  gboolean has_read; /* anything of a body */
  GError *error;
  guint64 progress; /* bytes in either direction, and steps of the connection */
  guint steps;
  gint64 started; /* monotonic */
  gint64 moved;   /* when there was progress last */
} Try;

static void
stop (Try *try, Stop reason)
{
  if (try->stop == STOP_NONE)
    try->stop = reason;
  g_cancellable_cancel (try->inner);
}

static void
wrote_body_cb (SoupMessage *message, Try *try)
{
  try->sent = TRUE;
}

static void
restarted_cb (SoupMessage *message, Try *try)
{
  if (try->exchange->request->idempotent)
    try->sent = FALSE;
  else
    stop (try, STOP_REPEATED);
}

/* A connection of HTTP/1.1 carries one request at a time, so that what was sent and what came can
 * be told; one that carries many leaves that open when it breaks. */
static void
network_event_cb (SoupMessage *message, GSocketClientEvent event, GIOStream *connection, Try *try)
{
  static const char *const protocols[] = { "http/1.1", NULL };

  try->steps++;
  if (event == G_SOCKET_CLIENT_TLS_HANDSHAKING && G_IS_TLS_CONNECTION (connection))
    g_tls_connection_set_advertised_protocols (G_TLS_CONNECTION (connection), protocols);
}

static guint64
count_progress (Try *try)
{
  SoupMessageMetrics *metrics = soup_message_get_metrics (try->message);

  if (metrics == NULL)
    return try->steps;
  return try->steps + soup_message_metrics_get_request_header_bytes_sent (metrics) +
         soup_message_metrics_get_request_body_bytes_sent (metrics) +
         soup_message_metrics_get_response_header_bytes_received (metrics) +
         soup_message_metrics_get_response_body_bytes_received (metrics);
}

static gboolean
has_endless_headers (Try *try)
{
  SoupMessageMetrics *metrics = soup_message_get_metrics (try->message);

  return metrics != NULL &&
         soup_message_metrics_get_response_header_bytes_received (metrics) > MOST_HEADER_BYTES;
}

/* Looked at from outside: libsoup's own time-out starts anew with every byte of a header. */
static gboolean
tick_cb (gpointer user_data)
{
  Try *try = user_data;
  gint64 now = g_get_monotonic_time ();
  guint64 progress = count_progress (try);

  if (progress != try->progress)
    {
      try->progress = progress;
      try->moved = now;
    }
  if (now - try->started >= (gint64) try->exchange->whole * G_USEC_PER_SEC)
    stop (try, STOP_WHOLE);
  else if (now - try->moved >= (gint64) try->exchange->idle * G_USEC_PER_SEC)
    stop (try, STOP_IDLE);
  else if (has_endless_headers (try))
    stop (try, STOP_HEADERS);
  return G_SOURCE_CONTINUE;
}

static void
sent_cb (GObject *session, GAsyncResult *result, gpointer user_data)
{
  Try *try = user_data;

  try->stream = soup_session_send_finish (SOUP_SESSION (session), result, &try->error);
  try->done = TRUE;
}

static void
read_cb (GObject *stream, GAsyncResult *result, gpointer user_data)
{
  Try *try = user_data;

  try->size = g_input_stream_read_finish (G_INPUT_STREAM (stream), result, &try->error);
  try->done = TRUE;
}

static void
wait_until_done (Try *try)
{
  if (!amends_net_wait (try->exchange->context, &try->done, try->cancellable))
    {
      stop (try, STOP_CANCELLED);
      amends_net_wait (try->exchange->context, &try->done, NULL);
    }
  try->done = FALSE;
}

static SoupMessage *
make_message (AmendsHttpExchange *self)
{
  AmendsHttpRequest *request = self->request;
  SoupMessage *message = soup_message_new_from_uri (request->method, self->address);
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);
  gboolean appends =
      strcmp (request->method, "POST") == 0 || strcmp (request->method, "PATCH") == 0;

  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT | SOUP_MESSAGE_COLLECT_METRICS);
  if (request->idempotent || (self->reuse && appends))
    /* Means that the connection may be a kept one; libsoup repeats by the method alone. */
    soup_message_add_flags (message, SOUP_MESSAGE_IDEMPOTENT);
  else
    soup_message_add_flags (message, SOUP_MESSAGE_NEW_CONNECTION);

  soup_message_headers_append (headers, "Accept-Encoding", "gzip");
  for (guint i = 0; i < request->headers->len; i++)
    {
      const AmendsHttpHeader *header = g_ptr_array_index (request->headers, i);

      soup_message_headers_replace (headers, header->name, header->value);
    }
  if (request->body != NULL)
    soup_message_set_request_body_from_bytes (message, request->body_type, request->body);
  return message;
}

/* (transfer full): what is wrong with the certificate, in words. */
static GError *
make_tls_error (Try *try)
{
  GTlsCertificateFlags flags = soup_message_get_tls_peer_certificate_errors (try->message);
  const char *host = g_uri_get_host (try->exchange->address);
  const char *format;

  if (flags & G_TLS_CERTIFICATE_EXPIRED)
    /* Translators: %s is the name of a server, here and below. */
    format = _ ("The certificate of %s has expired, so nothing was sent");
  else if (flags & G_TLS_CERTIFICATE_BAD_IDENTITY)
    format = _ ("The certificate that %s shows belongs to another server, so nothing was sent");
  else if (flags & G_TLS_CERTIFICATE_UNKNOWN_CA)
    format = _ ("The certificate of %s is not signed by anybody this computer trusts, so nothing "
                "was sent");
  else if (flags & G_TLS_CERTIFICATE_NOT_ACTIVATED)
    format = _ ("The certificate of %s is not valid yet, so nothing was sent; is the clock of this "
                "computer right?");
  else if (flags & G_TLS_CERTIFICATE_REVOKED)
    format = _ ("The certificate of %s has been revoked, so nothing was sent");
  else
    format = _ ("No secure connection to %s came about, so nothing was sent");
  return g_error_new (AMENDS_NET_ERROR, AMENDS_NET_ERROR_TLS, format, host);
}

/* (transfer full): the request was not out. */
static GError *
make_not_sent_error (Try *try, const GError *error)
{
  const char *host = g_uri_get_host (try->exchange->address);

  /* A handshake that is cut is as little a reason to distrust a server as any other cut. */
  if (g_error_matches (error, G_TLS_ERROR, G_TLS_ERROR_BAD_CERTIFICATE) ||
      soup_message_get_tls_peer_certificate_errors (try->message) != 0)
    return make_tls_error (try);
  /* Whoever is not there now is not there in half a second either. */
  try->exchange->retriable = try->stop == STOP_NONE && error->domain != G_RESOLVER_ERROR &&
                             !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED) &&
                             !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NETWORK_UNREACHABLE) &&
                             !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_HOST_UNREACHABLE);
  if (try->stop == STOP_IDLE || try->stop == STOP_WHOLE)
    /* Translators: %s is the name of a server. */
    return g_error_new (AMENDS_NET_ERROR, AMENDS_NET_ERROR_NOT_SENT,
                        _ ("%s could not be reached in time"), host);
  /* Translators: the first %s is the name of a server, the second what the system says. */
  return g_error_new (AMENDS_NET_ERROR, AMENDS_NET_ERROR_NOT_SENT, _ ("%s was not reached: %s"),
                      host, error->message);
}

/* (transfer full): the request was out, and this is why there is no whole answer. */
static GError *
make_unanswered_error (Try *try, const GError *error)
{
  const char *host = g_uri_get_host (try->exchange->address);
  gboolean known = try->exchange->request->idempotent;

  switch (try->stop)
    {
    case STOP_IDLE:
    case STOP_WHOLE:
      /* Translators: %s is the name of a server. */
      return g_error_new (AMENDS_NET_ERROR, AMENDS_NET_ERROR_UNKNOWN,
                          _ ("%s did not answer in time"), host);
    case STOP_HEADERS:
      return g_error_new (AMENDS_NET_ERROR,
                          known ? AMENDS_NET_ERROR_TOO_LARGE : AMENDS_NET_ERROR_UNKNOWN,
                          /* Translators: %s is the name of a server. */
                          _ ("The answer of %s does not come to its point"), host);
    case STOP_REPEATED:
    case STOP_CANCELLED:
    case STOP_NONE:
    default:
      break;
    }
  if (error->domain == SOUP_SESSION_ERROR)
    return g_error_new (AMENDS_NET_ERROR,
                        known ? AMENDS_NET_ERROR_PROTOCOL : AMENDS_NET_ERROR_UNKNOWN,
                        /* Translators: %s is the name of a server. */
                        _ ("What %s answered is not HTTP"), host);
  /* What was found wrong with a whole or too long answer leaves open what was done. */
  if (error->domain == AMENDS_NET_ERROR)
    return g_error_new_literal (AMENDS_NET_ERROR, known ? error->code : AMENDS_NET_ERROR_UNKNOWN,
                                error->message);
  try->exchange->retriable = TRUE;
  /* Translators: %s is the name of a server. */
  return g_error_new (AMENDS_NET_ERROR, AMENDS_NET_ERROR_UNKNOWN,
                      _ ("The connection to %s broke before its answer was complete"), host);
}

static void
take_error (Try *try, GError **error)
{
  GError *result;

  if (try->stop == STOP_CANCELLED)
    {
      g_cancellable_set_error_if_cancelled (try->cancellable, error);
      return;
    }
  g_assert (try->error != NULL);
  if (try->stop == STOP_NONE && try->stream == NULL && has_endless_headers (try))
    try->stop = STOP_HEADERS;
  if (try->sent)
    result = make_unanswered_error (try, try->error);
  else
    result = make_not_sent_error (try, try->error);
  g_propagate_error (error, result);
}

/* Reads to the end; FALSE with try->error. */
static gboolean
read_body (Try *try, AmendsHttpBody *body)
{
  g_autofree char *block = g_malloc (BLOCK);

  for (;;)
    {
      g_input_stream_read_async (try->stream, block, BLOCK, G_PRIORITY_DEFAULT, try->inner, read_cb,
                                 try);
      wait_until_done (try);
      if (try->size < 0)
        return FALSE;
      if (try->size == 0)
        return TRUE;
      try->moved = g_get_monotonic_time ();
      try->has_read = TRUE;
      if (!amends_http_body_take (body, block, try->size, &try->error))
        return FALSE;
    }
}

static gboolean
deliver (const char *data, gsize size, gpointer user_data, GError **error)
{
  Try *try = user_data;

  try->exchange->delivered = TRUE;
  try->refused = !try->exchange->func (data, size, try->exchange->func_data, error);
  return !try->refused;
}

/* libsoup 3.2 takes a connection that ends between two chunks for the end of the body. Its stream
 * answers without looking at the connection once it has seen the last chunk, so the connection is
 * made to refuse for the time of one question. */
static gboolean
check_chunks (Try *try)
{
  GInputStream *body = g_filter_input_stream_get_base_stream (G_FILTER_INPUT_STREAM (try->stream));
  GInputStream *bottom = body;
  gssize size;
  char rest[128];

  while (G_IS_FILTER_INPUT_STREAM (bottom))
    bottom = g_filter_input_stream_get_base_stream (G_FILTER_INPUT_STREAM (bottom));
  if (bottom == body || !g_input_stream_set_pending (bottom, NULL))
    return TRUE;
  size = g_input_stream_read (body, rest, sizeof rest, NULL, NULL);
  g_input_stream_clear_pending (bottom);
  return size == 0;
}

/* The size of the headers as nearly every server writes them, with the blank line at their end. */
static guint64
count_header_bytes (SoupMessage *message)
{
  SoupMessageHeadersIter iter;
  const char *reason = soup_message_get_reason_phrase (message);
  const char *name;
  const char *value;
  guint64 size = strlen ("HTTP/1.1 200\r\n\r\n");

  if (reason != NULL && reason[0] != '\0')
    size += strlen (reason) + 1;
  soup_message_headers_iter_init (&iter, soup_message_get_response_headers (message));
  while (soup_message_headers_iter_next (&iter, &name, &value))
    size += strlen (name) + strlen (value) + strlen (value[0] != '\0' ? ": \r\n" : ":\r\n");
  return size;
}

/* libsoup 3.2 takes headers that end with the connection for whole ones, and the answer for one
 * with an empty body. Asked only when nothing came after them. */
static gboolean
check_headers (Try *try)
{
  SoupMessageMetrics *metrics = soup_message_get_metrics (try->message);

  return soup_message_metrics_get_response_header_bytes_received (metrics) >=
         count_header_bytes (try->message);
}

/* FALSE with try->error if the answer was cut where libsoup does not say so. */
static gboolean
check_whole (Try *try, gboolean has_body)
{
  SoupEncoding encoding =
      soup_message_headers_get_encoding (soup_message_get_response_headers (try->message));
  gboolean whole = TRUE;

  if (!try->has_read)
    whole = check_headers (try) && (!has_body || encoding != SOUP_ENCODING_EOF);
  if (whole && has_body && encoding == SOUP_ENCODING_CHUNKED)
    whole = check_chunks (try);
  if (whole)
    return TRUE;
  g_set_error_literal (&try->error, AMENDS_NET_ERROR, AMENDS_NET_ERROR_UNKNOWN,
                       _ ("The answer was cut off"));
  try->exchange->retriable = TRUE;
  return FALSE;
}

/* (transfer full): the body; NULL with try->error. */
static GBytes *
take_body (Try *try)
{
  AmendsHttpExchange *self = try->exchange;
  guint status = soup_message_get_status (try->message);
  g_autoptr (AmendsHttpBody) body = NULL;
  GBytes *bytes;

  if (strcmp (self->request->method, "HEAD") == 0 || status == SOUP_STATUS_NO_CONTENT ||
      status == SOUP_STATUS_NOT_MODIFIED)
    return check_whole (try, FALSE) ? g_bytes_new (NULL, 0) : NULL;

  body = amends_http_body_new (soup_message_get_response_headers (try->message),
                               self->request->limit, &try->error);
  if (body == NULL)
    return NULL;
  if (self->func != NULL && SOUP_STATUS_IS_SUCCESSFUL (status))
    amends_http_body_set_func (body, deliver, try);
  if (!read_body (try, body) || !check_whole (try, TRUE))
    return NULL;
  bytes = amends_http_body_finish (body, &try->error);
  self->retriable = bytes == NULL;
  return bytes;
}

static AmendsHttpResponse *
run (Try *try, GError **error)
{
  g_autoptr (AmendsHttpResponse) response = NULL;

  soup_session_send_async (try->exchange->session, try->message, G_PRIORITY_DEFAULT, try->inner,
                           sent_cb, try);
  wait_until_done (try);
  if (try->stream == NULL)
    {
      take_error (try, error);
      return NULL;
    }
  /* An answer may come before the end of the question, and then that is what the server knows. */
  try->sent = TRUE;

  response = amends_http_response_new (try->message);
  response->body = take_body (try);
  if (response->body == NULL)
    {
      /* What the caller's function said is passed on as it is. */
      if (try->refused)
        g_propagate_error (error, g_steal_pointer (&try->error));
      else
        take_error (try, error);
      return NULL;
    }
  return g_steal_pointer (&response);
}

/* What was cut short leaves no connection behind. */
static void
clear (Try *try, gboolean whole)
{
  g_signal_handlers_disconnect_by_data (try->message, try);
  if (!whole)
    g_cancellable_cancel (try->inner);
  if (try->stream != NULL)
    g_input_stream_close (try->stream, whole ? NULL : try->inner, NULL);
  g_clear_object (&try->stream);
  if (!whole)
    soup_session_abort (try->exchange->session);
  while (g_main_context_iteration (try->exchange->context, FALSE))
    ;
  g_clear_error (&try->error);
  g_clear_object (&try->message);
  g_clear_object (&try->inner);
}

AmendsHttpResponse *
amends_http_exchange_run (AmendsHttpExchange *self, GCancellable *cancellable, GError **error)
{
  Try try = { .exchange = self,
              .message = make_message (self),
              .cancellable = cancellable,
              .inner = g_cancellable_new () };
  GSource *tick = g_timeout_source_new (TICK_MS);
  AmendsHttpResponse *response;

  g_source_set_callback (tick, tick_cb, &try, NULL);
  g_source_attach (tick, self->context);
  g_signal_connect (try.message, "wrote-body", G_CALLBACK (wrote_body_cb), &try);
  g_signal_connect (try.message, "restarted", G_CALLBACK (restarted_cb), &try);
  g_signal_connect (try.message, "network-event", G_CALLBACK (network_event_cb), &try);
  try.started = try.moved = g_get_monotonic_time ();
  self->delivered = self->retriable = FALSE;

  response = run (&try, error);

  g_source_destroy (tick);
  g_source_unref (tick);
  clear (&try, response != NULL);
  return response;
}
