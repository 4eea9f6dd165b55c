/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-playbook-edit.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* What the panes of the playbook editor have in common: forms over members of a document. */

/* (transfer none) (nullable): the object at @path below @document: "clocks/update/rules". */
JsonObject *amends_pane_walk (JsonNode *document, const char *path);
/* The word in the language of the interface, else in English; "" for none. */
const char *amends_pane_pick (JsonObject *object, const char *member);

/* A row with a number. (transfer floating) */
GtkWidget *amends_pane_number_row_new (const char *title,
                                       const char *subtitle,
                                       double lower,
                                       double upper,
                                       double step,
                                       guint digits,
                                       double value,
                                       GtkSpinButton **spin);
/* A row with a line of text. (transfer floating) */
GtkWidget *amends_pane_text_row_new (const char *title, const char *text);

/* Removes all groups that were added to @page with this. */
void amends_pane_clear (AdwPreferencesPage *page, GPtrArray *groups);
AdwPreferencesGroup *amends_pane_add_group (AdwPreferencesPage *page,
                                            GPtrArray *groups,
                                            const char *title,
                                            const char *description);

G_END_DECLS
