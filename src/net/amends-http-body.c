/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bytes of an answer: counted, unpacked, capped. libsoup's own decoder is not used: it hides
 * how many bytes came, it swallows an end cut off, and of an answer on a connection that closes it
 * takes a part for the whole. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "amends-http-private.h"

#define BLOCK 16384

struct _AmendsHttpBody
{
  GConverter *unpack; /* (owned) (nullable) */
  gboolean unpacked;  /* its end was seen */
  goffset announced;  /* bytes as they come, or -1 */
  goffset taken;
  gsize limit;
  gsize decoded;
  GByteArray *kept; /* (owned) */
  AmendsHttpChunkFunc func;
  gpointer func_data;
};

/* (transfer full): NULL if it is not packed; @valid is FALSE for what was not offered. */
static GConverter *
make_unpacker (SoupMessageHeaders *headers, gboolean *valid)
{
  const char *encoding = soup_message_headers_get_list (headers, "Content-Encoding");

  *valid = TRUE;
  if (encoding == NULL || g_ascii_strcasecmp (encoding, "identity") == 0 || encoding[0] == '\0')
    return NULL;
  if (g_ascii_strcasecmp (encoding, "gzip") == 0 || g_ascii_strcasecmp (encoding, "x-gzip") == 0)
    return G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
  *valid = FALSE;
  return NULL;
}

AmendsHttpBody *
amends_http_body_new (SoupMessageHeaders *headers, gsize limit, GError **error)
{
  AmendsHttpBody *self;
  gboolean valid;
  GConverter *unpack = make_unpacker (headers, &valid);

  if (!valid)
    {
      g_set_error_literal (error, AMENDS_NET_ERROR, AMENDS_NET_ERROR_PROTOCOL,
                           _ ("The answer is packed in a way that was not asked for"));
      return NULL;
    }
  self = g_new0 (AmendsHttpBody, 1);
  self->unpack = unpack;
  self->limit = limit;
  self->announced = -1;
  if (soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CONTENT_LENGTH)
    self->announced = soup_message_headers_get_content_length (headers);
  self->kept = g_byte_array_new ();
  return self;
}

void
amends_http_body_free (AmendsHttpBody *self)
{
  g_clear_object (&self->unpack);
  g_clear_pointer (&self->kept, g_byte_array_unref);
  g_free (self);
}

void
amends_http_body_set_func (AmendsHttpBody *self, AmendsHttpChunkFunc func, gpointer user_data)
{
  self->func = func;
  self->func_data = user_data;
}

static gboolean
take_decoded (AmendsHttpBody *self, const char *data, gsize size, GError **error)
{
  if (size > self->limit - self->decoded)
    {
      g_autofree char *limit = g_format_size (self->limit);

      /* Translators: %s is a size, such as "32 MB". */
      g_set_error (error, AMENDS_NET_ERROR, AMENDS_NET_ERROR_TOO_LARGE,
                   _ ("The answer is larger than %s"), limit);
      return FALSE;
    }
  self->decoded += size;
  if (self->func != NULL)
    return size == 0 || self->func (data, size, self->func_data, error);
  g_byte_array_append (self->kept, (const guint8 *) data, size);
  return TRUE;
}

static void
set_damaged (GError **error)
{
  g_set_error_literal (error, AMENDS_NET_ERROR, AMENDS_NET_ERROR_PROTOCOL,
                       _ ("The answer is packed and damaged"));
}

static gboolean
take_packed (AmendsHttpBody *self, const char *data, gsize size, GError **error)
{
  char block[BLOCK];

  while (size > 0 || !self->unpacked)
    {
      gsize taken = 0;
      gsize made = 0;
      GConverterResult result;
      g_autoptr (GError) local = NULL;

      if (self->unpacked)
        {
          set_damaged (error);
          return FALSE;
        }
      result = g_converter_convert (self->unpack, data, size, block, sizeof block,
                                    G_CONVERTER_NO_FLAGS, &taken, &made, &local);
      if (result == G_CONVERTER_ERROR)
        {
          if (g_error_matches (local, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT) && size == 0)
            return TRUE;
          set_damaged (error);
          return FALSE;
        }
      data += taken;
      size -= taken;
      if (!take_decoded (self, block, made, error))
        return FALSE;
      self->unpacked = result == G_CONVERTER_FINISHED;
    }
  return TRUE;
}

gboolean
amends_http_body_take (AmendsHttpBody *self, const char *data, gsize size, GError **error)
{
  self->taken += size;
  if (self->unpack != NULL)
    return take_packed (self, data, size, error);
  return take_decoded (self, data, size, error);
}

GBytes *
amends_http_body_finish (AmendsHttpBody *self, GError **error)
{
  gboolean complete = self->announced < 0 || self->taken == self->announced;

  if (!complete || (self->unpack != NULL && !self->unpacked && self->taken > 0))
    {
      g_set_error_literal (error, AMENDS_NET_ERROR, AMENDS_NET_ERROR_UNKNOWN,
                           _ ("The answer was cut off"));
      return NULL;
    }
  return g_byte_array_free_to_bytes (g_steal_pointer (&self->kept));
}
