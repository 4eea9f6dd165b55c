/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-connection.h"
#include "amends-match.h"

G_BEGIN_DECLS

/**
 * amends_finder_run:
 * @text: what the user typed; any characters
 * @limit: most results of each kind
 *
 * Looks for @text everywhere: every word must occur in the same thing, the last may be the
 * beginning of one. Cases, accounts, contacts, messages, interactions, drafts and the log, in this
 * order; within a kind the newest first (accounts and contacts by name, those that begin with the
 * words first), and of messages, drafts and entries one for each case. A number ("ESC-0042", "42")
 * finds its case. Within a read.
 *
 * Returns: (transfer full) (element-type AmendsMatch): NULL with @error
 */
GPtrArray *
amends_finder_run (AmendsConnection *connection, const char *text, guint limit, GError **error);

G_END_DECLS
