/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-agenda.h"
#include "amends-communication.h"
#include "amends-limit.h"
#include "amends-record.h"
#include "amends-risk.h"
#include "amends-script.h"
#include "amends-stage.h"

G_BEGIN_DECLS

/**
 * AmendsPlan:
 * What the plan holds besides drafts, checkpoints, actions and stakeholders, which are records of
 * their own.
 */
#define AMENDS_TYPE_PLAN (amends_plan_get_type ())
G_DECLARE_FINAL_TYPE (AmendsPlan, amends_plan, AMENDS, PLAN, AmendsRecord)

struct _AmendsPlan
{
  AmendsRecord parent_instance;

  char *id;
  char *escalation_id;
  char *situation;
  GListStore *limits;        /* of AmendsLimit: do not commit */
  GListStore *communication; /* of AmendsCommunication */
  GListStore *risks;         /* of AmendsRisk */
  GListStore *agendas;       /* of AmendsAgenda */
  GListStore *scripts;       /* of AmendsScript */
  GListStore *stages;        /* of AmendsStage */
  char **questions;          /* facts that would make the plan better */
  AmendsInstant generated;
  gboolean sample;
};

G_END_DECLS
