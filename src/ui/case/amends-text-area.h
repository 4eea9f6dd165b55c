/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * AmendsTextArea:
 * A text view that is as high as its text, for pages that scroll as a whole. The stock one says
 * its height only after it has been given a width.
 */
#define AMENDS_TYPE_TEXT_AREA (amends_text_area_get_type ())
G_DECLARE_FINAL_TYPE (AmendsTextArea, amends_text_area, AMENDS, TEXT_AREA, GtkTextView)

G_END_DECLS
