/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * AmendsCaseSection:
 * A heading with a list below it, gone while the list is empty.
 *
 * Properties: "title"; "compact": a card with close lines and none between them, for facts beside
 * the main column.
 */
#define AMENDS_TYPE_CASE_SECTION (amends_case_section_get_type ())
G_DECLARE_FINAL_TYPE (AmendsCaseSection, amends_case_section, AMENDS, CASE_SECTION, AdwBin)

/* (transfer none) */
GtkListBox *amends_case_section_get_list (AmendsCaseSection *self);

void amends_case_section_set_title (AmendsCaseSection *self, const char *title);

/* @note: (nullable): a few words at the end of the heading, such as "2 of 4 done" */
void amends_case_section_set_note (AmendsCaseSection *self, const char *note);

/* (transfer none): the row at @index, which may be one past the last: then a row of @type is made.
 * Rows are kept and written anew, so that they keep their focus. */
gpointer amends_case_section_get_row (AmendsCaseSection *self, guint index, GType type);

/* Makes @n rows of @type before the first. */
void amends_case_section_push_rows (AmendsCaseSection *self, guint n, GType type);

/* Drops what comes after the first @n rows. */
void amends_case_section_trim (AmendsCaseSection *self, guint n);

G_END_DECLS
