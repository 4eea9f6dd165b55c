/* SPDX-License-Identifier: GPL-3.0-or-later */
/* amends deadline: clocks from bare facts */

#include "config.h"

#include "amends-calendar-holidays.h"
#include "amends-change.h"
#include "amends-cli-commands.h"
#include "amends-clocks.h"
#include "amends-engines.h"
#include "amends-enum-types.h"
#include "amends-input-error.h"
#include "amends-labels.h"
#include "amends-ledger-line.h"
#include "amends-pause.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  char *severity, *received, *playbook, *account, *calendar;
  char **pauses;
  char **holidays;
  gboolean executive, vip;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->severity);
  g_free (options->received);
  g_free (options->playbook);
  g_free (options->account);
  g_free (options->calendar);
  g_strfreev (options->pauses);
  g_strfreev (options->holidays);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

/* "START/END"; END may be missing for a pause that lasts. */
static AmendsPause *
parse_pause (AmendsCli *cli, const char *text, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (text, "/", 2);
  g_autoptr (AmendsPause) pause = amends_record_new (AMENDS_TYPE_PAUSE);

  if (!amends_cli_parse_time (cli, parts[0] ? parts[0] : "", "--pause", &pause->start, error))
    return NULL;
  if (parts[0] && parts[1] && *parts[1] &&
      !amends_cli_parse_time (cli, parts[1], "--pause", &pause->end, error))
    return NULL;
  if (pause->end != AMENDS_INSTANT_NONE && pause->end < pause->start)
    {
      amends_input_error_set (error, AMENDS_INPUT_ERROR_RANGE, NULL, 0, "--pause",
                              _ ("The pause ends before it starts; START/END is expected."));
      return NULL;
    }
  return g_steal_pointer (&pause);
}

static GListModel *
parse_pauses (AmendsCli *cli, char **texts, GError **error)
{
  g_autoptr (GListStore) pauses = g_list_store_new (AMENDS_TYPE_PAUSE);

  for (guint i = 0; texts && texts[i]; i++)
    {
      g_autoptr (AmendsPause) pause = parse_pause (cli, texts[i], error);

      if (pause == NULL)
        return NULL;
      g_list_store_append (pauses, pause);
    }
  return G_LIST_MODEL (g_steal_pointer (&pauses));
}

static void
print_warnings (const char *file, GPtrArray *warnings)
{
  for (guint i = 0; warnings && i < warnings->len; i++)
    {
      if (file)
        g_printerr ("amends: %s: %s\n", file, (char *) g_ptr_array_index (warnings, i));
      else
        g_printerr ("amends: %s\n", (char *) g_ptr_array_index (warnings, i));
    }
}

static AmendsCalendar *
read_calendar (const char *file, GError **error)
{
  gsize length = 0;
  g_autofree char *text = amends_cli_read_file (file, &length, error);
  g_autoptr (GPtrArray) warnings = NULL;
  AmendsCalendar *calendar;

  if (text == NULL)
    return NULL;
  calendar = amends_calendar_parse (text, length, file, &warnings, error);
  print_warnings (NULL, warnings);
  return calendar;
}

/* By the name of a file, of a calendar the user keeps, or of the playbook's own. */
static AmendsCalendar *
find_calendar (const char *name, AmendsEngines *engines, GError **error)
{
  g_autofree char *folder =
      g_build_filename (g_get_user_config_dir (), "amends", "calendars", NULL);
  g_autofree char *base = g_strconcat (name, ".json", NULL);
  g_autofree char *kept = g_build_filename (folder, base, NULL);
  gboolean plain = strchr (name, '/') == NULL;

  if (g_str_equal (name, "-") || g_file_test (name, G_FILE_TEST_EXISTS))
    return read_calendar (name, error);
  if (plain && g_file_test (kept, G_FILE_TEST_EXISTS))
    return read_calendar (kept, error);
  if (g_strcmp0 (name, amends_calendar_get_name (engines->calendar)) == 0)
    return g_object_ref (engines->calendar);
  amends_input_error_set (error, AMENDS_INPUT_ERROR_NOT_FOUND, NULL, 0, "--calendar",
                          /* Translators: %1$s is what was given for a calendar, %2$s a folder. */
                          _ ("There is no calendar “%1$s”: it is neither a file nor a calendar "
                             "kept in %2$s."),
                          name, folder);
  return NULL;
}

static AmendsCalendar *
add_holidays (AmendsCalendar *calendar, const char *file, AmendsInstant received, GError **error)
{
  g_autoptr (GPtrArray) warnings = NULL;
  g_autoptr (GBytes) bytes = NULL;
  AmendsCalendar *more;
  gsize length = 0;
  char *text;

  text = amends_cli_read_file (file, &length, error);
  if (text == NULL)
    return NULL;
  bytes = g_bytes_new_take (text, length);
  more = amends_calendar_holidays_import (calendar, bytes, file, received, &warnings, error);
  print_warnings (file, warnings);
  return more;
}

/* The hours that count: named, or the playbook's in the account's zone, with all days off. */
static AmendsCalendar *
load_calendar (Options *options,
               AmendsEngines *engines,
               AmendsAccount *account,
               AmendsInstant received,
               GError **error)
{
  g_autoptr (AmendsCalendar) calendar = NULL;

  if (options->calendar)
    calendar = find_calendar (options->calendar, engines, error);
  else if (account && account->time_zone && *account->time_zone)
    calendar = amends_calendar_in_zone (engines->calendar, account->time_zone, error);
  else
    calendar = g_object_ref (engines->calendar);
  for (guint i = 0; calendar && options->holidays && options->holidays[i]; i++)
    {
      AmendsCalendar *more = add_holidays (calendar, options->holidays[i], received, error);

      g_object_unref (calendar);
      calendar = more;
    }
  return g_steal_pointer (&calendar);
}

/* The account's zone needs the workspace; everything else does not. */
static AmendsAccount *
find_account (AmendsCli *cli, const char *name, GError **error)
{
  GListModel *accounts;

  if (!amends_cli_open (cli, error) || !amends_cli_prepare (cli, error))
    return NULL;
  accounts = amends_session_get_accounts (cli->session);
  for (guint i = 0; i < g_list_model_get_n_items (accounts); i++)
    {
      g_autoptr (AmendsAccount) account = g_list_model_get_item (accounts, i);

      if (g_ascii_strcasecmp (account->name, name) == 0)
        return g_steal_pointer (&account);
    }
  amends_input_error_set (error, AMENDS_INPUT_ERROR_NOT_FOUND, NULL, 0, "--account",
                          _ ("There is no account “%s”."), name);
  return NULL;
}

/* The ledger a step to the right, under its clock. */
static void
print_ledger (GPtrArray *ledger, GTimeZone *zone)
{
  g_autofree char *text = amends_ledger_to_text (ledger, zone);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL && *lines[i] != '\0'; i++)
    amends_cli_print ("    %s", lines[i]);
}

static void
print_answer (AmendsClockAnswer *answer, GTimeZone *zone)
{
  g_autofree char *due = amends_instant_format (answer->due, zone, "%a %Y-%m-%d %H:%M");
  g_autofree char *offset = amends_instant_format (answer->due, zone, "%:z");
  g_autofree char *line = g_strdup_printf (
      /* Translators: %1$s is a clock such as "Acknowledge", %2$s a date and time, %3$s its offset
       * from UTC such as "+01:00". */
      _ ("%1$s: due %2$s (%3$s)"), amends_enum_get_label (AMENDS_TYPE_CLOCK_KIND, answer->kind),
      due, offset);

  amends_cli_print ("%s", line);
  amends_cli_print ("    %s", answer->rule_text);
  if (answer->grace > 0)
    {
      g_autofree char *grace =
          /* Translators: %d is a number of minutes. */
          g_strdup_printf (ngettext ("Within %d minute it counts as in time.",
                                     "Within %d minutes it counts as in time.", answer->grace),
                           answer->grace);
      amends_cli_print ("    %s", grace);
    }
  print_ledger (answer->ledger, zone);
}

static void
print_answers (GPtrArray *answers, GTimeZone *zone)
{
  g_autofree char *head = g_strdup_printf (
      /* Translators: %s is the name of a time zone such as Europe/Berlin. */
      _ ("Times are those of %s."), g_time_zone_get_identifier (zone));

  amends_cli_print ("%s", head);
  for (guint i = 0; i < answers->len; i++)
    {
      amends_cli_print ("\n");
      print_answer (g_ptr_array_index (answers, i), zone);
    }
}

static gboolean
check_options (AmendsCli *cli, Options *options, AmendsClockQuestion *question, GError **error)
{
  int severity = 0;

  if (options->severity == NULL || options->received == NULL)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                   _ ("--severity and --received are needed."));
      return FALSE;
    }
  if (!amends_cli_parse_enum (AMENDS_TYPE_SEVERITY, options->severity, "--severity", &severity,
                              error) ||
      !amends_cli_parse_time (cli, options->received, "--received", &question->received, error))
    return FALSE;
  question->facts.severity = severity;
  question->facts.executive = options->executive;
  question->facts.vip_tier = options->vip ? 1 : 0;
  question->now = amends_time_source_now (cli->time_source);
  return TRUE;
}

static int
answer (AmendsCli *cli, Options *options, GError **error)
{
  AmendsClockQuestion question = { 0 };
  g_autoptr (GListModel) pauses = NULL;
  g_autoptr (AmendsAccount) account = NULL;
  g_autoptr (AmendsCalendar) calendar = NULL;
  g_autoptr (AmendsEngines) engines = NULL;
  g_autoptr (GPtrArray) answers = NULL;
  AmendsClockPolicy policy = { 0 };

  if (!check_options (cli, options, &question, error) ||
      (pauses = parse_pauses (cli, options->pauses, error)) == NULL)
    return AMENDS_EXIT_FAILED;
  question.pauses = pauses;
  if (options->account && (account = find_account (cli, options->account, error)) == NULL)
    return AMENDS_EXIT_FAILED;
  engines = amends_cli_load_engines (options->playbook, error);
  if (engines == NULL)
    return AMENDS_EXIT_FAILED;
  calendar = load_calendar (options, engines, account, question.received, error);
  if (calendar == NULL)
    return AMENDS_EXIT_FAILED;
  if (account && question.facts.vip_tier == 0)
    question.facts.vip_tier = amends_sla_get_vip_tier (engines->sla, account);

  policy.sla = engines->sla;
  policy.calendar = calendar;
  policy.language = amends_change_get_language ();
  answers = amends_clocks_answer (&policy, &question, error);
  if (answers == NULL)
    return AMENDS_EXIT_FAILED;
  if (cli->json)
    amends_cli_print_json (
        amends_clocks_answer_to_json (answers, amends_calendar_get_zone (calendar)));
  else
    print_answers (answers, amends_calendar_get_zone (calendar));
  return AMENDS_EXIT_DONE;
}

int
amends_cli_deadline (AmendsCli *cli, GError **error)
{
  g_auto (Options) options = { 0 };
  const GOptionEntry entries[] = {
    { "severity", 0, 0, G_OPTION_ARG_STRING, &options.severity,
      N_ ("critical, high, medium or low"), N_ ("SEVERITY") },
    { "received", 0, 0, G_OPTION_ARG_STRING, &options.received, N_ ("When the message came"),
      N_ ("TIME") },
    { "playbook", 0, 0, G_OPTION_ARG_STRING, &options.playbook, N_ ("The playbook"), N_ ("NAME") },
    { "account", 0, 0, G_OPTION_ARG_STRING, &options.account, N_ ("For its zone and tier"),
      N_ ("NAME") },
    { "calendar", 0, 0, G_OPTION_ARG_FILENAME, &options.calendar, N_ ("Working hours"),
      N_ ("NAME|FILE.json") },
    { "holidays", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options.holidays,
      N_ ("Days off; may be given more than once"), N_ ("FILE.ics") },
    { "pause", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.pauses,
      N_ ("Waiting on the customer; may be given more than once"), N_ ("START/END") },
    { "executive", 0, 0, G_OPTION_ARG_NONE, &options.executive, N_ ("An executive is involved"),
      NULL },
    { "vip", 0, 0, G_OPTION_ARG_NONE, &options.vip, N_ ("An enterprise VIP"), NULL },
    { NULL },
  };

  if (!amends_cli_parse (cli, entries, "--severity S --received TIME", 0, 0, error))
    return AMENDS_EXIT_USAGE;
  return answer (cli, &options, error);
}
