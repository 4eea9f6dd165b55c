/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing drafts: spelling, findings, two languages, versions, choices, missing facts, the ways
 * out, and text of every kind. */

#include "config.h"

#include "ui-fixture.h"

#include <string.h>

#include "amends-case-page.h"
#include "amends-draft-editor.h"
#include "amends-draft-mail.h"
#include "amends-draft-row.h"
#include "amends-draft-text.h"
#include "amends-fact-dialog.h"
#include "amends-finding-row.h"
#include "amends-question-row.h"
#include "amends-rewrite-dialog.h"
#include "amends-rewrite-part.h"
#include "amends-session-languages.h"
#include "amends-session-versions.h"
#include "amends-speller.h"
#include "amends-version-row.h"
#include "amends-versions-dialog.h"

#define LIVE_CASE "ESC-0007"

typedef struct
{
  UiFixture ui;
  AmendsCasePage *page;
  AmendsCase *case_;
  AmendsDraft *draft;
  AmendsDraftEditor *editor;
  GtkTextView *view;
  GtkTextBuffer *buffer;
} Fixture;

static gboolean
shows_case (gpointer data)
{
  return ui_count (data, AMENDS_TYPE_CASE_PAGE) > 0 &&
         amends_case_page_get_case (AMENDS_CASE_PAGE (ui_find (data, AMENDS_TYPE_CASE_PAGE))) !=
             NULL;
}

static gboolean
has_draft_rows (gpointer data)
{
  return ui_count (data, AMENDS_TYPE_DRAFT_ROW) > 0;
}

static AmendsDraft *
find_draft (AmendsCase *case_, const char *kind)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (case_->drafts)); i++)
    {
      g_autoptr (AmendsDraft) draft = g_list_model_get_item (G_LIST_MODEL (case_->drafts), i);

      if (draft->sent_at == AMENDS_INSTANT_NONE && g_strcmp0 (draft->kind, kind) == 0)
        return draft;
    }
  g_assert_not_reached ();
}

static gboolean
shows_draft (gpointer data)
{
  Fixture *self = data;

  return amends_draft_editor_get_draft (self->editor) == self->draft;
}

static void
set_up (Fixture *self, const char *kind)
{
  ui_fixture_set_up (&self->ui, TRUE);
  gtk_window_set_default_size (GTK_WINDOW (self->ui.window), 1200, 800);
  gtk_widget_activate_action (GTK_WIDGET (self->ui.window), "win.open-case", "(ss)", LIVE_CASE,
                              "drafts");
  ui_wait (shows_case, self->ui.window);
  self->page = AMENDS_CASE_PAGE (ui_find (self->ui.window, AMENDS_TYPE_CASE_PAGE));
  self->case_ = amends_case_page_get_case (self->page);
  ui_wait (has_draft_rows, self->page);
  self->editor = AMENDS_DRAFT_EDITOR (ui_find (self->page, AMENDS_TYPE_DRAFT_EDITOR));
  self->draft = find_draft (self->case_, kind);
  gtk_widget_activate_action (GTK_WIDGET (self->page), "case.open-draft", "s", self->draft->id);
  ui_wait (shows_draft, self);
  self->view = GTK_TEXT_VIEW (ui_find (self->editor, GTK_TYPE_TEXT_VIEW));
  self->buffer = gtk_text_view_get_buffer (self->view);
}

static void
tear_down (Fixture *self)
{
  ui_fixture_tear_down (&self->ui);
}

static void
put_text (Fixture *self, const char *text)
{
  gtk_text_buffer_set_text (self->buffer, text, -1);
}

static char *
dup_text (Fixture *self)
{
  return amends_draft_text_dup (self->buffer);
}

static gboolean
is_saved (gpointer data)
{
  Fixture *self = data;
  g_autofree char *text = dup_text (self);

  return g_strcmp0 (self->draft->body, text) == 0;
}

static GtkWindow *
find_dialog (GType type)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (G_TYPE_CHECK_INSTANCE_TYPE (window, type))
        return window;
    }
  return NULL;
}

static gboolean
has_dialog (gpointer data)
{
  return find_dialog (*(GType *) data) != NULL;
}

/* --- Spelling --------------------------------------------------------------------------------- */

static gboolean
is_dictionary_read (gpointer data)
{
  return amends_speller_get_state (amends_speller_get_default (), "en") != AMENDS_SPELLER_LOADING;
}

static char *
list_misspelled (const char *language, const char *text, GHashTable *known)
{
  g_autoptr (GArray) spans =
      amends_speller_find (amends_speller_get_default (), language, text, known);
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < spans->len; i++)
    {
      AmendsSpan *span = &g_array_index (spans, AmendsSpan, i);
      g_autofree char *word = g_utf8_substring (text, span->start, span->end);

      g_string_append_printf (list, "%s%s", i > 0 ? " " : "", word);
    }
  return g_string_free (list, FALSE);
}

static void
test_speller (void)
{
  static const struct
  {
    const char *language, *text, *expected;
  } cases[] = {
    { "en", "We recieved teh export.", "recieved teh" },
    { "en", "It wasn’t ours, and it’s fixed.", "" },
    { "en", "Ask Moerdijk and Moerdijk's depot.", "" },
    { "en", "Send {{unknwon.place}} and [fill tihs in] by 13:05.", "" },
    { "en", "See https://exmaple.org/wrnog or mial@exmaple.org, file_nmae.", "" },
    { "en", "ERRCODE SQLite iOS 2ndd 3x", "" },
    { "en", "排产报表 Привет שלום teh", "teh" },
    { "en", "Der Kunde wartet seit heute Morgen auf eine Antwort von uns, und niemand meldet sich.",
      "" },
    { "zh-CN", "数据缺失 teh", "" },
    { "en", "", "" },
  };
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  AmendsSpeller *speller = amends_speller_get_default ();

  g_assert_cmpint (amends_speller_get_state (speller, "zh-CN"), ==, AMENDS_SPELLER_NEEDLESS);
  g_assert_cmpint (amends_speller_get_state (speller, NULL), ==, AMENDS_SPELLER_NEEDLESS);
  ui_wait (is_dictionary_read, NULL);
  if (amends_speller_get_state (speller, "en") != AMENDS_SPELLER_READY)
    {
      g_test_skip ("no English dictionary");
      return;
    }
  amends_speller_collect (known, "Moerdijk and Venlo", TRUE);
  g_assert_cmpuint (g_hash_table_size (known), ==, 2);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *list = list_misspelled (cases[i].language, cases[i].text, known);

      g_assert_cmpstr (list, ==, cases[i].expected);
    }
}

static gboolean
is_missing (gpointer data)
{
  return amends_speller_get_state (amends_speller_get_default (), "xx") == AMENDS_SPELLER_MISSING;
}

/* A language nobody has a dictionary for finds nothing and offers nothing. */
static void
test_speller_missing (void)
{
  g_autofree char *list = NULL;
  g_auto (GStrv) others = NULL;

  ui_wait (is_missing, NULL);
  list = list_misspelled ("xx", "teh recieved", NULL);
  g_assert_cmpstr (list, ==, "");
  others = amends_speller_suggest (amends_speller_get_default (), "xx", "teh", 5);
  g_assert_null (others[0]);
  amends_speller_ignore (amends_speller_get_default (), "xx", "teh");
}

typedef struct
{
  GtkTextBuffer *buffer;
  int at;
  gboolean wanted;
} Underlined;

static gboolean
is_underlined (gpointer data)
{
  Underlined *self = data;
  GtkTextIter at, start, end;

  gtk_text_buffer_get_iter_at_offset (self->buffer, &at, self->at);
  return amends_draft_text_get_misspelled (self->buffer, &at, &start, &end) == self->wanted;
}

static void
test_spelling (void)
{
  Fixture self = { 0 };
  Underlined word = { NULL, 4, TRUE };
  g_autofree char *text = NULL;
  GtkTextIter end;

  set_up (&self, "progress-update");
  ui_wait (is_dictionary_read, NULL);
  if (amends_speller_get_state (amends_speller_get_default (), "en") == AMENDS_SPELLER_READY)
    {
      word.buffer = self.buffer;
      put_text (&self, "We recieved it from Moerdijk. Your next update comes at 13:30.");
      gtk_text_buffer_get_end_iter (self.buffer, &end);
      gtk_text_buffer_place_cursor (self.buffer, &end);
      ui_wait (is_underlined, &word);
      amends_speller_ignore (amends_speller_get_default (), "en", "recieved");
      word.wanted = FALSE;
      ui_wait (is_underlined, &word);
      text = dup_text (&self);
      g_assert_true (g_str_has_prefix (text, "We recieved"));
    }
  tear_down (&self);
}

/* --- Text of every kind ----------------------------------------------------------------------- */

static void
test_any_text (void)
{
  Fixture self = { 0 };
  g_autoptr (GString) longest = g_string_new (NULL);
  g_autofree char *shown = NULL;
  g_autofree char *kept = NULL;
  GtkTextIter end;
  gint64 start;

  set_up (&self, "progress-update");
  /* Control characters and what turns the direction around do not get in. */
  put_text (&self, "");
  gtk_text_buffer_insert_at_cursor (self.buffer, "one\a\x1b[31m\r\ntwo\u202e end", -1);
  shown = dup_text (&self);
  g_assert_cmpstr (shown, ==, "one[31m\ntwo end");
  g_assert_true (g_utf8_validate (shown, -1, NULL));

  put_text (&self, "שלום, **זה** דחוף 👩‍🚒👨‍👩‍👧‍👦 الآن "
                   "**نعم\n**bold** "
                   "数据**缺失**。");
  ui_settle (self.view);

  for (guint i = 0; longest->len < 100000; i++)
    g_string_append_printf (longest, "Line %u of a **long** letter 数据 👩‍🚒.\n", i);
  start = g_get_monotonic_time ();
  put_text (&self, longest->str);
  gtk_text_buffer_get_end_iter (self.buffer, &end);
  gtk_text_buffer_place_cursor (self.buffer, &end);
  gtk_text_buffer_insert_at_cursor (self.buffer, "Your next update comes at 13:30.", -1);
  ui_settle (self.view);
  g_test_message ("100 kB shown after %" G_GINT64_FORMAT " ms",
                  (g_get_monotonic_time () - start) / 1000);
  ui_wait (is_saved, &self);
  kept = dup_text (&self);
  g_assert_true (g_str_has_suffix (kept, "Your next update comes at 13:30."));
  tear_down (&self);
}

/* --- Findings --------------------------------------------------------------------------------- */

static gboolean
has_findings (gpointer data)
{
  return ui_count (data, AMENDS_TYPE_FINDING_ROW) > 0;
}

static void
test_findings (void)
{
  Fixture self = { 0 };
  GtkTextIter start, end;
  g_autofree char *first = NULL;
  g_autofree char *again = NULL;

  set_up (&self, "progress-update");
  put_text (&self, "Pieter, it is fixed by 18:00 today. I will look into it. I guarantee it. "
                   "Your next update comes at 13:30.");
  ui_wait (has_findings, self.editor);
  gtk_text_buffer_get_start_iter (self.buffer, &start);
  gtk_text_buffer_place_cursor (self.buffer, &start);
  gtk_widget_activate_action (GTK_WIDGET (self.editor), "draft.next-finding", NULL);
  g_assert_true (gtk_text_buffer_get_selection_bounds (self.buffer, &start, &end));
  first = gtk_text_buffer_get_text (self.buffer, &start, &end, TRUE);
  gtk_widget_activate_action (GTK_WIDGET (self.editor), "draft.next-finding", NULL);
  gtk_widget_activate_action (GTK_WIDGET (self.editor), "draft.previous-finding", NULL);
  g_assert_true (gtk_text_buffer_get_selection_bounds (self.buffer, &start, &end));
  again = gtk_text_buffer_get_text (self.buffer, &start, &end, TRUE);
  g_assert_cmpstr (first, ==, again);
  tear_down (&self);
}

/* --- Two languages ---------------------------------------------------------------------------- */

static gboolean
shows_chinese (gpointer data)
{
  Fixture *self = data;
  AmendsDraft *draft = amends_draft_editor_get_draft (self->editor);

  return draft != NULL && g_strcmp0 (draft->language, "zh-CN") == 0;
}

static gboolean
has_difference (gpointer data)
{
  Fixture *self = data;
  g_autofree char *text = dup_text (self);
  g_autoptr (GPtrArray) findings =
      amends_session_check (self->ui.session, text, AMENDS_TEXT_CUSTOMER, self->case_, self->draft);

  for (guint i = 0; i < findings->len; i++)
    if (g_strcmp0 (((AmendsFinding *) findings->pdata[i])->rule, "parity") == 0)
      return TRUE;
  return FALSE;
}

static void
test_languages (void)
{
  Fixture self = { 0 };
  AmendsDraft *english;
  guint rows;
  GtkTextIter end;

  set_up (&self, "progress-update");
  english = self.draft;
  rows = ui_count (self.page, AMENDS_TYPE_DRAFT_ROW);
  gtk_widget_activate_action (GTK_WIDGET (self.editor), "draft.switch-language", NULL);
  ui_wait (shows_chinese, &self);
  self.draft = amends_draft_editor_get_draft (self.editor);
  g_assert_true (amends_session_find_translation (self.case_, english) == self.draft);
  /* One message, one row. */
  g_assert_cmpuint (ui_count (self.page, AMENDS_TYPE_DRAFT_ROW), ==, rows);
  g_assert_false (has_difference (&self));

  gtk_text_buffer_get_end_iter (self.buffer, &end);
  gtk_text_buffer_insert (self.buffer, &end, " 共 4711 位用户。", -1);
  g_assert_true (has_difference (&self));
  ui_wait (is_saved, &self);
  gtk_widget_activate_action (GTK_WIDGET (self.editor), "draft.switch-language", NULL);
  self.draft = english;
  ui_wait (shows_draft, &self);
  g_assert_true (has_difference (&self));
  g_object_set (self.editor, "beside", TRUE, NULL);
  ui_settle (self.editor);
  g_assert_cmpuint (ui_count (self.editor, GTK_TYPE_TEXT_VIEW), ==, 2);
  ui_assert_names (self.page);
  tear_down (&self);
}

/* --- Versions --------------------------------------------------------------------------------- */

static gboolean
has_versions (gpointer data)
{
  return ui_count (data, AMENDS_TYPE_VERSION_ROW) >= 2;
}

typedef struct
{
  AmendsDraft *draft;
  const char *body;
} Wanted;

static gboolean
has_body (gpointer data)
{
  Wanted *wanted = data;

  return g_strcmp0 (wanted->draft->body, wanted->body) == 0;
}

static void
test_versions (void)
{
  Fixture self = { 0 };
  GType type = AMENDS_TYPE_VERSIONS_DIALOG;
  g_autofree char *before = NULL;
  Wanted wanted;
  GtkWindow *dialog;
  int version;

  set_up (&self, "progress-update");
  before = g_strdup (self.draft->body);
  wanted = (Wanted){ self.draft, before };
  put_text (&self, "Something else. Your next update comes at 13:30.");
  gtk_widget_activate_action (GTK_WIDGET (self.editor), "draft.show-versions", NULL);
  ui_wait (has_dialog, &type);
  dialog = find_dialog (type);
  ui_wait (has_versions, dialog);
  version = self.draft->version;
  ui_assert_names (dialog);
  gtk_widget_activate (ui_find_button (dialog, "_Bring back"));
  ui_wait (has_body, &wanted);
  g_assert_cmpint (self.draft->version, ==, version + 1);
  tear_down (&self);
}

/* --- Both sides changed ----------------------------------------------------------------------- */

typedef struct
{
  gboolean done;
} Done;

static void
facts_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  amends_session_change_finish (AMENDS_SESSION (source), result, NULL, &error);
  g_assert_no_error (error);
  ((Done *) data)->done = TRUE;
}

static gboolean
is_done (gpointer data)
{
  return ((Done *) data)->done;
}

static gboolean
has_new_way (gpointer draft)
{
  return strstr (AMENDS_DRAFT (draft)->body, "region by region") != NULL;
}

static void
test_choice (void)
{
  Fixture self = { 0 };
  GType type = AMENDS_TYPE_REWRITE_DIALOG;
  g_autoptr (AmendsEscalation) changed = NULL;
  g_auto (GStrv) parts = NULL;
  g_autofree char *edited = NULL;
  Done done = { FALSE };
  GtkWindow *dialog;
  GtkWidget *apply;
  guint n;

  set_up (&self, "progress-update");
  g_assert_nonnull (self.case_->escalation->workaround_text);
  /* The edit and the fact meet in one sentence. */
  parts = g_strsplit (self.draft->body, self.case_->escalation->workaround_text, 2);
  g_assert_cmpuint (g_strv_length (parts), ==, 2);
  edited = g_strdup_printf ("%sby hand, %s%s", parts[0], self.case_->escalation->workaround_text,
                            parts[1]);
  put_text (&self, edited);
  ui_wait (is_saved, &self);
  changed = amends_record_copy (self.case_->escalation);
  amends_record_set (changed, "workaround-text",
                     "planners print from the archive, region by region", NULL);
  amends_session_edit_facts_async (self.ui.session, self.case_, changed, NULL, facts_cb, &done);
  ui_wait (is_done, &done);
  g_assert_nonnull (strstr (self.draft->body, "by hand, "));

  gtk_widget_activate_action (GTK_WIDGET (self.editor), "draft.regenerate", NULL);
  ui_wait (has_dialog, &type);
  dialog = find_dialog (type);
  ui_assert_names (dialog);
  n = ui_count (dialog, AMENDS_TYPE_REWRITE_PART);
  g_assert_cmpuint (n, ==, 1);
  apply = ui_find_button (dialog, "_Apply");
  /* Nothing is chosen beforehand, and nothing goes in before all is. */
  g_assert_false (gtk_widget_get_sensitive (apply));
  g_assert_null (amends_rewrite_part_get_choice (
      AMENDS_REWRITE_PART (ui_find (dialog, AMENDS_TYPE_REWRITE_PART))));
  {
    GtkWidget *list = ui_find (dialog, GTK_TYPE_LIST_BOX);

    g_signal_emit_by_name (list, "row-activated",
                           gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 1));
  }
  g_assert_true (gtk_widget_get_sensitive (apply));
  n = (guint) self.draft->version;
  gtk_widget_activate (apply);
  ui_wait (has_new_way, self.draft);
  g_assert_null (strstr (self.draft->body, "by hand, "));
  g_assert_cmpuint ((guint) self.draft->version, >, n);
  tear_down (&self);
}

/* --- Missing facts ---------------------------------------------------------------------------- */

static void
test_questions (void)
{
  Fixture self = { 0 };
  GType type = AMENDS_TYPE_FACT_DIALOG;
  const char *asked;
  const char *path;
  GtkWindow *dialog;
  GtkWidget *save;

  set_up (&self, "progress-update");
  path = amends_session_get_question (self.ui.session, "zh-CN", "root_cause");
  g_assert_nonnull (path);
  g_assert_cmpstr (amends_fact_dialog_find (self.ui.session, "zh-CN", path, &asked), ==,
                   "root_cause");
  g_assert_null (amends_fact_dialog_find (self.ui.session, "en", "Anything else?", &asked));
  g_assert_cmpstr (asked, ==, "Anything else?");

  gtk_widget_activate_action (GTK_WIDGET (self.editor), "draft.answer", "s", "objective");
  ui_wait (has_dialog, &type);
  dialog = find_dialog (type);
  ui_assert_names (dialog);
  save = ui_find_button (dialog, "_Save");
  gtk_editable_set_text (GTK_EDITABLE (ui_find (dialog, ADW_TYPE_ENTRY_ROW)),
                         "get the trucks out by seven");
  g_assert_true (gtk_widget_get_sensitive (save));
  gtk_widget_activate (save);
  while (g_strcmp0 (self.case_->escalation->objective, "get the trucks out by seven") != 0)
    g_main_context_iteration (NULL, TRUE);
  tear_down (&self);
}

/* --- The ways out ----------------------------------------------------------------------------- */

static void
test_copy (void)
{
  Fixture self = { 0 };
  GdkClipboard *clipboard;
  g_autoptr (GdkContentFormats) formats = NULL;

  set_up (&self, "progress-update");
  clipboard = gtk_widget_get_clipboard (GTK_WIDGET (self.editor));
  amends_draft_mail_copy (GTK_WIDGET (self.editor), self.ui.session,
                          "**Bold** & <plain>\n\n- one\n- [two](https://example.org)\n");
  formats = gdk_content_provider_ref_formats (gdk_clipboard_get_content (clipboard));
  g_assert_true (gdk_content_formats_contain_mime_type (formats, "text/html"));
  g_assert_true (gdk_content_formats_contain_mime_type (formats, "text/plain;charset=utf-8"));
  tear_down (&self);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/ui/drafts/speller", test_speller);
  g_test_add_func ("/ui/drafts/speller-missing", test_speller_missing);
  g_test_add_func ("/ui/drafts/spelling", test_spelling);
  g_test_add_func ("/ui/drafts/any-text", test_any_text);
  g_test_add_func ("/ui/drafts/findings", test_findings);
  g_test_add_func ("/ui/drafts/languages", test_languages);
  g_test_add_func ("/ui/drafts/versions", test_versions);
  g_test_add_func ("/ui/drafts/choice", test_choice);
  g_test_add_func ("/ui/drafts/questions", test_questions);
  g_test_add_func ("/ui/drafts/copy", test_copy);
  return g_test_run ();
}
