/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is asked of a server. */

#include "config.h"

#include "amends-http-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "amends-secrets.h"

#define DEFAULT_LIMIT (32 * 1024 * 1024)

static void
amends_http_header_free (AmendsHttpHeader *self)
{
  g_free (self->name);
  amends_secrets_free_value (self->value);
  g_free (self);
}

/* Whatever the caller thought of it. */
static gboolean
is_credential (const char *name)
{
  return g_ascii_strcasecmp (name, "Authorization") == 0 ||
         g_ascii_strcasecmp (name, "Proxy-Authorization") == 0 ||
         g_ascii_strcasecmp (name, "Cookie") == 0;
}

static void
add_header (AmendsHttpRequest *self, const char *name, const char *value, gboolean secret)
{
  AmendsHttpHeader *header = g_new0 (AmendsHttpHeader, 1);

  header->name = g_strdup (name);
  header->value = g_strdup (value);
  header->secret = secret || is_credential (name);
  g_ptr_array_add (self->headers, header);
}

AmendsHttpRequest *
amends_http_request_new (const char *method, const char *url)
{
  AmendsHttpRequest *self;

  g_return_val_if_fail (method != NULL && url != NULL, NULL);

  self = g_new0 (AmendsHttpRequest, 1);
  self->method = g_intern_string (method);
  self->url = g_string_new (url);
  self->headers = g_ptr_array_new_with_free_func ((GDestroyNotify) amends_http_header_free);
  self->idempotent = amends_http_request_is_reading (self);
  self->limit = DEFAULT_LIMIT;
  return self;
}

void
amends_http_request_free (AmendsHttpRequest *self)
{
  g_string_free (self->url, TRUE);
  g_ptr_array_unref (self->headers);
  g_free (self->body_type);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self);
}

void
amends_http_request_add_header (AmendsHttpRequest *self, const char *name, const char *value)
{
  g_return_if_fail (self != NULL && name != NULL && value != NULL);

  add_header (self, name, value, FALSE);
}

void
amends_http_request_add_secret_header (AmendsHttpRequest *self, const char *name, const char *value)
{
  g_return_if_fail (self != NULL && name != NULL && value != NULL);

  add_header (self, name, value, TRUE);
}

void
amends_http_request_add_query (AmendsHttpRequest *self, const char *name, const char *value)
{
  g_autofree char *escaped_name = NULL;
  g_autofree char *escaped_value = NULL;

  g_return_if_fail (self != NULL && name != NULL && value != NULL);

  escaped_name = g_uri_escape_string (name, NULL, FALSE);
  escaped_value = g_uri_escape_string (value, NULL, FALSE);
  g_string_append_printf (self->url, "%c%s=%s", strchr (self->url->str, '?') == NULL ? '?' : '&',
                          escaped_name, escaped_value);
}

void
amends_http_request_set_json (AmendsHttpRequest *self, JsonNode *body)
{
  g_autofree char *text = NULL;
  g_autoptr (GBytes) bytes = NULL;

  g_return_if_fail (self != NULL && body != NULL);

  text = json_to_string (body, FALSE);
  bytes = g_bytes_new (text, strlen (text));
  amends_http_request_set_body (self, "application/json", bytes);
}

void
amends_http_request_set_body (AmendsHttpRequest *self, const char *type, GBytes *body)
{
  g_return_if_fail (self != NULL && type != NULL && body != NULL);

  g_free (self->body_type);
  self->body_type = g_strdup (type);
  g_bytes_ref (body);
  g_clear_pointer (&self->body, g_bytes_unref);
  self->body = body;
}

/* A form holds codes, refresh tokens and client secrets. */
static void
free_form (gpointer text)
{
  amends_secrets_free_value (text);
}

void
amends_http_request_set_form (AmendsHttpRequest *self, const char *const *pairs)
{
  GString *form;
  gsize length;
  char *text;
  g_autoptr (GBytes) bytes = NULL;

  g_return_if_fail (self != NULL && pairs != NULL);

  /* Room from the start: a string that grows leaves copies behind. */
  length = 1;
  for (guint i = 0; pairs[i] != NULL; i++)
    length += 3 * strlen (pairs[i]) + 1;
  form = g_string_sized_new (length);
  for (guint i = 0; pairs[i] != NULL && pairs[i + 1] != NULL; i += 2)
    {
      if (i > 0)
        g_string_append_c (form, '&');
      g_string_append_uri_escaped (form, pairs[i], NULL, FALSE);
      g_string_append_c (form, '=');
      g_string_append_uri_escaped (form, pairs[i + 1], NULL, FALSE);
    }
  length = form->len;
  text = g_string_free (form, FALSE);
  bytes = g_bytes_new_with_free_func (text, length, free_form, text);
  amends_http_request_set_body (self, "application/x-www-form-urlencoded", bytes);
}

void
amends_http_request_set_idempotent (AmendsHttpRequest *self, gboolean idempotent)
{
  g_return_if_fail (self != NULL);

  self->idempotent = idempotent;
}

void
amends_http_request_set_limit (AmendsHttpRequest *self, gsize bytes)
{
  g_return_if_fail (self != NULL);

  self->limit = bytes;
}

gboolean
amends_http_request_has_secret (AmendsHttpRequest *self)
{
  for (guint i = 0; i < self->headers->len; i++)
    {
      const AmendsHttpHeader *header = g_ptr_array_index (self->headers, i);

      if (header->secret)
        return TRUE;
    }
  return FALSE;
}

gboolean
amends_http_request_is_reading (AmendsHttpRequest *self)
{
  return strcmp (self->method, "GET") == 0 || strcmp (self->method, "HEAD") == 0;
}

/* RFC 9110, 5.6.2 and 5.5: a token, and visible characters with blanks between. */
static gboolean
is_header_valid (const AmendsHttpHeader *header)
{
  if (header->name[0] == '\0')
    return FALSE;
  for (const char *p = header->name; *p != '\0'; p++)
    {
      if (!g_ascii_isalnum (*p) && strchr ("!#$%&'*+-.^_`|~", *p) == NULL)
        return FALSE;
    }
  for (const char *p = header->value; *p != '\0'; p++)
    {
      if (g_ascii_iscntrl (*p) && *p != '\t')
        return FALSE;
    }
  return TRUE;
}

gboolean
amends_http_request_check (AmendsHttpRequest *self, GError **error)
{
  for (guint i = 0; i < self->headers->len; i++)
    {
      const AmendsHttpHeader *header = g_ptr_array_index (self->headers, i);

      if (!is_header_valid (header))
        {
          g_autofree char *name = g_strescape (header->name, NULL);

          /* Translators: %s is the technical name of a field, such as "X-Api-Key". */
          g_set_error (error, AMENDS_NET_ERROR, AMENDS_NET_ERROR_REFUSED,
                       _ ("The value for %s has a line break or another character that cannot be "
                          "sent"),
                       name);
          return FALSE;
        }
    }
  return TRUE;
}
