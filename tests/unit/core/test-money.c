/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "amends-money.h"

static void
test_format (void)
{
  static const struct
  {
    gint64 minor;
    const char *currency, *expected;
  } cases[] = {
    { 54000000, "USD", "$540,000" },
    { 125050, "EUR", "€1,250.50" },
    { 286000000, "CNY", "¥2,860,000" },
    { 1200000, "CHF", "CHF 12,000" },
    { 99, "USD", "$0.99" },
    { 0, "USD", "$0" },
    { -1350000, "USD", "−$13,500" },
    { 5000, "JPY", "JPY 5,000" },
    { 1234567, "KWD", "KWD 1,234.567" },
    { G_MININT64 + 1, "JPY", "−JPY 9,223,372,036,854,775,807" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = amends_money_format (cases[i].minor, cases[i].currency, "en");
      g_assert_cmpstr (text, ==, cases[i].expected);
    }
}

static void
test_major (void)
{
  gint64 minor = 0;

  g_assert_true (amends_money_from_major (540000, "USD", &minor));
  g_assert_cmpint (minor, ==, 54000000);
  g_assert_true (amends_money_from_major (0.29, "USD", &minor));
  g_assert_cmpint (minor, ==, 29);
  g_assert_true (amends_money_from_major (1.001, "KWD", &minor));
  g_assert_cmpint (minor, ==, 1001);
  g_assert_false (amends_money_from_major (0.295, "USD", &minor));
  g_assert_false (amends_money_from_major (1.5, "JPY", &minor));
  g_assert_false (amends_money_from_major (1e30, "USD", &minor));
  g_assert_false (amends_money_from_major (10, "XXX", &minor));
  g_assert_cmpfloat (amends_money_to_major (54000050, "USD"), ==, 540000.5);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/money/format", test_format);
  g_test_add_func ("/money/major", test_major);
  return g_test_run ();
}
