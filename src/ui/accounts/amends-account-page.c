/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One account: what it is, and what has happened there. */

#include "config.h"

#include "amends-account-page.h"

#include "amends-account-entry.h"
#include "amends-account-facts.h"
#include "amends-account-history.h"
#include "amends-account-report.h"
#include "amends-account-text.h"
#include "amends-adaptive-bin.h"
#include "amends-case-section.h"
#include "amends-case-tools.h"
#include "amends-contact-dialog.h"
#include "amends-feedback.h"
#include "amends-interactions-pane.h"
#include "amends-message-dialog.h"
#include "amends-minute.h"
#include "amends-place-row.h"
#include "amends-risk-pane.h"
#include "amends-usage-pane.h"
#include "amends-weak.h"

#include <glib/gi18n-lib.h>

/* Beside the pages there is room for the few who matter most. */
#define MOST_PEOPLE 4

struct _AmendsAccountPage
{
  AdwBin parent_instance;

  AmendsSession *session;    /* (owned) (nullable) */
  AmendsAccountFile *file;   /* (owned) (nullable) until it is read */
  GCancellable *cancellable; /* (owned) (nullable): the reading that runs */
  GSignalGroup *signals;     /* (owned) */
  char *id;                  /* (owned) (nullable) */
  gboolean outdated;         /* changed while it was not seen */

  AdwLeaflet *leaflet;
  GtkWidget *sidebar;
  GtkWidget *content;
  GtkLabel *back_label;
  AdwWindowTitle *window_title;
  GtkLabel *name;
  GtkLabel *zone;
  GtkGrid *facts_grid;
  GtkListBox *place_list;
  GtkWidget *people_heading;
  GtkListBox *people_list;
  GtkStack *stack;
  AmendsRiskPane *risk;
  AmendsInteractionsPane *interactions;
  AmendsUsagePane *usage;
  AmendsCaseSection *open;
  AmendsCaseSection *past;
  GtkWidget *no_escalations;
  AmendsCaseSection *people;
  GtkWidget *no_people;
  AmendsCaseSection *goodwill;
  AmendsCaseSection *promises;
  GtkWidget *no_goodwill;
  AmendsCaseSection *messages;
  GtkWidget *no_messages;
  AmendsAccountFacts *facts;
};

enum
{
  BACK,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AmendsAccountPage, amends_account_page, ADW_TYPE_BIN)

/* In the order of the keys Alt+1 and on. */
static const struct
{
  const char *name;
  const char *title; /* to be translated */
  const char *icon;
} pages[] = {
  { "risk", N_ ("Risk"), "amends-risk-symbolic" },
  { "interactions", N_ ("Interactions"), "amends-interactions-symbolic" },
  { "usage", N_ ("Usage"), "amends-usage-symbolic" },
  { "escalations", N_ ("Escalations"), "amends-escalations-symbolic" },
  { "people", N_ ("People"), "amends-people-symbolic" },
  { "goodwill", N_ ("Goodwill and promises"), "emblem-favorite-symbolic" },
  { "messages", N_ ("Messages"), "amends-message-symbolic" },
  { "facts", N_ ("Facts"), "amends-edit-symbolic" },
};

/* --- The sidebar ----------------------------------------------------------------------------- */

static GtkLabel *
add_label (AmendsAccountPage *self, const char *text, int column, int row)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_yalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), column > 0);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_hexpand (label, column > 0);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, column > 0 ? "numeric" : "dim-label");
  gtk_grid_attach (self->facts_grid, label, column, row, 1, 1);
  return GTK_LABEL (label);
}

static void
add_fact (AmendsAccountPage *self, int *row, const char *title, const char *text, AmendsTone tone)
{
  if (text == NULL || *text == '\0')
    return;
  add_label (self, title, 0, *row);
  amends_account_set_tone (GTK_WIDGET (add_label (self, text, 1, *row)), tone);
  *row += 1;
}

static char *
format_number (int number)
{
  if (number == AMENDS_UNKNOWN)
    return NULL;
  /* With a true minus sign, which is as wide as a digit. */
  return g_strdup_printf ("%s%d", number < 0 ? "−" : "", ABS (number));
}

static void
update_facts (AmendsAccountPage *self)
{
  AmendsAccount *account = self->file->account;
  AmendsTone renewal_tone;
  AmendsTone health_tone;
  g_autofree char *segment = amends_account_format_segment (account->segment, account->strategic);
  g_autofree char *arr = amends_account_format_money (account->arr, account->currency);
  g_autofree char *renewal =
      amends_account_format_renewal (self->session, account->renewal, &renewal_tone);
  g_autofree char *expansion = amends_account_format_money (account->expansion, account->currency);
  g_autofree char *health =
      amends_account_format_health (self->session, account->health, &health_tone);
  g_autofree char *nps = format_number (account->nps);
  g_autofree char *csat = format_number (account->csat);
  GtkWidget *child;
  int row = 0;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->facts_grid))) != NULL)
    gtk_grid_remove (self->facts_grid, child);
  add_fact (self, &row, _ ("Segment"), segment, AMENDS_TONE_PLAIN);
  add_fact (self, &row, _ ("ARR"), arr, AMENDS_TONE_PLAIN);
  add_fact (self, &row, _ ("Renewal"), renewal, renewal_tone);
  add_fact (self, &row, _ ("Expansion"), account->expansion > 0 ? expansion : NULL,
            AMENDS_TONE_PLAIN);
  add_fact (self, &row, _ ("Health"), health, health_tone);
  add_fact (self, &row, _ ("NPS"), nps, AMENDS_TONE_PLAIN);
  add_fact (self, &row, _ ("CSAT"), csat, AMENDS_TONE_PLAIN);
  add_fact (self, &row, _ ("CSM"), account->csm, AMENDS_TONE_PLAIN);
  /* TRANSLATORS: account manager, in a narrow column */
  add_fact (self, &row, _ ("AM"), account->account_manager, AMENDS_TONE_PLAIN);
  add_fact (self, &row, _ ("Sponsor"), account->executive_sponsor, AMENDS_TONE_PLAIN);
  gtk_widget_set_visible (GTK_WIDGET (self->facts_grid), row > 0);
}

/* Champions first, then executives, then who decides. */
static int
get_weight (AmendsAccountPage *self, AmendsContact *contact)
{
  int weight = contact->role == AMENDS_CONTACT_ROLE_CHAMPION         ? 4
               : contact->role == AMENDS_CONTACT_ROLE_DECISION_MAKER ? 2
               : contact->role == AMENDS_CONTACT_ROLE_ADMIN          ? 1
                                                                     : 0;

  return weight + (amends_session_is_executive (self->session, contact) ? 3 : 0);
}

static int
compare_people (gconstpointer a, gconstpointer b, gpointer user_data)
{
  return get_weight (user_data, *(AmendsContact **) b) -
         get_weight (user_data, *(AmendsContact **) a);
}

static GtkWidget *
new_person_row (AmendsAccountPage *self, AmendsContact *contact)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *name = gtk_label_new (contact->name);
  g_autofree char *part = amends_account_format_part (self->session, contact);
  g_autofree char *last = amends_account_format_contact (self->session, contact->last_contact);
  g_autofree char *below = amends_case_join (*part != '\0' ? part : contact->title, last);
  g_autofree char *spoken = amends_case_join (contact->name, below);
  GtkWidget *second = gtk_label_new (below);

  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (second), 0);
  gtk_label_set_ellipsize (GTK_LABEL (second), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (name, "dense");
  gtk_widget_add_css_class (second, "caption");
  gtk_widget_add_css_class (second, "dim-label");
  gtk_widget_set_visible (second, *below != '\0');
  gtk_widget_set_valign (lines, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (lines), name);
  gtk_box_append (GTK_BOX (lines), second);
  gtk_box_append (GTK_BOX (box), adw_avatar_new (28, contact->name, TRUE));
  gtk_box_append (GTK_BOX (box), lines);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  g_object_set_data_full (G_OBJECT (row), "contact", g_strdup (contact->id), g_free);
  return row;
}

static void
update_people (AmendsAccountPage *self)
{
  GListModel *list = G_LIST_MODEL (self->file->contacts);
  g_autoptr (GPtrArray) people = g_ptr_array_new_with_free_func (g_object_unref);
  GtkListBoxRow *row;

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (AmendsContact) contact = g_list_model_get_item (list, i);

      if (get_weight (self, contact) > 0)
        g_ptr_array_add (people, g_object_ref (contact));
    }
  g_ptr_array_sort_with_data (people, compare_people, self);
  while ((row = gtk_list_box_get_row_at_index (self->people_list, 0)) != NULL)
    gtk_list_box_remove (self->people_list, GTK_WIDGET (row));
  for (guint i = 0; i < MIN (people->len, MOST_PEOPLE); i++)
    gtk_list_box_append (self->people_list, new_person_row (self, people->pdata[i]));
  gtk_widget_set_visible (self->people_heading, people->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->people_list), people->len > 0);
}

static AmendsPlaceRow *
get_place_row (AmendsAccountPage *self, guint at)
{
  return AMENDS_PLACE_ROW (gtk_list_box_get_row_at_index (self->place_list, (int) at));
}

static void
set_badge (AmendsAccountPage *self, const char *page, guint count)
{
  g_autofree char *text = count > 0 ? g_strdup_printf ("%u", count) : NULL;

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    if (g_str_equal (pages[i].name, page))
      amends_place_row_set_badge (get_place_row (self, i), text, text, FALSE);
}

/* --- What is shown --------------------------------------------------------------------------- */

static void
update_goodwill (AmendsAccountPage *self)
{
  AmendsAccountFile *file = self->file;
  guint n = amends_account_fill_goodwill (self->goodwill, self->session, file);
  guint m = amends_account_fill_promises (self->promises, self->session, file);
  g_autofree char *given = NULL;
  g_autofree char *limit = NULL;
  g_autofree char *note = NULL;

  if (file->account->currency != NULL)
    given = amends_account_format_money (file->given, file->account->currency);
  if (given != NULL && file->limit != AMENDS_MONEY_UNKNOWN)
    {
      limit = amends_account_format_money (file->limit, file->account->currency);
      /* TRANSLATORS: goodwill given in the last 365 days, and how much may be given in that time */
      note = g_strdup_printf (_ ("%1$s of at most %2$s in 365 days"), given, limit);
    }
  else if (given != NULL)
    /* TRANSLATORS: goodwill given in the last 365 days */
    note = g_strdup_printf (_ ("%s in 365 days"), given);
  amends_case_section_set_note (self->goodwill, n > 0 ? note : NULL);
  gtk_widget_set_visible (self->no_goodwill, n == 0 && m == 0);
}

static void
update_history (AmendsAccountPage *self)
{
  guint open = amends_account_fill_open (self->open, self->session, self->file);
  guint past = amends_account_fill_past (self->past, self->session, self->file);
  guint people = amends_account_fill_people (self->people, self->session, self->file);
  guint messages = amends_account_fill_messages (self->messages, self->session, self->file);

  gtk_widget_set_visible (self->no_escalations, open == 0 && past == 0);
  gtk_widget_set_visible (self->no_people, people == 0);
  gtk_widget_set_visible (self->no_messages, messages == 0);
  update_goodwill (self);
  set_badge (self, "escalations", open);
  set_badge (self, "people", people);
  set_badge (self, "messages", messages);
}

static void
update (AmendsAccountPage *self)
{
  AmendsAccount *account = self->file->account;
  g_autofree char *zone = amends_account_format_zone (self->session, account->time_zone);

  gtk_label_set_label (self->name, account->name != NULL ? account->name : "");
  adw_window_title_set_subtitle (self->window_title, account->name != NULL ? account->name : "");
  amends_case_set_text (self->zone, zone);
  update_facts (self);
  update_people (self);
  update_history (self);
  amends_account_facts_set_account (self->facts, self->session, account);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AmendsAccountPage) self = amends_weak_take (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (AmendsAccountFile) fresh =
      amends_session_read_account_finish (AMENDS_SESSION (source), result, &error);

  if (self == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (fresh == NULL)
    {
      amends_feedback_error (GTK_WIDGET (self), _ ("The account could not be opened."), error);
      g_signal_emit (self, signals[BACK], 0);
      return;
    }
  if (self->file != NULL && g_strcmp0 (self->file->account->id, fresh->account->id) == 0)
    amends_account_file_merge (self->file, fresh);
  else
    g_set_object (&self->file, fresh);
  update (self);
}

static void
update_risk (AmendsAccountPage *self, AmendsRiskFile *file)
{
  AmendsAccountRisk *risk = file->risk;
  AmendsTone tone;
  const char *word = amends_session_get_risk_word (self->session, risk->level, &tone);
  g_autofree char *score = NULL;
  g_autofree char *spoken = NULL;

  if (risk->score != AMENDS_UNKNOWN)
    {
      score = g_strdup_printf ("%d", risk->score);
      /* TRANSLATORS: a score of 100 and its level: "85 of 100, High" */
      spoken = g_strdup_printf (_ ("%1$d of 100, %2$s"), risk->score, word);
    }
  amends_place_row_set_badge (get_place_row (self, 0), score, spoken, tone != AMENDS_TONE_PLAIN);
  set_badge (self, "interactions", file->interactions->len);
  amends_risk_pane_set_file (self->risk, self->session, file);
  amends_interactions_pane_set_file (self->interactions, self->session, file);
  amends_usage_pane_set_file (self->usage, self->session, file);
}

static void
risk_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AmendsAccountPage) self = amends_weak_take (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (AmendsRiskFile) file =
      amends_session_read_risk_finish (AMENDS_SESSION (source), result, &error);

  /* One that has gone meanwhile is told by the reading of the account itself. */
  if (self == NULL || self->id == NULL ||
      g_error_matches (error, AMENDS_SESSION_ERROR, AMENDS_SESSION_ERROR_NOT_FOUND))
    return;
  if (file != NULL)
    update_risk (self, file);
  else
    amends_feedback_error (GTK_WIDGET (self), _ ("The risk could not be worked out."), error);
}

static void
reload (AmendsAccountPage *self)
{
  self->outdated = FALSE;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  amends_session_read_account_async (self->session, self->id, self->cancellable, read_cb,
                                     amends_weak_new (self));
  amends_session_read_risk_async (self->session, self->id, self->cancellable, risk_read_cb,
                                  amends_weak_new (self));
}

static void
session_changed_cb (AmendsAccountPage *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    reload (self);
  else
    self->outdated = TRUE;
}

static void
amends_account_page_map (GtkWidget *widget)
{
  AmendsAccountPage *self = AMENDS_ACCOUNT_PAGE (widget);

  GTK_WIDGET_CLASS (amends_account_page_parent_class)->map (widget);
  if (self->outdated && self->id != NULL)
    reload (self);
}

static void
minute_cb (GtkWidget *widget)
{
  AmendsAccountPage *self = AMENDS_ACCOUNT_PAGE (widget);

  if (self->file != NULL)
    update (self);
}

/* --- Moving about ---------------------------------------------------------------------------- */

static void
select_place (AmendsAccountPage *self)
{
  const char *name = gtk_stack_get_visible_child_name (self->stack);

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    if (g_strcmp0 (pages[i].name, name) == 0)
      {
        adw_window_title_set_title (self->window_title, _ (pages[i].title));
        if (!adw_leaflet_get_folded (self->leaflet))
          gtk_list_box_select_row (self->place_list, GTK_LIST_BOX_ROW (get_place_row (self, i)));
      }
}

static void
take_focus (AmendsAccountPage *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->place_list);

  if (!adw_leaflet_get_folded (self->leaflet) && row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}

static void
show_page (AmendsAccountPage *self, const char *name)
{
  gtk_stack_set_visible_child_name (self->stack, name);
  select_place (self);
  adw_leaflet_set_visible_child (self->leaflet, self->content);
  take_focus (self);
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
folded_cb (AmendsAccountPage *self)
{
  gboolean folded = adw_leaflet_get_folded (self->leaflet);

  gtk_list_box_set_selection_mode (self->place_list,
                                   folded ? GTK_SELECTION_NONE : GTK_SELECTION_SINGLE);
  set_class (self->place_list, "navigation-sidebar", !folded);
  set_class (self->place_list, "boxed-list", folded);
  set_class (self->people_list, "navigation-sidebar", !folded);
  set_class (self->people_list, "boxed-list", folded);
  set_class (self->sidebar, "folded", folded);
  set_class (self->content, "folded", folded);
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    g_object_set (get_place_row (self, i), "folded", folded, NULL);
  select_place (self);
}

static void
place_activated_cb (AmendsAccountPage *self, GtkListBoxRow *row)
{
  show_page (self, amends_place_row_get_page (AMENDS_PLACE_ROW (row)));
}

static void
show_page_action (GtkWidget *widget, const char *action, GVariant *target)
{
  show_page (AMENDS_ACCOUNT_PAGE (widget), g_variant_get_string (target, NULL));
}

static void
show_interaction_action (GtkWidget *widget, const char *action, GVariant *target)
{
  AmendsAccountPage *self = AMENDS_ACCOUNT_PAGE (widget);

  show_page (self, "interactions");
  amends_interactions_pane_show (self->interactions, g_variant_get_string (target, NULL));
}

static void
overview_action (GtkWidget *widget, const char *action, GVariant *target)
{
  AmendsAccountPage *self = AMENDS_ACCOUNT_PAGE (widget);

  adw_leaflet_set_visible_child (self->leaflet, self->sidebar);
}

static void
back_action (GtkWidget *widget, const char *action, GVariant *target)
{
  amends_account_page_go_back (AMENDS_ACCOUNT_PAGE (widget));
}

static void
open_contact (AmendsAccountPage *self, const char *id)
{
  AmendsContact *contact = amends_record_list_find (G_LIST_MODEL (self->file->contacts), id);

  if (contact != NULL)
    amends_contact_dialog_present (GTK_WIDGET (self), self->session, self->file->account, contact);
}

static void
person_activated_cb (AmendsAccountPage *self, GtkListBoxRow *row)
{
  open_contact (self, g_object_get_data (G_OBJECT (row), "contact"));
}

static void
contact_activated_cb (AmendsAccountPage *self, GtkListBoxRow *row)
{
  open_contact (self, amends_account_entry_get_target (AMENDS_ACCOUNT_ENTRY (row)));
}

static void
case_activated_cb (AmendsAccountPage *self, GtkListBoxRow *row)
{
  amends_feedback_open_case (GTK_WIDGET (self),
                             amends_account_entry_get_target (AMENDS_ACCOUNT_ENTRY (row)), NULL);
}

/* --- Commands -------------------------------------------------------------------------------- */

static void
new_case_action (GtkWidget *widget, const char *action, GVariant *target)
{
  AmendsAccountPage *self = AMENDS_ACCOUNT_PAGE (widget);

  if (self->file != NULL)
    gtk_widget_activate_action (widget, "win.new-for", "s", self->file->account->id);
}

static void
report_action (GtkWidget *widget, const char *action, GVariant *target)
{
  AmendsAccountPage *self = AMENDS_ACCOUNT_PAGE (widget);

  if (self->file != NULL)
    amends_account_report_save (widget, self->session, self->file->account,
                                g_str_equal (g_variant_get_string (target, NULL), "risk")
                                    ? AMENDS_ACCOUNT_REPORT_RISK
                                    : AMENDS_ACCOUNT_REPORT_HANDOFF);
}

static void
add_contact_action (GtkWidget *widget, const char *action, GVariant *target)
{
  AmendsAccountPage *self = AMENDS_ACCOUNT_PAGE (widget);

  if (self->file == NULL)
    return;
  if (amends_session_is_read_only (self->session))
    amends_feedback_show (widget, _ ("This workspace can only be read."));
  else
    amends_contact_dialog_present (widget, self->session, self->file->account, NULL);
}

static void
erased_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AmendsAccountPage) self = AMENDS_ACCOUNT_PAGE (user_data);
  g_autoptr (GError) error = NULL;

  if (!amends_session_erase_finish (AMENDS_SESSION (source), result, NULL, &error))
    amends_feedback_error (GTK_WIDGET (self), _ ("The account was not erased."), error);
  else
    amends_feedback_show (GTK_WIDGET (self), _ ("Account erased."));
}

static void
erase_asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AmendsAccountPage) self = AMENDS_ACCOUNT_PAGE (user_data);
  g_autofree char *id = NULL;

  if (!amends_message_dialog_ask_finish (result, NULL) || self->file == NULL)
    return;
  /* The page leaves first: there is nothing left that it could show. */
  id = g_steal_pointer (&self->id);
  g_cancellable_cancel (self->cancellable);
  g_signal_group_set_target (self->signals, NULL);
  g_clear_object (&self->file);
  g_signal_emit (self, signals[BACK], 0);
  amends_session_erase_account_async (self->session, id, NULL, erased_cb, g_object_ref (self));
}

static void
erase_action (GtkWidget *widget, const char *action, GVariant *target)
{
  AmendsAccountPage *self = AMENDS_ACCOUNT_PAGE (widget);
  g_autofree char *heading = NULL;

  if (self->file == NULL || amends_session_is_read_only (self->session))
    return;
  /* TRANSLATORS: %s is the name of an account */
  heading = g_strdup_printf (_ ("Erase %s?"), self->file->account->name);
  amends_message_dialog_ask_async (
      widget, heading,
      _ ("The account goes with its people, escalations, messages and drafts, and cannot be "
         "brought back. The log keeps its entries without their words. Backups made before still "
         "hold it."),
      _ ("_Erase"), TRUE, NULL, erase_asked_cb, g_object_ref (self));
}

/* --- Life ------------------------------------------------------------------------------------ */

static gboolean
invert (GObject *object, gboolean value)
{
  return !value;
}

static void
amends_account_page_dispose (GObject *object)
{
  AmendsAccountPage *self = AMENDS_ACCOUNT_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->signals);
  g_clear_object (&self->file);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (amends_account_page_parent_class)->dispose (object);
}

static void
amends_account_page_finalize (GObject *object)
{
  g_free (AMENDS_ACCOUNT_PAGE (object)->id);

  G_OBJECT_CLASS (amends_account_page_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               AMENDS_ACCOUNTS_TEMPLATE ("amends-account-page.ui"));
  gtk_widget_class_bind_template_child (widget_class, AmendsAccountPage, leaflet);
  gtk_widget_class_bind_template_child (widget_class, AmendsAccountPage, sidebar);
  gtk_widget_class_bind_template_child (widget_class, AmendsAccountPage, content);
  gtk_widget_class_bind_template_child (widget_class, AmendsAccountPage, back_label);
  gtk_widget_class_bind_template_child (widget_class, AmendsAccountPage, window_title);
  gtk_widget_class_bind_template_child (widget_class, AmendsAccountPage, name);
  gtk_widget_class_bind_template_child (widget_class, AmendsAccountPage, zone);
  gtk_widget_class_bind_template_child (widget_class, AmendsAccountPage, facts_grid);
  gtk_widget_class_bind_template_child (widget_class, AmendsAccountPage, place_list);
  gtk_widget_class_bind_template_child (widget_class, AmendsAccountPage, people_heading);
  gtk_widget_class_bind_template_child (widget_class, AmendsAccountPage, people_list);
  gtk_widget_class_bind_template_child (widget_class, AmendsAccountPage, stack);
  gtk_widget_class_bind_template_child (widget_class, AmendsAccountPage, risk);
  gtk_widget_class_bind_template_child (widget_class, AmendsAccountPage, interactions);
  gtk_widget_class_bind_template_child (widget_class, AmendsAccountPage, usage);
  gtk_widget_class_bind_template_child (widget_class, AmendsAccountPage, open);
  gtk_widget_class_bind_template_child (widget_class, AmendsAccountPage, past);
  gtk_widget_class_bind_template_child (widget_class, AmendsAccountPage, no_escalations);
  gtk_widget_class_bind_template_child (widget_class, AmendsAccountPage, people);
  gtk_widget_class_bind_template_child (widget_class, AmendsAccountPage, no_people);
  gtk_widget_class_bind_template_child (widget_class, AmendsAccountPage, goodwill);
  gtk_widget_class_bind_template_child (widget_class, AmendsAccountPage, promises);
  gtk_widget_class_bind_template_child (widget_class, AmendsAccountPage, no_goodwill);
  gtk_widget_class_bind_template_child (widget_class, AmendsAccountPage, messages);
  gtk_widget_class_bind_template_child (widget_class, AmendsAccountPage, no_messages);
  gtk_widget_class_bind_template_child (widget_class, AmendsAccountPage, facts);
  gtk_widget_class_bind_template_callback (widget_class, folded_cb);
  gtk_widget_class_bind_template_callback (widget_class, place_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, person_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, invert);
}

static void
amends_account_page_class_init (AmendsAccountPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = amends_account_page_dispose;
  object_class->finalize = amends_account_page_finalize;
  widget_class->map = amends_account_page_map;
  signals[BACK] = g_signal_new ("back", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 0);
  g_type_ensure (AMENDS_TYPE_ADAPTIVE_BIN);
  g_type_ensure (AMENDS_TYPE_CASE_SECTION);
  g_type_ensure (AMENDS_TYPE_ACCOUNT_FACTS);
  g_type_ensure (AMENDS_TYPE_RISK_PANE);
  g_type_ensure (AMENDS_TYPE_INTERACTIONS_PANE);
  g_type_ensure (AMENDS_TYPE_USAGE_PANE);
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "account.back", NULL, back_action);
  gtk_widget_class_install_action (widget_class, "account.overview", NULL, overview_action);
  gtk_widget_class_install_action (widget_class, "account.show-page", "s", show_page_action);
  gtk_widget_class_install_action (widget_class, "account.show-interaction", "s",
                                   show_interaction_action);
  gtk_widget_class_install_action (widget_class, "account.new-case", NULL, new_case_action);
  gtk_widget_class_install_action (widget_class, "account.report", "s", report_action);
  gtk_widget_class_install_action (widget_class, "account.add-contact", NULL, add_contact_action);
  gtk_widget_class_install_action (widget_class, "account.erase", NULL, erase_action);
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    gtk_widget_class_add_binding_action (widget_class, GDK_KEY_1 + i, GDK_ALT_MASK,
                                         "account.show-page", "s", pages[i].name);
}

static void
amends_account_page_init (AmendsAccountPage *self)
{
  AmendsCaseSection *cases[5];

  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    gtk_list_box_append (self->place_list,
                         g_object_new (AMENDS_TYPE_PLACE_ROW, "page", pages[i].name, "title",
                                       _ (pages[i].title), "icon-name", pages[i].icon, NULL));
  cases[0] = self->open;
  cases[1] = self->past;
  cases[2] = self->goodwill;
  cases[3] = self->promises;
  cases[4] = self->messages;
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_signal_connect_object (amends_case_section_get_list (cases[i]), "row-activated",
                             G_CALLBACK (case_activated_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (amends_case_section_get_list (self->people), "row-activated",
                           G_CALLBACK (contact_activated_cb), self, G_CONNECT_SWAPPED);
  self->signals = g_signal_group_new (AMENDS_TYPE_SESSION);
  g_signal_group_connect_swapped (self->signals, "changed", G_CALLBACK (session_changed_cb), self);
  amends_minute_follow (GTK_WIDGET (self), minute_cb);
  folded_cb (self);
}

AmendsAccountPage *
amends_account_page_new (void)
{
  return g_object_new (AMENDS_TYPE_ACCOUNT_PAGE, NULL);
}

void
amends_account_page_show (AmendsAccountPage *self,
                          AmendsSession *session,
                          const char *id,
                          const char *page,
                          const char *back)
{
  g_return_if_fail (AMENDS_IS_ACCOUNT_PAGE (self));

  g_set_object (&self->session, session);
  g_signal_group_set_target (self->signals, session);
  gtk_label_set_label (self->back_label, back);
  if (g_strcmp0 (self->id, id) != 0)
    {
      g_free (self->id);
      self->id = g_strdup (id);
    }
  gtk_stack_set_visible_child_name (self->stack, page != NULL ? page : pages[0].name);
  select_place (self);
  /* Folded, the overview comes first. */
  adw_leaflet_set_visible_child (self->leaflet, page != NULL ? self->content : self->sidebar);
  take_focus (self);
  reload (self);
}

void
amends_account_page_go_back (AmendsAccountPage *self)
{
  g_return_if_fail (AMENDS_IS_ACCOUNT_PAGE (self));

  if (adw_leaflet_get_folded (self->leaflet) &&
      adw_leaflet_get_visible_child (self->leaflet) == self->content)
    adw_leaflet_set_visible_child (self->leaflet, self->sidebar);
  else
    g_signal_emit (self, signals[BACK], 0);
}
