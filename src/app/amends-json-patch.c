/* SPDX-License-Identifier: GPL-3.0-or-later */
/* JSON merge patches, RFC 7396. */

#include "config.h"

#include "amends-json-patch.h"

JsonNode *
amends_json_patch_make (JsonNode *before, JsonNode *after)
{
  g_autoptr (JsonNode) patch = NULL;
  JsonObject *old;
  JsonObject *fresh;
  JsonObject *differences;
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  if (json_node_equal (before, after))
    return NULL;
  if (!JSON_NODE_HOLDS_OBJECT (before) || !JSON_NODE_HOLDS_OBJECT (after))
    return json_node_copy (after);

  patch = json_node_new (JSON_NODE_OBJECT);
  differences = json_object_new ();
  json_node_take_object (patch, differences);
  old = json_node_get_object (before);
  fresh = json_node_get_object (after);
  json_object_iter_init (&iter, old);
  while (json_object_iter_next (&iter, &name, &value))
    if (!json_object_has_member (fresh, name))
      json_object_set_null_member (differences, name);
  json_object_iter_init_ordered (&iter, fresh);
  while (json_object_iter_next_ordered (&iter, &name, &value))
    {
      JsonNode *was = json_object_get_member (old, name);
      JsonNode *part = was ? amends_json_patch_make (was, value) : json_node_copy (value);

      if (part != NULL)
        json_object_set_member (differences, name, part);
    }
  return g_steal_pointer (&patch);
}

JsonNode *
amends_json_patch_apply (JsonNode *target, JsonNode *patch)
{
  g_autoptr (JsonNode) result = NULL;
  JsonObject *object;
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  if (!JSON_NODE_HOLDS_OBJECT (patch))
    return json_node_copy (patch);
  result = json_node_new (JSON_NODE_OBJECT);
  object = json_object_new ();
  json_node_take_object (result, object);
  if (target != NULL && JSON_NODE_HOLDS_OBJECT (target))
    {
      json_object_iter_init_ordered (&iter, json_node_get_object (target));
      while (json_object_iter_next_ordered (&iter, &name, &value))
        json_object_set_member (object, name, json_node_copy (value));
    }
  json_object_iter_init_ordered (&iter, json_node_get_object (patch));
  while (json_object_iter_next_ordered (&iter, &name, &value))
    {
      if (JSON_NODE_HOLDS_NULL (value))
        json_object_remove_member (object, name);
      else
        json_object_set_member (
            object, name, amends_json_patch_apply (json_object_get_member (object, name), value));
    }
  return g_steal_pointer (&result);
}
