/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A filter as a pill with a list of names to choose from. */

#include "config.h"

#include "amends-pick-button.h"

#include "amends-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _AmendsPickButton
{
  AdwBin parent_instance;

  char *title;       /* (owned) (nullable) */
  GListModel *model; /* (owned) (nullable) */
  AmendsPickText get_id;
  AmendsPickText get_label;
  GPtrArray *ids;    /* (owned): of what is chosen, NULL-terminated */
  GPtrArray *labels; /* (owned): the same in words */
  gboolean filling;

  GtkMenuButton *button;
  GtkSearchEntry *entry;
  GtkBox *choices;
  GtkLabel *none;
};

enum
{
  PROP_0,
  PROP_TITLE,
  N_PROPS
};

enum
{
  CHANGED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AmendsPickButton, amends_pick_button, ADW_TYPE_BIN)

/* A list that one overlooks needs no search; nobody reads a longer one than the other. */
#define FEW 8
#define MOST_CHOICES 40

static guint
count_chosen (AmendsPickButton *self)
{
  return self->labels->len;
}

static void
update_label (AmendsPickButton *self)
{
  g_autofree char *label = NULL;

  if (count_chosen (self) == 0)
    {
      /* TRANSLATORS: a filter that lets everything through; %s is "Status" or the like */
      label = g_strdup_printf (_ ("%s: any"), self->title);
      gtk_widget_remove_css_class (GTK_WIDGET (self), "chosen");
    }
  else
    {
      g_autofree char *first = amends_text_one_line (self->labels->pdata[0], 24);

      if (count_chosen (self) == 1)
        /* TRANSLATORS: a filter and what it lets through, as in "Status: Open, In progress" */
        label = g_strdup_printf (_ ("%1$s: %2$s"), self->title, first);
      else
        /* TRANSLATORS: a filter and what it lets through: the first name and how many more */
        label = g_strdup_printf (_ ("%1$s: %2$s and %3$u more"), self->title, first,
                                 count_chosen (self) - 1);
      gtk_widget_add_css_class (GTK_WIDGET (self), "chosen");
    }
  gtk_menu_button_set_label (self->button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
}

static gboolean
find_chosen (AmendsPickButton *self, const char *id, guint *at)
{
  for (guint i = 0; i < count_chosen (self); i++)
    if (g_str_equal (self->ids->pdata[i], id))
      {
        *at = i;
        return TRUE;
      }
  return FALSE;
}

static void
add (AmendsPickButton *self, const char *id, const char *label)
{
  g_ptr_array_insert (self->ids, (int) count_chosen (self), g_strdup (id));
  g_ptr_array_add (self->labels, g_strdup (label));
}

static void
toggled_cb (AmendsPickButton *self, GtkCheckButton *check)
{
  const char *id = g_object_get_data (G_OBJECT (check), "id");
  guint at;

  if (self->filling)
    return;
  if (gtk_check_button_get_active (check))
    {
      add (self, id, gtk_widget_get_tooltip_text (GTK_WIDGET (check)));
    }
  else if (find_chosen (self, id, &at))
    {
      g_ptr_array_remove_index (self->ids, at);
      g_ptr_array_remove_index (self->labels, at);
    }
  update_label (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
add_check (AmendsPickButton *self, const char *id, const char *label)
{
  g_autofree char *line = amends_text_one_line (label, 40);
  GtkWidget *check = gtk_check_button_new_with_label (line);
  guint at;

  /* The whole name, which the line may have cut. */
  gtk_widget_set_tooltip_text (check, label);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), find_chosen (self, id, &at));
  g_object_set_data_full (G_OBJECT (check), "id", g_strdup (id), g_free);
  g_signal_connect_object (check, "toggled", G_CALLBACK (toggled_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (self->choices, check);
}

static gboolean
matches (const char *label, const char *words)
{
  g_autofree char *folded = NULL;

  if (*words == '\0')
    return TRUE;
  folded = amends_text_fold (label);
  return strstr (folded, words) != NULL;
}

/* What is chosen first, then what matches, as many as one reads. */
static void
fill (AmendsPickButton *self)
{
  g_autofree char *words = amends_text_fold (gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  guint n = self->model != NULL ? g_list_model_get_n_items (self->model) : 0;
  guint shown = 0;
  GtkWidget *child;
  guint at;

  g_strstrip (words);
  self->filling = TRUE;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->choices))) != NULL)
    gtk_box_remove (self->choices, child);
  for (guint i = 0; i < count_chosen (self); i++)
    add_check (self, self->ids->pdata[i], self->labels->pdata[i]);
  for (guint i = 0; i < n && shown < MOST_CHOICES; i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (self->model, i);
      const char *id = self->get_id (item);
      const char *label = self->get_label (item);

      if (id == NULL || label == NULL || !matches (label, words) || find_chosen (self, id, &at))
        continue;
      add_check (self, id, label);
      shown++;
    }
  self->filling = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (self->entry), n > FEW);
  gtk_widget_set_visible (GTK_WIDGET (self->none), shown == 0 && count_chosen (self) == 0);
}

static void
opened_cb (AmendsPickButton *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  fill (self);
}

static void
reset (AmendsPickButton *self)
{
  g_ptr_array_set_size (self->ids, 0);
  g_ptr_array_add (self->ids, NULL);
  g_ptr_array_set_size (self->labels, 0);
}

static void
amends_pick_button_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_TITLE)
    g_value_set_string (value, AMENDS_PICK_BUTTON (object)->title);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
amends_pick_button_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  AmendsPickButton *self = AMENDS_PICK_BUTTON (object);

  if (id != PROP_TITLE)
    {
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      return;
    }
  g_free (self->title);
  self->title = g_value_dup_string (value);
  update_label (self);
}

static void
amends_pick_button_finalize (GObject *object)
{
  AmendsPickButton *self = AMENDS_PICK_BUTTON (object);

  g_free (self->title);
  g_clear_object (&self->model);
  g_ptr_array_unref (self->ids);
  g_ptr_array_unref (self->labels);

  G_OBJECT_CLASS (amends_pick_button_parent_class)->finalize (object);
}

static void
amends_pick_button_class_init (AmendsPickButtonClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->finalize = amends_pick_button_finalize;
  object_class->get_property = amends_pick_button_get_property;
  object_class->set_property = amends_pick_button_set_property;
  properties[PROP_TITLE] =
      g_param_spec_string ("title", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_css_name (widget_class, "filterbutton");
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/dev/amends/Amends/ui/amends-pick-button.ui");
  gtk_widget_class_bind_template_child (widget_class, AmendsPickButton, button);
  gtk_widget_class_bind_template_child (widget_class, AmendsPickButton, entry);
  gtk_widget_class_bind_template_child (widget_class, AmendsPickButton, choices);
  gtk_widget_class_bind_template_child (widget_class, AmendsPickButton, none);
  gtk_widget_class_bind_template_callback (widget_class, opened_cb);
  gtk_widget_class_bind_template_callback (widget_class, fill);
}

static void
amends_pick_button_init (AmendsPickButton *self)
{
  self->ids = g_ptr_array_new_with_free_func (g_free);
  self->labels = g_ptr_array_new_with_free_func (g_free);
  reset (self);
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
amends_pick_button_set_model (AmendsPickButton *self,
                              GListModel *model,
                              AmendsPickText get_id,
                              AmendsPickText get_label)
{
  g_return_if_fail (AMENDS_IS_PICK_BUTTON (self));

  g_set_object (&self->model, model);
  self->get_id = get_id;
  self->get_label = get_label;
}

const char *const *
amends_pick_button_get_chosen (AmendsPickButton *self)
{
  g_return_val_if_fail (AMENDS_IS_PICK_BUTTON (self), NULL);

  return count_chosen (self) > 0 ? (const char *const *) self->ids->pdata : NULL;
}

void
amends_pick_button_choose (AmendsPickButton *self, const char *id, const char *label)
{
  g_return_if_fail (AMENDS_IS_PICK_BUTTON (self));
  g_return_if_fail (id != NULL && label != NULL);

  reset (self);
  add (self, id, label);
  update_label (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

void
amends_pick_button_clear (AmendsPickButton *self)
{
  g_return_if_fail (AMENDS_IS_PICK_BUTTON (self));

  if (count_chosen (self) == 0)
    return;
  reset (self);
  update_label (self);
  g_signal_emit (self, signals[CHANGED], 0);
}
