/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session.h"

G_BEGIN_DECLS

/**
 * amends_session_settle:
 *
 * What a workspace needs once a day, behind the first frame: the day's backup, and letting go of
 * what was to be kept for some months only. At once; what goes wrong is a "problem" of the session.
 * Done once, and with amends_session_prepare_async() as well.
 */
void amends_session_settle (AmendsSession *self);

G_END_DECLS
