/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-change.h"
#include "amends-intake.h"

G_BEGIN_DECLS

/**
 * amends_case_builder_build:
 * @intake: what is known; not changed
 * @account: (nullable): the account as it is stored; @intake's facts are laid over it
 * @contact: (nullable): likewise
 *
 * The road from the customer's words to a complete case: classification, stakeholders, clocks,
 * plan and drafts. Pure; any thread. A severity, track, category, reason or scenario that @intake
 * already has was chosen by a person and stays.
 *
 * Returns: (transfer full): or NULL with AMENDS_INPUT_ERROR naming the field that is at fault
 */
AmendsCase *amends_case_builder_build (AmendsEngines *engines,
                                       AmendsIntake *intake,
                                       AmendsAccount *account,
                                       AmendsContact *contact,
                                       AmendsPerson *me,
                                       GListModel *people,
                                       AmendsInstant now,
                                       GError **error);

/* Plans and drafts of @change's case anew, from its facts. */
gboolean amends_case_builder_replan (AmendsChange *change, GError **error);

G_END_DECLS
