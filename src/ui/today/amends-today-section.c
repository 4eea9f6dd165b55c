/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One part of the day. */

#include "config.h"

#include "amends-today-section.h"

#include "amends-feedback.h"
#include "amends-today-row.h"

#include <glib/gi18n-lib.h>

struct _AmendsTodaySection
{
  AdwBin parent_instance;

  AmendsSession *session;   /* (owned) (nullable) */
  GListStore *store;        /* (owned): of AmendsTask */
  GtkSliceListModel *shown; /* (owned) */
  gboolean narrow;
  gboolean late;
  gboolean all; /* asked for by the user */

  GtkLabel *heading;
  GtkLabel *count;
  GtkListBox *list;
  GtkButton *more;
};

enum
{
  PROP_0,
  PROP_TITLE,
  PROP_LATE,
  PROP_NARROW,
  N_PROPS
};

enum
{
  LEFT,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AmendsTodaySection, amends_today_section, ADW_TYPE_BIN)

static GtkWidget *
create_row (gpointer item, gpointer user_data)
{
  AmendsTodaySection *self = AMENDS_TODAY_SECTION (user_data);
  GtkWidget *row = amends_today_row_new (self->session, item);

  g_object_bind_property (self, "narrow", row, "narrow", G_BINDING_SYNC_CREATE);
  return row;
}

static void
update_primary (AmendsTodaySection *self)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    g_object_set (row, "primary", self->late && i == 0, NULL);
}

static void
update_more (AmendsTodaySection *self)
{
  guint all = g_list_model_get_n_items (G_LIST_MODEL (self->store));
  guint shown = g_list_model_get_n_items (G_LIST_MODEL (self->shown));
  g_autofree char *count = g_strdup_printf ("%u", all);
  g_autofree char *more
      /* TRANSLATORS: %u is how many rows are not shown yet */
      = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Show %u more", "Show %u more", all - shown),
                         all - shown);

  gtk_label_set_label (self->count, count);
  gtk_button_set_label (self->more, more);
  gtk_widget_set_visible (GTK_WIDGET (self->more),
                          all > shown && shown >= AMENDS_TODAY_SECTION_MOST);
  gtk_widget_set_visible (GTK_WIDGET (self), all > 0);
}

static void
more_cb (AmendsTodaySection *self)
{
  self->all = TRUE;
  gtk_slice_list_model_set_size (self->shown, G_MAXUINT);
  update_more (self);
}

static void
row_activated_cb (AmendsTodaySection *self, GtkListBoxRow *row)
{
  AmendsTodayRow *due_row = AMENDS_TODAY_ROW (row);

  amends_feedback_open_case (GTK_WIDGET (self),
                             amends_today_row_get_task (due_row)->due->escalation_id,
                             amends_today_row_get_page (due_row));
}

/* The end of one list is not the end of the day. */
static gboolean
keynav_failed_cb (AmendsTodaySection *self, GtkDirectionType direction)
{
  gboolean handled = FALSE;

  g_signal_emit (self, signals[LEFT], 0, direction, &handled);
  return handled;
}

static void
amends_today_section_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  AmendsTodaySection *self = AMENDS_TODAY_SECTION (object);

  switch (id)
    {
    case PROP_TITLE:
      g_value_set_string (value, gtk_label_get_label (self->heading));
      break;
    case PROP_LATE:
      g_value_set_boolean (value, self->late);
      break;
    case PROP_NARROW:
      g_value_set_boolean (value, self->narrow);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
set_late (AmendsTodaySection *self, gboolean late)
{
  self->late = late;
  if (late)
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->heading), "error");
      gtk_widget_add_css_class (GTK_WIDGET (self->count), "error");
    }
  else
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self->heading), "error");
      gtk_widget_remove_css_class (GTK_WIDGET (self->count), "error");
    }
}

static void
amends_today_section_set_property (GObject *object,
                                   guint id,
                                   const GValue *value,
                                   GParamSpec *pspec)
{
  AmendsTodaySection *self = AMENDS_TODAY_SECTION (object);

  switch (id)
    {
    case PROP_TITLE:
      gtk_label_set_label (self->heading, g_value_get_string (value));
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      g_value_get_string (value), -1);
      break;
    case PROP_LATE:
      set_late (self, g_value_get_boolean (value));
      break;
    case PROP_NARROW:
      self->narrow = g_value_get_boolean (value);
      g_object_notify_by_pspec (object, pspec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
amends_today_section_dispose (GObject *object)
{
  AmendsTodaySection *self = AMENDS_TODAY_SECTION (object);

  g_clear_object (&self->session);
  g_clear_object (&self->shown);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (amends_today_section_parent_class)->dispose (object);
}

static void
amends_today_section_class_init (AmendsTodaySectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = amends_today_section_dispose;
  object_class->get_property = amends_today_section_get_property;
  object_class->set_property = amends_today_section_set_property;
  properties[PROP_TITLE] =
      g_param_spec_string ("title", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_LATE] =
      g_param_spec_boolean ("late", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_NARROW] =
      g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                            G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[LEFT] = g_signal_new ("left", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                g_signal_accumulator_true_handled, NULL, NULL, G_TYPE_BOOLEAN, 1,
                                GTK_TYPE_DIRECTION_TYPE);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/dev/amends/Amends/ui/amends-today-section.ui");
  gtk_widget_class_bind_template_child (widget_class, AmendsTodaySection, heading);
  gtk_widget_class_bind_template_child (widget_class, AmendsTodaySection, count);
  gtk_widget_class_bind_template_child (widget_class, AmendsTodaySection, list);
  gtk_widget_class_bind_template_child (widget_class, AmendsTodaySection, more);
  gtk_widget_class_bind_template_callback (widget_class, more_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, keynav_failed_cb);
}

static void
amends_today_section_init (AmendsTodaySection *self)
{
  self->store = g_list_store_new (AMENDS_TYPE_TASK);
  self->shown = gtk_slice_list_model_new (G_LIST_MODEL (g_object_ref (self->store)), 0, 0);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_bind_model (self->list, G_LIST_MODEL (self->shown), create_row, self, NULL);
}

void
amends_today_section_set_limit (AmendsTodaySection *self, guint limit)
{
  g_return_if_fail (AMENDS_IS_TODAY_SECTION (self));

  if (self->all || gtk_slice_list_model_get_size (self->shown) == limit)
    return;
  gtk_slice_list_model_set_size (self->shown, limit);
  update_primary (self);
  update_more (self);
}

void
amends_today_section_set_rows (AmendsTodaySection *self, AmendsSession *session, GPtrArray *rows)
{
  g_return_if_fail (AMENDS_IS_TODAY_SECTION (self));

  g_set_object (&self->session, session);
  amends_record_list_merge (self->store, rows);
  update_primary (self);
  update_more (self);
}

void
amends_today_section_update (AmendsTodaySection *self)
{
  GtkListBoxRow *row;

  g_return_if_fail (AMENDS_IS_TODAY_SECTION (self));

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    amends_today_row_update (AMENDS_TODAY_ROW (row));
}

int
amends_today_section_get_focused (AmendsTodaySection *self)
{
  GtkWidget *row;

  g_return_val_if_fail (AMENDS_IS_TODAY_SECTION (self), -1);

  row = gtk_widget_get_focus_child (GTK_WIDGET (self->list));
  return row != NULL ? gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row)) : -1;
}

gboolean
amends_today_section_focus (AmendsTodaySection *self, int index)
{
  int last;
  GtkListBoxRow *row;

  g_return_val_if_fail (AMENDS_IS_TODAY_SECTION (self), FALSE);

  last = (int) g_list_model_get_n_items (G_LIST_MODEL (self->shown)) - 1;
  row = gtk_list_box_get_row_at_index (self->list, index < 0 ? last : MIN (index, last));
  return row != NULL && gtk_widget_grab_focus (GTK_WIDGET (row));
}
