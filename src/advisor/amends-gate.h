/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-case.h"
#include "amends-finding.h"
#include "amends-playbook.h"

G_BEGIN_DECLS

/**
 * AmendsGate:
 * The send gate: what in a text should not leave the house as it is. Rules, levels, limits and
 * phrases are the playbook's (gate.json and phrases/LANGUAGE/gate.json); English and Chinese
 * phrases are always both looked for, because drafts mix them. Immutable and safe in any thread.
 */
#define AMENDS_TYPE_GATE (amends_gate_get_type ())
G_DECLARE_FINAL_TYPE (AmendsGate, amends_gate, AMENDS, GATE, GObject)

typedef struct
{
  AmendsTextKind kind;
  const char *language;     /* of titles, messages and fixes; (nullable): English */
  AmendsCase *case_;        /* (nullable): without a case nothing counts as confirmed, approved or
                               promised; its open commitments must be kept or spoken of */
  AmendsInstant now;        /* when the text is written */
  GTimeZone *zone;          /* in which its times are read; (nullable): UTC */
  const char *draft_kind;   /* (nullable), such as "first-response" */
  AmendsSeverity severity;  /* unknown: that of the case */
  const char *counterpart;  /* (nullable): the same draft in the other language */
  gboolean earlier_apology; /* a message of this thread has apologised already */
} AmendsGateContext;

/**
 * amends_gate_new:
 * Reads the playbook and compiles its phrases (a few milliseconds).
 *
 * Returns: (transfer full): the gate, or NULL with AMENDS_INPUT_ERROR
 */
AmendsGate *amends_gate_new (AmendsPlaybook *playbook, GError **error);

/**
 * amends_gate_check:
 * Checks @text; well under a millisecond for a mail. Offsets in the findings are code points of
 * @text. Quoted words and lines that begin with ">" are someone else's and not checked.
 *
 * Returns: (transfer full) (element-type AmendsFinding): in order of their start
 */
GPtrArray *amends_gate_check (AmendsGate *self, const char *text, const AmendsGateContext *context);

/* Whether one of @findings (element-type AmendsFinding) blocks. */
gboolean amends_gate_blocks (GPtrArray *findings);

/* Whether @text apologises, for `earlier_apology` of the next message of the thread. */
gboolean amends_gate_apologises (AmendsGate *self, const char *text);

/**
 * amends_gate_to_json:
 * {"blocked", "findings":
 * [{"rule","level","start","end","text","title","message","fix","replaces"}]}
 *
 * Returns: (transfer full)
 */
JsonNode *amends_gate_to_json (GPtrArray *findings);

G_END_DECLS
