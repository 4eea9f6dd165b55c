/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a change of policy does to the open cases. */

#include "config.h"

#include "amends-review-page.h"

#include "amends-enum-types.h"
#include "amends-format.h"
#include "amends-labels.h"
#include "amends-preferences-window.h"

#include <glib/gi18n-lib.h>

/* More would not be read; the sentence above counts all. */
#define MOST_ROWS 100

struct _AmendsReviewPage
{
  GtkBox parent_instance;

  AdwWindowTitle *title;
  AdwPreferencesGroup *moves;
  GtkButton *accept;
};

enum
{
  ACCEPTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AmendsReviewPage, amends_review_page, GTK_TYPE_BOX)

static void
back_cb (AmendsReviewPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (ADW_IS_PREFERENCES_WINDOW (root))
    adw_preferences_window_close_subpage (ADW_PREFERENCES_WINDOW (root));
}

static void
accept_cb (AmendsReviewPage *self)
{
  g_signal_emit (self, signals[ACCEPTED], 0);
  back_cb (self);
}

static void
amends_review_page_class_init (AmendsReviewPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[ACCEPTED] = g_signal_new ("accepted", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/dev/amends/Amends/preferences/amends-review-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AmendsReviewPage, title);
  gtk_widget_class_bind_template_child (widget_class, AmendsReviewPage, moves);
  gtk_widget_class_bind_template_child (widget_class, AmendsReviewPage, accept);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
  gtk_widget_class_bind_template_callback (widget_class, accept_cb);
}

static void
amends_review_page_init (AmendsReviewPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
add_move (AmendsReviewPage *self, AmendsSession *session, AmendsDeadlineMove *move)
{
  AmendsInstant now = amends_session_now (session);
  GTimeZone *zone = amends_session_get_zone (session);
  g_autofree char *after = amends_format_moment_full (move->after, now, zone);
  g_autofree char *before = move->before != AMENDS_INSTANT_NONE
                                ? amends_format_moment_full (move->before, now, zone)
                                : NULL;
  g_autofree char *title = g_strdup_printf (
      "%s · ESC-%04d%s%s", amends_enum_get_label (AMENDS_TYPE_CLOCK_KIND, (int) move->kind),
      move->number, move->account != NULL ? " · " : "", move->account != NULL ? move->account : "");
  g_autofree char *subtitle = NULL;

  if (before == NULL)
    /* TRANSLATORS: a deadline that there was not before; %s is a moment */
    subtitle = g_strdup_printf (_ ("New: %s"), after);
  else if (move->after < move->before)
    /* TRANSLATORS: a deadline that moves; two moments */
    subtitle = g_strdup_printf (_ ("Earlier: %1$s instead of %2$s"), after, before);
  else
    /* TRANSLATORS: a deadline that moves; two moments */
    subtitle = g_strdup_printf (_ ("Later: %1$s instead of %2$s"), after, before);
  adw_preferences_group_add (self->moves, amends_preferences_row_new (title, subtitle));
}

char *
amends_review_page_summarise (AmendsPolicyEffect *effect)
{
  guint n = effect->moves->len;
  g_autofree char *cases = NULL;

  if (effect->open == 0)
    return g_strdup (_ ("There is no open case, so nothing moves now."));
  if (n == 0)
    return g_strdup (_ ("No deadline of an open case moves."));
  /* TRANSLATORS: part of a sentence: "3 deadlines move, in 7 open cases." */
  cases = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%u open case", "%u open cases", effect->open), effect->open);
  return g_strdup_printf (
      /* TRANSLATORS: %1$u: deadlines; %2$s: such as "7 open cases" */
      g_dngettext (GETTEXT_PACKAGE, "%1$u deadline moves, of %2$s.",
                   "%1$u deadlines move, of %2$s.", n),
      n, cases);
}

GtkWidget *
amends_review_page_new (const char *title,
                        const char *accept,
                        AmendsSession *session,
                        AmendsPolicyEffect *effect)
{
  AmendsReviewPage *self = g_object_new (AMENDS_TYPE_REVIEW_PAGE, NULL);
  g_autofree char *summary = amends_review_page_summarise (effect);

  adw_window_title_set_title (self->title, title);
  gtk_button_set_label (self->accept, accept);
  adw_preferences_group_set_title (self->moves, _ ("What this changes"));
  adw_preferences_group_set_description (self->moves, summary);
  for (guint i = 0; i < MIN (effect->moves->len, MOST_ROWS); i++)
    add_move (self, session, effect->moves->pdata[i]);
  return GTK_WIDGET (self);
}
