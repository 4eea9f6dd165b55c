/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The difference between two texts. */

#include "config.h"

#include "amends-diff.h"

#include <string.h>

/* "same [-removed-] {+added+}" */
static char *
write_out (const char *before, const char *after)
{
  g_autoptr (GArray) runs = amends_diff_words (before, after);
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < runs->len; i++)
    {
      AmendsDiffRun *run = &g_array_index (runs, AmendsDiffRun, i);
      const char *text = run->kind == AMENDS_DIFF_REMOVED ? before : after;
      const char *const marks[][2] = { { "", "" }, { "[-", "-]" }, { "{+", "+}" } };

      g_string_append (out, marks[run->kind][0]);
      g_string_append_len (out, text + run->span.start, run->span.end - run->span.start);
      g_string_append (out, marks[run->kind][1]);
    }
  return g_string_free (out, FALSE);
}

/* What is the same or removed is the older text, what is the same or added the newer. */
static void
assert_complete (const char *before, const char *after)
{
  g_autoptr (GArray) runs = amends_diff_words (before, after);
  g_autoptr (GString) old = g_string_new (NULL);
  g_autoptr (GString) new = g_string_new (NULL);

  for (guint i = 0; i < runs->len; i++)
    {
      AmendsDiffRun *run = &g_array_index (runs, AmendsDiffRun, i);
      const char *text = run->kind == AMENDS_DIFF_REMOVED ? before : after;
      gsize length = run->span.end - run->span.start;

      if (run->kind != AMENDS_DIFF_ADDED)
        g_string_append_len (old, text + run->span.start, length);
      if (run->kind != AMENDS_DIFF_REMOVED)
        g_string_append_len (new, text + run->span.start, length);
    }
  g_assert_cmpstr (old->str, ==, before);
  g_assert_cmpstr (new->str, ==, after);
}

static void
test_words (void)
{
  static const struct
  {
    const char *before, *after, *expected;
  } cases[] = {
    { "", "", "" },
    { "one", "one", "one" },
    { "", "one", "{+one+}" },
    { "one", "", "[-one-]" },
    { "We fix it today.", "We fix it tomorrow.", "We fix it [-today-]{+tomorrow+}." },
    { "I will look into it.", "I will call you at 13:30.",
      "I will [-look into it-]{+call you at 13:30+}." },
    { "a b", "a c b", "a {+c +}b" },
    { "数据缺失。", "数据丢失。", "数据[-缺-]{+丢+}失。" },
    { "Hello,\n\nfirst.\n", "Hello,\n\nnew.\n\nfirst.\n", "Hello,\n\n{+new.\n\n+}first.\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *out = write_out (cases[i].before, cases[i].after);

      g_assert_cmpstr (out, ==, cases[i].expected);
      assert_complete (cases[i].before, cases[i].after);
    }
}

/* Of a few words in any order nothing is ever lost. */
static void
test_random (void)
{
  const char *const words[] = { "a", "b ", "c\n", "数", "👩‍🚒", " ", "שלום", "\n" };
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (guint round = 0; round < 500; round++)
    {
      g_autoptr (GString) before = g_string_new (NULL);
      g_autoptr (GString) after = g_string_new (NULL);
      guint n = (guint) g_rand_int_range (rand, 0, 40);
      guint m = (guint) g_rand_int_range (rand, 0, 40);

      for (guint i = 0; i < n; i++)
        g_string_append (before, words[g_rand_int_range (rand, 0, G_N_ELEMENTS (words))]);
      for (guint i = 0; i < m; i++)
        g_string_append (after, words[g_rand_int_range (rand, 0, G_N_ELEMENTS (words))]);
      assert_complete (before->str, after->str);
    }
}

/* Two long texts with nothing in common end in good time as one replacement. */
static void
test_long (void)
{
  g_autoptr (GString) before = g_string_new (NULL);
  g_autoptr (GString) after = g_string_new (NULL);
  g_autoptr (GArray) runs = NULL;
  gint64 start = g_get_monotonic_time ();

  for (guint i = 0; i < 20000; i++)
    {
      g_string_append_printf (before, "a%u ", i);
      g_string_append_printf (after, "b%u ", i);
    }
  runs = amends_diff_words (before->str, after->str);
  /* The blank at the end is in both. */
  g_assert_cmpuint (runs->len, ==, 3);
  assert_complete (before->str, after->str);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 10 * G_USEC_PER_SEC);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/diff/words", test_words);
  g_test_add_func ("/base/diff/random", test_random);
  g_test_add_func ("/base/diff/long", test_long);
  return g_test_run ();
}
