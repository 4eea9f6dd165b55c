/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-enums.h"
#include "amends-instant.h"

G_BEGIN_DECLS

/* Words of an interaction, and what they say. */
typedef struct
{
  const char *kind; /* interned: of the lexicon, such as "churn-direct" */
  char *quote;      /* one line, cut to what a row shows */
  guint start;      /* of the words in the text: code points, half-open */
  guint end;
  double strength; /* 0 to 1 */
} AmendsReadingHit;

/**
 * AmendsReading:
 * What the advisor keeps of one interaction, so that nothing is read twice: a hundred thousand of
 * them are gone through for every account. A plain struct, since records would be too heavy.
 */
typedef struct
{
  gint64 row;       /* of the interaction in the database; 0: not stored */
  char *id;         /* of the interaction */
  char *account_id; /* (nullable) while it is only stored with its account */
  char *contact_id; /* (nullable) */
  char *people;     /* (nullable): names as given, folded, separated by line feeds */
  char *gist;       /* (nullable): what it is about, one line */
  AmendsInstant at;
  AmendsInstant closed_at; /* known from then on, no earlier */
  AmendsInteractionKind kind;
  AmendsDirection direction;
  AmendsPriority priority;
  int csat;               /* 0 to 100; AMENDS_UNKNOWN */
  int nps;                /* 0 to 10; AMENDS_UNKNOWN */
  guint length;           /* characters of the writer's own words */
  guint64 digest;         /* of them; 0 without words: equal words are equal numbers */
  double sentiment;       /* -1 to 1; NAN without words */
  double negative;        /* 0 to 1: how negative it is */
  gboolean asks;          /* wants an answer */
  gboolean template_;     /* an answer out of a drawer */
  AmendsReadingHit *hits; /* (owned) */
  guint n_hits;
} AmendsReading;

/* (transfer full) */
AmendsReading *amends_reading_new (void);
AmendsReading *amends_reading_copy (const AmendsReading *self);
void amends_reading_free (AmendsReading *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmendsReading, amends_reading_free)

/* The form in which hits are stored. (transfer full) (nullable): NULL without hits. */
char *amends_reading_dup_hits (const AmendsReading *self);
/* Takes hits from that form; damaged lines are left out. */
void amends_reading_parse_hits (AmendsReading *self, const char *text);

/* A ticket with which something is wrong: negative words, P1 or P2. */
gboolean amends_reading_is_negative (const AmendsReading *self, double least);

G_END_DECLS
