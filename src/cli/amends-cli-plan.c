/* SPDX-License-Identifier: GPL-3.0-or-later */
/* amends plan */

#include "config.h"

#include "amends-cli-commands.h"
#include "amends-cli-json.h"
#include "amends-html-writer.h"
#include "amends-markdown-writer.h"
#include "amends-text-writer.h"

#include <glib/gi18n-lib.h>

static GBytes *
write_as (AmendsDocument *document, const char *format, GError **error)
{
  if (g_str_equal (format, "text"))
    return amends_text_writer_write (document, error);
  if (g_str_equal (format, "markdown"))
    return amends_markdown_writer_write (document, error);
  if (g_str_equal (format, "html"))
    return amends_html_writer_write (document, error);
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               _ ("“%s” is no format; text, markdown, html or json is expected."), format);
  return NULL;
}

int
amends_cli_plan (AmendsCli *cli, GError **error)
{
  g_autofree char *format = NULL;
  const GOptionEntry entries[] = {
    { "format", 0, 0, G_OPTION_ARG_STRING, &format, N_ ("text, markdown, html or json"),
      N_ ("FORMAT") },
    { NULL },
  };
  g_autoptr (AmendsCase) case_ = NULL;
  g_autoptr (AmendsDocument) document = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (!amends_cli_parse (cli, entries, "ID", 1, 1, error) || !amends_cli_open (cli, error))
    return AMENDS_EXIT_FAILED;
  case_ = amends_cli_get_case (cli, cli->arguments[0], error);
  if (case_ == NULL)
    return AMENDS_EXIT_FAILED;
  if (cli->json || g_strcmp0 (format, "json") == 0)
    {
      amends_cli_print_json (amends_cli_plan_to_json (case_));
      return AMENDS_EXIT_DONE;
    }
  document = amends_session_build_document (cli->session, case_, AMENDS_EXPORT_PLAN);
  bytes = write_as (document, format ? format : "text", error);
  if (bytes == NULL)
    return AMENDS_EXIT_FAILED;
  amends_cli_print ("%.*s", (int) g_bytes_get_size (bytes),
                    (const char *) g_bytes_get_data (bytes, NULL));
  return AMENDS_EXIT_DONE;
}
