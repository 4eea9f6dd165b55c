/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * amends_case_export:
 * @from: any widget in the window
 * @what: "plan.md", "report.pdf", "debrief.html", …, or "calendar.ics"
 *
 * Asks where to and writes the document there. The outcome is said in a toast. Main thread.
 */
void
amends_case_export (GtkWidget *from, AmendsSession *session, AmendsCase *case_, const char *what);

/* As above for one draft, as a mail. */
void amends_case_export_draft (GtkWidget *from,
                               AmendsSession *session,
                               AmendsCase *case_,
                               AmendsDraft *draft);

G_END_DECLS
