/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-account-risk.h"
#include "amends-warning.h"

G_BEGIN_DECLS

/* What the figures of a moment mean for the warnings of an account. */
typedef struct
{
  GPtrArray *raised; /* (owned) (element-type AmendsWarning): new */
  GPtrArray *past;   /* (owned) (element-type AmendsWarning): copies, no longer open */
} AmendsRiskWatch;

void amends_risk_watch_clear (AmendsRiskWatch *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AmendsRiskWatch, amends_risk_watch_clear)

/**
 * amends_risk_watch:
 * @warnings: (element-type AmendsWarning): all of the account, in any order
 *
 * A warning is raised when the score reaches a threshold or a rule fires, and ends when the score
 * has fallen well below, so that it does not flap. One that somebody has answered is not raised
 * again for the playbook's time, unless a higher threshold is reached. A threshold alone raises
 * nothing without a floor of evidence: value and renewal are facts, no signs. Pure.
 */
void amends_risk_watch (AmendsRiskRules *rules,
                        AmendsAccountRisk *risk,
                        GPtrArray *warnings,
                        AmendsRiskWatch *watch);

/* The threshold of "threshold-70"; 0 for a rule. */
int amends_risk_watch_get_threshold (const char *rule);

G_END_DECLS
