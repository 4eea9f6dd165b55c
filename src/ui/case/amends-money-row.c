/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Entry rows for an amount and for a date. */

#include "config.h"

#include "amends-money-row.h"

#include <string.h>

#include "amends-instant.h"
#include "amends-money.h"
#include "amends-record.h"

static void
mark (GBinding *binding, gboolean valid)
{
  g_autoptr (GObject) row = g_binding_dup_target (binding);

  if (!GTK_IS_WIDGET (row))
    return;
  if (valid)
    gtk_widget_remove_css_class (GTK_WIDGET (row), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (row), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_INVALID,
                               valid ? GTK_ACCESSIBLE_INVALID_FALSE : GTK_ACCESSIBLE_INVALID_TRUE,
                               -1);
}

/* (transfer full) (nullable): the digits of an amount whose thousands, if marked at all, are
 * marked by commas in their places: "1.250,50" is no such amount rather than a wrong one. */
static char *
dup_digits (const char *text)
{
  static const char *const pattern = "^\\s*[^\\d\\s,.+-]{0,4}\\s*"
                                     "(\\d+(?:\\.\\d+)?|\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?)"
                                     "\\s*[^\\d\\s,.+-]{0,4}\\s*$";
  g_autoptr (GRegex) regex = g_regex_new (pattern, G_REGEX_OPTIMIZE, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *amount = NULL;
  g_auto (GStrv) groups = NULL;

  if (!g_regex_match (regex, text, 0, &match))
    return NULL;
  amount = g_match_info_fetch (match, 1);
  groups = g_strsplit (amount, ",", -1);
  return g_strjoinv ("", groups);
}

gboolean
amends_money_parse (const char *text, const char *currency, gint64 *minor)
{
  g_autofree char *digits = NULL;

  if (text == NULL || strspn (text, " \t") == strlen (text))
    {
      *minor = AMENDS_MONEY_UNKNOWN;
      return TRUE;
    }
  digits = dup_digits (text);
  return digits != NULL && currency != NULL && amends_currency_is_valid (currency) &&
         amends_money_from_major (g_ascii_strtod (digits, NULL), currency, minor);
}

static gboolean
money_to_row (GBinding *binding, const GValue *from, GValue *to, gpointer user_data)
{
  gint64 minor = g_value_get_int64 (from);

  if (minor == AMENDS_MONEY_UNKNOWN || user_data == NULL)
    g_value_set_string (to, "");
  else
    g_value_take_string (to, amends_money_format (minor, user_data, "en"));
  return TRUE;
}

static gboolean
row_to_money (GBinding *binding, const GValue *from, GValue *to, gpointer user_data)
{
  gint64 minor = AMENDS_MONEY_UNKNOWN;
  gboolean valid = amends_money_parse (g_value_get_string (from), user_data, &minor);

  mark (binding, valid);
  if (valid)
    g_value_set_int64 (to, minor);
  return valid;
}

static gboolean
date_to_row (GBinding *binding, const GValue *from, GValue *to, gpointer user_data)
{
  const char *date = g_value_get_string (from);

  g_value_set_string (to, date != NULL ? date : "");
  return TRUE;
}

static gboolean
row_to_date (GBinding *binding, const GValue *from, GValue *to, gpointer user_data)
{
  g_autofree char *text = g_strstrip (g_value_dup_string (from));
  GDate date;
  gboolean valid = *text == '\0' || amends_date_parse (text, &date, NULL);

  mark (binding, valid);
  if (valid)
    g_value_set_string (to, *text != '\0' ? text : NULL);
  return valid;
}

void
amends_money_row_bind (AdwEntryRow *row, gpointer record, const char *field, const char *currency)
{
  g_return_if_fail (ADW_IS_ENTRY_ROW (row));

  gtk_widget_remove_css_class (GTK_WIDGET (row), "error");
  g_object_bind_property_full (record, field, row, "text",
                               G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE, money_to_row,
                               row_to_money, g_strdup (currency), g_free);
}

void
amends_date_row_bind (AdwEntryRow *row, gpointer record, const char *field)
{
  g_return_if_fail (ADW_IS_ENTRY_ROW (row));

  gtk_widget_remove_css_class (GTK_WIDGET (row), "error");
  g_object_bind_property_full (record, field, row, "text",
                               G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE, date_to_row,
                               row_to_date, NULL, NULL);
}
