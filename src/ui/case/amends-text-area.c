/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A text view that is as high as its text. */

#include "config.h"

#include "amends-text-area.h"

struct _AmendsTextArea
{
  GtkTextView parent_instance;
};

G_DEFINE_FINAL_TYPE (AmendsTextArea, amends_text_area, GTK_TYPE_TEXT_VIEW)

static int
measure_text (AmendsTextArea *self, int width)
{
  GtkTextView *view = GTK_TEXT_VIEW (self);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), NULL);
  g_autofree char *text = NULL;
  GtkTextIter start;
  GtkTextIter end;
  int height;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
  pango_layout_set_text (layout, text, -1);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  /* One pixel stays free for the caret after the last letter of a line. */
  pango_layout_set_width (layout, MAX (width - 1, 1) * PANGO_SCALE);
  pango_layout_get_pixel_size (layout, NULL, &height);
  return height;
}

static GtkSizeRequestMode
amends_text_area_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
amends_text_area_measure (GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline,
                          int *natural_baseline)
{
  GtkTextView *view = GTK_TEXT_VIEW (widget);
  int height;

  GTK_WIDGET_CLASS (amends_text_area_parent_class)
      ->measure (widget, orientation, for_size, minimum, natural, minimum_baseline,
                 natural_baseline);
  if (orientation == GTK_ORIENTATION_HORIZONTAL || for_size < 0)
    return;
  height =
      measure_text (AMENDS_TEXT_AREA (widget), for_size - gtk_text_view_get_left_margin (view) -
                                                   gtk_text_view_get_right_margin (view));
  height += gtk_text_view_get_top_margin (view) + gtk_text_view_get_bottom_margin (view);
  *minimum = *natural = height;
}

static void
amends_text_area_class_init (AmendsTextAreaClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->get_request_mode = amends_text_area_get_request_mode;
  widget_class->measure = amends_text_area_measure;
}

static void
amends_text_area_init (AmendsTextArea *self)
{
}
