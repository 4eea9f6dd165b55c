/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session-sync.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * AmendsDifference:
 * A field that both sides have changed: what it was, and the two values to choose from. Nothing is
 * chosen at first. Signal `chosen`: a choice was made.
 */
#define AMENDS_TYPE_DIFFERENCE (amends_difference_get_type ())
G_DECLARE_FINAL_TYPE (AmendsDifference, amends_difference, AMENDS, DIFFERENCE, AdwBin)

typedef enum
{
  AMENDS_DIFFERENCE_UNDECIDED,
  AMENDS_DIFFERENCE_OURS,
  AMENDS_DIFFERENCE_THEIRS,
} AmendsDifferenceChoice;

/* @crm: name of the CRM. @conflict is not kept. */
GtkWidget *
amends_difference_new (AmendsSession *session, const AmendsConflictRow *conflict, const char *crm);

/* Of the conflict. */
const char *amends_difference_get_id (AmendsDifference *self);
AmendsDifferenceChoice amends_difference_get_choice (AmendsDifference *self);
void amends_difference_choose (AmendsDifference *self, AmendsDifferenceChoice choice);

/* One below the other where there is no room for two columns. */
void amends_difference_set_narrow (AmendsDifference *self, gboolean narrow);

G_END_DECLS
