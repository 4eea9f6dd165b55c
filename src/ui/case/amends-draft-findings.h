/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-finding.h"

G_BEGIN_DECLS

/* Finding one's way among the findings of a draft; @findings (element-type AmendsFinding) are in
 * order of the text. A number is a place in that array, -1 none. */

/* The same finding after the text has been checked again: of several, the nearest. */
int amends_draft_findings_find_again (GPtrArray *findings, AmendsFinding *finding);

/* The next one after @place, in code points, or the previous one; it goes round at the ends.
 * @findings must not be empty. */
guint amends_draft_findings_find_next (GPtrArray *findings, int place, gboolean forward);

/* The one that holds @place. */
int amends_draft_findings_find_at (GPtrArray *findings, int place);

/* The first that must be fixed. */
int amends_draft_findings_find_blocking (GPtrArray *findings);

G_END_DECLS
