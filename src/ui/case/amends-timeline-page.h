/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-case-subpage.h"

G_BEGIN_DECLS

/**
 * AmendsTimelinePage:
 * What is planned in a case, by time, and what has happened, by day.
 */
#define AMENDS_TYPE_TIMELINE_PAGE (amends_timeline_page_get_type ())
G_DECLARE_FINAL_TYPE (AmendsTimelinePage,
                      amends_timeline_page,
                      AMENDS,
                      TIMELINE_PAGE,
                      AmendsCaseSubpage)

G_END_DECLS
