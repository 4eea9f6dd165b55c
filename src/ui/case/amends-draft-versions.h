/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session.h"

G_BEGIN_DECLS

/**
 * AmendsDraftVersions:
 * Keeps a menu of the versions of a draft; an item activates "draft.restore" with its number.
 */
#define AMENDS_TYPE_DRAFT_VERSIONS (amends_draft_versions_get_type ())
G_DECLARE_FINAL_TYPE (AmendsDraftVersions, amends_draft_versions, AMENDS, DRAFT_VERSIONS, GObject)

/* @menu: (transfer none): filled here. Returns: (transfer full) */
AmendsDraftVersions *amends_draft_versions_new (GMenu *menu);

/* Reads the versions of @draft when it is another one or has a new version. Both are (nullable):
 * the menu is emptied. */
void amends_draft_versions_follow (AmendsDraftVersions *self,
                                   AmendsSession *session,
                                   AmendsDraft *draft);

/* (transfer none) (nullable): the text of that version. */
AmendsDraft *amends_draft_versions_get (AmendsDraftVersions *self, int version);

G_END_DECLS
