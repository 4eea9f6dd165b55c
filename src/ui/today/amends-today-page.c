/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is due, in order, with what happened since yesterday beside it. */

#include "config.h"

#include "amends-today-page.h"

#include "amends-event-row.h"
#include "amends-feedback.h"
#include "amends-format.h"
#include "amends-minute.h"
#include "amends-today-row.h"
#include "amends-today-section.h"
#include "amends-weak.h"

#include <glib/gi18n-lib.h>

struct _AmendsTodayPage
{
  AdwBin parent_instance;

  AmendsSession *session;    /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned) (nullable): the listing that runs */
  GPtrArray *rows;           /* (owned): of AmendsDueRow, in order */
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
  AdwStatusPage *calm;
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

static void
update_calm (AmendsTodayPage *self, AmendsInstant now)
{
  gboolean calm = self->overdue + self->today == 0;
  g_autofree char *text = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->calm), calm);
  gtk_widget_set_visible (GTK_WIDGET (self->sums), !calm);
  if (calm && self->rows->len > 0)
    {
      AmendsDueRow *next = self->rows->pdata[0];
      g_autofree char *when =
          amends_format_moment_full (next->due, now, amends_session_get_zone (self->session));

      /* TRANSLATORS: %s is a moment such as "Wed 10:00" */
      text = g_strdup_printf (_ ("Next: %s."), when);
    }
  adw_status_page_set_description (self->calm, text);
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

static void
sort_into_sections (AmendsTodayPage *self)
{
  g_autoptr (GPtrArray) overdue = g_ptr_array_new ();
  g_autoptr (GPtrArray) today = g_ptr_array_new ();
  g_autoptr (GPtrArray) later = g_ptr_array_new ();
  AmendsInstant now = amends_session_now (self->session);
  AmendsInstant midnight = get_midnight (self, now, 1);
  g_autofree char *sums = NULL;

  for (guint i = 0; i < self->rows->len; i++)
    {
      AmendsDueRow *row = self->rows->pdata[i];

      /* While the customer has to answer there is nothing to do. */
      if (row->paused)
        continue;
      if (row->due < now)
        g_ptr_array_add (overdue, row);
      else
        g_ptr_array_add (row->due < midnight ? today : later, row);
    }
  self->overdue = overdue->len;
  self->today = today->len;
  self->later = later->len;
  amends_today_section_set_rows (self->overdue_section, self->session, overdue);
  amends_today_section_set_rows (self->today_section, self->session, today);
  amends_today_section_set_rows (self->later_section, self->session, later);

  if (!share_limit (self) && self->growing == 0)
    self->growing = gtk_widget_add_tick_callback (GTK_WIDGET (self), grow_cb, NULL, NULL);

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

/* After what is due: the rows there know the names of the customers. */
static void
list_news (AmendsTodayPage *self)
{
  AmendsInstant yesterday = get_midnight (self, amends_session_now (self->session), -1);

  amends_session_list_recent_async (self->session, yesterday, 100, self->cancellable,
                                    news_listed_cb, amends_weak_new (self));
}

static void
due_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AmendsTodayPage) self = amends_weak_take (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows =
      amends_session_list_due_finish (AMENDS_SESSION (source), result, &error);

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
  list_news (self);
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
  amends_session_list_due_async (self->session, get_midnight (self, now, 1) + HORIZON,
                                 self->cancellable, due_listed_cb, amends_weak_new (self));
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

/* --- Done, from the keyboard ----------------------------------------------------------------- */

typedef struct
{
  AmendsTodayPage *page; /* (owned) */
  char *id;              /* (owned) */
} Done;

static void
done_free (Done *done)
{
  g_object_unref (done->page);
  g_free (done->id);
  g_free (done);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Done, done_free)

static void
step_set_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AmendsTodayPage) self = AMENDS_TODAY_PAGE (user_data);
  g_autoptr (GError) error = NULL;
  guint token;

  if (amends_session_change_finish (AMENDS_SESSION (source), result, &token, &error))
    amends_feedback_undo (GTK_WIDGET (self), _ ("Marked as done"), token);
  else
    amends_feedback_error (GTK_WIDGET (self), _ ("It could not be marked as done."), error);
}

static void
done_case_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Done) done = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AmendsCase) case_ =
      amends_session_get_case_finish (AMENDS_SESSION (source), result, &error);

  if (case_ == NULL)
    amends_feedback_error (GTK_WIDGET (done->page), _ ("It could not be marked as done."), error);
  else
    amends_session_set_step_async (AMENDS_SESSION (source), case_, done->id, AMENDS_STEP_DONE, NULL,
                                   step_set_cb, g_object_ref (done->page));
}

static AmendsDueRow *
get_focused (AmendsTodayPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *row = focus != NULL ? gtk_widget_get_ancestor (focus, AMENDS_TYPE_TODAY_ROW) : NULL;

  return row != NULL ? amends_today_row_get_due (AMENDS_TODAY_ROW (row)) : NULL;
}

static void
done_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AmendsTodayPage *self = AMENDS_TODAY_PAGE (widget);
  AmendsDueRow *due = get_focused (self);
  Done *done;

  if (due == NULL)
    return;
  if (due->kind != AMENDS_DUE_CHECKPOINT && due->kind != AMENDS_DUE_ACTION)
    {
      amends_feedback_show (widget, _ ("This is done by sending its draft or by finishing it."));
      return;
    }
  done = g_new0 (Done, 1);
  done->page = g_object_ref (self);
  done->id = g_strdup (due->id);
  amends_session_get_case_async (self->session, due->escalation_id, NULL, done_case_read_cb, done);
}

/* --- Life ------------------------------------------------------------------------------------ */

static const char *
find_account (AmendsTodayPage *self, const char *escalation_id)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      AmendsDueRow *row = self->rows->pdata[i];

      if (g_strcmp0 (row->escalation_id, escalation_id) == 0)
        return row->account;
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
  gtk_widget_class_bind_template_child (widget_class, AmendsTodayPage, news_list);
  gtk_widget_class_bind_template_child (widget_class, AmendsTodayPage, news_box);
  gtk_widget_class_bind_template_callback (widget_class, news_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, get_orientation);
  gtk_widget_class_bind_template_callback (widget_class, get_margin);
  gtk_widget_class_bind_template_callback (widget_class, get_side_width);
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
