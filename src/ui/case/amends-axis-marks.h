/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What of a case stands on a time axis, and as what. Main thread. */

typedef enum
{
  AMENDS_AXIS_CLOCKS,
  AMENDS_AXIS_CUSTOMER,
  AMENDS_AXIS_INTERNAL,
  AMENDS_AXIS_CRM,
  AMENDS_AXIS_N_LANES,
} AmendsAxisLane;

typedef enum
{
  AMENDS_AXIS_IN,      /* the customer wrote */
  AMENDS_AXIS_OUT,     /* we wrote */
  AMENDS_AXIS_TALK,    /* a call or a meeting */
  AMENDS_AXIS_DONE,    /* a step, done */
  AMENDS_AXIS_PLANNED, /* a step to come */
  AMENDS_AXIS_LATE,    /* a step that should have been done */
  AMENDS_AXIS_NOTE,    /* anything else */
} AmendsAxisMarkKind;

/* @item: of amends_timeline_collect(), or a planned AmendsCheckpoint */
AmendsAxisLane amends_axis_get_lane (AmendsCase *case_, gpointer item);
AmendsAxisMarkKind amends_axis_get_mark (gpointer item, AmendsInstant now);

/* (transfer none): "Customer", "Internal", "CRM". */
const char *amends_axis_get_lane_title (AmendsAxisLane lane);

/* (transfer full): a few words below one mark. */
char *amends_axis_dup_label (gpointer item, AmendsInstant now, GTimeZone *zone);
/* (transfer full): a few words for several: "2 replies sent". @items: of @n, n > 1 */
char *amends_axis_dup_merged_label (gpointer *items, guint n, AmendsInstant now);

/* (transfer full): all there is to say of an item or a clock, for a tooltip and read aloud. */
char *amends_axis_dup_words (AmendsSession *session, AmendsCase *case_, gpointer item);

/* Draws a mark, centred at @x, @y, about 14 units wide. @widget: whose colours */
void amends_axis_draw_mark (GtkWidget *widget,
                            cairo_t *cr,
                            AmendsAxisMarkKind kind,
                            double x,
                            double y,
                            gboolean selected);

/* Draws a clock's way from @from to @due, of which it has come to @reached; @late: also past
 * @due. */
typedef struct
{
  double from, due, reached; /* in pixels, mirrored or not */
  double y;                  /* the middle */
  AmendsClockState state;
  gboolean is_past; /* a later clock has followed: only how far it came is drawn */
} AmendsAxisBar;

void amends_axis_draw_bar (GtkWidget *widget, cairo_t *cr, const AmendsAxisBar *bar);
/* Slanted lines over a stretch in which a clock stood still. */
void amends_axis_draw_pause (GtkWidget *widget, cairo_t *cr, double from, double to, double y);

G_END_DECLS
