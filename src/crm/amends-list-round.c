/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A round of reading what has changed, so that nothing is missed. */

#include "config.h"

#include "amends-list-round.h"

#include <string.h>

#include "amends-connector-private.h"
#include "amends-id.h"
#include "amends-json.h"

/* Beyond so many in the overlap records come twice, which is only slower. */
#define MAX_SEEN 2000
#define DIGEST_LENGTH 16

AmendsInstant
amends_round_get_instant (JsonObject *state, const char *member)
{
  const char *text = amends_json_peek_string (state, member);
  AmendsInstant instant;

  return text != NULL && amends_remote_instant_parse (text, NULL, &instant) ? instant
                                                                            : AMENDS_INSTANT_NONE;
}

void
amends_round_set_instant (JsonObject *state, const char *member, AmendsInstant instant)
{
  g_autofree char *text =
      instant != AMENDS_INSTANT_NONE ? amends_remote_instant_format_plain (instant) : NULL;

  if (text != NULL)
    json_object_set_string_member (state, member, text);
  else if (json_object_has_member (state, member))
    json_object_remove_member (state, member);
}

gboolean
amends_round_went_back (AmendsInstant before, AmendsInstant now, AmendsInstant overlap)
{
  return before != AMENDS_INSTANT_NONE && now != AMENDS_INSTANT_NONE && now < before - overlap;
}

gboolean
amends_round_is_open (JsonObject *state)
{
  return amends_json_peek_string (state, "last") != NULL;
}

void
amends_round_begin (JsonObject *state,
                    AmendsInstant newest,
                    const char *id,
                    AmendsInstant date,
                    AmendsInstant overlap)
{
  AmendsInstant mark = amends_round_get_instant (state, "mark");
  AmendsInstant low = mark != AMENDS_INSTANT_NONE ? mark - overlap : AMENDS_INSTANT_NONE;
  AmendsInstant next = date != AMENDS_INSTANT_NONE ? MIN (newest, date) : newest;

  if (amends_round_went_back (amends_round_get_instant (state, "date"), date, overlap) ||
      amends_round_went_back (amends_round_get_instant (state, "top"), newest, overlap))
    {
      low = AMENDS_INSTANT_NONE;
      json_object_set_object_member (state, "seen", json_object_new ());
    }
  amends_round_set_instant (state, "low", low);
  amends_round_set_instant (state, "next_mark", next);
  amends_round_set_instant (state, "next_keep", next - overlap);
  amends_round_set_instant (state, "next_date", date);
  amends_round_set_instant (state, "next_top", newest);
  json_object_set_object_member (state, "next_seen", json_object_new ());
  json_object_set_string_member (state, "newest", id);
  json_object_set_boolean_member (state, "met", FALSE);
  json_object_set_string_member (state, "last", "");
}

AmendsInstant
amends_round_get_low (JsonObject *state)
{
  return amends_round_get_instant (state, "low");
}

const char *
amends_round_get_last (JsonObject *state)
{
  const char *last = amends_json_peek_string (state, "last");

  return last != NULL ? last : "";
}

/* (transfer full) */
static char *
digest_record (JsonObject *record)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *text = NULL;
  char *digest;

  json_node_set_object (node, record);
  text = amends_json_to_canonical (node);
  digest = amends_digest (text, -1);
  digest[DIGEST_LENGTH] = '\0';
  return digest;
}

gboolean
amends_round_take (JsonObject *state, const char *id, AmendsInstant modified, JsonObject *record)
{
  JsonObject *seen = amends_json_peek_object (state, "seen");
  JsonObject *next = amends_json_peek_object (state, "next_seen");
  const char *before = amends_json_peek_string (seen, id);
  gboolean kept = next != NULL && json_object_get_size (next) < MAX_SEEN &&
                  modified >= amends_round_get_instant (state, "next_keep");
  g_autofree char *digest = NULL;

  json_object_set_string_member (state, "last", id);
  if (g_strcmp0 (amends_json_peek_string (state, "newest"), id) == 0)
    json_object_set_boolean_member (state, "met", TRUE);
  if (!kept && before == NULL)
    return TRUE;
  digest = digest_record (record);
  if (kept)
    json_object_set_string_member (next, id, digest);
  return g_strcmp0 (before, digest) != 0;
}

void
amends_round_end (JsonObject *state)
{
  static const char *const names[] = { "mark", "date", "top", "seen" };
  static const char *const gone[] = { "low",       "last",     "newest",    "met",      "next_mark",
                                      "next_date", "next_top", "next_seen", "next_keep" };

  if (amends_json_peek_boolean (state, "met", FALSE))
    for (guint i = 0; i < G_N_ELEMENTS (names); i++)
      {
        g_autofree char *name = g_strconcat ("next_", names[i], NULL);
        JsonNode *value = json_object_get_member (state, name);

        if (value != NULL)
          json_object_set_member (state, names[i], json_node_copy (value));
      }
  for (guint i = 0; i < G_N_ELEMENTS (gone); i++)
    if (json_object_has_member (state, gone[i]))
      json_object_remove_member (state, gone[i]);
}
