/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-facts.h"

G_BEGIN_DECLS

/**
 * AmendsTemplateCondition:
 * What stands behind `{% if %}` and in the "when" of a plan rule:
 *
 *   path                     the fact is known, and not false or 0
 *   path == 'text'           also !=, and in ('a', 'b')
 *   path >= 3                also > < <= == !=; false when the number is not known
 *   not, and, or, ( )
 *
 * A comparison with a fact that is not known is false, but for != which is true. Immutable.
 */
typedef struct _AmendsTemplateCondition AmendsTemplateCondition;

/* Finds the fact at @path; (transfer none) (nullable). */
typedef AmendsFacts *(*AmendsFactsLookup) (const char *path, gpointer data);
typedef void (*AmendsPathFunc) (const char *path, gpointer data);

/* @message: (out): what is wrong, a sentence without the place. Returns: (transfer full). */
AmendsTemplateCondition *amends_template_condition_parse (const char *text, char **message);
void amends_template_condition_free (AmendsTemplateCondition *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmendsTemplateCondition, amends_template_condition_free)

gboolean amends_template_condition_holds (AmendsTemplateCondition *self,
                                          AmendsFactsLookup lookup,
                                          gpointer data);
void amends_template_condition_foreach_path (AmendsTemplateCondition *self,
                                             AmendsPathFunc func,
                                             gpointer data);

G_END_DECLS
