/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* AmendsFactDialog: fills in a fact that a draft asks for. */
#define AMENDS_TYPE_FACT_DIALOG (amends_fact_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AmendsFactDialog, amends_fact_dialog, AMENDS, FACT_DIALOG, AdwWindow)

/**
 * amends_fact_dialog_find:
 * @language: of the draft that asks @question
 * @asked: (out) (transfer none): the question in the language of the interface
 *
 * Returns: (transfer none) (nullable): the path of the fact that @question is about, such as
 *   "root_cause"; NULL when it is none that can be filled in here
 */
const char *amends_fact_dialog_find (AmendsSession *session,
                                     const char *language,
                                     const char *question,
                                     const char **asked);

/* @from: any widget in the window; @path: from amends_fact_dialog_find(). */
void amends_fact_dialog_present (GtkWidget *from,
                                 AmendsSession *session,
                                 AmendsCase *case_,
                                 const char *path);

G_END_DECLS
