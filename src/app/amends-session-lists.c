/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of escalations, read where it is looked at. */

#include "config.h"

#include "amends-session-lists.h"

#include "amends-escalation-store.h"
#include "amends-session-private.h"

#include <glib/gi18n-lib.h>

struct _AmendsCaseList
{
  char *text;      /* (nullable): what was searched for */
  GArray *keys;    /* of AmendsCaseKey */
  GPtrArray *rows; /* of AmendsCaseRow */
  guint total;
};

static void
list_clear (gpointer data)
{
  AmendsCaseList *self = data;

  g_free (self->text);
  g_clear_pointer (&self->keys, g_array_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
}

AmendsCaseList *
amends_case_list_ref (AmendsCaseList *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
amends_case_list_unref (AmendsCaseList *self)
{
  g_atomic_rc_box_release_full (self, list_clear);
}

guint
amends_case_list_get_length (AmendsCaseList *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->keys->len;
}

gint64
amends_case_list_get_key (AmendsCaseList *self, guint position)
{
  g_return_val_if_fail (self != NULL && position < self->keys->len, 0);

  return g_array_index (self->keys, AmendsCaseKey, position).row;
}

guint
amends_case_list_get_total (AmendsCaseList *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->total;
}

GPtrArray *
amends_case_list_get_rows (AmendsCaseList *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->rows;
}

/* A read on its way. The strings of the filter are the read's own. */
typedef struct
{
  AmendsEscalationFilter filter;
  char **owners, **account_ids;
  guint n_rows;
  AmendsCaseList *list;
  GArray *keys; /* of AmendsCaseKey: rows to read */
  GPtrArray *rows;
  char **names;
} Read;

static void
read_free (gpointer data)
{
  Read *read = data;

  g_strfreev (read->owners);
  g_strfreev (read->account_ids);
  g_strfreev (read->names);
  g_clear_pointer (&read->list, amends_case_list_unref);
  g_clear_pointer (&read->keys, g_array_unref);
  g_clear_pointer (&read->rows, g_ptr_array_unref);
  g_free (read);
}

static void
start (AmendsSession *self,
       gpointer tag,
       Read *read,
       AmendsReadFunc func,
       GAsyncReadyCallback done,
       GCancellable *cancellable,
       GAsyncReadyCallback callback,
       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, read, read_free);
  if (amends_session_can_read (self, task))
    amends_database_read_async (self->database, func, read, NULL, cancellable, done,
                                g_steal_pointer (&task));
}

/* --- Which ---------------------------------------------------------------------------------------
 */

static gboolean
read_list (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  static const AmendsEscalationFilter everything;
  Read *read = data;
  AmendsCaseList *list = read->list;
  int total;

  list->keys = amends_escalation_store_list_keys (connection, &read->filter, error);
  if (list->keys == NULL)
    return FALSE;
  total = amends_escalation_store_count (connection, &everything, error);
  if (total < 0)
    return FALSE;
  list->total = (guint) total;
  list->rows =
      amends_escalation_store_read_rows (connection, (AmendsCaseKey *) list->keys->data,
                                         MIN (read->n_rows, list->keys->len), list->text, error);
  return list->rows != NULL;
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Read *read = g_task_get_task_data (task);
  GError *error = NULL;

  if (amends_database_read_finish (AMENDS_DATABASE (source), result, &error))
    g_task_return_pointer (task, g_steal_pointer (&read->list),
                           (GDestroyNotify) amends_case_list_unref);
  else
    g_task_return_error (task, error);
}

static AmendsSort
get_sort (AmendsCaseSort sort)
{
  switch (sort)
    {
    case AMENDS_CASE_SORT_RECEIVED:
      return AMENDS_SORT_RECEIVED;
    case AMENDS_CASE_SORT_SEVERITY:
      return AMENDS_SORT_SEVERITY;
    case AMENDS_CASE_SORT_ARR:
      return AMENDS_SORT_ARR;
    case AMENDS_CASE_SORT_ACCOUNT:
      return AMENDS_SORT_ACCOUNT;
    case AMENDS_CASE_SORT_CLOCK:
    default:
      return AMENDS_SORT_DUE;
    }
}

void
amends_session_list_cases_async (AmendsSession *self,
                                 const AmendsCaseFilter *filter,
                                 guint n_rows,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  Read *read;

  g_return_if_fail (AMENDS_IS_SESSION (self));
  g_return_if_fail (filter != NULL);

  read = g_new0 (Read, 1);
  read->list = g_atomic_rc_box_new0 (AmendsCaseList);
  read->list->text = filter->text && *filter->text ? g_strdup (filter->text) : NULL;
  read->owners = g_strdupv ((char **) filter->owners);
  read->account_ids = g_strdupv ((char **) filter->account_ids);
  read->n_rows = n_rows;
  read->filter = (AmendsEscalationFilter){
    .statuses = filter->statuses,
    .severities = filter->severities,
    .tracks = filter->tracks,
    .categories = filter->categories,
    .owners = (const char *const *) read->owners,
    .account_ids = (const char *const *) read->account_ids,
    .text = read->list->text,
    .sort = get_sort (filter->sort),
    .reversed = filter->reversed,
  };
  start (self, amends_session_list_cases_async, read, read_list, listed_cb, cancellable, callback,
         user_data);
}

AmendsCaseList *
amends_session_list_cases_finish (AmendsSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- Rows ----------------------------------------------------------------------------------------
 */

static gboolean
read_rows (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Read *read = data;

  read->rows = amends_escalation_store_read_rows (connection, (AmendsCaseKey *) read->keys->data,
                                                  read->keys->len, read->list->text, error);
  return read->rows != NULL;
}

static void
rows_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Read *read = g_task_get_task_data (task);
  GError *error = NULL;

  if (amends_database_read_finish (AMENDS_DATABASE (source), result, &error))
    g_task_return_pointer (task, g_steal_pointer (&read->rows), (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

void
amends_session_read_case_rows_async (AmendsSession *self,
                                     AmendsCaseList *list,
                                     GArray *positions,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  Read *read;

  g_return_if_fail (AMENDS_IS_SESSION (self));
  g_return_if_fail (list != NULL);

  read = g_new0 (Read, 1);
  read->list = amends_case_list_ref (list);
  read->keys = g_array_new (FALSE, FALSE, sizeof (AmendsCaseKey));
  for (guint i = 0; i < positions->len; i++)
    {
      guint position = g_array_index (positions, guint, i);

      if (position < list->keys->len)
        g_array_append_val (read->keys, g_array_index (list->keys, AmendsCaseKey, position));
    }
  start (self, amends_session_read_case_rows_async, read, read_rows, rows_cb, cancellable, callback,
         user_data);
}

GPtrArray *
amends_session_read_case_rows_finish (AmendsSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- Owners --------------------------------------------------------------------------------------
 */

static gboolean
read_owners (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Read *read = data;

  read->names = amends_escalation_store_list_owners (connection, error);
  return read->names != NULL;
}

static void
owners_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Read *read = g_task_get_task_data (task);
  GError *error = NULL;

  if (amends_database_read_finish (AMENDS_DATABASE (source), result, &error))
    g_task_return_pointer (task, g_steal_pointer (&read->names), (GDestroyNotify) g_strfreev);
  else
    g_task_return_error (task, error);
}

void
amends_session_list_owners_async (AmendsSession *self,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_return_if_fail (AMENDS_IS_SESSION (self));

  start (self, amends_session_list_owners_async, g_new0 (Read, 1), read_owners, owners_cb,
         cancellable, callback, user_data);
}

char **
amends_session_list_owners_finish (AmendsSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
