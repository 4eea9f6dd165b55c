/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The message, with underlines for what it says. */

#include "config.h"

#include "amends-wizard-message.h"

#include "amends-draw.h"
#include "amends-feedback.h"
#include "amends-file-dialog.h"

#include <glib/gi18n-lib.h>

struct _AmendsWizardMessage
{
  AdwBin parent_instance;

  gboolean narrow;
  gboolean setting;

  GtkLabel *origin;
  GtkScrolledWindow *scroller;
  GtkTextView *view;
  GtkTextBuffer *buffer;
  GtkWidget *hint;
  GtkTextTag *person;
  GtkTextTag *fact;
  GtkTextTag *tone;
  GtkTextTag *signal;
};

enum
{
  PROP_0,
  PROP_NARROW,
  N_PROPS
};

enum
{
  CHANGED,
  DROPPED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AmendsWizardMessage, amends_wizard_message, ADW_TYPE_BIN)

static void
update_hint (AmendsWizardMessage *self)
{
  gtk_widget_set_visible (self->hint, gtk_text_buffer_get_char_count (self->buffer) == 0);
}

static void
buffer_changed_cb (AmendsWizardMessage *self)
{
  update_hint (self);
  if (!self->setting)
    g_signal_emit (self, signals[CHANGED], 0);
}

/* Tints come from the style's colours, so that dark and high contrast follow. */
static void
color_tag (AmendsWizardMessage *self, GtkTextTag *tag, const char *name, PangoUnderline underline)
{
  GdkRGBA color;
  GdkRGBA tint;

  amends_draw_lookup (GTK_WIDGET (self), name, &color);
  tint = color;
  tint.alpha = 0.13f;
  g_object_set (tag, "underline", underline, "underline-rgba", &color, "background-rgba", &tint,
                NULL);
}

static void
color_tags (AmendsWizardMessage *self)
{
  color_tag (self, self->person, "accent_color", PANGO_UNDERLINE_NONE);
  color_tag (self, self->fact, "accent_color", PANGO_UNDERLINE_SINGLE);
  color_tag (self, self->tone, "warning_color", PANGO_UNDERLINE_ERROR);
  color_tag (self, self->signal, "error_color", PANGO_UNDERLINE_DOUBLE);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AmendsWizardMessage) self = AMENDS_WIZARD_MESSAGE (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = amends_file_dialog_finish (result, &error);

  if (file != NULL)
    g_signal_emit (self, signals[DROPPED], 0, file);
  else
    amends_feedback_error (GTK_WIDGET (self), _ ("No file was read."), error);
}

static void
open_cb (AmendsWizardMessage *self)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _ ("Messages"));
  gtk_file_filter_add_mime_type (filter, "message/rfc822");
  gtk_file_filter_add_mime_type (filter, "text/plain");
  gtk_file_filter_add_mime_type (filter, "application/json");
  gtk_file_filter_add_suffix (filter, "eml");
  gtk_file_filter_add_suffix (filter, "txt");
  gtk_file_filter_add_suffix (filter, "json");
  amends_file_dialog_open_async (GTK_WIDGET (self), _ ("Open a message"), filter, NULL, opened_cb,
                                 g_object_ref (self));
}

static gboolean
drop_cb (AmendsWizardMessage *self, const GValue *value)
{
  GSList *files;

  if (!G_VALUE_HOLDS (value, GDK_TYPE_FILE_LIST))
    return FALSE;
  files = g_value_get_boxed (value);
  if (files == NULL)
    return FALSE;
  g_signal_emit (self, signals[DROPPED], 0, files->data);
  return TRUE;
}

static void
update_layout (AmendsWizardMessage *self)
{
  gtk_scrolled_window_set_min_content_height (self->scroller, self->narrow ? 280 : 320);
  gtk_widget_set_vexpand (GTK_WIDGET (self->scroller), !self->narrow);
}

static gboolean
invert (GObject *object, gboolean value)
{
  return !value;
}

static void
amends_wizard_message_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_NARROW)
    g_value_set_boolean (value, AMENDS_WIZARD_MESSAGE (object)->narrow);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
amends_wizard_message_set_property (GObject *object,
                                    guint id,
                                    const GValue *value,
                                    GParamSpec *pspec)
{
  AmendsWizardMessage *self = AMENDS_WIZARD_MESSAGE (object);

  if (id != PROP_NARROW)
    {
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      return;
    }
  self->narrow = g_value_get_boolean (value);
  update_layout (self);
  g_object_notify_by_pspec (object, pspec);
}

static void
amends_wizard_message_class_init (AmendsWizardMessageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = amends_wizard_message_get_property;
  object_class->set_property = amends_wizard_message_set_property;
  properties[PROP_NARROW] =
      g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                            G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  signals[DROPPED] = g_signal_new ("dropped", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 1, G_TYPE_FILE);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/dev/amends/Amends/ui/amends-wizard-message.ui");
  gtk_widget_class_bind_template_child (widget_class, AmendsWizardMessage, origin);
  gtk_widget_class_bind_template_child (widget_class, AmendsWizardMessage, scroller);
  gtk_widget_class_bind_template_child (widget_class, AmendsWizardMessage, view);
  gtk_widget_class_bind_template_child (widget_class, AmendsWizardMessage, buffer);
  gtk_widget_class_bind_template_child (widget_class, AmendsWizardMessage, hint);
  gtk_widget_class_bind_template_callback (widget_class, buffer_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_cb);
  gtk_widget_class_bind_template_callback (widget_class, invert);
}

static void
amends_wizard_message_init (AmendsWizardMessage *self)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  GtkDropTarget *target;

  gtk_widget_init_template (GTK_WIDGET (self));
  self->person =
      gtk_text_buffer_create_tag (self->buffer, "person", "weight", PANGO_WEIGHT_BOLD, NULL);
  self->fact = gtk_text_buffer_create_tag (self->buffer, "fact", NULL, NULL);
  self->tone = gtk_text_buffer_create_tag (self->buffer, "tone", NULL, NULL);
  self->signal = gtk_text_buffer_create_tag (self->buffer, "signal", NULL, NULL);
  g_signal_connect_object (manager, "notify::dark", G_CALLBACK (color_tags), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (manager, "notify::high-contrast", G_CALLBACK (color_tags), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect (self, "map", G_CALLBACK (color_tags), NULL);

  target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);
  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), self, G_CONNECT_SWAPPED);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (target), GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
  update_layout (self);
  update_hint (self);
}

char *
amends_wizard_message_dup_text (AmendsWizardMessage *self)
{
  GtkTextIter start;
  GtkTextIter end;

  g_return_val_if_fail (AMENDS_IS_WIZARD_MESSAGE (self), NULL);

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  return gtk_text_buffer_get_text (self->buffer, &start, &end, TRUE);
}

void
amends_wizard_message_set_text (AmendsWizardMessage *self, const char *text)
{
  g_return_if_fail (AMENDS_IS_WIZARD_MESSAGE (self));

  self->setting = TRUE;
  gtk_text_buffer_set_text (self->buffer, text != NULL ? text : "", -1);
  self->setting = FALSE;
}

void
amends_wizard_message_set_origin (AmendsWizardMessage *self, const char *origin)
{
  g_return_if_fail (AMENDS_IS_WIZARD_MESSAGE (self));

  gtk_label_set_label (self->origin, origin);
}

static void
apply (AmendsWizardMessage *self, GtkTextTag *tag, int start, int end)
{
  GtkTextIter from;
  GtkTextIter to;

  if (start < 0 || end <= start || end > gtk_text_buffer_get_char_count (self->buffer))
    return;
  gtk_text_buffer_get_iter_at_offset (self->buffer, &from, start);
  gtk_text_buffer_get_iter_at_offset (self->buffer, &to, end);
  gtk_text_buffer_apply_tag (self->buffer, tag, &from, &to);
}

static gboolean
is_tone (AmendsRuleHit *hit)
{
  return g_strcmp0 (hit->target, "emotion") == 0 || g_strcmp0 (hit->target, "scenario") == 0;
}

static GtkTextTag *
get_fact_tag (AmendsWizardMessage *self, AmendsFoundKind kind)
{
  if (kind == AMENDS_FOUND_NAME || kind == AMENDS_FOUND_ACCOUNT)
    return self->person;
  return self->fact;
}

/* Later marks win where two overlap: facts, then tone, then signals. */
void
amends_wizard_message_mark (AmendsWizardMessage *self,
                            AmendsRecognised *recognised,
                            AmendsClassification *classification)
{
  GtkTextIter start;
  GtkTextIter end;
  guint n;

  g_return_if_fail (AMENDS_IS_WIZARD_MESSAGE (self));

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  gtk_text_buffer_remove_all_tags (self->buffer, &start, &end);
  for (guint i = 0; i < recognised->found->len; i++)
    {
      const AmendsFound *found = &g_array_index (recognised->found, AmendsFound, i);

      apply (self, get_fact_tag (self, found->kind), found->start, found->end);
    }
  if (classification == NULL)
    return;
  n = g_list_model_get_n_items (G_LIST_MODEL (classification->rules));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AmendsRuleHit) hit =
          g_list_model_get_item (G_LIST_MODEL (classification->rules), i);

      if (is_tone (hit))
        apply (self, self->tone, hit->start, hit->end);
    }
  n = g_list_model_get_n_items (G_LIST_MODEL (classification->signals));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AmendsSignal) one =
          g_list_model_get_item (G_LIST_MODEL (classification->signals), i);

      apply (self, self->signal, one->start, one->end);
    }
}

void
amends_wizard_message_focus (AmendsWizardMessage *self)
{
  g_return_if_fail (AMENDS_IS_WIZARD_MESSAGE (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}
