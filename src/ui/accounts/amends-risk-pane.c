/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How much an account is at risk: the score, its reasons, and what to do today. */

#include "config.h"

#include "amends-risk-pane.h"

#include "amends-account-draft.h"
#include "amends-account-text.h"
#include "amends-adaptive-bin.h"
#include "amends-case-section.h"
#include "amends-case-tools.h"
#include "amends-format.h"
#include "amends-risk-factor-row.h"
#include "amends-risk-gauge.h"
#include "amends-risk-weights.h"
#include "amends-series-card.h"
#include "amends-vip-dialog.h"
#include "amends-warning-answer.h"
#include "amends-what-if.h"

#include <glib/gi18n-lib.h>

struct _AmendsRiskPane
{
  AdwBin parent_instance;

  AmendsSession *session; /* (owned) (nullable) */
  AmendsRiskFile *file;   /* (owned) (nullable) until it is read */

  AmendsAdaptiveBin *bin;
  GtkStack *stack;
  GtkLabel *unknown_reason;
  GtkBox *unknown_notes;
  GtkBox *top;
  AmendsRiskGauge *gauge;
  GtkLabel *level;
  GtkWidget *ahead_box;
  GtkLabel *ahead;
  GtkLabel *headline;
  GtkLabel *reason;
  GtkBox *actions;
  GtkBox *buttons;
  GtkWidget *open_draft;
  GtkWidget *open_second;
  GtkWidget *judge;
  GtkBox *judge_line;
  GtkWidget *answers;
  GtkLabel *answered;
  GtkWidget *take_back;
  GtkLabel *why;
  GtkListBox *factors;
  GtkBox *notes;
  GtkBox *charts;
  AmendsSeriesCard *usage;
  AmendsSeriesCard *sentiment;
  AmendsSeriesCard *history;
  AmendsCaseSection *approach;
  AmendsCaseSection *patterns;
  AmendsCaseSection *earlier;
  GtkWidget *handling_box;
  GtkLabel *handling;
};

G_DEFINE_FINAL_TYPE (AmendsRiskPane, amends_risk_pane, ADW_TYPE_BIN)

static void
clear_box (GtkBox *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
}

static GtkWidget *
new_label (const char *text, const char *class_name)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_hexpand (label, TRUE);
  if (class_name != NULL)
    gtk_widget_add_css_class (label, class_name);
  return label;
}

/* Returns: (transfer none): the line */
static GtkWidget *
append_line (GtkBox *box, const char *icon, const char *text)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *image = gtk_image_new_from_icon_name (icon);

  gtk_widget_add_css_class (image, "dim-label");
  gtk_box_append (GTK_BOX (line), image);
  gtk_box_append (GTK_BOX (line), new_label (text, NULL));
  gtk_box_append (box, line);
  return line;
}

/* --- The score ------------------------------------------------------------------------------- */

/* (transfer full): "High, up 12 in a week" */
static char *
format_level (AmendsRiskPane *self, AmendsTone *tone)
{
  AmendsAccountRisk *risk = self->file->risk;
  const char *word = amends_session_get_risk_word (self->session, risk->level, tone);

  if (risk->change == AMENDS_UNKNOWN)
    return g_strdup (word);
  if (risk->change == 0)
    /* TRANSLATORS: %s is a level of risk, such as "High" */
    return g_strdup_printf (_ ("%s, as a week ago"), word);
  if (risk->change > 0)
    /* TRANSLATORS: a level of risk, and by how many points the score has risen: "High, up 12" */
    return g_strdup_printf (_ ("%1$s, up %2$d in a week"), word, risk->change);
  /* TRANSLATORS: a level of risk, and by how many points the score has fallen: "Low, down 12" */
  return g_strdup_printf (_ ("%1$s, down %2$d in a week"), word, -risk->change);
}

static void
update_gauge (AmendsRiskPane *self)
{
  AmendsAccountRisk *risk = self->file->risk;
  AmendsRiskRules *rules = amends_session_get_risk_rules (self->session);
  guint n = rules != NULL ? amends_risk_rules_get_n_thresholds (rules) : 0;
  g_autofree int *thresholds = g_new0 (int, n + 1);
  AmendsTone tone;
  g_autofree char *level = format_level (self, &tone);
  g_autofree char *words = NULL;

  for (guint i = 0; i < n; i++)
    thresholds[i] = amends_risk_rules_get_threshold (rules, i)->from;
  /* TRANSLATORS: a score and its level: "Risk 74 of 100: High, up 12 in a week" */
  words = g_strdup_printf (_ ("Risk %1$d of 100: %2$s"), risk->score, level);
  amends_risk_gauge_set (self->gauge, risk->score, tone, thresholds, n, words);
  gtk_label_set_label (self->level, level);
  amends_case_set_text (self->ahead, risk->ahead);
  gtk_widget_set_visible (self->ahead_box, risk->ahead != NULL && *risk->ahead != '\0');
}

/* --- What to do ------------------------------------------------------------------------------ */

/* The warning that waits, else the latest that was answered. */
static AmendsWarningRow *
find_warning (AmendsRiskPane *self)
{
  GPtrArray *warnings = self->file->warnings;

  for (guint i = 0; i < warnings->len; i++)
    if (((AmendsWarningRow *) warnings->pdata[i])->due)
      return warnings->pdata[i];
  return warnings->len > 0 ? warnings->pdata[0] : NULL;
}

static void
update_answers (AmendsRiskPane *self)
{
  AmendsWarningRow *row = find_warning (self);
  gboolean shown = row != NULL && row->warning->state != AMENDS_WARNING_PAST;
  g_autofree char *answered = shown ? amends_warning_answer_format (self->session, row) : NULL;

  gtk_widget_set_visible (self->judge, shown);
  gtk_widget_set_visible (self->answers, shown && row->due);
  gtk_widget_set_visible (self->take_back, answered != NULL);
  gtk_label_set_label (self->answered, answered != NULL ? answered : _ ("Is this warning right?"));
}

static void
add_open (GtkWidget *line, const char *draft)
{
  GtkWidget *button = gtk_button_new_with_label (_ ("Open"));

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "row-action");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, amends_warning_get_draft_label (draft));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  amends_warning_get_draft_label (draft), -1);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", draft);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "risk.draft");
  gtk_box_append (GTK_BOX (line), button);
}

/* (nullable) (interned): the first draft that is proposed; @customer: for the customer. */
static const char *
find_draft (GPtrArray *actions, gboolean customer)
{
  for (guint i = 0; i < actions->len; i++)
    {
      const AmendsRiskAction *action = actions->pdata[i];

      if (action->draft != NULL && (action->customer || !customer))
        return action->draft;
    }
  return NULL;
}

static void
set_button (GtkWidget *button, const char *draft)
{
  gtk_widget_set_visible (button, draft != NULL);
  if (draft == NULL)
    return;
  gtk_button_set_label (GTK_BUTTON (button), amends_warning_get_draft_label (draft));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", draft);
}

static void
update_actions (AmendsRiskPane *self)
{
  GPtrArray *actions = self->file->risk->actions;
  const char *first = find_draft (actions, FALSE);
  const char *second = find_draft (actions, TRUE);

  clear_box (self->actions);
  for (guint i = 0; i < actions->len; i++)
    {
      const AmendsRiskAction *action = actions->pdata[i];
      GtkWidget *line =
          append_line (self->actions,
                       action->customer ? "amends-edit-symbolic" : "object-select-symbolic",
                       action->title);

      /* What has no button below is a click away as well. */
      if (action->draft != NULL && action->draft != first && action->draft != second)
        add_open (line, action->draft);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->actions), actions->len > 0);
  set_button (self->open_draft, first);
  set_button (self->open_second, second != first ? second : NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->buttons), first != NULL);
}

static void
update_action (AmendsRiskPane *self)
{
  AmendsAccountRisk *risk = self->file->risk;

  amends_case_set_text (self->headline, risk->headline);
  amends_case_set_text (self->reason, risk->reason);
  update_actions (self);
  update_answers (self);
}

/* --- Why ------------------------------------------------------------------------------------- */

static GtkListBoxRow *
get_row (AmendsRiskPane *self, guint at)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->factors, (int) at);

  if (row == NULL)
    {
      row = g_object_new (AMENDS_TYPE_RISK_FACTOR_ROW, NULL);
      g_object_bind_property (self->bin, "narrow", row, "narrow", G_BINDING_SYNC_CREATE);
      gtk_list_box_append (self->factors, GTK_WIDGET (row));
    }
  return row;
}

static void
update_factors (AmendsRiskPane *self)
{
  AmendsAccountRisk *risk = self->file->risk;
  GtkListBoxRow *row;
  /* TRANSLATORS: %d is a score; a list of its reasons follows */
  g_autofree char *why = g_strdup_printf (_ ("Why %d"), risk->score);

  gtk_label_set_label (self->why, why);
  for (guint i = 0; i < risk->factors->len; i++)
    amends_risk_factor_row_set (AMENDS_RISK_FACTOR_ROW (get_row (self, i)), self->session,
                                risk->factors->pdata[i], self->file->engagement);
  while ((row = gtk_list_box_get_row_at_index (self->factors, (int) risk->factors->len)) != NULL)
    gtk_list_box_remove (self->factors, GTK_WIDGET (row));
}

static void
update_notes (AmendsRiskPane *self, GtkBox *box)
{
  char **notes = self->file->risk->notes;

  clear_box (box);
  for (guint i = 0; notes != NULL && notes[i] != NULL; i++)
    append_line (box, "dialog-information-symbolic", notes[i]);
  gtk_widget_set_visible (GTK_WIDGET (box), notes != NULL && notes[0] != NULL);
}

/* --- Further down ---------------------------------------------------------------------------- */

static void
update_charts (AmendsRiskPane *self)
{
  AmendsRiskFile *file = self->file;

  amends_series_card_set (self->usage, self->session,
                          file->usage->len > 0 ? file->usage->pdata[0] : NULL);
  amends_series_card_set (self->sentiment, self->session, file->sentiment);
  amends_series_card_set (self->history, self->session, file->history);
}

/* The words of a row: plain, and wrapped. */
static void
set_row (AdwActionRow *row, const char *title, const char *below)
{
  g_autofree char *escaped = g_markup_escape_text (title != NULL ? title : "", -1);
  g_autofree char *second = g_markup_escape_text (below != NULL ? below : "", -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), escaped);
  adw_action_row_set_subtitle (row, second);
}

static void
update_lists (AmendsRiskPane *self)
{
  AmendsRiskFile *file = self->file;
  AmendsWarningRow *shown = find_warning (self);
  guint n = 0;

  for (guint i = 0; i < file->approach->len; i++)
    {
      const AmendsApproach *one = file->approach->pdata[i];

      set_row (amends_case_section_get_row (self->approach, i, ADW_TYPE_ACTION_ROW), one->title,
               one->why);
    }
  amends_case_section_trim (self->approach, file->approach->len);
  for (guint i = 0; i < file->patterns->len; i++)
    set_row (amends_case_section_get_row (self->patterns, i, ADW_TYPE_ACTION_ROW),
             file->patterns->pdata[i], NULL);
  amends_case_section_trim (self->patterns, file->patterns->len);
  for (guint i = 0; i < file->warnings->len; i++)
    {
      AmendsWarningRow *row = file->warnings->pdata[i];
      g_autofree char *when =
          amends_format_moment (row->warning->at, amends_session_now (self->session),
                                amends_session_get_zone (self->session));
      g_autofree char *said = amends_warning_answer_format (self->session, row);
      g_autofree char *second = NULL;
      g_autofree char *first = NULL;

      if (row == shown && row->due)
        continue;
      first = amends_case_join (row->title, when);
      second = amends_case_join (row->warning->reason, said);
      set_row (amends_case_section_get_row (self->earlier, n++, ADW_TYPE_ACTION_ROW), first,
               second);
    }
  amends_case_section_trim (self->earlier, n);
  amends_case_set_text (self->handling, file->handling);
  gtk_widget_set_visible (self->handling_box, file->handling != NULL && *file->handling != '\0');
}

void
amends_risk_pane_set_file (AmendsRiskPane *self, AmendsSession *session, AmendsRiskFile *file)
{
  g_return_if_fail (AMENDS_IS_RISK_PANE (self));
  g_return_if_fail (AMENDS_IS_RISK_FILE (file));

  g_set_object (&self->session, session);
  g_set_object (&self->file, file);
  if (file->risk->score == AMENDS_UNKNOWN)
    {
      amends_case_set_text (self->unknown_reason, file->risk->reason);
      update_notes (self, self->unknown_notes);
      gtk_stack_set_visible_child_name (self->stack, "unknown");
      return;
    }
  update_gauge (self);
  update_action (self);
  update_factors (self);
  update_notes (self, self->notes);
  update_charts (self);
  update_lists (self);
  gtk_stack_set_visible_child_name (self->stack, "risk");
}

/* --- Commands -------------------------------------------------------------------------------- */

static void
draft_action (GtkWidget *widget, const char *name, GVariant *target)
{
  AmendsRiskPane *self = AMENDS_RISK_PANE (widget);

  if (self->file != NULL)
    amends_account_draft_present (widget, self->session, self->file->risk->account->id,
                                  g_variant_get_string (target, NULL));
}

static void
answer_action (GtkWidget *widget, const char *name, GVariant *target)
{
  AmendsRiskPane *self = AMENDS_RISK_PANE (widget);
  AmendsWarningRow *row = self->file != NULL ? find_warning (self) : NULL;

  if (row != NULL)
    amends_warning_answer_give (
        widget, self->session, row->warning->id,
        amends_warning_answer_from_name (g_variant_get_string (target, NULL)));
}

static void
what_if_action (GtkWidget *widget, const char *name, GVariant *target)
{
  AmendsRiskPane *self = AMENDS_RISK_PANE (widget);

  if (self->file != NULL && self->file->risk->score != AMENDS_UNKNOWN)
    amends_what_if_present (widget, self->session, self->file->risk);
}

static void
weights_action (GtkWidget *widget, const char *name, GVariant *target)
{
  AmendsRiskPane *self = AMENDS_RISK_PANE (widget);

  if (self->session != NULL)
    amends_risk_weights_present (widget, self->session);
}

static void
vip_action (GtkWidget *widget, const char *name, GVariant *target)
{
  AmendsRiskPane *self = AMENDS_RISK_PANE (widget);

  if (self->session != NULL)
    amends_vip_dialog_present (widget, self->session);
}

static void
factor_activated_cb (AmendsRiskPane *self, GtkListBoxRow *row)
{
  amends_risk_factor_row_toggle (AMENDS_RISK_FACTOR_ROW (row));
}

/* Beside each other there is room, else below. */
static void
room_changed_cb (AmendsRiskPane *self)
{
  gboolean narrow = amends_adaptive_bin_get_narrow (self->bin);
  GtkOrientation orientation = narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL;

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->charts), orientation);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->top), orientation);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->judge_line), orientation);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->buttons), orientation);
}

/* --- Life ------------------------------------------------------------------------------------ */

static void
amends_risk_pane_dispose (GObject *object)
{
  AmendsRiskPane *self = AMENDS_RISK_PANE (object);

  g_clear_object (&self->file);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (amends_risk_pane_parent_class)->dispose (object);
}

#define BIND(child) gtk_widget_class_bind_template_child (widget_class, AmendsRiskPane, child)

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               AMENDS_ACCOUNTS_TEMPLATE ("amends-risk-pane.ui"));
  BIND (bin);
  BIND (stack);
  BIND (unknown_reason);
  BIND (unknown_notes);
  BIND (top);
  BIND (gauge);
  BIND (level);
  BIND (ahead_box);
  BIND (ahead);
  BIND (headline);
  BIND (reason);
  BIND (actions);
  BIND (buttons);
  BIND (open_draft);
  BIND (open_second);
  BIND (judge);
  BIND (judge_line);
  BIND (answers);
  BIND (answered);
  BIND (take_back);
  BIND (why);
  BIND (factors);
  BIND (notes);
  BIND (charts);
  BIND (usage);
  BIND (sentiment);
  BIND (history);
  BIND (approach);
  BIND (patterns);
  BIND (earlier);
  BIND (handling_box);
  BIND (handling);
  gtk_widget_class_bind_template_callback (widget_class, factor_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, room_changed_cb);
}

static void
amends_risk_pane_class_init (AmendsRiskPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amends_risk_pane_dispose;
  g_type_ensure (AMENDS_TYPE_ADAPTIVE_BIN);
  g_type_ensure (AMENDS_TYPE_CASE_SECTION);
  g_type_ensure (AMENDS_TYPE_RISK_GAUGE);
  g_type_ensure (AMENDS_TYPE_SERIES_CARD);
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "risk.draft", "s", draft_action);
  gtk_widget_class_install_action (widget_class, "risk.answer", "s", answer_action);
  gtk_widget_class_install_action (widget_class, "risk.what-if", NULL, what_if_action);
  gtk_widget_class_install_action (widget_class, "risk.weights", NULL, weights_action);
  gtk_widget_class_install_action (widget_class, "risk.vip", NULL, vip_action);
}

static void
amends_risk_pane_init (AmendsRiskPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  room_changed_cb (self);
}
