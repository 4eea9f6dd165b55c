/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * A server on the loopback that does with each connection what a test says, byte by byte: no
 * library stands between, so that it can cut, hang, drip and lie.
 */
typedef struct _NetServer NetServer;

typedef struct
{
  NetServer *server;
  GInputStream *input;
  GOutputStream *output;
  guint requests; /* on this connection */
} NetPeer;

typedef struct
{
  char *method;
  char *target;
  char *head; /* all header lines */
  char *body;
} NetRequest;

/* Runs in a thread of its own for each connection, which is closed when it returns. */
typedef void (*NetServerFunc) (NetPeer *peer, gpointer user_data);

/* @certificate: (nullable): speak TLS with it */
NetServer *net_server_new (NetServerFunc func, gpointer user_data, GTlsCertificate *certificate);
void net_server_free (NetServer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NetServer, net_server_free)

guint16 net_server_get_port (NetServer *self);
/* (transfer full) */
char *net_server_dup_url (NetServer *self, const char *path);
/* Whole requests that came so far. */
guint net_server_get_count (NetServer *self);
guint net_server_get_connections (NetServer *self);
/* (transfer full): everything that came, as it came. */
char *net_server_dup_seen (NetServer *self);
/* (transfer full): the last whole request's header lines. */
char *net_server_dup_last_head (NetServer *self);

/* (transfer full) (nullable): NULL when the other side is gone. */
NetRequest *net_peer_read (NetPeer *self);
void net_request_free (NetRequest *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NetRequest, net_request_free)
/* FALSE when the other side is gone. */
gboolean net_peer_write (NetPeer *self, const char *data, gssize length);
/* Waits until the other side or the test ends. */
void net_peer_hang (NetPeer *self);

G_END_DECLS
