/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tree of typed values that templates and plan rules speak of. */

#include "config.h"

#include "amends-facts.h"

#include "amends-record.h"

#include <string.h>

struct _AmendsFacts
{
  gatomicrefcount references;
  AmendsFactsType type;
  gint64 number;       /* number, instant, minor units, boolean */
  char *text;          /* (owned) (nullable): text, ISO date, currency */
  GHashTable *members; /* (owned) (nullable): of a map, char * to AmendsFacts */
  GPtrArray *items;    /* (owned) (nullable): of a list */
};

static AmendsFacts *
facts_new (AmendsFactsType type)
{
  AmendsFacts *self = g_new0 (AmendsFacts, 1);

  g_atomic_ref_count_init (&self->references);
  self->type = type;
  return self;
}

AmendsFacts *
amends_facts_new (void)
{
  AmendsFacts *self = facts_new (AMENDS_FACTS_MAP);

  self->members =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) amends_facts_unref);
  return self;
}

AmendsFacts *
amends_facts_ref (AmendsFacts *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
amends_facts_unref (AmendsFacts *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_clear_pointer (&self->members, g_hash_table_unref);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_free (self->text);
  g_free (self);
}

void
amends_facts_set (AmendsFacts *self, const char *path, AmendsFacts *value)
{
  const char *dot;

  g_return_if_fail (self != NULL && self->type == AMENDS_FACTS_MAP);
  g_return_if_fail (path != NULL);

  while ((dot = strchr (path, '.')) != NULL)
    {
      g_autofree char *name = g_strndup (path, dot - path);
      AmendsFacts *member = g_hash_table_lookup (self->members, name);

      if (member == NULL || member->type != AMENDS_FACTS_MAP)
        {
          if (value == NULL)
            return;
          member = amends_facts_new ();
          g_hash_table_replace (self->members, g_steal_pointer (&name), member);
        }
      self = member;
      path = dot + 1;
    }

  if (value != NULL)
    g_hash_table_replace (self->members, g_strdup (path), amends_facts_ref (value));
  else
    g_hash_table_remove (self->members, path);
}

static void
set_taken (AmendsFacts *self, const char *path, AmendsFacts *value)
{
  amends_facts_set (self, path, value);
  g_clear_pointer (&value, amends_facts_unref);
}

static AmendsFacts *
text_new (const char *text)
{
  g_autofree char *trimmed = NULL;
  AmendsFacts *fact;

  if (text == NULL)
    return NULL;
  trimmed = g_strstrip (g_strdup (text));
  if (*trimmed == '\0')
    return NULL;
  fact = facts_new (AMENDS_FACTS_TEXT);
  fact->text = g_steal_pointer (&trimmed);
  return fact;
}

static AmendsFacts *
number_new (AmendsFactsType type, gint64 number)
{
  AmendsFacts *fact = facts_new (type);

  fact->number = number;
  return fact;
}

void
amends_facts_set_text (AmendsFacts *self, const char *path, const char *text)
{
  set_taken (self, path, text_new (text));
}

void
amends_facts_set_number (AmendsFacts *self, const char *path, gint64 number)
{
  gboolean known = number != AMENDS_UNKNOWN && number != AMENDS_MONEY_UNKNOWN;

  set_taken (self, path, known ? number_new (AMENDS_FACTS_NUMBER, number) : NULL);
}

void
amends_facts_set_instant (AmendsFacts *self, const char *path, AmendsInstant instant)
{
  gboolean known = instant != AMENDS_INSTANT_NONE;

  set_taken (self, path, known ? number_new (AMENDS_FACTS_INSTANT, instant) : NULL);
}

void
amends_facts_set_date (AmendsFacts *self, const char *path, const char *date)
{
  AmendsFacts *fact = text_new (date);
  GDate parsed;

  g_date_clear (&parsed, 1);
  if (fact != NULL && amends_date_parse (fact->text, &parsed, NULL))
    fact->type = AMENDS_FACTS_DATE;
  set_taken (self, path, fact);
}

void
amends_facts_set_money (AmendsFacts *self, const char *path, gint64 minor, const char *currency)
{
  AmendsFacts *fact = NULL;

  if (minor != AMENDS_MONEY_UNKNOWN && currency != NULL && *currency != '\0')
    {
      fact = number_new (AMENDS_FACTS_MONEY, minor);
      fact->text = g_strdup (currency);
    }
  set_taken (self, path, fact);
}

void
amends_facts_set_boolean (AmendsFacts *self, const char *path, gboolean value)
{
  set_taken (self, path, number_new (AMENDS_FACTS_BOOLEAN, value ? 1 : 0));
}

void
amends_facts_set_strv (AmendsFacts *self, const char *path, const char *const *texts)
{
  g_autoptr (GPtrArray) items =
      g_ptr_array_new_with_free_func ((GDestroyNotify) amends_facts_unref);

  for (guint i = 0; texts != NULL && texts[i] != NULL; i++)
    {
      AmendsFacts *item = text_new (texts[i]);

      if (item != NULL)
        g_ptr_array_add (items, item);
    }
  amends_facts_set_list (self, path, items);
}

void
amends_facts_set_list (AmendsFacts *self, const char *path, GPtrArray *items)
{
  AmendsFacts *list;

  g_return_if_fail (items != NULL);

  if (items->len == 0)
    {
      amends_facts_set (self, path, NULL);
      return;
    }
  list = facts_new (AMENDS_FACTS_LIST);
  list->items = g_ptr_array_new_full (items->len, (GDestroyNotify) amends_facts_unref);
  for (guint i = 0; i < items->len; i++)
    g_ptr_array_add (list->items, amends_facts_ref (g_ptr_array_index (items, i)));
  set_taken (self, path, list);
}

AmendsFacts *
amends_facts_get_member (AmendsFacts *self, const char *name)
{
  if (self != NULL && self->type == AMENDS_FACTS_LIST && g_str_equal (name, "last"))
    return amends_facts_get_item (self, amends_facts_get_count (self) - 1);
  if (self == NULL || self->type != AMENDS_FACTS_MAP)
    return NULL;
  return g_hash_table_lookup (self->members, name);
}

AmendsFacts *
amends_facts_get (AmendsFacts *self, const char *path)
{
  const char *dot;

  g_return_val_if_fail (path != NULL, NULL);

  while (self != NULL && (dot = strchr (path, '.')) != NULL)
    {
      g_autofree char *name = g_strndup (path, dot - path);

      self = amends_facts_get_member (self, name);
      path = dot + 1;
    }
  return amends_facts_get_member (self, path);
}

AmendsFactsType
amends_facts_get_type_of (AmendsFacts *self)
{
  g_return_val_if_fail (self != NULL, AMENDS_FACTS_MAP);

  return self->type;
}

const char *
amends_facts_get_text (AmendsFacts *self)
{
  gboolean is_text =
      self != NULL && (self->type == AMENDS_FACTS_TEXT || self->type == AMENDS_FACTS_DATE);

  return is_text ? self->text : NULL;
}

gint64
amends_facts_get_number (AmendsFacts *self)
{
  return self != NULL ? self->number : 0;
}

const char *
amends_facts_get_currency (AmendsFacts *self)
{
  return self != NULL && self->type == AMENDS_FACTS_MONEY ? self->text : NULL;
}

gboolean
amends_facts_is_true (AmendsFacts *self)
{
  if (self == NULL)
    return FALSE;
  if (self->type == AMENDS_FACTS_BOOLEAN || self->type == AMENDS_FACTS_NUMBER)
    return self->number != 0;
  return TRUE;
}

guint
amends_facts_get_count (AmendsFacts *self)
{
  return self != NULL && self->items != NULL ? self->items->len : 0;
}

AmendsFacts *
amends_facts_get_item (AmendsFacts *self, guint index)
{
  g_return_val_if_fail (index < amends_facts_get_count (self), NULL);

  return g_ptr_array_index (self->items, index);
}
