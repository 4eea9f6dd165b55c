/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which case it is, how its clocks stand, and its pages. */

#include "config.h"

#include "amends-case-sidebar.h"

#include <glib/gi18n-lib.h>

#include "amends-call.h"
#include "amends-case-tools.h"
#include "amends-clock-row.h"
#include "amends-enum-types.h"
#include "amends-format.h"
#include "amends-labels.h"
#include "amends-money.h"
#include "amends-next-card.h"
#include "amends-place-row.h"
#include "amends-severity-bars.h"
#include "amends-track-tag.h"
#include "amends-undo.h"

struct _AmendsCaseSidebar
{
  AmendsCaseSubpage parent_instance;

  AdwWindowTitle *window_title;
  GtkLabel *account;
  GtkLabel *issue;
  GtkBox *state_box;
  AmendsSeverityBars *bars;
  GtkLabel *severity;
  AmendsTrackTag *track;
  GtkLabel *number;
  GtkImage *status_icon;
  GtkLabel *status;
  GtkLabel *arr;
  GtkLabel *renewal;
  GtkLabel *health;
  GtkLabel *contact;
  AmendsCaseSubpage *next_card;
  GtkListBox *clock_list;
  GtkListBox *place_list;
  AmendsPlaceRow *plan_row;
  AmendsPlaceRow *drafts_row;
  AmendsPlaceRow *people_row;
  AmendsPlaceRow *goodwill_row;
  AmendsPlaceRow *calls_row;
  AmendsPlaceRow *debrief_row;

  GtkMenuButton *menu_button;
  GMenu *undo_section;

  GListStore *clocks; /* (owned): of AmendsClock, as shown */
  char *page;         /* (owned) (nullable) */
};

enum
{
  PROP_0,
  PROP_PAGE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (AmendsCaseSidebar, amends_case_sidebar, AMENDS_TYPE_CASE_SUBPAGE)

/* Open ones by due time, then those that have ended, the last first. */
static int
compare_clocks (gconstpointer a, gconstpointer b)
{
  const AmendsClock *one = *(AmendsClock *const *) a;
  const AmendsClock *other = *(AmendsClock *const *) b;

  if (one->closed != other->closed)
    return one->closed ? 1 : -1;
  if (one->due == other->due)
    return (int) other->kind - (int) one->kind;
  if (one->closed)
    return one->due > other->due ? -1 : 1;
  return one->due < other->due ? -1 : 1;
}

/* Whether @clock tells more of its kind than @other: open rather than closed, else the later. */
static gboolean
clock_wins (AmendsClock *clock, AmendsClock *other)
{
  if (other == NULL)
    return TRUE;
  if (clock->closed != other->closed)
    return !clock->closed;
  return clock->started >= other->started;
}

static GPtrArray *
collect_clocks (AmendsCase *case_, gboolean open_only)
{
  AmendsClock *latest[AMENDS_CLOCK_RESOLVE + 1] = { NULL };
  GPtrArray *wanted = g_ptr_array_new_with_free_func (g_object_unref);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (case_->clocks));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AmendsClock) clock = g_list_model_get_item (G_LIST_MODEL (case_->clocks), i);

      if ((!open_only || !clock->closed) && clock_wins (clock, latest[clock->kind]))
        latest[clock->kind] = clock;
    }
  for (guint i = 0; i < G_N_ELEMENTS (latest); i++)
    if (latest[i] != NULL)
      g_ptr_array_add (wanted, g_object_ref (latest[i]));
  g_ptr_array_sort (wanted, compare_clocks);
  return wanted;
}

static GtkWidget *
create_clock_cb (gpointer item, gpointer user_data)
{
  AmendsCaseSubpage *subpage = user_data;
  GtkWidget *row = amends_clock_row_new (amends_case_subpage_get_session (subpage),
                                         amends_case_subpage_get_case (subpage), item);

  amends_clock_row_set_stacked (AMENDS_CLOCK_ROW (row), !amends_case_subpage_get_folded (subpage));
  return row;
}

static void
update_clocks (AmendsCaseSidebar *self, AmendsCase *case_, gboolean folded)
{
  g_autoptr (GPtrArray) wanted = collect_clocks (case_, folded);
  GtkListBoxRow *row;

  amends_case_sync_list (self->clocks, wanted);
  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->clock_list, i)) != NULL; i++)
    {
      amends_clock_row_set_stacked (AMENDS_CLOCK_ROW (row), !folded);
      amends_clock_row_update (AMENDS_CLOCK_ROW (row));
    }
  gtk_widget_set_visible (GTK_WIDGET (self->clock_list), wanted->len > 0);
}

static char *
format_renewal (AmendsSession *session, AmendsAccount *account)
{
  AmendsInstant now = amends_session_now (session);
  GTimeZone *zone = amends_session_get_zone (session);
  g_autofree char *text = NULL;
  GDate date;
  int days;

  if (account->renewal == NULL || !amends_date_parse (account->renewal, &date, NULL))
    return g_strdup (account->renewal);
  text = amends_format_date (&date, now, zone);
  days = amends_date_days_until (&date, now, zone);
  if (days < 0 || days > 180)
    return g_steal_pointer (&text);
  /* TRANSLATORS: a date and how far off it is: "24 April, in 45 days" */
  return g_strdup_printf (ngettext ("%1$s, in %2$d day", "%1$s, in %2$d days", days), text, days);
}

static void
set_fact (GtkLabel *label, const char *text)
{
  /* TRANSLATORS: a fact of the account that nobody has entered */
  gtk_label_set_text (label, text != NULL && *text != '\0' ? text : _ ("not known"));
}

static void
update_facts (AmendsCaseSidebar *self, AmendsSession *session, AmendsCase *case_)
{
  AmendsAccount *account = case_->account;
  g_autofree char *arr = NULL;
  g_autofree char *health = NULL;
  g_autofree char *renewal = format_renewal (session, account);
  g_autofree char *contact = amends_case_dup_contact (case_);

  if (account->arr != AMENDS_MONEY_UNKNOWN)
    arr = amends_money_format (account->arr, account->currency, "en");
  if (account->health != AMENDS_UNKNOWN)
    /* TRANSLATORS: the health score of an account: "46 of 100" */
    health = g_strdup_printf (_ ("%d of 100"), account->health);
  set_fact (self->arr, arr);
  set_fact (self->renewal, renewal);
  set_fact (self->health, health);
  set_fact (self->contact, contact);
}

static void
update_head (AmendsCaseSidebar *self, AmendsCase *case_, gboolean folded)
{
  AmendsEscalation *escalation = case_->escalation;
  g_autofree char *number = amends_escalation_format_number (escalation->number);
  const char *account = case_->account->name != NULL ? case_->account->name : "";

  adw_window_title_set_title (self->window_title, number);
  adw_window_title_set_subtitle (self->window_title, account);
  gtk_label_set_text (self->account, account);
  gtk_label_set_text (self->issue, escalation->title != NULL ? escalation->title : "");
  gtk_label_set_text (self->number, number);
  amends_severity_bars_set_severity (self->bars, escalation->severity);
  gtk_label_set_text (self->severity,
                      amends_enum_get_label (AMENDS_TYPE_SEVERITY, (int) escalation->severity));
  amends_severity_style (GTK_WIDGET (self->severity), escalation->severity);
  amends_track_tag_set_track (self->track, escalation->track);
  gtk_image_set_from_icon_name (self->status_icon, amends_case_status_icon (escalation->status));
  gtk_label_set_text (self->status,
                      amends_enum_get_label (AMENDS_TYPE_STATUS, (int) escalation->status));
  gtk_widget_set_visible (GTK_WIDGET (self->account), !folded);
  gtk_widget_set_visible (GTK_WIDGET (self->number), !folded);
  gtk_widget_set_visible (GTK_WIDGET (self->window_title), folded);
  gtk_widget_set_css_classes (GTK_WIDGET (self->issue),
                              folded ? (const char *[]){ "title-3", NULL }
                                     : (const char *[]){ "caption", "dim-label", NULL });
}

static guint
count_open_actions (AmendsCase *case_)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (case_->actions));
  guint open = 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AmendsAction) action = g_list_model_get_item (G_LIST_MODEL (case_->actions), i);

      open += action->step == AMENDS_STEP_PLANNED ? 1 : 0;
    }
  return open;
}

/* How many take part; with a sign when a step of the path is due. */
static void
update_people_badge (AmendsCaseSidebar *self, AmendsSession *session, AmendsCase *case_)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (case_->stakeholders));
  g_autofree char *text = n > 0 ? g_strdup_printf ("%u", n) : NULL;
  g_autofree char *spoken = NULL;
  g_auto (AmendsStepUp) step = { 0 };
  gboolean due = amends_session_get_step_up (session, case_, &step) &&
                 step.due <= amends_session_now (session);

  if (due)
    /* TRANSLATORS: how many people take part, and that somebody must be told, read aloud */
    spoken = g_strdup_printf (
        ngettext ("%u person, a step up is due", "%u people, a step up is due", n), n);
  else if (n > 0)
    /* TRANSLATORS: how many people take part in a case, read aloud */
    spoken = g_strdup_printf (ngettext ("%u person", "%u people", n), n);
  amends_place_row_set_badge (self->people_row, text, spoken, due);
}

static void
update_call_badge (AmendsCaseSidebar *self, AmendsSession *session, AmendsCase *case_)
{
  g_autofree char *kept = amends_call_dup_kept_case (session);
  gboolean on = g_strcmp0 (kept, case_->escalation->id) == 0;
  /* TRANSLATORS: beside "Calls": a call is going on */
  const char *text = on ? _ ("on the line") : NULL;

  amends_place_row_set_badge (self->calls_row, text, text, FALSE);
}

/* What waits for a decision comes before what is approved. */
static void
update_goodwill_badge (AmendsCaseSidebar *self, AmendsSession *session, AmendsCase *case_)
{
  GListModel *all = G_LIST_MODEL (case_->goodwill);
  AmendsInstant now = amends_session_now (session);
  gboolean waiting = FALSE;
  gboolean approved = FALSE;
  gboolean void_ = FALSE;
  const char *text = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr (AmendsGoodwill) one = g_list_model_get_item (all, i);
      AmendsGoodwillState state = amends_goodwill_get_state (one, now);

      waiting = waiting || state == AMENDS_GOODWILL_REQUESTED;
      approved = approved || state == AMENDS_GOODWILL_APPROVED;
      void_ = void_ || state == AMENDS_GOODWILL_VOID;
    }
  if (void_)
    /* TRANSLATORS: beside "Goodwill": an approval that no longer counts */
    text = C_ ("goodwill", "void");
  else if (waiting)
    /* TRANSLATORS: beside "Goodwill": somebody has to decide */
    text = C_ ("goodwill", "waiting");
  else if (approved)
    /* TRANSLATORS: beside "Goodwill": it may be offered */
    text = C_ ("goodwill", "approved");
  amends_place_row_set_badge (self->goodwill_row, text, text, void_);
}

static void
update_badges (AmendsCaseSidebar *self, AmendsSession *session, AmendsCase *case_)
{
  guint open = count_open_actions (case_);
  AmendsFindingCounts counts = { 0 };
  g_auto (AmendsCompleteness) completeness = { 0 };
  g_autoptr (AmendsDebrief) debrief = amends_session_prepare_debrief (session, case_);
  g_autofree char *open_text = open > 0 ? g_strdup_printf ("%u", open) : NULL;
  g_autofree char *open_spoken = NULL;
  g_autofree char *found_text = NULL;
  g_autofree char *found_spoken = NULL;
  g_autofree char *percent = NULL;
  gboolean owed = !amends_status_is_live (case_->escalation->status);

  update_people_badge (self, session, case_);
  update_goodwill_badge (self, session, case_);
  update_call_badge (self, session, case_);
  if (open > 0)
    /* TRANSLATORS: how many actions of the plan are not done, read aloud */
    open_spoken = g_strdup_printf (ngettext ("%u open", "%u open", open), open);
  amends_place_row_set_badge (self->plan_row, open_text, open_spoken, FALSE);

  amends_case_count_open (session, case_, &counts);
  if (counts.block + counts.warn > 0)
    found_text = g_strdup_printf ("%u", counts.block + counts.warn);
  found_spoken = amends_case_format_counts (&counts);
  amends_place_row_set_badge (self->drafts_row, found_text, found_spoken, TRUE);

  amends_session_rate_debrief (session, case_, debrief, &completeness);
  if (owed || case_->debrief != NULL)
    /* TRANSLATORS: how much of the debrief is complete: "62 %" */
    percent = g_strdup_printf (_ ("%d %%"), completeness.percent);
  amends_place_row_set_badge (self->debrief_row, percent, percent,
                              owed && completeness.percent < 100);
}

static void
amends_case_sidebar_refresh (AmendsCaseSubpage *subpage)
{
  AmendsCaseSidebar *self = AMENDS_CASE_SIDEBAR (subpage);
  AmendsSession *session = amends_case_subpage_get_session (subpage);
  AmendsCase *case_ = amends_case_subpage_get_case (subpage);
  gboolean folded = amends_case_subpage_get_folded (subpage);

  amends_case_subpage_set_case (self->next_card, session, case_);
  update_head (self, case_, folded);
  update_facts (self, session, case_);
  update_clocks (self, case_, folded);
  update_badges (self, session, case_);
}

static void
amends_case_sidebar_leave (AmendsCaseSubpage *subpage)
{
  AmendsCaseSidebar *self = AMENDS_CASE_SIDEBAR (subpage);

  g_list_store_remove_all (self->clocks);
  amends_case_subpage_set_case (self->next_card, NULL, NULL);
}

static void
select_page (AmendsCaseSidebar *self)
{
  GtkListBoxRow *row;

  if (amends_case_subpage_get_folded (AMENDS_CASE_SUBPAGE (self)))
    return;
  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->place_list, i)) != NULL; i++)
    if (g_strcmp0 (amends_place_row_get_page (AMENDS_PLACE_ROW (row)), self->page) == 0)
      gtk_list_box_select_row (self->place_list, row);
}

static void
set_class (gpointer widget, const char *name, gboolean on)
{
  if (on)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

static void
folded_cb (AmendsCaseSidebar *self)
{
  gboolean folded = amends_case_subpage_get_folded (AMENDS_CASE_SUBPAGE (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->state_box),
                                  folded ? GTK_ORIENTATION_HORIZONTAL : GTK_ORIENTATION_VERTICAL);
  gtk_list_box_set_selection_mode (self->place_list,
                                   folded ? GTK_SELECTION_NONE : GTK_SELECTION_SINGLE);
  set_class (self->place_list, "navigation-sidebar", !folded);
  set_class (self->place_list, "boxed-list", folded);
  set_class (self->clock_list, "boxed-list", folded);
  set_class (self->clock_list, "clock-list", !folded);
  set_class (self, "folded", folded);
  select_page (self);
  amends_case_subpage_refresh (AMENDS_CASE_SUBPAGE (self));
}

static void
row_activated_cb (AmendsCaseSidebar *self, GtkListBoxRow *row)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "case.show-page", "s",
                              amends_place_row_get_page (AMENDS_PLACE_ROW (row)));
}

static void
amends_case_sidebar_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_PAGE)
    g_value_set_string (value, AMENDS_CASE_SIDEBAR (object)->page);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
amends_case_sidebar_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  AmendsCaseSidebar *self = AMENDS_CASE_SIDEBAR (object);

  if (id != PROP_PAGE)
    {
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      return;
    }
  if (g_strcmp0 (self->page, g_value_get_string (value)) == 0)
    return;
  g_free (self->page);
  self->page = g_value_dup_string (value);
  select_page (self);
  g_object_notify_by_pspec (object, pspec);
}

/* What undo would do changes all the time. */
static void
menu_shown_cb (AmendsCaseSidebar *self)
{
  AmendsSession *session = amends_case_subpage_get_session (AMENDS_CASE_SUBPAGE (self));

  if (session != NULL)
    amends_undo_fill_menu (self->undo_section, session);
}

static void
amends_case_sidebar_dispose (GObject *object)
{
  AmendsCaseSidebar *self = AMENDS_CASE_SIDEBAR (object);

  g_clear_object (&self->clocks);

  G_OBJECT_CLASS (amends_case_sidebar_parent_class)->dispose (object);
}

static void
amends_case_sidebar_finalize (GObject *object)
{
  g_free (AMENDS_CASE_SIDEBAR (object)->page);

  G_OBJECT_CLASS (amends_case_sidebar_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               AMENDS_CASE_TEMPLATE ("amends-case-sidebar.ui"));
  gtk_widget_class_bind_template_child (widget_class, AmendsCaseSidebar, menu_button);
  gtk_widget_class_bind_template_child (widget_class, AmendsCaseSidebar, undo_section);
  gtk_widget_class_bind_template_child (widget_class, AmendsCaseSidebar, window_title);
  gtk_widget_class_bind_template_child (widget_class, AmendsCaseSidebar, account);
  gtk_widget_class_bind_template_child (widget_class, AmendsCaseSidebar, issue);
  gtk_widget_class_bind_template_child (widget_class, AmendsCaseSidebar, state_box);
  gtk_widget_class_bind_template_child (widget_class, AmendsCaseSidebar, bars);
  gtk_widget_class_bind_template_child (widget_class, AmendsCaseSidebar, severity);
  gtk_widget_class_bind_template_child (widget_class, AmendsCaseSidebar, track);
  gtk_widget_class_bind_template_child (widget_class, AmendsCaseSidebar, number);
  gtk_widget_class_bind_template_child (widget_class, AmendsCaseSidebar, status_icon);
  gtk_widget_class_bind_template_child (widget_class, AmendsCaseSidebar, status);
  gtk_widget_class_bind_template_child (widget_class, AmendsCaseSidebar, arr);
  gtk_widget_class_bind_template_child (widget_class, AmendsCaseSidebar, renewal);
  gtk_widget_class_bind_template_child (widget_class, AmendsCaseSidebar, health);
  gtk_widget_class_bind_template_child (widget_class, AmendsCaseSidebar, contact);
  gtk_widget_class_bind_template_child (widget_class, AmendsCaseSidebar, next_card);
  gtk_widget_class_bind_template_child (widget_class, AmendsCaseSidebar, clock_list);
  gtk_widget_class_bind_template_child (widget_class, AmendsCaseSidebar, place_list);
  gtk_widget_class_bind_template_child (widget_class, AmendsCaseSidebar, plan_row);
  gtk_widget_class_bind_template_child (widget_class, AmendsCaseSidebar, drafts_row);
  gtk_widget_class_bind_template_child (widget_class, AmendsCaseSidebar, people_row);
  gtk_widget_class_bind_template_child (widget_class, AmendsCaseSidebar, goodwill_row);
  gtk_widget_class_bind_template_child (widget_class, AmendsCaseSidebar, calls_row);
  gtk_widget_class_bind_template_child (widget_class, AmendsCaseSidebar, debrief_row);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, folded_cb);
}

static void
amends_case_sidebar_class_init (AmendsCaseSidebarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = amends_case_sidebar_get_property;
  object_class->set_property = amends_case_sidebar_set_property;
  object_class->dispose = amends_case_sidebar_dispose;
  object_class->finalize = amends_case_sidebar_finalize;
  AMENDS_CASE_SUBPAGE_CLASS (klass)->refresh = amends_case_sidebar_refresh;
  AMENDS_CASE_SUBPAGE_CLASS (klass)->leave = amends_case_sidebar_leave;

  properties[PROP_PAGE] =
      g_param_spec_string ("page", NULL, NULL, NULL,
                           G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (AMENDS_TYPE_SEVERITY_BARS);
  g_type_ensure (AMENDS_TYPE_TRACK_TAG);
  g_type_ensure (AMENDS_TYPE_NEXT_CARD);
  g_type_ensure (AMENDS_TYPE_PLACE_ROW);
  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
amends_case_sidebar_init (AmendsCaseSidebar *self)
{
  self->clocks = g_list_store_new (AMENDS_TYPE_CLOCK);
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (gtk_menu_button_get_popover (self->menu_button), "show",
                           G_CALLBACK (menu_shown_cb), self, G_CONNECT_SWAPPED);
  gtk_list_box_bind_model (self->clock_list, G_LIST_MODEL (self->clocks), create_clock_cb, self,
                           NULL);
  folded_cb (self);
}
