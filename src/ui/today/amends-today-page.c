/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is due, in order, with what happened since yesterday beside it. */

#include "config.h"

#include "amends-today-page.h"

#include "amends-approval-row.h"
#include "amends-event-row.h"
#include "amends-feedback.h"
#include "amends-format.h"
#include "amends-minute.h"
#include "amends-session-today.h"
#include "amends-today-row.h"
#include "amends-today-section.h"
#include "amends-weak.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _AmendsTodayPage
{
  AdwBin parent_instance;

  AmendsSession *session;    /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned) (nullable): the listing that runs */
  GPtrArray *rows;           /* (owned): of AmendsTask, in order */
  GListStore *approvals;     /* (owned): of AmendsGoodwillRow */
  AmendsTask *menu_task;     /* (owned) (nullable): which the menu that is open is about */
  GListStore *news;          /* (owned): of AmendsEvent */
  guint overdue;
  guint today;
  guint later;
  guint limit;   /* rows over all sections */
  guint growing; /* tick callback */
  gboolean narrow;

  GtkLabel *day;
  GtkLabel *sums;
  AmendsTodaySection *overdue_section;
  AmendsTodaySection *today_section;
  AmendsTodaySection *later_section;
  AdwBin *calm; /* empty until nothing is due for the first time */
  GtkListBox *approvals_list;
  GtkWidget *approvals_box;
  GtkListBox *news_list;
  GtkWidget *news_box;
};

enum
{
  PROP_0,
  PROP_NARROW,
  N_PROPS
};

enum
{
  COUNTS_CHANGED,
  LISTED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AmendsTodayPage, amends_today_page, ADW_TYPE_BIN)

/* How far "later" reaches. */
#define HORIZON (7 * AMENDS_DAY)
#define MOST_NEWS 6
#define MOST_APPROVALS 4

/* A list makes every row at once. As many as a screen holds are there in the first frame, and a few
 * more in each frame after it, up to what one reads at a glance. */
#define FIRST_ROWS 10
#define ROWS_A_FRAME 2

/* Midnight of the day of @now plus @days, in the zone of this person. */
static AmendsInstant
get_midnight (AmendsTodayPage *self, AmendsInstant now, int days)
{
  GTimeZone *zone = amends_session_get_zone (self->session);
  g_autoptr (GDateTime) then = amends_instant_to_date_time (now, zone);
  g_autoptr (GDateTime) midnight =
      g_date_time_new (zone, g_date_time_get_year (then), g_date_time_get_month (then),
                       g_date_time_get_day_of_month (then), 0, 0, 0);
  g_autoptr (GDateTime) moved = g_date_time_add_days (midnight, days);

  return amends_instant_from_date_time (moved);
}

static char *
describe_sums (AmendsTodayPage *self)
{
  g_autofree char *late = NULL;

  if (self->overdue == 0)
    return g_strdup_printf (
        /* TRANSLATORS: %u is how many things are due today */
        g_dngettext (GETTEXT_PACKAGE, "%u due today", "%u due today", self->today), self->today);

  /* TRANSLATORS: %u is how many things are late */
  late = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u overdue", "%u overdue", self->overdue),
                          self->overdue);
  if (self->today == 0)
    return g_steal_pointer (&late);
  return g_strdup_printf (
      /* TRANSLATORS: %1$s is "2 overdue", %2$u how many more things are due today */
      g_dngettext (GETTEXT_PACKAGE, "%1$s, %2$u more due today", "%1$s, %2$u more due today",
                   self->today),
      late, self->today);
}

/* (transfer none) (nullable): what comes first of what does not stand still. */
static AmendsTask *
find_next (AmendsTodayPage *self, AmendsInstant now)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      AmendsTask *task = self->rows->pdata[i];

      if (!task->due->paused && task->due->due >= now)
        return task;
    }
  return NULL;
}

static void
fill_calm (AmendsTodayPage *self)
{
  GtkWidget *page = g_object_new (ADW_TYPE_STATUS_PAGE, "icon-name", "object-select-symbolic",
                                  "title", _ ("Nothing is due"), NULL);

  gtk_widget_add_css_class (page, "compact");
  adw_bin_set_child (self->calm, page);
}

static void
update_calm (AmendsTodayPage *self, AmendsInstant now)
{
  gboolean calm = self->overdue + self->today == 0;
  AmendsTask *next = calm ? find_next (self, now) : NULL;
  g_autofree char *text = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->calm), calm);
  gtk_widget_set_visible (GTK_WIDGET (self->sums), !calm);
  if (next != NULL)
    {
      g_autofree char *when =
          amends_format_moment_full (next->due->due, now, amends_session_get_zone (self->session));

      /* TRANSLATORS: %s is a moment such as "Wed 10:00" */
      text = g_strdup_printf (_ ("Next: %s."), when);
    }
  if (calm && adw_bin_get_child (self->calm) == NULL)
    fill_calm (self);
  if (calm)
    adw_status_page_set_description (ADW_STATUS_PAGE (adw_bin_get_child (self->calm)), text);
}

/* Returns: whether every section has as many rows as it shall have. */
static gboolean
share_limit (AmendsTodayPage *self)
{
  AmendsTodaySection *const sections[] = { self->overdue_section, self->today_section,
                                           self->later_section };
  const guint counts[] = { self->overdue, self->today, self->later };
  guint left = self->limit;
  guint wanted = 0;

  for (guint i = 0; i < G_N_ELEMENTS (sections); i++)
    wanted += MIN (counts[i], AMENDS_TODAY_SECTION_MOST);
  for (guint i = 0; i < G_N_ELEMENTS (sections); i++)
    {
      guint limit =
          wanted <= self->limit ? AMENDS_TODAY_SECTION_MOST : MIN (left, AMENDS_TODAY_SECTION_MOST);

      amends_today_section_set_limit (sections[i], limit);
      left -= MIN (counts[i], limit);
    }
  return wanted <= self->limit;
}

static gboolean
grow_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  AmendsTodayPage *self = AMENDS_TODAY_PAGE (widget);

  self->limit += ROWS_A_FRAME;
  if (!share_limit (self))
    return G_SOURCE_CONTINUE;
  self->growing = 0;
  return G_SOURCE_REMOVE;
}

/* Which row has the focus. */
typedef struct
{
  int section; /* -1: none */
  int index;
} Focus;

#define N_SECTIONS 3

static AmendsTodaySection *
get_section (AmendsTodayPage *self, int section)
{
  AmendsTodaySection *const sections[N_SECTIONS] = { self->overdue_section, self->today_section,
                                                     self->later_section };

  return sections[section];
}

static void
keep_focus (AmendsTodayPage *self, Focus *focus)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *widget = root != NULL ? gtk_root_get_focus (root) : NULL;

  *focus = (Focus){ -1, -1 };
  for (int i = 0; widget != NULL && i < N_SECTIONS; i++)
    if (gtk_widget_is_ancestor (widget, GTK_WIDGET (get_section (self, i))))
      {
        focus->section = i;
        focus->index = amends_today_section_get_focused (get_section (self, i));
      }
}

/* Whoever works down the list goes on with the next row when one is done. */
static void
restore_focus (AmendsTodayPage *self, const Focus *focus)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *widget = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus->section < 0 || focus->index < 0 ||
      (widget != NULL && gtk_widget_is_ancestor (widget, GTK_WIDGET (self)) &&
       gtk_widget_get_mapped (widget)))
    return;
  if (amends_today_section_focus (get_section (self, focus->section), focus->index))
    return;
  for (int i = 0; i < N_SECTIONS; i++)
    if (amends_today_section_focus (get_section (self, i), 0))
      return;
}

static gboolean
left_cb (AmendsTodayPage *self, GtkDirectionType direction, AmendsTodaySection *section)
{
  int step = direction == GTK_DIR_DOWN ? 1 : -1;

  if (direction != GTK_DIR_DOWN && direction != GTK_DIR_UP)
    return FALSE;
  for (int i = 0; i < N_SECTIONS; i++)
    if (get_section (self, i) == section)
      for (int to = i + step; to >= 0 && to < N_SECTIONS; to += step)
        if (amends_today_section_focus (get_section (self, to), step > 0 ? 0 : -1))
          return TRUE;
  return FALSE;
}

/* By what they are, then by time. */
static int
compare_kinds (gconstpointer a, gconstpointer b)
{
  AmendsTask *one = *(AmendsTask *const *) a;
  AmendsTask *two = *(AmendsTask *const *) b;

  if (one->kind != two->kind)
    return one->kind - two->kind;
  if (one->due->due != two->due->due)
    return one->due->due < two->due->due ? -1 : 1;
  if (one->due->kind != two->due->kind)
    return (int) one->due->kind - (int) two->due->kind;
  return strcmp (one->id, two->id);
}

static void
sort_into_sections (AmendsTodayPage *self)
{
  g_autoptr (GPtrArray) overdue = g_ptr_array_new ();
  g_autoptr (GPtrArray) today = g_ptr_array_new ();
  g_autoptr (GPtrArray) later = g_ptr_array_new ();
  AmendsInstant now = amends_session_now (self->session);
  AmendsInstant midnight = get_midnight (self, now, 1);
  g_autofree char *sums = NULL;
  Focus focus;

  for (guint i = 0; i < self->rows->len; i++)
    {
      AmendsTask *task = self->rows->pdata[i];

      /* While the customer has to answer there is nothing to do. */
      if (task->due->paused)
        continue;
      if (task->late_from <= now)
        g_ptr_array_add (overdue, task);
      else
        g_ptr_array_add (task->due->due < midnight ? today : later, task);
    }
  /* What a customer waits for comes before who else is to know. */
  g_ptr_array_sort (overdue, compare_kinds);
  keep_focus (self, &focus);
  self->overdue = overdue->len;
  self->today = today->len;
  self->later = later->len;
  amends_today_section_set_rows (self->overdue_section, self->session, overdue);
  amends_today_section_set_rows (self->today_section, self->session, today);
  amends_today_section_set_rows (self->later_section, self->session, later);

  if (!share_limit (self) && self->growing == 0)
    self->growing = gtk_widget_add_tick_callback (GTK_WIDGET (self), grow_cb, NULL, NULL);
  restore_focus (self, &focus);

  sums = describe_sums (self);
  gtk_label_set_label (self->sums, sums);
  update_calm (self, now);
  g_signal_emit (self, signals[COUNTS_CHANGED], 0);
}

static void
news_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AmendsTodayPage) self = amends_weak_take (user_data);
  g_autoptr (GPtrArray) news = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) events =
      amends_session_list_recent_finish (AMENDS_SESSION (source), result, &error);

  if (self == NULL)
    return;
  if (events == NULL)
    {
      amends_feedback_error (GTK_WIDGET (self), _ ("The latest events could not be read."), error);
      return;
    }
  for (guint i = 0; i < events->len && news->len < MOST_NEWS; i++)
    if (amends_event_is_news (events->pdata[i]))
      g_ptr_array_add (news, events->pdata[i]);
  amends_record_list_merge (self->news, news);
  gtk_widget_set_visible (self->news_box, news->len > 0);
}

/* --- Beside it ------------------------------------------------------------------------------- */

static void
approvals_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AmendsTodayPage) self = amends_weak_take (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows =
      amends_session_list_goodwill_finish (AMENDS_SESSION (source), result, &error);

  if (self == NULL)
    return;
  if (rows == NULL)
    {
      amends_feedback_error (GTK_WIDGET (self), _ ("The approvals could not be read."), error);
      return;
    }
  if (rows->len > MOST_APPROVALS)
    g_ptr_array_set_size (rows, MOST_APPROVALS);
  amends_record_list_merge (self->approvals, rows);
  gtk_widget_set_visible (self->approvals_box, rows->len > 0);
}

static GtkWidget *
create_approval (gpointer item, gpointer user_data)
{
  return amends_approval_row_new (AMENDS_TODAY_PAGE (user_data)->session, item, FALSE);
}

static void
approval_activated_cb (AmendsTodayPage *self, GtkListBoxRow *row)
{
  AmendsGoodwillRow *request = amends_approval_row_get_request (AMENDS_APPROVAL_ROW (row));

  amends_feedback_open_case (GTK_WIDGET (self), request->escalation_id, "goodwill");
}

/* After what is due: the rows there know the names of the customers. */
static void
list_context (AmendsTodayPage *self)
{
  AmendsInstant yesterday = get_midnight (self, amends_session_now (self->session), -1);

  amends_session_list_recent_async (self->session, yesterday, 100, self->cancellable,
                                    news_listed_cb, amends_weak_new (self));
  amends_session_list_goodwill_async (self->session, yesterday, self->cancellable,
                                      approvals_listed_cb, amends_weak_new (self));
}

static void
tasks_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AmendsTodayPage) self = amends_weak_take (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows =
      amends_session_list_tasks_finish (AMENDS_SESSION (source), result, &error);

  if (self == NULL)
    return;
  if (rows == NULL)
    {
      amends_feedback_error (GTK_WIDGET (self), _ ("What is due could not be read."), error);
      g_signal_emit (self, signals[LISTED], 0);
      return;
    }
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  self->rows = g_steal_pointer (&rows);
  sort_into_sections (self);
  g_signal_emit (self, signals[LISTED], 0);
  list_context (self);
}

static void
reload (AmendsTodayPage *self)
{
  AmendsInstant now;

  if (self->session == NULL)
    return;
  now = amends_session_now (self->session);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  amends_session_list_tasks_async (self->session, get_midnight (self, now, 1) + HORIZON,
                                   self->cancellable, tasks_listed_cb, amends_weak_new (self));
}

static void
minute_cb (GtkWidget *widget)
{
  AmendsTodayPage *self = AMENDS_TODAY_PAGE (widget);
  g_autofree char *day = NULL;

  if (self->session == NULL)
    return;
  day = amends_format_day (amends_session_now (self->session),
                           amends_session_get_zone (self->session));
  gtk_label_set_label (self->day, day);
  if (self->rows->len > 0)
    sort_into_sections (self);
  amends_today_section_update (self->overdue_section);
  amends_today_section_update (self->today_section);
  amends_today_section_update (self->later_section);
}

/* --- Doing it from here ---------------------------------------------------------------------- */

/* (transfer none) (nullable) */
static AmendsTodayRow *
get_focused (AmendsTodayPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL ? (AmendsTodayRow *) gtk_widget_get_ancestor (focus, AMENDS_TYPE_TODAY_ROW)
                       : NULL;
}

/* (transfer none) (nullable): what the menu is about, else the row that has the focus. */
static AmendsTask *
get_task (AmendsTodayPage *self)
{
  AmendsTodayRow *row = get_focused (self);

  if (self->menu_task != NULL)
    return self->menu_task;
  return row != NULL ? amends_today_row_get_task (row) : NULL;
}

static void
finished_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AmendsTodayPage) self = AMENDS_TODAY_PAGE (user_data);
  g_autoptr (GError) error = NULL;
  guint token;

  if (amends_session_change_finish (AMENDS_SESSION (source), result, &token, &error))
    amends_feedback_undo (GTK_WIDGET (self), _ ("Marked as done"), token);
  else if (g_error_matches (error, AMENDS_SESSION_ERROR, AMENDS_SESSION_ERROR_REFUSED))
    amends_feedback_show (GTK_WIDGET (self), error->message);
  else
    amends_feedback_error (GTK_WIDGET (self), _ ("It could not be marked as done."), error);
}

static void
done_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AmendsTodayPage *self = AMENDS_TODAY_PAGE (widget);
  AmendsTask *task = get_task (self);

  if (task != NULL)
    amends_session_finish_task_async (self->session, task, NULL, finished_cb, g_object_ref (self));
}

static void
snoozed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AmendsTodayPage) self = AMENDS_TODAY_PAGE (user_data);
  g_autoptr (GError) error = NULL;
  guint token;

  if (amends_session_change_finish (AMENDS_SESSION (source), result, &token, &error))
    amends_feedback_undo (GTK_WIDGET (self), _ ("Snoozed"), token);
  else if (g_error_matches (error, AMENDS_SESSION_ERROR, AMENDS_SESSION_ERROR_REFUSED))
    amends_feedback_show (GTK_WIDGET (self), error->message);
  else
    amends_feedback_error (GTK_WIDGET (self), _ ("It could not be snoozed."), error);
}

/* At the same time of day tomorrow. */
static AmendsInstant
get_tomorrow (AmendsTodayPage *self, AmendsInstant due)
{
  AmendsInstant now = amends_session_now (self->session);

  return get_midnight (self, now, 1) + (due - get_midnight (self, due, 0));
}

static void
snooze_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AmendsTodayPage *self = AMENDS_TODAY_PAGE (widget);
  AmendsTask *task = get_task (self);
  AmendsInstant to;

  if (task == NULL)
    return;
  if (g_str_equal (g_variant_get_string (parameter, NULL), "tomorrow"))
    to = get_tomorrow (self, task->due->due);
  else
    to = MAX (task->due->due, amends_session_now (self->session)) + AMENDS_HOUR;
  amends_session_snooze_task_async (self->session, task, to, NULL, snoozed_cb, g_object_ref (self));
}

static void
open_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AmendsTask *task = get_task (AMENDS_TODAY_PAGE (widget));

  if (task != NULL)
    amends_feedback_open_case (widget, task->due->escalation_id,
                               g_variant_get_string (parameter, NULL));
}

static void
append (GMenu *menu, const char *label, const char *action)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_detailed_action (item, action);
  g_menu_append_item (menu, item);
}

static GMenuModel *
build_menu (AmendsTodayPage *self, AmendsTodayRow *row)
{
  AmendsTask *task = amends_today_row_get_task (row);
  gboolean writable = !amends_session_is_read_only (self->session);
  g_autofree char *open = g_strdup_printf ("today.open('%s')", amends_today_row_get_page (row));
  g_autoptr (GMenu) places = g_menu_new ();
  g_autoptr (GMenu) changes = g_menu_new ();
  GMenu *menu = g_menu_new ();

  append (places, amends_today_row_get_action (row), open);
  append (places, _ ("Open _case"), "today.open('')");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (places));
  if (writable && amends_task_can_finish (task))
    append (changes, task->kind == AMENDS_TASK_STEP_UP ? _ ("Mark as _told") : _ ("_Done"),
            "today.done");
  if (writable && amends_task_can_snooze (task))
    {
      append (changes, _ ("Snooze for 1 _hour"), "today.snooze('hour')");
      append (changes, _ ("Snooze until _tomorrow"), "today.snooze('tomorrow')");
    }
  g_menu_append_section (menu, NULL, G_MENU_MODEL (changes));
  return G_MENU_MODEL (menu);
}

static gboolean
menu_gone_cb (gpointer user_data)
{
  GtkWidget *popover = user_data;
  GtkWidget *self = gtk_widget_get_parent (popover);

  if (self != NULL)
    g_clear_object (&AMENDS_TODAY_PAGE (self)->menu_task);
  gtk_widget_unparent (popover);
  return G_SOURCE_REMOVE;
}

/* The action of an item runs after its menu is closed. */
static void
menu_closed_cb (GtkPopover *popover)
{
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, menu_gone_cb, g_object_ref (popover), g_object_unref);
}

static void
open_menu (AmendsTodayPage *self, AmendsTodayRow *row, const GdkRectangle *at)
{
  g_autoptr (GMenuModel) model = build_menu (self, row);
  GtkWidget *popover;

  if (self->menu_task != NULL)
    return;
  g_set_object (&self->menu_task, amends_today_row_get_task (row));
  popover = gtk_popover_menu_new_from_model (model);
  gtk_widget_set_parent (popover, GTK_WIDGET (self));
  gtk_widget_set_halign (popover, GTK_ALIGN_END);
  gtk_popover_set_has_arrow (GTK_POPOVER (popover), FALSE);
  gtk_popover_set_pointing_to (GTK_POPOVER (popover), at);
  g_signal_connect (popover, "closed", G_CALLBACK (menu_closed_cb), NULL);
  g_signal_connect_object (self, "destroy", G_CALLBACK (gtk_widget_unparent), popover,
                           G_CONNECT_SWAPPED);
  gtk_popover_popup (GTK_POPOVER (popover));
}

/* Below the row, at its end, where its button is. */
static void
menu_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AmendsTodayPage *self = AMENDS_TODAY_PAGE (widget);
  AmendsTodayRow *row = get_focused (self);
  graphene_rect_t bounds;

  if (row == NULL || !gtk_widget_compute_bounds (GTK_WIDGET (row), widget, &bounds))
    return;
  open_menu (self, row,
             &(GdkRectangle){ (int) (bounds.origin.x + bounds.size.width) - 12,
                              (int) (bounds.origin.y + bounds.size.height) - 6, 1, 1 });
}

static void
pressed_cb (AmendsTodayPage *self, int n_press, double x, double y)
{
  GtkWidget *picked = gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT);
  GtkWidget *row = picked != NULL ? gtk_widget_get_ancestor (picked, AMENDS_TYPE_TODAY_ROW) : NULL;

  if (row == NULL)
    return;
  gtk_widget_grab_focus (row);
  open_menu (self, AMENDS_TODAY_ROW (row), &(GdkRectangle){ (int) x, (int) y, 1, 1 });
}

/* --- Life ------------------------------------------------------------------------------------ */

static const char *
find_account (AmendsTodayPage *self, const char *escalation_id)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      AmendsTask *task = self->rows->pdata[i];

      if (g_strcmp0 (task->due->escalation_id, escalation_id) == 0)
        return task->due->account;
    }
  return NULL;
}

static GtkWidget *
create_news (gpointer item, gpointer user_data)
{
  AmendsTodayPage *self = AMENDS_TODAY_PAGE (user_data);
  AmendsEvent *event = item;

  return amends_event_row_new (self->session, event, find_account (self, event->escalation_id));
}

static void
news_activated_cb (AmendsTodayPage *self, GtkListBoxRow *row)
{
  amends_feedback_open_case (GTK_WIDGET (self), g_object_get_data (G_OBJECT (row), "escalation"),
                             "timeline");
}

static GtkOrientation
get_orientation (GObject *object, gboolean narrow)
{
  return narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL;
}

static int
get_margin (GObject *object, gboolean narrow)
{
  return narrow ? 12 : 24;
}

static gboolean
is_either (GObject *object, gboolean one, gboolean two)
{
  return one || two;
}

static int
get_side_width (GObject *object, gboolean narrow)
{
  return narrow ? 1100 : 300;
}

static void
amends_today_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_NARROW)
    g_value_set_boolean (value, AMENDS_TODAY_PAGE (object)->narrow);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
amends_today_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  AmendsTodayPage *self = AMENDS_TODAY_PAGE (object);

  if (id != PROP_NARROW)
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  else if (self->narrow != g_value_get_boolean (value))
    {
      self->narrow = g_value_get_boolean (value);
      g_object_notify_by_pspec (object, pspec);
    }
}

static void
amends_today_page_dispose (GObject *object)
{
  AmendsTodayPage *self = AMENDS_TODAY_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  g_clear_object (&self->news);
  g_clear_object (&self->approvals);
  g_clear_object (&self->menu_task);
  g_clear_pointer (&self->rows, g_ptr_array_unref);

  G_OBJECT_CLASS (amends_today_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (AMENDS_TYPE_TODAY_SECTION);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/dev/amends/Amends/ui/amends-today-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AmendsTodayPage, day);
  gtk_widget_class_bind_template_child (widget_class, AmendsTodayPage, sums);
  gtk_widget_class_bind_template_child (widget_class, AmendsTodayPage, overdue_section);
  gtk_widget_class_bind_template_child (widget_class, AmendsTodayPage, today_section);
  gtk_widget_class_bind_template_child (widget_class, AmendsTodayPage, later_section);
  gtk_widget_class_bind_template_child (widget_class, AmendsTodayPage, calm);
  gtk_widget_class_bind_template_child (widget_class, AmendsTodayPage, approvals_list);
  gtk_widget_class_bind_template_child (widget_class, AmendsTodayPage, approvals_box);
  gtk_widget_class_bind_template_child (widget_class, AmendsTodayPage, news_list);
  gtk_widget_class_bind_template_child (widget_class, AmendsTodayPage, news_box);
  gtk_widget_class_bind_template_callback (widget_class, approval_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, left_cb);
  gtk_widget_class_bind_template_callback (widget_class, pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, news_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, get_orientation);
  gtk_widget_class_bind_template_callback (widget_class, get_margin);
  gtk_widget_class_bind_template_callback (widget_class, get_side_width);
  gtk_widget_class_bind_template_callback (widget_class, is_either);
}

static void
amends_today_page_class_init (AmendsTodayPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = amends_today_page_dispose;
  object_class->get_property = amends_today_page_get_property;
  object_class->set_property = amends_today_page_set_property;
  properties[PROP_NARROW] =
      g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                            G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[COUNTS_CHANGED] = g_signal_new ("counts-changed", G_TYPE_FROM_CLASS (klass),
                                          G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[LISTED] = g_signal_new ("listed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);

  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "today.done", NULL, done_cb);
  gtk_widget_class_install_action (widget_class, "today.snooze", "s", snooze_cb);
  gtk_widget_class_install_action (widget_class, "today.open", "s", open_cb);
  gtk_widget_class_install_action (widget_class, "today.menu", NULL, menu_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK | GDK_SHIFT_MASK,
                                       "today.snooze", "s", "hour");
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "today.menu",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Menu, 0, "today.menu", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_d, GDK_CONTROL_MASK, "today.done",
                                       NULL);
}

static void
amends_today_page_init (AmendsTodayPage *self)
{
  self->limit = FIRST_ROWS - ROWS_A_FRAME;
  self->rows = g_ptr_array_new_with_free_func (g_object_unref);
  self->news = g_list_store_new (AMENDS_TYPE_EVENT);
  gtk_widget_init_template (GTK_WIDGET (self));
  self->approvals = g_list_store_new (AMENDS_TYPE_GOODWILL_ROW);
  gtk_list_box_bind_model (self->approvals_list, G_LIST_MODEL (self->approvals), create_approval,
                           self, NULL);
  gtk_list_box_bind_model (self->news_list, G_LIST_MODEL (self->news), create_news, self, NULL);
  amends_minute_follow (GTK_WIDGET (self), minute_cb);
}

void
amends_today_page_set_session (AmendsTodayPage *self, AmendsSession *session)
{
  g_return_if_fail (AMENDS_IS_TODAY_PAGE (self));

  if (!g_set_object (&self->session, session))
    return;
  g_signal_connect_object (session, "changed", G_CALLBACK (reload), self, G_CONNECT_SWAPPED);
  minute_cb (GTK_WIDGET (self));
  reload (self);
}

void
amends_today_page_get_counts (AmendsTodayPage *self, guint *overdue, guint *due)
{
  g_return_if_fail (AMENDS_IS_TODAY_PAGE (self));

  *overdue = self->overdue;
  *due = self->today;
}
