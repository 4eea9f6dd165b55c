/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * AmendsCaseSubpage:
 * Something that shows a part of one case: it is drawn anew when the case changes and at every
 * minute, but only while it is in view.
 *
 * Property: "folded": the case sidebar is not beside it.
 */
#define AMENDS_TYPE_CASE_SUBPAGE (amends_case_subpage_get_type ())
G_DECLARE_DERIVABLE_TYPE (AmendsCaseSubpage, amends_case_subpage, AMENDS, CASE_SUBPAGE, AdwBin)

struct _AmendsCaseSubpageClass
{
  AdwBinClass parent_class;

  /* Another case is shown, or none: what belongs to the old one is saved and dropped. Called
   * while the old case is still set. */
  void (*leave) (AmendsCaseSubpage *self);
  /* Draws what the case says now; only called with a case. */
  void (*refresh) (AmendsCaseSubpage *self);
};

/* (transfer none) (nullable) */
AmendsSession *amends_case_subpage_get_session (AmendsCaseSubpage *self);
/* (transfer none) (nullable) */
AmendsCase *amends_case_subpage_get_case (AmendsCaseSubpage *self);

/* Both are (nullable): nothing is shown. */
void
amends_case_subpage_set_case (AmendsCaseSubpage *self, AmendsSession *session, AmendsCase *case_);

/* Draws anew now if it is in view; else this happens when it comes into view. */
void amends_case_subpage_refresh (AmendsCaseSubpage *self);

gboolean amends_case_subpage_get_folded (AmendsCaseSubpage *self);

G_END_DECLS
