/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sidebar and the places beside it. */

#include "config.h"

#include "amends-home.h"

#include "amends-accounts-page.h"
#include "amends-approvals-page.h"
#include "amends-escalations-page.h"
#include "amends-feedback.h"
#include "amends-insights-page.h"
#include "amends-minute.h"
#include "amends-open-row.h"
#include "amends-place-row.h"
#include "amends-session-sync.h"
#include "amends-sync-page.h"
#include "amends-today-page.h"
#include "amends-weak.h"

#include <glib/gi18n-lib.h>

/* A place, as the sidebar and the bar below know it. */
typedef struct
{
  AdwViewStackPage *page; /* (unowned) */
  AdwBin *bin;            /* (unowned): holds the widget */
  AmendsPlaceRow *row;    /* (unowned) */
  GtkWidget *widget;      /* (unowned) (nullable) until first shown */
} Place;

enum
{
  TODAY,
  ESCALATIONS,
  ACCOUNTS,
  APPROVALS,
  INSIGHTS,
  N_PLACES
};

struct _AmendsHome
{
  AdwBin parent_instance;

  AmendsSession *session;    /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned) (nullable): the listing that runs */
  GListStore *open;          /* (owned): of AmendsSummary, open with me */
  gboolean narrow;

  AdwFlap *flap;
  AdwWindowTitle *title;
  AdwViewStack *places;
  Place place[N_PLACES];
  GtkListBox *place_list;
  GtkListBox *open_list;
  GtkLabel *open_heading;
  GtkWidget *sample_note;
  GtkWidget *crm_button;
  GtkImage *crm_icon;
  GtkLabel *crm_name;
  GtkLabel *crm_line;
  GtkMenuButton *menu_button;
  GtkMenuButton *narrow_menu_button;
  GMenuModel *main_menu;
  AdwBin *switcher; /* empty until there is first no room for the sidebar */
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
  MOVED,
  NEAR_NEW,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AmendsHome, amends_home, ADW_TYPE_BIN)

/* More rows than this are no overview; the list of escalations has them all. */
#define MOST_OPEN 12

#define LIVE_STATUSES                                                                              \
  (1 << AMENDS_STATUS_OPEN | 1 << AMENDS_STATUS_IN_PROGRESS | 1 << AMENDS_STATUS_WAITING)

/* Beside a place: how much waits there, and whether some of it is late. */
static void
set_count (AmendsHome *self, guint at, guint count, gboolean late)
{
  Place *place = &self->place[at];
  g_autofree char *text = count > 0 ? g_strdup_printf ("%u", count) : NULL;
  /* Translators: how many things wait in a place, read aloud after its name. */
  g_autofree char *spoken = late ? g_strdup_printf (_ ("%u overdue"), count) : g_strdup (text);

  amends_place_row_set_badge (place->row, text, spoken, FALSE);
  amends_place_row_set_late (place->row, late);
  adw_view_stack_page_set_badge_number (place->page, count);
  adw_view_stack_page_set_needs_attention (place->page, late);
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
  set_count (self, ESCALATIONS, rows->len, FALSE);
}

static void
goodwill_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AmendsHome) self = amends_weak_take (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows =
      amends_session_list_goodwill_finish (AMENDS_SESSION (source), result, &error);

  if (self == NULL)
    return;
  if (rows == NULL)
    amends_feedback_error (GTK_WIDGET (self), _ ("The requests could not be read."), error);
  else
    set_count (self, APPROVALS, rows->len, FALSE);
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
  /* Of what is decided nothing: only what waits is counted. */
  amends_session_list_goodwill_async (self->session, G_MAXINT64, self->cancellable,
                                      goodwill_listed_cb, amends_weak_new (self));
}

/* (transfer full): how the sync stands, and how much of it needs the user. */
static char *
describe_sync (const AmendsSyncState *state)
{
  guint waiting = state->conflicts + state->refused;
  g_autofree char *line = amends_sync_dup_line (state);
  g_autofree char *ask = NULL;

  if (state->progress != NULL)
    return g_strdup (state->progress);
  if (waiting == 0)
    return g_steal_pointer (&line);
  ask = g_strdup_printf (ngettext ("%u to decide", "%u to decide", waiting), waiting);
  return g_strdup_printf ("%s · %s", line, ask);
}

/* Which CRM, and how it stands: nothing while there is none. */
static void
update_crm (AmendsHome *self)
{
  g_autoptr (AmendsSyncState) state = NULL;
  g_autoptr (AmendsCrmConnection) crm = NULL;
  g_autofree char *name = NULL;
  g_autofree char *line = NULL;
  gboolean attention;

  if (self->session == NULL)
    return;
  state = amends_session_get_sync_state (self->session);
  gtk_widget_set_visible (self->crm_button, state->connected);
  if (!state->connected)
    return;
  crm = amends_session_get_crm (self->session);
  attention = state->problem != NULL || state->conflicts > 0 || state->refused > 0;
  gtk_image_set_from_icon_name (self->crm_icon, state->offline ? "network-offline-symbolic"
                                                : attention    ? "dialog-warning-symbolic"
                                                               : "emblem-synchronizing-symbolic");
  gtk_label_set_label (self->crm_name, amends_sync_get_crm_name (crm->type));
  line = describe_sync (state);
  gtk_label_set_label (self->crm_line, line);
  if (attention || state->offline)
    gtk_widget_add_css_class (GTK_WIDGET (self->crm_line), "warning");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->crm_line), "warning");
  name = g_strdup_printf ("%s, %s", amends_sync_get_crm_name (crm->type), line);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->crm_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
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
  update_crm (AMENDS_HOME (widget));
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

/* --- Places ---------------------------------------------------------------------------------- */

static void
overdue_changed_cb (AmendsHome *self, AmendsTodayPage *today)
{
  guint overdue;
  guint due;

  amends_today_page_get_counts (today, &overdue, &due);
  set_count (self, TODAY, overdue > 0 ? overdue : due, overdue > 0);
}

static GtkWidget *
create_today (AmendsHome *self)
{
  GtkWidget *today = g_object_new (AMENDS_TYPE_TODAY_PAGE, NULL);

  g_signal_connect_object (today, "counts-changed", G_CALLBACK (overdue_changed_cb), self,
                           G_CONNECT_SWAPPED);
  amends_today_page_set_session (AMENDS_TODAY_PAGE (today), self->session);
  return today;
}

static GtkWidget *
create_escalations (AmendsHome *self)
{
  GtkWidget *escalations = g_object_new (AMENDS_TYPE_ESCALATIONS_PAGE, NULL);

  amends_escalations_page_set_session (AMENDS_ESCALATIONS_PAGE (escalations), self->session);
  return escalations;
}

static void
focus_escalations (GtkWidget *escalations)
{
  amends_escalations_page_focus (AMENDS_ESCALATIONS_PAGE (escalations));
}

static GtkWidget *
create_accounts (AmendsHome *self)
{
  GtkWidget *accounts = g_object_new (AMENDS_TYPE_ACCOUNTS_PAGE, NULL);

  amends_accounts_page_set_session (AMENDS_ACCOUNTS_PAGE (accounts), self->session);
  return accounts;
}

static void
focus_accounts (GtkWidget *accounts)
{
  amends_accounts_page_focus (AMENDS_ACCOUNTS_PAGE (accounts));
}

static GtkWidget *
create_approvals (AmendsHome *self)
{
  GtkWidget *approvals = g_object_new (AMENDS_TYPE_APPROVALS_PAGE, NULL);

  amends_approvals_page_set_session (AMENDS_APPROVALS_PAGE (approvals), self->session);
  return approvals;
}

static void
focus_approvals (GtkWidget *approvals)
{
  amends_approvals_page_focus (AMENDS_APPROVALS_PAGE (approvals));
}

static GtkWidget *
create_insights (AmendsHome *self)
{
  GtkWidget *insights = g_object_new (AMENDS_TYPE_INSIGHTS_PAGE, NULL);

  amends_insights_page_set_session (AMENDS_INSIGHTS_PAGE (insights), self->session);
  return insights;
}

static void
focus_insights (GtkWidget *insights)
{
  amends_insights_page_focus (AMENDS_INSIGHTS_PAGE (insights));
}

/*
 * Every place, in order. Its widget has a property "narrow" and emits "listed" once what it shows
 * has been read.
 */
static const struct
{
  const char *name;
  const char *title; /* to be translated */
  const char *icon;
  GtkWidget *(*create) (AmendsHome *self);
  void (*focus) (GtkWidget *widget); /* (nullable): its first widget takes it */
} kinds[N_PLACES] = {
  [TODAY] = { "today", N_ ("Today"), "amends-today-symbolic", create_today, NULL },
  [ESCALATIONS] = { "escalations", N_ ("Escalations"), "amends-escalations-symbolic",
                    create_escalations, focus_escalations },
  [ACCOUNTS] = { "accounts", N_ ("Accounts"), "amends-people-symbolic", create_accounts,
                 focus_accounts },
  [APPROVALS] = { "approvals", N_ ("Approvals"), "amends-approvals-symbolic", create_approvals,
                  focus_approvals },
  [INSIGHTS] = { "insights", N_ ("Insights"), "amends-insights-symbolic", create_insights,
                 focus_insights },
};

static guint
get_place (AmendsHome *self)
{
  const char *name = amends_home_get_place (self);

  for (guint i = 0; i < N_PLACES; i++)
    if (g_strcmp0 (kinds[i].name, name) == 0)
      return i;
  return TODAY;
}

static void
listed_place_cb (AmendsHome *self, GtkWidget *widget)
{
  if (self->place[get_place (self)].widget == widget)
    g_signal_emit (self, signals[FILLED], 0);
}

/* Made when it is first shown: thousands of rows that nobody looks at would delay the first frame.
 */
static void
fill_place (AmendsHome *self, guint at)
{
  Place *place = &self->place[at];

  if (place->widget != NULL || self->session == NULL)
    return;
  place->widget = kinds[at].create (self);
  g_object_bind_property (self, "narrow", place->widget, "narrow", G_BINDING_SYNC_CREATE);
  g_signal_connect_object (place->widget, "listed", G_CALLBACK (listed_place_cb), self,
                           G_CONNECT_SWAPPED);
  adw_bin_set_child (place->bin, place->widget);
}

static void
place_changed_cb (AmendsHome *self)
{
  guint at = get_place (self);

  /* The first one is shown while it is being added. */
  if (self->place[at].page == NULL)
    return;
  fill_place (self, at);
  adw_window_title_set_title (self->title, adw_view_stack_page_get_title (self->place[at].page));
  gtk_list_box_select_row (self->place_list, GTK_LIST_BOX_ROW (self->place[at].row));
  g_signal_emit (self, signals[MOVED], 0);
}

static void
place_activated_cb (AmendsHome *self, GtkListBoxRow *row)
{
  amends_home_set_place (self, amends_place_row_get_page (AMENDS_PLACE_ROW (row)));
  if (self->narrow)
    adw_flap_set_reveal_flap (self->flap, FALSE);
}

static void
add_places (AmendsHome *self)
{
  for (guint i = 0; i < N_PLACES; i++)
    {
      Place *place = &self->place[i];

      place->row = g_object_new (AMENDS_TYPE_PLACE_ROW, "page", kinds[i].name, "title",
                                 _ (kinds[i].title), "icon-name", kinds[i].icon, NULL);
      gtk_list_box_append (self->place_list, GTK_WIDGET (place->row));
      place->bin = g_object_new (ADW_TYPE_BIN, NULL);
      place->page = adw_view_stack_add_titled (self->places, GTK_WIDGET (place->bin), kinds[i].name,
                                               _ (kinds[i].title));
      adw_view_stack_page_set_icon_name (place->page, kinds[i].icon);
    }
}

/* Neither the menu nor the bar below is made before it is first shown. */
static void
create_menu (GtkMenuButton *button, gpointer user_data)
{
  AmendsHome *self = AMENDS_HOME (user_data);

  if (gtk_menu_button_get_menu_model (button) == NULL)
    gtk_menu_button_set_menu_model (button, self->main_menu);
}

static void
create_switcher (AmendsHome *self)
{
  GtkWidget *bar = adw_view_switcher_bar_new ();

  adw_view_switcher_bar_set_stack (ADW_VIEW_SWITCHER_BAR (bar), self->places);
  g_object_bind_property (self, "narrow", bar, "reveal", G_BINDING_SYNC_CREATE);
  adw_bin_set_child (self->switcher, bar);
}

static void
set_narrow (AmendsHome *self, gboolean narrow)
{
  self->narrow = narrow;
  if (narrow && adw_bin_get_child (self->switcher) == NULL)
    create_switcher (self);
  adw_flap_set_fold_policy (self->flap,
                            narrow ? ADW_FLAP_FOLD_POLICY_ALWAYS : ADW_FLAP_FOLD_POLICY_NEVER);
  adw_flap_set_reveal_flap (self->flap, !narrow);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NARROW]);
}

static void
near_new_cb (AmendsHome *self)
{
  g_signal_emit (self, signals[NEAR_NEW], 0);
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
  signals[MOVED] = g_signal_new ("moved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
  signals[NEAR_NEW] = g_signal_new ("near-new", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[FILLED] = g_signal_new ("filled", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/dev/amends/Amends/ui/amends-home.ui");
  gtk_widget_class_bind_template_child (widget_class, AmendsHome, flap);
  gtk_widget_class_bind_template_child (widget_class, AmendsHome, title);
  gtk_widget_class_bind_template_child (widget_class, AmendsHome, places);
  gtk_widget_class_bind_template_child (widget_class, AmendsHome, place_list);
  gtk_widget_class_bind_template_child (widget_class, AmendsHome, open_list);
  gtk_widget_class_bind_template_child (widget_class, AmendsHome, open_heading);
  gtk_widget_class_bind_template_child (widget_class, AmendsHome, sample_note);
  gtk_widget_class_bind_template_child (widget_class, AmendsHome, crm_button);
  gtk_widget_class_bind_template_child (widget_class, AmendsHome, crm_icon);
  gtk_widget_class_bind_template_child (widget_class, AmendsHome, crm_name);
  gtk_widget_class_bind_template_child (widget_class, AmendsHome, crm_line);
  gtk_widget_class_bind_template_child (widget_class, AmendsHome, menu_button);
  gtk_widget_class_bind_template_child (widget_class, AmendsHome, narrow_menu_button);
  gtk_widget_class_bind_template_child (widget_class, AmendsHome, main_menu);
  gtk_widget_class_bind_template_child (widget_class, AmendsHome, switcher);
  gtk_widget_class_bind_template_callback (widget_class, open_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, place_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, place_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, near_new_cb);
}

static void
amends_home_init (AmendsHome *self)
{
  self->open = g_list_store_new (AMENDS_TYPE_SUMMARY);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_menu_button_set_create_popup_func (self->menu_button, create_menu, self, NULL);
  gtk_menu_button_set_create_popup_func (self->narrow_menu_button, create_menu, self, NULL);
  gtk_list_box_bind_model (self->open_list, G_LIST_MODEL (self->open), create_open_row, self, NULL);
  add_places (self);
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
  g_signal_connect_object (session, "sync-changed", G_CALLBACK (update_crm), self,
                           G_CONNECT_SWAPPED);
  update_crm (self);
  /* What is overdue is counted wherever one is. */
  fill_place (self, TODAY);
  fill_place (self, get_place (self));
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
amends_home_search_for (AmendsHome *self, const char *words)
{
  g_return_if_fail (AMENDS_IS_HOME (self));

  amends_home_set_place (self, kinds[ESCALATIONS].name);
  if (self->place[ESCALATIONS].widget != NULL)
    amends_escalations_page_search_for (AMENDS_ESCALATIONS_PAGE (self->place[ESCALATIONS].widget),
                                        words);
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
  GtkWidget *widget;
  guint at;

  g_return_if_fail (AMENDS_IS_HOME (self));

  at = get_place (self);
  widget = self->place[at].widget;
  if (widget != NULL && kinds[at].focus != NULL)
    kinds[at].focus (widget);
  else if (widget != NULL)
    gtk_widget_child_focus (widget, GTK_DIR_TAB_FORWARD);
}
