/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Facts of an account in words, and what the window says of changes. */

#include "config.h"

#include "amends-account-text.h"

#include "amends-enum-types.h"
#include "amends-format.h"
#include "amends-labels.h"
#include "amends-money.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Further off, a date says more than a number of days. */
#define MOST_DAYS 180

char *
amends_account_format_money (gint64 minor, const char *currency)
{
  return minor != AMENDS_MONEY_UNKNOWN ? amends_money_format (minor, currency, "en")
                                       : g_strdup ("");
}

char *
amends_account_format_renewal (AmendsSession *session, const char *renewal, AmendsTone *tone)
{
  AmendsInstant now = amends_session_now (session);
  GTimeZone *zone = amends_session_get_zone (session);
  g_autofree char *text = NULL;
  GDate date;
  int days;

  if (tone != NULL)
    *tone = AMENDS_TONE_PLAIN;
  if (renewal == NULL || !amends_date_parse (renewal, &date, NULL))
    return g_strdup (renewal != NULL ? renewal : "");
  text = amends_format_date (&date, now, zone);
  days = amends_date_days_until (&date, now, zone);
  if (tone != NULL && amends_session_is_renewal_soon (session, days))
    *tone = AMENDS_TONE_WARNING;
  if (days < 0 && days >= -MOST_DAYS)
    /* TRANSLATORS: a date and how long ago it was: "2 March, 8 days ago" */
    return g_strdup_printf (ngettext ("%1$s, %2$d day ago", "%1$s, %2$d days ago", -days), text,
                            -days);
  if (days < 0 || days > MOST_DAYS)
    return g_steal_pointer (&text);
  if (days == 0)
    /* TRANSLATORS: %s is a date */
    return g_strdup_printf (_ ("%s, today"), text);
  /* TRANSLATORS: a date and how far off it is: "24 April, in 45 days" */
  return g_strdup_printf (ngettext ("%1$s, in %2$d day", "%1$s, in %2$d days", days), text, days);
}

char *
amends_account_format_health (AmendsSession *session, int health, AmendsTone *tone)
{
  const char *word = amends_session_get_health_word (session, health, tone);

  if (health == AMENDS_UNKNOWN)
    return g_strdup ("");
  if (*word == '\0')
    return g_strdup_printf ("%d", health);
  /* TRANSLATORS: the health of an account, a word and the score of 100: "Fair, 52" */
  return g_strdup_printf (C_ ("health", "%1$s, %2$d"), word, health);
}

char *
amends_account_format_contact (AmendsSession *session, AmendsInstant last)
{
  AmendsInstant now = amends_session_now (session);
  GTimeZone *zone = amends_session_get_zone (session);
  g_autoptr (GDateTime) moment = NULL;
  GDate date;
  int days;

  if (last == AMENDS_INSTANT_NONE)
    return g_strdup ("");
  moment = amends_instant_to_date_time (last, zone);
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) g_date_time_get_day_of_month (moment),
                  (GDateMonth) g_date_time_get_month (moment),
                  (GDateYear) g_date_time_get_year (moment));
  days = -amends_date_days_until (&date, now, zone);
  if (days <= 0)
    return g_strdup (C_ ("last contact", "today"));
  if (days <= 14)
    return g_strdup_printf (ngettext ("%d day ago", "%d days ago", days), days);
  return amends_format_date (&date, now, zone);
}

char *
amends_account_format_segment (AmendsSegment segment, gboolean strategic)
{
  const char *word = segment != AMENDS_SEGMENT_UNKNOWN
                         ? amends_enum_get_label (AMENDS_TYPE_SEGMENT, (int) segment)
                         : NULL;

  if (!strategic)
    return g_strdup (word != NULL ? word : "");
  if (word == NULL)
    return g_strdup (C_ ("account", "Strategic"));
  /* TRANSLATORS: a segment of customers, of one that matters most: "Enterprise, strategic" */
  return g_strdup_printf (_ ("%s, strategic"), word);
}

char *
amends_account_format_zone (AmendsSession *session, const char *time_zone)
{
  g_autoptr (GTimeZone) zone = NULL;
  g_autofree char *theirs = NULL;
  g_autofree char *ours = NULL;
  g_autofree char *place = NULL;
  const char *slash;

  if (time_zone == NULL || (zone = amends_zone_load (time_zone, NULL)) == NULL)
    return NULL;
  slash = strrchr (time_zone, '/');
  place = g_strdelimit (g_strdup (slash != NULL ? slash + 1 : time_zone), "_", ' ');
  theirs = amends_format_time (amends_session_now (session), zone);
  ours = amends_format_time (amends_session_now (session), amends_session_get_zone (session));
  if (g_str_equal (theirs, ours))
    /* TRANSLATORS: %s is a city, for a time zone */
    return g_strdup_printf (_ ("%s, same time as here"), place);
  /* TRANSLATORS: a city, for a time zone, and the time it is there: "Lisbon, 11:58 there" */
  return g_strdup_printf (_ ("%1$s, %2$s there"), place, theirs);
}

void
amends_account_set_tone (GtkWidget *widget, AmendsTone tone)
{
  gtk_widget_remove_css_class (widget, "warning");
  gtk_widget_remove_css_class (widget, "error");
  if (tone != AMENDS_TONE_PLAIN)
    gtk_widget_add_css_class (widget, tone == AMENDS_TONE_ERROR ? "error" : "warning");
}

void
amends_account_open (GtkWidget *from, const char *id)
{
  gtk_widget_activate_action (from, "win.open-account", "s", id);
}
