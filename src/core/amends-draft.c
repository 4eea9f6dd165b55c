/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A text the CSM edits and sends himself. */

#include "config.h"

#include "amends-draft.h"
#include "amends-enum-types.h"

static const AmendsField fields[] = {
  AMENDS_FIELD (AmendsDraft, "id", STRING, id),
  AMENDS_FIELD (AmendsDraft, "escalation-id", STRING, escalation_id),
  AMENDS_FIELD (AmendsDraft, "kind", STRING, kind),
  AMENDS_FIELD_OF (AmendsDraft, "audience", ENUM, audience, amends_audience_get_type),
  AMENDS_FIELD (AmendsDraft, "recipient", STRING, recipient),
  AMENDS_FIELD (AmendsDraft, "language", STRING, language),
  AMENDS_FIELD (AmendsDraft, "title", STRING, title),
  AMENDS_FIELD (AmendsDraft, "subject", STRING, subject),
  AMENDS_FIELD (AmendsDraft, "body", STRING, body),
  AMENDS_FIELD (AmendsDraft, "generated-subject", STRING, generated_subject),
  AMENDS_FIELD (AmendsDraft, "generated-body", STRING, generated_body),
  AMENDS_FIELD (AmendsDraft, "questions", STRV, questions),
  AMENDS_FIELD (AmendsDraft, "version", INT, version),
  AMENDS_FIELD (AmendsDraft, "meets", STRV, meets),
  AMENDS_FIELD (AmendsDraft, "due", INSTANT, due),
  AMENDS_FIELD (AmendsDraft, "updated", INSTANT, updated),
  AMENDS_FIELD (AmendsDraft, "sent-at", INSTANT, sent_at),
  AMENDS_FIELD (AmendsDraft, "sample", BOOLEAN, sample),
};

AMENDS_DEFINE_RECORD (AmendsDraft, amends_draft)
