/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Challenges: many messages of one kind, judged by the share that comes out right. Each file holds
 * the messages the rules were made with and others that they were not, and a floor for both. */

#include "config.h"

#include <string.h>

#include "amends-classifier.h"
#include "amends-enum-types.h"
#include "amends-json-reader.h"
#include "amends-labels.h"

static AmendsClassifier *shared;

typedef struct
{
  AmendsJsonReader *reader;
  const char *half;
  guint n;
} Challenge;

typedef void (*ChallengeFunc) (Challenge *challenge, const char *text, gpointer counts);

static const char *const halves[] = { "develop", "held_out" };

static AmendsClassification *
classify (const char *text)
{
  AmendsClassifierInput input = { .statement = text, .language = "en" };

  return amends_classifier_classify (shared, &input);
}

static void
check_floor (Challenge *challenge, const char *name, double share, gboolean at_most)
{
  AmendsJsonReader *reader = challenge->reader;
  double floor;

  g_assert_true (amends_json_reader_enter_object (reader, "floors", AMENDS_JSON_REQUIRED));
  g_assert_true (amends_json_reader_enter_object (reader, challenge->half, AMENDS_JSON_REQUIRED));
  floor = amends_json_reader_get_double (reader, name, AMENDS_JSON_REQUIRED, 0, 1, 0);
  amends_json_reader_leave (reader);
  amends_json_reader_leave (reader);
  g_test_message ("%s: %s %.3f of %u (%s %.2f)", challenge->half, name, share, challenge->n,
                  at_most ? "at most" : "at least", floor);
  if (at_most)
    g_assert_cmpfloat (share, <=, floor);
  else
    g_assert_cmpfloat (share, >=, floor);
}

static void
run_half (Challenge *challenge, ChallengeFunc func, gpointer counts)
{
  AmendsJsonReader *reader = challenge->reader;

  g_assert_true (amends_json_reader_enter_array (reader, challenge->half, AMENDS_JSON_REQUIRED));
  challenge->n = amends_json_reader_get_count (reader);
  g_assert_cmpuint (challenge->n, >=, 20);
  for (guint i = 0; i < challenge->n && amends_json_reader_at (reader, i); i++)
    {
      g_autofree char *text = amends_json_reader_dup_string (reader, "text", AMENDS_JSON_REQUIRED);

      func (challenge, text, counts);
      amends_json_reader_leave (reader);
    }
  amends_json_reader_leave (reader);
}

static AmendsJsonReader *
open_challenge (const char *name)
{
  g_autofree char *path = g_build_filename (g_getenv ("AMENDS_DATA_DIR"), "..", "tests", "cases",
                                            "classify", name, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  AmendsJsonReader *reader;
  gsize length;

  g_file_get_contents (path, &text, &length, &error);
  g_assert_no_error (error);
  reader = amends_json_reader_new (text, length, path, &error);
  g_assert_no_error (error);
  return reader;
}

/* --- Who leaves ---------------------------------------------------------------------------------
 */

typedef struct
{
  guint threats;
  guint found;
  guint others;
  guint alarms;
} Leaving;

static void
count_leaving (Challenge *challenge, const char *text, gpointer counts)
{
  Leaving *leaving = counts;
  g_autoptr (AmendsClassification) result = classify (text);
  gboolean leaves = amends_json_reader_get_boolean (challenge->reader, "leaves", FALSE);

  leaving->threats += leaves;
  leaving->others += !leaves;
  leaving->found += leaves && result->churn;
  leaving->alarms += !leaves && result->churn;
  if (leaves != result->churn)
    g_test_message ("%s: %s", leaves ? "not seen" : "false alarm", text);
}

static void
test_leaving (gconstpointer data)
{
  g_autoptr (AmendsJsonReader) reader = open_challenge (data);

  for (guint i = 0; i < G_N_ELEMENTS (halves); i++)
    {
      Challenge challenge = { reader, halves[i], 0 };
      Leaving leaving = { 0 };

      run_half (&challenge, count_leaving, &leaving);
      check_floor (&challenge, "recall", (double) leaving.found / leaving.threats, FALSE);
      check_floor (&challenge, "false_alarms", (double) leaving.alarms / leaving.others, TRUE);
    }
}

/* --- How grave ----------------------------------------------------------------------------------
 */

typedef struct
{
  AmendsSeverity expected[128];
  double score[128];
  guint n;
  guint exact;
} Severities;

static void
count_severity (Challenge *challenge, const char *text, gpointer counts)
{
  Severities *severities = counts;
  g_autoptr (AmendsClassification) result = classify (text);
  AmendsSeverity expected =
      amends_json_reader_get_enum (challenge->reader, "severity", AMENDS_JSON_REQUIRED,
                                   AMENDS_TYPE_SEVERITY, AMENDS_SEVERITY_UNKNOWN);

  g_assert_cmpuint (severities->n, <, G_N_ELEMENTS (severities->score));
  severities->exact += expected == result->severity;
  severities->expected[severities->n] = expected;
  severities->score[severities->n++] = result->severity_score;
  if (expected != result->severity)
    g_test_message ("%.2f instead of %s: %s", result->severity_score,
                    amends_enum_get_nick (AMENDS_TYPE_SEVERITY, expected), text);
}

/* The chance that the graver of two reports has the higher score. */
static double
get_order (const Severities *severities)
{
  double right = 0;
  guint pairs = 0;

  for (guint i = 0; i < severities->n; i++)
    for (guint k = 0; k < severities->n; k++)
      if (severities->expected[i] > severities->expected[k])
        {
          pairs++;
          if (severities->score[i] > severities->score[k])
            right += 1;
          else if (severities->score[i] == severities->score[k])
            right += 0.5;
        }
  return right / MAX (pairs, 1);
}

static void
test_severity (gconstpointer data)
{
  g_autoptr (AmendsJsonReader) reader = open_challenge (data);

  for (guint i = 0; i < G_N_ELEMENTS (halves); i++)
    {
      Challenge challenge = { reader, halves[i], 0 };
      Severities severities = { .n = 0 };

      run_half (&challenge, count_severity, &severities);
      check_floor (&challenge, "exact", (double) severities.exact / severities.n, FALSE);
      check_floor (&challenge, "ordered", get_order (&severities), FALSE);
    }
}

/* --- What about ---------------------------------------------------------------------------------
 */

/* What a customer success manager calls each kind of complaint. */
static const struct
{
  const char *kind;
  AmendsCategory category;
  const char *topics; /* between blanks; NULL: any */
} kinds[] = {
  { "billing", AMENDS_CATEGORY_COMMERCIAL, " billing-dispute " },
  { "delivery", AMENDS_CATEGORY_RELATIONSHIP, " delivery-failure " },
  { "product", AMENDS_CATEGORY_TECHNICAL, " feature-malfunction data-wrong integration-broken " },
  { "staff", AMENDS_CATEGORY_RELATIONSHIP, NULL },
  { "privacy", AMENDS_CATEGORY_LEGAL, " legal-compliance security-incident " },
  { "contract", AMENDS_CATEGORY_COMMERCIAL, " contract-confusion sla-breach " },
  { "outage", AMENDS_CATEGORY_TECHNICAL, " platform-down integration-broken " },
};

typedef struct
{
  guint category;
  guint topic;
} Kinds;

static void
count_kind (Challenge *challenge, const char *text, gpointer counts)
{
  Kinds *right = counts;
  g_autoptr (AmendsClassification) result = classify (text);
  g_autofree char *kind =
      amends_json_reader_dup_string (challenge->reader, "kind", AMENDS_JSON_REQUIRED);
  g_autofree char *topic = g_strdup_printf (" %s ", result->topic != NULL ? result->topic : "");

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i].kind, kind))
      {
        gboolean named = kinds[i].topics == NULL || strstr (kinds[i].topics, topic) != NULL;

        right->category += result->category == kinds[i].category;
        right->topic += named;
        if (!named || result->category != kinds[i].category)
          g_test_message ("%s taken for%s: %s", kind, topic, text);
        return;
      }
  g_error ("“%s” is no kind of complaint", kind);
}

static void
test_kinds (gconstpointer data)
{
  g_autoptr (AmendsJsonReader) reader = open_challenge (data);

  for (guint i = 0; i < G_N_ELEMENTS (halves); i++)
    {
      Challenge challenge = { reader, halves[i], 0 };
      Kinds right = { 0 };

      run_half (&challenge, count_kind, &right);
      check_floor (&challenge, "category", (double) right.category / challenge.n, FALSE);
      check_floor (&challenge, "topic", (double) right.topic / challenge.n, FALSE);
    }
}

/* --- What comes with it -------------------------------------------------------------------------
 */

/* Several matters: the main one first, each with its own words. */
static void
test_issues (void)
{
  const char *text =
      "The dashboard has been down since Tuesday and the invoice for March is wrong. "
      "Our account manager never calls back.";
  g_autoptr (AmendsClassification) result = classify (text);
  GListModel *issues = G_LIST_MODEL (result->issues);
  g_autoptr (AmendsIssue) first = g_list_model_get_item (issues, 0);
  guint seen = 0;

  g_assert_cmpuint (g_list_model_get_n_items (issues), >=, 3);
  g_assert_cmpstr (first->topic, ==, result->topic);
  for (guint i = 0; i < g_list_model_get_n_items (issues); i++)
    {
      g_autoptr (AmendsIssue) issue = g_list_model_get_item (issues, i);
      g_autofree char *words = g_utf8_substring (text, issue->start, issue->end);

      g_assert_cmpstr (words, ==, issue->phrase);
      seen |= 1u << issue->category;
    }
  g_assert_cmpuint (seen & (1u << AMENDS_CATEGORY_TECHNICAL), !=, 0);
  g_assert_cmpuint (seen & (1u << AMENDS_CATEGORY_COMMERCIAL), !=, 0);
  g_assert_cmpuint (seen & (1u << AMENDS_CATEGORY_RELATIONSHIP), !=, 0);
}

/* No kind is signalled twice for words that touch. */
static void
test_signals_once (void)
{
  static const char *const texts[] = {
    "We are leaving and moving to another vendor, we want out of the contract.",
    "再不解决我们就换供应商，合同到期就不续了，已经在看别家。",
    "We were charged twice, charged twice again, and the invoice is wrong.",
  };

  for (guint t = 0; t < G_N_ELEMENTS (texts); t++)
    {
      g_autoptr (AmendsClassification) result = classify (texts[t]);
      GListModel *signals = G_LIST_MODEL (result->signals);

      for (guint i = 0; i < g_list_model_get_n_items (signals); i++)
        for (guint k = 0; k < i; k++)
          {
            g_autoptr (AmendsSignal) one = g_list_model_get_item (signals, i);
            g_autoptr (AmendsSignal) two = g_list_model_get_item (signals, k);

            if (g_str_equal (one->kind, two->kind))
              g_assert_true (one->start > two->end || two->start > one->end);
          }
    }
}

/* Of next to nothing the answer is modest, and says what to ask. */
static void
test_too_little (void)
{
  static const char *const texts[] = {
    "", " ", "?", "Hello", "😡", "help", "喂", "？？", "ok", "..."
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (AmendsClassification) result = classify (texts[i]);

      g_assert_cmpint (result->category, !=, AMENDS_CATEGORY_UNKNOWN);
      g_assert_cmpfloat (result->confidence, <, 0.3);
      g_assert_nonnull (result->questions);
      g_assert_nonnull (result->questions[0]);
      g_assert_cmpint (result->severity, <=, AMENDS_SEVERITY_MEDIUM);
    }
}

int
main (int argc, char **argv)
{
  g_autofree char *folder = g_build_filename (g_getenv ("AMENDS_DATA_DIR"), "playbooks", NULL);
  g_autoptr (AmendsPlaybook) playbook = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  playbook = amends_playbook_load ((const char *const[]){ folder, NULL }, "standard", NULL, &error);
  g_assert_no_error (error);
  shared = amends_classifier_new (playbook, &error);
  g_assert_no_error (error);
  g_test_add_data_func ("/challenge/leaving/en", "challenge-leaving-en.json", test_leaving);
  g_test_add_data_func ("/challenge/leaving/zh-CN", "challenge-leaving-zh-CN.json", test_leaving);
  g_test_add_data_func ("/challenge/severity/en", "challenge-severity-en.json", test_severity);
  g_test_add_data_func ("/challenge/severity/zh-CN", "challenge-severity-zh-CN.json",
                        test_severity);
  g_test_add_data_func ("/challenge/kinds/en", "challenge-kinds-en.json", test_kinds);
  g_test_add_data_func ("/challenge/kinds/zh-CN", "challenge-kinds-zh-CN.json", test_kinds);
  g_test_add_func ("/challenge/issues", test_issues);
  g_test_add_func ("/challenge/signals-once", test_signals_once);
  g_test_add_func ("/challenge/too-little", test_too_little);
  status = g_test_run ();
  g_assert_finalize_object (shared);
  return status;
}
