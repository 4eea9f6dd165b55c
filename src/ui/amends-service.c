/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the application does without a window. */

#include "config.h"

#include "amends-service.h"

#include "amends-background.h"
#include "amends-feedback.h"
#include "amends-notifier.h"
#include "amends-search-provider.h"

#include <glib/gi18n-lib.h>

/* The first frame comes first. */
#define AFTER_WINDOW_MS 2000
/* Started for one question, it waits this long for the next. */
#define IDLE_MS 30000
/* For as long as something that was put off without a window comes again. */
#define STAY_SECONDS (16 * 60)
/* Of the workspace. */
#define KEY_UNSERVED "reminders.unserved"

struct _AmendsService
{
  GObject parent_instance;

  GtkApplication *application; /* (weak) (nullable) */
  GSettings *settings;         /* (owned) (nullable): not installed */
  AmendsSession *session;      /* (owned) (nullable) until it is open */
  AmendsWindow *window;        /* (weak) (nullable) */
  AmendsSearchProvider *provider;
  AmendsNotifier *notifier; /* (owned) (nullable) until the session is open */
  GQueue waiting;           /* of Wish, oldest first */
  guint staying;            /* for what was put off */
  gboolean held;            /* it stays without a window */
};

G_DEFINE_FINAL_TYPE (AmendsService, amends_service, G_TYPE_OBJECT)

/* Something that was asked for before it could be done. */
typedef struct
{
  char *action;
  GVariant *parameter;
} Wish;

static void
wish_free (gpointer data)
{
  Wish *wish = data;

  g_free (wish->action);
  g_variant_unref (wish->parameter);
  g_free (wish);
}

/* --- Staying -------------------------------------------------------------------------------------
 */

static gboolean
stays (AmendsService *self)
{
  return self->settings != NULL && g_settings_get_boolean (self->settings, "background");
}

static void
hold (AmendsService *self, gboolean held)
{
  if (self->held == held || self->application == NULL)
    return;
  self->held = held;
  if (held)
    g_application_hold (G_APPLICATION (self->application));
  else
    g_application_release (G_APPLICATION (self->application));
}

static void
requested_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AmendsService) self = AMENDS_SERVICE (user_data);
  g_autoptr (GError) error = NULL;

  if (amends_background_request_finish (result, &error))
    return;
  g_message ("%s", error->message);
  if (self->window != NULL)
    amends_feedback_show (GTK_WIDGET (self->window), error->message);
}

static void
background_changed_cb (AmendsService *self)
{
  GtkWindow *window = self->window != NULL ? GTK_WINDOW (self->window) : NULL;

  hold (self, stays (self));
  amends_background_request_async (window, stays (self), NULL, requested_cb, g_object_ref (self));
}

static gboolean
stayed_cb (gpointer user_data)
{
  AmendsService *self = user_data;

  self->staying = 0;
  if (self->application != NULL)
    g_application_release (G_APPLICATION (self->application));
  return G_SOURCE_REMOVE;
}

/* What was put off from a notification comes again also when nothing else keeps the program. */
static void
stay_a_while (AmendsService *self)
{
  if (self->staying != 0)
    g_source_remove (self->staying);
  else
    g_application_hold (G_APPLICATION (self->application));
  self->staying = g_timeout_add_seconds (STAY_SECONDS, stayed_cb, self);
}

/* --- Reminding -----------------------------------------------------------------------------------
 */

/* Said once in a workspace. With a clock that stands still nobody waits for them. */
static void
unserved_cb (AmendsService *self)
{
  if (self->window == NULL || amends_session_get_setting (self->session, KEY_UNSERVED) != NULL ||
      amends_time_source_is_fixed (amends_session_get_time_source (self->session)))
    return;
  amends_session_set_setting (self->session, KEY_UNSERVED, "said");
  amends_feedback_show (
      GTK_WIDGET (self->window),
      _ ("This desktop shows no notifications. What is due is always listed in Today."));
}

static void
calling_cb (AmendsService *self)
{
  gboolean calling = self->window != NULL && amends_window_is_in_call (self->window);

  if (self->notifier != NULL)
    amends_reminders_hold (amends_notifier_get_reminders (self->notifier), calling);
}

static void
remind (AmendsService *self, guint delay)
{
  if (self->notifier != NULL)
    amends_reminders_start (amends_notifier_get_reminders (self->notifier), delay);
}

/* --- Actions -------------------------------------------------------------------------------------
 */

static const struct
{
  const char *action;
  const char *in_window; /* NULL: needs none */
} places[] = {
  { "open-case", "win.open-case" }, { "open-account", "win.open-account" },
  { "place", "win.place" },         { "search", "win.search-for" },
  { "reminder-done", NULL },        { "reminder-later", NULL },
};

static const char *
find_place (const char *action)
{
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    if (g_str_equal (places[i].action, action))
      return places[i].in_window;
  g_return_val_if_reached (NULL);
}

static gboolean
grant (AmendsService *self, Wish *wish)
{
  const char *in_window = find_place (wish->action);

  if (self->session == NULL || (in_window != NULL && self->window == NULL))
    return FALSE;
  if (in_window != NULL)
    gtk_widget_activate_action_variant (GTK_WIDGET (self->window), in_window, wish->parameter);
  else if (g_str_equal (wish->action, "reminder-done"))
    amends_notifier_finish (self->notifier, wish->parameter);
  else
    {
      if (self->window == NULL && !self->held)
        stay_a_while (self);
      remind (self, 0);
      amends_notifier_put_off (self->notifier, wish->parameter);
    }
  return TRUE;
}

static void
grant_waiting (AmendsService *self)
{
  GQueue left = G_QUEUE_INIT;
  Wish *wish;

  while ((wish = g_queue_pop_head (&self->waiting)) != NULL)
    if (grant (self, wish))
      wish_free (wish);
    else
      g_queue_push_tail (&left, wish);
  self->waiting = left;
}

static void
action_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AmendsService *self = AMENDS_SERVICE (user_data);
  const char *name = g_action_get_name (G_ACTION (action));
  Wish *wish = g_new0 (Wish, 1);

  wish->action = g_strdup (name);
  wish->parameter = g_variant_ref (parameter);
  g_queue_push_tail (&self->waiting, wish);
  /* Raises the window, or makes it; it then says that it is there. */
  if (find_place (name) != NULL)
    g_application_activate (G_APPLICATION (self->application));
  grant_waiting (self);
}

static const GActionEntry actions[] = {
  { "open-case", action_cb, "(ss)" },
  { "open-account", action_cb, "s" },
  { "place", action_cb, "s" },
  { "search", action_cb, "s" },
  { "reminder-done", action_cb, "(ssi)" },
  { "reminder-later", action_cb, "(ssb)" },
};

/* --- Life ----------------------------------------------------------------------------------------
 */

static void
amends_service_dispose (GObject *object)
{
  AmendsService *self = AMENDS_SERVICE (object);

  g_clear_handle_id (&self->staying, g_source_remove);
  g_queue_clear_full (&self->waiting, wish_free);
  g_clear_object (&self->notifier);
  g_clear_object (&self->provider);
  g_clear_object (&self->session);
  g_clear_object (&self->settings);
  g_clear_weak_pointer (&self->window);
  g_clear_weak_pointer (&self->application);

  G_OBJECT_CLASS (amends_service_parent_class)->dispose (object);
}

static void
amends_service_class_init (AmendsServiceClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = amends_service_dispose;
}

static void
amends_service_init (AmendsService *self)
{
  g_queue_init (&self->waiting);
}

AmendsService *
amends_service_new (GtkApplication *application)
{
  AmendsService *self = g_object_new (AMENDS_TYPE_SERVICE, NULL);

  g_set_weak_pointer (&self->application, application);
  self->provider = amends_search_provider_new (G_APPLICATION (application));
  return self;
}

gboolean
amends_service_export (AmendsService *self,
                       GDBusConnection *connection,
                       const char *path,
                       GError **error)
{
  g_autofree char *below = g_strconcat (path, "/SearchProvider", NULL);

  g_return_val_if_fail (AMENDS_IS_SERVICE (self), FALSE);

  return amends_search_provider_export (self->provider, connection, below, error);
}

void
amends_service_unexport (AmendsService *self)
{
  g_return_if_fail (AMENDS_IS_SERVICE (self));

  amends_search_provider_unexport (self->provider);
}

void
amends_service_start (AmendsService *self)
{
  GApplication *application;
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = NULL;

  g_return_if_fail (AMENDS_IS_SERVICE (self));

  application = G_APPLICATION (self->application);
  g_action_map_add_action_entries (G_ACTION_MAP (application), actions, G_N_ELEMENTS (actions),
                                   self);
  if (g_application_get_flags (application) & G_APPLICATION_IS_SERVICE)
    g_application_set_inactivity_timeout (application, IDLE_MS);
  /* A program run from its build folder has no installed schema, and needs none. */
  if (source != NULL)
    schema = g_settings_schema_source_lookup (source, APP_ID, TRUE);
  if (schema == NULL)
    return;
  self->settings = g_settings_new (APP_ID);
  g_signal_connect_object (self->settings, "changed::background",
                           G_CALLBACK (background_changed_cb), self, G_CONNECT_SWAPPED);
  hold (self, stays (self));
}

void
amends_service_set_session (AmendsService *self, AmendsSession *session)
{
  g_return_if_fail (AMENDS_IS_SERVICE (self));

  g_clear_object (&self->notifier);
  g_set_object (&self->session, session);
  amends_search_provider_set_session (self->provider, session);
  if (session == NULL)
    return;
  self->notifier = amends_notifier_new (G_APPLICATION (self->application), session, self->settings);
  g_signal_connect_object (self->notifier, "unserved", G_CALLBACK (unserved_cb), self,
                           G_CONNECT_SWAPPED);
  if (self->held)
    remind (self, 0);
  grant_waiting (self);
}

void
amends_service_set_window (AmendsService *self, AmendsWindow *window)
{
  g_return_if_fail (AMENDS_IS_SERVICE (self));
  g_return_if_fail (AMENDS_IS_WINDOW (window));

  if (g_set_weak_pointer (&self->window, window))
    {
      g_signal_connect_object (window, "calling", G_CALLBACK (calling_cb), self, G_CONNECT_SWAPPED);
      /* A window that was closed during a call is in none. */
      g_signal_connect_object (window, "destroy", G_CALLBACK (calling_cb), self,
                               G_CONNECT_SWAPPED | G_CONNECT_AFTER);
    }
  calling_cb (self);
  remind (self, AFTER_WINDOW_MS);
  grant_waiting (self);
}

void
amends_service_leave (AmendsService *self)
{
  g_return_if_fail (AMENDS_IS_SERVICE (self));

  hold (self, FALSE);
  if (self->staying != 0)
    {
      g_source_remove (self->staying);
      stayed_cb (self);
    }
}
