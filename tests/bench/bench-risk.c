/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long it takes to judge a thousand accounts with a hundred thousand interactions: reading
 * their words once, everything anew from what was read, and one account after one change. */

#include "config.h"

#include "amends-account-store.h"
#include "amends-database.h"
#include "amends-interaction-store.h"
#include "amends-risk-backtest.h"
#include "amends-risk-world.h"

#include <stdlib.h>

#define ACCOUNTS 1000
#define PER_ACCOUNT 100
#define DAYS 180
#define NOW ((AmendsInstant) 1773143880000)

static const char *const texts[] = {
  "Please add a user for the new office in Lyon, with the same rights as Anna has.",
  "Thank you, the export works well now and the team is happy with it.",
  "The import has failed again, this is the third time this month and it keeps happening.",
  "Could we book a training for four new colleagues in the second week of April?",
  "We are frustrated that nobody has answered our last two messages about the report.",
  "请帮忙看一下，周一的报表缺了两天的数据。",
  "Since this morning the dashboard is slow; some users cannot log in at all.",
  "Our executive team is asking what the plan for the renewal is.",
};

typedef struct
{
  AmendsRiskWorld *world;
  GPtrArray *ids;
  const char *account;
} Bench;

static gboolean
fill (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Bench *bench = data;
  g_autoptr (GRand) random = g_rand_new_with_seed (1);

  for (guint i = 0; i < ACCOUNTS; i++)
    {
      g_autoptr (AmendsAccount) account = amends_record_new (AMENDS_TYPE_ACCOUNT);
      g_autoptr (AmendsContact) contact = amends_record_new (AMENDS_TYPE_CONTACT);

      account->name = g_strdup_printf ("Account %u", i);
      account->segment = (AmendsSegment) (1 + i % 3);
      account->arr = 1000000 + i * 30000;
      account->currency = g_strdup ("USD");
      account->renewal = g_strdup ("2026-09-01");
      contact->account_id = g_strdup (account->id);
      contact->name = g_strdup ("Ana");
      contact->role = AMENDS_CONTACT_ROLE_CHAMPION;
      if (!amends_account_store_save (connection, account, error) ||
          !amends_contact_store_save (connection, contact, error))
        return FALSE;
      g_ptr_array_add (bench->ids, g_strdup (account->id));
      for (guint j = 0; j < PER_ACCOUNT; j++)
        {
          g_autoptr (AmendsInteraction) one = amends_record_new (AMENDS_TYPE_INTERACTION);

          one->account_id = g_strdup (account->id);
          one->contact_id = j % 3 == 0 ? g_strdup (contact->id) : NULL;
          one->kind = j % 2 == 0 ? AMENDS_INTERACTION_TICKET : AMENDS_INTERACTION_E_MAIL;
          one->direction = j % 5 == 0 ? AMENDS_DIRECTION_OUTBOUND : AMENDS_DIRECTION_INBOUND;
          one->at = NOW - (AmendsInstant) (g_rand_double (random) * DAYS * AMENDS_DAY);
          one->priority = (AmendsPriority) (1 + j % 4);
          one->subject = g_strdup_printf ("Matter %u", j);
          one->text = g_strdup_printf ("%s (%u)", texts[g_rand_int_range (random, 0, 8)],
                                       g_rand_int (random));
          if (!amends_interaction_store_save (connection, one, error))
            return FALSE;
        }
      for (guint day = 1; day <= 60; day++)
        {
          g_autoptr (AmendsUsageSample) sample = g_object_new (AMENDS_TYPE_USAGE_SAMPLE, NULL);
          g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();

          sample->account_id = g_strdup (account->id);
          sample->metric = g_strdup ("usage");
          sample->day = amends_instant_format (NOW - day * AMENDS_DAY, utc, "%Y-%m-%d");
          sample->value = 100 + g_rand_int_range (random, 0, 30);
          if (!amends_usage_store_save (connection, sample, error))
            return FALSE;
        }
    }
  return TRUE;
}

static gboolean
load (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Bench *bench = data;

  return amends_risk_world_load (bench->world, connection, bench->account, cancellable, error);
}

static gboolean
save (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  return amends_risk_world_save (((Bench *) data)->world, connection, error);
}

static gboolean
change (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Bench *bench = data;
  g_autoptr (AmendsInteraction) one = amends_record_new (AMENDS_TYPE_INTERACTION);

  one->account_id = g_strdup (bench->account);
  one->kind = AMENDS_INTERACTION_E_MAIL;
  one->at = NOW - AMENDS_HOUR;
  one->text = g_strdup ("We are looking at alternatives.");
  return amends_interaction_store_save (connection, one, error);
}

static void
check (gboolean done, GError *error)
{
  if (!done)
    g_error ("%s", error->message);
}

static double
judge_all (Bench *bench)
{
  gint64 begin = g_get_monotonic_time ();

  for (guint i = 0; i < bench->world->histories->len; i++)
    {
      g_autoptr (AmendsAccountRisk) risk =
          amends_risk_world_judge (bench->world, bench->world->histories->pdata[i], "en");
    }
  return (double) (g_get_monotonic_time () - begin) / 1000;
}

static double
since (gint64 begin)
{
  return (double) (g_get_monotonic_time () - begin) / 1000;
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("amends-bench-risk-XXXXXX", &error);
  g_autoptr (AmendsDatabase) database = amends_database_open (folder, AMENDS_DATABASE_NONE, &error);
  g_autoptr (AmendsEngines) engines = amends_engines_load ("standard", "UTC", &error);
  g_autoptr (AmendsRiskRules) rules = amends_risk_rules_new (engines->playbook, NULL, &error);
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *command = g_strdup_printf ("rm -rf '%s'", folder);
  Bench bench = { NULL, ids, NULL };
  gint64 begin;

  check (database != NULL && rules != NULL, error);
  check (amends_engines_get_classifier (engines, &error) != NULL, error);
  check (amends_database_write (database, fill, &bench, NULL, &error), error);
  bench.world = amends_risk_world_new (engines, rules, utc, NOW);

  begin = g_get_monotonic_time ();
  check (amends_database_read (database, load, &bench, NULL, &error), error);
  g_print ("reading the words of %u interactions once: %.0f ms\n", bench.world->fresh->len,
           since (begin));
  begin = g_get_monotonic_time ();
  check (amends_database_write (database, save, &bench, NULL, &error), error);
  g_print ("keeping what was read: %.0f ms\n", since (begin));

  for (guint i = 0; i < 3; i++)
    {
      double loaded;

      begin = g_get_monotonic_time ();
      check (amends_database_read (database, load, &bench, NULL, &error), error);
      loaded = since (begin);
      g_print ("everything anew: load %.0f ms, judge %.0f ms, goal 2000 ms together\n", loaded,
               judge_all (&bench));
    }
  begin = g_get_monotonic_time ();
  amends_backtest_free (
      amends_backtest_run (rules, NULL, bench.world->histories, utc, NOW, "en", 1, NULL, NULL));
  g_print ("backtest of %u accounts over %d days: %.0f ms\n", ACCOUNTS, DAYS, since (begin));
  for (guint i = 0; i < 5; i++)
    {
      bench.account = ids->pdata[i * 100];
      check (amends_database_write (database, change, &bench, NULL, &error), error);
      begin = g_get_monotonic_time ();
      check (amends_database_read (database, load, &bench, NULL, &error), error);
      judge_all (&bench);
      g_print ("one account after one change: %.2f ms, goal 5 ms\n", since (begin));
    }
  amends_risk_world_free (bench.world);
  amends_database_close (database);
  return system (command) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
