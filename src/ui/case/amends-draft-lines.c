/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A draft in a few words. */

#include "config.h"

#include "amends-draft-lines.h"

#include <glib/gi18n-lib.h>

#include "amends-case-tools.h"
#include "amends-format.h"

char *
amends_draft_dup_recipient (AmendsCase *case_, AmendsDraft *draft)
{
  g_return_val_if_fail (AMENDS_IS_CASE (case_) && AMENDS_IS_DRAFT (draft), NULL);

  if (case_->contact != NULL && g_strcmp0 (draft->recipient, case_->contact->name) == 0)
    return amends_case_dup_contact (case_);
  return g_strdup (draft->recipient != NULL ? draft->recipient : "");
}

char *
amends_draft_dup_saved (AmendsSession *session, AmendsDraft *draft)
{
  g_autofree char *moment = NULL;

  g_return_val_if_fail (AMENDS_IS_SESSION (session) && AMENDS_IS_DRAFT (draft), NULL);

  if (draft->updated == AMENDS_INSTANT_NONE)
    return NULL;
  moment = amends_format_moment (draft->updated, amends_session_now (session),
                                 amends_session_get_zone (session));
  /* TRANSLATORS: %s is when a draft was last saved, such as "12:57" */
  return g_strdup_printf (_ ("Saved %s."), moment);
}
