/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session-risk.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * AmendsWarningList:
 * The early warnings that wait for an answer, each with its reason, the draft it proposes, and the
 * answers. Gone while there is none.
 */
#define AMENDS_TYPE_WARNING_LIST (amends_warning_list_get_type ())
G_DECLARE_FINAL_TYPE (AmendsWarningList, amends_warning_list, AMENDS, WARNING_LIST, AdwBin)

void amends_warning_list_set_session (AmendsWarningList *self, AmendsSession *session);

/* Unfolds it, or leaves only its heading. */
void amends_warning_list_set_open (AmendsWarningList *self, gboolean open);

G_END_DECLS
