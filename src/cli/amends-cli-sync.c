/* SPDX-License-Identifier: GPL-3.0-or-later */
/* amends sync, amends crm */

#include "config.h"

#include "amends-cli-commands.h"
#include "amends-cli-json.h"
#include "amends-session-sync.h"

#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <unistd.h>

/* Longer is no key. */
#define LONGEST_KEY 16384

/* --- The key ---------------------------------------------------------------------------------- */

/* A key is read from where nobody else can see it: never from the command line or the environment.
 * (transfer full) */
static char *
read_key (int descriptor, GError **error)
{
  char buffer[LONGEST_KEY + 1];
  gsize length = 0;
  char *key;

  while (length < LONGEST_KEY)
    {
      gssize n = read (descriptor, buffer + length, LONGEST_KEY - length);

      if (n < 0)
        {
          g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                       /* Translators: %d is the number of a file descriptor. */
                       _ ("The key cannot be read from file descriptor %d."), descriptor);
          return NULL;
        }
      if (n == 0)
        break;
      length += (gsize) n;
    }
  buffer[length] = '\0';
  key = g_strdup (g_strstrip (buffer));
  explicit_bzero (buffer, sizeof buffer);
  if (*key != '\0')
    return key;
  g_free (key);
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               _ ("There is no key. Write it to standard input, or name a file descriptor with "
                  "--key-fd."));
  return NULL;
}

static void
free_key (char *key)
{
  if (key != NULL)
    explicit_bzero (key, strlen (key));
  g_free (key);
}

/* Nothing if no descriptor was named. */
static gboolean
use_key (AmendsCli *cli, int descriptor, GError **error)
{
  char *key;

  if (descriptor < 0)
    return TRUE;
  key = read_key (descriptor, error);
  if (key == NULL)
    return FALSE;
  amends_session_use_crm_key (cli->session, key);
  free_key (key);
  return TRUE;
}

#define KEY_OPTION(target)                                                                         \
  {                                                                                                \
    "key-fd", 0, 0, G_OPTION_ARG_INT, target, N_ ("Read the key from this file descriptor"),       \
        N_ ("N")                                                                                   \
  }

/* --- amends sync ------------------------------------------------------------------------------ */

static gboolean
interrupt_cb (gpointer data)
{
  g_cancellable_cancel (data);
  return G_SOURCE_CONTINUE;
}

static gint64
get_count (JsonObject *counts, const char *member)
{
  return json_object_get_int_member_with_default (counts, member, 0);
}

static void
print_kind (const char *kind, JsonObject *counts)
{
  amends_cli_print ("%-12s %8" G_GINT64_FORMAT " %8" G_GINT64_FORMAT " %8" G_GINT64_FORMAT
                    " %8" G_GINT64_FORMAT " %8" G_GINT64_FORMAT " %8" G_GINT64_FORMAT
                    " %8" G_GINT64_FORMAT,
                    kind, get_count (counts, "pulled"), get_count (counts, "updated"),
                    get_count (counts, "removed"), get_count (counts, "pushed"),
                    get_count (counts, "sent"), get_count (counts, "waiting"),
                    get_count (counts, "refused"));
}

static void
print_report (JsonObject *report)
{
  JsonObject *kinds = json_object_get_object_member (report, "kinds");
  JsonArray *problems = json_object_get_array_member (report, "problems");
  gint64 conflicts = json_object_get_int_member (report, "conflicts");
  gint64 gone = json_object_get_int_member (report, "ask_removal");
  JsonObjectIter iter;
  const char *kind;
  JsonNode *counts;

  if (json_object_get_boolean_member (report, "dry_run"))
    amends_cli_print (_ ("This was a trial: nothing was changed, here or in the CRM."));
  if (json_object_get_size (kinds) == 0)
    amends_cli_print (_ ("Nothing has changed on either side."));
  else
    amends_cli_print ("%-12s %8s %8s %8s %8s %8s %8s %8s", "", _ ("new"), _ ("changed"),
                      _ ("removed"), _ ("made"), _ ("sent"), _ ("waiting"), _ ("refused"));
  json_object_iter_init_ordered (&iter, kinds);
  while (json_object_iter_next_ordered (&iter, &kind, &counts))
    print_kind (kind, json_node_get_object (counts));
  if (conflicts > 0)
    amends_cli_print (
        g_dngettext (GETTEXT_PACKAGE,
                     "%d field was changed on both sides: see “amends crm conflicts”.",
                     "%d fields were changed on both sides: see “amends crm "
                     "conflicts”.",
                     (gulong) conflicts),
        (int) conflicts);
  if (gone > 0)
    amends_cli_print (g_dngettext (GETTEXT_PACKAGE,
                                   "%d record is no longer in the CRM; nothing was removed here. "
                                   "“amends sync --allow-removal” removes it.",
                                   "%d records are no longer in the CRM; nothing was removed here. "
                                   "“amends sync --allow-removal” removes them.",
                                   (gulong) gone),
                      (int) gone);
  for (guint i = 0; i < json_array_get_length (problems); i++)
    amends_cli_print ("%s", json_array_get_string_element (problems, i));
}

int
amends_cli_sync (AmendsCli *cli, GError **error)
{
  gboolean dry_run = FALSE, everything = FALSE, allow = FALSE, once = FALSE;
  int descriptor = -1;
  const GOptionEntry entries[] = {
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &dry_run, N_ ("Say what would be done, change nothing"),
      NULL },
    { "everything", 0, 0, G_OPTION_ARG_NONE, &everything,
      N_ ("Also look for what has gone from the CRM"), NULL },
    { "allow-removal", 0, 0, G_OPTION_ARG_NONE, &allow,
      N_ ("Remove here what has gone from the CRM, however much"), NULL },
    { "once", 0, 0, G_OPTION_ARG_NONE, &once, N_ ("Sync once and end, as it always does"), NULL },
    KEY_OPTION (&descriptor),
    { NULL },
  };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (JsonNode) report = NULL;
  AmendsSyncWish wish = AMENDS_SYNC_NOW;
  guint source;

  if (!amends_cli_parse (cli, entries, "", 0, 0, error))
    return AMENDS_EXIT_USAGE;
  if (!amends_cli_open (cli, error) || !use_key (cli, descriptor, error))
    return AMENDS_EXIT_FAILED;
  wish |= dry_run ? AMENDS_SYNC_TRIAL : 0;
  wish |= everything ? AMENDS_SYNC_EVERYTHING : 0;
  wish |= allow ? AMENDS_SYNC_LET_GO : 0;
  source = g_unix_signal_add (SIGINT, interrupt_cb, cancellable);
  amends_session_sync_async (cli->session, wish, cancellable, amends_cli_done_cb, &result);
  report = amends_session_sync_finish (cli->session, amends_cli_wait (&result), error);
  g_source_remove (source);
  if (report == NULL)
    return AMENDS_EXIT_FAILED;
  if (cli->json)
    amends_cli_print_json (json_node_copy (report));
  else
    print_report (json_node_get_object (report));
  return AMENDS_EXIT_DONE;
}

/* --- amends crm connect, test, disconnect ----------------------------------------------------- */

static void
put_lines (JsonObject *object, const char *member, char **lines)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; lines != NULL && lines[i] != NULL; i++)
    json_array_add_string_element (array, lines[i]);
  json_object_set_array_member (object, member, array);
}

static void
put_text (JsonObject *object, const char *member, const char *text)
{
  if (text != NULL && *text != '\0')
    json_object_set_string_member (object, member, text);
  else
    json_object_set_null_member (object, member);
}

static void
put_instant (JsonObject *object, const char *member, AmendsInstant instant)
{
  g_autofree char *text =
      instant != AMENDS_INSTANT_NONE ? amends_instant_format_utc (instant) : NULL;

  put_text (object, member, text);
}

static JsonNode *
take_object (JsonObject *object)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, object);
  return node;
}

static void
print_check (AmendsCli *cli, AmendsCrmCheck *check)
{
  JsonObject *object;

  if (cli->json)
    {
      object = json_object_new ();
      put_text (object, "product", check->product);
      put_text (object, "user", check->user);
      put_text (object, "clock", check->clock);
      put_lines (object, "reads", check->reads);
      put_lines (object, "writes", check->writes);
      put_lines (object, "missing", check->missing);
      json_object_set_boolean_member (object, "lasting", check->lasting);
      amends_cli_print_json (take_object (object));
      return;
    }
  /* Translators: the name of a CRM with its version, then who one is there. */
  amends_cli_print (_ ("%1$s, as %2$s"), check->product != NULL ? check->product : "",
                    check->user != NULL ? check->user : "");
  for (guint i = 0; check->reads[i] != NULL; i++)
    amends_cli_print (_ ("reads   %s"), check->reads[i]);
  for (guint i = 0; check->writes[i] != NULL; i++)
    amends_cli_print (_ ("writes  %s"), check->writes[i]);
  for (guint i = 0; check->missing[i] != NULL; i++)
    amends_cli_print ("%s", check->missing[i]);
  if (check->clock != NULL)
    amends_cli_print ("%s", check->clock);
  if (!check->lasting)
    g_printerr (_ ("There is no keyring, so the key is not kept: give it each time with "
                   "--key-fd.\n"));
}

static AmendsCrmCheck *
run_check (AmendsCli *cli, const AmendsCrmConnection *connection, const char *key, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  amends_session_test_crm_async (cli->session, connection, key, NULL, amends_cli_done_cb, &result);
  return amends_session_test_crm_finish (cli->session, amends_cli_wait (&result), error);
}

static gboolean
store_connection (AmendsCli *cli,
                  const AmendsCrmConnection *connection,
                  const char *key,
                  gboolean first_push,
                  GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  amends_session_connect_crm_async (cli->session, connection, key, first_push, NULL,
                                    amends_cli_done_cb, &result);
  return amends_session_connect_crm_finish (cli->session, amends_cli_wait (&result), error);
}

static void
print_address (const char *url, gpointer data)
{
  g_printerr ("%s\n%s\n", _ ("Open this address in a browser to sign in:"), url);
}

static gboolean
sign_in (AmendsCli *cli, const AmendsCrmConnection *connection, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  amends_session_sign_in_crm_async (cli->session, connection, print_address, NULL, NULL,
                                    amends_cli_done_cb, &result);
  return amends_session_sign_in_crm_finish (cli->session, amends_cli_wait (&result), error);
}

/* The key comes by standard input, unless one signs in by browser or names a descriptor. */
static int
connect_with (AmendsCli *cli,
              const AmendsCrmConnection *connection,
              int descriptor,
              gboolean first_push,
              GError **error)
{
  g_autoptr (AmendsCrmCheck) check = NULL;
  gboolean browser = connection->client_id != NULL && descriptor < 0;
  char *key = browser ? NULL : read_key (descriptor < 0 ? STDIN_FILENO : descriptor, error);
  gboolean done;

  if (!browser && key == NULL)
    return AMENDS_EXIT_USAGE;
  done = amends_cli_open (cli, error) && (!browser || sign_in (cli, connection, error));
  if (done)
    check = run_check (cli, connection, key, error);
  done = check != NULL && store_connection (cli, connection, key, first_push, error);
  free_key (key);
  if (!done)
    return AMENDS_EXIT_FAILED;
  print_check (cli, check);
  return AMENDS_EXIT_DONE;
}

static int
crm_connect (AmendsCli *cli, GError **error)
{
  g_autofree char *type = NULL;
  g_autofree char *url = NULL;
  g_autofree char *user = NULL;
  g_autofree char *database = NULL;
  g_autofree char *version = NULL;
  g_autofree char *client_id = NULL;
  gboolean first_push = FALSE;
  int descriptor = -1, interval = 15;
  const GOptionEntry entries[] = {
    { "type", 0, 0, G_OPTION_ARG_STRING, &type, N_ ("espocrm, hubspot, salesforce or odoo"),
      N_ ("TYPE") },
    { "url", 0, 0, G_OPTION_ARG_STRING, &url, N_ ("Address of the CRM"), N_ ("URL") },
    { "user", 0, 0, G_OPTION_ARG_STRING, &user, N_ ("Login name (Odoo)"), N_ ("NAME") },
    { "database", 0, 0, G_OPTION_ARG_STRING, &database, N_ ("Database (Odoo)"), N_ ("NAME") },
    { "api-version", 0, 0, G_OPTION_ARG_STRING, &version, N_ ("Version of the interface"),
      N_ ("VERSION") },
    { "client-id", 0, 0, G_OPTION_ARG_STRING, &client_id,
      N_ ("Sign in by browser with this client id (Salesforce)"), N_ ("ID") },
    { "interval", 0, 0, G_OPTION_ARG_INT, &interval,
      N_ ("Minutes between two syncs while the window is open; 0: only by hand"), N_ ("N") },
    { "first-push", 0, 0, G_OPTION_ARG_NONE, &first_push,
      N_ ("Put the cases that are open now into the queue"), NULL },
    KEY_OPTION (&descriptor),
    { NULL },
  };
  AmendsCrmConnection connection = { 0 };

  if (!amends_cli_parse (cli, entries, "connect", 1, 1, error))
    return AMENDS_EXIT_USAGE;
  if (type == NULL || url == NULL || interval < 0)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                   _ ("Say which CRM and where: amends crm connect --type TYPE --url URL"));
      return AMENDS_EXIT_USAGE;
    }
  connection =
      (AmendsCrmConnection){ type, url, user, database, version, client_id, (guint) interval };
  return connect_with (cli, &connection, descriptor, first_push, error);
}

static int
crm_test (AmendsCli *cli, GError **error)
{
  int descriptor = -1;
  const GOptionEntry entries[] = { KEY_OPTION (&descriptor), { NULL } };
  g_autoptr (AmendsCrmConnection) connection = NULL;
  g_autoptr (AmendsCrmCheck) check = NULL;

  if (!amends_cli_parse (cli, entries, "test", 1, 1, error))
    return AMENDS_EXIT_USAGE;
  if (!amends_cli_open (cli, error) || !use_key (cli, descriptor, error))
    return AMENDS_EXIT_FAILED;
  connection = amends_session_get_crm (cli->session);
  if (connection->type == NULL)
    {
      g_set_error (error, AMENDS_SESSION_ERROR, AMENDS_SESSION_ERROR_REFUSED,
                   _ ("No CRM is connected. Connect one first."));
      return AMENDS_EXIT_FAILED;
    }
  check = run_check (cli, connection, NULL, error);
  if (check == NULL)
    return AMENDS_EXIT_FAILED;
  print_check (cli, check);
  return AMENDS_EXIT_DONE;
}

static int
crm_disconnect (AmendsCli *cli, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  if (!amends_cli_parse (cli, NULL, "disconnect", 1, 1, error))
    return AMENDS_EXIT_USAGE;
  if (!amends_cli_open (cli, error))
    return AMENDS_EXIT_FAILED;
  amends_session_disconnect_crm_async (cli->session, NULL, amends_cli_done_cb, &result);
  return amends_session_disconnect_crm_finish (cli->session, amends_cli_wait (&result), error)
             ? AMENDS_EXIT_DONE
             : AMENDS_EXIT_FAILED;
}

/* --- amends crm status ------------------------------------------------------------------------ */

static void
changed_cb (AmendsSession *session, gpointer data)
{
  *(gboolean *) data = TRUE;
}

/* The counts are read when they are first asked for. */
static AmendsSyncState *
wait_for_state (AmendsCli *cli)
{
  gboolean counted = FALSE;
  AmendsSyncState *state = amends_session_get_sync_state (cli->session);
  gulong id = g_signal_connect (cli->session, "sync-changed", G_CALLBACK (changed_cb), &counted);

  while (state->connected && !counted)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handler_disconnect (cli->session, id);
  amends_sync_state_free (state);
  return amends_session_get_sync_state (cli->session);
}

static int
crm_status (AmendsCli *cli, GError **error)
{
  g_autoptr (AmendsSyncState) state = NULL;
  g_autoptr (AmendsCrmConnection) connection = NULL;
  JsonObject *object;

  if (!amends_cli_parse (cli, NULL, "status", 1, 1, error))
    return AMENDS_EXIT_USAGE;
  if (!amends_cli_open (cli, error))
    return AMENDS_EXIT_FAILED;
  state = wait_for_state (cli);
  connection = amends_session_get_crm (cli->session);
  if (cli->json)
    {
      object = json_object_new ();
      json_object_set_boolean_member (object, "connected", state->connected);
      put_text (object, "type", connection->type);
      put_text (object, "url", connection->url);
      put_instant (object, "last", state->last);
      json_object_set_int_member (object, "queued", state->queued);
      json_object_set_int_member (object, "refused", state->refused);
      json_object_set_int_member (object, "conflicts", state->conflicts);
      put_text (object, "problem", state->problem);
      amends_cli_print_json (take_object (object));
      return AMENDS_EXIT_DONE;
    }
  amends_cli_print ("%s", state->line);
  if (!state->connected)
    return AMENDS_EXIT_DONE;
  amends_cli_print ("%s, %s", connection->type, connection->url);
  /* Translators: numbers of changes and of fields. */
  amends_cli_print (_ ("%1$u changes wait, %2$u were refused, %3$u fields differ"), state->queued,
                    state->refused, state->conflicts);
  if (state->problem != NULL)
    amends_cli_print ("%s", state->problem);
  return AMENDS_EXIT_DONE;
}

/* --- amends crm queue ------------------------------------------------------------------------- */

static JsonNode *
queue_row_to_json (AmendsQueueRow *row)
{
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "seq", row->seq);
  put_text (object, "title", row->title);
  put_text (object, "where", row->where);
  put_text (object, "case_id", row->case_id);
  put_text (object, "state", row->state);
  put_text (object, "problem", row->problem);
  put_instant (object, "since", row->since);
  json_object_set_boolean_member (object, "refused", row->refused);
  return take_object (object);
}

static gboolean
settle_row (AmendsCli *cli, gint64 seq, gboolean retry, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  amends_session_settle_queue_async (cli->session, seq, retry, NULL, amends_cli_done_cb, &result);
  return amends_session_settle_queue_finish (cli->session, amends_cli_wait (&result), error);
}

static int
crm_queue (AmendsCli *cli, GError **error)
{
  gint64 retry = 0, discard = 0;
  const GOptionEntry entries[] = {
    { "retry", 0, 0, G_OPTION_ARG_INT64, &retry, N_ ("Send this change again"), N_ ("NUMBER") },
    { "discard", 0, 0, G_OPTION_ARG_INT64, &discard, N_ ("Keep this change here and never send it"),
      N_ ("NUMBER") },
    { NULL },
  };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GPtrArray) nodes = g_ptr_array_new_with_free_func ((GDestroyNotify) json_node_unref);

  if (!amends_cli_parse (cli, entries, "queue", 1, 1, error))
    return AMENDS_EXIT_USAGE;
  if (!amends_cli_open (cli, error))
    return AMENDS_EXIT_FAILED;
  if (retry > 0 || discard > 0)
    return settle_row (cli, retry > 0 ? retry : discard, retry > 0, error) ? AMENDS_EXIT_DONE
                                                                           : AMENDS_EXIT_FAILED;
  amends_session_list_queue_async (cli->session, NULL, amends_cli_done_cb, &result);
  rows = amends_session_list_queue_finish (cli->session, amends_cli_wait (&result), error);
  if (rows == NULL)
    return AMENDS_EXIT_FAILED;
  for (guint i = 0; i < rows->len; i++)
    {
      AmendsQueueRow *row = rows->pdata[i];

      if (cli->json)
        g_ptr_array_add (nodes, queue_row_to_json (row));
      else
        amends_cli_print ("%6" G_GINT64_FORMAT "  %s%s%s  %s%s%s", row->seq, row->title,
                          row->where != NULL ? ", " : "", row->where != NULL ? row->where : "",
                          row->state, row->problem != NULL ? ": " : "",
                          row->problem != NULL ? row->problem : "");
    }
  if (cli->json)
    amends_cli_print_json (amends_cli_list_to_json ("queue", nodes));
  return AMENDS_EXIT_DONE;
}

/* --- amends crm conflicts, settle ------------------------------------------------------------- */

static JsonNode *
conflict_to_json (AmendsConflictRow *row)
{
  JsonObject *object = json_object_new ();

  put_text (object, "id", row->id);
  put_text (object, "record", row->record);
  put_text (object, "case_id", row->case_id);
  put_text (object, "field", row->field);
  put_text (object, "base", row->base);
  put_text (object, "ours", row->ours);
  put_text (object, "ours_by", row->ours_by);
  put_instant (object, "ours_at", row->ours_at);
  put_text (object, "theirs", row->theirs);
  put_text (object, "theirs_by", row->theirs_by);
  put_instant (object, "theirs_at", row->theirs_at);
  return take_object (object);
}

static int
crm_conflicts (AmendsCli *cli, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GPtrArray) nodes = g_ptr_array_new_with_free_func ((GDestroyNotify) json_node_unref);

  if (!amends_cli_parse (cli, NULL, "conflicts", 1, 1, error))
    return AMENDS_EXIT_USAGE;
  if (!amends_cli_open (cli, error))
    return AMENDS_EXIT_FAILED;
  amends_session_list_conflicts_async (cli->session, NULL, amends_cli_done_cb, &result);
  rows = amends_session_list_conflicts_finish (cli->session, amends_cli_wait (&result), error);
  if (rows == NULL)
    return AMENDS_EXIT_FAILED;
  for (guint i = 0; i < rows->len; i++)
    {
      AmendsConflictRow *row = rows->pdata[i];

      if (cli->json)
        g_ptr_array_add (nodes, conflict_to_json (row));
      else
        /* Translators: an id; a record and a field of it; our value, and that of the CRM. */
        amends_cli_print (_ ("%1$s  %2$s, %3$s: here “%4$s”, in the CRM “%5$s”"), row->id,
                          row->record, row->field, row->ours, row->theirs);
    }
  if (cli->json)
    amends_cli_print_json (amends_cli_list_to_json ("conflicts", nodes));
  return AMENDS_EXIT_DONE;
}

static int
crm_settle (AmendsCli *cli, GError **error)
{
  gboolean ours = FALSE, theirs = FALSE;
  const GOptionEntry entries[] = {
    { "ours", 0, 0, G_OPTION_ARG_NONE, &ours, N_ ("Use the value from here and send it"), NULL },
    { "theirs", 0, 0, G_OPTION_ARG_NONE, &theirs, N_ ("Keep the value of the CRM"), NULL },
    { NULL },
  };
  g_autoptr (GAsyncResult) result = NULL;

  if (!amends_cli_parse (cli, entries, "settle ID", 2, 2, error))
    return AMENDS_EXIT_USAGE;
  if (ours == theirs)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                   _ ("Choose one: --ours or --theirs."));
      return AMENDS_EXIT_USAGE;
    }
  if (!amends_cli_open (cli, error))
    return AMENDS_EXIT_FAILED;
  amends_session_settle_conflict_async (cli->session, cli->arguments[1], ours, NULL,
                                        amends_cli_done_cb, &result);
  return amends_session_settle_conflict_finish (cli->session, amends_cli_wait (&result), error)
             ? AMENDS_EXIT_DONE
             : AMENDS_EXIT_FAILED;
}

/* --- amends crm map --------------------------------------------------------------------------- */

static JsonNode *
map_row_to_json (AmendsMapRow *row)
{
  JsonObject *object = json_object_new ();

  put_text (object, "kind", row->kind);
  put_text (object, "field", row->neutral);
  put_text (object, "remote", row->remote);
  put_text (object, "example", row->example);
  return take_object (object);
}

static gboolean
set_map (AmendsCli *cli, const char *kind, const char *field, const char *remote, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  amends_session_set_map_async (cli->session, kind, field, remote, NULL, amends_cli_done_cb,
                                &result);
  return amends_session_set_map_finish (cli->session, amends_cli_wait (&result), error);
}

static int
crm_map (AmendsCli *cli, GError **error)
{
  int descriptor = -1;
  const GOptionEntry entries[] = { KEY_OPTION (&descriptor), { NULL } };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GPtrArray) nodes = g_ptr_array_new_with_free_func ((GDestroyNotify) json_node_unref);
  guint n;

  if (!amends_cli_parse (cli, entries, "map [KIND FIELD REMOTE|none]", 1, 4, error))
    return AMENDS_EXIT_USAGE;
  n = g_strv_length (cli->arguments);
  if (n == 2 || n == 3)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                   _ ("Name the kind, the field and the field of the CRM: amends crm map account "
                      "arr cArr"));
      return AMENDS_EXIT_USAGE;
    }
  if (!amends_cli_open (cli, error) || !use_key (cli, descriptor, error))
    return AMENDS_EXIT_FAILED;
  if (n == 4)
    return set_map (cli, cli->arguments[1], cli->arguments[2],
                    g_str_equal (cli->arguments[3], "none") ? NULL : cli->arguments[3], error)
               ? AMENDS_EXIT_DONE
               : AMENDS_EXIT_FAILED;
  amends_session_list_map_async (cli->session, NULL, amends_cli_done_cb, &result);
  rows = amends_session_list_map_finish (cli->session, amends_cli_wait (&result), NULL, error);
  if (rows == NULL)
    return AMENDS_EXIT_FAILED;
  for (guint i = 0; i < rows->len; i++)
    {
      AmendsMapRow *row = rows->pdata[i];

      if (cli->json)
        g_ptr_array_add (nodes, map_row_to_json (row));
      else
        amends_cli_print ("%-12s %-18s %-24s %s", row->kind, row->neutral,
                          row->remote != NULL ? row->remote : "–",
                          row->example != NULL ? row->example : "");
    }
  if (cli->json)
    amends_cli_print_json (amends_cli_list_to_json ("map", nodes));
  return AMENDS_EXIT_DONE;
}

/* --- amends crm ------------------------------------------------------------------------------- */

static const struct
{
  const char *name;
  AmendsCliFunc func;
} subcommands[] = {
  { "connect", crm_connect },       { "test", crm_test },   { "status", crm_status },
  { "disconnect", crm_disconnect }, { "queue", crm_queue }, { "conflicts", crm_conflicts },
  { "settle", crm_settle },         { "map", crm_map },
};

/* The subcommand is the first argument that is no option. */
int
amends_cli_crm (AmendsCli *cli, GError **error)
{
  const char *name = NULL;

  for (guint i = 0; name == NULL && cli->arguments[i] != NULL; i++)
    if (cli->arguments[i][0] != '-')
      name = cli->arguments[i];
  for (guint i = 0; name != NULL && i < G_N_ELEMENTS (subcommands); i++)
    if (g_str_equal (subcommands[i].name, name))
      return subcommands[i].func (cli, error);
  if (name == NULL && g_strv_contains ((const char *const *) cli->arguments, "--help"))
    return crm_status (cli, error);
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
               /* Translators: a list of words that are typed. */
               _ ("Say what to do: amends crm %s"),
               "connect|test|status|disconnect|queue|conflicts|settle|map");
  return AMENDS_EXIT_USAGE;
}
