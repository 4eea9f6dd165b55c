/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A draft being edited: kept, checked, and sent on its way. */

#include "config.h"

#include "amends-draft-editor.h"

#include <glib/gi18n-lib.h>

#include "amends-change-news.h"
#include "amends-case-export.h"
#include "amends-case-tools.h"
#include "amends-draft-check.h"
#include "amends-draft-due.h"
#include "amends-draft-findings.h"
#include "amends-draft-languages.h"
#include "amends-draft-lines.h"
#include "amends-draft-mail.h"
#include "amends-draft-panel.h"
#include "amends-draft-side.h"
#include "amends-draft-spelling.h"
#include "amends-draft-text.h"
#include "amends-fact-dialog.h"
#include "amends-feedback.h"
#include "amends-rewrite-dialog.h"
#include "amends-sent-dialog.h"
#include "amends-session-languages.h"
#include "amends-session-undo.h"
#include "amends-session-versions.h"
#include "amends-text.h"
#include "amends-versions-dialog.h"

/* Milliseconds. A crash may cost two seconds of work, writing included. */
#define SAVE_AFTER 1500
#define CHECK_AFTER 150
/* How many times as long as the last check took. */
#define PAUSE 8
#define SUBJECT_CHARACTERS 400
/* Milliseconds between two looks whether a save has ended. */
#define WAIT_STEP 20

struct _AmendsDraftEditor
{
  AdwBin parent_instance;

  GtkLabel *title;
  GtkButton *version_button;
  AmendsDraftLanguages *languages;
  AmendsDraftLanguages *narrow_languages;
  GtkToggleButton *side_button;
  GtkLabel *recipient;
  AmendsDraftDue *due;
  GtkEditable *subject;
  GtkTextView *view;
  GtkTextBuffer *buffer;
  AmendsDraftSide *side;
  AmendsDraftPanel *panel;
  GtkWidget *mail_button;
  GtkWidget *narrow_mail_button;

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
  guint n_choices;               /* between what was edited and what the facts say */
  AmendsDraftSpelling *spelling; /* (owned) */

  guint save_source;
  guint check_source;
  guint check_took; /* milliseconds */
  gboolean folded;
  gboolean beside; /* the other language is shown beside this one */
};

enum
{
  PROP_0,
  PROP_FOLDED,
  PROP_BESIDE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

enum
{
  CHECKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

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

static void
count_choices (AmendsDraftEditor *self)
{
  g_autoptr (AmendsRewrite) rewrite = NULL;

  if (is_editable (self))
    rewrite = amends_session_preview_rewrite (self->session, self->case_, self->draft, NULL);
  self->n_choices = rewrite != NULL ? rewrite->n_choices : 0;
}

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
  check_now (self);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Save) save = user_data;
  g_autoptr (GError) error = NULL;
  AmendsDraftEditor *self = save->editor;
  guint token = 0;
  gboolean saved = amends_session_change_finish (AMENDS_SESSION (source), result, &token, &error);

  /* What is written in one go is undone in one go. */
  amends_session_join_undo (AMENDS_SESSION (source), token);
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
  g_clear_handle_id (&self->check_source, g_source_remove);
  /* A very long text is checked when there is a pause, never between two letters. */
  self->check_source =
      g_timeout_add (MAX (CHECK_AFTER, self->check_took * PAUSE), check_timeout_cb, self);
  amends_draft_check_set_writing (self->draft, TRUE);
  /* Not put off by going on: two seconds after the first letter it is on its way. */
  if (self->save_source == 0)
    self->save_source = g_timeout_add (SAVE_AFTER, save_timeout_cb, self);
}

/* --- What the gate finds --------------------------------------------------------------------- */

static void
check_now (AmendsDraftEditor *self)
{
  g_autofree char *text = amends_draft_text_dup (self->buffer);
  gint64 start = g_get_monotonic_time ();

  g_clear_handle_id (&self->check_source, g_source_remove);
  if (self->draft != NULL)
    amends_draft_check_set_writing (self->draft, FALSE);
  g_clear_pointer (&self->findings, g_ptr_array_unref);
  self->counts = (AmendsFindingCounts){ 0 };
  /* What has gone out can no longer be mended. */
  if (self->draft == NULL || self->draft->sent_at != AMENDS_INSTANT_NONE)
    self->findings = g_ptr_array_new_with_free_func (g_object_unref);
  else
    self->findings = amends_draft_check (self->session, self->case_, self->draft, text);
  amends_case_count_findings (self->findings, &self->counts);
  amends_draft_text_show_findings (self->buffer, self->findings);
  update_state (self);
  self->check_took = (guint) ((g_get_monotonic_time () - start) / 1000);
  g_signal_emit (self, signals[CHECKED], 0);
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
  again = amends_draft_findings_find_again (self->findings, finding);
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
  gboolean forward = g_strcmp0 (action, "draft.previous-finding") != 0;

  if (self->check_source != 0)
    check_now (self);
  if (self->findings->len > 0)
    go_to_finding (self,
                   amends_draft_findings_find_next (self->findings, get_place (self), forward));
}

/* The finding at the cursor, else the next one. */
static void
use_fix_action (GtkWidget *widget, const char *action, GVariant *target)
{
  AmendsDraftEditor *self = AMENDS_DRAFT_EDITOR (widget);
  int number;

  if (self->check_source != 0)
    check_now (self);
  number = amends_draft_findings_find_at (self->findings, get_place (self));
  if (number >= 0)
    use_fix (self, (guint) number);
  else
    step_action (widget, "draft.next-finding", NULL);
}

/* TRUE when something must be fixed first, which is then shown. */
static gboolean
is_held_back (AmendsDraftEditor *self)
{
  int number;

  if (self->check_source != 0)
    check_now (self);
  number = amends_draft_findings_find_blocking (self->findings);
  if (number < 0)
    return FALSE;
  amends_draft_panel_open (self->panel);
  go_to_finding (self, (guint) number);
  amends_feedback_show (GTK_WIDGET (self), _ ("This must be fixed before it goes out."));
  return TRUE;
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

/* Runs @continue_ once what is being written is in the record. */
typedef void (*SavedFunc) (GtkWidget *from,
                           AmendsSession *session,
                           AmendsCase *case_,
                           AmendsDraft *draft);

typedef struct
{
  AmendsDraftEditor *editor; /* (owned) */
  AmendsDraft *draft;        /* (owned) */
  SavedFunc then;
} Waiting;

static gboolean
wait_cb (gpointer user_data)
{
  Waiting *waiting = user_data;
  AmendsDraftEditor *self = waiting->editor;

  if (self->draft == waiting->draft && self->n_saves > 0 && !self->failed)
    return G_SOURCE_CONTINUE;
  if (self->draft == waiting->draft && !self->failed &&
      gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    waiting->then (GTK_WIDGET (self), self->session, self->case_, self->draft);
  g_object_unref (waiting->draft);
  g_object_unref (waiting->editor);
  g_free (waiting);
  return G_SOURCE_REMOVE;
}

static void
save_and (AmendsDraftEditor *self, SavedFunc then)
{
  Waiting *waiting;

  if (self->draft == NULL)
    return;
  amends_draft_editor_save (self);
  if (self->n_saves == 0)
    {
      then (GTK_WIDGET (self), self->session, self->case_, self->draft);
      return;
    }
  waiting = g_new0 (Waiting, 1);
  waiting->editor = g_object_ref (self);
  waiting->draft = g_object_ref (self->draft);
  waiting->then = then;
  g_timeout_add (WAIT_STEP, wait_cb, waiting);
}

static void
regenerate_action (GtkWidget *widget, const char *action, GVariant *target)
{
  save_and (AMENDS_DRAFT_EDITOR (widget), amends_rewrite_dialog_start);
}

static void
show_versions_action (GtkWidget *widget, const char *action, GVariant *target)
{
  save_and (AMENDS_DRAFT_EDITOR (widget), amends_versions_dialog_present);
}

static void
answer_action (GtkWidget *widget, const char *action, GVariant *target)
{
  AmendsDraftEditor *self = AMENDS_DRAFT_EDITOR (widget);
  const char *path = g_variant_get_string (target, NULL);

  amends_draft_editor_save (self);
  if (*path != '\0')
    amends_fact_dialog_present (widget, self->session, self->case_, path);
}

/* --- Languages ------------------------------------------------------------------------------- */

typedef struct
{
  AmendsDraftEditor *editor; /* (owned) */
  AmendsDraft *draft;        /* (owned): of which it is another version */
} Translating;

static void
translated_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Translating *translating = user_data;
  AmendsDraftEditor *self = translating->editor;
  g_autoptr (GError) error = NULL;
  AmendsDraft *other = NULL;
  guint token = 0;

  if (!amends_session_change_finish (AMENDS_SESSION (source), result, &token, &error))
    amends_feedback_error (GTK_WIDGET (self), _ ("The other language could not be written."),
                           error);
  else
    amends_feedback_undo (GTK_WIDGET (self), _ ("Written from the facts in the other language."),
                          token);
  if (error == NULL && self->draft == translating->draft)
    other = amends_session_find_translation (self->case_, self->draft);
  if (other != NULL && !self->beside)
    gtk_widget_activate_action (GTK_WIDGET (self), "case.open-draft", "s", other->id);
  else if (other != NULL)
    check_now (self);
  g_object_unref (translating->draft);
  g_object_unref (translating->editor);
  g_free (translating);
}

static void
show_language (AmendsDraftEditor *self, const char *language)
{
  AmendsDraft *other = amends_session_find_translation (self->case_, self->draft);
  Translating *translating;

  if (language == NULL || g_strcmp0 (language, self->draft->language) == 0)
    return;
  amends_draft_editor_save (self);
  if (other != NULL)
    {
      gtk_widget_activate_action (GTK_WIDGET (self), "case.open-draft", "s", other->id);
      return;
    }
  if (!amends_session_can_translate (self->session, self->draft))
    return;
  translating = g_new0 (Translating, 1);
  translating->editor = g_object_ref (self);
  translating->draft = g_object_ref (self->draft);
  amends_session_write_translation_async (self->session, self->case_, self->draft->id, language,
                                          NULL, translated_cb, translating);
}

static void
language_action (GtkWidget *widget, const char *action, GVariant *target)
{
  AmendsDraftEditor *self = AMENDS_DRAFT_EDITOR (widget);

  if (self->draft != NULL)
    show_language (self, g_variant_get_string (target, NULL));
}

static void
switch_language_action (GtkWidget *widget, const char *action, GVariant *target)
{
  AmendsDraftEditor *self = AMENDS_DRAFT_EDITOR (widget);
  AmendsDraft *other;

  if (self->draft == NULL)
    return;
  other = amends_session_find_translation (self->case_, self->draft);
  show_language (self, other != NULL
                           ? other->language
                           : amends_draft_language_find_other (self->session, self->draft));
}

static void
update_languages (AmendsDraftEditor *self, const char *text)
{
  AmendsDraft *other = amends_session_find_translation (self->case_, self->draft);
  gboolean several =
      amends_draft_languages_show (self->languages, self->session, self->draft, other);
  gboolean beside = several && self->beside && !self->folded;

  amends_draft_languages_show (self->narrow_languages, self->session, self->draft, other);
  gtk_widget_set_visible (GTK_WIDGET (self->side_button), several);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "draft.switch-language", several);
  gtk_widget_set_visible (GTK_WIDGET (self->side), beside);
  if (beside)
    amends_draft_side_show (self->side, self->session, self->case_, self->draft, other,
                            amends_draft_language_find_other (self->session, self->draft), text);
}

/* --- What stands around the text ------------------------------------------------------------- */

/* (nullable): when what is shown was last kept. */
static char *
dup_saved (AmendsDraftEditor *self)
{
  if (self->failed)
    return g_strdup (_ ("Not saved."));
  if (self->save_source != 0 || self->n_saves > 0)
    return NULL;
  return amends_draft_dup_saved (self->session, self->draft);
}

static void
update_actions (AmendsDraftEditor *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkWidget *mail_buttons[] = { self->mail_button, self->narrow_mail_button };
  const char *const editing[] = { "draft.fix", "draft.use-fix", "draft.mark-sent",
                                  "draft.regenerate", "draft.answer" };
  const char *const reading[] = { "draft.copy", "draft.mail", "draft.save-mail",
                                  "draft.show-versions" };
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

static void
show_remark (AmendsDraftEditor *self)
{
  g_autofree char *remark = amends_draft_spelling_dup_remark (self->spelling);

  amends_draft_panel_set_remark (self->panel, remark);
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
  recipient = amends_draft_dup_recipient (self->case_, self->draft);
  text = amends_draft_text_dup (self->buffer);
  saved = dup_saved (self);
  /* TRANSLATORS: number of the version of a draft */
  version = g_strdup_printf (_ ("Version %d"), MAX (self->draft->version, 1));
  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->recipient, recipient);
  gtk_button_set_label (self->version_button, version);
  gtk_editable_set_editable (self->subject, editable);
  gtk_text_view_set_editable (self->view, editable);
  gtk_text_view_set_cursor_visible (self->view, editable);
  amends_draft_due_show (self->due, self->session, self->case_, self->draft);
  amends_draft_panel_show_questions (self->panel, self->session, self->draft,
                                     is_editable (self) ? self->n_choices : 0);
  amends_draft_panel_show (self->panel, self->findings, text, saved,
                           self->draft->sent_at != AMENDS_INSTANT_NONE);
  show_remark (self);
  update_languages (self, text);
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
      if (!is_editable (self))
        amends_draft_spelling_follow (self->spelling, session, case_, draft, FALSE);
      /* While letters come, everything that takes time waits for the pause. */
      if (self->check_source != 0)
        return;
      count_choices (self);
      check_now (self);
      return;
    }
  amends_draft_editor_save (self);
  g_clear_handle_id (&self->check_source, g_source_remove);
  if (self->draft != NULL)
    amends_draft_check_set_writing (self->draft, FALSE);
  self->serial++;
  self->n_saves = 0;
  self->failed = FALSE;
  g_set_object (&self->session, session);
  g_set_object (&self->case_, case_);
  g_set_object (&self->draft, draft);
  gtk_widget_set_visible (adw_bin_get_child (ADW_BIN (self)), draft != NULL);
  if (draft != NULL)
    load (self);
  amends_draft_spelling_follow (self->spelling, session, case_, draft, is_editable (self));
  count_choices (self);
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
  update_state (self);
}

static void
set_beside (AmendsDraftEditor *self, gboolean beside)
{
  if (self->beside == beside)
    return;
  self->beside = beside;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BESIDE]);
  update_state (self);
}

static void
amends_draft_editor_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_FOLDED)
    g_value_set_boolean (value, AMENDS_DRAFT_EDITOR (object)->folded);
  else if (id == PROP_BESIDE)
    g_value_set_boolean (value, AMENDS_DRAFT_EDITOR (object)->beside);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
amends_draft_editor_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_FOLDED)
    set_folded (AMENDS_DRAFT_EDITOR (object), g_value_get_boolean (value));
  else if (id == PROP_BESIDE)
    set_beside (AMENDS_DRAFT_EDITOR (object), g_value_get_boolean (value));
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
  g_object_unref (self->spelling);

  G_OBJECT_CLASS (amends_draft_editor_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               AMENDS_CASE_TEMPLATE ("amends-draft-editor.ui"));
  gtk_widget_class_bind_template_child (widget_class, AmendsDraftEditor, title);
  gtk_widget_class_bind_template_child (widget_class, AmendsDraftEditor, version_button);
  gtk_widget_class_bind_template_child (widget_class, AmendsDraftEditor, languages);
  gtk_widget_class_bind_template_child (widget_class, AmendsDraftEditor, narrow_languages);
  gtk_widget_class_bind_template_child (widget_class, AmendsDraftEditor, side_button);
  gtk_widget_class_bind_template_child (widget_class, AmendsDraftEditor, side);
  gtk_widget_class_bind_template_child (widget_class, AmendsDraftEditor, recipient);
  gtk_widget_class_bind_template_child (widget_class, AmendsDraftEditor, due);
  gtk_widget_class_bind_template_child (widget_class, AmendsDraftEditor, subject);
  gtk_widget_class_bind_template_child (widget_class, AmendsDraftEditor, view);
  gtk_widget_class_bind_template_child (widget_class, AmendsDraftEditor, buffer);
  gtk_widget_class_bind_template_child (widget_class, AmendsDraftEditor, panel);
  gtk_widget_class_bind_template_child (widget_class, AmendsDraftEditor, mail_button);
  gtk_widget_class_bind_template_child (widget_class, AmendsDraftEditor, narrow_mail_button);
  gtk_widget_class_bind_template_callback (widget_class, text_changed_cb);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "draft.copy", NULL, copy_action);
  gtk_widget_class_install_action (widget_class, "draft.mail", NULL, mail_action);
  gtk_widget_class_install_action (widget_class, "draft.save-mail", NULL, save_mail_action);
  gtk_widget_class_install_action (widget_class, "draft.mark-sent", NULL, mark_sent_action);
  gtk_widget_class_install_action (widget_class, "draft.regenerate", NULL, regenerate_action);
  gtk_widget_class_install_action (widget_class, "draft.answer", "s", answer_action);
  gtk_widget_class_install_action (widget_class, "draft.language", "s", language_action);
  gtk_widget_class_install_action (widget_class, "draft.switch-language", NULL,
                                   switch_language_action);
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
  properties[PROP_BESIDE] =
      g_param_spec_boolean ("beside", NULL, NULL, FALSE,
                            G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[CHECKED] = g_signal_new ("checked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (AMENDS_TYPE_DRAFT_DUE);
  g_type_ensure (AMENDS_TYPE_DRAFT_LANGUAGES);
  g_type_ensure (AMENDS_TYPE_DRAFT_SIDE);
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
  gtk_text_view_set_left_margin (self->view, 24);
  gtk_text_view_set_right_margin (self->view, 24);
  amends_draft_text_init (self->buffer);
  self->spelling = amends_draft_spelling_new (self->view);
  g_signal_connect_object (self->spelling, "changed", G_CALLBACK (show_remark), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (style, "notify::dark", G_CALLBACK (color_findings), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (style, "notify::high-contrast", G_CALLBACK (color_findings), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_set_visible (adw_bin_get_child (ADW_BIN (self)), FALSE);
  update_actions (self);
}
