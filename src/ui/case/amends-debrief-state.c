/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a section of a debrief stands. */

#include "config.h"

#include "amends-debrief-state.h"

#include <glib/gi18n-lib.h>

static const struct
{
  const char *icon;
  const char *css_class;
} looks[] = {
  [AMENDS_DEBRIEF_EMPTY] = { "radio-symbolic", "dim-label" },
  [AMENDS_DEBRIEF_INCOMPLETE] = { "dialog-warning-symbolic", "warning" },
  [AMENDS_DEBRIEF_MUST_FIX] = { "amends-blocked-symbolic", "error" },
  [AMENDS_DEBRIEF_COMPLETE] = { "object-select-symbolic", "success" },
};

static void
set_look (GtkWidget *widget, AmendsDebriefState state)
{
  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    if (i != state)
      gtk_widget_remove_css_class (widget, looks[i].css_class);
  gtk_widget_add_css_class (widget, looks[state].css_class);
}

void
amends_debrief_state_show (AmendsDebriefState state, GtkImage *icon)
{
  gtk_image_set_from_icon_name (icon, looks[state].icon);
  set_look (GTK_WIDGET (icon), state);
}

const char *
amends_debrief_state_get_spoken (AmendsDebriefState state, gboolean mandatory)
{
  switch (state)
    {
    case AMENDS_DEBRIEF_COMPLETE:
      return C_ ("section", "complete");
    case AMENDS_DEBRIEF_MUST_FIX:
      return C_ ("section", "must fix");
    case AMENDS_DEBRIEF_INCOMPLETE:
      return C_ ("section", "incomplete");
    case AMENDS_DEBRIEF_EMPTY:
    default:
      return mandatory ? C_ ("section", "empty") : C_ ("section", "optional");
    }
}

void
amends_debrief_state_say (AmendsDebriefState state, gboolean mandatory, GtkLabel *label)
{
  gtk_label_set_text (label, state == AMENDS_DEBRIEF_COMPLETE
                                 ? ""
                                 : amends_debrief_state_get_spoken (state, mandatory));
  set_look (GTK_WIDGET (label), state);
}
