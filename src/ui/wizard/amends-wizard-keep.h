/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session.h"

G_BEGIN_DECLS

/*
 * The half-filled intake of the wizard: made, kept, brought back, and brought up to date when the
 * words change. Main thread.
 */

/* (transfer full): with all its records, empty. */
AmendsIntake *amends_wizard_new_intake (void);
/* Empties the records in place. */
void amends_wizard_clear (AmendsIntake *intake);
/* Received now, by e-mail, in the zone of this person. */
void amends_wizard_set_beginning (AmendsSession *session, AmendsIntake *intake);
/* (transfer full): as the session wants it: without records that say nothing. */
AmendsIntake *amends_wizard_dup_intake (AmendsIntake *intake);

/* Keeps @intake in the workspace; NULL forgets it. @reasons: (nullable) */
void amends_wizard_keep (AmendsSession *session, AmendsIntake *intake, GHashTable *reasons);
/* FALSE when there is nothing to bring back. */
gboolean
amends_wizard_bring_back (AmendsSession *session, AmendsIntake *intake, GHashTable *reasons);

/* Makes @intake equal to @source, as read from a file. */
void amends_wizard_replace (AmendsIntake *intake, AmendsIntake *source);

/**
 * amends_wizard_take_over:
 * @derived: (nullable): what the words gave before
 * @fresh: what they give now
 *
 * Takes over what has changed in @fresh where the user has not said otherwise.
 */
void amends_wizard_take_over (AmendsIntake *intake, AmendsIntake *derived, AmendsIntake *fresh);

/* (transfer full): "Severity set to High: only two users" */
char *
amends_wizard_describe_change (AmendsEscalation *escalation, const char *field, const char *why);

G_END_DECLS
