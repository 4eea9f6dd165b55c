/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Templates: from text to a tree. */

#include "config.h"

#include "amends-template-private.h"

#include "amends-input-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Deeper nesting than this is a mistake in a template. */
#define MAX_DEPTH 16

typedef struct
{
  const char *file;
  const char *p;
  const char *line_start; /* where counting of lines has come to */
  guint line;
  guint depth;
  GError *error; /* (owned) (nullable): the first fault */
} Parser;

static void
branch_free (gpointer data)
{
  AmendsTemplateBranch *branch = data;

  amends_template_condition_free (branch->condition);
  g_ptr_array_unref (branch->children);
  g_free (branch);
}

static void
filter_free (gpointer data)
{
  AmendsTemplateFilter *filter = data;

  g_strfreev (filter->arguments);
  g_free (filter);
}

static void
node_free (gpointer data)
{
  AmendsTemplateNode *node = data;

  g_free (node->text);
  g_free (node->variable);
  g_clear_pointer (&node->filters, g_ptr_array_unref);
  g_clear_pointer (&node->branches, g_ptr_array_unref);
  g_free (node);
}

static AmendsTemplateNode *
add_node (GPtrArray *nodes, AmendsTemplateNodeType type, guint line)
{
  AmendsTemplateNode *node = g_new0 (AmendsTemplateNode, 1);

  node->type = type;
  node->line = line;
  g_ptr_array_add (nodes, node);
  return node;
}

static GPtrArray *
add_branch (AmendsTemplateNode *node, AmendsTemplateCondition *condition)
{
  AmendsTemplateBranch *branch = g_new0 (AmendsTemplateBranch, 1);

  if (node->branches == NULL)
    node->branches = g_ptr_array_new_with_free_func (branch_free);
  branch->condition = condition;
  branch->children = g_ptr_array_new_with_free_func (node_free);
  g_ptr_array_add (node->branches, branch);
  return branch->children;
}

static guint
current_line (Parser *parser)
{
  for (; parser->line_start < parser->p; parser->line_start++)
    parser->line += *parser->line_start == '\n' ? 1 : 0;
  return parser->line;
}

G_GNUC_PRINTF (2, 3)
static void
fail (Parser *parser, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list args;

  if (parser->error != NULL)
    return;
  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  parser->error = amends_input_error_new (AMENDS_INPUT_ERROR_SYNTAX, parser->file,
                                          current_line (parser), NULL, "%s", message);
}

/* Splits at @separator outside of quotes; (transfer full). */
static char **
split_outside_quotes (const char *text, char separator)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GString) part = g_string_new (NULL);
  char quote = '\0';

  for (const char *p = text; *p != '\0'; p++)
    {
      if (quote == '\0' && *p == separator)
        {
          g_strv_builder_add (builder, g_strstrip (part->str));
          g_string_truncate (part, 0);
          continue;
        }
      if (quote != '\0' && *p == quote)
        quote = '\0';
      else if (quote == '\0' && (*p == '\'' || *p == '"'))
        quote = *p;
      g_string_append_c (part, *p);
    }
  g_strv_builder_add (builder, g_strstrip (part->str));
  return g_strv_builder_end (builder);
}

/* The quoted arguments after the name of a filter; sets a fault when something else is there. */
static char **
parse_arguments (Parser *parser, const char *text)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  while (*text != '\0')
    {
      const char *end;
      g_autofree char *argument = NULL;

      if (g_ascii_isspace (*text))
        {
          text++;
          continue;
        }
      end = *text == '\'' || *text == '"' ? strchr (text + 1, *text) : NULL;
      if (end == NULL)
        {
          fail (parser, _ ("an argument of a filter must be in quotes: “%s”"), text);
          break;
        }
      argument = g_strndup (text + 1, end - text - 1);
      g_strv_builder_add (builder, argument);
      text = end + 1;
    }
  return g_strv_builder_end (builder);
}

static void
parse_filter (Parser *parser, AmendsTemplateNode *node, const char *text)
{
  gsize length = strcspn (text, " '\"");
  g_autofree char *name = g_strndup (text, length);
  AmendsTemplateFilter *filter = g_new0 (AmendsTemplateFilter, 1);

  filter->arguments = parse_arguments (parser, text + length);
  g_ptr_array_add (node->filters, filter);
  if (!amends_template_filter_find (name, g_strv_length (filter->arguments), &filter->kind))
    fail (parser, _ ("there is no filter “%s” with these arguments"), name);
}

static gboolean
is_path (const char *text)
{
  if (!g_ascii_isalpha (*text))
    return FALSE;
  for (; *text != '\0'; text++)
    {
      if (!g_ascii_isalnum (*text) && strchr ("_.-", *text) == NULL)
        return FALSE;
    }
  return TRUE;
}

static void
parse_value (Parser *parser, GPtrArray *nodes, const char *inside)
{
  g_auto (GStrv) parts = split_outside_quotes (inside, '|');
  AmendsTemplateNode *node = add_node (nodes, NODE_VALUE, current_line (parser));

  node->text = g_strdup (parts[0]);
  if (!is_path (parts[0]))
    fail (parser, _ ("“%s” is not the name of a fact"), parts[0]);
  if (parts[1] == NULL)
    return;
  node->filters = g_ptr_array_new_with_free_func (filter_free);
  for (guint i = 1; parts[i] != NULL; i++)
    parse_filter (parser, node, parts[i]);
}

static AmendsTemplateCondition *
parse_condition (Parser *parser, const char *text)
{
  g_autofree char *message = NULL;
  AmendsTemplateCondition *condition = amends_template_condition_parse (text, &message);

  if (condition == NULL)
    fail (parser, "%s", message);
  return condition;
}

/* The end of the tag that opens at p; NULL with a fault when it does not close on this line. */
static const char *
find_close (Parser *parser, const char *close)
{
  const char *end = strstr (parser->p + 2, close);
  const char *newline = strchr (parser->p, '\n');

  if (end == NULL || (newline != NULL && newline < end))
    {
      fail (parser, _ ("a tag is not closed by “%s” on its line"), close);
      return NULL;
    }
  return end;
}

/* A tag that stands alone takes its line with it, so that templates can be laid out. */
static void
swallow_line (Parser *parser, const char *tag_start, const char *text_start, GString *literal)
{
  const char *before = tag_start;
  const char *after = parser->p;

  while (before > text_start && (before[-1] == ' ' || before[-1] == '\t'))
    before--;
  while (*after == ' ' || *after == '\t')
    after++;
  if ((before > text_start && before[-1] != '\n') || (*after != '\n' && *after != '\0'))
    return;
  if (*after == '\n')
    after++;
  g_string_truncate (literal, literal->len - MIN (literal->len, (gsize) (tag_start - before)));
  parser->p = after;
}

static void
flush (GString *literal, GPtrArray *nodes, guint line)
{
  if (literal->len == 0)
    return;
  add_node (nodes, NODE_TEXT, line)->text = g_strdup (literal->str);
  g_string_truncate (literal, 0);
}

static char *parse_nodes (Parser *parser, GPtrArray *nodes, const char *start, gboolean in_span);

/* The parts of a block up to its end; @tag is what opened it. */
static void
parse_block (Parser *parser, GPtrArray *nodes, const char *start, const char *tag)
{
  AmendsTemplateNodeType type = g_str_has_prefix (tag, "if ")    ? NODE_IF
                                : g_str_has_prefix (tag, "for ") ? NODE_FOR
                                                                 : NODE_PICK;
  guint line = current_line (parser);
  AmendsTemplateNode *node = add_node (nodes, type, line);
  GPtrArray *children;
  gboolean has_else = FALSE;

  if (type == NODE_FOR)
    {
      g_auto (GStrv) words = g_strsplit (tag, " ", -1);

      if (g_strv_length (words) != 4 || !g_str_equal (words[2], "in") || !is_path (words[1]) ||
          !is_path (words[3]))
        fail (parser, _ ("a loop is written “for item in list”"));
      else
        {
          node->variable = g_strdup (words[1]);
          node->text = g_strdup (words[3]);
        }
    }
  children = add_branch (node, type == NODE_IF ? parse_condition (parser, tag + 3) : NULL);

  while (parser->error == NULL)
    {
      g_autofree char *end = parse_nodes (parser, children, start, FALSE);

      if (end == NULL)
        {
          g_clear_error (&parser->error);
          parser->line = line;
          parser->line_start = parser->p;
          fail (parser, _ ("“%s” has no end"), tag);
        }
      else if (g_str_equal (end, "end"))
        return;
      else if (type == NODE_IF && !has_else && g_str_has_prefix (end, "elif "))
        children = add_branch (node, parse_condition (parser, end + 5));
      else if (type == NODE_IF && !has_else && g_str_equal (end, "else"))
        {
          has_else = TRUE;
          children = add_branch (node, NULL);
        }
      else if (type == NODE_PICK && g_str_equal (end, "or"))
        children = add_branch (node, NULL);
      else
        fail (parser, _ ("“%s” does not belong here"), end);
    }
}

/* A tag {% … %}. Returns: (transfer full) (nullable): one that ends a part, for the caller. */
static char *
parse_tag (Parser *parser, GPtrArray *nodes, const char *start, char *tag)
{
  guint line = current_line (parser);

  if (g_str_has_prefix (tag, "if ") || g_str_has_prefix (tag, "for ") || g_str_equal (tag, "pick"))
    {
      if (++parser->depth > MAX_DEPTH)
        fail (parser, _ ("blocks are nested too deeply"));
      else
        parse_block (parser, nodes, start, tag);
      parser->depth--;
      return NULL;
    }
  if (g_str_has_prefix (tag, "include ") && is_path (tag + 8))
    {
      add_node (nodes, NODE_INCLUDE, line)->text = g_strdup (tag + 8);
      return NULL;
    }
  if (g_str_has_prefix (tag, "ask ") && is_path (tag + 4))
    {
      add_node (nodes, NODE_ASK, line)->text = g_strdup (tag + 4);
      return NULL;
    }
  if (g_str_equal (tag, "end") || g_str_equal (tag, "else") || g_str_equal (tag, "or") ||
      g_str_has_prefix (tag, "elif "))
    return g_strdup (tag);
  fail (parser, _ ("there is no tag “%s”"), tag);
  return NULL;
}

static void
parse_span (Parser *parser, GPtrArray *nodes, const char *start)
{
  AmendsTemplateNode *node = add_node (nodes, NODE_SPAN, current_line (parser));
  g_autofree char *end = NULL;

  parser->p += 2;
  end = parse_nodes (parser, add_branch (node, NULL), start, TRUE);
  if (parser->error == NULL && (end == NULL || !g_str_equal (end, "]]")))
    fail (parser, _ ("“[[” has no “]]”"));
}

/* Reads up to the end or a tag that ends a part. Returns: (transfer full) (nullable): that tag. */
static char *
parse_nodes (Parser *parser, GPtrArray *nodes, const char *start, gboolean in_span)
{
  g_autoptr (GString) literal = g_string_new (NULL);

  while (*parser->p != '\0' && parser->error == NULL)
    {
      const char *tag_start = parser->p;
      const char *end;

      if (g_str_has_prefix (parser->p, "{{") && (end = find_close (parser, "}}")) != NULL)
        {
          g_autofree char *inside = g_strndup (parser->p + 2, end - parser->p - 2);

          flush (literal, nodes, current_line (parser));
          parse_value (parser, nodes, inside);
          parser->p = end + 2;
        }
      else if (g_str_has_prefix (parser->p, "{#") && (end = find_close (parser, "#}")) != NULL)
        {
          parser->p = end + 2;
          swallow_line (parser, tag_start, start, literal);
        }
      else if (g_str_has_prefix (parser->p, "{%") && (end = find_close (parser, "%}")) != NULL)
        {
          g_autofree char *tag = g_strndup (parser->p + 2, end - parser->p - 2);
          char *closing;

          current_line (parser);
          parser->p = end + 2;
          if (!g_str_has_prefix (g_strstrip (tag), "include "))
            swallow_line (parser, tag_start, start, literal);
          flush (literal, nodes, parser->line);
          closing = parse_tag (parser, nodes, start, tag);
          if (closing != NULL)
            return closing;
        }
      else if (g_str_has_prefix (parser->p, "[["))
        {
          flush (literal, nodes, current_line (parser));
          parse_span (parser, nodes, start);
        }
      else if (in_span && g_str_has_prefix (parser->p, "]]"))
        {
          parser->p += 2;
          flush (literal, nodes, current_line (parser));
          return g_strdup ("]]");
        }
      else if (parser->error == NULL)
        {
          g_string_append_c (literal, *parser->p);
          parser->p++;
        }
    }
  flush (literal, nodes, current_line (parser));
  return NULL;
}

static GPtrArray *
parse_text (Parser *parser, const char *text)
{
  GPtrArray *nodes = g_ptr_array_new_with_free_func (node_free);
  g_autofree char *stray = NULL;

  parser->p = parser->line_start = text;
  stray = parse_nodes (parser, nodes, text, FALSE);
  if (stray != NULL)
    fail (parser, _ ("“%s” closes nothing"), stray);
  return nodes;
}

static void
parse_meta_line (AmendsTemplate *self, Parser *parser, const char *line)
{
  const char *colon = strchr (line, ':');
  char *key, *value;

  if (colon == NULL)
    {
      parser->p = parser->line_start = line;
      fail (parser, _ ("a line of the front matter is “key: value”"));
      return;
    }
  key = g_strstrip (g_strndup (line, colon - line));
  value = g_strstrip (g_strdup (colon + 1));
  g_hash_table_replace (self->meta_nodes, g_strdup (key), parse_text (parser, value));
  g_hash_table_replace (self->meta, key, value);
}

/* Returns where the body begins. */
static const char *
parse_front_matter (AmendsTemplate *self, Parser *parser, const char *text)
{
  const char *line = text;

  if (!g_str_has_prefix (text, "---\n"))
    return text;
  for (line += 4, parser->line = 2; parser->error == NULL; parser->line++)
    {
      const char *end = strchr (line, '\n');
      g_autofree char *copy = NULL;
      guint here = parser->line;

      if (g_str_has_prefix (line, "---\n"))
        {
          parser->line++;
          return line + 4;
        }
      if (end == NULL)
        {
          parser->p = parser->line_start = line;
          fail (parser, _ ("the front matter is not closed by “---”"));
          break;
        }
      copy = g_strndup (line, end - line);
      parse_meta_line (self, parser, copy);
      parser->line = here;
      line = end + 1;
    }
  return line;
}

AmendsTemplate *
amends_template_parse (const char *text, const char *file, GError **error)
{
  g_autoptr (AmendsTemplate) self = NULL;
  Parser parser = { .file = file, .line = 1 };
  const char *body;

  g_return_val_if_fail (text != NULL, NULL);

  self = g_new0 (AmendsTemplate, 1);
  self->file = g_strdup (file);
  self->meta = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->meta_nodes =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  body = parse_front_matter (self, &parser, text);
  if (parser.error == NULL)
    self->nodes = parse_text (&parser, body);
  if (parser.error != NULL)
    {
      g_propagate_error (error, parser.error);
      return NULL;
    }
  return g_steal_pointer (&self);
}

void
amends_template_free (AmendsTemplate *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->nodes, g_ptr_array_unref);
  g_clear_pointer (&self->meta, g_hash_table_unref);
  g_clear_pointer (&self->meta_nodes, g_hash_table_unref);
  g_free (self->file);
  g_free (self);
}

const char *
amends_template_get_file (AmendsTemplate *self)
{
  return self->file;
}

const char *
amends_template_get_meta (AmendsTemplate *self, const char *key)
{
  return g_hash_table_lookup (self->meta, key);
}

typedef struct
{
  AmendsTemplateUseFunc func;
  gpointer data;
  guint line;
  gboolean includes;
  GPtrArray *variables; /* of the loops around */
} Walk;

static void
report_path (const char *path, gpointer data)
{
  Walk *walk = data;

  for (guint i = 0; i < walk->variables->len; i++)
    {
      const char *name = g_ptr_array_index (walk->variables, i);
      gsize length = strlen (name);

      if (strncmp (path, name, length) == 0 && (path[length] == '\0' || path[length] == '.'))
        return;
    }
  walk->func (path, walk->line, walk->data);
}

static void
walk_nodes (GPtrArray *nodes, Walk *walk)
{
  for (guint i = 0; i < nodes->len; i++)
    {
      AmendsTemplateNode *node = g_ptr_array_index (nodes, i);

      walk->line = node->line;
      if (walk->includes && node->type == NODE_INCLUDE)
        walk->func (node->text, node->line, walk->data);
      if (!walk->includes &&
          (node->type == NODE_VALUE || node->type == NODE_FOR || node->type == NODE_ASK))
        report_path (node->text, walk);
      if (node->variable != NULL)
        g_ptr_array_add (walk->variables, node->variable);
      for (guint k = 0; node->branches != NULL && k < node->branches->len; k++)
        {
          AmendsTemplateBranch *branch = g_ptr_array_index (node->branches, k);

          if (!walk->includes && branch->condition != NULL)
            amends_template_condition_foreach_path (branch->condition, report_path, walk);
          walk_nodes (branch->children, walk);
        }
      if (node->variable != NULL)
        g_ptr_array_set_size (walk->variables, walk->variables->len - 1);
    }
}

static void
walk_template (AmendsTemplate *self, AmendsTemplateUseFunc func, gpointer data, gboolean includes)
{
  g_autoptr (GPtrArray) variables = g_ptr_array_new ();
  Walk walk = { func, data, 1, includes, variables };
  GHashTableIter iter;
  gpointer nodes;

  g_hash_table_iter_init (&iter, self->meta_nodes);
  while (g_hash_table_iter_next (&iter, NULL, &nodes))
    walk_nodes (nodes, &walk);
  walk_nodes (self->nodes, &walk);
}

void
amends_template_foreach_fact (AmendsTemplate *self, AmendsTemplateUseFunc func, gpointer data)
{
  walk_template (self, func, data, FALSE);
}

void
amends_template_foreach_include (AmendsTemplate *self, AmendsTemplateUseFunc func, gpointer data)
{
  walk_template (self, func, data, TRUE);
}
