/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-calendar.h"
#include "amends-classifier.h"
#include "amends-debriefer.h"
#include "amends-experience.h"
#include "amends-gate.h"
#include "amends-planner.h"
#include "amends-playbook.h"
#include "amends-similar.h"
#include "amends-sla.h"
#include "amends-stakeholder-rules.h"

G_BEGIN_DECLS

/* What a workspace uses that has chosen none. */
#define AMENDS_DEFAULT_PLAYBOOK "standard"

/**
 * AmendsEngines:
 * Everything compiled from one playbook. Immutable, shared by the main thread and the workers. The
 * classifier, by far the largest part, is compiled when it is first asked for.
 */
typedef struct
{
  AmendsPlaybook *playbook;
  AmendsCalendar *calendar; /* the team's */
  AmendsSla *sla;
  AmendsStakeholderRules *stakeholder_rules;
  AmendsPlanner *planner;
  AmendsGate *gate;
  AmendsDebriefer *debriefer;
  AmendsSimilar *similar;
  AmendsExperience *experience;

  /*< private >*/
  GMutex lock;                  /* protects what follows */
  AmendsClassifier *classifier; /* (owned) (nullable) until first asked for */
  GError *classifier_error;     /* (owned) (nullable): why there will be none */
} AmendsEngines;

/**
 * amends_engines_load:
 * @id: of the playbook
 * @zone_name: IANA name of the zone in which the team works
 *
 * Blocking; for a worker. Returns: (transfer full): or NULL with AMENDS_INPUT_ERROR naming file,
 * line and field of the playbook
 */
AmendsEngines *amends_engines_load (const char *id, const char *zone_name, GError **error);

/**
 * amends_engines_get_classifier:
 *
 * From any thread. The first call compiles the lexicons (a tenth of a second and more: not on the
 * main thread); others that come meanwhile wait for it, and later ones get it at once. A fault of
 * the playbook is kept and told to each.
 *
 * Returns: (transfer none): or NULL with AMENDS_INPUT_ERROR naming file, line and field
 */
AmendsClassifier *amends_engines_get_classifier (AmendsEngines *self, GError **error);

AmendsEngines *amends_engines_ref (AmendsEngines *self);
void amends_engines_unref (AmendsEngines *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmendsEngines, amends_engines_unref)

G_END_DECLS
