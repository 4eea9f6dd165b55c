/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-case.h"
#include "amends-connection.h"
#include "amends-engines.h"
#include "amends-person.h"

G_BEGIN_DECLS

/*
 * What a change here means for the CRM, written in its transaction. Rows are only made while a CRM
 * is connected, never for the sample, and never for what has come from there.
 */

/**
 * amends_crm_queue_add_case:
 * @before: (nullable): the case around the change; NULL for a new one
 * @me: (nullable): who made the change
 * @not_before: AMENDS_INSTANT_NONE, or until when it can be taken back
 *
 * Adds rows for what differs in the fields that are pushed: the case, tasks, notes, messages that
 * were sent, the report once the debrief is complete. What was taken back before it went out is
 * taken out of the queue.
 */
gboolean amends_crm_queue_add_case (AmendsConnection *connection,
                                    AmendsEngines *engines,
                                    AmendsCase *before,
                                    AmendsCase *after,
                                    AmendsPerson *me,
                                    AmendsInstant now,
                                    AmendsInstant not_before,
                                    GError **error);

/* All cases that are not over, with their tasks: the first push. */
gboolean amends_crm_queue_add_open (AmendsConnection *connection,
                                    AmendsPerson *me,
                                    AmendsInstant now,
                                    GError **error);

/* @record: (nullable): an account or a contact that was changed by hand; nothing if the CRM does
 * not have it. */
gboolean amends_crm_queue_add_customer (AmendsConnection *connection,
                                        gpointer record,
                                        AmendsPerson *me,
                                        AmendsInstant now,
                                        GError **error);

G_END_DECLS
