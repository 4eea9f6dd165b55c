/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sidebar and the places beside it. */

#include "config.h"

#include "amends-home.h"

#include "amends-escalations-page.h"
#include "amends-feedback.h"
#include "amends-minute.h"
#include "amends-open-row.h"
#include "amends-today-page.h"
#include "amends-weak.h"

#include <glib/gi18n-lib.h>

struct _AmendsHome
{
  AdwBin parent_instance;

  AmendsSession *session;    /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned) (nullable): the listing that runs */
  GListStore *open;          /* (owned): of AmendsSummary, open with me */
  gboolean narrow;

  AdwFlap *flap;
  AdwViewStack *places;
  AdwViewStackPage *today_place;
  AdwViewStackPage *escalations_place;
  AmendsTodayPage *today;
  AdwBin *escalations_bin;
  AmendsEscalationsPage *escalations; /* (unowned) (nullable) until first shown */
  GtkListBox *place_list;
  GtkListBoxRow *today_row;
  GtkListBoxRow *escalations_row;
  GtkLabel *today_count;
  GtkLabel *escalations_count;
  GtkListBox *open_list;
  GtkLabel *open_heading;
  GtkWidget *sample_note;
};

enum
{
  PROP_0,
  PROP_NARROW,
  N_PROPS
};

enum
{
  FILLED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AmendsHome, amends_home, ADW_TYPE_BIN)

/* More rows than this are no overview; the list of escalations has them all. */
#define MOST_OPEN 12

#define LIVE_STATUSES                                                                              \
  (1 << AMENDS_STATUS_OPEN | 1 << AMENDS_STATUS_IN_PROGRESS | 1 << AMENDS_STATUS_WAITING)

static void
set_count (GtkLabel *label, AdwViewStackPage *place, guint count)
{
  g_autofree char *text = g_strdup_printf ("%u", count);

  gtk_label_set_label (label, text);
  gtk_widget_set_visible (GTK_WIDGET (label), count > 0);
  adw_view_stack_page_set_badge_number (place, count);
}

/* Where this person's own cases end up; a workspace of one person has no other owners. */
static gboolean
is_mine (AmendsHome *self, AmendsSummary *summary)
{
  AmendsPerson *me = amends_session_get_me (self->session);

  return summary->owner == NULL || g_strcmp0 (summary->owner, me->name) == 0;
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AmendsHome) self = amends_weak_take (user_data);
  g_autoptr (GPtrArray) mine = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = amends_session_list_finish (AMENDS_SESSION (source), result, &error);

  if (self == NULL)
    return;
  if (rows == NULL)
    {
      amends_feedback_error (GTK_WIDGET (self), _ ("The open escalations could not be read."),
                             error);
      return;
    }
  for (guint i = 0; i < rows->len && mine->len < MOST_OPEN; i++)
    if (is_mine (self, rows->pdata[i]))
      g_ptr_array_add (mine, rows->pdata[i]);
  /* Translators: a heading over the cases that are open. */
  gtk_label_set_label (self->open_heading,
                       mine->len > 0 ? _ ("Open with me") : C_ ("heading", "Open"));
  /* Someone who has no case of his own looks after those of others. */
  if (mine->len == 0)
    for (guint i = 0; i < MIN (rows->len, MOST_OPEN); i++)
      g_ptr_array_add (mine, rows->pdata[i]);

  amends_record_list_merge (self->open, mine);
  gtk_widget_set_visible (GTK_WIDGET (self->open_heading), mine->len > 0);
  set_count (self->escalations_count, self->escalations_place, rows->len);
}

static void
reload (AmendsHome *self)
{
  const AmendsListFilter filter = { .statuses = LIVE_STATUSES };

  if (self->session == NULL)
    return;
  gtk_widget_set_visible (self->sample_note, amends_session_has_sample (self->session));
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  amends_session_list_async (self->session, &filter, self->cancellable, listed_cb,
                             amends_weak_new (self));
}

static void
update_rows (AmendsHome *self)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->open_list, i)) != NULL; i++)
    amends_open_row_update (AMENDS_OPEN_ROW (gtk_list_box_row_get_child (row)));
}

static void
minute_cb (GtkWidget *widget)
{
  update_rows (AMENDS_HOME (widget));
}

static GtkWidget *
create_open_row (gpointer item, gpointer user_data)
{
  AmendsHome *self = AMENDS_HOME (user_data);

  return amends_open_row_new (self->session, item);
}

static void
open_activated_cb (AmendsHome *self, GtkListBoxRow *row)
{
  AmendsOpenRow *child = AMENDS_OPEN_ROW (gtk_list_box_row_get_child (row));

  if (self->narrow)
    adw_flap_set_reveal_flap (self->flap, FALSE);
  amends_feedback_open_case (GTK_WIDGET (self), amends_open_row_get_summary (child)->id, NULL);
}

static void
place_activated_cb (AmendsHome *self, GtkListBoxRow *row)
{
  amends_home_set_place (self, row == self->today_row ? "today" : "escalations");
  if (self->narrow)
    adw_flap_set_reveal_flap (self->flap, FALSE);
}

static void
escalations_listed_cb (AmendsHome *self)
{
  g_signal_emit (self, signals[FILLED], 0);
}

/* Made when it is first shown: thousands of rows that nobody looks at would delay the first frame.
 */
static void
show_escalations (AmendsHome *self)
{
  if (self->escalations != NULL || self->session == NULL)
    return;
  self->escalations = g_object_new (AMENDS_TYPE_ESCALATIONS_PAGE, NULL);
  g_object_bind_property (self, "narrow", self->escalations, "narrow", G_BINDING_SYNC_CREATE);
  g_signal_connect_object (self->escalations, "listed", G_CALLBACK (escalations_listed_cb), self,
                           G_CONNECT_SWAPPED);
  adw_bin_set_child (self->escalations_bin, GTK_WIDGET (self->escalations));
  amends_escalations_page_set_session (self->escalations, self->session);
}

static void
place_changed_cb (AmendsHome *self)
{
  gboolean today = g_str_equal (amends_home_get_place (self), "today");

  if (!today)
    show_escalations (self);
  gtk_list_box_select_row (self->place_list, today ? self->today_row : self->escalations_row);
}

static void
overdue_changed_cb (AmendsHome *self)
{
  guint overdue;
  guint due;

  amends_today_page_get_counts (self->today, &overdue, &due);
  set_count (self->today_count, self->today_place, overdue > 0 ? overdue : due);
  if (overdue > 0)
    gtk_widget_add_css_class (GTK_WIDGET (self->today_count), "late");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->today_count), "late");
  adw_view_stack_page_set_needs_attention (self->today_place, overdue > 0);
}

static void
today_listed_cb (AmendsHome *self)
{
  if (g_str_equal (amends_home_get_place (self), "today"))
    g_signal_emit (self, signals[FILLED], 0);
}

static void
set_narrow (AmendsHome *self, gboolean narrow)
{
  self->narrow = narrow;
  adw_flap_set_fold_policy (self->flap,
                            narrow ? ADW_FLAP_FOLD_POLICY_ALWAYS : ADW_FLAP_FOLD_POLICY_NEVER);
  adw_flap_set_reveal_flap (self->flap, !narrow);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NARROW]);
}

static gboolean
invert (GObject *object, gboolean value)
{
  return !value;
}

static char *
get_place_title (GObject *object, GtkWidget *place)
{
  GtkWidget *places = place != NULL ? gtk_widget_get_parent (place) : NULL;

  if (!ADW_IS_VIEW_STACK (places))
    return NULL;
  return g_strdup (
      adw_view_stack_page_get_title (adw_view_stack_get_page (ADW_VIEW_STACK (places), place)));
}

static void
amends_home_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_NARROW)
    g_value_set_boolean (value, AMENDS_HOME (object)->narrow);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
amends_home_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  AmendsHome *self = AMENDS_HOME (object);

  if (id != PROP_NARROW)
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  else if (self->narrow != g_value_get_boolean (value))
    set_narrow (self, g_value_get_boolean (value));
}

static void
amends_home_dispose (GObject *object)
{
  AmendsHome *self = AMENDS_HOME (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  g_clear_object (&self->open);

  G_OBJECT_CLASS (amends_home_parent_class)->dispose (object);
}

static void
amends_home_class_init (AmendsHomeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = amends_home_dispose;
  object_class->get_property = amends_home_get_property;
  object_class->set_property = amends_home_set_property;
  properties[PROP_NARROW] =
      g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                            G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[FILLED] = g_signal_new ("filled", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (AMENDS_TYPE_TODAY_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/dev/amends/Amends/ui/amends-home.ui");
  gtk_widget_class_bind_template_child (widget_class, AmendsHome, flap);
  gtk_widget_class_bind_template_child (widget_class, AmendsHome, places);
  gtk_widget_class_bind_template_child (widget_class, AmendsHome, today_place);
  gtk_widget_class_bind_template_child (widget_class, AmendsHome, escalations_place);
  gtk_widget_class_bind_template_child (widget_class, AmendsHome, today);
  gtk_widget_class_bind_template_child (widget_class, AmendsHome, escalations_bin);
  gtk_widget_class_bind_template_child (widget_class, AmendsHome, place_list);
  gtk_widget_class_bind_template_child (widget_class, AmendsHome, today_row);
  gtk_widget_class_bind_template_child (widget_class, AmendsHome, escalations_row);
  gtk_widget_class_bind_template_child (widget_class, AmendsHome, today_count);
  gtk_widget_class_bind_template_child (widget_class, AmendsHome, escalations_count);
  gtk_widget_class_bind_template_child (widget_class, AmendsHome, open_list);
  gtk_widget_class_bind_template_child (widget_class, AmendsHome, open_heading);
  gtk_widget_class_bind_template_child (widget_class, AmendsHome, sample_note);
  gtk_widget_class_bind_template_callback (widget_class, open_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, place_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, place_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, overdue_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, today_listed_cb);
  gtk_widget_class_bind_template_callback (widget_class, invert);
  gtk_widget_class_bind_template_callback (widget_class, get_place_title);
}

static void
amends_home_init (AmendsHome *self)
{
  self->open = g_list_store_new (AMENDS_TYPE_SUMMARY);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_bind_model (self->open_list, G_LIST_MODEL (self->open), create_open_row, self, NULL);
  place_changed_cb (self);
  amends_minute_follow (GTK_WIDGET (self), minute_cb);
}

void
amends_home_set_session (AmendsHome *self, AmendsSession *session)
{
  g_return_if_fail (AMENDS_IS_HOME (self));

  if (!g_set_object (&self->session, session))
    return;
  g_signal_connect_object (session, "changed", G_CALLBACK (reload), self, G_CONNECT_SWAPPED);
  amends_today_page_set_session (self->today, session);
  if (!g_str_equal (amends_home_get_place (self), "today"))
    show_escalations (self);
  reload (self);
}

void
amends_home_set_place (AmendsHome *self, const char *place)
{
  g_return_if_fail (AMENDS_IS_HOME (self));

  if (adw_view_stack_get_child_by_name (self->places, place) != NULL)
    adw_view_stack_set_visible_child_name (self->places, place);
}

const char *
amends_home_get_place (AmendsHome *self)
{
  g_return_val_if_fail (AMENDS_IS_HOME (self), NULL);

  return adw_view_stack_get_visible_child_name (self->places);
}

void
amends_home_search (AmendsHome *self)
{
  g_return_if_fail (AMENDS_IS_HOME (self));

  amends_home_set_place (self, "escalations");
  if (self->escalations != NULL)
    amends_escalations_page_search (self->escalations);
}

void
amends_home_toggle_sidebar (AmendsHome *self)
{
  g_return_if_fail (AMENDS_IS_HOME (self));

  adw_flap_set_reveal_flap (self->flap, !adw_flap_get_reveal_flap (self->flap));
}

void
amends_home_grab_focus (AmendsHome *self)
{
  g_return_if_fail (AMENDS_IS_HOME (self));

  if (self->escalations != NULL && g_str_equal (amends_home_get_place (self), "escalations"))
    amends_escalations_page_focus (self->escalations);
  else
    gtk_widget_child_focus (GTK_WIDGET (self->today), GTK_DIR_TAB_FORWARD);
}
