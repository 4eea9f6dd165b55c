/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* (transfer full): the folder of installed data: $AMENDS_DATA_DIR, else beside the program, else
 * where it was configured to be. */
char *amends_paths_dup_data (void);
/* (transfer full) (array zero-terminated=1): where playbooks are looked for, the user's first. */
char **amends_paths_list_playbooks (void);
/* (transfer full): the usual workspace. */
char *amends_paths_dup_workspace (void);

G_END_DECLS
