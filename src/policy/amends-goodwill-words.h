/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-goodwill-rules.h"

G_BEGIN_DECLS

/*
 * The words by which an approver's answer is read: "reply" of goodwill.json, and the signs of
 * currencies and multiples of gate.json. For #AmendsGoodwillRules alone.
 */
typedef struct _AmendsGoodwillWords AmendsGoodwillWords;

/* (transfer full): of the object that has "reply"; faults stick to @reader. */
AmendsGoodwillWords *amends_goodwill_words_read (AmendsJsonReader *reader);
/* Adds "currencies" and "multiples" of the object @reader stands on. */
void amends_goodwill_words_read_marks (AmendsGoodwillWords *self, AmendsJsonReader *reader);
void amends_goodwill_words_free (AmendsGoodwillWords *self);

/* As their namesakes of the rules. */
AmendsGoodwillAnswer
amends_goodwill_words_read_answer (AmendsGoodwillWords *self, const char *text, char **words);
gboolean amends_goodwill_words_is_month (AmendsGoodwillWords *self, const char *word);
const char *amends_goodwill_words_find_mark (AmendsGoodwillWords *self,
                                             const char *word,
                                             double *factor,
                                             gsize *length);

G_END_DECLS
