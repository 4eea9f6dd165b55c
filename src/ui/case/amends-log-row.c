/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An entry of the log. */

#include "config.h"

#include "amends-log-row.h"

#include <glib/gi18n-lib.h>

#include "amends-case-tools.h"
#include "amends-enum-types.h"
#include "amends-format.h"
#include "amends-labels.h"

struct _AmendsLogRow
{
  GtkListBoxRow parent_instance;

  GtkLabel *time;
  GtkImage *icon;
  GtkLabel *title;
  GtkLabel *subtitle;
  GtkLabel *ago;

  AmendsEvent *event; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (AmendsLogRow, amends_log_row, GTK_TYPE_LIST_BOX_ROW)

/* What was put down later than this after it happened says so. */
#define PROMPT (5 * AMENDS_MINUTE)

static void
amends_log_row_dispose (GObject *object)
{
  g_clear_object (&AMENDS_LOG_ROW (object)->event);

  G_OBJECT_CLASS (amends_log_row_parent_class)->dispose (object);
}

static void
amends_log_row_class_init (AmendsLogRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amends_log_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               AMENDS_CASE_TEMPLATE ("amends-log-row.ui"));
  gtk_widget_class_bind_template_child (widget_class, AmendsLogRow, time);
  gtk_widget_class_bind_template_child (widget_class, AmendsLogRow, icon);
  gtk_widget_class_bind_template_child (widget_class, AmendsLogRow, title);
  gtk_widget_class_bind_template_child (widget_class, AmendsLogRow, subtitle);
  gtk_widget_class_bind_template_child (widget_class, AmendsLogRow, ago);
}

static void
amends_log_row_init (AmendsLogRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static const char *
get_title (AmendsEvent *event)
{
  if (event->erased)
    return _ ("The words of this entry have been erased.");
  if (event->summary != NULL && *event->summary != '\0')
    return event->summary;
  return amends_enum_get_label (AMENDS_TYPE_EVENT_KIND, (int) event->kind);
}

static char *
dup_subtitle (AmendsSession *session, AmendsEvent *event)
{
  const char *kind = amends_enum_get_label (AMENDS_TYPE_EVENT_KIND, (int) event->kind);
  g_autofree char *what = amends_case_join (kind, event->actor);
  g_autofree char *moment = NULL;
  g_autofree char *recorded = NULL;

  if (event->recorded - event->at <= PROMPT)
    return g_steal_pointer (&what);
  moment = amends_format_moment_short (event->recorded, amends_session_now (session),
                                       amends_session_get_zone (session));
  /* TRANSLATORS: when an entry of the log was written, where that was well after the event */
  recorded = g_strdup_printf (_ ("put down %s"), moment);
  return amends_case_join (what, recorded);
}

void
amends_log_row_set (AmendsLogRow *self, AmendsSession *session, AmendsEvent *event, gboolean narrow)
{
  AmendsInstant now = amends_session_now (session);
  g_autofree char *time = amends_format_time (event->at, amends_session_get_zone (session));
  g_autofree char *subtitle = dup_subtitle (session, event);
  g_autofree char *ago = NULL;
  g_autofree char *what = NULL;
  g_autofree char *name = NULL;

  g_return_if_fail (AMENDS_IS_LOG_ROW (self));
  g_return_if_fail (AMENDS_IS_EVENT (event));

  if (!narrow && now - event->at < AMENDS_DAY)
    ago = amends_format_ago (event->at, now);
  g_set_object (&self->event, event);
  gtk_label_set_text (self->time, time);
  gtk_image_set_from_icon_name (self->icon, amends_case_event_icon (event->kind));
  gtk_label_set_text (self->title, get_title (event));
  amends_case_set_text (self->subtitle, subtitle);
  amends_case_set_text (self->ago, ago);
  what = amends_case_join (get_title (event), subtitle);
  name = amends_case_join (time, what);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

AmendsEvent *
amends_log_row_get_event (AmendsLogRow *self)
{
  g_return_val_if_fail (AMENDS_IS_LOG_ROW (self), NULL);

  return self->event;
}
