/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What customers ask, forbid and announce, over the sentences of tests/cases/points. */

#include "config.h"

#include "amends-input-error.h"
#include "amends-plan-situation.h"

#include <locale.h>
#include <string.h>

#include <json-glib/json-glib.h>

/* What the sentences were measured to reach, with some room: a rule that breaks shows. */
#define LEAST_PRECISION 0.9
#define LEAST_RECALL 0.85

/* Each case says which of these hold; the others must not. */
static const char *const watched[] = {
  "leaving.said", "leaving.cancelled", "notice.given", "exposure.happened", "claim_broken",
};

typedef struct
{
  guint right;
  guint wrong;
  guint missed;
} Tally;

static AmendsPlaybook *playbook;
static AmendsPlanMessage *message;
static AmendsPlanSituation *situation;

/* (transfer full) */
static AmendsFacts *
read_text (const char *statement)
{
  AmendsFacts *facts = amends_facts_new ();
  g_autoptr (AmendsEscalation) escalation = amends_record_new (AMENDS_TYPE_ESCALATION);
  g_autoptr (AmendsAccount) account = amends_record_new (AMENDS_TYPE_ACCOUNT);
  g_autoptr (AmendsCase) the_case = amends_case_new (escalation, account, NULL);

  escalation->statement = g_strdup (statement);
  amends_plan_message_read (message, facts, NULL, statement, "en");
  amends_plan_situation_read (situation, facts, the_case, message, AMENDS_DAY, TRUE);
  return facts;
}

static const char *
get_text_at (AmendsFacts *list, guint i, const char *member)
{
  return amends_facts_get_text (amends_facts_get (amends_facts_get_item (list, i), member));
}

/* The points that @wanted, words of each in order, and @list agree on. */
static void
count_list (const char *where, JsonArray *wanted, AmendsFacts *list, Tally *tally)
{
  guint n = list != NULL ? amends_facts_get_count (list) : 0;
  guint next = 0;

  for (guint k = 0; wanted != NULL && k < json_array_get_length (wanted); k++)
    {
      const char *words = json_array_get_string_element (wanted, k);
      guint i = next;

      while (i < n && strstr (get_text_at (list, i, "text"), words) == NULL)
        i++;
      if (i == n)
        {
          tally->missed++;
          g_test_message ("missed “%s” in: %s", words, where);
          continue;
        }
      tally->right++;
      tally->wrong += i - next;
      next = i + 1;
    }
  tally->wrong += n - next;
  for (guint i = next; i < n; i++)
    g_test_message ("wrong “%s” in: %s", get_text_at (list, i, "text"), where);
}

static gboolean
has_string (JsonArray *array, const char *string)
{
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      if (g_str_equal (json_array_get_string_element (array, i), string))
        return TRUE;
    }
  return FALSE;
}

static void
count_facts (const char *where, JsonArray *wanted, AmendsFacts *facts, Tally *tallies)
{
  for (guint i = 0; i < G_N_ELEMENTS (watched); i++)
    {
      gboolean holds = amends_facts_is_true (amends_facts_get (facts, watched[i]));
      gboolean should = has_string (wanted, watched[i]);

      tallies[i].right += holds && should;
      tallies[i].wrong += holds && !should;
      tallies[i].missed += !holds && should;
      if (holds != should)
        g_test_message ("%s %s in: %s", holds ? "wrong" : "missed", watched[i], where);
    }
}

static void
report (const char *language, const char *name, const Tally *tally)
{
  double precision = (double) tally->right / MAX (1, tally->right + tally->wrong);
  double recall = (double) tally->right / MAX (1, tally->right + tally->missed);

  g_test_message ("%s %s: precision %.2f, recall %.2f, of %u", language, name, precision, recall,
                  tally->right + tally->missed);
  if (precision < LEAST_PRECISION || recall < LEAST_RECALL)
    {
      g_test_message ("%s %s is too low", language, name);
      g_test_fail ();
    }
}

static JsonArray *
get_array (JsonObject *object, const char *member)
{
  return json_object_has_member (object, member) ? json_object_get_array_member (object, member)
                                                 : NULL;
}

static void
test_corpus (gconstpointer data)
{
  const char *language = data;
  g_autofree char *name = g_strconcat (language, ".json", NULL);
  g_autofree char *path =
      g_build_filename (g_getenv ("AMENDS_FIXTURES"), "..", "cases", "points", name, NULL);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  Tally asked = { 0 }, forbids = { 0 }, tallies[G_N_ELEMENTS (watched)] = { { 0 } };
  JsonArray *cases;

  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);
  cases = json_node_get_array (json_parser_get_root (parser));
  for (guint i = 0; i < json_array_get_length (cases); i++)
    {
      JsonObject *one = json_array_get_object_element (cases, i);
      const char *text = json_object_get_string_member (one, "text");
      g_autoptr (AmendsFacts) facts = read_text (text);

      if (!json_object_has_member (one, "facts") || get_array (one, "asked") != NULL)
        count_list (text, get_array (one, "asked"), amends_facts_get (facts, "asked"), &asked);
      if (!json_object_has_member (one, "facts") || get_array (one, "forbids") != NULL)
        count_list (text, get_array (one, "forbids"), amends_facts_get (facts, "forbids"),
                    &forbids);
      count_facts (text, get_array (one, "facts"), facts, tallies);
    }
  report (language, "asked", &asked);
  report (language, "forbids", &forbids);
  for (guint i = 0; i < G_N_ELEMENTS (watched); i++)
    report (language, watched[i], &tallies[i]);
}

static void
test_numbers (void)
{
  g_autoptr (AmendsFacts) facts = read_text ("Please answer these, in writing:\n\n"
                                             "1. Who changed the tax table?\n"
                                             "2. The corrected returns for May.\n"
                                             "3. A date for the audit trail.\n\nLena");
  AmendsFacts *asked = amends_facts_get (facts, "asked");

  g_assert_cmpuint (amends_facts_get_count (asked), ==, 3);
  g_assert_cmpstr (get_text_at (asked, 1, "number"), ==, "2");
  g_assert_cmpstr (get_text_at (asked, 1, "text"), ==, "The corrected returns for May");
  g_assert_cmpint (amends_facts_get_number (amends_facts_get (facts, "asks.count")), ==, 3);
  g_assert_true (amends_facts_is_true (amends_facts_get (facts, "asks.numbered")));
}

/* A long wish is said with clauses less, never with half a word. */
static void
test_length (void)
{
  g_autoptr (AmendsFacts) facts = read_text ("Please send me the list of every badge that was "
                                             "printed on Tuesday, because the fire officer "
                                             "who visited us in the afternoon could not match a "
                                             "single one of them with a name on our side");
  const char *text = get_text_at (amends_facts_get (facts, "asked"), 0, "text");

  g_assert_cmpuint (g_utf8_strlen (text, -1), <=, 120);
  g_assert_true (g_str_has_suffix (text, "Tuesday"));
}

static void
test_quoted (void)
{
  g_autoptr (AmendsFacts) facts = read_text (
      "It is broken again.\n> When will you pay? Please call me.\n> 1. Send the list.\n");

  g_assert_null (amends_facts_get (facts, "asked"));
  g_assert_null (amends_facts_get (facts, "asks.count"));
}

static void
test_answers (void)
{
  g_autoptr (AmendsFacts) facts =
      read_text ("When will it be back up? How do we work in the meantime?");
  AmendsFacts *asked = amends_facts_get (facts, "asked");

  g_assert_cmpuint (amends_facts_get_count (asked), ==, 2);
  g_assert_null (get_text_at (asked, 0, "answer"));
  amends_facts_set_instant (facts, "fix.eta", AMENDS_DAY);
  amends_plan_message_set_answers (message, facts);
  g_assert_null (get_text_at (asked, 0, "answer"));
  amends_facts_set_boolean (facts, "fix.confirmed", TRUE);
  amends_plan_message_set_answers (message, facts);
  g_assert_cmpstr (get_text_at (asked, 0, "answer"), ==, "when");
  g_assert_null (get_text_at (asked, 1, "answer"));
}

/* Nothing of this is a message, and none of it may break the reader. */
static void
test_bad (void)
{
  static const char *const bad[] = {
    "", "   ", "???", "1.", "(1)(2)(3)", "- \n- \n", ">", "一、二、", "\xe2\x80\x9c", "\n\n1)\n2)\n"
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (AmendsFacts) facts = read_text (bad[i]);

      g_assert_null (amends_facts_get (facts, "asked"));
      g_assert_null (amends_facts_get (facts, "forbids"));
    }
}

int
main (int argc, char **argv)
{
  g_autofree char *folder = g_build_filename (g_getenv ("AMENDS_DATA_DIR"), "playbooks", NULL);
  const char *folders[] = { folder, NULL };
  g_autoptr (GError) error = NULL;
  int result;

  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  playbook = amends_playbook_load (folders, "standard", NULL, &error);
  g_assert_no_error (error);
  message = amends_plan_message_load (playbook, &error);
  g_assert_no_error (error);
  situation = amends_plan_situation_load (playbook, &error);
  g_assert_no_error (error);
  g_test_add_data_func ("/plan-points/corpus/en", "en", test_corpus);
  g_test_add_data_func ("/plan-points/corpus/zh-CN", "zh-CN", test_corpus);
  g_test_add_func ("/plan-points/numbers", test_numbers);
  g_test_add_func ("/plan-points/length", test_length);
  g_test_add_func ("/plan-points/quoted", test_quoted);
  g_test_add_func ("/plan-points/answers", test_answers);
  g_test_add_func ("/plan-points/bad", test_bad);
  result = g_test_run ();
  amends_plan_situation_free (situation);
  amends_plan_message_free (message);
  g_object_unref (playbook);
  return result;
}
