/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One thing that is due. */

#include "config.h"

#include "amends-today-row.h"

#include "amends-clock-glyph.h"
#include "amends-enum-types.h"
#include "amends-feedback.h"
#include "amends-format.h"
#include "amends-labels.h"

#include <glib/gi18n-lib.h>

struct _AmendsTodayRow
{
  GtkListBoxRow parent_instance;

  AmendsSession *session; /* (owned) */
  AmendsDueRow *due;      /* (owned) */
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
describe_clock (AmendsDueRow *due)
{
  switch (due->clock_kind)
    {
    case AMENDS_CLOCK_NOTIFY:
      /* TRANSLATORS: something to do; %s is a customer */
      return g_strdup_printf (_ ("Tell inside about %s"), due->account);
    case AMENDS_CLOCK_ACKNOWLEDGE:
      /* TRANSLATORS: something to do; %s is a customer */
      return g_strdup_printf (_ ("Acknowledge %s"), due->account);
    case AMENDS_CLOCK_SUBSTANTIVE:
      /* TRANSLATORS: something to do; %s is a customer */
      return g_strdup_printf (_ ("Substantive reply to %s"), due->account);
    case AMENDS_CLOCK_UPDATE:
      /* TRANSLATORS: something to do; %s is a customer */
      return g_strdup_printf (_ ("Progress update to %s"), due->account);
    case AMENDS_CLOCK_RESOLVE:
    default:
      /* TRANSLATORS: something to do; %s is a customer */
      return g_strdup_printf (_ ("Resolve for %s"), due->account);
    }
}

static char *
make_title (AmendsDueRow *due)
{
  switch (due->kind)
    {
    case AMENDS_DUE_CLOCK:
      return describe_clock (due);
    case AMENDS_DUE_DEBRIEF:
      /* TRANSLATORS: something to do; %s is a customer */
      return g_strdup_printf (_ ("Debrief for %s"), due->account);
    case AMENDS_DUE_COMMITMENT:
      /* TRANSLATORS: a promise that falls due; %s is what was promised */
      return g_strdup_printf (_ ("Promised: %s"), due->title);
    case AMENDS_DUE_CHECKPOINT:
    case AMENDS_DUE_ACTION:
    default:
      return g_strdup (due->title != NULL ? due->title : due->account);
    }
}

static char *
make_subtitle (AmendsDueRow *due)
{
  const char *severity = amends_enum_get_label (AMENDS_TYPE_SEVERITY, due->severity);
  g_autofree char *number = amends_escalation_format_number (due->number);
  g_autoptr (GPtrArray) parts = g_ptr_array_new ();
  gboolean named = due->kind == AMENDS_DUE_CLOCK || due->kind == AMENDS_DUE_DEBRIEF;

  if (!named)
    g_ptr_array_add (parts, due->account);
  if (named && due->severity != AMENDS_SEVERITY_UNKNOWN)
    g_ptr_array_add (parts, (char *) severity);
  if (!named && due->purpose != NULL && *due->purpose != '\0')
    g_ptr_array_add (parts, due->purpose);
  else if (due->kind == AMENDS_DUE_CLOCK && due->contact != NULL && *due->contact != '\0')
    g_ptr_array_add (parts, due->contact);
  else if (due->kind == AMENDS_DUE_ACTION && due->owner != NULL && *due->owner != '\0')
    g_ptr_array_add (parts, due->owner);
  if (due->kind == AMENDS_DUE_DEBRIEF && due->number > 0)
    g_ptr_array_add (parts, number);
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (" · ", (char **) parts->pdata);
}

static const char *
get_action_label (AmendsDueRow *due)
{
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

static void
update_glyph (AmendsTodayRow *self, AmendsInstant now)
{
  AmendsDueRow *due = self->due;
  gboolean late = due->due < now && !due->paused;
  AmendsClockState state = late ? AMENDS_CLOCK_BREACHED : AMENDS_CLOCK_RUNNING;
  double fraction = late ? 1 : 0;

  if (!late && is_clock (due))
    {
      gint64 allowance = MAX (due->due - due->started, 1);

      fraction = CLAMP ((double) (now - due->started) / allowance, 0.0, 1.0);
      if (due->paused)
        state = AMENDS_CLOCK_PAUSED;
      else if (fraction >= 0.75)
        state = AMENDS_CLOCK_DUE_SOON;
    }
  if (late || is_clock (due))
    amends_clock_glyph_set_clock (self->glyph, state, fraction);
  else
    amends_clock_glyph_set_planned (self->glyph);
  amends_clock_state_style (GTK_WIDGET (self->relative), state);
  amends_clock_state_style (GTK_WIDGET (self->narrow_relative), state);
}

/* Of a clock that is late or nearly so one says what is left; of all else, when it is. */
static gboolean
is_pressing (AmendsDueRow *due, AmendsInstant now)
{
  if (due->due < now)
    return TRUE;
  return is_clock (due) && now - due->started >= (due->due - due->started) * 3 / 4;
}

static void
update_times (AmendsTodayRow *self, AmendsInstant now)
{
  AmendsDueRow *due = self->due;
  GTimeZone *zone = amends_session_get_zone (self->session);
  g_autofree char *time = amends_format_moment_short (due->due, now, zone);
  g_autofree char *relative = NULL;

  if (due->paused)
    relative = amends_format_clock (AMENDS_CLOCK_PAUSED, 0);
  else if (is_pressing (due, now))
    relative = amends_format_left (due->due - now);
  else
    relative = amends_format_in (due->due - now);
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
  amends_feedback_open_case (GTK_WIDGET (self), self->due->escalation_id,
                             amends_today_row_get_page (self));
}

static void
update_layout (AmendsTodayRow *self)
{
  GtkWidget *const wide[] = { gtk_widget_get_parent (GTK_WIDGET (self->time)),
                              GTK_WIDGET (self->wide_button) };
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
  g_clear_object (&self->due);

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
  gtk_widget_class_bind_template_callback (widget_class, open_cb);
}

static void
amends_today_row_init (AmendsTodayRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  update_layout (self);
}

GtkWidget *
amends_today_row_new (AmendsSession *session, AmendsDueRow *due)
{
  AmendsTodayRow *self = g_object_new (AMENDS_TYPE_TODAY_ROW, NULL);

  self->session = g_object_ref (session);
  self->due = g_object_ref (due);
  g_signal_connect_object (due, "notify", G_CALLBACK (amends_today_row_update), self,
                           G_CONNECT_SWAPPED);
  amends_today_row_update (self);
  return GTK_WIDGET (self);
}

AmendsDueRow *
amends_today_row_get_due (AmendsTodayRow *self)
{
  g_return_val_if_fail (AMENDS_IS_TODAY_ROW (self), NULL);

  return self->due;
}

const char *
amends_today_row_get_page (AmendsTodayRow *self)
{
  AmendsDueRow *due = self->due;

  g_return_val_if_fail (AMENDS_IS_TODAY_ROW (self), NULL);

  if (due->kind == AMENDS_DUE_DEBRIEF)
    return "debrief";
  if (due->kind == AMENDS_DUE_CLOCK && due->clock_kind != AMENDS_CLOCK_RESOLVE)
    return "drafts";
  if (due->draft_kind != NULL)
    return "drafts";
  return due->kind == AMENDS_DUE_CHECKPOINT ? "timeline" : "plan";
}

void
amends_today_row_update (AmendsTodayRow *self)
{
  AmendsInstant now = amends_session_now (self->session);
  g_autofree char *title = make_title (self->due);
  g_autofree char *subtitle = make_subtitle (self->due);

  g_return_if_fail (AMENDS_IS_TODAY_ROW (self));

  gtk_label_set_label (self->title, title);
  gtk_label_set_label (self->subtitle, subtitle);
  gtk_button_set_label (self->wide_button, get_action_label (self->due));
  gtk_button_set_label (self->narrow_button, get_action_label (self->due));
  update_glyph (self, now);
  update_times (self, now);
  update_name (self);
}
