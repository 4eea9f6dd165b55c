/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A message in two languages. */

#include "config.h"

#include "amends-session-languages.h"

#include <glib/gi18n-lib.h>

#include "amends-draft-pair.h"
#include "amends-session-private.h"
#include "amends-template-words.h"

AmendsDraft *
amends_session_find_translation (AmendsCase *case_, AmendsDraft *draft)
{
  return amends_draft_pair_find (case_, draft);
}

const char *const *
amends_session_get_draft_languages (AmendsSession *self)
{
  g_return_val_if_fail (AMENDS_IS_SESSION (self), NULL);

  return amends_playbook_get_languages (self->engines->playbook);
}

gboolean
amends_session_can_translate (AmendsSession *self, AmendsDraft *draft)
{
  g_return_val_if_fail (AMENDS_IS_SESSION (self) && AMENDS_IS_DRAFT (draft), FALSE);

  return !amends_session_is_read_only (self) && draft->sent_at == AMENDS_INSTANT_NONE &&
         (draft->audience == AMENDS_AUDIENCE_CUSTOMER ||
          draft->audience == AMENDS_AUDIENCE_CUSTOMER_EXECUTIVE);
}

typedef struct
{
  char *draft_id; /* (owned) */
  char *language; /* (owned) */
} Translation;

static void
translation_free (gpointer data)
{
  Translation *translation = data;

  g_free (translation->draft_id);
  g_free (translation->language);
  g_free (translation);
}

static gboolean
write_translation (AmendsChange *change, gpointer data, GError **error)
{
  Translation *wanted = data;
  AmendsCase *case_ = change->case_;
  AmendsDraft *draft = amends_record_list_find (G_LIST_MODEL (case_->drafts), wanted->draft_id);
  g_autoptr (GTimeZone) zone = amends_change_dup_zone (change->engines, case_);
  g_autoptr (AmendsDraft) written = NULL;
  AmendsPlannerContext context;
  JsonNode *payload;

  if (draft == NULL)
    {
      g_set_error (error, AMENDS_SESSION_ERROR, AMENDS_SESSION_ERROR_NOT_FOUND,
                   _ ("This draft no longer exists."));
      return FALSE;
    }
  if (amends_draft_pair_find (case_, draft) != NULL)
    return TRUE;
  amends_change_get_planner_context (change, zone, &context);
  written = amends_planner_write_draft (change->engines->planner, case_, draft->kind,
                                        wanted->language, &context, error);
  if (written == NULL)
    return FALSE;
  amends_record_set (written, "escalation-id", case_->escalation->id, "recipient", draft->recipient,
                     "due", draft->due, "meets", draft->meets, "sample", draft->sample, NULL);
  g_list_store_append (case_->drafts, written);
  payload = amends_change_payload ("draft", written->id);
  json_object_set_string_member (json_node_get_object (payload), "language", written->language);
  amends_change_log (change, AMENDS_EVENT_DRAFT_GENERATED, AMENDS_INSTANT_NONE, payload,
                     /* Translators: %s is the title of a draft. */
                     _ ("Written in another language: %s"), written->title);
  return TRUE;
}

void
amends_session_write_translation_async (AmendsSession *self,
                                        AmendsCase *case_,
                                        const char *draft_id,
                                        const char *language,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data)
{
  Translation *wanted = g_new0 (Translation, 1);

  wanted->draft_id = g_strdup (draft_id);
  wanted->language = g_strdup (language);
  amends_session_change_async (self, case_, write_translation, wanted, translation_free,
                               AMENDS_CHANGE_UNDOABLE, cancellable, callback, user_data);
}

GPtrArray *
amends_session_check_pair (AmendsSession *self,
                           const char *text,
                           AmendsTextKind kind,
                           AmendsCase *case_,
                           AmendsDraft *draft,
                           const char *other)
{
  g_autoptr (GTimeZone) zone = NULL;
  AmendsGateContext context;

  g_return_val_if_fail (AMENDS_IS_SESSION (self) && AMENDS_IS_CASE (case_), NULL);

  zone = amends_change_dup_zone (self->engines, case_);
  amends_change_get_gate_context (self->engines, case_, draft, amends_session_now (self), zone,
                                  &context);
  context.kind = kind;
  context.counterpart = other;
  return amends_gate_check (self->engines->gate, text, &context);
}

const char *
amends_session_get_question (AmendsSession *self, const char *language, const char *path)
{
  GHashTable *all;
  AmendsTemplateWords *words;

  g_return_val_if_fail (AMENDS_IS_SESSION (self), NULL);
  g_return_val_if_fail (language != NULL && path != NULL, NULL);

  /* Read once for each playbook and language; they do not change. */
  all = g_object_get_data (G_OBJECT (self->engines->playbook), "amends-words");
  if (all == NULL)
    {
      all = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                   (GDestroyNotify) amends_template_words_unref);
      g_object_set_data_full (G_OBJECT (self->engines->playbook), "amends-words", all,
                              (GDestroyNotify) g_hash_table_unref);
    }
  words = g_hash_table_lookup (all, language);
  if (words == NULL)
    {
      g_autoptr (GError) error = NULL;

      words = amends_template_words_load (self->engines->playbook, language, &error);
      if (words == NULL)
        {
          g_message ("Questions of the playbook: %s", error->message);
          return NULL;
        }
      g_hash_table_insert (all, g_strdup (language), words);
    }
  return amends_template_words_get_question (words, path);
}
