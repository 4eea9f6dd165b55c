/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A planned moment of the timeline. */

#include "config.h"

#include "amends-timeline-step.h"

#include <glib/gi18n-lib.h>

#include "amends-axis-layout.h"
#include "amends-change-news.h"
#include "amends-case-tools.h"
#include "amends-clock-glyph.h"
#include "amends-enum-types.h"
#include "amends-feedback.h"
#include "amends-format.h"
#include "amends-labels.h"
#include "amends-ledger-line.h"

struct _AmendsTimelineStep
{
  GtkListBoxRow parent_instance;

  GtkBox *box;
  GtkLabel *time;
  AmendsClockGlyph *glyph;
  GtkLabel *title;
  GtkLabel *details;
  GtkLabel *relative;
  GtkMenuButton *snooze;

  AmendsSession *session;       /* (owned) */
  AmendsCase *case_;            /* (owned) */
  AmendsCheckpoint *checkpoint; /* (owned) */
  AmendsInstant wanted;         /* where the keys have moved it so far; none while at rest */
  guint commit;
  gboolean narrow;
};

enum
{
  PROP_0,
  PROP_NARROW,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (AmendsTimelineStep, amends_timeline_step, GTK_TYPE_LIST_BOX_ROW)

/* Several presses of a key are one move, with one Undo. */
#define REST 700

/* What the keys move by, and where they come to rest. */
#define STEP_MINUTES 15

/* A checkpoint this near to the due time of a clock stands for the clock. */
#define NEAR AMENDS_MINUTE

/* --- Words ----------------------------------------------------------------------------------- */

static AmendsInstant
get_at (AmendsTimelineStep *self)
{
  return self->wanted != AMENDS_INSTANT_NONE ? self->wanted : self->checkpoint->at;
}

/* (transfer full) (nullable): the running clock that falls due with the step. */
static AmendsClock *
find_clock (AmendsTimelineStep *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->case_->clocks));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AmendsClock) clock = g_list_model_get_item (G_LIST_MODEL (self->case_->clocks), i);

      if (!clock->closed && ABS (clock->due - get_at (self)) < NEAR)
        return g_steal_pointer (&clock);
    }
  return NULL;
}

static char *
dup_audience (AmendsTimelineStep *self)
{
  AmendsContact *contact = self->case_->contact;

  if (self->checkpoint->audience == AMENDS_AUDIENCE_CUSTOMER && contact != NULL &&
      contact->name != NULL)
    return g_strdup (contact->name);
  return g_strdup (amends_enum_get_label (AMENDS_TYPE_AUDIENCE, (int) self->checkpoint->audience));
}

static char *
dup_details (AmendsTimelineStep *self)
{
  AmendsCheckpoint *checkpoint = self->checkpoint;
  const char *channel = amends_enum_get_label (AMENDS_TYPE_CHANNEL, (int) checkpoint->channel);
  g_autofree char *audience = dup_audience (self);
  g_autofree char *what = NULL;

  switch (checkpoint->channel)
    {
    case AMENDS_CHANNEL_UNKNOWN:
      what = g_strdup (audience);
      break;
    case AMENDS_CHANNEL_CALL:
    case AMENDS_CHANNEL_MEETING:
      /* TRANSLATORS: a channel and a person or an audience: "Call with Pieter van Dalen" */
      what = g_strdup_printf (C_ ("planned", "%1$s with %2$s"), channel, audience);
      break;
    default:
      /* TRANSLATORS: a channel and a person or an audience: "E-mail to Pieter van Dalen" */
      what = g_strdup_printf (C_ ("planned", "%1$s to %2$s"), channel, audience);
    }
  return amends_case_join (what, checkpoint->owner);
}

/* A column has no room for the time of a day that is far off. */
static char *
dup_far_time (AmendsTimelineStep *self, AmendsInstant now, GTimeZone *zone)
{
  if (ABS (get_at (self) - now) < 5 * AMENDS_DAY)
    return NULL;
  return amends_format_time (get_at (self), zone);
}

static char *
update_state (AmendsTimelineStep *self, AmendsInstant now)
{
  g_autoptr (AmendsClock) clock = find_clock (self);
  gint64 remaining = get_at (self) - now;
  AmendsClockView view = { AMENDS_CLOCK_RUNNING, 0, remaining };

  if (clock != NULL)
    amends_session_view_clock (self->session, self->case_, clock, &view);
  else if (remaining < 0)
    view.state = AMENDS_CLOCK_BREACHED;

  if (clock == NULL && remaining >= 0)
    amends_clock_glyph_set_planned (self->glyph);
  else
    amends_clock_glyph_set_clock (self->glyph, view.state, view.fraction);
  amends_clock_state_style (GTK_WIDGET (self->relative), view.state);
  if (clock != NULL)
    return amends_format_clock (view.state, view.remaining);
  return remaining < 0 ? amends_format_left (remaining) : amends_format_in (remaining);
}

void
amends_timeline_step_update (AmendsTimelineStep *self)
{
  AmendsInstant now;
  GTimeZone *zone;
  const char *title;
  g_autofree char *time = NULL;
  g_autofree char *far = NULL;
  g_autofree char *what = NULL;
  g_autofree char *details = NULL;
  g_autofree char *relative = NULL;
  g_autofree char *full = NULL;
  g_autofree char *spoken = NULL;

  g_return_if_fail (AMENDS_IS_TIMELINE_STEP (self));

  now = amends_session_now (self->session);
  zone = amends_session_get_zone (self->session);
  title = self->checkpoint->title != NULL ? self->checkpoint->title : "";
  time = amends_format_moment_short (get_at (self), now, zone);
  full = amends_format_moment_full (get_at (self), now, zone);
  far = dup_far_time (self, now, zone);
  what = dup_details (self);
  details = amends_case_join (far, what);
  relative = update_state (self, now);
  gtk_label_set_text (self->time, time);
  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->details, details);
  gtk_label_set_text (self->relative, relative);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->title), self->checkpoint->purpose);

  /* TRANSLATORS: of a row, for a screen reader: what is planned, when, how far off, details */
  spoken = g_strdup_printf (_ ("%1$s, %2$s, %3$s, %4$s"), title, full, relative, what);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

/* --- Changes --------------------------------------------------------------------------------- */

static void
move_to (AmendsTimelineStep *self, AmendsInstant to)
{
  g_autofree char *moment = amends_format_moment_full (to, amends_session_now (self->session),
                                                       amends_session_get_zone (self->session));
  /* TRANSLATORS: %s is a moment such as "tomorrow 10:00" */
  g_autofree char *done = g_strdup_printf (_ ("Moved to %s."), moment);

  amends_session_move_async (
      self->session, self->case_, self->checkpoint->id, to, NULL, amends_change_news_case_cb,
      amends_change_news_new (GTK_WIDGET (self), done, _ ("The step could not be moved.")));
}

static void
flush (AmendsTimelineStep *self)
{
  AmendsInstant to = self->wanted;

  g_clear_handle_id (&self->commit, g_source_remove);
  self->wanted = AMENDS_INSTANT_NONE;
  if (to != AMENDS_INSTANT_NONE && to != self->checkpoint->at)
    move_to (self, to);
}

static void
commit_cb (gpointer user_data)
{
  AmendsTimelineStep *self = user_data;

  self->commit = 0;
  flush (self);
}

static GTimeZone *
dup_zone (AmendsTimelineStep *self)
{
  GTimeZone *zone = NULL;

  if (self->checkpoint->time_zone != NULL)
    zone = amends_zone_load (self->checkpoint->time_zone, NULL);
  return zone != NULL ? zone : g_time_zone_ref (amends_session_get_zone (self->session));
}

/* A day keeps the time on the wall, also where the clocks change. */
static AmendsInstant
add_days (AmendsTimelineStep *self, AmendsInstant at, int days)
{
  g_autoptr (GTimeZone) zone = dup_zone (self);
  g_autoptr (GDateTime) then = amends_instant_to_date_time (at, zone);
  g_autoptr (GDateTime) moved = g_date_time_add_days (then, days);

  return amends_instant_from_date_time (moved);
}

static void
move_by (AmendsTimelineStep *self, AmendsInstant to)
{
  self->wanted = to;
  amends_timeline_step_update (self);
  g_clear_handle_id (&self->commit, g_source_remove);
  self->commit = g_timeout_add_once (REST, commit_cb, self);
}

/* One that is late goes on from now; none goes where nobody can do it any more. */
static void
nudge (AmendsTimelineStep *self, int minutes, int days)
{
  AmendsInstant now = amends_session_now (self->session);
  AmendsInstant to = add_days (self, get_at (self), days) + minutes * AMENDS_MINUTE;

  if (to <= now && minutes + days > 0)
    to = amends_axis_snap (now + STEP_MINUTES * AMENDS_MINUTE, STEP_MINUTES,
                           amends_session_get_zone (self->session));
  if (to <= now)
    {
      gtk_widget_error_bell (GTK_WIDGET (self));
      amends_feedback_show (GTK_WIDGET (self), _ ("A step cannot be planned in the past."));
      return;
    }
  move_by (self, to);
}

static void
move_minutes_action (GtkWidget *widget, const char *action, GVariant *target)
{
  nudge (AMENDS_TIMELINE_STEP (widget), g_variant_get_int32 (target), 0);
}

static void
move_days_action (GtkWidget *widget, const char *action, GVariant *target)
{
  nudge (AMENDS_TIMELINE_STEP (widget), 0, g_variant_get_int32 (target));
}

static void
done_action (GtkWidget *widget, const char *action, GVariant *target)
{
  AmendsTimelineStep *self = AMENDS_TIMELINE_STEP (widget);

  amends_session_set_step_async (self->session, self->case_, self->checkpoint->id, AMENDS_STEP_DONE,
                                 NULL, amends_change_news_case_cb,
                                 amends_change_news_new (widget, _ ("Marked as done."),
                                                         _ ("It could not be marked as done.")));
}

/* The time of day of the step on the day of @day. */
static AmendsInstant
on_day_of (AmendsTimelineStep *self, AmendsInstant day)
{
  g_autoptr (GTimeZone) zone = dup_zone (self);
  g_autoptr (GDateTime) time = amends_instant_to_date_time (self->checkpoint->at, zone);
  g_autoptr (GDateTime) date = amends_instant_to_date_time (day, zone);
  g_autoptr (GDateTime) moment =
      g_date_time_new (zone, g_date_time_get_year (date), g_date_time_get_month (date),
                       g_date_time_get_day_of_month (date), g_date_time_get_hour (time),
                       g_date_time_get_minute (time), 0);

  return amends_instant_from_date_time (moment);
}

static AmendsInstant
find_tomorrow (AmendsTimelineStep *self)
{
  g_autoptr (GTimeZone) zone = dup_zone (self);
  g_autoptr (GDateTime) now =
      amends_instant_to_date_time (amends_session_now (self->session), zone);
  g_autoptr (GDateTime) next = g_date_time_add_days (now, 1);
  g_autoptr (GDateTime) midnight =
      g_date_time_new (zone, g_date_time_get_year (next), g_date_time_get_month (next),
                       g_date_time_get_day_of_month (next), 0, 0, 0);

  return amends_instant_from_date_time (midnight);
}

/* Hours and holidays are known to the clocks alone: where the ledger of one that starts tomorrow
 * counts its first minute is the next working day. None if the calendar holds no such day. */
static AmendsInstant
find_next_working_day (AmendsTimelineStep *self)
{
  g_autoptr (AmendsClock) clock = amends_record_new (AMENDS_TYPE_CLOCK);
  g_autoptr (GPtrArray) lines = NULL;

  amends_record_set (clock, "kind", AMENDS_CLOCK_ACKNOWLEDGE, "working-hours", TRUE, "started",
                     find_tomorrow (self), "minutes", 1, NULL);
  lines = amends_session_get_ledger (self->session, self->case_, clock);
  for (guint i = 0; i < lines->len; i++)
    {
      AmendsLedgerLine *line = lines->pdata[i];

      if (line->minutes > 0)
        return line->from;
    }
  return AMENDS_INSTANT_NONE;
}

static void
snooze_action (GtkWidget *widget, const char *action, GVariant *target)
{
  AmendsTimelineStep *self = AMENDS_TIMELINE_STEP (widget);
  const char *until = g_variant_get_string (target, NULL);
  AmendsInstant day;

  if (g_str_equal (until, "hour"))
    {
      move_to (self, MAX (self->checkpoint->at, amends_session_now (self->session)) + AMENDS_HOUR);
      return;
    }
  day = g_str_equal (until, "tomorrow") ? find_tomorrow (self) : find_next_working_day (self);
  if (day != AMENDS_INSTANT_NONE)
    move_to (self, on_day_of (self, day));
  else
    amends_feedback_show (widget, _ ("The calendar has no working day ahead."));
}

static void
open_snooze_action (GtkWidget *widget, const char *action, GVariant *target)
{
  gtk_menu_button_popup (AMENDS_TIMELINE_STEP (widget)->snooze);
}

/* --- Class ----------------------------------------------------------------------------------- */

static void
set_narrow (AmendsTimelineStep *self, gboolean narrow)
{
  if (self->narrow == narrow)
    return;
  self->narrow = narrow;
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->box),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_widget_set_hexpand (GTK_WIDGET (self->relative), narrow);
  gtk_label_set_xalign (self->relative, narrow ? 0 : 1);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NARROW]);
}

static void
amends_timeline_step_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_NARROW)
    g_value_set_boolean (value, AMENDS_TIMELINE_STEP (object)->narrow);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
amends_timeline_step_set_property (GObject *object,
                                   guint id,
                                   const GValue *value,
                                   GParamSpec *pspec)
{
  if (id == PROP_NARROW)
    set_narrow (AMENDS_TIMELINE_STEP (object), g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
amends_timeline_step_unmap (GtkWidget *widget)
{
  flush (AMENDS_TIMELINE_STEP (widget));

  GTK_WIDGET_CLASS (amends_timeline_step_parent_class)->unmap (widget);
}

static void
amends_timeline_step_dispose (GObject *object)
{
  AmendsTimelineStep *self = AMENDS_TIMELINE_STEP (object);

  g_clear_handle_id (&self->commit, g_source_remove);
  g_clear_object (&self->session);
  g_clear_object (&self->case_);
  g_clear_object (&self->checkpoint);

  G_OBJECT_CLASS (amends_timeline_step_parent_class)->dispose (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  const GdkModifierType day = GDK_CONTROL_MASK | GDK_SHIFT_MASK;

  gtk_widget_class_install_action (widget_class, "step.done", NULL, done_action);
  gtk_widget_class_install_action (widget_class, "step.snooze", "s", snooze_action);
  gtk_widget_class_install_action (widget_class, "step.open-snooze", NULL, open_snooze_action);
  gtk_widget_class_install_action (widget_class, "step.move-minutes", "i", move_minutes_action);
  gtk_widget_class_install_action (widget_class, "step.move-days", "i", move_days_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_CONTROL_MASK,
                                       "step.move-minutes", "i", -15);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Right, GDK_CONTROL_MASK,
                                       "step.move-minutes", "i", 15);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, day, "step.move-days", "i", -1);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Right, day, "step.move-days", "i", 1);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_d, GDK_CONTROL_MASK, "step.done",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, day, "step.open-snooze", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK,
                                       "step.open-snooze", NULL);
}

static void
amends_timeline_step_class_init (AmendsTimelineStepClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = amends_timeline_step_get_property;
  object_class->set_property = amends_timeline_step_set_property;
  object_class->dispose = amends_timeline_step_dispose;
  widget_class->unmap = amends_timeline_step_unmap;

  properties[PROP_NARROW] =
      g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                            G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (AMENDS_TYPE_CLOCK_GLYPH);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               AMENDS_CASE_TEMPLATE ("amends-timeline-step.ui"));
  gtk_widget_class_bind_template_child (widget_class, AmendsTimelineStep, box);
  gtk_widget_class_bind_template_child (widget_class, AmendsTimelineStep, time);
  gtk_widget_class_bind_template_child (widget_class, AmendsTimelineStep, glyph);
  gtk_widget_class_bind_template_child (widget_class, AmendsTimelineStep, title);
  gtk_widget_class_bind_template_child (widget_class, AmendsTimelineStep, details);
  gtk_widget_class_bind_template_child (widget_class, AmendsTimelineStep, relative);
  gtk_widget_class_bind_template_child (widget_class, AmendsTimelineStep, snooze);
  install_actions (widget_class);
}

static void
amends_timeline_step_init (AmendsTimelineStep *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
amends_timeline_step_new (AmendsSession *session, AmendsCase *case_, AmendsCheckpoint *checkpoint)
{
  static const char *const changes[] = { "step.done", "step.snooze", "step.open-snooze",
                                         "step.move-minutes", "step.move-days" };
  AmendsTimelineStep *self = g_object_new (AMENDS_TYPE_TIMELINE_STEP, NULL);

  self->session = g_object_ref (session);
  self->case_ = g_object_ref (case_);
  self->checkpoint = g_object_ref (checkpoint);
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), changes[i],
                                   !amends_session_is_read_only (session));
  gtk_widget_set_visible (GTK_WIDGET (self->snooze), !amends_session_is_read_only (session));
  amends_timeline_step_update (self);
  return GTK_WIDGET (self);
}

AmendsCheckpoint *
amends_timeline_step_get_checkpoint (AmendsTimelineStep *self)
{
  g_return_val_if_fail (AMENDS_IS_TIMELINE_STEP (self), NULL);

  return self->checkpoint;
}

AmendsInstant
amends_timeline_step_nudge (AmendsTimelineStep *self, int minutes, int days)
{
  g_return_val_if_fail (AMENDS_IS_TIMELINE_STEP (self), AMENDS_INSTANT_NONE);

  nudge (self, minutes, days);
  return get_at (self);
}

void
amends_timeline_step_move (AmendsTimelineStep *self, AmendsInstant to)
{
  g_return_if_fail (AMENDS_IS_TIMELINE_STEP (self));

  self->wanted = to;
  flush (self);
}
