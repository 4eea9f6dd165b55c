/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The languages of a draft as linked buttons. */

#include "config.h"

#include "amends-draft-languages.h"

#include <glib/gi18n-lib.h>

#include "amends-session-languages.h"

struct _AmendsDraftLanguages
{
  GtkBox parent_instance;

  char **languages; /* (owned) (nullable): as the buttons stand */
};

G_DEFINE_FINAL_TYPE (AmendsDraftLanguages, amends_draft_languages, GTK_TYPE_BOX)

const char *
amends_draft_language_get_name (const char *language)
{
  if (language == NULL)
    return "";
  if (g_str_has_prefix (language, "zh"))
    return _ ("Chinese");
  if (g_str_has_prefix (language, "en"))
    return _ ("English");
  return language;
}

/* (transfer full): as its speakers know it. */
static char *
dup_short_name (const char *language)
{
  g_autofree char *code = NULL;

  if (g_str_has_prefix (language, "zh"))
    return g_strdup ("中文");
  code = g_strndup (language, 2);
  return g_ascii_strup (code, -1);
}

static void
clicked_cb (AmendsDraftLanguages *self, GtkButton *button)
{
  const char *language = g_object_get_data (G_OBJECT (button), "language");

  /* Which one is down is said by whoever shows a draft. */
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button),
                                gtk_widget_has_css_class (GTK_WIDGET (button), "current"));
  gtk_widget_activate_action (GTK_WIDGET (self), "draft.language", "s", language);
}

static void
add_button (AmendsDraftLanguages *self, const char *language)
{
  g_autofree char *label = dup_short_name (language);
  GtkWidget *button = gtk_toggle_button_new_with_label (label);

  g_object_set_data_full (G_OBJECT (button), "language", g_strdup (language), g_free);
  gtk_widget_set_tooltip_text (button, amends_draft_language_get_name (language));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  amends_draft_language_get_name (language), -1);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (clicked_cb), self);
  gtk_box_append (GTK_BOX (self), button);
}

static void
amends_draft_languages_finalize (GObject *object)
{
  g_strfreev (AMENDS_DRAFT_LANGUAGES (object)->languages);

  G_OBJECT_CLASS (amends_draft_languages_parent_class)->finalize (object);
}

static void
amends_draft_languages_class_init (AmendsDraftLanguagesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = amends_draft_languages_finalize;
}

static void
amends_draft_languages_init (AmendsDraftLanguages *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "linked");
}

static void
make_buttons (AmendsDraftLanguages *self, const char *const *languages)
{
  GtkWidget *child;

  if (self->languages != NULL && g_strv_equal ((const char *const *) self->languages, languages))
    return;
  g_strfreev (self->languages);
  self->languages = g_strdupv ((char **) languages);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_box_remove (GTK_BOX (self), child);
  for (guint i = 0; languages[i] != NULL; i++)
    add_button (self, languages[i]);
}

static void
mark_current (AmendsDraftLanguages *self, const char *current)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      gboolean shown = g_strcmp0 (g_object_get_data (G_OBJECT (child), "language"), current) == 0;

      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (child), shown);
      if (shown)
        gtk_widget_add_css_class (child, "current");
      else
        gtk_widget_remove_css_class (child, "current");
    }
}

gboolean
amends_draft_languages_show (AmendsDraftLanguages *self,
                             AmendsSession *session,
                             AmendsDraft *draft,
                             AmendsDraft *other)
{
  const char *const *all;
  g_autoptr (GPtrArray) languages = g_ptr_array_new ();
  gboolean could;

  g_return_val_if_fail (AMENDS_IS_DRAFT_LANGUAGES (self), FALSE);
  g_return_val_if_fail (AMENDS_IS_DRAFT (draft), FALSE);

  all = amends_session_get_draft_languages (session);
  could = amends_session_can_translate (session, draft);
  for (guint i = 0; all[i] != NULL; i++)
    if (g_strcmp0 (all[i], draft->language) == 0 ||
        (other != NULL ? g_strcmp0 (all[i], other->language) == 0 : could))
      g_ptr_array_add (languages, (gpointer) all[i]);
  g_ptr_array_add (languages, NULL);
  make_buttons (self, (const char *const *) languages->pdata);
  mark_current (self, draft->language);
  gtk_widget_set_visible (GTK_WIDGET (self), languages->len > 2);
  return languages->len > 2;
}

const char *
amends_draft_language_find_other (AmendsSession *session, AmendsDraft *draft)
{
  const char *const *languages = amends_session_get_draft_languages (session);

  for (guint i = 0; languages[i] != NULL; i++)
    if (g_strcmp0 (languages[i], draft->language) != 0)
      return languages[i];
  return NULL;
}
