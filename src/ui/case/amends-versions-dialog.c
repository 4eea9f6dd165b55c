/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The versions of a draft with what has changed in them. */

#include "config.h"

#include "amends-versions-dialog.h"

#include <glib/gi18n-lib.h>

#include "amends-change-news.h"
#include "amends-case-tools.h"
#include "amends-draft-diff.h"
#include "amends-feedback.h"
#include "amends-session-versions.h"
#include "amends-version-row.h"

struct _AmendsVersionsDialog
{
  AdwWindow parent_instance;

  AdwLeaflet *leaflet;
  AdwWindowTitle *window_title;
  GtkWidget *back;
  GtkWidget *list_pane;
  GtkWidget *detail;
  GtkListBox *list;
  GtkToggleButton *against_now;
  GtkLabel *summary;
  GtkLabel *subject;
  GtkTextView *view;
  GtkWidget *restore;

  AmendsSession *session; /* (owned) */
  AmendsCase *case_;      /* (owned) */
  AmendsDraft *draft;     /* (owned) */
  GPtrArray *versions;    /* (owned) (nullable) (element-type AmendsDraft): newest first */
  AmendsDraft *chosen;    /* (unowned) (nullable): of the versions */
  GCancellable *reading;  /* (owned) */
  guint place_source;
};

G_DEFINE_FINAL_TYPE (AmendsVersionsDialog, amends_versions_dialog, ADW_TYPE_WINDOW)

static const char *
or_empty (const char *text)
{
  return text != NULL ? text : "";
}

/* --- What is shown --------------------------------------------------------------------------- */

static gboolean
is_current (AmendsVersionsDialog *self, AmendsDraft *version)
{
  return g_strcmp0 (or_empty (version->body), or_empty (self->draft->body)) == 0 &&
         g_strcmp0 (or_empty (version->subject), or_empty (self->draft->subject)) == 0;
}

/* (nullable): the one it was made from. */
static AmendsDraft *
find_before (AmendsVersionsDialog *self, AmendsDraft *version)
{
  guint position;

  if (!g_ptr_array_find (self->versions, version, &position) || position + 1 >= self->versions->len)
    return NULL;
  return self->versions->pdata[position + 1];
}

static char *
describe (AmendsVersionsDialog *self, guint added, guint removed)
{
  g_autofree char *more = NULL;
  g_autofree char *less = NULL;

  if (added == 0 && removed == 0)
    return g_strdup (is_current (self, self->chosen) ? _ ("This is the text as it stands.")
                                                     : _ ("No word differs."));
  /* TRANSLATORS: words in one text and not in another */
  more = g_strdup_printf (
      ngettext ("%u word underlined is new", "%u words underlined are new", added), added);
  /* TRANSLATORS: words that are gone */
  less = g_strdup_printf (ngettext ("%u word struck out goes", "%u words struck out go", removed),
                          removed);
  if (removed == 0)
    return g_steal_pointer (&more);
  if (added == 0)
    return g_steal_pointer (&less);
  /* TRANSLATORS: how many words are new, how many go */
  return g_strdup_printf (_ ("%1$s, %2$s"), more, less);
}

static void
show_subject (AmendsVersionsDialog *self, const char *other)
{
  const char *subject = or_empty (self->chosen->subject);
  PangoAttrList *marks = amends_draft_diff_mark (GTK_WIDGET (self->subject), other, subject);

  gtk_label_set_text (self->subject, subject);
  gtk_label_set_attributes (self->subject, marks);
  pango_attr_list_unref (marks);
}

static void
update (AmendsVersionsDialog *self)
{
  AmendsDraft *other;
  g_autofree char *text = NULL;
  guint added;
  guint removed;

  /* The template itself presses the first button. */
  if (self->session == NULL)
    return;
  gtk_widget_set_sensitive (self->restore, self->chosen != NULL &&
                                               !is_current (self, self->chosen) &&
                                               self->draft->sent_at == AMENDS_INSTANT_NONE &&
                                               !amends_session_is_read_only (self->session));
  if (self->chosen == NULL)
    return;
  other = gtk_toggle_button_get_active (self->against_now) ? self->draft
                                                           : find_before (self, self->chosen);
  amends_draft_diff_show (self->view, other != NULL ? or_empty (other->body) : "",
                          or_empty (self->chosen->body), &added, &removed);
  show_subject (self, other != NULL ? or_empty (other->subject) : "");
  text = describe (self, added, removed);
  gtk_label_set_text (self->summary, text);
}

static gboolean
show_place_cb (gpointer user_data)
{
  AmendsVersionsDialog *self = user_data;
  gboolean folded = adw_leaflet_get_folded (self->leaflet);
  gboolean on_detail = adw_leaflet_get_visible_child (self->leaflet) == self->detail;

  self->place_source = 0;
  gtk_widget_set_visible (self->back, folded && on_detail);
  gtk_widget_set_visible (self->restore, !folded || on_detail);
  return G_SOURCE_REMOVE;
}

/* The leaflet folds while the window is laid out, when the header must not change. */
static void
place_changed_cb (AmendsVersionsDialog *self)
{
  if (self->place_source == 0)
    self->place_source = g_idle_add (show_place_cb, self);
}

static void
back_cb (AmendsVersionsDialog *self)
{
  adw_leaflet_set_visible_child (self->leaflet, self->list_pane);
}

static void
row_selected_cb (AmendsVersionsDialog *self, GtkListBoxRow *row)
{
  self->chosen = row != NULL ? amends_version_row_get_version (AMENDS_VERSION_ROW (row)) : NULL;
  update (self);
}

static void
row_activated_cb (AmendsVersionsDialog *self, GtkListBoxRow *row)
{
  adw_leaflet_set_visible_child (self->leaflet, self->detail);
}

static void
restore_cb (AmendsVersionsDialog *self)
{
  g_autofree char *done = NULL;

  if (self->chosen == NULL)
    return;
  /* TRANSLATORS: %d is the number of an older version of a text */
  done = g_strdup_printf (_ ("Version %d brought back. The other text stays a version."),
                          self->chosen->version);
  amends_session_restore_draft_async (
      self->session, self->case_, self->draft->id, self->chosen, NULL, amends_change_news_case_cb,
      amends_change_news_new (GTK_WIDGET (self), done,
                              _ ("The version could not be brought back.")));
  gtk_window_close (GTK_WINDOW (self));
}

/* --- Reading --------------------------------------------------------------------------------- */

/* First the latest that says something else: it is what people look for. */
static void
select_first (AmendsVersionsDialog *self)
{
  GtkListBoxRow *row = NULL;

  for (guint i = 0; i < self->versions->len && row == NULL; i++)
    if (!is_current (self, self->versions->pdata[i]))
      row = gtk_list_box_get_row_at_index (self->list, (int) i);
  if (row == NULL)
    row = gtk_list_box_get_row_at_index (self->list, 0);
  if (row != NULL)
    {
      gtk_list_box_select_row (self->list, row);
      gtk_widget_grab_focus (GTK_WIDGET (row));
    }
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AmendsVersionsDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) versions =
      amends_session_list_versions_finish (AMENDS_SESSION (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->session == NULL)
    return;
  if (versions == NULL)
    {
      amends_feedback_error (GTK_WIDGET (gtk_window_get_transient_for (GTK_WINDOW (self))),
                             _ ("The older versions could not be read."), error);
      gtk_window_close (GTK_WINDOW (self));
      return;
    }
  self->versions = g_steal_pointer (&versions);
  for (guint i = 0; i < self->versions->len; i++)
    gtk_list_box_append (
        self->list, amends_version_row_new (self->session, self->case_, self->versions->pdata[i],
                                            i == 0 && is_current (self, self->versions->pdata[0])));
  select_first (self);
}

/* --- The dialog ------------------------------------------------------------------------------ */

static void
amends_versions_dialog_dispose (GObject *object)
{
  AmendsVersionsDialog *self = AMENDS_VERSIONS_DIALOG (object);

  g_clear_handle_id (&self->place_source, g_source_remove);
  if (self->reading != NULL)
    g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  self->chosen = NULL;
  g_clear_pointer (&self->versions, g_ptr_array_unref);
  g_clear_object (&self->draft);
  g_clear_object (&self->case_);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (amends_versions_dialog_parent_class)->dispose (object);
}

static void
amends_versions_dialog_class_init (AmendsVersionsDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amends_versions_dialog_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               AMENDS_CASE_TEMPLATE ("amends-versions-dialog.ui"));
  gtk_widget_class_bind_template_child (widget_class, AmendsVersionsDialog, leaflet);
  gtk_widget_class_bind_template_child (widget_class, AmendsVersionsDialog, window_title);
  gtk_widget_class_bind_template_child (widget_class, AmendsVersionsDialog, back);
  gtk_widget_class_bind_template_child (widget_class, AmendsVersionsDialog, list_pane);
  gtk_widget_class_bind_template_child (widget_class, AmendsVersionsDialog, detail);
  gtk_widget_class_bind_template_child (widget_class, AmendsVersionsDialog, list);
  gtk_widget_class_bind_template_child (widget_class, AmendsVersionsDialog, against_now);
  gtk_widget_class_bind_template_child (widget_class, AmendsVersionsDialog, summary);
  gtk_widget_class_bind_template_child (widget_class, AmendsVersionsDialog, subject);
  gtk_widget_class_bind_template_child (widget_class, AmendsVersionsDialog, view);
  gtk_widget_class_bind_template_child (widget_class, AmendsVersionsDialog, restore);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
  gtk_widget_class_bind_template_callback (widget_class, place_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, restore_cb);
  gtk_widget_class_bind_template_callback (widget_class, update);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
amends_versions_dialog_init (AmendsVersionsDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->reading = g_cancellable_new ();
  place_changed_cb (self);
}

/* No wider than the window it belongs to: on a small screen that is all there is. */
static void
fit (GtkWindow *dialog)
{
  GtkWindow *parent = gtk_window_get_transient_for (dialog);
  int width = parent != NULL ? gtk_widget_get_width (GTK_WIDGET (parent)) : 0;
  int wanted;
  int height;

  gtk_window_get_default_size (dialog, &wanted, &height);
  if (width > 0)
    gtk_window_set_default_size (dialog, MIN (wanted, width), height);
}

void
amends_versions_dialog_present (GtkWidget *from,
                                AmendsSession *session,
                                AmendsCase *case_,
                                AmendsDraft *draft)
{
  AmendsVersionsDialog *self;
  g_autofree char *title = NULL;

  g_return_if_fail (GTK_IS_WIDGET (from));
  g_return_if_fail (AMENDS_IS_DRAFT (draft));

  self =
      g_object_new (AMENDS_TYPE_VERSIONS_DIALOG, "transient-for", gtk_widget_get_root (from), NULL);
  self->session = g_object_ref (session);
  self->case_ = g_object_ref (case_);
  self->draft = g_object_ref (draft);
  title = amends_case_dup_draft_title (draft);
  adw_window_title_set_subtitle (self->window_title, title);
  amends_session_list_versions_async (session, draft->id, self->reading, read_cb,
                                      g_object_ref (self));
  fit (GTK_WINDOW (self));
  gtk_window_present (GTK_WINDOW (self));
}
