/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The send gate against passages as people write them: tests/cases/gate. Every finding expected
 * must be there with its words, and nothing else may be: the gate must not cry wolf.
 */

#include "config.h"

#include "amends-enum-types.h"
#include "amends-gate.h"
#include "amends-input-error.h"
#include "amends-json.h"
#include "amends-text.h"

#include <string.h>

/* Figures reached; a change that loses precision or recall on any rule fails. */
#define LEAST_PRECISION 0.97
#define LEAST_RECALL 0.97

static AmendsGate *
load_gate (void)
{
  static AmendsGate *gate;
  g_autoptr (GError) error = NULL;
  g_autoptr (AmendsPlaybook) playbook = NULL;
  g_autofree char *folder = NULL;
  const char *folders[] = { NULL, NULL };

  if (gate)
    return gate;
  folders[0] = folder = g_build_filename (g_getenv ("AMENDS_DATA_DIR"), "playbooks", NULL);
  playbook = amends_playbook_load (folders, "standard", NULL, &error);
  g_assert_no_error (error);
  gate = amends_gate_new (playbook, &error);
  g_assert_no_error (error);
  return gate;
}

static AmendsGateContext
make_context (void)
{
  AmendsGateContext context = { .kind = AMENDS_TEXT_CUSTOMER, .severity = AMENDS_SEVERITY_HIGH };

  g_assert_true (amends_instant_parse ("2026-03-10T09:30:00+01:00", &context.now, NULL));
  context.zone = g_time_zone_new_identifier ("Europe/Berlin");
  g_assert_nonnull (context.zone);
  return context;
}

static void
context_clear (AmendsGateContext *context)
{
  g_clear_pointer (&context->zone, g_time_zone_unref);
  g_clear_object (&context->case_);
}

typedef struct
{
  guint right;
  guint wrong;
  guint missed;
} Tally;

typedef struct
{
  GHashTable *tallies; /* rule → Tally */
  guint passages;
} Corpus;

static Tally *
tally_of (Corpus *corpus, const char *rule)
{
  Tally *tally = g_hash_table_lookup (corpus->tallies, rule);

  if (tally == NULL)
    {
      tally = g_new0 (Tally, 1);
      g_hash_table_insert (corpus->tallies, g_strdup (rule), tally);
    }
  return tally;
}

static void
read_goodwill (AmendsCase *case_, AmendsJsonReader *reader)
{
  if (!amends_json_reader_enter_array (reader, "goodwill", AMENDS_JSON_OPTIONAL))
    return;
  for (guint i = 0; i < amends_json_reader_get_count (reader); i++)
    if (amends_json_reader_at (reader, i))
      {
        g_autoptr (AmendsGoodwill) offer = amends_record_from_json (AMENDS_TYPE_GOODWILL, reader);

        g_list_store_append (case_->goodwill, offer);
        amends_json_reader_leave (reader);
      }
  amends_json_reader_leave (reader);
}

static void
read_stakeholders (AmendsCase *case_, AmendsJsonReader *reader)
{
  if (!amends_json_reader_enter_array (reader, "stakeholders", AMENDS_JSON_OPTIONAL))
    return;
  for (guint i = 0; i < amends_json_reader_get_count (reader); i++)
    if (amends_json_reader_at (reader, i))
      {
        g_autoptr (AmendsStakeholder) one =
            amends_record_from_json (AMENDS_TYPE_STAKEHOLDER, reader);

        g_list_store_append (case_->stakeholders, one);
        amends_json_reader_leave (reader);
      }
  amends_json_reader_leave (reader);
}

static void
read_facts (AmendsGateContext *context, AmendsJsonReader *reader, char **counterpart)
{
  g_autoptr (AmendsEscalation) escalation = amends_record_new (AMENDS_TYPE_ESCALATION);
  g_autoptr (AmendsAccount) account = amends_record_new (AMENDS_TYPE_ACCOUNT);

  if (!amends_json_reader_enter_object (reader, "facts", AMENDS_JSON_OPTIONAL))
    return;
  *counterpart = amends_json_reader_dup_string (reader, "counterpart", AMENDS_JSON_OPTIONAL);
  context->earlier_apology = amends_json_reader_get_boolean (reader, "earlier_apology", FALSE);
  escalation->fix_confirmed_by =
      amends_json_reader_dup_string (reader, "fix_confirmed_by", AMENDS_JSON_OPTIONAL);
  escalation->fix_confirmed_at =
      amends_json_reader_get_instant (reader, "fix_confirmed_at", AMENDS_JSON_OPTIONAL);
  escalation->fix_eta = amends_json_reader_get_instant (reader, "fix_eta", AMENDS_JSON_OPTIONAL);
  account->arr = amends_json_reader_get_int (reader, "arr", AMENDS_JSON_OPTIONAL, 0, G_MAXINT64,
                                             AMENDS_MONEY_UNKNOWN);
  account->currency = amends_json_reader_dup_string (reader, "currency", AMENDS_JSON_OPTIONAL);
  context->case_ = amends_case_new (escalation, account, NULL);
  read_goodwill (context->case_, reader);
  read_stakeholders (context->case_, reader);
  amends_json_reader_leave (reader);
}

static gboolean
take_finding (GPtrArray *findings, const char *rule, const char *words)
{
  for (guint i = 0; i < findings->len; i++)
    {
      AmendsFinding *finding = findings->pdata[i];

      if (g_str_equal (finding->rule, rule) && strstr (finding->text, words))
        {
          g_ptr_array_remove_index (findings, i);
          return TRUE;
        }
    }
  return FALSE;
}

/* The span is what it says it is. */
static void
assert_spans (GPtrArray *findings, const char *text)
{
  glong length = g_utf8_strlen (text, -1);

  for (guint i = 0; i < findings->len; i++)
    {
      AmendsFinding *finding = findings->pdata[i];
      g_autofree char *words = NULL;

      g_assert_cmpint (finding->start, >=, 0);
      g_assert_cmpint (finding->end, <=, length);
      g_assert_cmpint (finding->start, <=, finding->end);
      words = g_utf8_substring (text, finding->start, finding->end);
      if (finding->start < finding->end)
        g_assert_cmpstr (words, ==, finding->text);
      g_assert_true (finding->title && *finding->title && finding->message && finding->fix);
      if (!g_str_equal (finding->rule, "unfilled"))
        g_assert_null (strchr (finding->message, '{'));
      if (i > 0)
        g_assert_cmpint (finding->start, >=, ((AmendsFinding *) findings->pdata[i - 1])->start);
    }
}

static void
judge_expected (Corpus *corpus, AmendsJsonReader *reader, GPtrArray *findings, const char *text)
{
  if (!amends_json_reader_enter_array (reader, "expect", AMENDS_JSON_OPTIONAL))
    return;
  for (guint i = 0; i < amends_json_reader_get_count (reader); i++)
    if (amends_json_reader_at (reader, i))
      {
        g_auto (GStrv) pair = amends_json_reader_dup_strv (reader, NULL, AMENDS_JSON_REQUIRED);

        g_assert_cmpuint (g_strv_length (pair), ==, 2);
        if (take_finding (findings, pair[0], pair[1]))
          tally_of (corpus, pair[0])->right++;
        else
          {
            tally_of (corpus, pair[0])->missed++;
            g_test_message ("missed %s “%s” in: %.200s", pair[0], pair[1], text);
          }
        amends_json_reader_leave (reader);
      }
  amends_json_reader_leave (reader);
}

static void
judge_passage (Corpus *corpus, AmendsJsonReader *reader)
{
  AmendsGateContext context = make_context ();
  g_autofree char *text = amends_json_reader_dup_string (reader, "text", AMENDS_JSON_REQUIRED);
  g_autofree char *counterpart = NULL;
  gboolean part = amends_json_reader_get_boolean (reader, "part", FALSE);
  g_autoptr (GPtrArray) findings = NULL;

  context.kind = amends_json_reader_get_enum (reader, "kind", AMENDS_JSON_OPTIONAL,
                                              amends_text_kind_get_type (), AMENDS_TEXT_CUSTOMER);
  context.severity = amends_json_reader_get_enum (
      reader, "severity", AMENDS_JSON_OPTIONAL, amends_severity_get_type (), AMENDS_SEVERITY_HIGH);
  if (amends_json_reader_has (reader, "now"))
    context.now = amends_json_reader_get_instant (reader, "now", AMENDS_JSON_REQUIRED);
  read_facts (&context, reader, &counterpart);
  context.counterpart = counterpart;
  findings = amends_gate_check (load_gate (), text, &context);
  assert_spans (findings, text);
  judge_expected (corpus, reader, findings, text);
  for (guint i = 0; i < findings->len; i++)
    {
      AmendsFinding *finding = findings->pdata[i];

      /* A part of a message need not say when the next one comes. */
      if (part && g_str_equal (finding->rule, "next-update"))
        continue;
      tally_of (corpus, finding->rule)->wrong++;
      g_test_message ("false %s “%s” in: %.200s", finding->rule, finding->text, text);
    }
  corpus->passages++;
  context_clear (&context);
}

static void
judge_file (Corpus *corpus, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_autoptr (AmendsJsonReader) reader = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &text, &length, &error));
  reader = amends_json_reader_new (text, length, path, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < amends_json_reader_get_count (reader); i++)
    if (amends_json_reader_at (reader, i))
      {
        judge_passage (corpus, reader);
        amends_json_reader_leave (reader);
      }
  amends_json_reader_finish (reader, NULL, &error);
  g_assert_no_error (error);
}

static void
test_corpus (void)
{
  static const char *const files[] = { "good-customer-en", "good-customer-zh", "good-internal",
                                       "bad-customer-en",  "bad-customer-zh",  "bad-internal" };
  Corpus corpus = { g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free), 0 };
  GHashTableIter iter;
  gpointer rule, value;
  gboolean failed = FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *name = g_strconcat (files[i], ".json", NULL);
      g_autofree char *path =
          g_build_filename (g_getenv ("AMENDS_FIXTURES"), "..", "cases", "gate", name, NULL);

      judge_file (&corpus, path);
    }
  g_assert_cmpuint (corpus.passages, >=, 160);
  g_hash_table_iter_init (&iter, corpus.tallies);
  while (g_hash_table_iter_next (&iter, &rule, &value))
    {
      const Tally *tally = value;
      double precision = tally->right / (double) MAX (tally->right + tally->wrong, 1);
      double recall = tally->right / (double) MAX (tally->right + tally->missed, 1);

      g_test_message ("%-17s precision %.3f recall %.3f (n %u)", (char *) rule, precision, recall,
                      tally->right + tally->missed);
      failed = failed || precision < LEAST_PRECISION || recall < LEAST_RECALL;
    }
  g_hash_table_unref (corpus.tallies);
  if (failed)
    g_test_fail_printf ("a rule is below precision %.2f or recall %.2f", LEAST_PRECISION,
                        LEAST_RECALL);
}

static guint
count_rule (GPtrArray *findings, const char *rule)
{
  guint n = 0;

  for (guint i = 0; i < findings->len; i++)
    n += g_str_equal (((AmendsFinding *) findings->pdata[i])->rule, rule);
  return n;
}

/* Nothing to say is not an error, and what is no text is read as far as it goes. */
static void
test_bad_input (void)
{
  AmendsGateContext context = make_context ();
  static const char *const texts[] = {
    "",
    " \n\t",
    "!!!",
    "\xF0\x9F\x98\xA1\xF0\x9F\x98\xA1",
    "\xFF\xFE guarantee \xC3",
    "{{",
    "[[[[",
    "\"",
    "“",
    "「",
    ">",
    "><",
    "99999999999999999999999999:99",
    "2026-99-99",
    "within 9999999999 years",
    "第",
    "每",
    "每隔",
    "周",
    "下个",
    "at",
    "by the",
    "Q9",
    "0月0日",
    "“””“",
    "尊敬的",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GPtrArray) findings = amends_gate_check (load_gate (), texts[i], &context);
      g_autoptr (JsonNode) node = amends_gate_to_json (findings);

      g_assert_true (JSON_NODE_HOLDS_OBJECT (node));
      g_assert_cmpuint (count_rule (findings, "next-update"), ==, 1);
    }
  {
    g_autoptr (GPtrArray) findings =
        amends_gate_check (load_gate (), "\xFF\xFE guarantee", &context);

    g_assert_cmpuint (count_rule (findings, "over-promise"), ==, 1);
  }
  context_clear (&context);
}

static void
test_levels (void)
{
  AmendsGateContext context = make_context ();
  g_autoptr (GPtrArray) high = amends_gate_check (load_gate (), "The node is back.", &context);
  g_autoptr (GPtrArray) critical = NULL;
  AmendsFinding *finding;

  g_assert_cmpuint (high->len, ==, 1);
  g_assert_false (amends_gate_blocks (high));
  context.severity = AMENDS_SEVERITY_CRITICAL;
  context.language = "zh-CN";
  critical = amends_gate_check (load_gate (), "The node is back.", &context);
  g_assert_true (amends_gate_blocks (critical));
  finding = critical->pdata[0];
  g_assert_cmpstr (finding->title, ==, "没有下次联系的时间");
  g_assert_true (finding->replaces);
  g_assert_nonnull (strstr (finding->fix, "今天 13:30"));
  g_assert_cmpstr (finding->text, ==, "back.");
  context_clear (&context);
}

static void
test_quotes (void)
{
  AmendsGateContext context = make_context ();
  const char *text =
      "You wrote “we need a guarantee and a refund”, and:\n> It must be fixed by Friday\n"
      "「保证」 I will call you at 16:00.";
  g_autoptr (GPtrArray) findings = amends_gate_check (load_gate (), text, &context);

  g_assert_cmpuint (findings->len, ==, 0);
  context_clear (&context);
}

static void
test_apologises (void)
{
  g_assert_true (amends_gate_apologises (load_gate (), "We are sorry."));
  g_assert_true (amends_gate_apologises (load_gate (), "对此深表歉意。"));
  g_assert_false (amends_gate_apologises (load_gate (), "You deserve more than an apology."));
}

/* It runs at each keystroke. */
static void
test_speed (void)
{
  AmendsGateContext context = make_context ();
  g_autoptr (GString) text = g_string_new (NULL);
  gint64 started, took, best = G_MAXINT64;

  for (guint i = 0; i < 7; i++)
    g_string_append (text,
                     "Your nightly exports have failed since 06:40 on Monday and your finance team "
                     "could not close the month, which is why I am writing before we know it all. "
                     "Our engineers compare the logs with those of the last good run on Sunday "
                     "night.\n\n");
  g_string_append (text, "I will call you at 16:00 today.");
  for (guint i = 0; i < 50; i++)
    {
      g_autoptr (GPtrArray) findings = NULL;

      started = g_get_monotonic_time ();
      findings = amends_gate_check (load_gate (), text->str, &context);
      took = g_get_monotonic_time () - started;
      best = MIN (best, took);
      g_assert_cmpuint (findings->len, ==, 0);
    }
  g_test_message ("%u words in %.3f ms", amends_text_count_words (text->str), best / 1000.0);
  context_clear (&context);
}

static void
test_large (void)
{
  AmendsGateContext context = make_context ();
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GPtrArray) findings = NULL;

  while (text->len < 1000000)
    g_string_append (text, "The export of 3 March ran for 20 minutes, 没有错误。\n");
  findings = amends_gate_check (load_gate (), text->str, &context);
  g_assert_cmpuint (count_rule (findings, "next-update"), ==, 1);
  context_clear (&context);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/gate/corpus", test_corpus);
  g_test_add_func ("/gate/bad-input", test_bad_input);
  g_test_add_func ("/gate/levels", test_levels);
  g_test_add_func ("/gate/quotes", test_quotes);
  g_test_add_func ("/gate/apologises", test_apologises);
  g_test_add_func ("/gate/speed", test_speed);
  g_test_add_func ("/gate/large", test_large);
  return g_test_run ();
}
