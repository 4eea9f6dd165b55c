/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session-policy.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * AmendsReviewPage:
 * What a change of policy does to the open cases, before it is made: each deadline that moves.
 *
 * Signal ::accepted: the user goes on with it.
 */
#define AMENDS_TYPE_REVIEW_PAGE (amends_review_page_get_type ())
G_DECLARE_FINAL_TYPE (AmendsReviewPage, amends_review_page, AMENDS, REVIEW_PAGE, GtkBox)

/* @accept: label of the button that goes on.
 * (transfer floating) */
GtkWidget *amends_review_page_new (const char *title,
                                   const char *accept,
                                   AmendsSession *session,
                                   AmendsPolicyEffect *effect);

/* (transfer full): how many deadlines move, as a sentence. */
char *amends_review_page_summarise (AmendsPolicyEffect *effect);

G_END_DECLS
