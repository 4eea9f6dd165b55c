/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session.h"

G_BEGIN_DECLS

/* A message in two languages, and what the playbook asks in each. Main thread. */

/* (transfer none) (nullable): the same message in another language. */
AmendsDraft *amends_session_find_translation (AmendsCase *case_, AmendsDraft *draft);

/* (transfer none): languages in which drafts can be written, such as "en", "zh-CN";
 * NULL-terminated. */
const char *const *amends_session_get_draft_languages (AmendsSession *self);

/* Whether @draft could be written in a language it does not have: texts for the customer that have
 * not gone out. */
gboolean amends_session_can_translate (AmendsSession *self, AmendsDraft *draft);

/**
 * amends_session_write_translation_async:
 *
 * Writes the message anew from the facts in @language, beside the one there is; nothing is
 * translated word by word. An existing one is left alone. Finishes with
 * amends_session_change_finish(), then amends_session_find_translation() has it.
 */
void amends_session_write_translation_async (AmendsSession *self,
                                             AmendsCase *case_,
                                             const char *draft_id,
                                             const char *language,
                                             GCancellable *cancellable,
                                             GAsyncReadyCallback callback,
                                             gpointer user_data);

/**
 * amends_session_check_pair:
 * @other: the text in the other language, as it is being written
 *
 * As amends_session_check(), against a text that has perhaps not been saved.
 */
GPtrArray *amends_session_check_pair (AmendsSession *self,
                                      const char *text,
                                      AmendsTextKind kind,
                                      AmendsCase *case_,
                                      AmendsDraft *draft,
                                      const char *other);

/**
 * amends_session_get_question:
 * @path: of a fact, such as "root_cause"
 *
 * Returns: (transfer none) (nullable): what the playbook asks in @language when it is missing
 */
const char *
amends_session_get_question (AmendsSession *self, const char *language, const char *path);

G_END_DECLS
