/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sign-in with OAuth 2.0, and tokens that are renewed one at a time. */

#include "config.h"

#include "amends-oauth.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "amends-http-private.h"
#include "amends-oauth-codes.h"
#include "amends-oauth-listener.h"
#include "amends-oauth-tokens.h"

#define SIGN_IN_SECONDS (5 * 60)
/* A token that is about to end may end on its way. */
#define MARGIN AMENDS_MINUTE
#define MOST_TOKEN_ANSWER (1024 * 1024)

/* A renewal under way, for all threads that want one. It goes to its end in a thread of its own,
 * whoever stops waiting: an answer thrown away could hold the only refresh token that counts. */
typedef struct
{
  int references; /* atomic */
  AmendsOAuth *oauth;
  char *stale;
  gboolean done;
  GError *error; /* (nullable) */
} Flight;

struct _AmendsOAuth
{
  GObject parent_instance;

  AmendsOAuthSettings settings; /* (owned) */
  AmendsHttp *http;             /* (owned) */
  AmendsSecrets *secrets;       /* (owned) */
  AmendsTimeSource *time_source;
  char *access_name;
  char *refresh_name;
  guint sign_in_seconds;

  GMutex mutex; /* of what follows */
  GCond cond;
  Flight *flight;     /* (nullable) */
  AmendsInstant ends; /* of the access token; NONE if unknown */
};

G_DEFINE_FINAL_TYPE (AmendsOAuth, amends_oauth, G_TYPE_OBJECT)

static void
amends_oauth_finalize (GObject *object)
{
  AmendsOAuth *self = AMENDS_OAUTH (object);

  g_free (self->settings.authorization_url);
  g_free (self->settings.token_url);
  g_free (self->settings.client_id);
  g_free (self->settings.client_secret_name);
  g_free (self->settings.scope);
  g_free (self->settings.name);
  g_clear_object (&self->http);
  g_clear_object (&self->secrets);
  g_clear_object (&self->time_source);
  g_free (self->access_name);
  g_free (self->refresh_name);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->cond);

  G_OBJECT_CLASS (amends_oauth_parent_class)->finalize (object);
}

static void
amends_oauth_class_init (AmendsOAuthClass *class)
{
  G_OBJECT_CLASS (class)->finalize = amends_oauth_finalize;
}

static void
amends_oauth_init (AmendsOAuth *self)
{
  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);
  self->sign_in_seconds = SIGN_IN_SECONDS;
}

AmendsOAuth *
amends_oauth_new (const AmendsOAuthSettings *settings,
                  AmendsHttp *http,
                  AmendsSecrets *secrets,
                  AmendsTimeSource *time_source)
{
  AmendsOAuth *self;

  g_return_val_if_fail (settings != NULL && settings->name != NULL, NULL);
  g_return_val_if_fail (settings->authorization_url != NULL && settings->token_url != NULL, NULL);
  g_return_val_if_fail (settings->client_id != NULL, NULL);
  g_return_val_if_fail (AMENDS_IS_HTTP (http) && AMENDS_IS_SECRETS (secrets), NULL);
  g_return_val_if_fail (AMENDS_IS_TIME_SOURCE (time_source), NULL);

  self = g_object_new (AMENDS_TYPE_OAUTH, NULL);
  self->settings.authorization_url = g_strdup (settings->authorization_url);
  self->settings.token_url = g_strdup (settings->token_url);
  self->settings.client_id = g_strdup (settings->client_id);
  self->settings.client_secret_name = g_strdup (settings->client_secret_name);
  self->settings.scope = g_strdup (settings->scope);
  self->settings.name = g_strdup (settings->name);
  self->http = g_object_ref (http);
  self->secrets = g_object_ref (secrets);
  self->time_source = g_object_ref (time_source);
  self->access_name = g_strconcat (settings->name, ".access-token", NULL);
  self->refresh_name = g_strconcat (settings->name, ".refresh-token", NULL);
  return self;
}

void
amends_oauth_set_patience (AmendsOAuth *self, guint seconds)
{
  g_return_if_fail (AMENDS_IS_OAUTH (self));

  self->sign_in_seconds = seconds;
}

/* --- The token endpoint --- */

static gboolean
store (AmendsOAuth *self, const char *name, const char *value, GError **error)
{
  g_autoptr (GError) local = NULL;

  if (amends_secrets_store (self->secrets, name, value, NULL, &local))
    return TRUE;
  /* Kept for the session all the same, which amends_secrets_is_lasting() tells. */
  if (g_error_matches (local, AMENDS_NET_ERROR, AMENDS_NET_ERROR_KEYRING))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* The refresh token first: without it the other is worth an hour. Not cancellable: what was given
 * once is not given again. */
static gboolean
keep (AmendsOAuth *self, AmendsOAuthTokens *tokens, GError **error)
{
  if (tokens->refresh != NULL && !store (self, self->refresh_name, tokens->refresh, error))
    return FALSE;
  if (!store (self, self->access_name, tokens->access, error))
    return FALSE;

  g_mutex_lock (&self->mutex);
  self->ends = AMENDS_INSTANT_NONE;
  if (tokens->lifetime > 0)
    self->ends = amends_time_source_now (self->time_source) + tokens->lifetime * AMENDS_SECOND;
  g_mutex_unlock (&self->mutex);
  return TRUE;
}

/* @form: pairs without the client's; @secret: the one among them, kept out of messages */
static AmendsOAuthTokens *
ask (AmendsOAuth *self,
     GPtrArray *form,
     const char *secret,
     GCancellable *cancellable,
     GError **error)
{
  g_autoptr (AmendsHttpRequest) request = NULL;
  g_autoptr (AmendsHttpResponse) response = NULL;
  g_autoptr (AmendsOAuthTokens) tokens = NULL;
  const char *sent[3] = { secret, NULL, NULL };
  char *client_secret = NULL;
  g_autoptr (GError) local = NULL;

  g_ptr_array_add (form, (char *) "client_id");
  g_ptr_array_add (form, self->settings.client_id);
  if (self->settings.client_secret_name != NULL)
    {
      client_secret = amends_secrets_look_up (self->secrets, self->settings.client_secret_name,
                                              cancellable, &local);
      if (local != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return NULL;
        }
    }
  if (client_secret != NULL)
    {
      g_ptr_array_add (form, (char *) "client_secret");
      g_ptr_array_add (form, client_secret);
      sent[1] = client_secret;
    }
  g_ptr_array_add (form, NULL);

  request = amends_http_request_new ("POST", self->settings.token_url);
  amends_http_request_add_header (request, "Accept", "application/json");
  amends_http_request_set_form (request, (const char *const *) form->pdata);
  amends_http_request_set_limit (request, MOST_TOKEN_ANSWER);
  response = amends_http_send (self->http, request, cancellable, error);
  if (response != NULL)
    tokens = amends_oauth_tokens_read (response, sent, amends_time_source_now (self->time_source),
                                       error);
  amends_secrets_free_value (client_secret);
  return g_steal_pointer (&tokens);
}

static void
add_pair (GPtrArray *form, const char *name, const char *value)
{
  g_ptr_array_add (form, (char *) name);
  g_ptr_array_add (form, (char *) value);
}

/* --- Signing in --- */

/* (transfer full): NULL with REFUSED for an address that may not be used. */
static char *
make_authorization_url (AmendsOAuth *self,
                        const char *redirect,
                        const char *state,
                        const char *verifier,
                        GError **error)
{
  g_autoptr (GUri) address = amends_http_address_parse (self->settings.authorization_url, error);
  g_autoptr (AmendsHttpRequest) request = NULL;
  g_autofree char *challenge = amends_oauth_make_challenge (verifier);

  if (address == NULL)
    return NULL;
  request = amends_http_request_new ("GET", self->settings.authorization_url);
  amends_http_request_add_query (request, "response_type", "code");
  amends_http_request_add_query (request, "client_id", self->settings.client_id);
  amends_http_request_add_query (request, "redirect_uri", redirect);
  if (self->settings.scope != NULL && self->settings.scope[0] != '\0')
    amends_http_request_add_query (request, "scope", self->settings.scope);
  amends_http_request_add_query (request, "state", state);
  amends_http_request_add_query (request, "code_challenge", challenge);
  amends_http_request_add_query (request, "code_challenge_method", "S256");
  return g_strdup (request->url->str);
}

static AmendsOAuthTokens *
exchange (AmendsOAuth *self,
          const char *code,
          const char *redirect,
          const char *verifier,
          GCancellable *cancellable,
          GError **error)
{
  g_autoptr (GPtrArray) form = g_ptr_array_new ();

  add_pair (form, "grant_type", "authorization_code");
  add_pair (form, "code", code);
  add_pair (form, "redirect_uri", redirect);
  add_pair (form, "code_verifier", verifier);
  return ask (self, form, code, cancellable, error);
}

static JsonNode *
sign_in (AmendsOAuth *self,
         const char *state,
         const char *verifier,
         AmendsOAuthOpenFunc open,
         gpointer user_data,
         GCancellable *cancellable,
         GError **error)
{
  g_autoptr (AmendsOAuthListener) listener = amends_oauth_listener_new (error);
  g_autoptr (AmendsOAuthTokens) tokens = NULL;
  g_autofree char *redirect = NULL;
  g_autofree char *url = NULL;
  char *code;

  if (listener == NULL)
    return NULL;
  redirect = amends_oauth_listener_dup_address (listener);
  url = make_authorization_url (self, redirect, state, verifier, error);
  if (url == NULL)
    return NULL;
  open (url, user_data);
  code = amends_oauth_listener_wait (listener, state, self->sign_in_seconds, cancellable, error);
  if (code == NULL)
    return NULL;
  tokens = exchange (self, code, redirect, verifier, cancellable, error);
  amends_secrets_free_value (code);
  if (tokens == NULL || !keep (self, tokens, error))
    return NULL;
  return json_node_ref (tokens->rest);
}

JsonNode *
amends_oauth_sign_in (AmendsOAuth *self,
                      AmendsOAuthOpenFunc open,
                      gpointer user_data,
                      GCancellable *cancellable,
                      GError **error)
{
  JsonNode *rest = NULL;
  char *state;
  char *verifier;

  g_return_val_if_fail (AMENDS_IS_OAUTH (self), NULL);
  g_return_val_if_fail (open != NULL, NULL);

  state = amends_oauth_make_secret (error);
  verifier = state != NULL ? amends_oauth_make_secret (error) : NULL;
  if (verifier != NULL)
    rest = sign_in (self, state, verifier, open, user_data, cancellable, error);
  amends_secrets_free_value (state);
  amends_secrets_free_value (verifier);
  return rest;
}

/* --- Renewing --- */

static void
set_signed_out (GError **error)
{
  g_set_error_literal (error, AMENDS_NET_ERROR, AMENDS_NET_ERROR_AUTH,
                       _ ("The sign-in has ended; sign in again"));
}

static gboolean
renew (AmendsOAuth *self, const char *stale, GError **error)
{
  g_autoptr (AmendsOAuthTokens) tokens = NULL;
  g_autoptr (GPtrArray) form = g_ptr_array_new ();
  g_autoptr (GError) local = NULL;
  gboolean newer;
  char *access;
  char *refresh;

  access = amends_secrets_look_up (self->secrets, self->access_name, NULL, &local);
  newer = access != NULL && stale != NULL && strcmp (access, stale) != 0;
  amends_secrets_free_value (access);
  if (newer)
    return TRUE;
  refresh = local == NULL ? amends_secrets_look_up (self->secrets, self->refresh_name, NULL, &local)
                          : NULL;
  if (refresh == NULL)
    {
      if (local != NULL)
        g_propagate_error (error, g_steal_pointer (&local));
      else
        set_signed_out (error);
      return FALSE;
    }
  add_pair (form, "grant_type", "refresh_token");
  add_pair (form, "refresh_token", refresh);
  tokens = ask (self, form, refresh, NULL, error);
  amends_secrets_free_value (refresh);
  return tokens != NULL && keep (self, tokens, error);
}

static void
flight_unref (Flight *flight)
{
  if (!g_atomic_int_dec_and_test (&flight->references))
    return;
  amends_secrets_free_value (flight->stale);
  g_clear_error (&flight->error);
  g_object_unref (flight->oauth);
  g_free (flight);
}

static gpointer
run_flight (gpointer user_data)
{
  Flight *flight = user_data;
  AmendsOAuth *self = flight->oauth;
  g_autoptr (GError) error = NULL;

  renew (self, flight->stale, &error);

  g_mutex_lock (&self->mutex);
  flight->error = g_steal_pointer (&error);
  flight->done = TRUE;
  self->flight = NULL;
  g_cond_broadcast (&self->cond);
  g_mutex_unlock (&self->mutex);
  flight_unref (flight);
  return NULL;
}

/* With the lock held; (transfer full): the one under way, or a new one. */
static Flight *
join_flight (AmendsOAuth *self, const char *stale)
{
  Flight *flight = self->flight;

  if (flight == NULL)
    {
      flight = g_new0 (Flight, 1);
      flight->references = 1;
      flight->oauth = g_object_ref (self);
      flight->stale = g_strdup (stale);
      self->flight = flight;
      g_thread_unref (g_thread_new ("oauth", run_flight, flight));
    }
  g_atomic_int_inc (&flight->references);
  return flight;
}

static void
wake_cb (GCancellable *cancellable, gpointer user_data)
{
  AmendsOAuth *self = user_data;

  g_mutex_lock (&self->mutex);
  g_cond_broadcast (&self->cond);
  g_mutex_unlock (&self->mutex);
}

gboolean
amends_oauth_refresh (AmendsOAuth *self,
                      const char *stale,
                      GCancellable *cancellable,
                      GError **error)
{
  Flight *flight;
  gulong handler = 0;
  gboolean done;

  g_return_val_if_fail (AMENDS_IS_OAUTH (self), FALSE);

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (cancellable != NULL)
    handler = g_cancellable_connect (cancellable, G_CALLBACK (wake_cb), self, NULL);
  g_mutex_lock (&self->mutex);
  flight = join_flight (self, stale);
  while (!flight->done && !g_cancellable_is_cancelled (cancellable))
    g_cond_wait (&self->cond, &self->mutex);
  done = flight->done;
  g_mutex_unlock (&self->mutex);
  g_cancellable_disconnect (cancellable, handler);

  if (!done)
    g_cancellable_set_error_if_cancelled (cancellable, error);
  else if (flight->error != NULL)
    {
      g_propagate_error (error, g_error_copy (flight->error));
      done = FALSE;
    }
  flight_unref (flight);
  return done;
}

char *
amends_oauth_dup_token (AmendsOAuth *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) local = NULL;
  AmendsInstant ends;
  gboolean renewed;
  char *token;

  g_return_val_if_fail (AMENDS_IS_OAUTH (self), NULL);

  token = amends_secrets_look_up (self->secrets, self->access_name, cancellable, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  g_mutex_lock (&self->mutex);
  ends = self->ends;
  g_mutex_unlock (&self->mutex);
  if (token != NULL &&
      (ends == AMENDS_INSTANT_NONE || amends_time_source_now (self->time_source) + MARGIN < ends))
    return token;

  renewed = amends_oauth_refresh (self, token, cancellable, error);
  amends_secrets_free_value (token);
  if (!renewed)
    return NULL;
  token = amends_secrets_look_up (self->secrets, self->access_name, cancellable, &local);
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else if (token == NULL)
    set_signed_out (error);
  return token;
}
