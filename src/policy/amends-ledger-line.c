/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One line of how a deadline came about. */

#include "config.h"

#include "amends-ledger-line.h"

#include <glib/gi18n-lib.h>
#include <math.h>

static const AmendsField fields[] = {
  AMENDS_FIELD (AmendsLedgerLine, "from", INSTANT, from),
  AMENDS_FIELD (AmendsLedgerLine, "to", INSTANT, to),
  AMENDS_FIELD_OF (AmendsLedgerLine, "kind", ENUM, kind, amends_ledger_kind_get_type),
  AMENDS_FIELD (AmendsLedgerLine, "minutes", DOUBLE, minutes),
  AMENDS_FIELD (AmendsLedgerLine, "note", STRING, note),
};

AMENDS_DEFINE_RECORD (AmendsLedgerLine, amends_ledger_line)

GType
amends_ledger_kind_get_type (void)
{
  static gsize type = 0;
  static const GEnumValue values[] = {
    { AMENDS_LEDGER_UNKNOWN, "AMENDS_LEDGER_UNKNOWN", "unknown" },
    { AMENDS_LEDGER_WORK, "AMENDS_LEDGER_WORK", "work" },
    { AMENDS_LEDGER_ROUND_THE_CLOCK, "AMENDS_LEDGER_ROUND_THE_CLOCK", "round-the-clock" },
    { AMENDS_LEDGER_CLOSED, "AMENDS_LEDGER_CLOSED", "closed" },
    { AMENDS_LEDGER_HOLIDAY, "AMENDS_LEDGER_HOLIDAY", "holiday" },
    { AMENDS_LEDGER_PAUSE, "AMENDS_LEDGER_PAUSE", "pause" },
    { 0, NULL, NULL },
  };

  if (g_once_init_enter (&type))
    g_once_init_leave (&type, g_enum_register_static ("AmendsLedgerKind", values));
  return type;
}

char *
amends_ledger_line_describe (AmendsLedgerLine *self)
{
  g_return_val_if_fail (AMENDS_IS_LEDGER_LINE (self), NULL);

  switch (self->kind)
    {
    case AMENDS_LEDGER_WORK:
      return g_strdup (_ ("Working hours"));
    case AMENDS_LEDGER_ROUND_THE_CLOCK:
      return g_strdup (_ ("Round the clock"));
    case AMENDS_LEDGER_CLOSED:
      /* Translators: outside working hours. */
      return g_strdup (C_ ("ledger", "Closed"));
    case AMENDS_LEDGER_HOLIDAY:
      if (self->note != NULL && *self->note != '\0')
        /* Translators: %s is the name of the holiday. */
        return g_strdup_printf (_ ("Holiday: %s"), self->note);
      return g_strdup (_ ("Holiday"));
    case AMENDS_LEDGER_PAUSE:
      return g_strdup (_ ("Paused, waiting on the customer"));
    case AMENDS_LEDGER_UNKNOWN:
      break;
    }
  g_return_val_if_reached (g_strdup (""));
}

char *
amends_ledger_format_minutes (double minutes)
{
  gint64 seconds = (gint64) llround (minutes * 60.0);
  int hours = (int) (seconds / 3600);
  int rest = (int) (seconds % 3600);
  g_autofree char *whole = NULL;

  if (hours > 0 && rest >= 60)
    /* Translators: a length of time in hours and minutes. */
    whole = g_strdup_printf (_ ("%d h %d min"), hours, rest / 60);
  else if (hours > 0)
    /* Translators: a length of time in hours. */
    whole = g_strdup_printf (_ ("%d h"), hours);
  else if (rest >= 60 || rest == 0)
    /* Translators: a length of time in minutes. */
    whole = g_strdup_printf (_ ("%d min"), rest / 60);

  if (rest % 60 == 0)
    return g_steal_pointer (&whole);
  if (whole == NULL)
    /* Translators: a length of time in seconds. */
    return g_strdup_printf (_ ("%d s"), rest % 60);
  /* Translators: a length of time; %s is "3 h 30 min", %d the seconds after it. */
  return g_strdup_printf (_ ("%s %d s"), whole, rest % 60);
}

static gboolean
same_day (GDateTime *a, GDateTime *b)
{
  return g_date_time_get_year (a) == g_date_time_get_year (b) &&
         g_date_time_get_day_of_year (a) == g_date_time_get_day_of_year (b);
}

char *
amends_ledger_line_to_text (AmendsLedgerLine *self, GTimeZone *zone)
{
  g_autoptr (GDateTime) from = NULL;
  g_autoptr (GDateTime) to = NULL;
  g_autofree char *start = NULL;
  g_autofree char *end = NULL;
  g_autofree char *counted = NULL;
  g_autofree char *what = NULL;
  gboolean shifts;

  g_return_val_if_fail (AMENDS_IS_LEDGER_LINE (self), NULL);
  g_return_val_if_fail (zone != NULL, NULL);

  from = amends_instant_to_date_time (self->from, zone);
  to = amends_instant_to_date_time (self->to, zone);
  /* Where the offset changes inside a line, the count does not follow from the wall times: say so
   * by writing the offsets. */
  shifts = g_date_time_get_utc_offset (from) != g_date_time_get_utc_offset (to);
  start = g_date_time_format (from, shifts ? "%a %Y-%m-%d %H:%M %:z" : "%a %Y-%m-%d %H:%M");
  if (shifts)
    end = g_date_time_format (to, "%a %Y-%m-%d %H:%M %:z");
  else
    end = g_date_time_format (to, same_day (from, to) ? "%H:%M" : "%a %Y-%m-%d %H:%M");
  counted = amends_ledger_format_minutes (self->minutes);
  what = amends_ledger_line_describe (self);

  return g_strdup_printf ("%s – %s · %s · %s", start, end, counted, what);
}

char *
amends_ledger_to_text (GPtrArray *lines, GTimeZone *zone)
{
  GString *text = g_string_new (NULL);
  double total = 0;
  g_autofree char *counted = NULL;

  g_return_val_if_fail (lines != NULL, g_string_free (text, FALSE));

  for (guint i = 0; i < lines->len; i++)
    {
      AmendsLedgerLine *line = lines->pdata[i];
      g_autofree char *one = amends_ledger_line_to_text (line, zone);

      g_string_append_printf (text, "%s\n", one);
      total += line->minutes;
    }
  if (lines->len > 0)
    {
      counted = amends_ledger_format_minutes (total);
      /* Translators: %s is a length of time such as "3 h 30 min": what all lines count together. */
      g_string_append_printf (text, _ ("Counted: %s"), counted);
      g_string_append_c (text, '\n');
    }
  return g_string_free (text, FALSE);
}
