/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who takes part in a case. */

#include "config.h"

#include "amends-stakeholders-page.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "amends-adaptive-bin.h"
#include "amends-change-news.h"
#include "amends-case-tools.h"
#include "amends-enum-types.h"
#include "amends-feedback.h"
#include "amends-format.h"
#include "amends-labels.h"
#include "amends-stakeholder-dialog.h"
#include "amends-stakeholder-row.h"

struct _AmendsStakeholdersPage
{
  AmendsCaseSubpage parent_instance;

  AmendsAdaptiveBin *bin;
  GtkWidget *content;
  GtkGrid *step_card;
  GtkWidget *step_icon;
  GtkLabel *step_title;
  GtkLabel *step_text;
  GtkWidget *step_buttons;
  GtkWidget *step_read;
  GtkWidget *step_notify;
  GtkListBox *list;
  GtkWidget *empty;
  GtkWidget *legend;

  GtkSizeGroup *columns[AMENDS_STAKEHOLDER_COLUMNS]; /* (owned) */
  guint step;                                        /* that the card proposes */
  char *briefing;                                    /* (owned) (nullable): id of its draft */
};

G_DEFINE_FINAL_TYPE (AmendsStakeholdersPage, amends_stakeholders_page, AMENDS_TYPE_CASE_SUBPAGE)

/* --- The next step --- */

static AmendsStakeholder *
find_role (AmendsCase *case_, AmendsRole role)
{
  GListModel *list = G_LIST_MODEL (case_->stakeholders);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (AmendsStakeholder) one = g_list_model_get_item (list, i);

      if (one->role == role)
        return one;
    }
  return NULL;
}

static char *
find_briefing (AmendsSession *session, AmendsCase *case_, GArray *roles)
{
  for (guint i = 0; i < roles->len; i++)
    {
      AmendsStakeholder *one = find_role (case_, (AmendsRole) g_array_index (roles, int, i));
      AmendsDraft *draft = one != NULL ? amends_session_find_briefing (session, case_, one) : NULL;

      if (draft != NULL)
        return g_strdup (draft->id);
    }
  return NULL;
}

static char *
describe_step (AmendsSession *session, AmendsCase *case_, const AmendsStepUp *step, gboolean brief)
{
  AmendsInstant now = amends_session_now (session);
  const char *severity =
      amends_enum_get_label (AMENDS_TYPE_SEVERITY, (int) case_->escalation->severity);
  g_autofree char *when =
      amends_format_moment_short (step->due, now, amends_session_get_zone (session));
  g_autofree char *in = amends_format_in (step->due - now);
  g_autofree char *line = NULL;

  if (step->due > now)
    /* TRANSLATORS: a severity, a time, and how far off it is: "in 20 h 39 min" */
    line = g_strdup_printf (_ ("%1$s and unresolved at %2$s, %3$s."), severity, when, in);
  else
    /* TRANSLATORS: a severity, a time, and how long ago it was: "28 min ago" */
    line = g_strdup_printf (_ ("%1$s and unresolved since %2$s, due %3$s."), severity, when, in);
  if (!brief)
    return g_steal_pointer (&line);
  /* TRANSLATORS: a sentence, then that the text for these people is written */
  return g_strdup_printf (_ ("%s The brief is ready and updates itself until then."), line);
}

static void
update_step (AmendsStakeholdersPage *self, AmendsSession *session, AmendsCase *case_)
{
  g_auto (AmendsStepUp) step = { 0 };
  g_autofree char *title = NULL;
  g_autofree char *text = NULL;
  gboolean late;

  g_clear_pointer (&self->briefing, g_free);
  if (!amends_session_get_step_up (session, case_, &step))
    {
      gtk_widget_set_visible (GTK_WIDGET (self->step_card), FALSE);
      return;
    }
  late = step.due <= amends_session_now (session);
  self->step = step.step;
  self->briefing = find_briefing (session, case_, step.roles);
  /* TRANSLATORS: %s is one or several people: "CRO and CTO" */
  title = g_strdup_printf (_ ("Next step up: %s"), step.who);
  text = describe_step (session, case_, &step, self->briefing != NULL && !late);
  gtk_label_set_text (self->step_title, title);
  gtk_label_set_text (self->step_text, text);
  gtk_widget_set_css_classes (self->step_icon, (const char *[]){ late ? "error" : "accent", NULL });
  gtk_widget_set_visible (self->step_read, self->briefing != NULL);
  gtk_widget_set_sensitive (self->step_notify, !amends_session_is_read_only (session));
  if (late)
    gtk_widget_add_css_class (self->step_notify, "suggested-action");
  else
    gtk_widget_remove_css_class (self->step_notify, "suggested-action");
  gtk_widget_set_visible (GTK_WIDGET (self->step_card), TRUE);
}

static void
read_cb (AmendsStakeholdersPage *self)
{
  if (self->briefing != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "case.open-draft", "s", self->briefing);
}

typedef struct
{
  AmendsStakeholdersPage *page; /* (owned) */
  AmendsCase *case_;            /* (owned) */
  GArray *roles;                /* (owned) */
  char *done;                   /* (owned) */
} Notifying;

static void
notifying_free (Notifying *notifying)
{
  g_object_unref (notifying->page);
  g_object_unref (notifying->case_);
  g_array_unref (notifying->roles);
  g_free (notifying->done);
  g_free (notifying);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Notifying, notifying_free)

static void
notified_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Notifying) notifying = user_data;
  AmendsSession *session = AMENDS_SESSION (source);
  GtkWidget *widget = GTK_WIDGET (notifying->page);
  g_autoptr (GError) error = NULL;
  g_autofree char *draft = NULL;
  guint token = 0;

  if (!amends_session_change_finish (session, result, &token, &error))
    {
      amends_feedback_error (widget, _ ("Nobody was marked as notified."), error);
      return;
    }
  amends_feedback_undo (widget, notifying->done, token);
  draft = find_briefing (session, notifying->case_, notifying->roles);
  if (draft != NULL &&
      amends_case_subpage_get_case (AMENDS_CASE_SUBPAGE (widget)) == notifying->case_)
    gtk_widget_activate_action (widget, "case.open-draft", "s", draft);
}

static void
notify_cb (AmendsStakeholdersPage *self)
{
  AmendsCaseSubpage *subpage = AMENDS_CASE_SUBPAGE (self);
  AmendsSession *session = amends_case_subpage_get_session (subpage);
  AmendsCase *case_ = amends_case_subpage_get_case (subpage);
  g_auto (AmendsStepUp) step = { 0 };
  Notifying *notifying;

  if (case_ == NULL || !amends_session_get_step_up (session, case_, &step))
    return;
  notifying = g_new0 (Notifying, 1);
  notifying->page = g_object_ref (self);
  notifying->case_ = g_object_ref (case_);
  notifying->roles = g_steal_pointer (&step.roles);
  /* TRANSLATORS: %s is one or several people: "CRO and CTO" */
  notifying->done = g_strdup_printf (_ ("Marked as notified: %s. Send the brief."), step.who);
  amends_session_notify_step_async (session, case_, step.step, NULL, notified_cb, notifying);
}

/* --- The matrix --- */

static gboolean
is_narrow (AmendsStakeholdersPage *self)
{
  return amends_adaptive_bin_get_narrow (self->bin);
}

static int
get_rank (AmendsStakeholder *one)
{
  static const char letters[] = "ARCI";

  /* Who runs the case comes first, then who answers for it. */
  if (one->role == AMENDS_ROLE_CSM)
    return -1;
  for (int i = 0; letters[i] != '\0'; i++)
    if (one->raci != NULL && strchr (one->raci, letters[i]) != NULL)
      return i;
  return (int) strlen (letters);
}

static int
compare_people (gconstpointer a, gconstpointer b)
{
  return get_rank (*(AmendsStakeholder *const *) a) - get_rank (*(AmendsStakeholder *const *) b);
}

static void
fill_row (AmendsStakeholdersPage *self, AmendsStakeholderRow *row, AmendsStakeholder *one)
{
  AmendsCaseSubpage *subpage = AMENDS_CASE_SUBPAGE (self);

  amends_stakeholder_row_set_narrow (row, is_narrow (self));
  amends_stakeholder_row_set (row, amends_case_subpage_get_session (subpage),
                              amends_case_subpage_get_case (subpage), one);
}

static AmendsStakeholderRow *
get_row (AmendsStakeholdersPage *self, int index)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, index);

  if (row == NULL)
    {
      row = GTK_LIST_BOX_ROW (amends_stakeholder_row_new (self->columns));
      gtk_list_box_append (self->list, GTK_WIDGET (row));
    }
  return AMENDS_STAKEHOLDER_ROW (row);
}

static void
update_list (AmendsStakeholdersPage *self, AmendsCase *case_)
{
  g_autoptr (GPtrArray) people = g_ptr_array_new_with_free_func (g_object_unref);
  GtkListBoxRow *row;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (case_->stakeholders)); i++)
    g_ptr_array_add (people, g_list_model_get_item (G_LIST_MODEL (case_->stakeholders), i));
  g_ptr_array_sort (people, compare_people);
  for (guint i = 0; i < people->len; i++)
    fill_row (self, get_row (self, (int) i + 1), people->pdata[i]);
  while ((row = gtk_list_box_get_row_at_index (self->list, (int) people->len + 1)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  gtk_widget_set_visible (GTK_WIDGET (self->list), people->len > 0);
  gtk_widget_set_visible (self->legend, people->len > 0);
  gtk_widget_set_visible (self->empty, people->len == 0);
}

static void
row_activated_cb (AmendsStakeholdersPage *self, GtkListBoxRow *row)
{
  AmendsCaseSubpage *subpage = AMENDS_CASE_SUBPAGE (self);
  AmendsStakeholder *one = amends_stakeholder_row_get (AMENDS_STAKEHOLDER_ROW (row));

  if (one != NULL)
    amends_stakeholder_dialog_present (GTK_WIDGET (self), amends_case_subpage_get_session (subpage),
                                       amends_case_subpage_get_case (subpage), one);
}

static void
add_action (GtkWidget *widget, const char *action, GVariant *target)
{
  AmendsCaseSubpage *subpage = AMENDS_CASE_SUBPAGE (widget);

  if (amends_case_subpage_get_case (subpage) != NULL)
    amends_stakeholder_dialog_present (widget, amends_case_subpage_get_session (subpage),
                                       amends_case_subpage_get_case (subpage), NULL);
}

static void
place_buttons (AmendsStakeholdersPage *self, gboolean narrow)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self->step_card));
  GtkLayoutChild *child = gtk_layout_manager_get_layout_child (layout, self->step_buttons);

  g_object_set (child, "column", narrow ? 0 : 2, "row", narrow ? 1 : 0, "column-span",
                narrow ? 2 : 1, NULL);
}

static void
narrow_cb (AmendsStakeholdersPage *self)
{
  gboolean narrow = is_narrow (self);

  if (narrow)
    gtk_widget_add_css_class (self->content, "narrow");
  else
    gtk_widget_remove_css_class (self->content, "narrow");
  for (guint i = 0; i < G_N_ELEMENTS (self->columns); i++)
    gtk_size_group_set_mode (self->columns[i],
                             narrow ? GTK_SIZE_GROUP_NONE : GTK_SIZE_GROUP_HORIZONTAL);
  gtk_widget_set_visible (GTK_WIDGET (get_row (self, 0)), !narrow);
  place_buttons (self, narrow);
  amends_case_subpage_refresh (AMENDS_CASE_SUBPAGE (self));
}

/* --- The page --- */

static void
amends_stakeholders_page_refresh (AmendsCaseSubpage *subpage)
{
  AmendsStakeholdersPage *self = AMENDS_STAKEHOLDERS_PAGE (subpage);
  AmendsSession *session = amends_case_subpage_get_session (subpage);
  AmendsCase *case_ = amends_case_subpage_get_case (subpage);

  update_step (self, session, case_);
  update_list (self, case_);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "stakeholders.add",
                                 !amends_session_is_read_only (session));
}

static void
amends_stakeholders_page_dispose (GObject *object)
{
  AmendsStakeholdersPage *self = AMENDS_STAKEHOLDERS_PAGE (object);

  for (guint i = 0; i < G_N_ELEMENTS (self->columns); i++)
    g_clear_object (&self->columns[i]);
  g_clear_pointer (&self->briefing, g_free);

  G_OBJECT_CLASS (amends_stakeholders_page_parent_class)->dispose (object);
}

static void
amends_stakeholders_page_class_init (AmendsStakeholdersPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amends_stakeholders_page_dispose;
  AMENDS_CASE_SUBPAGE_CLASS (klass)->refresh = amends_stakeholders_page_refresh;

  g_type_ensure (AMENDS_TYPE_ADAPTIVE_BIN);
  gtk_widget_class_set_template_from_resource (
      widget_class, AMENDS_CASE_TEMPLATE ("amends-stakeholders-page.ui"));
  gtk_widget_class_bind_template_child (widget_class, AmendsStakeholdersPage, bin);
  gtk_widget_class_bind_template_child (widget_class, AmendsStakeholdersPage, content);
  gtk_widget_class_bind_template_child (widget_class, AmendsStakeholdersPage, step_card);
  gtk_widget_class_bind_template_child (widget_class, AmendsStakeholdersPage, step_icon);
  gtk_widget_class_bind_template_child (widget_class, AmendsStakeholdersPage, step_title);
  gtk_widget_class_bind_template_child (widget_class, AmendsStakeholdersPage, step_text);
  gtk_widget_class_bind_template_child (widget_class, AmendsStakeholdersPage, step_buttons);
  gtk_widget_class_bind_template_child (widget_class, AmendsStakeholdersPage, step_read);
  gtk_widget_class_bind_template_child (widget_class, AmendsStakeholdersPage, step_notify);
  gtk_widget_class_bind_template_child (widget_class, AmendsStakeholdersPage, list);
  gtk_widget_class_bind_template_child (widget_class, AmendsStakeholdersPage, empty);
  gtk_widget_class_bind_template_child (widget_class, AmendsStakeholdersPage, legend);
  gtk_widget_class_bind_template_callback (widget_class, read_cb);
  gtk_widget_class_bind_template_callback (widget_class, notify_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, narrow_cb);
  gtk_widget_class_install_action (widget_class, "stakeholders.add", NULL, add_action);
}

static void
amends_stakeholders_page_init (AmendsStakeholdersPage *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->columns); i++)
    self->columns[i] = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  gtk_widget_init_template (GTK_WIDGET (self));
  amends_stakeholder_row_set_header (get_row (self, 0));
  narrow_cb (self);
}
