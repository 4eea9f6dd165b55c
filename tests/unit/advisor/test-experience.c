/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What similar past cases teach, and when they say nothing. */

#include "config.h"

#include "amends-enums.h"
#include "amends-experience.h"
#include "amends-similar.h"

#include <locale.h>

#define NOW ((AmendsInstant) 1773129120000)

static AmendsExperience *experience;

typedef struct
{
  GPtrArray *matches;
  GHashTable *past;
  AmendsPastCase *present;
} Story;

static AmendsPastCase *
add (Story *story, const char *id, const char *account, int days_ago, int took_days, double score)
{
  AmendsPastCase *past = g_object_new (AMENDS_TYPE_PAST_CASE, NULL);
  AmendsSimilarMatch *match = g_new0 (AmendsSimilarMatch, 1);

  past->id = g_strdup (id);
  past->account_id = g_strdup (account);
  past->status = took_days > 0 ? AMENDS_STATUS_CLOSED : AMENDS_STATUS_OPEN;
  past->severity = AMENDS_SEVERITY_HIGH;
  past->cycle = 1;
  past->received = NOW - days_ago * AMENDS_DAY;
  past->resolved_at = took_days > 0 ? past->received + took_days * AMENDS_DAY : 0;
  match->id = g_strdup (id);
  match->score = score;
  match->shared = g_new0 (char *, 1);
  g_ptr_array_add (story->matches, match);
  g_hash_table_insert (story->past, past->id, past);
  return past;
}

static void
story_init (Story *story)
{
  story->matches = g_ptr_array_new_with_free_func ((GDestroyNotify) amends_similar_match_free);
  story->past = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_object_unref);
  story->present = g_object_new (AMENDS_TYPE_PAST_CASE, NULL);
  story->present->id = g_strdup ("present");
  story->present->account_id = g_strdup ("us");
  story->present->status = AMENDS_STATUS_OPEN;
  story->present->severity = AMENDS_SEVERITY_HIGH;
  story->present->received = NOW - 2 * AMENDS_DAY;
}

static void
story_clear (Story *story)
{
  g_ptr_array_unref (story->matches);
  g_hash_table_unref (story->past);
  g_object_unref (story->present);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Story, story_clear)

static AmendsLookBack *
look (Story *story)
{
  return amends_experience_look_back (experience, story->present, story->matches, story->past, NOW,
                                      "en");
}

static void
add_settled (Story *story, int n)
{
  for (int i = 0; i < n; i++)
    {
      g_autofree char *id = g_strdup_printf ("old-%d", i);

      add (story, id, "other", 400, i + 1, 0.5);
    }
}

static void
test_silent_under_five (void)
{
  g_auto (Story) story;
  g_autoptr (AmendsLookBack) four = NULL;
  g_autoptr (AmendsLookBack) five = NULL;
  AmendsPastCase *last;

  story_init (&story);
  add_settled (&story, 4);
  four = look (&story);
  g_assert_cmpint (four->n_settled, ==, 4);
  g_assert_cmpint (four->time_median, ==, 0);
  g_assert_false (four->has_likelihood);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (four->interventions)), ==, 0);

  last = add (&story, "fifth", "other", 400, 5, 0.5);
  last->traces = g_strsplit ("channel:call", ",", -1);
  five = look (&story);
  g_assert_cmpint (five->n_times, ==, 5);
  g_assert_true (five->same_severity);
  g_assert_cmpint (five->time_low, ==, 2 * AMENDS_DAY);
  g_assert_cmpint (five->time_median, ==, 3 * AMENDS_DAY);
  g_assert_cmpint (five->time_high, ==, 4 * AMENDS_DAY);
  g_assert_true (five->has_likelihood);
  g_assert_cmpfloat (five->likelihood, ==, 1);
  /* Five of five is no certainty: Wilson's lower end is 1 / (1 + 1.96² / 5). */
  g_assert_cmpfloat_with_epsilon (five->likelihood_low, 0.5655, 0.001);
  g_assert_cmpfloat_with_epsilon (five->likelihood_high, 1, 1e-9);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (five->interventions)), ==, 1);
  g_assert_false (five->lags);
}

static void
test_ends (void)
{
  g_auto (Story) story;
  g_autoptr (AmendsLookBack) answer = NULL;
  AmendsPastCase *past;

  story_init (&story);
  add (&story, "well", "o", 400, 1, 0.5)->relationship_after = AMENDS_RELATIONSHIP_STRONG;
  add (&story, "again", "o", 400, 1, 0.5)->cycle = 2;
  add (&story, "lost", "o", 400, 1, 0.5)->arr_lost = 1;
  add (&story, "strained", "o", 400, 1, 0.5)->relationship_after = AMENDS_RELATIONSHIP_STRAINED;
  past = add (&story, "unhappy", "o", 400, 1, 0.5);
  past->satisfaction = 2;
  past->satisfaction_scale = 5;
  past = add (&story, "better", "o", 400, 1, 0.5);
  past->relationship = AMENDS_RELATIONSHIP_STRAINED;
  past->relationship_after = AMENDS_RELATIONSHIP_STRONG;
  past->has_sentiment = past->has_sentiment_after = TRUE;
  past->sentiment = -0.5;
  past->sentiment_after = 0.5;
  add (&story, "unlike", "o", 400, 1, 0.01);
  add (&story, "withdrawn", "o", 400, 1, 0.01)->status = AMENDS_STATUS_WITHDRAWN;
  answer = look (&story);
  g_assert_cmpint (answer->n_known, ==, 6);
  g_assert_cmpint (answer->n_well, ==, 2);
  g_assert_cmpint (answer->stronger, ==, 1);
  g_assert_cmpint (answer->unchanged, ==, 1);
  g_assert_cmpint (answer->fragile, ==, 1);
  g_assert_cmpint (answer->n_sentiment, ==, 1);
  g_assert_cmpfloat (answer->sentiment_after, ==, 0.5);
}

static void
test_lag (void)
{
  g_auto (Story) story;
  g_autoptr (AmendsLookBack) late = NULL;
  g_autoptr (AmendsLookBack) over = NULL;

  story_init (&story);
  add_settled (&story, 5);
  story.present->received = NOW - 5 * AMENDS_DAY;
  late = look (&story);
  g_assert_true (late->lags);
  g_assert_cmpint (late->age, ==, 5 * AMENDS_DAY);
  story.present->status = AMENDS_STATUS_RESOLVED;
  over = look (&story);
  g_assert_false (over->lags);
}

static void
test_recurrence (void)
{
  g_auto (Story) story;
  g_autoptr (AmendsLookBack) answer = NULL;
  g_autoptr (AmendsSimilarCase) first = NULL;
  AmendsPastCase *feature;

  story_init (&story);
  story.present->feature = g_strdup ("Route export");
  add (&story, "ours", "us", 30, 1, 0.2);
  add (&story, "ours-old", "us", 200, 1, 0.9);
  /* It was resolved within the window, however long ago it began. */
  add (&story, "ours-long", "us", 200, 150, 0.9);
  add (&story, "theirs", "them", 20, 0, 0.4);
  add (&story, "theirs-unlike", "them too", 20, 0, 0.13);
  feature = add (&story, "theirs-feature", "others", 20, 0, 0.13);
  feature->feature = g_strdup ("route EXPORT");
  add (&story, "gone", "fourth", 20, 1, 0.9)->status = AMENDS_STATUS_WITHDRAWN;
  answer = look (&story);
  g_assert_cmpint (answer->days, ==, 90);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (answer->recurrences)), ==, 2);
  first = g_list_model_get_item (G_LIST_MODEL (answer->recurrences), 0);
  g_assert_cmpstr (first->id, ==, "ours");
  g_assert_cmpint (answer->n_elsewhere, ==, 2);
  g_assert_cmpint (answer->n_accounts, ==, 2);
  g_assert_true (answer->systemic);
}

static void
test_nothing (void)
{
  g_auto (Story) story;
  g_autoptr (AmendsLookBack) answer = NULL;
  g_autoptr (AmendsLookBack) text = NULL;

  story_init (&story);
  answer = look (&story);
  g_assert_cmpint (answer->n_settled, ==, 0);
  g_assert_false (answer->systemic);
  add (&story, "a", "us", 1, 0, 0.9);
  text = amends_experience_look_back (experience, NULL, story.matches, story.past, NOW, "zh-CN");
  g_assert_null (text->escalation_id);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (text->cases)), ==, 1);
  g_assert_false (text->systemic);
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
  experience = amends_experience_new (playbook, &error);
  g_assert_no_error (error);
  g_test_add_func ("/experience/silent-under-five", test_silent_under_five);
  g_test_add_func ("/experience/ends", test_ends);
  g_test_add_func ("/experience/lag", test_lag);
  g_test_add_func ("/experience/recurrence", test_recurrence);
  g_test_add_func ("/experience/nothing", test_nothing);
  result = g_test_run ();
  g_clear_object (&experience);
  return result;
}
