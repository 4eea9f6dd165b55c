/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-debrief-state.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * AmendsDebriefPart:
 * A section of the debrief: its heading and state, its text, what the check has found in it, and
 * sentences that the log suggests.
 *
 * Properties: "title"; "section" (of AmendsDebriefSection, construct time); "has-text";
 * "extra" (a widget below the text); "content" (a widget in the card, above the text).
 * Signal: "edited": someone has changed the text.
 */
#define AMENDS_TYPE_DEBRIEF_PART (amends_debrief_part_get_type ())
G_DECLARE_FINAL_TYPE (AmendsDebriefPart, amends_debrief_part, AMENDS, DEBRIEF_PART, AdwBin)

guint amends_debrief_part_get_section (AmendsDebriefPart *self);
/* (transfer none) */
const char *amends_debrief_part_get_title (AmendsDebriefPart *self);
gboolean amends_debrief_part_get_has_text (AmendsDebriefPart *self);

/* @text: (nullable). Emits nothing; equal text leaves the caret where it is. */
void amends_debrief_part_set_text (AmendsDebriefPart *self, const char *text);
/* (transfer full): without white space at the end. */
char *amends_debrief_part_dup_text (AmendsDebriefPart *self);

void amends_debrief_part_set_writable (AmendsDebriefPart *self, gboolean writable);

/* @note: (nullable): beside the heading. */
void
amends_debrief_part_set_state (AmendsDebriefPart *self, AmendsDebriefState state, const char *note);

/* @findings: (element-type AmendsFinding): of the text as it is. */
void amends_debrief_part_set_findings (AmendsDebriefPart *self, GPtrArray *findings);

/* @hint: (nullable): a sentence above them. @suggestions: (element-type utf8): those that the text
 * holds already are left out. */
void amends_debrief_part_set_suggestions (AmendsDebriefPart *self,
                                          const char *hint,
                                          GPtrArray *suggestions);

G_END_DECLS
