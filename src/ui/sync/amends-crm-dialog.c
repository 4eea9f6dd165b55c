/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Connects a CRM. */

#include "config.h"

#include "amends-crm-dialog.h"

#include "amends-feedback.h"
#include "amends-launch.h"
#include "amends-sync-page.h"
#include "amends-weak.h"

#include <glib/gi18n-lib.h>

struct _AmendsCrmDialog
{
  AdwWindow parent_instance;

  AmendsSession *session;    /* (owned) */
  GCancellable *cancellable; /* (owned): all this dialog asks for */
  GtkWidget *from;           /* (owned): the window */
  guint connected; /* which of the kinds is connected already; GTK_INVALID_LIST_POSITION */
  gboolean busy;

  GtkStack *stack;
  AdwComboRow *type;
  AdwEntryRow *url;
  AdwEntryRow *user;
  AdwEntryRow *database;
  AdwPasswordEntryRow *secret;
  AdwEntryRow *client_id;
  AdwEntryRow *version;
  AdwComboRow *interval;
  GtkLabel *hint;
  GtkLabel *fault;
  GtkWidget *test;
  GtkWidget *spinner;
  GtkWidget *back;
  GtkWidget *cancel;
  GtkWidget *connect;
  GtkLabel *found;
  GtkLabel *clock;
  GtkLabel *reads;
  GtkLabel *writes;
  GtkWidget *missing_part;
  GtkLabel *missing;
  GtkLabel *kept;
  GtkSwitch *first_push;
};

G_DEFINE_FINAL_TYPE (AmendsCrmDialog, amends_crm_dialog, ADW_TYPE_WINDOW)

/* What each CRM is asked for. */
typedef enum
{
  WANTS_USER = 1 << 0,
  WANTS_DATABASE = 1 << 1,
  WANTS_SIGN_IN = 1 << 2, /* in the browser, instead of a key */
} Wants;

static const struct
{
  const char *type;
  const char *url;  /* that most have; NULL: everybody has their own */
  const char *hint; /* to be translated: where the key is */
  Wants wants;
} kinds[] = {
  { "espocrm", NULL, N_ ("In EspoCRM, an administrator makes an API user and gives you its key."),
    0 },
  { "hubspot", "https://api.hubapi.com",
    N_ ("In HubSpot, a private app has the access token: Settings, Integrations, Private Apps."),
    0 },
  { "salesforce", "https://login.salesforce.com",
    N_ ("You sign in in your browser. The client id is that of a connected app in Salesforce."),
    WANTS_SIGN_IN },
  { "odoo", NULL, N_ ("In Odoo, an API key is made under Preferences, Account Security."),
    WANTS_USER | WANTS_DATABASE },
};

/* Minutes; 0 is by hand. */
static const guint intervals[] = { 0, 5, 15, 30, 60 };

static guint
get_kind (AmendsCrmDialog *self)
{
  return MIN (adw_combo_row_get_selected (self->type), G_N_ELEMENTS (kinds) - 1);
}

/* (nullable) (transfer full): what is written without outer space */
static char *
dup_text (gpointer entry)
{
  g_autofree char *text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry)));

  g_strstrip (text);
  return *text != '\0' ? g_steal_pointer (&text) : NULL;
}

static AmendsCrmConnection *
read_form (AmendsCrmDialog *self)
{
  AmendsCrmConnection *connection = g_new0 (AmendsCrmConnection, 1);
  guint kind = get_kind (self);
  guint interval = adw_combo_row_get_selected (self->interval);

  connection->type = g_strdup (kinds[kind].type);
  connection->url = dup_text (self->url);
  connection->version = dup_text (self->version);
  if (kinds[kind].wants & WANTS_USER)
    connection->user = dup_text (self->user);
  if (kinds[kind].wants & WANTS_DATABASE)
    connection->database = dup_text (self->database);
  if (kinds[kind].wants & WANTS_SIGN_IN)
    connection->client_id = dup_text (self->client_id);
  connection->interval = interval < G_N_ELEMENTS (intervals) ? intervals[interval] : 0;
  return connection;
}

/* --- What is shown ---------------------------------------------------------------------------- */

static void
update (AmendsCrmDialog *self)
{
  gboolean checked = g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "check") == 0;
  g_autoptr (AmendsCrmConnection) connection = read_form (self);
  Wants wants = kinds[get_kind (self)].wants;
  gboolean complete = connection->url != NULL &&
                      (connection->user != NULL || !(wants & WANTS_USER)) &&
                      (connection->client_id != NULL || !(wants & WANTS_SIGN_IN));

  gtk_widget_set_visible (GTK_WIDGET (self->user), (wants & WANTS_USER) != 0);
  gtk_widget_set_visible (GTK_WIDGET (self->database), (wants & WANTS_DATABASE) != 0);
  gtk_widget_set_visible (GTK_WIDGET (self->client_id), (wants & WANTS_SIGN_IN) != 0);
  gtk_widget_set_visible (GTK_WIDGET (self->secret), (wants & WANTS_SIGN_IN) == 0);
  adw_preferences_row_set_title (
      ADW_PREFERENCES_ROW (self->secret),
      get_kind (self) == self->connected ? _ ("Key (empty: the one that is kept)") : _ ("Key"));
  gtk_label_set_label (self->hint, _ (kinds[get_kind (self)].hint));
  gtk_widget_set_visible (self->cancel, !checked);
  gtk_widget_set_visible (self->back, checked);
  gtk_widget_set_visible (self->test, !checked);
  gtk_widget_set_visible (self->connect, checked);
  gtk_button_set_label (GTK_BUTTON (self->test),
                        wants & WANTS_SIGN_IN ? _ ("_Sign in…") : _ ("_Test"));
  gtk_widget_set_sensitive (self->test, complete && !self->busy);
  gtk_widget_set_sensitive (self->connect, !self->busy);
  gtk_widget_set_visible (self->spinner, self->busy);
  gtk_spinner_set_spinning (GTK_SPINNER (self->spinner), self->busy);
  gtk_window_set_default_widget (GTK_WINDOW (self), checked ? self->connect : self->test);
}

static void
show_fault (AmendsCrmDialog *self, const char *text)
{
  gtk_label_set_label (self->fault, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->fault), text != NULL);
}

static void
edited_cb (AmendsCrmDialog *self)
{
  show_fault (self, NULL);
  update (self);
}

static void
type_cb (AmendsCrmDialog *self)
{
  const char *url = kinds[get_kind (self)].url;
  g_autofree char *written = dup_text (self->url);
  gboolean ours = written == NULL;

  /* What the program filled in gives way to what the other CRM has. */
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    ours = ours || g_strcmp0 (written, kinds[i].url) == 0;
  if (ours)
    gtk_editable_set_text (GTK_EDITABLE (self->url), url != NULL ? url : "");
  edited_cb (self);
}

static void
show_lines (GtkLabel *label, char **lines)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; lines != NULL && lines[i] != NULL; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", lines[i]);
  gtk_label_set_label (label, text->str);
}

static void
show_check (AmendsCrmDialog *self, const AmendsCrmCheck *check)
{
  g_autofree char *found = NULL;

  if (check->user != NULL && *check->user != '\0')
    /* Translators: a CRM with its version, and who one is there: "EspoCRM 8.4, as maya" */
    found = g_strdup_printf (_ ("%1$s, as %2$s"), check->product, check->user);
  gtk_label_set_label (self->found, found != NULL ? found : check->product);
  gtk_label_set_label (self->clock, check->clock != NULL ? check->clock : "");
  gtk_widget_set_visible (GTK_WIDGET (self->clock), check->clock != NULL);
  show_lines (self->reads, check->reads);
  show_lines (self->writes, check->writes);
  show_lines (self->missing, check->missing);
  gtk_widget_set_visible (self->missing_part, check->missing != NULL && check->missing[0] != NULL);
  gtk_label_set_label (self->kept,
                       check->lasting
                           ? _ ("The key is kept in the keyring of this computer.")
                           : _ ("This computer has no keyring: the key is kept until you quit, and "
                                "asked for again the next time."));
  gtk_stack_set_visible_child_name (self->stack, "check");
  update (self);
  gtk_widget_grab_focus (self->connect);
}

/* --- Test and connect ------------------------------------------------------------------------- */

static void
tested_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AmendsCrmDialog) self = amends_weak_take (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (AmendsCrmCheck) check =
      amends_session_test_crm_finish (AMENDS_SESSION (source), result, &error);

  if (self == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self->busy = FALSE;
  if (check == NULL)
    {
      show_fault (self, error->message);
      update (self);
      return;
    }
  show_check (self, check);
}

static void
test (AmendsCrmDialog *self)
{
  g_autoptr (AmendsCrmConnection) connection = read_form (self);
  g_autofree char *secret = dup_text (self->secret);

  amends_session_test_crm_async (self->session, connection, secret, self->cancellable, tested_cb,
                                 amends_weak_new (self));
}

static void
signed_in_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AmendsCrmDialog) self = amends_weak_take (user_data);
  g_autoptr (GError) error = NULL;
  gboolean done = amends_session_sign_in_crm_finish (AMENDS_SESSION (source), result, &error);

  if (self == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (done)
    {
      test (self);
      return;
    }
  self->busy = FALSE;
  show_fault (self, error->message);
  update (self);
}

static void
open_browser (const char *url, gpointer user_data)
{
  amends_launch_uri (GTK_WIDGET (user_data), url);
}

static void
test_cb (AmendsCrmDialog *self)
{
  g_autoptr (AmendsCrmConnection) connection = read_form (self);

  self->busy = TRUE;
  edited_cb (self);
  if (kinds[get_kind (self)].wants & WANTS_SIGN_IN)
    amends_session_sign_in_crm_async (self->session, connection, open_browser, self->from,
                                      self->cancellable, signed_in_cb, amends_weak_new (self));
  else
    test (self);
}

static void
connected_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AmendsCrmDialog) self = amends_weak_take (user_data);
  g_autoptr (GError) error = NULL;
  gboolean done = amends_session_connect_crm_finish (AMENDS_SESSION (source), result, &error);

  if (self == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self->busy = FALSE;
  if (!done)
    {
      gtk_stack_set_visible_child_name (self->stack, "form");
      show_fault (self, error->message);
      update (self);
      return;
    }
  amends_feedback_show (self->from, _ ("Connected. A sync has begun."));
  gtk_widget_activate_action (self->from, "win.sync-now", NULL);
  gtk_window_close (GTK_WINDOW (self));
}

static void
connect_cb (AmendsCrmDialog *self)
{
  g_autoptr (AmendsCrmConnection) connection = read_form (self);
  g_autofree char *secret = dup_text (self->secret);

  self->busy = TRUE;
  update (self);
  amends_session_connect_crm_async (self->session, connection, secret,
                                    gtk_switch_get_active (self->first_push), self->cancellable,
                                    connected_cb, amends_weak_new (self));
}

static void
back_cb (AmendsCrmDialog *self)
{
  gtk_stack_set_visible_child_name (self->stack, "form");
  update (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->url));
}

/* --- The dialog ------------------------------------------------------------------------------- */

static void
amends_crm_dialog_dispose (GObject *object)
{
  AmendsCrmDialog *self = AMENDS_CRM_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->from);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (amends_crm_dialog_parent_class)->dispose (object);
}

#define CHILD(name) gtk_widget_class_bind_template_child (widget_class, AmendsCrmDialog, name)

static void
amends_crm_dialog_class_init (AmendsCrmDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amends_crm_dialog_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/dev/amends/Amends/sync/amends-crm-dialog.ui");
  CHILD (stack);
  CHILD (type);
  CHILD (url);
  CHILD (user);
  CHILD (database);
  CHILD (secret);
  CHILD (client_id);
  CHILD (version);
  CHILD (interval);
  CHILD (hint);
  CHILD (fault);
  CHILD (test);
  CHILD (spinner);
  CHILD (back);
  CHILD (cancel);
  CHILD (connect);
  CHILD (found);
  CHILD (clock);
  CHILD (reads);
  CHILD (writes);
  CHILD (missing_part);
  CHILD (missing);
  CHILD (kept);
  CHILD (first_push);
  gtk_widget_class_bind_template_callback (widget_class, type_cb);
  gtk_widget_class_bind_template_callback (widget_class, edited_cb);
  gtk_widget_class_bind_template_callback (widget_class, test_cb);
  gtk_widget_class_bind_template_callback (widget_class, connect_cb);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
fill_intervals (AmendsCrmDialog *self)
{
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (intervals); i++)
    {
      g_autofree char *text =
          intervals[i] == 0
              ? g_strdup (_ ("Only when I ask"))
              : g_strdup_printf (ngettext ("Every %u minute", "Every %u minutes", intervals[i]),
                                 intervals[i]);
      gtk_string_list_append (words, text);
    }
  adw_combo_row_set_model (self->interval, G_LIST_MODEL (words));
  adw_combo_row_set_selected (self->interval, 2);
}

static void
amends_crm_dialog_init (AmendsCrmDialog *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  self->cancellable = g_cancellable_new ();
  self->connected = GTK_INVALID_LIST_POSITION;
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    gtk_string_list_append (names, amends_sync_get_crm_name (kinds[i].type));
  adw_combo_row_set_model (self->type, G_LIST_MODEL (names));
  fill_intervals (self);
}

static void
set_text (gpointer entry, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (entry), text != NULL ? text : "");
}

/* What is connected already, to be changed. */
static void
fill (AmendsCrmDialog *self)
{
  g_autoptr (AmendsCrmConnection) crm = amends_session_get_crm (self->session);

  if (crm->type == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i].type, crm->type))
      adw_combo_row_set_selected (self->type, i);
  for (guint i = 0; i < G_N_ELEMENTS (intervals); i++)
    if (intervals[i] == crm->interval)
      adw_combo_row_set_selected (self->interval, i);
  set_text (self->url, crm->url);
  set_text (self->user, crm->user);
  set_text (self->database, crm->database);
  set_text (self->client_id, crm->client_id);
  set_text (self->version, crm->version);
  self->connected = get_kind (self);
  gtk_window_set_title (GTK_WINDOW (self), _ ("Connection"));
  gtk_button_set_label (GTK_BUTTON (self->connect), _ ("_Save"));
}

void
amends_crm_dialog_present (GtkWidget *from, AmendsSession *session)
{
  AmendsCrmDialog *self;
  GtkRoot *root = gtk_widget_get_root (from);

  g_return_if_fail (GTK_IS_WINDOW (root));
  g_return_if_fail (AMENDS_IS_SESSION (session));

  self = g_object_new (AMENDS_TYPE_CRM_DIALOG, "transient-for", root, NULL);
  self->session = g_object_ref (session);
  self->from = g_object_ref (GTK_WIDGET (root));
  type_cb (self);
  fill (self);
  update (self);
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->url));
}
