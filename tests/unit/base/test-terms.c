/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts taken apart into terms. */

#include "config.h"

#include "amends-terms.h"

#include <string.h>

static void
append_cb (const char *term, const char *word, AmendsTermKind kind, gpointer data)
{
  GString *all = data;

  g_assert_true (g_utf8_validate (term, -1, NULL));
  if (all->len > 0)
    g_string_append_c (all, ' ');
  g_string_append (all, term);
}

static char *
list (const char *text, gssize length)
{
  GString *all = g_string_new (NULL);

  amends_terms_foreach (text, length, append_cb, all);
  return g_string_free (all, FALSE);
}

static void
test_terms (void)
{
  static const struct
  {
    const char *text, *terms;
  } cases[] = {
    { "", "" },
    { " \n.,!", "" },
    { "😡", "" },
    { "Exports exported EXPORTING", "export export export" },
    { "stopped, called", "stop call" },
    { "boxes, queries and glass", "box queri and glass" },
    { "Anna's café doesn't", "anna cafe doesnt" },
    { "readTimeout", "readtimeout read timeout" },
    { "HTTPServer", "httpserver http server" },
    { "io.net_read", "io.net_read io net read" },
    { "Done. Next", "done next" },
    { "取消订单", "取消 消订 订单" },
    { "我 CRM系统", "我 crm 系统" },
    { "ＡＢ１２", "ab12 ab 12" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *terms = list (cases[i].text, -1);

      g_assert_cmpstr (terms, ==, cases[i].terms);
    }
}

/* Rubbish is separated, never passed on and never read beyond. */
static void
test_bad_input (void)
{
  g_autofree char *broken = list ("ab\xff\xfe"
                                  "cd\xe5\x8f",
                                  -1);
  g_autofree char *nul = list ("ab\0cd", 5);
  g_autofree char *cut = list ("取消", 4);
  g_autofree char *large = g_malloc (1 << 20);
  g_autofree char *terms = NULL;

  g_assert_cmpstr (broken, ==, "ab cd");
  g_assert_true (g_str_has_prefix (nul, "ab"));
  g_assert_true (g_str_has_prefix (cut, "取"));
  memset (large, 'a', (1 << 20) - 1);
  large[(1 << 20) - 1] = '\0';
  terms = list (large, -1);
  g_assert_cmpstr (terms, ==, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/terms/terms", test_terms);
  g_test_add_func ("/terms/bad-input", test_bad_input);
  return g_test_run ();
}
