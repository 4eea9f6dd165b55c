/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-case.h"
#include "amends-facts.h"
#include "amends-plan-message.h"
#include "amends-playbook.h"

G_BEGIN_DECLS

/**
 * AmendsPlanSituation:
 * What a case really says of itself: whether the customer speaks of leaving or has cancelled,
 * whether data reached the wrong party, a formal notice, what was promised and not kept, what has
 * been done, and how certain the cause and the fix are. The patterns of all languages,
 * phrases/LANGUAGE/situation.json. Immutable, thread-safe.
 */
typedef struct _AmendsPlanSituation AmendsPlanSituation;

/* Returns: (transfer full): or NULL with AMENDS_INPUT_ERROR (file, line, field). */
AmendsPlanSituation *amends_plan_situation_load (AmendsPlaybook *playbook, GError **error);
void amends_plan_situation_free (AmendsPlanSituation *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmendsPlanSituation, amends_plan_situation_free)

/**
 * amends_plan_situation_read:
 * @now: what is past, and what is not
 * @for_customer: the facts are for texts that the customer reads: notes and causes in words that
 *   are meant for colleagues are left out
 *
 * Sets "statement_first", the words of theirs that can be quoted, "cut" when they break off,
 * "leaving", "exposure", "notice", "missed", "claim", "done", "called", "engaged", "cause",
 * "fix.done", "fix.planned" and "brief", each only when it is so.
 */
void amends_plan_situation_read (AmendsPlanSituation *self,
                                 AmendsFacts *facts,
                                 AmendsCase *the_case,
                                 AmendsPlanMessage *message,
                                 AmendsInstant now,
                                 gboolean for_customer);

/* Sets "text", "bare" (without its time) and "report" ("you would have the batch numbers"; not when
 * it can only be quoted) of @item. */
void amends_plan_situation_set_promise (AmendsPlanSituation *self,
                                        AmendsFacts *item,
                                        AmendsCommitment *promise);
/* (transfer full): a note on the customer in the third person as one says it to them. */
char *amends_plan_situation_address (AmendsPlanSituation *self, const char *note);
/* Whether @text speaks of "this morning" and the like. */
gboolean amends_plan_situation_is_of_a_day (AmendsPlanSituation *self, const char *text);
/* (transfer full) (nullable): what the customer says they write about ("the group tickets"). */
char *amends_plan_situation_find_about (AmendsPlanSituation *self, const char *statement);

G_END_DECLS
