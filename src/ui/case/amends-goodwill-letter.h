/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * AmendsGoodwillLetter:
 * The text with which to ask the approver, to be copied or opened in the mail program.
 */
#define AMENDS_TYPE_GOODWILL_LETTER (amends_goodwill_letter_get_type ())
G_DECLARE_FINAL_TYPE (AmendsGoodwillLetter,
                      amends_goodwill_letter,
                      AMENDS,
                      GOODWILL_LETTER,
                      AdwWindow)

/* @from: any widget in the window. @goodwill: a request of @case_. */
void amends_goodwill_letter_present (GtkWidget *from,
                                     AmendsSession *session,
                                     AmendsCase *case_,
                                     AmendsGoodwill *goodwill);

G_END_DECLS
