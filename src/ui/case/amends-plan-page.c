/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The plan of a case. */

#include "config.h"

#include "amends-plan-page.h"

#include <glib/gi18n-lib.h>

#include "amends-adaptive-bin.h"
#include "amends-change-news.h"
#include "amends-case-section.h"
#include "amends-case-tools.h"
#include "amends-enum-types.h"
#include "amends-fact-row.h"
#include "amends-format.h"
#include "amends-guide-row.h"
#include "amends-labels.h"
#include "amends-next-card.h"
#include "amends-seen-before.h"
#include "amends-step-row.h"
#include "amends-tell-row.h"
#include "amends-text.h"

struct _AmendsPlanPage
{
  AmendsCaseSubpage parent_instance;

  AmendsAdaptiveBin *bin;
  AmendsCaseSubpage *next;
  GtkGrid *grid;
  GtkWidget *actions;
  AmendsCaseSection *immediate;
  AmendsCaseSection *short_term;
  AmendsCaseSection *long_term;
  GtkWidget *rest;
  GtkWidget *tell_box;
  GtkListBox *tell_list;
  AmendsCaseSection *stakeholders;
  AmendsCaseSection *agendas;
  AmendsCaseSection *scripts;
  AmendsCaseSection *stages;
  AdwClamp *side;
  GtkLabel *situation;
  GtkLabel *quote;
  AmendsFactRow *cause;
  AmendsCaseSection *limits;
  AmendsCaseSection *risks;
  AmendsCaseSubpage *seen;
  AmendsCaseSection *questions;
};

G_DEFINE_FINAL_TYPE (AmendsPlanPage, amends_plan_page, AMENDS_TYPE_CASE_SUBPAGE)

/* Of the column beside the actions, in pixels. */
#define SIDE_WIDTH 276
/* Wider than any page. */
#define FULL_WIDTH 4000
/* Characters of a sentence that is quoted. */
#define QUOTE_LENGTH 160

static void
place (AmendsPlanPage *self, GtkWidget *child, int column, int row, int row_span)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self->grid));
  GtkLayoutChild *cell = gtk_layout_manager_get_layout_child (layout, child);

  g_object_set (cell, "column", column, "row", row, "row-span", row_span, NULL);
}

static void
update_layout (AmendsPlanPage *self)
{
  gboolean narrow = amends_adaptive_bin_get_narrow (self->bin);
  int width = narrow ? FULL_WIDTH : SIDE_WIDTH;

  adw_clamp_set_maximum_size (self->side, width);
  adw_clamp_set_tightening_threshold (self->side, width);
  place (self, self->actions, 0, 0, 1);
  place (self, GTK_WIDGET (self->side), narrow ? 0 : 1, narrow ? 1 : 0, narrow ? 1 : 2);
  place (self, self->rest, 0, narrow ? 2 : 1, 1);
}

/* --- Actions --- */

static void
update_horizon (AmendsPlanPage *self, AmendsCaseSection *section, AmendsHorizon horizon)
{
  AmendsSession *session = amends_case_subpage_get_session (AMENDS_CASE_SUBPAGE (self));
  GListModel *all =
      G_LIST_MODEL (amends_case_subpage_get_case (AMENDS_CASE_SUBPAGE (self))->actions);
  guint n = g_list_model_get_n_items (all);
  guint shown = 0;
  guint done = 0;
  g_autofree char *note = NULL;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AmendsAction) action = g_list_model_get_item (all, i);

      if (action->horizon != horizon || action->step == AMENDS_STEP_SUPERSEDED)
        continue;
      amends_step_row_set (amends_case_section_get_row (section, shown++, AMENDS_TYPE_STEP_ROW),
                           session, action);
      if (action->step == AMENDS_STEP_DONE)
        done++;
    }
  amends_case_section_trim (section, shown);
  if (done > 0)
    /* TRANSLATORS: how many of the actions of a list are done */
    note = g_strdup_printf (_ ("%1$u of %2$u done"), done, shown);
  amends_case_section_set_note (section, note);
}

static AmendsAction *
find_action (AmendsCase *case_, const char *id)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (case_->actions));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AmendsAction) action = g_list_model_get_item (G_LIST_MODEL (case_->actions), i);

      if (g_strcmp0 (action->id, id) == 0)
        return g_steal_pointer (&action);
    }
  return NULL;
}

typedef struct
{
  AmendsPlanPage *page; /* (owned) */
  gpointer change;      /* (owned): for amends_change_news_case_cb() */
} Toggle;

static void
toggled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Toggle *toggle = user_data;

  amends_change_news_case_cb (source, result, toggle->change);
  /* After a failure the check mark must say again what is true. */
  amends_case_subpage_refresh (AMENDS_CASE_SUBPAGE (toggle->page));
  g_object_unref (toggle->page);
  g_free (toggle);
}

static void
toggle_step_action (GtkWidget *widget, const char *name, GVariant *target)
{
  AmendsPlanPage *self = AMENDS_PLAN_PAGE (widget);
  AmendsSession *session = amends_case_subpage_get_session (AMENDS_CASE_SUBPAGE (self));
  AmendsCase *case_ = amends_case_subpage_get_case (AMENDS_CASE_SUBPAGE (self));
  g_autoptr (AmendsAction) action = NULL;
  Toggle *toggle;
  gboolean done;

  if (case_ != NULL)
    action = find_action (case_, g_variant_get_string (target, NULL));
  if (action == NULL)
    return;
  done = action->step != AMENDS_STEP_DONE;
  toggle = g_new0 (Toggle, 1);
  toggle->page = g_object_ref (self);
  toggle->change = amends_change_news_new (
      widget, done ? _ ("Marked as done.") : _ ("Marked as open."),
      done ? _ ("It could not be marked as done.") : _ ("It could not be marked as open."));
  amends_session_set_step_async (session, case_, action->id,
                                 done ? AMENDS_STEP_DONE : AMENDS_STEP_PLANNED, NULL, toggled_cb,
                                 toggle);
}

static void
step_activated_cb (AmendsPlanPage *self, GtkListBoxRow *row)
{
  amends_step_row_toggle (AMENDS_STEP_ROW (row));
}

/* --- Below the actions --- */

static void
update_tell (AmendsPlanPage *self, AmendsPlan *plan)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (plan->communication));
  GtkListBoxRow *row;

  /* Row 0 holds the names of the columns. */
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AmendsCommunication) communication =
          g_list_model_get_item (G_LIST_MODEL (plan->communication), i);

      row = gtk_list_box_get_row_at_index (self->tell_list, (int) i + 1);
      if (row == NULL)
        {
          row = g_object_new (AMENDS_TYPE_TELL_ROW, NULL);
          g_object_bind_property (self->bin, "narrow", row, "narrow", G_BINDING_SYNC_CREATE);
          gtk_list_box_append (self->tell_list, GTK_WIDGET (row));
        }
      amends_tell_row_set (AMENDS_TELL_ROW (row), communication);
    }
  while ((row = gtk_list_box_get_row_at_index (self->tell_list, (int) n + 1)) != NULL)
    gtk_list_box_remove (self->tell_list, GTK_WIDGET (row));
  gtk_widget_set_visible (self->tell_box, n > 0);
}

static char *
dup_stakeholder_when (AmendsSession *session, AmendsStakeholder *stakeholder)
{
  AmendsInstant now = amends_session_now (session);
  GTimeZone *zone = amends_session_get_zone (session);
  g_autofree char *moment = NULL;

  if (stakeholder->notified_at != AMENDS_INSTANT_NONE)
    {
      moment = amends_format_moment_short (stakeholder->notified_at, now, zone);
      /* TRANSLATORS: when someone of our side was told of the case: "told 09:20" */
      return g_strdup_printf (_ ("told %s"), moment);
    }
  if (stakeholder->deadline == AMENDS_INSTANT_NONE)
    return NULL;
  moment = amends_format_moment_short (stakeholder->deadline, now, zone);
  /* TRANSLATORS: a time until which something must be done: "by 14:30" */
  return g_strdup_printf (_ ("by %s"), moment);
}

static void
update_stakeholders (AmendsPlanPage *self, AmendsSession *session, AmendsCase *case_)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (case_->stakeholders));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AmendsStakeholder) stakeholder =
          g_list_model_get_item (G_LIST_MODEL (case_->stakeholders), i);
      g_autofree char *who = NULL;
      g_autofree char *when = dup_stakeholder_when (session, stakeholder);
      g_autofree char *sources = NULL;

      who = amends_case_join (stakeholder->name,
                              amends_enum_get_label (AMENDS_TYPE_ROLE, (int) stakeholder->role));
      if (stakeholder->sources != NULL)
        sources = g_strjoinv (" · ", stakeholder->sources);
      amends_fact_row_set (amends_case_section_get_row (self->stakeholders, i,
                                                        AMENDS_TYPE_FACT_ROW),
                           AMENDS_FACT_PLAIN, who, when, stakeholder->ask, sources);
    }
  amends_case_section_trim (self->stakeholders, n);
}

static void
update_guides (AmendsCaseSection *section, GListStore *guides)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (guides));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AmendsRecord) guide = g_list_model_get_item (G_LIST_MODEL (guides), i);

      amends_guide_row_set (amends_case_section_get_row (section, i, AMENDS_TYPE_GUIDE_ROW), guide);
    }
  amends_case_section_trim (section, n);
}

/* --- Beside the actions --- */

/* The byte in @text where @signal was found, or -1. */
static gssize
locate (const char *text, AmendsSignal *signal)
{
  const char *found;

  if (signal->phrase == NULL || *signal->phrase == '\0')
    return -1;
  if (signal->start >= 0 && signal->start < g_utf8_strlen (text, -1))
    {
      found = g_utf8_offset_to_pointer (text, signal->start);
      if (g_str_has_prefix (found, signal->phrase))
        return found - text;
    }
  found = strstr (text, signal->phrase);
  return found != NULL ? found - text : -1;
}

/* (transfer full): the sentence of @text around the byte @at, in quotation marks. */
static char *
dup_sentence (const char *text, GArray *sentences, guint at)
{
  for (guint i = 0; i < sentences->len; i++)
    {
      AmendsSpan *span = &g_array_index (sentences, AmendsSpan, i);

      if (span->start <= at && at < span->end)
        {
          g_autofree char *sentence = g_strndup (text + span->start, span->end - span->start);
          g_autofree char *line = amends_text_one_line (sentence, QUOTE_LENGTH);

          /* TRANSLATORS: the customer's words in quotation marks */
          return g_strdup_printf (_ ("“%s”"), line);
        }
    }
  return NULL;
}

/* What customers say when it is about more than the fault comes first: leaving, the law, the
 * public, anger, someone higher up, broken trust. Kinds of signals, by how they begin. */
static const char *const telling[] = {
  "churn",       "competitive",    "legal",         "regulatory", "public", "anger",
  "frustration", "disappointment", "executive-ask", "repeat",     "trust",  "complaint",
  "deadline",    "urgency",        "wait",          "severity",   "hours",
};

/* The most telling sentence of the customer; NULL when no signal was found in the words. */
static char *
dup_quote (AmendsEscalation *escalation)
{
  AmendsClassification *classification = escalation->classification;
  const char *text = escalation->statement;
  g_autoptr (GArray) sentences = NULL;
  guint n;

  if (text == NULL || classification == NULL)
    return NULL;
  sentences = amends_text_split_sentences (text);
  n = g_list_model_get_n_items (G_LIST_MODEL (classification->signals));
  for (guint i = 0; i < G_N_ELEMENTS (telling); i++)
    for (guint j = 0; j < n; j++)
      {
        g_autoptr (AmendsSignal) signal =
            g_list_model_get_item (G_LIST_MODEL (classification->signals), j);
        gssize at = -1;
        char *quote = NULL;

        if (signal->kind != NULL && g_str_has_prefix (signal->kind, telling[i]))
          at = locate (text, signal);
        if (at >= 0)
          quote = dup_sentence (text, sentences, (guint) at);
        if (quote != NULL)
          return quote;
      }
  return NULL;
}

static void
update_cause (AmendsPlanPage *self, AmendsSession *session, AmendsEscalation *escalation)
{
  gboolean known = escalation->root_cause != NULL && *escalation->root_cause != '\0';
  gboolean confirmed =
      escalation->fix_confirmed_by != NULL && *escalation->fix_confirmed_by != '\0';
  g_autofree char *title = NULL;
  g_autofree char *detail = NULL;

  if (confirmed)
    {
      g_autofree char *moment = NULL;

      /* TRANSLATORS: %s is a person */
      title = g_strdup_printf (_ ("Fix confirmed by %s"), escalation->fix_confirmed_by);
      if (escalation->fix_confirmed_at != AMENDS_INSTANT_NONE)
        moment = amends_format_moment (escalation->fix_confirmed_at, amends_session_now (session),
                                       amends_session_get_zone (session));
      detail = amends_case_join (moment, escalation->root_cause);
    }
  else if (known)
    {
      title = g_strdup (_ ("Cause not confirmed"));
      /* TRANSLATORS: %s is the cause as it looks at first */
      detail = g_strdup_printf (_ ("First assessment: %s"), escalation->root_cause);
    }
  else
    title = g_strdup (_ ("Cause not known yet"));
  amends_fact_row_set (self->cause, confirmed ? AMENDS_FACT_YES : AMENDS_FACT_QUESTION, title, NULL,
                       NULL, detail);
}

static void
update_limits (AmendsPlanPage *self, AmendsPlan *plan)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (plan->limits));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AmendsLimit) limit = g_list_model_get_item (G_LIST_MODEL (plan->limits), i);

      amends_fact_row_set (amends_case_section_get_row (self->limits, i, AMENDS_TYPE_FACT_ROW),
                           AMENDS_FACT_NO, limit->text, NULL, NULL, limit->why);
    }
  amends_case_section_trim (self->limits, n);
}

static void
update_risks (AmendsPlanPage *self, AmendsPlan *plan)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (plan->risks));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AmendsRisk) risk = g_list_model_get_item (G_LIST_MODEL (plan->risks), i);
      const char *impact = amends_enum_get_label (AMENDS_TYPE_LEVEL, (int) risk->impact);
      g_autofree char *weight = NULL;
      g_autofree char *detail = NULL;

      /* TRANSLATORS: how much harm a risk would do: "Impact: High" */
      weight = g_strdup_printf (_ ("Impact: %s"), impact);
      detail = g_strjoin ("\n", risk->why != NULL ? risk->why : "", weight, risk->mitigation, NULL);
      amends_fact_row_set (amends_case_section_get_row (self->risks, i, AMENDS_TYPE_FACT_ROW),
                           AMENDS_FACT_PLAIN, risk->title,
                           amends_enum_get_label (AMENDS_TYPE_LEVEL, (int) risk->probability), NULL,
                           g_strstrip (detail));
    }
  amends_case_section_trim (self->risks, n);
}

static void
update_questions (AmendsPlanPage *self, AmendsPlan *plan)
{
  guint n = plan->questions != NULL ? g_strv_length (plan->questions) : 0;

  for (guint i = 0; i < n; i++)
    amends_fact_row_set (amends_case_section_get_row (self->questions, i, AMENDS_TYPE_FACT_ROW),
                         AMENDS_FACT_QUESTION, plan->questions[i], NULL, NULL, NULL);
  amends_case_section_trim (self->questions, n);
}

static void
amends_plan_page_refresh (AmendsCaseSubpage *subpage)
{
  AmendsPlanPage *self = AMENDS_PLAN_PAGE (subpage);
  AmendsSession *session = amends_case_subpage_get_session (subpage);
  AmendsCase *case_ = amends_case_subpage_get_case (subpage);
  g_autofree char *quote = dup_quote (case_->escalation);

  if (amends_case_subpage_get_case (self->next) != case_)
    amends_case_subpage_set_case (self->next, session, case_);
  if (amends_case_subpage_get_case (self->seen) != case_)
    amends_case_subpage_set_case (self->seen, session, case_);
  update_horizon (self, self->immediate, AMENDS_HORIZON_IMMEDIATE);
  update_horizon (self, self->short_term, AMENDS_HORIZON_SHORT_TERM);
  update_horizon (self, self->long_term, AMENDS_HORIZON_LONG_TERM);
  update_stakeholders (self, session, case_);
  amends_case_set_text (self->quote, quote);
  update_cause (self, session, case_->escalation);
  if (case_->plan == NULL)
    return;
  amends_case_set_text (self->situation, case_->plan->situation);
  update_tell (self, case_->plan);
  update_guides (self->agendas, case_->plan->agendas);
  update_guides (self->scripts, case_->plan->scripts);
  update_guides (self->stages, case_->plan->stages);
  update_limits (self, case_->plan);
  update_risks (self, case_->plan);
  update_questions (self, case_->plan);
}

static void
amends_plan_page_leave (AmendsCaseSubpage *subpage)
{
  AmendsPlanPage *self = AMENDS_PLAN_PAGE (subpage);

  amends_case_subpage_set_case (self->next, NULL, NULL);
  amends_case_subpage_set_case (self->seen, NULL, NULL);
  /* What was opened to be read belongs to the old case. */
  amends_case_section_trim (self->agendas, 0);
  amends_case_section_trim (self->scripts, 0);
  amends_case_section_trim (self->stages, 0);
}

static int
get_margin (GObject *object, gboolean narrow)
{
  return narrow ? 12 : 24;
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, AmendsPlanPage, bin);
  gtk_widget_class_bind_template_child (widget_class, AmendsPlanPage, next);
  gtk_widget_class_bind_template_child (widget_class, AmendsPlanPage, grid);
  gtk_widget_class_bind_template_child (widget_class, AmendsPlanPage, actions);
  gtk_widget_class_bind_template_child (widget_class, AmendsPlanPage, immediate);
  gtk_widget_class_bind_template_child (widget_class, AmendsPlanPage, short_term);
  gtk_widget_class_bind_template_child (widget_class, AmendsPlanPage, long_term);
  gtk_widget_class_bind_template_child (widget_class, AmendsPlanPage, rest);
  gtk_widget_class_bind_template_child (widget_class, AmendsPlanPage, tell_box);
  gtk_widget_class_bind_template_child (widget_class, AmendsPlanPage, tell_list);
  gtk_widget_class_bind_template_child (widget_class, AmendsPlanPage, stakeholders);
  gtk_widget_class_bind_template_child (widget_class, AmendsPlanPage, agendas);
  gtk_widget_class_bind_template_child (widget_class, AmendsPlanPage, scripts);
  gtk_widget_class_bind_template_child (widget_class, AmendsPlanPage, stages);
  gtk_widget_class_bind_template_child (widget_class, AmendsPlanPage, side);
  gtk_widget_class_bind_template_child (widget_class, AmendsPlanPage, situation);
  gtk_widget_class_bind_template_child (widget_class, AmendsPlanPage, quote);
  gtk_widget_class_bind_template_child (widget_class, AmendsPlanPage, cause);
  gtk_widget_class_bind_template_child (widget_class, AmendsPlanPage, limits);
  gtk_widget_class_bind_template_child (widget_class, AmendsPlanPage, risks);
  gtk_widget_class_bind_template_child (widget_class, AmendsPlanPage, questions);
  gtk_widget_class_bind_template_child (widget_class, AmendsPlanPage, seen);
}

static void
amends_plan_page_class_init (AmendsPlanPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  AMENDS_CASE_SUBPAGE_CLASS (klass)->refresh = amends_plan_page_refresh;
  AMENDS_CASE_SUBPAGE_CLASS (klass)->leave = amends_plan_page_leave;

  g_type_ensure (AMENDS_TYPE_ADAPTIVE_BIN);
  g_type_ensure (AMENDS_TYPE_CASE_SECTION);
  g_type_ensure (AMENDS_TYPE_FACT_ROW);
  g_type_ensure (AMENDS_TYPE_NEXT_CARD);
  g_type_ensure (AMENDS_TYPE_SEEN_BEFORE);
  g_type_ensure (AMENDS_TYPE_TELL_ROW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               AMENDS_CASE_TEMPLATE ("amends-plan-page.ui"));
  bind_children (widget_class);
  amends_case_bind_invert (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, update_layout);
  gtk_widget_class_bind_template_callback (widget_class, get_margin);
  gtk_widget_class_install_action (widget_class, "plan.toggle-step", "s", toggle_step_action);
}

static void
amends_plan_page_init (AmendsPlanPage *self)
{
  AmendsCaseSection *horizons[3];

  gtk_widget_init_template (GTK_WIDGET (self));
  horizons[0] = self->immediate;
  horizons[1] = self->short_term;
  horizons[2] = self->long_term;
  for (guint i = 0; i < G_N_ELEMENTS (horizons); i++)
    g_signal_connect_object (amends_case_section_get_list (horizons[i]), "row-activated",
                             G_CALLBACK (step_activated_cb), self, G_CONNECT_SWAPPED);
  update_layout (self);
}
