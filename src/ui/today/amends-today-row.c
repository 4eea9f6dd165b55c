/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One thing that is due. */

#include "config.h"

#include "amends-today-row.h"

#include "amends-clock-glyph.h"
#include "amends-enum-types.h"
#include "amends-feedback.h"
#include "amends-format.h"
#include "amends-labels.h"
#include "amends-task-words.h"

#include <glib/gi18n-lib.h>

struct _AmendsTodayRow
{
  GtkListBoxRow parent_instance;

  AmendsSession *session; /* (owned) */
  AmendsTask *task;       /* (owned) */
  gboolean narrow;
  gboolean primary;

  AmendsClockGlyph *glyph;
  GtkLabel *time;
  GtkLabel *relative;
  GtkLabel *narrow_time;
  GtkLabel *narrow_relative;
  GtkLabel *title;
  GtkLabel *subtitle;
  GtkButton *wide_button;
  GtkButton *narrow_button;
  GtkWidget *wide_menu;
  GtkWidget *narrow_menu;
};

enum
{
  PROP_0,
  PROP_NARROW,
  PROP_PRIMARY,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (AmendsTodayRow, amends_today_row, GTK_TYPE_LIST_BOX_ROW)

static char *
make_subtitle (AmendsTask *task)
{
  AmendsDueRow *due = task->due;
  const char *severity = amends_enum_get_label (AMENDS_TYPE_SEVERITY, due->severity);
  g_autofree char *number = amends_escalation_format_number (due->number);
  g_autoptr (GPtrArray) parts = g_ptr_array_new ();
  gboolean named = task->kind == AMENDS_TASK_STEP_UP || due->kind == AMENDS_DUE_CLOCK ||
                   due->kind == AMENDS_DUE_DEBRIEF;

  if (!named)
    g_ptr_array_add (parts, due->account);
  if (named && due->severity != AMENDS_SEVERITY_UNKNOWN)
    g_ptr_array_add (parts, (char *) severity);
  if (!named && due->purpose != NULL && *due->purpose != '\0')
    g_ptr_array_add (parts, due->purpose);
  else if (due->kind == AMENDS_DUE_CLOCK && due->contact != NULL && *due->contact != '\0')
    g_ptr_array_add (parts, due->contact);
  else if (task->kind == AMENDS_TASK_STEP_UP)
    g_ptr_array_add (parts, (char *) _ ("next step up"));
  else if (due->kind == AMENDS_DUE_ACTION && due->owner != NULL && *due->owner != '\0')
    g_ptr_array_add (parts, due->owner);
  if (named && due->kind != AMENDS_DUE_CLOCK && due->number > 0)
    g_ptr_array_add (parts, number);
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (" · ", (char **) parts->pdata);
}

static const char *
get_action_label (AmendsTask *task)
{
  AmendsDueRow *due = task->due;

  if (task->kind == AMENDS_TASK_STEP_UP)
    return _ ("Open brief");
  if (task->kind == AMENDS_TASK_OFFER)
    return _ ("Open draft");
  if (due->kind == AMENDS_DUE_DEBRIEF)
    return _ ("Continue");
  if (due->kind == AMENDS_DUE_CLOCK && due->clock_kind == AMENDS_CLOCK_RESOLVE)
    return _ ("Open plan");
  if (due->draft_kind != NULL && due->audience == AMENDS_AUDIENCE_INTERNAL)
    return _ ("Open brief");
  if (due->draft_kind != NULL || due->kind == AMENDS_DUE_CLOCK)
    return _ ("Open draft");
  return _ ("Open");
}

static gboolean
is_clock (AmendsDueRow *due)
{
  return due->kind == AMENDS_DUE_CLOCK && due->started != AMENDS_INSTANT_NONE;
}

static gboolean
is_late (AmendsTask *task, AmendsInstant now)
{
  return now >= task->late_from && !task->due->paused;
}

/* As the clock itself counts: within the grace of its rule it is due, not late. */
static AmendsClockState
get_state (AmendsTask *task, AmendsInstant now, double *fraction)
{
  AmendsDueRow *due = task->due;

  *fraction = 1;
  if (is_late (task, now))
    return AMENDS_CLOCK_BREACHED;
  *fraction = 0;
  if (!is_clock (due))
    return AMENDS_CLOCK_RUNNING;
  *fraction =
      CLAMP ((double) (now - due->started) / (double) MAX (due->due - due->started, 1), 0.0, 1.0);
  if (due->paused)
    return AMENDS_CLOCK_PAUSED;
  return *fraction >= 0.75 ? AMENDS_CLOCK_DUE_SOON : AMENDS_CLOCK_RUNNING;
}

static void
update_glyph (AmendsTodayRow *self, AmendsInstant now)
{
  double fraction;
  AmendsClockState state = get_state (self->task, now, &fraction);

  if (state == AMENDS_CLOCK_BREACHED || is_clock (self->task->due))
    amends_clock_glyph_set_clock (self->glyph, state, fraction);
  else
    amends_clock_glyph_set_planned (self->glyph);
  amends_clock_state_style (GTK_WIDGET (self->relative), state);
  amends_clock_state_style (GTK_WIDGET (self->narrow_relative), state);
}

/* Of a clock that is late or nearly so one says what is left; of all else, when it is. */
static char *
describe_left (AmendsTask *task, AmendsInstant now)
{
  gint64 left = task->due->due - now;
  double fraction;

  switch (get_state (task, now, &fraction))
    {
    case AMENDS_CLOCK_PAUSED:
      return amends_format_clock (AMENDS_CLOCK_PAUSED, 0);
    case AMENDS_CLOCK_BREACHED:
      return amends_format_left (left);
    case AMENDS_CLOCK_DUE_SOON:
      return amends_format_left (MAX (left, 0));
    case AMENDS_CLOCK_RUNNING:
    case AMENDS_CLOCK_MET:
    default:
      return amends_format_in (MAX (left, 0));
    }
}

static void
update_times (AmendsTodayRow *self, AmendsInstant now)
{
  GTimeZone *zone = amends_session_get_zone (self->session);
  g_autofree char *time = amends_format_moment_short (self->task->due->due, now, zone);
  g_autofree char *relative = describe_left (self->task, now);

  gtk_label_set_label (self->time, time);
  gtk_label_set_label (self->narrow_time, time);
  gtk_label_set_label (self->relative, relative);
  gtk_label_set_label (self->narrow_relative, relative);
}

/* A screen reader hears state, time and task in the name of the row. */
static void
update_name (AmendsTodayRow *self)
{
  /* TRANSLATORS: of a row, for a screen reader: task, time, how long is left, details */
  g_autofree char *name =
      g_strdup_printf (_ ("%1$s, %2$s, %3$s, %4$s"), gtk_label_get_label (self->title),
                       gtk_label_get_label (self->time), gtk_label_get_label (self->relative),
                       gtk_label_get_label (self->subtitle));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
open_cb (AmendsTodayRow *self)
{
  amends_feedback_open_case (GTK_WIDGET (self), self->task->due->escalation_id,
                             amends_today_row_get_page (self));
}

static void
menu_cb (AmendsTodayRow *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
  gtk_widget_activate_action (GTK_WIDGET (self), "today.menu", NULL);
}

static void
update_layout (AmendsTodayRow *self)
{
  GtkWidget *const wide[] = { gtk_widget_get_parent (GTK_WIDGET (self->time)),
                              GTK_WIDGET (self->wide_button), self->wide_menu };
  GtkWidget *below = gtk_widget_get_parent (GTK_WIDGET (self->narrow_button));

  for (guint i = 0; i < G_N_ELEMENTS (wide); i++)
    gtk_widget_set_visible (wide[i], !self->narrow);
  gtk_widget_set_visible (below, self->narrow);
  gtk_widget_set_valign (GTK_WIDGET (self->glyph),
                         self->narrow ? GTK_ALIGN_START : GTK_ALIGN_CENTER);
}

static void
style_button (GtkButton *button, gboolean primary)
{
  GtkWidget *widget = GTK_WIDGET (button);

  if (primary)
    {
      gtk_widget_remove_css_class (widget, "flat");
      gtk_widget_add_css_class (widget, "suggested-action");
    }
  else
    {
      gtk_widget_remove_css_class (widget, "suggested-action");
      gtk_widget_add_css_class (widget, "flat");
    }
}

static void
amends_today_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  AmendsTodayRow *self = AMENDS_TODAY_ROW (object);

  switch (id)
    {
    case PROP_NARROW:
      g_value_set_boolean (value, self->narrow);
      break;
    case PROP_PRIMARY:
      g_value_set_boolean (value, self->primary);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
amends_today_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  AmendsTodayRow *self = AMENDS_TODAY_ROW (object);

  switch (id)
    {
    case PROP_NARROW:
      self->narrow = g_value_get_boolean (value);
      update_layout (self);
      break;
    case PROP_PRIMARY:
      self->primary = g_value_get_boolean (value);
      style_button (self->wide_button, self->primary);
      style_button (self->narrow_button, self->primary);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
amends_today_row_dispose (GObject *object)
{
  AmendsTodayRow *self = AMENDS_TODAY_ROW (object);

  g_clear_object (&self->session);
  g_clear_object (&self->task);

  G_OBJECT_CLASS (amends_today_row_parent_class)->dispose (object);
}

static void
amends_today_row_class_init (AmendsTodayRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = amends_today_row_dispose;
  object_class->get_property = amends_today_row_get_property;
  object_class->set_property = amends_today_row_set_property;
  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_PRIMARY] = g_param_spec_boolean ("primary", NULL, NULL, FALSE,
                                                   G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (AMENDS_TYPE_CLOCK_GLYPH);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/dev/amends/Amends/ui/amends-today-row.ui");
  gtk_widget_class_bind_template_child (widget_class, AmendsTodayRow, glyph);
  gtk_widget_class_bind_template_child (widget_class, AmendsTodayRow, time);
  gtk_widget_class_bind_template_child (widget_class, AmendsTodayRow, relative);
  gtk_widget_class_bind_template_child (widget_class, AmendsTodayRow, narrow_time);
  gtk_widget_class_bind_template_child (widget_class, AmendsTodayRow, narrow_relative);
  gtk_widget_class_bind_template_child (widget_class, AmendsTodayRow, title);
  gtk_widget_class_bind_template_child (widget_class, AmendsTodayRow, subtitle);
  gtk_widget_class_bind_template_child (widget_class, AmendsTodayRow, wide_button);
  gtk_widget_class_bind_template_child (widget_class, AmendsTodayRow, narrow_button);
  gtk_widget_class_bind_template_child (widget_class, AmendsTodayRow, wide_menu);
  gtk_widget_class_bind_template_child (widget_class, AmendsTodayRow, narrow_menu);
  gtk_widget_class_bind_template_callback (widget_class, open_cb);
  gtk_widget_class_bind_template_callback (widget_class, menu_cb);
}

static void
amends_today_row_init (AmendsTodayRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  update_layout (self);
}

GtkWidget *
amends_today_row_new (AmendsSession *session, AmendsTask *task)
{
  AmendsTodayRow *self = g_object_new (AMENDS_TYPE_TODAY_ROW, NULL);

  self->session = g_object_ref (session);
  self->task = g_object_ref (task);
  /* What changes in a task comes as a new due row. */
  g_signal_connect_object (task, "notify", G_CALLBACK (amends_today_row_update), self,
                           G_CONNECT_SWAPPED);
  amends_today_row_update (self);
  return GTK_WIDGET (self);
}

AmendsTask *
amends_today_row_get_task (AmendsTodayRow *self)
{
  g_return_val_if_fail (AMENDS_IS_TODAY_ROW (self), NULL);

  return self->task;
}

const char *
amends_today_row_get_page (AmendsTodayRow *self)
{
  g_return_val_if_fail (AMENDS_IS_TODAY_ROW (self), NULL);

  return amends_task_get_page (self->task);
}

const char *
amends_today_row_get_action (AmendsTodayRow *self)
{
  g_return_val_if_fail (AMENDS_IS_TODAY_ROW (self), NULL);

  return get_action_label (self->task);
}

void
amends_today_row_update (AmendsTodayRow *self)
{
  AmendsInstant now = amends_session_now (self->session);
  g_autofree char *title = amends_task_dup_title (self->task);
  g_autofree char *subtitle = make_subtitle (self->task);

  g_return_if_fail (AMENDS_IS_TODAY_ROW (self));

  gtk_label_set_label (self->title, title);
  gtk_label_set_label (self->subtitle, subtitle);
  gtk_button_set_label (self->wide_button, get_action_label (self->task));
  gtk_button_set_label (self->narrow_button, get_action_label (self->task));
  update_glyph (self, now);
  update_times (self, now);
  update_name (self);
}
