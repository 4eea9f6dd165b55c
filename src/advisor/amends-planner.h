/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-case.h"
#include "amends-playbook.h"

G_BEGIN_DECLS

/**
 * AmendsPlanner:
 * Makes the plan of a case: drafts, timeline, actions, agendas, scripts, what not to promise. All
 * of it is policy of the playbook (plan.json, templates, words.json), compiled once. Immutable,
 * thread-safe; the case belongs to the caller's thread.
 */
#define AMENDS_TYPE_PLANNER (amends_planner_get_type ())
G_DECLARE_FINAL_TYPE (AmendsPlanner, amends_planner, AMENDS, PLANNER, GObject)

/* For whom and when a plan is made. All pointers are (transfer none). */
typedef struct
{
  AmendsPerson *me;   /* (nullable): signs what the customer gets */
  GListModel *people; /* (nullable) (element-type AmendsPerson): our side */
  AmendsInstant now;
  GTimeZone *zone;      /* the team's; times in internal texts */
  const char *language; /* (nullable): of internal texts; NULL is "en" */
  /* (nullable): whether the team works at an instant; NULL: the hours of plan.json in @zone */
  gboolean (*in_hours) (AmendsInstant instant, gpointer data);
  gpointer in_hours_data;
  /* (nullable): (transfer full) (element-type AmendsFinding): what keeps the body of a draft to the
   * customer from going out, in order; the planner leaves it out and asks */
  GPtrArray *(*vet) (AmendsDraft *draft, gpointer data);
  gpointer vet_data;
} AmendsPlannerContext;

/**
 * amends_planner_new:
 * Compiles plan.json and every template of every language. Blocking: some milliseconds.
 *
 * Returns: (transfer full): the planner, or NULL with AMENDS_INPUT_ERROR (file, line)
 */
AmendsPlanner *amends_planner_new (AmendsPlaybook *playbook, GError **error);

/**
 * amends_planner_generate:
 * Fills plan, drafts, checkpoints and actions from the facts of the case; its stakeholders are
 * there already and get one briefing each. What is there is brought up to date: a draft by
 * three-way merge (see amends_planner_regenerate_draft()), sent ones not at all; steps that are
 * done or touched by hand stay as they are.
 *
 * Returns: FALSE with AMENDS_INPUT_ERROR_VALUE when a time zone of the case is not known
 */
gboolean amends_planner_generate (AmendsPlanner *self,
                                  AmendsCase *the_case,
                                  const AmendsPlannerContext *context,
                                  GError **error);

/**
 * amends_planner_follow_silence:
 * To be called when the status has changed. While the customer's answer is awaited the steps with
 * which they are asked again are planned, counted from when the wait began; once it is over, those
 * that nobody has touched are superseded. The rest of the plan stays as it is.
 *
 * Returns: FALSE with AMENDS_INPUT_ERROR_VALUE when a time zone of the case is not known
 */
gboolean amends_planner_follow_silence (AmendsPlanner *self,
                                        AmendsCase *the_case,
                                        const AmendsPlannerContext *context,
                                        GError **error);

/**
 * amends_planner_list_triggers:
 * Which triggers of the playbook the matter of the case pulls, beyond those of its classification:
 * see AmendsStakeholderInput. To be asked before the stakeholders are filled in.
 *
 * Returns: (transfer full): names, or NULL with AMENDS_INPUT_ERROR_VALUE when a time zone of the
 * case is not known
 */
char **amends_planner_list_triggers (AmendsPlanner *self,
                                     AmendsCase *the_case,
                                     const AmendsPlannerContext *context,
                                     GError **error);

/* Where a change of the facts and an edit by hand touch the same words. The edit stays. */
typedef struct
{
  char *edited;    /* what the CSM made of it, and what stands */
  char *generated; /* what the facts would say now */
} AmendsPlannerCollision;

void amends_planner_collision_free (AmendsPlannerCollision *collision);

/**
 * amends_planner_regenerate_draft:
 * @collisions: (out) (optional) (transfer full) (element-type AmendsPlannerCollision): in order
 *
 * Writes the draft anew and lays it over the CSM's edits, sentence by sentence: what nobody touched
 * follows the facts, what was edited stays. Where both changed, the draft remembers what was
 * generated before, so that the choice can be made later. A sent draft is left alone.
 *
 * Returns: FALSE with an error, the draft unchanged
 */
gboolean amends_planner_regenerate_draft (AmendsPlanner *self,
                                          AmendsCase *the_case,
                                          AmendsDraft *draft,
                                          const AmendsPlannerContext *context,
                                          GPtrArray **collisions,
                                          GError **error);

/* (transfer full): what @draft would be were it written now; NULL with an error as above. It is not
 * added to the case. */
AmendsDraft *amends_planner_write_again (AmendsPlanner *self,
                                         AmendsCase *the_case,
                                         AmendsDraft *draft,
                                         const AmendsPlannerContext *context,
                                         GError **error);

/**
 * amends_planner_write_draft:
 * @kind: such as "progress-update"; for "briefing" use the stakeholder's own draft
 * @language: "en" or "zh-CN"
 *
 * A draft the case does not have yet: another language, another update, an offer just approved.
 * It is not added to the case.
 *
 * Returns: (transfer full): the draft, or NULL with AMENDS_INPUT_ERROR_NOT_FOUND or _VALUE
 */
AmendsDraft *amends_planner_write_draft (AmendsPlanner *self,
                                         AmendsCase *the_case,
                                         const char *kind,
                                         const char *language,
                                         const AmendsPlannerContext *context,
                                         GError **error);

/**
 * amends_planner_write_briefing:
 * @stakeholder: one of @the_case
 *
 * The briefing of one person, for somebody who joined after the plan was made. It is not added to
 * the case.
 *
 * Returns: (transfer full): the draft, or NULL with AMENDS_INPUT_ERROR_NOT_FOUND or _VALUE
 */
AmendsDraft *amends_planner_write_briefing (AmendsPlanner *self,
                                            AmendsCase *the_case,
                                            AmendsStakeholder *stakeholder,
                                            const AmendsPlannerContext *context,
                                            GError **error);

/* Whether @draft is the briefing of @stakeholder, in whichever language it was written. */
gboolean amends_planner_is_briefing (AmendsPlanner *self,
                                     AmendsDraft *draft,
                                     AmendsStakeholder *stakeholder);

G_END_DECLS
