/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An action of the plan with its check mark. */

#include "config.h"

#include "amends-step-row.h"

#include <glib/gi18n-lib.h>

#include "amends-case-tools.h"
#include "amends-enum-types.h"
#include "amends-format.h"
#include "amends-labels.h"

struct _AmendsStepRow
{
  GtkListBoxRow parent_instance;

  GtkCheckButton *check;
  GtkLabel *title;
  GtkLabel *subtitle;
  GtkLabel *due;

  char *id; /* (owned) (nullable) */
  gboolean showing;
};

G_DEFINE_FINAL_TYPE (AmendsStepRow, amends_step_row, GTK_TYPE_LIST_BOX_ROW)

static void
toggled_cb (AmendsStepRow *self)
{
  if (!self->showing)
    gtk_widget_activate_action (GTK_WIDGET (self), "plan.toggle-step", "s", self->id);
}

static char *
dup_subtitle (AmendsSession *session, AmendsAction *action)
{
  g_autofree char *when = NULL;

  if (action->step == AMENDS_STEP_SKIPPED)
    return amends_case_join (action->owner, amends_enum_get_label (AMENDS_TYPE_STEP, action->step));
  if (action->step != AMENDS_STEP_DONE)
    return amends_case_join (action->owner, action->note);
  if (action->done_at != AMENDS_INSTANT_NONE)
    when = amends_format_moment_short (action->done_at, amends_session_now (session),
                                       amends_session_get_zone (session));
  return amends_case_join (action->owner, when);
}

static char *
dup_due (AmendsSession *session, AmendsAction *action, gboolean late)
{
  AmendsInstant now = amends_session_now (session);
  g_autofree char *moment = NULL;

  if (action->due == AMENDS_INSTANT_NONE || action->step != AMENDS_STEP_PLANNED)
    return NULL;
  if (late)
    return amends_format_left (action->due - now);
  moment = amends_format_moment_short (action->due, now, amends_session_get_zone (session));
  if (action->horizon != AMENDS_HORIZON_IMMEDIATE)
    return g_steal_pointer (&moment);
  /* TRANSLATORS: a time until which something must be done: "by 14:30" */
  return g_strdup_printf (_ ("by %s"), moment);
}

static void
amends_step_row_finalize (GObject *object)
{
  g_free (AMENDS_STEP_ROW (object)->id);

  G_OBJECT_CLASS (amends_step_row_parent_class)->finalize (object);
}

static void
amends_step_row_class_init (AmendsStepRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = amends_step_row_finalize;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               AMENDS_CASE_TEMPLATE ("amends-step-row.ui"));
  gtk_widget_class_bind_template_child (widget_class, AmendsStepRow, check);
  gtk_widget_class_bind_template_child (widget_class, AmendsStepRow, title);
  gtk_widget_class_bind_template_child (widget_class, AmendsStepRow, subtitle);
  gtk_widget_class_bind_template_child (widget_class, AmendsStepRow, due);
  gtk_widget_class_bind_template_callback (widget_class, toggled_cb);
}

static void
amends_step_row_init (AmendsStepRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
set_name (AmendsStepRow *self, const char *title, const char *subtitle, const char *due)
{
  g_autofree char *rest = amends_case_join (subtitle, due);
  g_autofree char *name = amends_case_join (title, rest);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->check), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
}

static void
set_class (gpointer widget, const char *css_class, gboolean set)
{
  if (set)
    gtk_widget_add_css_class (widget, css_class);
  else
    gtk_widget_remove_css_class (widget, css_class);
}

void
amends_step_row_set (AmendsStepRow *self, AmendsSession *session, AmendsAction *action)
{
  gboolean open = action->step == AMENDS_STEP_PLANNED;
  gboolean late =
      open && action->due != AMENDS_INSTANT_NONE && action->due < amends_session_now (session);
  gboolean writable = !amends_session_is_read_only (session);
  g_autofree char *subtitle = NULL;
  g_autofree char *due = NULL;

  g_return_if_fail (AMENDS_IS_STEP_ROW (self));
  g_return_if_fail (AMENDS_IS_ACTION (action));

  subtitle = dup_subtitle (session, action);
  due = dup_due (session, action, late);
  g_free (self->id);
  self->id = g_strdup (action->id);
  self->showing = TRUE;
  gtk_check_button_set_active (self->check, action->step == AMENDS_STEP_DONE);
  self->showing = FALSE;
  amends_case_set_text (self->title, action->text);
  amends_case_set_text (self->subtitle, subtitle);
  amends_case_set_text (self->due, due);
  set_class (self->title, "dim-label", !open);
  set_class (self->due, "error", late);
  set_class (self->due, "dim-label", !late);
  gtk_widget_set_sensitive (GTK_WIDGET (self->check), writable);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), writable);
  set_name (self, action->text, subtitle, due);
}

void
amends_step_row_toggle (AmendsStepRow *self)
{
  g_return_if_fail (AMENDS_IS_STEP_ROW (self));

  gtk_check_button_set_active (self->check, !gtk_check_button_get_active (self->check));
}
