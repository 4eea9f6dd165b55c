/* SPDX-License-Identifier: GPL-3.0-or-later */
/* amends debrief, report, calendar */

#include "config.h"

#include "amends-cli-commands.h"
#include "amends-text-writer.h"

#include <glib/gi18n-lib.h>

static gboolean
export_to (AmendsCli *cli, AmendsCase *case_, AmendsExport what, const char *path, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  amends_session_export_async (cli->session, case_, what, path, NULL, amends_cli_done_cb, &result);
  return amends_session_export_finish (cli->session, amends_cli_wait (&result), error);
}

static int
write_document (AmendsCli *cli, AmendsExport what, const char *usage, GError **error)
{
  g_autofree char *output = NULL;
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output,
      N_ ("Where to write; the ending names the format"), N_ ("FILE") },
    { NULL },
  };
  g_autoptr (AmendsCase) case_ = NULL;
  g_autoptr (AmendsDocument) document = NULL;
  g_autoptr (AmendsLookBack) look_back = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (!amends_cli_parse (cli, entries, usage, 1, 1, error) || !amends_cli_open (cli, error) ||
      (case_ = amends_cli_get_case (cli, cli->arguments[0], error)) == NULL)
    return AMENDS_EXIT_FAILED;
  /* The case gets it: whether it has reached other accounts is part of a debrief. */
  amends_session_look_back_async (cli->session, case_->escalation->id, NULL, amends_cli_done_cb,
                                  &result);
  look_back = amends_session_look_back_finish (cli->session, amends_cli_wait (&result), error);
  if (look_back == NULL)
    return AMENDS_EXIT_FAILED;
  if (output)
    return export_to (cli, case_, what, output, error) ? AMENDS_EXIT_DONE : AMENDS_EXIT_FAILED;

  document = amends_session_build_document (cli->session, case_, what);
  bytes = amends_text_writer_write (document, error);
  if (bytes == NULL)
    return AMENDS_EXIT_FAILED;
  amends_cli_print ("%.*s", (int) g_bytes_get_size (bytes),
                    (const char *) g_bytes_get_data (bytes, NULL));
  return AMENDS_EXIT_DONE;
}

int
amends_cli_debrief (AmendsCli *cli, GError **error)
{
  return write_document (cli, AMENDS_EXPORT_DEBRIEF, "ID [-o FILE]", error);
}

int
amends_cli_report (AmendsCli *cli, GError **error)
{
  if (amends_cli_is_report (cli->arguments))
    return amends_cli_insight_report (cli, error);
  return write_document (cli, AMENDS_EXPORT_REPORT,
                         "ID [-o FILE] | weekly | quarterly | metrics | risk ACCOUNT", error);
}

int
amends_cli_calendar (AmendsCli *cli, GError **error)
{
  g_autofree char *output = NULL;
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output, N_ ("Where to write"), N_ ("FILE.ics") },
    { NULL },
  };
  g_autoptr (AmendsCase) case_ = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  if (!amends_cli_parse (cli, entries, "ID -o FILE.ics", 1, 1, error))
    return AMENDS_EXIT_USAGE;
  if (output == NULL)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                   _ ("-o FILE.ics is missing: where to write the calendar."));
      return AMENDS_EXIT_USAGE;
    }
  if (!amends_cli_open (cli, error) ||
      (case_ = amends_cli_get_case (cli, cli->arguments[0], error)) == NULL)
    return AMENDS_EXIT_FAILED;
  amends_session_export_calendar_async (cli->session, case_, output, NULL, amends_cli_done_cb,
                                        &result);
  return amends_session_export_finish (cli->session, amends_cli_wait (&result), error)
             ? AMENDS_EXIT_DONE
             : AMENDS_EXIT_FAILED;
}
