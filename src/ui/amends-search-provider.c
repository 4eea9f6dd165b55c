/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers the search of the desktop. */

#include "config.h"

#include "amends-search-provider.h"

#include "amends-case.h"
#include "amends-enum-types.h"
#include "amends-format.h"
#include "amends-labels.h"
#include "amends-session-find.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A desktop shows five or so. */
#define MOST_OF_A_KIND 10
#define MOST_RESULTS 20
#define MOST_METAS 50
#define CASE "case:"
#define ACCOUNT "account:"

struct _AmendsSearchProvider
{
  GObject parent_instance;

  GApplication *application; /* (weak) (nullable) */
  AmendsSession *session;    /* (owned) (nullable) until it is open */
  gboolean settled;          /* whether it is open, or never will be */
  GQueue waiting;            /* of GDBusMethodInvocation: asked before that */
  GCancellable *searching;   /* (owned) (nullable): a newer search ends an older one */
  GHashTable *accounts;      /* id of an account → AmendsMatch: as found last */
  GDBusConnection *connection;
  guint registration;
};

G_DEFINE_FINAL_TYPE (AmendsSearchProvider, amends_search_provider, G_TYPE_OBJECT)

static const char interface_xml[] =
    "<node><interface name='org.gnome.Shell.SearchProvider2'>"
    "<method name='GetInitialResultSet'>"
    "<arg type='as' direction='in'/><arg type='as' direction='out'/></method>"
    "<method name='GetSubsearchResultSet'><arg type='as' direction='in'/>"
    "<arg type='as' direction='in'/><arg type='as' direction='out'/></method>"
    "<method name='GetResultMetas'>"
    "<arg type='as' direction='in'/><arg type='aa{sv}' direction='out'/></method>"
    "<method name='ActivateResult'><arg type='s' direction='in'/>"
    "<arg type='as' direction='in'/><arg type='u' direction='in'/></method>"
    "<method name='LaunchSearch'><arg type='as' direction='in'/>"
    "<arg type='u' direction='in'/></method>"
    "</interface></node>";

/* One question of the desktop. It keeps the program running until it is answered. */
typedef struct
{
  AmendsSearchProvider *self; /* (owned) */
  GApplication *application;  /* (owned) (nullable) */
  GDBusMethodInvocation *invocation;
  char **ids;             /* (owned) (nullable): of which details are wanted */
  guint at;               /* which one of them is being read */
  GVariantBuilder *metas; /* (owned) (nullable) */
} Question;

static Question *
question_new (AmendsSearchProvider *self, GDBusMethodInvocation *invocation)
{
  Question *question = g_new0 (Question, 1);

  question->self = g_object_ref (self);
  question->invocation = invocation;
  if (self->application != NULL)
    {
      question->application = g_object_ref (self->application);
      g_application_hold (question->application);
    }
  return question;
}

static void
question_free (Question *question)
{
  if (question->application != NULL)
    g_application_release (question->application);
  g_clear_object (&question->application);
  g_object_unref (question->self);
  g_strfreev (question->ids);
  g_clear_pointer (&question->metas, g_variant_builder_unref);
  g_free (question);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Question, question_free)

/* --- Looking -------------------------------------------------------------------------------------
 */

static void
answer_ids (GDBusMethodInvocation *invocation, GPtrArray *ids)
{
  g_ptr_array_add (ids, NULL);
  g_dbus_method_invocation_return_value (invocation,
                                         g_variant_new ("(^as)", (const char *const *) ids->pdata));
}

/* What a find is opened as: the words of a message open its case. (transfer full) (nullable) */
static char *
make_id (AmendsSearchProvider *self, AmendsMatch *match)
{
  if (match->escalation_id != NULL)
    return g_strconcat (CASE, match->escalation_id, NULL);
  if (match->account_id == NULL)
    return NULL;
  if (match->kind == AMENDS_MATCH_ACCOUNT)
    g_hash_table_insert (self->accounts, g_strdup (match->account_id), g_object_ref (match));
  return g_strconcat (ACCOUNT, match->account_id, NULL);
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Question) question = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found =
      amends_session_find_finish (AMENDS_SESSION (source), result, &error);
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);

  if (found == NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_message ("The desktop’s search was not answered: %s", error->message);
  if (found != NULL)
    g_hash_table_remove_all (question->self->accounts);
  for (guint i = 0; found != NULL && i < found->len && ids->len < MOST_RESULTS; i++)
    {
      g_autofree char *id = make_id (question->self, found->pdata[i]);

      if (id != NULL && !g_ptr_array_find_with_equal_func (ids, id, g_str_equal, NULL))
        g_ptr_array_add (ids, g_steal_pointer (&id));
    }
  answer_ids (question->invocation, ids);
}

/* (transfer full): the words as one text; "" for none. */
static char *
join_terms (GVariant *parameters, guint child)
{
  g_autoptr (GVariant) terms = g_variant_get_child_value (parameters, child);
  g_autofree const char **words = g_variant_get_strv (terms, NULL);
  g_autofree char *text = g_strjoinv (" ", (char **) words);

  return g_strdup (g_strstrip (text));
}

static void
look (AmendsSearchProvider *self, GDBusMethodInvocation *invocation, guint child)
{
  g_autofree char *text = join_terms (g_dbus_method_invocation_get_parameters (invocation), child);

  g_cancellable_cancel (self->searching);
  g_clear_object (&self->searching);
  if (self->session == NULL || *text == '\0')
    {
      g_autoptr (GPtrArray) none = g_ptr_array_new ();

      answer_ids (invocation, none);
      return;
    }
  self->searching = g_cancellable_new ();
  amends_session_find_async (self->session, text, MOST_OF_A_KIND, self->searching, found_cb,
                             question_new (self, invocation));
}

/* --- Details -------------------------------------------------------------------------------------
 */

static void
add_meta (Question *question, const char *id, const char *name, const char *description)
{
  g_autoptr (GIcon) icon = g_themed_icon_new (APP_ID);
  g_autoptr (GVariant) serialized = g_variant_ref_sink (g_icon_serialize (icon));

  g_variant_builder_open (question->metas, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (question->metas, "{sv}", "id", g_variant_new_string (id));
  g_variant_builder_add (question->metas, "{sv}", "name", g_variant_new_string (name));
  g_variant_builder_add (question->metas, "{sv}", "description",
                         g_variant_new_string (description));
  g_variant_builder_add (question->metas, "{sv}", "icon", serialized);
  g_variant_builder_close (question->metas);
}

/* (transfer full) (nullable): what comes next in a case, and when. */
static char *
describe_next (AmendsSession *session, AmendsCase *case_)
{
  AmendsInstant now = amends_session_now (session);
  AmendsNext next = { 0 };
  g_autofree char *in = NULL;
  const char *title = NULL;

  amends_session_get_next (session, case_, &next);
  if (next.record == NULL)
    return NULL;
  if (AMENDS_IS_CLOCK (next.record))
    {
      AmendsClock *clock = AMENDS_CLOCK (next.record);
      AmendsClockView view;

      amends_session_view_clock (session, case_, clock, &view);
      return amends_format_clock_named (clock->kind, view.state, clock->due, now,
                                        amends_session_get_zone (session));
    }
  if (AMENDS_IS_CHECKPOINT (next.record))
    title = AMENDS_CHECKPOINT (next.record)->title;
  else if (AMENDS_IS_ACTION (next.record))
    title = AMENDS_ACTION (next.record)->text;
  if (title == NULL)
    return NULL;
  in = next.due >= now ? amends_format_in (next.due - now) : amends_format_left (next.due - now);
  /* TRANSLATORS: what comes next in a case, and when: "Call the sponsor in 2 h" */
  return g_strdup_printf (_ ("%1$s %2$s"), title, in);
}

static void
add_case (Question *question, const char *id, AmendsCase *case_)
{
  AmendsEscalation *escalation = case_->escalation;
  g_autofree char *number = amends_escalation_format_number (escalation->number);
  g_autofree char *next = describe_next (question->self->session, case_);
  g_autoptr (GPtrArray) parts = g_ptr_array_new ();
  g_autofree char *name = NULL;
  g_autofree char *description = NULL;

  name = g_strjoin (" · ", number, case_->account->name, NULL);
  if (escalation->title != NULL && *escalation->title != '\0')
    g_ptr_array_add (parts, escalation->title);
  g_ptr_array_add (parts,
                   (char *) amends_enum_get_label (AMENDS_TYPE_STATUS, (int) escalation->status));
  if (next != NULL)
    g_ptr_array_add (parts, next);
  g_ptr_array_add (parts, NULL);
  description = g_strjoinv (" · ", (char **) parts->pdata);
  add_meta (question, id, name, description);
}

static void
add_account (Question *question, const char *id)
{
  const char *account_id = id + strlen (ACCOUNT);
  AmendsMatch *match = g_hash_table_lookup (question->self->accounts, account_id);
  AmendsAccount *account = NULL;
  g_autofree char *open = NULL;

  if (match == NULL)
    account =
        amends_record_list_find (amends_session_get_accounts (question->self->session), account_id);
  else if (match->open > 0)
    open = g_strdup_printf (
        /* TRANSLATORS: %d is how many escalations of a customer are open */
        g_dngettext (GETTEXT_PACKAGE, "%d open escalation", "%d open escalations",
                     (gulong) match->open),
        match->open);
  if (match != NULL)
    add_meta (question, id, match->account, open != NULL ? open : _ ("No open escalation"));
  else if (account != NULL)
    add_meta (question, id, account->name, _ ("Account"));
}

static void go_on (Question *question);

static void
case_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Question *question = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AmendsCase) case_ =
      amends_session_get_case_finish (AMENDS_SESSION (source), result, &error);

  /* One that is gone meanwhile is left out. */
  if (case_ != NULL)
    add_case (question, question->ids[question->at], case_);
  else
    g_debug ("No details: %s", error->message);
  question->at++;
  go_on (question);
}

/* Goes through the ids; reading a case takes it off this thread for a moment. */
static void
go_on (Question *question)
{
  AmendsSession *session = question->self->session;

  for (; question->ids[question->at] != NULL && question->at < MOST_METAS; question->at++)
    {
      const char *id = question->ids[question->at];

      if (g_str_has_prefix (id, CASE))
        {
          amends_session_get_case_async (session, id + strlen (CASE), NULL, case_read_cb, question);
          return;
        }
      if (g_str_has_prefix (id, ACCOUNT))
        add_account (question, id);
    }
  g_dbus_method_invocation_return_value (question->invocation,
                                         g_variant_new ("(aa{sv})", question->metas));
  question_free (question);
}

static void
describe (AmendsSearchProvider *self, GDBusMethodInvocation *invocation)
{
  GVariant *parameters = g_dbus_method_invocation_get_parameters (invocation);
  Question *question;

  if (self->session == NULL)
    {
      g_dbus_method_invocation_return_value (invocation, g_variant_new ("(aa{sv})", NULL));
      return;
    }
  question = question_new (self, invocation);
  g_variant_get (parameters, "(^as)", &question->ids);
  question->metas = g_variant_builder_new (G_VARIANT_TYPE ("aa{sv}"));
  go_on (question);
}

/* --- Opening -------------------------------------------------------------------------------------
 */

static void
open_result (AmendsSearchProvider *self, GDBusMethodInvocation *invocation)
{
  const char *id;

  g_variant_get_child (g_dbus_method_invocation_get_parameters (invocation), 0, "&s", &id);
  if (self->application == NULL)
    g_debug ("Nothing opens what was found");
  else if (g_str_has_prefix (id, CASE))
    g_action_group_activate_action (G_ACTION_GROUP (self->application), "open-case",
                                    g_variant_new ("(ss)", id + strlen (CASE), ""));
  else if (g_str_has_prefix (id, ACCOUNT))
    g_action_group_activate_action (G_ACTION_GROUP (self->application), "open-account",
                                    g_variant_new_string (id + strlen (ACCOUNT)));
  g_dbus_method_invocation_return_value (invocation, NULL);
}

static void
launch (AmendsSearchProvider *self, GDBusMethodInvocation *invocation)
{
  g_autofree char *text = join_terms (g_dbus_method_invocation_get_parameters (invocation), 0);

  if (self->application != NULL)
    g_action_group_activate_action (G_ACTION_GROUP (self->application), "search",
                                    g_variant_new_string (text));
  g_dbus_method_invocation_return_value (invocation, NULL);
}

static void
answer (AmendsSearchProvider *self, GDBusMethodInvocation *invocation)
{
  const char *method = g_dbus_method_invocation_get_method_name (invocation);

  if (g_str_equal (method, "GetInitialResultSet"))
    look (self, invocation, 0);
  else if (g_str_equal (method, "GetSubsearchResultSet"))
    look (self, invocation, 1);
  else if (g_str_equal (method, "GetResultMetas"))
    describe (self, invocation);
  else if (g_str_equal (method, "ActivateResult"))
    open_result (self, invocation);
  else
    launch (self, invocation);
}

static void
called_cb (GDBusConnection *connection,
           const char *sender,
           const char *path,
           const char *interface,
           const char *method,
           GVariant *parameters,
           GDBusMethodInvocation *invocation,
           gpointer user_data)
{
  AmendsSearchProvider *self = AMENDS_SEARCH_PROVIDER (user_data);

  if (self->settled)
    answer (self, invocation);
  else
    g_queue_push_tail (&self->waiting, invocation);
}

/* --- Life ----------------------------------------------------------------------------------------
 */

static void
amends_search_provider_dispose (GObject *object)
{
  AmendsSearchProvider *self = AMENDS_SEARCH_PROVIDER (object);

  amends_search_provider_unexport (self);
  g_cancellable_cancel (self->searching);
  g_clear_object (&self->searching);
  g_queue_clear_full (&self->waiting, g_object_unref);
  g_clear_weak_pointer (&self->application);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (amends_search_provider_parent_class)->dispose (object);
}

static void
amends_search_provider_finalize (GObject *object)
{
  AmendsSearchProvider *self = AMENDS_SEARCH_PROVIDER (object);

  g_hash_table_unref (self->accounts);

  G_OBJECT_CLASS (amends_search_provider_parent_class)->finalize (object);
}

static void
amends_search_provider_class_init (AmendsSearchProviderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = amends_search_provider_dispose;
  object_class->finalize = amends_search_provider_finalize;
}

static void
amends_search_provider_init (AmendsSearchProvider *self)
{
  g_queue_init (&self->waiting);
  self->accounts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
}

AmendsSearchProvider *
amends_search_provider_new (GApplication *application)
{
  AmendsSearchProvider *self = g_object_new (AMENDS_TYPE_SEARCH_PROVIDER, NULL);

  g_set_weak_pointer (&self->application, application);
  return self;
}

gboolean
amends_search_provider_export (AmendsSearchProvider *self,
                               GDBusConnection *connection,
                               const char *path,
                               GError **error)
{
  static const GDBusInterfaceVTable vtable = { .method_call = called_cb };
  g_autoptr (GDBusNodeInfo) node = NULL;

  g_return_val_if_fail (AMENDS_IS_SEARCH_PROVIDER (self), FALSE);

  node = g_dbus_node_info_new_for_xml (interface_xml, error);
  if (node == NULL)
    return FALSE;
  self->registration = g_dbus_connection_register_object (connection, path, node->interfaces[0],
                                                          &vtable, self, NULL, error);
  if (self->registration == 0)
    return FALSE;
  g_set_object (&self->connection, connection);
  return TRUE;
}

void
amends_search_provider_unexport (AmendsSearchProvider *self)
{
  g_return_if_fail (AMENDS_IS_SEARCH_PROVIDER (self));

  if (self->registration != 0)
    g_dbus_connection_unregister_object (self->connection, self->registration);
  self->registration = 0;
  g_clear_object (&self->connection);
}

void
amends_search_provider_set_session (AmendsSearchProvider *self, AmendsSession *session)
{
  GDBusMethodInvocation *invocation;

  g_return_if_fail (AMENDS_IS_SEARCH_PROVIDER (self));

  g_set_object (&self->session, session);
  self->settled = TRUE;
  while ((invocation = g_queue_pop_head (&self->waiting)) != NULL)
    answer (self, invocation);
}
