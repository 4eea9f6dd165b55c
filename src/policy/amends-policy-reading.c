/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Forms that several files of a playbook share. */

#include "config.h"

#include "amends-policy-reading.h"

#include <glib/gi18n-lib.h>

#include "amends-input-error.h"

static gboolean
contains (const GArray *values, int value)
{
  for (guint i = 0; i < values->len; i++)
    {
      if (g_array_index (values, int, i) == value)
        return TRUE;
    }
  return FALSE;
}

GArray *
amends_policy_read_enum_list (AmendsJsonReader *reader,
                              const char *member,
                              AmendsJsonNeed need,
                              GType enum_type)
{
  GArray *values = g_array_new (FALSE, FALSE, sizeof (int));
  guint n;

  if (!amends_json_reader_enter_array (reader, member, need))
    return values;
  n = amends_json_reader_get_count (reader);
  for (guint i = 0; i < n && amends_json_reader_at (reader, i); i++)
    {
      int value =
          amends_json_reader_get_enum (reader, NULL, AMENDS_JSON_REQUIRED, enum_type, G_MININT);

      if (contains (values, value))
        amends_json_reader_fail (reader, NULL, AMENDS_INPUT_ERROR_DUPLICATE,
                                 _ ("This is in the list twice."));
      if (!amends_json_reader_failed (reader))
        g_array_append_val (values, value);
      amends_json_reader_leave (reader);
    }
  amends_json_reader_leave (reader);
  return values;
}

guint
amends_policy_read_enum_set (AmendsJsonReader *reader, const char *member, GType enum_type)
{
  g_autoptr (GArray) values =
      amends_policy_read_enum_list (reader, member, AMENDS_JSON_OPTIONAL, enum_type);
  guint set = 0;

  for (guint i = 0; i < values->len; i++)
    set |= 1u << g_array_index (values, int, i);
  return set;
}
