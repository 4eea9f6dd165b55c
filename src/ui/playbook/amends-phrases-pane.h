/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-playbook-edit.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* What the program listens for: phrases of the send gate and of the signals. */
#define AMENDS_TYPE_PHRASES_PANE (amends_phrases_pane_get_type ())
G_DECLARE_FINAL_TYPE (AmendsPhrasesPane, amends_phrases_pane, AMENDS, PHRASES_PANE, GtkBox)

void amends_phrases_pane_set_edit (AmendsPhrasesPane *self, AmendsPlaybookEdit *edit);

G_END_DECLS
