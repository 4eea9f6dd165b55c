/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Three-way merge of drafts: untouched sentences follow, edited ones stay, collisions are named. */

#include "config.h"

#include "amends-plan-merge.h"

static const struct
{
  const char *what;
  const char *base;
  const char *edited;
  const char *fresh;
  const char *expected;
  const char *collision; /* (nullable): what the facts would say there */
} merges[] = {
  { "nobody edited", "One. Two.", "One. Two.", "One. Three.", "One. Three.", NULL },
  { "only the CSM edited", "One. Two.", "One. Mine.", "One. Two.", "One. Mine.", NULL },
  { "both, in different sentences", "One. Two. Three.", "Mine. Two. Three.", "One. Two. New.",
    "Mine. Two. New.", NULL },
  { "both, the same sentence", "One. Two. Three.", "One. Mine. Three.", "One. New. Three.",
    "One. Mine. Three.", "New." },
  { "both, the same change", "One. Two.", "One. Same.", "One. Same.", "One. Same.", NULL },
  { "taken out by hand, unchanged since", "One. Two. Three.", "One. Three.", "One. Two. Three.",
    "One. Three.", NULL },
  { "taken out by hand, changed since", "One. Two. Three.", "One. Three.", "One. New. Three.",
    "One. Three.", "New." },
  { "a sentence added by hand", "One. Two.", "One. Mine. Two.", "One. New.", "One. Mine. Two.",
    "New." },
  { "a sentence added by the facts", "One. Two.", "One. Two.", "One. New. Two.", "One. New. Two.",
    NULL },
  { "a paragraph added by hand, at the end", "One.\n\nTwo.", "One.\n\nTwo.\n\nMine.",
    "New.\n\nTwo.", "New.\n\nTwo.\n\nMine.", NULL },
  { "a paragraph that the facts drop", "One.\n\nTwo.\n\nThree.", "One.\n\nTwo.\n\nMine.",
    "One.\n\nThree.", "One.\n\nTwo.\n\nMine.", "Three." },
  { "Chinese", "第一句。第二句。第三句。", "我改的。第二句。第三句。", "第一句。第二句。新的。",
    "我改的。第二句。新的。", NULL },
  { "Chinese, the same sentence", "第一句。第二句。", "第一句。我改的。", "第一句。新的。",
    "第一句。我改的。", "新的。" },
  { "emptied by hand", "One. Two.", "", "One. New.", "", "One. New." },
  { "nothing generated before", "", "Mine.", "New.", "Mine.", "New." },
  { "no stop at the end", "One. Two", "One. Mine", "One. Two", "One. Mine", NULL },
};

static void
test_merge (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (merges); i++)
    {
      g_autoptr (GPtrArray) collisions =
          g_ptr_array_new_with_free_func ((GDestroyNotify) amends_planner_collision_free);
      g_autofree char *merged =
          amends_plan_merge (merges[i].base, merges[i].edited, merges[i].fresh, collisions);

      g_test_message ("%s", merges[i].what);
      g_assert_cmpstr (merged, ==, merges[i].expected);
      g_assert_cmpuint (collisions->len, ==, merges[i].collision != NULL ? 1 : 0);
      if (merges[i].collision != NULL)
        g_assert_cmpstr (((AmendsPlannerCollision *) g_ptr_array_index (collisions, 0))->generated,
                         ==, merges[i].collision);
    }
}

/* Without edits the result is what the facts say now; without new facts it is the edit. */
static void
test_neutral (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (merges); i++)
    {
      g_autofree char *follows =
          amends_plan_merge (merges[i].base, merges[i].base, merges[i].fresh, NULL);
      g_autofree char *stays =
          amends_plan_merge (merges[i].base, merges[i].edited, merges[i].base, NULL);

      g_assert_cmpstr (follows, ==, merges[i].fresh);
      g_assert_cmpstr (stays, ==, merges[i].edited);
    }
}

/* What nobody has to choose is there at once; the rest has both texts, and all together, with
 * either side, are whole. */
static void
test_parts (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (merges); i++)
    {
      g_autoptr (GPtrArray) parts =
          amends_plan_merge_parts (merges[i].base, merges[i].edited, merges[i].fresh);
      g_autoptr (GString) edited = g_string_new (NULL);
      guint n_choices = 0;

      g_test_message ("%s", merges[i].what);
      for (guint k = 0; k < parts->len; k++)
        {
          AmendsMergePart *part = g_ptr_array_index (parts, k);

          g_assert_true ((part->text == NULL) == (part->edited != NULL));
          g_assert_true ((part->edited == NULL) == (part->generated == NULL));
          g_string_append (edited, part->text != NULL ? part->text : part->edited);
          n_choices += part->text == NULL ? 1 : 0;
        }
      g_assert_cmpstr (edited->str, ==, merges[i].expected);
      g_assert_cmpuint (n_choices, ==, merges[i].collision != NULL ? 1 : 0);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plan-merge/cases", test_merge);
  g_test_add_func ("/plan-merge/neutral", test_neutral);
  g_test_add_func ("/plan-merge/parts", test_parts);
  return g_test_run ();
}
