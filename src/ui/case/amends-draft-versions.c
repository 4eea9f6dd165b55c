/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The versions of a draft, as a menu. */

#include "config.h"

#include "amends-draft-versions.h"

#include <glib/gi18n-lib.h>

#include "amends-format.h"

struct _AmendsDraftVersions
{
  GObject parent_instance;

  GMenu *menu;           /* (owned) */
  GPtrArray *texts;      /* (owned) (nullable) (element-type AmendsDraft) */
  char *draft_id;        /* (owned) (nullable) */
  int version;           /* for which they were read */
  GCancellable *reading; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (AmendsDraftVersions, amends_draft_versions, G_TYPE_OBJECT)

static void
amends_draft_versions_dispose (GObject *object)
{
  AmendsDraftVersions *self = AMENDS_DRAFT_VERSIONS (object);

  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  g_clear_object (&self->menu);
  g_clear_pointer (&self->texts, g_ptr_array_unref);
  g_clear_pointer (&self->draft_id, g_free);

  G_OBJECT_CLASS (amends_draft_versions_parent_class)->dispose (object);
}

static void
amends_draft_versions_class_init (AmendsDraftVersionsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = amends_draft_versions_dispose;
}

static void
amends_draft_versions_init (AmendsDraftVersions *self)
{
}

AmendsDraftVersions *
amends_draft_versions_new (GMenu *menu)
{
  AmendsDraftVersions *self = g_object_new (AMENDS_TYPE_DRAFT_VERSIONS, NULL);

  self->menu = g_object_ref (menu);
  return self;
}

static void
add_item (AmendsDraftVersions *self, AmendsSession *session, AmendsDraft *text)
{
  g_autoptr (GMenuItem) item = NULL;
  g_autofree char *label = NULL;
  g_autofree char *moment = amends_format_moment (text->updated, amends_session_now (session),
                                                  amends_session_get_zone (session));

  /* TRANSLATORS: number of a version of a draft and when it was written */
  label = g_strdup_printf (_ ("Version %1$d, %2$s"), text->version, moment);
  item = g_menu_item_new (label, NULL);
  g_menu_item_set_action_and_target (item, "draft.restore", "i", text->version);
  g_menu_append_item (self->menu, item);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AmendsDraftVersions) self = user_data;
  g_autoptr (GError) error = NULL;
  AmendsSession *session = AMENDS_SESSION (source);
  g_autoptr (GPtrArray) texts = amends_session_list_versions_finish (session, result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->menu == NULL)
    return;
  if (texts == NULL)
    {
      /* The menu says so where someone looks for a version. */
      g_menu_remove_all (self->menu);
      g_menu_append (self->menu, _ ("The older versions could not be read."), NULL);
      g_warning ("Versions of a draft: %s", error->message);
      return;
    }
  g_clear_pointer (&self->texts, g_ptr_array_unref);
  self->texts = g_steal_pointer (&texts);
  g_menu_remove_all (self->menu);
  for (guint i = 0; i < self->texts->len; i++)
    add_item (self, session, self->texts->pdata[i]);
}

static void
forget (AmendsDraftVersions *self)
{
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  g_clear_pointer (&self->texts, g_ptr_array_unref);
  g_clear_pointer (&self->draft_id, g_free);
  g_menu_remove_all (self->menu);
}

void
amends_draft_versions_follow (AmendsDraftVersions *self, AmendsSession *session, AmendsDraft *draft)
{
  g_return_if_fail (AMENDS_IS_DRAFT_VERSIONS (self));
  g_return_if_fail ((session == NULL) == (draft == NULL));

  if (draft == NULL)
    {
      forget (self);
      return;
    }
  if (g_strcmp0 (self->draft_id, draft->id) == 0 && self->version == draft->version)
    return;
  if (g_strcmp0 (self->draft_id, draft->id) != 0)
    forget (self);
  g_free (self->draft_id);
  self->draft_id = g_strdup (draft->id);
  self->version = draft->version;
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  self->reading = g_cancellable_new ();
  amends_session_list_versions_async (session, draft->id, self->reading, read_cb,
                                      g_object_ref (self));
}

AmendsDraft *
amends_draft_versions_get (AmendsDraftVersions *self, int version)
{
  g_return_val_if_fail (AMENDS_IS_DRAFT_VERSIONS (self), NULL);

  for (guint i = 0; self->texts != NULL && i < self->texts->len; i++)
    {
      AmendsDraft *text = self->texts->pdata[i];

      if (text->version == version)
        return text;
    }
  return NULL;
}
