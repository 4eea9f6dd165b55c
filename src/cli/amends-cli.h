/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Whether the arguments name a command, ask for --help or --version: then no window opens. */
gboolean amends_cli_wants (int argc, char **argv);

/**
 * amends_cli_run:
 * Carries out the command: results on stdout, messages on stderr.
 *
 * Returns: 0 done, 1 failed, 2 wrong usage, 3 blocked by the send gate or refused
 */
int amends_cli_run (int argc, char **argv);

G_END_DECLS
