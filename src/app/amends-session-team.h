/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session.h"
#include "amends-team-hours.h"

G_BEGIN_DECLS

/* The people of our side. Who somebody is, is asserted and not authenticated. */

/**
 * amends_session_check_person:
 * @person: as it shall be stored
 *
 * Returns: FALSE with AMENDS_INPUT_ERROR naming the field: "name", "emails", "manager-id": no name,
 *   no address, one that somebody else has, a manager who answers to this person
 */
gboolean amends_session_check_person (AmendsSession *self, AmendsPerson *person, GError **error);

/* Checks and stores @person. Finishes with amends_session_workspace_finish(). */
void amends_session_put_person_async (AmendsSession *self,
                                      AmendsPerson *person,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
/* Not me. Those who answer to this person answer to nobody from then on; what they did stays in
 * the log. Finishes with amends_session_workspace_finish(). */
void amends_session_remove_person_async (AmendsSession *self,
                                         AmendsPerson *person,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);

/* (transfer full) (element-type utf8): what somebody with this role may decide in goodwill, by the
 * playbook, one short phrase each; empty for nothing. */
GPtrArray *amends_session_describe_approvals (AmendsSession *self, AmendsRole role);

/* What a file of holidays brings. */
typedef struct
{
  AmendsTeamHours *hours; /* (owned): with them */
  guint added;            /* days that were not there */
  guint known;            /* days that were there already */
  GPtrArray *warnings;    /* (owned) (element-type utf8): what was left out */
} AmendsHolidayImport;

void amends_holiday_import_free (AmendsHolidayImport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmendsHolidayImport, amends_holiday_import_free)

/* Reads an .ics file into @hours. Nothing is stored. */
void amends_session_read_holidays_async (AmendsSession *self,
                                         GFile *file,
                                         AmendsTeamHours *hours,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
/* (transfer full): or NULL with AMENDS_INPUT_ERROR naming file, line and field. */
AmendsHolidayImport *
amends_session_read_holidays_finish (AmendsSession *self, GAsyncResult *result, GError **error);

G_END_DECLS
