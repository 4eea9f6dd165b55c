/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a case says of itself: leaving, cancelling, data with the wrong party, notices, promises. */

#include "config.h"

#include "amends-input-error.h"
#include "amends-plan-situation.h"

#include <locale.h>

static AmendsPlaybook *playbook;
static AmendsPlanMessage *message;
static AmendsPlanSituation *situation;

typedef struct
{
  const char *statement;
  const char *holds; /* (nullable): a path that must be so */
  const char *lacks; /* (nullable): one that must not */
} Reading;

static const Reading readings[] = {
  { "Did you renew the certificate? We will not be renewing it ourselves.", NULL,
    "leaving.cancelled" },
  { "After the certificate renewal nobody can sign in.", NULL, "leaving" },
  { "If this goes on we will cancel our contract.", "leaving.said", "leaving.cancelled" },
  { "We are not looking at alternatives, we just want it to work.", NULL, "leaving" },
  { "Please cancel our plan at the end of the month.", "leaving.cancelled", NULL },
  { "We have decided not to renew.", "leaving.cancelled", NULL },
  { "You cancelled my order twice.", NULL, "leaving" },
  { "Frankly, we have started evaluating alternatives.", "leaving.said", "leaving.cancelled" },
  { "Our clients opened payslips of another client's staff.", "exposure.happened", NULL },
  { "Invoices go to the wrong customer.", "exposure.happened", NULL },
  { "Has customer data been exposed?", "exposure.asked", "exposure.happened" },
  { "We are exposed to penalties every day.", NULL, "exposure" },
  { "We hereby give notice of breach under clause 12. Answer within ten working days.", "notice.by",
    "leaving" },
  { "Our lawyers will love this.", NULL, "notice" },
  { "You promised the report for Monday and nothing came.", "claim", NULL },
  { "我们决定不再续约，请在6月30日终止合同。", "leaving.when", NULL },
  { "再这样我们不续约了！", "leaving.said", "leaving.cancelled" },
  { "客户打开附件看到了别的公司的工资表。", "exposure.happened", "leaving" },
  { "依据合同第九条，特此函告，请于十个工作日内书面答复。", "notice.by", NULL },
  { "", NULL, "leaving" },
  { "???", NULL, "exposure" },
};

/* (transfer full) */
static AmendsFacts *
read_facts (AmendsCase *the_case, AmendsInstant now)
{
  AmendsFacts *facts = amends_facts_new ();

  amends_plan_situation_read (situation, facts, the_case, message, now, TRUE);
  return facts;
}

static void
test_readings (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (readings); i++)
    {
      AmendsEscalation *escalation = amends_record_new (AMENDS_TYPE_ESCALATION);
      AmendsAccount *account = amends_record_new (AMENDS_TYPE_ACCOUNT);
      g_autoptr (AmendsCase) the_case = amends_case_new (escalation, account, NULL);
      g_autoptr (AmendsFacts) facts = NULL;

      escalation->statement = g_strdup (readings[i].statement);
      facts = read_facts (the_case, AMENDS_DAY);
      if (readings[i].holds != NULL && amends_facts_get (facts, readings[i].holds) == NULL)
        g_error ("“%s” has no %s", readings[i].statement, readings[i].holds);
      if (readings[i].lacks != NULL && amends_facts_get (facts, readings[i].lacks) != NULL)
        g_error ("“%s” has %s", readings[i].statement, readings[i].lacks);
      g_object_unref (escalation);
      g_object_unref (account);
    }
}

static void
add_promise (AmendsCase *the_case, const char *text, AmendsInstant due, AmendsCommitmentState state)
{
  g_autoptr (AmendsCommitment) promise = amends_record_new (AMENDS_TYPE_COMMITMENT);

  promise->text = g_strdup (text);
  promise->due = due;
  promise->state = state;
  g_list_store_append (the_case->commitments, promise);
}

static void
test_missed (void)
{
  g_autoptr (AmendsEscalation) escalation = amends_record_new (AMENDS_TYPE_ESCALATION);
  g_autoptr (AmendsAccount) account = amends_record_new (AMENDS_TYPE_ACCOUNT);
  g_autoptr (AmendsCase) the_case = amends_case_new (escalation, account, NULL);
  g_autoptr (AmendsFacts) facts = NULL;
  AmendsFacts *missed;

  add_promise (the_case, "I will send the list by 10:00 today", AMENDS_DAY, AMENDS_COMMITMENT_OPEN);
  add_promise (the_case, "I will call you at noon", AMENDS_DAY, AMENDS_COMMITMENT_KEPT);
  add_promise (the_case, "I will write on Friday", 5 * AMENDS_DAY, AMENDS_COMMITMENT_OPEN);
  facts = read_facts (the_case, 2 * AMENDS_DAY);
  missed = amends_facts_get (facts, "missed");
  g_assert_cmpuint (amends_facts_get_count (missed), ==, 1);
  g_assert_cmpstr (amends_facts_get_text (amends_facts_get (missed, "last.report")), ==,
                   "I would send the list");
  /* A call that was promised and kept was made. */
  g_assert_nonnull (amends_facts_get (facts, "called.at"));
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
  g_test_add_func ("/plan-situation/readings", test_readings);
  g_test_add_func ("/plan-situation/missed", test_missed);
  result = g_test_run ();
  amends_plan_situation_free (situation);
  amends_plan_message_free (message);
  g_object_unref (playbook);
  return result;
}
