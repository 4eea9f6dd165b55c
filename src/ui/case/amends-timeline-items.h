/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-case.h"

G_BEGIN_DECLS

/*
 * What has happened in a case, as people look for it: its messages and the notable entries of its
 * log. An item is an #AmendsMessage or an #AmendsEvent. Main thread.
 */

/* (transfer full) (element-type AmendsRecord): the latest first. A message stands for the entry
 * that the log has of it. */
GPtrArray *amends_timeline_collect (AmendsCase *case_);

AmendsInstant amends_timeline_get_at (gpointer item);

/* By what a timeline can be filtered. */
typedef enum
{
  AMENDS_TIMELINE_PLANNED,
  AMENDS_TIMELINE_MESSAGES,
  AMENDS_TIMELINE_CALLS,
  AMENDS_TIMELINE_DONE,
  AMENDS_TIMELINE_NOTES,
  AMENDS_TIMELINE_CASE, /* its status, clocks, people, goodwill, the CRM */
  AMENDS_TIMELINE_N_KINDS,
} AmendsTimelineKind;

/* @item: or a planned AmendsCheckpoint */
AmendsTimelineKind amends_timeline_get_kind (gpointer item);
/* (transfer none): for a chip, "Messages". */
const char *amends_timeline_get_kind_label (AmendsTimelineKind kind);

/* (transfer full): one line. */
char *amends_timeline_dup_title (gpointer item);

/* (transfer full): who, and by which channel; maybe empty. */
char *amends_timeline_dup_details (gpointer item);

/* (transfer none): name of an icon. */
const char *amends_timeline_get_icon (gpointer item);

/* (transfer none): where it comes from: "E-mail", "Call", "Log". */
const char *amends_timeline_get_source (gpointer item);

G_END_DECLS
