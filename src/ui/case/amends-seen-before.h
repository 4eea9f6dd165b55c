/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-case-subpage.h"

G_BEGIN_DECLS

/**
 * AmendsSeenBefore:
 * What the past says of a case: similar cases, how long those took and how they ended, whether it
 * has come back. Gone while there is nothing to say. A row opens its case.
 */
#define AMENDS_TYPE_SEEN_BEFORE (amends_seen_before_get_type ())
G_DECLARE_FINAL_TYPE (AmendsSeenBefore, amends_seen_before, AMENDS, SEEN_BEFORE, AmendsCaseSubpage)

G_END_DECLS
