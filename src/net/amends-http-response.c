/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The whole answer of a server, and what its headers mean. */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "amends-http-private.h"
#include "amends-json.h"

/* However long a server asks for: a slip of its pen must not close it for weeks. */
#define LONGEST_RETRY AMENDS_DAY

static void
add_header (const char *name, const char *value, gpointer user_data)
{
  GHashTable *headers = user_data;
  char *key = g_ascii_strdown (name, -1);
  const char *old = g_hash_table_lookup (headers, key);
  g_autofree char *text = g_utf8_make_valid (value, -1);

  g_hash_table_replace (
      headers, key, old != NULL ? g_strconcat (old, ", ", text, NULL) : g_steal_pointer (&text));
}

/* (transfer full): "" for none; a type that was given twice and differently is kept whole, which is
 * no type that anybody accepts. */
static char *
read_type (const char *header)
{
  g_auto (GStrv) parts = g_strsplit (header != NULL ? header : "", ",", -1);
  g_autofree char *type = NULL;

  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_autofree char *one = g_ascii_strdown (parts[i], strcspn (parts[i], ";"));

      g_strstrip (one);
      if (type != NULL && strcmp (type, one) != 0)
        return g_ascii_strdown (header, -1);
      g_free (type);
      type = g_steal_pointer (&one);
    }
  return type != NULL ? g_steal_pointer (&type) : g_strdup ("");
}

AmendsHttpResponse *
amends_http_response_new (SoupMessage *message)
{
  AmendsHttpResponse *self = g_new0 (AmendsHttpResponse, 1);

  self->status = soup_message_get_status (message);
  self->headers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  soup_message_headers_foreach (soup_message_get_response_headers (message), add_header,
                                self->headers);
  self->type = read_type (g_hash_table_lookup (self->headers, "content-type"));
  return self;
}

void
amends_http_response_free (AmendsHttpResponse *self)
{
  g_hash_table_unref (self->headers);
  g_free (self->type);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_clear_pointer (&self->json, json_node_unref);
  g_free (self);
}

guint
amends_http_response_get_status (AmendsHttpResponse *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->status;
}

const char *
amends_http_response_get_header (AmendsHttpResponse *self, const char *name)
{
  g_autofree char *key = NULL;

  g_return_val_if_fail (self != NULL && name != NULL, NULL);

  key = g_ascii_strdown (name, -1);
  return g_hash_table_lookup (self->headers, key);
}

const char *
amends_http_response_get_type (AmendsHttpResponse *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->type;
}

GBytes *
amends_http_response_get_body (AmendsHttpResponse *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->body;
}

/* AMENDS_INSTANT_NONE if it is no date of HTTP. */
static AmendsInstant
parse_date (const char *text)
{
  g_autoptr (GDateTime) date = text != NULL ? soup_date_time_new_from_http_string (text) : NULL;

  return date != NULL ? amends_instant_from_date_time (date) : AMENDS_INSTANT_NONE;
}

AmendsInstant
amends_http_response_get_date (AmendsHttpResponse *self)
{
  g_return_val_if_fail (self != NULL, AMENDS_INSTANT_NONE);

  return parse_date (g_hash_table_lookup (self->headers, "date"));
}

AmendsInstant
amends_http_response_get_retry_at (AmendsHttpResponse *self, AmendsInstant now)
{
  const char *text;
  AmendsInstant wait;
  guint64 seconds;

  g_return_val_if_fail (self != NULL, AMENDS_INSTANT_NONE);

  text = g_hash_table_lookup (self->headers, "retry-after");
  if (text == NULL)
    return AMENDS_INSTANT_NONE;
  if (g_ascii_string_to_unsigned (text, 10, 0, LONGEST_RETRY / AMENDS_SECOND, &seconds, NULL))
    wait = seconds * AMENDS_SECOND;
  else if (text[0] != '\0' && strspn (text, "0123456789") == strlen (text))
    wait = LONGEST_RETRY;
  else
    {
      AmendsInstant date = parse_date (text);
      AmendsInstant server = amends_http_response_get_date (self);

      if (date == AMENDS_INSTANT_NONE)
        return AMENDS_INSTANT_NONE;
      /* Its clock may be hours from ours. */
      wait = date - (server != AMENDS_INSTANT_NONE ? server : now);
    }
  return now + CLAMP (wait, 0, LONGEST_RETRY);
}

/* RFC 8259 and the suffix of RFC 6839. */
static gboolean
is_json (const char *type)
{
  return strcmp (type, "application/json") == 0 ||
         (g_str_has_suffix (type, "+json") && strpbrk (type, ", ") == NULL);
}

JsonNode *
amends_http_response_get_json (AmendsHttpResponse *self, GError **error)
{
  g_autoptr (GError) local = NULL;
  const char *text;
  gsize length;

  g_return_val_if_fail (self != NULL, NULL);

  if (self->json != NULL)
    return self->json;
  if (!is_json (self->type))
    {
      g_autofree char *type = g_strndup (self->type, 100);

      if (type[0] == '\0')
        g_set_error_literal (error, AMENDS_NET_ERROR, AMENDS_NET_ERROR_PROTOCOL,
                             _ ("The server answered without saying with what; data (JSON) were "
                                "expected"));
      else
        /* Translators: %s is a technical name of a kind of data, such as "text/html". */
        g_set_error (error, AMENDS_NET_ERROR, AMENDS_NET_ERROR_PROTOCOL,
                     _ ("The server answered with %s; data (JSON) were expected"), type);
      return NULL;
    }

  text = g_bytes_get_data (self->body, &length);
  /* RFC 8259, 8.1: a byte order mark may be passed over. */
  if (length >= 3 && memcmp (text, "\xEF\xBB\xBF", 3) == 0)
    {
      text += 3;
      length -= 3;
    }
  if (length == 0)
    {
      g_set_error_literal (error, AMENDS_NET_ERROR, AMENDS_NET_ERROR_PROTOCOL,
                           _ ("The answer of the server is empty"));
      return NULL;
    }
  self->json = amends_json_parse (text, length, NULL, &local);
  if (self->json == NULL)
    /* Translators: %s is a sentence that says what is wrong, such as "line 3: …". */
    g_set_error (error, AMENDS_NET_ERROR, AMENDS_NET_ERROR_PROTOCOL,
                 _ ("The answer of the server is damaged: %s"), local->message);
  return self->json;
}
