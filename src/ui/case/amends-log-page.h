/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-case-subpage.h"

G_BEGIN_DECLS

/**
 * AmendsLogPage:
 * All that has happened in a case, newest first and by day, with a line to add a note.
 */
#define AMENDS_TYPE_LOG_PAGE (amends_log_page_get_type ())
G_DECLARE_FINAL_TYPE (AmendsLogPage, amends_log_page, AMENDS, LOG_PAGE, AmendsCaseSubpage)

G_END_DECLS
