/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The four steps as a line. */

#include "config.h"

#include "amends-wizard-steps.h"

#include <glib/gi18n-lib.h>

struct _AmendsWizardSteps
{
  GtkBox parent_instance;

  int step;
  gboolean narrow;

  GtkWidget *buttons[AMENDS_WIZARD_N_STEPS]; /* (unowned) */
  GtkLabel *numbers[AMENDS_WIZARD_N_STEPS];  /* (unowned) */
  GtkWidget *titles[AMENDS_WIZARD_N_STEPS];  /* (unowned) */
  GtkWidget *lines[AMENDS_WIZARD_N_STEPS];   /* (unowned): before the step; none before the first */
};

enum
{
  PROP_0,
  PROP_STEP,
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

G_DEFINE_FINAL_TYPE (AmendsWizardSteps, amends_wizard_steps, GTK_TYPE_BOX)

static const char *const titles[AMENDS_WIZARD_N_STEPS] = {
  /* TRANSLATORS: steps of the wizard */
  NC_ ("wizard step", "Message"),
  NC_ ("wizard step", "Facts"),
  NC_ ("wizard step", "What we can do"),
  NC_ ("wizard step", "Review"),
};

const char *
amends_wizard_steps_get_title (int step)
{
  g_return_val_if_fail (step >= 1 && step <= AMENDS_WIZARD_N_STEPS, NULL);

  return g_dpgettext2 (GETTEXT_PACKAGE, "wizard step", titles[step - 1]);
}

static void
set_class (GtkWidget *widget, const char *name, gboolean on)
{
  if (on)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

static void
update (AmendsWizardSteps *self)
{
  for (int i = 0; i < AMENDS_WIZARD_N_STEPS; i++)
    {
      gboolean done = i + 1 < self->step;
      gboolean current = i + 1 == self->step;
      g_autofree char *number = g_strdup_printf ("%d", i + 1);

      gtk_label_set_label (self->numbers[i], self->narrow ? "" : done ? "✓" : number);
      gtk_widget_set_visible (self->titles[i], !self->narrow);
      if (self->lines[i] != NULL)
        gtk_widget_set_visible (self->lines[i], !self->narrow);
      set_class (self->buttons[i], "done", done);
      set_class (self->buttons[i], "current", current);
      gtk_accessible_update_state (GTK_ACCESSIBLE (self->buttons[i]), GTK_ACCESSIBLE_STATE_SELECTED,
                                   current, -1);
    }
  set_class (GTK_WIDGET (self), "narrow", self->narrow);
}

static void
clicked_cb (AmendsWizardSteps *self, GtkWidget *button)
{
  for (int i = 0; i < AMENDS_WIZARD_N_STEPS; i++)
    if (self->buttons[i] == button)
      g_signal_emit (self, signals[CHOSEN], 0, i + 1);
}

static void
add_step (AmendsWizardSteps *self, int i)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *number = gtk_label_new (NULL);
  GtkWidget *title = gtk_label_new (amends_wizard_steps_get_title (i + 1));
  GtkWidget *button = gtk_button_new ();
  /* TRANSLATORS: for a screen reader; number and name of a step of the wizard */
  g_autofree char *name =
      g_strdup_printf (_ ("Step %1$d: %2$s"), i + 1, amends_wizard_steps_get_title (i + 1));

  if (i > 0)
    {
      self->lines[i] = gtk_separator_new (GTK_ORIENTATION_HORIZONTAL);
      gtk_widget_set_valign (self->lines[i], GTK_ALIGN_CENTER);
      gtk_widget_set_size_request (self->lines[i], 48, -1);
      gtk_box_append (GTK_BOX (self), self->lines[i]);
    }
  gtk_widget_add_css_class (number, "step-number");
  gtk_widget_add_css_class (number, "numeric");
  gtk_widget_set_valign (number, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), number);
  gtk_box_append (GTK_BOX (box), title);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "step");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_object (button, "clicked", G_CALLBACK (clicked_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self), button);
  self->buttons[i] = button;
  self->numbers[i] = GTK_LABEL (number);
  self->titles[i] = title;
}

static void
amends_wizard_steps_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  AmendsWizardSteps *self = AMENDS_WIZARD_STEPS (object);

  switch (id)
    {
    case PROP_STEP:
      g_value_set_int (value, self->step);
      break;
    case PROP_NARROW:
      g_value_set_boolean (value, self->narrow);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
amends_wizard_steps_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  AmendsWizardSteps *self = AMENDS_WIZARD_STEPS (object);

  switch (id)
    {
    case PROP_STEP:
      amends_wizard_steps_set_step (self, g_value_get_int (value));
      break;
    case PROP_NARROW:
      self->narrow = g_value_get_boolean (value);
      update (self);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
amends_wizard_steps_class_init (AmendsWizardStepsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = amends_wizard_steps_get_property;
  object_class->set_property = amends_wizard_steps_set_property;
  properties[PROP_STEP] = g_param_spec_int ("step", NULL, NULL, 1, AMENDS_WIZARD_N_STEPS, 1,
                                            G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);

  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "wizardsteps");
}

static void
amends_wizard_steps_init (AmendsWizardSteps *self)
{
  self->step = 1;
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  for (int i = 0; i < AMENDS_WIZARD_N_STEPS; i++)
    add_step (self, i);
  update (self);
}

void
amends_wizard_steps_set_step (AmendsWizardSteps *self, int step)
{
  g_return_if_fail (AMENDS_IS_WIZARD_STEPS (self));

  self->step = step;
  update (self);
}
