/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Memory: past cases that are like a case or a text, and what they teach. All of it happens on one
 * snapshot in a thread of the reader pool. */

#include "config.h"

#include "amends-session-private.h"

#include "amends-case-store.h"
#include "amends-mail-text.h"
#include "amends-similar-store.h"

/* Of the account's own cases in the window, how many are compared. */
#define MAX_OWN_CASES 20
/* Candidates taken for those that share rare words but prove to be little alike. */
#define SPARE 5

typedef struct
{
  AmendsEngines *engines; /* (owned) */
  AmendsInstant now;
  const char *language; /* static */
  char *name;           /* (owned) (nullable): of a case */
  char *title;          /* (owned) (nullable): of a text */
  char *text;
  guint limit; /* of the cases found, when nothing but them is wanted; 0: the whole answer */

  AmendsPastCase *present; /* (owned) (nullable) */
  AmendsSimilarCandidates candidates;
  AmendsLookBack *answer; /* (owned) (nullable) */
  GPtrArray *rows;        /* (owned) (nullable) (element-type AmendsSimilarCase) */
} Memory;

static void
memory_free (gpointer data)
{
  Memory *memory = data;

  amends_engines_unref (memory->engines);
  g_free (memory->name);
  g_free (memory->title);
  g_free (memory->text);
  g_clear_object (&memory->present);
  amends_similar_candidates_clear (&memory->candidates);
  g_clear_object (&memory->answer);
  g_clear_pointer (&memory->rows, g_ptr_array_unref);
  g_free (memory);
}

/* --- What is compared ------------------------------------------------------------------------ */

static char *
join (const char *a, const char *b, const char *c)
{
  return g_strjoin ("\n", a ? a : "", b ? b : "", c ? c : "", NULL);
}

/* (transfer full): what the writer says now, without earlier mails and signatures. */
static char *
dup_own_words (const char *text)
{
  g_autoptr (GArray) parts = text ? amends_mail_text_split (text) : NULL;
  GString *own = g_string_new (NULL);
  const char *at = text;
  guint reached = 0;

  for (guint i = 0; parts && i < parts->len; i++)
    {
      const AmendsMailPart *part = &g_array_index (parts, AmendsMailPart, i);
      const char *start = g_utf8_offset_to_pointer (at, part->start - reached);
      const char *end = g_utf8_offset_to_pointer (start, part->end - part->start);

      if (part->zone == AMENDS_MAIL_OWN)
        g_string_append_len (own, start, end - start);
      at = end;
      reached = part->end;
    }
  return g_string_free (own, FALSE);
}

static char *
dup_past_title (AmendsPastCase *past)
{
  /* A title that was made from the subject would only say it twice. */
  return join (past->title, g_strcmp0 (past->subject, past->title) == 0 ? NULL : past->subject,
               past->feature);
}

/* --- Finding --------------------------------------------------------------------------------- */

static gboolean
find_candidates (Memory *memory, AmendsConnection *connection, const char *ignored, GError **error)
{
  AmendsSimilar *similar = memory->engines->similar;
  const AmendsSimilarReach *reach = amends_similar_get_reach (similar);
  AmendsSimilarBounds bounds = { reach->cases_per_term, reach->cases, reach->compared };
  AmendsPastCase *present = memory->present;
  g_auto (GStrv) terms = amends_similar_list_terms (similar, memory->title, memory->text, ignored);
  AmendsInstant since;

  if (!amends_similar_store_find (connection, (const char *const *) terms,
                                  present ? present->id : NULL, &bounds, &memory->candidates,
                                  error))
    return FALSE;
  if (present == NULL || present->account_id == NULL)
    return TRUE;
  /* A case that was long open began before the window in which it ended. */
  since =
      present->received - 2 * amends_experience_get_days (memory->engines->experience) * AMENDS_DAY;
  return amends_similar_store_add_account (connection, present->account_id, since, present->id,
                                           MAX_OWN_CASES, &memory->candidates, error);
}

/* (transfer full) (element-type AmendsSimilarMatch) */
static GPtrArray *
compare (Memory *memory, const char *ignored, guint limit)
{
  g_autoptr (AmendsSimilarIndex) index = amends_similar_index_new (memory->engines->similar);
  GPtrArray *cases = memory->candidates.cases;

  amends_similar_index_set_background (index, memory->candidates.n_documents,
                                       memory->candidates.documents);
  for (guint i = 0; i < cases->len; i++)
    {
      AmendsPastCase *past = g_ptr_array_index (cases, i);
      g_autofree char *title = dup_past_title (past);
      g_autofree char *text = dup_own_words (past->text);

      amends_similar_index_add (index, past->id, title, text);
    }
  return amends_similar_index_find (index, memory->present ? memory->present->id : NULL,
                                    memory->title, memory->text, ignored, limit);
}

static gboolean
judge_last_words (Memory *memory, AmendsPastCase *past, GError **error)
{
  AmendsClassifier *classifier;
  g_autoptr (AmendsClassification) found = NULL;
  AmendsClassifierInput input = {
    .statement = past->last_words,
    .now = memory->now,
    .language = memory->language,
  };

  if (past->last_words == NULL || *past->last_words == '\0')
    return TRUE;
  classifier = amends_engines_get_classifier (memory->engines, error);
  if (classifier == NULL)
    return FALSE;
  found = amends_classifier_classify (classifier, &input);
  past->has_sentiment_after = TRUE;
  past->sentiment_after = found->sentiment;
  return TRUE;
}

/* What came of the cases from which something is learnt. */
static gboolean
complete (Memory *memory,
          AmendsConnection *connection,
          GPtrArray *matches,
          GHashTable *all,
          GCancellable *cancellable,
          GError **error)
{
  guint most = amends_experience_get_cases (memory->engines->experience) + SPARE;

  for (guint i = 0; i < matches->len && i < most; i++)
    {
      const AmendsSimilarMatch *match = g_ptr_array_index (matches, i);
      AmendsPastCase *past = g_hash_table_lookup (all, match->id);

      if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
          !amends_similar_store_complete (connection, past, error) ||
          !judge_last_words (memory, past, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
load_present (Memory *memory, AmendsConnection *connection, GError **error)
{
  g_autofree char *id = amends_case_store_find (connection, memory->name, error);

  if (id == NULL)
    return FALSE;
  memory->present = amends_similar_store_get (connection, id, error);
  if (memory->present == NULL)
    return FALSE;
  memory->title = dup_past_title (memory->present);
  memory->text = dup_own_words (memory->present->text);
  return TRUE;
}

static AmendsSimilarCase *
make_row (AmendsPastCase *past, const AmendsSimilarMatch *match)
{
  AmendsSimilarCase *row = g_object_new (AMENDS_TYPE_SIMILAR_CASE, NULL);

  row->id = g_strdup (past->id);
  row->number = past->number;
  row->account_id = g_strdup (past->account_id);
  row->account = g_strdup (past->account);
  row->title = g_strdup (past->title);
  row->severity = past->severity;
  row->status = past->status;
  row->received = past->received;
  row->resolved_at = past->resolved_at;
  row->score = match->score;
  row->shared = g_strdupv (match->shared);
  return row;
}

static gboolean
look_back (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Memory *memory = data;
  g_autoptr (GPtrArray) matches = NULL;
  g_autoptr (GHashTable) all = g_hash_table_new (g_str_hash, g_str_equal);
  const char *ignored;

  if (!amends_engines_complete (memory->engines, error) ||
      (memory->name && !load_present (memory, connection, error)))
    return FALSE;
  /* That two cases name the same customer is no likeness. */
  ignored = memory->present ? memory->present->account : NULL;
  if (!find_candidates (memory, connection, ignored, error) ||
      g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  matches =
      compare (memory, ignored, memory->limit > 0 ? memory->limit : memory->candidates.cases->len);
  for (guint i = 0; i < memory->candidates.cases->len; i++)
    {
      AmendsPastCase *past = g_ptr_array_index (memory->candidates.cases, i);

      g_hash_table_insert (all, past->id, past);
    }
  if (memory->limit > 0)
    {
      memory->rows = g_ptr_array_new_with_free_func (g_object_unref);
      for (guint i = 0; i < matches->len; i++)
        {
          const AmendsSimilarMatch *match = g_ptr_array_index (matches, i);

          g_ptr_array_add (memory->rows, make_row (g_hash_table_lookup (all, match->id), match));
        }
      return TRUE;
    }
  if (!complete (memory, connection, matches, all, cancellable, error))
    return FALSE;
  memory->answer = amends_experience_look_back (memory->engines->experience, memory->present,
                                                matches, all, memory->now, memory->language);
  return TRUE;
}

/* --- The session's calls --------------------------------------------------------------------- */

static void
look_back_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  AmendsSession *self = g_task_get_source_object (task);
  Memory *memory = g_task_get_task_data (task);
  g_autoptr (AmendsCase) live = NULL;
  GError *error = NULL;

  if (!amends_database_read_finish (AMENDS_DATABASE (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  if (memory->rows)
    {
      g_task_return_pointer (task, g_steal_pointer (&memory->rows),
                             (GDestroyNotify) g_ptr_array_unref);
      return;
    }
  /* Whoever holds the case finds in it what the past says of it. */
  live = memory->present ? amends_session_dup_live (self, memory->present->id) : NULL;
  if (live && (live->look_back == NULL || !amends_record_equal (live->look_back, memory->answer)))
    {
      g_set_object (&live->look_back, memory->answer);
      amends_session_emit_changed (self, memory->present->id);
    }
  g_task_return_pointer (task, g_steal_pointer (&memory->answer), g_object_unref);
}

static void
start (AmendsSession *self,
       gpointer tag,
       Memory *memory,
       GCancellable *cancellable,
       GAsyncReadyCallback callback,
       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  memory->engines = amends_engines_ref (self->engines);
  memory->now = amends_session_now (self);
  memory->language = amends_change_get_language ();
  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, memory, memory_free);
  if (!amends_session_can_read (self, task))
    return;
  amends_database_read_async (self->database, look_back, memory, NULL, cancellable, look_back_cb,
                              g_steal_pointer (&task));
}

void
amends_session_look_back_async (AmendsSession *self,
                                const char *name,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  Memory *memory = g_new0 (Memory, 1);

  memory->name = g_strdup (name);
  start (self, amends_session_look_back_async, memory, cancellable, callback, user_data);
}

void
amends_session_look_back_text_async (AmendsSession *self,
                                     const char *title,
                                     const char *text,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  Memory *memory = g_new0 (Memory, 1);

  memory->title = g_strdup (title);
  memory->text = dup_own_words (text);
  start (self, amends_session_look_back_text_async, memory, cancellable, callback, user_data);
}

AmendsLookBack *
amends_session_look_back_finish (AmendsSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
amends_session_find_similar_async (AmendsSession *self,
                                   const char *title,
                                   const char *text,
                                   guint limit,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  Memory *memory = g_new0 (Memory, 1);

  memory->title = g_strdup (title);
  memory->text = dup_own_words (text);
  memory->limit = MAX (limit, 1);
  start (self, amends_session_find_similar_async, memory, cancellable, callback, user_data);
}

GPtrArray *
amends_session_find_similar_finish (AmendsSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
