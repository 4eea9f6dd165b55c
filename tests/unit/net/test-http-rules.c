/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a request may go, what an answer may be, when a host may be asked again, and that a secret
 * is seen by its server alone. */

#include "config.h"

#include <string.h>

#include "net-fixture.h"

#define NOW (G_GINT64_CONSTANT (1773140280) * AMENDS_SECOND) /* 2026-03-10T10:58:00Z */

static AmendsHttpResponse *
get (AmendsHttp *http, NetServer *server, const char *path, GError **error)
{
  g_autoptr (AmendsHttpRequest) request = net_make_request ("GET", server, path);

  return amends_http_send (http, request, NULL, error);
}

/* --- Addresses and headers --- */

static void
test_addresses (void)
{
  static const char *const refused[] = {
    "http://crm.example.com/x",
    "http://192.168.0.1/x",
    "http://localhost.example.com/x",
    "http://127.0.0.1.example.com/x",
    "http://0.0.0.0:1/x",
    "https://user:" NET_CANARY "@crm.example.com/x",
    "https://user@localhost/x",
    "ftp://localhost/x",
    "file:///etc/passwd",
    "https:///x",
    "https://",
    "crm.example.com",
    "",
    "https://crm.example.com:99999/x",
    "https://[::1/x",
  };
  static const char *const allowed[] = { "http://localhost:1/x", "http://LOCALHOST:1/x",
                                         "http://127.0.0.1:1/x", "http://127.1.2.3:1/x",
                                         "http://[::1]:1/x",     "https://127.0.0.1:1/x" };
  g_autoptr (AmendsHttp) http = net_make_http ();

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (AmendsHttpRequest) request = amends_http_request_new ("GET", refused[i]);
      g_autoptr (GError) error = NULL;

      g_assert_null (amends_http_send (http, request, NULL, &error));
      if (!g_error_matches (error, AMENDS_NET_ERROR, AMENDS_NET_ERROR_REFUSED))
        g_error ("%s: %s", refused[i], error->message);
      g_assert_null (strstr (error->message, NET_CANARY));
    }
  for (guint i = 0; i < G_N_ELEMENTS (allowed); i++)
    {
      g_autoptr (AmendsHttpRequest) request = amends_http_request_new ("GET", allowed[i]);
      g_autoptr (GError) error = NULL;

      g_assert_null (amends_http_send (http, request, NULL, &error));
      g_assert_error (error, AMENDS_NET_ERROR, AMENDS_NET_ERROR_NOT_SENT);
    }
}

static void
test_header_injection (void)
{
  static const struct
  {
    const char *name;
    const char *value;
  } cases[] = {
    { "X-Api-Key", NET_CANARY "\r\nX-Evil: 1" },
    { "X-Api-Key", NET_CANARY "\n" },
    { "X-Api-Key", NET_CANARY "\x01" },
    { "X Key", NET_CANARY },
    { "X-Key:", NET_CANARY },
    { "", NET_CANARY },
  };
  g_autofree char *answer = net_make_answer (200, "", "x");
  g_autoptr (NetServer) server = net_server_new (net_answer_always, answer, NULL);
  g_autoptr (AmendsHttp) http = net_make_http ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (AmendsHttpRequest) request = net_make_request ("GET", server, "/x");
      g_autoptr (GError) error = NULL;

      amends_http_request_add_secret_header (request, cases[i].name, cases[i].value);
      g_assert_null (amends_http_send (http, request, NULL, &error));
      g_assert_error (error, AMENDS_NET_ERROR, AMENDS_NET_ERROR_REFUSED);
      g_assert_null (strstr (error->message, NET_CANARY));
    }
  g_assert_cmpuint (net_server_get_connections (server), ==, 0);
}

/* --- What an answer is --- */

static void
test_json (void)
{
  static const struct
  {
    const char *type;
    const char *body;
    gboolean good;
  } cases[] = {
    { "Content-Type: application/json\r\n", "{}", TRUE },
    { "Content-Type: application/problem+json; charset=utf-8\r\n", "[]", TRUE },
    { "Content-Type: application/json\r\nContent-Type: application/json\r\n", "{}", TRUE },
    { "Content-Type: application/json\r\n", "\xEF\xBB\xBF{}", TRUE },
    { "Content-Type: application/json\r\nContent-Type: text/html\r\n", "{}", FALSE },
    { "Content-Type: text/html\r\n", "<html>Sign in</html>", FALSE },
    { "Content-Type: text/plain\r\n", "{}", FALSE },
    { "Content-Type: application/jsonp\r\n", "{}", FALSE },
    { "Content-Type: json\r\n", "{}", FALSE },
    { "Content-Type: ;;;\r\n", "{}", FALSE },
    { "", "{}", FALSE },
    { "Content-Type: application/json\r\n", "", FALSE },
    { "Content-Type: application/json\r\n", "\xEF\xBB\xBF", FALSE },
    { "Content-Type: application/json\r\n", "<html>", FALSE },
    { "Content-Type: application/json\r\n", "{\"a\": 1", FALSE },
    { "Content-Type: application/json\r\n", "{\"a\": 1} {}", FALSE },
    { "Content-Type: application/json\r\n", "{\"a\": 1, \"a\": 2}", FALSE },
    { "Content-Type: application/json\r\n", "{'a': 1}", FALSE },
    { "Content-Type: application/json\r\n", "{\"a\": 1e400}", FALSE },
    { "Content-Type: application/json\r\n", "\"\xE9\"", FALSE },
    { "Content-Type: application/json\r\nContent-Encoding: br\r\n", "{}", FALSE },
    { "Content-Type: application/json\r\nContent-Encoding: gzip\r\n", "{}", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *answer = net_make_answer (200, cases[i].type, cases[i].body);
      g_autoptr (NetServer) server = net_server_new (net_answer_always, answer, NULL);
      g_autoptr (AmendsHttp) http = net_make_http ();
      g_autoptr (AmendsHttpResponse) response = NULL;
      g_autoptr (GError) error = NULL;
      JsonNode *node = NULL;

      response = get (http, server, "/x", &error);
      if (response != NULL)
        node = amends_http_response_get_json (response, &error);
      if (cases[i].good != (node != NULL))
        g_error ("case %u", i);
      if (!cases[i].good)
        g_assert_error (error, AMENDS_NET_ERROR, AMENDS_NET_ERROR_PROTOCOL);
    }
}

static void
test_depth_bomb (void)
{
  g_autofree char *body = g_malloc (160001);
  g_autofree char *answer = NULL;
  g_autoptr (NetServer) server = NULL;
  g_autoptr (AmendsHttp) http = net_make_http ();
  g_autoptr (AmendsHttpResponse) response = NULL;
  g_autoptr (GError) error = NULL;

  memset (body, '[', 80000);
  memset (body + 80000, ']', 80000);
  body[160000] = '\0';
  answer = net_make_answer (200, "Content-Type: application/json\r\n", body);
  server = net_server_new (net_answer_always, answer, NULL);
  response = get (http, server, "/x", &error);
  g_assert_no_error (error);
  g_assert_null (amends_http_response_get_json (response, &error));
  g_assert_error (error, AMENDS_NET_ERROR, AMENDS_NET_ERROR_PROTOCOL);
}

/* --- Redirects --- */

static void
redirect (NetPeer *peer, gpointer user_data)
{
  g_autofree char *answer = NULL;

  for (;;)
    {
      g_autoptr (NetRequest) request = net_peer_read (peer);
      g_autofree char *header = NULL;

      if (request == NULL)
        return;
      g_free (answer);
      header = g_strdup_printf ("Location: %s\r\n", (const char *) user_data);
      /* "/301" is sent on with 301; anything else is where it leads. */
      answer = g_ascii_isdigit (request->target[1])
                   ? net_make_answer (g_ascii_strtoull (request->target + 1, NULL, 10), header, "")
                   : net_make_answer (200, "", "here");
      if (!net_peer_write (peer, answer, -1))
        return;
    }
}

static void
check_redirect (const char *location, gboolean secret, gboolean follows, NetServer *other)
{
  static const char *const paths[] = { "/301", "/302", "/303", "/307", "/308" };
  g_autoptr (NetServer) server = net_server_new (redirect, (char *) location, NULL);
  g_autoptr (AmendsHttp) http = net_make_http ();
  guint before = net_server_get_count (other);

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autofree char *url = net_server_dup_url (server, paths[i]);
      g_autoptr (AmendsHttpRequest) request = amends_http_request_new ("GET", url);
      g_autoptr (AmendsHttpResponse) response = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *seen = NULL;

      if (secret)
        amends_http_request_add_secret_header (request, "X-Api-Key", NET_CANARY);
      response = amends_http_send (http, request, NULL, &error);
      if (follows)
        {
          g_assert_no_error (error);
          g_assert_cmpuint (amends_http_response_get_status (response), ==, 200);
        }
      else
        {
          g_assert_error (error, AMENDS_NET_ERROR, AMENDS_NET_ERROR_REDIRECT);
          g_assert_cmpuint (net_server_get_count (other), ==, before);
        }
      seen = net_server_dup_seen (other);
      g_assert_null (strstr (seen, NET_CANARY));
    }
}

/* Credentials are secret even if they were not said to be. */
static void
check_authorization (const char *location, NetServer *other)
{
  g_autoptr (NetServer) server = net_server_new (redirect, (char *) location, NULL);
  g_autoptr (AmendsHttp) http = net_make_http ();
  g_autofree char *url = net_server_dup_url (server, "/302");
  g_autoptr (AmendsHttpRequest) request = amends_http_request_new ("GET", url);
  g_autoptr (GError) error = NULL;
  guint before = net_server_get_count (other);

  amends_http_request_add_header (request, "authorization", "Bearer " NET_CANARY);
  g_assert_null (amends_http_send (http, request, NULL, &error));
  g_assert_error (error, AMENDS_NET_ERROR, AMENDS_NET_ERROR_REDIRECT);
  g_assert_cmpuint (net_server_get_count (other), ==, before);
}

static void
test_redirects (void)
{
  g_autofree char *answer = net_make_answer (200, "", "there");
  g_autoptr (NetServer) other = net_server_new (net_answer_always, answer, NULL);
  g_autofree char *port = net_server_dup_url (other, "/there");
  g_autofree char *host =
      g_strdup_printf ("http://127.0.0.1:%u/there", net_server_get_port (other));
  g_autofree char *scheme = g_strdup_printf ("https://localhost:%u/", net_server_get_port (other));
  g_autofree char *user = g_strdup_printf ("http://a:b@localhost:%u/", net_server_get_port (other));
  g_autofree char *network = g_strdup_printf ("//localhost:%u/there", net_server_get_port (other));

  check_redirect ("/here", TRUE, TRUE, other);
  check_redirect ("here?x=1#part", TRUE, TRUE, other);
  check_redirect (port, TRUE, FALSE, other);
  check_redirect (host, TRUE, FALSE, other);
  check_redirect (scheme, TRUE, FALSE, other);
  check_redirect (network, TRUE, FALSE, other);
  check_redirect (port, FALSE, TRUE, other);
  check_authorization (port, other);
  check_redirect (user, FALSE, FALSE, other);
  check_redirect ("http://crm.example.com/", FALSE, FALSE, other);
  check_redirect ("ftp://localhost/", FALSE, FALSE, other);
  check_redirect ("https://[", FALSE, FALSE, other);
  /* In circles. */
  check_redirect ("/301", TRUE, FALSE, other);
}

static void
test_redirect_count (void)
{
  g_autoptr (NetServer) server = net_server_new (redirect, (char *) "/302", NULL);
  g_autoptr (AmendsHttp) http = net_make_http ();
  g_autoptr (GError) error = NULL;

  amends_http_set_patience (http, 3, 10);
  g_assert_null (get (http, server, "/302", &error));
  g_assert_error (error, AMENDS_NET_ERROR, AMENDS_NET_ERROR_REDIRECT);
  g_assert_cmpuint (net_server_get_count (server), ==, 6);
}

/* A write goes nowhere by itself: 303 says that it was done, the others that it was not. */
static void
test_redirected_write (void)
{
  static const char *const paths[] = { "/301", "/302", "/307", "/308", "/303" };
  g_autoptr (NetServer) server = net_server_new (redirect, (char *) "/here", NULL);
  g_autoptr (AmendsHttp) http = net_make_http ();

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (AmendsHttpRequest) request = net_make_request ("POST", server, paths[i]);
      g_autoptr (AmendsHttpResponse) response = NULL;
      g_autoptr (GError) error = NULL;

      response = amends_http_send (http, request, NULL, &error);
      g_assert_cmpuint (net_server_get_count (server), ==, i + 1);
      if (strcmp (paths[i], "/303") == 0)
        g_assert_cmpuint (amends_http_response_get_status (response), ==, 303);
      else
        g_assert_error (error, AMENDS_NET_ERROR, AMENDS_NET_ERROR_REDIRECT);
    }
}

/* --- When to come again --- */

static void
test_retry_at (void)
{
  static const struct
  {
    const char *headers;
    gint64 wait; /* ms from now, or -1 for none */
  } cases[] = {
    { "", -1 },
    { "Retry-After: 120\r\n", 120000 },
    { "Retry-After: 0\r\n", 0 },
    { "Retry-After: 999999\r\n", AMENDS_DAY },
    { "Retry-After: 99999999999999999999999\r\n", AMENDS_DAY },
    { "Retry-After: -5\r\n", -1 },
    { "Retry-After: soon\r\n", -1 },
    { "Retry-After:\r\n", -1 },
    { "Retry-After: Tue, 10 Mar 2026 11:00:00 GMT\r\n", 120000 },
    { "Retry-After: Tue, 10 Mar 2026 09:00:00 GMT\r\n", 0 },
    /* The server's clock is five hours ahead: it asks for one minute. */
    { "Date: Tue, 10 Mar 2026 15:58:00 GMT\r\nRetry-After: Tue, 10 Mar 2026 15:59:00 GMT\r\n",
      60000 },
  };
  g_autoptr (AmendsHttp) http = net_make_http ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *answer = net_make_answer (200, cases[i].headers, "x");
      g_autoptr (NetServer) server = net_server_new (net_answer_always, answer, NULL);
      g_autoptr (AmendsHttpResponse) response = NULL;
      g_autoptr (GError) error = NULL;
      AmendsInstant expected = cases[i].wait < 0 ? AMENDS_INSTANT_NONE : NOW + cases[i].wait;

      response = get (http, server, "/x", &error);
      g_assert_no_error (error);
      g_assert_cmpint (amends_http_response_get_retry_at (response, NOW), ==, expected);
    }
}

/* The host is left alone until its time, also by a request that was not told. */
static void
test_rate_limit (void)
{
  g_autofree char *answer = net_make_answer (429, "Retry-After: 120\r\n", "");
  g_autoptr (NetServer) server = net_server_new (net_answer_always, answer, NULL);
  g_autofree char *fine = net_make_answer (200, "", "x");
  g_autoptr (NetServer) other = net_server_new (net_answer_always, fine, NULL);
  g_autoptr (AmendsTimeSource) time_source = amends_time_source_new_fixed (NOW);
  g_autoptr (AmendsHttp) http = amends_http_new (time_source);
  g_autoptr (AmendsHttpRequest) write = net_make_request ("POST", server, "/x");
  g_autoptr (AmendsHttpResponse) response = NULL;
  g_autoptr (GError) error = NULL;

  amends_http_set_patience (http, 3, 1000);
  g_assert_null (get (http, server, "/x", &error));
  g_assert_error (error, AMENDS_NET_ERROR, AMENDS_NET_ERROR_RATE_LIMITED);
  g_assert_cmpint (amends_net_error_get_until (error), ==, NOW + 120 * AMENDS_SECOND);
  g_assert_cmpuint (net_server_get_count (server), ==, 1);
  g_clear_error (&error);

  amends_time_source_set_fixed (time_source, NOW + 100 * AMENDS_SECOND);
  g_assert_null (amends_http_send (http, write, NULL, &error));
  g_assert_error (error, AMENDS_NET_ERROR, AMENDS_NET_ERROR_RATE_LIMITED);
  g_assert_cmpint (amends_net_error_get_until (error), ==, NOW + 120 * AMENDS_SECOND);
  g_assert_cmpuint (net_server_get_count (server), ==, 1);
  g_clear_error (&error);

  response = get (http, other, "/x", &error);
  g_assert_no_error (error);

  /* A write gets the answer itself, and is not repeated. */
  amends_time_source_set_fixed (time_source, NOW + 121 * AMENDS_SECOND);
  g_clear_pointer (&response, amends_http_response_free);
  response = amends_http_send (http, write, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (amends_http_response_get_status (response), ==, 429);
  g_assert_cmpuint (net_server_get_count (server), ==, 2);
}

static void
answer_second_time (NetPeer *peer, gpointer user_data)
{
  for (;;)
    {
      g_autoptr (NetRequest) request = net_peer_read (peer);
      g_autofree char *answer = NULL;

      if (request == NULL)
        return;
      answer = net_server_get_count (peer->server) == 1
                   ? net_make_answer (503, "Retry-After: 1\r\n", "")
                   : net_make_answer (200, "", "x");
      net_peer_write (peer, answer, -1);
    }
}

/* A short wait is waited. */
static void
test_short_wait (void)
{
  g_autoptr (NetServer) server = net_server_new (answer_second_time, NULL, NULL);
  g_autoptr (AmendsHttp) http = net_make_http ();
  g_autoptr (AmendsHttpResponse) response = NULL;
  g_autoptr (GError) error = NULL;
  gint64 started = g_get_monotonic_time ();

  amends_http_set_patience (http, 2, 2000);
  response = get (http, server, "/x", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (amends_http_response_get_status (response), ==, 200);
  g_assert_cmpint (g_get_monotonic_time () - started, >=, 990 * 1000);
}

/* --- As it comes --- */

typedef struct
{
  GString *text;
  gsize stop_at;
} Sink;

static gboolean
take_chunk (const char *data, gsize size, gpointer user_data, GError **error)
{
  Sink *sink = user_data;

  g_string_append_len (sink->text, data, size);
  if (sink->stop_at == 0 || sink->text->len < sink->stop_at)
    return TRUE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "enough");
  return FALSE;
}

static void
answer_once (NetPeer *peer, gpointer user_data)
{
  g_autoptr (NetRequest) request = net_peer_read (peer);

  if (request != NULL)
    net_peer_write (peer, user_data, -1);
}

static void
check_stream (const char *answer, gsize stop_at, const char *expected, int code, guint status)
{
  g_autoptr (NetServer) server = net_server_new (answer_once, (char *) answer, NULL);
  g_autoptr (AmendsHttp) http = net_make_http ();
  g_autoptr (AmendsHttpRequest) request = net_make_request ("GET", server, "/x");
  g_autoptr (AmendsHttpResponse) response = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  Sink sink = { text, stop_at };

  amends_http_set_patience (http, 3, 10);
  response = amends_http_stream (http, request, take_chunk, &sink, NULL, &error);
  g_assert_cmpstr (text->str, ==, expected);
  g_assert_cmpuint (net_server_get_count (server), ==, 1);
  if (response != NULL)
    {
      g_assert_cmpuint (amends_http_response_get_status (response), ==, status);
      g_assert_cmpint (code, ==, -1);
    }
  else
    g_assert_cmpint (error->code, ==, code);
}

static void
test_stream (void)
{
  g_autofree char *good = net_make_answer (200, "", "one two");
  g_autofree char *bad = net_make_answer (404, "", "no such thing");

  check_stream (good, 0, "one two", -1, 200);
  check_stream (bad, 0, "", -1, 404);
  check_stream (good, 3, "one two", G_IO_ERROR_NO_SPACE, 0);
  /* Not again once something was delivered. */
  check_stream ("HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\none", 0, "one",
                AMENDS_NET_ERROR_UNKNOWN, 0);
}

/* --- What is said about it --- */

static GMutex log_mutex;
static GString *log_text;

static GLogWriterOutput
collect_log (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer user_data)
{
  g_mutex_lock (&log_mutex);
  for (gsize i = 0; i < n_fields; i++)
    {
      if (fields[i].length < 0)
        g_string_append_printf (log_text, "%s=%s\n", fields[i].key, (const char *) fields[i].value);
    }
  g_mutex_unlock (&log_mutex);
  return level & G_LOG_LEVEL_DEBUG ? G_LOG_WRITER_HANDLED
                                   : g_log_writer_default (level, fields, n_fields, user_data);
}

/* With every domain's debug messages on, the log tells host, path and status, and nothing of the
 * secret, of a query or of a body. */
static void
test_log (void)
{
  g_autofree char *answer = net_make_answer (200, "X-Token: " NET_CANARY "\r\n", NET_CANARY);
  g_autofree char *damaged =
      net_make_answer (200, "Content-Type: application/json\r\n", "{" NET_CANARY);
  g_autoptr (NetServer) server = net_server_new (net_answer_always, answer, NULL);
  g_autoptr (NetServer) other = net_server_new (net_answer_always, damaged, NULL);
  g_autoptr (AmendsHttp) http = net_make_http ();
  g_autoptr (AmendsHttpRequest) request = net_make_request ("POST", server, "/api/v1/Case");
  g_autoptr (GBytes) body = g_bytes_new_static (NET_CANARY, strlen (NET_CANARY));
  g_autoptr (AmendsHttpResponse) response = NULL;
  g_autoptr (AmendsHttpResponse) second = NULL;
  g_autoptr (GError) error = NULL;

  amends_http_request_add_query (request, "name", NET_CANARY);
  amends_http_request_set_body (request, "text/plain", body);
  response = amends_http_send (http, request, NULL, &error);
  g_assert_no_error (error);
  second = get (http, other, "/x", &error);
  g_assert_no_error (error);
  g_assert_null (amends_http_response_get_json (second, &error));
  g_assert_null (strstr (error->message, NET_CANARY));
  g_clear_error (&error);
  g_clear_pointer (&other, net_server_free);
  g_clear_pointer (&server, net_server_free);
  g_assert_null (amends_http_send (http, request, NULL, &error));
  g_assert_null (strstr (error->message, NET_CANARY));

  g_mutex_lock (&log_mutex);
  g_assert_nonnull (strstr (log_text->str, "POST localhost /api/v1/Case: 200 in "));
  g_assert_nonnull (strstr (log_text->str, "POST localhost /api/v1/Case: no answer ("));
  g_assert_null (strstr (log_text->str, NET_CANARY));
  g_mutex_unlock (&log_mutex);
}

int
main (int argc, char *argv[])
{
  g_setenv ("G_MESSAGES_DEBUG", "all", TRUE);
  /* Nobody is there: what goes to this machine in the clear does not go through a proxy. */
  g_setenv ("http_proxy", "http://127.0.0.1:9", TRUE);
  log_text = g_string_new (NULL);
  g_test_init (&argc, &argv, NULL);
  g_log_set_writer_func (collect_log, NULL, NULL);

  g_test_add_func ("/http/rules/addresses", test_addresses);
  g_test_add_func ("/http/rules/header-injection", test_header_injection);
  g_test_add_func ("/http/rules/json", test_json);
  g_test_add_func ("/http/rules/depth-bomb", test_depth_bomb);
  g_test_add_func ("/http/rules/redirects", test_redirects);
  g_test_add_func ("/http/rules/redirect-count", test_redirect_count);
  g_test_add_func ("/http/rules/redirected-write", test_redirected_write);
  g_test_add_func ("/http/rules/retry-at", test_retry_at);
  g_test_add_func ("/http/rules/rate-limit", test_rate_limit);
  g_test_add_func ("/http/rules/short-wait", test_short_wait);
  g_test_add_func ("/http/rules/stream", test_stream);
  g_test_add_func ("/http/rules/log", test_log);

  return g_test_run ();
}
