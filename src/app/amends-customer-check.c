/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether the facts of a customer can be kept. */

#include "config.h"

#include "amends-customer-check.h"

#include "amends-input-error.h"
#include "amends-money.h"
#include "amends-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Characters of one line; bytes of a longer text. */
#define ONE_LINE 200
#define LONG_TEXT (64 * 1024)
#define MOST_LINES 200

static gboolean
fail (GError **error, AmendsInputError code, const char *field, const char *text)
{
  amends_input_error_set (error, code, NULL, 0, field, "%s", text);
  return FALSE;
}

/* --- Texts ----------------------------------------------------------------------------------- */

static void
tidy_line (gpointer record, const char *field)
{
  g_autofree char *text = NULL;
  g_autofree char *line = NULL;

  g_object_get (record, field, &text, NULL);
  line = text != NULL ? amends_text_one_line (text, ONE_LINE) : NULL;
  amends_record_set (record, field, line != NULL && *line != '\0' ? line : NULL, NULL);
}

static gboolean
tidy_text (gpointer record, const char *field, GError **error)
{
  g_autofree char *text = NULL;
  g_autofree char *clean = NULL;

  g_object_get (record, field, &text, NULL);
  if (text != NULL && strlen (text) > LONG_TEXT)
    {
      amends_input_error_set (error, AMENDS_INPUT_ERROR_TOO_LARGE, NULL, 0, field,
                              /* Translators: a size in kilobytes. */
                              _ ("The text is too long; at most %d kB are kept."),
                              LONG_TEXT / 1024);
      return FALSE;
    }
  clean = text != NULL ? g_strstrip (amends_text_clean (text, -1)) : NULL;
  amends_record_set (record, field, clean != NULL && *clean != '\0' ? clean : NULL, NULL);
  return TRUE;
}

/* Every line once. */
static gboolean
tidy_list (gpointer record, const char *field, GError **error)
{
  g_auto (GStrv) texts = NULL;
  g_auto (GStrv) tidy = NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  g_object_get (record, field, &texts, NULL);
  if (texts != NULL && g_strv_length (texts) > MOST_LINES)
    {
      amends_input_error_set (error, AMENDS_INPUT_ERROR_TOO_LARGE, NULL, 0, field,
                              _ ("At most %d lines are kept."), MOST_LINES);
      return FALSE;
    }
  for (guint i = 0; texts != NULL && texts[i] != NULL; i++)
    {
      g_autofree char *line = amends_text_one_line (texts[i], ONE_LINE);

      if (*line != '\0' && g_hash_table_add (seen, amends_text_fold (line)))
        g_strv_builder_add (builder, line);
    }
  tidy = g_strv_builder_end (builder);
  amends_record_set (record, field, tidy[0] != NULL ? tidy : NULL, NULL);
  return TRUE;
}

/* --- Values ---------------------------------------------------------------------------------- */

static gboolean
check_number (int value, int lowest, int highest, const char *field, GError **error)
{
  if (value == AMENDS_UNKNOWN || (value >= lowest && value <= highest))
    return TRUE;
  amends_input_error_set (error, AMENDS_INPUT_ERROR_RANGE, NULL, 0, field,
                          _ ("%1$d is out of range; a number from %2$d to %3$d is expected."),
                          value, lowest, highest);
  return FALSE;
}

static gboolean
check_date (const char *text, const char *field, GDate *date, GError **error)
{
  if (amends_date_parse (text, date, NULL))
    return TRUE;
  amends_input_error_set (error, AMENDS_INPUT_ERROR_VALUE, NULL, 0, field,
                          /* Translators: %s is what was written; keep the digits of the example. */
                          _ ("“%s” is not a date; a date such as 2026-04-24 is expected."), text);
  return FALSE;
}

/* What happened is a day; what has not happened yet is the renewal. */
static gboolean
check_outcome (const char *text, const char *field, GError **error)
{
  GDate date;

  return text == NULL || check_date (text, field, &date, error);
}

static gboolean
check_dates (AmendsAccount *account, GError **error)
{
  GDate start;
  GDate renewal;

  if (!check_outcome (account->renewed, "renewed", error) ||
      !check_outcome (account->churned, "churned", error))
    return FALSE;
  if (account->contract_start != NULL &&
      !check_date (account->contract_start, "contract-start", &start, error))
    return FALSE;
  if (account->renewal == NULL)
    return TRUE;
  if (!check_date (account->renewal, "renewal", &renewal, error))
    return FALSE;
  if (account->contract_start != NULL && g_date_compare (&renewal, &start) <= 0)
    return fail (error, AMENDS_INPUT_ERROR_RANGE, "renewal",
                 _ ("The renewal must be after the start of the contract."));
  return TRUE;
}

static gboolean
check_money (AmendsAccount *account, GError **error)
{
  if (account->currency != NULL)
    {
      g_autofree char *upper = g_ascii_strup (account->currency, -1);

      amends_record_set (account, "currency", upper, NULL);
      if (!amends_currency_is_valid (upper))
        {
          amends_input_error_set (
              error, AMENDS_INPUT_ERROR_VALUE, NULL, 0, "currency",
              _ ("“%s” is not a known currency; a code such as EUR is expected."), upper);
          return FALSE;
        }
    }
  if (account->arr != AMENDS_MONEY_UNKNOWN && account->arr < 0)
    return fail (error, AMENDS_INPUT_ERROR_RANGE, "arr", _ ("The ARR cannot be negative."));
  if (account->expansion != AMENDS_MONEY_UNKNOWN && account->expansion < 0)
    return fail (error, AMENDS_INPUT_ERROR_RANGE, "expansion",
                 _ ("The expansion cannot be negative."));
  if (account->currency == NULL &&
      (account->arr != AMENDS_MONEY_UNKNOWN || account->expansion != AMENDS_MONEY_UNKNOWN))
    return fail (error, AMENDS_INPUT_ERROR_MISSING, "currency",
                 _ ("An amount needs its currency, such as EUR."));
  return TRUE;
}

static gboolean
check_zone (AmendsAccount *account, GError **error)
{
  g_autoptr (GTimeZone) zone = NULL;

  if (account->time_zone == NULL)
    return TRUE;
  zone = amends_zone_load (account->time_zone, NULL);
  if (zone != NULL)
    return TRUE;
  amends_input_error_set (
      error, AMENDS_INPUT_ERROR_VALUE, NULL, 0, "time-zone",
      /* Translators: %s is what was written; keep the example as it is. */
      _ ("“%s” is not a known time zone; a name such as Europe/Amsterdam is expected."),
      account->time_zone);
  return FALSE;
}

gboolean
amends_account_check (AmendsAccount *account, GError **error)
{
  static const char *const lines[] = { "name",      "currency",        "contract-start",
                                       "renewal",   "renewed",         "churned",
                                       "csm",       "account-manager", "executive-sponsor",
                                       "time-zone", "language" };

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    tidy_line (account, lines[i]);
  if (account->name == NULL)
    return fail (error, AMENDS_INPUT_ERROR_MISSING, "name", _ ("The account needs a name."));
  if (account->language != NULL && !g_str_equal (account->language, "en") &&
      !g_str_equal (account->language, "zh-CN"))
    return fail (error, AMENDS_INPUT_ERROR_VALUE, "language",
                 _ ("The language is English or Chinese."));
  return tidy_text (account, "notes", error) && tidy_list (account, "products", error) &&
         tidy_list (account, "competitors", error) && check_money (account, error) &&
         check_dates (account, error) && check_number (account->health, 0, 100, "health", error) &&
         check_number (account->nps, -100, 100, "nps", error) &&
         check_number (account->csat, 0, 100, "csat", error) && check_zone (account, error);
}

/* Good enough to catch a slip of the pen; only sending a mail can tell more. */
static gboolean
is_address (const char *text)
{
  const char *at = strchr (text, '@');

  return at != NULL && at != text && at[1] != '\0' && strchr (at + 1, '@') == NULL &&
         strpbrk (text, " \t<>,;") == NULL;
}

gboolean
amends_contact_check (AmendsContact *contact, GError **error)
{
  static const char *const lines[] = { "name", "title", "email", "phone", "salutation" };

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    tidy_line (contact, lines[i]);
  if (contact->name == NULL)
    return fail (error, AMENDS_INPUT_ERROR_MISSING, "name", _ ("The contact needs a name."));
  if (contact->email != NULL && !is_address (contact->email))
    {
      amends_input_error_set (
          error, AMENDS_INPUT_ERROR_VALUE, NULL, 0, "email",
          _ ("“%s” is not an e-mail address; one such as ann@example.com is expected."),
          contact->email);
      return FALSE;
    }
  return tidy_text (contact, "concerns", error) && tidy_text (contact, "style", error);
}
