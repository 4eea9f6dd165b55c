/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-facts.h"
#include "amends-playbook.h"

G_BEGIN_DECLS

/**
 * AmendsPlanMessage:
 * What an answer has to take up from the customer's own words: that it is not the first time, and
 * what they ask outright. The patterns of all languages, phrases/LANGUAGE/message.json. Immutable,
 * thread-safe.
 */
typedef struct _AmendsPlanMessage AmendsPlanMessage;

/* Returns: (transfer full): or NULL with AMENDS_INPUT_ERROR (file, line, field). */
AmendsPlanMessage *amends_plan_message_load (AmendsPlaybook *playbook, GError **error);
void amends_plan_message_free (AmendsPlanMessage *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmendsPlanMessage, amends_plan_message_free)

/**
 * amends_plan_message_read:
 * @title: (nullable): the matter in one line
 * @statement: (nullable): what the customer wrote
 * @language: of the texts that @facts are for
 *
 * Sets "again.happened" or "again.asked" ("the third time in five weeks"), or "again.said" when the
 * message is not in @language; and what they want and do not want: "asked", "asks.count",
 * "asks.numbered", "forbids" and "forbidden", see amends_plan_points_set_facts().
 */
void amends_plan_message_read (AmendsPlanMessage *self,
                               AmendsFacts *facts,
                               const char *title,
                               const char *statement,
                               const char *language);

/* Sets "answer" of each in "asked" that @facts answer for certain, once they are all known. */
void amends_plan_message_set_answers (AmendsPlanMessage *self, AmendsFacts *facts);

/* (transfer full): what the writer of @statement says now, without quoted history and signature. */
char *amends_plan_message_get_own_words (const char *statement);
/* Whether @text stands for itself: not cut off, and not broken off in the middle of a sentence. */
gboolean amends_plan_message_is_whole (AmendsPlanMessage *self, const char *text);
/* Whether @text says that it is not the first time. */
gboolean amends_plan_message_says_again (AmendsPlanMessage *self, const char *text);
/* Whether @text means another day when it is read on another day ("yesterday"). */
gboolean amends_plan_message_is_relative (AmendsPlanMessage *self, const char *text);

G_END_DECLS
