/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session-insights.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Writing numbers and reports to files that the user names; what came of it is told as a toast.
 * Main thread; @from is any widget of the window. */

/* What is shown, in the format of @ending: "csv", "pdf", "md", "html". */
void amends_insights_export (GtkWidget *from,
                             AmendsSession *session,
                             AmendsInsights *insights,
                             const char *ending);

/* The cases behind @metric as a table. */
void amends_insights_export_cases (GtkWidget *from,
                                   AmendsSession *session,
                                   AmendsInsights *insights,
                                   const char *metric);

/* @report over its own range, of which it says the days. */
void amends_insights_export_report (GtkWidget *from, AmendsSession *session, AmendsReport report);

G_END_DECLS
