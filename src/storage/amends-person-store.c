/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The people of our side. */

#include "config.h"

#include "amends-person-store.h"

#include "amends-record-table.h"
#include "amends-text.h"

static GPtrArray *
list_me (AmendsConnection *connection, GError **error)
{
  return amends_record_table_list (&amends_person_table, connection, "me", "1", error);
}

gboolean
amends_person_store_save (AmendsConnection *connection, AmendsPerson *person, GError **error)
{
  g_autoptr (GPtrArray) others = NULL;

  if (person->me)
    {
      others = list_me (connection, error);
      if (others == NULL)
        return FALSE;
      for (guint i = 0; i < others->len; i++)
        {
          AmendsPerson *other = g_ptr_array_index (others, i);

          if (g_strcmp0 (other->id, person->id) == 0)
            continue;
          other->me = FALSE;
          if (!amends_record_table_put (&amends_person_table, connection, other, 0, error))
            return FALSE;
        }
    }
  return amends_record_table_put (&amends_person_table, connection, person, 0, error);
}

AmendsPerson *
amends_person_store_get (AmendsConnection *connection, const char *id, GError **error)
{
  return amends_record_table_get (&amends_person_table, connection, id, error);
}

AmendsPerson *
amends_person_store_get_me (AmendsConnection *connection, GError **error)
{
  g_autoptr (GPtrArray) people = list_me (connection, error);

  return people && people->len > 0 ? g_object_ref (g_ptr_array_index (people, 0)) : NULL;
}

AmendsPerson *
amends_person_store_find (AmendsConnection *connection, const char *email, GError **error)
{
  g_autoptr (GPtrArray) people = amends_person_store_list (connection, error);
  g_autofree char *wanted = amends_text_fold (email);

  /* A team, not a directory: a few dozen at most. */
  for (guint i = 0; people && i < people->len; i++)
    {
      AmendsPerson *person = g_ptr_array_index (people, i);

      for (guint k = 0; person->emails && person->emails[k]; k++)
        {
          g_autofree char *folded = amends_text_fold (person->emails[k]);

          if (g_str_equal (folded, wanted))
            return g_object_ref (person);
        }
    }
  return NULL;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  AmendsPerson *const *one = a;
  AmendsPerson *const *two = b;

  return g_utf8_collate ((*one)->name ? (*one)->name : "", (*two)->name ? (*two)->name : "");
}

GPtrArray *
amends_person_store_list (AmendsConnection *connection, GError **error)
{
  GPtrArray *people =
      amends_record_table_list (&amends_person_table, connection, NULL, NULL, error);

  if (people)
    g_ptr_array_sort (people, compare_names);
  return people;
}

gboolean
amends_person_store_remove (AmendsConnection *connection, const char *id, GError **error)
{
  return amends_record_table_remove (&amends_person_table, connection, id, error);
}
