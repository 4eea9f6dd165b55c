/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Servers that hang, drip, swell and vanish, and callers that lose patience. What only waits, waits
 * at the same time. */

#include "config.h"

#include <string.h>

#include "net-fixture.h"

#define HEAD "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"

typedef enum
{
  HANG_AT_ONCE,
  HANG_IN_HEADERS,
  HANG_AFTER_HEADERS,
  HANG_IN_BODY,
  HANG_IN_CHUNK,
  DRIP_HEADERS,
  DRIP_BODY,
  N_FAULTS,
} Fault;

static const char *const openings[] = {
  [HANG_AT_ONCE] = "",
  [HANG_IN_HEADERS] = "HTTP/1.1 200 OK\r\nContent-Ty",
  [HANG_AFTER_HEADERS] = HEAD "Content-Length: 10\r\n\r\n",
  [HANG_IN_BODY] = HEAD "Content-Length: 10\r\n\r\n{\"a\":",
  [HANG_IN_CHUNK] = HEAD "Transfer-Encoding: chunked\r\n\r\n8\r\n{\"a\":",
  [DRIP_HEADERS] = HEAD "X-Long: ",
  [DRIP_BODY] = HEAD "Content-Length: 10000\r\n\r\n",
};

typedef struct
{
  Fault fault;
  const char *method;
  gboolean cancels;
  NetServer *server;
  GCancellable *cancellable;
} Case;

static void
fail_slowly (NetPeer *peer, gpointer user_data)
{
  Case *this = user_data;
  g_autoptr (NetRequest) request = net_peer_read (peer);

  if (request == NULL || !net_peer_write (peer, openings[this->fault], -1))
    return;
  if (this->fault < DRIP_HEADERS)
    net_peer_hang (peer);
  else
    while (net_peer_write (peer, "x", 1))
      g_usleep (20 * 1000);
}

static gpointer
cancel_soon (gpointer user_data)
{
  g_usleep (150 * 1000);
  g_cancellable_cancel (user_data);
  return NULL;
}

static gpointer
run_case (gpointer user_data)
{
  Case *this = user_data;
  g_autoptr (AmendsHttp) http = net_make_http ();
  g_autoptr (AmendsHttpRequest) request = net_make_request (this->method, this->server, "/x");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  GThread *canceller = NULL;
  gint64 started = g_get_monotonic_time ();
  gint64 ms;

  /* A drip is never idle; only the whole time ends it. */
  amends_http_set_timeouts (http, 1, this->fault < DRIP_HEADERS ? 10 : 1);
  amends_http_set_patience (http, 3, 10);
  if (this->cancels)
    {
      amends_http_set_timeouts (http, 20, 20);
      canceller = g_thread_new ("cancel", cancel_soon, cancellable);
    }
  g_assert_null (amends_http_send (http, request, cancellable, &error));
  ms = (g_get_monotonic_time () - started) / 1000;
  if (this->cancels)
    {
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_assert_cmpint (ms, <, 1500);
      g_thread_join (canceller);
    }
  else
    {
      g_assert_error (error, AMENDS_NET_ERROR, AMENDS_NET_ERROR_UNKNOWN);
      g_assert_cmpint (ms, >=, 900);
      g_assert_cmpint (ms, <, 5000);
    }
  g_assert_null (strstr (error->message, NET_CANARY));
  /* Patience is not doubled by trying again. */
  g_assert_cmpuint (net_server_get_count (this->server), <=, 1);
  return NULL;
}

static void
run_all (gboolean cancels)
{
  static const char *const methods[] = { "GET", "POST" };
  Case cases[2 * N_FAULTS];
  GThread *threads[2 * N_FAULTS];

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      cases[i] = (Case){ .fault = i / 2, .method = methods[i % 2], .cancels = cancels };
      cases[i].server = net_server_new (fail_slowly, &cases[i], NULL);
      threads[i] = g_thread_new ("case", run_case, &cases[i]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_thread_join (threads[i]);
      net_server_free (cases[i].server);
    }
}

static void
test_hang (void)
{
  run_all (FALSE);
}

static void
test_cancel (void)
{
  run_all (TRUE);
}

/* --- Cancelling elsewhere --- */

static void
test_cancelled_before (void)
{
  g_autofree char *answer = net_make_answer (200, "", "x");
  g_autoptr (NetServer) server = net_server_new (net_answer_always, answer, NULL);
  g_autoptr (AmendsHttp) http = net_make_http ();
  g_autoptr (AmendsHttpRequest) request = net_make_request ("GET", server, "/x");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (amends_http_send (http, request, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (net_server_get_connections (server), ==, 0);
}

/* While it waits to try again. */
static void
test_cancelled_pause (void)
{
  g_autofree char *answer = net_make_answer (503, "Retry-After: 15\r\n", "");
  g_autoptr (NetServer) server = net_server_new (net_answer_always, answer, NULL);
  g_autoptr (AmendsHttp) http = net_make_http ();
  g_autoptr (AmendsHttpRequest) request = net_make_request ("GET", server, "/x");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  gint64 started = g_get_monotonic_time ();
  GThread *canceller = g_thread_new ("cancel", cancel_soon, cancellable);

  amends_http_set_patience (http, 5, 20000);
  g_assert_null (amends_http_send (http, request, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (g_get_monotonic_time () - started, <, 1500 * 1000);
  g_assert_cmpuint (net_server_get_count (server), ==, 1);
  g_thread_join (canceller);
}

typedef struct
{
  AmendsHttp *http;
  NetServer *server;
  GCancellable *cancellable;
} Turn;

static gpointer
send_first (gpointer user_data)
{
  Turn *turn = user_data;
  g_autoptr (AmendsHttpRequest) request = net_make_request ("GET", turn->server, "/first");
  g_autoptr (GError) error = NULL;

  g_assert_null (amends_http_send (turn->http, request, turn->cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  return NULL;
}

/* A second thread that waits for its turn can be cancelled as well. */
static void
test_cancelled_turn (void)
{
  Case hang = { .fault = HANG_AT_ONCE };
  g_autoptr (NetServer) server = net_server_new (fail_slowly, &hang, NULL);
  g_autoptr (AmendsHttp) http = net_make_http ();
  g_autoptr (AmendsHttpRequest) request = net_make_request ("GET", server, "/second");
  g_autoptr (GCancellable) first = g_cancellable_new ();
  g_autoptr (GCancellable) second = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  Turn turn = { http, server, first };
  GThread *thread = g_thread_new ("first", send_first, &turn);
  GThread *canceller;

  while (net_server_get_count (server) == 0)
    g_usleep (1000);
  canceller = g_thread_new ("cancel", cancel_soon, second);
  g_assert_null (amends_http_send (http, request, second, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (net_server_get_count (server), ==, 1);
  g_cancellable_cancel (first);
  g_thread_join (thread);
  g_thread_join (canceller);
}

/* --- Not sent --- */

static void
test_refused (void)
{
  NetServer *server = net_server_new (net_answer_always, (char *) "", NULL);
  g_autoptr (AmendsHttpRequest) request = net_make_request ("POST", server, "/x");
  g_autoptr (AmendsHttpRequest) nowhere =
      amends_http_request_new ("GET", "https://nothing-of-this-name.invalid/x");
  g_autoptr (AmendsHttp) http = net_make_http ();
  g_autoptr (GError) error = NULL;

  net_server_free (server);
  g_assert_null (amends_http_send (http, request, NULL, &error));
  g_assert_error (error, AMENDS_NET_ERROR, AMENDS_NET_ERROR_NOT_SENT);
  g_clear_error (&error);

  amends_http_set_patience (http, 5, 5000);
  g_assert_null (amends_http_send (http, nowhere, NULL, &error));
  g_assert_error (error, AMENDS_NET_ERROR, AMENDS_NET_ERROR_NOT_SENT);
}

static void
close_early (NetPeer *peer, gpointer user_data)
{
  char block[1024];

  g_input_stream_read (peer->input, block, sizeof block, NULL, NULL);
}

/* The connection ends in the middle of a long body: the server cannot have it. */
static void
test_half_sent (void)
{
  g_autoptr (NetServer) server = net_server_new (close_early, NULL, NULL);
  g_autoptr (AmendsHttp) http = net_make_http ();
  g_autoptr (AmendsHttpRequest) request = net_make_request ("POST", server, "/x");
  g_autoptr (GBytes) body = g_bytes_new_take (g_malloc0 (64 * 1024 * 1024), 64 * 1024 * 1024);
  g_autoptr (GError) error = NULL;

  amends_http_request_set_body (request, "application/octet-stream", body);
  g_assert_null (amends_http_send (http, request, NULL, &error));
  g_assert_error (error, AMENDS_NET_ERROR, AMENDS_NET_ERROR_NOT_SENT);
  g_assert_cmpuint (net_server_get_connections (server), ==, 1);
}

/* --- Never twice --- */

typedef struct
{
  const char *method;
  guint served; /* requests answered on a connection before it is closed without a word */
  gboolean then_reads;
} Closing;

static void
answer_then_close (NetPeer *peer, gpointer user_data)
{
  Closing *closing = user_data;
  g_autofree char *answer = net_make_answer (200, "", "x");

  for (guint i = 0; i < closing->served; i++)
    {
      g_autoptr (NetRequest) request = net_peer_read (peer);

      if (request == NULL || !net_peer_write (peer, answer, -1))
        return;
    }
  if (closing->then_reads)
    net_request_free (net_peer_read (peer));
}

/* The answer to the second request is lost. What must not be repeated arrives once, whether the
 * connection was kept or not; what may be repeated succeeds. */
static void
test_never_twice (void)
{
  static const char *const methods[] = { "POST", "PATCH", "PUT", "DELETE" };

  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    {
      Closing closing = { methods[i], 1, TRUE };
      g_autoptr (NetServer) server = net_server_new (answer_then_close, &closing, NULL);
      g_autoptr (AmendsHttp) http = net_make_http ();
      guint before = 0;

      amends_http_set_patience (http, 4, 10);
      for (guint k = 0; k < 6; k++)
        {
          g_autoptr (AmendsHttpRequest) request = net_make_request (methods[i], server, "/x");
          g_autoptr (AmendsHttpResponse) response = NULL;
          g_autoptr (GError) error = NULL;

          response = amends_http_send (http, request, NULL, &error);
          g_assert_cmpuint (net_server_get_count (server), ==, before + 1);
          before++;
          if (response == NULL)
            g_assert_error (error, AMENDS_NET_ERROR, AMENDS_NET_ERROR_UNKNOWN);
        }
    }
}

/* A kept connection that has been closed for a while is not used for it at all. */
static void
test_stale_connection (void)
{
  static const char *const methods[] = { "POST", "PUT" };
  Closing closing = { "POST", 1, FALSE };
  g_autoptr (NetServer) server = net_server_new (answer_then_close, &closing, NULL);
  g_autoptr (AmendsHttp) http = net_make_http ();

  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (AmendsHttpRequest) request = net_make_request (methods[i % 2], server, "/x");
      g_autoptr (AmendsHttpResponse) response = NULL;
      g_autoptr (GError) error = NULL;

      response = amends_http_send (http, request, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (net_server_get_count (server), ==, i + 1);
      if (i == 1)
        g_usleep (1100 * 1000);
    }
}

/* What may be repeated is, after a cut. */
static void
test_read_again (void)
{
  Closing closing = { "GET", 1, TRUE };
  g_autoptr (NetServer) server = net_server_new (answer_then_close, &closing, NULL);
  g_autoptr (AmendsHttp) http = net_make_http ();

  amends_http_set_patience (http, 4, 10);
  for (guint i = 0; i < 6; i++)
    {
      g_autoptr (AmendsHttpRequest) request =
          net_make_request (i < 3 ? "GET" : "PUT", server, "/x");
      g_autoptr (AmendsHttpResponse) response = NULL;
      g_autoptr (GError) error = NULL;

      amends_http_request_set_idempotent (request, TRUE);
      response = amends_http_send (http, request, NULL, &error);
      g_assert_no_error (error);
    }
}

/* --- Swelling --- */

typedef struct
{
  const char *head;
  GBytes *repeated;
  GBytes *tail;
} Flood;

static void
flood (NetPeer *peer, gpointer user_data)
{
  Flood *this = user_data;
  g_autoptr (NetRequest) request = net_peer_read (peer);
  gsize size;
  const char *data = g_bytes_get_data (this->repeated, &size);

  if (request == NULL || !net_peer_write (peer, this->head, -1))
    return;
  while (net_peer_write (peer, data, size))
    {
      if (this->tail != NULL)
        return;
    }
}

static void
check_flood (const char *head, GBytes *repeated, gboolean ends)
{
  Flood this = { head, repeated, ends ? repeated : NULL };
  g_autoptr (NetServer) server = net_server_new (flood, &this, NULL);
  g_autoptr (AmendsHttp) http = net_make_http ();

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (AmendsHttpRequest) request =
          net_make_request (i == 0 ? "GET" : "POST", server, "/x");
      g_autoptr (GError) error = NULL;
      gint64 started = g_get_monotonic_time ();

      amends_http_request_set_limit (request, 1024 * 1024);
      g_assert_null (amends_http_send (http, request, NULL, &error));
      /* Of a write it stays open what became of it. */
      if (i == 0)
        g_assert_error (error, AMENDS_NET_ERROR, AMENDS_NET_ERROR_TOO_LARGE);
      else
        g_assert_error (error, AMENDS_NET_ERROR, AMENDS_NET_ERROR_UNKNOWN);
      g_assert_cmpint (g_get_monotonic_time () - started, <, 3 * G_USEC_PER_SEC);
    }
}

static void
test_floods (void)
{
  gsize size = 16 * 1024 * 1024;
  g_autofree char *zeros = g_malloc0 (size);
  g_autoptr (GBytes) bomb = net_pack (zeros, size);
  g_autoptr (GBytes) plain = g_bytes_new (zeros, 65536);
  g_autofree char *filler = g_strnfill (0x400, 'x');
  g_autofree char *one = g_strdup_printf ("400\r\n%s\r\n", filler);
  g_autoptr (GBytes) chunk = g_bytes_new (one, strlen (one));
  g_autoptr (GBytes) header = g_bytes_new_static ("X-Again: and again\r\n", 20);
  g_autofree char *announced =
      g_strdup_printf (HEAD "Content-Encoding: gzip\r\nContent-Length: %" G_GSIZE_FORMAT "\r\n\r\n",
                       g_bytes_get_size (bomb));

  check_flood (announced, bomb, TRUE);
  check_flood (HEAD "\r\n", plain, FALSE);
  check_flood (HEAD "Content-Length: 99999999999\r\n\r\n", plain, FALSE);
  check_flood (HEAD "Transfer-Encoding: chunked\r\n\r\n", chunk, FALSE);
  check_flood (HEAD, header, FALSE);
}

static void
test_limit (void)
{
  g_autofree char *answer = net_make_answer (200, "", "0123456789");
  g_autoptr (NetServer) server = net_server_new (net_answer_always, answer, NULL);
  g_autoptr (AmendsHttp) http = net_make_http ();

  for (gsize limit = 9; limit <= 11; limit++)
    {
      g_autoptr (AmendsHttpRequest) request = net_make_request ("GET", server, "/x");
      g_autoptr (AmendsHttpResponse) response = NULL;
      g_autoptr (GError) error = NULL;

      amends_http_request_set_limit (request, limit);
      response = amends_http_send (http, request, NULL, &error);
      if (limit < 10)
        g_assert_error (error, AMENDS_NET_ERROR, AMENDS_NET_ERROR_TOO_LARGE);
      else
        g_assert_no_error (error);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/http/faults/hang", test_hang);
  g_test_add_func ("/http/faults/cancel", test_cancel);
  g_test_add_func ("/http/faults/cancelled-before", test_cancelled_before);
  g_test_add_func ("/http/faults/cancelled-pause", test_cancelled_pause);
  g_test_add_func ("/http/faults/cancelled-turn", test_cancelled_turn);
  g_test_add_func ("/http/faults/refused", test_refused);
  g_test_add_func ("/http/faults/half-sent", test_half_sent);
  g_test_add_func ("/http/faults/never-twice", test_never_twice);
  g_test_add_func ("/http/faults/stale-connection", test_stale_connection);
  g_test_add_func ("/http/faults/read-again", test_read_again);
  g_test_add_func ("/http/faults/floods", test_floods);
  g_test_add_func ("/http/faults/limit", test_limit);

  return g_test_run ();
}
