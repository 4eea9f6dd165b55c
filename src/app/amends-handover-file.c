/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A whole case in one file. */

#include "config.h"

#include "amends-handover-file.h"

#include "amends-id.h"
#include "amends-input-error.h"
#include "amends-json.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define FORMAT "amends-case"
#define VERSION 1

static const struct
{
  const char *name;
  gsize offset;
  GType (*type) (void);
} lists[] = {
  { "clocks", G_STRUCT_OFFSET (AmendsCase, clocks), amends_clock_get_type },
  { "pauses", G_STRUCT_OFFSET (AmendsCase, pauses), amends_pause_get_type },
  { "drafts", G_STRUCT_OFFSET (AmendsCase, drafts), amends_draft_get_type },
  { "checkpoints", G_STRUCT_OFFSET (AmendsCase, checkpoints), amends_checkpoint_get_type },
  { "actions", G_STRUCT_OFFSET (AmendsCase, actions), amends_action_get_type },
  { "messages", G_STRUCT_OFFSET (AmendsCase, messages), amends_message_get_type },
  { "commitments", G_STRUCT_OFFSET (AmendsCase, commitments), amends_commitment_get_type },
  { "stakeholders", G_STRUCT_OFFSET (AmendsCase, stakeholders), amends_stakeholder_get_type },
  { "goodwill", G_STRUCT_OFFSET (AmendsCase, goodwill), amends_goodwill_get_type },
  { "events", G_STRUCT_OFFSET (AmendsCase, events), amends_event_get_type },
};

guint
amends_handover_count_lists (void)
{
  return G_N_ELEMENTS (lists);
}

const char *
amends_handover_get_list_name (guint index)
{
  return lists[index].name;
}

GListStore *
amends_handover_get_list (AmendsCase *case_, guint index)
{
  return G_STRUCT_MEMBER (GListStore *, case_, lists[index].offset);
}

AmendsHandoverFile *
amends_handover_file_new (void)
{
  AmendsHandoverFile *self = g_new0 (AmendsHandoverFile, 1);

  self->people = g_ptr_array_new_with_free_func (g_object_unref);
  self->versions = g_ptr_array_new_with_free_func (g_object_unref);
  return self;
}

void
amends_handover_file_free (AmendsHandoverFile *self)
{
  g_free (self->from_name);
  g_free (self->from_email);
  g_free (self->digest);
  g_clear_object (&self->case_);
  g_ptr_array_unref (self->people);
  g_ptr_array_unref (self->versions);
  g_free (self);
}

/* --- Writing ------------------------------------------------------------------------------------
 */

static void
put_record (JsonObject *object, const char *member, gpointer record)
{
  if (record)
    json_object_set_member (object, member, amends_record_to_json (record));
}

static void
put_array (JsonObject *object, const char *member, GPtrArray *records)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < records->len; i++)
    json_array_add_element (array, amends_record_to_json (g_ptr_array_index (records, i)));
  json_object_set_array_member (object, member, array);
}

static void
put_list (JsonObject *object, const char *member, GListModel *list)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    g_ptr_array_add (records, g_list_model_get_item (list, i));
  put_array (object, member, records);
}

static void
put_text (JsonObject *object, const char *member, const char *text)
{
  if (text && *text)
    json_object_set_string_member (object, member, text);
}

static JsonNode *
take_object (JsonObject *object)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, object);
  return node;
}

static JsonNode *
case_to_json (AmendsHandoverFile *self)
{
  JsonObject *object = json_object_new ();
  AmendsCase *case_ = self->case_;

  put_record (object, "escalation", case_->escalation);
  put_record (object, "account", case_->account);
  put_record (object, "contact", case_->contact);
  put_record (object, "plan", case_->plan);
  put_record (object, "debrief", case_->debrief);
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    put_list (object, lists[i].name, G_LIST_MODEL (amends_handover_get_list (case_, i)));
  put_array (object, "versions", self->versions);
  put_array (object, "people", self->people);
  return take_object (object);
}

GBytes *
amends_handover_file_write (AmendsHandoverFile *self)
{
  JsonObject *object = json_object_new ();
  JsonObject *from = json_object_new ();
  JsonNode *content = case_to_json (self);
  g_autoptr (JsonNode) node = take_object (object);
  g_autofree char *canonical = amends_json_to_canonical (content);
  g_autofree char *exported = amends_instant_format_utc (self->exported);
  g_autofree char *pretty = NULL;
  char *text;

  g_free (self->digest);
  self->digest = amends_digest (canonical, -1);
  put_text (from, "name", self->from_name);
  put_text (from, "email", self->from_email);
  json_object_set_string_member (object, "format", FORMAT);
  json_object_set_int_member (object, "version", VERSION);
  json_object_set_string_member (object, "exported", exported);
  json_object_set_object_member (object, "from", from);
  json_object_set_string_member (object, "digest", self->digest);
  json_object_set_member (object, "case", content);
  pretty = amends_json_to_pretty (node);
  text = g_strconcat (pretty, "\n", NULL);
  return g_bytes_new_take (text, strlen (text));
}

/* --- Reading ------------------------------------------------------------------------------------
 */

/* Of what the records cannot check themselves. */
static void
check_id (AmendsJsonReader *reader, gpointer record, GHashTable *seen)
{
  const char *id = amends_record_get_id (record);

  if (amends_json_reader_failed (reader))
    return;
  if (id == NULL || !amends_id_is_valid (id))
    amends_json_reader_fail (reader, "id", AMENDS_INPUT_ERROR_VALUE,
                             _ ("This is no identifier; a UUID is expected."));
  else if (seen && !g_hash_table_add (seen, g_strdup (id)))
    amends_json_reader_fail (reader, "id", AMENDS_INPUT_ERROR_DUPLICATE,
                             _ ("This identifier comes twice."));
}

/* (transfer full) (nullable) */
static gpointer
read_record (AmendsJsonReader *reader, const char *member, AmendsJsonNeed need, GType type)
{
  gpointer record;

  if (!amends_json_reader_enter_object (reader, member, need))
    return NULL;
  record = amends_record_from_json (type, reader);
  check_id (reader, record, NULL);
  amends_json_reader_leave (reader);
  return record;
}

static void
check_event (AmendsJsonReader *reader, AmendsEvent *event)
{
  g_autoptr (GString) text = g_string_new (event->payload);
  g_autofree char *digest = NULL;
  g_autoptr (GError) error = NULL;

  g_string_append_c (text, '\0');
  g_string_append (text, event->summary ? event->summary : "");
  digest = amends_digest (text->str, (gssize) text->len);
  if (event->payload && !amends_json_scan (event->payload, strlen (event->payload), NULL, &error))
    amends_json_reader_fail (reader, "payload", AMENDS_INPUT_ERROR_SYNTAX, _ ("This is no JSON."));
  else if (!event->erased && g_strcmp0 (digest, event->digest) != 0)
    amends_json_reader_fail (
        reader, "digest", AMENDS_INPUT_ERROR_VALUE,
        _ ("This entry of the log does not match its digest: it was altered."));
}

typedef void (*AddFunc) (gpointer to, gpointer record);

static void
add_to_store (gpointer to, gpointer record)
{
  g_list_store_append (to, record);
}

static void
add_to_array (gpointer to, gpointer record)
{
  g_ptr_array_add (to, g_object_ref (record));
}

static void
read_list (AmendsJsonReader *reader,
           const char *member,
           GType type,
           gboolean unique,
           AddFunc add,
           gpointer to)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n;

  if (!amends_json_reader_enter_array (reader, member, AMENDS_JSON_OPTIONAL))
    return;
  n = amends_json_reader_get_count (reader);
  for (guint i = 0; i < n && amends_json_reader_at (reader, i); i++)
    {
      g_autoptr (GObject) record = amends_record_from_json (type, reader);

      check_id (reader, record, unique ? seen : NULL);
      if (type == AMENDS_TYPE_EVENT && !amends_json_reader_failed (reader))
        check_event (reader, AMENDS_EVENT (record));
      if (!amends_json_reader_failed (reader))
        add (to, record);
      amends_json_reader_leave (reader);
    }
  amends_json_reader_leave (reader);
}

static void
read_case (AmendsHandoverFile *self, AmendsJsonReader *reader, AmendsInstant now)
{
  g_autoptr (AmendsEscalation) escalation =
      read_record (reader, "escalation", AMENDS_JSON_REQUIRED, AMENDS_TYPE_ESCALATION);
  g_autoptr (AmendsAccount) account =
      read_record (reader, "account", AMENDS_JSON_REQUIRED, AMENDS_TYPE_ACCOUNT);
  g_autoptr (AmendsContact) contact =
      read_record (reader, "contact", AMENDS_JSON_OPTIONAL, AMENDS_TYPE_CONTACT);
  g_autoptr (GError) fault = NULL;

  if (amends_json_reader_failed (reader))
    return;
  self->case_ = amends_case_new (escalation, account, contact);
  self->case_->plan = read_record (reader, "plan", AMENDS_JSON_OPTIONAL, AMENDS_TYPE_PLAN);
  self->case_->debrief = read_record (reader, "debrief", AMENDS_JSON_OPTIONAL, AMENDS_TYPE_DEBRIEF);
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    read_list (reader, lists[i].name, lists[i].type (), TRUE, add_to_store,
               amends_handover_get_list (self->case_, i));
  read_list (reader, "versions", AMENDS_TYPE_DRAFT, FALSE, add_to_array, self->versions);
  read_list (reader, "people", AMENDS_TYPE_PERSON, TRUE, add_to_array, self->people);
  if (amends_json_reader_failed (reader))
    return;
  if (account->name == NULL || *account->name == '\0')
    amends_json_reader_fail (reader, "account", AMENDS_INPUT_ERROR_MISSING,
                             _ ("The account has no name."));
  else if (!amends_escalation_validate (escalation, now, &fault))
    amends_json_reader_fail (reader, "escalation", fault->code, "%s", fault->message);
}

/* The first things to be wrong: another kind of file, a newer form, an altered one. */
static void
read_head (AmendsHandoverFile *self, AmendsJsonReader *reader)
{
  g_autofree char *format = amends_json_reader_dup_string (reader, "format", AMENDS_JSON_REQUIRED);
  g_autofree char *canonical = NULL;
  g_autofree char *digest = NULL;
  JsonNode *content;
  gint64 version;

  if (format && !g_str_equal (format, FORMAT))
    amends_json_reader_fail (reader, "format", AMENDS_INPUT_ERROR_VALUE,
                             /* Translators: %s is what the file says it is. */
                             _ ("This is “%s”, not a case handed over by Amends."), format);
  version = amends_json_reader_get_int (reader, "version", AMENDS_JSON_REQUIRED, 1, G_MAXINT, 1);
  if (version > VERSION)
    amends_json_reader_fail (reader, "version", AMENDS_INPUT_ERROR_VALUE,
                             /* Translators: two versions of the form of a file. */
                             _ ("The file has form %d, and this Amends reads up to %d. Update it "
                                "to import the case."),
                             (int) version, VERSION);
  self->digest = amends_json_reader_dup_string (reader, "digest", AMENDS_JSON_REQUIRED);
  self->exported = amends_json_reader_get_instant (reader, "exported", AMENDS_JSON_REQUIRED);
  if (amends_json_reader_enter_object (reader, "from", AMENDS_JSON_OPTIONAL))
    {
      self->from_name = amends_json_reader_dup_string (reader, "name", AMENDS_JSON_OPTIONAL);
      self->from_email = amends_json_reader_dup_string (reader, "email", AMENDS_JSON_OPTIONAL);
      amends_json_reader_leave (reader);
    }
  if (amends_json_reader_failed (reader) || !amends_json_reader_has (reader, "case"))
    return;
  content = amends_json_reader_peek (reader, "case");
  canonical = amends_json_to_canonical (content);
  digest = amends_digest (canonical, -1);
  if (g_strcmp0 (digest, self->digest) != 0)
    amends_json_reader_fail (reader, "digest", AMENDS_INPUT_ERROR_VALUE,
                             _ ("The case does not match its digest: the file was altered or "
                                "damaged. Ask for it again."));
}

AmendsHandoverFile *
amends_handover_file_read (GBytes *bytes,
                           const char *name,
                           AmendsInstant now,
                           GPtrArray **warnings,
                           GError **error)
{
  g_autoptr (AmendsHandoverFile) self = amends_handover_file_new ();
  g_autoptr (AmendsJsonReader) reader = NULL;
  gsize length = 0;
  const char *text = g_bytes_get_data (bytes, &length);

  reader = amends_json_reader_new (text ? text : "", length, name, error);
  if (reader == NULL)
    return NULL;
  read_head (self, reader);
  if (amends_json_reader_enter_object (reader, "case", AMENDS_JSON_REQUIRED))
    {
      read_case (self, reader, now);
      if (!amends_json_reader_failed (reader))
        amends_json_reader_leave (reader);
    }
  if (!amends_json_reader_finish (reader, warnings, error))
    return NULL;
  return g_steal_pointer (&self);
}
