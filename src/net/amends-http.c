/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Talks to servers: sends, follows, waits and tries again, each within its bounds. */

#include "config.h"

#include "amends-http.h"

#include <glib/gi18n-lib.h>

#include "amends-http-private.h"
#include "amends-net-wait.h"

#define MOST_REDIRECTS 5
#define DEFAULT_IDLE 30
#define DEFAULT_WHOLE 120
#define DEFAULT_TRIES 4
#define DEFAULT_LONGEST_WAIT 20000
/* Of the first pause; milliseconds. */
#define BASE_WAIT 500
/* How long after an answer a kept connection is taken to be alive. The shortest keep-alive that
 * common servers have is 2 s (gunicorn); a request that met one just closed could not tell whether
 * it had arrived. */
#define FRESH_USEC G_USEC_PER_SEC

struct _AmendsHttp
{
  GObject parent_instance;

  AmendsTimeSource *time_source; /* (owned) */
  GMainContext *context;         /* (owned): of the one request that runs */
  SoupSession *remote;           /* (owned) */
  SoupSession *local;            /* (owned): past any proxy, which would see it in the clear */
  guint idle;
  guint whole;
  guint tries;
  guint longest_wait;

  GHashTable *limits; /* (owned): authority to AmendsInstant until */
  GHashTable *used;   /* (owned): authority to monotonic time of its last answer */

  GMutex mutex; /* of busy */
  GCond cond;
  gboolean busy;
};

G_DEFINE_FINAL_TYPE (AmendsHttp, amends_http, G_TYPE_OBJECT)

static SoupSession *
make_session (AmendsHttp *self)
{
  SoupSession *session = soup_session_new_with_options ("user-agent", "Amends/" PACKAGE_VERSION,
                                                        "timeout", 0, "idle-timeout", 60, NULL);

  /* Signing in and unpacking are done here, in the open. */
  soup_session_remove_feature_by_type (session, SOUP_TYPE_AUTH_MANAGER);
  soup_session_remove_feature_by_type (session, SOUP_TYPE_CONTENT_DECODER);
  return session;
}

static void
amends_http_finalize (GObject *object)
{
  AmendsHttp *self = AMENDS_HTTP (object);

  g_main_context_push_thread_default (self->context);
  g_clear_object (&self->remote);
  g_clear_object (&self->local);
  while (g_main_context_iteration (self->context, FALSE))
    ;
  g_main_context_pop_thread_default (self->context);
  g_main_context_unref (self->context);
  g_clear_object (&self->time_source);
  g_hash_table_unref (self->limits);
  g_hash_table_unref (self->used);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->cond);

  G_OBJECT_CLASS (amends_http_parent_class)->finalize (object);
}

static void
amends_http_class_init (AmendsHttpClass *class)
{
  G_OBJECT_CLASS (class)->finalize = amends_http_finalize;
}

static void
amends_http_init (AmendsHttp *self)
{
  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);
  self->context = g_main_context_new ();
  self->limits = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->used = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->idle = DEFAULT_IDLE;
  self->whole = DEFAULT_WHOLE;
  self->tries = DEFAULT_TRIES;
  self->longest_wait = DEFAULT_LONGEST_WAIT;

  g_main_context_push_thread_default (self->context);
  self->remote = make_session (self);
  self->local = make_session (self);
  soup_session_set_proxy_resolver (self->local, NULL);
  g_main_context_pop_thread_default (self->context);
}

AmendsHttp *
amends_http_new (AmendsTimeSource *time_source)
{
  AmendsHttp *self;

  g_return_val_if_fail (AMENDS_IS_TIME_SOURCE (time_source), NULL);

  self = g_object_new (AMENDS_TYPE_HTTP, NULL);
  self->time_source = g_object_ref (time_source);
  return self;
}

void
amends_http_set_timeouts (AmendsHttp *self, guint idle, guint whole)
{
  g_return_if_fail (AMENDS_IS_HTTP (self));

  self->idle = idle;
  self->whole = whole;
}

void
amends_http_set_patience (AmendsHttp *self, guint tries, guint longest_wait)
{
  g_return_if_fail (AMENDS_IS_HTTP (self));
  g_return_if_fail (tries > 0);

  self->tries = tries;
  self->longest_wait = longest_wait;
}

void
amends_http_set_tls_database (AmendsHttp *self, GTlsDatabase *database)
{
  g_return_if_fail (AMENDS_IS_HTTP (self));

  soup_session_set_tls_database (self->remote, database);
  soup_session_set_tls_database (self->local, database);
}

/* --- One at a time --- */

static void
wake_cb (GCancellable *cancellable, gpointer user_data)
{
  AmendsHttp *self = user_data;

  g_mutex_lock (&self->mutex);
  g_cond_broadcast (&self->cond);
  g_mutex_unlock (&self->mutex);
}

/* A second thread waits here, or leaves when it is cancelled. */
static gboolean
take_turn (AmendsHttp *self, GCancellable *cancellable, GError **error)
{
  gulong handler = 0;
  gboolean taken;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (cancellable != NULL)
    handler = g_cancellable_connect (cancellable, G_CALLBACK (wake_cb), self, NULL);

  g_mutex_lock (&self->mutex);
  while (self->busy && !g_cancellable_is_cancelled (cancellable))
    g_cond_wait (&self->cond, &self->mutex);
  taken = !self->busy;
  self->busy = TRUE;
  g_mutex_unlock (&self->mutex);

  g_cancellable_disconnect (cancellable, handler);
  if (!taken)
    g_cancellable_set_error_if_cancelled (cancellable, error);
  return taken;
}

static void
leave_turn (AmendsHttp *self)
{
  g_mutex_lock (&self->mutex);
  self->busy = FALSE;
  g_cond_broadcast (&self->cond);
  g_mutex_unlock (&self->mutex);
}

/* --- Waiting --- */

static gboolean
set_done_cb (gpointer user_data)
{
  gboolean *done = user_data;

  *done = TRUE;
  return G_SOURCE_REMOVE;
}

static gboolean
pause_for (AmendsHttp *self, gint64 milliseconds, GCancellable *cancellable, GError **error)
{
  g_autoptr (GSource) timer = g_timeout_source_new ((guint) MAX (milliseconds, 0));
  gboolean done = FALSE;

  g_source_set_callback (timer, set_done_cb, &done, NULL);
  g_source_attach (timer, self->context);
  amends_net_wait (self->context, &done, cancellable);
  g_source_destroy (timer);
  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

/* "Full jitter" of M. Brooker, Exponential Backoff and Jitter, AWS Architecture Blog, 2015:
 * anything up to the bound that doubles, so that clients that failed together do not come back
 * together. @attempt from 1; milliseconds. */
static gint64
get_backoff (AmendsHttp *self, guint attempt)
{
  guint bound = MIN ((guint) BASE_WAIT << MIN (attempt - 1, 10), self->longest_wait);

  return g_random_int_range (0, (gint32) bound + 1);
}

/* --- What a host asked for --- */

static AmendsInstant
get_limit (AmendsHttp *self, const char *authority)
{
  const AmendsInstant *until = g_hash_table_lookup (self->limits, authority);

  if (until == NULL)
    return AMENDS_INSTANT_NONE;
  if (*until > amends_time_source_now (self->time_source))
    return *until;
  g_hash_table_remove (self->limits, authority);
  return AMENDS_INSTANT_NONE;
}

static void
set_limit (AmendsHttp *self, const char *authority, AmendsInstant until)
{
  g_hash_table_replace (self->limits, g_strdup (authority), g_memdup2 (&until, sizeof until));
}

/* Nothing goes to a host before its time: a short one is waited for, a long one told. */
static gboolean
respect_limit (AmendsHttp *self,
               GUri *address,
               const char *authority,
               GCancellable *cancellable,
               GError **error)
{
  AmendsInstant until = get_limit (self, authority);
  gint64 wait;

  if (until == AMENDS_INSTANT_NONE)
    return TRUE;
  wait = until - amends_time_source_now (self->time_source);
  if (wait > (gint64) self->longest_wait)
    {
      g_propagate_error (error,
                         amends_net_error_new_rate_limited (until, g_uri_get_host (address)));
      return FALSE;
    }
  /* The clock of a test stands still, so it is not asked again. */
  g_hash_table_remove (self->limits, authority);
  return pause_for (self, wait, cancellable, error);
}

static gboolean
asks_to_wait (guint status)
{
  return status == 429 || status == SOUP_STATUS_SERVICE_UNAVAILABLE;
}

/* --- Sending --- */

typedef struct
{
  AmendsHttpRequest *request;
  AmendsHttpChunkFunc func;
  gpointer func_data;
  GCancellable *cancellable;
} Job;

static gboolean
is_fresh (AmendsHttp *self, const char *authority)
{
  const gint64 *used = g_hash_table_lookup (self->used, authority);

  return used != NULL && g_get_monotonic_time () - *used < FRESH_USEC;
}

/* The log names the host and the path and never what may hold a secret or a customer. */
static void
log_outcome (Job *job, GUri *address, gint64 started, AmendsHttpResponse *response, GError *error)
{
  gint64 ms = (g_get_monotonic_time () - started) / 1000;

  if (response != NULL)
    g_debug ("%s %s %s: %u in %" G_GINT64_FORMAT " ms", job->request->method,
             g_uri_get_host (address), g_uri_get_path (address), response->status, ms);
  else
    g_debug ("%s %s %s: no answer (%s %d) in %" G_GINT64_FORMAT " ms", job->request->method,
             g_uri_get_host (address), g_uri_get_path (address),
             error != NULL ? g_quark_to_string (error->domain) : "",
             error != NULL ? error->code : 0, ms);
}

/* One try at one address. @retriable: whether another may fare better */
static AmendsHttpResponse *
send_once (AmendsHttp *self, Job *job, GUri *address, gboolean *retriable, GError **error)
{
  g_autofree char *authority = amends_http_address_dup_authority (address);
  AmendsHttpExchange exchange = {
    .session = amends_http_address_is_loopback (address) ? self->local : self->remote,
    .context = self->context,
    .request = job->request,
    .address = address,
    .reuse = is_fresh (self, authority),
    .idle = self->idle,
    .whole = self->whole,
    .func = job->func,
    .func_data = job->func_data,
  };
  gint64 started = g_get_monotonic_time ();
  g_autoptr (GError) local = NULL;
  AmendsHttpResponse *response;

  *retriable = FALSE;
  if (!respect_limit (self, address, authority, job->cancellable, error))
    return NULL;
  response = amends_http_exchange_run (&exchange, job->cancellable, &local);
  log_outcome (job, address, started, response, local);
  *retriable = exchange.retriable && !exchange.delivered;
  if (response == NULL)
    {
      g_hash_table_remove (self->used, authority);
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }

  started = g_get_monotonic_time ();
  g_hash_table_replace (self->used, g_strdup (authority), g_memdup2 (&started, sizeof started));
  if (asks_to_wait (response->status))
    {
      AmendsInstant now = amends_time_source_now (self->time_source);
      AmendsInstant until = amends_http_response_get_retry_at (response, now);

      if (until > now)
        set_limit (self, authority, until);
    }
  *retriable = response->status == 429 || (response->status >= 502 && response->status <= 504);
  return response;
}

static gboolean
is_redirect (guint status)
{
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

/* One try, wherever it leads. @address: (inout): where it has led */
static AmendsHttpResponse *
send_and_follow (AmendsHttp *self, Job *job, GUri **address, gboolean *retriable, GError **error)
{
  gboolean has_secret = amends_http_request_has_secret (job->request);

  for (guint hop = 0; hop <= MOST_REDIRECTS; hop++)
    {
      g_autoptr (AmendsHttpResponse) response = NULL;
      const char *location;
      GUri *next;

      response = send_once (self, job, *address, retriable, error);
      if (response == NULL || !is_redirect (response->status))
        return g_steal_pointer (&response);
      /* 303 says that it was done; the others that it was not, and may be elsewhere. */
      if (!amends_http_request_is_reading (job->request))
        {
          if (response->status == 303)
            return g_steal_pointer (&response);
          g_set_error (error, AMENDS_NET_ERROR, AMENDS_NET_ERROR_REDIRECT,
                       /* Translators: %s is the name of a server. */
                       _ ("%s wants to be written to at another address; enter that one in the "
                          "settings"),
                       g_uri_get_host (*address));
          return NULL;
        }
      location = amends_http_response_get_header (response, "Location");
      next = amends_http_address_follow (*address, location != NULL ? location : "", has_secret,
                                         error);
      if (next == NULL)
        return NULL;
      g_uri_unref (*address);
      *address = next;
    }
  /* Translators: %s is the name of a server. */
  g_set_error (error, AMENDS_NET_ERROR, AMENDS_NET_ERROR_REDIRECT, _ ("%s sends us in circles"),
               g_uri_get_host (*address));
  *retriable = FALSE;
  return NULL;
}

/* What a server asks for beyond the patience is told with its time. FALSE with RATE_LIMITED. */
static gboolean
check_patience (AmendsHttp *self, GUri *address, AmendsHttpResponse *response, GError **error)
{
  g_autofree char *authority = amends_http_address_dup_authority (address);
  AmendsInstant until = get_limit (self, authority);

  if (response == NULL || until == AMENDS_INSTANT_NONE ||
      until - amends_time_source_now (self->time_source) <= (gint64) self->longest_wait)
    return TRUE;
  g_propagate_error (error, amends_net_error_new_rate_limited (until, g_uri_get_host (address)));
  return FALSE;
}

/* Up to the number of tries; each begins at the address that was asked for. */
static AmendsHttpResponse *
send_with_retries (AmendsHttp *self, Job *job, GUri *start, GError **error)
{
  for (guint attempt = 1;; attempt++)
    {
      g_autoptr (GUri) address = g_uri_ref (start);
      g_autoptr (AmendsHttpResponse) response = NULL;
      g_autoptr (GError) local = NULL;
      gboolean retriable;

      response = send_and_follow (self, job, &address, &retriable, &local);
      if (job->request->idempotent && retriable && !check_patience (self, address, response, error))
        return NULL;
      if (!job->request->idempotent || !retriable || attempt >= self->tries)
        {
          if (response == NULL)
            g_propagate_error (error, g_steal_pointer (&local));
          return g_steal_pointer (&response);
        }
      /* On top of what the host asked for, which is waited for before the next try. */
      if (!pause_for (self, get_backoff (self, attempt), job->cancellable, error))
        return NULL;
    }
}

AmendsHttpResponse *
amends_http_stream (AmendsHttp *self,
                    AmendsHttpRequest *request,
                    AmendsHttpChunkFunc func,
                    gpointer user_data,
                    GCancellable *cancellable,
                    GError **error)
{
  Job job = { request, func, user_data, cancellable };
  g_autoptr (GUri) address = NULL;
  AmendsHttpResponse *response;

  g_return_val_if_fail (AMENDS_IS_HTTP (self), NULL);
  g_return_val_if_fail (request != NULL, NULL);

  if (!amends_http_request_check (request, error))
    return NULL;
  address = amends_http_address_parse (request->url->str, error);
  if (address == NULL || !take_turn (self, cancellable, error))
    return NULL;

  g_main_context_push_thread_default (self->context);
  response = send_with_retries (self, &job, address, error);
  g_main_context_pop_thread_default (self->context);
  leave_turn (self);
  return response;
}

AmendsHttpResponse *
amends_http_send (AmendsHttp *self,
                  AmendsHttpRequest *request,
                  GCancellable *cancellable,
                  GError **error)
{
  return amends_http_stream (self, request, NULL, NULL, cancellable, error);
}
