/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Histories made up for tests, with a known truth where it matters. */

#include "config.h"

#include "risk-history.h"

#define NOW "2026-03-10T12:00:00Z"
#define WEEK 7

static AmendsPlaybook *
playbook (void)
{
  static AmendsPlaybook *loaded;

  if (loaded == NULL)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *folder = g_build_filename (g_getenv ("AMENDS_DATA_DIR"), "playbooks", NULL);
      const char *folders[] = { folder, NULL };

      loaded = amends_playbook_load (folders, "standard", NULL, &error);
      g_assert_no_error (error);
    }
  return loaded;
}

AmendsRiskRules *
risk_rules (void)
{
  static AmendsRiskRules *rules;

  if (rules == NULL)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) warnings = NULL;

      rules = amends_risk_rules_new (playbook (), &warnings, &error);
      g_assert_no_error (error);
      for (guint i = 0; i < warnings->len; i++)
        g_test_message ("%s", (char *) warnings->pdata[i]);
      g_assert_cmpuint (warnings->len, ==, 0);
    }
  return rules;
}

AmendsClassifier *
risk_classifier (void)
{
  static AmendsClassifier *classifier;

  if (classifier == NULL)
    {
      g_autoptr (GError) error = NULL;

      classifier = amends_classifier_new (playbook (), &error);
      g_assert_no_error (error);
    }
  return classifier;
}

AmendsInstant
risk_now (void)
{
  AmendsInstant now = AMENDS_INSTANT_NONE;

  g_assert_true (amends_instant_parse (NOW, &now, NULL));
  return now;
}

GTimeZone *
risk_utc (void)
{
  static GTimeZone *utc;

  if (utc == NULL)
    utc = g_time_zone_new_utc ();
  return utc;
}

static char *
day_text (int days_ago)
{
  return amends_instant_format (risk_now () - days_ago * AMENDS_DAY, risk_utc (), "%Y-%m-%d");
}

AmendsAccountHistory *
risk_history_new (AmendsSegment segment, gint64 arr, int renewal_days)
{
  static guint number;
  g_autoptr (AmendsAccount) account = amends_record_new (AMENDS_TYPE_ACCOUNT);
  g_autofree char *name = g_strdup_printf ("Account %u", ++number);

  account->name = g_strdup (name);
  account->segment = segment;
  account->arr = arr;
  account->currency = g_strdup ("USD");
  if (renewal_days != AMENDS_UNKNOWN)
    account->renewal = day_text (-renewal_days);
  return amends_account_history_new (account, amends_risk_rules_get_tier (risk_rules (), account));
}

AmendsReading *
risk_history_say (AmendsAccountHistory *history,
                  AmendsInteractionKind kind,
                  AmendsDirection direction,
                  double days,
                  const char *contact,
                  AmendsPriority priority,
                  const char *subject,
                  const char *text)
{
  g_autoptr (AmendsInteraction) interaction = amends_record_new (AMENDS_TYPE_INTERACTION);
  AmendsReading *reading;

  interaction->kind = kind;
  interaction->direction = direction;
  interaction->at = risk_now () - (AmendsInstant) (days * AMENDS_DAY);
  interaction->contact_id = g_strdup (contact);
  interaction->priority = priority;
  interaction->subject = g_strdup (subject);
  interaction->text = g_strdup (text);
  reading = amends_account_read_interaction (risk_classifier (), risk_rules (), interaction);
  amends_account_history_add_reading (history, reading);
  return reading;
}

void
risk_history_add_person (AmendsAccountHistory *history,
                         const char *name,
                         AmendsContactRole role,
                         gboolean executive)
{
  g_autoptr (AmendsContact) contact = g_object_new (AMENDS_TYPE_CONTACT, NULL);

  contact->id = g_strdup (name);
  contact->name = g_strdup (name);
  contact->role = role;
  amends_account_history_add_contact (history, contact, executive);
}

void
risk_history_use (AmendsAccountHistory *history,
                  const char *metric,
                  const double *weeks,
                  guint n_weeks)
{
  for (guint i = 0; i < n_weeks * WEEK; i++)
    {
      g_autofree char *day = day_text ((int) (n_weeks * WEEK - i));

      amends_account_history_add_usage (history, metric, day, weeks[i / WEEK]);
    }
}

AmendsAccountRisk *
risk_history_judge (AmendsAccountHistory *history)
{
  const AmendsSignsView view = { risk_now (), risk_utc (), FALSE };

  amends_account_history_seal (history);
  return amends_account_risk_new (history, risk_rules (), NULL, &view, "en");
}

/* --- A world with a known truth -----------------------------------------------------------------
 */

static const char *const calm_texts[] = {
  "Please add a user for the new office.",
  "Thank you, that works well now.",
  "How do we change the colour of the header?",
  "We would like to book a training for four people.",
  "请帮忙新增一个用户，谢谢。",
  "The export looks good, thanks for the quick answer.",
};

static const char *const bad_texts[] = {
  "The import has failed again, this is the third time and it keeps happening.",
  "We are frustrated: nobody has answered our last two messages.",
  "This is unacceptable, our team cannot work since this morning.",
  "报表又出错了，这个问题反复出现，我们非常沮丧。",
  "I am very disappointed with the support we get.",
};

/* Made readings are copied: to read each anew would take longer than the test may. */
static AmendsReading *
cached_reading (gboolean bad, guint which, AmendsInteractionKind kind, AmendsDirection direction)
{
  static AmendsReading *cache[2][8][2][2];
  const char *text = bad ? bad_texts[which] : calm_texts[which];
  gboolean ticket = kind == AMENDS_INTERACTION_TICKET;
  gboolean out = direction == AMENDS_DIRECTION_OUTBOUND;

  if (cache[bad][which][ticket][out] == NULL)
    {
      g_autoptr (AmendsInteraction) interaction = amends_record_new (AMENDS_TYPE_INTERACTION);

      interaction->kind = kind;
      interaction->direction = direction;
      interaction->at = risk_now ();
      interaction->text = g_strdup (text);
      interaction->subject = g_strdup (ticket ? "Request" : "Note");
      cache[bad][which][ticket][out] =
          amends_account_read_interaction (risk_classifier (), risk_rules (), interaction);
    }
  return amends_reading_copy (cache[bad][which][ticket][out]);
}

static void
add_message (AmendsAccountHistory *history,
             GRand *random,
             gboolean bad,
             AmendsInteractionKind kind,
             double days_ago)
{
  guint n = bad ? G_N_ELEMENTS (bad_texts) : G_N_ELEMENTS (calm_texts);
  AmendsReading *reading = cached_reading (bad, (guint) g_rand_int_range (random, 0, (gint32) n),
                                           kind, AMENDS_DIRECTION_INBOUND);

  g_free (reading->id);
  reading->id = g_strdup_printf ("%08x%08x", g_rand_int (random), g_rand_int (random));
  reading->at = risk_now () - (AmendsInstant) (days_ago * AMENDS_DAY);
  /* Not the same words twice within days: each is a message of its own. */
  reading->digest ^= g_rand_int (random);
  g_free (reading->contact_id);
  reading->contact_id = g_strdup (kind == AMENDS_INTERACTION_TICKET ? "user" : "champion");
  amends_account_history_add_reading (history, reading);
}

/* Trouble that is on its way, 0 to 1, on a day. */
static double
trouble (GArray *escalations, double days_ago)
{
  double most = 0;

  for (guint i = 0; i < escalations->len; i++)
    {
      double before = days_ago - g_array_index (escalations, double, i);

      if (before >= 0 && before <= 14)
        most = MAX (most, 1 - before / 14);
    }
  return most;
}

static void
live (AmendsAccountHistory *history, GRand *random, guint days, GArray *causes)
{
  double usage = g_rand_double_range (random, 80, 2000);

  for (guint day = days; day >= 1; day--)
    {
      double coming = trouble (causes, day);
      g_autofree char *text = day_text ((int) day);

      amends_account_history_add_usage (history, "usage", text,
                                        usage * (1 - 0.6 * coming) *
                                            g_rand_double_range (random, 0.92, 1.08));
      if (g_rand_double (random) < 0.06)
        add_message (history, random, FALSE, AMENDS_INTERACTION_TICKET,
                     day - g_rand_double (random) * 0.3);
      if (g_rand_double (random) < 0.25 * (1 - coming))
        add_message (history, random, FALSE, AMENDS_INTERACTION_E_MAIL,
                     day - g_rand_double (random) * 0.3);
      /* A bad day comes anywhere now and then. */
      if (g_rand_double (random) < 0.01 + 0.45 * coming)
        add_message (history, random, TRUE, AMENDS_INTERACTION_TICKET,
                     day - g_rand_double (random) * 0.3);
    }
}

GPtrArray *
risk_world_new (guint accounts, guint days, gboolean truth, guint seed)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  GPtrArray *world = g_ptr_array_new_with_free_func ((GDestroyNotify) amends_account_history_free);

  for (guint i = 0; i < accounts; i++)
    {
      AmendsAccountHistory *history = risk_history_new (
          i % 3 == 0 ? AMENDS_SEGMENT_ENTERPRISE : AMENDS_SEGMENT_MID_MARKET, 10000000, 200);
      g_autoptr (GArray) causes = g_array_new (FALSE, FALSE, sizeof (double));
      guint n = i % 2 == 0 ? 2 : 0;

      risk_history_add_person (history, "champion", AMENDS_CONTACT_ROLE_CHAMPION, FALSE);
      for (guint j = 0; j < n; j++)
        {
          double cause = g_rand_double_range (random, 5, days - 45);

          g_array_append_val (causes, cause);
        }
      live (history, random, days, causes);
      /* At random is at any account, not just where there is trouble. */
      if (!truth)
        n = g_rand_boolean (random) ? 2 : 0;
      for (guint j = 0; j < n; j++)
        {
          double at = truth ? g_array_index (causes, double, j)
                            : g_rand_double_range (random, 5, days - 45);
          g_autofree char *id = g_strdup_printf ("case-%u-%u", i, j);
          AmendsInstant received = risk_now () - (AmendsInstant) (at * AMENDS_DAY);

          amends_account_history_add_case (history, id, "Escalation", received,
                                           received + 5 * AMENDS_DAY, AMENDS_SEVERITY_HIGH);
        }
      amends_account_history_seal (history);
      g_ptr_array_add (world, history);
    }
  return world;
}
