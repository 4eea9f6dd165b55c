/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The texts of drafts, and what they say in a case of the workspace. */

#include "config.h"

#include "amends-texts-pane.h"

#include "amends-adaptive-bin.h"
#include "amends-input-error.h"
#include "amends-session-playbooks.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _AmendsTextsPane
{
  GtkBox parent_instance;

  AdwLeaflet *leaflet;
  GtkListBox *names;
  GtkLabel *name;
  GtkWidget *back;
  GtkDropDown *language;
  GtkTextView *text;
  GtkWidget *reset;
  GtkLabel *fault;
  GtkDropDown *cases;
  GtkWidget *case_box;
  GtkLabel *subject;
  GtkLabel *preview;
  AmendsAdaptiveBin *bin;
  GtkWidget *text_side;
  GtkWidget *preview_side;
  GtkWidget *divider;
  GtkToggleButton *toggle;

  AmendsSession *session;   /* (owned) (nullable) until it is set */
  AmendsPlaybookEdit *edit; /* (owned) (nullable) until it is set */
  AmendsEngines *engines;   /* (owned) (nullable): of the last check */
  AmendsCase *case_;        /* (owned) (nullable): of the preview */
  GPtrArray *ids;           /* (owned) (element-type utf8): of the cases in the list */
  char *kind;               /* (owned) (nullable): the text that is open */
  GtkTextTag *tag;          /* (unowned): of the line at fault */
  gboolean writing;
};

G_DEFINE_FINAL_TYPE (AmendsTextsPane, amends_texts_pane, GTK_TYPE_BOX)

static const char *const languages[] = { "en", "zh-CN" };

static const char *
get_language (AmendsTextsPane *self)
{
  guint chosen = gtk_drop_down_get_selected (self->language);

  return languages[MIN (chosen, G_N_ELEMENTS (languages) - 1)];
}

/* --- Preview --------------------------------------------------------------------------------- */

/* The first kind of draft that has @part in it, by what the templates include. */
static char *
find_user (AmendsTextsPane *self, const char *part)
{
  g_autoptr (GPtrArray) names =
      amends_playbook_edit_list_templates (self->edit, get_language (self));
  g_autofree char *needle = g_strdup_printf ("{%% include %s ", part);

  for (guint i = 0; i < names->len; i++)
    {
      const char *text =
          amends_playbook_edit_get_template (self->edit, get_language (self), names->pdata[i]);

      if (text == NULL || strstr (text, needle) == NULL)
        continue;
      if (!g_str_has_prefix (names->pdata[i], "part-"))
        return g_strdup (names->pdata[i]);
      return find_user (self, names->pdata[i]);
    }
  return NULL;
}

static void
show_preview (AmendsTextsPane *self)
{
  g_autofree char *user = NULL;
  g_autofree char *subject = NULL;
  g_autofree char *body = NULL;
  g_autoptr (GError) error = NULL;
  const char *kind = self->kind;

  if (kind == NULL)
    return;
  if (self->case_ == NULL || self->engines == NULL)
    {
      gtk_label_set_text (self->subject, "");
      gtk_label_set_text (
          self->preview,
          self->engines == NULL ? _ ("The preview comes back once the playbook can be read.")
          : self->ids->len == 0 ? _ ("There is no case in the workspace to try this text on.")
                                : "");
      return;
    }
  if (g_str_has_prefix (kind, "part-"))
    kind = user = find_user (self, kind);
  body = kind != NULL ? amends_session_try_template (self->session, self->engines, self->case_,
                                                     kind, get_language (self), &subject, &error)
                      : NULL;
  gtk_label_set_text (self->subject, subject != NULL ? subject : "");
  gtk_widget_set_visible (GTK_WIDGET (self->subject), subject != NULL && *subject != '\0');
  gtk_label_set_text (self->preview,
                      body != NULL ? body : _ ("No draft of this case is made from this text."));
}

static void
case_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AmendsTextsPane) self = AMENDS_TEXTS_PANE (user_data);

  g_clear_object (&self->case_);
  self->case_ = amends_session_get_case_finish (AMENDS_SESSION (source), result, NULL);
  if (self->edit != NULL)
    show_preview (self);
}

static void
case_chosen_cb (AmendsTextsPane *self)
{
  guint chosen = gtk_drop_down_get_selected (self->cases);

  if (!self->writing && self->session != NULL && chosen < self->ids->len)
    amends_session_get_case_async (self->session, self->ids->pdata[chosen], NULL, case_cb,
                                   g_object_ref (self));
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AmendsTextsPane) self = AMENDS_TEXTS_PANE (user_data);
  g_autoptr (GPtrArray) cases = amends_session_list_finish (AMENDS_SESSION (source), result, NULL);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  if (self->session == NULL)
    return;
  self->writing = TRUE;
  g_ptr_array_set_size (self->ids, 0);
  for (guint i = 0; cases != NULL && i < cases->len; i++)
    {
      AmendsSummary *summary = cases->pdata[i];
      g_autofree char *name = g_strdup_printf ("ESC-%04d · %s", summary->number,
                                               summary->account != NULL ? summary->account : "");

      gtk_string_list_append (names, name);
      g_ptr_array_add (self->ids, g_strdup (summary->id));
    }
  gtk_drop_down_set_model (self->cases, G_LIST_MODEL (names));
  gtk_widget_set_visible (self->case_box, self->ids->len > 0);
  self->writing = FALSE;
  if (self->ids->len > 0)
    case_chosen_cb (self);
  else
    show_preview (self);
}

/* --- The text -------------------------------------------------------------------------------- */

static char *
template_path (AmendsTextsPane *self)
{
  return g_strdup_printf ("templates/%s/%s.md", get_language (self), self->kind);
}

static char *
dup_text (AmendsTextsPane *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text);
  GtkTextIter start;
  GtkTextIter end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
}

/* What the front matter calls the text; what has none is called by its file. */
static char *
dup_title (AmendsTextsPane *self, const char *kind)
{
  const char *text = amends_playbook_edit_get_template (self->edit, get_language (self), kind);
  const char *end = text != NULL ? strstr (text, "\n---") : NULL;
  const char *title = text != NULL ? strstr (text, "title: ") : NULL;
  g_autofree char *plain = NULL;

  if (title != NULL && end != NULL && title < end && g_str_has_prefix (text, "---"))
    {
      gsize length;

      title += strlen ("title: ");
      length = strcspn (title, "\n{");
      /* A name that is filled in by the case. */
      return title[length] == '{' ? g_strdup_printf ("%.*s…", (int) length, title)
                                  : g_strndup (title, length);
    }
  if (!g_str_has_prefix (kind, "part-"))
    return g_strdup (kind);
  plain = g_strdelimit (g_strdup (kind + strlen ("part-")), "-", ' ');
  /* TRANSLATORS: a text that several drafts share; %s is its English name, such as greeting */
  return g_strdup_printf (_ ("Part: %s"), plain);
}

static void
show_own (AmendsTextsPane *self)
{
  g_autofree char *path = template_path (self);

  gtk_widget_set_visible (
      self->reset, amends_playbook_edit_is_own (self->edit, path) &&
                       amends_playbook_edit_get_base_template (self->edit, get_language (self),
                                                               self->kind) != NULL);
}

static void
show_text (AmendsTextsPane *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text);
  const char *text;
  g_autofree char *shown = NULL;
  g_autofree char *title = NULL;

  if (self->kind == NULL)
    return;
  text = amends_playbook_edit_get_template (self->edit, get_language (self), self->kind);
  shown = dup_text (self);
  if (g_strcmp0 (shown, text != NULL ? text : "") != 0)
    {
      self->writing = TRUE;
      gtk_text_buffer_begin_irreversible_action (buffer);
      gtk_text_buffer_set_text (buffer, text != NULL ? text : "", -1);
      gtk_text_buffer_end_irreversible_action (buffer);
      self->writing = FALSE;
    }
  title = dup_title (self, self->kind);
  gtk_label_set_text (self->name, title);
  show_own (self);
}

static void
text_cb (AmendsTextsPane *self)
{
  g_autofree char *text = NULL;

  if (self->writing || self->kind == NULL || self->edit == NULL)
    return;
  text = dup_text (self);
  self->writing = TRUE;
  amends_playbook_edit_set_template (self->edit, get_language (self), self->kind, text);
  self->writing = FALSE;
  show_own (self);
}

static void
reset_cb (AmendsTextsPane *self)
{
  g_autofree char *path = template_path (self);

  amends_playbook_edit_reset (self->edit, path);
}

static void
open_kind (AmendsTextsPane *self, const char *kind)
{
  g_free (self->kind);
  self->kind = g_strdup (kind);
  show_text (self);
  show_preview (self);
}

static void
selected_cb (AmendsTextsPane *self, GtkListBoxRow *row)
{
  if (row != NULL && !self->writing)
    open_kind (self, g_object_get_data (G_OBJECT (row), "kind"));
}

static void
activated_cb (AmendsTextsPane *self)
{
  adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_FORWARD);
}

static void
back_cb (AmendsTextsPane *self)
{
  adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_BACK);
}

static GtkWidget *
make_name (AmendsTextsPane *self, const char *kind)
{
  g_autofree char *title = dup_title (self, kind);
  GtkWidget *label = gtk_label_new (title);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_tooltip_text (label, kind);
  return label;
}

static void
fill_names (AmendsTextsPane *self)
{
  g_autoptr (GPtrArray) names =
      amends_playbook_edit_list_templates (self->edit, get_language (self));
  GtkListBoxRow *chosen = NULL;
  GtkWidget *child;

  self->writing = TRUE;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->names))) != NULL)
    gtk_list_box_remove (self->names, child);
  /* Whole drafts first; what they share behind them. */
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < names->len; i++)
      {
        GtkWidget *label;
        GtkWidget *row;

        if (g_str_has_prefix (names->pdata[i], "part-") != (pass == 1))
          continue;
        label = make_name (self, names->pdata[i]);
        row = gtk_list_box_row_new ();
        gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
        g_object_set_data_full (G_OBJECT (row), "kind", g_strdup (names->pdata[i]), g_free);
        gtk_list_box_append (self->names, row);
        if (g_strcmp0 (self->kind, names->pdata[i]) == 0 ||
            (self->kind == NULL && g_str_equal (names->pdata[i], "first-response")))
          chosen = GTK_LIST_BOX_ROW (row);
      }
  self->writing = FALSE;
  if (chosen == NULL)
    chosen = gtk_list_box_get_row_at_index (self->names, 0);
  if (chosen != NULL)
    gtk_list_box_select_row (self->names, chosen);
}

static void
language_cb (AmendsTextsPane *self)
{
  if (self->edit != NULL)
    fill_names (self);
}

/* --- What the check says --------------------------------------------------------------------- */

static void
mark_line (AmendsTextsPane *self, guint line)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text);
  GtkTextIter start;
  GtkTextIter end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  gtk_text_buffer_remove_tag (buffer, self->tag, &start, &end);
  if (line == 0)
    return;
  gtk_text_buffer_get_iter_at_line (buffer, &start, (int) line - 1);
  end = start;
  if (!gtk_text_iter_ends_line (&end))
    gtk_text_iter_forward_to_line_end (&end);
  gtk_text_buffer_apply_tag (buffer, self->tag, &start, &end);
}

void
amends_texts_pane_show_check (AmendsTextsPane *self, AmendsEngines *engines, const GError *error)
{
  g_autofree char *path = self->kind != NULL ? template_path (self) : NULL;
  gboolean here = error != NULL && g_strcmp0 (amends_input_error_get_file (error), path) == 0;
  guint line = here ? amends_input_error_get_line (error) : 0;
  g_autofree char *text = NULL;

  g_clear_pointer (&self->engines, amends_engines_unref);
  self->engines = engines != NULL ? amends_engines_ref (engines) : NULL;
  mark_line (self, line);
  if (here)
    /* TRANSLATORS: a line of a text, and what is wrong in it */
    text = g_strdup_printf (_ ("Line %1$u: %2$s"), line, amends_input_error_get_text (error));
  gtk_label_set_text (self->fault, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->fault), text != NULL);
  show_preview (self);
}

void
amends_texts_pane_open (AmendsTextsPane *self, const char *path, guint line)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text);
  g_auto (GStrv) parts = g_strsplit (path, "/", 3);
  g_autofree char *kind = NULL;
  GtkTextIter iter;

  if (g_strv_length (parts) != 3 || !g_str_has_suffix (parts[2], ".md"))
    return;
  kind = g_strndup (parts[2], strlen (parts[2]) - strlen (".md"));
  gtk_drop_down_set_selected (self->language, g_str_equal (parts[1], languages[1]) ? 1 : 0);
  for (int i = 0; gtk_list_box_get_row_at_index (self->names, i) != NULL; i++)
    {
      GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->names, i);

      if (g_strcmp0 (g_object_get_data (G_OBJECT (row), "kind"), kind) == 0)
        gtk_list_box_select_row (self->names, row);
    }
  adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_FORWARD);
  gtk_toggle_button_set_active (self->toggle, FALSE);
  gtk_text_buffer_get_iter_at_line (buffer, &iter, line > 0 ? (int) line - 1 : 0);
  gtk_text_buffer_place_cursor (buffer, &iter);
  gtk_text_view_scroll_to_iter (self->text, &iter, 0.1, FALSE, 0, 0);
  gtk_widget_grab_focus (GTK_WIDGET (self->text));
  mark_line (self, line);
}

/* --- Life ------------------------------------------------------------------------------------ */

/* Both beside each other where there is room, else one of them. */
static void
arrange_cb (AmendsTextsPane *self)
{
  gboolean narrow = FALSE;
  gboolean preview = gtk_toggle_button_get_active (self->toggle);

  g_object_get (self->bin, "narrow", &narrow, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->toggle), narrow);
  gtk_widget_set_visible (self->text_side, !narrow || !preview);
  gtk_widget_set_visible (self->preview_side, !narrow || preview);
  gtk_widget_set_visible (self->divider, !narrow);
}

static void
changed_cb (AmendsTextsPane *self, const char *path)
{
  if (!self->writing && path != NULL && g_str_has_prefix (path, "templates/"))
    show_text (self);
}

static void
amends_texts_pane_dispose (GObject *object)
{
  AmendsTextsPane *self = AMENDS_TEXTS_PANE (object);

  g_clear_object (&self->session);
  g_clear_object (&self->edit);
  g_clear_object (&self->case_);
  g_clear_pointer (&self->engines, amends_engines_unref);

  G_OBJECT_CLASS (amends_texts_pane_parent_class)->dispose (object);
}

static void
amends_texts_pane_finalize (GObject *object)
{
  AmendsTextsPane *self = AMENDS_TEXTS_PANE (object);

  g_ptr_array_unref (self->ids);
  g_free (self->kind);

  G_OBJECT_CLASS (amends_texts_pane_parent_class)->finalize (object);
}

static void
amends_texts_pane_class_init (AmendsTextsPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amends_texts_pane_dispose;
  G_OBJECT_CLASS (klass)->finalize = amends_texts_pane_finalize;
  g_type_ensure (AMENDS_TYPE_ADAPTIVE_BIN);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/dev/amends/Amends/playbook/amends-texts-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, AmendsTextsPane, leaflet);
  gtk_widget_class_bind_template_child (widget_class, AmendsTextsPane, names);
  gtk_widget_class_bind_template_child (widget_class, AmendsTextsPane, name);
  gtk_widget_class_bind_template_child (widget_class, AmendsTextsPane, back);
  gtk_widget_class_bind_template_child (widget_class, AmendsTextsPane, language);
  gtk_widget_class_bind_template_child (widget_class, AmendsTextsPane, text);
  gtk_widget_class_bind_template_child (widget_class, AmendsTextsPane, reset);
  gtk_widget_class_bind_template_child (widget_class, AmendsTextsPane, fault);
  gtk_widget_class_bind_template_child (widget_class, AmendsTextsPane, cases);
  gtk_widget_class_bind_template_child (widget_class, AmendsTextsPane, case_box);
  gtk_widget_class_bind_template_child (widget_class, AmendsTextsPane, subject);
  gtk_widget_class_bind_template_child (widget_class, AmendsTextsPane, preview);
  gtk_widget_class_bind_template_child (widget_class, AmendsTextsPane, bin);
  gtk_widget_class_bind_template_child (widget_class, AmendsTextsPane, text_side);
  gtk_widget_class_bind_template_child (widget_class, AmendsTextsPane, preview_side);
  gtk_widget_class_bind_template_child (widget_class, AmendsTextsPane, divider);
  gtk_widget_class_bind_template_child (widget_class, AmendsTextsPane, toggle);
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
  gtk_widget_class_bind_template_callback (widget_class, language_cb);
  gtk_widget_class_bind_template_callback (widget_class, case_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, reset_cb);
  gtk_widget_class_bind_template_callback (widget_class, arrange_cb);
}

static void
amends_texts_pane_init (AmendsTextsPane *self)
{
  GtkTextBuffer *buffer;

  self->ids = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  buffer = gtk_text_view_get_buffer (self->text);
  arrange_cb (self);
  self->tag = gtk_text_buffer_create_tag (buffer, NULL, "underline", PANGO_UNDERLINE_ERROR, NULL);
  g_signal_connect_object (buffer, "changed", G_CALLBACK (text_cb), self, G_CONNECT_SWAPPED);
}

void
amends_texts_pane_set_edit (AmendsTextsPane *self, AmendsSession *session, AmendsPlaybookEdit *edit)
{
  AmendsListFilter filter = { .limit = 50 };

  g_return_if_fail (AMENDS_IS_TEXTS_PANE (self));

  g_set_object (&self->session, session);
  g_set_object (&self->edit, edit);
  g_signal_connect_object (edit, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  fill_names (self);
  amends_session_list_async (session, &filter, NULL, listed_cb, g_object_ref (self));
}
