/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads an escalation from its JSON form, every field checked. */

#include "config.h"

#include "amends-intake-reader.h"

#include "amends-enum-types.h"
#include "amends-id.h"
#include "amends-input-error.h"
#include "amends-labels.h"
#include "amends-log-entry.h"
#include "amends-money.h"
#include "amends-stakeholder.h"
#include "amends-text.h"

#include <glib/gi18n-lib.h>

/* No field of an escalation is longer; the statement may be a whole thread. */
#define MAX_FIELD_BYTES (64 * 1024)
#define MAX_STATEMENT_BYTES (4 * 1024 * 1024)

AmendsIntake *
amends_intake_new_empty (void)
{
  AmendsIntake *intake = g_object_new (AMENDS_TYPE_INTAKE, NULL);

  intake->account = amends_record_new (AMENDS_TYPE_ACCOUNT);
  intake->escalation = amends_record_new (AMENDS_TYPE_ESCALATION);
  return intake;
}

static char *
read_limited (AmendsJsonReader *reader, const char *member, AmendsJsonNeed need, gsize limit)
{
  g_autofree char *raw = amends_json_reader_dup_string (reader, member, need);
  gsize length = raw ? strlen (raw) : 0;

  if (length > limit)
    {
      amends_json_reader_fail (reader, member, AMENDS_INPUT_ERROR_TOO_LARGE,
                               /* Translators: two sizes in kilobytes. */
                               _ ("The text is %d kB long; at most %d kB are read."),
                               (int) (length / 1024), (int) (limit / 1024));
      return NULL;
    }
  return raw ? amends_text_clean (raw, (gssize) length) : NULL;
}

static char *
read_text (AmendsJsonReader *reader, const char *member)
{
  return read_limited (reader, member, AMENDS_JSON_OPTIONAL, MAX_FIELD_BYTES);
}

/* A text that has to say something. */
static char *
read_name (AmendsJsonReader *reader, const char *member)
{
  char *text = read_limited (reader, member, AMENDS_JSON_REQUIRED, MAX_FIELD_BYTES);

  if (text && *g_strstrip (text) == '\0')
    amends_json_reader_fail (reader, member, AMENDS_INPUT_ERROR_MISSING,
                             _ ("The field is empty; a text is expected."));
  return text;
}

static char **
read_texts (AmendsJsonReader *reader, const char *member)
{
  char **texts = amends_json_reader_dup_strv (reader, member, AMENDS_JSON_OPTIONAL);

  for (guint i = 0; texts && texts[i]; i++)
    {
      char *clean = amends_text_clean (texts[i], -1);

      g_free (texts[i]);
      texts[i] = clean;
    }
  return texts;
}

static void
check_zone (AmendsJsonReader *reader, const char *member, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GTimeZone) zone = NULL;

  if (name == NULL || *name == '\0')
    return;
  zone = amends_zone_load (name, &error);
  if (zone == NULL)
    amends_json_reader_fail (reader, member, AMENDS_INPUT_ERROR_VALUE, "%s",
                             amends_input_error_get_text (error));
}

static void
read_arr (AmendsJsonReader *reader, AmendsAccount *account)
{
  double major =
      amends_json_reader_get_double (reader, "arr", AMENDS_JSON_OPTIONAL, 0.0, 1e13, -1.0);

  account->currency = read_text (reader, "currency");
  if (account->currency && !amends_currency_is_valid (account->currency))
    amends_json_reader_fail (reader, "currency", AMENDS_INPUT_ERROR_VALUE,
                             _ ("“%s” is not a known currency; a code such as EUR is expected."),
                             account->currency);
  if (major < 0.0 || amends_json_reader_failed (reader))
    return;
  if (account->currency == NULL)
    account->currency = g_strdup ("USD");
  if (!amends_money_from_major (major, account->currency, &account->arr))
    amends_json_reader_fail (reader, "arr", AMENDS_INPUT_ERROR_VALUE,
                             /* Translators: %s is a currency such as EUR. */
                             _ ("The amount has more decimal places than %s allows."),
                             account->currency);
}

static void
read_account (AmendsJsonReader *reader, AmendsAccount *account)
{
  if (!amends_json_reader_enter_object (reader, "account", AMENDS_JSON_REQUIRED))
    return;
  account->name = read_name (reader, "name");
  read_arr (reader, account);
  account->segment = amends_json_reader_get_enum (reader, "segment", AMENDS_JSON_OPTIONAL,
                                                  AMENDS_TYPE_SEGMENT, AMENDS_SEGMENT_UNKNOWN);
  account->contract_start =
      amends_json_reader_dup_date (reader, "contract_start", AMENDS_JSON_OPTIONAL);
  account->renewal = amends_json_reader_dup_date (reader, "renewal", AMENDS_JSON_OPTIONAL);
  account->health = (int) amends_json_reader_get_int (reader, "health", AMENDS_JSON_OPTIONAL, 0,
                                                      100, AMENDS_UNKNOWN);
  account->nps = (int) amends_json_reader_get_int (reader, "nps", AMENDS_JSON_OPTIONAL, -100, 100,
                                                   AMENDS_UNKNOWN);
  account->strategic = amends_json_reader_get_boolean (reader, "strategic", FALSE);
  account->products = read_texts (reader, "products");
  account->competitors = read_texts (reader, "competitors");
  account->csm = read_text (reader, "csm");
  account->account_manager = read_text (reader, "account_manager");
  account->executive_sponsor = read_text (reader, "executive_sponsor");
  account->notes = read_text (reader, "notes");
  account->time_zone = read_text (reader, "time_zone");
  check_zone (reader, "time_zone", account->time_zone);
  account->language = read_text (reader, "language");
  if (account->language && !g_str_equal (account->language, "en") &&
      !g_str_has_prefix (account->language, "zh"))
    amends_json_reader_fail (
        reader, "language", AMENDS_INPUT_ERROR_VALUE,
        _ ("“%s” is not a language of the templates; en or zh-CN is expected."), account->language);
  else if (account->language && g_str_has_prefix (account->language, "zh"))
    {
      g_free (account->language);
      account->language = g_strdup ("zh-CN");
    }
  amends_json_reader_leave (reader);
}

static void
read_contact (AmendsJsonReader *reader, AmendsIntake *intake)
{
  AmendsContact *contact;

  if (!amends_json_reader_enter_object (reader, "contact", AMENDS_JSON_OPTIONAL))
    return;
  contact = intake->contact = amends_record_new (AMENDS_TYPE_CONTACT);
  contact->name = read_name (reader, "name");
  contact->title = read_text (reader, "title");
  contact->email = read_text (reader, "email");
  contact->phone = read_text (reader, "phone");
  contact->salutation = read_text (reader, "salutation");
  contact->concerns = read_text (reader, "concerns");
  contact->role = amends_json_reader_get_enum (reader, "role", AMENDS_JSON_OPTIONAL,
                                               AMENDS_TYPE_CONTACT_ROLE, 0);
  if (amends_json_reader_has (reader, "executive"))
    contact->executive = amends_json_reader_get_boolean (reader, "executive", FALSE)
                             ? AMENDS_EXECUTIVE_YES
                             : AMENDS_EXECUTIVE_NO;
  amends_json_reader_leave (reader);
}

/* "none", "hard" or "easy"; or a text, of which it is not known how hard it is; or both. */
static void
read_workaround (AmendsJsonReader *reader, AmendsEscalation *escalation)
{
  JsonNode *node = amends_json_reader_peek (reader, "workaround");
  int known = AMENDS_WORKAROUND_UNKNOWN;

  if (node && JSON_NODE_HOLDS_OBJECT (node) &&
      amends_json_reader_enter_object (reader, "workaround", AMENDS_JSON_OPTIONAL))
    {
      escalation->workaround = amends_json_reader_get_enum (
          reader, "difficulty", AMENDS_JSON_OPTIONAL, AMENDS_TYPE_WORKAROUND, 0);
      escalation->workaround_text = read_text (reader, "text");
      amends_json_reader_leave (reader);
      return;
    }
  escalation->workaround_text = read_text (reader, "workaround");
  if (escalation->workaround_text &&
      amends_enum_from_nick (AMENDS_TYPE_WORKAROUND, escalation->workaround_text, &known))
    {
      escalation->workaround = known;
      g_clear_pointer (&escalation->workaround_text, g_free);
    }
}

static void
read_fix (AmendsJsonReader *reader, AmendsEscalation *escalation)
{
  if (!amends_json_reader_enter_object (reader, "fix", AMENDS_JSON_OPTIONAL))
    return;
  escalation->fix_text = read_text (reader, "text");
  escalation->fix_eta = amends_json_reader_get_instant (reader, "eta", AMENDS_JSON_OPTIONAL);
  escalation->fix_confirmed_by = read_text (reader, "confirmed_by");
  escalation->fix_confirmed_at =
      amends_json_reader_get_instant (reader, "confirmed_at", AMENDS_JSON_OPTIONAL);
  amends_json_reader_leave (reader);
}

static void
read_actions_taken (AmendsJsonReader *reader, GListStore *entries)
{
  guint n;

  if (!amends_json_reader_enter_array (reader, "actions_taken", AMENDS_JSON_OPTIONAL))
    return;
  n = amends_json_reader_get_count (reader);
  for (guint i = 0; i < n && amends_json_reader_at (reader, i); i++)
    {
      g_autoptr (AmendsLogEntry) entry = g_object_new (AMENDS_TYPE_LOG_ENTRY, NULL);

      entry->at = amends_json_reader_get_instant (reader, "at", AMENDS_JSON_OPTIONAL);
      entry->text = read_name (reader, "text");
      g_list_store_append (entries, entry);
      amends_json_reader_leave (reader);
    }
  amends_json_reader_leave (reader);
}

static void
read_stakeholders (AmendsJsonReader *reader, GListStore *stakeholders)
{
  guint n;

  if (!amends_json_reader_enter_array (reader, "stakeholders", AMENDS_JSON_OPTIONAL))
    return;
  n = amends_json_reader_get_count (reader);
  for (guint i = 0; i < n && amends_json_reader_at (reader, i); i++)
    {
      g_autoptr (AmendsStakeholder) stakeholder = amends_record_new (AMENDS_TYPE_STAKEHOLDER);

      stakeholder->role = amends_json_reader_get_enum (reader, "role", AMENDS_JSON_REQUIRED,
                                                       AMENDS_TYPE_ROLE, AMENDS_ROLE_CSM);
      stakeholder->name = read_text (reader, "name");
      stakeholder->contact = read_text (reader, "contact");
      g_list_store_append (stakeholders, stakeholder);
      amends_json_reader_leave (reader);
    }
  amends_json_reader_leave (reader);
}

static void
read_escalation (AmendsJsonReader *reader, AmendsEscalation *escalation)
{
  escalation->title = read_text (reader, "title");
  escalation->subject = read_text (reader, "subject");
  escalation->received = amends_json_reader_get_instant (reader, "received", AMENDS_JSON_OPTIONAL);
  escalation->channel =
      amends_json_reader_get_enum (reader, "channel", AMENDS_JSON_OPTIONAL, AMENDS_TYPE_CHANNEL, 0);
  escalation->trigger =
      amends_json_reader_get_enum (reader, "trigger", AMENDS_JSON_OPTIONAL, AMENDS_TYPE_TRIGGER, 0);
  escalation->statement =
      read_limited (reader, "statement", AMENDS_JSON_REQUIRED, MAX_STATEMENT_BYTES);
  escalation->emotion =
      amends_json_reader_get_enum (reader, "emotion", AMENDS_JSON_OPTIONAL, AMENDS_TYPE_EMOTION, 0);
  escalation->impact = read_text (reader, "impact");
  escalation->users_affected = (int) amends_json_reader_get_int (
      reader, "users_affected", AMENDS_JSON_OPTIONAL, 0, 2000000000, AMENDS_UNKNOWN);
  escalation->since = read_text (reader, "since");
  escalation->underlying_issue = read_text (reader, "underlying_issue");
  read_workaround (reader, escalation);
  read_fix (reader, escalation);
  escalation->needed_by =
      amends_json_reader_get_instant (reader, "needed_by", AMENDS_JSON_OPTIONAL);
  escalation->internal_by =
      amends_json_reader_get_instant (reader, "internal_by", AMENDS_JSON_OPTIONAL);
  read_actions_taken (reader, escalation->actions_taken);
  escalation->open_items = read_texts (reader, "open_items");
  escalation->affected_feature = read_text (reader, "affected_feature");
  escalation->use_case = read_text (reader, "use_case");
  escalation->objective = read_text (reader, "objective");
  escalation->offer = read_texts (reader, "offer");
  escalation->cannot_offer = read_texts (reader, "cannot_offer");
  escalation->tickets = read_texts (reader, "tickets");
  escalation->priority = amends_json_reader_get_enum (reader, "priority", AMENDS_JSON_OPTIONAL,
                                                      AMENDS_TYPE_PRIORITY, 0);
  escalation->relationship = amends_json_reader_get_enum (
      reader, "relationship", AMENDS_JSON_OPTIONAL, AMENDS_TYPE_RELATIONSHIP, 0);
  escalation->technical_owner = read_text (reader, "technical_owner");
}

AmendsIntake *
amends_intake_read_json (const char *text,
                         gsize length,
                         const char *file,
                         GPtrArray **warnings,
                         GError **error)
{
  g_autoptr (AmendsJsonReader) reader = amends_json_reader_new (text, length, file, error);
  g_autoptr (AmendsIntake) intake = NULL;

  if (reader == NULL)
    return NULL;
  intake = amends_intake_new_empty ();
  read_account (reader, intake->account);
  read_contact (reader, intake);
  read_escalation (reader, intake->escalation);
  read_stakeholders (reader, intake->stakeholders);
  if (!amends_json_reader_finish (reader, warnings, error))
    return NULL;
  return g_steal_pointer (&intake);
}
