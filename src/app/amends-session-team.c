/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The people of our side, and the days on which they are off. */

#include "config.h"

#include "amends-session-team.h"

#include "amends-calendar-holidays.h"
#include "amends-enum-types.h"
#include "amends-input-error.h"
#include "amends-json.h"
#include "amends-money.h"
#include "amends-person-store.h"
#include "amends-session-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_CALENDAR (4 * 1024 * 1024)

/* --- People ---------------------------------------------------------------------------------- */

static gboolean
fail (GError **error, const char *field, const char *sentence)
{
  amends_input_error_set (error, AMENDS_INPUT_ERROR_VALUE, NULL, 0, field, "%s", sentence);
  return FALSE;
}

/* One sign in the middle, and a dot behind it: the rest is for the mail program to find out. */
static gboolean
looks_like_address (const char *text)
{
  const char *at = strchr (text, '@');

  return at != NULL && at != text && strchr (at + 1, '@') == NULL &&
         strpbrk (text, " ,;<>") == NULL && at[1] != '\0' && at[1] != '.';
}

static AmendsPerson *
find_owner (AmendsSession *self, const char *email, const char *but_id)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->people));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AmendsPerson) other = g_list_model_get_item (G_LIST_MODEL (self->people), i);

      for (char **one = other->emails; one != NULL && *one != NULL; one++)
        if (g_ascii_strcasecmp (*one, email) == 0 && g_strcmp0 (other->id, but_id) != 0)
          return other;
    }
  return NULL;
}

static gboolean
check_addresses (AmendsSession *self, AmendsPerson *person, GError **error)
{
  for (char **email = person->emails; email != NULL && *email != NULL; email++)
    {
      AmendsPerson *owner = find_owner (self, *email, person->id);

      if (!looks_like_address (*email))
        {
          amends_input_error_set (error, AMENDS_INPUT_ERROR_VALUE, NULL, 0, "emails",
                                  /* Translators: %s is what was written. */
                                  _ ("“%s” is not an e-mail address."), *email);
          return FALSE;
        }
      if (owner != NULL)
        {
          amends_input_error_set (error, AMENDS_INPUT_ERROR_DUPLICATE, NULL, 0, "emails",
                                  /* Translators: an e-mail address, then a person's name. */
                                  _ ("%1$s is already the address of %2$s."), *email, owner->name);
          return FALSE;
        }
    }
  return TRUE;
}

/* Whether @person is above @id, by however many steps. */
static gboolean
is_above (AmendsSession *self, AmendsPerson *person, const char *id)
{
  GListModel *people = G_LIST_MODEL (self->people);
  guint left = g_list_model_get_n_items (people);

  for (; id != NULL && left > 0; left--)
    {
      AmendsPerson *one;

      if (g_str_equal (id, person->id))
        return TRUE;
      one = amends_record_list_find (people, id);
      id = one ? one->manager_id : NULL;
    }
  return FALSE;
}

gboolean
amends_session_check_person (AmendsSession *self, AmendsPerson *person, GError **error)
{
  g_autofree char *name = g_strstrip (g_strdup (person->name ? person->name : ""));

  if (*name == '\0')
    return fail (error, "name", _ ("A name is needed."));
  if (!check_addresses (self, person, error))
    return FALSE;
  if (person->manager_id != NULL && is_above (self, person, person->manager_id))
    return fail (error, "manager-id",
                 _ ("This manager answers to the same person, directly or through others."));
  return TRUE;
}

void
amends_session_put_person_async (AmendsSession *self,
                                 AmendsPerson *person,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  GError *error = NULL;

  if (amends_session_check_person (self, person, &error))
    amends_session_save_person_async (self, person, cancellable, callback, user_data);
  else
    g_task_report_error (self, callback, user_data, amends_session_put_person_async, error);
}

/* --- Removing -------------------------------------------------------------------------------- */

static gboolean
erase_person (AmendsConnection *connection,
              gpointer data,
              GCancellable *cancellable,
              GError **error)
{
  const char *id = data;
  g_autoptr (GPtrArray) people = amends_person_store_list (connection, error);

  for (guint i = 0; people != NULL && i < people->len; i++)
    {
      AmendsPerson *other = people->pdata[i];

      if (g_strcmp0 (other->manager_id, id) != 0)
        continue;
      amends_record_set (other, "manager-id", NULL, NULL);
      if (!amends_person_store_save (connection, other, error))
        return FALSE;
    }
  return people != NULL && amends_person_store_remove (connection, id, error);
}

static void
reloaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  AmendsSession *self = AMENDS_SESSION (source);
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_error (task, error);
      return;
    }
  if (self->bus)
    amends_workspace_bus_tell (self->bus, NULL);
  g_task_return_boolean (task, TRUE);
}

static void
removed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  AmendsSession *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (!amends_database_write_finish (AMENDS_DATABASE (source), result, &error))
    g_task_return_error (task, error);
  else if (self->database == NULL)
    g_task_return_boolean (task, TRUE);
  else
    amends_session_reload_async (self, reloaded_cb, g_steal_pointer (&task));
}

void
amends_session_remove_person_async (AmendsSession *self,
                                    AmendsPerson *person,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  if (!amends_session_can_write (self, task))
    return;
  if (person->me)
    {
      g_task_return_new_error (task, AMENDS_SESSION_ERROR, AMENDS_SESSION_ERROR_REFUSED, "%s",
                               _ ("This is you. Be somebody else first."));
      return;
    }
  amends_database_write_async (self->database, erase_person, g_strdup (person->id), g_free,
                               cancellable, removed_cb, g_steal_pointer (&task));
}

/* --- What a role may decide ------------------------------------------------------------------ */

/* The place of @role among the approvers of a kind: what it may decide, as a phrase. */
static char *
describe_kind (JsonObject *kind, const char *nick, const char *name, const char *currency)
{
  JsonArray *approvers = json_object_has_member (kind, "approvers")
                             ? json_object_get_array_member (kind, "approvers")
                             : NULL;

  for (guint i = 0; approvers != NULL && i < json_array_get_length (approvers); i++)
    {
      JsonObject *one = json_array_get_object_element (approvers, i);
      g_autofree char *amount = NULL;

      if (g_strcmp0 (json_object_get_string_member_with_default (one, "role", NULL), nick) != 0)
        continue;
      if (!json_object_has_member (one, "up_to"))
        return g_strdup (name);
      amount =
          amends_money_format ((gint64) (json_object_get_double_member (one, "up_to") * 100 + 0.5),
                               currency, amends_change_get_language ());
      /* Translators: a kind of goodwill such as "Service credit", then an amount of money. */
      return g_strdup_printf (_ ("%1$s up to %2$s"), name, amount);
    }
  return NULL;
}

static const char *
pick_name (JsonObject *kind, const char *fallback)
{
  JsonObject *names =
      json_object_has_member (kind, "name") ? json_object_get_object_member (kind, "name") : NULL;

  if (names == NULL)
    return fallback;
  return json_object_get_string_member_with_default (
      names, amends_change_get_language (),
      json_object_get_string_member_with_default (names, "en", fallback));
}

GPtrArray *
amends_session_describe_approvals (AmendsSession *self, AmendsRole role)
{
  GPtrArray *phrases = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (AmendsJsonReader) reader =
      amends_playbook_read (self->engines->playbook, "goodwill", NULL);
  JsonNode *node = reader ? amends_json_reader_peek (reader, NULL) : NULL;
  g_autoptr (GEnumClass) roles = g_type_class_ref (AMENDS_TYPE_ROLE);
  GEnumValue *value = g_enum_get_value (roles, (int) role);
  JsonObject *root;
  JsonObjectIter iter;
  const char *name;
  JsonNode *kind;

  if (node == NULL || value == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return phrases;
  root = json_node_get_object (node);
  json_object_iter_init_ordered (&iter, json_object_get_object_member (root, "kinds"));
  while (json_object_iter_next_ordered (&iter, &name, &kind))
    {
      JsonObject *object = json_node_get_object (kind);
      char *phrase =
          describe_kind (object, value->value_nick, pick_name (object, name),
                         json_object_get_string_member_with_default (root, "currency", "USD"));

      if (phrase != NULL)
        g_ptr_array_add (phrases, phrase);
    }
  return phrases;
}

/* --- Holidays -------------------------------------------------------------------------------- */

void
amends_holiday_import_free (AmendsHolidayImport *self)
{
  amends_team_hours_free (self->hours);
  g_ptr_array_unref (self->warnings);
  g_free (self);
}

typedef struct
{
  GFile *file;
  AmendsTeamHours *hours;
  AmendsCalendar *calendar;
} Holidays;

static void
holidays_free (gpointer data)
{
  Holidays *holidays = data;

  g_object_unref (holidays->file);
  amends_team_hours_free (holidays->hours);
  g_object_unref (holidays->calendar);
  g_free (holidays);
}

/* What is in @with and not in @before joins @result; names of days that were there stay. */
static void
count_days (AmendsHolidayImport *result, AmendsTeamHours *with)
{
  for (guint i = 0; i < with->off->len; i++)
    {
      AmendsDayOff *off = with->off->pdata[i];
      gboolean known = FALSE;

      for (guint j = 0; j < result->hours->off->len && !known; j++)
        known = g_str_equal (((AmendsDayOff *) result->hours->off->pdata[j])->date, off->date);
      if (known)
        continue;
      result->added++;
      amends_team_hours_add_day_off (result->hours, off->date, off->name, NULL);
    }
}

/* A calendar with no days off at all: what it has afterwards came from the file. */
static AmendsCalendar *
make_plain (const char *zone, GError **error)
{
  g_autofree char *text =
      g_strdup_printf ("{\"time_zone\":\"%s\",\"hours\":{\"mon\":[[\"00:00\",\"24:00\"]]}}", zone);

  return amends_calendar_parse (text, strlen (text), NULL, NULL, error);
}

static void
holidays_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Holidays *work = data;
  g_autofree char *base = g_file_get_basename (work->file);
  g_autofree char *name = g_filename_display_name (base);
  g_autoptr (AmendsCalendar) plain = NULL;
  g_autoptr (AmendsCalendar) filled = NULL;
  g_autoptr (AmendsTeamHours) with = NULL;
  g_autoptr (GPtrArray) warnings = NULL;
  g_autoptr (GBytes) bytes = NULL;
  AmendsHolidayImport *result;
  GError *error = NULL;

  bytes = g_file_load_bytes (work->file, cancellable, NULL, &error);
  if (bytes != NULL && g_bytes_get_size (bytes) > MAX_CALENDAR)
    amends_input_error_set (&error, AMENDS_INPUT_ERROR_TOO_LARGE, name, 0, NULL,
                            _ ("The file is larger than %d MB and was not read."),
                            MAX_CALENDAR / (1024 * 1024));
  if (error == NULL)
    plain = make_plain (amends_calendar_get_zone_name (work->calendar), &error);
  if (plain != NULL)
    filled =
        amends_calendar_holidays_import (plain, bytes, name, work->hours->at, &warnings, &error);
  if (filled == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  with = amends_team_hours_new (filled, work->hours->at);
  result = g_new0 (AmendsHolidayImport, 1);
  result->hours = amends_team_hours_copy (work->hours);
  result->warnings =
      warnings ? g_steal_pointer (&warnings) : g_ptr_array_new_with_free_func (g_free);
  count_days (result, with);
  result->known = with->off->len - result->added;
  g_task_return_pointer (task, result, (GDestroyNotify) amends_holiday_import_free);
}

void
amends_session_read_holidays_async (AmendsSession *self,
                                    GFile *file,
                                    AmendsTeamHours *hours,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Holidays *work = g_new0 (Holidays, 1);

  work->file = g_object_ref (file);
  work->hours = amends_team_hours_copy (hours);
  work->calendar = g_object_ref (self->engines->calendar);
  g_task_set_task_data (task, work, holidays_free);
  amends_work_queue_push (self->worker, task, holidays_thread);
}

AmendsHolidayImport *
amends_session_read_holidays_finish (AmendsSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
