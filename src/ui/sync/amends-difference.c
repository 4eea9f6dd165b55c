/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A field that both sides have changed. */

#include "config.h"

#include "amends-difference.h"

#include "amends-format.h"

#include <glib/gi18n-lib.h>

struct _AmendsDifference
{
  AdwBin parent_instance;

  char *id; /* (owned): of the conflict */

  GtkBox *head;
  GtkLabel *field;
  GtkLabel *was;
  GtkImage *state_icon;
  GtkLabel *state;
  GtkBox *values;
  GtkCheckButton *ours;
  GtkLabel *ours_value;
  GtkLabel *ours_by;
  GtkCheckButton *theirs;
  GtkLabel *theirs_value;
  GtkLabel *theirs_by;
};

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AmendsDifference, amends_difference, ADW_TYPE_BIN)

static void
update (AmendsDifference *self)
{
  gboolean decided = amends_difference_get_choice (self) != AMENDS_DIFFERENCE_UNDECIDED;
  const char *tone = decided ? "success" : "warning";
  const char *other = decided ? "warning" : "success";

  gtk_image_set_from_icon_name (self->state_icon,
                                decided ? "object-select-symbolic" : "dialog-question-symbolic");
  gtk_label_set_label (self->state, decided ? _ ("Decided") : _ ("Choose one"));
  gtk_widget_add_css_class (GTK_WIDGET (self->state_icon), tone);
  gtk_widget_add_css_class (GTK_WIDGET (self->state), tone);
  gtk_widget_remove_css_class (GTK_WIDGET (self->state_icon), other);
  gtk_widget_remove_css_class (GTK_WIDGET (self->state), other);
}

static void
toggled_cb (AmendsDifference *self)
{
  update (self);
  g_signal_emit (self, signals[CHOSEN], 0);
}

static void
amends_difference_finalize (GObject *object)
{
  g_free (AMENDS_DIFFERENCE (object)->id);

  G_OBJECT_CLASS (amends_difference_parent_class)->finalize (object);
}

#define CHILD(name) gtk_widget_class_bind_template_child (widget_class, AmendsDifference, name)

static void
amends_difference_class_init (AmendsDifferenceClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = amends_difference_finalize;

  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/dev/amends/Amends/sync/amends-difference.ui");
  CHILD (head);
  CHILD (field);
  CHILD (was);
  CHILD (state_icon);
  CHILD (state);
  CHILD (values);
  CHILD (ours);
  CHILD (ours_value);
  CHILD (ours_by);
  CHILD (theirs);
  CHILD (theirs_value);
  CHILD (theirs_by);
  gtk_widget_class_bind_template_callback (widget_class, toggled_cb);
}

static void
amends_difference_init (AmendsDifference *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* (transfer full): "Maya Lindqvist, 10:52" */
static char *
describe_author (AmendsSession *session, const char *who, AmendsInstant at)
{
  g_autofree char *when = NULL;

  if (at != AMENDS_INSTANT_NONE)
    when =
        amends_format_moment (at, amends_session_now (session), amends_session_get_zone (session));
  if (who == NULL || when == NULL)
    return g_strdup (who != NULL ? who : when != NULL ? when : "");
  /* Translators: who changed something, and when: "Maya Lindqvist, 10:52" */
  return g_strdup_printf (C_ ("change", "%1$s, %2$s"), who, when);
}

static void
fill (GtkCheckButton *button,
      GtkLabel *value,
      GtkLabel *by,
      const char *field,
      const char *text,
      const char *place,
      const char *author)
{
  const char *shown = text != NULL && *text != '\0' ? text : C_ ("value", "Empty");
  /* Translators: a choice read aloud: a field, where a value is from, the value, and who set it
   * when: "Renewal, on this computer: 24 April 2026. Maya Lindqvist, 10:52" */
  g_autofree char *name =
      g_strdup_printf (_ ("%1$s, %2$s: %3$s. %4$s"), field, place, shown, author);

  gtk_label_set_label (value, shown);
  gtk_label_set_label (by, author);
  gtk_widget_set_visible (GTK_WIDGET (by), *author != '\0');
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

GtkWidget *
amends_difference_new (AmendsSession *session, const AmendsConflictRow *conflict, const char *crm)
{
  AmendsDifference *self = g_object_new (AMENDS_TYPE_DIFFERENCE, NULL);
  g_autofree char *ours_by = describe_author (session, conflict->ours_by, conflict->ours_at);
  g_autofree char *theirs_by = describe_author (session, conflict->theirs_by, conflict->theirs_at);
  const char *base =
      conflict->base != NULL && *conflict->base != '\0' ? conflict->base : C_ ("value", "empty");
  /* Translators: what a field held before both sides changed it. */
  g_autofree char *was = g_strdup_printf (_ ("was: %s"), base);

  self->id = g_strdup (conflict->id);
  gtk_label_set_label (self->field, conflict->field);
  gtk_label_set_label (self->was, was);
  fill (self->ours, self->ours_value, self->ours_by, conflict->field, conflict->ours,
        _ ("on this computer"), ours_by);
  fill (self->theirs, self->theirs_value, self->theirs_by, conflict->field, conflict->theirs, crm,
        theirs_by);
  update (self);
  return GTK_WIDGET (self);
}

const char *
amends_difference_get_id (AmendsDifference *self)
{
  g_return_val_if_fail (AMENDS_IS_DIFFERENCE (self), NULL);

  return self->id;
}

AmendsDifferenceChoice
amends_difference_get_choice (AmendsDifference *self)
{
  g_return_val_if_fail (AMENDS_IS_DIFFERENCE (self), AMENDS_DIFFERENCE_UNDECIDED);

  if (gtk_check_button_get_active (self->ours))
    return AMENDS_DIFFERENCE_OURS;
  return gtk_check_button_get_active (self->theirs) ? AMENDS_DIFFERENCE_THEIRS
                                                    : AMENDS_DIFFERENCE_UNDECIDED;
}

void
amends_difference_choose (AmendsDifference *self, AmendsDifferenceChoice choice)
{
  g_return_if_fail (AMENDS_IS_DIFFERENCE (self));

  gtk_check_button_set_active (self->ours, choice == AMENDS_DIFFERENCE_OURS);
  gtk_check_button_set_active (self->theirs, choice == AMENDS_DIFFERENCE_THEIRS);
}

void
amends_difference_set_narrow (AmendsDifference *self, gboolean narrow)
{
  GtkOrientation orientation = narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL;

  g_return_if_fail (AMENDS_IS_DIFFERENCE (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->values), orientation);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->head), orientation);
  gtk_box_set_spacing (self->head, narrow ? 0 : 9);
}
