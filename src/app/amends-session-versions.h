/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-plan-merge.h"
#include "amends-session.h"

G_BEGIN_DECLS

/* What a draft said before, and what it would say were it written now. Main thread. */

/* Why a version of a draft came about. */
typedef enum
{
  AMENDS_VERSION_WRITTEN,   /* by the plan */
  AMENDS_VERSION_EDITED,    /* by a person */
  AMENDS_VERSION_ANEW,      /* written anew from the facts */
  AMENDS_VERSION_RESTORED,  /* an older one was brought back */
  AMENDS_VERSION_GENERATED, /* what the facts said when a person chose between both */
} AmendsVersionReason;

/**
 * amends_session_explain_version:
 * @version: one of amends_session_list_versions_finish() of a draft of @case_
 * @who: (out) (transfer none) (nullable): whose doing it was
 * @restored: (out): for RESTORED, the number of the version that was brought back
 *
 * Looks up in the log of the case how a version came about.
 */
AmendsVersionReason amends_session_explain_version (AmendsCase *case_,
                                                    AmendsDraft *version,
                                                    const char **who,
                                                    int *restored);

/**
 * amends_session_restore_draft_async:
 * @version: from amends_session_list_versions_finish()
 *
 * The text of @version becomes a new version; what stood there stays one. Finishes with
 * amends_session_change_finish().
 */
void amends_session_restore_draft_async (AmendsSession *self,
                                         AmendsCase *case_,
                                         const char *draft_id,
                                         AmendsDraft *version,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);

/**
 * AmendsRewrite:
 * @subject: (element-type AmendsMergePart)
 * @body: (element-type AmendsMergePart)
 * @n_choices: in both: where the draft was edited and the facts have changed as well
 *
 * A draft as it would be written now, laid over what was edited.
 */
typedef struct
{
  GPtrArray *subject;
  GPtrArray *body;
  guint n_choices;
  /*< private >*/
  char *edited_subject; /* from which it was made */
  char *edited_body;
  char *generated_subject;
  char *generated_body;
} AmendsRewrite;

void amends_rewrite_free (AmendsRewrite *rewrite);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmendsRewrite, amends_rewrite_free)

/* (transfer full): NULL with AMENDS_INPUT_ERROR. Nothing is changed. */
AmendsRewrite *amends_session_preview_rewrite (AmendsSession *self,
                                               AmendsCase *case_,
                                               AmendsDraft *draft,
                                               GError **error);

/**
 * amends_session_rewrite_async:
 * @subject: as chosen
 * @body: as chosen
 *
 * Puts a rewrite in place. What was edited and what the facts say both stay among the versions. A
 * draft that has another text by now is AMENDS_SESSION_ERROR_REFUSED. Finishes with
 * amends_session_change_finish().
 */
void amends_session_rewrite_async (AmendsSession *self,
                                   AmendsCase *case_,
                                   const char *draft_id,
                                   const AmendsRewrite *rewrite,
                                   const char *subject,
                                   const char *body,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);

G_END_DECLS
