/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of a query in Salesforce's SOQL. */

#include "config.h"

#include "amends-soql.h"

#include <string.h>

char *
amends_soql_quote (const char *text)
{
  GString *quoted = g_string_new ("'");

  for (const char *p = text; *p != '\0'; p++)
    switch (*p)
      {
      case '\'':
      case '"':
      case '\\':
        g_string_append_c (quoted, '\\');
        g_string_append_c (quoted, *p);
        break;
      case '\n':
        g_string_append (quoted, "\\n");
        break;
      case '\r':
        g_string_append (quoted, "\\r");
        break;
      case '\t':
        g_string_append (quoted, "\\t");
        break;
      case '\b':
        g_string_append (quoted, "\\b");
        break;
      case '\f':
        g_string_append (quoted, "\\f");
        break;
      default:
        g_string_append_c (quoted, *p);
      }
  g_string_append_c (quoted, '\'');
  return g_string_free (quoted, FALSE);
}

gboolean
amends_soql_is_name (const char *name)
{
  gboolean start = TRUE;

  if (name == NULL || strlen (name) > 200)
    return FALSE;
  for (const char *p = name; *p != '\0'; p++)
    {
      if (start ? !g_ascii_isalpha (*p) : !(g_ascii_isalnum (*p) || *p == '_' || *p == '.'))
        return FALSE;
      start = *p == '.';
    }
  return !start;
}

gboolean
amends_soql_is_id (const char *id)
{
  gsize length = id != NULL ? strlen (id) : 0;

  if (length != 15 && length != 18)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalnum (id[i]))
      return FALSE;
  return TRUE;
}

gboolean
amends_soql_is_time (const char *text)
{
  static const char pattern[] = "0000-00-00T00:00:00";
  const char *rest;

  if (text == NULL || strlen (text) > 40)
    return FALSE;
  for (gsize i = 0; i < sizeof pattern - 1; i++)
    if (pattern[i] == '0' ? !g_ascii_isdigit (text[i]) : text[i] != pattern[i])
      return FALSE;
  rest = text + sizeof pattern - 1;
  if (*rest == '.')
    for (rest++; g_ascii_isdigit (*rest); rest++)
      ;
  if (strcmp (rest, "Z") == 0)
    return TRUE;
  if (*rest != '+' && *rest != '-')
    return FALSE;
  for (rest++; *rest != '\0'; rest++)
    if (!g_ascii_isdigit (*rest) && *rest != ':')
      return FALSE;
  return TRUE;
}

char *
amends_soql_step_back (const char *text, guint seconds)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) read = NULL;
  g_autoptr (GDateTime) stepped = NULL;
  g_autoptr (GDateTime) there = NULL;

  if (!amends_soql_is_time (text))
    return NULL;
  read = g_date_time_new_from_iso8601 (text, utc);
  stepped = read != NULL ? g_date_time_add_seconds (read, -(double) seconds) : NULL;
  there = stepped != NULL ? g_date_time_to_utc (stepped) : NULL;
  return there != NULL ? g_date_time_format (there, "%Y-%m-%dT%H:%M:%SZ") : NULL;
}
