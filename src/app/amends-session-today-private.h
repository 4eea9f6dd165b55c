/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session-private.h"

G_BEGIN_DECLS

/* (transfer full) (element-type AmendsDueRow): of @rows those that belong to a list of the day,
 * each thing to do once. */
GPtrArray *amends_session_pick_for_the_day (AmendsSession *self, GPtrArray *rows);

G_END_DECLS
