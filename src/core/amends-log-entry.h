/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-record.h"

G_BEGIN_DECLS

/**
 * AmendsLogEntry:
 * Something done or seen, with its time.
 */
#define AMENDS_TYPE_LOG_ENTRY (amends_log_entry_get_type ())
G_DECLARE_FINAL_TYPE (AmendsLogEntry, amends_log_entry, AMENDS, LOG_ENTRY, AmendsRecord)

struct _AmendsLogEntry
{
  AmendsRecord parent_instance;

  AmendsInstant at;
  char *text;
};

G_END_DECLS
