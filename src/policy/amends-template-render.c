/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Templates: from the tree to a text. */

#include "config.h"

#include "amends-template-private.h"

#include <string.h>

/* Includes deeper than this go round in a circle. */
#define MAX_INCLUDES 8

typedef struct
{
  const AmendsTemplateScope *scope;
  GString *text;
  GPtrArray *names;  /* of the loops around */
  GPtrArray *values; /* theirs, (element-type AmendsFacts) */
  gboolean markdown; /* escape what facts bring along */
  guint picks;       /* counted, so that two choices in a text differ */
  guint includes;
} Rendering;

static AmendsFacts *
lookup (const char *path, gpointer data)
{
  Rendering *rendering = data;

  for (guint i = rendering->names->len; i > 0; i--)
    {
      const char *name = g_ptr_array_index (rendering->names, i - 1);
      AmendsFacts *value = g_ptr_array_index (rendering->values, i - 1);
      gsize length = strlen (name);

      if (strncmp (path, name, length) != 0)
        continue;
      if (path[length] == '\0')
        return value;
      if (path[length] == '.')
        return amends_facts_get (value, path + length + 1);
    }
  return amends_facts_get (rendering->scope->facts, path);
}

static void
ask (Rendering *rendering, const char *path)
{
  GPtrArray *questions = rendering->scope->questions;
  const char *question = amends_template_words_get_question (rendering->scope->words, path);

  if (questions == NULL || question == NULL)
    return;
  if (!g_ptr_array_find_with_equal_func (questions, question, g_str_equal, NULL))
    g_ptr_array_add (questions, g_strdup (question));
}

/* Whether @c, between @before and the rest, would mark something up. */
static gboolean
is_markup (char c, char before, char after)
{
  switch (c)
    {
    case '*':
    case '`':
    case '[':
    case '\\':
      return TRUE;
    case '<':
      return g_ascii_isalpha (after) || after == '/' || after == '!';
    case '&':
      return g_ascii_isalpha (after) || after == '#';
    case '_':
      return !g_ascii_isalnum (before) || !g_ascii_isalnum (after);
    default:
      return FALSE;
    }
}

static void
append_value (Rendering *rendering, const char *value)
{
  char before = ' ';

  g_string_append_c (rendering->text, MARK_VALUE_OPEN);
  for (const char *p = value; *p != '\0'; p++)
    {
      guchar c = (guchar) *p;

      if (c < 0x20)
        c = ' ';
      if (rendering->markdown && is_markup (*p, before, p[1]))
        g_string_append_c (rendering->text, '\\');
      g_string_append_c (rendering->text, (char) c);
      before = *p;
    }
  g_string_append_c (rendering->text, MARK_VALUE_CLOSE);
}

static void render_nodes (Rendering *rendering, GPtrArray *nodes);

static void
render_value (Rendering *rendering, AmendsTemplateNode *node)
{
  AmendsFacts *fact = lookup (node->text, rendering);
  g_autofree char *text = amends_template_filter_apply (fact, node->filters, rendering->scope);

  if (text != NULL && *text != '\0')
    {
      append_value (rendering, text);
      return;
    }
  g_string_append_c (rendering->text, MARK_MISSING);
  ask (rendering, node->text);
}

static void
render_if (Rendering *rendering, AmendsTemplateNode *node)
{
  for (guint i = 0; i < node->branches->len; i++)
    {
      AmendsTemplateBranch *branch = g_ptr_array_index (node->branches, i);

      if (branch->condition != NULL &&
          !amends_template_condition_holds (branch->condition, lookup, rendering))
        continue;
      render_nodes (rendering, branch->children);
      return;
    }
}

static void
render_for (Rendering *rendering, AmendsTemplateNode *node)
{
  AmendsFacts *list = lookup (node->text, rendering);
  AmendsTemplateBranch *branch = g_ptr_array_index (node->branches, 0);

  for (guint i = 0; i < amends_facts_get_count (list); i++)
    {
      g_ptr_array_add (rendering->names, node->variable);
      g_ptr_array_add (rendering->values, amends_facts_get_item (list, i));
      render_nodes (rendering, branch->children);
      g_ptr_array_set_size (rendering->names, rendering->names->len - 1);
      g_ptr_array_set_size (rendering->values, rendering->values->len - 1);
    }
}

static void
render_pick (Rendering *rendering, AmendsTemplateNode *node)
{
  /* A multiplicative hash: the low bits of the seed alone would make all choices alike. */
  guint32 mixed = (rendering->scope->seed + 0x9E3779B9u * ++rendering->picks) * 2654435761u;
  guint choice = (mixed >> 16) % node->branches->len;
  AmendsTemplateBranch *branch = g_ptr_array_index (node->branches, choice);

  render_nodes (rendering, branch->children);
}

static void
render_include (Rendering *rendering, AmendsTemplateNode *node)
{
  const AmendsTemplateScope *scope = rendering->scope;
  AmendsTemplate *other = scope->find != NULL ? scope->find (node->text, scope->find_data) : NULL;
  gsize start;

  if (other == NULL || rendering->includes == MAX_INCLUDES)
    return;
  rendering->includes++;
  start = rendering->text->len;
  render_nodes (rendering, other->nodes);
  rendering->includes--;
  /* The end of an included file is not the end of the line it stands in. */
  while (rendering->text->len > start &&
         g_ascii_isspace (rendering->text->str[rendering->text->len - 1]))
    g_string_truncate (rendering->text, rendering->text->len - 1);
}

static void
render_nodes (Rendering *rendering, GPtrArray *nodes)
{
  for (guint i = 0; i < nodes->len; i++)
    {
      AmendsTemplateNode *node = g_ptr_array_index (nodes, i);

      switch (node->type)
        {
        case NODE_TEXT:
          g_string_append (rendering->text, node->text);
          break;
        case NODE_VALUE:
          render_value (rendering, node);
          break;
        case NODE_IF:
          render_if (rendering, node);
          break;
        case NODE_FOR:
          render_for (rendering, node);
          break;
        case NODE_PICK:
          render_pick (rendering, node);
          break;
        case NODE_INCLUDE:
          render_include (rendering, node);
          break;
        case NODE_ASK:
          if (lookup (node->text, rendering) == NULL)
            ask (rendering, node->text);
          break;
        case NODE_SPAN:
          {
            AmendsTemplateBranch *branch = g_ptr_array_index (node->branches, 0);

            g_string_append_c (rendering->text, MARK_SPAN_OPEN);
            render_nodes (rendering, branch->children);
            g_string_append_c (rendering->text, MARK_SPAN_CLOSE);
            break;
          }
        }
    }
}

static char *
render (GPtrArray *nodes, const AmendsTemplateScope *scope, gboolean markdown)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autoptr (GPtrArray) values = g_ptr_array_new ();
  Rendering rendering = { scope, text, names, values, markdown, 0, 0 };

  render_nodes (&rendering, nodes);
  return amends_template_tidy (text->str, amends_template_words_get_joiner (scope->words));
}

char *
amends_template_render (AmendsTemplate *self, const AmendsTemplateScope *scope)
{
  g_return_val_if_fail (self != NULL && scope != NULL && scope->words != NULL, NULL);

  return render (self->nodes, scope, TRUE);
}

char *
amends_template_render_plain (AmendsTemplate *self, const AmendsTemplateScope *scope)
{
  g_return_val_if_fail (self != NULL && scope != NULL && scope->words != NULL, NULL);

  return render (self->nodes, scope, FALSE);
}

char *
amends_template_render_meta (AmendsTemplate *self,
                             const char *key,
                             const AmendsTemplateScope *scope)
{
  GPtrArray *nodes;

  g_return_val_if_fail (self != NULL && scope != NULL && scope->words != NULL, NULL);

  nodes = g_hash_table_lookup (self->meta_nodes, key);
  return nodes != NULL ? render (nodes, scope, FALSE) : g_strdup ("");
}
