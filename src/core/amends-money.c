/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Amounts of money: minor units and a currency, and how people write them. */

#include "config.h"

#include "amends-money.h"

#include <math.h>
#include <string.h>

typedef struct
{
  const char *code;
  int factor;
  const char *symbol; /* NULL: the code and a space */
} Currency;

/* Minor units from ISO 4217; the currencies a software contract is usually written in. */
static const Currency currencies[] = {
  { "USD", 100, "$" },   { "EUR", 100, "€" },   { "GBP", 100, "£" },   { "CNY", 100, "¥" },
  { "JPY", 1, NULL },    { "CHF", 100, NULL },  { "SEK", 100, NULL },  { "NOK", 100, NULL },
  { "DKK", 100, NULL },  { "PLN", 100, NULL },  { "CZK", 100, NULL },  { "HUF", 100, NULL },
  { "CAD", 100, "CA$" }, { "AUD", 100, "A$" },  { "NZD", 100, "NZ$" }, { "SGD", 100, "S$" },
  { "HKD", 100, "HK$" }, { "TWD", 100, "NT$" }, { "KRW", 1, "₩" },     { "INR", 100, "₹" },
  { "BRL", 100, "R$" },  { "MXN", 100, "MX$" }, { "ZAR", 100, NULL },  { "AED", 100, NULL },
  { "SAR", 100, NULL },  { "KWD", 1000, NULL }, { "BHD", 1000, NULL }, { "ILS", 100, "₪" },
  { "TRY", 100, NULL },  { "THB", 100, NULL },  { "MYR", 100, NULL },  { "IDR", 100, NULL },
  { "VND", 1, NULL },    { "PHP", 100, NULL },  { "CLP", 1, NULL },    { "COP", 100, NULL },
};

static const Currency *
find_currency (const char *code)
{
  for (guint i = 0; code && i < G_N_ELEMENTS (currencies); i++)
    if (g_str_equal (currencies[i].code, code))
      return &currencies[i];
  return NULL;
}

int
amends_currency_get_factor (const char *currency)
{
  const Currency *known = find_currency (currency);

  return known ? known->factor : 0;
}

gboolean
amends_currency_is_valid (const char *currency)
{
  return find_currency (currency) != NULL;
}

static void
append_grouped (GString *out, guint64 whole)
{
  g_autofree char *digits = g_strdup_printf ("%" G_GUINT64_FORMAT, whole);
  gsize length = strlen (digits);

  for (gsize i = 0; i < length; i++)
    {
      if (i > 0 && (length - i) % 3 == 0)
        g_string_append_c (out, ',');
      g_string_append_c (out, digits[i]);
    }
}

char *
amends_money_format (gint64 minor, const char *currency, const char *language)
{
  const Currency *known = find_currency (currency);
  int factor = known ? known->factor : 100;
  guint64 amount = minor < 0 ? (guint64) - (minor + 1) + 1 : (guint64) minor;
  GString *out = g_string_new (minor < 0 ? "−" : NULL);

  if (known && known->symbol)
    g_string_append (out, known->symbol);
  else if (currency)
    g_string_append_printf (out, "%s ", currency);

  append_grouped (out, amount / factor);
  if (amount % factor != 0)
    g_string_append_printf (out, factor == 1000 ? ".%03d" : ".%02d", (int) (amount % factor));
  return g_string_free (out, FALSE);
}

gboolean
amends_money_from_major (double major, const char *currency, gint64 *minor)
{
  int factor = amends_currency_get_factor (currency);
  double scaled = major * factor;
  double whole = nearbyint (scaled);

  /* Beyond 2^53 a double no longer tells one minor unit from the next. */
  if (factor == 0 || !isfinite (scaled) || fabs (whole) > 9007199254740992.0)
    return FALSE;
  /* A double cannot hold most decimals exactly; what is left over must be only that. */
  if (fabs (scaled - whole) > 1e-6 * MAX (1.0, fabs (whole) * 1e-9))
    return FALSE;
  *minor = (gint64) whole;
  return TRUE;
}

double
amends_money_to_major (gint64 minor, const char *currency)
{
  int factor = amends_currency_get_factor (currency);

  return (double) minor / (factor ? factor : 100);
}
