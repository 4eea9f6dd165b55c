/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads debrief.json. */

#include "config.h"

#include "amends-debriefer-rules.h"

#include "amends-debriefer-facts.h"
#include "amends-enum-types.h"
#include "amends-input-error.h"
#include "amends-labels.h"

#include <glib/gi18n-lib.h>

static const char *const section_nicks[] = {
  "summary",  "timeline", "went-well", "differently", "cause",
  "reaction", "change",   "reach",     "outcome",
};

G_STATIC_ASSERT (G_N_ELEMENTS (section_nicks) == AMENDS_N_SECTIONS);

const char *
amends_debrief_section_get_nick (AmendsDebriefSection section)
{
  return section < AMENDS_N_SECTIONS ? section_nicks[section] : NULL;
}

static void
rule_free (gpointer data)
{
  AmendsDebriefRule *rule = data;

  g_free (rule->text);
  g_free (rule->each);
  g_clear_pointer (&rule->when, amends_template_condition_free);
  g_free (rule);
}

void
amends_debriefer_rules_free (AmendsDebrieferRules *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < AMENDS_N_SECTIONS; i++)
    g_clear_pointer (&self->rules[i], g_ptr_array_unref);
  g_free (self);
}

/* The sections named in the list @member, as bits. */
static guint
read_sections (AmendsJsonReader *reader, const char *member, AmendsJsonNeed need)
{
  g_auto (GStrv) names = amends_json_reader_dup_strv (reader, member, need);
  guint bits = 0;

  for (guint i = 0; names && names[i]; i++)
    {
      guint section = 0;

      while (section < AMENDS_N_SECTIONS && !g_str_equal (section_nicks[section], names[i]))
        section++;
      if (section == AMENDS_N_SECTIONS)
        {
          g_autofree char *expected =
              g_strjoinv (", ", (char **) (const char *[]){
                                    section_nicks[0], section_nicks[1], section_nicks[2],
                                    section_nicks[3], section_nicks[4], section_nicks[5],
                                    section_nicks[6], section_nicks[7], section_nicks[8], NULL });

          amends_json_reader_fail (reader, member, AMENDS_INPUT_ERROR_VALUE,
                                   /* Translators: a name that was found, and a list of names. */
                                   _ ("“%s” is no section of a debrief; expected is one of %s"),
                                   names[i], expected);
          return bits;
        }
      bits |= 1u << section;
    }
  return bits;
}

static void
check_path (const char *path, gpointer data)
{
  AmendsJsonReader *reader = data;

  if (!amends_debriefer_facts_is_known (path))
    amends_json_reader_fail (reader, "when", AMENDS_INPUT_ERROR_NOT_FOUND,
                             /* Translators: %s is the name of a fact, such as account.name. */
                             _ ("there is no fact “%s” here"), path);
}

static AmendsDebriefRule *
read_rule (AmendsJsonReader *reader)
{
  AmendsDebriefRule *rule = g_new0 (AmendsDebriefRule, 1);
  g_autofree char *when = amends_json_reader_dup_string (reader, "when", AMENDS_JSON_OPTIONAL);
  g_autofree char *message = NULL;

  rule->text = amends_json_reader_dup_string (reader, "text", AMENDS_JSON_REQUIRED);
  rule->each = amends_json_reader_dup_string (reader, "each", AMENDS_JSON_OPTIONAL);
  if (rule->each && !amends_debriefer_facts_is_known (rule->each))
    amends_json_reader_fail (reader, "each", AMENDS_INPUT_ERROR_NOT_FOUND,
                             _ ("there is no fact “%s” here"), rule->each);
  if (when == NULL)
    return rule;
  rule->when = amends_template_condition_parse (when, &message);
  if (rule->when)
    amends_template_condition_foreach_path (rule->when, check_path, reader);
  else
    amends_json_reader_fail (reader, "when", AMENDS_INPUT_ERROR_SYNTAX, "%s", message);
  return rule;
}

static void
read_rules (AmendsDebrieferRules *self, AmendsJsonReader *reader)
{
  if (!amends_json_reader_enter_object (reader, "sentences", AMENDS_JSON_REQUIRED))
    return;
  for (guint section = 0; section < AMENDS_N_SECTIONS; section++)
    {
      guint n;

      if (!amends_json_reader_enter_array (reader, section_nicks[section], AMENDS_JSON_OPTIONAL))
        continue;
      n = amends_json_reader_get_count (reader);
      for (guint i = 0; i < n && amends_json_reader_at (reader, i); i++)
        {
          g_ptr_array_add (self->rules[section], read_rule (reader));
          amends_json_reader_leave (reader);
        }
      amends_json_reader_leave (reader);
    }
  amends_json_reader_leave (reader);
}

AmendsDebrieferRules *
amends_debriefer_rules_load (AmendsPlaybook *playbook, GError **error)
{
  g_autoptr (AmendsJsonReader) reader = amends_playbook_read (playbook, "debrief", error);
  g_autoptr (AmendsDebrieferRules) self = g_new0 (AmendsDebrieferRules, 1);

  if (reader == NULL)
    return NULL;
  for (guint i = 0; i < AMENDS_N_SECTIONS; i++)
    self->rules[i] = g_ptr_array_new_with_free_func (rule_free);

  self->summary_sentences = (guint) amends_json_reader_get_int (reader, "summary_sentences",
                                                                AMENDS_JSON_REQUIRED, 1, 10, 3);
  self->most_suggestions =
      (guint) amends_json_reader_get_int (reader, "suggestions", AMENDS_JSON_REQUIRED, 0, 20, 3);
  self->prefilled = read_sections (reader, "prefilled", AMENDS_JSON_OPTIONAL);
  if (amends_json_reader_enter_object (reader, "mandatory", AMENDS_JSON_REQUIRED))
    {
      for (int i = AMENDS_SEVERITY_LOW; i <= AMENDS_SEVERITY_CRITICAL; i++)
        self->mandatory[i] = read_sections (reader, amends_enum_get_nick (AMENDS_TYPE_SEVERITY, i),
                                            AMENDS_JSON_REQUIRED);
      amends_json_reader_leave (reader);
    }
  /* What no one has judged yet is asked for in full. */
  self->mandatory[AMENDS_SEVERITY_UNKNOWN] = self->mandatory[AMENDS_SEVERITY_CRITICAL];
  read_rules (self, reader);
  if (!amends_json_reader_finish (reader, NULL, error))
    return NULL;
  return g_steal_pointer (&self);
}
