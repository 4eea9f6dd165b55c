/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who takes part in a case: the next step of the path, and changes to the matrix. */

#include "config.h"

#include "amends-session-private.h"

#include "amends-enum-types.h"
#include "amends-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define ONE_LINE 200

/* --- What falls due ------------------------------------------------------------------------------
 */

void
amends_step_up_clear (AmendsStepUp *step)
{
  g_clear_pointer (&step->roles, g_array_unref);
  g_clear_pointer (&step->who, g_free);
}

/* (transfer none) (nullable) */
static AmendsStakeholder *
find_role (AmendsCase *case_, AmendsRole role)
{
  GListModel *list = G_LIST_MODEL (case_->stakeholders);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (AmendsStakeholder) one = g_list_model_get_item (list, i);

      if (one->role == role)
        return one;
    }
  return NULL;
}

/* (transfer full): of a step, those who do not know yet. */
static GArray *
list_untold (AmendsStakeholderRules *rules, AmendsCase *case_, guint step, GListModel *people)
{
  g_autoptr (GArray) roles =
      amends_stakeholder_rules_list_step (rules, case_->escalation->severity, step, people);
  GArray *untold = g_array_new (FALSE, FALSE, sizeof (int));

  for (guint i = 0; i < roles->len; i++)
    {
      int role = g_array_index (roles, int, i);
      AmendsStakeholder *known = find_role (case_, (AmendsRole) role);

      if (known == NULL || known->notified_at == AMENDS_INSTANT_NONE)
        g_array_append_val (untold, role);
    }
  return untold;
}

static char *
join_titles (AmendsSession *self, GArray *roles)
{
  GString *all = g_string_new (NULL);

  for (guint i = 0; i < roles->len; i++)
    {
      const char *title =
          amends_session_get_role_title (self, (AmendsRole) g_array_index (roles, int, i));

      if (i > 0)
        g_string_append (all, i + 1 < roles->len
                                  /* Translators: between the first of several people. */
                                  ? C_ ("list of people", ", ")
                                  /* Translators: before the last of several people. */
                                  : C_ ("list of people", " and "));
      g_string_append (all, title);
    }
  return g_string_free (all, FALSE);
}

gboolean
amends_session_get_step_up (AmendsSession *self, AmendsCase *case_, AmendsStepUp *step)
{
  AmendsStakeholderRules *rules;
  AmendsSeverity severity;
  guint n;

  g_return_val_if_fail (AMENDS_IS_SESSION (self), FALSE);

  *step = (AmendsStepUp){ .due = AMENDS_INSTANT_NONE };
  rules = self->engines->stakeholder_rules;
  severity = case_->escalation->severity;
  if (severity == AMENDS_SEVERITY_UNKNOWN || !amends_status_is_live (case_->escalation->status))
    return FALSE;
  n = amends_stakeholder_rules_count_steps (rules, severity);
  for (guint i = 1; i < n; i++)
    {
      g_autoptr (GArray) roles = list_untold (rules, case_, i, G_LIST_MODEL (self->people));

      if (roles->len == 0)
        continue;
      step->step = i;
      step->who = join_titles (self, roles);
      step->due =
          case_->escalation->received +
          amends_stakeholder_rules_get_step_hours (rules, severity, i) * (gint64) AMENDS_HOUR;
      step->roles = g_steal_pointer (&roles);
      return TRUE;
    }
  return FALSE;
}

gint64
amends_session_get_answer_time (AmendsSession *self)
{
  g_return_val_if_fail (AMENDS_IS_SESSION (self), 0);

  return amends_stakeholder_rules_get_answer_hours (self->engines->stakeholder_rules) *
         (gint64) AMENDS_HOUR;
}

const char *
amends_session_get_role_title (AmendsSession *self, AmendsRole role)
{
  g_return_val_if_fail (AMENDS_IS_SESSION (self), "");

  /* The customer's people stand in the matrix, not in the playbook. */
  if (role >= AMENDS_ROLE_CUSTOMER)
    return "";
  return amends_stakeholder_rules_get_title (self->engines->stakeholder_rules, role,
                                             amends_change_get_language ());
}

static AmendsDraft *
find_briefing (AmendsPlanner *planner, AmendsCase *case_, AmendsStakeholder *stakeholder)
{
  GListModel *drafts = G_LIST_MODEL (case_->drafts);

  for (guint i = g_list_model_get_n_items (drafts); i > 0; i--)
    {
      g_autoptr (AmendsDraft) draft = g_list_model_get_item (drafts, i - 1);

      if (amends_planner_is_briefing (planner, draft, stakeholder))
        return draft;
    }
  return NULL;
}

AmendsDraft *
amends_session_find_briefing (AmendsSession *self,
                              AmendsCase *case_,
                              AmendsStakeholder *stakeholder)
{
  g_return_val_if_fail (AMENDS_IS_SESSION (self), NULL);

  return find_briefing (self->engines->planner, case_, stakeholder);
}

/* --- Changes -------------------------------------------------------------------------------------
 */

static const char *
get_who (AmendsChange *change, AmendsStakeholder *one)
{
  const char *title;

  if (one->name != NULL && *one->name != '\0')
    return one->name;
  title = one->role < AMENDS_ROLE_CUSTOMER
              ? amends_stakeholder_rules_get_title (change->engines->stakeholder_rules, one->role,
                                                    amends_change_get_language ())
              : "";
  return *title != '\0' ? title : _ ("Customer");
}

/* Somebody who is not briefed yet gets a briefing; it follows the facts where nobody edited it. */
static gboolean
update_briefing (AmendsChange *change,
                 AmendsStakeholder *one,
                 AmendsStakeholder *before,
                 GError **error)
{
  AmendsPlanner *planner = change->engines->planner;
  g_autoptr (GTimeZone) zone = amends_change_dup_zone (change->engines, change->case_);
  AmendsDraft *briefing = find_briefing (planner, change->case_, before != NULL ? before : one);
  g_autoptr (AmendsDraft) fresh = NULL;
  AmendsPlannerContext context;

  if (one->role == AMENDS_ROLE_CUSTOMER || g_strcmp0 (one->name, change->me->name) == 0)
    return TRUE;
  amends_change_get_planner_context (change, zone, &context);
  if (briefing != NULL)
    {
      if (briefing->sent_at != AMENDS_INSTANT_NONE)
        return TRUE;
      if (one->name != NULL && *one->name != '\0')
        amends_record_set (briefing, "recipient", one->name, NULL);
      return amends_planner_regenerate_draft (planner, change->case_, briefing, &context, NULL,
                                              error);
    }
  fresh = amends_planner_write_briefing (planner, change->case_, one, &context, error);
  if (fresh == NULL)
    return FALSE;
  amends_record_set (fresh, "sample", change->case_->escalation->sample, NULL);
  g_list_store_append (change->case_->drafts, fresh);
  return TRUE;
}

/* (transfer none): in the case from now on. */
static AmendsStakeholder *
add_role (AmendsChange *change, AmendsRole role)
{
  AmendsStakeholderRules *rules = change->engines->stakeholder_rules;
  const char *language = amends_change_get_language ();
  g_autoptr (AmendsStakeholder) one = amends_record_new (AMENDS_TYPE_STAKEHOLDER);

  amends_record_set (one, "escalation-id", change->case_->escalation->id, "role", role, "raci", "I",
                     "responsibility", amends_stakeholder_rules_get_title (rules, role, language),
                     "ask", amends_stakeholder_rules_get_ask (rules, role, language),
                     "generated-ask", amends_stakeholder_rules_get_ask (rules, role, language),
                     "sample", change->case_->escalation->sample, NULL);
  for (guint i = 0; i < g_list_model_get_n_items (change->people); i++)
    {
      g_autoptr (AmendsPerson) person = g_list_model_get_item (change->people, i);

      if (person->role == role && one->name == NULL)
        amends_record_set (one, "name", person->name, "contact",
                           person->emails != NULL ? person->emails[0] : NULL, NULL);
    }
  g_list_store_append (change->case_->stakeholders, one);
  return one;
}

gboolean
amends_change_notify_step (AmendsChange *change, guint step, GError **error)
{
  AmendsCase *case_ = change->case_;
  AmendsStakeholderRules *rules = change->engines->stakeholder_rules;
  g_autoptr (GArray) roles = NULL;

  if (step >= amends_stakeholder_rules_count_steps (rules, case_->escalation->severity))
    {
      g_set_error (error, AMENDS_SESSION_ERROR, AMENDS_SESSION_ERROR_NOT_FOUND,
                   _ ("The path of this case has no such step any more."));
      return FALSE;
    }
  roles = list_untold (rules, case_, step, change->people);
  for (guint i = 0; i < roles->len; i++)
    {
      AmendsRole role = (AmendsRole) g_array_index (roles, int, i);
      AmendsStakeholder *one = find_role (case_, role);
      g_autoptr (AmendsStakeholder) before = one != NULL ? amends_record_copy (one) : NULL;

      if (one == NULL)
        one = add_role (change, role);
      amends_record_set (one, "notified-at", change->now, NULL);
      amends_change_log_diff (change, AMENDS_EVENT_STAKEHOLDER_CHANGED, before, one,
                              /* Translators: %s is a person or a role. */
                              _ ("Notified: %s"), get_who (change, one));
      if (find_briefing (change->engines->planner, case_, one) == NULL &&
          !update_briefing (change, one, NULL, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
notify_step (AmendsChange *change, gpointer data, GError **error)
{
  return amends_change_notify_step (change, GPOINTER_TO_UINT (data), error);
}

void
amends_session_notify_step_async (AmendsSession *self,
                                  AmendsCase *case_,
                                  guint step,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  amends_session_change_async (self, case_, notify_step, GUINT_TO_POINTER (step), NULL,
                               AMENDS_CHANGE_UNDOABLE, cancellable, callback, user_data);
}

static gboolean
is_raci (const char *letters)
{
  return letters != NULL && *letters != '\0' && strspn (letters, "RACI") == strlen (letters);
}

/* @limit: in characters of one line; 0: it may have several. */
static void
clean_text (AmendsStakeholder *one, const char *field, const char *text, guint limit)
{
  g_autofree char *clean = NULL;

  if (text != NULL)
    clean = limit > 0 ? amends_text_one_line (text, limit) : amends_text_clean (text, -1);
  if (clean != NULL)
    g_strstrip (clean);
  amends_record_set (one, field, clean != NULL && *clean != '\0' ? clean : NULL, NULL);
}

static void
log_save (AmendsChange *change, AmendsStakeholder *before, AmendsStakeholder *after)
{
  const char *who = get_who (change, after);
  /* Translators: %s is a person or a role. */
  const char *summary = _ ("Stakeholder changed: %s");

  if (before == NULL)
    /* Translators: %s is a person or a role. */
    summary = _ ("Stakeholder added: %s");
  else if (before->acknowledged_at == AMENDS_INSTANT_NONE &&
           after->acknowledged_at != AMENDS_INSTANT_NONE)
    /* Translators: %s is a person or a role. */
    summary = _ ("Acknowledged: %s");
  else if (before->notified_at == AMENDS_INSTANT_NONE && after->notified_at != AMENDS_INSTANT_NONE)
    /* Translators: %s is a person or a role. */
    summary = _ ("Notified: %s");
  amends_change_log (change, AMENDS_EVENT_STAKEHOLDER_CHANGED, AMENDS_INSTANT_NONE,
                     amends_record_diff (before, after), summary, who);
}

static gboolean
changes_briefing (AmendsStakeholder *before, AmendsStakeholder *after)
{
  return before == NULL || g_strcmp0 (before->name, after->name) != 0 ||
         g_strcmp0 (before->ask, after->ask) != 0 || before->role != after->role ||
         before->deadline != after->deadline;
}

static gboolean
save_stakeholder (AmendsChange *change, gpointer data, GError **error)
{
  AmendsStakeholder *wanted = data;
  AmendsCase *case_ = change->case_;
  AmendsStakeholder *known =
      amends_record_list_find (G_LIST_MODEL (case_->stakeholders), wanted->id);
  g_autoptr (AmendsStakeholder) before = known != NULL ? amends_record_copy (known) : NULL;
  g_autoptr (AmendsStakeholder) after = amends_record_copy (wanted);

  if (!is_raci (after->raci))
    {
      g_set_error (error, AMENDS_SESSION_ERROR, AMENDS_SESSION_ERROR_INCOMPLETE,
                   _ ("One or more of the letters R, A, C and I are needed."));
      return FALSE;
    }
  clean_text (after, "name", wanted->name, ONE_LINE);
  clean_text (after, "contact", wanted->contact, ONE_LINE);
  clean_text (after, "responsibility", wanted->responsibility, 0);
  clean_text (after, "ask", wanted->ask, 0);
  /* Who answers has been told. */
  if (after->acknowledged_at != AMENDS_INSTANT_NONE && after->notified_at == AMENDS_INSTANT_NONE)
    amends_record_set (after, "notified-at", after->acknowledged_at, NULL);
  amends_record_set (after, "escalation-id", case_->escalation->id, "sample",
                     case_->escalation->sample, NULL);
  if (before != NULL && amends_record_equal (before, after))
    return TRUE;

  if (known != NULL)
    amends_record_assign (known, after);
  else
    g_list_store_append (case_->stakeholders, after);
  log_save (change, before, after);
  return !changes_briefing (before, after) || update_briefing (change, after, before, error);
}

void
amends_session_save_stakeholder_async (AmendsSession *self,
                                       AmendsCase *case_,
                                       AmendsStakeholder *changed,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data)
{
  amends_session_change_async (self, case_, save_stakeholder, amends_record_copy (changed),
                               g_object_unref, AMENDS_CHANGE_UNDOABLE, cancellable, callback,
                               user_data);
}

static gboolean
remove_stakeholder (AmendsChange *change, gpointer data, GError **error)
{
  GListStore *list = change->case_->stakeholders;
  AmendsStakeholder *one = amends_record_list_find (G_LIST_MODEL (list), data);
  AmendsDraft *briefing;
  guint at;

  if (one == NULL)
    {
      g_set_error (error, AMENDS_SESSION_ERROR, AMENDS_SESSION_ERROR_NOT_FOUND,
                   _ ("This person is no longer part of the case."));
      return FALSE;
    }
  amends_change_log_diff (change, AMENDS_EVENT_STAKEHOLDER_CHANGED, one, NULL,
                          /* Translators: %s is a person or a role. */
                          _ ("Stakeholder removed: %s"), get_who (change, one));
  briefing = find_briefing (change->engines->planner, change->case_, one);
  /* A briefing that nobody wrote on goes with them. */
  if (briefing != NULL && briefing->sent_at == AMENDS_INSTANT_NONE &&
      g_strcmp0 (briefing->body, briefing->generated_body) == 0 &&
      g_list_store_find (change->case_->drafts, briefing, &at))
    g_list_store_remove (change->case_->drafts, at);
  if (g_list_store_find (list, one, &at))
    g_list_store_remove (list, at);
  return TRUE;
}

void
amends_session_remove_stakeholder_async (AmendsSession *self,
                                         AmendsCase *case_,
                                         const char *id,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data)
{
  amends_session_change_async (self, case_, remove_stakeholder, g_strdup (id), g_free,
                               AMENDS_CHANGE_UNDOABLE, cancellable, callback, user_data);
}
