/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A case on a drawn time axis. */

#include "config.h"

#include "amends-time-axis.h"

#include <glib/gi18n-lib.h>

#include "amends-axis-marks.h"
#include "amends-axis-scene.h"
#include "amends-draw.h"
#include "amends-ledger-popover.h"

struct _AmendsTimeAxis
{
  GtkWidget parent_instance;

  AmendsSession *session; /* (owned) (nullable) */
  AmendsCase *case_;      /* (owned) (nullable) */
  GPtrArray *items;       /* (owned): in order of time */
  GObject *selected;      /* (owned) (nullable) */
  AmendsAxisView view;
  AmendsCheckpoint *moving; /* (owned) (nullable): dragged, or moved by the keys */
  AmendsInstant moved;
  AmendsAxisView held; /* the view where a drag or a pinch began */
  double held_left;    /* where it begins in the widget */
  gboolean dragging;   /* a step, and not the paper */
  GtkWidget *ledger;   /* (unowned) (nullable): a child, while it is shown */
};

enum
{
  PROP_0,
  PROP_SELECTED,
  PROP_SPAN,
  N_PROPS
};

enum
{
  MOVE,
  NUDGE,
  REFUSED,
  OPEN,
  COMMAND,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AmendsTimeAxis, amends_time_axis, GTK_TYPE_WIDGET)

#define FIRST_SPAN (18 * AMENDS_HOUR)
/* Now stands at this share of what is shown. */
#define NOW_SHARE 0.385
#define ZOOM 1.5
#define SNAP 15
#define SHORTEST_DRAG 6
#define LEAST_WIDTH 240
#define NATURAL_WIDTH 720
/* Pixels that a step of the wheel moves. */
#define SCROLL 60

static AmendsAxisScene *
create_scene (AmendsTimeAxis *self, int width)
{
  AmendsAxisInput input = {
    .widget = GTK_WIDGET (self),
    .session = self->session,
    .case_ = self->case_,
    .items = self->items,
    .selected = self->selected,
    .moving = G_OBJECT (self->moving),
    .moved = self->moved,
    .view = self->view,
    .width = width,
  };

  return amends_axis_scene_new (&input);
}

static AmendsAxisScene *
create_current (AmendsTimeAxis *self)
{
  return create_scene (self, gtk_widget_get_width (GTK_WIDGET (self)));
}

/* --- What is shown ------------------------------------------------------------------------------
 */

static void
set_view (AmendsTimeAxis *self, const AmendsAxisView *view)
{
  gboolean zoomed = self->view.span != view->span;

  self->view = *view;
  if (zoomed)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SPAN]);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
show_around (AmendsTimeAxis *self, AmendsInstant at, gint64 span)
{
  AmendsAxisView view = self->view;
  int step = span <= 2 * AMENDS_DAY ? 60 : 24 * 60;

  view.span = span;
  view.start = at - (gint64) (NOW_SHARE * (double) span);
  view.start = amends_axis_snap (view.start, step, amends_session_get_zone (self->session));
  /* Rounding to whole days must not push it out of sight. */
  if (at < view.start || at > view.start + span)
    view.start = at - span / 2;
  set_view (self, &view);
}

/* Of a case that has long ended, its end rather than an empty present. */
static AmendsInstant
find_centre (AmendsTimeAxis *self)
{
  AmendsInstant now = amends_session_now (self->session);
  AmendsInstant last;

  if (self->items->len == 0 || amends_status_is_live (self->case_->escalation->status))
    return now;
  last = amends_axis_get_at (self->items->pdata[self->items->len - 1]);
  return last > now - self->view.span ? now : last;
}

/* (transfer none): the view as it is laid out, with its width. */
static AmendsAxisView
get_laid_out (AmendsTimeAxis *self, double *left)
{
  g_autoptr (AmendsAxisScene) scene = create_current (self);

  if (left != NULL)
    *left = amends_axis_scene_get_left (scene);
  return *amends_axis_scene_get_view (scene);
}

static void
zoom_at (AmendsTimeAxis *self, double factor, double x)
{
  double left;
  AmendsAxisView view;

  if (self->case_ == NULL)
    return;
  view = get_laid_out (self, &left);
  amends_axis_view_zoom (&view, factor, CLAMP (x - left, 0, view.width));
  set_view (self, &view);
}

static void
zoom_action (GtkWidget *widget, const char *action, GVariant *target)
{
  AmendsTimeAxis *self = AMENDS_TIME_AXIS (widget);
  gboolean in = g_variant_get_int32 (target) > 0;
  g_autoptr (AmendsAxisScene) scene = NULL;
  GdkRectangle area;
  double x = gtk_widget_get_width (widget) / 2.0;

  if (self->case_ == NULL)
    return;
  scene = create_current (self);
  if (self->selected != NULL && amends_axis_scene_locate (scene, self->selected, &area))
    x = area.x + area.width / 2.0;
  zoom_at (self, in ? ZOOM : 1 / ZOOM, x);
}

static void
now_action (GtkWidget *widget, const char *action, GVariant *target)
{
  amends_time_axis_turn (AMENDS_TIME_AXIS (widget), 0);
}

/* --- Selecting ----------------------------------------------------------------------------------
 */

static void
update_words (AmendsTimeAxis *self)
{
  g_autofree char *item = NULL;
  g_autofree char *words = NULL;

  if (self->case_ == NULL || self->selected == NULL)
    words = g_strdup (_ ("Time axis. The arrow keys select; the list below has the same rows."));
  else
    {
      item = amends_axis_dup_words (self->session, self->case_, self->selected);
      /* TRANSLATORS: read aloud; %s is what is selected on the time axis */
      words = g_strdup_printf (_ ("Time axis: %s"), item);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

static gint
compare_items (gconstpointer a, gconstpointer b)
{
  AmendsInstant one = amends_axis_get_at (*(gpointer *) a);
  AmendsInstant other = amends_axis_get_at (*(gpointer *) b);

  return one < other ? -1 : one > other;
}

/* (transfer full): items and clocks in order of time. */
static GPtrArray *
collect_all (AmendsTimeAxis *self)
{
  GPtrArray *all = amends_axis_collect_clocks (self->case_);

  for (guint i = 0; i < self->items->len; i++)
    g_ptr_array_add (all, g_object_ref (self->items->pdata[i]));
  g_ptr_array_sort (all, compare_items);
  return all;
}

static void
select_action (GtkWidget *widget, const char *action, GVariant *target)
{
  AmendsTimeAxis *self = AMENDS_TIME_AXIS (widget);
  gboolean later =
      (g_variant_get_int32 (target) > 0) != (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL);
  g_autoptr (GPtrArray) all = NULL;
  AmendsInstant now;
  guint at = 0;

  if (self->case_ == NULL)
    return;
  all = collect_all (self);
  if (all->len == 0)
    return;
  if (self->selected != NULL && g_ptr_array_find (all, self->selected, &at))
    {
      if (later ? at + 1 >= all->len : at == 0)
        {
          gtk_widget_error_bell (widget);
          return;
        }
      at = later ? at + 1 : at - 1;
    }
  else
    {
      /* The first key begins at the present. */
      now = amends_session_now (self->session);
      while (at + 1 < all->len && amends_axis_get_at (all->pdata[at]) < now)
        at++;
    }
  amends_time_axis_select (self, all->pdata[at], TRUE);
}

static void
ledger_closed_cb (AmendsTimeAxis *self)
{
  GtkWidget *ledger = g_steal_pointer (&self->ledger);

  if (ledger != NULL)
    gtk_widget_unparent (ledger);
}

static void
show_ledger (AmendsTimeAxis *self, AmendsClock *clock, const GdkRectangle *area)
{
  ledger_closed_cb (self);
  self->ledger = amends_ledger_popover_new ();
  gtk_widget_set_parent (self->ledger, GTK_WIDGET (self));
  gtk_popover_set_pointing_to (GTK_POPOVER (self->ledger), area);
  gtk_popover_set_position (GTK_POPOVER (self->ledger), GTK_POS_BOTTOM);
  g_signal_connect_object (self->ledger, "closed", G_CALLBACK (ledger_closed_cb), self,
                           G_CONNECT_SWAPPED);
  amends_ledger_popover_show (AMENDS_LEDGER_POPOVER (self->ledger), self->session, self->case_,
                              clock);
  gtk_popover_popup (GTK_POPOVER (self->ledger));
}

static void
open_action (GtkWidget *widget, const char *action, GVariant *target)
{
  AmendsTimeAxis *self = AMENDS_TIME_AXIS (widget);
  g_autoptr (AmendsAxisScene) scene = NULL;
  GdkRectangle area;

  if (self->selected == NULL || self->case_ == NULL)
    return;
  scene = create_current (self);
  if (!AMENDS_IS_CLOCK (self->selected))
    g_signal_emit (self, signals[OPEN], 0, self->selected);
  else if (amends_axis_scene_locate (scene, self->selected, &area))
    show_ledger (self, AMENDS_CLOCK (self->selected), &area);
}

/* --- Moving -------------------------------------------------------------------------------------
 */

static void
refuse (AmendsTimeAxis *self, const char *why)
{
  gtk_widget_error_bell (GTK_WIDGET (self));
  g_signal_emit (self, signals[REFUSED], 0, why);
}

/* (transfer none) (nullable): why an item cannot be moved. */
static const char *
find_obstacle (AmendsTimeAxis *self, GObject *item)
{
  if (amends_session_is_read_only (self->session))
    return _ ("This workspace can only be read.");
  if (AMENDS_IS_CLOCK (item))
    return _ ("A clock follows its rule. Reclassify the case to change it.");
  if (!AMENDS_IS_CHECKPOINT (item))
    return _ ("What has happened stays where it is.");
  return NULL;
}

static void
nudge (AmendsTimeAxis *self, int minutes, int days)
{
  const char *obstacle;

  if (self->selected == NULL || self->case_ == NULL)
    return;
  obstacle = find_obstacle (self, self->selected);
  if (obstacle != NULL)
    refuse (self, obstacle);
  else
    g_signal_emit (self, signals[NUDGE], 0, self->selected, minutes, days);
}

static int
get_sign (GtkWidget *widget)
{
  return gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL ? -1 : 1;
}

static void
move_minutes_action (GtkWidget *widget, const char *action, GVariant *target)
{
  nudge (AMENDS_TIME_AXIS (widget), g_variant_get_int32 (target) * get_sign (widget), 0);
}

static void
move_days_action (GtkWidget *widget, const char *action, GVariant *target)
{
  nudge (AMENDS_TIME_AXIS (widget), 0, g_variant_get_int32 (target) * get_sign (widget));
}

static void
command_action (GtkWidget *widget, const char *action, GVariant *target)
{
  AmendsTimeAxis *self = AMENDS_TIME_AXIS (widget);

  if (self->selected == NULL)
    return;
  if (AMENDS_IS_CHECKPOINT (self->selected))
    g_signal_emit (self, signals[COMMAND], 0, g_variant_get_string (target, NULL));
  else
    refuse (self, _ ("Only a planned step can be done or snoozed."));
}

static void
drop_moving (AmendsTimeAxis *self)
{
  g_clear_object (&self->moving);
  self->dragging = FALSE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
drag_begin_cb (AmendsTimeAxis *self, double x, double y)
{
  self->dragging = FALSE;
  if (self->case_ != NULL)
    self->held = get_laid_out (self, NULL);
}

static void
begin_drag (AmendsTimeAxis *self, GtkGesture *gesture, double x, double y)
{
  g_autoptr (AmendsAxisScene) scene = create_current (self);
  GObject *item = amends_axis_scene_pick (scene, x, y, NULL);

  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  if (item == NULL || AMENDS_IS_CLOCK (item))
    return;
  amends_time_axis_select (self, item, FALSE);
  if (find_obstacle (self, item) != NULL)
    {
      refuse (self, find_obstacle (self, item));
      return;
    }
  g_set_object (&self->moving, AMENDS_CHECKPOINT (item));
  self->moved = self->moving->at;
  self->dragging = TRUE;
}

static void
drag_update_cb (AmendsTimeAxis *self, double dx, double dy, GtkGesture *gesture)
{
  gboolean begun =
      gtk_gesture_get_sequence_state (gesture, gtk_gesture_get_last_updated_sequence (gesture)) ==
      GTK_EVENT_SEQUENCE_CLAIMED;
  AmendsAxisView view = self->held;
  double x;
  double y;

  if (self->case_ == NULL || (!begun && ABS (dx) < SHORTEST_DRAG))
    return;
  gtk_gesture_drag_get_start_point (GTK_GESTURE_DRAG (gesture), &x, &y);
  if (!begun)
    begin_drag (self, gesture, x, y);
  if (!self->dragging)
    {
      amends_axis_view_pull (&view, dx);
      set_view (self, &view);
      return;
    }
  self->moved =
      amends_axis_view_get_at (&view, amends_axis_view_get_x (&view, self->moving->at) + dx);
  self->moved = amends_axis_snap (self->moved, SNAP, amends_session_get_zone (self->session));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
drag_end_cb (AmendsTimeAxis *self)
{
  g_autoptr (AmendsCheckpoint) step = NULL;
  AmendsInstant to = self->moved;

  if (!self->dragging)
    return;
  step = g_object_ref (self->moving);
  self->dragging = FALSE;
  if (to == step->at)
    drop_moving (self);
  else if (to <= amends_session_now (self->session))
    {
      drop_moving (self);
      refuse (self, _ ("A step cannot be planned in the past."));
    }
  else
    /* It stays there until the case has followed. */
    g_signal_emit (self, signals[MOVE], 0, step, (gint64) to);
}

static void
drag_cancel_cb (AmendsTimeAxis *self)
{
  if (self->dragging)
    drop_moving (self);
}

/* --- Pointer ------------------------------------------------------------------------------------
 */

static void
show_day (AmendsTimeAxis *self, AmendsInstant at)
{
  AmendsAxisView view = self->view;

  view.start = at - view.span / 2;
  set_view (self, &view);
}

static void
released_cb (AmendsTimeAxis *self, int presses, double x, double y)
{
  g_autoptr (AmendsAxisScene) scene = NULL;
  GdkRectangle area;
  AmendsInstant day;
  GObject *item;

  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (self->case_ == NULL)
    return;
  scene = create_current (self);
  item = amends_axis_scene_pick (scene, x, y, &area);
  if (item == NULL && amends_axis_scene_pick_day (scene, x, y, &day))
    show_day (self, day);
  amends_time_axis_select (self, item, FALSE);
  if (AMENDS_IS_CLOCK (item))
    show_ledger (self, AMENDS_CLOCK (item), &area);
  else if (item != NULL && presses == 2)
    g_signal_emit (self, signals[OPEN], 0, item);
}

static gboolean
scroll_cb (AmendsTimeAxis *self, double dx, double dy, GtkEventController *controller)
{
  GdkModifierType state = gtk_event_controller_get_current_event_state (controller);
  GdkEvent *event = gtk_event_controller_get_current_event (controller);
  AmendsAxisView view;
  double x = gtk_widget_get_width (GTK_WIDGET (self)) / 2.0;
  double y;
  graphene_point_t point;

  if (self->case_ == NULL)
    return GDK_EVENT_PROPAGATE;
  if (state & GDK_CONTROL_MASK)
    {
      GtkWidget *root = GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self)));

      if (gdk_event_get_position (event, &x, &y) &&
          gtk_widget_compute_point (root, GTK_WIDGET (self),
                                    &GRAPHENE_POINT_INIT ((float) x, (float) y), &point))
        x = point.x;
      zoom_at (self, dy < 0 ? ZOOM : 1 / ZOOM, x);
      return GDK_EVENT_STOP;
    }
  if (state & GDK_SHIFT_MASK && dx == 0)
    dx = dy;
  else if (ABS (dx) <= ABS (dy))
    return GDK_EVENT_PROPAGATE;
  view = get_laid_out (self, NULL);
  amends_axis_view_pull (&view, -dx * SCROLL);
  set_view (self, &view);
  return GDK_EVENT_STOP;
}

static void
pinch_begin_cb (AmendsTimeAxis *self)
{
  if (self->case_ != NULL)
    self->held = get_laid_out (self, &self->held_left);
}

static void
pinch_cb (AmendsTimeAxis *self, double scale, GtkGesture *gesture)
{
  AmendsAxisView view = self->held;
  double x = 0;

  if (self->case_ == NULL || scale <= 0)
    return;
  gtk_gesture_get_bounding_box_center (gesture, &x, NULL);
  amends_axis_view_zoom (&view, scale, CLAMP (x - self->held_left, 0, view.width));
  set_view (self, &view);
}

static gboolean
query_tooltip_cb (AmendsTimeAxis *self, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  g_autoptr (AmendsAxisScene) scene = NULL;
  g_autofree char *words = NULL;
  GdkRectangle area;
  GObject *item;

  if (self->case_ == NULL)
    return FALSE;
  scene = create_current (self);
  item = keyboard ? self->selected : amends_axis_scene_pick (scene, x, y, &area);
  if (item == NULL || (keyboard && !amends_axis_scene_locate (scene, item, &area)))
    return FALSE;
  words = amends_axis_dup_words (self->session, self->case_, item);
  gtk_tooltip_set_text (tooltip, words);
  gtk_tooltip_set_tip_area (tooltip, &area);
  return TRUE;
}

/* --- Widget -------------------------------------------------------------------------------------
 */

static GtkSizeRequestMode
amends_time_axis_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
amends_time_axis_measure (GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline,
                          int *natural_baseline)
{
  AmendsTimeAxis *self = AMENDS_TIME_AXIS (widget);
  g_autoptr (AmendsAxisScene) scene = NULL;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = LEAST_WIDTH;
      *natural = NATURAL_WIDTH;
      return;
    }
  *minimum = *natural = 0;
  if (self->case_ == NULL)
    return;
  /* Narrow is higher: what fits any width is the answer to "how high at least". */
  scene = create_scene (self, for_size < 0 ? LEAST_WIDTH : MAX (for_size, LEAST_WIDTH));
  *minimum = *natural = amends_axis_scene_get_height (scene);
}

static void
amends_time_axis_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  AmendsTimeAxis *self = AMENDS_TIME_AXIS (widget);

  if (self->ledger != NULL)
    gtk_popover_present (GTK_POPOVER (self->ledger));
}

static void
amends_time_axis_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  AmendsTimeAxis *self = AMENDS_TIME_AXIS (widget);
  g_autoptr (AmendsAxisScene) scene = NULL;
  cairo_t *cr;

  if (self->case_ != NULL)
    {
      scene = create_current (self);
      cr = gtk_snapshot_append_cairo (
          snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) gtk_widget_get_width (widget),
                                         (float) gtk_widget_get_height (widget)));
      amends_axis_scene_draw (scene, cr);
      cairo_destroy (cr);
    }
  GTK_WIDGET_CLASS (amends_time_axis_parent_class)->snapshot (widget, snapshot);
}

static void
amends_time_axis_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  AmendsTimeAxis *self = AMENDS_TIME_AXIS (object);

  switch (id)
    {
    case PROP_SELECTED:
      g_value_set_object (value, self->selected);
      break;
    case PROP_SPAN:
      g_value_set_int64 (value, self->view.span);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
amends_time_axis_dispose (GObject *object)
{
  AmendsTimeAxis *self = AMENDS_TIME_AXIS (object);

  ledger_closed_cb (self);
  g_clear_object (&self->session);
  g_clear_object (&self->case_);
  g_clear_object (&self->selected);
  g_clear_object (&self->moving);

  G_OBJECT_CLASS (amends_time_axis_parent_class)->dispose (object);
}

static void
amends_time_axis_finalize (GObject *object)
{
  g_ptr_array_unref (AMENDS_TIME_AXIS (object)->items);

  G_OBJECT_CLASS (amends_time_axis_parent_class)->finalize (object);
}

static void
bind (GtkWidgetClass *widget_class, guint key, GdkModifierType state, const char *action, int by)
{
  gtk_widget_class_add_binding_action (widget_class, key, state, action, "i", by);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  const GdkModifierType control = GDK_CONTROL_MASK;
  const GdkModifierType both = GDK_CONTROL_MASK | GDK_SHIFT_MASK;

  gtk_widget_class_install_action (widget_class, "axis.select", "i", select_action);
  gtk_widget_class_install_action (widget_class, "axis.move-minutes", "i", move_minutes_action);
  gtk_widget_class_install_action (widget_class, "axis.move-days", "i", move_days_action);
  gtk_widget_class_install_action (widget_class, "axis.zoom", "i", zoom_action);
  gtk_widget_class_install_action (widget_class, "axis.now", NULL, now_action);
  gtk_widget_class_install_action (widget_class, "axis.open", NULL, open_action);
  gtk_widget_class_install_action (widget_class, "axis.command", "s", command_action);
  bind (widget_class, GDK_KEY_Left, 0, "axis.select", -1);
  bind (widget_class, GDK_KEY_Right, 0, "axis.select", 1);
  bind (widget_class, GDK_KEY_Left, control, "axis.move-minutes", -SNAP);
  bind (widget_class, GDK_KEY_Right, control, "axis.move-minutes", SNAP);
  bind (widget_class, GDK_KEY_Left, both, "axis.move-days", -1);
  bind (widget_class, GDK_KEY_Right, both, "axis.move-days", 1);
  bind (widget_class, GDK_KEY_plus, 0, "axis.zoom", 1);
  bind (widget_class, GDK_KEY_plus, GDK_SHIFT_MASK, "axis.zoom", 1);
  bind (widget_class, GDK_KEY_equal, 0, "axis.zoom", 1);
  bind (widget_class, GDK_KEY_KP_Add, 0, "axis.zoom", 1);
  bind (widget_class, GDK_KEY_minus, 0, "axis.zoom", -1);
  bind (widget_class, GDK_KEY_KP_Subtract, 0, "axis.zoom", -1);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Home, 0, "axis.now", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, 0, "axis.open", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Enter, 0, "axis.open", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_d, control, "axis.command", "s",
                                       "done");
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, both, "axis.command", "s",
                                       "snooze");
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "axis.command",
                                       "s", "snooze");
}

static void
install_signals (GType type)
{
  signals[MOVE] = g_signal_new ("move", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                2, AMENDS_TYPE_CHECKPOINT, G_TYPE_INT64);
  signals[NUDGE] = g_signal_new ("nudge", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                 3, AMENDS_TYPE_CHECKPOINT, G_TYPE_INT, G_TYPE_INT);
  signals[REFUSED] = g_signal_new ("refused", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[OPEN] = g_signal_new ("open", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                1, G_TYPE_OBJECT);
  signals[COMMAND] = g_signal_new ("command", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
amends_time_axis_class_init (AmendsTimeAxisClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = amends_time_axis_get_property;
  object_class->dispose = amends_time_axis_dispose;
  object_class->finalize = amends_time_axis_finalize;
  widget_class->get_request_mode = amends_time_axis_get_request_mode;
  widget_class->measure = amends_time_axis_measure;
  widget_class->size_allocate = amends_time_axis_size_allocate;
  widget_class->snapshot = amends_time_axis_snapshot;

  properties[PROP_SELECTED] = g_param_spec_object ("selected", NULL, NULL, G_TYPE_OBJECT,
                                                   G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SPAN] = g_param_spec_int64 ("span", NULL, NULL, 0, G_MAXINT64, FIRST_SPAN,
                                              G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  install_signals (G_TYPE_FROM_CLASS (klass));

  install_actions (widget_class);
  gtk_widget_class_set_css_name (widget_class, "timeaxis");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
add_controllers (AmendsTimeAxis *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *pinch = gtk_gesture_zoom_new ();
  GtkEventController *scroll = gtk_event_controller_scroll_new (
      GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES | GTK_EVENT_CONTROLLER_SCROLL_DISCRETE);

  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect_swapped (drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  g_signal_connect_swapped (drag, "cancel", G_CALLBACK (drag_cancel_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (drag));
  /* Only once it is no drag: a press alone would select what is about to be pulled away. */
  g_signal_connect_swapped (click, "released", G_CALLBACK (released_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (click));
  g_signal_connect_swapped (pinch, "begin", G_CALLBACK (pinch_begin_cb), self);
  g_signal_connect_swapped (pinch, "scale-changed", G_CALLBACK (pinch_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (pinch));
  g_signal_connect_swapped (scroll, "scroll", G_CALLBACK (scroll_cb), self);
  gtk_widget_add_controller (widget, scroll);
}

static void
amends_time_axis_init (AmendsTimeAxis *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  self->view.span = FIRST_SPAN;
  gtk_widget_set_focusable (widget, TRUE);
  gtk_widget_set_has_tooltip (widget, TRUE);
  gtk_widget_set_overflow (widget, GTK_OVERFLOW_HIDDEN);
  gtk_widget_add_css_class (widget, "numeric");
  g_signal_connect (widget, "query-tooltip", G_CALLBACK (query_tooltip_cb), NULL);
  add_controllers (self);
  amends_draw_follow_style (widget);
  update_words (self);
}

void
amends_time_axis_set_items (AmendsTimeAxis *self,
                            AmendsSession *session,
                            AmendsCase *case_,
                            GPtrArray *items)
{
  gboolean other = self->case_ != case_;

  g_return_if_fail (AMENDS_IS_TIME_AXIS (self));
  g_return_if_fail ((session == NULL) == (case_ == NULL));

  g_set_object (&self->session, session);
  g_set_object (&self->case_, case_);
  g_ptr_array_set_size (self->items, 0);
  for (guint i = 0; items != NULL && i < items->len; i++)
    g_ptr_array_add (self->items, g_object_ref (items->pdata[i]));
  g_ptr_array_sort (self->items, compare_items);
  if (!self->dragging)
    drop_moving (self);
  if (self->selected != NULL && !AMENDS_IS_CLOCK (self->selected) &&
      !g_ptr_array_find (self->items, self->selected, NULL))
    amends_time_axis_select (self, NULL, FALSE);
  if (other)
    {
      drop_moving (self);
      amends_time_axis_select (self, NULL, FALSE);
      if (case_ != NULL)
        show_around (self, find_centre (self), self->view.span);
    }
  update_words (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

GObject *
amends_time_axis_get_selected (AmendsTimeAxis *self)
{
  g_return_val_if_fail (AMENDS_IS_TIME_AXIS (self), NULL);

  return self->selected;
}

void
amends_time_axis_select (AmendsTimeAxis *self, GObject *item, gboolean reveal)
{
  g_return_if_fail (AMENDS_IS_TIME_AXIS (self));

  if (g_set_object (&self->selected, item))
    {
      update_words (self);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SELECTED]);
      gtk_widget_queue_draw (GTK_WIDGET (self));
    }
  if (item != NULL && reveal && self->case_ != NULL)
    {
      AmendsAxisView view = get_laid_out (self, NULL);

      if (amends_axis_view_reveal (&view, amends_axis_get_at (item), 60))
        set_view (self, &view);
    }
}

void
amends_time_axis_preview (AmendsTimeAxis *self, AmendsCheckpoint *step, AmendsInstant to)
{
  AmendsAxisView view;

  g_return_if_fail (AMENDS_IS_TIME_AXIS (self));

  g_set_object (&self->moving, step);
  self->moved = to;
  view = get_laid_out (self, NULL);
  if (amends_axis_view_reveal (&view, to, 60))
    set_view (self, &view);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

gint64
amends_time_axis_get_span (AmendsTimeAxis *self)
{
  g_return_val_if_fail (AMENDS_IS_TIME_AXIS (self), 0);

  return self->view.span;
}

AmendsInstant
amends_time_axis_get_start (AmendsTimeAxis *self)
{
  g_return_val_if_fail (AMENDS_IS_TIME_AXIS (self), AMENDS_INSTANT_NONE);

  return self->view.start;
}

void
amends_time_axis_set_span (AmendsTimeAxis *self, gint64 span)
{
  g_return_if_fail (AMENDS_IS_TIME_AXIS (self));

  span = CLAMP (span, AMENDS_AXIS_LEAST, AMENDS_AXIS_MOST);
  if (self->case_ != NULL)
    show_around (self, find_centre (self), span);
  else
    self->view.span = span;
}

void
amends_time_axis_turn (AmendsTimeAxis *self, int pages)
{
  AmendsAxisView view = self->view;

  g_return_if_fail (AMENDS_IS_TIME_AXIS (self));

  if (self->case_ == NULL)
    return;
  if (pages == 0)
    {
      show_around (self, amends_session_now (self->session), self->view.span);
      return;
    }
  /* A quarter stays in sight, to know where one is. */
  view.start += pages * (view.span / 4 * 3);
  set_view (self, &view);
}
