/* SPDX-License-Identifier: GPL-3.0-or-later */
/* amends satisfaction */

#include "config.h"

#include "amends-cli-commands.h"
#include "amends-input-error.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

/* "4/5", "9/10": a score without its scale says nothing. */
static gboolean
parse (const char *text, int *score, int *scale, GError **error)
{
  int end = 0;

  if (sscanf (text, "%d/%d%n", score, scale, &end) == 2 && text[end] == '\0' &&
      ((*scale == 5 && *score >= 1) || (*scale == 10 && *score >= 0)) && *score <= *scale)
    return TRUE;
  amends_input_error_set (error, AMENDS_INPUT_ERROR_VALUE, NULL, 0, "satisfaction",
                          /* Translators: keep 4/5 and 9/10 as they are. */
                          _ ("“%s” is no answer; write it with the scale that was asked, as 4/5 "
                             "(1 to 5) or 9/10 (0 to 10)."),
                          text);
  return FALSE;
}

int
amends_cli_satisfaction (AmendsCli *cli, GError **error)
{
  g_autoptr (AmendsCase) case_ = NULL;
  g_autoptr (AmendsEscalation) changed = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  int score = 0, scale = 0;

  if (!amends_cli_parse (cli, NULL, "ID SCORE/SCALE", 2, 2, error))
    return AMENDS_EXIT_USAGE;
  if (!parse (cli->arguments[1], &score, &scale, error) || !amends_cli_open (cli, error) ||
      (case_ = amends_cli_get_case (cli, cli->arguments[0], error)) == NULL)
    return AMENDS_EXIT_FAILED;
  changed = amends_record_copy (case_->escalation);
  amends_record_set (changed, "satisfaction", score, "satisfaction-scale", scale, NULL);
  amends_session_edit_facts_async (cli->session, case_, changed, NULL, amends_cli_done_cb, &result);
  return amends_cli_finish_change (cli, &result, error) ? AMENDS_EXIT_DONE : AMENDS_EXIT_FAILED;
}
