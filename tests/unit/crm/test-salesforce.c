/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Salesforce, against the stand-in server. */

#include "crm-peer.h"

#include "amends-soql.h"

static const struct
{
  AmendsRemoteKind kind;
  const char *entity;
  const char *fields; /* %s: the case */
} creates[] = {
  { AMENDS_REMOTE_CASE, "Case",
    "{'subject':'Import fails','description':'a\\nb','status':'open','severity':'critical'}" },
  { AMENDS_REMOTE_TASK, "Task",
    "{'case':'%s','subject':'Call back','due':'2026-03-12','done':false}" },
  { AMENDS_REMOTE_NOTE, "CaseComment", "{'case':'%s','text':'First line\\nsecond line'}" },
  { AMENDS_REMOTE_EMAIL, "EmailMessage",
    "{'case':'%s','subject':'Our answer','text':'Dear Ms Ito','from':'robin@vendor.example',"
    "'to':'ito@customer.example','at':'2026-03-10T08:52:00Z','direction':'outbound'}" },
  { AMENDS_REMOTE_REPORT, "Task", "{'case':'%s','text':'# Debrief\\nWhat we learned'}" },
};

static char *
make_case (CrmFixture *peer)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) fields = peer_fields ("{'subject':'The case'}");
  g_autoptr (AmendsRemoteRow) row =
      amends_connector_create (peer->connector, AMENDS_REMOTE_CASE, fields,
                               "9b0f4b8e-4c55-4f0e-8a53-2f6f8f2b0c11", NULL, &error);

  g_assert_no_error (error);
  return g_strdup (row->id);
}

static void
test_soql (void)
{
  g_autofree char *quoted = amends_soql_quote ("O'Neil \\ \"x\"\n' OR Name != '");
  g_autofree char *back = amends_soql_step_back ("2026-03-10T00:01:00.000+0000", 300);
  g_autofree char *offset = amends_soql_step_back ("2026-03-10T01:01:00.000+0100", 60);
  g_autofree char *bad = amends_soql_step_back ("2026-03-10' OR Id != null", 60);

  g_assert_cmpstr (quoted, ==, "'O\\'Neil \\\\ \\\"x\\\"\\n\\' OR Name != \\''");
  g_assert_cmpstr (back, ==, "2026-03-09T23:56:00Z");
  g_assert_cmpstr (offset, ==, "2026-03-10T00:00:00Z");
  g_assert_null (bad);
  g_assert_true (amends_soql_is_name ("Owner.Name"));
  g_assert_true (amends_soql_is_name ("ARR__c"));
  g_assert_false (amends_soql_is_name ("Name FROM User"));
  g_assert_false (amends_soql_is_name ("Owner."));
  g_assert_false (amends_soql_is_name (".Name"));
  g_assert_false (amends_soql_is_name (""));
  g_assert_false (amends_soql_is_name (NULL));
  g_assert_true (amends_soql_is_id ("500000000000001AAA"));
  g_assert_false (amends_soql_is_id ("500000000000001"
                                     "A'A"));
  g_assert_false (amends_soql_is_id ("5"));
  g_assert_false (amends_soql_is_time ("2026-03-10"));
  g_assert_false (amends_soql_is_time ("2026-03-10T08:52:00"));
  g_assert_true (amends_soql_is_time ("2026-03-10T08:52:00.000+0000"));
}

static void
test_probe (void)
{
  g_autoptr (CrmFixture) peer = crm_fixture_new ("salesforce", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (AmendsProbe) probe = NULL;
  g_autoptr (AmendsProbe) poor = NULL;
  g_autoptr (GPtrArray) fields = NULL;
  gboolean key = FALSE;

  peer_tell (peer, "clock", "{'offset':-7200}");
  probe = amends_connector_probe (peer->connector, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (probe->product, ==, "Salesforce, API 60.0");
  g_assert_cmpstr (probe->user, ==, "Robin Vos");
  g_assert_cmpint (ABS (probe->skew + 7200000), <, 5000);
  g_assert_cmpint (probe->abilities, ==,
                   AMENDS_CONNECTOR_CLIENT_KEYS | AMENDS_CONNECTOR_VERSIONS |
                       AMENDS_CONNECTOR_TELLS_DELETED | AMENDS_CONNECTOR_WRITES);
  fields = amends_connector_list_fields (peer->connector, AMENDS_REMOTE_CASE, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < fields->len; i++)
    {
      AmendsRemoteField *field = g_ptr_array_index (fields, i);

      if (strcmp (field->name, "Amends_Key__c") == 0)
        key = field->custom && field->writable;
      if (strcmp (field->name, "Status") == 0)
        g_assert_true (g_strv_contains ((const char *const *) field->options, "On Hold"));
      if (strcmp (field->name, "CaseNumber") == 0)
        g_assert_false (field->writable);
    }
  g_assert_true (key);

  peer_tell (peer, "options", "{'key-field':false,'writes':false,'custom':false,'used':4500}");
  poor = amends_connector_probe (peer->connector, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (poor->abilities, ==, AMENDS_CONNECTOR_VERSIONS | AMENDS_CONNECTOR_TELLS_DELETED);
  g_assert_cmpuint (poor->missing->len, >, probe->missing->len);
}

static void
test_changes (void)
{
  g_autoptr (CrmFixture) peer = crm_fixture_new ("salesforce", NULL);
  g_autofree char *cursor = NULL;
  g_autofree char *kept = NULL;
  g_autoptr (GHashTable) all = NULL;
  g_autoptr (GHashTable) again = NULL;
  g_autoptr (GHashTable) gone = NULL;
  g_autoptr (GHashTable) swept = NULL;
  g_autoptr (JsonObject) seeded = NULL;
  AmendsRemoteRow *row;
  const char *first;

  peer_tell (peer, "options", "{'batch':700,'next':'http://localhost:1'}");
  seeded = crm_fixture_steer (
      peer, "POST", "seed",
      "{\"entity\":\"Account\",\"count\":2500,\"ties\":1300,\"fields\":{\"Name\":"
      "\"R&D <b>{n}</b>\",\"ARR__c\":120000.5,\"Renewal_Date__c\":\"2026-04-24\","
      "\"Strategic__c\":true,\"Segment__c\":\"SMB\"}}");
  first = json_object_get_string_member (seeded, "first");
  all = crm_fixture_pull (peer, AMENDS_REMOTE_ACCOUNT, &cursor);
  g_assert_cmpuint (g_hash_table_size (all), ==, 2500);
  row = g_hash_table_lookup (all, first);
  g_assert_cmpstr (peer_text (row, "name"), ==, "R&D <b>0</b>");
  g_assert_cmpstr (peer_text (row, "arr"), ==, "120000.5");
  g_assert_cmpstr (peer_text (row, "renewal"), ==, "2026-04-24");
  g_assert_cmpstr (peer_text (row, "segment"), ==, "smb");
  g_assert_cmpstr (peer_text (row, "csm"), ==, "Kim Berg");
  g_assert_cmpstr (row->modified_by, ==, "Kim Berg");
  g_assert_true (json_object_get_boolean_member (row->fields, "strategic"));
  g_assert_false (json_object_has_member (row->fields, "currency"));

  peer_tell (peer, "clock", "{'offset':1000}");
  kept = g_strdup_printf ("{'entity':'Account','record':{'Id':'%s','Name':'New name'}}", first);
  peer_tell (peer, "put", kept);
  again = crm_fixture_pull (peer, AMENDS_REMOTE_ACCOUNT, &cursor);
  row = g_hash_table_lookup (again, first);
  g_assert_cmpstr (peer_text (row, "name"), ==, "New name");

  g_free (kept);
  kept = g_strdup_printf ("{'entity':'Account','id':'%s'}", first);
  peer_tell (peer, "delete", kept);
  gone = crm_fixture_pull (peer, AMENDS_REMOTE_ACCOUNT, &cursor);
  row = g_hash_table_lookup (gone, first);
  g_assert_true (row->deleted);
  swept = peer_sweep (peer, AMENDS_REMOTE_ACCOUNT);
  g_assert_cmpuint (g_hash_table_size (swept), ==, 2499);
  g_assert_false (g_hash_table_contains (swept, first));
}

/* A row that moves from page to page, and a cursor that means nothing. */
static void
test_changes_under_way (void)
{
  g_autoptr (CrmFixture) peer = crm_fixture_new ("salesforce", NULL);
  g_autofree char *cursor = NULL;
  g_autofree char *rubbish = g_strdup ("{\"at\":99,\"parts\":[{\"time\":\"x' OR\",\"id\":7}]}");
  g_autoptr (GHashTable) all = NULL;
  g_autoptr (GHashTable) fresh = NULL;

  peer_tell (peer, "options", "{'batch':100}");
  peer_tell (peer, "seed", "{'entity':'Account','count':600,'ties':50}");
  peer_tell (peer, "fault", "{'kind':'edit-between-pages','times':4,'path':'queryAll'}");
  all = crm_fixture_pull (peer, AMENDS_REMOTE_ACCOUNT, &cursor);
  g_assert_cmpuint (g_hash_table_size (all), ==, 600);
  fresh = crm_fixture_pull (peer, AMENDS_REMOTE_ACCOUNT, &rubbish);
  g_assert_cmpuint (g_hash_table_size (fresh), ==, 600);
}

static void
test_restored_backup (void)
{
  g_autoptr (CrmFixture) peer = crm_fixture_new ("salesforce", NULL);
  g_autofree char *cursor = NULL;
  g_autoptr (GHashTable) before = NULL;
  g_autoptr (GHashTable) after = NULL;
  g_autoptr (GHashTable) idle = NULL;
  g_autoptr (JsonObject) seeded = NULL;
  g_autofree char *edit = NULL;
  AmendsRemoteRow *row;
  const char *last;

  seeded = crm_fixture_steer (peer, "POST", "seed", "{\"entity\":\"Account\",\"count\":40}");
  last = json_object_get_string_member (seeded, "last");
  peer_tell (peer, "backup", "{}");
  peer_tell (peer, "clock", "{'offset':7200}");
  edit = g_strdup_printf ("{'entity':'Account','record':{'Id':'%s','Name':'Later'}}", last);
  peer_tell (peer, "put", edit);
  before = crm_fixture_pull (peer, AMENDS_REMOTE_ACCOUNT, &cursor);
  peer_tell (peer, "restore", "{}");
  after = crm_fixture_pull (peer, AMENDS_REMOTE_ACCOUNT, &cursor);
  g_assert_cmpuint (g_hash_table_size (after), ==, 40);
  row = g_hash_table_lookup (after, last);
  g_assert_cmpstr (peer_text (row, "name"), ==, "39");
  idle = crm_fixture_pull (peer, AMENDS_REMOTE_ACCOUNT, &cursor);
  g_assert_nonnull (g_hash_table_lookup (idle, last));
}

static void
check_create (CrmFixture *peer, guint i, const char *above, const char *key)
{
  g_autofree char *text = g_strdup_printf (creates[i].fields, above);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) fields = peer_fields (text);
  g_autoptr (JsonObject) record = NULL;
  g_autoptr (AmendsRemoteRow) none = NULL;
  g_autoptr (AmendsRemoteRow) row = NULL;
  g_autoptr (AmendsRemoteRow) found = NULL;

  none = amends_connector_find (peer->connector, creates[i].kind, key, fields, NULL, &error);
  g_assert_no_error (error);
  g_assert_null (none);
  row = amends_connector_create (peer->connector, creates[i].kind, fields, key, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (row->client_key, ==, key);
  g_assert_nonnull (row->version);
  found = amends_connector_find (peer->connector, creates[i].kind, key, fields, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (found->id, ==, row->id);
  g_assert_cmpstr (found->version, ==, row->version);
  if (json_object_has_member (fields, "text"))
    g_assert_cmpstr (peer_text (row, "text"), ==, json_object_get_string_member (fields, "text"));
  if (json_object_has_member (fields, "due"))
    g_assert_cmpstr (peer_text (row, "due"), ==, "2026-03-12");
  record = peer_record (peer, creates[i].entity, row->id);
  if (creates[i].kind == AMENDS_REMOTE_CASE)
    {
      g_assert_true (json_object_get_boolean_member (record, "IsEscalated"));
      g_assert_cmpstr (json_object_get_string_member (record, "Priority"), ==, "High");
      g_assert_cmpstr (peer_text (row, "description"), ==, "a\nb");
      g_assert_cmpstr (peer_text (row, "reference"), ==, "00001027");
    }
  if (creates[i].kind == AMENDS_REMOTE_EMAIL)
    g_assert_false (json_object_get_boolean_member (record, "Incoming"));
}

static void
test_create (void)
{
  for (guint keyed = 0; keyed < 2; keyed++)
    {
      g_autoptr (CrmFixture) peer = crm_fixture_new ("salesforce", NULL);
      g_autofree char *above = NULL;

      if (!keyed)
        peer_tell (peer, "options", "{'key-field':false}");
      above = make_case (peer);
      for (guint i = 0; i < G_N_ELEMENTS (creates); i++)
        {
          g_autofree char *key = g_strdup_printf ("0b6c4e0e-1f7a-4a53-9a47-6a3f0f3f7c%02x", i);

          check_create (peer, i, above, key);
        }
    }
}

/* An object that is hidden from this user: the others are read, and nothing is thought gone. */
static void
test_hidden_object (void)
{
  g_autoptr (CrmFixture) peer = crm_fixture_new ("salesforce", NULL);
  g_autofree char *cursor = NULL;
  g_autoptr (GHashTable) rows = NULL;
  g_autoptr (GError) error = NULL;
  gboolean more = TRUE;
  g_autofree char *swept = NULL;

  peer_tell (peer, "options", "{'hidden':['Task']}");
  peer_tell (peer, "seed", "{'entity':'Case','count':3}");
  rows = crm_fixture_pull (peer, AMENDS_REMOTE_INTERACTION, &cursor);
  g_assert_cmpuint (g_hash_table_size (rows), ==, 3);
  while (more && error == NULL)
    {
      g_autoptr (AmendsRemotePage) page =
          amends_connector_sweep (peer->connector, AMENDS_REMOTE_INTERACTION, swept, NULL, &error);

      more = page != NULL && page->more;
      g_free (swept);
      swept = page != NULL ? g_strdup (page->cursor) : NULL;
    }
  g_assert_error (error, AMENDS_CRM_ERROR, AMENDS_CRM_ERROR_FORBIDDEN);
}

/* The answer is lost after the write: nothing is lost, nothing is doubled. */
static void
test_answer_lost (void)
{
  static const char *const faults[] = { "answer-lost", "cut:40", "html", "wrong-type", "drip:5" };

  for (guint keyed = 0; keyed < 2; keyed++)
    {
      g_autoptr (CrmFixture) peer = crm_fixture_new ("salesforce", NULL);
      g_autofree char *above = NULL;

      amends_http_set_timeouts (peer->http, 3, 8);
      if (!keyed)
        peer_tell (peer, "options", "{'key-field':false}");
      above = make_case (peer);
      for (guint i = 0; i < G_N_ELEMENTS (creates); i++)
        /* The slow one costs its whole time, so once is enough. */
        for (guint f = 0; f < G_N_ELEMENTS (faults) - (i > 0 || keyed); f++)
          {
            g_autofree char *text = g_strdup_printf (creates[i].fields, above);
            g_autofree char *key =
                g_strdup_printf ("0b6c4e0e-1f7a-4a53-9a47-6a3f0f3f%02x%02x", i, f);
            g_autofree char *fault =
                g_strdup_printf ("{'kind':'%s','done':true,'path':'sobjects/%s(/Amends|$)'}",
                                 faults[f], creates[i].entity);
            g_autoptr (JsonObject) fields = peer_fields (text);
            g_autoptr (GError) error = NULL;
            g_autoptr (AmendsRemoteRow) row = NULL;
            g_autoptr (AmendsRemoteRow) found = NULL;
            gint64 before = crm_fixture_records (peer, creates[i].entity);

            peer_tell (peer, "fault", fault);
            row = amends_connector_create (peer->connector, creates[i].kind, fields, key, NULL,
                                           &error);
            crm_fixture_no_faults (peer);
            g_assert_null (row);
            g_assert_error (error, AMENDS_CRM_ERROR, AMENDS_CRM_ERROR_UNKNOWN);
            g_clear_error (&error);
            found =
                amends_connector_find (peer->connector, creates[i].kind, key, fields, NULL, &error);
            g_assert_no_error (error);
            g_assert_nonnull (found);
            g_assert_cmpstr (found->client_key, ==, key);
            g_assert_cmpint (crm_fixture_records (peer, creates[i].entity), ==, before + 1);
          }
    }
}

/* Where the key is an external id, the same create twice is one record. */
static void
test_same_key_twice (void)
{
  g_autoptr (CrmFixture) peer = crm_fixture_new ("salesforce", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) fields = peer_fields ("{'subject':'Once'}");
  g_autoptr (AmendsRemoteRow) one = NULL;
  g_autoptr (AmendsRemoteRow) two = NULL;

  one =
      amends_connector_create (peer->connector, AMENDS_REMOTE_CASE, fields, PEER_KEY, NULL, &error);
  g_assert_no_error (error);
  two =
      amends_connector_create (peer->connector, AMENDS_REMOTE_CASE, fields, PEER_KEY, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (one->id, ==, two->id);
  g_assert_cmpint (crm_fixture_records (peer, "Case"), ==, 1);
}

static void
test_conflict (void)
{
  g_autoptr (CrmFixture) peer = crm_fixture_new ("salesforce", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) fields = peer_fields ("{'subject':'S','status':'open'}");
  g_autoptr (JsonObject) change = peer_fields ("{'status':'waiting'}");
  g_autoptr (JsonObject) owner = peer_fields ("{'owner':'Kim Berg'}");
  g_autoptr (JsonObject) nobody = json_object_new ();
  g_autoptr (JsonObject) gone = peer_fields ("{'subject':'T'}");
  g_autoptr (AmendsRemoteRow) row = NULL;
  g_autoptr (AmendsRemoteRow) changed = NULL;
  g_autoptr (AmendsRemoteRow) owned = NULL;
  g_autofree char *theirs = NULL;
  g_autofree char *unrelated = NULL;
  g_autofree char *removal = NULL;

  row =
      amends_connector_create (peer->connector, AMENDS_REMOTE_CASE, fields, PEER_KEY, NULL, &error);
  g_assert_no_error (error);
  theirs = g_strdup_printf ("{'entity':'Case','record':{'Id':'%s','Subject':'Theirs'}}", row->id);

  /* Within one second, which no time stamp shows. */
  peer_tell (peer, "put", theirs);
  changed = amends_connector_update (peer->connector, AMENDS_REMOTE_CASE, row->id, change,
                                     row->version, NULL, &error);
  g_assert_error (error, AMENDS_CRM_ERROR, AMENDS_CRM_ERROR_CONFLICT);
  g_assert_cmpstr (peer_text (amends_crm_error_get_remote (error), "subject"), ==, "Theirs");
  g_assert_cmpstr (peer_text (amends_crm_error_get_remote (error), "status"), ==, "open");
  changed = amends_connector_update (peer->connector, AMENDS_REMOTE_CASE, row->id, change,
                                     amends_crm_error_get_remote (error)->version, NULL, NULL);
  g_assert_cmpstr (peer_text (changed, "status"), ==, "waiting");
  g_clear_error (&error);

  /* A field that is not ours is no conflict. */
  unrelated = g_strdup_printf ("{'entity':'Case','record':{'Id':'%s','Origin':'Phone'}}", row->id);
  peer_tell (peer, "clock", "{'offset':60}");
  peer_tell (peer, "put", unrelated);
  owned = amends_connector_update (peer->connector, AMENDS_REMOTE_CASE, row->id, owner,
                                   changed->version, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (peer_text (owned, "owner"), ==, "Kim Berg");

  /* Between our reading and our writing. */
  peer_tell (peer, "clock", "{'offset':120}");
  peer_tell (peer, "fault", "{'kind':'edit-between-pages','path':'queryAll'}");
  g_assert_null (amends_connector_update (peer->connector, AMENDS_REMOTE_CASE, row->id, change,
                                          owned->version, NULL, &error));
  g_assert_error (error, AMENDS_CRM_ERROR, AMENDS_CRM_ERROR_CONFLICT);
  g_assert_cmpstr (peer_text (amends_crm_error_get_remote (error), "description"), ==,
                   "edited between pages");
  g_clear_error (&error);

  json_object_set_string_member (nobody, "owner", "x' OR Name != 'y");
  g_assert_null (amends_connector_update (peer->connector, AMENDS_REMOTE_CASE, row->id, nobody,
                                          NULL, NULL, &error));
  g_assert_error (error, AMENDS_CRM_ERROR, AMENDS_CRM_ERROR_INVALID);
  g_assert_cmpstr (amends_crm_error_get_field (error), ==, "owner");
  g_clear_error (&error);

  removal = g_strdup_printf ("{'entity':'Case','id':'%s'}", row->id);
  peer_tell (peer, "delete", removal);
  g_assert_null (amends_connector_update (peer->connector, AMENDS_REMOTE_CASE, row->id, gone, NULL,
                                          NULL, &error));
  g_assert_error (error, AMENDS_CRM_ERROR, AMENDS_CRM_ERROR_GONE);
}

/* The mark stays though the text that carries it is changed, and no person's text is. */
static void
test_mark_stays (void)
{
  g_autoptr (CrmFixture) peer = crm_fixture_new ("salesforce", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) fields = peer_fields ("{'subject':'S','description':'before'}");
  g_autoptr (JsonObject) change = peer_fields ("{'description':'after'}");
  g_autoptr (AmendsRemoteRow) row = NULL;
  g_autoptr (AmendsRemoteRow) changed = NULL;
  g_autoptr (AmendsRemoteRow) found = NULL;

  peer_tell (peer, "options", "{'key-field':false}");
  row =
      amends_connector_create (peer->connector, AMENDS_REMOTE_CASE, fields, PEER_KEY, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (peer_text (row, "description"), ==, "before");
  changed = amends_connector_update (peer->connector, AMENDS_REMOTE_CASE, row->id, change,
                                     row->version, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (peer_text (changed, "description"), ==, "after");
  found =
      amends_connector_find (peer->connector, AMENDS_REMOTE_CASE, PEER_KEY, fields, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (found->id, ==, row->id);
}

/* A moment becomes the day it is in the user's zone, Amsterdam; a day stays that day. */
static void
test_days (void)
{
  g_autoptr (CrmFixture) peer = crm_fixture_new ("salesforce", NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *above = NULL;
  g_autofree char *text = NULL;
  g_autoptr (JsonObject) fields = NULL;
  g_autoptr (AmendsRemoteRow) row = NULL;

  above = make_case (peer);
  text = g_strdup_printf ("{'case':'%s','subject':'S','due':'2026-03-11T23:30:00Z'}", above);
  fields = peer_fields (text);
  row =
      amends_connector_create (peer->connector, AMENDS_REMOTE_TASK, fields, PEER_KEY, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (peer_text (row, "due"), ==, "2026-03-12");
}

static void
test_faults (void)
{
  static const struct
  {
    const char *fault;
    AmendsCrmError reading;
    AmendsCrmError writing;
  } cases[] = {
    { "status:400", AMENDS_CRM_ERROR_INVALID, AMENDS_CRM_ERROR_INVALID },
    { "status:401", AMENDS_CRM_ERROR_AUTH_EXPIRED, AMENDS_CRM_ERROR_AUTH_EXPIRED },
    { "status:403", AMENDS_CRM_ERROR_FORBIDDEN, AMENDS_CRM_ERROR_FORBIDDEN },
    { "status:404", AMENDS_CRM_ERROR_GONE, AMENDS_CRM_ERROR_GONE },
    { "status:409", AMENDS_CRM_ERROR_CONFLICT, AMENDS_CRM_ERROR_CONFLICT },
    { "status:422", AMENDS_CRM_ERROR_INVALID, AMENDS_CRM_ERROR_INVALID },
    { "429", AMENDS_CRM_ERROR_RATE_LIMITED, AMENDS_CRM_ERROR_RATE_LIMITED },
    { "status:500", AMENDS_CRM_ERROR_SERVER, AMENDS_CRM_ERROR_UNKNOWN },
    { "status:502", AMENDS_CRM_ERROR_SERVER, AMENDS_CRM_ERROR_UNKNOWN },
    { "status:503", AMENDS_CRM_ERROR_SERVER, AMENDS_CRM_ERROR_UNKNOWN },
    { "status:504", AMENDS_CRM_ERROR_SERVER, AMENDS_CRM_ERROR_UNKNOWN },
    { "refuse", AMENDS_CRM_ERROR_SERVER, AMENDS_CRM_ERROR_UNKNOWN },
    { "html", AMENDS_CRM_ERROR_PROTOCOL, AMENDS_CRM_ERROR_UNKNOWN },
    { "error-in-200", AMENDS_CRM_ERROR_PROTOCOL, AMENDS_CRM_ERROR_UNKNOWN },
    { "depth-bomb", AMENDS_CRM_ERROR_PROTOCOL, AMENDS_CRM_ERROR_UNKNOWN },
  };
  g_autoptr (CrmFixture) peer = crm_fixture_new ("salesforce", NULL);
  g_autofree char *above = NULL;

  above = make_case (peer);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *reading =
          g_strdup_printf ("{'kind':'%s','times':-1,'path':'queryAll'}", cases[i].fault);
      g_autofree char *writing =
          g_strdup_printf ("{'kind':'%s','times':-1,'method':'PATCH'}", cases[i].fault);
      g_autoptr (JsonObject) fields = peer_fields ("{'subject':'S'}");
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", cases[i].fault);
      peer_tell (peer, "fault", reading);
      g_assert_null (
          amends_connector_list_changes (peer->connector, AMENDS_REMOTE_CASE, NULL, NULL, &error));
      g_assert_error (error, AMENDS_CRM_ERROR, (int) cases[i].reading);
      g_clear_error (&error);
      crm_fixture_no_faults (peer);
      peer_tell (peer, "fault", writing);
      g_assert_null (amends_connector_create (peer->connector, AMENDS_REMOTE_CASE, fields, PEER_KEY,
                                              NULL, &error));
      g_assert_error (error, AMENDS_CRM_ERROR, (int) cases[i].writing);
      g_assert_cmpstr (error->message, !=, "");
      crm_fixture_no_faults (peer);
      g_assert_cmpint (crm_fixture_records (peer, "Case"), ==, 1);
    }
}

/* Wherever it is sent, the credential stays. */
static void
test_redirects (void)
{
  static const char *const faults[] = { "redirect-host", "redirect-port", "redirect-scheme",
                                        "redirect-loop" };
  g_autoptr (CrmFixture) peer = crm_fixture_new ("salesforce", NULL);
  g_autofree char *above = make_case (peer);
  g_autofree char *text = g_strdup_printf ("{'case':'%s','text':'t'}", above);
  g_autoptr (JsonObject) fields = peer_fields (text);
  g_autoptr (JsonObject) trap = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autofree char *fault = g_strdup_printf ("{'kind':'%s','times':-1}", faults[i]);
      g_autoptr (GError) error = NULL;

      peer_tell (peer, "fault", fault);
      g_assert_null (
          amends_connector_list_changes (peer->connector, AMENDS_REMOTE_CASE, NULL, NULL, &error));
      g_assert_nonnull (error);
      g_clear_error (&error);
      g_assert_null (amends_connector_create (peer->connector, AMENDS_REMOTE_NOTE, fields, PEER_KEY,
                                              NULL, &error));
      g_assert_nonnull (error);
      crm_fixture_no_faults (peer);
    }
  trap = crm_fixture_steer (peer, "GET", "trap", NULL);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (trap, "requests")), ==, 0);
}

/* Stopped it says so, and nothing else. */
static void
test_cancelled (void)
{
  g_autoptr (CrmFixture) peer = crm_fixture_new ("salesforce", NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (amends_connector_probe (peer->connector, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_bad_settings (void)
{
  g_autoptr (CrmFixture) peer = crm_fixture_new ("salesforce", NULL);
  g_autoptr (GError) error = NULL;
  AmendsConnectorSettings settings = { .type = (char *) "salesforce",
                                       .version = (char *) "60' --" };

  amends_secrets_store (peer->secrets, "crm.key", "wrong-token", NULL, NULL);
  g_assert_null (amends_connector_probe (peer->connector, NULL, &error));
  g_assert_error (error, AMENDS_CRM_ERROR, AMENDS_CRM_ERROR_AUTH_EXPIRED);
  g_clear_error (&error);
  g_assert_null (
      amends_connector_get (peer->connector, AMENDS_REMOTE_CASE, "x' OR Id != '", NULL, &error));
  g_assert_error (error, AMENDS_CRM_ERROR, AMENDS_CRM_ERROR_GONE);
  g_clear_error (&error);
  settings.url = peer->url;
  g_assert_null (amends_connector_new (&settings, peer->map, peer->http, peer->secrets,
                                       peer->time_source, &error));
  g_assert_error (error, AMENDS_CRM_ERROR, AMENDS_CRM_ERROR_SETUP);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/crm/salesforce/soql", test_soql);
  g_test_add_func ("/crm/salesforce/probe", test_probe);
  g_test_add_func ("/crm/salesforce/changes", test_changes);
  g_test_add_func ("/crm/salesforce/changes-under-way", test_changes_under_way);
  g_test_add_func ("/crm/salesforce/restored-backup", test_restored_backup);
  g_test_add_func ("/crm/salesforce/create", test_create);
  g_test_add_func ("/crm/salesforce/hidden-object", test_hidden_object);
  g_test_add_func ("/crm/salesforce/answer-lost", test_answer_lost);
  g_test_add_func ("/crm/salesforce/same-key-twice", test_same_key_twice);
  g_test_add_func ("/crm/salesforce/conflict", test_conflict);
  g_test_add_func ("/crm/salesforce/mark-stays", test_mark_stays);
  g_test_add_func ("/crm/salesforce/days", test_days);
  g_test_add_func ("/crm/salesforce/faults", test_faults);
  g_test_add_func ("/crm/salesforce/redirects", test_redirects);
  g_test_add_func ("/crm/salesforce/cancelled", test_cancelled);
  g_test_add_func ("/crm/salesforce/bad-settings", test_bad_settings);
  return g_test_run ();
}
