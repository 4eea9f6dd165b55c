/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-account.h"
#include "amends-classification.h"
#include "amends-contact.h"
#include "amends-escalation.h"
#include "amends-lexicon.h"
#include "amends-playbook.h"

G_BEGIN_DECLS

/**
 * AmendsClassifier:
 * Judges what a customer wrote, with every reason. The phrases are in phrases/LANGUAGE/lexicon.json
 * of the playbook, weights, thresholds, boosts and the wording of reasons in classify.json.
 * Immutable; may be used from any thread, by several at once.
 */
#define AMENDS_TYPE_CLASSIFIER (amends_classifier_get_type ())
G_DECLARE_FINAL_TYPE (AmendsClassifier, amends_classifier, AMENDS, CLASSIFIER, GObject)

/**
 * AmendsClassifierInput:
 * @subject: (nullable): weighs in, but offsets never point into it
 * @statement: (nullable): the customer's words, with or without quoted history and signature
 * @account: (nullable): facts of the account
 * @contact: (nullable): who wrote
 * @escalation: (nullable): what the intake knows: impact, users affected, workaround, emotion…
 * @now: for the days to the renewal; AMENDS_INSTANT_NONE leaves the renewal out
 * @time_zone: (nullable): in which the day of @now is meant; NULL is UTC
 * @language: (nullable): of the reasons and questions, "en" or "zh-CN"; NULL is English
 *
 * Nothing is kept after the call.
 */
typedef struct
{
  const char *subject;
  const char *statement;
  AmendsAccount *account;
  AmendsContact *contact;
  AmendsEscalation *escalation;
  AmendsInstant now;
  GTimeZone *time_zone;
  const char *language;
} AmendsClassifierInput;

/**
 * amends_classifier_new:
 * Compiles the phrases and rules of @playbook; about a tenth of a second.
 *
 * Returns: (transfer full): the classifier, or NULL with AMENDS_INPUT_ERROR (file, line, field)
 */
AmendsClassifier *amends_classifier_new (AmendsPlaybook *playbook, GError **error);

/**
 * amends_classifier_classify:
 * Never fails: of too little to go on it says so by a low confidence and questions to ask.
 *
 * Returns: (transfer full): the result, with rules and signals in order of importance
 */
AmendsClassification *amends_classifier_classify (AmendsClassifier *self,
                                                  const AmendsClassifierInput *input);

/* Whether a job title in English or Chinese is that of an executive. NULL is none. */
gboolean amends_classifier_is_executive_title (AmendsClassifier *self, const char *title);
/* As above for a contact, whose correction by hand comes first. */
gboolean amends_classifier_is_executive (AmendsClassifier *self, AmendsContact *contact);

/* (transfer none): the compiled phrases, for recognising and for the tests. */
const AmendsLexicon *amends_classifier_get_lexicon (AmendsClassifier *self);

G_END_DECLS
