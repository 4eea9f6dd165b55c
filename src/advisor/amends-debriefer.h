/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-case.h"
#include "amends-playbook.h"

G_BEGIN_DECLS

/* The sections of a debrief, in the order in which it is read. */
typedef enum
{
  AMENDS_SECTION_SUMMARY,
  AMENDS_SECTION_TIMELINE,
  AMENDS_SECTION_WENT_WELL,
  AMENDS_SECTION_DIFFERENTLY,
  AMENDS_SECTION_CAUSE,
  AMENDS_SECTION_REACTION,
  AMENDS_SECTION_CHANGE,
  AMENDS_SECTION_REACH,
  AMENDS_SECTION_OUTCOME,
  AMENDS_N_SECTIONS,
} AmendsDebriefSection;

/* (nullable): "went-well", as debrief.json calls it; NULL beyond the last. Static. */
const char *amends_debrief_section_get_nick (AmendsDebriefSection section);

/* How far a debrief has come. Zeroed it is empty, and amends_debriefer_rate() clears it first. */
typedef struct
{
  gboolean complete[AMENDS_N_SECTIONS];
  /* Whether the severity of the case demands the section. */
  gboolean mandatory[AMENDS_N_SECTIONS];
  /* (owned) (nullable): what is missing, a sentence; NULL when complete */
  char *missing[AMENDS_N_SECTIONS];
  /* Of the mandatory sections, rounded down: 100 only when none is missing. */
  int percent;
} AmendsCompleteness;

void amends_completeness_clear (AmendsCompleteness *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AmendsCompleteness, amends_completeness_clear)

/**
 * AmendsDebriefer:
 * Writes what a debrief can say from the records of the case alone, says what is missing, and
 * suggests sentences. It never invents: what the records do not show stays empty. Compiled from
 * debrief.json and phrases/LANGUAGE/debrief.json. Immutable; any thread.
 */
#define AMENDS_TYPE_DEBRIEFER (amends_debriefer_get_type ())
G_DECLARE_FINAL_TYPE (AmendsDebriefer, amends_debriefer, AMENDS, DEBRIEFER, GObject)

/* Returns: (transfer full): or NULL with AMENDS_INPUT_ERROR (file, line, field). */
AmendsDebriefer *amends_debriefer_new (AmendsPlaybook *playbook, GError **error);

/**
 * amends_debriefer_prepare:
 * @now: until when a case that is still open is counted
 * @zone: in which dates are said
 * @language: of the texts, "en" or "zh-CN"; another gives English
 *
 * A copy of the debrief of @case_, or a new one with its escalation's id, in which what is empty is
 * filled in as far as the records go. What someone has written stays as it is. @case_ is not
 * changed.
 *
 * Returns: (transfer full)
 */
AmendsDebrief *amends_debriefer_prepare (AmendsDebriefer *self,
                                         AmendsCase *case_,
                                         AmendsInstant now,
                                         GTimeZone *zone,
                                         const char *language);

/**
 * amends_debriefer_rate:
 * @debrief: (nullable): NULL when nothing has been written
 * @completeness: (inout): cleared and filled
 */
void amends_debriefer_rate (AmendsDebriefer *self,
                            AmendsCase *case_,
                            AmendsDebrief *debrief,
                            AmendsInstant now,
                            const char *language,
                            AmendsCompleteness *completeness);

/**
 * amends_debriefer_suggest:
 *
 * Sentences for a section that the records bear out, the weightiest first, at most as many as
 * debrief.json says.
 *
 * Returns: (transfer full) (element-type utf8): maybe empty
 */
GPtrArray *amends_debriefer_suggest (AmendsDebriefer *self,
                                     AmendsCase *case_,
                                     AmendsDebriefSection section,
                                     AmendsInstant now,
                                     GTimeZone *zone,
                                     const char *language);

G_END_DECLS
