/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-instant.h"

G_BEGIN_DECLS

/**
 * AmendsWake:
 * A timer for one moment of wall time. It also fires when the clock is set, and at the end of a
 * sleep in which its moment passed. Main thread; costs nothing until then.
 */
typedef struct _AmendsWake AmendsWake;

AmendsWake *amends_wake_new (void (*callback) (gpointer data), gpointer data);
void amends_wake_free (AmendsWake *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmendsWake, amends_wake_free)

/* Replaces the moment before. One that has passed fires at once. */
void amends_wake_set (AmendsWake *self, AmendsInstant at);

G_END_DECLS
