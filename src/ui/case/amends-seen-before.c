/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the past says of a case. */

#include "config.h"

#include "amends-seen-before.h"

#include <glib/gi18n-lib.h>

#include "amends-case-section.h"
#include "amends-case-tools.h"
#include "amends-feedback.h"
#include "amends-format.h"
#include "amends-seen-row.h"

struct _AmendsSeenBefore
{
  AmendsCaseSubpage parent_instance;

  GtkWidget *box;
  GtkLabel *lag;
  GtkLabel *prediction;
  GtkLabel *likelihood;
  GtkLabel *recurrence;
  GtkLabel *elsewhere;
  AmendsCaseSection *cases;
};

G_DEFINE_FINAL_TYPE (AmendsSeenBefore, amends_seen_before, AMENDS_TYPE_CASE_SUBPAGE)

static char *
dup_prediction (AmendsLookBack *look_back)
{
  g_autofree char *low = amends_format_span (look_back->time_low);
  g_autofree char *median = amends_format_span (look_back->time_median);
  g_autofree char *high = amends_format_span (look_back->time_high);

  if (look_back->time_median <= 0)
    return NULL;
  /* TRANSLATORS: how long it will take; %1$s and %2$s are the ends of a range such as "2 d 4 h",
   * %3$d how many cases that rests on, %4$s their median */
  return g_strdup_printf (_ ("Usually %1$s to %2$s (%3$d similar, median %4$s)"), low, high,
                          look_back->n_times, median);
}

static char *
dup_likelihood (AmendsLookBack *look_back)
{
  if (!look_back->has_likelihood)
    return NULL;
  /* TRANSLATORS: how many past cases ended well, and between which percentages the chance lies */
  return g_strdup_printf (_ ("%1$d of %2$d ended well (likely %3$d–%4$d %%)"), look_back->n_well,
                          look_back->n_known, (int) (look_back->likelihood_low * 100 + 0.5),
                          (int) (look_back->likelihood_high * 100 + 0.5));
}

static char *
dup_lag (AmendsLookBack *look_back)
{
  g_autofree char *age = NULL;

  if (!look_back->lags)
    return NULL;
  age = amends_format_span (look_back->age);
  /* TRANSLATORS: %s is how long the case has been open, such as "6 d 2 h" */
  return g_strdup_printf (_ ("Open for %s: longer than three of four similar cases took."), age);
}

static char *
dup_recurrence (AmendsLookBack *look_back, AmendsSession *session)
{
  g_autoptr (AmendsSimilarCase) last =
      g_list_model_get_item (G_LIST_MODEL (look_back->recurrences), 0);
  g_autofree char *number = NULL;
  g_autofree char *day = NULL;

  if (last == NULL)
    return NULL;
  number = amends_escalation_format_number (last->number);
  day = amends_format_day (last->received, amends_session_get_zone (session));
  /* TRANSLATORS: the same issue on the same account: the case, the day it came, and the window */
  return g_strdup_printf (ngettext ("Came up on this account before: %1$s, %2$s (%3$d day)",
                                    "Came up on this account before: %1$s, %2$s (%3$d days)",
                                    (gulong) look_back->days),
                          number, day, look_back->days);
}

static char *
dup_elsewhere (AmendsLookBack *look_back)
{
  if (!look_back->systemic)
    return NULL;
  /* TRANSLATORS: %d is how many other accounts have the same issue */
  return g_strdup_printf (ngettext ("%d other account has the same issue",
                                    "%d other accounts have the same issue",
                                    (gulong) look_back->n_accounts),
                          look_back->n_accounts);
}

static guint
fill_rows (AmendsSeenBefore *self, AmendsLookBack *look_back)
{
  guint n = look_back != NULL ? g_list_model_get_n_items (G_LIST_MODEL (look_back->cases)) : 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AmendsSimilarCase) similar =
          g_list_model_get_item (G_LIST_MODEL (look_back->cases), i);

      amends_seen_row_set (amends_case_section_get_row (self->cases, i, AMENDS_TYPE_SEEN_ROW),
                           similar);
    }
  amends_case_section_trim (self->cases, n);
  return n;
}

static void
amends_seen_before_refresh (AmendsCaseSubpage *subpage)
{
  AmendsSeenBefore *self = AMENDS_SEEN_BEFORE (subpage);
  AmendsLookBack *look_back = amends_case_subpage_get_case (subpage)->look_back;
  gboolean any = fill_rows (self, look_back) > 0;
  g_autofree char *lag = look_back != NULL ? dup_lag (look_back) : NULL;
  g_autofree char *prediction = look_back != NULL ? dup_prediction (look_back) : NULL;
  g_autofree char *likelihood = look_back != NULL ? dup_likelihood (look_back) : NULL;
  g_autofree char *elsewhere = look_back != NULL ? dup_elsewhere (look_back) : NULL;
  g_autofree char *recurrence =
      look_back != NULL ? dup_recurrence (look_back, amends_case_subpage_get_session (subpage))
                        : NULL;

  amends_case_set_text (self->lag, lag);
  amends_case_set_text (self->prediction, prediction);
  amends_case_set_text (self->likelihood, likelihood);
  amends_case_set_text (self->recurrence, recurrence);
  amends_case_set_text (self->elsewhere, elsewhere);
  gtk_widget_set_visible (self->box, any || recurrence != NULL || elsewhere != NULL);
}

static void
amends_seen_before_leave (AmendsCaseSubpage *subpage)
{
  gtk_widget_hide (AMENDS_SEEN_BEFORE (subpage)->box);
}

static void
row_activated_cb (AmendsSeenBefore *self, GtkListBoxRow *row)
{
  amends_feedback_open_case (GTK_WIDGET (self), amends_seen_row_get_id (AMENDS_SEEN_ROW (row)),
                             NULL);
}

static void
amends_seen_before_class_init (AmendsSeenBeforeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  AMENDS_CASE_SUBPAGE_CLASS (klass)->refresh = amends_seen_before_refresh;
  AMENDS_CASE_SUBPAGE_CLASS (klass)->leave = amends_seen_before_leave;

  g_type_ensure (AMENDS_TYPE_CASE_SECTION);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               AMENDS_CASE_TEMPLATE ("amends-seen-before.ui"));
  gtk_widget_class_bind_template_child (widget_class, AmendsSeenBefore, box);
  gtk_widget_class_bind_template_child (widget_class, AmendsSeenBefore, lag);
  gtk_widget_class_bind_template_child (widget_class, AmendsSeenBefore, prediction);
  gtk_widget_class_bind_template_child (widget_class, AmendsSeenBefore, likelihood);
  gtk_widget_class_bind_template_child (widget_class, AmendsSeenBefore, recurrence);
  gtk_widget_class_bind_template_child (widget_class, AmendsSeenBefore, elsewhere);
  gtk_widget_class_bind_template_child (widget_class, AmendsSeenBefore, cases);
}

static void
amends_seen_before_init (AmendsSeenBefore *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (amends_case_section_get_list (self->cases), "row-activated",
                           G_CALLBACK (row_activated_cb), self, G_CONNECT_SWAPPED);
}
