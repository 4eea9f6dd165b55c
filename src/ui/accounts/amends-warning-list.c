/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The early warnings that wait for an answer. */

#include "config.h"

#include "amends-warning-list.h"

#include "amends-account-draft.h"
#include "amends-account-text.h"
#include "amends-case-tools.h"
#include "amends-feedback.h"
#include "amends-warning-answer.h"
#include "amends-weak.h"

#include <glib/gi18n-lib.h>

struct _AmendsWarningList
{
  AdwBin parent_instance;

  AmendsSession *session;    /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned) (nullable): the listing that runs */
  gboolean outdated;         /* changed while it was not seen */

  GtkToggleButton *fold;
  GtkLabel *count;
  GtkImage *arrow;
  GtkRevealer *revealer;
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (AmendsWarningList, amends_warning_list, ADW_TYPE_BIN)

/* --- Rows ------------------------------------------------------------------------------------ */

static GtkWidget *
new_label (const char *text, const char *class_name)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (class_name != NULL)
    gtk_widget_add_css_class (label, class_name);
  return label;
}

static GMenu *
new_answers (const char *id)
{
  static const struct
  {
    const char *name;
    const char *label; /* to be translated */
  } answers[] = {
    { "right", N_ ("_Right") },
    { "false-alarm", N_ ("_False alarm") },
    { "snooze", N_ ("_Snooze") },
  };
  GMenu *menu = g_menu_new ();

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (_ (answers[i].label), NULL);

      g_menu_item_set_action_and_target (item, "warnings.answer", "(ss)", id, answers[i].name);
      g_menu_append_item (menu, item);
    }
  return menu;
}

static GtkWidget *
new_buttons (AmendsWarningRow *row)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *answer = gtk_menu_button_new ();
  g_autoptr (GMenu) menu = new_answers (row->warning->id);

  if (row->draft != NULL)
    {
      GtkWidget *button = gtk_button_new_with_label (amends_warning_get_draft_label (row->draft));

      gtk_widget_add_css_class (button, "row-action");
      gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(ss)", row->warning->account_id,
                                        row->draft);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "warnings.draft");
      gtk_box_append (GTK_BOX (box), button);
    }
  gtk_menu_button_set_label (GTK_MENU_BUTTON (answer), C_ ("warning", "Answer"));
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (answer), G_MENU_MODEL (menu));
  gtk_widget_add_css_class (answer, "flat");
  gtk_widget_add_css_class (answer, "row-menu");
  gtk_widget_set_tooltip_text (answer, _ ("Is this warning right?"));
  gtk_box_append (GTK_BOX (box), answer);
  return box;
}

static GtkWidget *
new_row (AmendsWarningList *self, AmendsWarningRow *warning)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *name = new_label (warning->account, "heading");
  AmendsTone tone;
  const char *word = amends_session_get_risk_word (self->session, warning->level, &tone);
  /* TRANSLATORS: the risk of an account, a word and the score of 100: "High, 85" */
  g_autofree char *level =
      g_strdup_printf (C_ ("risk", "%1$s, %2$d"), word, warning->warning->score);
  GtkWidget *mark = new_label (level, "caption");
  g_autofree char *below = amends_case_join (warning->title, warning->action_title);
  GtkWidget *second = new_label (below, "caption");
  g_autofree char *first = amends_case_join (warning->account, level);
  g_autofree char *spoken = amends_case_join (first, warning->warning->reason);

  gtk_widget_set_hexpand (name, TRUE);
  gtk_widget_add_css_class (mark, "numeric");
  amends_account_set_tone (mark, tone);
  gtk_widget_add_css_class (second, "dim-label");
  gtk_box_append (GTK_BOX (head), name);
  gtk_box_append (GTK_BOX (head), mark);
  gtk_box_append (GTK_BOX (box), head);
  gtk_box_append (GTK_BOX (box), new_label (warning->warning->reason, "dense-text"));
  gtk_box_append (GTK_BOX (box), second);
  gtk_box_append (GTK_BOX (box), new_buttons (warning));
  gtk_widget_add_css_class (row, "account-entry");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  g_object_set_data_full (G_OBJECT (row), "account", g_strdup (warning->warning->account_id),
                          g_free);
  return row;
}

static void
show_warnings (AmendsWarningList *self, GPtrArray *warnings)
{
  GtkListBoxRow *row;
  g_autofree char *count = g_strdup_printf ("%u", warnings->len);
  g_autofree char *spoken =
      /* TRANSLATORS: %u is how many early warnings wait for an answer */
      g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u early warning", "%u early warnings",
                                    warnings->len),
                       warnings->len);

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  for (guint i = 0; i < warnings->len; i++)
    gtk_list_box_append (self->list, new_row (self, warnings->pdata[i]));
  gtk_label_set_label (self->count, count);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->fold), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  spoken, -1);
  gtk_widget_set_visible (GTK_WIDGET (self), warnings->len > 0);
}

/* --- Listing --------------------------------------------------------------------------------- */

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AmendsWarningList) self = amends_weak_take (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) warnings =
      amends_session_list_warnings_finish (AMENDS_SESSION (source), result, &error);

  if (self == NULL || self->session == NULL)
    return;
  if (warnings != NULL)
    show_warnings (self, warnings);
  else
    amends_feedback_error (GTK_WIDGET (self), _ ("The early warnings could not be read."), error);
}

static void
reload (AmendsWarningList *self)
{
  self->outdated = FALSE;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  amends_session_list_warnings_async (self->session, NULL, TRUE, self->cancellable, listed_cb,
                                      amends_weak_new (self));
}

/* Hidden as it is while it is empty, it cannot tell by itself whether it would be seen. */
static void
session_changed_cb (AmendsWarningList *self)
{
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));

  if (parent == NULL || gtk_widget_get_mapped (parent))
    reload (self);
  else
    self->outdated = TRUE;
}

static void
parent_mapped_cb (AmendsWarningList *self)
{
  if (self->outdated && self->session != NULL)
    reload (self);
}

/* --- Commands -------------------------------------------------------------------------------- */

static void
draft_action (GtkWidget *widget, const char *name, GVariant *target)
{
  const char *account;
  const char *kind;

  g_variant_get (target, "(&s&s)", &account, &kind);
  amends_account_draft_present (widget, AMENDS_WARNING_LIST (widget)->session, account, kind);
}

static void
answer_action (GtkWidget *widget, const char *name, GVariant *target)
{
  const char *id;
  const char *answer;

  g_variant_get (target, "(&s&s)", &id, &answer);
  amends_warning_answer_give (widget, AMENDS_WARNING_LIST (widget)->session, id,
                              amends_warning_answer_from_name (answer));
}

static void
activated_cb (AmendsWarningList *self, GtkListBoxRow *row)
{
  amends_account_open (GTK_WIDGET (self), g_object_get_data (G_OBJECT (row), "account"));
}

static void
folded_cb (AmendsWarningList *self)
{
  gboolean open = gtk_toggle_button_get_active (self->fold);

  gtk_revealer_set_reveal_child (self->revealer, open);
  gtk_image_set_from_icon_name (self->arrow, open ? "pan-down-symbolic" : "pan-end-symbolic");
}

/* --- Life ------------------------------------------------------------------------------------ */

static void
amends_warning_list_dispose (GObject *object)
{
  AmendsWarningList *self = AMENDS_WARNING_LIST (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (amends_warning_list_parent_class)->dispose (object);
}

static void
amends_warning_list_class_init (AmendsWarningListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amends_warning_list_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               AMENDS_ACCOUNTS_TEMPLATE ("amends-warning-list.ui"));
  gtk_widget_class_bind_template_child (widget_class, AmendsWarningList, fold);
  gtk_widget_class_bind_template_child (widget_class, AmendsWarningList, count);
  gtk_widget_class_bind_template_child (widget_class, AmendsWarningList, arrow);
  gtk_widget_class_bind_template_child (widget_class, AmendsWarningList, revealer);
  gtk_widget_class_bind_template_child (widget_class, AmendsWarningList, list);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, folded_cb);
  gtk_widget_class_install_action (widget_class, "warnings.draft", "(ss)", draft_action);
  gtk_widget_class_install_action (widget_class, "warnings.answer", "(ss)", answer_action);
}

static void
amends_warning_list_init (AmendsWarningList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  folded_cb (self);
}

void
amends_warning_list_set_session (AmendsWarningList *self, AmendsSession *session)
{
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));

  g_return_if_fail (AMENDS_IS_WARNING_LIST (self));

  if (!g_set_object (&self->session, session))
    return;
  g_signal_connect_object (session, "changed", G_CALLBACK (session_changed_cb), self,
                           G_CONNECT_SWAPPED);
  if (parent != NULL)
    g_signal_connect_object (parent, "map", G_CALLBACK (parent_mapped_cb), self,
                             G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  reload (self);
}

void
amends_warning_list_set_open (AmendsWarningList *self, gboolean open)
{
  g_return_if_fail (AMENDS_IS_WARNING_LIST (self));

  gtk_toggle_button_set_active (self->fold, open);
}
