/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Patterns of phrases files, and what a text becomes by them. */

#include "config.h"

#include "amends-plan-pattern.h"

#include "amends-input-error.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  GRegex *pattern; /* (owned) (nullable) */
  char *say;       /* (owned) (nullable): how it is said, with the groups of the pattern */
} Rewrite;

static void
rewrite_free (gpointer data)
{
  Rewrite *rule = data;

  g_clear_pointer (&rule->pattern, g_regex_unref);
  g_free (rule->say);
  g_free (rule);
}

GRegex *
amends_plan_pattern_compile (AmendsJsonReader *reader, const char *member, const char *text)
{
  g_autoptr (GError) error = NULL;
  GRegex *regex = g_regex_new (text, G_REGEX_CASELESS | G_REGEX_OPTIMIZE, 0, &error);

  if (regex == NULL)
    amends_json_reader_fail (reader, member, AMENDS_INPUT_ERROR_SYNTAX,
                             /* Translators: %1$s is a pattern, %2$s says what is wrong. */
                             _ ("“%1$s” is no pattern: %2$s"), text, error->message);
  return regex;
}

GPtrArray *
amends_plan_patterns_read (AmendsJsonReader *reader, const char *member)
{
  GPtrArray *patterns = g_ptr_array_new_with_free_func ((GDestroyNotify) g_regex_unref);
  g_auto (GStrv) texts = amends_json_reader_dup_strv (reader, member, AMENDS_JSON_REQUIRED);

  for (guint i = 0; texts != NULL && texts[i] != NULL; i++)
    {
      GRegex *regex = amends_plan_pattern_compile (reader, member, texts[i]);

      if (regex != NULL)
        g_ptr_array_add (patterns, regex);
    }
  return patterns;
}

gboolean
amends_plan_patterns_match (GPtrArray *patterns, const char *text)
{
  for (guint i = 0; i < patterns->len; i++)
    {
      if (g_regex_match (g_ptr_array_index (patterns, i), text, 0, NULL))
        return TRUE;
    }
  return FALSE;
}

char *
amends_plan_patterns_find (GPtrArray *patterns, const char *text)
{
  for (guint i = 0; i < patterns->len; i++)
    {
      g_autoptr (GMatchInfo) match = NULL;
      g_autofree char *found = NULL;

      if (!g_regex_match (g_ptr_array_index (patterns, i), text, 0, &match))
        continue;
      found = g_match_info_fetch (match, g_match_info_get_match_count (match) > 1 ? 1 : 0);
      return g_strdup (g_strstrip (found));
    }
  return NULL;
}

GPtrArray *
amends_plan_rewrites_read (AmendsJsonReader *reader, const char *member)
{
  GPtrArray *rules = g_ptr_array_new_with_free_func (rewrite_free);

  if (!amends_json_reader_enter_array (reader, member, AMENDS_JSON_REQUIRED))
    return rules;
  for (guint i = 0; i < amends_json_reader_get_count (reader); i++)
    {
      g_autofree char *pattern = NULL;
      Rewrite *rule;

      if (!amends_json_reader_at (reader, i))
        continue;
      rule = g_new0 (Rewrite, 1);
      pattern = amends_json_reader_dup_string (reader, "pattern", AMENDS_JSON_REQUIRED);
      rule->say = amends_json_reader_dup_string (reader, "say", AMENDS_JSON_REQUIRED);
      rule->pattern =
          pattern != NULL ? amends_plan_pattern_compile (reader, "pattern", pattern) : NULL;
      if (rule->say != NULL && !g_regex_check_replacement (rule->say, NULL, NULL))
        amends_json_reader_fail (reader, "say", AMENDS_INPUT_ERROR_SYNTAX,
                                 _ ("“%s” is not known here"), rule->say);
      g_ptr_array_add (rules, rule);
      amends_json_reader_leave (reader);
    }
  amends_json_reader_leave (reader);
  return rules;
}

char *
amends_plan_rewrites_say (GPtrArray *rules, const char *text)
{
  for (guint i = 0; i < rules->len; i++)
    {
      Rewrite *rule = g_ptr_array_index (rules, i);
      g_autoptr (GMatchInfo) match = NULL;

      if (g_regex_match (rule->pattern, text, 0, &match))
        return g_match_info_expand_references (match, rule->say, NULL);
    }
  return NULL;
}

char *
amends_plan_rewrites_replace (GPtrArray *rules, const char *text)
{
  for (guint i = 0; i < rules->len; i++)
    {
      Rewrite *rule = g_ptr_array_index (rules, i);

      if (g_regex_match (rule->pattern, text, 0, NULL))
        return g_regex_replace (rule->pattern, text, -1, 0, rule->say, 0, NULL);
    }
  return g_strdup (text);
}
