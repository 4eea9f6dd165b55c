/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * AmendsApplication:
 * The running program with its one workspace. Each workspace is its own instance: a second start
 * of the same one raises its window, a start with another one opens beside it.
 */
#define AMENDS_TYPE_APPLICATION (amends_application_get_type ())
G_DECLARE_FINAL_TYPE (AmendsApplication, amends_application, AMENDS, APPLICATION, AdwApplication)

/**
 * amends_application_new:
 * @arguments: (array zero-terminated=1): of the command line, with the program's name first; read
 *   here for --workspace, --now and --as, because they decide which instance this is
 *
 * Returns: (transfer full): the application, or NULL with an error for people (exit status 2)
 */
AmendsApplication *amends_application_new (char **arguments, GError **error);

G_END_DECLS
