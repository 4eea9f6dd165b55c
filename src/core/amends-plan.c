/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the plan holds besides drafts, checkpoints, actions and stakeholders, which are records of
 * their own. */

#include "config.h"

#include "amends-plan.h"

static const AmendsField fields[] = {
  AMENDS_FIELD (AmendsPlan, "id", STRING, id),
  AMENDS_FIELD (AmendsPlan, "escalation-id", STRING, escalation_id),
  AMENDS_FIELD (AmendsPlan, "situation", STRING, situation),
  AMENDS_FIELD_OF (AmendsPlan, "limits", RECORDS, limits, amends_limit_get_type),
  AMENDS_FIELD_OF (AmendsPlan,
                   "communication",
                   RECORDS,
                   communication,
                   amends_communication_get_type),
  AMENDS_FIELD_OF (AmendsPlan, "risks", RECORDS, risks, amends_risk_get_type),
  AMENDS_FIELD_OF (AmendsPlan, "agendas", RECORDS, agendas, amends_agenda_get_type),
  AMENDS_FIELD_OF (AmendsPlan, "scripts", RECORDS, scripts, amends_script_get_type),
  AMENDS_FIELD_OF (AmendsPlan, "stages", RECORDS, stages, amends_stage_get_type),
  AMENDS_FIELD (AmendsPlan, "questions", STRV, questions),
  AMENDS_FIELD (AmendsPlan, "generated", INSTANT, generated),
  AMENDS_FIELD (AmendsPlan, "sample", BOOLEAN, sample),
};

AMENDS_DEFINE_RECORD (AmendsPlan, amends_plan)
