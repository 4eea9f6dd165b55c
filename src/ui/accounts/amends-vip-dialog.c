/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The matrix of tiers and priorities: by when, by whom, who is told. */

#include "config.h"

#include "amends-vip-dialog.h"

#include "amends-account-report.h"
#include "amends-account-text.h"
#include "amends-change.h"
#include "amends-enum-types.h"
#include "amends-feedback.h"
#include "amends-labels.h"
#include "amends-weak.h"

#include <glib/gi18n-lib.h>

/* A response that the clocks of the playbook decide is no number of minutes. */
#define BY_CLOCKS -1
#define MOST_MINUTES (7 * 24 * 60)

struct _AmendsVipDialog
{
  AdwWindow parent_instance;

  AmendsSession *session;    /* (owned) (nullable) */
  GtkWidget *from;           /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned) */
  AmendsVipView *view;       /* (owned) (nullable) until it is read */

  GtkLabel *note;
  GtkBox *tiers;
};

G_DEFINE_FINAL_TYPE (AmendsVipDialog, amends_vip_dialog, ADW_TYPE_WINDOW)

/* One cell and what edits it. */
typedef struct
{
  AmendsVipDialog *dialog; /* (unowned) */
  int tier;
  AmendsPriority priority;
  AmendsVipCell *cell;  /* (owned): as it is stored */
  GPtrArray *handlers;  /* (owned) (element-type utf8) */
  AdwExpanderRow *row;  /* (unowned) */
  GtkSpinButton *spin;  /* (unowned) */
  AdwComboRow *handler; /* (unowned) */
  GPtrArray *roles;     /* (owned) (element-type GtkCheckButton), by AmendsRole */
  GtkWidget *save;      /* (unowned) */
} Cell;

static void
cell_free (gpointer data)
{
  Cell *cell = data;

  amends_vip_cell_free (cell->cell);
  g_ptr_array_unref (cell->handlers);
  g_ptr_array_unref (cell->roles);
  g_free (cell);
}

/* --- One cell -------------------------------------------------------------------------------- */

static void
describe (Cell *cell)
{
  AmendsRiskRules *rules = amends_session_get_risk_rules (cell->dialog->session);
  g_autofree char *text =
      rules != NULL
          ? amends_risk_rules_describe_cell (rules, cell->cell, amends_change_get_language ())
          : NULL;
  g_autofree char *escaped = g_markup_escape_text (text != NULL ? text : "", -1);

  adw_expander_row_set_subtitle (cell->row, escaped);
}

/* (transfer full): the cell as the editors have it. */
static AmendsVipCell *
read_editors (Cell *cell)
{
  AmendsVipCell *fresh = amends_vip_cell_copy (cell->cell);
  guint at = adw_combo_row_get_selected (cell->handler);

  fresh->response = gtk_spin_button_get_value_as_int (cell->spin);
  if (at < cell->handlers->len)
    {
      g_free (fresh->handler);
      fresh->handler = g_strdup (cell->handlers->pdata[at]);
    }
  g_free (fresh->notify);
  fresh->notify = g_new0 (AmendsRole, cell->roles->len + 1);
  fresh->n_notify = 0;
  for (guint i = 0; i < cell->roles->len; i++)
    if (gtk_check_button_get_active (cell->roles->pdata[i]))
      fresh->notify[fresh->n_notify++] = (AmendsRole) GPOINTER_TO_INT (
          g_object_get_data (G_OBJECT (cell->roles->pdata[i]), "role"));
  return fresh;
}

typedef struct
{
  GWeakRef *dialog;
  Cell *cell;           /* (unowned): lives as long as the dialog */
  AmendsVipCell *fresh; /* (owned) */
} Saving;

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Saving *saving = user_data;
  g_autoptr (AmendsVipDialog) self = amends_weak_take (saving->dialog);
  g_autoptr (AmendsVipCell) fresh = saving->fresh;
  g_autoptr (GError) error = NULL;
  gboolean done = amends_session_set_vip_cell_finish (AMENDS_SESSION (source), result, &error);

  if (self == NULL || self->session == NULL)
    return;
  gtk_widget_set_sensitive (saving->cell->save, TRUE);
  if (!done)
    {
      amends_feedback_error (self->from, _ ("The matrix was not changed."), error);
      return;
    }
  amends_vip_cell_free (saving->cell->cell);
  saving->cell->cell = g_steal_pointer (&fresh);
  describe (saving->cell);
  adw_expander_row_set_expanded (saving->cell->row, FALSE);
}

static void
save_cb (Cell *cell)
{
  Saving *saving = g_new0 (Saving, 1);

  saving->dialog = amends_weak_new (cell->dialog);
  saving->cell = cell;
  saving->fresh = read_editors (cell);
  gtk_widget_set_sensitive (cell->save, FALSE);
  amends_session_set_vip_cell_async (cell->dialog->session, cell->tier, cell->priority,
                                     saving->fresh, NULL, saved_cb, saving);
}

static gboolean
is_told (const AmendsVipCell *cell, AmendsRole role)
{
  for (guint i = 0; i < cell->n_notify; i++)
    if (cell->notify[i] == role)
      return TRUE;
  return FALSE;
}

static void
add_spin (Cell *cell)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *spin = gtk_spin_button_new_with_range (BY_CLOCKS, MOST_MINUTES, 5);

  gtk_widget_set_valign (spin, GTK_ALIGN_CENTER);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Answer within, in minutes"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row),
                               _ ("0: at once; −1: by the clocks of the playbook"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), spin);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), spin);
  gtk_accessible_update_property (GTK_ACCESSIBLE (spin), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Answer within, in minutes"), -1);
  adw_expander_row_add_row (cell->row, row);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (spin), cell->cell->response);
  cell->spin = GTK_SPIN_BUTTON (spin);
}

static void
add_handlers (Cell *cell, AmendsRiskRules *rules)
{
  GtkWidget *row = adw_combo_row_new ();
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint chosen = 0;

  for (guint i = 0; i < cell->handlers->len; i++)
    {
      gtk_string_list_append (names,
                              amends_risk_rules_get_handler_name (rules, cell->handlers->pdata[i],
                                                                  amends_change_get_language ()));
      if (g_strcmp0 (cell->handlers->pdata[i], cell->cell->handler) == 0)
        chosen = i;
    }
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Answered by"));
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (names));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), chosen);
  adw_expander_row_add_row (cell->row, row);
  cell->handler = ADW_COMBO_ROW (row);
}

static void
add_roles (Cell *cell)
{
  GtkWidget *row = adw_preferences_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *heading = gtk_label_new (_ ("Who is told"));
  GtkWidget *save = gtk_button_new_with_mnemonic (_ ("_Save"));

  gtk_widget_add_css_class (box, "risk-card");
  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_box_append (GTK_BOX (box), heading);
  for (int role = AMENDS_ROLE_CSM; role < AMENDS_ROLE_CUSTOMER; role++)
    {
      GtkWidget *check =
          gtk_check_button_new_with_label (amends_enum_get_label (AMENDS_TYPE_ROLE, role));

      gtk_check_button_set_active (GTK_CHECK_BUTTON (check),
                                   is_told (cell->cell, (AmendsRole) role));
      g_object_set_data (G_OBJECT (check), "role", GINT_TO_POINTER (role));
      g_ptr_array_add (cell->roles, check);
      gtk_box_append (GTK_BOX (box), check);
    }
  gtk_widget_set_halign (save, GTK_ALIGN_END);
  g_signal_connect_swapped (save, "clicked", G_CALLBACK (save_cb), cell);
  gtk_box_append (GTK_BOX (box), save);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Who is told"));
  adw_expander_row_add_row (cell->row, row);
  cell->save = save;
}

static GtkWidget *
new_cell (AmendsVipDialog *self, AmendsRiskRules *rules, int tier, AmendsPriority priority)
{
  Cell *cell = g_new0 (Cell, 1);
  GtkWidget *row = adw_expander_row_new ();

  cell->dialog = self;
  cell->tier = tier;
  cell->priority = priority;
  cell->cell = amends_vip_cell_copy (amends_risk_rules_get_cell (rules, tier, priority));
  cell->handlers = amends_risk_rules_list_handlers (rules);
  cell->roles = g_ptr_array_new ();
  cell->row = ADW_EXPANDER_ROW (row);
  g_object_set_data_full (G_OBJECT (row), "cell", cell, cell_free);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 amends_enum_get_label (AMENDS_TYPE_PRIORITY, (int) priority));
  describe (cell);
  if (self->view->editable && !amends_session_is_read_only (self->session))
    {
      add_spin (cell);
      add_handlers (cell, rules);
      add_roles (cell);
    }
  return row;
}

/* A cell that cannot be changed is a plain row. */
static GtkWidget *
new_fixed (AmendsRiskRules *rules, int tier, AmendsPriority priority)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *text = amends_risk_rules_describe_cell (
      rules, amends_risk_rules_get_cell (rules, tier, priority), amends_change_get_language ());
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 amends_enum_get_label (AMENDS_TYPE_PRIORITY, (int) priority));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), escaped);
  return row;
}

/* --- All of them ----------------------------------------------------------------------------- */

static void
show_view (AmendsVipDialog *self)
{
  AmendsRiskRules *rules = amends_session_get_risk_rules (self->session);
  gboolean editable = self->view->editable && !amends_session_is_read_only (self->session);

  gtk_label_set_label (self->note,
                       editable ? _ ("Changes are kept in your playbook as a new version.")
                                : _ ("This is the matrix of a playbook that came with the program. "
                                     "Copy the playbook in the preferences to change it."));
  for (guint i = 0; rules != NULL && i < self->view->tiers->len; i++)
    {
      const AmendsTierView *tier = self->view->tiers->pdata[i];
      AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
      g_autofree char *title = g_markup_escape_text (tier->title, -1);
      g_autofree char *arr = g_markup_escape_text (tier->arr != NULL ? tier->arr : "", -1);

      adw_preferences_group_set_title (group, title);
      adw_preferences_group_set_description (group, arr);
      for (int p = AMENDS_PRIORITY_P1; p <= AMENDS_PRIORITY_P4; p++)
        adw_preferences_group_add (group,
                                   editable ? new_cell (self, rules, tier->tier, (AmendsPriority) p)
                                            : new_fixed (rules, tier->tier, (AmendsPriority) p));
      gtk_box_append (self->tiers, GTK_WIDGET (group));
    }
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AmendsVipDialog) self = amends_weak_take (user_data);
  g_autoptr (GError) error = NULL;
  AmendsVipView *view = amends_session_read_vip_finish (AMENDS_SESSION (source), result, &error);

  if (self == NULL || self->session == NULL)
    {
      g_clear_pointer (&view, amends_vip_view_free);
      return;
    }
  if (view == NULL)
    {
      amends_feedback_error (self->from, _ ("The matrix could not be read."), error);
      gtk_window_close (GTK_WINDOW (self));
      return;
    }
  self->view = view;
  show_view (self);
}

static void
export_cb (AmendsVipDialog *self)
{
  amends_account_report_save (GTK_WIDGET (self), self->session, NULL, AMENDS_ACCOUNT_REPORT_VIP);
}

static void
amends_vip_dialog_dispose (GObject *object)
{
  AmendsVipDialog *self = AMENDS_VIP_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->view, amends_vip_view_free);
  g_clear_object (&self->from);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (amends_vip_dialog_parent_class)->dispose (object);
}

static void
amends_vip_dialog_class_init (AmendsVipDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amends_vip_dialog_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               AMENDS_ACCOUNTS_TEMPLATE ("amends-vip-dialog.ui"));
  gtk_widget_class_bind_template_child (widget_class, AmendsVipDialog, note);
  gtk_widget_class_bind_template_child (widget_class, AmendsVipDialog, tiers);
  gtk_widget_class_bind_template_callback (widget_class, export_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
amends_vip_dialog_init (AmendsVipDialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

AmendsVipDialog *
amends_vip_dialog_present (GtkWidget *from, AmendsSession *session)
{
  AmendsVipDialog *self =
      g_object_new (AMENDS_TYPE_VIP_DIALOG, "transient-for", gtk_widget_get_root (from), NULL);

  self->session = g_object_ref (session);
  self->from = g_object_ref (from);
  amends_session_read_vip_async (session, self->cancellable, read_cb, amends_weak_new (self));
  gtk_window_present (GTK_WINDOW (self));
  return self;
}
