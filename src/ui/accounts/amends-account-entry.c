/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A line of what happened with an account. */

#include "config.h"

#include "amends-account-entry.h"

#include "amends-account-text.h"
#include "amends-case-tools.h"

struct _AmendsAccountEntry
{
  GtkListBoxRow parent_instance;

  GtkImage *icon;
  GtkLabel *title;
  GtkLabel *below;
  GtkLabel *end;
  char *target; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (AmendsAccountEntry, amends_account_entry, GTK_TYPE_LIST_BOX_ROW)

static void
amends_account_entry_finalize (GObject *object)
{
  g_free (AMENDS_ACCOUNT_ENTRY (object)->target);

  G_OBJECT_CLASS (amends_account_entry_parent_class)->finalize (object);
}

static void
amends_account_entry_class_init (AmendsAccountEntryClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = amends_account_entry_finalize;
  gtk_widget_class_set_template_from_resource (
      widget_class, AMENDS_ACCOUNTS_TEMPLATE ("amends-account-entry.ui"));
  gtk_widget_class_bind_template_child (widget_class, AmendsAccountEntry, icon);
  gtk_widget_class_bind_template_child (widget_class, AmendsAccountEntry, title);
  gtk_widget_class_bind_template_child (widget_class, AmendsAccountEntry, below);
  gtk_widget_class_bind_template_child (widget_class, AmendsAccountEntry, end);
}

static void
amends_account_entry_init (AmendsAccountEntry *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
amends_account_entry_set (AmendsAccountEntry *self,
                          const char *target,
                          const char *icon,
                          const char *title,
                          const char *below,
                          const char *end,
                          AmendsTone tone)
{
  g_autofree char *first = NULL;
  g_autofree char *name = NULL;

  g_return_if_fail (AMENDS_IS_ACCOUNT_ENTRY (self));

  g_free (self->target);
  self->target = g_strdup (target);
  gtk_image_set_from_icon_name (self->icon, icon);
  gtk_label_set_label (self->title, title != NULL ? title : "");
  amends_case_set_text (self->below, below);
  amends_case_set_text (self->end, end);
  amends_account_set_tone (GTK_WIDGET (self->end), tone);
  first = amends_case_join (title, below);
  name = amends_case_join (first, end);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

const char *
amends_account_entry_get_target (AmendsAccountEntry *self)
{
  g_return_val_if_fail (AMENDS_IS_ACCOUNT_ENTRY (self), NULL);

  return self->target;
}
