/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-engines.h"
#include "amends-session.h"

G_BEGIN_DECLS

#define AMENDS_EXIT_DONE 0
#define AMENDS_EXIT_FAILED 1
#define AMENDS_EXIT_USAGE 2
#define AMENDS_EXIT_BLOCKED 3

/* One call of the program; everything a command needs. */
typedef struct
{
  const char *command;
  char **arguments; /* after the command; NULL-terminated, options taken out by the command */
  char *workspace;  /* (nullable) */
  char *as_email;   /* (nullable) */
  AmendsTimeSource *time_source;
  gboolean json;
  AmendsSession *session; /* NULL until amends_cli_open() */
} AmendsCli;

typedef int (*AmendsCliFunc) (AmendsCli *cli, GError **error);

/**
 * amends_cli_parse:
 * @entries: (nullable): the command's own options
 * @usage: its positional arguments, for messages: "ID [KIND]"
 * @minimum, @maximum: how many positional arguments it takes; -1 for any number
 *
 * Takes the options out of the arguments.
 *
 * Returns: FALSE with G_OPTION_ERROR
 */
gboolean amends_cli_parse (AmendsCli *cli,
                           const GOptionEntry *entries,
                           const char *usage,
                           int minimum,
                           int maximum,
                           GError **error);

/* Opens the workspace. */
gboolean amends_cli_open (AmendsCli *cli, GError **error);

/* For commands that judge words or look up accounts: reads what opening leaves out. */
gboolean amends_cli_prepare (AmendsCli *cli, GError **error);

/* Judgement alone, without a workspace: nothing is opened and nothing is written. */
gboolean amends_cli_open_engines (AmendsCli *cli, GError **error);
/* (transfer full): @id is (nullable): the default playbook. */
AmendsEngines *amends_cli_load_engines (const char *id, GError **error);

/* For the asynchronous use cases: amends_cli_done_cb as callback, &result as data, then wait. */
void amends_cli_done_cb (GObject *source, GAsyncResult *result, gpointer data);
GAsyncResult *amends_cli_wait (GAsyncResult **result);

/* (transfer full): the case named by @name. */
AmendsCase *amends_cli_get_case (AmendsCli *cli, const char *name, GError **error);
/* Waits for a change of a case. */
gboolean amends_cli_finish_change (AmendsCli *cli, GAsyncResult **result, GError **error);

/* (transfer full): the file of an argument; "-" is standard input. */
GFile *amends_cli_dup_file (const char *name);
/* (transfer full): the whole of a file, or of standard input for "-". At most 16 MB. */
char *amends_cli_read_file (const char *name, gsize *length, GError **error);

/* Parses "now" too. */
gboolean amends_cli_parse_time (AmendsCli *cli,
                                const char *text,
                                const char *option,
                                AmendsInstant *instant,
                                GError **error);
/* An enum by its nick; the message lists what there is. */
gboolean amends_cli_parse_enum (GType type,
                                const char *text,
                                const char *option,
                                int *value,
                                GError **error);

/* Output on stdout, ending in a newline. @node is (transfer full). */
void amends_cli_print_json (JsonNode *node);
void amends_cli_print (const char *format, ...) G_GNUC_PRINTF (1, 2);

G_END_DECLS
