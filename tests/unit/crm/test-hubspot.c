/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The connector of HubSpot against a server that answers as one. */

#include "config.h"

#include "amends-id.h"
#include "crm-fixture.h"

#define ACCOUNT_CHANGES                                                                            \
  "{\"account\":{\"companies\":{\"arr\":\"arr\",\"renewal\":\"renewal\",\"health\":\"health\","    \
  "\"segment\":\"segment\"}}}"

/* (transfer full): the id of a company. */
static char *
put_company (CrmFixture *f)
{
  return crm_fixture_put (f, "{\"entity\":\"companies\",\"record\":{\"name\":\"Northwind\","
                             "\"arr\":\"120000.50\",\"renewal\":\"2026-04-24\",\"health\":\"41\","
                             "\"segment\":\"mid_market\",\"hubspot_owner_id\":\"501\"}}");
}

static JsonObject *
case_fields (const char *account)
{
  g_autofree char *text = g_strdup_printf (
      "{\"account\":\"%s\",\"subject\":\"Export fails\",\"description\":\"Since Monday\","
      "\"status\":\"open\",\"severity\":\"critical\"}",
      account);

  return crm_fixture_object (text);
}

static AmendsRemoteRow *
create (CrmFixture *f, AmendsRemoteKind kind, JsonObject *fields, const char *key)
{
  g_autoptr (GError) error = NULL;
  AmendsRemoteRow *row = amends_connector_create (f->connector, kind, fields, key, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (row);
  return row;
}

static const char *
text_of (AmendsRemoteRow *row, const char *field)
{
  return json_object_get_string_member_with_default (row->fields, field, NULL);
}

static void
test_probe (void)
{
  g_autoptr (CrmFixture) f = crm_fixture_new ("hubspot", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (AmendsProbe) probe = amends_connector_probe (f->connector, NULL, &error);
  g_autoptr (AmendsProbe) poor = NULL;
  g_autoptr (GPtrArray) fields = NULL;
  guint found = 0;

  g_assert_no_error (error);
  g_assert_cmpstr (probe->product, ==, "HubSpot");
  g_assert_cmpstr (probe->user_id, ==, "4711");
  g_assert_true (probe->abilities & AMENDS_CONNECTOR_CLIENT_KEYS);
  g_assert_true (probe->abilities & AMENDS_CONNECTOR_SURVEYS);
  g_assert_cmpuint (probe->missing->len, ==, 0);
  fields = amends_connector_list_fields (f->connector, AMENDS_REMOTE_ACCOUNT, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < fields->len; i++)
    {
      AmendsRemoteField *field = g_ptr_array_index (fields, i);

      found += strcmp (field->name, "segment") == 0 && field->custom &&
               g_strv_length (field->options) == 3;
      found += strcmp (field->name, "createdate") == 0 && !field->writable && !field->custom;
    }
  g_assert_cmpuint (found, ==, 2);

  json_object_unref (
      crm_fixture_steer (f, "POST", "options", "{\"client-key\":false,\"surveys\":false}"));
  poor = amends_connector_probe (f->connector, NULL, &error);
  g_assert_no_error (error);
  g_assert_false (poor->abilities & AMENDS_CONNECTOR_CLIENT_KEYS);
  g_assert_false (poor->abilities & AMENDS_CONNECTOR_SURVEYS);
  g_assert_cmpuint (poor->missing->len, ==, 3); /* feedback, and the key of tickets and tasks */
}

static void
test_read (void)
{
  g_autoptr (CrmFixture) f = crm_fixture_new ("hubspot", ACCOUNT_CHANGES);
  g_autofree char *company = put_company (f);
  g_autofree char *contact_text = g_strdup_printf (
      "{\"entity\":\"contacts\",\"record\":{\"firstname\":\"Dana\",\"lastname\":\"Lund\","
      "\"email\":\"dana@customer.example\",\"hs_buying_role\":\"DECISION_MAKER\","
      "\"associatedcompanyid\":\"%s\"}}",
      company);
  g_autofree char *contact = crm_fixture_put (f, contact_text);
  g_autofree char *ticket_text = g_strdup_printf (
      "{\"entity\":\"tickets\",\"record\":{\"subject\":\"Login\",\"content\":\"Cannot log in\","
      "\"hs_ticket_priority\":\"HIGH\",\"hs_pipeline_stage\":\"77001\"},"
      "\"links\":[[26,%s],[16,%s]]}",
      company, contact);
  g_autofree char *ticket = crm_fixture_put (f, ticket_text);
  g_autofree char *ticket_id = g_strconcat ("tickets:", ticket, NULL);
  g_autofree char *survey = crm_fixture_put (
      f, "{\"entity\":\"feedback_submissions\",\"record\":{\"hs_value\":\"4\","
         "\"hs_content\":\"Slow\",\"hs_submission_timestamp\":\"2026-03-01T10:00:00Z\"}}");
  char *cursors[4] = { NULL };
  g_autoptr (GHashTable) accounts = crm_fixture_pull (f, AMENDS_REMOTE_ACCOUNT, &cursors[0]);
  g_autoptr (GHashTable) contacts = crm_fixture_pull (f, AMENDS_REMOTE_CONTACT, &cursors[1]);
  g_autoptr (GHashTable) tickets = crm_fixture_pull (f, AMENDS_REMOTE_INTERACTION, &cursors[2]);
  g_autoptr (GHashTable) surveys = crm_fixture_pull (f, AMENDS_REMOTE_SURVEY, &cursors[3]);
  AmendsRemoteRow *row = g_hash_table_lookup (accounts, company);

  g_assert_cmpstr (text_of (row, "arr"), ==, "120000.50");
  g_assert_cmpstr (text_of (row, "renewal"), ==, "2026-04-24");
  g_assert_cmpint (json_object_get_int_member (row->fields, "health"), ==, 41);
  g_assert_cmpstr (text_of (row, "segment"), ==, "mid-market");
  g_assert_cmpstr (text_of (row, "csm"), ==, "Robin Vos");
  row = g_hash_table_lookup (contacts, contact);
  g_assert_cmpstr (text_of (row, "name"), ==, "Dana Lund");
  g_assert_cmpstr (text_of (row, "role"), ==, "decision-maker");
  g_assert_cmpstr (text_of (row, "account"), ==, company);
  row = g_hash_table_lookup (tickets, ticket_id);
  g_assert_cmpstr (text_of (row, "account"), ==, company);
  g_assert_cmpstr (text_of (row, "contact"), ==, contact);
  g_assert_cmpstr (text_of (row, "priority"), ==, "p2");
  row = g_hash_table_lookup (surveys, survey);
  g_assert_cmpint (json_object_get_int_member (row->fields, "nps"), ==, 4);
  for (guint i = 0; i < G_N_ELEMENTS (cursors); i++)
    g_free (cursors[i]);
}

static void
test_pages (void)
{
  g_autoptr (CrmFixture) f = crm_fixture_new ("hubspot", NULL);
  g_autofree char *cursor = NULL;
  g_autofree char *made = NULL;
  g_autoptr (GHashTable) first = NULL;
  g_autoptr (GHashTable) second = NULL;
  g_autoptr (GHashTable) third = NULL;
  guint edited = 0;
  GHashTableIter iter;
  gpointer value;

  json_object_unref (crm_fixture_steer (
      f, "POST", "seed",
      "{\"entity\":\"companies\",\"count\":350,\"ties\":350,\"fields\":{\"name\":\"A {n}\"}}"));
  crm_fixture_fault (f, "{\"kind\":\"edit-between-pages\",\"times\":2,\"skip\":1,"
                        "\"path\":\"search\"}");
  first = crm_fixture_pull (f, AMENDS_REMOTE_ACCOUNT, &cursor);
  g_assert_cmpuint (g_hash_table_size (first), ==, 350);
  made = crm_fixture_put (f, "{\"entity\":\"companies\",\"record\":{\"name\":\"New\"}}");
  second = crm_fixture_pull (f, AMENDS_REMOTE_ACCOUNT, &cursor);
  g_assert_nonnull (g_hash_table_lookup (second, made));
  g_hash_table_iter_init (&iter, second);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    edited += g_strcmp0 (text_of (value, "notes"), "edited between pages") == 0;
  g_assert_cmpuint (edited, ==, 2);
  third = crm_fixture_pull (f, AMENDS_REMOTE_ACCOUNT, &cursor);
  g_assert_cmpuint (g_hash_table_size (third), ==, 0);
}

/* The index is behind: what it does not show yet comes with a later round. */
static void
test_lag (void)
{
  g_autoptr (CrmFixture) f = crm_fixture_new ("hubspot", NULL);
  g_autofree char *cursor = NULL;
  g_autofree char *early = put_company (f);
  g_autofree char *late = NULL;
  g_autofree char *last = NULL;
  g_autoptr (GHashTable) first = NULL;
  g_autoptr (GHashTable) second = NULL;
  g_autoptr (GHashTable) third = NULL;

  json_object_unref (crm_fixture_steer (f, "POST", "clock", "{\"offset\": 120}"));
  json_object_unref (crm_fixture_steer (f, "POST", "options", "{\"lag\": 60}"));
  late = put_company (f);
  first = crm_fixture_pull (f, AMENDS_REMOTE_ACCOUNT, &cursor);
  g_assert_cmpuint (g_hash_table_size (first), ==, 1);
  json_object_unref (crm_fixture_steer (f, "POST", "clock", "{\"offset\": 240}"));
  last = put_company (f);
  second = crm_fixture_pull (f, AMENDS_REMOTE_ACCOUNT, &cursor);
  g_assert_nonnull (g_hash_table_lookup (second, late));
  g_assert_null (g_hash_table_lookup (second, last));
  json_object_unref (crm_fixture_steer (f, "POST", "clock", "{\"offset\": 360}"));
  third = crm_fixture_pull (f, AMENDS_REMOTE_ACCOUNT, &cursor);
  g_assert_cmpuint (g_hash_table_size (third), ==, 1);
  g_assert_nonnull (g_hash_table_lookup (third, last));
}

static void
test_sweep (void)
{
  g_autoptr (CrmFixture) f = crm_fixture_new ("hubspot", NULL);
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *cursor = NULL;
  gboolean more = TRUE;

  json_object_unref (crm_fixture_steer (f, "POST", "options", "{\"lag\": 3600}"));
  json_object_unref (
      crm_fixture_steer (f, "POST", "seed", "{\"entity\":\"companies\",\"count\":250}"));
  while (more)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (AmendsRemotePage) page =
          amends_connector_sweep (f->connector, AMENDS_REMOTE_ACCOUNT, cursor, NULL, &error);

      g_assert_no_error (error);
      for (guint i = 0; i < page->ids->len; i++)
        g_hash_table_add (ids, g_strdup (g_ptr_array_index (page->ids, i)));
      g_free (cursor);
      cursor = g_strdup (page->cursor);
      more = page->more;
    }
  g_assert_cmpuint (g_hash_table_size (ids), ==, 250);
}

static void
test_write (void)
{
  g_autoptr (CrmFixture) f = crm_fixture_new ("hubspot", NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *key = amends_id_new ();
  g_autofree char *task_key = amends_id_new ();
  g_autofree char *company = put_company (f);
  g_autoptr (JsonObject) fields = case_fields (company);
  g_autoptr (AmendsRemoteRow) row = create (f, AMENDS_REMOTE_CASE, fields, key);
  g_autoptr (JsonObject) changed = crm_fixture_object ("{\"status\":\"waiting\"}");
  g_autoptr (AmendsRemoteRow) after = NULL;
  g_autoptr (AmendsRemoteRow) stale = NULL;
  g_autoptr (AmendsRemoteRow) task = NULL;
  g_autoptr (JsonObject) task_fields = NULL;
  g_autofree char *task_text = NULL;
  g_autofree char *case_cursor = NULL;
  g_autofree char *cursor = NULL;
  g_autoptr (GHashTable) cases = NULL;
  g_autoptr (GHashTable) interactions = NULL;

  g_assert_cmpstr (row->client_key, ==, key);
  g_assert_cmpstr (text_of (row, "severity"), ==, "critical");
  g_assert_cmpstr (text_of (row, "status"), ==, "open");
  g_assert_cmpstr (text_of (row, "account"), ==, company);
  cases = crm_fixture_pull (f, AMENDS_REMOTE_CASE, &case_cursor);
  g_assert_nonnull (g_hash_table_lookup (cases, row->id));
  interactions = crm_fixture_pull (f, AMENDS_REMOTE_INTERACTION, &cursor);
  g_assert_cmpuint (g_hash_table_size (interactions), ==, 0);

  after = amends_connector_update (f->connector, AMENDS_REMOTE_CASE, row->id, changed, row->version,
                                   NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (text_of (after, "status"), ==, "waiting");
  crm_fixture_clear_log (f);
  stale = amends_connector_update (f->connector, AMENDS_REMOTE_CASE, row->id, changed, row->version,
                                   NULL, &error);
  g_assert_null (stale);
  g_assert_error (error, AMENDS_CRM_ERROR, AMENDS_CRM_ERROR_CONFLICT);
  g_assert_cmpstr (text_of (amends_crm_error_get_remote (error), "status"), ==, "waiting");
  g_assert_cmpint (crm_fixture_count (f, "PATCH", NULL), ==, 0);

  task_text = g_strdup_printf (
      "{\"case\":\"%s\",\"subject\":\"Call\",\"due\":\"2026-04-24\",\"done\":false}", row->id);
  task_fields = crm_fixture_object (task_text);
  task = create (f, AMENDS_REMOTE_TASK, task_fields, task_key);
  g_assert_cmpstr (text_of (task, "due"), ==, "2026-04-24");
  g_assert_cmpstr (text_of (task, "case"), ==, row->id);
  g_assert_false (json_object_get_boolean_member (task->fields, "done"));
}

static JsonObject *
child_fields (const char *parent)
{
  g_autofree char *text = g_strdup_printf (
      "{\"case\":\"%s\",\"subject\":\"Subject\",\"text\":\"Line one\\nLine <two> & more\","
      "\"description\":\"What\",\"due\":\"2026-04-24T10:00:00Z\",\"done\":false,"
      "\"at\":\"2026-03-10T07:52:00Z\",\"direction\":\"outbound\"}",
      parent);

  return crm_fixture_object (text);
}

/* The answer to each kind of create is lost, at each of its requests: what was made is found, once,
 * with what it hangs on, although the index does not know it yet. */
static void
answer_lost (const char *options)
{
  static const AmendsRemoteKind kinds[] = { AMENDS_REMOTE_CASE, AMENDS_REMOTE_TASK,
                                            AMENDS_REMOTE_NOTE, AMENDS_REMOTE_EMAIL,
                                            AMENDS_REMOTE_REPORT };
  g_autoptr (CrmFixture) f = crm_fixture_new ("hubspot", NULL);
  g_autofree char *company = put_company (f);
  g_autofree char *parent_key = amends_id_new ();
  g_autoptr (JsonObject) parent_fields = case_fields (company);
  g_autoptr (AmendsRemoteRow) parent = NULL;

  json_object_unref (crm_fixture_steer (f, "POST", "options", options));
  parent = create (f, AMENDS_REMOTE_CASE, parent_fields, parent_key);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    for (guint done = 0; done < 2; done++)
      {
        gboolean is_case = kinds[i] == AMENDS_REMOTE_CASE;
        g_autofree char *key = amends_id_new ();
        g_autoptr (JsonObject) fields = is_case ? case_fields (company) : child_fields (parent->id);
        g_autoptr (GError) error = NULL;
        g_autoptr (AmendsRemoteRow) row = NULL;
        g_autoptr (AmendsRemoteRow) found = NULL;

        crm_fixture_fault (
            f, done ? "{\"kind\":\"answer-lost\",\"method\":\"POST\",\"path\":\"objects\"}"
                    : "{\"kind\":\"refuse\",\"method\":\"POST\",\"path\":\"objects\"}");
        row = amends_connector_create (f->connector, kinds[i], fields, key, NULL, &error);
        g_assert_null (row);
        g_assert_error (error, AMENDS_CRM_ERROR, AMENDS_CRM_ERROR_UNKNOWN);
        g_clear_error (&error);
        found = amends_connector_find (f->connector, kinds[i], key, fields, NULL, &error);
        g_assert_no_error (error);
        g_assert_true ((found != NULL) == (done == 1));
        if (done)
          {
            g_assert_cmpstr (found->client_key, ==, key);
            g_assert_cmpstr (text_of (found, is_case ? "account" : "case"), ==,
                             is_case ? company : parent->id);
            if (kinds[i] == AMENDS_REMOTE_NOTE)
              g_assert_cmpstr (text_of (found, "text"), ==, "Line one\nLine <two> & more");
          }
      }
  g_assert_cmpint (crm_fixture_records (f, "tickets"), ==, 2);
  g_assert_cmpint (crm_fixture_records (f, "tasks"), ==, 1);
  g_assert_cmpint (crm_fixture_records (f, "notes"), ==, 2);
  g_assert_cmpint (crm_fixture_records (f, "emails"), ==, 1);
}

static void
test_answer_lost (void)
{
  answer_lost ("{\"lag\":600}");
}

static void
test_answer_lost_without_keys (void)
{
  answer_lost ("{\"lag\":600,\"client-key\":false}");
}

/* The ticket is there and its link got lost: looking it up mends the link. */
static void
test_link_lost (void)
{
  g_autoptr (CrmFixture) f = crm_fixture_new ("hubspot", NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *company = put_company (f);
  g_autofree char *key = amends_id_new ();
  g_autoptr (JsonObject) fields = case_fields (company);
  g_autoptr (AmendsRemoteRow) row = NULL;
  g_autoptr (AmendsRemoteRow) found = NULL;

  crm_fixture_fault (f, "{\"kind\":\"status:503\",\"method\":\"PUT\",\"times\":-1}");
  row = amends_connector_create (f->connector, AMENDS_REMOTE_CASE, fields, key, NULL, &error);
  g_assert_null (row);
  g_assert_error (error, AMENDS_CRM_ERROR, AMENDS_CRM_ERROR_UNKNOWN);
  g_clear_error (&error);
  crm_fixture_no_faults (f);
  found = amends_connector_find (f->connector, AMENDS_REMOTE_CASE, key, fields, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (text_of (found, "account"), ==, company);
  g_assert_cmpint (crm_fixture_records (f, "tickets"), ==, 1);
}

static void
test_notes (void)
{
  g_autoptr (CrmFixture) f = crm_fixture_new ("hubspot", NULL);
  g_autofree char *cursor = NULL;
  g_autofree char *company = put_company (f);
  g_autofree char *key = amends_id_new ();
  g_autoptr (JsonObject) fields = case_fields (company);
  g_autoptr (AmendsRemoteRow) parent = create (f, AMENDS_REMOTE_CASE, fields, key);
  g_autofree char *text = g_strdup_printf (
      "{\"entity\":\"notes\",\"record\":{\"hs_note_body\":\"<p>Called <b>them</b></p><p>Twice"
      "</p>\",\"hs_timestamp\":\"2026-03-10T07:52:00Z\"},\"links\":[[228,%s]]}",
      parent->id);
  g_autofree char *note = crm_fixture_put (f, text);
  g_autofree char *loose =
      crm_fixture_put (f, "{\"entity\":\"notes\",\"record\":{\"hs_note_body\":\"On nothing\"}}");
  g_autoptr (GHashTable) rows = crm_fixture_pull (f, AMENDS_REMOTE_NOTE, &cursor);
  AmendsRemoteRow *row = g_hash_table_lookup (rows, note);

  g_assert_cmpuint (g_hash_table_size (rows), ==, 1);
  g_assert_cmpstr (text_of (row, "case"), ==, parent->id);
  g_assert_cmpstr (text_of (row, "text"), ==, "Called them\n\nTwice");
  g_assert_null (g_hash_table_lookup (rows, loose));
}

typedef struct
{
  const char *fault;
  AmendsCrmError reading;
  AmendsCrmError writing;
} Outcome;

static void
test_faults (void)
{
  static const Outcome outcomes[] = {
    { "refuse", AMENDS_CRM_ERROR_SERVER, AMENDS_CRM_ERROR_UNKNOWN },
    { "cut:200", AMENDS_CRM_ERROR_SERVER, AMENDS_CRM_ERROR_UNKNOWN },
    { "status:400", AMENDS_CRM_ERROR_INVALID, AMENDS_CRM_ERROR_INVALID },
    { "status:403", AMENDS_CRM_ERROR_FORBIDDEN, AMENDS_CRM_ERROR_FORBIDDEN },
    { "status:404", AMENDS_CRM_ERROR_GONE, AMENDS_CRM_ERROR_GONE },
    { "status:409", AMENDS_CRM_ERROR_CONFLICT, AMENDS_CRM_ERROR_CONFLICT },
    { "429", AMENDS_CRM_ERROR_RATE_LIMITED, AMENDS_CRM_ERROR_RATE_LIMITED },
    { "status:500", AMENDS_CRM_ERROR_SERVER, AMENDS_CRM_ERROR_UNKNOWN },
    { "status:502", AMENDS_CRM_ERROR_SERVER, AMENDS_CRM_ERROR_UNKNOWN },
    { "html", AMENDS_CRM_ERROR_PROTOCOL, AMENDS_CRM_ERROR_UNKNOWN },
    { "wrong-type", AMENDS_CRM_ERROR_PROTOCOL, AMENDS_CRM_ERROR_UNKNOWN },
    { "error-in-200", AMENDS_CRM_ERROR_PROTOCOL, AMENDS_CRM_ERROR_UNKNOWN },
    { "depth-bomb", AMENDS_CRM_ERROR_PROTOCOL, AMENDS_CRM_ERROR_UNKNOWN },
    { "redirect-port", AMENDS_CRM_ERROR_PROTOCOL, AMENDS_CRM_ERROR_UNKNOWN },
    { "401-midway", AMENDS_CRM_ERROR_AUTH_EXPIRED, AMENDS_CRM_ERROR_AUTH_EXPIRED },
  };
  g_autoptr (CrmFixture) f = crm_fixture_new ("hubspot", NULL);
  g_autofree char *company = put_company (f);
  g_autoptr (JsonObject) fields = case_fields (company);
  g_autofree char *key = amends_id_new ();
  g_autoptr (JsonObject) trap = NULL;

  amends_remote_row_unref (
      amends_connector_get (f->connector, AMENDS_REMOTE_ACCOUNT, company, NULL, NULL));
  amends_remote_row_unref (create (f, AMENDS_REMOTE_CASE, fields, key));
  for (guint i = 0; i < G_N_ELEMENTS (outcomes); i++)
    {
      g_autofree char *read_fault =
          g_strdup_printf ("{\"kind\":\"%s\",\"times\":-1,\"method\":\"GET\"}", outcomes[i].fault);
      g_autofree char *write_fault =
          g_strdup_printf ("{\"kind\":\"%s\",\"times\":-1,\"method\":\"POST\"}", outcomes[i].fault);
      g_autofree char *new_key = amends_id_new ();
      g_autoptr (GError) error = NULL;
      AmendsRemoteRow *row;

      g_test_message ("%s", outcomes[i].fault);
      crm_fixture_fault (f, read_fault);
      row = amends_connector_get (f->connector, AMENDS_REMOTE_ACCOUNT, company, NULL, &error);
      g_assert_null (row);
      g_assert_error (error, AMENDS_CRM_ERROR, (int) outcomes[i].reading);
      g_clear_error (&error);
      crm_fixture_no_faults (f);
      crm_fixture_fault (f, write_fault);
      row =
          amends_connector_create (f->connector, AMENDS_REMOTE_CASE, fields, new_key, NULL, &error);
      g_assert_null (row);
      g_assert_error (error, AMENDS_CRM_ERROR, (int) outcomes[i].writing);
      crm_fixture_no_faults (f);
      if (outcomes[i].reading == AMENDS_CRM_ERROR_RATE_LIMITED)
        g_usleep (1100 * 1000);
    }
  trap = crm_fixture_steer (f, "GET", "trap", NULL);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (trap, "requests")), ==, 0);
}

/* A search is made no more often than allowed. */
static void
test_search_rate (void)
{
  g_autoptr (CrmFixture) f = crm_fixture_new ("hubspot", NULL);
  g_autofree char *cursor = NULL;
  g_autoptr (GHashTable) rows = NULL;

  f->polite = TRUE;
  crm_fixture_connect (f, NULL);
  json_object_unref (crm_fixture_steer (f, "POST", "options", "{\"search-rate\": 4}"));
  json_object_unref (
      crm_fixture_steer (f, "POST", "seed", "{\"entity\":\"companies\",\"count\":350}"));
  rows = crm_fixture_pull (f, AMENDS_REMOTE_ACCOUNT, &cursor);
  g_assert_cmpuint (g_hash_table_size (rows), ==, 350);
}

static void
test_refusals (void)
{
  g_autoptr (CrmFixture) f = crm_fixture_new ("hubspot", NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *key = amends_id_new ();
  g_autoptr (JsonObject) no_stage = crm_fixture_object ("{\"subject\":\"x\"}");
  AmendsRemoteRow *row;

  row = amends_connector_create (f->connector, AMENDS_REMOTE_CASE, no_stage, key, NULL, &error);
  g_assert_null (row);
  g_assert_error (error, AMENDS_CRM_ERROR, AMENDS_CRM_ERROR_INVALID);
  g_assert_cmpstr (amends_crm_error_get_field (error), ==, "status");
  g_clear_error (&error);
  row = amends_connector_get (f->connector, AMENDS_REMOTE_CASE, "123", NULL, &error);
  g_assert_null (row);
  g_assert_error (error, AMENDS_CRM_ERROR, AMENDS_CRM_ERROR_GONE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hubspot/probe", test_probe);
  g_test_add_func ("/hubspot/read", test_read);
  g_test_add_func ("/hubspot/pages", test_pages);
  g_test_add_func ("/hubspot/lag", test_lag);
  g_test_add_func ("/hubspot/sweep", test_sweep);
  g_test_add_func ("/hubspot/write", test_write);
  g_test_add_func ("/hubspot/answer-lost", test_answer_lost);
  g_test_add_func ("/hubspot/answer-lost-without-keys", test_answer_lost_without_keys);
  g_test_add_func ("/hubspot/link-lost", test_link_lost);
  g_test_add_func ("/hubspot/notes", test_notes);
  g_test_add_func ("/hubspot/faults", test_faults);
  g_test_add_func ("/hubspot/search-rate", test_search_rate);
  g_test_add_func ("/hubspot/refusals", test_refusals);
  return g_test_run ();
}
