/* SPDX-License-Identifier: GPL-3.0-or-later */
/* amends backup, restore, verify, doctor, sample */

#include "config.h"

#include "amends-cli-commands.h"

#include "amends-engines.h"

#include <glib/gi18n-lib.h>

int
amends_cli_backup (AmendsCli *cli, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  if (!amends_cli_parse (cli, NULL, "FILE", 1, 1, error) || !amends_cli_open (cli, error))
    return AMENDS_EXIT_FAILED;
  amends_session_backup_async (cli->session, cli->arguments[0], NULL, amends_cli_done_cb, &result);
  return amends_session_workspace_finish (cli->session, amends_cli_wait (&result), error)
             ? AMENDS_EXIT_DONE
             : AMENDS_EXIT_FAILED;
}

int
amends_cli_restore (AmendsCli *cli, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *aside = NULL;

  if (!amends_cli_parse (cli, NULL, "FILE", 1, 1, error))
    return AMENDS_EXIT_FAILED;
  amends_workspace_restore_async (cli->workspace, cli->arguments[0], NULL, amends_cli_done_cb,
                                  &result);
  if (!amends_workspace_restore_finish (amends_cli_wait (&result), &aside, error))
    return AMENDS_EXIT_FAILED;
  if (aside)
    /* Translators: %s is the path of a file. */
    amends_cli_print (_ ("Restored. What was there before is kept in %s."), aside);
  return AMENDS_EXIT_DONE;
}

static void
print_verification (AmendsCli *cli, AmendsVerification *found)
{
  if (cli->json)
    {
      JsonObject *object = json_object_new ();
      JsonNode *node = json_node_new (JSON_NODE_OBJECT);

      json_object_set_boolean_member (object, "ok", found->problem == NULL);
      json_object_set_int_member (object, "entries", found->entries);
      json_object_set_int_member (object, "erased", found->erased);
      json_object_set_int_member (object, "broken_at", found->broken_at);
      if (found->problem)
        json_object_set_string_member (object, "problem", found->problem);
      json_node_take_object (node, object);
      amends_cli_print_json (node);
      return;
    }
  if (found->problem)
    amends_cli_print ("%s", found->problem);
  else
    amends_cli_print (
        _ ("The database is sound. Entries of the log that hold together: %d, erased: "
           "%d."),
        (int) found->entries, (int) found->erased);
}

int
amends_cli_verify (AmendsCli *cli, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_auto (AmendsVerification) found = { 0 };

  if (!amends_cli_parse (cli, NULL, "", 0, 0, error) || !amends_cli_open (cli, error))
    return AMENDS_EXIT_FAILED;
  amends_session_verify_async (cli->session, NULL, amends_cli_done_cb, &result);
  if (!amends_session_verify_finish (cli->session, amends_cli_wait (&result), &found, error))
    return AMENDS_EXIT_FAILED;
  print_verification (cli, &found);
  return found.problem ? AMENDS_EXIT_FAILED : AMENDS_EXIT_DONE;
}

int
amends_cli_doctor (AmendsCli *cli, GError **error)
{
  g_autoptr (GError) opening = NULL;
  g_autofree char *zone = amends_zone_dup_local_name ();
  gboolean opened;

  if (!amends_cli_parse (cli, NULL, "", 0, 0, error))
    return AMENDS_EXIT_FAILED;
  opened = amends_cli_open (cli, &opening);
  amends_cli_print ("Amends %s", PACKAGE_VERSION);
  /* Translators: %s is a folder. */
  amends_cli_print (_ ("Workspace: %s"), amends_session_get_folder (cli->session));
  if (!opened)
    {
      /* Translators: %s is what is wrong. */
      amends_cli_print (_ ("It cannot be opened: %s"), opening->message);
      return AMENDS_EXIT_FAILED;
    }
  amends_cli_print ("%s", amends_session_is_read_only (cli->session)
                              ? _ ("It can only be read.")
                              : _ ("It can be read and written."));
  /* Translators: the playbook's name and version. */
  amends_cli_print (_ ("Playbook: %s, version %d"),
                    amends_playbook_get_name (amends_session_get_playbook (cli->session), "en"),
                    amends_playbook_get_version (amends_session_get_playbook (cli->session)));
  /* Translators: %s is a name such as Maya Lindqvist. */
  amends_cli_print (_ ("You are: %s"), amends_session_get_me (cli->session)->name);
  /* Translators: %s is an IANA zone. */
  amends_cli_print (_ ("Time zone: %s"), zone);
  return AMENDS_EXIT_DONE;
}

int
amends_cli_sample (AmendsCli *cli, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  gboolean load;

  if (!amends_cli_parse (cli, NULL, "load|remove", 1, 1, error))
    return AMENDS_EXIT_USAGE;
  load = g_str_equal (cli->arguments[0], "load");
  if (!load && !g_str_equal (cli->arguments[0], "remove"))
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   _ ("“%s”: load or remove is expected."), cli->arguments[0]);
      return AMENDS_EXIT_USAGE;
    }
  if (!amends_cli_open (cli, error))
    return AMENDS_EXIT_FAILED;
  if (load)
    amends_session_load_sample_async (cli->session, NULL, amends_cli_done_cb, &result);
  else
    amends_session_remove_sample_async (cli->session, NULL, amends_cli_done_cb, &result);
  return amends_session_workspace_finish (cli->session, amends_cli_wait (&result), error)
             ? AMENDS_EXIT_DONE
             : AMENDS_EXIT_FAILED;
}
