/* SPDX-License-Identifier: GPL-3.0-or-later */
/* CSV imports through the session: columns, values, importing again, undo, stopping, bad rows. */

#include "config.h"

#include "amends-account-store.h"
#include "amends-database.h"
#include "amends-event-log.h"
#include "amends-import-fields.h"
#include "amends-import-values.h"
#include "amends-input-error.h"
#include "amends-interaction-store.h"
#include "amends-json-reader.h"
#include "amends-session-import.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

#define NOW ((AmendsInstant) 1773143880000) /* 2026-03-10T11:58:00Z */

typedef struct
{
  char *folder;
  AmendsTimeSource *time;
  AmendsSession *session;
  guint changed; /* how often the session has said so */
} Fixture;

static void
done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

static void
changed_cb (AmendsSession *session, const char *id, gpointer data)
{
  ((Fixture *) data)->changed++;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) prepared = NULL;
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("amends-import-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->time = amends_time_source_new_fixed (NOW);
  fixture->session = amends_session_new (fixture->folder, fixture->time);
  amends_session_open_async (fixture->session, NULL, done_cb, &result);
  g_assert_true (amends_session_open_finish (fixture->session, wait_for (&result), &error));
  amends_session_prepare_async (fixture->session, NULL, done_cb, &prepared);
  g_assert_true (amends_session_prepare_finish (fixture->session, wait_for (&prepared), &error));
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_signal_connect (fixture->session, "changed", G_CALLBACK (changed_cb), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autofree char *command = g_strdup_printf ("rm -rf '%s'", fixture->folder);

  amends_session_close (fixture->session);
  g_object_unref (fixture->session);
  g_object_unref (fixture->time);
  g_assert_cmpint (system (command), ==, 0);
  g_free (fixture->folder);
}

/* --- Steps ------------------------------------------------------------------------------------ */

static AmendsImportPlan *
plan (Fixture *fixture, const char *text, int kind)
{
  g_autofree char *path = g_build_filename (fixture->folder, "file.csv", NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  AmendsImportPlan *made;

  g_assert_true (g_file_set_contents (path, text, -1, &error));
  amends_session_plan_import_async (fixture->session, path, kind, NULL, NULL, done_cb, &result);
  made = amends_session_plan_import_finish (fixture->session, wait_for (&result), &error);
  g_assert_no_error (error);
  return made;
}

static AmendsImportResult *
run_plan (Fixture *fixture, const AmendsImportPlan *made, gboolean trial)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  AmendsImportResult *done;

  amends_session_import_async (fixture->session, made, trial, NULL, NULL, NULL, NULL, done_cb,
                               &result);
  done = amends_session_import_finish (fixture->session, wait_for (&result), &error);
  g_assert_no_error (error);
  return done;
}

static AmendsImportResult *
import (Fixture *fixture, const char *text, int kind)
{
  g_autoptr (AmendsImportPlan) made = plan (fixture, text, kind);

  return run_plan (fixture, made, FALSE);
}

static void
check_counts (const AmendsImportResult *result, guint added, guint changed, guint same, guint bad)
{
  g_assert_cmpuint (result->added, ==, added);
  g_assert_cmpuint (result->changed, ==, changed);
  g_assert_cmpuint (result->unchanged, ==, same);
  g_assert_cmpuint (result->refused, ==, bad);
}

static guint
undo (Fixture *fixture, const char *id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  guint kept = 0;

  amends_session_undo_import_async (fixture->session, id, NULL, done_cb, &result);
  amends_session_undo_import_finish (fixture->session, wait_for (&result), &kept, &error);
  g_assert_no_error (error);
  return kept;
}

/* (transfer none) (nullable) */
static AmendsAccount *
find_account (Fixture *fixture, const char *name)
{
  GListModel *accounts = amends_session_get_accounts (fixture->session);

  for (guint i = 0; i < g_list_model_get_n_items (accounts); i++)
    {
      g_autoptr (AmendsAccount) account = g_list_model_get_item (accounts, i);

      if (g_str_equal (account->name, name))
        return account;
    }
  return NULL;
}

typedef struct
{
  GPtrArray *interactions;
  GPtrArray *usage;
  GPtrArray *contacts;
  GPtrArray *events;
} World;

static gboolean
read_world (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  World *world = data;

  world->interactions = amends_interaction_store_list (connection, NULL, AMENDS_INSTANT_NONE,
                                                       AMENDS_INSTANT_NONE, 0, error);
  world->usage = amends_usage_store_list (connection, NULL, NULL, error);
  world->contacts = amends_contact_store_list (connection, NULL, error);
  world->events = amends_event_log_list (connection, NULL, error);
  return world->interactions && world->usage && world->contacts && world->events;
}

static void
world_clear (World *world)
{
  g_ptr_array_unref (world->interactions);
  g_ptr_array_unref (world->usage);
  g_ptr_array_unref (world->contacts);
  g_ptr_array_unref (world->events);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (World, world_clear)

static void
look (Fixture *fixture, World *world)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AmendsDatabase) database =
      amends_database_open (fixture->folder, AMENDS_DATABASE_READ_ONLY, &error);

  g_assert_no_error (error);
  g_assert_true (amends_database_read (database, read_world, world, NULL, &error));
}

static guint
count_events (World *world, AmendsEventKind kind)
{
  guint count = 0;

  for (guint i = 0; i < world->events->len; i++)
    count += AMENDS_EVENT (world->events->pdata[i])->kind == kind;
  return count;
}

/* --- Columns ---------------------------------------------------------------------------------- */

static void
column_free (gpointer data)
{
  AmendsImportColumn *column = data;

  g_free (column->title);
  g_free (column->field);
  g_free (column);
}

static void
check_columns (AmendsImportWords *words, AmendsJsonReader *reader)
{
  g_autofree char *name = amends_json_reader_dup_string (reader, "name", AMENDS_JSON_REQUIRED);
  g_autofree char *kind = amends_json_reader_dup_string (reader, "kind", AMENDS_JSON_REQUIRED);
  g_auto (GStrv) titles = amends_json_reader_dup_strv (reader, "titles", AMENDS_JSON_REQUIRED);
  g_autoptr (GPtrArray) columns = g_ptr_array_new_with_free_func (column_free);
  AmendsImportKind found;
  JsonArray *fields = json_node_get_array (amends_json_reader_peek (reader, "fields"));

  for (guint i = 0; titles[i] != NULL; i++)
    {
      AmendsImportColumn *column = g_new0 (AmendsImportColumn, 1);

      column->title = g_strdup (titles[i]);
      g_ptr_array_add (columns, column);
    }
  found = amends_import_guess_kind (words, columns);
  g_test_message ("%s", name);
  g_assert_cmpstr (amends_import_kind_to_string (found), ==, kind);
  amends_import_guess_fields (words, found, columns);
  g_assert_cmpuint (json_array_get_length (fields), ==, columns->len);
  for (guint i = 0; i < columns->len; i++)
    {
      JsonNode *node = json_array_get_element (fields, i);
      const char *expected = JSON_NODE_HOLDS_NULL (node) ? NULL : json_node_get_string (node);

      g_test_message ("  %s", titles[i]);
      g_assert_cmpstr (((AmendsImportColumn *) columns->pdata[i])->field, ==, expected);
    }
}

static void
test_columns (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("AMENDS_FIXTURES"), "..", "cases", "import",
                                            "columns.json", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (AmendsImportWords) words = amends_import_words_load (&error);
  g_autoptr (AmendsJsonReader) reader = NULL;
  gsize length;

  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &text, &length, &error));
  reader = amends_json_reader_new (text, length, path, &error);
  g_assert_no_error (error);
  g_assert_true (amends_json_reader_enter_array (reader, "cases", AMENDS_JSON_REQUIRED));
  for (guint i = 0; i < amends_json_reader_get_count (reader); i++)
    {
      g_assert_true (amends_json_reader_at (reader, i));
      check_columns (words, reader);
      amends_json_reader_leave (reader);
    }
  amends_json_reader_leave (reader);
  g_assert_true (amends_json_reader_finish (reader, NULL, &error));
}

/* --- Values ----------------------------------------------------------------------------------- */

static void
test_dates (void)
{
  static const struct
  {
    const char *text;
    const char *order;
    const char *date; /* NULL: refused */
  } dates[] = {
    { "2026-04-24", "dmy", "2026-04-24" },
    { "2026/4/5", "mdy", "2026-04-05" },
    { "20260424", "dmy", "2026-04-24" },
    { "24.04.2026", "dmy", "2026-04-24" },
    { "4/5/2026", "dmy", "2026-05-04" },
    { "4/5/2026", "mdy", "2026-04-05" },
    { "04/05/26", "dmy", "2026-05-04" },
    { "24 Apr 2026", "mdy", "2026-04-24" },
    { "April 24th, 2026", "dmy", "2026-04-24" },
    { "24-Apr-26", "mdy", "2026-04-24" },
    { "Fri, 24 April 2026", "dmy", "2026-04-24" },
    { "2026年4月24日", "dmy", "2026-04-24" },
    { "２０２６年４月２４日", "dmy", "2026-04-24" },
    { "2026年4月24号 星期五", "dmy", "2026-04-24" },
    { "2026-04-24T08:52:00Z", "dmy", "2026-04-24" },
    { "04/25/2026", "dmy", NULL },
    { "2026-02-30", "ymd", NULL },
    { "46136", "dmy", NULL }, /* a day number of a spreadsheet could be anything */
    { "next week", "dmy", NULL },
    { "24.04.", "dmy", NULL },
    { "1.5", "dmy", NULL },
  };
  g_autoptr (AmendsImportWords) words = amends_import_words_load (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (dates); i++)
    {
      AmendsImportStyle style = { .words = words, .dates = dates[i].order };
      g_autofree char *date = NULL;
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", dates[i].text);
      g_assert_true (amends_import_read_date (&style, dates[i].text, &date, &error) ==
                     (dates[i].date != NULL));
      g_assert_cmpstr (date, ==, dates[i].date);
      g_assert_true ((error != NULL) == (dates[i].date == NULL));
    }
}

static void
test_instants (void)
{
  static const struct
  {
    const char *text;
    const char *utc;
  } instants[] = {
    { "2026-03-10 08:52", "2026-03-10T07:52:00Z" },
    { "2026-07-10 08:52", "2026-07-10T06:52:00Z" },
    { "2026-03-10T08:52:30Z", "2026-03-10T08:52:30Z" },
    { "2026-03-10 08:52:30 UTC", "2026-03-10T08:52:30Z" },
    { "2026-03-10T08:52:30.250+01:00", "2026-03-10T07:52:30.250Z" },
    { "2026-03-10 08:52 -0500", "2026-03-10T13:52:00Z" },
    { "10/03/2026 8:52 PM", "2026-03-10T19:52:00Z" },
    { "10/03/2026 12:05 am", "2026-03-09T23:05:00Z" },
    { "10 Mar 2026, 14:30", "2026-03-10T13:30:00Z" },
    { "2026年3月10日 下午3:20", "2026-03-10T14:20:00Z" },
    { "2026年3月10日 14时30分", "2026-03-10T13:30:00Z" },
    { "2026-03-10", "2026-03-09T23:00:00Z" },
    { "2026-03-10 25:00", NULL },
    { "2026-03-10 08:52 XYZ", NULL },
    { "1998-03-10 08:52", NULL },
    { "08:52", NULL },
  };
  g_autoptr (AmendsImportWords) words = amends_import_words_load (NULL);
  g_autoptr (GTimeZone) zone = amends_zone_load ("Europe/Amsterdam", NULL);
  const AmendsImportStyle style = { .words = words, .dates = "dmy", .zone = zone };

  for (guint i = 0; i < G_N_ELEMENTS (instants); i++)
    {
      AmendsInstant instant = AMENDS_INSTANT_NONE;
      g_autofree char *text = NULL;

      g_test_message ("%s", instants[i].text);
      if (amends_import_read_instant (&style, instants[i].text, &instant, NULL))
        text = amends_instant_format_utc (instant);
      g_assert_cmpstr (text, ==, instants[i].utc);
    }
}

static void
test_numbers (void)
{
  static const struct
  {
    const char *text;
    gboolean comma;
    double number; /* -1: refused */
    const char *currency;
  } numbers[] = {
    { "540000", FALSE, 540000, NULL },
    { "540,000", FALSE, 540000, NULL },
    { "540.000", TRUE, 540000, NULL },
    { "1.234,50", FALSE, 1234.5, NULL },
    { "1,234.50", TRUE, 1234.5, NULL },
    { "12,5", FALSE, 12.5, NULL },
    { "1 234 567,89", FALSE, 1234567.89, NULL },
    { "1'234'567", FALSE, 1234567, NULL },
    { "€540,000.00", FALSE, 540000, "EUR" },
    { "540.000 €", TRUE, 540000, "EUR" },
    { "US$ 12.5K", FALSE, 12500, "USD" },
    { "1.2M", FALSE, 1200000, NULL },
    { "¥286万", FALSE, 2860000, "CNY" },
    { "286万元", FALSE, 2860000, "CNY" },
    { "1.5亿", FALSE, 150000000, NULL },
    { "GBP 1,000", FALSE, 1000, "GBP" },
    { "１２３４", FALSE, 1234, NULL },
    { ".5", FALSE, 0.5, NULL },
    { "abc", FALSE, -1, NULL },
    { "12 apples", FALSE, -1, NULL },
    { "1,2,3", FALSE, -1, NULL },
    { "", FALSE, -1, NULL },
  };
  g_autoptr (AmendsImportWords) words = amends_import_words_load (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      const AmendsImportStyle style = { .words = words, .comma = numbers[i].comma };
      const char *currency = NULL;
      double number = -1;

      g_test_message ("%s", numbers[i].text);
      if (!amends_import_read_number (&style, numbers[i].text, &number, &currency, NULL))
        number = -1;
      g_assert_cmpfloat (number, ==, numbers[i].number);
      if (number >= 0)
        g_assert_cmpstr (currency, ==, numbers[i].currency);
    }
}

static void
test_order (void)
{
  static const struct
  {
    const char *const values[4];
    const char *order;
    gboolean unsure;
  } files[] = {
    { { "2026-01-02", "2026-03-04" }, "ymd", FALSE },
    { { "1/2/2026", "13/2/2026" }, "dmy", FALSE },
    { { "1/2/2026", "2/13/2026" }, "mdy", FALSE },
    { { "1/2/2026", "3/4/2026" }, "dmy", TRUE },
    { { "1/2/2026 3:00 PM" }, "mdy", TRUE },
    { { "1.2.2026", "3.4.2026" }, "dmy", FALSE },
    { { "13/2/2026", "2/13/2026", "1/2/2026" }, "dmy", TRUE },
    { { "1 Feb 2026" }, "ymd", FALSE },
  };
  g_autoptr (AmendsImportWords) words = amends_import_words_load (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      AmendsImportEvidence evidence = { 0 };
      gboolean unsure;

      for (guint k = 0; k < 4 && files[i].values[k] != NULL; k++)
        amends_import_look_at_date (words, files[i].values[k], &evidence);
      g_assert_cmpstr (amends_import_decide_dates (&evidence, &unsure), ==, files[i].order);
      g_assert_cmpint (unsure, ==, files[i].unsure);
    }
}

/* Whatever is in a cell, it is read or refused with a sentence. */
static void
test_any_cells (void)
{
  static const char *const parts[] = {
    "2026", "-",  "/",          ".",  ",",  "12", "3",   "31", "年",  "月",      "日",
    "时",   "分", ":",          " ",  "T",  "Z",  "+",   "01", "Mar", "am",      "下午",
    "PM",   "€",  "$",          "万", "元", "K",  "%",   "(",  ")",   "'",       "−",
    "é",    "５", "9999999999", "0",  "x",  "of", "out", "\t", "UTC", "\xc2\xa0"
  };
  g_autoptr (GRand) random = g_rand_new_with_seed (42);
  g_autoptr (AmendsImportWords) words = amends_import_words_load (NULL);
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();

  for (guint round = 0; round < 20000; round++)
    {
      const AmendsImportStyle style = { words, round % 2 ? "dmy" : "ymd", round % 3 == 0, NULL, 100,
                                        zone };
      g_autoptr (GString) cell = g_string_new (NULL);
      AmendsImportEvidence evidence = { 0 };
      g_autofree char *date = NULL;
      const char *currency;
      AmendsInstant instant;
      GDate day;
      double number;
      int score;
      guint count = (guint) g_rand_int_range (random, 1, 9);

      for (guint i = 0; i < count; i++)
        g_string_append (cell, parts[g_rand_int_range (random, 0, G_N_ELEMENTS (parts))]);
      for (int which = 0; which < 4; which++)
        {
          g_autoptr (GError) error = NULL;
          gboolean done =
              which == 0   ? amends_import_read_date (&style, cell->str, &date, &error)
              : which == 1 ? amends_import_read_instant (&style, cell->str, &instant, &error)
              : which == 2
                  ? amends_import_read_number (&style, cell->str, &number, &currency, &error)
                  : amends_import_read_score (&style, NULL, cell->str, 0, 100, 0, &score, &error);

          g_assert_true (done == (error == NULL));
          if (!done)
            g_assert_nonnull (amends_input_error_get_text (error));
        }
      if (date != NULL)
        g_assert_true (amends_date_parse (date, &day, NULL));
      amends_import_look_at_date (words, cell->str, &evidence);
      amends_import_look_at_number (cell->str, &evidence);
    }
}

/* --- Imports ---------------------------------------------------------------------------------- */

#define ACCOUNTS                                                                                   \
  "Account ID,Account Name,ARR,Currency,Renewal Date,Health,Segment,Notes\n"                       \
  "1,Northway Freight,\"540,000\",USD,24/04/2026,46,Enterprise,first\n"                            \
  "2,华东精密制造,286万,CNY,13/05/2026,70,大客户,\n"

static void
test_accounts (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AmendsImportResult) first = import (fixture, ACCOUNTS, -1);
  g_autoptr (AmendsImportResult) again = NULL;
  g_autoptr (AmendsImportResult) third = NULL;
  AmendsAccount *account;

  check_counts (first, 2, 0, 0, 0);
  g_assert_cmpuint (fixture->changed, ==, 1);
  account = find_account (fixture, "Northway Freight");
  g_assert_cmpint (account->arr, ==, 54000000);
  g_assert_cmpstr (account->renewal, ==, "2026-04-24");
  g_assert_cmpint (account->segment, ==, AMENDS_SEGMENT_ENTERPRISE);
  account = find_account (fixture, "华东精密制造");
  g_assert_cmpint (account->arr, ==, 286000000);
  g_assert_cmpstr (account->currency, ==, "CNY");

  again = import (fixture, ACCOUNTS, -1);
  check_counts (again, 0, 0, 2, 0);
  g_assert_null (again->id);
  g_assert_cmpuint (fixture->changed, ==, 1);

  /* By its number it is the same under another name; what is blank or not mapped stays. */
  third = import (fixture, "Account ID,Account Name,Health\n1,Northway Group,\n2,,71\n", -1);
  check_counts (third, 0, 2, 0, 0);
  g_assert_null (find_account (fixture, "Northway Freight"));
  account = find_account (fixture, "Northway Group");
  g_assert_cmpint (account->health, ==, 46);
  g_assert_cmpstr (account->notes, ==, "first");
  g_assert_cmpint (find_account (fixture, "华东精密制造")->health, ==, 71);
}

static void
test_bad_rows (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AmendsImportResult) result = import (fixture,
                                                  "Name,ARR (EUR),Contract start,Renewal,Health\n"
                                                  "Good,10,2026-01-01,2027-01-01,50\n"
                                                  "\"Two\nlines\",abc,,,\n"
                                                  "Backwards,1,2026-05-01,2026-04-01,\n"
                                                  ",5,,,\n"
                                                  "Sick,,,,120\n"
                                                  "Long,,,,,surplus\n"
                                                  "Less,-5,,,\n"
                                                  "=cmd(),7,,,\n",
                                                  AMENDS_IMPORT_ACCOUNTS);
  g_autofree char *errors = NULL;
  g_autoptr (GError) error = NULL;
  GStatBuf info;

  check_counts (result, 2, 0, 0, 6);
  g_assert_nonnull (find_account (fixture, "=cmd()"));
  g_assert_true (g_str_has_prefix (result->problems[0], "Line 3: “ARR (EUR)”: “abc”"));
  g_assert_true (g_str_has_prefix (result->problems[1], "Line 5: “Renewal”: "));
  g_assert_true (g_str_has_prefix (result->problems[4], "Line 8: The row has 6 cells"));
  g_assert_true (g_file_get_contents (result->errors, &errors, NULL, &error));
  g_assert_true (g_str_has_prefix (errors, "\xef\xbb\xbfName,ARR (EUR),Contract start,Renewal,"
                                           "Health,Line,Reason\r\n"));
  g_assert_nonnull (strstr (errors, "\"Two\nlines\",abc,,,,3,"));
  g_assert_nonnull (strstr (errors, "Less,\"'-5\",,,,9,"));
  g_assert_cmpint (g_stat (result->errors, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
}

static void
test_contacts (Fixture *fixture, gconstpointer data)
{
  static const char text[] =
      "First Name,Last Name,Email,Company,Phone\n"
      "Pieter,van Dalen,P.Vandalen@northway.example,northway FREIGHT,+31 10\n"
      "丽,陈,chenli@hd.example,华东精密制造,\n"
      "Ann,Other,,Northway Freight,\n"
      "Eve,Bad,not an address,Northway Freight,\n"
      "Bob,None,bob@x.example,Nowhere,\n";
  g_autoptr (AmendsImportResult) accounts = import (fixture, ACCOUNTS, -1);
  g_autoptr (AmendsImportResult) first = import (fixture, text, -1);
  g_autoptr (AmendsImportResult) again = import (fixture, text, -1);
  g_autoptr (AmendsImportResult) moved =
      import (fixture, "Email,Company,Name\nP.vandalen@northway.example,华东精密制造,X\n",
              AMENDS_IMPORT_CONTACTS);
  g_autoptr (AmendsImportPlan) made = plan (fixture, text, -1);
  g_autoptr (AmendsImportResult) created = NULL;
  g_auto (World) world = { 0 };

  check_counts (first, 3, 0, 0, 2);
  check_counts (again, 0, 0, 3, 2);
  check_counts (moved, 0, 0, 0, 1);
  made->create_accounts = TRUE;
  created = run_plan (fixture, made, FALSE);
  check_counts (created, 1, 0, 3, 1);
  g_assert_cmpuint (created->accounts, ==, 1);
  g_assert_nonnull (find_account (fixture, "Nowhere"));
  look (fixture, &world);
  g_assert_cmpuint (world.contacts->len, ==, 4);
  for (guint i = 0; i < 4; i++)
    if (g_strcmp0 (AMENDS_CONTACT (world.contacts->pdata[i])->email, "chenli@hd.example") == 0)
      g_assert_cmpstr (AMENDS_CONTACT (world.contacts->pdata[i])->name, ==, "陈丽");
}

#define TICKETS                                                                                    \
  "Ticket ID,Organization,Requester,Created at,Solved at,Subject,Description,Priority,Rating\n"    \
  "7,Northway Freight,Pieter van Dalen,2026-03-01 08:00,2026-03-01 12:00,Export,\"It\n"            \
  "fails\",Urgent,2/5\n"                                                                           \
  ",Northway Freight,,2026-03-02 08:00,,Call,No number,,\n"

static void
test_interactions (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AmendsImportResult) accounts = import (fixture, ACCOUNTS, -1);
  g_autoptr (AmendsImportResult) first = import (fixture, TICKETS, -1);
  g_autoptr (AmendsImportResult) again = import (fixture, TICKETS, -1);
  g_autoptr (AmendsImportResult) news =
      import (fixture,
              "Ticket ID,Organization,Created at,Subject,Phone Number,Requester email\n"
              "7,Northway Freight,2026-03-01 08:00,Export mended,,\n"
              "8,Northway Freight,2026-03-03 08:00,New,5,who@x.example\n"
              "8,Northway Freight,2026-03-03 08:00,New again,5,who@x.example\n"
              "9,Northway Freight,,No time\n",
              -1);
  g_autoptr (AmendsImportResult) survey = import (fixture,
                                                  "Company,Responded at,NPS Score,Type,Number\n"
                                                  "Northway Freight,2026-03-05,3,Survey,7\n",
                                                  -1);
  g_auto (World) world = { 0 };
  AmendsInteraction *ticket;

  check_counts (first, 2, 0, 0, 0);
  check_counts (again, 0, 0, 2, 0);
  check_counts (news, 1, 2, 0, 1);
  /* A survey with the number of a ticket is no ticket. */
  check_counts (survey, 1, 0, 0, 0);
  look (fixture, &world);
  g_assert_cmpuint (world.interactions->len, ==, 4);
  g_assert_cmpuint (count_events (&world, AMENDS_EVENT_IMPORT_BATCH), ==, 5);
  ticket = world.interactions->pdata[3];
  g_assert_cmpstr (ticket->reference, ==, "7");
  g_assert_cmpstr (ticket->subject, ==, "Export mended");
  g_assert_cmpstr (ticket->text, ==, "It\nfails");
  g_assert_cmpint (ticket->kind, ==, AMENDS_INTERACTION_TICKET);
  g_assert_cmpint (ticket->priority, ==, AMENDS_PRIORITY_P1);
  g_assert_cmpint (ticket->csat, ==, 40);
  g_assert_cmpstr (ticket->people[0], ==, "Pieter van Dalen");
  ticket = world.interactions->pdata[1];
  g_assert_cmpint (ticket->kind, ==, AMENDS_INTERACTION_TICKET);
  g_assert_cmpstr (ticket->people[0], ==, "who@x.example");
}

static void
test_usage (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AmendsImportResult) accounts = import (fixture, ACCOUNTS, -1);
  g_autoptr (AmendsImportPlan) made = plan (fixture,
                                            "Account,Day,Active users,Logins,Exports\n"
                                            "Northway Freight,2026-03-01,\"1,200\",80,5\n"
                                            "Northway Freight,2026-03-02,-3,90,\n",
                                            -1);
  g_autoptr (AmendsImportResult) wide = NULL;
  g_autoptr (AmendsImportResult) flat = import (
      fixture, "Account ID,Date,Metric,Value\n1,2026-03-01,Logins,81\n1,2026-03-01,seats,7\n", -1);
  g_auto (World) world = { 0 };
  g_autofree char *path = NULL;

  g_assert_true (amends_import_plan_map (made, 4, "feature:export", NULL));
  /* The file of the plan was written over meanwhile. */
  g_free (made->path);
  made->path = path = g_build_filename (fixture->folder, "wide.csv", NULL);
  g_assert_true (g_file_set_contents (made->path,
                                      "Account,Day,Active users,Logins,Exports\n"
                                      "Northway Freight,2026-03-01,\"1,200\",80,5\n"
                                      "Northway Freight,2026-03-02,-3,90,\n",
                                      -1, NULL));
  path = NULL;
  check_counts (flat, 2, 0, 0, 0);
  wide = run_plan (fixture, made, FALSE);
  check_counts (wide, 3, 1, 0, 1);
  look (fixture, &world);
  g_assert_cmpuint (world.usage->len, ==, 5);
  g_assert_cmpuint (undo (fixture, wide->id), ==, 0);
  {
    g_auto (World) after = { 0 };

    look (fixture, &after);
    g_assert_cmpuint (after.usage->len, ==, 2);
    g_assert_cmpfloat (AMENDS_USAGE_SAMPLE (after.usage->pdata[0])->value, ==, 81);
  }
}

static void
test_undo (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AmendsImportResult) accounts = import (fixture, ACCOUNTS, -1);
  g_autoptr (AmendsImportResult) change =
      import (fixture, "Name,Health\nNorthway Freight,20\n华东精密制造,30\nThird,40\n", -1);
  g_autoptr (AmendsImportResult) later = import (fixture, "Name,Health\nThird,41\n", -1);
  g_autoptr (AmendsImportResult) tickets = import (fixture, TICKETS, -1);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GAsyncResult) twice = NULL;
  g_autoptr (GError) error = NULL;
  guint kept;

  check_counts (change, 1, 2, 0, 0);
  /* The third account has changed since. */
  g_assert_cmpuint (undo (fixture, change->id), ==, 1);
  g_assert_cmpint (find_account (fixture, "Northway Freight")->health, ==, 46);
  g_assert_cmpint (find_account (fixture, "Third")->health, ==, 41);
  /* An account with tickets stays until they are gone. */
  g_assert_cmpuint (undo (fixture, accounts->id), ==, 1);
  g_assert_nonnull (find_account (fixture, "Northway Freight"));
  g_assert_null (find_account (fixture, "华东精密制造"));
  g_assert_cmpuint (undo (fixture, tickets->id), ==, 0);

  amends_session_list_imports_async (fixture->session, NULL, done_cb, &result);
  list = amends_session_list_imports_finish (fixture->session, wait_for (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (list->len, ==, 4);
  g_assert_true (((AmendsImportEntry *) list->pdata[0])->undone);
  g_assert_false (((AmendsImportEntry *) list->pdata[1])->undone);
  amends_session_undo_import_async (fixture->session, tickets->id, NULL, done_cb, &twice);
  g_assert_false (
      amends_session_undo_import_finish (fixture->session, wait_for (&twice), &kept, &error));
  g_assert_error (error, AMENDS_SESSION_ERROR, AMENDS_SESSION_ERROR_TOO_LATE);
}

static void
test_trial (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AmendsImportPlan) made =
      plan (fixture, "Name,Health\nOne,20\nTwo,30\nOne,40\nBad,400\n", -1);
  g_autoptr (AmendsImportResult) trial = run_plan (fixture, made, TRUE);
  g_autoptr (AmendsImportResult) real = NULL;
  g_auto (World) world = { 0 };

  check_counts (trial, 2, 1, 0, 1);
  g_assert_null (trial->id);
  g_assert_null (trial->errors);
  g_assert_null (find_account (fixture, "One"));
  look (fixture, &world);
  g_assert_cmpuint (count_events (&world, AMENDS_EVENT_IMPORT_BATCH), ==, 0);
  real = run_plan (fixture, made, FALSE);
  check_counts (real, 2, 1, 0, 1);
  g_assert_cmpint (find_account (fixture, "One")->health, ==, 40);
}

static void
stop_cb (double fraction, guint rows, gpointer data)
{
  g_assert_cmpfloat (fraction, <=, 1.0);
  g_assert_cmpuint (rows, >, 0);
  g_cancellable_cancel (data);
}

static void
test_stop (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AmendsImportResult) accounts = import (fixture, ACCOUNTS, -1);
  g_autoptr (GString) text = g_string_new ("Ticket,Account,Created at,Subject\n");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (AmendsImportPlan) made = NULL;
  g_autoptr (AmendsImportResult) done = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (World) world = { 0 };

  for (guint i = 0; i < 9000; i++)
    g_string_append_printf (text, "%u,Northway Freight,2026-03-01 08:00,Words\n", i);
  made = plan (fixture, text->str, -1);
  amends_session_import_async (fixture->session, made, FALSE, NULL, stop_cb, cancellable,
                               cancellable, done_cb, &result);
  done = amends_session_import_finish (fixture->session, wait_for (&result), &error);
  g_assert_no_error (error);
  g_assert_true (done->stopped);
  g_assert_cmpuint (done->added, >, 0);
  g_assert_cmpuint (done->added, <, 9000);
  look (fixture, &world);
  g_assert_cmpuint (world.interactions->len, ==, done->added);
  g_assert_cmpuint (count_events (&world, AMENDS_EVENT_IMPORT_BATCH), ==, 2);
  g_assert_cmpuint (undo (fixture, done->id), ==, 0);
  {
    g_auto (World) after = { 0 };

    look (fixture, &after);
    g_assert_cmpuint (after.interactions->len, ==, 0);
  }
}

static void
test_bad_files (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AmendsImportPlan) made = plan (fixture, "Name,Health\nOne,20\n", AMENDS_IMPORT_USAGE);
  g_autoptr (AmendsImportPlan) copy = amends_import_plan_copy (made);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) gone = NULL;
  g_autoptr (GAsyncResult) empty = NULL;
  g_autofree char *path = g_build_filename (fixture->folder, "empty.csv", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (copy->problems);
  g_assert_false (amends_import_plan_map (copy, 0, "no-such-field", &error));
  g_assert_error (error, AMENDS_INPUT_ERROR, AMENDS_INPUT_ERROR_VALUE);
  g_clear_error (&error);
  amends_session_import_async (fixture->session, copy, FALSE, NULL, NULL, NULL, NULL, done_cb,
                               &result);
  g_assert_null (amends_session_import_finish (fixture->session, wait_for (&result), &error));
  g_assert_error (error, AMENDS_INPUT_ERROR, AMENDS_INPUT_ERROR_MISSING);
  g_clear_error (&error);
  amends_session_plan_import_async (fixture->session, "/nonexistent/x.csv", -1, NULL, NULL, done_cb,
                                    &gone);
  g_assert_null (amends_session_plan_import_finish (fixture->session, wait_for (&gone), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_true (g_file_set_contents (path, "\n\n", -1, NULL));
  amends_session_plan_import_async (fixture->session, path, -1, NULL, NULL, done_cb, &empty);
  g_assert_null (amends_session_plan_import_finish (fixture->session, wait_for (&empty), &error));
  g_assert_error (error, AMENDS_INPUT_ERROR, AMENDS_INPUT_ERROR_MISSING);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/import/columns", test_columns);
  g_test_add_func ("/import/dates", test_dates);
  g_test_add_func ("/import/instants", test_instants);
  g_test_add_func ("/import/numbers", test_numbers);
  g_test_add_func ("/import/order", test_order);
  g_test_add_func ("/import/any-cells", test_any_cells);
#define ADD(name, func) g_test_add (name, Fixture, NULL, set_up, func, tear_down)
  ADD ("/import/accounts", test_accounts);
  ADD ("/import/bad-rows", test_bad_rows);
  ADD ("/import/contacts", test_contacts);
  ADD ("/import/interactions", test_interactions);
  ADD ("/import/usage", test_usage);
  ADD ("/import/undo", test_undo);
  ADD ("/import/trial", test_trial);
  ADD ("/import/stop", test_stop);
  ADD ("/import/bad-files", test_bad_files);
  return g_test_run ();
}
