/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * AmendsDraftPanel:
 * What the send gate has found in a draft, and when it was saved.
 *
 * Property: "folded": there is little room; the findings fold to counts.
 */
#define AMENDS_TYPE_DRAFT_PANEL (amends_draft_panel_get_type ())
G_DECLARE_FINAL_TYPE (AmendsDraftPanel, amends_draft_panel, AMENDS, DRAFT_PANEL, AdwBin)

/**
 * amends_draft_panel_show:
 * @findings: (element-type AmendsFinding)
 * @text: that was checked
 * @saved: (nullable): a sentence
 * @sent: it can no longer be mended
 */
void amends_draft_panel_show (AmendsDraftPanel *self,
                              GPtrArray *findings,
                              const char *text,
                              const char *saved,
                              gboolean sent);

/* The facts that @draft asks for, below the findings; both are (nullable) together. @n_choices:
 * where it was edited and the facts have changed as well. */
void amends_draft_panel_show_questions (AmendsDraftPanel *self,
                                        AmendsSession *session,
                                        AmendsDraft *draft,
                                        guint n_choices);

/* @remark: (nullable): a quiet sentence above the findings. */
void amends_draft_panel_set_remark (AmendsDraftPanel *self, const char *remark);

/* Unfolds the findings. */
void amends_draft_panel_open (AmendsDraftPanel *self);

G_END_DECLS
