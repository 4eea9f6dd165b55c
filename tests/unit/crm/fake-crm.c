/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A CRM in memory. */

#include "config.h"

#include "fake-crm.h"

#include "amends-connector-private.h"
#include "amends-crm-error.h"

#include <stdlib.h>
#include <string.h>

#define OVERLAP (2 * AMENDS_SECOND)

struct _FakeCrm
{
  AmendsConnector parent_instance;

  FakeServer *server; /* (unowned) */
  FakeFaultFunc fault;
  gpointer fault_data;
  void (*between) (gpointer data);
  gpointer between_data;
  GCancellable *cancellable;
  guint cancel_at;
  guint calls;
};

G_DEFINE_FINAL_TYPE (FakeCrm, fake_crm, AMENDS_TYPE_CONNECTOR)

/* --- The server ------------------------------------------------------------------------------- */

static void
fake_record_free (gpointer data)
{
  FakeRecord *self = data;

  g_free (self->id);
  g_free (self->client_key);
  g_free (self->by);
  json_object_unref (self->fields);
  g_free (self);
}

FakeServer *
fake_server_new (AmendsInstant clock)
{
  FakeServer *self = g_new0 (FakeServer, 1);

  for (guint i = 0; i < AMENDS_REMOTE_N_KINDS; i++)
    self->records[i] = g_ptr_array_new_with_free_func (fake_record_free);
  self->clock = clock;
  self->step = 700;
  self->page = 5;
  return self;
}

void
fake_server_free (FakeServer *self)
{
  for (guint i = 0; i < AMENDS_REMOTE_N_KINDS; i++)
    g_ptr_array_unref (self->records[i]);
  g_free (self);
}

static void
touch (FakeServer *self, FakeRecord *record, const char *by)
{
  self->clock += self->step;
  record->modified = self->clock;
  record->version++;
  g_free (record->by);
  record->by = g_strdup (by);
}

static void
copy_fields (JsonObject *to, JsonObject *from, gboolean normalises)
{
  JsonObjectIter iter;
  const char *member;
  JsonNode *value;

  json_object_iter_init (&iter, from);
  while (json_object_iter_next (&iter, &member, &value))
    if (normalises && json_node_get_value_type (value) == G_TYPE_STRING)
      {
        g_autofree char *text = g_strstrip (g_ascii_strup (json_node_get_string (value), -1));

        json_object_set_string_member (to, member, text);
      }
    else
      json_object_set_member (to, member, json_node_copy (value));
}

static FakeRecord *
add_record (FakeServer *self, AmendsRemoteKind kind, JsonObject *fields, const char *key)
{
  FakeRecord *record = g_new0 (FakeRecord, 1);

  record->id = g_strdup_printf ("r%05u", ++self->last_id);
  record->client_key = g_strdup (key);
  record->fields = json_object_new ();
  copy_fields (record->fields, fields, self->normalises && key != NULL);
  touch (self, record, key != NULL ? "API" : "Colleague");
  g_ptr_array_add (self->records[kind], record);
  return record;
}

FakeRecord *
fake_server_add (FakeServer *self, AmendsRemoteKind kind, ...)
{
  g_autoptr (JsonObject) fields = json_object_new ();
  const char *field;
  va_list arguments;

  va_start (arguments, kind);
  while ((field = va_arg (arguments, const char *)) != NULL)
    json_object_set_string_member (fields, field, va_arg (arguments, const char *));
  va_end (arguments);
  return add_record (self, kind, fields, NULL);
}

void
fake_server_edit (FakeServer *self,
                  FakeRecord *record,
                  const char *field,
                  const char *value,
                  const char *by)
{
  json_object_set_string_member (record->fields, field, value);
  touch (self, record, by);
}

void
fake_server_delete (FakeServer *self, AmendsRemoteKind kind, FakeRecord *record)
{
  g_ptr_array_remove (self->records[kind], record);
}

FakeRecord *
fake_server_find_key (FakeServer *self, AmendsRemoteKind kind, const char *key)
{
  for (guint i = 0; i < self->records[kind]->len; i++)
    {
      FakeRecord *record = self->records[kind]->pdata[i];

      if (g_strcmp0 (record->client_key, key) == 0)
        return record;
    }
  return NULL;
}

static FakeRecord *
find_id (FakeServer *self, AmendsRemoteKind kind, const char *id)
{
  for (guint i = 0; i < self->records[kind]->len; i++)
    {
      FakeRecord *record = self->records[kind]->pdata[i];

      if (g_str_equal (record->id, id))
        return record;
    }
  return NULL;
}

guint
fake_server_count (FakeServer *self, AmendsRemoteKind kind)
{
  return self->records[kind]->len;
}

const char *
fake_record_get (FakeRecord *record, const char *field)
{
  JsonNode *node = json_object_get_member (record->fields, field);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node)
             : NULL;
}

FakeServer *
fake_server_copy (FakeServer *self)
{
  FakeServer *copy = fake_server_new (self->clock);

  for (guint i = 0; i < AMENDS_REMOTE_N_KINDS; i++)
    for (guint k = 0; k < self->records[i]->len; k++)
      {
        FakeRecord *from = self->records[i]->pdata[k];
        FakeRecord *to = g_new0 (FakeRecord, 1);

        to->id = g_strdup (from->id);
        to->client_key = g_strdup (from->client_key);
        to->by = g_strdup (from->by);
        to->version = from->version;
        to->modified = from->modified;
        to->fields = json_object_new ();
        copy_fields (to->fields, from->fields, FALSE);
        g_ptr_array_add (copy->records[i], to);
      }
  copy->step = self->step;
  copy->last_id = self->last_id;
  copy->page = self->page;
  return copy;
}

/* --- Calls ------------------------------------------------------------------------------------ */

static AmendsRemoteRow *
make_row (AmendsRemoteKind kind, FakeRecord *record)
{
  AmendsRemoteRow *row = amends_remote_row_new (kind, record->id);

  row->version = g_strdup_printf ("%d", record->version);
  row->modified = record->modified;
  row->modified_text = amends_instant_format_utc (record->modified);
  row->modified_by = g_strdup (record->by);
  row->client_key = g_strdup (record->client_key);
  row->deleted = record->deleted;
  copy_fields (row->fields, record->fields, FALSE);
  return row;
}

static void
set_fault (int code, FakeRecord *record, AmendsRemoteKind kind, GError **error)
{
  g_autoptr (AmendsRemoteRow) row =
      code == AMENDS_CRM_ERROR_CONFLICT && record != NULL ? make_row (kind, record) : NULL;

  if (code == FAKE_KILLED)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "killed");
  else
    amends_crm_error_set (error, (AmendsCrmError) code, AMENDS_INSTANT_NONE, row, NULL, "fault %d",
                          code);
}

/* FALSE with @error when the call ends before anything was done. */
static gboolean
begin (FakeCrm *self,
       const char *call,
       GCancellable *cancellable,
       FakeWhen *when,
       int *code,
       GError **error)
{
  guint n = self->calls++;

  *when = FAKE_FINE;
  if (self->cancellable != NULL && n >= self->cancel_at)
    g_cancellable_cancel (self->cancellable);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (self->fault != NULL)
    *when = self->fault (call, n, code, self->fault_data);
  if (*when != FAKE_BEFORE)
    return TRUE;
  set_fault (*code, NULL, AMENDS_REMOTE_ACCOUNT, error);
  return FALSE;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const FakeRecord *one = *(FakeRecord *const *) a;
  const FakeRecord *other = *(FakeRecord *const *) b;

  if (one->modified != other->modified)
    return one->modified < other->modified ? -1 : 1;
  return g_strcmp0 (one->id, other->id);
}

/* "time id": rows behind it. After the last page it steps back by the overlap. */
static AmendsRemotePage *
list_changes (AmendsConnector *connector,
              AmendsRemoteKind kind,
              const char *cursor,
              GCancellable *cancellable,
              GError **error)
{
  FakeCrm *self = FAKE_CRM (connector);
  g_autoptr (GPtrArray) sorted = g_ptr_array_new ();
  AmendsRemotePage *page;
  AmendsInstant since = cursor != NULL ? g_ascii_strtoll (cursor, NULL, 10) : 0;
  const char *after = cursor != NULL ? strchr (cursor, ' ') + 1 : "";
  FakeRecord *last = NULL;
  FakeWhen when;
  int code = 0;

  if (self->between != NULL)
    self->between (self->between_data);
  if (!begin (self, "list", cancellable, &when, &code, error))
    return NULL;
  page = amends_remote_page_new (NULL);
  for (guint i = 0; i < self->server->records[kind]->len; i++)
    {
      FakeRecord *record = self->server->records[kind]->pdata[i];

      if (record->modified > since || (record->modified == since && strcmp (record->id, after) > 0))
        g_ptr_array_add (sorted, record);
    }
  g_ptr_array_sort (sorted, compare);
  for (guint i = 0; i < sorted->len && i < self->server->page; i++)
    {
      last = sorted->pdata[i];
      g_ptr_array_add (page->rows, make_row (kind, last));
    }
  page->more = sorted->len > self->server->page;
  if (last == NULL)
    page->cursor = g_strdup (cursor);
  else if (page->more)
    page->cursor = g_strdup_printf ("%" G_GINT64_FORMAT " %s", last->modified, last->id);
  else
    page->cursor = g_strdup_printf ("%" G_GINT64_FORMAT " ", last->modified - OVERLAP);
  if (when == FAKE_FINE)
    return page;
  amends_remote_page_free (page);
  set_fault (code, NULL, kind, error);
  return NULL;
}

static AmendsRemotePage *
sweep (AmendsConnector *connector,
       AmendsRemoteKind kind,
       const char *cursor,
       GCancellable *cancellable,
       GError **error)
{
  FakeCrm *self = FAKE_CRM (connector);
  AmendsRemotePage *page;
  FakeWhen when;
  int code = 0;

  if (!begin (self, "sweep", cancellable, &when, &code, error))
    return NULL;
  page = amends_remote_page_new (NULL);
  for (guint i = 0; i < self->server->records[kind]->len; i++)
    {
      FakeRecord *record = self->server->records[kind]->pdata[i];

      if (cursor != NULL && strcmp (record->id, cursor) <= 0)
        continue;
      if (page->ids->len == self->server->page)
        {
          page->more = TRUE;
          break;
        }
      g_ptr_array_add (page->ids, g_strdup (record->id));
    }
  page->cursor =
      page->ids->len > 0 ? g_strdup (page->ids->pdata[page->ids->len - 1]) : g_strdup (cursor);
  return page;
}

static AmendsRemoteRow *
get (AmendsConnector *connector,
     AmendsRemoteKind kind,
     const char *id,
     GCancellable *cancellable,
     GError **error)
{
  FakeCrm *self = FAKE_CRM (connector);
  FakeRecord *record;
  FakeWhen when;
  int code = 0;

  if (!begin (self, "get", cancellable, &when, &code, error))
    return NULL;
  record = find_id (self->server, kind, id);
  if (record != NULL)
    return make_row (kind, record);
  set_fault (AMENDS_CRM_ERROR_GONE, NULL, kind, error);
  return NULL;
}

static AmendsRemoteRow *
find (AmendsConnector *connector,
      AmendsRemoteKind kind,
      const char *client_key,
      JsonObject *fields,
      GCancellable *cancellable,
      GError **error)
{
  FakeCrm *self = FAKE_CRM (connector);
  FakeRecord *record;
  FakeWhen when;
  int code = 0;

  if (!begin (self, "find", cancellable, &when, &code, error))
    return NULL;
  record = fake_server_find_key (self->server, kind, client_key);
  return record != NULL ? make_row (kind, record) : NULL;
}

static AmendsRemoteRow *
create (AmendsConnector *connector,
        AmendsRemoteKind kind,
        JsonObject *fields,
        const char *client_key,
        GCancellable *cancellable,
        GError **error)
{
  FakeCrm *self = FAKE_CRM (connector);
  FakeRecord *record;
  FakeWhen when;
  int code = 0;

  if (!begin (self, "create", cancellable, &when, &code, error))
    return NULL;
  record = add_record (self->server, kind, fields, client_key);
  self->server->creates++;
  if (when == FAKE_FINE)
    return make_row (kind, record);
  set_fault (code, record, kind, error);
  return NULL;
}

static AmendsRemoteRow *
update (AmendsConnector *connector,
        AmendsRemoteKind kind,
        const char *id,
        JsonObject *changed,
        const char *version,
        GCancellable *cancellable,
        GError **error)
{
  FakeCrm *self = FAKE_CRM (connector);
  FakeRecord *record;
  FakeWhen when;
  int code = 0;

  if (!begin (self, "update", cancellable, &when, &code, error))
    return NULL;
  record = find_id (self->server, kind, id);
  if (record == NULL)
    {
      set_fault (AMENDS_CRM_ERROR_GONE, NULL, kind, error);
      return NULL;
    }
  if (version != NULL && atoi (version) != record->version)
    {
      set_fault (AMENDS_CRM_ERROR_CONFLICT, record, kind, error);
      return NULL;
    }
  copy_fields (record->fields, changed, self->server->normalises);
  touch (self->server, record, "API");
  if (when == FAKE_FINE)
    return make_row (kind, record);
  set_fault (code, record, kind, error);
  return NULL;
}

static void
fake_crm_class_init (FakeCrmClass *klass)
{
  AmendsConnectorClass *connector_class = AMENDS_CONNECTOR_CLASS (klass);

  connector_class->list_changes = list_changes;
  connector_class->sweep = sweep;
  connector_class->get = get;
  connector_class->find = find;
  connector_class->create = create;
  connector_class->update = update;
}

static void
fake_crm_init (FakeCrm *self)
{
}

/* Every field is text of the same name, and may be written. */
static char *
make_map (void)
{
  static const char *const fields[] = { "name",    "account", "contact", "case",
                                        "subject", "status",  "owner",   "severity" };
  GString *text = g_string_new ("{\"title\":\"Fake\",\"settings\":{\"path\":\"\",\"page\":\"5\","
                                "\"values\":\"json\",\"instants\":\"rfc3339\",\"empty\":\"null\"},"
                                "\"kinds\":{");

  for (guint kind = 0; kind < AMENDS_REMOTE_N_KINDS; kind++)
    {
      g_string_append_printf (text, "%s\"%s\":[{\"entity\":\"%u\",\"fields\":[",
                              kind > 0 ? "," : "", amends_remote_kind_to_string (kind), kind);
      for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
        g_string_append_printf (text,
                                "%s{\"neutral\":\"%s\",\"remote\":\"%s\",\"type\":\"text\","
                                "\"write\":true}",
                                i > 0 ? "," : "", fields[i], fields[i]);
      g_string_append (text, "]}]");
    }
  g_string_append (text, "}}");
  return g_string_free (text, FALSE);
}

FakeCrm *
fake_crm_new (FakeServer *server)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = make_map ();
  g_autoptr (AmendsFieldMap) map = amends_field_map_new (text, "fake.json", NULL, &error);
  g_autoptr (AmendsTimeSource) time_source = amends_time_source_new_fixed (server->clock);
  g_autoptr (AmendsHttp) http = amends_http_new (time_source);
  g_autoptr (AmendsSecrets) secrets = amends_secrets_new ("fake");
  const AmendsConnectorSettings settings = { .type = (char *) "fake",
                                             .url = (char *) "http://127.0.0.1/",
                                             .secret_name = (char *) "none" };
  FakeCrm *self;

  g_assert_no_error (error);
  self = FAKE_CRM (
      amends_connector_construct (FAKE_TYPE_CRM, &settings, map, http, secrets, time_source));
  self->server = server;
  return self;
}

void
fake_crm_set_fault (FakeCrm *self, FakeFaultFunc func, gpointer data)
{
  self->fault = func;
  self->fault_data = data;
}

void
fake_crm_set_between (FakeCrm *self, void (*func) (gpointer data), gpointer data)
{
  self->between = func;
  self->between_data = data;
}

void
fake_crm_cancel_at (FakeCrm *self, GCancellable *cancellable, guint n)
{
  self->cancellable = cancellable;
  self->cancel_at = self->calls + n;
}

guint
fake_crm_get_calls (FakeCrm *self)
{
  return self->calls;
}
