/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sign-in with OAuth: Salesforce's, with tokens that change and end under way, and a published
 * server that knows nothing of us. */

#include "crm-peer.h"

#include <libsoup/soup.h>
#include <signal.h>
#include <sys/prctl.h>

/* What a browser does with the address. */
static gpointer
browse (gpointer data)
{
  g_autofree char *url = data;
  g_autoptr (SoupSession) session = soup_session_new ();
  g_autoptr (SoupMessage) message = soup_message_new ("GET", url);
  g_autoptr (GBytes) page = soup_session_send_and_read (session, message, NULL, NULL);

  g_assert_nonnull (page);
  g_assert_cmpuint (soup_message_get_status (message), ==, 200);
  return NULL;
}

static void
open_cb (const char *url, gpointer data)
{
  GThread **browser = data;

  *browser = g_thread_new ("browser", browse, g_strdup (url));
}

static JsonNode *
sign_in (AmendsOAuth *oauth, GError **error)
{
  GThread *browser = NULL;
  JsonNode *answer = amends_oauth_sign_in (oauth, open_cb, &browser, NULL, error);

  g_assert_nonnull (browser);
  g_thread_join (browser);
  return answer;
}

static gint64
count_tokens (CrmFixture *peer)
{
  return crm_fixture_count (peer, "POST", "oauth2/token");
}

static void
test_salesforce (void)
{
  g_autoptr (CrmFixture) peer = crm_fixture_new ("salesforce", NULL);
  g_autofree char *authorization = g_strconcat (peer->url, "/services/oauth2/authorize", NULL);
  g_autofree char *token = g_strconcat (peer->url, "/services/oauth2/token", NULL);
  AmendsOAuthSettings settings = { .authorization_url = authorization,
                                   .token_url = token,
                                   .client_id = (char *) "client",
                                   .scope = (char *) "api refresh_token",
                                   .name = (char *) "crm" };
  AmendsConnectorSettings how = { .type = (char *) "salesforce",
                                  .url = peer->url,
                                  .oauth = &settings };
  g_autoptr (GError) error = NULL;
  g_autoptr (AmendsOAuth) oauth =
      amends_oauth_new (&settings, peer->http, peer->secrets, peer->time_source);
  g_autoptr (JsonNode) answer = NULL;
  g_autoptr (AmendsConnector) connector =
      amends_connector_new (&how, peer->map, peer->http, peer->secrets, peer->time_source, &error);
  g_autoptr (AmendsRemotePage) page = NULL;
  g_autoptr (AmendsRemotePage) next = NULL;
  g_autoptr (AmendsHttpRequest) stolen = NULL;
  g_autoptr (AmendsHttpResponse) refused = NULL;
  g_autoptr (AmendsRemoteRow) row = NULL;
  g_autoptr (JsonObject) fields = peer_fields ("{'subject':'S'}");
  char *old = NULL;

  g_assert_no_error (error);
  g_assert_null (amends_connector_probe (connector, NULL, &error));
  g_assert_error (error, AMENDS_CRM_ERROR, AMENDS_CRM_ERROR_AUTH_EXPIRED);
  g_clear_error (&error);
  answer = sign_in (oauth, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (json_object_get_string_member (json_node_get_object (answer), "instance_url"),
                   ==, peer->url);
  g_assert_false (json_object_has_member (json_node_get_object (answer), "access_token"));
  peer_tell (peer, "options", "{'tokens':[]}");
  page = amends_connector_list_changes (connector, AMENDS_REMOTE_CASE, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (count_tokens (peer), ==, 1);

  /* The token ends in the middle of a write: it goes out again with a new one, once. */
  old = amends_secrets_look_up (peer->secrets, "crm.refresh-token", NULL, &error);
  g_assert_nonnull (old);
  peer_tell (peer, "fault", "{'kind':'401-midway','method':'PATCH'}");
  row = amends_connector_create (connector, AMENDS_REMOTE_CASE, fields, PEER_KEY, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (crm_fixture_records (peer, "Case"), ==, 1);
  g_assert_cmpint (count_tokens (peer), ==, 2);

  /* Somebody uses the old refresh token: nothing of this sign-in is good any more, and that is
   * said, not tried for ever. */
  stolen = amends_http_request_new ("POST", token);
  amends_http_request_set_form (stolen,
                                (const char *const[]){ "grant_type", "refresh_token", "client_id",
                                                       "client", "refresh_token", old, NULL });
  refused = amends_http_send (peer->control, stolen, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (amends_http_response_get_status (refused), ==, 400);
  next = amends_connector_list_changes (connector, AMENDS_REMOTE_CASE, NULL, NULL, &error);
  g_assert_null (next);
  g_assert_error (error, AMENDS_CRM_ERROR, AMENDS_CRM_ERROR_AUTH_EXPIRED);
  g_assert_cmpint (count_tokens (peer), <=, 4);
  amends_secrets_free_value (old);
}

/* The server must not outlive a test that fails. */
static void
die_with_parent (gpointer data)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

/* (transfer full) (nullable): the published server on @port, if there is one. */
static GSubprocess *
start_published (guint16 port)
{
  const char *main_file = g_getenv ("AMENDS_OAUTH_SERVER");
  g_autofree char *folder = g_dir_make_tmp ("amends-oauth-XXXXXX", NULL);
  g_autofree char *config = g_build_filename (folder, "config.json", NULL);
  g_autofree char *number = g_strdup_printf ("%u", port);
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (
      G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  GSubprocess *process;

  if (main_file == NULL)
    return NULL;
  g_file_set_contents (
      config,
      "{\"rules\":[],\"oauth\":{\"protectedPaths\":[\"^/v1\"],\"clients\":[{"
      "\"clientId\":\"client\",\"redirectUris\":[\"http://127.0.0.1:1/callback\"],"
      "\"scope\":\"api\"}],\"metadata\":{\"scopesSupported\":[\"api\"]},\"tokens\":{"
      "\"rotateRefreshToken\":true,\"expiresInSeconds\":3600}}}",
      -1, NULL);
  g_subprocess_launcher_setenv (launcher, "PORT", number, TRUE);
  g_subprocess_launcher_setenv (launcher, "HOST", "127.0.0.1", TRUE);
  g_subprocess_launcher_set_child_setup (launcher, die_with_parent, NULL, NULL);
  process =
      g_subprocess_launcher_spawn (launcher, NULL, "node", main_file, "--config", config, NULL);
  return process;
}

static guint16
find_free_port (void)
{
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();

  return g_socket_listener_add_any_inet_port (listener, NULL, NULL);
}

static gboolean
wait_for (const char *url)
{
  for (guint i = 0; i < 100; i++)
    {
      g_autoptr (SoupSession) session = soup_session_new ();
      g_autoptr (SoupMessage) message = soup_message_new ("GET", url);
      g_autoptr (GBytes) page = soup_session_send_and_read (session, message, NULL, NULL);

      if (page != NULL)
        return TRUE;
      g_usleep (100 * 1000);
    }
  return FALSE;
}

static void
check_published (const char *base)
{
  g_autofree char *authorization = g_strconcat (base, "/authorize", NULL);
  g_autofree char *token = g_strconcat (base, "/token", NULL);
  g_autofree char *guarded = g_strconcat (base, "/v1/models", NULL);
  AmendsOAuthSettings settings = { .authorization_url = authorization,
                                   .token_url = token,
                                   .client_id = (char *) "client",
                                   .scope = (char *) "api",
                                   .name = (char *) "other" };
  g_autoptr (AmendsTimeSource) clock = amends_time_source_new_system ();
  g_autoptr (AmendsHttp) http = amends_http_new (clock);
  g_autoptr (AmendsSecrets) secrets = amends_secrets_new ("test");
  g_autoptr (AmendsOAuth) oauth = amends_oauth_new (&settings, http, secrets, clock);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) answer = sign_in (oauth, &error);
  char *first;
  char *second;
  char *renewal;

  g_assert_no_error (error);
  first = amends_oauth_dup_token (oauth, NULL, &error);
  g_assert_no_error (error);
  renewal = amends_secrets_look_up (secrets, "other.refresh-token", NULL, NULL);
  g_assert_true (amends_oauth_refresh (oauth, first, NULL, &error));
  g_assert_no_error (error);
  second = amends_oauth_dup_token (oauth, NULL, &error);
  g_assert_cmpstr (first, !=, second);
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *value = g_strconcat ("Bearer ", i == 0 ? first : second, NULL);
      g_autoptr (AmendsHttpRequest) request = amends_http_request_new ("GET", guarded);
      g_autoptr (AmendsHttpResponse) response = NULL;

      amends_http_request_add_secret_header (request, "Authorization", value);
      response = amends_http_send (http, request, NULL, &error);
      g_assert_no_error (error);
      /* Let in, it finds nothing there. */
      g_assert_cmpuint (amends_http_response_get_status (response), ==, i == 0 ? 401 : 404);
    }
  /* The renewed token is used up. */
  amends_secrets_store (secrets, "other.refresh-token", renewal, NULL, NULL);
  g_clear_object (&oauth);
  oauth = amends_oauth_new (&settings, http, secrets, clock);
  g_assert_false (amends_oauth_refresh (oauth, second, NULL, &error));
  g_assert_error (error, AMENDS_NET_ERROR, AMENDS_NET_ERROR_AUTH);
  amends_secrets_free_value (first);
  amends_secrets_free_value (second);
  amends_secrets_free_value (renewal);
}

static void
test_published (void)
{
  guint16 port = find_free_port ();
  g_autofree char *base = g_strdup_printf ("http://127.0.0.1:%u", port);
  g_autoptr (GSubprocess) process = start_published (port);

  if (process == NULL)
    {
      g_test_skip ("run by tests/peers/run-oauth.py, which installs the server");
      return;
    }
  g_assert_true (wait_for (base));
  check_published (base);
  g_subprocess_force_exit (process);
  g_subprocess_wait (process, NULL, NULL);
}

int
main (int argc, char **argv)
{
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/crm/sign-in/salesforce", test_salesforce);
  g_test_add_func ("/crm/sign-in/published", test_published);
  return g_test_run ();
}
