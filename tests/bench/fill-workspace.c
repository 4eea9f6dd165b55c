/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes a large workspace to start with: 50,000 escalations of 5,000 accounts unless told
 * otherwise, one in 250 of them open and due around now. Usage: fill-workspace FOLDER [CASES
 * [ACCOUNTS]] */

#include "config.h"

#include "amends-account-store.h"
#include "amends-case-store.h"
#include "amends-database.h"

#include <stdio.h>
#include <stdlib.h>

#define BATCH 2000

static const char *const words[] = {
  "export",    "billing", "outage",   "login",    "invoice",  "renewal", "migration",    "latency",
  "dashboard", "report",  "customer", "engineer", "response", "update",  "contract",     "pipeline",
  "取消",      "续约",    "故障",     "发票",     "评估",     "降级",    "问题反复出现", "高管团队",
};

typedef struct
{
  guint cases;
  guint from;
  guint until;
  AmendsInstant now;
  GPtrArray *accounts; /* of AmendsAccount */
} Filling;

static guint32 state = 1;

static char *
make_text (guint n)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    {
      state = state * 1664525u + 1013904223u;
      g_string_append_printf (text, "%s%s", i > 0 ? " " : "",
                              words[(state >> 8) % G_N_ELEMENTS (words)]);
    }
  return g_string_free (text, FALSE);
}

static gboolean
fill_accounts (AmendsConnection *connection,
               gpointer data,
               GCancellable *cancellable,
               GError **error)
{
  Filling *filling = data;

  for (guint i = filling->from; i < filling->until; i++)
    {
      AmendsAccount *account = amends_record_new (AMENDS_TYPE_ACCOUNT);
      g_autoptr (AmendsContact) contact = amends_record_new (AMENDS_TYPE_CONTACT);
      g_autofree char *name = g_strdup_printf ("Account %u", i);
      g_autofree char *person = g_strdup_printf ("Contact %u", i);
      g_autofree char *email = g_strdup_printf ("contact%u@account%u.example", i, i);

      g_ptr_array_add (filling->accounts, account);
      amends_record_set (account, "name", name, "arr", (gint64) 4800000, "currency", "EUR",
                         "renewal", "2027-04-24", "health", 61, NULL);
      amends_record_set (contact, "account-id", account->id, "name", person, "title", "CTO",
                         "email", email, NULL);
      if (!amends_account_store_save (connection, account, error) ||
          !amends_contact_store_save (connection, contact, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
fill_cases (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Filling *filling = data;

  for (guint i = filling->from; i < filling->until; i++)
    {
      gboolean open = i % 250 == 0;
      AmendsAccount *account = g_ptr_array_index (filling->accounts, i % filling->accounts->len);
      g_autofree char *title = make_text (6);
      g_autofree char *statement = make_text (60);
      g_autoptr (AmendsEscalation) escalation = amends_record_new (AMENDS_TYPE_ESCALATION);
      g_autoptr (AmendsClock) clock = amends_record_new (AMENDS_TYPE_CLOCK);
      g_autoptr (AmendsCase) one = NULL;
      AmendsInstant due =
          open ? filling->now + (AmendsInstant) (i / 250 % 100) * AMENDS_HOUR - 10 * AMENDS_HOUR
               : filling->now - (AmendsInstant) (filling->cases - i) * 600000;
      AmendsInstant at = due - AMENDS_DAY;

      amends_record_set (escalation, "title", title, "statement", statement, "received", at,
                         "updated", at, "severity", 1 + i / 250 % 4, "owner", "Ana", "status",
                         open ? AMENDS_STATUS_OPEN : AMENDS_STATUS_CLOSED, NULL);
      amends_record_set (clock, "due", due, "started", at, "closed", !open, NULL);
      one = amends_case_new (escalation, account, NULL);
      g_list_store_append (one->clocks, clock);
      if (!amends_case_store_save (connection, NULL, one, error))
        return FALSE;
    }
  return TRUE;
}

static void
fill (AmendsDatabase *database, AmendsWriteFunc func, Filling *filling, guint n, const char *what)
{
  gint64 start = g_get_monotonic_time ();

  for (guint i = 0; i < n; i += BATCH)
    {
      g_autoptr (GError) error = NULL;

      filling->from = i;
      filling->until = MIN (i + BATCH, n);
      if (!amends_database_write (database, func, filling, NULL, &error))
        {
          fprintf (stderr, "%s\n", error->message);
          exit (1);
        }
    }
  printf ("%s: %u in %.1f s\n", what, n,
          (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC);
}

int
main (int argc, char **argv)
{
  guint cases = argc > 2 ? (guint) atoi (argv[2]) : 50000;
  guint accounts = argc > 3 ? (guint) atoi (argv[3]) : 5000;
  Filling filling = { .cases = cases, .now = g_get_real_time () / 1000 };
  g_autoptr (AmendsDatabase) database = NULL;
  g_autoptr (GError) error = NULL;

  if (argc < 2 || cases == 0 || accounts == 0)
    {
      fprintf (stderr, "Usage: %s FOLDER [CASES [ACCOUNTS]]\n", argv[0]);
      return 2;
    }
  database = amends_database_open (argv[1], AMENDS_DATABASE_NONE, &error);
  if (database == NULL)
    {
      fprintf (stderr, "%s\n", error->message);
      return 1;
    }
  filling.accounts = g_ptr_array_new_with_free_func (g_object_unref);
  fill (database, fill_accounts, &filling, accounts, "accounts");
  fill (database, fill_cases, &filling, cases, "cases");
  amends_database_close (database);
  g_ptr_array_unref (filling.accounts);
  return 0;
}
