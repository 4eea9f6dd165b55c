/* SPDX-License-Identifier: GPL-3.0-or-later */
/* amends drafts, draft, send */

#include "config.h"

#include "amends-cli-commands.h"
#include "amends-cli-json.h"
#include "amends-enum-types.h"
#include "amends-labels.h"
#include "amends-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The draft of a kind that is not sent yet, else the last that was; (transfer none). A briefing is
 * named with its recipient: "briefing:Ruth Okafor". */
static AmendsDraft *
find_draft (AmendsCase *case_, const char *name, GError **error)
{
  GListModel *drafts = G_LIST_MODEL (case_->drafts);
  const char *colon = strchr (name, ':');
  g_autofree char *kind = colon ? g_strndup (name, colon - name) : g_strdup (name);
  AmendsDraft *found = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (drafts); i++)
    {
      g_autoptr (AmendsDraft) draft = g_list_model_get_item (drafts, i);

      if (g_strcmp0 (draft->id, name) != 0 &&
          (g_strcmp0 (draft->kind, kind) != 0 ||
           (colon && g_strcmp0 (draft->recipient, colon + 1) != 0)))
        continue;
      if (found == NULL || found->sent_at != AMENDS_INSTANT_NONE)
        found = draft;
    }
  if (found == NULL)
    g_set_error (error, AMENDS_SESSION_ERROR, AMENDS_SESSION_ERROR_NOT_FOUND,
                 /* Translators: %s is the kind of a draft, such as "first-response". */
                 _ ("The case has no draft “%s”; “amends drafts ID” lists them."), name);
  return found;
}

static void
print_list (AmendsCli *cli, AmendsCase *case_)
{
  GListModel *drafts = G_LIST_MODEL (case_->drafts);
  g_autoptr (GPtrArray) nodes = g_ptr_array_new_with_free_func ((GDestroyNotify) json_node_unref);

  for (guint i = 0; i < g_list_model_get_n_items (drafts); i++)
    {
      g_autoptr (AmendsDraft) draft = g_list_model_get_item (drafts, i);

      if (cli->json)
        g_ptr_array_add (nodes, amends_cli_draft_to_json (draft));
      else
        amends_cli_print ("%-26s %-18s %-6s %s", draft->kind,
                          amends_enum_get_nick (AMENDS_TYPE_AUDIENCE, draft->audience),
                          draft->sent_at != AMENDS_INSTANT_NONE ? _ ("sent") : draft->language,
                          draft->subject ? draft->subject : "");
    }
  if (cli->json)
    amends_cli_print_json (amends_cli_list_to_json ("drafts", nodes));
}

int
amends_cli_drafts (AmendsCli *cli, GError **error)
{
  g_autoptr (AmendsCase) case_ = NULL;
  AmendsDraft *draft;

  if (!amends_cli_parse (cli, NULL, "ID [KIND]", 1, 2, error) || !amends_cli_open (cli, error) ||
      (case_ = amends_cli_get_case (cli, cli->arguments[0], error)) == NULL)
    return AMENDS_EXIT_FAILED;
  if (cli->arguments[1] == NULL)
    {
      print_list (cli, case_);
      return AMENDS_EXIT_DONE;
    }
  draft = find_draft (case_, cli->arguments[1], error);
  if (draft == NULL)
    return AMENDS_EXIT_FAILED;
  if (cli->json)
    amends_cli_print_json (amends_cli_draft_to_json (draft));
  else
    amends_cli_print ("%s\n\n%s", draft->subject ? draft->subject : "", draft->body);
  return AMENDS_EXIT_DONE;
}

int
amends_cli_draft (AmendsCli *cli, GError **error)
{
  g_autofree char *file = NULL, *subject = NULL, *text = NULL, *clean = NULL;
  const GOptionEntry entries[] = {
    { "set", 0, 0, G_OPTION_ARG_FILENAME, &file, N_ ("The new text"), N_ ("FILE") },
    { "subject", 0, 0, G_OPTION_ARG_STRING, &subject, N_ ("The new subject"), N_ ("TEXT") },
    { NULL },
  };
  g_autoptr (AmendsCase) case_ = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  AmendsDraft *draft;
  gsize length = 0;

  if (!amends_cli_parse (cli, entries, "ID KIND --set FILE|-", 2, 2, error))
    return AMENDS_EXIT_FAILED;
  if (file == NULL)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                   _ ("--set FILE is missing: the text to put in place."));
      return AMENDS_EXIT_USAGE;
    }
  if (!amends_cli_open (cli, error) ||
      (case_ = amends_cli_get_case (cli, cli->arguments[0], error)) == NULL ||
      (draft = find_draft (case_, cli->arguments[1], error)) == NULL ||
      (text = amends_cli_read_file (file, &length, error)) == NULL)
    return AMENDS_EXIT_FAILED;
  clean = amends_text_clean (text, (gssize) length);
  amends_session_save_draft_async (cli->session, case_, draft->id, subject, clean, NULL,
                                   amends_cli_done_cb, &result);
  return amends_cli_finish_change (cli, &result, error) ? AMENDS_EXIT_DONE : AMENDS_EXIT_FAILED;
}

int
amends_cli_send (AmendsCli *cli, GError **error)
{
  g_autofree char *at = NULL, *override = NULL;
  const GOptionEntry entries[] = {
    { "at", 0, 0, G_OPTION_ARG_STRING, &at, N_ ("When it really went out"), N_ ("TIME") },
    { "override", 0, 0, G_OPTION_ARG_STRING, &override,
      N_ ("Why it was sent although the gate objects"), N_ ("REASON") },
    { NULL },
  };
  g_autoptr (AmendsCase) case_ = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  AmendsInstant instant = AMENDS_INSTANT_NONE;
  AmendsDraft *draft;

  if (!amends_cli_parse (cli, entries, "ID KIND", 2, 2, error) ||
      (at && !amends_cli_parse_time (cli, at, "--at", &instant, error)) ||
      !amends_cli_open (cli, error) ||
      (case_ = amends_cli_get_case (cli, cli->arguments[0], error)) == NULL ||
      (draft = find_draft (case_, cli->arguments[1], error)) == NULL)
    return AMENDS_EXIT_FAILED;
  amends_session_mark_sent_async (cli->session, case_, draft->id, instant, override, NULL,
                                  amends_cli_done_cb, &result);
  return amends_cli_finish_change (cli, &result, error) ? AMENDS_EXIT_DONE : AMENDS_EXIT_FAILED;
}
