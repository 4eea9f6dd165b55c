/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The filters of templates: how a fact becomes words. */

#include "config.h"

#include "amends-template-private.h"

#include "amends-money.h"
#include "amends-text.h"

#include <string.h>

static const struct
{
  const char *name;
  guint least;
  guint most;
} filters[] = {
  { "time", 0, 0 },  { "by", 0, 0 },          { "short", 0, 0 },       { "day", 0, 0 },
  { "since", 0, 0 }, { "clock", 0, 0 },       { "date", 0, 0 },        { "duration", 0, 0 },
  { "money", 0, 0 }, { "number", 0, 0 },      { "count", 1, 2 },       { "list", 0, 0 },
  { "first", 0, 0 }, { "upper_first", 0, 0 }, { "lower_first", 0, 0 }, { "upper", 0, 0 },
  { "lower", 0, 0 }, { "first_name", 0, 0 },  { "fragment", 0, 0 },    { "sentence", 0, 0 },
  { "yours", 0, 0 }, { "theirs", 0, 0 },      { "quote", 0, 0 },       { "excerpt", 1, 1 },
  { "else", 1, 1 },
};

G_STATIC_ASSERT (G_N_ELEMENTS (filters) == FILTER_ELSE + 1);

gboolean
amends_template_filter_find (const char *name, guint n_arguments, AmendsTemplateFilterKind *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (filters); i++)
    {
      if (!g_str_equal (filters[i].name, name))
        continue;
      *kind = i;
      return n_arguments >= filters[i].least && n_arguments <= filters[i].most;
    }
  return FALSE;
}

static char *
map_first (const char *text, gunichar (*convert) (gunichar))
{
  GString *result = g_string_new (NULL);

  if (*text != '\0')
    {
      g_string_append_unichar (result, convert (g_utf8_get_char (text)));
      g_string_append (result, g_utf8_next_char (text));
    }
  return g_string_free (result, FALSE);
}

static gboolean
is_stop (gunichar c)
{
  return c == '.' || c == '!' || c == '?' || c == 0x3002 || c == 0xFF01 || c == 0xFF1F ||
         c == 0x2026;
}

static gboolean
is_soft_stop (gunichar c)
{
  return c == ',' || c == ';' || c == ':' || c == 0xFF0C || c == 0xFF1B || c == 0xFF1A;
}

/* Words that begin a clause and are never a name: safe to write small inside a sentence. */
static gboolean
is_small_word (const char *text)
{
  static const char *const words[] = {
    "a",         "about",     "after",   "all",       "almost",  "an",         "any",
    "as",        "at",        "both",    "cannot",    "every",   "for",        "from",
    "half",      "he",        "her",     "his",       "in",      "is",         "it",
    "its",       "many",      "more",    "most",      "my",      "neither",    "no",
    "nobody",    "none",      "nothing", "on",        "only",    "our",        "over",
    "several",   "she",       "since",   "some",      "that",    "the",        "their",
    "there",     "these",     "they",    "this",      "those",   "two",        "until",
    "users",     "we",        "when",    "while",     "with",    "your",       "you",
    "customers", "orders",    "reports", "trucks",    "data",    "production", "staff",
    "sales",     "invoices",  "users'",  "agents",    "people",  "export",     "exporting",
    "import",    "use",       "using",   "run",       "running", "log",        "open",
    "send",      "enter",     "upload",  "download",  "restart", "clear",      "switch",
    "copy",      "create",    "ask",     "set",       "manual",  "manually",   "month-end",
    "daily",     "weekly",    "monthly", "nightly",   "wrong",   "slow",       "missing",
    "lost",      "duplicate", "new",     "yesterday", "last",    "three",      "four",
    "five",      "again",     "losing",  "waiting",   "please",  "go",         "sign",
    "log",       "check",     "move",    "roll",      "replace", "remove",     "suspected",
    "probably",  "send",      "put",     "take",      "keep",    NULL
  };
  gsize length = strcspn (text, " ,;:.");
  g_autofree char *word = g_ascii_strdown (text, length);

  return g_strv_contains (words, word);
}

/* "Announce each gate": no name stands before one of these. */
static gboolean
is_before_determiner (const char *text)
{
  static const char *const determiners[] = { "a",     "an",    "all",  "any",   "both", "each",
                                             "every", "her",   "his",  "it",    "its",  "only",
                                             "our",   "that",  "the",  "their", "them", "these",
                                             "this",  "those", "your", NULL };
  gsize first = strcspn (text, " ");
  g_autofree char *second = NULL;

  if (text[first] == '\0' || !g_ascii_isupper (text[0]) || g_ascii_isupper (text[1]))
    return FALSE;
  second = g_strndup (text + first + 1, strcspn (text + first + 1, " ,;:."));
  return g_strv_contains (determiners, second);
}

/* One clause: no final stop, no stop inside, no capital that is only the start of a sentence. */
static char *
make_fragment (const char *text)
{
  g_autofree char *line = amends_text_one_line (text, 400);
  g_autoptr (GString) result = g_string_new (NULL);
  g_autoptr (GArray) sentences = amends_text_split_sentences (line);

  for (guint i = 0; i < sentences->len; i++)
    {
      AmendsSpan *span = &g_array_index (sentences, AmendsSpan, i);
      g_autofree char *part = g_strndup (line + span->start, span->end - span->start);
      gboolean cjk = amends_text_counts_characters (part);

      for (char *last = g_utf8_find_prev_char (part, part + strlen (part));
           last != NULL &&
           (is_stop (g_utf8_get_char (last)) || is_soft_stop (g_utf8_get_char (last)));
           last = g_utf8_find_prev_char (part, part + strlen (part)))
        *last = '\0';
      if (*part == '\0')
        continue;
      if (result->len > 0)
        g_string_append (result, cjk ? "，" : "; ");
      if (is_small_word (part) || is_before_determiner (part))
        {
          g_autofree char *small = map_first (part, g_unichar_tolower);

          g_string_append (result, small);
        }
      else
        g_string_append (result, part);
    }
  return g_string_free (g_steal_pointer (&result), FALSE);
}

static char *
make_sentence (const char *text)
{
  g_autofree char *line = amends_text_one_line (text, 600);
  g_autofree char *upper = map_first (line, g_unichar_toupper);
  const char *last = g_utf8_find_prev_char (upper, upper + strlen (upper));

  if (last == NULL || is_stop (g_utf8_get_char (last)))
    return g_steal_pointer (&upper);
  return g_strconcat (upper, amends_text_counts_characters (upper) ? "。" : ".", NULL);
}

static char *
first_name (const char *text)
{
  static const char *const titles[] = { "Dr.",       "Dr",     "Mr.",   "Mr",     "Mrs.",
                                        "Mrs",       "Ms.",    "Ms",    "Prof.",  "Prof",
                                        "Professor", "Doctor", "Judge", "Captain" };
  g_auto (GStrv) words = NULL;

  if (amends_text_counts_characters (text))
    return g_strdup (text);
  words = g_strsplit_set (text, " ", -1);
  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    {
      /* "Dr. Anna Weber" is addressed as "Dr. Weber". */
      if (g_str_equal (words[0], titles[i]) && words[1] != NULL)
        return g_strconcat (words[0], " ", words[g_strv_length (words) - 1], NULL);
    }
  return g_strdup (words[0]);
}

/* Turns what the customer says of himself ("our") round, word by word; what stands in quotes
 * stays as it was said. */
static char *
turn_round (const char *text, const char *const *pairs)
{
  GString *result = g_string_new (NULL);

  for (const char *p = text; *p != '\0';)
    {
      gsize length = 0;
      const char *with = NULL;

      if (g_str_has_prefix (p, "“") && strstr (p, "”") != NULL)
        {
          length = strstr (p, "”") + strlen ("”") - p;
          g_string_append_len (result, p, length);
          p += length;
          continue;
        }
      while (g_ascii_isalpha (p[length]))
        length++;
      for (guint i = 0; with == NULL && pairs[i] != NULL; i += 2)
        {
          gsize size = strlen (pairs[i]);

          if (g_ascii_isalpha (pairs[i][0])
                  ? length == size && g_ascii_strncasecmp (p, pairs[i], size) == 0
                  : strncmp (p, pairs[i], size) == 0)
            {
              with = pairs[i + 1];
              length = size;
            }
        }
      if (length == 0)
        length = g_utf8_next_char (p) - p;
      if (with != NULL && p == text && g_ascii_isupper (*p))
        {
          g_autofree char *upper = map_first (with, g_unichar_toupper);

          g_string_append (result, upper);
        }
      else if (with != NULL)
        g_string_append (result, with);
      else
        g_string_append_len (result, p, length);
      p += length;
    }
  return g_string_free (result, FALSE);
}

static const char *const yours[] = {
  "our",  "your",      "ours",       "yours",    "we",     "you",  "us",
  "you",  "ourselves", "yourselves", "我们公司", "贵公司", "我司", "贵司",
  "我们", "您们",      "我公司",     "贵公司",   NULL,
};
static const char *const theirs[] = {
  "our",  "their",     "ours",       "theirs",   "we",     "they", "us",
  "them", "ourselves", "themselves", "我们公司", "该公司", "我司", "该公司",
  "我们", "他们",      "我公司",     "该公司",   NULL,
};

static char *
format_moment (AmendsFacts *fact, AmendsMoment moment, const AmendsTemplateScope *scope)
{
  if (amends_facts_get_type_of (fact) != AMENDS_FACTS_INSTANT)
    return NULL;
  return amends_template_words_format_moment (
      scope->words, moment, amends_facts_get_number (fact), scope->now, scope->zone,
      moment <= AMENDS_MOMENT_BY ? scope->whose : AMENDS_ZONE_UNSAID);
}

static char *
format_date (AmendsFacts *fact, const AmendsTemplateScope *scope)
{
  GDate date;

  g_date_clear (&date, 1);
  if (amends_facts_get_type_of (fact) == AMENDS_FACTS_INSTANT)
    {
      g_autoptr (GDateTime) when =
          amends_instant_to_date_time (amends_facts_get_number (fact), scope->zone);

      g_date_set_dmy (&date, g_date_time_get_day_of_month (when), g_date_time_get_month (when),
                      g_date_time_get_year (when));
    }
  else if (amends_facts_get_type_of (fact) != AMENDS_FACTS_DATE ||
           !amends_date_parse (amends_facts_get_text (fact), &date, NULL))
    return g_strdup (amends_facts_get_text (fact));
  return amends_template_words_format_date (scope->words, &date, scope->now, scope->zone);
}

static char *format_plain (AmendsFacts *fact, const AmendsTemplateScope *scope);

static char *
format_list (AmendsFacts *fact, const AmendsTemplateScope *scope)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) items = NULL;

  for (guint i = 0; i < amends_facts_get_count (fact); i++)
    {
      g_autofree char *item = format_plain (amends_facts_get_item (fact, i), scope);
      g_autofree char *fragment = item != NULL ? make_fragment (item) : NULL;

      if (fragment != NULL)
        g_strv_builder_add (builder, fragment);
    }
  items = g_strv_builder_end (builder);
  return items[0] != NULL ? amends_template_words_format_list (scope->words, items) : NULL;
}

/* How a fact reads when no filter says. */
static char *
format_plain (AmendsFacts *fact, const AmendsTemplateScope *scope)
{
  switch (amends_facts_get_type_of (fact))
    {
    case AMENDS_FACTS_TEXT:
      return amends_text_one_line (amends_facts_get_text (fact), 2000);
    case AMENDS_FACTS_NUMBER:
      return amends_template_words_format_number (scope->words, amends_facts_get_number (fact));
    case AMENDS_FACTS_INSTANT:
      return format_moment (fact, AMENDS_MOMENT_AT, scope);
    case AMENDS_FACTS_DATE:
      return format_date (fact, scope);
    case AMENDS_FACTS_MONEY:
      return amends_money_format (amends_facts_get_number (fact), amends_facts_get_currency (fact),
                                  amends_template_words_get_language (scope->words));
    case AMENDS_FACTS_LIST:
      return format_list (fact, scope);
    case AMENDS_FACTS_MAP:
    case AMENDS_FACTS_BOOLEAN:
      break;
    }
  return NULL;
}

static char *
format_count (AmendsFacts *fact, char **forms, const AmendsTemplateScope *scope)
{
  gint64 n = amends_facts_get_type_of (fact) == AMENDS_FACTS_LIST
                 ? (gint64) amends_facts_get_count (fact)
                 : amends_facts_get_number (fact);
  g_autofree char *number = amends_template_words_format_number (scope->words, n);

  return g_strconcat (number, " ", n == 1 || forms[1] == NULL ? forms[0] : forms[1], NULL);
}

/* A filter that looks at the fact itself; FALSE if @filter looks at its text. */
static gboolean
apply_to_fact (AmendsFacts *fact,
               AmendsTemplateFilter *filter,
               const AmendsTemplateScope *scope,
               char **text)
{
  switch (filter->kind)
    {
    case FILTER_TIME:
    case FILTER_BY:
    case FILTER_SHORT:
    case FILTER_DAY:
    case FILTER_SINCE:
      *text = format_moment (fact, (AmendsMoment) (filter->kind - FILTER_TIME), scope);
      return TRUE;
    case FILTER_CLOCK:
      *text = amends_facts_get_type_of (fact) == AMENDS_FACTS_INSTANT
                  ? amends_instant_format (amends_facts_get_number (fact), scope->zone, "%H:%M")
                  : NULL;
      return TRUE;
    case FILTER_DATE:
      *text = format_date (fact, scope);
      return TRUE;
    case FILTER_DURATION:
      *text = amends_template_words_format_duration (scope->words, amends_facts_get_number (fact));
      return TRUE;
    case FILTER_COUNT:
      *text = format_count (fact, filter->arguments, scope);
      return TRUE;
    case FILTER_FIRST:
      *text = amends_facts_get_count (fact) > 0
                  ? format_plain (amends_facts_get_item (fact, 0), scope)
                  : NULL;
      return TRUE;
    default:
      return FALSE;
    }
}

/* (transfer full) */
static char *
apply_to_text (const char *text, AmendsTemplateFilter *filter, const AmendsTemplateScope *scope)
{
  switch (filter->kind)
    {
    case FILTER_UPPER_FIRST:
      return map_first (text, g_unichar_toupper);
    case FILTER_LOWER_FIRST:
      return map_first (text, g_unichar_tolower);
    case FILTER_UPPER:
      return g_utf8_strup (text, -1);
    case FILTER_LOWER:
      return g_utf8_strdown (text, -1);
    case FILTER_FIRST_NAME:
      return first_name (text);
    case FILTER_FRAGMENT:
      return make_fragment (text);
    case FILTER_SENTENCE:
      return make_sentence (text);
    case FILTER_YOURS:
      return turn_round (text, yours);
    case FILTER_THEIRS:
      return turn_round (text, theirs);
    case FILTER_QUOTE:
      return amends_template_words_quote (scope->words, text);
    case FILTER_EXCERPT:
      return amends_text_one_line (text, (guint) g_ascii_strtoull (filter->arguments[0], NULL, 10));
    default:
      return g_strdup (text);
    }
}

char *
amends_template_filter_apply (AmendsFacts *fact, GPtrArray *list, const AmendsTemplateScope *scope)
{
  g_autofree char *text = NULL;
  gboolean as_text = FALSE;

  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      AmendsTemplateFilter *filter = g_ptr_array_index (list, i);
      char *result;

      if (filter->kind == FILTER_ELSE)
        {
          if (as_text ? text == NULL : fact == NULL)
            text = g_strdup (filter->arguments[0]);
          as_text = as_text || text != NULL;
          continue;
        }
      if (as_text ? text == NULL : fact == NULL)
        continue;
      if (!as_text && apply_to_fact (fact, filter, scope, &text))
        {
          as_text = TRUE;
          continue;
        }
      if (!as_text)
        text = format_plain (fact, scope);
      as_text = TRUE;
      result = text != NULL ? apply_to_text (text, filter, scope) : NULL;
      g_free (text);
      text = result;
    }
  if (as_text)
    return g_steal_pointer (&text);
  return fact != NULL ? format_plain (fact, scope) : NULL;
}
