/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * AmendsFactRow:
 * One fact of a plan with what stands behind it. Nothing can be done with it.
 */
#define AMENDS_TYPE_FACT_ROW (amends_fact_row_get_type ())
G_DECLARE_FINAL_TYPE (AmendsFactRow, amends_fact_row, AMENDS, FACT_ROW, GtkListBoxRow)

typedef enum
{
  AMENDS_FACT_PLAIN,
  AMENDS_FACT_YES,
  AMENDS_FACT_NO,
  AMENDS_FACT_QUESTION,
} AmendsFactMark;

GtkWidget *amends_fact_row_new (void);

/**
 * amends_fact_row_set:
 * @title: what it is
 * @value: (nullable): at the end of the line
 * @text: (nullable): in full; the title then stands out as its heading
 * @detail: (nullable): small, below
 */
void amends_fact_row_set (AmendsFactRow *self,
                          AmendsFactMark mark,
                          const char *title,
                          const char *value,
                          const char *text,
                          const char *detail);

G_END_DECLS
