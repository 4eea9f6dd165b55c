/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads one interaction of an account: tone, signs, whether it asks for an answer. */

#include "config.h"

#include "amends-account-reader.h"

#include "amends-plan-message.h"
#include "amends-text.h"
#include "amends-wording.h"

#include <math.h>
#include <string.h>

/* What a row shows. */
#define QUOTE_LENGTH 140
#define GIST_LENGTH 80
/* A word for a judgement that no phrase of the lexicon made. */
#define CHURN_KIND "churn"
/* From so sure on, leaving is said outright, whatever the words. */
#define CHURN_SURE 0.75
/* But not by someone who is content. */
#define CHURN_CALM 0.2

/* FNV-1a: only equal texts have to be told from others. */
static guint64
digest (const char *text)
{
  guint64 hash = G_GUINT64_CONSTANT (0xcbf29ce484222325);

  for (const char *p = text; *p != '\0'; p++)
    if (!g_ascii_isspace (*p))
      hash = (hash ^ (guchar) *p) * G_GUINT64_CONSTANT (0x100000001b3);
  return hash != 0 ? hash : 1;
}

/* (transfer full) (nullable): folded, with a line feed around each. */
static char *
fold_people (char **people)
{
  GString *out;

  if (people == NULL || people[0] == NULL)
    return NULL;
  out = g_string_new ("\n");
  for (guint i = 0; people[i] != NULL; i++)
    {
      g_autofree char *folded = amends_text_fold (people[i]);

      g_string_append_printf (out, "%s\n", g_strstrip (folded));
    }
  return g_string_free (out, FALSE);
}

/* (transfer full): the sentence around the words, in one line. */
static char *
dup_quote (const char *text, guint start, guint end)
{
  g_autoptr (GArray) sentences = amends_text_split_sentences (text);
  const char *from = g_utf8_offset_to_pointer (text, start);
  gsize at = (gsize) (from - text);
  g_autofree char *sentence = NULL;

  for (guint i = 0; i < sentences->len; i++)
    {
      const AmendsSpan *span = &g_array_index (sentences, AmendsSpan, i);

      if (at < span->start || at >= span->end)
        continue;
      sentence = g_strndup (text + span->start, span->end - span->start);
      if (g_utf8_strlen (sentence, -1) <= QUOTE_LENGTH)
        return amends_text_one_line (sentence, QUOTE_LENGTH);
      break;
    }
  g_free (sentence);
  sentence = g_utf8_substring (text, start, end);
  return amends_text_one_line (sentence, QUOTE_LENGTH);
}

static void
take_hits (AmendsReading *reading,
           AmendsClassification *result,
           AmendsRiskRules *rules,
           const char *text)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (result->signals));
  gboolean outright = FALSE;

  reading->hits = g_new0 (AmendsReadingHit, MAX (n, 1));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AmendsSignal) signal = g_list_model_get_item (G_LIST_MODEL (result->signals), i);
      const char *kind = g_intern_string (signal->kind);
      const AmendsRiskSign *sign;
      AmendsReadingHit *hit;

      if (g_str_equal (kind, "churn-indirect") && result->churn &&
          result->churn_score >= CHURN_SURE && result->sentiment <= CHURN_CALM && !outright)
        kind = g_intern_static_string (CHURN_KIND);
      sign = amends_risk_rules_find_word (rules, kind);
      if (sign == NULL || signal->start < 0 || signal->end <= signal->start)
        continue;
      outright = outright || sign->direct;
      hit = &reading->hits[reading->n_hits++];
      hit->kind = kind;
      hit->start = (guint) signal->start;
      hit->end = (guint) signal->end;
      hit->strength = CLAMP (signal->strength, 0, 1);
      hit->quote = dup_quote (text, hit->start, hit->end);
    }
}

static gboolean
has_question (const char *text)
{
  return strchr (text, '?') != NULL || strstr (text, "？") != NULL || strstr (text, "吗") != NULL;
}

static void
judge (AmendsReading *reading,
       AmendsClassifier *classifier,
       AmendsRiskRules *rules,
       AmendsInteraction *interaction,
       const char *text,
       const char *own)
{
  const AmendsClassifierInput input = { .subject = interaction->subject, .statement = text };
  g_autoptr (AmendsClassification) result = amends_classifier_classify (classifier, &input);
  double negative = MAX (-result->sentiment, MAX (result->anger, result->complaint * 0.85));

  take_hits (reading, result, rules, text);
  reading->asks = interaction->kind != AMENDS_INTERACTION_SURVEY &&
                  (has_question (own) || interaction->kind == AMENDS_INTERACTION_TICKET ||
                   interaction->kind == AMENDS_INTERACTION_COMPLAINT || result->complaint >= 0.5);
  /* What we noted ourselves is no tone of theirs. */
  if (interaction->direction == AMENDS_DIRECTION_INTERNAL)
    return;
  reading->sentiment = CLAMP (result->sentiment, -1, 1);
  reading->negative = CLAMP (negative, 0, 1);
}

static gboolean
is_template (AmendsRiskRules *rules, const char *own)
{
  g_autofree char *folded = amends_text_fold (own);
  const char *const *phrases = amends_risk_rules_get_boilerplate (rules);

  for (guint i = 0; phrases[i] != NULL; i++)
    if (strstr (folded, phrases[i]) != NULL)
      return TRUE;
  return FALSE;
}

static char *
dup_gist (AmendsInteraction *interaction, const char *own)
{
  g_autofree char *subject = amends_wording_bare_subject (interaction->subject);

  if (subject != NULL && *g_strstrip (subject) != '\0')
    return amends_text_one_line (subject, GIST_LENGTH);
  return own != NULL ? amends_wording_first_sentence (own, GIST_LENGTH) : NULL;
}

AmendsReading *
amends_account_read_interaction (AmendsClassifier *classifier,
                                 AmendsRiskRules *rules,
                                 AmendsInteraction *interaction)
{
  AmendsReading *reading = amends_reading_new ();
  gboolean titled = interaction->text == NULL || *interaction->text == '\0';
  const char *text = titled ? interaction->subject : interaction->text;
  g_autofree char *own = NULL;

  reading->id = g_strdup (interaction->id);
  reading->account_id = g_strdup (interaction->account_id);
  reading->contact_id = g_strdup (interaction->contact_id);
  reading->people = fold_people (interaction->people);
  reading->kind = interaction->kind;
  reading->at = interaction->at;
  reading->closed_at = interaction->closed_at;
  reading->direction = interaction->direction;
  reading->priority = interaction->priority;
  reading->csat =
      interaction->csat >= 0 && interaction->csat <= 100 ? interaction->csat : AMENDS_UNKNOWN;
  reading->nps =
      interaction->nps >= 0 && interaction->nps <= 10 ? interaction->nps : AMENDS_UNKNOWN;
  if (text != NULL && *text != '\0')
    own = amends_plan_message_get_own_words (text);
  reading->gist = dup_gist (interaction, own);
  if (own == NULL || *g_strstrip (own) == '\0')
    {
      reading->asks = interaction->kind == AMENDS_INTERACTION_TICKET;
      return reading;
    }
  reading->length = (guint) g_utf8_strlen (own, -1);
  reading->digest = digest (own);
  if (interaction->direction == AMENDS_DIRECTION_OUTBOUND)
    reading->template_ = is_template (rules, own);
  else
    judge (reading, classifier, rules, interaction, text, own);
  /* Places are those in the text; a subject has none. */
  for (guint i = 0; titled && i < reading->n_hits; i++)
    reading->hits[i].start = reading->hits[i].end = 0;
  return reading;
}
