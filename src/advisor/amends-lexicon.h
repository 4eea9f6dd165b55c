/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-lexicon-text.h"
#include "amends-playbook.h"

G_BEGIN_DECLS

/* Kinds are bits of a set, so there are no more than this. */
#define AMENDS_LEXICON_MAX_KINDS 64

/* Who does what a phrase speaks of, as far as the sentence says. */
typedef enum
{
  AMENDS_ACTOR_UNKNOWN,
  AMENDS_ACTOR_CUSTOMER, /* the writer, or the writer asking for it */
  AMENDS_ACTOR_VENDOR,   /* we, the reader */
  AMENDS_ACTOR_OTHER,    /* the writer's own customers, a third party */
} AmendsActor;

typedef struct
{
  guint kind;
  double strength; /* 0 to 1 */
} AmendsKindStrength;

/**
 * AmendsLexiconHit:
 * A phrase found, with what its sentence does to it.
 */
typedef struct
{
  guint first; /* token */
  guint last;  /* token, included */
  guint group;
  AmendsActor actor;
  guint negated : 1;
  guint hypothetical : 1;
  guint silent : 1; /* in quoted history or a signature */
  double factor;    /* on the strengths: 0 when negation, actor or hypothesis takes it away */
  double number;    /* what a measuring phrase counts; 0 for others */
} AmendsLexiconHit;

/**
 * AmendsLexicon:
 * The phrases of a playbook in all its languages, compiled. Immutable; any thread.
 */
typedef struct _AmendsLexicon AmendsLexicon;

/**
 * amends_lexicon_new:
 * Reads phrases/LANGUAGE/lexicon.json of every language of @playbook. The kinds that only
 * classify.json names are known through amends_lexicon_find_kind().
 *
 * Returns: (transfer full): the lexicon, or NULL with AMENDS_INPUT_ERROR (file, line, field)
 */
AmendsLexicon *amends_lexicon_new (AmendsPlaybook *playbook, GError **error);
void amends_lexicon_free (AmendsLexicon *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmendsLexicon, amends_lexicon_free)

const AmendsVocabulary *amends_lexicon_get_vocabulary (const AmendsLexicon *self);
guint amends_lexicon_get_n_kinds (const AmendsLexicon *self);
const char *amends_lexicon_get_kind_name (const AmendsLexicon *self, guint kind);
/* The number of @name, or -1 when no phrase has that kind. */
int amends_lexicon_find_kind (const AmendsLexicon *self, const char *name);
/* Phrases as written in the files, in @language or (NULL) in all. */
guint amends_lexicon_count_phrases (const AmendsLexicon *self, const char *language);

/* What a hit stands for: its kinds (those of a negated hit when it is negated). */
const AmendsKindStrength *
amends_lexicon_get_kinds (const AmendsLexicon *self, const AmendsLexiconHit *hit, guint *n_kinds);
/* (transfer none) (nullable): "users", "money", "hours" for a phrase that counts something. */
const char *amends_lexicon_get_measure (const AmendsLexicon *self, const AmendsLexiconHit *hit);
/* Whether a hit has @kind, before negation and roles. */
gboolean
amends_lexicon_hit_has (const AmendsLexicon *self, const AmendsLexiconHit *hit, guint kind);

/**
 * amends_lexicon_find:
 * @text: with `silent` set on the tokens that are not the writer's own words now
 *
 * Returns: (transfer full) (element-type AmendsLexiconHit): by first token; phrases inside a
 *   longer one of the same kind are left out, as are words that only give context
 */
GArray *amends_lexicon_find (const AmendsLexicon *self, const AmendsLexiconText *text);

G_END_DECLS
