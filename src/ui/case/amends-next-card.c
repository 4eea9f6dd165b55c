/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What to do next in a case, with the one button that does it. */

#include "config.h"

#include "amends-next-card.h"

#include <glib/gi18n-lib.h>

#include "amends-change-news.h"
#include "amends-case-tools.h"
#include "amends-clock-glyph.h"
#include "amends-draft-check.h"
#include "amends-feedback.h"
#include "amends-format.h"

struct _AmendsNextCard
{
  AmendsCaseSubpage parent_instance;

  GtkBox *box;
  AmendsClockGlyph *glyph;
  GtkLabel *title;
  GtkLabel *subtitle;
  GtkButton *button;
  gboolean stacked;
};

enum
{
  PROP_0,
  PROP_STACKED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (AmendsNextCard, amends_next_card, AMENDS_TYPE_CASE_SUBPAGE)

/* What has to be done for a clock. */
static const char *
get_clock_task (AmendsClockKind kind)
{
  switch (kind)
    {
    case AMENDS_CLOCK_NOTIFY:
      return _ ("Tell the team");
    case AMENDS_CLOCK_ACKNOWLEDGE:
      return _ ("Acknowledge the customer");
    case AMENDS_CLOCK_SUBSTANTIVE:
      return _ ("Give a substantive response");
    case AMENDS_CLOCK_UPDATE:
      return _ ("Update the customer");
    case AMENDS_CLOCK_RESOLVE:
    default:
      return _ ("Resolve the case");
    }
}

static char *
dup_what (AmendsCase *case_, AmendsNext *next)
{
  g_autofree char *title = NULL;

  if (next->draft != NULL)
    {
      title = amends_case_dup_draft_title (next->draft);
      if (next->draft->recipient == NULL || *next->draft->recipient == '\0')
        return g_steal_pointer (&title);
      /* TRANSLATORS: a message and who gets it: "Progress update to Pieter van Dalen" */
      return g_strdup_printf (_ ("%1$s to %2$s"), title, next->draft->recipient);
    }
  if (AMENDS_IS_CHECKPOINT (next->record))
    return g_strdup (AMENDS_CHECKPOINT (next->record)->title);
  if (AMENDS_IS_ACTION (next->record))
    return g_strdup (AMENDS_ACTION (next->record)->text);
  if (AMENDS_IS_COMMITMENT (next->record))
    return g_strdup (AMENDS_COMMITMENT (next->record)->text);
  if (AMENDS_IS_CLOCK (next->record))
    return g_strdup (get_clock_task (AMENDS_CLOCK (next->record)->kind));
  return g_strdup (_ ("Write the debrief"));
}

static char *
dup_draft_state (AmendsSession *session, AmendsCase *case_, AmendsDraft *draft)
{
  g_autoptr (GPtrArray) findings = NULL;
  AmendsFindingCounts counts = { 0 };
  guint n;

  findings = amends_draft_check (session, case_, draft, NULL);
  amends_case_count_findings (findings, &counts);
  n = counts.block + counts.warn;
  if (n == 0)
    return g_strdup (_ ("The draft is ready."));
  /* TRANSLATORS: %u is how many things the check before sending has found in it */
  return g_strdup_printf (ngettext ("The draft is written; %u finding is open.",
                                    "The draft is written; %u findings are open.", n),
                          n);
}

static char *
dup_when (AmendsSession *session, AmendsInstant due)
{
  AmendsInstant now = amends_session_now (session);
  g_autofree char *moment = NULL;
  g_autofree char *left = NULL;

  if (due == AMENDS_INSTANT_NONE)
    return g_strdup ("");
  moment = amends_format_moment (due, now, amends_session_get_zone (session));
  left = amends_format_left (due - now);
  /* TRANSLATORS: when it is due and how far off that is: "Due 13:41, 43 min left." */
  return g_strdup_printf (_ ("Due %1$s, %2$s."), moment, left);
}

/* (transfer none) (nullable): the clock that is due next, or runs out at the same time. */
static AmendsClock *
find_clock (AmendsCase *case_, AmendsNext *next)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (case_->clocks));

  if (AMENDS_IS_CLOCK (next->record))
    return AMENDS_CLOCK (next->record);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AmendsClock) clock = g_list_model_get_item (G_LIST_MODEL (case_->clocks), i);

      /* The list holds it. */
      if (!clock->closed && clock->due / AMENDS_MINUTE == next->due / AMENDS_MINUTE)
        return clock;
    }
  return NULL;
}

static void
update_glyph (AmendsNextCard *self, AmendsSession *session, AmendsCase *case_, AmendsNext *next)
{
  AmendsClock *clock = find_clock (case_, next);
  AmendsClockView view;

  if (clock != NULL)
    {
      amends_session_view_clock (session, case_, clock, &view);
      amends_clock_glyph_set_clock (self->glyph, view.state, view.fraction);
    }
  else if (next->due != AMENDS_INSTANT_NONE && next->due < amends_session_now (session))
    amends_clock_glyph_set_clock (self->glyph, AMENDS_CLOCK_BREACHED, 1);
  else
    amends_clock_glyph_set_planned (self->glyph);
}

static gboolean
is_resolve (AmendsNext *next)
{
  return AMENDS_IS_CLOCK (next->record) &&
         AMENDS_CLOCK (next->record)->kind == AMENDS_CLOCK_RESOLVE;
}

static const char *
get_button_label (AmendsNext *next)
{
  if (next->draft != NULL)
    return _ ("Open draft");
  if (next->kind == AMENDS_DUE_DEBRIEF)
    return _ ("Open debrief");
  if (AMENDS_IS_CHECKPOINT (next->record) || AMENDS_IS_ACTION (next->record))
    return _ ("Done");
  return is_resolve (next) ? _ ("Resolve…") : _ ("Open drafts");
}

static gboolean
nothing_due (AmendsNext *next)
{
  return next->record == NULL && next->draft == NULL && next->kind != AMENDS_DUE_DEBRIEF;
}

static void
amends_next_card_refresh (AmendsCaseSubpage *subpage)
{
  AmendsNextCard *self = AMENDS_NEXT_CARD (subpage);
  AmendsSession *session = amends_case_subpage_get_session (subpage);
  AmendsCase *case_ = amends_case_subpage_get_case (subpage);
  AmendsNext next = { 0 };
  g_autofree char *what = NULL;
  g_autofree char *title = NULL;
  g_autofree char *when = NULL;
  g_autofree char *state = NULL;
  g_autofree char *subtitle = NULL;

  amends_session_get_next (session, case_, &next);
  gtk_widget_set_visible (GTK_WIDGET (self->button), !nothing_due (&next));
  if (nothing_due (&next))
    {
      amends_clock_glyph_set_planned (self->glyph);
      gtk_label_set_text (self->title, _ ("Nothing is due"));
      gtk_label_set_text (self->subtitle,
                          _ ("Everything planned is done. Add an event if something is owed."));
      return;
    }
  what = dup_what (case_, &next);
  /* TRANSLATORS: %s is what must be done next, such as "Progress update to Pieter van Dalen" */
  title = g_strdup_printf (_ ("Next: %s"), what);
  when = dup_when (session, next.due);
  if (next.draft != NULL)
    state = dup_draft_state (session, case_, next.draft);
  /* TRANSLATORS: two sentences: when it is due, and how its draft stands */
  subtitle = state != NULL ? g_strdup_printf (C_ ("sentences", "%1$s %2$s"), when, state)
                           : g_strdup (when);
  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->subtitle, subtitle);
  gtk_button_set_label (self->button, get_button_label (&next));
  update_glyph (self, session, case_, &next);
}

static void
clicked_cb (AmendsNextCard *self)
{
  AmendsCaseSubpage *subpage = AMENDS_CASE_SUBPAGE (self);
  AmendsSession *session = amends_case_subpage_get_session (subpage);
  AmendsCase *case_ = amends_case_subpage_get_case (subpage);
  AmendsNext next = { 0 };

  amends_session_get_next (session, case_, &next);
  if (next.draft != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "case.open-draft", "s", next.draft->id);
  else if (next.kind == AMENDS_DUE_DEBRIEF)
    gtk_widget_activate_action (GTK_WIDGET (self), "case.show-page", "s", "debrief");
  else if (AMENDS_IS_CHECKPOINT (next.record) || AMENDS_IS_ACTION (next.record))
    amends_session_set_step_async (session, case_, amends_record_get_id (next.record),
                                   AMENDS_STEP_DONE, NULL, amends_change_news_case_cb,
                                   amends_change_news_new (GTK_WIDGET (self), _ ("Marked as done."),
                                                           _ ("It could not be marked as done.")));
  else if (is_resolve (&next))
    gtk_widget_activate_action (GTK_WIDGET (self), "case.resolve", NULL);
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "case.show-page", "s", "drafts");
}

static void
set_stacked (AmendsNextCard *self, gboolean stacked)
{
  if (self->stacked == stacked)
    return;
  self->stacked = stacked;
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->box),
                                  stacked ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_widget_set_valign (GTK_WIDGET (self->button), stacked ? GTK_ALIGN_FILL : GTK_ALIGN_CENTER);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STACKED]);
}

static void
amends_next_card_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_STACKED)
    g_value_set_boolean (value, AMENDS_NEXT_CARD (object)->stacked);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
amends_next_card_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_STACKED)
    set_stacked (AMENDS_NEXT_CARD (object), g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
amends_next_card_class_init (AmendsNextCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = amends_next_card_get_property;
  object_class->set_property = amends_next_card_set_property;
  AMENDS_CASE_SUBPAGE_CLASS (klass)->refresh = amends_next_card_refresh;

  properties[PROP_STACKED] =
      g_param_spec_boolean ("stacked", NULL, NULL, FALSE,
                            G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (AMENDS_TYPE_CLOCK_GLYPH);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               AMENDS_CASE_TEMPLATE ("amends-next-card.ui"));
  gtk_widget_class_bind_template_child (widget_class, AmendsNextCard, box);
  gtk_widget_class_bind_template_child (widget_class, AmendsNextCard, glyph);
  gtk_widget_class_bind_template_child (widget_class, AmendsNextCard, title);
  gtk_widget_class_bind_template_child (widget_class, AmendsNextCard, subtitle);
  gtk_widget_class_bind_template_child (widget_class, AmendsNextCard, button);
  gtk_widget_class_bind_template_callback (widget_class, clicked_cb);
}

static void
amends_next_card_init (AmendsNextCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
