/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds the command and carries it out. */

#include "config.h"

#include "amends-cli.h"

#include "amends-cli-commands.h"
#include "amends-id.h"
#include "amends-input-error.h"
#include "amends-json.h"

#include <gio/gunixinputstream.h>
#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define MAX_FILE_BYTES (16 * 1024 * 1024)

typedef struct
{
  const char *name;
  AmendsCliFunc func;
  const char *usage;
  const char *help;
} Command;

static const Command commands[] = {
  { "new", amends_cli_new, "FILE|-", N_ ("log an escalation from JSON, .eml or text") },
  { "plan", amends_cli_plan, "ID", N_ ("print the response plan") },
  { "drafts", amends_cli_drafts, "ID [KIND]", N_ ("list the drafts, or print one") },
  { "draft", amends_cli_draft, "ID KIND --set FILE|-", N_ ("put a text in place of a draft") },
  { "list", amends_cli_list, "", N_ ("list escalations") },
  { "accounts", amends_cli_accounts, "[WORDS]", N_ ("list accounts") },
  { "risk", amends_cli_risk, "[ACCOUNT]", N_ ("say which accounts are at risk, and why") },
  { "warnings", amends_cli_warnings, "[ANSWER ID]", N_ ("list early warnings, or answer one") },
  { "backtest", amends_cli_backtest, "", N_ ("say what the warnings would have been worth") },
  { "vip", amends_cli_vip, "", N_ ("print how VIPs are handled, or write it to a file") },
  { "search", amends_cli_search, "WORDS", N_ ("search cases, messages, drafts and the log") },
  { "classify", amends_cli_classify, "FILE|-", N_ ("classify a message, with reasons") },
  { "check", amends_cli_check, "FILE|-", N_ ("run the send gate on a text") },
  { "deadline", amends_cli_deadline, "", N_ ("compute clocks and how they come about") },
  { "similar", amends_cli_similar, "FILE|-", N_ ("find past cases that are like a text") },
  { "event", amends_cli_event, "ID TEXT", N_ ("add a note, or what was said or written") },
  { "send", amends_cli_send, "ID KIND", N_ ("mark a draft as sent") },
  { "status", amends_cli_status, "ID STATUS", N_ ("change the status") },
  { "reclassify", amends_cli_reclassify, "ID", N_ ("change the classification, with a reason") },
  { "resolve", amends_cli_resolve, "ID", N_ ("resolve a case") },
  { "goodwill", amends_cli_goodwill, "COMMAND ID",
    N_ ("ask for goodwill, and record what is decided") },
  { "satisfaction", amends_cli_satisfaction, "ID SCORE/SCALE",
    N_ ("record what the customer answered when asked after a case") },
  { "debrief", amends_cli_debrief, "ID", N_ ("print the debrief or write it to a file") },
  { "report", amends_cli_report, "ID | KIND",
    N_ ("write the report on a case, or a weekly, quarterly, metrics or risk report") },
  { "calendar", amends_cli_calendar, "ID", N_ ("write the timeline as .ics") },
  { "export-case", amends_cli_export_case, "ID FILE", N_ ("hand a case over to a colleague") },
  { "import", amends_cli_import, "[KIND] FILE",
    N_ ("read accounts, contacts, interactions or usage from CSV") },
  { "import-case", amends_cli_import_case, "FILE", N_ ("take over a case") },
  { "sync", amends_cli_sync, "", N_ ("sync with the CRM") },
  { "crm", amends_cli_crm, "COMMAND", N_ ("connect a CRM, see what waits and what differs") },
  { "backup", amends_cli_backup, "FILE", N_ ("copy the workspace to a file") },
  { "restore", amends_cli_restore, "FILE", N_ ("put a backup in place of the workspace") },
  { "verify", amends_cli_verify, "", N_ ("check the database and the chain of the log") },
  { "doctor", amends_cli_doctor, "", N_ ("say what Amends finds on this machine") },
  { "sample", amends_cli_sample, "load|remove", N_ ("load or remove the sample workspace") },
};

static const Command *
find_command (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (commands[i].name, name))
      return &commands[i];
  return NULL;
}

/* --- Helpers of the commands ---------------------------------------------------------------------
 */

void
amends_cli_print (const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  fputs (text, stdout);
  if (!g_str_has_suffix (text, "\n"))
    fputc ('\n', stdout);
}

void
amends_cli_print_json (JsonNode *node)
{
  g_autofree char *text = amends_json_to_pretty (node);

  json_node_unref (node);
  amends_cli_print ("%s", text);
}

void
amends_cli_done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

GAsyncResult *
amends_cli_wait (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

gboolean
amends_cli_parse (AmendsCli *cli,
                  const GOptionEntry *entries,
                  const char *usage,
                  int minimum,
                  int maximum,
                  GError **error)
{
  const GOptionEntry common[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &cli->json, N_ ("Print JSON"), NULL }, { NULL }
  };
  g_autofree char *parameters = g_strdup_printf ("%s %s", cli->command, usage);
  g_autoptr (GOptionContext) context = g_option_context_new (parameters);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  int count;

  if (entries)
    g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, common, GETTEXT_PACKAGE);
  g_strv_builder_add (builder, "amends");
  g_strv_builder_addv (builder, (const char **) cli->arguments);
  g_strfreev (cli->arguments);
  cli->arguments = g_strv_builder_end (builder);
  if (!g_option_context_parse_strv (context, &cli->arguments, error))
    return FALSE;

  /* The program's name that the parser wants goes again. */
  g_free (cli->arguments[0]);
  memmove (cli->arguments, cli->arguments + 1,
           sizeof (char *) * g_strv_length (cli->arguments + 1) + sizeof (char *));
  count = (int) g_strv_length (cli->arguments);
  if (count < minimum || (maximum >= 0 && count > maximum))
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                   /* Translators: how a command is called, such as "amends plan ID". */
                   _ ("The arguments do not fit. Usage: amends %s"), parameters);
      return FALSE;
    }
  return TRUE;
}

gboolean
amends_cli_open (AmendsCli *cli, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  cli->session = amends_session_new (cli->workspace, cli->time_source);
  amends_session_set_as (cli->session, cli->as_email);
  amends_session_open_async (cli->session, NULL, amends_cli_done_cb, &result);
  return amends_session_open_finish (cli->session, amends_cli_wait (&result), error);
}

gboolean
amends_cli_prepare (AmendsCli *cli, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  amends_session_prepare_async (cli->session, NULL, amends_cli_done_cb, &result);
  return amends_session_prepare_finish (cli->session, amends_cli_wait (&result), error);
}

AmendsEngines *
amends_cli_load_engines (const char *id, GError **error)
{
  g_autofree char *zone = amends_zone_dup_local_name ();

  return amends_engines_load (id ? id : AMENDS_DEFAULT_PLAYBOOK, zone, error);
}

gboolean
amends_cli_open_engines (AmendsCli *cli, GError **error)
{
  g_autoptr (AmendsEngines) engines = amends_cli_load_engines (NULL, error);

  if (engines == NULL)
    return FALSE;
  cli->session = amends_session_new_for_engines (engines, cli->time_source);
  return TRUE;
}

AmendsCase *
amends_cli_get_case (AmendsCli *cli, const char *name, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  amends_session_get_case_async (cli->session, name, NULL, amends_cli_done_cb, &result);
  return amends_session_get_case_finish (cli->session, amends_cli_wait (&result), error);
}

gboolean
amends_cli_finish_change (AmendsCli *cli, GAsyncResult **result, GError **error)
{
  return amends_session_change_finish (cli->session, amends_cli_wait (result), NULL, error);
}

GFile *
amends_cli_dup_file (const char *name)
{
  return g_str_equal (name, "-") ? g_file_new_for_path ("/dev/stdin")
                                 : g_file_new_for_commandline_arg (name);
}

char *
amends_cli_read_file (const char *name, gsize *length, GError **error)
{
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (GByteArray) all = g_byte_array_new ();
  gssize n;
  guint8 chunk[65536];

  if (g_str_equal (name, "-"))
    stream = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  else
    {
      g_autoptr (GFile) file = g_file_new_for_commandline_arg (name);
      stream = (GInputStream *) g_file_read (file, NULL, error);
    }
  if (stream == NULL)
    return NULL;
  while ((n = g_input_stream_read (stream, chunk, sizeof chunk, NULL, error)) > 0)
    {
      if (all->len + (gsize) n > MAX_FILE_BYTES)
        {
          amends_input_error_set (error, AMENDS_INPUT_ERROR_TOO_LARGE, name, 0, NULL,
                                  _ ("The file is larger than %d MB and was not read."),
                                  MAX_FILE_BYTES / (1024 * 1024));
          return NULL;
        }
      g_byte_array_append (all, chunk, (guint) n);
    }
  if (n < 0)
    return NULL;
  *length = all->len;
  g_byte_array_append (all, (const guint8 *) "", 1);
  return (char *) g_byte_array_free (g_steal_pointer (&all), FALSE);
}

gboolean
amends_cli_parse_time (AmendsCli *cli,
                       const char *text,
                       const char *option,
                       AmendsInstant *instant,
                       GError **error)
{
  g_autoptr (GError) local = NULL;

  if (g_str_equal (text, "now"))
    {
      *instant = amends_time_source_now (cli->time_source);
      return TRUE;
    }
  if (amends_instant_parse (text, instant, &local))
    return TRUE;
  amends_input_error_set (error, local->code, NULL, 0, option, "%s",
                          amends_input_error_get_text (local));
  return FALSE;
}

/* --- The call --- */

static void
print_help (void)
{
  amends_cli_print (_ ("Usage: amends [--workspace FOLDER] [--now TIME] [--as EMAIL] [--json] "
                       "COMMAND …\nWithout a command the window opens.\n"));
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_autofree char *call = g_strdup_printf ("%s %s", commands[i].name, commands[i].usage);

      amends_cli_print ("  %-24s %s", call, _ (commands[i].help));
    }
  amends_cli_print (_ ("\n“amends COMMAND --help” shows the options of a command."));
}

/* Index of the first argument that is no global option, or argc. */
static int
skip_globals (int argc, char **argv)
{
  int i = 1;

  while (i < argc)
    {
      if (g_str_equal (argv[i], "--workspace") || g_str_equal (argv[i], "--now") ||
          g_str_equal (argv[i], "--as"))
        i += 2;
      else if (g_str_has_prefix (argv[i], "-") && !g_str_equal (argv[i], "-"))
        i++;
      else
        break;
    }
  return MIN (i, argc);
}

gboolean
amends_cli_wants (int argc, char **argv)
{
  for (int i = 1; i < argc; i++)
    if (g_str_equal (argv[i], "--help") || g_str_equal (argv[i], "-h") ||
        g_str_equal (argv[i], "--version"))
      return TRUE;
  /* A service start by D-Bus and a file to open have no command; everything else here is one. */
  return skip_globals (argc, argv) < argc;
}

static void
print_error (AmendsCli *cli, const GError *error)
{
  g_autoptr (JsonBuilder) builder = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *text = NULL;

  if (!cli->json)
    {
      g_printerr ("amends: %s\n", error->message);
      return;
    }
  builder = json_builder_new ();
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "code");
  json_builder_add_string_value (builder, amends_input_error_get_nick (error));
  json_builder_set_member_name (builder, "message");
  json_builder_add_string_value (builder, amends_input_error_get_text (error)
                                              ? amends_input_error_get_text (error)
                                              : error->message);
  if (amends_input_error_get_file (error))
    {
      json_builder_set_member_name (builder, "file");
      json_builder_add_string_value (builder, amends_input_error_get_file (error));
    }
  if (amends_input_error_get_line (error) > 0)
    {
      json_builder_set_member_name (builder, "line");
      json_builder_add_int_value (builder, amends_input_error_get_line (error));
    }
  if (amends_input_error_get_field (error))
    {
      json_builder_set_member_name (builder, "field");
      json_builder_add_string_value (builder, amends_input_error_get_field (error));
    }
  json_builder_end_object (builder);
  node = json_builder_get_root (builder);
  text = amends_json_to_pretty (node);
  g_printerr ("%s\n", text);
}

static int
exit_code (const GError *error)
{
  if (error->domain == G_OPTION_ERROR)
    return AMENDS_EXIT_USAGE;
  if (g_error_matches (error, AMENDS_SESSION_ERROR, AMENDS_SESSION_ERROR_BLOCKED) ||
      g_error_matches (error, AMENDS_SESSION_ERROR, AMENDS_SESSION_ERROR_INCOMPLETE))
    return AMENDS_EXIT_BLOCKED;
  return AMENDS_EXIT_FAILED;
}

static gboolean
parse_globals (AmendsCli *cli, int argc, char **argv, int end, GError **error)
{
  g_autofree char *now = NULL;
  gboolean version = FALSE;
  const GOptionEntry entries[] = {
    { "workspace", 0, 0, G_OPTION_ARG_FILENAME, &cli->workspace, NULL, NULL },
    { "now", 0, 0, G_OPTION_ARG_STRING, &now, NULL, NULL },
    { "as", 0, 0, G_OPTION_ARG_STRING, &cli->as_email, NULL, NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &cli->json, NULL, NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, &version, NULL, NULL },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) globals = NULL;
  AmendsInstant instant = 0;

  for (int i = 0; i < end; i++)
    g_strv_builder_add (builder, argv[i]);
  globals = g_strv_builder_end (builder);
  g_option_context_add_main_entries (context, entries, NULL);
  g_option_context_set_help_enabled (context, FALSE);
  if (!g_option_context_parse_strv (context, &globals, error))
    return FALSE;
  if (now == NULL)
    cli->time_source = amends_time_source_new_system ();
  else if (amends_instant_parse (now, &instant, error))
    cli->time_source = amends_time_source_new_fixed (instant);
  return cli->time_source != NULL;
}

static void
clear_cli (AmendsCli *cli)
{
  if (cli->session)
    amends_session_close (cli->session);
  g_clear_object (&cli->session);
  g_clear_object (&cli->time_source);
  g_free (cli->workspace);
  g_free (cli->as_email);
  g_strfreev (cli->arguments);
}

int
amends_cli_run (int argc, char **argv)
{
  int at = skip_globals (argc, argv);
  const Command *command = at < argc ? find_command (argv[at]) : NULL;
  AmendsCli cli = { 0 };
  g_autoptr (GError) error = NULL;
  int code = AMENDS_EXIT_FAILED;

  if (at >= argc)
    {
      if (g_strv_contains ((const char *const *) argv, "--version"))
        amends_cli_print ("Amends " PACKAGE_VERSION);
      else
        print_help ();
      return AMENDS_EXIT_DONE;
    }
  if (command == NULL)
    {
      g_printerr (_ ("amends: “%s” is no command; “amends --help” lists them.\n"), argv[at]);
      return AMENDS_EXIT_USAGE;
    }
  cli.command = command->name;
  cli.arguments = g_strdupv (argv + at + 1);
  if (parse_globals (&cli, argc, argv, at, &error))
    code = command->func (&cli, &error);
  if (error)
    {
      print_error (&cli, error);
      /* A command knows best when a refusal blocks. */
      if (code != AMENDS_EXIT_BLOCKED)
        code = exit_code (error);
    }
  clear_cli (&cli);
  return code;
}
