/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Classification: the case files, facts, offsets, bad input. */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "amends-classifier.h"
#include "amends-enum-types.h"
#include "amends-input-error.h"
#include "amends-json-reader.h"
#include "amends-labels.h"

static AmendsClassifier *shared;

static AmendsPlaybook *
load_playbook (void)
{
  g_autofree char *folder = g_build_filename (g_getenv ("AMENDS_DATA_DIR"), "playbooks", NULL);
  g_autoptr (GError) error = NULL;
  AmendsPlaybook *playbook =
      amends_playbook_load ((const char *const[]){ folder, NULL }, "standard", NULL, &error);

  g_assert_no_error (error);
  return playbook;
}

static AmendsClassification *
classify (const char *text)
{
  AmendsClassifierInput input = { .statement = text, .language = "en" };

  return amends_classifier_classify (shared, &input);
}

static gboolean
has_signal (AmendsClassification *result, const char *kind)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (result->signals)); i++)
    {
      g_autoptr (AmendsSignal) signal = g_list_model_get_item (G_LIST_MODEL (result->signals), i);

      if (g_str_equal (signal->kind, kind))
        return TRUE;
    }
  return FALSE;
}

/* (transfer full) (nullable) */
static AmendsRuleHit *
find_rule (AmendsClassification *result, const char *name)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (result->rules)); i++)
    {
      g_autoptr (AmendsRuleHit) rule = g_list_model_get_item (G_LIST_MODEL (result->rules), i);

      if (g_str_equal (rule->rule, name))
        return g_steal_pointer (&rule);
    }
  return NULL;
}

/* (transfer full): what the case expects of @field, as the result says it. */
static char *
describe (AmendsClassification *result, const char *field, const char *expected)
{
#define NICK(Type, member) g_strdup (amends_enum_get_nick (Type, result->member))
  if (g_str_equal (field, "category"))
    return NICK (AMENDS_TYPE_CATEGORY, category);
  if (g_str_equal (field, "reason"))
    return NICK (AMENDS_TYPE_REASON, reason);
  if (g_str_equal (field, "severity"))
    return NICK (AMENDS_TYPE_SEVERITY, severity);
  if (g_str_equal (field, "track"))
    return NICK (AMENDS_TYPE_TRACK, track);
  if (g_str_equal (field, "scenario"))
    return NICK (AMENDS_TYPE_SCENARIO, scenario);
#undef NICK
  if (g_str_equal (field, "topic"))
    return g_strdup (result->topic != NULL ? result->topic : "none");
  if (g_str_equal (field, "language"))
    return g_strdup (result->language);
  if (g_str_equal (field, "churn"))
    return g_strdup (result->churn ? "true" : "false");
  if (g_str_equal (field, "executive"))
    return g_strdup (result->executive ? "true" : "false");
  if (g_str_equal (field, "confident"))
    return g_strdup (result->confidence >= 0.5 ? "true" : "false");
  if (g_str_equal (field, "questions"))
    return g_strdup (result->questions != NULL ? "true" : "false");
  if (g_str_equal (field, "sentiment"))
    return g_strdup (result->sentiment > 0.1    ? "positive"
                     : result->sentiment < -0.1 ? "negative"
                                                : "neutral");
  if (g_str_equal (field, "signal"))
    return g_strdup (has_signal (result, expected) ? expected : "no such signal");
  if (g_str_equal (field, "rule"))
    {
      g_autoptr (AmendsRuleHit) rule = find_rule (result, expected);

      return g_strdup (rule != NULL ? expected : "no such rule");
    }
  g_error ("A case expects the unknown field “%s”", field);
}

/* Quotes must be the words they claim to be. */
static void
check_offsets (AmendsClassification *result, const char *text)
{
  GListModel *lists[] = { G_LIST_MODEL (result->signals), G_LIST_MODEL (result->rules) };

  for (guint list = 0; list < G_N_ELEMENTS (lists); list++)
    for (guint i = 0; i < g_list_model_get_n_items (lists[list]); i++)
      {
        g_autoptr (GObject) item = g_list_model_get_item (lists[list], i);
        int start = list == 0 ? AMENDS_SIGNAL (item)->start : AMENDS_RULE_HIT (item)->start;
        int end = list == 0 ? AMENDS_SIGNAL (item)->end : AMENDS_RULE_HIT (item)->end;
        const char *phrase =
            list == 0 ? AMENDS_SIGNAL (item)->phrase : AMENDS_RULE_HIT (item)->phrase;
        g_autofree char *words = NULL;

        if (start == AMENDS_UNKNOWN)
          continue;
        g_assert_cmpint (start, <, end);
        words = g_utf8_substring (text, start, end);
        g_assert_cmpstr (words, ==, phrase);
      }
}

static AmendsClassification *
classify_case (AmendsJsonReader *reader, const char *text)
{
  g_autofree char *title =
      amends_json_reader_dup_string (reader, "contact_title", AMENDS_JSON_OPTIONAL);
  int days =
      amends_json_reader_get_int (reader, "renewal_in_days", AMENDS_JSON_OPTIONAL, 0, 9999, -1);
  g_autoptr (AmendsContact) contact =
      title != NULL ? amends_record_new (AMENDS_TYPE_CONTACT) : NULL;
  g_autoptr (AmendsAccount) account = days >= 0 ? amends_record_new (AMENDS_TYPE_ACCOUNT) : NULL;
  g_autoptr (AmendsEscalation) intake = amends_record_new (AMENDS_TYPE_ESCALATION);
  AmendsClassifierInput input = { .statement = text,
                                  .account = account,
                                  .contact = contact,
                                  .escalation = intake,
                                  .language = "en" };

  if (!amends_instant_parse ("2026-03-10T08:00:00Z", &input.now, NULL))
    g_assert_not_reached ();
  intake->workaround = amends_json_reader_get_enum (reader, "workaround", AMENDS_JSON_OPTIONAL,
                                                    AMENDS_TYPE_WORKAROUND, 0);
  if (contact != NULL)
    {
      contact->title = g_strdup (title);
      contact->executive = amends_json_reader_get_enum (
          reader, "contact_executive", AMENDS_JSON_OPTIONAL, AMENDS_TYPE_EXECUTIVE, 0);
    }
  if (account != NULL)
    {
      g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();

      account->renewal = amends_instant_format (input.now + days * AMENDS_DAY, utc, "%Y-%m-%d");
    }
  return amends_classifier_classify (shared, &input);
}

/* Prints what is not as expected. */
static guint
run_case (AmendsJsonReader *reader)
{
  g_autofree char *name = amends_json_reader_dup_string (reader, "name", AMENDS_JSON_REQUIRED);
  g_autofree char *text = amends_json_reader_dup_string (reader, "text", AMENDS_JSON_REQUIRED);
  g_autoptr (AmendsClassification) result = classify_case (reader, text);
  g_autoptr (GPtrArray) fields = NULL;
  guint failures = 0;

  check_offsets (result, text);
  g_assert_true (amends_json_reader_enter_object (reader, "expect", AMENDS_JSON_REQUIRED));
  fields = amends_json_reader_list_members (reader);
  for (guint i = 0; i < fields->len; i++)
    {
      const char *field = g_ptr_array_index (fields, i);
      JsonNode *node = amends_json_reader_peek (reader, field);
      g_autofree char *expected = json_node_get_value_type (node) == G_TYPE_BOOLEAN
                                      ? g_strdup (json_node_get_boolean (node) ? "true" : "false")
                                      : json_node_dup_string (node);
      g_autofree char *actual = describe (result, field, expected);

      if (g_strcmp0 (expected, actual) == 0)
        continue;
      g_test_message ("%s: %s is %s, expected %s", name, field, actual, expected);
      failures++;
    }
  amends_json_reader_leave (reader);
  return failures;
}

static void
test_cases (gconstpointer data)
{
  g_autofree char *path = g_build_filename (g_getenv ("AMENDS_DATA_DIR"), "..", "tests", "cases",
                                            "classify", (const char *) data, NULL);
  g_autofree char *text = NULL;
  g_autoptr (AmendsJsonReader) reader = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;
  guint failures = 0, n;

  g_file_get_contents (path, &text, &length, &error);
  g_assert_no_error (error);
  reader = amends_json_reader_new (text, length, path, &error);
  g_assert_no_error (error);
  g_assert_true (amends_json_reader_enter_array (reader, "cases", AMENDS_JSON_REQUIRED));
  n = amends_json_reader_get_count (reader);
  for (guint i = 0; i < n && amends_json_reader_at (reader, i); i++)
    {
      failures += run_case (reader);
      amends_json_reader_leave (reader);
    }
  amends_json_reader_leave (reader);
  amends_json_reader_finish (reader, NULL, &error);
  g_assert_no_error (error);
  g_test_message ("%s: %u cases, %u expectations not met", (const char *) data, n, failures);
  g_assert_cmpuint (n, >=, 30);
  g_assert_cmpuint (failures, ==, 0);
}

static void
test_facts (void)
{
  g_autoptr (AmendsEscalation) intake = amends_record_new (AMENDS_TYPE_ESCALATION);
  AmendsClassifierInput input = { .subject = "Printing",
                                  .statement = "It does not print.",
                                  .escalation = intake,
                                  .language = "zh-CN" };
  g_autoptr (AmendsClassification) plain = amends_classifier_classify (shared, &input);
  g_autoptr (AmendsClassification) informed = NULL;
  g_autoptr (AmendsRuleHit) users = NULL;

  g_assert_cmpint (plain->severity, ==, AMENDS_SEVERITY_MEDIUM);
  intake->users_affected = 212;
  intake->emotion = AMENDS_EMOTION_VERY_ANGRY;
  intake->trigger = AMENDS_TRIGGER_CANCEL_THREAT;
  intake->impact = g_strdup ("Two lines of production stand still.");
  informed = amends_classifier_classify (shared, &input);
  g_assert_cmpint (informed->severity, ==, AMENDS_SEVERITY_HIGH);
  g_assert_cmpint (informed->track, ==, AMENDS_TRACK_P1);
  g_assert_cmpint (informed->scenario, ==, AMENDS_SCENARIO_VERY_ANGRY);
  g_assert_true (informed->churn);
  users = find_rule (informed, "severity-users");
  g_assert_nonnull (users);
  g_assert_cmpstr (users->fact, ==, "212");
  g_assert_cmpint (users->start, ==, AMENDS_UNKNOWN);
  g_assert_nonnull (strstr (users->text, "受影响用户 212 人"));
}

static void
test_vip_boost (void)
{
  g_autoptr (AmendsAccount) account = amends_record_new (AMENDS_TYPE_ACCOUNT);
  AmendsClassifierInput input = {
    .statement = "I am furious: we are unable to print anything, this is a disgrace!",
    .account = account,
  };
  g_autoptr (AmendsClassification) before = amends_classifier_classify (shared, &input);
  g_autoptr (AmendsClassification) after = NULL;
  g_autoptr (AmendsRuleHit) boost = NULL;

  g_assert_cmpint (before->track, ==, AMENDS_TRACK_P2);
  account->segment = AMENDS_SEGMENT_ENTERPRISE;
  account->name = g_strdup ("Northwind");
  after = amends_classifier_classify (shared, &input);
  g_assert_cmpint (after->track, ==, AMENDS_TRACK_P1);
  boost = find_rule (after, "boost-vip");
  g_assert_nonnull (boost);
  g_assert_true (boost->decided);
  g_assert_cmpstr (boost->fact, ==, "Northwind");
}

static void
test_bad_input (void)
{
  static const char *const texts[] = {
    "",
    " ",
    "\n\n",
    "a",
    "…",
    "\xff\xfe\xfa",
    "ok \xc3",
    "<html><body><b>Down</b></body></html>",
    "我们 will cancel 你们的 contract immediately",
    "> quoted\n> only",
    "{phrase} {fact} {value}",
    "-- \n",
    "12345678901234567890123456789012345678901234567890 users",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (AmendsClassification) result = classify (texts[i]);

      g_assert_cmpfloat (result->confidence, >=, 0);
      g_assert_cmpint (result->category, !=, AMENDS_CATEGORY_UNKNOWN);
      g_assert_cmpint (result->severity, !=, AMENDS_SEVERITY_UNKNOWN);
      g_assert_cmpint (result->track, !=, AMENDS_TRACK_UNKNOWN);
    }
  {
    AmendsClassifierInput input = { 0 };
    g_autoptr (AmendsClassification) nothing = amends_classifier_classify (shared, &input);

    g_assert_nonnull (nothing->questions);
    g_assert_cmpfloat (nothing->confidence, <, 0.2);
  }
}

static void
test_long_text (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (AmendsClassification) result = NULL;

  while (text->len < 1024 * 1024)
    g_string_append (text, "we will cancel our very slow contract 系统宕机 ");
  result = classify (text->str);
  g_assert_true (result->churn);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (result->rules)), <=, 40);
}

/* Writes a playbook folder whose files are those of Standard, one of them replaced. */
static char *
make_broken_playbook (const char *file, const char *find, const char *replace)
{
  g_autofree char *source =
      g_build_filename (g_getenv ("AMENDS_DATA_DIR"), "playbooks", "standard", file, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GString) broken = NULL;
  g_autofree char *target = NULL;
  g_autofree char *parent = NULL;
  g_autofree char *head = NULL;
  char *folder = g_dir_make_tmp ("amends-XXXXXX", NULL);

  g_assert_nonnull (folder);
  g_assert_true (g_file_get_contents (source, &text, NULL, NULL));
  broken = g_string_new (text);
  g_assert_cmpuint (g_string_replace (broken, find, replace, 1), ==, 1);
  target = g_build_filename (folder, "broken", file, NULL);
  parent = g_path_get_dirname (target);
  g_assert_cmpint (g_mkdir_with_parents (parent, 0700), ==, 0);
  g_assert_true (g_file_set_contents (target, broken->str, broken->len, NULL));
  head = g_build_filename (folder, "broken", "playbook.json", NULL);
  g_assert_true (g_file_set_contents (head,
                                      "{\"format\":1,\"id\":\"broken\",\"version\":1,"
                                      "\"extends\":\"standard\",\"name\":{\"en\":\"Broken\"}}",
                                      -1, NULL));
  return folder;
}

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_folder (child);
    }
  g_remove (path);
}

static void
test_broken_playbook (void)
{
  static const struct
  {
    const char *file;
    const char *find;
    const char *replace;
    const char *field;
  } faults[] = {
    { "classify.json", "\"churn_flag\": 0.5", "\"churn_flag\": 7", "churn_flag" },
    { "classify.json", "\"bias\": -1.2", "\"bias\": -99", "scores.complaint.bias" },
    { "classify.json", "\"category\": \"technical\"", "\"category\": \"tecnical\"", "category" },
    { "phrases/en/lexicon.json", "\"noise cancel~\"", "\"noise (cancel~\"", "phrases" },
    { "phrases/en/lexicon.json", "\"noise cancel~\"", "\".. noise\"", "phrases" },
    { "phrases/en/lexicon.json", "\"noise cancel~\"", "\"<nosuchset>\"", "phrases" },
    { "phrases/en/turns.json", "\"leave\", ", "", "scores" },
    { "phrases/en/turns.json", "\"turns\": [", "\"turns\": [ \"odd = 1 2 3\",", "turns" },
    { "phrases/zh-CN/turns.json", "\"turns\": [", "\"turns\": [ \"odd = 1 2 3 4 5 6 7 8 900\",",
      "turns" },
    { "phrases/zh-CN/lexicon.json", "\"context\": \"negator\"", "\"context\": \"negater\"",
      "context" },
  };
  g_autofree char *shipped = g_build_filename (g_getenv ("AMENDS_DATA_DIR"), "playbooks", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autofree char *folder =
          make_broken_playbook (faults[i].file, faults[i].find, faults[i].replace);
      g_autoptr (GError) error = NULL;
      g_autoptr (AmendsPlaybook) playbook = amends_playbook_load (
          (const char *const[]){ folder, shipped, NULL }, "broken", NULL, &error);
      g_autoptr (AmendsClassifier) classifier = NULL;

      g_assert_no_error (error);
      classifier = amends_classifier_new (playbook, &error);
      if (classifier != NULL)
        g_error ("Fault %u in %s was not seen", i, faults[i].file);
      g_assert_nonnull (error);
      g_assert_true (error->domain == AMENDS_INPUT_ERROR);
      g_assert_nonnull (strstr (amends_input_error_get_field (error), faults[i].field));
      g_assert_nonnull (amends_input_error_get_file (error));
      remove_folder (folder);
    }
}

int
main (int argc, char **argv)
{
  g_autoptr (AmendsPlaybook) playbook = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  playbook = load_playbook ();
  shared = amends_classifier_new (playbook, &error);
  g_assert_no_error (error);
  g_test_add_data_func ("/classifier/cases/en", "en.json", test_cases);
  g_test_add_data_func ("/classifier/cases/zh-CN", "zh-CN.json", test_cases);
  g_test_add_func ("/classifier/facts", test_facts);
  g_test_add_func ("/classifier/vip-boost", test_vip_boost);
  g_test_add_func ("/classifier/bad-input", test_bad_input);
  g_test_add_func ("/classifier/long-text", test_long_text);
  g_test_add_func ("/classifier/broken-playbook", test_broken_playbook);
  status = g_test_run ();
  g_assert_finalize_object (shared);
  return status;
}
