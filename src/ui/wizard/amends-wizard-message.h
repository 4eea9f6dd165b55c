/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * AmendsWizardMessage:
 * Step 1: the customer's own words, never altered, with what they say underlined.
 *
 * Property "narrow". Signals: "changed" when the words change; "dropped" with a #GFile.
 */
#define AMENDS_TYPE_WIZARD_MESSAGE (amends_wizard_message_get_type ())
G_DECLARE_FINAL_TYPE (AmendsWizardMessage, amends_wizard_message, AMENDS, WIZARD_MESSAGE, AdwBin)

/* (transfer full) */
char *amends_wizard_message_dup_text (AmendsWizardMessage *self);
/* Shows other words, as when something comes back or is read from a file; emits nothing. */
void amends_wizard_message_set_text (AmendsWizardMessage *self, const char *text);
/* "E-mail, Tuesday 10 March, 08:52, Europe/Amsterdam" */
void amends_wizard_message_set_origin (AmendsWizardMessage *self, const char *origin);
/* Underlines what was recognised. @classification: (nullable) */
void amends_wizard_message_mark (AmendsWizardMessage *self,
                                 AmendsRecognised *recognised,
                                 AmendsClassification *classification);

/* Puts the cursor into the words. */
void amends_wizard_message_focus (AmendsWizardMessage *self);

G_END_DECLS
