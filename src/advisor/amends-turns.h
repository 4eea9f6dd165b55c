/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-lexicon-text.h"
#include "amends-playbook.h"

G_BEGIN_DECLS

/* What turns of phrase argue for. */
typedef enum
{
  AMENDS_TURN_LEAVE,
  AMENDS_TURN_COMPLAINT,
  AMENDS_TURN_ANGER,
  AMENDS_TURN_SEVERITY,
  AMENDS_TURN_TECHNICAL,
  AMENDS_TURN_COMMERCIAL,
  AMENDS_TURN_RELATIONSHIP,
  AMENDS_TURN_EXECUTIVE,
  AMENDS_TURN_LEGAL,
  AMENDS_N_TURNS
} AmendsTurn;

/**
 * AmendsTurnResult:
 * @known: whether the text's language has a model, and the text words
 * @logits: log-odds of each, as the model has them
 * @usual: what they are of a text that says nothing of it
 * @first, @last: tokens of the turn that argued most for leaving; only if @quoted
 */
typedef struct
{
  gboolean known;
  double logits[AMENDS_N_TURNS];
  double usual[AMENDS_N_TURNS];
  gboolean quoted;
  guint first;
  guint last;
} AmendsTurnResult;

/**
 * AmendsTurns:
 * A linear model over the turns of phrase (one to three words, or Chinese characters, in a row) of
 * messages: it knows wordings that nobody has put into the lexicon. Its weights are data, fitted
 * by tests/tools/fit-turns.py on messages written for the project; each can be read and changed.
 * Immutable; any thread.
 */
typedef struct _AmendsTurns AmendsTurns;

/**
 * amends_turns_new:
 * Reads phrases/LANGUAGE/turns.json of every language of @playbook; one without it has no model.
 *
 * Returns: (transfer full): the model, or NULL with AMENDS_INPUT_ERROR (file, line, field)
 */
AmendsTurns *amends_turns_new (AmendsPlaybook *playbook, GError **error);
void amends_turns_free (AmendsTurns *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmendsTurns, amends_turns_free)

/* Linear in the length of the text. @text: with `silent` set on what is not the writer's own. A
 * long text is read in parts: for a tone or a threat the strongest part counts, for a category all
 * of them. */
void amends_turns_judge (const AmendsTurns *self,
                         const AmendsLexiconText *text,
                         gboolean chinese,
                         AmendsTurnResult *result);

/* 0 to 1, from the log-odds. */
double amends_turns_get (const AmendsTurnResult *result, AmendsTurn turn);

/* (transfer full) (element-type utf8): every turn of @text, as often as it occurs; what the model
 * is fitted on. */
GPtrArray *amends_turns_list (const AmendsLexiconText *text);

G_END_DECLS
