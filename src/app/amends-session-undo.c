/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Undo and redo: each is a change of its own, with its own entry in the log. */

#include "config.h"

#include "amends-session-undo.h"

#include "amends-enum-types.h"
#include "amends-labels.h"
#include "amends-session-accounts.h"
#include "amends-session-customers-private.h"
#include "amends-session-private.h"
#include "amends-text.h"

#include <glib/gi18n-lib.h>

/* "At least 20 steps"; a step holds two copies of a case. */
#define UNDO_STEPS 50
/* Pauses in writing that are shorter do not part it into steps. */
#define WRITING_PAUSE (30 * AMENDS_SECOND)
/* Characters of a title in a menu. */
#define LONGEST_TITLE 48

/* A change that was made, around it the case. */
typedef struct
{
  guint token;
  AmendsCase *before;             /* (owned) (nullable): NULL with a customer */
  AmendsCase *after;              /* (owned) (nullable) */
  AmendsCustomerChange *customer; /* (owned) (nullable): of an account or a contact instead */
  char *what;                     /* (owned) */
  char *about;                    /* (owned) (nullable): the id of the record */
  GStrv entries;                  /* (owned) (nullable): what it wrote in the log, by id */
  gboolean has_note;              /* which stands in the log alone */
  AmendsInstant made;
  AmendsInstant until; /* AMENDS_INSTANT_NONE: no limit */
  gboolean is_final;
} Step;

static void
step_free (gpointer data)
{
  Step *step = data;

  g_clear_object (&step->before);
  g_clear_object (&step->after);
  g_clear_pointer (&step->customer, amends_customer_change_free);
  g_free (step->what);
  g_free (step->about);
  g_strfreev (step->entries);
  g_free (step);
}

GPtrArray *
amends_session_new_undo_stack (void)
{
  return g_ptr_array_new_with_free_func (step_free);
}

/* --- Words --------------------------------------------------------------------------------------
 */

/* What an entry of the log makes of a change, after "Undo: ". %s is a title. */
static const char *
get_phrase (AmendsEventKind kind)
{
  switch (kind)
    {
    case AMENDS_EVENT_CHECKPOINT_MOVED:
      /* Translators: follows "Undo: "; %s is the title of a step. */
      return _ ("move of “%s”");
    case AMENDS_EVENT_CHECKPOINT_DONE:
    case AMENDS_EVENT_ACTION_DONE:
      /* Translators: follows "Undo: "; %s is the title of a step. */
      return _ ("“%s” done");
    case AMENDS_EVENT_CHECKPOINT_PLANNED:
      /* Translators: follows "Undo: "; %s is the title of a step. */
      return _ ("new step “%s”");
    case AMENDS_EVENT_NOTE:
      /* Translators: follows "Undo: "; %s is the beginning of a note. */
      return _ ("note “%s”");
    case AMENDS_EVENT_MESSAGE_SENT:
    case AMENDS_EVENT_MESSAGE_RECEIVED:
      /* Translators: follows "Undo: "; %s is the subject of a message. */
      return _ ("message “%s”");
    case AMENDS_EVENT_DRAFT_EDITED:
      /* Translators: follows "Undo: "; %s is the title of a draft. */
      return _ ("changes to “%s”");
    case AMENDS_EVENT_DRAFT_GENERATED:
      /* Translators: follows "Undo: "; %s is the title of a draft. */
      return _ ("new text of “%s”");
    case AMENDS_EVENT_ESCALATION_STATUS:
      /* Translators: follows "Undo: "; %s is a status such as "In progress". */
      return _ ("status “%s”");
    default:
      /* Translators: follows "Undo: "; %s is a title or a line of the log. */
      return _ ("change “%s”");
    }
}

/* (transfer none) (nullable): the first record of @now that @was has not or has otherwise; or of
 * @was that is gone. */
static gpointer
find_different (GListStore *was, GListStore *now)
{
  GListModel *earlier = G_LIST_MODEL (was);
  GListModel *later = G_LIST_MODEL (now);

  for (guint i = 0; i < g_list_model_get_n_items (later); i++)
    {
      g_autoptr (GObject) record = g_list_model_get_item (later, i);
      gpointer old = amends_record_list_find (earlier, amends_record_get_id (record));

      if (old == NULL || !amends_record_equal (old, record))
        return record;
    }
  for (guint i = 0; i < g_list_model_get_n_items (earlier); i++)
    {
      g_autoptr (GObject) record = g_list_model_get_item (earlier, i);

      if (amends_record_list_find (later, amends_record_get_id (record)) == NULL)
        return record;
    }
  return NULL;
}

/* (transfer none) (nullable): what the change was about, by the kind of its entry. */
static gpointer
find_subject (AmendsCase *before, AmendsCase *after, AmendsEventKind kind)
{
  switch (kind)
    {
    case AMENDS_EVENT_CHECKPOINT_MOVED:
    case AMENDS_EVENT_CHECKPOINT_DONE:
    case AMENDS_EVENT_CHECKPOINT_PLANNED:
    case AMENDS_EVENT_CHECKPOINT_CHANGED:
      return find_different (before->checkpoints, after->checkpoints);
    case AMENDS_EVENT_ACTION_DONE:
    case AMENDS_EVENT_ACTION_CHANGED:
      return find_different (before->actions, after->actions);
    case AMENDS_EVENT_DRAFT_EDITED:
    case AMENDS_EVENT_DRAFT_GENERATED:
    case AMENDS_EVENT_MESSAGE_SENT:
      return find_different (before->drafts, after->drafts);
    case AMENDS_EVENT_STAKEHOLDER_CHANGED:
      return find_different (before->stakeholders, after->stakeholders);
    default:
      return NULL;
    }
}

static const char *
get_title (gpointer record)
{
  if (AMENDS_IS_CHECKPOINT (record))
    return AMENDS_CHECKPOINT (record)->title;
  if (AMENDS_IS_ACTION (record))
    return AMENDS_ACTION (record)->text;
  if (AMENDS_IS_DRAFT (record))
    return AMENDS_DRAFT (record)->title;
  if (AMENDS_IS_STAKEHOLDER (record))
    return AMENDS_STAKEHOLDER (record)->name;
  return NULL;
}

/* (transfer full) (nullable): the first entry that the change wrote. */
static AmendsEvent *
dup_entry (AmendsCase *before, AmendsCase *after)
{
  return g_list_model_get_item (G_LIST_MODEL (after->events),
                                g_list_model_get_n_items (G_LIST_MODEL (before->events)));
}

static GStrv
dup_entries (AmendsCase *before, AmendsCase *after, gboolean *has_note)
{
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  g_auto (GStrv) found = NULL;
  guint first = g_list_model_get_n_items (G_LIST_MODEL (before->events));

  for (guint i = first; i < g_list_model_get_n_items (G_LIST_MODEL (after->events)); i++)
    {
      g_autoptr (AmendsEvent) event = g_list_model_get_item (G_LIST_MODEL (after->events), i);

      *has_note = *has_note || event->kind == AMENDS_EVENT_NOTE;
      g_strv_builder_add (ids, event->id);
    }
  found = g_strv_builder_end (ids);
  return found[0] != NULL ? g_steal_pointer (&found) : NULL;
}

static void
describe (Step *step)
{
  g_autoptr (AmendsEvent) entry = dup_entry (step->before, step->after);
  AmendsEventKind kind = entry != NULL ? entry->kind : AMENDS_EVENT_DRAFT_EDITED;
  gpointer subject = find_subject (step->before, step->after, kind);
  const char *title = subject != NULL ? get_title (subject) : NULL;
  g_autofree char *line = NULL;

  if (kind == AMENDS_EVENT_DEBRIEF_EDITED || (entry == NULL && subject == NULL))
    {
      step->what = g_strdup (kind == AMENDS_EVENT_DEBRIEF_EDITED ? _ ("changes to the debrief")
                                                                 : _ ("last change"));
      step->about = g_strdup (step->after->escalation->id);
      return;
    }
  if (kind == AMENDS_EVENT_ESCALATION_STATUS)
    title = amends_enum_get_label (AMENDS_TYPE_STATUS, step->after->escalation->status);
  if (title == NULL || *title == '\0')
    title = entry != NULL && entry->summary != NULL ? entry->summary : "";
  line = amends_text_one_line (title, LONGEST_TITLE);
  step->about = subject != NULL ? g_strdup (amends_record_get_id (subject)) : NULL;
  step->what = g_strdup_printf (get_phrase (kind), line);
}

/* --- Entries of the log
 * --------------------------------------------------------------------------------------
 */

static void
follow_undo (GHashTable *undone, JsonObject *payload, const char *member, gboolean gone)
{
  JsonNode *node = json_object_get_member (payload, member);
  JsonArray *ids;

  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    return;
  ids = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (ids); i++)
    {
      JsonNode *id = json_array_get_element (ids, i);

      if (json_node_get_value_type (id) != G_TYPE_STRING)
        continue;
      if (gone)
        g_hash_table_add (undone, json_node_dup_string (id));
      else
        g_hash_table_remove (undone, json_node_get_string (id));
    }
}

GHashTable *
amends_case_collect_undone (AmendsCase *case_)
{
  GHashTable *undone = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GListModel *events = G_LIST_MODEL (case_->events);

  for (guint i = 0; i < g_list_model_get_n_items (events); i++)
    {
      g_autoptr (AmendsEvent) event = g_list_model_get_item (events, i);
      g_autoptr (JsonNode) node = NULL;

      if (event->kind != AMENDS_EVENT_UNDO || event->payload == NULL || event->erased)
        continue;
      node = json_from_string (event->payload, NULL);
      if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
        continue;
      follow_undo (undone, json_node_get_object (node), AMENDS_UNDOES, TRUE);
      follow_undo (undone, json_node_get_object (node), AMENDS_REDOES, FALSE);
    }
  return undone;
}

/* --- The account --------------------------------------------------------------------------------
 */

static void
push (GPtrArray *stack, Step *step)
{
  g_ptr_array_add (stack, step);
  if (stack->len > UNDO_STEPS)
    g_ptr_array_remove_index (stack, 0);
}

static Step *
step_new (AmendsSession *self, AmendsCase *before, AmendsCase *after, AmendsInstant now)
{
  Step *step = g_new0 (Step, 1);

  step->token = ++self->last_token;
  step->before = amends_case_copy (before);
  step->after = amends_case_copy (after);
  step->made = now;
  /* Every change stamps it; it is nobody's to take back. */
  amends_record_set (step->before->escalation, "updated", step->after->escalation->updated, NULL);
  return step;
}

/* A decision is recorded for good; other final changes, such as what a sync brings, are not the
 * user's and never stand in the way. */
static gboolean
is_decision (AmendsCase *before, AmendsCase *after)
{
  g_autoptr (AmendsEvent) entry = dup_entry (before, after);

  return entry != NULL && entry->kind == AMENDS_EVENT_GOODWILL_DECIDED;
}

guint
amends_session_remember (AmendsSession *self,
                         AmendsCase *before,
                         AmendsCase *after,
                         AmendsChangeUndo undo,
                         AmendsInstant now)
{
  Step *step;

  if (undo == AMENDS_CHANGE_TAKEN_BACK ||
      (undo == AMENDS_CHANGE_FINAL && !is_decision (before, after)))
    return 0;
  step = step_new (self, before, after, now);
  describe (step);
  step->entries = dup_entries (before, after, &step->has_note);
  step->is_final = undo == AMENDS_CHANGE_FINAL;
  if (undo == AMENDS_CHANGE_UNDOABLE_BRIEFLY)
    step->until = now + AMENDS_BRIEF_UNDO;
  push (self->undo, step);
  g_ptr_array_set_size (self->redo, 0);
  return step->is_final ? 0 : step->token;
}

static Step *
step_new_customer (AmendsSession *self, AmendsCustomerChange *change)
{
  Step *step = g_new0 (Step, 1);

  step->token = ++self->last_token;
  step->customer = change;
  step->what = g_strdup (change->what);
  return step;
}

guint
amends_session_remember_customer (AmendsSession *self, AmendsCustomerChange *change)
{
  Step *step = step_new_customer (self, change);

  push (self->undo, step);
  g_ptr_array_set_size (self->redo, 0);
  return step->token;
}

void
amends_session_join_undo (AmendsSession *self, guint token)
{
  guint n = self->undo->len;
  Step *last = n > 0 ? g_ptr_array_index (self->undo, n - 1) : NULL;
  Step *earlier = n > 1 ? g_ptr_array_index (self->undo, n - 2) : NULL;

  if (last == NULL || last->token != token || earlier == NULL || earlier->is_final ||
      earlier->until != AMENDS_INSTANT_NONE || last->about == NULL ||
      g_strcmp0 (last->about, earlier->about) != 0 || last->made - earlier->made > WRITING_PAUSE)
    return;
  g_set_object (&last->before, earlier->before);
  amends_record_set (last->before->escalation, "updated", last->after->escalation->updated, NULL);
  g_ptr_array_remove_index (self->undo, n - 2);
}

static AmendsUndoStep *
dup_public (const Step *step)
{
  AmendsUndoStep *copy = g_new0 (AmendsUndoStep, 1);

  copy->token = step->token;
  copy->what = g_strdup (step->what);
  if (step->after != NULL)
    {
      copy->escalation_id = g_strdup (step->after->escalation->id);
      copy->number = amends_escalation_format_number (step->after->escalation->number);
    }
  copy->is_final = step->is_final;
  return copy;
}

AmendsUndoStep *
amends_undo_step_copy (AmendsUndoStep *self)
{
  AmendsUndoStep *copy = g_memdup2 (self, sizeof *self);

  copy->what = g_strdup (self->what);
  copy->escalation_id = g_strdup (self->escalation_id);
  copy->number = g_strdup (self->number);
  return copy;
}

void
amends_undo_step_free (AmendsUndoStep *self)
{
  if (self == NULL)
    return;
  g_free (self->what);
  g_free (self->escalation_id);
  g_free (self->number);
  g_free (self);
}

static GPtrArray *
list (GPtrArray *stack)
{
  GPtrArray *steps = g_ptr_array_new_with_free_func ((GDestroyNotify) amends_undo_step_free);

  for (guint i = stack->len; i > 0; i--)
    g_ptr_array_add (steps, dup_public (g_ptr_array_index (stack, i - 1)));
  return steps;
}

GPtrArray *
amends_session_list_undo (AmendsSession *self)
{
  g_return_val_if_fail (AMENDS_IS_SESSION (self), NULL);

  return list (self->undo);
}

GPtrArray *
amends_session_list_redo (AmendsSession *self)
{
  g_return_val_if_fail (AMENDS_IS_SESSION (self), NULL);

  return list (self->redo);
}

static AmendsUndoStep *
dup_last (GPtrArray *stack)
{
  return stack->len > 0 ? dup_public (g_ptr_array_index (stack, stack->len - 1)) : NULL;
}

AmendsUndoStep *
amends_session_dup_undo_step (AmendsSession *self)
{
  g_return_val_if_fail (AMENDS_IS_SESSION (self), NULL);

  return dup_last (self->undo);
}

AmendsUndoStep *
amends_session_dup_redo_step (AmendsSession *self)
{
  g_return_val_if_fail (AMENDS_IS_SESSION (self), NULL);

  return dup_last (self->redo);
}

gboolean
amends_session_can_undo (AmendsSession *self)
{
  return self->undo->len > 0;
}

/* --- Taking back --------------------------------------------------------------------------------
 */

/* A step on its way; the change task owns it. */
typedef struct
{
  Step *step; /* (owned) (nullable) once it is back in the account */
  AmendsCase *was, *now;
  gboolean redo;
} TakeBack;

static void
take_back_free (gpointer data)
{
  TakeBack *back = data;

  if (back->step)
    step_free (back->step);
  g_clear_object (&back->was);
  g_clear_object (&back->now);
  g_free (back);
}

/* The log only grows: its entry says which others no longer hold, or hold again. */
static JsonNode *
create_payload (TakeBack *back)
{
  JsonNode *node;
  JsonObject *object;
  JsonArray *ids;

  if (back->step->entries == NULL)
    return NULL;
  node = json_node_new (JSON_NODE_OBJECT);
  object = json_object_new ();
  ids = json_array_new ();
  for (char **id = back->step->entries; *id != NULL; id++)
    json_array_add_string_element (ids, *id);
  json_object_set_array_member (object, back->redo ? AMENDS_REDOES : AMENDS_UNDOES, ids);
  json_node_take_object (node, object);
  return node;
}

static void
log_taken_back (AmendsChange *change, TakeBack *back, gboolean whole)
{
  const char *what = back->step->what;

  if (back->redo)
    amends_change_log (change, AMENDS_EVENT_UNDO, AMENDS_INSTANT_NONE, create_payload (back),
                       /* Translators: %s is a change, such as "move of “Progress update”". */
                       _ ("Redone: %s"), what);
  else
    amends_change_log (
        change,
        back->step->until != AMENDS_INSTANT_NONE ? AMENDS_EVENT_MESSAGE_UNSENT : AMENDS_EVENT_UNDO,
        AMENDS_INSTANT_NONE, create_payload (back),
        /* Translators: %s is a change, such as "move of “Progress update”". */
        whole ? _ ("Undone: %s") : _ ("Undone, except what had changed since: %s"), what);
}

static gboolean
take_back (AmendsChange *change, gpointer data, GError **error)
{
  TakeBack *back = data;
  Step *step = back->step;
  guint left;

  if (!back->redo && step->until != AMENDS_INSTANT_NONE && change->now > step->until)
    {
      g_set_error (error, AMENDS_SESSION_ERROR, AMENDS_SESSION_ERROR_TOO_LATE,
                   _ ("A sent message can be taken back for ten seconds only. Correct it with a "
                      "further message instead."));
      return FALSE;
    }
  /* The transaction may have begun anew. */
  g_clear_object (&back->was);
  g_clear_object (&back->now);
  back->was = amends_case_copy (change->case_);
  left = amends_case_revert (change->case_, step->before, step->after);
  if (!step->has_note && amends_case_equal (back->was, change->case_))
    {
      g_set_error (error, AMENDS_SESSION_ERROR, AMENDS_SESSION_ERROR_TOO_LATE,
                   _ ("This was changed again since and was left as it is."));
      return FALSE;
    }
  log_taken_back (change, back, left == 0);
  back->now = amends_case_copy (change->case_);
  return TRUE;
}

/* What was taken back can be taken back in turn, from how the case really was. */
static void
keep_inverse (AmendsSession *self, TakeBack *back)
{
  Step *inverse = step_new (self, back->was, back->now, amends_session_now (self));

  inverse->what = g_strdup (back->step->what);
  inverse->about = g_strdup (back->step->about);
  inverse->entries = g_strdupv (back->step->entries);
  inverse->has_note = back->step->has_note;
  /* A message that was taken back is marked as sent from its draft, with the time it went out. */
  inverse->is_final = !back->redo && back->step->until != AMENDS_INSTANT_NONE;
  push (back->redo ? self->undo : self->redo, inverse);
}

static void
taken_back_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  AmendsSession *self = AMENDS_SESSION (source);
  TakeBack *back = g_object_get_data (G_OBJECT (task), "take-back");
  GError *error = NULL;

  if (amends_session_change_finish (self, result, NULL, &error))
    {
      keep_inverse (self, back);
      g_task_return_boolean (task, TRUE);
      return;
    }
  /* What failed for another reason, such as a full disk, can be tried again. */
  if (!g_error_matches (error, AMENDS_SESSION_ERROR, AMENDS_SESSION_ERROR_TOO_LATE))
    push (back->redo ? self->redo : self->undo, g_steal_pointer (&back->step));
  g_task_return_error (task, error);
}

/* (transfer full) (nullable): taken out of the account. */
static Step *
steal_step (GPtrArray *stack, guint token)
{
  for (guint i = stack->len; i > 0; i--)
    {
      Step *step = g_ptr_array_index (stack, i - 1);

      if (token == 0 || step->token == token)
        return g_ptr_array_steal_index (stack, i - 1);
    }
  return NULL;
}

static gboolean
refuse_final (GTask *task, Step *step, gboolean redo)
{
  if (!step->is_final)
    return FALSE;
  g_task_return_new_error (
      task, AMENDS_SESSION_ERROR, AMENDS_SESSION_ERROR_TOO_LATE,
      redo ? _ ("A message that was taken back is marked as sent again from its draft.")
           /* Translators: %s is a change, such as "change “Approved”". */
           : _ ("An approval cannot be undone: %s. Undo again to take back what came before it."),
      step->what);
  step_free (step);
  return TRUE;
}

static void
customer_taken_back_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  AmendsSession *self = AMENDS_SESSION (source);
  gboolean redo = g_object_get_data (G_OBJECT (task), "redo") != NULL;
  AmendsCustomerChange *change;
  GError *error = NULL;

  if (amends_session_customer_finish (self, result, NULL, &error))
    {
      change = amends_session_steal_customer (result);
      push (redo ? self->undo : self->redo, step_new_customer (self, change));
      g_task_return_boolean (task, TRUE);
      return;
    }
  if (!g_error_matches (error, AMENDS_SESSION_ERROR, AMENDS_SESSION_ERROR_TOO_LATE) &&
      !g_error_matches (error, AMENDS_SESSION_ERROR, AMENDS_SESSION_ERROR_NOT_FOUND))
    {
      change = amends_session_steal_customer (result);
      push (redo ? self->redo : self->undo, step_new_customer (self, change));
    }
  g_task_return_error (task, error);
}

static void
take_back_customer (AmendsSession *self, Step *step, gboolean redo, GTask *task)
{
  AmendsCustomerChange *change = g_steal_pointer (&step->customer);

  step_free (step);
  g_object_set_data (G_OBJECT (task), "redo", redo ? self : NULL);
  amends_session_apply_customer_async (self, change,
                                       redo ? AMENDS_CUSTOMER_REDO : AMENDS_CUSTOMER_UNDO,
                                       g_task_get_cancellable (task), customer_taken_back_cb, task);
}

static void
start_take_back (AmendsSession *self, guint token, gboolean redo, GTask *task)
{
  Step *step = steal_step (redo ? self->redo : self->undo, token);
  TakeBack *back;

  if (step == NULL)
    {
      g_task_return_new_error (task, AMENDS_SESSION_ERROR, AMENDS_SESSION_ERROR_TOO_LATE, "%s",
                               redo ? _ ("There is nothing to redo.")
                                    : _ ("There is nothing left to undo."));
      g_object_unref (task);
      return;
    }
  g_task_set_task_data (task, dup_public (step), (GDestroyNotify) amends_undo_step_free);
  if (refuse_final (task, step, redo))
    {
      g_object_unref (task);
      return;
    }
  if (step->customer != NULL)
    {
      take_back_customer (self, step, redo, task);
      return;
    }
  back = g_new0 (TakeBack, 1);
  back->step = step;
  back->redo = redo;
  g_object_set_data (G_OBJECT (task), "take-back", back);
  amends_session_change_async (self, step->before, take_back, back, take_back_free,
                               AMENDS_CHANGE_TAKEN_BACK, g_task_get_cancellable (task),
                               taken_back_cb, task);
}

void
amends_session_undo_async (AmendsSession *self,
                           guint token,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, amends_session_undo_async);
  start_take_back (self, token, FALSE, task);
}

gboolean
amends_session_undo_finish (AmendsSession *self, GAsyncResult *result, GError **error)
{
  return amends_session_undo_finish_step (self, result, NULL, error);
}

gboolean
amends_session_undo_finish_step (AmendsSession *self,
                                 GAsyncResult *result,
                                 AmendsUndoStep **step,
                                 GError **error)
{
  AmendsUndoStep *taken = g_task_get_task_data (G_TASK (result));

  if (step != NULL)
    *step = taken != NULL ? amends_undo_step_copy (taken) : NULL;
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
amends_session_redo_async (AmendsSession *self,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, amends_session_redo_async);
  start_take_back (self, 0, TRUE, task);
}

gboolean
amends_session_redo_finish (AmendsSession *self,
                            GAsyncResult *result,
                            AmendsUndoStep **step,
                            GError **error)
{
  return amends_session_undo_finish_step (self, result, step, error);
}
