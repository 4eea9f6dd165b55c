/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The CRM as somebody at the window meets it: connecting, what both sides changed, what was
 * refused, and files that are read. */

#include "config.h"

#include "ui-walk.h"

#include "amends-crm-dialog.h"
#include "amends-difference.h"
#include "amends-differences-pane.h"
#include "amends-import-dialog.h"
#include "amends-intake-reader.h"
#include "amends-session-sync.h"
#include "amends-sync-page.h"
#include "amends-sync-row.h"

#include <string.h>

/* --- A CRM ------------------------------------------------------------------------------------ */

typedef struct
{
  GSubprocess *process; /* ends when its input does */
  guint16 port;
  char *url;
} Peer;

static void
peer_start (Peer *self)
{
  g_autofree char *file = g_build_filename (g_getenv ("AMENDS_PEERS"), "espocrm.py", NULL);
  g_autoptr (GDataInputStream) output = NULL;
  g_autofree char *line = NULL;
  g_autoptr (GError) error = NULL;

  self->process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE,
                                    &error, "python3", "-B", file, "--until-stdin-closes", NULL);
  g_assert_no_error (error);
  output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (output), FALSE);
  line = g_data_input_stream_read_line (output, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (line);
  self->port = (guint16) g_ascii_strtoull (line, NULL, 10);
  self->url = g_strdup_printf ("http://127.0.0.1:%u", self->port);
}

static void
peer_end (Peer *self)
{
  g_output_stream_close (g_subprocess_get_stdin_pipe (self->process), NULL, NULL);
  g_subprocess_wait (self->process, NULL, NULL);
  g_clear_object (&self->process);
  g_free (self->url);
}

/* (transfer full): what the peer answers to "POST /_peer/fault", see tests/peers/README.md. */
static char *
steer (Peer *self, const char *request, const char *body)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocketConnection) connection =
      g_socket_client_connect_to_host (client, "127.0.0.1", self->port, NULL, &error);
  g_autoptr (GMemoryOutputStream) answer = NULL;
  g_autofree char *message = NULL;
  const char *head_end;

  g_assert_no_error (error);
  message = g_strdup_printf ("%s HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
                             "Content-Type: application/json\r\nContent-Length: %zu\r\n\r\n%s",
                             request, strlen (body), body);
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), message,
                             strlen (message), NULL, NULL, &error);
  g_assert_no_error (error);
  answer = G_MEMORY_OUTPUT_STREAM (g_memory_output_stream_new_resizable ());
  g_output_stream_splice (G_OUTPUT_STREAM (answer),
                          g_io_stream_get_input_stream (G_IO_STREAM (connection)),
                          G_OUTPUT_STREAM_SPLICE_NONE, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_output_stream_write_all (G_OUTPUT_STREAM (answer), "", 1, NULL, NULL, NULL));
  head_end = strstr (g_memory_output_stream_get_data (answer), "\r\n\r\n");
  g_assert_nonnull (head_end);
  return g_strdup (head_end + 4);
}

static void
tell (Peer *self, const char *request, const char *body)
{
  g_autofree char *answer = steer (self, request, body);

  g_assert_false (strstr (answer, "\"peer\":") != NULL);
}

/* (transfer full): the only record of @entity. */
static JsonObject *
get_record (Peer *self, const char *entity)
{
  g_autofree char *request = g_strdup_printf ("GET /_peer/state?entity=%s", entity);
  g_autofree char *answer = NULL;
  g_autoptr (JsonNode) node = NULL;
  JsonArray *records;

  answer = steer (self, request, "");
  node = json_from_string (answer, NULL);
  g_assert_nonnull (node);
  records = json_object_get_array_member (json_node_get_object (node), "records");
  g_assert_cmpuint (json_array_get_length (records), ==, 1);
  return json_object_ref (json_array_get_object_element (records, 0));
}

/* --- The window ------------------------------------------------------------------------------- */

typedef struct
{
  UiFixture ui;
  Peer peer;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  peer_start (&self->peer);
  ui_fixture_set_up (&self->ui, TRUE);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  ui_fixture_tear_down (&self->ui);
  peer_end (&self->peer);
}

static GtkWidget *
open_page (Fixture *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self->ui.window), "win.crm", NULL);
  ui_settle (self->ui.window);
  return ui_find (self->ui.window, AMENDS_TYPE_SYNC_PAGE);
}

/* (transfer none): @name of the template of @widget, of type @type. */
static gpointer
get_part (gpointer widget, GType type, const char *name)
{
  GObject *part = gtk_widget_get_template_child (GTK_WIDGET (widget), type, name);

  g_assert_nonnull (part);
  return part;
}

static const char *
get_page_name (gpointer widget, GType type)
{
  return gtk_stack_get_visible_child_name (get_part (widget, type, "stack"));
}

static void
write_in (GtkWidget *dialog, const char *name, const char *text)
{
  gtk_editable_set_text (get_part (dialog, AMENDS_TYPE_CRM_DIALOG, name), text);
}

static void
click (gpointer button)
{
  g_assert_true (gtk_widget_get_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
}

static gboolean
is_idle (gpointer data)
{
  return !gtk_widget_get_visible (get_part (data, AMENDS_TYPE_CRM_DIALOG, "spinner"));
}

static gboolean
has_synced (gpointer data)
{
  g_autoptr (AmendsSyncState) state = amends_session_get_sync_state (data);

  return state->connected && !state->running && state->last != AMENDS_INSTANT_NONE;
}

static gboolean
is_at_rest (gpointer data)
{
  g_autoptr (AmendsSyncState) state = amends_session_get_sync_state (data);

  return !state->running;
}

static gboolean
differs (gpointer data)
{
  g_autoptr (AmendsSyncState) state = amends_session_get_sync_state (data);

  return !state->running && state->conflicts > 0;
}

static gboolean
agrees (gpointer data)
{
  g_autoptr (AmendsSyncState) state = amends_session_get_sync_state (data);

  return !state->running && state->conflicts == 0;
}

static gboolean
was_refused (gpointer data)
{
  g_autoptr (AmendsSyncState) state = amends_session_get_sync_state (data);

  return !state->running && state->refused == 1;
}

static gboolean
is_all_sent (gpointer data)
{
  g_autoptr (AmendsSyncState) state = amends_session_get_sync_state (data);

  return !state->running && state->refused == 0 && state->queued == 0;
}

static GtkWidget *
open_crm_dialog (GtkWidget *page)
{
  g_autoptr (GPtrArray) before = ui_walk_list_windows ();
  GtkWindow *dialog;

  gtk_widget_activate_action (page, "sync.connect", NULL);
  dialog = ui_walk_wait_for_window (before);
  g_assert_true (AMENDS_IS_CRM_DIALOG (dialog));
  return GTK_WIDGET (dialog);
}

/* As somebody would, with the right key. */
static void
connect_crm (Fixture *self, GtkWidget *page)
{
  GtkWidget *dialog = open_crm_dialog (page);

  write_in (dialog, "url", self->peer.url);
  write_in (dialog, "secret", "test-key");
  click (get_part (dialog, AMENDS_TYPE_CRM_DIALOG, "test"));
  ui_wait (is_idle, dialog);
  g_assert_cmpstr (get_page_name (dialog, AMENDS_TYPE_CRM_DIALOG), ==, "check");
  click (get_part (dialog, AMENDS_TYPE_CRM_DIALOG, "connect"));
  ui_wait (has_synced, self->ui.session);
  ui_settle (self->ui.window);
}

static void
sync_now (Fixture *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self->ui.window), "win.sync-now", NULL);
  ui_wait (is_at_rest, self->ui.session);
}

/* --- Connecting ------------------------------------------------------------------------------- */

static void
test_connect (Fixture *self, gconstpointer data)
{
  GtkWidget *page = open_page (self);
  GtkWidget *dialog;
  GtkLabel *fault;

  g_assert_cmpstr (get_page_name (page, AMENDS_TYPE_SYNC_PAGE), ==, "none");
  ui_assert_names (page);
  dialog = open_crm_dialog (page);
  ui_assert_names (dialog);
  fault = get_part (dialog, AMENDS_TYPE_CRM_DIALOG, "fault");
  g_assert_false (gtk_widget_get_sensitive (get_part (dialog, AMENDS_TYPE_CRM_DIALOG, "test")));

  write_in (dialog, "url", self->peer.url);
  write_in (dialog, "secret", "not-the-key");
  click (get_part (dialog, AMENDS_TYPE_CRM_DIALOG, "test"));
  ui_wait (is_idle, dialog);
  g_assert_cmpstr (get_page_name (dialog, AMENDS_TYPE_CRM_DIALOG), ==, "form");
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (fault)));
  g_assert_cmpuint (strlen (gtk_label_get_label (fault)), >, 20);
  g_assert_null (strstr (gtk_label_get_label (fault), "not-the-key"));

  /* Nobody is there. */
  write_in (dialog, "url", "http://127.0.0.1:1");
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (fault)));
  click (get_part (dialog, AMENDS_TYPE_CRM_DIALOG, "test"));
  ui_wait (is_idle, dialog);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (fault)));

  write_in (dialog, "url", self->peer.url);
  write_in (dialog, "secret", "test-key");
  click (get_part (dialog, AMENDS_TYPE_CRM_DIALOG, "test"));
  ui_wait (is_idle, dialog);
  g_assert_cmpstr (get_page_name (dialog, AMENDS_TYPE_CRM_DIALOG), ==, "check");
  g_assert_nonnull (
      strstr (gtk_label_get_label (get_part (dialog, AMENDS_TYPE_CRM_DIALOG, "found")), "EspoCRM"));
  g_assert_cmpstr (gtk_label_get_label (get_part (dialog, AMENDS_TYPE_CRM_DIALOG, "reads")), !=,
                   "");
  ui_assert_names (dialog);
  click (get_part (dialog, AMENDS_TYPE_CRM_DIALOG, "connect"));
  ui_wait (has_synced, self->ui.session);
  ui_settle (self->ui.window);
  g_assert_cmpstr (get_page_name (page, AMENDS_TYPE_SYNC_PAGE), ==, "state");

  /* The key that is kept does where none is written, and only there. */
  dialog = open_crm_dialog (page);
  click (get_part (dialog, AMENDS_TYPE_CRM_DIALOG, "test"));
  ui_wait (is_idle, dialog);
  g_assert_cmpstr (get_page_name (dialog, AMENDS_TYPE_CRM_DIALOG), ==, "check");
  click (get_part (dialog, AMENDS_TYPE_CRM_DIALOG, "back"));
  write_in (dialog, "secret", "not-the-key");
  click (get_part (dialog, AMENDS_TYPE_CRM_DIALOG, "test"));
  ui_wait (is_idle, dialog);
  g_assert_cmpstr (get_page_name (dialog, AMENDS_TYPE_CRM_DIALOG), ==, "form");
  gtk_window_destroy (GTK_WINDOW (dialog));
}

/* Offline is said on the page; Back leads home. */
static void
test_offline (Fixture *self, gconstpointer data)
{
  GtkWidget *page = open_page (self);
  GtkInfoBar *bar = get_part (page, AMENDS_TYPE_SYNC_PAGE, "offline_bar");

  connect_crm (self, page);
  g_assert_false (gtk_info_bar_get_revealed (bar));
  g_output_stream_close (g_subprocess_get_stdin_pipe (self->peer.process), NULL, NULL);
  g_subprocess_wait (self->peer.process, NULL, NULL);
  sync_now (self);
  ui_settle (self->ui.window);
  g_assert_true (gtk_info_bar_get_revealed (bar));
  gtk_widget_activate_action (GTK_WIDGET (self->ui.window), "win.back", NULL);
  ui_settle (self->ui.window);
  g_assert_false (gtk_widget_get_mapped (page));
}

/* --- What both sides changed ------------------------------------------------------------------ */

static void
result_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static gboolean
has_result (gpointer data)
{
  return *(GAsyncResult **) data != NULL;
}

static AmendsCase *
log_case (Fixture *self)
{
  static const char text[] =
      "{\"account\":{\"name\":\"Calder Freight Lines\",\"time_zone\":\"Europe/Amsterdam\"},"
      "\"contact\":{\"name\":\"Ruth Okafor\",\"title\":\"COO\"},"
      "\"received\":\"2026-03-10T12:40:00Z\",\"affected_feature\":\"route export\","
      "\"statement\":\"Since 06:40 none of our dispatchers can export. Trucks wait.\"}";
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (AmendsIntake) intake =
      amends_intake_read_json (text, strlen (text), "x", NULL, &error);
  AmendsCase *case_;

  g_assert_no_error (error);
  amends_session_log_async (self->ui.session, intake, NULL, result_cb, &result);
  ui_wait (has_result, &result);
  case_ = amends_session_log_finish (self->ui.session, result, &error);
  g_assert_no_error (error);
  return case_;
}

static void
set_status (Fixture *self, AmendsCase *case_, AmendsStatus status)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  amends_session_set_status_async (self->ui.session, case_, status, NULL, NULL, result_cb, &result);
  ui_wait (has_result, &result);
  amends_session_change_finish (self->ui.session, result, NULL, &error);
  g_assert_no_error (error);
}

/* (transfer none) (nullable): the row of @group that comes first. */
static GtkListBoxRow *
find_row (GtkWidget *page, AmendsSyncGroup group)
{
  GtkListBox *list = get_part (page, AMENDS_TYPE_SYNC_PAGE, "list");
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (list, i)) != NULL; i++)
    if (amends_sync_row_get_item (AMENDS_SYNC_ROW (row))->group == group)
      return row;
  return NULL;
}

static gboolean
lists_difference (gpointer data)
{
  return find_row (data, AMENDS_SYNC_GROUP_DECIDE) != NULL;
}

static gboolean
lists_change (gpointer data)
{
  return find_row (data, AMENDS_SYNC_GROUP_SEND) != NULL;
}

static gboolean
lists_only_state (gpointer data)
{
  return !lists_difference (data) && !lists_change (data);
}

static gboolean
names_case (gpointer data)
{
  return gtk_widget_get_visible (get_part (data, AMENDS_TYPE_DIFFERENCES_PANE, "case_button"));
}

static void
select_row (GtkWidget *page, AmendsSyncGroup group)
{
  gtk_list_box_select_row (get_part (page, AMENDS_TYPE_SYNC_PAGE, "list"), find_row (page, group));
  ui_settle (page);
}

static void
test_difference (Fixture *self, gconstpointer data)
{
  GtkWidget *page = open_page (self);
  g_autoptr (AmendsCase) case_ = NULL;
  g_autoptr (JsonObject) record = NULL;
  g_autofree char *theirs = NULL;
  GtkWidget *pane;
  GtkWidget *apply;
  GtkWidget *difference;

  connect_crm (self, page);
  case_ = log_case (self);
  sync_now (self);
  record = get_record (&self->peer, "Case");
  theirs = g_strdup_printf ("{\"entity\":\"Case\",\"by\":\"Daniel Brandt\",\"record\":"
                            "{\"id\":\"%s\",\"status\":\"Pending\"}}",
                            json_object_get_string_member (record, "id"));
  tell (&self->peer, "POST /_peer/put", theirs);
  set_status (self, case_, AMENDS_STATUS_IN_PROGRESS);
  sync_now (self);
  ui_wait (differs, self->ui.session);
  ui_wait (lists_difference, page);

  select_row (page, AMENDS_SYNC_GROUP_DECIDE);
  g_assert_cmpstr (get_page_name (page, AMENDS_TYPE_SYNC_PAGE), ==, "differences");
  pane = ui_find (page, AMENDS_TYPE_DIFFERENCES_PANE);
  ui_wait (names_case, pane);
  ui_assert_names (pane);
  apply = get_part (pane, AMENDS_TYPE_DIFFERENCES_PANE, "apply");
  g_assert_false (gtk_widget_get_sensitive (apply));
  g_assert_cmpuint (ui_count (pane, AMENDS_TYPE_DIFFERENCE), ==, 1);
  difference = ui_find (pane, AMENDS_TYPE_DIFFERENCE);
  g_assert_cmpint (amends_difference_get_choice (AMENDS_DIFFERENCE (difference)), ==,
                   AMENDS_DIFFERENCE_UNDECIDED);
  gtk_check_button_set_active (get_part (difference, AMENDS_TYPE_DIFFERENCE, "theirs"), TRUE);
  g_assert_true (gtk_widget_get_sensitive (apply));
  click (apply);
  ui_wait (agrees, self->ui.session);
  ui_wait (lists_only_state, page);
  g_assert_cmpstr (get_page_name (page, AMENDS_TYPE_SYNC_PAGE), ==, "state");
}

/* --- What was refused ------------------------------------------------------------------------- */

static void
test_refused (Fixture *self, gconstpointer data)
{
  GtkWidget *page = open_page (self);
  g_autoptr (AmendsCase) case_ = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) note = NULL;

  connect_crm (self, page);
  case_ = log_case (self);
  sync_now (self);
  tell (&self->peer, "POST /_peer/fault",
        "{\"kind\":\"status:403\",\"times\":-1,\"method\":\"POST\",\"path\":\"Note\"}");
  amends_session_add_event_async (self->ui.session, case_, AMENDS_DIRECTION_INTERNAL,
                                  AMENDS_CHANNEL_UNKNOWN, amends_session_now (self->ui.session),
                                  "Lock on the route table found.", NULL, result_cb, &result);
  ui_wait (has_result, &result);
  amends_session_change_finish (self->ui.session, result, NULL, &error);
  g_assert_no_error (error);
  sync_now (self);
  ui_wait (was_refused, self->ui.session);
  ui_wait (lists_change, page);

  select_row (page, AMENDS_SYNC_GROUP_SEND);
  g_assert_cmpstr (get_page_name (page, AMENDS_TYPE_SYNC_PAGE), ==, "change");
  g_assert_true (gtk_widget_get_visible (get_part (page, AMENDS_TYPE_SYNC_PAGE, "change_problem")));
  g_assert_cmpstr (gtk_label_get_label (get_part (page, AMENDS_TYPE_SYNC_PAGE, "change_problem")),
                   !=, "");
  ui_assert_names (page);
  tell (&self->peer, "DELETE /_peer/fault", "");
  click (get_part (page, AMENDS_TYPE_SYNC_PAGE, "change_retry"));
  ui_wait (is_all_sent, self->ui.session);
  ui_wait (lists_only_state, page);
  note = get_record (&self->peer, "Note");
  g_assert_nonnull (strstr (json_object_get_string_member (note, "post"), "Lock on the route"));
}

/* --- Files ------------------------------------------------------------------------------------ */

static gboolean
is_on_page (GtkWidget *dialog, const char *name)
{
  return g_strcmp0 (get_page_name (dialog, AMENDS_TYPE_IMPORT_DIALOG), name) == 0;
}

static gboolean
is_shown (gpointer data)
{
  return gtk_widget_get_visible (data);
}

static gboolean
is_planned (gpointer data)
{
  return is_on_page (data, "plan") &&
         ui_count (get_part (data, AMENDS_TYPE_IMPORT_DIALOG, "columns"), ADW_TYPE_COMBO_ROW) > 0;
}

static gboolean
is_tried (gpointer data)
{
  return is_on_page (data, "plan") &&
         gtk_widget_get_visible (get_part (data, AMENDS_TYPE_IMPORT_DIALOG, "outcome"));
}

static gboolean
is_done (gpointer data)
{
  return is_on_page (data, "done");
}

static guint
count_accounts (gpointer session)
{
  return g_list_model_get_n_items (amends_session_get_accounts (session));
}

typedef struct
{
  AmendsSession *session;
  guint before;
} Accounts;

static gboolean
is_as_before (gpointer data)
{
  Accounts *accounts = data;

  return count_accounts (accounts->session) == accounts->before;
}

/* (transfer none) (nullable): the choice of the column titled @title. */
static GtkWidget *
find_column (GtkWidget *root, const char *title)
{
  if (ADW_IS_COMBO_ROW (root) &&
      g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (root)), title) == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_column (child, title);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
try_import (GtkWidget *dialog, const char *outcome)
{
  click (get_part (dialog, AMENDS_TYPE_IMPORT_DIALOG, "try_"));
  ui_wait (is_tried, dialog);
  g_assert_cmpstr (gtk_label_get_label (get_part (dialog, AMENDS_TYPE_IMPORT_DIALOG, "outcome")),
                   ==, outcome);
  g_assert_true (gtk_widget_get_visible (get_part (dialog, AMENDS_TYPE_IMPORT_DIALOG, "problems")));
}

static void
test_import (void)
{
  static const char text[] = "Customer,ARR,Renewal date,Remarks\n"
                             "Bergmann Logistics,120000,2026-04-30,Prefers phone\n"
                             "Delta Foods,88000,2026-06-30,\n"
                             ",10,,\n";
  UiFixture ui = { NULL };
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  GtkWidget *dialog;
  GtkWidget *column;
  guint guessed;
  Accounts accounts;

  ui_fixture_set_up (&ui, TRUE);
  path = g_build_filename (ui.folder, "accounts.csv", NULL);
  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
  accounts = (Accounts){ ui.session, count_accounts (ui.session) };
  dialog = GTK_WIDGET (amends_import_dialog_present (GTK_WIDGET (ui.window), ui.session, path));
  ui_wait (is_planned, dialog);
  ui_assert_names (dialog);
  column = find_column (dialog, "ARR");
  g_assert_nonnull (column);
  guessed = adw_combo_row_get_selected (ADW_COMBO_ROW (column));
  g_assert_cmpuint (guessed, >, 0);
  g_assert_cmpuint (adw_combo_row_get_selected (ADW_COMBO_ROW (find_column (dialog, "Customer"))),
                    >, 0);

  /* A field has one column: given to another, the first has none. */
  adw_combo_row_set_selected (ADW_COMBO_ROW (find_column (dialog, "Remarks")), guessed);
  g_assert_cmpuint (adw_combo_row_get_selected (ADW_COMBO_ROW (column)), ==, 0);
  adw_combo_row_set_selected (ADW_COMBO_ROW (column), guessed);
  g_assert_cmpuint (adw_combo_row_get_selected (ADW_COMBO_ROW (find_column (dialog, "Remarks"))),
                    ==, 0);

  /* Amounts need a currency, which this file does not name. */
  try_import (dialog, "Would add 0, change 0, leave 0 as they are, refuse 3.");
  gtk_editable_set_text (get_part (dialog, AMENDS_TYPE_IMPORT_DIALOG, "currency"), "eur");
  g_assert_false (is_tried (dialog));
  try_import (dialog, "Would add 2, change 0, leave 0 as they are, refuse 1.");
  g_assert_true (is_as_before (&accounts));

  click (get_part (dialog, AMENDS_TYPE_IMPORT_DIALOG, "import"));
  ui_wait (is_done, dialog);
  g_assert_cmpuint (count_accounts (ui.session), ==, accounts.before + 2);
  g_assert_true (
      gtk_widget_get_visible (get_part (dialog, AMENDS_TYPE_IMPORT_DIALOG, "done_problems")));
  ui_assert_names (dialog);
  click (get_part (dialog, AMENDS_TYPE_IMPORT_DIALOG, "undo"));
  ui_wait (is_as_before, &accounts);
  ui_settle (ui.window);
  ui_fixture_tear_down (&ui);
}

/* A file that is none is said to be so, and nothing can be read from it. */
static void
test_import_nothing (void)
{
  UiFixture ui = { NULL };
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  GtkWidget *dialog;
  GtkWidget *fault;

  ui_fixture_set_up (&ui, FALSE);
  path = g_build_filename (ui.folder, "empty.csv", NULL);
  g_file_set_contents (path, "", 0, &error);
  g_assert_no_error (error);
  dialog = GTK_WIDGET (amends_import_dialog_present (GTK_WIDGET (ui.window), ui.session, path));
  fault = get_part (dialog, AMENDS_TYPE_IMPORT_DIALOG, "fault");
  ui_wait (is_shown, fault);
  g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (fault)), !=, "");
  g_assert_false (
      gtk_widget_get_sensitive (get_part (dialog, AMENDS_TYPE_IMPORT_DIALOG, "import")));
  gtk_window_destroy (GTK_WINDOW (dialog));
  ui_fixture_tear_down (&ui);
}

#define ADD(name, function)                                                                        \
  g_test_add ("/ui/sync/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  /* Nobody's keyring. */
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent", TRUE);
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  ADD ("connect", test_connect);
  ADD ("offline", test_offline);
  ADD ("difference", test_difference);
  ADD ("refused", test_refused);
  g_test_add_func ("/ui/sync/import", test_import);
  g_test_add_func ("/ui/sync/import-nothing", test_import_nothing);

  return g_test_run ();
}
