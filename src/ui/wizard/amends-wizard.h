/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * AmendsWizard:
 * Logging an escalation in four steps: the message, the facts, what we can do, review. Everything
 * is kept as it is written and comes back after leaving, even after a crash.
 *
 * Property: "narrow". Signals: "closed"; "logged" with the new #AmendsCase.
 */
#define AMENDS_TYPE_WIZARD (amends_wizard_get_type ())
G_DECLARE_FINAL_TYPE (AmendsWizard, amends_wizard, AMENDS, WIZARD, AdwBin)

AmendsWizard *amends_wizard_new (AmendsSession *session);

/* Goes on with what was begun, or begins. */
void amends_wizard_begin (AmendsWizard *self);
/* The same for @account: its facts are filled in. FALSE when something else was begun before, which
 * is shown instead and stays as it is. */
gboolean amends_wizard_begin_for (AmendsWizard *self, AmendsAccount *account);
/* One step back; from the first step it closes. */
void amends_wizard_back (AmendsWizard *self);
/* Keeps what was written in the last moment. */
void amends_wizard_save (AmendsWizard *self);

G_END_DECLS
