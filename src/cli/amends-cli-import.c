/* SPDX-License-Identifier: GPL-3.0-or-later */
/* amends import */

#include "config.h"

#include "amends-cli-commands.h"
#include "amends-input-error.h"
#include "amends-money.h"
#include "amends-session-import.h"

#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <signal.h>
#include <string.h>

typedef struct
{
  char **map;
  char *encoding;
  char *dates;
  char *currency;
  char *errors;
  char *undo;
  gboolean create_accounts;
  gboolean dry_run;
  gboolean list;
} Options;

static void
options_clear (Options *options)
{
  g_strfreev (options->map);
  g_free (options->encoding);
  g_free (options->dates);
  g_free (options->currency);
  g_free (options->errors);
  g_free (options->undo);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static void
put_string (JsonObject *object, const char *member, const char *value)
{
  if (value != NULL)
    json_object_set_string_member (object, member, value);
  else
    json_object_set_null_member (object, member);
}

static void
put_strings (JsonObject *object, const char *member, char **strings)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; strings != NULL && strings[i] != NULL; i++)
    json_array_add_string_element (array, strings[i]);
  json_object_set_array_member (object, member, array);
}

/* --- Past imports ----------------------------------------------------------------------------- */

static GPtrArray *
list_imports (AmendsCli *cli, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  amends_session_list_imports_async (cli->session, NULL, amends_cli_done_cb, &result);
  return amends_session_list_imports_finish (cli->session, amends_cli_wait (&result), error);
}

static JsonNode *
entry_to_json (const AmendsImportEntry *entry)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  g_autofree char *at = amends_instant_format_utc (entry->at);

  json_object_set_string_member (object, "id", entry->id);
  json_object_set_string_member (object, "kind", amends_import_kind_to_string (entry->kind));
  json_object_set_string_member (object, "file", entry->file);
  json_object_set_string_member (object, "at", at);
  json_object_set_int_member (object, "added", entry->added);
  json_object_set_int_member (object, "changed", entry->changed);
  json_object_set_int_member (object, "refused", entry->refused);
  json_object_set_boolean_member (object, "undone", entry->undone);
  json_node_take_object (node, object);
  return node;
}

static void
print_entry (AmendsCli *cli, const AmendsImportEntry *entry)
{
  g_autofree char *at =
      amends_instant_format (entry->at, amends_session_get_zone (cli->session), "%F %R");

  if (entry->undone)
    /* Translators: an id, a time, a kind of records, the name of a file. */
    amends_cli_print (_ ("%.8s  %s  %-12s  %s, taken back"), entry->id, at,
                      amends_import_kind_to_string (entry->kind), entry->file);
  else
    /* Translators: an id, a time, a kind of records, the name of a file; three numbers of rows. */
    amends_cli_print (_ ("%.8s  %s  %-12s  %s: %u added, %u changed, %u refused"), entry->id, at,
                      amends_import_kind_to_string (entry->kind), entry->file, entry->added,
                      entry->changed, entry->refused);
}

static int
run_list (AmendsCli *cli, GError **error)
{
  g_autoptr (GPtrArray) entries = list_imports (cli, error);
  JsonNode *node;
  JsonObject *object;
  JsonArray *array;

  if (entries == NULL)
    return AMENDS_EXIT_FAILED;
  if (!cli->json)
    {
      for (guint i = 0; i < entries->len; i++)
        print_entry (cli, entries->pdata[i]);
      return AMENDS_EXIT_DONE;
    }
  node = json_node_new (JSON_NODE_OBJECT);
  object = json_object_new ();
  array = json_array_new ();
  for (guint i = 0; i < entries->len; i++)
    json_array_add_element (array, entry_to_json (entries->pdata[i]));
  json_object_set_array_member (object, "imports", array);
  json_node_take_object (node, object);
  amends_cli_print_json (node);
  return AMENDS_EXIT_DONE;
}

/* (transfer full): the id that begins with @beginning. */
static char *
find_import (AmendsCli *cli, const char *beginning, GError **error)
{
  g_autoptr (GPtrArray) entries = list_imports (cli, error);
  const char *found = NULL;
  guint count = 0;

  if (entries == NULL)
    return NULL;
  for (guint i = 0; i < entries->len; i++)
    if (strlen (beginning) >= 4 &&
        g_str_has_prefix (((AmendsImportEntry *) entries->pdata[i])->id, beginning))
      {
        found = ((AmendsImportEntry *) entries->pdata[i])->id;
        count++;
      }
  if (count == 1)
    return g_strdup (found);
  g_set_error (error, AMENDS_SESSION_ERROR, AMENDS_SESSION_ERROR_NOT_FOUND,
               count == 0 ? _ ("There is no import “%s”; “amends import --list” shows them.")
                          : _ ("“%s” stands for several imports; give more of it."),
               beginning);
  return NULL;
}

static int
run_undo (AmendsCli *cli, const char *beginning, GError **error)
{
  g_autofree char *id = find_import (cli, beginning, error);
  g_autoptr (GAsyncResult) result = NULL;
  guint kept = 0;

  if (id == NULL)
    return AMENDS_EXIT_FAILED;
  amends_session_undo_import_async (cli->session, id, NULL, amends_cli_done_cb, &result);
  if (!amends_session_undo_import_finish (cli->session, amends_cli_wait (&result), &kept, error))
    return AMENDS_EXIT_FAILED;
  if (cli->json)
    {
      JsonNode *node = json_node_new (JSON_NODE_OBJECT);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "id", id);
      json_object_set_int_member (object, "kept", kept);
      json_node_take_object (node, object);
      amends_cli_print_json (node);
    }
  else if (kept > 0)
    amends_cli_print (
        g_dngettext (GETTEXT_PACKAGE, "Taken back. %u record had changed since and stays as it is.",
                     "Taken back. %u records had changed since and stay as they are.", kept),
        kept);
  else
    amends_cli_print (_ ("Taken back."));
  return AMENDS_EXIT_DONE;
}

/* --- The plan --------------------------------------------------------------------------------- */

/* Index of the column with the title, or the number, @name; -1 for none. */
static int
find_column (const AmendsImportPlan *plan, const char *name)
{
  guint64 number;

  for (guint i = 0; i < plan->columns->len; i++)
    if (g_str_equal (((AmendsImportColumn *) plan->columns->pdata[i])->title, name))
      return (int) i;
  if (g_ascii_string_to_unsigned (name, 10, 1, plan->columns->len, &number, NULL))
    return (int) number - 1;
  return -1;
}

static gboolean
map_column (AmendsImportPlan *plan, const char *option, GError **error)
{
  const char *sign = strrchr (option, '=');
  g_autofree char *name = sign != NULL ? g_strndup (option, (gsize) (sign - option)) : NULL;
  int column = name != NULL ? find_column (plan, name) : -1;

  if (sign == NULL)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   /* Translators: %s is what was given; keep the example as it is. */
                   _ ("--map %s: COLUMN=FIELD is expected, such as \"Renews on=renewal\"."),
                   option);
      return FALSE;
    }
  if (column < 0)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   /* Translators: %s is what was given as the title of a column. */
                   _ ("The file has no column “%s”."), name);
      return FALSE;
    }
  return amends_import_plan_map (plan, (guint) column, sign[1] != '\0' ? sign + 1 : NULL, error);
}

static gboolean
apply_options (AmendsImportPlan *plan, const Options *options, GError **error)
{
  if (options->dates != NULL && !g_str_equal (options->dates, "ymd") &&
      !g_str_equal (options->dates, "dmy") && !g_str_equal (options->dates, "mdy"))
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   _ ("--dates %s: ymd, dmy or mdy is expected."), options->dates);
      return FALSE;
    }
  if (options->dates != NULL)
    {
      g_free (plan->dates);
      plan->dates = g_strdup (options->dates);
      plan->dates_unsure = FALSE;
    }
  if (options->currency != NULL)
    {
      g_free (plan->currency);
      plan->currency = g_ascii_strup (options->currency, -1);
      if (!amends_currency_is_valid (plan->currency))
        {
          g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                       _ ("“%s” is not a known currency; a code such as EUR is expected."),
                       plan->currency);
          return FALSE;
        }
    }
  plan->create_accounts = options->create_accounts;
  for (guint i = 0; options->map != NULL && options->map[i] != NULL; i++)
    if (!map_column (plan, options->map[i], error))
      return FALSE;
  return TRUE;
}

static AmendsImportPlan *
make_plan (AmendsCli *cli, const Options *options, int kind, const char *path, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (AmendsImportPlan) plan = NULL;

  amends_session_plan_import_async (cli->session, path, kind, options->encoding, NULL,
                                    amends_cli_done_cb, &result);
  plan = amends_session_plan_import_finish (cli->session, amends_cli_wait (&result), error);
  return plan != NULL && apply_options (plan, options, error) ? g_steal_pointer (&plan) : NULL;
}

/* --- The import ------------------------------------------------------------------------------- */

static gboolean
interrupt_cb (gpointer data)
{
  g_cancellable_cancel (data);
  return G_SOURCE_CONTINUE;
}

static AmendsImportResult *
import (AmendsCli *cli, const Options *options, const AmendsImportPlan *plan, GError **error)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  /* What was read by then stays, and the result says so. */
  guint handler = g_unix_signal_add (SIGINT, interrupt_cb, cancellable);

  amends_session_import_async (cli->session, plan, options->dry_run, options->errors, NULL, NULL,
                               cancellable, amends_cli_done_cb, &result);
  amends_cli_wait (&result);
  g_source_remove (handler);
  return amends_session_import_finish (cli->session, result, error);
}

static JsonNode *
column_to_json (const AmendsImportColumn *column)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "title", column->title);
  put_string (object, "field", column->field);
  put_strings (object, "samples", column->samples);
  json_node_take_object (node, object);
  return node;
}

static void
print_json (const AmendsImportPlan *plan, const AmendsImportResult *result, gboolean trial)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  JsonArray *columns = json_array_new ();
  const char delimiter[] = { plan->delimiter, '\0' };

  put_string (object, "id", result->id);
  json_object_set_boolean_member (object, "dry_run", trial);
  json_object_set_string_member (object, "kind", amends_import_kind_to_string (plan->kind));
  json_object_set_string_member (object, "encoding", plan->encoding);
  json_object_set_string_member (object, "delimiter", delimiter);
  json_object_set_string_member (object, "dates", plan->dates);
  json_object_set_boolean_member (object, "dates_unsure", plan->dates_unsure);
  for (guint i = 0; i < plan->columns->len; i++)
    json_array_add_element (columns, column_to_json (plan->columns->pdata[i]));
  json_object_set_array_member (object, "columns", columns);
  json_object_set_int_member (object, "added", result->added);
  json_object_set_int_member (object, "changed", result->changed);
  json_object_set_int_member (object, "unchanged", result->unchanged);
  json_object_set_int_member (object, "refused", result->refused);
  json_object_set_int_member (object, "accounts", result->accounts);
  put_strings (object, "problems", result->problems);
  put_string (object, "errors", result->errors);
  json_object_set_boolean_member (object, "stopped", result->stopped);
  json_node_take_object (node, object);
  amends_cli_print_json (node);
}

static void
print_plan (const AmendsImportPlan *plan)
{
  amends_cli_print ("%s, %s", amends_import_kind_to_string (plan->kind), plan->encoding);
  for (guint i = 0; i < plan->columns->len; i++)
    {
      const AmendsImportColumn *column = plan->columns->pdata[i];

      amends_cli_print ("  %-24s → %s", column->title,
                        /* Translators: a column of a file that is not read. */
                        column->field != NULL ? column->field : _ ("left out"));
    }
  if (plan->dates_unsure)
    /* Translators: %s is an order of day, month and year such as "dmy". */
    amends_cli_print (_ ("The dates do not tell day from month; %s is taken. --dates says "
                         "otherwise."),
                      plan->dates);
}

static void
print_text (const AmendsImportPlan *plan, const AmendsImportResult *result, gboolean trial)
{
  print_plan (plan);
  /* Translators: four numbers of rows. */
  amends_cli_print (trial ? _ ("Would be: %u added, %u changed, %u unchanged, %u refused")
                          : _ ("%u added, %u changed, %u unchanged, %u refused"),
                    result->added, result->changed, result->unchanged, result->refused);
  if (result->accounts > 0)
    amends_cli_print (g_dngettext (GETTEXT_PACKAGE, "%u account added with them",
                                   "%u accounts added with them", result->accounts),
                      result->accounts);
  if (result->stopped)
    amends_cli_print (_ ("Stopped; what was read by then stays."));
  for (guint i = 0; result->problems != NULL && result->problems[i] != NULL; i++)
    amends_cli_print ("  %s", result->problems[i]);
  if (result->errors != NULL)
    /* Translators: the path of a file. */
    amends_cli_print (_ ("Refused rows: %s"), result->errors);
  if (result->id != NULL)
    /* Translators: the beginning of an id; keep the command as it is. */
    amends_cli_print (_ ("To take it back: amends import --undo %.8s"), result->id);
}

static int
run_import (AmendsCli *cli, const Options *options, GError **error)
{
  guint count = g_strv_length (cli->arguments);
  AmendsImportKind kind = AMENDS_IMPORT_ACCOUNTS;
  g_autoptr (AmendsImportPlan) plan = NULL;
  g_autoptr (AmendsImportResult) result = NULL;

  if (count == 2 && !amends_import_kind_from_string (cli->arguments[0], &kind))
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   /* Translators: %s is what was given; keep the identifiers. */
                   _ ("“%s” cannot be imported; accounts, contacts, interactions or usage is "
                      "expected."),
                   cli->arguments[0]);
      return AMENDS_EXIT_USAGE;
    }
  plan = make_plan (cli, options, count == 2 ? (int) kind : -1, cli->arguments[count - 1], error);
  if (plan == NULL)
    return AMENDS_EXIT_FAILED;
  /* What was made of the columns shows what to say with --map. */
  if (plan->problems != NULL && !cli->json)
    print_plan (plan);
  result = import (cli, options, plan, error);
  if (result == NULL)
    return AMENDS_EXIT_FAILED;
  if (cli->json)
    print_json (plan, result, options->dry_run);
  else
    print_text (plan, result, options->dry_run);
  return AMENDS_EXIT_DONE;
}

int
amends_cli_import (AmendsCli *cli, GError **error)
{
  g_auto (Options) options = { 0 };
  const GOptionEntry entries[] = {
    { "map", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.map,
      N_ ("What a column is; empty leaves it out"), N_ ("COLUMN=FIELD") },
    { "encoding", 0, 0, G_OPTION_ARG_STRING, &options.encoding, N_ ("Of the file"),
      N_ ("ENCODING") },
    { "dates", 0, 0, G_OPTION_ARG_STRING, &options.dates, N_ ("Order of day, month and year"),
      N_ ("ymd|dmy|mdy") },
    { "currency", 0, 0, G_OPTION_ARG_STRING, &options.currency, N_ ("Where the file names none"),
      N_ ("EUR") },
    { "create-accounts", 0, 0, G_OPTION_ARG_NONE, &options.create_accounts,
      N_ ("Add accounts that are named and not there"), NULL },
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &options.dry_run, N_ ("Read all of it, write nothing"),
      NULL },
    { "errors", 0, 0, G_OPTION_ARG_FILENAME, &options.errors, N_ ("Where refused rows go"),
      N_ ("FILE") },
    { "list", 0, 0, G_OPTION_ARG_NONE, &options.list, N_ ("List past imports"), NULL },
    { "undo", 0, 0, G_OPTION_ARG_STRING, &options.undo, N_ ("Take an import back"), N_ ("ID") },
    { NULL },
  };
  gboolean reads;

  if (!amends_cli_parse (cli, entries, "[accounts|contacts|interactions|usage] FILE", 0, 2, error))
    return AMENDS_EXIT_FAILED;
  reads = !options.list && options.undo == NULL;
  if (reads != (g_strv_length (cli->arguments) > 0))
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                   _ ("The arguments do not fit. Usage: amends %s"),
                   "import [accounts|contacts|interactions|usage] FILE | --list | --undo ID");
      return AMENDS_EXIT_USAGE;
    }
  if (!amends_cli_open (cli, error))
    return AMENDS_EXIT_FAILED;
  if (options.list)
    return run_list (cli, error);
  if (options.undo != NULL)
    return run_undo (cli, options.undo, error);
  return run_import (cli, &options, error);
}
