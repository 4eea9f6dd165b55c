/* SPDX-License-Identifier: GPL-3.0-or-later */
/* amends export-case, import-case */

#include "config.h"

#include "amends-cli-commands.h"

#include <glib/gi18n-lib.h>

int
amends_cli_export_case (AmendsCli *cli, GError **error)
{
  g_autoptr (AmendsCase) case_ = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *number = NULL;

  if (!amends_cli_parse (cli, NULL, "ID FILE", 2, 2, error) || !amends_cli_open (cli, error) ||
      (case_ = amends_cli_get_case (cli, cli->arguments[0], error)) == NULL)
    return AMENDS_EXIT_FAILED;
  amends_session_export_case_async (cli->session, case_, cli->arguments[1], NULL,
                                    amends_cli_done_cb, &result);
  if (!amends_session_export_finish (cli->session, amends_cli_wait (&result), error))
    return AMENDS_EXIT_FAILED;
  number = amends_escalation_format_number (case_->escalation->number);
  if (cli->json)
    {
      JsonNode *node = json_node_new (JSON_NODE_OBJECT);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "id", number);
      json_object_set_string_member (object, "uuid", case_->escalation->id);
      json_object_set_string_member (object, "file", cli->arguments[1]);
      json_node_take_object (node, object);
      amends_cli_print_json (node);
    }
  return AMENDS_EXIT_DONE;
}

static void
put_strings (JsonObject *object, const char *member, GPtrArray *strings)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; strings && i < strings->len; i++)
    json_array_add_string_element (array, g_ptr_array_index (strings, i));
  json_object_set_array_member (object, member, array);
}

static const char *
outcome (const AmendsHandover *handover)
{
  return handover->is_new ? "added" : handover->unchanged ? "unchanged" : "updated";
}

static void
print_json (const AmendsHandover *handover, const char *number)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  g_autofree char *there = amends_escalation_format_number (handover->number_there);

  json_object_set_string_member (object, "id", number);
  json_object_set_string_member (object, "uuid", handover->case_->escalation->id);
  json_object_set_string_member (object, "outcome", outcome (handover));
  json_object_set_string_member (object, "number_there", there);
  if (handover->from)
    json_object_set_string_member (object, "from", handover->from);
  json_object_set_int_member (object, "events", handover->events);
  json_object_set_int_member (object, "kept", handover->kept);
  put_strings (object, "people_added", handover->added);
  if (handover->playbook_notice)
    json_object_set_string_member (object, "playbook_notice", handover->playbook_notice);
  put_strings (object, "warnings", handover->warnings);
  json_node_take_object (node, object);
  amends_cli_print_json (node);
}

static void
print_text (const AmendsHandover *handover, const char *number)
{
  amends_cli_print ("%s", number);
  if (handover->unchanged)
    g_printerr ("%s\n", _ ("The case is here already; the file has nothing new."));
  else if (!handover->is_new)
    g_printerr ("%s\n", _ ("The case was here already and has been brought up to date."));
  if (handover->is_new && handover->number_there != handover->case_->escalation->number)
    {
      g_autofree char *there = amends_escalation_format_number (handover->number_there);

      /* Translators: two numbers, such as ESC-0042. */
      g_printerr (_ ("It was %s where it came from and is %s here.\n"), there, number);
    }
  if (handover->kept > 0)
    g_printerr (g_dngettext (GETTEXT_PACKAGE,
                             "%u thing had been changed on both sides; the newer stays, the log "
                             "has the other.\n",
                             "%u things had been changed on both sides; the newer stay, the log "
                             "has the others.\n",
                             handover->kept),
                handover->kept);
  for (guint i = 0; handover->added && i < handover->added->len; i++)
    /* Translators: %s is the name of a person. */
    g_printerr (_ ("%s was added to the people of our side.\n"),
                (char *) g_ptr_array_index (handover->added, i));
  if (handover->playbook_notice)
    g_printerr ("%s\n", handover->playbook_notice);
  for (guint i = 0; handover->warnings && i < handover->warnings->len; i++)
    g_printerr ("%s\n", (char *) g_ptr_array_index (handover->warnings, i));
}

int
amends_cli_import_case (AmendsCli *cli, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_auto (AmendsHandover) handover = { 0 };
  g_autofree char *number = NULL;

  if (!amends_cli_parse (cli, NULL, "FILE", 1, 1, error) || !amends_cli_open (cli, error))
    return AMENDS_EXIT_FAILED;
  amends_session_import_case_async (cli->session, cli->arguments[0], NULL, amends_cli_done_cb,
                                    &result);
  if (!amends_session_import_case_finish (cli->session, amends_cli_wait (&result), &handover,
                                          error))
    return AMENDS_EXIT_FAILED;
  number = amends_escalation_format_number (handover.case_->escalation->number);
  if (cli->json)
    print_json (&handover, number);
  else
    print_text (&handover, number);
  return AMENDS_EXIT_DONE;
}
