/* SPDX-License-Identifier: GPL-3.0-or-later */
/* amends event, status, reclassify, resolve */

#include "config.h"

#include "amends-cli-commands.h"
#include "amends-enum-types.h"
#include "amends-input-error.h"
#include "amends-labels.h"
#include "amends-text.h"

#include <glib/gi18n-lib.h>

gboolean
amends_cli_parse_enum (GType type, const char *text, const char *option, int *value, GError **error)
{
  g_autofree char *nicks = NULL;

  if (amends_enum_from_nick (type, text, value) && !g_str_equal (text, "unknown"))
    return TRUE;
  nicks = amends_enum_list_nicks (type);
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               /* Translators: an option, what was given, and what there is. */
               _ ("%s: “%s” is not known; %s is expected."), option, text, nicks);
  return FALSE;
}

/* --- event --- */

static gboolean
add_one_event (AmendsCli *cli,
               AmendsCase *case_,
               AmendsDirection direction,
               AmendsChannel channel,
               AmendsInstant at,
               const char *text,
               GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  amends_session_add_event_async (cli->session, case_, direction, channel, at, text, NULL,
                                  amends_cli_done_cb, &result);
  return amends_cli_finish_change (cli, &result, error);
}

/* A pasted report with times in it becomes one entry for each time. */
static gboolean
add_notes (AmendsCli *cli, AmendsCase *case_, const char *text, GError **error)
{
  g_autoptr (GListModel) entries = amends_session_read_notes (cli->session, case_, text);
  g_autoptr (GAsyncResult) result = NULL;
  guint n = g_list_model_get_n_items (entries);

  if (n == 0)
    {
      g_set_error (error, AMENDS_SESSION_ERROR, AMENDS_SESSION_ERROR_REFUSED,
                   _ ("No times were found in the text. Add it as one note instead: amends event "
                      "ID TEXT."));
      return FALSE;
    }
  amends_session_add_notes_async (cli->session, case_, entries, NULL, amends_cli_done_cb, &result);
  if (!amends_cli_finish_change (cli, &result, error))
    return FALSE;
  if (!cli->json)
    amends_cli_print (g_dngettext (GETTEXT_PACKAGE, "%u event added", "%u events added", n), n);
  return TRUE;
}

int
amends_cli_event (AmendsCli *cli, GError **error)
{
  g_autofree char *at = NULL, *direction = NULL, *channel = NULL, *file = NULL;
  const GOptionEntry entries[] = {
    { "at", 0, 0, G_OPTION_ARG_STRING, &at, N_ ("When it happened"), N_ ("TIME") },
    { "direction", 0, 0, G_OPTION_ARG_STRING, &direction,
      N_ ("internal (a note), inbound, outbound or two-way"), N_ ("DIRECTION") },
    { "channel", 0, 0, G_OPTION_ARG_STRING, &channel, N_ ("e-mail, call, meeting, chat …"),
      N_ ("CHANNEL") },
    { "from", 0, 0, G_OPTION_ARG_FILENAME, &file, N_ ("Read entries with times from a file"),
      N_ ("FILE") },
    { NULL },
  };
  g_autoptr (AmendsCase) case_ = NULL;
  g_autofree char *text = NULL, *clean = NULL;
  AmendsInstant instant = AMENDS_INSTANT_NONE;
  int way = AMENDS_DIRECTION_INTERNAL, medium = AMENDS_CHANNEL_UNKNOWN;
  gsize length = 0;

  if (!amends_cli_parse (cli, entries, "ID TEXT|--from FILE", 1, 2, error) ||
      (at && !amends_cli_parse_time (cli, at, "--at", &instant, error)) ||
      (direction &&
       !amends_cli_parse_enum (AMENDS_TYPE_DIRECTION, direction, "--direction", &way, error)) ||
      (channel &&
       !amends_cli_parse_enum (AMENDS_TYPE_CHANNEL, channel, "--channel", &medium, error)))
    return AMENDS_EXIT_FAILED;
  if ((file == NULL) == (cli->arguments[1] == NULL))
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                   _ ("Either a text or --from FILE is expected."));
      return AMENDS_EXIT_USAGE;
    }
  if (!amends_cli_open (cli, error) ||
      (case_ = amends_cli_get_case (cli, cli->arguments[0], error)) == NULL)
    return AMENDS_EXIT_FAILED;
  if (file == NULL)
    return add_one_event (cli, case_, way, medium, instant, cli->arguments[1], error)
               ? AMENDS_EXIT_DONE
               : AMENDS_EXIT_FAILED;
  text = amends_cli_read_file (file, &length, error);
  if (text == NULL)
    return AMENDS_EXIT_FAILED;
  clean = amends_text_clean (text, (gssize) length);
  return add_notes (cli, case_, clean, error) ? AMENDS_EXIT_DONE : AMENDS_EXIT_FAILED;
}

/* --- status --- */

int
amends_cli_status (AmendsCli *cli, GError **error)
{
  g_autofree char *why = NULL;
  const GOptionEntry entries[] = {
    { "why", 0, 0, G_OPTION_ARG_STRING, &why, N_ ("A reason for the log"), N_ ("TEXT") },
    { NULL },
  };
  g_autoptr (AmendsCase) case_ = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  int status = 0;

  if (!amends_cli_parse (cli, entries, "ID STATUS", 2, 2, error) ||
      !amends_cli_parse_enum (AMENDS_TYPE_STATUS, cli->arguments[1], "STATUS", &status, error) ||
      !amends_cli_open (cli, error) ||
      (case_ = amends_cli_get_case (cli, cli->arguments[0], error)) == NULL)
    return AMENDS_EXIT_FAILED;
  amends_session_set_status_async (cli->session, case_, status, why, NULL, amends_cli_done_cb,
                                   &result);
  return amends_cli_finish_change (cli, &result, error) ? AMENDS_EXIT_DONE : AMENDS_EXIT_FAILED;
}

/* --- reclassify --- */

typedef struct
{
  const char *field;
  const char *option;
  GType type;
  char *value;
} Change;

static gboolean
apply_changes (AmendsEscalation *escalation, Change *changes, guint n, GError **error)
{
  gboolean any = FALSE;

  for (guint i = 0; i < n; i++)
    {
      int value = 0;

      if (changes[i].value == NULL)
        continue;
      if (!amends_cli_parse_enum (changes[i].type, changes[i].value, changes[i].option, &value,
                                  error))
        return FALSE;
      amends_record_set (escalation, changes[i].field, value, NULL);
      any = TRUE;
    }
  if (!any)
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                 _ ("Nothing to change: --severity, --track, --category, --reason or --scenario is "
                    "expected."));
  return any;
}

int
amends_cli_reclassify (AmendsCli *cli, GError **error)
{
  Change changes[] = {
    { "severity", "--severity", AMENDS_TYPE_SEVERITY, NULL },
    { "track", "--track", AMENDS_TYPE_TRACK, NULL },
    { "category", "--category", AMENDS_TYPE_CATEGORY, NULL },
    { "reason", "--reason", AMENDS_TYPE_REASON, NULL },
    { "scenario", "--scenario", AMENDS_TYPE_SCENARIO, NULL },
  };
  g_autofree char *why = NULL;
  const GOptionEntry entries[] = {
    { "severity", 0, 0, G_OPTION_ARG_STRING, &changes[0].value, NULL, NULL },
    { "track", 0, 0, G_OPTION_ARG_STRING, &changes[1].value, NULL, NULL },
    { "category", 0, 0, G_OPTION_ARG_STRING, &changes[2].value, NULL, NULL },
    { "reason", 0, 0, G_OPTION_ARG_STRING, &changes[3].value, NULL, NULL },
    { "scenario", 0, 0, G_OPTION_ARG_STRING, &changes[4].value, NULL, NULL },
    { "why", 0, 0, G_OPTION_ARG_STRING, &why, N_ ("The reason, for the log"), N_ ("TEXT") },
    { NULL },
  };
  g_autoptr (AmendsCase) case_ = NULL;
  g_autoptr (AmendsEscalation) changed = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  int code = AMENDS_EXIT_FAILED;

  if (amends_cli_parse (cli, entries, "ID --severity S … --why TEXT", 1, 1, error) &&
      amends_cli_open (cli, error) &&
      (case_ = amends_cli_get_case (cli, cli->arguments[0], error)) != NULL)
    {
      changed = amends_record_copy (case_->escalation);
      if (apply_changes (changed, changes, G_N_ELEMENTS (changes), error))
        {
          amends_session_reclassify_async (cli->session, case_, changed, why, NULL,
                                           amends_cli_done_cb, &result);
          if (amends_cli_finish_change (cli, &result, error))
            code = AMENDS_EXIT_DONE;
        }
    }
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    g_free (changes[i].value);
  return code;
}

/* --- resolve --- */

int
amends_cli_resolve (AmendsCli *cli, GError **error)
{
  g_autofree char *fix = NULL, *cause = NULL, *at = NULL;
  gboolean confirmed = FALSE;
  const GOptionEntry entries[] = {
    { "fix", 0, 0, G_OPTION_ARG_STRING, &fix, N_ ("What was done"), N_ ("TEXT") },
    { "cause", 0, 0, G_OPTION_ARG_STRING, &cause, N_ ("The root cause"), N_ ("TEXT") },
    { "confirmed", 0, 0, G_OPTION_ARG_NONE, &confirmed, N_ ("The customer has confirmed it"),
      NULL },
    { "at", 0, 0, G_OPTION_ARG_STRING, &at, N_ ("When"), N_ ("TIME") },
    { NULL },
  };
  g_autoptr (AmendsCase) case_ = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  AmendsResolution resolution = { 0 };

  if (!amends_cli_parse (cli, entries, "ID --fix TEXT", 1, 1, error) ||
      (at && !amends_cli_parse_time (cli, at, "--at", &resolution.at, error)) ||
      !amends_cli_open (cli, error) ||
      (case_ = amends_cli_get_case (cli, cli->arguments[0], error)) == NULL)
    return AMENDS_EXIT_FAILED;
  resolution.fix = fix;
  resolution.cause = cause;
  resolution.customer_confirmed = confirmed;
  amends_session_resolve_async (cli->session, case_, &resolution, NULL, amends_cli_done_cb,
                                &result);
  return amends_cli_finish_change (cli, &result, error) ? AMENDS_EXIT_DONE : AMENDS_EXIT_FAILED;
}
