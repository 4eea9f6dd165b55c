/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Escalations of a list, read when they are looked at. */

#include "config.h"

#include "amends-case-model.h"

#include "amends-weak.h"

/*
 * A row that somebody holds. It belongs to its place in the list, not to its case: another order or
 * search then changes what the rows say, and no widget is made or moved for it.
 */
typedef struct
{
  GHashTable *table;  /* (unowned): the one this is in */
  AmendsCaseRow *row; /* (weak) */
  guint position;
} Entry;

struct _AmendsCaseModel
{
  GObject parent_instance;

  AmendsSession *session;    /* (owned) (nullable) */
  AmendsCaseList *list;      /* (owned) (nullable) */
  GHashTable *entries;       /* (owned): position → Entry */
  GQueue kept;               /* of AmendsCaseRow (owned): scrolling back is free */
  GHashTable *wanted;        /* (owned): positions asked for and not read yet */
  GCancellable *cancellable; /* (owned): reading rows */
  guint source;              /* idle: reads what is wanted */
  guint n_read;
};

/* A few screens in both directions. */
#define MOST_KEPT 1000

static void amends_case_model_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AmendsCaseModel,
                               amends_case_model,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      amends_case_model_list_model_init))

static void
row_gone_cb (gpointer data, GObject *where)
{
  Entry *entry = data;

  entry->row = NULL;
  g_hash_table_remove (entry->table, GUINT_TO_POINTER (entry->position));
}

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  if (entry->row != NULL)
    g_object_weak_unref (G_OBJECT (entry->row), row_gone_cb, entry);
  g_free (entry);
}

/* --- Reading -------------------------------------------------------------------------------------
 */

static void
fill (AmendsCaseModel *self, GPtrArray *rows)
{
  g_autoptr (GHashTable) by_key = g_hash_table_new (g_int64_hash, g_int64_equal);
  GHashTableIter iter;
  gpointer value;

  for (guint i = 0; i < rows->len; i++)
    g_hash_table_insert (by_key, &AMENDS_CASE_ROW (rows->pdata[i])->key, rows->pdata[i]);
  self->n_read += rows->len;
  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Entry *entry = value;
      AmendsCaseRow *fresh = g_hash_table_lookup (by_key, &entry->row->key);

      if (fresh != NULL)
        amends_record_assign (entry->row, fresh);
    }
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AmendsCaseModel) self = amends_weak_take (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows =
      amends_session_read_case_rows_finish (AMENDS_SESSION (source), result, &error);

  if (rows == NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_message ("Rows of the list could not be read: %s", error->message);
  if (self != NULL && rows != NULL)
    fill (self, rows);
}

static gboolean
read_wanted_cb (gpointer user_data)
{
  AmendsCaseModel *self = AMENDS_CASE_MODEL (user_data);
  g_autoptr (GArray) positions = g_array_new (FALSE, FALSE, sizeof (guint));
  GHashTableIter iter;
  gpointer position;

  self->source = 0;
  g_hash_table_iter_init (&iter, self->wanted);
  while (g_hash_table_iter_next (&iter, &position, NULL))
    {
      guint at = GPOINTER_TO_UINT (position);

      g_array_append_val (positions, at);
    }
  g_hash_table_remove_all (self->wanted);
  amends_session_read_case_rows_async (self->session, self->list, positions, self->cancellable,
                                       read_cb, amends_weak_new (self));
  return G_SOURCE_REMOVE;
}

/* What one layout asks for is read at once. */
static void
want (AmendsCaseModel *self, guint position)
{
  g_hash_table_add (self->wanted, GUINT_TO_POINTER (position));
  if (self->source == 0)
    self->source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, read_wanted_cb, self, NULL);
}

static void
stop_reading (AmendsCaseModel *self)
{
  g_clear_handle_id (&self->source, g_source_remove);
  g_hash_table_remove_all (self->wanted);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
clear_kept (AmendsCaseModel *self)
{
  g_queue_clear_full (&self->kept, g_object_unref);
}

/* --- The model -----------------------------------------------------------------------------------
 */

static GType
amends_case_model_get_item_type (GListModel *model)
{
  return AMENDS_TYPE_CASE_ROW;
}

static guint
amends_case_model_get_n_items (GListModel *model)
{
  AmendsCaseModel *self = AMENDS_CASE_MODEL (model);

  return self->list != NULL ? amends_case_list_get_length (self->list) : 0;
}

static AmendsCaseRow *
add_row (AmendsCaseModel *self, guint position)
{
  AmendsCaseRow *row = g_object_new (AMENDS_TYPE_CASE_ROW, "key",
                                     amends_case_list_get_key (self->list, position), NULL);
  Entry *entry = g_new0 (Entry, 1);

  entry->table = self->entries;
  entry->position = position;
  entry->row = row;
  g_object_weak_ref (G_OBJECT (row), row_gone_cb, entry);
  g_hash_table_insert (self->entries, GUINT_TO_POINTER (position), entry);
  g_queue_push_tail (&self->kept, g_object_ref (row));
  if (g_queue_get_length (&self->kept) > MOST_KEPT)
    g_object_unref (g_queue_pop_head (&self->kept));
  return row;
}

static gpointer
amends_case_model_get_item (GListModel *model, guint position)
{
  AmendsCaseModel *self = AMENDS_CASE_MODEL (model);
  AmendsCaseRow *row;
  Entry *entry;

  if (position >= amends_case_model_get_n_items (model))
    return NULL;
  entry = g_hash_table_lookup (self->entries, GUINT_TO_POINTER (position));
  row = entry != NULL ? g_object_ref (entry->row) : add_row (self, position);
  if (row->summary == NULL)
    want (self, position);
  return row;
}

static void
amends_case_model_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = amends_case_model_get_item_type;
  iface->get_n_items = amends_case_model_get_n_items;
  iface->get_item = amends_case_model_get_item;
}

static void
amends_case_model_dispose (GObject *object)
{
  AmendsCaseModel *self = AMENDS_CASE_MODEL (object);

  stop_reading (self);
  clear_kept (self);
  g_clear_pointer (&self->list, amends_case_list_unref);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (amends_case_model_parent_class)->dispose (object);
}

static void
amends_case_model_finalize (GObject *object)
{
  AmendsCaseModel *self = AMENDS_CASE_MODEL (object);

  g_hash_table_unref (self->entries);
  g_hash_table_unref (self->wanted);

  G_OBJECT_CLASS (amends_case_model_parent_class)->finalize (object);
}

static void
amends_case_model_class_init (AmendsCaseModelClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = amends_case_model_dispose;
  G_OBJECT_CLASS (klass)->finalize = amends_case_model_finalize;
}

static void
amends_case_model_init (AmendsCaseModel *self)
{
  self->entries = g_hash_table_new_full (NULL, NULL, NULL, entry_free);
  self->wanted = g_hash_table_new (NULL, NULL);
  g_queue_init (&self->kept);
}

AmendsCaseModel *
amends_case_model_new (void)
{
  return g_object_new (AMENDS_TYPE_CASE_MODEL, NULL);
}

/* What each row that is held stands for now. Those whose case is another say nothing until it is
 * read; those whose case is the same may have changed. */
static void
renew_rows (AmendsCaseModel *self)
{
  guint n = amends_case_list_get_length (self->list);
  guint n_known = amends_case_list_get_rows (self->list)->len;
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Entry *entry = value;
      gint64 key;

      if (entry->position >= n)
        continue;
      key = amends_case_list_get_key (self->list, entry->position);
      if (entry->position >= n_known)
        want (self, entry->position);
      if (entry->row->key == key)
        continue;
      entry->row->key = key;
      if (entry->position >= n_known)
        amends_record_set (entry->row, "summary", NULL, "snippet", NULL, NULL);
    }
}

void
amends_case_model_set_list (AmendsCaseModel *self, AmendsSession *session, AmendsCaseList *list)
{
  guint before;
  guint n;
  guint n_known;

  g_return_if_fail (AMENDS_IS_CASE_MODEL (self));
  g_return_if_fail (list != NULL);

  before = amends_case_model_get_n_items (G_LIST_MODEL (self));
  stop_reading (self);
  clear_kept (self);
  self->cancellable = g_cancellable_new ();
  g_set_object (&self->session, session);
  g_clear_pointer (&self->list, amends_case_list_unref);
  self->list = amends_case_list_ref (list);
  n = amends_case_list_get_length (list);
  n_known = amends_case_list_get_rows (list)->len;

  renew_rows (self);
  /* The first rows are there before anybody asks for them. */
  for (guint i = 0; i < n_known; i++)
    if (!g_hash_table_contains (self->entries, GUINT_TO_POINTER (i)))
      g_object_unref (add_row (self, i));
  fill (self, amends_case_list_get_rows (list));
  if (n > before)
    g_list_model_items_changed (G_LIST_MODEL (self), before, 0, n - before);
  else if (n < before)
    g_list_model_items_changed (G_LIST_MODEL (self), n, before - n, 0);
}

AmendsCaseList *
amends_case_model_get_list (AmendsCaseModel *self)
{
  g_return_val_if_fail (AMENDS_IS_CASE_MODEL (self), NULL);

  return self->list;
}

guint
amends_case_model_get_n_read (AmendsCaseModel *self)
{
  g_return_val_if_fail (AMENDS_IS_CASE_MODEL (self), 0);

  return self->n_read;
}
