/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-playbook.h"
#include "amends-template.h"

G_BEGIN_DECLS

/**
 * AmendsDebrieferLanguage:
 * phrases/LANGUAGE/debrief.json, compiled. Immutable, thread-safe.
 */
typedef struct _AmendsDebrieferLanguage AmendsDebrieferLanguage;

/* Returns: (transfer full): or NULL with AMENDS_INPUT_ERROR naming what is wrong. */
AmendsDebrieferLanguage *
amends_debriefer_language_load (AmendsPlaybook *playbook, const char *language, GError **error);
void amends_debriefer_language_free (AmendsDebrieferLanguage *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmendsDebrieferLanguage, amends_debriefer_language_free)

/* (nullable) (transfer none): the text that phrases/LANGUAGE/debrief.json has under "texts". */
AmendsTemplate *amends_debriefer_language_get_text (AmendsDebrieferLanguage *self,
                                                    const char *name);
AmendsTemplateWords *amends_debriefer_language_get_words (AmendsDebrieferLanguage *self);
/* (nullable) (array zero-terminated=1): see amends_debriefer_facts_new(). */
const char *const *amends_debriefer_language_get_clause_words (AmendsDebrieferLanguage *self);

/* (transfer full): the text as plain prose on one line; "" if it has nothing to say. */
char *amends_debriefer_language_say (AmendsDebrieferLanguage *self,
                                     const char *name,
                                     AmendsFacts *facts,
                                     AmendsInstant now,
                                     GTimeZone *zone);

G_END_DECLS
