/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-facts.h"
#include "amends-playbook.h"

G_BEGIN_DECLS

/**
 * AmendsTemplateWords:
 * How a language says times, numbers and lists, the questions that a missing fact raises, and the
 * short texts of the plan: phrases/LANGUAGE/words.json of a playbook. Immutable, thread-safe.
 */
typedef struct _AmendsTemplateWords AmendsTemplateWords;

/* Returns: (transfer full): the words, or NULL with AMENDS_INPUT_ERROR. */
AmendsTemplateWords *
amends_template_words_load (AmendsPlaybook *playbook, const char *language, GError **error);
AmendsTemplateWords *amends_template_words_ref (AmendsTemplateWords *self);
void amends_template_words_unref (AmendsTemplateWords *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmendsTemplateWords, amends_template_words_unref)

const char *amends_template_words_get_language (AmendsTemplateWords *self);
/* (nullable): what to ask the CSM when the fact at @path is not known. */
const char *amends_template_words_get_question (AmendsTemplateWords *self, const char *path);
/* (nullable): the template text at "texts" → dotted @path; items of arrays are "path.0", "path.1".
 */
const char *amends_template_words_get_text (AmendsTemplateWords *self, const char *path);
/* (transfer container) (element-type utf8): all paths under "texts", sorted. */
GPtrArray *amends_template_words_list_texts (AmendsTemplateWords *self);
/* What stands between two sentences: " " or nothing. */
const char *amends_template_words_get_joiner (AmendsTemplateWords *self);

/* How a moment is put; each is a table of patterns in words.json. */
typedef enum
{
  AMENDS_MOMENT_AT,    /* "today at 17:30" */
  AMENDS_MOMENT_BY,    /* "by 17:30 today" */
  AMENDS_MOMENT_SHORT, /* "Wed 10:00" */
  AMENDS_MOMENT_DAY,   /* "today", "on Wednesday" */
  AMENDS_MOMENT_SINCE, /* "06:40 today" */
} AmendsMoment;

/* Whose time it is, said where readers and writers live in different zones. */
typedef enum
{
  AMENDS_ZONE_UNSAID,
  AMENDS_ZONE_YOURS, /* "your time" */
  AMENDS_ZONE_OURS,  /* "our time" */
} AmendsZoneName;

/**
 * amends_template_words_format_moment:
 * @zone: in which the reader lives
 * @whose: what is said of the zone
 *
 * Returns: (transfer full): relative to the day of @now in @zone
 */
char *amends_template_words_format_moment (AmendsTemplateWords *self,
                                           AmendsMoment moment,
                                           AmendsInstant at,
                                           AmendsInstant now,
                                           GTimeZone *zone,
                                           AmendsZoneName whose);
/* (transfer full): "24 April", with the year when it is not that of @now. */
char *amends_template_words_format_date (AmendsTemplateWords *self,
                                         const GDate *date,
                                         AmendsInstant now,
                                         GTimeZone *zone);
/* (transfer full): "45 minutes", "4 hours", "2 days". */
char *amends_template_words_format_duration (AmendsTemplateWords *self, gint64 minutes);
/* (transfer full): "a, b and c". */
char *amends_template_words_format_list (AmendsTemplateWords *self, char **items);
/* (transfer full): with the quotation marks of the language. */
char *amends_template_words_quote (AmendsTemplateWords *self, const char *text);
/* (transfer full): with the thousands separator of both languages. */
char *amends_template_words_format_number (AmendsTemplateWords *self, gint64 number);

G_END_DECLS
