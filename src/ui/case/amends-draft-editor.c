/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A draft being edited: kept, checked, and sent on its way. */

#include "config.h"

#include "amends-draft-editor.h"

#include <glib/gi18n-lib.h>

#include "amends-case-change.h"
#include "amends-case-export.h"
#include "amends-case-tools.h"
#include "amends-draft-due.h"
#include "amends-draft-mail.h"
#include "amends-draft-panel.h"
#include "amends-draft-text.h"
#include "amends-draft-versions.h"
#include "amends-feedback.h"
#include "amends-format.h"
#include "amends-sent-dialog.h"
#include "amends-text.h"

/* Milliseconds. A crash may cost two seconds of work, writing included. */
#define SAVE_AFTER 1500
#define CHECK_AFTER 150
#define SUBJECT_CHARACTERS 400

struct _AmendsDraftEditor
{
  AdwBin parent_instance;

  GtkLabel *title;
  GtkMenuButton *version_button;
  GtkMenuButton *narrow_menu;
  GtkLabel *recipient;
  AmendsDraftDue *due;
  GtkEditable *subject;
  GtkTextView *view;
  GtkTextBuffer *buffer;
  AmendsDraftPanel *panel;
  GtkWidget *mail_button;
  GtkWidget *narrow_mail_button;
  GMenu *versions; /* the menu */
  GMenu *menu;

  AmendsSession *session; /* (owned) (nullable) */
  AmendsCase *case_;      /* (owned) (nullable) */
  AmendsDraft *draft;     /* (owned) (nullable) */

  /* What the record says or will say once the saves under way have ended. */
  char *saved_subject; /* (owned) */
  char *saved_body;    /* (owned) */
  guint n_saves;       /* under way for this draft */
  guint serial;        /* of what is shown: one more for each draft */
  gboolean failed;     /* the last save */
  gboolean loading;
  GHashTable *unsaved; /* (owned): id of a draft → Words that are not on the disk yet */

  GPtrArray *findings; /* (owned) (element-type AmendsFinding) */
  AmendsFindingCounts counts;
  AmendsDraftVersions *old; /* (owned): what fills the menu of versions */

  guint save_source;
  guint check_source;
  gboolean folded;
};

enum
{
  PROP_0,
  PROP_FOLDED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (AmendsDraftEditor, amends_draft_editor, ADW_TYPE_BIN)

static void check_now (AmendsDraftEditor *self);
static void update_state (AmendsDraftEditor *self);

typedef struct
{
  char *subject; /* (owned) */
  char *body;    /* (owned) */
} Words;

static void
words_free (gpointer data)
{
  Words *words = data;

  g_free (words->subject);
  g_free (words->body);
  g_free (words);
}

static gboolean
is_editable (AmendsDraftEditor *self)
{
  return self->draft != NULL && self->draft->sent_at == AMENDS_INSTANT_NONE &&
         !amends_session_is_read_only (self->session);
}

/* As the record will hold them. */
static char *
dup_subject (AmendsDraftEditor *self)
{
  return amends_text_one_line (gtk_editable_get_text (self->subject), SUBJECT_CHARACTERS);
}

static char *
dup_body (AmendsDraftEditor *self)
{
  g_autofree char *text = amends_draft_text_dup (self->buffer);

  return amends_text_clean (text, -1);
}

static gboolean
is_dirty (AmendsDraftEditor *self)
{
  g_autofree char *subject = dup_subject (self);
  g_autofree char *body = dup_body (self);

  return g_strcmp0 (subject, self->saved_subject) != 0 || g_strcmp0 (body, self->saved_body) != 0;
}

static void
take_saved (AmendsDraftEditor *self, const char *subject, const char *body)
{
  g_autofree char *line = amends_text_one_line (subject != NULL ? subject : "", SUBJECT_CHARACTERS);

  g_free (self->saved_subject);
  self->saved_subject = g_steal_pointer (&line);
  g_free (self->saved_body);
  self->saved_body = g_strdup (body != NULL ? body : "");
}

/* --- Keeping --------------------------------------------------------------------------------- */

typedef struct
{
  AmendsDraftEditor *editor; /* (owned) */
  char *id;                  /* (owned): of the draft */
  Words *words;              /* (unowned): compared only, the table owns it */
  guint serial;
} Save;

static void
save_free (Save *save)
{
  g_object_unref (save->editor);
  g_free (save->id);
  g_free (save);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Save, save_free)

/* The record has changed: by a save of ours, or by someone else. */
static void
follow_record (AmendsDraftEditor *self)
{
  g_autofree char *subject = NULL;
  gboolean dirty;

  if (self->n_saves > 0)
    return;
  subject = amends_text_one_line (self->draft->subject != NULL ? self->draft->subject : "",
                                  SUBJECT_CHARACTERS);
  if (g_strcmp0 (subject, self->saved_subject) == 0 &&
      g_strcmp0 (self->draft->body != NULL ? self->draft->body : "", self->saved_body) == 0)
    return;
  dirty = is_dirty (self);
  take_saved (self, self->draft->subject, self->draft->body);
  /* What is being written wins; the other text is among the versions. */
  if (dirty)
    return;
  self->loading = TRUE;
  gtk_editable_set_text (self->subject, self->saved_subject);
  amends_draft_text_replace (self->buffer, self->saved_body);
  self->loading = FALSE;
  amends_draft_text_show_bold (self->buffer);
  check_now (self);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Save) save = user_data;
  g_autoptr (GError) error = NULL;
  AmendsDraftEditor *self = save->editor;
  gboolean saved = amends_session_change_finish (AMENDS_SESSION (source), result, NULL, &error);

  if (!saved)
    amends_feedback_error (GTK_WIDGET (self), _ ("The draft could not be saved; it is kept here."),
                           error);
  else if (g_hash_table_lookup (self->unsaved, save->id) == save->words)
    g_hash_table_remove (self->unsaved, save->id);
  if (self->draft == NULL || self->serial != save->serial)
    return;
  self->n_saves--;
  self->failed = !saved;
  if (saved)
    follow_record (self);
  else
    /* What is shown differs from the record again and is saved with the next chance. */
    take_saved (self, self->draft->subject, self->draft->body);
  update_state (self);
}

void
amends_draft_editor_save (AmendsDraftEditor *self)
{
  Words *words;
  Save *save;

  g_return_if_fail (AMENDS_IS_DRAFT_EDITOR (self));

  g_clear_handle_id (&self->save_source, g_source_remove);
  if (!is_editable (self) || !is_dirty (self))
    return;
  words = g_new0 (Words, 1);
  words->subject = dup_subject (self);
  words->body = dup_body (self);
  take_saved (self, words->subject, words->body);
  g_hash_table_replace (self->unsaved, g_strdup (self->draft->id), words);
  save = g_new0 (Save, 1);
  save->editor = g_object_ref (self);
  save->id = g_strdup (self->draft->id);
  save->words = words;
  save->serial = self->serial;
  self->n_saves++;
  amends_session_save_draft_async (self->session, self->case_, self->draft->id, words->subject,
                                   words->body, NULL, saved_cb, save);
}

static gboolean
save_timeout_cb (gpointer user_data)
{
  AmendsDraftEditor *self = user_data;

  self->save_source = 0;
  amends_draft_editor_save (self);
  update_state (self);
  return G_SOURCE_REMOVE;
}

static gboolean
check_timeout_cb (gpointer user_data)
{
  AmendsDraftEditor *self = user_data;

  self->check_source = 0;
  check_now (self);
  return G_SOURCE_REMOVE;
}

static void
text_changed_cb (AmendsDraftEditor *self)
{
  if (self->loading || self->draft == NULL)
    return;
  amends_draft_text_show_bold (self->buffer);
  g_clear_handle_id (&self->check_source, g_source_remove);
  self->check_source = g_timeout_add (CHECK_AFTER, check_timeout_cb, self);
  /* Not put off by going on: two seconds after the first letter it is on its way. */
  if (self->save_source == 0)
    self->save_source = g_timeout_add (SAVE_AFTER, save_timeout_cb, self);
}

/* --- What the gate finds --------------------------------------------------------------------- */

static void
check_now (AmendsDraftEditor *self)
{
  g_autofree char *text = amends_draft_text_dup (self->buffer);

  g_clear_handle_id (&self->check_source, g_source_remove);
  g_clear_pointer (&self->findings, g_ptr_array_unref);
  self->counts = (AmendsFindingCounts){ 0 };
  /* What has gone out can no longer be mended. */
  if (self->draft == NULL || self->draft->sent_at != AMENDS_INSTANT_NONE)
    self->findings = g_ptr_array_new_with_free_func (g_object_unref);
  else
    self->findings = amends_session_check (
        self->session, text, amends_case_get_text_kind (self->draft), self->case_, self->draft);
  amends_case_count_findings (self->findings, &self->counts);
  amends_draft_text_show_findings (self->buffer, self->findings);
  update_state (self);
}

static void
go_to_finding (AmendsDraftEditor *self, guint number)
{
  AmendsFinding *finding = self->findings->pdata[number];
  GtkTextIter start;
  GtkTextIter end;

  gtk_text_buffer_get_iter_at_offset (self->buffer, &start, finding->start);
  gtk_text_buffer_get_iter_at_offset (self->buffer, &end, finding->end);
  gtk_text_buffer_select_range (self->buffer, &start, &end);
  gtk_text_view_scroll_to_mark (self->view, gtk_text_buffer_get_insert (self->buffer), 0.1, FALSE,
                                0, 0);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
use_fix (AmendsDraftEditor *self, guint number)
{
  g_autoptr (AmendsFinding) finding = g_object_ref (self->findings->pdata[number]);

  if (!finding->replaces || !is_editable (self))
    {
      go_to_finding (self, number);
      return;
    }
  amends_draft_text_replace_span (self->buffer, finding->start, finding->end,
                                  finding->fix != NULL ? finding->fix : "");
  check_now (self);
}

/* The number of @finding after the text has been checked again; -1 when it is gone. */
static int
find_again (AmendsDraftEditor *self, AmendsFinding *finding)
{
  int best = -1;
  int best_distance = G_MAXINT;

  for (guint i = 0; i < self->findings->len; i++)
    {
      AmendsFinding *other = self->findings->pdata[i];
      int distance = ABS (other->start - finding->start);

      if (g_strcmp0 (other->rule, finding->rule) == 0 &&
          g_strcmp0 (other->text, finding->text) == 0 && distance < best_distance)
        {
          best = (int) i;
          best_distance = distance;
        }
    }
  return best;
}

static void
finding_action (GtkWidget *widget, const char *action, GVariant *target)
{
  AmendsDraftEditor *self = AMENDS_DRAFT_EDITOR (widget);
  guint number = g_variant_get_uint32 (target);
  g_autoptr (AmendsFinding) finding = NULL;
  int again;

  if (number >= self->findings->len)
    return;
  finding = g_object_ref (self->findings->pdata[number]);
  if (self->check_source != 0)
    check_now (self);
  again = find_again (self, finding);
  if (again < 0)
    return;
  if (g_strcmp0 (action, "draft.fix") == 0)
    use_fix (self, (guint) again);
  else
    go_to_finding (self, (guint) again);
}

/* The cursor, or the beginning of the selection. */
static int
get_place (AmendsDraftEditor *self)
{
  GtkTextIter start;

  gtk_text_buffer_get_selection_bounds (self->buffer, &start, NULL);
  return gtk_text_iter_get_offset (&start);
}

static void
step_action (GtkWidget *widget, const char *action, GVariant *target)
{
  AmendsDraftEditor *self = AMENDS_DRAFT_EDITOR (widget);
  gboolean forward = g_strcmp0 (action, "draft.next-finding") == 0;
  guint n;
  guint number;
  int place;

  if (self->check_source != 0)
    check_now (self);
  n = self->findings->len;
  if (n == 0)
    return;
  place = get_place (self);
  number = forward ? 0 : n - 1;
  for (guint i = 0; i < n; i++)
    {
      guint at = forward ? i : n - 1 - i;
      AmendsFinding *finding = self->findings->pdata[at];

      if (forward ? finding->start > place : finding->start < place)
        {
          number = at;
          break;
        }
    }
  go_to_finding (self, number);
}

/* The finding at the cursor, else the next one. */
static void
use_fix_action (GtkWidget *widget, const char *action, GVariant *target)
{
  AmendsDraftEditor *self = AMENDS_DRAFT_EDITOR (widget);
  int place;

  if (self->check_source != 0)
    check_now (self);
  place = get_place (self);
  for (guint i = 0; i < self->findings->len; i++)
    {
      AmendsFinding *finding = self->findings->pdata[i];

      if (finding->start <= place && place <= finding->end)
        {
          use_fix (self, i);
          return;
        }
    }
  step_action (widget, "draft.next-finding", NULL);
}

/* TRUE when something must be fixed first, which is then shown. */
static gboolean
is_held_back (AmendsDraftEditor *self)
{
  if (self->check_source != 0)
    check_now (self);
  for (guint i = 0; i < self->findings->len; i++)
    {
      AmendsFinding *finding = self->findings->pdata[i];

      if (finding->level != AMENDS_GATE_BLOCK)
        continue;
      amends_draft_panel_open (self->panel);
      go_to_finding (self, i);
      amends_feedback_show (GTK_WIDGET (self), _ ("This must be fixed before it goes out."));
      return TRUE;
    }
  return FALSE;
}

/* --- The ways out ---------------------------------------------------------------------------- */

static void
copy_action (GtkWidget *widget, const char *action, GVariant *target)
{
  AmendsDraftEditor *self = AMENDS_DRAFT_EDITOR (widget);
  g_autofree char *body = dup_body (self);

  if (!is_held_back (self))
    amends_draft_mail_copy (widget, self->session, body);
}

static void
mail_action (GtkWidget *widget, const char *action, GVariant *target)
{
  AmendsDraftEditor *self = AMENDS_DRAFT_EDITOR (widget);
  g_autofree char *subject = dup_subject (self);
  g_autofree char *body = dup_body (self);

  if (is_held_back (self))
    return;
  amends_draft_editor_save (self);
  amends_draft_mail_compose (widget, self->session, self->case_, self->draft, subject, body);
}

static void
save_mail_action (GtkWidget *widget, const char *action, GVariant *target)
{
  AmendsDraftEditor *self = AMENDS_DRAFT_EDITOR (widget);

  if (is_held_back (self))
    return;
  amends_draft_editor_save (self);
  amends_case_export_draft (widget, self->session, self->case_, self->draft);
}

static void
mark_sent_action (GtkWidget *widget, const char *action, GVariant *target)
{
  AmendsDraftEditor *self = AMENDS_DRAFT_EDITOR (widget);

  if (self->check_source != 0)
    check_now (self);
  amends_draft_editor_save (self);
  amends_sent_dialog_present (widget, self->session, self->case_, self->draft, self->counts.block);
}

static void
regenerate_action (GtkWidget *widget, const char *action, GVariant *target)
{
  AmendsDraftEditor *self = AMENDS_DRAFT_EDITOR (widget);

  amends_draft_editor_save (self);
  amends_session_regenerate_async (
      self->session, self->case_, self->draft->id, NULL, amends_case_change_cb,
      amends_case_change_new (widget, _ ("Written anew. What you had changed stayed."),
                              _ ("The draft could not be written anew.")));
}

/* --- Versions -------------------------------------------------------------------------------- */

static void
restore_action (GtkWidget *widget, const char *action, GVariant *target)
{
  AmendsDraftEditor *self = AMENDS_DRAFT_EDITOR (widget);
  AmendsDraft *old = amends_draft_versions_get (self->old, g_variant_get_int32 (target));

  if (old == NULL)
    return;
  amends_draft_editor_save (self);
  gtk_editable_set_text (self->subject, old->subject != NULL ? old->subject : "");
  amends_draft_text_replace (self->buffer, old->body != NULL ? old->body : "");
  check_now (self);
}

static void
show_versions_action (GtkWidget *widget, const char *action, GVariant *target)
{
  AmendsDraftEditor *self = AMENDS_DRAFT_EDITOR (widget);

  gtk_menu_button_popup (self->folded ? self->narrow_menu : self->version_button);
}

/* --- What stands around the text ------------------------------------------------------------- */

/* (nullable): when what is shown was last kept. */
static char *
dup_saved (AmendsDraftEditor *self)
{
  g_autofree char *moment = NULL;

  if (self->failed)
    return g_strdup (_ ("Not saved."));
  if (self->save_source != 0 || self->n_saves > 0 || self->draft->updated == AMENDS_INSTANT_NONE)
    return NULL;
  moment = amends_format_moment (self->draft->updated, amends_session_now (self->session),
                                 amends_session_get_zone (self->session));
  /* TRANSLATORS: %s is when a draft was last saved, such as "12:57" */
  return g_strdup_printf (_ ("Saved %s."), moment);
}

static void
update_actions (AmendsDraftEditor *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkWidget *mail_buttons[] = { self->mail_button, self->narrow_mail_button };
  const char *const editing[] = { "draft.fix", "draft.use-fix", "draft.mark-sent",
                                  "draft.regenerate", "draft.restore" };
  const char *const reading[] = { "draft.copy", "draft.mail", "draft.save-mail" };
  gboolean editable = is_editable (self);

  for (guint i = 0; i < G_N_ELEMENTS (editing); i++)
    gtk_widget_action_set_enabled (widget, editing[i], editable);
  for (guint i = 0; i < G_N_ELEMENTS (reading); i++)
    gtk_widget_action_set_enabled (widget, reading[i], self->draft != NULL);
  /* One blue button: the fix while there is one to make, then the way out. */
  for (guint i = 0; i < G_N_ELEMENTS (mail_buttons); i++)
    if (editable && self->counts.block == 0)
      gtk_widget_add_css_class (mail_buttons[i], "suggested-action");
    else
      gtk_widget_remove_css_class (mail_buttons[i], "suggested-action");
}

static char *
dup_recipient (AmendsDraftEditor *self)
{
  const char *recipient = self->draft->recipient;

  if (self->case_->contact != NULL && g_strcmp0 (recipient, self->case_->contact->name) == 0)
    return amends_case_dup_contact (self->case_);
  return g_strdup (recipient != NULL ? recipient : "");
}

static void
update_state (AmendsDraftEditor *self)
{
  g_autofree char *title = NULL;
  g_autofree char *recipient = NULL;
  g_autofree char *version = NULL;
  g_autofree char *text = NULL;
  g_autofree char *saved = NULL;
  gboolean editable = is_editable (self);

  update_actions (self);
  if (self->draft == NULL)
    return;
  title = amends_case_dup_draft_title (self->draft);
  recipient = dup_recipient (self);
  text = amends_draft_text_dup (self->buffer);
  saved = dup_saved (self);
  /* TRANSLATORS: number of the version of a draft */
  version = g_strdup_printf (_ ("Version %d"), MAX (self->draft->version, 1));
  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->recipient, recipient);
  gtk_menu_button_set_label (self->version_button, version);
  gtk_editable_set_editable (self->subject, editable);
  gtk_text_view_set_editable (self->view, editable);
  gtk_text_view_set_cursor_visible (self->view, editable);
  amends_draft_due_show (self->due, self->session, self->case_, self->draft);
  amends_draft_panel_show (self->panel, self->findings, text, saved,
                           self->draft->sent_at != AMENDS_INSTANT_NONE);
  amends_draft_versions_follow (self->old, self->session, self->draft);
}

static void
load (AmendsDraftEditor *self)
{
  Words *words = g_hash_table_lookup (self->unsaved, self->draft->id);

  take_saved (self, self->draft->subject, self->draft->body);
  self->loading = TRUE;
  gtk_editable_set_text (self->subject, words != NULL ? words->subject : self->saved_subject);
  amends_draft_text_load (self->buffer, words != NULL ? words->body : self->saved_body);
  self->loading = FALSE;
  amends_draft_text_show_bold (self->buffer);
  if (words != NULL)
    text_changed_cb (self);
}

void
amends_draft_editor_show (AmendsDraftEditor *self,
                          AmendsSession *session,
                          AmendsCase *case_,
                          AmendsDraft *draft)
{
  g_return_if_fail (AMENDS_IS_DRAFT_EDITOR (self));
  g_return_if_fail (draft == NULL || (session != NULL && case_ != NULL));

  if (draft != NULL && self->draft == draft && self->case_ == case_)
    {
      follow_record (self);
      check_now (self);
      return;
    }
  amends_draft_editor_save (self);
  g_clear_handle_id (&self->check_source, g_source_remove);
  self->serial++;
  self->n_saves = 0;
  self->failed = FALSE;
  g_set_object (&self->session, session);
  g_set_object (&self->case_, case_);
  g_set_object (&self->draft, draft);
  gtk_widget_set_visible (adw_bin_get_child (ADW_BIN (self)), draft != NULL);
  if (draft != NULL)
    load (self);
  else
    amends_draft_versions_follow (self->old, NULL, NULL);
  check_now (self);
}

AmendsDraft *
amends_draft_editor_get_draft (AmendsDraftEditor *self)
{
  g_return_val_if_fail (AMENDS_IS_DRAFT_EDITOR (self), NULL);

  return self->draft;
}

/* --- The widget ------------------------------------------------------------------------------ */

static void
set_folded (AmendsDraftEditor *self, gboolean folded)
{
  if (self->folded == folded)
    return;
  self->folded = folded;
  gtk_text_view_set_left_margin (self->view, folded ? 12 : 24);
  gtk_text_view_set_right_margin (self->view, folded ? 12 : 24);
  if (folded)
    gtk_widget_add_css_class (GTK_WIDGET (self), "narrow");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "narrow");
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FOLDED]);
}

static void
amends_draft_editor_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_FOLDED)
    g_value_set_boolean (value, AMENDS_DRAFT_EDITOR (object)->folded);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
amends_draft_editor_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_FOLDED)
    set_folded (AMENDS_DRAFT_EDITOR (object), g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
color_findings (AmendsDraftEditor *self)
{
  amends_draft_text_color (self->buffer, GTK_WIDGET (self->view));
}

/* Another page, another place, or the window closes. */
static void
amends_draft_editor_unmap (GtkWidget *widget)
{
  amends_draft_editor_save (AMENDS_DRAFT_EDITOR (widget));

  GTK_WIDGET_CLASS (amends_draft_editor_parent_class)->unmap (widget);
}

static void
amends_draft_editor_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (amends_draft_editor_parent_class)->map (widget);

  color_findings (AMENDS_DRAFT_EDITOR (widget));
}

static void
amends_draft_editor_dispose (GObject *object)
{
  AmendsDraftEditor *self = AMENDS_DRAFT_EDITOR (object);

  g_clear_handle_id (&self->save_source, g_source_remove);
  g_clear_handle_id (&self->check_source, g_source_remove);
  g_clear_object (&self->draft);
  g_clear_object (&self->case_);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (amends_draft_editor_parent_class)->dispose (object);
}

static void
amends_draft_editor_finalize (GObject *object)
{
  AmendsDraftEditor *self = AMENDS_DRAFT_EDITOR (object);

  g_free (self->saved_subject);
  g_free (self->saved_body);
  g_hash_table_unref (self->unsaved);
  g_ptr_array_unref (self->findings);
  g_object_unref (self->old);

  G_OBJECT_CLASS (amends_draft_editor_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               AMENDS_CASE_TEMPLATE ("amends-draft-editor.ui"));
  gtk_widget_class_bind_template_child (widget_class, AmendsDraftEditor, title);
  gtk_widget_class_bind_template_child (widget_class, AmendsDraftEditor, version_button);
  gtk_widget_class_bind_template_child (widget_class, AmendsDraftEditor, narrow_menu);
  gtk_widget_class_bind_template_child (widget_class, AmendsDraftEditor, recipient);
  gtk_widget_class_bind_template_child (widget_class, AmendsDraftEditor, due);
  gtk_widget_class_bind_template_child (widget_class, AmendsDraftEditor, subject);
  gtk_widget_class_bind_template_child (widget_class, AmendsDraftEditor, view);
  gtk_widget_class_bind_template_child (widget_class, AmendsDraftEditor, buffer);
  gtk_widget_class_bind_template_child (widget_class, AmendsDraftEditor, panel);
  gtk_widget_class_bind_template_child (widget_class, AmendsDraftEditor, mail_button);
  gtk_widget_class_bind_template_child (widget_class, AmendsDraftEditor, narrow_mail_button);
  gtk_widget_class_bind_template_child (widget_class, AmendsDraftEditor, versions);
  gtk_widget_class_bind_template_child (widget_class, AmendsDraftEditor, menu);
  gtk_widget_class_bind_template_callback (widget_class, text_changed_cb);
  amends_case_bind_invert (widget_class);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "draft.copy", NULL, copy_action);
  gtk_widget_class_install_action (widget_class, "draft.mail", NULL, mail_action);
  gtk_widget_class_install_action (widget_class, "draft.save-mail", NULL, save_mail_action);
  gtk_widget_class_install_action (widget_class, "draft.mark-sent", NULL, mark_sent_action);
  gtk_widget_class_install_action (widget_class, "draft.regenerate", NULL, regenerate_action);
  gtk_widget_class_install_action (widget_class, "draft.restore", "i", restore_action);
  gtk_widget_class_install_action (widget_class, "draft.show-versions", NULL, show_versions_action);
  gtk_widget_class_install_action (widget_class, "draft.fix", "u", finding_action);
  gtk_widget_class_install_action (widget_class, "draft.show-finding", "u", finding_action);
  gtk_widget_class_install_action (widget_class, "draft.use-fix", NULL, use_fix_action);
  gtk_widget_class_install_action (widget_class, "draft.next-finding", NULL, step_action);
  gtk_widget_class_install_action (widget_class, "draft.previous-finding", NULL, step_action);
}

static void
amends_draft_editor_class_init (AmendsDraftEditorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = amends_draft_editor_get_property;
  object_class->set_property = amends_draft_editor_set_property;
  object_class->dispose = amends_draft_editor_dispose;
  object_class->finalize = amends_draft_editor_finalize;
  widget_class->map = amends_draft_editor_map;
  widget_class->unmap = amends_draft_editor_unmap;

  properties[PROP_FOLDED] =
      g_param_spec_boolean ("folded", NULL, NULL, FALSE,
                            G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (AMENDS_TYPE_DRAFT_DUE);
  g_type_ensure (AMENDS_TYPE_DRAFT_PANEL);
  bind_template (widget_class);
  install_actions (widget_class);
}

static void
amends_draft_editor_init (AmendsDraftEditor *self)
{
  AdwStyleManager *style = adw_style_manager_get_default ();

  self->unsaved = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, words_free);
  self->findings = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
  self->old = amends_draft_versions_new (self->versions);
  g_menu_append_submenu (self->menu, _ ("Versions"), G_MENU_MODEL (self->versions));
  gtk_text_view_set_left_margin (self->view, 24);
  gtk_text_view_set_right_margin (self->view, 24);
  amends_draft_text_init (self->buffer);
  g_signal_connect_object (style, "notify::dark", G_CALLBACK (color_findings), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (style, "notify::high-contrast", G_CALLBACK (color_findings), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_set_visible (adw_bin_get_child (ADW_BIN (self)), FALSE);
  update_actions (self);
}
