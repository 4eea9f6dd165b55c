/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The clock of a draft, in one line. */

#include "config.h"

#include "amends-draft-due.h"

#include <glib/gi18n-lib.h>

#include "amends-case-tools.h"
#include "amends-clock-glyph.h"
#include "amends-enum-types.h"
#include "amends-format.h"
#include "amends-labels.h"

struct _AmendsDraftDue
{
  AdwBin parent_instance;

  AmendsClockGlyph *glyph;
  GtkLabel *words;
};

G_DEFINE_FINAL_TYPE (AmendsDraftDue, amends_draft_due, ADW_TYPE_BIN)

static void
amends_draft_due_class_init (AmendsDraftDueClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (AMENDS_TYPE_CLOCK_GLYPH);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               AMENDS_CASE_TEMPLATE ("amends-draft-due.ui"));
  gtk_widget_class_bind_template_child (widget_class, AmendsDraftDue, glyph);
  gtk_widget_class_bind_template_child (widget_class, AmendsDraftDue, words);
}

static void
amends_draft_due_init (AmendsDraftDue *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* (nullable): the open clock that sending @draft meets. A plan keeps whole minutes. */
static AmendsClock *
find_clock (AmendsSession *session, AmendsCase *case_, AmendsDraft *draft)
{
  AmendsNext next = { 0 };
  GListModel *clocks = G_LIST_MODEL (case_->clocks);

  amends_session_get_next (session, case_, &next);
  if (next.draft == draft && AMENDS_IS_CLOCK (next.record))
    return AMENDS_CLOCK (next.record);
  for (guint i = 0; i < g_list_model_get_n_items (clocks); i++)
    {
      g_autoptr (AmendsClock) clock = g_list_model_get_item (clocks, i);

      if (!clock->closed && ABS (clock->due - draft->due) < AMENDS_MINUTE && draft->meets != NULL &&
          g_strv_contains ((const char *const *) draft->meets,
                           amends_enum_get_nick (AMENDS_TYPE_CLOCK_KIND, (int) clock->kind)))
        return clock;
    }
  return NULL;
}

static void
set_words (AmendsDraftDue *self, AmendsClockState state, const char *text)
{
  amends_clock_state_style (GTK_WIDGET (self->words), state);
  gtk_label_set_text (self->words, text);
}

static void
show_sent (AmendsDraftDue *self, AmendsSession *session, AmendsDraft *draft)
{
  g_autofree char *moment = amends_format_moment (draft->sent_at, amends_session_now (session),
                                                  amends_session_get_zone (session));
  g_autofree char *text = NULL;

  /* TRANSLATORS: %s is when it was sent, such as "09:18" */
  text = g_strdup_printf (_ ("Sent %s"), moment);
  amends_clock_glyph_set_clock (self->glyph, AMENDS_CLOCK_MET, 1);
  set_words (self, AMENDS_CLOCK_MET, text);
}

static void
show_open (AmendsDraftDue *self,
           AmendsSession *session,
           AmendsClockState state,
           AmendsInstant due,
           const char *left)
{
  g_autofree char *moment =
      amends_format_moment (due, amends_session_now (session), amends_session_get_zone (session));
  g_autofree char *text = NULL;

  /* TRANSLATORS: when it is due and how far off that is: "Due 13:41, 43 min left" */
  text = g_strdup_printf (_ ("Due %1$s, %2$s"), moment, left);
  set_words (self, state, text);
}

static void
show_planned (AmendsDraftDue *self, AmendsSession *session, AmendsInstant due)
{
  gint64 remaining = due - amends_session_now (session);
  g_autofree char *left = amends_format_left (remaining);

  if (remaining < 0)
    amends_clock_glyph_set_clock (self->glyph, AMENDS_CLOCK_BREACHED, 1);
  else
    amends_clock_glyph_set_planned (self->glyph);
  show_open (self, session, remaining < 0 ? AMENDS_CLOCK_BREACHED : AMENDS_CLOCK_RUNNING, due,
             left);
}

void
amends_draft_due_show (AmendsDraftDue *self,
                       AmendsSession *session,
                       AmendsCase *case_,
                       AmendsDraft *draft)
{
  AmendsClock *clock;

  g_return_if_fail (AMENDS_IS_DRAFT_DUE (self));
  g_return_if_fail (AMENDS_IS_DRAFT (draft));

  clock = find_clock (session, case_, draft);
  gtk_widget_set_visible (GTK_WIDGET (self), draft->sent_at != AMENDS_INSTANT_NONE ||
                                                 clock != NULL ||
                                                 draft->due != AMENDS_INSTANT_NONE);
  if (draft->sent_at != AMENDS_INSTANT_NONE)
    show_sent (self, session, draft);
  else if (clock != NULL)
    {
      AmendsClockView view;
      g_autofree char *left = NULL;

      amends_session_view_clock (session, case_, clock, &view);
      left = amends_format_clock (view.state, view.remaining);
      amends_clock_glyph_set_clock (self->glyph, view.state, view.fraction);
      show_open (self, session, view.state, clock->due, left);
    }
  else if (draft->due != AMENDS_INSTANT_NONE)
    show_planned (self, session, draft->due);
}
