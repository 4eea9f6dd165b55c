/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session.h"

G_BEGIN_DECLS

/* Where a window was, kept in its workspace. Main thread. */

/* @view: "home", "case", "wizard", …; @case_id and @page are (nullable). */
void amends_restore_keep (AmendsSession *session,
                          const char *view,
                          const char *case_id,
                          const char *page);

/* All are (out) (transfer full); @case_id and @page are (nullable). FALSE with nothing set when
 * nothing is kept, or it cannot be read. */
gboolean amends_restore_read (AmendsSession *session, char **view, char **case_id, char **page);

G_END_DECLS
