/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session.h"

G_BEGIN_DECLS

/* A stretch of time, half open. */
typedef struct
{
  AmendsInstant from;
  AmendsInstant to;
} AmendsSpan;

/* (transfer full) (element-type AmendsSpan): when the people of a case work between two moments, by
 * the hours of the account, else of the team; in order. Main thread, no disk. */
GArray *amends_session_list_hours (AmendsSession *self,
                                   AmendsCase *case_,
                                   AmendsInstant from,
                                   AmendsInstant to);

/* The next moment from @at on that is in those hours; @at itself when there is none ahead. */
AmendsInstant
amends_session_find_working (AmendsSession *self, AmendsCase *case_, AmendsInstant at);

/* (transfer full): by which hours a clock counts, as a sentence: the calendar, and since when its
 * version is valid. */
char *amends_session_describe_hours (AmendsSession *self, AmendsCase *case_, AmendsClock *clock);

G_END_DECLS
