/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Risk of accounts: the cases of tests/cases/risk, and what must hold of any history. */

#include "config.h"

#include "risk-history.h"

#include "amends-enum-types.h"
#include "amends-labels.h"
#include "amends-risk-backtest.h"
#include "amends-risk-learning.h"
#include "amends-risk-watch.h"

#include <math.h>
#include <string.h>

/* --- Cases --------------------------------------------------------------------------------------
 */

static JsonObject *
get_object (JsonObject *object, const char *member)
{
  return json_object_has_member (object, member) ? json_object_get_object_member (object, member)
                                                 : NULL;
}

static JsonArray *
get_array (JsonObject *object, const char *member)
{
  return object != NULL && json_object_has_member (object, member)
             ? json_object_get_array_member (object, member)
             : NULL;
}

static guint
count (JsonArray *array)
{
  return array != NULL ? json_array_get_length (array) : 0;
}

static int
get_enum (JsonObject *object, const char *member, GType type, int fallback)
{
  int value = fallback;

  if (json_object_has_member (object, member))
    g_assert_true (
        amends_enum_from_nick (type, json_object_get_string_member (object, member), &value));
  return value;
}

static AmendsInstant
days_ago (JsonObject *object, const char *member)
{
  return json_object_has_member (object, member)
             ? risk_now () -
                   (AmendsInstant) (json_object_get_double_member (object, member) * AMENDS_DAY)
             : AMENDS_INSTANT_NONE;
}

static AmendsAccountHistory *
read_account (JsonObject *object)
{
  int segment = get_enum (object, "segment", AMENDS_TYPE_SEGMENT, AMENDS_SEGMENT_UNKNOWN);
  AmendsAccountHistory *history =
      risk_history_new ((AmendsSegment) segment,
                        json_object_has_member (object, "arr")
                            ? json_object_get_int_member (object, "arr") * 100
                            : AMENDS_MONEY_UNKNOWN,
                        json_object_has_member (object, "renewal_days")
                            ? (int) json_object_get_int_member (object, "renewal_days")
                            : AMENDS_UNKNOWN);

  if (json_object_has_member (object, "currency"))
    amends_record_set (history->account, "currency",
                       json_object_get_string_member (object, "currency"), NULL);
  if (json_object_has_member (object, "renewal"))
    amends_record_set (history->account, "renewal",
                       json_object_get_string_member (object, "renewal"), NULL);
  if (json_object_has_member (object, "contract_start"))
    amends_record_set (history->account, "contract-start",
                       json_object_get_string_member (object, "contract_start"), NULL);
  return history;
}

static void
read_people (AmendsAccountHistory *history, JsonArray *people)
{
  for (guint i = 0; i < count (people); i++)
    {
      JsonObject *person = json_array_get_object_element (people, i);

      risk_history_add_person (
          history, json_object_get_string_member (person, "name"),
          (AmendsContactRole) get_enum (person, "role", AMENDS_TYPE_CONTACT_ROLE,
                                        AMENDS_CONTACT_ROLE_UNKNOWN),
          json_object_get_boolean_member_with_default (person, "executive", FALSE));
      ((AmendsContact *) history->contacts->pdata[history->contacts->len - 1])->last_contact =
          days_ago (person, "last_days");
    }
}

static void
read_interactions (AmendsAccountHistory *history, JsonArray *interactions)
{
  for (guint i = 0; i < count (interactions); i++)
    {
      JsonObject *one = json_array_get_object_element (interactions, i);
      g_autoptr (AmendsInteraction) interaction = amends_record_new (AMENDS_TYPE_INTERACTION);

      interaction->kind = (AmendsInteractionKind) get_enum (
          one, "kind", AMENDS_TYPE_INTERACTION_KIND, AMENDS_INTERACTION_E_MAIL);
      interaction->direction = (AmendsDirection) get_enum (one, "direction", AMENDS_TYPE_DIRECTION,
                                                           AMENDS_DIRECTION_INBOUND);
      interaction->priority = (AmendsPriority) get_enum (one, "priority", AMENDS_TYPE_PRIORITY,
                                                         AMENDS_PRIORITY_UNKNOWN);
      interaction->at = days_ago (one, "days");
      interaction->closed_at = days_ago (one, "solved_days");
      interaction->contact_id =
          g_strdup (json_object_get_string_member_with_default (one, "who", NULL));
      interaction->subject =
          g_strdup (json_object_get_string_member_with_default (one, "subject", NULL));
      interaction->text = g_strdup (json_object_get_string_member_with_default (one, "text", NULL));
      interaction->nps = (int) json_object_get_int_member_with_default (one, "nps", AMENDS_UNKNOWN);
      interaction->csat =
          (int) json_object_get_int_member_with_default (one, "csat", AMENDS_UNKNOWN);
      amends_account_history_add_reading (
          history,
          amends_account_read_interaction (risk_classifier (), risk_rules (), interaction));
    }
}

static void
read_usage (AmendsAccountHistory *history, JsonObject *usage)
{
  g_autoptr (GList) metrics = usage != NULL ? json_object_get_members (usage) : NULL;

  for (GList *l = metrics; l != NULL; l = l->next)
    {
      JsonArray *array = json_object_get_array_member (usage, l->data);
      g_autofree double *weeks = g_new0 (double, count (array));

      for (guint i = 0; i < count (array); i++)
        weeks[i] = json_array_get_double_element (array, i);
      risk_history_use (history, l->data, weeks, count (array));
    }
}

static AmendsAccountHistory *
read_case (JsonObject *root)
{
  AmendsAccountHistory *history = read_account (json_object_get_object_member (root, "account"));
  JsonArray *cases = get_array (root, "escalations");

  read_people (history, get_array (root, "people"));
  read_interactions (history, get_array (root, "interactions"));
  read_usage (history, get_object (root, "usage"));
  for (guint i = 0; i < count (cases); i++)
    {
      JsonObject *one = json_array_get_object_element (cases, i);

      amends_account_history_add_case (
          history, "case", json_object_get_string_member_with_default (one, "title", "Case"),
          days_ago (one, "days"), days_ago (one, "solved_days"), AMENDS_SEVERITY_HIGH);
    }
  amends_account_history_seal (history);
  return history;
}

static gboolean
has_sign (AmendsAccountRisk *risk, const char *kind, const char *quote)
{
  for (guint i = 0; i < risk->factors->len; i++)
    {
      const AmendsRiskFactor *factor = risk->factors->pdata[i];

      for (guint j = 0; j < factor->evidence->len; j++)
        {
          const AmendsRiskEvidence *evidence = factor->evidence->pdata[j];

          if ((kind == NULL || g_str_equal (evidence->kind, kind)) &&
              (quote == NULL || strstr (evidence->text, quote) != NULL))
            return TRUE;
        }
    }
  return FALSE;
}

static gboolean
has_rule (AmendsAccountRisk *risk, const char *id)
{
  for (guint i = 0; i < risk->rules->len; i++)
    if (g_str_equal (((AmendsRiskRuleHit *) risk->rules->pdata[i])->id, id))
      return TRUE;
  return FALSE;
}

/* Points are the score, each in its bounds, each with its evidence. */
static void
check_sum (AmendsAccountRisk *risk)
{
  double sum = 0;

  if (risk->score == AMENDS_UNKNOWN)
    return;
  g_assert_cmpint (risk->score, >=, 0);
  g_assert_cmpint (risk->score, <=, 100);
  for (guint i = 0; i < risk->factors->len; i++)
    {
      const AmendsRiskFactor *factor = risk->factors->pdata[i];
      double evidence = 0;

      g_assert_cmpfloat (factor->points, >=, -1e-9);
      g_assert_cmpfloat (factor->points, <=, factor->most + 1e-9);
      sum += factor->points;
      for (guint j = 0; j < factor->evidence->len; j++)
        evidence += ((AmendsRiskEvidence *) factor->evidence->pdata[j])->points;
      if (factor->points > 0.01)
        g_assert_cmpfloat (fabs (evidence - factor->points), <, 0.01);
    }
  g_assert_cmpfloat (fabs (sum - risk->score), <=, 0.51);
}

static gboolean
say (const char *name, const char *what, const char *expected, AmendsAccountRisk *risk)
{
  g_autoptr (JsonNode) node = amends_account_risk_to_json (risk);
  g_autofree char *text = json_to_string (node, TRUE);

  g_test_message ("%s: %s: %s\n%s", name, what, expected, text);
  return FALSE;
}

static gboolean
check_lists (const char *name, AmendsAccountRisk *risk, JsonObject *expect)
{
  gboolean ok = TRUE;
  g_autofree char *notes = g_strjoinv ("\n", risk->notes);

  for (guint i = 0; i < count (get_array (expect, "signs")); i++)
    if (!has_sign (risk, json_array_get_string_element (get_array (expect, "signs"), i), NULL))
      ok = say (name, "sign is missing",
                json_array_get_string_element (get_array (expect, "signs"), i), risk);
  for (guint i = 0; i < count (get_array (expect, "no_signs")); i++)
    if (has_sign (risk, json_array_get_string_element (get_array (expect, "no_signs"), i), NULL))
      ok = say (name, "sign should not be there",
                json_array_get_string_element (get_array (expect, "no_signs"), i), risk);
  for (guint i = 0; i < count (get_array (expect, "evidence")); i++)
    if (!has_sign (risk, NULL, json_array_get_string_element (get_array (expect, "evidence"), i)))
      ok = say (name, "evidence is missing",
                json_array_get_string_element (get_array (expect, "evidence"), i), risk);
  for (guint i = 0; i < count (get_array (expect, "rules")); i++)
    if (!has_rule (risk, json_array_get_string_element (get_array (expect, "rules"), i)))
      ok = say (name, "rule did not fire",
                json_array_get_string_element (get_array (expect, "rules"), i), risk);
  for (guint i = 0; i < count (get_array (expect, "reason")); i++)
    if (strstr (risk->reason, json_array_get_string_element (get_array (expect, "reason"), i)) ==
        NULL)
      ok = say (name, "reason does not say",
                json_array_get_string_element (get_array (expect, "reason"), i), risk);
  for (guint i = 0; i < count (get_array (expect, "notes")); i++)
    if (strstr (notes, json_array_get_string_element (get_array (expect, "notes"), i)) == NULL)
      ok = say (name, "note is missing",
                json_array_get_string_element (get_array (expect, "notes"), i), risk);
  return ok;
}

static gboolean
check_case (const char *name, JsonObject *root, const char *language, JsonObject *expect)
{
  g_autoptr (AmendsAccountHistory) history = read_case (root);
  const AmendsSignsView view = { risk_now (), risk_utc (), FALSE };
  g_autoptr (AmendsAccountRisk) risk =
      amends_account_risk_new (history, risk_rules (), NULL, &view, language);
  JsonArray *range = get_array (expect, "score");
  gboolean ok = TRUE;

  check_sum (risk);
  if (range != NULL && (risk->score < json_array_get_int_element (range, 0) ||
                        risk->score > json_array_get_int_element (range, 1)))
    ok = say (name, "score", "out of range", risk);
  if (json_object_has_member (expect, "unknown") && risk->score != AMENDS_UNKNOWN)
    ok = say (name, "score", "should not be judged", risk);
  if (json_object_has_member (expect, "level") &&
      g_strcmp0 (amends_risk_rules_get_level_name (risk_rules (), risk->level, "en", NULL),
                 json_object_get_string_member (expect, "level")) != 0)
    ok = say (name, "level", json_object_get_string_member (expect, "level"), risk);
  return check_lists (name, risk, expect) && ok;
}

static void
test_cases (void)
{
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "cases", NULL);
  const char *path = g_getenv ("AMENDS_RISK_CASES");
  g_autoptr (GDir) dir = g_dir_open (path != NULL ? path : folder, 0, NULL);
  const char *name;
  guint n = 0, wrong = 0;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (path != NULL ? path : folder, name, NULL);
      g_autoptr (JsonParser) parser = json_parser_new ();
      g_autoptr (GError) error = NULL;
      JsonObject *root;

      if (!g_str_has_suffix (name, ".json"))
        continue;
      json_parser_load_from_file (parser, file, &error);
      g_assert_no_error (error);
      root = json_node_get_object (json_parser_get_root (parser));
      n++;
      wrong += !check_case (name, root, "en", json_object_get_object_member (root, "expect"));
      if (json_object_has_member (root, "expect_zh"))
        wrong +=
            !check_case (name, root, "zh-CN", json_object_get_object_member (root, "expect_zh"));
    }
  g_assert_cmpuint (n, >=, 20);
  g_assert_cmpuint (wrong, ==, 0);
}

/* --- Properties ---------------------------------------------------------------------------------
 */

static const char *const texts[] = {
  "We are looking at alternatives to your product.",
  "This keeps happening and we are frustrated.",
  "Thank you, all is well.",
  "Could you add a user, please?",
  "我们在考虑取消合同。",
  "这个问题反复出现，大家都很沮丧。",
  "This is unacceptable. Nothing works since this morning and nobody answers.",
};

/* The same @seed gives the same history but for what @bad adds, in whatever order. */
static AmendsAccountHistory *
random_history (guint32 seed, gboolean backwards, guint bad)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  AmendsAccountHistory *history = risk_history_new ((AmendsSegment) g_rand_int_range (random, 1, 4),
                                                    g_rand_int_range (random, 1, 90000) * 1000L,
                                                    g_rand_int_range (random, 1, 400));
  guint n = (guint) g_rand_int_range (random, 4, 14);
  double weeks[6];

  risk_history_add_person (history, "ana", AMENDS_CONTACT_ROLE_CHAMPION, FALSE);
  risk_history_add_person (history, "boss", AMENDS_CONTACT_ROLE_EXECUTIVE, TRUE);
  risk_history_add_person (history, "user", AMENDS_CONTACT_ROLE_USER, FALSE);
  for (guint i = 0; i < 6; i++)
    weeks[i] = g_rand_double_range (random, 50, 150);
  risk_history_use (history, "usage", weeks, 6);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GRand) own = g_rand_new_with_seed (seed * 100 + (backwards ? n - 1 - i : i) + 7);
      static const char *const people[] = { "ana", "user", "boss", NULL };
      gboolean out = g_rand_int_range (own, 0, 4) == 0;

      risk_history_say (
          history, g_rand_boolean (own) ? AMENDS_INTERACTION_TICKET : AMENDS_INTERACTION_E_MAIL,
          out ? AMENDS_DIRECTION_OUTBOUND : AMENDS_DIRECTION_INBOUND,
          g_rand_double_range (own, 0.1, 120), people[g_rand_int_range (own, 0, 4)],
          (AmendsPriority) g_rand_int_range (own, 0, 5), "Matter",
          texts[g_rand_int_range (own, 0, G_N_ELEMENTS (texts))]);
    }
  for (guint i = 0; i < bad; i++)
    {
      g_autoptr (GRand) own = g_rand_new_with_seed (seed * 1000 + i + 13);
      static const char *const people[] = { "ana", "user", NULL };
      AmendsReading *reading = risk_history_say (
          history, g_rand_boolean (own) ? AMENDS_INTERACTION_TICKET : AMENDS_INTERACTION_E_MAIL,
          AMENDS_DIRECTION_INBOUND, g_rand_double_range (own, 0.05, 20),
          people[g_rand_int_range (own, 0, 3)], (AmendsPriority) g_rand_int_range (own, 1, 3),
          "Trouble", g_rand_boolean (own) ? texts[1] : texts[6]);

      reading->digest ^= i + 1;
    }
  return history;
}

static void
test_bad_never_lowers (void)
{
  for (guint32 seed = 1; seed <= 120; seed++)
    {
      int before = -1;

      for (guint bad = 0; bad <= 4; bad++)
        {
          g_autoptr (AmendsAccountHistory) history = random_history (seed, FALSE, bad);
          g_autoptr (AmendsAccountRisk) risk = risk_history_judge (history);

          check_sum (risk);
          if (risk->score < before)
            {
              g_autoptr (AmendsAccountHistory) less = random_history (seed, FALSE, bad - 1);
              g_autoptr (AmendsAccountRisk) better = risk_history_judge (less);

              say ("before", "risk", "fell", better);
              say ("after", "risk", "fell", risk);
              g_test_message ("seed %u, %u bad: %d after %d", seed, bad, risk->score, before);
            }
          g_assert_cmpint (risk->score, >=, before);
          before = risk->score;
        }
    }
}

static void
test_order_does_not_matter (void)
{
  for (guint32 seed = 1; seed <= 60; seed++)
    {
      g_autoptr (AmendsAccountHistory) one = random_history (seed, FALSE, 2);
      g_autoptr (AmendsAccountHistory) two = random_history (seed, TRUE, 2);
      g_autoptr (AmendsAccountRisk) first = risk_history_judge (one);
      g_autoptr (AmendsAccountRisk) second = risk_history_judge (two);

      g_assert_cmpint (first->score, ==, second->score);
      g_assert_cmpstr (first->reason, ==, second->reason);
    }
}

static void
test_twice_is_once (void)
{
  for (guint twice = 0; twice < 2; twice++)
    {
      static int before;
      g_autoptr (AmendsAccountHistory) history =
          risk_history_new (AMENDS_SEGMENT_MID_MARKET, 5000000, 100);
      g_autoptr (AmendsAccountRisk) risk = NULL;

      for (guint copy = 0; copy <= twice; copy++)
        for (guint i = 0; i < 4; i++)
          risk_history_say (history, AMENDS_INTERACTION_TICKET, AMENDS_DIRECTION_INBOUND, 1 + i * 9,
                            NULL, AMENDS_PRIORITY_P2, "Import", texts[6]);
      risk = risk_history_judge (history);
      if (twice)
        g_assert_cmpint (risk->score, ==, before);
      before = risk->score;
    }
}

/* What is said once counts less each day. */
static void
test_fades (void)
{
  double before = INFINITY;

  for (guint days = 0; days < 90; days += 3)
    {
      g_autoptr (AmendsAccountHistory) history =
          risk_history_new (AMENDS_SEGMENT_MID_MARKET, 5000000, 300);
      g_autoptr (AmendsAccountRisk) risk = NULL;
      double points;

      for (guint i = 0; i < 3; i++)
        risk_history_say (history, AMENDS_INTERACTION_CALL, AMENDS_DIRECTION_TWO_WAY, 100 + i, NULL,
                          AMENDS_PRIORITY_UNKNOWN, "Call", "All is well.");
      risk_history_say (history, AMENDS_INTERACTION_E_MAIL, AMENDS_DIRECTION_INBOUND, days + 0.2,
                        NULL, AMENDS_PRIORITY_UNKNOWN, "Offer", texts[0]);
      risk = risk_history_judge (history);
      points = amends_account_risk_find_factor (risk, "sentiment")->points;
      g_assert_cmpfloat (points, <=, before + 1e-9);
      before = points;
    }
  g_assert_cmpfloat (before, <, 2);
}

static void
test_what_if (void)
{
  g_autoptr (AmendsAccountHistory) history = random_history (5, FALSE, 3);
  g_autoptr (AmendsAccountRisk) risk = risk_history_judge (history);
  AmendsRiskWhatIf change = { "usage", 1000 };
  AmendsRiskLevel level;
  int most, least;

  g_assert_cmpint (amends_account_risk_what_if (risk, risk_rules (), NULL, 0, &level), ==,
                   risk->score);
  g_assert_cmpint (level, ==, risk->level);
  most = amends_account_risk_what_if (risk, risk_rules (), &change, 1, NULL);
  change.points = -5;
  least = amends_account_risk_what_if (risk, risk_rules (), &change, 1, NULL);
  g_assert_cmpint (least, <=, risk->score);
  g_assert_cmpint (most, >=, risk->score);
  g_assert_cmpint (most, <=, 100);
}

/* --- Warnings -----------------------------------------------------------------------------------
 */

static AmendsAccountRisk *
risk_with (int score)
{
  g_autoptr (AmendsAccountHistory) history = random_history (3, FALSE, 4);
  AmendsAccountRisk *risk = risk_history_judge (history);

  g_ptr_array_set_size (risk->rules, 0);
  risk->score = score;
  return risk;
}

static void
watch (int score, GPtrArray *warnings, guint raised, guint past)
{
  g_autoptr (AmendsAccountRisk) risk = risk_with (score);
  g_auto (AmendsRiskWatch) seen = { 0 };

  amends_risk_watch (risk_rules (), risk, warnings, &seen);
  g_assert_cmpuint (seen.raised->len, ==, raised);
  g_assert_cmpuint (seen.past->len, ==, past);
  for (guint i = 0; i < seen.past->len; i++)
    for (guint j = 0; j < warnings->len; j++)
      if (g_strcmp0 (amends_record_get_id (warnings->pdata[j]),
                     amends_record_get_id (seen.past->pdata[i])) == 0)
        amends_record_assign (warnings->pdata[j], seen.past->pdata[i]);
  for (guint i = 0; i < seen.raised->len; i++)
    g_ptr_array_add (warnings, g_object_ref (seen.raised->pdata[i]));
}

static void
test_warnings (void)
{
  g_autoptr (GPtrArray) warnings = g_ptr_array_new_with_free_func (g_object_unref);
  AmendsWarning *warning;

  watch (59, warnings, 0, 0);
  watch (61, warnings, 1, 0);
  warning = warnings->pdata[0];
  g_assert_cmpstr (warning->rule, ==, "threshold-60");
  g_assert_cmpstr (warning->action, ==, "check-in");
  /* It does not flap about the threshold, */
  watch (58, warnings, 0, 0);
  watch (62, warnings, 0, 0);
  /* gives way to a higher one, */
  watch (72, warnings, 1, 1);
  g_assert_cmpint (warning->state, ==, AMENDS_WARNING_PAST);
  /* and once it is answered it stays so. */
  warning = warnings->pdata[1];
  warning->state = AMENDS_WARNING_FALSE_ALARM;
  warning->decided_at = risk_now () - AMENDS_DAY;
  watch (73, warnings, 0, 0);
  watch (81, warnings, 1, 0);
  watch (40, warnings, 0, 1);
  warning->decided_at = risk_now () - 30 * AMENDS_DAY;
  watch (73, warnings, 1, 0);
}

static void
test_evidence_is_kept (void)
{
  g_autoptr (AmendsAccountRisk) risk = risk_with (75);
  g_autofree char *text = amends_account_risk_dup_evidence (risk);
  g_autoptr (GPtrArray) factors = amends_account_risk_parse_evidence (text);
  g_autoptr (GPtrArray) damaged = amends_account_risk_parse_evidence ("{\"no\": 1}");
  g_autoptr (GPtrArray) none = amends_account_risk_parse_evidence (NULL);

  g_assert_cmpuint (factors->len, ==, risk->factors->len);
  for (guint i = 0; i < factors->len; i++)
    {
      const AmendsRiskFactor *one = factors->pdata[i];
      const AmendsRiskFactor *two = risk->factors->pdata[i];

      g_assert_true (one->id == two->id);
      g_assert_cmpstr (one->summary, ==, two->summary);
      g_assert_cmpuint (one->evidence->len, ==, two->evidence->len);
    }
  g_assert_cmpuint (damaged->len + none->len, ==, 0);
}

/* --- Learning -----------------------------------------------------------------------------------
 */

static void
add_answer (GArray *answers, AmendsFactor high, gboolean right)
{
  AmendsRiskAnswer answer;

  memset (&answer, 0, sizeof answer);
  answer.values[high] = 0.9;
  answer.values[AMENDS_FACTOR_VALUE] = 0.5;
  answer.right = right;
  g_array_append_val (answers, answer);
}

static void
check_weights (const AmendsRiskWeights *weights)
{
  double sum = 0;

  for (guint i = 0; i < AMENDS_N_FACTORS; i++)
    {
      sum += weights->weights[i];
      g_assert_cmpfloat (weights->weights[i], >=, weights->least[i] - 1e-6);
      g_assert_cmpfloat (weights->weights[i], <=, weights->most[i] + 1e-6);
    }
  g_assert_cmpfloat (fabs (sum - 100), <, 1e-3);
}

static void
test_learning (void)
{
  g_autoptr (GArray) answers = g_array_new (FALSE, TRUE, sizeof (AmendsRiskAnswer));
  g_autoptr (GArray) reversed = g_array_new (FALSE, TRUE, sizeof (AmendsRiskAnswer));
  AmendsRiskWeights none, few, many, again;

  amends_risk_learn (risk_rules (), answers, &none);
  g_assert_false (none.learned);
  check_weights (&none);
  for (guint i = 0; i < 5; i++)
    add_answer (answers, AMENDS_FACTOR_USAGE, TRUE);
  amends_risk_learn (risk_rules (), answers, &few);
  /* Only one kind of answer teaches nothing. */
  g_assert_false (few.learned);
  for (guint i = 0; i < 30; i++)
    {
      add_answer (answers, AMENDS_FACTOR_USAGE, TRUE);
      add_answer (answers, AMENDS_FACTOR_CHAMPION, FALSE);
    }
  amends_risk_learn (risk_rules (), answers, &many);
  g_assert_true (many.learned);
  g_assert_cmpuint (many.right, ==, 35);
  g_assert_cmpuint (many.wrong, ==, 30);
  check_weights (&many);
  g_assert_cmpfloat (many.weights[AMENDS_FACTOR_USAGE], >, none.weights[AMENDS_FACTOR_USAGE]);
  g_assert_cmpfloat (many.weights[AMENDS_FACTOR_CHAMPION], <, none.weights[AMENDS_FACTOR_CHAMPION]);
  for (guint i = answers->len; i-- > 0;)
    g_array_append_val (reversed, g_array_index (answers, AmendsRiskAnswer, i));
  amends_risk_learn (risk_rules (), reversed, &again);
  for (guint i = 0; i < AMENDS_N_FACTORS; i++)
    g_assert_cmpfloat (many.weights[i], ==, again.weights[i]);
}

/* --- Backtest -----------------------------------------------------------------------------------
 */

static const AmendsBacktestRow *
find_row (AmendsBacktest *test, int threshold)
{
  for (guint i = 0; i < test->rows->len; i++)
    if (((AmendsBacktestRow *) test->rows->pdata[i])->threshold == threshold)
      return test->rows->pdata[i];
  g_assert_not_reached ();
}

static AmendsBacktest *
backtest (GPtrArray *world)
{
  AmendsBacktest *test = amends_backtest_run (risk_rules (), NULL, world, risk_utc (), risk_now (),
                                              "en", 7, NULL, NULL);

  g_test_message ("%s skill %.2f chance %.3f", test->text, test->skill, test->chance);
  for (guint i = 0; i < test->rows->len; i++)
    {
      const AmendsBacktestRow *row = test->rows->pdata[i];

      g_test_message ("%d: early %u late %u missed %u false %u (%.2f a month)", row->threshold,
                      row->early, row->late, row->missed, row->false_alarms, row->alarms);
      g_assert_cmpuint (row->early + row->late + row->missed, ==, test->escalations);
    }
  return test;
}

static void
test_backtest_finds_truth (void)
{
  g_autoptr (GPtrArray) world = risk_world_new (30, 240, TRUE, 11);
  g_autoptr (AmendsBacktest) test = backtest (world);

  g_assert_false (test->too_few);
  g_assert_cmpuint (test->escalations, >, 15);
  g_assert_cmpfloat (test->skill, >, 0.8);
  g_assert_cmpfloat (test->chance, <, 0.02);
  g_assert_cmpfloat (find_row (test, 60)->share, >=, 0.8);
  g_assert_cmpfloat (find_row (test, 60)->alarms, <, 0.3);
}

static void
test_backtest_finds_no_luck (void)
{
  guint found = 0;

  for (guint seed = 1; seed <= 4; seed++)
    {
      g_autoptr (GPtrArray) world = risk_world_new (20, 180, FALSE, seed);
      g_autoptr (AmendsBacktest) test = backtest (world);

      g_assert_cmpfloat (fabs (test->skill), <, 0.45);
      found += test->chance < 0.02;
    }
  g_assert_cmpuint (found, <=, 1);
}

static void
test_backtest_says_too_few (void)
{
  g_autoptr (GPtrArray) world = risk_world_new (3, 120, TRUE, 5);
  g_autoptr (GPtrArray) nothing = g_ptr_array_new ();
  g_autoptr (AmendsBacktest) test = backtest (world);
  g_autoptr (AmendsBacktest) empty = backtest (nothing);

  g_assert_true (test->too_few);
  g_assert_true (empty->too_few);
  g_assert_true (isnan (empty->skill));
  g_assert_nonnull (strstr (empty->text, "Too few to say"));
}

/* What is written after a day must not change what was thought of that day. */
static void
test_backtest_sees_no_future (void)
{
  const AmendsSignsView view = { risk_now () - 30 * AMENDS_DAY, risk_utc (), TRUE };

  for (guint32 seed = 1; seed <= 30; seed++)
    {
      g_autoptr (AmendsAccountHistory) past = random_history (seed, FALSE, 0);
      g_autoptr (AmendsAccountHistory) future = random_history (seed, FALSE, 4);
      g_autoptr (AmendsAccountRisk) one = NULL;
      g_autoptr (AmendsAccountRisk) two = NULL;
      double weeks[1] = { 3 };
      AmendsReading *reading;

      reading = risk_history_say (past, AMENDS_INTERACTION_TICKET, AMENDS_DIRECTION_INBOUND, 45,
                                  "user", AMENDS_PRIORITY_P3, "Old", texts[3]);
      reading->csat = AMENDS_UNKNOWN;
      /* The same ticket, closed and rated since; the champion heard of since; worth less since. */
      reading = risk_history_say (future, AMENDS_INTERACTION_TICKET, AMENDS_DIRECTION_INBOUND, 45,
                                  "user", AMENDS_PRIORITY_P3, "Old", texts[3]);
      reading->csat = 10;
      reading->closed_at = risk_now () - 5 * AMENDS_DAY;
      risk_history_use (future, "usage", weeks, 1);
      for (guint i = 0; i < future->contacts->len; i++)
        ((AmendsContact *) future->contacts->pdata[i])->last_contact =
            risk_now () - 31 * AMENDS_DAY;
      future->account->arr = 0;
      g_clear_pointer (&future->account->renewal, g_free);
      amends_account_history_add_case (future, "later", "Later", risk_now () - 10 * AMENDS_DAY,
                                       AMENDS_INSTANT_NONE, AMENDS_SEVERITY_CRITICAL);
      amends_account_history_seal (past);
      amends_account_history_seal (future);
      one = amends_account_risk_new (past, risk_rules (), NULL, &view, "en");
      two = amends_account_risk_new (future, risk_rules (), NULL, &view, "en");
      g_assert_cmpint (one->score, ==, two->score);
    }
}

/* --- Bad input ----------------------------------------------------------------------------------
 */

static void
test_bad_input (void)
{
  g_autoptr (AmendsAccountHistory) history =
      risk_history_new (AMENDS_SEGMENT_UNKNOWN, AMENDS_MONEY_UNKNOWN, AMENDS_UNKNOWN);
  g_autoptr (AmendsAccountRisk) risk = NULL;
  AmendsReading *reading;

  amends_account_history_add_usage (history, "usage", "2026-03-01", -5);
  amends_account_history_add_usage (history, "usage", "2026-03-01", NAN);
  amends_account_history_add_usage (history, "usage", "2026-02-30", 5);
  amends_account_history_add_usage (history, "", "2026-03-01", 5);
  amends_account_history_add_usage (history, "usage", "yesterday", 5);
  reading = amends_reading_new ();
  amends_account_history_add_reading (history, reading);
  reading = amends_reading_new ();
  reading->at = risk_now ();
  reading->closed_at = risk_now () - AMENDS_DAY;
  amends_account_history_add_reading (history, reading);
  g_assert_cmpuint (history->dropped, ==, 7);
  risk = risk_history_judge (history);
  g_assert_cmpint (risk->score, ==, AMENDS_UNKNOWN);
  g_assert_cmpint (risk->level, ==, AMENDS_RISK_UNKNOWN);
  g_assert_nonnull (strstr (risk->reason, "Too few"));
  g_assert_cmpint (amends_account_risk_what_if (risk, risk_rules (), NULL, 0, NULL), ==,
                   AMENDS_UNKNOWN);
}

static void
test_hits_are_stored (void)
{
  g_autoptr (AmendsReading) reading = amends_reading_new ();
  g_autoptr (AmendsReading) back = amends_reading_new ();
  g_autofree char *text = NULL;

  reading->hits = g_new0 (AmendsReadingHit, 1);
  reading->n_hits = 1;
  reading->hits[0] = (AmendsReadingHit){ g_intern_string ("churn-direct"),
                                         g_strdup ("我们要取消 \"now\""), 3, 9, 0.5 };
  text = amends_reading_dup_hits (reading);
  amends_reading_parse_hits (back, text);
  g_assert_cmpuint (back->n_hits, ==, 1);
  g_assert_true (back->hits[0].kind == reading->hits[0].kind);
  g_assert_cmpstr (back->hits[0].quote, ==, reading->hits[0].quote);
  g_assert_cmpuint (back->hits[0].end, ==, 9);
  amends_reading_parse_hits (back, "nonsense\nchurn-direct\tx\t1\t1\tq\n\t\t\n");
  g_assert_cmpuint (back->n_hits, ==, 0);
  amends_reading_parse_hits (back, NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/risk/cases", test_cases);
  g_test_add_func ("/risk/bad-never-lowers", test_bad_never_lowers);
  g_test_add_func ("/risk/order", test_order_does_not_matter);
  g_test_add_func ("/risk/twice", test_twice_is_once);
  g_test_add_func ("/risk/fades", test_fades);
  g_test_add_func ("/risk/what-if", test_what_if);
  g_test_add_func ("/risk/warnings", test_warnings);
  g_test_add_func ("/risk/evidence", test_evidence_is_kept);
  g_test_add_func ("/risk/learning", test_learning);
  g_test_add_func ("/risk/backtest/truth", test_backtest_finds_truth);
  g_test_add_func ("/risk/backtest/luck", test_backtest_finds_no_luck);
  g_test_add_func ("/risk/backtest/few", test_backtest_says_too_few);
  g_test_add_func ("/risk/backtest/future", test_backtest_sees_no_future);
  g_test_add_func ("/risk/bad-input", test_bad_input);
  g_test_add_func ("/risk/hits", test_hits_are_stored);
  return g_test_run ();
}
