/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The connector of EspoCRM against a server that answers as one. */

#include "config.h"

#include "amends-id.h"
#include "crm-fixture.h"

#define ACCOUNT_CHANGES                                                                            \
  "{\"account\":{\"Account\":{\"arr\":\"cArr\",\"renewal\":\"cRenewal\",\"health\":\"cHealth\","   \
  "\"segment\":\"cSegment\",\"strategic\":\"cStrategic\"}}}"

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

static void
test_probe (void)
{
  g_autoptr (CrmFixture) f = crm_fixture_new ("espocrm", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (AmendsProbe) probe = NULL;
  g_autoptr (AmendsProbe) poor = NULL;

  json_object_unref (crm_fixture_steer (f, "POST", "clock", "{\"offset\": -7200}"));
  probe = amends_connector_probe (f->connector, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (probe->product, ==, "EspoCRM 8.4.1");
  g_assert_cmpstr (probe->user, ==, "Robin Vos");
  g_assert_cmpint (ABS (probe->skew + 2 * AMENDS_HOUR), <, 10 * AMENDS_SECOND);
  g_assert_true (probe->abilities & AMENDS_CONNECTOR_CLIENT_KEYS);
  g_assert_true (probe->abilities & AMENDS_CONNECTOR_WRITES);
  g_assert_false (probe->abilities & AMENDS_CONNECTOR_VERSIONS);
  g_assert_cmpuint (probe->missing->len, ==, 0);

  json_object_unref (crm_fixture_steer (
      f, "POST", "options", "{\"client-key\":false,\"versions\":true,\"writes\":false}"));
  poor = amends_connector_probe (f->connector, NULL, &error);
  g_assert_no_error (error);
  g_assert_false (poor->abilities & AMENDS_CONNECTOR_CLIENT_KEYS);
  g_assert_false (poor->abilities & AMENDS_CONNECTOR_WRITES);
  g_assert_true (poor->abilities & AMENDS_CONNECTOR_VERSIONS);
  g_assert_cmpuint (poor->missing->len, ==, 2); /* on Case and on Task */
  g_assert_nonnull (strstr (g_ptr_array_index (poor->missing, 0), "cAmendsKey"));
}

static void
test_fields (void)
{
  g_autoptr (CrmFixture) f = crm_fixture_new ("espocrm", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) fields =
      amends_connector_list_fields (f->connector, AMENDS_REMOTE_ACCOUNT, NULL, &error);
  guint found = 0;

  g_assert_no_error (error);
  for (guint i = 0; i < fields->len; i++)
    {
      AmendsRemoteField *field = g_ptr_array_index (fields, i);

      if (strcmp (field->name, "cSegment") == 0)
        {
          g_assert_true (field->custom);
          g_assert_cmpstr (field->type, ==, "enum");
          g_assert_cmpuint (g_strv_length (field->options), ==, 3);
          found++;
        }
      if (strcmp (field->name, "createdAt") == 0)
        {
          g_assert_false (field->writable);
          found++;
        }
      found += strcmp (field->name, "assignedUserName") == 0;
      found += strcmp (field->name, "cArrCurrency") == 0;
    }
  g_assert_cmpuint (found, ==, 4);
}

static void
test_accounts (void)
{
  g_autoptr (CrmFixture) f = crm_fixture_new ("espocrm", ACCOUNT_CHANGES);
  g_autofree char *cursor = NULL;
  g_autofree char *id = crm_fixture_put (
      f, "{\"entity\":\"Account\",\"record\":{\"name\":\"Northwind\",\"cArr\":120000.5,"
         "\"cRenewal\":\"2026-04-24\",\"cHealth\":41,\"cSegment\":\"Mid-Market\","
         "\"cStrategic\":true,\"description\":null}}");
  g_autoptr (GHashTable) rows = crm_fixture_pull (f, AMENDS_REMOTE_ACCOUNT, &cursor);
  g_autoptr (GHashTable) again = crm_fixture_pull (f, AMENDS_REMOTE_ACCOUNT, &cursor);
  AmendsRemoteRow *row = g_hash_table_lookup (rows, id);

  g_assert_nonnull (row);
  g_assert_cmpstr (json_object_get_string_member (row->fields, "name"), ==, "Northwind");
  g_assert_cmpstr (json_object_get_string_member (row->fields, "arr"), ==, "120000.5");
  g_assert_cmpstr (json_object_get_string_member (row->fields, "renewal"), ==, "2026-04-24");
  g_assert_cmpint (json_object_get_int_member (row->fields, "health"), ==, 41);
  g_assert_cmpstr (json_object_get_string_member (row->fields, "segment"), ==, "mid-market");
  g_assert_true (json_object_get_boolean_member (row->fields, "strategic"));
  g_assert_true (json_object_get_null_member (row->fields, "notes"));
  g_assert_false (json_object_has_member (row->fields, "csat"));
  g_assert_cmpstr (row->modified_by, ==, "Kim Berg");
  g_assert_cmpuint (g_hash_table_size (again), ==, 0);
}

/* Ties, more pages than one, rows that move, new rows, nothing twice, nothing missed. */
static void
test_pages (void)
{
  g_autoptr (CrmFixture) f = crm_fixture_new ("espocrm", NULL);
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
      "{\"entity\":\"Account\",\"count\":1000,\"ties\":450,\"fields\":{\"name\":\"A {n}\"}}"));
  /* After each of the first pages a row of it is changed. */
  crm_fixture_fault (f, "{\"kind\":\"edit-between-pages\",\"times\":4,\"path\":\"orderBy=id\"}");
  first = crm_fixture_pull (f, AMENDS_REMOTE_ACCOUNT, &cursor);
  g_assert_cmpuint (g_hash_table_size (first), ==, 1000);
  made = crm_fixture_put (f, "{\"entity\":\"Account\",\"record\":{\"name\":\"New\"}}");
  second = crm_fixture_pull (f, AMENDS_REMOTE_ACCOUNT, &cursor);
  g_assert_nonnull (g_hash_table_lookup (second, made));
  g_hash_table_iter_init (&iter, second);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    edited += g_strcmp0 (json_object_get_string_member_with_default (
                             ((AmendsRemoteRow *) value)->fields, "notes", ""),
                         "edited between pages") == 0;
  g_assert_cmpuint (edited, ==, 4);
  third = crm_fixture_pull (f, AMENDS_REMOTE_ACCOUNT, &cursor);
  g_assert_cmpuint (g_hash_table_size (third), ==, 0);
}

/* Two changes within one second are two versions. */
static void
test_same_second (void)
{
  g_autoptr (CrmFixture) f = crm_fixture_new ("espocrm", NULL);
  g_autofree char *cursor = NULL;
  g_autofree char *id = NULL;
  g_autofree char *change = NULL;
  g_autoptr (GHashTable) first = NULL;
  g_autoptr (GHashTable) second = NULL;

  json_object_unref (crm_fixture_steer (f, "POST", "clock", "{\"at\": \"2026-03-10T07:52:00Z\"}"));
  id = crm_fixture_put (f, "{\"entity\":\"Account\",\"record\":{\"name\":\"Before\"}}");
  first = crm_fixture_pull (f, AMENDS_REMOTE_ACCOUNT, &cursor);
  change = g_strdup_printf (
      "{\"entity\":\"Account\",\"record\":{\"id\":\"%s\",\"name\":\"After\"}}", id);
  g_free (crm_fixture_put (f, change));
  second = crm_fixture_pull (f, AMENDS_REMOTE_ACCOUNT, &cursor);
  g_assert_cmpuint (g_hash_table_size (second), ==, 1);
}

/* A clock that was two hours ahead and is right again; a server that was put back. */
static void
test_gone_back (void)
{
  g_autoptr (CrmFixture) f = crm_fixture_new ("espocrm", NULL);
  g_autofree char *cursor = NULL;
  g_autofree char *id = NULL;
  g_autofree char *other = NULL;
  g_autofree char *change = NULL;
  g_autoptr (GHashTable) first = NULL;
  g_autoptr (GHashTable) second = NULL;
  g_autoptr (GHashTable) third = NULL;

  json_object_unref (crm_fixture_steer (f, "POST", "clock", "{\"offset\": 7200}"));
  id = crm_fixture_put (f, "{\"entity\":\"Account\",\"record\":{\"name\":\"Before\"}}");
  json_object_unref (crm_fixture_steer (f, "POST", "backup", NULL));
  first = crm_fixture_pull (f, AMENDS_REMOTE_ACCOUNT, &cursor);
  g_assert_cmpuint (g_hash_table_size (first), ==, 1);
  json_object_unref (crm_fixture_steer (f, "POST", "clock", "{\"offset\": 0}"));
  other = crm_fixture_put (f, "{\"entity\":\"Account\",\"record\":{\"name\":\"Other\"}}");
  second = crm_fixture_pull (f, AMENDS_REMOTE_ACCOUNT, &cursor);
  g_assert_nonnull (g_hash_table_lookup (second, other));

  json_object_unref (crm_fixture_steer (f, "POST", "clock", "{\"offset\": 14400}"));
  change = g_strdup_printf (
      "{\"entity\":\"Account\",\"record\":{\"id\":\"%s\",\"name\":\"After\"}}", id);
  g_free (crm_fixture_put (f, change));
  g_hash_table_unref (crm_fixture_pull (f, AMENDS_REMOTE_ACCOUNT, &cursor));
  json_object_unref (crm_fixture_steer (f, "POST", "restore", NULL));
  third = crm_fixture_pull (f, AMENDS_REMOTE_ACCOUNT, &cursor);
  g_assert_nonnull (g_hash_table_lookup (third, id));
  g_assert_cmpstr (json_object_get_string_member (
                       ((AmendsRemoteRow *) g_hash_table_lookup (third, id))->fields, "name"),
                   ==, "Before");
}

/* A list that comes back empty by mistake does not move the mark. */
static void
test_empty_by_mistake (void)
{
  static const char *const paths[] = { "orderBy=modifiedAt", "orderBy=id" };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (CrmFixture) f = crm_fixture_new ("espocrm", NULL);
      g_autofree char *cursor = NULL;
      g_autofree char *fault =
          g_strdup_printf ("{\"kind\":\"empty-list\",\"path\":\"%s\"}", paths[i]);
      g_autoptr (GHashTable) first = NULL;
      g_autoptr (GHashTable) second = NULL;

      json_object_unref (
          crm_fixture_steer (f, "POST", "seed", "{\"entity\":\"Account\",\"count\":3}"));
      crm_fixture_fault (f, fault);
      first = crm_fixture_pull (f, AMENDS_REMOTE_ACCOUNT, &cursor);
      g_assert_cmpuint (g_hash_table_size (first), ==, 0);
      second = crm_fixture_pull (f, AMENDS_REMOTE_ACCOUNT, &cursor);
      g_assert_cmpuint (g_hash_table_size (second), ==, 3);
    }
}

static void
test_interactions (void)
{
  g_autoptr (CrmFixture) f = crm_fixture_new ("espocrm", NULL);
  g_autofree char *cursor = NULL;
  g_autofree char *key = amends_id_new ();
  g_autofree char *account =
      crm_fixture_put (f, "{\"entity\":\"Account\",\"record\":{\"name\":\"Northwind\"}}");
  g_autofree char *ticket_text =
      g_strdup_printf ("{\"entity\":\"Case\",\"record\":{\"name\":\"Login\",\"accountId\":\"%s\","
                       "\"priority\":\"High\"}}",
                       account);
  g_autofree char *ticket = crm_fixture_put (f, ticket_text);
  g_autofree char *call = crm_fixture_put (
      f, "{\"entity\":\"Call\",\"record\":{\"name\":\"QBR\",\"dateStart\":\"2026-03-01 "
         "10:00:00\",\"direction\":\"Outbound\"}}");
  g_autofree char *ticket_id = g_strconcat ("Case:", ticket, NULL);
  g_autofree char *call_id = g_strconcat ("Call:", call, NULL);
  g_autoptr (JsonObject) fields = case_fields (account);
  g_autoptr (AmendsRemoteRow) own = create (f, AMENDS_REMOTE_CASE, fields, key);
  g_autoptr (GHashTable) rows = crm_fixture_pull (f, AMENDS_REMOTE_INTERACTION, &cursor);
  g_autofree char *case_cursor = NULL;
  g_autoptr (GHashTable) cases = crm_fixture_pull (f, AMENDS_REMOTE_CASE, &case_cursor);
  g_autoptr (AmendsRemoteRow) single = NULL;
  AmendsRemoteRow *row;

  /* The escalation is a case and no interaction; the ticket the other way round. */
  g_assert_cmpuint (g_hash_table_size (rows), ==, 2);
  row = g_hash_table_lookup (rows, ticket_id);
  g_assert_cmpstr (json_object_get_string_member (row->fields, "type"), ==, "ticket");
  g_assert_cmpstr (json_object_get_string_member (row->fields, "priority"), ==, "p2");
  g_assert_cmpstr (json_object_get_string_member (row->fields, "account"), ==, account);
  row = g_hash_table_lookup (rows, call_id);
  g_assert_cmpstr (json_object_get_string_member (row->fields, "type"), ==, "call");
  g_assert_cmpstr (json_object_get_string_member (row->fields, "at"), ==, "2026-03-01T10:00:00Z");
  single = amends_connector_get (f->connector, AMENDS_REMOTE_INTERACTION, call_id, NULL, NULL);
  g_assert_cmpstr (single->id, ==, call_id);
  g_assert_cmpuint (g_hash_table_size (cases), ==, 1);
  row = g_hash_table_lookup (cases, own->id);
  g_assert_cmpstr (row->client_key, ==, key);
}

/* Calls may not be read: the other interactions come all the same. */
static void
test_no_access (void)
{
  g_autoptr (CrmFixture) f = crm_fixture_new ("espocrm", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (AmendsProbe) probe = NULL;
  g_autofree char *cursor = NULL;
  g_autofree char *meeting =
      crm_fixture_put (f, "{\"entity\":\"Meeting\",\"record\":{\"name\":\"QBR\"}}");
  g_autoptr (GHashTable) rows = NULL;

  json_object_unref (crm_fixture_steer (f, "POST", "options", "{\"no-read\":[\"Call\"]}"));
  probe = amends_connector_probe (f->connector, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (probe->missing->len, ==, 1);
  rows = crm_fixture_pull (f, AMENDS_REMOTE_INTERACTION, &cursor);
  g_assert_cmpuint (g_hash_table_size (rows), ==, 1);
}

static void
test_sweep (void)
{
  g_autoptr (CrmFixture) f = crm_fixture_new ("espocrm", NULL);
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *cursor = NULL;
  gboolean more = TRUE;

  json_object_unref (
      crm_fixture_steer (f, "POST", "seed", "{\"entity\":\"Contact\",\"count\":450}"));
  while (more)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (AmendsRemotePage) page =
          amends_connector_sweep (f->connector, AMENDS_REMOTE_CONTACT, cursor, NULL, &error);

      g_assert_no_error (error);
      for (guint i = 0; i < page->ids->len; i++)
        g_hash_table_add (ids, g_strdup (g_ptr_array_index (page->ids, i)));
      g_free (cursor);
      cursor = g_strdup (page->cursor);
      more = page->more;
    }
  g_assert_cmpuint (g_hash_table_size (ids), ==, 450);
}

static void
test_write (void)
{
  g_autoptr (CrmFixture) f = crm_fixture_new ("espocrm", NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *key = amends_id_new ();
  g_autofree char *task_key = amends_id_new ();
  g_autofree char *account =
      crm_fixture_put (f, "{\"entity\":\"Account\",\"record\":{\"name\":\"Northwind\"}}");
  g_autoptr (JsonObject) fields = case_fields (account);
  g_autoptr (AmendsRemoteRow) row = create (f, AMENDS_REMOTE_CASE, fields, key);
  g_autoptr (JsonObject) changed = crm_fixture_object ("{\"status\":\"waiting\"}");
  g_autoptr (AmendsRemoteRow) after = NULL;
  g_autoptr (AmendsRemoteRow) stale = NULL;
  g_autoptr (AmendsRemoteRow) task = NULL;
  g_autoptr (JsonObject) task_fields = NULL;
  g_autofree char *task_text = NULL;

  g_assert_cmpstr (row->client_key, ==, key);
  g_assert_cmpstr (json_object_get_string_member (row->fields, "severity"), ==, "critical");
  g_assert_cmpstr (json_object_get_string_member (row->fields, "description"), ==, "Since Monday");
  g_assert_cmpstr (json_object_get_string_member (row->fields, "reference"), ==, "1");

  after = amends_connector_update (f->connector, AMENDS_REMOTE_CASE, row->id, changed, row->version,
                                   NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (json_object_get_string_member (after->fields, "status"), ==, "waiting");
  stale = amends_connector_update (f->connector, AMENDS_REMOTE_CASE, row->id, changed, row->version,
                                   NULL, &error);
  g_assert_null (stale);
  g_assert_error (error, AMENDS_CRM_ERROR, AMENDS_CRM_ERROR_CONFLICT);
  g_assert_cmpstr (json_object_get_string_member (amends_crm_error_get_remote (error)->fields,
                                                  "status"),
                   ==, "waiting");

  /* A day is a day. */
  task_text = g_strdup_printf (
      "{\"case\":\"%s\",\"subject\":\"Call\",\"due\":\"2026-04-24\",\"done\":false}", row->id);
  task_fields = crm_fixture_object (task_text);
  task = create (f, AMENDS_REMOTE_TASK, task_fields, task_key);
  g_assert_cmpstr (json_object_get_string_member (task->fields, "due"), ==, "2026-04-24");
  g_assert_false (json_object_get_boolean_member (task->fields, "done"));
  g_assert_cmpstr (json_object_get_string_member (task->fields, "case"), ==, row->id);
}

/* Where the server itself refuses a stale change. */
static void
test_versions (void)
{
  g_autoptr (CrmFixture) f = crm_fixture_new ("espocrm", NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *key = amends_id_new ();
  g_autoptr (JsonObject) changed = crm_fixture_object ("{\"status\":\"waiting\"}");
  g_autoptr (JsonObject) fields = case_fields ("none");
  g_autoptr (AmendsRemoteRow) row = NULL;
  g_autoptr (AmendsRemoteRow) after = NULL;
  g_autofree char *put = NULL;

  json_object_unref (crm_fixture_steer (f, "POST", "options", "{\"versions\":true}"));
  row = create (f, AMENDS_REMOTE_CASE, fields, key);
  g_assert_cmpstr (row->version, ==, "1");
  /* A colleague comes in between our look and our change. */
  crm_fixture_fault (f, "{\"kind\":\"status:409\",\"method\":\"PUT\"}");
  after = amends_connector_update (f->connector, AMENDS_REMOTE_CASE, row->id, changed, row->version,
                                   NULL, &error);
  g_assert_null (after);
  g_assert_error (error, AMENDS_CRM_ERROR, AMENDS_CRM_ERROR_CONFLICT);
  g_assert_nonnull (amends_crm_error_get_remote (error));
  g_clear_error (&error);
  after = amends_connector_update (f->connector, AMENDS_REMOTE_CASE, row->id, changed, row->version,
                                   NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (after->version, ==, "2");
}

static JsonObject *
child_fields (AmendsRemoteKind kind, const char *parent)
{
  g_autofree char *text = g_strdup_printf (
      "{\"case\":\"%s\",\"subject\":\"Subject\",\"text\":\"Line one\\nLine <two> & more\","
      "\"description\":\"What\",\"due\":\"2026-04-24T10:00:00Z\",\"done\":false,"
      "\"from\":\"%s\",\"to\":\"dana@customer.example\",\"at\":\"2026-03-10T07:52:00Z\","
      "\"direction\":\"outbound\"}",
      parent, kind == AMENDS_REMOTE_EMAIL ? "robin@vendor.example" : "x@customer.example");

  return crm_fixture_object (text);
}

/* The answer to each kind of create is lost after the write: what was made is found, once. */
static void
answer_lost (const char *options, gsize length)
{
  g_autofree char *long_text = g_strnfill (length, 'x');
  static const AmendsRemoteKind kinds[] = { AMENDS_REMOTE_CASE, AMENDS_REMOTE_TASK,
                                            AMENDS_REMOTE_NOTE, AMENDS_REMOTE_EMAIL,
                                            AMENDS_REMOTE_REPORT };
  g_autoptr (CrmFixture) f = crm_fixture_new ("espocrm", NULL);
  g_autofree char *parent_key = amends_id_new ();
  g_autoptr (JsonObject) parent_fields = case_fields ("none");
  g_autoptr (AmendsRemoteRow) parent = NULL;

  json_object_unref (crm_fixture_steer (f, "POST", "options", options));
  parent = create (f, AMENDS_REMOTE_CASE, parent_fields, parent_key);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    for (guint done = 0; done < 2; done++)
      {
        g_autofree char *key = amends_id_new ();
        g_autoptr (JsonObject) fields = kinds[i] == AMENDS_REMOTE_CASE
                                            ? case_fields ("none")
                                            : child_fields (kinds[i], parent->id);
        g_autoptr (GError) error = NULL;
        g_autoptr (AmendsRemoteRow) row = NULL;
        g_autoptr (AmendsRemoteRow) found = NULL;

        if (length > 0)
          {
            json_object_set_string_member (fields, "text", long_text);
            json_object_set_string_member (fields, "description", long_text);
          }
        crm_fixture_clear_log (f);
        crm_fixture_fault (f, done ? "{\"kind\":\"answer-lost\",\"method\":\"POST\"}"
                                   : "{\"kind\":\"refuse\",\"method\":\"POST\"}");
        row = amends_connector_create (f->connector, kinds[i], fields, key, NULL, &error);
        g_assert_null (row);
        g_assert_error (error, AMENDS_CRM_ERROR, AMENDS_CRM_ERROR_UNKNOWN);
        g_clear_error (&error);
        g_assert_cmpint (crm_fixture_count (f, "POST", NULL), ==, 1);
        found = amends_connector_find (f->connector, kinds[i], key, fields, NULL, &error);
        g_assert_no_error (error);
        g_assert_true ((found != NULL) == (done == 1));
        if (done)
          {
            g_assert_cmpstr (found->client_key, ==, key);
            if (kinds[i] == AMENDS_REMOTE_NOTE && length == 0)
              g_assert_cmpstr (json_object_get_string_member (found->fields, "text"), ==,
                               "Line one\nLine <two> & more");
          }
      }
  g_assert_cmpint (crm_fixture_records (f, "Case"), ==, 2);
  g_assert_cmpint (crm_fixture_records (f, "Task"), ==, 1);
  g_assert_cmpint (crm_fixture_records (f, "Note"), ==, 2);
  g_assert_cmpint (crm_fixture_records (f, "Email"), ==, 1);
}

static void
test_answer_lost (void)
{
  answer_lost ("{}", 0);
}

static void
test_answer_lost_without_keys (void)
{
  answer_lost ("{\"client-key\":false}", 0);
  /* The line with the key is at the end, and lists cut long texts. */
  answer_lost ("{\"client-key\":false}", 12000);
}

/* An e-mail of somebody else is told in a note. */
static void
test_foreign_email (void)
{
  g_autoptr (CrmFixture) f = crm_fixture_new ("espocrm", NULL);
  g_autofree char *key = amends_id_new ();
  g_autofree char *mail_key = amends_id_new ();
  g_autoptr (JsonObject) fields = case_fields ("none");
  g_autoptr (AmendsRemoteRow) parent = create (f, AMENDS_REMOTE_CASE, fields, key);
  g_autoptr (JsonObject) mail = child_fields (AMENDS_REMOTE_EMAIL, parent->id);
  g_autoptr (AmendsRemoteRow) row = NULL;
  g_autoptr (AmendsRemoteRow) found = NULL;

  json_object_set_string_member (mail, "from", "dana@customer.example");
  row = create (f, AMENDS_REMOTE_EMAIL, mail, mail_key);
  g_assert_true (g_str_has_prefix (row->id, "Note:"));
  g_assert_nonnull (
      strstr (json_object_get_string_member (row->fields, "text"), "dana@customer.example"));
  found = amends_connector_find (f->connector, AMENDS_REMOTE_EMAIL, mail_key, mail, NULL, NULL);
  g_assert_cmpstr (found->id, ==, row->id);
}

static void
test_notes (void)
{
  g_autoptr (CrmFixture) f = crm_fixture_new ("espocrm", NULL);
  g_autofree char *cursor = NULL;
  g_autofree char *key = amends_id_new ();
  g_autoptr (JsonObject) fields = case_fields ("none");
  g_autoptr (AmendsRemoteRow) parent = create (f, AMENDS_REMOTE_CASE, fields, key);
  g_autofree char *text =
      g_strdup_printf ("{\"entity\":\"Note\",\"record\":{\"type\":\"Post\",\"parentType\":\"Case\","
                       "\"parentId\":\"%s\",\"post\":\"Called them\"}}",
                       parent->id);
  g_autofree char *first = crm_fixture_put (f, text);
  g_autoptr (GHashTable) rows = crm_fixture_pull (f, AMENDS_REMOTE_NOTE, &cursor);
  g_autoptr (GHashTable) none = crm_fixture_pull (f, AMENDS_REMOTE_NOTE, &cursor);
  g_autofree char *second = crm_fixture_put (f, text);
  g_autoptr (GHashTable) more = crm_fixture_pull (f, AMENDS_REMOTE_NOTE, &cursor);
  AmendsRemoteRow *row = g_hash_table_lookup (rows, first);

  g_assert_cmpuint (g_hash_table_size (rows), ==, 1);
  g_assert_cmpstr (json_object_get_string_member (row->fields, "case"), ==, parent->id);
  g_assert_cmpstr (json_object_get_string_member (row->fields, "text"), ==, "Called them");
  g_assert_cmpuint (g_hash_table_size (none), ==, 0);
  g_assert_cmpuint (g_hash_table_size (more), ==, 1);
  g_assert_nonnull (g_hash_table_lookup (more, second));
}

/* Texts that lists cut are fetched whole. */
static void
test_long_text (void)
{
  g_autoptr (CrmFixture) f = crm_fixture_new ("espocrm", NULL);
  g_autofree char *cursor = NULL;
  g_autofree char *text = g_strnfill (15000, 'x');
  g_autofree char *body = g_strdup_printf (
      "{\"entity\":\"Account\",\"record\":{\"name\":\"A\",\"description\":\"%s\"}}", text);
  g_autofree char *id = crm_fixture_put (f, body);
  g_autoptr (GHashTable) rows = crm_fixture_pull (f, AMENDS_REMOTE_ACCOUNT, &cursor);
  AmendsRemoteRow *row = g_hash_table_lookup (rows, id);

  g_assert_cmpstr (json_object_get_string_member (row->fields, "notes"), ==, text);
}

typedef struct
{
  const char *fault;
  AmendsCrmError reading;
  AmendsCrmError writing;
} Outcome;

/* What each fault is to a read and to a create. */
static void
test_faults (void)
{
  static const Outcome outcomes[] = {
    { "refuse", AMENDS_CRM_ERROR_SERVER, AMENDS_CRM_ERROR_UNKNOWN },
    { "cut:40", AMENDS_CRM_ERROR_SERVER, AMENDS_CRM_ERROR_UNKNOWN },
    { "cut:150", AMENDS_CRM_ERROR_SERVER, AMENDS_CRM_ERROR_UNKNOWN },
    { "hang:2", AMENDS_CRM_ERROR_SERVER, AMENDS_CRM_ERROR_UNKNOWN },
    { "drip:0.1", AMENDS_CRM_ERROR_SERVER, AMENDS_CRM_ERROR_UNKNOWN },
    { "status:400", AMENDS_CRM_ERROR_INVALID, AMENDS_CRM_ERROR_INVALID },
    { "status:401", AMENDS_CRM_ERROR_AUTH_EXPIRED, AMENDS_CRM_ERROR_AUTH_EXPIRED },
    { "status:403", AMENDS_CRM_ERROR_FORBIDDEN, AMENDS_CRM_ERROR_FORBIDDEN },
    { "status:404", AMENDS_CRM_ERROR_GONE, AMENDS_CRM_ERROR_GONE },
    { "status:409", AMENDS_CRM_ERROR_CONFLICT, AMENDS_CRM_ERROR_CONFLICT },
    { "status:412", AMENDS_CRM_ERROR_CONFLICT, AMENDS_CRM_ERROR_CONFLICT },
    { "status:422", AMENDS_CRM_ERROR_INVALID, AMENDS_CRM_ERROR_INVALID },
    { "429", AMENDS_CRM_ERROR_RATE_LIMITED, AMENDS_CRM_ERROR_RATE_LIMITED },
    { "status:500", AMENDS_CRM_ERROR_SERVER, AMENDS_CRM_ERROR_UNKNOWN },
    { "status:502", AMENDS_CRM_ERROR_SERVER, AMENDS_CRM_ERROR_UNKNOWN },
    { "status:503", AMENDS_CRM_ERROR_SERVER, AMENDS_CRM_ERROR_UNKNOWN },
    { "status:504", AMENDS_CRM_ERROR_SERVER, AMENDS_CRM_ERROR_UNKNOWN },
    { "html", AMENDS_CRM_ERROR_PROTOCOL, AMENDS_CRM_ERROR_UNKNOWN },
    { "wrong-type", AMENDS_CRM_ERROR_PROTOCOL, AMENDS_CRM_ERROR_UNKNOWN },
    { "error-in-200", AMENDS_CRM_ERROR_PROTOCOL, AMENDS_CRM_ERROR_UNKNOWN },
    { "depth-bomb", AMENDS_CRM_ERROR_PROTOCOL, AMENDS_CRM_ERROR_UNKNOWN },
    { "gzip-bomb", AMENDS_CRM_ERROR_PROTOCOL, AMENDS_CRM_ERROR_UNKNOWN },
    { "endless", AMENDS_CRM_ERROR_PROTOCOL, AMENDS_CRM_ERROR_UNKNOWN },
    { "redirect-host", AMENDS_CRM_ERROR_PROTOCOL, AMENDS_CRM_ERROR_UNKNOWN },
    { "redirect-port", AMENDS_CRM_ERROR_PROTOCOL, AMENDS_CRM_ERROR_UNKNOWN },
    { "redirect-scheme", AMENDS_CRM_ERROR_PROTOCOL, AMENDS_CRM_ERROR_UNKNOWN },
    { "401-midway", AMENDS_CRM_ERROR_AUTH_EXPIRED, AMENDS_CRM_ERROR_AUTH_EXPIRED },
  };
  g_autoptr (CrmFixture) f = crm_fixture_new ("espocrm", NULL);
  g_autoptr (JsonObject) fields = case_fields ("none");
  g_autofree char *key = amends_id_new ();
  g_autofree char *id = crm_fixture_put (f, "{\"entity\":\"Account\",\"record\":{\"name\":\"A\"}}");
  g_autoptr (JsonObject) trap = NULL;

  /* Definitions are read now, so that the fault meets the request it is for. */
  amends_remote_row_unref (
      amends_connector_get (f->connector, AMENDS_REMOTE_ACCOUNT, id, NULL, NULL));
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
      row = amends_connector_get (f->connector, AMENDS_REMOTE_ACCOUNT, id, NULL, &error);
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
      /* What it asked for is kept, by everybody who uses this server. */
      if (outcomes[i].reading == AMENDS_CRM_ERROR_RATE_LIMITED)
        g_usleep (1100 * 1000);
    }
  trap = crm_fixture_steer (f, "GET", "trap", NULL);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (trap, "requests")), ==, 0);
}

/* Cut anywhere, the answer to a write leaves it open, and looking finds the one record. */
static void
test_cut_anywhere (void)
{
  g_autoptr (CrmFixture) f = crm_fixture_new ("espocrm", NULL);
  g_autoptr (JsonObject) fields = case_fields ("none");
  guint made = 0;
  gboolean whole = FALSE;

  for (guint at = 0; !whole; at += 29)
    {
      g_autofree char *fault = g_strdup_printf ("{\"kind\":\"cut:%u\",\"method\":\"POST\"}", at);
      g_autofree char *key = amends_id_new ();
      g_autoptr (GError) error = NULL;
      g_autoptr (AmendsRemoteRow) row = NULL;
      g_autoptr (AmendsRemoteRow) found = NULL;

      g_assert_cmpuint (at, <, 10000);
      crm_fixture_fault (f, fault);
      row = amends_connector_create (f->connector, AMENDS_REMOTE_CASE, fields, key, NULL, &error);
      made++;
      whole = row != NULL;
      if (!whole)
        g_assert_error (error, AMENDS_CRM_ERROR, AMENDS_CRM_ERROR_UNKNOWN);
      g_clear_error (&error);
      found = amends_connector_find (f->connector, AMENDS_REMOTE_CASE, key, fields, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (found->client_key, ==, key);
    }
  g_assert_cmpuint (made, >, 10);
  g_assert_cmpint (crm_fixture_records (f, "Case"), ==, made);
}

static void
test_refusals (void)
{
  g_autoptr (CrmFixture) f = crm_fixture_new ("espocrm", NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *key = amends_id_new ();
  g_autoptr (JsonObject) empty = json_object_new ();
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();
  AmendsRemoteRow *row;

  /* A subject is needed: the field is named as we call it. */
  row = amends_connector_create (f->connector, AMENDS_REMOTE_CASE, empty, key, NULL, &error);
  g_assert_null (row);
  g_assert_error (error, AMENDS_CRM_ERROR, AMENDS_CRM_ERROR_INVALID);
  g_assert_cmpstr (amends_crm_error_get_field (error), ==, "subject");
  g_clear_error (&error);
  row =
      amends_connector_create (f->connector, AMENDS_REMOTE_CASE, empty, "not a key", NULL, &error);
  g_assert_null (row);
  g_assert_error (error, AMENDS_CRM_ERROR, AMENDS_CRM_ERROR_INVALID);
  g_clear_error (&error);
  row = amends_connector_get (f->connector, AMENDS_REMOTE_CASE, "../Account", NULL, &error);
  g_assert_null (row);
  g_assert_error (error, AMENDS_CRM_ERROR, AMENDS_CRM_ERROR_GONE);
  g_clear_error (&error);
  row = amends_connector_create (f->connector, AMENDS_REMOTE_SURVEY, empty, key, NULL, &error);
  g_assert_null (row);
  g_assert_error (error, AMENDS_CRM_ERROR, AMENDS_CRM_ERROR_SETUP);
  g_clear_error (&error);
  g_cancellable_cancel (cancelled);
  row = amends_connector_get (f->connector, AMENDS_REMOTE_CASE, "x", cancelled, &error);
  g_assert_null (row);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Ten bad keys, and the good one is refused as well: for a minute, and said so. */
static void
test_locked_out (void)
{
  g_autoptr (CrmFixture) f = crm_fixture_new ("espocrm", NULL);
  g_autoptr (GError) error = NULL;
  AmendsProbe *probe;

  json_object_unref (crm_fixture_steer (f, "POST", "options", "{\"keys\":[\"other\"]}"));
  for (guint i = 0; i < 10; i++)
    {
      g_clear_error (&error);
      probe = amends_connector_probe (f->connector, NULL, &error);
      g_assert_null (probe);
      g_assert_error (error, AMENDS_CRM_ERROR, AMENDS_CRM_ERROR_AUTH_EXPIRED);
    }
  g_clear_error (&error);
  json_object_unref (crm_fixture_steer (f, "POST", "options", "{\"keys\":[\"test-key\"]}"));
  probe = amends_connector_probe (f->connector, NULL, &error);
  g_assert_null (probe);
  g_assert_error (error, AMENDS_CRM_ERROR, AMENDS_CRM_ERROR_LOCKED_OUT);
  g_assert_cmpint (amends_crm_error_get_until (error), >, amends_time_source_now (f->time_source));
  g_clear_error (&error);
  json_object_unref (crm_fixture_steer (f, "POST", "clock", "{\"offset\": 90}"));
  probe = amends_connector_probe (f->connector, NULL, &error);
  g_assert_no_error (error);
  amends_probe_free (probe);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/espocrm/probe", test_probe);
  g_test_add_func ("/espocrm/fields", test_fields);
  g_test_add_func ("/espocrm/accounts", test_accounts);
  g_test_add_func ("/espocrm/pages", test_pages);
  g_test_add_func ("/espocrm/same-second", test_same_second);
  g_test_add_func ("/espocrm/gone-back", test_gone_back);
  g_test_add_func ("/espocrm/empty-by-mistake", test_empty_by_mistake);
  g_test_add_func ("/espocrm/interactions", test_interactions);
  g_test_add_func ("/espocrm/no-access", test_no_access);
  g_test_add_func ("/espocrm/sweep", test_sweep);
  g_test_add_func ("/espocrm/write", test_write);
  g_test_add_func ("/espocrm/versions", test_versions);
  g_test_add_func ("/espocrm/answer-lost", test_answer_lost);
  g_test_add_func ("/espocrm/answer-lost-without-keys", test_answer_lost_without_keys);
  g_test_add_func ("/espocrm/foreign-email", test_foreign_email);
  g_test_add_func ("/espocrm/notes", test_notes);
  g_test_add_func ("/espocrm/long-text", test_long_text);
  g_test_add_func ("/espocrm/faults", test_faults);
  g_test_add_func ("/espocrm/cut-anywhere", test_cut_anywhere);
  g_test_add_func ("/espocrm/refusals", test_refusals);
  g_test_add_func ("/espocrm/locked-out", test_locked_out);
  return g_test_run ();
}
