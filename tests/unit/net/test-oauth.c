/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Signing in against a sign-in server that checks everything, with a browser that brings noise; and
 * tokens that change with every renewal. */

#include "config.h"

#include "amends-oauth.h"

#include <string.h>

#include "net-fixture.h"

#define CODE "code-" NET_CANARY
#define NOW (G_GINT64_CONSTANT (1773140280) * AMENDS_SECOND)

/* --- The sign-in server --- */

typedef struct
{
  NetServer *server;
  GMutex mutex;
  char *challenge; /* of the authorization request */
  char *redirect;
  char *valid;         /* the refresh token that counts */
  guint renewals;      /* that were granted */
  guint delay;         /* ms before an answer */
  const char *instead; /* (nullable): this answer to everything */
} Authority;

static GHashTable *
parse_form (const char *text)
{
  GError *error = NULL;
  GHashTable *form = g_uri_parse_params (text, -1, "&", G_URI_PARAMS_WWW_FORM, &error);

  g_assert_no_error (error);
  return form;
}

static const char *
get (GHashTable *form, const char *name)
{
  const char *value = g_hash_table_lookup (form, name);

  return value != NULL ? value : "";
}

static char *
make_challenge (const char *verifier)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize size = sizeof digest;
  char *text;

  g_checksum_update (checksum, (const guchar *) verifier, -1);
  g_checksum_get_digest (checksum, digest, &size);
  text = g_base64_encode (digest, size);
  g_strdelimit (text, "+", '-');
  g_strdelimit (text, "/", '_');
  text[strcspn (text, "=")] = '\0';
  return text;
}

/* (transfer full) */
static char *
grant (Authority *self)
{
  g_autofree char *body = NULL;

  self->renewals++;
  g_free (self->valid);
  self->valid = g_strdup_printf ("refresh-%u-" NET_CANARY, self->renewals);
  body = g_strdup_printf ("{\"access_token\": \"access-%u-" NET_CANARY "\", \"refresh_token\": "
                          "\"%s\", \"token_type\": \"Bearer\", \"expires_in\": 3600, "
                          "\"id_token\": \"" NET_CANARY "\", "
                          "\"instance_url\": \"https://eu.example.com\"}",
                          self->renewals, self->valid);
  return net_make_answer (200, "Content-Type: application/json\r\n", body);
}

/* (transfer full): as RFC 6749 has it; the description quotes what it should not. */
static char *
judge (Authority *self, GHashTable *form)
{
  g_autofree char *challenge = make_challenge (get (form, "code_verifier"));
  g_autofree char *refusal = NULL;

  if (strcmp (get (form, "client_id"), "the client") == 0)
    {
      if (strcmp (get (form, "grant_type"), "authorization_code") == 0 &&
          strcmp (get (form, "code"), CODE) == 0 &&
          g_strcmp0 (get (form, "redirect_uri"), self->redirect) == 0 &&
          g_strcmp0 (challenge, self->challenge) == 0 && strlen (get (form, "code_verifier")) >= 43)
        return grant (self);
      if (strcmp (get (form, "grant_type"), "refresh_token") == 0 &&
          g_strcmp0 (get (form, "refresh_token"), self->valid) == 0)
        return grant (self);
    }
  refusal = g_strdup_printf ("{\"error\": \"invalid_grant\", \"error_description\": "
                             "\"No such thing: %s%s\"}",
                             get (form, "code"), get (form, "refresh_token"));
  return net_make_answer (400, "Content-Type: application/json\r\n", refusal);
}

static void
serve (NetPeer *peer, gpointer user_data)
{
  Authority *self = user_data;

  for (;;)
    {
      g_autoptr (NetRequest) request = net_peer_read (peer);
      g_autoptr (GHashTable) form = NULL;
      g_autofree char *answer = NULL;

      if (request == NULL)
        return;
      form = parse_form (request->body);
      g_usleep (self->delay * 1000);
      g_mutex_lock (&self->mutex);
      answer = self->instead != NULL ? g_strdup (self->instead) : judge (self, form);
      g_mutex_unlock (&self->mutex);
      net_peer_write (peer, answer, -1);
    }
}

typedef struct
{
  Authority authority;
  AmendsTimeSource *time_source;
  AmendsSecrets *secrets;
  AmendsOAuth *oauth;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (AmendsHttp) http = NULL;
  g_autofree char *token_url = NULL;
  AmendsOAuthSettings settings = {
    .authorization_url = (char *) "https://login.example.com/authorize?prompt=login",
    .client_id = (char *) "the client",
    .client_secret_name = (char *) "crm.client-secret",
    .scope = (char *) "api refresh_token",
    .name = (char *) "crm",
  };

  self->authority.server = net_server_new (serve, &self->authority, NULL);
  token_url = net_server_dup_url (self->authority.server, "/token");
  settings.token_url = token_url;
  self->time_source = amends_time_source_new_fixed (NOW);
  http = amends_http_new (self->time_source);
  amends_http_set_timeouts (http, 5, 5);
  amends_http_set_patience (http, 3, 10);
  self->secrets = amends_secrets_new ("workspace-of-a-test");
  self->oauth = amends_oauth_new (&settings, http, self->secrets, self->time_source);
  amends_oauth_set_patience (self->oauth, 5);
}

/* The thread of a renewal may hold it for a moment longer than who waited for it. */
static void
tear_down (Fixture *self, gconstpointer data)
{
  gpointer left = self->oauth;

  g_object_add_weak_pointer (G_OBJECT (self->oauth), &left);
  g_object_unref (self->oauth);
  for (guint i = 0; i < 2000 && g_atomic_pointer_get (&left) != NULL; i++)
    g_usleep (1000);
  g_assert_null (left);
  g_object_unref (self->secrets);
  g_object_unref (self->time_source);
  net_server_free (self->authority.server);
  g_free (self->authority.challenge);
  g_free (self->authority.redirect);
  g_free (self->authority.valid);
}

static void
check_secret (Fixture *self, const char *name, const char *expected)
{
  g_autoptr (GError) error = NULL;
  char *value = amends_secrets_look_up (self->secrets, name, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (value, ==, expected);
  amends_secrets_free_value (value);
}

static void
store (Fixture *self, const char *name, const char *value)
{
  g_autoptr (GError) error = NULL;

  amends_secrets_store (self->secrets, name, value, NULL, &error);
  g_assert_no_error (error);
}

/* As after a sign-in. */
static void
sign_in_by_hand (Fixture *self)
{
  self->authority.valid = g_strdup ("refresh-0-" NET_CANARY);
  store (self, "crm.access-token", "access-0-" NET_CANARY);
  store (self, "crm.refresh-token", "refresh-0-" NET_CANARY);
}

/* --- The browser --- */

typedef struct
{
  Fixture *fixture;
  const char *answer; /* what is brought, with STATE for the state */
  gboolean noise;
  char *url;
  char *page; /* what came back for it */
  GThread *thread;
} Browser;

/* (transfer full): the whole answer to @request, or "" */
static char *
ask (guint port, const char *request)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection = NULL;
  GString *answer = g_string_new (NULL);
  char block[512];
  gssize size;

  connection = g_socket_client_connect_to_host (client, "127.0.0.1", port, NULL, NULL);
  if (connection == NULL)
    return g_string_free (answer, FALSE);
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), request,
                             strlen (request), NULL, NULL, NULL);
  while ((size = g_input_stream_read (g_io_stream_get_input_stream (G_IO_STREAM (connection)),
                                      block, sizeof block, NULL, NULL)) > 0)
    g_string_append_len (answer, block, size);
  return g_string_free (answer, FALSE);
}

static void
check_noise (guint port, const char *format, const char *state)
{
  g_autofree char *host = g_strdup_printf ("127.0.0.1:%u", port);
  g_autoptr (GString) request = g_string_new (format);
  g_autofree char *answer = NULL;

  g_string_replace (request, "HOST", host, 0);
  g_string_replace (request, "STATE", state, 0);
  answer = ask (port, request->str);
  if (!g_str_has_prefix (answer, "HTTP/1.1 404 "))
    g_error ("%s: %s", request->str, answer);
}

/* None of this ends the wait. */
static void
make_noise (guint port, const char *state)
{
  static const char *const requests[] = {
    "GET /favicon.ico HTTP/1.1\r\nHost: HOST\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: HOST\r\n\r\n",
    "GET /callback HTTP/1.1\r\nHost: HOST\r\n\r\n",
    "GET /callback? HTTP/1.1\r\nHost: HOST\r\n\r\n",
    "GET /callback?code=x HTTP/1.1\r\nHost: HOST\r\n\r\n",
    "GET /callback?state=STATE HTTP/1.1\r\nHost: HOST\r\n\r\n",
    "GET /callback?code=x&state=STATE&state=STATE HTTP/1.1\r\nHost: HOST\r\n\r\n",
    "GET /callback?code=x&code=y&state=STATE HTTP/1.1\r\nHost: HOST\r\n\r\n",
    "GET /callback?code=%00%ff&state=STATE HTTP/1.1\r\nHost: HOST\r\n\r\n",
    "GET /callback?code=x&error=y&state=STATE HTTP/1.1\r\nHost: HOST\r\n\r\n",
    "GET /callback/?code=x&state=STATE HTTP/1.1\r\nHost: HOST\r\n\r\n",
    "HEAD /callback?code=x&state=STATE HTTP/1.1\r\nHost: HOST\r\n\r\n",
    "POST /callback?code=x&state=STATE HTTP/1.1\r\nHost: HOST\r\n\r\n",
    "GET /callback?code=x&state=STATE HTTP/1.1\r\nHost: evil.example.com\r\n\r\n",
    "GET /callback?code=x&state=STATE HTTP/1.1\r\n\r\n",
    "\r\n\r\n",
    " \r\n\r\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (requests); i++)
    check_noise (port, requests[i], state);
}

static gpointer
browse (gpointer user_data)
{
  Browser *self = user_data;
  Authority *authority = &self->fixture->authority;
  g_autoptr (GUri) uri = g_uri_parse (self->url, G_URI_FLAGS_ENCODED_QUERY, NULL);
  g_autoptr (GHashTable) query = parse_form (g_uri_get_query (uri));
  g_autoptr (GUri) redirect = g_uri_parse (get (query, "redirect_uri"), G_URI_FLAGS_NONE, NULL);
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) idle = NULL;
  g_autofree char *host = NULL;
  g_autoptr (GString) request = g_string_new (NULL);
  guint port = g_uri_get_port (redirect);

  g_assert_cmpstr (g_uri_get_host (uri), ==, "login.example.com");
  g_assert_cmpstr (get (query, "prompt"), ==, "login");
  g_assert_cmpstr (get (query, "response_type"), ==, "code");
  g_assert_cmpstr (get (query, "client_id"), ==, "the client");
  g_assert_cmpstr (get (query, "scope"), ==, "api refresh_token");
  g_assert_cmpstr (get (query, "code_challenge_method"), ==, "S256");
  g_assert_cmpuint (strlen (get (query, "state")), ==, 43);
  g_assert_cmpuint (strlen (get (query, "code_challenge")), ==, 43);
  g_assert_cmpstr (g_uri_get_host (redirect), ==, "127.0.0.1");
  g_mutex_lock (&authority->mutex);
  authority->challenge = g_strdup (get (query, "code_challenge"));
  authority->redirect = g_strdup (get (query, "redirect_uri"));
  g_mutex_unlock (&authority->mutex);

  /* Browsers open connections ahead and say nothing on them. */
  idle = g_socket_client_connect_to_host (client, "127.0.0.1", port, NULL, NULL);
  if (self->noise)
    make_noise (port, get (query, "state"));
  if (self->answer != NULL)
    {
      host = g_strdup_printf ("127.0.0.1:%u", port);
      g_string_printf (request, "GET /callback?%s HTTP/1.1\r\nHost: %s\r\n\r\n", self->answer,
                       host);
      g_string_replace (request, "STATE", get (query, "state"), 0);
      self->page = ask (port, request->str);
    }
  return NULL;
}

static void
open_cb (const char *url, gpointer user_data)
{
  Browser *self = user_data;

  self->url = g_strdup (url);
  self->thread = g_thread_new ("browser", browse, self);
}

/* (transfer full): NULL with @error */
static JsonNode *
sign_in (Browser *self, GCancellable *cancellable, GError **error)
{
  JsonNode *node = amends_oauth_sign_in (self->fixture->oauth, open_cb, self, cancellable, error);

  g_thread_join (self->thread);
  if (node == NULL)
    g_assert_null (strstr ((*error)->message, NET_CANARY));
  return node;
}

static void
browser_clear (Browser *self)
{
  g_free (self->url);
  g_free (self->page);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Browser, browser_clear)

/* --- Signing in --- */

static void
test_sign_in (Fixture *self, gconstpointer data)
{
  g_auto (Browser) browser = { self, "code=" CODE "&state=STATE", TRUE };
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *seen = NULL;
  JsonObject *object;
  char *token;

  store (self, "crm.client-secret", "the secret");
  node = sign_in (&browser, NULL, &error);
  g_assert_no_error (error);
  object = json_node_get_object (node);
  g_assert_cmpstr (json_object_get_string_member (object, "instance_url"), ==,
                   "https://eu.example.com");
  g_assert_false (json_object_has_member (object, "access_token"));
  g_assert_false (json_object_has_member (object, "refresh_token"));
  g_assert_false (json_object_has_member (object, "id_token"));
  check_secret (self, "crm.access-token", "access-1-" NET_CANARY);
  check_secret (self, "crm.refresh-token", "refresh-1-" NET_CANARY);

  g_assert_true (g_str_has_prefix (browser.page, "HTTP/1.1 200 OK\r\n"));
  g_assert_nonnull (strstr (browser.page, "You can close this window"));
  g_assert_nonnull (strstr (browser.page, "\r\nReferrer-Policy: no-referrer\r\n"));
  g_assert_null (strstr (browser.page, NET_CANARY));
  seen = net_server_dup_seen (self->authority.server);
  g_assert_nonnull (strstr (seen, "&client_secret=the%20secret"));

  token = amends_oauth_dup_token (self->oauth, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (token, ==, "access-1-" NET_CANARY);
  g_assert_cmpuint (net_server_get_count (self->authority.server), ==, 1);
  amends_secrets_free_value (token);
}

static void
test_bad_return (Fixture *self, gconstpointer data)
{
  static const struct
  {
    const char *answer;
    const char *status;
    const char *complaint;
  } cases[] = {
    { "code=" CODE "&state=another", "HTTP/1.1 400 ", "another sign-in" },
    { "code=" CODE "&state=", "HTTP/1.1 400 ", "another sign-in" },
    { "code=" CODE "&state=STATEx", "HTTP/1.1 400 ", "another sign-in" },
    { "error=access_denied&state=STATE", "HTTP/1.1 200 ", "declined" },
    { "error=server_error&error_description=%3Cb%3EOut%0D%0Aof+order&state=STATE", "HTTP/1.1 200 ",
      "<b>Out of order" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (Browser) browser = { self, cases[i].answer, FALSE };
      g_autoptr (GError) error = NULL;

      g_clear_pointer (&self->authority.challenge, g_free);
      g_clear_pointer (&self->authority.redirect, g_free);
      g_assert_null (sign_in (&browser, NULL, &error));
      g_assert_error (error, AMENDS_NET_ERROR, AMENDS_NET_ERROR_AUTH);
      g_assert_nonnull (strstr (error->message, cases[i].complaint));
      g_assert_true (g_str_has_prefix (browser.page, cases[i].status));
      g_assert_null (strstr (browser.page, "<b>"));
    }
  g_assert_cmpuint (net_server_get_count (self->authority.server), ==, 0);
  check_secret (self, "crm.access-token", NULL);
}

static void
test_wrong_code (Fixture *self, gconstpointer data)
{
  g_auto (Browser) browser = { self, "code=" NET_CANARY "&state=STATE", FALSE };
  g_autoptr (GError) error = NULL;

  g_assert_null (sign_in (&browser, NULL, &error));
  g_assert_error (error, AMENDS_NET_ERROR, AMENDS_NET_ERROR_AUTH);
  g_assert_cmpuint (net_server_get_count (self->authority.server), ==, 1);
  check_secret (self, "crm.access-token", NULL);
}

static void
test_nobody_comes (Fixture *self, gconstpointer data)
{
  g_auto (Browser) browser = { self, NULL, FALSE };
  g_autoptr (GError) error = NULL;

  amends_oauth_set_patience (self->oauth, 1);
  g_assert_null (sign_in (&browser, NULL, &error));
  g_assert_error (error, AMENDS_NET_ERROR, AMENDS_NET_ERROR_AUTH);
}

static gpointer
cancel_soon (gpointer user_data)
{
  g_usleep (100 * 1000);
  g_cancellable_cancel (user_data);
  return NULL;
}

static void
test_cancelled_sign_in (Fixture *self, gconstpointer data)
{
  g_auto (Browser) browser = { self, NULL, TRUE };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  GThread *canceller = g_thread_new ("cancel", cancel_soon, cancellable);
  gint64 started = g_get_monotonic_time ();

  browser.noise = FALSE;
  g_assert_null (sign_in (&browser, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (g_get_monotonic_time () - started, <, 1000 * 1000);
  g_thread_join (canceller);
}

static void
never_open (const char *url, gpointer user_data)
{
  g_assert_not_reached ();
}

static void
test_plain_sign_in_server (void)
{
  AmendsOAuthSettings settings = { (char *) "http://login.example.com/authorize",
                                   (char *) "https://login.example.com/token",
                                   (char *) "client",
                                   NULL,
                                   NULL,
                                   (char *) "crm" };
  g_autoptr (AmendsTimeSource) time_source = amends_time_source_new_system ();
  g_autoptr (AmendsHttp) http = net_make_http ();
  g_autoptr (AmendsSecrets) secrets = amends_secrets_new ("x");
  g_autoptr (AmendsOAuth) oauth = amends_oauth_new (&settings, http, secrets, time_source);
  g_autoptr (GError) error = NULL;

  g_assert_null (amends_oauth_sign_in (oauth, never_open, NULL, NULL, &error));
  g_assert_error (error, AMENDS_NET_ERROR, AMENDS_NET_ERROR_REFUSED);
}

/* --- Renewing --- */

static void
check_token (Fixture *self, const char *expected)
{
  g_autoptr (GError) error = NULL;
  char *token = amends_oauth_dup_token (self->oauth, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (token, ==, expected);
  amends_secrets_free_value (token);
}

/* Each refresh token holds once; the new one is stored, and used the next time. */
static void
test_rotation (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  sign_in_by_hand (self);
  check_token (self, "access-0-" NET_CANARY);
  g_assert_true (amends_oauth_refresh (self->oauth, "access-0-" NET_CANARY, NULL, &error));
  g_assert_no_error (error);
  check_token (self, "access-1-" NET_CANARY);
  check_secret (self, "crm.refresh-token", "refresh-1-" NET_CANARY);

  /* Somebody else was told of the old one, late. */
  g_assert_true (amends_oauth_refresh (self->oauth, "access-0-" NET_CANARY, NULL, &error));
  g_assert_cmpuint (self->authority.renewals, ==, 1);

  /* Before its hour is over. */
  amends_time_source_set_fixed (self->time_source, NOW + 58 * AMENDS_MINUTE);
  check_token (self, "access-1-" NET_CANARY);
  amends_time_source_set_fixed (self->time_source, NOW + 59 * AMENDS_MINUTE + AMENDS_SECOND);
  check_token (self, "access-2-" NET_CANARY);
  check_secret (self, "crm.refresh-token", "refresh-2-" NET_CANARY);
  g_assert_cmpuint (self->authority.renewals, ==, 2);
}

typedef struct
{
  Fixture *fixture;
  gboolean renews;
} Caller;

static gpointer
renew (gpointer user_data)
{
  Caller *caller = user_data;
  g_autoptr (GError) error = NULL;

  if (caller->renews)
    {
      amends_oauth_refresh (caller->fixture->oauth, "access-0-" NET_CANARY, NULL, &error);
      g_assert_no_error (error);
    }
  check_token (caller->fixture, "access-1-" NET_CANARY);
  return NULL;
}

static void
test_at_once (Fixture *self, gconstpointer data)
{
  Caller caller = { self, TRUE };
  GThread *threads[8];

  sign_in_by_hand (self);
  self->authority.delay = 50;
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("renew", renew, &caller);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
  g_assert_cmpuint (net_server_get_count (self->authority.server), ==, 1);
}

/* The answer is not thrown away with the patience of who asked. */
static void
test_cancelled_renewal (Fixture *self, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  GThread *canceller;
  gint64 started = g_get_monotonic_time ();

  sign_in_by_hand (self);
  self->authority.delay = 400;
  canceller = g_thread_new ("cancel", cancel_soon, cancellable);
  g_assert_false (amends_oauth_refresh (self->oauth, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (g_get_monotonic_time () - started, <, 350 * 1000);
  g_thread_join (canceller);
  g_clear_error (&error);

  g_assert_true (amends_oauth_refresh (self->oauth, "access-0-" NET_CANARY, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (net_server_get_count (self->authority.server), ==, 1);
  check_secret (self, "crm.refresh-token", "refresh-1-" NET_CANARY);
}

static void
test_signed_out (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (amends_oauth_dup_token (self->oauth, NULL, &error));
  g_assert_error (error, AMENDS_NET_ERROR, AMENDS_NET_ERROR_AUTH);
  g_assert_cmpuint (net_server_get_count (self->authority.server), ==, 0);
  g_clear_error (&error);

  /* Withdrawn at the server; what it quotes of the token is not passed on. */
  store (self, "crm.refresh-token", "old-" NET_CANARY);
  g_assert_null (amends_oauth_dup_token (self->oauth, NULL, &error));
  g_assert_error (error, AMENDS_NET_ERROR, AMENDS_NET_ERROR_AUTH);
  g_assert_null (strstr (error->message, NET_CANARY));
  /* Kept: the server may have erred. */
  check_secret (self, "crm.refresh-token", "old-" NET_CANARY);
}

static void
test_bad_answers (Fixture *self, gconstpointer data)
{
#define JSON "Content-Type: application/json\r\n"
  static const struct
  {
    guint status;
    const char *headers;
    const char *body;
    int code;
  } cases[] = {
    { 400, JSON, "{\"error\": \"invalid_client\"}", AMENDS_NET_ERROR_AUTH },
    { 401, "", "", AMENDS_NET_ERROR_AUTH },
    { 403, "Content-Type: text/html\r\n", "<html>", AMENDS_NET_ERROR_AUTH },
    { 404, JSON, "[]", AMENDS_NET_ERROR_AUTH },
    { 200, JSON, "{\"error\": \"invalid_grant\", \"error_description\": 5}",
      AMENDS_NET_ERROR_AUTH },
    { 429, "Retry-After: 30\r\n", "", AMENDS_NET_ERROR_RATE_LIMITED },
    { 500, "", "", AMENDS_NET_ERROR_UNKNOWN },
    { 503, "", "", AMENDS_NET_ERROR_UNKNOWN },
    { 200, "Content-Type: text/html\r\n", "<html>", AMENDS_NET_ERROR_PROTOCOL },
    { 200, JSON, "[]", AMENDS_NET_ERROR_PROTOCOL },
    { 200, JSON, "{}", AMENDS_NET_ERROR_PROTOCOL },
    { 200, JSON, "{\"access_token\": 5}", AMENDS_NET_ERROR_PROTOCOL },
    { 200, JSON, "{\"access_token\": \"\"}", AMENDS_NET_ERROR_PROTOCOL },
    { 200, JSON, "{\"access_token\": \"a\\r\\nX: y\"}", AMENDS_NET_ERROR_PROTOCOL },
    { 200, JSON, "{\"access_token\": \"a\", \"token_type\": \"mac\"}", AMENDS_NET_ERROR_PROTOCOL },
  };

  sign_in_by_hand (self);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *answer = net_make_answer (cases[i].status, cases[i].headers, cases[i].body);
      g_autoptr (GError) error = NULL;

      self->authority.instead = answer;
      g_assert_false (amends_oauth_refresh (self->oauth, NULL, NULL, &error));
      if (error->domain != AMENDS_NET_ERROR || error->code != cases[i].code)
        g_error ("case %u: %d, %s", i, error->code, error->message);
      if (cases[i].status == 429)
        {
          g_assert_cmpint (amends_net_error_get_until (error), ==, NOW + 30 * AMENDS_SECOND);
          amends_time_source_set_fixed (self->time_source, NOW + AMENDS_MINUTE);
        }
      /* Never sent again by itself. */
      g_assert_cmpuint (net_server_get_count (self->authority.server), ==, i + 1);
    }
  check_secret (self, "crm.refresh-token", "refresh-0-" NET_CANARY);
  check_secret (self, "crm.access-token", "access-0-" NET_CANARY);
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

/* Over all that went before. */
static void
test_log (void)
{
  g_mutex_lock (&log_mutex);
  g_assert_nonnull (strstr (log_text->str, "POST localhost /token: 200 in "));
  g_assert_null (strstr (log_text->str, NET_CANARY));
  g_assert_null (strstr (log_text->str, "the secret"));
  g_assert_null (strstr (log_text->str, "state="));
  g_mutex_unlock (&log_mutex);
}

int
main (int argc, char *argv[])
{
#define ADD(name, function) g_test_add ("/oauth/" name, Fixture, NULL, set_up, function, tear_down)

  /* No keyring: the secrets live in this process. */
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent", TRUE);
  g_setenv ("G_MESSAGES_DEBUG", "all", TRUE);
  log_text = g_string_new (NULL);
  g_test_init (&argc, &argv, NULL);
  g_log_set_writer_func (collect_log, NULL, NULL);

  ADD ("sign-in", test_sign_in);
  ADD ("bad-return", test_bad_return);
  ADD ("wrong-code", test_wrong_code);
  ADD ("nobody-comes", test_nobody_comes);
  ADD ("cancelled-sign-in", test_cancelled_sign_in);
  g_test_add_func ("/oauth/plain-sign-in-server", test_plain_sign_in_server);
  ADD ("rotation", test_rotation);
  ADD ("at-once", test_at_once);
  ADD ("cancelled-renewal", test_cancelled_renewal);
  ADD ("signed-out", test_signed_out);
  ADD ("bad-answers", test_bad_answers);
  g_test_add_func ("/oauth/log", test_log);

  return g_test_run ();
}
