/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The findings of a draft, kept until something changes. */

#include "config.h"

#include "amends-draft-check.h"

#include "amends-case-tools.h"
#include "amends-session-languages.h"

/* Some findings depend on the time of day; nobody notices five minutes. */
#define GOOD_FOR (5 * AMENDS_MINUTE)

typedef struct
{
  char *text;
  char *other;    /* (nullable): in the other language */
  guint n_events; /* of the case: every change but that of a text adds one */
  AmendsInstant at;
  GPtrArray *findings; /* (nullable) */
  gboolean writing;
} Kept;

static G_DEFINE_QUARK (amends - draft - check, kept);

static void
kept_free (gpointer data)
{
  Kept *kept = data;

  g_free (kept->text);
  g_free (kept->other);
  g_clear_pointer (&kept->findings, g_ptr_array_unref);
  g_free (kept);
}

static Kept *
get_kept (AmendsDraft *draft)
{
  Kept *kept = g_object_get_qdata (G_OBJECT (draft), kept_quark ());

  if (kept == NULL)
    {
      kept = g_new0 (Kept, 1);
      g_object_set_qdata_full (G_OBJECT (draft), kept_quark (), kept, kept_free);
    }
  return kept;
}

void
amends_draft_check_set_writing (AmendsDraft *draft, gboolean writing)
{
  g_return_if_fail (AMENDS_IS_DRAFT (draft));

  get_kept (draft)->writing = writing;
}

GPtrArray *
amends_draft_check (AmendsSession *session, AmendsCase *case_, AmendsDraft *draft, const char *text)
{
  Kept *kept;
  AmendsDraft *translation;
  const char *other;
  guint n_events;
  AmendsInstant now;

  g_return_val_if_fail (AMENDS_IS_SESSION (session) && AMENDS_IS_CASE (case_), NULL);
  g_return_val_if_fail (AMENDS_IS_DRAFT (draft), NULL);

  kept = get_kept (draft);
  if (text == NULL && kept->writing && kept->findings != NULL)
    return g_ptr_array_ref (kept->findings);
  if (text == NULL)
    text = draft->body != NULL ? draft->body : "";
  translation = amends_session_find_translation (case_, draft);
  other = translation != NULL ? translation->body : NULL;
  n_events = g_list_model_get_n_items (G_LIST_MODEL (case_->events));
  now = amends_session_now (session);
  if (kept->findings != NULL && g_strcmp0 (kept->text, text) == 0 &&
      g_strcmp0 (kept->other, other) == 0 && kept->n_events == n_events && now >= kept->at &&
      now - kept->at < GOOD_FOR)
    return g_ptr_array_ref (kept->findings);

  g_free (kept->text);
  kept->text = g_strdup (text);
  g_free (kept->other);
  kept->other = g_strdup (other);
  kept->n_events = n_events;
  kept->at = now;
  g_clear_pointer (&kept->findings, g_ptr_array_unref);
  kept->findings =
      amends_session_check (session, text, amends_case_get_text_kind (draft), case_, draft);
  return g_ptr_array_ref (kept->findings);
}
