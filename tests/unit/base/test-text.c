/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counting, cleaning, shortening and folding. */
#include "config.h"

#include "amends-text.h"

static void
test_cjk (void)
{
  g_assert_true (amends_text_is_cjk (0x6211));
  g_assert_true (amends_text_is_cjk (0x3042));
  g_assert_true (amends_text_is_cjk (0x30A2));
  g_assert_true (amends_text_is_cjk (0xD55C));
  g_assert_true (amends_text_is_cjk (0x3002));
  g_assert_true (amends_text_is_cjk (0xFF01));
  g_assert_true (amends_text_is_cjk (0x20000));
  g_assert_false (amends_text_is_cjk ('a'));
  g_assert_false (amends_text_is_cjk (0x201C));
  g_assert_false (amends_text_is_cjk (0x1F600));
  g_assert_false (amends_text_is_cjk (0));
}

static void
test_words (void)
{
  static const struct
  {
    const char *text;
    guint words;
    gboolean characters;
  } cases[] = {
    { "", 0, FALSE },
    { " \n\t ", 0, FALSE },
    { "one", 1, FALSE },
    { "  one two\nthree\xC2\xA0"
      "four ",
      4, FALSE },
    { "it's 9 a.m. - really", 5, FALSE },
    { "系统崩溃了。", 6, TRUE },
    { "系统 崩溃　了", 5, TRUE },
    { "abcdefg系统", 1, FALSE },   /* 2 of 9 */
    { "abcdefg系统了", 10, TRUE }, /* 3 of 10: the limit itself */
    { "한국어 입니다", 6, TRUE },
    { "Grüße aus Köln", 3, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_cmpuint (amends_text_count_words (cases[i].text), ==, cases[i].words);
      g_assert_cmpint (amends_text_counts_characters (cases[i].text), ==, cases[i].characters);
    }
  g_assert_cmpfloat (amends_text_cjk_share (""), ==, 0);
  g_assert_cmpfloat (amends_text_cjk_share ("ab 系统"), ==, 0.5);
}

static void
test_clean (void)
{
  static const struct
  {
    const char *text;
    gssize length;
    const char *expected;
  } cases[] = {
    { "plain", -1, "plain" },
    { "", -1, "" },
    { "cut here", 3, "cut" },
    { "a\r\nb\rc\nd", -1, "a\nb\nc\nd" },
    { "a\tb\x1B[0m\x07", -1, "a\tb[0m" },
    { "a\0b", 3, "ab" },
    { "a\xFF"
      "b",
      -1, "a\uFFFDb" },
    { "a\xE2\x82", -1, "a\uFFFD\uFFFD" },
    { "\xED\xA0\x80", -1, "\uFFFD\uFFFD\uFFFD" },
    { "a\xC2\x85z\x7F", -1, "az" },
    { "pay \u202Eton\u202C now\u2066x\u2069", -1, "pay ton nowx" },
    { "系统 👍🏽 é", -1, "系统 👍🏽 é" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *clean = amends_text_clean (cases[i].text, cases[i].length);

      g_assert_cmpstr (clean, ==, cases[i].expected);
    }
}

static void
test_one_line (void)
{
  static const struct
  {
    const char *text;
    guint max;
    const char *expected;
  } cases[] = {
    { "", 10, "" },
    { "  a \n\n b\t", 10, "a b" },
    { "exactly ten", 11, "exactly ten" },
    { "exactly ten  ", 11, "exactly ten" },
    { "the quick brown fox", 12, "the quick…" },
    { "the quick brown fox", 9, "the quick…" },
    { "the quick brown fox", 10, "the quick…" },
    { "a incomprehensibilities", 10, "a incompre…" },
    { "系统崩溃了我们正在处理", 4, "系统崩溃…" },
    { "anything", 0, "…" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *line = amends_text_one_line (cases[i].text, cases[i].max);

      g_assert_cmpstr (line, ==, cases[i].expected);
    }
}

static void
test_fold (void)
{
  g_autofree char *wide = amends_text_fold ("ＡＢＣ　Straße");
  g_autofree char *narrow = amends_text_fold ("abc STRASSE");
  g_autofree char *composed = amends_text_fold ("Caf\u00C9");
  g_autofree char *decomposed = amends_text_fold ("cafe\u0301");

  g_assert_cmpstr (wide, ==, narrow);
  g_assert_cmpstr (composed, ==, decomposed);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text/cjk", test_cjk);
  g_test_add_func ("/text/words", test_words);
  g_test_add_func ("/text/clean", test_clean);
  g_test_add_func ("/text/one-line", test_one_line);
  g_test_add_func ("/text/fold", test_fold);
  return g_test_run ();
}
