/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-http.h"
#include "net-server.h"

G_BEGIN_DECLS

/* Must appear nowhere but in the request. */
#define NET_CANARY "canary-2f9c81d07ab4"

/* The real clock, one try, 5 s without a byte. */
AmendsHttp *net_make_http (void);
/* With the canary in a secret header, and a small body if it is not a reading method. */
AmendsHttpRequest *net_make_request (const char *method, NetServer *server, const char *path);
/* (transfer full): @headers end in CRLF each; with Content-Length. */
char *net_make_answer (guint status, const char *headers, const char *body);
/* A NetServerFunc: the text that is its data to every request. */
void net_answer_always (NetPeer *peer, gpointer answer);
/* (transfer full): gzip. */
GBytes *net_pack (const char *text, gsize length);

G_END_DECLS
