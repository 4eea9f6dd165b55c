/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Prints the turns of phrase of each message that comes in, a JSON array a line, for
 * tests/tools/fit-turns.py. Reads JSON lines with a member "text". */

#include "config.h"

#include "amends-turns.h"

#include <json-glib/json-glib.h>
#include <stdio.h>
#include <stdlib.h>

static void
print_turns (const char *message)
{
  g_autoptr (AmendsVocabulary) vocabulary = amends_vocabulary_new ();
  g_auto (AmendsLexiconText) text = { 0 };
  g_autoptr (GPtrArray) turns = NULL;
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *line = NULL;

  amends_lexicon_text_init (&text, message, vocabulary);
  turns = amends_turns_list (&text);
  json_builder_begin_array (builder);
  for (guint i = 0; i < turns->len; i++)
    json_builder_add_string_value (builder, turns->pdata[i]);
  json_builder_end_array (builder);
  root = json_builder_get_root (builder);
  line = json_to_string (root, FALSE);
  puts (line);
}

int
main (void)
{
  g_autoptr (GIOChannel) input = g_io_channel_unix_new (fileno (stdin));
  g_autoptr (GError) error = NULL;
  char *line = NULL;

  while (g_io_channel_read_line (input, &line, NULL, NULL, &error) == G_IO_STATUS_NORMAL)
    {
      g_autofree char *owned = line;
      g_autoptr (JsonNode) node = json_from_string (owned, &error);

      if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
        break;
      print_turns (json_object_get_string_member (json_node_get_object (node), "text"));
    }
  if (error != NULL)
    {
      fprintf (stderr, "%s\n", error->message);
      return EXIT_FAILURE;
    }
  return EXIT_SUCCESS;
}
