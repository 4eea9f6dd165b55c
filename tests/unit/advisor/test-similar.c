/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts that are like another: found, explained, and the same whatever the order. */

#include "config.h"

#include "amends-similar.h"
#include "amends-text.h"

#include <locale.h>
#include <string.h>

static AmendsSimilar *similar;

static const struct
{
  const char *id, *title, *text;
} texts[] = {
  { "a", "Invoice export times out", "The nightly export of invoices stops after thirty seconds." },
  { "b", "Password reset", "The mail with the link for a new password never arrives." },
  { "c", "Charts load slowly", "Since the update the dashboard takes a minute to load." },
  { "d", "发票金额错误", "三月的发票金额错误，客户被重复收费。" },
  { "e", "登录失败", "用户今天早上无法登录系统，提示密码错误。" },
  { "f", "NullPointerException in ReportBuilder.render",
    "at com.acme.ReportBuilder.render(ReportBuilder.java:212)" },
};

static AmendsSimilarIndex *
make_index (gboolean reversed)
{
  AmendsSimilarIndex *index = amends_similar_index_new (similar);

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      guint at = reversed ? G_N_ELEMENTS (texts) - 1 - i : i;

      g_assert_true (
          amends_similar_index_add (index, texts[at].id, texts[at].title, texts[at].text));
    }
  return index;
}

static const char *
get_first (GPtrArray *matches)
{
  return matches->len > 0 ? ((AmendsSimilarMatch *) g_ptr_array_index (matches, 0))->id : NULL;
}

static void
test_find (void)
{
  static const struct
  {
    const char *title, *text, *id;
  } cases[] = {
    { NULL, "Exporting an invoice is cut off", "a" },
    { "Cannot choose a new password", NULL, "b" },
    { NULL, "The dashboard is slow to load its charts", "c" },
    { "重复收费", "发票上的金额不对", "d" },
    { NULL, "一直提示密码错误，登录不了", "e" },
    { NULL, "the report builder throws a null pointer exception", "f" },
  };
  g_autoptr (AmendsSimilarIndex) index = make_index (FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) found =
          amends_similar_index_find (index, NULL, cases[i].title, cases[i].text, NULL, 3);

      g_assert_cmpstr (get_first (found), ==, cases[i].id);
    }
}

static const char *
find_text (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (g_str_equal (texts[i].id, id))
      return texts[i].text;
  g_assert_not_reached ();
}

/* Every word that is said to be shared stands in both texts. */
static void
test_explained (void)
{
  g_autoptr (AmendsSimilarIndex) index = make_index (FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *mine = g_strconcat (texts[i].title, "\n", texts[i].text, NULL);
      g_autofree char *here = amends_text_fold (mine);
      g_autoptr (GPtrArray) found =
          amends_similar_index_find (index, texts[i].id, texts[i].title, texts[i].text, NULL, 10);

      for (guint j = 0; j < found->len; j++)
        {
          AmendsSimilarMatch *match = g_ptr_array_index (found, j);
          g_autofree char *both = NULL, *there = NULL;

          g_assert_cmpstr (match->id, !=, texts[i].id);
          g_assert_cmpfloat (match->score, >, 0);
          g_assert_cmpfloat (match->score, <=, 1);
          g_assert_nonnull (match->shared[0]);
          for (guint k = 0; k < G_N_ELEMENTS (texts); k++)
            if (g_str_equal (texts[k].id, match->id))
              both = g_strconcat (texts[k].title, "\n", find_text (match->id), NULL);
          there = amends_text_fold (both);
          for (guint k = 0; match->shared[k]; k++)
            {
              g_assert_nonnull (strstr (here, match->shared[k]));
              g_assert_nonnull (strstr (there, match->shared[k]));
            }
        }
    }
}

static void
test_order (void)
{
  g_autoptr (AmendsSimilarIndex) one = make_index (FALSE);
  g_autoptr (AmendsSimilarIndex) two = make_index (TRUE);
  const char *query = "export of invoices, password errors and 密码错误 on the dashboard";
  g_autoptr (GPtrArray) a = amends_similar_index_find (one, NULL, NULL, query, NULL, 10);
  g_autoptr (GPtrArray) b = amends_similar_index_find (two, NULL, NULL, query, NULL, 10);
  g_autoptr (GPtrArray) again = amends_similar_index_find (one, NULL, NULL, query, NULL, 10);

  g_assert_cmpuint (a->len, >=, 4);
  g_assert_cmpuint (a->len, ==, b->len);
  for (guint i = 0; i < a->len; i++)
    {
      AmendsSimilarMatch *x = a->pdata[i], *y = b->pdata[i], *z = again->pdata[i];

      g_assert_cmpstr (x->id, ==, y->id);
      g_assert_cmpstr (x->id, ==, z->id);
      g_assert_cmpfloat (x->score, ==, y->score);
      g_assert_cmpstrv (x->shared, y->shared);
    }
}

static void
test_same_text (void)
{
  g_autoptr (AmendsSimilarIndex) index = make_index (FALSE);
  g_autoptr (GPtrArray) found =
      amends_similar_index_find (index, "new", texts[0].title, texts[0].text, NULL, 1);

  g_assert_cmpstr (get_first (found), ==, "a");
  g_assert_cmpfloat (((AmendsSimilarMatch *) found->pdata[0])->score, >, 0.99);
  g_assert_false (amends_similar_index_add (index, "a", "another", "text"));
  g_assert_cmpuint (amends_similar_index_get_size (index), ==, G_N_ELEMENTS (texts));
}

static void
test_ignored (void)
{
  g_autoptr (AmendsSimilarIndex) index = amends_similar_index_new (similar);
  g_autoptr (GPtrArray) found = NULL;
  g_auto (GStrv) terms = NULL;

  amends_similar_index_add (index, "a", NULL, "Northway cannot print labels.");
  found =
      amends_similar_index_find (index, NULL, NULL, "Northway asks for a rebate.", "Northway", 5);
  g_assert_cmpuint (found->len, ==, 0);
  terms =
      amends_similar_list_terms (similar, "Rebate for Northway", "a rebate, please", "Northway");
  g_assert_cmpuint (g_strv_length (terms), ==, 1);
}

static void
test_odd_texts (void)
{
  static const char *const odd[] = { NULL, "", " ", "😡😡", "the of and", "的", "a", "\xff\xfe" };
  g_autoptr (AmendsSimilarIndex) index = make_index (FALSE);
  g_autoptr (AmendsSimilarIndex) empty = amends_similar_index_new (similar);
  g_autoptr (GString) large = g_string_new (NULL);
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GPtrArray) none = amends_similar_index_find (empty, NULL, "x", "export", NULL, 5);

  g_assert_cmpuint (none->len, ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (odd); i++)
    {
      g_autoptr (GPtrArray) matches =
          amends_similar_index_find (index, NULL, odd[i], odd[i], NULL, 5);

      g_assert_cmpuint (matches->len, ==, 0);
    }
  while (large->len < 1 << 20)
    g_string_append (large, "invoice export ");
  found = amends_similar_index_find (index, NULL, NULL, large->str, NULL, 5);
  g_assert_cmpstr (get_first (found), ==, "a");
}

int
main (int argc, char **argv)
{
  g_autofree char *folder = g_build_filename (g_getenv ("AMENDS_DATA_DIR"), "playbooks", NULL);
  const char *folders[] = { folder, NULL };
  g_autoptr (AmendsPlaybook) playbook = NULL;
  g_autoptr (GError) error = NULL;
  int result;

  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  playbook = amends_playbook_load (folders, "standard", NULL, &error);
  g_assert_no_error (error);
  similar = amends_similar_new (playbook, &error);
  g_assert_no_error (error);
  g_test_add_func ("/similar/find", test_find);
  g_test_add_func ("/similar/explained", test_explained);
  g_test_add_func ("/similar/order", test_order);
  g_test_add_func ("/similar/same-text", test_same_text);
  g_test_add_func ("/similar/ignored", test_ignored);
  g_test_add_func ("/similar/odd-texts", test_odd_texts);
  result = g_test_run ();
  g_clear_object (&similar);
  return result;
}
