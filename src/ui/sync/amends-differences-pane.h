/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session-sync.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * AmendsDifferencesPane:
 * All fields of a record that both sides have changed, and what to do with them. Signal `later`:
 * the user does not decide now. Property `narrow`.
 */
#define AMENDS_TYPE_DIFFERENCES_PANE (amends_differences_pane_get_type ())
G_DECLARE_FINAL_TYPE (AmendsDifferencesPane,
                      amends_differences_pane,
                      AMENDS,
                      DIFFERENCES_PANE,
                      AdwBin)

/* @conflicts: (element-type AmendsConflictRow): of one record; not kept. What was chosen before for
 * the same conflicts stays chosen. @crm: name of the CRM. */
void amends_differences_pane_show (AmendsDifferencesPane *self,
                                   AmendsSession *session,
                                   GPtrArray *conflicts,
                                   const char *crm);

G_END_DECLS
