/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two people and their colleagues in the CRM work on the same cases, everything goes wrong at
 * random, and in the end all see the same; nothing that anybody wrote is lost without a trace. */

#include "config.h"

#include "sync-fixture.h"

#include "amends-crm-error.h"
#include "amends-id.h"

#include <string.h>

#define SEEDS 200
#define STEPS 40
#define CASES 3
#define SERVER_NOON G_GINT64_CONSTANT (1773144000000)

static const char *const fields[] = { "status", "severity", "owner" };

/*
 * The model knows nothing of the engine: every value written is a word of its own, and it is noted
 * what the writer saw at that moment. A word is accounted for if it is what all see in the end, if
 * whoever wrote the next one had seen it, or if it is kept in a conflict.
 */
typedef struct
{
  FakeServer *server;
  SyncClient *clients; /* two */
  GRand *random;
  GHashTable *parents; /* word → the one its writer saw; "" for none */
  GHashTable *places;  /* word → "case field" */
  GPtrArray *ids;      /* of the cases */
  guint words;
  guint rate; /* of faults, in 100 */
} World;

static FakeWhen
fault_cb (const char *call, guint n, int *code, gpointer data)
{
  static const int codes[] = { AMENDS_CRM_ERROR_NOT_SENT, AMENDS_CRM_ERROR_SERVER,
                               AMENDS_CRM_ERROR_RATE_LIMITED, FAKE_KILLED,
                               AMENDS_CRM_ERROR_UNKNOWN };
  World *world = data;
  gboolean writes = g_str_equal (call, "create") || g_str_equal (call, "update");

  if ((guint) g_rand_int_range (world->random, 0, 100) >= world->rate)
    return FAKE_FINE;
  if (writes && g_rand_boolean (world->random))
    {
      *code = g_rand_boolean (world->random) ? AMENDS_CRM_ERROR_UNKNOWN : FAKE_KILLED;
      return FAKE_AFTER;
    }
  *code = codes[g_rand_int_range (world->random, 0, G_N_ELEMENTS (codes))];
  return FAKE_BEFORE;
}

static const char *
write_word (World *world, const char *id, const char *field, const char *seen)
{
  char *word = g_strdup_printf ("w%u", ++world->words);

  g_hash_table_insert (world->parents, word, g_strdup (seen != NULL ? seen : ""));
  g_hash_table_insert (world->places, g_strdup (word), g_strdup_printf ("%s %s", id, field));
  return word;
}

static const char *
pick_field (World *world)
{
  return fields[g_rand_int_range (world->random, 0, G_N_ELEMENTS (fields))];
}

/* One of the two makes a case. */
static void
make_case (World *world, SyncClient *client)
{
  char *id = amends_id_new ();

  g_ptr_array_add (world->ids, id);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    sync_edit (client, AMENDS_REMOTE_CASE, id, fields[i], write_word (world, id, fields[i], NULL));
}

static void
edit_here (World *world, SyncClient *client)
{
  const char *id = world->ids->pdata[g_rand_int_range (world->random, 0, (gint32) world->ids->len)];
  const char *field = pick_field (world);
  g_autofree char *seen = fake_side_get (client->database, AMENDS_REMOTE_CASE, id, field);

  /* It has not come here yet. */
  if (seen == NULL)
    return;
  sync_edit (client, AMENDS_REMOTE_CASE, id, field, write_word (world, id, field, seen));
}

static void
edit_there (World *world)
{
  GPtrArray *records = world->server->records[AMENDS_REMOTE_CASE];
  const char *field = pick_field (world);
  FakeRecord *record;

  if (records->len == 0)
    return;
  record = records->pdata[g_rand_int_range (world->random, 0, (gint32) records->len)];
  fake_server_edit (world->server, record, field,
                    write_word (world, record->client_key, field, fake_record_get (record, field)),
                    "Colleague");
}

static void
sync_anyhow (World *world, SyncClient *client)
{
  int code = -1;
  g_autoptr (AmendsSyncReport) report = sync_try (client, AMENDS_SYNC_NONE, NULL, &code);

  amends_time_source_set_fixed (client->time_source,
                                sync_now (client) +
                                    g_rand_int_range (world->random, 0, 600) * AMENDS_SECOND);
}

static void
take_step (World *world)
{
  SyncClient *client = &world->clients[g_rand_int_range (world->random, 0, 2)];

  switch (g_rand_int_range (world->random, 0, 10))
    {
    case 0:
      if (world->ids->len < CASES)
        make_case (world, client);
      break;
    case 1:
    case 2:
      edit_there (world);
      break;
    case 3:
    case 4:
    case 5:
      if (world->ids->len > 0)
        edit_here (world, client);
      break;
    default:
      sync_anyhow (world, client);
    }
}

/* Without faults, until nothing moves. */
static void
come_to_rest (World *world)
{
  world->rate = 0;
  for (guint round = 0; round < 4; round++)
    for (guint i = 0; i < 2; i++)
      {
        SyncClient *client = &world->clients[i];
        g_autoptr (AmendsSyncReport) report = NULL;

        amends_time_source_set_fixed (client->time_source, sync_now (client) + AMENDS_DAY);
        report = sync_run (client, AMENDS_SYNC_NONE);
        if (round == 3)
          g_assert_cmpuint (report->counts[AMENDS_REMOTE_CASE].updated +
                                report->counts[AMENDS_REMOTE_CASE].sent +
                                report->counts[AMENDS_REMOTE_CASE].pushed,
                            ==, 0);
      }
}

static void
check_same (World *world)
{
  g_assert_cmpuint (fake_server_count (world->server, AMENDS_REMOTE_CASE), ==, world->ids->len);
  g_assert_cmpuint (world->server->creates, ==, world->ids->len);
  for (guint i = 0; i < world->ids->len; i++)
    for (guint k = 0; k < G_N_ELEMENTS (fields); k++)
      {
        FakeRecord *record =
            fake_server_find_key (world->server, AMENDS_REMOTE_CASE, world->ids->pdata[i]);

        g_assert_nonnull (record);
        for (guint c = 0; c < 2; c++)
          sync_assert_value (&world->clients[c], AMENDS_REMOTE_CASE, world->ids->pdata[i],
                             fields[k], fake_record_get (record, fields[k]));
      }
  for (guint c = 0; c < 2; c++)
    {
      g_auto (GStrv) ids = fake_side_list (world->clients[c].database, AMENDS_REMOTE_CASE);

      g_assert_cmpuint (g_strv_length (ids), ==, world->ids->len);
      g_assert_cmpint (sync_query (&world->clients[c], "SELECT count (*) FROM outbox"), ==, 0);
    }
}

/* @word and all that was seen on the way to it. */
static void
account_for (World *world, GHashTable *known, const char *word)
{
  while (word != NULL && *word != '\0' && g_hash_table_add (known, g_strdup (word)))
    word = g_hash_table_lookup (world->parents, word);
}

static char *
parse_word (const char *json)
{
  g_assert_nonnull (json);
  g_assert_true (g_str_has_prefix (json, "\""));
  return g_strndup (json + 1, strlen (json) - 2);
}

/* Nobody is asked about a word that was written by one who had seen the other. */
static void
check_conflict (World *world, GHashTable *known, AmendsConflict *conflict, guint seed)
{
  g_autofree char *ours = parse_word (conflict->ours);
  g_autofree char *theirs = parse_word (conflict->theirs);

  for (const char *word = ours; word != NULL && *word != '\0';
       word = g_hash_table_lookup (world->parents, word))
    if (g_str_equal (word, theirs))
      g_error ("seed %u: %s was written over %s, which is no conflict", seed, ours, theirs);
  account_for (world, known, ours);
  account_for (world, known, theirs);
}

static void
check_nothing_lost (World *world, guint seed)
{
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTableIter iter;
  gpointer word;
  gpointer place;

  for (guint i = 0; i < world->ids->len; i++)
    {
      FakeRecord *record =
          fake_server_find_key (world->server, AMENDS_REMOTE_CASE, world->ids->pdata[i]);

      for (guint k = 0; k < G_N_ELEMENTS (fields); k++)
        account_for (world, known, fake_record_get (record, fields[k]));
      for (guint c = 0; c < 2; c++)
        {
          g_autoptr (GPtrArray) all = sync_conflicts (&world->clients[c], world->ids->pdata[i]);

          for (guint n = 0; n < all->len; n++)
            check_conflict (world, known, all->pdata[n], seed);
        }
    }
  g_hash_table_iter_init (&iter, world->places);
  while (g_hash_table_iter_next (&iter, &word, &place))
    if (!g_hash_table_contains (known, word))
      g_error ("seed %u: %s of %s is lost", seed, (char *) word, (char *) place);
}

static guint
count_conflicts (World *world)
{
  guint n = 0;

  for (guint c = 0; c < 2; c++)
    n += (guint) sync_query (&world->clients[c], "SELECT count (*) FROM crm_conflict");
  return n;
}

static guint
run_seed (SyncClient *clients, guint seed, guint rate)
{
  g_autoptr (FakeServer) server = fake_server_new (SERVER_NOON);
  World world = { server, clients, g_rand_new_with_seed (seed), NULL, NULL, NULL, 0, rate };
  guint conflicts;

  world.parents = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  world.places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  world.ids = g_ptr_array_new_with_free_func (g_free);
  server->page = 2;
  /* Some servers write several changes down with one time. */
  server->step = seed % 4 == 0 ? 0 : 900;
  for (guint i = 0; i < 2; i++)
    {
      sync_client_reset (&clients[i], server);
      fake_crm_set_fault (clients[i].crm, fault_cb, &world);
    }
  make_case (&world, &clients[0]);
  for (guint i = 0; i < STEPS; i++)
    take_step (&world);
  come_to_rest (&world);
  check_same (&world);
  check_nothing_lost (&world, seed);
  conflicts = count_conflicts (&world);
  g_hash_table_unref (world.places);
  g_hash_table_unref (world.parents);
  g_ptr_array_unref (world.ids);
  g_rand_free (world.random);
  return conflicts;
}

static void
test_seeds (gconstpointer data)
{
  SyncClient clients[2] = { 0 };
  guint conflicts = 0;

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (FakeServer) none = fake_server_new (SERVER_NOON);

      sync_client_init (&clients[i], none);
    }
  for (guint seed = 1; seed <= SEEDS; seed++)
    conflicts += run_seed (clients, seed, GPOINTER_TO_UINT (data));
  g_test_message ("%u seeds, %u conflicts kept", SEEDS, conflicts);
  /* Otherwise nobody got in anybody's way and nothing was tested. */
  g_assert_cmpuint (conflicts, >, SEEDS / 4);
  for (guint i = 0; i < 2; i++)
    sync_client_clear (&clients[i]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  sync_policy_load ();
  g_test_add_data_func ("/sync/converge", GUINT_TO_POINTER (12), test_seeds);
  return g_test_run ();
}
