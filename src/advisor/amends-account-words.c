/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Signs in words: quote or figures, and in short for the line that says why. */

#include "config.h"

#include "amends-account-risk-private.h"

#include "amends-money.h"
#include "amends-text.h"

#include <math.h>
#include <string.h>

/* (transfer full): without needless places, thousands apart. */
static char *
format_number (double value)
{
  g_autofree char *digits = NULL;
  GString *out;
  gsize length;

  if (isnan (value))
    return g_strdup ("");
  if (value < 10 && fabs (value - round (value)) >= 0.05)
    return g_strdup_printf ("%.1f", value);
  digits = g_strdup_printf ("%.0f", value);
  length = strlen (digits);
  out = g_string_new (NULL);
  for (gsize i = 0; i < length; i++)
    {
      if (i > 0 && (length - i) % 3 == 0)
        g_string_append_c (out, ',');
      g_string_append_c (out, digits[i]);
    }
  return g_string_free (out, FALSE);
}

/* (transfer full): "30 minutes", "24 hours", "at once". */
static char *
format_allowance (AmendsRiskRules *rules, double minutes, const char *language)
{
  g_autofree char *n = NULL;

  if (minutes <= 0)
    return g_strdup (amends_risk_rules_get_text (rules, "at-once", language));
  if (minutes == 60)
    return g_strdup (amends_risk_rules_get_text (rules, "hours.one", language));
  n = format_number (minutes < 60 ? minutes : minutes / 60);
  return amends_risk_rules_fill (
      amends_risk_rules_get_text (rules, minutes < 60 ? "minutes" : "hours", language), "n", n,
      NULL);
}

/* (transfer full): "feature:audit-export" is "audit export". */
static char *
format_metric (const char *metric)
{
  char *name = g_strdup (strchr (metric, ':') != NULL ? strchr (metric, ':') + 1 : metric);

  for (char *p = name; *p != '\0'; p++)
    if (*p == '-' || *p == '_')
      *p = ' ';
  return name;
}

/* (transfer full) */
static char *
format_renewal (const AmendsSignsView *view, double days, const char *language)
{
  g_autoptr (GDateTime) now = amends_instant_to_date_time (view->now, view->zone);
  g_autoptr (GDateTime) date = g_date_time_add_days (now, (int) days);

  if (g_strcmp0 (language, "zh-CN") == 0)
    return g_strdup_printf ("%d年%d月%d日", g_date_time_get_year (date),
                            g_date_time_get_month (date), g_date_time_get_day_of_month (date));
  /* The name of the month is English whatever the locale: the sentence is. */
  {
    static const char *const months[] = { "January",   "February", "March",    "April",
                                          "May",       "June",     "July",     "August",
                                          "September", "October",  "November", "December" };

    return g_strdup_printf ("%d %s %d", g_date_time_get_day_of_month (date),
                            months[g_date_time_get_month (date) - 1], g_date_time_get_year (date));
  }
}

/* (transfer full) (nullable) */
static char *
format_what (const AmendsAccountSign *self)
{
  if (self->metric != NULL)
    return format_metric (self->metric);
  if (self->case_ != NULL)
    return g_strdup (self->case_->title);
  if (self->reading != NULL)
    return g_strdup (self->reading->gist);
  return NULL;
}

static char *
fill (const AmendsAccountSign *self,
      AmendsRiskRules *rules,
      const AmendsSignsView *view,
      const char *text,
      guint n,
      const char *language)
{
  gboolean waits = self->rule->id == g_intern_static_string ("late-answer") ||
                   self->rule->id == g_intern_static_string ("unanswered");
  double age = self->at != AMENDS_INSTANT_NONE
                   ? floor ((double) (view->now - self->at) / AMENDS_DAY)
                   : self->now;
  g_autofree char *count = g_strdup_printf ("%u", n);
  g_autofree char *now = format_number (self->now);
  g_autofree char *was =
      waits ? format_allowance (rules, self->was, language) : format_number (self->was);
  g_autofree char *days = format_number (age);
  g_autofree char *percent =
      format_number (self->was > 0 ? round (100 * (1 - self->now / self->was)) : NAN);
  g_autofree char *what = format_what (self);
  g_autofree char *when = self->rule->factor == AMENDS_FACTOR_RENEWAL
                              ? format_renewal (view, self->now, language)
                              : NULL;

  return amends_risk_rules_fill (text, "n", count, "now", now, "was", was, "days", days, "hours",
                                 now, "percent", percent, "what", what, "when", when, "name",
                                 self->contact != NULL ? self->contact->name : NULL, NULL);
}

char *
amends_account_sign_dup_text (const AmendsAccountSign *self,
                              AmendsRiskRules *rules,
                              const AmendsSignsView *view,
                              const char *language)
{
  if (self->rule->text != NULL)
    return fill (self, rules, view, amends_translations_get (self->rule->text, language), 1,
                 language);
  if (self->hit != NULL)
    return g_strdup (self->hit->quote);
  if (self->case_ != NULL && self->case_->title != NULL)
    return g_strdup (self->case_->title);
  /* What it is about, and what they say of it. */
  if (self->reading != NULL && self->reading->gist != NULL && self->reading->n_hits > 0 &&
      strcmp (self->reading->gist, self->reading->hits[0].quote) != 0)
    return g_strdup_printf (g_strcmp0 (language, "zh-CN") == 0 ? "%s：“%s”" : "%s: “%s”",
                            self->reading->gist, self->reading->hits[0].quote);
  return g_strdup (self->reading != NULL && self->reading->gist != NULL
                       ? self->reading->gist
                       : amends_translations_get (self->rule->title, language));
}

char *
amends_account_sign_dup_reason (const AmendsAccountSign *self,
                                AmendsRiskRules *rules,
                                const AmendsSignsView *view,
                                guint n,
                                const char *language)
{
  double days = self->at != AMENDS_INSTANT_NONE
                    ? floor ((double) (view->now - self->at) / AMENDS_DAY)
                    : self->now;
  const AmendsTranslations *text = self->rule->reason;
  const char *shape = amends_translations_get (text, NULL);
  gboolean one = strstr (shape, "{n}") != NULL      ? n == 1
                 : strstr (shape, "{days}") != NULL ? days == 1
                                                    : self->now == 1;

  if (one && self->rule->reason_one != NULL)
    text = self->rule->reason_one;
  return fill (self, rules, view, amends_translations_get (text, language), n, language);
}
