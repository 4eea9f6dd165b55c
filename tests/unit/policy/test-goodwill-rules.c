/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What may be given, who approves it, and how an answer is read. */

#include "config.h"

#include "amends-goodwill-rules.h"
#include "amends-input-error.h"
#include "amends-person.h"

#include <string.h>

static AmendsGoodwillRules *
load_rules (void)
{
  g_autofree char *folder = g_build_filename (g_getenv ("AMENDS_DATA_DIR"), "playbooks", NULL);
  const char *folders[] = { folder, NULL };
  g_autoptr (AmendsPlaybook) playbook = NULL;
  AmendsGoodwillRules *rules;
  g_autoptr (GError) error = NULL;

  playbook = amends_playbook_load (folders, "standard", NULL, &error);
  g_assert_no_error (error);
  rules = amends_goodwill_rules_new (playbook, NULL, &error);
  g_assert_no_error (error);
  return rules;
}

static AmendsAccount *
make_account (gint64 arr, const char *currency)
{
  AmendsAccount *account = amends_record_new (AMENDS_TYPE_ACCOUNT);

  account->name = g_strdup ("Northway {amount} Freight");
  account->arr = arr;
  account->currency = g_strdup (currency);
  return account;
}

static AmendsGoodwill *
make_credit (gint64 amount, const char *currency)
{
  AmendsGoodwill *goodwill = amends_record_new (AMENDS_TYPE_GOODWILL);

  goodwill->kind = AMENDS_GOODWILL_CREDIT;
  goodwill->amount = amount;
  goodwill->currency = g_strdup (currency);
  goodwill->text = g_strdup ("Service credit");
  return goodwill;
}

static void
check_ruling (AmendsGoodwillRules *rules,
              AmendsAccount *account,
              gint64 given,
              gint64 amount,
              const char *currency,
              gboolean allowed,
              AmendsRole approver,
              const char *words)
{
  g_autoptr (AmendsGoodwill) goodwill = make_credit (amount, currency);
  AmendsGoodwillSetting setting = { .account = account, .given = given, .language = "en" };
  g_auto (AmendsGoodwillRuling) ruling = { 0 };
  g_autofree char *all = NULL;

  amends_goodwill_rules_judge (rules, goodwill, &setting, &ruling);
  all = g_strdup_printf ("%s %s", ruling.who, ruling.limit ? ruling.limit : "");
  g_test_message ("%s", all);
  g_assert_cmpint (ruling.allowed, ==, allowed);
  g_assert_cmpint (ruling.approver, ==, approver);
  g_assert_nonnull (strstr (all, words));
}

static void
test_limits (void)
{
  g_autoptr (AmendsGoodwillRules) rules = load_rules ();
  g_autoptr (AmendsAccount) account = make_account (54000000, "USD");
  g_autoptr (AmendsAccount) unknown = make_account (AMENDS_MONEY_UNKNOWN, NULL);
  g_autoptr (AmendsAccount) euro = make_account (54000000, "EUR");

  check_ruling (rules, account, 0, 500000, "USD", TRUE, AMENDS_ROLE_CS_MANAGER, "within the limit");
  check_ruling (rules, account, 0, 500001, "USD", TRUE, AMENDS_ROLE_VP_CS, "above the limit");
  check_ruling (rules, account, 0, 5400000, "USD", TRUE, AMENDS_ROLE_VP_CS, "10 %");
  check_ruling (rules, account, 0, 5400001, "USD", FALSE, AMENDS_ROLE_VP_CS, "$54,000 are left");
  check_ruling (rules, account, 5000000, 400000, "USD", TRUE, AMENDS_ROLE_CS_MANAGER, "$0 of");
  check_ruling (rules, account, 5000000, 400001, "USD", FALSE, AMENDS_ROLE_CS_MANAGER,
                "$50,000 are approved already");
  /* More may have been given than a lowered limit allows. */
  check_ruling (rules, account, 9000000, 100, "USD", FALSE, AMENDS_ROLE_CS_MANAGER, "$0 are left");
  check_ruling (rules, unknown, 0, 100, "USD", TRUE, AMENDS_ROLE_VP_CS, "not known");
  check_ruling (rules, account, 0, 100, "EUR", TRUE, AMENDS_ROLE_VP_CS, "cannot be set against");
  check_ruling (rules, euro, 0, 100, "EUR", TRUE, AMENDS_ROLE_VP_CS, "kept in USD");
  /* A name in braces is a name. */
  check_ruling (rules, account, 0, 5400001, "USD", FALSE, AMENDS_ROLE_VP_CS, "{amount} Freight");
}

static void
test_months (void)
{
  g_autoptr (AmendsGoodwillRules) rules = load_rules ();
  g_autoptr (AmendsGoodwill) goodwill = amends_record_new (AMENDS_TYPE_GOODWILL);
  AmendsGoodwillSetting setting = { .language = "zh-CN" };

  goodwill->kind = AMENDS_GOODWILL_EXTENSION;
  for (int months = 6; months <= 7; months++)
    {
      g_auto (AmendsGoodwillRuling) ruling = { 0 };

      goodwill->months = months;
      amends_goodwill_rules_judge (rules, goodwill, &setting, &ruling);
      g_assert_cmpint (ruling.allowed, ==, months == 6);
      g_assert_cmpfloat (ruling.share, <, 0);
      g_assert_cmpint (ruling.approver, ==, AMENDS_ROLE_VP_CS);
      if (months == 7)
        g_assert_nonnull (strstr (ruling.limit, "最多 6 个月"));
    }
}

static void
test_suggestions (void)
{
  g_autoptr (AmendsGoodwillRules) rules = load_rules ();
  g_autoptr (AmendsAccount) account = make_account (54000000, "USD");
  AmendsGoodwillSetting setting = { .account = account, .language = "en" };
  const struct
  {
    AmendsSeverity severity;
    int tier;
    gint64 given;
    guint n;
    gint64 amount;
  } cases[] = {
    { AMENDS_SEVERITY_CRITICAL, 1, 0, 3, 2700000 },
    { AMENDS_SEVERITY_CRITICAL, 3, 0, 3, 1350000 },
    { AMENDS_SEVERITY_HIGH, 2, 0, 3, 1000000 }, /* 10,125 as one would say it */
    { AMENDS_SEVERITY_MEDIUM, 1, 0, 1, 540000 },
    { AMENDS_SEVERITY_LOW, 1, 0, 0, 0 },
    { AMENDS_SEVERITY_UNKNOWN, 1, 0, 0, 0 },
    { AMENDS_SEVERITY_CRITICAL, 1, 5350000, 3, 50000 }, /* what is left of the year */
    { AMENDS_SEVERITY_MEDIUM, 1, 5400000, 0, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) found = NULL;

      setting.given = cases[i].given;
      found = amends_goodwill_rules_suggest (rules, cases[i].severity, cases[i].tier, &setting);
      g_test_message ("case %u", i);
      g_assert_cmpuint (found->len, ==, cases[i].n);
      for (guint k = 0; k < found->len; k++)
        {
          AmendsGoodwill *one = g_ptr_array_index (found, k);

          g_assert_nonnull (one->text);
          g_assert_null (strchr (one->reason, '{'));
          if (one->kind == AMENDS_GOODWILL_CREDIT)
            g_assert_cmpint (one->amount, ==, cases[i].amount);
          else
            g_assert_cmpint (one->months, >, 0);
        }
    }
}

static void
check_answer (AmendsGoodwillRules *rules, AmendsGoodwillAnswer expected, const char *text)
{
  g_autofree char *words = NULL;
  AmendsGoodwillAnswer answer = amends_goodwill_rules_read_answer (rules, text, &words);

  g_test_message ("%s: %d (%s)", text, answer, words ? words : "–");
  g_assert_cmpint (answer, ==, expected);
}

static void
test_answers (void)
{
  g_autoptr (AmendsGoodwillRules) rules = load_rules ();
  static const char *const no[] = {
    "No.",
    "Hi Maya,\n\nno, we cannot do that.\n\nHelen",
    "Declined - too much.",
    "I am afraid I can’t approve this.",
    "Let's not. We gave them 5,000 in January.",
    "Not this time.",
    "We do not agree to a credit here.",
    "Hold off until Friday please, then I approve it.",
    "不同意。",
    "金额太高，不批准。",
    "这个先不给，等原因查清。",
  };
  static const char *const yes[] = {
    "Approved.",
    "Yes, go ahead.",
    "No problem, approved.",
    "No objections. Go ahead.",
    "OK",
    "I agree. No discount on top, though.",
    "同意。",
    "没问题，同意给客户。",
    "不反对，可以。",
    "批准，好的。",
  };
  static const char *const unclear[] = {
    "", "Approved? I have not decided.", "Let me call you at three.", "我看一下再说。", "\n\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (no); i++)
    check_answer (rules, AMENDS_GOODWILL_ANSWER_NO, no[i]);
  for (guint i = 0; i < G_N_ELEMENTS (yes); i++)
    check_answer (rules, AMENDS_GOODWILL_ANSWER_YES, yes[i]);
  for (guint i = 0; i < G_N_ELEMENTS (unclear); i++)
    check_answer (rules, AMENDS_GOODWILL_ANSWER_UNCLEAR, unclear[i]);
}

static AmendsPerson *
add_person (GListStore *people, AmendsRole role, AmendsPerson *manager)
{
  g_autoptr (AmendsPerson) person = amends_record_new (AMENDS_TYPE_PERSON);

  person->role = role;
  person->manager_id = g_strdup (manager ? manager->id : NULL);
  g_list_store_append (people, person);
  return person;
}

static void
test_approvers (void)
{
  g_autoptr (AmendsGoodwillRules) rules = load_rules ();
  g_autoptr (GListStore) people = g_list_store_new (AMENDS_TYPE_PERSON);
  AmendsPerson *chief = add_person (people, AMENDS_ROLE_CRO, NULL);
  AmendsPerson *vp = add_person (people, AMENDS_ROLE_VP_CS, chief);
  AmendsPerson *manager = add_person (people, AMENDS_ROLE_CS_MANAGER, vp);
  AmendsPerson *csm = add_person (people, AMENDS_ROLE_CSM, manager);
  GListModel *all = G_LIST_MODEL (people);
  AmendsGoodwillKind kind = AMENDS_GOODWILL_CREDIT;

#define MAY(needed, person) amends_goodwill_rules_may_approve (rules, kind, needed, person, all)
  g_assert_true (MAY (AMENDS_ROLE_CS_MANAGER, manager));
  g_assert_true (MAY (AMENDS_ROLE_CS_MANAGER, vp));
  g_assert_true (MAY (AMENDS_ROLE_CS_MANAGER, chief));
  g_assert_true (MAY (AMENDS_ROLE_VP_CS, chief));
  g_assert_false (MAY (AMENDS_ROLE_VP_CS, manager));
  g_assert_false (MAY (AMENDS_ROLE_CS_MANAGER, csm));
  /* A circle of managers ends. */
  amends_record_set (chief, "manager-id", csm->id, NULL);
  g_assert_true (MAY (AMENDS_ROLE_VP_CS, csm));
#undef MAY
}

static void
check_fault (const char *from, const char *to, const char *field)
{
  g_autofree char *path = g_build_filename (g_getenv ("AMENDS_DATA_DIR"), "playbooks", "standard",
                                            "goodwill.json", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GString) changed = NULL;
  g_autoptr (AmendsJsonReader) reader = NULL;
  g_autoptr (AmendsGoodwillRules) rules = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  changed = g_string_new (text);
  g_assert_cmpuint (g_string_replace (changed, from, to, 1), ==, 1);
  reader = amends_json_reader_new (changed->str, changed->len, "goodwill.json", &error);
  g_assert_no_error (error);
  rules = amends_goodwill_rules_read (reader);
  g_assert_null (rules);
  g_assert_false (amends_json_reader_finish (reader, NULL, &error));
  g_test_message ("%s", error->message);
  g_assert_cmpstr (amends_input_error_get_field (error), ==, field);
  g_assert_cmpuint (amends_input_error_get_line (error), >, 0);
}

static void
test_bad_file (void)
{
  check_fault ("\"USD\"", "\"DOLLARS\"", "currency");
  check_fault ("\"up_to\": 5000.0", "\"up_to\": -1", "kinds.credit.approvers[0].up_to");
  check_fault ("\"up_to\": 5000.0", "\"up_to\": 0.001", "kinds.credit.approvers[0].up_to");
  check_fault ("          \"role\": \"vp-cs\"", "          \"role\": \"vp-cs\", \"up_to\": 9000",
               "kinds.credit.approvers[1].up_to");
  check_fault ("\"vp-cs\"", "\"the boss\"", "kinds.credit.approvers[1].role");
  check_fault ("\"expires_after_days\": 30", "\"expires_after_days\": 0", "expires_after_days");
  check_fault ("\"always\"", "\"never\"", "texts.always");
}

static void
test_standing (void)
{
  g_autoptr (AmendsGoodwill) goodwill = make_credit (1250000, "USD");
  AmendsInstant now = 1773143880000;

  g_assert_true (amends_goodwill_is_open (goodwill, now));
  goodwill->state = AMENDS_GOODWILL_APPROVED;
  g_assert_cmpint (amends_goodwill_get_state (goodwill, now), ==, AMENDS_GOODWILL_VOID);
  goodwill->hash = amends_goodwill_compute_hash (goodwill);
  g_assert_true (amends_goodwill_is_valid (goodwill, now));
  goodwill->expires = now;
  g_assert_cmpint (amends_goodwill_get_state (goodwill, now), ==, AMENDS_GOODWILL_EXPIRED);
  goodwill->expires = now + 1;
  g_assert_true (amends_goodwill_is_valid (goodwill, now));

  amends_record_set (goodwill, "reason", "not covered", "evidence", "nor this", NULL);
  g_assert_true (amends_goodwill_is_valid (goodwill, now));
  amends_record_set (goodwill, "recipient", "", NULL);
  g_assert_true (amends_goodwill_is_valid (goodwill, now));
  amends_record_set (goodwill, "recipient", "Somebody else", NULL);
  g_assert_false (amends_goodwill_is_valid (goodwill, now));
  amends_record_set (goodwill, "recipient", NULL, "amount", (gint64) 1250001, NULL);
  g_assert_cmpint (amends_goodwill_get_state (goodwill, now), ==, AMENDS_GOODWILL_VOID);
  g_assert_true (amends_goodwill_is_open (goodwill, now));
  amends_record_set (goodwill, "amount", (gint64) 1250000, "currency", "EUR", NULL);
  g_assert_false (amends_goodwill_is_valid (goodwill, now));
  amends_record_set (goodwill, "currency", "USD", "kind", AMENDS_GOODWILL_CUSTOM, NULL);
  g_assert_false (amends_goodwill_is_valid (goodwill, now));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/goodwill-rules/limits", test_limits);
  g_test_add_func ("/goodwill-rules/months", test_months);
  g_test_add_func ("/goodwill-rules/suggestions", test_suggestions);
  g_test_add_func ("/goodwill-rules/answers", test_answers);
  g_test_add_func ("/goodwill-rules/approvers", test_approvers);
  g_test_add_func ("/goodwill-rules/bad-file", test_bad_file);
  g_test_add_func ("/goodwill-rules/standing", test_standing);
  return g_test_run ();
}
