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
 * Everything compiled from one playbook, in three steps, so that the first frame and short commands
 * wait for little: the basis; what works on a case, with amends_engines_complete(); and the
 * classifier, by far the largest part. A part is immutable once it is there and shared by the main
 * thread and the workers.
 */
typedef struct
{
  AmendsPlaybook *playbook;
  AmendsCalendar *calendar; /* the team's */
  AmendsSla *sla;
  AmendsStakeholderRules *stakeholder_rules;

  /* Complete engines only: who holds a case of the session, or is changing one, has them. */
  AmendsPlanner *planner;
  AmendsGate *gate;
  AmendsDebriefer *debriefer;
  AmendsSimilar *similar;
  AmendsExperience *experience;

  /*< private >*/
  GMutex lock; /* protects what follows */
  gboolean complete;
  GError *error;                /* (owned) (nullable): why they cannot be complete */
  AmendsClassifier *classifier; /* (owned) (nullable) until first asked for */
  GError *classifier_error;     /* (owned) (nullable): why there will be none */
} AmendsEngines;

/**
 * amends_engines_load:
 * @id: of the playbook
 * @zone_name: IANA name of the zone in which the team works
 *
 * Blocking; for a worker. The engines are complete.
 *
 * Returns: (transfer full): or NULL with AMENDS_INPUT_ERROR naming file, line and field of the
 *   playbook
 */
AmendsEngines *amends_engines_load (const char *id, const char *zone_name, GError **error);

/**
 * amends_engines_complete:
 *
 * From any thread; blocking. The first call compiles what works on a case; others that come
 * meanwhile wait for it, and later ones return at once. A fault of the playbook is kept and told to
 * each.
 *
 * Returns: FALSE with AMENDS_INPUT_ERROR naming file, line and field
 */
gboolean amends_engines_complete (AmendsEngines *self, GError **error);

/**
 * amends_engines_get_classifier:
 *
 * As amends_engines_complete(), with the lexicons besides, which take a tenth of a second and more:
 * not on the main thread.
 *
 * Returns: (transfer none): or NULL with AMENDS_INPUT_ERROR naming file, line and field
 */
AmendsClassifier *amends_engines_get_classifier (AmendsEngines *self, GError **error);

AmendsEngines *amends_engines_ref (AmendsEngines *self);
void amends_engines_unref (AmendsEngines *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmendsEngines, amends_engines_unref)

G_END_DECLS
