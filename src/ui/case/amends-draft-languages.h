/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * AmendsDraftLanguages:
 * In which language a draft is shown: one button for each that it has or could have. A press
 * activates "draft.language" with the language.
 */
#define AMENDS_TYPE_DRAFT_LANGUAGES (amends_draft_languages_get_type ())
G_DECLARE_FINAL_TYPE (AmendsDraftLanguages, amends_draft_languages, AMENDS, DRAFT_LANGUAGES, GtkBox)

/**
 * amends_draft_languages_show:
 * @other: (nullable): the same message in another language
 *
 * Offers what the draft has or could have, in the order of the playbook; hidden when that is one.
 *
 * Returns: whether there are several
 */
gboolean amends_draft_languages_show (AmendsDraftLanguages *self,
                                      AmendsSession *session,
                                      AmendsDraft *draft,
                                      AmendsDraft *other);

/* (transfer none) (nullable): the first language of the playbook that is not the draft's. */
const char *amends_draft_language_find_other (AmendsSession *session, AmendsDraft *draft);

/* (transfer none): "English", "Chinese"; other languages by their code. */
const char *amends_draft_language_get_name (const char *language);

G_END_DECLS
