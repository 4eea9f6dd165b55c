/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session.h"

G_BEGIN_DECLS

/* From here on warnings are raised by themselves: now, and soon after anything has changed, in the
 * process that leads. For a program that stays. Several calls are one. */
void amends_session_start_watching (AmendsSession *self);

G_END_DECLS
