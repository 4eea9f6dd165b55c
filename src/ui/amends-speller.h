/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-text.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * AmendsSpeller:
 * The dictionaries of this machine. A dictionary is read in a thread of its own the first time its
 * language is asked for; until then nothing is misspelled. Main thread.
 *
 * Signal "changed": a dictionary has been read, or a word is known from now on: check again.
 */
#define AMENDS_TYPE_SPELLER (amends_speller_get_type ())
G_DECLARE_FINAL_TYPE (AmendsSpeller, amends_speller, AMENDS, SPELLER, GObject)

typedef enum
{
  AMENDS_SPELLER_LOADING,
  AMENDS_SPELLER_READY,
  AMENDS_SPELLER_MISSING,  /* no dictionary for this language is installed */
  AMENDS_SPELLER_NEEDLESS, /* a language whose words are not spelled with letters */
} AmendsSpellerState;

/* (transfer none): the one of the program. */
AmendsSpeller *amends_speller_get_default (void);

/* @language: such as "en" or "zh-CN"; (nullable). Starts reading the dictionary. */
AmendsSpellerState amends_speller_get_state (AmendsSpeller *self, const char *language);

/**
 * amends_speller_find:
 * @known: (nullable) (element-type utf8): words that are right here, such as names, as written
 *
 * Words that the dictionary does not have. Left alone are what is written in another script, words
 * with digits, in capitals or with capitals inside, addresses, and what stands in braces or
 * brackets. A text of which most words are unknown is in another language: nothing is found.
 *
 * Returns: (transfer full) (element-type AmendsSpan): code points, in order
 */
GArray *amends_speller_find (AmendsSpeller *self,
                             const char *language,
                             const char *text,
                             GHashTable *known);

/* (transfer full): at most @max other words, the likeliest first; may take some milliseconds. */
char **
amends_speller_suggest (AmendsSpeller *self, const char *language, const char *word, guint max);

/* From now on @word is right: for this user, or until the program ends. */
void amends_speller_add (AmendsSpeller *self, const char *language, const char *word);
void amends_speller_ignore (AmendsSpeller *self, const char *language, const char *word);

/* Adds the words of @text, which may be NULL, to @known (element-type utf8) as they are written.
 * @names: only those that begin with a capital. */
void amends_speller_collect (GHashTable *known, const char *text, gboolean names);

G_END_DECLS
