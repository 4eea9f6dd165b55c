/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The menu of a case in a list. */

#include "config.h"

#include "amends-case-menu.h"

#include "amends-feedback.h"

#include <glib/gi18n-lib.h>

/* What the menu is about. The popover owns it. */
typedef struct
{
  GtkWidget *parent;      /* (unowned): lives longer than the popover */
  AmendsSession *session; /* (owned) */
  AmendsSummary *summary; /* (owned) */
} CaseMenu;

static void
case_menu_free (gpointer data)
{
  CaseMenu *menu = data;

  g_object_unref (menu->session);
  g_object_unref (menu->summary);
  g_free (menu);
}

static void
open_cb (GSimpleAction *action, GVariant *page, gpointer user_data)
{
  CaseMenu *menu = user_data;

  amends_feedback_open_case (menu->parent, menu->summary->id, g_variant_get_string (page, NULL));
}

static void
copy_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CaseMenu *menu = user_data;
  g_autofree char *number = amends_escalation_format_number (menu->summary->number);
  /* TRANSLATORS: %s is the number of a case, "ESC-0042" */
  g_autofree char *text = g_strdup_printf (_ ("%s copied"), number);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (menu->parent), number);
  amends_feedback_show (menu->parent, text);
}

static void
moved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) parent = user_data;
  g_autoptr (GError) error = NULL;
  guint token;

  if (amends_session_change_finish (AMENDS_SESSION (source), result, &token, &error))
    amends_feedback_undo (parent, _ ("Put off for an hour"), token);
  else
    amends_feedback_error (parent, _ ("It could not be put off."), error);
}

static void
case_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) parent = user_data;
  AmendsSession *session = AMENDS_SESSION (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (AmendsCase) case_ = amends_session_get_case_finish (session, result, &error);
  AmendsNext next;

  if (case_ == NULL)
    {
      amends_feedback_error (parent, _ ("It could not be put off."), error);
      return;
    }
  amends_session_get_next (session, case_, &next);
  if (next.record != NULL && (next.kind == AMENDS_DUE_CHECKPOINT || next.kind == AMENDS_DUE_ACTION))
    amends_session_move_async (session, case_, amends_record_get_id (next.record),
                               MAX (next.due, amends_session_now (session)) + AMENDS_HOUR, NULL,
                               moved_cb, g_object_ref (parent));
  else if (next.record != NULL)
    amends_feedback_show (parent,
                          _ ("What comes next is a clock, which runs on. Only a step can wait."));
  else
    amends_feedback_show (parent, _ ("Nothing is due in this case."));
}

static void
snooze_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CaseMenu *menu = user_data;

  amends_session_get_case_async (menu->session, menu->summary->id, NULL, case_read_cb,
                                 g_object_ref (menu->parent));
}

static void
append (GMenu *section, const char *label, const char *action)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_detailed_action (item, action);
  g_menu_append_item (section, item);
}

static GMenuModel *
build_model (CaseMenu *menu)
{
  GMenu *model = g_menu_new ();
  g_autoptr (GMenu) places = g_menu_new ();
  g_autoptr (GMenu) changes = g_menu_new ();
  g_autoptr (GMenu) copies = g_menu_new ();

  append (places, _ ("_Open"), "case-row.open('')");
  append (places, _ ("_Drafts: mark as sent…"), "case-row.open('drafts')");
  append (places, _ ("_Timeline"), "case-row.open('timeline')");
  g_menu_append_section (model, NULL, G_MENU_MODEL (places));
  if (!amends_session_is_read_only (menu->session))
    {
      append (changes, _ ("_Put off the next step for an hour"), "case-row.snooze");
      g_menu_append_section (model, NULL, G_MENU_MODEL (changes));
    }
  append (copies, _ ("_Copy number"), "case-row.copy");
  g_menu_append_section (model, NULL, G_MENU_MODEL (copies));
  return G_MENU_MODEL (model);
}

static gboolean
gone_cb (gpointer user_data)
{
  gtk_widget_unparent (GTK_WIDGET (user_data));
  return G_SOURCE_REMOVE;
}

/* The action of an item runs after its menu is closed. */
static void
closed_cb (GtkPopover *popover)
{
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, gone_cb, g_object_ref (popover), g_object_unref);
}

void
amends_case_menu_popup (GtkWidget *parent,
                        AmendsSession *session,
                        AmendsSummary *summary,
                        double x,
                        double y)
{
  static const GActionEntry entries[] = {
    { .name = "open", .activate = open_cb, .parameter_type = "s" },
    { .name = "snooze", .activate = snooze_cb },
    { .name = "copy", .activate = copy_cb },
  };
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  g_autoptr (GMenuModel) model = NULL;
  CaseMenu *menu = g_new0 (CaseMenu, 1);
  GtkWidget *popover;

  menu->parent = parent;
  menu->session = g_object_ref (session);
  menu->summary = g_object_ref (summary);
  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries), menu);
  model = build_model (menu);
  popover = gtk_popover_menu_new_from_model (model);
  g_object_set_data_full (G_OBJECT (popover), "menu", menu, case_menu_free);
  gtk_widget_insert_action_group (popover, "case-row", G_ACTION_GROUP (actions));
  gtk_widget_set_parent (popover, parent);
  gtk_widget_set_halign (popover, GTK_ALIGN_START);
  gtk_popover_set_has_arrow (GTK_POPOVER (popover), FALSE);
  gtk_popover_set_pointing_to (GTK_POPOVER (popover), &(GdkRectangle){ (int) x, (int) y, 1, 1 });
  g_signal_connect (popover, "closed", G_CALLBACK (closed_cb), NULL);
  g_signal_connect_object (parent, "destroy", G_CALLBACK (gtk_widget_unparent), popover,
                           G_CONNECT_SWAPPED);
  gtk_popover_popup (GTK_POPOVER (popover));
}
