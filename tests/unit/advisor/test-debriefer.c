/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a debrief says from the records alone, and what it says is missing. */

#include "config.h"

#include "amends-debriefer.h"
#include "amends-input-error.h"
#include "amends-text.h"
#include "debrief-case.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>

#define HOURS(n) (DEBRIEF_CASE_RECEIVED + (n) *AMENDS_HOUR)
#define LATER DEBRIEF_CASE_NOW

static AmendsPlaybook *
load_playbook (void)
{
  g_autofree char *folder = g_build_filename (g_getenv ("AMENDS_DATA_DIR"), "playbooks", NULL);
  const char *folders[] = { folder, NULL };
  g_autoptr (GError) error = NULL;
  AmendsPlaybook *playbook = amends_playbook_load (folders, "standard", NULL, &error);

  g_assert_no_error (error);
  return playbook;
}

static AmendsDebriefer *
load (void)
{
  g_autoptr (AmendsPlaybook) playbook = load_playbook ();
  g_autoptr (GError) error = NULL;
  AmendsDebriefer *debriefer = amends_debriefer_new (playbook, &error);

  g_assert_no_error (error);
  return debriefer;
}

static AmendsDebrief *
prepare (AmendsDebriefer *debriefer, AmendsCase *case_, const char *language)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();

  return amends_debriefer_prepare (debriefer, case_, LATER, zone, language);
}

static guint
count_sentences (const char *text)
{
  g_autoptr (GArray) sentences = amends_text_split_sentences (text ? text : "");

  return sentences->len;
}

static void
assert_clean (const char *text)
{
  g_assert_nonnull (text);
  g_assert_true (g_utf8_validate (text, -1, NULL));
  for (guint i = 0; i < 2; i++)
    {
      static const char *const wrong[] = { "(null)", "  " };

      if (strstr (text, wrong[i]))
        g_error ("“%s” in: %s", wrong[i], text);
    }
}

static void
test_english (void)
{
  g_autoptr (AmendsDebriefer) debriefer = load ();
  g_autoptr (AmendsCase) case_ = debrief_case_new_full ("en");
  g_autoptr (AmendsDebrief) debrief = prepare (debriefer, case_, "en");

  g_assert_cmpstr (debrief->summary, ==,
                   "On 1 March Sverre Lie of Fjordline Ferries escalated: Boarding lists exported "
                   "without cabin numbers, with 1,140 users affected, since 28 February 22:00. The "
                   "cause was a field renamed in release 4.1 without a matching change in the "
                   "export; the fix: the export reads the new field again, released on 3 March. It "
                   "was resolved after 43 hours, 5 hours inside the deadline, and the customer "
                   "confirmed it on 3 March.");
  g_assert_cmpstr (
      debrief->went_well, ==,
      "The first reply went out 42 minutes after the message, 18 minutes before it was "
      "due. The one update that fell due went out on time. The promise we made in "
      "writing was kept.");
  g_assert_cmpstr (debrief->reaction, ==,
                   "Sverre Lie was frustrated when the case was logged and confirmed the solution "
                   "on 3 March. The satisfaction check afterwards gave 4 of 5.");
  g_assert_cmpstr (debrief->outcome, ==,
                   "The case was resolved on 3 March. A service credit of $4,950 was approved as a "
                   "gesture. The contract is worth $198,000 a year.");
  g_assert_cmpstr (debrief->root_cause, ==, case_->escalation->root_cause);
  g_assert_cmpint (debrief->relationship, ==, AMENDS_RELATIONSHIP_STRAINED);
  g_assert_cmpuint (g_strv_length (debrief->factors), ==, 2);
  /* The records say nothing of these. */
  g_assert_null (debrief->differently);
  g_assert_null (debrief->reach);
  g_assert_null (debrief->change_text);
  g_assert_true (debrief->arr_retained == AMENDS_MONEY_UNKNOWN);
  g_assert_null (case_->debrief);
}

static void
test_chinese (void)
{
  g_autoptr (AmendsDebriefer) debriefer = load ();
  g_autoptr (AmendsCase) case_ = debrief_case_new_full ("zh-CN");
  g_autoptr (AmendsDebrief) debrief = prepare (debriefer, case_, "zh-CN");

  g_assert_cmpuint (count_sentences (debrief->summary), ==, 3);
  g_assert_nonnull (strstr (debrief->summary, "海峡轮渡的王敏提出升级：登船清单导出后缺少舱位号，"
                                              "影响 1,140 名用户"));
  g_assert_nonnull (strstr (debrief->summary, "问题原因是：4.1 版本更改了字段名称"));
  g_assert_nonnull (strstr (debrief->summary, "比时限提前 5"));
  assert_clean (debrief->went_well);
  assert_clean (debrief->reaction);
  g_assert_nonnull (strstr (debrief->outcome, "¥4,950"));
  for (const char *p = debrief->summary; *p != '\0'; p++)
    g_assert_true (*p != ';' && *p != '?');
  g_test_message ("%s\n%s\n%s\n%s", debrief->summary, debrief->went_well, debrief->reaction,
                  debrief->outcome);
}

static void
test_kept (void)
{
  g_autoptr (AmendsDebriefer) debriefer = load ();
  g_autoptr (AmendsCase) case_ = debrief_case_new_full ("en");
  g_autoptr (AmendsDebrief) mine = amends_record_new (AMENDS_TYPE_DEBRIEF);
  g_autoptr (AmendsDebrief) debrief = NULL;

  amends_record_set (mine, "summary", "Mine.", "went-well", " \n", "relationship",
                     AMENDS_RELATIONSHIP_STRONG, NULL);
  g_set_object (&case_->debrief, mine);
  debrief = prepare (debriefer, case_, "en");
  g_assert_cmpstr (debrief->summary, ==, "Mine.");
  g_assert_cmpint (debrief->relationship, ==, AMENDS_RELATIONSHIP_STRONG);
  g_assert_cmpstr (debrief->id, ==, mine->id);
  g_assert_cmpstr (debrief->went_well, !=, " \n");
  g_assert_cmpstr (mine->went_well, ==, " \n");
}

static void
test_sparse (void)
{
  g_autoptr (AmendsDebriefer) debriefer = load ();
  g_autoptr (AmendsCase) case_ = debrief_case_new_sparse ();
  g_autoptr (AmendsDebrief) debrief = prepare (debriefer, case_, "en");
  g_autoptr (AmendsDebrief) chinese = prepare (debriefer, case_, "zh-CN");

  g_assert_cmpstr (debrief->summary, ==,
                   "On 1 March the customer escalated an issue of high severity. The cause is not "
                   "confirmed yet. It has been open for 3 days, and the customer has not confirmed "
                   "a solution.");
  g_assert_cmpuint (count_sentences (chinese->summary), ==, 3);
  assert_clean (chinese->summary);
  g_assert_null (debrief->went_well);
  g_assert_null (debrief->root_cause);
  g_assert_null (debrief->reaction);
  g_assert_null (debrief->outcome);
}

static void
test_hostile (void)
{
  g_autoptr (AmendsDebriefer) debriefer = load ();
  g_autoptr (AmendsCase) case_ = debrief_case_new_hostile ();

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (AmendsDebrief) debrief = prepare (debriefer, case_, i ? "zh-CN" : "en");

      g_assert_cmpuint (count_sentences (debrief->summary), ==, 3);
      g_assert_true (g_utf8_validate (debrief->summary, -1, NULL));
      g_assert_null (strstr (debrief->summary, "\u202E"));
      g_assert_null (strchr (debrief->summary, '\n'));
      g_assert_null (strstr (debrief->summary, "(null)"));
    }
}

/* --- Any combination of facts gives three sentences ------------------------------------------ */

static const char *
pick (GRand *rand)
{
  static const char *const texts[] = {
    NULL,
    "",
    "   ",
    "One thing.",
    "It broke. Then it broke again! And why?",
    "the export, e.g. the boarding list, failed at 9 a.m. on St. Mary's Rd.",
    "Yahoo! Inc. of Oslo",
    "导出失败。随后又失败！为什么？",
    "导出失败；原因不明",
    "- item\n- another one.\n\n# Heading:\nText…",
    "see https://example.com/a?b=1. Version 4.1.2 is out.",
    "because Dr. A. B. Smith (our CTO) said: \"Stop. Now.\"",
    "Why...? Really?!",
    "...",
    "12. twelve",
    "a field was renamed",
    debrief_case_hostile,
  };

  return texts[g_rand_int_range (rand, 0, G_N_ELEMENTS (texts))];
}

static AmendsCase *
make_random (GRand *rand)
{
  AmendsCase *case_ = debrief_case_new_sparse ();
  AmendsEscalation *escalation = case_->escalation;
  AmendsStatus status = g_rand_int_range (rand, 0, AMENDS_STATUS_WITHDRAWN + 1);
  gboolean over = status == AMENDS_STATUS_RESOLVED || status == AMENDS_STATUS_CLOSED;
  AmendsInstant due = HOURS (g_rand_int_range (rand, 1, 90));
  AmendsInstant end = HOURS (g_rand_int_range (rand, 0, 73));

  amends_record_set (case_->account, "name", pick (rand), NULL);
  if (g_rand_boolean (rand))
    {
      case_->contact = amends_record_new (AMENDS_TYPE_CONTACT);
      amends_record_set (case_->contact, "name", pick (rand), NULL);
    }
  amends_record_set (escalation, "title", pick (rand), "underlying-issue", pick (rand), "impact",
                     pick (rand), "since", pick (rand), "root-cause", pick (rand), "fix-text",
                     pick (rand), "severity",
                     g_rand_int_range (rand, 0, AMENDS_SEVERITY_CRITICAL + 1), "status", status,
                     "cycle", g_rand_int_range (rand, 1, 4), "users-affected",
                     g_rand_boolean (rand) ? AMENDS_UNKNOWN : g_rand_int_range (rand, 0, 3),
                     "resolved-at", over ? end : AMENDS_INSTANT_NONE, "closed-at",
                     status > AMENDS_STATUS_RESOLVED ? end : AMENDS_INSTANT_NONE,
                     "customer-confirmed-at",
                     over && g_rand_boolean (rand) ? end : AMENDS_INSTANT_NONE, NULL);
  if (g_rand_boolean (rand))
    debrief_case_add_clock (case_, AMENDS_CLOCK_RESOLVE, due, over ? end : AMENDS_INSTANT_NONE);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (case_->clocks)); i++)
    {
      g_autoptr (AmendsClock) clock = g_list_model_get_item (G_LIST_MODEL (case_->clocks), i);

      amends_record_set (clock, "cycle", escalation->cycle, "working-hours", g_rand_boolean (rand),
                         NULL);
    }
  return case_;
}

static void
test_three_sentences (void)
{
  g_autoptr (AmendsDebriefer) debriefer = load ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (20260301);
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();

  for (guint i = 0; i < 400; i++)
    {
      g_autoptr (AmendsCase) case_ = make_random (rand);
      const char *language = i % 2 ? "zh-CN" : "en";
      g_autoptr (AmendsDebrief) debrief = prepare (debriefer, case_, language);

      g_test_message ("%s", debrief->summary);
      assert_clean (debrief->summary);
      if (count_sentences (debrief->summary) != 3)
        g_error ("not three sentences: %s", debrief->summary);
      for (guint section = 0; section < AMENDS_N_SECTIONS; section++)
        {
          g_autoptr (GPtrArray) said =
              amends_debriefer_suggest (debriefer, case_, section, LATER, zone, language);

          g_assert_cmpuint (said->len, <=, 3);
          for (guint k = 0; k < said->len; k++)
            assert_clean (g_ptr_array_index (said, k));
        }
    }
}

/* Every run of digits of what is said stands in the records or follows from their times. */
static void
test_numbers (void)
{
  static const char *const allowed[] = { "1", "140", "28", "22", "00", "4",   "43",  "5",
                                         "3", "42",  "18", "4",  "5",  "950", "198", "000" };
  g_autoptr (AmendsDebriefer) debriefer = load ();
  g_autoptr (AmendsCase) case_ = debrief_case_new_full ("en");
  g_autoptr (AmendsDebrief) debrief = prepare (debriefer, case_, "en");
  g_autofree char *all = g_strjoin (" ", debrief->summary, debrief->went_well, debrief->reaction,
                                    debrief->outcome, NULL);

  for (const char *p = all; *p != '\0';)
    {
      gsize length = strspn (p, "0123456789");
      g_autofree char *number = g_strndup (p, length);
      gboolean found = length == 0;

      for (guint i = 0; i < G_N_ELEMENTS (allowed); i++)
        found = found || g_str_equal (allowed[i], number);
      if (!found)
        g_error ("%s is from nowhere", number);
      p += MAX (length, 1);
    }
}

/* --- Suggestions ----------------------------------------------------------------------------- */

static void
assert_suggests (AmendsDebriefer *debriefer,
                 AmendsCase *case_,
                 AmendsDebriefSection section,
                 const char *const *expected)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (GPtrArray) said =
      amends_debriefer_suggest (debriefer, case_, section, LATER, zone, "en");

  for (guint i = 0; i < said->len; i++)
    g_assert_cmpstr (g_ptr_array_index (said, i), ==, expected[i]);
  g_assert_null (expected[said->len]);
}

static void
test_late (void)
{
  g_autoptr (AmendsDebriefer) debriefer = load ();
  g_autoptr (AmendsCase) case_ = debrief_case_new_sparse ();
  g_autoptr (AmendsCommitment) promise = amends_record_new (AMENDS_TYPE_COMMITMENT);

  debrief_case_add_clock (case_, AMENDS_CLOCK_ACKNOWLEDGE, HOURS (1), HOURS (3));
  debrief_case_add_message (case_, AMENDS_DIRECTION_INBOUND, HOURS (1), "Hello?");
  debrief_case_add_message (case_, AMENDS_DIRECTION_INBOUND, HOURS (2), "Anyone?");
  debrief_case_add_message (case_, AMENDS_DIRECTION_OUTBOUND, HOURS (3), "Here.");
  assert_suggests (debriefer, case_, AMENDS_SECTION_DIFFERENTLY,
                   (const char *const[]){
                       "The customer wrote 3 times in a row before hearing from us.",
                       "The first reply went out 2 hours late.",
                       "The customer once heard nothing from us for 71 hours.",
                       NULL,
                   });

  debrief_case_add_clock (case_, AMENDS_CLOCK_RESOLVE, HOURS (48), AMENDS_INSTANT_NONE);
  amends_record_set (promise, "text", "A fix by Monday.", "due", HOURS (24), "state",
                     AMENDS_COMMITMENT_MISSED, NULL);
  g_list_store_append (case_->commitments, promise);
  assert_suggests (debriefer, case_, AMENDS_SECTION_DIFFERENTLY,
                   (const char *const[]){
                       "The deadline to resolve was missed by 26 hours.",
                       "A promise was not kept: a fix by Monday, due 2 March.",
                       "The customer wrote 3 times in a row before hearing from us.",
                       NULL,
                   });
  assert_suggests (debriefer, case_, AMENDS_SECTION_WENT_WELL, (const char *const[]){ NULL });
}

static void
test_suggested_change (void)
{
  g_autoptr (AmendsDebriefer) debriefer = load ();
  g_autoptr (AmendsCase) case_ = debrief_case_new_full ("en");

  assert_suggests (debriefer, case_, AMENDS_SECTION_CHANGE,
                   (const char *const[]){
                       "Release notes list changed export fields (Anja Roth, by 4 March).", NULL });
  assert_suggests (debriefer, case_, AMENDS_SECTION_TIMELINE, (const char *const[]){ NULL });
}

/* --- Rating ---------------------------------------------------------------------------------- */

static void
test_rate (void)
{
  g_autoptr (AmendsDebriefer) debriefer = load ();
  g_autoptr (AmendsCase) case_ = debrief_case_new_full ("en");
  g_autoptr (AmendsDebrief) debrief = prepare (debriefer, case_, "en");
  g_auto (AmendsCompleteness) done = { 0 };

  amends_debriefer_rate (debriefer, case_, debrief, LATER, "en", &done);
  g_assert_true (done.complete[AMENDS_SECTION_SUMMARY]);
  g_assert_true (done.complete[AMENDS_SECTION_TIMELINE]);
  g_assert_true (done.mandatory[AMENDS_SECTION_CHANGE]);
  g_assert_false (done.complete[AMENDS_SECTION_CHANGE]);
  g_assert_cmpstr (done.missing[AMENDS_SECTION_CHANGE], ==,
                   "Name one process change that someone can check.");
  g_assert_cmpstr (done.missing[AMENDS_SECTION_OUTCOME], ==,
                   "Say how much of the annual revenue was retained or lost.");
  g_assert_cmpint (done.percent, ==, 5 * 100 / 9);

  amends_record_set (debrief, "summary", "Only. Two.", "change-text", "Notes list fields.",
                     "change-due", "soon", NULL);
  amends_debriefer_rate (debriefer, case_, debrief, LATER, "en", &done);
  g_assert_cmpstr (done.missing[AMENDS_SECTION_SUMMARY], ==,
                   "The executive summary has 2 sentences; exactly 3 are expected.");
  g_assert_cmpstr (done.missing[AMENDS_SECTION_CHANGE], ==,
                   "The process change needs an owner and a date.");

  amends_record_set (debrief, "summary", "One. Two. Three.", "change-owner", "Anja Roth",
                     "change-due", "2026-03-31", "differently", "Ring back.", "reach", "None.",
                     "arr-retained", (gint64) 19800000, NULL);
  amends_debriefer_rate (debriefer, case_, debrief, LATER, "zh-CN", &done);
  for (guint i = 0; i < AMENDS_N_SECTIONS; i++)
    g_assert_cmpstr (done.missing[i], ==, NULL);
  g_assert_cmpint (done.percent, ==, 100);
}

static void
test_rate_by_severity (void)
{
  g_autoptr (AmendsDebriefer) debriefer = load ();
  g_autoptr (AmendsCase) case_ = debrief_case_new_sparse ();
  g_autoptr (AmendsDebrief) debrief = amends_record_new (AMENDS_TYPE_DEBRIEF);
  g_auto (AmendsCompleteness) done = { 0 };

  amends_debriefer_rate (debriefer, case_, NULL, LATER, "zh-CN", &done);
  g_assert_cmpint (done.percent, ==, 0);
  for (guint i = 0; i < AMENDS_N_SECTIONS; i++)
    {
      g_assert_cmpuint (count_sentences (done.missing[i]), ==, 1);
      g_assert_true (amends_text_counts_characters (done.missing[i]));
    }

  amends_record_set (case_->escalation, "severity", AMENDS_SEVERITY_LOW, NULL);
  amends_record_set (debrief, "summary", "One. Two. Three.", "outcome", "Fixed.", "arr-lost",
                     (gint64) 0, NULL);
  amends_debriefer_rate (debriefer, case_, debrief, LATER, "en", &done);
  g_assert_cmpint (done.percent, ==, 100);
  g_assert_false (done.mandatory[AMENDS_SECTION_CHANGE]);
  g_assert_false (done.complete[AMENDS_SECTION_CHANGE]);
}

/* --- Bad playbooks --------------------------------------------------------------------------- */

static void
assert_refused (const char *file, const char *text, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *root = g_dir_make_tmp ("amends-debrief-XXXXXX", NULL);
  g_autofree char *shipped = g_build_filename (g_getenv ("AMENDS_DATA_DIR"), "playbooks", NULL);
  g_autofree char *mine = g_build_filename (root, "mine", NULL);
  g_autofree char *phrases = g_build_filename (mine, "phrases", "en", NULL);
  g_autofree char *about = g_build_filename (mine, "playbook.json", NULL);
  g_autofree char *path = g_build_filename (mine, file, NULL);
  const char *folders[] = { root, shipped, NULL };
  g_autoptr (AmendsPlaybook) playbook = NULL;
  g_autoptr (AmendsDebriefer) debriefer = NULL;
  static const char id[] = "{\"format\": 1, \"id\": \"mine\", \"version\": 1, \"extends\": "
                           "\"standard\", \"name\": {\"en\": \"Mine\"}}";

  g_assert_cmpint (g_mkdir_with_parents (phrases, 0700), ==, 0);
  g_assert_true (g_file_set_contents (about, id, -1, NULL));
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  playbook = amends_playbook_load (folders, "mine", NULL, &error);
  g_assert_no_error (error);
  debriefer = amends_debriefer_new (playbook, &error);
  g_assert_null (debriefer);
  g_assert_nonnull (error);
  if (strstr (error->message, expected) == NULL)
    g_error ("“%s” not in: %s", expected, error->message);
  g_assert_true (error->domain == AMENDS_INPUT_ERROR);

  g_unlink (path);
  g_unlink (about);
  g_rmdir (phrases);
  g_clear_pointer (&phrases, g_free);
  phrases = g_build_filename (mine, "phrases", NULL);
  g_rmdir (phrases);
  g_rmdir (mine);
  g_rmdir (root);
}

static void
test_bad_playbooks (void)
{
  assert_refused ("debrief.json", "{\"mandatory\": {\"high\": [\"sumary\"]}}", "sumary");
  assert_refused ("debrief.json", "{\"summary_sentences\": \"three\"}", "summary_sentences");
  assert_refused ("debrief.json", "{\"summary_sentences\": 4}", "summary.4");
  assert_refused ("debrief.json", "{\"sentences\": {\"reach\": [{\"text\": \"reach.none\"}]}}",
                  "reach.none");
  assert_refused (
      "debrief.json",
      "{\"sentences\": {\"reach\": [{\"text\": \"reach.feature\", \"when\": \"x.y\"}]}}", "x.y");
  assert_refused ("debrief.json",
                  "{\"sentences\": {\"reach\": [{\"text\": \"reach.feature\", \"when\": \"(\"}]}}",
                  "when");
  assert_refused ("phrases/en/debrief.json", "{\"texts\": {\"missing.reach\": null}}",
                  "missing.reach");
  assert_refused ("phrases/en/debrief.json", "{\"texts\": {\"reach.feature\": \"{{ nobody }}\"}}",
                  "nobody");
  assert_refused ("phrases/en/debrief.json", "{\"texts\": {\"reach.feature\": \"{% if %}\"}}",
                  "reach.feature");
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/debriefer/english", test_english);
  g_test_add_func ("/debriefer/chinese", test_chinese);
  g_test_add_func ("/debriefer/kept", test_kept);
  g_test_add_func ("/debriefer/sparse", test_sparse);
  g_test_add_func ("/debriefer/hostile", test_hostile);
  g_test_add_func ("/debriefer/three-sentences", test_three_sentences);
  g_test_add_func ("/debriefer/numbers", test_numbers);
  g_test_add_func ("/debriefer/late", test_late);
  g_test_add_func ("/debriefer/suggested-change", test_suggested_change);
  g_test_add_func ("/debriefer/rate", test_rate);
  g_test_add_func ("/debriefer/rate-by-severity", test_rate_by_severity);
  g_test_add_func ("/debriefer/bad-playbooks", test_bad_playbooks);
  return g_test_run ();
}
