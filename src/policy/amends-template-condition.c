/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Conditions on facts: a recursive descent parser and its evaluation. */

#include "config.h"

#include "amends-template-condition.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef enum
{
  NODE_PATH,
  NODE_NOT,
  NODE_AND,
  NODE_OR,
  NODE_COMPARE,
  NODE_IN,
} NodeType;

struct _AmendsTemplateCondition
{
  NodeType type;
  char *path;                     /* (owned) (nullable) */
  char operation[3];              /* of NODE_COMPARE */
  char *text;                     /* (owned) (nullable): compared with */
  gint64 number;                  /* compared with when text is NULL */
  char **choices;                 /* (owned) (nullable): of NODE_IN */
  AmendsTemplateCondition *left;  /* (owned) (nullable) */
  AmendsTemplateCondition *right; /* (owned) (nullable) */
};

/* Deeper parentheses than this are a mistake, not a condition. */
#define MAX_DEPTH 32

typedef struct
{
  const char *p;
  guint depth;
  char *message; /* (owned) (nullable): the first fault */
} Parser;

static AmendsTemplateCondition *parse_or (Parser *parser);

void
amends_template_condition_free (AmendsTemplateCondition *self)
{
  if (self == NULL)
    return;
  amends_template_condition_free (self->left);
  amends_template_condition_free (self->right);
  g_free (self->path);
  g_free (self->text);
  g_strfreev (self->choices);
  g_free (self);
}

static AmendsTemplateCondition *
node_new (NodeType type, AmendsTemplateCondition *left, AmendsTemplateCondition *right)
{
  AmendsTemplateCondition *node = g_new0 (AmendsTemplateCondition, 1);

  node->type = type;
  node->left = left;
  node->right = right;
  return node;
}

static void
fail (Parser *parser, const char *expected)
{
  if (parser->message == NULL)
    {
      /* Translators: %1$s is what a condition should have had, %2$s where it went wrong. */
      parser->message =
          g_strdup_printf (_ ("expected %1$s at “%2$s”"), expected, parser->p ? parser->p : "");
    }
}

static void
skip_space (Parser *parser)
{
  while (g_ascii_isspace (*parser->p))
    parser->p++;
}

static gboolean
is_word (char c)
{
  return g_ascii_isalnum (c) || c == '_' || c == '.' || c == '-';
}

static gboolean
take (Parser *parser, const char *token)
{
  gsize length = strlen (token);

  skip_space (parser);
  if (!g_str_has_prefix (parser->p, token))
    return FALSE;
  if (g_ascii_isalpha (*token) && is_word (parser->p[length]))
    return FALSE;
  parser->p += length;
  return TRUE;
}

static char *
take_quoted (Parser *parser)
{
  const char *end;
  char *text;

  skip_space (parser);
  if (*parser->p != '\'' && *parser->p != '"')
    return NULL;
  end = strchr (parser->p + 1, *parser->p);
  if (end == NULL)
    {
      fail (parser, _ ("a closing quote"));
      return NULL;
    }
  text = g_strndup (parser->p + 1, end - parser->p - 1);
  parser->p = end + 1;
  return text;
}

static char *
take_path (Parser *parser)
{
  const char *start;

  skip_space (parser);
  start = parser->p;
  if (!g_ascii_isalpha (*start))
    {
      fail (parser, _ ("the name of a fact"));
      return NULL;
    }
  while (is_word (*parser->p))
    parser->p++;
  return g_strndup (start, parser->p - start);
}

static void
parse_choices (Parser *parser, AmendsTemplateCondition *node)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  if (!take (parser, "("))
    fail (parser, "(");
  do
    {
      g_autofree char *choice = take_quoted (parser);

      if (choice == NULL)
        fail (parser, _ ("a quoted text"));
      else
        g_strv_builder_add (builder, choice);
    }
  while (parser->message == NULL && take (parser, ","));
  if (!take (parser, ")"))
    fail (parser, ")");
  node->choices = g_strv_builder_end (builder);
}

static AmendsTemplateCondition *
parse_comparison (Parser *parser)
{
  static const char *const operations[] = { "==", "!=", ">=", "<=", ">", "<" };
  AmendsTemplateCondition *node = node_new (NODE_PATH, NULL, NULL);

  node->path = take_path (parser);
  if (take (parser, "in"))
    {
      node->type = NODE_IN;
      parse_choices (parser, node);
      return node;
    }
  for (guint i = 0; i < G_N_ELEMENTS (operations); i++)
    {
      char *end = NULL;

      if (!take (parser, operations[i]))
        continue;
      node->type = NODE_COMPARE;
      g_strlcpy (node->operation, operations[i], sizeof node->operation);
      node->text = take_quoted (parser);
      if (node->text == NULL)
        {
          node->number = g_ascii_strtoll (parser->p, &end, 10);
          if (end == parser->p)
            fail (parser, _ ("a number or a quoted text"));
          parser->p = end;
        }
      break;
    }
  return node;
}

static AmendsTemplateCondition *
parse_unary (Parser *parser)
{
  AmendsTemplateCondition *node;

  if (++parser->depth > MAX_DEPTH)
    fail (parser, _ ("fewer parentheses"));
  if (parser->message != NULL)
    node = node_new (NODE_PATH, NULL, NULL);
  else if (take (parser, "not"))
    node = node_new (NODE_NOT, parse_unary (parser), NULL);
  else if (take (parser, "("))
    {
      node = parse_or (parser);
      if (!take (parser, ")"))
        fail (parser, ")");
    }
  else
    node = parse_comparison (parser);
  parser->depth--;
  return node;
}

static AmendsTemplateCondition *
parse_and (Parser *parser)
{
  AmendsTemplateCondition *node = parse_unary (parser);

  while (parser->message == NULL && take (parser, "and"))
    node = node_new (NODE_AND, node, parse_unary (parser));
  return node;
}

static AmendsTemplateCondition *
parse_or (Parser *parser)
{
  AmendsTemplateCondition *node = parse_and (parser);

  while (parser->message == NULL && take (parser, "or"))
    node = node_new (NODE_OR, node, parse_and (parser));
  return node;
}

AmendsTemplateCondition *
amends_template_condition_parse (const char *text, char **message)
{
  Parser parser = { text, 0, NULL };
  g_autoptr (AmendsTemplateCondition) node = NULL;

  g_return_val_if_fail (text != NULL && message != NULL, NULL);

  node = parse_or (&parser);
  skip_space (&parser);
  if (*parser.p != '\0')
    fail (&parser, _ ("the end of the condition"));
  *message = parser.message;
  return parser.message == NULL ? g_steal_pointer (&node) : NULL;
}

static gboolean
compare (AmendsTemplateCondition *self, AmendsFacts *fact)
{
  const char *operation = self->operation;
  gboolean negative = operation[0] == '!';
  gint64 difference;

  if (self->text != NULL)
    {
      const char *text = amends_facts_get_text (fact);
      gboolean equal = text != NULL && g_str_equal (text, self->text);

      return negative ? !equal : equal;
    }
  if (fact == NULL)
    return negative;
  difference = amends_facts_get_number (fact);
  if (amends_facts_get_type_of (fact) == AMENDS_FACTS_LIST)
    difference = amends_facts_get_count (fact);
  difference -= self->number;
  switch (operation[0])
    {
    case '>':
      return operation[1] == '=' ? difference >= 0 : difference > 0;
    case '<':
      return operation[1] == '=' ? difference <= 0 : difference < 0;
    default:
      return negative ? difference != 0 : difference == 0;
    }
}

gboolean
amends_template_condition_holds (AmendsTemplateCondition *self,
                                 AmendsFactsLookup lookup,
                                 gpointer data)
{
  switch (self->type)
    {
    case NODE_PATH:
      return amends_facts_is_true (lookup (self->path, data));
    case NODE_NOT:
      return !amends_template_condition_holds (self->left, lookup, data);
    case NODE_AND:
      return amends_template_condition_holds (self->left, lookup, data) &&
             amends_template_condition_holds (self->right, lookup, data);
    case NODE_OR:
      return amends_template_condition_holds (self->left, lookup, data) ||
             amends_template_condition_holds (self->right, lookup, data);
    case NODE_COMPARE:
      return compare (self, lookup (self->path, data));
    case NODE_IN:
      {
        const char *text = amends_facts_get_text (lookup (self->path, data));

        return text != NULL && g_strv_contains ((const char *const *) self->choices, text);
      }
    }
  g_assert_not_reached ();
}

void
amends_template_condition_foreach_path (AmendsTemplateCondition *self,
                                        AmendsPathFunc func,
                                        gpointer data)
{
  if (self->path != NULL)
    func (self->path, data);
  if (self->left != NULL)
    amends_template_condition_foreach_path (self->left, func, data);
  if (self->right != NULL)
    amends_template_condition_foreach_path (self->right, func, data);
}
