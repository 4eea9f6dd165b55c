/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-enums.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * AmendsSeverityBars:
 * Four rising bars, as many filled as the severity is high.
 *
 * Property: "severity" (#AmendsSeverity).
 */
#define AMENDS_TYPE_SEVERITY_BARS (amends_severity_bars_get_type ())
G_DECLARE_FINAL_TYPE (AmendsSeverityBars, amends_severity_bars, AMENDS, SEVERITY_BARS, GtkWidget)

GtkWidget *amends_severity_bars_new (AmendsSeverity severity);

void amends_severity_bars_set_severity (AmendsSeverityBars *self, AmendsSeverity severity);

/* Gives @widget, the word beside the bars, the class "error" or "warning" or none. */
void amends_severity_style (GtkWidget *widget, AmendsSeverity severity);

G_END_DECLS
