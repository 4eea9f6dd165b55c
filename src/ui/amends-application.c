/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Starts, opens the workspace, and shows its window. */

#include "config.h"

#include "amends-application.h"

#include "amends-about.h"
#include "amends-feedback.h"
#include "amends-mnemonic.h"
#include "amends-preferences-window.h"
#include "amends-service.h"
#include "amends-session-policy.h"
#include "amends-session.h"
#include "amends-window.h"

#include <glib/gi18n-lib.h>

struct _AmendsApplication
{
  AdwApplication parent_instance;

  char *workspace;               /* (owned) (nullable): the usual one */
  char *person;                  /* (owned) (nullable): e-mail address from --as */
  AmendsTimeSource *time_source; /* (owned) */
  AmendsSession *session;        /* (owned) (nullable) until opening has begun */
  AmendsWindow *window;          /* (weak) (nullable) */
  AmendsService *service;        /* (owned): reminders, search, staying */
  GError *failure;               /* (owned) (nullable): why the workspace did not open */
  GError *restore_failure;       /* (owned) (nullable): why a copy was not put back */
  gboolean opened;
  gboolean wants_wizard;
  gboolean wants_sample;
};

G_DEFINE_FINAL_TYPE (AmendsApplication, amends_application, ADW_TYPE_APPLICATION)

typedef struct
{
  char *workspace;
  char *now;
  char *person;
  gboolean wizard;
  gboolean sample;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->workspace);
  g_free (options->now);
  g_free (options->person);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

/* For --help; the values have been read before there was an application. */
static const GOptionEntry entries[] = {
  { "workspace", 0, 0, G_OPTION_ARG_FILENAME, NULL, N_ ("Folder of the workspace"),
    /* TRANSLATORS: placeholder of a command line option: a folder */
    N_ ("DIR") },
  { "now", 0, 0, G_OPTION_ARG_STRING, NULL, N_ ("Act as if it were this time"),
    /* TRANSLATORS: placeholder of a command line option: a time */
    N_ ("TIME") },
  { "as", 0, 0, G_OPTION_ARG_STRING, NULL, N_ ("Act as the person with this address"),
    /* TRANSLATORS: placeholder of a command line option: an e-mail address */
    N_ ("EMAIL") },
  { "new-escalation", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Begin with a new escalation"), NULL },
  { "sample", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Fill an empty workspace with sample data"),
    NULL },
  { NULL },
};

static void
show_session (AmendsApplication *self)
{
  amends_window_set_session (self->window, self->session);
  amends_service_set_window (self->service, self->window);
  if (self->wants_wizard)
    gtk_widget_activate_action (GTK_WIDGET (self->window), "win.new", NULL);
  self->wants_wizard = FALSE;
  amends_feedback_error (GTK_WIDGET (self->window), _ ("The copy was not restored."),
                         self->restore_failure);
  g_clear_error (&self->restore_failure);
  if (amends_session_get_policy_problem (self->session) != NULL)
    amends_feedback_show (GTK_WIDGET (self->window),
                          amends_session_get_policy_problem (self->session));
}

/* Takes the part of the person named by --as, who must be known to the workspace. */
static AmendsPerson *
find_person (AmendsApplication *self)
{
  GListModel *people = amends_session_get_people (self->session);
  guint n = g_list_model_get_n_items (people);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AmendsPerson) person = g_list_model_get_item (people, i);

      for (char **email = person->emails; email != NULL && *email != NULL; email++)
        if (g_ascii_strcasecmp (*email, self->person) == 0)
          return g_steal_pointer (&person);
    }
  return NULL;
}

static void
person_saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AmendsApplication) self = AMENDS_APPLICATION (user_data);
  g_autoptr (GError) error = NULL;

  if (!amends_session_change_finish (AMENDS_SESSION (source), result, NULL, &error))
    g_message ("%s", error->message);
  if (self->window != NULL)
    show_session (self);
}

static void
become_person (AmendsApplication *self)
{
  g_autoptr (AmendsPerson) person = find_person (self);

  if (person == NULL)
    {
      g_autofree char *text
          /* TRANSLATORS: %s is an e-mail address given on the command line */
          = g_strdup_printf (_ ("Nobody in this workspace has the address %s."), self->person);

      show_session (self);
      gtk_widget_activate_action (GTK_WIDGET (self->window), "win.toast", "(su)", text, 0);
      return;
    }
  if (person->me)
    {
      show_session (self);
      return;
    }
  g_object_set (person, "me", TRUE, NULL);
  amends_session_save_person_async (self->session, person, NULL, person_saved_cb,
                                    g_object_ref (self));
}

static void
go_on (AmendsApplication *self)
{
  if (self->window == NULL)
    return;
  if (self->person != NULL)
    become_person (self);
  else
    show_session (self);
}

static void
sample_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AmendsApplication) self = AMENDS_APPLICATION (user_data);
  g_autoptr (GError) error = NULL;

  /* The first run then offers it again. */
  if (!amends_session_workspace_finish (AMENDS_SESSION (source), result, &error))
    g_message ("%s", error->message);
  go_on (self);
}

/* What came of opening the workspace, in the window. */
static void
show_opened (AmendsApplication *self)
{
  if (!self->opened)
    {
      amends_window_show_failure (self->window, self->failure);
      g_clear_error (&self->failure);
      g_clear_object (&self->session);
    }
  else if (self->wants_sample && amends_session_is_empty (self->session))
    {
      amends_session_load_sample_async (self->session, NULL, sample_loaded_cb, g_object_ref (self));
    }
  else
    {
      go_on (self);
    }
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AmendsApplication) self = AMENDS_APPLICATION (user_data);

  g_application_release (G_APPLICATION (self));
  self->opened = amends_session_open_finish (AMENDS_SESSION (source), result, &self->failure);
  amends_service_set_session (self->service, self->opened ? self->session : NULL);
  if (self->window != NULL)
    show_opened (self);
}

static void
open_session (AmendsApplication *self)
{
  self->session = amends_session_new (self->workspace, self->time_source);
  g_application_hold (G_APPLICATION (self));
  amends_session_open_async (self->session, NULL, opened_cb, g_object_ref (self));
}

static void
amends_application_activate (GApplication *application)
{
  AmendsApplication *self = AMENDS_APPLICATION (application);

  if (self->window != NULL)
    {
      gtk_window_present (GTK_WINDOW (self->window));
      if (self->opened && self->wants_wizard)
        show_session (self);
      return;
    }

  if (self->session == NULL)
    open_session (self);
  g_set_weak_pointer (&self->window, amends_window_new (ADW_APPLICATION (self)));
  if (self->opened || self->failure != NULL)
    show_opened (self);
  amends_window_present_when_filled (self->window);
}

static void
quit_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AmendsApplication *self = AMENDS_APPLICATION (user_data);

  amends_service_leave (self->service);
  /* Closing lets the window keep what is half written. */
  if (self->window != NULL)
    gtk_window_close (GTK_WINDOW (self->window));
  else
    g_application_quit (G_APPLICATION (self));
}

static void
about_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AmendsApplication *self = AMENDS_APPLICATION (user_data);

  amends_about_show (GTK_WINDOW (self->window));
}

static void
preferences_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AmendsApplication *self = AMENDS_APPLICATION (user_data);
  const char *page = g_variant_get_string (parameter, NULL);

  if (self->window != NULL && self->opened)
    amends_preferences_window_present (GTK_WINDOW (self->window), self->session,
                                       *page != '\0' ? page : NULL);
}

static void
restored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AmendsApplication) self = AMENDS_APPLICATION (user_data);
  g_autofree char *aside = NULL;

  /* What went wrong is said in the window once it is there again. */
  if (!amends_workspace_restore_finish (result, &aside, &self->restore_failure))
    g_message ("%s", self->restore_failure->message);
  g_application_activate (G_APPLICATION (self));
  g_application_release (G_APPLICATION (self));
}

/* Nobody may have the workspace open meanwhile: the window goes and comes back. */
static void
restore_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AmendsApplication *self = AMENDS_APPLICATION (user_data);
  g_autofree char *folder = NULL;

  if (!self->opened || self->window == NULL)
    return;
  folder = g_strdup (amends_session_get_folder (self->session));
  g_application_hold (G_APPLICATION (self));
  gtk_window_destroy (GTK_WINDOW (self->window));
  amends_service_set_session (self->service, NULL);
  amends_session_close (self->session);
  g_clear_object (&self->session);
  self->opened = FALSE;
  amends_workspace_restore_async (folder, g_variant_get_string (parameter, NULL), NULL, restored_cb,
                                  g_object_ref (self));
}

static void
new_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AmendsApplication *self = AMENDS_APPLICATION (user_data);

  self->wants_wizard = TRUE;
  g_application_activate (G_APPLICATION (self));
}

static const GActionEntry actions[] = {
  { "quit", quit_cb },
  { "about", about_cb },
  { "preferences", preferences_cb, "s" },
  { "restore", restore_cb, "s" },
  { "new-escalation", new_cb },
};

static const struct
{
  const char *action;
  const char *accels[3];
} accels[] = {
  { "win.new", { "<Primary>n" } },
  { "win.search", { "<Primary>f" } },
  { "win.show-help-overlay", { "<Primary>question" } },
  { "win.place('today')", { "<Primary>1" } },
  { "win.place('escalations')", { "<Primary>2" } },
  { "win.place('accounts')", { "<Primary>3" } },
  { "win.place('approvals')", { "<Primary>4" } },
  { "win.place('insights')", { "<Primary>5" } },
  { "win.toggle-sidebar", { "F9" } },
  { "win.toggle-fullscreen", { "F11" } },
  { "app.preferences('')", { "<Primary>comma" } },
  { "window.close", { "<Primary>w" } },
  { "app.quit", { "<Primary>q" } },
};

static void
amends_application_startup (GApplication *application)
{
  AmendsApplication *self = AMENDS_APPLICATION (application);

  /* It opens on another thread while this one brings up the toolkit and builds the window. */
  open_session (self);
  G_APPLICATION_CLASS (amends_application_parent_class)->startup (application);

  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  for (guint i = 0; i < G_N_ELEMENTS (accels); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (self), accels[i].action,
                                           (const char **) accels[i].accels);
  amends_service_start (self->service);
  gtk_window_set_default_icon_name (APP_ID);
  amends_mnemonic_init ();
}

static int
amends_application_local_options (GApplication *application, GVariantDict *options)
{
  AmendsApplication *self = AMENDS_APPLICATION (application);
  g_autoptr (GError) error = NULL;

  if (!self->wants_wizard)
    return -1;
  if (!g_application_register (application, NULL, &error))
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }
  if (g_application_get_is_remote (application))
    {
      g_action_group_activate_action (G_ACTION_GROUP (application), "new-escalation", NULL);
      return 0;
    }
  return -1;
}

static void
amends_application_shutdown (GApplication *application)
{
  AmendsApplication *self = AMENDS_APPLICATION (application);

  if (self->opened)
    amends_session_close (self->session);
  G_APPLICATION_CLASS (amends_application_parent_class)->shutdown (application);
}

static gboolean
amends_application_dbus_register (GApplication *application,
                                  GDBusConnection *connection,
                                  const char *path,
                                  GError **error)
{
  AmendsApplication *self = AMENDS_APPLICATION (application);

  return G_APPLICATION_CLASS (amends_application_parent_class)
             ->dbus_register (application, connection, path, error) &&
         amends_service_export (self->service, connection, path, error);
}

static void
amends_application_dbus_unregister (GApplication *application,
                                    GDBusConnection *connection,
                                    const char *path)
{
  AmendsApplication *self = AMENDS_APPLICATION (application);

  if (self->service != NULL)
    amends_service_unexport (self->service);
  G_APPLICATION_CLASS (amends_application_parent_class)
      ->dbus_unregister (application, connection, path);
}

static void
amends_application_dispose (GObject *object)
{
  AmendsApplication *self = AMENDS_APPLICATION (object);

  g_clear_weak_pointer (&self->window);
  g_clear_object (&self->service);
  g_clear_object (&self->session);
  g_clear_object (&self->time_source);
  g_clear_error (&self->failure);
  g_clear_error (&self->restore_failure);

  G_OBJECT_CLASS (amends_application_parent_class)->dispose (object);
}

static void
amends_application_finalize (GObject *object)
{
  AmendsApplication *self = AMENDS_APPLICATION (object);

  g_free (self->workspace);
  g_free (self->person);

  G_OBJECT_CLASS (amends_application_parent_class)->finalize (object);
}

static void
amends_application_class_init (AmendsApplicationClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  object_class->dispose = amends_application_dispose;
  object_class->finalize = amends_application_finalize;
  application_class->activate = amends_application_activate;
  application_class->startup = amends_application_startup;
  application_class->shutdown = amends_application_shutdown;
  application_class->dbus_register = amends_application_dbus_register;
  application_class->dbus_unregister = amends_application_dbus_unregister;
  application_class->handle_local_options = amends_application_local_options;
}

static void
amends_application_init (AmendsApplication *self)
{
  g_application_add_main_option_entries (G_APPLICATION (self), entries);
  self->service = amends_service_new (GTK_APPLICATION (self));
}

static gboolean
read_options (char **arguments, Options *options, GError **error)
{
  const GOptionEntry values[] = {
    { "workspace", 0, 0, G_OPTION_ARG_FILENAME, &options->workspace, NULL, NULL },
    { "now", 0, 0, G_OPTION_ARG_STRING, &options->now, NULL, NULL },
    { "as", 0, 0, G_OPTION_ARG_STRING, &options->person, NULL, NULL },
    { "new-escalation", 0, 0, G_OPTION_ARG_NONE, &options->wizard, NULL, NULL },
    { "sample", 0, 0, G_OPTION_ARG_NONE, &options->sample, NULL, NULL },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_auto (GStrv) copy = g_strdupv (arguments);

  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_set_ignore_unknown_options (context, TRUE);
  g_option_context_add_main_entries (context, values, NULL);
  return g_option_context_parse_strv (context, &copy, error);
}

/* An instance for each workspace: the digest of the folder's path makes the name. */
static char *
make_id (const char *workspace)
{
  g_autofree char *path = NULL;
  g_autofree char *digest = NULL;

  if (workspace == NULL)
    return g_strdup (APP_ID);
  path = g_canonicalize_filename (workspace, NULL);
  digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, path, -1);
  return g_strdup_printf ("%s.w%.12s", APP_ID, digest);
}

AmendsApplication *
amends_application_new (char **arguments, GError **error)
{
  g_auto (Options) options = { NULL };
  g_autoptr (AmendsTimeSource) time_source = NULL;
  g_autofree char *id = NULL;
  AmendsApplication *self;

  if (!read_options (arguments, &options, error))
    return NULL;
  if (options.now != NULL)
    {
      AmendsInstant now;

      if (!amends_instant_parse (options.now, &now, error))
        return NULL;
      time_source = amends_time_source_new_fixed (now);
    }
  else
    {
      time_source = amends_time_source_new_system ();
    }

  id = make_id (options.workspace);
  self = g_object_new (AMENDS_TYPE_APPLICATION, "application-id", id, "resource-base-path",
                       "/dev/amends/Amends", NULL);
  self->workspace =
      options.workspace != NULL ? g_canonicalize_filename (options.workspace, NULL) : NULL;
  self->person = g_steal_pointer (&options.person);
  self->time_source = g_steal_pointer (&time_source);
  self->wants_wizard = options.wizard;
  self->wants_sample = options.sample;
  return self;
}
