/* SPDX-License-Identifier: GPL-3.0-or-later */
/* By what rules the team works: choosing, copying, bringing in, giving away. */

#include "config.h"

#include "amends-playbooks-page.h"

#include "amends-feedback.h"
#include "amends-file-dialog.h"
#include "amends-message-dialog.h"
#include "amends-playbook-window.h"
#include "amends-preferences-window.h"
#include "amends-review-page.h"
#include "amends-session-playbooks.h"
#include "amends-session-policy.h"

#include <glib/gi18n-lib.h>

struct _AmendsPlaybooksPage
{
  AdwPreferencesPage parent_instance;

  AdwPreferencesGroup *list;
  AdwPreferencesGroup *cases;
  AdwActionRow *behind;
  GtkWidget *show;
  GtkWidget *import;
  AdwComboRow *language;

  AmendsSession *session;     /* (owned) (nullable) until it is set */
  AmendsPolicyEffect *effect; /* (owned) (nullable): of bringing open cases up to date */
  GPtrArray *rows;            /* (owned) (element-type GtkWidget): in the list */
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (AmendsPlaybooksPage, amends_playbooks_page, ADW_TYPE_PREFERENCES_PAGE)

static void refresh (AmendsPlaybooksPage *self);

/* --- Choosing -------------------------------------------------------------------------------- */

static void
chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AmendsPlaybooksPage) self = AMENDS_PLAYBOOKS_PAGE (user_data);
  g_autoptr (GError) error = NULL;

  if (!amends_session_policy_finish (AMENDS_SESSION (source), result, &error))
    amends_feedback_error (GTK_WIDGET (self), _ ("The playbook stays as it was."), error);
  if (self->session != NULL)
    refresh (self);
}

static void
choose (AmendsPlaybooksPage *self, const char *id)
{
  amends_session_choose_playbook_async (self->session, id, NULL, chosen_cb, g_object_ref (self));
}

typedef struct
{
  AmendsPlaybooksPage *page;
  char *id;
  GHashTable *files; /* (nullable): of one that was removed */
} Undo;

static void
undo_free (Undo *undo)
{
  g_object_unref (undo->page);
  g_free (undo->id);
  g_clear_pointer (&undo->files, g_hash_table_unref);
  g_free (undo);
}

static Undo *
undo_new (AmendsPlaybooksPage *self, const char *id)
{
  Undo *undo = g_new0 (Undo, 1);

  undo->page = g_object_ref (self);
  undo->id = g_strdup (id);
  return undo;
}

static void
undo_choice_cb (Undo *undo)
{
  if (undo->page->session != NULL)
    choose (undo->page, undo->id);
}

static void
radio_cb (GtkCheckButton *button, AmendsPlaybooksPage *self)
{
  const char *id = g_object_get_data (G_OBJECT (button), "id");
  const char *before;

  if (self->filling || !gtk_check_button_get_active (button))
    return;
  before = amends_playbook_get_id (amends_session_get_playbook (self->session));
  if (g_str_equal (before, id))
    return;
  amends_preferences_offer_undo (GTK_WIDGET (self),
                                 _ ("New cases follow this playbook from now on."),
                                 G_CALLBACK (undo_choice_cb), undo_new (self, before),
                                 (GClosureNotify) (GCallback) undo_free);
  choose (self, id);
}

/* --- New ones -------------------------------------------------------------------------------- */

static void
edit (AmendsPlaybooksPage *self, const char *id)
{
  amends_playbook_window_present (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                  self->session, id);
}

static void
copied_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AmendsPlaybooksPage) self = AMENDS_PLAYBOOKS_PAGE (user_data);
  g_autoptr (GError) error = NULL;
  g_autofree char *id =
      amends_session_new_playbook_finish (AMENDS_SESSION (source), result, &error);

  if (id == NULL)
    {
      amends_feedback_error (GTK_WIDGET (self), _ ("The copy could not be made."), error);
      return;
    }
  if (self->session == NULL)
    return;
  refresh (self);
  edit (self, id);
}

static void
named_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  AmendsPlaybooksPage *self = AMENDS_PLAYBOOKS_PAGE (source);
  g_autofree char *id = user_data;
  g_autofree char *name = amends_message_dialog_ask_text_finish (result, NULL);

  if (name != NULL && self->session != NULL)
    amends_session_copy_playbook_async (self->session, id, name, NULL, copied_cb,
                                        g_object_ref (self));
}

static void
copy_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  amends_message_dialog_ask_text_async (
      widget, _ ("Copy and edit"),
      _ ("The copy says only what you change; everything else follows the original."), _ ("Name"),
      _ ("_Copy"), NULL, named_cb, g_strdup (g_variant_get_string (parameter, NULL)));
}

static void
edit_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  edit (AMENDS_PLAYBOOKS_PAGE (widget), g_variant_get_string (parameter, NULL));
}

static void
imported_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AmendsPlaybooksPage) self = AMENDS_PLAYBOOKS_PAGE (user_data);
  g_autoptr (GError) error = NULL;
  g_autofree char *id =
      amends_session_new_playbook_finish (AMENDS_SESSION (source), result, &error);

  if (id == NULL)
    {
      amends_feedback_error (GTK_WIDGET (self), _ ("The playbook was not imported."), error);
      return;
    }
  amends_feedback_show (GTK_WIDGET (self), _ ("Playbook imported. Choose it to use it."));
  if (self->session != NULL)
    refresh (self);
}

static void
import_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  AmendsPlaybooksPage *self = AMENDS_PLAYBOOKS_PAGE (source);
  g_autoptr (GFile) file = amends_file_dialog_finish (result, NULL);

  if (file != NULL && self->session != NULL)
    amends_session_import_playbook_async (self->session, file, NULL, imported_cb,
                                          g_object_ref (self));
}

static void
import_cb (AmendsPlaybooksPage *self)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _ ("Exported playbooks, or the playbook.json of a folder"));
  gtk_file_filter_add_suffix (filter, "json");
  amends_file_dialog_open_async (GTK_WIDGET (self), _ ("Import a playbook"), filter, NULL,
                                 import_chosen_cb, NULL);
}

/* --- Giving away and removing ---------------------------------------------------------------- */

static void
exported_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AmendsPlaybooksPage) self = AMENDS_PLAYBOOKS_PAGE (user_data);
  g_autoptr (GError) error = NULL;

  if (amends_session_export_finish (AMENDS_SESSION (source), result, &error))
    amends_feedback_show (GTK_WIDGET (self), _ ("Playbook exported."));
  else
    amends_feedback_error (GTK_WIDGET (self), _ ("The playbook was not exported."), error);
}

static void
export_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  AmendsPlaybooksPage *self = AMENDS_PLAYBOOKS_PAGE (source);
  g_autofree char *id = user_data;
  g_autoptr (GFile) file = amends_file_dialog_finish (result, NULL);

  if (file != NULL && self->session != NULL)
    amends_session_export_playbook_async (self->session, id, file, NULL, exported_cb,
                                          g_object_ref (self));
}

static void
export_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  const char *id = g_variant_get_string (parameter, NULL);
  g_autofree char *name = g_strdup_printf ("%s.json", id);

  amends_file_dialog_save_async (widget, _ ("Export the playbook"), name, NULL, export_chosen_cb,
                                 g_strdup (id));
}

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AmendsPlaybooksPage) self = AMENDS_PLAYBOOKS_PAGE (user_data);
  g_autoptr (GError) error = NULL;
  g_autofree char *id =
      amends_session_new_playbook_finish (AMENDS_SESSION (source), result, &error);

  if (id == NULL)
    amends_feedback_error (GTK_WIDGET (self), _ ("It could not be undone."), error);
  if (self->session != NULL)
    refresh (self);
}

static void
undo_removal_cb (Undo *undo)
{
  if (undo->page->session != NULL)
    amends_session_keep_playbook_async (undo->page->session, undo->id, undo->files, NULL, kept_cb,
                                        g_object_ref (undo->page));
}

static void
removed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Undo *undo = user_data;
  g_autoptr (GError) error = NULL;

  undo->files = amends_session_remove_playbook_finish (AMENDS_SESSION (source), result, &error);
  if (undo->files == NULL)
    {
      amends_feedback_error (GTK_WIDGET (undo->page), _ ("The playbook is still there."), error);
      undo_free (undo);
      return;
    }
  if (undo->page->session != NULL)
    refresh (undo->page);
  amends_preferences_offer_undo (GTK_WIDGET (undo->page), _ ("Playbook removed."),
                                 G_CALLBACK (undo_removal_cb), undo,
                                 (GClosureNotify) (GCallback) undo_free);
}

static void
remove_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AmendsPlaybooksPage *self = AMENDS_PLAYBOOKS_PAGE (widget);
  const char *id = g_variant_get_string (parameter, NULL);

  amends_session_remove_playbook_async (self->session, id, NULL, removed_cb, undo_new (self, id));
}

/* --- The list -------------------------------------------------------------------------------- */

static GtkWidget *
make_menu (AmendsPlaybookEntry *entry)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  /* TRANSLATORS: %s is the name of a playbook */
  g_autofree char *name = g_strdup_printf (_ ("More for %s"), entry->name);
  const struct
  {
    const char *label;
    const char *action;
  } items[] = {
    { _ ("_Copy and edit…"), "playbook.copy" },
    { _ ("_Export…"), "playbook.export" },
    { _ ("_Remove"), "playbook.remove" },
  };
  GtkWidget *button = gtk_menu_button_new ();

  for (guint i = 0; i < G_N_ELEMENTS (items); i++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (items[i].label, NULL);

      g_menu_item_set_action_and_target (item, items[i].action, "s", entry->id);
      g_menu_append_item (menu, item);
    }
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "view-more-symbolic");
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return button;
}

static GtkWidget *
make_button (AmendsPlaybookEntry *entry)
{
  GtkWidget *button =
      gtk_button_new_with_mnemonic (entry->own ? _ ("_Edit") : _ ("_Copy and edit…"));
  /* TRANSLATORS: a button read aloud: what it does, then the name of a playbook */
  g_autofree char *name = g_strdup_printf (
      _ ("%1$s: %2$s"), entry->own ? _ ("Edit") : _ ("Copy and edit"), entry->name);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button),
                                  entry->own ? "playbook.edit" : "playbook.copy");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", entry->id);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return button;
}

static void
add_row (AmendsPlaybooksPage *self,
         AmendsPlaybookEntry *entry,
         const char *base,
         GtkCheckButton **group)
{
  const char *used = amends_playbook_get_id (amends_session_get_playbook (self->session));
  g_autofree char *own = NULL;
  const char *subtitle = entry->summary;
  GtkWidget *radio = gtk_check_button_new ();
  GtkWidget *row;

  if (entry->problem != NULL)
    subtitle = entry->problem;
  else if (entry->own && base != NULL)
    /* TRANSLATORS: %1$s is the name of the playbook it extends */
    subtitle = own =
        g_strdup_printf (_ ("Your own, version %2$d; follows %1$s"), base, entry->version);
  else if (entry->own)
    subtitle = own = g_strdup_printf (_ ("Your own, version %d"), entry->version);
  row = amends_preferences_row_new (entry->name, subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  gtk_widget_set_valign (radio, GTK_ALIGN_CENTER);
  gtk_check_button_set_group (GTK_CHECK_BUTTON (radio), *group);
  if (*group == NULL)
    *group = GTK_CHECK_BUTTON (radio);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (radio), g_str_equal (entry->id, used));
  gtk_widget_set_sensitive (radio, entry->problem == NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (radio), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  entry->name, -1);
  g_object_set_data_full (G_OBJECT (radio), "id", g_strdup (entry->id), g_free);
  g_signal_connect_object (radio, "toggled", G_CALLBACK (radio_cb), self, 0);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), radio);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), radio);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_button (entry));
  if (entry->own)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_menu (entry));
  if (entry->problem != NULL)
    gtk_widget_add_css_class (row, "error");
  adw_preferences_group_add (self->list, row);
  g_ptr_array_add (self->rows, row);
}

/* (transfer none) (nullable): the name of what @entry extends. */
static const char *
find_base (GPtrArray *entries, AmendsPlaybookEntry *entry)
{
  for (guint i = 0; i < entries->len; i++)
    if (g_strcmp0 (((AmendsPlaybookEntry *) entries->pdata[i])->id, entry->extends) == 0)
      return ((AmendsPlaybookEntry *) entries->pdata[i])->name;
  return NULL;
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AmendsPlaybooksPage) self = AMENDS_PLAYBOOKS_PAGE (user_data);
  g_autoptr (GPtrArray) entries =
      amends_session_list_playbooks_finish (AMENDS_SESSION (source), result, NULL);
  GtkCheckButton *group = NULL;

  if (entries == NULL || self->session == NULL)
    return;
  self->filling = TRUE;
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->list, self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < entries->len; i++)
    add_row (self, entries->pdata[i], find_base (entries, entries->pdata[i]), &group);
  self->filling = FALSE;
}

/* --- Open cases ------------------------------------------------------------------------------ */

static void
effect_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AmendsPlaybooksPage) self = AMENDS_PLAYBOOKS_PAGE (user_data);
  AmendsPolicyEffect *effect =
      amends_session_preview_policy_finish (AMENDS_SESSION (source), result, NULL);
  g_autofree char *title = NULL;
  g_autofree char *subtitle = NULL;

  g_clear_pointer (&self->effect, amends_policy_effect_free);
  self->effect = effect;
  gtk_widget_set_visible (GTK_WIDGET (self->cases), effect != NULL && effect->behind > 0);
  if (effect == NULL || effect->behind == 0)
    return;
  title = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u open case follows an earlier playbook",
                                        "%u open cases follow an earlier playbook", effect->behind),
                           effect->behind);
  subtitle = amends_review_page_summarise (effect);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->behind), title);
  adw_action_row_set_subtitle (self->behind, subtitle);
}

static void
upgraded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AmendsPlaybooksPage) self = AMENDS_PLAYBOOKS_PAGE (user_data);
  g_autoptr (GError) error = NULL;

  if (amends_session_policy_finish (AMENDS_SESSION (source), result, &error))
    amends_feedback_show (GTK_WIDGET (self), _ ("Open cases follow this playbook now. Drafts stay "
                                                "as they are until you write them anew."));
  else
    amends_feedback_error (GTK_WIDGET (self), _ ("The cases stay as they were."), error);
}

static void
upgrade (AmendsPlaybooksPage *self)
{
  amends_session_upgrade_cases_async (self->session, NULL, upgraded_cb, g_object_ref (self));
}

static void
show_cb (AmendsPlaybooksPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *page;

  if (self->effect == NULL || !ADW_IS_PREFERENCES_WINDOW (root))
    return;
  page = amends_review_page_new (_ ("Bring up to date"), _ ("_Bring up to date"), self->session,
                                 self->effect);
  g_signal_connect_object (page, "accepted", G_CALLBACK (upgrade), self, G_CONNECT_SWAPPED);
  adw_preferences_window_present_subpage (ADW_PREFERENCES_WINDOW (root), page);
}

static void
refresh (AmendsPlaybooksPage *self)
{
  amends_session_list_playbooks_async (self->session, NULL, listed_cb, g_object_ref (self));
  amends_session_preview_engines_async (self->session, NULL, NULL, effect_cb, g_object_ref (self));
}

/* --- Language -------------------------------------------------------------------------------- */

static const char *const languages[] = { NULL, "en", "zh-CN" };

static void
language_cb (AmendsPlaybooksPage *self)
{
  guint chosen = adw_combo_row_get_selected (self->language);

  if (!self->filling && self->session != NULL && chosen < G_N_ELEMENTS (languages))
    amends_session_set_setting (self->session, "drafts.language", languages[chosen]);
}

static void
fill_language (AmendsPlaybooksPage *self)
{
  const char *kept = amends_session_get_setting (self->session, "drafts.language");

  self->filling = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    if (g_strcmp0 (languages[i], kept) == 0)
      adw_combo_row_set_selected (self->language, i);
  self->filling = FALSE;
}

/* --- Life ------------------------------------------------------------------------------------ */

static void
amends_playbooks_page_dispose (GObject *object)
{
  AmendsPlaybooksPage *self = AMENDS_PLAYBOOKS_PAGE (object);

  g_clear_object (&self->session);

  G_OBJECT_CLASS (amends_playbooks_page_parent_class)->dispose (object);
}

static void
amends_playbooks_page_finalize (GObject *object)
{
  AmendsPlaybooksPage *self = AMENDS_PLAYBOOKS_PAGE (object);

  g_clear_pointer (&self->effect, amends_policy_effect_free);
  g_ptr_array_unref (self->rows);

  G_OBJECT_CLASS (amends_playbooks_page_parent_class)->finalize (object);
}

static void
amends_playbooks_page_class_init (AmendsPlaybooksPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = amends_playbooks_page_dispose;
  object_class->finalize = amends_playbooks_page_finalize;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/dev/amends/Amends/preferences/amends-playbooks-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AmendsPlaybooksPage, list);
  gtk_widget_class_bind_template_child (widget_class, AmendsPlaybooksPage, cases);
  gtk_widget_class_bind_template_child (widget_class, AmendsPlaybooksPage, behind);
  gtk_widget_class_bind_template_child (widget_class, AmendsPlaybooksPage, show);
  gtk_widget_class_bind_template_child (widget_class, AmendsPlaybooksPage, import);
  gtk_widget_class_bind_template_child (widget_class, AmendsPlaybooksPage, language);
  gtk_widget_class_bind_template_callback (widget_class, import_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_cb);
  gtk_widget_class_bind_template_callback (widget_class, language_cb);
  gtk_widget_class_install_action (widget_class, "playbook.copy", "s", copy_cb);
  gtk_widget_class_install_action (widget_class, "playbook.edit", "s", edit_cb);
  gtk_widget_class_install_action (widget_class, "playbook.export", "s", export_cb);
  gtk_widget_class_install_action (widget_class, "playbook.remove", "s", remove_cb);
}

static void
amends_playbooks_page_init (AmendsPlaybooksPage *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
session_changed_cb (AmendsPlaybooksPage *self, const char *id)
{
  if (id == NULL && self->session != NULL)
    refresh (self);
}

void
amends_playbooks_page_set_session (AmendsPlaybooksPage *self, AmendsSession *session)
{
  g_return_if_fail (AMENDS_IS_PLAYBOOKS_PAGE (self));

  if (!g_set_object (&self->session, session))
    return;
  g_signal_connect_object (session, "changed", G_CALLBACK (session_changed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_set_sensitive (GTK_WIDGET (self), !amends_session_is_read_only (session));
  fill_language (self);
  refresh (self);
}
