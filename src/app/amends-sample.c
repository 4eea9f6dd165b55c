/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sample data: the days of a team, told relative to now and replayed as changes. */

#include "config.h"

#include "amends-sample.h"

#include "amends-account-store.h"
#include "amends-case-builder.h"
#include "amends-case-store.h"
#include "amends-input-error.h"
#include "amends-intake-reader.h"
#include "amends-json.h"
#include "amends-paths.h"
#include "amends-person-store.h"
#include "amends-sample-life.h"
#include "amends-sample-story.h"
#include "amends-sample-times.h"
#include "amends-session.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  AmendsConnection *connection;
  AmendsEngines *engines;
  AmendsInstant now;
  GListStore *people;
  GHashTable *accounts; /* name → AmendsAccount */
  GPtrArray *contacts;
} Sample;

static void
sample_clear (Sample *self)
{
  g_clear_object (&self->people);
  g_clear_pointer (&self->accounts, g_hash_table_unref);
  g_clear_pointer (&self->contacts, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Sample, sample_clear)

/* --- People and accounts --------------------------------------------------------------------- */

static AmendsPerson *
find_person (Sample *self, const char *name)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->people));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AmendsPerson) person = g_list_model_get_item (G_LIST_MODEL (self->people), i);

      if (g_strcmp0 (person->name, name) == 0)
        return person;
    }
  return NULL;
}

static gboolean
load_people (Sample *self, AmendsJsonReader *reader, GError **error)
{
  GError *local = NULL;
  g_autoptr (AmendsPerson) me = amends_person_store_get_me (self->connection, &local);
  guint n;

  if (local)
    {
      g_propagate_error (error, local);
      return FALSE;
    }
  if (!amends_json_reader_enter_array (reader, "people", AMENDS_JSON_REQUIRED))
    return amends_json_reader_finish (reader, NULL, error);
  n = amends_json_reader_get_count (reader);
  /* Superiors come first, so that they are known when they are named. */
  for (guint i = 0; i < n && amends_json_reader_at (reader, i); i++)
    {
      g_autofree char *manager =
          amends_json_reader_dup_string (reader, "manager", AMENDS_JSON_OPTIONAL);
      g_autoptr (AmendsPerson) person = amends_sample_read_record (AMENDS_TYPE_PERSON, reader);
      AmendsPerson *superior = find_person (self, manager);

      amends_json_reader_leave (reader);
      if (superior)
        amends_record_set (person, "manager-id", superior->id, NULL);
      /* Whoever has said who they are stays it. */
      if (me)
        amends_record_set (person, "me", FALSE, NULL);
      g_list_store_append (self->people, person);
      if (!amends_json_reader_failed (reader) &&
          !amends_person_store_save (self->connection, person, error))
        return FALSE;
    }
  amends_json_reader_leave (reader);
  return amends_json_reader_finish (reader, NULL, error);
}

static gboolean
load_contacts (Sample *self, AmendsAccount *account, AmendsJsonReader *reader, GError **error)
{
  guint n;

  if (!amends_json_reader_enter_array (reader, "contacts", AMENDS_JSON_REQUIRED))
    return amends_json_reader_finish (reader, NULL, error);
  n = amends_json_reader_get_count (reader);
  for (guint i = 0; i < n && amends_json_reader_at (reader, i); i++)
    {
      AmendsContact *contact = amends_sample_read_record (AMENDS_TYPE_CONTACT, reader);

      amends_json_reader_leave (reader);
      amends_record_set (contact, "account-id", account->id, NULL);
      g_ptr_array_add (self->contacts, contact);
      if (!amends_json_reader_failed (reader) &&
          !amends_contact_store_save (self->connection, contact, error))
        return FALSE;
    }
  amends_json_reader_leave (reader);
  return TRUE;
}

static gboolean
warn_of_unknown (AmendsJsonReader *reader, GError **error)
{
  g_autoptr (GPtrArray) warnings = NULL;

  if (!amends_json_reader_finish (reader, &warnings, error))
    return FALSE;
  for (guint i = 0; warnings && i < warnings->len; i++)
    g_warning ("%s", (char *) g_ptr_array_index (warnings, i));
  return TRUE;
}

static gboolean
load_account (Sample *self, JsonNode *node, GError **error)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (JsonNode) expanded = amends_sample_expand (node, self->now, utc, FALSE, error);
  g_autoptr (AmendsJsonReader) reader = NULL;
  g_autoptr (AmendsAccount) account = NULL;

  if (expanded == NULL)
    return FALSE;
  reader = amends_json_reader_new_for_node (expanded, AMENDS_SAMPLE_FILE);
  account = amends_sample_read_record (AMENDS_TYPE_ACCOUNT, reader);
  if (amends_json_reader_failed (reader))
    return amends_json_reader_finish (reader, NULL, error);
  g_hash_table_insert (self->accounts, account->name, g_object_ref (account));
  return amends_account_store_save (self->connection, account, error) &&
         load_contacts (self, account, reader, error) &&
         amends_sample_load_life (self->connection, account, self->contacts, self->now, reader,
                                  error) &&
         warn_of_unknown (reader, error);
}

/* --- Logging a case -------------------------------------------------------------------------- */

/* The intake of `amends new`, completed with who and when. */
static AmendsIntake *
read_intake (JsonNode *given, const char *account, AmendsInstant received, GError **error)
{
  g_autoptr (JsonNode) node = json_node_copy (given);
  g_autoptr (JsonNode) name = amends_change_payload ("name", account);
  g_autofree char *when = amends_instant_format_utc (received);
  g_autofree char *text = NULL;
  g_autoptr (GPtrArray) warnings = NULL;
  AmendsIntake *intake;

  json_object_set_member (json_node_get_object (node), "account", g_steal_pointer (&name));
  json_object_set_string_member (json_node_get_object (node), "received", when);
  text = amends_json_to_pretty (node);
  intake = amends_intake_read_json (text, strlen (text), AMENDS_SAMPLE_FILE, &warnings, error);
  if (intake)
    amends_record_set (intake->escalation, "sample", TRUE, NULL);
  for (guint i = 0; warnings && i < warnings->len; i++)
    g_warning ("%s", (char *) g_ptr_array_index (warnings, i));
  return intake;
}

static AmendsContact *
find_contact (Sample *self, AmendsAccount *account, const char *name)
{
  for (guint i = 0; i < self->contacts->len; i++)
    {
      AmendsContact *contact = g_ptr_array_index (self->contacts, i);

      if (g_str_equal (contact->account_id, account->id) && g_strcmp0 (contact->name, name) == 0)
        return contact;
    }
  return NULL;
}

static void
mark_list (GListStore *list)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (list)); i++)
    {
      g_autoptr (AmendsRecord) record = g_list_model_get_item (G_LIST_MODEL (list), i);

      if (amends_record_find_field (record, "sample"))
        amends_record_set (record, "sample", TRUE, NULL);
    }
}

static gboolean
save_case (Sample *self, AmendsCase *case_, GError **error)
{
  GListStore *lists[] = { case_->clocks,      case_->pauses,   case_->drafts,
                          case_->checkpoints, case_->actions,  case_->messages,
                          case_->commitments, case_->goodwill, case_->stakeholders };

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    mark_list (lists[i]);
  if (case_->plan && amends_record_find_field (case_->plan, "sample"))
    amends_record_set (case_->plan, "sample", TRUE, NULL);
  return amends_case_store_save (self->connection, NULL, case_, error);
}

static AmendsInstant
read_received (AmendsJsonReader *reader, AmendsInstant now)
{
  AmendsInstant received;

  if (!amends_json_reader_enter_object (reader, "received", AMENDS_JSON_REQUIRED))
    return AMENDS_INSTANT_NONE;
  received = amends_sample_read_ago (reader, now);
  amends_json_reader_leave (reader);
  return received;
}

static gboolean
read_case (Sample *self, AmendsAccount *account, AmendsJsonReader *reader, GError **error)
{
  g_auto (AmendsSampleStory) story = { .now = self->now };
  g_autofree char *name = amends_json_reader_dup_string (reader, "contact", AMENDS_JSON_REQUIRED);
  AmendsInstant received = read_received (reader, self->now);
  gint64 minutes =
      amends_json_reader_get_int (reader, "logged_after", AMENDS_JSON_OPTIONAL, 0, 600, 5);
  JsonNode *given = amends_json_reader_peek (reader, "intake");
  g_autoptr (AmendsIntake) intake = NULL;
  AmendsChange *change = &story.change;

  if (given == NULL || !JSON_NODE_HOLDS_OBJECT (given))
    amends_json_reader_fail (reader, "intake", AMENDS_INPUT_ERROR_MISSING, "%s",
                             _ ("The field is empty; a text is expected."));
  if (amends_json_reader_failed (reader))
    return amends_json_reader_finish (reader, NULL, error);
  intake = read_intake (given, account->name, received, error);
  if (intake == NULL)
    return FALSE;
  if (amends_json_reader_enter_object (reader, "judged", AMENDS_JSON_OPTIONAL))
    {
      amends_sample_read_over (intake->escalation, reader);
      amends_json_reader_leave (reader);
    }

  change->engines = self->engines;
  change->people = G_LIST_MODEL (self->people);
  change->me = find_person (self, account->csm);
  change->now = received + minutes * AMENDS_MINUTE;
  change->case_ =
      amends_case_builder_build (self->engines, intake, account, find_contact (self, account, name),
                                 change->me, change->people, change->now, error);
  return change->case_ && amends_sample_story_tell (&story, reader, error) &&
         warn_of_unknown (reader, error) &&
         amends_sample_story_pass_time (&story, self->now, error) &&
         save_case (self, change->case_, error);
}

static gboolean
load_case (Sample *self, JsonNode *node, GError **error)
{
  const char *name =
      json_object_get_string_member_with_default (json_node_get_object (node), "account", "");
  AmendsAccount *account = g_hash_table_lookup (self->accounts, name);
  g_autoptr (GTimeZone) zone = NULL;
  g_autoptr (JsonNode) expanded = NULL;
  g_autoptr (AmendsJsonReader) reader = NULL;

  if (account == NULL)
    {
      amends_input_error_set (error, AMENDS_INPUT_ERROR_NOT_FOUND, AMENDS_SAMPLE_FILE, 0, "account",
                              _ ("There is no customer “%s”."), name);
      return FALSE;
    }
  zone = amends_zone_load (account->time_zone ? account->time_zone : "UTC", error);
  if (zone == NULL)
    return FALSE;
  expanded = amends_sample_expand (node, self->now, zone,
                                   g_strcmp0 (account->language, "zh-CN") == 0, error);
  if (expanded == NULL)
    return FALSE;
  reader = amends_json_reader_new_for_node (expanded, AMENDS_SAMPLE_FILE);
  amends_json_reader_peek (reader, "account");
  return read_case (self, account, reader, error);
}

typedef gboolean (*ElementFunc) (Sample *self, JsonNode *node, GError **error);

static gboolean
load_each (Sample *self, JsonObject *root, const char *member, ElementFunc func, GError **error)
{
  JsonNode *node = json_object_get_member (root, member);
  JsonArray *array = node && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; array && i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);

      if (!JSON_NODE_HOLDS_OBJECT (element))
        {
          amends_input_error_set (error, AMENDS_INPUT_ERROR_VALUE, AMENDS_SAMPLE_FILE, 0, member,
                                  "%s", _ ("A list of objects is expected."));
          return FALSE;
        }
      if (!func (self, element, error))
        return FALSE;
    }
  return TRUE;
}

static JsonNode *
read_file (GError **error)
{
  g_autofree char *data = amends_paths_dup_data ();
  g_autofree char *path = g_build_filename (data, "sample", AMENDS_SAMPLE_FILE, NULL);
  g_autofree char *text = NULL;
  gsize length;

  if (!g_file_get_contents (path, &text, &length, error))
    return NULL;
  return amends_json_parse (text, length, AMENDS_SAMPLE_FILE, error);
}

gboolean
amends_sample_load (AmendsConnection *connection,
                    AmendsEngines *engines,
                    AmendsInstant now,
                    GError **error)
{
  g_auto (Sample) self = { .connection = connection, .engines = engines, .now = now };
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (AmendsJsonReader) reader = NULL;
  gboolean exists;

  if (!amends_sample_exists (connection, &exists, error))
    return FALSE;
  if (exists)
    {
      g_set_error (error, AMENDS_SESSION_ERROR, AMENDS_SESSION_ERROR_REFUSED, "%s",
                   _ ("The sample data are in this workspace already."));
      return FALSE;
    }
  root = read_file (error);
  if (root == NULL)
    return FALSE;

  self.people = g_list_store_new (AMENDS_TYPE_PERSON);
  self.accounts = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_object_unref);
  self.contacts = g_ptr_array_new_with_free_func (g_object_unref);
  reader = amends_json_reader_new_for_node (root, AMENDS_SAMPLE_FILE);
  return load_people (&self, reader, error) &&
         load_each (&self, json_node_get_object (root), "accounts", load_account, error) &&
         load_each (&self, json_node_get_object (root), "cases", load_case, error);
}
