/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Versions of drafts: how they came about, brought back, merged with what the facts say now. */

#include "config.h"

#include "amends-session-versions.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "amends-draft-store.h"
#include "amends-session-private.h"
#include "amends-text.h"

#define SUBJECT_CHARACTERS 400
/* Edits this long after the line of the log belong to it. */
#define ONE_SITTING (15 * AMENDS_MINUTE)

static const char *
or_empty (const char *text)
{
  return text != NULL ? text : "";
}

/* --- How a version came about ----------------------------------------------------------------- */

static JsonObject *
get_object (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

/* (nullable) (transfer full): what an event says of the draft; NULL when it is of another. */
static JsonNode *
read_payload (AmendsEvent *event, const char *draft_id)
{
  g_autoptr (JsonNode) node = NULL;
  JsonObject *object;

  if ((event->kind != AMENDS_EVENT_DRAFT_EDITED && event->kind != AMENDS_EVENT_DRAFT_GENERATED) ||
      event->payload == NULL || strstr (event->payload, draft_id) == NULL)
    return NULL;
  node = json_from_string (event->payload, NULL);
  object = get_object (node);
  if (object == NULL ||
      g_strcmp0 (json_object_get_string_member_with_default (object, "draft", NULL), draft_id) != 0)
    return NULL;
  return g_steal_pointer (&node);
}

static AmendsVersionReason
read_reason (AmendsEvent *event, JsonObject *payload, int version, int *restored)
{
  int number = (int) json_object_get_int_member_with_default (payload, "restored", 0);

  if (json_object_get_int_member_with_default (payload, "generated", 0) == version)
    return AMENDS_VERSION_GENERATED;
  if (number > 0 && json_object_get_int_member_with_default (payload, "version", 0) == version)
    {
      *restored = number;
      return AMENDS_VERSION_RESTORED;
    }
  if (event->kind == AMENDS_EVENT_DRAFT_EDITED)
    return AMENDS_VERSION_EDITED;
  /* Typing into what was written anew goes on in the same version. */
  return AMENDS_VERSION_ANEW;
}

AmendsVersionReason
amends_session_explain_version (AmendsCase *case_,
                                AmendsDraft *version,
                                const char **who,
                                int *restored)
{
  GListModel *events = G_LIST_MODEL (case_->events);

  *who = NULL;
  *restored = 0;
  if (version->version <= 1)
    return AMENDS_VERSION_WRITTEN;
  for (guint i = g_list_model_get_n_items (events); i > 0; i--)
    {
      g_autoptr (AmendsEvent) event = g_list_model_get_item (events, i - 1);
      g_autoptr (JsonNode) payload = NULL;

      if (event->at > version->updated || version->updated - event->at > ONE_SITTING)
        continue;
      payload = read_payload (event, version->id);
      if (payload == NULL)
        continue;
      *who = event->actor;
      return read_reason (event, get_object (payload), version->version, restored);
    }
  return AMENDS_VERSION_EDITED;
}

/* --- Changing --------------------------------------------------------------------------------- */

typedef struct
{
  char *id;
  char *subject, *body;                     /* to put in place */
  char *edited_subject, *edited_body;       /* (nullable): what must stand there */
  char *generated_subject, *generated_body; /* (nullable): what the facts said */
  gboolean chosen;
  int restored;
} Rewriting;

static void
rewriting_free (gpointer data)
{
  Rewriting *wanted = data;

  g_free (wanted->id);
  g_free (wanted->subject);
  g_free (wanted->body);
  g_free (wanted->edited_subject);
  g_free (wanted->edited_body);
  g_free (wanted->generated_subject);
  g_free (wanted->generated_body);
  g_free (wanted);
}

static AmendsDraft *
find_open (AmendsChange *change, const char *id, GError **error)
{
  AmendsDraft *draft = amends_record_list_find (G_LIST_MODEL (change->case_->drafts), id);

  if (draft == NULL)
    g_set_error (error, AMENDS_SESSION_ERROR, AMENDS_SESSION_ERROR_NOT_FOUND,
                 _ ("This draft no longer exists."));
  else if (draft->sent_at != AMENDS_INSTANT_NONE)
    g_set_error (error, AMENDS_SESSION_ERROR, AMENDS_SESSION_ERROR_REFUSED,
                 _ ("This message has been sent and stays as it went out."));
  else
    return draft;
  return NULL;
}

static JsonNode *
make_payload (AmendsDraft *draft)
{
  JsonNode *node = amends_change_payload ("draft", draft->id);

  json_object_set_string_member (json_node_get_object (node), "kind", or_empty (draft->kind));
  return node;
}

static void
put_text (AmendsChange *change, AmendsDraft *draft, Rewriting *wanted, int version)
{
  amends_record_set (draft, "subject", wanted->subject, "body", wanted->body, "updated",
                     change->now, "version", version, NULL);
}

static gboolean
restore (AmendsChange *change, gpointer data, GError **error)
{
  Rewriting *wanted = data;
  AmendsDraft *draft = find_open (change, wanted->id, error);
  JsonNode *payload;

  if (draft == NULL)
    return FALSE;
  if (g_strcmp0 (or_empty (draft->body), wanted->body) == 0 &&
      g_strcmp0 (or_empty (draft->subject), wanted->subject) == 0)
    return TRUE;
  put_text (change, draft, wanted, draft->version + 1);
  payload = make_payload (draft);
  json_object_set_int_member (json_node_get_object (payload), "restored", wanted->restored);
  json_object_set_int_member (json_node_get_object (payload), "version", draft->version);
  amends_change_log (change, AMENDS_EVENT_DRAFT_EDITED, AMENDS_INSTANT_NONE, payload,
                     /* Translators: the number of a version, and the title of a draft. */
                     _ ("Version %1$d brought back: %2$s"), wanted->restored, draft->title);
  return TRUE;
}

void
amends_session_restore_draft_async (AmendsSession *self,
                                    AmendsCase *case_,
                                    const char *draft_id,
                                    AmendsDraft *version,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  Rewriting *wanted = g_new0 (Rewriting, 1);

  wanted->id = g_strdup (draft_id);
  wanted->subject = g_strdup (or_empty (version->subject));
  wanted->body = g_strdup (or_empty (version->body));
  wanted->restored = version->version;
  amends_session_change_async (self, case_, restore, wanted, rewriting_free, AMENDS_CHANGE_UNDOABLE,
                               cancellable, callback, user_data);
}

/* --- Written anew ----------------------------------------------------------------------------- */

void
amends_rewrite_free (AmendsRewrite *rewrite)
{
  g_clear_pointer (&rewrite->subject, g_ptr_array_unref);
  g_clear_pointer (&rewrite->body, g_ptr_array_unref);
  g_free (rewrite->edited_subject);
  g_free (rewrite->edited_body);
  g_free (rewrite->generated_subject);
  g_free (rewrite->generated_body);
  g_free (rewrite);
}

static guint
count_choices (GPtrArray *parts)
{
  guint n = 0;

  for (guint i = 0; i < parts->len; i++)
    n += ((AmendsMergePart *) g_ptr_array_index (parts, i))->text == NULL ? 1 : 0;
  return n;
}

AmendsRewrite *
amends_session_preview_rewrite (AmendsSession *self,
                                AmendsCase *case_,
                                AmendsDraft *draft,
                                GError **error)
{
  AmendsChange change = { .engines = self->engines,
                          .case_ = case_,
                          .me = self->me,
                          .people = G_LIST_MODEL (self->people),
                          .now = amends_session_now (self) };
  g_autoptr (GTimeZone) zone = amends_change_dup_zone (self->engines, case_);
  g_autoptr (AmendsDraft) fresh = NULL;
  g_autoptr (AmendsRewrite) rewrite = g_new0 (AmendsRewrite, 1);
  AmendsPlannerContext context;

  amends_change_get_planner_context (&change, zone, &context);
  fresh = amends_planner_write_again (self->engines->planner, case_, draft, &context, error);
  if (fresh == NULL)
    return NULL;
  rewrite->edited_subject = g_strdup (or_empty (draft->subject));
  rewrite->edited_body = g_strdup (or_empty (draft->body));
  rewrite->generated_subject = g_strdup (or_empty (fresh->subject));
  rewrite->generated_body = g_strdup (or_empty (fresh->body));
  rewrite->subject = amends_plan_merge_parts (or_empty (draft->generated_subject),
                                              rewrite->edited_subject, rewrite->generated_subject);
  rewrite->body = amends_plan_merge_parts (or_empty (draft->generated_body), rewrite->edited_body,
                                           rewrite->generated_body);
  rewrite->n_choices = count_choices (rewrite->subject) + count_choices (rewrite->body);
  return g_steal_pointer (&rewrite);
}

/* What the facts say is a version of its own, so that it can be had whatever was chosen. */
static gboolean
keep_generated (AmendsChange *change,
                AmendsDraft *draft,
                Rewriting *wanted,
                int *version,
                GError **error)
{
  if (!wanted->chosen || (g_str_equal (wanted->generated_body, wanted->body) &&
                          g_str_equal (wanted->generated_subject, wanted->subject)))
    return TRUE;
  return amends_draft_store_keep_new_version (amends_change_get_connection (change), draft->id,
                                              change->now, wanted->generated_subject,
                                              wanted->generated_body, version, error);
}

static gboolean
rewrite_draft (AmendsChange *change, gpointer data, GError **error)
{
  Rewriting *wanted = data;
  AmendsDraft *draft = find_open (change, wanted->id, error);
  g_autoptr (GTimeZone) zone = amends_change_dup_zone (change->engines, change->case_);
  AmendsPlannerContext context;
  JsonNode *payload;
  int generated = 0;

  if (draft == NULL)
    return FALSE;
  if (g_strcmp0 (or_empty (draft->body), wanted->edited_body) != 0 ||
      g_strcmp0 (or_empty (draft->subject), wanted->edited_subject) != 0)
    {
      g_set_error (error, AMENDS_SESSION_ERROR, AMENDS_SESSION_ERROR_REFUSED,
                   _ ("The draft has been changed meanwhile."));
      return FALSE;
    }
  /* For what goes with the text: the questions, the moment, the base of the next time. */
  amends_change_get_planner_context (change, zone, &context);
  if (!amends_planner_regenerate_draft (change->engines->planner, change->case_, draft, &context,
                                        NULL, error) ||
      !keep_generated (change, draft, wanted, &generated, error))
    return FALSE;
  put_text (change, draft, wanted, MAX (draft->version, generated) + 1);
  amends_record_set (draft, "generated-subject", wanted->generated_subject, "generated-body",
                     wanted->generated_body, NULL);
  payload = make_payload (draft);
  if (generated > 0)
    json_object_set_int_member (json_node_get_object (payload), "generated", generated);
  amends_change_log (change, AMENDS_EVENT_DRAFT_GENERATED, AMENDS_INSTANT_NONE, payload,
                     /* Translators: %s is the title of a draft. */
                     _ ("Written anew: %s"), draft->title);
  return TRUE;
}

void
amends_session_rewrite_async (AmendsSession *self,
                              AmendsCase *case_,
                              const char *draft_id,
                              const AmendsRewrite *rewrite,
                              const char *subject,
                              const char *body,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  Rewriting *wanted = g_new0 (Rewriting, 1);

  wanted->id = g_strdup (draft_id);
  wanted->subject = amends_text_one_line (subject, SUBJECT_CHARACTERS);
  wanted->body = amends_text_clean (body, -1);
  wanted->edited_subject = g_strdup (rewrite->edited_subject);
  wanted->edited_body = g_strdup (rewrite->edited_body);
  wanted->generated_subject = g_strdup (rewrite->generated_subject);
  wanted->generated_body = g_strdup (rewrite->generated_body);
  wanted->chosen = rewrite->n_choices > 0;
  amends_session_change_async (self, case_, rewrite_draft, wanted, rewriting_free,
                               AMENDS_CHANGE_UNDOABLE, cancellable, callback, user_data);
}
