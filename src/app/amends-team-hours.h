/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-calendar.h"

G_BEGIN_DECLS

/* A day off. */
typedef struct
{
  char *date; /* "2026-12-25" */
  char *name; /* "" for none */
} AmendsDayOff;

/**
 * AmendsTeamHours:
 * The hours of a team as a form has them: what holds on one day. Days are written as people write
 * them, "09:00–12:30, 13:30–17:00"; an empty one is closed.
 */
typedef struct
{
  char *zone;       /* (owned): IANA name */
  char *days[7];    /* (owned): Monday first */
  int day_minutes;  /* of a working day; 0: as long as the longest weekday */
  GPtrArray *off;   /* (owned) (element-type AmendsDayOff): from that day on, in order */
  AmendsInstant at; /* the day on which this holds */
} AmendsTeamHours;

/* (transfer full): what holds in @calendar at @at. */
AmendsTeamHours *amends_team_hours_new (AmendsCalendar *calendar, AmendsInstant at);
AmendsTeamHours *amends_team_hours_copy (AmendsTeamHours *self);
void amends_team_hours_free (AmendsTeamHours *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmendsTeamHours, amends_team_hours_free)

gboolean amends_team_hours_equal (AmendsTeamHours *self, AmendsTeamHours *other);

/**
 * amends_team_hours_check_day:
 * @text: the hours of one day as somebody writes them: "9-17", "9:00–12:30, 13:30–17:00", ""
 * @tidy: (out) (optional) (transfer full): the same as it will be shown
 * @minutes: (out) (optional): how long the day is
 *
 * Returns: FALSE with AMENDS_INPUT_ERROR that says what is expected
 */
gboolean amends_team_hours_check_day (const char *text, char **tidy, int *minutes, GError **error);

/* Two times of day, "20:00–08:00", in minutes after midnight. FALSE when it is not that. */
gboolean amends_team_hours_read_clocks (const char *text, guint *from, guint *until);

/* A day off: replaces the name of one there is. FALSE with AMENDS_INPUT_ERROR for a wrong date. */
gboolean amends_team_hours_add_day_off (AmendsTeamHours *self,
                                        const char *date,
                                        const char *name,
                                        GError **error);
void amends_team_hours_remove_day_off (AmendsTeamHours *self, const char *date);

/**
 * amends_team_hours_lay_over:
 * @calendar: as it was
 * @from: first day on which changed hours hold
 *
 * Hours that differ become a new version from @from on; what held before stays. Days off and the
 * zone hold for all of it, but days off of the past stay as they were.
 *
 * Returns: (transfer full): the calendar, or NULL with AMENDS_INPUT_ERROR naming the field: "zone",
 *   "hours", "off", "day_minutes"
 */
AmendsCalendar *amends_team_hours_lay_over (AmendsTeamHours *self,
                                            AmendsCalendar *calendar,
                                            const GDate *from,
                                            GError **error);

G_END_DECLS
