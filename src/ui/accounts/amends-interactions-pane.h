/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session-risk.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * AmendsInteractionsPane:
 * What passed between an account and us outside its escalations, by kind; each opens its text.
 */
#define AMENDS_TYPE_INTERACTIONS_PANE (amends_interactions_pane_get_type ())
G_DECLARE_FINAL_TYPE (AmendsInteractionsPane,
                      amends_interactions_pane,
                      AMENDS,
                      INTERACTIONS_PANE,
                      AdwBin)

void amends_interactions_pane_set_file (AmendsInteractionsPane *self,
                                        AmendsSession *session,
                                        AmendsRiskFile *file);

/* Opens the one named @id and gives it the focus; filters that hide it are cleared. */
void amends_interactions_pane_show (AmendsInteractionsPane *self, const char *id);

G_END_DECLS
