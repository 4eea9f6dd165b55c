/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Everything compiled from one playbook. */

#include "config.h"

#include "amends-engines.h"

#include "amends-engines-load.h"
#include "amends-input-error.h"
#include "amends-paths.h"
#include "amends-risk-rules.h"

static void
clear_engines (gpointer data)
{
  AmendsEngines *self = data;

  g_clear_object (&self->experience);
  g_clear_object (&self->similar);
  g_clear_object (&self->debriefer);
  g_clear_object (&self->gate);
  g_clear_object (&self->planner);
  g_clear_object (&self->stakeholder_rules);
  g_clear_object (&self->classifier);
  g_clear_object (&self->sla);
  g_clear_object (&self->calendar);
  g_clear_object (&self->playbook);
  g_clear_error (&self->classifier_error);
  g_clear_error (&self->error);
  g_mutex_clear (&self->lock);
}

/* The playbook says the hours; where they are kept is the team's. */
static AmendsCalendar *
read_calendar (AmendsPlaybook *playbook, const char *zone_name, GError **error)
{
  g_autoptr (AmendsJsonReader) reader = amends_playbook_read (playbook, "playbook", error);
  g_autoptr (AmendsCalendar) calendar = NULL;

  if (reader == NULL)
    return NULL;
  if (amends_json_reader_enter_object (reader, "calendar", AMENDS_JSON_REQUIRED))
    {
      calendar = amends_calendar_read (reader);
      amends_json_reader_leave (reader);
    }
  if (!amends_json_reader_finish (reader, NULL, error))
    return NULL;
  return amends_calendar_in_zone (calendar, zone_name, error);
}

AmendsEngines *
amends_engines_load_basis (const char *const *folders,
                           const char *id,
                           const char *zone_name,
                           AmendsCalendar *calendar,
                           GError **error)
{
  g_autoptr (AmendsEngines) self = g_atomic_rc_box_new0 (AmendsEngines);
  g_autoptr (GPtrArray) warnings = NULL;

  g_mutex_init (&self->lock);
  self->playbook = amends_playbook_load (folders, id, &warnings, error);
  if (self->playbook == NULL)
    return NULL;
  for (guint i = 0; warnings && i < warnings->len; i++)
    g_message ("%s", (char *) g_ptr_array_index (warnings, i));

  /* Hours of the playbook that nothing uses are read all the same: they may be wrong. */
  self->calendar = read_calendar (self->playbook, zone_name, error);
  if (self->calendar == NULL)
    return NULL;
  if (calendar != NULL)
    g_set_object (&self->calendar, calendar);
  self->sla = amends_sla_new (self->playbook, NULL, error);
  if (self->sla == NULL)
    return NULL;
  self->stakeholder_rules = amends_stakeholder_rules_new (self->playbook, NULL, error);
  return self->stakeholder_rules != NULL ? g_steal_pointer (&self) : NULL;
}

AmendsEngines *
amends_engines_load_from (const char *const *folders,
                          const char *id,
                          const char *zone_name,
                          AmendsCalendar *calendar,
                          GError **error)
{
  g_autoptr (AmendsEngines) self =
      amends_engines_load_basis (folders, id, zone_name, calendar, error);

  return self != NULL && amends_engines_complete (self, error) ? g_steal_pointer (&self) : NULL;
}

AmendsEngines *
amends_engines_load (const char *id, const char *zone_name, GError **error)
{
  g_auto (GStrv) folders = amends_paths_list_playbooks ();

  return amends_engines_load_from ((const char *const *) folders, id, zone_name, NULL, error);
}

AmendsEngines *
amends_engines_with_calendar (AmendsEngines *self, AmendsCalendar *calendar)
{
  AmendsEngines *twin = g_atomic_rc_box_new0 (AmendsEngines);

  g_mutex_init (&twin->lock);
  twin->playbook = g_object_ref (self->playbook);
  twin->calendar = g_object_ref (calendar);
  twin->sla = g_object_ref (self->sla);
  twin->stakeholder_rules = g_object_ref (self->stakeholder_rules);
  g_mutex_lock (&self->lock);
  if (self->complete)
    {
      twin->planner = g_object_ref (self->planner);
      twin->gate = g_object_ref (self->gate);
      twin->debriefer = g_object_ref (self->debriefer);
      twin->similar = g_object_ref (self->similar);
      twin->experience = g_object_ref (self->experience);
    }
  twin->complete = self->complete;
  twin->error = self->error ? g_error_copy (self->error) : NULL;
  twin->classifier = self->classifier ? g_object_ref (self->classifier) : NULL;
  twin->classifier_error = self->classifier_error ? g_error_copy (self->classifier_error) : NULL;
  g_mutex_unlock (&self->lock);
  return twin;
}

/* How accounts are judged has a place of its own; a fault in it is one of the playbook. One without
 * it judges no accounts. */
static gboolean
check_risk (AmendsEngines *self, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (AmendsRiskRules) rules = amends_risk_rules_new (self->playbook, NULL, &local);

  if (rules != NULL || g_error_matches (local, AMENDS_INPUT_ERROR, AMENDS_INPUT_ERROR_NOT_FOUND))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* With the lock. */
static gboolean
compile_rest (AmendsEngines *self, GError **error)
{
  if (!self->complete && self->error == NULL)
    self->complete =
        (self->planner = amends_planner_new (self->playbook, &self->error)) != NULL &&
        (self->gate = amends_gate_new (self->playbook, &self->error)) != NULL &&
        (self->debriefer = amends_debriefer_new (self->playbook, &self->error)) != NULL &&
        (self->similar = amends_similar_new (self->playbook, &self->error)) != NULL &&
        (self->experience = amends_experience_new (self->playbook, &self->error)) != NULL &&
        check_risk (self, &self->error);
  if (!self->complete && error)
    *error = g_error_copy (self->error);
  return self->complete;
}

gboolean
amends_engines_complete (AmendsEngines *self, GError **error)
{
  gboolean complete;

  g_mutex_lock (&self->lock);
  complete = compile_rest (self, error);
  g_mutex_unlock (&self->lock);
  return complete;
}

AmendsClassifier *
amends_engines_get_classifier (AmendsEngines *self, GError **error)
{
  AmendsClassifier *classifier = NULL;

  g_mutex_lock (&self->lock);
  if (compile_rest (self, error))
    {
      if (self->classifier == NULL && self->classifier_error == NULL)
        self->classifier = amends_classifier_new (self->playbook, &self->classifier_error);
      classifier = self->classifier;
      if (classifier == NULL && error)
        *error = g_error_copy (self->classifier_error);
    }
  g_mutex_unlock (&self->lock);
  return classifier;
}

AmendsEngines *
amends_engines_ref (AmendsEngines *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
amends_engines_unref (AmendsEngines *self)
{
  g_atomic_rc_box_release_full (self, clear_engines);
}
