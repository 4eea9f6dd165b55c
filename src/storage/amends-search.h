/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-connection.h"
#include "amends-instant.h"

G_BEGIN_DECLS

typedef enum
{
  AMENDS_HIT_ESCALATION,
  AMENDS_HIT_MESSAGE,
  AMENDS_HIT_DRAFT,
  AMENDS_HIT_EVENT,
} AmendsHitKind;

/* Marks of the words found in a snippet: cannot occur in stored text. */
#define AMENDS_HIT_MARK_START '\001'
#define AMENDS_HIT_MARK_END '\002'

/**
 * AmendsSearchHit:
 * @ref_id: of the escalation, message, draft or event
 * @at: received, sent, edited or happened
 * @snippet: plain text around the words, with the marks
 */
typedef struct
{
  AmendsHitKind kind;
  char *ref_id;
  char *escalation_id; /* (nullable) for an event that belongs to no case */
  int number;          /* of the escalation, 0 if none */
  char *title;         /* of the escalation (nullable) */
  char *account;       /* name (nullable) */
  AmendsInstant at;
  char *snippet;
} AmendsSearchHit;

void amends_search_hit_free (AmendsSearchHit *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmendsSearchHit, amends_search_hit_free)

/**
 * amends_search_build_query:
 * @text: what the user typed; any characters
 *
 * Every word must occur, the last may be the beginning of a word. Nothing in @text is query
 * syntax.
 *
 * Returns: (transfer full) (nullable): an FTS5 expression; NULL if there is nothing to search for
 */
char *amends_search_build_query (const char *text);

/**
 * amends_search_run:
 * @limit: most hits of each kind looked at and most given
 *
 * Escalations first, then messages, drafts and events, each newest first. A number ("ESC-0042",
 * "42") finds its case. Within a read.
 *
 * Returns: (transfer full) (element-type AmendsSearchHit): NULL with @error
 */
GPtrArray *
amends_search_run (AmendsConnection *connection, const char *text, guint limit, GError **error);

G_END_DECLS
