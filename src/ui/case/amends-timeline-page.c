/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is planned in a case, and what has happened. */

#include "config.h"

#include "amends-timeline-page.h"

#include <glib/gi18n-lib.h>

#include "amends-adaptive-bin.h"
#include "amends-case-tools.h"
#include "amends-event-dialog.h"
#include "amends-format.h"
#include "amends-paste-dialog.h"
#include "amends-timeline-day.h"
#include "amends-timeline-items.h"
#include "amends-timeline-step.h"

struct _AmendsTimelinePage
{
  AmendsCaseSubpage parent_instance;

  AmendsAdaptiveBin *bin;
  GtkWidget *content;
  GtkListBox *planned_list;
  GtkWidget *planned_hint;
  GtkWidget *planned_empty;
  GtkBox *days;
  GtkButton *more;

  GListStore *planned; /* (owned): of AmendsCheckpoint, as shown */
  gboolean all;        /* also what lies further back */
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
  GtkListBoxRow *row;

  if (get_focused (self) == checkpoint)
    return;
  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->planned_list, i)) != NULL; i++)
    if (amends_timeline_step_get_checkpoint (AMENDS_TIMELINE_STEP (row)) == checkpoint)
      {
        gtk_list_box_select_row (self->planned_list, row);
        gtk_widget_grab_focus (GTK_WIDGET (row));
      }
}

static void
update_planned (AmendsTimelinePage *self, AmendsCase *case_)
{
  g_autoptr (GPtrArray) wanted = collect_planned (case_);
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

static AmendsTimelineDay *
take_day (AmendsTimelinePage *self, GtkWidget **next)
{
  GtkWidget *day = *next;

  if (day == NULL)
    {
      day = amends_timeline_day_new (amends_case_subpage_get_session (AMENDS_CASE_SUBPAGE (self)));
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
update_earlier (AmendsTimelinePage *self, AmendsSession *session, AmendsCase *case_)
{
  g_autoptr (GPtrArray) items = amends_timeline_collect (case_);
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

/* --- Page ------------------------------------------------------------------------------------ */

static void
amends_timeline_page_refresh (AmendsCaseSubpage *subpage)
{
  AmendsTimelinePage *self = AMENDS_TIMELINE_PAGE (subpage);
  AmendsSession *session = amends_case_subpage_get_session (subpage);
  AmendsCase *case_ = amends_case_subpage_get_case (subpage);
  gboolean writable = !amends_session_is_read_only (session);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "timeline.add-event", writable);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "timeline.paste-notes", writable);
  update_planned (self, case_);
  update_earlier (self, session, case_);
}

static void
amends_timeline_page_leave (AmendsCaseSubpage *subpage)
{
  AmendsTimelinePage *self = AMENDS_TIMELINE_PAGE (subpage);

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
  g_clear_object (&AMENDS_TIMELINE_PAGE (object)->planned);

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

  g_type_ensure (AMENDS_TYPE_ADAPTIVE_BIN);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               AMENDS_CASE_TEMPLATE ("amends-timeline-page.ui"));
  gtk_widget_class_bind_template_child (widget_class, AmendsTimelinePage, bin);
  gtk_widget_class_bind_template_child (widget_class, AmendsTimelinePage, content);
  gtk_widget_class_bind_template_child (widget_class, AmendsTimelinePage, planned_list);
  gtk_widget_class_bind_template_child (widget_class, AmendsTimelinePage, planned_hint);
  gtk_widget_class_bind_template_child (widget_class, AmendsTimelinePage, planned_empty);
  gtk_widget_class_bind_template_child (widget_class, AmendsTimelinePage, days);
  gtk_widget_class_bind_template_child (widget_class, AmendsTimelinePage, more);
  gtk_widget_class_bind_template_callback (widget_class, more_cb);
  gtk_widget_class_bind_template_callback (widget_class, narrow_cb);
  amends_case_bind_invert (widget_class);
}

static void
amends_timeline_page_init (AmendsTimelinePage *self)
{
  self->planned = g_list_store_new (AMENDS_TYPE_CHECKPOINT);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_bind_model (self->planned_list, G_LIST_MODEL (self->planned), create_step_cb, self,
                           NULL);
}
