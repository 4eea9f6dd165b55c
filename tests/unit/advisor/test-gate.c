/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The send gate at its edges: levels, quotations, odd and large input, a playbook that is wrong.
 * What it finds in texts as people write them is in test-gate-corpus.c.
 */

#include "config.h"

#include "amends-enum-types.h"
#include "amends-gate.h"
#include "amends-input-error.h"
#include "amends-json.h"
#include "amends-text.h"

#include <glib/gstdio.h>
#include <string.h>

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
  /* What is put into the text is in its own language. */
  g_assert_nonnull (strstr (finding->fix, "by 13:30"));
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

/* What stands at the very end of a long text is found, and where it stands is right. */
static void
test_large (void)
{
  AmendsGateContext context = make_context ();
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GPtrArray) findings = NULL;
  AmendsFinding *date = NULL, *promise = NULL;
  glong start;

  while (text->len < 1000000)
    g_string_append (text, "The export of 3 March ran for 20 minutes, 没有错误。\n");
  start = g_utf8_strlen (text->str, -1);
  g_string_append (text, "We guarantee it: the export will be fixed by Thursday.");
  findings = amends_gate_check (load_gate (), text->str, &context);
  g_assert_cmpuint (findings->len, ==, 3);
  g_assert_cmpuint (count_rule (findings, "next-update"), ==, 1);
  promise = findings->pdata[0];
  date = findings->pdata[1];
  g_assert_cmpstr (promise->rule, ==, "over-promise");
  g_assert_cmpstr (promise->text, ==, "guarantee");
  g_assert_cmpint (promise->start, ==, start + 3);
  g_assert_cmpint (promise->end, ==, start + 12);
  g_assert_cmpstr (date->rule, ==, "unconfirmed-date");
  g_assert_cmpstr (date->text, ==, "by Thursday");
  g_assert_cmpint (date->start, ==, start + 42);
  g_assert_cmpint (date->end, ==, start + 53);
  context_clear (&context);
}

/* Both languages in one text, and bytes that are no text between them. */
static void
test_mixed (void)
{
  AmendsGateContext context = make_context ();
  g_autoptr (GPtrArray) findings =
      amends_gate_check (load_gate (),
                         "王总, we guarantee 周四前修复 \xFF\xC3 and 今天 16:00 我给您打电话。",
                         &context);

  g_assert_cmpuint (findings->len, ==, 2);
  g_assert_cmpuint (count_rule (findings, "over-promise"), ==, 1);
  g_assert_cmpuint (count_rule (findings, "unconfirmed-date"), ==, 1);
  g_assert_cmpstr (((AmendsFinding *) findings->pdata[1])->text, ==, "周四前");
  context_clear (&context);
}

/* One kind of text is blocked where another is only warned. */
static void
test_kinds (void)
{
  AmendsGateContext context = make_context ();
  const char *text = "The vendor dropped the ball. I will call you at 16:00.";
  g_autoptr (GPtrArray) customer = amends_gate_check (load_gate (), text, &context);
  g_autoptr (GPtrArray) brief = NULL;

  g_assert_cmpuint (count_rule (customer, "blame"), ==, 1);
  g_assert_false (amends_gate_blocks (customer));
  context.kind = AMENDS_TEXT_BRIEF;
  brief = amends_gate_check (load_gate (), text, &context);
  g_assert_cmpuint (count_rule (brief, "blame"), ==, 1);
  g_assert_true (amends_gate_blocks (brief));
  context_clear (&context);
}

/* Copies the shipped playbook's @name to @folder with @from made @to. */
static void
spoil (const char *folder, const char *name, const char *from, const char *to)
{
  g_autofree char *source =
      g_build_filename (g_getenv ("AMENDS_DATA_DIR"), "playbooks", "standard", name, NULL);
  g_autofree char *target = g_build_filename (folder, name, NULL);
  g_autofree char *parent = g_path_get_dirname (target);
  g_autofree char *text = NULL;
  g_autoptr (GString) changed = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_get_contents (source, &text, NULL, &error));
  changed = g_string_new (text);
  g_assert_cmpuint (g_string_replace (changed, from, to, 1), ==, 1);
  g_assert_cmpint (g_mkdir_with_parents (parent, 0700), ==, 0);
  g_assert_true (g_file_set_contents (target, changed->str, -1, &error));
}

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        remove_folder (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

/* A team's own playbook with a wrong field is refused, and the error says where it is. */
static void
test_wrong_policy (void)
{
  static const struct
  {
    const char *file;
    const char *from;
    const char *to;
    const char *field;
  } wrong[] = {
    { "gate.json", "\"level\": \"block\"", "\"level\": \"stop\"", "level" },
    { "gate.json", "\"brief_words\": 300", "\"brief_words\": \"many\"", "brief_words" },
    { "gate.json", "\"grace_minutes\": 15", "\"grace_minutes\": -1", "grace_minutes" },
    { "gate.json", "\"USD\"", "\"DOLLAR\"", "DOLLAR" },
    { "phrases/en/gate.json", "\"engineering\": ", "\"wizard\": ", "wizard" },
    { "phrases/en/gate.json", "\"Monday\", ", "", "weekday" },
    { "phrases/zh-CN/gate.json", "\"尽快\"", "\"(尽快\"", "vague" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *root = g_dir_make_tmp ("amends-gate-XXXXXX", NULL);
      g_autofree char *own = g_build_filename (root, "own", NULL);
      g_autofree char *head = g_build_filename (own, "playbook.json", NULL);
      g_autofree char *shipped = g_build_filename (g_getenv ("AMENDS_DATA_DIR"), "playbooks", NULL);
      const char *folders[] = { shipped, root, NULL };
      g_autoptr (AmendsPlaybook) playbook = NULL;
      g_autoptr (AmendsGate) gate = NULL;

      spoil (own, wrong[i].file, wrong[i].from, wrong[i].to);
      g_assert_true (g_file_set_contents (
          head,
          "{\"format\": 1, \"id\": \"own\", \"version\": 1, \"name\": {\"en\": "
          "\"Own\"}, \"extends\": \"standard\"}",
          -1, &error));
      playbook = amends_playbook_load (folders, "own", NULL, &error);
      g_assert_no_error (error);
      gate = amends_gate_new (playbook, &error);
      g_assert_null (gate);
      g_assert_true (error && error->domain == AMENDS_INPUT_ERROR);
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (amends_input_error_get_file (error), wrong[i].file));
      g_assert_cmpuint (amends_input_error_get_line (error), >, 0);
      g_assert_nonnull (strstr (amends_input_error_get_field (error), wrong[i].field));
      remove_folder (root);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/gate/bad-input", test_bad_input);
  g_test_add_func ("/gate/levels", test_levels);
  g_test_add_func ("/gate/quotes", test_quotes);
  g_test_add_func ("/gate/apologises", test_apologises);
  g_test_add_func ("/gate/mixed", test_mixed);
  g_test_add_func ("/gate/kinds", test_kinds);
  g_test_add_func ("/gate/wrong-policy", test_wrong_policy);
  g_test_add_func ("/gate/large", test_large);
  return g_test_run ();
}
