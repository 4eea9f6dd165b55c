/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Phrases and the context they stand in: negation, who acts, hypotheses, emphasis. */

#include "config.h"

#include "amends-lexicon.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "amends-input-error.h"
#include "amends-lexicon-pattern.h"

/* More hits than this say nothing new; a message of a megabyte must not either. */
#define MAX_HITS 2000
/* How far a negation reaches: words or Chinese characters before the phrase. */
#define NEGATION_WORDS 4
#define NEGATION_CHARACTERS 5
#define ACTOR_TOKENS 14
/* How far before "want to" the one who wants it may stand. */
#define REQUEST_TOKENS 3
/* How far an object may stand from its verb. */
#define THING_WORDS 6
#define THING_CHARACTERS 10
#define EMPHASIS 1.2
#define UNDERSTATEMENT 0.6
/* What a phrase keeps when nobody is named who does it, unless its group says otherwise. */
#define WITHOUT_ACTOR 0.7

/* What a word does to those around it; from kinds named "context.…". */
typedef enum
{
  CONTEXT_NOTHING,
  CONTEXT_NONE, /* a longer phrase that only looks like one of the others */
  CONTEXT_NEGATOR,
  CONTEXT_CUSTOMER,
  CONTEXT_VENDOR,
  CONTEXT_OTHER,
  CONTEXT_PASSIVE,
  CONTEXT_REQUEST,
  CONTEXT_HYPOTHETICAL,
  CONTEXT_EMPHASIS,
  CONTEXT_UNDERSTATEMENT,
  CONTEXT_CONTRAST,
  CONTEXT_IDLE,  /* asks how something works, or plays with a thought */
  CONTEXT_THING, /* an order, a meeting: what can be cancelled without leaving */
  N_CONTEXTS
} Context;

static const char *const context_names[N_CONTEXTS] = {
  NULL,
  "context.none",
  "context.negator",
  "context.customer",
  "context.vendor",
  "context.other",
  "context.passive",
  "context.request",
  "context.hypothetical",
  "context.emphasis",
  "context.understatement",
  "context.contrast",
  "context.idle",
  "context.thing",
};

typedef struct
{
  Context context; /* CONTEXT_NOTHING for a phrase that says something */
  gboolean mask;   /* kind "neutral": takes away what is inside it */
  gboolean by_customer;
  gboolean keep_hypothetical;
  gboolean ignore_negation;
  gboolean drop_things; /* says nothing of the relationship when a thing is its object */
  double without_actor; /* factor */
  char *measure;        /* (owned) (nullable) */
  GArray *kinds;        /* (owned) (element-type AmendsKindStrength) */
  GArray *negated;      /* (owned) (nullable) (element-type AmendsKindStrength) */
  guint64 mask_of_kinds;
} Group;

struct _AmendsLexicon
{
  AmendsVocabulary *vocabulary; /* (owned) */
  AmendsPatternTree *tree;      /* (owned) */
  GPtrArray *groups;            /* (owned) (element-type Group) */
  GPtrArray *kinds;             /* (owned) (element-type utf8) */
  GHashTable *counts;           /* (owned): language to number of phrases */
};

static void
group_free (gpointer data)
{
  Group *group = data;

  g_free (group->measure);
  g_clear_pointer (&group->kinds, g_array_unref);
  g_clear_pointer (&group->negated, g_array_unref);
  g_free (group);
}

/* The number of the kind, made if need be; -1 when there are too many. */
static int
intern_kind (AmendsLexicon *self, const char *name)
{
  int known = amends_lexicon_find_kind (self, name);

  if (known >= 0)
    return known;
  if (self->kinds->len == AMENDS_LEXICON_MAX_KINDS)
    return -1;
  g_ptr_array_add (self->kinds, g_strdup (name));
  return self->kinds->len - 1;
}

static GArray *
read_kinds (AmendsLexicon *self, AmendsJsonReader *reader, const char *member, AmendsJsonNeed need)
{
  g_autoptr (GArray) kinds = g_array_new (FALSE, FALSE, sizeof (AmendsKindStrength));
  g_autoptr (GPtrArray) names = NULL;

  if (!amends_json_reader_enter_object (reader, member, need))
    return NULL;
  names = amends_json_reader_list_members (reader);
  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      double strength = amends_json_reader_get_double (reader, name, AMENDS_JSON_REQUIRED, 0, 1, 0);
      int kind = intern_kind (self, name);
      AmendsKindStrength entry = { kind, strength };

      if (kind < 0)
        amends_json_reader_fail (reader, name, AMENDS_INPUT_ERROR_RANGE,
                                 _ ("There are more than %d kinds of phrases."),
                                 AMENDS_LEXICON_MAX_KINDS);
      else
        g_array_append_val (kinds, entry);
    }
  amends_json_reader_leave (reader);
  return g_steal_pointer (&kinds);
}

/* "context" alone, without "kinds": the words say nothing themselves. */
static void
read_context (AmendsJsonReader *reader, Group *group)
{
  g_autofree char *name = amends_json_reader_dup_string (reader, "context", AMENDS_JSON_OPTIONAL);

  if (name == NULL)
    return;
  if (g_str_equal (name, "neutral"))
    {
      group->mask = TRUE;
      group->context = CONTEXT_NONE;
      return;
    }
  for (guint i = CONTEXT_NONE; i < N_CONTEXTS; i++)
    if (g_str_equal (name, context_names[i] + strlen ("context.")))
      group->context = i;
  if (group->context == CONTEXT_NOTHING)
    amends_json_reader_fail (reader, "context", AMENDS_INPUT_ERROR_VALUE,
                             _ ("“%s” is no context; expected is one of neutral, none, negator, "
                                "customer, vendor, other, passive, request, hypothetical, "
                                "emphasis, understatement, contrast, idle and thing."),
                             name);
}

/* FALSE is the first word, TRUE the second. */
static gboolean
read_choice (AmendsJsonReader *reader, const char *member, const char *no, const char *yes)
{
  g_autofree char *value = amends_json_reader_dup_string (reader, member, AMENDS_JSON_OPTIONAL);

  if (value == NULL || g_str_equal (value, no))
    return FALSE;
  if (!g_str_equal (value, yes))
    amends_json_reader_fail (reader, member, AMENDS_INPUT_ERROR_VALUE,
                             /* Translators: two words of a file format, then the one found. */
                             _ ("Expected is “%s” or “%s”, not “%s”."), no, yes, value);
  return TRUE;
}

/* "sets" of the file: a name that "<name>" in a phrase stands for. */
static GHashTable *
read_sets (AmendsJsonReader *reader)
{
  GHashTable *sets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GPtrArray) names = NULL;

  if (!amends_json_reader_enter_object (reader, "sets", AMENDS_JSON_OPTIONAL))
    return sets;
  names = amends_json_reader_list_members (reader);
  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      g_autofree char *words = amends_json_reader_dup_string (reader, name, AMENDS_JSON_REQUIRED);

      if (words != NULL)
        g_hash_table_insert (sets, g_strdup (name), g_strdup_printf ("(%s)", words));
    }
  amends_json_reader_leave (reader);
  return sets;
}

/* (transfer full): @phrase with its sets written out; NULL with @message when one is not known. */
static char *
write_out_sets (GHashTable *sets, const char *phrase, char **message)
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (const char *p = phrase; *p != '\0';)
    {
      const char *end = *p == '<' ? strchr (p, '>') : NULL;
      g_autofree char *name = NULL;
      const char *words;

      if (end == NULL)
        {
          g_string_append_c (out, *p++);
          continue;
        }
      name = g_strndup (p + 1, end - p - 1);
      words = g_hash_table_lookup (sets, name);
      if (words == NULL)
        {
          *message = g_strdup_printf (_ ("There is no set “%s” in this file."), name);
          return NULL;
        }
      g_string_append (out, words);
      p = end + 1;
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static void
read_phrases (AmendsLexicon *self,
              AmendsJsonReader *reader,
              GHashTable *sets,
              guint group,
              guint *count)
{
  guint n;

  if (!amends_json_reader_enter_array (reader, "phrases", AMENDS_JSON_REQUIRED))
    return;
  n = amends_json_reader_get_count (reader);
  for (guint i = 0; i < n && !amends_json_reader_failed (reader); i++)
    {
      g_autofree char *phrase = NULL;
      g_autofree char *wording = NULL;
      g_autofree char *message = NULL;

      if (!amends_json_reader_at (reader, i))
        break;
      phrase = amends_json_reader_dup_string (reader, NULL, AMENDS_JSON_REQUIRED);
      wording = phrase != NULL ? write_out_sets (sets, phrase, &message) : NULL;
      if (wording != NULL)
        amends_pattern_tree_add (self->tree, self->vocabulary, wording, group, &message);
      if (message != NULL)
        amends_json_reader_fail (reader, NULL, AMENDS_INPUT_ERROR_VALUE, "%s", message);
      amends_json_reader_leave (reader);
    }
  *count += n;
  amends_json_reader_leave (reader);
}

static void
read_group (AmendsLexicon *self, AmendsJsonReader *reader, GHashTable *sets, guint *count)
{
  Group *group = g_new0 (Group, 1);

  g_ptr_array_add (self->groups, group);
  read_context (reader, group);
  group->kinds =
      read_kinds (self, reader, "kinds",
                  group->context == CONTEXT_NOTHING ? AMENDS_JSON_REQUIRED : AMENDS_JSON_OPTIONAL);
  if (group->kinds == NULL)
    group->kinds = g_array_new (FALSE, FALSE, sizeof (AmendsKindStrength));
  group->negated = read_kinds (self, reader, "negated", AMENDS_JSON_OPTIONAL);
  group->by_customer = read_choice (reader, "actor", "any", "customer");
  group->keep_hypothetical = read_choice (reader, "hypothetical", "drop", "keep");
  group->ignore_negation = read_choice (reader, "negation", "drop", "ignore");
  group->drop_things = read_choice (reader, "things", "keep", "drop");
  group->without_actor = amends_json_reader_get_double (reader, "without_actor",
                                                        AMENDS_JSON_OPTIONAL, 0, 1, WITHOUT_ACTOR);
  group->measure = amends_json_reader_dup_string (reader, "measure", AMENDS_JSON_OPTIONAL);
  for (guint i = 0; i < group->kinds->len; i++)
    group->mask_of_kinds |= G_GUINT64_CONSTANT (1)
                            << g_array_index (group->kinds, AmendsKindStrength, i).kind;
  read_phrases (self, reader, sets, self->groups->len - 1, count);
}

/* "numbers" of the file: words for numbers, with what they stand for. */
static void
read_numbers (AmendsLexicon *self, AmendsJsonReader *reader)
{
  g_autoptr (GPtrArray) words = NULL;

  if (!amends_json_reader_enter_object (reader, "numbers", AMENDS_JSON_OPTIONAL))
    return;
  words = amends_json_reader_list_members (reader);
  for (guint i = 0; i < words->len; i++)
    {
      const char *word = g_ptr_array_index (words, i);

      amends_vocabulary_set_number (
          self->vocabulary, word,
          amends_json_reader_get_double (reader, word, AMENDS_JSON_REQUIRED, 0, 1e12, 0));
    }
  amends_json_reader_leave (reader);
}

static gboolean
read_file (AmendsLexicon *self, AmendsPlaybook *playbook, const char *language, GError **error)
{
  g_autofree char *file = g_strdup_printf ("phrases/%s/lexicon", language);
  g_autoptr (AmendsJsonReader) reader = amends_playbook_read (playbook, file, error);
  g_autofree char *origin = NULL;
  g_autoptr (GHashTable) sets = NULL;
  guint count = 0;

  if (reader == NULL)
    return FALSE;
  origin = amends_json_reader_dup_string (reader, "origin", AMENDS_JSON_REQUIRED);
  read_numbers (self, reader);
  sets = read_sets (reader);
  if (amends_json_reader_enter_array (reader, "groups", AMENDS_JSON_REQUIRED))
    {
      guint n = amends_json_reader_get_count (reader);

      for (guint i = 0; i < n && amends_json_reader_at (reader, i); i++)
        {
          read_group (self, reader, sets, &count);
          amends_json_reader_leave (reader);
        }
      if (!amends_json_reader_failed (reader))
        amends_json_reader_leave (reader);
    }
  g_hash_table_insert (self->counts, g_strdup (language), GUINT_TO_POINTER (count));
  return amends_json_reader_finish (reader, NULL, error);
}

AmendsLexicon *
amends_lexicon_new (AmendsPlaybook *playbook, GError **error)
{
  g_autoptr (AmendsLexicon) self = g_new0 (AmendsLexicon, 1);
  const char *const languages[] = { "en", "zh-CN" };

  self->vocabulary = amends_vocabulary_new ();
  self->tree = amends_pattern_tree_new ();
  self->groups = g_ptr_array_new_with_free_func (group_free);
  self->kinds = g_ptr_array_new_with_free_func (g_free);
  self->counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    if (!read_file (self, playbook, languages[i], error))
      return NULL;
  return g_steal_pointer (&self);
}

void
amends_lexicon_free (AmendsLexicon *self)
{
  if (self == NULL)
    return;
  amends_vocabulary_free (self->vocabulary);
  amends_pattern_tree_free (self->tree);
  g_ptr_array_unref (self->groups);
  g_ptr_array_unref (self->kinds);
  g_hash_table_unref (self->counts);
  g_free (self);
}

const AmendsVocabulary *
amends_lexicon_get_vocabulary (const AmendsLexicon *self)
{
  return self->vocabulary;
}

guint
amends_lexicon_get_n_kinds (const AmendsLexicon *self)
{
  return self->kinds->len;
}

const char *
amends_lexicon_get_kind_name (const AmendsLexicon *self, guint kind)
{
  return g_ptr_array_index (self->kinds, kind);
}

int
amends_lexicon_find_kind (const AmendsLexicon *self, const char *name)
{
  for (guint i = 0; i < self->kinds->len; i++)
    if (g_str_equal (g_ptr_array_index (self->kinds, i), name))
      return i;
  return -1;
}

guint
amends_lexicon_count_phrases (const AmendsLexicon *self, const char *language)
{
  GHashTableIter iter;
  gpointer name, count;
  guint sum = 0;

  g_hash_table_iter_init (&iter, self->counts);
  while (g_hash_table_iter_next (&iter, &name, &count))
    if (language == NULL || g_str_equal (name, language))
      sum += GPOINTER_TO_UINT (count);
  return sum;
}

static const Group *
group_of (const AmendsLexicon *self, guint group)
{
  return g_ptr_array_index (self->groups, group);
}

const AmendsKindStrength *
amends_lexicon_get_kinds (const AmendsLexicon *self, const AmendsLexiconHit *hit, guint *n_kinds)
{
  const Group *group = group_of (self, hit->group);
  GArray *kinds = hit->negated ? group->negated : group->kinds;

  *n_kinds = kinds != NULL ? kinds->len : 0;
  return kinds != NULL ? (const AmendsKindStrength *) (gpointer) kinds->data : NULL;
}

const char *
amends_lexicon_get_measure (const AmendsLexicon *self, const AmendsLexiconHit *hit)
{
  return group_of (self, hit->group)->measure;
}

gboolean
amends_lexicon_hit_has (const AmendsLexicon *self, const AmendsLexiconHit *hit, guint kind)
{
  return (group_of (self, hit->group)->mask_of_kinds >> kind) & 1;
}

/* Finding: what was matched, and for each token what it does to its neighbours. */
typedef struct
{
  const AmendsLexicon *lexicon;
  const AmendsLexiconText *text;
  GArray *matches;  /* (element-type AmendsPatternHit) */
  guint8 *contexts; /* (owned): Context of the longest context phrase over each token */
  guint *begins;    /* (owned): its first token */
} Find;

static void
mark_contexts (Find *find)
{
  guint *lengths = g_new0 (guint, find->text->n_tokens + 1);

  for (guint i = 0; i < find->matches->len; i++)
    {
      const AmendsPatternHit *match = &g_array_index (find->matches, AmendsPatternHit, i);
      const Group *group = group_of (find->lexicon, match->value);
      guint length = match->last - match->first + 1;

      /* "Not cancelling" is no sign by itself, and still denies what follows it. */
      if (group->context == CONTEXT_NOTHING || group->mask)
        continue;
      for (guint k = match->first; k <= match->last; k++)
        if (length > lengths[k])
          {
            lengths[k] = length;
            find->contexts[k] = group->context;
            find->begins[k] = match->first;
          }
    }
  g_free (lengths);
}

/* A phrase inside a longer one of its kind, or inside a neutral one, says nothing of its own. */
static gboolean
is_covered (Find *find, guint index)
{
  const AmendsPatternHit *match = &g_array_index (find->matches, AmendsPatternHit, index);
  const Group *group = group_of (find->lexicon, match->value);
  guint length = match->last - match->first;

  for (guint i = index; i-- > 0;)
    {
      const AmendsPatternHit *other = &g_array_index (find->matches, AmendsPatternHit, i);
      const Group *cover = group_of (find->lexicon, other->value);

      /* No phrase is longer than this, gaps included. */
      if (other->first + 48 < match->first)
        break;
      if (other->last < match->last || (other->last - other->first <= length && !cover->mask))
        continue;
      if (cover->mask || (cover->mask_of_kinds & group->mask_of_kinds) != 0)
        return TRUE;
    }
  for (guint i = index + 1; i < find->matches->len; i++)
    {
      const AmendsPatternHit *other = &g_array_index (find->matches, AmendsPatternHit, i);
      const Group *cover = group_of (find->lexicon, other->value);

      if (other->first > match->first)
        break;
      if (other->last < match->last || (other->last - other->first <= length && !cover->mask))
        continue;
      if (cover->mask || (cover->mask_of_kinds & group->mask_of_kinds) != 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
has_own_negation (Find *find, const AmendsLexiconHit *hit)
{
  for (guint i = hit->first; i <= hit->last; i++)
    if (find->contexts[i] == CONTEXT_NEGATOR)
      return TRUE;
  return FALSE;
}

static void
read_negation (Find *find, const Group *group, AmendsLexiconHit *hit)
{
  const AmendsLexiconToken *tokens = find->text->tokens;
  guint words = 0, characters = 0;

  for (guint i = hit->first; i-- > 0 && tokens[i].clause == tokens[hit->first].clause;)
    {
      Context context = find->contexts[i];

      if (context == CONTEXT_CONTRAST || tokens[i].type == AMENDS_LEXICON_TOKEN_COMMA)
        break;
      words += tokens[i].type == AMENDS_LEXICON_TOKEN_CJK ? 0 : 1;
      characters += tokens[i].type == AMENDS_LEXICON_TOKEN_CJK ? 1 : 0;
      if (words > NEGATION_WORDS || characters > NEGATION_CHARACTERS)
        break;
      if (context == CONTEXT_NEGATOR)
        {
          hit->negated = !hit->negated;
          i = find->begins[i];
        }
      else if (context == CONTEXT_EMPHASIS && hit->first - i <= 2)
        hit->factor *= EMPHASIS;
      else if (context == CONTEXT_UNDERSTATEMENT && hit->first - i <= 3)
        hit->factor *= UNDERSTATEMENT;
    }
  /* "Not renewing" brings its own denial; another before it belongs to something else. */
  if (group->ignore_negation && has_own_negation (find, hit))
    hit->negated = FALSE;
  if (hit->negated && group->negated == NULL)
    hit->factor = 0;
}

static gboolean
follows_hypothesis (Find *find, guint first)
{
  const AmendsLexiconToken *tokens = find->text->tokens;

  for (guint i = first; i-- > 0 && tokens[i].clause == tokens[first].clause;)
    {
      if (find->contexts[i] == CONTEXT_HYPOTHETICAL || find->contexts[i] == CONTEXT_IDLE)
        return TRUE;
      if (find->contexts[i] == CONTEXT_CONTRAST)
        break;
    }
  return FALSE;
}

/* "Our client wants to", "客户要求": a request is the customer's unless somebody stands before it.
 */
static AmendsActor
who_requests (Find *find, guint first)
{
  const AmendsLexiconToken *tokens = find->text->tokens;

  for (guint i = first, steps = 0; i-- > 0 && steps < REQUEST_TOKENS; steps++)
    {
      if (tokens[i].clause != tokens[first].clause)
        break;
      if (find->contexts[i] == CONTEXT_CUSTOMER)
        return AMENDS_ACTOR_CUSTOMER;
      if (find->contexts[i] == CONTEXT_OTHER)
        return AMENDS_ACTOR_OTHER;
      if (find->contexts[i] == CONTEXT_VENDOR)
        return AMENDS_ACTOR_VENDOR;
    }
  return AMENDS_ACTOR_CUSTOMER;
}

/* Whether somebody only asks how it works or plays with the thought, earlier in the sentence. */
static gboolean
is_idle (Find *find, guint first)
{
  const AmendsLexiconToken *tokens = find->text->tokens;

  for (guint i = first; i-- > 0 && tokens[i].sentence == tokens[first].sentence;)
    if (find->contexts[i] == CONTEXT_IDLE)
      return TRUE;
  return FALSE;
}

/* Whether an order, a meeting… is what is cancelled: close behind, and in Chinese also before. */
static gboolean
has_thing (Find *find, const AmendsLexiconHit *hit)
{
  const AmendsLexiconText *text = find->text;
  const AmendsLexiconToken *tokens = text->tokens;
  guint reach =
      tokens[hit->first].type == AMENDS_LEXICON_TOKEN_CJK ? THING_CHARACTERS : THING_WORDS;

  for (guint i = hit->last + 1; i < text->n_tokens && i <= hit->last + reach; i++)
    {
      if (tokens[i].clause != tokens[hit->first].clause)
        break;
      if (find->contexts[i] == CONTEXT_THING)
        return TRUE;
    }
  if (tokens[hit->first].type != AMENDS_LEXICON_TOKEN_CJK)
    return FALSE;
  for (guint i = hit->first; i-- > 0 && hit->first - i <= reach;)
    {
      if (tokens[i].clause != tokens[hit->first].clause)
        break;
      if (find->contexts[i] == CONTEXT_THING)
        return TRUE;
    }
  return FALSE;
}

/* The nearest one before the phrase who can act; English and Chinese put him there. */
static AmendsActor
find_actor (Find *find, guint first)
{
  const AmendsLexiconToken *tokens = find->text->tokens;
  guint steps = 0;

  /* "We are out": the phrase names him itself. */
  if (find->contexts[first] == CONTEXT_CUSTOMER || find->contexts[first] == CONTEXT_REQUEST)
    return AMENDS_ACTOR_CUSTOMER;
  for (guint i = first; i-- > 0 && tokens[i].sentence == tokens[first].sentence;)
    {
      switch ((Context) find->contexts[i])
        {
        case CONTEXT_PASSIVE:
          if (steps < 3)
            return AMENDS_ACTOR_VENDOR;
          break;
        case CONTEXT_CUSTOMER:
          return AMENDS_ACTOR_CUSTOMER;
        case CONTEXT_REQUEST:
          return who_requests (find, find->begins[i]);
        case CONTEXT_VENDOR:
          return AMENDS_ACTOR_VENDOR;
        case CONTEXT_OTHER:
          return AMENDS_ACTOR_OTHER;
        case CONTEXT_NOTHING:
        case CONTEXT_NONE:
        case CONTEXT_NEGATOR:
        case CONTEXT_HYPOTHETICAL:
        case CONTEXT_EMPHASIS:
        case CONTEXT_UNDERSTATEMENT:
        case CONTEXT_CONTRAST:
        case CONTEXT_IDLE:
        case CONTEXT_THING:
        case N_CONTEXTS:
          break;
        }
      if (++steps > ACTOR_TOKENS)
        break;
    }
  return AMENDS_ACTOR_UNKNOWN;
}

/* What a measuring phrase counts: "212", "3,500", "2万", "three hundred", "两万". */
static double
read_number (Find *find, const AmendsLexiconHit *hit)
{
  for (guint i = hit->first; i <= hit->last; i++)
    if (amends_lexicon_text_number_length (find->text, find->lexicon->vocabulary, i) > 0)
      return amends_lexicon_text_read_number (find->text, find->lexicon->vocabulary, i);
  return 0;
}

static gboolean
describe (Find *find, guint index, AmendsLexiconHit *hit)
{
  const AmendsPatternHit *match = &g_array_index (find->matches, AmendsPatternHit, index);
  const Group *group = group_of (find->lexicon, match->value);

  if (group->kinds->len == 0 || is_covered (find, index))
    return FALSE;

  *hit = (AmendsLexiconHit){
    .first = match->first,
    .last = match->last,
    .group = match->value,
    .silent = find->text->tokens[match->first].silent,
    .factor = 1,
  };
  read_negation (find, group, hit);
  if (group->by_customer)
    {
      hit->actor = find_actor (find, match->first);
      if (hit->actor == AMENDS_ACTOR_VENDOR || hit->actor == AMENDS_ACTOR_OTHER)
        hit->factor = 0;
      else if (hit->actor == AMENDS_ACTOR_UNKNOWN)
        hit->factor *= group->without_actor;
    }
  if (group->drop_things && has_thing (find, hit))
    hit->factor = 0;
  if (group->by_customer && is_idle (find, match->first))
    hit->factor = 0;
  hit->hypothetical = follows_hypothesis (find, match->first);
  if (hit->hypothetical && !group->keep_hypothetical)
    hit->factor = 0;
  if (group->measure != NULL)
    hit->number = read_number (find, hit);
  return TRUE;
}

GArray *
amends_lexicon_find (const AmendsLexicon *self, const AmendsLexiconText *text)
{
  g_autoptr (GArray) matches = g_array_sized_new (FALSE, FALSE, sizeof (AmendsPatternHit), 64);
  GArray *hits = g_array_sized_new (FALSE, FALSE, sizeof (AmendsLexiconHit), 32);
  Find find = { .lexicon = self, .text = text, .matches = matches };

  amends_pattern_tree_match (self->tree, text, self->vocabulary, matches, MAX_HITS);
  find.contexts = g_new0 (guint8, text->n_tokens + 1);
  find.begins = g_new0 (guint, text->n_tokens + 1);
  mark_contexts (&find);
  for (guint i = 0; i < matches->len; i++)
    {
      AmendsLexiconHit hit;

      if (describe (&find, i, &hit))
        g_array_append_val (hits, hit);
    }
  g_free (find.contexts);
  g_free (find.begins);
  return hits;
}
