/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The gate's policy, read from the playbook and compiled. */

#include "config.h"

#include "amends-gate-private.h"

#include "amends-enum-types.h"
#include "amends-input-error.h"
#include "amends-labels.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const char *const list_names[] = {
  "vague",        "dismissive",     "over-promise",  "apology",   "grovel",   "blame",
  "vague-change", "internal-facts", "goodwill",      "fix",       "fix-noun", "contact",
  "negation",     "past",           "future",        "request",   "asked",    "about",
  "modal",        "promise",        "promise-other", "ourselves", "theirs",   "condition",
  "impact",       "deliver",        "act-call",      "act-write", "act-meet", "act-deliver",
  "owning",       "break",
};
G_STATIC_ASSERT (G_N_ELEMENTS (list_names) == AMENDS_GATE_N_LISTS);

static const char *const rule_names[] = {
  "unfilled", "unconfirmed-date", "goodwill",     "internal-facts", "next-update",
  "vague",    "dismissive",       "over-promise", "apology",        "grovel",
  "blame",    "length",           "vague-change", "parity",         "commitment",
};
G_STATIC_ASSERT (G_N_ELEMENTS (rule_names) == AMENDS_GATE_N_RULES);

static const char *const word_names[] = {
  "placeholder", "marker",      "field",   "situation", "executive-summary",
  "section",     "closing",     "common",  "unit",      "greeting",
  "salutation",  "preposition", "percent", "joiner",    "small",
  "document",    "weekday",     "month",   "effort",
};
G_STATIC_ASSERT (G_N_ELEMENTS (word_names) == AMENDS_GATE_N_WORDS);

const char *
amends_gate_rule_name (AmendsGateRule rule)
{
  return rule_names[rule];
}

static guint
read_kinds (AmendsJsonReader *reader)
{
  guint kinds = 0;

  if (!amends_json_reader_enter_array (reader, "kinds", AMENDS_JSON_REQUIRED))
    return 0;
  for (guint i = 0; i < amends_json_reader_get_count (reader); i++)
    if (amends_json_reader_at (reader, i))
      {
        kinds |= 1u << amends_json_reader_get_enum (reader, NULL, AMENDS_JSON_REQUIRED,
                                                    amends_text_kind_get_type (), 0);
        amends_json_reader_leave (reader);
      }
  amends_json_reader_leave (reader);
  return kinds;
}

/* "level" is for all kinds of text, "levels" for those that differ. */
static void
read_levels (AmendsGateRuleSetting *rule, AmendsJsonReader *reader)
{
  AmendsGateLevel level = amends_json_reader_get_enum (reader, "level", AMENDS_JSON_REQUIRED,
                                                       amends_gate_level_get_type (), 0);

  for (int i = 0; i < AMENDS_GATE_N_KINDS; i++)
    rule->levels[i] = level;
  if (amends_json_reader_enter_object (reader, "levels", AMENDS_JSON_OPTIONAL))
    {
      for (int i = 0; i < AMENDS_GATE_N_KINDS; i++)
        rule->levels[i] = amends_json_reader_get_enum (
            reader, amends_enum_get_nick (amends_text_kind_get_type (), i), AMENDS_JSON_OPTIONAL,
            amends_gate_level_get_type (), level);
      amends_json_reader_leave (reader);
    }
  rule->has_critical = amends_json_reader_has (reader, "critical");
  rule->critical = amends_json_reader_get_enum (reader, "critical", AMENDS_JSON_OPTIONAL,
                                                amends_gate_level_get_type (), level);
}

static void
read_rules (AmendsGate *self, AmendsJsonReader *reader)
{
  if (!amends_json_reader_enter_object (reader, "rules", AMENDS_JSON_REQUIRED))
    return;
  for (guint i = 0; i < AMENDS_GATE_N_RULES; i++)
    if (amends_json_reader_enter_object (reader, rule_names[i], AMENDS_JSON_REQUIRED))
      {
        AmendsGateRuleSetting *rule = &self->rules[i];

        rule->enabled = amends_json_reader_get_boolean (reader, "enabled", TRUE);
        read_levels (rule, reader);
        rule->kinds = read_kinds (reader);
        amends_json_reader_leave (reader);
      }
  amends_json_reader_leave (reader);
}

static AmendsGateMark *
mark_new (const char *word)
{
  AmendsGateMark *mark = g_new0 (AmendsGateMark, 1);

  mark->word = g_strdup (word);
  return mark;
}

/* {"USD": ["$", "usd"], …} */
static void
read_currencies (AmendsGate *self, AmendsJsonReader *reader)
{
  g_autoptr (GPtrArray) names = NULL;

  if (!amends_json_reader_enter_object (reader, "currencies", AMENDS_JSON_REQUIRED))
    return;
  names = amends_json_reader_list_members (reader);
  for (guint i = 0; i < names->len; i++)
    {
      g_auto (GStrv) words =
          amends_json_reader_dup_strv (reader, names->pdata[i], AMENDS_JSON_REQUIRED);

      if (strlen (names->pdata[i]) != 3)
        amends_json_reader_fail (reader, names->pdata[i], AMENDS_INPUT_ERROR_VALUE,
                                 _ ("A currency is written with three letters, such as EUR."));
      for (guint j = 0; words && words[j]; j++)
        {
          AmendsGateMark *mark = mark_new (words[j]);

          g_strlcpy (mark->currency, names->pdata[i], sizeof mark->currency);
          g_ptr_array_add (self->currencies, mark);
        }
    }
  amends_json_reader_leave (reader);
}

/* [{"word": "k", "factor": 1000, "attached": true}, …] */
static void
read_scales (AmendsGate *self, AmendsJsonReader *reader)
{
  if (!amends_json_reader_enter_array (reader, "multiples", AMENDS_JSON_REQUIRED))
    return;
  for (guint i = 0; i < amends_json_reader_get_count (reader); i++)
    if (amends_json_reader_at (reader, i))
      {
        g_autofree char *word =
            amends_json_reader_dup_string (reader, "word", AMENDS_JSON_REQUIRED);
        AmendsGateMark *mark = mark_new (word ? word : "");

        mark->factor =
            amends_json_reader_get_double (reader, "factor", AMENDS_JSON_REQUIRED, 1, 1e12, 1);
        mark->close = amends_json_reader_get_boolean (reader, "attached", FALSE);
        g_ptr_array_add (self->scales, mark);
        amends_json_reader_leave (reader);
      }
  amends_json_reader_leave (reader);
}

static int
read_limit (AmendsJsonReader *reader, const char *name)
{
  return amends_json_reader_get_int (reader, name, AMENDS_JSON_REQUIRED, 1, 100000, 1);
}

static gboolean
read_settings (AmendsGate *self, AmendsPlaybook *playbook, GError **error)
{
  g_autoptr (AmendsJsonReader) reader = amends_playbook_read (playbook, "gate", error);

  if (reader == NULL)
    return FALSE;
  read_rules (self, reader);
  if (amends_json_reader_enter_object (reader, "limits", AMENDS_JSON_REQUIRED))
    {
      self->brief_words = read_limit (reader, "brief_words");
      self->brief_characters = read_limit (reader, "brief_characters");
      self->situation_sentences = read_limit (reader, "situation_sentences");
      self->summary_sentences = read_limit (reader, "summary_sentences");
      amends_json_reader_leave (reader);
    }
  if (amends_json_reader_enter_object (reader, "next_update_minutes", AMENDS_JSON_REQUIRED))
    {
      for (int i = AMENDS_SEVERITY_LOW; i <= AMENDS_SEVERITY_CRITICAL; i++)
        self->update_minutes[i] =
            read_limit (reader, amends_enum_get_nick (amends_severity_get_type (), i));
      amends_json_reader_leave (reader);
    }
  self->update_minutes[AMENDS_SEVERITY_UNKNOWN] = self->update_minutes[AMENDS_SEVERITY_HIGH];
  if (amends_json_reader_enter_object (reader, "commitments", AMENDS_JSON_REQUIRED))
    {
      self->promise_grace =
          amends_json_reader_get_int (reader, "grace_minutes", AMENDS_JSON_REQUIRED, 0, 10080, 0) *
          AMENDS_MINUTE;
      self->promise_exempt = amends_json_reader_dup_strv (reader, "exempt", AMENDS_JSON_REQUIRED);
      amends_json_reader_leave (reader);
    }
  read_currencies (self, reader);
  read_scales (self, reader);
  self->update_exempt =
      amends_json_reader_dup_strv (reader, "next_update_exempt", AMENDS_JSON_REQUIRED);
  self->link_marks = amends_json_reader_dup_strv (reader, "internal_links", AMENDS_JSON_REQUIRED);
  self->public_prefixes =
      amends_json_reader_dup_strv (reader, "public_key_prefixes", AMENDS_JSON_REQUIRED);
  self->channel_prefixes =
      amends_json_reader_dup_strv (reader, "channel_prefixes", AMENDS_JSON_REQUIRED);
  return amends_json_reader_finish (reader, NULL, error);
}

/* A phrase is its text, or an object with the fix that is its own. */
static void
read_phrase (AmendsGate *self, AmendsJsonReader *reader, guint list)
{
  AmendsGatePhrase phrase = { NULL, FALSE, FALSE };
  g_autofree char *text = NULL;
  char *problem = NULL;

  if (JSON_NODE_HOLDS_OBJECT (amends_json_reader_peek (reader, NULL)))
    {
      text = amends_json_reader_dup_string (reader, "phrase", AMENDS_JSON_REQUIRED);
      phrase.drop = amends_json_reader_get_boolean (reader, "drop", FALSE);
      phrase.fix = amends_json_reader_dup_string (
          reader, "fix", phrase.drop ? AMENDS_JSON_OPTIONAL : AMENDS_JSON_REQUIRED);
      phrase.replaces = amends_json_reader_get_boolean (reader, "replaces", FALSE);
    }
  else
    text = amends_json_reader_dup_string (reader, NULL, AMENDS_JSON_REQUIRED);
  if (text && amends_gate_patterns_add (self->patterns, list, text, &problem) >= 0)
    g_array_append_val (self->phrases, phrase);
  else
    {
      g_free (phrase.fix);
      if (problem)
        amends_json_reader_fail (reader, NULL, AMENDS_INPUT_ERROR_VALUE,
                                 /* Translators: %s is what is wrong with a phrase of a playbook. */
                                 _ ("This phrase cannot be read: %s"), problem);
      g_free (problem);
    }
}

static void
read_lists (AmendsGate *self, AmendsJsonReader *reader, const char *member, guint offset)
{
  if (!amends_json_reader_enter_object (reader, member, AMENDS_JSON_OPTIONAL))
    return;
  for (guint list = 0; list < AMENDS_GATE_N_LISTS; list++)
    if (amends_json_reader_enter_array (reader, list_names[list], AMENDS_JSON_OPTIONAL))
      {
        for (guint i = 0; i < amends_json_reader_get_count (reader); i++)
          if (amends_json_reader_at (reader, i))
            {
              read_phrase (self, reader, offset + list);
              amends_json_reader_leave (reader);
            }
        amends_json_reader_leave (reader);
      }
  amends_json_reader_leave (reader);
}

static void
read_words (AmendsGate *self, AmendsJsonReader *reader)
{
  if (!amends_json_reader_enter_object (reader, "words", AMENDS_JSON_OPTIONAL))
    return;
  for (guint i = 0; i < AMENDS_GATE_N_WORDS; i++)
    {
      g_auto (GStrv) words =
          amends_json_reader_dup_strv (reader, word_names[i], AMENDS_JSON_OPTIONAL);

      for (guint j = 0; words && words[j]; j++)
        g_ptr_array_add (self->words[i], g_strdup (words[j]));
    }
  /* Days and months are named by their number. */
  if (self->words[AMENDS_GATE_WORDS_WEEKDAY]->len != 7 ||
      self->words[AMENDS_GATE_WORDS_MONTH]->len != 12)
    amends_json_reader_fail (reader, "weekday", AMENDS_INPUT_ERROR_VALUE,
                             _ ("There must be seven days and twelve months, in order."));
  amends_json_reader_leave (reader);
}

static void
read_messages (AmendsGate *self, AmendsJsonReader *reader, const char *language)
{
  g_autoptr (GPtrArray) names = NULL;

  if (!amends_json_reader_enter_object (reader, "messages", AMENDS_JSON_REQUIRED))
    return;
  names = amends_json_reader_list_members (reader);
  for (guint i = 0; i < names->len; i++)
    if (amends_json_reader_enter_object (reader, names->pdata[i], AMENDS_JSON_REQUIRED))
      {
        AmendsGateMessage *message = g_new0 (AmendsGateMessage, 1);

        message->title = amends_json_reader_dup_string (reader, "title", AMENDS_JSON_REQUIRED);
        message->message = amends_json_reader_dup_string (reader, "message", AMENDS_JSON_REQUIRED);
        message->fix = amends_json_reader_dup_string (reader, "fix", AMENDS_JSON_REQUIRED);
        g_hash_table_insert (
            self->messages, g_strdup_printf ("%s/%s", language, (char *) names->pdata[i]), message);
        amends_json_reader_leave (reader);
      }
  for (guint i = 0; i < AMENDS_GATE_N_RULES; i++)
    if (!amends_json_reader_has (reader, rule_names[i]))
      amends_json_reader_fail (reader, NULL, AMENDS_INPUT_ERROR_MISSING,
                               /* Translators: %s is the identifier of a rule of the send gate. */
                               _ ("The messages of the rule “%s” are missing."), rule_names[i]);
  amends_json_reader_leave (reader);
}

static void
read_roles (AmendsGate *self, AmendsJsonReader *reader, const char *language)
{
  g_autoptr (GPtrArray) names = NULL;

  if (!amends_json_reader_enter_object (reader, "roles", AMENDS_JSON_REQUIRED))
    return;
  names = amends_json_reader_list_members (reader);
  for (guint i = 0; i < names->len; i++)
    {
      int role;

      if (!amends_enum_from_nick (amends_role_get_type (), names->pdata[i], &role))
        amends_json_reader_fail (reader, names->pdata[i], AMENDS_INPUT_ERROR_VALUE,
                                 /* Translators: %s is the identifier of a role. */
                                 _ ("There is no role “%s”."), (char *) names->pdata[i]);
      g_hash_table_insert (
          self->roles, g_strdup_printf ("%s/%s", language, (char *) names->pdata[i]),
          amends_json_reader_dup_string (reader, names->pdata[i], AMENDS_JSON_REQUIRED));
    }
  amends_json_reader_leave (reader);
}

static void
read_numbers (AmendsGate *self, AmendsJsonReader *reader)
{
  g_autoptr (GPtrArray) names = NULL;

  if (!amends_json_reader_enter_object (reader, "numbers", AMENDS_JSON_REQUIRED))
    return;
  names = amends_json_reader_list_members (reader);
  for (guint i = 0; i < names->len; i++)
    g_hash_table_insert (self->numbers, g_strdup (names->pdata[i]),
                         GINT_TO_POINTER (amends_json_reader_get_int (
                             reader, names->pdata[i], AMENDS_JSON_REQUIRED, 0, 1000, 0)));
  amends_json_reader_leave (reader);
}

static gboolean
read_language (AmendsGate *self, AmendsPlaybook *playbook, const char *language, GError **error)
{
  g_autofree char *file = g_strdup_printf ("phrases/%s/gate", language);
  g_autoptr (AmendsJsonReader) reader = amends_playbook_read (playbook, file, error);

  if (reader == NULL)
    return FALSE;
  read_lists (self, reader, "phrases", 0);
  read_lists (self, reader, "except", AMENDS_GATE_N_LISTS);
  read_words (self, reader);
  read_messages (self, reader, language);
  read_roles (self, reader, language);
  read_numbers (self, reader);
  if (amends_json_reader_enter_object (reader, "sentences", AMENDS_JSON_REQUIRED))
    {
      static const char *const names[] = { "next-update", "time-today", "time-other", "by-time",
                                           "commitment-overdue" };

      for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
        g_hash_table_insert (self->sentences, g_strdup_printf ("%s/%s", language, names[i]),
                             amends_json_reader_dup_string (reader, names[i],
                                                            AMENDS_JSON_REQUIRED));
      amends_json_reader_leave (reader);
    }
  return amends_json_reader_finish (reader, NULL, error);
}

gboolean
amends_gate_load (AmendsGate *self, AmendsPlaybook *playbook, GError **error)
{
  return read_settings (self, playbook, error) && read_language (self, playbook, "en", error) &&
         read_language (self, playbook, "zh-CN", error);
}
