/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-facts.h"
#include "amends-template-condition.h"
#include "amends-template-words.h"

G_BEGIN_DECLS

/**
 * AmendsTemplate:
 * A text with holes that never shows a hole.
 *
 * Front matter, then the body, in light Markdown. The values of the front matter are templates too:
 *
 *   ---
 *   title: First response
 *   subject: {{ issue }}: where we stand
 *   ---
 *   {{ customer.greeting }}
 *
 *   {% if users %}{{ users | count 'user' 'users' }} cannot work.{% end %}
 *
 * Tags:
 *   {{ path | filter 'argument' | … }}                            a fact
 *   {% if condition %} {% elif condition %} {% else %} {% end %}   see AmendsTemplateCondition
 *   {% for item in path %} {% end %}                               item, and item.member
 *   {% pick %} {% or %} {% end %}   one of several wordings, by the seed of the case: never random
 *   {% include name %}              another template of the language
 *   {% ask path %}                  raises the question of the fact if it is not known
 *   [[ … ]]                         a part of a sentence that goes when a fact in it is missing
 *   {# … #}                         a remark
 * A tag alone on its line takes the line with it, but for an include.
 *
 * A missing fact drops its [[ span ]] or else its sentence, and raises the question that words.json
 * has for it. What this leaves without content goes too: a list item, a bold lead-in, a heading, a
 * line that ends with a colon and introduces a list. Inside a paragraph a line break is only a
 * joint between sentences; "\" at the end of a line keeps the break. The text of facts is
 * literal: it is never read as a tag, and in a body its Markdown is escaped.
 *
 * Filters: time, by, short, day, since ("06:40 today"), clock ("17:30"), date, duration (minutes),
 * money, number, count 'one' 'many', list, first (of a list), upper_first, lower_first, upper,
 * lower, first_name, fragment (to stand inside a sentence: one clause, no final stop, lower case
 * unless a name), sentence (the opposite), yours and theirs (the customer's "our" becomes "your" or
 * "their"), quote, excerpt 'characters', else 'text' (instead of a missing fact; raises no
 * question).
 *
 * Immutable once parsed, safe to share between threads.
 */
typedef struct _AmendsTemplate AmendsTemplate;

/* Finds an included template; (transfer none) (nullable). */
typedef AmendsTemplate *(*AmendsTemplateFind) (const char *name, gpointer data);
/* Called for each fact or include a template names. */
typedef void (*AmendsTemplateUseFunc) (const char *name, guint line, gpointer data);

/* What a text is made from and for. All pointers are (transfer none). */
typedef struct
{
  AmendsFacts *facts;
  AmendsTemplateWords *words;
  AmendsInstant now;
  GTimeZone *zone;         /* in which times are said */
  AmendsZoneName whose;    /* what is said of it */
  guint seed;              /* chooses between wordings */
  AmendsTemplateFind find; /* (nullable) */
  gpointer find_data;
  GPtrArray *questions; /* (nullable) (element-type utf8): gets what was missing, each once */
} AmendsTemplateScope;

/**
 * amends_template_parse:
 * @text: the file, or a short text without front matter
 * @file: (nullable): its name, for messages
 *
 * Returns: (transfer full): the template, or NULL with AMENDS_INPUT_ERROR (file, line)
 */
AmendsTemplate *amends_template_parse (const char *text, const char *file, GError **error);
void amends_template_free (AmendsTemplate *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmendsTemplate, amends_template_free)

/* The name of the file given to amends_template_parse(); (nullable). */
const char *amends_template_get_file (AmendsTemplate *self);
/* The raw text of a member of the front matter; (nullable). */
const char *amends_template_get_meta (AmendsTemplate *self, const char *key);

/* Facts named outside of loops over them, the front matter included. */
void amends_template_foreach_fact (AmendsTemplate *self, AmendsTemplateUseFunc func, gpointer data);
void
amends_template_foreach_include (AmendsTemplate *self, AmendsTemplateUseFunc func, gpointer data);

/* Returns: (transfer full): the body as light Markdown; "" when nothing is left. */
char *amends_template_render (AmendsTemplate *self, const AmendsTemplateScope *scope);
/* Returns: (transfer full): a member of the front matter, or "", as plain text on one line. */
char *amends_template_render_meta (AmendsTemplate *self,
                                   const char *key,
                                   const AmendsTemplateScope *scope);
/* Returns: (transfer full): the body as plain text, for short texts such as the title of a step. */
char *amends_template_render_plain (AmendsTemplate *self, const AmendsTemplateScope *scope);

G_END_DECLS
