/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Somebody who takes part in a case, to fill in or to change. */

#include "config.h"

#include "amends-stakeholder-dialog.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "amends-change-news.h"
#include "amends-case-tools.h"
#include "amends-enum-types.h"
#include "amends-format.h"
#include "amends-labels.h"
#include "amends-moment-entry.h"
#include "amends-row-name.h"
#include "amends-stakeholder-row.h"
#include "amends-text-area.h"

struct _AmendsStakeholderDialog
{
  AdwWindow parent_instance;

  GtkEditable *name;
  AdwComboRow *role;
  GtkEditable *contact;
  GtkToggleButton *raci_r;
  GtkToggleButton *raci_a;
  GtkToggleButton *raci_c;
  GtkToggleButton *raci_i;
  GtkTextView *ask;
  AdwExpanderRow *deadline_row;
  AmendsMomentEntry *deadline;
  AdwActionRow *notified_row;
  GtkButton *notified_button;
  AdwActionRow *acknowledged_row;
  GtkButton *acknowledged_button;
  GtkWidget *brief;
  GtkLabel *sources;
  GtkWidget *remove;
  GtkWidget *save;

  AmendsSession *session;    /* (owned) */
  AmendsCase *case_;         /* (owned) */
  AmendsStakeholder *person; /* (owned): the copy that is edited */
  GtkWidget *from;           /* (owned) */
  gboolean is_new;
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (AmendsStakeholderDialog, amends_stakeholder_dialog, ADW_TYPE_WINDOW)

static char *
dup_raci (AmendsStakeholderDialog *self)
{
  GtkToggleButton *buttons[] = { self->raci_r, self->raci_a, self->raci_c, self->raci_i };
  GString *letters = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (buttons); i++)
    if (gtk_toggle_button_get_active (buttons[i]))
      g_string_append_c (letters, "RACI"[i]);
  return g_string_free (letters, FALSE);
}

static gboolean
has_deadline (AmendsStakeholderDialog *self)
{
  return adw_expander_row_get_enable_expansion (self->deadline_row);
}

static void
changed_cb (AmendsStakeholderDialog *self)
{
  g_autofree char *raci = dup_raci (self);

  if (self->filling || self->session == NULL)
    return;
  gtk_widget_set_sensitive (self->save,
                            *raci != '\0' && !amends_session_is_read_only (self->session) &&
                                (!has_deadline (self) ||
                                 amends_moment_entry_get (self->deadline) != AMENDS_INSTANT_NONE));
}

/* Whoever is known in this role fills in the name and the address. */
static void
role_cb (AmendsStakeholderDialog *self)
{
  AmendsRole role = (AmendsRole) adw_combo_row_get_selected (self->role);
  GListModel *people;

  if (self->filling || !self->is_new || self->session == NULL ||
      *gtk_editable_get_text (self->name) != '\0')
    return;
  people = amends_session_get_people (self->session);
  for (guint i = 0; i < g_list_model_get_n_items (people); i++)
    {
      g_autoptr (AmendsPerson) person = g_list_model_get_item (people, i);

      if (person->role != role || person->name == NULL)
        continue;
      gtk_editable_set_text (self->name, person->name);
      if (person->emails != NULL && person->emails[0] != NULL)
        gtk_editable_set_text (self->contact, person->emails[0]);
      return;
    }
}

static void
show_moment (AmendsStakeholderDialog *self,
             AdwActionRow *row,
             GtkButton *button,
             AmendsInstant moment)
{
  g_autofree char *text =
      moment != AMENDS_INSTANT_NONE
          ? amends_format_moment_full (moment, amends_session_now (self->session),
                                       amends_session_get_zone (self->session))
          : g_strdup (C_ ("stakeholder", "not yet"));
  g_autofree char *name = NULL;
  const char *label = moment != AMENDS_INSTANT_NONE
                          /* TRANSLATORS: takes back that a person was told or has answered */
                          ? C_ ("stakeholder", "Take back")
                          /* TRANSLATORS: a person is told, or answers, at this moment */
                          : C_ ("stakeholder", "Just now");

  adw_action_row_set_subtitle (row, text);
  gtk_button_set_label (button, label);
  /* TRANSLATORS: a button read aloud with what it is about: "Notified: Just now" */
  name = g_strdup_printf (_ ("%1$s: %2$s"),
                          adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
show_moments (AmendsStakeholderDialog *self)
{
  show_moment (self, self->notified_row, self->notified_button, self->person->notified_at);
  show_moment (self, self->acknowledged_row, self->acknowledged_button,
               self->person->acknowledged_at);
  changed_cb (self);
}

static void
notified_cb (AmendsStakeholderDialog *self)
{
  gboolean known = self->person->notified_at != AMENDS_INSTANT_NONE;

  amends_record_set (self->person, "notified-at",
                     known ? AMENDS_INSTANT_NONE : amends_session_now (self->session), NULL);
  if (known)
    amends_record_set (self->person, "acknowledged-at", AMENDS_INSTANT_NONE, NULL);
  show_moments (self);
}

static void
acknowledged_cb (AmendsStakeholderDialog *self)
{
  AmendsInstant now = amends_session_now (self->session);
  gboolean known = self->person->acknowledged_at != AMENDS_INSTANT_NONE;

  amends_record_set (self->person, "acknowledged-at", known ? AMENDS_INSTANT_NONE : now, NULL);
  if (!known && self->person->notified_at == AMENDS_INSTANT_NONE)
    amends_record_set (self->person, "notified-at", now, NULL);
  show_moments (self);
}

static char *
dup_ask (AmendsStakeholderDialog *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->ask);
  GtkTextIter start;
  GtkTextIter end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
}

static const char *
or_null (const char *text)
{
  return *text != '\0' ? text : NULL;
}

static void
save_cb (AmendsStakeholderDialog *self)
{
  g_autofree char *raci = dup_raci (self);
  g_autofree char *ask = dup_ask (self);

  amends_record_set (
      self->person, "name", or_null (gtk_editable_get_text (self->name)), "contact",
      or_null (gtk_editable_get_text (self->contact)), "role",
      (int) adw_combo_row_get_selected (self->role), "raci", raci, "ask", or_null (ask), "deadline",
      has_deadline (self) ? amends_moment_entry_get (self->deadline) : AMENDS_INSTANT_NONE, NULL);
  amends_session_save_stakeholder_async (
      self->session, self->case_, self->person, NULL, amends_change_news_case_cb,
      amends_change_news_new (GTK_WIDGET (self),
                              self->is_new ? _ ("Person added.") : _ ("Person changed."),
                              _ ("The person could not be saved.")));
  gtk_window_close (GTK_WINDOW (self));
}

static void
remove_cb (AmendsStakeholderDialog *self)
{
  amends_session_remove_stakeholder_async (
      self->session, self->case_, self->person->id, NULL, amends_change_news_case_cb,
      amends_change_news_new (GTK_WIDGET (self), _ ("Person removed."),
                              _ ("The person could not be removed.")));
  gtk_window_close (GTK_WINDOW (self));
}

static void
brief_cb (AmendsStakeholderDialog *self)
{
  AmendsDraft *draft = amends_session_find_briefing (self->session, self->case_, self->person);
  g_autofree char *id = draft != NULL ? g_strdup (draft->id) : NULL;
  g_autoptr (GtkWidget) from = g_object_ref (self->from);

  gtk_window_close (GTK_WINDOW (self));
  if (id != NULL)
    gtk_widget_activate_action (from, "case.open-draft", "s", id);
}

static void
amends_stakeholder_dialog_dispose (GObject *object)
{
  AmendsStakeholderDialog *self = AMENDS_STAKEHOLDER_DIALOG (object);

  g_clear_object (&self->session);
  g_clear_object (&self->case_);
  g_clear_object (&self->person);
  g_clear_object (&self->from);
  gtk_widget_dispose_template (GTK_WIDGET (self), AMENDS_TYPE_STAKEHOLDER_DIALOG);

  G_OBJECT_CLASS (amends_stakeholder_dialog_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
      widget_class, AMENDS_CASE_TEMPLATE ("amends-stakeholder-dialog.ui"));
  gtk_widget_class_bind_template_child (widget_class, AmendsStakeholderDialog, name);
  gtk_widget_class_bind_template_child (widget_class, AmendsStakeholderDialog, role);
  gtk_widget_class_bind_template_child (widget_class, AmendsStakeholderDialog, contact);
  gtk_widget_class_bind_template_child (widget_class, AmendsStakeholderDialog, raci_r);
  gtk_widget_class_bind_template_child (widget_class, AmendsStakeholderDialog, raci_a);
  gtk_widget_class_bind_template_child (widget_class, AmendsStakeholderDialog, raci_c);
  gtk_widget_class_bind_template_child (widget_class, AmendsStakeholderDialog, raci_i);
  gtk_widget_class_bind_template_child (widget_class, AmendsStakeholderDialog, ask);
  gtk_widget_class_bind_template_child (widget_class, AmendsStakeholderDialog, deadline_row);
  gtk_widget_class_bind_template_child (widget_class, AmendsStakeholderDialog, deadline);
  gtk_widget_class_bind_template_child (widget_class, AmendsStakeholderDialog, notified_row);
  gtk_widget_class_bind_template_child (widget_class, AmendsStakeholderDialog, notified_button);
  gtk_widget_class_bind_template_child (widget_class, AmendsStakeholderDialog, acknowledged_row);
  gtk_widget_class_bind_template_child (widget_class, AmendsStakeholderDialog, acknowledged_button);
  gtk_widget_class_bind_template_child (widget_class, AmendsStakeholderDialog, brief);
  gtk_widget_class_bind_template_child (widget_class, AmendsStakeholderDialog, sources);
  gtk_widget_class_bind_template_child (widget_class, AmendsStakeholderDialog, remove);
  gtk_widget_class_bind_template_child (widget_class, AmendsStakeholderDialog, save);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, role_cb);
  gtk_widget_class_bind_template_callback (widget_class, notified_cb);
  gtk_widget_class_bind_template_callback (widget_class, acknowledged_cb);
  gtk_widget_class_bind_template_callback (widget_class, brief_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
}

static void
amends_stakeholder_dialog_class_init (AmendsStakeholderDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amends_stakeholder_dialog_dispose;

  g_type_ensure (AMENDS_TYPE_MOMENT_ENTRY);
  g_type_ensure (AMENDS_TYPE_TEXT_AREA);
  bind_template (widget_class);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
amends_stakeholder_dialog_init (AmendsStakeholderDialog *self)
{
  g_autoptr (GListModel) roles = amends_case_enum_model (AMENDS_TYPE_ROLE);

  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  amends_row_name_switch (self->deadline_row);
  adw_combo_row_set_model (self->role, roles);
}

static void
fill (AmendsStakeholderDialog *self)
{
  AmendsStakeholder *person = self->person;
  const char *raci = person->raci != NULL ? person->raci : "";
  g_autofree char *sources = person->sources != NULL ? g_strjoinv (" · ", person->sources) : NULL;
  gboolean dated = person->deadline != AMENDS_INSTANT_NONE;

  gtk_editable_set_text (self->name, person->name != NULL ? person->name : "");
  gtk_editable_set_text (self->contact, person->contact != NULL ? person->contact : "");
  adw_combo_row_set_selected (self->role, person->role);
  gtk_toggle_button_set_active (self->raci_r, strchr (raci, 'R') != NULL);
  gtk_toggle_button_set_active (self->raci_a, strchr (raci, 'A') != NULL);
  gtk_toggle_button_set_active (self->raci_c, strchr (raci, 'C') != NULL);
  gtk_toggle_button_set_active (self->raci_i, strchr (raci, 'I') != NULL);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->ask),
                            person->ask != NULL ? person->ask : "", -1);
  amends_moment_entry_set (
      self->deadline, dated ? person->deadline : amends_session_now (self->session) + AMENDS_DAY,
      amends_session_get_zone (self->session));
  adw_expander_row_set_enable_expansion (self->deadline_row, dated);
  adw_expander_row_set_expanded (self->deadline_row, dated);
  amends_case_set_text (self->sources, sources);
  gtk_widget_set_visible (self->brief,
                          !self->is_new && amends_session_find_briefing (self->session, self->case_,
                                                                         person) != NULL);
  gtk_widget_set_visible (self->remove, !self->is_new);
  gtk_widget_set_sensitive (self->remove, !amends_session_is_read_only (self->session));
  self->filling = FALSE;
  show_moments (self);
}

void
amends_stakeholder_dialog_present (GtkWidget *from,
                                   AmendsSession *session,
                                   AmendsCase *case_,
                                   AmendsStakeholder *stakeholder)
{
  AmendsStakeholderDialog *self;

  g_return_if_fail (GTK_IS_WIDGET (from));

  self = g_object_new (AMENDS_TYPE_STAKEHOLDER_DIALOG, "transient-for", gtk_widget_get_root (from),
                       "title", stakeholder != NULL ? _ ("Person") : _ ("Add person"), NULL);
  self->session = g_object_ref (session);
  self->case_ = g_object_ref (case_);
  self->from = g_object_ref (from);
  self->is_new = stakeholder == NULL;
  self->person =
      self->is_new ? amends_record_new (AMENDS_TYPE_STAKEHOLDER) : amends_record_copy (stakeholder);
  if (self->is_new)
    amends_record_set (self->person, "role", AMENDS_ROLE_ACCOUNT_MANAGER, "raci", "I", NULL);
  fill (self);
  gtk_window_present (GTK_WINDOW (self));
}
