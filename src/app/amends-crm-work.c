/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a piece of work with the CRM needs, and what people are told of how it ended. */

#include "config.h"

#include "amends-session-sync-private.h"

#include "amends-account-store.h"
#include "amends-crm-error.h"
#include "amends-id.h"
#include "amends-input-error.h"
#include "amends-paths.h"
#include "amends-record-table.h"
#include "amends-storage-error.h"
#include "amends-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Characters of a title in a list. */
#define LONGEST_NAME 80

/* --- What it needs ---------------------------------------------------------------------------- */

/* The secrets are kept under an id that stays when the folder moves. */
static AmendsSecrets *
dup_secrets (AmendsSession *self)
{
  AmendsSessionSync *sync = amends_session_sync_get (self);
  const char *known = amends_session_get_setting (self, AMENDS_SETTING_CRM_WORKSPACE);
  g_autofree char *id = g_strdup (known);

  if (sync->secrets == NULL)
    {
      if (id == NULL)
        {
          id = amends_id_new ();
          amends_session_set_setting (self, AMENDS_SETTING_CRM_WORKSPACE, id);
        }
      sync->secrets = amends_secrets_new (id);
    }
  return g_object_ref (sync->secrets);
}

static AmendsCrmConnection *
copy_connection (const AmendsCrmConnection *connection)
{
  AmendsCrmConnection *copy = g_new0 (AmendsCrmConnection, 1);

  copy->type = g_strdup (connection->type);
  copy->url = g_strdup (connection->url);
  copy->user = g_strdup (connection->user);
  copy->database = g_strdup (connection->database);
  copy->version = g_strdup (connection->version);
  copy->client_id = g_strdup (connection->client_id);
  copy->interval = connection->interval;
  return copy;
}

AmendsCrmWork *
amends_crm_work_new (AmendsSession *self, const AmendsCrmConnection *connection)
{
  AmendsCrmWork *work = g_new0 (AmendsCrmWork, 1);
  const char *signed_in = amends_session_get_setting (self, AMENDS_SETTING_CRM_SIGNED_IN);

  work->sync = amends_session_sync_get (self);
  work->database = g_object_ref (self->database);
  work->time_source = g_object_ref (self->time_source);
  work->secrets = dup_secrets (self);
  work->engines = amends_engines_ref (self->engines);
  work->me = amends_session_copy_me (self);
  work->people = amends_session_copy_people (self);
  work->connection =
      connection != NULL ? copy_connection (connection) : amends_session_get_crm (self);
  work->map = g_strdup (amends_session_get_setting (self, AMENDS_SETTING_CRM_MAP));
  work->signed_in = signed_in != NULL && g_strcmp0 (signed_in, work->connection->url) == 0;
  return work;
}

void
amends_crm_work_free (AmendsCrmWork *self)
{
  g_clear_object (&self->database);
  g_clear_object (&self->time_source);
  g_clear_object (&self->secrets);
  g_clear_pointer (&self->engines, amends_engines_unref);
  g_clear_object (&self->me);
  g_clear_object (&self->people);
  g_clear_pointer (&self->connection, amends_crm_connection_free);
  g_free (self->map);
  g_free (self);
}

/* (transfer full): a file of data/crm. */
static char *
read_file (const char *name, gsize *length, GError **error)
{
  g_autofree char *data = amends_paths_dup_data ();
  g_autofree char *path = g_build_filename (data, "crm", name, NULL);
  char *text = NULL;

  return g_file_get_contents (path, &text, length, error) ? text : NULL;
}

AmendsSyncPolicy *
amends_crm_work_load_policy (AmendsCrmWork *self, GError **error)
{
  gsize length;
  g_autofree char *text = read_file ("sync.json", &length, error);

  return text != NULL ? amends_sync_policy_new (text, length, "crm/sync.json", error) : NULL;
}

/* The type goes into the name of a file. */
static gboolean
check_type (const char *type, GError **error)
{
  static const char *const types[] = { "espocrm", "hubspot", "salesforce", "odoo", NULL };

  if (type != NULL && g_strv_contains (types, type))
    return TRUE;
  amends_crm_error_set (error, AMENDS_CRM_ERROR_SETUP, AMENDS_INSTANT_NONE, NULL, "type",
                        /* Translators: a word that should name a CRM; then a list of names. */
                        _ ("“%1$s” is no CRM that Amends knows. There are %2$s."),
                        type != NULL ? type : "", "espocrm, hubspot, salesforce, odoo");
  return FALSE;
}

AmendsFieldMap *
amends_crm_work_load_map (AmendsCrmWork *self, GError **error)
{
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;
  gsize length;

  if (!check_type (self->connection->type, error))
    return NULL;
  name = g_strconcat (self->connection->type, ".json", NULL);
  text = read_file (name, &length, error);
  return text != NULL ? amends_field_map_new (text, name, self->map, error) : NULL;
}

void
amends_crm_work_free_oauth (AmendsOAuthSettings *settings)
{
  g_free (settings->authorization_url);
  g_free (settings->token_url);
  g_free (settings->client_id);
  g_free (settings->client_secret_name);
  g_free (settings->scope);
  g_free (settings->name);
  g_free (settings);
}

static const char *
get_text (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;
}

AmendsOAuthSettings *
amends_crm_work_dup_oauth (AmendsCrmWork *self, AmendsSyncPolicy *policy)
{
  const char *type = self->connection->type;
  JsonNode *node =
      policy->oauth != NULL && type != NULL ? json_object_get_member (policy->oauth, type) : NULL;
  AmendsOAuthSettings *settings;
  JsonObject *addresses;
  g_autofree char *base = NULL;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node) || self->connection->client_id == NULL)
    return NULL;
  addresses = json_node_get_object (node);
  base = g_strdup (self->connection->url != NULL ? self->connection->url : "");
  while (g_str_has_suffix (base, "/"))
    base[strlen (base) - 1] = '\0';
  settings = g_new0 (AmendsOAuthSettings, 1);
  settings->authorization_url = g_strconcat (base, get_text (addresses, "authorization"), NULL);
  settings->token_url = g_strconcat (base, get_text (addresses, "token"), NULL);
  settings->scope = g_strdup (get_text (addresses, "scope"));
  settings->client_id = g_strdup (self->connection->client_id);
  settings->name = g_strdup (AMENDS_SECRET_CRM_OAUTH);
  return settings;
}

AmendsHttp *
amends_crm_work_get_http (AmendsCrmWork *self)
{
  if (self->sync->http == NULL)
    self->sync->http = amends_http_new (self->time_source);
  return self->sync->http;
}

AmendsConnector *
amends_crm_work_connect (AmendsCrmWork *self, GError **error)
{
  g_autoptr (AmendsSyncPolicy) policy = amends_crm_work_load_policy (self, error);
  g_autoptr (AmendsFieldMap) map = policy != NULL ? amends_crm_work_load_map (self, error) : NULL;
  AmendsConnectorSettings settings = {
    .type = self->connection->type,
    .url = self->connection->url,
    .user = self->connection->user,
    .database = self->connection->database,
    .version = self->connection->version,
    .secret_name = (char *) AMENDS_SECRET_CRM,
  };
  AmendsConnector *connector;

  if (map == NULL)
    return NULL;
  if (self->signed_in)
    settings.oauth = amends_crm_work_dup_oauth (self, policy);
  connector = amends_connector_new (&settings, map, amends_crm_work_get_http (self), self->secrets,
                                    self->time_source, error);
  g_clear_pointer (&settings.oauth, amends_crm_work_free_oauth);
  return connector;
}

AmendsSyncSide *
amends_crm_work_new_side (AmendsCrmWork *self)
{
  return AMENDS_SYNC_SIDE (
      amends_workspace_side_new (self->engines, self->me, self->people, self->time_source));
}

/* --- Words ------------------------------------------------------------------------------------ */

/* What can be done about it. NULL: the message says it all. */
static const char *
get_way_on (AmendsCrmError code)
{
  switch (code)
    {
    case AMENDS_CRM_ERROR_NOT_SENT:
      return _ ("Your changes are kept and go out when the CRM can be reached again.");
    case AMENDS_CRM_ERROR_UNKNOWN:
      return _ ("Whether the CRM has taken the last change will be looked up before it is sent "
                "again.");
    case AMENDS_CRM_ERROR_RATE_LIMITED:
      return _ ("Amends goes on by itself when the CRM allows it.");
    case AMENDS_CRM_ERROR_LOCKED_OUT:
      return _ ("Check the key, and wait until the CRM lets you in again.");
    case AMENDS_CRM_ERROR_AUTH_EXPIRED:
      return _ ("Connect again with a valid key. Your changes are kept.");
    case AMENDS_CRM_ERROR_FORBIDDEN:
      return _ ("Ask the administrator of the CRM for the right to do this.");
    case AMENDS_CRM_ERROR_SERVER:
      return _ ("Amends tries again later. Your changes are kept.");
    case AMENDS_CRM_ERROR_PROTOCOL:
      return _ ("Check that the address is that of the CRM.");
    case AMENDS_CRM_ERROR_SETUP:
      return _ ("Check the connection.");
    case AMENDS_CRM_ERROR_GONE:
    case AMENDS_CRM_ERROR_CONFLICT:
    case AMENDS_CRM_ERROR_INVALID:
    default:
      return NULL;
    }
}

/* What a server or a library says often ends without a full stop. */
static gboolean
ends_sentence (const char *text)
{
  const char *end = text + strlen (text);

  return end > text &&
         g_utf8_strchr (".!?。！？…", -1, g_utf8_get_char (g_utf8_prev_char (end))) != NULL;
}

char *
amends_crm_describe (const GError *error)
{
  const char *way_on =
      error->domain == AMENDS_CRM_ERROR ? get_way_on ((AmendsCrmError) error->code) : NULL;

  if (way_on == NULL)
    return g_strdup (error->message);
  if (ends_sentence (error->message))
    /* Translators: a sentence on what went wrong, then one on what to do. */
    return g_strdup_printf (_ ("%1$s %2$s"), error->message, way_on);
  /* Translators: what went wrong, without a full stop, then a sentence on what to do. */
  return g_strdup_printf (_ ("%1$s. %2$s"), error->message, way_on);
}

GError *
amends_crm_explain (GError *error)
{
  g_autofree char *text = amends_crm_describe (error);

  if (error->domain != AMENDS_CRM_ERROR)
    return error;
  g_free (error->message);
  error->message = g_steal_pointer (&text);
  return error;
}

const char *
amends_crm_kind_label (AmendsRemoteKind kind)
{
  static const char *const labels[AMENDS_REMOTE_N_KINDS] = {
    NC_ ("CRM record", "Account"),
    NC_ ("CRM record", "Contact"),
    NC_ ("CRM record", "Contact with the customer"),
    NC_ ("CRM record", "Survey"),
    NC_ ("CRM record", "Escalation"),
    NC_ ("CRM record", "Task"),
    NC_ ("CRM record", "Note"),
    NC_ ("CRM record", "E-mail"),
    NC_ ("CRM record", "Report"),
  };

  return g_dpgettext2 (GETTEXT_PACKAGE, "CRM record", labels[kind]);
}

const char *
amends_crm_kinds_label (AmendsRemoteKind kind)
{
  static const char *const labels[AMENDS_REMOTE_N_KINDS] = {
    NC_ ("CRM records", "Accounts"),
    NC_ ("CRM records", "Contacts"),
    NC_ ("CRM records", "Tickets, calls and meetings"),
    NC_ ("CRM records", "Surveys"),
    NC_ ("CRM records", "Escalations"),
    NC_ ("CRM records", "Tasks"),
    NC_ ("CRM records", "Notes"),
    NC_ ("CRM records", "E-mails"),
    NC_ ("CRM records", "Reports"),
  };

  return g_dpgettext2 (GETTEXT_PACKAGE, "CRM records", labels[kind]);
}

const char *
amends_crm_field_label (const char *field)
{
  static const char *const labels[][2] = {
    { "name", NC_ ("CRM field", "Name") },
    { "account", NC_ ("CRM field", "Account") },
    { "contact", NC_ ("CRM field", "Contact") },
    { "case", NC_ ("CRM field", "Escalation") },
    { "segment", NC_ ("CRM field", "Segment") },
    { "arr", NC_ ("CRM field", "ARR") },
    { "currency", NC_ ("CRM field", "Currency") },
    { "contract_start", NC_ ("CRM field", "Start of contract") },
    { "renewal", NC_ ("CRM field", "Renewal") },
    { "health", NC_ ("CRM field", "Health") },
    { "nps", NC_ ("CRM field", "NPS") },
    { "csat", NC_ ("CRM field", "CSAT") },
    { "products", NC_ ("CRM field", "Products") },
    { "strategic", NC_ ("CRM field", "Strategic") },
    { "expansion", NC_ ("CRM field", "Open expansion") },
    { "csm", NC_ ("CRM field", "CSM") },
    { "account_manager", NC_ ("CRM field", "Account manager") },
    { "executive_sponsor", NC_ ("CRM field", "Executive sponsor") },
    { "competitors", NC_ ("CRM field", "Competitors") },
    { "time_zone", NC_ ("CRM field", "Time zone") },
    { "language", NC_ ("CRM field", "Language") },
    { "notes", NC_ ("CRM field", "Notes") },
    { "title", NC_ ("CRM field", "Title") },
    { "role", NC_ ("CRM field", "Role") },
    { "email", NC_ ("CRM field", "E-mail") },
    { "phone", NC_ ("CRM field", "Phone") },
    { "kind", NC_ ("CRM field", "Kind") },
    { "at", NC_ ("CRM field", "When") },
    { "direction", NC_ ("CRM field", "Direction") },
    { "subject", NC_ ("CRM field", "Subject") },
    { "text", NC_ ("CRM field", "Text") },
    { "summary", NC_ ("CRM field", "Summary") },
    { "status", NC_ ("CRM field", "Status") },
    { "severity", NC_ ("CRM field", "Severity") },
    { "priority", NC_ ("CRM field", "Priority") },
    { "owner", NC_ ("CRM field", "Owner") },
    { "due", NC_ ("CRM field", "Due") },
    { "number", NC_ ("CRM field", "Number") },
    { "received", NC_ ("CRM field", "Received") },
    { "from", NC_ ("CRM field", "From") },
    { "to", NC_ ("CRM field", "To") },
    { "author", NC_ ("CRM field", "Author") },
    { "closed_at", NC_ ("CRM field", "Solved") },
    { "score", NC_ ("CRM field", "Score") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    if (g_strcmp0 (labels[i][0], field) == 0)
      return g_dpgettext2 (GETTEXT_PACKAGE, "CRM field", labels[i][1]);
  return field;
}

/* --- What a row is about ---------------------------------------------------------------------- */

void
amends_crm_subject_clear (AmendsCrmSubject *self)
{
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->where, g_free);
  g_clear_pointer (&self->case_id, g_free);
}

/* (transfer full) (nullable): NULL without @error when it is gone. */
static gpointer
find (AmendsConnection *connection, const AmendsRecordTable *table, const char *id, GError **error)
{
  g_autoptr (GError) local = NULL;
  gpointer record = amends_record_table_get (table, connection, id, &local);

  if (record == NULL &&
      !g_error_matches (local, AMENDS_STORAGE_ERROR, AMENDS_STORAGE_ERROR_NOT_FOUND))
    g_propagate_error (error, g_steal_pointer (&local));
  return record;
}

static gboolean
read_case (AmendsCrmSubject *self,
           AmendsConnection *connection,
           const char *case_id,
           GError **error)
{
  GError *local = NULL;
  g_autoptr (AmendsEscalation) escalation =
      find (connection, &amends_escalation_table, case_id, &local);
  g_autoptr (AmendsAccount) account = NULL;
  g_autofree char *number = NULL;

  if (escalation != NULL)
    account = find (connection, &amends_account_table, escalation->account_id, &local);
  if (local != NULL)
    {
      g_propagate_error (error, local);
      return FALSE;
    }
  if (escalation == NULL)
    return TRUE;
  number = amends_escalation_format_number (escalation->number);
  self->case_id = g_strdup (escalation->id);
  if (self->name == NULL)
    self->name =
        amends_text_one_line (escalation->title != NULL ? escalation->title : "", LONGEST_NAME);
  self->where = account != NULL && account->name != NULL
                    /* Translators: the number of a case, then the name of its account. */
                    ? g_strdup_printf (_ ("%1$s, %2$s"), number, account->name)
                    : g_strdup (number);
  return TRUE;
}

static const AmendsRecordTable *
get_table (AmendsRemoteKind kind, guint n)
{
  switch (kind)
    {
    case AMENDS_REMOTE_ACCOUNT:
      return n == 0 ? &amends_account_table : NULL;
    case AMENDS_REMOTE_CONTACT:
      return n == 0 ? &amends_contact_table : NULL;
    case AMENDS_REMOTE_TASK:
      return n == 0 ? &amends_checkpoint_table : n == 1 ? &amends_action_table : NULL;
    case AMENDS_REMOTE_EMAIL:
      return n == 0 ? &amends_message_table : NULL;
    case AMENDS_REMOTE_REPORT:
      return n == 0 ? &amends_debrief_table : NULL;
    case AMENDS_REMOTE_INTERACTION:
    case AMENDS_REMOTE_SURVEY:
    case AMENDS_REMOTE_CASE:
    case AMENDS_REMOTE_NOTE:
    default:
      return NULL;
    }
}

static const char *
get_string (gpointer record, const char *name)
{
  const AmendsField *field = amends_record_find_field (record, name);

  return field != NULL && field->type == AMENDS_FIELD_STRING
             ? G_STRUCT_MEMBER (char *, record, field->offset)
             : NULL;
}

static gboolean
read_part (AmendsCrmSubject *self, AmendsConnection *connection, gpointer record, GError **error)
{
  static const char *const names[] = { "name", "title", "subject", "text" };
  const char *case_id = get_string (record, "escalation-id");

  for (guint i = 0; i < G_N_ELEMENTS (names) && self->name == NULL; i++)
    {
      const char *text = get_string (record, names[i]);

      if (text != NULL && *text != '\0')
        self->name = amends_text_one_line (text, LONGEST_NAME);
    }
  return case_id == NULL || read_case (self, connection, case_id, error);
}

/* A note is an entry of the log. */
static gboolean
read_note (AmendsCrmSubject *self, AmendsConnection *connection, const char *id, GError **error)
{
  g_autofree char *case_id = NULL;

  if (!amends_note_find (connection, id, &case_id, &self->name, error))
    return FALSE;
  return case_id == NULL || read_case (self, connection, case_id, error);
}

gboolean
amends_crm_subject_read (AmendsCrmSubject *self,
                         AmendsConnection *connection,
                         AmendsRemoteKind kind,
                         const char *local_id,
                         GError **error)
{
  amends_crm_subject_clear (self);
  if (local_id == NULL)
    return TRUE;
  if (kind == AMENDS_REMOTE_CASE)
    return read_case (self, connection, local_id, error);
  if (kind == AMENDS_REMOTE_NOTE)
    return read_note (self, connection, local_id, error);
  for (guint n = 0; get_table (kind, n) != NULL; n++)
    {
      GError *local = NULL;
      g_autoptr (GObject) record = find (connection, get_table (kind, n), local_id, &local);

      if (local != NULL)
        {
          g_propagate_error (error, local);
          return FALSE;
        }
      if (record != NULL)
        return read_part (self, connection, record, error);
    }
  return TRUE;
}
