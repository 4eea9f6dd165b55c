/* SPDX-License-Identifier: GPL-3.0-or-later */
/* amends similar: past cases, or texts of a file, that are like a text */

#include "config.h"

#include "amends-case.h"
#include "amends-cli-commands.h"
#include "amends-input-error.h"
#include "amends-json-reader.h"
#include "amends-labels.h"
#include "amends-enum-types.h"
#include "amends-similar-case.h"
#include "amends-similar.h"
#include "amends-text.h"

#include <gio/gunixinputstream.h>
#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define MAX_LINE_BYTES (16 * 1024 * 1024)
#define DEFAULT_LIMIT 10
#define MAX_LIMIT 1000

/* A line {"id","title","text"}. */
typedef struct
{
  char *id;      /* (owned) */
  JsonNode *raw; /* (owned): the id as it was written, to be given back */
  char *title;   /* (owned) (nullable) */
  char *text;    /* (owned) (nullable) */
} Line;

static void
line_free (Line *line)
{
  g_free (line->id);
  g_clear_pointer (&line->raw, json_node_unref);
  g_free (line->title);
  g_free (line->text);
  g_free (line);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Line, line_free)

/* What one call needs. */
typedef struct
{
  AmendsCli *cli;
  guint limit;
  const char *name; /* of the file being read, for messages */
  guint failed;     /* lines */

  AmendsSimilarIndex *index; /* (owned) (nullable): of the corpus; else the workspace is asked */
  GHashTable *corpus;        /* (owned) (nullable): id → Line */
} Similar;

static void
similar_clear (Similar *self)
{
  g_clear_pointer (&self->index, amends_similar_index_free);
  g_clear_pointer (&self->corpus, g_hash_table_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Similar, similar_clear)

/* --- Lines --- */

static char *
dup_clean (AmendsJsonReader *reader, const char *member)
{
  g_autofree char *text = amends_json_reader_dup_string (reader, member, AMENDS_JSON_OPTIONAL);

  return text ? amends_text_clean (text, -1) : NULL;
}

/* Numbers are ids as well: many trackers count their issues. */
static void
read_id (AmendsJsonReader *reader, Line *line)
{
  JsonNode *node = amends_json_reader_peek (reader, "id");

  if (node && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_INT64)
    line->id = g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));
  else
    line->id = amends_json_reader_dup_string (reader, "id", AMENDS_JSON_REQUIRED);
  if (node)
    line->raw = json_node_copy (node);
}

static Line *
parse_line (const char *text, gsize length, const char *where, GError **error)
{
  g_autoptr (AmendsJsonReader) reader = amends_json_reader_new (text, length, where, error);
  g_autoptr (Line) line = g_new0 (Line, 1);

  if (reader == NULL)
    return NULL;
  read_id (reader, line);
  line->title = dup_clean (reader, "title");
  line->text = dup_clean (reader, "text");
  return amends_json_reader_finish (reader, NULL, error) ? g_steal_pointer (&line) : NULL;
}

/* @line is (transfer full). FALSE with the fault of this line alone. */
typedef gboolean (*LineFunc) (Similar *self, Line *line, const char *where, GError **error);

static gboolean
handle_line (Similar *self,
             const char *text,
             gsize length,
             guint number,
             LineFunc func,
             GError **error)
{
  g_autofree char *where = g_strdup_printf ("%s:%u", self->name, number);
  g_autoptr (Line) line = NULL;

  if (length > MAX_LINE_BYTES)
    {
      amends_input_error_set (error, AMENDS_INPUT_ERROR_TOO_LARGE, where, 0, NULL,
                              _ ("The line is longer than %d MB and was not read."),
                              MAX_LINE_BYTES / (1024 * 1024));
      return FALSE;
    }
  line = parse_line (text, length, where, error);
  return line && func (self, g_steal_pointer (&line), where, error);
}

static gboolean
is_blank (const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isspace (text[i]))
      return FALSE;
  return TRUE;
}

/* A fault of a line names it and does not end the rest; FALSE if the file cannot be read. */
static gboolean
read_lines (Similar *self, const char *name, LineFunc func, GError **error)
{
  g_autoptr (GInputStream) file = NULL;
  g_autoptr (GDataInputStream) lines = NULL;
  g_autoptr (GError) local = NULL;

  self->name = name;
  if (g_str_equal (name, "-"))
    file = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  else
    {
      g_autoptr (GFile) path = g_file_new_for_commandline_arg (name);

      file = (GInputStream *) g_file_read (path, NULL, error);
    }
  if (file == NULL)
    return FALSE;
  lines = g_data_input_stream_new (file);
  for (guint number = 1;; number++)
    {
      gsize length = 0;
      g_autofree char *text = g_data_input_stream_read_line (lines, &length, NULL, &local);
      g_autoptr (GError) fault = NULL;

      if (local)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
      if (text == NULL)
        return TRUE;
      if (is_blank (text, length) || handle_line (self, text, length, number, func, &fault))
        continue;
      self->failed++;
      g_printerr ("amends: %s\n", fault->message);
    }
}

/* --- Corpus --- */

static gboolean
add_to_corpus (Similar *self, Line *taken, const char *where, GError **error)
{
  g_autoptr (Line) line = taken;
  const Line *first = g_hash_table_lookup (self->corpus, line->id);

  if (first && g_strcmp0 (first->title, line->title) == 0 &&
      g_strcmp0 (first->text, line->text) == 0)
    return TRUE;
  if (first)
    {
      amends_input_error_set (error, AMENDS_INPUT_ERROR_DUPLICATE, where, 0, "id",
                              /* Translators: %s is an identifier. */
                              _ ("Another text has the id “%s” already. The first one counts."),
                              line->id);
      return FALSE;
    }
  amends_similar_index_add (self->index, line->id, line->title, line->text);
  g_hash_table_insert (self->corpus, line->id, line);
  g_steal_pointer (&line);
  return TRUE;
}

static gboolean
load_corpus (Similar *self, const char *name, GError **error)
{
  g_autoptr (AmendsEngines) engines = amends_cli_load_engines (NULL, error);

  if (engines == NULL)
    return FALSE;
  self->index = amends_similar_index_new (engines->similar);
  self->corpus = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) line_free);
  return read_lines (self, name, add_to_corpus, error);
}

/* --- Answers --- */

static GPtrArray *
ask_workspace (Similar *self, const char *title, const char *text, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  amends_session_find_similar_async (self->cli->session, title, text, self->limit, NULL,
                                     amends_cli_done_cb, &result);
  return amends_session_find_similar_finish (self->cli->session, amends_cli_wait (&result), error);
}

static void
add_words (JsonBuilder *builder, char **words)
{
  json_builder_set_member_name (builder, "shared");
  json_builder_begin_array (builder);
  for (guint i = 0; words && words[i]; i++)
    json_builder_add_string_value (builder, words[i]);
  json_builder_end_array (builder);
}

static void
add_match (JsonBuilder *builder, Similar *self, const AmendsSimilarMatch *match)
{
  const Line *line = g_hash_table_lookup (self->corpus, match->id);

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "id");
  json_builder_add_value (builder, json_node_copy (line->raw));
  json_builder_set_member_name (builder, "score");
  json_builder_add_double_value (builder, match->score);
  add_words (builder, match->shared);
  json_builder_end_object (builder);
}

static void
add_case (JsonBuilder *builder, AmendsSimilarCase *found)
{
  g_autofree char *number = amends_escalation_format_number (found->number);

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "id");
  json_builder_add_string_value (builder, number);
  json_builder_set_member_name (builder, "score");
  json_builder_add_double_value (builder, found->score);
  add_words (builder, found->shared);
  json_builder_set_member_name (builder, "title");
  json_builder_add_string_value (builder, found->title ? found->title : "");
  json_builder_set_member_name (builder, "account");
  json_builder_add_string_value (builder, found->account ? found->account : "");
  json_builder_set_member_name (builder, "status");
  json_builder_add_string_value (builder, amends_enum_get_nick (AMENDS_TYPE_STATUS, found->status));
  json_builder_end_object (builder);
}

/* (transfer full) (nullable): {"id","matches"}; without an id it is null. */
static JsonNode *
answer (Similar *self, const Line *query, GError **error)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (GPtrArray) found =
      self->index ? amends_similar_index_find (self->index, query->id, query->title, query->text,
                                               NULL, self->limit)
                  : ask_workspace (self, query->title, query->text, error);

  if (found == NULL)
    return NULL;
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "id");
  json_builder_add_value (builder, query->raw ? json_node_copy (query->raw)
                                              : json_node_new (JSON_NODE_NULL));
  json_builder_set_member_name (builder, "matches");
  json_builder_begin_array (builder);
  for (guint i = 0; i < found->len; i++)
    if (self->index)
      add_match (builder, self, g_ptr_array_index (found, i));
    else
      add_case (builder, g_ptr_array_index (found, i));
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  return json_builder_get_root (builder);
}

static gboolean
answer_line (Similar *self, Line *taken, const char *where, GError **error)
{
  g_autoptr (Line) line = taken;
  g_autoptr (JsonNode) node = answer (self, line, error);
  g_autofree char *out = NULL;

  if (node == NULL)
    return FALSE;
  out = json_to_string (node, FALSE);
  fputs (out, stdout);
  fputc ('\n', stdout);
  return TRUE;
}

static void
print_words (char **words)
{
  g_autofree char *joined = words ? g_strjoinv (", ", words) : g_strdup ("");

  /* Translators: words that two texts have in common. */
  amends_cli_print (_ ("      shared: %s"), joined);
}

static gboolean
print_answer (Similar *self, const Line *query, GError **error)
{
  g_autoptr (GPtrArray) found = self->index
                                    ? amends_similar_index_find (self->index, NULL, query->title,
                                                                 query->text, NULL, self->limit)
                                    : ask_workspace (self, query->title, query->text, error);

  if (found == NULL)
    return FALSE;
  for (guint i = 0; i < found->len; i++)
    if (self->index)
      {
        AmendsSimilarMatch *match = g_ptr_array_index (found, i);
        const Line *line = g_hash_table_lookup (self->corpus, match->id);

        amends_cli_print ("%.2f  %-12s %s", match->score, match->id,
                          line->title ? line->title : "");
        print_words (match->shared);
      }
    else
      {
        AmendsSimilarCase *one = g_ptr_array_index (found, i);
        g_autofree char *number = amends_escalation_format_number (one->number);

        amends_cli_print ("%.2f  %s  %s  %s", one->score, number, one->account ? one->account : "",
                          one->title ? one->title : "");
        print_words (one->shared);
      }
  if (found->len == 0)
    amends_cli_print (_ ("Nothing similar was found."));
  return TRUE;
}

/* A file as `amends new` reads it, without a need for more than a text. */
static gboolean
answer_file (Similar *self, const char *name, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (AmendsIntake) intake = NULL;
  g_autoptr (GFile) file = amends_cli_dup_file (name);
  g_autoptr (JsonNode) node = NULL;
  Line query = { 0 };

  amends_session_read_intake_async (self->cli->session, file, NULL, amends_cli_done_cb, &result);
  intake = amends_session_read_intake_finish (self->cli->session, amends_cli_wait (&result), error);
  if (intake == NULL)
    return FALSE;
  query.title = intake->escalation->subject;
  query.text = intake->escalation->statement;
  if (!self->cli->json)
    return print_answer (self, &query, error);
  node = answer (self, &query, error);
  if (node == NULL)
    return FALSE;
  amends_cli_print_json (g_steal_pointer (&node));
  return TRUE;
}

int
amends_cli_similar (AmendsCli *cli, GError **error)
{
  gboolean batch = FALSE;
  g_autofree char *corpus = NULL;
  int limit = DEFAULT_LIMIT;
  const GOptionEntry entries[] = {
    { "batch", 0, 0, G_OPTION_ARG_NONE, &batch,
      N_ ("Read JSON lines {\"id\",\"title\",\"text\"} and answer each"), NULL },
    { "corpus", 0, 0, G_OPTION_ARG_FILENAME, &corpus,
      N_ ("Compare with the JSON lines of a file instead of the workspace"), N_ ("FILE") },
    { "limit", 0, 0, G_OPTION_ARG_INT, &limit, N_ ("Most matches for each text"), N_ ("N") },
    { NULL },
  };
  g_auto (Similar) self = { .cli = cli };

  if (!amends_cli_parse (cli, entries, "FILE|- [--batch] [--corpus FILE]", 1, 1, error))
    return AMENDS_EXIT_FAILED;
  if (limit < 1 || limit > MAX_LIMIT)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   _ ("--limit is a number from 1 to %d."), MAX_LIMIT);
      return AMENDS_EXIT_USAGE;
    }
  if (g_strcmp0 (corpus, "-") == 0 && g_str_equal (cli->arguments[0], "-"))
    {
      g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                           _ ("Standard input can be the texts or the corpus, not both."));
      return AMENDS_EXIT_USAGE;
    }
  self.limit = (guint) limit;
  if (corpus ? !amends_cli_open_engines (cli, error) : !amends_cli_open (cli, error))
    return AMENDS_EXIT_FAILED;
  if (corpus && !load_corpus (&self, corpus, error))
    return AMENDS_EXIT_FAILED;
  if (!(batch ? read_lines (&self, cli->arguments[0], answer_line, error)
              : answer_file (&self, cli->arguments[0], error)))
    return AMENDS_EXIT_FAILED;
  return self.failed > 0 ? AMENDS_EXIT_FAILED : AMENDS_EXIT_DONE;
}
