/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the due time of a clock came about, day by day. */

#include "config.h"

#include "amends-ledger-popover.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "amends-case-tools.h"
#include "amends-clock-glyph.h"
#include "amends-enum-types.h"
#include "amends-feedback.h"
#include "amends-format.h"
#include "amends-labels.h"
#include "amends-ledger-line.h"
#include "amends-session-hours.h"

struct _AmendsLedgerPopover
{
  GtkPopover parent_instance;

  AmendsClockGlyph *glyph;
  GtkLabel *heading;
  GtkLabel *subtitle;
  GtkGrid *grid;
  GtkLabel *rule;
  GtkLabel *used;

  AmendsSession *session; /* (owned) (nullable) */
  AmendsCase *case_;      /* (owned) (nullable) */
  AmendsClock *clock;     /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (AmendsLedgerPopover, amends_ledger_popover, GTK_TYPE_POPOVER)

enum
{
  COLUMN_DAY,
  COLUMN_COUNTS,
  COLUMN_ADDS,
  COLUMN_TOTAL,
};

/* Characters; a stretch over several days takes two lines. */
#define LONGEST 22

static void
add_cell (AmendsLedgerPopover *self, int column, int row, const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), column >= COLUMN_ADDS ? 1 : 0);
  gtk_label_set_yalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), column < COLUMN_ADDS);
  gtk_label_set_max_width_chars (GTK_LABEL (label), LONGEST);
  gtk_widget_add_css_class (label, "numeric");
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  gtk_grid_attach (self->grid, label, column, row, 1, 1);
}

static void
add_head (AmendsLedgerPopover *self)
{
  const char *const titles[] = {
    C_ ("clock ledger", "Day"),
    C_ ("clock ledger", "Counts"),
    C_ ("clock ledger", "Adds"),
    C_ ("clock ledger", "Total"),
  };

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    {
      add_cell (self, (int) i, 0, titles[i], "dim-label");
      gtk_widget_add_css_class (gtk_grid_get_child_at (self->grid, (int) i, 0), "caption-heading");
    }
}

/* The nights between working days say nothing; closed days do. */
static gboolean
is_whole_day (AmendsLedgerLine *line)
{
  return line->to - line->from >= 23 * AMENDS_HOUR;
}

static gboolean
is_shown (AmendsLedgerLine *line)
{
  if (line->kind == AMENDS_LEDGER_CLOSED)
    return is_whole_day (line);
  return line->to > line->from;
}

/* One day, or two when the stretch goes on past midnight. */
static char *
format_days (AmendsLedgerLine *line, GTimeZone *zone)
{
  /* TRANSLATORS: a day for g_date_time_format(), short, as in "Thu 5 March" */
  g_autofree char *first = amends_instant_format (line->from, zone, _ ("%a %-d %B"));
  g_autofree char *last = amends_instant_format (line->to - 1, zone, _ ("%a %-d %B"));

  if (g_strcmp0 (first, last) == 0)
    return g_steal_pointer (&first);
  /* TRANSLATORS: from one day to another, as in "Sat 7 March to Sun 8 March" */
  return g_strdup_printf (_ ("%1$s to %2$s"), first, last);
}

static char *
format_counts (AmendsLedgerLine *line, GTimeZone *zone)
{
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;

  if (line->minutes <= 0)
    return amends_ledger_line_describe (line);
  from = amends_format_time (line->from, zone);
  to = amends_format_time (line->to, zone);
  /* TRANSLATORS: from one time of day to another, as in "09:00 to 17:30" */
  return g_strdup_printf (_ ("%1$s to %2$s"), from, to);
}

static void
add_line (AmendsLedgerPopover *self, AmendsLedgerLine *line, int row, double total, GTimeZone *zone)
{
  const char *style = line->minutes > 0 ? NULL : "dim-label";
  g_autofree char *days = format_days (line, zone);
  g_autofree char *counts = format_counts (line, zone);
  g_autofree char *minutes = amends_ledger_format_minutes (line->minutes);
  g_autofree char *sum = amends_ledger_format_minutes (total);
  g_autofree char *adds = NULL;

  /* TRANSLATORS: time that is added to a sum, as in "+ 1 h 50 min" */
  adds = line->minutes > 0 ? g_strdup_printf (_ ("+ %s"), minutes) : g_strdup ("0");
  add_cell (self, COLUMN_DAY, row, days, style);
  add_cell (self, COLUMN_COUNTS, row, counts, style);
  add_cell (self, COLUMN_ADDS, row, adds, style);
  add_cell (self, COLUMN_TOTAL, row, sum, style);
}

static void
fill_grid (AmendsLedgerPopover *self, GPtrArray *lines, GTimeZone *zone)
{
  GtkWidget *child;
  double total = 0;
  int row = 1;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->grid))) != NULL)
    gtk_grid_remove (self->grid, child);
  add_head (self);
  for (guint i = 0; i < lines->len; i++)
    {
      AmendsLedgerLine *line = lines->pdata[i];

      total += line->minutes;
      if (is_shown (line))
        add_line (self, line, row++, total, zone);
    }
}

static char *
format_used (AmendsClockView *view, AmendsClock *clock)
{
  double used = floor (view->fraction * clock->minutes);
  g_autofree char *used_text = amends_ledger_format_minutes (used);
  g_autofree char *left_text = amends_ledger_format_minutes (clock->minutes - used);

  if (view->state == AMENDS_CLOCK_MET || view->state == AMENDS_CLOCK_BREACHED)
    return amends_format_clock (view->state, view->remaining);
  /* TRANSLATORS: of the time a clock allows, as in "Used 16 h 48 min, left 25 h 42 min" */
  return g_strdup_printf (_ ("Used %1$s, left %2$s"), used_text, left_text);
}

static void
copy_cb (AmendsLedgerPopover *self)
{
  g_autofree char *text = NULL;

  if (self->clock == NULL)
    return;
  text = amends_session_format_ledger (self->session, self->case_, self->clock);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  gtk_popover_popdown (GTK_POPOVER (self));
  amends_feedback_show (GTK_WIDGET (self), _ ("The ledger is in the clipboard."));
}

static void
amends_ledger_popover_dispose (GObject *object)
{
  AmendsLedgerPopover *self = AMENDS_LEDGER_POPOVER (object);

  g_clear_object (&self->session);
  g_clear_object (&self->case_);
  g_clear_object (&self->clock);

  G_OBJECT_CLASS (amends_ledger_popover_parent_class)->dispose (object);
}

static void
amends_ledger_popover_class_init (AmendsLedgerPopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amends_ledger_popover_dispose;

  g_type_ensure (AMENDS_TYPE_CLOCK_GLYPH);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               AMENDS_CASE_TEMPLATE ("amends-ledger-popover.ui"));
  gtk_widget_class_bind_template_child (widget_class, AmendsLedgerPopover, glyph);
  gtk_widget_class_bind_template_child (widget_class, AmendsLedgerPopover, heading);
  gtk_widget_class_bind_template_child (widget_class, AmendsLedgerPopover, subtitle);
  gtk_widget_class_bind_template_child (widget_class, AmendsLedgerPopover, grid);
  gtk_widget_class_bind_template_child (widget_class, AmendsLedgerPopover, rule);
  gtk_widget_class_bind_template_child (widget_class, AmendsLedgerPopover, used);
  gtk_widget_class_bind_template_callback (widget_class, copy_cb);
}

static void
amends_ledger_popover_init (AmendsLedgerPopover *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
amends_ledger_popover_new (void)
{
  return g_object_new (AMENDS_TYPE_LEDGER_POPOVER, NULL);
}

void
amends_ledger_popover_show (AmendsLedgerPopover *self,
                            AmendsSession *session,
                            AmendsCase *case_,
                            AmendsClock *clock)
{
  g_autoptr (GTimeZone) zone = NULL;
  g_autoptr (GPtrArray) lines = NULL;
  g_autofree char *due = NULL;
  g_autofree char *allowance = NULL;
  g_autofree char *heading = NULL;
  g_autofree char *subtitle = NULL;
  g_autofree char *used = NULL;
  g_autofree char *hours = NULL;
  g_autofree char *rule = NULL;
  AmendsClockView view;

  g_return_if_fail (AMENDS_IS_LEDGER_POPOVER (self));

  g_set_object (&self->session, session);
  g_set_object (&self->case_, case_);
  g_set_object (&self->clock, clock);
  zone = amends_session_dup_case_zone (session, case_);
  lines = amends_session_get_ledger (session, case_, clock);
  amends_session_view_clock (session, case_, clock, &view);
  due = amends_format_moment_full (clock->due, amends_session_now (session), zone);
  allowance = amends_ledger_format_minutes (clock->minutes);

  /* TRANSLATORS: name of a clock and when it ends, as in "Resolve by Mon 16 March, 13:10" */
  heading = g_strdup_printf (
      _ ("%1$s by %2$s"), amends_enum_get_label (AMENDS_TYPE_CLOCK_KIND, (int) clock->kind), due);
  subtitle = amends_case_join (g_time_zone_get_identifier (zone), allowance);
  used = format_used (&view, clock);
  amends_clock_glyph_set_clock (self->glyph, view.state, view.fraction);
  gtk_label_set_text (self->heading, heading);
  gtk_label_set_text (self->subtitle, subtitle);
  fill_grid (self, lines, zone);
  hours = amends_session_describe_hours (session, case_, clock);
  /* TRANSLATORS: the rule of a clock, then by which hours it counts */
  rule = g_strdup_printf (_ ("Rule: %1$s. %2$s"), clock->rule_text != NULL ? clock->rule_text : "–",
                          hours);
  gtk_label_set_text (self->rule, rule);
  gtk_label_set_text (self->used, used);
}
