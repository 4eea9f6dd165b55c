/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * AmendsFactsDialog:
 * All facts of a case that people enter, among them who owns it. What is saved can be undone; the
 * drafts follow by three-way merge.
 */
#define AMENDS_TYPE_FACTS_DIALOG (amends_facts_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AmendsFactsDialog, amends_facts_dialog, AMENDS, FACTS_DIALOG, AdwWindow)

/* @from: any widget in the window. */
void amends_facts_dialog_present (GtkWidget *from, AmendsSession *session, AmendsCase *case_);

G_END_DECLS
