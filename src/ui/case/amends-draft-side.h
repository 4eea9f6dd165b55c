/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * AmendsDraftSide:
 * The same message in the other language, to be read beside the one being edited. What only this
 * one says is marked.
 */
#define AMENDS_TYPE_DRAFT_SIDE (amends_draft_side_get_type ())
G_DECLARE_FINAL_TYPE (AmendsDraftSide, amends_draft_side, AMENDS, DRAFT_SIDE, AdwBin)

/**
 * amends_draft_side_show:
 * @language: of which a version is missing when @other is NULL
 * @draft: being edited
 * @other: (nullable): the same message in the other language
 * @text: of @draft, as it is being written
 */
void amends_draft_side_show (AmendsDraftSide *self,
                             AmendsSession *session,
                             AmendsCase *case_,
                             AmendsDraft *draft,
                             AmendsDraft *other,
                             const char *language,
                             const char *text);

G_END_DECLS
