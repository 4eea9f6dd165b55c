/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One open case in the sidebar. */

#include "config.h"

#include "amends-open-row.h"

#include "amends-clock-glyph.h"
#include "amends-enum-types.h"
#include "amends-format.h"
#include "amends-labels.h"
#include "amends-row-name.h"
#include "amends-severity-bars.h"

#include <glib/gi18n-lib.h>

struct _AmendsOpenRow
{
  AdwBin parent_instance;

  AmendsSession *session; /* (owned) */
  AmendsSummary *summary; /* (owned) */

  AmendsSeverityBars *bars;
  GtkLabel *name;
  AmendsClockGlyph *glyph;
  GtkLabel *clock;
};

G_DEFINE_FINAL_TYPE (AmendsOpenRow, amends_open_row, ADW_TYPE_BIN)

/* The row around it comes later, and follows. */
static void
name_row (AmendsOpenRow *self)
{
  const char *words[] = {
    gtk_label_get_label (self->name),
    amends_enum_get_label (AMENDS_TYPE_SEVERITY, self->summary->severity),
    gtk_label_get_label (self->clock),
  };

  amends_row_set_name (GTK_WIDGET (self), words, G_N_ELEMENTS (words));
}

static void
amends_open_row_dispose (GObject *object)
{
  AmendsOpenRow *self = AMENDS_OPEN_ROW (object);

  g_clear_object (&self->session);
  g_clear_object (&self->summary);

  G_OBJECT_CLASS (amends_open_row_parent_class)->dispose (object);
}

static void
amends_open_row_class_init (AmendsOpenRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = amends_open_row_dispose;

  g_type_ensure (AMENDS_TYPE_SEVERITY_BARS);
  g_type_ensure (AMENDS_TYPE_CLOCK_GLYPH);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/dev/amends/Amends/ui/amends-open-row.ui");
  gtk_widget_class_bind_template_child (widget_class, AmendsOpenRow, bars);
  gtk_widget_class_bind_template_child (widget_class, AmendsOpenRow, name);
  gtk_widget_class_bind_template_child (widget_class, AmendsOpenRow, glyph);
  gtk_widget_class_bind_template_child (widget_class, AmendsOpenRow, clock);
}

static void
amends_open_row_init (AmendsOpenRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
amends_open_row_new (AmendsSession *session, AmendsSummary *summary)
{
  AmendsOpenRow *self = g_object_new (AMENDS_TYPE_OPEN_ROW, NULL);

  self->session = g_object_ref (session);
  self->summary = g_object_ref (summary);
  g_signal_connect_object (summary, "notify", G_CALLBACK (amends_open_row_update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect (self, "notify::parent", G_CALLBACK (name_row), NULL);
  amends_open_row_update (self);
  return GTK_WIDGET (self);
}

AmendsSummary *
amends_open_row_get_summary (AmendsOpenRow *self)
{
  g_return_val_if_fail (AMENDS_IS_OPEN_ROW (self), NULL);

  return self->summary;
}

void
amends_open_row_update (AmendsOpenRow *self)
{
  AmendsInstant now = amends_session_now (self->session);
  g_autofree char *words = NULL;
  AmendsClockState state;
  double fraction;

  g_return_if_fail (AMENDS_IS_OPEN_ROW (self));

  gtk_label_set_label (self->name, self->summary->account);
  amends_severity_bars_set_severity (self->bars, self->summary->severity);
  if (!amends_summary_view_clock (self->summary, now, &state, &fraction))
    {
      gtk_widget_set_visible (GTK_WIDGET (self->glyph), FALSE);
      gtk_label_set_label (self->clock, _ ("No clock runs"));
      name_row (self);
      return;
    }
  if (state == AMENDS_CLOCK_PAUSED)
    words = amends_format_clock (state, 0);
  else
    words =
        amends_format_summary_clock (self->summary, now, amends_session_get_zone (self->session));
  gtk_widget_set_visible (GTK_WIDGET (self->glyph), TRUE);
  amends_clock_glyph_set_clock (self->glyph, state, fraction);
  gtk_label_set_label (self->clock, words);
  amends_clock_state_style (GTK_WIDGET (self->clock), state);
  name_row (self);
}
