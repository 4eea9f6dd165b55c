/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * amends_log_init:
 * Installs the writer for the whole process: stderr, one line a message, redacted; debug only for
 * domains named in G_MESSAGES_DEBUG. Messages never hold customer text; redaction is the net below
 * that rule.
 */
void amends_log_init (void);

/**
 * amends_log_redact:
 * Replaces e-mail addresses, bearer tokens, keys in URLs and header values, and long digit runs.
 *
 * Returns: (transfer full): text fit for a log
 */
char *amends_log_redact (const char *text);

G_END_DECLS
