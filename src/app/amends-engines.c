/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Everything compiled from one playbook. */

#include "config.h"

#include "amends-engines.h"

#include "amends-paths.h"

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
amends_engines_load (const char *id, const char *zone_name, GError **error)
{
  g_auto (GStrv) folders = amends_paths_list_playbooks ();
  g_autoptr (AmendsEngines) self = g_atomic_rc_box_new0 (AmendsEngines);
  g_autoptr (GPtrArray) warnings = NULL;

  g_mutex_init (&self->lock);
  self->playbook = amends_playbook_load ((const char *const *) folders, id, &warnings, error);
  if (self->playbook == NULL)
    return NULL;
  for (guint i = 0; warnings && i < warnings->len; i++)
    g_message ("%s", (char *) g_ptr_array_index (warnings, i));

  if ((self->calendar = read_calendar (self->playbook, zone_name, error)) == NULL ||
      (self->sla = amends_sla_new (self->playbook, NULL, error)) == NULL ||
      (self->stakeholder_rules = amends_stakeholder_rules_new (self->playbook, NULL, error)) ==
          NULL ||
      (self->planner = amends_planner_new (self->playbook, error)) == NULL ||
      (self->gate = amends_gate_new (self->playbook, error)) == NULL ||
      (self->debriefer = amends_debriefer_new (self->playbook, error)) == NULL ||
      (self->similar = amends_similar_new (self->playbook, error)) == NULL ||
      (self->experience = amends_experience_new (self->playbook, error)) == NULL)
    return NULL;
  return g_steal_pointer (&self);
}

AmendsClassifier *
amends_engines_get_classifier (AmendsEngines *self, GError **error)
{
  AmendsClassifier *classifier;

  g_mutex_lock (&self->lock);
  if (self->classifier == NULL && self->classifier_error == NULL)
    self->classifier = amends_classifier_new (self->playbook, &self->classifier_error);
  classifier = self->classifier;
  if (classifier == NULL && error)
    *error = g_error_copy (self->classifier_error);
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
