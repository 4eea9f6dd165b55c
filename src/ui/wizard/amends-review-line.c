/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One result with its reasons. */

#include "config.h"

#include "amends-review-line.h"

#include "amends-enum-types.h"
#include "amends-labels.h"
#include "amends-row-name.h"
#include "amends-severity-bars.h"
#include "amends-track-tag.h"

#include <string.h>
#include <glib/gi18n-lib.h>

struct _AmendsReviewLine
{
  GtkListBoxRow parent_instance;

  char *target; /* (owned) */
  GType type;
  gboolean narrow;

  GtkLabel *title;
  AmendsSeverityBars *bars;
  AmendsTrackTag *tag;
  GtkLabel *value;
  GtkBox *reasons;
  GtkMenuButton *button;
  GtkBox *choices;
};

enum
{
  PROP_0,
  PROP_NARROW,
  N_PROPS
};

enum
{
  CHOSEN,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AmendsReviewLine, amends_review_line, GTK_TYPE_LIST_BOX_ROW)

/* More reasons than these are for the log. */
#define MOST_REASONS 4

static void
add_reason (AmendsReviewLine *self, const char *icon_name, const char *text)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *icon = gtk_image_new_from_icon_name (icon_name);
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_widget_add_css_class (icon, "dim-label");
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (label, "caption");
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (self->reasons, box);
}

static char *
describe_hit (AmendsRuleHit *hit)
{
  /* Most sentences of the playbook quote the words themselves. */
  if (hit->phrase != NULL && hit->text != NULL && strstr (hit->text, hit->phrase) == NULL)
    /* TRANSLATORS: quoted words of the customer, and what they mean */
    return g_strdup_printf (_ ("“%1$s”: %2$s"), hit->phrase, hit->text);
  if (hit->phrase != NULL && hit->text == NULL)
    /* TRANSLATORS: quoted words of the customer */
    return g_strdup_printf (_ ("“%s”"), hit->phrase);
  return g_strdup (hit->text != NULL ? hit->text : hit->fact);
}

/* Whether @hit argues for what was found, not for something that weighed less. */
static gboolean
argues_for_it (AmendsReviewLine *self, AmendsClassification *classification, AmendsRuleHit *hit)
{
  GParamSpec *pspec =
      g_object_class_find_property (G_OBJECT_GET_CLASS (classification), self->target);
  g_auto (GValue) value = G_VALUE_INIT;

  if (g_strcmp0 (hit->target, self->target) != 0)
    return FALSE;
  if (hit->value == NULL || pspec == NULL || !G_IS_PARAM_SPEC_ENUM (pspec))
    return TRUE;
  g_object_get_property (G_OBJECT (classification), self->target, &value);
  return g_str_equal (hit->value,
                      amends_enum_get_nick (pspec->value_type, g_value_get_enum (&value)));
}

static void
show_reasons (AmendsReviewLine *self, AmendsClassification *classification, const char *why)
{
  GtkWidget *child;
  guint shown = 0;
  guint n;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->reasons))) != NULL)
    gtk_box_remove (self->reasons, child);
  if (why != NULL)
    {
      /* TRANSLATORS: %s is why somebody changed what the program had found */
      g_autofree char *text = g_strdup_printf (_ ("Changed by you: %s"), why);

      add_reason (self, "amends-edit-symbolic", text);
      return;
    }
  if (classification == NULL)
    return;
  n = g_list_model_get_n_items (G_LIST_MODEL (classification->rules));
  for (guint i = 0; i < n && shown < MOST_REASONS; i++)
    {
      g_autoptr (AmendsRuleHit) hit =
          g_list_model_get_item (G_LIST_MODEL (classification->rules), i);
      g_autofree char *text = NULL;

      if (!argues_for_it (self, classification, hit))
        continue;
      text = describe_hit (hit);
      if (text == NULL)
        continue;
      add_reason (self, hit->phrase != NULL ? "amends-message-symbolic" : "amends-people-symbolic",
                  text);
      shown++;
    }
}

static void
choice_cb (AmendsReviewLine *self, GtkWidget *button)
{
  gtk_menu_button_popdown (self->button);
  g_signal_emit (self, signals[CHOSEN], 0,
                 GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "value")));
}

static void
amends_review_line_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_NARROW)
    g_value_set_boolean (value, AMENDS_REVIEW_LINE (object)->narrow);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
amends_review_line_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id != PROP_NARROW)
    {
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      return;
    }
  AMENDS_REVIEW_LINE (object)->narrow = g_value_get_boolean (value);
  g_object_notify_by_pspec (object, pspec);
}

static void
amends_review_line_finalize (GObject *object)
{
  g_free (AMENDS_REVIEW_LINE (object)->target);

  G_OBJECT_CLASS (amends_review_line_parent_class)->finalize (object);
}

static void
amends_review_line_class_init (AmendsReviewLineClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->finalize = amends_review_line_finalize;
  object_class->get_property = amends_review_line_get_property;
  object_class->set_property = amends_review_line_set_property;
  properties[PROP_NARROW] =
      g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                            G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);

  g_type_ensure (AMENDS_TYPE_SEVERITY_BARS);
  g_type_ensure (AMENDS_TYPE_TRACK_TAG);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/dev/amends/Amends/ui/amends-review-line.ui");
  gtk_widget_class_bind_template_child (widget_class, AmendsReviewLine, title);
  gtk_widget_class_bind_template_child (widget_class, AmendsReviewLine, bars);
  gtk_widget_class_bind_template_child (widget_class, AmendsReviewLine, tag);
  gtk_widget_class_bind_template_child (widget_class, AmendsReviewLine, value);
  gtk_widget_class_bind_template_child (widget_class, AmendsReviewLine, reasons);
  gtk_widget_class_bind_template_child (widget_class, AmendsReviewLine, button);
  gtk_widget_class_bind_template_child (widget_class, AmendsReviewLine, choices);
}

static void
amends_review_line_init (AmendsReviewLine *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
add_choices (AmendsReviewLine *self)
{
  g_autoptr (GEnumClass) values = g_type_class_ref (self->type);

  for (guint i = 0; i < values->n_values; i++)
    {
      GtkWidget *button;
      GtkWidget *label;

      if (values->values[i].value == 0)
        continue;
      label = gtk_label_new (amends_enum_get_label (self->type, values->values[i].value));
      gtk_label_set_xalign (GTK_LABEL (label), 0);
      button = gtk_button_new ();
      gtk_button_set_child (GTK_BUTTON (button), label);
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      gtk_label_get_label (GTK_LABEL (label)), -1);
      gtk_widget_add_css_class (button, "flat");
      g_object_set_data (G_OBJECT (button), "value", GINT_TO_POINTER (values->values[i].value));
      g_signal_connect_object (button, "clicked", G_CALLBACK (choice_cb), self, G_CONNECT_SWAPPED);
      gtk_box_append (self->choices, button);
    }
}

GtkWidget *
amends_review_line_new (const char *title, GType type, const char *target)
{
  AmendsReviewLine *self = g_object_new (AMENDS_TYPE_REVIEW_LINE, NULL);
  /* TRANSLATORS: for a screen reader; %s is a word such as "Severity" */
  g_autofree char *name = g_strdup_printf (_ ("Change: %s"), title);

  self->type = type;
  self->target = g_strdup (target);
  gtk_label_set_label (self->title, title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
  gtk_widget_set_visible (GTK_WIDGET (self->bars), type == AMENDS_TYPE_SEVERITY);
  add_choices (self);
  return GTK_WIDGET (self);
}

/* Beside the tag, which says "P1". */
static const char *
get_track_words (AmendsTrack track)
{
  switch (track)
    {
    case AMENDS_TRACK_P1:
      /* TRANSLATORS: who runs the case, beside the tag "P1" */
      return _ ("Executive level");
    case AMENDS_TRACK_P2:
      /* TRANSLATORS: who runs the case, beside the tag "P2" */
      return _ ("CSM-managed");
    case AMENDS_TRACK_P3:
      /* TRANSLATORS: who runs the case, beside the tag "P3" */
      return _ ("Support-tracked");
    case AMENDS_TRACK_UNKNOWN:
    default:
      return _ ("Not clear yet");
    }
}

void
amends_review_line_show (AmendsReviewLine *self,
                         int value,
                         AmendsClassification *classification,
                         const char *why)
{
  const char *words;

  g_return_if_fail (AMENDS_IS_REVIEW_LINE (self));

  words = amends_enum_get_label (self->type, value);
  gtk_label_set_label (self->value, value != 0 ? words : _ ("Not clear yet"));
  if (self->type == AMENDS_TYPE_SEVERITY)
    {
      amends_severity_bars_set_severity (self->bars, value);
      amends_severity_style (GTK_WIDGET (self->value), value);
    }
  if (self->type == AMENDS_TYPE_TRACK)
    {
      amends_track_tag_set_track (self->tag, value);
      gtk_label_set_label (self->value, get_track_words (value));
    }
  {
    const char *name[] = { gtk_label_get_label (self->title), gtk_label_get_label (self->value) };

    amends_row_set_name (GTK_WIDGET (self), name, G_N_ELEMENTS (name));
  }
  show_reasons (self, classification, why);
}

const char *
amends_review_line_get_target (AmendsReviewLine *self)
{
  g_return_val_if_fail (AMENDS_IS_REVIEW_LINE (self), NULL);

  return self->target;
}
