/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session.h"
#include "amends-team-hours.h"

G_BEGIN_DECLS

/*
 * What a team works by: its playbook and its hours. Both are settings of the workspace. A case
 * keeps the deadlines of the playbook it was logged under until it is brought up to date; hours
 * hold for all open cases from the day on which they change.
 *
 * Signal of the session: ::changed with NULL once another policy holds, whoever has chosen it.
 */

/* A deadline that another policy would move. */
typedef struct
{
  char *case_id;
  int number;
  char *account; /* (nullable) */
  AmendsClockKind kind;
  AmendsInstant before; /* AMENDS_INSTANT_NONE: there was no such clock */
  AmendsInstant after;
} AmendsDeadlineMove;

void amends_deadline_move_free (AmendsDeadlineMove *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmendsDeadlineMove, amends_deadline_move_free)

/* What a change of policy does to the open cases. */
typedef struct
{
  GPtrArray *moves; /* (owned) (element-type AmendsDeadlineMove): the earliest new time first */
  guint open;       /* open cases */
  guint behind;     /* of these, logged under another playbook or another version of it */
} AmendsPolicyEffect;

void amends_policy_effect_free (AmendsPolicyEffect *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmendsPolicyEffect, amends_policy_effect_free)

/* (transfer none): why the playbook that was chosen is not in use; NULL when it is. */
const char *amends_session_get_policy_problem (AmendsSession *self);

/* (transfer none): the team's hours. */
AmendsCalendar *amends_session_get_calendar (AmendsSession *self);

/* (transfer full) (element-type utf8): IANA names of the zones this system knows, sorted. */
GPtrArray *amends_session_list_zones (void);

/**
 * amends_session_preview_hours_async:
 * @hours: as they shall be
 * @from: first day on which changed hours hold
 *
 * What amends_session_set_hours_async() would do. Nothing is stored.
 */
void amends_session_preview_hours_async (AmendsSession *self,
                                         AmendsTeamHours *hours,
                                         const GDate *from,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
/* What following @engines would do to the open cases; NULL: the playbook in use. */
void amends_session_preview_engines_async (AmendsSession *self,
                                           AmendsEngines *engines,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer user_data);
/* (transfer full): or NULL with AMENDS_INPUT_ERROR naming the field. */
AmendsPolicyEffect *
amends_session_preview_policy_finish (AmendsSession *self, GAsyncResult *result, GError **error);

/* Stores the hours; the open clocks of all cases follow. */
void amends_session_set_hours_async (AmendsSession *self,
                                     AmendsTeamHours *hours,
                                     const GDate *from,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
/* Puts hours back: @calendar as amends_session_get_calendar() had it. */
void amends_session_set_calendar_async (AmendsSession *self,
                                        AmendsCalendar *calendar,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
/* Loads and checks the playbook, and uses it for new cases from then on. */
void amends_session_choose_playbook_async (AmendsSession *self,
                                           const char *id,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer user_data);
/* Open cases follow the playbook in use: their clocks are computed anew, with an entry in the log
 * of each. Drafts stay; writing one anew uses its texts. */
void amends_session_upgrade_cases_async (AmendsSession *self,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
/* Of the four above. */
gboolean amends_session_policy_finish (AmendsSession *self, GAsyncResult *result, GError **error);

G_END_DECLS
