/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a debrief can say from the records alone, and what it still lacks. */

#include "config.h"

#include "amends-debriefer.h"

#include "amends-debriefer-facts.h"
#include "amends-debriefer-language.h"
#include "amends-debriefer-rules.h"
#include "amends-input-error.h"
#include "amends-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _AmendsDebriefer
{
  GObject parent_instance;

  AmendsDebrieferRules *rules; /* (owned) */
  GHashTable *languages;       /* (owned): name to AmendsDebrieferLanguage */
};

G_DEFINE_FINAL_TYPE (AmendsDebriefer, amends_debriefer, G_TYPE_OBJECT)

/* Texts that the code itself asks for. */
static const char *const needed_texts[] = {
  "missing.summary",     "missing.summary-count", "missing.timeline",    "missing.went-well",
  "missing.differently", "missing.cause",         "missing.reaction",    "missing.relationship",
  "missing.change",      "missing.change-owner",  "missing.change-due",  "missing.change-both",
  "missing.reach",       "missing.outcome",       "missing.outcome-arr",
};

/* What is being written about, and for whom. */
typedef struct
{
  AmendsDebriefer *self;
  AmendsDebrieferLanguage *language;
  AmendsCase *case_;
  AmendsInstant now;
  GTimeZone *zone;
} Setting;

static void
amends_debriefer_finalize (GObject *object)
{
  AmendsDebriefer *self = AMENDS_DEBRIEFER (object);

  amends_debriefer_rules_free (self->rules);
  g_clear_pointer (&self->languages, g_hash_table_unref);

  G_OBJECT_CLASS (amends_debriefer_parent_class)->finalize (object);
}

static void
amends_debriefer_class_init (AmendsDebrieferClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = amends_debriefer_finalize;
}

static void
amends_debriefer_init (AmendsDebriefer *self)
{
  self->languages = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                           (GDestroyNotify) amends_debriefer_language_free);
}

/* --- Loading --------------------------------------------------------------------------------- */

static gboolean
require_text (AmendsDebrieferLanguage *language,
              const char *name,
              const char *where,
              GError **error)
{
  if (amends_debriefer_language_get_text (language, name))
    return TRUE;
  amends_input_error_set (error, AMENDS_INPUT_ERROR_MISSING, where, 0, "texts",
                          /* Translators: %s is the name of a text in a playbook. */
                          _ ("the text “%s” is missing"), name);
  return FALSE;
}

static gboolean
check_texts (AmendsDebriefer *self,
             AmendsDebrieferLanguage *language,
             const char *where,
             GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (needed_texts); i++)
    if (!require_text (language, needed_texts[i], where, error))
      return FALSE;
  for (guint i = 0; i < self->rules->summary_sentences; i++)
    {
      g_autofree char *name = g_strdup_printf ("summary.%u", i + 1);

      if (!require_text (language, name, where, error))
        return FALSE;
    }
  for (guint section = 0; section < AMENDS_N_SECTIONS; section++)
    for (guint i = 0; i < self->rules->rules[section]->len; i++)
      {
        AmendsDebriefRule *rule = g_ptr_array_index (self->rules->rules[section], i);

        if (!require_text (language, rule->text, where, error))
          return FALSE;
      }
  return TRUE;
}

AmendsDebriefer *
amends_debriefer_new (AmendsPlaybook *playbook, GError **error)
{
  g_autoptr (AmendsDebriefer) self = g_object_new (AMENDS_TYPE_DEBRIEFER, NULL);
  static const char *const languages[] = { "en", "zh-CN" };

  self->rules = amends_debriefer_rules_load (playbook, error);
  if (self->rules == NULL)
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      g_autofree char *where = g_strdup_printf ("phrases/%s/debrief.json", languages[i]);
      AmendsDebrieferLanguage *language =
          amends_debriefer_language_load (playbook, languages[i], error);

      if (language == NULL)
        return NULL;
      g_hash_table_insert (self->languages, g_strdup (languages[i]), language);
      if (!check_texts (self, language, where, error))
        return NULL;
    }
  return g_steal_pointer (&self);
}

static AmendsDebrieferLanguage *
find_language (AmendsDebriefer *self, const char *language)
{
  AmendsDebrieferLanguage *found =
      language ? g_hash_table_lookup (self->languages, language) : NULL;

  if (found == NULL && language && g_str_has_prefix (language, "zh"))
    found = g_hash_table_lookup (self->languages, "zh-CN");
  return found ? found : g_hash_table_lookup (self->languages, "en");
}

/* --- Sentences ------------------------------------------------------------------------------- */

static guint
count_sentences (const char *text)
{
  g_autoptr (GArray) sentences = amends_text_split_sentences (text ? text : "");

  return sentences->len;
}

static gboolean
is_filled (const char *text)
{
  for (const char *p = text; p != NULL && *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_isspace (g_utf8_get_char (p)))
      return TRUE;
  return FALSE;
}

static AmendsFacts *
find_fact (const char *path, gpointer data)
{
  return amends_facts_get (data, path);
}

static void
add_sentence (Setting *setting, AmendsFacts *facts, AmendsDebriefRule *rule, GPtrArray *sentences)
{
  char *text;

  if (rule->when && !amends_template_condition_holds (rule->when, find_fact, facts))
    return;
  text = amends_debriefer_language_say (setting->language, rule->text, facts, setting->now,
                                        setting->zone);
  if (*text != '\0')
    g_ptr_array_add (sentences, text);
  else
    g_free (text);
}

/* (transfer full) (element-type utf8): what the records bear out for @section. */
static GPtrArray *
list_sentences (Setting *setting, AmendsDebriefSection section)
{
  AmendsDebrieferRules *rules = setting->self->rules;
  GPtrArray *sentences = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (AmendsFacts) facts =
      amends_debriefer_facts_new (setting->case_, setting->now, AMENDS_DEBRIEFER_WORDING_FULL,
                                  amends_debriefer_language_get_clause_words (setting->language));

  for (guint i = 0; i < rules->rules[section]->len; i++)
    {
      AmendsDebriefRule *rule = g_ptr_array_index (rules->rules[section], i);
      AmendsFacts *list = rule->each ? amends_facts_get (facts, rule->each) : NULL;

      if (rule->each == NULL)
        add_sentence (setting, facts, rule, sentences);
      for (guint k = 0; list && k < amends_facts_get_count (list); k++)
        {
          amends_facts_set (facts, "item", amends_facts_get_item (list, k));
          add_sentence (setting, facts, rule, sentences);
        }
    }
  if (sentences->len > rules->most_suggestions)
    g_ptr_array_set_size (sentences, (int) rules->most_suggestions);
  return sentences;
}

static char *
join_sentences (Setting *setting, GPtrArray *sentences)
{
  const char *joiner =
      amends_template_words_get_joiner (amends_debriefer_language_get_words (setting->language));
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < sentences->len; i++)
    {
      if (i > 0)
        g_string_append (text, joiner);
      g_string_append (text, g_ptr_array_index (sentences, i));
    }
  return g_string_free (text, FALSE);
}

/* (transfer full) (element-type utf8): the sentences of the summary, each of them one; NULL if the
 * wording of the records does not let them be. */
static GPtrArray *
say_summary (Setting *setting, AmendsDebriefWording wording)
{
  guint n = setting->self->rules->summary_sentences;
  g_autoptr (GPtrArray) sentences = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *whole = NULL;
  g_autoptr (AmendsFacts) facts =
      amends_debriefer_facts_new (setting->case_, setting->now, wording,
                                  amends_debriefer_language_get_clause_words (setting->language));

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = g_strdup_printf ("summary.%u", i + 1);
      char *sentence = amends_debriefer_language_say (setting->language, name, facts, setting->now,
                                                      setting->zone);

      g_ptr_array_add (sentences, sentence);
      if (count_sentences (sentence) != 1)
        return NULL;
    }
  whole = join_sentences (setting, sentences);
  return count_sentences (whole) == n ? g_steal_pointer (&sentences) : NULL;
}

static GPtrArray *
list_summary (Setting *setting)
{
  for (int wording = AMENDS_DEBRIEFER_WORDING_FULL; wording <= AMENDS_DEBRIEFER_WORDING_SAFE;
       wording++)
    {
      GPtrArray *sentences = say_summary (setting, wording);

      if (sentences)
        return sentences;
    }
  return g_ptr_array_new_with_free_func (g_free);
}

GPtrArray *
amends_debriefer_suggest (AmendsDebriefer *self,
                          AmendsCase *case_,
                          AmendsDebriefSection section,
                          AmendsInstant now,
                          GTimeZone *zone,
                          const char *language)
{
  Setting setting = { self, NULL, case_, now, zone };

  g_return_val_if_fail (AMENDS_IS_DEBRIEFER (self), NULL);
  g_return_val_if_fail (section < AMENDS_N_SECTIONS, NULL);

  setting.language = find_language (self, language);
  return section == AMENDS_SECTION_SUMMARY ? list_summary (&setting)
                                           : list_sentences (&setting, section);
}

/* --- Filling in ------------------------------------------------------------------------------ */

static const char *
get_field (AmendsDebriefSection section)
{
  switch (section)
    {
    case AMENDS_SECTION_SUMMARY:
      return "summary";
    case AMENDS_SECTION_WENT_WELL:
      return "went-well";
    case AMENDS_SECTION_DIFFERENTLY:
      return "differently";
    case AMENDS_SECTION_REACTION:
      return "reaction";
    case AMENDS_SECTION_REACH:
      return "reach";
    case AMENDS_SECTION_OUTCOME:
      return "outcome";
    default:
      return NULL;
    }
}

static void
fill_from_records (AmendsDebrief *debrief, AmendsEscalation *escalation)
{
  if (!is_filled (debrief->root_cause) && is_filled (escalation->root_cause))
    amends_record_set (debrief, "root-cause", escalation->root_cause, NULL);
  if ((debrief->factors == NULL || debrief->factors[0] == NULL) && escalation->factors)
    amends_record_set (debrief, "factors", escalation->factors, NULL);
  if (debrief->relationship == AMENDS_RELATIONSHIP_UNKNOWN)
    amends_record_set (debrief, "relationship", escalation->relationship, NULL);
  if (!is_filled (debrief->outcome) && is_filled (escalation->outcome))
    amends_record_set (debrief, "outcome", escalation->outcome, NULL);
}

static void
fill_section (Setting *setting, AmendsDebrief *debrief, AmendsDebriefSection section)
{
  const char *field = get_field (section);
  g_autofree char *written = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GPtrArray) sentences = NULL;

  if (field == NULL || (setting->self->rules->prefilled & (1u << section)) == 0)
    return;
  /* Only what other cases show is worth writing down unasked; that it may be so is a suggestion. */
  if (section == AMENDS_SECTION_REACH &&
      (setting->case_->look_back == NULL || !setting->case_->look_back->systemic))
    return;
  g_object_get (debrief, field, &written, NULL);
  if (is_filled (written))
    return;
  sentences = section == AMENDS_SECTION_SUMMARY ? list_summary (setting)
                                                : list_sentences (setting, section);
  text = join_sentences (setting, sentences);
  if (*text != '\0')
    amends_record_set (debrief, field, text, NULL);
}

AmendsDebrief *
amends_debriefer_prepare (AmendsDebriefer *self,
                          AmendsCase *case_,
                          AmendsInstant now,
                          GTimeZone *zone,
                          const char *language)
{
  Setting setting = { self, NULL, case_, now, zone };
  AmendsDebrief *debrief;

  g_return_val_if_fail (AMENDS_IS_DEBRIEFER (self), NULL);
  g_return_val_if_fail (AMENDS_IS_CASE (case_), NULL);

  setting.language = find_language (self, language);
  if (case_->debrief)
    debrief = amends_record_copy (case_->debrief);
  else
    {
      debrief = amends_record_new (AMENDS_TYPE_DEBRIEF);
      amends_record_set (debrief, "escalation-id", case_->escalation->id, "sample",
                         case_->escalation->sample, NULL);
    }
  fill_from_records (debrief, case_->escalation);
  for (guint section = 0; section < AMENDS_N_SECTIONS; section++)
    fill_section (&setting, debrief, section);
  return debrief;
}

/* --- Rating ---------------------------------------------------------------------------------- */

void
amends_completeness_clear (AmendsCompleteness *self)
{
  for (guint i = 0; i < AMENDS_N_SECTIONS; i++)
    g_free (self->missing[i]);
  memset (self, 0, sizeof *self);
}

static const char *
find_missing_in_change (AmendsDebrief *debrief)
{
  GDate date = { 0 };
  gboolean owner = is_filled (debrief->change_owner);
  gboolean due = debrief->change_due && amends_date_parse (debrief->change_due, &date, NULL);

  if (!is_filled (debrief->change_text))
    return "missing.change";
  if (!owner && !due)
    return "missing.change-both";
  if (!owner)
    return "missing.change-owner";
  return due ? NULL : "missing.change-due";
}

/* The name of the text that says what @section lacks; NULL if nothing. */
static const char *
find_missing (AmendsDebriefer *self,
              AmendsCase *case_,
              AmendsDebrief *debrief,
              AmendsDebriefSection section)
{
  switch (section)
    {
    case AMENDS_SECTION_SUMMARY:
      if (!is_filled (debrief->summary))
        return "missing.summary";
      return count_sentences (debrief->summary) == self->rules->summary_sentences
                 ? NULL
                 : "missing.summary-count";
    case AMENDS_SECTION_TIMELINE:
      return g_list_model_get_n_items (G_LIST_MODEL (case_->events)) +
                         g_list_model_get_n_items (G_LIST_MODEL (case_->messages)) >
                     0
                 ? NULL
                 : "missing.timeline";
    case AMENDS_SECTION_WENT_WELL:
      return is_filled (debrief->went_well) ? NULL : "missing.went-well";
    case AMENDS_SECTION_DIFFERENTLY:
      return is_filled (debrief->differently) ? NULL : "missing.differently";
    case AMENDS_SECTION_CAUSE:
      return is_filled (debrief->root_cause) ? NULL : "missing.cause";
    case AMENDS_SECTION_REACTION:
      if (!is_filled (debrief->reaction))
        return "missing.reaction";
      return debrief->relationship != AMENDS_RELATIONSHIP_UNKNOWN ||
                     is_filled (debrief->relationship_text)
                 ? NULL
                 : "missing.relationship";
    case AMENDS_SECTION_CHANGE:
      return find_missing_in_change (debrief);
    case AMENDS_SECTION_REACH:
      return is_filled (debrief->reach) ? NULL : "missing.reach";
    case AMENDS_SECTION_OUTCOME:
      if (!is_filled (debrief->outcome))
        return "missing.outcome";
      return debrief->arr_retained != AMENDS_MONEY_UNKNOWN ||
                     debrief->arr_lost != AMENDS_MONEY_UNKNOWN
                 ? NULL
                 : "missing.outcome-arr";
    case AMENDS_N_SECTIONS:
      break;
    }
  g_return_val_if_reached (NULL);
}

void
amends_debriefer_rate (AmendsDebriefer *self,
                       AmendsCase *case_,
                       AmendsDebrief *debrief,
                       AmendsInstant now,
                       const char *language,
                       AmendsCompleteness *completeness)
{
  AmendsDebrieferLanguage *words = find_language (self, language);
  g_autoptr (AmendsDebrief) empty = debrief ? NULL : amends_record_new (AMENDS_TYPE_DEBRIEF);
  g_autoptr (AmendsFacts) facts = amends_facts_new ();
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  guint demanded = self->rules->mandatory[case_->escalation->severity];
  /* Where nothing is asked for, the measure is the whole. */
  guint measured = demanded ? demanded : (1u << AMENDS_N_SECTIONS) - 1;
  guint wanted = 0, done = 0;

  amends_completeness_clear (completeness);
  if (debrief == NULL)
    debrief = empty;
  amends_facts_set_number (facts, "count", count_sentences (debrief->summary));

  for (guint section = 0; section < AMENDS_N_SECTIONS; section++)
    {
      const char *missing = find_missing (self, case_, debrief, section);

      completeness->complete[section] = missing == NULL;
      completeness->mandatory[section] = (demanded & (1u << section)) != 0;
      if (missing)
        completeness->missing[section] =
            amends_debriefer_language_say (words, missing, facts, now, utc);
      if ((measured & (1u << section)) == 0)
        continue;
      wanted++;
      done += missing == NULL;
    }
  completeness->percent = (int) (done * 100 / wanted);
}
