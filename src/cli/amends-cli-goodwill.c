/* SPDX-License-Identifier: GPL-3.0-or-later */
/* amends goodwill */

#include "config.h"

#include "amends-cli-commands.h"
#include "amends-cli-json.h"
#include "amends-enum-types.h"
#include "amends-input-error.h"
#include "amends-labels.h"
#include "amends-money.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* So much of an identifier is shown, and so little of it is enough. */
#define SHOWN_ID 8
#define LEAST_ID 4
/* Decisions of this time are listed when no case is named. */
#define RECENTLY (90 * AMENDS_DAY)

/* A refusal blocks; anything else has failed. */
static int
fail (GError **error)
{
  return error && g_error_matches (*error, AMENDS_SESSION_ERROR, AMENDS_SESSION_ERROR_REFUSED)
             ? AMENDS_EXIT_BLOCKED
             : AMENDS_EXIT_FAILED;
}

/* --- Which request ------------------------------------------------------------------------------
 */

static gboolean
is_named (AmendsGoodwill *goodwill, guint place, const char *name)
{
  g_autofree char *number = g_strdup_printf ("%u", place);

  return g_str_equal (name, number) || g_strcmp0 (goodwill->id, name) == 0 ||
         (strlen (name) >= LEAST_ID && g_str_has_prefix (goodwill->id, name));
}

/* (transfer none) (nullable): by its place in the list, its identifier or the beginning of it;
 * without a name the only one that waits. */
static AmendsGoodwill *
find_request (AmendsCli *cli, AmendsCase *case_, const char *name, GError **error)
{
  GListModel *all = G_LIST_MODEL (case_->goodwill);
  AmendsInstant now = amends_session_now (cli->session);
  AmendsGoodwill *found = NULL;
  guint n_found = 0;

  for (guint i = 0; i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr (AmendsGoodwill) one = g_list_model_get_item (all, i);

      if (name ? is_named (one, i + 1, name) : amends_goodwill_is_open (one, now))
        {
          found = one;
          n_found++;
        }
    }
  if (n_found == 1)
    return found;
  if (name)
    g_set_error (error, AMENDS_SESSION_ERROR, AMENDS_SESSION_ERROR_NOT_FOUND,
                 /* Translators: %s is what the user gave as a request. */
                 _ ("“%s” names no single request; “amends goodwill list ID” lists them."), name);
  else if (n_found == 0)
    g_set_error (error, AMENDS_SESSION_ERROR, AMENDS_SESSION_ERROR_NOT_FOUND,
                 _ ("No request of this case waits for a decision."));
  else
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                 _ ("Several requests wait for a decision; say which. “amends goodwill list ID” "
                    "lists them."));
  return NULL;
}

/* --- How it is shown ----------------------------------------------------------------------------
 */

static void
put_money (JsonObject *object, gint64 amount, const char *currency)
{
  if (amount == AMENDS_MONEY_UNKNOWN || currency == NULL)
    return;
  json_object_set_double_member (object, "amount", amends_money_to_major (amount, currency));
  json_object_set_string_member (object, "currency", currency);
}

static void
put_text (JsonObject *object, const char *member, const char *text)
{
  if (text && *text)
    json_object_set_string_member (object, member, text);
  else
    json_object_set_null_member (object, member);
}

static void
put_time (JsonObject *object, const char *member, AmendsInstant instant)
{
  g_autofree char *text =
      instant != AMENDS_INSTANT_NONE ? amends_instant_format_utc (instant) : NULL;

  put_text (object, member, text);
}

static JsonNode *
take_object (JsonObject *object)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, object);
  return node;
}

static void
put_share (JsonObject *object, double share)
{
  if (share >= 0)
    json_object_set_double_member (object, "share_of_arr", round (share * 1e6) / 1e6);
  else
    json_object_set_null_member (object, "share_of_arr");
}

static JsonNode *
row_to_json (AmendsGoodwillRow *row)
{
  JsonObject *object = json_object_new ();
  g_autofree char *number = amends_escalation_format_number (row->number);

  json_object_set_string_member (object, "id", row->id);
  json_object_set_string_member (object, "escalation", number);
  put_text (object, "account", row->account);
  put_text (object, "title", row->case_title);
  json_object_set_string_member (object, "kind",
                                 amends_enum_get_nick (AMENDS_TYPE_GOODWILL_KIND, row->kind));
  put_money (object, row->amount, row->currency);
  if (row->months > 0)
    json_object_set_int_member (object, "months", row->months);
  put_share (object, row->share);
  put_text (object, "text", row->text);
  put_text (object, "reason", row->reason);
  put_text (object, "recipient", row->recipient);
  json_object_set_string_member (object, "state",
                                 amends_enum_get_nick (AMENDS_TYPE_GOODWILL_STATE, row->state));
  put_text (object, "requested_by", row->requested_by);
  put_time (object, "requested_at", row->requested_at);
  json_object_set_string_member (object, "approver_role",
                                 amends_enum_get_nick (AMENDS_TYPE_ROLE, row->approver_role));
  put_text (object, "approver", row->approver);
  put_text (object, "decided_by", row->decided_by);
  put_time (object, "decided_at", row->decided_at);
  json_object_set_string_member (object, "evidence_kind",
                                 amends_enum_get_nick (AMENDS_TYPE_GOODWILL_EVIDENCE,
                                                       row->evidence_kind));
  put_text (object, "evidence", row->evidence);
  put_time (object, "expires", row->expires);
  return take_object (object);
}

static char *
say_value (AmendsGoodwillRow *row)
{
  GString *out = g_string_new (NULL);

  if (row->amount != AMENDS_MONEY_UNKNOWN && row->currency)
    {
      g_autofree char *money = amends_money_format (row->amount, row->currency, "en");

      g_string_append (out, money);
    }
  if (row->months > 0)
    g_string_append_printf (out, out->len > 0 ? ", %d×" : "%d×", row->months);
  if (row->months > 0)
    g_string_append (out, _ ("month"));
  if (row->share >= 0)
    /* Translators: a percentage of the annual recurring revenue. */
    g_string_append_printf (out, _ (" (%.1f %% of ARR)"), row->share * 100.0);
  return g_string_free (out, out->len == 0);
}

static char *
say_age (gint64 age)
{
  int hours = (int) (MAX (age, 0) / AMENDS_HOUR);
  int days = hours / 24;

  if (hours < 1)
    return g_strdup (_ ("less than an hour"));
  if (days < 2)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d hour", "%d hours", (gulong) hours),
                            hours);
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d day", "%d days", (gulong) days), days);
}

static void
print_row (AmendsCli *cli, AmendsGoodwillRow *row)
{
  g_autofree char *number = amends_escalation_format_number (row->number);
  g_autofree char *value = say_value (row);
  g_autofree char *age = say_age (row->age);
  g_autofree char *expires = NULL;

  amends_cli_print ("%s  %.*s  %-10s %s%s%s", number, SHOWN_ID, row->id,
                    amends_enum_get_label (AMENDS_TYPE_GOODWILL_STATE, row->state), row->account,
                    value ? ": " : "", value ? value : "");
  amends_cli_print ("    %s", row->text ? row->text : "");
  if (row->state == AMENDS_GOODWILL_REQUESTED || row->state == AMENDS_GOODWILL_VOID)
    /* Translators: a role such as "VP CS", a name, and a length of time such as "3 hours". */
    amends_cli_print (_ ("    waits for %s (%s), asked %s ago"),
                      amends_enum_get_label (AMENDS_TYPE_ROLE, row->approver_role),
                      row->approver ? row->approver : "–", age);
  else if (row->evidence)
    amends_cli_print ("    %s", row->evidence);
  if (row->state == AMENDS_GOODWILL_APPROVED && row->expires != AMENDS_INSTANT_NONE)
    {
      expires = amends_instant_format (row->expires, amends_session_get_zone (cli->session),
                                       "%Y-%m-%d %H:%M");
      /* Translators: %s is a time such as 2026-03-10 11:58. */
      amends_cli_print (_ ("    good until %s"), expires);
    }
}

/* (transfer full): rows of all cases, or of @case_ alone. */
static GPtrArray *
list_rows (AmendsCli *cli, AmendsCase *case_, AmendsInstant since, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) all = NULL;
  GPtrArray *rows;

  amends_session_list_goodwill_async (cli->session, since, NULL, amends_cli_done_cb, &result);
  all = amends_session_list_goodwill_finish (cli->session, amends_cli_wait (&result), error);
  if (all == NULL)
    return NULL;
  rows = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < all->len; i++)
    {
      AmendsGoodwillRow *row = g_ptr_array_index (all, i);

      if (case_ == NULL || g_strcmp0 (row->escalation_id, case_->escalation->id) == 0)
        g_ptr_array_add (rows, g_object_ref (row));
    }
  return rows;
}

/* The request as it is after a change. */
static gboolean
print_request (AmendsCli *cli, AmendsCase *case_, const char *id, GError **error)
{
  g_autoptr (GPtrArray) rows = list_rows (cli, case_, AMENDS_INSTANT_NONE, error);

  for (guint i = 0; rows && i < rows->len; i++)
    {
      AmendsGoodwillRow *row = g_ptr_array_index (rows, i);

      if (g_strcmp0 (row->id, id) != 0)
        continue;
      if (cli->json)
        amends_cli_print_json (row_to_json (row));
      else
        print_row (cli, row);
    }
  return rows != NULL;
}

/* --- suggest ------------------------------------------------------------------------------------
 */

static JsonNode *
suggestion_to_json (AmendsGoodwill *goodwill, const AmendsGoodwillRuling *ruling)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "kind",
                                 amends_enum_get_nick (AMENDS_TYPE_GOODWILL_KIND, goodwill->kind));
  put_money (object, goodwill->amount, goodwill->currency);
  if (goodwill->months > 0)
    json_object_set_int_member (object, "months", goodwill->months);
  put_share (object, ruling->share);
  put_text (object, "text", goodwill->text);
  put_text (object, "reason", goodwill->reason);
  put_text (object, "recipient", goodwill->recipient);
  json_object_set_string_member (object, "approver_role",
                                 amends_enum_get_nick (AMENDS_TYPE_ROLE, ruling->approver));
  put_text (object, "who", ruling->who);
  put_text (object, "limit", ruling->limit);
  return take_object (object);
}

static gboolean
judge (AmendsCli *cli,
       AmendsCase *case_,
       AmendsGoodwill *goodwill,
       AmendsGoodwillRuling *ruling,
       GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  amends_session_judge_goodwill_async (cli->session, case_, goodwill, NULL, amends_cli_done_cb,
                                       &result);
  return amends_session_judge_goodwill_finish (cli->session, amends_cli_wait (&result), ruling,
                                               error);
}

static int
run_suggest (AmendsCli *cli, GError **error)
{
  g_autoptr (AmendsCase) case_ = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) suggested = NULL;
  g_autoptr (GPtrArray) nodes = g_ptr_array_new_with_free_func ((GDestroyNotify) json_node_unref);

  if (!amends_cli_parse (cli, NULL, "suggest ID", 1, 1, error) || !amends_cli_open (cli, error) ||
      (case_ = amends_cli_get_case (cli, cli->arguments[0], error)) == NULL)
    return AMENDS_EXIT_FAILED;
  amends_session_suggest_goodwill_async (cli->session, case_, NULL, amends_cli_done_cb, &result);
  suggested =
      amends_session_suggest_goodwill_finish (cli->session, amends_cli_wait (&result), error);
  if (suggested == NULL)
    return AMENDS_EXIT_FAILED;
  for (guint i = 0; i < suggested->len; i++)
    {
      AmendsGoodwill *one = g_ptr_array_index (suggested, i);
      g_auto (AmendsGoodwillRuling) ruling = { 0 };

      if (!judge (cli, case_, one, &ruling, error))
        return AMENDS_EXIT_FAILED;
      if (cli->json)
        g_ptr_array_add (nodes, suggestion_to_json (one, &ruling));
      else
        amends_cli_print ("%-16s %s\n    %s\n    %s%s%s",
                          amends_enum_get_nick (AMENDS_TYPE_GOODWILL_KIND, one->kind), one->text,
                          one->reason, ruling.who, ruling.limit ? " " : "",
                          ruling.limit ? ruling.limit : "");
    }
  if (cli->json)
    amends_cli_print_json (amends_cli_list_to_json ("suggestions", nodes));
  else if (suggested->len == 0)
    amends_cli_print ("%s", _ ("The playbook suggests nothing for this case."));
  return AMENDS_EXIT_DONE;
}

/* --- request, edit ------------------------------------------------------------------------------
 */

typedef struct
{
  char *kind, *currency, *text, *reason, *recipient, *amount;
  int months;
} Wish;

static void
wish_clear (Wish *wish)
{
  g_free (wish->kind);
  g_free (wish->currency);
  g_free (wish->text);
  g_free (wish->reason);
  g_free (wish->recipient);
  g_free (wish->amount);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Wish, wish_clear)

static gboolean
parse_amount (const char *text, const char *currency, gint64 *minor, GError **error)
{
  char *end = NULL;
  double major = g_ascii_strtod (text, &end);

  if (end == text || *end != '\0' || !isfinite (major) || strpbrk (text, "xXeE"))
    amends_input_error_set (error, AMENDS_INPUT_ERROR_VALUE, NULL, 0, "--amount",
                            _ ("“%s” is no amount; a number such as 12500 or 99.50 is expected."),
                            text);
  else if (!amends_currency_is_valid (currency))
    amends_input_error_set (error, AMENDS_INPUT_ERROR_VALUE, NULL, 0, "--currency",
                            _ ("A currency is written with three letters, such as EUR."));
  else if (!amends_money_from_major (major, currency, minor))
    amends_input_error_set (error, AMENDS_INPUT_ERROR_RANGE, NULL, 0, "--amount",
                            /* Translators: %s is a currency such as JPY. */
                            _ ("This is no amount in %s."), currency);
  else
    return TRUE;
  return FALSE;
}

/* Lays what was said over @goodwill. */
static gboolean
apply_wish (AmendsGoodwill *goodwill, const Wish *wish, AmendsCase *case_, GError **error)
{
  int kind = goodwill->kind;
  gint64 amount = goodwill->amount;
  const char *currency = wish->currency ? wish->currency : goodwill->currency;

  if (currency == NULL)
    currency = case_->account->currency;
  if (wish->kind &&
      !amends_cli_parse_enum (AMENDS_TYPE_GOODWILL_KIND, wish->kind, "--kind", &kind, error))
    return FALSE;
  if (wish->amount && !parse_amount (wish->amount, currency ? currency : "", &amount, error))
    return FALSE;
  amends_record_set (goodwill, "kind", kind, "amount", amount, "currency",
                     amount != AMENDS_MONEY_UNKNOWN ? currency : NULL, NULL);
  if (wish->months != AMENDS_UNKNOWN)
    amends_record_set (goodwill, "months", wish->months, NULL);
  if (wish->text)
    amends_record_set (goodwill, "text", wish->text, NULL);
  if (wish->reason)
    amends_record_set (goodwill, "reason", wish->reason, NULL);
  if (wish->recipient)
    amends_record_set (goodwill, "recipient", wish->recipient, NULL);
  return TRUE;
}

static gboolean
parse_wish (AmendsCli *cli, Wish *wish, const char *usage, int most, GError **error)
{
  const GOptionEntry entries[] = {
    { "kind", 0, 0, G_OPTION_ARG_STRING, &wish->kind,
      N_ ("credit, extension, premium-support or custom"), N_ ("KIND") },
    { "amount", 0, 0, G_OPTION_ARG_STRING, &wish->amount, N_ ("In whole units, such as 12500"),
      N_ ("AMOUNT") },
    { "currency", 0, 0, G_OPTION_ARG_STRING, &wish->currency,
      N_ ("Three letters; without it that of the account"), N_ ("CODE") },
    { "months", 0, 0, G_OPTION_ARG_INT, &wish->months, N_ ("How long"), N_ ("N") },
    { "text", 0, 0, G_OPTION_ARG_STRING, &wish->text, N_ ("What the customer shall get"),
      N_ ("TEXT") },
    { "reason", 0, 0, G_OPTION_ARG_STRING, &wish->reason, N_ ("Why"), N_ ("TEXT") },
    { "recipient", 0, 0, G_OPTION_ARG_STRING, &wish->recipient,
      N_ ("Who shall get it; without it the contact of the case"), N_ ("NAME") },
    { NULL },
  };

  wish->months = AMENDS_UNKNOWN;
  return amends_cli_parse (cli, entries, usage, 1, most, error);
}

static int
run_request (AmendsCli *cli, GError **error)
{
  g_auto (Wish) wish = { 0 };
  g_autoptr (AmendsCase) case_ = NULL;
  g_autoptr (AmendsGoodwill) wanted = amends_record_new (AMENDS_TYPE_GOODWILL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *id = NULL;
  g_auto (AmendsGoodwillRuling) ruling = { 0 };

  if (!parse_wish (cli, &wish, "request ID --kind KIND --text TEXT --reason TEXT", 1, error))
    return AMENDS_EXIT_USAGE;
  if (wish.kind == NULL)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                   _ ("--kind is missing: credit, extension, premium-support or custom."));
      return AMENDS_EXIT_USAGE;
    }
  if (!amends_cli_open (cli, error) ||
      (case_ = amends_cli_get_case (cli, cli->arguments[0], error)) == NULL ||
      !apply_wish (wanted, &wish, case_, error))
    return AMENDS_EXIT_FAILED;
  id = amends_session_request_goodwill_async (cli->session, case_, wanted, NULL, amends_cli_done_cb,
                                              &result);
  if (!amends_cli_finish_change (cli, &result, error))
    return fail (error);
  if (!print_request (cli, case_, id, error))
    return AMENDS_EXIT_FAILED;
  if (cli->json)
    return AMENDS_EXIT_DONE;
  amends_record_set (wanted, "id", id, NULL);
  if (!judge (cli, case_, wanted, &ruling, error))
    return AMENDS_EXIT_FAILED;
  amends_cli_print ("    %s%s%s", ruling.who, ruling.limit ? " " : "",
                    ruling.limit ? ruling.limit : "");
  return AMENDS_EXIT_DONE;
}

/* The case and the request that the arguments name; @case_ is (transfer full). */
static AmendsGoodwill *
open_request (AmendsCli *cli, AmendsCase **case_, GError **error)
{
  if (!amends_cli_open (cli, error) ||
      (*case_ = amends_cli_get_case (cli, cli->arguments[0], error)) == NULL)
    return NULL;
  return find_request (cli, *case_, cli->arguments[1], error);
}

static int
finish_request (AmendsCli *cli,
                AmendsCase *case_,
                const char *id,
                GAsyncResult **result,
                GError **error)
{
  if (!amends_cli_finish_change (cli, result, error))
    return fail (error);
  return print_request (cli, case_, id, error) ? AMENDS_EXIT_DONE : AMENDS_EXIT_FAILED;
}

static int
run_edit (AmendsCli *cli, GError **error)
{
  g_auto (Wish) wish = { 0 };
  g_autoptr (AmendsCase) case_ = NULL;
  g_autoptr (AmendsGoodwill) changed = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  AmendsGoodwill *goodwill;

  if (!parse_wish (cli, &wish, "edit ID [REQUEST] --amount N …", 2, error))
    return AMENDS_EXIT_USAGE;
  goodwill = open_request (cli, &case_, error);
  if (goodwill == NULL)
    return AMENDS_EXIT_FAILED;
  changed = amends_record_copy (goodwill);
  if (!apply_wish (changed, &wish, case_, error))
    return AMENDS_EXIT_FAILED;
  amends_session_edit_goodwill_async (cli->session, case_, changed, NULL, amends_cli_done_cb,
                                      &result);
  return finish_request (cli, case_, changed->id, &result, error);
}

/* --- list ---------------------------------------------------------------------------------------
 */

static int
run_list (AmendsCli *cli, GError **error)
{
  g_autoptr (AmendsCase) case_ = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GPtrArray) nodes = g_ptr_array_new_with_free_func ((GDestroyNotify) json_node_unref);
  AmendsInstant since = AMENDS_INSTANT_NONE;

  if (!amends_cli_parse (cli, NULL, "list [ID]", 0, 1, error) || !amends_cli_open (cli, error))
    return AMENDS_EXIT_FAILED;
  if (cli->arguments[0] == NULL)
    since = amends_session_now (cli->session) - RECENTLY;
  else if ((case_ = amends_cli_get_case (cli, cli->arguments[0], error)) == NULL)
    return AMENDS_EXIT_FAILED;
  rows = list_rows (cli, case_, since, error);
  if (rows == NULL)
    return AMENDS_EXIT_FAILED;
  for (guint i = 0; i < rows->len; i++)
    if (cli->json)
      g_ptr_array_add (nodes, row_to_json (g_ptr_array_index (rows, i)));
    else
      print_row (cli, g_ptr_array_index (rows, i));
  if (cli->json)
    amends_cli_print_json (amends_cli_list_to_json ("requests", nodes));
  else if (rows->len == 0)
    amends_cli_print ("%s", _ ("Nothing has been asked for."));
  return AMENDS_EXIT_DONE;
}

/* --- ask ----------------------------------------------------------------------------------------
 */

static gboolean
write_bytes (GBytes *bytes, const char *path, GError **error)
{
  gsize length = 0;
  const char *data = g_bytes_get_data (bytes, &length);

  return g_file_set_contents_full (path, data, (gssize) length, G_FILE_SET_CONTENTS_CONSISTENT,
                                   0600, error);
}

static JsonNode *
letter_to_json (AmendsCli *cli, AmendsDraft *letter)
{
  JsonObject *object = json_object_new ();

  put_text (object, "to", letter->recipient);
  put_text (object, "address", amends_session_find_address (cli->session, letter->recipient));
  put_text (object, "subject", letter->subject);
  put_text (object, "body", letter->body);
  return take_object (object);
}

static int
run_ask (AmendsCli *cli, GError **error)
{
  g_autofree char *output = NULL, *plain = NULL;
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output, N_ ("Write a mail to send"),
      N_ ("FILE.eml") },
    { NULL },
  };
  g_autoptr (AmendsCase) case_ = NULL;
  g_autoptr (AmendsDraft) letter = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  AmendsGoodwill *goodwill;

  if (!amends_cli_parse (cli, entries, "ask ID [REQUEST] [-o FILE.eml]", 1, 2, error))
    return AMENDS_EXIT_USAGE;
  goodwill = open_request (cli, &case_, error);
  if (goodwill == NULL)
    return AMENDS_EXIT_FAILED;
  amends_session_write_goodwill_letter_async (cli->session, case_, goodwill->id, NULL,
                                              amends_cli_done_cb, &result);
  letter =
      amends_session_write_goodwill_letter_finish (cli->session, amends_cli_wait (&result), error);
  if (letter == NULL)
    return AMENDS_EXIT_FAILED;
  if (output)
    {
      g_autoptr (GBytes) bytes = amends_session_build_letter (cli->session, letter, error);

      return bytes && write_bytes (bytes, output, error) ? AMENDS_EXIT_DONE : AMENDS_EXIT_FAILED;
    }
  if (cli->json)
    {
      amends_cli_print_json (letter_to_json (cli, letter));
      return AMENDS_EXIT_DONE;
    }
  plain = amends_session_draft_to_plain (cli->session, letter->body);
  amends_cli_print ("%s\n%s\n\n%s", letter->recipient, letter->subject, plain);
  return AMENDS_EXIT_DONE;
}

/* --- approve, decline, withdraw ------------------------------------------------------------------
 */

static int
decide (AmendsCli *cli, gboolean approve, const char *usage, GError **error)
{
  g_autofree char *file = NULL, *text = NULL;
  const GOptionEntry entries[] = {
    { "reply", 0, 0, G_OPTION_ARG_FILENAME, &file, N_ ("The reply of whoever decided it"),
      N_ ("FILE.eml") },
    { NULL },
  };
  g_autoptr (AmendsCase) case_ = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GBytes) mail = NULL;
  g_autofree char *id = NULL;
  AmendsGoodwill *goodwill;
  gsize length = 0;

  if (!amends_cli_parse (cli, entries, usage, 1, 2, error))
    return AMENDS_EXIT_USAGE;
  goodwill = open_request (cli, &case_, error);
  if (goodwill == NULL)
    return AMENDS_EXIT_FAILED;
  id = g_strdup (goodwill->id);
  if (file)
    {
      text = amends_cli_read_file (file, &length, error);
      if (text == NULL)
        return AMENDS_EXIT_FAILED;
      mail = g_bytes_new (text, length);
    }
  amends_session_decide_goodwill_async (cli->session, case_, id, approve, mail, file, NULL,
                                        amends_cli_done_cb, &result);
  return finish_request (cli, case_, id, &result, error);
}

static int
run_approve (AmendsCli *cli, GError **error)
{
  return decide (cli, TRUE, "approve ID [REQUEST] --reply FILE.eml", error);
}

static int
run_decline (AmendsCli *cli, GError **error)
{
  return decide (cli, FALSE, "decline ID [REQUEST] --reply FILE.eml", error);
}

static int
run_withdraw (AmendsCli *cli, GError **error)
{
  g_autofree char *why = NULL, *id = NULL;
  const GOptionEntry entries[] = {
    { "why", 0, 0, G_OPTION_ARG_STRING, &why, N_ ("A reason for the log"), N_ ("TEXT") },
    { NULL },
  };
  g_autoptr (AmendsCase) case_ = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  AmendsGoodwill *goodwill;

  if (!amends_cli_parse (cli, entries, "withdraw ID [REQUEST]", 1, 2, error))
    return AMENDS_EXIT_USAGE;
  goodwill = open_request (cli, &case_, error);
  if (goodwill == NULL)
    return AMENDS_EXIT_FAILED;
  id = g_strdup (goodwill->id);
  amends_session_withdraw_goodwill_async (cli->session, case_, id, why, NULL, amends_cli_done_cb,
                                          &result);
  return finish_request (cli, case_, id, &result, error);
}

/* --- goodwill -----------------------------------------------------------------------------------
 */

static const struct
{
  const char *name;
  AmendsCliFunc func;
} commands[] = {
  { "suggest", run_suggest }, { "request", run_request },   { "list", run_list },
  { "ask", run_ask },         { "approve", run_approve },   { "decline", run_decline },
  { "edit", run_edit },       { "withdraw", run_withdraw },
};

/* Takes the first argument that is no option. */
static char *
take_command (AmendsCli *cli)
{
  for (guint i = 0; cli->arguments[i]; i++)
    if (*cli->arguments[i] != '-')
      {
        char *name = cli->arguments[i];

        memmove (cli->arguments + i, cli->arguments + i + 1,
                 sizeof (char *) * (g_strv_length (cli->arguments + i + 1) + 1));
        return name;
      }
  return NULL;
}

int
amends_cli_goodwill (AmendsCli *cli, GError **error)
{
  g_autofree char *name = take_command (cli);

  for (guint i = 0; name && i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (commands[i].name, name))
      return commands[i].func (cli, error);
  if (name == NULL && !amends_cli_parse (cli, NULL, "suggest|request|list|ask|… ID", 1, -1, error))
    return AMENDS_EXIT_USAGE;
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
               /* Translators: %s is what the user gave as a command. */
               _ ("“%s” is no command of goodwill; suggest, request, list, ask, approve, decline, "
                  "edit or withdraw is expected."),
               name ? name : "");
  return AMENDS_EXIT_USAGE;
}
