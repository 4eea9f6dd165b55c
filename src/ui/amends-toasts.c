/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Toasts of a window. */

#include "config.h"

#include "amends-toasts.h"

#include <glib/gi18n-lib.h>

/* As long as a sent message can be taken back. */
#define UNDO_SECONDS 10

typedef struct
{
  AmendsToastUndoFunc undo;
  guint token;
  gpointer user_data;
} Undo;

static GQuark
button_quark (void)
{
  return g_quark_from_static_string ("amends-toast-with-button");
}

static AdwToast *
toast_new (const char *text)
{
  g_autofree char *markup = g_markup_escape_text (text, -1);

  return adw_toast_new (markup);
}

static void
weak_ref_free (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

/* @has_button: whether the next toast sends this one away */
static void
add (AdwToastOverlay *overlay, AdwToast *toast, gboolean has_button)
{
  GWeakRef *last = g_object_get_qdata (G_OBJECT (overlay), button_quark ());
  g_autoptr (AdwToast) shown = NULL;

  if (last == NULL)
    {
      last = g_new0 (GWeakRef, 1);
      g_weak_ref_init (last, NULL);
      g_object_set_qdata_full (G_OBJECT (overlay), button_quark (), last, weak_ref_free);
    }
  shown = g_weak_ref_get (last);
  if (shown != NULL)
    adw_toast_dismiss (shown);
  g_weak_ref_set (last, has_button ? toast : NULL);
  adw_toast_overlay_add_toast (overlay, toast);
}

void
amends_toasts_show (AdwToastOverlay *overlay, const char *text)
{
  add (overlay, toast_new (text), FALSE);
}

void
amends_toasts_show_action (AdwToastOverlay *overlay,
                           const char *text,
                           const char *label,
                           const char *action)
{
  AdwToast *toast = toast_new (text);

  adw_toast_set_button_label (toast, label);
  adw_toast_set_action_name (toast, action);
  add (overlay, toast, TRUE);
}

static void
undo_clicked_cb (AdwToast *toast, Undo *undo)
{
  undo->undo (undo->token, undo->user_data);
}

static void
undo_free (gpointer data, GClosure *closure)
{
  g_free (data);
}

void
amends_toasts_show_undo (AdwToastOverlay *overlay,
                         const char *text,
                         guint token,
                         AmendsToastUndoFunc func,
                         gpointer user_data)
{
  AdwToast *toast = toast_new (text);
  Undo *undo = g_new0 (Undo, 1);

  undo->undo = func;
  undo->token = token;
  undo->user_data = user_data;
  adw_toast_set_button_label (toast, _ ("Undo"));
  adw_toast_set_timeout (toast, UNDO_SECONDS);
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (undo_clicked_cb), undo, undo_free, 0);
  add (overlay, toast, TRUE);
}
