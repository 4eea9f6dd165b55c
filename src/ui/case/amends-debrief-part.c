/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A section of the debrief. */

#include "config.h"

#include "amends-debrief-part.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "amends-case-tools.h"
#include "amends-debrief-finding.h"
#include "amends-draw.h"
#include "amends-text-area.h"

struct _AmendsDebriefPart
{
  AdwBin parent_instance;

  GtkImage *icon;
  GtkLabel *heading;
  GtkLabel *note;
  AdwBin *content_bin;
  GtkTextView *view;
  GtkLabel *hint;
  GtkBox *suggestions;
  GtkBox *findings;
  AdwBin *extra_bin;

  guint section;
  gboolean has_text;
  gboolean writable;
  gboolean setting; /* the text is not being typed */
  GPtrArray *shown; /* (owned) (element-type AmendsFinding): the findings as shown */
  char *offered;    /* (owned) (nullable): the suggestions as shown, in lines */
};

enum
{
  PROP_0,
  PROP_TITLE,
  PROP_SECTION,
  PROP_HAS_TEXT,
  PROP_CONTENT,
  PROP_EXTRA,
  N_PROPS
};

enum
{
  SIGNAL_EDITED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AmendsDebriefPart, amends_debrief_part, ADW_TYPE_BIN)

static char *
dup_whole (AmendsDebriefPart *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);
  GtkTextIter start;
  GtkTextIter end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
}

static void
changed_cb (AmendsDebriefPart *self)
{
  if (!self->setting)
    g_signal_emit (self, signals[SIGNAL_EDITED], 0);
}

static void
clear_box (GtkBox *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
}

/* --- Suggestions ----------------------------------------------------------------------------- */

static void
suggestion_cb (AmendsDebriefPart *self, GtkButton *button)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);
  const char *sentence = g_object_get_data (G_OBJECT (button), "sentence");
  g_autofree char *text = dup_whole (self);
  const char *last = g_utf8_find_prev_char (text, text + strlen (text));
  GtkTextIter end;

  gtk_text_buffer_begin_user_action (buffer);
  gtk_text_buffer_get_end_iter (buffer, &end);
  /* Chinese sentences follow each other without a space. */
  if (last != NULL && !g_unichar_isspace (g_utf8_get_char (last)) &&
      !g_unichar_iswide (g_utf8_get_char (last)))
    gtk_text_buffer_insert (buffer, &end, " ", 1);
  gtk_text_buffer_insert (buffer, &end, sentence, -1);
  gtk_text_buffer_end_user_action (buffer);
  gtk_text_buffer_place_cursor (buffer, &end);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
add_suggestion (AmendsDebriefPart *self, const char *sentence)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *label = gtk_label_new (sentence);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_button_set_child (GTK_BUTTON (button), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence,
                                  -1);
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_widget_add_css_class (button, "row-action");
  gtk_widget_set_tooltip_text (button, _ ("Add this sentence"));
  g_object_set_data_full (G_OBJECT (button), "sentence", g_strdup (sentence), g_free);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (suggestion_cb), self);
  gtk_box_append (self->suggestions, button);
}

void
amends_debrief_part_set_suggestions (AmendsDebriefPart *self,
                                     const char *hint,
                                     GPtrArray *suggestions)
{
  g_autofree char *text = NULL;
  g_autoptr (GPtrArray) wanted = g_ptr_array_new ();
  g_autofree char *offered = NULL;

  g_return_if_fail (AMENDS_IS_DEBRIEF_PART (self));

  text = dup_whole (self);
  for (guint i = 0; i < suggestions->len && self->writable; i++)
    if (strstr (text, suggestions->pdata[i]) == NULL)
      g_ptr_array_add (wanted, suggestions->pdata[i]);
  amends_case_set_text (self->hint, hint);
  gtk_widget_set_visible (GTK_WIDGET (self->suggestions), wanted->len > 0);
  g_ptr_array_add (wanted, NULL);
  offered = g_strjoinv ("\n", (char **) wanted->pdata);
  /* Equal buttons stay, one of which may have the focus. */
  if (g_strcmp0 (offered, self->offered) == 0)
    return;
  clear_box (self->suggestions);
  for (guint i = 0; i + 1 < wanted->len; i++)
    add_suggestion (self, wanted->pdata[i]);
  g_free (self->offered);
  self->offered = g_steal_pointer (&offered);
}

/* --- Findings -------------------------------------------------------------------------------- */

static void
use_cb (AmendsDebriefPart *self, AmendsDebriefFinding *widget)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);
  g_autoptr (AmendsFinding) finding = g_object_ref (amends_debrief_finding_get_finding (widget));
  g_autofree char *words = NULL;
  GtkTextIter start;
  GtkTextIter end;

  gtk_text_buffer_get_iter_at_offset (buffer, &start, finding->start);
  gtk_text_buffer_get_iter_at_offset (buffer, &end, finding->end);
  words = gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
  /* The text may have been changed since it was checked. */
  if (g_strcmp0 (words, finding->text) != 0)
    return;
  gtk_text_buffer_begin_user_action (buffer);
  gtk_text_buffer_delete (buffer, &start, &end);
  gtk_text_buffer_insert (buffer, &start, finding->fix, -1);
  gtk_text_buffer_end_user_action (buffer);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
mark_words (AmendsDebriefPart *self, AmendsFinding *finding)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);
  GtkTextIter start;
  GtkTextIter end;

  gtk_text_buffer_get_iter_at_offset (buffer, &start, finding->start);
  gtk_text_buffer_get_iter_at_offset (buffer, &end, finding->end);
  gtk_text_buffer_apply_tag_by_name (buffer, finding->level == AMENDS_GATE_BLOCK ? "block" : "warn",
                                     &start, &end);
}

static void
color_tag (AmendsDebriefPart *self, const char *name, const char *color_name)
{
  GtkTextTagTable *table = gtk_text_buffer_get_tag_table (gtk_text_view_get_buffer (self->view));
  GdkRGBA line;
  GdkRGBA tint;

  amends_draw_lookup (GTK_WIDGET (self), color_name, &line);
  tint = line;
  tint.alpha = 0.16f;
  g_object_set (gtk_text_tag_table_lookup (table, name), "underline", PANGO_UNDERLINE_ERROR,
                "underline-rgba", &line, "background-rgba", &tint, NULL);
}

static gboolean
findings_are_shown (AmendsDebriefPart *self, GPtrArray *findings)
{
  if (self->shown->len != findings->len)
    return FALSE;
  for (guint i = 0; i < findings->len; i++)
    if (!amends_record_equal (self->shown->pdata[i], findings->pdata[i]))
      return FALSE;
  return TRUE;
}

void
amends_debrief_part_set_findings (AmendsDebriefPart *self, GPtrArray *findings)
{
  GtkTextBuffer *buffer;
  GtkTextIter start;
  GtkTextIter end;

  g_return_if_fail (AMENDS_IS_DEBRIEF_PART (self));

  buffer = gtk_text_view_get_buffer (self->view);
  color_tag (self, "block", "error_color");
  color_tag (self, "warn", "warning_color");
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  gtk_text_buffer_remove_all_tags (buffer, &start, &end);
  for (guint i = 0; i < findings->len; i++)
    mark_words (self, findings->pdata[i]);
  /* Equal findings keep their widgets, one of which may have the focus. */
  if (findings_are_shown (self, findings))
    return;

  clear_box (self->findings);
  g_ptr_array_set_size (self->shown, 0);
  for (guint i = 0; i < findings->len; i++)
    {
      GtkWidget *widget = amends_debrief_finding_new (findings->pdata[i], self->writable);

      g_signal_connect_swapped (widget, "use", G_CALLBACK (use_cb), self);
      gtk_box_append (self->findings, widget);
      g_ptr_array_add (self->shown, g_object_ref (findings->pdata[i]));
    }
  gtk_widget_set_visible (GTK_WIDGET (self->findings), findings->len > 0);
}

/* --- Class ----------------------------------------------------------------------------------- */

static void
amends_debrief_part_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  AmendsDebriefPart *self = AMENDS_DEBRIEF_PART (object);

  switch (id)
    {
    case PROP_TITLE:
      g_value_set_string (value, gtk_label_get_text (self->heading));
      break;
    case PROP_SECTION:
      g_value_set_uint (value, self->section);
      break;
    case PROP_HAS_TEXT:
      g_value_set_boolean (value, self->has_text);
      break;
    case PROP_CONTENT:
      g_value_set_object (value, adw_bin_get_child (self->content_bin));
      break;
    case PROP_EXTRA:
      g_value_set_object (value, adw_bin_get_child (self->extra_bin));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
set_title (AmendsDebriefPart *self, const char *title)
{
  gtk_label_set_text (self->heading, title != NULL ? title : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  title != NULL ? title : "", -1);
}

static void
amends_debrief_part_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  AmendsDebriefPart *self = AMENDS_DEBRIEF_PART (object);

  switch (id)
    {
    case PROP_TITLE:
      set_title (self, g_value_get_string (value));
      break;
    case PROP_SECTION:
      self->section = g_value_get_uint (value);
      break;
    case PROP_HAS_TEXT:
      self->has_text = g_value_get_boolean (value);
      gtk_widget_set_visible (GTK_WIDGET (self->view), self->has_text);
      break;
    case PROP_CONTENT:
      adw_bin_set_child (self->content_bin, g_value_get_object (value));
      gtk_widget_set_visible (GTK_WIDGET (self->content_bin), g_value_get_object (value) != NULL);
      break;
    case PROP_EXTRA:
      adw_bin_set_child (self->extra_bin, g_value_get_object (value));
      gtk_widget_set_visible (GTK_WIDGET (self->extra_bin), g_value_get_object (value) != NULL);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
amends_debrief_part_finalize (GObject *object)
{
  AmendsDebriefPart *self = AMENDS_DEBRIEF_PART (object);

  g_ptr_array_unref (self->shown);
  g_free (self->offered);

  G_OBJECT_CLASS (amends_debrief_part_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  properties[PROP_SECTION] = g_param_spec_uint ("section", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_HAS_TEXT] = g_param_spec_boolean ("has-text", NULL, NULL, TRUE, flags);
  properties[PROP_CONTENT] = g_param_spec_object ("content", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_EXTRA] = g_param_spec_object ("extra", NULL, NULL, GTK_TYPE_WIDGET, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
amends_debrief_part_class_init (AmendsDebriefPartClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = amends_debrief_part_get_property;
  object_class->set_property = amends_debrief_part_set_property;
  object_class->finalize = amends_debrief_part_finalize;
  install_properties (object_class);

  signals[SIGNAL_EDITED] = g_signal_new ("edited", AMENDS_TYPE_DEBRIEF_PART, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (AMENDS_TYPE_TEXT_AREA);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               AMENDS_CASE_TEMPLATE ("amends-debrief-part.ui"));
  gtk_widget_class_bind_template_child (widget_class, AmendsDebriefPart, icon);
  gtk_widget_class_bind_template_child (widget_class, AmendsDebriefPart, heading);
  gtk_widget_class_bind_template_child (widget_class, AmendsDebriefPart, note);
  gtk_widget_class_bind_template_child (widget_class, AmendsDebriefPart, content_bin);
  gtk_widget_class_bind_template_child (widget_class, AmendsDebriefPart, view);
  gtk_widget_class_bind_template_child (widget_class, AmendsDebriefPart, hint);
  gtk_widget_class_bind_template_child (widget_class, AmendsDebriefPart, suggestions);
  gtk_widget_class_bind_template_child (widget_class, AmendsDebriefPart, findings);
  gtk_widget_class_bind_template_child (widget_class, AmendsDebriefPart, extra_bin);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
amends_debrief_part_init (AmendsDebriefPart *self)
{
  GtkTextBuffer *buffer;

  self->has_text = TRUE;
  self->writable = TRUE;
  self->shown = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
  buffer = gtk_text_view_get_buffer (self->view);
  gtk_text_buffer_create_tag (buffer, "warn", NULL);
  gtk_text_buffer_create_tag (buffer, "block", NULL);
}

guint
amends_debrief_part_get_section (AmendsDebriefPart *self)
{
  g_return_val_if_fail (AMENDS_IS_DEBRIEF_PART (self), 0);

  return self->section;
}

const char *
amends_debrief_part_get_title (AmendsDebriefPart *self)
{
  g_return_val_if_fail (AMENDS_IS_DEBRIEF_PART (self), NULL);

  return gtk_label_get_text (self->heading);
}

gboolean
amends_debrief_part_get_has_text (AmendsDebriefPart *self)
{
  g_return_val_if_fail (AMENDS_IS_DEBRIEF_PART (self), FALSE);

  return self->has_text;
}

void
amends_debrief_part_set_text (AmendsDebriefPart *self, const char *text)
{
  g_autofree char *now = NULL;

  g_return_if_fail (AMENDS_IS_DEBRIEF_PART (self));

  /* The record holds no space at the end, which someone may just be typing. */
  now = amends_debrief_part_dup_text (self);
  if (g_str_equal (now, text != NULL ? text : ""))
    return;
  self->setting = TRUE;
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->view), text != NULL ? text : "", -1);
  self->setting = FALSE;
}

char *
amends_debrief_part_dup_text (AmendsDebriefPart *self)
{
  g_return_val_if_fail (AMENDS_IS_DEBRIEF_PART (self), NULL);

  return g_strchomp (dup_whole (self));
}

void
amends_debrief_part_set_writable (AmendsDebriefPart *self, gboolean writable)
{
  g_return_if_fail (AMENDS_IS_DEBRIEF_PART (self));

  self->writable = writable;
  gtk_text_view_set_editable (self->view, writable);
  gtk_widget_set_sensitive (GTK_WIDGET (self->extra_bin), writable);
}

void
amends_debrief_part_set_state (AmendsDebriefPart *self, AmendsDebriefState state, const char *note)
{
  g_return_if_fail (AMENDS_IS_DEBRIEF_PART (self));

  amends_debrief_state_show (state, self->icon);
  amends_case_set_text (self->note, note);
}
