/* SPDX-License-Identifier: GPL-3.0-or-later */
/* amends new */

#include "config.h"

#include "amends-cli-commands.h"
#include "amends-cli-json.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

static AmendsIntake *
read_intake (AmendsCli *cli, const char *name, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GFile) file = amends_cli_dup_file (name);

  amends_session_read_intake_async (cli->session, file, NULL, amends_cli_done_cb, &result);
  return amends_session_read_intake_finish (cli->session, amends_cli_wait (&result), error);
}

static void
name_contact (AmendsIntake *intake, const char *name, const char *title)
{
  if (name == NULL && title == NULL)
    return;
  if (intake->contact == NULL)
    intake->contact = amends_record_new (AMENDS_TYPE_CONTACT);
  if (name)
    amends_record_set (intake->contact, "name", name, NULL);
  if (title)
    amends_record_set (intake->contact, "title", title, NULL);
}

int
amends_cli_new (AmendsCli *cli, GError **error)
{
  g_autofree char *account = NULL, *contact = NULL, *title = NULL, *received = NULL;
  const GOptionEntry entries[] = {
    { "account", 0, 0, G_OPTION_ARG_STRING, &account, N_ ("The customer"), N_ ("NAME") },
    { "contact", 0, 0, G_OPTION_ARG_STRING, &contact, N_ ("Who wrote"), N_ ("NAME") },
    { "title", 0, 0, G_OPTION_ARG_STRING, &title, N_ ("The contact’s job title"), N_ ("TITLE") },
    { "received", 0, 0, G_OPTION_ARG_STRING, &received, N_ ("When the message came"), N_ ("TIME") },
    { NULL },
  };
  g_autoptr (AmendsIntake) intake = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (AmendsCase) case_ = NULL;
  g_autofree char *number = NULL;

  if (!amends_cli_parse (cli, entries, "FILE|-", 1, 1, error) || !amends_cli_open (cli, error))
    return AMENDS_EXIT_FAILED;
  intake = read_intake (cli, cli->arguments[0], error);
  if (intake == NULL)
    return AMENDS_EXIT_FAILED;
  if (account)
    amends_record_set (intake->account, "name", account, NULL);
  name_contact (intake, contact, title);
  if (received &&
      !amends_cli_parse_time (cli, received, "--received", &intake->escalation->received, error))
    return AMENDS_EXIT_FAILED;

  amends_session_log_async (cli->session, intake, NULL, amends_cli_done_cb, &result);
  case_ = amends_session_log_finish (cli->session, amends_cli_wait (&result), error);
  if (case_ == NULL)
    return AMENDS_EXIT_FAILED;
  number = amends_escalation_format_number (case_->escalation->number);
  if (cli->json)
    amends_cli_print_json (amends_cli_plan_to_json (case_));
  else
    amends_cli_print ("%s", number);
  return AMENDS_EXIT_DONE;
}
