/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-instant.h"

G_BEGIN_DECLS

/*
 * Where things stand on a time axis: no toolkit, no display, and the widths of texts come from
 * whoever draws. Lengths are in pixels, from the left edge of what shows the time. Any thread.
 */

/* What part of time is shown, and how wide. Mirrored, time runs from right to left. */
typedef struct
{
  AmendsInstant start;
  gint64 span; /* milliseconds */
  double width;
  gboolean mirrored;
} AmendsAxisView;

/* The least and the most that can be shown at once. */
#define AMENDS_AXIS_LEAST (2 * AMENDS_HOUR)
#define AMENDS_AXIS_MOST (120 * AMENDS_DAY)

double amends_axis_view_get_x (const AmendsAxisView *self, AmendsInstant at);
AmendsInstant amends_axis_view_get_at (const AmendsAxisView *self, double x);
/* @factor: above 1 shows less; what is at @x stays there. Ends at the least and the most. */
void amends_axis_view_zoom (AmendsAxisView *self, double factor, double x);
/* Moves what is shown by @pixels, as if the paper were pulled: to the right shows what was before,
 * mirrored what comes after. */
void amends_axis_view_pull (AmendsAxisView *self, double pixels);
/* Moves as little as shows @at with @margin pixels around it; FALSE if it was shown already. */
gboolean amends_axis_view_reveal (AmendsAxisView *self, AmendsInstant at, double margin);

/* The nearest time on the wall in @zone that is a multiple of @minutes past midnight. */
AmendsInstant amends_axis_snap (AmendsInstant at, int minutes, GTimeZone *zone);

/* @days on, at the same time on the wall. */
AmendsInstant amends_axis_add_days (AmendsInstant at, int days, GTimeZone *zone);

/* A line across the axis: a full hour, a midnight. */
typedef struct
{
  AmendsInstant at;
  double x;
  gboolean is_day; /* a midnight in the zone */
} AmendsAxisTick;

/**
 * amends_axis_make_ticks:
 * @gap: least distance between two, in pixels
 *
 * Times on the wall in @zone, in steps that people count in. Where the clocks go forward the hour
 * that is not there has no line; where they go back, the hour that comes twice has one.
 *
 * Returns: (transfer full) (element-type AmendsAxisTick): in order of time
 */
GArray *amends_axis_make_ticks (const AmendsAxisView *view, GTimeZone *zone, double gap);

/* One text for one or more neighbours of a row. */
typedef struct
{
  double x; /* left edge */
  double width;
  guint first; /* the first of them */
  guint n;     /* how many */
  char *text;  /* (owned) */
} AmendsAxisLabel;

void amends_axis_label_clear (gpointer self);

/* (transfer full): what to call @n neighbours from @first on. */
typedef char *(*AmendsAxisNameFunc) (guint first, guint n, gpointer data);
typedef double (*AmendsAxisMeasureFunc) (const char *text, gpointer data);

/**
 * amends_axis_place_labels:
 * @xs: where the marks are, in ascending order
 * @gap: least distance between two labels
 *
 * A label is centred below its mark and stays within the view. Those that would overlap merge into
 * one for all their marks.
 *
 * Returns: (transfer full) (element-type AmendsAxisLabel): from left to right, none overlapping
 */
GArray *amends_axis_place_labels (const double *xs,
                                  guint n,
                                  double width,
                                  double gap,
                                  AmendsAxisNameFunc name,
                                  AmendsAxisMeasureFunc measure,
                                  gpointer data);

G_END_DECLS
