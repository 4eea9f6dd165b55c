/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What of a case stands on a time axis, in words and drawn. */

#include "config.h"

#include "amends-axis-marks.h"

#include <glib/gi18n-lib.h>

#include "amends-draw.h"
#include "amends-enum-types.h"
#include "amends-format.h"
#include "amends-labels.h"
#include "amends-text.h"
#include "amends-timeline-items.h"

/* Characters below a mark. */
#define LONGEST_LABEL 18

/* Half the thickness of a clock's bar. */
#define BAR 4.0

/* --- What ---------------------------------------------------------------------------------------
 */

static gboolean
is_with_customer (AmendsAudience audience)
{
  return audience == AMENDS_AUDIENCE_CUSTOMER || audience == AMENDS_AUDIENCE_CUSTOMER_EXECUTIVE;
}

/* The step that an entry of the log says was done: only its moment links the two. */
static gboolean
is_done_with_customer (AmendsCase *case_, AmendsEvent *event)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (case_->checkpoints));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AmendsCheckpoint) step =
          g_list_model_get_item (G_LIST_MODEL (case_->checkpoints), i);

      if (step->done_at == event->at && event->at != AMENDS_INSTANT_NONE)
        return is_with_customer (step->audience);
    }
  return FALSE;
}

AmendsAxisLane
amends_axis_get_lane (AmendsCase *case_, gpointer item)
{
  if (AMENDS_IS_CLOCK (item))
    return AMENDS_AXIS_CLOCKS;
  if (AMENDS_IS_CHECKPOINT (item))
    return is_with_customer (AMENDS_CHECKPOINT (item)->audience) ? AMENDS_AXIS_CUSTOMER
                                                                 : AMENDS_AXIS_INTERNAL;
  if (AMENDS_IS_MESSAGE (item))
    return AMENDS_MESSAGE (item)->direction == AMENDS_DIRECTION_INTERNAL ? AMENDS_AXIS_INTERNAL
                                                                         : AMENDS_AXIS_CUSTOMER;
  switch (AMENDS_EVENT (item)->kind)
    {
    case AMENDS_EVENT_SYNC_BATCH:
    case AMENDS_EVENT_IMPORT_BATCH:
      return AMENDS_AXIS_CRM;
    case AMENDS_EVENT_COMMITMENT_MADE:
    case AMENDS_EVENT_COMMITMENT_KEPT:
    case AMENDS_EVENT_COMMITMENT_MISSED:
      return AMENDS_AXIS_CUSTOMER;
    case AMENDS_EVENT_CHECKPOINT_DONE:
      return is_done_with_customer (case_, item) ? AMENDS_AXIS_CUSTOMER : AMENDS_AXIS_INTERNAL;
    default:
      return AMENDS_AXIS_INTERNAL;
    }
}

AmendsAxisMarkKind
amends_axis_get_mark (gpointer item, AmendsInstant now)
{
  if (AMENDS_IS_CHECKPOINT (item))
    return AMENDS_CHECKPOINT (item)->at < now ? AMENDS_AXIS_LATE : AMENDS_AXIS_PLANNED;
  if (AMENDS_IS_MESSAGE (item))
    switch (AMENDS_MESSAGE (item)->direction)
      {
      case AMENDS_DIRECTION_INBOUND:
        return AMENDS_AXIS_IN;
      case AMENDS_DIRECTION_OUTBOUND:
        return AMENDS_AXIS_OUT;
      case AMENDS_DIRECTION_TWO_WAY:
        return AMENDS_AXIS_TALK;
      case AMENDS_DIRECTION_INTERNAL:
      default:
        return AMENDS_AXIS_NOTE;
      }
  switch (AMENDS_EVENT (item)->kind)
    {
    case AMENDS_EVENT_CHECKPOINT_DONE:
    case AMENDS_EVENT_ACTION_DONE:
    case AMENDS_EVENT_COMMITMENT_KEPT:
      return AMENDS_AXIS_DONE;
    default:
      return AMENDS_AXIS_NOTE;
    }
}

const char *
amends_axis_get_lane_title (AmendsAxisLane lane)
{
  switch (lane)
    {
    case AMENDS_AXIS_CUSTOMER:
      return C_ ("lane", "Customer");
    case AMENDS_AXIS_INTERNAL:
      return C_ ("lane", "Internal");
    case AMENDS_AXIS_CRM:
      return C_ ("lane", "CRM");
    case AMENDS_AXIS_CLOCKS:
    case AMENDS_AXIS_N_LANES:
    default:
      return C_ ("lane", "Clocks");
    }
}

/* --- Words --------------------------------------------------------------------------------------
 */

static const char *
get_title (gpointer item)
{
  const char *title = AMENDS_IS_CHECKPOINT (item) ? AMENDS_CHECKPOINT (item)->title : NULL;

  return title != NULL ? title : "";
}

/* "13:30 Call": the whole title is in the tooltip and in the list. */
static char *
dup_step_label (AmendsCheckpoint *step, GTimeZone *zone)
{
  g_autofree char *time = NULL;

  if (step->channel == AMENDS_CHANNEL_UNKNOWN)
    return amends_text_one_line (get_title (step), LONGEST_LABEL);
  time = amends_format_time (step->at, zone);
  /* TRANSLATORS: below a mark on the time axis: a time and a channel, "13:30 Call" */
  return g_strdup_printf (C_ ("time axis", "%1$s %2$s"), time,
                          amends_enum_get_label (AMENDS_TYPE_CHANNEL, (int) step->channel));
}

char *
amends_axis_dup_label (gpointer item, AmendsInstant now, GTimeZone *zone)
{
  g_autofree char *title = NULL;
  g_autofree char *time = NULL;

  if (AMENDS_IS_CHECKPOINT (item))
    return dup_step_label (item, zone);
  time = amends_format_time (amends_timeline_get_at (item), zone);
  switch (amends_axis_get_mark (item, now))
    {
    case AMENDS_AXIS_IN:
      /* TRANSLATORS: below a mark on the time axis: when the customer wrote, "08:52 message" */
      return g_strdup_printf (C_ ("time axis", "%s message"), time);
    case AMENDS_AXIS_OUT:
      /* TRANSLATORS: below a mark on the time axis: when we wrote, "09:10 reply" */
      return g_strdup_printf (C_ ("time axis", "%s reply"), time);
    case AMENDS_AXIS_TALK:
      /* TRANSLATORS: below a mark on the time axis: when there was a call, "09:10 call" */
      return g_strdup_printf (C_ ("time axis", "%s call"), time);
    case AMENDS_AXIS_DONE:
    case AMENDS_AXIS_PLANNED:
    case AMENDS_AXIS_LATE:
    case AMENDS_AXIS_NOTE:
    default:
      break;
    }
  title = amends_timeline_dup_title (item);
  return amends_text_one_line (title, LONGEST_LABEL);
}

char *
amends_axis_dup_merged_label (gpointer *items, guint n, AmendsInstant now)
{
  AmendsAxisMarkKind kind = amends_axis_get_mark (items[0], now);

  for (guint i = 1; i < n; i++)
    if (amends_axis_get_mark (items[i], now) != kind)
      /* TRANSLATORS: below marks on the time axis that stand close together */
      return g_strdup_printf (ngettext ("%u event", "%u events", n), n);
  switch (kind)
    {
    case AMENDS_AXIS_IN:
      return g_strdup_printf (ngettext ("%u message", "%u messages", n), n);
    case AMENDS_AXIS_OUT:
      return g_strdup_printf (ngettext ("%u reply sent", "%u replies sent", n), n);
    case AMENDS_AXIS_TALK:
      return g_strdup_printf (ngettext ("%u call", "%u calls", n), n);
    case AMENDS_AXIS_DONE:
      return g_strdup_printf (ngettext ("%u done", "%u done", n), n);
    case AMENDS_AXIS_PLANNED:
      return g_strdup_printf (ngettext ("%u planned", "%u planned", n), n);
    case AMENDS_AXIS_LATE:
      return g_strdup_printf (ngettext ("%u late", "%u late", n), n);
    case AMENDS_AXIS_NOTE:
    default:
      return g_strdup_printf (ngettext ("%u entry", "%u entries", n), n);
    }
}

static char *
dup_clock_words (AmendsSession *session, AmendsCase *case_, AmendsClock *clock)
{
  AmendsClockView view;
  g_autofree char *state = NULL;
  g_autofree char *due = amends_format_moment_full (clock->due, amends_session_now (session),
                                                    amends_session_get_zone (session));

  amends_session_view_clock (session, case_, clock, &view);
  state = amends_format_clock (view.state, view.remaining);
  /* TRANSLATORS: name of a clock, its state, when it is due, in a list of things read aloud */
  return g_strdup_printf (_ ("Clock %1$s, %2$s, due %3$s"),
                          amends_enum_get_label (AMENDS_TYPE_CLOCK_KIND, (int) clock->kind), state,
                          due);
}

char *
amends_axis_dup_words (AmendsSession *session, AmendsCase *case_, gpointer item)
{
  AmendsInstant now = amends_session_now (session);
  GTimeZone *zone = amends_session_get_zone (session);
  g_autofree char *title = NULL;
  g_autofree char *when = NULL;
  g_autofree char *details = NULL;

  if (AMENDS_IS_CLOCK (item))
    return dup_clock_words (session, case_, item);
  if (AMENDS_IS_CHECKPOINT (item))
    {
      gint64 remaining = AMENDS_CHECKPOINT (item)->at - now;

      when = amends_format_moment_full (AMENDS_CHECKPOINT (item)->at, now, zone);
      details = remaining < 0 ? amends_format_left (remaining) : amends_format_in (remaining);
      /* TRANSLATORS: a step of the plan: title, when, how far off */
      return g_strdup_printf (_ ("%1$s, planned for %2$s, %3$s"), get_title (item), when, details);
    }
  title = amends_timeline_dup_title (item);
  when = amends_format_moment_full (amends_timeline_get_at (item), now, zone);
  details = amends_timeline_dup_details (item);
  if (*details == '\0')
    /* TRANSLATORS: what happened, and when */
    return g_strdup_printf (_ ("%1$s, %2$s"), title, when);
  /* TRANSLATORS: what happened, when, who */
  return g_strdup_printf (_ ("%1$s, %2$s, %3$s"), title, when, details);
}

/* --- Drawing ------------------------------------------------------------------------------------
 */

static void
draw_arrow (cairo_t *cr, double x, double y, double down)
{
  cairo_set_line_width (cr, 1.6);
  cairo_move_to (cr, x, y - 3.2 * down);
  cairo_line_to (cr, x, y + 2.8 * down);
  cairo_move_to (cr, x - 2.6, y + 0.4 * down);
  cairo_line_to (cr, x, y + 3.2 * down);
  cairo_line_to (cr, x + 2.6, y + 0.4 * down);
  cairo_stroke (cr);
}

static void
draw_message (GtkWidget *widget, cairo_t *cr, AmendsAxisMarkKind kind, double x, double y)
{
  GdkRGBA color;
  GdkRGBA sign;

  if (kind == AMENDS_AXIS_IN)
    amends_draw_lookup (widget, "accent_color", &color);
  else
    amends_draw_lookup_faint (widget, 0.85, &color);
  amends_draw_lookup (widget, "view_bg_color", &sign);
  gdk_cairo_set_source_rgba (cr, &color);
  cairo_arc (cr, x, y, 6.5, 0, 2 * G_PI);
  cairo_fill (cr);
  gdk_cairo_set_source_rgba (cr, &sign);
  if (kind == AMENDS_AXIS_TALK)
    {
      draw_arrow (cr, x - 2, y, -0.8);
      draw_arrow (cr, x + 2, y, 0.8);
    }
  else
    draw_arrow (cr, x, y, kind == AMENDS_AXIS_IN ? 1 : -1);
}

static void
draw_step (GtkWidget *widget, cairo_t *cr, AmendsAxisMarkKind kind, double x, double y)
{
  GdkRGBA color;
  GdkRGBA inside;

  amends_draw_lookup (widget, kind == AMENDS_AXIS_LATE ? "error_color" : "accent_color", &color);
  amends_draw_lookup (widget, "view_bg_color", &inside);
  cairo_move_to (cr, x, y - 7);
  cairo_line_to (cr, x + 7, y);
  cairo_line_to (cr, x, y + 7);
  cairo_line_to (cr, x - 7, y);
  cairo_close_path (cr);
  gdk_cairo_set_source_rgba (cr, kind == AMENDS_AXIS_DONE ? &color : &inside);
  cairo_fill_preserve (cr);
  gdk_cairo_set_source_rgba (cr, &color);
  cairo_set_line_width (cr, 1.8);
  cairo_stroke (cr);
  if (kind != AMENDS_AXIS_LATE)
    return;
  cairo_move_to (cr, x, y - 3.5);
  cairo_line_to (cr, x, y + 0.8);
  cairo_stroke (cr);
  cairo_arc (cr, x, y + 3, 1.1, 0, 2 * G_PI);
  cairo_fill (cr);
}

void
amends_axis_draw_mark (GtkWidget *widget,
                       cairo_t *cr,
                       AmendsAxisMarkKind kind,
                       double x,
                       double y,
                       gboolean selected)
{
  GdkRGBA color;

  cairo_save (cr);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  if (selected)
    {
      amends_draw_lookup (widget, "accent_color", &color);
      color.alpha *= 0.3F;
      gdk_cairo_set_source_rgba (cr, &color);
      cairo_arc (cr, x, y, 12, 0, 2 * G_PI);
      cairo_fill (cr);
    }
  switch (kind)
    {
    case AMENDS_AXIS_IN:
    case AMENDS_AXIS_OUT:
    case AMENDS_AXIS_TALK:
      draw_message (widget, cr, kind, x, y);
      break;
    case AMENDS_AXIS_DONE:
    case AMENDS_AXIS_PLANNED:
    case AMENDS_AXIS_LATE:
      draw_step (widget, cr, kind, x, y);
      break;
    case AMENDS_AXIS_NOTE:
    default:
      amends_draw_lookup_faint (widget, 0.5, &color);
      gdk_cairo_set_source_rgba (cr, &color);
      cairo_rectangle (cr, x - 4, y - 4, 8, 8);
      cairo_fill (cr);
    }
  cairo_restore (cr);
}

static const char *
get_bar_color (AmendsClockState state)
{
  switch (state)
    {
    case AMENDS_CLOCK_DUE_SOON:
      return "warning_color";
    case AMENDS_CLOCK_BREACHED:
      return "error_color";
    case AMENDS_CLOCK_MET:
      return "success_color";
    case AMENDS_CLOCK_RUNNING:
    case AMENDS_CLOCK_PAUSED:
    default:
      return "accent_color";
    }
}

static void
draw_stretch (cairo_t *cr, const GdkRGBA *color, double from, double to, double y)
{
  double left = MIN (from, to);
  double right = MAX (from, to);

  if (right - left < 0.5)
    return;
  gdk_cairo_set_source_rgba (cr, color);
  cairo_rectangle (cr, left, y - BAR, right - left, 2 * BAR);
  cairo_fill (cr);
}

void
amends_axis_draw_bar (GtkWidget *widget, cairo_t *cr, const AmendsAxisBar *bar)
{
  gboolean late = bar->from <= bar->due ? bar->reached > bar->due : bar->reached < bar->due;
  GdkRGBA color;
  GdkRGBA error;
  GdkRGBA track;

  amends_draw_lookup (widget, get_bar_color (bar->state), &color);
  amends_draw_lookup (widget, "error_color", &error);
  track = color;
  track.alpha *= 0.28F;
  if (!bar->is_past)
    draw_stretch (cr, &track, bar->from, bar->due, bar->y);
  draw_stretch (cr, &color, bar->from, late ? bar->due : bar->reached, bar->y);
  if (late)
    draw_stretch (cr, &error, bar->due, bar->reached, bar->y);
  if (bar->is_past)
    return;
  /* Where it is due stands out also where the colours do not. */
  draw_stretch (cr, late ? &error : &color, bar->due - 1, bar->due + 1, bar->y - BAR);
  draw_stretch (cr, late ? &error : &color, bar->due - 1, bar->due + 1, bar->y + BAR);
}

void
amends_axis_draw_pause (GtkWidget *widget, cairo_t *cr, double from, double to, double y)
{
  double left = MIN (from, to);
  double right = MAX (from, to);
  GdkRGBA paper;
  GdkRGBA line;

  if (right - left < 1)
    return;
  amends_draw_lookup (widget, "view_bg_color", &paper);
  amends_draw_lookup_faint (widget, 0.6, &line);
  cairo_save (cr);
  cairo_rectangle (cr, left, y - BAR, right - left, 2 * BAR);
  cairo_clip (cr);
  gdk_cairo_set_source_rgba (cr, &paper);
  cairo_paint (cr);
  gdk_cairo_set_source_rgba (cr, &line);
  cairo_set_line_width (cr, 1.2);
  for (double x = left - 2 * BAR; x < right; x += 4)
    {
      cairo_move_to (cr, x, y + BAR);
      cairo_line_to (cr, x + 2 * BAR, y - BAR);
    }
  cairo_stroke (cr);
  cairo_restore (cr);
}
