/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The playbook and the hours a team works by: what they do to open cases, and changing them. */

#include "config.h"

#include "amends-session-policy.h"

#include "amends-case-store.h"
#include "amends-crm-queue.h"
#include "amends-engines-load.h"
#include "amends-escalation-store.h"
#include "amends-input-error.h"
#include "amends-json.h"
#include "amends-paths.h"
#include "amends-session-policy-private.h"
#include "amends-setting-store.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* --- Reading --------------------------------------------------------------------------------- */

void
amends_deadline_move_free (AmendsDeadlineMove *self)
{
  g_free (self->case_id);
  g_free (self->account);
  g_free (self);
}

void
amends_policy_effect_free (AmendsPolicyEffect *self)
{
  g_ptr_array_unref (self->moves);
  g_free (self);
}

char *
amends_policy_dup_key (GHashTable *settings)
{
  static const char *const keys[] = { AMENDS_SETTING_PLAYBOOK, AMENDS_SETTING_ZONE,
                                      AMENDS_SETTING_HOURS, AMENDS_SETTING_REVISION };
  GString *key = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      const char *value = g_hash_table_lookup (settings, keys[i]);

      g_string_append_printf (key, "%s\n", value ? value : "");
    }
  return g_string_free (key, FALSE);
}

/* (transfer full) (nullable): the hours that were kept; NULL also when there are none. */
static AmendsCalendar *
read_hours (GHashTable *settings, GError **error)
{
  const char *text = g_hash_table_lookup (settings, AMENDS_SETTING_HOURS);

  return text ? amends_calendar_parse (text, strlen (text), _ ("working hours"), NULL, error)
              : NULL;
}

static char *
dup_zone (GHashTable *settings)
{
  const char *kept = g_hash_table_lookup (settings, AMENDS_SETTING_ZONE);

  return kept ? g_strdup (kept) : amends_zone_dup_local_name ();
}

static AmendsEngines *
load (const char *id, GHashTable *settings, AmendsCalendar *calendar, GError **error)
{
  g_auto (GStrv) folders = amends_paths_list_playbooks ();
  g_autofree char *zone = dup_zone (settings);

  return amends_engines_load_from ((const char *const *) folders, id, zone, calendar, error);
}

/* The first frame waits for it: what works on a case is compiled with the first one. A playbook of
 * the user's is compiled whole, so that a fault of it is known while there is another to use. */
static AmendsEngines *
load_shipped (GHashTable *settings, AmendsCalendar *calendar, GError **error)
{
  g_auto (GStrv) folders = amends_paths_list_playbooks ();
  g_autofree char *zone = dup_zone (settings);

  return amends_engines_load_basis ((const char *const *) folders, AMENDS_DEFAULT_PLAYBOOK, zone,
                                    calendar, error);
}

AmendsEngines *
amends_policy_load (GHashTable *settings, char **problem, GError **error)
{
  const char *chosen = g_hash_table_lookup (settings, AMENDS_SETTING_PLAYBOOK);
  g_autoptr (GError) fault = NULL;
  g_autoptr (AmendsCalendar) calendar = read_hours (settings, &fault);
  AmendsEngines *engines;

  *problem = NULL;
  if (fault != NULL)
    {
      /* Translators: %s is a sentence on what is wrong with them. */
      *problem = g_strdup_printf (_ ("The team’s hours cannot be read, so those of the playbook "
                                     "are used. %s"),
                                  fault->message);
      g_clear_error (&fault);
    }
  if (chosen == NULL || g_str_equal (chosen, AMENDS_DEFAULT_PLAYBOOK))
    return load_shipped (settings, calendar, error);
  engines = load (chosen, settings, calendar, &fault);
  if (engines != NULL)
    return engines;
  g_free (*problem);
  /* Translators: the name of a playbook, then a sentence on what is wrong with it. */
  *problem = g_strdup_printf (_ ("The playbook “%1$s” cannot be used, so Standard is used. %2$s"),
                              chosen, fault->message);
  return load_shipped (settings, calendar, error);
}

void
amends_session_took_policy (AmendsSession *self, char *problem)
{
  g_free (self->policy_key);
  self->policy_key = amends_policy_dup_key (self->settings);
  g_free (self->policy_problem);
  self->policy_problem = problem;
  if (problem)
    g_message ("%s", problem);
}

const char *
amends_session_get_policy_problem (AmendsSession *self)
{
  return self->policy_problem;
}

AmendsCalendar *
amends_session_get_calendar (AmendsSession *self)
{
  return self->engines->calendar;
}

/* --- Following what another process has chosen ------------------------------------------------ */

typedef struct
{
  GHashTable *settings;
  AmendsEngines *engines;
  char *problem;
} Following;

static void
following_free (gpointer data)
{
  Following *following = data;

  g_hash_table_unref (following->settings);
  g_clear_pointer (&following->engines, amends_engines_unref);
  g_free (following->problem);
  g_free (following);
}

static void
follow_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Following *following = data;
  GError *error = NULL;

  following->engines = amends_policy_load (following->settings, &following->problem, &error);
  if (following->engines == NULL || !amends_engines_get_classifier (following->engines, &error))
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
followed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  AmendsSession *self = AMENDS_SESSION (source);
  Following *following = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      amends_session_emit_problem (self, error);
      return;
    }
  g_clear_pointer (&self->engines, amends_engines_unref);
  self->engines = g_steal_pointer (&following->engines);
  g_free (self->policy_problem);
  self->policy_problem = g_steal_pointer (&following->problem);
  amends_session_emit_changed (self, NULL);
}

static GHashTable *
copy_settings (AmendsSession *self)
{
  GHashTable *copy = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  GHashTableIter iter;
  gpointer key;
  gpointer value;

  g_hash_table_iter_init (&iter, self->settings);
  while (g_hash_table_iter_next (&iter, &key, &value))
    g_hash_table_insert (copy, g_strdup (key), g_strdup (value));
  return copy;
}

void
amends_session_follow_policy (AmendsSession *self)
{
  g_autofree char *key = amends_policy_dup_key (self->settings);
  g_autoptr (GTask) task = NULL;
  Following *following;

  if (g_strcmp0 (key, self->policy_key) == 0)
    return;
  g_free (self->policy_key);
  self->policy_key = g_steal_pointer (&key);
  following = g_new0 (Following, 1);
  following->settings = copy_settings (self);
  task = g_task_new (self, NULL, followed_cb, NULL);
  g_task_set_task_data (task, following, following_free);
  amends_work_queue_push (self->worker, task, follow_thread);
}

/* --- What a policy does to the open cases ----------------------------------------------------- */

/* A policy on its way: judged, perhaps stored, perhaps used. */
typedef struct
{
  AmendsSession *session;   /* (owned) */
  AmendsEngines *engines;   /* (owned): those in use, then those to be used */
  char *playbook;           /* (owned) (nullable): to be loaded */
  AmendsTeamHours *hours;   /* (owned) (nullable): to be laid over */
  AmendsCalendar *calendar; /* (owned) (nullable): to be used */
  GDate from;
  GHashTable *settings; /* (owned): of the workspace */
  GHashTable *changed;  /* (owned): settings to be written; NULL value: removed */
  gboolean update;      /* open cases follow */
  gboolean pin;         /* and are of this playbook from then on */
  AmendsPerson *me;     /* (owned) */
  AmendsInstant now;
  AmendsPolicyEffect *effect; /* (owned) (nullable) */
  GPtrArray *touched;         /* (owned) (element-type utf8): cases that were written */
} Policy;

static void
policy_free (gpointer data)
{
  Policy *policy = data;

  g_object_unref (policy->session);
  amends_engines_unref (policy->engines);
  g_free (policy->playbook);
  g_clear_pointer (&policy->hours, amends_team_hours_free);
  g_clear_object (&policy->calendar);
  g_hash_table_unref (policy->settings);
  g_hash_table_unref (policy->changed);
  g_object_unref (policy->me);
  g_clear_pointer (&policy->effect, amends_policy_effect_free);
  g_ptr_array_unref (policy->touched);
  g_free (policy);
}

static Policy *
policy_new (AmendsSession *self)
{
  Policy *policy = g_new0 (Policy, 1);

  policy->session = g_object_ref (self);
  policy->engines = amends_engines_ref (self->engines);
  policy->settings = copy_settings (self);
  policy->changed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  policy->me = amends_session_copy_me (self);
  policy->now = amends_session_now (self);
  policy->touched = g_ptr_array_new_with_free_func (g_free);
  return policy;
}

static void
take_engines (Policy *policy, AmendsEngines *engines)
{
  amends_engines_unref (policy->engines);
  policy->engines = engines;
}

/* The engines that would be used. */
static gboolean
make_engines (Policy *policy, GError **error)
{
  AmendsEngines *engines;

  if (!amends_engines_complete (policy->engines, error))
    return FALSE;
  if (policy->hours != NULL)
    {
      policy->calendar = amends_team_hours_lay_over (policy->hours, policy->engines->calendar,
                                                     &policy->from, error);
      if (policy->calendar == NULL)
        return FALSE;
    }
  if (policy->calendar != NULL)
    take_engines (policy, amends_engines_with_calendar (policy->engines, policy->calendar));
  if (policy->playbook == NULL)
    return amends_engines_complete (policy->engines, error);
  engines = load (policy->playbook, policy->settings,
                  g_hash_table_contains (policy->settings, AMENDS_SETTING_HOURS)
                      ? policy->engines->calendar
                      : NULL,
                  error);
  if (engines == NULL)
    return FALSE;
  take_engines (policy, engines);
  return amends_engines_get_classifier (engines, error) != NULL;
}

static gboolean
is_behind (AmendsEscalation *escalation, AmendsPlaybook *playbook)
{
  return g_strcmp0 (escalation->playbook, amends_playbook_get_id (playbook)) != 0 ||
         escalation->playbook_version != amends_playbook_get_version (playbook);
}

static void
note_moves (Policy *policy, AmendsCase *before, AmendsCase *after)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (after->clocks));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AmendsClock) clock = g_list_model_get_item (G_LIST_MODEL (after->clocks), i);
      AmendsClock *was = amends_record_list_find (G_LIST_MODEL (before->clocks), clock->id);
      AmendsDeadlineMove *move;

      if (clock->closed || (was != NULL && was->due == clock->due))
        continue;
      move = g_new0 (AmendsDeadlineMove, 1);
      move->case_id = g_strdup (after->escalation->id);
      move->number = after->escalation->number;
      move->account = g_strdup (after->account ? after->account->name : NULL);
      move->kind = clock->kind;
      move->before = was ? was->due : AMENDS_INSTANT_NONE;
      move->after = clock->due;
      g_ptr_array_add (policy->effect->moves, move);
    }
}

static gboolean
recompute (Policy *policy, AmendsCase *case_, GError **error)
{
  g_autoptr (AmendsCalendar) calendar =
      amends_change_dup_calendar (policy->engines, case_->account);
  AmendsClockPolicy clocks;

  amends_change_get_clock_policy (policy->engines, calendar, &clocks);
  return amends_clocks_recompute (case_, &clocks, policy->now, error);
}

/* One open case; written only where @write is set and something moves. */
static gboolean
go_through_case (Policy *policy,
                 AmendsConnection *connection,
                 const char *id,
                 gboolean write,
                 GError **error)
{
  AmendsPlaybook *playbook = policy->engines->playbook;
  g_autoptr (AmendsCase) before = amends_case_store_load (connection, id, error);
  g_autoptr (AmendsCase) after = NULL;
  AmendsChange change = { .engines = policy->engines, .me = policy->me, .now = policy->now };

  if (before == NULL)
    return FALSE;
  policy->effect->open++;
  policy->effect->behind += is_behind (before->escalation, playbook);
  after = amends_case_copy (before);
  if (!recompute (policy, after, error))
    return FALSE;
  note_moves (policy, before, after);
  if (!write)
    return TRUE;
  if (policy->pin)
    amends_record_set (after->escalation, "playbook", amends_playbook_get_id (playbook),
                       "playbook-version", amends_playbook_get_version (playbook), NULL);
  if (amends_case_equal (before, after))
    return TRUE;
  change.case_ = after;
  change.before = before;
  change.connection = connection;
  amends_change_log (&change, AMENDS_EVENT_ESCALATION_CHANGED, AMENDS_INSTANT_NONE,
                     amends_change_payload ("playbook", amends_playbook_get_id (playbook)), "%s",
                     policy->pin ? _ ("Brought up to date with the playbook")
                                 : _ ("The team’s hours changed"));
  amends_record_set (after->escalation, "updated", policy->now, NULL);
  g_ptr_array_add (policy->touched, g_strdup (id));
  return amends_case_store_save (connection, before, after, error) &&
         amends_crm_queue_add_case (connection, policy->engines, before, after, policy->me,
                                    policy->now, AMENDS_INSTANT_NONE, error);
}

static int
compare_moves (gconstpointer a, gconstpointer b)
{
  const AmendsDeadlineMove *one = *(AmendsDeadlineMove *const *) a;
  const AmendsDeadlineMove *other = *(AmendsDeadlineMove *const *) b;

  return (one->after > other->after) - (one->after < other->after);
}

static gboolean
go_through_cases (Policy *policy,
                  AmendsConnection *connection,
                  gboolean write,
                  GCancellable *cancellable,
                  GError **error)
{
  AmendsEscalationFilter filter = { .statuses = AMENDS_MASK_LIVE };
  g_autoptr (GPtrArray) open = amends_escalation_store_list (connection, &filter, error);

  if (open == NULL)
    return FALSE;
  /* A transaction that had to wait for another writer starts over. */
  g_clear_pointer (&policy->effect, amends_policy_effect_free);
  policy->effect = g_new0 (AmendsPolicyEffect, 1);
  policy->effect->moves =
      g_ptr_array_new_with_free_func ((GDestroyNotify) amends_deadline_move_free);
  g_ptr_array_set_size (policy->touched, 0);
  for (guint i = 0; i < open->len; i++)
    {
      AmendsSummary *summary = open->pdata[i];

      if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
          !go_through_case (policy, connection, summary->id, write, error))
        return FALSE;
    }
  g_ptr_array_sort (policy->effect->moves, compare_moves);
  return TRUE;
}

/* --- Preview ---------------------------------------------------------------------------------- */

static gboolean
read_effect (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  return go_through_cases (data, connection, FALSE, cancellable, error);
}

static void
preview_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Policy *policy = data;
  GError *error = NULL;

  if (make_engines (policy, &error) &&
      amends_database_read (policy->session->database, read_effect, policy, cancellable, &error))
    g_task_return_pointer (task, g_steal_pointer (&policy->effect),
                           (GDestroyNotify) amends_policy_effect_free);
  else
    g_task_return_error (task, error);
}

void
amends_session_preview_hours_async (AmendsSession *self,
                                    AmendsTeamHours *hours,
                                    const GDate *from,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Policy *policy = policy_new (self);

  policy->hours = amends_team_hours_copy (hours);
  policy->from = *from;
  g_task_set_task_data (task, policy, policy_free);
  if (amends_session_can_read (self, task))
    amends_work_queue_push (self->worker, task, preview_thread);
}

void
amends_session_preview_engines_async (AmendsSession *self,
                                      AmendsEngines *engines,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Policy *policy = policy_new (self);

  if (engines != NULL)
    take_engines (policy, amends_engines_ref (engines));
  g_task_set_task_data (task, policy, policy_free);
  if (amends_session_can_read (self, task))
    amends_work_queue_push (self->worker, task, preview_thread);
}

AmendsPolicyEffect *
amends_session_preview_policy_finish (AmendsSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- Changing --------------------------------------------------------------------------------- */

static gboolean
write_policy (AmendsConnection *connection,
              gpointer data,
              GCancellable *cancellable,
              GError **error)
{
  Policy *policy = data;
  GHashTableIter iter;
  gpointer key;
  gpointer value;

  g_hash_table_iter_init (&iter, policy->changed);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (!amends_setting_store_set (connection, key, value, error))
      return FALSE;
  return !policy->update || go_through_cases (policy, connection, TRUE, cancellable, error);
}

static void
put (Policy *policy, const char *key, const char *value)
{
  g_hash_table_insert (policy->changed, g_strdup (key), g_strdup (value));
}

/* What the engines come from is what is stored. */
static void
note_settings (Policy *policy)
{
  AmendsCalendar *calendar = policy->engines->calendar;
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *text = NULL;

  if (policy->playbook != NULL)
    put (policy, AMENDS_SETTING_PLAYBOOK, policy->playbook);
  if (policy->calendar == NULL)
    return;
  node = amends_calendar_to_json (calendar);
  text = amends_json_to_canonical (node);
  put (policy, AMENDS_SETTING_HOURS, text);
  put (policy, AMENDS_SETTING_ZONE, amends_calendar_get_zone_name (calendar));
}

static void
make_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Policy *policy = data;
  GError *error = NULL;

  if (make_engines (policy, &error) &&
      (note_settings (policy), amends_database_write (policy->session->database, write_policy,
                                                      policy, cancellable, &error)))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
reloaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) outer = data;
  GError *error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    g_task_return_boolean (outer, TRUE);
  else
    g_task_return_error (outer, error);
}

static void
made_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) outer = data;
  AmendsSession *self = AMENDS_SESSION (source);
  Policy *policy = g_task_get_task_data (G_TASK (result));
  GHashTableIter iter;
  gpointer key;
  gpointer value;
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_error (outer, error);
      return;
    }
  /* It is stored; a workspace that was closed meanwhile finds it at its next opening. */
  if (self->database == NULL)
    {
      g_task_return_boolean (outer, TRUE);
      return;
    }
  g_clear_pointer (&self->engines, amends_engines_unref);
  self->engines = amends_engines_ref (policy->engines);
  g_hash_table_iter_init (&iter, policy->changed);
  while (g_hash_table_iter_next (&iter, &key, &value))
    g_hash_table_insert (self->settings, g_strdup (key), g_strdup (value));
  amends_session_took_policy (self, NULL);
  for (guint i = 0; i < policy->touched->len; i++)
    amends_session_refresh (self, policy->touched->pdata[i]);
  if (self->bus)
    {
      for (guint i = 0; i < policy->touched->len; i++)
        amends_workspace_bus_tell (self->bus, policy->touched->pdata[i]);
      amends_workspace_bus_tell (self->bus, NULL);
    }
  amends_session_reload_async (self, reloaded_cb, g_steal_pointer (&outer));
}

static void
change_policy (AmendsSession *self, GTask *outer, Policy *policy)
{
  g_autoptr (GTask) task = NULL;

  if (!amends_session_can_write (self, outer))
    {
      policy_free (policy);
      g_object_unref (outer);
      return;
    }
  task = g_task_new (self, g_task_get_cancellable (outer), made_cb, outer);
  g_task_set_task_data (task, policy, policy_free);
  amends_work_queue_push (self->worker, task, make_thread);
}

void
amends_session_set_hours_async (AmendsSession *self,
                                AmendsTeamHours *hours,
                                const GDate *from,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  Policy *policy = policy_new (self);

  policy->hours = amends_team_hours_copy (hours);
  policy->from = *from;
  policy->update = TRUE;
  change_policy (self, g_task_new (self, cancellable, callback, user_data), policy);
}

void
amends_session_set_calendar_async (AmendsSession *self,
                                   AmendsCalendar *calendar,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  Policy *policy = policy_new (self);

  policy->calendar = g_object_ref (calendar);
  policy->update = TRUE;
  change_policy (self, g_task_new (self, cancellable, callback, user_data), policy);
}

void
amends_session_choose_playbook_async (AmendsSession *self,
                                      const char *id,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  Policy *policy = policy_new (self);

  policy->playbook = g_strdup (id);
  change_policy (self, g_task_new (self, cancellable, callback, user_data), policy);
}

void
amends_session_reload_playbook_async (AmendsSession *self,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  Policy *policy = policy_new (self);
  g_autofree char *revision = g_uuid_string_random ();

  policy->playbook = g_strdup (amends_playbook_get_id (self->engines->playbook));
  put (policy, AMENDS_SETTING_REVISION, revision);
  change_policy (self, g_task_new (self, cancellable, callback, user_data), policy);
}

void
amends_session_upgrade_cases_async (AmendsSession *self,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  Policy *policy = policy_new (self);

  policy->update = TRUE;
  policy->pin = TRUE;
  change_policy (self, g_task_new (self, cancellable, callback, user_data), policy);
}

gboolean
amends_session_policy_finish (AmendsSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* --- Zones ------------------------------------------------------------------------------------ */

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

GPtrArray *
amends_session_list_zones (void)
{
  /* The longer list first: it has a name for each country. */
  static const char *const tables[] = { "/usr/share/zoneinfo/zone.tab",
                                        "/usr/share/zoneinfo/zone1970.tab" };
  GPtrArray *zones = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *text = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (tables) && text == NULL; i++)
    g_file_get_contents (tables[i], &text, NULL, NULL);
  if (text != NULL)
    {
      g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

      /* Country codes, coordinates, name, remarks. */
      for (guint i = 0; lines[i] != NULL; i++)
        {
          g_auto (GStrv) fields = g_strsplit (lines[i], "\t", 4);

          if (lines[i][0] != '#' && g_strv_length (fields) >= 3)
            g_ptr_array_add (zones, g_strdup (fields[2]));
        }
    }
  g_ptr_array_add (zones, g_strdup ("UTC"));
  g_ptr_array_sort (zones, compare_names);
  return zones;
}
