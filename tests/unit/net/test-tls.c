/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Servers that prove who they are, and such as cannot: the key must not reach them. */

#include "config.h"

#include <glib/gstdio.h>
#include <libsoup/soup.h>
#include <string.h>

#include "net-fixture.h"

/* LeakSanitizer of GCC 12 crashes on the thread storage of the TLS library, whatever was leaked.
 * The same code is looked at for leaks by the other tests of this folder, without TLS. */
const char *__asan_default_options (void);

const char *
__asan_default_options (void)
{
  return "detect_leaks=0";
}

static char *folder;

static gboolean
run (const char *line)
{
  g_auto (GStrv) words = NULL;
  g_autofree char *out = NULL;
  g_autofree char *err = NULL;
  int status = -1;

  g_shell_parse_argv (line, NULL, &words, NULL);
  return g_spawn_sync (folder, words, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &out, &err, &status,
                       NULL) &&
         g_spawn_check_wait_status (status, NULL);
}

static void
must (const char *format, ...)
{
  g_autofree char *line = NULL;
  va_list arguments;

  va_start (arguments, format);
  line = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  if (!run (line))
    g_error ("failed: %s", line);
}

static void
make_certificate (const char *name, const char *host, gboolean expired)
{
  static const char key[] = "-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes";
  g_autofree char *sign = g_strdup_printf (
      "openssl x509 -req -in %s.csr -CA ca.pem -CAkey ca.key -copy_extensions copy -out %s.pem",
      name, name);
  g_autofree char *past =
      g_strconcat (sign, " -not_before 20200101000000Z -not_after 20200201000000Z", NULL);

  must ("openssl req %s -keyout %s.key -out %s.csr -subj /CN=%s -addext subjectAltName=DNS:%s", key,
        name, name, host, host);
  if (!expired)
    must ("%s -days 30", sign);
  else if (!run (past))
    must ("%s -days -1", sign);
}

static void
make_certificates (void)
{
  static const char self[] = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes "
                             "-days 30";

  must ("%s -keyout ca.key -out ca.pem -subj /CN=Authority", self);
  must (
      "%s -keyout self.key -out self.pem -subj /CN=localhost -addext subjectAltName=DNS:localhost",
      self);
  make_certificate ("good", "localhost", FALSE);
  make_certificate ("other", "crm.example.com", FALSE);
  make_certificate ("expired", "localhost", TRUE);
}

static GTlsCertificate *
load (const char *name)
{
  g_autofree char *file = g_strdup_printf ("%s/%s.pem", folder, name);
  g_autofree char *key = g_strdup_printf ("%s/%s.key", folder, name);
  g_autoptr (GError) error = NULL;
  GTlsCertificate *certificate = g_tls_certificate_new_from_files (file, key, &error);

  g_assert_no_error (error);
  return certificate;
}

static AmendsHttp *
make_trusting_http (void)
{
  g_autofree char *file = g_build_filename (folder, "ca.pem", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GTlsDatabase) database = g_tls_file_database_new (file, &error);
  AmendsHttp *http = net_make_http ();

  g_assert_no_error (error);
  amends_http_set_tls_database (http, database);
  return http;
}

static void
check (const char *name, gboolean trusts, const char *complaint)
{
  g_autofree char *answer = net_make_answer (200, "", "x");
  g_autoptr (GTlsCertificate) certificate = load (name);
  g_autoptr (NetServer) server = net_server_new (net_answer_always, answer, certificate);
  g_autoptr (AmendsHttp) http = trusts ? make_trusting_http () : net_make_http ();
  static const char *const methods[] = { "GET", "POST" };

  amends_http_set_patience (http, 3, 10);
  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    {
      g_autoptr (AmendsHttpRequest) request = net_make_request (methods[i], server, "/x");
      g_autoptr (AmendsHttpResponse) response = NULL;
      g_autoptr (GError) error = NULL;

      response = amends_http_send (http, request, NULL, &error);
      if (complaint == NULL)
        {
          g_assert_no_error (error);
          g_assert_cmpuint (amends_http_response_get_status (response), ==, 200);
          g_assert_cmpuint (net_server_get_count (server), ==, i + 1);
          continue;
        }
      g_assert_error (error, AMENDS_NET_ERROR, AMENDS_NET_ERROR_TLS);
      if (strstr (error->message, complaint) == NULL)
        g_error ("%s: %s", name, error->message);
      /* Not tried again, and nothing seen. */
      g_assert_cmpuint (net_server_get_connections (server), ==, i + 1);
      g_assert_cmpuint (net_server_get_count (server), ==, 0);
    }
}

static void
test_certificates (void)
{
  check ("good", TRUE, NULL);
  check ("good", FALSE, "not signed by anybody");
  check ("self", TRUE, "not signed by anybody");
  check ("other", TRUE, "belongs to another server");
  check ("expired", TRUE, "has expired");
}

/* --- What is no TLS --- */

static void
speak_plainly (NetPeer *peer, gpointer user_data)
{
  char block[64];

  g_input_stream_read (peer->input, block, sizeof block, NULL, NULL);
  if (user_data != NULL)
    net_peer_write (peer, user_data, -1);
}

static void
hang_up_or_wait (NetPeer *peer, gpointer user_data)
{
  net_peer_hang (peer);
}

static void
check_no_tls (NetServerFunc func, const char *answer)
{
  g_autoptr (NetServer) server = net_server_new (func, (char *) answer, NULL);
  g_autoptr (AmendsHttp) http = make_trusting_http ();
  g_autofree char *url = g_strdup_printf ("https://localhost:%u/x", net_server_get_port (server));
  g_autoptr (AmendsHttpRequest) request = amends_http_request_new ("POST", url);
  g_autoptr (GError) error = NULL;

  amends_http_set_timeouts (http, 1, 1);
  amends_http_request_add_secret_header (request, "X-Api-Key", NET_CANARY);
  g_assert_null (amends_http_send (http, request, NULL, &error));
  g_assert_error (error, AMENDS_NET_ERROR, AMENDS_NET_ERROR_NOT_SENT);
}

static void
test_no_tls (void)
{
  check_no_tls (speak_plainly, "HTTP/1.1 400 Bad Request\r\n\r\n");
  check_no_tls (speak_plainly, NULL);
  check_no_tls (hang_up_or_wait, NULL);
}

static gpointer
cancel_soon (gpointer user_data)
{
  g_usleep (150 * 1000);
  g_cancellable_cancel (user_data);
  return NULL;
}

static void
test_cancelled_handshake (void)
{
  g_autoptr (NetServer) server = net_server_new (hang_up_or_wait, NULL, NULL);
  g_autoptr (AmendsHttp) http = make_trusting_http ();
  g_autofree char *url = g_strdup_printf ("https://localhost:%u/x", net_server_get_port (server));
  g_autoptr (AmendsHttpRequest) request = amends_http_request_new ("GET", url);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  gint64 started = g_get_monotonic_time ();
  GThread *canceller = g_thread_new ("cancel", cancel_soon, cancellable);

  g_assert_null (amends_http_send (http, request, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (g_get_monotonic_time () - started, <, 1500 * 1000);
  g_thread_join (canceller);
}

/* --- Over TLS as over plain --- */

static void
redirect_down (NetPeer *peer, gpointer user_data)
{
  g_autoptr (NetRequest) request = net_peer_read (peer);
  g_autofree char *header = g_strdup_printf ("Location: %s\r\n", (const char *) user_data);
  g_autofree char *answer = net_make_answer (302, header, "");

  if (request != NULL)
    net_peer_write (peer, answer, -1);
}

/* Not even to this machine, and not even without a secret. */
static void
test_downgrade (void)
{
  g_autofree char *answer = net_make_answer (200, "", "x");
  g_autoptr (NetServer) other = net_server_new (net_answer_always, answer, NULL);
  g_autofree char *location = net_server_dup_url (other, "/x");
  g_autoptr (GTlsCertificate) certificate = load ("good");
  g_autoptr (NetServer) server = net_server_new (redirect_down, location, certificate);
  g_autofree char *url = net_server_dup_url (server, "/x");
  g_autoptr (AmendsHttp) http = make_trusting_http ();
  g_autoptr (AmendsHttpRequest) request = amends_http_request_new ("GET", url);
  g_autoptr (GError) error = NULL;

  g_assert_null (amends_http_send (http, request, NULL, &error));
  g_assert_error (error, AMENDS_NET_ERROR, AMENDS_NET_ERROR_REDIRECT);
  g_assert_cmpuint (net_server_get_count (other), ==, 0);
}

typedef struct
{
  GMainContext *context;
  SoupServer *server;
  gboolean quits;
  SoupHTTPVersion version;
} Polite;

static void
answer_politely (SoupServer *server,
                 SoupServerMessage *message,
                 const char *path,
                 GHashTable *query,
                 gpointer user_data)
{
  Polite *polite = user_data;

  polite->version = soup_server_message_get_http_version (message);
  soup_server_message_set_status (message, 200, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_STATIC, "{}", 2);
}

static gpointer
serve_politely (gpointer user_data)
{
  Polite *polite = user_data;

  g_main_context_push_thread_default (polite->context);
  while (!g_atomic_int_get (&polite->quits))
    g_main_context_iteration (polite->context, TRUE);
  g_main_context_pop_thread_default (polite->context);
  return NULL;
}

/* A server that would rather speak HTTP/2 is spoken to in 1.1. */
static void
test_version (void)
{
  Polite polite = { g_main_context_new (), NULL, FALSE, SOUP_HTTP_1_0 };
  g_autoptr (GTlsCertificate) certificate = load ("good");
  g_autoptr (AmendsHttp) http = make_trusting_http ();
  g_autoptr (AmendsHttpRequest) request = NULL;
  g_autoptr (AmendsHttpResponse) response = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *url = NULL;
  GSList *uris;
  GThread *thread;

  g_main_context_push_thread_default (polite.context);
  polite.server = g_object_new (SOUP_TYPE_SERVER, "tls-certificate", certificate, NULL);
  soup_server_add_handler (polite.server, NULL, answer_politely, &polite, NULL);
  soup_server_listen_local (polite.server, 0,
                            SOUP_SERVER_LISTEN_HTTPS | SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (polite.server);
  url = g_strdup_printf ("https://localhost:%d/x", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  g_main_context_pop_thread_default (polite.context);
  thread = g_thread_new ("polite", serve_politely, &polite);

  request = amends_http_request_new ("GET", url);
  response = amends_http_send (http, request, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (amends_http_response_get_json (response, &error));
  g_assert_cmpint (polite.version, ==, SOUP_HTTP_1_1);

  g_atomic_int_set (&polite.quits, TRUE);
  g_main_context_wakeup (polite.context);
  g_thread_join (thread);
  g_main_context_push_thread_default (polite.context);
  soup_server_disconnect (polite.server);
  g_object_unref (polite.server);
  while (g_main_context_iteration (polite.context, FALSE))
    ;
  g_main_context_pop_thread_default (polite.context);
  g_main_context_unref (polite.context);
}

int
main (int argc, char *argv[])
{
  static const char *const files[] = { "ca.key",     "ca.pem",    "self.key",    "self.pem",
                                       "good.key",   "good.pem",  "good.csr",    "other.key",
                                       "other.pem",  "other.csr", "expired.key", "expired.pem",
                                       "expired.csr" };
  int result;

  /* Has libsoup's own server offer HTTP/2. */
  g_setenv ("SOUP_SERVER_HTTP2", "1", TRUE);
  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("amends-tls-XXXXXX", NULL);
  make_certificates ();

  g_test_add_func ("/tls/certificates", test_certificates);
  g_test_add_func ("/tls/no-tls", test_no_tls);
  g_test_add_func ("/tls/cancelled-handshake", test_cancelled_handshake);
  g_test_add_func ("/tls/downgrade", test_downgrade);
  g_test_add_func ("/tls/version", test_version);
  result = g_test_run ();

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_build_filename (folder, files[i], NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
  g_free (folder);
  return result;
}
