/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Playbooks: the shipped ones, what they say, and every way in which one can be broken. */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "amends-input-error.h"
#include "amends-person.h"
#include "amends-playbook.h"
#include "amends-sla.h"
#include "amends-stakeholder-rules.h"
#include "amends-stakeholder.h"

#define NAME "\"version\": 1, \"name\": {\"en\": \"X\"}"

static char *
get_shipped_folder (void)
{
  return g_build_filename (g_getenv ("AMENDS_DATA_DIR"), "playbooks", NULL);
}

static AmendsPlaybook *
load_shipped (const char *id)
{
  g_autofree char *folder = get_shipped_folder ();
  const char *folders[] = { folder, NULL };
  g_autoptr (GPtrArray) warnings = NULL;
  g_autoptr (GError) error = NULL;
  AmendsPlaybook *playbook = amends_playbook_load (folders, id, &warnings, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (warnings->len, ==, 0);
  return playbook;
}

static AmendsSla *
get_sla (AmendsPlaybook *playbook)
{
  g_autoptr (GPtrArray) warnings = NULL;
  g_autoptr (GError) error = NULL;
  AmendsSla *sla = amends_sla_new (playbook, &warnings, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (warnings->len, ==, 0);
  return sla;
}

static gint64
get_minutes (AmendsSla *sla,
             AmendsClockKind kind,
             AmendsSeverity severity,
             gboolean executive,
             int tier)
{
  AmendsSlaFacts facts = { .severity = severity, .executive = executive, .vip_tier = tier };
  g_autoptr (GError) error = NULL;
  AmendsInstant due;
  const AmendsSlaRule *rule =
      amends_sla_get_rule (sla, kind, &facts, NULL, NULL, 20000 * AMENDS_DAY, 0, &due, &error);

  g_assert_no_error (error);
  return rule != NULL ? amends_sla_rule_get_minutes (rule, NULL, 20000 * AMENDS_DAY) : -1;
}

static void
test_shipped (void)
{
  g_autoptr (AmendsPlaybook) standard = load_shipped ("standard");
  g_autoptr (AmendsPlaybook) support = load_shipped ("support-led");
  g_autoptr (AmendsSla) sla = get_sla (standard);
  g_autoptr (AmendsSla) support_sla = get_sla (support);
  static const struct
  {
    AmendsSeverity severity;
    int standard, support, update, resolve;
  } rows[] = {
    { AMENDS_SEVERITY_CRITICAL, 60, 60, 240, 1440 },
    { AMENDS_SEVERITY_HIGH, 240, 240, 1440, 2880 },
    { AMENDS_SEVERITY_MEDIUM, 480, 1440, 2 * 1440, 5 * 1440 },
    { AMENDS_SEVERITY_LOW, 1440, 2880, 5 * 1440, 10 * 1440 },
  };

  g_assert_cmpstr (amends_playbook_get_name (standard, "zh-CN"), ==, "标准");
  g_assert_cmpstr (amends_playbook_get_name (support, "fr"), ==, "Support-led");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      AmendsSeverity severity = rows[i].severity;

      g_assert_cmpint (get_minutes (sla, AMENDS_CLOCK_SUBSTANTIVE, severity, FALSE, 3), ==,
                       rows[i].standard);
      g_assert_cmpint (get_minutes (support_sla, AMENDS_CLOCK_SUBSTANTIVE, severity, FALSE, 3), ==,
                       rows[i].support);
      g_assert_cmpint (get_minutes (sla, AMENDS_CLOCK_UPDATE, severity, FALSE, 3), ==,
                       rows[i].update);
      g_assert_cmpint (get_minutes (sla, AMENDS_CLOCK_UPDATE, severity, TRUE, 3), ==,
                       MIN (rows[i].update, 1440));
      g_assert_cmpint (get_minutes (sla, AMENDS_CLOCK_RESOLVE, severity, FALSE, 3), ==,
                       rows[i].resolve);
      g_assert_cmpint (get_minutes (sla, AMENDS_CLOCK_ACKNOWLEDGE, severity, FALSE, 3), ==, 60);
      g_assert_cmpint (get_minutes (sla, AMENDS_CLOCK_ACKNOWLEDGE, severity, FALSE, 1), ==, 30);
      g_assert_cmpint (get_minutes (sla, AMENDS_CLOCK_NOTIFY, severity, FALSE, 2), ==, -1);
      g_assert_cmpint (get_minutes (sla, AMENDS_CLOCK_NOTIFY, severity, TRUE, 2), ==, 5);
    }
  g_assert_cmpint (get_minutes (sla, AMENDS_CLOCK_NOTIFY, AMENDS_SEVERITY_HIGH, TRUE, 1), ==, 0);
  g_assert_cmpint (get_minutes (sla, AMENDS_CLOCK_NOTIFY, AMENDS_SEVERITY_LOW, FALSE, 1), ==, -1);
  g_assert_cmpfloat (amends_sla_get_due_soon (sla), ==, 0.75);
  g_assert_cmpuint (amends_sla_list_met_by_draft (sla, "first-response"), ==,
                    AMENDS_CLOCK_BIT (AMENDS_CLOCK_SUBSTANTIVE));
  g_assert_cmpuint (amends_sla_list_met_by_draft (sla, "chase"), ==, 0);
  g_assert_cmpuint (amends_sla_list_met_by_contact (sla, AMENDS_DIRECTION_INBOUND), ==, 0);
  g_assert_cmpuint (amends_sla_list_pausable (sla), ==, AMENDS_CLOCK_BIT (AMENDS_CLOCK_RESOLVE));
}

static void
assert_roles (AmendsStakeholderRules *rules,
              const AmendsStakeholderInput *input,
              const AmendsRole *roles,
              guint n)
{
  g_autoptr (GPtrArray) rows = amends_stakeholder_rules_build (rules, input);

  g_assert_cmpuint (rows->len, ==, n);
  for (guint i = 0; i < n; i++)
    g_assert_cmpint (((AmendsStakeholder *) rows->pdata[i])->role, ==, roles[i]);
}

static AmendsStakeholderRules *
get_rules (const char *id)
{
  g_autoptr (AmendsPlaybook) playbook = load_shipped (id);
  g_autoptr (GPtrArray) warnings = NULL;
  g_autoptr (GError) error = NULL;
  AmendsStakeholderRules *rules = amends_stakeholder_rules_new (playbook, &warnings, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (warnings->len, ==, 0);
  return rules;
}

static void
test_stakeholders (void)
{
  g_autoptr (AmendsStakeholderRules) standard = get_rules ("standard");
  g_autoptr (AmendsStakeholderRules) support = get_rules ("support-led");
  static const AmendsRole critical[] = {
    AMENDS_ROLE_CSM, AMENDS_ROLE_CS_MANAGER, AMENDS_ROLE_VP_CS,       AMENDS_ROLE_VP_ENGINEERING,
    AMENDS_ROLE_CRO, AMENDS_ROLE_CTO,        AMENDS_ROLE_ENGINEERING, AMENDS_ROLE_SUPPORT,
  };
  static const AmendsRole low[] = { AMENDS_ROLE_CSM };
  static const AmendsRole support_low[] = { AMENDS_ROLE_SUPPORT };
  AmendsStakeholderInput input = { .severity = AMENDS_SEVERITY_CRITICAL,
                                   .category = AMENDS_CATEGORY_TECHNICAL };

  assert_roles (standard, &input, critical, G_N_ELEMENTS (critical));
  input.severity = AMENDS_SEVERITY_LOW;
  input.category = AMENDS_CATEGORY_UNKNOWN;
  assert_roles (standard, &input, low, G_N_ELEMENTS (low));
  assert_roles (support, &input, support_low, G_N_ELEMENTS (support_low));
}

static AmendsPerson *
add_person (GListStore *people, const char *name, AmendsRole role)
{
  g_autoptr (AmendsPerson) person = amends_record_new (AMENDS_TYPE_PERSON);

  person->name = g_strdup (name);
  person->role = role;
  person->emails = g_strsplit ("someone@example.com", ",", -1);
  g_list_store_append (people, person);
  return person;
}

static void
test_people_once (void)
{
  g_autoptr (AmendsStakeholderRules) rules = get_rules ("standard");
  g_autoptr (AmendsStakeholderRules) support = get_rules ("support-led");
  g_autoptr (GListStore) people = g_list_store_new (AMENDS_TYPE_PERSON);
  g_autoptr (AmendsAccount) account = amends_record_new (AMENDS_TYPE_ACCOUNT);
  AmendsStakeholderInput input = {
    .severity = AMENDS_SEVERITY_HIGH,
    .category = AMENDS_CATEGORY_RELATIONSHIP,
    .churn = TRUE,
    .unresolved_hours = 25,
    .account = account,
    .owner = "Ana",
    .people = G_LIST_MODEL (people),
    .language = "zh-CN",
  };
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GArray) step = NULL;
  AmendsStakeholder *row;

  add_person (people, "Ana", AMENDS_ROLE_CSM);
  add_person (people, "Ben", AMENDS_ROLE_CS_MANAGER);
  add_person (people, "Cleo", AMENDS_ROLE_VP_CS);
  add_person (people, "Sam", AMENDS_ROLE_SUPPORT);
  account->executive_sponsor = g_strdup ("Cleo");

  rows = amends_stakeholder_rules_build (rules, &input);
  g_assert_cmpuint (rows->len, ==, 3);
  row = rows->pdata[1];
  g_assert_cmpstr (row->name, ==, "Ben");
  /* By severity, by category, and because it is open for a day. */
  g_assert_cmpuint (g_strv_length (row->sources), ==, 3);
  g_assert_cmpstr (row->sources[2], ==, "超过 24 小时未解决");
  row = rows->pdata[2];
  g_assert_cmpstr (row->name, ==, "Cleo");
  g_assert_cmpstr (row->contact, ==, "someone@example.com");
  g_assert_cmpstr (row->raci, ==, "CI");
  g_assert_nonnull (strchr (row->ask, '\n'));

  /* "CSM or Support": whoever there is. */
  g_list_store_remove (people, 0);
  step = amends_stakeholder_rules_list_step (support, AMENDS_SEVERITY_MEDIUM, 0,
                                             G_LIST_MODEL (people));
  g_assert_cmpuint (step->len, ==, 1);
  g_assert_cmpint (g_array_index (step, int, 0), ==, AMENDS_ROLE_SUPPORT);
}

/* A folder of playbooks made for one test. */
typedef struct
{
  char *folder;
  GPtrArray *paths; /* in the order made */
} Scratch;

static void
scratch_init (Scratch *scratch)
{
  scratch->folder = g_dir_make_tmp ("amends-playbook-XXXXXX", NULL);
  scratch->paths = g_ptr_array_new_with_free_func (g_free);
}

static void
scratch_write (Scratch *scratch, const char *id, const char *name, const char *text)
{
  char *folder = g_build_filename (scratch->folder, id, NULL);
  char *path = g_build_filename (folder, name, NULL);

  if (g_mkdir (folder, 0700) == 0)
    g_ptr_array_add (scratch->paths, folder);
  else
    g_free (folder);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  if (!g_ptr_array_find_with_equal_func (scratch->paths, path, g_str_equal, NULL))
    g_ptr_array_add (scratch->paths, path);
  else
    g_free (path);
}

static void
scratch_clear (Scratch *scratch)
{
  for (guint i = scratch->paths->len; i > 0; i--)
    g_remove (scratch->paths->pdata[i - 1]);
  g_rmdir (scratch->folder);
  g_ptr_array_unref (scratch->paths);
  g_free (scratch->folder);
}

static AmendsPlaybook *
scratch_load (Scratch *scratch, const char *id, GPtrArray **warnings, GError **error)
{
  g_autofree char *shipped = get_shipped_folder ();
  const char *folders[] = { scratch->folder, shipped, NULL };

  return amends_playbook_load (folders, id, warnings, error);
}

static void
test_bad_head (void)
{
  static const struct
  {
    const char *head;
    guint line;
    const char *field;
    AmendsInputError code;
  } samples[] = {
    { "{\"format\": 1,\n\"id\": \"mine\",", 2, NULL, AMENDS_INPUT_ERROR_SYNTAX },
    { "[1]", 1, NULL, AMENDS_INPUT_ERROR_TYPE },
    { "{\n\"format\": 2, \"id\": \"mine\", " NAME "}", 2, "format", AMENDS_INPUT_ERROR_VALUE },
    { "{\"id\": \"mine\", " NAME "}", 1, "format", AMENDS_INPUT_ERROR_MISSING },
    { "{\"format\": 1,\n\"id\": \"yours\", " NAME "}", 2, "id", AMENDS_INPUT_ERROR_VALUE },
    { "{\"format\": 1, \"id\": \"mine\",\n\"version\": \"one\", \"name\": {\"en\": \"X\"}}", 2,
      "version", AMENDS_INPUT_ERROR_TYPE },
    { "{\"format\": 1, \"id\": \"mine\", \"version\": 1,\n\"name\": {\"zh-CN\": \"X\"}}", 2,
      "name.en", AMENDS_INPUT_ERROR_MISSING },
    { "{\"format\": 1, \"id\": \"mine\", " NAME ",\n\"extends\": \"nobody\"}", 2, "extends",
      AMENDS_INPUT_ERROR_NOT_FOUND },
    { "{\"format\": 1, \"id\": \"mine\", " NAME ",\n\"extends\": \"../standard\"}", 2, "extends",
      AMENDS_INPUT_ERROR_VALUE },
    { "{\"format\": 1, \"id\": \"mine\", " NAME ",\n\"extends\": \"mine\"}", 2, "extends",
      AMENDS_INPUT_ERROR_VALUE },
  };
  Scratch scratch;

  scratch_init (&scratch);
  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (AmendsPlaybook) playbook = NULL;

      scratch_write (&scratch, "mine", "playbook.json", samples[i].head);
      playbook = scratch_load (&scratch, "mine", NULL, &error);
      g_test_message ("%s: %s", samples[i].head, error != NULL ? error->message : "no error");
      g_assert_null (playbook);
      g_assert_error (error, AMENDS_INPUT_ERROR, (int) samples[i].code);
      g_assert_true (g_str_has_suffix (amends_input_error_get_file (error), "mine/playbook.json"));
      g_assert_cmpuint (amends_input_error_get_line (error), ==, samples[i].line);
      g_assert_cmpstr (amends_input_error_get_field (error), ==, samples[i].field);
    }
  scratch_clear (&scratch);
}

static void
test_missing_and_cycle (void)
{
  Scratch scratch;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) ids = NULL;

  scratch_init (&scratch);
  g_assert_null (scratch_load (&scratch, "nobody", NULL, &error));
  g_assert_error (error, AMENDS_INPUT_ERROR, AMENDS_INPUT_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, "standard, support-led"));
  g_clear_error (&error);
  g_assert_null (scratch_load (&scratch, "../../etc", NULL, &error));
  g_assert_error (error, AMENDS_INPUT_ERROR, AMENDS_INPUT_ERROR_NOT_FOUND);
  g_clear_error (&error);

  scratch_write (&scratch, "one", "playbook.json",
                 "{\"format\": 1, \"id\": \"one\", " NAME ", \"extends\": \"two\"}");
  scratch_write (&scratch, "two", "playbook.json",
                 "{\"format\": 1, \"id\": \"two\", " NAME ",\n\"extends\": \"one\"}");
  g_assert_null (scratch_load (&scratch, "one", NULL, &error));
  g_assert_error (error, AMENDS_INPUT_ERROR, AMENDS_INPUT_ERROR_VALUE);
  g_assert_true (g_str_has_suffix (amends_input_error_get_file (error), "two/playbook.json"));
  g_assert_cmpuint (amends_input_error_get_line (error), ==, 2);

  {
    const char *folders[] = { scratch.folder, NULL };
    ids = amends_playbook_list (folders);
  }
  g_assert_cmpuint (ids->len, ==, 2);
  g_assert_cmpstr (ids->pdata[0], ==, "one");
  scratch_clear (&scratch);
}

static void
expect_sla_fault (Scratch *scratch,
                  const char *sla,
                  const char *file,
                  guint line,
                  const char *field)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AmendsPlaybook) playbook = NULL;
  g_autoptr (AmendsSla) read = NULL;

  scratch_write (scratch, "mine", "sla.json", sla);
  playbook = scratch_load (scratch, "mine", NULL, &error);
  g_assert_no_error (error);
  read = amends_sla_new (playbook, NULL, &error);
  g_test_message ("%s: %s", sla, error != NULL ? error->message : "no error");
  g_assert_null (read);
  g_assert_cmpint (error->domain, ==, AMENDS_INPUT_ERROR);
  g_assert_true (g_str_has_suffix (amends_input_error_get_file (error), file));
  if (line > 0)
    g_assert_cmpuint (amends_input_error_get_line (error), ==, line);
  g_assert_cmpuint (amends_input_error_get_line (error), >, 0);
  g_assert_cmpstr (amends_input_error_get_field (error), ==, field);
}

static void
test_merged_faults (void)
{
  Scratch scratch;

  scratch_init (&scratch);
  scratch_write (&scratch, "mine", "playbook.json",
                 "{\"format\": 1, \"id\": \"mine\", " NAME ", \"extends\": \"support-led\"}");
  expect_sla_fault (&scratch,
                    "{\"clocks\": {\n\"resolve\": {\"rules\": {\n\"resolve-high\": "
                    "{\"hours\": -1}}}}}",
                    "mine/sla.json", 3, "clocks.resolve.rules.resolve-high.hours");
  expect_sla_fault (&scratch,
                    "{\"clocks\": {\n\"resolve\": {\"rules\": {\n\"resolve-high\": "
                    "{\"severity\": [\"hgih\"]}}}}}",
                    "mine/sla.json", 3, "clocks.resolve.rules.resolve-high.severity[0]");
  expect_sla_fault (&scratch,
                    "{\"clocks\": {\n\"resolve\": {\"rules\": {\n\"resolve-high\": "
                    "{\"minutes\": 30}}}}}",
                    "mine/sla.json", 3, "clocks.resolve.rules.resolve-high");
  expect_sla_fault (&scratch, "{\n\"due_soon\": 1.5}", "mine/sla.json", 2, "due_soon");
  /* Taken away here, missed in what is left of the child's file. */
  expect_sla_fault (&scratch, "{\"clocks\": {\n\"update\": null}}", "mine/sla.json", 0,
                    "clocks.update");
  /* The fault stands in the parent's file once the child makes the value wrong together with it. */
  expect_sla_fault (&scratch,
                    "{\"clocks\": {\"resolve\": {\"rules\": {\"resolve-low\": "
                    "{\"working_hours\": false}}}}}",
                    "mine/sla.json", 1, "clocks.resolve.rules.resolve-low.working_hours");
  scratch_clear (&scratch);
}

static void
test_parent_fault_and_half_file (void)
{
  Scratch scratch;
  g_autoptr (GError) error = NULL;
  g_autoptr (AmendsPlaybook) playbook = NULL;
  g_autoptr (AmendsJsonReader) reader = NULL;

  scratch_init (&scratch);
  scratch_write (&scratch, "base", "playbook.json", "{\"format\": 1, \"id\": \"base\", " NAME "}");
  scratch_write (&scratch, "base", "gate.json", "{\n\n\"limit\": \"many\"}");
  scratch_write (&scratch, "mine", "playbook.json",
                 "{\"format\": 1, \"id\": \"mine\", " NAME ", \"extends\": \"base\"}");
  scratch_write (&scratch, "mine", "gate.json", "{\"other\": 1}");
  playbook = scratch_load (&scratch, "mine", NULL, &error);
  g_assert_no_error (error);
  reader = amends_playbook_read (playbook, "gate", &error);
  amends_json_reader_get_int (reader, "limit", AMENDS_JSON_REQUIRED, 0, 9, 0);
  g_assert_false (amends_json_reader_finish (reader, NULL, &error));
  g_assert_true (g_str_has_suffix (amends_input_error_get_file (error), "base/gate.json"));
  g_assert_cmpuint (amends_input_error_get_line (error), ==, 3);
  g_clear_error (&error);

  g_assert_null (amends_playbook_read (playbook, "nothing", &error));
  g_assert_error (error, AMENDS_INPUT_ERROR, AMENDS_INPUT_ERROR_NOT_FOUND);
  g_clear_error (&error);

  scratch_write (&scratch, "mine", "gate.json", "{\"other\": 1,\n\"x\": [");
  g_assert_null (scratch_load (&scratch, "mine", NULL, &error));
  g_assert_error (error, AMENDS_INPUT_ERROR, AMENDS_INPUT_ERROR_SYNTAX);
  g_assert_true (g_str_has_suffix (amends_input_error_get_file (error), "mine/gate.json"));
  g_assert_cmpuint (amends_input_error_get_line (error), ==, 2);
  scratch_clear (&scratch);
}

static void
test_warnings (void)
{
  Scratch scratch;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) warnings = NULL;
  g_autoptr (GPtrArray) sla_warnings = NULL;
  g_autoptr (AmendsPlaybook) playbook = NULL;
  g_autoptr (AmendsSla) sla = NULL;

  scratch_init (&scratch);
  scratch_write (&scratch, "mine", "playbook.json",
                 "{\"format\": 1, \"id\": \"mine\", " NAME
                 ", \"extends\": \"standard\", \"colour\": 1}");
  scratch_write (&scratch, "mine", "slaa.json", "{}");
  scratch_write (&scratch, "mine", "notes.txt", "remember the milk");
  scratch_write (&scratch, "mine", "sla.json", "{\n\"due_sooon\": 0.5}");
  playbook = scratch_load (&scratch, "mine", &warnings, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (warnings->len, ==, 3);
  g_assert_nonnull (strstr (warnings->pdata[0], "colour"));
  g_assert_nonnull (strstr (warnings->pdata[1], "notes.txt"));
  g_assert_nonnull (strstr (warnings->pdata[2], "slaa.json"));

  sla = amends_sla_new (playbook, &sla_warnings, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (sla_warnings->len, ==, 1);
  g_assert_nonnull (strstr (sla_warnings->pdata[0], "mine/sla.json, line 2"));
  scratch_clear (&scratch);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/policy/playbook/shipped", test_shipped);
  g_test_add_func ("/policy/playbook/stakeholders", test_stakeholders);
  g_test_add_func ("/policy/playbook/people-once", test_people_once);
  g_test_add_func ("/policy/playbook/bad-head", test_bad_head);
  g_test_add_func ("/policy/playbook/missing-and-cycle", test_missing_and_cycle);
  g_test_add_func ("/policy/playbook/merged-faults", test_merged_faults);
  g_test_add_func ("/policy/playbook/parent-fault", test_parent_fault_and_half_file);
  g_test_add_func ("/policy/playbook/warnings", test_warnings);
  return g_test_run ();
}
