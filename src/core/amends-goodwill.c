/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A goodwill request and its approval. */

#include "config.h"

#include "amends-goodwill.h"

#include "amends-enum-types.h"
#include "amends-id.h"
#include "amends-json.h"
#include "amends-labels.h"

static const AmendsField fields[] = {
  AMENDS_FIELD (AmendsGoodwill, "id", STRING, id),
  AMENDS_FIELD (AmendsGoodwill, "escalation-id", STRING, escalation_id),
  AMENDS_FIELD_OF (AmendsGoodwill, "kind", ENUM, kind, amends_goodwill_kind_get_type),
  AMENDS_FIELD (AmendsGoodwill, "amount", MONEY, amount),
  AMENDS_FIELD (AmendsGoodwill, "currency", STRING, currency),
  AMENDS_FIELD (AmendsGoodwill, "months", INT, months),
  AMENDS_FIELD (AmendsGoodwill, "text", STRING, text),
  AMENDS_FIELD (AmendsGoodwill, "reason", STRING, reason),
  AMENDS_FIELD (AmendsGoodwill, "recipient", STRING, recipient),
  AMENDS_FIELD_OF (AmendsGoodwill, "state", ENUM, state, amends_goodwill_state_get_type),
  AMENDS_FIELD (AmendsGoodwill, "requested-by", STRING, requested_by),
  AMENDS_FIELD (AmendsGoodwill, "requested-by-id", STRING, requested_by_id),
  AMENDS_FIELD (AmendsGoodwill, "changed-by-id", STRING, changed_by_id),
  AMENDS_FIELD (AmendsGoodwill, "requested-at", INSTANT, requested_at),
  AMENDS_FIELD_OF (AmendsGoodwill, "approver-role", ENUM, approver_role, amends_role_get_type),
  AMENDS_FIELD (AmendsGoodwill, "decided-by", STRING, decided_by),
  AMENDS_FIELD (AmendsGoodwill, "decided-by-id", STRING, decided_by_id),
  AMENDS_FIELD (AmendsGoodwill, "decided-at", INSTANT, decided_at),
  AMENDS_FIELD (AmendsGoodwill, "evidence", STRING, evidence),
  AMENDS_FIELD_OF (AmendsGoodwill,
                   "evidence-kind",
                   ENUM,
                   evidence_kind,
                   amends_goodwill_evidence_get_type),
  AMENDS_FIELD (AmendsGoodwill, "evidence-message", STRING, evidence_message),
  AMENDS_FIELD (AmendsGoodwill, "evidence-digest", STRING, evidence_digest),
  AMENDS_FIELD (AmendsGoodwill, "recorded-by", STRING, recorded_by),
  AMENDS_FIELD (AmendsGoodwill, "hash", STRING, hash),
  AMENDS_FIELD (AmendsGoodwill, "expires", INSTANT, expires),
  AMENDS_FIELD (AmendsGoodwill, "sample", BOOLEAN, sample),
};

AMENDS_DEFINE_RECORD (AmendsGoodwill, amends_goodwill)

static void
add_text (JsonObject *object, const char *member, const char *text)
{
  if (text && *text)
    json_object_set_string_member (object, member, text);
}

/* Spelt out: a field that records get later must not void what was approved before. */
char *
amends_goodwill_compute_hash (AmendsGoodwill *self)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *text = NULL;
  JsonObject *object = json_object_new ();

  json_node_take_object (node, object);
  add_text (object, "kind", amends_enum_get_nick (AMENDS_TYPE_GOODWILL_KIND, self->kind));
  if (self->amount != AMENDS_MONEY_UNKNOWN && self->amount != 0)
    {
      json_object_set_int_member (object, "amount", self->amount);
      add_text (object, "currency", self->currency);
    }
  if (self->months > 0)
    json_object_set_int_member (object, "months", self->months);
  add_text (object, "text", self->text);
  add_text (object, "recipient", self->recipient);
  text = amends_json_to_canonical (node);
  return amends_digest (text, -1);
}

AmendsGoodwillState
amends_goodwill_get_state (AmendsGoodwill *self, AmendsInstant now)
{
  g_autofree char *hash = NULL;

  if (self->state != AMENDS_GOODWILL_APPROVED)
    return self->state;
  hash = amends_goodwill_compute_hash (self);
  if (g_strcmp0 (hash, self->hash) != 0)
    return AMENDS_GOODWILL_VOID;
  return self->expires != AMENDS_INSTANT_NONE && self->expires <= now ? AMENDS_GOODWILL_EXPIRED
                                                                      : AMENDS_GOODWILL_APPROVED;
}

gboolean
amends_goodwill_is_valid (AmendsGoodwill *self, AmendsInstant now)
{
  return amends_goodwill_get_state (self, now) == AMENDS_GOODWILL_APPROVED;
}

gboolean
amends_goodwill_is_open (AmendsGoodwill *self, AmendsInstant now)
{
  AmendsGoodwillState state = amends_goodwill_get_state (self, now);

  return state == AMENDS_GOODWILL_REQUESTED || state == AMENDS_GOODWILL_VOID;
}
