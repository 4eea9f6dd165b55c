/* SPDX-License-Identifier: GPL-3.0-or-later */
/* This side of a sync: accounts, contacts and what was said with them. */

#include "config.h"

#include "amends-sync-side-private.h"

#include "amends-account-file-store.h"
#include "amends-account-store.h"
#include "amends-enum-types.h"
#include "amends-goodwill-rules.h"
#include "amends-interaction-store.h"
#include "amends-labels.h"
#include "amends-money.h"
#include "amends-storage-error.h"
#include "amends-text.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define SOURCE "crm"

static void side_iface_init (AmendsSyncSideInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AmendsWorkspaceSide,
                               amends_workspace_side,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (AMENDS_TYPE_SYNC_SIDE, side_iface_init))

/* A field of a record, and what it is called on the way. */
typedef struct
{
  const char *neutral;
  const char *field;
} Pair;

static const Pair account_pairs[] = {
  { "name", "name" },
  { "segment", "segment" },
  { "currency", "currency" }, /* before the amounts that are in it */
  { "arr", "arr" },
  { "contract_start", "contract-start" },
  { "renewal", "renewal" },
  { "health", "health" },
  { "nps", "nps" },
  { "csat", "csat" },
  { "strategic", "strategic" },
  { "csm", "csm" },
  { "account_manager", "account-manager" },
  { "executive_sponsor", "executive-sponsor" },
  { "time_zone", "time-zone" },
  { "language", "language" },
  { "notes", "notes" },
};

static const Pair contact_pairs[] = {
  { "account", "account-id" }, { "name", "name" },   { "title", "title" },
  { "role", "role" },          { "email", "email" }, { "phone", "phone" },
};

static const Pair interaction_pairs[] = {
  { "account", "account-id" },
  { "contact", "contact-id" },
  { "type", "kind" },
  { "direction", "direction" },
  { "at", "at" },
  { "subject", "subject" },
  { "text", "text" },
  { "priority", "priority" },
  { "closed_at", "closed-at" },
  { "csat", "csat" },
  { "nps", "nps" },
};

/* --- Values ----------------------------------------------------------------------------------- */

void
amends_side_put_text (JsonObject *fields, const char *field, const char *value)
{
  if (value != NULL && *value != '\0')
    json_object_set_string_member (fields, field, value);
  else
    json_object_set_null_member (fields, field);
}

void
amends_side_put_instant (JsonObject *fields, const char *field, AmendsInstant value)
{
  g_autofree char *text = value != AMENDS_INSTANT_NONE ? amends_instant_format_utc (value) : NULL;

  amends_side_put_text (fields, field, text);
}

const char *
amends_side_get_text (JsonObject *fields, const char *field)
{
  JsonNode *node = json_object_get_member (fields, field);
  const char *text = node != NULL && json_node_get_value_type (node) == G_TYPE_STRING
                         ? json_node_get_string (node)
                         : NULL;

  return text != NULL && *text != '\0' ? text : NULL;
}

gboolean
amends_side_get_instant (JsonObject *fields, const char *field, AmendsInstant *value)
{
  const char *text = amends_side_get_text (fields, field);

  return text != NULL && amends_instant_parse (text, value, NULL);
}

gboolean
amends_side_get_boolean (JsonObject *fields, const char *field)
{
  JsonNode *node = json_object_get_member (fields, field);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return FALSE;
  if (json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    return json_node_get_boolean (node);
  return g_strcmp0 (amends_side_get_text (fields, field), "true") == 0;
}

static gboolean
get_number (JsonNode *node, double *number)
{
  const char *text;
  char *end;

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return FALSE;
  if (json_node_get_value_type (node) != G_TYPE_STRING)
    {
      *number = json_node_get_double (node);
      return TRUE;
    }
  text = json_node_get_string (node);
  *number = g_ascii_strtod (text, &end);
  return end != text && *end == '\0' && isfinite (*number);
}

/* (transfer full): of minor units, as exact as they are. */
static char *
format_money (gint64 minor, const char *currency)
{
  int factor = MAX (1, amends_currency_get_factor (currency));
  int places = factor == 1000 ? 3 : factor == 100 ? 2 : 0;
  gint64 whole = minor / factor, rest = ABS (minor % factor);
  const char *sign = minor < 0 && whole == 0 ? "-" : "";

  return places == 0
             ? g_strdup_printf ("%" G_GINT64_FORMAT, minor)
             : g_strdup_printf ("%s%" G_GINT64_FORMAT ".%0*d", sign, whole, places, (int) rest);
}

static const char *
get_currency (gpointer record)
{
  return AMENDS_IS_ACCOUNT (record) ? AMENDS_ACCOUNT (record)->currency : NULL;
}

static void
put_field (JsonObject *fields, const Pair *pair, gpointer record)
{
  const AmendsField *field = amends_record_find_field (record, pair->field);
  gpointer at = G_STRUCT_MEMBER_P (record, field->offset);

  switch (field->type)
    {
    case AMENDS_FIELD_STRING:
    case AMENDS_FIELD_DATE:
      amends_side_put_text (fields, pair->neutral, *(char **) at);
      return;
    case AMENDS_FIELD_INT:
      if (*(int *) at != AMENDS_UNKNOWN)
        json_object_set_int_member (fields, pair->neutral, *(int *) at);
      else
        json_object_set_null_member (fields, pair->neutral);
      return;
    case AMENDS_FIELD_BOOLEAN:
      json_object_set_boolean_member (fields, pair->neutral, *(gboolean *) at);
      return;
    case AMENDS_FIELD_INSTANT:
      amends_side_put_instant (fields, pair->neutral, *(AmendsInstant *) at);
      return;
    case AMENDS_FIELD_ENUM:
      amends_side_put_text (fields, pair->neutral,
                            *(int *) at != 0 || g_str_equal (pair->neutral, "direction")
                                ? amends_enum_get_nick (field->of (), *(int *) at)
                                : NULL);
      return;
    case AMENDS_FIELD_MONEY:
      {
        g_autofree char *text = *(gint64 *) at != AMENDS_MONEY_UNKNOWN
                                    ? format_money (*(gint64 *) at, get_currency (record))
                                    : NULL;

        amends_side_put_text (fields, pair->neutral, text);
        return;
      }
    case AMENDS_FIELD_INT64:
    case AMENDS_FIELD_DOUBLE:
    case AMENDS_FIELD_STRV:
    case AMENDS_FIELD_RECORD:
    case AMENDS_FIELD_RECORDS:
    default:
      g_assert_not_reached ();
    }
}

static void
take_text (gpointer record, const AmendsField *field, JsonNode *node)
{
  g_autofree char *clean = NULL;

  if (json_node_get_value_type (node) == G_TYPE_STRING)
    clean = amends_text_clean (json_node_get_string (node), -1);
  if (field->type == AMENDS_FIELD_DATE && clean != NULL &&
      !amends_date_parse (clean, &(GDate){ 0 }, NULL))
    return;
  amends_record_set (record, field->name, clean, NULL);
}

static void
take_amount (gpointer record, const AmendsField *field, double number)
{
  const char *currency = get_currency (record);
  gint64 minor;

  if (!amends_money_from_major (number, currency, &minor))
    {
      int factor = MAX (1, amends_currency_get_factor (currency));

      if (fabs (number) > 1e15)
        return;
      minor = llround (number * factor);
    }
  amends_record_set (record, field->name, minor, NULL);
}

/* A value this record cannot hold is left out; it stays in the CRM, which owns it. */
static void
take_field (gpointer record, const Pair *pair, JsonNode *node)
{
  const AmendsField *field = amends_record_find_field (record, pair->field);
  gboolean empty = JSON_NODE_HOLDS_NULL (node);
  double number = 0;
  AmendsInstant instant = AMENDS_INSTANT_NONE;
  int value = 0;

  if (!JSON_NODE_HOLDS_NULL (node) && !JSON_NODE_HOLDS_VALUE (node))
    return;
  switch (field->type)
    {
    case AMENDS_FIELD_STRING:
    case AMENDS_FIELD_DATE:
      take_text (record, field, node);
      return;
    case AMENDS_FIELD_INT:
      if (empty)
        amends_record_set (record, field->name, AMENDS_UNKNOWN, NULL);
      else if (get_number (node, &number) && fabs (number) < G_MAXINT)
        amends_record_set (record, field->name, (int) lround (number), NULL);
      return;
    case AMENDS_FIELD_BOOLEAN:
      amends_record_set (record, field->name,
                         !empty && json_node_get_value_type (node) == G_TYPE_BOOLEAN
                             ? json_node_get_boolean (node)
                             : !empty && g_strcmp0 (json_node_get_string (node), "true") == 0,
                         NULL);
      return;
    case AMENDS_FIELD_INSTANT:
      if (empty || (json_node_get_value_type (node) == G_TYPE_STRING &&
                    amends_instant_parse (json_node_get_string (node), &instant, NULL)))
        amends_record_set (record, field->name, instant, NULL);
      return;
    case AMENDS_FIELD_ENUM:
      if (empty || (json_node_get_value_type (node) == G_TYPE_STRING &&
                    amends_enum_from_nick (field->of (), json_node_get_string (node), &value)))
        amends_record_set (record, field->name, value, NULL);
      return;
    case AMENDS_FIELD_MONEY:
      if (empty)
        amends_record_set (record, field->name, AMENDS_MONEY_UNKNOWN, NULL);
      else if (get_number (node, &number))
        take_amount (record, field, number);
      return;
    case AMENDS_FIELD_INT64:
    case AMENDS_FIELD_DOUBLE:
    case AMENDS_FIELD_STRV:
    case AMENDS_FIELD_RECORD:
    case AMENDS_FIELD_RECORDS:
    default:
      g_assert_not_reached ();
    }
}

static void
take_fields (gpointer record, const Pair *pairs, guint n_pairs, JsonObject *changed)
{
  for (guint i = 0; i < n_pairs; i++)
    {
      JsonNode *node = json_object_get_member (changed, pairs[i].neutral);

      if (node != NULL)
        take_field (record, &pairs[i], node);
    }
}

/* --- One record ------------------------------------------------------------------------------- */

static const Pair *
get_pairs (AmendsRemoteKind kind, guint *n)
{
  switch (kind)
    {
    case AMENDS_REMOTE_ACCOUNT:
      *n = G_N_ELEMENTS (account_pairs);
      return account_pairs;
    case AMENDS_REMOTE_CONTACT:
      *n = G_N_ELEMENTS (contact_pairs);
      return contact_pairs;
    case AMENDS_REMOTE_INTERACTION:
    case AMENDS_REMOTE_SURVEY:
      *n = G_N_ELEMENTS (interaction_pairs);
      return interaction_pairs;
    case AMENDS_REMOTE_CASE:
    case AMENDS_REMOTE_TASK:
    case AMENDS_REMOTE_NOTE:
    case AMENDS_REMOTE_EMAIL:
    case AMENDS_REMOTE_REPORT:
    default:
      *n = 0;
      return NULL;
    }
}

/* (transfer full) (nullable): NULL without @error when it is gone. */
static gpointer
load (AmendsConnection *connection, AmendsRemoteKind kind, const char *id, GError **error)
{
  g_autoptr (GError) local = NULL;
  gpointer record;

  if (kind == AMENDS_REMOTE_ACCOUNT)
    record = amends_account_store_get (connection, id, &local);
  else if (kind == AMENDS_REMOTE_CONTACT)
    record = amends_contact_store_get (connection, id, &local);
  else
    record = amends_interaction_store_find (connection, id, &local);
  if (local != NULL &&
      !g_error_matches (local, AMENDS_STORAGE_ERROR, AMENDS_STORAGE_ERROR_NOT_FOUND))
    g_propagate_error (error, g_steal_pointer (&local));
  return record;
}

static gboolean
side_flush (AmendsSyncSide *side, AmendsConnection *connection, GError **error)
{
  AmendsWorkspaceSide *self = AMENDS_WORKSPACE_SIDE (side);
  gboolean done = connection == NULL || self->added->len == 0 ||
                  amends_interaction_store_add (connection, self->added, error);

  g_ptr_array_set_size (self->added, 0);
  return done;
}

static gboolean
save (AmendsWorkspaceSide *self,
      AmendsConnection *connection,
      AmendsRemoteKind kind,
      gboolean is_new,
      gpointer record,
      GError **error)
{
  if (is_new && AMENDS_IS_INTERACTION (record))
    {
      g_ptr_array_add (self->added, g_object_ref (record));
      return TRUE;
    }
  if (kind == AMENDS_REMOTE_ACCOUNT)
    return amends_account_store_save (connection, record, error);
  if (kind == AMENDS_REMOTE_CONTACT)
    return amends_contact_store_save (connection, record, error);
  return amends_interaction_store_save (connection, record, error);
}

static gboolean
side_read (AmendsSyncSide *side,
           AmendsConnection *connection,
           AmendsRemoteKind kind,
           const char *local_id,
           JsonObject **fields,
           GError **error)
{
  AmendsWorkspaceSide *self = AMENDS_WORKSPACE_SIDE (side);
  guint n;
  const Pair *pairs = get_pairs (kind, &n);
  g_autoptr (GObject) record = NULL;
  GError *local = NULL;

  if (pairs == NULL)
    return amends_side_read_case (self, connection, kind, local_id, fields, error);
  if (!side_flush (side, connection, error))
    return FALSE;
  record = load (connection, kind, local_id, &local);
  if (local != NULL)
    {
      g_propagate_error (error, local);
      return FALSE;
    }
  if (record == NULL)
    return TRUE;
  *fields = json_object_new ();
  for (guint i = 0; i < n; i++)
    put_field (*fields, &pairs[i], record);
  return TRUE;
}

/* --- Taking over ------------------------------------------------------------------------------ */

/* (transfer full) (nullable): NULL for what is of no use here. */
static gpointer
make_record (AmendsWorkspaceSide *self, AmendsRemoteRow *row, JsonObject *fields)
{
  switch (row->kind)
    {
    case AMENDS_REMOTE_ACCOUNT:
      return amends_side_get_text (fields, "name") != NULL ? amends_record_new (AMENDS_TYPE_ACCOUNT)
                                                           : NULL;
    case AMENDS_REMOTE_CONTACT:
      return amends_side_get_text (fields, "account") != NULL &&
                     (amends_side_get_text (fields, "name") != NULL ||
                      amends_side_get_text (fields, "email") != NULL)
                 ? amends_record_new (AMENDS_TYPE_CONTACT)
                 : NULL;
    case AMENDS_REMOTE_INTERACTION:
    case AMENDS_REMOTE_SURVEY:
      {
        AmendsInteraction *made;

        if (amends_side_get_text (fields, "account") == NULL)
          return NULL;
        made = amends_record_new (AMENDS_TYPE_INTERACTION);
        made->source = g_strdup (SOURCE);
        made->reference = g_strdup (row->id);
        if (row->kind == AMENDS_REMOTE_SURVEY)
          made->kind = AMENDS_INTERACTION_SURVEY;
        return made;
      }
    case AMENDS_REMOTE_CASE:
    case AMENDS_REMOTE_TASK:
    case AMENDS_REMOTE_NOTE:
    case AMENDS_REMOTE_EMAIL:
    case AMENDS_REMOTE_REPORT:
    default:
      return NULL;
    }
}

/* An amount without a currency is in that of the playbook. */
static void
complete_account (AmendsWorkspaceSide *self, AmendsAccount *account, JsonObject *changed)
{
  g_autoptr (AmendsGoodwillRules) rules = NULL;

  if (account->currency != NULL || amends_side_get_text (changed, "currency") != NULL ||
      !json_object_has_member (changed, "arr"))
    return;
  if (self->currency == NULL)
    {
      rules = amends_goodwill_rules_new (self->engines->playbook, NULL, NULL);
      self->currency = g_strdup (rules != NULL ? amends_goodwill_rules_get_currency (rules) : "");
    }
  if (*self->currency != '\0')
    amends_record_set (account, "currency", self->currency, NULL);
}

static gboolean
side_apply (AmendsSyncSide *side,
            AmendsConnection *connection,
            AmendsRemoteRow *row,
            JsonObject *changed,
            const char *local_id,
            char **applied_id,
            GError **error)
{
  AmendsWorkspaceSide *self = AMENDS_WORKSPACE_SIDE (side);
  guint n;
  const Pair *pairs = get_pairs (row->kind, &n);
  g_autoptr (GObject) record = NULL;
  GError *local = NULL;

  if (pairs == NULL)
    return amends_side_apply_case (self, connection, row, changed, local_id, applied_id, error);
  if (local_id != NULL && !side_flush (side, connection, error))
    return FALSE;
  record = local_id != NULL ? load (connection, row->kind, local_id, &local)
                            : make_record (self, row, changed);
  if (local != NULL)
    {
      g_propagate_error (error, local);
      return FALSE;
    }
  if (record == NULL)
    return TRUE;
  /* A record does not leave its account because the CRM's has none, or one that is not here. */
  if (row->kind != AMENDS_REMOTE_ACCOUNT && amends_side_get_text (changed, "account") == NULL &&
      json_object_has_member (changed, "account"))
    json_object_remove_member (changed, "account");
  if (AMENDS_IS_ACCOUNT (record))
    complete_account (self, AMENDS_ACCOUNT (record), changed);
  take_fields (record, pairs, n, changed);
  if (!save (self, connection, row->kind, local_id == NULL, record, error))
    return FALSE;
  if (row->kind == AMENDS_REMOTE_ACCOUNT || row->kind == AMENDS_REMOTE_CONTACT)
    self->customers = TRUE;
  *applied_id = g_strdup (amends_record_get_id (record));
  return TRUE;
}

/* --- The same thing ----------------------------------------------------------------------------
 */

static gboolean
is_linked (AmendsConnection *connection,
           AmendsRemoteKind kind,
           const char *id,
           gboolean *linked,
           GError **error)
{
  GError *local = NULL;
  g_autoptr (AmendsCrmLink) link =
      amends_crm_store_find_local (connection, amends_remote_kind_to_string (kind), id, &local);

  *linked = link != NULL;
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, local);
  return FALSE;
}

/* (transfer full) (nullable) */
static gpointer
find_same (AmendsConnection *connection, AmendsRemoteRow *row, JsonObject *fields, GError **error)
{
  const char *name = amends_side_get_text (fields, "name");
  const char *email = amends_side_get_text (fields, "email");
  const char *account_id = amends_side_get_text (fields, "account");
  AmendsContact *contact = NULL;

  if (row->kind == AMENDS_REMOTE_ACCOUNT)
    return name != NULL ? amends_account_store_find (connection, name, error) : NULL;
  if (row->kind != AMENDS_REMOTE_CONTACT)
    return amends_interaction_store_find_reference (connection, SOURCE, row->id, error);
  if (account_id == NULL)
    return NULL;
  if (email != NULL)
    contact = amends_contact_store_find (connection, email, error);
  else if (name != NULL)
    contact = amends_contact_store_find_named (connection, account_id, name, error);
  if (contact != NULL && g_strcmp0 (contact->account_id, account_id) != 0)
    g_clear_object (&contact);
  return contact;
}

static gboolean
side_match (AmendsSyncSide *side,
            AmendsConnection *connection,
            AmendsRemoteRow *row,
            JsonObject *fields,
            char **local_id,
            GError **error)
{
  guint n;
  gboolean linked = TRUE;
  GError *local = NULL;
  g_autofree char *found = NULL;

  if (get_pairs (row->kind, &n) == NULL)
    {
      g_autoptr (JsonObject) ours = NULL;

      /* Our own, by its key. */
      if (row->client_key == NULL)
        return TRUE;
      if (!amends_side_read_case (AMENDS_WORKSPACE_SIDE (side), connection, row->kind,
                                  row->client_key, &ours, error))
        return FALSE;
      found = ours != NULL ? g_strdup (row->client_key) : NULL;
    }
  else
    {
      g_autoptr (AmendsRecord) record = find_same (connection, row, fields, &local);
      gboolean sample = FALSE;

      if (record != NULL)
        g_object_get (record, "sample", &sample, NULL);
      found = record != NULL && !sample ? g_strdup (amends_record_get_id (record)) : NULL;
    }
  if (local != NULL)
    {
      g_propagate_error (error, local);
      return FALSE;
    }
  if (found == NULL)
    return TRUE;
  if (!is_linked (connection, row->kind, found, &linked, error))
    return FALSE;
  *local_id = linked ? NULL : g_steal_pointer (&found);
  return TRUE;
}

/* --- Letting go ------------------------------------------------------------------------------- */

static gboolean
is_needed (AmendsConnection *connection, const char *contact_id, gboolean *needed, GError **error)
{
  g_auto (GStrv) cases = amends_contact_list_cases (connection, contact_id, error);

  *needed = cases != NULL && cases[0] != NULL;
  return cases != NULL;
}

static gboolean
side_remove (AmendsSyncSide *side,
             AmendsConnection *connection,
             AmendsRemoteKind kind,
             const char *local_id,
             GError **error)
{
  AmendsWorkspaceSide *self = AMENDS_WORKSPACE_SIDE (side);
  g_autoptr (GError) local = NULL;
  gboolean needed = FALSE;
  gboolean done = TRUE;

  switch (kind)
    {
    case AMENDS_REMOTE_ACCOUNT:
      done = amends_account_store_remove (connection, local_id, &local);
      break;
    case AMENDS_REMOTE_CONTACT:
      if (!is_needed (connection, local_id, &needed, error))
        return FALSE;
      done = needed || amends_contact_store_remove (connection, local_id, &local);
      break;
    case AMENDS_REMOTE_INTERACTION:
    case AMENDS_REMOTE_SURVEY:
      done = amends_interaction_store_remove (connection, local_id, &local);
      break;
    case AMENDS_REMOTE_CASE:
    case AMENDS_REMOTE_TASK:
    case AMENDS_REMOTE_NOTE:
    case AMENDS_REMOTE_EMAIL:
    case AMENDS_REMOTE_REPORT:
    default:
      break;
    }
  self->customers = self->customers || kind <= AMENDS_REMOTE_CONTACT;
  /* What has cases here stays for them; what is gone already is gone. */
  if (done || g_error_matches (local, AMENDS_STORAGE_ERROR, AMENDS_STORAGE_ERROR_CONSTRAINT) ||
      g_error_matches (local, AMENDS_STORAGE_ERROR, AMENDS_STORAGE_ERROR_NOT_FOUND))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* --- The object ------------------------------------------------------------------------------- */

static void
side_iface_init (AmendsSyncSideInterface *iface)
{
  iface->read = side_read;
  iface->apply = side_apply;
  iface->remove = side_remove;
  iface->match = side_match;
  iface->flush = side_flush;
}

static void
amends_workspace_side_finalize (GObject *object)
{
  AmendsWorkspaceSide *self = AMENDS_WORKSPACE_SIDE (object);

  g_clear_pointer (&self->engines, amends_engines_unref);
  g_clear_object (&self->me);
  g_clear_object (&self->people);
  g_clear_object (&self->time_source);
  g_hash_table_unref (self->cases);
  g_ptr_array_unref (self->added);
  g_free (self->currency);

  G_OBJECT_CLASS (amends_workspace_side_parent_class)->finalize (object);
}

static void
amends_workspace_side_class_init (AmendsWorkspaceSideClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = amends_workspace_side_finalize;
}

static void
amends_workspace_side_init (AmendsWorkspaceSide *self)
{
  self->cases = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->added = g_ptr_array_new_with_free_func (g_object_unref);
}

AmendsWorkspaceSide *
amends_workspace_side_new (AmendsEngines *engines,
                           AmendsPerson *me,
                           GListModel *people,
                           AmendsTimeSource *time_source)
{
  AmendsWorkspaceSide *self = g_object_new (AMENDS_TYPE_WORKSPACE_SIDE, NULL);

  self->engines = amends_engines_ref (engines);
  self->me = g_object_ref (me);
  self->people = g_object_ref (people);
  self->time_source = g_object_ref (time_source);
  return self;
}

GPtrArray *
amends_workspace_side_take_cases (AmendsWorkspaceSide *self)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, self->cases);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    g_ptr_array_add (ids, g_strdup (id));
  g_hash_table_remove_all (self->cases);
  return ids;
}

gboolean
amends_workspace_side_take_customers (AmendsWorkspaceSide *self)
{
  gboolean changed = self->customers;

  self->customers = FALSE;
  return changed;
}
