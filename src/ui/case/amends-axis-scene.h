/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-axis-layout.h"
#include "amends-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * One picture of a time axis: what stands where, found out once and drawn from that. Coordinates
 * are those of the widget. Main thread.
 */

typedef struct _AmendsAxisScene AmendsAxisScene;

/* What a picture is made of. Nothing is copied: it lives for one draw or one look at a point. */
typedef struct
{
  GtkWidget *widget;
  AmendsSession *session;
  AmendsCase *case_;
  GPtrArray *items;    /* (element-type AmendsRecord): without the clocks, in order of time */
  GObject *selected;   /* (nullable) */
  GObject *moving;     /* (nullable): the step that is being moved */
  AmendsInstant moved; /* to there */
  AmendsAxisView view; /* its width is found out here */
  int width;
} AmendsAxisInput;

AmendsAxisScene *amends_axis_scene_new (const AmendsAxisInput *input);
void amends_axis_scene_free (AmendsAxisScene *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmendsAxisScene, amends_axis_scene_free)

int amends_axis_scene_get_height (AmendsAxisScene *self);
/* The view with its width; and where its left edge is in the widget. */
const AmendsAxisView *amends_axis_scene_get_view (AmendsAxisScene *self);
double amends_axis_scene_get_left (AmendsAxisScene *self);

void amends_axis_scene_draw (AmendsAxisScene *self, cairo_t *cr);

/* (transfer none) (nullable): the item or the clock at a point; @area: (out) (optional). */
GObject *amends_axis_scene_pick (AmendsAxisScene *self, double x, double y, GdkRectangle *area);
/* Where an item or a clock is; FALSE when it is not in view. */
gboolean amends_axis_scene_locate (AmendsAxisScene *self, GObject *item, GdkRectangle *area);
/* The day at a point of the strip below; FALSE elsewhere. */
gboolean amends_axis_scene_pick_day (AmendsAxisScene *self, double x, double y, AmendsInstant *at);

/* (transfer full) (element-type AmendsClock): of each kind the latest, in order of the kinds. */
GPtrArray *amends_axis_collect_clocks (AmendsCase *case_);

/* (transfer none): the moment of an item or a clock. */
AmendsInstant amends_axis_get_at (gpointer item);

G_END_DECLS
