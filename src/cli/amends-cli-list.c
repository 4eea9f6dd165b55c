/* SPDX-License-Identifier: GPL-3.0-or-later */
/* amends list, search */

#include "config.h"

#include "amends-cli-commands.h"
#include "amends-cli-json.h"
#include "amends-enum-types.h"
#include "amends-labels.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static void
print_summary (AmendsCli *cli, AmendsSummary *summary)
{
  g_autofree char *number = amends_escalation_format_number (summary->number);
  g_autofree char *due = NULL;

  if (summary->next_due != AMENDS_INSTANT_NONE)
    due = amends_instant_format (summary->next_due, amends_session_get_zone (cli->session),
                                 "%Y-%m-%d %H:%M");
  amends_cli_print ("%s  %-8s %-3s %-12s %-16s  %s: %s", number,
                    amends_enum_get_nick (AMENDS_TYPE_SEVERITY, summary->severity),
                    amends_enum_get_nick (AMENDS_TYPE_TRACK, summary->track),
                    amends_enum_get_nick (AMENDS_TYPE_STATUS, summary->status), due ? due : "–",
                    summary->account, summary->title ? summary->title : "");
}

int
amends_cli_list (AmendsCli *cli, GError **error)
{
  g_autofree char *status = NULL, *severity = NULL;
  int limit = 0;
  const GOptionEntry entries[] = {
    { "status", 0, 0, G_OPTION_ARG_STRING, &status, N_ ("Only this status"), N_ ("STATUS") },
    { "severity", 0, 0, G_OPTION_ARG_STRING, &severity, N_ ("Only this severity"),
      N_ ("SEVERITY") },
    { "limit", 0, 0, G_OPTION_ARG_INT, &limit, N_ ("At most so many"), N_ ("N") },
    { NULL },
  };
  AmendsListFilter filter = { 0 };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GPtrArray) nodes = g_ptr_array_new_with_free_func ((GDestroyNotify) json_node_unref);
  int value = 0;

  if (!amends_cli_parse (cli, entries, "", 0, 0, error))
    return AMENDS_EXIT_FAILED;
  if (status && !amends_cli_parse_enum (AMENDS_TYPE_STATUS, status, "--status", &value, error))
    return AMENDS_EXIT_USAGE;
  filter.statuses = status ? 1u << value : 0;
  if (severity &&
      !amends_cli_parse_enum (AMENDS_TYPE_SEVERITY, severity, "--severity", &value, error))
    return AMENDS_EXIT_USAGE;
  filter.severities = severity ? 1u << value : 0;
  filter.limit = (guint) MAX (limit, 0);
  if (!amends_cli_open (cli, error))
    return AMENDS_EXIT_FAILED;
  amends_session_list_async (cli->session, &filter, NULL, amends_cli_done_cb, &result);
  rows = amends_session_list_finish (cli->session, amends_cli_wait (&result), error);
  if (rows == NULL)
    return AMENDS_EXIT_FAILED;
  for (guint i = 0; i < rows->len; i++)
    if (cli->json)
      g_ptr_array_add (nodes, amends_cli_summary_to_json (g_ptr_array_index (rows, i)));
    else
      print_summary (cli, g_ptr_array_index (rows, i));
  if (cli->json)
    amends_cli_print_json (amends_cli_list_to_json ("escalations", nodes));
  return AMENDS_EXIT_DONE;
}

/* The marks of the words found, as a terminal or a JSON reader can take them. */
static char *
mark_up (const char *snippet)
{
  return g_strdelimit (g_strdelimit (g_strdup (snippet ? snippet : ""), "\001", '['), "\002", ']');
}

int
amends_cli_search (AmendsCli *cli, GError **error)
{
  int limit = 20;
  const GOptionEntry entries[] = {
    { "limit", 0, 0, G_OPTION_ARG_INT, &limit, N_ ("At most so many"), N_ ("N") },
    { NULL },
  };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) hits = NULL;
  g_autoptr (GPtrArray) nodes = g_ptr_array_new_with_free_func ((GDestroyNotify) json_node_unref);
  g_autofree char *words = NULL;

  if (!amends_cli_parse (cli, entries, "WORDS", 1, -1, error) || !amends_cli_open (cli, error))
    return AMENDS_EXIT_FAILED;
  words = g_strjoinv (" ", cli->arguments);
  amends_session_search_async (cli->session, words, (guint) MAX (limit, 1), NULL,
                               amends_cli_done_cb, &result);
  hits = amends_session_search_finish (cli->session, amends_cli_wait (&result), error);
  if (hits == NULL)
    return AMENDS_EXIT_FAILED;
  for (guint i = 0; i < hits->len; i++)
    {
      AmendsHit *hit = g_ptr_array_index (hits, i);
      g_autofree char *number = amends_escalation_format_number (hit->number);
      g_autofree char *snippet = mark_up (hit->snippet);

      amends_record_set (hit, "snippet", snippet, NULL);
      if (cli->json)
        g_ptr_array_add (nodes, amends_record_to_json (hit));
      else
        amends_cli_print ("%s  %-10s %s: %s", number, hit->kind, hit->account ? hit->account : "",
                          snippet);
    }
  if (cli->json)
    amends_cli_print_json (amends_cli_list_to_json ("hits", nodes));
  return AMENDS_EXIT_DONE;
}
