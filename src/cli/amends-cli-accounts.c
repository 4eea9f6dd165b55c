/* SPDX-License-Identifier: GPL-3.0-or-later */
/* amends accounts */

#include "config.h"

#include "amends-cli-commands.h"
#include "amends-cli-json.h"
#include "amends-enum-types.h"
#include "amends-labels.h"
#include "amends-money.h"
#include "amends-session-accounts.h"

#include <glib/gi18n-lib.h>

static void
put_string (JsonObject *object, const char *member, const char *value)
{
  if (value != NULL)
    json_object_set_string_member (object, member, value);
  else
    json_object_set_null_member (object, member);
}

static JsonNode *
row_to_json (AmendsAccountRow *row)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  g_autofree char *last = row->last_contact != AMENDS_INSTANT_NONE
                              ? amends_instant_format_utc (row->last_contact)
                              : NULL;

  put_string (object, "id", row->id);
  put_string (object, "name", row->name);
  put_string (object, "segment",
              row->segment != AMENDS_SEGMENT_UNKNOWN
                  ? amends_enum_get_nick (AMENDS_TYPE_SEGMENT, (int) row->segment)
                  : NULL);
  json_object_set_boolean_member (object, "strategic", row->strategic);
  if (row->arr != AMENDS_MONEY_UNKNOWN)
    json_object_set_double_member (object, "arr", amends_money_to_major (row->arr, row->currency));
  else
    json_object_set_null_member (object, "arr");
  put_string (object, "currency", row->currency);
  put_string (object, "renewal", row->renewal);
  if (row->health != AMENDS_UNKNOWN)
    json_object_set_int_member (object, "health", row->health);
  else
    json_object_set_null_member (object, "health");
  put_string (object, "csm", row->csm);
  json_object_set_int_member (object, "open", row->open);
  json_object_set_int_member (object, "escalations", row->escalations);
  put_string (object, "last_contact", last);
  json_object_set_boolean_member (object, "sample", row->sample);
  json_node_take_object (node, object);
  return node;
}

static void
print_row (AmendsAccountRow *row)
{
  g_autofree char *arr = row->arr != AMENDS_MONEY_UNKNOWN
                             ? amends_money_format (row->arr, row->currency, "en")
                             : g_strdup ("–");
  g_autofree char *health =
      row->health != AMENDS_UNKNOWN ? g_strdup_printf ("%d", row->health) : g_strdup ("–");

  amends_cli_print ("%-10s  %*s%s  %10s  %3s  %3d  %s",
                    row->segment != AMENDS_SEGMENT_UNKNOWN
                        ? amends_enum_get_nick (AMENDS_TYPE_SEGMENT, (int) row->segment)
                        : "–",
                    MAX (0, 12 - (int) g_utf8_strlen (arr, -1)), "", arr,
                    row->renewal != NULL ? row->renewal : "–", health, row->open,
                    row->name != NULL ? row->name : "");
}

int
amends_cli_accounts (AmendsCli *cli, GError **error)
{
  g_autofree char *segment = NULL;
  g_autofree char *words = NULL;
  int limit = 0;
  const GOptionEntry entries[] = {
    { "segment", 0, 0, G_OPTION_ARG_STRING, &segment, N_ ("Only this segment"), N_ ("SEGMENT") },
    { "limit", 0, 0, G_OPTION_ARG_INT, &limit, N_ ("At most so many"), N_ ("N") },
    { NULL },
  };
  AmendsAccountFilter filter = { 0 };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GPtrArray) nodes = g_ptr_array_new_with_free_func ((GDestroyNotify) json_node_unref);
  int value = 0;

  if (!amends_cli_parse (cli, entries, "[WORDS]", 0, -1, error))
    return AMENDS_EXIT_FAILED;
  if (segment && !amends_cli_parse_enum (AMENDS_TYPE_SEGMENT, segment, "--segment", &value, error))
    return AMENDS_EXIT_USAGE;
  words = g_strjoinv (" ", cli->arguments);
  filter.text = words;
  filter.segments = segment ? 1u << value : 0;
  filter.limit = (guint) MAX (limit, 0);
  if (!amends_cli_open (cli, error))
    return AMENDS_EXIT_FAILED;
  amends_session_list_accounts_async (cli->session, &filter, NULL, amends_cli_done_cb, &result);
  rows = amends_session_list_accounts_finish (cli->session, amends_cli_wait (&result), error);
  if (rows == NULL)
    return AMENDS_EXIT_FAILED;
  for (guint i = 0; i < rows->len; i++)
    if (cli->json)
      g_ptr_array_add (nodes, row_to_json (rows->pdata[i]));
    else
      print_row (rows->pdata[i]);
  if (cli->json)
    amends_cli_print_json (amends_cli_list_to_json ("accounts", nodes));
  return AMENDS_EXIT_DONE;
}
