/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a reading of several lists of the CRM stands. */

#include "config.h"

#include "amends-parts-cursor.h"

#include <string.h>

#include "amends-connector-private.h"
#include "amends-id.h"
#include "amends-json.h"

#define DIGEST_LENGTH 16

AmendsPartsCursor *
amends_parts_cursor_new (const char *text, guint count)
{
  AmendsPartsCursor *self = g_new0 (AmendsPartsCursor, 1);
  g_autoptr (JsonNode) root =
      text != NULL ? amends_json_parse (text, strlen (text), NULL, NULL) : NULL;
  JsonObject *object =
      root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  JsonArray *known = amends_json_peek_array (object, "parts");

  g_return_val_if_fail (count > 0, NULL);

  self->count = count;
  self->parts = json_array_new ();
  for (guint i = 0; i < count; i++)
    {
      JsonObject *part = known != NULL ? amends_json_peek_element (known, i) : NULL;

      json_array_add_object_element (self->parts,
                                     part != NULL ? json_object_ref (part) : json_object_new ());
    }
  self->index = CLAMP (amends_json_peek_int (object, "at", 0), 0, (gint64) count - 1);
  self->part = json_array_get_object_element (self->parts, self->index);
  return self;
}

void
amends_parts_cursor_free (AmendsPartsCursor *self)
{
  json_array_unref (self->parts);
  g_free (self);
}

char *
amends_parts_cursor_move_on (AmendsPartsCursor *self, gboolean part_more, gboolean *more)
{
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  gboolean last = self->index + 1 == self->count;

  *more = part_more || !last;
  json_object_set_int_member (object, "at", part_more ? self->index : last ? 0 : self->index + 1);
  json_object_set_array_member (object, "parts", json_array_ref (self->parts));
  json_node_take_object (root, object);
  return amends_json_to_canonical (root);
}

char *
amends_row_version_new (const char *stamp, JsonObject *fields)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *text = NULL;
  g_autofree char *digest = NULL;

  json_node_set_object (node, fields);
  text = amends_json_to_canonical (node);
  digest = amends_digest (text, -1);
  return g_strdup_printf ("%s %.*s", stamp, DIGEST_LENGTH, digest);
}

gboolean
amends_row_version_agrees (const char *version, const char *current)
{
  const char *was = strrchr (version, ' ');
  const char *is = strrchr (current, ' ');

  return was != NULL && is != NULL && strcmp (was, is) == 0;
}

void
amends_day_cut (JsonObject *object, const char *name, GTimeZone *zone)
{
  const char *text = amends_json_peek_string (object, name);
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autofree char *day = NULL;
  AmendsInstant instant;

  if (text == NULL || strlen (text) <= 10 || !amends_remote_instant_parse (text, NULL, &instant))
    return;
  day = amends_instant_format (instant, zone != NULL ? zone : utc, "%Y-%m-%d");
  json_object_set_string_member (object, name, day);
}
