/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads a CSV file. */

#include "config.h"

#include "amends-import-dialog.h"

#include "amends-feedback.h"
#include "amends-file-dialog.h"
#include "amends-launch.h"
#include "amends-weak.h"

#include <glib/gi18n-lib.h>

/* So many rows say what a column holds. */
#define MOST_SAMPLES 3

struct _AmendsImportDialog
{
  AdwWindow parent_instance;

  AmendsSession *session;     /* (owned) */
  GtkWidget *from;            /* (owned): the window */
  AmendsImportPlan *plan;     /* (owned) (nullable) until the file was read */
  AmendsImportResult *result; /* (owned) (nullable): of the import, or of the trial */
  GCancellable *planning;     /* (owned) (nullable) */
  GCancellable *running;      /* (owned) (nullable) */
  gboolean tried;             /* the result is that of a trial with the plan as it is */
  gboolean filling;           /* the program chooses, not the user */

  GtkStack *stack;
  AdwComboRow *kind;
  AdwComboRow *encoding;
  AdwComboRow *dates;
  AdwEntryRow *currency;
  AdwActionRow *accounts_row;
  GtkSwitch *create_accounts;
  AdwPreferencesGroup *columns;
  GtkAdjustment *adjustment; /* of the plan */
  GtkLabel *problems;
  GtkLabel *outcome;
  GtkLabel *fault;
  GtkProgressBar *progress;
  GtkLabel *progress_text;
  GtkLabel *done_title;
  GtkLabel *done_text;
  GtkLabel *done_problems;
  GtkWidget *open_errors;
  GtkWidget *undo;
  GtkWidget *cancel;
  GtkWidget *try_;
  GtkWidget *import;
  GtkWidget *close;
  GPtrArray *column_rows; /* (owned): (element-type GtkWidget), unowned */
};

G_DEFINE_FINAL_TYPE (AmendsImportDialog, amends_import_dialog, ADW_TYPE_WINDOW)

static const char *const encodings[] = { "UTF-8", "UTF-16LE", "UTF-16BE", "windows-1252",
                                         "GB18030" };
static const char *const orders[] = { "ymd", "dmy", "mdy" };

/* --- What is shown ---------------------------------------------------------------------------- */

static void
update (AmendsImportDialog *self)
{
  const char *page = gtk_stack_get_visible_child_name (self->stack);
  gboolean asking = g_strcmp0 (page, "plan") == 0;
  gboolean running = g_strcmp0 (page, "running") == 0;
  gboolean ready =
      self->plan != NULL && (self->plan->problems == NULL || self->plan->problems[0] == NULL);

  gtk_widget_set_visible (self->cancel, asking || running);
  gtk_button_set_label (GTK_BUTTON (self->cancel), running ? _ ("_Stop") : _ ("_Cancel"));
  gtk_widget_set_visible (self->try_, asking);
  gtk_widget_set_visible (self->import, asking);
  gtk_widget_set_visible (self->close, g_strcmp0 (page, "done") == 0);
  gtk_window_set_default_widget (GTK_WINDOW (self), asking ? self->import : NULL);
  gtk_widget_set_sensitive (self->try_, ready);
  gtk_widget_set_sensitive (self->import, ready && !amends_session_is_read_only (self->session));
}

static void
show_fault (AmendsImportDialog *self, const char *text)
{
  gtk_label_set_label (self->fault, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->fault), text != NULL);
}

static void
show_lines (GtkLabel *label, char **lines)
{
  g_autofree char *text = lines != NULL ? g_strjoinv ("\n", lines) : NULL;

  gtk_label_set_label (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
}

static char *
describe_counts (const AmendsImportResult *result, gboolean trial)
{
  return g_strdup_printf (
      trial
          /* Translators: what an import would do: how many rows of each kind. */
          ? _ ("Would add %1$u, change %2$u, leave %3$u as they are, refuse %4$u.")
          /* Translators: what an import has done: how many rows of each kind. */
          : _ ("Added %1$u, changed %2$u, left %3$u as they were, refused %4$u."),
      result->added, result->changed, result->unchanged, result->refused);
}

/* The plan is another one: what was tried no longer says anything. */
static void
plan_changed (AmendsImportDialog *self)
{
  amends_import_plan_check (self->plan);
  self->tried = FALSE;
  show_lines (self->problems, self->plan->problems);
  gtk_widget_set_visible (GTK_WIDGET (self->outcome), FALSE);
  update (self);
}

/* --- Columns ---------------------------------------------------------------------------------- */

static void fill_columns (AmendsImportDialog *self);

static void
column_cb (AdwComboRow *row, GParamSpec *pspec, AmendsImportDialog *self)
{
  guint column = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "column"));
  guint at = adw_combo_row_get_selected (row);
  const AmendsImportField *field = NULL;
  g_autoptr (GError) error = NULL;

  if (self->filling || at == GTK_INVALID_LIST_POSITION)
    return;
  if (at > 0 && at <= self->plan->fields->len)
    field = g_ptr_array_index (self->plan->fields, at - 1);
  if (!amends_import_plan_map (self->plan, column, field != NULL ? field->id : NULL, &error))
    show_fault (self, error->message);
  plan_changed (self);
  /* The field may have been another column's. */
  fill_columns (self);
}

static guint
find_field (const AmendsImportPlan *plan, const char *id)
{
  for (guint i = 0; id != NULL && i < plan->fields->len; i++)
    if (g_str_equal (((const AmendsImportField *) g_ptr_array_index (plan->fields, i))->id, id))
      return i + 1;
  return 0;
}

static void
add_columns (AmendsImportDialog *self)
{
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);

  gtk_string_list_append (words, _ ("Leave out"));
  for (guint i = 0; i < self->plan->fields->len; i++)
    gtk_string_list_append (
        words, ((const AmendsImportField *) g_ptr_array_index (self->plan->fields, i))->label);
  for (guint i = 0; i < self->plan->columns->len; i++)
    {
      const AmendsImportColumn *column = g_ptr_array_index (self->plan->columns, i);
      GtkWidget *row = adw_combo_row_new ();
      g_autoptr (GString) samples = g_string_new (NULL);

      for (guint k = 0; column->samples != NULL && column->samples[k] != NULL && k < MOST_SAMPLES;
           k++)
        if (*column->samples[k] != '\0')
          g_string_append_printf (samples, "%s%s", samples->len > 0 ? " · " : "",
                                  column->samples[k]);
      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), column->title);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), samples->str);
      /* GTK 4.8 asks for more room for the dots of what is cut than for a text shorter than they.
       */
      adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), samples->len > 8 ? 1 : 0);
      adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (words));
      g_object_set_data (G_OBJECT (row), "column", GUINT_TO_POINTER (i));
      g_signal_connect_object (row, "notify::selected", G_CALLBACK (column_cb), self, 0);
      adw_preferences_group_add (self->columns, row);
      g_ptr_array_add (self->column_rows, row);
    }
}

static void
fill_columns (AmendsImportDialog *self)
{
  self->filling = TRUE;
  for (guint i = 0; i < self->column_rows->len; i++)
    {
      const AmendsImportColumn *column = g_ptr_array_index (self->plan->columns, i);

      adw_combo_row_set_selected (g_ptr_array_index (self->column_rows, i),
                                  find_field (self->plan, column->field));
    }
  self->filling = FALSE;
}

static guint
find_word (const char *const *words, guint n_words, const char *word)
{
  for (guint i = 0; i < n_words; i++)
    if (word != NULL && g_ascii_strcasecmp (words[i], word) == 0)
      return i;
  return 0;
}

static void
show_plan (AmendsImportDialog *self)
{
  const AmendsImportPlan *plan = self->plan;

  self->filling = TRUE;
  adw_combo_row_set_selected (self->kind, plan->kind);
  adw_combo_row_set_selected (self->encoding,
                              find_word (encodings, G_N_ELEMENTS (encodings), plan->encoding));
  adw_combo_row_set_selected (self->dates, find_word (orders, G_N_ELEMENTS (orders), plan->dates));
  adw_action_row_set_subtitle (
      ADW_ACTION_ROW (self->dates),
      plan->dates_unsure ? _ ("The file does not tell days from months: please look.") : NULL);
  gtk_editable_set_text (GTK_EDITABLE (self->currency),
                         plan->currency != NULL ? plan->currency : "");
  gtk_switch_set_active (self->create_accounts, plan->create_accounts);
  gtk_widget_set_visible (GTK_WIDGET (self->accounts_row), plan->kind != AMENDS_IMPORT_ACCOUNTS);
  gtk_widget_set_visible (GTK_WIDGET (self->currency), plan->kind == AMENDS_IMPORT_ACCOUNTS);
  for (guint i = 0; i < self->column_rows->len; i++)
    adw_preferences_group_remove (self->columns, g_ptr_array_index (self->column_rows, i));
  g_ptr_array_set_size (self->column_rows, 0);
  add_columns (self);
  self->filling = FALSE;
  fill_columns (self);
  gtk_stack_set_visible_child_name (self->stack, "plan");
  plan_changed (self);
}

static void
planned_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AmendsImportDialog) self = amends_weak_take (user_data);
  g_autoptr (GError) error = NULL;
  AmendsImportPlan *plan =
      amends_session_plan_import_finish (AMENDS_SESSION (source), result, &error);
  gboolean first;

  if (self == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_clear_pointer (&plan, amends_import_plan_free);
      return;
    }
  show_fault (self, plan != NULL ? NULL : error->message);
  if (plan == NULL)
    {
      gtk_stack_set_visible_child_name (self->stack, "plan");
      update (self);
      return;
    }
  first = self->plan == NULL;
  g_clear_pointer (&self->plan, amends_import_plan_free);
  self->plan = plan;
  show_plan (self);
  if (first)
    gtk_widget_grab_focus (GTK_WIDGET (self->kind));
}

static void
read_path (AmendsImportDialog *self, const char *path, int kind, const char *encoding)
{
  g_cancellable_cancel (self->planning);
  g_clear_object (&self->planning);
  self->planning = g_cancellable_new ();
  amends_session_plan_import_async (self->session, path, kind, encoding, self->planning, planned_cb,
                                    amends_weak_new (self));
}

static void
read_file (AmendsImportDialog *self, int kind, const char *encoding)
{
  g_autofree char *path = g_strdup (self->plan->path);

  read_path (self, path, kind, encoding);
}

/* Another kind or encoding makes another plan of the file. */
static void
reread_cb (AmendsImportDialog *self)
{
  guint encoding = adw_combo_row_get_selected (self->encoding);

  if (self->filling || self->plan == NULL)
    return;
  read_file (self, (int) adw_combo_row_get_selected (self->kind),
             encodings[MIN (encoding, G_N_ELEMENTS (encodings) - 1)]);
}

static void
edited_cb (AmendsImportDialog *self)
{
  guint order = adw_combo_row_get_selected (self->dates);
  const char *currency = gtk_editable_get_text (GTK_EDITABLE (self->currency));

  if (self->filling || self->plan == NULL)
    return;
  g_free (self->plan->dates);
  self->plan->dates = g_strdup (orders[MIN (order, G_N_ELEMENTS (orders) - 1)]);
  self->plan->dates_unsure = FALSE;
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->dates), NULL);
  g_free (self->plan->currency);
  self->plan->currency = *currency != '\0' ? g_ascii_strup (currency, -1) : NULL;
  self->plan->create_accounts = gtk_switch_get_active (self->create_accounts);
  plan_changed (self);
}

/* --- Running ---------------------------------------------------------------------------------- */

static void
progress_cb (double fraction, guint rows, gpointer data)
{
  AmendsImportDialog *self = data;
  g_autofree char *text = g_strdup_printf (ngettext ("%u row read", "%u rows read", rows), rows);

  gtk_progress_bar_set_fraction (self->progress, CLAMP (fraction, 0, 1));
  gtk_label_set_label (self->progress_text, text);
}

static void
show_trial (AmendsImportDialog *self)
{
  g_autofree char *counts = describe_counts (self->result, TRUE);

  self->tried = TRUE;
  gtk_stack_set_visible_child_name (self->stack, "plan");
  gtk_label_set_label (self->outcome, counts);
  gtk_widget_set_visible (GTK_WIDGET (self->outcome), TRUE);
  show_lines (self->problems, self->result->problems);
  gtk_adjustment_set_value (self->adjustment, 0);
  gtk_widget_grab_focus (self->try_);
}

static void
show_done (AmendsImportDialog *self)
{
  g_autofree char *counts = describe_counts (self->result, FALSE);

  gtk_label_set_label (self->done_title, self->result->stopped ? _ ("Stopped") : _ ("Imported"));
  gtk_label_set_label (self->done_text, counts);
  show_lines (self->done_problems, self->result->problems);
  gtk_widget_set_visible (self->open_errors, self->result->errors != NULL);
  gtk_widget_set_visible (self->undo, self->result->id != NULL);
  gtk_stack_set_visible_child_name (self->stack, "done");
}

static void
ran_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AmendsImportDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  AmendsImportResult *done = amends_session_import_finish (AMENDS_SESSION (source), result, &error);
  gboolean trial = self->tried;

  g_clear_object (&self->running);
  g_clear_pointer (&self->result, amends_import_result_free);
  self->result = done;
  if (done == NULL)
    {
      gtk_stack_set_visible_child_name (self->stack, "plan");
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        show_fault (self, error->message);
    }
  else if (trial)
    show_trial (self);
  else
    show_done (self);
  update (self);
  if (done != NULL && !trial)
    gtk_widget_grab_focus (self->close);
}

/* The dialog stays until the import has ended: what is half read is not lost sight of. */
static void
run (AmendsImportDialog *self, gboolean trial)
{
  self->tried = trial;
  self->running = g_cancellable_new ();
  gtk_progress_bar_set_fraction (self->progress, 0);
  gtk_label_set_label (self->progress_text, "");
  gtk_stack_set_visible_child_name (self->stack, "running");
  update (self);
  gtk_widget_grab_focus (self->cancel);
  amends_session_import_async (self->session, self->plan, trial, NULL, progress_cb, self,
                               self->running, ran_cb, g_object_ref (self));
}

static void
try_cb (AmendsImportDialog *self)
{
  run (self, TRUE);
}

static void
import_cb (AmendsImportDialog *self)
{
  run (self, FALSE);
}

static void
cancel_cb (AmendsImportDialog *self)
{
  if (self->running != NULL)
    g_cancellable_cancel (self->running);
  else
    gtk_window_close (GTK_WINDOW (self));
}

static void
open_errors_cb (AmendsImportDialog *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *uri = g_filename_to_uri (self->result->errors, NULL, &error);

  if (uri != NULL)
    amends_launch_uri (self->from, uri);
  else
    amends_feedback_error (self->from, _ ("The file could not be opened."), error);
}

static void
undone_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) from = GTK_WIDGET (user_data);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  guint kept = 0;

  if (!amends_session_undo_import_finish (AMENDS_SESSION (source), result, &kept, &error))
    {
      amends_feedback_error (from, _ ("The import was not taken back."), error);
      return;
    }
  text = kept == 0
             ? g_strdup (_ ("The import was taken back."))
             : g_strdup_printf (ngettext ("The import was taken back. %u record has changed since "
                                          "and stays as it is.",
                                          "The import was taken back. %u records have changed "
                                          "since and stay as they are.",
                                          kept),
                                kept);
  amends_feedback_show (from, text);
}

static void
undo_cb (AmendsImportDialog *self)
{
  amends_session_undo_import_async (self->session, self->result->id, NULL, undone_cb,
                                    g_object_ref (self->from));
  gtk_window_close (GTK_WINDOW (self));
}

/* --- The dialog ------------------------------------------------------------------------------- */

static gboolean
amends_import_dialog_close_request (GtkWindow *window)
{
  AmendsImportDialog *self = AMENDS_IMPORT_DIALOG (window);

  g_cancellable_cancel (self->planning);
  g_cancellable_cancel (self->running);
  return GTK_WINDOW_CLASS (amends_import_dialog_parent_class)->close_request (window);
}

static void
amends_import_dialog_dispose (GObject *object)
{
  AmendsImportDialog *self = AMENDS_IMPORT_DIALOG (object);

  g_cancellable_cancel (self->planning);
  g_clear_object (&self->planning);
  g_clear_object (&self->running);
  g_clear_pointer (&self->plan, amends_import_plan_free);
  g_clear_pointer (&self->result, amends_import_result_free);
  g_clear_pointer (&self->column_rows, g_ptr_array_unref);
  g_clear_object (&self->from);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (amends_import_dialog_parent_class)->dispose (object);
}

#define CHILD(name) gtk_widget_class_bind_template_child (widget_class, AmendsImportDialog, name)

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/dev/amends/Amends/sync/amends-import-dialog.ui");
  CHILD (stack);
  CHILD (kind);
  CHILD (encoding);
  CHILD (dates);
  CHILD (currency);
  CHILD (accounts_row);
  CHILD (create_accounts);
  CHILD (columns);
  CHILD (adjustment);
  CHILD (problems);
  CHILD (outcome);
  CHILD (fault);
  CHILD (progress);
  CHILD (progress_text);
  CHILD (done_title);
  CHILD (done_text);
  CHILD (done_problems);
  CHILD (open_errors);
  CHILD (undo);
  CHILD (cancel);
  CHILD (try_);
  CHILD (import);
  CHILD (close);
  gtk_widget_class_bind_template_callback (widget_class, reread_cb);
  gtk_widget_class_bind_template_callback (widget_class, edited_cb);
  gtk_widget_class_bind_template_callback (widget_class, try_cb);
  gtk_widget_class_bind_template_callback (widget_class, import_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_errors_cb);
  gtk_widget_class_bind_template_callback (widget_class, undo_cb);
}

static void
amends_import_dialog_class_init (AmendsImportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amends_import_dialog_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = amends_import_dialog_close_request;
  bind_template (widget_class);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
set_words (AdwComboRow *row, const char *const *words)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (words);

  adw_combo_row_set_model (row, G_LIST_MODEL (list));
}

static void
amends_import_dialog_init (AmendsImportDialog *self)
{
  const char *const kinds[] = { _ ("Accounts"), _ ("Contacts"), _ ("Interactions"), _ ("Usage"),
                                NULL };
  const char *const dates[] = { _ ("Year, month, day"), _ ("Day, month, year"),
                                _ ("Month, day, year"), NULL };
  const char *const charsets[] = {
    "UTF-8", "UTF-16", "UTF-16 (BE)", "Windows-1252", "GB18030", NULL
  };

  self->column_rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  self->filling = TRUE;
  set_words (self->kind, kinds);
  set_words (self->dates, dates);
  set_words (self->encoding, charsets);
  self->filling = FALSE;
}

AmendsImportDialog *
amends_import_dialog_present (GtkWidget *from, AmendsSession *session, const char *path)
{
  AmendsImportDialog *self;
  GtkRoot *root = gtk_widget_get_root (from);
  g_autofree char *name = g_filename_display_basename (path);

  g_return_val_if_fail (GTK_IS_WINDOW (root), NULL);
  g_return_val_if_fail (AMENDS_IS_SESSION (session), NULL);

  self = g_object_new (AMENDS_TYPE_IMPORT_DIALOG, "transient-for", root, NULL);
  self->session = g_object_ref (session);
  self->from = g_object_ref (GTK_WIDGET (root));
  gtk_window_set_title (GTK_WINDOW (self), name);
  update (self);
  read_path (self, path, -1, NULL);
  gtk_window_present (GTK_WINDOW (self));
  return self;
}

/* What must live until a file was chosen. */
typedef struct
{
  GtkWidget *from;
  AmendsSession *session;
} Asking;

static void
chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Asking *asking = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = amends_file_dialog_finish (result, &error);

  if (file != NULL && gtk_widget_get_root (asking->from) != NULL)
    amends_import_dialog_present (asking->from, asking->session, g_file_peek_path (file));
  else if (file == NULL)
    amends_feedback_error (asking->from, _ ("The file could not be opened."), error);
  g_object_unref (asking->from);
  g_object_unref (asking->session);
  g_free (asking);
}

void
amends_import_dialog_ask (GtkWidget *from, AmendsSession *session)
{
  Asking *asking = g_new0 (Asking, 1);
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _ ("Tables (CSV)"));
  gtk_file_filter_add_suffix (filter, "csv");
  gtk_file_filter_add_suffix (filter, "tsv");
  gtk_file_filter_add_suffix (filter, "txt");
  asking->from = g_object_ref (from);
  asking->session = g_object_ref (session);
  amends_file_dialog_open_async (from, _ ("Import from a file"), filter, NULL, chosen_cb, asking);
}
