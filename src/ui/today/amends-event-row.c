/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Something that happened since yesterday. */

#include "config.h"

#include "amends-event-row.h"

#include "amends-format.h"

#include <adwaita.h>

gboolean
amends_event_is_news (AmendsEvent *event)
{
  switch (event->kind)
    {
    case AMENDS_EVENT_ESCALATION_CREATED:
    case AMENDS_EVENT_ESCALATION_RECLASSIFIED:
    case AMENDS_EVENT_ESCALATION_STATUS:
    case AMENDS_EVENT_ESCALATION_OWNER:
    case AMENDS_EVENT_CLOCK_BREACHED:
    case AMENDS_EVENT_MESSAGE_SENT:
    case AMENDS_EVENT_MESSAGE_RECEIVED:
    case AMENDS_EVENT_COMMITMENT_KEPT:
    case AMENDS_EVENT_COMMITMENT_MISSED:
    case AMENDS_EVENT_GOODWILL_REQUESTED:
    case AMENDS_EVENT_GOODWILL_DECIDED:
    case AMENDS_EVENT_NOTE:
      return event->summary != NULL;
    default:
      return FALSE;
    }
}

static const char *
get_icon (AmendsEvent *event)
{
  switch (event->kind)
    {
    case AMENDS_EVENT_MESSAGE_SENT:
    case AMENDS_EVENT_MESSAGE_RECEIVED:
      return "amends-message-symbolic";
    case AMENDS_EVENT_CLOCK_BREACHED:
    case AMENDS_EVENT_COMMITMENT_MISSED:
      return "amends-escalations-symbolic";
    case AMENDS_EVENT_ESCALATION_CREATED:
      return "list-add-symbolic";
    case AMENDS_EVENT_NOTE:
      return "amends-edit-symbolic";
    default:
      return "object-select-symbolic";
    }
}

GtkWidget *
amends_event_row_new (AmendsSession *session, AmendsEvent *event, const char *account)
{
  g_autofree char *when = amends_format_moment (event->at, amends_session_now (session),
                                                amends_session_get_zone (session));
  g_autofree char *subtitle =
      account != NULL ? g_strjoin (" · ", account, when, NULL) : g_strdup (when);
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *icon = gtk_image_new_from_icon_name (get_icon (event));

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), event->summary);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 3);
  gtk_widget_add_css_class (icon, "dim-label");
  gtk_accessible_update_state (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), event->escalation_id != NULL);
  gtk_widget_add_css_class (row, "dense");
  g_object_set_data_full (G_OBJECT (row), "escalation", g_strdup (event->escalation_id), g_free);
  return row;
}
