/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All fields of a record that both sides have changed. */

#include "config.h"

#include "amends-differences-pane.h"

#include "amends-difference.h"
#include "amends-feedback.h"
#include "amends-format.h"
#include "amends-weak.h"

#include <glib/gi18n-lib.h>

struct _AmendsDifferencesPane
{
  AdwBin parent_instance;

  AmendsSession *session; /* (owned) (nullable) */
  GCancellable *naming;   /* (owned) (nullable): the case being read for its number */
  char *case_id;          /* (owned) (nullable): of the escalation that is shown */
  gboolean narrow;
  guint settling; /* choices on their way */
  gboolean failed;

  GtkWidget *case_button;
  GtkLabel *case_label;
  GtkLabel *record;
  GtkLabel *explanation;
  GtkButton *keep_all;
  GtkButton *take_all;
  GtkWidget *columns;
  GtkLabel *their_column;
  GtkBox *head;
  GtkBox *all;
  GtkBox *bar;
  GtkBox *list; /* of AmendsDifference */
  GtkLabel *progress;
  GtkWidget *apply;
};

enum
{
  PROP_0,
  PROP_NARROW,
  N_PROPS
};

enum
{
  LATER,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AmendsDifferencesPane, amends_differences_pane, ADW_TYPE_BIN)

static AmendsDifference *
get_first (AmendsDifferencesPane *self)
{
  return (AmendsDifference *) gtk_widget_get_first_child (GTK_WIDGET (self->list));
}

static AmendsDifference *
get_next (AmendsDifference *difference)
{
  return (AmendsDifference *) gtk_widget_get_next_sibling (GTK_WIDGET (difference));
}

static void
update (AmendsDifferencesPane *self)
{
  guint decided = 0;
  guint all = 0;
  g_autofree char *progress = NULL;

  for (AmendsDifference *d = get_first (self); d != NULL; d = get_next (d), all++)
    if (amends_difference_get_choice (d) != AMENDS_DIFFERENCE_UNDECIDED)
      decided++;
  /* Translators: of the fields that differ. */
  progress =
      g_strdup_printf (_ ("%1$u of %2$u decided. Both versions stay in the log."), decided, all);
  gtk_label_set_label (self->progress, progress);
  gtk_widget_set_sensitive (self->apply, all > 0 && decided == all && self->settling == 0 &&
                                             !amends_session_is_read_only (self->session));
}

static void
choose_all (AmendsDifferencesPane *self, AmendsDifferenceChoice choice)
{
  for (AmendsDifference *d = get_first (self); d != NULL; d = get_next (d))
    amends_difference_choose (d, choice);
}

static void
keep_all_cb (AmendsDifferencesPane *self)
{
  choose_all (self, AMENDS_DIFFERENCE_OURS);
}

static void
take_all_cb (AmendsDifferencesPane *self)
{
  choose_all (self, AMENDS_DIFFERENCE_THEIRS);
}

static void
settled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AmendsDifferencesPane) self = amends_weak_take (user_data);
  g_autoptr (GError) error = NULL;

  if (!amends_session_settle_conflict_finish (AMENDS_SESSION (source), result, &error) &&
      self != NULL)
    {
      self->failed = TRUE;
      amends_feedback_error (GTK_WIDGET (self), _ ("The choice was not saved."), error);
    }
  if (self == NULL)
    return;
  if (--self->settling == 0 && !self->failed)
    amends_feedback_show (GTK_WIDGET (self),
                          _ ("Decided. What is kept from here goes out with the next sync."));
  update (self);
}

static void
apply_cb (AmendsDifferencesPane *self)
{
  self->failed = FALSE;
  for (AmendsDifference *d = get_first (self); d != NULL; d = get_next (d))
    {
      self->settling++;
      amends_session_settle_conflict_async (self->session, amends_difference_get_id (d),
                                            amends_difference_get_choice (d) ==
                                                AMENDS_DIFFERENCE_OURS,
                                            NULL, settled_cb, amends_weak_new (self));
    }
  update (self);
}

static void
case_cb (AmendsDifferencesPane *self)
{
  amends_feedback_open_case (GTK_WIDGET (self), self->case_id, NULL);
}

static void
case_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AmendsDifferencesPane) self = amends_weak_take (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (AmendsCase) case_ =
      amends_session_get_case_finish (AMENDS_SESSION (source), result, &error);
  g_autofree char *number = NULL;
  g_autofree char *text = NULL;

  if (self == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (case_ == NULL)
    {
      amends_feedback_error (GTK_WIDGET (self), _ ("The case could not be read."), error);
      return;
    }
  number = amends_escalation_format_number (case_->escalation->number);
  if (case_->account != NULL)
    /* Translators: the number of an escalation, and its customer. */
    text = g_strdup_printf (C_ ("case", "%1$s, %2$s"), number, case_->account->name);
  gtk_label_set_label (self->case_label, text != NULL ? text : number);
  gtk_widget_set_visible (self->case_button, TRUE);
}

/* What is shown is of an escalation, or of another record: @case_id NULL. */
static void
name_case (AmendsDifferencesPane *self, const char *case_id)
{
  if (case_id != NULL && g_strcmp0 (case_id, self->case_id) == 0)
    return;
  g_cancellable_cancel (self->naming);
  g_clear_object (&self->naming);
  g_free (self->case_id);
  self->case_id = g_strdup (case_id);
  gtk_widget_set_visible (self->case_button, FALSE);
  if (case_id == NULL)
    return;
  self->naming = g_cancellable_new ();
  amends_session_get_case_async (self->session, case_id, self->naming, case_read_cb,
                                 amends_weak_new (self));
}

static void
later_cb (AmendsDifferencesPane *self)
{
  g_signal_emit (self, signals[LATER], 0);
}

static void
set_narrow (AmendsDifferencesPane *self, gboolean narrow)
{
  GtkOrientation orientation = narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL;

  self->narrow = narrow;
  gtk_widget_set_visible (self->columns, !narrow);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->head), orientation);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->all), orientation);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->bar), orientation);
  for (AmendsDifference *d = get_first (self); d != NULL; d = get_next (d))
    amends_difference_set_narrow (d, narrow);
}

static void
amends_differences_pane_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_NARROW)
    g_value_set_boolean (value, AMENDS_DIFFERENCES_PANE (object)->narrow);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
amends_differences_pane_set_property (GObject *object,
                                      guint id,
                                      const GValue *value,
                                      GParamSpec *pspec)
{
  AmendsDifferencesPane *self = AMENDS_DIFFERENCES_PANE (object);

  if (id != PROP_NARROW)
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  else if (self->narrow != g_value_get_boolean (value))
    {
      set_narrow (self, g_value_get_boolean (value));
      g_object_notify_by_pspec (object, pspec);
    }
}

static void
amends_differences_pane_dispose (GObject *object)
{
  AmendsDifferencesPane *self = AMENDS_DIFFERENCES_PANE (object);

  g_cancellable_cancel (self->naming);
  g_clear_object (&self->naming);
  g_clear_pointer (&self->case_id, g_free);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (amends_differences_pane_parent_class)->dispose (object);
}

#define CHILD(name) gtk_widget_class_bind_template_child (widget_class, AmendsDifferencesPane, name)

static void
amends_differences_pane_class_init (AmendsDifferencesPaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = amends_differences_pane_dispose;
  object_class->get_property = amends_differences_pane_get_property;
  object_class->set_property = amends_differences_pane_set_property;
  properties[PROP_NARROW] =
      g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                            G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[LATER] = g_signal_new ("later", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/dev/amends/Amends/sync/amends-differences-pane.ui");
  CHILD (case_button);
  CHILD (case_label);
  CHILD (record);
  CHILD (explanation);
  CHILD (keep_all);
  CHILD (take_all);
  CHILD (columns);
  CHILD (their_column);
  CHILD (head);
  CHILD (all);
  CHILD (bar);
  CHILD (list);
  CHILD (progress);
  CHILD (apply);
  gtk_widget_class_bind_template_callback (widget_class, case_cb);
  gtk_widget_class_bind_template_callback (widget_class, keep_all_cb);
  gtk_widget_class_bind_template_callback (widget_class, take_all_cb);
  gtk_widget_class_bind_template_callback (widget_class, later_cb);
  gtk_widget_class_bind_template_callback (widget_class, apply_cb);
}

static void
amends_differences_pane_init (AmendsDifferencesPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static AmendsDifferenceChoice
find_choice (AmendsDifferencesPane *self, const char *id)
{
  for (AmendsDifference *d = get_first (self); d != NULL; d = get_next (d))
    if (g_str_equal (amends_difference_get_id (d), id))
      return amends_difference_get_choice (d);
  return AMENDS_DIFFERENCE_UNDECIDED;
}

/* (transfer full): a widget for each conflict, with the choice it had. */
static GPtrArray *
create_list (AmendsDifferencesPane *self, GPtrArray *conflicts, const char *crm)
{
  GPtrArray *list = g_ptr_array_new ();

  for (guint i = 0; i < conflicts->len; i++)
    {
      const AmendsConflictRow *conflict = g_ptr_array_index (conflicts, i);
      GtkWidget *widget = amends_difference_new (self->session, conflict, crm);

      amends_difference_choose (AMENDS_DIFFERENCE (widget), find_choice (self, conflict->id));
      amends_difference_set_narrow (AMENDS_DIFFERENCE (widget), self->narrow);
      g_signal_connect_object (widget, "chosen", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
      g_ptr_array_add (list, widget);
    }
  return list;
}

/* When both sides changed the record, so that one remembers. */
static void
explain (AmendsDifferencesPane *self, GPtrArray *conflicts, const char *crm)
{
  AmendsInstant first = AMENDS_INSTANT_NONE;
  AmendsInstant last = AMENDS_INSTANT_NONE;
  g_autofree char *text = NULL;
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;

  for (guint i = 0; i < conflicts->len; i++)
    {
      const AmendsConflictRow *conflict = g_ptr_array_index (conflicts, i);
      const AmendsInstant times[] = { conflict->ours_at, conflict->theirs_at };

      for (guint k = 0; k < G_N_ELEMENTS (times); k++)
        if (times[k] != AMENDS_INSTANT_NONE)
          {
            first = first == AMENDS_INSTANT_NONE ? times[k] : MIN (first, times[k]);
            last = last == AMENDS_INSTANT_NONE ? times[k] : MAX (last, times[k]);
          }
    }
  if (first != AMENDS_INSTANT_NONE)
    {
      AmendsInstant now = amends_session_now (self->session);
      GTimeZone *zone = amends_session_get_zone (self->session);

      from = amends_format_moment (first, now, zone);
      to = amends_format_moment (last, now, zone);
      text = g_strdup_printf (
          /* Translators: the name of a CRM, and two times. */
          _ ("Changed here and in %1$s, between %2$s and %3$s. Nothing has been overwritten."), crm,
          from, to);
    }
  else
    text = g_strdup_printf (
        /* Translators: %s is the name of a CRM. */
        _ ("Changed here and in %s. Nothing has been overwritten."), crm);
  gtk_label_set_label (self->explanation, text);
}

void
amends_differences_pane_show (AmendsDifferencesPane *self,
                              AmendsSession *session,
                              GPtrArray *conflicts,
                              const char *crm)
{
  g_autoptr (GPtrArray) list = NULL;
  /* Translators: %s is the name of a CRM. */
  g_autofree char *take = g_strdup_printf (_ ("Take all from %s"), crm);
  /* Translators: %s is the name of a CRM. */
  g_autofree char *column = g_strdup_printf (_ ("In %s"), crm);
  GtkWidget *child;

  g_return_if_fail (AMENDS_IS_DIFFERENCES_PANE (self));
  g_return_if_fail (conflicts->len > 0);

  g_set_object (&self->session, session);
  list = create_list (self, conflicts, crm);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_box_remove (self->list, child);
  for (guint i = 0; i < list->len; i++)
    gtk_box_append (self->list, g_ptr_array_index (list, i));

  gtk_label_set_label (self->record,
                       ((const AmendsConflictRow *) g_ptr_array_index (conflicts, 0))->record);
  gtk_button_set_label (self->take_all, take);
  gtk_label_set_label (self->their_column, column);
  gtk_widget_set_visible (GTK_WIDGET (self->keep_all), conflicts->len > 1);
  gtk_widget_set_visible (GTK_WIDGET (self->take_all), conflicts->len > 1);
  name_case (self, ((const AmendsConflictRow *) g_ptr_array_index (conflicts, 0))->case_id);
  explain (self, conflicts, crm);
  update (self);
}
