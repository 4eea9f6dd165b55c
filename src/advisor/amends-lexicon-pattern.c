/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Compiles phrases into a tree of tokens and matches them. */

#include "config.h"

#include "amends-lexicon-pattern.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A bracket that stands for more than this is a slip of the pen. */
#define MAX_EXPANSIONS 20000
/* Up to so many wordings are written out, which shares their beginnings with other phrases. */
#define FEW_WORDINGS 24
#define MAX_TOKENS 16
#define GAP_WORDS 4
#define GAP_CHARACTERS 6

typedef struct
{
  guint values;    /* index + 1 of the first entry in `values`; 0: no phrase ends here */
  guint gap;       /* node after a gap; 0: none */
  gboolean shared; /* by all phrases that begin alike */
} Node;

typedef struct
{
  guint value;
  guint next; /* index + 1; 0: the last */
} Value;

typedef struct
{
  guint64 key; /* node and token */
  guint child; /* 0: free */
} Edge;

struct _AmendsPatternTree
{
  GArray *nodes;  /* (owned) (element-type Node): the root first */
  GArray *values; /* (owned) (element-type Value) */
  Edge *edges;    /* (owned): open addressing, a power of two */
  guint n_edges;
  guint room;
};

/* One way to say a phrase. */
typedef struct
{
  guint tokens[MAX_TOKENS];
  guint n;
} Sequence;

typedef struct
{
  const char *at;
  AmendsVocabulary *vocabulary;
  char *message; /* (owned) (nullable) */
} Parser;

static inline guint
first_slot (const AmendsPatternTree *self, guint64 key)
{
  guint64 hash = key * G_GUINT64_CONSTANT (0x9E3779B97F4A7C15);

  return (guint) (hash >> 40) & (self->room - 1);
}

static inline guint
next_slot (const AmendsPatternTree *self, guint slot)
{
  return (slot + 1) & (self->room - 1);
}

static inline guint64
edge_key (guint node, guint token)
{
  return ((guint64) node << 32) | token;
}

static void
put_edge (AmendsPatternTree *self, guint64 key, guint child)
{
  guint slot = first_slot (self, key);

  while (self->edges[slot].child != 0)
    slot = next_slot (self, slot);
  self->edges[slot] = (Edge){ key, child };
}

/* Several edges may leave a node with one token. */
static void
add_edge (AmendsPatternTree *self, guint node, guint token, guint child)
{
  if ((self->n_edges + 1) * 2 > self->room)
    {
      Edge *old = self->edges;
      guint n = self->room;

      self->room *= 2;
      self->edges = g_new0 (Edge, self->room);
      for (guint i = 0; i < n; i++)
        if (old[i].child != 0)
          put_edge (self, old[i].key, old[i].child);
      g_free (old);
    }
  put_edge (self, edge_key (node, token), child);
  self->n_edges++;
}

AmendsPatternTree *
amends_pattern_tree_new (void)
{
  AmendsPatternTree *self = g_new0 (AmendsPatternTree, 1);
  Node root = { 0 };

  self->nodes = g_array_new (FALSE, FALSE, sizeof (Node));
  self->values = g_array_new (FALSE, FALSE, sizeof (Value));
  g_array_append_val (self->nodes, root);
  self->room = 8192;
  self->edges = g_new0 (Edge, self->room);
  return self;
}

void
amends_pattern_tree_free (AmendsPatternTree *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->nodes);
  g_array_unref (self->values);
  g_free (self->edges);
  g_free (self);
}

static guint
new_node (AmendsPatternTree *self)
{
  Node node = { 0 };

  g_array_append_val (self->nodes, node);
  return self->nodes->len - 1;
}

/* The child of @node that only phrases beginning alike share; made if need be. */
static guint
get_shared_child (AmendsPatternTree *self, guint node, guint token)
{
  guint64 key = edge_key (node, token);
  guint child;

  for (guint slot = first_slot (self, key); self->edges[slot].child != 0;
       slot = next_slot (self, slot))
    if (self->edges[slot].key == key &&
        g_array_index (self->nodes, Node, self->edges[slot].child).shared)
      return self->edges[slot].child;
  child = new_node (self);
  g_array_index (self->nodes, Node, child).shared = TRUE;
  add_edge (self, node, token, child);
  return child;
}

static guint
get_gap (AmendsPatternTree *self, guint node)
{
  guint child = g_array_index (self->nodes, Node, node).gap;

  if (child != 0)
    return child;
  child = new_node (self);
  g_array_index (self->nodes, Node, child).shared = g_array_index (self->nodes, Node, node).shared;
  g_array_index (self->nodes, Node, node).gap = child;
  return child;
}

static void
add_value (AmendsPatternTree *self, guint node, guint value)
{
  Node *end = &g_array_index (self->nodes, Node, node);
  Value entry = { value, end->values };

  for (guint i = end->values; i > 0; i = g_array_index (self->values, Value, i - 1).next)
    if (g_array_index (self->values, Value, i - 1).value == value)
      return;
  g_array_append_val (self->values, entry);
  end->values = self->values->len;
}

static void
add_sequence (AmendsPatternTree *self, const Sequence *sequence, guint value)
{
  guint node = 0;

  for (guint i = 0; i < sequence->n; i++)
    node = sequence->tokens[i] == AMENDS_LEXICON_ID_GAP
               ? get_gap (self, node)
               : get_shared_child (self, node, sequence->tokens[i]);
  add_value (self, node, value);
}

/* From @from along @tokens to @target, over nodes of its own. */
static void
add_path (AmendsPatternTree *self, guint from, const Sequence *sequence, guint target)
{
  for (guint i = 0; i < sequence->n; i++)
    {
      guint child;

      if (sequence->tokens[i] == AMENDS_LEXICON_ID_GAP)
        {
          from = get_gap (self, from);
          continue;
        }
      child = i + 1 == sequence->n ? target : new_node (self);
      add_edge (self, from, sequence->tokens[i], child);
      from = child;
    }
}

/* A phrase of many wordings: all ways through one of its parts meet in one node, so that the
 * size is the sum of its parts, not their product. */
static void
add_parts (AmendsPatternTree *self, GPtrArray *parts, guint value)
{
  g_autoptr (GArray) from = g_array_new (FALSE, FALSE, sizeof (guint));
  guint root = 0;

  g_array_append_val (from, root);
  for (guint i = 0; i < parts->len; i++)
    {
      const GArray *part = g_ptr_array_index (parts, i);
      guint target = new_node (self);
      g_autoptr (GArray) next = g_array_new (FALSE, FALSE, sizeof (guint));

      g_array_append_val (next, target);
      for (guint k = 0; k < from->len; k++)
        {
          guint node = g_array_index (from, guint, k);

          for (guint w = 0; w < part->len; w++)
            {
              const Sequence *wording = &g_array_index (part, Sequence, w);

              if (wording->n == 0)
                g_array_append_val (next, node);
              else if (wording->tokens[wording->n - 1] != AMENDS_LEXICON_ID_GAP)
                add_path (self, node, wording, target);
              else
                {
                  guint before = new_node (self);
                  Sequence head = *wording;
                  guint gap;

                  head.n--;
                  if (head.n > 0)
                    add_path (self, node, &head, before);
                  gap = get_gap (self, head.n > 0 ? before : node);
                  g_array_append_val (next, gap);
                }
            }
        }
      g_array_unref (from);
      from = g_steal_pointer (&next);
    }
  for (guint k = 0; k < from->len; k++)
    add_value (self, g_array_index (from, guint, k), value);
}

/* Parsing: every function gives the sequences that a part of the phrase stands for. */

static GArray *parse_choice (Parser *parser);

static void
fail (Parser *parser, const char *message)
{
  if (parser->message == NULL)
    parser->message = g_strdup (message);
}

static GArray *
new_sequences (gboolean with_empty)
{
  GArray *sequences = g_array_new (FALSE, FALSE, sizeof (Sequence));
  Sequence empty = { .n = 0 };

  if (with_empty)
    g_array_append_val (sequences, empty);
  return sequences;
}

/* Every one of @first followed by every one of @second; takes both. */
static GArray *
join (Parser *parser, GArray *first, GArray *second)
{
  GArray *joined = new_sequences (FALSE);

  if ((gsize) first->len * second->len > MAX_EXPANSIONS)
    fail (parser, _ ("The phrase stands for too many wordings; split it."));
  for (guint i = 0; i < first->len && parser->message == NULL; i++)
    for (guint k = 0; k < second->len; k++)
      {
        Sequence one = g_array_index (first, Sequence, i);
        const Sequence *two = &g_array_index (second, Sequence, k);

        if (one.n + two->n > MAX_TOKENS)
          {
            fail (parser, _ ("The phrase is too long; 16 words or characters are the most."));
            break;
          }
        memcpy (one.tokens + one.n, two->tokens, two->n * sizeof (guint));
        one.n += two->n;
        g_array_append_val (joined, one);
      }
  g_array_unref (first);
  g_array_unref (second);
  return joined;
}

static void
add_form (Parser *parser, GArray *sequences, const char *word)
{
  g_auto (AmendsLexiconText) text = { 0 };
  Sequence sequence = { .n = 0 };

  amends_lexicon_text_init (&text, word, parser->vocabulary);
  for (guint i = 0; i < text.n_tokens && sequence.n < MAX_TOKENS; i++)
    {
      g_autofree char *part = NULL;
      g_autoptr (GString) folded = g_string_new (NULL);
      const AmendsLexiconToken *token = &text.tokens[i];

      if (token->type == AMENDS_LEXICON_TOKEN_COMMA || token->type == AMENDS_LEXICON_TOKEN_STOP)
        fail (parser, _ ("A phrase holds no punctuation; it never reaches across a comma."));
      else if (token->id == AMENDS_LEXICON_ID_UNKNOWN)
        {
          for (guint k = token->start; k < token->end; k++)
            g_string_append_unichar (folded, amends_lexicon_fold (text.chars[k]));
          sequence.tokens[sequence.n++] =
              amends_vocabulary_add (parser->vocabulary, folded->str, folded->len);
        }
      else
        sequence.tokens[sequence.n++] = token->id;
    }
  if (sequence.n > 0)
    g_array_append_val (sequences, sequence);
}

static gboolean
is_vowel (char c)
{
  return c != '\0' && strchr ("aeiou", c) != NULL;
}

static void
add_forms (Parser *parser, GArray *sequences, const char *word, gboolean verb)
{
  gsize length = strlen (word);
  char last = length > 0 ? word[length - 1] : '\0';
  char before = length > 1 ? word[length - 2] : '\0';
  gboolean y = last == 'y' && !is_vowel (before);
  gboolean hiss = last != '\0' &&
                  (strchr ("sxz", last) != NULL || (last == 'h' && strchr ("cs", before) != NULL));
  g_autofree char *stem = g_strndup (word, length - (y || last == 'e' ? 1 : 0));
  g_autofree char *s = g_strconcat (y ? stem : word, y ? "ies" : hiss ? "es" : "s", NULL);
  g_autofree char *ed = NULL;
  g_autofree char *ing = NULL;

  add_form (parser, sequences, word);
  add_form (parser, sequences, s);
  if (!verb)
    return;

  ed = g_strconcat (stem, y ? "ied" : "ed", NULL);
  ing = g_strconcat (last == 'e' && before != 'e' ? stem : word, "ing", NULL);
  add_form (parser, sequences, ed);
  add_form (parser, sequences, ing);
  /* "cancelled" beside "canceled", "dropped": the needless ones do no harm. */
  if (length > 2 && !is_vowel (last) && strchr ("wxy", last) == NULL && is_vowel (before) &&
      !is_vowel (word[length - 3]))
    {
      const char twice[2] = { last, '\0' };
      g_autofree char *doubled_ed = g_strconcat (word, twice, "ed", NULL);
      g_autofree char *doubled_ing = g_strconcat (word, twice, "ing", NULL);

      add_form (parser, sequences, doubled_ed);
      add_form (parser, sequences, doubled_ing);
    }
}

/* A bracket, a gap, a number or one word with its forms. */
static GArray *
parse_item (Parser *parser)
{
  char open = *parser->at;
  GArray *sequences;
  gsize length;
  g_autofree char *word = NULL;

  if (open == '(' || open == '[')
    {
      parser->at++;
      sequences = parse_choice (parser);
      if (*parser->at != (open == '(' ? ')' : ']'))
        fail (parser, _ ("A bracket is not closed."));
      else
        parser->at++;
      if (open == '[')
        {
          Sequence empty = { .n = 0 };
          g_array_append_val (sequences, empty);
        }
      return sequences;
    }

  sequences = new_sequences (FALSE);
  if (g_str_has_prefix (parser->at, "..") || open == '#')
    {
      Sequence sequence = { .n = 1 };

      sequence.tokens[0] = open == '#' ? AMENDS_LEXICON_ID_NUMBER : AMENDS_LEXICON_ID_GAP;
      g_array_append_val (sequences, sequence);
      parser->at += open == '#' ? 1 : 2;
      return sequences;
    }

  length = strcspn (parser->at, "([|])~+ #");
  for (gsize i = 0; i + 1 < length; i++)
    if (parser->at[i] == '.' && parser->at[i + 1] == '.')
      length = i;
  /* Emoticons are words too. */
  if (length == 1 && *parser->at == ':' && strchr ("()", parser->at[1]) != NULL)
    length = 2;
  word = g_strndup (parser->at, length);
  parser->at += length;
  if (*parser->at == '~' || *parser->at == '+')
    add_forms (parser, sequences, word, *parser->at++ == '~');
  else
    add_form (parser, sequences, word);
  if (sequences->len == 0)
    {
      fail (parser, _ ("The phrase holds a sign that is not part of any word."));
      if (length == 0 && *parser->at != '\0')
        parser->at++;
    }
  return sequences;
}

/* (transfer full) (element-type GArray): the parts of a phrase, each the wordings of one item. */
static GPtrArray *
parse_parts (Parser *parser)
{
  GPtrArray *parts = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);

  while (parser->message == NULL)
    {
      while (*parser->at == ' ')
        parser->at++;
      if (*parser->at == '\0' || strchr ("|)]", *parser->at) != NULL)
        break;
      g_ptr_array_add (parts, parse_item (parser));
    }
  return parts;
}

static GArray *
parse_row (Parser *parser)
{
  g_autoptr (GPtrArray) parts = parse_parts (parser);
  GArray *row = new_sequences (TRUE);

  for (guint i = 0; i < parts->len && parser->message == NULL; i++)
    row = join (parser, row, g_array_ref (g_ptr_array_index (parts, i)));
  return row;
}

static GArray *
parse_choice (Parser *parser)
{
  GArray *all = parse_row (parser);

  while (*parser->at == '|' && parser->message == NULL)
    {
      GArray *row;

      parser->at++;
      row = parse_row (parser);
      g_array_append_vals (all, row->data, row->len);
      g_array_unref (row);
    }
  return all;
}

static gboolean
has_word (const Sequence *sequence)
{
  for (guint i = 0; i < sequence->n; i++)
    if (sequence->tokens[i] >= AMENDS_LEXICON_ID_FIRST)
      return TRUE;
  return FALSE;
}

/* Whether a way through @parts begins (or, from the last one on, ends) with a gap. */
static gboolean
has_loose_end (GPtrArray *parts, gboolean last)
{
  for (guint i = 0; i < parts->len; i++)
    {
      const GArray *part = g_ptr_array_index (parts, last ? parts->len - 1 - i : i);
      gboolean may_be_empty = FALSE;

      for (guint k = 0; k < part->len; k++)
        {
          const Sequence *wording = &g_array_index (part, Sequence, k);

          if (wording->n == 0)
            may_be_empty = TRUE;
          else if (wording->tokens[last ? wording->n - 1 : 0] == AMENDS_LEXICON_ID_GAP)
            return TRUE;
        }
      if (!may_be_empty)
        return FALSE;
    }
  return FALSE;
}

/* A phrase must begin and end with something that is there, or it would match anything; a word in
 * each of its wordings makes sure of it. */
static gboolean
is_sound (GPtrArray *parts)
{
  gboolean word = FALSE;

  for (guint i = 0; i < parts->len && !word; i++)
    {
      const GArray *part = g_ptr_array_index (parts, i);

      word = part->len > 0;
      for (guint k = 0; k < part->len; k++)
        word = word && has_word (&g_array_index (part, Sequence, k));
    }
  return word && !has_loose_end (parts, FALSE) && !has_loose_end (parts, TRUE);
}

/* How many wordings @parts stand for, and how many tokens the longest has. */
static gsize
count_wordings (GPtrArray *parts, guint *longest)
{
  gsize product = 1;

  *longest = 0;
  for (guint i = 0; i < parts->len; i++)
    {
      const GArray *part = g_ptr_array_index (parts, i);
      guint most = 0;

      product = MIN (product * MAX (part->len, 1), G_MAXUINT);
      for (guint k = 0; k < part->len; k++)
        most = MAX (most, g_array_index (part, Sequence, k).n);
      *longest += most;
    }
  return product;
}

static void
add_row (AmendsPatternTree *self, Parser *parser, guint value)
{
  g_autoptr (GPtrArray) parts = parse_parts (parser);
  guint longest = 0;
  gsize wordings = count_wordings (parts, &longest);

  if (parser->message == NULL && !is_sound (parts))
    fail (parser, _ ("The phrase could match nothing at all; it must begin and end with a word."));
  if (longest > MAX_TOKENS)
    fail (parser, _ ("The phrase is too long; 16 words or characters are the most."));
  if (parser->message != NULL)
    return;
  if (wordings > FEW_WORDINGS)
    add_parts (self, parts, value);
  else
    {
      g_autoptr (GArray) sequences = new_sequences (TRUE);

      for (guint i = 0; i < parts->len; i++)
        sequences =
            join (parser, g_steal_pointer (&sequences), g_array_ref (g_ptr_array_index (parts, i)));
      for (guint i = 0; i < sequences->len; i++)
        add_sequence (self, &g_array_index (sequences, Sequence, i), value);
    }
}

gboolean
amends_pattern_tree_add (AmendsPatternTree *self,
                         AmendsVocabulary *vocabulary,
                         const char *phrase,
                         guint value,
                         char **message)
{
  Parser parser = { .at = phrase, .vocabulary = vocabulary };

  add_row (self, &parser, value);
  while (*parser.at == '|' && parser.message == NULL)
    {
      parser.at++;
      add_row (self, &parser, value);
    }
  if (parser.message == NULL && *parser.at != '\0')
    fail (&parser, _ ("A bracket is closed that was not opened."));
  *message = parser.message;
  return parser.message == NULL;
}

typedef struct
{
  const AmendsPatternTree *tree;
  const AmendsLexiconText *text;
  const AmendsVocabulary *vocabulary;
  GArray *hits;
  guint limit;
  guint first;
  guint mark; /* hits before this one began at earlier tokens */
} Walk;

/* Of the ways in which a gap lets one phrase match from here, the shortest is kept. */
static void
keep (Walk *walk, guint last, guint value)
{
  AmendsPatternHit hit = { walk->first, last, value };

  for (guint i = walk->mark; i < walk->hits->len; i++)
    if (g_array_index (walk->hits, AmendsPatternHit, i).value == value &&
        g_array_index (walk->hits, AmendsPatternHit, i).last <= last)
      {
        /* The same group in a longer wording: the longer one says more. */
        if (g_array_index (walk->hits, AmendsPatternHit, i).last < last)
          g_array_index (walk->hits, AmendsPatternHit, i).last = last;
        return;
      }
  if (walk->hits->len < walk->limit)
    g_array_append_val (walk->hits, hit);
}

static void walk_from (Walk *walk, guint node, guint at);

static gboolean
has_edge (const AmendsPatternTree *tree, guint64 key)
{
  guint slot = first_slot (tree, key);

  while (tree->edges[slot].child != 0 && tree->edges[slot].key != key)
    slot = next_slot (tree, slot);
  return tree->edges[slot].child != 0;
}

static inline void
walk_edges (Walk *walk, guint64 key, guint next)
{
  const AmendsPatternTree *tree = walk->tree;

  for (guint slot = first_slot (tree, key); tree->edges[slot].child != 0;
       slot = next_slot (tree, slot))
    if (tree->edges[slot].key == key)
      walk_from (walk, tree->edges[slot].child, next);
}

/* Goes on behind token @at: as itself, and a number, in digits or words, also as any number. */
static void
walk_token (Walk *walk, guint node, guint at)
{
  const AmendsLexiconToken *token = &walk->text->tokens[at];
  guint n;

  if (token->id != AMENDS_LEXICON_ID_UNKNOWN)
    walk_edges (walk, edge_key (node, token->id), at + 1);
  if (!has_edge (walk->tree, edge_key (node, AMENDS_LEXICON_ID_NUMBER)))
    return;
  n = amends_lexicon_text_number_length (walk->text, walk->vocabulary, at);
  if (n > 0)
    walk_edges (walk, edge_key (node, AMENDS_LEXICON_ID_NUMBER), at + n);
}

static void
walk_from (Walk *walk, guint node, guint at)
{
  const Node *here = &g_array_index (walk->tree->nodes, Node, node);
  const AmendsLexiconToken *token;
  guint gap = 0, characters = 0;

  for (guint i = here->values; i > 0; i = g_array_index (walk->tree->values, Value, i - 1).next)
    keep (walk, at - 1, g_array_index (walk->tree->values, Value, i - 1).value);
  if (at >= walk->text->n_tokens)
    return;

  walk_token (walk, node, at);
  if (here->gap == 0)
    return;
  for (guint next = at; next < walk->text->n_tokens; next++)
    {
      token = &walk->text->tokens[next];
      if (token->type == AMENDS_LEXICON_TOKEN_STOP || token->type == AMENDS_LEXICON_TOKEN_COMMA)
        break;
      walk_token (walk, here->gap, next);
      gap += token->type == AMENDS_LEXICON_TOKEN_CJK ? 0 : 1;
      characters += token->type == AMENDS_LEXICON_TOKEN_CJK ? 1 : 0;
      if (gap > GAP_WORDS || characters > GAP_CHARACTERS || gap * 2 + characters > 2 * GAP_WORDS)
        break;
    }
}

void
amends_pattern_tree_match (const AmendsPatternTree *self,
                           const AmendsLexiconText *text,
                           const AmendsVocabulary *vocabulary,
                           GArray *hits,
                           guint limit)
{
  Walk walk = {
    .tree = self, .text = text, .vocabulary = vocabulary, .hits = hits, .limit = limit
  };

  for (walk.first = 0; walk.first < text->n_tokens && hits->len < limit; walk.first++)
    {
      walk.mark = hits->len;
      walk_token (&walk, 0, walk.first);
    }
}
