/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which record a row of a file is about, and writing it. */

#include "config.h"

#include "amends-import-match.h"

#include "amends-account-store.h"
#include "amends-crm-store.h"
#include "amends-customer-check.h"
#include "amends-enum-types.h"
#include "amends-id.h"
#include "amends-import-fields.h"
#include "amends-import-run.h"
#include "amends-input-error.h"
#include "amends-interaction-store.h"
#include "amends-labels.h"
#include "amends-storage-error.h"
#include "amends-text.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define SOURCE "csv"
#define CRM_ACCOUNT "account"

struct _AmendsImportMatch
{
  const AmendsImportPlan *plan;
  const char *import_id;
  gboolean trial;
  AmendsConnection *connection;

  guint created; /* in this transaction */

  /* Kept between transactions: what somebody has erased meanwhile, the database refuses. */
  GHashTable *accounts; /* key → AmendsAccount */
  GHashTable *contacts; /* key → AmendsContact, NULL where there is none */

  GHashTable *seen;  /* what identifies a row → hash of what it said: a trial writes nothing */
  GHashTable *added; /* account that a trial would add, by folded name */
  GHashTable *usage; /* id of an account → GHashTable of "metric/day" → double */
};

static void
unref_nullable (gpointer object)
{
  g_clear_object (&object);
}

AmendsImportMatch *
amends_import_match_new (const AmendsImportPlan *plan, const char *import_id, gboolean trial)
{
  AmendsImportMatch *self = g_new0 (AmendsImportMatch, 1);

  self->plan = plan;
  self->import_id = import_id;
  self->trial = trial;
  self->accounts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->contacts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, unref_nullable);
  self->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->added = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->usage =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_hash_table_unref);
  return self;
}

void
amends_import_match_free (AmendsImportMatch *self)
{
  g_hash_table_unref (self->accounts);
  g_hash_table_unref (self->contacts);
  g_hash_table_unref (self->seen);
  g_hash_table_unref (self->added);
  g_hash_table_unref (self->usage);
  g_free (self);
}

void
amends_import_match_begin (AmendsImportMatch *self, AmendsConnection *connection)
{
  self->connection = connection;
  self->created = 0;
}

guint
amends_import_match_count_accounts (AmendsImportMatch *self)
{
  return self->created;
}

/* --- Writing ---------------------------------------------------------------------------------- */

static gboolean
note_row (AmendsImportMatch *self,
          const char *kind,
          const char *id,
          const char *before,
          gpointer record,
          GError **error)
{
  g_autofree char *text = amends_record_to_text (record);
  g_autofree char *digest = amends_digest (text, -1);
  const AmendsImportRow row = { (char *) kind, (char *) id, (char *) before, digest };

  return amends_import_store_add_row (self->connection, self->import_id, &row, error);
}

static gboolean
save (AmendsConnection *connection, gpointer record, GError **error)
{
  if (AMENDS_IS_ACCOUNT (record))
    return amends_account_store_save (connection, record, error);
  if (AMENDS_IS_CONTACT (record))
    return amends_contact_store_save (connection, record, error);
  return amends_interaction_store_save (connection, record, error);
}

/* The second time in a file it is the first that has added it. */
static AmendsImportOutcome
rate_trial (AmendsImportMatch *self,
            const AmendsImportItem *item,
            const char *key,
            AmendsImportOutcome outcome)
{
  guint hash = 5381;
  gpointer known;
  const char *cell = item->cells;

  for (guint i = 0; i < item->n_cells; i++)
    {
      hash = hash * 33 + g_str_hash (cell);
      cell += strlen (cell) + 1;
    }
  if (outcome == AMENDS_IMPORT_ADDED &&
      g_hash_table_lookup_extended (self->seen, key, NULL, &known))
    outcome = GPOINTER_TO_UINT (known) == hash ? AMENDS_IMPORT_UNCHANGED : AMENDS_IMPORT_CHANGED;
  g_hash_table_insert (self->seen, g_strdup (key), GUINT_TO_POINTER (hash));
  return outcome;
}

/* @existing: (nullable): as stored; @record: as it shall be */
static gboolean
write_record (AmendsImportMatch *self,
              const AmendsImportItem *item,
              const char *key,
              gpointer existing,
              gpointer record,
              AmendsImportOutcome *outcome,
              GError **error)
{
  g_autofree char *before = NULL;

  if (existing != NULL && amends_record_equal (existing, record))
    {
      *outcome = AMENDS_IMPORT_UNCHANGED;
      return TRUE;
    }
  *outcome = existing != NULL ? AMENDS_IMPORT_CHANGED : AMENDS_IMPORT_ADDED;
  if (self->trial)
    {
      *outcome = rate_trial (self, item, key, *outcome);
      return TRUE;
    }
  before = existing != NULL ? amends_record_to_text (existing) : NULL;
  return save (self->connection, record, error) &&
         note_row (self, amends_import_kind_get_record_name (self->plan->kind),
                   amends_record_get_id (record), before, record, error);
}

/* --- Accounts --------------------------------------------------------------------------------- */

/* (transfer full) (nullable): without an error where there is none. */
static AmendsAccount *
get_account (AmendsImportMatch *self, const char *id, GError **error)
{
  GError *local = NULL;
  AmendsAccount *account = amends_account_store_get (self->connection, id, &local);

  if (g_error_matches (local, AMENDS_STORAGE_ERROR, AMENDS_STORAGE_ERROR_NOT_FOUND))
    g_clear_error (&local);
  else if (local != NULL)
    g_propagate_error (error, local);
  return account;
}

/* By the number it has in the CRM, or had in a file; or by our own. */
static AmendsAccount *
find_by_number (AmendsImportMatch *self, const char *number, GError **error)
{
  static const char *const links[] = { CRM_ACCOUNT, AMENDS_IMPORT_LINK };
  GError *local = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (links); i++)
    {
      g_autoptr (AmendsCrmLink) link =
          amends_crm_store_find_remote (self->connection, links[i], number, &local);
      AmendsAccount *account = link != NULL ? get_account (self, link->local_id, &local) : NULL;

      if (account != NULL)
        return account;
      if (local != NULL)
        {
          g_propagate_error (error, local);
          return NULL;
        }
    }
  return amends_id_is_valid (number) ? get_account (self, number, error) : NULL;
}

static gboolean
set_number (AmendsImportMatch *self, const char *id, const char *number, GError **error)
{
  const AmendsCrmLink link = { (char *) AMENDS_IMPORT_LINK,
                               (char *) number,
                               (char *) id,
                               (char *) "{}",
                               NULL,
                               AMENDS_INSTANT_NONE,
                               0 };

  return self->trial || amends_crm_store_save_link (self->connection, &link, error);
}

/* An account of this name that has another number is another one. */
static gboolean
is_other (AmendsImportMatch *self, AmendsAccount *account, const char *number, GError **error)
{
  GError *local = NULL;
  g_autoptr (AmendsCrmLink) link =
      amends_crm_store_find_local (self->connection, AMENDS_IMPORT_LINK, account->id, &local);

  if (local != NULL)
    {
      g_propagate_error (error, local);
      return TRUE;
    }
  if (link == NULL || g_str_equal (link->remote_id, number))
    return FALSE;
  amends_input_error_set (error, AMENDS_INPUT_ERROR_DUPLICATE, NULL, 0, NULL,
                          /* Translators: the name of an account; its number in a file. */
                          _ ("There is already an account named “%1$s”, with the number %2$s."),
                          account->name, link->remote_id);
  return TRUE;
}

static gboolean
take_account (AmendsImportMatch *self,
              AmendsImportItem *item,
              AmendsImportOutcome *outcome,
              GError **error)
{
  AmendsAccount *said = item->record;
  g_autoptr (AmendsAccount) existing = NULL;
  g_autoptr (AmendsAccount) record = NULL;
  g_autofree char *key = NULL;
  gboolean numbered = FALSE;
  GError *local = NULL;

  if (item->external_id != NULL)
    existing = find_by_number (self, item->external_id, &local);
  numbered = existing != NULL;
  if (existing == NULL && local == NULL && said->name != NULL)
    {
      existing = amends_account_store_find (self->connection, said->name, &local);
      if (existing != NULL && item->external_id != NULL &&
          is_other (self, existing, item->external_id, error))
        return FALSE;
    }
  if (local != NULL)
    {
      g_propagate_error (error, local);
      return FALSE;
    }
  record = amends_record_copy (existing != NULL ? existing : said);
  if (existing != NULL)
    amends_import_item_apply (item, record);
  if (!amends_import_item_apply_money (item, record, error) ||
      !amends_account_check (record, error))
    return FALSE;
  key = amends_text_fold (item->external_id != NULL ? item->external_id : record->name);
  return write_record (self, item, key, existing, record, outcome, error) &&
         (numbered || item->external_id == NULL ||
          set_number (self, record->id, item->external_id, error));
}

/* --- The account of a row --------------------------------------------------------------------- */

static AmendsAccount *
create_account (AmendsImportMatch *self, const char *name, GError **error)
{
  g_autofree char *fold = amends_text_fold (name);
  AmendsAccount *known = g_hash_table_lookup (self->added, fold);
  g_autoptr (AmendsAccount) account = NULL;

  if (known != NULL && self->trial)
    return g_object_ref (known);
  account = amends_record_new (AMENDS_TYPE_ACCOUNT);
  account->name = g_strdup (name);
  if (!amends_account_check (account, error))
    return NULL;
  if (!self->trial && (!amends_account_store_save (self->connection, account, error) ||
                       !note_row (self, "account", account->id, NULL, account, error)))
    return NULL;
  self->created++;
  g_hash_table_insert (self->added, g_steal_pointer (&fold), g_object_ref (account));
  return g_steal_pointer (&account);
}

static AmendsAccount *
look_up_account (AmendsImportMatch *self, const AmendsImportItem *item, GError **error)
{
  AmendsAccount *account = NULL;
  GError *local = NULL;

  if (item->account_id != NULL)
    account = find_by_number (self, item->account_id, &local);
  if (account == NULL && local == NULL && item->account != NULL)
    account = amends_account_store_find (self->connection, item->account, &local);
  if (account != NULL || local != NULL)
    {
      if (local != NULL)
        g_propagate_error (error, local);
      return account;
    }
  if (self->plan->create_accounts && item->account != NULL)
    {
      account = create_account (self, item->account, error);
      if (account != NULL && item->account_id != NULL &&
          !set_number (self, account->id, item->account_id, error))
        g_clear_object (&account);
      return account;
    }
  amends_input_error_set (error, AMENDS_INPUT_ERROR_NOT_FOUND, NULL, 0, NULL,
                          item->account != NULL
                              /* Translators: %s is what was given as the name of an account. */
                              ? _ ("There is no account “%s”.")
                              /* Translators: %s is a number that another program gave. */
                              : _ ("There is no account with the number “%s”."),
                          item->account != NULL ? item->account : item->account_id);
  return NULL;
}

/* (transfer none): kept for the import */
static AmendsAccount *
find_account (AmendsImportMatch *self, const AmendsImportItem *item, GError **error)
{
  g_autofree char *key = g_strconcat (item->account_id != NULL ? item->account_id : "", "\n",
                                      item->account != NULL ? item->account : "", NULL);
  AmendsAccount *account = g_hash_table_lookup (self->accounts, key);

  if (account != NULL)
    return account;
  if (item->account == NULL && item->account_id == NULL)
    {
      amends_input_error_set (error, AMENDS_INPUT_ERROR_MISSING, NULL, 0, NULL,
                              _ ("The row names no account."));
      return NULL;
    }
  account = look_up_account (self, item, error);
  if (account != NULL)
    g_hash_table_insert (self->accounts, g_steal_pointer (&key), account);
  return account;
}

/* --- Contacts --------------------------------------------------------------------------------- */

static gboolean
find_contact (AmendsImportMatch *self,
              const char *account_id,
              AmendsContact *said,
              AmendsContact **existing,
              GError **error)
{
  GError *local = NULL;
  g_autoptr (AmendsContact) found = NULL;

  if (said->email != NULL)
    found = amends_contact_store_find (self->connection, said->email, &local);
  if (found != NULL && account_id != NULL && g_strcmp0 (found->account_id, account_id) != 0)
    {
      amends_input_error_set (error, AMENDS_INPUT_ERROR_DUPLICATE, NULL, 0, "email",
                              /* Translators: an e-mail address; the name of a person. */
                              _ ("“%1$s” is the address of %2$s at another account."), said->email,
                              found->name);
      return FALSE;
    }
  if (found == NULL && local == NULL && account_id != NULL && said->name != NULL)
    {
      found = amends_contact_store_find_named (self->connection, account_id, said->name, &local);
      /* Two people of one name are told apart by their addresses. */
      if (found != NULL && found->email != NULL && said->email != NULL)
        g_clear_object (&found);
    }
  if (local != NULL)
    {
      g_propagate_error (error, local);
      return FALSE;
    }
  *existing = g_steal_pointer (&found);
  return TRUE;
}

static gboolean
take_contact (AmendsImportMatch *self,
              AmendsImportItem *item,
              AmendsImportOutcome *outcome,
              GError **error)
{
  AmendsContact *said = item->record;
  gboolean named = item->account != NULL || item->account_id != NULL;
  AmendsAccount *account = named ? find_account (self, item, error) : NULL;
  g_autoptr (AmendsContact) existing = NULL;
  g_autoptr (AmendsContact) record = NULL;
  g_autofree char *key = NULL;

  if ((named && account == NULL) ||
      !find_contact (self, account != NULL ? account->id : NULL, said, &existing, error))
    return FALSE;
  if (existing == NULL && account == NULL)
    return find_account (self, item, error) != NULL;
  record = amends_record_copy (existing != NULL ? existing : said);
  if (existing != NULL)
    amends_import_item_apply (item, record);
  else
    amends_record_set (record, "account-id", account->id, NULL);
  if (!amends_contact_check (record, error))
    return FALSE;
  key = g_strconcat (record->account_id, "\n", record->email != NULL ? record->email : record->name,
                     NULL);
  return write_record (self, item, key, existing, record, outcome, error);
}

/* --- Interactions ----------------------------------------------------------------------------- */

/* (transfer none) (nullable): the contact that an interaction was with; kept for the transaction.
 */
static AmendsContact *
find_partner (AmendsImportMatch *self,
              const AmendsImportItem *item,
              const char *account_id,
              GError **error)
{
  const char *text = item->contact_email != NULL ? item->contact_email : item->contact;
  g_autofree char *key = NULL;
  AmendsContact *contact = NULL;
  GError *local = NULL;
  gpointer known;

  if (text == NULL)
    return NULL;
  key = g_strconcat (account_id != NULL ? account_id : "", "\n",
                     item->contact_email != NULL ? item->contact_email : "", "\n",
                     item->contact != NULL ? item->contact : "", NULL);
  if (g_hash_table_lookup_extended (self->contacts, key, NULL, &known))
    return known;
  if (item->contact_email != NULL)
    contact = amends_contact_store_find (self->connection, item->contact_email, &local);
  if (contact != NULL && account_id != NULL && g_strcmp0 (contact->account_id, account_id) != 0)
    g_clear_object (&contact);
  if (contact == NULL && local == NULL && account_id != NULL && item->contact != NULL)
    contact = amends_contact_store_find_named (self->connection, account_id, item->contact, &local);
  if (local != NULL)
    g_propagate_error (error, local);
  else
    g_hash_table_insert (self->contacts, g_steal_pointer (&key), contact);
  return contact;
}

/* A name that is no contact is kept among the people. */
static void
add_person (AmendsInteraction *interaction, const char *name)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  if (interaction->people != NULL &&
      g_strv_contains ((const char *const *) interaction->people, name))
    return;
  g_strv_builder_add (builder, name);
  if (interaction->people != NULL)
    g_strv_builder_addv (builder, (const char **) interaction->people);
  g_strfreev (interaction->people);
  interaction->people = g_strv_builder_end (builder);
}

/* The same row again has the same id: of its account, time, subject and text. (transfer full) */
static char *
make_id (const AmendsInteraction *interaction)
{
  g_autofree char *at = g_strdup_printf ("%" G_GINT64_FORMAT, interaction->at);
  g_autofree char *all = g_strjoin ("\n", interaction->account_id, at,
                                    interaction->subject != NULL ? interaction->subject : "",
                                    interaction->text != NULL ? interaction->text : "", NULL);
  g_autofree char *digest = amends_digest (all, -1);

  /* The form of a UUID that is made of a name (RFC 9562, version 8). */
  return g_strdup_printf ("%.8s-%.4s-8%.3s-a%.3s-%.12s", digest, digest + 8, digest + 12,
                          digest + 15, digest + 18);
}

/* Whether what has the same number is another thing, such as a survey with the number of a ticket
 * or a ticket of another help desk. What was changed there keeps its time or its place. */
static gboolean
is_other_thing (const AmendsInteraction *known, const AmendsInteraction *said)
{
  return known->at != said->at &&
         (known->kind != said->kind || g_strcmp0 (known->account_id, said->account_id) != 0);
}

static gboolean
find_interaction (AmendsImportMatch *self,
                  AmendsInteraction *said,
                  AmendsInteraction **existing,
                  GError **error)
{
  GError *local = NULL;

  if (said->reference == NULL)
    {
      g_free (said->id);
      said->id = make_id (said);
      *existing = amends_interaction_store_find (self->connection, said->id, &local);
    }
  else
    {
      *existing = amends_interaction_store_find_reference (self->connection, said->source,
                                                           said->reference, &local);
      if (*existing != NULL && is_other_thing (*existing, said))
        {
          g_autofree char *source =
              g_strconcat (SOURCE ":", said->account_id, ":",
                           amends_enum_get_nick (AMENDS_TYPE_INTERACTION_KIND, (int) said->kind),
                           NULL);

          g_clear_object (existing);
          g_free (said->source);
          said->source = g_steal_pointer (&source);
          *existing = amends_interaction_store_find_reference (self->connection, said->source,
                                                               said->reference, &local);
        }
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, local);
  return FALSE;
}

static gboolean
place_interaction (AmendsImportMatch *self, AmendsImportItem *item, GError **error)
{
  AmendsInteraction *said = item->record;
  gboolean named = item->account != NULL || item->account_id != NULL;
  AmendsAccount *account = named ? find_account (self, item, error) : NULL;
  AmendsContact *contact;
  GError *local = NULL;

  if (named && account == NULL)
    return FALSE;
  contact = find_partner (self, item, account != NULL ? account->id : NULL, &local);
  if (local != NULL)
    {
      g_propagate_error (error, local);
      return FALSE;
    }
  if (account == NULL && contact == NULL)
    {
      amends_input_error_set (error, AMENDS_INPUT_ERROR_NOT_FOUND, NULL, 0, NULL,
                              _ ("The row names no account, and nobody whose account is known."));
      return FALSE;
    }
  said->account_id = g_strdup (account != NULL ? account->id : contact->account_id);
  said->source = g_strdup (SOURCE);
  said->contact_id = contact != NULL ? g_strdup (contact->id) : NULL;
  return TRUE;
}

static gboolean
take_interaction (AmendsImportMatch *self,
                  AmendsImportItem *item,
                  AmendsImportOutcome *outcome,
                  GError **error)
{
  AmendsInteraction *said = item->record;
  g_autoptr (AmendsInteraction) existing = NULL;
  g_autoptr (AmendsInteraction) record = NULL;
  g_autofree char *key = NULL;

  if (!place_interaction (self, item, error) || !find_interaction (self, said, &existing, error))
    return FALSE;
  if (existing == NULL)
    record = g_object_ref (said);
  else
    {
      record = amends_record_copy (existing);
      amends_import_item_apply (item, record);
      amends_record_set (record, "account-id", said->account_id, NULL);
      if (said->contact_id != NULL)
        amends_record_set (record, "contact-id", said->contact_id, NULL);
      if (record->closed_at != AMENDS_INSTANT_NONE && record->closed_at < record->at)
        {
          amends_input_error_set (error, AMENDS_INPUT_ERROR_RANGE, NULL, 0, NULL,
                                  _ ("It was closed before it was opened."));
          return FALSE;
        }
    }
  if (record->contact_id == NULL && (item->contact != NULL || item->contact_email != NULL))
    add_person (record, item->contact != NULL ? item->contact : item->contact_email);
  key = self->trial ? g_strconcat (said->source, "\n",
                                   said->reference != NULL ? said->reference : said->id, NULL)
                    : NULL;
  return write_record (self, item, key, existing, record, outcome, error);
}

/* --- Usage ------------------------------------------------------------------------------------ */

/* (transfer none) (nullable): figures of an account as they are stored, and as the file has since
 * changed them. */
static GHashTable *
get_usage (AmendsImportMatch *self, const char *account_id, GError **error)
{
  GHashTable *usage = g_hash_table_lookup (self->usage, account_id);
  g_autoptr (GPtrArray) samples = NULL;

  if (usage != NULL)
    return usage;
  samples = amends_usage_store_list (self->connection, account_id, NULL, error);
  if (samples == NULL)
    return NULL;
  usage = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; i < samples->len; i++)
    {
      AmendsUsageSample *sample = samples->pdata[i];

      g_hash_table_insert (usage, g_strconcat (sample->metric, "/", sample->day, NULL),
                           g_memdup2 (&sample->value, sizeof (double)));
    }
  g_hash_table_insert (self->usage, g_strdup (account_id), usage);
  return usage;
}

static gboolean
write_usage (AmendsImportMatch *self,
             AmendsUsageSample *sample,
             const char *place,
             const double *known,
             GError **error)
{
  g_autofree char *id = g_strconcat (sample->account_id, "/", place, NULL);
  g_autofree char *before = NULL;

  if (known != NULL)
    {
      g_autoptr (AmendsUsageSample) old = amends_record_copy (sample);

      old->value = *known;
      before = amends_record_to_text (old);
    }
  return amends_usage_store_save (self->connection, sample, error) &&
         note_row (self, "usage", id, before, sample, error);
}

static gboolean
take_usage (AmendsImportMatch *self,
            AmendsImportItem *item,
            AmendsImportOutcome *outcome,
            GError **error)
{
  AmendsUsageSample *sample = item->record;
  AmendsAccount *account = find_account (self, item, error);
  GHashTable *usage = account != NULL ? get_usage (self, account->id, error) : NULL;
  g_autofree char *place = g_strconcat (sample->metric, "/", sample->day, NULL);
  const double *known;

  if (usage == NULL)
    return FALSE;
  g_free (sample->account_id);
  sample->account_id = g_strdup (account->id);
  known = g_hash_table_lookup (usage, place);
  *outcome = known == NULL             ? AMENDS_IMPORT_ADDED
             : *known == sample->value ? AMENDS_IMPORT_UNCHANGED
                                       : AMENDS_IMPORT_CHANGED;
  if (*outcome != AMENDS_IMPORT_UNCHANGED && !self->trial &&
      !write_usage (self, sample, place, known, error))
    return FALSE;
  if (*outcome != AMENDS_IMPORT_UNCHANGED)
    g_hash_table_insert (usage, g_steal_pointer (&place),
                         g_memdup2 (&sample->value, sizeof (double)));
  return TRUE;
}

gboolean
amends_import_match_take (AmendsImportMatch *self,
                          AmendsImportItem *item,
                          AmendsImportOutcome *outcome,
                          GError **error)
{
  switch (self->plan->kind)
    {
    case AMENDS_IMPORT_ACCOUNTS:
      return take_account (self, item, outcome, error);
    case AMENDS_IMPORT_CONTACTS:
      return take_contact (self, item, outcome, error);
    case AMENDS_IMPORT_USAGE:
      return take_usage (self, item, outcome, error);
    case AMENDS_IMPORT_INTERACTIONS:
    default:
      return take_interaction (self, item, outcome, error);
    }
}
