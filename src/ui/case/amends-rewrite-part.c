/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A choice between what was edited and what the facts say. */

#include "config.h"

#include "amends-rewrite-part.h"

#include <glib/gi18n-lib.h>

#include "amends-case-tools.h"
#include "amends-draft-diff.h"

struct _AmendsRewritePart
{
  GtkBox parent_instance;

  GtkLabel *title;
  GtkLabel *before;
  GtkListBox *options;
  GtkCheckButton *edited;
  GtkLabel *edited_text;
  GtkCheckButton *generated;
  GtkLabel *generated_text;

  AmendsMergePart *part; /* (unowned) */
};

G_DEFINE_FINAL_TYPE (AmendsRewritePart, amends_rewrite_part, GTK_TYPE_BOX)

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
toggled_cb (AmendsRewritePart *self)
{
  g_signal_emit (self, signals[CHOSEN], 0);
}

static void
row_activated_cb (AmendsRewritePart *self, GtkListBoxRow *row)
{
  gtk_check_button_set_active (
      gtk_list_box_row_get_index (row) == 0 ? self->edited : self->generated, TRUE);
}

static void
map_cb (AmendsRewritePart *self)
{
  const char *edited = gtk_label_get_text (self->edited_text);
  const char *generated = gtk_label_get_text (self->generated_text);
  PangoAttrList *marks;

  if (*self->part->edited != '\0' && *self->part->generated != '\0')
    {
      marks = amends_draft_diff_mark (GTK_WIDGET (self), generated, edited);
      gtk_label_set_attributes (self->edited_text, marks);
      pango_attr_list_unref (marks);
      marks = amends_draft_diff_mark (GTK_WIDGET (self), edited, generated);
      gtk_label_set_attributes (self->generated_text, marks);
      pango_attr_list_unref (marks);
    }
}

static void
amends_rewrite_part_class_init (AmendsRewritePartClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               AMENDS_CASE_TEMPLATE ("amends-rewrite-part.ui"));
  gtk_widget_class_bind_template_child (widget_class, AmendsRewritePart, title);
  gtk_widget_class_bind_template_child (widget_class, AmendsRewritePart, before);
  gtk_widget_class_bind_template_child (widget_class, AmendsRewritePart, options);
  gtk_widget_class_bind_template_child (widget_class, AmendsRewritePart, edited);
  gtk_widget_class_bind_template_child (widget_class, AmendsRewritePart, edited_text);
  gtk_widget_class_bind_template_child (widget_class, AmendsRewritePart, generated);
  gtk_widget_class_bind_template_child (widget_class, AmendsRewritePart, generated_text);
  gtk_widget_class_bind_template_callback (widget_class, toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, map_cb);
}

static void
amends_rewrite_part_init (AmendsRewritePart *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* What a radio button is for, read aloud with the whole text. */
static void
set_text (GtkLabel *label, GtkCheckButton *button, const char *whose, const char *text)
{
  g_autofree char *shown = g_strstrip (g_strdup (text));
  g_autofree char *spoken = NULL;

  if (*shown == '\0')
    {
      gtk_widget_add_css_class (GTK_WIDGET (label), "dim-label");
      g_free (shown);
      shown = g_strdup (_ ("Nothing here: the passage is left out."));
    }
  gtk_label_set_text (label, shown);
  /* TRANSLATORS: read aloud: whose text it is, then the text */
  spoken = g_strdup_printf (_ ("%1$s: %2$s"), whose, shown);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                  -1);
}

GtkWidget *
amends_rewrite_part_new (AmendsSession *session,
                         AmendsMergePart *part,
                         const char *title,
                         const char *before)
{
  AmendsRewritePart *self = g_object_new (AMENDS_TYPE_REWRITE_PART, NULL);
  g_autofree char *edited = amends_session_draft_to_plain (session, part->edited);
  g_autofree char *generated = amends_session_draft_to_plain (session, part->generated);

  self->part = part;
  gtk_label_set_text (self->title, title);
  amends_case_set_text (self->before, before);
  set_text (self->edited_text, self->edited, _ ("Yours"), edited);
  set_text (self->generated_text, self->generated, _ ("From the facts now"), generated);
  return GTK_WIDGET (self);
}

const char *
amends_rewrite_part_get_choice (AmendsRewritePart *self)
{
  g_return_val_if_fail (AMENDS_IS_REWRITE_PART (self), NULL);

  if (gtk_check_button_get_active (self->edited))
    return self->part->edited;
  if (gtk_check_button_get_active (self->generated))
    return self->part->generated;
  return NULL;
}
