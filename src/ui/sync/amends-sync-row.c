/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row of the list of the sync page. */

#include "config.h"

#include "amends-sync-row.h"

#include "amends-sync-page.h"

#include <glib/gi18n-lib.h>

struct _AmendsSyncRow
{
  GtkListBoxRow parent_instance;

  AmendsSyncItem *item; /* (owned) */

  GtkLabel *title;
  GtkImage *icon;
  GtkLabel *state;
};

G_DEFINE_FINAL_TYPE (AmendsSyncRow, amends_sync_row, GTK_TYPE_LIST_BOX_ROW)

static void
amends_sync_row_dispose (GObject *object)
{
  g_clear_object (&AMENDS_SYNC_ROW (object)->item);

  G_OBJECT_CLASS (amends_sync_row_parent_class)->dispose (object);
}

static void
amends_sync_row_class_init (AmendsSyncRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amends_sync_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/dev/amends/Amends/sync/amends-sync-row.ui");
  gtk_widget_class_bind_template_child (widget_class, AmendsSyncRow, title);
  gtk_widget_class_bind_template_child (widget_class, AmendsSyncRow, icon);
  gtk_widget_class_bind_template_child (widget_class, AmendsSyncRow, state);
}

static void
amends_sync_row_init (AmendsSyncRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* @tone: (nullable): class of the icon and the words */
static void
show (AmendsSyncRow *self, const char *title, const char *icon, const char *state, const char *tone)
{
  g_autofree char *name = NULL;

  gtk_label_set_label (self->title, title);
  gtk_image_set_from_icon_name (self->icon, icon);
  gtk_label_set_label (self->state, state);
  if (tone != NULL)
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->icon), tone);
      gtk_widget_add_css_class (GTK_WIDGET (self->state), tone);
    }
  /* Translators: what a row of a list says aloud: what it is, and how it stands. */
  name = g_strdup_printf (_ ("%1$s, %2$s"), title, state);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
show_state (AmendsSyncRow *self, const AmendsSyncState *state)
{
  g_autofree char *line = amends_sync_dup_line (state);

  if (state->offline && !state->running)
    show (self, _ ("State"), "network-offline-symbolic", line, "warning");
  else if (state->problem != NULL && !state->running)
    show (self, _ ("State"), "dialog-warning-symbolic", _ ("There is a problem"), "warning");
  else
    show (self, _ ("State"),
          state->running ? "emblem-synchronizing-symbolic" : "object-select-symbolic",
          state->progress != NULL ? state->progress : state->line,
          state->running ? NULL : "success");
}

GtkWidget *
amends_sync_row_new (AmendsSyncItem *item, const AmendsSyncState *state)
{
  AmendsSyncRow *self = g_object_new (AMENDS_TYPE_SYNC_ROW, NULL);
  g_autofree char *differ = NULL;

  self->item = g_object_ref (item);
  if (item->change != NULL)
    show (self, item->change->title,
          item->change->refused ? "dialog-warning-symbolic" : "content-loading-symbolic",
          item->change->state, item->change->refused ? "error" : NULL);
  else if (item->differences != NULL)
    {
      const AmendsConflictRow *first = g_ptr_array_index (item->differences, 0);

      differ = g_strdup_printf (ngettext ("%u field differs", "%u fields differ",
                                          item->differences->len),
                                item->differences->len);
      show (self, first->record, "dialog-question-symbolic", differ, "warning");
    }
  else
    show_state (self, state);
  return GTK_WIDGET (self);
}

AmendsSyncItem *
amends_sync_row_get_item (AmendsSyncRow *self)
{
  g_return_val_if_fail (AMENDS_IS_SYNC_ROW (self), NULL);

  return self->item;
}

void
amends_sync_row_header_cb (GtkListBoxRow *row, GtkListBoxRow *before, gpointer user_data)
{
  AmendsSyncGroup group = AMENDS_SYNC_ROW (row)->item->group;
  GtkWidget *heading;

  if (group == AMENDS_SYNC_GROUP_STATE ||
      (before != NULL && AMENDS_SYNC_ROW (before)->item->group == group))
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  heading = gtk_label_new (group == AMENDS_SYNC_GROUP_DECIDE ? _ ("To decide")
                                                             : _ ("Waiting to be sent"));
  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_widget_add_css_class (heading, "list-heading");
  gtk_list_box_row_set_header (row, heading);
}
