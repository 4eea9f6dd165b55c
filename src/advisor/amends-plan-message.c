/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads what a customer's message asks and repeats. */

#include "config.h"

#include "amends-plan-message.h"

#include "amends-input-error.h"
#include "amends-mail-text.h"
#include "amends-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A reply that goes through more questions than this is no longer a reply. */
#define MOST_QUESTIONS 3
/* A question longer than this is quoted in part. */
#define MOST_QUOTED 140

typedef struct
{
  char *kind;          /* (owned) */
  GPtrArray *patterns; /* (owned) of GRegex */
} AskRule;

typedef struct
{
  GRegex *pattern; /* (owned) (nullable) */
  char *say;       /* (owned) (nullable): how it is said back, with the groups of the pattern */
} AgainRule;

typedef struct
{
  char *name;          /* (owned): "en" */
  GPtrArray *happened; /* (owned) of AgainRule */
  GPtrArray *asked;
  GPtrArray *rhetorical; /* these: (owned) of GRegex */
  GPtrArray *broken_off;
  GPtrArray *relative;
  GRegex *joint;   /* (owned) (nullable): between two questions in one sentence */
  GPtrArray *asks; /* (owned) of AskRule, the first that matches */
} Language;

struct _AmendsPlanMessage
{
  GPtrArray *languages; /* (owned) of Language */
};

static void
ask_rule_free (gpointer data)
{
  AskRule *rule = data;

  g_free (rule->kind);
  g_ptr_array_unref (rule->patterns);
  g_free (rule);
}

static void
again_rule_free (gpointer data)
{
  AgainRule *rule = data;

  g_clear_pointer (&rule->pattern, g_regex_unref);
  g_free (rule->say);
  g_free (rule);
}

static void
language_free (gpointer data)
{
  Language *language = data;

  g_free (language->name);
  g_clear_pointer (&language->happened, g_ptr_array_unref);
  g_clear_pointer (&language->asked, g_ptr_array_unref);
  g_clear_pointer (&language->rhetorical, g_ptr_array_unref);
  g_clear_pointer (&language->broken_off, g_ptr_array_unref);
  g_clear_pointer (&language->relative, g_ptr_array_unref);
  g_clear_pointer (&language->asks, g_ptr_array_unref);
  g_clear_pointer (&language->joint, g_regex_unref);
  g_free (language);
}

/* (transfer full) (nullable): NULL when @text is none, and the fault is noted. */
static GRegex *
compile (AmendsJsonReader *reader, const char *member, const char *text)
{
  g_autoptr (GError) error = NULL;
  GRegex *regex = g_regex_new (text, G_REGEX_CASELESS | G_REGEX_OPTIMIZE, 0, &error);

  if (regex == NULL)
    amends_json_reader_fail (reader, member, AMENDS_INPUT_ERROR_SYNTAX,
                             /* Translators: %1$s is a pattern, %2$s says what is wrong. */
                             _ ("“%1$s” is no pattern: %2$s"), text, error->message);
  return regex;
}

static GPtrArray *
read_patterns (AmendsJsonReader *reader, const char *member)
{
  GPtrArray *patterns = g_ptr_array_new_with_free_func ((GDestroyNotify) g_regex_unref);
  g_auto (GStrv) texts = amends_json_reader_dup_strv (reader, member, AMENDS_JSON_REQUIRED);

  for (guint i = 0; texts != NULL && texts[i] != NULL; i++)
    {
      GRegex *regex = compile (reader, member, texts[i]);

      if (regex != NULL)
        g_ptr_array_add (patterns, regex);
    }
  return patterns;
}

/* (transfer full) (nullable) */
static GRegex *
read_joint (AmendsJsonReader *reader)
{
  g_autofree char *text = amends_json_reader_dup_string (reader, "joint", AMENDS_JSON_REQUIRED);

  return text != NULL ? compile (reader, "joint", text) : NULL;
}

static GPtrArray *
read_again (AmendsJsonReader *reader, const char *member)
{
  GPtrArray *rules = g_ptr_array_new_with_free_func (again_rule_free);

  if (!amends_json_reader_enter_array (reader, member, AMENDS_JSON_REQUIRED))
    return rules;
  for (guint i = 0; i < amends_json_reader_get_count (reader); i++)
    {
      g_autofree char *pattern = NULL;
      AgainRule *rule;

      if (!amends_json_reader_at (reader, i))
        continue;
      rule = g_new0 (AgainRule, 1);
      pattern = amends_json_reader_dup_string (reader, "pattern", AMENDS_JSON_REQUIRED);
      rule->say = amends_json_reader_dup_string (reader, "say", AMENDS_JSON_REQUIRED);
      rule->pattern = pattern != NULL ? compile (reader, "pattern", pattern) : NULL;
      if (rule->say != NULL && !g_regex_check_replacement (rule->say, NULL, NULL))
        amends_json_reader_fail (reader, "say", AMENDS_INPUT_ERROR_SYNTAX,
                                 _ ("“%s” is not known here"), rule->say);
      g_ptr_array_add (rules, rule);
      amends_json_reader_leave (reader);
    }
  amends_json_reader_leave (reader);
  return rules;
}

static GPtrArray *
read_asks (AmendsJsonReader *reader)
{
  GPtrArray *rules = g_ptr_array_new_with_free_func (ask_rule_free);

  if (!amends_json_reader_enter_array (reader, "asks", AMENDS_JSON_REQUIRED))
    return rules;
  for (guint i = 0; i < amends_json_reader_get_count (reader); i++)
    {
      AskRule *rule;

      if (!amends_json_reader_at (reader, i))
        continue;
      rule = g_new0 (AskRule, 1);
      rule->kind = amends_json_reader_dup_string (reader, "kind", AMENDS_JSON_REQUIRED);
      rule->patterns = read_patterns (reader, "patterns");
      g_ptr_array_add (rules, rule);
      amends_json_reader_leave (reader);
    }
  amends_json_reader_leave (reader);
  return rules;
}

void
amends_plan_message_free (AmendsPlanMessage *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->languages);
  g_free (self);
}

AmendsPlanMessage *
amends_plan_message_load (AmendsPlaybook *playbook, GError **error)
{
  g_autoptr (AmendsPlanMessage) self = g_new0 (AmendsPlanMessage, 1);
  const char *const *names = amends_playbook_get_languages (playbook);

  self->languages = g_ptr_array_new_with_free_func (language_free);
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *file = g_strdup_printf ("phrases/%s/message", names[i]);
      g_autoptr (AmendsJsonReader) reader = amends_playbook_read (playbook, file, error);
      Language *language;

      if (reader == NULL)
        return NULL;
      language = g_new0 (Language, 1);
      g_ptr_array_add (self->languages, language);
      language->name = g_strdup (names[i]);
      language->happened = read_again (reader, "happened_again");
      language->asked = read_again (reader, "asked_again");
      language->rhetorical = read_patterns (reader, "rhetorical");
      language->broken_off = read_patterns (reader, "broken_off");
      language->relative = read_patterns (reader, "relative");
      language->joint = read_joint (reader);
      language->asks = read_asks (reader);
      if (!amends_json_reader_finish (reader, NULL, error))
        return NULL;
    }
  return g_steal_pointer (&self);
}

static gboolean
match_any (GPtrArray *patterns, const char *text)
{
  for (guint i = 0; i < patterns->len; i++)
    {
      if (g_regex_match (g_ptr_array_index (patterns, i), text, 0, NULL))
        return TRUE;
    }
  return FALSE;
}

/* (transfer full) (nullable): how the first rule that matches says it back. */
static char *
say_again (GPtrArray *rules, const char *text)
{
  for (guint i = 0; i < rules->len; i++)
    {
      AgainRule *rule = g_ptr_array_index (rules, i);
      g_autoptr (GMatchInfo) match = NULL;
      g_autofree char *said = NULL;

      if (!g_regex_match (rule->pattern, text, 0, &match))
        continue;
      said = g_match_info_expand_references (match, rule->say, NULL);
      return said != NULL ? amends_text_one_line (said, MOST_QUOTED) : NULL;
    }
  return NULL;
}

/* (transfer full): the writer's own words now, without quoted history and signature. */
static char *
get_own_words (const char *statement)
{
  g_autoptr (GArray) parts = amends_mail_text_split (statement);
  GString *own = g_string_new (NULL);

  for (guint i = 0; i < parts->len; i++)
    {
      AmendsMailPart *part = &g_array_index (parts, AmendsMailPart, i);
      g_autofree char *text = g_utf8_substring (statement, part->start, part->end);

      if (part->zone == AMENDS_MAIL_OWN)
        g_string_append (own, text);
    }
  return g_string_free (own, FALSE);
}

/* @same: the facts are for texts in the language of the message; in another it is quoted. */
static gboolean
set_again (AmendsFacts *facts, const Language *language, const char *text, gboolean same)
{
  g_autofree char *asked = text != NULL ? say_again (language->asked, text) : NULL;
  g_autofree char *happened = text != NULL ? say_again (language->happened, text) : NULL;

  if (asked == NULL && happened == NULL)
    return FALSE;
  if (!same)
    amends_facts_set_text (facts, asked != NULL ? "again.said_asked" : "again.said",
                           asked != NULL ? asked : happened);
  else if (asked != NULL)
    amends_facts_set_text (facts, "again.asked", asked);
  else
    amends_facts_set_text (facts, "again.happened", happened);
  return TRUE;
}

static gboolean
is_question (const char *sentence)
{
  g_autofree char *text = g_strchomp (g_strdup (sentence));

  return g_str_has_suffix (text, "?") || g_str_has_suffix (text, "？");
}

static const char *
find_kind (const AmendsPlanMessage *self, const char *sentence)
{
  for (guint i = 0; i < self->languages->len; i++)
    {
      Language *language = g_ptr_array_index (self->languages, i);

      if (match_any (language->rhetorical, sentence))
        return NULL;
    }
  for (guint i = 0; i < self->languages->len; i++)
    {
      Language *language = g_ptr_array_index (self->languages, i);

      for (guint k = 0; k < language->asks->len; k++)
        {
          AskRule *rule = g_ptr_array_index (language->asks, k);

          if (match_any (rule->patterns, sentence))
            return rule->kind;
        }
    }
  return "other";
}

static gboolean
has_kind (GPtrArray *asked, const char *kind)
{
  for (guint i = 0; i < asked->len; i++)
    {
      AmendsFacts *item = g_ptr_array_index (asked, i);

      if (g_str_equal (amends_facts_get_text (amends_facts_get (item, "kind")), kind))
        return TRUE;
    }
  return FALSE;
}

/* "When is it back, and what happens to their work?" are two questions. (transfer full) */
static char **
split_question (AmendsPlanMessage *self, const char *sentence)
{
  for (guint i = 0; i < self->languages->len; i++)
    {
      Language *language = g_ptr_array_index (self->languages, i);

      if (language->joint != NULL && g_regex_match (language->joint, sentence, 0, NULL))
        return g_regex_split (language->joint, sentence, 0);
    }
  return g_strsplit (sentence, "\n", 1);
}

/* (transfer full): a part of a question as one that stands alone. */
static char *
make_question (const char *part, gboolean last)
{
  g_autofree char *line = amends_text_one_line (part, MOST_QUOTED);
  GString *text = g_string_new (NULL);

  if (*line == '\0')
    return g_string_free (text, FALSE);
  g_string_append_unichar (text, g_unichar_toupper (g_utf8_get_char (line)));
  g_string_append (text, g_utf8_next_char (line));
  if (!last)
    g_string_append (text, amends_text_counts_characters (line) ? "？" : "?");
  return g_string_free (text, FALSE);
}

static void
add_asked (AmendsPlanMessage *self, GPtrArray *asked, const char *question)
{
  const char *kind = find_kind (self, question);
  AmendsFacts *item;

  if (kind == NULL || asked->len == MOST_QUESTIONS || has_kind (asked, kind))
    return;
  item = amends_facts_new ();
  amends_facts_set_text (item, "kind", kind);
  amends_facts_set_text (item, "text", question);
  amends_facts_set_boolean (item, "also", asked->len > 0);
  g_ptr_array_add (asked, item);
}

static void
set_asked (AmendsPlanMessage *self, AmendsFacts *facts, const char *own)
{
  g_autoptr (GPtrArray) asked =
      g_ptr_array_new_with_free_func ((GDestroyNotify) amends_facts_unref);
  g_autoptr (GArray) sentences = amends_text_split_sentences (own);

  for (guint i = 0; i < sentences->len; i++)
    {
      AmendsSpan *span = &g_array_index (sentences, AmendsSpan, i);
      g_autofree char *raw = g_strndup (own + span->start, span->end - span->start);
      g_auto (GStrv) parts = NULL;

      if (!is_question (raw) || *raw == '>' || find_kind (self, raw) == NULL)
        continue;
      parts = split_question (self, raw);
      for (guint k = 0; parts[k] != NULL; k++)
        {
          g_autofree char *question = make_question (parts[k], parts[k + 1] == NULL);

          if (*question != '\0')
            add_asked (self, asked, question);
        }
    }
  amends_facts_set_list (facts, "asked", asked);
}

void
amends_plan_message_read (AmendsPlanMessage *self,
                          AmendsFacts *facts,
                          const char *title,
                          const char *statement,
                          const char *language)
{
  g_autofree char *own = statement != NULL ? get_own_words (statement) : NULL;

  for (guint i = 0; i < self->languages->len; i++)
    {
      Language *candidate = g_ptr_array_index (self->languages, i);
      gboolean same = g_str_equal (candidate->name, language);

      if (set_again (facts, candidate, own, same) || set_again (facts, candidate, title, same))
        break;
    }
  if (own != NULL)
    set_asked (self, facts, own);
}

gboolean
amends_plan_message_is_whole (AmendsPlanMessage *self, const char *text)
{
  g_autofree char *line = g_strstrip (g_strdup (text));

  if (*line == '\0' || g_str_has_suffix (line, "…") || g_str_has_suffix (line, "..."))
    return FALSE;
  for (guint i = 0; i < self->languages->len; i++)
    {
      Language *language = g_ptr_array_index (self->languages, i);

      if (match_any (language->broken_off, line))
        return FALSE;
    }
  return TRUE;
}

gboolean
amends_plan_message_is_relative (AmendsPlanMessage *self, const char *text)
{
  for (guint i = 0; i < self->languages->len; i++)
    {
      Language *language = g_ptr_array_index (self->languages, i);

      if (match_any (language->relative, text))
        return TRUE;
    }
  return FALSE;
}
