/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of this folder share. */

#include "config.h"

#include "net-fixture.h"

#include <string.h>

AmendsHttp *
net_make_http (void)
{
  g_autoptr (AmendsTimeSource) time_source = amends_time_source_new_system ();
  AmendsHttp *http = amends_http_new (time_source);

  amends_http_set_timeouts (http, 5, 10);
  amends_http_set_patience (http, 1, 50);
  return http;
}

AmendsHttpRequest *
net_make_request (const char *method, NetServer *server, const char *path)
{
  g_autofree char *url = net_server_dup_url (server, path);
  AmendsHttpRequest *request = amends_http_request_new (method, url);

  amends_http_request_add_secret_header (request, "X-Api-Key", NET_CANARY);
  if (strcmp (method, "GET") != 0 && strcmp (method, "HEAD") != 0)
    {
      g_autoptr (JsonNode) body = json_from_string ("{\"name\":\"Aster\"}", NULL);

      amends_http_request_set_json (request, body);
    }
  return request;
}

char *
net_make_answer (guint status, const char *headers, const char *body)
{
  return g_strdup_printf ("HTTP/1.1 %u Whatever\r\n%sContent-Length: %" G_GSIZE_FORMAT "\r\n\r\n%s",
                          status, headers, strlen (body), body);
}

void
net_answer_always (NetPeer *peer, gpointer answer)
{
  for (;;)
    {
      g_autoptr (NetRequest) request = net_peer_read (peer);

      if (request == NULL || !net_peer_write (peer, answer, -1))
        return;
    }
}

GBytes *
net_pack (const char *text, gsize length)
{
  g_autoptr (GConverter) gzip =
      G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, -1));
  g_autoptr (GInputStream) plain = g_memory_input_stream_new_from_data (text, length, NULL);
  g_autoptr (GInputStream) packed = g_converter_input_stream_new (plain, gzip);
  g_autoptr (GOutputStream) out = g_memory_output_stream_new_resizable ();

  g_output_stream_splice (out, packed, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, NULL);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (out));
}
