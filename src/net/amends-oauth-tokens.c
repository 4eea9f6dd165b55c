/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a token endpoint says: tokens, or why not. */

#include "config.h"

#include "amends-oauth-tokens.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "amends-log.h"
#include "amends-secrets.h"
#include "amends-text.h"

#define MOST_TOKEN_BYTES 16384
/* A year: beyond it a lifetime is a slip of the pen and says nothing. */
#define LONGEST_LIFETIME (366 * 24 * 3600)

void
amends_oauth_tokens_free (AmendsOAuthTokens *self)
{
  amends_secrets_free_value (self->access);
  amends_secrets_free_value (self->refresh);
  g_clear_pointer (&self->rest, json_node_unref);
  g_free (self);
}

/* (nullable): NULL if there is no such member or it is no text. */
static const char *
get_text (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) ||
      json_node_get_value_type (node) != G_TYPE_STRING)
    return NULL;
  return json_node_get_string (node);
}

/* RFC 6750, 2.1: a token goes into a header as it is. */
static gboolean
is_token (const char *text)
{
  gsize length = text != NULL ? strlen (text) : 0;

  for (gsize i = 0; i < length; i++)
    {
      if (!g_ascii_isgraph (text[i]))
        return FALSE;
    }
  return length > 0 && length <= MOST_TOKEN_BYTES;
}

/* As a number or, at some servers, as text; 0 for none. */
static gint64
read_lifetime (JsonObject *object)
{
  JsonNode *node = json_object_get_member (object, "expires_in");
  const char *text = get_text (object, "expires_in");
  gint64 seconds = 0;

  if (text != NULL)
    seconds = g_ascii_strtoll (text, NULL, 10);
  else if (node != NULL && JSON_NODE_HOLDS_VALUE (node))
    seconds = json_node_get_int (node);
  return seconds > 0 && seconds <= LONGEST_LIFETIME ? seconds : 0;
}

/* (transfer full): a server's sentence, fit to be shown and free of what it was sent. */
static char *
dup_description (JsonObject *object, const char *const *sent)
{
  const char *text = get_text (object, "error_description");
  g_autofree char *clean = NULL;

  if (text == NULL)
    text = get_text (object, "error");
  for (guint i = 0; text != NULL && sent[i] != NULL; i++)
    {
      if (sent[i][0] != '\0' && strstr (text, sent[i]) != NULL)
        text = NULL;
    }
  if (text == NULL)
    return NULL;
  clean = amends_log_redact (text);
  return amends_text_one_line (clean, 200);
}

static void
take_refusal (AmendsHttpResponse *response, const char *const *sent, GError **error)
{
  JsonNode *node = amends_http_response_get_json (response, NULL);
  g_autofree char *said = NULL;

  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    said = dup_description (json_node_get_object (node), sent);
  if (said != NULL)
    /* Translators: %s is what the server said, often in English. */
    g_set_error (error, AMENDS_NET_ERROR, AMENDS_NET_ERROR_AUTH,
                 _ ("The server refused the sign-in: %s"), said);
  else
    /* Translators: %u is a number such as 401. */
    g_set_error (error, AMENDS_NET_ERROR, AMENDS_NET_ERROR_AUTH,
                 _ ("The server refused the sign-in (%u)"),
                 amends_http_response_get_status (response));
}

/* TRUE for an answer that has tokens. */
static gboolean
check_status (AmendsHttpResponse *response,
              const char *const *sent,
              AmendsInstant now,
              GError **error)
{
  guint status = amends_http_response_get_status (response);

  if (status == 200 || status == 201)
    return TRUE;
  if (status == 429)
    g_propagate_error (
        error, amends_net_error_new_rate_limited (amends_http_response_get_retry_at (response, now),
                                                  _ ("The sign-in server")));
  else if (status >= 500)
    /* Translators: %u is a number such as 503. */
    g_set_error (error, AMENDS_NET_ERROR, AMENDS_NET_ERROR_UNKNOWN,
                 _ ("The sign-in server is in trouble (%u)"), status);
  else
    take_refusal (response, sent, error);
  return FALSE;
}

AmendsOAuthTokens *
amends_oauth_tokens_read (AmendsHttpResponse *response,
                          const char *const *sent,
                          AmendsInstant now,
                          GError **error)
{
  g_autoptr (AmendsOAuthTokens) self = NULL;
  JsonNode *node;
  JsonObject *object;
  const char *type;

  if (!check_status (response, sent, now, error))
    return NULL;
  node = amends_http_response_get_json (response, error);
  if (node == NULL)
    return NULL;
  object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  /* Some servers refuse with 200. */
  if (object != NULL && get_text (object, "access_token") == NULL &&
      get_text (object, "error") != NULL)
    {
      take_refusal (response, sent, error);
      return NULL;
    }
  type = object != NULL ? get_text (object, "token_type") : NULL;
  if (object == NULL || !is_token (get_text (object, "access_token")) ||
      (type != NULL && g_ascii_strcasecmp (type, "bearer") != 0))
    {
      g_set_error_literal (error, AMENDS_NET_ERROR, AMENDS_NET_ERROR_PROTOCOL,
                           _ ("The sign-in server gave no token that can be used"));
      return NULL;
    }

  self = g_new0 (AmendsOAuthTokens, 1);
  self->access = g_strdup (get_text (object, "access_token"));
  if (is_token (get_text (object, "refresh_token")))
    self->refresh = g_strdup (get_text (object, "refresh_token"));
  self->lifetime = read_lifetime (object);
  json_object_remove_member (object, "access_token");
  json_object_remove_member (object, "refresh_token");
  json_object_remove_member (object, "id_token");
  self->rest = json_node_ref (node);
  return g_steal_pointer (&self);
}
