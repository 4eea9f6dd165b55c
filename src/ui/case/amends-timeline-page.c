/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is planned in a case, and what has happened. */

#include "config.h"

#include "amends-timeline-page.h"

#include <glib/gi18n-lib.h>

#include "amends-adaptive-bin.h"
#include "amends-case-tools.h"
#include "amends-event-dialog.h"
#include "amends-feedback.h"
#include "amends-format.h"
#include "amends-paste-dialog.h"
#include "amends-time-axis.h"
#include "amends-timeline-day.h"
#include "amends-timeline-filter.h"
#include "amends-timeline-items.h"
#include "amends-timeline-step.h"

/* What the axis shows with one press, and what it is called. */
static const struct
{
  gint64 span;
  const char *label;
} spans[] = {
  { 18 * AMENDS_HOUR, NC_ ("time axis", "Day") },
  { 3 * AMENDS_DAY, NC_ ("time axis", "3 days") },
  { 14 * AMENDS_DAY, NC_ ("time axis", "14 days") },
};

#define N_SPANS G_N_ELEMENTS (spans)
/* A setting of the workspace: what the axis shows, in minutes. */
#define SPAN_SETTING "timeline/minutes"

struct _AmendsTimelinePage
{
  AmendsCaseSubpage parent_instance;

  AmendsAdaptiveBin *bin;
  GtkWidget *content;
  AdwHeaderBar *header;
  GtkBox *axis_bar;
  AmendsTimeAxis *axis;
  AmendsTimelineFilter *filter;
  GtkWidget *nothing;
  GtkWidget *planned_section;
  GtkListBox *planned_list;
  GtkWidget *planned_hint;
  GtkWidget *planned_empty;
  GtkBox *days;
  GtkButton *more;

  GListStore *planned; /* (owned): of AmendsCheckpoint, as shown */
  gboolean all;        /* also what lies further back */
  GtkWidget *spans;    /* (owned): stands in the header, or above the axis */
  GtkToggleButton *span_buttons[N_SPANS];
  guint saving;       /* what the axis shows */
  gboolean selecting; /* by the program */
  gboolean restored;  /* what the axis showed the last time */
};

G_DEFINE_FINAL_TYPE (AmendsTimelinePage, amends_timeline_page, AMENDS_TYPE_CASE_SUBPAGE)

/* A list box makes every row at once; nobody reads more than this at a glance. */
#define FIRST_ITEMS 60

/* --- Planned --------------------------------------------------------------------------------- */

static int
compare_checkpoints (gconstpointer a, gconstpointer b)
{
  const AmendsCheckpoint *one = *(AmendsCheckpoint *const *) a;
  const AmendsCheckpoint *other = *(AmendsCheckpoint *const *) b;

  return one->at == other->at ? 0 : (one->at < other->at ? -1 : 1);
}

static GPtrArray *
collect_planned (AmendsCase *case_)
{
  GPtrArray *wanted = g_ptr_array_new_with_free_func (g_object_unref);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (case_->checkpoints));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AmendsCheckpoint) checkpoint =
          g_list_model_get_item (G_LIST_MODEL (case_->checkpoints), i);

      if (checkpoint->step == AMENDS_STEP_PLANNED)
        g_ptr_array_add (wanted, g_steal_pointer (&checkpoint));
    }
  g_ptr_array_sort (wanted, compare_checkpoints);
  return wanted;
}

static GtkWidget *
create_step_cb (gpointer item, gpointer user_data)
{
  AmendsTimelinePage *self = AMENDS_TIMELINE_PAGE (user_data);
  AmendsCaseSubpage *subpage = AMENDS_CASE_SUBPAGE (self);
  GtkWidget *row = amends_timeline_step_new (amends_case_subpage_get_session (subpage),
                                             amends_case_subpage_get_case (subpage), item);

  g_object_bind_property (self->bin, "narrow", row, "narrow", G_BINDING_SYNC_CREATE);
  return row;
}

static AmendsTimelineStep *
find_step (AmendsTimelinePage *self, gpointer checkpoint)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->planned_list, i)) != NULL; i++)
    if (amends_timeline_step_get_checkpoint (AMENDS_TIMELINE_STEP (row)) == checkpoint)
      return AMENDS_TIMELINE_STEP (row);
  return NULL;
}

/* (transfer none) (nullable): what the row is about that has the focus. */
static AmendsCheckpoint *
get_focused (AmendsTimelinePage *self)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));
  GtkWidget *row = focus;

  if (focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self->planned_list)))
    return NULL;
  if (!AMENDS_IS_TIMELINE_STEP (row))
    row = gtk_widget_get_ancestor (focus, AMENDS_TYPE_TIMELINE_STEP);
  return row != NULL ? amends_timeline_step_get_checkpoint (AMENDS_TIMELINE_STEP (row)) : NULL;
}

/* A step that has changed its place has a new row: the keys stay with the step. */
static void
keep_focus (AmendsTimelinePage *self, AmendsCheckpoint *checkpoint)
{
  AmendsTimelineStep *row = find_step (self, checkpoint);

  if (row == NULL || get_focused (self) == checkpoint)
    return;
  gtk_list_box_select_row (self->planned_list, GTK_LIST_BOX_ROW (row));
  gtk_widget_grab_focus (GTK_WIDGET (row));
}

static void
update_planned (AmendsTimelinePage *self, GPtrArray *wanted)
{
  AmendsCheckpoint *focused = get_focused (self);
  g_autoptr (AmendsCheckpoint) kept = focused != NULL ? g_object_ref (focused) : NULL;
  GtkListBoxRow *row;

  amends_case_sync_list (self->planned, wanted);
  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->planned_list, i)) != NULL; i++)
    amends_timeline_step_update (AMENDS_TIMELINE_STEP (row));
  if (kept != NULL)
    keep_focus (self, kept);
  gtk_widget_set_visible (GTK_WIDGET (self->planned_list), wanted->len > 0);
  gtk_widget_set_visible (self->planned_hint, wanted->len > 0);
  gtk_widget_set_visible (self->planned_empty, wanted->len == 0);
  gtk_widget_set_visible (self->planned_section,
                          amends_timeline_filter_lets (self->filter, AMENDS_TIMELINE_PLANNED));
}

/* --- Earlier --------------------------------------------------------------------------------- */

static int
get_day (AmendsInstant instant, GTimeZone *zone)
{
  g_autoptr (GDateTime) moment = amends_instant_to_date_time (instant, zone);
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, g_date_time_get_day_of_month (moment), g_date_time_get_month (moment),
                  g_date_time_get_year (moment));
  return (int) g_date_get_julian (&date);
}

static char *
dup_heading (AmendsInstant at, AmendsInstant now, GTimeZone *zone)
{
  int days = get_day (now, zone) - get_day (at, zone);
  g_autofree char *day = NULL;
  GDate date;

  if (days == 0)
    return g_strdup (_ ("Earlier today"));
  if (days == 1)
    return g_strdup (_ ("Yesterday"));
  /* A weekday says nothing of a day that is months away. */
  if (days < 180)
    return amends_format_day (at, zone);
  day = amends_instant_format (at, zone, "%Y-%m-%d");
  if (!amends_date_parse (day, &date, NULL))
    return g_steal_pointer (&day);
  return amends_format_date (&date, now, zone);
}

static void
select_item (AmendsTimelinePage *self, GObject *item, gboolean focus)
{
  AmendsTimelineStep *step = item != NULL ? find_step (self, item) : NULL;

  if (self->selecting)
    return;
  self->selecting = TRUE;
  amends_time_axis_select (self->axis, item, TRUE);
  gtk_list_box_select_row (self->planned_list, GTK_LIST_BOX_ROW (step));
  if (step != NULL && focus)
    gtk_widget_grab_focus (GTK_WIDGET (step));
  for (GtkWidget *day = gtk_widget_get_first_child (GTK_WIDGET (self->days)); day != NULL;
       day = gtk_widget_get_next_sibling (day))
    amends_timeline_day_select (AMENDS_TIMELINE_DAY (day), item, focus);
  self->selecting = FALSE;
}

static void
day_selected_cb (AmendsTimelinePage *self, GObject *item)
{
  select_item (self, item, FALSE);
}

static void
planned_selected_cb (AmendsTimelinePage *self, GtkListBoxRow *row)
{
  if (row != NULL)
    select_item (self, G_OBJECT (amends_timeline_step_get_checkpoint (AMENDS_TIMELINE_STEP (row))),
                 FALSE);
}

static AmendsTimelineDay *
take_day (AmendsTimelinePage *self, GtkWidget **next)
{
  GtkWidget *day = *next;

  if (day == NULL)
    {
      day = amends_timeline_day_new (amends_case_subpage_get_session (AMENDS_CASE_SUBPAGE (self)));
      g_signal_connect_object (day, "selected", G_CALLBACK (day_selected_cb), self,
                               G_CONNECT_SWAPPED);
      gtk_box_append (self->days, day);
    }
  *next = gtk_widget_get_next_sibling (day);
  return AMENDS_TIMELINE_DAY (day);
}

static void
remove_days_from (AmendsTimelinePage *self, GtkWidget *day)
{
  while (day != NULL)
    {
      GtkWidget *next = gtk_widget_get_next_sibling (day);

      gtk_box_remove (self->days, day);
      day = next;
    }
}

static void
update_earlier (AmendsTimelinePage *self, AmendsSession *session, GPtrArray *items)
{
  AmendsInstant now = amends_session_now (session);
  GTimeZone *zone = amends_session_get_zone (session);
  GtkWidget *next = gtk_widget_get_first_child (GTK_WIDGET (self->days));
  guint shown = self->all ? items->len : MIN (items->len, FIRST_ITEMS);
  g_autofree char *more = NULL;

  for (guint i = 0; i < shown;)
    {
      g_autoptr (GPtrArray) of_day = g_ptr_array_new ();
      AmendsInstant at = amends_timeline_get_at (items->pdata[i]);
      g_autofree char *heading = dup_heading (at, now, zone);
      int day = get_day (at, zone);

      while (i < shown && get_day (amends_timeline_get_at (items->pdata[i]), zone) == day)
        g_ptr_array_add (of_day, items->pdata[i++]);
      amends_timeline_day_set_items (take_day (self, &next), heading, of_day);
    }
  remove_days_from (self, next);
  /* TRANSLATORS: %u is how many rows are not shown yet */
  more = g_strdup_printf (ngettext ("Show %u more", "Show %u more", items->len - shown),
                          items->len - shown);
  gtk_button_set_label (self->more, more);
  gtk_widget_set_visible (GTK_WIDGET (self->more), items->len > shown);
}

/* --- Axis ------------------------------------------------------------------------------------ */

static void
axis_selected_cb (AmendsTimelinePage *self)
{
  GObject *item = amends_time_axis_get_selected (self->axis);

  select_item (self, item, FALSE);
}

static void
axis_open_cb (AmendsTimelinePage *self, GObject *item)
{
  AmendsCaseSubpage *subpage = AMENDS_CASE_SUBPAGE (self);

  /* It may lie further back than the list reaches. */
  self->all = TRUE;
  amends_case_subpage_refresh (subpage);
  select_item (self, item, TRUE);
}

static void
axis_refused_cb (AmendsTimelinePage *self, const char *why)
{
  amends_feedback_show (GTK_WIDGET (self), why);
}

static void
axis_move_cb (AmendsTimelinePage *self, AmendsCheckpoint *checkpoint, gint64 to)
{
  AmendsTimelineStep *step = find_step (self, checkpoint);

  if (step != NULL)
    amends_timeline_step_move (step, to);
}

static void
axis_nudge_cb (AmendsTimelinePage *self, AmendsCheckpoint *checkpoint, int minutes, int days)
{
  AmendsTimelineStep *step = find_step (self, checkpoint);

  if (step != NULL)
    amends_time_axis_preview (self->axis, checkpoint,
                              amends_timeline_step_nudge (step, minutes, days));
}

static void
axis_command_cb (AmendsTimelinePage *self, const char *command)
{
  AmendsTimelineStep *step = find_step (self, amends_time_axis_get_selected (self->axis));

  if (step != NULL)
    gtk_widget_activate_action (
        GTK_WIDGET (step), g_str_equal (command, "done") ? "step.done" : "step.open-snooze", NULL);
}

static gboolean
save_span_cb (gpointer user_data)
{
  AmendsTimelinePage *self = user_data;
  AmendsSession *session = amends_case_subpage_get_session (AMENDS_CASE_SUBPAGE (self));
  g_autofree char *minutes =
      g_strdup_printf ("%" G_GINT64_FORMAT, amends_time_axis_get_span (self->axis) / AMENDS_MINUTE);

  self->saving = 0;
  if (session != NULL)
    amends_session_set_setting (session, SPAN_SETTING, minutes);
  return G_SOURCE_REMOVE;
}

static void
show_span (AmendsTimelinePage *self)
{
  gint64 span = amends_time_axis_get_span (self->axis);

  for (guint i = 0; i < N_SPANS; i++)
    gtk_toggle_button_set_active (self->span_buttons[i], spans[i].span == span);
}

static void
axis_span_cb (AmendsTimelinePage *self)
{
  show_span (self);
  if (self->saving == 0)
    self->saving = g_timeout_add_seconds (1, save_span_cb, self);
}

static void
restore_span (AmendsTimelinePage *self, AmendsSession *session)
{
  const char *kept = amends_session_get_setting (session, SPAN_SETTING);
  gint64 minutes = kept != NULL ? g_ascii_strtoll (kept, NULL, 10) : 0;

  if (minutes > 0 && minutes < G_MAXINT)
    amends_time_axis_set_span (self->axis, minutes * AMENDS_MINUTE);
  show_span (self);
}

static void
span_clicked_cb (AmendsTimelinePage *self, GtkWidget *button)
{
  for (guint i = 0; i < N_SPANS; i++)
    if (button == GTK_WIDGET (self->span_buttons[i]))
      amends_time_axis_set_span (self->axis, spans[i].span);
  /* A second press must not leave it up. */
  show_span (self);
}

static void
create_spans (AmendsTimelinePage *self)
{
  self->spans = g_object_ref_sink (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0));
  gtk_widget_add_css_class (self->spans, "linked");
  gtk_widget_set_valign (self->spans, GTK_ALIGN_CENTER);
  for (guint i = 0; i < N_SPANS; i++)
    {
      GtkWidget *button = gtk_toggle_button_new_with_label (
          g_dpgettext2 (GETTEXT_PACKAGE, "time axis", spans[i].label));

      self->span_buttons[i] = GTK_TOGGLE_BUTTON (button);
      g_signal_connect_object (button, "clicked", G_CALLBACK (span_clicked_cb), self,
                               G_CONNECT_SWAPPED);
      gtk_box_append (GTK_BOX (self->spans), button);
    }
}

static void
place_spans (AmendsTimelinePage *self)
{
  GtkWidget *parent = gtk_widget_get_parent (self->spans);

  if (parent == GTK_WIDGET (self->axis_bar))
    gtk_box_remove (self->axis_bar, self->spans);
  else if (parent != NULL)
    adw_header_bar_remove (self->header, self->spans);
  if (amends_adaptive_bin_get_narrow (self->bin))
    gtk_box_prepend (self->axis_bar, self->spans);
  else
    adw_header_bar_pack_start (self->header, self->spans);
}

/* --- Page ------------------------------------------------------------------------------------ */

/* Those that the chips let through; @present: adds their kinds. */
static GPtrArray *
filter_items (AmendsTimelinePage *self, GPtrArray *items, guint *present)
{
  GPtrArray *wanted = g_ptr_array_new ();

  for (guint i = 0; i < items->len; i++)
    {
      AmendsTimelineKind kind = amends_timeline_get_kind (items->pdata[i]);

      *present |= 1U << kind;
      if (amends_timeline_filter_lets (self->filter, kind))
        g_ptr_array_add (wanted, items->pdata[i]);
    }
  return wanted;
}

static void
amends_timeline_page_refresh (AmendsCaseSubpage *subpage)
{
  AmendsTimelinePage *self = AMENDS_TIMELINE_PAGE (subpage);
  AmendsSession *session = amends_case_subpage_get_session (subpage);
  AmendsCase *case_ = amends_case_subpage_get_case (subpage);
  gboolean writable = !amends_session_is_read_only (session);
  guint present = 0;
  g_autoptr (GPtrArray) all_planned = collect_planned (case_);
  g_autoptr (GPtrArray) all_earlier = amends_timeline_collect (case_);
  g_autoptr (GPtrArray) planned = filter_items (self, all_planned, &present);
  g_autoptr (GPtrArray) earlier = filter_items (self, all_earlier, &present);
  g_autoptr (GPtrArray) shown = g_ptr_array_new ();
  guint n_all = all_planned->len + all_earlier->len;

  if (!self->restored)
    restore_span (self, session);
  self->restored = TRUE;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "timeline.add-event", writable);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "timeline.paste-notes", writable);
  update_planned (self, planned);
  update_earlier (self, session, earlier);
  g_ptr_array_extend (shown, planned, NULL, NULL);
  g_ptr_array_extend (shown, earlier, NULL, NULL);
  amends_time_axis_set_items (self->axis, session, case_, shown);
  amends_timeline_filter_set_present (self->filter, present);
  gtk_widget_set_visible (self->nothing, shown->len == 0 && n_all > 0);
  if (shown->len == 0 && n_all > 0)
    gtk_widget_set_visible (self->planned_section, FALSE);
  select_item (self, amends_time_axis_get_selected (self->axis), FALSE);
}

static void
amends_timeline_page_leave (AmendsCaseSubpage *subpage)
{
  AmendsTimelinePage *self = AMENDS_TIMELINE_PAGE (subpage);

  g_clear_handle_id (&self->saving, g_source_remove);
  amends_time_axis_set_items (self->axis, NULL, NULL, NULL);
  g_list_store_remove_all (self->planned);
  remove_days_from (self, gtk_widget_get_first_child (GTK_WIDGET (self->days)));
  self->all = FALSE;
}

static void
narrow_cb (AmendsTimelinePage *self)
{
  if (amends_adaptive_bin_get_narrow (self->bin))
    gtk_widget_add_css_class (self->content, "narrow");
  else
    gtk_widget_remove_css_class (self->content, "narrow");
  amends_timeline_filter_set_narrow (self->filter, amends_adaptive_bin_get_narrow (self->bin));
  place_spans (self);
}

static void
filter_cb (AmendsTimelinePage *self)
{
  amends_case_subpage_refresh (AMENDS_CASE_SUBPAGE (self));
}

static void
show_all_action (GtkWidget *widget, const char *action, GVariant *target)
{
  amends_timeline_filter_clear (AMENDS_TIMELINE_PAGE (widget)->filter);
}

static void
turn_action (GtkWidget *widget, const char *action, GVariant *target)
{
  amends_time_axis_turn (AMENDS_TIMELINE_PAGE (widget)->axis, g_variant_get_int32 (target));
}

static void
more_cb (AmendsTimelinePage *self)
{
  self->all = TRUE;
  amends_case_subpage_refresh (AMENDS_CASE_SUBPAGE (self));
}

static void
add_event_action (GtkWidget *widget, const char *action, GVariant *target)
{
  AmendsCaseSubpage *subpage = AMENDS_CASE_SUBPAGE (widget);

  amends_event_dialog_present (widget, amends_case_subpage_get_session (subpage),
                               amends_case_subpage_get_case (subpage));
}

static void
paste_notes_action (GtkWidget *widget, const char *action, GVariant *target)
{
  AmendsCaseSubpage *subpage = AMENDS_CASE_SUBPAGE (widget);

  amends_paste_dialog_present (widget, amends_case_subpage_get_session (subpage),
                               amends_case_subpage_get_case (subpage));
}

static void
amends_timeline_page_dispose (GObject *object)
{
  AmendsTimelinePage *self = AMENDS_TIMELINE_PAGE (object);

  g_clear_handle_id (&self->saving, g_source_remove);
  g_clear_object (&self->planned);
  g_clear_object (&self->spans);

  G_OBJECT_CLASS (amends_timeline_page_parent_class)->dispose (object);
}

static void
amends_timeline_page_class_init (AmendsTimelinePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amends_timeline_page_dispose;
  AMENDS_CASE_SUBPAGE_CLASS (klass)->refresh = amends_timeline_page_refresh;
  AMENDS_CASE_SUBPAGE_CLASS (klass)->leave = amends_timeline_page_leave;

  gtk_widget_class_install_action (widget_class, "timeline.add-event", NULL, add_event_action);
  gtk_widget_class_install_action (widget_class, "timeline.paste-notes", NULL, paste_notes_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_n, GDK_CONTROL_MASK | GDK_SHIFT_MASK,
                                       "timeline.add-event", NULL);

  gtk_widget_class_install_action (widget_class, "timeline.turn", "i", turn_action);
  gtk_widget_class_install_action (widget_class, "timeline.show-all", NULL, show_all_action);

  g_type_ensure (AMENDS_TYPE_ADAPTIVE_BIN);
  g_type_ensure (AMENDS_TYPE_TIME_AXIS);
  g_type_ensure (AMENDS_TYPE_TIMELINE_FILTER);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               AMENDS_CASE_TEMPLATE ("amends-timeline-page.ui"));
  gtk_widget_class_bind_template_child (widget_class, AmendsTimelinePage, bin);
  gtk_widget_class_bind_template_child (widget_class, AmendsTimelinePage, content);
  gtk_widget_class_bind_template_child (widget_class, AmendsTimelinePage, header);
  gtk_widget_class_bind_template_child (widget_class, AmendsTimelinePage, axis_bar);
  gtk_widget_class_bind_template_child (widget_class, AmendsTimelinePage, axis);
  gtk_widget_class_bind_template_child (widget_class, AmendsTimelinePage, filter);
  gtk_widget_class_bind_template_child (widget_class, AmendsTimelinePage, nothing);
  gtk_widget_class_bind_template_child (widget_class, AmendsTimelinePage, planned_section);
  gtk_widget_class_bind_template_child (widget_class, AmendsTimelinePage, planned_list);
  gtk_widget_class_bind_template_child (widget_class, AmendsTimelinePage, planned_hint);
  gtk_widget_class_bind_template_child (widget_class, AmendsTimelinePage, planned_empty);
  gtk_widget_class_bind_template_child (widget_class, AmendsTimelinePage, days);
  gtk_widget_class_bind_template_child (widget_class, AmendsTimelinePage, more);
  gtk_widget_class_bind_template_callback (widget_class, more_cb);
  gtk_widget_class_bind_template_callback (widget_class, narrow_cb);
  gtk_widget_class_bind_template_callback (widget_class, filter_cb);
  gtk_widget_class_bind_template_callback (widget_class, planned_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, axis_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, axis_span_cb);
  gtk_widget_class_bind_template_callback (widget_class, axis_move_cb);
  gtk_widget_class_bind_template_callback (widget_class, axis_nudge_cb);
  gtk_widget_class_bind_template_callback (widget_class, axis_refused_cb);
  gtk_widget_class_bind_template_callback (widget_class, axis_open_cb);
  gtk_widget_class_bind_template_callback (widget_class, axis_command_cb);
}

static void
amends_timeline_page_init (AmendsTimelinePage *self)
{
  self->planned = g_list_store_new (AMENDS_TYPE_CHECKPOINT);
  create_spans (self);
  gtk_widget_init_template (GTK_WIDGET (self));
  narrow_cb (self);
  show_span (self);
  gtk_list_box_bind_model (self->planned_list, G_LIST_MODEL (self->planned), create_step_cb, self,
                           NULL);
}
