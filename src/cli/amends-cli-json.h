/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-case.h"
#include "amends-classification.h"
#include "amends-summary.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* The forms of the results, see data/schema/. Times are UTC, offsets code points, money major
 * units with its currency. All (transfer full). */
JsonNode *amends_cli_classification_to_json (AmendsClassification *classification, const char *id);
JsonNode *amends_cli_plan_to_json (AmendsCase *case_);
JsonNode *amends_cli_draft_to_json (AmendsDraft *draft);
JsonNode *amends_cli_summary_to_json (AmendsSummary *summary);
JsonNode *amends_cli_list_to_json (const char *member, GPtrArray *nodes);

G_END_DECLS
