/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The HTTP client against servers that behave, and against such as cut, hang, drip and lie. */

#include "config.h"

#include <string.h>

#include "net-fixture.h"

/* --- What works --- */

static void
test_plain (void)
{
  g_autofree char *answer = net_make_answer (200,
                                             "Content-Type: Application/JSON; charset=utf-8\r\n"
                                             "Date: Tue, 10 Mar 2026 11:58:00 GMT\r\n"
                                             "X-Twice: a\r\nx-twice: b\r\n",
                                             "{\"total\": 2}");
  g_autoptr (NetServer) server = net_server_new (net_answer_always, answer, NULL);
  g_autoptr (AmendsHttp) http = net_make_http ();
  g_autoptr (AmendsHttpRequest) request = net_make_request ("GET", server, "/api/v1/Account?a=b");
  g_autoptr (AmendsHttpResponse) response = NULL;
  g_autoptr (AmendsHttpResponse) again = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *head = NULL;
  g_autofree char *date = NULL;
  JsonNode *json;

  amends_http_request_add_query (request, "where", "a&b=c d/\303\251");
  amends_http_request_add_header (request, "Accept", "application/json");
  response = amends_http_send (http, request, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (amends_http_response_get_status (response), ==, 200);
  g_assert_cmpstr (amends_http_response_get_type (response), ==, "application/json");
  g_assert_cmpstr (amends_http_response_get_header (response, "X-TWICE"), ==, "a, b");
  g_assert_null (amends_http_response_get_header (response, "X-None"));
  date = amends_instant_format_utc (amends_http_response_get_date (response));
  g_assert_cmpstr (date, ==, "2026-03-10T11:58:00Z");
  json = amends_http_response_get_json (response, &error);
  g_assert_no_error (error);
  g_assert_cmpint (json_object_get_int_member (json_node_get_object (json), "total"), ==, 2);
  g_assert_true (json == amends_http_response_get_json (response, NULL));

  head = net_server_dup_last_head (server);
  g_assert_nonnull (strstr (head, "GET /api/v1/Account?a=b&where=a%26b%3Dc%20d%2F%C3%A9 HTTP/1.1"));
  g_assert_nonnull (strstr (head, "X-Api-Key: " NET_CANARY "\r\n"));
  g_assert_nonnull (strstr (head, "Accept: application/json\r\n"));
  g_assert_nonnull (strstr (head, "User-Agent: Amends/"));

  /* The connection is kept. */
  again = amends_http_send (http, request, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (net_server_get_connections (server), ==, 1);
}

static void
test_bodies (void)
{
  static const char *const methods[] = { "POST", "PUT", "PATCH", "DELETE" };
  g_autofree char *answer = net_make_answer (201, "Content-Type: application/json\r\n", "{}");
  g_autoptr (NetServer) server = net_server_new (net_answer_always, answer, NULL);
  g_autoptr (AmendsHttp) http = net_make_http ();

  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    {
      g_autoptr (AmendsHttpRequest) request = net_make_request (methods[i], server, "/x");
      g_autoptr (AmendsHttpResponse) response = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *seen = NULL;

      response = amends_http_send (http, request, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (amends_http_response_get_status (response), ==, 201);
      seen = net_server_dup_seen (server);
      g_assert_true (g_str_has_suffix (seen, "\r\n\r\n{\"name\":\"Aster\"}"));
      g_assert_nonnull (strstr (seen, "Content-Type: application/json\r\n"));
    }
  g_assert_cmpuint (net_server_get_count (server), ==, G_N_ELEMENTS (methods));
}

static void
test_form (void)
{
  static const char *const pairs[] = { "grant_type", "a b", "code", "x&y=\303\251", NULL };
  g_autofree char *answer = net_make_answer (200, "", "");
  g_autoptr (NetServer) server = net_server_new (net_answer_always, answer, NULL);
  g_autoptr (AmendsHttp) http = net_make_http ();
  g_autofree char *url = net_server_dup_url (server, "/token");
  g_autoptr (AmendsHttpRequest) request = amends_http_request_new ("POST", url);
  g_autoptr (AmendsHttpResponse) response = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *seen = NULL;

  amends_http_request_set_form (request, pairs);
  response = amends_http_send (http, request, NULL, &error);
  g_assert_no_error (error);
  seen = net_server_dup_seen (server);
  g_assert_true (g_str_has_suffix (seen, "\r\n\r\ngrant_type=a%20b&code=x%26y%3D%C3%A9"));
  g_assert_nonnull (strstr (seen, "application/x-www-form-urlencoded"));
}

/* --- Status --- */

static void
test_statuses (void)
{
  static const guint statuses[] = { 200, 204, 304, 400, 401, 403, 404, 409,
                                    412, 422, 429, 500, 501, 502, 503, 504 };
  g_autoptr (AmendsHttp) http = net_make_http ();

  amends_http_set_patience (http, 3, 10);
  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      guint status = statuses[i];
      gboolean repeats = status == 429 || (status >= 502 && status <= 504);
      /* Servers without manners ask for a name and a password; nobody here answers that. */
      g_autofree char *answer =
          net_make_answer (status, status == 401 ? "WWW-Authenticate: Basic realm=\"x\"\r\n" : "",
                           status == 204 || status == 304 ? "" : "{\"error\": \"x\"}");
      g_autoptr (NetServer) server = net_server_new (net_answer_always, answer, NULL);

      for (guint k = 0; k < 3; k++)
        {
          g_autoptr (AmendsHttpRequest) request =
              net_make_request (k == 0 ? "GET" : "POST", server, "/x");
          g_autoptr (AmendsHttpResponse) response = NULL;
          g_autoptr (GError) error = NULL;
          guint before = net_server_get_count (server);

          if (k == 2)
            amends_http_request_set_idempotent (request, TRUE);
          response = amends_http_send (http, request, NULL, &error);
          g_assert_no_error (error);
          g_assert_cmpuint (amends_http_response_get_status (response), ==, status);
          g_assert_cmpuint (net_server_get_count (server) - before, ==, repeats && k != 1 ? 3 : 1);
        }
    }
}

/* --- Cut at every byte --- */

typedef struct
{
  const char *answer;
  gsize length;
  gsize cut;
} Cut;

static void
answer_cut (NetPeer *peer, gpointer user_data)
{
  Cut *cut = user_data;
  g_autoptr (NetRequest) request = net_peer_read (peer);

  if (request != NULL)
    net_peer_write (peer, cut->answer, cut->cut);
}

static void
append_gzip_answer (GString *answer)
{
  g_autoptr (GBytes) packed = net_pack ("{\"list\": [1, 2, 3]}", 19);

  g_string_append_printf (answer,
                          "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Encoding: gzip\r\n"
                          "Content-Type: application/json\r\n\r\n");
  g_string_append_len (answer, g_bytes_get_data (packed, NULL), g_bytes_get_size (packed));
}

static void
check_cuts (const char *name, const char *answer, gsize length, const char *method)
{
  Cut cut = { answer, length, 0 };
  const char *last_chunk = strstr (answer, "\r\n0\r\n");
  g_autoptr (NetServer) server = net_server_new (answer_cut, &cut, NULL);
  g_autoptr (AmendsHttp) http = net_make_http ();

  for (gsize i = 0; i <= length; i++)
    {
      g_autoptr (AmendsHttpRequest) request = net_make_request (method, server, "/x");
      g_autoptr (AmendsHttpResponse) response = NULL;
      g_autoptr (GError) error = NULL;
      guint before = net_server_get_count (server);

      cut.cut = i;
      response = amends_http_send (http, request, NULL, &error);
      /* After the last chunk nothing of the body can be missing, and libsoup 3.2 is content. */
      if (last_chunk != NULL && answer + i > last_chunk + strlen ("\r\n0\r\n") && i < length)
        continue;
      if (i < length && response != NULL)
        g_error ("%s %s cut after %zu of %zu passed as whole", method, name, i, length);
      /* What is no longer HTTP may be called so where nothing is lost by it. */
      if (i < length && strcmp (method, "GET") == 0 &&
          g_error_matches (error, AMENDS_NET_ERROR, AMENDS_NET_ERROR_PROTOCOL))
        ;
      else if (i < length)
        g_assert_error (error, AMENDS_NET_ERROR, AMENDS_NET_ERROR_UNKNOWN);
      else
        {
          g_assert_no_error (error);
          g_assert_cmpuint (g_bytes_get_size (amends_http_response_get_body (response)), ==, 19);
        }
      g_assert_cmpuint (net_server_get_count (server) - before, ==, 1);
    }
}

static void
test_cut (void)
{
  static const struct
  {
    const char *name;
    const char *answer;
  } cases[] = {
    { "length", "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 19\r\n\r\n"
                "{\"list\": [1, 2, 3]}" },
    { "length and close", "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 19\r\n\r\n"
                          "{\"list\": [1, 2, 3]}" },
    { "length of 1.0", "HTTP/1.0 200 OK\r\nContent-Length: 19\r\n\r\n{\"list\": [1, 2, 3]}" },
    { "chunks", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                "9\r\n{\"list\": \r\na\r\n[1, 2, 3]}\r\n0\r\n\r\n" },
    { "chunks and close", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n"
                          "\r\n9\r\n{\"list\": \r\na\r\n[1, 2, 3]}\r\n0\r\nX-T: 1\r\n\r\n" },
  };
  g_autoptr (GString) gzip = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      check_cuts (cases[i].name, cases[i].answer, strlen (cases[i].answer), "GET");
      check_cuts (cases[i].name, cases[i].answer, strlen (cases[i].answer), "POST");
    }
  append_gzip_answer (gzip);
  check_cuts ("gzip", gzip->str, gzip->len, "GET");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/http/plain", test_plain);
  g_test_add_func ("/http/bodies", test_bodies);
  g_test_add_func ("/http/form", test_form);
  g_test_add_func ("/http/statuses", test_statuses);
  g_test_add_func ("/http/cut", test_cut);

  return g_test_run ();
}
