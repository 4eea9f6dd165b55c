/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Spelling in the text of a draft. */

#include "config.h"

#include "amends-draft-spelling.h"

#include <glib/gi18n-lib.h>

#include "amends-draft-text.h"
#include "amends-speller.h"

/* Milliseconds after the last letter, and until the word at the cursor counts as written. */
#define CHECK_AFTER 300
#define WORD_AFTER 1200
#define SUGGESTIONS 5

struct _AmendsDraftSpelling
{
  GObject parent_instance;

  GtkTextView *view;           /* (unowned): it owns the editor's reference to this */
  GtkTextBuffer *buffer;       /* (owned) */
  GMenu *menu;                 /* (owned) */
  GSimpleActionGroup *actions; /* (owned) */

  AmendsDraft *draft; /* (owned) (nullable) */
  GHashTable *known;  /* (owned): words of the case that are right */
  gboolean editable;
  gboolean writing; /* a letter has come since the last check */
  guint source;

  GtkTextMark *word_start; /* (owned by the buffer): the word that the menu is about */
  GtkTextMark *word_end;
};

G_DEFINE_FINAL_TYPE (AmendsDraftSpelling, amends_draft_spelling, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* The draft below which it was said that there is no dictionary: once is enough. */
static char *told_id;

/* --- Checking -------------------------------------------------------------------------------- */

static const char *
get_language (AmendsDraftSpelling *self)
{
  return self->draft != NULL ? self->draft->language : NULL;
}

static void check_later (AmendsDraftSpelling *self, guint delay);

/* What is just being written is not wrong yet. */
static void
leave_out_cursor (AmendsDraftSpelling *self, GArray *spans)
{
  GtkTextIter cursor;
  guint at;

  gtk_text_buffer_get_iter_at_mark (self->buffer, &cursor,
                                    gtk_text_buffer_get_insert (self->buffer));
  at = (guint) gtk_text_iter_get_offset (&cursor);
  for (guint i = 0; i < spans->len; i++)
    {
      AmendsSpan *span = &g_array_index (spans, AmendsSpan, i);

      if (span->start <= at && at <= span->end)
        {
          g_array_remove_index (spans, i);
          check_later (self, WORD_AFTER);
          return;
        }
    }
}

void
amends_draft_spelling_check (AmendsDraftSpelling *self)
{
  g_autoptr (GArray) spans = NULL;
  gboolean writing;

  g_return_if_fail (AMENDS_IS_DRAFT_SPELLING (self));

  writing = self->writing;
  self->writing = FALSE;
  g_clear_handle_id (&self->source, g_source_remove);
  if (self->draft != NULL && self->editable)
    {
      g_autofree char *text = amends_draft_text_dup (self->buffer);

      spans = amends_speller_find (amends_speller_get_default (), get_language (self), text,
                                   self->known);
      if (writing)
        leave_out_cursor (self, spans);
    }
  else
    spans = g_array_new (FALSE, FALSE, sizeof (AmendsSpan));
  amends_draft_text_show_misspelled (self->buffer, spans);
}

static gboolean
check_cb (gpointer user_data)
{
  AmendsDraftSpelling *self = user_data;

  self->source = 0;
  amends_draft_spelling_check (self);
  return G_SOURCE_REMOVE;
}

static void
check_later (AmendsDraftSpelling *self, guint delay)
{
  g_clear_handle_id (&self->source, g_source_remove);
  self->source = g_timeout_add (delay, check_cb, self);
}

static void
text_changed_cb (AmendsDraftSpelling *self)
{
  if (self->draft == NULL || !self->editable)
    return;
  self->writing = TRUE;
  check_later (self, CHECK_AFTER);
}

static void
speller_changed_cb (AmendsDraftSpelling *self)
{
  amends_draft_spelling_check (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* --- The context menu ------------------------------------------------------------------------ */

static void
fill_menu (AmendsDraftSpelling *self, const char *word)
{
  g_auto (GStrv) others = amends_speller_suggest (amends_speller_get_default (),
                                                  get_language (self), word, SUGGESTIONS);
  g_autoptr (GMenu) words = g_menu_new ();
  g_autoptr (GMenu) rest = g_menu_new ();

  for (guint i = 0; others[i] != NULL; i++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (NULL, NULL);

      /* A menu reads "_" as a mnemonic; no dictionary has one in a word. */
      g_menu_item_set_label (item, others[i]);
      g_menu_item_set_action_and_target (item, "spelling.use", "s", others[i]);
      g_menu_append_item (words, item);
    }
  if (others[0] == NULL)
    g_menu_append (words, _ ("No similar word"), "spelling.none");
  g_menu_append (rest, _ ("Add to dictionary"), "spelling.add");
  g_menu_append (rest, _ ("Ignore"), "spelling.ignore");
  g_menu_append_section (self->menu, _ ("Spelling"), G_MENU_MODEL (words));
  g_menu_append_section (self->menu, NULL, G_MENU_MODEL (rest));
}

static void
prepare_menu (AmendsDraftSpelling *self, const GtkTextIter *at)
{
  GtkTextIter start;
  GtkTextIter end;
  g_autofree char *word = NULL;

  g_menu_remove_all (self->menu);
  if (!self->editable || !amends_draft_text_get_misspelled (self->buffer, at, &start, &end))
    return;
  gtk_text_buffer_move_mark (self->buffer, self->word_start, &start);
  gtk_text_buffer_move_mark (self->buffer, self->word_end, &end);
  word = gtk_text_buffer_get_text (self->buffer, &start, &end, TRUE);
  fill_menu (self, word);
}

static void
pressed_cb (AmendsDraftSpelling *self, int n_press, double x, double y)
{
  GtkTextIter at;
  int buffer_x;
  int buffer_y;

  gtk_text_view_window_to_buffer_coords (self->view, GTK_TEXT_WINDOW_WIDGET, (int) x, (int) y,
                                         &buffer_x, &buffer_y);
  gtk_text_view_get_iter_at_location (self->view, &at, buffer_x, buffer_y);
  prepare_menu (self, &at);
}

static gboolean
key_cb (AmendsDraftSpelling *self, guint keyval, guint keycode, GdkModifierType state)
{
  GtkTextIter at;

  if (keyval == GDK_KEY_Menu || (keyval == GDK_KEY_F10 && (state & GDK_SHIFT_MASK)))
    {
      gtk_text_buffer_get_iter_at_mark (self->buffer, &at,
                                        gtk_text_buffer_get_insert (self->buffer));
      prepare_menu (self, &at);
    }
  return GDK_EVENT_PROPAGATE;
}

static char *
dup_word (AmendsDraftSpelling *self, int *start_out, int *end_out)
{
  GtkTextIter start;
  GtkTextIter end;

  gtk_text_buffer_get_iter_at_mark (self->buffer, &start, self->word_start);
  gtk_text_buffer_get_iter_at_mark (self->buffer, &end, self->word_end);
  if (start_out != NULL)
    *start_out = gtk_text_iter_get_offset (&start);
  if (end_out != NULL)
    *end_out = gtk_text_iter_get_offset (&end);
  return gtk_text_buffer_get_text (self->buffer, &start, &end, TRUE);
}

static void
use_cb (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  AmendsDraftSpelling *self = user_data;
  int start;
  int end;
  g_autofree char *word = dup_word (self, &start, &end);

  if (*word != '\0')
    amends_draft_text_replace_span (self->buffer, start, end, g_variant_get_string (target, NULL));
}

static void
add_cb (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  AmendsDraftSpelling *self = user_data;
  g_autofree char *word = dup_word (self, NULL, NULL);

  amends_speller_add (amends_speller_get_default (), get_language (self), word);
}

static void
ignore_cb (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  AmendsDraftSpelling *self = user_data;
  g_autofree char *word = dup_word (self, NULL, NULL);

  amends_speller_ignore (amends_speller_get_default (), get_language (self), word);
}

static void
add_controllers (AmendsDraftSpelling *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  /* Before the view, which shows the menu. */
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect_object (click, "pressed", G_CALLBACK (pressed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->view), GTK_EVENT_CONTROLLER (click));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->view), keys);
}

/* --- The object ------------------------------------------------------------------------------ */

static void
amends_draft_spelling_dispose (GObject *object)
{
  AmendsDraftSpelling *self = AMENDS_DRAFT_SPELLING (object);

  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_object (&self->draft);
  g_clear_object (&self->menu);
  g_clear_object (&self->actions);
  g_clear_object (&self->buffer);
  g_clear_pointer (&self->known, g_hash_table_unref);

  G_OBJECT_CLASS (amends_draft_spelling_parent_class)->dispose (object);
}

static void
amends_draft_spelling_class_init (AmendsDraftSpellingClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = amends_draft_spelling_dispose;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
amends_draft_spelling_init (AmendsDraftSpelling *self)
{
  self->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->menu = g_menu_new ();
}

AmendsDraftSpelling *
amends_draft_spelling_new (GtkTextView *view)
{
  static const GActionEntry entries[] = {
    { .name = "use", .activate = use_cb, .parameter_type = "s" },
    { .name = "add", .activate = add_cb },
    { .name = "ignore", .activate = ignore_cb },
  };
  AmendsDraftSpelling *self = g_object_new (AMENDS_TYPE_DRAFT_SPELLING, NULL);
  GtkTextIter start;

  self->view = view;
  self->buffer = g_object_ref (gtk_text_view_get_buffer (view));
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  gtk_widget_insert_action_group (GTK_WIDGET (view), "spelling", G_ACTION_GROUP (self->actions));
  gtk_text_view_set_extra_menu (view, G_MENU_MODEL (self->menu));
  gtk_text_buffer_get_start_iter (self->buffer, &start);
  self->word_start = gtk_text_buffer_create_mark (self->buffer, NULL, &start, TRUE);
  self->word_end = gtk_text_buffer_create_mark (self->buffer, NULL, &start, FALSE);
  add_controllers (self);
  g_signal_connect_object (self->buffer, "changed", G_CALLBACK (text_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (amends_speller_get_default (), "changed",
                           G_CALLBACK (speller_changed_cb), self, G_CONNECT_SWAPPED);
  return self;
}

/* --- What the case calls things -------------------------------------------------------------- */

static void
collect_field (GHashTable *known, GListModel *records, const char *field)
{
  for (guint i = 0; i < g_list_model_get_n_items (records); i++)
    {
      g_autoptr (GObject) record = g_list_model_get_item (records, i);
      g_autofree char *text = NULL;

      g_object_get (record, field, &text, NULL);
      amends_speller_collect (known, text, FALSE);
    }
}

/* Names of people, of the account and of the product; and what the customer writes with a capital,
 * such as places. */
static void
collect_known (AmendsDraftSpelling *self, AmendsSession *session, AmendsCase *case_)
{
  AmendsEscalation *escalation = case_->escalation;

  g_hash_table_remove_all (self->known);
  amends_speller_collect (self->known, case_->account->name, FALSE);
  if (case_->contact != NULL)
    amends_speller_collect (self->known, case_->contact->name, FALSE);
  amends_speller_collect (self->known, self->draft->recipient, FALSE);
  amends_speller_collect (self->known, escalation->affected_feature, FALSE);
  amends_speller_collect (self->known, escalation->statement, TRUE);
  collect_field (self->known, G_LIST_MODEL (case_->stakeholders), "name");
  collect_field (self->known, amends_session_get_people (session), "name");
}

void
amends_draft_spelling_follow (AmendsDraftSpelling *self,
                              AmendsSession *session,
                              AmendsCase *case_,
                              AmendsDraft *draft,
                              gboolean editable)
{
  g_return_if_fail (AMENDS_IS_DRAFT_SPELLING (self));
  g_return_if_fail (draft == NULL || (session != NULL && case_ != NULL));

  g_set_object (&self->draft, draft);
  self->editable = editable;
  self->writing = FALSE;
  if (draft != NULL)
    collect_known (self, session, case_);
  amends_draft_spelling_check (self);
}

char *
amends_draft_spelling_dup_remark (AmendsDraftSpelling *self)
{
  g_return_val_if_fail (AMENDS_IS_DRAFT_SPELLING (self), NULL);

  if (self->draft == NULL || !self->editable ||
      amends_speller_get_state (amends_speller_get_default (), get_language (self)) !=
          AMENDS_SPELLER_MISSING)
    return NULL;
  if (told_id == NULL)
    told_id = g_strdup (self->draft->id);
  if (g_strcmp0 (told_id, self->draft->id) != 0)
    return NULL;
  return g_strdup (_ ("No dictionary for this language is installed; spelling is not checked."));
}
